"""The plans for teachers: true of the lessons as they are, and the same in every language."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest

from backlab.app import main
from backlab.catalogue.gather import template
from backlab.course.order import LESSONS
from backlab.course.table import numbered
from backlab.labs.treatment_steps import treatment_steps
from backlab.language import LANGUAGES, SOURCE_LANGUAGE, gettext, speaking
from backlab.practice.formats import FORMATS
from backlab.serving import plans
from backlab.serving.addresses import Asked, Served
from backlab.serving.start import plan_page

OTHERS = [code for code in LANGUAGES if code != SOURCE_LANGUAGE]
EVERY_PLAN = pytest.mark.parametrize("name", plans.NAMES)
# What is stressed in a sentence, and no name of anything that a lesson shows.
STRESSED = {
    *("thought", "of the risk", "before", "during", "after", "missing", "c", "exercise 2", "exercise 3", "exercise 4"),
    *("creyó", "del riesgo", "antes", "durante", "después", "falta", "ejercicio 2", "ejercicio 3", "el ejercicio 4"),
    *("a thousand patients", "mil pacientes", "for teachers", "para docentes"),  # pages, and the link to this one
}
# Moodle's and Canvas's own words.
ELSEWHERE = {"handing_in"}
NAMED = re.compile(r"(?<![*\w])\*(?![*\s])([^*\"«]+?)\*(?!\*)")
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
EXERCISE = re.compile(
    r"\b[Ee](?:xercises?|jercicios?) (\d[\d, ;]*(?:(?:and|to|y|a) \d+)?(?:; [\d, ]*(?:(?:and|y) \d+)?)?)"
)
STEP = re.compile(r"\b(?:[Ss]teps?|[Pp]asos?) (\d+(?: (?:and|to|y|a) \d+)?)")


def plan(name: str, code: str) -> str:
    """The plan in a language."""
    with speaking(code):
        return plans.text(name)


def pieces(markdown: str) -> list[str]:
    """Its paragraphs, items and cells, each as one line, without what is bold or code."""
    plain = re.sub(
        r"```.*?```|`[^`]*`", "", re.sub(r"\*\*(.+?)\*\*", r"\1", markdown, flags=re.DOTALL), flags=re.DOTALL
    )
    return [" ".join(piece.split()) for piece in re.split(r"\n\s*\n|\n(?=- |\d+\. |\|)|\|", plain)]


@cache
def said(code: str) -> str:
    """All that the course says in a language, in small letters."""
    with speaking(code):
        ids = (message.id if isinstance(message.id, str) else message.id[0] for message in template())
        return "\n".join(gettext(each) for each in ids if each).lower()


def steps(lesson: str) -> int:
    """How many steps a lesson's lab has."""
    made = getattr(import_module(f"backlab.course.lessons.{lesson}"), "stage_steps", treatment_steps)
    return len(made())


@pytest.mark.parametrize("code", LANGUAGES)
@EVERY_PLAN
def test_every_control_that_a_plan_names_is_there(name: str, code: str) -> None:
    """What a plan prints in italics is a button, a tab, a card or a level that the course really has."""
    named = {found.rstrip(".,:") for piece in pieces(plan(name, code)) for found in NAMED.findall(piece)}
    known = said(code)
    missing = {each for each in named if each.lower() not in STRESSED and each.lower().rstrip("?¿") not in known}
    assert name in ELSEWHERE or not missing


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("name", LESSONS)
def test_every_exercise_and_step_that_a_plan_names_is_there(name: str, code: str) -> None:
    """No number of an exercise or a step is higher than there are."""
    text = " ".join(plan(name, code).split())
    exercises = [int(n) for found in EXERCISE.findall(text) for n in re.findall(r"\d+", found)]
    assert exercises
    assert max(exercises) <= len(numbered(name))
    assert all(int(n) <= steps(name) for found in STEP.findall(text) for n in re.findall(r"\d+", found))


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("name", LESSONS)
def test_every_lesson_that_a_plan_names_by_its_number_is_there(name: str, code: str) -> None:
    """The plan names its own notebook, and other lessons by a number that there is."""
    text = plan(name, code)
    assert f"`notebooks/{name}.ipynb`" in text
    numbers = re.findall(r"\b(?:[Ll]esson|[Ll]ección) (\d+)", text)
    assert all(1 <= int(number) <= len(LESSONS) for number in numbers)


