"""The numbers that are drawn, each typed once beside the id of the source that holds it.

A test looks every one of them up in the words of its source. Whether a number was verified is the source's to
say, and is never said here.
"""

from __future__ import annotations

import re
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


def published(source: str, words: str) -> float:
    """The number right before ``words`` in the figures of a source; raises ``ValueError`` if the words are not there."""
    figures = SOURCES[source].figures
    return float(figures[: figures.index(words)].split()[-1])


def interval(source: str, words: str) -> Figure:
    """The number and its interval right after ``words`` in the figures of a source; raises ``ValueError`` for none."""
    found = re.search(rf"{words} ([\d.]+) \(([\d.]+) to ([\d.]+)\)", SOURCES[source].figures)
    if found is None:
        raise ValueError(f"{source} gives no figure with an interval after {words!r}")
    value, low, high = map(float, found.groups())
    return Figure(value, low, high, source)


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
    """What effects are measured in; ``more`` says what it means to stand further to the right.

    ``top`` is the largest number that the scale has, where it has one.
    """

    id: str
    label: str
    more: str
    top: float | None = None


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


class Count(NamedTuple):
    """A number that its source gives without an interval."""

    label: str
    value: float
    source: str

    @property
    def verified(self) -> bool:
        """Whether the project has read the source itself."""
        return SOURCES[self.source].verified


class Unknown(NamedTuple):
    """A treatment of which the source says that nobody knows what it does."""

    id: str
    label: str
    says: str
    source: str


class Recurrence(NamedTuple):
    """How many of 100 people have back pain again within a year of recovering, by what counts as "again"."""

    id: str
    label: str
    figure: Figure


class Prevention(NamedTuple):
    """Something that was tried so that back pain does not come back.

    Its source gives a ``ratio`` of two risks, or the ``days`` until half had it again, with it and without; or
    neither, where it was not found to help. ``hazard`` is a ratio of two rates, which is not one of risks.
    """

    id: str
    label: str
    note: str
    source: str
    ratio: Figure | None = None
    hazard: Figure | None = None
    days: tuple[Figure, Figure] | None = None


class Said(NamedTuple):
    """What a source found, in a sentence."""

    text: str
    source: str

    @property
    def verified(self) -> bool:
        """Whether the project has read the source itself."""
        return SOURCES[self.source].verified


class Moment(NamedTuple):
    """What a treatment does at one time; ``says`` stands where the source gives no number."""

    when: str
    source: str
    figure: Figure | None = None
    says: str = ""


class Timeline(NamedTuple):
    """What a treatment does to pain as time goes by, compared with ``versus``, on a scale from 0 to ``top``.

    The figures count pain that is left: below 0 the treatment did better.
    """

    id: str
    label: str
    versus: str
    who: str
    moments: tuple[Moment, ...]
    top: float
    notes: tuple[Said, ...]

    def shown(self, figure: Figure) -> tuple[float, float, float]:
        """Value, low and high end as points less pain, of 100."""
        turn = -100 / self.top
        return turn * figure.value + 0.0, turn * figure.high + 0.0, turn * figure.low + 0.0  # the sum turns -0.0 into 0


def _course(id: str, label: str, kind: str, *weeks: tuple[int, float, float, float]) -> Course:
    return Course(id, label, kind, tuple((week, Figure(value, low, high, id)) for week, value, low, high in weeks), id)


_COURSES = (
    _course("menezes-costa-2012-acute", "New pain (review of 2012)", "acute", (0, 52, 48, 57), (6, 23, 21, 25), (26, 12, 9, 15), (52, 6, 3, 10)),
    _course("menezes-costa-2012-persistent", "Pain that had lasted (review of 2012)", "persistent", (0, 51, 44, 59), (6, 33, 29, 38), (26, 26, 20, 33), (52, 23, 16, 30)),
    _course("wallwork-2024-acute", "New pain (review of 2024)", "acute", (0, 56, 49, 62), (6, 26, 21, 31), (26, 22, 18, 26), (52, 21, 17, 25)),
    _course("wallwork-2024-subacute", "Pain of 6 to 12 weeks (review of 2024)", "subacute", (0, 63, 55, 71), (6, 29, 22, 37), (26, 29, 22, 36), (52, 31, 23, 39)),
    _course("wallwork-2024-persistent", "Pain of 12 weeks to a year (review of 2024)", "persistent", (0, 56, 37, 74), (6, 48, 32, 64), (26, 43, 29, 57), (52, 40, 27, 54)),
)

POINTS = Scale("points", "Points of pain, of 100", "less pain", 100)
RELIEF = Scale("relief", "Relief of pain, 0 to 5", "more relief", 5)
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

# --- Rest, heat and cold
FUNCTION = Scale("function", "Standardised difference in what people can do", "can do more")

REST: Mapping[str, tuple[Effect, ...]] = {
    "back": (
        Effect("rest-back-pain", "Staying active", "bed rest", "new back pain", STANDARD, Figure(0.22, 0.02, 0.41, "dahm-2010-acute")),
        Effect("rest-back-function", "Staying active", "bed rest", "new back pain", FUNCTION, Figure(0.29, 0.09, 0.49, "dahm-2010-acute")),
    ),
    "leg": (
        Effect("rest-leg-pain", "Staying active", "bed rest", "pain down the leg", STANDARD, Figure(-0.03, -0.24, 0.18, "dahm-2010-sciatica")),
        Effect("rest-leg-function", "Staying active", "bed rest", "pain down the leg", FUNCTION, Figure(0.19, -0.02, 0.41, "dahm-2010-sciatica")),
    ),
}
WORK_MISSED = (
    Count("told to stay in bed for 2 days", 3.1, "deyo-1986-bedrest"),
    Count("told to stay in bed for 7 days", 5.6, "deyo-1986-bedrest"),
)
WARMTH: Mapping[str, Effect | Unknown] = {
    "heat-wrap": EFFECTS["heat-wrap"],
    "blanket": EFFECTS["blanket"],
    "cold": Unknown("cold", "Ice or a cold pack", "too little evidence to judge it, and studies of heat against cold contradict each other", "french-2006-cold"),
}

