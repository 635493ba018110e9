"""One cell of the choosing table as a picture: a hundred people, points of pain, or ten thousand people.

A hundred people are ten rows of dots, the same hundred in every cell; whom a treatment helps very likely is full, whom
it helps perhaps is hollow, as its interval says. Serious harm, which is rare, is counted among 10,000: a hundred
squares of a hundred people each, and as much of a square is filled as there are people. What stands still is read
best: nothing here moves.
"""

from collections.abc import Iterator

from backlab.knowledge.effect_kinds import Cell, Slot
from backlab.language import gettext
from backlab.markup import Markup, element, markup, shape
from backlab.reasoning.choice import GOOD_ROWS, MOST_WORTH, Choice, Column, Place, base_of
from backlab.words.choice import is_clear, scaled, surely, unread
from backlab.words.choice_brief import (
    Said,
    another_unit,
    apart_lines,
    best_line,
    brief_line,
    brief_time,
    counted_on,
    difference,
    elsewise,
    harm_shown,
    in_short,
    is_apart,
    other_harm,
    people_of_100,
    points,
    timed_line,
    whole_line,
)

_WIDE = 10  # people in a row, and squares of a hundred people


def cell_seen(place: Place, said: str) -> Markup:
    """What is seen of a cell of which something is known; whoever does not see it hears what is ``said`` of it.

    One number, which is a difference wherever there is one, and one short line: all else is a tap away.
    """
    cell = place.cell
    assert cell is not None
    if not cell.has_figure:
        return _seen(said, "words", _line(in_short(cell), cell))
    shown = harm_shown(place) or (cell if at_home(cell) or place.counted is None else place.counted)
    if not at_home(shown):
        if shown.slot is Slot.PAIN:  # no number of another scale stands among the points of 100
            return _apart(said, elsewise(shown), doubt=shown)
        number, words = another_unit(shown)
        return _apart(said, f"{number} {words}".strip(), brief_line(shown), doubt=shown)
    if shown.slot is Slot.HARM:
        return _harm(place, shown, said)
    if is_apart(shown):
        return _apart(said, *apart_lines(shown), brief_line(shown), doubt=shown)
    if shown.yardstick.kind == "points" and not shown.is_effect:
        number, words = points(shown)
        return _seen(said, "words", _line(f"{number} {words}".strip() + f", {timed_line(shown)}", shown))
    if shown.yardstick.kind == "points":
        drawn = gain_bar(shown) if is_clear(shown) else None
        return _seen(said, "points", _number(points(shown)), drawn, _line(timed_line(shown), shown))
    return _seen(said, "people", people(shown), _said(shown), _line("", shown))


def lead_seen(choice: Choice, column: Column, said: str) -> Markup:
    """The same in the row that matters most, where only what can be compared has a number and a picture.

    All of it is counted from the first column. That has a picture where its people were counted as the others were.
    """
    place, base = column.places[0], base_of(choice)
    if choice.first not in GOOD_ROWS:
        return cell_seen(place, said)
    if column is choice.columns[0]:
        return _start(choice, base, place, said)
    shown, worth = place.counted, choice.wish.worth
    if shown is None or not at_home(shown):
        return _elsewise(place, said)
    sure, is_alike = counted_on(shown), base is not None
    if not is_people(shown):
        line = _line(_beside(shown, sure, brief_time(shown)), None if sure else shown)
        return _seen(said, "points", _number(sure or points(shown)), gain_bar(shown, worth), line)
    line = _line(_beside(shown, sure, "" if is_alike else whole_line(shown)), None if sure else shown)
    return _seen(said, "people", people(shown, worth), _number(sure) if sure else _said(shown, of_100=True), line)


def _beside(cell: Cell, sure: Said | None, line: str) -> str:
    """The small print of what is compared: the best guess, where the large number is what one may count on."""
    return "; ".join(filter(None, (best_line(cell) if sure else "", line)))


def _start(choice: Choice, base: Cell | None, place: Place, said: str) -> Markup:
    """How many it is so of anyway, from where all else in the row is counted."""
    if is_compared(choice) and (base is None or not is_people(base)):
        return _seen(said, "words", _line(gettext("the others start here")))
    if base is None or not at_home(base) or not is_people(base):
        return cell_seen(place, said)
    return _seen(said, "people", people(base), _said(base, of_100=True), _line(whole_line(base), base))


def is_compared(choice: Choice) -> bool:
    """Whether anything in the row that matters most was counted with it and without it."""
    return any(column.places[0].counted is not None for column in choice.columns[1:])


def _elsewise(place: Place, said: str) -> Markup:
    """What was not measured so that it could stand beside the others: a few words, and the rest behind a tap."""
    cell = place.cell
    assert cell is not None
    if not cell.has_figure:
        return _seen(said, "words", _line(in_short(cell), cell))
    return _apart(said, gettext("measured otherwise"))


def is_people(cell: Cell) -> bool:
    """Whether people are counted in it."""
    return cell.yardstick.kind == "people"


_HOME = {Slot.PAIN: "points", Slot.DOING: ""}  # the unit of a row that does not count people


def at_home(cell: Cell) -> bool:
    """Whether a cell is counted as its row is; any other unit is said in words, and never as the row's picture."""
    slot = Slot.DOING if cell.slot is Slot.WORK else cell.slot
    return cell.yardstick.kind == _HOME.get(slot, "people")


def is_drawn(cell: Cell) -> bool:
    """Whether people are drawn: a hundred dots of what is no difference from waiting would look like one."""
    return not is_apart(cell)


