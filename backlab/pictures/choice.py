"""The choosing table as a picture: a column for each thing to do, a row for what one cares about, people in between.

For whoever shows it (all of it is HTML, with its looks, and fits the place that it is given, as large as that is)::

    choosing_table(choice, tap="cell", also="also")    # the figure for the picture of a stage
    cell_html(choice, "otc_ibuprofen.soon")            # all that is known of one cell, for a tab
    cell_names(choice)                                 # (name, label) of each cell, for a menu
    numbers_html(choice)                               # the same in numbers, for a tab or a handout
    beside_html(choice)                                # not advised, asked first, ruled out, with the reasons

``tap`` names the field that a tap on a cell sets to its name ("" for none), ``opens`` the tab that it opens, ``also``
the field that a tap on one of the other treatments sets to its id, ``matters`` that of a row's name, ``chosen`` that of
the button that chooses a column. While a choice ``waits`` to be made, the verdicts over the columns are covered. The
pictures of people stand still: whoever can play with chances chooses worse.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from backlab.drawing.picture import table_html
from backlab.knowledge.effect_kinds import Slot
from backlab.knowledge.effects import BASELINE
from backlab.knowledge.findings import no_relief
from backlab.knowledge.treatments import DROWSY, NSAID
from backlab.language import gettext, ngettext
from backlab.markup import Markup, element, markup, shape
from backlab.model import Lens, Treatment
from backlab.pictures.choice_cell import at_home, cell_seen, is_compared, is_drawn, is_people, kinds, lead_seen
from backlab.reasoning.choice import GOOD_ROWS, Choice, Column, Held, base_of
from backlab.words.choice import (
    caution,
    detail,
    discouraged_sentences,
    dose_ages,
    held_sentence,
    how_to_read,
    name_of,
    never_with,
    numbers,
    only_without,
    place_words,
    wanted_sentences,
    young_ask,
)
from backlab.words.choice_brief import HALF, LITTLE, NO, SOME, UNKNOWN, UNLIKE, YES, can_harm, other_harm, standing
from backlab.words.citing import Citer, source_points
from backlab.words.phrases import lowered


class Taps(NamedTuple):
    """The fields that a tap sets: on a cell, another treatment, a row's name and a column's button; "" for none.

    ``opens`` is the tab that a tap on a cell opens, ``asks`` the one that a tap on what is asked first opens,
    ``denies`` the button, as "field=button", that answers all that is open with no, and ``picked`` the id of the
    treatment that was chosen.
    """

    cell: str
    opens: str
    also: str
    matters: str
    chosen: str
    picked: str
    asks: str
    best: tuple[str, ...]
    waits: bool
    denies: str


def choosing_table(
    choice: Choice,
    *,
    tap: str = "cell",
    opens: str = "",
    also: str = "also",
    matters: str = "",
    chosen: str = "",
    picked: str = "",
    asks: str = "",
    numbers: bool = True,
    waits: bool = False,
    denies: str = "",
) -> Markup:
    """The whole table as a figure: columns, rows, people, intervals and verdicts, and the same in ``numbers``."""
    taps = Taps(tap, opens, also, matters, chosen, picked, asks, () if waits else choice.chosen, waits, denies)
    table = element(
        "div",
        _head(choice, taps),
        (_row(choice, row, place, taps) for place, row in enumerate(choice.rows)),
        class_="bl-choice-table",
        role="table",
        aria_label=gettext("What to choose: {situation}").format(situation=gettext(choice.situation.label)),
        data_columns=str(len(choice.columns)),
        data_reads="",
    )
    scroll = element(
        "div",
        table,
        class_="bl-choice-scroll",
        role="region",
        aria_label=gettext("The choosing table"),
        tabindex="0",
        data_pages="",
    )
    shown = element("div", scroll, _foot(choice, taps), class_="bl-choice")
    return element(
        "figure",
        shown,
        _in_numbers(choice) if numbers else None,
        class_="bl-picture bl-picture-choice",
    )


# --- the heads of the columns


def _head(choice: Choice, taps: Taps) -> Markup:
    signs = element("span", _key(choice), class_="bl-choice-key", aria_hidden="true")  # for where it is narrow
    corner = element("div", gettext(choice.situation.label), signs, role="columnheader", class_="bl-choice-corner")
    return element(
        "div",
        corner,
        (_column_head(choice, column, place, taps) for place, column in enumerate(choice.columns)),
        role="row",
        class_="bl-choice-row is-head",
    )


def _column_head(choice: Choice, column: Column, place: int, taps: Taps) -> Markup:
    """Its name, the verdict on it, whether it can do serious harm, and the button that chooses it."""
    fits = column.id in taps.best
    looks = f"{' is-chosen' if fits else ''}{' is-mine' if column.id == taps.picked else ''}{_base(column)}"
    return element(
        "div",
        _pick(column, taps) if taps.chosen else element("span", name_of(column.treatment), class_="bl-choice-name"),
        _COVER if taps.waits else _standing(choice, column, fits=fits),
        _warnings(choice, column),
        role="columnheader",
        class_=f"bl-choice-head{looks}",
        style=f"--c: {place}",
    )


def _standing(choice: Choice, column: Column, *, fits: bool) -> Markup | None:
    """A shape and a few words for what this column comes to; of what fits best, that it does."""
    said = standing(choice, column)
    if fits:
        return element("span", _STAR, element("span", gettext("fits best")), class_="bl-standing-of is-best")
    if said is None:
        return None
    return element("span", _SIGNS[said.sign], element("span", said.words), class_=f"bl-standing-of is-{said.sign}")


def _warnings(choice: Choice, column: Column) -> Markup:
    """What one has to know of it first: that it can harm, is on prescription only, or is the article's alone."""
    harms, young = can_harm(column), young_ask(column.treatment, choice.advice.presentation)
    asked = element("span", _TRIANGLE, element("span", young), class_="bl-choice-risk is-young") if young else None
    said = [gettext("can do serious harm")] if harms else []
    said += filter(None, (caution(column.treatment),))
    said += [gettext("never both")] if _has_a_twin(choice, column) else []
    warned = element("span", _TRIANGLE, element("span", "; ".join(said)), class_=_RISK[harms]) if said else None
    if choice.advice.lens is not Lens.ARTICLE or column.id == BASELINE:
        return markup(asked, warned)
    told = gettext("article: yes; today: no") if column.outdated else gettext("article: yes")
    return markup(asked, warned, element("span", told, class_="bl-choice-article"))


