"""What the drawings of this lesson share: letters, what is hatched because nobody knows, and two people's colours."""

import re

from backlab.drawing.svg import colour, element, hatch, leading, number, paint, rect, text_width, wrap
from backlab.markup import Child, Markup, markup
from backlab.pictures.strain.state import ARTICLE, TODAY

WIDTH, HEIGHT = 900, 600
LARGE, USUAL, SMALL = 21.0, 18.0, 15.5
TONE = {ARTICLE: "nerve-deep", TODAY: "ink"}  # who rests, and who moves: neither is the red of answers and alarms
BY_IT = "routine"  # what a treatment adds, as in the lesson on the year
_KEY = re.compile(r"data-key='")


def said(
    x: float,
    y: float,
    words: str,
    *,
    size: float = USUAL,
    anchor: str = "start",
    bold: bool = False,
    fill: str = "text",
    wide: float = 400,
    label: bool = False,
) -> Markup:
    """Words in lines that are so wide at most; a ``label`` is as large on a phone as it is read."""
    look = f"fill:{colour(fill)};font-size:{number(size)}px{';font-weight:600' if bold else ''}"
    at = "" if anchor == "start" else anchor
    lines = enumerate(wrap(words, wide, size=size, bold=bold))
    kept = {"data_label": "true"} if label else {}
    return markup(
        element("text", each, x=x, y=y + n * leading(size), text_anchor=at, style=look, **kept) for n, each in lines
    )


def rimmed(*inside: Child) -> Markup:
    """Words that are read on whatever they lie, by a rim in the colour of the ground."""
    return element("g", *inside, style="paint-order:stroke;" + paint("text", "sheet", 5, round=True))


def large(*inside: Child) -> Markup:
    """Words that are as large on a phone as they are read, and larger on a projector: they need room."""
    return element("g", *inside, data_label="words")


def note(*inside: Child) -> Markup:
    """What can be done without where the stage is as small as a phone."""
    return element("g", *inside, data_note="more")


def keyed(key: str, d: str, look: str) -> Markup:
    """A path that is the same thing in the next picture."""
    return element("path", d=d, style=look, data_key=key)


def own(whose: str, drawn: Markup) -> Markup:
    """A drawing of which there are two: what is the same in the next picture is so for each of them."""
    return Markup(_KEY.sub(f"data-key='{whose}-", drawn))


def unknown(x: float, y: float, width: float, height: float) -> Markup:
    """A hatched place: nobody knows."""
    return markup(
        rect(x, y, width, height, paint("tint", "edge", 1.5, dashes="5 4"), radius=4),
        hatch(x + 1, y + 1, width - 2, height - 2, paint(stroke="edge", width=1.2), gap=9),
    )


def stamp(x: float, y: float, words: str, *, size: float = USUAL) -> Markup:
    """Words on a ground of their own, around their middle: they are read on what is hatched."""
    wide = text_width(words, size, bold=True) + 14
    ground = rect(x - wide / 2, y - size, wide, size * 1.45, paint("sheet"), radius=5)
    return ground + said(x, y, words, size=size, anchor="middle", bold=True, label=True)
