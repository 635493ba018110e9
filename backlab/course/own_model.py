"""A small model of a teacher's own as plain data: controls, numbers worked out from them, a picture, and sentences.

    [lab]
    controls = [{ name = "place", label = "How far out?", low = 1, high = 20 }]
    numbers = { pull = "20 * place" }
    picture = "<svg viewBox='0 0 100 50'><circle cx='{place * 5}' cy='25' r='4'/></svg>"
    says = [{ when = "pull > 200", text = "It tips: {pull} is more than 200." }, { text = "It is level." }]

What is wrong with the data is said in one sentence (``ValueError``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from backlab.course.formula import Value, worked_out
from backlab.language import gettext
from backlab.markup import Markup
from backlab.refusal import short, unknown

_PARTS = ("title", "controls", "numbers", "picture", "says")
_OF_CONTROL = ("name", "label", "low", "high", "first")
_OF_SENTENCE = ("when", "text")
_FIELD = re.compile(r"\{([^{}]+)\}")


class Control(NamedTuple):
    """A slider: a whole number from ``low`` to ``high``, and where it stands at first."""

    name: str
    label: str
    low: int
    high: int
    first: int


class Sentence(NamedTuple):
    """What is said ``when`` a formula holds; "" is in any other case."""

    when: str
    text: str


class Shown(NamedTuple):
    """What a model shows: its picture, and what is said of it."""

    picture: Markup
    said: str


class Model(NamedTuple):
    """A model: its ``controls``, the formulas of its ``numbers``, the text of its ``picture``, and what it ``says``."""

    title: str
    controls: tuple[Control, ...]
    numbers: Mapping[str, str]
    picture: str
    says: tuple[Sentence, ...]

    def shown(self, values: Mapping[str, int]) -> Shown:
        """What it shows where the controls stand at ``values``; raises ``ValueError``."""
        from backlab.course.own_pictures import opened

        names: dict[str, Value] = {name: float(value) for name, value in values.items()}
        for name, formula in self.numbers.items():
            names[name] = worked_out(formula, names)
        held = (each for each in self.says if not each.when or worked_out(each.when, names))
        said = next(held, Sentence("", ""))
        return Shown(opened(_filled(self.picture, names), Path()).drawn({}), _filled(said.text, names))


def model(data: Any, folder: Path) -> Model:
    """The model that a file in ``folder`` holds; it has been tried where its controls begin and at their ends."""
    _check("lab", data, _PARTS)
    controls = tuple(map(_control, _listed(data, "controls")))
    numbers = data.get("numbers", {})
    if not isinstance(numbers, dict) or not controls:
        raise ValueError(gettext("a lab needs controls, a list, and may have numbers, a table of formulas"))
    says = tuple(_sentence(each) for each in _listed(data, "says"))
    formulas = {name: str(formula) for name, formula in numbers.items()}
    found = Model(str(data.get("title", "")), controls, formulas, _picture(data, folder), says)
    for at in ("first", "low", "high"):
        found.shown({each.name: getattr(each, at) for each in controls})
    return found


def _picture(data: Mapping[str, Any], folder: Path) -> str:
    """The text of the picture: that of a file, where it names one."""
    said = str(data.get("picture", ""))
    if said.lstrip().startswith("<"):
        return said
    path = folder / said
    if path.suffix != ".svg" or not path.resolve().is_relative_to(folder.resolve()) or not path.is_file():
        needed = gettext("the picture of a lab is an SVG, as text or as a file beside the questions, not {value}")
        raise ValueError(needed.format(value=short(said)))
    return path.read_text("utf-8")


def _control(data: Any) -> Control:
    _check("control", data, _OF_CONTROL)
    name, low, high = str(data.get("name", "")), data.get("low", 0), data.get("high")
    first = data.get("first", low)
    if not re.fullmatch(r"[a-z][a-z0-9_]*", name):
        raise ValueError(gettext("a control needs a name in small letters, not {value}").format(value=short(name)))
    if any(type(each) is not int for each in (low, high, first)) or not low <= first <= high or low == high:
        limits = gettext("{name} needs low and high, whole numbers, the lower first; and first lies between")
        raise ValueError(limits.format(name=name))
    return Control(name, str(data.get("label") or name.capitalize()), low, high, first)


def _sentence(data: Any) -> Sentence:
    _check("says", data, _OF_SENTENCE)
    return Sentence(str(data.get("when", "")), str(data.get("text", "")))


def _listed(data: Mapping[str, Any], part: str) -> Iterator[Any]:
    given = data.get(part, [])
    if not isinstance(given, list):
        raise ValueError(gettext("{part} of a lab is a list").format(part=part))
    yield from given


def _check(whole: str, data: Any, known: tuple[str, ...]) -> None:
    if not isinstance(data, dict):
        raise ValueError(gettext("{whole} is a table of parts").format(whole=whole))
    for part in data:
        if part not in known:
            raise ValueError(unknown(gettext("{field} has no part {word}"), part, known, field=whole))


def _filled(text: str, names: Mapping[str, Value]) -> str:
    """A text with what stands in its braces worked out, to two places."""

    def value(found: re.Match[str]) -> str:
        answer = worked_out(found[1], names)
        return f"{round(answer, 2) + 0.0:g}" if isinstance(answer, float) else str(answer)

    return _FIELD.sub(value, text)
