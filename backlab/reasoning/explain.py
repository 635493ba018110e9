"""Why this level, why not a higher one, what would raise or lower it, and which questions still matter.

All of it is read off the rules' clauses: satisfied ones are the reasons, the atoms that are missing from
the others say why not, and a set of atoms that breaks every satisfied clause would lower the level.
"""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

from backlab.knowledge.findings import FINDINGS, choice_of
from backlab.knowledge.rules import RULES
from backlab.model import Atom, Disposition, Rule, Threshold
from backlab.presentation import Presentation
from backlab.reasoning.engine import cohort_of, disposition, level_of, rule_atoms, triage

_ORDER = {name: place for place, name in enumerate(FINDINGS)}


class Reason(NamedTuple):
    """A rule that holds, and the findings and thresholds that make it hold."""

    rule: Rule
    matched: tuple[Atom, ...]


class Change(NamedTuple):
    """What would move the level: these atoms present (a raise) or gone (a drop), and where it would go."""

    atoms: tuple[Atom, ...]
    to: Disposition


class NotHigher(NamedTuple):
    """Why one higher level is not reached: what would be enough for it, answered "no" or not asked."""

    level: Disposition
    ruled_out: tuple[Atom, ...]
    not_asked: tuple[Atom, ...]


class Question(NamedTuple):
    """A question that is worth asking: ``could_reach`` says how far a "yes" could move the level."""

    atom: Atom
    could_reach: Disposition
    alone: bool


def reasons(patient: Presentation, rules: Iterable[Rule] = tuple(RULES.values())) -> tuple[Reason, ...]:
    """Every rule that holds, the highest level first."""
    found = []
    for rule in rules:
        matched = [a for clause in _satisfied(patient, rule) for a in ordered(clause)]
        if matched:
            found.append(Reason(rule, tuple(dict.fromkeys(matched))))
    return tuple(sorted(found, key=lambda reason: -reason.rule.disposition))


def raises(patient: Presentation) -> tuple[Change, ...]:
    """Each single finding or threshold that would raise the level, with the level that it would reach."""
    now = disposition(patient)
    candidates = [a for a in ordered(rule_atoms()) if not patient.answer(a)]
    reached = _levels_if(patient, candidates)
    changes = [Change((a,), to) for a, to in zip(candidates, reached, strict=True) if to > now]
    return tuple(sorted(_least_thresholds(changes), key=lambda change: change.to))


def lowers(patient: Presentation, most: int = 6) -> tuple[Change, ...]:
    """The smallest sets of findings without which the level would be lower, at most ``most`` of them."""
    now = disposition(patient)
    if now is Disposition.SELF_CARE:
        return ()
    clauses = [
        frozenset(clause) for rule in RULES.values() if rule.disposition == now for clause in _satisfied(patient, rule)
    ]
    sets = {_nearest(s) for s in _hitting_sets(clauses)}
    least = min(map(len, sets))
    smallest = sorted((s for s in sets if len(s) == least), key=lambda s: [asked_at(atom) for atom in ordered(s)])
    return tuple(_drop(patient, s) for s in smallest[:most])


def why_not_higher(patient: Presentation, raising: Iterable[Change]) -> tuple[NotHigher, ...]:
    """For each level above: what alone would be enough for it (``raises``), by how it was answered."""
    higher: dict[Disposition, list[Atom]] = {}
    for change in raising:
        higher.setdefault(change.to, []).extend(change.atoms)
    return tuple(
        NotHigher(
            level,
            tuple(a for a in atoms if patient.answer(a) is False),
            tuple(a for a in atoms if patient.answer(a) is None),
        )
        for level, atoms in sorted(higher.items())
    )


def questions(patient: Presentation) -> tuple[Question, ...]:
    """The questions that could still raise the level, or show a red flag: the most urgent first."""
    best: dict[Atom, tuple[Disposition, bool]] = {}
    for missing, to in least_missing(patient).items():
        if all(patient.answer(atom) is None for atom in missing):
            for atom in missing:
                reach = (to, len(missing) == 1)
                best[atom] = max(best.get(atom, reach), reach)
    found = [Question(atom, *best[atom]) for atom in ordered(best)]
    return tuple(sorted(found, key=lambda q: (-q.could_reach, not q.alone)))


