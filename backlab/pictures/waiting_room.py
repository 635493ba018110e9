"""A waiting room with four doors: who goes through which, and who stands on the two piles of mistakes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from backlab.drawing.picture import Table
from backlab.drawing.walkers import Box, Extra, Group, Look, walkers
from backlab.language import gettext
from backlab.markup import Markup, element, markup
from backlab.model import Disposition
from backlab.pictures.causes import grouped
from backlab.pictures.marks import level_icon
from backlab.reasoning.population import HARM, Column, Flow, Population, who

ROOM, DOORS = "room", "doors"
VIEWS = (ROOM, DOORS, *(level.slug for level in Disposition))
_HOME, _ROUTINE, _TODAY, _NOW = Disposition
_DOORS = {_HOME: Box(0, 0, 14, 38), _ROUTINE: Box(15, 0, 37, 38), _TODAY: Box(53, 0, 25, 38), _NOW: Box(79, 0, 21, 38)}
# The piles of mistakes stand edge to edge on one floor.
_MISSED, _LISTED, _OTHERS = Box(0, 40, 28, 41), Box(28, 40, 40, 41), Box(68, 40, 32, 41)
_WEIGHED = Box(0, 83, 100, 17)
# Room for as many as ever stand there when one sign is asked for, or three: so everybody stays as large as they are.
_MOST = {_HOME: 100, _ROUTINE: 770}
_MOST_LISTED, _MOST_OTHERS = 560, 340
_CROWDED, _FEW = 780, 27
_SIDE, _ILL, _OPENED, _SWITCHES = 19.0, Box(21, 0, 79, 31), Box(21, 33, 79, 36), Box(21, 71, 79, 29)


class Switch(NamedTuple):
    """A rule at its door: what it asks for, whether it is ``off``, and how many it alone sends through this door."""

    rule: str
    words: str
    is_off: bool
    sends: int


class Shown(NamedTuple):
    """What the picture shows: patients, where they go, which ``view`` of it, and what is told of some of them."""

    clinic: Population
    flow: Flow
    view: str
    stories: Mapping[int, str]
    switches: Sequence[Switch] = ()
    weighed: Markup = Markup()


def door_name(level: Disposition) -> str:
    """What stands above a door."""
    return {
        _HOME: gettext("Home"),
        _ROUTINE: gettext("Routine"),
        _TODAY: gettext("Today"),
        _NOW: gettext("Now"),
    }[level]


def waiting_room(shown: Shown) -> Markup:
    """The picture as a figure; raises ``ValueError`` for a view that there is not."""
    if shown.view not in VIEWS:
        raise ValueError(f"no view {shown.view!r}: choose one of {', '.join(VIEWS)}")
    groups, extras = _views(shown)
    table = Table((gettext("Where"), gettext("People"), gettext("Seriously ill")), tuple(_rows(shown)))
    looks = _looks()
    return walkers(
        "waiting-room",
        gettext("The waiting room with four doors"),
        _described(shown),
        groups,
        looks,
        _look_of(shown, looks),
        table,
        stories=shown.stories,
        extras=extras,
    )


def _views(shown: Shown) -> tuple[Sequence[Group], Sequence[Extra]]:
    if shown.view == ROOM:
        return (_everybody(shown),), ()
    if shown.view == DOORS:
        return (*_doors(shown), *_piles(shown)), (Extra(_WEIGHED, shown.weighed),)
    opened = next(level for level in Disposition if level.slug == shown.view)
    return [*_opened(shown, opened)], (Extra(_SWITCHES, _switches(shown, opened)), Extra(Box(0, 0, _SIDE, 10), _back()))


def _looks() -> tuple[Look, ...]:
    return (
        Look("ill", gettext("seriously ill"), "emergency", ringed=True, mood="ill"),
        Look("vain", gettext("checked, nothing serious"), "routine", shape="hollow", mood="worried"),
        Look("other", gettext("others"), "edge"),
    )


def _look_of(shown: Shown, looks: Sequence[Look]) -> dict[int, Look]:
    ill, vain, other = looks
    look_of = dict.fromkeys(range(shown.clinic.size), other)
    if shown.view != ROOM:
        look_of |= dict.fromkeys(who(shown.flow.in_vain), vain)
    return look_of | dict.fromkeys(who(shown.clinic.serious), ill)


def _order(shown: Shown, column: Column) -> list[int]:
    """Those of a column: the ill first, then those in vain, then the others."""
    ill, vain = shown.clinic.serious, shown.flow.in_vain
    return [*who(column & ill), *who(column & vain & ~ill), *who(column & ~vain & ~ill)]


def _ill_of(shown: Shown, column: Column) -> str:
    """How many of so many are ill."""
    ill = (column & shown.clinic.serious).bit_count()
    return gettext("{count} of {all} are seriously ill").format(count=grouped(ill), all=grouped(column.bit_count()))


def _everybody(shown: Shown) -> Group:
    people = [*range(shown.clinic.size)]
    ill = _ill_of(shown, shown.clinic.everyone)
    words = gettext("The waiting room: tap it to open the doors")
    return Group("room", words, "", Box(0, 0, 100, 100), people, said=ill, tap=f"look={DOORS}")


def _door(shown: Shown, level: Disposition, box: Box, people: Column) -> Group:
    through = shown.flow.through[level]
    ill, right = people & shown.clinic.serious, people & through & ~shown.clinic.serious
    rightly = gettext("{ill} ill, rightly") if not right else gettext("{ill} ill and {count} others, rightly")
    return Group(
        level.slug,
        door_name(level),
        grouped(through.bit_count()),
        box,
        _order(shown, people),
        rightly.format(ill=ill.bit_count(), count=right.bit_count()) if level >= HARM and shown.view == DOORS else "",
        _ill_of(shown, through),
        f"look={level.slug}",
        level.slug,
        level_icon(level),
    )


def _doors(shown: Shown) -> Iterator[Group]:
    """Each door with those for whom it was right."""
    flow = shown.flow
    for level, box in _DOORS.items():
        right = flow.through[level] & ~flow.missed & ~flow.in_vain
        door = _door(shown, level, box, right)
        yield door._replace(room=_MOST.get(level, 24), near=level >= HARM)


def _piles(shown: Shown) -> Iterator[Group]:
    flow, serious = shown.flow, shown.clinic.serious.bit_count()
    missed = [*who(flow.missed)]
    total = gettext("{count} of {all}").format(count=grouped(len(missed)), all=grouped(serious))
    ill, words = gettext("seriously ill"), gettext("Missed")
    yield Group("missed", words, total, _MISSED, missed, ill, colour="emergency", room=9, near=True, up=True)
    both = gettext("Nothing serious, NHS list alone"), gettext("Nothing serious, other signs")
    piles = (flow.listed, _LISTED, _MOST_LISTED), (flow.in_vain & ~flow.listed, _OTHERS, _MOST_OTHERS)
    for name, said, (column, box, most) in zip(("listed", "vain"), both, piles, strict=True):
        people = [*who(column)]
        yield Group(name, said, grouped(len(people)), box, people, colour="routine", room=most, up=True)


def _opened(shown: Shown, opened: Disposition) -> Iterator[Group]:
    """All who go through one door, the ill among them near by; the other doors beside it."""
    high, others = 28.0, [level for level in Disposition if level is not opened]
    through, ill = shown.flow.through, shown.clinic.serious
    for level in others:
        box = Box(0, 12 + others.index(level) * (high + 2), _SIDE, high)
        yield _door(shown, level, box, through[level])._replace(room=_CROWDED)
    people = [*who(through[opened] & ill)]
    total = grouped(len(people))
    yield Group("ill", gettext("Seriously ill"), total, _ILL, people, colour="emergency", room=_FEW, near=True)
    door = _door(shown, opened, _OPENED, through[opened] & ~ill)
    yield door._replace(is_open=True, near=True)


def _back() -> Markup:
    words = gettext("← All doors")
    return element("button", words, type="button", class_="bl-walkers-back", data_tap=f"look={DOORS}")


def _switches(shown: Shown, opened: Disposition) -> Markup:
    """The rules at a door, each a switch."""
    if opened is _HOME:
        return element("p", gettext("No rule leads home. Home is where nobody asks for more."))
    title = gettext("Rules at this door, and how many each sends alone: tap one")
    return markup(element("p", title), element("div", map(_switch, shown.switches), class_="bl-walkers-switches"))


def _switch(switch: Switch) -> Markup:
    state = gettext("off") if switch.is_off else grouped(switch.sends)
    words = (switch.words, " ", element("b", state))
    tap = "rule=" if switch.is_off else f"rule={switch.rule}"
    return element("button", words, type="button", data_tap=tap, aria_pressed="false" if switch.is_off else "true")


def _described(shown: Shown) -> str:
    """In a sentence or two."""
    flow = shown.flow
    if shown.view == ROOM:
        said = gettext("{count} people wait. {ill}.")
        everyone = shown.clinic.everyone
        return said.format(count=grouped(shown.clinic.size), ill=_ill_of(shown, everyone))
    doors = (f"{door_name(level)}: {_ill_of(shown, column)}." for level, column in flow.through.items())
    said = gettext("Missed: {missed}. Checked, nothing serious: {vain}, of these for the NHS list alone: {listed}.")
    piles = said.format(
        missed=grouped(flow.missed.bit_count()),
        vain=grouped(flow.in_vain.bit_count()),
        listed=grouped(flow.listed.bit_count()),
    )
    return " ".join((*doors, piles))


def _rows(shown: Shown) -> Iterable[tuple[str, str, str]]:
    flow = shown.flow
    columns = {door_name(level): column for level, column in flow.through.items()} | {
        gettext("Missed"): flow.missed,
        gettext("Nothing serious, NHS list alone"): flow.listed,
        gettext("Nothing serious, other signs"): flow.in_vain & ~flow.listed,
    }
    for name, column in columns.items():
        yield name, grouped(column.bit_count()), grouped((column & shown.clinic.serious).bit_count())