def _has_a_twin(choice: Choice, column: Column) -> bool:
    """Whether another of the same kind of medicine stands in the table: two of them are never taken together."""
    kind = column.treatment.drug_class
    return kind == NSAID and any(e.treatment.drug_class == kind for e in choice.columns if e.id != column.id)


_RISK = {True: "bl-choice-risk is-harm", False: "bl-choice-risk"}


def _pick(column: Column, taps: Taps) -> Markup:
    """The name of a column as the button that chooses it."""
    return element(
        "button",
        name_of(column.treatment),
        type="button",
        class_="bl-choice-name bl-choice-pick",
        aria_label=gettext("{treatment}: choose").format(treatment=name_of(column.treatment)),
        aria_pressed="true" if column.id == taps.picked else "false",
        data_tap=f"{taps.chosen}={column.id}",
    )


def _base(column: Column) -> str:
    return " is-base" if column.id == BASELINE else ""


def _icon(*parts: Markup) -> Markup:
    return element("svg", *parts, viewBox="0 0 12 12", class_="bl-sign-shape", aria_hidden="true")


_DISC = shape("circle", cx=6, cy=6, r=5.7, class_="full")
_RING = shape("circle", cx=6, cy=6, r=5, class_="ring")
_SIGNS = {
    YES: _icon(_DISC, shape("path", d="M3 6.2l2.2 2.2L9 4", class_="tick")),
    SOME: _icon(_RING, shape("path", d="M6 3.4v5.2M3.4 6h5.2", class_="line")),
    HALF: _icon(_RING, shape("path", d="M6 1a5 5 0 0 1 0 10z", class_="full")),
    LITTLE: _icon(_RING, shape("path", d="M3.5 6h5", class_="line")),
    UNLIKE: _icon(shape("path", d="M2 4.5h8M2 7.5h8M3.5 10l5-8", class_="line")),
    UNKNOWN: _icon(shape("path", d="M4 4.2a2 2 0 1 1 2.6 1.9c-.5.2-.6.5-.6 1.2M6 9.8v.01", class_="line")),
    NO: _icon(shape("path", d="M2.5 2.5l7 7M9.5 2.5l-7 7", class_="line")),
}
_STAR = _icon(shape("path", d="M6 .4l1.7 3.6 3.9.5-2.9 2.7.8 3.9L6 9.2l-3.5 1.9.8-3.9L.4 4.5l3.9-.5z", class_="full"))
_COVER = element("span", element("span", "?"), class_="bl-standing-of is-covered", aria_hidden="true")
_TRIANGLE = _icon(
    shape("path", d="M6 .8l5.6 10.4H.4z", class_="full"), shape("path", d="M6 4.4v3M6 9.3v.01", class_="tick")
)


