"""Every exercise of the course: the right answer passes, a wrong one does not, and both say why."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from backlab.course.exercise import CHOICE, CODE, NUMBER, SEVERAL, UNSURE, Exercise, checked, judge, said, solution
from backlab.course.table import EXERCISES, LESSONS
from backlab.knowledge.sources import SOURCES
from backlab.words import Bar, Point, Rung, Say
from backlab.words.html import blocks_html

LONGEST_PROMPT = 400
EVERY = pytest.mark.parametrize("exercise", EXERCISES.values(), ids=list(EXERCISES))
BROKEN: dict[str, tuple[Any, ...]] = {
    CHOICE: ("", "nothing of the kind", None, 5, [], {}),
    SEVERAL: ("", [], None, 5, {}, ["nothing of the kind"], [[]], [5]),
    NUMBER: ("", "many", None, [], {}, True, "nan", "inf", "1e400", "1 2"),
    CODE: ("", "  ", None, 5, [], "import os", "nonsense(", "nonsense", "().__class__", "x" * 3_000),
}
# Code that is right nowhere, by a name that is offered where it can be read; elsewhere the start is wrong.
WRONG_CODE = {"Presentation": "Presentation(age=16, pain=0)", "sits_long": "sits_long & weak_core"}
# Worked out from numbers that are in the prompt.
CALCULATED = ("the_clinic.1",)


def wrong(exercise: Exercise) -> Iterator[Any]:
    """Answers that are possible and not right."""
    right = exercise.right()
    if exercise.kind == CHOICE:
        yield from (option.id for option in exercise.options if option.id != right)
    if exercise.kind == NUMBER:
        far = 3 * exercise.tolerance + 1
        top = re.search(r"(?:of|in) ([\d,]+)", exercise.unit)
        most = float(top[1].replace(",", "")) if top else float("inf")
        yield from (each for each in (right + far, right - far) if 0 <= each <= most)
    if exercise.kind == SEVERAL:
        everything = [option.id for option in exercise.options]
        one_off = [[each for each in everything if (each in right) != (each == other)] for other in everything]
        yield from (given for given in (everything, *filter(None, one_off)) if set(given) != set(right))
    if exercise.kind == CODE:
        yield next((code for name, code in WRONG_CODE.items() if name in names(exercise)), exercise.start)


def names(exercise: Exercise) -> set[str]:
    """What an answer in code can be made of; nothing where none is asked for."""
    return set(exercise.names()) if exercise.names else set()


def words(blocks: tuple[Any, ...]) -> str:
    """All that blocks say."""
    assert all(isinstance(block, Say | Point | Bar | Rung) for block in blocks)
    return re.sub(r"<[^>]+>", " ", blocks_html(blocks)).strip()


@EVERY
def test_the_right_answer_is_judged_right(exercise: Exercise) -> None:
    """What the exercise itself works out as the answer is possible, and is right."""
    assert judge(exercise, exercise.right()).right is True


@EVERY
def test_the_right_answer_is_right_as_it_is_kept(exercise: Exercise) -> None:
    """The right answer can be kept as JSON: ids, a number, or text, and nothing else."""
    kinds = {CHOICE: str, SEVERAL: list, NUMBER: int | float, CODE: str}
    assert isinstance(checked(exercise, exercise.right()), kinds[exercise.kind])


@EVERY
def test_the_reasons_have_sources(exercise: Exercise) -> None:
    """The solution says why, and names a source unless it is a student's own patient, or says what it is instead."""
    found = solution(exercise)
    assert found.verdict
    if "Presentation" in names(exercise):
        return
    assert len(words(found.blocks)) > 30
    assert found.sources or exercise.id in CALCULATED or "teaching estimate" in words(found.blocks)
    assert all(source.id in SOURCES for source in found.sources)


@EVERY
def test_every_citation_has_its_source(exercise: Exercise) -> None:
    """Each number in square brackets is one of the listed sources, and each of them is referred to."""
    found = solution(exercise)
    cited = {int(n) for mark in re.findall(r"\[(\d[^\]]*)\]", words(found.blocks)) for n in re.findall(r"\d+", mark)}
    assert cited == set(range(1, len(found.sources) + 1))