def least_missing(patient: Presentation) -> dict[frozenset[Atom], Disposition]:
    """What is missing from each clause that would matter, and the level to which it leads.

    A clause matters where it leads higher, or to the same level with the first red flag. What contains another
    that leads as far is left out: it could add nothing.
    """
    now, flagged = disposition(patient), any(reason.rule.red_flag for reason in reasons(patient))
    found: dict[frozenset[Atom], Disposition] = {}
    for rule in RULES.values():
        if rule.disposition > now or (rule.disposition == now and rule.red_flag and not flagged):
            for clause in rule.when.clauses:
                missing = frozenset(atom for atom in clause if not patient.answer(atom))
                found[missing] = max(found.get(missing, now), rule.disposition)
    return {m: to for m, to in found.items() if not any(other < m and found[other] >= to for other in found)}


def could_reach(patient: Presentation) -> Disposition:
    """The highest level that the answers still missing could lead to (by monotonicity, all of them "yes")."""
    cohort = cohort_of((patient,), rule_atoms())
    return level_of(triage(cohort.possible, 1))


def ordered(atoms: Iterable[Atom]) -> list[Atom]:
    """Findings in the order in which they are asked, then thresholds by quantity and value."""
    return sorted(atoms, key=asked_at)


def asked_at(atom: Atom) -> tuple[int, str, int]:
    """Where an atom comes in the order of asking, to sort by."""
    if isinstance(atom, Threshold):
        return (1, atom.quantity.id, atom.value)
    return (0, "", _ORDER[atom.id])


def _satisfied(patient: Presentation, rule: Rule) -> list[frozenset[Atom]]:
    return [clause for clause in rule.when.clauses if all(patient.answer(atom) for atom in clause)]


def _levels_if(patient: Presentation, candidates: Sequence[Atom]) -> list[Disposition]:
    """The level of each patient who differs in one candidate: all of them triaged at once as a cohort."""
    atoms = rule_atoms()
    everyone = (1 << len(candidates)) - 1
    columns = {atom: everyone if patient.answer(atom) else 0 for atom in atoms}
    for j, candidate in enumerate(candidates):
        changed, bit = patient.changed(candidate, True), 1 << j
        for atom in _moved_by(candidate):
            columns[atom] = columns[atom] | bit if changed.answer(atom) else columns[atom] & ~bit
    result = triage(columns, everyone)
    return [level_of(result, j) for j in range(len(candidates))]


@cache
def _moved_by(candidate: Atom) -> tuple[Atom, ...]:
    """The atoms of the rules that changing ``candidate`` can change: itself, its quantity, its choice."""
    return tuple(atom for atom in rule_atoms() if atom == candidate or _kind(atom) == _kind(candidate) is not None)


def _kind(atom: Atom) -> object:
    """What an atom shares its answer with, if anything."""
    if isinstance(atom, Threshold):
        return atom.quantity.id
    return choice_of(atom)


def _least_thresholds(changes: Iterable[Change]) -> list[Change]:
    """Of several thresholds of one quantity that reach the same level, only the nearest."""
    kept: dict[object, Change] = {}
    for change in changes:
        atom = change.atoms[0]
        kept.setdefault((atom.quantity.id, change.to) if isinstance(atom, Threshold) else atom, change)
    return list(kept.values())


def _hitting_sets(clauses: Iterable[frozenset[Atom]]) -> set[frozenset[Atom]]:
    """The minimal sets with an atom of every clause."""
    sets: set[frozenset[Atom]] = {frozenset()}
    for clause in clauses:
        hitting = {s for s in sets if s & clause}
        grown = hitting | {s | {atom} for s in sets - hitting for atom in clause}
        sets = {s for s in grown if not any(other < s for other in grown)}
    return sets


def _nearest(atoms: frozenset[Atom]) -> frozenset[Atom]:
    """Without thresholds that fall by themselves when a lower one of the same quantity does."""
    thresholds = [a for a in atoms if isinstance(a, Threshold)]
    return atoms - {t for t in thresholds if any(o.quantity is t.quantity and o.value < t.value for o in thresholds)}


def _drop(patient: Presentation, atoms: frozenset[Atom]) -> Change:
    lowered = patient
    for atom in atoms:
        lowered = lowered.changed(atom, False)
    return Change(tuple(ordered(atoms)), disposition(lowered))
