"""Chances: only where they are measured, evidence adds up, and they never touch the level of care."""

from math import isclose, log10

import pytest

from backlab import CASES, Presentation, advise
from backlab.knowledge.causes import CAUSES, MEASURED
from backlab.knowledge.figures import accuracy
from backlab.knowledge.sources import SOURCES
from backlab.reasoning.bayes import candidate, natural_frequency, post_test, wilson


@pytest.mark.parametrize("cause", MEASURED)
def test_every_number_of_a_measured_cause_is_published(cause: str) -> None:
    """Its share and each of its ratios have a source, and it is said of which people they are."""
    measured = MEASURED[cause]
    assert 0 < measured.prior.value < 1
    assert measured.among
    assert measured.signs
    assert all(figure.sources for figure in (measured.prior, *measured.signs))
    assert set(measured.signs) <= set(CAUSES[cause].signs)


def test_every_ratio_has_a_source() -> None:
    """A finding without one speaks for or against a cause, and has no number."""
    signs = [(cause.id, sign) for cause in CAUSES.values() for sign in cause.signs]
    assert len(signs) > 20
    assert [(cause, sign.finding.id) for cause, sign in signs if not sign.sources] == []
    assert all(source in SOURCES for _, sign in signs for source in sign.sources)


@pytest.mark.parametrize("cause", MEASURED)
def test_with_nothing_asked_nothing_moves(cause: str) -> None:
    """Of somebody of whom nothing but an age is known only the age can weigh."""
    now = candidate(cause, Presentation(age=40))
    assert {getattr(weight.sign.finding, "quantity", weight.sign.finding).id for weight in now.weights} <= {"age"}
    assert now.weights or now.post_test == pytest.approx(now.pre_test) == MEASURED[cause].prior.value


def test_weights_of_evidence_add_up() -> None:
    """Decibans are ten times the logarithm of the ratios, so their sum is that of the product."""
    tumour = candidate("spinal_tumour", CASES["tumour"].presentation)
    ratio = 1.0
    for weight in tumour.weights:
        ratio *= weight.ratio
    assert isclose(sum(w.decibans for w in tumour.weights), 10 * log10(ratio))
    assert isclose(tumour.post_test, post_test(tumour.pre_test, ratio))


def test_a_positive_finding_raises_its_cause() -> None:
    """Cancer in the past makes a tumour likelier, and its absence less likely than not asking."""
    asked = [
        Presentation(age=40, pain=5, present=p, absent=a)
        for p, a in (({"cancer_history"}, ()), ((), ()), ((), {"cancer_history"}))
    ]  # type: ignore[arg-type]
    shares = [candidate("spinal_tumour", p).post_test for p in asked]
    assert shares[0] > shares[1] > shares[2]


def test_a_probability_never_lowers_a_level() -> None:
    """Saddle numbness is an emergency although the syndrome stays unlikely even where it is suspected."""
    advice = advise(CASES["saddle"].presentation)
    assert advice.disposition.name == "EMERGENCY"
    assert candidate("cauda_equina", CASES["saddle"].presentation).post_test < 0.5


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
    weights = [weight for cause in MEASURED for weight in candidate(cause, patient).weights]
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
    for cause, measured in MEASURED.items():
        weights = candidate(cause, patient).weights
        sizes = [abs(weight.decibans) for weight in weights]
        assert sizes == sorted(sizes, reverse=True)
        told = {(weight.sign.finding, weight.present, weight.ratio) for weight in weights}
        signs = [(sign, patient.answer(sign.finding)) for sign in measured.signs]
        yes = {(sign.finding, True, sign.positive) for sign, answer in signs if answer}
        no = {(sign.finding, False, sign.negative) for sign, answer in signs if answer is False and sign.negative != 1}
        assert told == yes | no
