"""A number as people write it: taken where it can mean one thing, asked about where it can mean two."""

from __future__ import annotations

import random
import re
from typing import Any

import pytest

from backlab.course.numbers import LONGEST, number_in
from backlab.language import LANGUAGES, speaking

UNREADABLE = "A number is needed, such as 12 or 0.5."


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12", 12),
        (" 12 ", 12),
        ("0.5", 0.5),
        (".5", 0.5),
        ("5.", 5),
        ("0,5", 0.5),
        (",5", 0.5),
        ("12,75", 12.75),
        ("0,066", 0.066),
        ("38,7096", 38.7096),
        ("1.066", 1.066),
        ("+5", 5),
        ("-5", -5),
        ("\u22125", -5),
        ("1e3", 1000),
        ("1E-2", 0.01),
        ("1,5e3", 1500),
        ("1,066.5", 1066.5),
        ("1.066,5", 1066.5),
        ("1,066,000", 1_066_000),
        ("1.066.000", 1_066_000),
        ("1 066", 1066),
        ("1\u202f066", 1066),
        ("1'066", 1066),
        ("1\u2019066,5", 1066.5),
        ("3/16", 0.1875),
        ("3 / 16", 0.1875),
        ("-1/2", -0.5),
        ("½", 0.5),
        ("1½", 1.5),
        ("1 1/2", 1.5),
        ("-1 1/2", -1.5),
        ("\uff11\uff12", 12),
        ("\uff10\uff0e\uff15", 0.5),
        ("٣", 3),
        (7, 7),
        (0.25, 0.25),
    ],
)
def test_what_can_mean_one_number_is_that_number(text: Any, number: float) -> None:
    """Points, commas, blanks, fractions, exponents and the digits of any script are read as people mean them."""
    found = number_in(text)
    assert found == number
    assert isinstance(found, float)


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("1,066", "Did you mean 1066 or 1.066? Write it without the comma."),
        ("-12,500", "Did you mean -12500 or -12.5? Write it without the comma."),
        ("18.75%", "Did you mean 0.1875 or 18.75? Write it without the per cent sign."),
        ("18,75 %", "Did you mean 0.1875 or 18.75? Write it without the per cent sign."),
        ("20 per cent", "Did you mean 0.2 or 20? Write it without the per cent sign."),
        ("20 por ciento", "Did you mean 0.2 or 20? Write it without the per cent sign."),
        ("7 of 10", "Did you mean 0.7? Write the number alone."),
        ("12 people", "Did you mean 12? Write the number alone."),
        ("1,066 people", "Did you mean 1066 or 1.066? Write it without the comma."),
    ],
)
def test_what_can_mean_two_is_asked_about(text: str, question: str) -> None:
    """What is nearly readable gets a question with both readings, and is never judged."""
    assert refused(text) == question


@pytest.mark.parametrize(
    ("text", "of", "number"),
    [
        ("7 of 10", 10, 7),
        ("7 out of 10", 10, 7),
        ("7 in 10 people", 10, 7),
        ("7/10", 10, 7),
        ("7 de cada 10", 10, 7),
        ("7 de 10 personas", 10, 7),
        ("38,7 of 100", 100, 38.7),
        ("38.7%", 100, 38.7),
        ("38.7 per cent", 100, 38.7),
        ("38,7\uff05", 100, 38.7),
        ("1½", 100, 1.5),
        ("7", 10, 7),
    ],
)
def test_where_a_share_is_asked_for_it_may_be_said_as_one(text: str, of: float, number: float) -> None:
    """Seven of ten is seven where it is asked how many of ten, and per cent are what is counted of a hundred."""
    assert number_in(text, of=of) == number


@pytest.mark.parametrize(
    ("text", "of"), [("7 of 10", 100), ("3/16", 100), ("½", 100), ("70%", 10), ("7 of 100", 10), ("7 of 10 people", 30)]
)
def test_a_share_of_another_number_is_asked_back(text: str, of: float) -> None:
    """Seven of ten is no answer to how many of a hundred: whether it means 7 or 70 is not guessed at."""
    assert refused(text, of=of) == f"It is asked how many of {of}: write that number alone."


@pytest.mark.parametrize(
    ("text", "unit", "number"),
    [("12 people", "people", 12), ("12PEOPLE", "people", 12), ("66 sent in vain", "sent in vain", 66)],
)
def test_the_unit_may_stand_behind_the_number(text: str, unit: str, number: float) -> None:
    """Whoever repeats the unit that stands behind the field is understood."""
    assert number_in(text, unit=unit) == number


@pytest.mark.parametrize(
    ("text", "number"), [("0,5", 0.5), ("1,066", 1.066), ("12,500", 12.5), ("1.066", 1.066), ("1.066,5", 1066.5)]
)
def test_in_spanish_a_comma_is_a_decimal_sign(text: str, number: float) -> None:
    """A Spanish reader never means thousands by a single comma; a point is what the course itself shows."""
    with speaking("es"):
        assert number_in(text) == number
        assert number_in("12 personas", unit="people") == 12
        assert number_in("56 de 100 parejas", of=100, unit="of 100 pairs") == 56


@pytest.mark.parametrize(
    "given",
    [
        "",
        "many",
        "%",
        "1 2",
        "12 34",
        "1 2 3",
        "1,06,000",
        "1.066.5",
        "1,066,5",
        "1.5.2",
        "5-7",
        "5 or 6",
        "about 12",
        "10²",
        "1/0",
        "7 of 0",
        "7/10/3",
        "1/2 of 3",
        "0x10",
        "1_000",
        "nan",
        "inf",
        "-inf",
        "1e400",
        "1e13",
        "12 %%",
        "--5",
        "1e",
        "½½",
        "�",
    ],
)
def test_what_means_no_number_is_refused(given: str) -> None:
    """Anything else gets the sentence that says what a number looks like."""
    assert refused(given) == UNREADABLE


@pytest.mark.parametrize(
    "given", [None, [], {}, True, float("nan"), float("inf"), 10**400, "9" * (LONGEST + 1), "1" + ",000" * 500]
)
def test_what_is_no_text_or_too_much_is_refused(given: Any) -> None:
    """Neither another type nor a huge number is an error, and a long text is not even looked through."""
    assert refused(given) == UNREADABLE


def test_a_text_as_long_as_it_may_be_is_read() -> None:
    """The longest that is looked through is a number too."""
    assert number_in("7".rjust(LONGEST)) == 7


@pytest.mark.parametrize("code", LANGUAGES)
def test_random_text_is_a_number_or_a_question(code: str) -> None:
    """Thousands of texts made of digits and signs are each a finite number or one sentence: nothing else happens."""
    chance = random.Random(7)
    pieces = [*"0123456789", *",.'/ %-+eE½¾²", "of", "de", "people", "\uff11", "\u202f"]
    with speaking(code):
        for _ in range(4_000):
            text = "".join(chance.choice(pieces) for _ in range(chance.randrange(1, 9)))
            for of in (None, 100):
                assert re.fullmatch(r"-?[0-9.e+-]+|[A-Z¿].+[.?]", said(text, of)), text


def said(text: str, of: float | None) -> str:
    """The number that a text is, or the sentence that it gets."""
    try:
        return repr(number_in(text, of=of))
    except ValueError as refusal:
        return str(refusal)


def refused(given: Any, **asked: Any) -> str:
    """What is said of a text that is no number."""
    with pytest.raises(ValueError) as refusal:  # noqa: PT011  its words are what is tested
        number_in(given, **asked)
    return str(refusal.value)
