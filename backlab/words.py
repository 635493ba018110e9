"""An ``Advice`` in words: sections of plain text, the same for a terminal, a notebook and a page."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from backlab.advice import Advice
from backlab.knowledge.causes import CAUSES
from backlab.knowledge.sources import SOURCES
from backlab.model import (
    Atom,
    Certainty,
    Contraindication,
    Direction,
    Disposition,
    Estimate,
    Finding,
    Lens,
    Sign,
    Source,
    Stage,
    Strength,
    Threshold,
    View,
)
from backlab.reasoning.bayes import Candidate, Weight
from backlab.reasoning.explain import Reason, ordered
from backlab.reasoning.plan import CONTRAINDICATED, UNASKED, WAITS, Recommendation, Withheld

SHOWN_CAUSES = 6
_SOURCE_IN_NOTE = re.compile(rf" \(({'|'.join(map(re.escape, SOURCES))})\)")


class Say(NamedTuple):
    """A paragraph; ``kind`` is "lead", "open" (what is not asked yet), "stage", "note" or nothing."""

    text: str
    kind: str = ""


class Point(NamedTuple):
    """An item of a list, with lines of its own below it; ``mark`` is a word that stands before it."""

    text: str
    lines: tuple[str, ...] = ()
    mark: str = ""


class Bar(NamedTuple):
    """A probability from 0 to 1 beside its label."""

    label: str
    share: float
    text: str


class Rung(NamedTuple):
    """One step of the ladder of dispositions."""

    level: Disposition
    here: bool
    reachable: bool


Block = Say | Point | Bar | Rung


class Section(NamedTuple):
    """A titled part of the advice; ``id`` is the same in every rendering."""

    id: str
    title: str
    blocks: tuple[Block, ...]


class Citer:
    """Numbers the sources of one advice in the order in which they are first cited."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def __call__(self, names: Iterable[str]) -> str:
        """``" [1, 4 not verified]"`` for the sources with these ids, or nothing for none."""
        marks = [f"{self._number(n)}{'' if SOURCES[n].verified else ' not verified'}" for n in names]
        return f" [{', '.join(marks)}]" if marks else ""

    @property
    def cited(self) -> tuple[Source, ...]:
        """Every source cited so far, once."""
        return tuple(SOURCES[name] for name in self._numbers)

    def _number(self, name: str) -> int:
        return self._numbers.setdefault(name, len(self._numbers) + 1)


def sections(advice: Advice) -> tuple[Section, ...]:
    """The advice in the order in which it is read: what to do first, its sources last."""
    cite = Citer()
    body = _body(advice, cite)
    return (*body, Section("sources", "Sources", tuple(_sources(cite.cited))))


def cited(advice: Advice) -> tuple[Source, ...]:
    """Every source that the advice names, in the order of their numbers."""
    cite = Citer()
    _body(advice, cite)
    return cite.cited


def _body(advice: Advice, cite: Citer) -> tuple[Section, ...]:
    return (
        _level(advice),
        Section("why", "Why", tuple(_reasons(advice, cite))),
        Section("not-higher", "Why not more urgent?", tuple(_not_higher(advice))),
        Section("plan", f"What to do ({_lens_name(advice.lens)})", tuple(_plan(advice, cite))),
        Section("withheld", "Held back, and why", tuple(_withheld(advice, cite))),
        Section("causes", "What may be behind it", tuple(_causes(advice))),
        Section("evidence", "The evidence for each cause", tuple(_evidence(advice, cite))),
        Section("changes", "What would change this advice", tuple(_changes(advice))),
        Section("questions", "Questions worth asking", tuple(_questions(advice))),
        Section("watch", "What to watch for", tuple(_watch(advice))),
    )


