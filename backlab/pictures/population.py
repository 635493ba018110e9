"""Pictures of a simulated clinic: whom the rules find and miss, and what their mistakes add up to."""

from collections.abc import Sequence
from typing import NamedTuple

from backlab.drawing.picture import Picture, Table
from backlab.drawing.svg import (
    EDGE,
    NOTHING,
    ROOM,
    SMALL,
    TEXT,
    Part,
    block,
    drawing,
    group,
    hatch,
    paint,
    polygon,
    rect,
    space,
    stack,
    text,
    text_width,
)
from backlab.language import gettext, ngettext
from backlab.markup import Markup, element
from backlab.pictures.causes import grouped
from backlab.reasoning.population import Missed, Toll, Trips, cost

_BAR = 16


class Choice(NamedTuple):
    """How many warning signs the same day takes, and how the rules then do."""

    signs: int
    toll: Toll


def missed_bars(missed: Sequence[Missed]) -> Picture:
    """For each serious cause its patients as one bar, all to one scale, of which the missed part is striped."""
    most = max(each.patients for each in missed)
    rows = [_cause_bar(each, most) for each in missed if each.patients]
    keys = [
        _key(_bar(0, 34, "accent"), gettext("seen in time")),
        _key(_bar(0, 34, "urgent", striped=True), gettext("missed: no rule sent them in time")),
    ]
    title, told = gettext("Serious causes: found and missed"), " ".join(map(_cause_told, missed))
    body = stack((stack(keys, 4), *rows), 10)
    table = Table(
        (gettext("Serious cause"), gettext("Patients"), gettext("Missed")),
        tuple((gettext(each.cause.label), grouped(each.patients), grouped(each.missed)) for each in missed),
    )
    return Picture(
        "missed", title, told, drawing(body.height + 4, title, told, group(body.markup, at=(EDGE, 0))), table
    )


def costs(choices: Sequence[Choice], weight: int, signs: int) -> Picture:
    """What the mistakes add up to for each number of warning signs; the chosen one is pointed at."""
    totals = [cost(choice.toll, weight) for choice in choices]
    rows = [_cost_bar(choice, weight, max(totals), choice.signs == signs) for choice in choices]
    keys = [
        _key(_bar(0, 34, "urgent", striped=True), gettext("missed, times {weight}").format(weight=weight)),
        _key(_bar(0, 34, "routine"), gettext("checked, nothing serious")),
    ]
    title = gettext("What the mistakes add up to")
    told = _cost_told(choices, totals, weight, signs)
    body = stack((stack(keys, 4), *rows), 10)
    head = gettext("Warning signs needed"), gettext("Missed"), gettext("Nothing serious"), gettext("Weighed")
    drawn = drawing(body.height + 4, title, told, group(body.markup, at=(EDGE, 0)))
    values = gettext(
        "How much one missed patient counts is for people to decide; no study can measure it. The rules of this course "
        "never wait for a second warning sign."
    )
    rows_told = tuple(_cost_row(choice, weight) for choice in choices)
    return Picture("cost", title, told, drawn, Table(head, rows_told), (told, values))


def weighed(choices: Sequence[Choice], weight: int, signs: int, heaviest: int, *, patients: int) -> Markup:
    """The mistakes for each number of warning signs that was asked for as one bar, to the scale of the ``heaviest``.

    Each is a button that asks for so many signs. As long as the ``weight`` is 0, nobody has said what one missed
    counts as: people are counted then, and no sum is the least. Later the bar of the missed grows with their weight.
    """
    most = max(cost(choice.toll, heaviest if weight else 1) for choice in choices)
    least = min(cost(choice.toll, weight) for choice in choices) if weight and len(choices) > 1 else None
    said = (
        gettext("{patients} people: missed × {weight} + checked, nothing serious")
        if weight
        else gettext("{patients} people: missed, and checked with nothing serious")
    )
    title = said.format(patients=grouped(patients), weight=weight)
    rows = (
        _weighed_row(choice, weight, most, choice.signs == signs, cost(choice.toll, weight) == least)
        for choice in choices
    )
    return element("div", element("p", title), rows, class_="bl-weighed")


