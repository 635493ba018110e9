"""What the controls of the strain say: the day, how long one of two people stays in bed, and what is laid on.

Every figure is a cell of the choosing table. Where nobody has counted, there is none.
"""

from collections.abc import Mapping
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from backlab.advice import Advice, advise
from backlab.knowledge.effects import BY_ID
from backlab.knowledge.findings import FINDINGS
from backlab.model import Lens
from backlab.presentation import Presentation

LAST = 84  # days: the twelve weeks after which both were asked
WEEK = 7
BEDS = 2, 7, 14  # days in bed: two were tried against none, seven against two, and nobody has tried fourteen
TWO, SEVEN, FOURTEEN = BEDS
ICE, HEAT, IBUPROFEN, PARACETAMOL = "ice", "heat", "otc_ibuprofen", "paracetamol"
THINGS = ICE, HEAT, IBUPROFEN, PARACETAMOL
ARTICLE, TODAY = Lens.ARTICLE.value, Lens.TODAY.value
PLANS = ARTICLE, TODAY
ALONE, NUMB, FEVER, FALL = "alone", "numb", "fever", "fall"
ANSWERS = ALONE, NUMB, FEVER, FALL

COURSE = BY_ID["acute-stay_active-pain"]  # from the start to the sixth week
FIRST_WEEK = BY_ID["acute-stay_active-pain-week1"]
IN_BED = BY_ID["acute-rest-pain-two-days"]
CAN_DO = BY_ID["acute-rest-doing"]
MISSED = {TWO: BY_ID["acute-rest-work-two-days"], SEVEN: BY_ID["acute-rest-work"]}
BACK_AT_WORK = BY_ID["acute-stay_active-work"]
ABLE_AGAIN = BY_ID["acute-stay_active-doing"]
ADDED = {
    ICE: BY_ID["acute-ice-soon"],
    HEAT: BY_ID["acute-heat-pain"],
    IBUPROFEN: BY_ID["acute-otc_ibuprofen-soon"],
    PARACETAMOL: BY_ID["acute-paracetamol-later"],
}
# What was measured of a thing as well, and is read in the tab of numbers.
ALSO = {IBUPROFEN: (BY_ID["acute-otc_ibuprofen-pain"], BY_ID["acute-otc_ibuprofen-harm-week"])}
# What each plan lays on whoever follows it, beside bed or moving.
LAID: Mapping[str, tuple[str, ...]] = {ARTICLE: (ICE, IBUPROFEN), TODAY: (HEAT,)}


def known_pain() -> tuple[tuple[int, float], ...]:
    """Days, and the mean pain (0 to 100) of people who kept moving, as far as somebody counted it."""
    numbers = COURSE.without, FIRST_WEEK.with_, COURSE.with_, IN_BED.without
    return tuple(
        (day, value) for day, value in zip((0, WEEK, 6 * WEEK, LAST), numbers, strict=True) if value is not None
    )


def pain_on(day: float) -> float:
    """The straight way between what was counted: only how people stand is drawn by it."""
    points = known_pain()
    for (start, a), (end, b) in pairwise(points):
        if day <= end:
            return a + (b - a) * (day - start) / (end - start)
    return points[-1][1]


class Strain(NamedTuple):
    """The day, days in bed, whose plan one looks at, what is laid on that person, and the one answer that differs."""

    day: int = 0
    bed: int = TWO
    plan: str = ARTICLE
    put: tuple[str, ...] = ()
    answer: str = ALONE

    @property
    def is_in_bed(self) -> bool:
        """Whether the one who rests lies by now."""
        return 0 < self.day <= self.bed

    @property
    def is_over(self) -> bool:
        """Whether the twelve weeks are over."""
        return self.day == LAST

    @property
    def stops(self) -> bool:
        """Whether an answer differs, with which the care at home ends."""
        return self.answer != ALONE

    def wears(self, plan: str) -> tuple[str, ...]:
        """What lies on the one or the other: on whom one looks at what is chosen, on the other what their plan says."""
        return self.put if plan == self.plan or not self.put else LAID[plan]

    @property
    def advice(self) -> Advice:
        """What the rules say to the strain with this answer."""
        return advice_with(self.answer)


STRAIN = Presentation(age=30, pain=5, days=1, onset="twisting", mobility="still_moving").none_other()
_DIFFERS = {NUMB: "saddle_numbness", FEVER: "fever", FALL: "minor_fall"}


@cache
def advice_with(answer: str) -> Advice:
    """What the rules say to the strain, and to the same strain with one answer that differs."""
    name = _DIFFERS.get(answer)
    return advise(STRAIN.changed(FINDINGS[name], to=True) if name else STRAIN)
