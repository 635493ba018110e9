"""Tables of plain nodes: a heading for each column, and rows that can be led to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from docutils import nodes


class Row(NamedTuple):
    """One row: its name in the page's address ("" is none), and what its cells hold."""

    id: str
    cells: Sequence[str | nodes.Node]


def table(caption: str, headings: Sequence[str], rows: Iterable[Row]) -> nodes.table:
    """A table that the page's own search looks through."""
    group = nodes.tgroup(cols=len(headings))
    group += [nodes.colspec(colwidth=1) for _ in headings]
    group += nodes.thead("", _row(Row("", headings)))
    group += nodes.tbody("", *map(_row, rows))
    return nodes.table("", nodes.title(caption, caption), group, classes=["searched"])


def _row(row: Row) -> nodes.row:
    return nodes.row("", *map(_cell, row.cells), ids=[row.id] if row.id else [])


def _cell(content: str | nodes.Node) -> nodes.entry:
    inside = nodes.Text(content) if isinstance(content, str) else content
    return nodes.entry("", nodes.paragraph("", "", inside))


def lead(words: str, address: str) -> nodes.reference:
    """A link with these words, to another host or to a place of the same page."""
    return nodes.reference("", words, refuri=address, internal=address.startswith("#"))


def together(*parts: nodes.Node) -> nodes.inline:
    """Several things in one cell."""
    return nodes.inline("", "", *parts)
