"""Practice without end: never the same twice, what was weak more often, and what was missed again after days."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest

from backlab.course.answers import Attempts, to_text
from backlab.labs.course import CourseLab
from backlab.labs.practice import PracticeLab
from backlab.practice.boxes import DAYS, PRACTICE, Card, Try, card_of, counts, following, try_of
from backlab.practice.pairs import POINTS
from backlab.practice.story import stories

MONDAY = date(2026, 11, 30)
TOPICS = {"a1": "a", "a2": "a", "b1": "b", "b2": "b"}


class Clock:
    """What day it is, as a host says it."""

    def __init__(self) -> None:
        self.day = MONDAY

    def __call__(self) -> date:
        """The day that it shows."""
        return self.day


@pytest.fixture
def clock() -> Clock:
    """A clock that a test turns."""
    return Clock()


def _kept(lab: PracticeLab) -> list[dict[str, Any]]:
    """What the lab has kept from now on, key by key."""
    kept: list[dict[str, Any]] = []
    lab.listen(lambda reply: kept.extend(each for each in reply["effects"] if each["kind"] == "keep"))  # type: ignore[arg-type]
    return kept


def _right(lab: PracticeLab) -> str:
    """The letter of the right answer."""
    return "abcd"[lab.options.index(lab._question.right())]


def _wrong(lab: PracticeLab) -> str:
    return next(letter for letter, _ in zip("abcd", lab.options, strict=False) if letter != _right(lab))


def _press(lab: PracticeLab, button: str) -> None:
    lab.hear({"kind": "pressed", "button": button, "values": {}, "turn": 1})  # type: ignore[typeddict-item]


def test_what_is_right_moves_on_and_what_is_missed_is_back_in_the_first_box() -> None:
    """Each right answer brings a longer wait, a wrong one the shortest."""
    tries: list[Try] = []
    for number, days in enumerate((*DAYS[1:], DAYS[-1])):
        tries.append(Try(number, True, MONDAY))
        assert card_of(tries).due == MONDAY + timedelta(days=days)
    missed = card_of([*tries, Try(9, False, MONDAY)])
    assert missed == Card(1, MONDAY + timedelta(days=DAYS[0]), len(tries) + 1, 1)


def test_what_is_due_comes_before_what_is_new() -> None:
    """The lowest box first; nothing that is due another day."""
    due = Card(2, MONDAY, 2, 0)
    cards = {"a1": due, "b1": due._replace(box=1), "b2": due._replace(due=MONDAY + timedelta(days=1))}
    assert following(cards, TOPICS, MONDAY, "", Random(1)) == "b1"
    assert following(cards, TOPICS, MONDAY, "b1", Random(1)) == "a1"
    assert following(cards, TOPICS, MONDAY - timedelta(days=1), "", Random(1)) == "a2"


def test_a_weak_topic_is_asked_more_often() -> None:
    """Of new points those come more often whose topic was missed."""
    later = MONDAY + timedelta(days=1)
    cards = {"a1": Card(1, later, 1, 1), "b1": Card(2, later, 1, 0)}
    lot = Random(1)
    asked = Counter(following(cards, TOPICS, MONDAY, "", lot) for _ in range(500))
    assert asked.keys() == {"a2", "b2"}
    assert asked["a2"] > 3 * asked["b2"]


def test_once_all_are_known_what_is_due_first_is_asked() -> None:
    """Practice does not end, and does not ask the same at once again."""
    cards = {point: Card(3, MONDAY + timedelta(days=place), 1, 0) for place, point in enumerate(TOPICS, start=1)}
    assert following(cards, TOPICS, MONDAY, "a1", Random(1)) == "a2"


def test_the_boxes_hold_every_point_once() -> None:
    """What is counted is in one box each."""
    assert counts([Card(1, MONDAY, 1, 1), Card(2, MONDAY, 1, 0), Card(1, MONDAY, 3, 2)]) == (2, 1, 0, 0, 0)


@pytest.mark.parametrize(
    "kept",
    [
        None,
        "urgent",
        {"pair": 1, "right": True},
        {"pair": -1, "right": True, "day": "2026-11-30"},
        {"pair": 0, "right": True, "day": "soon"},
        {"pair": 0, "right": 1, "day": "2026-11-30"},
    ],
)
def test_what_is_no_try_is_left_out(kept: Any) -> None:
    """A file that somebody edited is no error."""
    assert try_of(kept) is None


def test_a_try_is_read_as_it_was_kept() -> None:
    """Through JSON and back."""
    tried = Try(3, False, MONDAY)
    assert try_of(json.loads(json.dumps(tried.to_json()))) == tried


def test_a_hundred_patients_are_a_hundred_stories(clock: Clock) -> None:
    """Nobody is met twice, also where points come again on other days."""
    lab = PracticeLab(today=clock)
    told = []
    for number in range(100):
        told.append(stories(lab._pair)[lab._pair.asked])
        lab.judge(lab.options[number % 2])
        lab.go_on()
        clock.day += timedelta(days=number % 3 == 0)
    assert len(set(told)) == 100
    assert max(len(tries) for tries in lab.tries.values()) > 1


def test_what_was_missed_comes_again_the_next_day(clock: Clock) -> None:
    """Not at once, and on the day after ahead of all that is new: the same point, with another patient."""
    lab = PracticeLab(today=clock)
    missed, story = lab._pair.point.id, stories(lab._pair)
    _press(lab, _wrong(lab))
    for _ in range(5):
        _press(lab, "next")
        assert lab._pair.point.id != missed
        _press(lab, _right(lab))
    clock.day += timedelta(days=1)
    _press(lab, "next")
    assert lab._pair.point.id == missed
    assert stories(lab._pair) != story


def test_an_answer_is_kept_and_taken_up_again(clock: Clock) -> None:
    """Another page that is given what was kept goes on there; nothing else is kept of it."""
    lab = PracticeLab(today=clock)
    kept, point = _kept(lab), lab._pair.point.id
    _press(lab, _wrong(lab))
    _press(lab, _right(lab))  # the answer has been seen by now: it counts no more
    [tried] = kept[0]["tries"]
    assert len(kept) == 1
    assert tried["key"] == PRACTICE + point
    again = PracticeLab(today=clock)
    again.hear({"kind": "remembered", "texts": {f"{tried['key']} 1 {tried['id']}": tried["text"]}, "turn": 1})  # type: ignore[typeddict-item]
    assert again.tries == lab.tries == {point: [Try(0, False, MONDAY)]}
    assert again._pair.point.id != point


def test_code_that_answers_keeps_nothing(clock: Clock) -> None:
    """As with every lab: only what a person does is kept."""
    lab = PracticeLab(today=clock)
    kept = _kept(lab)
    said = lab.judge(lab._question.right())
    assert said.startswith("Correct.")
    assert kept == []
    with pytest.raises(ValueError, match="'maybe' is no answer here"):
        lab.judge("maybe")


def test_nothing_gives_the_answer_away_before_it_is_given(clock: Clock) -> None:
    """The reason and the sign of what is right are there afterwards alone."""
    lab = PracticeLab(today=clock)
    assert lab.read("because") == ""
    assert "is-right" not in lab.read("patient")
    lab.judge(lab._question.right())
    assert "is-right" in lab.read("patient")
    assert "[1" in lab.read("because")


def test_practice_speaks_spanish(clock: Clock) -> None:
    """The patient, the answers and what is said."""
    lab = PracticeLab(language="es", today=clock)
    assert "paciente de ejemplo" in lab.read("patient")
    assert lab.judge(lab._question.right()).startswith("Correcto")


def test_what_is_kept_of_a_point_that_is_no_more_is_left_out(clock: Clock) -> None:
    """A rule may be gone in another version."""
    lab = PracticeLab(today=clock)
    lab.take_up({"practice.no_such_rule": Attempts((Try(0, True, MONDAY).to_json(),))})
    assert lab.tries == {}


def test_who_forgets_all_answers_forgets_practice_too() -> None:
    """It is no part of what is handed in, and yet it is forgotten with the rest."""
    point = next(iter(POINTS))
    lab = CourseLab()
    record = {PRACTICE + point: Attempts((Try(0, True, MONDAY).to_json(),))}
    lab.hear({"kind": "remembered", "texts": {PRACTICE + point: to_text(record)}, "turn": 1})  # type: ignore[typeddict-item]
    assert lab.record == {}
    assert lab.told["hidden"]["actions"] == ["save", "print"]
    forgotten: list[Any] = []
    lab.listen(lambda reply: forgotten.extend(each for each in reply["effects"] if each["kind"] == "forget"))  # type: ignore[arg-type]
    lab.hear({"kind": "pressed", "button": "forget", "turn": 2})  # type: ignore[typeddict-item]
    lab.hear({"kind": "pressed", "button": "really-forget", "turn": 3})  # type: ignore[typeddict-item]
    assert [each["keys"] for each in forgotten] == [[PRACTICE + point]]
