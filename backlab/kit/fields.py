"""What a lab is put together from on its input side: descriptions of native controls, as JSON types.

Each function returns one field. A field's ``id`` names its value; ``clean`` turns whatever arrives from a page into a
value that the field can have.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

Field = dict[str, Any]
Choice = tuple[str, str]
LONGEST = 4_000  # characters of a text that is typed


def slider(id: str, label: str, low: int, high: int, *, unasked: str = "") -> Field:
    """A whole number from ``low`` to ``high``; with ``unasked``, a box of that name stands for "no number" (None)."""
    return {"kind": "slider", "id": id, "label": label, "low": low, "high": high, "unasked": unasked}


def menu(id: str, label: str, choices: Iterable[Choice]) -> Field:
    """One of several (value, words), in a menu."""
    return {"kind": "menu", "id": id, "label": label, "choices": [list(choice) for choice in choices]}


def radio(id: str, label: str, choices: Iterable[Choice], *, stacked: bool = False) -> Field:
    """One of a few (value, words), all in view: side by side, or ``stacked`` where the words are long."""
    listed = [list(choice) for choice in choices]
    return {"kind": "radio", "id": id, "label": label, "choices": listed, "stacked": stacked}


def boxes(id: str, label: str, choices: Iterable[Choice]) -> Field:
    """Any of a few (value, words), all in view; its value is the list of those that are ticked."""
    return {"kind": "boxes", "id": id, "label": label, "choices": [list(choice) for choice in choices]}


def entry(id: str, label: str, *, unit: str = "") -> Field:
    """A short text to type, such as a number, with its ``unit`` behind it."""
    return {"kind": "entry", "id": id, "label": label, "unit": unit}


def code(id: str, label: str) -> Field:
    """A few lines of code to write."""
    return {"kind": "code", "id": id, "label": label}


def checks(id: str, label: str, choices: Iterable[Choice], *, none: str, no: str, is_open: bool = False) -> Field:
    """Boxes under a heading that folds, with ``none`` ("none of the others") as the last of them.

    Its value is ``{"yes": [...], "none": bool, "no": [...]}``; a box that is in neither list was not asked, and one
    that was answered no is followed by the word ``no``.
    """
    listed = [list(choice) for choice in choices]
    return {"kind": "checks", "id": id, "label": label, "choices": listed, "none": none, "no": no, "open": is_open}


def body(id: str, label: str, choices: Iterable[Choice], *, svg: str, words: Mapping[str, str]) -> Field:
    """Places on a picture, each an element with ``data-place``, and the same places as a list of boxes.

    ``words``: "list" names the list, "hint" says how the keyboard works it, "hatched" what hatching means.
    """
    return {
        "kind": "body",
        "id": id,
        "label": label,
        "choices": list(map(list, choices)),
        "svg": svg,
        "open": True,
        **words,
    }


def buttons(id: str, choices: Iterable[Choice]) -> Field:
    """Buttons in a row, each (name, words); a press is told to the lab by its name. What is told to it hides some."""
    return {"kind": "buttons", "id": id, "label": "", "choices": [list(choice) for choice in choices]}


def text(id: str) -> Field:
    """A place among the controls for words that change."""
    return {"kind": "text", "id": id, "label": ""}


def clean(field: Mapping[str, Any], value: Any, otherwise: Any) -> Any:
    """``value`` if the field can have it, else the nearest that it can, else ``otherwise``."""
    known = [choice[0] for choice in field.get("choices", ())]
    match field["kind"]:
        case "slider":
            return _number(field, value, otherwise)
        case "menu" | "radio":
            return value if value in known else otherwise
        case "checks":
            return _answers(known, value, otherwise)
        case "body" | "boxes":
            return _among(known, value) if isinstance(value, list | tuple) else otherwise
        case "entry" | "code":
            return str(value)[:LONGEST] if isinstance(value, str | int | float) else otherwise
    return otherwise


def read(field: Mapping[str, Any], text: str) -> Any:
    """What stands in an address for a slider or a menu, as a value to be cleaned."""
    is_number = field["kind"] == "slider" and text.isascii() and text.isdigit() and len(text) < 10
    return int(text) if is_number else text


def _number(field: Mapping[str, Any], value: Any, otherwise: Any) -> Any:
    if value is None and field["unasked"]:
        return None
    if not isinstance(value, int | float) or isinstance(value, bool) or value != value:  # the last is "not a number"
        return otherwise
    return int(min(max(value, field["low"]), field["high"]))


def _answers(known: list[str], value: Any, otherwise: Any) -> Any:
    if not isinstance(value, dict) or not isinstance(value.get("yes"), list):
        return otherwise
    yes, no = _among(known, value["yes"]), _among(known, value.get("no", ()))
    return {"yes": yes, "none": value.get("none") is True, "no": [name for name in no if name not in yes]}


def _among(known: list[str], names: Any) -> list[str]:
    return [name for name in known if isinstance(names, list | tuple) and name in names]
