"""Predictions on a picture: what an answer is, when it is right, and what is laid over it, also on its page."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from conftest import Opener
from every_page import emptied
from playwright.sync_api import Page, expect
from servers import Server
from test_journey import open_page, question
from test_kit_guesses import mouse, within
from test_kit_pictures import finger

from backlab.course.answers import Attempts
from backlab.course.exercise import UNSURE, judge
from backlab.course.guesses import Line, People
from backlab.course.report import report
from backlab.course.table import EARLIER, EXERCISES
from backlab.kit.fields import checked, clean, line, people, spot
from backlab.labs.question import ANSWER, Question
from backlab.words import Say

LINE = line("drawn", "Draw", [("start", 0.0), ("soon", 0.2), ("end", 1.0)], low=0, high=100, given=[52])
PEOPLE = people("crowd", "Fill in")
SPOT = spot("place", "Tap", [("a", "There"), ("b", "Here")], svg="<svg/>")


@pytest.mark.parametrize(
    ("field", "given", "held"),
    [
        (LINE, [9, 20, 10], [52, 20, 10]),
        (LINE, [], [52, None, None]),
        (LINE, [52, 200, -3, 7], [52, 100, 0]),
        (LINE, [52, "many", True], [52, None, None]),
        (LINE, "20", "before"),
        (PEOPLE, None, None),
        (PEOPLE, 200, 100),
        (PEOPLE, "20", "before"),
        (SPOT, "b", "b"),
        (SPOT, "c", "before"),
    ],
)
def test_what_arrives_from_a_page_is_made_fit(field: Any, given: Any, held: Any) -> None:
    """What is given stays, numbers stay within the axes, and what is no value leaves things as they are."""
    assert clean(field, given, "before") == held


@pytest.mark.parametrize(
    ("field", "given", "says"),
    [
        (LINE, [52, 20], "list of 3 numbers"),
        (LINE, [52, 20, 200], "0 to 100"),
        (LINE, 5, "list of 3 numbers"),
        (PEOPLE, 101, "0 to 100"),
        (PEOPLE, "all", "number"),
        (SPOT, "c", "place"),
    ],
)
def test_code_that_means_nothing_is_refused(field: Any, given: Any, says: str) -> None:
    """In a sentence that names the control and says what it can be."""
    with pytest.raises(ValueError, match=says):
        checked(field, given)


def drawn(*, tolerance: float = 5) -> Line:
    """A line from 52 to 20 (15 to 25) and 10 (8 to 12)."""
    return Line(
        "test.predict",
        "Draw it.",
        lambda: [52, 20, 10],
        lambda cite: (),
        xs=(("start", 0.0), ("soon", 0.2), ("end", 1.0)),
        high=100,
        tolerance=tolerance,
        intervals=lambda: ((48, 57), (15, 25), (8, 12)),
    )


@pytest.mark.parametrize(
    ("given", "right"),
    [
        ([52, 20, 10], True),
        ([0, 10, 17], True),
        ([52, 30, 3], True),
        ([52, 9, 10], False),
        ([52, 31, 10], False),
        ([52, 20, 2], False),
        ([52, 20, 18], False),
    ],
)
def test_a_line_is_right_near_where_it_may_lie(given: list[int], right: bool) -> None:
    """Within the tolerance of each interval; the number that was given is not the student's."""
    assert judge(drawn(), given).right is right


def test_a_line_is_told_where_it_was_furthest_off() -> None:
    """In the words of the axis, with both numbers."""
    assert judge(drawn(), [52, 40, 20]).blocks == (Say("At soon you drew 40; it was 20 (15 to 25)."),)


@pytest.mark.parametrize(
    ("given", "kept"), [([52, 0, 100], [52, 0, 100]), ((1, "20", 2.5), [52, 20, 2.5]), ([None, 20, 10], [52, 20, 10])]
)
def test_a_line_begins_where_it_was_given(given: Any, kept: list[float]) -> None:
    """What was shown from the start is not the student's to draw; all else is kept as it was drawn, to both ends."""
    assert drawn().accepted(given) == kept


@pytest.mark.parametrize("given", [None, "52", 52, [], [52, 20], [52, 20, 10, 5], [52, None, 10], [52, 20, None]])
def test_a_line_with_a_gap_is_asked_for_again(given: Any) -> None:
    """Nothing is judged before there is a number at each place."""
    with pytest.raises(ValueError, match=r"^Draw the line to its end first\.$"):
        drawn().accepted(given)