def _level(advice: Advice) -> Section:
    now, most = advice.disposition, advice.could_reach
    rungs = (Rung(level, level is now, now < level <= most) for level in reversed(Disposition))
    care = [step for line in advice.plan.recommendations if line.treatment.care for step in line.treatment.how]
    so_far = " so far" if most > now else ""
    blocks: list[Block] = [Say(f"{now.label}{so_far}: {now.meaning}.", "lead"), *map(Point, care)]
    if most > now:
        blocks.append(Say(f"Not all has been asked: the answers could raise this as far as {most.label}.", "open"))
    blocks.extend(rungs)
    blocks.append(Say("Education on an example patient, never a diagnosis. No clinician has reviewed it.", "note"))
    return Section("level", "Level of care", tuple(blocks))


def _reasons(advice: Advice, cite: Citer) -> Iterator[Block]:
    if not advice.reasons and advice.could_reach > advice.disposition:
        yield Say("Nothing asked so far calls for more than self-care, but not every warning sign was asked about.")
    elif not advice.reasons:
        yield Say("None of the findings calls for more than self-care.")
    if not advice.reasons:
        also = cite(("premkumar-2018-absence", "henschke-2009-prevalence"))
        yield Say(f"Having no warning sign does not rule a serious cause out: watch for the signs listed below.{also}")
    for reason in advice.reasons:
        yield _reason(reason, cite)


def _not_higher(advice: Advice) -> Iterator[Block]:
    for change in advice.why_not_higher:
        if change.ruled_out:
            yield Point("The answer was no to each of these:", _each(change.ruled_out), f"Not {change.level.label}")
        if change.not_asked:
            yield Point("Not asked yet, and so not ruled out:", _each(change.not_asked), change.level.label)
    if not advice.why_not_higher:
        yield Say("There is no higher level.")


def _reason(reason: Reason, cite: Citer) -> Point:
    lines = [f"Found: {_names(reason.matched)}."]
    if reason.rule.suspects:
        lines.append(f"It points to: {', '.join(CAUSES[c].label.lower() for c in reason.rule.suspects)}.")
    return Point(reason.rule.because + cite(reason.rule.sources), tuple(lines), reason.rule.disposition.label)


def _plan(advice: Advice, cite: Citer) -> Iterator[Block]:
    stage: Stage | None = None
    for line in advice.plan.recommendations:
        if line.stage is not stage:
            stage = line.stage
            yield Say(f"{stage.label} ({stage.meaning})", "stage")
        yield _recommendation(line, cite)


def _recommendation(line: Recommendation, cite: Citer) -> Point:
    lines = list(line.treatment.how) if line.direction is Direction.FOR else []
    for dose in line.doses:
        lines.append(
            f"{dose.country}, {dose.who}: {dose.amount}, every {dose.every}; at most {dose.most} in 24 hours; "
            f"{dose.how_long}.{cite(dose.sources)}"
        )
    lines += [f"{'Ruled out here' if w.absolute else 'Mind'}: {_because(w, cite)}" for w in line.warnings]
    if line.to_ask:
        lines.append(f"Ask before: {_names(ordered(line.to_ask))}.")
    lines.append(f"Guidelines today: {_view(line.treatment.today, cite)}")
    lines.append(f"The article: {_view(line.treatment.article, cite)}")
    after = " (once a doctor has seen you)" if line.after_care and line.direction is Direction.FOR else ""
    return Point(line.treatment.label + after, tuple(lines), _mark(line))


def _mark(line: Recommendation) -> str:
    if line.direction is Direction.AGAINST:
        return "Not advised"
    if line.view is line.treatment.article and not line.treatment.care:
        today = "; today not advised" if line.treatment.today.direction is Direction.AGAINST else ""
        return f"The article suggests{today}"
    return "An option" if line.view.strength is Strength.WEAK else "Advised"


def _view(view: View, cite: Citer) -> str:
    grade = ""
    if view.strength is not Strength.NONE:
        certainty = "" if view.certainty is Certainty.NONE else f", {view.certainty.value} certainty"
        grade = f" ({view.strength.value} recommendation {view.direction.value}{certainty})"
    return f"{view.says.rstrip('.')}{grade}.{cite(view.sources)}"


