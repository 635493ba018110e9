"""Whether a piece of JSON is what a type of the contract says."""

from __future__ import annotations

from collections.abc import Iterator
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints, is_typeddict

from backlab.kit import contract


def unfit(value: Any, kind: Any, where: str = "") -> list[str]:
    """What does not fit, each as a sentence that says where; nothing if all does."""
    return list(_unfit(value, kind, where))


def _unfit(value: Any, kind: Any, where: str) -> Iterator[str]:
    while isinstance(kind, str):  # an alias is written as text
        kind = eval(kind, vars(contract))
    origin = get_origin(kind)
    if is_typeddict(kind):
        yield from _unfit_entries(value, kind, where)
    elif origin in (Union, UnionType):
        tried = [list(_unfit(value, each, where)) for each in get_args(kind)]
        if all(tried):
            yield min(tried, key=len)[0]
    elif origin is Literal:
        if value not in get_args(kind):
            yield f"{where} is {value!r}, none of {get_args(kind)}"
    elif origin is list and isinstance(value, list):
        for place, each in enumerate(value):
            yield from _unfit(each, get_args(kind)[0], f"{where}[{place}]")
    elif origin is dict and isinstance(value, dict):
        for name, each in value.items():
            yield from _unfit(each, get_args(kind)[1], f"{where}.{name}")
    elif type(value) is not (type(None) if kind is None else origin or kind):
        yield f"{where} is {value!r}, not {kind}"


def _unfit_entries(value: Any, kind: Any, where: str) -> Iterator[str]:
    if not isinstance(value, dict):
        yield f"{where} is {value!r}, not {kind.__name__}"
        return
    hints = get_type_hints(kind, vars(contract))
    if unknown := value.keys() - hints.keys():
        yield f"{where} has {sorted(unknown)}, which {kind.__name__} has not"
    if missing := kind.__required_keys__ - value.keys():
        yield f"{where} lacks {sorted(missing)}"
    for name in value.keys() & hints.keys():
        yield from _unfit(value[name], hints[name], f"{where}.{name}")