@pytest.mark.parametrize("given", [[52, -1, 10], [52, 20, 101]])
def test_a_line_stays_on_its_axes(given: Any) -> None:
    """A number that no picture has room for is refused, with what is possible."""
    with pytest.raises(ValueError, match=r"^The number lies between 0 and 100\.$"):
        drawn().accepted(given)


def test_a_line_is_said_place_by_place() -> None:
    """Each number stands with the words of its place, and nothing is drawn at first."""
    assert drawn().said([52, 20.5, 10]) == "start: 52; soon: 20.5; end: 10"
    assert drawn().start == []


def test_a_line_has_a_number_and_an_interval_for_each_place() -> None:
    """A question with too few of them, or an answer that was never taken, is an error and no shorter line."""
    with pytest.raises(ValueError, match="zip"):
        replace(drawn(), intervals=lambda: ((48, 57), (15, 25))).is_right([52, 20, 10], None)
    with pytest.raises(ValueError, match="zip"):
        drawn().said([52, 20])


def test_what_was_shown_is_never_where_a_line_was_off() -> None:
    """Of the numbers that a student drew the one furthest off is told, on whichever side it lies."""
    assert judge(drawn(), [0, 20, 8]).blocks == (Say("At end you drew 8; it was 10 (8 to 12)."),)
    assert judge(drawn(), [0, 5, 24]).blocks == (Say("At soon you drew 5; it was 20 (15 to 25)."),)


@pytest.mark.parametrize(("given", "right"), [(40, False), (41, True), (64, True), (65, False)])
def test_people_are_right_wherever_the_interval_has_them(given: int, right: bool) -> None:
    """Both ends of the interval are right, and one more or fewer is not."""
    assert judge(crowd(), given).right is right


@pytest.mark.parametrize(("given", "kept"), [(0, 0), ("7", 7), (100, 100)])
def test_people_are_a_number_of_so_many(given: Any, kept: float) -> None:
    """None of them and all of them are answers too."""
    assert crowd().accepted(given) == kept


@pytest.mark.parametrize("given", [None, ""])
def test_people_that_are_not_filled_in_are_asked_for(given: Any) -> None:
    """A picture that nobody has touched is no answer of nought."""
    with pytest.raises(ValueError, match=r"^Fill in the people first\.$"):
        crowd().accepted(given)


def test_people_are_kept_as_whole_people() -> None:
    """What is filled in again is a whole number of them, or nobody where it was left open."""
    assert (crowd().written(50.6), crowd().written(UNSURE), crowd().start) == (51, None, None)


def crowd() -> People:
    """How many of a hundred: 51 (41 to 64)."""
    return People("test.predict", "How many?", lambda: 51, lambda cite: (), interval=(41, 64))


def test_people_are_told_how_far_off_they_were() -> None:
    """The guess, the answer, and where it may lie."""
    plain = replace(crowd(), interval=None)
    assert judge(plain, 70).blocks == (Say("You filled in 70; the answer is 51 of 100."),)
    assert judge(crowd(), 70).blocks == (Say("You filled in 70; the answer is 51 of 100 (41 to 64)."),)


@pytest.mark.parametrize("name", EARLIER)
def test_an_answer_to_the_question_as_it_was_is_counted_as_given(name: str) -> None:
    """It is no error and not unknown; the question asks anew, and says why."""
    earlier = min(EARLIER[name])
    found = report({name: Attempts((earlier,))})
    assert (found.unknown, found.total.given) == ((), 1)
    asked = Question(name)
    asked.take_up({name: Attempts((earlier,))})
    assert asked.mark is None
    assert "please answer again" in asked.state["not_kept"]


GUESSES = {
    "how_it_goes.predict": [52, 40, 30, 20],
    "what_a_spasm_is.predict": 40,
    "herniated_disc.predict": "L4",
    "muscle_strain.predict": "rest",
}


