"""A muscle from the inside: fibres side by side that stretch, tear and swell.

At which strain each fibre gives way is made up for teaching, and the picture says so.
"""

from collections.abc import Iterator
from typing import NamedTuple

from backlab.drawing.curves import Points, between, bezier, curve, mirrored, outline, part
from backlab.drawing.parts import checked, label, reached, steps
from backlab.drawing.picture import Picture, Table
from backlab.drawing.svg import NOTHING, WIDTH, drawing, element, number, paint, path
from backlab.knowledge.causes import CAUSES
from backlab.language import gettext, ngettext
from backlab.markup import Markup, markup

FIBRES = 13
_AXIS, _LEFT, _RIGHT = 120, 46, WIDTH - 46
_SLIM, _SWOLLEN = 70, 26  # the height of a fibre's control points, and what swelling adds
# The fibres that can tear (0 is the top one), the first to tear first, and where along it each of them does.
_WEAK = ((6, 0.52), (8, 0.43), (5, 0.59), (9, 0.55), (7, 0.62), (3, 0.46), (4, 0.4), (10, 0.5))
_FIRST, _STEP = 34, 9  # the strain at which the first fibre tears, and what each further one needs more
_WARNING = 33  # so much below its limit a fibre begins to grow thin
_SKIN = 1.16  # the height at which the muscle's own skin runs
_WIDE = 7  # a fibre with its edges
_NECK = 0.1  # of a fibre's length, to each side of where it grows thin
_FIRST_DROP = 16
GRADES = (0, 1, _FIRST, 67)  # the strain from which each grade is called so
SWELLINGS = (0, 1, 34, 67)


def _grades() -> tuple[str, ...]:
    return gettext("at ease"), gettext("mild ache"), gettext("strained"), gettext("partly torn")


def _swellings() -> tuple[str, ...]:
    return gettext("not swollen"), gettext("a little swollen"), gettext("swollen"), gettext("very swollen")


class _Fibre(NamedTuple):
    """A fibre's line; ``thin`` is 0 to 1, and from 1 on it is torn, ``gap`` of its length apart around ``place``."""

    line: Points
    place: float
    thin: float
    gap: float

    @property
    def torn(self) -> bool:
        return self.thin >= 1


def muscle(strain: int, swelling: int) -> Picture:
    """A muscle under a strain and with a swelling of 0 to 100 each; raises ``ValueError`` outside of that."""
    fibres = tuple(_fibres(checked("strain", strain), checked("swelling", swelling)))
    torn, grade = sum(fibre.torn for fibre in fibres), reached(GRADES, strain)
    table = _table(strain, swelling, torn)
    title = gettext("A muscle under strain")
    strip, end = steps(252, _grades(), grade)
    drawn = (_around(swelling), _tendons(), _drawn(fibres), _fluid(swelling), _labels(fibres, swelling), strip)
    description = _description(_grades()[grade], _swellings()[reached(SWELLINGS, swelling)], torn)
    notes = _torn(torn), gettext("A drawing for teaching: its numbers are made up, and real fibres are far finer.")
    return Picture("muscle", title, description, drawing(end, title, description, *drawn), table, notes)


def _line(height: float, swelling: int) -> Points:
    """From tendon to tendon at ``height``, from -1 (the top) to 1."""
    away, close = height * (_SLIM + _SWOLLEN * swelling / 100), height * 3
    return (
        (_LEFT, _AXIS + close),
        (_LEFT + 75, _AXIS + away),
        (_RIGHT - 75, _AXIS + away),
        (_RIGHT, _AXIS + close),
    )


def _fibres(strain: int, swelling: int) -> Iterator[_Fibre]:
    weak = {fibre: (rank, place) for rank, (fibre, place) in enumerate(_WEAK)}
    for index in range(FIBRES):
        rank, place = weak.get(index, (FIBRES, 0.5))
        beyond = strain - _FIRST - _STEP * rank
        thin = max(0.0, 1 + beyond / _WARNING)
        yield _Fibre(_line(2 * index / (FIBRES - 1) - 1, swelling), place, thin, 0.04 + max(0, beyond) / 900)


def _drawn(fibres: tuple[_Fibre, ...]) -> Markup:
    """All fibres: first every edge, then every inside, so that they melt together at the tendons."""
    whole = "".join(bezier(piece) for fibre in fibres for piece in _whole(fibre))
    return markup(
        (
            path(whole, paint("none", "accent", _WIDE, round=True)),
            path(whole, paint("none", "accent-soft", _WIDE - 2.4, round=True)),
            *(_thin(fibre) for fibre in fibres if 0 < fibre.thin < 1),
            path("".join(_frayed(fibre) for fibre in fibres if fibre.torn), paint("none", "ink", 1.3, round=True)),
        )
    )


def _whole(fibre: _Fibre) -> tuple[Points, ...]:
    """The parts of a fibre that have their full width."""
    if not fibre.thin:
        return (fibre.line,)
    half = fibre.gap if fibre.torn else _NECK
    return part(fibre.line, 0, fibre.place - half), part(fibre.line, fibre.place + half, 1)


def _thin(fibre: _Fibre) -> Markup:
    """Where a fibre is stretched: it narrows to a thread before it tears."""
    full = (_WIDE - 1.2) / 2
    shares = (-1, -0.7, -0.25, 0.25, 0.7, 1)
    slimmer, slimmest = full * (1 - 0.3 * fibre.thin), full * (1 - 0.8 * fibre.thin)
    halves = (full, slimmer, slimmest, slimmest, slimmer, full)
    points = tuple(between(fibre.line, fibre.place + share * _NECK) for share in shares)
    upper = tuple((x, y - half) for (x, y), half in zip(points, halves, strict=True))
    lower = tuple((x, y + half) for (x, y), half in zip(points, halves, strict=True))
    inside = path(outline(upper, lower[::-1]), paint("accent-soft"))
    return inside + path(curve(upper) + curve(lower), paint("none", "accent", 1.2))


