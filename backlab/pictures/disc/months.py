"""A year as a chart that time draws: who has not recovered yet, or how many points less pain a treatment brings."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from backlab.drawing.intervals import doubted, interval
from backlab.drawing.svg import circle, element, line, number, paint, polyline, rect, text
from backlab.knowledge.figures import MATTERS, OPERATED_IN_A_YEAR, RECOVERED_IN_A_YEAR, WEEKS_TO_RECOVER, Count
from backlab.language import gettext
from backlab.markup import Markup, markup
from backlab.pictures.disc.care import WEEKS_IN_A_MONTH, Span, spans
from backlab.pictures.disc.parts import LETTERS, group, named, note, part, rimmed
from backlab.pictures.disc.state import MONTHS, SURGERY, WAITING, Disc

_LEFT, _RIGHT, _TOP, _FOOT = 50.0, 400.0, 38.0, 172.0
_EARLY, _LATE = WEEKS_TO_RECOVER
PEOPLE = 100
_MOST = 20  # points less pain at the top of the chart


def chart(disc: Disc) -> Markup:
    """It is 422 wide and 216 high; what lies ahead of the month is not drawn yet."""
    trial = disc.care in (WAITING, SURGERY)
    inside = _people(disc) if trial else _against_dummy(disc)
    return markup(_months(), _rail(disc.months), inside, _hand(disc.months))


def _x(month: float) -> float:
    return _LEFT + (_RIGHT - _LEFT) * month / MONTHS


def _y(left: float) -> float:
    return _FOOT - (_FOOT - _TOP) * left / 100


@cache
def _months() -> Markup:
    """The axis of time."""
    axis = line(_LEFT, _FOOT, _RIGHT, _FOOT, paint(stroke="edge", width=2))
    ticks = (line(_x(m), _FOOT, _x(m), _FOOT + 6, paint(stroke="edge", width=2)) for m in range(0, MONTHS + 1, 3))
    said = (text(_x(m), _FOOT + 38, f"{m}", size=LETTERS, anchor="middle", fill="soft") for m in (0, 3, 6, 12))
    unit = text(_x(8.8), _FOOT + 38, gettext("months"), size=LETTERS, anchor="middle", fill="soft")
    return markup(axis, ticks, said, unit)


def _people(disc: Disc) -> Markup:
    """Of a hundred who had strong pain down the leg, those who have it still."""
    head = _head(gettext("Not recovered yet"), gettext(", of 100"))
    grid = markup(_row(left) for left in (PEOPLE, PEOPLE // 2))
    both = disc.care == SURGERY
    lines = _fall(disc, _LATE, strong=not both), _fall(disc, _EARLY, strong=True) if both else Markup()
    return markup(head, grid, lines, _readings(disc))


def _row(left: int) -> Markup:
    y = _y(left)
    rule = line(_LEFT, y, _RIGHT, y, paint(stroke="line", width=1.4))
    said = text(_LEFT - 8, y + 7, f"{left}", size=LETTERS, anchor="end", fill="soft")
    return rule + (note(said) if left == PEOPLE else said)


def _known(count: Count) -> tuple[tuple[float, float], ...]:
    """All at the start, half of them after so many weeks, and those who are left after a year."""
    return (0.0, 100.0), (count.value / WEEKS_IN_A_MONTH, 50.0), (float(MONTHS), 100.0 - RECOVERED_IN_A_YEAR.value)


def _fall(disc: Disc, count: Count, *, strong: bool) -> Markup:
    """From what is known to what is known; dotted, since nobody counted between."""
    known, early = _known(count), count is _EARLY
    colour = "accent" if early else "artery"
    way = [(_x(m), _y(left)) for m, left in _until(known, disc.months)]
    drawn = polyline(way, paint("none", colour, 4 if strong else 3, dashes="1 7", round=True)) if disc.months else ""
    met = ((_x(m), _y(left)) for m, left in known[1:] if disc.months >= m)
    return markup(drawn, (_mark(x, y, colour, square=early) for x, y in met))


def _until(known: tuple[tuple[float, float], ...], month: float) -> Iterator[tuple[float, float]]:
    """The line up to this month."""
    for (m0, a), (m1, b) in pairwise(known):
        if m0 <= month:
            yield m0, a
            if month < m1:
                yield month, a + (b - a) * (month - m0) / (m1 - m0)
    if month >= known[-1][0]:
        yield known[-1]


def _mark(x: float, y: float, colour: str, *, square: bool) -> Markup:
    look = paint(colour, "sheet", 2)
    return rect(x - 7.5, y - 7.5, 15, 15, look) if square else circle(x, y, 8.5, look)


def _readings(disc: Disc) -> Markup:
    """What has been met so far, where the plot is free: each half beside its mark, and how it ends."""
    if not disc.months:
        return _ask(gettext("Let time pass"))
    weeks, both = gettext("half by week {weeks:g}: {group}"), disc.care == SURGERY
    early = (weeks.format(weeks=_EARLY.value, group=gettext("surgery")), _EARLY) if both else None
    is_met = disc.months >= _known(_LATE)[1][0]
    late = (weeks.format(weeks=_LATE.value, group=gettext("waiting")), _LATE) if is_met else None
    is_over = disc.months == MONTHS
    operated = gettext("{operated:g} who waited: operated").format(operated=OPERATED_IN_A_YEAR.value)
    said = [each for each in (early, late, (operated, None) if is_over else None) if each]
    return note(rimmed(*(_reading(_TOP + 5 + 24 * place, *each) for place, each in enumerate(said))))


def _reading(y: float, words: str, count: Count | None) -> Markup:
    early = count is _EARLY
    mark = _mark(_RIGHT + 11, y - 7, "accent" if early else "artery", square=early) if count else Markup()
    return named(_RIGHT - 4, y, words, anchor="end", wide=400) + mark


def _head(words: str, of: str = "") -> Markup:
    more = element("tspan", of, data_note="more") if of else ""
    return element("text", words, more, x=4, y=20, style=f"fill:currentColor;font-size:{LETTERS:g}px;font-weight:600")


def _ask(words: str, low: float = 74) -> Markup:
    return named((_LEFT + _RIGHT) / 2, _FOOT - 18 - low, words, anchor="middle", fill="soft", wide=320)


def _against_dummy(disc: Disc) -> Markup:
    """Points less pain than with a dummy of it, over the time for which that was found."""
    head = _head(gettext("Points less pain"), gettext(", of 100"))
    grid = markup((_level(points) for points in (10, 0, -10)), _meaning())
    if not disc.months:
        return markup(head, grid, _ask(gettext("Let time pass"), 96))
    met = [span for span in spans(disc.care) if disc.months >= round(span.start)]
    return markup(head, grid, map(_band, met), _last(met[-1]) if met else "")


def _points_y(points: float) -> float:
    """Where so many points less pain stand; below nothing is more pain."""
    return _TOP + (_MOST - points) * (_FOOT - _TOP) / (_MOST + 12)


def _level(points: int) -> Markup:
    """No difference, the least that one notices (dashed), and as much the other way."""
    y, noticed = _points_y(points), points == round(MATTERS.value)
    colour = "ink" if noticed else "line" if points else "edge"
    rule = line(_LEFT, y, _RIGHT, y, paint(stroke=colour, width=2, dashes="6 5" if noticed else ""))
    said = text(_LEFT - 8, y + 7, f"{points}".replace("-", "−"), size=LETTERS, anchor="end", fill="soft")
    return rule + (note(said) if points < 0 else said)


def _meaning() -> Markup:
    """What no difference is, and the dashed line."""
    said = gettext("0: same as a dummy"), gettext("dashed: one notices")
    places = zip(said, (_points_y(0) + 24, _points_y(MATTERS.value) + 24), strict=True)
    return note(*(named(_RIGHT + 20, y, each, anchor="end", fill="soft", wide=330) for each, y in places))


def _band(span: Span) -> Markup:
    """The interval over the months for which it holds, its border dashed since nobody here has read its source."""
    if span.shown is None:
        return Markup()
    value, low, high = span.shown
    left, right = _x(span.start), _x(span.end)
    top, foot = _points_y(high), _points_y(low)
    band = rect(left, top, right - left, foot - top, paint("accent-soft", "accent", 2, dashes="4 4"), radius=4)
    return band + line(left, _points_y(value), right, _points_y(value), paint(stroke="accent", width=4))


def _last(span: Span) -> Markup:
    """What was found last, in words and with its interval."""
    said = named(_RIGHT + 20, _TOP + 12, span.found, anchor="end", bold=True, wide=400)
    return rimmed(said, note(named(_RIGHT + 20, _TOP + 35, _figure(span), anchor="end", fill="soft", wide=400)))


def _figure(span: Span) -> str:
    if span.shown is None:
        return gettext("no figure")
    rounded = [round(each) + 0 for each in span.shown]
    return doubted(interval(*rounded).replace("-", "−"), verified=False)


def _rail(months: int) -> Markup:
    """The month that one looks at, behind all that is drawn of it."""
    x = number(_x(months))
    return part("month", f"M{x} {number(_TOP - 8)}L{x} {number(_FOOT)}", paint("none", "accent", 2.4, dashes="3 5"))


def _hand(months: int) -> Markup:
    """What one takes hold of, to drag the month along the axis."""
    along = f"{number(_x(0))} {number(_FOOT)} {number(_x(MONTHS))} {number(_FOOT)}"
    x = number(_x(months))
    finger = circle(0, 0, 55, paint("sheet", opacity=0))  # 44 pixels on a small screen
    arrows = "M-11 0l5 -5M-11 0l5 5M11 0l-5 -5M11 0l-5 5M-11 0h22"
    grip = group(
        finger,
        circle(0, 0, 17, paint("sheet", "accent", 2.8)),
        element("path", d=arrows, style=paint("none", "accent", 2.4, round=True)),
        transform=f"translate({x} {number(_FOOT)})",
        data_key="month-grip",
    )
    return group(grip, data_drag="months", data_along=along)