@pytest.mark.parametrize("name", GUESSES)
def test_nothing_gives_the_answer_away_before(name: str) -> None:
    """What was found is told only once the guess is made, or left open; then what the page folds may be opened."""
    asked = Question(name)
    before = asked.state["told"]
    assert (before["truth"], before["shuts"]) == ({}, True)
    asked.answer_with(GUESSES[name])
    after = asked.state["told"]
    assert after["truth"][ANSWER]["yours"].startswith("your guess")
    assert after["shuts"] is False
    assert {"check", "unsure"} <= set(after["hidden"]["actions"])
    left_open = Question(name)
    left_open.answer_with("unsure")
    assert left_open.state["told"]["truth"][ANSWER]["yours"] == ""


def test_the_right_one_of_a_list_is_told_once_it_is_open() -> None:
    """A prediction tells it when it is made, and then it is over, now and whenever one comes back."""
    asked = Question("the_mimic.predict")
    assert asked.state["told"]["truth"] == {}
    asked.answer_with("self_care")
    assert asked.state["told"]["truth"][ANSWER]["place"] == EXERCISES["the_mimic.predict"].right()
    assert "check" in asked.state["told"]["hidden"]["actions"]
    asked.take_up({asked.keeps: asked.attempts})
    assert asked.state["told"]["truth"][ANSWER]["over"]


# On the page


@pytest.fixture(scope="module")
def tab(opened: Opener) -> Page:
    """One tab with a finger for all pages of this module."""
    return opened(has_touch=True)


@pytest.fixture
def page(server: Server, tab: Page) -> Page:
    """The tab with nothing kept of an earlier test."""
    return emptied(tab, server.address)


def by_keys(page: Page, name: str) -> None:
    """Each control of the question by its keys."""
    if isinstance(EXERCISES[name], Line):
        for key in ("ArrowUp", "ArrowRight", "ArrowDown", "ArrowRight", "End"):
            page.get_by_role("slider").and_(page.locator(":focus")).or_(
                page.locator(".bl-guess [role=slider][tabindex='0']")
            ).first.press(key)
    elif isinstance(EXERCISES[name], People):
        question(page, name).get_by_role("slider").press("End")
    else:
        question(page, name).get_by_role("radio").first.press("Space")


def by_hand(page: Page, name: str, draw: Any) -> None:
    """By a movement, or a tap, of the mouse or a finger."""
    if isinstance(EXERCISES[name], Line):
        draw(page, *within(page, ".bl-plot", (0.02, 0.5), (0.5, 0.6), (0.99, 0.7)))
    elif isinstance(EXERCISES[name], People):
        draw(page, *within(page, ".bl-crowd", (0.05, 0.3), (0.5, 0.3)))
    else:
        draw(page, *within(page, ".bl-spots [data-place] >> nth=0", (0.3, 0.2)))


@pytest.mark.parametrize("way", ["keys", "mouse", "finger"])
@pytest.mark.parametrize("name", GUESSES)
def test_a_prediction_is_made_on_its_page(server: Server, page: Page, name: str, way: str) -> None:
    """By keys, by mouse and by finger: it is committed once, and then what was found lies over it."""
    open_page(server, page, EXERCISES[name].lesson)
    asked = question(page, name)
    commit = asked.get_by_role("button", name="This is my guess")
    expect(commit).to_have_attribute("aria-disabled", "true")
    if way == "keys":
        by_keys(page, name)
    else:
        by_hand(page, name, {"mouse": mouse, "finger": finger}[way])
    expect(commit).to_have_attribute("aria-disabled", "false")
    commit.press("Enter")
    expect(asked.locator(".is-uncovered")).to_be_visible()
    expect(asked.locator(".bl-feedback")).to_contain_text(("You", "At ")[isinstance(EXERCISES[name], Line)])
    expect(asked.locator(".bl-is-yours").first).to_contain_text("your guess")
    expect(commit).to_have_count(0)
    assert page.evaluate("document.activeElement.closest('.bl-guess') !== null")


@pytest.mark.parametrize("name", [id for id, exercise in EXERCISES.items() if exercise.is_prediction])
def test_whoever_guesses_reads_a_whole_sentence_at_once(name: str) -> None:
    """Above what is folded stands an answer of at least eight words, and no heading of what is hidden."""
    asked = Question(name)
    asked.answer_with(UNSURE)
    seen = asked.read("feedback").partition("<details")[0]
    assert len(re.sub(r"<[^>]+>", " ", seen).split()) >= 8
    assert "<h4" not in seen
