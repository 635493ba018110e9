"""The right answers, decided by eye from the sources and written down in one file; the course is held to it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from itertools import chain
from typing import Any

import pytest
from approved import CASES, CLINIC, EXERCISES, GOLDENS, RULES, STATEMENTS, accepted_causes, decisive, judge, level

WRITTEN: dict[str, dict[str, dict[str, Any]]] = tomllib.loads((GOLDENS / "right_answers.toml").read_text("utf-8"))
ANSWERS = WRITTEN["exercises"]


def written(*kinds: type, drawn: bool = False) -> list[Any]:
    """The exercises whose right answer is of one of these types, NoneType for those in code; or those ``drawn``."""
    fit = (id for id, each in ANSWERS.items() if isinstance(each.get("right"), kinds))
    return [pytest.param(id, id=id) for id in fit if ("intervals" in ANSWERS[id]) == drawn]


def offered(id: str) -> list[str]:
    """The ids of the options of an exercise."""
    return [option.id for option in EXERCISES[id].options]


def right(id: str, answer: object) -> bool | None:
    """Whether the course judges an answer right."""
    return judge(EXERCISES[id], answer).right


def told(blocks: Iterable[Iterable[object]]) -> str:
    """All that the blocks of a mark say."""
    return " ".join(map(str, chain.from_iterable(blocks)))


@pytest.mark.parametrize(
    ("part", "course"),
    [
        pytest.param("exercises", {id: each for id, each in EXERCISES.items() if not each.is_again}, id="exercises"),
        pytest.param("clinic", CLINIC, id="clinic"),
        pytest.param("patients", CASES, id="patients"),
        pytest.param("statements", STATEMENTS, id="statements"),
    ],
)
def test_every_answer_is_written_down_and_none_is_unknown(part: str, course: dict[str, Any]) -> None:
    """Whatever the course judges has its right answer in the file, and nothing else has."""
    assert set(WRITTEN[part]) == set(course)


@pytest.mark.parametrize("part", WRITTEN)
def test_every_answer_says_why_in_one_line(part: str) -> None:
    """No answer is written down without what it rests on."""
    entries = list(WRITTEN[part].values())
    entries += [code for each in entries for code in (*each.get("passes", ()), *each.get("fails", ()))]
    assert all(len(each["why"]) > 15 and "\n" not in each["why"] for each in entries)


@pytest.mark.parametrize("id", written(str))
def test_the_one_right_option_is_the_one_that_was_decided(id: str) -> None:
    """Of all options just the one in the file is judged right."""
    assert [each for each in offered(id) if right(id, each)] == [ANSWERS[id]["right"]]


@pytest.mark.parametrize("id", written(list))
def test_the_right_options_are_those_that_were_decided(id: str) -> None:
    """The options in the file are right together, and no longer with one too many or one too few."""
    wanted = ANSWERS[id]["right"]
    assert set(wanted) <= set(offered(id))
    assert right(id, wanted) is True
    others = [[each for each in offered(id) if (each in wanted) != (each == other)] for other in offered(id)]
    assert [other for other in others if other and right(id, other)] == []


@pytest.mark.parametrize("id", written(int, float))
def test_the_right_number_is_the_one_that_was_worked_out(id: str) -> None:
    """The course's number is the one in the file, as far as that is written out."""
    wanted = ANSWERS[id]["right"]
    places = len(str(wanted).partition(".")[2])
    assert round(EXERCISES[id].right(), places) == wanted


@pytest.mark.parametrize("id", written(int, float))
def test_a_number_is_right_as_far_as_was_decided(id: str) -> None:
    """Numbers within the tolerance or the interval of the file are right, and those beyond it are not."""
    middle, reach = EXERCISES[id].right(), ANSWERS[id].get("tolerance", 0)
    least, most = ANSWERS[id].get("interval", (middle - reach, middle + reach))
    a_bit = max(reach, 1) / 100
    inside = [middle, min(least + a_bit, middle), max(most - a_bit, middle)]
    assert [right(id, each) for each in inside] == [True, True, True]
    assert [right(id, each) for each in (least - a_bit, most + a_bit)] == [False, False]


@pytest.mark.parametrize("id", written(list, drawn=True))
def test_a_line_is_right_as_far_as_was_decided(id: str) -> None:
    """Each number of a line that is drawn is right as far as the file says, and no further."""
    numbers, reach = ANSWERS[id]["right"], ANSWERS[id]["tolerance"]
    assert EXERCISES[id].right() == numbers
    for n, (low, high) in list(enumerate(ANSWERS[id]["intervals"]))[EXERCISES[id].given :]:
        ends = (max(low - reach, 0), high + reach)
        assert [right(id, [*numbers[:n], end, *numbers[n + 1 :]]) for end in ends] == [True, True]
        beyond = [end for end in (low - reach - 1, high + reach + 1) if end >= 0]
        assert [right(id, [*numbers[:n], end, *numbers[n + 1 :]]) for end in beyond] == [False] * len(beyond)


@pytest.mark.parametrize("id", written(type(None)))
def test_code_passes_as_was_decided(id: str) -> None:
    """Each answer in code of which the file says that it passes is right."""
    assert [each["code"] for each in ANSWERS[id]["passes"] if not right(id, each["code"])] == []


@pytest.mark.parametrize("id", written(type(None)))
def test_code_fails_as_was_decided_and_is_told_why(id: str) -> None:
    """Each answer in code of which the file says that it fails is wrong, and the student reads why."""
    for each in ANSWERS[id]["fails"]:
        mark = judge(EXERCISES[id], each["code"])
        assert mark.right is False, each
        assert each["says"] in told(mark.blocks), each


@pytest.mark.parametrize("case", WRITTEN["clinic"])
def test_a_patient_of_the_clinic_needs_the_level_that_was_decided(case: str) -> None:
    """What each patient needs was decided from the story."""
    assert level(CLINIC[case]).name.lower() == WRITTEN["clinic"][case]["level"]


@pytest.mark.parametrize("case", WRITTEN["clinic"])
def test_a_patient_of_the_clinic_has_the_causes_that_were_decided(case: str) -> None:
    """The cause that a clinician names counts as right, and others only where the file says so."""
    wanted = WRITTEN["clinic"][case]
    assert set(accepted_causes(CLINIC[case])) == {wanted["cause"], *wanted["also"]}


@pytest.mark.parametrize("case", WRITTEN["patients"])
def test_an_example_patient_needs_the_level_that_was_decided(case: str) -> None:
    """What each example patient needs was decided from the story."""
    assert level(CASES[case]).name.lower() == WRITTEN["patients"][case]["level"]


@pytest.mark.parametrize("id", WRITTEN["statements"])
def test_a_statement_of_the_article_compares_as_was_decided(id: str) -> None:
    """How each statement compares with what is known today was decided from its sources."""
    assert STATEMENTS[id].verdict == WRITTEN["statements"][id]["verdict"]


def test_with_fewer_rules_another_one_decides() -> None:
    """Without the rule that made the stairs urgent, it is the rules of the next level that decide."""
    fewer = [rule for rule in RULES.values() if rule.id != "weak-leg"]
    assert [reason.rule.id for reason in decisive(CLINIC["stairs"])] == ["weak-leg"]
    assert [reason.rule.id for reason in decisive(CLINIC["stairs"], fewer)] == ["leg-signs"]
