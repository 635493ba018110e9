"""The numbers that are drawn, each taken from the source that holds it by the name that it has there.

A name that the source does not give is an error when this is imported. Whether a number was verified is the
source's to say, and is never said here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple, TypeVar

from backlab.knowledge.sources import SOURCES
from backlab.model import Accuracy, Interval, Range, Tally

_Kind = TypeVar("_Kind", Interval, Range, Accuracy, Tally)


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


def published(source: str, name: str) -> float:
    """The number of that name, as its source gives it.

    Like its neighbours it raises ``LookupError`` for a name that the source does not give, and ``TypeError`` for a
    number of another kind.
    """
    number = SOURCES[source].number(name)
    if isinstance(number, tuple):
        raise TypeError(f"{name!r} of {source} is {number!r}, and not one number")
    return number


def interval(source: str, name: str) -> Figure:
    """The number of that name with its interval."""
    return Figure(*_of_kind(Interval, source, name), source)


def between(source: str, name: str) -> Range:
    """The two numbers between which a source says that it lies."""
    return _of_kind(Range, source, name)


def accuracy(source: str, name: str) -> Accuracy:
    """The sensitivity and specificity of that name."""
    return _of_kind(Accuracy, source, name)


def tally(source: str, name: str) -> Tally:
    """The people of that name, of how many."""
    return _of_kind(Tally, source, name)


def _of_kind(kind: type[_Kind], source: str, name: str) -> _Kind:
    number = SOURCES[source].number(name)
    if not isinstance(number, kind):
        raise TypeError(f"{name!r} of {source} is {number!r}, and not of the kind {kind.__name__}")
    return number


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

    @property
    def about(self) -> str:
        """The value as it is drawn, in whole numbers, for a sentence."""
        return f"{self.shown[0]:.0f}"


class Count(NamedTuple):
    """A number that its source gives without an interval."""

    label: str
    value: float
    source: str

    @property
    def verified(self) -> bool:
        """Whether the project has read the source itself."""
        return SOURCES[self.source].verified


def _count(label: str, source: str, name: str) -> Count:
    return Count(label, published(source, name), source)


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


_WEEKS = (0, 6, 26, 52)


def _course(id: str, label: str, kind: str) -> Course:
    return Course(id, label, kind, tuple((week, interval(id, f"week_{week}")) for week in _WEEKS), id)


_COURSES = (
    _course("menezes-costa-2012-acute", "New pain (review of 2012)", "acute"),
    _course("menezes-costa-2012-persistent", "Pain that had lasted (review of 2012)", "persistent"),
    _course("wallwork-2024-acute", "New pain (review of 2024)", "acute"),
    _course("wallwork-2024-subacute", "Pain of 6 to 12 weeks (review of 2024)", "subacute"),
    _course("wallwork-2024-persistent", "Pain of 12 weeks to a year (review of 2024)", "persistent"),
)

POINTS = Scale("points", "Points of pain, of 100", "less pain", 100)
RELIEF = Scale("relief", "Relief of pain, 0 to 5", "more relief", 5)
STANDARD = Scale("standard", "Standardised difference in pain", "less pain")
DAYS = Scale("days", "Days until half had recovered", "longer")

_NSAID, _FUNCTION = "vandergaag-2020-pain", "hayden-2021-function"
_MATTERS = published(_NSAID, "matters")

_EFFECTS = (
    Effect("nsaid", "Painkillers such as ibuprofen", "placebo", "new pain, after 7 to 15 days", POINTS, interval(_NSAID, "pain"), -1, _MATTERS, _NSAID),
    Effect("relaxant", "Muscle relaxants", "", "new pain, within 2 weeks", POINTS, interval("cashin-2021-relaxants", "pain"), -1, _MATTERS, _NSAID),
    Effect("blanket", "A heated blanket", "", "new pain, straight afterwards, one small trial", POINTS, interval("french-2006-blanket", "pain"), -1, _MATTERS, _NSAID),
    Effect("manipulation", "Spinal manipulation", "", "new pain, of 6 weeks or less", POINTS, interval("paige-2017-smt", "pain"), -1, _MATTERS, _NSAID),
    Effect("exercise", "Exercise", "no treatment, usual care or placebo", "lasting pain, after about 3 months", POINTS, interval("hayden-2021-pain", "better"), 1, published(_FUNCTION, "pain_that_matters"), _FUNCTION),
    Effect("heat-wrap", "A heat wrap", "a placebo by mouth", "pain of less than 12 weeks, after 5 days", RELIEF, interval("french-2006-heatwrap", "relief")),
    Effect("stay-active", "Staying active", "bed rest", "new pain", STANDARD, interval("dahm-2010-acute", "pain")),
    Effect("exercise-who", "Exercise, in trials at less risk of bias", "no intervention", "lasting pain", STANDARD, interval("hayden-who-2023-exercise", "pain"), -1),
    Effect("paracetamol", "Paracetamol, taken regularly", "", "new pain", DAYS, interval("williams-2014-pace", "recovery"), note="the trial found no effect"),
    Effect("paracetamol-placebo", "Placebo in the same trial", "", "new pain", DAYS, interval("williams-2014-pace-arms", "placebo")),
)

COURSES: Mapping[str, Course] = {course.id: course for course in _COURSES}
EFFECTS: Mapping[str, Effect] = {effect.id: effect for effect in _EFFECTS}

# --- Rest, heat and cold
FUNCTION = Scale("function", "Standardised difference in what people can do", "can do more")

REST: Mapping[str, tuple[Effect, ...]] = {
    "back": (
        Effect("rest-back-pain", "Staying active", "bed rest", "new back pain", STANDARD, interval("dahm-2010-acute", "pain")),
        Effect("rest-back-function", "Staying active", "bed rest", "new back pain", FUNCTION, interval("dahm-2010-acute", "function")),
    ),
    "leg": (
        Effect("rest-leg-pain", "Staying active", "bed rest", "pain down the leg", STANDARD, interval("dahm-2010-sciatica", "pain")),
        Effect("rest-leg-function", "Staying active", "bed rest", "pain down the leg", FUNCTION, interval("dahm-2010-sciatica", "function")),
    ),
}
WORK_MISSED = (
    _count("told to stay in bed for 2 days", "deyo-1986-bedrest", "two_days"),
    _count("told to stay in bed for 7 days", "deyo-1986-bedrest", "seven_days"),
)
WARMTH: Mapping[str, Effect | Unknown] = {
    "heat-wrap": EFFECTS["heat-wrap"],
    "blanket": EFFECTS["blanket"],
    "cold": Unknown("cold", "Ice or a cold pack", "too little evidence to judge it, and studies of heat against cold contradict each other", "french-2006-cold"),
}

# --- Whether it comes back, and what keeps it away
_AGAIN = "dasilva-2019-recurrence"
_RECURRENCES = (
    Recurrence("any", "any back pain again", interval(_AGAIN, "any")),
    Recurrence("activity", "back pain again that limits what they do", interval(_AGAIN, "activity")),
    Recurrence("care", "back pain again for which they seek care", interval(_AGAIN, "care")),
)
RECURRENCES: Mapping[str, Recurrence] = {each.id: each for each in _RECURRENCES}
DAYS_UNTIL_AGAIN = interval(_AGAIN, "until")

_PREVENTIONS = (
    Prevention("exercise-education", "Exercise and education (review of 2016)", "Moderate certainty.", "steffens-2016-exed", ratio=interval("steffens-2016-exed", "risk")),
    Prevention("exercise", "Exercise alone (review of 2016)", "Low to very low certainty; after more than a year the effect is gone unless the exercise goes on.", "steffens-2016-ex", ratio=interval("steffens-2016-ex", "risk")),
    Prevention("exercise-education-2018", "Exercise and education (review of 2018)", "People from the general population.", "shiri-2018", ratio=interval("shiri-2018", "with_education")),
    Prevention("exercise-2018", "Exercise alone (review of 2018)", "People from the general population.", "shiri-2018", ratio=interval("shiri-2018", "exercise")),
    Prevention("walking", "Walking and education (one trial, 2024)", "It counts new episodes that limit what people do.", "pocovi-2024-walkback", hazard=interval("pocovi-2024-walkback", "hazard"), days=(interval("pocovi-2024-walkback", "until"), interval("pocovi-2024-walkback", "until_without"))),
    Prevention("passive", "Education alone, back belts or insoles (review of 2016)", "They do not appear to prevent back pain.", "steffens-2016-noeffect"),
)
PREVENTIONS: Mapping[str, Prevention] = {each.id: each for each in _PREVENTIONS}

# --- Pain down the leg: how well it keeps to the map of nerve roots
_MAP = "murphy-2009-dermatome"
OFF_THE_MAP = _count("of 100 pressed roots of the lower back, felt outside their own strip", _MAP, "off_the_map")
ON_THE_MAP_S1 = _count("of 100 pressed roots S1, felt in their own strip", _MAP, "s1_on_the_map")

# --- Pain down the leg: what is done for it, as time goes by
_SURGERY, _OPIOID = "liu-2023-sciatica-surgery", "jones-2023-opal-numbers"
_TIMELINES = (
    Timeline(
        "injection", "Cortisone injected at the nerve", "a placebo", "sciatica",
        (Moment("2 weeks to 3 months", "oliveira-2020-esi-numbers", interval("oliveira-2020-esi-numbers", "leg_pain")),),
        100,
        (Said("Slightly more effective than placebo in the short term: a small effect, of moderate certainty; side effects were poorly reported.", "oliveira-2020-esi"),),
    ),
    Timeline(
        "surgery", "Surgery", "care without surgery", "sciatica",
        (
            Moment("at once", _SURGERY, interval(_SURGERY, "at_once")),
            Moment("short term", _SURGERY, interval(_SURGERY, "short")),
            Moment("medium term", _SURGERY, interval(_SURGERY, "medium")),
            Moment("long term", _SURGERY, interval(_SURGERY, "long")),
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
            Moment("6 weeks", _OPIOID, interval(_OPIOID, "pain")),
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
MATTERS = _count("smallest difference that matters", _NSAID, "matters")

_EARLY = "peul-2007-sciatica"
WEEKS_TO_RECOVER = (_count("early surgery", _EARLY, "weeks"), _count("waiting first", _EARLY, "weeks_waiting"))
RECOVERED_IN_A_YEAR = _count("recovered after 1 year, in both groups", _EARLY, "recovered")
OPERATED_IN_A_YEAR = _count("of those who waited, operated on within the year", _EARLY, "operated")
_SHRUNK = "chiu-2015-regression"
DISCS_SHRUNK = (
    _count("a piece has broken off (sequestration)", _SHRUNK, "sequestration"),
    _count("the core has come out (extrusion)", _SHRUNK, "extrusion"),
    _count("the core pushes out (protrusion)", _SHRUNK, "protrusion"),
    _count("the whole disc bulges (bulge)", _SHRUNK, "bulge"),
)
