"""The numbers that are drawn, each typed once beside the id of the source that holds it.

A test looks every one of them up in the words of its source. Whether a number was verified is the source's to
say, and is never said here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from backlab.knowledge.sources import SOURCES


class Figure(NamedTuple):
    """A number with its 95% confidence interval, as its source gives it."""

    value: float
    low: float
    high: float
    source: str

    @property
    def verified(self) -> bool:
        """Whether the project has read the source itself."""
        return SOURCES[self.source].verified


class Course(NamedTuple):
    """How pain (0 to 100) goes on in a group of people: the mean at each week.

    ``kind`` is how long they had had it when they joined: acute, subacute or persistent.
    """

    id: str
    label: str
    kind: str
    weeks: tuple[tuple[int, Figure], ...]
    source: str

    @property
    def verified(self) -> bool:
        """Whether the project has read the source itself."""
        return SOURCES[self.source].verified


class Scale(NamedTuple):
    """What effects are measured in; ``more`` says what it means to stand further to the right."""

    id: str
    label: str
    more: str


class Effect(NamedTuple):
    """What a treatment does compared with something else (where the source names it), on one scale.

    ``sign`` turns the published figure so that more is better: -1 where it counts pain that is left. ``matters``
    is the smallest difference that matters, with the source that says so.
    """

    id: str
    label: str
    versus: str
    who: str
    scale: Scale
    figure: Figure
    sign: int = 1
    matters: float | None = None
    matters_source: str = ""
    note: str = ""

    @property
    def shown(self) -> tuple[float, float, float]:
        """Value, low and high end as they are drawn: further to the right is ``scale.more``."""
        ends = sorted((self.sign * self.figure.low, self.sign * self.figure.high))
        return self.sign * self.figure.value, ends[0], ends[1]


def _course(id: str, label: str, kind: str, *weeks: tuple[int, float, float, float]) -> Course:
    return Course(id, label, kind, tuple((week, Figure(value, low, high, id)) for week, value, low, high in weeks), id)


_COURSES = (
    _course("menezes-costa-2012-acute", "New pain (review of 2012)", "acute", (0, 52, 48, 57), (6, 23, 21, 25), (26, 12, 9, 15), (52, 6, 3, 10)),
    _course("menezes-costa-2012-persistent", "Pain that had lasted (review of 2012)", "persistent", (0, 51, 44, 59), (6, 33, 29, 38), (26, 26, 20, 33), (52, 23, 16, 30)),
    _course("wallwork-2024-acute", "New pain (review of 2024)", "acute", (0, 56, 49, 62), (6, 26, 21, 31), (26, 22, 18, 26), (52, 21, 17, 25)),
    _course("wallwork-2024-subacute", "Pain of 6 to 12 weeks (review of 2024)", "subacute", (0, 63, 55, 71), (6, 29, 22, 37), (26, 29, 22, 36), (52, 31, 23, 39)),
    _course("wallwork-2024-persistent", "Pain of 12 weeks to a year (review of 2024)", "persistent", (0, 56, 37, 74), (6, 48, 32, 64), (26, 43, 29, 57), (52, 40, 27, 54)),
)

POINTS = Scale("points", "Points of pain, of 100", "less pain")
RELIEF = Scale("relief", "Relief of pain, 0 to 5", "more relief")
STANDARD = Scale("standard", "Standardised difference in pain", "less pain")
DAYS = Scale("days", "Days until half had recovered", "longer")

_NSAID, _FUNCTION = "vandergaag-2020-pain", "hayden-2021-function"

_EFFECTS = (
    Effect("nsaid", "Painkillers such as ibuprofen", "placebo", "new pain, after 7 to 15 days", POINTS, Figure(-7.29, -10.98, -3.61, _NSAID), -1, 10, _NSAID),
    Effect("relaxant", "Muscle relaxants", "", "new pain, within 2 weeks", POINTS, Figure(-7.7, -12.1, -3.3, "cashin-2021-relaxants"), -1, 10, _NSAID),
    Effect("blanket", "A heated blanket", "", "new pain, straight afterwards, one small trial", POINTS, Figure(-32.20, -38.69, -25.71, "french-2006-blanket"), -1, 10, _NSAID),
    Effect("manipulation", "Spinal manipulation", "", "new pain, of 6 weeks or less", POINTS, Figure(-9.95, -15.6, -4.3, "paige-2017-smt"), -1, 10, _NSAID),
    Effect("exercise", "Exercise", "no treatment, usual care or placebo", "lasting pain, after about 3 months", POINTS, Figure(15, 12, 18, "hayden-2021-pain"), 1, 15, _FUNCTION),
    Effect("heat-wrap", "A heat wrap", "a placebo by mouth", "pain of less than 12 weeks, after 5 days", RELIEF, Figure(1.06, 0.68, 1.45, "french-2006-heatwrap")),
    Effect("stay-active", "Staying active", "bed rest", "new pain", STANDARD, Figure(0.22, 0.02, 0.41, "dahm-2010-acute")),
    Effect("exercise-who", "Exercise, in trials at less risk of bias", "no intervention", "lasting pain", STANDARD, Figure(-0.33, -0.58, -0.08, "hayden-who-2023-exercise"), -1),
    Effect("paracetamol", "Paracetamol, taken regularly", "", "new pain", DAYS, Figure(17, 14, 19, "williams-2014-pace"), note="the trial found no effect"),
    Effect("paracetamol-placebo", "Placebo in the same trial", "", "new pain", DAYS, Figure(16, 14, 20, "williams-2014-pace-arms")),
)

COURSES: Mapping[str, Course] = {course.id: course for course in _COURSES}
EFFECTS: Mapping[str, Effect] = {effect.id: effect for effect in _EFFECTS}
