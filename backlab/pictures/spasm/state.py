"""What is known of a spasm in the scene, and what follows from it: how much it hurts, what it is called.

How torn a muscle is and how loudly the alarm of the nerves rings are two things. The pain is what comes of both, by a
sum that is made up for teaching.
"""

from functools import cache
from typing import NamedTuple

from backlab.advice import Advice, advise
from backlab.presentation import UNKNOWN, Presentation
from backlab.reasoning.explain import reasons

AGE = 34
STRONGEST = 10
FIBRES = 12  # that are drawn
MOST_TORN = 8
LOCKS = 4  # from this alarm on the muscle does not let go
MANY = 5  # from so many torn fibres on they are called many
STRONG, LITTLE, TEARS = 8, 2, 6  # pain from which on field A begins; pain up to which, and tears from which on B does
BEFORE, LIFTED, LAST = 0, 1, 13  # moments: before the lift, the lift, and twelve weeks later
HEALED = 6  # weeks, after which most of the healing of a strain is over
PERSON, MUSCLE, FIBRE = "person", "muscle", "fibre"
VIEWS = PERSON, MUSCLE, FIBRE
_SEVERE, _CHRONIC = "severe-spasm", "chronic"


class Spasm(NamedTuple):
    """What the controls say: which view, fibres torn (0 to 8), alarm (0 to 10), and the moment (0 to 13)."""

    look: str = PERSON
    torn: int = 0
    alarm: int = 0
    moment: int = LIFTED

    @property
    def has_begun(self) -> bool:
        """Whether the box has been lifted."""
        return self.moment >= LIFTED

    @property
    def weeks(self) -> int:
        """Since the lift."""
        return max(self.moment - LIFTED, 0)

    @property
    def days(self) -> int:
        """Since the lift."""
        return 7 * self.weeks

    @property
    def hurt(self) -> int:
        """How many fibres are torn by now."""
        return self.torn if self.has_begun else 0

    @property
    def rings(self) -> int:
        """How loud the alarm is by now."""
        return self.alarm if self.has_begun else 0

    @property
    def is_locked(self) -> bool:
        """Whether the muscle does not let go."""
        return self.rings >= LOCKS

    @property
    def healing(self) -> float:
        """How far torn fibres have knit, 0 to 1: a teaching picture of the six weeks that the rules speak of."""
        return min(self.weeks / HEALED, 1)

    @property
    def open(self) -> float:
        """How many fibres are torn and have not knit yet; those that knit half count half."""
        return self.hurt * (1 - self.healing)

    @property
    def from_tissue(self) -> int:
        """What torn fibres add to the pain: nothing once they have knit."""
        fresh = (self.hurt > 0) + (self.hurt >= MANY)
        return round(fresh * (1 - self.healing))

    @property
    def pain(self) -> int:
        """0 to 10: the alarm, and a little of the tissue."""
        return min(self.rings + self.from_tissue, STRONGEST)

    @property
    def is_pain_alone(self) -> bool:
        """Whether it is in field A: strong pain, and nothing is torn."""
        return self.pain >= STRONG and not self.open

    @property
    def is_tear_alone(self) -> bool:
        """Whether it is in field B: much is torn, and it hardly hurts."""
        return self.open >= TEARS and self.pain <= LITTLE

    @property
    def patient(self) -> Presentation:
        """An example patient with this pain, of whom nothing else is known."""
        return Presentation(age=AGE, pain=self.pain, days=self.days, mobility=UNKNOWN)

    @property
    def advice(self) -> Advice:
        """What the rules say to that patient."""
        return advise(self.patient)

    @property
    def is_severe(self) -> bool:
        """Whether the rules call this pain severe."""
        return self._fires(_SEVERE)

    @property
    def is_lasting(self) -> bool:
        """Whether the rules call this time lasting."""
        return self._fires(_CHRONIC)

    def _fires(self, rule: str) -> bool:
        return rule in _fired(self.patient)


@cache
def _fired(patient: Presentation) -> frozenset[str]:
    """The ids of the rules that fire for a patient."""
    return frozenset(reason.rule.id for reason in reasons(patient))
