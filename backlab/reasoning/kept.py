"""What follows from the knowledge alone is worked out once, for things that are many words long and costly to hash."""

from collections.abc import Callable
from typing import TypeVar

_Given = TypeVar("_Given")
_Made = TypeVar("_Made")


def kept(work: Callable[[_Given], _Made]) -> Callable[[_Given], _Made]:
    """Like ``functools.cache``, but the very same object is looked for, not an equal one; it is kept as well."""
    known: dict[int, tuple[_Made, _Given]] = {}

    def found(given: _Given) -> _Made:
        pair = known.get(id(given))
        if pair is None:
            pair = known[id(given)] = (work(given), given)
        return pair[0]

    return found
