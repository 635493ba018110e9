"""Soft lines through points: what the drawings of the body are made of.

A shape is a tuple of points; one half of a symmetrical body is written down and the other mirrored.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from math import ceil, floor

from backlab.drawing.svg import number

Points = tuple[tuple[float, float], ...]
_STEPS = 6  # straight pieces per curve where a shape is measured rather than drawn


def mirrored(points: Points, axis: float) -> Points:
    """The same shape on the other side of an upright line at ``axis``, in the opposite order."""
    return tuple((2 * axis - x, y) for x, y in reversed(points))


def curve(points: Points, *, closed: bool = False) -> str:
    """Path commands for a soft line through all points."""
    return f"M{_at(points[0])}{_pieces(points, closed)}{'Z' if closed else ''}"


def outline(*lines: Points) -> str:
    """Path commands for one closed shape of several soft lines, with corners where they meet."""
    return f"M{'L'.join(f'{_at(points[0])}{_pieces(points, closed=False)}' for points in lines)}Z"


def _at(point: tuple[float, float]) -> str:
    return f"{number(point[0])} {number(point[1])}"


def _pieces(points: Points, closed: bool) -> str:
    return "".join(f"C{' '.join(map(_at, piece[1:]))}" for piece in _bezier(points, closed))


def _bezier(points: Points, closed: bool) -> Iterator[Points]:
    """The four control points of each piece (Catmull and Rom's spline)."""
    before, after = (points[-1:], points[:2]) if closed else (points[:1], points[-1:])
    line = (*before, *points, *after)
    for (ax, ay), (bx, by), (cx, cy), (dx, dy) in zip(line, line[1:], line[2:], line[3:], strict=False):
        yield (bx, by), (bx + (cx - ax) / 6, by + (cy - ay) / 6), (cx - (dx - bx) / 6, cy - (dy - by) / 6), (cx, cy)


@cache
def hatching(points: Points, gap: float) -> str:
    """Path commands for slanting lines inside the closed soft shape through these points."""
    corners = list(_sampled(points))
    edges = list(pairwise([*corners, corners[0]]))
    sums = [x + y for x, y in corners]
    parts = []
    for total in range(ceil(min(sums) / gap), floor(max(sums) / gap) + 1):
        xs = sorted(_crossings(edges, total * gap))
        for left, right in zip(xs[::2], xs[1::2], strict=False):
            ends = ((x, total * gap - x) for x in (left, right))
            parts.append(f"M{'L'.join(map(_at, ends))}")
    return "".join(parts)


def _sampled(points: Points) -> Iterator[tuple[float, float]]:
    for piece in _bezier(points, closed=True):
        for step in range(_STEPS):
            yield between(piece, step / _STEPS)


def between(piece: Points, share: float) -> tuple[float, float]:
    """The point of a Bezier curve at ``share`` (0 to 1) of its way."""
    return _split(piece, share)[0][-1]


def part(piece: Points, start: float, end: float) -> Points:
    """What lies between two shares of the way of a Bezier curve, as such a curve of its own."""
    return _split(_split(piece, end)[0], start / end)[1]


def bezier(piece: Points) -> str:
    """Path commands for a Bezier curve of four control points."""
    return f"M{_at(piece[0])}C{' '.join(map(_at, piece[1:]))}"


def _split(piece: Points, share: float) -> tuple[Points, Points]:
    """Both parts of a Bezier curve that is cut in two, as de Casteljau did it."""
    first, last = [piece[0]], [piece[-1]]
    while len(piece) > 1:
        piece = tuple((a + (c - a) * share, b + (d - b) * share) for (a, b), (c, d) in pairwise(piece))
        first.append(piece[0])
        last.append(piece[-1])
    return tuple(first), tuple(reversed(last))


def _crossings(edges: Sequence[tuple[tuple[float, float], tuple[float, float]]], total: float) -> Iterator[float]:
    """Where the line of all points with ``x + y == total`` crosses the edges, as x."""
    for (ax, ay), (bx, by) in edges:
        a, b = ax + ay - total, bx + by - total
        if (a < 0) != (b < 0):
            yield ax + (bx - ax) * a / (a - b)


def middle(points: Points) -> tuple[float, float]:
    """The mean of the points."""
    return sum(x for x, _ in points) / len(points), sum(y for _, y in points) / len(points)
