"""How many patients the rules answer: ``python benchmarks/engine.py``.

One patient at a time against a cohort that is bit-sliced, by the same engine. The ratio says what a cohort saves.
"""

from __future__ import annotations

import random
from time import perf_counter

from backlab import Presentation, advise
from backlab.knowledge.findings import TICKED
from backlab.reasoning.engine import cohort_of, disposition, rule_atoms, triage

ONE_BY_ONE = 1_000
COHORT = 100_000
NAMES = [finding.id for finding in TICKED]


def somebody(chance: random.Random) -> Presentation:
    """A patient drawn at random."""
    present = frozenset(chance.sample(NAMES, 2))
    return Presentation(
        age=chance.randint(16, 90), pain=chance.randint(0, 10), days=chance.randint(0, 90), present=present
    )


def main() -> None:
    """Print the table."""
    chance = random.Random(0)
    some = [somebody(chance) for _ in range(ONE_BY_ONE)]
    start = perf_counter()
    for patient in some:
        disposition(patient)
    alone = (perf_counter() - start) / ONE_BY_ONE
    start = perf_counter()
    for patient in some:
        advise(patient)
    whole = (perf_counter() - start) / ONE_BY_ONE
    cohort = cohort_of(some * (COHORT // ONE_BY_ONE), rule_atoms())
    start = perf_counter()
    triage(cohort.present, cohort.everyone)
    together = (perf_counter() - start) / COHORT
    print(f"{'':<44}{'microseconds a patient':>24}{'ratio':>12}")
    print(f"{'whole advice':<44}{whole * 1e6:>24.2f}{whole / together:>12.0f}")
    print(f"{'level, one at a time':<44}{alone * 1e6:>24.2f}{alone / together:>12.0f}")
    print(f"{f'level, {COHORT:,} at once, columns ready':<44}{together * 1e6:>24.4f}{1:>12}")


if __name__ == "__main__":
    main()
