"""What answers the plain pages, made once for all tests and kept among the artefacts."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from axe import KEPT
from servers import SECONDS

from backlab.serving import Refusal
from backlab.site.engine import made

PATIENCE = 4 * SECONDS  # where there is as much else to do, making it takes minutes


def engine() -> Path:
    """The folder with it; where npm or Node is missing a test fails in CI and is skipped elsewhere.

    From now on whatever makes the course in this process, or below it, takes the same.
    """
    os.environ["BACKLAB_CACHE"] = str(KEPT)
    KEPT.mkdir(exist_ok=True)
    with alone(KEPT / "engine.lock"):
        try:
            return made()
        except Refusal as refused:
            if os.environ.get("CI"):
                pytest.fail(str(refused))
            pytest.skip(str(refused))


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Keeps the other workers waiting while one makes it: it takes both processors.

    A transaction on a database is given back by the system when its process ends, however it ends: a run that was
    killed keeps nobody waiting.
    """
    with closing(sqlite3.connect(path, timeout=PATIENCE, isolation_level=None)) as turn:
        turn.execute("BEGIN EXCLUSIVE")
        yield
