"""The choosing table as a picture: a column for each thing to do, a row for what one cares about, people in between.

For whoever shows it (all of it is HTML, with its looks, and fits the place that it is given, as large as that is)::

    choosing_table(choice, tap="cell", also="also")    # the figure for the picture of a stage
    cell_html(choice, "otc_ibuprofen.soon")            # all that is known of one cell, for a tab
    cell_names(choice)                                 # (name, label) of each cell, for a menu
    numbers_html(choice)                               # the same in numbers, for a tab or a handout
    beside_html(choice)                                # not advised, asked first, ruled out, with the reasons

``tap`` names the field that a tap on a cell sets to its name ("" for none), ``opens`` the tab that it opens, ``also``
the field that a tap on one of the other treatments sets to its id, ``matters`` that of a row's name, ``chosen`` that of
the button that chooses a column. The pictures of people stand still: whoever can play with chances chooses worse.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from backlab.drawing.picture import table_html
from backlab.knowledge.effect_kinds import (
    HIGH,
    LOW,
    LOW_TO_MODERATE,
    MODERATE,
    NOT_GRADED,
    VERY_LOW,
    VERY_LOW_TO_LOW,
    Cell,
    Slot,
)
from backlab.knowledge.effects import BASELINE, SAME_KIND
from backlab.language import gettext
from backlab.markup import Markup, element, markup, shape
from backlab.model import Lens
from backlab.reasoning.choice import Choice, Column, Mark, Place, gain_of
from backlab.words.choice import (
    between_brief,
    caution,
    change,
    column_sentences,
    detail,
    discouraged_sentences,
    figure,
    held_sentence,
    helps_elsewhere,
    how_to_read,
    mark_label,
    name_of,
    never_with,
    numbers,
    of_how_many,
    only_without,
    other_people,
    place_words,
    plain_change,
    scaled,
    sureness_brief,
    unread,
    verdict,
    wanted_sentences,
)
from backlab.words.citing import Citer, source_points
from backlab.words.phrases import lowered

_WIDE = 20  # people in a row, everywhere
_AXIS = (-15, 35)  # people or points of 100, on which every interval of a row lies


class Taps(NamedTuple):
    """The fields that a tap sets: on a cell, another treatment, a row's name and a column's button; "" for none.

    ``opens`` is the tab that a tap on a cell opens, and ``picked`` the id of the treatment that was chosen.
    """

    cell: str
    opens: str
    also: str
    matters: str
    chosen: str
    picked: str


def choosing_table(
    choice: Choice,
    *,
    tap: str = "cell",
    opens: str = "",
    also: str = "also",
    matters: str = "",
    chosen: str = "",
    picked: str = "",
    numbers: bool = True,
) -> Markup:
    """The whole table as a figure: columns, rows, people, intervals and marks, and the same in ``numbers``."""
    taps = Taps(tap, opens, also, matters, chosen, picked)
    table = element(
        "div",
        _head(choice, taps),
        _warned(choice),
        (_row(choice, row, taps) for row in choice.rows),
        class_="bl-choice-table",
        role="table",
        aria_label=gettext("What to choose: {situation}").format(situation=gettext(choice.situation.label)),
        data_columns=str(len(choice.columns)),
    )
    scroll = element(
        "div", table, class_="bl-choice-scroll", role="region", aria_label=gettext("The choosing table"), tabindex="0"
    )
    shown = element("div", scroll, _foot(choice, taps.also), class_="bl-choice")
    return element(
        "figure",
        shown,
        _in_numbers(choice) if numbers else None,
        class_="bl-picture bl-picture-choice",
    )


def _head(choice: Choice, taps: Taps) -> Markup:
    corner = element("div", gettext(choice.situation.label), role="columnheader", class_="bl-choice-corner")
    return element(
        "div",
        corner,
        (_column_head(choice, column, taps) for column in choice.columns),
        role="row",
        class_="bl-choice-row is-head",
    )


def _column_head(choice: Choice, column: Column, taps: Taps) -> Markup:
    chosen = column.id in choice.chosen
    return element(
        "div",
        element("span", name_of(column.treatment), class_="bl-choice-name"),
        _pick(column, taps) if taps.chosen else None,
        _badge(choice, column),
        role="columnheader",
        class_=f"bl-choice-head{' is-chosen' if chosen else ''}{_base(column)}",
    )


def _pick(column: Column, taps: Taps) -> Markup:
    """What chooses a column, or says that it is chosen."""
    here = column.id == taps.picked
    return element(
        "button",
        gettext("chosen") if here else gettext("choose"),
        type="button",
        class_="bl-choice-pick",
        aria_label=gettext("{treatment}: choose").format(treatment=name_of(column.treatment)),
        aria_pressed="true" if here else "false",
        data_tap=f"{taps.chosen}={column.id}",
    )


def _base(column: Column) -> str:
    return " is-base" if column.id == BASELINE else ""


def _badge(choice: Choice, column: Column) -> Markup:
    """Below the name: that it is what the rest is compared with; what the article says of it, and what its mark is."""
    if column.id == BASELINE:
        return element("span", gettext("the comparison"), class_="bl-choice-badge")
    said = markup()
    if choice.advice.lens is Lens.ARTICLE:
        told = gettext("article: yes; today: no") if column.outdated else gettext("article: yes")
        said = element("span", told, class_=f"bl-choice-badge{' is-outdated' if column.outdated else ''}")
    elsewhere = helps_elsewhere(choice, column) if column.mark is Mark.UNKNOWN else ""
    if elsewhere:
        return said + element("span", elsewhere, class_="bl-choice-badge")
    return said + _mark(column.mark, "bl-choice-badge")


def _warned(choice: Choice) -> Markup | None:
    """Below the names: who must not take which of the medicines, said once where it is the same."""
    words: dict[str, list[str]] = {}
    for column in choice.columns:
        said = "; ".join(filter(None, (caution(column.treatment), only_without(column.treatment))))
        if said:
            words.setdefault(said, []).append(name_of(column.treatment))
    if not words:
        return None
    lines = (element("span", element("b", ", ".join(names)), ": ", said) for said, names in words.items())
    cell = element("div", lines, role="cell", aria_colspan=str(len(choice.columns) + 1), class_="bl-choice-only")
    return element("div", cell, role="row", class_="bl-choice-row is-warning")


def _mark(mark: Mark | None, class_: str) -> Markup:
    """A shape and a word for what an interval says."""
    if mark is None:
        return markup()
    return element("span", _MARKS[mark], mark_label(mark), class_=f"{class_} bl-mark is-{mark.value.replace(' ', '-')}")


def _icon(*parts: Markup) -> Markup:
    return element("svg", *parts, viewBox="0 0 12 12", class_="bl-mark-shape", aria_hidden="true")


_RING = shape("circle", cx=6, cy=6, r=5, class_="ring")
_TICK = shape("path", d="M3 6.2l2.2 2.2L9 4", class_="tick")
_MARKS = {
    Mark.ENOUGH: _icon(
        shape("circle", cx=6, cy=6, r=5.5, class_="full"), shape("path", d="M3 6.2l2.2 2.2L9 4", class_="tick")
    ),
    Mark.UNCLEAR: _icon(_RING, shape("path", d="M6 1a5 5 0 0 1 0 10z", class_="full")),
    Mark.NOT_ENOUGH: _icon(_RING, shape("path", d="M3.5 6h5", class_="line")),
    Mark.UNLIKE: _icon(shape("path", d="M2 4.5h8M2 7.5h8M3.5 10l5-8", class_="line")),
    Mark.UNKNOWN: _icon(shape("path", d="M4 4.2a2 2 0 1 1 2.6 1.9c-.5.2-.6.5-.6 1.2M6 9.8v.01", class_="line")),
}


def _row(choice: Choice, row: Slot, taps: Taps) -> Markup:
    lead = row is choice.first
    known = any(column.place(row).known for column in choice.columns)
    head = element(
        "div",
        element("span", gettext(row.label), class_="bl-choice-what"),
        element("span", _wanted_way(row), class_="bl-choice-way") if _wanted_way(row) else None,
        role="rowheader",
        class_="bl-choice-side",
        data_tap=f"{taps.matters}={row.value}" if taps.matters else None,
    )
    cells = (_cell(choice, column, row, taps) for column in choice.columns)
    look = f"bl-choice-row is-{row.value}{' is-lead' if lead else ''}{'' if known else ' is-unknown'}"
    look += "" if row in choice.main else " is-more"
    return element("div", head, cells, role="row", class_=look)


def _wanted_way(row: Slot) -> str:
    """Of how many a row counts, where that is not what one thinks."""
    if row is Slot.HARM:
        return gettext("of 10,000")
    if row in (Slot.SOON, Slot.LATER, Slot.SIDE, Slot.AGAIN):
        return gettext("of 100 people")
    return gettext("points of 100") if row is Slot.PAIN else ""


def cell_name(column: Column, row: Slot) -> str:
    """The name of a cell, such as "otc_ibuprofen.soon"."""
    return f"{column.id}.{row.value}"


def cell_names(choice: Choice) -> tuple[tuple[str, str], ...]:
    """The name and the label of each cell that is shown, row by row."""
    return tuple(
        (cell_name(column, row), f"{name_of(column.treatment)}: {gettext(row.label)}")
        for row in choice.rows
        for column in choice.columns
    )


def _cell(choice: Choice, column: Column, row: Slot, taps: Taps) -> Markup:
    place, name = column.place(row), cell_name(column, row)
    chosen = " is-chosen" if column.id in choice.chosen else ""
    return element(
        "div",
        _seen(choice, place, row is choice.first),
        element("span", place_words(place), class_="bl-choice-heard"),
        role="cell",
        class_=f"bl-choice-cell{chosen}{_base(column)}{'' if place.known else ' is-open'}",
        data_cell=name,
        data_tap=f"{taps.cell}={name}" if taps.cell else None,
        data_opens=taps.opens or None,
    )


def _seen(choice: Choice, place: Place, lead: bool) -> Markup:
    """What is seen of a cell; those who hear it have its sentence instead."""
    cell = place.cell
    if cell is None or not cell.known:
        return element("span", "?", class_="bl-choice-open", aria_hidden="true")
    if not cell.has_figure:
        return element("span", _brief(cell.note), _beside(place), class_="bl-choice-words", aria_hidden="true")
    shown = cell if _at_home(cell) or place.counted is None else place.counted
    parts: list[Markup] = []
    if _at_home(shown):
        number = markup(_small_mark(place) if not lead else None, _number(shown))
        parts.append(element("span", number, class_=f"bl-choice-number{' is-alone' if _alone(shown) else ''}"))
        parts += _counted(choice, place, shown, lead)
    if not _at_home(shown) or shown is not cell:
        parts.append(element("span", _foreign(cell), " ", _sureness(cell), class_="bl-choice-small"))
    return element("div", *parts, _beside(place), class_="bl-choice-seen", aria_hidden="true")


def _brief(note: str) -> str:
    """The first sentence of a note: all of it is heard, and stands behind a tap."""
    return gettext(note).partition(". ")[0].rstrip(".") + "." if note else ""


def _beside(place: Place) -> Markup | None:
    """Other harm of the same medicine, or of one of its kind, so that none looks free of it."""
    if place.row is not Slot.HARM or place.cell is None or place.cell.treatment not in SAME_KIND:
        return None
    kinds = {place.cell.yardstick}
    lines = []
    for cell in place.others:
        if cell.is_effect:
            lines.append(_harm(cell, named=cell.yardstick not in kinds))
            kinds.add(cell.yardstick)
    return element("span", (element("span", line) for line in lines), class_="bl-choice-small bl-choice-also-harm")


def _harm(cell: Cell, *, named: bool) -> str:
    """One harm more in a few words: how many, of what where that is another, and when."""
    assert cell.difference is not None
    what = f" {gettext(cell.yardstick.label)}" if named else ""
    return f"{change(cell, cell.difference)}{what} ({gettext(cell.time)})"


_HOME = {Slot.PAIN: "points", Slot.DOING: ""}  # the unit of a row that does not count people


def _at_home(cell: Cell) -> bool:
    """Whether a cell is counted as its row is; any other unit is said in small words, and never as the row's number."""
    slot = Slot.DOING if cell.slot is Slot.WORK else cell.slot
    return cell.yardstick.kind == _HOME.get(slot, "people")


