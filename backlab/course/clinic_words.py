"""The clinic in words: what to learn from one answer, and how somebody stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

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
from backlab.course.clinic_cases import QUESTIONS, Patient
from backlab.course.score import Score
from backlab.knowledge.causes import CAUSES
from backlab.knowledge.findings import FINDINGS
from backlab.language import gettext, ngettext
from backlab.model import Atom, Disposition
from backlab.pictures.people import OVER, RIGHT, UNDER, kind_of
from backlab.pictures.waiting_room import door_name
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


class Moment(NamedTuple):
    """What becomes of somebody, and when, in words."""

    when: str
    text: str


def whole_story(case: Patient) -> Iterator[tuple[str, str]]:
    """What somebody says unasked, under no question, and then the answer to each question, in words."""
    yield "", gettext(case.opening)
    yield from ((gettext(case.asked(each.id)), gettext(case.says(each.id))) for each in QUESTIONS.values())


def short_verdict(case: Patient, answer: Commitment) -> str:
    """Whether the level was right, too low or too high, and how sure one was, in one sentence."""
    lead = {
        RIGHT: gettext("Right: {needed}. You were {confidence}% sure."),
        UNDER: gettext("Too low: {given}, where {needed} is needed. You were {confidence}% sure."),
        OVER: gettext("Too high: {given}, where {needed} is enough. You were {confidence}% sure."),
    }[kind_of(answer.level, level(case))]
    given, needed = door_name(answer.level), door_name(level(case))
    return lead.format(given=given, needed=needed, confidence=answer.confidence)


def consequence(case: Patient, answer: Commitment, cite: Callable[[Iterable[str]], str]) -> Iterator[Moment]:
    """What becomes of the patient behind the door that was chosen, as far as the rules and what is known tell.

    Where care is pressing it is the course of what must not be missed alone, else of what is looked for first.
    """
    kind, needed = kind_of(answer.level, level(case)), level(case)
    yield Moment(gettext("The door"), door_means(answer.level))
    if kind == OVER:
        nothing = gettext("Nothing was found that calls for this door: the answers to all of that were no.")
        yield Moment(gettext("Behind it"), nothing)
    accepted = accepted_causes(case)
    cause = CAUSES[answer.cause if answer.cause in accepted else accepted[0]]
    is_told = cause.serious or needed < Disposition.URGENT  # of a pressing sign no common course may comfort
    if is_told and (kind != OVER or needed is not Disposition.SELF_CARE):
        then = _until(answer.level) if kind == UNDER else gettext("What can be behind it")
        course = gettext("{cause}: {course}").format(cause=gettext(cause.label), course=gettext(cause.course))
        yield Moment(then, course + cite(cause.sources))
    yield Moment(gettext("Why {door}").format(door=door_name(needed)), _because(case))
    yield Moment(gettext("Looked for first"), _cause_said(case, answer))


def _until(given: Disposition) -> str:
    """Until when nobody looks, behind a door that was too low."""
    return {
        Disposition.SELF_CARE: gettext("From now on, at home"),
        Disposition.ROUTINE: gettext("For days or weeks, until the appointment"),
        Disposition.URGENT: gettext("For hours, until a doctor is found"),
    }[given]


def door_means(level: Disposition) -> str:
    """What happens to whoever goes through a door."""
    return {
        Disposition.SELF_CARE: gettext("Goes home. Nobody looks at this back again unless something changes."),
        Disposition.ROUTINE: gettext("Gets an appointment, in days to weeks."),
        Disposition.URGENT: gettext("Is seen by a doctor before the day is over."),
        Disposition.EMERGENCY: gettext("Emergency care, at once."),
    }[level]


def feedback(case: Patient, answer: Commitment) -> tuple[Section, ...]:
    """What to learn from an answer, right or wrong: verdict, what then, rules and findings, a contrast, sources."""
    cite = Citer()
    near = contrast(case)
    then = (Point(each.text, mark=each.when) for each in consequence(case, answer, cite))
    return (
        Section("verdict", gettext("Your answer"), tuple(_verdict(case, answer))),
        Section("then", gettext("What happens then"), tuple(then)),
        Section("why", gettext("Why"), tuple(_why(case, answer, cite))),
        Section("contrast", gettext("What one change does"), tuple(_contrast(near, cite))),
        Section("sources", gettext("Sources"), tuple(source_points(cite.cited))),
    )


def _verdict(case: Patient, answer: Commitment) -> Iterable[Block]:
    """In a line, then what was not right about it, or right by luck."""
    yield Say(short_verdict(case, answer), "lead")
    found = whys(case, answer)
    if LUCKY in found:
        lucky = gettext("You held it likelier to be wrong: this time it was luck, next time rely on the reason.")
        yield Say(lucky)


def _cause_said(case: Patient, answer: Commitment) -> str:
    """Whether the cause that was named is one to look for first."""
    named = cause_names((answer.cause,))
    if WRONG_CAUSE in whys(case, answer):
        said = gettext("You would look for {named}; what should come first is {accepted}.")
        return said.format(named=named, accepted=_accepted(case))
    return gettext("You named {named}, and that is right.").format(named=named)


def _why(case: Patient, answer: Commitment, cite: Citer) -> Iterable[Block]:
    if missed_rule(case, answer.level):
        yield Say(gettext("Your answer passes over what calls for more:"))
    if kind_of(answer.level, level(case)) == OVER:
        nothing = gettext("Nothing was found that calls for {level}: the answers to all of that were no.")
        yield Say(nothing.format(level=gettext(answer.level.label)))
    yield from (reason_point(reason, cite) for reason in decisive(case))
    if not decisive(case):
        yield Say(gettext("None of the findings calls for more than self-care."))
        yield Point(gettext("Found: {findings}.").format(findings=listed(_present(case.presentation))))


def twin_why(case: Patient) -> str:
    """Why the patient of the contrast needs another level, in a sentence or two."""
    near = contrast(case)
    if not near.gone:
        return gettext(near.reason.rule.because)
    hung = gettext("What is left calls for no more. Before, it was this: {because}")
    return hung.format(because=gettext(near.reason.rule.because))


def _contrast(near: Contrast, cite: Citer) -> Iterable[Block]:
    """The change, and the rule that it brings about."""
    yield Say(contrast_text(near))
    if near.gone:
        yield Say(gettext("What is left calls for no more than that."))
    else:
        yield reason_point(near.reason, cite)


def _present(patient: Presentation) -> list[Atom]:
    return [finding for finding in FINDINGS.values() if patient.answer(finding)]


def _accepted(case: Patient) -> str:
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


def _because(case: Patient) -> str:
    """Why the level is what it is, in one sentence."""
    needed = decisive(case)
    return gettext(needed[0].rule.because) if needed else gettext("None of the findings calls for more than self-care.")
