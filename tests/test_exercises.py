"""Every exercise of the course: the right answer passes, a wrong one does not, and both say why."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from operator import eq
from typing import Any

import pytest

from backlab.course.ask import needing, rule_question
from backlab.course.exercise import UNSURE, Compared, Exercise, Option, checked, judge, solution
from backlab.course.guesses import Line, People, Spot
from backlab.course.kinds import Choice, Code, Number, Several
from backlab.course.lessons import a_thousand_patients, chances, tumour_of_the_spine
from backlab.course.table import EXERCISES, LESSONS
from backlab.knowledge import findings
from backlab.knowledge.sources import SOURCES
from backlab.model import Disposition
from backlab.presentation import Presentation
from backlab.reasoning.bayes import candidate, post_test
from backlab.words import Citer, Point, Rung, Say
from backlab.words.html import blocks_html

LONGEST_PROMPT = 400
EVERY = pytest.mark.parametrize("exercise", EXERCISES.values(), ids=list(EXERCISES))
BROKEN: dict[type[Exercise], tuple[Any, ...]] = {
    Choice: ("", "nothing of the kind", None, 5, [], {}),
    Several: ("", [], None, 5, {}, ["nothing of the kind"], [[]], [5]),
    Number: ("", "many", None, [], {}, True, "nan", "inf", "1e400", "1 2"),
    People: ("", "many", None, [], {}, True, "nan", "1 2"),
    Line: ("", None, 5, [], {}, [52], [52, None, 12, 6], [52, "many", 12, 6], [52, 23, 12, 600], "52, 23, 12, 6"),
    Spot: ("", "nothing of the kind", None, 5, [], {}),
    Code: ("", "  ", None, 5, [], "import os", "nonsense(", "nonsense", "().__class__", "x" * 3_000),
}
# Code that is right nowhere, by a name that is offered where it can be read; elsewhere the start is wrong.
WRONG_CODE = {"Presentation": "Presentation(age=16, pain=0)", "sits_long": "sits_long & weak_core"}
NUMBERS = [each for each in EXERCISES.values() if isinstance(each, Number)]
# Worked out from numbers that are in the prompt.
CALCULATED = ("the_clinic.1",)


def wrong(exercise: Exercise) -> Iterator[Any]:
    """Answers that are possible and not right."""
    right = exercise.right()
    if isinstance(exercise, Choice):
        yield from (option.id for option in exercise.options if option.id != right)
    if isinstance(exercise, Number):
        far = min(3 * reach(exercise) + 1, exercise.high / 2)
        yield from (each for each in (right + far, right - far) if exercise.low <= each <= exercise.high)
    if isinstance(exercise, Line):
        yield [exercise.high - each for each in right]
    if isinstance(exercise, Several):
        everything = [option.id for option in exercise.options]
        one_off = [[each for each in everything if (each in right) != (each == other)] for other in everything]
        yield from (given for given in (everything, *filter(None, one_off)) if set(given) != set(right))
    if isinstance(exercise, Code):
        yield next((code for name, code in WRONG_CODE.items() if name in names(exercise)), exercise.start)


def reach(exercise: Number) -> float:
    """How far from the right number one can be and still be right."""
    right = exercise.right()
    return max(abs(right - end) for end in exercise.interval) if exercise.interval else exercise.tolerance


def names(exercise: Exercise) -> set[str]:
    """What an answer in code can be made of; nothing where none is asked for."""
    return set(exercise.names()) if isinstance(exercise, Code) else set()


def words(blocks: tuple[Any, ...]) -> str:
    """All that blocks say."""
    assert all(isinstance(block, Say | Point | Rung) for block in blocks)
    return re.sub(r"<[^>]+>", " ", blocks_html(blocks)).strip()


@EVERY
def test_the_right_answer_is_judged_right(exercise: Exercise) -> None:
    """What the exercise itself works out as the answer is possible, and is right."""
    assert judge(exercise, exercise.right()).right is True


@EVERY
def test_the_right_answer_is_right_as_it_is_kept(exercise: Exercise) -> None:
    """The right answer can be kept as JSON: ids, a number, or text, and nothing else."""
    kinds = {Choice: str, Several: list, Number: int | float, Code: str, People: int | float, Line: list, Spot: str}
    assert isinstance(checked(exercise, exercise.right()), kinds[type(exercise)])


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
    of_hundred = next(each for each in NUMBERS if each.unit == "of 100")
    with pytest.raises(ValueError, match="between 0 and 100"):
        judge(of_hundred, given)


@EVERY
def test_what_is_no_answer_is_refused_in_a_sentence(exercise: Exercise) -> None:
    """What cannot be an answer is refused with a sentence that says what is needed."""
    for given in BROKEN[type(exercise)]:
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
    assert len(exercise.choices) >= 2 or isinstance(exercise, Number | Code | Line)


@EVERY
def test_what_stands_in_the_field_is_no_solution(exercise: Exercise) -> None:
    """What an exercise starts with is not the right answer: something has to be done."""
    if not isinstance(exercise, Code):
        assert not exercise.start
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
    shown = exercise.said(exercise.right())
    assert shown
    if isinstance(exercise, Choice):
        assert shown in {option.shown for option in exercise.options}
    if isinstance(exercise, Number):
        assert shown.endswith(exercise.unit)


@EVERY
def test_only_a_prediction_may_be_left_open(exercise: Exercise) -> None:
    """Whoever is not sure may say so ahead of a lab, and is shown the reasons; elsewhere it is no answer."""
    if not isinstance(exercise, Choice):
        return
    if not exercise.is_prediction:
        assert UNSURE not in {option.id for option in exercise.choices}
        return
    mark = judge(exercise, UNSURE)
    assert mark.right is None
    assert mark.blocks


@pytest.mark.parametrize("exercise", NUMBERS, ids=lambda each: each.id)
def test_a_number_is_taken_as_people_write_it(exercise: Number) -> None:
    """A comma for the point, blanks, its unit, and how many of how many are understood."""
    right = exercise.right()
    written = [f" {right} ", f"{right:.2f}".replace(".", ","), f"{right} {exercise.unit}"]
    if exercise.is_share:
        written += [f"{right} of {exercise.high}", f"{right}/{exercise.high}"]
        written += [f"{right} %"] * (exercise.high == 100)
    for each in written:
        assert judge(exercise, each).right is True, each


@pytest.mark.parametrize("exercise", NUMBERS, ids=lambda each: each.id)
def test_a_number_has_bounds_and_no_gift(exercise: Number) -> None:
    """The right number lies within what can be, its tolerance takes in less than half, and the unit says the same."""
    assert exercise.low <= exercise.right() <= exercise.high
    assert reach(exercise) <= abs(exercise.right()) / 2 + 0.5
    assert [float(most) for most in re.findall(r"\d+", exercise.unit)] in ([], [exercise.high])


@EVERY
def test_an_answer_comes_back_as_it_was_given(exercise: Exercise) -> None:
    """What stands in the field once an answer was kept is the same answer again."""
    answer = checked(exercise, exercise.right())
    assert checked(exercise, exercise.written(answer)) == answer


@pytest.mark.parametrize("exercise", [e for e in EXERCISES.values() if e.is_prediction], ids=lambda each: each.id)
def test_a_prediction_that_was_left_open_stands_in_the_field_as_such(exercise: Exercise) -> None:
    """Where it is one of the choices it is chosen; elsewhere the field is as it was at first."""
    assert exercise.written(UNSURE) == (UNSURE if isinstance(exercise, Choice) else exercise.start)


@pytest.mark.parametrize("lesson", [lesson for lesson, keys in LESSONS.items() if keys])
def test_every_lesson_asks_first(lesson: str) -> None:
    """Where a lesson asks for a prediction, it does so before anything else, and only once."""
    own = [EXERCISES[key] for key in LESSONS[lesson] if key in EXERCISES]
    assert not any(exercise.is_prediction for exercise in own[1:])


@dataclass(frozen=True, kw_only=True)
class Ordered(Compared):
    """A kind of exercise of one's own: some words, and an answer is these in the right order."""

    words: tuple[str, ...]

    def accepted(self, given: Any) -> list[str]:
        """All words, each once."""
        if not isinstance(given, list) or sorted(given) != sorted(self.words):
            raise ValueError("Put all words into an order first.")
        return given

    def said(self, answer: Any) -> str:
        """One after another."""
        return ", ".join(answer)

    def about(self, answer: Any, wanted: Any) -> Iterator[Say]:
        """How many stand in their places."""
        yield Say(f"{sum(map(eq, answer, wanted))} in place.")


