"""The causes in words: how likely each is, and the evidence for it."""

from collections.abc import Iterable, Iterator

from backlab.knowledge.causes import CAUSES, COUNTED
from backlab.language import gettext
from backlab.model import Threshold
from backlab.reasoning.bayes import Candidate, Weight
from backlab.reasoning.conclusion import Conclusion
from backlab.words.blocks import Bar, Block, Point, Say
from backlab.words.citing import Citer, basis
from backlab.words.phrases import capital, inside, lowered, percent, signed

SHOWN_CAUSES = 6


def causes_blocks(advice: Conclusion) -> Iterator[Block]:
    """The serious causes by name, and the shares of all that are shown."""
    suspects = suspected(advice)
    named = [cause.id for cause in COUNTED.values() if cause.id in suspects and cause.serious]
    if named:
        text = gettext("To be looked for, however small its share: {causes}.")
        yield Say(text.format(causes=cause_names(named)))
    for candidate in shown_causes(advice):
        label, term = gettext(candidate.cause.label), gettext(candidate.cause.term)
        before = "" if term == lowered(label) else f"{term}, "
        yield Bar(label, candidate.post_test, f"{before}{percent(candidate.post_test)}")
    yield Say(shares_note(), "note")


def shares_note() -> str:
    """What the shares of the causes are, and are not."""
    shares = gettext(
        "Shares scaled to 100% among {count} causes, from published figures or else estimates; "
        "they never lower the level of care."
    )
    return shares.format(count=len(COUNTED))


def cause_names(causes: Iterable[str]) -> str:
    """The causes with these ids as they stand inside a sentence."""
    return ", ".join(lowered(gettext(CAUSES[cause].label)) for cause in causes)


def evidence_blocks(advice: Conclusion, cite: Citer) -> Iterator[Block]:
    """How each cause comes about, what it started from, and what each finding did to it."""
    explained = gettext(
        "A likelihood ratio above 1 speaks for a cause, below 1 against it. Decibans are ten times its base-10 "
        "logarithm: they add up, and 10 of them make a cause ten times likelier in odds."
    )
    yield Say(explained, "note")
    for candidate in shown_causes(advice):
        cause = candidate.cause
        course = gettext(cause.course) + cite(cause.sources)  # cited in the order in which it is read
        before = _before(candidate, cite)
        weights = (_weight(weight, cite) for weight in candidate.weights)
        heading = f"{gettext(cause.label)}, {percent(candidate.post_test)}"
        yield Point(heading, (gettext(cause.mechanism), course, before, *weights))


def _before(candidate: Candidate, cite: Citer) -> str:
    """The share before any finding beside the one that it was scaled from."""
    prior = candidate.cause.prior
    if prior.sources and not prior.note:  # a note says how far a share is an estimate all the same
        said = gettext(
            "Before any finding: {share} (published share {start}, scaled to 100% among {count} causes){basis}."
        )
    else:
        said = gettext("Before any finding: {share} (share {start}, scaled to 100% among {count} causes){basis}.")
    return said.format(
        share=percent(candidate.pre_test),
        start=percent(prior.value),
        count=len(COUNTED),
        basis=basis(prior, cite),
    )


def suspected(advice: Conclusion) -> set[str]:
    """The ids of the causes to which a rule that holds points."""
    return {cause for reason in advice.reasons for cause in reason.rule.suspects}


def shown_causes(advice: Conclusion) -> list[Candidate]:
    """The likeliest causes, and those that a rule points to."""
    suspects = suspected(advice)
    return [c for place, c in enumerate(advice.differential) if place < SHOWN_CAUSES or c.cause.id in suspects]


def _weight(weight: Weight, cite: Citer) -> str:
    if weight.decibans > 0:
        way = gettext("{found}: speaks for it, likelihood ratio {ratio}, {decibans} decibans{basis}.")
    elif weight.decibans < 0:
        way = gettext("{found}: speaks against it, likelihood ratio {ratio}, {decibans} decibans{basis}.")
    else:
        way = gettext(
            "{found}: speaks neither for nor against it, likelihood ratio {ratio}, {decibans} decibans{basis}."
        )
    return way.format(
        found=_answer(weight),
        ratio=f"{weight.ratio:g}",
        decibans=signed(weight.decibans),
        basis=basis(weight.sign, cite),
    )


def _answer(weight: Weight) -> str:
    """What was found, or what was not."""
    finding = weight.sign.finding
    if weight.present:
        return capital(gettext(finding.label))
    no = gettext("Not {threshold}") if isinstance(finding, Threshold) else gettext("Answered no, {finding}")
    return no.format(threshold=inside(finding), finding=inside(finding))
