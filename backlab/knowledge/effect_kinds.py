"""The words in which the choosing table thinks: situations, rows, yardsticks, comparators, and the cell itself.

A cell says what was measured: so many of the same people with a treatment and without it, or a number on a scale,
with its interval, its time, how many people it rests on, compared with what, how sure it is, and its source.
"""

from enum import StrEnum
from typing import NamedTuple


class Situation(StrEnum):
    """In which pain something was measured."""

    ACUTE = "acute"
    LASTING = "lasting"
    LEG = "leg"
    PREVENTION = "prevention"

    @property
    def label(self) -> str:
        """Its name in plain words."""
        return {
            Situation.ACUTE: "New pain in the back",
            Situation.LASTING: "Pain for twelve weeks or more",
            Situation.LEG: "Pain down the leg",
            Situation.PREVENTION: "Keeping the next one away",
        }[self]

    @property
    def people(self) -> str:
        """The people in whom it was measured, as in "of 100 {people}"."""
        return {
            Situation.ACUTE: "people with new back pain",
            Situation.LASTING: "people with back pain for twelve weeks or more",
            Situation.LEG: "people with pain down the leg",
            Situation.PREVENTION: "people who have recovered",
        }[self]


class Slot(StrEnum):
    """What people care about: the rows of the table."""

    SOON = "soon"
    LATER = "later"
    PAIN = "pain"
    DOING = "doing"
    WORK = "work"
    SIDE = "side"
    HARM = "harm"
    AGAIN = "again"
    EFFORT = "effort"

    @property
    def label(self) -> str:
        """Its name in plain words."""
        return {
            Slot.SOON: "Better soon",
            Slot.LATER: "Better later",
            Slot.PAIN: "Pain",
            Slot.DOING: "Doing things",
            Slot.WORK: "Work",
            Slot.SIDE: "Side effects",
            Slot.HARM: "Serious harm",
            Slot.AGAIN: "Again within a year",
            Slot.EFFORT: "Effort and price",
        }[self]

    @property
    def is_harm(self) -> bool:
        """Whether it is something that one does not want from a treatment."""
        return self in (Slot.SIDE, Slot.HARM)


ACUTE, LASTING, LEG, PREVENTION = Situation
SOON, LATER, PAIN, DOING, WORK, SIDE, HARM, AGAIN, EFFORT = Slot


class Yardstick(NamedTuple):
    """How something was measured: ``good`` is 1 where more of it is better, -1 where less is, 0 for words.

    ``kind`` is "people" (so many of so many), "points" (of 100 of pain or of being held back, which stand on one axis),
    "scale" (another scale, never drawn on that axis), "time" (days or weeks), "spread" (a standardised difference) or
    "words". ``label`` says of people what they did ("were free of pain"), of all else what is counted.
    """

    kind: str
    good: int
    label: str


class Comparator(NamedTuple):
    """With what it was compared: ``kind`` is "without" (the same without the treatment), or "other" (something else).

    "course" (how it goes on by itself), "start" (the same people at the start) and "alone" compare with no other group,
    so that no effect can be read from them.
    """

    kind: str
    label: str


class Working(NamedTuple):
    """How a number was worked out from what was printed: the kind of working, and its arithmetic."""

    kind: str
    arithmetic: str

    @property
    def label(self) -> str:
        """What was done, in plain words, with ``{arithmetic}`` where the numbers stand."""
        return WORKINGS[self.kind]


PRINTED, NEWCOMBE, SCALED, RATIO = "printed", "newcombe", "scaled", "ratio"
WORKINGS = {
    PRINTED: "worked out here from printed numbers: {arithmetic}",
    NEWCOMBE: "interval worked out here (Newcombe's method) for {arithmetic}",
    SCALED: "printed on a scale of 0 to 10, here times ten",
    RATIO: "worked out here from a printed ratio: {arithmetic}",
}

HIGH, MODERATE, LOW, VERY_LOW = "high", "moderate", "low", "very low"
VERY_LOW_TO_LOW, LOW_TO_MODERATE = "very low to low", "low to moderate"
NOT_GRADED, NOBODY_KNOWS = "not graded", "nobody knows"
GRADES = (HIGH, MODERATE, LOW_TO_MODERATE, LOW, VERY_LOW_TO_LOW, VERY_LOW, NOT_GRADED, NOBODY_KNOWS)