def _alone(cell: Cell) -> bool:
    """Whether nobody went without it, so that the number says nothing of what it does."""
    return cell.against.kind == "alone"


def _foreign(cell: Cell) -> str:
    """What was measured in another unit than its row's, in words: numbers, unit and time."""
    label, time = gettext(cell.yardstick.label), gettext(cell.time)
    if cell.difference is not None and (cell.with_ is None or cell.without is None):
        said = f"{change(cell, cell.difference)} ({between_brief(cell)})"
    elif cell.with_ is not None and cell.without is not None:
        with_, without = figure(scaled(cell, cell.with_)), figure(scaled(cell, cell.without))
        said = gettext("{with_} with it, {without} without it").format(with_=with_, without=without)
        if cell.against.kind == "other":
            said = _versus(cell)
    else:
        assert cell.with_ is not None
        said = figure(scaled(cell, cell.with_)) + (f" ({between_brief(cell)})" if cell.low is not None else "")
    alone = gettext("no group without it") if _alone(cell) else ""
    return " · ".join(part for part in (f"{said}: {label}", alone, time) if part)


def _small_mark(place: Place) -> Markup:
    """The shape alone, with its word in what is heard; the head of a column has both."""
    return _MARKS[place.mark] if place.mark in _MARKED else markup()


