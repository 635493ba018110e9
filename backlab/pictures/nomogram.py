"""Fagan's nomogram: a straight line from the chance before, through the likelihood ratio, to the chance after.

Both chances stand on scales of logarithmic odds, the one before upside down: so the middle of the two heights is
half the logarithm of the ratio, and a ruler does the sum.
"""

from collections.abc import Iterable, Sequence
from math import ceil, floor, isclose, log10
from typing import NamedTuple

from backlab.drawing.picture import Picture, Table
from backlab.drawing.svg import (
    NOTHING,
    Part,
    block,
    drawing,
    element,
    group,
    leading,
    line,
    number,
    paint,
    polygon,
    rect,
    stack,
    text,
)
from backlab.language import gettext
from backlab.markup import Markup, markup
from backlab.pictures.causes import grouped
from backlab.reasoning.bayes import natural_frequency, post_test
from backlab.words import signed

_WIDE = 900.0
_MIDDLE = _WIDE / 2
_ARM = 242.0  # from the middle scale to each of the others
_HALF = 205.0  # from the middle of a scale to its end
_TOP = 22.0  # from the words above the scales to their ends
_LETTERS, _SMALLER = 22.0, 17.0
_KEYS = 54.0  # for what its lines mean: kept free where nothing has to be said, so that no scale moves
_CLEAR = 24.0  # between the middles of two numbers on a scale
_BESIDE = 22.0  # from the point on the middle scale down to its number
_MOST = 10**7  # people, of whom one can still be told


class Move(NamedTuple):
    """How a chance moves: ``before`` and ``after`` from 0 to 1, and the ratio with which the odds are multiplied."""

    before: float
    ratio: float

    @property
    def after(self) -> float:
        """The chance afterwards."""
        return post_test(self.before, self.ratio)


class Scale(NamedTuple):
    """Both outer scales reach from odds of 1 : 10 to the power of ``reach`` up to the reverse of that.

    Heights run downwards from 0, the middle: as always in a drawing.
    """

    reach: int

    def chance(self, share: float, is_left: bool) -> float:
        """The height of a chance, on the scale on the left, which runs downwards, or on the right."""
        return (1 if is_left else -1) * _decades(share) * _HALF / self.reach

    def ratio(self, ratio: float) -> float:
        """The height of a likelihood ratio: halfway between those of the chances that it joins."""
        return -log10(ratio) / 2 * _HALF / self.reach

    def before(self, move: Move) -> float:
        """Where the line of a move begins."""
        return self.chance(move.before, is_left=True)

    def after(self, move: Move) -> float:
        """Where the line of a move ends."""
        return self.chance(move.after, is_left=False)

    def between(self, move: Move) -> "_Point":
        """Where the line of a move crosses the scale of ratios."""
        return _Point(0, self.ratio(move.ratio))


class _Point(NamedTuple):
    x: float
    y: float


class Hands(NamedTuple):
    """The sliders that the line moves when it is drawn by hand: each a field, and its values at its two ends.

    ``start`` is that of the chance before, ``middle`` that of the likelihood ratio.
    """

    start: tuple[str, float, float]
    middle: tuple[str, float, float]


def nomogram(
    pre_test: float,
    ratio: float,
    low: float | None = None,
    high: float | None = None,
    *,
    naive: float | None = None,
    hands: Hands | None = None,
) -> Picture:
    """The way from ``pre_test`` (0 to 1) through the likelihood ratio to the chance afterwards, as a line.

    ``low`` to ``high`` is the interval of the ratio, drawn as a band; ``naive`` is the ratio that one gets by
    counting the same finding several times, drawn as a dotted line. With ``hands`` its start and its middle can be
    dragged. Raises ``ValueError`` for a chance that is not between 0 and 1, a ratio that is not above 0, and an
    interval without the ratio in it.
    """
    move, ends = Move(pre_test, ratio), _checked(pre_test, ratio, low, high, naive)
    wrong = None if naive is None else Move(pre_test, naive)
    shown = (move, *ends, *([wrong] if wrong else []))
    title, told = gettext("From the chance before to the chance after"), _told(move, ends, wrong)
    heads, scale = _headings(), _scale(shown)
    at = _MIDDLE, heads.height + _HALF + _TOP
    body = group(_body(move, ends, wrong, scale), at=at)
    grips = _grips(move, scale, at, hands) if hands else NOTHING
    legend = _legend(bool(ends), wrong is not None)
    bottom = heads.height + 2 * (_HALF + _TOP)
    words = element("g", heads.markup, body, group(legend.markup, at=(_MIDDLE - _ARM, bottom)), data_label="words")
    drawn = drawing(bottom + _KEYS, title, told, words, grips, width=_WIDE)
    note = gettext(
        "This is Fagan's nomogram. The scale on the left runs downwards, so that a straight line does the sum: lay a "
        "ruler from the chance before through the likelihood ratio, and read off the chance after."
    )
    return Picture("nomogram", title, told, drawn, _table(move, ends, wrong), (note,))