# --- Whether it comes back, and what keeps it away
_AGAIN = "dasilva-2019-recurrence"
_RECURRENCES = (
    Recurrence("any", "any back pain again", Figure(69, 62, 74, _AGAIN)),
    Recurrence("activity", "back pain again that limits what they do", Figure(40, 33, 46, _AGAIN)),
    Recurrence("care", "back pain again for which they seek care", Figure(41, 34, 46, _AGAIN)),
)
RECURRENCES: Mapping[str, Recurrence] = {each.id: each for each in _RECURRENCES}
DAYS_UNTIL_AGAIN = Figure(139, 105, 173, _AGAIN)

_PREVENTIONS = (
    Prevention("exercise-education", "Exercise and education (review of 2016)", "Moderate certainty.", "steffens-2016-exed", ratio=Figure(0.55, 0.41, 0.74, "steffens-2016-exed")),
    Prevention("exercise", "Exercise alone (review of 2016)", "Low to very low certainty; after more than a year the effect is gone unless the exercise goes on.", "steffens-2016-ex", ratio=Figure(0.65, 0.50, 0.86, "steffens-2016-ex")),
    Prevention("exercise-education-2018", "Exercise and education (review of 2018)", "People from the general population.", "shiri-2018", ratio=Figure(0.73, 0.59, 0.91, "shiri-2018")),
    Prevention("exercise-2018", "Exercise alone (review of 2018)", "People from the general population.", "shiri-2018", ratio=Figure(0.67, 0.53, 0.85, "shiri-2018")),
    Prevention("walking", "Walking and education (one trial, 2024)", "It counts new episodes that limit what people do.", "pocovi-2024-walkback", hazard=Figure(0.72, 0.60, 0.85, "pocovi-2024-walkback"), days=(Figure(208, 149, 295, "pocovi-2024-walkback"), Figure(112, 89, 140, "pocovi-2024-walkback"))),
    Prevention("passive", "Education alone, back belts or insoles (review of 2016)", "They do not appear to prevent back pain.", "steffens-2016-noeffect"),
)
PREVENTIONS: Mapping[str, Prevention] = {each.id: each for each in _PREVENTIONS}

# --- Pain down the leg: what is done for it, as time goes by
_SURGERY, _OPIOID = "liu-2023-sciatica-surgery", "jones-2023-opal-numbers"
_TIMELINES = (
    Timeline(
        "injection", "Cortisone injected at the nerve", "a placebo", "sciatica",
        (Moment("2 weeks to 3 months", "oliveira-2020-esi-numbers", Figure(-4.93, -8.77, -1.09, "oliveira-2020-esi-numbers")),),
        100,
        (Said("Slightly more effective than placebo in the short term: a small effect, of moderate certainty; side effects were poorly reported.", "oliveira-2020-esi"),),
    ),
    Timeline(
        "surgery", "Surgery", "care without surgery", "sciatica",
        (
            Moment("at once", _SURGERY, Figure(-12.1, -23.6, -0.5, _SURGERY)),
            Moment("short term", _SURGERY, Figure(-11.7, -18.6, -4.7, _SURGERY)),
            Moment("medium term", _SURGERY, Figure(-6.5, -11.0, -2.1, _SURGERY)),
            Moment("long term", _SURGERY, Figure(-2.3, -4.5, -0.2, _SURGERY)),
        ),
        100,
        (
            Said("The certainty of the figures in the chart is low to very low.", _SURGERY),
            Said("In one trial the benefit of early surgery was no longer significant by 6 months, and after 2 years there was no difference in disability.", "peul-2008-2y"),
            Said("In another trial the differences were small and not significant, but many people switched groups; compared by the treatment they received, surgery did better.", "sport-2006"),
        ),
    ),
    Timeline(
        "opioid", "An opioid (oxycodone with naloxone)", "a placebo", "back or neck pain of 12 weeks or less; not a trial of sciatica",
        (
            Moment("6 weeks", _OPIOID, Figure(0.53, 0.00, 1.07, _OPIOID)),
            Moment("1 year", "jones-2023-opal-1y", says="slightly worse; no figure"),
        ),
        10,
        (
            Said("The trial found no significant difference in pain at 6 weeks.", "jones-2023-opal-design"),
            Said("After a year pain was slightly worse with the opioid, and the risk of misusing opioids higher.", "jones-2023-opal-1y"),
        ),
    ),
)
TIMELINES: Mapping[str, Timeline] = {each.id: each for each in _TIMELINES}
MATTERS = Count("smallest difference that matters", 10, _NSAID)

_EARLY = "peul-2007-sciatica"
WEEKS_TO_RECOVER = (Count("early surgery", 4, _EARLY), Count("waiting first", 12, _EARLY))
RECOVERED_IN_A_YEAR = Count("recovered after 1 year, in both groups", 95, _EARLY)
OPERATED_IN_A_YEAR = Count("of those who waited, operated on within the year", 39, _EARLY)
DISCS_SHRUNK = (
    Count("a piece has broken off (sequestration)", 96, "chiu-2015-regression"),
    Count("the core has come out (extrusion)", 70, "chiu-2015-regression"),
    Count("the core pushes out (protrusion)", 41, "chiu-2015-regression"),
    Count("the whole disc bulges (bulge)", 13, "chiu-2015-regression"),
)