@EVERY
def test_a_wrong_answer_is_not_right_and_says_why(exercise: Exercise) -> None:
    """Each other option, a number far off, ticks that are one off, or other code is not right, and is told why."""
    given = list(wrong(exercise))
    assert given
    for answer in given:
        mark = judge(exercise, answer)
        assert mark.right is False, answer
        assert len(words(mark.blocks)) > 20, answer


@pytest.mark.parametrize("given", ["-1", "101", "1e9"])
def test_a_number_that_cannot_be_is_refused(given: str) -> None:
    """Of a hundred there are never fewer than none or more than a hundred."""
    of_hundred = next(each for each in EXERCISES.values() if each.unit == "of 100")
    with pytest.raises(ValueError, match="between 0 and 100"):
        judge(of_hundred, given)


@EVERY
def test_what_is_no_answer_is_refused_in_a_sentence(exercise: Exercise) -> None:
    """What cannot be an answer is refused with a sentence that says what is needed."""
    for given in BROKEN[exercise.kind]:
        with pytest.raises(ValueError, match=r"\w+ \w+") as refused:
            judge(exercise, given)
        assert "\n" not in str(refused.value), given


@EVERY
def test_the_name_says_the_lesson(exercise: Exercise) -> None:
    """The id is that of a lesson, a full stop, and a name or number; its lesson lists it."""
    assert re.fullmatch(r"[a-z_]+\.[a-z0-9_]+", exercise.id)
    assert exercise.id in LESSONS[exercise.lesson]


@EVERY
def test_the_prompt_is_short_and_whole(exercise: Exercise) -> None:
    """What is asked ends as a sentence does, and is not longer than can be read at a glance."""
    assert exercise.prompt.rstrip(")")[-1] in ".?"
    assert len(exercise.prompt) <= LONGEST_PROMPT
    assert "  " not in exercise.prompt
    assert "\n" not in exercise.prompt


@EVERY
def test_the_options_differ(exercise: Exercise) -> None:
    """No two options have one id or one label, and there are at least two where one chooses."""
    assert len({option.id for option in exercise.choices}) == len(exercise.choices)
    assert len({option.shown for option in exercise.choices}) == len(exercise.choices)
    assert len(exercise.options) >= 2 or exercise.kind in (NUMBER, CODE)


@EVERY
def test_what_stands_in_the_field_is_no_solution(exercise: Exercise) -> None:
    """What an exercise starts with is not the right answer: something has to be done."""
    if exercise.kind != CODE:
        assert exercise.start == ""
        return
    assert outcome(exercise, exercise.start) is not True


def outcome(exercise: Exercise, given: Any) -> bool | None:
    """How an answer is judged; None where it is no answer."""
    try:
        return judge(exercise, given).right
    except ValueError:
        return None


@EVERY
def test_the_answer_is_said_in_words(exercise: Exercise) -> None:
    """The right answer is shown as a person reads it: by its labels, or with its unit."""
    shown = said(exercise, exercise.right())
    assert shown
    if exercise.kind == CHOICE:
        assert shown in {option.shown for option in exercise.options}
    if exercise.kind == NUMBER:
        assert shown.endswith(exercise.unit)


@EVERY
def test_only_a_prediction_may_be_left_open(exercise: Exercise) -> None:
    """Whoever is not sure may say so ahead of a lab, and is shown the reasons; elsewhere it is no answer."""
    if exercise.kind != CHOICE:
        return
    if not exercise.is_prediction:
        assert UNSURE not in {option.id for option in exercise.choices}
        return
    mark = judge(exercise, UNSURE)
    assert mark.right is None
    assert mark.blocks


@pytest.mark.parametrize("exercise", [e for e in EXERCISES.values() if e.kind == NUMBER], ids=lambda e: e.id)
def test_a_number_is_taken_as_people_write_it(exercise: Exercise) -> None:
    """A comma for the point, blanks, and a per cent sign are understood, and its tolerance is no gift."""
    right = exercise.right()
    for written in (f" {right} ", f"{right}".replace(".", ","), f"{right} %"):
        assert judge(exercise, written).right is True, written
    assert exercise.tolerance <= abs(right) / 2 + 0.5


@pytest.mark.parametrize("lesson", [lesson for lesson, keys in LESSONS.items() if keys])
def test_every_lesson_asks_first(lesson: str) -> None:
    """Where a lesson asks for a prediction, it does so before anything else, and only once."""
    own = [EXERCISES[key] for key in LESSONS[lesson] if key in EXERCISES]
    assert not any(exercise.is_prediction for exercise in own[1:])
