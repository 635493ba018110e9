"""People who walk: what a picture of them holds, before any script draws it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from html import unescape
from typing import Any, get_type_hints

import pytest
from test_lost_host import room

from backlab.drawing.picture import Table
from backlab.drawing.walkers import LARGEST, MOST, Box, Group, Look, Room, pitch, walkers
from backlab.kit.contract import WalkerGroup, WalkerLook, Walkers
from backlab.kit.lab import Lab
from backlab.markup import Markup

ILL, WELL = Look("ill", "seriously ill", "emergency", ringed=True, mood="ill"), Look("well", "well", "edge")
LEFT, RIGHT = Box(0, 0, 49, 100), Box(51, 0, 49, 100)


def picture(*groups: Group, ill: Iterable[int] = (), **options: Any) -> Markup:
    """People in these groups."""
    marked = {*ill}
    look_of = {each: ILL if each in marked else WELL for group in groups for each in group.people}
    table = Table(("Group", "People"), tuple((group.words, group.total) for group in groups))
    return walkers("some", "People", "Some people.", groups, (ILL, WELL), look_of, table, **options)


def data(shown: Markup) -> dict[str, Any]:
    """What the script is given."""
    (text,) = re.findall(r"data-walkers='([^']*)'", shown)
    return dict(json.loads(unescape(text)))


def test_it_holds_what_the_contract_says() -> None:
    """The drawing knows nothing of the kit, and says all the same what the kit's contract asks for."""
    said = data(picture(Group("a", "A", "2", LEFT, [1, 2]), ill=[1]))
    assert said.keys() == get_type_hints(Walkers).keys()
    assert said["looks"][0].keys() == get_type_hints(WalkerLook).keys()
    assert said["groups"][0].keys() == get_type_hints(WalkerGroup).keys()


def test_each_person_stands_in_one_group_with_their_look() -> None:
    """The numbers of the people are those that were given, and beside each is the place of their look."""
    first, second = data(picture(Group("a", "A", "2", LEFT, [4, 2]), Group("b", "B", "1", RIGHT, [9]), ill=[4, 9]))[
        "groups"
    ]
    assert (first["people"], first["looks"]) == ([4, 2], [0, 1])
    assert (second["people"], second["looks"]) == ([9], [0])


def test_nobody_stands_in_two_places_and_no_more_than_can_be_told_apart() -> None:
    """Both are refused with a sentence."""
    with pytest.raises(ValueError, match="each in one group"):
        picture(Group("a", "A", "1", LEFT, [1]), Group("b", "B", "1", RIGHT, [1]))
    with pytest.raises(ValueError, match=str(MOST)):
        picture(Group("a", "A", "", LEFT, range(MOST + 1)))


