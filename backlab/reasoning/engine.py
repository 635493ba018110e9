"""The rules, evaluated for one patient or for a whole cohort with the same few lines.

A cohort is *bit-sliced*: for every atom there is one integer, and its bit j belongs to patient j. A clause is
the AND of its atoms' columns, a condition the OR of its clauses. One patient is a cohort of one. What the
proofs check over millions of patients is therefore the very code that answers a student.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from backlab.knowledge.rules import RULES
from backlab.model import Atom, Disposition, Expression, Rule
from backlab.presentation import Presentation

Columns = Mapping[Atom, int]


class Cohort(NamedTuple):
    """``size`` patients side by side: what is known to be present, and what is or could still be."""

    size: int
    present: Columns
    possible: Columns

    @property
    def everyone(self) -> int:
        """The column in which every patient's bit is set."""
        return (1 << self.size) - 1


class Triage(NamedTuple):
    """What the rules say of a cohort, each value a column of patients.

    ``at_least``: who is at a level or above it; ``suspected``: for whom a rule that holds points to a cause;
    ``hidden_danger``: for whom a red flag holds, a rule of URGENT or above that is about more than the
    strength of the pain.
    """

    at_least: Mapping[Disposition, int]
    suspected: Mapping[str, int]
    hidden_danger: int

    @property
    def care_first(self) -> int:
        """For whom home care waits: where danger may be hidden, and always in an emergency."""
        return self.hidden_danger | self.at_least[Disposition.EMERGENCY]


def cohort_of(patients: Sequence[Presentation], atoms: Iterable[Atom]) -> Cohort:
    """Columns of ``atoms`` for ``patients``, in their order."""
    present: dict[Atom, int] = {}
    possible: dict[Atom, int] = {}
    for atom in atoms:
        answers = [patient.answer(atom) for patient in patients]
        present[atom] = sum(1 << j for j, answer in enumerate(answers) if answer)
        possible[atom] = sum(1 << j for j, answer in enumerate(answers) if answer is not False)
    return Cohort(len(patients), present, possible)


def holds(when: Expression, columns: Columns, everyone: int) -> int:
    """The patients for whom ``when`` is true, given which ``columns`` count as true."""
    total = 0
    for clause in when.clauses:
        hit = everyone
        for atom in clause:
            hit &= columns[atom]
        total |= hit
    return total


def triage(columns: Columns, everyone: int, rules: Iterable[Rule] = tuple(RULES.values())) -> Triage:
    """Apply every rule; a patient's level is the highest of those that hold, SELF_CARE where none does."""
    at_least = dict.fromkeys(Disposition, 0)
    at_least[Disposition.SELF_CARE] = everyone
    suspected: dict[str, int] = {}
    hidden_danger = 0
    for rule in rules:
        hit = holds(rule.when, columns, everyone)
        for level in range(1, rule.disposition + 1):
            at_least[Disposition(level)] |= hit
        for cause in rule.suspects:
            suspected[cause] = suspected.get(cause, 0) | hit
        if rule.red_flag:
            hidden_danger |= hit
    return Triage(at_least, suspected, hidden_danger)


def rule_atoms(rules: Iterable[Rule] = tuple(RULES.values())) -> frozenset[Atom]:
    """Every atom that any of ``rules`` names."""
    return frozenset[Atom]().union(*(rule.when.atoms for rule in rules))


def level_of(result: Triage, patient: int = 0) -> Disposition:
    """The disposition of one patient (by its position) in a triaged cohort."""
    return max(level for level, column in result.at_least.items() if column >> patient & 1)


def disposition(patient: Presentation) -> Disposition:
    """What the findings that are known demand of one patient."""
    cohort = cohort_of((patient,), rule_atoms())
    return level_of(triage(cohort.present, 1))
