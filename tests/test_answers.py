"""The format in which answers are kept and handed in: what is written is read again, and damage is said."""

from __future__ import annotations

import json

import pytest

from backlab.course.answers import (
    MOST_ATTEMPTS,
    MOST_CHARACTERS,
    NAME,
    VERSION,
    Attempts,
    Unreadable,
    from_text,
    merged,
    to_text,
)

RECORD = {
    "red_flags.predict": Attempts(("urgent",)),
    "red_flags.1": Attempts(([], ["fever", "weight_loss"]), shown=True),
    "chances.1": Attempts((12, 0.5)),
    "red_flags.2": Attempts(("advise(Presentation(age=40, pain=3, onset='«ñ»'))",)),
    "the_clinic.case.heavy": Attempts(({"level": 2, "cause": "muscle-strain", "confidence": 60},)),
}
WHOLE = to_text(RECORD)


def wrapped(answers: object, version: object = VERSION) -> str:
    """A file that says of itself that it holds these answers."""
    return json.dumps({NAME: version, "answers": answers})


def test_what_is_written_is_read_again() -> None:
    """A record comes back whole: every attempt, its type, and whether the solution was looked at."""
    assert from_text(WHOLE) == RECORD


def test_the_order_of_answering_does_not_show() -> None:
    """The same answers are the same text, in whatever order they were given."""
    assert to_text(dict(reversed(RECORD.items()))) == WHOLE


def test_an_empty_record_is_read_again() -> None:
    """Nobody has to answer anything."""
    assert from_text(to_text({})) == {}


@pytest.mark.parametrize(
    ("text", "why"),
    [
        pytest.param("", "no JSON", id="empty"),
        pytest.param(WHOLE[: len(WHOLE) // 2], "only a part", id="truncated"),
        pytest.param(WHOLE[:-1], "only a part", id="last letter lost"),
        pytest.param("hello", "no JSON", id="other text"),
        pytest.param(wrapped({"a.1": {"given": [float("nan")], "shown": False}}), "no JSON", id="not a number"),
        pytest.param(wrapped({"a.1": {"given": [float("inf")], "shown": False}}), "no JSON", id="infinity"),
        pytest.param(WHOLE.replace("0.5", "1e999"), "no JSON", id="a number that is too large"),
        pytest.param("[" * 100_000, "no JSON", id="deep nesting"),
        pytest.param("9" * 10_000, "no JSON", id="a number too long to be read"),
        pytest.param("[]", "no answers", id="a list"),
        pytest.param("null", "no answers", id="nothing"),
        pytest.param('{"answers": {}}', "no answers", id="another file"),
        pytest.param(wrapped({}, VERSION + 1), f"another version of backlab ({VERSION + 1})", id="another version"),
        pytest.param(wrapped({}, "9" * 500), f"({'9' * 20})", id="a version that is very long"),
        pytest.param(wrapped({}, "\x1b[2J\u202e9"), "([2J9)", id="a version that a terminal would obey"),
        pytest.param(wrapped([]), "damaged", id="answers are a list"),
        pytest.param(wrapped(None), "damaged", id="no answers"),
        pytest.param(wrapped({"a.1": ["urgent"]}), "damaged", id="an entry is a list"),
        pytest.param(wrapped({"a.1": {"given": "urgent", "shown": False}}), "damaged", id="attempts are no list"),
        pytest.param(wrapped({"a.1": {"given": [], "shown": False}}), "damaged", id="no attempt"),
        pytest.param(wrapped({"a.1": {"given": ["urgent"]}}), "damaged", id="shown is missing"),
        pytest.param(wrapped({"a.1": {"given": ["urgent"], "shown": 1}}), "damaged", id="shown is a number"),
        pytest.param(wrapped({"a.1": {"given": ["x" * MOST_CHARACTERS], "shown": True}}), "too large", id="huge"),
    ],
)
def test_what_is_damaged_is_said(text: str, why: str) -> None:
    """A damaged text is refused in one short sentence."""
    with pytest.raises(Unreadable) as refused:
        from_text(text)
    said = str(refused.value)
    assert why in said
    assert len(said) < 100
    assert "\n" not in said


def test_the_record_with_more_attempts_counts() -> None:
    """Of an exercise in two records, the one in which more was tried is taken, and nothing else is lost."""
    short, long = {"a.1": Attempts(("x",)), "b.1": Attempts((1,))}, {"a.1": Attempts(("x", "y"))}
    both = {"a.1": Attempts(("x", "y")), "b.1": Attempts((1,))}
    assert merged([short, long]) == merged([long, short]) == both


def test_the_first_and_the_newest_attempts_stay() -> None:
    """Of more attempts than are kept, the first stays, and the oldest after it go."""
    tries = Attempts((0,), shown=True)
    for number in range(1, MOST_ATTEMPTS + 10):
        tries = tries.then(number)
    assert len(tries.given) == MOST_ATTEMPTS
    assert tries.given[0] == 0
    assert tries.given[1:] == tuple(range(11, MOST_ATTEMPTS + 10))
    assert tries.shown


def test_no_file_holds_more_attempts_than_are_kept() -> None:
    """A file in which somebody has entered thousands of attempts is cut to what could have been kept."""
    (tries,) = from_text(wrapped({"a.1": {"given": list(range(5_000)), "shown": False}})).values()
    assert len(tries.given) == MOST_ATTEMPTS
    assert (tries.given[0], tries.given[-1]) == (0, 4_999)
