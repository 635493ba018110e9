"""Whether back pain comes back within a year, and what keeps it away: a hundred people, and the days until it did."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from backlab.drawing.intervals import Ruler, chosen, doubted, heading, interval, key, marks, track
from backlab.drawing.picture import Picture, Table
from backlab.drawing.svg import (
    EDGE,
    ROOM,
    SMALL,
    Part,
    block,
    drawing,
    group,
    line,
    number,
    paint,
    path,
    space,
    stack,
)
from backlab.knowledge.figures import DAYS_UNTIL_AGAIN, PREVENTIONS, RECURRENCES, Figure, Prevention
from backlab.knowledge.sources import SOURCES
from backlab.language import gettext
from backlab.markup import Markup, markup

PEOPLE, _PER_ROW = 100, 20
_STEP, _ROW = ROOM / _PER_ROW, 27
_YEAR = Ruler(0, 365, 60)
ANY = RECURRENCES["any"]
PREDICTORS = SOURCES["dasilva-2019-predictors"]


class Share(NamedTuple):
    """So many of a hundred people, and the ends of the interval (the same number where there is none)."""

    marked: int
    low: int
    high: int

    @property
    def told(self) -> str:
        """In words, as in "69 of 100 (62 to 74)"."""
        if self.low == self.high:
            return gettext("{count} of {of}").format(count=self.marked, of=PEOPLE)
        said = gettext("{count} of {of} ({low} to {high})")
        return said.format(count=self.marked, of=PEOPLE, low=self.low, high=self.high)


def share_of(base: int, ratio: Figure) -> Share:
    """How many of 100 it becomes where a ``ratio`` of risks is taken of ``base`` (of 100)."""
    return Share(*(round(base * part) for part in (ratio.value, ratio.low, ratio.high)))


def base_share(base: int) -> Share:
    """The risk without prevention; with the interval of the cohort where it is the cohort's own number."""
    found = ANY.figure
    return Share(base, round(found.low), round(found.high)) if base == found.value else Share(base, base, base)


def _crowd(share: Share) -> Part:
    """A hundred people: figures for those who have it again, dots for the others, a line below the interval."""
    figures = markup(map(_person, range(share.marked)))
    dots = "".join(f"M{number(x)} {number(y + 11)}h0" for x, y in map(_place, range(share.marked, PEOPLE)))
    parts = path(figures, paint("accent")), path(dots, paint("none", "edge", 5, round=True))
    return Part(markup(parts) + markup(_span(share)), _ROW * PEOPLE / _PER_ROW)


def _place(index: int) -> tuple[float, float]:
    """The middle of a person's top edge."""
    return (index % _PER_ROW + 0.5) * _STEP, index // _PER_ROW * _ROW


def _person(index: int) -> str:
    """A head and a body, of closed curves."""
    x, y = _place(index)
    head = f"M{number(x - 3)} {number(y + 4)}a3 3 0 1 1 6 0a3 3 0 1 1 -6 0Z"
    return f"{head}M{number(x - 5)} {number(y + 18)}v-5a5 5 0 0 1 10 0v5Z"


def _span(share: Share) -> Iterator[str]:
    """A line below those whom the interval leaves in doubt, row by row, with a stop at each of its two ends."""
    for index in range(share.low, share.high):
        x, y = _place(index)
        yield line(x - _STEP / 2, y + 22, x + _STEP / 2, y + 22, paint(stroke="ink", width=2.5))
    for index, side in ((share.low, -1), (share.high - 1, 1)) if share.low < share.high else ():
        x, y = _place(index)
        yield line(x + side * _STEP / 2, y + 18, x + side * _STEP / 2, y + 26, paint(stroke="ink", width=2))


def _crowd_keys(label: str, with_interval: bool) -> Part:
    figure = group(path(_person(0), paint("accent")), at=(12 - _STEP / 2, 0))
    dot = path("M12 11h0", paint("none", "edge", 5, round=True))
    rows = [(figure, label), (dot, gettext("the others"))]
    if with_interval:
        span = markup(line(x, 5, x, 13, paint(stroke="ink", width=2)) for x in (1, 24))
        rows.append(
            (line(1, 9, 24, 9, paint(stroke="ink", width=2.5)) + span, gettext("95% interval: where it may lie"))
        )
    return stack([_key_row(shape, words) for shape, words in rows], 3)


