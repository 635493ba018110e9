"""A number as people write it: understood where it can mean only one thing, and asked about where it can mean two.

Taken are 12, .5, 0,5, 1e3, 1 066, 1,066.5, 3/16, 1½, 12 people (where people are asked for) and digits of any script;
where it is asked how many of a hundred, 7 of 100, 7/100 and 7 % are 7. A single point is always a decimal sign, as in
all that this course shows. Asked about are 1,066 (in English: thousands, or a decimal sign?), a per cent sign where no
share of a hundred is asked for, a share of another number, and a number with other words.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from backlab.language import SOURCE_LANGUAGE, gettext, language

LARGEST = 1e12
LONGEST = 60  # characters
_PLAIN = r"[+-]?(?:\d+(?:[.,' ]\d+)*\.?|[.,]\d+)(?:e[+-]?\d{1,3})?"
_GROUPS = re.compile(r"(?P<sign>[+-]?)(?P<whole>\d{1,3}(?:(?P<mark>[., '])\d{3})(?:(?P=mark)\d{3})*)(?P<rest>[.,]\d+)?")
_NUMBER = re.compile(_PLAIN)
_FRACTION = re.compile(r"(?P<whole>-?\d+ )?(?P<part>-?\d+) ?/ ?(?P<all>\d+)")
_SHARE = re.compile(rf"(?P<part>{_PLAIN}) ?(?:/|(?:out )?of|in|from|de(?: cada)?|en|entre|sobre) ?(?P<all>{_PLAIN})")
_PER_CENT = re.compile(rf"(?P<number>{_PLAIN}) ?(?:%|per ?cent|por ciento)")
_WITH_WORDS = re.compile(rf"(?P<number>{_PLAIN})(?P<words>(?: ?[^\W\d_]{{2,}})+)")
_SIGNS = str.maketrans({"−": "-", "–": "-", "⁄": "/", "’": "'", "\u00a0": " ", "\u2009": " ", "\u202f": " "})  # noqa: RUF001


def number_in(given: Any, *, of: float | None = None, unit: str = "") -> float:
    """The number that was ``given``, as one or as text; raises ``ValueError`` with one sentence, a question if it can.

    ``of`` is said where the number counts how many of so many there are, ``unit`` is what may stand behind it.
    """
    if isinstance(given, bool) or not isinstance(given, str | int | float):
        raise ValueError(_none())
    if not isinstance(given, str):
        return _sensible(given)
    text = _tidied(given)
    for words in (unit, gettext(unit)):
        alone = text.removesuffix(words.casefold()).strip()
        if words and _NUMBER.fullmatch(alone):
            text = alone
    return _sensible(_understood(text, of))


def _none() -> str:
    return gettext("A number is needed, such as 12 or 0.5.")


def _tidied(text: str) -> str:
    """The text in plain signs: digits of any script as 0 to 9, ½ as 1/2, and no blanks but single ones."""
    if len(text) > LONGEST:
        raise ValueError(_none())
    return " ".join("".join(map(_plain, text)).casefold().split()).rstrip(".")


def _plain(letter: str) -> str:
    if (digit := unicodedata.decimal(letter, None)) is not None:
        return str(digit)
    if unicodedata.decomposition(letter).startswith("<fraction>"):
        return f" {unicodedata.normalize('NFKC', letter)}".translate(_SIGNS)
    if unicodedata.decomposition(letter).startswith("<wide>"):
        return unicodedata.normalize("NFKC", letter).translate(_SIGNS)
    return letter.translate(_SIGNS)


def _understood(text: str, of: float | None) -> float:
    if _NUMBER.fullmatch(text):
        return _written(text)
    if found := _PER_CENT.fullmatch(text):
        return _per_cent(_written(found["number"]), of)
    if found := _FRACTION.fullmatch(text):
        return _fraction(found, of)
    if found := _SHARE.match(text):
        return _share(found, text, of)
    if (found := _WITH_WORDS.fullmatch(text)) and found["words"].replace(" ", "").isalpha():  # 10² is not 10
        raise ValueError(_meant(_written(found["number"])))
    raise ValueError(_none())


def _written(text: str) -> float:
    """A number without words: a point or a comma parts it, or stands between thousands."""
    if found := _GROUPS.fullmatch(text):
        return _grouped(found)
    if text.count(",") + text.count(".") > 1 or "'" in text or " " in text:
        raise ValueError(_none())
    return float(text.replace(",", "."))


def _grouped(found: re.Match[str]) -> float:
    """Digits in threes: with one mark only, a point is a decimal sign, and a comma may be one."""
    mark, whole, rest = found["mark"], found["whole"], found["rest"] or ""
    if rest.startswith(mark):
        raise ValueError(_none())
    joined = float(found["sign"] + whole.replace(mark, "") + rest.replace(",", "."))
    if rest or mark in " '" or whole.count(mark) > 1:
        return joined
    parted = float(found["sign"] + whole.replace(",", "."))
    if mark == "." or whole.startswith("0") or language() != SOURCE_LANGUAGE:
        return parted
    either = gettext("Did you mean {one} or {other}? Write it without the comma.")
    raise ValueError(either.format(one=_shown(joined), other=_shown(parted)))


def _per_cent(number: float, of: float | None) -> float:
    if of == 100:
        return number
    if of is not None:
        raise ValueError(_how_many(of))
    either = gettext("Did you mean {one} or {other}? Write it without the per cent sign.")
    raise ValueError(either.format(one=_shown(number / 100), other=_shown(number)))


def _fraction(found: re.Match[str], of: float | None) -> float:
    """Three sixteenths, one and a half; where a share is asked for, 7/10 is 7 of 10."""
    whole, part, all_of_them = int(found["whole"] or 0), int(found["part"]), int(found["all"])
    if not all_of_them:
        raise ValueError(_none())
    if of is not None and not found["whole"]:
        if all_of_them == of:
            return part
        raise ValueError(_how_many(of))
    return whole + (-part if whole < 0 else part) / all_of_them


def _share(found: re.Match[str], text: str, of: float | None) -> float:
    """Seven of ten, with or without what they are of."""
    part, all_of_them = _written(found["part"]), _written(found["all"])
    if re.search(r"\d|/", text[found.end() :]) or not all_of_them:
        raise ValueError(_none())
    if of == all_of_them:
        return part
    raise ValueError(_meant(part / all_of_them) if of is None else _how_many(of))


def _how_many(of: float) -> str:
    return gettext("It is asked how many of {of}: write that number alone.").format(of=_shown(of))


def _meant(number: float) -> str:
    return gettext("Did you mean {number}? Write the number alone.").format(number=_shown(number))


def _shown(number: float) -> str:
    return f"{number:.15g}"


def _sensible(number: float) -> float:
    """The number, if it can be counted with: neither "not a number" nor larger than anything that is asked here."""
    if number != number or abs(number) > LARGEST:
        raise ValueError(_none())
    return float(number)
