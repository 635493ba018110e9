"""Pictures that count: a crowd of people of whom some are marked, and right and wrong triage as a square."""

from collections.abc import Mapping
from typing import NamedTuple

from backlab.drawing.picture import Picture, Table
from backlab.drawing.svg import (
    EDGE,
    NOTHING,
    ROOM,
    SMALL,
    TEXT,
    WIDTH,
    Part,
    block,
    circle,
    drawing,
    group,
    hatch,
    leading,
    paint,
    paragraph,
    path,
    rect,
    stack,
    text,
    wrap,
)
from backlab.language import gettext, ngettext
from backlab.markup import Markup, markup
from backlab.model import Disposition
from backlab.pictures.causes import grouped
from backlab.pictures.marks import level_label, level_mark
from backlab.reasoning.bayes import natural_frequency
from backlab.words import percent

PEOPLE, _PER_ROW = 1000, 40


def icon_array(share: float, label: str) -> Picture:
    """A thousand people, those with ``label`` (a text of the knowledge) as figures and the rest as dots.

    ``share`` is a probability (0 to 1); raises ``ValueError`` outside of that.
    """
    if not 0 <= share <= 1:
        raise ValueError("an icon array needs a share from 0 to 1")
    crowd = _Crowd(natural_frequency(share, PEOPLE), PEOPLE, _PER_ROW)
    name = gettext(label)
    title = gettext("{label}: how many of {of} people").format(label=name, of=grouped(PEOPLE))
    told = _counted(crowd, name, share)
    keys = stack([_key(shape, words) for shape, words in _keys(crowd, name, share)], 5)
    people = group(_people(crowd), at=(EDGE, keys.height + 12))
    drawn = drawing(keys.height + 14 + crowd.height, title, told, group(keys.markup, at=(EDGE, 0)), people)
    rows = (name, grouped(crowd.marked)), (gettext("the others"), grouped(crowd.of - crowd.marked))
    return Picture(
        "people", title, told, drawn, Table((gettext("People"), gettext("Of {of}").format(of=grouped(PEOPLE))), rows)
    )


class _Crowd(NamedTuple):
    """People in rows, the marked ones first."""

    marked: int
    of: int
    per_row: int

    @property
    def step(self) -> float:
        """From one person to the next."""
        return ROOM / self.per_row

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


def _people(crowd: _Crowd) -> Markup:
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


def _dashed(crowd: _Crowd, first: int, last: int, down: float, look: str, *, lead: float = 0) -> Markup:
    """Rows of dashes, one for each person; ``down`` and ``lead`` are parts of the step between two."""
    if first >= last:
        return NOTHING
    step, parts = crowd.step, []
    for row, start, count in crowd.runs(first, last):
        x, y = (start + 0.5 - lead) * step, (row * 1.3 + down) * step
        parts.append(f"M{x:.2f} {y:.2f}h{(count - 1 + 2 * lead) * step + 0.01:.2f}")
    return path("".join(parts), look)


def _keys(crowd: _Crowd, name: str, share: float) -> list[tuple[str, str]]:
    one = _people(_Crowd(1, 1, 24))
    other = circle(ROOM / 48, 9.6, 3, paint("edge"))
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
    part = block(words, 26, ROOM - 26, bold=True)
    return Part(shape + group(part.markup, at=(0, 1)), part.height + 1)


def _counted(crowd: _Crowd, name: str, share: float) -> str:
    if few := _few(crowd, share):
        return f"{name}: {few}."
    said = gettext("{label}: {count} of {of} people; {rest} are without it.")
    marked, rest = grouped(crowd.marked), grouped(crowd.of - crowd.marked)
    return said.format(count=marked, of=grouped(crowd.of), label=name, rest=rest)


Counts = Mapping[tuple[Disposition, Disposition], int]
Levels = tuple[Disposition, ...]
RIGHT, OVER, UNDER = "right", "over", "under"
_CELL, _HIGH = WIDTH / 4, 48
_TINTS = {RIGHT: ("self-care-soft", "self-care"), OVER: ("routine-soft", "routine"), UNDER: ("urgent-soft", "urgent")}


def triage_matrix(counts: Counts) -> Picture:
    """How often each level was given (rows) where another was needed (columns): right, over or under.

    ``counts`` has a number for (given, needed); a pair that is missing counts as none.
    """
    levels = tuple(reversed(Disposition))
    rows = [_matrix_row(given, levels, counts) for given in levels]
    legend = stack([_matrix_key(kind, _total(counts, kind)) for kind in (RIGHT, OVER, UNDER)], 4)
    body = stack((_matrix_head(levels), *rows, _column_sums(levels, counts), legend), 10)
    title, told = gettext("Level given and level needed"), _matrix_told(counts)
    return Picture("triage", title, told, drawing(body.height + 4, title, told, body.markup), _table(levels, counts))


