"""A muscle as a bundle of fibres between two tendons: it shortens and locks; some fibres are torn, or knit again."""

from collections.abc import Iterator

from backlab.drawing.curves import Points, bezier, part
from backlab.drawing.svg import colour, number, paint
from backlab.markup import Markup, markup
from backlab.pictures.spasm.shapes import Point, keyed, mix, padlock, way
from backlab.pictures.spasm.state import FIBRES, STRONGEST, Spasm

# The fibres in the order in which they tear (0 is the top one), and where along it each does.
_WEAK = ((6, 0.52), (8, 0.43), (4, 0.59), (9, 0.56), (3, 0.41), (7, 0.63), (5, 0.37), (10, 0.5))
_GAP = 0.045  # of a fibre's length, to each side
_STRIPES = 30


def bundle(now: Spasm, at: Point, wide: float, high: float, key: str) -> Markup:
    """All fibres around ``at``, so wide and so high to each side when the muscle is at ease."""
    tight = now.rings / STRONGEST
    half, tall = wide * (1 - 0.3 * tight), high * (1 + 0.55 * tight)
    lines = [_line(at, half, tall, 2 * n / (FIBRES - 1) - 1) for n in range(FIBRES)]
    thick = tall * 2 / FIBRES * 0.8
    return markup(
        _tendons(at, wide, half, high, key),
        (_fibre(now, n, line, thick, key) for n, line in enumerate(lines)),
    )


def lock(now: Spasm, at: Point, size: float, key: str) -> Markup:
    """A lock on what has tightened and does not let go; nothing where it does."""
    return padlock(key, at, size) if now.is_locked else markup()


def _line(at: Point, half: float, tall: float, height: float) -> Points:
    x, y = at
    close, away = y + height * tall * 0.16, y + height * tall * 1.28
    return (x - half, close), (x - half * 0.62, away), (x + half * 0.62, away), (x + half, close)


def _fibre(now: Spasm, place: int, line: Points, thick: float, key: str) -> Markup:
    """One fibre as two pieces that meet, or do not; its stripes; and what knits it together."""
    torn = dict(_WEAK[: now.hurt])
    middle, gap = torn.get(place, 0.5), _GAP if place in torn else 0
    left, right = part(line, 0, middle - gap), part(line, middle + gap, 1)
    d, name = bezier(left) + bezier(right), f"{key}-{place}"
    inside, stripe = ("muscle", "tendon-light") if now.is_locked else ("muscle-light", "muscle-deep")
    drawn = [
        keyed(f"{name}-edge", d, paint("none", "muscle-deep", thick)),
        keyed(f"{name}-flesh", d, paint("none", inside, max(thick - 2, 1))),
        keyed(f"{name}-stripes", d, _striped(line, stripe, thick)),
    ]
    if place in torn:
        drawn += [_frayed(left, right, thick, name), _knit(now, line, middle, gap, thick, name)]
    return markup(drawn)


def _striped(line: Points, stripe: str, thick: float) -> str:
    """Stripes across a fibre, as many as ever: they lie closer where it is shorter."""
    apart = (line[-1][0] - line[0][0]) * 1.06 / _STRIPES
    look = f"fill:none;stroke:{colour(stripe)};stroke-width:{number(max(thick - 3.4, 1))}"
    return f"{look};stroke-dasharray:{number(min(1.6, apart / 3))} {number(apart - min(1.6, apart / 3))};opacity:0.75"


def _frayed(left: Points, right: Points, thick: float, name: str) -> Markup:
    """Loose threads at both torn ends."""
    d = "".join(_threads(left[-1], thick, 1)) + "".join(_threads(right[0], thick, -1))
    return keyed(f"{name}-frayed", d, paint("none", "muscle-deep", max(thick / 7, 0.8), round=True))


def _threads(end: Point, thick: float, side: int) -> Iterator[str]:
    for rise in (-0.42, -0.14, 0.14, 0.42):
        y = end[1] + rise * thick
        long = side * thick * (0.75 if abs(rise) < 0.3 else 0.45)
        yield way("M", end[0], y, "q", long / 2, 0, long, rise * thick * 0.6)


def _knit(now: Spasm, line: Points, middle: float, gap: float, thick: float, name: str) -> Markup:
    """New tissue that grows from both ends until they meet."""
    reach = mix(0.002, gap, now.healing)
    d = bezier(part(line, middle - gap, middle - gap + reach)) + bezier(part(line, middle + gap - reach, middle + gap))
    return keyed(f"{name}-knit", d, paint("none", "tendon-deep", thick * 0.8)) + keyed(
        f"{name}-new", d, paint("none", "tendon-light", max(thick * 0.8 - 1.6, 0.8))
    )


def _tendons(at: Point, wide: float, half: float, high: float, key: str) -> Markup:
    """They hold both ends where they are: a shorter muscle pulls on them."""
    x, y = at
    d = "".join(_tendon(x + side * wide * 1.16, x + side * half * 0.9, y, high) for side in (-1, 1))
    return keyed(f"{key}-tendons", d, paint("tendon", "tendon-deep", 1.4, round=True))


def _tendon(bone: float, muscle: float, y: float, high: float) -> str:
    slim, broad = high * 0.1, high * 0.26
    return way("M", bone, y - slim, "L", muscle, y - broad, "L", muscle, y + broad, "L", bone, y + slim, "Z")
