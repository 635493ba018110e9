"""SVG as markup: a handful of shapes, the palette by name, and words that wrap.

A picture is built from functions that return markup. Colours are names of the palette and become custom
properties, so that every theme reads; a name that is not in it is a ``ValueError``. Nothing has an id and
nothing is fetched, so that two copies can stand on one page.
"""

from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from itertools import accumulate
from math import ceil, floor
from typing import NamedTuple

from backlab import markup
from backlab.markup import Child, Markup

_PLAIN = ("ink", "soft", "line", "edge", "page", "sheet", "tint", "focus")
_PAIRS = ("accent", "self-care", "routine", "urgent", "emergency")
# What is drawn as it looks in nature: the same in every theme, for skin in six tones; "-deep" is its shade.
TONES = 6
_NATURAL = ("muscle", "tendon", "bone", "disc", "nerve", "organ", "artery", "skin", "hair", "cloth")
_NATURE = (
    *(name for each in _NATURAL for name in (each, f"{each}-deep", f"{each}-light")),
    *(f"{each}-{tone}" for each in ("skin", "hair") for tone in range(1, TONES + 1)),
    "contour",
)
# The names that the style sheet gives its colours: those of the second kind have a soft one beside them.
PALETTE = frozenset((*_PLAIN, *_PAIRS, *(f"{name}-soft" for name in _PAIRS), *_NATURE))
WIDTH = 324  # of most pictures: drawn 300 pixels wide, its smallest text is still 12 pixels high
TEXT, SMALL = 14.0, 13.0
HEADING = 28.0
"""Words of this size on are what a picture is about."""
EDGE = 2  # free at the sides of a chart, so that no letter is cut
ROOM = WIDTH - 2 * EDGE
NOTHING = Markup()
_NARROW, _WIDE = frozenset("iíjlftrI.,:;'’!|()[] \u202f"), frozenset("mwMW%@—…")


class Part(NamedTuple):
    """A piece of a picture, drawn from 0, 0 on, and how high it is."""

    markup: Markup
    height: float


def space(height: float) -> Part:
    """A piece with nothing in it.

    >>> space(12).height
    12
    """
    return Part(NOTHING, height)


def stack(parts: Iterable[Part], gap: float = 0) -> Part:
    """Pieces below each other with ``gap`` between them.

    >>> stack([block("Keep moving", 0, 300), space(10)]).height
    28.2
    """
    listed = tuple(parts)
    placed = zip(listed, tops(listed, gap), strict=True)
    height = sum(part.height for part in listed) + gap * max(len(listed) - 1, 0)
    return Part(markup.markup(group(part.markup, at=(0, top)) for part, top in placed), height)


def tops(parts: Iterable[Part], gap: float = 0) -> tuple[float, ...]:
    """Where each piece of a stack begins.

    >>> tops([space(20), space(30), space(10)], gap=5)
    (0.0, 25.0, 60.0)
    """
    return tuple(accumulate((part.height + gap for part in parts), initial=0.0))[:-1]


def number(value: float) -> str:
    """A coordinate, to a tenth: ``12``, ``3.5``.

    >>> number(12.0), number(3.54)
    ('12', '3.5')
    """
    return f"{round(value, 1) + 0.0:g}"  # the sum turns -0.0 into 0


@cache
def colour(name: str) -> str:
    """A colour of the palette as CSS; "text" is the text's own colour, "none" no colour.

    >>> colour("accent"), colour("text"), colour("none")
    ('var(--bl-accent)', 'currentColor', 'none')
    """
    if name in ("none", "text"):
        return "none" if name == "none" else "currentColor"
    if name not in PALETTE:
        raise ValueError(f"no colour {name!r}: choose one of {', '.join(sorted(PALETTE))}")
    return f"var(--bl-{name})"


@cache
def paint(
    fill: str = "none",
    stroke: str = "none",
    width: float = 0,
    *,
    dashes: str = "",
    opacity: float = 1,
    round: bool = False,
) -> str:
    """How a shape is coloured, as the text of a style attribute; ``width`` is that of its outline.

    >>> paint(fill="accent", stroke="line", width=2)
    'fill:var(--bl-accent);stroke:var(--bl-line);stroke-width:2'
    """
    parts = [f"fill:{colour(fill)}"]
    if stroke != "none":
        parts.append(f"stroke:{colour(stroke)};stroke-width:{number(width or 1)}")
    if dashes:
        parts.append(f"stroke-dasharray:{dashes}")
    if round:
        parts.append("stroke-linecap:round;stroke-linejoin:round")
    if opacity != 1:
        parts.append(f"opacity:{opacity:g}")
    return ";".join(parts)


