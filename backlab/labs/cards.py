"""Cards that are sorted into piles: the card in hand, what is known today on its back, and the piles it may go to.

All of it is HTML that fits the place it is given. A pile and a sorted card are pressed by mouse, finger or keys; which
buttons and menu of the lab do the same, the two names of ``Taps`` say.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from backlab.course.cards import CARDS, PILES, Put, Sorting, is_right
from backlab.drawing.picture import Table, table_html
from backlab.drawing.svg import group, paint, path, rect
from backlab.knowledge.article import AGREES, DIFFERS, NUANCED, STATEMENTS
from backlab.language import gettext, ngettext
from backlab.markup import Markup, element
from backlab.model import Statement
from backlab.words import capital, lowered

NEXT = "next"
# Two strokes: equal, about equal, and not equal. Drawn around 0, 0.
_STROKES = {
    AGREES: ("self-care", "M-5 -2.8h10M-5 2.8h10"),
    NUANCED: ("routine", "M-5 -2q2.5 -3 5 -.6t5 -.6M-5 3.6q2.5 -3 5 -.6t5 -.6"),
    DIFFERS: ("urgent", "M-5 -2.8h10M-5 2.8h10M3 -6.5L-3 6.5"),
}


class Taps(NamedTuple):
    """The lab's fields behind the picture: the buttons for the piles and the next card, and the menu of all cards."""

    pile: str
    card: str


def cards_html(card: str, sorting: Sorting, taps: Taps, *, sure: str = "", turned: bool = False) -> Markup:
    """The card in hand above the three piles, and how ``sure`` one is of it, in words.

    ``turned``: it was put down just now, and is seen to turn.
    """
    where = sorting.get(card)
    table = element("details", element("summary", gettext("As a table")), table_html(_table(sorting), title()))
    piles = element("div", (_pile(pile, card, sorting, taps, turned) for pile in PILES), class_="bl-piles")
    inside = element("div", _card(card, where, taps, sure, turned), piles, class_="bl-sorting")
    return element("figure", inside, table, class_="bl-picture bl-picture-sorting", aria_label=title())


def title() -> str:
    """What the picture is called."""
    return gettext("The article, card by card")


def meaning(pile: str) -> str:
    """What it means to lie on a pile, in a few words."""
    return {
        AGREES: gettext("still holds today"),
        NUANCED: gettext("holds in part, or is not shown"),
        DIFFERS: gettext("today's advice is another"),
    }[pile]


def _card(card: str, where: Put | None, taps: Taps, sure: str, turned: bool) -> Markup:
    """What the article says; once it lies on a pile the same card, turned round."""
    statement, place = STATEMENTS[card], CARDS.index(card) + 1
    if where:
        return _back(statement, taps, turned)
    count = gettext("Card {number} of {of}: the article says").format(number=place, of=len(CARDS))
    yours = element("b", gettext("You: {sure}").format(sure=lowered(sure))) if sure else ""
    said = element("p", gettext(statement.article), class_="bl-card-said")
    return element("div", element("p", count, yours, class_="bl-card-count"), said, class_="bl-card")


def _back(statement: Statement, taps: Taps, turned: bool) -> Markup:
    """What is known today under its sign, what the article said, and the way to the next card."""
    sign = element("span", verdict_icon(statement.verdict), class_="bl-card-sign")
    said = element("p", gettext("The article: {said}").format(said=gettext(statement.article)), class_="bl-card-count")
    name = element("p", gettext("Today: {verdict}").format(verdict=gettext(statement.verdict)), class_="bl-card-name")
    today = element("p", gettext(statement.today), class_="bl-card-today")
    onward = element(
        "button", gettext("Next card"), type="button", class_="bl-card-next", data_tap=f"{taps.pile}={NEXT}"
    )
    back = element("div", said, name, today, onward)
    return element("div", sign, back, class_=f"bl-card is-back{' is-turned' if turned else ''}")


def _pile(pile: str, card: str, sorting: Sorting, taps: Taps, turned: bool) -> Markup:
    """A pile: its button, and the cards that belong there, each with what was thought of it."""
    lies = [each for each in sorting if STATEMENTS[each].verdict == pile]
    where = sorting.get(card)
    ghost = where is not None and where.pile == pile and not is_right(card, where)
    is_true = where is not None and STATEMENTS[card].verdict == pile
    name, means = element("strong", capital(gettext(pile))), element("span", meaning(pile), class_="bl-pile-means")
    head = element(
        "button",
        verdict_icon(pile),
        element("span", name, means),
        type="button",
        class_="bl-pile-head",
        data_tap=f"{taps.pile}={pile}",
        disabled=where is not None,
    )
    tiles = (_tile(each, card, sorting, taps, turned) for each in lies)
    mark = element("span", gettext("you"), class_="bl-tile is-ghost") if ghost else None
    inside = element("div", tiles, mark, class_="bl-pile-cards")
    return element("div", head, inside, class_=f"bl-pile is-{pile.split()[-1]}{' is-true' if is_true else ''}")


def _tile(each: str, card: str, sorting: Sorting, taps: Taps, turned: bool) -> Markup:
    """A card on a pile: its number and whether it was put there; it can be looked at again."""
    number, right = CARDS.index(each) + 1, is_right(each, sorting[each])
    said = gettext("Card {number}, put right") if right else gettext("Card {number}, put elsewhere")
    look = f"bl-tile {'is-right' if right else 'is-wrong'}"
    here = each == card
    return element(
        "button",
        f"{number} {'✓' if right else '✗'}",
        type="button",
        class_=f"{look}{' is-here' if here else ''}{' is-new' if here and turned else ''}",
        aria_label=said.format(number=number),
        aria_current="true" if here else None,
        data_tap=f"{taps.card}={each}",
    )


def _table(sorting: Sorting) -> Table:
    """Each card that was sorted: what the article says, where it was put, and where it belongs."""
    return Table(
        (gettext("The article"), gettext("You"), gettext("Today's verdict")),
        tuple(_rows(sorting)),
    )


def _rows(sorting: Sorting) -> Iterator[tuple[str, str, str]]:
    for card in CARDS:
        statement, where = STATEMENTS[card], sorting.get(card)
        if where:
            yield gettext(statement.article), gettext(where.pile), gettext(statement.verdict)
    left = len(CARDS) - len(sorting)
    if left:
        said = ngettext("{count} card lies nowhere yet", "{count} cards lie nowhere yet", left)
        yield said.format(count=left), "", ""


@cache
def verdict_mark(verdict: str, x: float, y: float) -> str:
    """A verdict's sign in its frame, 20 units wide, around ``x``, ``y``: equal, about equal, or not equal."""
    colour, strokes = _STROKES[verdict]
    frame = rect(-9, -9, 18, 18, paint(f"{colour}-soft", colour, 1.8), radius=4)
    return group(frame, path(strokes, paint(stroke=colour, width=2, round=True)), at=(x, y))


def verdict_icon(verdict: str) -> Markup:
    """The sign as a picture of its own, as high as the text beside it; that text says what it is."""
    look = "width:1.25em;height:1.25em;vertical-align:-0.25em"
    sign = verdict_mark(verdict, 10, 10)
    return element("svg", sign, viewBox="0 0 20 20", aria_hidden="true", focusable="false", style=look)
