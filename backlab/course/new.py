"""A new lesson of a teacher's own: a notebook in our outline, its questions and its plan, which work as they are.

They hold an example of form, the seesaw, whose text and questions are there to be written over.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from backlab.course.order import PAGES
from backlab.language import gettext
from backlab.refusal import short

EXAMPLE = Path(__file__).parent / "example"
QUESTIONS = EXAMPLE / "seesaw.toml"
"""The questions of the example, as plain data."""
LAB = EXAMPLE / "lab.toml"
"""Its lab, as plain data too."""
_NAME = re.compile(r"[a-z][a-z0-9_]{0,59}")


def written(lesson: str, folder: Path) -> list[Path]:
    """Write the notebook, the questions and the plan of ``lesson`` into ``folder``; the files, in this order.

    Nothing is written over. Raises ``ValueError`` with one sentence for a name that cannot be, or that is taken.
    """
    _check(lesson)
    texts = {f"{lesson}{ending}": text for ending, text in _texts(lesson).items()}
    taken = next((folder / name for name in texts if (folder / name).exists()), None)
    if taken:
        there = gettext("{path} is there already: choose another name, or another folder with --folder")
        raise ValueError(there.format(path=taken))
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        with (folder / name).open("x", encoding="utf-8") as file:
            file.write(text)
    return [folder / name for name in texts]


def _check(lesson: str) -> None:
    if not _NAME.fullmatch(lesson):
        no = gettext("{name} is no name of a lesson: write it in small letters, digits and _, such as my_seesaw")
        raise ValueError(no.format(name=short(lesson)))
    if lesson in PAGES:
        taken = gettext("{lesson} is a lesson of the course: give yours another name")
        raise ValueError(taken.format(lesson=short(lesson)))


def _texts(lesson: str) -> dict[str, str]:
    """What each file holds, by its ending."""
    questions = QUESTIONS.read_text("utf-8") + LAB.read_text("utf-8")
    data = tomllib.loads(questions)
    plan = EXAMPLE.joinpath("plan.md").read_text("utf-8").format(title=data["title"], lesson=lesson)
    notebook = _notebook([*_cells(lesson, data)])
    return {".ipynb": json.dumps(notebook, indent=1, ensure_ascii=False) + "\n", ".toml": questions, ".md": plan}


def _cells(lesson: str, data: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """The outline, cell by cell: its kind and its text."""
    exercises = sum(not each.get("predict") for each in data["questions"])
    yield (
        "markdown",
        f"# {data['title']}\n\nTwo children of different weights want to seesaw. See where they must sit.\n\n"
        "<details>\n<summary>About ten minutes. Afterwards you will be able to:</summary>\n\n"
        "- say who has to sit closer to the middle;\n- work out how far from it.\n\n</details>",
    )
    yield "markdown", "## The story\n\nTwo friends meet at a seesaw. One goes up at once, and there they both sit."
    yield "markdown", "## Predict\n\nGuess first."
    yield "code", f'from backlab.widgets import ModelLab, Question\n\nQuestion("{lesson}.predict")'
    yield "markdown", "## Try it\n\nPut the child of 40 kg where the seesaw is level."
    yield "code", f'ModelLab("{lesson}", after="{lesson}.predict")'
    yield "markdown", "## Why\n\nWeight times distance from the middle: the side that has more of it goes down."
    yield "markdown", "## Exercises"
    yield from (("code", f'Question("{lesson}.{number}")') for number in range(1, exercises + 1))
    yield "markdown", "## What to take along\n\nTwice the weight, half the distance."
    yield "markdown", "## Hand in\n\nSave your answers as a file, and hand that in."
    yield "code", "from backlab.widgets import CourseLab\n\nCourseLab()"


def _notebook(cells: list[tuple[str, str]]) -> dict[str, Any]:
    # It says nothing of itself beside its text: whoever writes over that would be shown ours on the start page.
    python = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
    made = [_cell(str(number), *cell) for number, cell in enumerate(cells)]
    metadata = {"kernelspec": python, "language_info": {"name": "python"}}
    return {"cells": made, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}


def _cell(id: str, kind: str, text: str) -> dict[str, Any]:
    ran: dict[str, Any] = {"execution_count": None, "outputs": []} if kind == "code" else {}
    return {"cell_type": kind, "id": id, "metadata": {}, "source": text.splitlines(keepends=True), **ran}
