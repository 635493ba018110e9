"""Shapes that stand for one thing everywhere: the four levels of care, and what becomes of a treatment."""

from functools import cache
from math import cos, pi, sin

from backlab.drawing.svg import circle, element, line, number, paint, path, polygon, rect
from backlab.language import gettext
from backlab.markup import Markup
from backlab.model import Disposition
from backlab.words import ADVISED, AGAINST, ASK_FIRST, ASK_PHARMACIST, OPTION, RULED_OUT, SUGGESTED, WAITING

COLOURS = {level: level.slug for level in Disposition}
_GAP = 4


def level_label(level: Disposition) -> str:
    """Its name in the language that is spoken."""
    return gettext(level.label)


@cache
def level_mark(level: Disposition, x: float, y: float, size: float = 24) -> Markup:
    """Circle, square, triangle, octagon: the level's shape around ``x``, ``y``, in its colour."""
    half, look, name = size / 2, paint(COLOURS[level]), f"bl-mark-{COLOURS[level]}"
    if level is Disposition.SELF_CARE:
        return circle(x, y, half * 0.9, look, class_=name)
    if level is Disposition.ROUTINE:
        side = half * 0.82
        return rect(x - side, y - side, 2 * side, 2 * side, look, radius=size / 12, class_=name)
    if level is Disposition.URGENT:
        points = (x, y - half), (x + half, y + half * 0.78), (x - half, y + half * 0.78)
        return polygon(points, look, class_=name)
    return polygon(_octagon(x, y, half), look, class_=name)


def clear_mark(level: Disposition, x: float, y: float, size: float = 24) -> Markup:
    """The level's shape with free space around it, in which a line that it stands on is interrupted."""
    return circle(x, y, size / 2 + _GAP, paint("sheet")) + level_mark(level, x, y, size)


@cache
def level_icon(level: Disposition) -> Markup:
    """The level's shape as a picture of its own, as high as the text beside it; that text says what it is."""
    look = "width:1em;height:1em;vertical-align:-0.12em"
    shape = level_mark(level, 12, 12, 23)
    return element(
        "svg", shape, viewBox="0 0 24 24", class_="bl-icon", aria_hidden="true", focusable="false", style=look
    )


def _octagon(x: float, y: float, radius: float) -> tuple[tuple[float, float], ...]:
    turns = (pi / 8 + n * pi / 4 for n in range(8))
    return tuple((x + radius * cos(turn), y + radius * sin(turn)) for turn in turns)


@cache
def fate_mark(fate: str, x: float, y: float, size: float = 18) -> Markup:
    """What becomes of a treatment as a shape around ``x``, ``y``; ``words.fate_label`` has its word."""
    scaled = "" if size == _SIZE else f" scale({size / _SIZE:.3g})"
    return element("g", _FATES[fate], transform=f"translate({number(x)} {number(y)}){scaled}")


# Drawn around 0, 0 and this many units wide.
_SIZE = 18
_RING = circle(0, 0, 7.5, paint("sheet", "accent", 2))
_BARRED = circle(0, 0, 7.5, paint("sheet", "ink", 2)) + line(-5.3, 5.3, 5.3, -5.3, paint(stroke="ink", width=2))
_PAGE = rect(-6.5, -8, 13, 16, paint("sheet", "soft", 1.8), radius=2)
_DIAMOND = polygon(((0, -9), (9, 0), (0, 9), (-9, 0)), paint("sheet", "ink", 1.8))
_FATES = {
    ADVISED: circle(0, 0, 8.5, paint("accent"))
    + path("M-4 .5L-1 3.5L4.5 -3.5", paint(stroke="sheet", width=2.2, round=True)),
    OPTION: _RING + circle(0, 0, 2.5, paint("accent")),
    SUGGESTED: _PAGE + path("M-3.5 -3.5h7M-3.5 0h7M-3.5 3.5h7", paint(stroke="soft", width=1.6)),
    AGAINST: path("M-5.5 -5.5L5.5 5.5M5.5 -5.5L-5.5 5.5", paint(stroke="ink", width=2.6, round=True)),
    WAITING: circle(0, 0, 7.8, paint("none", "soft", 1.6))
    + path("M-2.6 -4v8M2.6 -4v8", paint(stroke="soft", width=2.4)),
    RULED_OUT: _BARRED,
    ASK_PHARMACIST: circle(0, 0, 7.5, paint("sheet", "ink", 2))
    + path("M-3.8 0h7.6M0 -3.8v7.6", paint(stroke="ink", width=2)),
    ASK_FIRST: _DIAMOND
    + path("M-2.4 -2.2a2.4 2.4 0 1 1 3.6 2.1q-1.2 .6 -1.2 2", paint(stroke="ink", width=1.6, round=True))
    + circle(0, 4.8, 1.1, paint("ink")),
}
