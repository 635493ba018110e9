"""The two lists: what must not be missed and what is more common, whatever the patient."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from random import Random

import pytest

from backlab import CASES, RULES, Presentation, advise
from backlab.course.clinic_cases import CLINIC
from backlab.knowledge import findings
from backlab.knowledge.causes import CAUSES, MEASURED
from backlab.knowledge.findings import CHOICES, FINDINGS, TICKED, in_topic
from backlab.model import Disposition, Finding
from backlab.reasoning.differential import Differential, Suspect, _distinct, differential
from backlab.reasoning.explain import reasons
from backlab.reasoning.standing import Standing
from backlab.words.causes import _denial
from backlab.words.text import to_text

MUSCULAR = ("muscle_strain", "overuse", "weak_core")


def anybody() -> Iterator[Presentation]:
    """The example patients, and two hundred of whom some things at random were found, denied or not asked."""
    yield from (case.presentation for case in (*CASES.values(), *CLINIC.values()))
    dice = Random(4)
    for _ in range(200):
        found = dice.sample([f.id for f in TICKED], dice.randint(0, 7))
        chosen = {field: dice.choice(["unknown", *(f.id for f in in_topic(topic))]) for field, topic in CHOICES.items()}
        numbers = {"age": dice.randint(16, 95), "pain": dice.randint(0, 10), "days": dice.choice([None, 1, 20, 120])}
        try:
            patient = Presentation.from_dict({**numbers, **chosen, "present": found})
        except ValueError:
            continue  # what the sex at birth excludes
        yield dice.choice([patient, patient.none_other()])


@cache
def patients() -> list[Presentation]:
    """All of them, made once."""
    return list(anybody())


def named(patient: Presentation) -> tuple[list[str], list[str]]:
    """The causes of both lists; of the first those to which a rule points."""
    found = differential(patient)
    return [s.cause.id for s in found.looked_for], [s.cause.id for s in found.common]


def test_what_a_rule_points_to_stands_in_the_first_list_ahead_of_all_others() -> None:
    """Every serious suspect of a rule that holds, before what is only not asked."""
    for patient in patients():
        rules = [reason.rule for reason in reasons(patient)]
        wanted = {c for rule in rules for c in rule.suspects if CAUSES[c].serious}
        first = differential(patient).must_not_miss
        assert {suspect.cause.id for suspect in first[: len(wanted)]} == wanted, patient
        assert all(suspect.suspected for suspect in first[: len(wanted)])


def test_no_cause_stands_in_both_lists() -> None:
    """What is common stands in the second list alone, whatever rule points to it."""
    for patient in patients():
        found = differential(patient)
        assert all(suspect.cause.serious for suspect in found.must_not_miss), patient
        assert not any(suspect.cause.serious for suspect in found.common), patient


def test_the_first_list_falls_from_the_most_urgent_rule_to_the_least() -> None:
    """Both of its parts are in the order of the levels to which the rules lead."""
    for patient in patients():
        found = differential(patient)
        for part in (found.looked_for, found.not_ruled_out):
            levels = [suspect.level for suspect in part]
            assert levels == sorted(levels, reverse=True), patient  # type: ignore[type-var]


def test_of_one_level_what_is_held_by_more_or_is_nearer_comes_first() -> None:
    """The more clauses of rules point to it, or the fewer answers are missing from one, the further up it stands."""
    for patient in patients():
        now, found = Standing(patient), differential(patient)
        places = [
            (suspect.level, sum(suspect.cause.id in clause.rule.suspects for clause in now.held))
            for suspect in found.looked_for
        ]
        assert places == sorted(places, reverse=True), patient  # type: ignore[type-var]
        waiting = [(suspect.level, -nearest(now, suspect)) for suspect in found.not_ruled_out]
        assert waiting == sorted(waiting, reverse=True), patient  # type: ignore[type-var]


def nearest(now: Standing, suspect: Suspect) -> int:
    """How many answers are missing from the nearest clause of its level that points to a cause."""
    return min(
        missing.bit_count()
        for clause in now.book.clauses
        if (missing := clause.mask & ~now.present)
        and clause.level == suspect.level and suspect.cause.id in clause.rule.suspects and not missing & ~now.possible
    )


def test_a_common_cause_that_a_rule_points_to_stands_in_the_second_list() -> None:
    """A suspect that is not serious, or that of which it is a way, is among the common ones once something is found."""
    for patient in patients():
        _, common = named(patient)
        for reason in reasons(patient):
            if any(isinstance(atom, Finding) for atom in reason.matched):
                plain = [CAUSES[c].way_of or c for c in reason.rule.suspects if not CAUSES[c].serious]
                denied = [c for c in plain if c not in common]
                assert denied == [], (patient, reason.rule.id)


def test_non_specific_pain_is_one_answer_with_its_ways() -> None:
    """It stands in everybody's second list, and strain, overuse and weak core never stand there by themselves."""
    for patient in patients():
        _, common = named(patient)
        assert "non_specific" in common
        assert not {cause for cause in common if CAUSES[cause].way_of}
        usual = next(s for s in differential(patient).common if s.cause.id == "non_specific")
        assert tuple(way.cause.id for way in usual.ways) == MUSCULAR