def ruler_scales() -> Markup:
    """The three scales alone: paper, a ruler and a pencil do the rest."""
    title = gettext("Three scales to lay a ruler on")
    scale = Scale(4)
    heads = _headings()
    axes = _axis(-_ARM, _HALF) + _axis(0, _HALF / 2) + _axis(_ARM, _HALF)
    ticks = _chances(scale, [], is_left=True) + _chances(scale, [], is_left=False)
    places = [(m, p) for p in range(-4, 4) for m in (1, 2, 5)] + [(1, 4)]
    between = markup(_crossing(scale.ratio(m * 10.0**p)) for m, p in places)
    named = markup(_beside(scale.ratio(10.0**p), _power(p), 1) for p in range(-4, 5))
    body = group(axes, ticks, between, named, at=(_MIDDLE, heads.height + _HALF + _TOP))
    return drawing(heads.height + 2 * (_HALF + _TOP), title, title, heads.markup, body, width=_WIDE)


def _crossing(y: float) -> Markup:
    return line(-6, y, 6, y, paint(stroke="edge", width=1.2))


def _grips(move: Move, scale: Scale, at: tuple[float, float], hands: Hands) -> Markup:
    """What is taken hold of: the start of the line, and its middle."""
    (common, rare, often), (between, weak, strong) = hands
    x, y = at
    start = x - _ARM, y + scale.before(move)
    ends = y + scale.chance(rare, is_left=True), y + scale.chance(often, is_left=True)
    middle = x, y + scale.ratio(move.ratio)
    ratios = y + scale.ratio(weak), y + scale.ratio(strong)
    return _grip("start", start, common, ends) + _grip("middle", middle, between, ratios)


def _grip(key: str, place: tuple[float, float], field: str, along: tuple[float, float]) -> Markup:
    """A knob with its two ways; ``along`` are the heights at the ends of its slider."""
    x, y = place
    low, high = along
    knob = element("circle", cx=x, cy=y, r=13, style=paint("accent", "sheet", 3), data_key=f"knob-{key}")
    arrows = f"M{number(x - 6)} {number(y - 17)}l6 -9l6 9zM{number(x - 6)} {number(y + 17)}l6 9l6 -9z"
    drawn = knob + element("path", d=arrows, style=paint("accent"), data_key=f"arrows-{key}")
    return element("g", drawn, data_drag=field, data_along=" ".join(map(number, (x, low, x, high))))


def crowd(*shares: float) -> int:
    """The smallest crowd, from 1000 people on, in which each share (0 to 1) is a whole number of people, nearly.

    Nearly: rounding changes none of them by more than a tenth. There are at most ten million.
    """
    of = 1000
    while of < _MOST and not all(isclose(natural_frequency(p, of), p * of, rel_tol=0.1) for p in shares):
        of *= 10
    return of


def counted(share: float, of: int) -> str:
    """A share (0 to 1) in people, as in "7 of 1000"."""
    count = natural_frequency(share, of)
    if share and not count:
        return gettext("fewer than 1 of {of}").format(of=grouped(of))
    return gettext("{count} of {of}").format(count=grouped(count), of=grouped(of))


def chance(share: float) -> str:
    """A share between 0 and 1 with the digits that tell it from 0 and from 1, as in "0.66%" or "99.94%"."""
    rest = min(share, 1 - share)
    if rest <= 0:
        return f"{share:.0%}"
    digits = int(share <= 0.5) - floor(log10(100 * rest) + 1e-9)
    said = f"{100 * share:.{max(digits, 0)}f}%"
    return _tidy(said) if share < 0.01 else said


def _tidy(percent: str) -> str:
    """A percentage without zeros that say nothing."""
    digits = percent.removesuffix("%")
    return f"{digits.rstrip('0').rstrip('.') if '.' in digits else digits}%"


def times(ratio: float) -> str:
    """A likelihood ratio as one reads it, as in "× 15.5"."""
    return f"× {grouped(round(ratio)) if ratio >= 1000 else f'{ratio:.3g}'}"


def _checked(pre_test: float, ratio: float, low: float | None, high: float | None, naive: float | None) -> list[Move]:
    """The two ends of the interval, or none."""
    ratios = [each for each in (ratio, low, high, naive) if each is not None]
    if not 0 < pre_test < 1 or min(ratios) <= 0:
        raise ValueError("a nomogram needs a chance between 0 and 1, and likelihood ratios above 0")
    if low is None or high is None:
        if low is not high:
            raise ValueError("an interval has two ends: give low and high, or neither")
        return []
    if not low <= ratio <= high:
        raise ValueError("the likelihood ratio lies in its interval: low <= ratio <= high")
    return [Move(pre_test, low), Move(pre_test, high)]


