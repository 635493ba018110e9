"""The triage rules, proved group by group."""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

from backlab.knowledge.findings import QUANTITIES
from backlab.model import Atom, Disposition, Expression, Requirement, Rule
from backlab.presentation import Presentation
from backlab.reasoning.engine import Cohort, Triage, cohort_of, holds, level_of, rule_atoms, triage
from backlab.reasoning.proof import Knowledge, Outcome, Proof, shown
from backlab.reasoning.space import Dimension, cohort_of_all, dimensions


class _Group(NamedTuple):
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
    named = {name: rule_atoms(own) for name, own in groups.items()}
    for requirement in known.requirements:
        nearest = max(groups, key=lambda name: len(named[name] & requirement.when.atoms))
        proof = partial(_required, requirement, groups[nearest], known.rules)
        yield "as urgent as its source demands", requirement.id, proof
    for rule in known.rules:
        yield "not dead, and demanded by a source", rule.id, partial(_alive, rule, known)


def _rules_of(group: str, rules: Iterable[Rule]) -> tuple[Rule, ...]:
    return tuple(rule for rule in rules if rule.group == group)


def _group(rules: Sequence[Rule], atoms: Iterable[Atom]) -> _Group:
    world = dimensions(atoms, unasked=False)
    cohort = cohort_of_all(world)
    # What the world leaves out is absent: by monotonicity, its presence could only raise the level.
    present = {**dict.fromkeys(rule_atoms(rules), 0), **cohort.present}
    cohort = cohort._replace(present=present)
    return _Group(tuple(rules), world, cohort, triage(present, cohort.everyone, rules))


def _totality(rules: Sequence[Rule]) -> Outcome:
    """Everybody is at SELF_CARE or above, and nobody at a level without being at the one below."""
    group = _group(rules, rule_atoms(rules))
    levels = group.result.at_least
    failing = group.cohort.everyone & ~levels[Disposition.SELF_CARE]
    for level in list(Disposition)[1:]:
        failing |= levels[level] & ~levels[Disposition(level - 1)]
    return group.cohort.size, shown(group.world, failing)


def _monotonicity(rules: Sequence[Rule]) -> Outcome:
    """Making any one atom present, for anybody, takes nobody below the level that they had."""
    group = _group(rules, rule_atoms(rules))
    failing = 0
    for atom in rule_atoms(rules):
        with_it = {**group.cohort.present, atom: group.cohort.everyone}
        after = triage(with_it, group.cohort.everyone, rules).at_least
        for level, before in group.result.at_least.items():
            failing |= before & ~after[level]
    return group.cohort.size * len(rule_atoms(rules)), shown(group.world, failing)


def _required(requirement: Requirement, own: Sequence[Rule], rules: Sequence[Rule]) -> Outcome:
    """Whoever meets it gets at least its level, over every combination of what its group of rules names.

    Its causes, and that home care waits, must be said by that group itself and at that level: a milder rule,
    or one about something else, would give the wrong reason.
    """
    group = _group(rules, rule_atoms(own) | requirement.when.atoms)
    columns, everyone = group.cohort.present, group.cohort.everyone
    met = holds(requirement.when, columns, everyone)
    if not met:
        return group.cohort.size, f"nobody can meet the requirement {requirement.id!r}: correct its condition"
    failing = met & ~group.result.at_least[requirement.at_least]
    said = triage(columns, everyone, [rule for rule in own if rule.disposition >= requirement.at_least])
    for cause in requirement.suspects:
        failing |= met & ~said.suspected.get(cause, 0)
    if requirement.red_flag:
        failing |= met & ~said.hidden_danger
    return group.cohort.size, shown(group.world, failing)


def _alive(rule: Rule, known: Knowledge) -> Outcome:
    """Somebody's level hangs on this rule, and each of its clauses is demanded by a requirement.

    The patient with exactly one clause is the best witness: any other has more findings, which can only
    make more of the other rules hold.
    """
    others = [other for other in known.rules if other is not rule]
    patients = [_just(clause) for clause in rule.when.clauses]
    if not any(_level(patient, others) < rule.disposition for patient in patients):
        return len(patients), f"the rule {rule.id!r} changes nobody's level: take it out, or correct it"
    for patient in patients:
        demands = (r for r in known.requirements if r.at_least >= rule.disposition and _meets(patient, r.when))
        if next(demands, None) is None:
            return len(patients), patient
    return len(patients), None


def _just(clause: frozenset[Atom]) -> Presentation:
    """The patient in whom exactly one clause holds, all else at its plainest."""
    patient = Presentation(age=QUANTITIES["age"].low, pain=QUANTITIES["pain"].low, days=QUANTITIES["days"].low)
    for atom in clause:
        patient = patient.changed(atom, True)
    return patient


def _level(patient: Presentation, rules: Sequence[Rule]) -> Disposition:
    cohort = cohort_of((patient,), rule_atoms(rules))
    return level_of(triage(cohort.present, 1, rules))


def _meets(patient: Presentation, when: Expression) -> bool:
    return any(all(patient.answer(atom) for atom in clause) for clause in when.clauses)
