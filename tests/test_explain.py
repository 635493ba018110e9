"""Why, why not, and what would change it: every explanation is true of the rules."""

import random
from dataclasses import replace
from itertools import combinations

import pytest
from test_engine import somebody

from backlab import CASES, Disposition, Presentation, advise
from backlab.knowledge.findings import above, answers_of, having_babies, pregnant
from backlab.model import Atom, Finding, Threshold
from backlab.reasoning.engine import disposition, rule_atoms
from backlab.reasoning.explain import least_missing, ordered

TRIGGERLESS = Presentation(age=50, pain=4, days=3, onset="no_trigger", mobility="still_moving").none_other()
PEOPLE = [somebody(random.Random(1000 + seed)) for seed in range(60)] + [
    TRIGGERLESS,
    *(c.presentation for c in CASES.values()),
]


@pytest.mark.parametrize("patient", PEOPLE, ids=range(len(PEOPLE)))
def test_every_explanation_is_true(patient: Presentation) -> None:
    """Reasons are present and explain the level; every change that is named leads where it says."""
    advice = advise(patient)
    assert max([r.rule.disposition for r in advice.reasons], default=Disposition.SELF_CARE) == advice.disposition
    assert all(patient.answer(a) for r in advice.reasons for a in r.matched)
    for change in advice.raises:
        assert disposition(patient.changed(change.atoms[0], True)) == change.to > advice.disposition
    for change in advice.lowers:
        lowered = patient
        for atom in change.atoms:
            assert patient.answer(atom)
            lowered = lowered.changed(atom, False)
        assert disposition(lowered) == change.to < advice.disposition


def everything_that_can_change(patient: Presentation) -> list[Atom]:
    """Each atom of the rules that is not present, in the order of asking."""
    return [atom for atom in ordered(rule_atoms()) if not patient.answer(atom)]


def asked_before(atom: Atom) -> tuple[Atom, ...]:
    """The parents of a finding (of weeks of pregnancy the pregnancy), and the sign of which it is another answer."""
    if not isinstance(atom, Finding):
        return (pregnant, having_babies) if atom.id.startswith("weeks") else ()
    sign = answers_of(atom)[0]
    return (*above(sign), *((sign,) if sign is not atom else ()))


@pytest.mark.parametrize("patient", PEOPLE, ids=range(len(PEOPLE)))
def test_every_single_change_that_raises_is_named(patient: Presentation) -> None:
    """Trying each finding and threshold one by one finds the same changes; of thresholds the nearest is named.

    A follow-up is named only where it leads further than its parent, and what is old never beside what is new.
    """
    now = disposition(patient)
    tried = {a: disposition(patient.changed(a, True)) for a in everything_that_can_change(patient)}
    raising: dict[object, tuple[Atom, Disposition]] = {}
    for atom, to in tried.items():
        key = (atom.quantity.id, to) if isinstance(atom, Threshold) else atom
        led_by = [tried[door] for door in asked_before(atom) if door in tried and not patient.answer(door)]
        if to > now and to > max(led_by, default=now):
            raising.setdefault(key, (atom, to))
    changes = advise(patient).raises
    assert {(c.atoms[0], c.to) for c in changes} == set(raising.values())
    assert [c.to for c in changes] == sorted(c.to for c in changes)


@pytest.mark.parametrize("patient", PEOPLE, ids=range(len(PEOPLE)))
def test_why_not_higher_tells_no_from_not_asked(patient: Presentation) -> None:
    """What would raise the level was either answered no or not asked, never both, and nothing is left out."""
    advice = advise(patient)
    for reason in advice.why_not_higher:
        assert all(patient.answer(atom) is False for atom in reason.ruled_out)
        assert all(patient.answer(atom) is None for atom in reason.not_asked)
    told = [a for r in advice.why_not_higher for a in (*r.ruled_out, *r.not_asked)]
    assert sorted(a.id for a in told) == sorted(a.id for c in advice.raises for a in c.atoms)
    assert [r.level for r in advice.why_not_higher] == sorted(r.level for r in advice.why_not_higher)


@pytest.mark.parametrize("patient", PEOPLE, ids=range(len(PEOPLE)))
def test_every_reason_names_all_that_matched(patient: Presentation) -> None:
    """The findings of a reason are those of all its clauses that hold."""
    for reason in advise(patient).reasons:
        satisfied = [c for c in reason.rule.when.clauses if all(patient.answer(a) for a in c)]
        assert set(reason.matched) == set().union(*satisfied)