def _number(cell: Cell) -> Markup:
    """The number that says it: the difference where there is one, and its interval beside it."""
    if cell.difference is not None and cell.against.kind in ("without", "other"):
        plain, exact = plain_change(cell), change(cell, cell.difference)
        if plain == exact or cell.low is None:
            interval = between_brief(cell) if cell.low is not None else gettext("no interval")
            return _line(plain, interval, _than(cell))
        seen = cell.with_ is not None and cell.without is not None  # below it, with and without
        return _line(plain, between_brief(cell) if seen else f"{exact}; {between_brief(cell)}")
    assert cell.with_ is not None
    if cell.against.kind == "start" and cell.without is not None:
        return _line(f"{figure(cell.without)} → {figure(cell.with_)}", "", gettext("by itself"))
    interval = between_brief(cell) if cell.low is not None else ""
    return _line(figure(scaled(cell, cell.with_)), interval)


def _than(cell: Cell) -> str:
    """Beside a number that has none with and without below it: with what it was compared; beside a harm, how long."""
    bare = cell.with_ is None or cell.without is None
    if cell.slot is Slot.HARM:
        return gettext("in {time}").format(time=gettext(cell.time))  # in a few days it is far less
    if not bare or cell.against.kind != "without":
        return ""
    return gettext("than with {other}").format(other=gettext(cell.against.label))