# --- rows and cells


def _row(choice: Choice, row: Slot, place: int, taps: Taps) -> Markup:
    lead = place == 0
    head = element(
        "div",
        element("span", gettext(row.label), class_="bl-choice-what", data_tap=_tapped(taps.matters, row.value)),
        _of(choice, row) if row in choice.main else None,
        element("span", _key(choice), class_="bl-choice-key") if lead else None,
        _turns(choice, row) if row in choice.main else None,
        role="rowheader",
        class_="bl-choice-side",
        data_page="",
    )
    look = f"bl-choice-row is-{row.value}{' is-lead' if lead else ''}{'' if row in choice.main else ' is-more'}"
    known = any(column.place(row).known for column in choice.columns)
    look += "" if known else " is-unknown"
    look += " is-unlike" if lead and base_of(choice) is None else ""
    return element(
        "div",
        head,
        _cells(choice, row, taps),
        role="row",
        class_=look,
        style=f"--r: {place}",
        data_read="" if row in choice.main else None,
    )


def _tapped(field: str, value: str) -> str | None:
    return f"{field}={value}" if field else None


AT_ONCE = 2
"""How many rows are seen at a time where it is narrow: what matters most beside the worst that it can do."""


def _turns(choice: Choice, row: Slot) -> Markup | None:
    """Where two rows are seen at a time: over the second of them, what brings the two before and after."""
    at, last = choice.main.index(row), len(choice.main) - 1
    if at != last and at % AT_ONCE != AT_ONCE - 1:
        return None
    ways = (
        (-AT_ONCE, "←", gettext("The rows before"), at < AT_ONCE),
        (AT_ONCE, "→", gettext("The next rows"), at == last),
    )
    turns = (
        element("button", sign, type="button", aria_label=name, data_turn=str(by))
        for by, sign, name, is_end in ways
        if not is_end
    )
    return element("span", turns, class_="bl-choice-turns")


def _cells(choice: Choice, row: Slot, taps: Taps) -> Iterator[Markup]:
    for place, column in enumerate(choice.columns):
        yield _cell(choice, column, row, place, taps)


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


def _cell(choice: Choice, column: Column, row: Slot, index: int, taps: Taps) -> Markup:
    place, name = column.place(row), cell_name(column, row)
    lead = row is choice.first
    start = _start_heard(choice, column) if lead else ()
    heard = " ".join((*start, place_words(place), *(f"{line}." for line in other_harm(place))))
    starts = lead and column.id == BASELINE and choice.first in GOOD_ROWS and is_compared(choice)
    if place.known or starts:
        seen = lead_seen(choice, column, heard) if lead else cell_seen(place, heard)
    else:
        seen = element("span", gettext("nobody knows"), class_="bl-choice-open", role="img", aria_label=heard)
    look = f"{' is-chosen' if column.id in taps.best else ''}{_base(column)}"
    look += "" if place.known else " is-open"
    return element(
        "div",
        seen,
        data_cell=name,
        role="cell",
        class_=f"bl-choice-cell{look}",
        style=f"--c: {index}",
        data_row=gettext(row.label),
        data_name=name_of(column.treatment) if lead else None,
        data_tap=f"{taps.cell}={name}" if taps.cell else None,
        data_opens=taps.opens or None,
    )


