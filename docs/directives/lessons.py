"""Every lesson as its notebook describes it: what one does, what one can do afterwards, and its code."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from backlab.course.order import LESSONS
from backlab.notebook_cards import Card, cards

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
_TO_NOTEBOOK = re.compile(r"\]\((\w+)\.ipynb(?:#[\w-]+)?\)")


class Lessons(SphinxDirective):
    """A section for each lesson, in the order of the course."""

    def run(self) -> list[nodes.Node]:
        """What is written in the notebooks, read as a page of the documentation is."""
        self.env.note_dependency(str(NOTEBOOKS))
        shown = (card for card in cards(NOTEBOOKS) if card.lesson in LESSONS)
        return self.parse_text_to_nodes("\n\n".join(map(described, shown)), allow_section_headings=True)


def described(card: Card) -> str:
    """A lesson in Markdown, under a heading of its own."""
    notebook = json.loads((NOTEBOOKS / card.name).read_text("utf-8"))
    does = notebook["metadata"]["backlab"]["does"]
    parts = (
        f"## {card.number} {card.title}",
        f"{card.goal} One gets to {does}.",
        f"{card.minutes} minutes, for {card.level}. [Open the lesson](course:{card.lesson}.html), "
        f"or read its [plan for teachers](teach/{card.lesson}.md).",
        _goals(_texts(notebook, "markdown")),
        *(f"```python\n{code}\n```" for code in _labs(_texts(notebook, "code"))),
    )
    return _TO_NOTEBOOK.sub(r"](course:\1.html)", "\n\n".join(parts))


def _goals(texts: Iterator[str]) -> str:
    """What one can do afterwards, from the fold at the head of the notebook."""
    (told,) = re.findall(r"<details>\s*<summary>[^<]*</summary>(.*?)</details>", next(texts), re.DOTALL)
    return f"Afterwards one can\n\n{told.strip()}"


def _labs(texts: Iterator[str]) -> Iterator[str]:
    """The cells that import and make a lab: what is typed to have it in a notebook of one's own."""
    return (text for text in texts if "import" in text or re.search(r"\w+Lab\(", text))


def _texts(notebook: dict[str, Any], kind: str) -> Iterator[str]:
    return ("".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == kind)


def setup(app: Sphinx) -> dict[str, bool]:
    """The directive."""
    app.add_directive("lessons", Lessons)
    return {"parallel_read_safe": True}
