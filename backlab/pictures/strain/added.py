"""What each thing adds that is laid on: the same hundred people, a scale of its own, or a hatched place."""

from functools import cache

from backlab.drawing.svg import circle, element, line, number, paint, rect, text_width
from backlab.knowledge.effect_kinds import Cell
from backlab.knowledge.figures import RELIEF
from backlab.knowledge.sources import SOURCES
from backlab.language import gettext
from backlab.markup import Markup, markup
from backlab.pictures.rest import PAIRS, pairs_better
from backlab.pictures.strain.parts import LARGE, SMALL, TONE, USUAL, large, note, said, unknown
from backlab.pictures.strain.people import mark, thing_icon
from backlab.pictures.strain.state import (
    ADDED,
    ARTICLE,
    CAN_DO,
    FOURTEEN,
    HEAT,
    IBUPROFEN,
    ICE,
    MISSED,
    PARACETAMOL,
    SEVEN,
    THINGS,
    TODAY,
    WEEK,
    Strain,
)
from backlab.words.choice_brief import is_clear, people_of_100

_X, _RIGHT, _TOP, _ROW = 508.0, 898.0, 327.0, 54.5
_GRAPH, _LONG, _ACROSS, _STEP = 554.0, 175.0, 25, 7.0
PEOPLE = 100


def added(now: Strain) -> Markup:
    """A row for the bed or for moving, and one for each thing; what is not laid on yet is empty."""
    head = said(_X, 300, gettext("What it adds"), size=LARGE, bold=True, label=True)
    rows = enumerate((_first(now), *(_thing(now, thing) for thing in THINGS)))
    placed = (element("g", row, transform=f"translate(0 {number(_TOP + n * _ROW)})") for n, row in rows)
    return markup(head, _legend(), placed)


def _legend() -> Markup:
    """What the dots of people mean."""
    words = gettext("better anyway"), gettext("because of it"), gettext("in doubt")
    wide = [text_width(each, SMALL) + 24 for each in words]
    starts = [_X + sum(wide[:n]) for n in range(len(words))]
    parts = zip(words, starts, _looks(TONE[TODAY]), strict=False)
    return note(*(circle(x + 6, 312, 4.5, look) + said(x + 14, 317, each, size=SMALL) for each, x, look in parts))


def _looks(tone: str) -> tuple[str, ...]:
    """How people are drawn: well anyway, by it, perhaps by it, and not."""
    return paint("soft", "soft", 1), paint(tone, tone, 1), paint("sheet", tone, 1.8), paint("sheet", "line", 1.2)


def names() -> dict[str, str]:
    """What can be laid on, in a word each."""
    return {
        ICE: gettext("Ice"),
        HEAT: gettext("Warmth"),
        IBUPROFEN: gettext("Ibuprofen"),
        PARACETAMOL: gettext("Paracetamol"),
    }


def _first(now: Strain) -> Markup:
    """What rest costs, or what moving brings, of whom one looks at."""
    icon = mark(now.plan, _X + 18, 22, 12)
    return icon + (_moving(now) if now.plan == TODAY else _resting(now))