def _line(number: str, interval: str, than: str = "") -> Markup:
    beside = " ".join(filter(None, (than, f"({interval})" if interval else "")))
    small = element("span", beside, class_="bl-choice-interval") if beside else None
    return markup(element("b", number), " " if small else "", small)


def _counted(choice: Choice, place: Place, cell: Cell, lead: bool) -> Iterator[Markup]:
    """The people, where they were counted, the interval against what one wants, and the small print."""
    if _shown_as_people(cell):
        yield _people(cell)
    if lead and cell is place.counted and place.mark in _MARKED and cell.low is not None:
        yield _band(cell, choice.wish.worth)
    yield _small(choice, cell, lead)


_MARKED = (Mark.ENOUGH, Mark.UNCLEAR, Mark.NOT_ENOUGH)


def _drawn(cell: Cell) -> bool:
    """Whether people of 100 were counted who can be drawn: going without is what one sees beside it."""
    return _is_people(cell) and cell.with_ is not None and cell.against.kind in ("without", "course")


def _shown_as_people(cell: Cell) -> bool:
    """Whether people are drawn: a difference that is not clear would look like one."""
    clear = cell.difference is None or plain_change(cell) == change(cell, cell.difference)
    return clear and _drawn(cell)


def _is_people(cell: Cell) -> bool:
    """Whether it counts people of 100, who can be drawn; rare harm is too rare for that."""
    return cell.yardstick.kind == "people" and cell.of == 100 and of_how_many(cell) == 100


