"""From pre-test to post-test probability, finding by finding.

Each cause starts from its prior; each finding that was asked multiplies its odds against the background by
a likelihood ratio, findings being taken as independent; then the causes share out 100 %. The weight of
evidence is ten times the logarithm of the ratio (decibans), so that weights simply add up. Probabilities
inform; they never lower a disposition.
"""

from collections.abc import Iterable
from math import log10, prod, sqrt
from typing import NamedTuple

from backlab.knowledge.causes import CAUSES
from backlab.model import Cause, Sign
from backlab.presentation import Presentation

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


def differential(patient: Presentation, causes: Iterable[Cause] = tuple(CAUSES.values())) -> tuple[Candidate, ...]:
    """Every cause with its probability, likeliest first. The probabilities add up to 1."""
    listed = tuple(causes)
    weights = {cause.id: _weights(patient, cause) for cause in listed}
    scores = {c.id: c.prior.value * prod(w.ratio for w in weights[c.id]) for c in listed}
    before, after = sum(c.prior.value for c in listed), sum(scores.values())
    candidates = (Candidate(c, c.prior.value / before, scores[c.id] / after, weights[c.id]) for c in listed)
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


def _weights(patient: Presentation, cause: Cause) -> tuple[Weight, ...]:
    found = []
    for sign in cause.signs:
        answer = patient.answer(sign.finding)
        # An unchosen onset is no evidence of its own: the one that was chosen already counts.
        if answer is None or (answer is False and sign.negative == 1.0):
            continue
        ratio = sign.positive if answer else sign.negative
        found.append(Weight(sign, answer, ratio, 10 * log10(ratio)))
    return tuple(sorted(found, key=lambda weight: -abs(weight.decibans)))
