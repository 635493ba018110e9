"""The clinic in words: what to learn from one answer, and how somebody stands."""

from __future__ import annotations

from collections.abc import Iterable

from backlab.course.clinic import (
    LUCKY,
    WRONG_CAUSE,
    Commitment,
    Contrast,
    accepted_causes,
    contrast,
    decisive,
    level,
    missed_rule,
    whys,
)
from backlab.course.score import Score
from backlab.knowledge.cases import Case
from backlab.knowledge.findings import FINDINGS
from backlab.language import gettext, ngettext
from backlab.model import Atom
from backlab.pictures.people import OVER, RIGHT, UNDER, kind_of
from backlab.presentation import Presentation
from backlab.words import (
    Block,
    Citer,
    Point,
    Say,
    Section,
    capital,
    cause_names,
    listed,
    reason_point,
    source_points,
)


def contrast_text(found: Contrast) -> str:
    """A contrast in one sentence."""
    if found.gone:
        said = ngettext(
            "The same patient, but without this: {findings}. Then: {level}, {meaning}.",
            "The same patient, but without all of these: {findings}. Then: {level}, {meaning}.",
            len(found.atoms),
        )
    else:
        said = gettext("The same patient, but with this: {findings}. Then: {level}, {meaning}.")
    return said.format(
        findings=listed(found.atoms), level=gettext(found.level.label), meaning=gettext(found.level.meaning)
    )


def why_label(why: str) -> str:
    """Why a case is worth coming back to, in words."""
    return {
        UNDER: gettext("the level was too low, the unsafe mistake"),
        OVER: gettext("the level was higher than needed"),
        WRONG_CAUSE: gettext("another cause should be looked for first"),
        LUCKY: gettext("the level was right, but by luck: it was held likelier to be wrong"),
    }[why]


def feedback(case: Case, answer: Commitment) -> tuple[Section, ...]:
    """What to learn from an answer, right or wrong: verdict, rules and findings behind it, a contrast, sources."""
    cite = Citer()
    near = contrast(case)
    return (
        Section("verdict", gettext("Your answer"), tuple(_verdict(case, answer))),
        Section("why", gettext("Why"), tuple(_why(case, answer, cite))),
        Section("contrast", gettext("What one change does"), tuple(_contrast(near, cite))),
        Section("sources", gettext("Sources"), tuple(source_points(cite.cited))),
    )


def _verdict(case: Case, answer: Commitment) -> Iterable[Block]:
    """In a line, then what was not right about it, or right by luck."""
    lead = {
        RIGHT: gettext("Right: {needed}. You were {confidence}% sure."),
        UNDER: gettext("Too low: {given} where {needed} is needed. You were {confidence}% sure."),
        OVER: gettext("Higher than needed: {given} where {needed} is enough. You were {confidence}% sure."),
    }[kind_of(answer.level, level(case))]
    given, needed = gettext(answer.level.label), gettext(level(case).label)
    yield Say(lead.format(given=given, needed=needed, confidence=answer.confidence), "lead")
    found = whys(case, answer)
    if LUCKY in found:
        lucky = gettext("You held it likelier to be wrong: this time it was luck, next time rely on the reason.")
        yield Say(lucky)
    if WRONG_CAUSE in found:
        said = gettext("You would look for {named}; what should come first is {accepted}.")
        yield Say(said.format(named=cause_names((answer.cause,)), accepted=_accepted(case)))
    else:
        yield Say(gettext("What to look for first: {accepted}.").format(accepted=_accepted(case)))


def _why(case: Case, answer: Commitment, cite: Citer) -> Iterable[Block]:
    if missed_rule(case, answer.level):
        yield Say(gettext("Your answer passes over what calls for more:"))
    if kind_of(answer.level, level(case)) == OVER:
        nothing = gettext("Nothing was found that calls for {level}: the answers to all of that were no.")
        yield Say(nothing.format(level=gettext(answer.level.label)))
    yield from (reason_point(reason, cite) for reason in decisive(case))
    if not decisive(case):
        yield Say(gettext("None of the findings calls for more than self-care."))
        yield Point(gettext("Found: {findings}.").format(findings=listed(_present(case.presentation))))


def _contrast(near: Contrast, cite: Citer) -> Iterable[Block]:
    """The change, and the rule that it brings about."""
    yield Say(contrast_text(near))
    if near.gone:
        yield Say(gettext("What is left calls for no more than that."))
    else:
        yield reason_point(near.reason, cite)


def _present(patient: Presentation) -> list[Atom]:
    return [finding for finding in FINDINGS.values() if patient.answer(finding)]


def _accepted(case: Case) -> str:
    return cause_names(accepted_causes(case))


def score_sections(found: Score) -> tuple[Section, ...]:
    """The score in words: the numbers, what they mean, and the cases to come back to."""
    cite = Citer()
    return (
        Section("report", gettext("Your clinic so far"), tuple(_numbers(found, cite))),
        Section("again", gettext("Cases to come back to"), tuple(_again_points(found))),
        Section("sources", gettext("Sources"), tuple(source_points(cite.cited))),
    )


def _numbers(found: Score, cite: Citer) -> Iterable[Block]:
    lead = gettext("{answered} of {of} patients judged; {right} at the level that is needed.")
    yield Say(lead.format(answered=found.answered, of=found.of, right=found.right), "lead")
    if found.brier is None or found.confidence is None or found.share_right is None:
        return
    under = gettext("{count} lower than needed: the unsafe mistake.").format(count=found.under)
    yield Point(under + cite(("triage-safety-metric",)), tuple(_under_lines(found)))
    yield Point(gettext("{count} higher than needed: safe, but not free.").format(count=found.over))
    yield Point(gettext("{count} with a cause that the findings point to.").format(count=found.causes_right))
    yield Point(_sureness(found.confidence, found.share_right, found.brier))
    chosen = gettext("These patients were chosen to teach: among people with back pain, serious causes are far rarer.")
    yield Say(chosen + cite(("henschke-2009-prevalence",)), "note")


def _under_lines(found: Score) -> Iterable[str]:
    """The answers that were too low by what was needed, and how many of them would have lost days."""
    for need, count in found.under_by_need.items():
        yield gettext("{level} was needed: {count}").format(level=gettext(need.label), count=count)
    if found.left_waiting:
        waiting = gettext("Care was needed today, and home or days of waiting were given: {count}")
        yield waiting.format(count=found.left_waiting)


def _sureness(confidence: float, share: float, brier: float) -> str:
    said = gettext("On average {confidence} sure, and {share} right; Brier score {brier} (0 is best, 1 is worst).")
    return said.format(confidence=f"{confidence:.0%}", share=f"{share:.0%}", brier=f"{brier:.2f}")


def _again_points(found: Score) -> Iterable[Block]:
    if not found.again:
        yield Say(gettext("None so far."))
    for case, why in found.again:
        mistakes = capital("; ".join(map(why_label, why)))
        yield Point(gettext(case.title), (f"{mistakes}.", _because(case)), gettext(level(case).label))


def _because(case: Case) -> str:
    """Why the level is what it is, in one sentence."""
    needed = decisive(case)
    return gettext(needed[0].rule.because) if needed else gettext("None of the findings calls for more than self-care.")
