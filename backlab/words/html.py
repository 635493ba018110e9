"""Sections of words as HTML. It says what the plain text says; only the looks differ."""

from collections.abc import Iterable
from functools import lru_cache
from itertools import groupby

from backlab.markup import Markup, element, markup
from backlab.words.blocks import Block, Point, Rung, Say, Section
from backlab.words.text import rung_words

# What is read first stands open; the rest is one click away.
_OPEN = ("level", "why", "plan")


def to_html(parts: Iterable[Section]) -> Markup:
    """For a notebook: plain semantic HTML with classes, complete without a style sheet."""
    return element("div", map(_section, parts), class_="backlab")


def blocks_html(blocks: Iterable[Block]) -> Markup:
    """The blocks of one section; neighbours that belong to one list share one."""
    return markup(_run(kind, map(_block, run)) for kind, run in groupby(blocks, key=type))


def _section(part: Section) -> Markup:
    whole, title = ("section", "h3") if part.id in _OPEN else ("details", "summary")
    return element(whole, element(title, part.title), blocks_html(part.blocks), class_=f"bl-{part.id}")


def _run(kind: type[Block], inside: Iterable[Markup]) -> Markup:
    return markup(inside) if kind is Say else element("ul", inside, class_=f"bl-{kind.__name__.lower()}s")


def _block(block: Block) -> Markup:
    match block:
        case Say():
            return _paragraph(block)
        case Point():
            return _point(block)
        case Rung(level, here, reachable):
            words = rung_words(level, here, reachable)
            state = "step" if here else None
            said = element("strong", words) if here else words
            return element("li", said, class_=f"bl-rung bl-{level.slug}", aria_current=state)


def _paragraph(say: Say) -> Markup:
    if say.kind == "stage":
        return element("h4", say.text, ":")
    said = element("strong", say.text) if say.kind == "lead" else say.text
    return element("p", said, class_=f"bl-{say.kind}" if say.kind else None)


@lru_cache(maxsize=1000)  # of the two hundred points of an advice a slider that is moved changes a few
def _point(point: Point) -> Markup:
    marked = (element("strong", point.mark, ":", class_="bl-mark"), " ") if point.mark else None
    below = element("ul", [element("li", line) for line in point.lines]) if point.lines else None
    return element("li", marked, _linked(point.text), below)


def _linked(text: str) -> Markup | str:
    """Text whose last word, if it is an address, can be followed."""
    before, _, last = text.rpartition(" ")
    if not last.startswith("https://"):
        return text
    return markup(before, " ", element("a", last, href=last, target="_blank", rel="noreferrer"))
