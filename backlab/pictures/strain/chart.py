"""The twelve weeks as a chart that the day draws: mean pain as far as somebody counted it, and nothing between."""

from backlab.drawing.svg import circle, element, line, number, paint, polyline, rect
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

LEFT, TOP, FOOT = 64.0, 330.0, 500.0
_WHOLE, _HALF = 856.0, 456.0  # how far it reaches, alone and beside what is added
_MOST = 60


def right_of(now: Strain) -> float:
    """Where the twelve weeks end: what is laid on takes the other half."""
    return _HALF if now.put else _WHOLE


def x_of(now: Strain, day: float) -> float:
    """Where a day stands."""
    return LEFT + (right_of(now) - LEFT) * day / LAST


def y_of(pain: float) -> float:
    """Where so much pain stands."""
    return FOOT - (FOOT - TOP) * pain / _MOST


def chart(now: Strain, *, by_hand: bool) -> Markup:
    """What lies ahead of the day is not drawn yet; ``by_hand``: it is dragged, and not printed."""
    hand = (_rail(now), _ask(now), _hand(now)) if by_hand else ()
    return markup(_axes(now), _rested(now), _doing(now), _moved(now), hand)


def _axes(now: Strain) -> Markup:
    """Pain and weeks; the numbers of pain stand clear of what one takes hold of."""
    unit = element("tspan", gettext(", of 100"), data_note="more", style="font-weight:400")
    look = f"fill:currentColor;font-size:{LARGE:g}px;font-weight:600"
    head = element("text", gettext("Mean pain"), unit, x=4, y=308, style=look)
    right = right_of(now)
    levels = markup(
        line(LEFT, y_of(n), right, y_of(n), paint(stroke="edge" if not n else "line", width=2 if not n else 1.3))
        + said(LEFT - 22, y_of(n) + 6, f"{n}", anchor="end", fill="soft")
        for n in (0, 20, 40, 60)
    )
    weeks = markup(
        line(x_of(now, WEEK * n), FOOT, x_of(now, WEEK * n), FOOT + 6, paint(stroke="edge", width=2))
        + said(x_of(now, WEEK * n), FOOT + 38, f"{n}", anchor="middle", fill="soft")
        for n in (0, 2, 4, 6, 12)
    )
    unit = said(x_of(now, WEEK * 9), FOOT + 38, gettext("weeks"), anchor="middle", fill="soft")
    return large(head, levels, weeks, unit)


def _moved(now: Strain) -> Markup:
    """Those who kept moving: dots join who was followed to the sixth week; the last point is of one trial."""
    points = [(day, pain) for day, pain in known_pain() if day <= now.day]
    joined = [(x_of(now, day), y_of(pain)) for day, pain in points if day < LAST]
    dots = polyline(joined, paint("none", TONE[TODAY], 3, dashes="1 7", round=True)) if len(joined) > 1 else ""
    return markup(_spread(now), dots, (_counted(now, day, pain) for day, pain in points))


def _counted(now: Strain, day: float, pain: float) -> Markup:
    x, y = x_of(now, day), y_of(pain)
    aside, anchor = (x + 14, "start") if day < LAST else (x - 14, "end")
    words = said(aside, y + (16 if day == LAST else -8), f"{pain:g}", bold=True, size=LARGE, anchor=anchor)
    return mark(TODAY, x, y, 7) + note(rimmed(words))


def _spread(now: Strain) -> Markup:
    """How sure the means at the start and in the sixth week are."""
    start, later = interval(COURSE.source, "week_0"), interval(COURSE.source, "week_6")
    shown = [(0, start), (6 * WEEK, later)] if now.day >= 6 * WEEK else [(0, start)]
    return markup(_whisker(x_of(now, day), each.low, each.high, TONE[TODAY]) for day, each in shown)


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
    return _two_points(now) if now.bed == TWO else _no_other(now)