def test_signs_of_danger_speak_against_muscle() -> None:
    """What makes a red flag hold is against non-specific pain and each of its ways, and is said to be."""
    for case in ("saddle", "tumour", "post-4"):
        patient = CASES[case].presentation
        flags = [a for r in reasons(patient) if r.rule.red_flag for a in r.matched if isinstance(a, Finding)]
        usual = next(s for s in differential(patient).common if s.cause.id == "non_specific")
        assert flags
        assert all(set(flags) <= {*suspect.dangers, *suspect.speaks_for} for suspect in (usual, *usual.ways))
        assert "Signs of danger speak against it" in str(advise(patient))
    assert "Signs of danger" not in str(advise(CASES["lifting"].presentation))


def test_with_signs_of_danger_the_usual_comes_after_what_fits() -> None:
    """Numb where one sits: the nerve root comes before the non-specific."""
    assert named(CASES["saddle"].presentation) == (["cauda_equina"], ["root_pain", "non_specific"])


@pytest.mark.parametrize(
    ("present", "first"),
    [
        ({"leg_pain", "leg_raise"}, "root_pain"),
        ({"pregnant"}, "pregnancy_ache"),
        ({"period_pattern"}, "period_pain"),
        ({"morning_stiffness", "alternating_buttock"}, "inflammatory_back_pain"),
        ({"sits_long", "weak_core"}, "non_specific"),
        ({"thigh_pain"}, "non_specific"),
    ],
)
def test_the_second_list_opens_with_what_fits(present: set[str], first: str) -> None:
    """What a rule points to or has a sign of its own, and else the usual."""
    patient = Presentation(age=30, pain=4, days=100, present=frozenset(present)).none_other()
    assert differential(patient).commonest.cause.id == first


def test_an_age_or_a_time_alone_fits_nothing() -> None:
    """At 80, after a hundred days, nothing but the usual stands in the second list."""
    assert named(Presentation(age=80, pain=4, days=100).none_other())[1] == ["non_specific"]


def test_nothing_is_for_and_against_at_once() -> None:
    """A finding speaks one way for one cause, and what is said to speak was found."""
    for patient in patients():
        found = differential(patient)
        for suspect in (*found.must_not_miss, *found.common, *(w for s in found.common for w in s.ways)):
            against = {*suspect.speaks_against, *suspect.dangers}
            assert not against & set(suspect.speaks_for)
            assert not set(suspect.speaks_against) & set(suspect.dangers)
            assert all(patient.answer(atom) for atom in (*suspect.speaks_for, *against))
            assert all(patient.answer(weight.sign.finding) is False for weight in suspect.denied)
            assert all(patient.answer(finding) is False for finding in suspect.same)


def test_what_is_not_ruled_out_waits_for_questions_that_were_not_asked() -> None:
    """Each of them was not asked, and the cause must not be missed; where all is asked none waits."""
    for patient in patients():
        for suspect in differential(patient).not_ruled_out:
            assert suspect.cause.serious
            assert all(patient.answer(atom) is None for atom in suspect.open)
            assert not any(getattr(atom, "instead_of", None) for atom in suspect.open), "its sign is asked"
    assert differential(CASES["lifting"].presentation).not_ruled_out == ()


