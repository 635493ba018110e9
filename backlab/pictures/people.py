"""Pictures that count: a crowd of people of whom some are marked, and right and wrong triage as a square."""

from collections.abc import Mapping
from typing import NamedTuple

from backlab.language import gettext
from backlab.model import Disposition
from backlab.pictures.causes import grouped
from backlab.pictures.marks import level_label, level_mark
from backlab.pictures.picture import Picture, Table
from backlab.pictures.svg import (
    SMALL,
    TEXT,
    WIDTH,
    Part,
    block,
    circle,
    drawing,
    group,
    hatch,
    paint,
    path,
    rect,
    stack,
    text,
    wrap,
)
from backlab.reasoning.bayes import natural_frequency
from backlab.words import percent

_EDGE = 2
_ROOM = WIDTH - 2 * _EDGE


def icon_array(share: float, label: str, of: int = 1000, per_row: int = 0) -> Picture:
    """``of`` people as marks, those with ``label`` (a text of the knowledge) as figures and the rest as dots.

    ``share`` is a probability (0 to 1); ``per_row`` people stand in a row (0: as many as suit their number).
    Raises ``ValueError`` for a share or a number of people that cannot be drawn.
    """
    if not 0 <= share <= 1 or not 1 <= of <= 10_000:
        raise ValueError("an icon array needs a share from 0 to 1 and from 1 to 10000 people")
    crowd = _Crowd(natural_frequency(share, of), of, per_row or _suitable(of))
    name = gettext(label)
    title = gettext("{label}: how many of {of} people").format(label=name, of=grouped(of))
    told = _counted(crowd, name, share)
    keys = stack([_key(shape, words) for shape, words in _keys(crowd, name, share)], 5)
    people = group(_people(crowd), at=(_EDGE, keys.height + 12))
    drawn = drawing(keys.height + 14 + crowd.height, title, told, group(keys.markup, at=(_EDGE, 0)), people)
    rows = (name, grouped(crowd.marked)), (gettext("the others"), grouped(crowd.of - crowd.marked))
    return Picture(
        "people", title, told, drawn, Table((gettext("People"), gettext("Of {of}").format(of=grouped(of))), rows)
    )