def _weighed_row(choice: Choice, weight: int, most: int, here: bool, is_least: bool) -> Markup:
    toll, name = choice.toll, f"weighed-{choice.signs}"
    parts = ("missed", toll.missed_in_all * max(weight, 1)), ("vain", toll.in_vain)
    bars = (
        element("i", class_=f"is-{kind}", style=f"width:{100 * size / max(most, 1):.2f}%", data_key=f"{name}-{kind}")
        for kind, size in parts
    )
    missed, vain, total = grouped(toll.missed_in_all), grouped(toll.in_vain), grouped(cost(toll, weight))
    if weight:
        sum_told = gettext("fewest: {total}").format(total=total) if is_least else total
    else:
        sum_told = gettext("{missed} missed, {vain} checked").format(missed=missed, vain=vain)
    return element(
        "button",
        element("span", _signs_told(choice.signs)),
        element("span", bars),
        element("b", sum_told),
        type="button",
        class_="is-least" if is_least else None,
        data_tap=f"signs={choice.signs}",
        aria_pressed="true" if here else "false",
    )


def trip_bars(trips: Sequence[Trips], size: int) -> Picture:
    """For each sign those who are sent for it alone as one bar, of which the part with a serious cause is striped."""
    most = max(each.sent for each in trips)
    rows = [_trip_bar(each, most) for each in trips]
    keys = [
        _key(_bar(0, 34, "routine"), gettext("sent for this alone")),
        _key(_bar(0, 34, "urgent", striped=True), gettext("of them with a serious cause")),
    ]
    title = gettext("Trips for one sign of the NHS list")
    told = _trips_told(trips, size)
    body = stack((stack(keys, 4), *rows), 10)
    head = gettext("Nothing else but"), gettext("Sent"), gettext("With a serious cause")
    table = Table(head, tuple((_trip_name(each), grouped(each.sent), grouped(each.ill)) for each in trips))
    drawn = drawing(body.height + 4, title, told, group(body.markup, at=(EDGE, 0)))
    return Picture("trips", title, told, drawn, table, (told,))


def _bar(start: float, end: float, colour: str, *, striped: bool = False) -> Markup:
    """A piece of a bar; stripes tell it from its neighbour without the colour."""
    soft = f"{colour}-soft"
    ground = rect(start, 0, end - start, _BAR, paint(soft, colour, 1.6), radius=2)
    if not striped or end - start < 3:
        return ground
    return ground + hatch(start, 0, end - start, _BAR, paint(stroke=colour, width=1.6), gap=5, falling=True)


def _key(shape: str, words: str) -> Part:
    part = block(words, 42, ROOM - 44, size=SMALL)
    return Part(group(shape + part.markup, at=(0, 1)), max(part.height, _BAR) + 3)


def _row(name: str, figures: str, bar: Markup, *, bold: bool = False) -> Part:
    """A name and its figures above a bar; figures that have no room beside the name stand below it."""
    fits = text_width(name, TEXT, bold=True) + text_width(figures, SMALL, bold=bold) < ROOM - 8
    label = block(name, 0, ROOM - 18, bold=True)
    below = space(0) if fits else block(figures, 0, ROOM, size=SMALL, bold=bold)
    beside = text(ROOM, TEXT, figures, size=SMALL, anchor="end", bold=bold) if fits else ""
    return stack((Part(label.markup + beside, label.height), below, Part(bar, _BAR)), 1)


def _cause_bar(each: Missed, most: int) -> Part:
    """The missed stand at the end of the bar, and one of them is never thinner than can be seen."""
    end = ROOM * each.patients / most
    wide = min(end, max(ROOM * each.missed / most, 3.0)) if each.missed else 0.0
    found = _bar(0, end - wide, "accent") if each.patients > each.missed else NOTHING
    missed = _bar(end - wide, end, "urgent", striped=True) if each.missed else NOTHING
    return _row(gettext(each.cause.label), _missed_of(each), found + missed)