class Cell(NamedTuple):
    """One thing that was measured of a treatment; ``source`` is the id of what it rests on.

    ``with_`` and ``without`` are numbers of ``of`` people, or a number on the yardstick's scale. ``difference`` is with
    less without, or what the source gives as such; ``low`` and ``high`` are the ends of its 95% interval (of ``with_``
    where there is no difference). ``people`` is on how many it rests. ``tag`` marks a further row of the same slot.
    """

    situation: Situation
    treatment: str
    slot: Slot
    yardstick: Yardstick
    time: str
    against: Comparator
    certainty: str
    source: str
    tag: str = ""
    with_: float | None = None
    without: float | None = None
    difference: float | None = None
    low: float | None = None
    high: float | None = None
    of: int | None = None
    people: int | None = None
    how: Working | None = None
    note: str = ""

    @property
    def id(self) -> str:
        """Its name: situation, treatment and slot, and the tag of a further row."""
        return "-".join(filter(None, (self.situation, self.treatment, self.slot, self.tag)))

    @property
    def known(self) -> bool:
        """Whether anybody knows: words or a number."""
        return self.certainty != NOBODY_KNOWS

    @property
    def has_figure(self) -> bool:
        """Whether there is a number."""
        return self.known and (self.with_ is not None or self.difference is not None)

    @property
    def is_effect(self) -> bool:
        """Whether it compares with and without, so that a difference can be read from it."""
        return self.known and self.difference is not None and self.against.kind in ("without", "other")


class Conflict(NamedTuple):
    """Figures of one slot that do not agree, and why: the one without a tag is shown, the others are named."""

    situation: Situation
    treatment: str
    slot: Slot
    because: str


class Wanted(NamedTuple):
    """How much less pain people want before a treatment is worth it to them, in per cent; half lie in the range."""

    treatment: str
    value: int
    low: int
    high: int
    source: str


