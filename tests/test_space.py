"""The enumeration of every patient of a small world."""

from itertools import product

from backlab.knowledge.findings import CHOICES, days, fever, in_topic, lifting, nausea, no_trigger, pain
from backlab.reasoning.engine import cohort_of, rule_atoms, triage
from backlab.reasoning.plan import plan_atoms
from backlab.reasoning.space import WEEKS, cohort_of_all, count, dimensions, simplest
from backlab.reasoning.standing import Standing

ATOMS = (fever, nausea, pain >= 7, pain >= 9, days >= 42, lifting, no_trigger)


def test_every_combination_occurs_once() -> None:
    """Two findings with three answers, four cells of pain and three of days (one unknown each), four onsets: 432."""
    world = dimensions(ATOMS, unasked=True)
    cohort = cohort_of_all(world)
    columns = [*cohort.present.values(), *cohort.possible.values()]
    seen = {tuple(column >> j & 1 for column in columns) for j in range(cohort.size)}
    assert cohort.size == 3 * 3 * 4 * 3 * 4 == count(world) == len(seen)


def test_no_column_goes_beyond_its_patients() -> None:
    """However the pattern of a column is made, there is no bit for a patient whom there is not."""
    every_onset = (*in_topic(CHOICES["onset"]), fever)  # where none was named, each of them is possible
    for atoms, unasked in ((ATOMS, True), (ATOMS, False), (every_onset, True)):
        cohort = cohort_of_all(dimensions(atoms, unasked=unasked))
        for column in (*cohort.present.values(), *cohort.possible.values()):
            assert 0 < column < cohort.everyone


def test_without_the_third_answer_only_presence_counts() -> None:
    """Where only presence counts, a finding has two answers and nothing is merely possible."""
    cohort = cohort_of_all(dimensions(ATOMS, unasked=False))
    assert cohort.size == 2 * 2 * 3 * 2 * 3
    assert cohort.present == cohort.possible


def test_a_column_is_the_patient_that_it_stands_for() -> None:
    """Each single patient, written out as a presentation, has just the atoms that its column has."""
    world = dimensions(ATOMS, unasked=True)
    cohort = cohort_of_all(world)
    for j in range(cohort.size):
        patient = simplest(world, 1 << j)
        for atom in ATOMS:
            assert (patient.answer(atom) is True) == bool(cohort.present[atom] >> j & 1)
            assert (patient.answer(atom) is not False) == bool(cohort.possible[atom] >> j & 1)


def test_the_smallest_of_many_is_found() -> None:
    """Of all patients with fever the one with nothing else is shown."""
    world = dimensions(ATOMS, unasked=False)
    cohort = cohort_of_all(world)
    patient = simplest(world, cohort.present[fever])
    assert (patient.present, patient.pain, patient.days, patient.onset) == ({"fever"}, 0, 0, "unknown")


def test_a_cohort_answers_as_its_patients_do_one_by_one() -> None:
    """Many patients at once get the levels that each gets alone."""
    world = dimensions((fever, nausea, pain >= 7, no_trigger), unasked=False)
    patients = [simplest(world, 1 << j) for j in range(count(world))]
    together = cohort_of(patients, rule_atoms())
    levels = triage(together.present, together.everyone).at_least
    for (j, patient), level in product(enumerate(patients), levels):
        alone = triage(cohort_of((patient,), rule_atoms()).present, 1).at_least
        assert bool(levels[level] >> j & 1) == bool(alone[level])


def test_every_atom_means_the_same_to_the_proofs_and_to_a_patient() -> None:
    """For each atom that rules and plan name, a world of its own holds just the answers that a patient can give."""
    for atom in rule_atoms() | plan_atoms():
        world = dimensions((atom,), unasked=True)
        cohort = cohort_of_all(world)
        for j in range(cohort.size):
            patient = simplest(world, 1 << j)
            if atom.id.startswith(WEEKS) and patient.weeks is None:
                continue  # who is not so far on is shown as not pregnant, and has no weeks to give
            one, alone = cohort_of((patient,), (atom,)), Standing(patient)
            assert one.present[atom] == alone.has(atom) == cohort.present[atom] >> j & 1
            assert one.possible[atom] == alone.may_have(atom) == cohort.possible[atom] >> j & 1
