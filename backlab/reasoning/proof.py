"""What a proof is made of: the knowledge that is put to it, and one line of its table."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from backlab.knowledge.prohibitions import DOSE_LIMITS, PROHIBITIONS
from backlab.knowledge.requirements import REQUIREMENTS
from backlab.knowledge.rules import RULES
from backlab.knowledge.treatments import TREATMENTS
from backlab.model import DoseLimit, Prohibition, Requirement, Rule, Treatment
from backlab.presentation import Presentation
from backlab.reasoning.engine import rule_atoms
from backlab.reasoning.space import Dimension, count, dimensions, simplest


class Knowledge(NamedTuple):
    """What is put to the proof; the tests put weakened copies to it."""

    rules: tuple[Rule, ...] = tuple(RULES.values())
    treatments: tuple[Treatment, ...] = tuple(TREATMENTS.values())
    requirements: tuple[Requirement, ...] = REQUIREMENTS
    prohibitions: tuple[Prohibition, ...] = PROHIBITIONS
    limits: tuple[DoseLimit, ...] = DOSE_LIMITS


class Check(NamedTuple):
    """One line of the table: what was proved, over how many patients, in how many seconds.

    ``counterexample`` is the smallest patient for whom it does not hold, or a sentence where no patient can
    show it, or None.
    """

    property: str
    part: str
    patients: int
    seconds: float
    counterexample: Presentation | str | None


Outcome = tuple[int, Presentation | str | None]  # patients covered, counterexample
Proof = tuple[str, str, Callable[[], Outcome]]


def shown(world: Sequence[Dimension], failing: int) -> Presentation | None:
    """The smallest of the patients for whom a property fails, or None if there are none."""
    return simplest(world, failing) if failing else None


def parts(rules: Iterable[Rule], most: int = 1 << 11) -> Iterator[tuple[Rule, ...]]:
    """The rules of a group, cut where their combinations would be more than ``most``.

    A level is the highest of all rules, so that rules in one part and rules in another need not be tried together.
    """
    together: tuple[Rule, ...] = ()
    for rule in rules:
        if together and count(dimensions(rule_atoms((*together, rule)), unasked=False)) > most:
            yield together
            together = ()
        together = (*together, rule)
    if together:
        yield together