def test_of_one_number_the_highest_threshold_is_told_and_each_finding_once() -> None:
    """An age of 70 says all that one of 50 does, and what is said by two ways is said once; nought is a number too."""
    fever, nausea = FINDINGS["fever"], FINDINGS["nausea"]
    assert _distinct([fever, fever]) == (fever,)
    assert _distinct([findings.age >= 50, findings.age >= 70]) == (findings.age >= 70,)
    assert _distinct([findings.pain >= 0, nausea, fever, nausea]) == (findings.pain >= 0, nausea, fever)


def test_who_cannot_have_it_is_not_asked_for_it() -> None:
    """Neither a twisted testicle in a woman nor a pregnancy in a man or at 80 waits for an answer."""
    for patient, gone in (
        (Presentation(age=30, sex="female"), "testicle"),
        (Presentation(age=30, sex="male"), "pregnancy_trouble"),
        (Presentation(age=80), "pregnancy_trouble"),
    ):
        assert gone not in {s.cause.id for s in differential(patient).not_ruled_out}


def tumour_in(**said: object) -> Suspect:
    """A tumour in the lists of somebody of 66 who had cancer, and of whom some more is said."""
    patient = Presentation(**{"age": 66, "pain": 4, "days": 1825, "present": {"cancer_history"}, **said})  # type: ignore[arg-type]
    return next(s for s in differential(patient).must_not_miss if s.cause.id == "spinal_tumour")


@pytest.mark.parametrize(
    ("days", "present", "absent", "same"),
    [
        (1825, set(), {"getting_worse"}, ["getting_worse"]),
        (20, set(), {"getting_worse"}, []),
        (None, set(), {"getting_worse"}, []),
        (20, set(), {"new_kind_of_pain"}, ["new_kind_of_pain"]),
        (1825, {"getting_worse"}, {"new_kind_of_pain"}, []),
        (1825, {"new_kind_of_pain"}, {"getting_worse"}, []),
        (1825, set(), set(), []),
    ],
)
def test_an_ache_as_it_always_was_speaks_against_a_tumour(
    days: int | None, present: set[str], absent: set[str], same: list[str]
) -> None:
    """The usual ache, or no worse in more than a year; not what was not asked, nor what another answer gainsays."""
    found = tumour_in(days=days, present={"cancer_history", *present}, absent=absent)
    assert [finding.id for finding in found.same] == same


def test_youth_does_not_speak_against_a_tumour() -> None:
    """At 16 no age stands among what speaks against it."""
    assert tumour_in(age=16).denied == ()


def test_no_denial_is_said_by_a_double_no() -> None:
    """Who is better after resting reads that, and not that the answer to "no better after resting" was no."""
    said = " ".join(str(advise(CASES["tumour"].presentation)).split())
    assert "Against it: better after resting; an ache like the usual one." in said
    assert "not found: no better" not in said


def test_no_level_stands_beside_a_cause() -> None:
    """The level is the patient's: neither what a rule points to nor what was not asked has one of its own."""
    for patient in (*(case.presentation for case in CASES.values()), Presentation(age=34, pain=6)):
        (causes,) = (part for part in advise(patient).sections() if part.id == "causes")
        said = to_text([causes])
        assert not any(level.label in said for level in Disposition), patient


def test_with_a_sign_of_danger_no_figure_says_that_the_harmless_is_common() -> None:
    """Neither the list nor the evidence has it then; without one both have."""
    for case in ("saddle", "tumour", "post-4"):
        said = " ".join(str(advise(CASES[case].presentation)).split())
        assert "nine in ten of those" not in said
        assert "- Common: " not in said
        assert "says nothing about this person" in said
    assert " ".join(str(advise(CASES["lifting"].presentation)).split()).count("nine in ten of those") == 2


def test_what_ibuprofen_did_does_not_speak_for_a_stone() -> None:
    """The rule looks for a kidney that is ill; that the tablet has not helped is said of an infection alone."""
    lists = differential(CASES["post-4"].presentation)
    told = {suspect.cause.id: {atom.id for atom in suspect.speaks_for} for suspect in lists.looked_for}
    assert "no_relief" in told["kidney_infection"]
    assert "no_relief" not in told["kidney_stone"]


def of(lists: Differential, cause: str) -> object:
    """One cause of the two lists."""
    return next(s for s in (*lists.must_not_miss, *lists.common) if s.cause.id == cause)


