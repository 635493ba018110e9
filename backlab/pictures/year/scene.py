"""One scene: how the pain falls over a year, what a treatment adds to that, and who comes back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

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
from backlab.knowledge.figures import Course, Effect
from backlab.knowledge.sources import SOURCES
from backlab.language import gettext, ngettext
from backlab.markup import Markup, markup
from backlab.pictures.back import Look
from backlab.pictures.clinic.person import head
from backlab.pictures.prevention import Share
from backlab.pictures.year.state import HALF, LASTED, NEW, NEWER, OLDER, PEOPLE, YEAR, Year, along, with_
from backlab.words import capital

WIDTH, HEIGHT, LETTERS, LARGE = 900, 600, 21.0, 40.0
# The curve: pain upward, weeks to the right.
_LEFT, _RIGHT, _TOP, _FOOT = 64.0, 552.0, 74.0, 474.0
# Beside it on the same scale: points of pain that are gone, as bars that hang from the pain of the start.
_BARS, _WIDE, _END = (659.0, 795.0), 62.0, 884.0
# The people, who stand in place of the bars: well below, and back again above.
_CROWD, _ACROSS, _STEP, _DOT = 648.0, 10, 24.5, 8.6
_BACK, _WELL = 98.0, 346.0
# The two of the story, at the end of the line.
_PAIR = (Look("female", 3), 34), (Look("male", 5), 41)
_APART = 76.0
_EARLY = 26  # weeks before which the lines are steep, so that a number above them stands aside


def scene(year: Year) -> Picture:
    """The picture, in words and as a table too."""
    title = gettext("The year after")
    beside = markup(_places(), _people(year)) if year.counts else _bars(year)
    parts = markup(_frame(year), _known(year), _guessed(year), _pair(year), _curves(year), beside)
    svg = drawing(HEIGHT, title, told(year), element("g", parts, data_label="words"), width=WIDTH)
    return Picture("year", title, told(year), svg, _table(year))


def told(year: Year) -> str:
    """One sentence on what was moved last, as far as the picture shows it."""
    if year.effect:
        return _of_effect(year.effect)
    if year.keeps:
        return _of_keeping(year)
    if not year.week:
        if year.guess and not year.counts:
            return gettext("Grey is the line that you know. Where does the other review end? Let time pass.")
        return gettext("The year has not begun. Let time pass.")
    if year.week == YEAR and year.counts:
        return _of_again(year)
    return _of_pain(year)


def _of_pain(year: Year) -> str:
    """What both reviews found, never one of them alone."""
    when = _when(year.week)
    if year.measured is None:
        said = gettext("{when}: pain about {old:.0f} or {new:.0f} of 100. Nobody measured then; lines join two times.")
        old, new = (year.pain_by(course) for course in year.by_review)
        return said.format(when=when, old=old, new=new)
    said = gettext(
        "{when}: pain {old:g} of 100 ({old_low:g} to {old_high:g}) by the review of {old_year}; {new:g} ({new_low:g} "
        "to {new_high:g}) by that of {new_year}, not verified."
    )
    first, later = (dict(course.weeks)[year.week] for course in year.by_review)
    ends = {"old_low": first.low, "old_high": first.high, "new_low": later.low, "new_high": later.high}
    return said.format(when=when, old=first.value, old_year=OLDER, new=later.value, new_year=NEWER, **ends)


def _of_again(year: Year) -> str:
    share = year.again
    said = gettext("Of 100 others, who had recovered, {again} ({low} to {high}) have it again.")
    return said.format(again=share.marked, low=share.low, high=share.high)


def _of_effect(effect: Effect) -> str:
    value, low, high = effect.shown
    said = gettext(
        "{treatment}: {value:g} points less ({low:g} to {high:g}); noticed from about {least:g} on. Tried in {when}."
    )
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


# --- The frame


def _axis_x(week: float) -> float:
    return _LEFT + (_RIGHT - _LEFT) * week / YEAR


def _y(pain: float) -> float:
    return _FOOT - (_FOOT - _TOP) * pain / 100


def _frame(year: Year) -> Markup:
    """Headings, the axes with their numbers, and which line is whose."""
    return markup(
        _head(8, gettext("Pain"), gettext(", mean of 100")),
        _pain_axis(_RIGHT if year.counts else _END),
        _weeks(),
        _legend(year),
    )


def _head(x: float, words: str, more: str = "") -> Markup:
    rest = element("tspan", more, data_note="more", style="font-weight:400") if more else ""
    return element("text", words, rest, x=x, y=26, style=f"fill:currentColor;font-size:{LETTERS:g}px;font-weight:600")


def _pain_axis(right: float) -> Iterator[Markup]:
    """One scale for the lines and for the bars."""
    for pain in (0, 25, 50, 75, 100):
        yield line(_LEFT, _y(pain), right, _y(pain), paint(stroke="line" if pain else "edge", width=2))
        if pain in (0, 50, 100):
            yield text(_LEFT - 8, _y(pain) + 7, f"{pain}", size=LETTERS, anchor="end", fill="soft")


def _weeks() -> Iterator[Markup]:
    for week in (6, 26, YEAR):
        x = _axis_x(week)
        yield line(x, _FOOT, x, _FOOT + 8, paint(stroke="edge", width=2))
        yield text(x, _FOOT + 32, f"{week}", size=LETTERS, anchor="middle", fill="soft")
    yield text(_axis_x(39), _FOOT + 32, gettext("weeks"), size=LETTERS, anchor="middle", fill="soft")


def _legend(year: Year) -> Iterator[Markup]:
    said = gettext("review of {year}"), gettext("{year}, not verified")
    for row, (course, name, words) in enumerate(zip(year.by_review, (OLDER, NEWER), said, strict=True)):
        x, y = _RIGHT - 290, 22 + 34 * row
        yield line(x, y, x + 40, y, _stroke(year, course)) + circle(x + 20, y, 7, _point(year, course))
        yield text(x + 50, y + 7, words.format(year=name), size=LETTERS, bold=course is year.course)


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


# --- The lines of the two reviews


def _colour(year: Year) -> str:
    return "accent" if year.kind == LASTED else "ink"


def _stroke(year: Year, course: Course) -> str:
    width = 5 if course is year.course else 3
    return paint("none", _colour(year), width, dashes="" if course.verified else "9 8", round=course.verified)


def _point(year: Year, course: Course) -> str:
    return paint(_colour(year), "sheet", 2) if course.verified else paint("sheet", _colour(year), 3)


def _curves(year: Year) -> Markup:
    """Both reviews as far as the year has gone; the one that was chosen is thicker, with the band of its intervals."""
    return markup(_band(year), (_line(year, course) for course in reversed(year.by_review)), _met(year))


def _band(year: Year) -> Markup:
    until = [*_until(year, year.course)]
    band = [(x, high) for x, _, _, high in until] + [(x, low) for x, _, low, _ in reversed(until)]
    return polygon(band, paint(_colour(year), opacity=0.16)) if year.week else Markup()


def _line(year: Year, course: Course) -> Markup:
    return polyline([(x, y) for x, y, _, _ in _until(year, course)], _stroke(year, course))


def _until(year: Year, course: Course) -> Iterator[tuple[float, float, float, float]]:
    """Points of the line and of its band, from left to right."""
    weeks = [week for week, _ in course.weeks if week < year.week]
    for week in (*weeks, year.week):
        ends = (
            along([(w, getattr(figure, end)) for w, figure in course.weeks], week) for end in ("value", "low", "high")
        )
        value, low, high = ends
        yield _axis_x(week), _y(value), _y(low), _y(high)


def _known(year: Year) -> Markup:
    """What the guess has shown already: the older review's line to its end, in grey."""
    if not year.guess or year.kind != NEW:
        return Markup()
    way = [(_axis_x(week), _y(figure.value)) for week, figure in year.by_review[0].weeks]
    return polyline(way, paint("none", "edge", 5, round=True))


