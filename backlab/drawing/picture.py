"""A picture and what makes it readable to everybody: its title, its description and the same as a table."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from backlab.language import gettext
from backlab.markup import Markup, element


class Table(NamedTuple):
    """The picture's numbers and words: a header, and rows whose first cell names the row."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class Picture(NamedTuple):
    """A drawing as SVG; ``id`` names its kind, ``description`` says in a sentence or two what it shows now.

    ``notes`` are sentences that stand below it: too long to be drawn, they are as large as all other text.
    """

    id: str
    title: str
    description: str
    svg: Markup
    table: Table
    notes: tuple[str, ...] = ()


def picture_html(picture: Picture) -> Markup:
    """A figure: the drawing, its notes and, one click away, its table; the panel around it has the title.

    >>> from backlab.drawing.svg import drawing
    >>> counted = Table(("what", "how many"), (("dots", "1"),))
    >>> dot = Picture("dot", "A dot", "One dot.", drawing(20, "A dot", "One dot."), counted)
    >>> picture_html(dot)[:42]
    "<figure class='bl-picture bl-picture-dot'>"
    """
    table = element("details", element("summary", gettext("As a table")), table_html(picture.table, picture.title))
    notes = (element("p", note, class_="bl-note") for note in picture.notes)
    return element("figure", picture.svg, notes, table, class_=f"bl-picture bl-picture-{picture.id}")


def table_html(table: Table, caption: str) -> Markup:
    """A table whose columns and rows are named for those who hear it; a wide one scrolls, by keyboard too.

    >>> counted = Table(("what", "how many"), (("dots", "1"),))
    >>> table_html(counted, "A dot").count("<tr>")
    2
    """
    head = element("tr", (element("th", name, scope="col") for name in table.header))
    body = (element("tr", _cells(row)) for row in table.rows)
    shown = element("table", element("caption", caption), element("thead", head), element("tbody", body))
    return element("div", shown, class_="bl-scroll", role="region", aria_label=caption, tabindex="0")


def _cells(row: Iterable[str]) -> Iterator[Markup]:
    first, *others = row
    yield element("th", first, scope="row")
    yield from (element("td", cell) for cell in others)