def _frayed(fibre: _Fibre) -> Markup:
    """Three loose threads at each of the two torn ends."""
    ends = ((fibre.place - fibre.gap, 1), (fibre.place + fibre.gap, -1))
    parts = []
    for share, way in ends:
        x, y = between(fibre.line, share)
        for rise in (-3.5, 0.4, 3):
            parts.append(f"M{number(x + 2 * way)} {number(y + rise / 3)}q{4 * way} 0 {7 * way} {number(rise)}")
    return markup(parts)


def _around(swelling: int) -> Markup:
    """The skin of the muscle, and the pale swelling around it with the size that it had before."""
    inside = path(_spindle(_SKIN, swelling), paint("tint" if swelling else "sheet", "ink", 1.6, round=True))
    if not swelling:
        return inside
    wide, high = _halo(swelling)
    halo = element(
        "ellipse",
        cx=WIDTH / 2,
        cy=_AXIS,
        rx=wide,
        ry=high,
        style=paint("accent-soft", "soft", 1, dashes="1 4", round=True),
    )
    return halo + inside + path(_spindle(_SKIN, 0), paint("none", "soft", 1.2, dashes="5 4"))


def _halo(swelling: int) -> tuple[float, float]:
    """Half the width and half the height of the swelling around the muscle."""
    return 110 + 0.4 * swelling, 62.5 + 0.35 * swelling


def _spindle(height: float, swelling: int) -> str:
    upper, lower = _line(-height, swelling), _line(height, swelling)
    return f"{bezier(upper)}L{bezier(tuple(reversed(lower))).removeprefix('M')}Z"


def _tendons() -> Markup:
    upper = ((0, _AXIS - 10), (20, _AXIS - 6), (_LEFT + 8, _AXIS - 4))
    half = (*upper, *((x, 2 * _AXIS - y) for x, y in reversed(upper)))
    other = mirrored(half, WIDTH / 2)
    strands = "".join(f"M{x} {_AXIS + rise}H{x + _LEFT}" for x in (0, _RIGHT) for rise in (-3, 0, 3))
    bodies = "".join(f"M{'L'.join(f'{x} {y}' for x, y in points)}" for points in (half, other))
    return path(bodies, paint("sheet", "ink", 1.4, round=True)) + path(strands, paint("none", "soft", 0.8))


def _drops(swelling: int) -> Points:
    """Where drops lie between the fibres: the more, the more it is swollen; the first below on the right."""
    places = range(_FIRST_DROP, _FIRST_DROP + swelling // 4)
    heights = (2 * (drop * 5 % (FIBRES - 1) + 0.5) / (FIBRES - 1) - 1 for drop in places)
    return tuple(
        between(_line(height, swelling), 0.2 + 0.6 * (drop * 0.618 % 1))
        for drop, height in zip(places, heights, strict=True)
    )


def _fluid(swelling: int) -> Markup:
    # A line of no length with round ends is a dot.
    dots = "".join(f"M{number(x)} {number(y)}h0" for x, y in _drops(swelling))
    edges = path(dots, paint("none", "ink", 4.7, round=True))
    return edges + path(dots, paint("none", "sheet", 2.9, round=True)) if dots else NOTHING


def _labels(fibres: tuple[_Fibre, ...], swelling: int) -> Markup:
    torn = [fibre for fibre in fibres if fibre.torn]
    parts = [label(8, 208, gettext("tendon"), (10, _AXIS + 9))]
    drops = _drops(swelling)
    if drops:
        parts.append(label(WIDTH - 8, 234, gettext("fluid between the fibres"), drops[0], anchor="end"))
    if torn:
        highest = torn[0]
        parts.append(label(WIDTH / 2, 16, gettext("torn fibre"), between(highest.line, highest.place), anchor="middle"))
    else:
        parts.append(label(WIDTH / 2, 16, gettext("muscle fibres"), (WIDTH / 2 - 24, _AXIS - 50), anchor="middle"))
    if swelling:
        wide, high = _halo(swelling)
        inside = WIDTH / 2 + 0.8 * wide, _AXIS - 0.53 * high  # between the muscle's skin and the swelling's edge
        parts.append(label(WIDTH - 8, 16, gettext("swelling"), inside, anchor="end"))
    return markup(parts)


def _description(grade: str, swollen: str, torn: int) -> str:
    return " ".join(
        (
            gettext("The fibres of a muscle lie side by side between two tendons."),
            gettext("This one is called: {grade}; {swelling}.").format(grade=grade, swelling=swollen),
            _torn(torn),
        )
    )


def _torn(torn: int) -> str:
    if not torn:
        return gettext("No fibre is torn.")
    message = ngettext("{torn} of {count} fibres is torn.", "{torn} of {count} fibres are torn.", torn)
    return message.format(torn=torn, count=FIBRES)


def _table(strain: int, swelling: int, torn: int) -> Table:
    rows = (
        (gettext("Strain, from 0 to 100"), str(strain)),
        (gettext("Swelling, from 0 to 100"), str(swelling)),
        (gettext("What it is called"), _grades()[reached(GRADES, strain)]),
        (gettext("Fibres"), _torn(torn)),
        (gettext("Swelling"), _swellings()[reached(SWELLINGS, swelling)]),
        (gettext("What happens"), gettext(CAUSES["muscle_strain"].mechanism)),
    )
    return Table((gettext("Part"), gettext("What it shows")), rows)
