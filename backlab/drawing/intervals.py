"""Numbers with intervals on a scale with zero somewhere on it, and plain bars for numbers without one."""

from collections.abc import Mapping, Sequence
from math import ceil, floor
from typing import NamedTuple, TypeVar

from backlab.drawing.svg import ROOM, SMALL, Part, block, group, line, paint, rect, space, stack, text, text_width
from backlab.language import gettext
from backlab.markup import Markup, markup

Interval = tuple[float, float, float]
BAND = 18  # the height of a track
_Value = TypeVar("_Value")


def chosen(table: Mapping[str, _Value], name: str) -> _Value:
    """What the table has under this name; raises ``ValueError`` with the known names for another one."""
    if name not in table:
        raise ValueError(f"no figures {name!r}: choose one of {', '.join(table)}")
    return table[name]


class Ruler(NamedTuple):
    """A straight scale from ``low`` to ``high`` with a mark every ``step``."""

    low: float
    high: float
    step: float

    def x(self, value: float) -> float:
        """Where a value stands."""
        return 14 + (value - self.low) / (self.high - self.low) * (ROOM - 28)

    @property
    def marks(self) -> tuple[float, ...]:
        """The values that are written below it."""
        places = range(ceil(self.low / self.step - 0.01), floor(self.high / self.step + 0.01) + 1)
        return tuple(place * self.step for place in places)


def interval(value: float, low: float, high: float) -> str:
    """A value with its interval in words, as in "0.22 (0.02 to 0.41)"."""
    return gettext("{value:g} ({low:g} to {high:g})").format(value=value, low=low, high=high)


def doubted(words: str, *, verified: bool) -> str:
    """The words, marked where the project has not read their source."""
    return words if verified else gettext("{label}, not verified").format(label=words)


def track(ruler: Ruler, shown: Interval, *, verified: bool) -> Part:
    """A value with its interval on a band; hollow where it is not verified."""
    value, low, high = map(ruler.x, shown)
    middle, stroke = BAND / 2, paint(stroke="accent", width=3)
    ends = markup(line(x, 4, x, BAND - 4, paint(stroke="accent", width=2)) for x in (low, high))
    bar = line(low, middle, high, middle, stroke) + ends + point(value, middle, verified=verified)
    return Part(_ground(ruler) + bar, BAND)


def _ground(ruler: Ruler) -> Markup:
    zero = ruler.x(max(0, ruler.low))
    return rect(0, 0, ROOM, BAND, paint("tint", "line", 0.8), radius=3) + line(
        zero, -3, zero, BAND + 3, paint(stroke="ink", width=1.5)
    )


def point(x: float, y: float, *, verified: bool) -> Markup:
    """The mark of a value: a full square, or a hollow one where it is not verified."""
    look = paint("accent", "sheet", 1.5) if verified else paint("sheet", "accent", 2.5)
    return rect(x - 5.5, y - 5.5, 11, 11, look)


def marks(ruler: Ruler) -> Part:
    """The numbers below a track."""
    parts = (text(ruler.x(n), 14, f"{n + 0.0:g}", size=SMALL, anchor="middle", fill="soft") for n in ruler.marks)
    return Part(markup(parts), 18)


def sides(worse: str, better: str) -> Part:
    """What it means to stand to the left of zero, and to the right of it, below each other."""
    left = block(f"← {worse}", 0, ROOM, size=SMALL, fill="soft")
    right = block(f"{better} →", 0, ROOM, size=SMALL, fill="soft")
    return stack((right, left))


def key(*, verified: Sequence[bool], median: bool = False) -> Part:
    """What the marks mean, as far as they are drawn."""
    words = gettext("median and 95% interval") if median else gettext("mean and 95% interval")
    kinds = [sure for sure in (True, False) if sure in verified]
    rows = [(sure, doubted(words, verified=sure)) for sure in kinds]
    return stack([_key_row(sure, words) for sure, words in rows], 4)


def _key_row(sure: bool, words: str) -> Part:
    shape = line(0, 8, 29, 8, paint(stroke="accent", width=3)) + point(14.5, 8, verified=sure)
    part = block(words, 40, ROOM - 40, size=SMALL, fill="soft")
    return Part(shape + part.markup, part.height)


def heading(words: str) -> Part:
    """A fine line, and the name of what stands below it."""
    rule = Part(line(0, 0, ROOM, 0, paint(stroke="line", width=1.5)), 8)
    return stack((rule, block(words, 0, ROOM, size=15, bold=True, fill="accent"), space(4)))


def bar(label: str, value: float, most: float, said: str, *, verified: bool) -> Part:
    """A name, and below it a bar of a number without an interval, with the number; hollow if not verified."""
    width = max(value / most * (ROOM - text_width(said, SMALL, bold=True) - 14), 4)
    look = paint("accent") if verified else paint("sheet", "accent", 2)
    shape = rect(1, 1, width, 14, look, radius=2) + text(width + 9, 13, said, size=SMALL, bold=True)
    return stack((block(label, 0, ROOM, size=SMALL), Part(group(shape, at=(0, 3)), 22)))
