"""The script that pages load is what its sources build, and the sources hold to their types and their style."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import NoReturn

import pytest

import backlab.kit

KIT = Path(backlab.kit.__file__).parent
SOURCES = KIT / "js"
PINNED: dict[str, str] = json.loads(SOURCES.joinpath("package.json").read_text("utf-8"))["devDependencies"]
BUILT = ["kit.js", "loader.js", "course.js", "worker.js", "offline.js", "ballot.js", "freeze.mjs"]
INSTALL = ("install", "--no-package-lock", "--ignore-scripts", "--no-audit", "--no-fund", "--silent")


@pytest.fixture(scope="module")
def npm() -> str:
    """npm, with the tools of the versions in package.json; without it a test fails in CI and is skipped elsewhere."""
    path = shutil.which("npm") or _no_npm()
    if {name: _installed(name) for name in PINNED} != PINNED:
        subprocess.run([path, *INSTALL], cwd=SOURCES, check=True)
    return path


def _installed(name: str) -> str:
    package = SOURCES / "node_modules" / name / "package.json"
    return str(json.loads(package.read_text("utf-8"))["version"]) if package.exists() else ""


def _no_npm() -> NoReturn:
    needed = "no npm on the PATH to build with: install Node.js"
    if os.environ.get("CI"):
        pytest.fail(needed)
    pytest.skip(needed)


def run(npm: str, script: str, *arguments: str) -> None:
    """Run one of the commands in package.json; what it says is the reason if it fails."""
    command = [npm, "run", "--silent", script, "--", *arguments]
    done = subprocess.run(command, cwd=SOURCES, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module")
def built(npm: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what the sources build."""
    folder = tmp_path_factory.mktemp("built")
    run(npm, "build", str(folder))
    return folder


@pytest.mark.parametrize("name", BUILT)
def test_the_built_file_is_what_the_sources_build(built: Path, name: str) -> None:
    """So a machine without npm runs what is written; after a change: ``npm run build`` in backlab/kit/js."""
    assert built.joinpath(name).read_bytes() == KIT.joinpath(name).read_bytes()


def test_the_sources_hold_to_their_types(npm: str) -> None:
    """TypeScript, at its strictest, finds nothing against the contract and what follows from it."""
    run(npm, "check")


def test_the_sources_are_in_order(npm: str) -> None:
    """The linter finds nothing, and each file is formatted."""
    run(npm, "lint")


def test_each_version_is_exact() -> None:
    """The same sources build the same bytes on any day."""
    assert all(version[0].isdigit() for version in PINNED.values())


def test_the_loader_is_small() -> None:
    """Every lab brings it along."""
    assert KIT.joinpath("loader.js").stat().st_size < 1_000
