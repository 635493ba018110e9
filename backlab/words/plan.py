"""The treatments in words: what to do, how and on what evidence, and what is held back."""

from collections.abc import Iterable, Iterator

from backlab.language import gettext
from backlab.model import Certainty, Contraindication, Direction, Dose, Lens, Stage, Strength, View
from backlab.reasoning.conclusion import Conclusion
from backlab.reasoning.explain import ordered
from backlab.reasoning.plan import CONTRAINDICATED, UNASKED, WAITS, Recommendation, Withheld
from backlab.words.blocks import Block, Point, Say
from backlab.words.citing import Citer
from backlab.words.fates import ASK_FIRST, RULED_OUT, fate, fate_label, outdated
from backlab.words.phrases import capital, labels_of, listed


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
    lines = list(map(gettext, treatment.how)) if recommended else []
    lines += [_dose(dose, cite) for dose in line.doses]
    lines += [_warning(against, cite) for against in line.warnings]
    if line.to_ask:
        lines.append(gettext("Ask before: {findings}.").format(findings=listed(ordered(line.to_ask))))
    lines.append(gettext("Guidelines today: {view}").format(view=_view(treatment.today, cite)))
    lines.append(gettext("The article: {view}").format(view=_view(treatment.article, cite)))
    label = gettext(treatment.label)
    if line.after_care and recommended:
        label = gettext("{treatment} (once a doctor has seen you)").format(treatment=label)
    return Point(label, tuple(lines), _mark(line))


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
    return sentence.format(reason=_because(against, cite))


def _mark(line: Recommendation) -> str:
    return gettext("The article suggests; today not advised") if outdated(line) else fate_label(fate(line))


def _view(view: View, cite: Citer) -> str:
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
    for labels, contraindications in _held_together(advice.plan.withheld, CONTRAINDICATED):
        lines = [_because(c, cite) for c in contraindications]
        instead = gettext("Ask a pharmacist, a midwife or a doctor what is safe instead.")
        yield Point(labels, (*lines, instead), fate_label(RULED_OUT))
    for labels, contraindications in _held_together(advice.plan.withheld, UNASKED):
        questions = ordered({atom for c in contraindications for atom in c.when.atoms})
        unsafe = gettext("{treatments}. Unsafe until asked about:").format(treatments=labels)
        yield Point(unsafe, labels_of(questions), fate_label(ASK_FIRST))


def _because(against: Contraindication, cite: Citer) -> str:
    return f"{capital(listed(ordered(against.when.atoms)))}: {gettext(against.because)}.{cite(against.sources)}"


def _held_together(withheld: Iterable[Withheld], kind: str) -> Iterator[tuple[str, tuple[Contraindication, ...]]]:
    """Treatments that are held back for the very same reasons are named together."""
    together: dict[tuple[Contraindication, ...], list[str]] = {}
    for held in withheld:
        if held.kind == kind:
            together.setdefault(held.contraindications, []).append(gettext(held.treatment.label))
    for contraindications, labels in together.items():
        yield "; ".join(labels), contraindications