def test_a_further_kind_is_one_more_class() -> None:
    """A kind that the course does not have is judged, predicted, left open and solved with no other line changed."""
    parts = {"right": lambda: ["rest", "walk"], "reasons": lambda cite: (), "words": ("walk", "rest")}
    asked, predicted = (
        Ordered("test.1", "What comes first?", **parts),
        Ordered("test.predict", "What is first?", **parts),
    )
    assert judge(asked, ["rest", "walk"]).verdict == "Correct"
    assert judge(asked, ["walk", "rest"]).blocks == (Say("0 in place."),)
    assert judge(predicted, ["rest", "walk"]).verdict == "As you predicted"
    assert judge(predicted, UNSURE).right is None
    assert solution(asked).verdict == "rest, walk"
    with pytest.raises(ValueError, match="Put all words"):
        judge(asked, UNSURE)


def test_a_number_says_how_low_it_can_be_too() -> None:
    """Bounds need not begin with nothing."""
    age = Number("test.1", "How old?", lambda: 40, lambda cite: (), low=16, high=110, unit="years")
    assert judge(age, "40 years").right is True
    with pytest.raises(ValueError, match="between 16 and 110"):
        judge(age, "15")


def test_a_number_is_right_wherever_its_interval_has_it() -> None:
    """An interval need not lie evenly around the number: both of its ends are right, and nothing beyond them is."""
    share = Number("test.1", "How many?", lambda: 38, lambda cite: (), high=100, interval=(28, 51), unit="of 100")
    assert [judge(share, given).right for given in (27, 28, 38, 50, 51, 52)] == [False, True, True, True, True, False]


