"""Change the code by a sign or a word, thousands of times, and see whether a test notices each time.

``python tests/mutants.py`` runs mutmut over knowledge, reasoning, words and course. ``--share 0.1`` tries a tenth of
the mutants, drawn by lot, and says between which shares that of all lies; ``--package reasoning`` draws from one
package alone, and ``--report`` only says what was found so far. Mutants that no test can notice stand in
``mutants_that_live.toml`` with the reason; the exit code is 1 for any other that lives, or for fewer than 95% killed.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tomllib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from math import exp, lgamma, log, log1p
from pathlib import Path
from random import Random
from typing import NamedTuple

PACKAGES = ("knowledge", "reasoning", "words", "course")
LEAST = 0.95
HERE = Path(__file__).parent
LIVES = HERE / "mutants_that_live.toml"
MADE = Path("mutants")
MEMORY = 2 * 2**30  # bytes: several times what the proofs need
# What mutmut writes down for a mutant; anything else is a test that failed, took too long or crashed: it was noticed.
LIVED, UNTESTED, UNTRIED = 0, (5, 33), (None, 2, 34)


class Change(NamedTuple):
    """A mutant as the explained ones are known: the function, and the lines before and after."""

    where: str
    before: str
    after: str


def main(arguments: list[str] | None = None) -> int:
    """Run mutmut as asked, say what came of it, and return the exit code."""
    asked = _parser().parse_args(arguments)
    if asked.report:
        return report(_results())
    if asked.share == 1 and not asked.package:
        _mutmut()
        look_again(_results())
        return report(_results())
    _mutmut("backlab.course.table.*")  # makes all mutants, and learns which tests are about which
    lot = drawn(_results(), asked.share, asked.seed, asked.package)
    _mutmut(*lot)
    look_again(_only(lot))
    return report(_only(lot))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("--share", type=float, default=1.0, help="try this share of the mutants, drawn by lot")
    parser.add_argument("--seed", type=int, default=1, help="another lot")
    parser.add_argument("--package", choices=PACKAGES, help="draw from this package alone")
    parser.add_argument("--report", action="store_true", help="run nothing, say what was found so far")
    return parser


def _mutmut(*names: str) -> None:
    """One process at a time, so that a machine that is shared goes on working."""
    command = [sys.executable, "-m", "mutmut", "run", "--max-children", "1", *names]
    subprocess.run(command, check=False, preexec_fn=bounded)


def bounded() -> None:
    """Let this process, and those that it starts, have so much memory: a change may multiply patients without end."""
    import resource  # not on Windows, where mutmut does not run either

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def drawn(names: Iterable[str], share: float, seed: int, package: str | None = None) -> list[str]:
    """This share of the mutants, or of those of one package; the same seed draws the same again."""
    listed = sorted(name for name in names if package in (None, _package(name)))
    return Random(seed).sample(listed, round(share * len(listed)))


def _package(name: str) -> str:
    return name.split(".")[1]


def _only(names: Iterable[str]) -> dict[str, int | None]:
    """What came of these, whatever else was tried before."""
    found = _results()
    return {name: found[name] for name in names}


def _results() -> dict[str, int | None]:
    """What mutmut wrote down for each mutant, by its name."""
    found: dict[str, int | None] = {}
    for path in sorted(MADE.rglob("*.py.meta")):
        found.update(json.loads(path.read_text("utf-8"))["exit_code_by_key"])
    return found


def look_again(results: Mapping[str, int | None]) -> None:
    """Try those that live, and have no reason to, in a process of their own: mutmut misses what import calls."""
    known = explained()
    lived = (name for name, code in results.items() if code == LIVED or code in UNTESTED)
    for name in [name for name in lived if change(name) not in known]:
        path = _written_down(name)
        kept = json.loads(path.read_text("utf-8"))
        kept["exit_code_by_key"][name] = _alone(name)
        path.write_text(json.dumps(kept, indent=4), "utf-8")


def _written_down(name: str) -> Path:
    return MADE / f"{name.rpartition('.')[0].replace('.', '/')}.py.meta"


def _alone(name: str) -> int:
    """0 if all fast tests pass with this mutant from the first import on."""
    settings = tomllib.loads(Path("pyproject.toml").read_text("utf-8"))["tool"]["mutmut"]
    tests = (*settings["pytest_add_cli_args"], *settings["pytest_add_cli_args_test_selection"])
    mutated = {**os.environ, "MUTANT_UNDER_TEST": name}
    command = [sys.executable, "-m", "pytest", "-xq", *tests]
    done = subprocess.run(command, cwd=MADE, env=mutated, check=False, preexec_fn=bounded)
    return int(done.returncode != 0)


def report(results: Mapping[str, int | None]) -> int:
    """Say how many of each package were tried, killed and explained, and name the others that live; the exit code."""
    alive = [name for name, code in results.items() if code == LIVED or code in UNTESTED]
    known = explained()
    changes = {name: change(name) for name in alive}
    unexplained = [name for name, each in changes.items() if each not in known]
    print(f"{'package':<12}{'mutants':>9}{'tried':>9}{'killed':>9}{'explained':>11}{'live':>7}{'killed':>9}")
    for package, counts in _counted(results, unexplained).items():
        print(_line(package, counts))
    for name in unexplained:
        each = changes[name]
        print(f"\n{name}\n- {each.before}\n+ {each.after}")
    total = _counted(results, unexplained)["all"]
    low, high = interval(total["killed"], total["tried"])
    print(f"\n{total['killed']} of {total['tried']} killed: 95% interval {low:.1%} to {high:.1%}, if drawn by lot")
    noticed = total["tried"] and total["killed"] >= LEAST * (total["tried"] - total["explained"])
    return int(bool(unexplained) or not noticed)


def _counted(results: Mapping[str, int | None], unexplained: Iterable[str]) -> dict[str, Counter[str]]:
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    unknown = set(unexplained)
    for name, code in results.items():
        lives = code == LIVED or code in UNTESTED
        fate = "killed" if not lives else "live" if name in unknown else "explained"
        for package in (_package(name), "all"):
            counts[package].update(["mutants"] if code in UNTRIED else ["mutants", "tried", fate])
    return {package: counts[package] for package in (*PACKAGES, "all") if package in counts}


def _line(package: str, counts: Mapping[str, int]) -> str:
    could = counts["tried"] - counts["explained"]
    share = f"{counts['killed'] / could:.1%}" if could else "-"
    numbers = (counts[name] for name in ("mutants", "tried", "killed", "explained", "live"))
    return f"{package:<12}{'{:>9}{:>9}{:>9}{:>11}{:>7}'.format(*numbers)}{share:>9}"


def interval(count: int, of: int) -> tuple[float, float]:
    """The exact 95% interval (Clopper and Pearson's) of the share of which ``count`` in ``of`` were drawn, 0 to 1."""
    low = _where_rising(lambda share: 1 - _at_most(count - 1, of, share)) if count else 0.0
    high = 1 - _where_rising(lambda share: _at_most(count, of, 1 - share)) if count < of else 1.0
    return low, high


def _at_most(count: int, of: int, share: float) -> float:
    """How likely ``count`` or fewer of so many are, each with this chance: by logarithms, for thousands as well."""
    yes, no = log(share), log1p(-share)
    return sum(
        exp(lgamma(of + 1) - lgamma(k + 1) - lgamma(of - k + 1) + k * yes + (of - k) * no) for k in range(count + 1)
    )


def _where_rising(chance: Callable[[float], float], to: float = 0.025) -> float:
    """Where a chance that rises with the share reaches ``to``, found by halving."""
    low, high = 0.0, 1.0
    for _ in range(40):
        middle = (low + high) / 2
        low, high = (middle, high) if chance(middle) < to else (low, middle)
    return low


def explained() -> dict[Change, str]:
    """The mutants that no test can notice, each with the reason."""
    entries = tomllib.loads(LIVES.read_text("utf-8"))["lives"]
    return {
        Change(each["where"], each["before"], after): each["why"]
        for each in entries
        for after in ([each["after"]] if isinstance(each["after"], str) else each["after"])
    }


def change(name: str) -> Change:
    """What a mutant changes: the lines that differ, each without its indent."""
    from mutmut.mutation.diff_apply import get_diff_for_mutant

    lines = get_diff_for_mutant(name).splitlines()
    before, after = (" ".join(_changed(lines, sign)) for sign in "-+")
    return Change(where(name), before, after)


def _changed(lines: Iterable[str], sign: str) -> Iterator[str]:
    return (line[1:].strip() for line in lines if line.startswith(sign) and not line.startswith(sign * 3))


def where(name: str) -> str:
    """The function in which a mutant stands: "words.text.to_text" of "words.text.x_to_text__mutmut_3"."""
    module, _, function = name.rpartition("__mutmut_")[0].rpartition(".")
    return f"{module}.{function.removeprefix('x_').removeprefix('xǁ').replace('ǁ', '.')}"


if __name__ == "__main__":
    sys.exit(main())
