"""What a student's answers in the clinic say about the student: how often too low or too high, and how surely.

A score is worked out from the answers alone; the same answers, in whatever order, always give the same score.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import fsum
from typing import NamedTuple

from backlab.course.clinic import LUCKY, WRONG_CAUSE, Commitment, accepted_causes, level, whys
from backlab.course.clinic_cases import CLINIC, Patient
from backlab.language import gettext
from backlab.model import Disposition
from backlab.pictures.calibration import CERTAIN, GUESS, Bin
from backlab.pictures.people import OVER, RIGHT, UNDER, kind_of

# The first confidence, in per cent, of each step in which calibration is counted.
STEPS = (GUESS, 45, 65, 85)
_WORST_FIRST = (UNDER, OVER, WRONG_CAUSE, LUCKY)
Given = Mapping[str, Commitment]
Counts = Mapping[tuple[Disposition, Disposition], int]


class Again(NamedTuple):
    """A case to come back to, and why: each of ``whys`` is UNDER, OVER, WRONG_CAUSE or LUCKY."""

    case: Patient
    whys: tuple[str, ...]


class Score(NamedTuple):
    """What the answers say together.

    ``counts`` has how often each level was given (first) where one was needed (second), ``under_by_need`` the answers
    that were too low by the level that was needed; ``left_waiting`` of them would have made somebody wait for days who
    needs care today. ``brier`` (0 best, 1 worst), ``confidence`` (mean, 0 to 1) and ``bins`` are about the level; the
    first two are None where nothing was answered. ``again`` are the cases to come back to, the worst first.
    """

    answered: int
    of: int
    right: int
    over: int
    under: int
    under_by_need: Mapping[Disposition, int]
    left_waiting: int
    counts: Counts
    causes_right: int
    brier: float | None
    confidence: float | None
    bins: tuple[Bin, ...]
    again: tuple[Again, ...]

    @property
    def share_right(self) -> float | None:
        """The share of right levels, from 0 to 1; None where nothing was answered."""
        return self.right / self.answered if self.answered else None


def score(given: Given) -> Score:
    """The score of these answers, by the cases' ids; ``ValueError`` for a case that there is not."""
    _refuse_unknown(given)
    pairs = [(case, given[name]) for name, case in CLINIC.items() if name in given]  # in one order, whatever was given
    counts = Counter((answer.level, level(case)) for case, answer in pairs)
    judged = [(answer.confidence, answer.level == level(case)) for case, answer in pairs]
    return Score(
        answered=len(pairs),
        of=len(CLINIC),
        right=_sum(counts, RIGHT),
        over=_sum(counts, OVER),
        under=_sum(counts, UNDER),
        under_by_need=_under_by_need(counts),
        left_waiting=sum(count for cell, count in counts.items() if _waits(*cell)),
        counts=dict(counts),
        causes_right=sum(answer.cause in accepted_causes(case) for case, answer in pairs),
        brier=_mean([(confidence / 100 - right) ** 2 for confidence, right in judged]),
        confidence=_mean([confidence / 100 for confidence, _ in judged]),
        bins=bins(judged),
        again=_again(pairs),
    )


def _under_by_need(counts: Counts) -> dict[Disposition, int]:
    """How many answers were too low, by the level that was needed, the highest first; none where there is none."""
    found: Counter[Disposition] = Counter()
    for (given, needed), count in counts.items():
        if kind_of(given, needed) == UNDER:
            found[needed] += count
    return {need: found[need] for need in reversed(Disposition) if found[need]}


def _refuse_unknown(names: Iterable[object]) -> None:
    for name in names:
        if name not in CLINIC:
            unknown = gettext("no case {value}: choose one of {cases}")
            raise ValueError(unknown.format(value=repr(name)[:60], cases=", ".join(CLINIC)))


def _sum(counts: Counts, kind: str) -> int:
    return sum(count for cell, count in counts.items() if kind_of(*cell) == kind)


def _waits(given: Disposition, needed: Disposition) -> bool:
    """Whether somebody who needs care today would have waited for days, or stayed at home."""
    return given <= Disposition.ROUTINE and needed >= Disposition.URGENT


def _mean(values: Sequence[float]) -> float | None:
    return fsum(values) / len(values) if values else None  # the same to the last digit in every Python


def bins(judged: Sequence[tuple[int, bool]]) -> tuple[Bin, ...]:
    """Confidences (per cent) and whether each was right, counted in ``STEPS``, empty ones too."""
    ends = (*(start - 1 for start in STEPS[1:]), CERTAIN)
    return tuple(_bin(low, high, judged) for low, high in zip(STEPS, ends, strict=True))


def _bin(low: int, high: int, judged: Sequence[tuple[int, bool]]) -> Bin:
    inside = [(confidence, right) for confidence, right in judged if low <= confidence <= high]
    mean = _mean([confidence / 100 for confidence, _ in inside])
    return Bin(low, high, len(inside), sum(right for _, right in inside), mean or 0.0)


def _again(pairs: Iterable[tuple[Patient, Commitment]]) -> tuple[Again, ...]:
    found = [Again(case, why) for case, answer in pairs if (why := whys(case, answer))]
    return tuple(sorted(found, key=lambda each: (_WORST_FIRST.index(each.whys[0]), -level(each.case))))