@pytest.mark.parametrize("patient", PEOPLE, ids=range(len(PEOPLE)))
def test_each_question_is_pivotal(patient: Presentation) -> None:
    """With some answers to the other questions, a yes to this one leads further than a no."""
    advice = advise(patient)
    ways = least_missing(patient)
    for question in advice.questions:
        for atom, way in ((a, m) for m in ways for a in m if question.atom in (a, *asked_before(a))):
            yes = patient
            for other in way - {atom}:
                yes = yes.changed(other, True)
            no, yes = yes.changed(question.atom, False), yes.changed(atom, True)
            if disposition(yes) > disposition(no) or advise(yes).red_flag > advise(no).red_flag:
                break
        else:
            pytest.fail(f"{question.atom} can change nothing")
    reach = [-q.could_reach for q in advice.questions]
    assert reach == sorted(reach)


def test_a_red_flag_at_the_same_level_is_still_asked_about() -> None:
    """Severe pain is already seen the same day; a fever would still hold the home care back."""
    patient = Presentation(age=34, pain=9, days=1, onset="twisting", mobility="unable_to_move").none_other()
    patient = replace(patient, absent=patient.absent - {"fever"})
    assert [q.atom.id for q in advise(patient).questions] == ["fever"]


def test_no_smaller_set_would_lower_the_level() -> None:
    """For patients with few findings, no set that is smaller than the ones named lowers the level."""
    for patient in PEOPLE:
        present = [a for a in ordered(rule_atoms()) if patient.answer(a)]
        changes = advise(patient).lowers
        if changes and len(present) <= 8:
            for size in range(1, len(changes[0].atoms)):
                for some in combinations(present, size):
                    lowered = patient
                    for atom in reversed(some):
                        lowered = lowered.changed(atom, False)
                    assert disposition(lowered) == disposition(patient)


@pytest.mark.parametrize("patient", PEOPLE[:30], ids=range(30))
def test_the_changes_that_lower_are_the_smallest(patient: Presentation) -> None:
    """Leaving out any part of a change would not lower the level."""
    for change in advise(patient).lowers:
        for kept in change.atoms:
            partly = patient
            for atom in change.atoms:
                if atom is not kept:
                    partly = partly.changed(atom, False)
            assert disposition(partly) == disposition(patient)


@pytest.mark.parametrize("patient", PEOPLE[:30], ids=range(30))
def test_only_questions_that_can_matter_are_asked(patient: Presentation) -> None:
    """A question that could raise the level alone does so; none is asked when nothing can rise."""
    advice = advise(patient)
    for question in advice.questions:
        assert patient.answer(question.atom) is None
        if question.alone:
            assert disposition(patient.changed(question.atom, True)) >= question.could_reach
    assert bool(advice.questions) == (advice.could_reach > advice.disposition)


def test_a_higher_level_that_was_ruled_out_says_by_which_answers() -> None:
    """Answering no to everything is the reason for no emergency."""
    advice = advise(CASES["post-1"].presentation)
    emergency = next(n for n in advice.why_not_higher if n.level is Disposition.EMERGENCY)
    assert "saddle_numbness" in {a.id for a in emergency.ruled_out}
    assert emergency.not_asked == ()


def test_several_reasons_need_several_changes() -> None:
    """With two independent red flags, both must go for the level to fall."""
    patient = Presentation(age=30, pain=3, present={"fever", "cancer_history"})  # type: ignore[arg-type]
    assert {frozenset(a.id for a in c.atoms) for c in advise(patient).lowers} == {
        frozenset({"fever", "cancer_history"})
    }


def test_the_nearest_threshold_is_named() -> None:
    """Of the ages that would raise the level only the nearest is named."""
    patient = Presentation(age=20, pain=2, days=0).none_other()
    ages = [a.id for c in advise(patient).raises for a in c.atoms if a.id.startswith("age")]
    assert ages == ["age>=70"]


def test_questions_about_medicines_are_asked_apart() -> None:
    """What a treatment waits for is listed, although it cannot change the level."""
    advice = advise(Presentation(age=34, pain=6, days=1, onset="lifting"))
    assert "ulcer" in {a.id for a in advice.unsafe_until_asked}
    assert "ulcer" not in {q.atom.id for q in advice.questions}


def test_of_two_ages_that_lead_as_far_the_nearer_is_named() -> None:
    """With pain in the side 60 is old enough for a doctor today, so that 70, by way of a fall, is not worth naming."""
    patient = Presentation(age=20, pain=2, days=0, present={"flank_pain", "minor_fall"}).none_other()  # type: ignore[arg-type]
    ages = [(a.id, c.to) for c in advise(patient).raises for a in c.atoms if a.id.startswith("age")]
    assert ages == [("age>=60", Disposition.URGENT)]


def test_the_safety_net_says_where_to_go_and_by_when() -> None:
    """Below each list of signs stands where to go with them and by when, and that the lists are not all."""
    said = " ".join(str(advise(CASES["post-1"].presentation)).split()).partition("WHAT TO WATCH FOR")[2]
    now, today = said.index("nearest emergency department (A&E), now"), said.index("the same day, also at night")
    assert said.index("Chest pain") < now < said.index("Be seen by a doctor the same day") < today
    assert said.index("These lists are short") > today
