"""An ``Advice`` in words: sections of plain text, the same for a terminal, a notebook and a page.

They are in the language that is spoken (``backlab.language``): the knowledge is translated here, where it is shown.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from backlab.advice import Advice
from backlab.knowledge.causes import CAUSES
from backlab.knowledge.sources import SOURCES
from backlab.language import gettext, ngettext
from backlab.model import (
    Atom,
    Certainty,
    Contraindication,
    Direction,
    Disposition,
    Dose,
    Estimate,
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
# What becomes of a treatment.
ADVISED, OPTION, SUGGESTED, AGAINST = "advised", "option", "suggested", "against"
WAITING, RULED_OUT, ASK_FIRST = "waiting", "ruled out", "ask first"
HELD_FATES: Mapping[str, str] = {WAITS: WAITING, CONTRAINDICATED: RULED_OUT, UNASKED: ASK_FIRST}
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
        marks = [self._mark(name) for name in names]
        return f" [{', '.join(marks)}]" if marks else ""

    @property
    def cited(self) -> tuple[Source, ...]:
        """Every source cited so far, once."""
        return tuple(SOURCES[name] for name in self._numbers)

    def _mark(self, name: str) -> str:
        number = self._numbers.setdefault(name, len(self._numbers) + 1)
        return str(number) if SOURCES[name].verified else gettext("{number} not verified").format(number=number)


def sections(advice: Advice) -> tuple[Section, ...]:
    """The advice in the order in which it is read: what to do first, its sources last."""
    cite = Citer()
    body = _body(advice, cite)
    return (*body, Section("sources", gettext("Sources"), tuple(_sources(cite.cited))))


def cited(advice: Advice) -> tuple[Source, ...]:
    """Every source that the advice names, in the order of their numbers."""
    cite = Citer()
    _body(advice, cite)
    return cite.cited


def _body(advice: Advice, cite: Citer) -> tuple[Section, ...]:
    return (
        _level(advice),
        Section("why", gettext("Why"), tuple(_reasons(advice, cite))),
        Section("not-higher", gettext("Why not more urgent?"), tuple(_not_higher(advice))),
        Section("plan", _plan_title(advice.lens), tuple(_plan(advice, cite))),
        Section("withheld", gettext("Held back, and why"), tuple(_withheld(advice, cite))),
        Section("causes", gettext("What may be behind it"), tuple(_causes(advice))),
        Section("evidence", gettext("The evidence for each cause"), tuple(_evidence(advice, cite))),
        Section("changes", gettext("What would change this advice"), tuple(_changes(advice))),
        Section("questions", gettext("Questions worth asking"), tuple(_questions(advice))),
        Section("watch", gettext("What to watch for"), tuple(_watch(advice))),
    )


def _level(advice: Advice) -> Section:
    now, most = advice.disposition, advice.could_reach
    care = [step for line in advice.plan.recommendations if line.treatment.care for step in line.treatment.how]
    lead = gettext("{level} so far: {meaning}.") if most > now else gettext("{level}: {meaning}.")
    blocks: list[Block] = [Say(lead.format(level=gettext(now.label), meaning=gettext(now.meaning)), "lead")]
    blocks.extend(Point(gettext(step)) for step in care)
    if most > now:
        could = gettext("Not all has been asked: the answers could raise this as far as {level}.")
        blocks.append(Say(could.format(level=gettext(most.label)), "open"))
    blocks.extend(Rung(level, level is now, now < level <= most) for level in reversed(Disposition))
    blocks.append(
        Say(gettext("Education on an example patient, never a diagnosis. No clinician has reviewed it."), "note")
    )
    return Section("level", gettext("Level of care"), tuple(blocks))


def _reasons(advice: Advice, cite: Citer) -> Iterator[Block]:
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


def _not_higher(advice: Advice) -> Iterator[Block]:
    for change in advice.why_not_higher:
        level = gettext(change.level.label)
        if change.ruled_out:
            mark = gettext("Not {level}").format(level=level)
            yield Point(gettext("The answer was no to each of these:"), _each(change.ruled_out), mark)
        if change.not_asked:
            yield Point(gettext("Not asked yet, and so not ruled out:"), _each(change.not_asked), level)
    if not advice.why_not_higher:
        yield Say(gettext("There is no higher level."))


def reason_point(reason: Reason, cite: Citer) -> Point:
    """A rule that holds: its level, why, what was found, and what it points to."""
    lines = [gettext("Found: {findings}.").format(findings=_names(reason.matched))]
    if reason.rule.suspects:
        lines.append(gettext("It points to: {causes}.").format(causes=_cause_names(reason.rule.suspects)))
    because = gettext(reason.rule.because) + cite(reason.rule.sources)
    return Point(because, tuple(lines), gettext(reason.rule.disposition.label))


def _plan_title(lens: Lens) -> str:
    if lens is Lens.ARTICLE:
        return gettext("What to do (what the article says)")
    return gettext("What to do (what guidelines say today)")


def _plan(advice: Advice, cite: Citer) -> Iterator[Block]:
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
        lines.append(gettext("Ask before: {findings}.").format(findings=_names(ordered(line.to_ask))))
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


def fate(line: Recommendation) -> str:
    """What becomes of a treatment that is not held back: ``ADVISED``, ``OPTION``, ``SUGGESTED`` or ``AGAINST``."""
    if line.direction is Direction.AGAINST:
        return AGAINST
    if line.view is line.treatment.article and not line.treatment.care:
        return SUGGESTED
    return OPTION if line.view.strength is Strength.WEAK else ADVISED


def outdated(line: Recommendation) -> bool:
    """Whether the article suggests what guidelines advise against today."""
    return fate(line) == SUGGESTED and line.treatment.today.direction is Direction.AGAINST


def fate_label(fate: str) -> str:
    """The word for what becomes of a treatment, in words and beside its mark alike."""
    return {
        ADVISED: gettext("Advised"),
        OPTION: gettext("An option"),
        SUGGESTED: gettext("The article suggests"),
        AGAINST: gettext("Not advised"),
        WAITING: gettext("Waits"),
        RULED_OUT: gettext("Ruled out"),
        ASK_FIRST: gettext("Ask first"),
    }[fate]


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


def _withheld(advice: Advice, cite: Citer) -> Iterator[Block]:
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
        yield Point(unsafe, _each(questions), fate_label(ASK_FIRST))


def _because(against: Contraindication, cite: Citer) -> str:
    return f"{capital(_names(ordered(against.when.atoms)))}: {gettext(against.because)}.{cite(against.sources)}"


def _held_together(withheld: Iterable[Withheld], kind: str) -> Iterator[tuple[str, tuple[Contraindication, ...]]]:
    """Treatments that are held back for the very same reasons are named together."""
    together: dict[tuple[Contraindication, ...], list[str]] = {}
    for held in withheld:
        if held.kind == kind:
            together.setdefault(held.contraindications, []).append(gettext(held.treatment.label))
    for contraindications, labels in together.items():
        yield "; ".join(labels), contraindications


def _causes(advice: Advice) -> Iterator[Block]:
    suspects = _suspects(advice)
    named = [cause.id for cause in CAUSES.values() if cause.id in suspects and cause.serious]
    if named:
        text = gettext("To be looked for, however small its share: {causes}.")
        yield Say(text.format(causes=_cause_names(named)))
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
    return shares.format(count=len(CAUSES))


def _cause_names(causes: Iterable[str]) -> str:
    return ", ".join(lowered(gettext(CAUSES[cause].label)) for cause in causes)


def _evidence(advice: Advice, cite: Citer) -> Iterator[Block]:
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
        count=len(CAUSES),
        basis=basis(prior, cite),
    )


def _suspects(advice: Advice) -> set[str]:
    return {cause for reason in advice.reasons for cause in reason.rule.suspects}


def shown_causes(advice: Advice) -> list[Candidate]:
    """The likeliest causes, and those that a rule points to."""
    suspects = _suspects(advice)
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


def signed(decibans: float) -> str:
    """A weight with its sign, such as "+7.8" or "−3.0"."""
    return f"{decibans:+.1f}".replace("-", "−")


def _answer(weight: Weight) -> str:
    """What was found, or what was not."""
    finding = weight.sign.finding
    if weight.present:
        return capital(gettext(finding.label))
    no = gettext("Not {threshold}") if isinstance(finding, Threshold) else gettext("Answered no, {finding}")
    return no.format(threshold=_inside(finding), finding=_inside(finding))


def basis(figure: Estimate | Sign, cite: Citer) -> str:
    """What a number rests on: its sources, or that it is an estimate, and what has to be known about it."""
    note = _SOURCE_IN_NOTE.sub(lambda found: cite((found[1],)), gettext(figure.note))
    if figure.sources:
        return f"{cite(figure.sources)}; {note}" if note else cite(figure.sources)
    return " " + (gettext("(estimate; {note})").format(note=note) if note else gettext("(estimate)"))


def _changes(advice: Advice) -> Iterator[Block]:
    for change in advice.lowers:
        sentence = ngettext(
            "{level}, if this were gone: {findings}.",
            "{level}, if all of these were gone: {findings}.",
            len(change.atoms),
        )
        text = sentence.format(level=gettext(change.to.label), findings=_names(change.atoms))
        yield Point(text, mark=gettext("Lower"))
    answered = [c for c in advice.raises if all(advice.presentation.answer(atom) is False for atom in c.atoms)]
    for level in sorted({change.to for change in answered}):
        atoms = [atom for change in answered if change.to is level for atom in change.atoms]
        text = gettext("{level}, if any one of these came up:").format(level=gettext(level.label))
        yield Point(text, _each(atoms), gettext("Raise"))
    if len(answered) < len(advice.raises):
        yield Say(gettext("So could the answers to the questions that are worth asking."))


def _questions(advice: Advice) -> Iterator[Block]:
    asking = gettext("Is there any of these?")
    for level in sorted({q.could_reach for q in advice.questions}, reverse=True):
        asked = [q.atom for q in advice.questions if q.could_reach is level]
        yield Point(asking, _each(asked), gettext("Could lead to {level}").format(level=gettext(level.label)))
    if advice.unsafe_until_asked:
        yield Point(asking, _each(advice.unsafe_until_asked), gettext("Before any medicine"))
    if not advice.questions and not advice.unsafe_until_asked:
        yield Say(gettext("None that could still raise the level, or rule out a treatment."))


def _watch(advice: Advice) -> Iterator[Block]:
    for level in (Disposition.EMERGENCY, Disposition.URGENT):
        signs = [_together(change.atoms) for change in advice.safety_net if change.to is level]
        if signs:
            text = gettext("{what_to_do} if one of these appears:").format(what_to_do=capital(gettext(level.meaning)))
            yield Point(text, tuple(signs), gettext(level.label))
    if advice.disposition <= Disposition.ROUTINE:
        yield Say(gettext("Have it looked at if it is no better after a few weeks, or gets worse at any time."))
    elif not advice.safety_net:
        yield Say(gettext("Nothing could make it more urgent than it is."))


def _sources(cited: Iterable[Source]) -> Iterator[Block]:
    intervals = gettext("Ranges in brackets after a figure are 95% confidence intervals unless they say otherwise.")
    yield Say(intervals, "note")
    yield from source_points(cited)


def source_points(cited: Iterable[Source]) -> Iterator[Point]:
    """Each source with its figures, its citation and its link, numbered as it was cited."""
    unread = gettext("Not verified: nobody here has read the source itself.")
    for number, source in enumerate(cited, start=1):
        figures = f": {gettext(source.figures)}" if source.figures else ""
        citation = f" {source.citation.rstrip('.')}." if source.citation else ""
        checked = "" if source.verified else f" {unread}"
        link = f" {source.link}" if source.link else ""
        yield Point(f"{gettext(source.fact)}{figures}.{citation}{checked}{link}", mark=f"[{number}]")


def percent(share: float) -> str:
    """A probability as a person reads it: "62%", "4.0%", "0.66%", "under 0.01%"."""
    if share >= 0.995:
        return gettext("over 99%")
    if share >= 0.0995:
        return f"{share:.0%}"
    digits = 1 if share >= 0.00995 else 2
    return f"{share:.{digits}%}" if share >= 0.00005 else gettext("under 0.01%")


def _names(atoms: Iterable[Atom]) -> str:
    return "; ".join(map(_inside, atoms))


def _inside(atom: Atom) -> str:
    """A label as it stands inside a sentence."""
    return lowered(gettext(atom.label))


def _each(atoms: Iterable[Atom]) -> tuple[str, ...]:
    return tuple(gettext(atom.label) for atom in atoms)


def _together(atoms: Iterable[Atom]) -> str:
    """One sign, or two that count when they come at the same time."""
    first, *others = atoms
    text = gettext(first.label)
    for other in others:
        text = gettext("{sign} (and at the same time: {other})").format(sign=text, other=_inside(other))
    return text


def lowered(text: str) -> str:
    """The text as it stands inside a sentence; an abbreviation at its start keeps its capitals."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def capital(text: str) -> str:
    """The text as it stands at the start of a sentence."""
    return text[:1].upper() + text[1:]
