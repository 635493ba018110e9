"""What the picture of a year shows: how far it has gone, whose pain, what is laid on, and what keeps it away."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from backlab.knowledge.figures import (
    COURSES,
    DAYS_UNTIL_AGAIN,
    EFFECTS,
    POINTS,
    PREVENTIONS,
    RECURRENCES,
    Course,
    Effect,
    Figure,
    Prevention,
)
from backlab.pictures.prevention import Share, share_of

YEAR = 52
NEW, LASTED = "acute", "persistent"
KINDS = NEW, LASTED
OLDER, NEWER = "2012", "2024"
_REVIEWS = {OLDER: "menezes-costa-2012", NEWER: "wallwork-2024"}
NOTHING = ""
TREATMENTS = {each.id: each for each in EFFECTS.values() if each.scale is POINTS}
_LASTING = "exercise"  # the one of them that was tried for pain that had lasted
KEEPS = ("exercise-education", "exercise-education-2018", "passive")
AGAIN = RECURRENCES["any"].figure
HALF = DAYS_UNTIL_AGAIN.value / 7  # weeks until half of them have it again
PEOPLE = 100


class Year(NamedTuple):
    """``week`` from 0 to 52, whose pain (``KINDS``), by which review, what was ``added``, what ``keeps`` it away.

    ``guess`` is the pain that somebody expected at each measured week, and ``counts`` whether those who come back are
    looked at yet.
    """

    week: int = 0
    kind: str = NEW
    review: str = OLDER
    added: str = NOTHING
    keeps: str = NOTHING
    guess: tuple[float, ...] = ()
    counts: bool = True

    @property
    def course(self) -> Course:
        """How the pain goes on in these people."""
        return COURSES[f"{_REVIEWS[self.review]}-{self.kind}"]

    @property
    def other(self) -> Course:
        """How it goes on by the other of the two reviews."""
        return COURSES[f"{_REVIEWS[NEWER if self.review == OLDER else OLDER]}-{self.kind}"]

    @property
    def by_review(self) -> tuple[Course, Course]:
        """The same by the older review, and by the newer one."""
        older, newer = (COURSES[f"{_REVIEWS[review]}-{self.kind}"] for review in (OLDER, NEWER))
        return older, newer

    @property
    def effect(self) -> Effect | None:
        """What was added."""
        return TREATMENTS[self.added] if self.added else None

    @property
    def prevention(self) -> Prevention | None:
        """What is done so that it does not come back."""
        return PREVENTIONS[self.keeps] if self.keeps else None

    @property
    def pain(self) -> float:
        """The mean pain in this week, from 0 to 100; between two measurements on the line that joins them."""
        return self.pain_by(self.course)

    def pain_by(self, course: Course) -> float:
        """The mean pain in this week in these people."""
        return along([(week, figure.value) for week, figure in course.weeks], self.week)

    @property
    def by_time(self) -> float:
        """By how many points of 100 the pain is less than at the start."""
        return self.course.weeks[0][1].value - self.pain

    @property
    def measured(self) -> Figure | None:
        """What was measured in just this week, if anybody did."""
        return dict(self.course.weeks).get(self.week)

    @property
    def is_counted(self) -> bool:
        """Whether it is known how many have it again: with something that keeps it away, at the year's end only."""
        return not self.keeps or self.week == YEAR

    @property
    def again(self) -> Share:
        """Of 100 who had recovered, those who have it again by this week, with the interval at the year's end."""
        if self.week == YEAR:
            return with_(self.prevention)
        count = 0 if self.keeps else round(along(((0, 0), (HALF, PEOPLE / 2), (YEAR, AGAIN.value)), self.week))
        return Share(count, count, count)


def with_(prevention: Prevention | None) -> Share:
    """Of 100 who had recovered, those who have it again within a year with this, or without anything."""
    if prevention is None or prevention.ratio is None:
        return Share(*map(round, AGAIN[:3]))
    return share_of(round(AGAIN.value), prevention.ratio)


def kind_for(added: str) -> str:
    """Whose pain a treatment was tried for."""
    return LASTED if added == _LASTING else NEW


def along(points: Sequence[tuple[float, float]], x: float) -> float:
    """The height at ``x`` of the line that joins these points."""
    for (x0, y0), (x1, y1) in pairwise(points):
        if x <= x1:
            return y0 + (y1 - y0) * (x - x0) / (x1 - x0)
    return points[-1][1]
