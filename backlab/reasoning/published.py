"""The findings whose numbers are published, the scales on which they are moved, and what both together say.

A finding is known by how often it is there in the ill (its sensitivity) and in the others. Where its source gives the
first, the second follows from the likelihood ratio; else both follow from the ratios, as in ``dependence``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from backlab.knowledge.causes import MEASURED, Measured
from backlab.model import Cause, Sign
from backlab.reasoning.asking import Asked, asked
from backlab.reasoning.bayes import post_test
from backlab.reasoning.dependence import Rates, naive_ratio, rates, true_ratio

_DIGITS = 6  # so that a tenth is the same tenth, whichever way it was reckoned


class Published(NamedTuple):
    """A sign with a published likelihood ratio, and its cause, counted among the same people."""

    measured: Measured
    sign: Sign

    @property
    def cause(self) -> Cause:
        """The cause itself."""
        return self.measured.cause

    @property
    def id(self) -> str:
        """Such as "spinal_tumour.cancer_history"."""
        return f"{self.cause.id}.{self.sign.finding.id}"

    @property
    def rates(self) -> Rates:
        """How often it is there in the ill, and in the others."""
        there = self.sign.sensitivity
        found = rates(self.sign.positive, self.sign.negative)
        if there is not None:
            found = Rates(there, there / self.sign.positive)
        return Rates(round(found.ill, _DIGITS), round(found.others, _DIGITS))

    @property
    def is_counted(self) -> bool:
        """Whether how often it is there is published too, or follows from what is; else it is supposed."""
        return self.sign.sensitivity is not None or self.sign.negative != 1.0

    @property
    def interval(self) -> tuple[float, float] | None:
        """The ends of the ratio's interval, where its source gives one."""
        found = self.sign.interval
        return (found.low, found.high) if found else None

    @property
    def steps(self) -> dict[str, int]:
        """Where its numbers stand on the scales."""
        return {
            "common": COMMON.index(self.measured.prior.value),
            "sensitivity": SENSITIVITY.index(self.rates.ill),
            "specificity": FALSE_ALARMS.index(self.rates.others),
        }


PUBLISHED: Mapping[str, Published] = {
    each.id: each for measured in MEASURED.values() for sign in measured.signs for each in [Published(measured, sign)]
}


_ALL = PUBLISHED.values()
COMMON = tuple(
    sorted({0.0002, 0.0005, 0.001, 0.002, 0.004, 0.02, 0.1, 0.3, 0.5, *(each.measured.prior.value for each in _ALL)})
)
"""How common the illness is (0 to 1), from rare to every second person."""
SENSITIVITY = tuple(sorted({0.1, 0.2, 0.8, 0.99, *(each.rates.ill for each in _ALL)}))
"""How many of the ill have the finding (0 to 1)."""
FALSE_ALARMS = tuple(sorted({0.001, 0.002, 0.005, 0.01, *(each.rates.others for each in _ALL)}, reverse=True))
"""How many of the others have it (0 to 1): the most first, so that the specificity grows from left to right."""


class Reading(NamedTuple):
    """What is asked of whom: a published finding, the numbers that are reckoned with, and how often it is asked."""

    published: Published
    pre_test: float
    rates: Rates
    asked: int = 1
    together: float = 1.0

    @property
    def ratio(self) -> float:
        """The likelihood ratio of one yes."""
        return self.rates.ill / self.rates.others

    @property
    def true(self) -> float:
        """The likelihood ratio of all yeses together."""
        return true_ratio(self.rates, self.asked, self.together)

    @property
    def naive(self) -> float:
        """The likelihood ratio if each yes were news."""
        return naive_ratio(self.rates, self.asked)

    @property
    def after(self) -> float:
        """The chance (0 to 1) of whoever says yes every time."""
        return post_test(self.pre_test, self.true)

    @property
    def naively(self) -> float:
        """The same chance, if each yes were news."""
        return post_test(self.pre_test, self.naive)

    @property
    def people(self) -> Asked:
        """A thousand of them."""
        return asked(self.pre_test, self.rates, self.asked, self.together)

    @property
    def as_published(self) -> Reading:
        """The same with the numbers of its sources, asked once."""
        return Reading(self.published, self.published.measured.prior.value, self.published.rates)

    @property
    def is_as_published(self) -> bool:
        """Whether no number was moved."""
        return self[:3] == self.as_published[:3]


def reading(values: Mapping[str, Any]) -> Reading:
    """What the controls of a lab say: ``finding`` by its id, places on the three scales, ``times`` and ``together``."""
    of = Rates(SENSITIVITY[values["sensitivity"]], FALSE_ALARMS[values["specificity"]])
    common, times = COMMON[values["common"]], int(values["times"])
    return Reading(PUBLISHED[values["finding"]], common, of, times, values["together"] / 100)
