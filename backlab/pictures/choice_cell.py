"""One cell of the choosing table as a picture: a hundred people, the pain that is left, or ten thousand people.

A hundred people are ten rows of dots, the same hundred in every cell. Serious harm, which is rare, is counted among
10,000: a hundred squares of a hundred people each, and as much of a square is filled as there are people. What stands
still is read best: nothing here moves.
"""

from collections.abc import Iterator

from backlab.knowledge.effect_kinds import Cell, Slot
from backlab.language import gettext
from backlab.markup import Markup, element, markup, shape
from backlab.reasoning.choice import Choice, Mark, Place
from backlab.words.choice import scaled, unread
from backlab.words.choice_brief import (
    Said,
    another_unit,
    brief_line,
    brief_time,
    difference,
    elsewise,
    harm_shown,
    in_short,
    is_clear,
    other_harm,
    people_of_100,
    points,
)

_WIDE = 10  # people in a row, and squares of a hundred people
_WEEKS = "weeks"  # what went on for a year is no measure of what a treatment adds within weeks


def cell_seen(choice: Choice, place: Place, said: str, *, lead: bool) -> Markup:
    """What is seen of a cell of which something is known; whoever does not see it hears what is ``said`` of it.

    One number, which is a difference wherever there is one, one picture, and one short line: all else is a tap away.
    """
    cell = place.cell
    assert cell is not None
    if not cell.has_figure:
        return _seen(said, "words", _line(in_short(cell)))
    shown = harm_shown(place) or (cell if at_home(cell) or place.counted is None else place.counted)
    if not at_home(shown):
        if shown.slot is Slot.PAIN:  # no number of another scale stands among the points of 100
            return _seen(said, "words", _line(elsewise(shown), shown))
        return _seen(said, "other", _number(another_unit(shown)), _line(brief_line(shown), shown))
    if shown.slot is Slot.HARM:
        return _harm(place, shown, said)
    if shown.yardstick.kind == "points":
        course = _course(choice, shown)
        bar = _pain(shown, course, choice) if course else None
        return _seen(said, "points", _number(points(shown)), bar, _line(brief_time(shown), shown))
    if not is_drawn(shown):
        return _seen(said, "words", _said(shown), _line(brief_line(shown), shown))
    wanted = choice.wish.worth if lead and shown is place.counted and place.mark in MARKED else 0
    line = _line(brief_line(shown), shown) if lead else None
    return _seen(said, "people", people(shown, wanted), _said(shown, of_100=lead), line)


_HOME = {Slot.PAIN: "points", Slot.DOING: ""}  # the unit of a row that does not count people


def at_home(cell: Cell) -> bool:
    """Whether a cell is counted as its row is; any other unit is said in words, and never as the row's picture."""
    slot = Slot.DOING if cell.slot is Slot.WORK else cell.slot
    return cell.yardstick.kind == _HOME.get(slot, "people")


def is_drawn(cell: Cell) -> bool:
    """Whether people are drawn: a hundred dots of what nobody compared would be the largest picture of its row."""
    return cell.against.kind != "alone"


def _seen(said: str, kind: str, *parts: Markup | None) -> Markup:
    return element("div", *parts, class_=f"bl-choice-seen is-{kind}", role="img", aria_label=said)


def _number(said: Said) -> Markup:
    """A number as large as it may be read: what compares with nothing, or with something else, says so before it."""
    number = element("span", element("b", said.number), f" {said.words}" if said.words else None)
    look = "bl-choice-number" if said.number[:1].isdigit() else "bl-choice-number is-words"
    if not said.before:
        return element("span", number, class_=look)
    return element("span", element("span", said.before), " ", number, class_=f"{look} is-alone")


def _line(words: str, cell: Cell | None = None) -> Markup | None:
    doubt = element("span", gettext("not verified"), class_="bl-choice-doubt") if cell and unread(cell) else None
    return element("span", words, " " if doubt else None, doubt, class_="bl-choice-line") if words or doubt else None


def _said(cell: Cell, *, of_100: bool = False) -> Markup:
    """How many more or fewer, of which it is seen whether that is worse; ``of_100`` says of how many."""
    is_worse = cell.is_effect and cell.difference is not None and cell.yardstick.good * cell.difference < 0
    said = difference(cell)
    if of_100 and said.words and cell.is_effect:
        said = said._replace(words=f"{said.words} {gettext('of 100')}")
    return element("span", _number(said), class_=f"bl-choice-say{' is-worse' if is_worse else ''}")


# --- a hundred people


def kinds(cell: Cell) -> Iterator[tuple[str, int]]:
    """How many of the hundred are drawn as what: so anyway, by the treatment, open, and all the others."""
    before, after = people_of_100(cell)
    if cell.against.kind == "alone" or (cell.against.kind == "other" and cell.with_ is not None):
        yield from (("open", after), ("rest", 100 - after))
        return
    low, high = sorted((before, after))
    by_it = ("because" if after > before else "spared") if is_clear(cell) else "open"
    yield from (("anyway", low), (by_it, high - low), ("rest", 100 - high))


