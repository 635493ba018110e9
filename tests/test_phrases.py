"""Pieces of sentences: numbers as a person reads them, words at either place in a sentence, lines of a terminal."""

from __future__ import annotations

import pytest

from backlab.model import Disposition
from backlab.reasoning.bayes import wilson
from backlab.words import Point, Rung, Say, Section, capital, lowered, percent, shortened, signed
from backlab.words.text import to_text


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (1.0, "over 99%"),
        (0.995, "over 99%"),
        (0.994, "99%"),
        (0.62, "62%"),
        (0.0995, "10%"),
        (0.0994, "9.9%"),
        (0.04, "4.0%"),
        (0.00995, "1.0%"),
        (0.00994, "0.99%"),
        (0.0066, "0.66%"),
        (0.00005, "0.01%"),
        (0.0000499, "under 0.01%"),
        (0.0, "under 0.01%"),
    ],
)
def test_a_share_has_as_many_digits_as_it_needs(share: float, said: str) -> None:
    """Large shares are whole, small ones have a digit or two, and neither end is said to be certain."""
    assert percent(share) == said


@pytest.mark.parametrize(
    ("text", "brief", "left"),
    [
        ("Short. [1]", "Short. [1]", ""),
        ("One of 67.5 fell. [1, 2] It was so.", "One of 67.5 fell. [1, 2]", "It was so."),
        ("Yes. No. Perhaps it rains all day tomorrow.", "Yes. No.", "Perhaps it rains all day tomorrow."),
        ("This one goes on and on for ever.", "", "This one goes on and on for ever."),
    ],
)
def test_a_text_is_cut_where_a_sentence_ends(text: str, brief: str, left: str) -> None:
    """What is shown first has six words at most and is whole sentences with what they cite; nothing is lost."""
    assert shortened(text, 6) == (brief, left)


@pytest.mark.parametrize(("weight", "said"), [(7.84, "+7.8"), (-3.0, "−3.0"), (0.0, "+0.0")])
def test_a_weight_says_its_sign(weight: float, said: str) -> None:
    """What speaks for a cause has a plus, what speaks against it a minus."""
    assert signed(weight) == said


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("Muscle strain", "muscle strain"),
        ("A high temperature", "a high temperature"),
        ("MAOI tablets", "MAOI tablets"),
        ("X", "x"),
        ("", ""),
    ],
)
def test_a_label_inside_a_sentence_begins_small(text: str, inside: str) -> None:
    """An abbreviation keeps its capitals."""
    assert lowered(text) == inside


@pytest.mark.parametrize(
    ("text", "first"), [("muscle strain", "Muscle strain"), ("pain in mS", "Pain in mS"), ("", "")]
)
def test_a_text_at_the_start_of_a_sentence_begins_large(text: str, first: str) -> None:
    """Only its first letter changes."""
    assert capital(text) == first


@pytest.mark.parametrize(
    ("count", "of", "low", "high"),
    [(8, 10, 0.4901568, 0.9433178), (0, 10, 0.0, 0.2775402), (10, 10, 0.7224598, 1.0), (1, 1000, 0.0001765, 0.0056423)],
)
def test_a_share_has_the_interval_of_wilson(count: int, of: int, low: float, high: float) -> None:
    """The ends are those that one works out by hand."""
    assert wilson(count, of) == pytest.approx((low, high), abs=2e-6)


def test_a_share_of_nobody_may_be_anything() -> None:
    """Of none, the interval is all of it."""
    assert wilson(0, 0) == (0.0, 1.0)


def test_a_terminal_shows_each_kind_of_block() -> None:
    """Titles are underlined, points indented, stages end in a colon, and the rung of the patient has an arrow."""
    blocks = (
        Say("First", "lead"),
        Say("Now", "stage"),
        Point("One thing", ("and a line", "and another"), "Advised"),
        Point("Another"),
        Rung(Disposition.URGENT, here=False, reachable=True),
        Rung(Disposition.ROUTINE, here=True, reachable=False),
        Rung(Disposition.SELF_CARE, here=False, reachable=False),
    )
    assert to_text([Section("one", "Title", blocks), Section("two", "Next", ())]).split("\n") == [
        "TITLE",
        "=====",
        "First",
        "Now:",
        "- Advised: One thing",
        "    and a line",
        "    and another",
        "- Another",
        "  Urgent: be seen by a doctor the same day (could be reached)",
        "> Routine: see a doctor or physiotherapist within days to weeks (here)",
        "  Self-care: look after it at home, starting today",
        "",
        "NEXT",
        "====",
    ]


def test_lines_are_as_wide_as_asked_and_words_stay_whole() -> None:
    """A line breaks between words only: never inside a link, nor at a hyphen."""
    parts = [
        Section("one", "T", (Point("a well-known link https://example.org/a-b-c-d-e-f", ("one two-three four",)),))
    ]
    assert to_text(parts, width=16).split("\n")[2:] == [
        "- a well-known",
        "  link",
        "  https://example.org/a-b-c-d-e-f",
        "    one",
        "    two-three",
        "    four",
    ]
    long = to_text([Section("one", "T", (Say("word " * 40),))])
    assert max(map(len, long.split("\n"))) == 99
