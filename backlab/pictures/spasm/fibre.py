"""Three fibres from near by: stripes of thick and thin threads that slide into each other when a fibre shortens."""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from backlab.drawing.svg import element, paint
from backlab.markup import Markup, markup
from backlab.pictures.spasm.shapes import Point, keyed, mix, way
from backlab.pictures.spasm.state import STRONGEST, Spasm

MIDDLE = 294.0
ROWS = (128.0, 222.0, 316.0)
TORN_FROM = (3, 1, 6)  # how many fibres of the muscle are torn when each of these is among them
_CELLS = 4  # to each side of the middle
_REST, _SHORT = 62.0, 43.0  # of one stripe, from disc to disc
_THICK, _THIN = 29.0, 20.0  # threads never change their length
_HALF, _FAT = 31.0, 43.0  # the fibre's half height, at ease and tight
_PULL = 30.0  # how far torn ends lie from the middle
_FROM, _TO = 14.0, 574.0  # where what holds the fibre is fixed


class _Form(NamedTuple):
    """A fibre around 0: its half height, the length of a stripe, and how far torn ends lie from the middle."""

    half: float
    cell: float
    pull: float

    @property
    def reach(self) -> float:
        """From the middle to either end."""
        return self.pull + self.cell * _CELLS

    def row(self, place: float) -> float:
        """The height of a thread, so many rows from the middle one."""
        return place * self.half * 0.36


def fibres(now: Spasm) -> Markup:
    """The three fibres as they are now."""
    return markup(_fibre(now, place) for place in range(len(ROWS)))


def plate(now: Spasm, ahead: float) -> Point:
    """Where a nerve ends on the edge of the upper fibre, so far from its middle."""
    return MIDDLE + ahead, ROWS[0] - mix(_HALF, _FAT, now.rings / STRONGEST) + 2


def _fibre(now: Spasm, place: int) -> Markup:
    tight, is_torn = now.rings / STRONGEST, now.hurt >= TORN_FROM[place]
    form = _Form(mix(_HALF, _FAT, tight), mix(_REST, _SHORT, tight), _PULL if is_torn else 0)
    name, flesh = f"fibre-{place}", "muscle" if now.is_locked else "muscle-light"
    looks = (
        paint("none", "tendon-deep", 2.4, round=True),
        paint(flesh, "muscle-deep", 2, round=True),
        paint("none", "skin-deep", 1.3),
        paint("none", "muscle-deep", 5),
        paint("none", "skin-deep", 2.8, round=True),
    )
    each = zip(("held", "flesh", "thin", "thick", "discs"), _lines(form), looks, strict=True)
    drawn = (keyed(f"{name}-{kind}", d, look) for kind, d, look in each)
    return element("g", *drawn, _torn(now, form, name) if is_torn else "", transform=f"translate(0 {ROWS[place]:g})")


@lru_cache(maxsize=2)  # those that are whole are alike, and those that are torn
def _lines(form: _Form) -> tuple[str, ...]:
    """What holds it, its flesh, its thin and its thick threads and its discs, as path commands."""
    lines = _held(form), (_flesh(form, side) for side in (-1, 1)), _thin(form), _thick(form), _discs(form)
    return tuple("".join(each) for each in lines)


def _torn(now: Spasm, form: _Form, name: str) -> Markup:
    """Frayed ends, and new tissue that reaches across from both until it meets."""
    frayed = keyed(f"{name}-frayed", "".join(_frayed(form)), paint("none", "muscle-deep", 2, round=True))
    if not now.healing:
        return frayed
    new = "".join(_new(form, _PULL * now.healing))
    edge = keyed(f"{name}-knit", new, paint("none", "tendon-deep", 11, round=True))
    return frayed + edge + keyed(f"{name}-new", new, paint("none", "tendon-light", 8, round=True))


def _places(form: _Form) -> Iterator[tuple[int, int, float]]:
    """Side, number and x of each disc."""
    return ((side, n, MIDDLE + side * (form.pull + form.cell * n)) for side in (-1, 1) for n in range(_CELLS + 1))


def _discs(form: _Form) -> Iterator[str]:
    """Zigzag lines across the fibre."""
    high = form.half * 2 - 10
    for _, _, x in _places(form):
        yield way("M", x, -form.half + 5)
        yield "".join(way("l", 2.2 if n % 2 else -2.2, high / 8) for n in range(8))


def _thin(form: _Form) -> Iterator[str]:
    """Threads that are fixed to a disc, to both of its sides but for the outermost."""
    for side, n, x in _places(form):
        inner, outer = (0 if n == 0 else _THIN), (0 if n == _CELLS else _THIN)
        left, right = (inner, outer) if side > 0 else (outer, inner)
        for row in range(-2, 3):
            yield way("M", x - left, form.row(row), "h", left + right)


def _thick(form: _Form) -> Iterator[str]:
    """Threads in the middle between two discs, into which the thin ones slide."""
    for side, n, x in _places(form):
        for row in (-1.5, -0.5, 0.5, 1.5) if n else ():
            middle = x - side * form.cell / 2
            yield way("M", middle - _THICK / 2, form.row(row), "h", _THICK)


def _flesh(form: _Form, side: int) -> str:
    """One half of a fibre: straight towards the middle, round at its end."""
    a, b = MIDDLE + side * form.pull, MIDDLE + side * form.reach
    top, low, r = -form.half, form.half, 10
    c = b - side * r
    end = b + side * 2
    above = way("M", a, top, "L", c, top, "Q", end, top, end, top + r)
    return above + way("L", end, low - r, "Q", end, low, c, low, "L", a, low, "Z")


def _held(form: _Form) -> Iterator[str]:
    """Threads from both ends to what they are fixed to."""
    for side, fixed in ((-1, _FROM), (1, _TO)):
        for rise in (-0.75, -0.25, 0.25, 0.75):
            end = rise * form.half
            yield way("M", MIDDLE + side * form.reach, end, "L", fixed, rise * form.half * 0.45)


def _frayed(form: _Form) -> Iterator[str]:
    for side in (-1, 1):
        for rise in (-0.8, -0.45, -0.1, 0.25, 0.6, 0.85):
            long = -side * (13 if abs(rise) < 0.5 else 8)
            yield way("M", MIDDLE + side * _PULL, rise * form.half, "q", long / 2, 1, long, rise * 9)


def _new(form: _Form, reach: float) -> Iterator[str]:
    for side in (-1, 1):
        for rise, bow in ((-0.8, 5), (-0.4, -6), (0, 6), (0.4, -6), (0.8, -5)):
            start, far = MIDDLE + side * _PULL, -side * reach
            yield way("M", start, rise * form.half, "q", far / 2, bow, far, bow / 3)
