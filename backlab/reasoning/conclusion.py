"""All that follows from one patient's answers, worked out once: what the words and the pictures then say."""

from dataclasses import dataclass
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
from backlab.reasoning.plan import Plan, make_plan, unsafe_until_asked
from backlab.reasoning.standing import Standing


@dataclass(frozen=True, slots=True)
class Conclusion:
    """What to do about one example patient, why, and what would change it.

    ``disposition`` is what the known findings demand, ``could_reach`` the highest level that the questions
    not asked could still lead to; with a ``red_flag`` home care waits until a doctor has looked.
    ``unsafe_until_asked`` are the questions on which a treatment waits, and ``safety_net`` the new signs that
    call for same-day or emergency care should they appear.
    """

    presentation: Presentation
    lens: Lens
    disposition: Disposition
    could_reach: Disposition
    red_flag: bool
    reasons: tuple[Reason, ...]
    differential: Differential
    plan: Plan
    why_not_higher: tuple[NotHigher, ...]
    raises: tuple[Change, ...]
    lowers: tuple[Change, ...]
    questions: tuple[Question, ...]
    unsafe_until_asked: tuple[Atom, ...]
    safety_net: tuple[Change, ...]

    @classmethod
    def of(cls, presentation: Presentation, lens: Lens) -> Self:
        """What follows for this patient; the lens changes treatments, never safety."""
        now = Standing(presentation)
        plan = make_plan(lens, now, now.triage)
        raising = raises(now)
        return cls(
            presentation=presentation,
            lens=lens,
            disposition=now.level,
            could_reach=now.could_reach,
            red_flag=bool(now.triage.care_first),
            reasons=reasons(now),
            differential=differential(now),
            plan=plan,
            why_not_higher=why_not_higher(now, raising),
            raises=raising,
            # Nothing about an emergency may sound as if it could pass by itself.
            lowers=lowers(now) if now.level < Disposition.EMERGENCY else (),
            questions=questions(now),
            unsafe_until_asked=unsafe_until_asked(plan, now),
            safety_net=safety_net(now),
        )
