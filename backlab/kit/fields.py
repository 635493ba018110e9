"""What a lab is put together from on its input side: descriptions of native controls, as the contract has them.

Each function returns one field. A field's ``id`` names its value; ``clean`` turns whatever arrives from a page into a
value that the field can have, and ``checked`` refuses what code says and means nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, Literal, TypeVar

from backlab.kit.contract import Answers, Asked, Button, Choice, Field, Line, Order, People, Slider, Step, Value
from backlab.language import gettext
from backlab.markup import Markup
from backlab.refusal import no_choice, no_number, out_of_range, short

Pair = tuple[str, str]
"""A name, and the words that a person reads."""
_Otherwise = TypeVar("_Otherwise")
LONGEST = 4_000  # characters of a text that is typed


def slider(
    id: str, label: str, low: int, high: int, *, unasked: str = "", words: Iterable[str] = (), colour: str = ""
) -> Field:
    """A whole number from ``low`` to ``high``; with ``unasked``, a box of that name stands for "no number" (None).

    ``words``, one for each number, are said in their place. ``colour`` is the one that it has in the picture.

    >>> slider("number", "A number", 0, 10)["high"]
    10
    """
    return {
        "kind": "slider",
        "id": id,
        "label": label,
        "low": low,
        "high": high,
        "unasked": unasked,
        "words": [*words],
        "colour": colour,
    }


def menu(id: str, label: str, choices: Iterable[Pair], *, anew: bool = False) -> Field:
    """One of several (name, words), in a menu; ``anew``: another one begins the lab anew.

    >>> menu("where", "Where", [("left", "on the left"), ("right", "on the right")])["choices"][0]
    {'name': 'left', 'words': 'on the left'}
    """
    return {"kind": "menu", "id": id, "label": label, "choices": _choices(choices), "anew": anew}


def radio(id: str, label: str, choices: Iterable[Pair], *, stacked: bool = False) -> Field:
    """One of a few (name, words), all in view: side by side, or ``stacked`` where the words are long.

    >>> named(radio("look", "Show", [("all", "All of them"), ("some", "Some")]))
    {'all': 'All of them', 'some': 'Some'}
    """
    return {"kind": "radio", "id": id, "label": label, "choices": _choices(choices), "stacked": stacked}


def boxes(id: str, label: str, choices: Iterable[Pair]) -> Field:
    """Any of a few (name, words), all in view; its value is the list of those that are ticked.

    >>> named(boxes("put", "Put in", [("salt", "Salt"), ("oil", "Oil")]))
    {'salt': 'Salt', 'oil': 'Oil'}
    """
    return {"kind": "boxes", "id": id, "label": label, "choices": _choices(choices)}


def checks(
    id: str,
    label: str,
    choices: Iterable[Pair],
    *,
    none: str,
    no: str,
    is_open: bool = False,
    under: Mapping[str, str] | None = None,
) -> Field:
    """Boxes under a heading that folds, with ``none`` ("none of the others") as the last of them.

    Its value is ``{"yes": [...], "none": bool, "no": [...]}``; a box that is in neither list was not asked, and one
    that was answered no is followed by the word ``no``. A box that stands ``under`` another is in view once that is
    ticked, right below it.

    >>> field = checks("seen", "What was seen", [("red", "It was red")], none="None of these", no="no")
    >>> checked(field, {"yes": ["red"]})
    {'yes': ['red'], 'none': False, 'no': []}
    """
    below = under or {}
    listed = [Asked(name=name, words=words, under=below.get(name, "")) for name, words in choices]
    return {"kind": "checks", "id": id, "label": label, "choices": listed, "none": none, "no": no, "open": is_open}


def places(
    id: str, label: str, choices: Iterable[Pair], *, svg: str, list: str, hint: str, marked: str, is_open: bool = True
) -> Field:
    """Places on a picture, each an element with ``data-place``, and the same places as boxes under the name ``list``.

    ``hint`` says how the keyboard works it, ``marked`` what the look of a marked place means.

    >>> field = places("where", "Where", [("left", "Left")], svg="", list="As a list", hint="", marked="Chosen")
    >>> clean(field, ["left", "elsewhere"], [])
    ['left']
    """
    return {
        "kind": "places",
        "id": id,
        "label": label,
        "choices": _choices(choices),
        "svg": svg,
        "list": list,
        "hint": hint,
        "marked": marked,
        "open": is_open,
    }


def entry(id: str, label: str, *, unit: str = "", enter: str = "") -> Field:
    """A short text to type, such as a number, with its ``unit`` behind it; Enter presses the button ``enter``.

    >>> entry("weeks", "How long", unit="weeks", enter="check")["unit"]
    'weeks'
    """
    return {"kind": "entry", "id": id, "label": label, "unit": unit, "enter": enter}


def code(id: str, label: str) -> Field:
    """A few lines of code to write.

    >>> code("rule", "Your rule")["kind"]
    'code'
    """
    return {"kind": "code", "id": id, "label": label}


def line(
    id: str,
    label: str,
    xs: Iterable[tuple[str, float]],
    *,
    low: int,
    high: int,
    unit: str = "",
    given: Iterable[int] = (),
    cue: str = "",
    hint: str = "",
    undrawn: str = "",
) -> Field:
    """A line to draw over empty axes: a whole number at each of ``xs``, named by its words and its place from 0 to 1.

    Its value is a list with a number for each, or None where nothing is drawn yet; the first are ``given``.

    >>> field = line("guess", "By week", [("start", 0), ("week 6", 1)], low=0, high=100, given=[60])
    >>> clean(field, [10, 999], [])
    [60, 100]
    """
    named = [*xs]
    return {
        "kind": "line",
        "id": id,
        "label": label,
        "xs": [words for words, _ in named],
        "at": [at for _, at in named],
        "low": low,
        "high": high,
        "unit": unit,
        "given": [*given],
        "cue": cue,
        "hint": hint,
        "undrawn": undrawn,
    }


def people(id: str, label: str, *, of: int = 100, unit: str = "", hint: str = "", undrawn: str = "") -> Field:
    """How many of so many people, to be filled in; its value is their number, or None before there is one.

    >>> checked(people("guess", "How many?", of=100), 12)
    12
    """
    return {"kind": "people", "id": id, "label": label, "of": of, "unit": unit, "hint": hint, "undrawn": undrawn}


def spot(id: str, label: str, choices: Iterable[Pair], *, svg: str, hint: str = "") -> Field:
    """One place of a picture, an element with ``data-place``, and the same places as a list.

    A choice that has no place on the picture stands in the list alone.

    >>> named(spot("where", "Where is it?", [("top", "At the top")], svg=""))
    {'top': 'At the top'}
    """
    return {"kind": "spot", "id": id, "label": label, "choices": _choices(choices), "svg": svg, "hint": hint}


def order(
    id: str, label: str, choices: Iterable[Pair], *, hint: str = "", up: str = "", down: str = "", placed: str = ""
) -> Field:
    """All of a few (name, words), to be put into order; its value is the list of their names, or an empty one.

    ``up``, ``down`` and ``placed`` are said of one of them, with its words as ``{words}``.

    >>> field = order("first", "What comes first?", [("oak", "An oak"), ("nut", "An acorn")])
    >>> clean(field, ["nut", "oak"], []), clean(field, ["nut"], [])
    (['nut', 'oak'], [])
    """
    return {
        "kind": "order",
        "id": id,
        "label": label,
        "choices": _choices(choices),
        "hint": hint,
        "up": up,
        "down": down,
        "placed": placed,
    }


def button(
    name: str,
    words: str,
    *,
    does: Literal["press", "answer", "print", "copy"] = "press",
    leads_to: Literal["", "controls", "result"] = "",
    waits: str = "",
) -> Button:
    """A button: what it does, what comes into view once the lab has answered, and for whose value it waits.

    >>> button("check", "Check", does="answer")["does"]
    'answer'
    """
    return {"name": name, "words": words, "does": does, "leads_to": leads_to, "waits": waits}


def buttons(id: str, row: Iterable[Button]) -> Field:
    """Buttons in a row; what is told of it hides some.

    >>> [each["name"] for each in buttons("actions", [button("reset", "Reset")])["buttons"]]
    ['reset']
    """
    return {"kind": "buttons", "id": id, "buttons": [*row]}


def text(id: str) -> Field:
    """A place among the controls for words that change.

    >>> text("story")
    {'kind': 'text', 'id': 'story'}
    """
    return {"kind": "text", "id": id}


def steps(id: str, label: str, each: Iterable[tuple[str, str, Markup]]) -> Field:
    """Steps through a lab, each (name, title, what it says and asks for); its value is the name of the one in view.

    >>> from backlab.markup import element
    >>> named(steps("step", "Steps", [("turn", "Turn it", element("p", "Drag the day."))]))
    {'turn': 'Turn it'}
    """
    listed = [Step(name=name, title=title, html=html) for name, title, html in each]
    return {"kind": "steps", "id": id, "label": label, "steps": listed}


def named(field: Field) -> dict[str, str]:
    """The words of each choice of a field, by its name; a field without choices has none.

    >>> named(menu("where", "Where", [("left", "on the left")]))
    {'left': 'on the left'}
    >>> named(slider("number", "A number", 0, 10))
    {}
    """
    match field["kind"]:
        case "menu" | "radio" | "boxes" | "checks" | "places" | "spot" | "order":
            return {choice["name"]: choice["words"] for choice in field["choices"]}
        case "steps":
            return {step["name"]: step["title"] for step in field["steps"]}
    return {}


def clean(field: Field, value: Any, otherwise: Value) -> Value:
    """``value`` if the field can have it, else the nearest that it can, else ``otherwise``.

    >>> field = slider("number", "A number", 0, 10)
    >>> clean(field, 12, 5), clean(field, "much", 5)
    (10, 5)
    """
    known = named(field)
    match field["kind"]:
        case "slider":
            return _number(field, value, otherwise)
        case "people":
            return None if value is None else _whole(value, 0, field["of"], otherwise)
        case "line" | "order":
            return _in_a_row(field, value, otherwise)
        case "menu" | "radio" | "spot" | "steps":
            return value if isinstance(value, str) and value in known else otherwise
        case "checks":
            return _answers(known, value, otherwise)
        case "places" | "boxes":
            return _among(known, value) if isinstance(value, list | tuple) else otherwise
        case "entry" | "code":
            return str(value)[:LONGEST] if isinstance(value, str | int | float) else otherwise
    return otherwise


def checked(field: Field, value: Any) -> Value:
    """``value`` as the field holds it; raises ``ValueError`` with a sentence that says what it can be.

    >>> checked(slider("number", "A number", 0, 10), 12)
    Traceback (most recent call last):
        ...
    ValueError: number runs from 0 to 10, not 12
    """
    name, known = field["id"], named(field)
    match field["kind"]:
        case "slider" | "people" | "line":
            _check_numbers(field, value)
        case "menu" | "radio" | "spot" | "steps":
            _check_names(name, [value], known)
        case "boxes" | "places":
            value = _listed(name, value, known)
        case "order":
            value = _listed(name, value, known)
            _check_order(field, value)
        case "checks":
            value = _answered(name, value, known)
        case "entry" | "code":
            if not isinstance(value, str | int | float) or isinstance(value, bool):
                typed = gettext("{field} is a text or a number, not {value}")
                raise ValueError(typed.format(field=name, value=short(value)))
    return clean(field, value, None)


def from_text(field: Field, text: str) -> Value:
    """What stands in an address for a slider or a menu, as a value to be cleaned.

    >>> from_text(slider("number", "A number", 0, 10), "7")
    7
    """
    is_number = field["kind"] == "slider" and text.isascii() and text.isdigit() and len(text) < 10
    return int(text) if is_number else text


def _choices(pairs: Iterable[Pair]) -> list[Choice]:
    return [{"name": name, "words": words} for name, words in pairs]


def _check_numbers(field: Slider | People | Line, value: Any) -> None:
    match field["kind"]:
        case "slider":
            _check_number(field["id"], value, field["low"], field["high"], may_be_none=bool(field["unasked"]))
        case "people":
            _check_number(field["id"], value, 0, field["of"], may_be_none=True)
        case "line":
            if not isinstance(value, list | tuple) or len(value) != len(field["xs"]):
                a_line = gettext("{field} is a list of {count} numbers, not {value}")
                raise ValueError(a_line.format(field=field["id"], count=len(field["xs"]), value=short(value)))
            for each in value:
                _check_number(field["id"], each, field["low"], field["high"], may_be_none=True)


def _check_number(name: str, value: Any, low: int, high: int, *, may_be_none: bool) -> None:
    if value is None and may_be_none:
        return
    if not isinstance(value, int) or isinstance(value, bool):
        raise ValueError(no_number(name, value))
    if not low <= value <= high:
        raise ValueError(out_of_range(name, low, high, value))


def _check_names(field: str, names: Iterable[Any], known: Mapping[str, str]) -> None:
    for name in names:
        if not isinstance(name, str) or name not in known:
            raise ValueError(no_choice(field, name, known))


def _listed(field: str, value: Any, known: Mapping[str, str]) -> list[str]:
    """Several names, of any kind of collection, or a single one."""
    names = [value] if isinstance(value, str) else value
    if not isinstance(names, Collection) or isinstance(names, Mapping | bytes):
        a_list = gettext("{field} is a list of names, such as {example}, not {value}")
        raise ValueError(a_list.format(field=field, example=[*known][:1], value=short(value)))
    _check_names(field, names, known)
    return [*names]


def _answered(field: str, value: Any, known: Mapping[str, str]) -> dict[str, Any]:
    nothing: dict[str, Any] = {"yes": [], "none": False, "no": []}
    is_mapping = isinstance(value, Mapping) and value.keys() <= nothing.keys()
    if not is_mapping or not isinstance(value.get("none", False), bool):
        answers = gettext("{field} holds what is answered yes and no, such as {example}, not {value}")
        example = {**nothing, "yes": [*known][:1]}
        raise ValueError(answers.format(field=field, example=example, value=short(value)))
    lists = {name: _listed(field, value.get(name, []), known) for name in ("yes", "no")}
    return {**nothing, **value, **lists}


def _number(field: Slider, value: Any, otherwise: Value) -> Value:
    if value is None and field["unasked"]:
        return None
    return _whole(value, field["low"], field["high"], otherwise)


def _whole(value: Any, low: int, high: int, otherwise: _Otherwise) -> int | _Otherwise:
    """The whole number within bounds that is nearest to ``value``, if that is a number at all."""
    if not isinstance(value, int | float) or isinstance(value, bool) or value != value:  # the last is "not a number"
        return otherwise
    return int(min(max(value, low), high))


def _drawn(field: Line, value: Sequence[Any]) -> list[int | None]:
    """A number or None for each place; those that are given stay as they are."""
    least, most = field["low"], field["high"]
    numbers = [_whole(each, least, most, None) for each in value[: len(field["xs"])]]
    padded = numbers + [None] * (len(field["xs"]) - len(numbers))
    return [*field["given"], *padded[len(field["given"]) :]]


def _in_a_row(field: Line | Order, value: Any, otherwise: Value) -> Value:
    """A number for each place of a line; of an order all names once, or none of them."""
    if not isinstance(value, list | tuple):
        return otherwise
    if field["kind"] == "line":
        return _drawn(field, value)
    is_whole = all(isinstance(each, str) for each in value) and sorted(value) in ([], sorted(named(field)))
    return [*value] if is_whole else otherwise


def _check_order(field: Order, names: Sequence[str]) -> None:
    if names and sorted(names) != sorted(choice["name"] for choice in field["choices"]):
        said = gettext("{field} names each of the {count} once, in their order, not {value}")
        raise ValueError(said.format(field=field["id"], count=len(field["choices"]), value=short(names)))


def _answers(known: Iterable[str], value: Any, otherwise: Value) -> Value:
    if not isinstance(value, Mapping) or not isinstance(value.get("yes"), list):
        return otherwise
    yes, no = _among(known, value["yes"]), _among(known, value.get("no", ()))
    return Answers(yes=yes, none=value.get("none") is True, no=[name for name in no if name not in yes])


def _among(known: Iterable[str], names: Any) -> list[str]:
    return [name for name in known if isinstance(names, list | tuple) and name in names]
