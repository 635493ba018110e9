"""A question as any format takes it: plain text, what may be chosen, and what of it is right; nothing of how it looks.

``Item.mark`` is what every format has to agree with: a question that is written and read again is marked alike.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import NamedTuple

from backlab.course.exercise import Exercise, solution
from backlab.course.kinds import Choice, Number, Several
from backlab.language import gettext
from backlab.words import Block, Point, Say, source_points

ONE, MANY, NUMBER = "one", "many", "number"
"""What is asked for: one of the options, all that apply, a number."""
_KINDS = {Choice: ONE, Several: MANY, Number: NUMBER}


class Range(NamedTuple):
    """From where to where a number is right, both included."""

    low: float
    high: float

    @property
    def middle(self) -> float:
        """The number half way."""
        return round((self.low + self.high) / 2, 9)

    @property
    def play(self) -> float:
        """How far from the middle is right."""
        return round((self.high - self.low) / 2, 9)


class Item(NamedTuple):
    """One question: ``options`` are its answers with their ids, ``right`` the ids of those that are right.

    Of a number, ``range`` says what is right and ``right`` is empty. ``why`` are the reasons line by line, with the
    numbers of ``sources``.
    """

    id: str
    kind: str
    prompt: str
    options: tuple[tuple[str, str], ...]
    right: tuple[str, ...]
    range: Range | None
    solution: str
    why: tuple[str, ...]
    sources: tuple[str, ...]

    def mark(self, chosen: Collection[str]) -> float:
        """What an answer is worth, 0 or 1: it is right where all that is right was chosen, and nothing else."""
        return float(set(chosen) == set(self.right))

    def mark_of(self, number: float) -> float:
        """What a number is worth, 0 or 1."""
        return float(self.range is not None and self.range.low <= number <= self.range.high)


def kind_of(exercise: Exercise) -> str:
    """The kind of item that an exercise makes; "" where it needs a picture, or code."""
    return _KINDS.get(type(exercise), "")


def item_of(exercise: Exercise) -> Item:
    """An exercise as an item, in the language that is spoken; raises ``ValueError`` for one that cannot be one."""
    kind = kind_of(exercise)
    if not kind:
        raise ValueError(f"{exercise.id} is answered on a picture or in code")
    answer, mark = exercise.right(), solution(exercise)
    return Item(
        exercise.id,
        kind,
        gettext(exercise.prompt),
        tuple((option.id, option.shown) for option in exercise.choices),
        (answer,) if kind == ONE else tuple(answer) if kind == MANY else (),
        _range(exercise) if isinstance(exercise, Number) else None,
        mark.verdict,
        tuple(line for block in mark.blocks for line in _lines(block)),
        tuple(f"{point.mark} {point.text}" for point in source_points(mark.sources)),
    )


def _range(exercise: Number) -> Range:
    if exercise.interval is not None:
        return Range(*exercise.interval)
    right = float(exercise.right())
    return Range(round(right - exercise.tolerance, 9), round(right + exercise.tolerance, 9))


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Say(text):
            yield text
        case Point(text, lines, mark):
            yield f"{mark}: {text}" if mark else text
            yield from lines
