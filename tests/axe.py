"""axe-core from npm, of the version in package.json: accessibility checked inside the page itself."""

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
from playwright.sync_api import Page

HERE = Path(__file__).parent
KEPT = HERE.parent / "artefacts"
LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
RUN = """async ([where, levels]) => {
  const found = await axe.run(where, {runOnly: levels, resultTypes: ['violations']});
  const said = (node) => `${node.target} ${node.failureSummary}`;
  return found.violations.map((rule) => `${rule.id} (${rule.impact}): ${rule.nodes.map(said).join('; ')}`);
}"""


def violations(page: Page, where: str = "html") -> list[str]:
    """What breaks WCAG 2.2 at A or AA in the part of the page that a selector names, one line for each rule."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(script())
    return list(page.evaluate(RUN, [where, LEVELS]))


def script() -> str:
    """The text of axe-core, fetched once with npm and kept among the artefacts."""
    version = json.loads((HERE / "package.json").read_text())["devDependencies"]["axe-core"]
    kept = KEPT / f"axe-{version}.js"
    if not kept.exists():
        _fetch(version, kept)
    return kept.read_text("utf-8")


def _fetch(version: str, kept: Path) -> None:
    npm = shutil.which("npm") or _no_npm()
    kept.parent.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=kept.parent) as folder:
        pack: Any = subprocess.run(
            [npm, "pack", f"axe-core@{version}", "--json"], cwd=folder, check=True, capture_output=True, text=True
        )
        archive = Path(folder, json.loads(pack.stdout)[0]["filename"])
        with tarfile.open(archive) as packed:
            packed.extract("package/axe.min.js", folder, filter="data")
        os.replace(Path(folder, "package/axe.min.js"), kept)  # whole or not at all: another worker may look for it


def _no_npm() -> NoReturn:
    needed = "no npm on the PATH to fetch axe-core with: install Node.js"
    if os.environ.get("CI"):
        pytest.fail(needed)
    pytest.skip(needed)
