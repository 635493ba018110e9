"""One scene: how the pain falls over a year, what time did of that and what a treatment adds, and who comes back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from backlab.drawing.intervals import doubted, interval
from backlab.drawing.picture import Picture, Table
from backlab.drawing.svg import (
    circle,
    drawing,
    element,
    hatch,
    leading,
    line,
    number,
    paint,
    paragraph,
    polygon,
    polyline,
    rect,
    text,
    wrap,
)
from backlab.knowledge.figures import Effect
from backlab.knowledge.sources import SOURCES
from backlab.language import gettext, ngettext
from backlab.markup import Markup, markup
from backlab.pictures.prevention import Share
from backlab.pictures.year.state import HALF, LASTED, NEW, PEOPLE, YEAR, Year, along, with_
from backlab.words import capital

WIDTH, HEIGHT, LETTERS, LARGE = 900, 600, 21.0, 40.0
# The curve: pain upward, weeks to the right.
_LEFT, _RIGHT, _TOP, _FOOT = 64.0, 382.0, 74.0, 468.0
# The two bars beside it: points of pain that are gone.
_BARS, _WIDE, _MOST = (442.0, 548.0), 62.0, 50
# The people: well below, and back again above.
_CROWD, _ACROSS, _STEP, _DOT = 648.0, 10, 24.5, 8.6
_BACK, _WELL = 98.0, 346.0


def scene(year: Year) -> Picture:
    """The picture, in words and as a table too."""
    title = gettext("The year after")
    people = markup(_places(), _people(year)) if year.counts else _later()
    parts = markup(_frame(), _guessed(year), _curve(year), _bars(year), people)
    svg = drawing(HEIGHT, title, told(year), element("g", parts, data_label="words"), width=WIDTH)
    return Picture("year", title, told(year), svg, _table(year))


def told(year: Year) -> str:
    """One sentence on what was moved last, as far as the picture shows it."""
    if year.effect:
        return _of_effect(year, year.effect)
    if year.keeps:
        return _of_keeping(year)
    if not year.week:
        return gettext("The year has not begun. Let time pass.")
    return f"{_of_pain(year)} {_of_again(year)}".strip()


def _of_pain(year: Year) -> str:
    when, found = _when(year.week), year.measured
    if found is None:
        said = gettext("{when}: pain about {pain:.0f} of 100. Nobody measured then; the line only joins two times.")
        return said.format(when=when, pain=year.pain)
    said = gettext("{when}: pain {pain:g} of 100 on average ({low:g} to {high:g}).")
    return said.format(when=when, pain=found.value, low=found.low, high=found.high)


def _of_again(year: Year) -> str:
    if year.week < YEAR or not year.counts:
        return ""
    share = year.again
    said = gettext("Of 100 others, who had recovered, {again} ({low} to {high}) have it again.")
    return said.format(again=share.marked, low=share.low, high=share.high)


def _of_effect(year: Year, effect: Effect) -> str:
    value, low, high = effect.shown
    said = gettext("{treatment}: {value:g} points less ({low:g} to {high:g}). People notice from about {least:g} on.")
    if low >= (effect.matters or 0):
        said = gettext("{treatment}: {value:g} points less ({low:g} to {high:g}), which people notice. Mind: {when}.")
    name, when = gettext(effect.label), gettext(effect.who)
    return said.format(treatment=name, value=value, low=low, high=high, least=effect.matters, when=when)


def _of_keeping(year: Year) -> str:
    if not year.is_counted:
        return gettext("How fast they come back with it was not counted in people. Let the year pass to its end.")
    without, share = with_(None), year.again
    prevention = year.prevention
    assert prevention is not None
    if prevention.ratio is None:
        return gettext("{keeps}: no fewer. No effect was found.").format(keeps=gettext(prevention.label))
    said = gettext("{without} of 100 have it again; with this {share} ({low} to {high}).{doubt}")
    doubt = "" if SOURCES[prevention.source].verified else " " + capital(gettext("not verified")) + "."
    return said.format(without=without.marked, share=share.marked, low=share.low, high=share.high, doubt=doubt)


def _when(week: int) -> str:
    if week == YEAR:
        return gettext("After a year")
    return ngettext("After {count} week", "After {count} weeks", week).format(count=week)


# --- The frame, which never changes


def _axis_x(week: float) -> float:
    return _LEFT + (_RIGHT - _LEFT) * week / YEAR


def _y(pain: float) -> float:
    return _FOOT - (_FOOT - _TOP) * pain / 100


def _bar_y(points: float) -> float:
    return _FOOT - (_FOOT - _TOP) * points / _MOST


def _frame() -> Markup:
    """Headings, axes and their numbers."""
    heads = (
        _head(8, gettext("Pain"), gettext(", of 100")),
        _head(_BARS[0] - 34, gettext("Less pain"), gettext(", points")),
    )
    return markup(heads, _pain_axis(), _weeks(), _bar_axis())


def _head(x: float, words: str, more: str = "") -> Markup:
    rest = element("tspan", more, data_note="more", style="font-weight:400") if more else ""
    return element("text", words, rest, x=x, y=26, style=f"fill:currentColor;font-size:{LETTERS:g}px;font-weight:600")


def _pain_axis() -> Iterator[Markup]:
    for pain in (0, 25, 50, 75, 100):
        yield line(_LEFT, _y(pain), _RIGHT, _y(pain), paint(stroke="line" if pain else "edge", width=2))
        if pain in (0, 50, 100):
            yield text(_LEFT - 8, _y(pain) + 7, f"{pain}", size=LETTERS, anchor="end", fill="soft")


def _weeks() -> Iterator[Markup]:
    for week, words in ((0, gettext("start")), (6, "6"), (26, "26"), (YEAR, "52")):
        x = _axis_x(week)
        yield line(x, _FOOT, x, _FOOT + 8, paint(stroke="edge", width=2))
        if week != 0:
            yield text(x, _FOOT + 34, words, size=LETTERS, anchor="middle", fill="soft")
    yield text(_axis_x(39), _FOOT + 34, gettext("weeks"), size=LETTERS, anchor="middle", fill="soft")


def _bar_axis() -> Iterator[Markup]:
    left, right = _BARS[0] - 16, _BARS[1] + _WIDE + 8
    yield line(left, _FOOT, right, _FOOT, paint(stroke="edge", width=2))
    for x, words in zip(_BARS, (gettext("time"), gettext("added")), strict=True):
        yield text(x + _WIDE / 2, _FOOT + 34, words, size=LETTERS, anchor="middle", fill="soft")


def _places() -> Iterator[Markup]:
    """Where people stand who have it again, and where those stand who are well."""
    yield _head(_CROWD - 14, gettext("100 others"), gettext(", recovered"))
    wide = _ACROSS * _STEP + 12
    for top, rows, words, colour in (
        (_BACK, 8, gettext("back again"), "emergency"),
        (_WELL, 10, gettext("well"), "self-care"),
    ):
        ground = rect(_CROWD - 12, top - 8, wide, rows * _STEP + 6, paint("sheet", "line", 2), radius=10)
        yield ground + text(_CROWD - 12, top - 18, words, size=LETTERS, bold=True, fill=colour)


# --- The curve


def _curve(year: Year) -> Markup:
    """As far as the year has gone: the band of the intervals, the line, and what was measured."""
    until = [*_until(year)]
    band = [(x, high) for x, _, _, high in until] + [(x, low) for x, _, low, _ in reversed(until)]
    colour = "accent" if year.kind == LASTED else "ink"
    sure = year.course.verified
    drawn = polyline(
        [(x, y) for x, y, _, _ in until], paint("none", colour, 5, dashes="" if sure else "9 8", round=sure)
    )
    shown = polygon(band, paint(colour, opacity=0.16)) if len(until) > 1 else Markup()
    return markup(shown, drawn, _met(year, colour), _hand(year))


def _until(year: Year) -> Iterator[tuple[float, float, float, float]]:
    """Points of the line and of its band, from left to right."""
    weeks = [week for week, _ in year.course.weeks if week < year.week]
    for week in (*weeks, year.week):
        ends = (
            along([(w, getattr(figure, end)) for w, figure in year.course.weeks], week)
            for end in ("value", "low", "high")
        )
        value, low, high = ends
        yield _axis_x(week), _y(value), _y(low), _y(high)


def _guessed(year: Year) -> Markup:
    """The line that somebody drew before, as far as the year has gone."""
    if not year.guess or not year.week or year.kind != NEW:
        return Markup()
    weeks = [week for week, _ in year.course.weeks]
    points = [*zip(weeks, year.guess, strict=True)]
    shown = [(week, pain) for week, pain in points if week < year.week] + [(year.week, along(points, year.week))]
    way = [(_axis_x(week), _y(pain)) for week, pain in shown]
    drawn = polyline(way, paint("none", "routine", 4, dashes="3 9", round=True))
    x, y = way[-1]
    said = text(min(x + 12, _RIGHT - 90), y - 14, gettext("your guess"), size=LETTERS, fill="routine")
    return drawn + said


def _met(year: Year, colour: str) -> Iterator[Markup]:
    """A point and its number for each time at which somebody measured."""
    look = paint(colour, "sheet", 2) if year.course.verified else paint("sheet", colour, 3)
    for week, figure in year.course.weeks:
        if week <= year.week:
            x, y = _axis_x(week), _y(figure.value)
            anchor = "start" if week < YEAR else "end"
            yield circle(x, y, 9, look)
            yield text(x + (12 if week < YEAR else 6), y - 16, f"{figure.value:g}", size=30, anchor=anchor, bold=True)


def _hand(year: Year) -> Markup:
    """What one drags to let time pass."""
    x, y = _axis_x(year.week), _FOOT + 66
    rail = line(_LEFT, y, _RIGHT, y, paint(stroke="line", width=8, round=True))
    done = line(_LEFT, y, x, y, paint(stroke="ink", width=8, round=True))
    knob = element(
        "circle",
        cx=x,
        cy=y,
        r=15,
        style=paint("ink", "sheet", 3),
        data_drag="week",
        data_along=f"{_LEFT:g} {y:g} {_RIGHT:g} {y:g}",
        data_key="hand",
    )
    return markup(rail, done, knob)


# --- What time did, and what was added


def _bars(year: Year) -> Markup:
    """Two bars on one scale; a dashed line where people begin to notice."""
    effect = year.effect
    time = _bar("time", _BARS[0], max(year.by_time, 0), "ink" if year.kind != LASTED else "accent")
    added = _added(effect) if effect else _open_bar()
    return markup(time, added, _noticed(effect))


def _bar(key: str, x: float, points: float, colour: str) -> Markup:
    y = _bar_y(points)
    bar = element(
        "rect", x=x, y=y, width=_WIDE, height=_FOOT - y, rx=4, style=paint(colour, opacity=0.82), data_key=key
    )
    return bar + text(x + _WIDE / 2, y - 12, f"{points:.0f}", size=LARGE, anchor="middle", bold=True)


def _open_bar() -> Markup:
    x = _BARS[1]
    frame = element(
        "rect",
        x=x,
        y=_bar_y(_MOST),
        width=_WIDE,
        height=_FOOT - _bar_y(_MOST),
        rx=4,
        style=paint("none", "edge", 2, dashes="5 6"),
        data_key="added",
    )
    return frame + text(x + _WIDE / 2, _bar_y(_MOST / 2), "?", size=LARGE, anchor="middle", fill="soft")


def _added(effect: Effect) -> Markup:
    value, low, high = effect.shown
    x, middle = _BARS[1], _BARS[1] + _WIDE / 2
    y = _bar_y(value)
    bar = element(
        "rect", x=x, y=y, width=_WIDE, height=_FOOT - y, rx=4, style=paint("routine", opacity=0.9), data_key="added"
    )
    whisker = polyline(
        [
            (middle - 12, _bar_y(high)),
            (middle + 12, _bar_y(high)),
            (middle, _bar_y(high)),
            (middle, _bar_y(low)),
            (middle - 12, _bar_y(low)),
            (middle + 12, _bar_y(low)),
        ],
        paint("none", "ink", 3, round=True),
    )
    return bar + whisker + text(middle, _bar_y(high) - 12, f"{value:.0f}", size=LARGE, anchor="middle", bold=True)


def _noticed(effect: Effect | None) -> Markup:
    """Where its review says that people begin to notice, and in whom and when it was tried."""
    if effect is None or effect.matters is None:
        return Markup()
    y, left, right = _bar_y(effect.matters), _BARS[0] - 16, _BARS[1] + _WIDE + 8
    look = paint(stroke="emergency", width=3, dashes="9 7")
    said = gettext("noticed from {least:g}").format(least=effect.matters)
    key = line(left, 50, left + 34, 50, look) + text(left + 42, 57, said, size=LETTERS, fill="soft")
    when = paragraph(left, _FOOT + 76, wrap(gettext(effect.who), right - left, size=18), size=18, fill="soft")
    return line(left, y, right, y, look) + element("g", key, when, data_note="more")


# --- Those who come back


def _later() -> Markup:
    """What comes later: nobody yet."""
    lines = wrap(gettext("later: who has it again"), 180, size=LETTERS)
    wide = _ACROSS * _STEP
    frame = rect(_CROWD - 12, 60, wide + 12, 480, paint("none", "line", 3, dashes="6 8"), radius=12)
    return frame + paragraph(_CROWD + wide / 2 - 6, 290, lines, size=LETTERS, anchor="middle", fill="soft")


def _people(year: Year) -> Markup:
    """A hundred people, each the same from week to week: some of them go back through the door."""
    if not year.is_counted:
        return _uncounted()
    share = year.again
    everyone = (_person(each, share) for each in range(PEOPLE))
    counts = (share.marked, _BACK, "emergency"), (PEOPLE - share.marked, _WELL, "self-care")
    right = _CROWD + _ACROSS * _STEP - 2
    said = (
        text(right, top - 17, f"{count}", size=LARGE, anchor="end", bold=True, fill=fill) for count, top, fill in counts
    )
    return markup(*everyone, *said, _spared(year))


def _person(each: int, share: Share) -> Markup:
    is_back = each < share.marked
    place, top = (each, _BACK) if is_back else (PEOPLE - 1 - each, _WELL)
    x, y = _CROWD + (place % _ACROSS + 0.5) * _STEP - 6, top + (place // _ACROSS + 0.5) * _STEP - 5
    colour = "emergency" if is_back else "self-care"
    in_doubt = share.low <= each < share.high
    look = paint("sheet", colour, 4) if in_doubt else paint(colour, colour, 4)
    return element("circle", cx=x, cy=y, r=_DOT - 2, style=look, data_key=f"person {each}")


def _spared(year: Year) -> Markup:
    """How many fewer come back, and what the open circles mean."""
    share, without = year.again, with_(None)
    fewer = gettext("{count} fewer").format(count=without.marked - share.marked) if year.keeps else ""
    doubt = gettext("open: in doubt") if share.low < share.high else ""
    places = (_BACK + 8 * _STEP - 12, fewer), (_WELL + 10 * _STEP - 12, doubt)
    right = _CROWD + _ACROSS * _STEP - 14
    said = (text(right, y, words, size=LETTERS, anchor="end", fill="soft") for y, words in places)
    return element("g", *said, data_note="more")


def _uncounted() -> Markup:
    wide = _ACROSS * _STEP
    bands = hatch(_CROWD - 8, _BACK - 4, wide, 8 * _STEP, paint(stroke="line", width=2), gap=14)
    bands += hatch(_CROWD - 8, _WELL - 4, wide, 10 * _STEP, paint(stroke="line", width=2), gap=14)
    lines = wrap(gettext("counted at the year's end only"), wide - 30, size=LETTERS, bold=True)
    top = _WELL + 5 * _STEP - len(lines) * leading(LETTERS) / 2
    rim = "paint-order:stroke;" + paint("text", "sheet", 8, round=True)
    said = paragraph(_CROWD + wide / 2 - 6, top, lines, size=LETTERS, anchor="middle", bold=True)
    return markup(bands, element("g", said, style=rim))


# --- For those who hear it


def _table(year: Year) -> Table:
    header = gettext("What"), gettext("Of 100, with the 95% interval"), gettext("Source")
    return Table(header, tuple(_rows(year)))


def _rows(year: Year) -> Iterable[tuple[str, str, str]]:
    course = year.course
    for week, figure in course.weeks:
        name = gettext("Mean pain in week {week}: {who}").format(week=week, who=gettext(course.label))
        yield name, doubted(interval(*figure[:3]), verified=course.verified), SOURCES[course.source].citation
    effect = year.effect
    if effect:
        said = doubted(interval(*effect.shown), verified=effect.figure.verified)
        yield f"{gettext(effect.label)} ({gettext(effect.who)})", said, SOURCES[effect.figure.source].citation
    half = gettext("Weeks until half have it again, the median")
    yield half, number(HALF), SOURCES["dasilva-2019-recurrence"].citation
    if year.is_counted and year.week == YEAR:
        prevention = year.prevention
        name = gettext(prevention.label) if prevention else gettext("Back pain again within a year")
        yield name, year.again.told, SOURCES[prevention.source if prevention else "dasilva-2019-recurrence"].citation