def _start_heard(choice: Choice, column: Column) -> Iterator[str]:
    """What the first column comes to by the measure of the others, where that is not its own first number."""
    place, base = column.places[0], base_of(choice)
    if column.id == BASELINE and base is not None and base is not place.cell:
        yield place_words(place._replace(cell=base, counted=None))


# --- below the table


def _foot(choice: Choice, taps: Taps) -> Markup:
    """Below the table: what else there is, what is not advised, for whom a medicine is not, and what the signs mean."""
    return element(
        "div",
        element("p", _not_with(choice, taps), class_="bl-choice-only"),
        element("div", _all_rows(choice), _strips(choice, taps), class_="bl-choice-strips"),
        class_="bl-choice-foot",
    )


def _strips(choice: Choice, taps: Taps) -> Iterator[Markup]:
    """What is no column, each with its sign: crossed out, to be asked first, ruled out, and what is one tap away."""
    asked = [name_of(held.treatment) for held in choice.held if held.questions]
    out = [held for held in choice.held if not held.questions]
    ask = {"data_tap": "", "data_opens": taps.asks} if taps.asks else {}
    strips: list[tuple[str, str, str, Iterable[Markup]]] = [
        ("against", NO, gettext("Not advised"), (element("s", name_of(line.treatment)) for line in choice.discouraged)),
        ("out", NO, gettext("Ruled out here"), (_ruled_out(choice, held) for held in out)),
        ("asked", UNKNOWN, gettext("Ask first"), (element("span", name, **ask) for name in asked)),
        ("also", SOME, gettext("Also"), (_other(choice, column, taps.also) for column in choice.others)),
    ]
    for look, sign, title, names in strips:
        if listed := list(names):
            head = element("b", _SIGNS[sign], title)
            shown = element("span", listed, class_="bl-choice-list")
            denied = _denial(choice, taps) if look == "asked" and taps.denies else None
            yield element("span", head, " ", shown, denied, class_=f"bl-choice-strip is-{look}")


def _ruled_out(choice: Choice, held: Held) -> Markup:
    """What is ruled out, crossed out; of what was taken and has not helped, that no more of it is taken."""
    name = element("s", name_of(held.treatment))
    failed = held.treatment.drug_class == NSAID and choice.advice.presentation.answer(no_relief) is True
    return element("span", name, f" ({gettext('no more until seen')})") if failed else name


def _denial(choice: Choice, taps: Taps) -> Markup:
    """What answers all that is still open with no, so that what waits for it is freed."""
    count = len({atom for held in choice.held for atom in held.questions})
    said = ngettext("{count} more no: show it", "{count} more no: show them", count).format(count=count)
    return element("button", said, type="button", class_="bl-choice-deny", data_tap=taps.denies)


def _other(choice: Choice, column: Column, also: str) -> Markup:
    said = element("s" if column.outdated else "span", name_of(column.treatment))
    care = caution(column.treatment) if column.treatment.drug_class == DROWSY else ""
    care = gettext("never both") if _has_a_twin(choice, column) else care
    beside = f" ({care})" if care else None
    if not also:
        return element("span", said, beside)
    name = element("span", said, class_="bl-choice-also", data_tap=f"{also}={column.id}")
    return element("span", name, beside) if beside else name


def _not_with(choice: Choice, taps: Taps) -> Iterator[Markup]:
    """Who must not take which of the medicines, said once where it is the same; a tap opens the cell that says all."""
    words: dict[str, list[Column]] = {}
    for column in choice.columns:
        if said := only_without(column.treatment):
            words.setdefault(said, []).append(column)
    for said, columns in words.items():
        name = element("b", _kind([column.treatment for column in columns]))
        all_of_it = f"{taps.cell}={cell_name(columns[0], Slot.HARM)}" if taps.cell else None
        seen = element("span", said, data_tap=all_of_it, data_opens=taps.opens or None)
        yield element("span", name, ": ", seen)


def _kind(treatments: Sequence[Treatment]) -> str:
    """What they have in common, in one word where there is one."""
    if all(treatment.drug_class == NSAID for treatment in treatments):
        return gettext("Ibuprofen")
    return ", ".join(name_of(treatment) for treatment in treatments)


