"""Guesses on a picture, in a real browser: by mouse, by finger and by keys, and what is laid over them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from axe import violations
from conftest import Opener
from playwright.sync_api import Locator, Page, expect
from test_kit_pictures import finger
from test_kit_scripts import visit

OPEN = """() => {
  window.it = fake.open({ face: { fields: [...fake.GUESSES, fake.FIELDS.find(({ kind }) => kind === 'buttons')] },
    state: { values: { line: [], people: null, spot: '' }, panels: {} } });
}"""
UNCOVER = """(truth) => it.lab.reply({ told: { headings: {}, marked: {}, html: {}, done: {}, later: [], truth,
  shuts: false, hidden: { actions: ['check'] } } }, [], 0)"""
NOTHING: dict[str, Any] = {"values": [], "low": [], "high": [], "place": ""}
TRUTH: dict[str, Any] = {
    "line": {"values": [50, 20, 10, 5], "low": [50, 15, 8, 0], "high": [50, 25, 12, 10], "place": ""},
    "people": {**NOTHING, "values": [60], "low": [50], "high": [70]},
    "spot": {**NOTHING, "place": "b"},
}
WORDS = {"yours": "Yours", "found": "Found"}


@pytest.fixture
def page(opened: Opener) -> Iterator[Page]:
    """A page with the three ways to guess, and a finger."""
    page = visit(opened(has_touch=True))
    page.evaluate(OPEN)
    yield page
    page.context.close()


def value(page: Page, id: str) -> Any:
    """What a control holds."""
    return page.evaluate("(id) => it.session.value(id)", id)


def uncover(page: Page) -> None:
    """The lab says what was found."""
    page.evaluate(UNCOVER, {id: {**each, **WORDS} for id, each in TRUTH.items()})


def within(page: Page, where: str, *points: tuple[float, float]) -> list[tuple[float, float]]:
    """Points of an element, each by its shares from the left and from the top, as points of the window."""
    part = page.locator(where)
    part.scroll_into_view_if_needed()
    box = part.bounding_box()
    assert box is not None
    return [(box["x"] + x * box["width"], box["y"] + y * box["height"]) for x, y in points]


def mouse(page: Page, *points: tuple[float, float]) -> None:
    """The mouse goes down at the first point, from point to point, and up at the last."""
    page.mouse.move(*points[0])
    page.mouse.down()
    for point in points[1:]:
        page.mouse.move(*point, steps=5)
    page.mouse.up()


def handle(page: Page, name: str) -> Locator:
    """The handle of a point of the line."""
    return page.get_by_role("slider", name=name)


# A line


@pytest.mark.parametrize("draw", [mouse, finger])
def test_a_line_is_drawn_across_its_axes(page: Page, draw: Any) -> None:
    """Each point that is passed stands where it was passed; what is given stays, and the page stays where it is."""
    page.evaluate("document.body.style.height = '4000px'")
    points = within(page, ".bl-plot", (0.02, 0.5), (0.1, 0.6), (0.4, 0.7), (0.99, 0.9))
    y = page.evaluate("scrollY")
    draw(page, *points)
    assert value(page, "line") == [50, pytest.approx(37, abs=2), pytest.approx(23, abs=2), pytest.approx(10, abs=2)]
    assert page.evaluate("scrollY") == y


def test_a_point_is_moved_alone(page: Page) -> None:
    """Whoever takes hold of one moves it up and down, and no other."""
    mouse(page, *within(page, ".bl-plot", (0.6, 0.5), (0.6, 0.2)))
    assert value(page, "line") == [50, None, pytest.approx(80, abs=1), None]


def test_a_line_by_keys(page: Page) -> None:
    """One stop for Tab; left and right lead from point to point, up and down move it, Home and End to the ends."""
    handle(page, "soon").focus()
    expect(handle(page, "soon")).to_have_attribute("aria-valuetext", "not drawn")
    for key in ("ArrowUp", "ArrowUp", "ArrowRight", "End", "PageDown", "ArrowRight", "ArrowRight", "Home"):
        page.keyboard.press(key)
    assert value(page, "line") == [50, 51, 90, 0]
    expect(handle(page, "end")).to_be_focused()
    expect(handle(page, "end")).to_have_attribute("aria-valuetext", "0")
    assert page.locator(".bl-line [tabindex='0']").count() == 1


def test_the_truth_is_laid_over_a_line(page: Page) -> None:
    """The line becomes a ghost, what was found stands beside it with its numbers, and nothing can be drawn any more."""
    mouse(page, *within(page, ".bl-plot", (0.02, 0.5), (0.99, 0.1)))
    drawn = value(page, "line")
    uncover(page)
    expect(page.locator(".bl-plot .bl-found")).to_have_attribute("d", "M0 50L20 80L60 90L100 95")
    assert page.locator(".bl-plot .bl-drawn").get_attribute("d")
    assert page.locator(".bl-point-found:visible").all_inner_texts() == ["5", "10", "20"][::-1]
    expect(handle(page, "soon")).to_have_attribute("aria-disabled", "true")
    mouse(page, *within(page, ".bl-plot", (0.02, 0.9), (0.99, 0.9)))
    handle(page, "soon").press("ArrowUp")
    assert value(page, "line") == drawn
    expect(page.locator(".bl-line .bl-guess-legend")).to_have_text("YoursFound")


# People


@pytest.mark.parametrize("draw", [mouse, finger])
def test_people_are_filled_in_across(page: Page, draw: Any) -> None:
    """All up to where the hand is."""
    draw(page, *within(page, ".bl-crowd", (0.01, 0.1), (0.2, 0.1), (0.498, 0.1)))
    assert value(page, "people") == 10
    expect(page.locator(".bl-one.is-yours")).to_have_count(10)


def test_a_tap_on_the_last_one_takes_it_out(page: Page) -> None:
    """So that one can come back to none."""
    mouse(page, *within(page, ".bl-crowd", (0.01, 0.1)))
    assert value(page, "people") == 1
    mouse(page, *within(page, ".bl-crowd", (0.01, 0.1)))
    assert value(page, "people") == 0


def test_people_by_keys(page: Page) -> None:
    """A slider, on which "none of them" can be said as well as nothing at all."""
    slider = page.get_by_role("slider", name="People")
    expect(slider).to_have_attribute("aria-valuetext", "nobody")
    slider.press("ArrowLeft")
    assert value(page, "people") == 0
    expect(slider).to_have_attribute("aria-valuetext", "0 of 100")
    slider.press("End")
    assert value(page, "people") == 100


def test_the_truth_is_laid_over_people(page: Page) -> None:
    """Solid up to the lower end of what it may be, half-tone up to the upper; both and the figure have their number."""
    mouse(page, *within(page, ".bl-crowd", (0.498, 0.1)))
    uncover(page)
    counts = [page.locator(f".bl-one.is-{name}").count() for name in ("found", "maybe", "yours")]
    assert counts == [50, 20, 10]
    ends = page.locator(".bl-one").evaluate_all("(all) => all.flatMap((e, n) => e.dataset.end ? [n + 1] : [])")
    assert ends == [50, 60, 70]
    assert page.locator("[data-end]").evaluate_all("(all) => all.map((e) => e.dataset.end)") == ["50", "60", "70"]
    expect(page.locator(".bl-one.is-figure")).to_have_attribute("data-end", "60")
    expect(page.get_by_role("img", name="Found; Yours")).to_be_visible()
    mouse(page, *within(page, ".bl-crowd", (0.9, 0.9)))
    assert value(page, "people") == 10


WIDTHS = """() => { const width = (where) => document.querySelector(where).getBoundingClientRect().width;
  return { card: width('.bl-filling'), legend: width('.bl-filling > legend'), crowd: width('.bl-crowd'),
    slider: width('.bl-filling input'), person: width('.bl-one svg'), plot: width('.bl-plot'),
    line: width('.bl-line') }; }"""


@pytest.mark.parametrize(("window", "columns", "share"), [(1280, 20, 0.7), (390, 10, 0.95)])
def test_people_fill_the_card(page: Page, window: int, columns: int, share: float) -> None:
    """The question has the whole width, each of the people 22 pixels, and the slider is as wide as all of them."""
    page.set_viewport_size({"width": window, "height": 844})
    page.evaluate("document.querySelector('.bl-lab').classList.add('bl-look-question')")  # its controls in one column
    tracks = "getComputedStyle(document.querySelector('.bl-crowd')).gridTemplateColumns"
    page.wait_for_function(f"{tracks}.split(' ').length === {columns}")
    wide = page.evaluate(WIDTHS)
    assert wide["legend"] >= 0.95 * wide["card"]
    assert wide["person"] >= 22
    assert wide["crowd"] >= share * wide["card"]
    assert wide["slider"] == pytest.approx(wide["crowd"], abs=1)
    assert wide["plot"] >= 0.78 * wide["line"]


# A place


@pytest.mark.parametrize("beside", [0, 0.05])
def test_a_place_is_tapped(page: Page, beside: float) -> None:
    """On it, or just beside it; the list says the same."""
    page.touchscreen.tap(*within(page, ".bl-spots svg", (0.5 - beside, 0.3))[0])
    assert value(page, "spot") == "b"
    expect(page.get_by_role("radio", name="Choice b")).to_be_checked()
    expect(page.locator("[data-place=b]")).to_have_class("is-yours")


def test_a_place_by_keys(page: Page) -> None:
    """The list holds every place, and what is no place on the picture."""
    page.get_by_role("radio", name="Choice a").focus()
    page.keyboard.press("ArrowDown")
    assert value(page, "spot") == "b"
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    assert value(page, "spot") == "d"


def test_the_truth_is_laid_over_a_place(page: Page) -> None:
    """Both are marked, on the picture and in the list, and another can no longer be chosen."""
    page.get_by_role("radio", name="Choice a").check()
    uncover(page)
    expect(page.locator("[data-place=b]")).to_have_class("is-found")
    expect(page.locator(".bl-spot label.is-found")).to_have_text("Choice b")
    expect(page.get_by_role("img", name="Found: Choice b; Yours: Choice a")).to_be_visible()
    mouse(page, *within(page, ".bl-spots svg", (0.6, 0.8)))
    assert value(page, "spot") == "a"


# All of them


def test_whoever_committed_by_keys_is_led_to_what_was_found(page: Page) -> None:
    """The button that was pressed goes away; the focus goes on to a picture, which says what it shows."""
    page.get_by_role("button", name="Check").focus()
    uncover(page)
    assert page.evaluate("document.activeElement.closest('.bl-guess') !== null")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')")


@pytest.mark.parametrize(("yours", "marked"), [("Yours", ["Yours"]), ("", [])])
def test_a_list_that_is_over_shows_the_guess_and_the_right_one(page: Page, yours: str, marked: list[str]) -> None:
    """Nothing can be chosen any more; who did not guess has nothing chosen, and by keys one is led to the answer."""
    page.evaluate("() => { document.querySelector('.bl-lab').remove(); window.it = fake.open({}) }")
    page.locator("[data-field=radio]").scroll_into_view_if_needed()
    page.get_by_role("button", name="Check", exact=True).focus()
    truth = {"radio": {**NOTHING, "place": "b", "found": "Found", "yours": yours, "over": True}}
    page.evaluate(UNCOVER, truth)
    labels = page.locator("[data-field=radio] label")
    assert labels.evaluate_all("(all) => all.flatMap((e) => e.dataset.yours ?? [])") == marked
    assert labels.evaluate_all("(all) => all.flatMap((e) => e.dataset.found ?? [])") == ["Found"]
    assert page.locator("[data-field=radio] :checked").count() == len(marked)
    expect(page.locator("[data-field=radio] input:enabled")).to_have_count(0)
    expect(page.locator("[data-field=radio] label.is-found")).to_be_focused()


def test_who_comes_back_is_not_moved(page: Page) -> None:
    """An answer that was kept is uncovered where the focus was elsewhere, and it stays there."""
    uncover(page)
    assert page.evaluate("document.activeElement === document.body")


@pytest.mark.parametrize("width", [1280, 320])
def test_all_can_read_and_work_them(page: Page, width: int) -> None:
    """Nothing is found by axe before and after, and nothing is wider than a narrow window."""
    page.clock.resume()  # axe waits for timers
    page.set_viewport_size({"width": width, "height": 800})
    assert violations(page) == []
    mouse(page, *within(page, ".bl-crowd", (0.3, 0.1)))
    uncover(page)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


# What waits for an answer


def test_what_gives_an_answer_away_stays_folded_until_it_is_given(page: Page) -> None:
    """What the page folds below the lab cannot be opened before; what stands above it can."""
    fold = "<details {}><summary>{}</summary><p>{}</p></details>"
    page.evaluate(
        """([above, below]) => {
          document.body.insertAdjacentHTML('afterbegin', above);
          document.body.insertAdjacentHTML('beforeend', below);
          it.lab.reply({ told: { ...it.session.state.told, shuts: true } }, [], 0);
        }""",
        [fold.format("", "Story", "It was so"), fold.format("open", "Why", "Because")],
    )
    why = page.get_by_text("Because")
    expect(why).to_be_hidden()
    page.get_by_text("Why").click()
    expect(why).to_be_hidden()
    page.get_by_text("Story").click()
    expect(page.get_by_text("It was so")).to_be_visible()
    uncover(page)
    page.get_by_text("Why").click()
    expect(why).to_be_visible()
