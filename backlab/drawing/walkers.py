"""People with an identity, up to a thousand: they stand in groups, and walk to where they belong when that changes.

A person is a number, the same one from state to state. A picture says which groups there are, where each has its place,
and who stands in it; whatever shows the picture lets everybody walk from where they stood. ::

    ILL = Look("ill", gettext("seriously ill"), "emergency", ringed=True, mood="ill")
    WELL = Look("well", gettext("nothing serious"), "edge")
    flagged = Group("flag", gettext("A red flag"), "214", Box(0, 0, 60, 100), has_flag, said=told, tap="open=flag")
    others = Group("none", gettext("No red flag"), "786", Box(62, 0, 38, 100), the_rest, said=told)
    walkers("surgery", title, description, (flagged, others), (ILL, WELL), look_of, table)

``look_of`` says the look of each person, by number. A group is a button where it has a ``tap`` (``field=value``, as
everywhere in a picture). All people are of one size, so that groups can be compared by eye; those of a group that is
``near`` are as large as its place allows, and have faces. Whoever is near and has a story (``stories``) is a button,
where a finger has room: tapped or focused, it is told. What else stands in the picture has a place too (``Extra``).

Without a script, and on paper, the picture stands still: the same groups, drawn as dots. It is HTML that fills the
place it is given, and gives itself a shape where it is given none.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from json import dumps
from typing import Literal, NamedTuple

from backlab.drawing.picture import Table, table_html
from backlab.drawing.svg import element as drawn
from backlab.drawing.svg import number, paint
from backlab.language import gettext
from backlab.markup import Child, Markup, element, markup

MOST = 1_000
WIDE, HIGH = 900.0, 600.0  # of the still picture, and the shape of the place where nothing else gives one
HEAD = 34.0  # of it, for the words above a group
LARGEST = 48.0  # a person who is near
Mood = Literal["calm", "worried", "ill"]
Shape = Literal["dot", "hollow", "square"]


class Box(NamedTuple):
    """A place in the picture, in hundredths of its width and of its height."""

    x: float
    y: float
    wide: float
    high: float


class Look(NamedTuple):
    """How some people look, and what that means (``words``): ``shape`` and ring tell them apart without the colour."""

    name: str
    words: str
    colour: str
    shape: Shape = "dot"
    ringed: bool = False
    mood: Mood = "calm"


class Group(NamedTuple):
    """People who stand together under ``words`` and their ``total``; ``said`` is for those who do not see them.

    A ``note`` beside the total is seen only where there is room for it.

    ``people`` stand in this order, those of one look together. There is room for ``room`` of them at least, so that
    their size stays when their number changes. A pile grows ``up`` from the ground. ``tap`` makes it a button, and
    ``is_open`` says that it is the one that was chosen. ``colour`` is that of its edge, ``mark`` leads its words.
    """

    name: str
    words: str
    total: str
    box: Box
    people: Sequence[int]
    note: str = ""
    said: str = ""
    tap: str = ""
    colour: str = "line"
    mark: Markup = Markup()
    room: int = 0
    up: bool = False
    near: bool = False
    is_open: bool = False


class Extra(NamedTuple):
    """Anything else with a place of its own."""

    box: Box
    html: Markup


def walkers(
    key: str,
    title: str,
    description: str,
    groups: Sequence[Group],
    looks: Sequence[Look],
    look_of: Mapping[int, Look],
    table: Table,
    *,
    stories: Mapping[int, str] | None = None,
    extras: Iterable[Extra] = (),
) -> Markup:
    """The picture as a figure: groups, people, stories, a key to their looks, and the same as a table.

    ``key`` is the same from state to state, and tells it from others on the page; ``description`` is heard in its
    place. Raises ``ValueError`` for somebody who stands in two groups, and for more people than can be told apart.
    """
    everybody = [each for group in groups for each in group.people]
    if len(everybody) > MOST or len(set(everybody)) < len(everybody):
        raise ValueError(f"up to {MOST} people, each in one group, not {len(everybody)} places")
    known = [look for look in looks if any(look_of[each] == look for each in everybody)]
    scene = element(
        "div",
        element("ul", map(_group, groups), class_="bl-walkers-groups"),
        _still(groups, look_of),
        map(extra_html, extras),
        _told(stories or {}, [each for group in groups if group.near for each in group.people]),
        class_="bl-walkers",
        role="group",
        aria_label=description,
        data_walkers=dumps(_data(key, groups, looks, look_of), separators=(",", ":")),
    )
    shown = element("details", element("summary", gettext("As a table")), table_html(table, title))
    return element("figure", scene, _keys(known), shown, class_="bl-picture bl-picture-walkers")


def extra_html(extra: Extra) -> Markup:
    """What else stands in such a picture, in its place."""
    return element("div", extra.html, class_="bl-walkers-extra", style=_placed(extra.box))


def _data(key: str, groups: Sequence[Group], looks: Sequence[Look], look_of: Mapping[int, Look]) -> dict[str, object]:
    """What a script needs to know, as ``kit.contract.Walkers`` has it."""
    place = {look: n for n, look in enumerate(looks)}
    said = ({"colour": each.colour, "shape": each.shape, "ringed": each.ringed, "mood": each.mood} for each in looks)
    return {
        "key": key,
        "looks": [*said],
        "groups": [
            {
                "name": group.name,
                "people": [*group.people],
                "looks": [place[look_of[each]] for each in group.people],
                "room": max(group.room, len(group.people)),
                "up": group.up,
                "near": group.near,
            }
            for group in groups
        ],
    }


def _group(group: Group) -> Markup:
    """Its place, and its words: a button, where it can be tapped."""
    words = (
        group.mark,
        element("span", group.words, class_="bl-walkers-words"),
        (" ", element("b", group.total)) if group.total else None,
        (" ", element("span", group.note, class_="bl-walkers-note")) if group.note else None,
    )
    head = element("span", words, class_="bl-walkers-head")
    said = element("span", f" {group.said}", class_="bl-unseen") if group.said else None
    pressed = "true" if group.is_open else "false"
    body = (
        element("button", head, said, type="button", data_tap=group.tap, aria_pressed=pressed)
        if group.tap
        else element("div", head, said)
    )
    style = f"{_placed(group.box)};--bl-of:var(--bl-{group.colour})"
    kind = f"bl-walkers-group{' is-near' if group.near else ''}"
    return element("li", body, class_=kind, data_group=group.name, style=style)


def _placed(box: Box) -> str:
    return f"left:{box.x:g}%;top:{box.y:g}%;width:{box.wide:g}%;height:{box.high:g}%"


def _told(stories: Mapping[int, str], near: Iterable[int]) -> Markup:
    """Those of whom something is told, each a button; the arrow keys lead from one to the next."""
    here = [each for each in near if each in stories]
    if not here:
        return Markup()
    buttons = (element("button", stories[each], type="button", data_person=str(each)) for each in here)
    return element("ul", (element("li", button) for button in buttons), class_="bl-walkers-told")


def _keys(looks: Iterable[Look]) -> Markup:
    """Which look stands for what."""
    return element("ul", (element("li", _sample(look), look.words) for look in looks), class_="bl-walkers-keys")


def _sample(look: Look) -> Markup:
    shapes = markup(_shape(look, 10, 10, 11), _ring(look, 10, 10, 17))
    return drawn("svg", shapes, viewBox="0 0 20 20", class_="bl-walkers-sample", aria_hidden="true")


def _shape(look: Look, x: float, y: float, size: float) -> Markup:
    if look.shape == "square":
        side = size * 0.9
        return drawn("rect", x=x - side / 2, y=y - side / 2, width=side, height=side, style=paint(look.colour))
    fill, edge = (look.colour, "none") if look.shape == "dot" else ("sheet", look.colour)
    return drawn("circle", cx=x, cy=y, r=size / 2, style=paint(fill, edge, size / 5))


def _ring(look: Look, x: float, y: float, size: float) -> Child:
    return drawn("circle", cx=x, cy=y, r=size / 2, style=paint("none", look.colour, 2)) if look.ringed else None


def _still(groups: Sequence[Group], look_of: Mapping[int, Look]) -> Markup:
    """Everybody as a dot, where they stand."""
    rooms = [Room(group.box.wide * WIDE / 100, group.box.high * HIGH / 100 - HEAD, _most(group)) for group in groups]
    size = pitch([room for room, group in zip(rooms, groups, strict=True) if not group.near])
    dots = (
        _crowd(group, room, pitch([room]) if group.near else size, look_of)
        for group, room in zip(groups, rooms, strict=True)
    )
    viewed = f"0 0 {WIDE:g} {HIGH:g}"
    return drawn("svg", *dots, viewBox=viewed, class_="bl-walkers-still", aria_hidden="true")


class Room(NamedTuple):
    """A place for so many people."""

    wide: float
    high: float
    people: int


def _most(group: Group) -> int:
    return max(group.room, len(group.people), 1)


def pitch(rooms: Iterable[Room]) -> float:
    """From one person to the next: the most with which every place has room for its people, and ``LARGEST`` at most."""
    listed = [*rooms]
    size = LARGEST
    while size > 1 and any((room.wide // size) * (room.high // size) < room.people for room in listed):
        size *= 0.98
    return size


def _crowd(group: Group, room: Room, size: float, look_of: Mapping[int, Look]) -> Iterator[Markup]:
    across = max(int(room.wide // size), 1)
    left, top = group.box.x * WIDE / 100, group.box.y * HIGH / 100 + HEAD
    rows: dict[tuple[Look, int], list[int]] = {}
    for place, each in enumerate(group.people):
        rows.setdefault((look_of[each], place // across), []).append(place % across)
    for (look, row), places in rows.items():
        y = top + (room.high - (row + 0.5) * size if group.up else (row + 0.5) * size)
        yield from _row(look, left + (places[0] + 0.5) * size, y, len(places), size)


def _row(look: Look, x: float, y: float, count: int, size: float) -> Iterator[Markup]:
    """One dash for each person, so that a row is one line, whatever its length."""
    thick = [(look.colour, 0.68), *([("sheet", 0.4)] if look.shape == "hollow" else [])]
    if look.ringed:
        thick = [(look.colour, 0.98), ("sheet", 0.78), (look.colour, 0.56)]
    for colour, share in thick:
        side = size * share if look.shape == "square" else 0.0  # a round end needs no length of its own
        way = f"M{number(x - side / 2)} {number(y)}h{number((count - 1) * size + side + 0.1)}"
        dashes = f"{side:.2f} {size - side:.3f}"
        yield drawn("path", d=way, style=paint("none", colour, size * share, dashes=dashes, round=not side))