def test_a_part_of_a_rule_can_be_asked_about() -> None:
    """Only what the rule says with the names that are asked about is wanted: its rest is neither missed nor right."""
    asked = rule_question("test.1", "Which?", "abscess-on-the-cord", among=("fever", "leg_weakness", "leg_numbness"))
    assert judge(asked, "fever & (leg_weakness | leg_numbness)").right is True
    assert judge(asked, "(fever | diabetes) & (leg_weakness | leg_numbness)").right is False
    assert judge(rule_question("test.1", "Which?", "abscess-on-the-cord"), asked.right()).right is False


def test_who_needs_a_level_is_worked_out() -> None:
    """Those patients are right who need at least the level, and the reasons name the rules of just these."""
    weak, strong = (Presentation(age=50, pain=3, days=1, present=there) for there in ({"leg_weakness"}, ()))
    patients = ((Option("weak", "Weak"), weak), (Option("strong", "Strong"), strong))
    asked = needing("test.1", Disposition.URGENT, "Who?", patients, lambda cite: (Say("So it is."),))
    assert asked.right() == ["weak"]
    assert "weak leg" in words(solution(asked).blocks)
    assert "So it is." in words(solution(asked).blocks)


# Half of the way from 3 to 30 people of a thousand is 16.5.
GUESSES = [(0.0, "3"), (0.01649, "3"), (0.01651, "30"), (0.09, "100"), (0.9, "300")]


@pytest.mark.parametrize(("chance", "guess"), GUESSES)
def test_the_right_guess_is_the_one_that_is_nearest(chance: float, guess: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is made of pain at night, the guess nearest to it in people of a thousand is right."""
    tumour = candidate("spinal_tumour", Presentation(age=40, pain=5))
    monkeypatch.setattr(tumour_of_the_spine, "_tumour", lambda _patient: tumour._replace(post_test=chance))
    assert EXERCISES["tumour_of_the_spine.predict"].right() == guess


def test_a_rule_that_asks_for_a_sign_of_the_cause_catches_it_by_no_luck(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is luck only as long as the rule asks for nothing that the cause brings on."""
    assert a_thousand_patients._why_caught() == "luck"
    sign = a_thousand_patients._BROKEN.signs[0].finding
    asks = a_thousand_patients._WIDEST._replace(when=sign & findings.fever)
    monkeypatch.setattr(a_thousand_patients, "_WIDEST", asks)
    assert a_thousand_patients._why_caught() == "sign"


def test_elsewhere_is_worked_out_of_a_hundred(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of so many in a hundred who have it, so many have it after the same finding: whatever was counted there."""
    counted = {"men_screened": 1.4, "men_self_referred": 5.0}  # just where a hundred and one would be told apart
    monkeypatch.setattr(chances, "published", lambda _source, name: counted[name])
    after = [f"{100 * post_test(each / 100, chances._BELLY.value):.0f}" for each in counted.values()]
    assert f"that would be {after[0]} and {after[1]} in 100" in chances._elsewhere(Citer())


def test_what_was_chosen_is_said_without_a_second_full_stop() -> None:
    """Nothing but the full stop of a label goes, and what the option itself says follows."""
    options = (Option("a", "It was the X.", "No."), Option("b", "Something else"))
    asked = Choice("test.1", "What was it?", lambda: "b", lambda cite: (), options)
    assert [judge(asked, each).blocks[0] for each in "ab"] == [
        Say("You chose: It was the X. No."),
        Say("You chose: Something else."),
    ]
