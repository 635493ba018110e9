"""The one call that joins it all: ``advise(presentation)`` gives an ``Advice`` that explains itself."""

from typing import TYPE_CHECKING, Any

from backlab.language import gettext
from backlab.model import Lens, Source
from backlab.presentation import Presentation
from backlab.reasoning.conclusion import Conclusion
from backlab.reasoning.differential import Suspect

if TYPE_CHECKING:
    from backlab.words import Section


class Advice(Conclusion):
    """What follows from one patient's answers (``Conclusion`` says which parts it has), able to say itself in words.

    The words are loaded when they are first needed: whoever asks only for a level does not wait for them.

    >>> advice = advise(Presentation(age=34, pain=6, days=1, present={"fever"}))
    >>> advice.disposition.label, advice.could_reach.label
    ('Urgent', 'Emergency')
    >>> [reason.rule.id for reason in advice.reasons]
    ['high-temperature']
    """

    @property
    def sources(self) -> tuple[Source, ...]:
        """Every source that the advice names, once, in the order in which it is first named.

        >>> advise(Presentation(age=34, pain=6, days=1, present={"fever"})).sources[0].id
        'nhs-111'
        """
        from backlab.words import cited

        return cited(self)

    def sections(self) -> "tuple[Section, ...]":
        """The advice as sections of words, from which text and HTML are both made.

        >>> [section.title for section in advise(Presentation(age=34)).sections()][:2]
        ['Level of care', 'Why']
        """
        from backlab.words import sections

        return sections(self)

    def to_dict(self) -> dict[str, Any]:
        """The result as JSON types: identifiers, and numbers of the patient.

        >>> advise(Presentation(age=34, pain=6, days=1, present={"fever"})).to_dict()["reasons"]
        [{'rule': 'high-temperature', 'matched': ['fever']}]
        """
        return {
            "presentation": self.presentation.to_dict(),
            "lens": self.lens.value,
            "disposition": self.disposition.name,
            "could_reach": self.could_reach.name,
            "red_flag": self.red_flag,
            "reasons": [{"rule": r.rule.id, "matched": [a.id for a in r.matched]} for r in self.reasons],
            "must_not_miss": [_listed(suspect) for suspect in self.differential.must_not_miss],
            "common": [_listed(suspect) for suspect in self.differential.common],
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
        """``to_dict`` as one JSON object, indented.

        >>> '"lens": "today"' in advise(Presentation(age=34)).to_json()
        True
        """
        import json

        return json.dumps(self.to_dict(), indent=2)

    def __str__(self) -> str:
        from backlab.words.text import to_text

        return to_text(self.sections())

    def _repr_html_(self) -> str:
        from backlab.words.html import to_html

        return to_html(self.sections())


def _listed(suspect: Suspect) -> dict[str, Any]:
    """A cause of one of the two lists as JSON types."""
    return {
        "cause": suspect.cause.id,
        "level": suspect.level.name if suspect.level is not None else None,
        "for": [atom.id for atom in suspect.speaks_for],
        "against": [atom.id for atom in suspect.speaks_against],
        "not_asked": [atom.id for atom in suspect.open],
        "ways": [way.cause.id for way in suspect.ways if way.speaks_for],
    }


def advise(presentation: Presentation, lens: Lens | str = Lens.TODAY) -> Advice:
    """Advice on one example patient: "today" for current guidelines, "article" for what the article says.

    The lens changes treatments, never safety. Raises ``ValueError`` for an unknown lens and
    ``TypeError`` for anything but a presentation.

    >>> advise(Presentation(age=34, pain=6, days=1, onset="lifting")).disposition.label
    'Self-care'
    >>> advise(Presentation(age=34, pain=6, days=1, present={"saddle_numbness"})).disposition.label
    'Emergency'
    """
    if not isinstance(presentation, Presentation):
        raise TypeError(gettext("advise needs a presentation, such as Presentation(age=34, pain=6)"))
    return Advice.of(presentation, _lens(lens))


def _lens(lens: Lens | str) -> Lens:
    if lens not in tuple(Lens):
        raise ValueError(gettext("no lens {lens}: choose 'today' or 'article'").format(lens=repr(lens)))
    return Lens(lens)
