"""One cell of the choosing table as a picture: a hundred people, the pain that is left, or ten thousand people.

A hundred people are ten rows of dots, the same hundred in every cell. Serious harm, which is rare, is counted among
10,000: a hundred squares of a hundred people each, and as much of a square is filled as there are people. What stands
still is read best: nothing here moves.
"""

from collections.abc import Iterator

from backlab.knowledge.effect_kinds import (
    HIGH,
    LOW,
    LOW_TO_MODERATE,
    MODERATE,
    VERY_LOW,
    VERY_LOW_TO_LOW,
    Cell,
    Slot,
)
from backlab.language import gettext
from backlab.markup import Markup, element, markup, shape
from backlab.reasoning.choice import Choice, Mark, Place, gain_of
from backlab.words.choice import change, figure, plain_change, scaled, unread
from backlab.words.choice_brief import (
    another_unit,
    compared,
    counted,
    in_short,
    is_clear,
    other_harm,
    people_of_100,
    sureness_brief,
)

_WIDE = 10  # people in a row, and squares of a hundred people
_AXIS = (-15, 35)  # people or points of 100, on which every interval of a row lies
_WEEKS = "weeks"  # what went on for a year is no measure of what a treatment adds within weeks


def cell_seen(choice: Choice, place: Place, said: str, *, lead: bool) -> Markup:
    """What is seen of a cell of which something is known; whoever does not see it hears what is ``said`` of it."""
    cell = place.cell
    assert cell is not None
    if not cell.has_figure:
        return _seen(said, "words", _line(in_short(cell)))
    shown = cell if at_home(cell) or place.counted is None else place.counted
    band = _band(shown, choice.wish.worth) if lead and _has_band(place, shown) else None
    if not at_home(shown):
        return _seen(said, "other", _number(another_unit(shown), ""), _line(counted(shown), shown))
    if shown.slot is Slot.HARM:
        return _harm(place, shown, said)
    if shown.yardstick.kind == "points":
        course = _course(choice, shown)
        bar = _pain(shown, course, choice) if course else band
        return _seen(said, "points", _points_number(shown, lead=lead), bar, _when(shown) if lead else None)
    line = _line(counted(shown)) if lead else None
    return _seen(said, "people", people(shown), _said(shown, lead=lead), line, band)


_HOME = {Slot.PAIN: "points", Slot.DOING: ""}  # the unit of a row that does not count people


def at_home(cell: Cell) -> bool:
    """Whether a cell is counted as its row is; any other unit is said in words, and never as the row's picture."""
    slot = Slot.DOING if cell.slot is Slot.WORK else cell.slot
    return cell.yardstick.kind == _HOME.get(slot, "people")


def _seen(said: str, kind: str, *parts: Markup | None) -> Markup:
    return element("div", *parts, class_=f"bl-choice-seen is-{kind}", role="img", aria_label=said)


def _number(number: str, of: str) -> Markup:
    return element("span", element("b", number), f" {of}" if of else None, class_="bl-choice-number")


def _line(words: str, cell: Cell | None = None) -> Markup:
    return element("span", words, (" ", _sure(cell)) if cell is not None else None, class_="bl-choice-line")


def _said(cell: Cell, *, lead: bool) -> Markup:
    """Beside the people: how many with it, how many without it, and how sure that is."""
    before, after = people_of_100(cell)
    of = gettext("of 100")
    if cell.with_ is None:
        number = _number(gettext("{number} more").format(number=after), of)
    else:
        number = _number(str(after), of)
    without = compared(cell) if lead or cell.against.kind != "course" else ""
    unclear = gettext("not clear") if before != after and cell.low is not None and not is_clear(cell) else ""
    said = (element("span", each) for each in (without, unclear) if each)
    sure = _sure(cell, in_words=lead)
    if cell.against.kind == "alone":
        return _alone(cell, number, " ", sure)
    if lead:
        return element("span", number, said, sure, class_="bl-choice-say")
    return element("span", element("span", number, " ", sure), said, class_="bl-choice-say")


def _alone(cell: Cell, *number: Markup | str) -> Markup:
    """A number that was compared with nothing, and never looks like one that was: that stands before it."""
    return element("span", element("span", compared(cell)), element("span", number), class_="bl-choice-say is-alone")


def _sure(cell: Cell, *, in_words: bool = True) -> Markup:
    """Four bars, filled as far as one can be sure, and the word for it; empty where nobody has graded it."""
    words = sureness_brief(cell) if in_words or unread(cell) else ""
    return element("span", bars(_SURE.get(cell.certainty, 0)), f" {words}" if words else None, class_="bl-choice-sure")


_SURE = {HIGH: 4, MODERATE: 3, LOW_TO_MODERATE: 2, LOW: 2, VERY_LOW_TO_LOW: 1, VERY_LOW: 1}


