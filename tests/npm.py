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
    version = _version(package)
    kept = KEPT / f"{Path(file).name.partition('.')[0]}-{version}.js"
    if not kept.exists():
        _fetch(f"{package}@{version}", f"package/{file}", kept)
    return kept.read_text("utf-8")


def package_from_npm(package: str) -> Path:
    """The folder with all files of a package that needs no other."""
    kept = KEPT / f"{package}-{_version(package)}"
    if not kept.exists():
        _fetch(f"{package}@{_version(package)}", "package", kept)
    return kept


def _version(package: str) -> str:
    return str(json.loads((HERE / "package.json").read_text())["devDependencies"][package])


def _fetch(package: str, wanted: str, kept: Path) -> None:
    npm = shutil.which("npm") or _no_npm()
    kept.parent.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=kept.parent) as folder:
        pack: Any = subprocess.run(
            [npm, "pack", package, "--json"], cwd=folder, check=True, capture_output=True, text=True
        )
        archive = Path(folder, json.loads(pack.stdout)[0]["filename"])
        with tarfile.open(archive) as packed:
            packed.extractall(folder, filter="data")
        try:
            os.replace(Path(folder, wanted), kept)  # whole or not at all: another worker may look for it
        except OSError:  # a folder that another worker has put there meanwhile
            if not kept.exists():
                raise


def _no_npm() -> NoReturn:
    needed = "no npm on the PATH to fetch a script with: install Node.js"
    if os.environ.get("CI"):
        pytest.fail(needed)
    pytest.skip(needed)
