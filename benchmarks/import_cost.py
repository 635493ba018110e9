"""What an import costs: ``python benchmarks/import_cost.py``.

Each import is timed in a fresh interpreter that already holds ``dataclasses``, ``enum`` and ``typing``, and
the modules that it added are counted. The best of many runs is shown: what disturbs can only add.
"""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.util import find_spec

RUNS = 15
STATEMENTS = ("import backlab", "from backlab import Presentation", "from backlab import advise", "import ipywidgets")
PROBE = """
import dataclasses, enum, sys, time, typing
before = set(sys.modules)
start = time.perf_counter()
{statement}
spent = (time.perf_counter() - start) * 1000
added = {{name.partition(".")[0] for name in set(sys.modules) - before}}
foreign = added - set(sys.stdlib_module_names) - {{"backlab"}}
print(spent, len(set(sys.modules) - before), len(foreign))
"""


def probe(statement: str) -> tuple[float, int, int]:
    """Milliseconds, modules added, and packages among them that are neither backlab nor Python's own."""
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    command = [sys.executable, "-c", PROBE.format(statement=statement)]
    answers = [
        subprocess.run(command, env=environment, capture_output=True, text=True, check=True) for _ in range(RUNS)
    ]
    rows = [answer.stdout.split() for answer in answers]
    return min(float(row[0]) for row in rows), int(rows[0][1]), int(rows[0][2])


def main() -> None:
    """Print the table; the last row is there to compare with."""
    print(f"{'statement':<36}{'ms, best of ' + str(RUNS):>18}{'modules':>10}{'third-party':>14}")
    for statement in STATEMENTS:
        if find_spec(statement.split()[1]) is None:
            print(f"{statement:<36}{'not installed':>18}")
            continue
        spent, modules, foreign = probe(statement)
        print(f"{statement:<36}{spent:>18.2f}{modules:>10}{foreign:>14}")


if __name__ == "__main__":
    main()
