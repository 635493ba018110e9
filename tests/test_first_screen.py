"""The first thing that one sees of a lesson, on a desk, on a phone and on a projector."""

from __future__ import annotations

from typing import Any

import pytest
from every_page import ready
from playwright.sync_api import Page, expect
from servers import Server

from backlab.course.order import LESSONS
from backlab.pictures.stills import STILLS, still

SOME = ("what_a_spasm_is", "herniated_disc", "tumour_of_the_spine", "choose_the_treatment", "the_clinic")
STILL = ".page-still"
GOALS = ".jp-RenderedMarkdown h1 ~ details"
DISCLAIMER = "no clinician has reviewed it"
# The last thing that is seen on a slide; a heading there would be one of nothing.
LAST = """() => [...document.querySelectorAll('[data-present-on], [data-present-head]')].flatMap((e) =>
  [e, ...e.querySelectorAll('h1, h2, h3, h4, p, li, svg, button, table')]).filter((e) => e.checkVisibility())
  .sort((a, b) => a.getBoundingClientRect().bottom - b.getBoundingClientRect().bottom).slice(-1)
  .map((e) => e.closest('.jp-RenderedMarkdown') ? e.tagName : '').join()"""


@pytest.mark.parametrize("lesson", LESSONS)
def test_each_lesson_has_a_drawing_of_its_own(lesson: str) -> None:
    """It holds no word, no figure and no id, and who hears the page does not hear of it."""
    drawn = still(lesson)
    assert drawn.startswith("<svg")
    assert "aria-hidden='true'" in drawn
    for part in ("<text", " id=", "\n\n"):
        assert part not in drawn
    assert sum(still(each) == drawn for each in STILLS) == 1


def test_what_is_no_lesson_has_none() -> None:
    """A notebook of a reader's own is shown as it is."""
    assert set(STILLS) == set(LESSONS)
    assert still("my_own_notes") == ""


@pytest.fixture(scope="module", params=SOME)
def visited(request: pytest.FixtureRequest, server: Server, tab: Page) -> Page:
    """The pages of some lessons: of each kind of beginning one, and the longest; nothing is answered on any."""
    tab.goto(f"{server.address}voila/render/{request.param}.ipynb")
    ready(tab)
    return tab


@pytest.fixture
def page(visited: Page) -> Page:
    """The page from its top, on a desk."""
    visited.set_viewport_size({"width": 1280, "height": 800})
    visited.evaluate("scrollTo(0, 0)")
    return visited


def box(page: Page, where: str) -> dict[str, Any]:
    """Where the first of these stands."""
    found = page.locator(where).first.bounding_box()
    assert found is not None
    return {**found}


def test_the_drawing_stands_in_the_right_third(page: Page) -> None:
    """Beside the words and over none of them, whole in the first window."""
    drawn = box(page, STILL)
    assert drawn["x"] >= 0.62 * 1280
    assert drawn["y"] + drawn["height"] <= 800
    for words in page.locator("h1, h1 ~ *, .page-cell:has(h1) ~ .page-cell h2").all():
        seen = words.bounding_box()
        assert seen is None or seen["y"] > drawn["y"] + drawn["height"] or seen["x"] + seen["width"] <= drawn["x"]


def test_on_a_phone_it_stands_below_the_first_line(page: Page) -> None:
    """Title, line, drawing, goals."""
    page.set_viewport_size({"width": 390, "height": 844})
    tops = [box(page, where)["y"] for where in ("h1", "h1 + p", STILL, GOALS)]
    assert tops == sorted(tops)
    assert box(page, STILL)["x"] >= 0
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_goals_are_folded_and_what_it_is_not_is_small(page: Page) -> None:
    """The sentence that nobody has reviewed it is there, the smallest of the first screen, on two lines at most."""
    assert not page.locator(GOALS).evaluate("(goals) => goals.open")
    said = page.locator("h1 ~ p").filter(has_text=DISCLAIMER)
    expect(said).to_be_visible()
    size = "(e) => parseFloat(getComputedStyle(e).fontSize)"
    assert said.evaluate(size) < page.locator("h1 + p").evaluate(size)
    assert box(page, "h1 ~ p:last-child")["height"] <= 2 * 24


def test_its_first_slide_is_title_line_and_a_large_drawing(page: Page) -> None:
    """The drawing has most of the screen, on a light sheet also in the dark; the goals are for who reads the page."""
    page.set_viewport_size({"width": 1920, "height": 1080})
    page.locator("#page-present").click()
    try:
        expect(page.locator(STILL)).to_be_visible()
        expect(page.locator(GOALS)).to_be_hidden()
        assert box(page, STILL)["width"] >= 0.55 * 1920
        ground = "(e) => getComputedStyle(e).backgroundColor"
        page.locator("html").evaluate("(root) => { root.dataset.theme = 'dark' }")
        assert page.locator(STILL).evaluate(ground) == "rgb(255, 255, 255)"
        assert page.evaluate("document.documentElement.scrollHeight") <= 1080
        assert not page.evaluate(LAST).startswith("H")
    finally:
        page.locator("html").evaluate("(root) => { root.dataset.theme = 'light' }")
        page.keyboard.press("Escape")


def test_no_slide_ends_with_a_heading_and_a_prediction_is_one_slide(page: Page) -> None:
    """What leads to the question stands above it: first slide, story, question."""
    page.locator("#page-present").click()
    try:
        page.keyboard.press("Home")
        for _ in range(2):
            page.keyboard.press("ArrowRight")
            assert not page.evaluate(LAST).startswith("H")
        if "choose_the_treatment" not in page.url:  # it predicts nothing
            assert page.locator(".bl-look-question [data-present-on]").count() == 1
            expect(page.locator("[data-present-head] h2")).to_be_visible()
    finally:
        page.keyboard.press("Escape")


def test_hands_are_counted_beside_each_answer(page: Page) -> None:
    """By its key or by a press, one more each; with Shift one less; it is no answer, and only the presenter sees it."""
    page.locator("#page-present").click()
    tallies = page.locator("[data-present-on] .present-tally")
    try:
        page.keyboard.press("Home")
        for _ in range(2):
            page.keyboard.press("ArrowRight")
        labels = page.locator("[data-present-on] .bl-radio.is-stacked label")
        expect(tallies).to_have_count(labels.count())
        if tallies.count():
            for key in ("1", "2", "2"):
                page.keyboard.press(key)
            tallies.nth(2).click()
            tallies.nth(1).click(modifiers=["Shift"])
            assert tallies.all_inner_texts()[:4] == ["1", "1", "1", "0"]
            expect(tallies.first).to_have_accessible_name(f"Hands for “{labels.first.inner_text()}”: 1")
            assert page.locator("[data-present-on] input:checked").count() == 0
    finally:
        page.keyboard.press("Escape")
    assert page.locator(".present-tally:visible").count() == 0
