"""The sheet of paper that goes with a choice: the advice in brief, the table, and where it hurts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from backlab.advice import Advice
from backlab.knowledge.effect_kinds import HARM, SIDE, Cell, Slot
from backlab.language import gettext
from backlab.markup import Markup, element
from backlab.reasoning.choice import Choice
from backlab.words import Section
from backlab.words.choice import between_brief, change, figure, name_of, scaled, verdict
from backlab.words.handout import handout


def sheet(advice: Advice, sections: Sequence[Section], choice: Choice | None, day: date) -> Markup:
    """One sheet; where there is something to choose, with the table and what this wish leads to.

    Where it says ``<figure class='bl-where'>``, a page that shows the back puts it.
    """
    table = None if choice is None else element("section", _table(choice), _told(choice), class_="bl-sheet-choice")
    return handout(advice, sections, day, table=table, where=element("figure", class_="bl-where"))


def _table(choice: Choice) -> Markup:
    """What matters most, side effects and serious harm, with the number, its interval and its time."""
    rows = dict.fromkeys((choice.first, SIDE, HARM))
    head = element("tr", element("th", ""), (element("th", name_of(c.treatment), scope="col") for c in choice.columns))
    people = gettext(choice.situation.people)
    caption = gettext("Of 100 {people}, and of serious harm of 10,000 (in brackets the 95% interval)").format(
        people=people
    )
    body = (element("tr", _cells(choice, row)) for row in rows)
    return element("table", element("caption", caption), element("thead", head), element("tbody", body))


def _cells(choice: Choice, row: Slot) -> Iterable[Markup]:
    yield element("th", gettext(row.label), scope="row")
    yield from (element("td", brief(column.place(row).cell)) for column in choice.columns)


def brief(cell: Cell | None) -> str:
    """A cell in a few words: its number, interval and time, or that nobody knows."""
    if cell is None or not cell.known:
        return gettext("nobody knows")
    if not cell.has_figure:
        return gettext(cell.note).partition(". ")[0]
    number = cell.difference is not None and cell.against.kind in ("without", "other")
    said = change(cell, cell.difference) if number and cell.difference is not None else _course(cell)
    interval = f" ({between_brief(cell)})" if cell.low is not None else ""
    label = "" if number or cell.yardstick.kind == "points" else f" {gettext(cell.yardstick.label)}"
    return f"{said}{interval}{label}; {gettext(cell.time)}"


def _course(cell: Cell) -> str:
    """How it goes, where nothing was compared."""
    after = figure(scaled(cell, cell.with_)) if cell.with_ is not None else ""
    return f"{figure(scaled(cell, cell.without))} → {after}" if cell.without is not None else after


def _told(choice: Choice) -> Markup:
    return element("p", element("strong", verdict(choice)))