def _two_points(now: Strain) -> Markup:
    """Twelve weeks after two days in bed; the interval is that of the difference, set on those who moved."""
    assert IN_BED.with_ is not None
    assert IN_BED.without is not None
    assert IN_BED.low is not None
    assert IN_BED.high is not None
    x = x_of(now, LAST)
    band = _whisker(x + 16, IN_BED.without + IN_BED.low, IN_BED.without + IN_BED.high, TONE[ARTICLE])
    rested = mark(ARTICLE, x, y_of(IN_BED.with_), 8)
    words = gettext("in bed {pain:g}") if now.put else gettext("one trial: in bed {pain:g}")
    told = words.format(pain=IN_BED.with_)
    named = rimmed(said(x - 14, y_of(IN_BED.with_) - 4, told, anchor="end", bold=True))
    return markup(band, rested, note(named))


def _no_other(now: Strain) -> Markup:
    words = gettext("Seven days in bed: no other pain than after two, and no figure.")
    return note(rimmed(said(right_of(now) - 10, y_of(_MOST) + 18, words, anchor="end", bold=True, wide=250)))


def _never(now: Strain) -> Markup:
    """Two weeks in bed: nobody has tried it, so all of the time is hatched."""
    if not now.day:
        return Markup()
    width = x_of(now, max(now.day, 3)) - x_of(now, 0)
    band = unknown(x_of(now, 0), y_of(58), width, y_of(34) - y_of(58))
    words = gettext("not tried for a strain") if width > _STAMPED else "?"
    return band + stamp(x_of(now, 0) + width / 2, y_of(46) + 6, words, size=USUAL)


_STAMPED = 300.0  # from so wide on there is room for words, on a phone as well


def _doing(now: Strain) -> Markup:
    """In a lane of its own, below the pain: when half of the people did things again, with the interval."""
    rows = (
        (BACK_AT_WORK, FOOT + 63, gettext("half are back at work")),
        (ABLE_AGAIN, FOOT + 85, gettext("half can do all again")),
    )
    lane = rect(LEFT, FOOT + 50, right_of(now) - LEFT, 48, paint("tint"), radius=6)
    shown = [_half(now, cell, y, words) for cell, y, words in rows if now.day >= (cell.with_ or 0)]
    return note(lane, *shown) if shown else Markup()


def _half(now: Strain, cell: Cell, y: float, words: str) -> Markup:
    assert cell.with_ is not None
    assert cell.low is not None
    assert cell.high is not None
    band = line(x_of(now, cell.low), y, x_of(now, cell.high), y, paint(stroke="edge", width=7, round=True))
    told = said(x_of(now, cell.high) + 10, y + 5, words, size=SMALL)
    return markup(band, circle(x_of(now, cell.with_), y, 5.5, paint("ink", "sheet", 1.5)), told)


def _ask(now: Strain) -> Markup:
    if now.day:
        return Markup()
    middle = (LEFT + right_of(now)) / 2
    words = said(middle, y_of(24), gettext("Drag the day"), size=LARGE, anchor="middle", fill="soft")
    return large(words)


def _rail(now: Strain) -> Markup:
    """The day that one looks at, behind all that is drawn of it."""
    x = x_of(now, now.day)
    way = f"M{number(x)} {number(TOP - 4)}L{number(x)} {number(FOOT)}"
    return keyed("day", way, paint("none", "edge", 2.2, dashes="3 5"))


def _hand(now: Strain) -> Markup:
    """What one takes hold of, to drag the day along the axis."""
    along = " ".join(map(number, (x_of(now, 0), FOOT, x_of(now, LAST), FOOT)))
    arrows = "M-11 0l5 -5M-11 0l5 5M11 0l-5 -5M11 0l-5 5M-11 0h22"
    grip = element(
        "g",
        circle(0, 0, 55, paint("sheet", opacity=0)),  # 44 pixels on a small screen
        circle(0, 0, 17, paint("sheet", "accent", 2.8)),
        element("path", d=arrows, style=paint("none", "accent", 2.4, round=True)),
        transform=f"translate({number(x_of(now, now.day))} {number(FOOT)})",
        data_key="day-grip",
    )
    return element("g", grip, data_drag="day", data_along=along)