def _key_row(shape: Markup, words: str) -> Part:
    part = block(words, 34, ROOM - 34, size=SMALL, fill="soft")
    return Part(shape + group(part.markup, at=(0, 2)), max(part.height + 2, 18))


def _counted(name: str, share: Share) -> Part:
    """A heading, the number, and the crowd."""
    return stack((heading(name), block(share.told, 0, ROOM, bold=True), space(6), _crowd(share)))


def relapse(kind: str = "any") -> Picture:
    """Of 100 people who recovered, how many have it again within a year (a key of ``RECURRENCES``, or ValueError)."""
    found = chosen(RECURRENCES, kind)
    share = Share(*map(round, found.figure[:3]))
    label = gettext(found.label)
    title = gettext("A year after recovering")
    said = gettext("Within a year of recovering, {share} have this: {label}.").format(share=share.told, label=label)
    body = stack((_crowd_keys(label, with_interval=True), _counted(gettext("Within a year"), share), _until()), 12)
    rows = [(gettext(each.label), _percent(each.figure), _cited(each.figure.source)) for each in RECURRENCES.values()]
    rows.append((_until_name(), _days(DAYS_UNTIL_AGAIN), _cited(DAYS_UNTIL_AGAIN.source)))
    header = gettext("What was counted"), gettext("Of 100, with the 95% interval"), gettext("Source")
    drawn = drawing(body.height + 4, title, said, group(body.markup, at=(EDGE, 0)))
    return Picture("relapse", title, said, drawn, Table(header, tuple(rows)), _relapse_notes())


def _until() -> Part:
    name = heading(_until_name())
    days = block(_days(DAYS_UNTIL_AGAIN), 0, ROOM, bold=True)
    return stack((name, days, space(4), *_on_year([DAYS_UNTIL_AGAIN])))


def _until_name() -> str:
    return gettext("Days until it came back, the median")


def _on_year(figures: Iterable[Figure]) -> Iterator[Part]:
    for figure in figures:
        yield track(_YEAR, figure[:3], verified=figure.verified)
        yield marks(_YEAR)


def _relapse_notes() -> tuple[str, ...]:
    fact, figures = gettext(PREDICTORS.fact), gettext(PREDICTORS.figures)
    return (
        gettext(
            "It often comes back. Each new bout is checked for warning signs afresh, however like the last one it is."
        ),
        gettext("{fact}: {figures}.").format(fact=fact, figures=figures),
    )


def prevention(study: str = "exercise-education", base: int = round(ANY.figure.value)) -> Picture:
    """What prevention takes off a risk of ``base`` in 100 (``study`` is one of ``PREVENTIONS``, or ``ValueError``)."""
    tried = chosen(PREVENTIONS, study)
    if not 0 <= base <= PEOPLE:
        raise ValueError(f"The risk runs from 0 to 100; {base} is outside.")
    title = gettext("What keeps it away")
    parts, rows, told = _by_days(tried, tried.days) if tried.days else _by_people(tried, base)
    body = stack(parts, 12)
    header = gettext("What was done"), gettext("Result"), gettext("Source")
    drawn = drawing(body.height + 4, title, told, group(body.markup, at=(EDGE, 0)))
    return Picture("prevention", title, told, drawn, Table(header, rows), _prevention_notes(tried, base))


_Told = tuple[tuple[Part, ...], tuple[tuple[str, ...], ...], str]


