"""Each notebook is titled, short, stripped but for its checked answers, and checks at least one."""

import json
from pathlib import Path
from typing import Any

import pytest

NOTEBOOKS = sorted((Path(__file__).parents[1] / "notebooks").rglob("*.ipynb"))
EVERY_NOTEBOOK = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def cells(path: Path, kind: str) -> list[dict[str, Any]]:
    """The cells of one kind."""
    return [cell for cell in json.loads(path.read_text("utf-8"))["cells"] if cell["cell_type"] == kind]


def is_checked(cell: dict[str, Any]) -> bool:
    """Whether nbval compares what the cell says."""
    return {"keep_output", "nbval-check-output"} <= set(cell["metadata"].get("tags", ()))


def test_there_are_notebooks() -> None:
    """The tests below look at something."""
    assert NOTEBOOKS


@EVERY_NOTEBOOK
def test_the_start_page_can_describe_it(path: Path) -> None:
    """Its metadata holds a title, a goal, minutes and a level."""
    metadata = json.loads(path.read_text("utf-8"))["metadata"]
    assert metadata["title"]
    assert {"goal", "minutes", "level"} <= set(metadata["backlab"])


@EVERY_NOTEBOOK
def test_it_has_fifteen_lines_of_code_at_most(path: Path) -> None:
    """Logic belongs in the package."""
    lines = [line for cell in cells(path, "code") for line in "".join(cell["source"]).splitlines() if line.strip()]
    assert len(lines) <= 15


@EVERY_NOTEBOOK
def test_what_is_stored_is_checked(path: Path) -> None:
    """A checked answer stands in the file, and beside it only what a lab shows at rest: see test_on_paper.py."""
    code = cells(path, "code")
    assert any(is_checked(cell) for cell in code)
    for cell in code:
        tags = cell["metadata"].get("tags", ())
        assert bool(cell["outputs"]) == ("keep_output" in tags)
        assert ("nbval-ignore-output" in tags) == ("keep_output" in tags and not is_checked(cell))


@EVERY_NOTEBOOK
def test_it_says_what_it_is_not(path: Path) -> None:
    """It is education, never a diagnosis, and says that no clinician has reviewed it."""
    text = " ".join("".join(cell["source"]) for cell in cells(path, "markdown"))
    assert "never a diagnosis" in text
    assert "no clinician has reviewed it" in text
