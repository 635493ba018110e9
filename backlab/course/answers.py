"""What is kept of a student's answers, and the one format in which it is kept, handed in and read again.

A record holds, for each exercise, all attempts in order and whether the solution was looked at. Nothing in it says who
answered. A text that cannot be read, or that another version wrote, raises ``Unreadable`` and is never guessed at.

No try of any tab is lost, since no tab writes over what another has written. Beside a notebook (``beside``) each try is
added to its lesson's file under a lock. A browser keeps one ``Entry`` for each try under a name of its own, "KEY NUMBER
ID": NUMBER is one more than the highest of that KEY when it is written, ID is the try's, so that an entry that arrives
twice is written once. ``joined`` puts them in order; a bare "KEY" is what was kept before there were entries.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from math import isfinite
from pathlib import Path
from secrets import token_hex
from typing import Any, NamedTuple

from backlab.language import gettext

NAME = "backlab answers"
SPREADSHEET = "grades.csv"  # what is made of a class's files, beside them
VERSION = 1
MOST_ATTEMPTS = 50
MOST_CHARACTERS = 2_000_000  # far more than a whole course of long answers
MOST_BYTES = 4 * MOST_CHARACTERS
_NAMED = re.compile(r"([!-~]+)(?: (\d{1,9}) ([0-9a-z]{1,40}))?")


class Unreadable(ValueError):
    """A text holds no answers that this version can read; it says so in one sentence."""


class Attempts(NamedTuple):
    """What was given to one exercise, first to last, and whether the solution was ``shown`` before it was right."""

    given: tuple[Any, ...]
    shown: bool = False

    def then(self, *answers: Any, shown: bool = False) -> Attempts:
        """These and more; of very many, the first stays and the oldest after it go."""
        return Attempts(_first_and_newest((*self.given, *answers)), self.shown or shown)


Record = Mapping[str, Attempts]


class Entry(NamedTuple):
    """What a browser is given to keep: ``text`` under the exercise's ``key``, and an ``id`` that nothing else has."""

    key: str
    id: str
    text: str


class Joined(NamedTuple):
    """What a browser has kept, as a ``record``; of the names that are ``unread``, each with the reason."""

    record: dict[str, Attempts]
    unread: dict[str, str]


def to_text(record: Record) -> str:
    """The record as JSON, in order of the exercises' names.

    >>> from_text(to_text({"red_flags.1": Attempts(("urgent",))}))
    {'red_flags.1': Attempts(given=('urgent',), shown=False)}
    """
    answers = {key: {"given": list(record[key].given), "shown": record[key].shown} for key in sorted(record)}
    text = json.dumps({NAME: VERSION, "answers": answers}, ensure_ascii=False, indent=1)
    return text.encode("utf-8", "replace").decode("utf-8")  # a damaged file may have held half a character


def text_of(path: Path) -> str:
    """The text of a file; raises ``Unreadable``, ``UnicodeDecodeError`` or ``OSError``.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     path = Path(folder, "answers.json")
    ...     _ = path.write_text(to_text({}))
    ...     from_text(text_of(path))
    {}
    """
    if path.exists() and not path.is_file():  # a folder, or a pipe that would be waited on for ever
        raise Unreadable(gettext("it is no file"))
    with path.open("rb") as file:
        return decoded(file.read(MOST_BYTES + 1))


def decoded(data: bytes) -> str:
    """The text of a file's first ``MOST_BYTES + 1`` bytes; raises ``Unreadable`` or ``UnicodeDecodeError``.

    >>> decoded(b"plain text")
    'plain text'
    """
    if not data.strip():
        raise Unreadable(gettext("it is empty"))
    if len(data) > MOST_BYTES:
        raise Unreadable(gettext("it is too large to be a file of answers"))
    return data.decode("utf-8-sig")  # an editor may have put a mark before it


def from_text(text: str) -> dict[str, Attempts]:
    """The reverse of ``to_text``; raises ``Unreadable``.

    >>> from_text("not a file of answers")
    Traceback (most recent call last):
        ...
    backlab.course.answers.Unreadable: it is no JSON, or only a part of it
    """
    record = _read(text)
    if not all(tries.given for tries in record.values()):
        raise Unreadable(gettext("its answers are damaged"))
    return record