def element(tag: str, *children: Child, **attributes: str | float) -> Markup:
    """Any element: ``class_`` becomes class, ``text_anchor`` text-anchor; numbers to a tenth; "" is left out.

    >>> element("g", "a < b", class_="bl-axis")
    "<g class='bl-axis'>a &lt; b</g>"
    """
    named = {name: v if isinstance(v, str) else number(v) for name, v in attributes.items() if v != ""}
    inside = markup.markup(*children)
    return markup.element(tag, inside, **named) if inside else markup.shape(tag, **named)


def group(*children: Child, at: tuple[float, float] | None = None) -> Markup:
    """Shapes that belong together; ``at`` moves them.

    >>> group(circle(0, 0, 5, paint("accent")), at=(40, 20))
    "<g transform='translate(40 20)'><circle cx='0' cy='0' r='5' style='fill:var(--bl-accent)'/></g>"
    """
    moved = f"translate({number(at[0])} {number(at[1])})" if at else ""
    return element("g", *children, transform=moved)


def rect(x: float, y: float, width: float, height: float, look: str, *, radius: float = 0, class_: str = "") -> Markup:
    """A rectangle; ``look`` comes from ``paint``.

    >>> rect(0, 0, 100, 20, paint("tint"), radius=4)
    "<rect x='0' y='0' width='100' height='20' rx='4' style='fill:var(--bl-tint)'/>"
    """
    rounded: dict[str, float] = {"rx": radius} if radius else {}
    return element("rect", x=x, y=y, width=max(width, 0), height=max(height, 0), **rounded, class_=class_, style=look)


def circle(x: float, y: float, radius: float, look: str, *, class_: str = "") -> Markup:
    """A circle around ``x``, ``y``.

    >>> circle(50, 50, 8.25, paint("accent"))
    "<circle cx='50' cy='50' r='8.2' style='fill:var(--bl-accent)'/>"
    """
    return element("circle", cx=x, cy=y, r=radius, class_=class_, style=look)


def line(x1: float, y1: float, x2: float, y2: float, look: str) -> Markup:
    """A straight line.

    >>> line(0, 0, 100, 0, paint(stroke="line", width=1))
    "<line x1='0' y1='0' x2='100' y2='0' style='fill:none;stroke:var(--bl-line);stroke-width:1'/>"
    """
    return element("line", x1=x1, y1=y1, x2=x2, y2=y2, style=look)


def path(d: str, look: str, *, class_: str = "") -> Markup:
    """A path with these drawing commands.

    >>> path("M 0 0 L 10 10", paint(stroke="ink", width=2))
    "<path d='M 0 0 L 10 10' style='fill:none;stroke:var(--bl-ink);stroke-width:2'/>"
    """
    return element("path", d=d, class_=class_, style=look)


def polygon(points: Iterable[tuple[float, float]], look: str, *, class_: str = "") -> Markup:
    """A closed shape with straight sides.

    >>> polygon([(0, 0), (10, 0), (5, 8)], paint("urgent"))
    "<path d='M0 0 10 0 5 8Z' style='fill:var(--bl-urgent)'/>"
    """
    return path(f"M{' '.join(f'{number(x)} {number(y)}' for x, y in points)}Z", look, class_=class_)


def polyline(points: Iterable[tuple[float, float]], look: str) -> Markup:
    """An open line through these points.

    >>> polyline([(0, 0), (10, 5), (20, 3)], paint(stroke="accent", width=2))
    "<path d='M0 0 10 5 20 3' style='fill:none;stroke:var(--bl-accent);stroke-width:2'/>"
    """
    return path(f"M{' '.join(f'{number(x)} {number(y)}' for x, y in points)}", look)


def hatch(
    x: float, y: float, width: float, height: float, look: str, *, gap: float = 6, falling: bool = False
) -> Markup:
    """Slanting lines that fill a rectangle and end at its sides: a pattern that needs no id.

    >>> hatch(0, 0, 12, 12, paint(stroke="line", width=1), gap=12)
    "<path d='M0 12l12 -12' style='fill:none;stroke:var(--bl-line);stroke-width:1'/>"
    """
    parts = []
    for place in range(floor(-height / gap) + 1, ceil(width / gap)):
        start, from_top = place * gap, max(0.0, -place * gap)
        run = min(height - from_top, width - max(start, 0.0))
        left = x + max(start, 0.0)
        top = y + from_top if falling else y + height - from_top
        parts.append(f"M{number(left)} {number(top)}l{number(run)} {number(run if falling else -run)}")
    return path("".join(parts), look)


