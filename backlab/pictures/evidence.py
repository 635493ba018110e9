"""Pictures of what studies found: how pain goes on, and what treatments do to it, each with its interval."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from math import ceil, floor
from typing import NamedTuple, TypeVar

from backlab.drawing.intervals import doubted, interval
from backlab.drawing.picture import Picture, Table
from backlab.drawing.svg import (
    EDGE,
    ROOM,
    SMALL,
    WIDTH,
    Part,
    block,
    circle,
    drawing,
    group,
    line,
    paint,
    polygon,
    polyline,
    rect,
    space,
    stack,
    text,
)
from backlab.knowledge.figures import COURSES, EFFECTS, STANDARD, Course, Effect, Scale
from backlab.knowledge.sources import SOURCES
from backlab.language import gettext
from backlab.markup import Markup, markup
from backlab.words import capital

_Entry = TypeVar("_Entry", Course, Effect)

# The plot of pain over time: where its axes lie, and the colour of each kind of pain.
_LEFT, _RIGHT, _TOP, _BOTTOM, _YEAR = 30, WIDTH - 48, 26, 206, 52
_KINDS = {"acute": "accent", "subacute": "soft", "persistent": "ink"}
_FIRST = "menezes-costa-2012-acute", "menezes-costa-2012-persistent"


def recovery_curves(cohorts: Iterable[str] = _FIRST) -> Picture:
    """Mean pain (0 to 100) over a year in these groups (ids of ``COURSES``; ``ValueError`` for another word)."""
    courses = _chosen(COURSES, cohorts)
    plot = _grid() + markup(map(_band, courses)) + markup(map(_curve, courses)) + _end_values(courses)
    legend = stack([_course_key(course) for course in courses], 3)
    title = gettext("How back pain goes on over a year")
    told = " ".join(map(_course_told, courses))
    weeks = sorted({week for course in courses for week, _ in course.weeks})
    names = tuple(gettext("Week {week}").format(week=week) for week in weeks)
    return Picture(
        "recovery",
        title,
        told,
        drawing(_BOTTOM + 48 + legend.height, title, told, plot, group(legend.markup, at=(EDGE, _BOTTOM + 42))),
        Table(
            (gettext("People with"), *names, gettext("Source")), tuple(_course_row(course, weeks) for course in courses)
        ),
    )


def _chosen(known: Mapping[str, _Entry], ids: Iterable[str]) -> tuple[_Entry, ...]:
    listed = tuple(ids)
    for name in listed:
        if name not in known:
            raise ValueError(f"no figures {name!r}: choose from {', '.join(known)}")
    return tuple(known[name] for name in known if name in listed)


def _x(week: float) -> float:
    return _LEFT + 8 + week / _YEAR * (_RIGHT - _LEFT - 8)


def _y(pain: float) -> float:
    return _BOTTOM - pain / 100 * (_BOTTOM - _TOP)


def _grid() -> Markup:
    parts = [text(EDGE, 13, gettext("Mean pain, from 0 to 100"), size=SMALL, fill="soft")]
    for pain in (0, 25, 50, 75, 100):
        parts.append(line(_LEFT, _y(pain), _RIGHT, _y(pain), paint(stroke="line" if pain else "edge", width=1)))
        parts.append(text(_LEFT - 4, _y(pain) + 4.5, str(pain), size=SMALL, anchor="end", fill="soft"))
    for week in (0, 6, 26, _YEAR):
        parts.append(line(_x(week), _BOTTOM, _x(week), _BOTTOM + 5, paint(stroke="edge", width=1)))
        parts.append(text(_x(week), _BOTTOM + 18, str(week), size=SMALL, anchor="middle", fill="soft"))
    parts.append(text((_x(6) + _x(26)) / 2, _BOTTOM + 18, gettext("weeks"), size=SMALL, anchor="middle", fill="soft"))
    return markup(parts)


def _band(course: Course) -> Markup:
    """The intervals as one pale surface."""
    upper = [(_x(week), _y(figure.high)) for week, figure in course.weeks]
    lower = [(_x(week), _y(figure.low)) for week, figure in reversed(course.weeks)]
    return polygon(upper + lower, paint(_KINDS[course.kind], opacity=0.14))


def _curve(course: Course) -> Markup:
    """Straight lines between what was measured; dashed and hollow where it is not verified."""
    points = [(_x(week), _y(figure.value)) for week, figure in course.weeks]
    dashes = "" if course.verified else "5 4"
    shaft = polyline(points, paint("none", _KINDS[course.kind], 2.5, dashes=dashes, round=not dashes))
    return shaft + markup(_point(course, x, y) for x, y in points)


def _point(course: Course, x: float, y: float) -> Markup:
    name = _KINDS[course.kind]
    look = paint(name, "sheet", 1.2) if course.verified else paint("sheet", name, 2)
    if course.kind == "acute":
        return circle(x, y, 5, look)
    if course.kind == "persistent":
        return rect(x - 4.5, y - 4.5, 9, 9, look)
    return polygon(((x, y - 6), (x + 5.5, y + 4), (x - 5.5, y + 4)), look)


def _end_values(courses: Sequence[Course]) -> Markup:
    """The last mean of each group beside its curve and behind its shape, moved apart where they would touch."""
    parts, free = [], 0.0
    for course in sorted(courses, key=lambda each: -each.weeks[-1][1].value):
        last = course.weeks[-1][1].value
        free = max(_y(last), free)
        shape = _point(course, _RIGHT + 17, free)
        parts.append(shape + text(_RIGHT + 27, free + 4.5, f"{last:g}", size=SMALL, bold=True))
        free += SMALL + 3
    return markup(parts)


def _course_key(course: Course) -> Part:
    dashes = "" if course.verified else "5 4"
    sample = line(0, 9, 30, 9, paint(stroke=_KINDS[course.kind], width=2.5, dashes=dashes)) + _point(course, 15, 9)
    words = block(doubted(gettext(course.label), verified=course.verified), 40, ROOM - 40, size=SMALL)
    return Part(sample + words.markup, words.height)


def _course_told(course: Course) -> str:
    first, last = course.weeks[0][1], course.weeks[-1][1]
    said = gettext("{who}: mean pain {first:g} at the start, {last:g} after a year.")
    return said.format(who=doubted(gettext(course.label), verified=course.verified), first=first.value, last=last.value)


def _course_row(course: Course, weeks: Iterable[int]) -> tuple[str, ...]:
    figures = dict(course.weeks)
    cells = (interval(f.value, f.low, f.high) if (f := figures.get(week)) else "" for week in weeks)
    return (doubted(gettext(course.label), verified=course.verified), *cells, SOURCES[course.source].citation)


class Axis(NamedTuple):
    """A straight scale from 0 to ``most``, with a mark every ``step``."""

    most: float
    step: float

    def x(self, value: float) -> float:
        """Where a value stands."""
        return 8 + value / self.most * (ROOM - 24)


_BAND = 18


def effect(effects: Iterable[str] = tuple(EFFECTS)) -> Picture:
    """What treatments do (ids of ``EFFECTS``), scale by scale, beside the smallest difference that matters."""
    chosen = _chosen(EFFECTS, effects)
    panels = [_panel(scale, tuple(rows)) for scale, rows in groupby(chosen, key=lambda e: e.scale)]
    body = stack((_effect_keys(chosen), *panels), 20)
    title = gettext("How much treatments help")
    told = " ".join(f"{_effect_name(e)}: {_result(e)}." for e in chosen)
    header = (
        gettext("Treatment"),
        gettext("In whom, when"),
        gettext("Scale"),
        gettext("Effect"),
        gettext("Does it matter?"),
        gettext("Source"),
    )
    return Picture(
        "effect",
        title,
        told,
        drawing(body.height + 4, title, told, group(body.markup, at=(EDGE, 0))),
        Table(header, tuple(map(_effect_row, chosen))),
        _notes(chosen),
    )


def _notes(effects: Iterable[Effect]) -> tuple[str, ...]:
    """What has to be known about a scale whose numbers do not explain themselves."""
    if all(e.scale is not STANDARD for e in effects):
        return ()
    return (gettext("A standardised difference is a number without a unit; 0 means no difference."),)


def _panel(scale: Scale, effects: Sequence[Effect]) -> Part:
    axis = _axis(effects)
    head = block(gettext(scale.label), 0, ROOM, size=15, bold=True, fill="accent")
    rule = Part(line(0, 0, ROOM, 0, paint(stroke="line", width=1.5)), 10)
    rows = stack([_effect(e, axis) for e in effects], 10)
    return stack((rule, head, space(6), rows, _axis_drawn(axis, scale)))


def _axis(effects: Sequence[Effect]) -> Axis:
    reach = max(max(e.shown[2], e.matters or 0) for e in effects)
    step = next(s for s in (0.1, 0.2, 0.5, 1, 2, 5, 10, 20) if reach / s <= 5)
    return Axis(ceil(reach / step) * step, step)


def _axis_drawn(axis: Axis, scale: Scale) -> Part:
    marks = [n * axis.step for n in range(floor(axis.most / axis.step + 0.01) + 1)]
    parts = [text(axis.x(mark), 17, f"{mark:g}", size=SMALL, anchor="middle", fill="soft") for mark in marks]
    more = block(f"{gettext(scale.more)} →", 0, ROOM, size=SMALL, fill="soft")
    return Part(markup(parts) + group(more.markup, at=(axis.x(0) - 4, 22)), 22 + more.height)


def _effect(e: Effect, axis: Axis) -> Part:
    name = block(_effect_name(e), 0, ROOM, bold=True)
    who = block(capital(gettext(e.who)), 0, ROOM, size=SMALL, fill="soft")
    result = block(_result(e), 0, ROOM, size=SMALL)
    return stack((name, who, Part(group(_track(e, axis), at=(0, 3)), _BAND + 6), result))


def _track(e: Effect, axis: Axis) -> Markup:
    value, low, high = e.shown
    middle = _BAND / 2
    zero = line(axis.x(0), 0, axis.x(0), _BAND, paint(stroke="edge", width=1.5))
    bar = line(axis.x(low), middle, axis.x(high), middle, paint(stroke="accent", width=3))
    ends = markup(line(axis.x(v), 4, axis.x(v), _BAND - 4, paint(stroke="accent", width=2)) for v in (low, high))
    look = paint("accent", "sheet", 1.5) if e.figure.verified else paint("sheet", "accent", 2.5)
    point = rect(axis.x(value) - 5.5, middle - 5.5, 11, 11, look)
    ground = rect(0, 0, ROOM, _BAND, paint("tint", "line", 0.8), radius=3)
    return ground + zero + (_threshold(axis.x(e.matters), _BAND) if e.matters else "") + bar + ends + point


def _threshold(x: float, height: float) -> Markup:
    return line(x, -3, x, height + 3, paint(stroke="ink", width=2, dashes="3 3"))


def _effect_keys(effects: Sequence[Effect]) -> Part:
    sure = rect(9, 2.5, 11, 11, paint("accent"))
    rows = [(line(0, 8, 29, 8, paint(stroke="accent", width=3)) + sure, gettext("mean and 95% interval"))]
    if any(not e.figure.verified for e in effects):
        hollow = rect(9, 2.5, 11, 11, paint("sheet", "accent", 2.5))
        rows.append((line(0, 8, 29, 8, paint(stroke="accent", width=3)) + hollow, gettext("not verified")))
    if any(e.matters for e in effects):
        rows.append((_threshold(14.5, 15), gettext("smallest difference that matters, as a review sets it")))
    return stack([_key(shape, words) for shape, words in rows], 4)


def _key(shape: str, words: str) -> Part:
    part = block(words, 40, ROOM - 40, size=SMALL, fill="soft")
    return Part(shape + part.markup, part.height)


def _effect_name(e: Effect) -> str:
    if not e.versus:
        return gettext(e.label)
    return gettext("{treatment} against {other}").format(treatment=gettext(e.label), other=gettext(e.versus))


def _result(e: Effect) -> str:
    said = [interval(*e.shown), *filter(None, (_verdict(e), gettext(e.note)))]
    if not e.figure.verified:
        said.append(gettext("not verified"))
    return "; ".join(said)


def _verdict(e: Effect) -> str:
    """Whether the difference is one that people notice, as far as its interval says so."""
    if e.matters is None:
        return ""
    _, low, high = e.shown
    if high < e.matters:
        return gettext("too small to matter")
    return gettext("large enough to matter") if low >= e.matters else gettext("may be too small to matter")


def _effect_row(e: Effect) -> tuple[str, ...]:
    verdict = _verdict(e) or gettext(e.note)
    if e.matters:
        verdict = gettext("{verdict} (it takes {least:g})").format(verdict=verdict, least=e.matters)
    sure = interval(*e.shown) if e.figure.verified else f"{interval(*e.shown)}; {gettext('not verified')}"
    return (_effect_name(e), gettext(e.who), gettext(e.scale.label), sure, verdict, _cited(e))


def _cited(e: Effect) -> str:
    """Where the figure stands, and where the smallest difference that matters does, if that is elsewhere."""
    names = dict.fromkeys(filter(None, (e.figure.source, e.matters_source)))
    return "; ".join(dict.fromkeys(SOURCES[name].citation for name in names))
