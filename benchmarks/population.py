"""How fast a simulated clinic answers: ``python benchmarks/population.py``.

Drawn once, judged anew for each change of the rules: all patients at once, beside the same patients one by one.
"""

from __future__ import annotations

from time import perf_counter

from backlab.reasoning.engine import disposition, triage
from backlab.reasoning.population import draw, toll

ONE_BY_ONE = 1_000
CLINIC = 100_000
TRIALS = 50


def main() -> None:
    """Print the table."""
    draw(ONE_BY_ONE, 0)  # the chances are worked out once
    start = perf_counter()
    clinic = draw(CLINIC, 1)
    drawn = CLINIC / (perf_counter() - start)
    some = [clinic.patient(place) for place in range(ONE_BY_ONE)]
    start = perf_counter()
    for patient in some:
        disposition(patient)
    alone = ONE_BY_ONE / (perf_counter() - start)
    start = perf_counter()
    for _ in range(TRIALS):
        triage(clinic.columns, clinic.everyone)
    together = TRIALS * CLINIC / (perf_counter() - start)
    start = perf_counter()
    for _ in range(TRIALS):
        toll(clinic, ["high-temperature"])
    reported = TRIALS * CLINIC / (perf_counter() - start)
    print(f"{'':<44}{'patients a second':>24}{'ratio':>12}")
    for name, rate in (
        ("level, one at a time", alone),
        (f"a clinic of {CLINIC:,} drawn", drawn),
        ("its report after a change of the rules", reported),
        ("its levels", together),
    ):
        print(f"{name:<44}{rate:>24,.0f}{rate / alone:>12,.0f}")


if __name__ == "__main__":
    main()