def _by_people(tried: Prevention, base: int) -> _Told:
    """A hundred people without it, and a hundred with it."""
    before = base_share(base)
    after = share_of(base, tried.ratio) if tried.ratio else Share(base, base, base)
    name, without = _name(tried), gettext("Without prevention")
    result = _result(before, after, tried)
    keys = _crowd_keys(gettext(ANY.label), with_interval=any(share.low < share.high for share in (before, after)))
    parts = keys, _counted(without, before), _counted(name, after), block(result, 0, ROOM, bold=True)
    rows = [(without, before.told, _base_source(base)), (name, f"{after.told}. {result}", _cited(tried.source))]
    if tried.ratio:
        ratio = doubted(interval(*tried.ratio[:3]), verified=tried.ratio.verified)
        rows.append((gettext("Ratio of the two risks"), ratio, _cited(tried.source)))
    told = gettext("Without prevention {before} have back pain again within a year. {name}: {after}. {result}")
    return parts, tuple(rows), told.format(before=before.told, name=name, after=after.told, result=result)


def _result(before: Share, after: Share, tried: Prevention) -> str:
    if tried.ratio is None:
        return gettext("No fewer: no effect was found.")
    fewer = gettext("{fewer} fewer of 100 ({low} to {high}).")
    least, most = before.marked - after.high, before.marked - after.low
    return fewer.format(fewer=before.marked - after.marked, low=least, high=most)


def _by_days(tried: Prevention, days: tuple[Figure, Figure]) -> _Told:
    """The days until half had it again, which is what the trial says; no number of people is made up from it."""
    names = (_name(tried), gettext("Without it"))
    tracks = [
        stack((heading(name), block(_days(figure), 0, ROOM, bold=True), space(4), *_on_year([figure])))
        for name, figure in zip(names, days, strict=True)
    ]
    lead = block(gettext("Days until half of the people had it again"), 0, ROOM, size=SMALL, fill="soft")
    rows = [(name, _days(f), _cited(f.source)) for name, f in zip(names, days, strict=True)]
    if tried.hazard:
        rows.append(
            (gettext("Ratio of the two rates (hazard ratio)"), interval(*tried.hazard[:3]), _cited(tried.source))
        )
    said = gettext(
        "Half of the people were limited by back pain again after {with_it} days with it, and after {without} days "
        "without it."
    )
    told = said.format(with_it=f"{days[0].value:g}", without=f"{days[1].value:g}")
    return (lead, key(verified=[f.verified for f in days], median=True), *tracks), tuple(rows), told


def _name(tried: Prevention) -> str:
    sure = SOURCES[tried.source].verified
    return doubted(gettext(tried.label), verified=sure)


def _prevention_notes(tried: Prevention, base: int) -> tuple[str, ...]:
    notes = [gettext(tried.note)]
    if tried.hazard:
        notes.append(_hazard_note(tried.hazard))
    elif tried.ratio:
        notes.append(
            gettext(
                "The ratio is taken of the risk on the slider, as if it held for every risk (teaching estimate): the "
                "people in these studies were not those in whom the risk was counted. The interval of what it takes "
                "off is that of the ratio alone."
            )
        )
    if not tried.days and base != ANY.figure.value:
        notes.append(_estimate_note(base))
    return tuple(notes)


def _hazard_note(hazard: Figure) -> str:
    said = gettext(
        "Ratio of the two rates (hazard ratio): {hazard}. At any time those still free of it got it at {rate:.0%} of "
        "the others' rate. That is not so much less in the number of people, so the days are drawn; the risk on the "
        "slider changes nothing here."
    )
    return said.format(hazard=interval(*hazard[:3]), rate=hazard.value)


def _estimate_note(base: int) -> str:
    said = gettext("A risk of {base} in 100 is a teaching estimate; in the cohort it was {published}.")
    return said.format(base=base, published=_percent(ANY.figure))


def _base_source(base: int) -> str:
    return _cited(ANY.figure.source) if base == ANY.figure.value else gettext("teaching estimate")


def _percent(figure: Figure) -> str:
    return gettext("{value:g}% ({low:g} to {high:g})").format(value=figure.value, low=figure.low, high=figure.high)


def _days(figure: Figure) -> str:
    said = gettext("{value:g} days ({low:g} to {high:g})").format(value=figure.value, low=figure.low, high=figure.high)
    return doubted(said, verified=figure.verified)


def _cited(source: str) -> str:
    return SOURCES[source].citation
