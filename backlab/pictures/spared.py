"""Who is spared the next time: a hundred people who turn from red to green, once for what each review found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from backlab.drawing.curves import Points, curve
from backlab.drawing.intervals import doubted, interval
from backlab.drawing.picture import Picture, Table
from backlab.drawing.svg import circle, drawing, element, line, paint, paragraph, polyline, text, wrap
from backlab.knowledge.figures import PREVENTIONS, RECURRENCES, Figure, Prevention
from backlab.knowledge.sources import SOURCES
from backlab.language import gettext
from backlab.markup import Markup, markup
from backlab.pictures.back import Pose
from backlab.pictures.prevention import PEOPLE, Share, base_share, share_of
from backlab.pictures.spasm.lifter import FEET, GROUND, Body, face, figure

NOTHING, TAUGHT, EXERCISE, WALKING, PASSIVE = "", "exercise-education", "exercise", "walking", "passive"
STUDIES: Mapping[str, tuple[str, ...]] = {
    NOTHING: (),
    TAUGHT: (TAUGHT, f"{TAUGHT}-2018"),
    EXERCISE: (EXERCISE, f"{EXERCISE}-2018"),
    WALKING: (WALKING,),
    PASSIVE: (PASSIVE,),
}
"""What one can do, and the studies that tried it, the older one first."""
PUBLISHED = round(RECURRENCES["any"].figure.value)
WIDTH, HEIGHT, LETTERS, LARGE = 900, 540, 21.0, 46.0
_COLUMNS, _TOP, _STEP, _DOT, _ACROSS = (206.0, 552.0), 112.0, 30.0, 11.0, 10
_DAYS, _MOST_DAYS = (232.0, 880.0), 370
# Who does it, seen from the side: upright, in an exercise, on a walk.
_STANDS, _TRAINS = Pose(arm=4, elbow=8), Pose(bend=34, squat=50, arm=30, elbow=112)
_WALKS = Pose(leg=26, knee=10, arm=-22, elbow=12)
_DOES = {TAUGHT: _TRAINS, EXERCISE: _TRAINS, WALKING: _WALKS}
_BELT: Points = ((-44, 296), (-16, 293), (14, 296), (16, 318), (14, 340), (-16, 343), (-46, 340), (-50, 318))
_FEET, _FLOOR, _SMALL = 104.0, 472.0, 0.94


class Spared(NamedTuple):
    """``what`` is done (a key of ``STUDIES``) against a ``risk`` of so many in 100 within a year."""

    what: str = NOTHING
    risk: int = PUBLISHED

    @property
    def studies(self) -> tuple[Prevention, ...]:
        """Those that tried it."""
        return tuple(PREVENTIONS[name] for name in STUDIES[self.what])

    @property
    def without(self) -> Share:
        """Of 100 with nothing done, those who have it again."""
        return base_share(self.risk)

    def with_(self, study: Prevention) -> Share:
        """Of the same 100, those who have it again although this is done, by this study."""
        return share_of(self.risk, study.ratio) if study.ratio else self.without

    @property
    def days(self) -> tuple[Figure, Figure] | None:
        """The days until half have it again, with it and without, where its study says that instead."""
        return next((study.days for study in self.studies if study.days), None)


def scene(now: Spared) -> Picture:
    """The picture, in words and as a table too."""
    title = gettext("Who is spared")
    columns = _in_days(now.days) if now.days else _in_people(now)
    svg = drawing(HEIGHT, title, told(now), element("g", _body(now), columns, data_label="words"), width=WIDTH)
    return Picture("spared", title, told(now), svg, _table(now))


def told(now: Spared) -> str:
    """One sentence: how many would be spared, and by whose count; where the risk changes nothing, that."""
    if now.days:
        return gettext(
            "Walking: half have it again after {with_it:g} days, not after {without:g}. The trial counted days, so the "
            "risk changes nothing here."
        ).format(with_it=now.days[0].value, without=now.days[1].value)
    if not now.studies:
        return gettext("Nothing is done: {again} of 100 have it again within a year.").format(again=now.risk)
    if now.what == PASSIVE:
        return gettext("Nobody is spared: no effect was found.")
    return " ".join(_would(now, study) for study in now.studies)


def _would(now: Spared, study: Prevention) -> str:
    share = now.with_(study)
    said = gettext("If the ratio of {year} holds, {fewer} of 100 are spared ({low} to {high}).")
    ends = {"low": now.risk - share.high, "high": now.risk - share.low}
    return said.format(fewer=now.risk - share.marked, year=_year(study), **ends)


def _year(study: Prevention) -> str:
    return study.source.split("-")[1]


def _body(now: Spared) -> Markup:
    """Somebody who does what is done, as one example of it."""
    pose = _DOES.get(now.what, _STANDS)
    moved = f"translate({_FEET - FEET * _SMALL:g} {_FLOOR - GROUND * _SMALL:g}) scale({_SMALL:g})"
    inside = figure(pose) + face(Body(pose), 0)
    if now.what == PASSIVE:
        belt = curve(Body(pose).line(_BELT), closed=True)
        inside += element("path", d=belt, style=paint("ink", "contour", 1.6), data_key="belt")
    floor = line(6, _FLOOR, 202, _FLOOR, paint(stroke="edge", width=3, round=True))
    said = paragraph(104, 500, wrap(_done(now.what), 196, size=18), size=18, anchor="middle", fill="soft")
    return markup(floor, element("g", inside, transform=moved), element("g", said, data_note="more"))


def _done(what: str) -> str:
    said: Mapping[str, str] = {
        TAUGHT: gettext("one of many exercises"),
        EXERCISE: gettext("one of many exercises"),
        WALKING: gettext("a walk, most days"),
        PASSIVE: gettext("a belt"),
    }
    return said.get(what, gettext("as before"))


def _in_people(now: Spared) -> Markup:
    """The same hundred once for each review, or as they are with nothing done."""
    if not now.studies:
        return _column(0, gettext("Nothing done"), now.without, now.risk, sure=True) + _key(is_tried=False)
    columns = (
        _column(place, _name(study), now.with_(study), now.risk, sure=SOURCES[study.source].verified, is_tried=True)
        for place, study in enumerate(now.studies)
    )
    return markup(columns, _key(is_tried=True))


def _name(study: Prevention) -> str:
    return gettext("Review of {year}").format(year=_year(study))


def _column(place: int, name: str, share: Share, risk: int, *, sure: bool, is_tried: bool = False) -> Markup:
    x = _COLUMNS[place]
    head = text(x, 30, name, size=LETTERS, bold=True)
    doubt = "" if sure else element("g", text(x, 54, gettext("not verified"), size=18, fill="soft"), data_note="more")
    many = text(x, 100, f"{share.marked}", size=LARGE, bold=True, fill="emergency")
    again = element("g", text(x + 76, 98, gettext("have it again"), size=18, fill="soft"), data_note="more")
    people = (_person(place, each, share, risk) for each in range(PEOPLE))
    tried = markup(_border(x, share.marked), _fewer(x, share, risk)) if is_tried else ""
    return markup(head, doubt, many, again, people, tried)


def _border(x: float, again: int) -> Markup:
    """A line behind the last who has it again, with their number: open circles lie on both sides of it."""
    row, rest = divmod(again, _ACROSS)
    top, foot, middle, right = _TOP + row * _STEP, _TOP + (row + 1) * _STEP, x + rest * _STEP, x + _ACROSS * _STEP
    way = [(x, foot), (middle, foot), (middle, top), (right, top)] if rest else [(x, top), (right, top)]
    said = text(right + 6, top + 8, f"{again}", size=LETTERS, bold=True)
    return polyline(way, paint("none", "ink", 4, round=True)) + said


def _fewer(x: float, share: Share, risk: int) -> Markup:
    """How many are spared, with the interval of the ratio."""
    y, fewer = _TOP + _ACROSS * _STEP + 52, risk - share.marked
    many = text(x, y, f"{fewer}", size=LARGE, bold=True, fill="self-care" if fewer else "soft")
    said = text(x + 76, y - 2, gettext("spared"), size=LETTERS, fill="soft")
    if not fewer:
        return many + said
    with_ends = gettext("spared ({low} to {high})").format(low=risk - share.high, high=risk - share.low)
    return many + element("g", text(x + 76, y - 2, with_ends, size=LETTERS, fill="soft"), data_note="more")


def _person(place: int, each: int, share: Share, risk: int) -> Markup:
    """Who has it again is filled red, who is spared green, who never had it pale; open where the interval doubts."""
    x = _COLUMNS[place] + (each % _ACROSS + 0.5) * _STEP
    y = _TOP + (each // _ACROSS + 0.5) * _STEP
    colour = "emergency" if each < share.marked else "self-care" if each < risk else "line"
    in_doubt = share.low <= each < share.high
    look = paint("sheet" if in_doubt else colour, colour, 4)
    return element("circle", cx=x, cy=y, r=_DOT, style=look, data_key=f"{place} {each}")


def _key(*, is_tried: bool) -> Markup:
    """What the colours mean, as far as they are there."""
    again, spared = ("emergency", "emergency"), ("self-care", "self-care")
    doubt = ("sheet", "emergency"), ("sheet", "self-care")
    rows: tuple[tuple[tuple[tuple[str, str], ...], str], ...] = (((again,), gettext("again")),)
    if is_tried:
        rows += (((spared,), gettext("spared")),)
    rows += ((doubt if is_tried else doubt[:1], gettext("in doubt")),)
    return markup(_key_row(244 + 190 * n, looks, words) for n, (looks, words) in enumerate(rows))


def _key_row(x: float, looks: tuple[tuple[str, str], ...], words: str) -> Markup:
    y = _TOP + _ACROSS * _STEP + 96
    dots = (circle(x + 24 * n, y - 7, 8, paint(fill, edge, 4)) for n, (fill, edge) in enumerate(looks))
    return markup(dots, text(x + 24 * len(looks) - 6, y, words, size=LETTERS))


def _in_days(days: tuple[Figure, Figure]) -> Markup:
    """When half of them had it again: that is what the trial counted, and no number of people is made from it."""
    head = text(_DAYS[0], 60, gettext("Days until half were limited by back pain again"), size=LETTERS, bold=True)
    rows = zip((gettext("Nothing done"), gettext("Walking and education")), reversed(days), strict=True)
    bars = (
        _bar(150.0 + 150 * n, words, figure, "self-care" if n else "emergency")
        for n, (words, figure) in enumerate(rows)
    )
    return markup(head, bars)


def _day(day: float) -> float:
    return _DAYS[0] + (_DAYS[1] - _DAYS[0]) * day / _MOST_DAYS


def _bar(y: float, words: str, figure: Figure, colour: str) -> Markup:
    name = text(_DAYS[0], y, words, size=LETTERS)
    bar = element(
        "rect",
        x=_DAYS[0],
        y=y + 14,
        width=_day(figure.value) - _DAYS[0],
        height=48,
        rx=6,
        style=paint(colour),
        data_key=f"bar {colour}",
    )
    middle = y + 38
    low, high = _day(figure.low), _day(figure.high)
    sure = line(low, middle, high, middle, paint(stroke="ink", width=4))
    ends = markup(line(x, middle - 10, x, middle + 10, paint(stroke="ink", width=4)) for x in (low, high))
    said = text(high + 14, middle + 14, f"{figure.value:g}", size=LARGE, bold=True)
    return markup(name, bar, sure, ends, said)


def _table(now: Spared) -> Table:
    header = gettext("What was done"), gettext("Result"), gettext("Source")
    return Table(header, tuple(_rows(now)))


def _rows(now: Spared) -> Iterable[tuple[str, str, str]]:
    yield from _without_row(now)
    for study in now.studies:
        yield gettext(study.label), _found(now, study), SOURCES[study.source].citation
        if study.hazard:
            rates = interval(*study.hazard[:3])
            yield gettext("Ratio of the two rates (hazard ratio)"), rates, SOURCES[study.source].citation


def _without_row(now: Spared) -> Iterator[tuple[str, str, str]]:
    source = SOURCES[RECURRENCES["any"].figure.source].citation
    yield (
        gettext("Nothing done"),
        now.without.told,
        source if now.risk == PUBLISHED else gettext("teaching estimate"),
    )


def _found(now: Spared, study: Prevention) -> str:
    """What it did, with the ratio that was published."""
    sure = SOURCES[study.source].verified
    if study.days:
        with_it, without = (interval(*figure[:3]) for figure in study.days)
        return gettext("half after {with_it} days, without it {without}").format(with_it=with_it, without=without)
    if not study.ratio:
        return gettext("no effect found")
    ratio = doubted(interval(*study.ratio[:3]), verified=sure)
    return gettext("{share}; ratio of the two risks {ratio}").format(share=now.with_(study).told, ratio=ratio)
