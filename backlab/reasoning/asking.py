"""A thousand people with identities, of whom some are ill: who has a finding, and who has it again when asked again.

The counts are natural frequencies: so many of a thousand are ill, so many of these have the finding, and so many of
the others. Who is who stays the same from state to state: whoever is ill where an illness is rare is ill where it is
common too, and whoever says yes three times has said yes once.
"""

from __future__ import annotations

from collections.abc import Collection
from random import Random
from typing import NamedTuple

from backlab.reasoning.dependence import Rates, every_time

PEOPLE = 1_000


class Asked(NamedTuple):
    """People by number, from 0: the ``ill``, and after each answer those who have said yes every time so far."""

    ill: frozenset[int]
    yes: tuple[frozenset[int], ...]

    @property
    def true(self) -> frozenset[int]:
        """The ill who said yes every time."""
        return self.yes[-1] & self.ill

    @property
    def false(self) -> frozenset[int]:
        """The others who said yes every time: false alarms."""
        return self.yes[-1] - self.ill


def asked(pre_test: float, of: Rates, times: int = 1, together: float = 1.0) -> Asked:
    """A thousand people, of whom a share ``pre_test`` is ill, asked so many ``times`` what they have at rates ``of``.

    Their answers go ``together`` from 0 (each stands alone) to 1 (always the same), as in ``dependence``.
    """
    ill = frozenset(_FIRST_ILL[: round(pre_test * PEOPLE)])
    others = frozenset(range(PEOPLE)) - ill
    yes = (
        _some(ill, every_time(of.ill, n, together)) | _some(others, every_time(of.others, n, together))
        for n in range(1, times + 1)
    )
    return Asked(ill, tuple(yes))


def _some(people: Collection[int], share: float) -> frozenset[int]:
    """A share of these people, in whole ones: always those who say yes most readily."""
    return frozenset(sorted(people, key=_READY.__getitem__)[: round(share * len(people))])


def _shuffled(seed: int) -> list[int]:
    people = list(range(PEOPLE))
    Random(seed).shuffle(people)
    return people


_FIRST_ILL, _READY = _shuffled(1), _shuffled(2)
