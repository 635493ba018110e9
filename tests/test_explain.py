"""Why, why not, and what would change it: every explanation is true of the rules."""

import random

import pytest
from test_engine import somebody

from backlab import CASES, Disposition, Presentation, advise
from backlab.reasoning.engine import disposition

PEOPLE = [somebody(random.Random(1000 + seed)) for seed in range(60)] + [c.presentation for c in CASES.values()]


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
