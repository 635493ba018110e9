"""What several findings are worth that go together: the exact model behind "do not count it twice".

Multiplying likelihood ratios takes each finding as news: as if, among people with the same illness, knowing one
answer said nothing about the next. Here one finding is asked several times in other words. With the chance
``together`` (0 to 1) a person gives the same answer each time, and else each answer stands alone; ``together`` is
then just the correlation between any two of the answers, among the ill and among the others alike.
"""

from typing import NamedTuple


class Rates(NamedTuple):
    """How often a finding is there (0 to 1): among the ill, and among the others."""

    ill: float
    others: float


def rates(positive: float, negative: float = 1.0) -> Rates:
    """The rates that make these likelihood ratios, present and absent.

    Where the two do not go opposite ways (as where only one of them is known) the finding is taken to be there in
    half of those who have it more often: a teaching estimate. Raises ``ValueError`` for a ratio that is not above 0.
    """
    if min(positive, negative) <= 0:
        raise ValueError("a likelihood ratio is above 0")
    if (positive - 1) * (negative - 1) < 0:
        others = (1 - negative) / (positive - negative)
        return Rates(positive * others, others)
    return Rates(0.5 * min(positive, 1), 0.5 / max(positive, 1))


def every_time(rate: float, times: int, together: float) -> float:
    """How often (0 to 1) all of ``times`` answers are yes, where each is yes at ``rate``."""
    return together * rate + (1 - together) * rate**times


def naive_ratio(of: Rates, times: int) -> float:
    """The likelihood ratio of ``times`` yeses if each were news: the ratios multiplied."""
    return (of.ill / of.others) ** times


def true_ratio(of: Rates, times: int, together: float) -> float:
    """The likelihood ratio of ``times`` yeses whose answers go ``together`` (0 not at all, 1 always).

    It lies between the ratio of one answer and the naive one. Raises ``ValueError`` for less than one answer, or
    for ``together`` outside 0 to 1.
    """
    if times < 1 or not 0 <= together <= 1:
        raise ValueError("give one answer or more, and let them go together from 0 to 1")
    return every_time(of.ill, times, together) / every_time(of.others, times, together)
