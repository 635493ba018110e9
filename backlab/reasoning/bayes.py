"""From pre-test to post-test probability, finding by finding, for the few causes of which it has been measured.

Such a cause starts from its published share; each finding that was asked multiplies its odds by a published likelihood
ratio. The weight of evidence is ten times the logarithm of the ratio (decibans), so that weights simply add up. All of
them together take the findings as independent, which nobody has measured: for an advice only the strongest counts
(``reasoning.differential``). Probabilities inform; they never lower a disposition.
"""

from collections.abc import Iterable
from math import log10, prod, sqrt
from typing import NamedTuple

from backlab.knowledge.causes import MEASURED, Measured
from backlab.model import Cause, Sign
from backlab.presentation import Presentation
from backlab.reasoning.standing import Standing, standing

_NORMAL = 1.96  # standard errors on either side of a 95% interval


class Weight(NamedTuple):
    """What one finding does to one cause; ``decibans`` above 0 speak for it, below 0 against it."""

    sign: Sign
    present: bool
    ratio: float
    decibans: float


class Candidate(NamedTuple):
    """A cause that can be reckoned with: probabilities from 0 to 1, and the evidence, strongest first."""

    measured: Measured
    pre_test: float
    post_test: float
    weights: tuple[Weight, ...]

    @property
    def cause(self) -> Cause:
        """The cause itself."""
        return self.measured.cause


def candidate(cause: str, patient: Presentation | Standing) -> Candidate:
    """A cause of ``MEASURED`` (by its id) for this patient, as if its findings were independent of each other."""
    measured = MEASURED[cause]
    found = weights(standing(patient), measured.signs)
    before = measured.prior.value
    return Candidate(measured, before, post_test(before, prod(weight.ratio for weight in found)), found)


def weights(now: Standing, signs: Iterable[Sign]) -> tuple[Weight, ...]:
    """What was answered of these signs, the strongest first; a "no" that says nothing is left out."""
    found = (weight_of(sign, answer) for sign in signs if (answer := now.answer(sign.finding)) is not None)
    return tuple(sorted((weight for weight in found if weight is not None), key=lambda weight: -abs(weight.decibans)))


def weight_of(sign: Sign, answer: bool) -> Weight | None:
    """What a "yes" or a "no" does, if anything."""
    ratio = sign.positive if answer else sign.negative
    return None if ratio == 1.0 else Weight(sign, answer, ratio, 10 * log10(ratio))


def post_test(pre_test: float, ratio: float) -> float:
    """Probability (0 to 1) after a finding with this likelihood ratio: odds times ratio.

    >>> round(post_test(0.01, 10), 3)
    0.092
    """
    odds = pre_test * ratio
    return odds / (odds + 1 - pre_test)


def wilson(count: int, of: int) -> tuple[float, float]:
    """The 95% interval (Wilson's) of the share ``count`` in ``of``, both ends from 0 to 1; of none it is all of it.

    >>> [round(end, 2) for end in wilson(13, 100)]
    [0.08, 0.21]
    """
    if not of:
        return 0.0, 1.0
    share, z = count / of, _NORMAL**2 / of
    middle = (share + z / 2) / (1 + z)
    reach = sqrt(share * (1 - share) * z + z * z / 4) / (1 + z)
    return max(middle - reach, 0.0), min(middle + reach, 1.0)


def natural_frequency(probability: float, people: int = 1000) -> int:
    """How many of ``people`` that is, as a whole number.

    >>> natural_frequency(0.092)
    92
    """
    return round(probability * people)
