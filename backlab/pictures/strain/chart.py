"""The twelve weeks as a chart that the day draws: mean pain as far as somebody counted it, and nothing between."""

from backlab.drawing.svg import circle, element, line, number, paint, polyline
from backlab.knowledge.effect_kinds import Cell
from backlab.knowledge.figures import interval
from backlab.language import gettext
from backlab.markup import Markup, markup
from backlab.pictures.strain.parts import LARGE, SMALL, TONE, USUAL, keyed, large, note, rimmed, said, stamp, unknown
from backlab.pictures.strain.people import mark
from backlab.pictures.strain.state import (
    ABLE_AGAIN,
    ARTICLE,
    BACK_AT_WORK,
    COURSE,
    FOURTEEN,
    IN_BED,
    LAST,
    TODAY,
    TWO,
    WEEK,
    Strain,
    known_pain,
)

LEFT, RIGHT, TOP, FOOT = 46.0, 462.0, 330.0, 552.0
_MOST = 60


def x_of(day: float) -> float:
    """Where a day stands."""
    return LEFT + (RIGHT - LEFT) * day / LAST


def y_of(pain: float) -> float:
    """Where so much pain stands."""
    return FOOT - (FOOT - TOP) * pain / _MOST


def chart(now: Strain, *, by_hand: bool) -> Markup:
    """What lies ahead of the day is not drawn yet; ``by_hand``: it is dragged, and not printed."""
    hand = (_rail(now), _ask(now), _hand(now)) if by_hand else ()
    return markup(_axes(), _rested(now), _doing(now), _moved(now), hand)


def _axes() -> Markup:
    """Pain and weeks; the nought of pain stands higher than its line, clear of what one takes hold of."""
    unit = element("tspan", gettext(", of 100"), data_note="more", style="font-weight:400")
    look = f"fill:currentColor;font-size:{LARGE:g}px;font-weight:600"
    head = element("text", gettext("Mean pain"), unit, x=4, y=308, style=look)
    levels = markup(
        line(LEFT, y_of(n), RIGHT, y_of(n), paint(stroke="edge" if not n else "line", width=2 if not n else 1.3))
        + said(LEFT - 8, y_of(n) + (6 if n else -17), f"{n}", anchor="end", fill="soft")
        for n in (0, 20, 40, 60)
    )
    weeks = markup(
        line(x_of(WEEK * n), FOOT, x_of(WEEK * n), FOOT + 6, paint(stroke="edge", width=2))
        + said(x_of(WEEK * n), FOOT + 40, f"{n}", anchor="middle", fill="soft")
        for n in (0, 2, 4, 6, 12)
    )
    return large(head, levels, weeks, said(x_of(WEEK * 9), FOOT + 40, gettext("weeks"), anchor="middle", fill="soft"))


def _moved(now: Strain) -> Markup:
    """Those who kept moving: points where somebody counted, dotted between them."""
    points = [(day, pain) for day, pain in known_pain() if day <= now.day]
    dots = polyline(
        [(x_of(day), y_of(pain)) for day, pain in points], paint("none", TONE[TODAY], 3, dashes="1 7", round=True)
    )
    return markup(
        _spread(now), dots if len(points) > 1 else "", (mark(TODAY, x_of(day), y_of(pain), 7) for day, pain in points)
    )


def _spread(now: Strain) -> Markup:
    """How sure the means at the start and in the sixth week are."""
    start, later = interval(COURSE.source, "week_0"), interval(COURSE.source, "week_6")
    shown = [(0, start), (6 * WEEK, later)] if now.day >= 6 * WEEK else [(0, start)]
    return markup(_whisker(x_of(day), each.low, each.high, TONE[TODAY]) for day, each in shown)


def _whisker(x: float, low: float, high: float, tone: str) -> Markup:
    """From where to where a mean may lie."""
    left, top, foot = number(x - 7), number(y_of(high)), number(y_of(low))
    ends = f"M{left} {foot}h14M{left} {top}h14M{number(x)} {foot}V{top}"
    return element("path", d=ends, style=paint("none", tone, 3, round=True))


