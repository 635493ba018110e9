"""The lab of statements: all twenty of the article beside today, by verdict and by what stands for them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

import pytest
from person import at, names_of

from backlab.knowledge.article import STATEMENTS
from backlab.knowledge.sources import SOURCES
from backlab.labs.statements import VERDICTS, StatementsLab, chosen, statement_html, verdict_counts, verdict_mark
from backlab.markup import escape
from backlab.model import Rule, Statement

EVERY_STATEMENT = pytest.mark.parametrize("statement", STATEMENTS.values(), ids=lambda statement: statement.id)


@pytest.fixture
def lab() -> StatementsLab:
    """A lab that shows all of them."""
    return StatementsLab()


def shown(lab: StatementsLab) -> list[str]:
    """The ids of the statements in view, in their order."""
    cards = re.findall(r"<article.*?</article>", lab.read("statements"))
    return [next(s.id for s in STATEMENTS.values() if escape(s.article) in card) for card in cards]


def test_all_twenty_are_shown_at_the_start(lab: StatementsLab) -> None:
    """Sixteen statements and four posts, each once."""
    assert shown(lab) == list(STATEMENTS)
    assert len(STATEMENTS) == 20


@pytest.mark.parametrize("verdict", VERDICTS)
def test_a_verdict_shows_exactly_its_statements(lab: StatementsLab, verdict: str) -> None:
    """Those with the verdict and no other, and their number is said."""
    lab.set(verdict=verdict)
    expected = [s.id for s in STATEMENTS.values() if s.verdict == verdict]
    assert shown(lab) == expected
    assert lab.said == f"{len(expected)} of 20 statements."


def test_every_verdict_can_be_chosen() -> None:
    """The three of the table are the three of the lab."""
    assert set(VERDICTS) == {statement.verdict for statement in STATEMENTS.values()}


def test_what_stands_for_it_filters_too(lab: StatementsLab) -> None:
    """Everything in the menu has statements, and shows exactly those that it implements."""
    (field,) = (field for field in lab.fields if field["id"] == "about")
    for name in names_of(field)[1:]:
        kind, _, own = name.partition(".")
        lab.set(about=name)
        expected = [
            s.id
            for s in STATEMENTS.values()
            if any(
                type(thing).__name__.lower() == kind and own == (thing.group if isinstance(thing, Rule) else thing.id)
                for thing in s.implements
            )
        ]
        assert shown(lab) == expected != []


def test_two_filters_hold_together_and_none_left_is_said(lab: StatementsLab) -> None:
    """Ice is in statements of three verdicts; a pair that nothing fits is answered in words."""
    lab.set(about="treatment.ice", verdict="differs")
    assert shown(lab) == [s.id for s in chosen("differs", "treatment.ice")] != []
    lab.set(about="treatment.light_exercise", verdict="differs")
    assert shown(lab) == []
    assert "Choose all verdicts" in lab.read("statements")


@EVERY_STATEMENT
def test_a_statement_shows_both_sides_its_verdict_what_implements_it_and_its_sources(statement: Statement) -> None:
    """The article's words, today's, the verdict as a word, a label for each thing, and every link."""
    card = statement_html(statement)
    assert escape(statement.article) in card
    assert escape(statement.today) in card
    assert f": {statement.verdict}</h4>" in card
    for thing in statement.implements:
        assert escape(thing.because if isinstance(thing, Rule) else thing.label) in card
    for source in map(SOURCES.__getitem__, statement.sources):
        assert escape(source.fact) in card
        assert f"href='{escape(source.link)}'" in card or not source.link
    unread = sum(not SOURCES[name].verified for name in statement.sources)
    assert card.count("not verified:</strong>") == unread
    assert (f"of which {unread} not verified" in card) == bool(unread)


def test_the_counts_are_those_of_the_table() -> None:
    """Drawn, told and as a table: how many have each verdict, one box for each."""
    picture = verdict_counts()
    counts = Counter(statement.verdict for statement in STATEMENTS.values())
    assert dict(picture.table.rows) == {verdict.capitalize(): str(count) for verdict, count in counts.items()}
    assert all(str(count) in picture.description for count in counts.values())
    assert picture.svg.count("<rect") == len(STATEMENTS) + len(VERDICTS)  # a frame around each sign


def test_verdicts_differ_in_shape_and_not_only_in_colour() -> None:
    """Without its colours each sign is still another."""
    shapes = {re.sub(r"style='[^']*'", "", verdict_mark(verdict, 0, 0)) for verdict in VERDICTS}
    assert len(shapes) == len(VERDICTS)


def test_an_address_brings_the_filters_back(lab: StatementsLab) -> None:
    """What a lab says of itself for the address starts another with the same filters."""
    lab.set(verdict="more nuanced", about="cause.weak_core")
    assert at(lab.query, StatementsLab).values == lab.values


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
