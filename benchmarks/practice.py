"""How long pairs of patients for practice take: ``python benchmarks/practice.py``.

The first round tries out which ways show a point best, and later ones use what was found. All are asked as questions
as well, and a bank of two hundred is written in each format.
"""

from __future__ import annotations

from itertools import cycle, islice
from time import process_time

from backlab.practice.bank import bank
from backlab.practice.formats import FORMATS
from backlab.practice.pairs import POINTS, Pair, pair
from backlab.practice.questions import question

PAIRS, QUESTIONS = 1_000, 200


def main() -> None:
    """Print what each takes, in seconds of the processor."""
    began = process_time()
    pairs = _pairs(PAIRS)
    print(f"{len({(each.near, each.far) for each in pairs})} of {PAIRS} pairs differ: {process_time() - began:.2f} s")
    began = process_time()
    for each in pairs:
        question(each)
    print(f"asked as questions: {process_time() - began:.2f} s")
    for name, form in FORMATS.items():
        began = process_time()
        size = len(form.write(bank(QUESTIONS, 1, form.kinds), "bank"))
        print(f"{name:<8}{QUESTIONS} questions, {size / 1e6:.2f} MB: {process_time() - began:.2f} s")


def _pairs(count: int) -> list[Pair]:
    """The first pairs of all points in turn."""
    points = islice(enumerate(cycle(POINTS)), count)
    return [pair(point, place // len(POINTS)) for place, point in points]


if __name__ == "__main__":
    main()
