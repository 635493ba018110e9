"""Each lesson has the same outline, rests on its sources, and leads on; the index lists every notebook and no other."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from lists import written

from backlab.course.glossary import GLOSSARY
from backlab.course.order import FIRST, PAGES
from backlab.course.table import CITED, EXERCISES, LESSONS
from backlab.knowledge.sources import SOURCES
from backlab.labs.course import CourseLab
from backlab.markup import escape
from backlab.notebook_cards import Card, cards
from backlab.notebook_words import ONWARD

NOTEBOOKS = Path(__file__).parents[1] / "notebooks"
TEACH = NOTEBOOKS.parent / "docs" / "teach"
ALL = cards(NOTEBOOKS)
# The index, and the glossary, are no lessons; the dashboard is also a front door, and so stands open and first.
INDEX, GLOSSARY_PAGE, DASHBOARD = "start_here", "glossary", "choose_the_treatment"
TAUGHT = [card for card in ALL if card.lesson not in (INDEX, GLOSSARY_PAGE)]
EVERY_LESSON = pytest.mark.parametrize("card", TAUGHT, ids=lambda card: card.lesson)
EVERY_NOTEBOOK = pytest.mark.parametrize("card", ALL, ids=lambda card: card.lesson)
PARTS = ["The story", "Predict", "The lab", "Why", "Exercises", "Sources"]
LINK = re.compile(r"\]\(((?:[^()\s]|\([^()\s]*\))+)\)")


def cells(card: Card, kind: str = "") -> list[dict[str, Any]]:
    """The cells of a notebook, all or of one kind."""
    found = json.loads((NOTEBOOKS / card.name).read_text("utf-8"))["cells"]
    return [{**cell, "source": "".join(cell["source"])} for cell in found if kind in ("", cell["cell_type"])]


def text(card: Card) -> str:
    """All that a notebook says in Markdown."""
    return "\n\n".join(cell["source"] for cell in cells(card, "markdown"))


def links(card: Card) -> list[str]:
    """Where a notebook's Markdown leads."""
    return LINK.findall(text(card))


def test_the_pages_stand_in_the_order_of_the_course() -> None:
    """Every notebook is a page of the course, every page is there, and files are called by name alone."""
    assert [card.name for card in ALL] == [f"{page}.ipynb" for page in PAGES]
    assert [card.lesson for card in TAUGHT] == list(LESSONS)


@EVERY_LESSON
def test_a_lesson_has_the_outline(card: Card) -> None:
    """Story, prediction, lab, explanation, exercises and sources follow each other under their headings."""
    found = re.findall(r"^## (.+)$", text(card), re.MULTILINE)
    if card.lesson == DASHBOARD:
        assert found == ["The lab", "Exercises", "To take along", "Sources"]
    else:
        assert found == PARTS


@EVERY_LESSON
def test_a_lesson_says_what_one_will_be_able_to_do(card: Card) -> None:
    """Its first cell names the minutes and two to four goals."""
    first = cells(card)[0]["source"]
    assert first.startswith(f"# {card.title}\n")
    assert "minutes. Afterwards you will be able to:" in first
    assert 2 <= len(re.findall(r"^- ", first, re.MULTILINE)) <= 4


@EVERY_LESSON
def test_a_lesson_has_one_main_lab_that_waits_for_the_prediction(card: Card) -> None:
    """One line draws the lab, and it stays shut until the student has committed."""
    code = "\n".join(cell["source"] for cell in cells(card, "code"))
    labs = re.findall(r"^\w+ = \w+Lab\((.*)\)$", code, re.MULTILINE)
    assert labs
    if card.lesson == DASHBOARD:
        return
    assert f"Question('{card.lesson}.predict')" in code.replace('"', "'")
    assert [arguments for arguments in labs if "after=predict" in arguments] == labs[:1]


@EVERY_LESSON
def test_every_exercise_of_a_lesson_stands_in_its_notebook(card: Card) -> None:
    """What the table asks is what the page asks, each once, in the same order."""
    code = "\n".join(cell["source"] for cell in cells(card, "code"))
    asked = re.findall(r"Question\(['\"]([\w.]+)['\"]\)", code)
    assert asked == [name for name in LESSONS[card.lesson] if name in EXERCISES]
    assert len([name for name in asked if not EXERCISES[name].is_prediction]) >= 2


