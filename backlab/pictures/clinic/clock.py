"""A clock that shows a time of the day, and how many minutes have gone by since somebody came in."""

from math import cos, pi, sin

from backlab.drawing.svg import circle, element, line, paint, path
from backlab.markup import Markup, markup

_SIZE, _FACE = 50.0, 44.0
HOUR = 60


def clock(time: int, spent: int) -> Markup:
    """``time`` in minutes since midnight, of which the last ``spent`` are filled; the words beside it say the time."""
    marks = (line(*_at(n / 12, 37), *_at(n / 12, 41), paint(stroke="soft", width=2)) for n in range(12))
    hour = line(_SIZE, _SIZE, *_at(time / (12 * HOUR), 22), paint(stroke="ink", width=5, round=True))
    minute = line(_SIZE, _SIZE, *_at(time / HOUR, 34), paint(stroke="ink", width=3.5, round=True))
    inside = (
        circle(_SIZE, _SIZE, _FACE, paint("sheet", "edge", 3)),
        _spent(time, min(spent, HOUR - 1)),
        markup(marks),
        hour,
        minute,
        circle(_SIZE, _SIZE, 4, paint("ink")),
    )
    return element("svg", inside, viewBox="0 0 100 100", class_="bl-clock", aria_hidden="true", focusable="false")


def _spent(time: int, spent: int) -> Markup:
    if not spent:
        return Markup()
    (x1, y1), (x2, y2) = _at((time - spent) / HOUR, 40), _at(time / HOUR, 40)
    wide = int(spent > HOUR / 2)
    return path(f"M50 50L{x1:.1f} {y1:.1f}A40 40 0 {wide} 1 {x2:.1f} {y2:.1f}Z", paint("urgent", opacity=0.45))


def _at(share: float, radius: float) -> tuple[float, float]:
    """A point of the dial: at this share of a turn from the top."""
    turn = 2 * pi * share
    return round(_SIZE + radius * sin(turn), 2), round(_SIZE - radius * cos(turn), 2)
