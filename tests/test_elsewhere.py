"""The labs where there is no JupyterLab and no Voilà: the wheel alone, with anywidget, ipywidgets and a kernel."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import sysconfig
import zipfile
from collections.abc import Iterator
from importlib.metadata import Distribution, distribution
from pathlib import Path
from typing import Any

import nbformat
import pytest
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import KernelManager
from nbclient import NotebookClient
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from servers import SECONDS

ROOT = Path(__file__).parent.parent
# What the README says to install beside the wheel, and the kernel that such a place brings along.
BESIDE = ("anywidget", "ipywidgets", "ipykernel")
ABSENT = ("jupyterlab", "voila", "jupyter_server")


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an environment that holds the wheel, what is named above with what that needs, and nothing else."""
    folder = tmp_path_factory.mktemp("elsewhere")
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder / "venv")], check=True)
    packages = place(folder, "purelib")
    (wheel,) = folder.glob("*.whl")
    zipfile.ZipFile(wheel).extractall(packages)
    for installed in needed(BESIDE):
        take(installed, packages)
    return folder


def place(folder: Path, kind: str) -> Path:
    """Where the environment in the folder has its packages, or its Python."""
    base = str(folder / "venv")
    return Path(sysconfig.get_path(kind, "venv", {"base": base, "platbase": base, "installed_base": base}))


def needed(names: tuple[str, ...]) -> Iterator[Distribution]:
    """What is installed under these names, and what they need here, each once."""
    left, seen = list(names), set()
    while left:
        name = canonicalize_name(left.pop())
        if name in seen:
            continue
        seen.add(name)
        installed = distribution(name)
        yield installed
        wants = map(Requirement, installed.requires or ())
        left += [want.name for want in wants if want.marker is None or want.marker.evaluate({"extra": ""})]


def take(installed: Distribution, packages: Path) -> None:
    """Put a link to each part of it among the packages."""
    for part in {file.parts[0] for file in installed.files or () if file.parts[0] not in ("..", "__pycache__")}:
        packages.joinpath(part).symlink_to(Path(str(installed.locate_file(part))))


def python(elsewhere: Path) -> str:
    """The Python of that environment."""
    return str(place(elsewhere, "scripts") / "python")


def run(elsewhere: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """What that Python says to these arguments, away from the checkout."""
    command = [python(elsewhere), "-P", *arguments]
    return subprocess.run(command, cwd=elsewhere, capture_output=True, text=True, timeout=SECONDS, check=False)


def executed(elsewhere: Path, notebook: Any) -> Any:
    """The notebook after all of its cells have run in a kernel of that environment."""
    manager = KernelManager()
    manager._kernel_spec = KernelSpec(
        argv=[python(elsewhere), "-m", "ipykernel_launcher", "-f", "{connection_file}"], language="python"
    )
    client = NotebookClient(notebook, km=manager, timeout=SECONDS, startup_timeout=SECONDS)
    return client.execute(cwd=str(elsewhere))


def test_the_readme_names_what_is_installed_here() -> None:
    """The commands of the README install the wheel without what it asks for, then these packages and no other."""
    text = (ROOT / "README.md").read_text("utf-8")
    assert re.search(r"^pip install --no-deps dist/backlab-\S+\.whl$", text, re.MULTILINE)
    (typed,) = re.findall(r"^pip install (anywidget .*)$", text, re.MULTILINE)
    assert {*typed.split(), "ipykernel"} == set(BESIDE)


def test_neither_jupyterlab_nor_voila_is_there(elsewhere: Path) -> None:
    """The environment is what it claims to be, and the package in it is the wheel's."""
    code = f"""
from importlib.util import find_spec
print([name for name in {ABSENT!r} if find_spec(name)])
import backlab, backlab.widgets
print(backlab.__file__)"""
    done = run(elsewhere, "-c", code)
    assert done.returncode == 0, done.stderr
    there, file = done.stdout.splitlines()
    assert there == "[]"
    assert Path(file).is_relative_to(elsewhere)


@pytest.mark.parametrize("lesson", ["red_flags", "choose_the_treatment", "the_clinic"])
def test_a_lesson_runs_and_shows_its_labs(elsewhere: Path, lesson: str) -> None:
    """Every cell of a lesson runs, and each lab that it makes is a widget with the answer in it."""
    (path,) = place(elsewhere, "purelib").glob(f"backlab/notebooks/*{lesson}.ipynb")
    notebook = executed(elsewhere, nbformat.read(path, as_version=4))
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", ())]
    assert [output for output in outputs if output.output_type == "error"] == []
    labs = [output for output in outputs if "application/vnd.jupyter.widget-view+json" in output.get("data", {})]
    assert labs
    states = notebook.metadata.widgets["application/vnd.jupyter.widget-state+json"]["state"]
    for lab in labs:
        model = lab.data["application/vnd.jupyter.widget-view+json"]["model_id"]
        assert states[model]["model_module"] == "anywidget"


def test_a_lab_that_is_moved_answers(elsewhere: Path) -> None:
    """In a notebook of one's own a lab is made, a control of it moved, and what it says is the advice."""
    code = """\
from backlab import Presentation, advise
from backlab.widgets import TreatmentLab
lab = TreatmentLab()
before = lab.said
lab.set(pain=10)
print(before != lab.said, bool(lab.said))"""
    cells = [nbformat.v4.new_code_cell(code)]
    (cell,) = executed(elsewhere, nbformat.v4.new_notebook(cells=cells)).cells
    assert json.dumps([output.get("text") for output in cell.outputs]) == json.dumps(["True True\n"])


def test_the_command_answers_and_says_what_is_missing(elsewhere: Path) -> None:
    """Advice needs nothing more; the pages, and JupyterLab, end with one line that says what to install."""
    advice = run(elsewhere, "-m", "backlab", "advise", "--age", "34", "--pain", "6")
    assert advice.returncode == 0, advice.stderr
    for command in ([], ["lab"]):
        refused = run(elsewhere, "-m", "backlab", *command, "--no-browser", "--port", "0")
        assert (refused.returncode, refused.stdout) == (2, "")
        assert len(refused.stderr.splitlines()) == 1, refused.stderr
        assert "pip install" in refused.stderr
