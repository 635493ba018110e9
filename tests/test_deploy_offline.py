"""What is gathered for a room without the internet installs and runs where there is none."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import BROWSERS
from servers import SECONDS

GATHER = Path(__file__).parent.parent / "deploy" / "offline.py"
# A network of its own: for root, or for whoever the system lets be root there.
CUT = ["unshare", "--net"] if hasattr(os, "geteuid") and os.geteuid() == 0 else ["unshare", "--map-root-user", "--net"]


def plain() -> dict[str, str]:
    """The environment of somebody who has not this checkout's Python in mind, but finds it on the PATH."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    return {**kept, "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])}


def gather(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """What ``deploy/offline.py`` says and does, in a Python with these options."""
    command = [sys.executable, *options, str(GATHER), str(folder)]
    return subprocess.run(command, env=plain(), capture_output=True, text=True, timeout=2 * SECONDS)


def test_a_room_without_the_internet_has_the_course(tmp_path: Path) -> None:
    """With the network cut, the lines of README.txt install it; its start page and a lesson open, for a class too."""
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    able = sys.platform == "linux" and browser and subprocess.run([*CUT, "true"], capture_output=True).returncode == 0
    if not able:
        needed = "needs a browser, and a Linux that gives a process a network of its own"
        (pytest.fail if sys.platform == "linux" and os.environ.get("CI") else pytest.skip)(needed)
    gathered = gather(tmp_path / "room")
    assert gathered.returncode == 0, gathered.stderr
    command = [*CUT, sys.executable, str(Path(__file__).with_name("offline_room.py")), str(tmp_path / "room"), browser]
    room = subprocess.run(command, env=plain(), capture_output=True, text=True, timeout=4 * SECONDS)
    assert room.returncode == 0, room.stdout + room.stderr
    seen = json.loads(room.stdout)
    assert seen["outside"] == "Network is unreachable"
    assert seen["other hosts"] == []
    for way in (seen["alone"], seen["together"]):
        assert "backlab" in way["start"]
        assert "Routine" in way["level"]


def test_a_folder_that_is_there_is_left_alone(tmp_path: Path) -> None:
    """Nothing is written into a folder that is there already, and one sentence says what to do."""
    (tmp_path / "kept.txt").write_text("kept")
    refused = gather(tmp_path)
    assert refused.returncode == 1
    assert "name a folder that is not, or delete it" in refused.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["kept.txt"]


def test_a_python_without_pip_says_what_to_do(tmp_path: Path) -> None:
    """Where there is no pip to gather with, one sentence says how to get one, and nothing is written."""
    refused = gather(tmp_path / "room", "-S")  # without the packages that are installed beside Python's own
    assert refused.returncode == 1
    assert refused.stderr.strip().endswith("Try: uv run --with pip python deploy/offline.py FOLDER")
    assert list(tmp_path.iterdir()) == []
