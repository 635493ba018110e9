"""What the documents promise, held against the files that they speak of."""

from __future__ import annotations

import re
import subprocess
import tomllib
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def read(name: str) -> str:
    """The text of a file of the repository."""
    return (ROOT / name).read_text("utf-8")


@cache
def files() -> tuple[Path, ...]:
    """Every file that is in git or would be added to it."""
    command = ["git", "ls-files", "-co", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return tuple(path for name in listed.split("\0") if name and (path := ROOT / name).is_file())


DOCUMENTS = [path for path in files() if path.suffix == ".md"]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_relative_links_lead_somewhere(document: Path) -> None:
    """Each link to a file of the repository leads to one that is there."""
    prose = re.sub(r"^```.*?^```", "", document.read_text("utf-8"), flags=re.DOTALL | re.MULTILINE)
    targets = re.findall(r"\]\(([^)#\s]+)", prose)
    local = [target for target in targets if not re.match(r"\w+:", target)]
    assert [target for target in local if not (document.parent / target).exists()] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_within_a_document_lead_to_a_heading(document: Path) -> None:
    """Each link to a section of the same document names one of its headings."""
    text = document.read_text("utf-8")
    headings = {heading.lower().replace(" ", "-") for heading in re.findall(r"^#+ (.+)$", text, re.MULTILINE)}
    assert set(re.findall(r"\]\(#([^)]+)\)", text)) <= headings


def test_pictures_have_alternative_text() -> None:
    """Every picture in the README says in words what it shows."""
    alternatives = re.findall(r"!\[([^\]]*)\]\(", read("README.md"))
    assert alternatives
    assert all(len(words) > 20 for words in alternatives)


def commands(document: str) -> list[list[str]]:
    """What is to be typed: the lines of each block of commands, without what is said of them."""
    blocks = re.findall(r"^```sh\n(.*?)^```", read(document), flags=re.DOTALL | re.MULTILINE)
    return [[line.partition("  #")[0].strip() for line in block.splitlines() if line.strip()] for block in blocks]


def test_the_readme_runs_what_the_project_installs() -> None:
    """The README's command that runs backlab calls a script that pyproject.toml declares."""
    assert ["pip install uv", "uv run backlab"] in commands("README.md")
    assert "backlab" in PROJECT["project"]["scripts"]


def test_the_test_command_is_what_ci_runs_last() -> None:
    """The README's commands for the tests are, word for word, the last lines of CI."""
    typed = ["pip install uv", "uv run --group test pytest"]
    assert typed in commands("README.md")
    assert read(".ci/run").splitlines()[-2:] == typed


def test_who_runs_it_does_not_pay_for_the_tests() -> None:
    """`uv run` installs no group unless it is named, and what is named in a document is there."""
    assert PROJECT["tool"]["uv"]["default-groups"] == []
    named = re.findall(r"--group (\w+)", read("README.md") + read("CONTRIBUTING.md") + read(".ci/run"))
    assert set(named) <= PROJECT["dependency-groups"].keys()


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_each_command_stands_alone_on_its_line(document: Path) -> None:
    """No block of commands joins two: PowerShell 5 knows no ``&&``."""
    lines = [line for block in commands(document.relative_to(ROOT).as_posix()) for line in block]
    assert [line for line in lines if "&&" in line or ";" in line] == []


def test_the_wheel_that_is_named_is_the_one_that_is_built() -> None:
    """The file that the README installs has the name that a build gives it."""
    assert set(re.findall(r"backlab-\S+?\.whl", read("README.md"))) == {
        f"backlab-{PROJECT['project']['version']}-py3-none-any.whl"
    }


@pytest.mark.parametrize("name", ["README.md", "SAFETY.md"])
def test_documents_say_that_no_clinician_reviewed(name: str) -> None:
    """Whoever reads the README or the safety note learns that no clinician has reviewed it."""
    assert "**No clinician has reviewed it**" in read(name)


def test_versions_agree() -> None:
    """The citation, the newest entry of the changelog and pyproject.toml name the same version and date."""
    version, date = re.findall(r"^## \[(\d[^\]]*)\] - (\S+)$", read("CHANGELOG.md"), re.MULTILINE)[0]
    assert version == PROJECT["project"]["version"]
    assert f"\nversion: {version}\n" in read("CITATION.cff")
    assert f'\ndate-released: "{date}"\n' in read("CITATION.cff")


# Written as regular expressions, so that no pattern matches the line on which it stands.
HOSTS = r"(pypi|pythonhosted|npmjs|debian|anaconda|crates)\.(org|com|io)"
PLACES = r"(?<![\w.~-])/(root|work|opt|tmp/\w+|Users/\w+|home/(?!jovyan)\w+)/"


@pytest.mark.parametrize("pattern", [HOSTS, PLACES], ids=["hosts", "places"])
def test_no_file_names_its_makers_machine(pattern: str) -> None:
    """No file holds the host of a package registry, or a path of the machine that it was written on."""
    found = {path.relative_to(ROOT).as_posix(): finds(pattern, path) for path in files()}
    assert {name: places for name, places in found.items() if places} == {}


def finds(pattern: str, path: Path) -> list[str]:
    """Where the pattern occurs in the file; nothing, if the file is a picture or the like."""
    try:
        return [match[0] for match in re.finditer(pattern, path.read_text("utf-8"))]
    except UnicodeDecodeError:
        return []