def _missed_of(each: Missed) -> str:
    """How many of those with the cause are missed."""
    if not each.patients:
        return gettext("nobody in this clinic has it")
    if not each.missed:
        return gettext("none of {patients} missed").format(patients=grouped(each.patients))
    said = gettext("{missed} of {patients} missed")
    return said.format(missed=grouped(each.missed), patients=grouped(each.patients))


def _cause_told(each: Missed) -> str:
    return gettext("{cause}: {share}.").format(cause=gettext(each.cause.label), share=_missed_of(each))


def _trip_bar(each: Trips, most: int) -> Part:
    """The smallest stripe is drawn as wide as a line, so that one in a thousand can be seen."""
    end = ROOM * each.sent / max(most, 1)
    ill = min(end, max(ROOM * each.ill / max(most, 1), 3.0)) if each.ill else 0
    sent = _bar(ill, end, "routine") if each.sent else NOTHING
    serious = _bar(0, ill, "urgent", striped=True) if each.ill else NOTHING
    figures = gettext("{sent} sent, {ill} of them seriously ill").format(sent=grouped(each.sent), ill=grouped(each.ill))
    return _row(_trip_name(each), figures, sent + serious)


def _trip_name(each: Trips) -> str:
    return gettext(each.signs[0].label) if len(each.signs) == 1 else gettext("Two or more of these")


def _trips_told(trips: Sequence[Trips], size: int) -> str:
    sent, ill = sum(each.sent for each in trips), sum(each.ill for each in trips)
    said = gettext(
        "Of {size} patients {sent} are sent the same day for nothing but one or more of these four signs: {share} of "
        "1000. {ill} of them have a serious cause."
    )
    told = [said.format(size=grouped(size), sent=grouped(sent), share=round(1000 * sent / size), ill=grouped(ill))]
    if ill:
        told.append(gettext("That is {each} trips for each of these.").format(each=grouped(round(sent / ill))))
    return " ".join(told)


def _cost_bar(choice: Choice, weight: int, most: int, here: bool) -> Part:
    toll, scale = choice.toll, (ROOM - 14) / max(most, 1)
    split = 14 + toll.missed_in_all * weight * scale
    end = split + toll.in_vain * scale
    missed = _bar(14, split, "urgent", striped=True) if toll.missed_in_all else NOTHING
    vain = _bar(split, end, "routine") if toll.in_vain else NOTHING
    pointer = polygon(((0, 2), (9, _BAR / 2), (0, _BAR - 2)), paint("ink")) if here else NOTHING
    name = _signs_told(choice.signs)
    sum_told = gettext("{missed} × {weight} + {vain} = {total}").format(
        missed=grouped(toll.missed_in_all),
        weight=weight,
        vain=grouped(toll.in_vain),
        total=grouped(cost(toll, weight)),
    )
    return _row(name, sum_told, pointer + missed + vain, bold=here)


def _signs_told(signs: int) -> str:
    return ngettext("{count} sign", "{count} signs", signs).format(count=signs)


def _cost_told(choices: Sequence[Choice], totals: Sequence[int], weight: int, signs: int) -> str:
    now = next(total for choice, total in zip(choices, totals, strict=True) if choice.signs == signs)
    best = choices[totals.index(min(totals))].signs
    said = gettext(
        "If one missed patient counts as much as {weight} checks, the mistakes add up to {now}. "
        "They are fewest, {least}, where the same day takes {signs}."
    )
    return said.format(weight=weight, now=grouped(now), least=grouped(min(totals)), signs=_signs_told(best))


def _cost_row(choice: Choice, weight: int) -> tuple[str, ...]:
    toll = choice.toll
    numbers = toll.missed_in_all, toll.in_vain, cost(toll, weight)
    return _signs_told(choice.signs), *map(grouped, numbers)
