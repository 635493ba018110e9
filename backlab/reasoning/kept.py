"""What follows from the knowledge alone is worked out once, for things that are many words long and costly to hash."""

from collections.abc import Callable
from typing import ParamSpec, TypeVar

_Given = ParamSpec("_Given")
_Made = TypeVar("_Made")


def kept(work: Callable[_Given, _Made]) -> Callable[_Given, _Made]:
    """Like ``functools.cache``, but the very same objects are looked for, not equal ones; they are kept as well."""
    known: dict[tuple[int, ...], tuple[_Made, object]] = {}

    def found(*given: _Given.args, **named: _Given.kwargs) -> _Made:
        key = tuple(map(id, (*given, *named.values())))
        pair = known.get(key)
        if pair is None:
            pair = known[key] = (work(*given, **named), (given, named))
        return pair[0]

    return found
