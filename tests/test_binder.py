"""What Binder builds, and what CI installs, without the container engine that would build it."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from servers import SECONDS

ROOT = Path(__file__).parent.parent
BINDER = ROOT / "binder" / "requirements.txt"
CI = ROOT / ".ci" / "requirements.txt"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def entries(path: Path) -> list[str]:
    """The logical lines of a requirements file: comments left out, continued lines joined."""
    lines = (line for line in path.read_text("utf-8").splitlines() if not line.lstrip().startswith("#"))
    return [entry for entry in "\n".join(lines).replace("\\\n", " ").splitlines() if entry.strip()]


def pins(path: Path) -> dict[str, str]:
    """Which version of each package the file pins."""
    names = (re.match(r"(\S+)==(\S+)", entry) for entry in entries(path))
    return {canonicalize_name(pin[1]): pin[2] for pin in names if pin}


def members(group: str) -> list[str]:
    """The requirements of a dependency group, with those of the groups that it includes."""
    found: list[str] = []
    for item in PROJECT["dependency-groups"][group]:
        found += members(item["include-group"]) if isinstance(item, dict) else [item]
    return found


@pytest.mark.parametrize(("path", "group"), [(BINDER, "binder"), (CI, "dev")], ids=["binder", "ci"])
def test_pins_satisfy_the_project(path: Path, group: str) -> None:
    """Everything that pyproject.toml asks for is pinned, to a version within its bounds."""
    pinned = pins(path)
    for need in map(Requirement, PROJECT["project"]["dependencies"] + members(group)):
        assert pinned[canonicalize_name(need.name)] in need.specifier, str(need)


@pytest.mark.parametrize("path", [BINDER, CI], ids=["binder", "ci"])
def test_every_entry_is_a_pin_with_a_hash(path: Path) -> None:
    """A requirements file holds exact versions with hashes and nothing else: no option, index or address."""
    entry = re.compile(r"[\w.-]+(\[[\w,-]+\])?==[\w.+!-]+( ;[^#]+?)?(\s+--hash=sha256:[0-9a-f]{64})+\s*")
    assert [line for line in entries(path) if not entry.fullmatch(line)] == []


@pytest.mark.parametrize("path", [BINDER, CI], ids=["binder", "ci"])
def test_no_comment_names_a_host(path: Path) -> None:
    """No line of a requirements file, comments included, holds an address."""
    assert "://" not in path.read_text("utf-8")


def test_binder_and_ci_install_the_same() -> None:
    """What Binder runs is what was tested: every pin of Binder's is CI's too."""
    assert pins(BINDER).items() <= pins(CI).items()


@pytest.mark.parametrize("path", [BINDER, CI], ids=["binder", "ci"])
def test_header_says_how_to_compile(path: Path) -> None:
    """The header of a requirements file is the command that writes that file."""
    command = shlex.split(path.read_text("utf-8").splitlines()[1].lstrip("# "))
    assert command[:4] == ["uv", "pip", "compile", "pyproject.toml"]
    assert "--generate-hashes" in command
    assert ROOT / command[command.index("-o") + 1] == path


def test_repo2docker_builds_from_the_binder_folder() -> None:
    """repo2docker accepts the repository and plans Python 3.11, the pins and postBuild of binder/."""
    plan = subprocess.run(
        [sys.executable, "-m", "repo2docker", "--no-build", "--debug", "."],
        cwd=ROOT, capture_output=True, text=True, timeout=SECONDS,
    )  # fmt: skip
    said = plan.stdout + plan.stderr
    assert plan.returncode == 0, said
    assert "python=3.11" in said
    assert 'pip install --no-cache-dir -r "binder/requirements.txt"' in said
    assert "binder/postBuild" in said


def test_post_build_installs_the_checkout() -> None:
    """The postBuild script can be executed, and installs the checkout, not a published release."""
    script = ROOT / "binder" / "postBuild"
    assert os.access(script, os.X_OK)
    assert "pip install --no-deps --no-build-isolation --editable ." in script.read_text("utf-8")
