"""The one call that joins it all: ``advise(presentation)`` gives an ``Advice`` that explains itself."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from backlab.language import gettext
from backlab.model import Atom, Disposition, Lens, Source
from backlab.presentation import Presentation
from backlab.reasoning.bayes import Candidate, differential
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

if TYPE_CHECKING:
    from backlab.words import Section


@dataclass(frozen=True, slots=True)
class Advice:
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
    differential: tuple[Candidate, ...]
    plan: Plan
    why_not_higher: tuple[NotHigher, ...]
    raises: tuple[Change, ...]
    lowers: tuple[Change, ...]
    questions: tuple[Question, ...]
    unsafe_until_asked: tuple[Atom, ...]
    safety_net: tuple[Change, ...]

    @property
    def sources(self) -> tuple[Source, ...]:
        """Every source that the advice names, once, in the order in which it is first named."""
        from backlab.words import cited

        return cited(self)

    def sections(self) -> "tuple[Section, ...]":
        """The advice as sections of words, from which text and HTML are both made."""
        from backlab.words import sections  # words stand on top of this module

        return sections(self)

    def to_dict(self) -> dict[str, Any]:
        """The result as JSON types: identifiers, probabilities from 0 to 1, and the words of each section."""
        return {
            "presentation": self.presentation.to_dict(),
            "lens": self.lens.value,
            "disposition": self.disposition.name,
            "could_reach": self.could_reach.name,
            "red_flag": self.red_flag,
            "reasons": [{"rule": r.rule.id, "matched": [a.id for a in r.matched]} for r in self.reasons],
            "differential": {c.cause.id: round(c.post_test, 6) for c in self.differential},
            "plan": [
                {"treatment": r.treatment.id, "stage": r.stage.name, "direction": r.direction.value}
                for r in self.plan.recommendations
            ],
            "withheld": [{"treatment": w.treatment.id, "why": w.kind} for w in self.plan.withheld],
            "questions": [q.atom.id for q in self.questions],
            "unsafe_until_asked": [a.id for a in self.unsafe_until_asked],
            "raises": [{"atoms": [a.id for a in c.atoms], "to": c.to.name} for c in self.raises],
            "lowers": [{"atoms": [a.id for a in c.atoms], "to": c.to.name} for c in self.lowers],
            "sources": [source.id for source in self.sources],
        }

    def to_json(self) -> str:
        """``to_dict`` as one JSON object, indented."""
        import json

        return json.dumps(self.to_dict(), indent=2)

    def __str__(self) -> str:
        from backlab.words.text import to_text

        return to_text(self.sections())

    def _repr_html_(self) -> str:
        from backlab.words.html import to_html

        return to_html(self.sections())


def advise(presentation: Presentation, lens: Lens | str = Lens.TODAY) -> Advice:
    """Advice on one example patient: "today" for current guidelines, "article" for what the article says.

    The lens changes treatments, never safety. Raises ``ValueError`` for an unknown lens and
    ``TypeError`` for anything but a presentation.
    """
    if not isinstance(presentation, Presentation):
        raise TypeError(gettext("advise needs a presentation, such as Presentation(age=34, pain=6)"))
    chosen, now = _lens(lens), Standing(presentation)
    plan = make_plan(chosen, now, now.triage)
    raising = raises(now)
    return Advice(
        presentation=presentation,
        lens=chosen,
        disposition=now.level,
        could_reach=now.could_reach,
        red_flag=bool(now.triage.care_first),
        reasons=reasons(now),
        differential=differential(now),
        plan=plan,
        why_not_higher=why_not_higher(now, raising),
        raises=raising,
        lowers=lowers(now),
        questions=questions(now),
        unsafe_until_asked=unsafe_until_asked(plan, now),
        safety_net=safety_net(now),
    )


def _lens(lens: Lens | str) -> Lens:
    if lens not in tuple(Lens):
        raise ValueError(gettext("no lens {lens}: choose 'today' or 'article'").format(lens=repr(lens)))
    return Lens(lens)
