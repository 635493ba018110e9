"""Whether back pain comes back within a year, and what keeps it away: a hundred people, and the days until it did."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from backlab.drawing.intervals import Ruler, chosen, doubted, heading, marks, track
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
from backlab.knowledge.figures import DAYS_UNTIL_AGAIN, RECURRENCES, Figure
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


def _percent(figure: Figure) -> str:
    return gettext("{value:g}% ({low:g} to {high:g})").format(value=figure.value, low=figure.low, high=figure.high)


def _days(figure: Figure) -> str:
    said = gettext("{value:g} days ({low:g} to {high:g})").format(value=figure.value, low=figure.low, high=figure.high)
    return doubted(said, verified=figure.verified)


def _cited(source: str) -> str:
    return SOURCES[source].citation