def _withheld(advice: Advice, cite: Citer) -> Iterator[Block]:
    if not advice.plan.withheld:
        yield Say("Nothing is held back.")
    waiting = tuple(w.treatment.label for w in advice.plan.withheld if w.kind == WAITS)
    if waiting:
        yield Point("Care comes first. These wait until a doctor has looked:", waiting)
    for labels, contraindications in _held_together(advice.plan.withheld, CONTRAINDICATED):
        lines = [_because(c, cite) for c in contraindications]
        yield Point(labels, (*lines, "Ask a pharmacist, a midwife or a doctor what is safe instead."), "Ruled out")
    for labels, contraindications in _held_together(advice.plan.withheld, UNASKED):
        questions = ordered({atom for c in contraindications for atom in c.when.atoms})
        yield Point(f"{labels}. Unsafe until asked about:", _each(questions), "Wait")


def _because(against: Contraindication, cite: Citer) -> str:
    return f"{_capital(_names(ordered(against.when.atoms)))}: {against.because}.{cite(against.sources)}"


def _held_together(withheld: Iterable[Withheld], kind: str) -> Iterator[tuple[str, tuple[Contraindication, ...]]]:
    """Treatments that are held back for the very same reasons are named together."""
    together: dict[tuple[Contraindication, ...], list[str]] = {}
    for held in withheld:
        if held.kind == kind:
            together.setdefault(held.contraindications, []).append(held.treatment.label)
    for contraindications, labels in together.items():
        yield "; ".join(labels), contraindications


def _causes(advice: Advice) -> Iterator[Block]:
    named = [CAUSES[cause].label.lower() for cause in CAUSES if cause in _suspects(advice) and CAUSES[cause].serious]
    if named:
        yield Say(f"To be looked for, however small its share: {', '.join(named)}.")
    for candidate in _shown(advice):
        cause = candidate.cause
        term = "" if cause.term == cause.label.lower() else f"{cause.term}, "
        yield Bar(cause.label, candidate.post_test, f"{term}{percent(candidate.post_test)}")
    yield Say(
        f"Shares scaled to 100% among {len(CAUSES)} causes, from published figures or else estimates; "
        "they never lower the level of care.",
        "note",
    )


def _evidence(advice: Advice, cite: Citer) -> Iterator[Block]:
    yield Say(
        "A likelihood ratio above 1 speaks for a cause, below 1 against it. Decibans are ten times its base-10 "
        "logarithm: they add up, and 10 of them make a cause ten times likelier in odds.",
        "note",
    )
    for candidate in _shown(advice):
        cause = candidate.cause
        course = cause.course + cite(cause.sources)  # cited in the order in which it is read
        before = f"Before any finding: {percent(cause.prior.value)}{_basis(cause.prior, cite)}."
        weights = (_weight(weight, cite) for weight in candidate.weights)
        yield Point(f"{cause.label}, {percent(candidate.post_test)}", (cause.mechanism, course, before, *weights))


def _suspects(advice: Advice) -> set[str]:
    return {cause for reason in advice.reasons for cause in reason.rule.suspects}


def _shown(advice: Advice) -> list[Candidate]:
    """The likeliest causes, and those that a rule points to."""
    suspects = _suspects(advice)
    return [c for place, c in enumerate(advice.differential) if place < SHOWN_CAUSES or c.cause.id in suspects]


def _weight(weight: Weight, cite: Citer) -> str:
    sign = weight.sign
    negation = "Not " if isinstance(sign.finding, Threshold) else "Answered no, "
    found = _capital(sign.finding.label) if weight.present else f"{negation}{_lower(sign.finding)}"
    way = "for" if weight.decibans > 0 else "against" if weight.decibans < 0 else "neither for nor against"
    evidence = f"likelihood ratio {weight.ratio:g}, {weight.decibans:+.1f} decibans{_basis(sign, cite)}"
    return f"{found}: speaks {way} it, {evidence}."


