"""The format in which answers are kept and handed in: what is written is read again, and damage is said."""

from __future__ import annotations

import json
import random
from contextlib import nullcontext
from io import BytesIO
from pathlib import Path

import pytest

from backlab.course.answers import (
    MOST_ATTEMPTS,
    MOST_CHARACTERS,
    NAME,
    VERSION,
    Attempts,
    Entry,
    Unreadable,
    entry,
    from_text,
    joined,
    merged,
    text_of,
    to_text,
)
from backlab.language import speaking

MOST_BYTES = 8_000_000
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
    """A damaged text is refused in one short sentence, in Spanish as well."""
    with pytest.raises(Unreadable) as refused:
        from_text(text)
    said = str(refused.value)
    with speaking("es"), pytest.raises(Unreadable) as in_spanish:
        from_text(text)
    assert said != str(in_spanish.value)
    assert why in said
    assert len(said) < 100
    assert "\n" not in said


def test_the_longer_of_two_copies_holds_both() -> None:
    """Of an exercise in two records of which one goes on where the other ends, each try counts once."""
    short, long = {"a.1": Attempts(("x",)), "b.1": Attempts((1,))}, {"a.1": Attempts(("x", "y"))}
    both = {"a.1": Attempts(("x", "y")), "b.1": Attempts((1,))}
    assert merged([short, long]) == merged([long, short]) == both


def test_copies_that_have_grown_apart_lose_no_try() -> None:
    """What both begin with stands first and once, then what each has alone; a solution looked at is so in both."""
    mine, yours = {"a.1": Attempts(("x", {"level": 1}, "x"))}, {"a.1": Attempts(("x", "y"), shown=True)}
    assert merged([mine, yours]) == {"a.1": Attempts(("x", {"level": 1}, "x", "y"), shown=True)}


class Browser:
    """What a browser keeps, as its tabs write it: each under one more than the highest number that it can see."""

    def __init__(self) -> None:
        self.kept: dict[str, str] = {}

    def keep(self, tab: Entry, seen: dict[str, str]) -> str:
        """Keep an entry from a tab that has ``seen`` so much, unless it is there; returns its name."""
        own = [name.split(" ") for name in seen if name.partition(" ")[0] == tab.key]
        if again := next((" ".join(name) for name in own if name[-1] == tab.id), None):
            return again
        number = 1 + max((int(name[1]) for name in own if len(name) == 3), default=0)
        name = f"{tab.key} {number} {tab.id}"
        assert name not in self.kept
        self.kept[name] = tab.text
        return name


def test_no_try_of_any_tab_is_lost() -> None:
    """Two hundred times three tabs answer and see late what others write: every try is there, a tab's own in order."""
    for seed in range(200):
        chance, browser = random.Random(seed), Browser()
        seen: list[dict[str, str]] = [{}, {}, {}]
        made: list[list[list[int]]] = [[], [], []]
        for _ in range(12):
            tab = chance.randrange(3)
            made[tab].append([tab, len(made[tab])])
            one = entry("a.1", made[tab][-1])
            for _ in range(chance.choice((1, 2))):  # a message may arrive twice
                seen[tab][browser.keep(one, seen[tab])] = one.text
            seen[chance.randrange(3)] |= browser.kept
        given = joined(dict(chance.sample(sorted(browser.kept.items()), len(browser.kept)))).record["a.1"].given
        assert sorted(given) == sorted(each for tries in made for each in tries)
        assert [[each for each in given if each[0] == tab] for tab in range(3)] == made


def test_a_try_stands_behind_all_that_was_there() -> None:
    """What a tab could see when something was tried stands before it, what was kept in one piece first of all."""
    browser = Browser()
    browser.kept["a.1"] = to_text({"a.1": Attempts(("old", "older"))})
    for given in range(12):  # more than nine: numbers are no words
        browser.keep(entry("a.1", given), browser.kept)
    assert joined(browser.kept).record == {"a.1": Attempts(("old", "older", *range(12)))}


def test_an_entry_may_say_only_that_the_solution_was_looked_at() -> None:
    """Such an entry is no try: it marks those that there are, and without any there is nothing to mark."""
    looked = entry("a.1", shown=True)
    assert joined({"a.1 1 a": entry("a.1", "x").text, "a.1 2 b": looked.text}).record == {
        "a.1": Attempts(("x",), shown=True)
    }
    assert joined({"a.1 2 b": looked.text}) == ({}, {})
    with pytest.raises(Unreadable, match="damaged"):
        from_text(looked.text)


def test_an_entry_is_a_record_that_can_be_read() -> None:
    """The text of an entry is a whole record with one try, in the usual format; its id is its own, and short."""
    one, other = entry("a.1", "x"), entry("a.1", "x")
    assert from_text(one.text) == {"a.1": Attempts(("x",))}
    assert one.id != other.id
    assert len(one.id) == 16


def test_of_a_file_that_is_too_large_no_more_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However large it is, it is read as far as a file of answers may go and a byte more, and refused."""
    read: list[int] = []

    class Counted(BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            read.append(-1 if size is None else size)
            return super().read(size)

    for more, size in ((0, MOST_BYTES), (1, MOST_BYTES + 1), (9, MOST_BYTES + 1)):
        monkeypatch.setattr(Path, "open", lambda _path, _mode, more=more: Counted(b"x" * (MOST_BYTES + more)))
        with pytest.raises(Unreadable, match=r"^it is too large to be a file of answers$") if more else nullcontext():
            assert len(text_of(tmp_path / "huge.json")) == size
    assert read == [MOST_BYTES + 1] * 3


def test_a_damaged_entry_takes_no_other_along() -> None:
    """What cannot be read is named with its reason, and all else is there; names of others are left alone."""
    whole = entry("a.1", "x").text
    found = joined({"a.1 1 a": whole, "a.1 2 b": "{", "a.1 x y z": "{", "b.1 1 a": whole, "\ud800 1 a": "{"})
    assert found.record == {"a.1": Attempts(("x",))}
    assert found.unread == {"a.1 2 b": "it is no JSON, or only a part of it"}


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