# --- Yardsticks
PAIN_FREE = Yardstick("people", 1, "were free of pain")
BETTER_ALL_ROUND = Yardstick("people", 1, "felt better all round")
NOT_HINDERED = Yardstick("people", 1, "were not held back by pain")
RECOVERED_A_WEEK = Yardstick("people", 1, "had hardly any pain for a week")
PAIN_POINTS = Yardstick("points", -1, "points of 100 of pain")
DAYS_TO_ABLE = Yardstick("time", -1, "days until half of them could do everything again")
DAYS_TO_WORK = Yardstick("time", -1, "days until half of them were back at work")
ANY_COMPLAINT = Yardstick("people", -1, "had some complaint")
IN_WORDS = Yardstick("words", 0, "")
NEW_EPISODE = Yardstick("people", -1, "had a new episode")
PEOPLE_BETTER = Yardstick("people", 1, "were better")
SPREAD_PAIN = Yardstick("spread", -1, "of the usual spread of pain")
SPREAD_DOING = Yardstick("spread", -1, "of the usual spread of being held back")
DAYS_MISSED = Yardstick("time", -1, "days of work missed")
RELIEF = Yardstick("scale", 1, "points of 5 of relief")
SIDE_EFFECT = Yardstick("people", -1, "had a side effect")
TEN_POINTS_LESS = Yardstick("people", 1, "had at least 10 points of 100 less pain")
ROLAND_MORRIS = Yardstick("scale", -1, "points of 24 (Roland-Morris scale)")
BACK_AT_WORK = Yardstick("people", 1, "were back at work")
NOTABLE_SIDE_EFFECT = Yardstick("people", -1, "had a side effect worth noting")
STOMACH_BLEEDING = Yardstick("people", -1, "had severe stomach bleeding")
HEART_ATTACK = Yardstick("people", -1, "had a heart attack")
MILD_OR_NONE = Yardstick("people", 1, "had mild pain or none")
HEART_OR_STROKE = Yardstick("people", -1, "had a heart attack or a stroke, or died of one")
GUT_EVENT = Yardstick("people", -1, "had serious trouble of the stomach or bowel")
DAYS_TO_RECOVER = Yardstick("time", -1, "days until half of them had recovered")
RECOVERED = Yardstick("people", 1, "had recovered")
DOING_POINTS = Yardstick("points", -1, "points of 100 of being held back")
MISUSE = Yardstick("people", -1, "were at risk of misusing opioids (by a questionnaire)")
STILL_ON = Yardstick("people", -1, "still took opioids a year later")
LONG_ON = Yardstick("people", -1, "took opioids for 180 days or more")
OSWESTRY = Yardstick("scale", -1, "points of 100 (Oswestry scale)")
THIRD_LESS = Yardstick("people", 1, "had a third less pain or could do 12% more")
THIRTY_LESS = Yardstick("people", 1, "were bothered by pain at least 30% less")
ABLE_AGAIN = Yardstick("people", 1, "could do everything again")
PASSING_COMPLAINT = Yardstick("people", -1, "had a complaint that passed, such as soreness")
INTERFERENCE = Yardstick("scale", -1, "points of 100 of pain in the way")
IMPROVED = Yardstick("people", 1, "had improved")
THIRTY_ABLER = Yardstick("people", 1, "were held back at least 30% less")
SUCCESS = Yardstick("people", 1, "called it a success")
MUCH_ABLER = Yardstick("people", 1, "were held back at least 75% less")
SEVERE_INFECTION = Yardstick("people", -1, "had a severe infection")
WEEKS_TO_RECOVER = Yardstick("time", -1, "weeks until half of them had recovered")
BODILY_PAIN = Yardstick("scale", 1, "points of 100 gained on a scale of bodily pain")
COMPLICATION = Yardstick("people", -1, "had a complication of the operation")
OPERATED_AGAIN = Yardstick("people", -1, "were operated on again")
HERNIATED_AGAIN = Yardstick("people", -1, "were operated on again for a new slipped disc")
LIMITING_EPISODE = Yardstick("people", -1, "had a new episode that held them back")
DAYS_TO_NEXT = Yardstick("time", 1, "days until half of them had a new episode that held them back")

# --- Comparators
COURSE = Comparator("course", "no other group: this is how it goes on by itself")
START = Comparator("start", "the same people at the start")
DOING_LESS = Comparator("other", "doing less, as the pain asks")
REST_OR_USUAL = Comparator("other", "rest or usual care")
STAYING_ACTIVE = Comparator("without", "staying active")
TWO_DAYS_IN_BED = Comparator("other", "two days in bed")
ONE_GROUP = Comparator("alone", "no other group")
DUMMY_TABLETS = Comparator("without", "dummy tablets")
IBUPROFEN = Comparator("other", "ibuprofen from the shop")
WARMTH = Comparator("other", "warmth (all of them took ibuprofen)")
DUMMY = Comparator("without", "a dummy treatment")
PARACETAMOL = Comparator("other", "paracetamol")
NO_NSAID = Comparator("without", "no medicine of this kind")
ADDED = Comparator("other", "the same painkiller with a dummy tablet")
DUMMY_OR_USUAL = Comparator("without", "a dummy treatment, usual care or nothing")
ADDED_UNCLEAR = Comparator("other", "another painkiller, with a dummy tablet or a relaxant")
SELDOM = Comparator("other", "people seen by a doctor who seldom prescribes opioids")
ONE_TALK = Comparator("without", "one talk with advice")
NOTHING = Comparator("without", "nothing")
NO_EXERCISE = Comparator("without", "no exercise")
HARDLY_ANY = Comparator("without", "hardly any treatment")
ANY_OTHER = Comparator("other", "any other treatment")
OTHER_MEDICINES = Comparator("other", "other medicines")
DUMMY_INJECTION = Comparator("without", "a dummy injection")
SURGERY = Comparator("other", "an operation")
WAITING = Comparator("without", "waiting, with an operation later if needed")
WITHOUT_SURGERY = Comparator("without", "care without an operation")
INJECTION = Comparator("other", "an injection")
NO_PROGRAMME = Comparator("without", "no programme")
OTHER_EXERCISE = Comparator("other", "other exercise")
