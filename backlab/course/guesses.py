"""The kinds of exercise that are answered on a picture: a line over empty axes, people of a hundred, a place.

Each is made for predictions: once it is answered, what was found is laid over the guess (``backlab.labs.guesses``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from backlab.course.exercise import UNSURE, Compared
from backlab.course.kinds import Choice, Number
from backlab.course.numbers import number_in
from backlab.language import gettext
from backlab.words import Block, Say

Between = tuple[float, float]
"""From where to where a number may lie."""


@dataclass(frozen=True, kw_only=True)
class People(Number):
    """How many of ``high`` people, filled in; right wherever ``interval`` has it, or within ``tolerance``."""

    high: float = 100
    unit: str = "of 100"
    is_share: bool = True

    @property
    def start(self) -> None:
        """Nobody is filled in, and nobody has said that it is none of them."""
        return

    def accepted(self, given: Any) -> float:
        """A number of people."""
        if given is None or given == "":
            raise ValueError(gettext("Fill in the people first."))
        return super().accepted(given)

    def written(self, answer: Any) -> Any:
        """So many whole people as there are."""
        return self.start if answer == UNSURE else round(answer)

    def about(self, answer: Any, wanted: Any) -> Iterable[Block]:
        """What was filled in, what was found, and how far apart they are."""
        said = gettext("You filled in {answer:.0f}; the answer is {found:.0f} of {of:.0f}{range}.")
        range = between(self.interval) if self.interval else ""
        yield Say(said.format(answer=answer, found=wanted, of=self.high, range=range))


@dataclass(frozen=True, kw_only=True)
class Line(Compared):
    """A number at each of ``xs`` (its words, and its place from 0 to 1), drawn as a line from ``low`` to ``high``.

    ``right`` gives a number for each, of which the first ``given`` are shown from the start. The others are right
    within ``tolerance`` of where ``intervals`` say that they may lie.
    """

    xs: tuple[tuple[str, float], ...]
    high: int
    low: int = 0
    given: int = 1
    unit: str = ""
    tolerance: float
    intervals: Callable[[], tuple[Between, ...]]

    @property
    def start(self) -> list[Any]:
        """Nothing is drawn."""
        return []

    def accepted(self, given: Any) -> list[float]:
        """A number at each place; what is given stays as it is."""
        first = [round(each) for each in self.right()[: self.given]]
        drawn = list(given)[self.given :] if isinstance(given, list | tuple) else []
        if not isinstance(given, list | tuple) or len(given) != len(self.xs) or None in drawn:
            raise ValueError(gettext("Draw the line to its end first."))
        numbers = [number_in(each) for each in drawn]
        if not all(self.low <= each <= self.high for each in numbers):
            limits = gettext("The number lies between {low} and {most}.")
            raise ValueError(limits.format(low=self.low, most=self.high))
        return [*first, *numbers]

    def is_right(self, answer: Any, wanted: Any) -> bool:
        """Every number near enough to where it may lie."""
        pairs = zip(answer, self.intervals(), strict=True)
        return all(low - self.tolerance <= each <= high + self.tolerance for each, (low, high) in pairs)

    def said(self, answer: Any) -> str:
        """Number by number."""
        return "; ".join(f"{gettext(words)}: {each:g}" for (words, _), each in zip(self.xs, answer, strict=True))

    def about(self, answer: Any, wanted: Any) -> Iterable[Block]:
        """Where the line was furthest off, and by how much."""
        far = max(range(self.given, len(self.xs)), key=lambda n: abs(answer[n] - wanted[n]))
        said = gettext("At {when} you drew {drawn:g}; it was {found:g}{range}.")
        parts = {"drawn": answer[far], "found": wanted[far], "range": between(self.intervals()[far])}
        yield Say(said.format(when=gettext(self.xs[far][0]), **parts))


@dataclass(frozen=True, kw_only=True)
class Spot(Choice):
    """One of its ``options``, most of them places on ``picture``: one that ``backlab.labs.guesses`` knows, or SVG."""

    picture: str


def between(interval: Between) -> str:
    """An interval in brackets, in whole numbers."""
    return gettext(" ({low:.0f} to {high:.0f})").format(low=interval[0], high=interval[1])
