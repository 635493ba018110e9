"""What each thing adds that is laid on: the same hundred people, a scale of its own, or a hatched place."""

from functools import cache

from backlab.drawing.svg import circle, element, line, number, paint, rect, text_width
from backlab.knowledge.effect_kinds import Cell
from backlab.knowledge.figures import RELIEF
from backlab.language import gettext
from backlab.markup import Markup, markup
from backlab.pictures.strain.parts import BY_IT, LARGE, SMALL, USUAL, large, note, said, unknown
from backlab.pictures.strain.people import thing_icon
from backlab.pictures.strain.state import ADDED, HEAT, IBUPROFEN, ICE, PARACETAMOL, THINGS, Strain
from backlab.words.choice import is_clear
from backlab.words.choice_brief import people_of_100

_X, _RIGHT, _TOP, _ROW = 508.0, 898.0, 330.0, 55.0
_GRAPH, _LONG, _ACROSS, _STEP = 554.0, 150.0, 25, 6.0
PEOPLE = 100


def added(now: Strain) -> Markup:
    """A row for each thing that is laid on; nothing before."""
    if not now.put:
        return Markup()
    head = said(_X, 300, gettext("What it adds"), size=LARGE, bold=True, label=True)
    rows = enumerate(_thing(thing) for thing in THINGS if thing in now.put)
    placed = (element("g", row, transform=f"translate(0 {number(_TOP + n * _ROW)})") for n, row in rows)
    return markup(head, _legend(now), placed, _harm(now))


def _legend(now: Strain) -> Markup:
    """What the dots of people mean, where there are any."""
    if not {IBUPROFEN, PARACETAMOL} & {*now.put}:
        return Markup()
    words = gettext("better anyway"), gettext("because of it"), gettext("in doubt")
    wide = [text_width(each, SMALL) + 24 for each in words]
    starts = [_X + sum(wide[:n]) for n in range(len(words))]
    parts = zip(words, starts, _looks(BY_IT), strict=False)
    return note(*(circle(x + 6, 314, 4.5, look) + said(x + 14, 319, each, size=SMALL) for each, x, look in parts))


def _harm(now: Strain) -> Markup:
    """With what ibuprofen is never taken, wherever it is laid on."""
    if IBUPROFEN not in now.put:
        return Markup()
    words = gettext("Ibuprofen is not for everybody: never with an ulcer or a blood thinner.")
    y = _TOP + len(now.put) * _ROW + 24
    return note(said(_X, y, words, size=SMALL, bold=True, fill="emergency", wide=_RIGHT - _X))


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


def _thing(thing: str) -> Markup:
    icon = thing_icon(thing, _X, 4)
    reach = rect(_X - 6, -4, _RIGHT - _X + 6, _ROW - 4, paint("sheet", opacity=0))
    return element("g", reach, icon, _GRAPHS[thing](ADDED[thing]), data_tap=f"put={thing}", style="cursor:pointer")


def _row(name: str, figure: str, told: str, graph: Markup) -> Markup:
    """What it adds; on a phone there is room for its name only: the sentence above has the figure."""
    words = note(said(_GRAPH + 156, 31, told, size=SMALL, fill="soft", wide=188))
    called = large(said(_GRAPH, 13, name, size=USUAL, bold=True))
    return markup(called, note(said(_RIGHT, 13, figure, size=USUAL, anchor="end", bold=True)), graph, words)


def _unknown(cell: Cell) -> Markup:
    return _row(names()[ICE], "?", gettext("nobody knows: too few trials"), unknown(_GRAPH, 20, _LONG, 26))


def _relief(cell: Cell) -> Markup:
    """On a scale of its own, drawn in its whole length."""
    assert cell.difference is not None
    assert cell.low is not None
    assert cell.high is not None
    assert RELIEF.top is not None
    each, y = _LONG / RELIEF.top, 32.0
    ruler = markup(
        rect(_GRAPH, y - 8, _LONG, 16, paint("sheet", "edge", 1.4), radius=2),
        rect(_GRAPH, y - 8, each * cell.difference, 16, paint(BY_IT)),
        (line(_GRAPH + each * n, y - 8, _GRAPH + each * n, y + 8, paint(stroke="edge", width=1)) for n in range(1, 5)),
        line(_GRAPH + each * cell.low, y, _GRAPH + each * cell.high, y, paint(stroke="ink", width=3)),
    )
    told = gettext("more relief by day 5 ({low:.1f} to {high:.1f})").format(low=cell.low, high=cell.high)
    figure = gettext("+{points:.1f} of {top:g}").format(points=cell.difference, top=RELIEF.top)
    return _row(names()[HEAT], figure, told, ruler)


def _people(name: str, cell: Cell, told: str) -> Markup:
    """The same hundred: so many are well anyway, so many more with it, and how many more it may be."""
    assert cell.without is not None
    assert cell.high is not None
    before, after = people_of_100(cell)
    most = round(cell.without + cell.high)
    figure = gettext("{without} → {with_} of 100").format(without=before, with_=after)
    shown = after if is_clear(cell) else before
    return _row(name, figure, told, _dots(before, shown, most, BY_IT))


def _better(cell: Cell) -> Markup:
    assert cell.low is not None
    assert cell.high is not None
    told = gettext("{low:g} to {high:g} more better by 2 weeks").format(low=cell.low, high=cell.high)
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
    return circle(_GRAPH + 4 + n % _ACROSS * _STEP, 23 + n // _ACROSS * 7, 2.6, look)


_GRAPHS = {ICE: _unknown, HEAT: _relief, IBUPROFEN: _better, PARACETAMOL: _recovered}