def _decades(share: float) -> float:
    """The logarithm of the odds."""
    return log10(share / (1 - share))


def _scale(moves: Iterable[Move]) -> Scale:
    furthest = max(abs(_decades(share)) for move in moves for share in (move.before, move.after))
    return Scale(max(4, ceil(furthest - 0.01)))


def _told(move: Move, ends: Iterable[Move], wrong: Move | None) -> str:
    """What the line shows, in people."""
    of = crowd(move.before, move.after)
    said = gettext(
        "The illness is there in {before} people like this. The finding multiplies the odds by {ratio}. {then}"
    )
    then = gettext("Afterwards it is there in {after}.").format(after=counted(move.after, of))
    told = [said.format(before=counted(move.before, of), ratio=times(move.ratio).removeprefix("× "), then=then)]
    if span := [chance(end.after) for end in ends]:
        interval = gettext("Within the interval of the ratio the chance afterwards runs from {low} to {high}.")
        told.append(interval.format(low=span[0], high=span[1]))
    if wrong:
        instead = gettext("Counted as if each answer were news, it would seem to be {after}.")
        told.append(instead.format(after=counted(wrong.after, crowd(wrong.after))))
    return " ".join(told)


def _table(move: Move, ends: Sequence[Move], wrong: Move | None) -> Table:
    """Each height in decibans: those before and of the ratio add up to the one after."""
    header = gettext("Step"), gettext("Value"), gettext("People"), gettext("Height in decibans")
    ratio = gettext("Likelihood ratio"), times(move.ratio), "", signed(10 * log10(move.ratio))
    rows = [_row(gettext("Before the finding"), move.before), ratio, _row(gettext("After the finding"), move.after)]
    ranges = gettext("After it, at the low end of the interval"), gettext("After it, at the high end of the interval")
    rows += [_row(f"{words} ({times(end.ratio)})", end.after) for words, end in zip(ranges, ends, strict=False)]
    if wrong:
        rows.append(_row(f"{gettext('If each answer were news')} ({times(wrong.ratio)})", wrong.after))
    return Table(header, tuple(rows))


def _row(name: str, share: float) -> tuple[str, ...]:
    return name, chance(share), counted(share, crowd(share)), signed(10 * _decades(share))


def _headings() -> Part:
    """What the three scales are, above them."""
    names = gettext("Before"), gettext("Likelihood ratio"), gettext("After")
    places = _MIDDLE - _ARM, _MIDDLE, _MIDDLE + _ARM
    drawn = (
        text(x, _LETTERS + 4, name, size=_LETTERS, anchor="middle", bold=True)
        for x, name in zip(places, names, strict=True)
    )
    return Part(markup(drawn), leading(_LETTERS) + 4)


def _body(move: Move, ends: Sequence[Move], wrong: Move | None, scale: Scale) -> Markup:
    """Scales, lines and numbers around 0, 0: the middle of the scale of ratios."""
    start, end = _Point(-_ARM, scale.before(move)), _Point(_ARM, scale.after(move))
    band = _band(start, scale, ends) if ends else NOTHING
    wrongly = _stroke("naive", start, _Point(_ARM, scale.after(wrong)), _DOTTED) if wrong else NOTHING
    axes = _axis(-_ARM, _HALF) + _axis(0, _HALF / 2) + _axis(_ARM, _HALF)
    taken = [end.y, *([scale.after(wrong)] if wrong else [])]
    ticks = _chances(scale, [start.y], is_left=True) + _chances(scale, taken, is_left=False)
    ticks += _ratios(scale, move, wrong)
    named = {"start": start, "middle": scale.between(move), "end": end}
    points = markup(_point(key, place) for key, place in named.items())
    return band + axes + wrongly + _stroke("way", start, end, _SOLID) + ticks + points + _values(move, wrong, scale)


_DOTTED = paint(stroke="ink", width=3, dashes="3 6", round=True)
_SOLID = paint(stroke="accent", width=4.5, round=True)
_BAND = paint("accent-soft", "accent", 1, dashes="4 3")


def _stroke(key: str, start: _Point, end: _Point, look: str) -> Markup:
    return element("line", x1=start.x, y1=start.y, x2=end.x, y2=end.y, style=look, data_key=key)


def _point(key: str, place: _Point) -> Markup:
    return element("circle", cx=place.x, cy=place.y, r=9, style=paint("accent", "sheet", 3), data_key=f"point-{key}")