@EVERY_LESSON
def test_every_link_to_the_outside_is_a_source_of_the_lesson(card: Card) -> None:
    """A claim leads to its source, whose address is typed nowhere else than in the table of sources."""
    known = {SOURCES[name].link for name in CITED[card.lesson]}
    outside = [link for link in links(card) if "://" in link]
    assert [link for link in outside if link not in known] == []
    assert CITED[card.lesson]
    assert f"Sources('{card.lesson}')" in "".join(c["source"] for c in cells(card, "code")).replace('"', "'")


@EVERY_NOTEBOOK
def test_every_link_to_a_notebook_leads_to_one(card: Card) -> None:
    """No dead end: the notebook is there, and so is the word of the glossary."""
    names = {each.name for each in ALL}
    for link in links(card):
        if "://" in link:
            continue
        name, _, place = link.partition("#")
        assert name in names, link
        if place:
            assert place.removeprefix("term-") in GLOSSARY, link


@EVERY_NOTEBOOK
def test_a_figure_is_never_without_words(card: Card) -> None:
    """A picture in Markdown has an alternative text, and no HTML hides one; words may be folded."""
    assert "![](" not in text(card)
    assert "<" not in re.sub(r"`[^`]*`|</?(details|summary)>", "", text(card))


@pytest.mark.parametrize(("card", "after"), list(pairwise(ALL[1:])), ids=lambda card: card.lesson)
def test_each_leads_back_and_on(card: Card, after: Card) -> None:
    """The last cell has the way back to the start and on to the next, by its title."""
    last = cells(card)[-1]
    assert last["metadata"]["tags"] == [ONWARD]
    assert last["source"] == f"[Back to the start]({ALL[0].name}) · [Next: {after.title}]({after.name})"


def test_the_last_leads_back() -> None:
    """After the last there is no next."""
    assert cells(ALL[-1])[-1]["source"] == f"[Back to the start]({ALL[0].name})"


def test_the_index_lists_every_notebook_and_nothing_else() -> None:
    """Title, minutes and how far one is, read off the notebooks; the start page says what each is about."""
    shown = CourseLab(folder=NOTEBOOKS).read("lessons")
    others = [card for card in ALL if card.lesson != FIRST]  # the index is where one is
    assert re.findall(r"href='([^']+)'", shown) == [card.name for card in others]
    for card in others:
        assert card.minutes
        for words in (card.title, f"{card.minutes} minutes"):
            assert escape(words) in shown


def test_every_lesson_takes_its_time_within_three_hours() -> None:
    """About ten minutes each, and two to three hours in all."""
    minutes = [card.minutes or 0 for card in TAUGHT]
    assert all(10 <= each <= 25 for each in minutes)
    assert 120 <= sum(minutes) <= 180


@EVERY_LESSON
def test_a_teacher_finds_a_plan_for_it(card: Card) -> None:
    """Goals, minutes, questions, mistakes and how to present it."""
    plan = (TEACH / f"{card.lesson}.md").read_text("utf-8")
    assert plan.startswith(f"# {card.title}")
    for word in ("goals", "minutes", "ask", "mistake", "projector"):
        assert word in plan.lower(), word
    for link in LINK.findall(plan):
        if "://" not in link and not link.startswith("#"):
            assert (TEACH / link.partition("#")[0]).exists(), link


def test_a_page_is_numbered_by_its_place_in_the_course() -> None:
    """The number on a card is the one by which the lesson is called everywhere, also where others are missing."""
    assert [card.number for card in ALL] == ["", *(str(number) for number in range(1, len(TAUGHT) + 1)), ""]
    assert Card("own.ipynb", "", "", None, "").number == ""


def test_what_follows_from_the_order_is_written() -> None:
    """The links to the next page and the tables of the lessons are what ``tests/lists.py`` makes of the order."""
    left = [path.name for path, text in written().items() if path.read_text(encoding="utf-8") != text]
    assert left == [], "run: python tests/lists.py"