@pytest.mark.parametrize("code", OTHERS)
@EVERY_PLAN
def test_a_plan_is_built_the_same_in_every_language(name: str, code: str) -> None:
    """Headings, items, rows of tables, links and code are as many and as deep, and lead to the same."""
    for pattern in (
        r"^(#+) ",
        r"^( *(?:-|\d+\.)) ",
        r"^(\|)(?! ?-)",
        r"\]\(([^)]+)\)",
        r"^(```\w*)",
        r"`(notebooks/\w+)",
    ):
        one, other = (re.findall(pattern, plan(name, each), re.MULTILINE) for each in (SOURCE_LANGUAGE, code))
        assert one == other, pattern


@pytest.mark.parametrize("code", OTHERS)
@EVERY_PLAN
def test_a_plan_has_the_same_numbers_in_every_language(name: str, code: str) -> None:
    """No figure, time, exercise or patient is another in another language."""
    one, other = (Counter(NUMBER.findall(plan(name, each))) for each in (SOURCE_LANGUAGE, code))
    assert (one - other, other - one) == (Counter(), Counter())


@pytest.mark.parametrize("code", OTHERS)
@pytest.mark.parametrize("name", LESSONS)
def test_a_timetable_is_the_same_in_every_language(name: str, code: str) -> None:
    """Each row has the same minutes."""
    minutes = [
        [re.findall(r"\d+", row) for row in re.findall(r"^\| (\d+(?: \w+ \d+)?) \|", plan(name, each), re.MULTILINE)]
        for each in (SOURCE_LANGUAGE, code)
    ]
    assert minutes[0]
    assert minutes[0] == minutes[1]


@pytest.mark.parametrize("code", LANGUAGES)
@EVERY_PLAN
def test_a_plan_is_a_page(name: str, code: str) -> None:
    """It is complete, leads to its lesson and to the other plans, and keeps the language."""
    with speaking(code):
        page = plan_page(name, Served("/base/", Asked(code)))
        title = plans.title(plans.text(name))
    assert f"<title>{title}</title>" in page
    assert f'<html lang="{code}"' in page
    assert ".md" not in page
    if name in LESSONS:
        assert f'href="/base/voila/render/{name}.ipynb?lang={code}"' in page
    if name != plans.ALL:
        assert f'href="/base/teach/README?lang={code}"' in page


def test_there_is_a_plan_for_every_lesson_and_no_other() -> None:
    """No plan is left of a lesson that has gone, in no language."""
    for code in LANGUAGES:
        folder = plans.folder() / ("" if code == SOURCE_LANGUAGE else code)
        assert {path.stem for path in folder.glob("*.md")} == set(plans.NAMES)


def test_what_would_be_html_in_a_plan_is_text() -> None:
    """A plan cannot bring a script along."""
    assert "&lt;script&gt;" in plans.html("<script>alert(1)</script>", Served())


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_plan_for_exams_writes_them_as_it_says(code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each of its commands writes a file, and it names every format with the ending that it has."""
    monkeypatch.chdir(tmp_path)
    text = plan("exams", code)
    commands = re.findall(r"^backlab (bank .+)$", text, re.MULTILINE)
    for command in commands:
        main(command.split())
    assert len({*tmp_path.iterdir()}) == len(commands) > 0
    assert dict(re.findall(r"^- `(\w+)`, `([.\w]+)`:", text, re.MULTILINE)) == {
        name: each.ending for name, each in FORMATS.items()
    }
