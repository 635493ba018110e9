"""People who walk, in a real browser: where they stand, how they get there, and what is told of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from conftest import Opener
from playwright.sync_api import Page, expect
from servers import until
from test_kit_pictures import panel
from test_kit_scripts import put, visit
from test_walkers import LEFT, RIGHT, picture

from backlab.drawing.walkers import Box, Group

LONG = 1_000  # more than any walk takes
FAR = Group("a", "A", "", Box(0, 0, 40, 40), [1, 2, 3], room=900)
# The share of a canvas's places, ten by ten pixels, that are drawn in; and its rightmost one, from 0 to 1.
INK = """() => { const canvas = document.querySelector('.bl-walkers-canvas'), { width, height } = canvas;
  const { data } = canvas.getContext('2d').getImageData(0, 0, width, height);
  const marks = []; for (let n = 3; n < data.length; n += 4) if (data[n] > 99) marks.push(((n - 3) / 4) % width);
  return { count: marks.length, left: Math.min(...marks) / width, right: Math.max(...marks) / width,
    colours: new Set(Array.from({ length: data.length / 4 }, (_, n) => data[4 * n + 3] > 250
      && [data[4 * n] >> 4, data[4 * n + 1] >> 4, data[4 * n + 2] >> 4].join()).filter(Boolean)).size }; }"""
COLOUR = """() => { const canvas = document.querySelector('.bl-walkers-canvas');
  const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  for (let n = 0; n < data.length; n += 4) if (data[n + 3] === 255) return data.slice(n, n + 3).join(); }"""
TELLING = ".bl-walkers-story"


@pytest.fixture
def page(opened: Opener) -> Iterator[Page]:
    """A page with motion, in a browser of its own, whose clock stands still."""
    page = visit(opened(reduced_motion="no-preference"))
    put(page, state={"panels": {"picture": panel("")}})
    page.evaluate("document.querySelector('.bl-result').scrollIntoView()")
    yield page
    page.context.close()


def show(page: Page, *groups: Group, **options: Any) -> None:
    """The lab answers with people in these groups; a panel that was empty has its size a frame later."""
    html = panel(picture(*groups, **options))
    page.evaluate("(picture) => it.lab.reply({ panels: { picture } }, [], 0)", html)
    until(lambda: ink(page)["count"])


def two(left: list[int], right: list[int], **options: Any) -> tuple[Group, Group]:
    """A group on either side, with room for thirty."""
    return Group("a", "A", "", LEFT, left, room=30, **options), Group("b", "B", "", RIGHT, right, room=30, **options)


def ink(page: Page) -> dict[str, float]:
    """What is drawn at this moment."""
    return dict(page.evaluate(INK))


def test_people_stand_in_their_group(page: Page) -> None:
    """The canvas is drawn in where the group is, and nowhere else."""
    show(page, *two([1, 2, 3], []))
    assert 0 < ink(page)["right"] < 0.5
    show(page, *two([], [1, 2, 3]))
    page.clock.run_for(LONG)
    assert ink(page)["left"] > 0.5


def test_whoever_changes_groups_walks_there(page: Page) -> None:
    """At first where they stood, on the way between the two, in the end where they belong."""
    show(page, *two([1], []))
    begins = ink(page)["left"]
    show(page, *two([], [1]))
    assert ink(page)["left"] == begins
    page.clock.run_for(200)
    between = ink(page)["left"]
    page.clock.run_for(LONG)
    assert begins < between < ink(page)["left"]
    assert ink(page)["left"] > 0.5


def test_a_new_change_starts_from_where_they_are(page: Page) -> None:
    """Nobody jumps, however often they are sent to and fro."""
    show(page, *two([1], []))
    begins = ink(page)["left"]
    show(page, *two([], [1]))
    page.clock.run_for(300)
    between = ink(page)["left"]
    show(page, *two([1], []))
    page.clock.run_for(20)
    assert abs(ink(page)["left"] - between) < 0.05
    page.clock.run_for(LONG)
    assert ink(page)["left"] == begins


def test_without_motion_they_stand_there_at_once(page: Page) -> None:
    """For whoever has asked for that."""
    page.emulate_media(reduced_motion="reduce")
    show(page, *two([1], []))
    show(page, *two([], [1]))
    assert ink(page)["left"] > 0.5


def test_the_last_state_needs_no_frames(page: Page) -> None:
    """A tab behind another draws none, and all the same everybody is where they belong."""
    show(page, *two([1], []))
    page.evaluate("window.requestAnimationFrame = () => 0")
    show(page, *two([], [1]))
    page.clock.run_for(LONG)
    assert ink(page)["left"] > 0.5


def test_one_who_comes_and_one_who_goes_fade(page: Page) -> None:
    """Nobody comes out of nowhere, and nobody is left behind."""
    show(page, *two([1], []))
    alone = ink(page)["count"]
    show(page, *two([1, 2], []))
    page.clock.run_for(LONG)
    assert ink(page)["count"] == 2 * alone
    show(page, *two([2], []))
    page.clock.run_for(LONG)
    assert ink(page)["count"] == alone


def test_whoever_stays_keeps_their_place(page: Page) -> None:
    """Only those walk who have to: the last one fills the place that becomes free, and looks stay together."""
    seats = """async ([people, looks, before]) => {
      const { seats } = await import('/kit/js/walkers/place.js');
      return seats({ people, looks }, new Map(before)).map((n) => people[n]); }"""
    was = [[1, 0], [2, 1], [3, 2], [4, 3]]
    assert page.evaluate(seats, [[2, 3, 4], [0, 0, 0], was]) == [4, 2, 3]
    assert page.evaluate(seats, [[4, 1, 2, 3], [0, 1, 1, 1], was]) == [4, 2, 3, 1]


def test_people_who_are_near_have_faces(page: Page) -> None:
    """Far off they are dots of one colour; near by they have skin, hair and eyes."""
    show(page, FAR)
    far = ink(page)["colours"]
    show(page, FAR._replace(room=0, near=True))
    page.clock.run_for(LONG)
    assert ink(page)["colours"] > far


def test_the_theme_colours_them_anew(page: Page) -> None:
    """As soon as it changes, and without a new answer."""
    page.evaluate("document.documentElement.dataset.theme = 'light'")
    show(page, FAR)
    light = page.evaluate(COLOUR)
    page.evaluate("document.documentElement.dataset.theme = 'dark'")
    until(lambda: page.evaluate(COLOUR) != light)


def test_they_stand_anew_where_the_picture_changes_its_size(page: Page) -> None:
    """As large as the new place allows, and sharp."""
    show(page, FAR)
    before = ink(page)["count"]
    page.set_viewport_size({"width": 400, "height": 800})
    until(lambda: ink(page)["count"] < before)
    same = "() => { const c = document.querySelector('canvas.bl-walkers-canvas'); return c.width === c.clientWidth }"
    assert page.evaluate(same)


def test_the_canvas_stays_from_picture_to_picture_and_goes_with_the_last(page: Page) -> None:
    """One canvas for a crowd, in whichever picture it is."""
    show(page, *two([1], []))
    page.evaluate("document.querySelector('.bl-walkers-canvas').id = 'first'")
    show(page, *two([], [1]))
    expect(page.locator("canvas#first")).to_have_count(1)
    page.evaluate("(picture) => it.lab.reply({ panels: { picture } }, [], 0)", panel("<p>Nobody</p>"))
    expect(page.locator(".bl-walkers-canvas")).to_have_count(0)
    show(page, *two([], [1]))
    expect(page.locator("canvas#first")).to_have_count(0)
    expect(page.locator(".bl-walkers-canvas")).to_have_count(1)


def test_on_paper_they_stand_still_as_dots(page: Page) -> None:
    """The canvas is for the screen; a printer draws the picture that came with the answer."""
    show(page, *two([1], []))
    still, canvas = page.locator(".bl-walkers-still"), page.locator(".bl-walkers-canvas")
    expect(still).to_be_hidden()
    page.emulate_media(media="print")
    expect(still).to_be_visible()
    expect(canvas).to_be_hidden()


def test_a_group_that_is_tapped_sets_its_control(page: Page) -> None:
    """By mouse wherever its people stand, and by key; whoever came by key stays there."""
    groups = [each._replace(tap=f"menu={each.name}") for each in two([1], [2])]
    show(page, *groups)
    page.locator("[data-group=b] button").click(position={"x": 40, "y": 60})
    assert page.evaluate("it.session.value('menu')") == "b"
    page.locator("[data-group=a] button").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("it.session.value('menu')") == "a"


@pytest.fixture
def told(page: Page) -> Page:
    """Three people, each with a story."""
    show(page, *two([1, 2, 3], [4], near=True), stories={1: "One", 2: "Two", 3: "Three"})
    return page


def test_a_story_is_told_to_whoever_taps_a_face(told: Page) -> None:
    """The button stands over the face, and the bubble within the picture."""
    place, button = told.locator(".bl-walkers").bounding_box(), told.get_by_role("button", name="Two")
    button.click()
    expect(told.locator(TELLING)).to_have_text("Two")
    bubble = told.locator(TELLING).bounding_box()
    assert place
    assert bubble
    assert place["x"] <= bubble["x"] <= place["x"] + place["width"] - bubble["width"] + 1
    assert place["y"] <= bubble["y"] <= place["y"] + place["height"] - bubble["height"] + 1


def test_arrows_lead_from_face_to_face_and_tab_stops_once(told: Page) -> None:
    """Each tells its story as it is reached, and Escape ends that."""
    told.get_by_role("button", name="One").focus()
    expect(told.locator(TELLING)).to_have_text("One")
    told.keyboard.press("ArrowRight")
    told.keyboard.press("ArrowRight")
    expect(told.locator(":focus")).to_have_text("Three")
    expect(told.locator(TELLING)).to_have_text("Three")
    assert told.locator("[data-person]").evaluate_all("(all) => all.map((e) => e.tabIndex)") == [-1, -1, 0]
    told.keyboard.press("Escape")
    expect(told.locator(TELLING)).to_be_hidden()


def test_a_story_ends_with_who_it_is_told_of(told: Page) -> None:
    """While they are there it goes along, and nobody is told of who is not."""
    told.get_by_role("button", name="Two").click()
    show(told, *two([1, 3], [2], near=True), stories={2: "Two"})
    told.clock.run_for(LONG)
    expect(told.locator(TELLING)).to_have_text("Two")
    show(told, *two([1, 3], [], near=True), stories={1: "One"})
    expect(told.locator(TELLING)).to_be_hidden()


def test_who_is_drawn_smaller_than_a_finger_is_no_button(told: Page) -> None:
    """Where the picture shrinks, faces that nobody could hit are none to be tapped, and come back with it."""
    expect(told.locator("[data-person]:visible")).to_have_count(3)
    groups = [each._replace(room=600) for each in two([1, 2, 3], [4], near=True)]
    show(told, *groups, stories={1: "One"})
    expect(told.locator("[data-person]")).to_have_count(1)
    expect(told.locator("[data-person]:visible")).to_have_count(0)