def text(
    x: float,
    y: float,
    words: str,
    *,
    size: float = TEXT,
    anchor: str = "start",
    bold: bool = False,
    fill: str = "text",
) -> Markup:
    """One line of words whose baseline is at ``y``; ``anchor`` is start, middle or end.

    What is as large as a heading is marked, so that it stays so where all words of a picture become larger.

    >>> text(10, 20, "Six weeks", bold=True)
    "<text x='10' y='20' style='fill:currentColor;font-size:14px;font-weight:600'>Six weeks</text>"
    """
    look = f"fill:{colour(fill)};font-size:{number(size)}px{';font-weight:600' if bold else ''}"
    aligned = "" if anchor == "start" else anchor
    large = "true" if size >= HEADING else ""
    return element("text", words, x=x, y=y, text_anchor=aligned, style=look, data_large=large)


def paragraph(
    x: float,
    y: float,
    lines: Sequence[str],
    *,
    size: float = TEXT,
    anchor: str = "start",
    bold: bool = False,
    fill: str = "text",
) -> Markup:
    """Lines that were wrapped with ``wrap``; the first one's baseline is at ``y``.

    >>> paragraph(0, 0, wrap("Most people are better after six weeks", 150)).count("<text")
    3
    """
    step = leading(size)
    rows = (
        text(x, y + place * step, words, size=size, anchor=anchor, bold=bold, fill=fill)
        for place, words in enumerate(lines)
    )
    return markup.markup(rows)


def block(words: str, x: float, width: float, *, size: float = TEXT, bold: bool = False, fill: str = "text") -> Part:
    """Words wrapped into ``width`` from ``x`` on, as a piece to stack.

    >>> block("Six weeks", 0, 150).height
    18.2
    """
    lines = wrap(words, width, size=size, bold=bold)
    return Part(paragraph(x, size, lines, size=size, bold=bold, fill=fill), len(lines) * leading(size))


def leading(size: float = TEXT) -> float:
    """From one baseline to the next.

    >>> leading(20)
    26.0
    """
    return round(size * 1.3, 1)


def text_width(words: str, size: float = TEXT, *, bold: bool = False) -> float:
    """About how wide words are in a common sans-serif face, rather too wide than too narrow.

    >>> text_width("weeks") < text_width("weeks", bold=True)
    True
    """
    units = sum(0.35 if c in _NARROW else 0.92 if c in _WIDE else _usual(c) for c in words)
    return units * size * (1.14 if bold else 1)


def _usual(char: str) -> float:
    return 0.7 if char.isupper() else 0.64 if char.isdigit() else 0.6


@lru_cache(maxsize=1024)
def wrap(words: str, width: float, *, size: float = TEXT, bold: bool = False) -> tuple[str, ...]:
    """Words in lines that fit ``width``.

    >>> wrap("Most people are better after six weeks", 150)
    ('Most people are', 'better after six', 'weeks')
    """
    lines = [""]
    for word in (part for whole in words.split() for part in _pieces(whole, width, size, bold)):
        longer = f"{lines[-1]} {word}".lstrip()
        if lines[-1] and text_width(longer, size, bold=bold) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return tuple(lines)


def _pieces(word: str, width: float, size: float, bold: bool) -> list[str]:
    """A word that is wider than its column in parts with hyphens."""
    pieces = []
    while len(word) > 4 and text_width(word, size, bold=bold) > width:
        ends = range(len(word) - 2, 2, -1)
        end = next((n for n in ends if text_width(word[:n] + "-", size, bold=bold) <= width), 2)
        pieces.append(word[:end] + "-")
        word = word[end:]
    return [*pieces, word]


def drawing(
    height: float, title: str, description: str, *children: Child, width: float = WIDTH, class_: str = ""
) -> Markup:
    """The whole picture: an image with a name and a description that fills its column up to a legible size.

    >>> picture = drawing(40, "A dot", "One dot in the middle.", circle(320, 20, 8, paint("accent")))
    >>> picture[:4], picture.count("<circle")
    ('<svg', 1)
    """
    look = (
        f"display:block;width:100%;max-width:{number(width / 11)}rem;height:auto;fill:currentColor;font-family:inherit"
    )
    return markup.element(
        "svg",
        element("title", title),
        element("desc", description),
        children,
        viewBox=f"0 0 {number(width)} {ceil(height)}",
        role="img",
        aria_label=title,
        class_=class_ or None,
        style=look,
    )