def _seen(said: str, kind: str, *parts: Markup | None) -> Markup:
    return element("div", *parts, class_=f"bl-choice-seen is-{kind}", role="img", aria_label=said)


def _apart(said: str, *lines: str, doubt: Cell | None = None) -> Markup:
    """What may not be held against any other number of its row: striped, in small type, and without a picture."""
    shown = [element("span", line) for line in lines if line]
    return _seen(said, "apart", element("div", shown, _doubt(doubt), class_="bl-choice-apart"))


def _number(said: Said) -> Markup:
    """A number as large as it may be read."""
    number = element("span", element("b", said.number), f" {said.words}" if said.words else None)
    look = "bl-choice-number" if said.number[:1].isdigit() else "bl-choice-number is-words"
    return element("span", number, class_=look)


def _line(words: str, cell: Cell | None = None) -> Markup | None:
    doubt = _doubt(cell)
    return element("span", words, " " if doubt else None, doubt, class_="bl-choice-line") if words or doubt else None


def _doubt(cell: Cell | None) -> Markup | None:
    """That nobody of the project has read the source of it."""
    return element("span", gettext("not verified"), class_="bl-choice-doubt") if cell and unread(cell) else None


def _said(cell: Cell, *, of_100: bool = False) -> Markup:
    """How many more or fewer, of which it is seen whether that is worse; ``of_100`` says of how many."""
    is_worse = cell.is_effect and cell.difference is not None and cell.yardstick.good * cell.difference < 0
    said = difference(cell)
    if of_100 and said.words and cell.is_effect:
        said = said._replace(words=f"{said.words} {gettext('of 100')}")
    elif of_100 and not cell.is_effect:
        said = said._replace(words=gettext("of 100 {how}").format(how=said.words).strip())
    return element("span", _number(said), class_=f"bl-choice-say{' is-worse' if is_worse else ''}")


# --- a hundred people


def kinds(cell: Cell) -> Iterator[tuple[str, int]]:
    """How many of the hundred are drawn as what: so anyway, by the treatment, perhaps by it, and all the others.

    By it are as many as the nearer end of the interval says, and perhaps by it all others of the difference.
    """
    before, after = people_of_100(cell)
    low, high = sorted((before, after))
    sure = min(surely(cell), high - low)
    by_it = "because" if after > before else "spared"
    if after > before:
        yield from (("anyway", low), (by_it, sure), ("open", high - low - sure), ("rest", 100 - high))
    else:
        yield from (("anyway", low), ("open", high - low - sure), (by_it, sure), ("rest", 100 - high))


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
    if first >= last:
        return markup()
    dots = shape("path", d="".join(_runs(first, last)), class_=kind)
    return markup(dots, shape("path", d="".join(_runs(first, last)), class_="hollow")) if kind == "open" else dots


def _runs(first: int, last: int) -> Iterator[str]:
    for row in range(first // _WIDE, (last - 1) // _WIDE + 1):
        start, end = max(first, row * _WIDE), min(last, (row + 1) * _WIDE)
        yield f"M{start - row * _WIDE + 0.5} {row + 0.5}h{end - start - 1 + 0.01:g}"


# --- ten thousand people


def _harm(place: Place, cell: Cell, said: str) -> Markup:
    """Rare harm: how many more, a square of a hundred squares, and what else is known of its kind."""
    if not is_drawn(cell):
        return _apart(said, *apart_lines(cell), brief_line(cell), *other_harm(place), doubt=cell)
    doubt = _doubt(cell)
    first = element("span", brief_line(cell), " " if doubt else None, doubt)
    lines = [first, *(element("span", line) for line in other_harm(place))]
    below = element("span", lines, class_="bl-choice-line is-also")
    return _seen(said, "people", field(cell), _said(cell), below)


def field(cell: Cell) -> Markup:
    """Ten thousand people as a hundred squares of a hundred; as much of them is filled as there are people harmed."""
    after = scaled(cell, cell.with_) if cell.with_ is not None else 0.0
    before = scaled(cell, cell.without) if cell.without is not None else 0.0
    if cell.with_ is None and cell.difference is not None:
        after = scaled(cell, cell.difference)
    low, high = sorted((before, after))
    kind = "because" if after >= before else "spared"
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


def gain_bar(cell: Cell, worth: int = 0) -> Markup:
    """How many points a treatment takes off, from none to as many as one can want: full as far as that is very likely.

    The rest of it is hollow, and a line stands where it is worth it, if that is given.
    """
    assert cell.difference is not None
    gain = max(cell.yardstick.good * cell.difference, 0)
    ends = sorted(cell.yardstick.good * end for end in (cell.low, cell.high) if end is not None)
    sure = min(max(ends[0], 0), gain) if len(ends) == 2 and not unread(cell) else 0
    parts = [shape("rect", x=0, y=2, width=MOST_WORTH, height=8, class_="scale")]
    parts += [shape("rect", x=0, y=2, width=min(gain, MOST_WORTH), height=8, class_="perhaps")] if gain else []
    parts += [shape("rect", x=0, y=2, width=min(sure, MOST_WORTH), height=8, class_="off")] if sure else []
    parts += [shape("path", d=f"M{worth} 0V12", class_="worth")] if worth else []
    return element(
        "svg",
        *parts,
        viewBox=f"0 0 {MOST_WORTH} 12",
        preserveAspectRatio="none",
        class_="bl-pain",
        data_gain=f"{sure:g} {gain:g}",
    )
