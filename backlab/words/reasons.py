"""The level in words: why it is what it is, why not higher, what would change it, and what to watch for."""

from collections.abc import Iterator

from backlab.language import gettext, ngettext
from backlab.model import Disposition
from backlab.reasoning.conclusion import Conclusion
from backlab.reasoning.explain import Reason
from backlab.words.blocks import Block, Point, Say
from backlab.words.causes import cause_names
from backlab.words.citing import Citer
from backlab.words.phrases import capital, labels_of, listed, together


def reasons_blocks(advice: Conclusion, cite: Citer) -> Iterator[Block]:
    """Each rule that holds; where there is none, that this is no all-clear."""
    if not advice.reasons:
        if advice.could_reach > advice.disposition:
            nothing = gettext(
                "Nothing asked so far calls for more than self-care, but not every warning sign was asked about."
            )
        else:
            nothing = gettext("None of the findings calls for more than self-care.")
        yield Say(nothing)
        also = gettext(
            "Having no warning sign does not rule a serious cause out: watch for the signs listed below.{sources}"
        )
        yield Say(also.format(sources=cite(("premkumar-2018-absence", "henschke-2009-prevalence"))))
    for reason in advice.reasons:
        yield reason_point(reason, cite)


def reason_point(reason: Reason, cite: Citer) -> Point:
    """A rule that holds: its level, why, what was found, and what it points to."""
    lines = [gettext("Found: {findings}.").format(findings=listed(reason.matched))]
    if reason.rule.suspects:
        lines.append(gettext("It points to: {causes}.").format(causes=cause_names(reason.rule.suspects)))
    because = gettext(reason.rule.because) + cite(reason.rule.sources)
    return Point(because, tuple(lines), gettext(reason.rule.disposition.label))


def not_higher_blocks(advice: Conclusion) -> Iterator[Block]:
    """For each higher level what was answered no, and what has not been asked."""
    for change in advice.why_not_higher:
        level = gettext(change.level.label)
        if change.ruled_out:
            mark = gettext("Not {level}").format(level=level)
            yield Point(gettext("The answer was no to each of these:"), labels_of(change.ruled_out), mark)
        if change.not_asked:
            yield Point(gettext("Not asked yet, and so not ruled out:"), labels_of(change.not_asked), level)
    if not advice.why_not_higher:
        yield Say(gettext("There is no higher level."))


def changes_blocks(advice: Conclusion) -> Iterator[Block]:
    """What would lower the level, and what would raise it."""
    for change in advice.lowers:
        sentence = ngettext(
            "{level}, if this were gone: {findings}.",
            "{level}, if all of these were gone: {findings}.",
            len(change.atoms),
        )
        text = sentence.format(level=gettext(change.to.label), findings=listed(change.atoms))
        yield Point(text, mark=gettext("Lower"))
    answered = [c for c in advice.raises if all(advice.standing.answer(atom) is False for atom in c.atoms)]
    for level in sorted({change.to for change in answered}):
        atoms = [atom for change in answered if change.to is level for atom in change.atoms]
        text = gettext("{level}, if any one of these came up:").format(level=gettext(level.label))
        yield Point(text, labels_of(atoms), gettext("Raise"))
    if len(answered) < len(advice.raises):
        yield Say(gettext("So could the answers to the questions that are worth asking."))


def questions_blocks(advice: Conclusion) -> Iterator[Block]:
    """The questions that could still raise the level, and those on which a medicine waits."""
    asking = gettext("Is there any of these?")
    for level in sorted({q.could_reach for q in advice.questions}, reverse=True):
        asked = [q.atom for q in advice.questions if q.could_reach is level]
        yield Point(asking, labels_of(asked), gettext("Could lead to {level}").format(level=gettext(level.label)))
    if advice.unsafe_until_asked:
        yield Point(asking, labels_of(advice.unsafe_until_asked), gettext("Before any medicine"))
    if not advice.questions and not advice.unsafe_until_asked:
        yield Say(gettext("None that could still raise the level, or rule out a treatment."))


def watch_blocks(advice: Conclusion) -> Iterator[Block]:
    """The new signs that call for more urgent care, where to go with them and by when, and when to come back anyway."""
    for level in (Disposition.EMERGENCY, Disposition.URGENT):
        signs = [together(change.atoms) for change in advice.safety_net if change.to is level]
        if signs:
            text = gettext("{what_to_do} if one of these appears:").format(what_to_do=capital(gettext(level.meaning)))
            yield Point(text, (*signs, where_and_by_when(level)), gettext(level.label))
    if advice.safety_net:
        short = gettext(
            "These lists are short, so that one can keep them in mind: any other new sign that frightens you, or that "
            "is unlike a sore back, counts as well."
        )
        yield Say(short)
    if advice.disposition <= Disposition.ROUTINE:
        yield Say(gettext("Have it looked at if it is no better after a few weeks, or gets worse at any time."))
        yield Say(where_and_by_when(Disposition.ROUTINE))
    elif not advice.safety_net:
        yield Say(gettext("Nothing could make it more urgent than it is."))


def where_and_by_when(level: Disposition) -> str:
    """Where to go for a level of care above self-care, and by when; raises ``KeyError`` for self-care."""
    return {
        Disposition.ROUTINE: gettext(
            "Where and by when: your doctor's practice or a physiotherapist, within two weeks of asking."
        ),
        Disposition.URGENT: gettext(
            "Where and by when: your doctor's practice or an urgent-care line (111 in the UK), the same day, also at "
            "night and at the weekend."
        ),
        Disposition.EMERGENCY: gettext(
            "Where and by when: the emergency number (999 in the UK, 112 in Europe, 911 in the US) or the nearest "
            "emergency department (A&E), now; do not drive yourself."
        ),
    }[level]
