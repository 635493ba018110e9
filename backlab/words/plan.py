"""The treatments in words: what to do, how and on what evidence, and what is held back."""

from collections.abc import Iterable, Iterator

from backlab.knowledge.findings import answers_of
from backlab.language import gettext
from backlab.model import (
    Atom,
    Certainty,
    Contraindication,
    Direction,
    Dose,
    Finding,
    Lens,
    Stage,
    Strength,
    Threshold,
    View,
)
from backlab.presentation import Presentation
from backlab.reasoning.conclusion import Conclusion
from backlab.reasoning.explain import ordered
from backlab.reasoning.plan import ADDS_UP, CONTRAINDICATED, UNASKED, WAITS, Recommendation, Withheld
from backlab.words.blocks import Block, Point, Say
from backlab.words.citing import Citer
from backlab.words.fates import ASK_FIRST, HELD_FATES, fate, fate_label, outdated
from backlab.words.phrases import capital, labels_of, listed, lowered


def plan_title(lens: Lens) -> str:
    """The heading of the plan, which says by whom it is judged."""
    if lens is Lens.ARTICLE:
        return gettext("What to do (what the article says)")
    return gettext("What to do (what guidelines say today)")


def plan_blocks(advice: Conclusion, cite: Citer) -> Iterator[Block]:
    """Each treatment under the time at which it belongs."""
    stage: Stage | None = None
    for line in advice.plan.recommendations:
        if line.stage is not stage:
            stage = line.stage
            yield Say(f"{gettext(stage.label)} ({gettext(stage.meaning)})", "stage")
        yield _recommendation(line, cite)


def _recommendation(line: Recommendation, cite: Citer) -> Point:
    treatment, recommended = line.treatment, line.direction is Direction.FOR
    how = tuple(map(gettext, treatment.how)) if recommended else ()
    careful = tuple(_careful(line, cite))
    views = (
        gettext("Guidelines today: {view}").format(view=view_words(treatment.today, cite)),
        gettext("The article: {view}").format(view=view_words(treatment.article, cite)),
    )
    label = gettext(treatment.label)
    if line.after_care and recommended:
        label = gettext("{treatment} (once a doctor has seen you)").format(treatment=label)
    return Point(label, (*how, *careful, *views), _mark(line), brief=careful if recommended else ())


def _careful(line: Recommendation, cite: Citer) -> Iterator[str]:
    """How much, what to mind, and what to ask before: what stands wherever the treatment does."""
    recommended = line.direction is Direction.FOR
    if line.doses and not recommended:
        yield gettext("Should it be taken all the same, then no more than this:")
    yield from (_dose(dose, cite) for dose in line.doses)
    if recommended and line.treatment.doses and not line.doses:
        yield gettext("No dose is shown here: ask a pharmacist or a doctor how much.")
    yield from (_warning(against, cite) for against in line.warnings)
    if line.to_ask:
        yield gettext("Ask before: {findings}.").format(findings=listed(ordered(line.to_ask)))


def _dose(dose: Dose, cite: Citer) -> str:
    sentence = gettext("{country}, {who}: {amount}, every {interval}; at most {most} in 24 hours; {how_long}.{sources}")
    return sentence.format(
        country=gettext(dose.country),
        who=gettext(dose.who),
        amount=gettext(dose.amount),
        interval=gettext(dose.every),
        most=gettext(dose.most),
        how_long=gettext(dose.how_long),
        sources=cite(dose.sources),
    )


def _warning(against: Contraindication, cite: Citer) -> str:
    sentence = gettext("Ruled out here: {reason}") if against.absolute else gettext("Mind: {reason}")
    return sentence.format(reason=because_words(against, cite))


def _mark(line: Recommendation) -> str:
    return gettext("The article suggests; today not advised") if outdated(line) else fate_label(fate(line))