def _small(choice: Choice, cell: Cell, lead: bool) -> Markup:
    """Below the number: when, with and without, how sure; and a note where no people are drawn who show it."""
    near = (lead or cell.slot is Slot.SIDE) and cell.is_effect and not _drawn(cell)
    alone = gettext("no comparison group") if _alone(cell) else ""
    doubt = gettext("not verified") if unread(cell) else ""
    what = gettext(cell.yardstick.label) if lead or cell.slot is Slot.HARM else ""
    others = gettext("other people than on the left") if other_people(choice, cell) else ""
    sure = sureness_brief(cell) if lead and cell.certainty != NOT_GRADED else ""
    time = "" if cell.slot is Slot.HARM and cell.is_effect else gettext(cell.time)
    parts = [alone, time, _pair(cell, what), others, sure, doubt]
    words = " · ".join(part for part in parts if part)
    note = element("span", _brief(cell.note), class_="bl-choice-note") if near and cell.note else None
    return element("span", words, " ", _sureness(cell), note, class_="bl-choice-small")


def _sureness(cell: Cell) -> Markup:
    """Four bars, filled as far as one can be sure; empty where nobody has graded it."""
    return _bars(_SURE.get(cell.certainty, 0))


def _bars(filled: int) -> Markup:
    full = (f"M{i * 4 + 0.5} 11.4v{-3.4 - i * 2.4:g}h2.6v{3.4 + i * 2.4:g}z" for i in range(filled))
    hollow = (f"M{i * 4 + 0.5} 11.4v{-3.4 - i * 2.4:g}h2.6v{3.4 + i * 2.4:g}z" for i in range(filled, 4))
    parts = shape("path", d="".join(full), class_="is-full"), shape("path", d="".join(hollow))
    return element("svg", *parts, viewBox="0 0 16 12", class_="bl-sure", aria_hidden="true")


_SURE = {HIGH: 4, MODERATE: 3, LOW_TO_MODERATE: 2, LOW: 2, VERY_LOW_TO_LOW: 1, VERY_LOW: 1}


def _pair(cell: Cell, what: str) -> str:
    """With and without, or with another treatment; ``what`` was counted where one has to know, or no people are."""
    counted = cell.yardstick.kind in ("people", "points")
    label = gettext(cell.yardstick.label)
    if cell.against.kind == "other":
        return ", ".join(part for part in (what if counted else label, _versus(cell)) if part)
    if not counted:
        return label
    if cell.with_ is None or cell.without is None or cell.against.kind == "start":
        return label if cell.difference is None and cell.yardstick.kind == "people" else what
    said = gettext("{without} without, {with_} with")
    both = said.format(without=figure(scaled(cell, cell.without)), with_=figure(scaled(cell, cell.with_)))
    return f"{what}: {both}" if what else both


def _versus(cell: Cell) -> str:
    other = gettext(cell.against.label)
    if cell.with_ is None or cell.without is None:
        return gettext("against {other}").format(other=other)
    numbers = {"with_": figure(scaled(cell, cell.with_)), "without": figure(scaled(cell, cell.without))}
    return gettext("{with_} against {without} with {other}").format(other=other, **numbers)


