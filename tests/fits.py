"""Whether a piece of JSON is what a type of the contract says."""

from __future__ import annotations

from collections.abc import Iterator
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints, is_typeddict

from backlab.kit import contract


def unfit(value: Any, kind: Any, where: str = "") -> list[str]:
    """What does not fit, each as a sentence that says where; nothing if all does."""
    while isinstance(kind, str):  # an alias is written as text
        kind = eval(kind, vars(contract))
    match get_origin(kind):
        case origin if origin in (Union, UnionType):
            tried = [unfit(value, each, where) for each in get_args(kind)]
            return [] if [] in tried else min(tried, key=len)[:1]
        case origin if origin is Literal:
            return [] if value in get_args(kind) else [f"{where} is {value!r}, none of {get_args(kind)}"]
        case origin:
            wanted = type(None) if kind is None else dict if is_typeddict(kind) else origin or kind
            return list(_inside(value, kind, where)) if type(value) is wanted else [f"{where} is {value!r}, not {kind}"]


def _inside(value: Any, kind: Any, where: str) -> Iterator[str]:
    """What does not fit in a value of the right kind."""
    if is_typeddict(kind):
        yield from _entries(value, kind, where)
    elif isinstance(value, list):
        for place, each in enumerate(value):
            yield from unfit(each, get_args(kind)[0], f"{where}[{place}]")
    elif isinstance(value, dict):
        for name, each in value.items():
            yield from unfit(each, get_args(kind)[1], f"{where}.{name}")


def _entries(value: dict[str, Any], kind: Any, where: str) -> Iterator[str]:
    hints = get_type_hints(kind, vars(contract))
    if unknown := value.keys() - hints.keys():
        yield f"{where} has {sorted(unknown)}, which {kind.__name__} has not"
    if missing := kind.__required_keys__ - value.keys():
        yield f"{where} lacks {sorted(missing)}"
    for name in value.keys() & hints.keys():
        yield from unfit(value[name], hints[name], f"{where}.{name}")
