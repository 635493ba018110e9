"""From pre-test to post-test probability, finding by finding.

Each cause starts from its prior; each finding that was asked multiplies its odds against the background by
a likelihood ratio, findings being taken as independent; then the causes share out 100 %. The weight of
evidence is ten times the logarithm of the ratio (decibans), so that weights simply add up. Probabilities
inform; they never lower a disposition.
"""

from collections.abc import Iterable
from math import log10, prod, sqrt
from typing import NamedTuple

from backlab.knowledge.causes import COUNTED
from backlab.model import Cause, Sign
from backlab.presentation import Presentation
from backlab.reasoning.sheet import SHEET
from backlab.reasoning.standing import Standing, standing

_NORMAL = 1.96  # standard errors on either side of a 95% interval


class Weight(NamedTuple):
    """What one finding does to one cause; ``decibans`` above 0 speak for it, below 0 against it."""

    sign: Sign
    present: bool
    ratio: float
    decibans: float


class Candidate(NamedTuple):
    """One cause of the differential: probabilities from 0 to 1, and the evidence, strongest first."""

    cause: Cause
    pre_test: float
    post_test: float
    weights: tuple[Weight, ...]


def differential(patient: Presentation | Standing) -> tuple[Candidate, ...]:
    """Every cause with its probability, likeliest first. The probabilities add up to 1."""
    now = standing(patient)
    weights = [_weights(now, signs) for signs in _SIGNS]
    scores = [cause.prior.value * prod(w.ratio for w in found) for cause, found in zip(_CAUSES, weights, strict=True)]
    before, after = sum(cause.prior.value for cause in _CAUSES), sum(scores)
    candidates = (
        Candidate(cause, cause.prior.value / before, score / after, found)
        for cause, score, found in zip(_CAUSES, scores, weights, strict=True)
    )
    return tuple(sorted(candidates, key=lambda candidate: -candidate.post_test))


def post_test(pre_test: float, ratio: float) -> float:
    """Probability (0 to 1) after a finding with this likelihood ratio: odds times ratio."""
    odds = pre_test * ratio
    return odds / (odds + 1 - pre_test)


def wilson(count: int, of: int) -> tuple[float, float]:
    """The 95% interval (Wilson's) of the share ``count`` in ``of``, both ends from 0 to 1; of none it is all of it."""
    if not of:
        return 0.0, 1.0
    share, z = count / of, _NORMAL**2 / of
    middle = (share + z / 2) / (1 + z)
    reach = sqrt(share * (1 - share) * z + z * z / 4) / (1 + z)
    return max(middle - reach, 0.0), min(middle + reach, 1.0)


def natural_frequency(probability: float, people: int = 1000) -> int:
    """How many of ``people`` that is, as a whole number."""
    return round(probability * people)


class _Weighed(NamedTuple):
    """A sign made ready: its bit, and what a "yes" and a "no" weigh; None where a "no" says nothing."""

    bit: int
    yes: Weight
    no: Weight | None


def _weighed(sign: Sign) -> _Weighed:
    yes = _weight(sign, True, sign.positive)
    # An unchosen onset is no evidence of its own: the one that was chosen already counts.
    no = _weight(sign, False, sign.negative) if sign.negative != 1.0 else None
    return _Weighed(SHEET.bit(sign.finding), yes, no)


def _weight(sign: Sign, present: bool, ratio: float) -> Weight:
    return Weight(sign, present, ratio, 10 * log10(ratio))


def _weights(now: Standing, signs: Iterable[_Weighed]) -> tuple[Weight, ...]:
    """What was answered, the strongest first."""
    found = []
    for bit, yes, no in signs:
        if now.present & bit:
            found.append(yes)
        elif no and not now.possible & bit:
            found.append(no)
    return tuple(sorted(found, key=lambda weight: -abs(weight.decibans)))


_CAUSES = tuple(COUNTED.values())
_SIGNS = tuple(tuple(map(_weighed, cause.signs)) for cause in _CAUSES)