def _basis(figure: Estimate | Sign, cite: Citer) -> str:
    """What a number rests on: its sources, or that it is an estimate, and what has to be known about it."""
    note = "; " + _SOURCE_IN_NOTE.sub(lambda found: cite((found[1],)), figure.note) if figure.note else ""
    return f"{cite(figure.sources)}{note}" if figure.sources else f" (estimate{note})"


def _changes(advice: Advice) -> Iterator[Block]:
    for change in advice.lowers:
        several = "all of these" if len(change.atoms) > 1 else "this"
        yield Point(f"{change.to.label}, if {several} were gone: {_names(change.atoms)}.", mark="Lower")
    answered = [c for c in advice.raises if all(advice.presentation.answer(atom) is False for atom in c.atoms)]
    for level in sorted({change.to for change in answered}):
        atoms = [atom for change in answered if change.to is level for atom in change.atoms]
        yield Point(f"{level.label}, if any one of these came up:", _each(atoms), "Raise")
    if len(answered) < len(advice.raises):
        yield Say("So could the answers to the questions that are worth asking.")


def _questions(advice: Advice) -> Iterator[Block]:
    for level in sorted({q.could_reach for q in advice.questions}, reverse=True):
        asked = [q.atom for q in advice.questions if q.could_reach is level]
        yield Point("Is there any of these?", _each(asked), f"Could lead to {level.label}")
    if advice.unsafe_until_asked:
        yield Point("Is there any of these?", _each(advice.unsafe_until_asked), "Before any medicine")
    if not advice.questions and not advice.unsafe_until_asked:
        yield Say("None that could still raise the level, or rule out a treatment.")


def _watch(advice: Advice) -> Iterator[Block]:
    for level in (Disposition.EMERGENCY, Disposition.URGENT):
        signs = [_together(change.atoms) for change in advice.safety_net if change.to is level]
        if signs:
            yield Point(f"{_capital(level.meaning)} if one of these appears:", tuple(signs), level.label)
    if advice.disposition <= Disposition.ROUTINE:
        yield Say("Have it looked at if it is no better after a few weeks, or gets worse at any time.")
    elif not advice.safety_net:
        yield Say("Nothing could make it more urgent than it is.")


def _sources(cited: Iterable[Source]) -> Iterator[Block]:
    yield Say("Ranges in brackets after a figure are 95% confidence intervals unless they say otherwise.", "note")
    for number, source in enumerate(cited, start=1):
        figures = f": {source.figures}" if source.figures else ""
        citation = f" {source.citation.rstrip('.')}." if source.citation else ""
        checked = "" if source.verified else " Not verified: nobody here has read the source itself."
        link = f" {source.link}" if source.link else ""
        yield Point(f"{source.fact}{figures}.{citation}{checked}{link}", mark=f"[{number}]")


def percent(share: float) -> str:
    """A probability as a person reads it: "62%", "4.0%", "0.66%", "under 0.01%"."""
    if share >= 0.995:
        return "over 99%"
    if share >= 0.0995:
        return f"{share:.0%}"
    digits = 1 if share >= 0.00995 else 2
    return f"{share:.{digits}%}" if share >= 0.00005 else "under 0.01%"


def _names(atoms: Iterable[Atom]) -> str:
    return "; ".join(_lower(atom) for atom in atoms)


def _lower(atom: Atom) -> str:
    """A label inside a sentence; an abbreviation keeps its capitals."""
    label = atom.label
    return label if isinstance(atom, Finding) and label[1:2].isupper() else label[0].lower() + label[1:]


def _each(atoms: Iterable[Atom]) -> tuple[str, ...]:
    return tuple(atom.label for atom in atoms)


def _together(atoms: Iterable[Atom]) -> str:
    """One sign, or two that count when they come at the same time."""
    first, *others = atoms
    return first.label + "".join(f" (and at the same time: {_lower(other)})" for other in others)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _lens_name(lens: Lens) -> str:
    return "what the article says" if lens is Lens.ARTICLE else "what guidelines say today"
