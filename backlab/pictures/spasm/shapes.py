"""How the scene is drawn: parts that keep their name from picture to picture, so that one sees what became what."""

from collections.abc import Iterable, Sequence
from math import atan2, cos, degrees, hypot, radians, sin

from backlab.drawing.curves import Points, curve
from backlab.drawing.svg import circle, colour, element, leading, number, paint, wrap
from backlab.markup import Child, Markup, markup

Point = tuple[float, float]
SIZE, SMALL = 16.0, 13.0  # of labels, and of what is said aside
WIDE, HIGH = 664, 440


def label(x: float, y: float, words: str, *, anchor: str = "start", size: float = SIZE) -> Markup:
    """Words that name a part: where the picture is small, they stay as large as they can be read."""
    return _words(
        x, y, words, f"fill:currentColor;font-weight:600;font-size:{number(size)}px", anchor, data_label="true"
    )


def numeral(x: float, y: float, words: str, anchor: str) -> Markup:
    """A number of a scale."""
    return _words(x, y, words, f"fill:currentColor;font-size:{number(SMALL)}px", anchor, data_label="true")


def said_aside(*children: Child) -> Markup:
    """Shapes that go with what is said aside."""
    return element("g", *children, data_note="true")


def aside(x: float, y: float, words: str, *, anchor: str = "start", wide: float = 400) -> Markup:
    """Words that explain, in lines that are so wide at most: where the picture is small, they are left to its table."""
    look = f"fill:{colour('soft')};font-size:{number(SMALL)}px"
    lines = enumerate(wrap(words, wide, size=SMALL))
    return markup(_words(x, y + n * leading(SMALL), each, look, anchor, data_note="true") for n, each in lines)


def _words(x: float, y: float, words: str, look: str, anchor: str, **kind: str) -> Markup:
    return element("text", words, x=x, y=y, text_anchor="" if anchor == "start" else anchor, style=look, **kind)


def way(*steps: str | float) -> str:
    """Path commands: letters and numbers, as in ``way("M", 0, 0, "L", x, y)``."""
    return " ".join(step if isinstance(step, str) else number(step) for step in steps)


def keyed(key: str, d: str, look: str) -> Markup:
    """A path that is the same thing in the next picture."""
    return element("path", d=d, style=look, data_key=key)


def glowing(key: str, d: str, width: float) -> Markup:
    """A line in the colour of nerves with an edge, so that it reads on light and dark."""
    edge = keyed(f"{key}-edge", d, paint("none", "nerve-deep", width + 2.4, round=True))
    return edge + keyed(key, d, paint("none", "nerve", width, round=True))


def dot(key: str, at: Point, radius: float, look: str) -> Markup:
    """A circle that is the same thing in the next picture."""
    return element("circle", cx=at[0], cy=at[1], r=max(radius, 0), style=look, data_key=key)


def block(key: str, x: float, y: float, width: float, height: float, look: str, radius: float = 0) -> Markup:
    """A rectangle that is the same thing in the next picture."""
    return element("rect", x=x, y=y, width=width, height=max(height, 0), rx=radius, style=look, data_key=key)


def tappable(says: str, *children: Child) -> Markup:
    """Shapes that set a control when they are tapped, as in ``look=muscle``."""
    return element("g", *children, data_tap=says, style="cursor:pointer")


def arrow(key: str, start: Point, end: Point, look: str) -> Markup:
    """The head of an arrow that comes from ``start`` and ends at ``end``."""
    lean = degrees(atan2(end[0] - start[0], start[1] - end[1]))
    left, right = turned(end, -16, lean - 28), turned(end, -16, lean + 28)
    return keyed(key, way("M", *end, "L", *left, "L", *right, "Z"), look)


def turned(at: Point, length: float, degrees: float) -> Point:
    """From ``at`` so far on: 0 degrees leads up, 90 to the right."""
    return at[0] + length * sin(radians(degrees)), at[1] - length * cos(radians(degrees))


def along(a: Point, b: Point, share: float) -> Point:
    """The point between two others."""
    return a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share


def mix(a: float, b: float, share: float) -> float:
    """The number between two others."""
    return a + (b - a) * share


def limb(spine: Sequence[Point], behind: Sequence[float], before: Sequence[float]) -> str:
    """A closed soft shape around a chain of points: so wide on its left side, and so wide on its right."""
    ways = [_across(spine, place) for place in range(len(spine))]
    left = tuple((x - wx * w, y - wy * w) for (x, y), (wx, wy), w in zip(spine, ways, behind, strict=True))
    right = tuple((x + wx * w, y + wy * w) for (x, y), (wx, wy), w in zip(spine, ways, before, strict=True))
    return curve((*left, *right[::-1]), closed=True)


def _across(spine: Sequence[Point], place: int) -> Point:
    """The direction to the right of the chain at one of its points, of length 1."""
    a, b = spine[max(place - 1, 0)], spine[min(place + 1, len(spine) - 1)]
    x, y = b[0] - a[0], b[1] - a[1]
    long = hypot(x, y) or 1
    return -y / long, x / long


def beside(spine: Sequence[Point], offsets: Sequence[float]) -> Points:
    """The chain moved sideways, to its right by so much at each point."""
    ways = (_across(spine, place) for place in range(len(spine)))
    return tuple((x + wx * w, y + wy * w) for (x, y), (wx, wy), w in zip(spine, ways, offsets, strict=True))


def placed(points: Iterable[Point], at: Point, size: float, degrees: float) -> Points:
    """Points of a shape around 0, 0 that is turned, made as large as ``size`` says, and moved to ``at``."""
    c, s = cos(radians(degrees)) * size, sin(radians(degrees)) * size
    return tuple((at[0] + x * c - y * s, at[1] + x * s + y * c) for x, y in points)


def padlock(key: str, at: Point, size: float) -> Markup:
    """A shut lock: what holds on and does not let go."""
    x, y = at
    r, top = size * 0.3, y - size * 0.28
    shackle = way("M", x - r, y, "V", top, "A", r, r, "0 0 1", x + r, top, "V", y)
    hoop = keyed(f"{key}-hoop", shackle, paint("none", "ink", size * 0.15))
    body = block(f"{key}-body", x - size / 2, y - size * 0.05, size, size * 0.75, paint("ink"), size * 0.12)
    hole = circle(x, y + size * 0.3, size * 0.12, paint("sheet"))
    return hoop + body + hole


def bell(key: str, at: Point, size: float, loud: float) -> Markup:
    """A bell that is still, or rings: ``loud`` from 0 to 1."""
    x, y = at
    body = way("M", x - size, y + size * 0.6, "Q", x - size * 0.6, y + size * 0.3, x - size * 0.6, y - size * 0.2)
    body += way(" A", size * 0.6, size * 0.6, "0 0 1", x + size * 0.6, y - size * 0.2)
    body += way(" Q", x + size * 0.6, y + size * 0.3, x + size, y + size * 0.6, "Z")
    far = size * (1.1 + 0.5 * loud)
    waves = "".join(
        way(
            "M",
            x + side * far,
            y - size * 0.7 * loud,
            "q",
            side * size * 0.5 * loud,
            size * 0.6 * loud,
            0,
            size * 1.2 * loud,
        )
        for side in (-1, 1)
    )
    return markup(
        keyed(f"{key}-waves", waves, paint("none", "nerve-deep", 2.2 if loud else 0.1, round=True)),
        dot(f"{key}-clapper", (x, y + size * 0.75), size * 0.26, paint("nerve-deep")),
        keyed(f"{key}-bell", body, paint("nerve", "nerve-deep", 1.6, round=True)),
    )
