"""Questions that stand on a picture as cards: none lies over another, however large the window or the cell is."""

from __future__ import annotations

import pytest
from conftest import Opener
from every_page import commit, ready
from playwright.sync_api import Page, expect
from servers import Server, same, until

# What is scrolled out of its place, or is there only to be heard, has no box.
OVERLAPS = """(scene) => {
  const box = (r) => [r.left, r.top, r.right, r.bottom];
  const meet = (a, b) => [Math.max(a[0], b[0]), Math.max(a[1], b[1]), Math.min(a[2], b[2]), Math.min(a[3], b[3])];
  const isOver = (a, b) => { const [x, y, right, bottom] = meet(a, b); return right - x > 2 && bottom - y > 2; };
  const seen = (e, rect) => {
    let left = box(rect);
    for (let up = e; up !== scene.parentElement; up = up.parentElement) {
      const style = getComputedStyle(up);
      if (!up.checkVisibility({ visibilityProperty: true }) || style.clipPath !== 'none') return [0, 0, 0, 0];
      if (style.overflowY !== 'visible') left = meet(left, box(up.getBoundingClientRect()));
    }
    return left;
  };
  const name = (e) => e.textContent.trim().slice(0, 40);
  const controls = [...scene.querySelectorAll('button, summary, input, select')];
  const cards = [...scene.querySelectorAll('li:has(button)')];
  const words = [];
  const walker = document.createTreeWalker(scene, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode, e = node.parentElement;
    if (!node.data.trim() || e.closest("svg, button, summary, select, label, .bl-heard-marks")) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const rect of range.getClientRects()) words.push([e, seen(e, rect), name(e)]);
  }
  const places = (some) => some.map((e) => [e, seen(e, e.getBoundingClientRect()), name(e)]);
  const found = [];
  const compare = (ones, others) => ones.forEach(([e, one, said]) => others.forEach(([other, two, also]) => {
    if (e !== other && !e.contains(other) && !other.contains(e) && isOver(one, two)) found.push(`${said} | ${also}`);
  }));
  compare(words, places(controls));
  compare(places(cards), places(cards));
  compare(places(controls), places(controls));
  return [...new Set(found)];
}"""
# A card that ends above its own words, or a place that ends above its last card, hides them without any overlap.
CUT = """(scene) => [...scene.querySelectorAll('li:has(button), ol:has(> li > button), ol:has(> li button)')]
  .filter((e) => e.checkVisibility() && getComputedStyle(e).clipPath === 'none')
  .filter((e) => e.scrollHeight > e.clientHeight + 2 || e.getBoundingClientRect().bottom
    > scene.getBoundingClientRect().bottom + 2).map((e) => e.textContent.slice(0, 40))"""
# The same stage in a notebook's cell, whose height follows from its width.
AS_CELL = """(width) => { const lab = document.querySelector('.has-stage');
  lab.classList.remove('is-served'); lab.style.width = `${width}px`; }"""
AS_PAGE = """() => { const lab = document.querySelector('.has-stage');
  lab.classList.add('is-served'); lab.style.width = ''; }"""

CELLS = (700, 736, 780, 848, 920, 1000, 1100, 1230)
STEPPED = ((1024, 768), (1280, 640))
WINDOWS = [(1024, 768), (1280, 640), (1280, 720), (1280, 800), (1366, 683), (1440, 900), (1536, 730), (1920, 1080)]


@pytest.fixture(scope="module", params=["en", "es"])
def page(request: pytest.FixtureRequest, server: Server, opened: Opener) -> Page:
    """The page whose questions come before its table, in each language."""
    page = opened()
    page.goto(f"{server.address}voila/render/choose_the_treatment.ipynb?lang={request.param}")
    ready(page)
    expect(page.locator(".bl-asking")).to_be_visible()
    return page


def apart(page: Page) -> None:
    """No card and no words of one lie over another, and none of them is cut off."""
    scene = page.locator(".bl-scene").first
    same(lambda: scene.evaluate(OVERLAPS), [])
    assert scene.evaluate(CUT) == []
    expect(scene.locator(".bl-ask.is-open button").first).to_be_visible()


@pytest.mark.parametrize("width", CELLS)
def test_in_a_cell_of_a_notebook_no_question_lies_over_another(page: Page, width: int) -> None:
    """However wide the cell is, from a narrow one beside a list of files to a whole screen."""
    page.set_viewport_size({"width": 1280, "height": 800})
    page.evaluate(AS_CELL, width)
    try:
        apart(page)
    finally:
        page.evaluate(AS_PAGE)


@pytest.mark.parametrize(("width", "height"), WINDOWS)
def test_in_a_window_no_question_lies_over_another(page: Page, width: int, height: int) -> None:
    """From a low window of a laptop to a projector's, also when it is presented."""
    page.set_viewport_size({"width": width, "height": height})
    apart(page)

# Every lesson whose picture asks by cards or rows of buttons, with what one of them is.
ASKING = {
    "red_flags.ipynb": ".bl-flagask button",
    "the_mimic.ipynb": ".bl-heard button",
    "tumour_of_the_spine.ipynb": ".bl-worth > button",
    "choose_the_treatment.ipynb": ".bl-ask button, .bl-choice-all",
    "the_clinic.ipynb": ".bl-consult-ask",
}


@pytest.mark.parametrize("name", ASKING)
def test_at_no_step_of_a_lesson_a_question_lies_over_another(server: Server, opened: Opener, name: str) -> None:
    """Wherever a picture asks, at each step, on a small screen and in a low window, in the longer words of Spanish."""
    page = opened(viewport={"width": 1280, "height": 800})
    page.goto(f"{server.address}voila/render/{name}?lang=es")
    ready(page)
    commit(page)
    stage, seen = page.locator(".bl-stage").first, 0
    stage.scroll_into_view_if_needed()
    for dot in stage.locator(".bl-dot").all():
        dot.click()
        expect(dot).to_have_attribute("aria-current", "step")
        for width, height in STEPPED:
            page.set_viewport_size({"width": width, "height": height})
            same(lambda: stage.locator(".bl-scene").evaluate(OVERLAPS), [])
            seen += stage.locator(".bl-scene").locator(ASKING[name]).locator("visible=true").count()
    assert seen


SIDE = "(side) => [side.scrollHeight - side.clientHeight, side.querySelectorAll('input[type=range]').length]"


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize(("width", "height"), [(1280, 800), (1920, 1080)])
def test_presented_no_control_beside_the_table_is_cut_off(
    server: Server, opened: Opener, width: int, height: int, language: str
) -> None:
    """Before and after a choice is made all sliders are whole in their column, which has nothing to scroll."""
    page = opened(viewport={"width": width, "height": height})
    page.goto(f"{server.address}voila/render/choose_the_treatment.ipynb?case=post-3&lang={language}")
    expect(page.locator(".bl-choice")).to_be_visible()
    page.locator("#page-present").click()
    table, side = page.locator("[data-present-on] .bl-choice"), page.locator("[data-present-on] .bl-side")
    until(lambda: table.count() or page.keyboard.press("ArrowRight"))
    same(lambda: side.evaluate(SIDE), [0, 3])
    table.locator(".bl-choice-pick").nth(1).click()
    expect(page.locator(".bl-mine")).to_be_visible()
    same(lambda: side.evaluate(SIDE), [0, 3])