@pytest.mark.parametrize("people", [1, 7, 100, 999])
@pytest.mark.parametrize(("wide", "high"), [(440, 560), (60, 500), (300, 20)])
def test_there_is_room_for_everybody_and_hardly_for_anybody_larger(people: int, wide: float, high: float) -> None:
    """In rows, the largest people for whom a place has room."""
    size = pitch([Room(wide, high, people)])
    assert size == 1 or (wide // size) * (high // size) >= people
    larger = size / 0.98**2
    assert size == LARGEST or (wide // larger) * (high // larger) < people or larger > LARGEST


def test_all_groups_are_drawn_to_one_size_but_for_those_who_are_near() -> None:
    """Groups can be compared by eye, so the fullest one says how large everybody is."""
    crowd = Group("a", "A", "", LEFT, range(900))
    few = Group("b", "B", "", RIGHT, [950, 951])

    def steps(shown: Markup) -> list[str]:
        return re.findall(r"stroke-dasharray:0.00 ([\d.]+)", shown)

    assert len({*steps(picture(crowd, few))}) == 1
    assert len({*steps(picture(crowd, few._replace(near=True)))}) == 2


def test_on_paper_a_ring_tells_the_marked_from_the_others() -> None:
    """Three lines for somebody with a ring, one for anybody else; a square has no round ends."""
    group = Group("a", "A", "1", LEFT, [1])
    assert picture(group, ill=[1]).count("stroke-dasharray") == 3
    assert picture(group).count("stroke-dasharray") == 1
    square = WELL._replace(shape="square")
    drawn = walkers("some", "T", "D", (group,), (square,), {1: square}, Table(("a",), (("b",),)))
    assert "stroke-linecap:round" not in drawn


def test_a_group_is_a_button_only_where_it_can_be_tapped() -> None:
    """Its name, its count and what only those hear who do not see it are the button's own words."""
    shown = picture(Group("a", "Home", "2", LEFT, [1, 2], said="nobody is ill", tap="look=a", is_open=True))
    assert re.search(r"<button [^>]*data-tap='look=a'[^>]*aria-pressed='true'", shown)
    (button,) = re.findall(r"<button.*?</button>", shown)
    assert re.sub("<[^>]*>", "", button) == "Home 2 nobody is ill"
    assert "<button" not in picture(Group("a", "Home", "2", LEFT, [1, 2]))


def test_a_story_is_told_only_of_somebody_who_is_near() -> None:
    """Each is a button with the story as its words; nobody could hit one of a crowd."""
    near, crowd = Group("a", "A", "2", LEFT, [1, 2], near=True), Group("b", "B", "1", RIGHT, [3])
    shown = picture(near, crowd, stories={2: "fell <ill>", 3: "far", 4: "elsewhere"})
    assert re.findall(r"<button [^>]*data-person='(\d+)'>([^<]*)</button>", shown) == [("2", "fell &lt;ill&gt;")]


def test_the_key_says_only_what_is_to_be_seen() -> None:
    """A look that nobody has stands for nothing."""
    group = Group("a", "A", "1", LEFT, [1])
    assert "seriously ill" not in picture(group)
    assert "seriously ill" in picture(group, ill=[1])


# Where a group's words name a number of people, and who stands in it.
HEAD = re.compile(r"data-group='(?P<name>[^']+)'(?:(?!</li>).)*?<b>(?P<total>[^<]*)</b>", re.DOTALL)


def stepped(lab: Lab) -> Iterator[Markup]:
    """The picture of a lab as it is at first, and at each of its steps."""
    yield from (panel["html"] for panel in lab.state["panels"].values())
    for field in lab.fields:
        for step in field.get("steps", ()):
            lab.hear({"kind": "moved", "values": {field["id"]: step["name"]}, "turn": 0})
            yield from (panel["html"] for panel in lab.state["panels"].values())


def counted(name: str) -> Iterator[tuple[str, int]]:
    """What stands above each group of a notebook's pictures that names a number, and how many stand in it."""
    for shown in (shown for lab in room(name).labs for shown in stepped(lab) if "data-walkers" in shown):
        people = {group["name"]: len(group["people"]) for group in data(shown)["groups"] if not group["near"]}
        for head in HEAD.finditer(shown):
            if head["name"] in people and re.search(r"\d", head["total"]):
                yield head["total"], people[head["name"]]


@pytest.mark.parametrize("name", ["red_flags", "tumour_of_the_spine", "chances"])
def test_as_many_stand_in_a_group_as_it_says(name: str) -> None:
    """At every step of every lab: whoever counts them finds the number that stands above them."""
    told = [*counted(name)]
    assert told
    for total, people in told:
        assert people in [int(number.replace(",", "")) for number in re.findall(r"\d[\d,]*", total)], total


def test_of_the_waiting_room_everybody_stands_somewhere() -> None:
    """Above a door stand all who go through it; whoever does so in error stands on a pile of errors below."""
    shown = [shown for lab in room("a_thousand_patients").labs for shown in stepped(lab) if "data-walkers" in shown]
    assert {sum(len(group["people"]) for group in data(each)["groups"]) for each in shown} == {MOST}
