"""What tests share is made by one of them at a time, and nobody waits for one that has ended."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from conftest import LONGEST
from engines import alone

HOLDS = """
import sys, time
from pathlib import Path
from engines import alone
with alone(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(3600)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system kills in another way")
def test_a_run_that_was_killed_keeps_nobody_waiting(tmp_path: Path) -> None:
    """While one makes the engine it is alone with it; if it is killed meanwhile, the next takes its turn at once."""
    turn = tmp_path / "turn"
    path = os.pathsep.join(sys.path)
    command = [sys.executable, "-c", HOLDS, str(turn)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": path}) as held:
        assert held.stdout
        assert held.stdout.readline().strip() == b"held"
        with closing(sqlite3.connect(turn, timeout=0)) as other, pytest.raises(sqlite3.OperationalError, match="lock"):
            other.execute("BEGIN EXCLUSIVE")
        held.send_signal(signal.SIGKILL)
    with closing(sqlite3.connect(turn, timeout=0)) as other:
        other.execute("BEGIN EXCLUSIVE")
    with alone(turn):
        pass


def test_what_comes_first_because_it_takes_long_is_there() -> None:
    """Each module that is named as long exists and opens a browser, so that the order of the tests stays meant."""
    here = Path(__file__).parent
    assert [name for name in LONGEST if "page" not in here.joinpath(f"{name}.py").read_text("utf-8")] == []
