"""What the drawings of this lesson share: the colour of each kind of tissue, shapes that move, and large labels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import accumulate, pairwise
from math import hypot

from backlab.drawing.curves import Points, curve
from backlab.drawing.svg import circle, element, leading, line, paint, paragraph, text_width, wrap
from backlab.markup import Child, Markup

WIDTH, HEIGHT = 900, 600
LETTERS = 21.0
# Fill and outline of each tissue, as names of the palette.
TISSUE: Mapping[str, tuple[str, str]] = {
    "skin": ("skin-3", "contour"),
    "bone": ("bone", "bone-deep"),
    "muscle": ("muscle", "muscle-deep"),
    "ring": ("disc-light", "disc-deep"),
    "layer": ("bone-light", "disc-deep"),
    "core": ("disc-deep", "contour"),
    "nerve": ("nerve", "nerve-deep"),
    "bag": ("nerve-light", "nerve-deep"),
    "pressed": ("artery", "artery"),
    "room": ("sheet", "line"),
}


def look(tissue: str, width: float = 1.6, *, dashes: str = "", opacity: float = 1) -> str:
    """How a tissue is painted."""
    fill, stroke = TISSUE[tissue]
    return paint(fill, stroke, width, dashes=dashes, opacity=opacity, round=True)


def strand(name: str, width: float, *, opacity: float = 1) -> str:
    """How a line is painted in the colour of its outline."""
    return paint("none", TISSUE[name][1], width, opacity=opacity, round=True)


def part(key: str, d: str, painted: str, *, says: str = "", **more: str | float) -> Markup:
    """A shape that is the same thing in the next picture; ``says`` is what it is, for those who hear or point."""
    named = element("title", says) if says else ""
    return element("path", named, d=d, style=painted, data_key=key, **more)


def blob(points: Points) -> str:
    """Path commands for a closed soft shape."""
    return curve(points, closed=True)


def both_sides(half: Points, axis: float) -> Points:
    """A shape that is the same on both sides of an upright line: one half from top to bottom, and its mirror image."""
    return (*half, *((2 * axis - x, y) for x, y in reversed(half)))


def shortened(points: Points, share: float, count: int = 14) -> Points:
    """The first ``share`` (0 to 1) of a line of straight pieces, as ``count`` points that lie evenly on it."""
    ways = [0.0, *accumulate(hypot(bx - ax, by - ay) for (ax, ay), (bx, by) in pairwise(points))]
    return tuple(_on(points, ways, ways[-1] * share * place / (count - 1)) for place in range(count))


def _on(points: Points, ways: Sequence[float], way: float) -> tuple[float, float]:
    piece = next((n for n in range(1, len(ways) - 1) if ways[n] >= way), len(ways) - 1)
    (ax, ay), (bx, by) = points[piece - 1], points[piece]
    share = (way - ways[piece - 1]) / ((ways[piece] - ways[piece - 1]) or 1)
    return ax + (bx - ax) * share, ay + (by - ay) * share


def named(
    x: float, y: float, words: str, to: tuple[float, float] | None = None, *, wide: float = 140, **how: str | bool
) -> Markup:
    """Words in large letters, in lines of at most ``wide``, and a fine line from them to what they name."""
    bold = bool(how.get("bold"))
    anchor = str(how.get("anchor", "start"))
    lines = wrap(words, wide, size=LETTERS, bold=bold)
    said = paragraph(x, y, lines, size=LETTERS, anchor=anchor, bold=bold, fill=str(how.get("fill", "text")))
    return (_leader(x, y, lines, to, anchor, bold=bold) if to else Markup()) + said


def _leader(x: float, y: float, lines: Sequence[str], to: tuple[float, float], anchor: str, *, bold: bool) -> Markup:
    """From the side of the words that is nearer to what they name, in a colour that is seen on bright and on dark."""
    longest = max(text_width(each, LETTERS, bold=bold) for each in lines)
    left = {"start": x, "middle": x - longest / 2, "end": x - longest}[anchor]
    start_x = min(max(to[0], left - 5), left + longest + 4)
    bottom = y + (len(lines) - 1) * leading(LETTERS)
    middle = (y - LETTERS + bottom) / 2 + 4
    start_y = middle if not left <= to[0] <= left + longest else (bottom + 6 if to[1] > bottom else y - LETTERS)
    edge = line(start_x, start_y, *to, paint("none", "sheet", 5.4, round=True))
    return edge + line(start_x, start_y, *to, paint("none", "ink", 2)) + circle(*to, 4, paint("ink", "sheet", 1.6))


def rimmed(*inside: Child) -> Markup:
    """Words that are read on whatever they lie, by a rim in the colour of the ground."""
    return element("g", *inside, style="paint-order:stroke;" + paint("text", "sheet", 5, round=True))


def group(*inside: Child, **attributes: str | float) -> Markup:
    """Shapes that belong together, with further attributes."""
    return element("g", *inside, **attributes)


def note(*inside: Child) -> Markup:
    """What can be done without where the stage is as small as a phone."""
    return element("g", *inside, data_note="more")
