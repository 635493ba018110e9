"""Findings that go together: how often they are there, and what several of them are worth."""

from __future__ import annotations

import pytest

from backlab.reasoning.dependence import Rates, every_time, naive_ratio, rates, true_ratio


@pytest.mark.parametrize(
    ("ratios", "ill", "others"),
    [
        ((4.0, 0.5), 4 / 7, 1 / 7),  # both known, and opposite: (4/7) / (1/7) = 4, (3/7) / (6/7) = 0.5
        ((0.5, 4.0), 3 / 7, 6 / 7),
        ((1.5, 0.5), 0.75, 0.5),
        ((4.0,), 0.5, 0.125),  # only a yes counts: half of the ill have it
        ((0.25,), 0.125, 0.5),  # and here half of the others
        ((1.0,), 0.5, 0.5),
        ((1.0, 0.5), 0.5, 0.5),
        ((3.0, 2.0), 0.5, 1 / 6),  # not opposite: what is known of the yes alone
        ((0.5, 0.5), 0.25, 0.5),
    ],
)
def test_how_often_a_finding_is_there_follows_from_its_ratios(
    ratios: tuple[float, ...], ill: float, others: float
) -> None:
    """Both ratios fix both rates where they go opposite ways; else half of those have it who have it more often."""
    assert rates(*ratios) == pytest.approx((ill, others))


@pytest.mark.parametrize("ratios", [(0.0,), (-1.0,), (2.0, 0.0), (2.0, -0.5), (0.0, 1.0)])
def test_no_ratio_is_nought_or_less(ratios: tuple[float, ...]) -> None:
    """Neither of the two: the sentence says so."""
    with pytest.raises(ValueError, match=r"^a likelihood ratio is above 0$"):
        rates(*ratios)


def test_small_ratios_are_ratios_too() -> None:
    """Anything above nought is taken."""
    assert rates(0.5, 0.5).others == 0.5
    assert rates(0.01).ill == pytest.approx(0.005)


@pytest.mark.parametrize(
    ("together", "chance", "worth"),
    [(0.0, 0.125, 64.0), (0.5, (0.5 + 0.125) / 2, (0.3125) / (0.5 * 0.125 + 0.5 * 0.125**3)), (1.0, 0.5, 4.0)],
)
def test_three_answers_are_worth_less_the_more_they_go_together(together: float, chance: float, worth: float) -> None:
    """Each alone they multiply; always together they are one answer; half and half the rates are half of each."""
    assert every_time(0.5, 3, together) == pytest.approx(chance)
    assert true_ratio(Rates(0.5, 0.125), 3, together) == pytest.approx(worth)
    assert naive_ratio(Rates(0.5, 0.125), 3) == pytest.approx(64.0)


@pytest.mark.parametrize(("times", "together"), [(0, 0.5), (-1, 0.5), (2, -0.01), (2, 1.01)])
def test_answers_go_together_from_never_to_always(times: int, together: float) -> None:
    """There is one answer or more, and no answer goes with another more than always."""
    with pytest.raises(ValueError, match=r"^give one answer or more, and let them go together from 0 to 1$"):
        true_ratio(Rates(0.5, 0.125), times, together)
    assert true_ratio(Rates(0.5, 0.125), 1, 0.5) == pytest.approx(4.0)
