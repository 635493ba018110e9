"""What follows from the knowledge alone is worked out once, for things that are many words long and costly to hash."""

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

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


class Part(cached_property[_Made]):
    """Like ``functools.cached_property``, which up to Python 3.11 takes a lock for each first reading.

    That costs more than most parts of an advice. Two threads may both work a part out: they come to the same.
    """

    if not TYPE_CHECKING:  # the types are those of what it is like

        def __get__(self, whole: object, owner: type | None = None) -> Any:
            if whole is None:
                return self
            made = whole.__dict__[self.attrname] = self.func(whole)
            return made
