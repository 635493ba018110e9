"""The clinic's marking: what the rules say of each patient, and what a student's own answers say about the student.

No solution is written down: levels, causes and reasons are read off the rules, so that a changed rule changes them.
A report is worked out from the answers alone; the same answers, in whatever order, always give the same report.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from backlab.course.clinic_cases import CLINIC
from backlab.knowledge.cases import Case
from backlab.knowledge.causes import CAUSES
from backlab.knowledge.findings import FINDINGS
from backlab.knowledge.rules import RULES
from backlab.language import gettext, ngettext
from backlab.model import Atom, Disposition, Rule
from backlab.pictures.calibration import CERTAIN, GUESS, Bin
from backlab.pictures.people import OVER, RIGHT, UNDER, kind_of
from backlab.presentation import Presentation
from backlab.reasoning import explain
from backlab.reasoning.bayes import differential
from backlab.reasoning.engine import cohort_of, level_of, rule_atoms, triage
from backlab.reasoning.explain import Change, Reason
from backlab.words import Block, Citer, Point, Say, Section, capital, lowered, reason_point, source_points

EVERY_RULE: Sequence[Rule] = tuple(RULES.values())
# The first confidence, in per cent, of each step in which calibration is counted.
STEPS = (GUESS, 45, 65, 85)
# Below this confidence, in per cent, a right answer was held to be more likely wrong than right.
BY_LUCK = 50
# Why a case is worth coming back to, beside OVER and UNDER, in which its level was wrong.
WRONG_CAUSE, LUCKY = "wrong cause", "by luck"
_WORST_FIRST = (UNDER, OVER, WRONG_CAUSE, LUCKY)


def level(case: Case, rules: Sequence[Rule] = EVERY_RULE) -> Disposition:
    """The level of care that the rules demand."""
    cohort = cohort_of((case.presentation,), rule_atoms(rules))
    return level_of(triage(cohort.present, 1, rules))


def reasons(case: Case, rules: Sequence[Rule] = EVERY_RULE) -> tuple[Reason, ...]:
    """Every rule that holds with what makes it hold, the highest level first."""
    return explain.reasons(case.presentation, rules)


def decisive(case: Case, rules: Sequence[Rule] = EVERY_RULE) -> tuple[Reason, ...]:
    """The rules on which the level rests; none for self-care."""
    needed = level(case, rules)
    return tuple(reason for reason in reasons(case, rules) if reason.rule.disposition == needed)


def accepted_causes(case: Case, rules: Sequence[Rule] = EVERY_RULE) -> tuple[str, ...]:
    """The causes that count as a right answer to "what would you look for first?", by their ids in ``CAUSES``.

    They are what the decisive rules suspect. Below URGENT, or where these suspect nothing, the likeliest cause counts
    too: where care is pressing, the commonest thing is what must not come first.
    """
    suspects = [cause for reason in decisive(case, rules) for cause in reason.rule.suspects]
    if not suspects or level(case, rules) < Disposition.URGENT:
        suspects.append(differential(case.presentation)[0].cause.id)
    return tuple(dict.fromkeys(suspects))


def missed_rule(case: Case, given: Disposition, rules: Sequence[Rule] = EVERY_RULE) -> Rule | None:
    """The rule of the needed level that an answer below it ignored; None where the answer was not too low."""
    return decisive(case, rules)[0].rule if given < level(case, rules) else None


class Contrast(NamedTuple):
    """Almost the same patient at another level: ``atoms`` gone or come, and the rule that hangs on them."""

    presentation: Presentation
    level: Disposition
    atoms: tuple[Atom, ...]
    gone: bool
    reason: Reason


def contrast(case: Case) -> Contrast:
    """The smallest change that moves the level; of equal ones what goes, else what nearly was so already.

    Raises ``ValueError`` where nothing moves it, which no patient of ``CLINIC`` is.
    """
    patient = case.presentation
    drops = min(explain.lowers(patient), key=_size, default=None)
    rises = max(explain.raises(patient), key=lambda change: _nearly(patient, change), default=None)
    if drops and not (rises and _size(rises) < _size(drops)):
        return Contrast(_with(patient, drops, False), drops.to, drops.atoms, True, decisive(case)[0])
    if not rises:
        raise ValueError(f"nothing moves the level of {case.id!r}")
    changed = _with(patient, rises, True)
    return Contrast(changed, rises.to, rises.atoms, False, explain.reasons(changed)[0])


def _size(change: Change) -> int:
    return len(change.atoms)


def _nearly(patient: Presentation, change: Change) -> int:
    """How large the clause is that a raise completes: the more of it is there, the more this patient teaches."""
    changed = _with(patient, change, True)
    (atom,) = change.atoms
    clauses = (c for rule in EVERY_RULE if rule.disposition == change.to for c in rule.when.clauses)
    return max(len(c) for c in clauses if atom in c and all(changed.answer(each) for each in c))


def _with(patient: Presentation, change: Change, to: bool) -> Presentation:
    for atom in change.atoms:
        patient = patient.changed(atom, to)
    return patient


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
        findings=_named(found.atoms), level=gettext(found.level.label), meaning=gettext(found.level.meaning)
    )


@dataclass(frozen=True, slots=True)
class Commitment:
    """What a student settled on before seeing the answer.

    ``level`` of care, the ``cause`` to look for first (an id of ``CAUSES``), and the ``confidence`` in the level in per
    cent, from ``GUESS`` (25: among four levels, whoever is less sure of one should have chosen another) to 100. Raises
    ``ValueError`` with one sentence.
    """

    level: Disposition
    cause: str
    confidence: int

    def __post_init__(self) -> None:
        if not _is_whole(self.level) or self.level not in tuple(Disposition):
            levels = gettext("a level is a number from {low} to {high}, not {value}")
            low, high = int(min(Disposition)), int(max(Disposition))
            raise ValueError(levels.format(low=low, high=high, value=_short(self.level)))
        if not isinstance(self.cause, str) or self.cause not in CAUSES:
            unknown = gettext("no cause {value}: choose one of {causes}")
            raise ValueError(unknown.format(value=_short(self.cause), causes=", ".join(CAUSES)))
        if not _is_whole(self.confidence) or not GUESS <= self.confidence <= CERTAIN:
            sure = gettext("confidence is a whole number from {low} to {high} per cent, not {value}")
            raise ValueError(sure.format(low=GUESS, high=CERTAIN, value=_short(self.confidence)))
        object.__setattr__(self, "level", Disposition(self.level))

    def to_dict(self) -> dict[str, Any]:
        """The three answers as JSON types."""
        return {"level": int(self.level), "cause": self.cause, "confidence": self.confidence}

    @classmethod
    def from_dict(cls, values: Any) -> Commitment:
        """The reverse of ``to_dict``; anything else is a ``ValueError`` with one sentence."""
        names = tuple(cls.__slots__)
        if not isinstance(values, Mapping) or set(values) != set(names):
            whole = gettext("an answer to a case is made of {fields}, and of nothing else")
            raise ValueError(whole.format(fields=", ".join(names)))
        return cls(**values)


Given = Mapping[str, Commitment]


def _refuse_unknown(names: Iterable[object]) -> None:
    for name in names:
        if name not in CLINIC:
            unknown = gettext("no case {value}: choose one of {cases}")
            raise ValueError(unknown.format(value=_short(name), cases=", ".join(CLINIC)))


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _short(value: object) -> str:
    shown = repr(value)
    return shown if len(shown) <= 60 else f"{shown[:57]}..."


class Again(NamedTuple):
    """A case to come back to, and why: each of ``whys`` is UNDER, OVER, WRONG_CAUSE or LUCKY."""

    case: Case
    whys: tuple[str, ...]


class Score(NamedTuple):
    """What the answers say together.

    ``counts`` has how often each level was given (first) where one was needed (second), ``under_by_need`` the answers
    that were too low by the level that was needed; ``left_waiting`` of them would have made somebody wait for days who
    needs care today. ``brier`` (0 best, 1 worst), ``confidence`` (mean, 0 to 1) and ``bins`` are about the level; the
    first two are None where nothing was answered. ``again`` are the cases to come back to, the worst first.
    """

    answered: int
    of: int
    right: int
    over: int
    under: int
    under_by_need: Mapping[Disposition, int]
    left_waiting: int
    counts: Mapping[tuple[Disposition, Disposition], int]
    causes_right: int
    brier: float | None
    confidence: float | None
    bins: tuple[Bin, ...]
    again: tuple[Again, ...]

    @property
    def share_right(self) -> float | None:
        """The share of right levels, from 0 to 1; None where nothing was answered."""
        return self.right / self.answered if self.answered else None


def score(given: Given) -> Score:
    """The score of these answers, by the cases' ids; ``ValueError`` for a case that there is not."""
    _refuse_unknown(given)
    pairs = [(case, given[name]) for name, case in CLINIC.items() if name in given]  # in one order, whatever was given
    judged = [(answer.confidence, answer.level == level(case)) for case, answer in pairs]
    counts: dict[tuple[Disposition, Disposition], int] = {}
    for case, answer in pairs:
        cell = answer.level, level(case)
        counts[cell] = counts.get(cell, 0) + 1
    too_low = {cell: count for cell, count in counts.items() if kind_of(*cell) == UNDER}
    return Score(
        answered=len(pairs),
        of=len(CLINIC),
        right=_sum(counts, RIGHT),
        over=_sum(counts, OVER),
        under=_sum(counts, UNDER),
        under_by_need={
            need: count
            for need in reversed(Disposition)
            if (count := sum(n for (_, needed), n in too_low.items() if needed is need))
        },
        left_waiting=sum(count for cell, count in too_low.items() if _waits(*cell)),
        counts=counts,
        causes_right=sum(answer.cause in accepted_causes(case) for case, answer in pairs),
        brier=_mean([(confidence / 100 - right) ** 2 for confidence, right in judged]),
        confidence=_mean([confidence / 100 for confidence, _ in judged]),
        bins=bins(judged),
        again=_again(pairs),
    )


