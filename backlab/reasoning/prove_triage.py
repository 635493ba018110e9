"""The triage rules, proved group by group."""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import pairwise
from typing import NamedTuple

from backlab.knowledge.findings import (
    FINDINGS,
    KNOWN,
    ONSET,
    QUANTITIES,
    UNSEEN,
    accident_known,
    accident_unseen,
    cancer_elsewhere,
    cancer_history,
    fever,
    in_topic,
    nausea,
    no_relief,
    no_trigger,
    serious_accident,
    skin_cancer_removed,
    very_unwell,
    vomiting,
)
from backlab.model import Atom, Disposition, Expression, Finding, Requirement, Rule
from backlab.presentation import Presentation
from backlab.reasoning.engine import Cohort, Columns, Triage, cohort_of, holds, level_of, rule_atoms, triage
from backlab.reasoning.proof import Knowledge, Outcome, Proof, parts, shown
from backlab.reasoning.space import Dimension, cohort_of_all, dimensions

Answers = tuple[Finding, ...]
# The answers to one question of which each excludes the others, the mildest first.
LADDERS: tuple[Answers, ...] = (
    *(
        (FINDINGS[f"{sign.id}_{KNOWN}"], FINDINGS[f"{sign.id}_{UNSEEN}"], sign)
        for sign in FINDINGS.values()
        if f"{sign.id}_{KNOWN}" in FINDINGS
    ),
    (skin_cancer_removed, cancer_elsewhere, cancer_history),
    (accident_known, accident_unseen, serious_accident),
)
_CHOSEN = frozenset(in_topic(ONSET))
# Whoever has one of these is ill, and not only sore.
UNWELL: Answers = (fever, very_unwell, nausea, vomiting)
# What a good story takes away: ibuprofen helped after all, and there was a lift.
_CALMED: Answers = (no_relief, no_trigger)


class _Part(NamedTuple):
    """Rules that are proved together, over every combination of what they name."""

    rules: tuple[Rule, ...]
    world: tuple[Dimension, ...]
    cohort: Cohort
    result: Triage


def triage_proofs(known: Knowledge) -> Iterator[Proof]:
    """Totality and monotonicity of each group, each requirement, and that no rule is dead or undemanded."""
    groups = {name: _rules_of(name, known.rules) for name in dict.fromkeys(rule.group for rule in known.rules)}
    for name, own in groups.items():
        yield "everybody has one level", name, partial(_totality, own)
        yield "more findings never lower it", name, partial(_monotonicity, own)
    for ladder in LADDERS:
        yield "new, then old, then no", ladder[-1].id, partial(_newer_is_never_milder, ladder, known.rules)
    for sign in UNWELL:
        yield "relief and a lift clear nobody", sign.id, partial(_never_cleared, sign, known.rules)
    named = {name: rule_atoms(own) for name, own in groups.items()}
    for requirement in known.requirements:
        shared = {name: len(atoms & requirement.when.atoms) for name, atoms in named.items()}
        about = [groups[name] for name, some in shared.items() if some == max(shared.values())]
        yield "as urgent as its source demands", requirement.id, partial(_required, requirement, about, known.rules)
    for rule in known.rules:
        yield "not dead, and demanded by a source", rule.id, partial(_alive, rule, known)


def _rules_of(group: str, rules: Iterable[Rule]) -> tuple[Rule, ...]:
    return tuple(rule for rule in rules if rule.group == group)


def _part(rules: Sequence[Rule], atoms: Iterable[Atom]) -> _Part:
    world = dimensions(atoms, unasked=False)
    cohort = cohort_of_all(world)
    # What the world leaves out is absent: by monotonicity, its presence could only raise the level.
    present = {**dict.fromkeys(rule_atoms(rules), 0), **cohort.present}
    cohort = cohort._replace(present=present)
    return _Part(tuple(rules), world, cohort, triage(present, cohort.everyone, rules))


def _totality(rules: Sequence[Rule]) -> Outcome:
    """Everybody is at SELF_CARE or above, and nobody at a level without being at the one below."""
    covered = 0
    for own in parts(rules):
        part = _part(own, rule_atoms(own))
        levels = part.result.at_least
        failing = part.cohort.everyone & ~levels[Disposition.SELF_CARE]
        for level in list(Disposition)[1:]:
            failing |= levels[level] & ~levels[Disposition(level - 1)]
        covered += part.cohort.size
        if failing:
            return covered, shown(part.world, failing)
    return covered, None


def _monotonicity(rules: Sequence[Rule]) -> Outcome:
    """Making any one atom present, for anybody, takes nobody below the level that they had."""
    covered = 0
    for own in parts(rules):
        part = _part(own, rule_atoms(own))
        failing = 0
        for atom in rule_atoms(own):
            with_it = {**part.cohort.present, atom: part.cohort.everyone}
            failing |= _below(part.result, triage(with_it, part.cohort.everyone, own))
        covered += part.cohort.size * len(rule_atoms(own))
        if failing:
            return covered, shown(part.world, failing)
    return covered, None