def test_a_chance_is_that_of_the_strongest_finding_alone() -> None:
    """Over 55, a fall: 5 of 100 become 25 by the source's ratio and interval, however many findings there are."""
    patient = Presentation(age=70, pain=5, days=3, present={"minor_fall", "steroid_tablets", "osteoporosis"})
    chance = of(differential(patient), "vertebral_fracture").chance  # type: ignore[attr-defined]
    assert chance.sign.finding.id == "minor_fall"
    assert (round(100 * chance.low), round(100 * chance.after), round(100 * chance.high)) == (13, 25, 42)
    assert "of 100 people over 55 with back pain in general practice about 5 have it" in " ".join(
        to_text(advise(patient).sections()).split()
    )


def test_a_chance_is_told_of_the_people_among_whom_it_was_measured() -> None:
    """Under 56 a fall has no number, since nobody has measured it there."""
    patient = Presentation(age=40, pain=5, days=3, present={"minor_fall"})
    assert of(differential(patient), "vertebral_fracture").chance is None  # type: ignore[attr-defined]


def test_a_chance_that_nobody_has_read_is_not_told() -> None:
    """The ratios of a tumour rest on a table that nobody here has read: no number of people is made of them."""
    assert MEASURED["spinal_tumour"].signs
    assert of(differential(CASES["tumour"].presentation), "spinal_tumour").chance is None  # type: ignore[attr-defined]


def test_no_share_stands_beside_a_cause() -> None:
    """Whoever is at the highest level reads no percentage in the list that might take it back."""
    for case in CASES.values():
        advice = advise(case.presentation)
        (causes,) = (part for part in advice.sections() if part.id == "causes")
        said = to_text([causes]).replace("100%", "")
        assert advice.disposition < Disposition.EMERGENCY or "%" not in said


def test_every_cause_says_what_would_settle_it_and_how_common_it_is() -> None:
    """No list without a way on, and no word for how common without what it rests on."""
    for cause in CAUSES.values():
        assert cause.settles.endswith("."), cause.id
        assert cause.how_common, cause.id
        assert cause.band is None or "{" in cause.how_common, cause.id
        assert cause.serious or cause.way_of or cause.band, cause.id


def test_every_finding_of_a_cause_is_one_that_is_asked() -> None:
    """No door to further questions speaks for a cause by itself."""
    doors = {f.parent.id for f in FINDINGS.values() if f.parent is not None} - {
        atom.id for rule in RULES.values() for atom in rule.when.atoms
    }
    named_by_causes = {a.id for c in CAUSES.values() for a in (*c.speaks_for, *c.speaks_against)}
    umbrellas = {"illness", "takes_medicine", "belly_trouble", "breathing_trouble", "germ_risk", "urine_trouble"}
    umbrellas |= {"run_down", "having_babies", "stiff_for_months", "bad_reaction"}
    assert not named_by_causes & umbrellas
    assert umbrellas <= doors


def test_a_leg_short_of_blood_and_an_ulcer_that_bleeds_are_named() -> None:
    """Where legs ache on walking the pulses of the feet are felt, and the belly's cause names the ulcer that bleeds."""
    assert "the pulses of the feet, since legs short of blood ache on walking too" in CAUSES["stenosis"].settles
    assert CAUSES["belly"].label.startswith("Bleeding ulcer")


@pytest.mark.parametrize("age", [16, 17, 18])
def test_nobody_under_18_is_told_a_chance_that_was_counted_in_adults(age: int) -> None:
    """A tumour's share was counted in adults: under 18 there is none, and it is said so."""
    patient = Presentation(age=age, pain=5, days=40, present=frozenset({"weight_loss"})).none_other()
    advice = advise(patient)
    tumour = next(each for each in advice.differential.looked_for if each.cause.id == "spinal_tumour")
    said = " ".join(to_text(advice.sections()).split())
    when = MEASURED["spinal_tumour"].when
    assert when is not None
    assert bool(advice.standing.has(when)) is (age >= 18)
    assert tumour.chance is None
    assert ("These numbers were counted in adults: under 18 they say nothing." in said) is (age < 18)
    assert advice.disposition is Disposition.URGENT


def test_no_fever_is_said_with_what_can_hide_one() -> None:
    """Where a missing fever speaks against a cause, it is said that a tablet can hide it."""
    denial = _denial(FINDINGS["fever"])
    assert denial == "no fever, which ibuprofen or paracetamol can hide"