def bars(filled: int) -> Markup:
    """Four bars, so many of them filled."""
    full = (f"M{i * 4 + 0.5} 11.4v{-3.4 - i * 2.4:g}h2.6v{3.4 + i * 2.4:g}z" for i in range(filled))
    hollow = (f"M{i * 4 + 0.5} 11.4v{-3.4 - i * 2.4:g}h2.6v{3.4 + i * 2.4:g}z" for i in range(filled, 4))
    parts = shape("path", d="".join(full), class_="is-full"), shape("path", d="".join(hollow))
    return element("svg", *parts, viewBox="0 0 16 12", class_="bl-sure", aria_hidden="true")


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


def people(cell: Cell) -> Markup:
    """A hundred people in rows: so anyway, by the treatment, perhaps by it, and all the others."""
    at, dots = 0, []
    for kind, number in kinds(cell):
        dots.append(_dots(at, at + number, kind))
        at += number
    look = f"bl-people{' is-harm' if cell.yardstick.good < 0 else ''}"
    before, after = people_of_100(cell)
    return element("svg", *dots, viewBox=f"0 0 {_WIDE} {_WIDE}", class_=look, data_people=f"{before} {after}")


def _dots(first: int, last: int, kind: str) -> Markup:
    """One path for all of a kind: dashes of no length with round or square ends are dots."""
    return shape("path", d="".join(_runs(first, last)), class_=kind) if first < last else markup()


def _runs(first: int, last: int) -> Iterator[str]:
    for row in range(first // _WIDE, (last - 1) // _WIDE + 1):
        start, end = max(first, row * _WIDE), min(last, (row + 1) * _WIDE)
        yield f"M{start - row * _WIDE + 0.5} {row + 0.5}h{end - start - 1 + 0.01:g}"


# --- ten thousand people


def _harm(place: Place, cell: Cell, said: str) -> Markup:
    """Rare harm: its number, how many without it, a square of a hundred squares, and what else is known of its kind."""
    number = cell.with_ if cell.with_ is not None else cell.difference
    assert number is not None
    of = gettext("of 10,000")
    more = cell.with_ is None
    shown = change(cell, number) if more else figure(scaled(cell, number))
    without = compared(cell)
    words = element("span", _number(shown, of), element("span", without) if without else None, class_="bl-choice-say")
    if cell.against.kind == "alone":
        words = _alone(cell, _number(shown, of))
    lines = (element("span", line) for line in (counted(cell), *other_harm(place)))
    return _seen(said, "people", field(cell), words, element("span", lines, class_="bl-choice-line is-also"))


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


def _points_number(cell: Cell, *, lead: bool) -> Markup:
    """How much less pain, against what where there is room, else when."""
    time = element("span", gettext(cell.time), " ", _sure(cell, in_words=False), class_="bl-choice-when")
    if cell.difference is None:
        assert cell.with_ is not None
        number = figure(cell.with_) if cell.without is None else f"{figure(cell.without)} → {figure(cell.with_)}"
        return markup(_number(number, gettext("by itself") if lead else ""), None if lead else time)
    than = gettext("than without") if cell.with_ is None or cell.without is None else compared_points(cell)
    return markup(_number(plain_change(cell), than if lead else ""), None if lead else time)


def compared_points(cell: Cell) -> str:
    """With and without, in points."""
    assert cell.with_ is not None
    assert cell.without is not None
    said = gettext("{with_} with, {without} without")
    return said.format(with_=figure(cell.with_), without=figure(cell.without))


def _when(cell: Cell) -> Markup:
    return _line(gettext(cell.time), cell)


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


# --- intervals


MARKED = (Mark.ENOUGH, Mark.UNCLEAR, Mark.NOT_ENOUGH)


def _has_band(place: Place, cell: Cell) -> bool:
    return cell is place.counted and place.mark in MARKED and cell.low is not None


def _band(cell: Cell, worth: int) -> Markup:
    """The interval on one axis for all, with nothing at its tick and what one wants at the other."""
    gain = gain_of(cell)
    assert gain is not None
    low, high = _AXIS
    parts = [
        shape("path", d=f"M{low} 5H{high}", class_="axis"),
        shape("path", d="M0 2V8", class_="zero"),
        shape("path", d=f"M{worth} 0V10", class_="worth"),
    ]
    if gain.low is not None and gain.high is not None:
        left, right = max(gain.low, low), min(gain.high, high)
        parts.insert(1, shape("rect", x=left, y=2.5, width=max(right - left, 0.5), height=5, class_="band"))
    parts.append(shape("path", d=f"M{min(max(gain.value, low), high):g} 1V9", class_="value"))
    return element("svg", *parts, viewBox=f"{low} 0 {high - low} 10", preserveAspectRatio="none", class_="bl-band")
