"""What the body is made of when it is drawn: sheets of fibres, and forms that are placed on a side."""

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Literal, NamedTuple

from backlab.drawing.curves import Points
from backlab.drawing.svg import path
from backlab.markup import Markup, markup
from backlab.markup import shape as shape_of

Place = Callable[[tuple[float, float]], tuple[float, float]]


class Form(NamedTuple):
    """Lines that are drawn in one look: open ones, closed ones, or together the outline of one shape."""

    look: str
    lines: tuple[Points, ...]
    way: Literal["open", "closed", "outline", "oval"] = "open"


def open_(look: str, *lines: Points) -> Form:
    """Open lines."""
    return Form(look, lines)


def closed(look: str, *lines: Points) -> Form:
    """Soft closed shapes."""
    return Form(look, lines, "closed")


def shape(look: str, *lines: Points) -> Form:
    """One closed shape with corners where its lines meet."""
    return Form(look, lines, "outline")


Box = tuple[float, float, float, float]
EVERYWHERE: Box = (-1e4, -1e4, 2e4, 2e4)


def oval(look: str, x: float, y: float, wide: float, high: float) -> Form:
    """An oval around ``x``, ``y`` that is never turned; ``wide`` and ``high`` are half of what it measures."""
    return Form(look, (((x, y), (x + wide, y), (x, y + high)),), "oval")


def egg(look: str, x: float, y: float, wide: float, high: float) -> Form:
    """The same as a line, which may be turned and bent."""
    return closed(look, ellipse(x, y, wide, high))


def drawn(forms: Iterable[Form], place: Place, box: Box = EVERYWHERE) -> Markup:
    """Forms as paths, each point where ``place`` puts it; without those outside of a box (left, top, width, height)."""
    return markup(_drawn(form.look, form.way, [tuple(map(place, line)) for line in form.lines], box) for form in forms)


def _drawn(look: str, way: str, lines: list[Points], box: Box) -> Markup:
    left, top, width, height = box
    xs, ys = [x for line in lines for x, _ in line], [y for line in lines for _, y in line]
    if not xs or min(xs) >= left + width or max(xs) <= left or min(ys) >= top + height or max(ys) <= top:
        return Markup()
    if way == "oval":
        (x, y), (right, _), (_, below) = lines[0]
        across, down = _tenth(abs(right - x)), _tenth(below - y)
        return shape_of("ellipse", cx=_tenth(x), cy=_tenth(y), rx=across, ry=down, style=look)
    return path(_commands(way, lines), look)


def _tenth(value: float) -> str:
    return _tenths(round(10 * value))


def commands(form: Form, place: Place) -> str:
    """The drawing commands of a form that is no oval."""
    return _commands(form.way, [tuple(map(place, line)) for line in form.lines])


def _commands(way: str, lines: list[Points]) -> str:
    if way == "outline":
        return _joined(lines)
    return "".join(_curve(line, shut=way == "closed") for line in lines)


def _joined(lines: Sequence[Points]) -> str:
    """One closed shape of several soft lines, with corners where they meet."""
    pen = _Pen()
    for number, line in enumerate(lines):
        if number and _same(line[0], lines[number - 1][-1]):
            pen.soft(line)
        else:
            pen.to("l" if number else "M", line[0])
            pen.soft(line)
    return pen.said() + "Z"


def _curve(line: Points, *, shut: bool) -> str:
    pen = _Pen()
    pen.to("M", line[0])
    pen.soft(line, shut=shut)
    return pen.said() + ("Z" if shut else "")


def _same(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return abs(one[0] - other[0]) < 0.05 and abs(one[1] - other[1]) < 0.05


class _Pen:
    """Writes drawing commands in the shortest way: relative, to a tenth, soft pieces by their second handle alone.

    It goes on from where the rounded figures have brought it, so that no error adds up.
    """

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._at = (0.0, 0.0)

    def said(self) -> str:
        """The commands so far."""
        return "".join(self._parts)

    def to(self, command: str, point: tuple[float, float]) -> None:
        """Move or draw straight to a point."""
        start = (0.0, 0.0) if command == "M" else self._at
        self._write(command, (point,), start)

    def soft(self, line: Points, *, shut: bool = False) -> None:
        """A soft line (Catmull and Rom's) from its first point, where the pen is, through all others."""
        ends = (line[-1], line[0], line[1]) if shut else (line[0], line[-1])
        points = (ends[0], *line, *ends[1:])
        for n in range(1, len(points) - 2):
            a, b, c, d = points[n - 1 : n + 3]
            first = (b[0] + (c[0] - a[0]) / 6, b[1] + (c[1] - a[1]) / 6)
            second = (c[0] - (d[0] - b[0]) / 6, c[1] - (d[1] - b[1]) / 6)
            if n == 1:
                self._write("c", (first, second, c), self._at)
            else:  # the handle behind a point mirrors the one before it
                self._write("s", (second, c), self._at)

    def _write(self, command: str, points: Sequence[tuple[float, float]], start: tuple[float, float]) -> None:
        x0, y0 = start
        said = command
        for x, y in points:
            across, down = round(10 * (x - x0)), round(10 * (y - y0))
            first, second = _tenths(across), _tenths(down)
            said += first if said is command or first[0] == "-" else f" {first}"
            said += second if second[0] == "-" else f" {second}"
        self._parts.append(said)
        self._at = x0 + across / 10, y0 + down / 10


@cache
def _tenths(value: int) -> str:
    whole = f"{value / 10:g}"
    return whole.replace("0.", ".", 1) if whole.startswith(("0.", "-0.")) else whole


def smooth(points: Points, share: float) -> tuple[float, float]:
    """The point of a soft line through ``points`` at a share of its way, each piece as long as the others."""
    last = len(points) - 1
    at = min(max(share, 0.0), 1.0) * last
    start = min(int(at), last - 1) if last else 0
    t = at - start
    a, b, c, d = (points[min(max(start + step, 0), last)] for step in (-1, 0, 1, 2))
    return _blend(t, a[0], b[0], c[0], d[0]), _blend(t, a[1], b[1], c[1], d[1])


def _blend(t: float, a: float, b: float, c: float, d: float) -> float:
    """Catmull and Rom's spline between ``b`` and ``c``."""
    return b + 0.5 * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)))


