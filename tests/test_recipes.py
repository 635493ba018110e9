"""Other ways to install: the recipe for conda, the containers and the citation say what the project says."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name
from rattler_build import RecipeParseError, Stage0Recipe, VariantConfig
from test_binder import BINDER, CI, PROJECT, ROOT

from backlab.app import PAGES_PORT

RECIPE = ROOT / "recipe" / "recipe.yaml"
CONTAINER = (ROOT / "Dockerfile").read_text("utf-8")
DEVELOPING = json.loads((ROOT / ".devcontainer" / "devcontainer.json").read_text("utf-8"))
ABOUT = PROJECT["project"]
OLDEST = ABOUT["requires-python"].removeprefix(">=")


def rendered(text: str) -> dict[str, Any]:
    """The recipe as conda's builder understands it."""
    (only,) = Stage0Recipe.from_yaml(text).render(VariantConfig.from_yaml(f"python: ['{OLDEST}']"))
    found: dict[str, Any] = only.recipe.to_dict()
    return found


@pytest.fixture(scope="module")
def recipe() -> dict[str, Any]:
    """Ours."""
    return rendered(RECIPE.read_text("utf-8"))


def needs(lines: list[str]) -> dict[str, SpecifierSet]:
    """Names, as Python packages are called, with the versions that will do."""
    found = map(Requirement, lines)
    return {canonicalize_name(need.name): need.specifier for need in found}


def python_of(requirements: Path) -> str:
    """The version of Python that a file of pins is for."""
    (version,) = re.findall(r"--python-version (\S+)", requirements.read_text("utf-8"))
    return str(version)


# --- conda --------------------------------------------------------------------------------------------------


def test_conda_installs_what_the_project_needs(recipe: dict[str, Any]) -> None:
    """The same packages within the same versions, Python's among them, and no other."""
    wanted = [*ABOUT["dependencies"], f"python{ABOUT['requires-python']}"]
    assert needs(recipe["requirements"]["run"]) == needs(wanted)


def test_conda_builds_with_what_the_project_is_built_with(recipe: dict[str, Any]) -> None:
    """On the oldest Python, with pip and what pyproject.toml says."""
    host = recipe["requirements"]["host"]
    assert host[0] == f"python {OLDEST}.*"
    assert needs(host[1:]) == needs(["pip", *PROJECT["build-system"]["requires"]])


def test_conda_says_of_the_project_what_it_says_of_itself(recipe: dict[str, Any]) -> None:
    """Name, version, summary, licences with their files, and the command."""
    assert recipe["package"] == {"name": ABOUT["name"], "version": ABOUT["version"]}
    about = recipe["about"]
    assert (about["summary"], about["license"]) == (ABOUT["description"], ABOUT["license"])
    assert about["license_file"] == ABOUT["license-files"]
    commands = [f"{name} = {place}" for name, place in ABOUT["scripts"].items()]
    assert recipe["build"]["python"]["entry_points"] == commands


def test_conda_builds_once_for_every_system(recipe: dict[str, Any]) -> None:
    """Nothing of it is compiled, and what is built is this checkout, without anything fetched."""
    assert recipe["build"]["noarch"] == "python"
    assert recipe["source"] == [{"path": ".."}]
    assert "--no-deps --no-build-isolation" in recipe["build"]["script"]
    assert (RECIPE.parent / "..").resolve() == ROOT


def test_a_recipe_with_a_mistake_is_refused() -> None:
    """What reads ours would notice a key that there is not."""
    with pytest.raises(RecipeParseError):
        rendered(RECIPE.read_text("utf-8").replace("license_file:", "licence_file:"))


# --- containers ---------------------------------------------------------------------------------------------


@pytest.mark.skipif(sys.platform == "win32", reason="hadolint is not built for Windows as a Python package")
def test_the_linter_has_nothing_to_say_of_the_container() -> None:
    """Neither a mistake nor a hint."""
    linter = Path(sys.executable).with_name("hadolint")
    done = subprocess.run([linter, "--no-color", ROOT / "Dockerfile"], capture_output=True, text=True)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_the_container_installs_the_pins_on_their_python() -> None:
    """What was tested, on the Python for which it was pinned, and then this checkout with nothing fetched."""
    assert f"\nFROM python:{python_of(BINDER)}-slim\n" in CONTAINER
    (pins,) = re.findall(r"--require-hashes --requirement (\S+)", CONTAINER)
    assert ROOT / pins == BINDER
    assert "pip install --no-cache-dir --no-deps --no-build-isolation . " in CONTAINER
    assert set(PROJECT["dependency-groups"]["build"]) >= set(PROJECT["build-system"]["requires"])


def test_the_container_runs_the_command_as_nobody_in_particular() -> None:
    """It starts backlab, not as root, and opens no browser, since there is none."""
    assert re.findall(r"^USER (\d+)$", CONTAINER, re.MULTILINE) == ["1000"]
    (entry,) = re.findall(r"^ENTRYPOINT (.+)$", CONTAINER, re.MULTILINE)
    assert json.loads(entry) == [*ABOUT["scripts"], "--no-browser"]


def test_nothing_that_is_installed_is_kept_out_of_the_container() -> None:
    """What is not copied is no file of the project."""
    kept_out = {line for line in (ROOT / ".dockerignore").read_text("utf-8").splitlines() if line[:1] not in ("", "#")}
    ignored = {line.rstrip("/") for line in (ROOT / ".gitignore").read_text("utf-8").splitlines()}
    assert {name.removeprefix("**/") for name in kept_out} <= ignored | {".git"}


def test_one_develops_with_what_is_tested() -> None:
    """The development container has the Python and the pins of CI, this checkout, and the pages' port."""
    assert DEVELOPING["image"] == f"python:{python_of(CI)}"
    (pins,) = re.findall(r"--require-hashes --requirement (\S+)", DEVELOPING["postCreateCommand"])
    assert ROOT / pins == CI
    assert DEVELOPING["postCreateCommand"].endswith("pip install --no-deps --no-build-isolation --editable .")
    assert DEVELOPING["forwardPorts"] == [PAGES_PORT]
    assert [*DEVELOPING["portsAttributes"]] == [str(PAGES_PORT)]


# --- the citation -------------------------------------------------------------------------------------------


def test_who_cites_names_both_licences() -> None:
    """The citation names the code's licence and the text's, and the project as it calls itself."""
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    assert citation["license"] == ABOUT["license"].split(" AND ")
    assert [author["name"] for author in citation["authors"]] == [author["name"] for author in ABOUT["authors"]]
    assert set(citation["keywords"]) <= set(ABOUT["keywords"])
