"""How long an answer takes: ``python benchmarks/engine.py``.

One patient at a time by the engine, beside the same rules written as plain ifs (``by_hand``); the whole advice, with
and without its words; and a cohort that is bit-sliced. The answers of all three ways are compared first. Every figure
is the least of several rounds, in microseconds a patient: whatever else the machine does can only add to it.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from functools import cached_property
from time import process_time

import by_hand

from backlab import Presentation, advise
from backlab.knowledge.findings import CHOICES, FINDINGS, TICKED, above, in_topic
from backlab.reasoning.conclusion import Conclusion
from backlab.reasoning.engine import cohort_of, disposition, level_of, rule_atoms, triage

COMPARED = 10_000
ADVISED = 200
COHORT = 100_000
ROUNDS = 9
NAMES = [finding.id for finding in TICKED]


def somebody(chance: random.Random) -> Presentation:
    """A patient drawn at random: a few findings, an onset, and some of the questions not asked (the sex among them)."""
    present = frozenset(chance.sample(NAMES, chance.randint(0, 3)))
    come_with = {parent.id for name in present for parent in above(FINDINGS[name])}
    words = {field: chance.choice(["unknown", *(f.id for f in in_topic(topic))]) for field, topic in CHOICES.items()}
    return Presentation(
        age=chance.randint(16, 90),
        pain=chance.randint(0, 10),
        days=chance.choice((None, chance.randint(0, 90))),
        present=present,
        absent=frozenset(n for n in NAMES if n not in present | come_with and chance.random() < 0.5),
        **(words | {"sex": "unknown"}),
    )


PARTS = [name for name, part in vars(Conclusion).items() if isinstance(part, property | cached_property)]


def all_of_it(patient: Presentation) -> list[object]:
    """Every part of the advice: none is worked out before it is read."""
    advice = advise(patient)
    return [getattr(advice, part) for part in PARTS]


def least(work: Callable[[Presentation], object], patients: Iterable[Presentation]) -> float:
    """The least time that one patient took on average in a round, in microseconds."""
    listed = list(patients)
    rounds = []
    for _ in range(ROUNDS):
        start = process_time()
        for patient in listed:
            work(patient)
        rounds.append((process_time() - start) / len(listed) * 1e6)
    return min(rounds)


def together(patients: list[Presentation]) -> float:
    """The same of a cohort whose columns are ready."""
    cohort = cohort_of(patients * (COHORT // len(patients)), rule_atoms())
    rounds = []
    for _ in range(ROUNDS):
        start = process_time()
        triage(cohort.present, cohort.everyone)
        rounds.append((process_time() - start) / cohort.size * 1e6)
    return min(rounds)


def compare(patients: list[Presentation]) -> None:
    """Raises ``SystemExit`` unless all ways give every patient the same level."""
    cohort = cohort_of(patients, rule_atoms())
    crowd = triage(cohort.present, cohort.everyone)
    for place, patient in enumerate(patients):
        levels = {disposition(patient), by_hand.disposition(patient), level_of(crowd, place)}
        if len(levels) > 1:
            raise SystemExit(f"the answers differ: {levels} for {patient!r}")


def main() -> None:
    """Print the table."""
    patients = [somebody(random.Random(seed)) for seed in range(COMPARED)]
    compare(patients)
    print(f"the same levels for {len(patients):,} patients, one by one, by hand and together\n")
    ifs = least(by_hand.disposition, patients)
    lines = {
        "level, hand-written ifs": ifs,
        "level, one at a time": least(disposition, patients),
        f"level, {COHORT:,} at once, columns ready": together(patients[:1_000]),
        "whole advice, every part read": least(all_of_it, patients[:ADVISED]),
        "whole advice and its words": least(lambda patient: str(advise(patient)), patients[:ADVISED]),
    }
    print(f"{'':<44}{'microseconds a patient':>24}{'of the ifs':>12}")
    for name, time in lines.items():
        print(f"{name:<44}{time:>24.4g}{time / ifs:>12.3g}")


if __name__ == "__main__":
    main()
