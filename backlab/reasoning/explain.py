"""Why this level, why not a higher one, what would raise or lower it, and which questions still matter.

All of it is read off a patient's standing: the clauses that hold are the reasons, what is missing from the
others says why not, and a set of atoms that breaks every clause that holds would lower the level. Each function
takes a patient, or a standing where it is there already.
"""

from collections.abc import Iterable
from itertools import groupby
from typing import NamedTuple

from backlab.knowledge.findings import TO_WATCH
from backlab.model import Atom, Disposition, Rule, Threshold
from backlab.presentation import Presentation
from backlab.reasoning.sheet import SHEET, Sheet, bits_of, highest_bit
from backlab.reasoning.sheet import ordered as ordered  # for those who put an explanation into words
from backlab.reasoning.standing import Standing, standing

Patient = Presentation | Standing
_TO_WATCH = SHEET.mask(TO_WATCH)


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


def reasons(patient: Patient, rules: Iterable[Rule] | None = None) -> tuple[Reason, ...]:
    """Every rule that holds (of all, or of those that are given), the highest level first."""
    now = standing(patient, rules)
    held = (list(clauses) for _, clauses in groupby(now.held, key=lambda clause: clause.rule.id))
    return tuple(
        Reason(clauses[0].rule, tuple(dict.fromkeys(a for clause in clauses for a in now.sheet.atoms_of(clause.mask))))
        for clauses in held
    )


def raises(patient: Patient) -> tuple[Change, ...]:
    """Each single finding or threshold that would raise the level, with the level that it would reach.

    Of several thresholds of one quantity that reach the same level, only the nearest.
    """
    now = standing(patient)
    reached = _raising(now)
    nearest: dict[str, Disposition] = {}  # by quantity, how far a lower threshold leads
    changes = []
    for bit in sorted(reached):
        atom, to = now.sheet.atom(bit), reached[bit]
        if isinstance(atom, Threshold):
            if to <= nearest.get(atom.quantity.id, now.level):
                continue
            nearest[atom.quantity.id] = to
        changes.append(Change((atom,), to))
    return tuple(sorted(changes, key=lambda change: change.to))


def _raising(now: Standing) -> dict[int, Disposition]:
    """The bits of which one alone completes a clause of a higher level, with the highest of these levels."""
    reached: dict[int, Disposition] = {}
    for missing, clause in now.short_of:  # the highest level comes first
        if clause.level <= now.level:
            break
        last = highest_bit(missing)  # of several thresholds of a number the highest brings the others along
        if last not in reached and not clause.mask & ~now.sheet.raised(now.present, last):
            reached[last] = clause.level
    return reached


def lowers(patient: Patient, most: int = 6) -> tuple[Change, ...]:
    """The smallest sets of findings without which the level would be lower, at most ``most`` of them."""
    now = standing(patient)
    if now.level is Disposition.SELF_CARE:
        return ()
    deciding = [clause.mask for clause in now.held if clause.level == now.level]
    sets = {_nearest(some, now.sheet) for some in _hitting_sets(deciding)}
    least = min(map(int.bit_count, sets))
    smallest = sorted((some for some in sets if some.bit_count() == least), key=lambda some: list(bits_of(some)))
    return tuple(_drop(now, some) for some in smallest[:most])


def why_not_higher(patient: Patient, raising: Iterable[Change]) -> tuple[NotHigher, ...]:
    """For each level above: what alone would be enough for it (``raises``), by how it was answered."""
    now = standing(patient)
    higher: dict[Disposition, int] = {}
    for change in raising:
        higher[change.to] = higher.get(change.to, 0) | now.sheet.mask(change.atoms)
    return tuple(
        NotHigher(level, now.sheet.atoms_of(bits & ~now.possible), now.sheet.atoms_of(bits & now.possible))
        for level, bits in sorted(higher.items())
    )


def questions(patient: Patient) -> tuple[Question, ...]:
    """The questions that could still raise the level, or show a red flag: the most urgent first."""
    now = standing(patient)
    best: dict[int, tuple[Disposition, bool]] = {}
    for missing, to in now.least_missing.items():
        if not missing & ~now.possible:  # nothing of it was answered "no"
            for bit in bits_of(missing):
                reach = (to, missing == bit)
                best[bit] = max(best.get(bit, reach), reach)
    found = [Question(now.sheet.atom(bit), *best[bit]) for bit in sorted(best)]
    return tuple(sorted(found, key=lambda q: (-q.could_reach, not q.alone)))


def least_missing(patient: Patient) -> dict[frozenset[Atom], Disposition]:
    """What is missing from each clause that would matter, and the level to which it leads.

    A clause matters where it leads higher, or to the same level with the first red flag. What contains another
    that leads as far is left out: it could add nothing.
    """
    now = standing(patient)
    return {frozenset(now.sheet.atoms_of(missing)): to for missing, to in now.least_missing.items()}


def safety_net(patient: Patient) -> tuple[Change, ...]:
    """What to watch for: new signs, one or two together, that the rules send to more urgent care."""
    now = standing(patient)
    new = {missing: to for missing, to in now.least_missing.items() if not missing & ~_TO_WATCH}
    urgent = {m: to for m, to in new.items() if m.bit_count() <= 2 and to >= Disposition.URGENT}
    return tuple(
        Change(now.sheet.atoms_of(m), urgent[m]) for m in sorted(urgent, key=lambda missing: list(bits_of(missing)))
    )


def could_reach(patient: Patient) -> Disposition:
    """The highest level that the answers still missing could lead to (by monotonicity, all of them "yes")."""
    return standing(patient).could_reach


def _hitting_sets(clauses: Iterable[int]) -> set[int]:
    """The minimal sets with a bit of every clause."""
    sets = {0}
    for clause in clauses:
        hitting = {some for some in sets if some & clause}
        grown = hitting | {some | bit for some in sets - hitting for bit in bits_of(clause)}
        sets = {some for some in grown if not any(other & some == other != some for other in grown)}
    return sets


def _nearest(some: int, sheet: Sheet) -> int:
    """Without thresholds that fall by themselves when a lower one of the same quantity does."""
    for bit in bits_of(some):
        some &= ~sheet.falling(bit) | bit
    return some


def _drop(now: Standing, some: int) -> Change:
    return Change(now.sheet.atoms_of(some), now.book.level(now.present & ~now.sheet.falling(some)))
