"""Scripts from npm that tests use, in the versions of package.json: fetched once, and kept among the artefacts."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path
from typing import Any, NoReturn

import pytest

HERE = Path(__file__).parent
KEPT = HERE.parent / "artefacts"


def from_npm(package: str, file: str) -> str:
    """The text of a file of a package."""
    version = json.loads((HERE / "package.json").read_text())["devDependencies"][package]
    kept = KEPT / f"{Path(file).name.partition('.')[0]}-{version}.js"
    if not kept.exists():
        _fetch(f"{package}@{version}", file, kept)
    return kept.read_text("utf-8")


def _fetch(package: str, file: str, kept: Path) -> None:
    npm = shutil.which("npm") or _no_npm()
    kept.parent.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=kept.parent) as folder:
        pack: Any = subprocess.run(
            [npm, "pack", package, "--json"], cwd=folder, check=True, capture_output=True, text=True
        )
        archive = Path(folder, json.loads(pack.stdout)[0]["filename"])
        with tarfile.open(archive) as packed:
            packed.extract(f"package/{file}", folder, filter="data")
        os.replace(Path(folder, "package", file), kept)  # whole or not at all: another worker may look for it


def _no_npm() -> NoReturn:
    needed = "no npm on the PATH to fetch a script with: install Node.js"
    if os.environ.get("CI"):
        pytest.fail(needed)
    pytest.skip(needed)
