"""The plans for teachers as pages: one for each lesson, those for grading, votes and exams, and which there are."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from mistune import Markdown, create_markdown

from backlab.course.order import LESSONS
from backlab.language import SOURCE_LANGUAGE, language
from backlab.notebook_cards import cards
from backlab.serving import Refusal
from backlab.serving.addresses import Addresses
from backlab.serving.notebooks import shipped

ALL = "README"
NAMES = (*LESSONS, "handing_in", "voting", "exams", ALL)
"""Every plan by its name; a lesson's has the lesson's."""
# A link to a plan; one that is called by its file is called by its title on a page.
_PLAN = re.compile(r"\[(?P<said>[^\]]*)\]\((?P<name>\w+)\.md\)")
_LESSON = re.compile(r"`notebooks/(\w+\.ipynb)`")
_TITLE = re.compile(r"^# (.+)$", re.MULTILINE)


def folder() -> Path:
    """Where the plans are that come with backlab; raises ``Refusal`` where there are none."""
    package = Path(__file__).parents[1]
    # Inside the package in a wheel, beside it in a checkout.
    for place in (package / "teach", package.parent / "docs" / "teach"):
        if place.is_dir():
            return place
    raise Refusal("this installation has no plans for teachers: install backlab again")


def text(name: str) -> str:
    """A plan in the language that is spoken, as Markdown."""
    code = language()
    return (folder() / ("" if code == SOURCE_LANGUAGE else code) / f"{name}.md").read_text("utf-8")


def title(markdown: str) -> str:
    """What a plan is called."""
    found = _TITLE.search(markdown)
    return found[1] if found else ""


def html(markdown: str, where: Addresses) -> str:
    """A plan as HTML, with its links to other plans and to its lesson leading to their pages."""
    linked = _PLAN.sub(lambda link: _to_plan(link["said"], link["name"], where), markdown)
    return str(_markdown()(_LESSON.sub(lambda found: _to_lesson(found[1], where), linked)))


def _to_plan(said: str, name: str, where: Addresses) -> str:
    return f"[{title(text(name)) if said == f'{name}.md' else said}]({where.plan(name)})"


def _to_lesson(notebook: str, where: Addresses) -> str:
    called = next((card.title for card in cards(shipped()) if card.name == notebook), notebook)
    return f"[{called}]({where.page(notebook)})"


@cache
def _markdown() -> Markdown:
    return create_markdown(escape=True, plugins=["table"])