def people(cell: Cell, wanted: int = 0) -> Markup:
    """A hundred people in rows: so anyway, by the treatment, perhaps by it, and all the others.

    A frame goes around as many as would have to be helped, where so many are ``wanted``.
    """
    at, dots = 0, []
    for kind, number in kinds(cell):
        dots.append(_dots(at, at + number, kind))
        at += number
    look = f"bl-people{' is-harm' if cell.yardstick.good < 0 else ''}"
    before, after = people_of_100(cell)
    if wanted:
        d = "".join(_frames(before, min(before + wanted, 100)))
        dots.append(shape("path", d=d, class_="is-wanted"))
    return element("svg", *dots, viewBox=f"0 0 {_WIDE} {_WIDE}", class_=look, data_people=f"{before} {after}")


def _frames(first: int, last: int) -> Iterator[str]:
    """A frame around people of each row."""
    for row in range(first // _WIDE, (last - 1) // _WIDE + 1):
        start, end = max(first, row * _WIDE), min(last, (row + 1) * _WIDE)
        yield f"M{start - row * _WIDE + 0.04:g} {row + 0.06:g}h{end - start - 0.08:g}v.88h-{end - start - 0.08:g}z"


def _dots(first: int, last: int, kind: str) -> Markup:
    """One path for all of a kind: dashes of no length with round or square ends are dots."""
    return shape("path", d="".join(_runs(first, last)), class_=kind) if first < last else markup()


def _runs(first: int, last: int) -> Iterator[str]:
    for row in range(first // _WIDE, (last - 1) // _WIDE + 1):
        start, end = max(first, row * _WIDE), min(last, (row + 1) * _WIDE)
        yield f"M{start - row * _WIDE + 0.5} {row + 0.5}h{end - start - 1 + 0.01:g}"


# --- ten thousand people


def _harm(place: Place, cell: Cell, said: str) -> Markup:
    """Rare harm: how many more, a square of a hundred squares, and what else is known of its kind."""
    lines = [element("span", brief_line(cell)), *(element("span", line) for line in other_harm(place))]
    drawn = field(cell) if is_drawn(cell) else None
    below = element("span", lines, class_="bl-choice-line is-also")
    return _seen(said, "people" if drawn else "words", drawn, _said(cell), below)


def field(cell: Cell) -> Markup:
    """Ten thousand people as a hundred squares of a hundred; as much of them is filled as there are people harmed."""
    after = scaled(cell, cell.with_) if cell.with_ is not None else 0.0
    before = scaled(cell, cell.without) if cell.without is not None else 0.0
    if cell.with_ is None and cell.difference is not None:
        after = scaled(cell, cell.difference)
    low, high = sorted((before, after))
    kind = "open" if cell.against.kind == "alone" else "because" if after >= before else "spared"
    parts = [_part(0, low, "anyway"), _part(low, high, kind)]
    squares = shape("path", d="".join(_runs(0, 100)), class_="rest")
    return element(
        "svg",
        squares,
        *parts,
        viewBox=f"0 0 {_WIDE} {_WIDE}",
        class_="bl-people bl-field-10000 is-harm",
        data_of_10000=f"{before:g} {after:g}",
    )


_SIDE = 0.84  # of a square, which stands one apart from the next


def _part(first: float, last: float, kind: str) -> Markup:
    """Squares and parts of squares, filled from the left."""
    d = []
    for square in range(int(first // 100), 100):
        start, end = max(first - square * 100, 0), min(last - square * 100, 100)
        if end <= start:
            break
        left, top = square % _WIDE + (1 - _SIDE) / 2, square // _WIDE + (1 - _SIDE) / 2
        x, wide = left + _SIDE * start / 100, _SIDE * (end - start) / 100
        d.append(f"M{x:.4g} {top:.4g}h{wide:.3g}v{_SIDE}h-{wide:.3g}z")
    return shape("path", d="".join(d), class_=kind) if d else markup()


# --- points of pain


def _course(choice: Choice, cell: Cell) -> Cell | None:
    """How the pain goes by itself, on which what a treatment adds can be set; None where that was another time."""
    course = choice.columns[0].place(cell.slot).cell
    if course is None or course.against.kind != "start" or course.yardstick is not cell.yardstick:
        return None
    return course if _WEEKS in course.time else None


def _pain(cell: Cell, course: Cell, choice: Choice) -> Markup:
    """One bar of 100 points: what goes by itself, and of what is left then, what the treatment takes off."""
    assert course.with_ is not None
    assert course.without is not None
    start, end = course.without, course.with_
    parts = [
        shape("rect", x=0, y=1, width=100, height=10, class_="scale"),
        shape("rect", x=end, y=1, width=start - end, height=10, class_="itself"),
        shape("rect", x=0, y=1, width=end, height=10, class_="left"),
    ]
    if cell is not course:
        parts += _taken_off(cell, end, choice.wish.worth)
    looks = "bl-pain" if cell is course or is_clear(cell) else "bl-pain is-open"
    return element("svg", *parts, viewBox="0 0 100 12", preserveAspectRatio="none", class_=looks)


def _taken_off(cell: Cell, end: float, worth: int) -> Iterator[Markup]:
    """What a treatment takes off, the ends of its interval, and what one wants."""
    assert cell.difference is not None
    off = max(-cell.difference, 0)
    yield shape("rect", x=end - off, y=1, width=off, height=10, class_="off")
    if cell.low is not None and cell.high is not None:
        left, right = sorted((end + cell.low, end + cell.high))
        yield shape("rect", x=left, y=4.5, width=right - left, height=3, class_="between")
    yield shape("path", d=f"M{end - worth:g} 0V12", class_="worth")


MARKED = (Mark.ENOUGH, Mark.UNCLEAR, Mark.NOT_ENOUGH)
