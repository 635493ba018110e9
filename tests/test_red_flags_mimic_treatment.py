"""What the lessons "Red flags", "The mimic" and "Choose the treatment" say in their text holds for the rules."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from backlab.advice import advise
from backlab.course.ask import explained
from backlab.course.exercise import judge
from backlab.course.kinds import Code
from backlab.course.lessons import red_flags
from backlab.course.table import CITED, EXERCISES
from backlab.knowledge.cases import CASES
from backlab.knowledge.findings import FINDINGS, pain
from backlab.knowledge.sources import SOURCES
from backlab.model import Disposition
from backlab.presentation import Presentation

NOTEBOOKS = Path(__file__).parents[1] / "notebooks"
LESSONS = ("red_flags", "the_mimic", "choose_the_treatment")


def test_an_explained_exercise_keeps_its_answer() -> None:
    """Only what is said of an option changes."""
    plain = EXERCISES["the_mimic.predict"]
    other = explained(plain, {"urgent": "Because."})
    assert [option.id for option in other.options] == [option.id for option in plain.options]
    assert {option.id: option.because for option in other.options}["urgent"] == "Because."
    assert other.right() == plain.right()


def test_the_strongest_pain_alone_is_no_red_flag() -> None:
    """The lesson "Red flags" says so, and prints what the lab says to it."""
    strongest = CASES["golf-swing"].presentation.changed(pain >= 10, to=True)
    assert not advise(strongest).red_flag


def test_without_fever_the_kidney_is_still_looked_for_and_the_level_stays() -> None:
    """The lesson "The mimic" says so: a "no" to the fever neither ends the search nor lowers the level."""
    asked = CASES["post-4"].presentation
    denied = asked.changed(FINDINGS["fever"], to=False)
    for patient in (asked, denied):
        assert advise(patient).differential.looked_for[0].cause.id == "kidney_infection"
    assert advise(asked).disposition is advise(denied).disposition is Disposition.URGENT


@pytest.mark.parametrize("lesson", LESSONS)
def test_no_answer_is_right_by_leaving_all_as_it_is(lesson: str) -> None:
    """The code at the start is never right."""
    for exercise in EXERCISES.values():
        if exercise.lesson == lesson and isinstance(exercise, Code):
            assert judge(exercise, exercise.start).right is False


@pytest.mark.parametrize("lesson", LESSONS)
def test_the_text_links_to_sources_that_the_lesson_names(lesson: str) -> None:
    """Every link to another site is that of a source in the lesson's list."""
    path = NOTEBOOKS / f"{lesson}.ipynb"
    cells = json.loads(path.read_text("utf-8"))["cells"]
    text = " ".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")
    links = set(re.findall(r"\]\((https?:[^\s]*?)\)(?=[\s.,;:)]|$)", text))
    assert links
    assert links <= {SOURCES[name].link for name in CITED[lesson]}


def test_a_patient_of_an_option_is_as_old_and_as_long_in_pain_as_is_said() -> None:
    """Age, pain and days are those that are given, or the lesson's usual ones, and all else was answered no."""
    told = Presentation(age=45, pain=7, days=4, present={"fever"}).none_other()
    usual = Presentation(age=50, pain=3, days=1, present={"leg_weakness", "fever"}).none_other()
    assert red_flags._back("fever", age=45, pain=7, days=4) == told
    assert red_flags._back("leg_weakness", "fever") == usual