def view_words(view: View, cite: Citer) -> str:
    """What a lens says of a treatment, with its grading."""
    says, sources = gettext(view.says).rstrip("."), cite(view.sources)
    if view.strength is Strength.NONE:
        return f"{says}.{sources}"
    if view.certainty is Certainty.NONE:
        sentence = gettext("{says} ({strength} recommendation {direction}).{sources}")
    else:
        sentence = gettext("{says} ({strength} recommendation {direction}, {certainty} certainty).{sources}")
    return sentence.format(
        says=says,
        strength=gettext(view.strength.value),
        direction=gettext(view.direction.value),
        certainty=gettext(view.certainty.value),
        sources=sources,
    )


def withheld_blocks(advice: Conclusion, cite: Citer) -> Iterator[Block]:
    """What is held back, by why it is: care comes first, something speaks against it, or it has not been asked."""
    if not advice.plan.withheld:
        yield Say(gettext("Nothing is held back."))
    waiting = tuple(gettext(w.treatment.label) for w in advice.plan.withheld if w.kind == WAITS)
    if waiting:
        yield Point(gettext("Care comes first. These wait until a doctor has looked:"), waiting)
    for labels, held in _held_together(advice.plan.withheld, WAITS):
        if held.contraindications:
            even_then = gettext("{treatments}. Ruled out even then:").format(treatments=labels)
            yield Point(even_then, _reasons(held, cite))
    for kind in (CONTRAINDICATED, ADDS_UP):
        for labels, held in _held_together(advice.plan.withheld, kind):
            yield Point(labels, (*_reasons(held, cite), *_instead(held, cite)), fate_label(HELD_FATES[kind]))
    for labels, held in _held_together(advice.plan.withheld, UNASKED):
        unsafe = gettext("{treatments}. Unsafe until asked about:").format(treatments=labels)
        yield Point(unsafe, labels_of(_not_asked(held, advice.presentation)), fate_label(ASK_FIRST))


def _reasons(held: Withheld, cite: Citer) -> tuple[str, ...]:
    """What rules a treatment out; of cautions, that it is their number that does."""
    reasons = tuple(because_words(against, cite) for against in held.contraindications)
    if any(against.absolute for against in held.contraindications):
        return reasons
    return (*reasons, gettext("Each of these alone would be a caution. Two or more are for a pharmacist to weigh."))


def _instead(held: Withheld, cite: Citer) -> Iterator[str]:
    """What there is in the place of a treatment that is ruled out."""
    if held.instead:
        treatments = "; ".join(lowered(gettext(treatment.label)) for treatment in held.instead)
        yield gettext("This plan has in its place: {treatments}.").format(treatments=treatments)
    if held.codeine:
        codeine = gettext(
            "A doctor may add codeine, with or without paracetamol, for a few days. It constipates, and one can come "
            "to depend on it."
        )
        yield f"{codeine}{cite(('cks-lbp-drugs', 'cks-lbp-no-drug-out'))}"
    yield gettext("Ask a pharmacist, a midwife or a doctor what is safe instead.")


def _not_asked(held: Withheld, patient: Presentation) -> list[Atom]:
    """The questions for which a treatment waits; the answers of one sign are one question."""
    atoms = {atom for against in held.contraindications for atom in against.when.atoms}
    signs = {answers_of(atom)[0] if isinstance(atom, Finding) else atom for atom in atoms}
    return ordered(atom for atom in signs if patient.answer(atom) is None)


def because_words(against: Contraindication, cite: Citer) -> str:
    """What speaks against a treatment, and why."""
    return f"{capital(_of_whom(against))}: {gettext(against.because)}.{cite(against.sources)}"


def _of_whom(against: Contraindication) -> str:
    """The findings that speak against a treatment, or who is too young for it."""
    if against.when.atoms:
        return listed(ordered(against.when.atoms))
    (limit,) = (atom for atom in against.unless.atoms if isinstance(atom, Threshold))
    return gettext("under {age} years").format(age=limit.value)


def _held_together(withheld: Iterable[Withheld], kind: str) -> Iterator[tuple[str, Withheld]]:
    """Treatments that are held back for the very same reasons are named together."""
    together: dict[Withheld, list[str]] = {}
    for held in withheld:
        if held.kind == kind:
            same = next((other for other in together if other[1:] == held[1:]), held)  # all but which treatment it is
            together.setdefault(same, []).append(gettext(held.treatment.label))
    for held, labels in together.items():
        yield "; ".join(labels), held
