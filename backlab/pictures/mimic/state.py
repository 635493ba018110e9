"""What three example patients say when they are asked, and what of it is known so far."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

from backlab.advice import Advice, advise
from backlab.knowledge.causes import CAUSES
from backlab.knowledge.findings import FINDINGS
from backlab.language import gettext
from backlab.model import Disposition, Finding
from backlab.presentation import Presentation

SKIN, MUSCLES, DEEP, BELOW = 0, 2, 4, 6
"""The depths at which one layer is rubbed away as far as it goes, and the next one begins."""
LAYERS = (SKIN, MUSCLES, DEEP, BELOW)
STILL_ASKING = "ask"
SETTLING = ("fever", "pee", "knock")
"""The three that tell the most, of those that take a minute: temperature, pee, a light knock. A doctor settles it."""
FREE = ("legs", "faint", "pregnant")
"""The questions that cost nothing and come first: what they ask for can kill, or cost the legs or a child."""
MUSCLE = CAUSES["muscle_strain"]
KIDNEY = (CAUSES["kidney_infection"], CAUSES["kidney_stone"])
IBUPROFEN = "otc_ibuprofen"


class Question(NamedTuple):
    """A question that takes a minute: the finding that it asks for first, and in words what there is to hear.

    ``name`` stands on its control; ``yes`` and ``no`` are what was found, ``says_yes`` and ``says_no`` what is said.
    """

    finding: str
    name: str
    yes: str
    no: str
    says_yes: str
    says_no: str

    def found(self, *, yes: bool) -> str:
        """What was found, in two to four words."""
        return self.yes if yes else self.no

    def said(self, *, yes: bool) -> str:
        """What the patient says."""
        return self.says_yes if yes else self.says_no


class Patient(NamedTuple):
    """An example patient: what is known before anybody asks, what is true if one asks, and how the story begins."""

    first: Presentation
    known: tuple[str, ...]
    true: frozenset[str]


PATIENTS: Mapping[str, Patient] = {
    "box": Patient(Presentation(age=38, pain=6, days=2), ("start",), frozenset({"moving", "sick", "fever", "knock"})),
    "twin": Patient(Presentation(age=38, pain=6, days=2), ("start",), frozenset({"moving"})),
    "nothing": Patient(
        Presentation(age=33, pain=6, days=3),
        ("start", "tablet", "sick", "fever"),
        frozenset({"start", "moving", "tablet", "sick", "knock"}),
    ),
}
"""Two say the same at first: a heavy lift. The third is the reader of post 4, who tells more unasked."""

_FINDINGS: Mapping[str, str] = {
    "legs": "saddle_numbness",
    "faint": "pulsating_belly",
    "pregnant": "pregnant",
    "start": "no_trigger",
    "moving": "still_moving",
    "tablet": "no_relief",
    "rest": "no_better_resting",
    "sick": "nausea",
    "fever": "fever",
    "pee": "painful_urination",
    "knock": "kidney_tenderness",
    "waves": "pain_in_waves",
}
# Most plain backs have them, too: no start that is remembered, and little help from a tablet.
_SAYS_LITTLE = frozenset({"no_trigger", "no_relief"})
# Two questions ask for more than one sign at once: a "yes" is all of them, a "no" is none.
_BESIDE: Mapping[str, tuple[str, ...]] = {
    "faint": ("fainting",),
    "legs": ("difficulty_peeing", "both_legs"),
}
QUESTIONS = tuple(_FINDINGS)
"""The names of all questions, in the order in which they stand."""


def questions() -> Mapping[str, Question]:
    """Every question by its name, in the language that is spoken."""
    words = {
        "legs": (
            gettext("Legs, bladder"), gettext("numb between the legs"), gettext("legs and bladder fine"),
            gettext("It is numb between my legs, both legs are weak, and I can hardly pee."),
            gettext("No, nothing is numb or weak, and I can pee as always."),
        ),
        "faint": (
            gettext("Feeling faint"), gettext("beats in the belly, nearly fainted"), gettext("belly calm, not faint"),
            gettext("Something beats in my belly, and I nearly passed out."),
            gettext("Nothing beats in my belly, and I do not feel faint."),
        ),
        "pregnant": (
            gettext("Pregnancy"), gettext("may be pregnant"), gettext("not pregnant"),
            gettext("I might be pregnant."), gettext("No, I cannot be pregnant."),
        ),
        "start": (
            gettext("How it began"), gettext("nothing set it off"), gettext("a heavy lift"),
            gettext("Nothing set it off. It was just there."),
            gettext("I lifted a heavy box, and since then it hurts."),
        ),
        "moving": (
            gettext("Walking"), gettext("can walk"), gettext("cannot move about"),
            gettext("I can walk, but it hurts."), gettext("I cannot move about at all."),
        ),
        "tablet": (
            gettext("Ibuprofen"), gettext("ibuprofen did not help"), gettext("ibuprofen helps a little"),
            gettext("I took ibuprofen. It has not helped."), gettext("Ibuprofen helps a little."),
        ),
        "rest": (
            gettext("Lying still"), gettext("no better at rest"), gettext("better at rest"),
            gettext("Lying still, it hurts just as much."), gettext("It is better when I lie still."),
        ),
        "sick": (
            gettext("Sick feeling"), gettext("feels sick"), gettext("does not feel sick"),
            gettext("Now that you ask: I feel sick."), gettext("No, I do not feel sick."),
        ),
        "fever": (
            gettext("Temperature"), gettext("high temperature"), gettext("no fever (tablets can hide it)"),
            gettext("I have been shivering. It says 38.6 °C."), gettext("It says 36.9 °C."),
        ),
        "pee": (
            gettext("Peeing"), gettext("burns to pee"), gettext("no burning"),
            gettext("Yes, it burns to pee."), gettext("No, it does not burn to pee."),
        ),
        "knock": (
            gettext("A light knock"), gettext("a light knock hurts"), gettext("a knock is all right"),
            gettext("Ow! There, yes."), gettext("That is all right."),
        ),
        "waves": (
            gettext("Pain in waves"), gettext("pain in waves"), gettext("steady pain"),
            gettext("It comes in strong waves."), gettext("It hurts all the time, the same."),
        ),
    }  # fmt: skip
    return {name: Question(_FINDINGS[name], *words[name]) for name in QUESTIONS}


@dataclass(frozen=True)
class Heard:
    """What was asked of a patient so far, which answers were turned round, what was decided, and how deep one looks.

    ``stop`` is the name of a level, or ``STILL_ASKING``; ``last`` is the question whose answer was heard last. The step
    may lead, so that the rules speak from the start, or may ask to look below the skin.
    """

    patient: str
    asked: tuple[str, ...] = ()
    turned: frozenset[str] = frozenset()
    stop: str = STILL_ASKING
    depth: int = SKIN
    is_led: bool = False
    is_looking: bool = False
    last: str = "start"

    @property
    def is_open(self) -> bool:
        """Whether what the rules say may be seen: one has decided or looked below the skin, or the step says it."""
        return self.is_led or self.decided is not None or (self.is_looking and self.depth == BELOW)

    @property
    def decided(self) -> Disposition | None:
        """The level that was decided on."""
        return None if self.stop == STILL_ASKING else Disposition[self.stop.upper()]

    def yes(self, name: str) -> bool:
        """Whether the answer to a question is yes: as this patient says it, or turned round."""
        return (name in PATIENTS[self.patient].true) != (name in self.turned)

    @property
    def minutes(self) -> int:
        """How many minutes the questions took: what is told at the start or asked of everybody takes none."""
        return len([name for name in self.asked if name not in (*FREE, *PATIENTS[self.patient].known)])

    @property
    def could_take(self) -> int:
        """How many minutes all questions take."""
        return len(QUESTIONS) - len({*FREE, *PATIENTS[self.patient].known})

    @property
    def not_asked(self) -> tuple[str, ...]:
        """The questions that nobody asked."""
        return tuple(name for name in QUESTIONS if name not in self.asked)

    @cached_property
    def told(self) -> Advice:
        """What the rules say to what was asked."""
        return advise(self._who(self.asked))

    @cached_property
    def whole(self) -> Advice:
        """What they say to all that could have been asked."""
        return advise(self._who(QUESTIONS))

    def without_turning(self) -> "Heard":
        """The same with every answer as the patient gives it."""
        return replace(self, turned=frozenset())

    def missed(self) -> tuple[str, ...]:
        """What nobody asked, and what would have made one look further."""
        return tuple(name for name in self.not_asked if fits(name, yes=self.yes(name)) == FURTHER)

    @property
    def shown_missed(self) -> tuple[str, ...]:
        """The same, once somebody has stopped asking."""
        return () if self.decided is None else self.missed()

    @property
    def unsettled(self) -> tuple[str, ...]:
        """What everybody is asked, and the three questions that settle it best, as far as nobody asked."""
        return tuple(name for name in (*FREE, *SETTLING) if name not in self.asked)

    def _who(self, names: Iterable[str]) -> Presentation:
        patient = PATIENTS[self.patient].first
        for name in names:
            patient = _answered(patient, name, yes=self.yes(name))
        return patient


_OTHERWISE = {"start": "lifting", "moving": "unable_to_move"}


def _answered(patient: Presentation, name: str, *, yes: bool) -> Presentation:
    if not yes and name in _OTHERWISE:
        return patient.changed(FINDINGS[_OTHERWISE[name]], to=True)
    for finding in (_FINDINGS[name], *_BESIDE.get(name, ())):
        patient = patient.changed(FINDINGS[finding], to=yes)
    return patient


FITS, FURTHER, NEITHER = "fits", "further", "neither"


def fits(name: str, *, yes: bool) -> str:
    """Where an answer belongs: it fits a strained muscle, makes one look further, or does neither."""
    found = _found(name, yes=yes)
    if found is None or found.id in _SAYS_LITTLE:
        return NEITHER
    if found in MUSCLE.speaks_for:
        return FITS
    serious = any(cause.serious and found in cause.speaks_for for cause in CAUSES.values())
    return FURTHER if serious or found in MUSCLE.speaks_against else NEITHER


def speaks_for_a_kidney(name: str, *, yes: bool) -> bool:
    """Whether an answer is among the signs of a kidney infection or a stone."""
    found = _found(name, yes=yes)
    says_little = found is None or found.id in _SAYS_LITTLE
    return not says_little and any(found in cause.speaks_for for cause in KIDNEY)


def _found(name: str, *, yes: bool) -> Finding | None:
    """The finding that an answer shows to be there; none where it is only the lack of one."""
    if not yes:
        return FINDINGS[_OTHERWISE[name]] if name in _OTHERWISE else None
    return FINDINGS[_FINDINGS[name]]


def in_order(names: Collection[str]) -> tuple[str, ...]:
    """Names of questions in the order in which these stand."""
    return tuple(name for name in QUESTIONS if name in names)
