"""The rules: the highest that holds decides, and one patient gets what many get."""

import random
import runpy
from pathlib import Path

import pytest

from backlab import FINDINGS, RULES, Disposition, Presentation, advise
from backlab.knowledge.findings import CHOICES, QUANTITIES, TICKED, in_topic
from backlab.knowledge.requirements import REQUIREMENTS
from backlab.reasoning.engine import cohort_of, disposition, level_of, rule_atoms, triage

NAMES = [finding.id for finding in TICKED]


def somebody(chance: random.Random) -> Presentation:
    """A patient drawn at random, with a few findings present and some not asked."""
    present = chance.sample(NAMES, chance.choice((0, 0, 1, 1, 2, 3, 5)))
    absent = [f for f in NAMES if f not in present and chance.random() < 0.7]
    words = {name: chance.choice(["unknown", *(f.id for f in in_topic(topic))]) for name, topic in CHOICES.items()}
    return Presentation(
        age=chance.randint(16, 95),
        pain=chance.randint(0, 10),
        days=chance.choice((None, 0, 1, 7, 20, 31, 42, 100)),
        present=present,  # type: ignore[arg-type]
        absent=absent,  # type: ignore[arg-type]
        **words,
    )


PEOPLE = [somebody(random.Random(seed)) for seed in range(400)]


def test_a_minor_strain_stays_at_home() -> None:
    """Lifting, pain of six, a day old, all else answered no: self-care."""
    patient = Presentation(age=34, pain=6, days=1, onset="lifting", mobility="still_moving").none_other()
    assert disposition(patient) is Disposition.SELF_CARE


@pytest.mark.parametrize(
    "finding", ["both_legs", "saddle_numbness", "difficulty_peeing", "loss_of_control", "chest_pain"]
)
def test_the_999_list_is_an_emergency_in_anybody(finding: str) -> None:
    """Each item of the list makes an emergency of everyone, whatever else they have."""
    for patient in PEOPLE[:50]:
        assert disposition(patient.changed(FINDINGS[finding], True)) is Disposition.EMERGENCY


def test_post_4_never_stays_at_home() -> None:
    """No trigger, no relief and nausea is same-day care, in whatever order it is told."""
    patient = Presentation(age=33, pain=2, onset="no_trigger", present={"no_relief", "nausea"})  # type: ignore[arg-type]
    assert disposition(patient) is Disposition.URGENT
    assert disposition(patient.none_other()) is Disposition.URGENT


def test_severe_or_chronic_pain_is_evaluated() -> None:
    """Pain of seven, or six weeks of it, is no longer a matter for home alone."""
    assert disposition(Presentation(age=30, pain=7, days=0)) is Disposition.ROUTINE
    assert disposition(Presentation(age=30, pain=2, days=42)) is Disposition.ROUTINE
    assert disposition(Presentation(age=30, pain=6, days=41)) is Disposition.SELF_CARE


def test_a_crowd_gets_what_each_gets_alone() -> None:
    """Bit-slicing is only a faster way of asking one by one."""
    cohort = cohort_of(PEOPLE, rule_atoms())
    together = triage(cohort.present, cohort.everyone)
    assert [level_of(together, j) for j in range(len(PEOPLE))] == [disposition(p) for p in PEOPLE]


def test_the_table_answers_as_plain_ifs_do() -> None:
    """Whoever writes the same rules down by hand, without the table, gets the same level for 10,000 patients."""
    by_hand = runpy.run_path(str(Path(__file__).parents[1] / "benchmarks" / "by_hand.py"))["disposition"]
    chance = random.Random(11)
    patients = [few_findings(chance) for _ in range(10_000)]
    assert [p for p in patients if disposition(p) is not by_hand(p)] == []
    assert {disposition(p) for p in patients} == set(Disposition)


def few_findings(chance: random.Random) -> Presentation:
    """A patient whose findings are named by rules, a few of them, so that no single rule drowns the others."""
    named = [atom.id for atom in rule_atoms() if atom.id in NAMES]
    words = {name: chance.choice(["unknown", *(f.id for f in in_topic(topic))]) for name, topic in CHOICES.items()}
    return Presentation(
        age=chance.choice((16, 49, 50, 59, 60, 69, 70, 90)),
        pain=chance.choice((0, 3, 4, 6, 7, 8, 9, 10)),
        days=chance.choice((None, 0, 13, 14, 30, 31, 41, 42)),
        present=frozenset(chance.sample(sorted(named), chance.choice((0, 1, 1, 2, 2, 3)))),
        **words,
    )


def test_order_cannot_matter() -> None:
    """The rules in any order give the same levels."""
    rules = list(RULES.values())
    cohort = cohort_of(PEOPLE, rule_atoms())
    before = triage(cohort.present, cohort.everyone, rules).at_least
    random.Random(1).shuffle(rules)
    assert triage(cohort.present, cohort.everyone, rules).at_least == before


def test_a_second_opinion_on_the_proof_by_sampling() -> None:
    """In 400 patients drawn at random no requirement is broken and no further finding lowers a level."""
    for patient in PEOPLE:
        level = disposition(patient)
        for requirement in REQUIREMENTS:
            if any(all(patient.answer(a) for a in clause) for clause in requirement.when.clauses):
                assert level >= requirement.at_least, (patient, requirement.id)
        for atom in list(FINDINGS.values())[10::9]:
            if atom.topic not in CHOICES.values():
                assert disposition(patient.changed(atom, True)) >= level, (patient, atom)


def test_the_answers_bound_every_completion() -> None:
    """However the open questions are answered, the level stays between what is known and what could be."""
    chance = random.Random(7)
    for patient in PEOPLE[:100]:
        advice = advise(patient)
        completed = patient
        for finding in FINDINGS.values():
            if finding.topic not in CHOICES.values() and patient.answer(finding) is None:
                completed = completed.changed(finding, chance.random() < 0.3)
        assert advice.disposition <= disposition(completed) <= advice.could_reach


def test_every_quantity_is_a_whole_range() -> None:
    """Thresholds lie inside the range of their quantity, so that each can be reached and missed."""
    for atom in rule_atoms():
        quantity = getattr(atom, "quantity", None)
        if quantity is not None:
            assert QUANTITIES[quantity.id].low < atom.value <= QUANTITIES[quantity.id].high  # type: ignore[attr-defined]
