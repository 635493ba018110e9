"""What is done for pain down the leg, against time: people who have recovered, and points less pain.

They are two yardsticks of different trials, so they stand on two scales with one time; the line across both is the
month that one looks at.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from backlab.drawing.intervals import Interval, doubted, interval
from backlab.drawing.picture import Picture, Table
from backlab.drawing.svg import circle, drawing, element, leading, line, number, paint, polyline, rect, text, wrap
from backlab.knowledge.figures import (
    MATTERS,
    OPERATED_IN_A_YEAR,
    RECOVERED_IN_A_YEAR,
    TIMELINES,
    WEEKS_TO_RECOVER,
    Count,
    Moment,
    Said,
    Timeline,
)
from backlab.knowledge.rules import RULES
from backlab.knowledge.sources import SOURCES
from backlab.language import gettext
from backlab.markup import Markup, markup
from backlab.pictures.disc.parts import HEIGHT, LETTERS, WIDTH, group, named, part
from backlab.pictures.disc.state import MONTHS
from backlab.reasoning.explain import ordered
from backlab.words import capital, listed

WAITING, SURGERY = "waiting", "surgery"
CARES = (WAITING, "opioid", "injection", SURGERY)
_LEFT, _RIGHT = 62.0, 590.0
_SAID = 622  # where the words to the right begin
_TOP, _MIDDLE = (108.0, 268.0), (338.0, 556.0)  # each scale from its top to its foot
_LEAST, _MOST, _STEP = -15, 25, 10
_WEEKS_IN_A_MONTH = 52 / 12
EMERGENCIES = "cauda-equina", "weakness-growing"  # the rules for whom none of this is


class Span(NamedTuple):
    """From which month to which a figure holds."""

    start: float
    end: float

    def holds(self, month: float) -> bool:
        """Whether it holds in this month."""
        return self.start <= month <= self.end


# When each moment of the trials was, in months; "at once" is up to 6 weeks, and the long term a year.
_SPANS: Mapping[str, tuple[Span, ...]] = {
    SURGERY: (Span(0, 1.38), Span(1.38, 2.77), Span(2.77, 11.4), Span(11.4, 12)),
    "injection": (Span(0.46, 2.99),),
    "opioid": (Span(1.1, 1.67), Span(11.4, 12)),
}


def care(chosen: str, months: int) -> Picture:
    """All that is done beside waiting, one drawn strong; raises ``ValueError`` for one that there is not."""
    if chosen not in CARES:
        raise ValueError(f"no figures {chosen!r}: choose one of {', '.join(CARES)}")
    title = gettext("What is done, against time")
    told = verdict(chosen, months)
    parts = _chips(chosen), _recovered(chosen), _less_pain(chosen), _cursor(months), _words(chosen, months)
    svg = drawing(HEIGHT, title, told, *parts, width=WIDTH)
    return Picture("disc", title, told, svg, figures(chosen), notes(chosen))


def notes(chosen: str) -> tuple[str, ...]:
    """What else was found of it, and for whom none of this holds."""
    found = (_found(note) for note in TIMELINES[chosen].notes) if chosen in TIMELINES else ()
    return (*found, never_wait())


def label(chosen: str) -> str:
    """A short name for what is done."""
    names = {
        WAITING: gettext("waiting"),
        "opioid": gettext("strong tablets"),
        "injection": gettext("injection"),
        SURGERY: gettext("surgery"),
    }
    return names[chosen]


def verdict(chosen: str, months: int) -> str:
    """What the month that one looks at tells, in a sentence."""
    if chosen in (WAITING, SURGERY):
        return _of_recovery(months)
    shown = _now(chosen, months)
    if shown is None:
        said = gettext("{treatment}: no figure for month {month}. There is one for months {known}.")
        return said.format(treatment=capital(label(chosen)), month=months, known=_known(chosen))
    return capital(label(chosen)) + ": " + _result(TIMELINES[chosen], shown) + "."


def _known(chosen: str) -> str:
    """The months for which there is a figure."""
    pairs = zip(_SPANS[chosen], TIMELINES[chosen].moments, strict=True)
    spans = [span for span, moment in pairs if moment.figure]
    whole = [month for month in range(MONTHS + 1) if any(_near(span, month) for span in spans)]
    return gettext("{first} to {last}").format(first=whole[0], last=whole[-1])


def _near(span: Span, month: int) -> bool:
    """A whole month stands for the half month before it and after it."""
    return span.start <= month + 0.4 and month - 0.4 <= span.end


def _of_recovery(months: int) -> str:
    early, waiting = (count.value for count in WEEKS_TO_RECOVER)
    if months >= MONTHS:
        said = gettext(
            "After a year {recovered:g} of 100 had recovered in both groups; {operated:g} of 100 who waited had the "
            "operation by then."
        )
        return said.format(recovered=RECOVERED_IN_A_YEAR.value, operated=OPERATED_IN_A_YEAR.value)
    weeks = round(months * _WEEKS_IN_A_MONTH)
    if weeks < early:
        return gettext(
            "At the start nobody has recovered yet. Half had after {early:g} weeks with early surgery, after "
            "{waiting:g} with waiting."
        ).format(early=early, waiting=waiting)
    if weeks < waiting:
        said = gettext(
            "After about {weeks} weeks more than half have recovered with early surgery, and fewer than half with "
            "waiting."
        )
        return said.format(weeks=weeks)
    said = gettext("After about {weeks} weeks more than half have recovered in both groups: waiting catches up.")
    return said.format(weeks=weeks)


def _x(month: float) -> float:
    return _LEFT + (_RIGHT - _LEFT) * month / MONTHS


def _share_y(share: float) -> float:
    return _TOP[1] - (_TOP[1] - _TOP[0]) * share / 100


def _points_y(points: float) -> float:
    return _MIDDLE[0] + (_MOST - points) / (_MOST - _LEAST) * (_MIDDLE[1] - _MIDDLE[0])


def _chips(chosen: str) -> Markup:
    """What can be chosen, as words that can be tapped; the same stands among the controls."""
    wide = 184
    return markup(_chip(name, 2 + place * (wide + 8), wide, name == chosen) for place, name in enumerate(CARES))


def _chip(name: str, x: float, wide: float, is_chosen: bool) -> Markup:
    ground = rect(x, 4, wide, 38, paint("accent" if is_chosen else "sheet", "accent", 2), radius=19)
    said = text(
        x + wide / 2,
        30,
        label(name),
        size=LETTERS,
        anchor="middle",
        bold=is_chosen,
        fill="sheet" if is_chosen else "text",
    )
    return group(ground, said, data_tap=f"care={name}", style="cursor:pointer")


def _recovered(chosen: str) -> Markup:
    """People of a hundred who have recovered: what is known are the points, between them nobody counted."""
    head = text(_LEFT - 46, 82, gettext("Recovered, of 100 with strong sciatica"), size=LETTERS, bold=True)
    grid = markup(_row(_share_y(share), f"{share}") for share in (0, 50, 100))
    lines = (
        _way(count, strong=chosen == name) for count, name in zip(WEEKS_TO_RECOVER, (SURGERY, WAITING), strict=True)
    )
    return head + grid + _months() + markup(lines)


def _row(y: float, said: str, *, firm: bool = False) -> Markup:
    look = paint(stroke="ink", width=2) if firm else paint(stroke="line", width=1)
    return line(_LEFT, y, _RIGHT, y, look) + text(_LEFT - 8, y + 6, said, size=19, anchor="end", fill="soft")


def _months() -> Markup:
    """The months below the upper scale, for both."""
    ticks = (
        text(_x(month), _TOP[1] + 24, f"{month}", size=19, anchor="middle", fill="soft") for month in range(0, 13, 2)
    )
    return markup(ticks, text(_RIGHT + 22, _TOP[1] + 24, gettext("months"), size=19, fill="soft"))


def _way(count: Count, *, strong: bool) -> Markup:
    """From nobody at the start through half of them to those of a year."""
    month = count.value / _WEEKS_IN_A_MONTH
    places = (0.0, 0.0), (month, 50.0), (MONTHS, RECOVERED_IN_A_YEAR.value)
    points = [(_x(m), _share_y(share)) for m, share in places]
    surgery = count is WEEKS_TO_RECOVER[0]
    colour, width = ("accent", 4) if strong else ("soft", 2)
    way = polyline(points, paint("none", colour, width, dashes="2 5", round=True))
    marks = markup(_mark(x, y, colour, square=surgery) for x, y in points[1:])
    (x, y), words = points[1], label(SURGERY if surgery else WAITING)
    at, anchor = ((x, y - 16), "middle") if surgery else ((x + 12, y + 24), "start")
    said = text(*at, words, size=19, bold=strong, anchor=anchor)
    return way + marks + said


def _mark(x: float, y: float, colour: str, *, square: bool) -> Markup:
    return rect(x - 7, y - 7, 14, 14, paint(colour)) if square else circle(x, y, 7.5, paint("sheet", colour, 3.5))


def _less_pain(chosen: str) -> Markup:
    """Points less pain than with something else, as bands over the time for which they hold."""
    head = text(_LEFT - 46, 324, gettext("Points less pain, of 100, than the other group"), size=LETTERS, bold=True)
    grid = markup(_row(_points_y(points), f"{points}", firm=not points) for points in (-10, 0, 10, 20))
    y = _points_y(MATTERS.value)
    matters = line(_LEFT, y, _RIGHT, y, paint(stroke="ink", width=2, dashes="6 5"))
    least = gettext("dashed: the least that one notices")
    meaning = text(_RIGHT, y - 16, least, size=19, anchor="end", fill="soft")
    faint = (name for name in TIMELINES if name != chosen)
    bands = markup(_bands(name, strong=False) for name in faint), _bands(chosen, strong=True)
    return markup(head, grid, bands, matters, meaning)


def _bands(name: str, *, strong: bool) -> Markup:
    if name not in TIMELINES:
        return Markup()
    timeline = TIMELINES[name]
    pairs = zip(_SPANS[name], timeline.moments, strict=True)
    return markup(_band(timeline, span, moment, strong) for span, moment in pairs if moment.figure)


def _band(timeline: Timeline, span: Span, moment: Moment, strong: bool) -> Markup:
    assert moment.figure is not None
    value, low, high = timeline.shown(moment.figure)
    left, right, top, foot = _x(span.start) + 1.5, _x(span.end) - 1.5, _points_y(high), _points_y(low)
    colour = "accent" if strong else "soft"
    ground = paint(
        "accent-soft" if strong else "none",
        colour,
        2 if strong else 1.2,
        dashes="" if moment.figure.verified else "5 4",
    )
    middle = line(left, _points_y(value), right, _points_y(value), paint(stroke=colour, width=5 if strong else 2))
    key = f"band-{timeline.id}-{number(span.start)}"
    box = element("rect", x=left, y=top, width=right - left, height=foot - top, rx=4, style=ground, data_key=key)
    return box + middle


def _cursor(months: int) -> Markup:
    """The month that one looks at, across both scales; it can be dragged."""
    along = f"{number(_x(0))} {number(_TOP[0])} {number(_x(MONTHS))} {number(_TOP[0])}"
    x = _x(months)
    pieces = ((_TOP[0] - 8, _TOP[1]), (_MIDDLE[0] - 4, _MIDDLE[1]))
    d = "".join(f"M{number(x)} {number(top)}L{number(x)} {number(foot)}" for top, foot in pieces)
    rail = part("month", d, paint("none", "routine", 3))
    grip = group(
        circle(0, 0, 12, paint("sheet", "routine", 3)),
        element(
            "path", d="M-6 0l4 -4M-6 0l4 4M6 0l-4 -4M6 0l-4 4M-6 0h12", style=paint("none", "routine", 2, round=True)
        ),
        transform=f"translate({number(x)} {number(_TOP[0] - 8)})",
        data_key="month-grip",
    )
    return group(rail, grip, data_drag="months", data_along=along, style="cursor:ew-resize")


def _words(chosen: str, months: int) -> Markup:
    """What stands at that month on each of the two scales."""
    early, waiting = (count.value for count in WEEKS_TO_RECOVER)
    half = gettext("Half had recovered: early surgery after {early:g} weeks, waiting after {waiting:g}.")
    year = gettext("{operated:g} of 100 who waited were operated on within the year.")
    above = (
        (half.format(early=early, waiting=waiting), True, "text"),
        (year.format(operated=OPERATED_IN_A_YEAR.value), False, "text"),
    )
    return _column(92, above) + _column(316, _readings(chosen, months))


def _column(y: float, rows: Iterable[tuple[str, bool, str]]) -> Markup:
    """Words below each other on the right: each with whether it is bold, and its colour."""
    said = []
    for words, bold, fill in rows:
        said.append(named(_SAID, y, words, wide=272, bold=bold, fill=fill))
        y += leading(LETTERS) * len(wrap(words, 272, size=LETTERS, bold=bold)) + 6
    return markup(said)


def _readings(chosen: str, months: int) -> Iterator[tuple[str, bool, str]]:
    yield gettext("{treatment}, month {month}").format(treatment=capital(label(chosen)), month=months), True, "text"
    if chosen in TIMELINES:
        yield gettext("against {other}").format(other=gettext(TIMELINES[chosen].versus)), False, "soft"
    if chosen == WAITING:
        yield gettext("This is what the others are measured against: the line at 0."), False, "text"
    else:
        shown = _now(chosen, months)
        yield (_short(TIMELINES[chosen], shown) if shown else gettext("no figure")), False, "text"
        if chosen == "opioid":
            yield gettext("Tried in back or neck pain, not in sciatica."), False, "soft"


def _now(chosen: str, months: int) -> Moment | None:
    """What is known of that month."""
    pairs = zip(_SPANS[chosen], TIMELINES[chosen].moments, strict=True)
    fits = [
        (abs((span.start + span.end) / 2 - months), place)
        for place, (span, _) in enumerate(pairs)
        if _near(span, months)
    ]
    return TIMELINES[chosen].moments[min(fits)[1]] if fits else None


def _short(timeline: Timeline, moment: Moment) -> str:
    if moment.figure is None:
        return gettext(moment.says)
    value, low, high = timeline.shown(moment.figure)
    words = interval(value, low, high) + ", " + _judged((value, low, high))
    return doubted(words, verified=moment.figure.verified)


def _result(timeline: Timeline, moment: Moment) -> str:
    if moment.figure is None:
        return gettext(moment.says)
    value, low, high = shown = timeline.shown(moment.figure)
    if value < 0:
        said, turned = gettext("{interval} points more pain, {verdict}"), (-value, -high + 0.0, -low)
    else:
        said, turned = gettext("{interval} points less pain, {verdict}"), shown
    return doubted(said.format(interval=interval(*turned), verdict=_judged(shown)), verified=moment.figure.verified)


def _judged(shown: Interval) -> str:
    """What the interval allows to say of the difference."""
    _, low, high = shown
    if low <= 0 <= high:
        return gettext("no clear difference")
    if high < MATTERS.value:
        return gettext("too small to matter")
    return gettext("large enough to matter") if low >= MATTERS.value else gettext("may be too small to matter")


def _found(note: Said) -> str:
    """The sentence, with a mark where the project has not read its source."""
    words = gettext(note.text)
    return words if note.verified else gettext("{sentence} (Not verified.)").format(sentence=words)


def figures(chosen: str) -> Table:
    """Every figure that is drawn, with its source: what is chosen first."""
    header = gettext("When, or what"), gettext("Result"), gettext("Source")
    order = sorted(TIMELINES, key=lambda name: name != chosen)
    rows = [row for name in order for row in _moments(TIMELINES[name])]
    return Table(header, (*rows, *_counts()))


def _moments(timeline: Timeline) -> Iterator[tuple[str, ...]]:
    for moment in timeline.moments:
        when = gettext("{treatment}: {when}").format(treatment=gettext(timeline.label), when=gettext(moment.when))
        yield when, _result(timeline, moment), SOURCES[moment.source].citation


def _counts() -> Iterator[tuple[str, ...]]:
    said = gettext("{weeks:g} weeks")
    for count in WEEKS_TO_RECOVER:
        name = gettext("half had recovered: {group}").format(group=gettext(count.label))
        yield capital(name), said.format(weeks=count.value), SOURCES[count.source].citation
    for count in (RECOVERED_IN_A_YEAR, OPERATED_IN_A_YEAR):
        yield capital(gettext(count.label)), f"{count.value:g}%", SOURCES[count.source].citation


def never_wait() -> str:
    """For whom none of this holds, from the rules."""
    signs = ordered({atom for rule in EMERGENCIES for atom in RULES[rule].when.atoms})
    said = gettext("Nobody waits with one of these signs. Get emergency help now (999, 112 or 911): {signs}.")
    return said.format(signs=listed(signs))


def cares() -> Iterable[tuple[str, str]]:
    """What can be chosen, by name and in words."""
    return ((name, label(name)) for name in CARES)