def _all_rows(choice: Choice) -> Markup:
    """What brings the other rows into view; what was opened stays open as the table changes."""
    more = ", ".join(lowered(gettext(row.label)) for row in choice.rows if row not in choice.main)
    summary = element("summary", gettext("All rows"), aria_label=gettext("All rows: {rows}").format(rows=more))
    return element("details", summary, class_="bl-choice-all")


def _of(choice: Choice, row: Slot) -> Markup | None:
    """Of how many people, or points, a row is; and that its gains are best guesses, if they are."""
    people = (gettext("100 people"), _DOTS) if _is_drawn(choice, row) else ("", None)
    words, sign = {
        Slot.HARM: (gettext("10,000 people"), _SQUARES),
        Slot.PAIN: (gettext("100 points"), _RULER),
    }.get(row, people)
    best = gettext("best guess") if row in GOOD_ROWS and row is not choice.first else None
    of = markup(element("span", best) if best else None, sign, words)
    return element("span", of, class_="bl-choice-of") if words else None


def _is_drawn(choice: Choice, row: Slot) -> bool:
    """Whether people are drawn in a row."""
    places = (column.place(row) for column in choice.columns)
    cells = {cell for place in places for cell in (place.cell, place.counted) if cell is not None and cell.has_figure}
    return any(at_home(cell) and is_drawn(cell) and is_people(cell) for cell in cells)


def _key(choice: Choice) -> Iterator[Markup]:
    """What the signs in the pictures of the first row mean, and stripes in any: only those that there are."""
    if choice.first in GOOD_ROWS:
        yield from _lead_signs(choice)
    yield element("span", _STRIPES, gettext("not compared"), class_="bl-sign is-striped")


def _lead_signs(choice: Choice) -> Iterator[Markup]:
    counted = [column.places[0].counted for column in choice.columns[1:]]
    cells = [cell for cell in (base_of(choice), *counted) if cell is not None and at_home(cell)]
    drawn = {kind for cell in cells if is_people(cell) for kind, number in kinds(cell) if number}
    drawn |= {"because", "open"} if any(not is_people(cell) for cell in cells) else set()
    signs = {"anyway": gettext("anyway"), "because": gettext("very likely"), "open": gettext("perhaps")}
    for kind, words in signs.items():
        if kind in drawn:
            yield element("span", _sample(kind), words, class_="bl-sign")
    if any(cell is not None and at_home(cell) for cell in counted):
        yours = gettext("your {worth}").format(worth=choice.wish.worth)
        yield element("span", _SAMPLE_WORTH, yours, class_="bl-sign")


_STRIPES = element("span", class_="bl-choice-apart is-sample")
_SAMPLE_WORTH = element(
    "svg",
    shape("path", d="M1 1h8v8h-8z", class_="is-wanted"),
    viewBox="0 0 10 10",
    class_="bl-people is-sample",
    aria_hidden="true",
)


def _unit(*parts: Markup) -> Markup:
    return element("svg", *parts, viewBox="0 0 10 10", class_="bl-unit", aria_hidden="true")


# What a row counts in: people, squares of a hundred people each, or points, which are no people.
_DOTS = _unit(*(shape("circle", cx=x, cy=y, r=1.9) for x in (2.5, 7.5) for y in (2.5, 7.5)))
_SQUARES = _unit(*(shape("path", d=f"M{x} {y}h2.6v2.6h-2.6z") for x in (0, 3.7, 7.4) for y in (0, 3.7, 7.4)))
_RULER = _unit(shape("path", d="M0 3h10v4H0z"))


def _sample(kind: str) -> Markup:
    dots = [shape("path", d="M.5 .5h.01", class_=look) for look in (kind, *(["hollow"] if kind == "open" else []))]
    return element("svg", *dots, viewBox="0 0 1 1", class_="bl-people is-sample", aria_hidden="true")


# --- the same in numbers and in words


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
        _with_care(column.treatment) if Slot(row).is_harm else None,
        element("ul", points, class_="bl-choice-sources") if cite.cited else None,
    )


def _with_care(treatment: Treatment) -> Markup:
    """How a treatment is used so that it does least harm, and who must not use it."""
    said = filter(None, (dose_ages(treatment), *map(gettext, treatment.how), never_with(treatment)))
    return markup(element("p", line) for line in said)


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
