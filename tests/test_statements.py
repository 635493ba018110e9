"""The article's statements as cards: twenty of them, each put on a pile once, and then turned round."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from person import at, moved, press

from backlab.course.cards import CARDS, PILES, SURENESS, Put, count, following, from_text, put, to_text
from backlab.knowledge.article import AGREES, DIFFERS, NUANCED, STATEMENTS
from backlab.knowledge.sources import SOURCES
from backlab.labs.cards import verdict_mark
from backlab.labs.statements import StatementsLab
from backlab.markup import escape
from backlab.model import Rule, Statement

EVERY_STATEMENT = pytest.mark.parametrize("statement", STATEMENTS.values(), ids=lambda statement: statement.id)


@pytest.fixture
def lab() -> StatementsLab:
    """A lab with the first card in hand, and nothing on the piles."""
    return StatementsLab()


def tiles(lab: StatementsLab, pile: str) -> list[str]:
    """The cards on a pile of the picture, by their numbers with their marks."""
    part = re.split(r"class='bl-pile is-", lab.read("sorted"))[1 + PILES.index(pile)]
    return re.findall(r">(\d+ [✓✗])</button>", part)


def wrong(card: str) -> str:
    """A pile on which a card does not belong."""
    return next(pile for pile in PILES if pile != STATEMENTS[card].verdict)


def test_there_are_twenty_cards_and_three_piles() -> None:
    """Sixteen statements and four posts, in the order of the article; a pile for each verdict that one of them has."""
    assert tuple(STATEMENTS) == CARDS
    assert len(CARDS) == 20
    assert {statement.verdict for statement in STATEMENTS.values()} == set(PILES) == {AGREES, NUANCED, DIFFERS}


@EVERY_STATEMENT
def test_a_card_keeps_its_back_to_itself_until_it_is_put_down(lab: StatementsLab, statement: Statement) -> None:
    """Neither the picture nor a tab says what is known today, nor where the card belongs; its table neither."""
    lab.set(card=statement.id)
    everything = " ".join(panel["html"] for panel in lab.panels.values())
    assert escape(statement.article) in everything
    assert escape(statement.today) not in everything
    assert "is-true" not in everything
    assert statement.today not in lab.said


@EVERY_STATEMENT
def test_a_card_that_is_put_down_shows_today_its_sources_and_what_stands_for_it(
    lab: StatementsLab, statement: Statement
) -> None:
    """The article's words, today's, a label for each thing, and every source with its link, or that it was not read."""
    lab.sort(statement.id, wrong(statement.id))
    assert escape(statement.article) in lab.read("sorted")
    assert escape(statement.today) in lab.read("sorted")
    behind = lab.read("behind")
    for thing in statement.implements:
        assert escape(thing.because if isinstance(thing, Rule) else thing.label) in behind
    for source in map(SOURCES.__getitem__, statement.sources):
        assert escape(source.fact) in behind
        assert f"href='{escape(source.link)}'" in behind or not source.link
    assert behind.count("not verified:</strong>") == sum(not SOURCES[name].verified for name in statement.sources)


@EVERY_STATEMENT
@pytest.mark.parametrize("pile", PILES)
def test_right_is_where_today_s_evidence_puts_it(lab: StatementsLab, statement: Statement, pile: str) -> None:
    """What is said, the mark on the card and the count agree with the table; it lies where it belongs either way."""
    said = lab.sort(statement.id, pile)
    is_right = statement.verdict == pile
    number = CARDS.index(statement.id) + 1
    assert said.startswith("✓ Right" if is_right else "✗ You")
    assert f"{int(is_right)} of 1" in said
    assert tiles(lab, statement.verdict) == [f"{number} {'✓' if is_right else '✗'}"]
    assert (">you</span>" in lab.read("sorted")) is not is_right


def test_the_first_answer_counts(lab: StatementsLab) -> None:
    """A card that has been turned round cannot be put elsewhere: its buttons are gone, and a press changes nothing."""
    lab.sort("s2", AGREES)
    press(lab, DIFFERS, card="s2")
    assert lab.sorting["s2"].pile == AGREES
    assert lab.told["hidden"]["pile"] == [*PILES]
    assert lab.read("sorted").count(" disabled") == len(PILES)
    moved(lab, card="s3")
    assert lab.told["hidden"]["pile"] == []


def test_next_is_the_next_card_that_lies_nowhere() -> None:
    """It goes on behind the last, and round again; once all are sorted simply on."""
    sorting = put({}, CARDS[1], AGREES, "sure")
    assert following(sorting, CARDS[0]) == CARDS[2]
    assert following(sorting, CARDS[-1]) == CARDS[0]
    for card in CARDS:
        sorting = put(sorting, card, AGREES, "sure")
    assert following(sorting, CARDS[4]) == CARDS[5]


def test_a_press_takes_the_next_card(lab: StatementsLab) -> None:
    """As the button says, and of that one nobody has said yet how sure they are; of the first it stays known."""
    assert lab.values["sure"] == ""
    press(lab, AGREES, sure="guess")
    press(lab, "next")
    assert lab.values["card"] == CARDS[1]
    assert lab.values["sure"] == ""
    moved(lab, card=CARDS[0])
    assert lab.values["sure"] == "guess"


def test_how_sure_one_was_may_be_left_unsaid(lab: StatementsLab) -> None:
    """The card counts as right or wrong, in no row of those that were sure, and a link brings it back so."""
    press(lab, STATEMENTS[CARDS[0]].verdict)
    assert count(lab.sorting) == (1, 1)
    assert [tuple(count(lab.sorting, sure)) for sure in SURENESS] == [(0, 0)] * 3
    assert at(lab.query, StatementsLab).sorting == lab.sorting


def test_the_count_of_all_comes_with_the_last_card(lab: StatementsLab) -> None:
    """Before it nothing says how many agree and how many differ."""
    for card in CARDS:
        assert "This course's count" not in lab.said
        lab.sort(card, AGREES)
    assert "This course's count: 8 of 20 agree, 5 are more nuanced, 7 differ." in lab.said


def test_a_step_brings_a_card_that_lies_nowhere_yet(lab: StatementsLab) -> None:
    """Each step has one of its own, and the next one where that has been put down."""
    seen = []
    for step in lab.stage_steps():
        moved(lab, step=step.name)
        seen.append(lab.values["card"])
        press(lab, AGREES)
    assert len(set(seen)) == len(seen)


def test_sure_and_right_are_counted_apart(lab: StatementsLab) -> None:
    """Of each degree: how many lie right, of how many."""
    lab.sort("s1", STATEMENTS["s1"].verdict, "sure")
    lab.sort("s2", wrong("s2"), "sure")
    lab.sort("s3", wrong("s3"), "guess")
    assert [tuple(count(lab.sorting, sure)) for sure in SURENESS] == [(1, 2), (0, 0), (0, 1)]
    assert "1 of 2" in lab.read("sureness")
    assert "0 of 1" in lab.read("sureness")


def test_steps_are_noticed_in_turn(lab: StatementsLab) -> None:
    """A step is done by what lies on the piles, also by what lay there before one came to it."""
    steps = [step.name for step in lab.stage_steps()]
    for card in CARDS:
        lab.sort(card, STATEMENTS[card].verdict)
    assert lab.told["done"]["step"] == steps[:1]
    for step in steps:
        moved(lab, step=step)
    assert set(lab.told["done"]["step"]) == set(steps)


def test_a_link_brings_the_piles_back(lab: StatementsLab) -> None:
    """What a lab says of itself for the address starts another with the same card in hand and the same piles."""
    lab.sort("p4", AGREES, "sure")
    lab.sort("s2", NUANCED, "guess")
    again = at(lab.query, StatementsLab)
    assert again.values == lab.values
    assert again.sorting == lab.sorting
    assert again.read("sorted").replace(" is-turned", "").replace(" is-new", "") == (
        lab.read("sorted").replace(" is-turned", "").replace(" is-new", "")
    )


@pytest.mark.parametrize("text", ["", "s1", "s1.9", "s1.99", "s99.00", "s1.0", "s1.\u0660\u0660", ",,,", "s1.000"])
def test_what_an_address_says_and_nobody_can_read_is_left_out(text: str) -> None:
    """No card is put anywhere by it; what stands beside it is read."""
    assert from_text(text) == {}
    assert from_text(f"{text},s2.20") == {"s2": Put(DIFFERS, "sure")}
    assert to_text(from_text("s2.20,s2.00")) == "s2.20"


def test_verdicts_differ_in_shape_and_not_only_in_colour() -> None:
    """Without its colours each sign is still another."""
    shapes = {re.sub(r"style='[^']*'", "", verdict_mark(verdict, 0, 0)) for verdict in PILES}
    assert len(shapes) == len(PILES)


class Asked:
    """A question that has not been answered yet."""

    def when_committed(self, act: Callable[[], None]) -> None:
        """Keep what is to be done then."""
        self.act = act


def test_it_stays_shut_until_its_question_is_answered() -> None:
    """Given a question, the lab opens with the answer."""
    question = Asked()
    lab = StatementsLab(after=question)
    assert lab.shut
    question.act()
    assert not lab.shut


def test_how_sure_one_is_stands_on_the_card(lab: StatementsLab) -> None:
    """What is said below the picture is seen in it, and nothing before it is said."""
    assert "You:" not in lab.read("sorted")
    moved(lab, sure="guess")
    assert "You: a guess" in lab.read("sorted")