class Sheet(NamedTuple):
    """A muscle as its fibres run: lines across them, from where they begin to where they end.

    ``across`` (0 to 1) tells the fibres apart, ``along`` goes from origin to end.
    """

    guides: tuple[Points, ...]

    def at(self, across: float, along: float) -> tuple[float, float]:
        """A point of the sheet."""
        return smooth(tuple(smooth(guide, across) for guide in self.guides), along)

    def fibre(self, across: float, start: float = 0.0, end: float = 1.0, pieces: int = 0) -> Points:
        """One fibre, or a part of it."""
        count = pieces or max(2, round((len(self.guides) - 1) * (end - start)))
        return tuple(self.at(across, start + (end - start) * n / count) for n in range(count + 1))

    def cross(self, along: float, start: float = 0.0, end: float = 1.0, pieces: int = 0) -> Points:
        """A line across the fibres."""
        count = pieces or max(1, round((len(self.guides[0]) - 1) * (end - start)))
        return tuple(self.at(start + (end - start) * n / count, along) for n in range(count + 1))

    def patch(
        self, across: tuple[float, float] = (0, 1), along: tuple[float, float] = (0, 1)
    ) -> tuple[Points, Points, Points, Points]:
        """The outline of a part of the sheet, for ``shape``."""
        (left, right), (start, end) = across, along
        return (
            self.cross(start, left, right),
            self.fibre(right, start, end),
            self.cross(end, left, right)[::-1],
            self.fibre(left, start, end)[::-1],
        )

    def lens(self, across: tuple[float, float], along: tuple[float, float] = (0.08, 0.92)) -> tuple[Points, Points]:
        """A band of fibres that tapers to a point at both ends, for ``shape``."""
        mid, half = sum(across) / 2, (across[1] - across[0]) / 2
        swell = ((0.0, 0.0), (0.22, 0.75), (0.5, 1.0), (0.78, 0.75), (1.0, 0.0))
        one, other = (
            tuple(self.at(mid + way * half * wide, along[0] + (along[1] - along[0]) * share) for share, wide in swell)
            for way in (1, -1)
        )
        return one, other[::-1]

    def tendon(self, start: float, end: float) -> tuple[Points, Points, Points, Points]:
        """The part of a sheet that is tendon, its border towards the flesh an arch; the flesh lies before ``start``."""
        rise = ((0, 0.5), (0.25, 0.14), (0.5, 0), (0.75, 0.14), (1, 0.5))
        arch = tuple(self.at(t, start + (end - start) * lift) for t, lift in rise)
        edge = start + (end - start) * 0.5
        return arch, self.fibre(1, edge, end), self.cross(end)[::-1], self.fibre(0, edge, end)[::-1]

    def fibres(self, count: int, start: float = 0.06, end: float = 0.94, tuck: float = 0.05) -> tuple[Points, ...]:
        """Fibres side by side, every other one a little shorter: lines that a hand would draw."""
        pieces = max(2, min(3, len(self.guides) - 1))
        return tuple(
            self.fibre((n + 0.5) / count, start + tuck * (n % 2), end - tuck * ((n + 1) % 2), pieces)
            for n in range(count)
        )


@cache
def ellipse(x: float, y: float, wide: float, high: float) -> Points:
    """A closed line of eight points around ``x``, ``y``."""
    corner = 0.7071
    return (
        *((x, y - high), (x + wide * corner, y - high * corner), (x + wide, y), (x + wide * corner, y + high * corner)),
        *((x, y + high), (x - wide * corner, y + high * corner), (x - wide, y), (x - wide * corner, y - high * corner)),
    )
