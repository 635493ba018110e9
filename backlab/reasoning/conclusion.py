"""All that follows from one patient's answers, each part worked out once: what the words and the pictures then say."""

from dataclasses import dataclass, field
from typing import Self

from backlab.model import Atom, Disposition, Lens
from backlab.presentation import Presentation
from backlab.reasoning.differential import Differential, differential
from backlab.reasoning.explain import (
    Change,
    NotHigher,
    Question,
    Reason,
    lowers,
    questions,
    raises,
    reasons,
    safety_net,
    why_not_higher,
)
from backlab.reasoning.kept import Part
from backlab.reasoning.plan import Plan, make_plan, unsafe_until_asked
from backlab.reasoning.standing import Standing


@dataclass(frozen=True)
class Conclusion:
    """What to do about one example patient, why, and what would change it.

    All of it follows from the answers and the lens, so these two alone say which conclusion it is. The level is there
    at once; each other part is worked out when it is first asked for, and kept.
    """

    presentation: Presentation
    lens: Lens
    disposition: Disposition = field(compare=False)
    standing: Standing = field(compare=False, repr=False)

    @classmethod
    def of(cls, presentation: Presentation, lens: Lens) -> Self:
        """What follows for this patient; the lens changes treatments, never safety."""
        standing = Standing(presentation)
        return cls(presentation, lens, standing.level, standing)

    @property
    def could_reach(self) -> Disposition:
        """The highest level that the questions not asked could still lead to."""
        return self.standing.could_reach

    @property
    def red_flag(self) -> bool:
        """Whether home care waits until a doctor has looked."""
        return bool(self.standing.triage.care_first)

    @Part
    def reasons(self) -> tuple[Reason, ...]:
        """The rules that hold."""
        return reasons(self.standing)

    @Part
    def differential(self) -> Differential:
        """What may be behind it, in two lists."""
        return differential(self.standing)

    @Part
    def plan(self) -> Plan:
        """What to do, and what is withheld."""
        return make_plan(self.lens, self.standing, self.standing.triage)

    @Part
    def why_not_higher(self) -> tuple[NotHigher, ...]:
        """For each level above, what would be enough for it."""
        return why_not_higher(self.standing)

    @Part
    def raises(self) -> tuple[Change, ...]:
        """What alone would raise the level."""
        return raises(self.standing)

    @Part
    def lowers(self) -> tuple[Change, ...]:
        """Without what the level would be lower; nothing about an emergency may sound as if it could pass by itself."""
        return lowers(self.standing) if self.disposition < Disposition.EMERGENCY else ()

    @Part
    def questions(self) -> tuple[Question, ...]:
        """What is worth asking, what can move the level most first."""
        return questions(self.standing)

    @Part
    def unsafe_until_asked(self) -> tuple[Atom, ...]:
        """The questions on which a treatment waits."""
        return unsafe_until_asked(self.plan, self.standing)

    @Part
    def safety_net(self) -> tuple[Change, ...]:
        """The new signs that call for same-day or emergency care should they appear."""
        return safety_net(self.standing)
