"""What an earlier lesson asked comes once more in a later one."""

from __future__ import annotations

import pytest

from backlab.course.again import AGAIN, again
from backlab.course.exercise import judge
from backlab.course.kinds import Choice, Several
from backlab.course.order import LESSONS as ORDER
from backlab.course.table import EXERCISES, LESSONS, numbered
from backlab.labs.question import Question

EVERY = pytest.mark.parametrize(("lesson", "earlier"), AGAIN.items())


def test_every_lesson_but_the_first_asks_one_again() -> None:
    """Only the first has nothing to look back at, and nothing is asked a third time."""
    assert set(AGAIN) == set(ORDER[1:])
    assert len(set(AGAIN.values())) == len(AGAIN)


@EVERY
def test_it_comes_from_an_earlier_lesson_and_last_of_all(lesson: str, earlier: str) -> None:
    """What is asked again was asked before, and stands below the lesson's own exercises."""
    assert ORDER.index(earlier.partition(".")[0]) < ORDER.index(lesson)
    assert numbered(lesson)[-1] == again(lesson)


@EVERY
def test_it_is_the_same_question(lesson: str, earlier: str) -> None:
    """The words, the options and the right answer are those of the first time."""
    once, now = EXERCISES[earlier], EXERCISES[again(lesson)]
    assert (now.prompt, now.choices) == (once.prompt, once.choices)
    assert judge(now, once.right()).right


@EVERY
def test_it_can_be_answered_at_once(lesson: str, earlier: str) -> None:
    """One chooses, and nothing has to be looked up in a lab that stands on another page."""
    assert isinstance(EXERCISES[earlier], Choice | Several), lesson
    assert " lab" not in EXERCISES[earlier].prompt


@EVERY
def test_both_answers_are_kept(lesson: str, earlier: str) -> None:
    """The second answer has a key of its own, so that the first never changes."""
    assert again(lesson) in LESSONS[lesson]
    assert again(lesson) not in LESSONS[earlier.partition(".")[0]]


def test_its_heading_says_where_it_was_asked_first() -> None:
    """Whoever meets it again knows that it is no mistake of the page."""
    question = Question("muscle_strain.again")
    head = question.answer(question.values).told["html"]["head"]
    assert head.endswith(", once more from “Red flags”</h3>")