def _guessed(year: Year) -> Markup:
    """The line that somebody drew before, as far as the year has gone."""
    if not year.guess or not year.week or year.kind != NEW:
        return Markup()
    weeks = [week for week, _ in year.by_review[0].weeks]
    points = [*zip(weeks, year.guess, strict=True)]
    shown = [(week, pain) for week, pain in points if week < year.week] + [(year.week, along(points, year.week))]
    way = [(_axis_x(week), _y(pain)) for week, pain in shown]
    drawn = polyline(way, paint("none", "routine", 4, dashes="3 9", round=True))
    x, y = way[-1]
    said = text(min(x + 12, _RIGHT - 90), y - 14, gettext("your guess"), size=LETTERS, fill="routine")
    return drawn + element("g", said, data_note="more")


def _met(year: Year) -> Iterator[Markup]:
    """A point for each time at which somebody measured; its number is above the higher line and below the lower one."""
    for course, below in zip(year.by_review, (36, -20), strict=True):
        for week, figure in course.weeks:
            if week > year.week:
                continue
            x, y = _axis_x(week), _y(figure.value)
            yield circle(x, y, 9 if course is year.course else 7, _point(year, course))
            if week:
                aside, down = (x + 34, 11) if week == YEAR else (x + 30 * (below < 0 and week < _EARLY), below)
                said = f"{figure.value:g}"
                yield text(aside, y + down, said, size=30, anchor="middle", bold=course is year.course)


