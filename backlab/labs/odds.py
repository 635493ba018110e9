"""The lab of one cause: answer its findings, and see its chance move beside the level that the rules give."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from backlab.advice import advise
from backlab.drawing.picture import picture_html
from backlab.kit.contract import Field
from backlab.kit.fields import radio, text
from backlab.kit.lab import After, Answer, panel, spoken, told
from backlab.kit.linked import LinkedLab, changing
from backlab.knowledge import findings as f
from backlab.knowledge.causes import MEASURED, Measured
from backlab.knowledge.findings import CHOICES, choice_of
from backlab.labs.chances import cited_blocks, people_html
from backlab.labs.opening import opener
from backlab.labs.panels import note, summary
from backlab.labs.patient import PatientLab, check_said, patient_fields
from backlab.language import gettext, speaking
from backlab.markup import Markup, element, markup
from backlab.model import Estimate, Finding, Sign, Threshold
from backlab.pictures.causes import grouped, odds_walk
from backlab.pictures.nomogram import counted, crowd, times
from backlab.presentation import UNKNOWN, Presentation
from backlab.reasoning.bayes import Candidate, candidate, natural_frequency, wilson
from backlab.words import Block, Citer, Point, Say, basis, capital, listed, lowered, reason_point
from backlab.words.html import blocks_html

YES, NO = "yes", "no"
_PATIENT = Presentation(age=40, pain=5)


class OddsLab(PatientLab, LinkedLab):
    """One cause and its findings: answer yes or no, and see its chance move beside the level that the rules give.

    ``cause`` is one of ``backlab.knowledge.causes.MEASURED`` by its id (else ``ValueError``). ``presentation`` is the
    example patient whom the controls describe. ``language`` is "en" or "es", or else what the address asks for; of
    two of one cause on one page, give one a ``key`` of its own. ``after`` is a question that has to be answered first,
    or its name.
    """

    def __init__(
        self,
        cause: str = "spinal_tumour",
        *,
        key: str = "",
        language: str | None = None,
        after: After | None = None,
    ) -> None:
        if cause not in MEASURED:
            raise ValueError(f"no cause {cause!r}: choose one of {', '.join(MEASURED)}")
        self._measured, speaks = MEASURED[cause], spoken(language)
        with speaking(speaks):
            fields = _fields(self._measured)
            first = {field["id"]: _first(field) for field in fields if field["kind"] != "text"}
            title = gettext("How likely: {cause}").format(cause=lowered(gettext(self._measured.cause.label)))
            names = changing(title)
            super().__init__(fields, first, key=key or cause, names=names, language=speaks, after=opener(after))

    @property
    def presentation(self) -> Presentation:
        """The example patient whom the controls describe."""
        return patient(self.values)

    def of_patient(self, who: Presentation) -> dict[str, Any]:
        """What the controls say of a patient; raises ``ValueError`` for what this cause does not ask for."""
        values = {name: _said_of(who, name) for name in self.values}
        check_said(patient(values), who, self.values)
        return values

    @property
    def candidate(self) -> Candidate:
        """The cause with its chance for this patient."""
        return candidate(self._measured.cause.id, self.presentation)

    def answer(self, values: Mapping[str, Any]) -> Answer:
        """Before any finding, in people, step by step, the level of care, and what the numbers rest on."""
        who, cite = patient(values), Citer()
        now, advice = candidate(self._measured.cause.id, who), advise(who)
        sections, walk = advice.sections(), odds_walk(now)
        lead = sections[0].blocks[0]
        base = _base(self._measured, cite)  # cited first, since it is read first
        level = [lead, Say(_never_lower()), *(reason_point(reason, cite) for reason in advice.reasons)]
        return Answer(
            (
                panel("base", gettext("Before any finding"), blocks_html(base), folds=False),
                panel("people", gettext("In people"), _moved(now, values), folds=False),
                panel("odds", walk.title, picture_html(walk), folds=False),
                panel("care", gettext("The level of care that the rules give"), blocks_html(level), folds=False),
                panel("basis", gettext("What the numbers rest on"), blocks_html(_numbers(self._measured, cite))),
            ),
            summary=summary(advice, sections),
            said=f"{walk.description} {lead.text if isinstance(lead, Say) else ''}",
            told=told(html={"about": _about(who)}),
            query=self.to_query(values),
        )


def patient(values: Mapping[str, Any]) -> Presentation:
    """The example patient of whom these things are known, and no others."""
    chosen = {name: values[name] for name in ("age", "days", *CHOICES) if name in values}
    answers = {name: values[name] for name in f.FINDINGS if name in values}
    present, absent = (frozenset(n for n, said in answers.items() if said == word) for word in (YES, NO))
    return Presentation(**{"age": _PATIENT.age, "pain": _PATIENT.pain, **chosen}, present=present, absent=absent)


def _fields(measured: Measured) -> list[Field]:
    """The age, and whatever the signs of the cause ask for."""
    atoms = [sign.finding for sign in measured.signs]
    wanted = {"age", *(a.quantity.id for a in atoms if isinstance(a, Threshold)), *filter(None, map(choice_of, atoms))}
    shared = [field for field in patient_fields(_PATIENT) if field["id"] in wanted]
    ticked = [atom for atom in atoms if isinstance(atom, Finding) and not choice_of(atom)]
    answers = [(UNKNOWN, gettext("Not asked")), (YES, gettext("Yes")), (NO, gettext("No"))]
    return [text("about"), *shared, *(radio(atom.id, gettext(atom.label), answers) for atom in ticked)]


def _first(field: Field) -> Any:
    return getattr(_PATIENT, field["id"], UNKNOWN)


def _said_of(patient: Presentation, name: str) -> Any:
    if name not in f.FINDINGS:
        return getattr(patient, name)
    return YES if name in patient.present else NO if name in patient.absent else UNKNOWN


def _about(who: Presentation) -> Markup:
    said = gettext("An example patient with a pain of {pain} out of 10. Nothing is asked but what stands here.")
    return note(said.format(pain=who.pain))


def _base(measured: Measured, cite: Citer) -> list[Block]:
    """The base rate as people, with its interval and sources, and whose it is."""
    prior, of = measured.prior, crowd(measured.prior.value)
    lead = gettext("{count} {among} have it{basis}.")
    said = lead.format(count=counted(prior.value, of), among=gettext(measured.among), basis=basis(prior, cite))
    return [Say(said), Say(_interval_told(prior, of)), *cited_blocks(cite.cited)]


def _interval_told(prior: Estimate, of: int) -> str:
    if not prior.sources:
        return gettext("A teaching estimate has no interval.")
    if not (found := prior.counted):
        return gettext("Its source gives no interval.")
    low, high = (grouped(natural_frequency(end, of)) for end in wilson(*found))
    said = gettext("95% interval: {low} to {high} of {of}, worked out here from {found} of {among} people.")
    return said.format(low=low, high=high, of=grouped(of), found=found.some, among=found.of)


def _moved(now: Candidate, values: Mapping[str, Any]) -> Markup:
    of = crowd(now.pre_test, now.post_test)
    said = gettext("Before any finding it is there in {before} people; in {after} of those with the same answers.")
    told = said.format(before=counted(now.pre_test, of), after=counted(now.post_test, of))
    crowds = (gettext("Before any finding"), now.pre_test), (gettext("After all findings"), now.post_test)
    return markup(element("p", told), map(note, _idle(now, values)), people_html(crowds, now.cause.label))


def _idle(now: Candidate, values: Mapping[str, Any]) -> list[str]:
    """Answers of no that move nothing."""
    signs = (sign for sign in now.measured.signs if sign.negative == 1.0 and values.get(sign.finding.id) == NO)
    names = listed(sign.finding for sign in signs)
    return [gettext("A no that counts for nothing here: {findings}.").format(findings=names)] if names else []


def _never_lower() -> str:
    return gettext(
        "The rules look at the findings and never at the chance. However small the chance is, it does not lower this "
        "level: a rare cause that must not be missed is looked for all the same."
    )


def _numbers(measured: Measured, cite: Citer) -> list[Block]:
    """Each sign's ratios, what they rest on, and how sure they are."""
    said = gettext("{finding}: yes {positive}, no {negative}{basis}.")
    points = [
        Point(
            said.format(
                finding=capital(gettext(sign.finding.label)),
                positive=times(sign.positive),
                negative=times(sign.negative),
                basis=basis(sign, cite),
            ),
            (_span(sign),),
        )
        for sign in measured.signs
    ]
    return [*points, *cited_blocks(cite.cited)]


def _span(sign: Sign) -> str:
    """The interval of the ratio of a yes, or that there is none."""
    if not sign.interval:
        return gettext("Its sources give no interval for this likelihood ratio.")
    found = gettext("The 95% interval of the yes: {low} to {high}.")
    return found.format(low=times(sign.interval.low), high=times(sign.interval.high))