def _band(start: _Point, scale: Scale, ends: Sequence[Move]) -> Markup:
    """Where the line could run, and how much of each scale that is."""
    wedge = polygon((start, *(_Point(_ARM, scale.after(each)) for each in ends)), _BAND)
    low, high = ends
    spans = (0.0, scale.ratio(low.ratio), scale.ratio(high.ratio)), (_ARM, scale.after(low), scale.after(high))
    return wedge + markup(line(x, top, x, end, paint(stroke="accent", width=7, opacity=0.5)) for x, top, end in spans)


def _axis(x: float, half: float) -> Markup:
    return line(x, -half, x, half, paint(stroke="edge", width=1.5))


def _chances(scale: Scale, taken: Iterable[float], *, is_left: bool) -> Markup:
    """The numbers of an outer scale, but for those that lie under a value at one of the heights ``taken``."""
    side = -1 if is_left else 1
    rare = [10.0**-power for power in range(1, scale.reach + 1)]
    named = [*rare, 0.5, *(1 - share for share in rare)]
    between = [0.2, 0.3, *(m * share for share in rare[1:] for m in (2, 5))]
    heights = {share: scale.chance(share, is_left) for share in named}
    ticks = [_tick(side, scale.chance(share, is_left), 6) for each in between for share in (each, 1 - each)]
    ticks += [_tick(side, y, 10) for y in heights.values()]
    free = {share: y for share, y in heights.items() if all(abs(y - each) >= _CLEAR for each in taken)}
    return markup(ticks + [_named(side, y, _tidy(chance(share))) for share, y in free.items()])


def _tick(side: int, y: float, length: float) -> Markup:
    return line(side * _ARM, y, side * (_ARM + length), y, paint(stroke="edge", width=1.6))


def _named(side: int, y: float, words: str, *, bold: bool = False) -> Markup:
    """A number beside an outer scale."""
    anchor, fill, size = "end" if side < 0 else "start", "text" if bold else "soft", _LETTERS if bold else _SMALLER
    return text(side * (_ARM + 19), y + size * 0.35, words, size=size, anchor=anchor, bold=bold, fill=fill)


def _ratios(scale: Scale, move: Move, wrong: Move | None) -> Markup:
    """The numbers of the middle scale, on whichever side of it the line leaves free."""
    heights = {p: scale.ratio(10.0**p) for p in range(-4, 5, 2) if abs(p) <= scale.reach}
    taken, way = scale.ratio(move.ratio), _way(move, scale)
    ticks = markup(map(_crossing, heights.values()))
    if wrong:
        crossed = scale.ratio(wrong.ratio)
        heights = {p: y for p, y in heights.items() if abs(y - crossed) >= _CLEAR}
    free = {p: y for p, y in heights.items() if not taken - _CLEAR / 2 < y < taken + _BESIDE + _CLEAR}
    return ticks + markup(_beside(y, _power(p), way if y < taken else -way) for p, y in free.items())


def _power(power: int) -> str:
    return grouped(10**power) if power >= 0 else f"{10.0**power:.{-power}f}"


def _way(move: Move, scale: Scale) -> int:
    """1 where the line falls, and so leaves the right side free above its middle and the left below, else -1."""
    return 1 if scale.after(move) > scale.before(move) else -1


def _beside(y: float, words: str, side: int, *, bold: bool = False) -> Markup:
    """A number beside the middle scale."""
    anchor = "start" if side > 0 else "end"
    size, fill = (_LETTERS, "text") if bold else (_SMALLER, "soft")
    return text(18 * side, y + size * 0.35, words, size=size, anchor=anchor, bold=bold, fill=fill)


def _values(move: Move, wrong: Move | None, scale: Scale) -> Markup:
    """The three numbers that the line joins, and where one would end that is wrong."""
    ratio = _beside(scale.ratio(move.ratio) + _BESIDE, times(move.ratio), -_way(move, scale), bold=True)
    before = _named(-1, scale.before(move), counted(move.before, crowd(move.before)), bold=True)
    after = _named(1, scale.after(move), counted(move.after, crowd(move.after)), bold=True)
    apart = wrong is not None and abs(scale.after(wrong) - scale.after(move)) >= _CLEAR
    return (
        before
        + ratio
        + after
        + (_named(1, scale.after(wrong), chance(wrong.after), bold=True) if wrong and apart else NOTHING)
    )


def _legend(has_band: bool, has_wrong: bool) -> Part:
    """What a band and a dotted line mean, where they are drawn."""
    rows = []
    if has_band:
        rows.append((rect(0, 1, 26, 12, _BAND), gettext("within the interval of the ratio")))
    if has_wrong:
        rows.append((line(0, 7, 26, 7, _SOLID), gettext("what the answers are worth")))
        rows.append((line(0, 7, 26, 7, _DOTTED), gettext("if each answer were news")))
    keys = []
    for shape, words in rows:
        told = block(words, 34, 2 * _ARM, size=_SMALLER)
        keys.append(Part(shape + told.markup, told.height))
    return stack(keys, 4)