def _people(cell: Cell) -> Markup:
    """A hundred people in rows: those who were so anyway, those because of it, and all the others."""
    assert cell.with_ is not None
    after = round(float(figure(cell.with_)))
    before = round(float(figure(cell.without))) if cell.without is not None else after
    low, high = sorted((before, after))
    kind = "because" if after > before else "spared"
    harm = " is-harm" if cell.yardstick.good < 0 else ""
    dots = [_dots(0, low, "anyway"), _dots(low, high, kind), _dots(high, 100, "rest")]
    look = f"bl-people{harm}"
    return element("svg", *dots, viewBox=f"0 0 {_WIDE} {100 // _WIDE}", class_=look, data_people=f"{before} {after}")


def _dots(first: int, last: int, kind: str) -> Markup:
    """One path for all of a kind: dashes of no length with round or square ends are dots."""
    runs = []
    for row in range(100 // _WIDE):
        start, end = max(first, row * _WIDE), min(last, (row + 1) * _WIDE)
        if start < end:
            runs.append(f"M{start - row * _WIDE + 0.5} {row + 0.5}h{end - start - 1 + 0.01:g}")
    return shape("path", d="".join(runs), class_=kind) if runs else markup()


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
    band = element("svg", *parts, viewBox=f"{low} 0 {high - low} 10", preserveAspectRatio="none", class_="bl-band")
    ticks = (element("span", str(at), style=f"--at: {(at - low) / (high - low):.3f}") for at in (0, worth))
    return markup(band, element("span", ticks, class_="bl-band-ticks"))


def _foot(choice: Choice, also: str) -> Markup:
    """Below the table: what its signs mean, and what else there is."""
    return element("div", _all_rows(choice), _key(choice), _more(choice, also), class_="bl-choice-foot")


def _all_rows(choice: Choice) -> Markup:
    """What brings the other rows into view; what was opened stays open as the table changes."""
    more = ", ".join(lowered(gettext(row.label)) for row in choice.rows if row not in choice.main)
    summary = element("summary", element("b", gettext("All rows")), element("span", f": {more}"))
    return element("details", summary, class_="bl-choice-all")


def _key(choice: Choice) -> Markup:
    """What the signs of this table mean: only those that it has, in its colours."""
    people = gettext(choice.situation.people)
    first = gettext("Of 100 {people}:").format(people=people)
    drawn = _kinds(choice)
    signs = [
        (_sample("anyway"), gettext("so anyway")),
        (_sample("because"), gettext("because of it")),
        (_sample("because is-harm"), gettext("harmed by it")),
        (_sample("spared is-harm"), gettext("spared harm by it")),
        (_sample("spared"), gettext("no longer, because of it")),
        (_sample("rest"), gettext("not so")),
    ]
    kinds = ("anyway", "because", "because is-harm", "spared is-harm", "spared", "rest")
    signs = [sign for kind, sign in zip(kinds, signs, strict=True) if kind in drawn]
    band = (_sample_band(), gettext("95% interval; dashed: your {worth}").format(worth=choice.wish.worth))
    if any(column.mark in _MARKED for column in choice.columns):
        signs.append(band)
    said = (element("span", picture, words, class_="bl-sign") for picture, words in signs)
    sure = element("span", _bars(3), gettext("how sure"), class_="bl-sign")
    open_ = element("span", element("i", "?"), " ", gettext("nobody knows"), class_="bl-sign")
    return element("p", element("span", first, class_="bl-sign"), said, sure, open_, class_="bl-choice-key")


def _kinds(choice: Choice) -> set[str]:
    """The kinds of people that are drawn in this table."""
    found: set[str] = set()
    for column in choice.columns:
        for place in column.places:
            for cell in {place.cell, place.counted}:
                if cell is not None and cell.has_figure and _at_home(cell) and _shown_as_people(cell):
                    assert cell.with_ is not None
                    before = cell.with_ if cell.without is None else cell.without
                    kind = "because" if cell.with_ > before else "spared" if cell.with_ < before else ""
                    harm = " is-harm" if cell.yardstick.good < 0 else ""
                    found |= {"anyway", "rest", *([kind + harm] if kind else [])}
    return found


def _sample(kind: str) -> Markup:
    kind, _, harm = kind.partition(" ")
    dot = shape("path", d="M.5 .5h.01", class_=kind)
    return element("svg", dot, viewBox="0 0 1 1", class_=f"bl-people is-sample {harm}".rstrip(), aria_hidden="true")


def _sample_band() -> Markup:
    parts = shape("rect", x=0, y=2.5, width=20, height=5, class_="band"), shape("path", d="M14 0V10", class_="worth")
    return element("svg", *parts, viewBox="0 0 22 10", class_="bl-band is-sample", aria_hidden="true")


def _more(choice: Choice, also: str) -> Markup:
    lists: list[tuple[str, Iterable[Markup]]] = []
    if choice.others:
        lists.append((gettext("Also possible here:"), [_other(column, also) for column in choice.others]))
    against = [name_of(line.treatment) for line in choice.discouraged]
    asked = [name_of(held.treatment) for held in choice.held if held.questions]
    out = [name_of(held.treatment) for held in choice.held if not held.questions]
    for title, names in (
        (gettext("Not advised:"), against),
        (gettext("Ask first:"), asked),
        (gettext("Ruled out here:"), out),
    ):
        if names:
            lists.append((title, [element("span", name) for name in names]))
    return element(
        "p",
        (element("span", element("b", title), items, class_="bl-choice-list") for title, items in lists),
        class_="bl-choice-more",
    )


def _other(column: Column, also: str) -> Markup:
    name, warned = name_of(column.treatment), caution(column.treatment)
    said = element("span", f" ({warned})") if warned else None
    if not also:
        return element("span", name, said)
    return element("span", element("span", name, class_="bl-choice-also", data_tap=f"{also}={column.id}"), said)


def _in_numbers(choice: Choice) -> Markup:
    """The second view, one key away: the table in numbers, and what is true of all of it."""
    return element("details", element("summary", gettext("In numbers")), element("div", numbers_html(choice)))


def numbers_html(choice: Choice) -> Markup:
    """The same table in numbers and words, and how to read it."""
    caption = gettext("What to choose: {situation}").format(situation=gettext(choice.situation.label))
    read = how_to_read(choice)
    return markup(
        element("ul", (element("li", said, data_ipdas=name) for name, said in read.items()), class_="bl-choice-read"),
        table_html(numbers(choice), caption),
        (element("p", said, class_="bl-note") for said in wanted_sentences(choice)),
    )


def cell_html(choice: Choice, name: str) -> Markup:
    """All that is known of the cell of that name, with its sources; nothing for a name that is not in the table."""
    treatment, _, row = name.partition(".")
    column = choice.column(treatment)
    if column is None or row not in {each.value for each in choice.rows}:
        return markup()
    cite = Citer()
    first, *lines = detail(choice, treatment, Slot(row), cite)
    points = (element("li", f"{point.mark} {point.text}") for point in source_points(cite.cited))
    return markup(
        element("h4", f"{name_of(column.treatment)}: {gettext(Slot(row).label)}"),
        element("p", element("strong", first)),
        (element("p", line) for line in lines),
        element("p", never_with(column.treatment)) if row == Slot.HARM and never_with(column.treatment) else None,
        element("ul", points, class_="bl-choice-sources") if cite.cited else None,
    )


def beside_html(choice: Choice) -> Markup:
    """What is no column, with the reasons: asked first, ruled out, not advised."""
    parts = [
        (gettext("Ask first"), [held_sentence(held) for held in choice.held if held.questions]),
        (gettext("Ruled out here"), [held_sentence(held) for held in choice.held if not held.questions]),
        (gettext("Not advised"), list(discouraged_sentences(choice))),
    ]
    return markup(
        markup(element("h4", title), element("ul", (element("li", line) for line in lines)))
        for title, lines in parts
        if lines
    )


def in_sentences(choice: Choice) -> Markup:
    """The whole table in sentences, for a handout."""
    said = (
        markup(
            element("h4", name_of(column.treatment)),
            element("ul", (element("li", line) for line in column_sentences(choice, column))),
        )
        for column in choice.columns
    )
    return markup(element("p", verdict(choice)), said)
