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
