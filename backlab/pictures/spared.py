"""Who is spared the next time: the same hundred people with nothing done, and by what each review found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import NamedTuple

from backlab.drawing.intervals import doubted, interval
from backlab.drawing.picture import Picture, Table
from backlab.drawing.svg import drawing, element, line, paint, paragraph, rect, text, wrap
from backlab.knowledge.figures import PREVENTIONS, RECURRENCES, Figure, Prevention
from backlab.knowledge.sources import SOURCES
from backlab.language import gettext
from backlab.markup import Markup, markup
from backlab.pictures.back import CROPS, drawn_back
from backlab.pictures.prevention import PEOPLE, Share, base_share, share_of

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
_COLUMNS, _TOP, _STEP, _DOT, _ACROSS = (200.0, 434.0, 668.0), 128.0, 22.0, 7.8, 10
_CORE = [f"{name}-{side}" for name in ("quadratus-lumborum", "deep-abdominal-wall") for side in ("left", "right")]
_DAYS, _MOST_DAYS = (200.0, 880.0), 370


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
    """One sentence: how many are spared, and by whose count; where the risk changes nothing, that."""
    if now.days:
        return gettext(
            "Walking: half have it again after {with_it:g} days, not after {without:g}. The trial counted days, so the "
            "risk changes nothing here."
        ).format(with_it=now.days[0].value, without=now.days[1].value)
    if not now.studies:
        return gettext("Nothing is done: {again} of 100 have it again within a year.").format(again=now.risk)
    if now.what == PASSIVE:
        return gettext("Nobody is spared: no effect was found.")
    shares = [now.with_(study) for study in now.studies]
    spared = " ".join(
        gettext("{fewer} of 100 spared ({low} to {high}), says the review of {year}.").format(
            fewer=now.risk - share.marked, low=now.risk - share.high, high=now.risk - share.low, year=_year(study)
        )
        for study, share in zip(now.studies, shares, strict=True)
    )
    return spared


def _year(study: Prevention) -> str:
    return study.source.split("-")[1]


@cache
def _trunk(lit: bool) -> Markup:
    box = CROPS["behind"]["trunk"]
    layers = {"skin": 0.35, "bones": 0.7, "deep": 1.0}
    return drawn_back(box=box, layers=layers, lit=_CORE if lit else ())


def _body(now: Spared) -> Markup:
    """The back, and the muscles of the core where they are trained."""
    left, top, wide, high = CROPS["behind"]["trunk"]
    is_trained = now.what in (TAUGHT, EXERCISE)
    back = element(
        "svg",
        _trunk(is_trained),
        viewBox=f"{left:g} {top:g} {wide:g} {high:g}",
        x=0,
        y=90,
        width=188,
        height=380,
        role="presentation",
    )
    words = gettext("core muscles, trained") if is_trained else gettext("core muscles")
    if now.what == PASSIVE:
        back += rect(36, 320, 118, 34, paint("edge", "contour", 2), radius=8)
        words = gettext("a belt")
    if now.what == WALKING:
        words = gettext("a walk, most days")
    said = paragraph(94, 498, wrap(words, 186, size=LETTERS), size=LETTERS, anchor="middle", fill="soft")
    return back + element("g", said, data_note="more")


def _in_people(now: Spared) -> Markup:
    """The same hundred, column beside column."""
    without = gettext("Nothing done")
    columns = [_column(0, without, now.without, now.risk, sure=True)]
    for place, study in enumerate(now.studies, 1):
        name = gettext("Review of {year}").format(year=_year(study))
        columns.append(_column(place, name, now.with_(study), now.risk, sure=SOURCES[study.source].verified))
    if not now.studies:
        columns += [_waiting(place) for place in range(1, len(_COLUMNS))]
    return markup(columns, _key())


def _column(place: int, name: str, share: Share, risk: int, *, sure: bool) -> Markup:
    x = _COLUMNS[place]
    head = text(x, 30, name, size=LETTERS, bold=True)
    doubt = "" if sure else element("g", text(x, 54, gettext("not verified"), size=18, fill="soft"), data_note="more")
    many = text(x, 112, f"{share.marked}", size=LARGE, bold=True, fill="emergency")
    again = element("g", text(x + 76, 110, gettext("have it again"), size=18, fill="soft"), data_note="more")
    people = (_person(place, each, share, risk) for each in range(PEOPLE))
    return markup(head, doubt, many, again, people, _fewer(x, share, risk) if place else "")


def _fewer(x: float, share: Share, risk: int) -> Markup:
    """How many are spared, with the interval of the ratio."""
    y, fewer = _TOP + _ACROSS * _STEP, risk - share.marked
    many = text(x, y + 54, f"{fewer}", size=LARGE, bold=True, fill="self-care" if fewer else "soft")
    words = element("g", text(x + 76, y + 52, gettext("spared"), size=18, fill="soft"), data_note="more")
    if not fewer:
        return many + words
    ends = gettext("{low} to {high}").format(low=risk - share.high, high=risk - share.low)
    return many + words + text(x, y + 84, ends, size=LETTERS, fill="soft")


def _person(place: int, each: int, share: Share, risk: int) -> Markup:
    """Who has it again is filled red, who is spared green, who never had it pale; open where the interval doubts."""
    x = _COLUMNS[place] + (each % _ACROSS + 0.5) * _STEP
    y = _TOP + (each // _ACROSS + 0.5) * _STEP
    colour = "emergency" if each < share.marked else "self-care" if each < risk else "line"
    in_doubt = share.low <= each < share.high
    look = paint("sheet" if in_doubt else colour, colour, 4)
    return element("circle", cx=x, cy=y, r=_DOT, style=look, data_key=f"{place} {each}")


def _waiting(place: int) -> Markup:
    """A column that waits for a study."""
    x, wide = _COLUMNS[place], _ACROSS * _STEP
    frame = rect(x, _TOP, wide, wide, paint("none", "line", 3, dashes="6 8"), radius=12)
    return frame + text(x + wide / 2, _TOP + wide / 2 + 20, "?", size=70, anchor="middle", fill="edge")


def _key() -> Markup:
    """What the colours mean."""
    rows = (
        ("emergency", "emergency", gettext("again")),
        ("self-care", "self-care", gettext("spared")),
        ("sheet", "edge", gettext("in doubt")),
    )
    y = _TOP + _ACROSS * _STEP + 150
    drawn = (
        element("circle", cx=212 + 200 * n, cy=y - 7, r=_DOT, style=paint(fill, edge, 4))
        + text(230 + 200 * n, y, words, size=LETTERS)
        for n, (fill, edge, words) in enumerate(rows)
    )
    return markup(drawn)


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