class _Crowd(NamedTuple):
    """People in rows, the marked ones first."""

    marked: int
    of: int
    per_row: int

    @property
    def step(self) -> float:
        """From one person to the next."""
        return _ROOM / self.per_row

    @property
    def height(self) -> float:
        """Of all rows."""
        return -(-self.of // self.per_row) * self.step * 1.3

    def runs(self, first: int, last: int) -> list[tuple[int, int, int]]:
        """The row, the first place and the number of those from ``first`` to before ``last``, row by row."""
        rows = range(first // self.per_row, -(-last // self.per_row))
        starts = (
            (row, max(first - row * self.per_row, 0), min(last - row * self.per_row, self.per_row)) for row in rows
        )
        return [(row, start, end - start) for row, start, end in starts]


def _suitable(of: int) -> int:
    return 10 if of <= 50 else 20 if of <= 200 else 40 if of <= 2000 else 100


def _people(crowd: _Crowd) -> str:
    """Two paths for a head and a body of each marked person, one for the dots: dashes draw the single ones."""
    step = crowd.step
    rest = _dashed(
        crowd, crowd.marked, crowd.of, 0.65, paint("none", "edge", step * 0.3, dashes=_dots(step), round=True)
    )
    head = _dashed(crowd, 0, crowd.marked, 0.32, paint("none", "accent", step * 0.42, dashes=_dots(step), round=True))
    body_dashes = f"{step * 0.68:.3f} {step * 0.32:.3f}"
    body = _dashed(crowd, 0, crowd.marked, 0.88, paint("none", "accent", step * 0.56, dashes=body_dashes), lead=0.34)
    return rest + head + body


def _dots(step: float) -> str:
    return f"0 {step:.3f}"


def _dashed(crowd: _Crowd, first: int, last: int, down: float, look: str, *, lead: float = 0) -> str:
    """Rows of dashes, one for each person; ``down`` and ``lead`` are parts of the step between two."""
    if first >= last:
        return ""
    step, parts = crowd.step, []
    for row, start, count in crowd.runs(first, last):
        x, y = (start + 0.5 - lead) * step, (row * 1.3 + down) * step
        parts.append(f"M{x:.2f} {y:.2f}h{(count - 1 + 2 * lead) * step + 0.01:.2f}")
    return path("".join(parts), look)


def _keys(crowd: _Crowd, name: str, share: float) -> list[tuple[str, str]]:
    one = _people(_Crowd(1, 1, 24))
    other = circle(_ROOM / 48, 9.6, 3, paint("edge"))
    few = _few(crowd, share)
    marked = gettext("{count} of {of}: {label}").format(count=grouped(crowd.marked), of=grouped(crowd.of), label=name)
    others = gettext("{count}: the others").format(count=grouped(crowd.of - crowd.marked))
    return [(one, few or marked), (other, others)]


def _few(crowd: _Crowd, share: float) -> str:
    """What is said of a share that is too small to show."""
    if crowd.marked or not share:
        return ""
    return gettext("fewer than one of {of} ({percent})").format(of=grouped(crowd.of), percent=percent(share))


def _key(shape: str, words: str) -> Part:
    part = block(words, 26, _ROOM - 26, bold=True)
    return Part(shape + group(part.markup, at=(0, 1)), part.height + 1)


def _counted(crowd: _Crowd, name: str, share: float) -> str:
    if few := _few(crowd, share):
        return f"{name}: {few}."
    said = gettext("{label}: {count} of {of} people; {rest} are without it.")
    marked, rest = grouped(crowd.marked), grouped(crowd.of - crowd.marked)
    return said.format(count=marked, of=grouped(crowd.of), label=name, rest=rest)


Counts = Mapping[tuple[Disposition, Disposition], int]
RIGHT, OVER, UNDER = "right", "over", "under"
_HEAD, _CELL, _HIGH = 84, 68, 54
_TINTS = {RIGHT: ("self-care-soft", "self-care"), OVER: ("routine-soft", "routine"), UNDER: ("urgent-soft", "urgent")}


def triage_matrix(counts: Counts) -> Picture:
    """How often each level was given (rows) where another was needed (columns): right, over or under.

    ``counts`` has a number for (given, needed); a pair that is missing counts as none.
    """
    levels = tuple(reversed(Disposition))
    rows = [_matrix_row(given, levels, counts) for given in levels]
    grid = stack((_matrix_head(levels), stack((*rows, _column_sums(levels, counts)), 3)))
    legend = stack([_matrix_key(kind, _total(counts, kind)) for kind in (RIGHT, OVER, UNDER)], 4)
    body = stack((grid, legend), 10)
    title, told = gettext("Level given and level needed"), _matrix_told(counts)
    drawn = drawing(body.height + 4, title, told, group(body.markup, at=(_EDGE, 0)))
    return Picture("triage", title, told, drawn, _matrix_table(levels, counts))


def _matrix_head(levels: tuple[Disposition, ...]) -> Part:
    needed = text(_HEAD + 2 * _CELL, TEXT, gettext("Needed"), bold=True, anchor="middle")
    given = text(0, 38, gettext("Given"), bold=True)
    shapes = (level_mark(level, _HEAD + (place + 0.5) * _CELL - 1.5, 34, 22) for place, level in enumerate(levels))
    return Part("".join((needed, given, *shapes)), 54)


def kind_of(given: Disposition, needed: Disposition) -> str:
    """Whether a level was right, over or under what was needed."""
    return RIGHT if given == needed else OVER if given > needed else UNDER


def kind_label(kind: str) -> str:
    """The word in a cell."""
    return {RIGHT: gettext("right"), OVER: gettext("over"), UNDER: gettext("under")}[kind]


def _matrix_row(given: Disposition, levels: tuple[Disposition, ...], counts: Counts) -> Part:
    label = wrap(level_label(given), _HEAD - 2, size=SMALL, most=2)
    words = "".join(text(0, 36 + 14 * place, line_, size=SMALL) for place, line_ in enumerate(label))
    cells = "".join(
        _cell(_HEAD + place * _CELL, kind_of(given, needed), counts.get((given, needed), 0))
        for place, needed in enumerate(levels)
    )
    total = sum(counts.get((given, needed), 0) for needed in levels)
    end = _sum(_HEAD - 7, 17, total, "end")
    return Part(level_mark(given, 11, 12, 20) + words + cells + end, _HIGH)


def _cell(x: float, kind: str, count: int) -> str:
    soft, strong = _TINTS[kind] if count else ("tint", "line")
    width, height, middle = _CELL - 3, _HIGH, x + (_CELL - 3) / 2
    ground = rect(x, 0, width, height, paint(soft, strong, 2 if count else 1), radius=4)
    fill = "text" if count else "soft"
    size = 18 if count < 1000 else SMALL
    words = text(middle, 27, grouped(count), size=size, bold=0 < count < 100_000, anchor="middle", fill=fill)
    words += text(middle, 45, kind_label(kind), size=SMALL, anchor="middle", fill=fill)
    return ground + (_pattern(kind, x, width) if count else "") + words


def _pattern(kind: str, x: float, width: float) -> str:
    """Stripes along the top: rising for over, falling for under, none where it is right."""
    if kind == RIGHT:
        return ""
    return hatch(x + 2, 2, width - 4, 7, paint(stroke=_TINTS[kind][1], width=1.6), gap=6, falling=kind == UNDER)


def _sum(x: float, y: float, total: int, anchor: str) -> str:
    """A sum beside its row or below its column; a long one is set smaller."""
    return text(x, y, grouped(total), size=TEXT if total < 1000 else SMALL, anchor=anchor, fill="soft")


def _column_sums(levels: tuple[Disposition, ...], counts: Counts) -> Part:
    sums = [sum(counts.get((given, needed), 0) for given in levels) for needed in levels]
    down = 16 if sum(sums) < 10_000 else 32  # a long one goes below its word
    parts = [text(0, 16, gettext("Sum"), size=SMALL, fill="soft"), _sum(_HEAD - 7, down, sum(sums), "end")]
    parts += (_sum(_HEAD + (place + 0.5) * _CELL - 1.5, 16, total, "middle") for place, total in enumerate(sums))
    return Part("".join(parts), down + 4)


def _total(counts: Counts, kind: str) -> int:
    return sum(count for (given, needed), count in counts.items() if kind_of(given, needed) == kind)


def _matrix_key(kind: str, count: int) -> Part:
    soft, strong = _TINTS[kind]
    shape = rect(1, 0, 30, 18, paint(soft, strong, 2), radius=4) + _pattern(kind, 1, 30)
    part = block(_kind_told(kind, count), 42, _ROOM - 42, size=SMALL)
    return Part(shape + part.markup, part.height + 2)


def _kind_told(kind: str, count: int) -> str:
    said = {
        RIGHT: gettext("Right: {count}"),
        OVER: gettext("Over: {count} got more urgent care than was needed"),
        UNDER: gettext("Under: {count} got less urgent care than was needed, the unsafe mistake"),
    }[kind]
    return said.format(count=grouped(count))


def _matrix_told(counts: Counts) -> str:
    total = gettext("{count} in all.").format(count=grouped(sum(counts.values())))
    return " ".join((total, *(f"{_kind_told(kind, _total(counts, kind))}." for kind in (RIGHT, OVER, UNDER))))


def _matrix_table(levels: tuple[Disposition, ...], counts: Counts) -> Table:
    needed = (gettext("Needed: {level}").format(level=level_label(level)) for level in levels)
    rows = []
    for given in levels:
        cells = [counts.get((given, level), 0) for level in levels]
        words = (f"{grouped(n)} ({kind_label(kind_of(given, level))})" for n, level in zip(cells, levels, strict=True))
        rows.append((gettext("Given: {level}").format(level=level_label(given)), *words, grouped(sum(cells))))
    sums = [sum(counts.get((given, level), 0) for given in levels) for level in levels]
    rows.append((gettext("Sum"), *map(grouped, sums), grouped(sum(sums))))
    return Table((gettext("Level given"), *needed, gettext("Sum")), tuple(rows))
