"""Probabilities: they add up, evidence adds up, and they never touch the level of care."""

from math import isclose, log10

import pytest

from backlab import CASES, Presentation, advise
from backlab.knowledge.causes import CAUSES
from backlab.knowledge.figures import accuracy
from backlab.reasoning.bayes import differential, natural_frequency, post_test, wilson


@pytest.mark.parametrize("case", CASES.values(), ids=list(CASES))
def test_the_differential_shares_out_one(case: object) -> None:
    """The probabilities of all causes add up to one, before and after."""
    candidates = differential(case.presentation)  # type: ignore[attr-defined]
    assert isclose(sum(c.post_test for c in candidates), 1)
    assert isclose(sum(c.pre_test for c in candidates), 1)


def test_with_nothing_asked_nothing_moves() -> None:
    """A patient of whom nothing but the numbers is known, and these are low, keeps the pre-test order."""
    candidates = {c.cause.id: c for c in differential(Presentation(age=16, pain=0))}
    assert candidates["muscle_strain"].weights == ()
    assert candidates["muscle_strain"].post_test > candidates["overuse"].post_test > candidates["weak_core"].post_test


def test_weights_of_evidence_add_up() -> None:
    """Decibans are ten times the logarithm of the ratios, so their sum is that of the product."""
    tumour = next(c for c in differential(CASES["tumour"].presentation) if c.cause.id == "spinal_tumour")
    ratio = 1.0
    for weight in tumour.weights:
        ratio *= weight.ratio
    assert isclose(sum(w.decibans for w in tumour.weights), 10 * log10(ratio))


def test_a_positive_finding_raises_its_cause() -> None:
    """Cancer in the past makes a tumour likelier, and its absence less likely than not asking."""
    asked = [
        Presentation(age=40, pain=5, present=p, absent=a)
        for p, a in (({"cancer_history"}, ()), ((), ()), ((), {"cancer_history"}))
    ]  # type: ignore[arg-type]
    shares = [next(c.post_test for c in differential(p) if c.cause.id == "spinal_tumour") for p in asked]
    assert shares[0] > shares[1] > shares[2]


def test_post_4_names_the_kidney_first() -> None:
    """In post 4 a kidney infection is the likeliest single cause, from 1 in 250 before."""
    first = differential(CASES["post-4"].presentation)[0]
    assert first.cause.id == "kidney_infection"
    assert first.pre_test < 0.005


def test_a_probability_never_lowers_a_level() -> None:
    """Saddle numbness is an emergency although the syndrome stays unlikely."""
    advice = advise(CASES["saddle"].presentation)
    cauda_equina = next(c for c in advice.differential if c.cause.id == "cauda_equina")
    assert advice.disposition.name == "EMERGENCY"
    assert cauda_equina.post_test < 0.5


def test_sensitivity_and_specificity_become_ratios() -> None:
    """0.92 and 0.28 (straight-leg raise) are a ratio of 1.28 present and 0.29 absent."""
    sign = next(s for s in CAUSES["herniated_disc"].signs if s.finding.id == "leg_raise")
    assert (sign.positive, sign.negative) == (1.28, 0.29)


def test_a_finding_of_which_only_a_yes_counts_says_nothing_by_a_no() -> None:
    """A full bladder: sensitivity 0.90 and specificity 0.95 are a ratio of 18; without it nothing is ruled out."""
    sign = next(s for s in CAUSES["cauda_equina"].signs if s.finding.id == "difficulty_peeing")
    assert (sign.positive, sign.negative, sign.sources) == (18.0, 1.0, ("deyo-1992-ces",))
    assert sign.note == 'a "no" counts for nothing: it cannot rule it out'
    weak = next(s for s in CAUSES["cauda_equina"].signs if s.finding.id == "leg_weakness")
    assert weak.positive == round(accuracy("ces-cohort-334", "weakness").positive, 1) != round(weak.positive)


@pytest.mark.parametrize(
    ("before", "ratio", "after"), [(0.5, 1, 0.5), (0.01, 99, 0.5), (0, 50, 0), (1, 0.1, 1), (0.2, 4, 0.5)]
)
def test_odds_times_ratio(before: float, ratio: float, after: float) -> None:
    """A post-test probability is the pre-test odds times the likelihood ratio."""
    assert isclose(post_test(before, ratio), after)


def test_natural_frequencies_are_whole_people() -> None:
    """0.66 % of a thousand people are seven."""
    assert natural_frequency(0.0066) == 7
    assert natural_frequency(0.0066, 10_000) == 66


def test_a_no_that_weighs_nothing_is_no_evidence() -> None:
    """Whoever denies everything has no weight of 0 among the evidence: such a "no" is left out."""
    patient = Presentation(age=30, pain=3, days=1, onset="lifting").none_other()
    weights = [weight for candidate in differential(patient) for weight in candidate.weights]
    assert weights
    assert [weight for weight in weights if weight.ratio == 1.0] == []


def test_the_interval_of_a_share_never_leaves_it() -> None:
    """However the last digit is rounded, an end is never below nobody or above everybody, and those are reached."""
    for of in range(1, 60):
        low, high = wilson(0, of)
        assert (low, high) == (0.0, pytest.approx(1.96**2 / (of + 1.96**2)))
        low, high = wilson(of, of)
        assert (low, high) == (pytest.approx(of / (of + 1.96**2)), pytest.approx(1.0))
        assert high <= 1.0


def test_the_evidence_stands_with_the_strongest_first() -> None:
    """What was answered is weighed in both directions, and sorted by how much it weighs."""
    patient = Presentation(age=70, pain=8, present={"fever", "leg_pain"}).none_other()  # type: ignore[arg-type]
    for candidate in differential(patient):
        sizes = [abs(weight.decibans) for weight in candidate.weights]
        assert sizes == sorted(sizes, reverse=True)
        told = {(weight.sign.finding, weight.present, weight.ratio) for weight in candidate.weights}
        signs = [(sign, patient.answer(sign.finding)) for sign in candidate.cause.signs]
        yes = {(sign.finding, True, sign.positive) for sign, answer in signs if answer}
        no = {(sign.finding, False, sign.negative) for sign, answer in signs if answer is False and sign.negative != 1}
        assert told == yes | no