def _sum(counts: Mapping[tuple[Disposition, Disposition], int], kind: str) -> int:
    return sum(count for cell, count in counts.items() if kind_of(*cell) == kind)


def _waits(given: Disposition, needed: Disposition) -> bool:
    """Whether somebody who needs care today would have waited for days, or stayed at home."""
    return given <= Disposition.ROUTINE and needed >= Disposition.URGENT


def _mean(values: Sequence[float]) -> float | None:
    return sum(values) / len(values) if values else None


def bins(judged: Sequence[tuple[int, bool]]) -> tuple[Bin, ...]:
    """Confidences (per cent) and whether each was right, counted in ``STEPS``, empty ones too."""
    ends = (*(start - 1 for start in STEPS[1:]), CERTAIN)
    return tuple(_bin(low, high, judged) for low, high in zip(STEPS, ends, strict=True))


def _bin(low: int, high: int, judged: Sequence[tuple[int, bool]]) -> Bin:
    inside = [(confidence, right) for confidence, right in judged if low <= confidence <= high]
    mean = _mean([confidence / 100 for confidence, _ in inside])
    return Bin(low, high, len(inside), sum(right for _, right in inside), mean or 0.0)


def whys(case: Case, answer: Commitment) -> tuple[str, ...]:
    """Why the case is worth coming back to after this answer; nothing where all was right, and not by luck."""
    kind = kind_of(answer.level, level(case))
    found = [] if kind == RIGHT else [kind]
    if answer.cause not in accepted_causes(case):
        found.append(WRONG_CAUSE)
    if kind == RIGHT and answer.confidence < BY_LUCK:
        found.append(LUCKY)
    return tuple(found)


def _again(pairs: Iterable[tuple[Case, Commitment]]) -> tuple[Again, ...]:
    found = [Again(case, why) for case, answer in pairs if (why := whys(case, answer))]
    return tuple(sorted(found, key=lambda each: (_WORST_FIRST.index(each.whys[0]), -level(each.case))))


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
        yield Say(said.format(named=_cause(answer.cause), accepted=_accepted(case)))
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
        yield Point(gettext("Found: {findings}.").format(findings=_named(_present(case.presentation))))


def _contrast(near: Contrast, cite: Citer) -> Iterable[Block]:
    """The change, and the rule that it brings about."""
    yield Say(contrast_text(near))
    if near.gone:
        yield Say(gettext("What is left calls for no more than that."))
    else:
        yield reason_point(near.reason, cite)


def _present(patient: Presentation) -> list[Atom]:
    return [finding for finding in FINDINGS.values() if patient.answer(finding)]


def _named(atoms: Iterable[Atom]) -> str:
    return "; ".join(lowered(gettext(atom.label)) for atom in atoms)


def _cause(name: str) -> str:
    return lowered(gettext(CAUSES[name].label))


def _accepted(case: Case) -> str:
    return ", ".join(map(_cause, accepted_causes(case)))


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
