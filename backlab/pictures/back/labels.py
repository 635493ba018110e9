"""Names beside the drawing, in a column on each side, each with a fine line to what it names."""

from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from backlab.drawing.curves import middle
from backlab.drawing.svg import circle, leading, paint, paragraph, path, wrap
from backlab.knowledge.anatomy import named
from backlab.markup import Markup, markup
from backlab.pictures.back.figure import Setting, parts, short_name
from backlab.pictures.back.forms import Box
from backlab.pictures.back.parts import Drawn
from backlab.pictures.back.pose import Point

_SHARE = 0.52  # of the drawing's width that each column has
_LEGIBLE = 13 / 324  # of the whole width: its letters are legible 320 pixels wide
# Where the line ends if not in the middle of a part, as its points are written down.
_ENDS: Mapping[tuple[str, str], Point] = {
    ("behind", "pelvis"): (54, 358),
    ("behind", "trapezius"): (34, 146),
    ("behind", "thoracolumbar-fascia"): (10, 290),
    ("behind", "abdominal-wall"): (67, 312),
    ("behind", "gluteus-medius"): (66, 362),
    ("behind", "sciatic-nerve"): (49, 480),
    ("side", "pelvis"): (12, 356),
    ("side", "abdominal-wall"): (22, 310),
}


class _Label(NamedTuple):
    lines: tuple[str, ...]
    x: float
    y: float


def widened(box: Box) -> Box:
    """The box of a drawing with a column for names on both sides."""
    x, y, width, height = box
    return x - _SHARE * width, y, width * (1 + 2 * _SHARE), height


def labels(setting: Setting, names: Collection[str]) -> Markup:
    """The names of these parts beside the drawing, each where it lies: left, right, or where there is more room."""
    x, _, width, _ = setting.box
    size = widened(setting.box)[2] * _LEGIBLE
    columns: dict[int, list[_Label]] = {-1: [], 1: []}
    for part in parts(setting.view):
        if part.id in names and (at := _anchor(part, setting)):
            fewer = -1 if len(columns[-1]) <= len(columns[1]) else 1
            side = fewer if abs(at[0] - (x + width / 2)) < 4 else 1 if at[0] > x + width / 2 else -1
            columns[side].append(_Label(wrap(short_name(part.id), _SHARE * width - size, size=size), *at))
    return markup(_column(found, side, setting.box, size) for side, found in columns.items())


def _anchor(part: Drawn, setting: Setting) -> tuple[float, float] | None:
    """The middle of a part, if it is in the box."""
    place = setting.place(part.limb)
    left, top, width, height = setting.box
    if end := _ENDS.get((setting.view, named(part.id).part.id)):
        return place(end)
    flat = next((form for form in part.forms if form.way != "open"), part.forms[-1])
    if flat.way == "open":
        line = max(flat.lines, key=len)
        at = place(line[len(line) // 2])
    else:
        at = middle(tuple(place(point) for line in flat.lines for point in line))
    return at if left < at[0] < left + width and top < at[1] < top + height else None


def _column(found: list[_Label], side: int, box: Box, size: float) -> Iterator[Markup]:
    """Names one below the other, none over another, each as near to its part as may be."""
    left, top, width, height = box
    edge = left - 2 if side < 0 else left + width + 2
    ordered = sorted(found, key=lambda label: label.y)
    heights = [len(label.lines) * leading(size) + size * 0.5 for label in ordered]
    bottom = top + height
    starts: list[float] = []
    for n, label in enumerate(ordered):
        lowest = bottom - sum(heights[n:])
        wanted = min(label.y - heights[n] / 2, lowest)
        starts.append(max(wanted, starts[-1] + heights[n - 1] if starts else top))
    for label, start in zip(ordered, starts, strict=True):
        at = start + size * 0.95
        level = at + (len(label.lines) - 1) * leading(size) / 2 - size * 0.32
        line = f"M{edge:.1f} {level:.1f}L{label.x:.1f} {label.y:.1f}"
        yield path(line, paint("none", "sheet", size * 0.22)) + path(line, paint("none", "ink", size * 0.08))
        yield circle(label.x, label.y, size * 0.2, paint("ink", "sheet", size * 0.08))
        yield paragraph(edge + side * 2, at, label.lines, size=size, anchor="end" if side < 0 else "start")
