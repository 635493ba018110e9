"""The evidence as tables that one can search: every rule, every effect, and every source that they rest on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from backlab.knowledge.effect_kinds import Cell
from backlab.knowledge.effects import CELLS
from backlab.knowledge.rules import RULES
from backlab.knowledge.sources import SOURCES
from backlab.knowledge.treatments import TREATMENTS
from backlab.model import Rule, Source
from directives.tables import Row, lead, table, together


class Rules(SphinxDirective):
    """Each rule: from which level of care on, when, why, and by which sources."""

    def run(self) -> list[nodes.Node]:
        """One table."""
        headings = ("Rule", "Level", "When", "Because", "Sources")
        return [table("The rules", headings, map(_rule, RULES.values()))]


class Effects(SphinxDirective):
    """Each thing that was measured of a treatment, or that nobody knows."""

    def run(self) -> list[nodes.Node]:
        """One table."""
        who, figures = ("Treatment", "Measured in", "What"), ("With and without", "When", "Compared with")
        return [table("What treatments do", (*who, *figures, "Certainty", "Source"), map(_effect, CELLS))]


class Sources(SphinxDirective):
    """Each source: what was found, where it can be read, whether somebody of the project has read it."""

    def run(self) -> list[nodes.Node]:
        """One table."""
        headings = ("Source", "What", "Found", "Where", "Read by us")
        return [table("The sources", headings, map(_source, SOURCES.values()))]


def _rule(rule: Rule) -> Row:
    level = f"{rule.disposition.label}{', red flag' if rule.red_flag else ''}"
    cells = (_code(rule.id), level, _code(str(rule.when)), rule.because, _cited(rule.sources))
    return Row(f"rule-{rule.id}", cells)


def _effect(cell: Cell) -> Row:
    label = TREATMENTS[cell.treatment].label if cell.treatment in TREATMENTS else cell.treatment
    what = f"{cell.slot.label}: {cell.yardstick.label}" if cell.yardstick.label else cell.slot.label
    measured = (cell.situation.label, what, figure(cell), cell.time, cell.against.label, cell.certainty)
    return Row(f"effect-{cell.id}", (label, *measured, _cited((cell.source,) if cell.source else ())))


def _source(source: Source) -> Row:
    where = lead(source.citation or source.link, source.link) if source.link else nodes.Text(source.citation)
    read = f"yes, {source.read:%B %Y}" if source.verified else "not by us"
    return Row(f"source-{source.id}", (_code(source.id), source.fact, str(source.figures), where, read))


def figure(cell: Cell) -> str:
    """The numbers of a cell with their interval and how many people they rest on, or its words."""
    parts = [_both(cell), _difference(cell), cell.note]
    parts += [f"{cell.people:,} people"] if cell.people else []
    return "; ".join(filter(None, parts))


def _both(cell: Cell) -> str:
    if cell.with_ is None:
        return ""
    of = f" of {cell.of:,}" if cell.of else ""
    without = "" if cell.without is None else f", without {cell.without:g}"
    return f"with {cell.with_:g}{without}{of}"


def _difference(cell: Cell) -> str:
    interval = "" if cell.low is None or cell.high is None else f" ({cell.low:g} to {cell.high:g})"
    if cell.difference is None:
        return f"interval{interval}" if interval else ""
    return f"difference {cell.difference:+g}{interval}"


def _code(text: str) -> nodes.literal:
    return nodes.literal("", text)


def _cited(ids: Iterable[str]) -> nodes.inline:
    return together(*_with_commas(lead(name, f"#source-{name}") for name in ids))


def _with_commas(links: Iterable[nodes.Node]) -> Iterator[nodes.Node]:
    for number, link in enumerate(links):
        yield from ([nodes.Text(", ")] if number else [])
        yield link


def setup(app: Sphinx) -> dict[str, bool]:
    """The directives, and the script that searches what they write."""
    app.add_directive("rules", Rules)
    app.add_directive("effects", Effects)
    app.add_directive("sources", Sources)
    app.add_js_file("search-tables.js", loading_method="defer")
    return {"parallel_read_safe": True}
