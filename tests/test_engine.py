"""The rules: the highest that holds decides, and one patient gets what many get."""

import random
import runpy
from pathlib import Path

import pytest

from backlab import CASES, FINDINGS, RULES, Disposition, Presentation, advise
from backlab.knowledge.findings import CHOICES, QUANTITIES, TICKED, above, answers_of, in_topic
from backlab.knowledge.requirements import REQUIREMENTS
from backlab.reasoning.engine import cohort_of, disposition, level_of, rule_atoms, triage

NAMES = [finding.id for finding in TICKED]


def chosen(chance: random.Random) -> dict[str, str]:
    """A word for each choice, or none; the sex stays open, since it excludes some of the findings."""
    words = {name: chance.choice(["unknown", *(f.id for f in in_topic(topic))]) for name, topic in CHOICES.items()}
    return words | {"sex": "unknown"}


def somebody(chance: random.Random) -> Presentation:
    """A patient drawn at random, with a few findings present, new or old, and some not asked."""
    signs = chance.sample(NAMES, chance.choice((0, 0, 1, 1, 2, 3, 5)))
    present = [chance.choice(answers_of(FINDINGS[name])).id for name in signs]
    kept = {name for sign in signs for name in (sign, *(f.id for f in above(FINDINGS[sign])))}
    absent = [f for f in NAMES if f not in kept and chance.random() < 0.7]
    words = chosen(chance)
    return Presentation(
        age=chance.randint(16, 95),
        pain=chance.randint(0, 10),
        days=chance.choice((None, 0, 1, 7, 20, 31, 42, 100)),
        present=present,  # type: ignore[arg-type]
        absent=absent,  # type: ignore[arg-type]
        **words,  # type: ignore[arg-type]
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
    """Nausea with back pain is same-day care, also after a lift and while ibuprofen helps."""
    patient = Presentation(age=33, pain=2, onset="lifting", present={"nausea"})  # type: ignore[arg-type]
    assert disposition(patient) is Disposition.URGENT
    assert disposition(patient.none_other()) is Disposition.URGENT


def test_severe_or_chronic_pain_is_evaluated() -> None:
    """Pain of seven, or six weeks of it, is no longer a matter for home alone."""
    assert disposition(Presentation(age=30, pain=7, days=0)) is Disposition.ROUTINE
    assert disposition(Presentation(age=30, pain=2, days=42)) is Disposition.ROUTINE
    assert disposition(Presentation(age=30, pain=6, days=41)) is Disposition.SELF_CARE


E, U, R, S = Disposition.EMERGENCY, Disposition.URGENT, Disposition.ROUTINE, Disposition.SELF_CARE


def told(age: int, *present: str, **more: object) -> Presentation:
    """A patient of whom just this is known."""
    return Presentation(age=age, present=frozenset(present), **more)  # type: ignore[arg-type]


AT_LEAST = {
    "drugs and a weak leg, without fever": (told(38, "injects_drugs", "leg_weakness", pain=8), E),
    "a new pain on a blood thinner": (told(50, "anticoagulant", "new_kind_of_pain"), U),
    "a new pain on a blood thinner and a numb leg": (told(50, "anticoagulant", "new_kind_of_pain", "leg_numbness"), E),
    "a fever without defences": (told(50, "fever", "weak_immunity"), E),
    "low belly pain in pregnancy": (told(28, "pregnant", "low_belly_pain"), U),
    "bleeding in pregnancy": (told(28, "pregnant", "vaginal_bleeding"), U),
    "strong pain in pregnancy that nothing set off": (told(28, "pregnant", pain=6, onset="no_trigger"), U),
    "brittle bone and recent strong pain": (told(67, "osteoporosis", pain=8, days=1), U),
    "lasting pain at 64 with lost weight": (told(64, "no_relief", "weight_loss", days=100), U),
    "lasting pain at 64 with weak kidneys": (told(64, "no_relief", "kidney_disease", days=100), U),
    "another cancer and a second sign": (told(58, "cancer_elsewhere", "getting_worse"), U),
    "an inflamed spine, by four of nine": (
        told(30, "onset_before_45", "wakes_late_night", "nsaid_helps", "family_spa", "psoriasis", days=120),
        R,
    ),
}
AT_MOST = {
    "a leak for life, as a doctor knows": (told(52, "loss_of_control_known", pain=4, days=3), R),
    "a foot from polio": (told(66, "leg_weakness_known", pain=4, days=3), R),
    "a crash ten years ago": (told(41, pain=4, days=10, onset="accident_known"), R),
    "the plain ache of pregnancy": (told(31, "pregnant", pain=4, days=20, weeks=30, onset="sitting"), R),
    "five years of the same ache": (
        told(66, pain=5, days=1825, onset="no_trigger", absent=frozenset({"new_kind_of_pain"})),
        R,
    ),
    "lasting pain at 64": (told(64, "no_relief", "getting_worse", days=100), R),
    "it came back": (told(35, "repeated_episodes", pain=3, days=2, onset="twisting"), S),
    "a basal-cell cancer that was removed": (told(50, "skin_cancer_removed", pain=3), S),
    "another cancer": (told(58, "cancer_elsewhere", pain=3), R),
    "five days of stiffness": (told(30, "onset_before_45", "morning_stiffness", pain=3, days=5), S),
    "three months of stiff mornings": (told(30, "onset_before_45", "morning_stiffness", pain=3, days=40), S),
    "pain with every period": (told(24, "period_pattern", pain=5), S),
}


@pytest.mark.parametrize(("patient", "level"), AT_LEAST.values(), ids=AT_LEAST)
def test_a_danger_is_not_sent_too_low(patient: Presentation, level: Disposition) -> None:
    """Whoever looks like this has at least this level."""
    assert disposition(patient) >= level


@pytest.mark.parametrize(("patient", "level"), AT_MOST.values(), ids=AT_MOST)
def test_what_is_old_or_common_is_not_sent_too_high(patient: Presentation, level: Disposition) -> None:
    """Whoever looks like this has no more than this level, with everything else answered no."""
    assert disposition(patient) <= level
    assert disposition(patient.none_other()) <= level


@pytest.mark.parametrize("onset", ["unknown", "lifting", "no_trigger"])
def test_a_torn_artery_is_not_explained_away_by_a_lift(onset: str) -> None:
    """A smoker of 69 with high blood pressure and a strong new pain in the side is an emergency, however it began."""
    signs = ("ever_smoked", "high_blood_pressure", "flank_pain", "new_kind_of_pain")
    assert disposition(told(69, *signs, pain=8, onset=onset)) is E


def test_whether_the_pain_is_new_is_asked_first_of_the_old() -> None:
    """At 66 the first question is whether a pain that nothing set off is new; strong pain is urgent until then."""
    patient = told(66, pain=5, days=3, onset="no_trigger")
    assert advise(patient).questions[0].atom.id == "new_kind_of_pain"
    assert disposition(patient.changed(FINDINGS["new_kind_of_pain"], True)) is U
    assert disposition(told(66, pain=7, onset="no_trigger")) is U


SIGNS = ["saddle_numbness", "difficulty_peeing", "loss_of_control", "lost_feeling", "both_legs"]


@pytest.mark.parametrize("sign", SIGNS)
def test_an_old_sign_of_the_saddle_is_urgent_until_a_doctor_knows_it(sign: str) -> None:
    """New it is an emergency, old and never examined urgent, old and known routine."""
    levels = [disposition(told(45, f"{sign}{age}")) for age in ("", "_unseen", "_known")]
    assert levels == [E, U, R]


def test_the_article_s_readers_get_what_they_got() -> None:
    """The four posts are self-care, urgent, routine and urgent."""
    assert [disposition(CASES[f"post-{n}"].presentation) for n in (1, 2, 3, 4)] == [S, U, R, U]


@pytest.mark.parametrize("finding", ["worse_on_cough", "worse_at_night", "no_better_resting", "upper_back"])
def test_the_list_for_urgent_advice_stays_a_floor_and_tells_its_price(finding: str) -> None:
    """Each of the signs that most have without danger is urgent alone, and the reason says that the list sends many."""
    patient = told(30, finding, pain=2)
    assert disposition(patient) is U
    assert any("sends many who are well" in reason.rule.because for reason in advise(patient).reasons)


def test_a_crowd_gets_what_each_gets_alone() -> None:
    """Bit-slicing is only a faster way of asking one by one."""
    cohort = cohort_of(PEOPLE, rule_atoms())
    together = triage(cohort.present, cohort.everyone)
    assert [level_of(together, j) for j in range(len(PEOPLE))] == [disposition(p) for p in PEOPLE]


def test_a_crowd_knows_what_somebody_was_not_asked() -> None:
    """What one of them has not answered is still to ask; what all of them answered, with yes or no, is not."""
    asked = Presentation(age=34, pain=6, present={"fever"}, absent={"nausea"})
    more = Presentation(age=34, pain=6, present={"fever"}, absent={"nausea", "dehydration"})
    atoms = tuple(FINDINGS[name] for name in ("dehydration", "fever", "nausea"))
    assert cohort_of((more, asked), atoms).unasked(atoms) == (FINDINGS["dehydration"],)
    assert cohort_of((more,), atoms).unasked(atoms) == ()


def test_the_table_answers_as_plain_ifs_do() -> None:
    """Whoever writes the same rules down by hand, without the table, gets the same level for 10,000 patients."""
    by_hand = runpy.run_path(str(Path(__file__).parents[1] / "benchmarks" / "by_hand.py"))["disposition"]
    chance = random.Random(11)
    patients = [few_findings(chance) for _ in range(10_000)]
    levels = [disposition(patient) for patient in patients]
    assert [p for p, level in zip(patients, levels, strict=True) if level is not by_hand(p)] == []
    assert set(levels) == set(Disposition)


def few_findings(chance: random.Random) -> Presentation:
    """A patient whose findings are named by rules, a few of them, so that no single rule drowns the others."""
    named = [answers_of(FINDINGS[atom.id]) for atom in sorted(rule_atoms(), key=repr) if atom.id in NAMES]
    return Presentation(
        age=chance.choice((16, 49, 50, 59, 60, 69, 70, 90)),
        pain=chance.choice((None, 0, 3, 4, 5, 6, 7, 8, 9, 10)),
        days=chance.choice((None, 0, 13, 14, 30, 31, 41, 42, 90, 91)),
        present=frozenset(chance.choice(some).id for some in chance.sample(named, chance.choice((0, 1, 1, 2, 2, 3)))),
        **chosen(chance),  # type: ignore[arg-type]
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
        for atom in TICKED[::9]:
            assert disposition(patient.changed(atom, True)) >= level, (patient, atom)


def test_the_answers_bound_every_completion() -> None:
    """However the open questions are answered, the level stays between what is known and what could be."""
    chance = random.Random(7)
    for patient in PEOPLE[:100]:
        advice = advise(patient)
        completed = patient
        for finding in FINDINGS.values():
            if finding.topic not in CHOICES.values() and completed.answer(finding) is None:
                completed = completed.changed(finding, chance.random() < 0.3)
        assert advice.disposition <= disposition(completed) <= advice.could_reach


def test_every_quantity_is_a_whole_range() -> None:
    """Thresholds lie inside the range of their quantity, so that each can be reached and missed."""
    for atom in rule_atoms():
        quantity = getattr(atom, "quantity", None)
        if quantity is not None:
            assert QUANTITIES[quantity.id].low < atom.value <= QUANTITIES[quantity.id].high  # type: ignore[attr-defined]
