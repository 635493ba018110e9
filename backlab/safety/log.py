"""The hazard log, run: every proof that a control asks for, once, and every test that one names, looked for."""

import ast
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from backlab.reasoning.proof import Check, Knowledge
from backlab.reasoning.verify import verify
from backlab.safety.controls import Live, Seen
from backlab.safety.hazards import HAZARDS, Hazard

CHECKOUT = Path(__file__).parents[2]


class Entry(NamedTuple):
    """A hazard and what was found when its controls were looked at."""

    hazard: Hazard
    seen: tuple[Seen, ...]

    @property
    def wrong(self) -> tuple[Seen, ...]:
        """The controls that are gone or red."""
        return tuple(seen for seen in self.seen if seen.state.wrong)


@cache
def log() -> tuple[Entry, ...]:
    """The log of backlab as it is; made once in a process."""
    known = Knowledge()
    return entries(HAZARDS, Live(known, tuple(proofs(HAZARDS, known)), known_tests(CHECKOUT)))


def entries(hazards: Iterable[Hazard], live: Live) -> tuple[Entry, ...]:
    """Each hazard with what is found of its controls; one without controls has nothing that could be found."""
    return tuple(Entry(h, tuple(seen for control in h.controls for seen in control.look(live))) for h in hazards)


def proofs(hazards: Iterable[Hazard], known: Knowledge) -> Iterator[Check]:
    """The proofs that the controls ask for, each run once."""
    asks = [control.asks(known) for hazard in hazards for control in hazard.controls]
    return verify(known, lambda name, part: any(asked(name, part) for asked in asks))


def known_tests(checkout: Path) -> Mapping[str, frozenset[str]] | None:
    """The names of the tests in each file of a checkout, or None where there is none, as in an installed package."""
    folder = checkout / "tests"
    if not (checkout / "pyproject.toml").is_file() or not folder.is_dir():
        return None
    return {file.stem: _tests_in(file) for file in folder.glob("test_*.py")}


def _tests_in(file: Path) -> frozenset[str]:
    body = ast.parse(file.read_text("utf-8")).body
    return frozenset(node.name for node in body if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"))
