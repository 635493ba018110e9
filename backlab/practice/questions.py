"""A pair as a question: one of its two patients, the right answer, and the one that is right for the neighbour.

The right answer is worked out by the rules each time it is asked for, and so are the reasons. No question is about the
reader: each says that its patient is an example.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from random import Random

from backlab.advice import advise
from backlab.course.ask import LEVELS
from backlab.course.exercise import Option
from backlab.course.kinds import Choice
from backlab.language import gettext
from backlab.model import Atom, Contraindication, Disposition, Treatment
from backlab.practice.pairs import Pair
from backlab.practice.patients import Draft
from backlab.practice.story import stories
from backlab.presentation import Presentation
from backlab.reasoning.engine import disposition
from backlab.reasoning.explain import reasons
from backlab.reasoning.plan import speaks
from backlab.reasoning.sheet import SHEET, bits_of
from backlab.reasoning.standing import standing
from backlab.words import Block, Citer, Point, Say, listed, reason_point
from backlab.words.plan import because_words, view_words
from backlab.words.reasons import watch_blocks

NOTHING = "nothing"
MOST_RULES = 2
# What stands in the place of a beginning or a mobility that is taken away.
_PLAIN = frozenset(("sitting", "sudden_strain", "still_moving"))
_OTHERS = 2  # reasons that hold of neither of the two


def question(pair: Pair) -> Choice:
    """What is asked of a pair, in the language that is spoken."""
    name, prompt = f"practice.{pair.point.id}/{pair.number}", " ".join(asked_of(pair))
    if pair.point.treatment and pair.point.reason:
        return _medicine(name, prompt, pair, pair.point.treatment, pair.point.reason)
    return Choice(name, prompt, partial(_level, pair), partial(_why_level, pair), LEVELS)


def asked_of(pair: Pair) -> tuple[str, str]:
    """The story of the patient who is asked about, and what is asked."""
    told, treatment = stories(pair)[pair.asked], pair.point.treatment
    if treatment is None:
        return told, gettext("How soon should this patient be seen?")
    asked = gettext("{treatment}: does anything that was found here rule it out?")
    return told, asked.format(treatment=gettext(treatment.label))


def _asked(pair: Pair) -> Draft:
    return pair.far if pair.asked else pair.near


def _level(pair: Pair) -> str:
    return disposition(_asked(pair).told).name.lower()  # what is denied lowers nothing


def _why_level(pair: Pair, cite: Citer) -> Iterator[Block]:
    """The rules on which the level rests, what the one answer does, and, where the level is low, what to watch for."""
    asked, other = pair.sides[pair.asked], pair.sides[1 - pair.asked]
    level, otherwise = disposition(asked), disposition(other)
    yield from _rules(asked, level, cite)
    yield Say(_neighbour(pair, asked, other))
    if otherwise > level:
        yield from _rules(other, otherwise, cite)
    else:
        yield Say(gettext("What is left calls for no more than that."))
    yield from _watch(asked, level)


def _rules(patient: Presentation, level: Disposition, cite: Citer) -> Iterator[Block]:
    deciding = [reason for reason in reasons(patient) if reason.rule.disposition == level]
    yield from (reason_point(reason, cite) for reason in deciding[:MOST_RULES])
    if not deciding:
        yield Say(gettext("None of the findings calls for more than self-care."))


def _neighbour(pair: Pair, asked: Presentation, other: Presentation) -> str:
    """What the neighbour answers otherwise, and needs."""
    came = _only(other, asked)
    level = disposition(other)
    if came or pair.atom in _reached(other):
        said = gettext("The same patient, but with this: {findings}. Then: {level}, {meaning}.")
    else:
        said = gettext("The same patient, but without this: {findings}. Then: {level}, {meaning}.")
    findings = listed(came or (pair.atom,))
    return said.format(findings=findings, level=gettext(level.label), meaning=gettext(level.meaning))


def _reached(patient: Presentation) -> tuple[Atom, ...]:
    """The numbers that a patient has reached."""
    return SHEET.atoms_of(SHEET.present(patient) & SHEET.thresholds)


def _only(one: Presentation, other: Presentation) -> tuple[Atom, ...]:
    """What only the one has, without numbers, beginnings that mean nothing, and what comes with another of them."""
    only = SHEET.present(one) & ~SHEET.present(other) & ~SHEET.thresholds
    brought = 0
    for bit in bits_of(only):
        brought |= SHEET.raised(0, bit) & ~bit
    return tuple(atom for atom in SHEET.atoms_of(only & ~brought) if atom.id not in _PLAIN)


def _watch(patient: Presentation, level: Disposition) -> Iterator[Block]:
    """What whoever stays at home is told to watch for, and when to come back: all but the signs that wait for a day."""
    if level <= Disposition.ROUTINE:
        left_out = gettext(Disposition.URGENT.label)
        yield from (each for each in watch_blocks(advise(patient)) if getattr(each, "mark", "") != left_out)


def _medicine(name: str, prompt: str, pair: Pair, treatment: Treatment, reason: Contraindication) -> Choice:
    lot = Random(f"{name}/options")
    options = [Option(NOTHING, gettext("Nothing that was found rules it out"))]
    options += [_option(treatment, each) for each in (reason, *_elsewhere(pair, treatment, reason, lot))]
    lot.shuffle(options)
    return Choice(name, prompt, partial(_ruled_out, pair), partial(_why_ruled_out, pair), tuple(options))


def _option(treatment: Treatment, reason: Contraindication) -> Option:
    id = f"reason-{treatment.contraindications.index(reason)}"
    return Option(id, "Ruled out here", means=reason.because)  # translated where it is shown


def _elsewhere(pair: Pair, treatment: Treatment, reason: Contraindication, lot: Random) -> list[Contraindication]:
    """Reasons against the same treatment that hold of neither patient, each in words of its own."""
    sides = [standing(side.told) for side in (pair.near, pair.far)]
    silent = [c for c in treatment.contraindications if not any(speaks(c, side) for side in sides)]
    found = {each.because: each for each in silent if each.because != reason.because}
    strict = [each for each in found.values() if each.absolute]
    choice = strict if len(strict) >= _OTHERS else [*found.values()]
    return lot.sample(choice, min(_OTHERS, len(choice)))


def _ruled_out(pair: Pair) -> str:
    """The id of the reason where it speaks against the treatment, and else that there is nothing."""
    treatment, reason = pair.point.treatment, pair.point.reason
    assert treatment is not None
    assert reason is not None
    spoken = speaks(reason, standing(_asked(pair).told))
    return _option(treatment, reason).id if spoken else NOTHING


def _why_ruled_out(pair: Pair, cite: Citer) -> Iterator[Block]:
    """Why it is ruled out or not, what the neighbour's answer does, and what guidelines say of the treatment."""
    treatment, reason = pair.point.treatment, pair.point.reason
    assert treatment is not None
    assert reason is not None
    asked = pair.sides[pair.asked]
    if pair.asked == 1:
        yield Say(gettext("Ruled out here: {reason}").format(reason=because_words(reason, cite)))
        yield Say(gettext("Without this one answer nothing would rule it out."))
    else:
        yield Say(gettext("Nothing that was found rules it out. That alone is no reason to take it."))
        yield from _cautions(treatment, asked, cite)
        one = gettext("With one other answer it would be ruled out: {reason}")
        yield Say(one.format(reason=because_words(reason, cite)))
    level = disposition(asked)
    if level >= Disposition.URGENT:
        first = gettext("Whatever is taken, care comes first: {level}, {meaning}.")
        yield Say(first.format(level=gettext(level.label), meaning=gettext(level.meaning)))
    yield Say(gettext("Guidelines today: {view}").format(view=view_words(treatment.today, cite)))
    yield from _watch(asked, level)


def _cautions(treatment: Treatment, patient: Presentation, cite: Citer) -> Iterator[Block]:
    who = standing(patient)
    for each in treatment.contraindications:
        if not each.absolute and speaks(each, who):
            yield Point(gettext("Mind: {reason}").format(reason=because_words(each, cite)))
