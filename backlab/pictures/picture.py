"""A picture and what makes it readable to everybody: its title, its description and the same as a table."""

from collections.abc import Iterable
from typing import NamedTuple

from backlab.language import gettext
from backlab.markup import escape


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
    svg: str
    table: Table
    notes: tuple[str, ...] = ()


def picture_html(picture: Picture) -> str:
    """A figure: the drawing, its notes and, one click away, its table; the panel around it has the title."""
    notes = "".join(f"<p class='bl-note'>{escape(note)}</p>" for note in picture.notes)
    summary = escape(gettext("As a table"))
    return (
        f"<figure class='bl-picture bl-picture-{escape(picture.id)}'>{picture.svg}{notes}"
        f"<details><summary>{summary}</summary>{table_html(picture.table, picture.title)}</details></figure>"
    )


def table_html(table: Table, caption: str) -> str:
    """A table whose columns and rows are named for those who hear it; a wide one scrolls, by keyboard too."""
    head = "".join(f"<th scope='col'>{escape(name)}</th>" for name in table.header)
    body = "".join(f"<tr>{_cells(row)}</tr>" for row in table.rows)
    name = escape(caption)
    return (
        f"<div class='bl-scroll' role='region' aria-label='{name}' tabindex='0'><table><caption>{name}</caption>"
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _cells(row: Iterable[str]) -> str:
    first, *others = row
    return f"<th scope='row'>{escape(first)}</th>" + "".join(f"<td>{escape(cell)}</td>" for cell in others)