def _rested(now: Strain) -> Markup:
    """Those who lay in bed: two points, or a hatched place where nobody counted."""
    if now.bed == FOURTEEN:
        return _never(now)
    if not now.is_over:
        return Markup()
    return _two_points() if now.bed == TWO else _no_other()


def _two_points() -> Markup:
    """Twelve weeks after two days in bed; the interval is that of the difference, set on those who moved."""
    assert IN_BED.with_ is not None
    assert IN_BED.without is not None
    assert IN_BED.low is not None
    assert IN_BED.high is not None
    x = x_of(LAST)
    band = _whisker(x + 16, IN_BED.without + IN_BED.low, IN_BED.without + IN_BED.high, TONE[ARTICLE])
    rested = mark(ARTICLE, x, y_of(IN_BED.with_), 8)
    named = rimmed(said(x - 14, y_of(IN_BED.with_) - 12, gettext("in bed"), anchor="end", bold=True))
    return markup(band, rested, note(named))


def _no_other() -> Markup:
    words = gettext("Seven days in bed: no other pain than after two, and no figure.")
    return note(rimmed(said(RIGHT - 10, y_of(_MOST) + 18, words, anchor="end", bold=True, wide=250)))


def _never(now: Strain) -> Markup:
    """Two weeks in bed: nobody has tried it, so all of the time is hatched."""
    if not now.day:
        return Markup()
    width = x_of(max(now.day, 3)) - x_of(0)
    band = unknown(x_of(0), y_of(58), width, y_of(34) - y_of(58))
    words = gettext("nobody knows") if width > _STAMPED else "?"
    return band + stamp(x_of(0) + width / 2, y_of(46) + 6, words, size=USUAL)


_STAMPED = 280.0  # from so wide on there is room for words, on a phone as well


def _doing(now: Strain) -> Markup:
    """When half of the people did things again, with the interval of that day."""
    rows = (
        (BACK_AT_WORK, FOOT - 22, gettext("half are back at work")),
        (ABLE_AGAIN, FOOT - 45, gettext("half can do all again")),
    )
    return note(*(_half(cell, y, words) for cell, y, words in rows if now.day >= (cell.with_ or 0)))


def _half(cell: Cell, y: float, words: str) -> Markup:
    assert cell.with_ is not None
    assert cell.low is not None
    assert cell.high is not None
    band = line(x_of(cell.low), y, x_of(cell.high), y, paint(stroke="edge", width=7, round=True))
    told = rimmed(said(x_of(cell.high) + 10, y + 5, words, size=SMALL))
    return markup(band, circle(x_of(cell.with_), y, 5.5, paint("ink", "sheet", 1.5)), told)


def _ask(now: Strain) -> Markup:
    if now.day:
        return Markup()
    words = said((LEFT + RIGHT) / 2, y_of(24), gettext("Drag the day"), size=LARGE, anchor="middle", fill="soft")
    return large(words)


def _rail(now: Strain) -> Markup:
    """The day that one looks at, behind all that is drawn of it."""
    x = x_of(now.day)
    way = f"M{number(x)} {number(TOP - 4)}L{number(x)} {number(FOOT)}"
    return keyed("day", way, paint("none", "edge", 2.2, dashes="3 5"))


def _hand(now: Strain) -> Markup:
    """What one takes hold of, to drag the day along the axis."""
    along = " ".join(map(number, (x_of(0), FOOT, x_of(LAST), FOOT)))
    arrows = "M-11 0l5 -5M-11 0l5 5M11 0l-5 -5M11 0l-5 5M-11 0h22"
    grip = element(
        "g",
        circle(0, 0, 55, paint("sheet", opacity=0)),  # 44 pixels on a small screen
        circle(0, 0, 17, paint("sheet", "accent", 2.8)),
        element("path", d=arrows, style=paint("none", "accent", 2.4, round=True)),
        transform=f"translate({number(x_of(now.day))} {number(FOOT)})",
        data_key="day-grip",
    )
    return element("g", grip, data_drag="day", data_along=along)