def _matrix_head(levels: Levels) -> Part:
    """Above each column the shape and the name of the level that was needed."""
    needed = text(WIDTH / 2, TEXT, gettext("Needed:"), bold=True, anchor="middle")
    names = [wrap(level_label(level), _CELL, size=SMALL) for level in levels]
    heads = (
        level_mark(level, _centre(place), 34, 20)
        + paragraph(_centre(place), 62, names[place], size=SMALL, anchor="middle")
        for place, level in enumerate(levels)
    )
    return Part(needed + markup(heads), 66 + (max(map(len, names)) - 1) * leading(SMALL))


def _centre(place: int) -> float:
    """The middle of a column."""
    return (place + 0.5) * _CELL


def kind_of(given: Disposition, needed: Disposition) -> str:
    """Whether a level was right, over or under what was needed."""
    return RIGHT if given == needed else OVER if given > needed else UNDER


def kind_label(kind: str) -> str:
    """The word in a cell."""
    return {RIGHT: gettext("right"), OVER: gettext("over"), UNDER: gettext("under")}[kind]


def _matrix_row(given: Disposition, levels: Levels, counts: Counts) -> Part:
    """The level that was given with the sum of its row, above its cells."""
    row = [counts.get((given, needed), 0) for needed in levels]
    said = gettext("Given: {level}").format(level=level_label(given))
    head = level_mark(given, 12, 10, 18) + text(27, 15, said, size=SMALL, bold=True)
    end = text(WIDTH - 2, 15, gettext("Sum: {count}").format(count=grouped(sum(row))), size=SMALL, anchor="end")
    cells = (_cell(_centre(place), kind_of(given, levels[place]), count) for place, count in enumerate(row))
    return Part(head + end + group(*cells, at=(0, 22)), 22 + _HIGH)


def _cell(middle: float, kind: str, count: int) -> Markup:
    soft, strong = _TINTS[kind] if count else ("tint", "line")
    x, width = middle - _CELL / 2 + 2, _CELL - 4
    ground = rect(x, 0, width, _HIGH, paint(soft, strong, 2 if count else 1), radius=4)
    fill = "text" if count else "soft"
    words = text(
        middle, 25, grouped(count), size=18 if count < 10_000 else TEXT, bold=count > 0, anchor="middle", fill=fill
    )
    words += text(middle, 42, kind_label(kind), size=SMALL, anchor="middle", fill=fill)
    return ground + (_pattern(kind, x, width) if count else NOTHING) + words


def _pattern(kind: str, x: float, width: float) -> Markup:
    """Stripes along the top: rising for over, falling for under, none where it is right."""
    if kind == RIGHT:
        return NOTHING
    return hatch(x + 2, 2, width - 4, 7, paint(stroke=_TINTS[kind][1], width=1.6), gap=6, falling=kind == UNDER)


def _column_sums(levels: Levels, counts: Counts) -> Part:
    sums = [sum(counts.get((given, needed), 0) for given in levels) for needed in levels]
    parts = [text(2, 12, gettext("Sum of each column:"), size=SMALL, bold=True)]
    parts += (text(_centre(place), 32, grouped(each), anchor="middle") for place, each in enumerate(sums))
    return Part(markup(parts), 36)


def _total(counts: Counts, kind: str) -> int:
    return sum(count for (given, needed), count in counts.items() if kind_of(given, needed) == kind)


def _matrix_key(kind: str, count: int) -> Part:
    soft, strong = _TINTS[kind]
    shape = rect(2, 0, 30, 18, paint(soft, strong, 2), radius=4) + _pattern(kind, 2, 30)
    part = block(_kind_told(kind, count), 42, WIDTH - 44, size=SMALL)
    return Part(shape + part.markup, part.height + 2)


def _kind_told(kind: str, count: int) -> str:
    said = {
        RIGHT: ngettext(
            "Right: {count} patient got the level that was needed",
            "Right: {count} patients got the level that was needed",
            count,
        ),
        OVER: ngettext(
            "Over: {count} patient got more urgent care than was needed",
            "Over: {count} patients got more urgent care than was needed",
            count,
        ),
        UNDER: ngettext(
            "Under: {count} patient got less urgent care than was needed, the unsafe mistake",
            "Under: {count} patients got less urgent care than was needed, the unsafe mistake",
            count,
        ),
    }[kind]
    return said.format(count=grouped(count))


def _matrix_told(counts: Counts) -> str:
    total = gettext("{count} in all.").format(count=grouped(sum(counts.values())))
    return " ".join((total, *(f"{_kind_told(kind, _total(counts, kind))}." for kind in (RIGHT, OVER, UNDER))))


def _table(levels: Levels, counts: Counts) -> Table:
    needed = (gettext("Needed: {level}").format(level=level_label(level)) for level in levels)
    rows = []
    for given in levels:
        cells = [counts.get((given, level), 0) for level in levels]
        words = (f"{grouped(n)} ({kind_label(kind_of(given, level))})" for n, level in zip(cells, levels, strict=True))
        rows.append((gettext("Given: {level}").format(level=level_label(given)), *words, grouped(sum(cells))))
    sums = [sum(counts.get((given, level), 0) for given in levels) for level in levels]
    rows.append((gettext("Sum"), *map(grouped, sums), grouped(sum(sums))))
    return Table((gettext("Level given"), *needed, gettext("Sum")), tuple(rows))