def _newer_is_never_milder(ladder: Answers, rules: Sequence[Rule]) -> Outcome:
    """Whoever climbs from "known" to "never examined" and to "new" never falls; from "no" nobody does, as any finding.

    Each rule that names one of the answers is tried on everybody whom it can tell apart: whatever it gives, all the
    rules together give to the same patient with the graver answer instead.
    """
    covered = 0
    for answer, graver in pairwise(ladder):
        for rule in rules:
            if answer in rule.when.atoms:
                part = _part(rules, rule.when.atoms | {graver})
                with_it = _instead(part.cohort, ladder, answer)
                before = triage(with_it, part.cohort.everyone, [rule])
                after = triage(_instead(part.cohort, ladder, graver), part.cohort.everyone, rules)
                covered += part.cohort.size
                if failing := _below(before, after):
                    return covered, shown(part.world, failing)
    return max(covered, 1), None


def _never_cleared(sign: Finding, rules: Sequence[Rule]) -> Outcome:
    """Whoever has this sign keeps the level when ibuprofen has helped and a lift is remembered.

    Each rule that asks for no relief or for no trigger is tried on everybody whom it can tell apart: whatever it gives,
    all the rules together still give once these two are taken away.
    """
    covered = 0
    for rule in rules:
        if rule.when.atoms.isdisjoint(_CALMED):
            continue
        part = _part(rules, rule.when.atoms | {sign})
        ill: Columns = {**part.cohort.present, sign: part.cohort.everyone}
        calmed = {**ill, no_relief: 0, no_trigger: 0}
        covered += part.cohort.size
        before, after = triage(ill, part.cohort.everyone, [rule]), triage(calmed, part.cohort.everyone, rules)
        if failing := _below(before, after):
            return covered, shown(part.world, failing)
    return max(covered, 1), None


def _instead(cohort: Cohort, ladder: Answers, answer: Finding) -> Columns:
    """Everybody gives this answer, and none of the others: of several onsets, too, only one can be."""
    others = _CHOSEN if answer in _CHOSEN else ladder
    return {**cohort.present, **dict.fromkeys(others, 0), answer: cohort.everyone}


def _below(before: Triage, after: Triage) -> int:
    """For whom the second triage is milder than the first: a lower level, or danger that is no longer seen."""
    lower = before.hidden_danger & ~after.hidden_danger
    for level, column in before.at_least.items():
        lower |= column & ~after.at_least[level]
    return lower


def _required(requirement: Requirement, groups: Sequence[Sequence[Rule]], rules: Sequence[Rule]) -> Outcome:
    """Whoever meets it gets at least its level, over every combination of what it names.

    Its causes, and that home care waits, must be said by a group of rules that is about it, and at that level: a
    milder rule, or one about something else, would give the wrong reason.
    """
    part = _part(rules, requirement.when.atoms)
    met = holds(requirement.when, part.cohort.present, part.cohort.everyone)
    if not met:
        return part.cohort.size, f"nobody can meet the requirement {requirement.id!r}: correct its condition"
    too_low = met & ~part.result.at_least[requirement.at_least]
    failing = [too_low | met & _unsaid(requirement, own, part.cohort) for own in groups]
    return part.cohort.size, shown(part.world, min(failing, key=bool))


def _unsaid(requirement: Requirement, own: Sequence[Rule], cohort: Cohort) -> int:
    """To whom these rules do not say all that the requirement wants said."""
    loud = [rule for rule in own if rule.disposition >= requirement.at_least]
    said = triage(cohort.present, cohort.everyone, loud)
    silent = cohort.everyone & ~said.hidden_danger if requirement.red_flag else 0
    for cause in requirement.suspects:
        silent |= cohort.everyone & ~said.suspected.get(cause, 0)
    return silent


def _alive(rule: Rule, known: Knowledge) -> Outcome:
    """Somebody's level hangs on this rule, or a cause that only it names, and each clause is demanded.

    The patient with exactly one clause is the best witness: any other has more findings, which can only
    make more of the other rules hold.
    """
    others = [other for other in known.rules if other is not rule]
    patients = [_just(clause) for clause in rule.when.clauses]
    if not any(_hangs_on(rule, others, patient) for patient in patients):
        return len(patients), f"the rule {rule.id!r} changes nobody's level: take it out, or correct it"
    for patient in patients:
        if not any(_demands(requirement, rule, patient) for requirement in known.requirements):
            return len(patients), patient
    return len(patients), None


def _hangs_on(rule: Rule, others: Sequence[Rule], patient: Presentation) -> bool:
    """Whether without this rule the patient would have a lower level, or a cause would not be named."""
    cohort = cohort_of((patient,), rule_atoms(others))
    without = triage(cohort.present, 1, others)
    unnamed = any(not without.suspected.get(cause, 0) for cause in rule.suspects)
    return unnamed or level_of(without) < rule.disposition


def _just(clause: frozenset[Atom]) -> Presentation:
    """The patient in whom exactly one clause holds, all else at its plainest."""
    patient = Presentation(age=QUANTITIES["age"].low, pain=QUANTITIES["pain"].low, days=QUANTITIES["days"].low)
    for atom in clause:
        patient = patient.changed(atom, True)
    return patient


def _demands(requirement: Requirement, rule: Rule, patient: Presentation) -> bool:
    """Whether a source wants for this patient what the rule gives: the level, and one of the causes if it names any."""
    about = not rule.suspects or not set(rule.suspects).isdisjoint(requirement.suspects)
    return about and requirement.at_least >= rule.disposition and _meets(patient, requirement.when)


def _meets(patient: Presentation, when: Expression) -> bool:
    return any(all(patient.answer(atom) for atom in clause) for clause in when.clauses)