def _pair(year: Year) -> Markup:
    """The two of the story, whose pain was new: with ointment or without, they are where the line is."""
    if year.kind != NEW:
        return Markup()
    now = _axis_x(year.week)
    x = min(max(now, _LEFT + 84), _RIGHT - 30)
    y = _y(year.by_review[1].weeks[0][1].value) - 90  # clear of the number of the start
    said = gettext("ointment"), gettext("nothing")
    foot = _y(max(year.pain_by(course) for course in year.by_review)) - 48
    down = line(now, y + 60, now, foot, paint(stroke="edge", width=2)) if foot > y + 60 else Markup()
    return down + markup(
        _one(look, age, year.pain, x + (n - 0.5) * _APART, y, words, to_right=bool(n))
        for n, ((look, age), words) in enumerate(zip(_PAIR, said, strict=True))
    )


def _one(look: Look, age: int, pain: float, x: float, y: float, words: str, *, to_right: bool) -> Markup:
    """A face, and above it the words, which begin or end over its inner side: so neither reaches the other's."""
    moved = f"translate({x - 60:g} {y - 42:g})"
    drawn = element("g", head(look, age, pain=round(pain / 10)), transform=moved)
    inner, anchor = (x - 26, "start") if to_right else (x + 26, "end")
    said = text(inner, y - 44, words, size=17, anchor=anchor, fill="soft")
    return element("g", drawn, element("g", said, data_note="more"), data_key=f"one {age}")


# --- What went with usual care, and what was added


def _bars(year: Year) -> Markup:
    """Two bars on the scale of the lines, which hang from the pain of the start; what each is stands above it."""
    start = year.course.weeks[0][1].value
    level = line(_LEFT, _y(start), _END, _y(start), paint(stroke="ink", width=2, dashes="2 6"))
    said = text(_LEFT + 16, _y(start) - 14, f"{start:g}", size=LARGE * 0.7, bold=True)
    care = [gettext("usual care,"), ngettext("{count} week", "{count} weeks", year.week).format(count=year.week)]
    usual = _hanging("time", 0, start, max(year.by_time, 0), _colour(year), care) if year.week else Markup()
    return markup(level, said, usual, _added(year.effect, start) if year.effect else "")


def _hanging(key: str, place: int, start: float, points: float, colour: str, words: Sequence[str]) -> Markup:
    """A bar of so many points that hangs from the start, and above it how many less that is, and with what."""
    x, y = _BARS[place], _y(start)
    bar = element(
        "rect",
        x=x,
        y=y,
        width=_WIDE,
        height=_y(start - points) - y,
        rx=4,
        style=paint(colour, opacity=0.85),
        data_key=key,
    )
    less = gettext("{points:.0f} less").format(points=points)
    lines = [(less, 34.0, True), *((each, LETTERS, False) for each in reversed(words))]
    said = (
        text(x + _WIDE / 2, y - 16 - 34 * n, each, size=size, anchor="middle", bold=bold)
        for n, (each, size, bold) in enumerate(lines)
    )
    return markup(bar, said)


def _added(effect: Effect, start: float) -> Markup:
    """What a treatment took away more than usual care or a sham, with its interval, in whom and when."""
    value, low, high = effect.shown
    middle = _BARS[1] + _WIDE / 2
    bar = _hanging("added", 1, start, value, "routine", [gettext("added")])
    top, foot = _y(start - low), _y(start - high)
    left, right = middle - 12, middle + 12
    ends = (left, top), (right, top), (middle, top), (middle, foot), (left, foot), (right, foot)
    whisker = polyline(ends, paint("none", "ink", 3, round=True))
    lines = wrap(gettext(effect.who), 146, size=17)
    when = paragraph(middle, _FOOT + 32, lines, size=17, anchor="middle", fill="soft")
    return markup(bar, whisker, element("g", when, data_note="more"), _noticed(effect, start))


def _noticed(effect: Effect, start: float) -> Markup:
    """Where its review says that people begin to notice."""
    if effect.matters is None:
        return Markup()
    y, left = _y(start - effect.matters), _BARS[1] - 22
    look = paint(stroke="emergency", width=3, dashes="9 7")
    said = gettext("noticed from {least:g}").format(least=effect.matters)
    top = _TOP + 26
    key = line(_BARS[0], top, _BARS[0] + 34, top, look) + text(_BARS[0] + 42, top + 7, said, size=LETTERS)
    return line(left, y, _END, y, look) + element("g", key, data_note="more")


# --- Those who come back


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
    for course in year.by_review:
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