def _moving(now: Strain) -> Markup:
    """Pairs of people, one in bed and one who moves: so many of the second can do more."""
    if now.day <= WEEK:
        return _waits(gettext("Moving"))
    assert CAN_DO.difference is not None
    assert CAN_DO.low is not None
    assert CAN_DO.high is not None
    better, least, most = (pairs_better(each) for each in (CAN_DO.difference, CAN_DO.low, CAN_DO.high))
    told = gettext("can do more than in bed ({least} to {most})").format(least=least, most=most)
    figure = gettext("{better} of {pairs} pairs").format(better=better, pairs=PAIRS)
    return _row(gettext("Moving"), figure, told, _dots(PAIRS // 2, better, most, TONE[TODAY]))


def _resting(now: Strain) -> Markup:
    """Days of work that are missed, beside the group with which it was compared."""
    name = gettext("In bed")
    if now.bed == FOURTEEN:
        return _row(name, "?", gettext("nobody has tried two weeks"), unknown(_GRAPH, 20, _LONG, 26))
    if not now.is_over:  # whether the bed helps is what the days are to show
        return _waits(name)
    cell = MISSED[now.bed]
    assert cell.with_ is not None
    assert cell.without is not None
    told = gettext("off work (not verified)")
    if now.bed == SEVEN:
        told = gettext("off work: 2 → 7 days in bed")
    figure = gettext("{without:g} → {with_:g} days").format(without=cell.without, with_=cell.with_)
    sure = SOURCES[cell.source].verified
    bars = markup(_days(cell.without, 20, "edge", sure=sure), _days(cell.with_, 34, TONE[ARTICLE], sure=sure))
    return _row(name, figure, told, bars)


def _waits(name: str) -> Markup:
    """What the days have not shown yet."""
    return _row(name, "", gettext("let the weeks pass"), _place())


def _days(days: float, y: float, tone: str, *, sure: bool) -> Markup:
    """A bar of so many days, a mark at each; hollow where nobody here has read the source."""
    wide = 21.0
    ticks = "".join(f"M{number(_GRAPH + wide * n)} {number(y)}v11" for n in range(1, int(days) + 1))
    look = paint(tone, tone, 1.6) if sure else paint("sheet", tone, 2, dashes="4 3")
    marks = paint("none", "sheet" if sure else tone, 1.6)
    return rect(_GRAPH, y, wide * days, 11, look, radius=1) + element("path", d=ticks, style=marks)


def _thing(now: Strain, thing: str) -> Markup:
    is_on = thing in now.put
    row = _empty(thing) if not is_on else _GRAPHS[thing](ADDED[thing])
    icon = element("g", thing_icon(thing, _X, 4), opacity="" if is_on else "0.45")
    reach = rect(_X - 6, -4, _RIGHT - _X + 6, _ROW - 4, paint("sheet", opacity=0))
    return element("g", reach, icon, row, data_tap=f"put={thing}", style="cursor:pointer")


def _row(name: str, figure: str, told: str, graph: Markup, *, keeps_name: bool = False) -> Markup:
    """What it adds; on a phone there is room for its figure, or for its name."""
    words = note(said(_GRAPH + 180, 31, told, size=SMALL, fill="soft", wide=163))
    called = large(said(_GRAPH, 13, name, size=USUAL, bold=True))
    number_ = said(_RIGHT, 15, figure, size=USUAL, anchor="end", bold=True, label=True)
    return markup(
        called if keeps_name else note(called),
        note(number_) if keeps_name else number_,
        graph,
        words,
    )


def _empty(thing: str) -> Markup:
    name = said(_GRAPH, 13, names()[thing], size=USUAL, fill="soft")
    return markup(large(name), note(_place()), note(said(_GRAPH + 180, 38, gettext("try it"), size=SMALL, fill="soft")))


def _place() -> Markup:
    return rect(_GRAPH, 20, _LONG, 26, paint("none", "line", 1.5, dashes="4 5"), radius=4)


def _unknown(cell: Cell) -> Markup:
    return _row(
        names()[ICE], "?", gettext("nobody knows: too few trials"), unknown(_GRAPH, 20, _LONG, 26), keeps_name=True
    )


def _relief(cell: Cell) -> Markup:
    """On a scale of its own, drawn in its whole length."""
    assert cell.difference is not None
    assert cell.low is not None
    assert cell.high is not None
    assert RELIEF.top is not None
    each, y = _LONG / RELIEF.top, 32.0
    ruler = markup(
        rect(_GRAPH, y - 8, _LONG, 16, paint("sheet", "edge", 1.4), radius=2),
        rect(_GRAPH, y - 8, each * cell.difference, 16, paint(TONE[TODAY])),
        (line(_GRAPH + each * n, y - 8, _GRAPH + each * n, y + 8, paint(stroke="edge", width=1)) for n in range(1, 5)),
        line(_GRAPH + each * cell.low, y, _GRAPH + each * cell.high, y, paint(stroke="ink", width=3)),
    )
    told = gettext("more relief by day 5 ({low:.1f} to {high:.1f})").format(low=cell.low, high=cell.high)
    figure = gettext("+{points:.1f} of {top:g}").format(points=cell.difference, top=RELIEF.top)
    return _row(names()[HEAT], figure, told, ruler, keeps_name=True)


def _people(name: str, cell: Cell, told: str) -> Markup:
    """The same hundred: so many are well anyway, so many more with it, and how many more it may be."""
    assert cell.without is not None
    assert cell.high is not None
    before, after = people_of_100(cell)
    most = round(cell.without + cell.high)
    figure = gettext("{without} → {with_} of 100").format(without=before, with_=after)
    shown = after if is_clear(cell) else before
    return _row(name, figure, told, _dots(before, shown, most, TONE[TODAY]), keeps_name=True)


def _better(cell: Cell) -> Markup:
    assert cell.low is not None
    assert cell.high is not None
    told = gettext("better by 2 weeks: {low:g} to {high:g} more").format(low=cell.low, high=cell.high)
    return _people(names()[IBUPROFEN], cell, told)


def _recovered(cell: Cell) -> Markup:
    return _people(names()[PARACETAMOL], cell, gettext("well in 12 weeks: no clear gain"))


@cache
def _dots(before: int, after: int, most: int, tone: str) -> Markup:
    """A hundred people in four rows: dark ones anyway, coloured ones by it, ringed ones perhaps, the others empty."""
    looks = _looks(tone)
    ends = before, after, most, PEOPLE
    return markup(
        _person(n, next(look for look, end in zip(looks, ends, strict=True) if n < end)) for n in range(PEOPLE)
    )


def _person(n: int, look: str) -> Markup:
    return circle(_GRAPH + 4 + n % _ACROSS * _STEP, 23 + n // _ACROSS * _STEP, 2.8, look)


_GRAPHS = {ICE: _unknown, HEAT: _relief, IBUPROFEN: _better, PARACETAMOL: _recovered}