def entry(key: str, *given: Any, shown: bool = False) -> Entry:
    """A try, or several, for a browser to keep; with none of them it only says that the solution was ``shown``.

    >>> entry("red_flags.1", "urgent").key
    'red_flags.1'
    """
    return Entry(key, token_hex(8), to_text({key: Attempts(given, shown)}))


def tries_of(key: str, text: str) -> Attempts:
    """The tries of an entry; there are none where it only says that the solution was shown. Raises ``Unreadable``.

    >>> tries_of("red_flags.1", entry("red_flags.1", "routine", "urgent").text).given
    ('routine', 'urgent')
    """
    return _read(text).get(key, Attempts(()))


def joined(entries: Mapping[str, str]) -> Joined:
    """All tries of a browser's entries, by their names, in the order in which they were given.

    >>> kept = entry("red_flags.1", "urgent")
    >>> joined({kept.key: kept.text}).record["red_flags.1"].given
    ('urgent',)
    """
    record: dict[str, Attempts] = {}
    unread: dict[str, str] = {}
    for name, (key, _, _) in sorted(_places(entries).items(), key=lambda item: item[1]):
        try:
            tries = tries_of(key, entries[name])
        except Unreadable as why:
            unread[name] = str(why)
        else:
            record[key] = record.get(key, Attempts(())).then(*tries.given, shown=tries.shown)
    return Joined({key: tries for key, tries in record.items() if tries.given}, unread)


def merged(records: Iterable[Record]) -> dict[str, Attempts]:
    """Several records as one. Of copies that have grown apart, the tries that begin both count once; none is lost.

    >>> one, two = Attempts(("routine",)), Attempts(("routine", "urgent"))
    >>> merged([{"red_flags.1": one}, {"red_flags.1": two}])["red_flags.1"].given
    ('routine', 'urgent')
    """
    all_of_them: dict[str, Attempts] = {}
    for record in records:
        for key, tries in record.items():
            before = all_of_them.get(key, Attempts(()))
            all_of_them[key] = before.then(*tries.given[_common(before.given, tries.given) :], shown=tries.shown)
    return all_of_them


def _places(names: Iterable[str]) -> dict[str, tuple[str, int, str]]:
    """Each name of an entry with its key, number and id; what no browser of ours has written is left out."""
    found = {name: _NAMED.fullmatch(name) for name in names}
    return {name: (place[1], int(place[2] or 0), place[3] or "") for name, place in found.items() if place}


def _read(text: str) -> dict[str, Attempts]:
    if len(text) > MOST_CHARACTERS:
        raise Unreadable(gettext("it is too large to be a file of answers"))
    try:
        found = json.loads(text, parse_constant=_refused, parse_float=_finite)
    except (ValueError, RecursionError):
        raise Unreadable(gettext("it is no JSON, or only a part of it")) from None
    if not isinstance(found, dict) or NAME not in found:
        raise Unreadable(gettext("it holds no answers to this course"))
    if found[NAME] != VERSION:
        other = gettext("it was written by another version of backlab ({version})")
        # A terminal would obey what is no letter.
        raise Unreadable(other.format(version="".join(filter(str.isprintable, str(found[NAME])[:20]))))
    answers = found.get("answers")
    if not isinstance(answers, dict):
        raise Unreadable(gettext("its answers are damaged"))
    return {key: _attempts(each) for key, each in answers.items()}


def _attempts(kept: Any) -> Attempts:
    match kept:
        case {"given": list(given), "shown": bool(shown)} if given or shown:
            return Attempts(_first_and_newest(tuple(given)), shown)
    raise Unreadable(gettext("its answers are damaged"))


def _common(one: Sequence[Any], other: Sequence[Any]) -> int:
    """With how many equal tries both begin."""
    return next((place for place, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), len(one))


def _first_and_newest(given: tuple[Any, ...]) -> tuple[Any, ...]:
    return given if len(given) <= MOST_ATTEMPTS else (given[0], *given[1 - MOST_ATTEMPTS :])


def _refused(name: str) -> Any:
    raise ValueError(name)


def _finite(text: str) -> float:
    """A number; raises ``ValueError`` for one as large as 1e999, which could be read but never be written again."""
    return float(text) if isfinite(float(text)) else _refused(text)
