"""The level in words: why it is what it is, why not higher, what would change it, and what to watch for."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from backlab.knowledge.watch import LINE_OF
from backlab.language import gettext, ngettext
from backlab.model import Atom, Disposition
from backlab.reasoning.conclusion import Conclusion
from backlab.reasoning.explain import Change, Reason
from backlab.words.asked import as_old, asked_of, sign, up_to_ten
from backlab.words.blocks import Block, Point, Say
from backlab.words.causes import cause_names
from backlab.words.citing import Citer
from backlab.words.phrases import capital, listed, lowered, together


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
    """For each higher level what was answered no, what is there but old, and what has not been asked.

    Each is named once, at the highest level to which it leads.
    """
    patient, named = advice.presentation, set[Atom]()
    points: list[Point] = []
    for change in reversed(advice.why_not_higher):
        denied = [a for a in asked_of(patient, change.ruled_out) if a not in named]
        open_ = [a for a in asked_of(patient, change.not_asked) if a not in named]
        named.update(denied, open_)
        old = [a for a in denied if as_old(patient, a)]
        points += reversed([*_not_higher(advice, change.level, [a for a in denied if a not in old], old, open_)])
    yield from reversed(points)
    if not advice.why_not_higher:
        yield Say(gettext("There is no higher level."))


def _not_higher(
    advice: Conclusion, to: Disposition, denied: list[Atom], old: list[Atom], open_: list[Atom]
) -> Iterator[Point]:
    level = gettext(to.label)
    no = gettext("Not {level}").format(level=level)
    for text, atoms, mark in (
        (gettext("The answer was no to each of these:"), denied, no),
        (gettext("What is there is old; each of these would count for more:"), old, no),
        (gettext("Not asked yet, and so not ruled out:"), open_, level),
    ):
        if atoms:
            yield Point(text, up_to_ten(advice.presentation, atoms), mark)


def changes_blocks(advice: Conclusion) -> Iterator[Block]:
    """Without what the level would be lower, and where stands what would raise it."""
    for change in advice.lowers:
        sentence = ngettext(
            "{level}, had this never been there: {findings}.",
            "{level}, had none of these ever been there: {findings}.",
            len(change.atoms),
        )
        text = sentence.format(level=gettext(change.to.label), findings=listed(change.atoms))
        yield Point(text, mark=gettext("Lower"))
    if advice.lowers:
        yield Say(gettext("A warning sign that has gone away still needs a doctor."))
    answered = [c for c in advice.raises if all(advice.standing.answer(atom) is False for atom in c.atoms)]
    if answered:
        what = gettext("What would raise it stands under “{title}”.")
        yield Point(what.format(title=gettext("Why not more urgent?")), mark=gettext("Raise"))
    if len(answered) < len(advice.raises):
        yield Say(gettext("So could the answers to the questions that are worth asking."))


def questions_blocks(advice: Conclusion) -> Iterator[Block]:
    """The questions that could still raise the level, and those on which a medicine waits."""
    patient, asking = advice.presentation, gettext("Is there any of these?")
    for level in sorted({q.could_reach for q in advice.questions}, reverse=True):
        asked = asked_of(patient, (q.atom for q in advice.questions if q.could_reach is level))
        mark = gettext("Could lead to {level}").format(level=gettext(level.label))
        if asked:
            yield Point(asking, up_to_ten(patient, asked), mark)
    if before := asked_of(patient, advice.unsafe_until_asked):
        yield Point(asking, up_to_ten(patient, before), gettext("Before any medicine"))
    if not advice.questions and not advice.unsafe_until_asked:
        yield Say(gettext("None that could still raise the level, or rule out a treatment."))
        if advice.differential.not_ruled_out:
            yield Say(
                gettext("What is not asked yet would still tell which cause it is: see “{title}”.").format(
                    title=gettext("What may be behind it")
                )
            )


def watch_blocks(advice: Conclusion) -> Iterator[Block]:
    """The new signs that call for more urgent care, where to go with them and by when, and when to come back anyway."""
    for level in (Disposition.EMERGENCY, Disposition.URGENT):
        signs = tuple(_lines(advice, [change for change in advice.safety_net if change.to is level]))
        if signs:
            text = gettext("{what_to_do} if one of these appears:").format(what_to_do=capital(gettext(level.meaning)))
            yield Point(text, (*signs, where_and_by_when(level)), gettext(level.label))
    if advice.safety_net:
        others = gettext(
            "These are not all: any other new sign that frightens you, or that is unlike a sore back, counts as well."
        )
        yield Say(others)
    if advice.disposition <= Disposition.ROUTINE:
        yield Say(gettext("Have it looked at if it is no better after a few weeks, or gets worse at any time."))
        yield Say(where_and_by_when(Disposition.ROUTINE))
    elif not advice.safety_net:
        yield Say(gettext("Nothing could make it more urgent than it is."))


def _lines(advice: Conclusion, changes: Iterable[Change]) -> Iterator[str]:
    """What is watched for at a level: the signs that belong together on one line, each pair on its own."""
    for line, same in groupby(changes, lambda c: LINE_OF[c.atoms[0].id] if len(c.atoms) == 1 else -1):
        if line < 0:
            yield from (together(change.atoms, lambda atom: sign(advice.presentation, atom)) for change in same)
        else:
            yield capital("; ".join(lowered(sign(advice.presentation, change.atoms[0])) for change in same))


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
