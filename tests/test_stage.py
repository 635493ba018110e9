"""Every lab that stands on a stage: whole in one window, nothing jumps, and presented, printed and reached by keys."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest
from axe import violations
from every_page import Traffic, commit, emptied, ready
from paper import sheets
from playwright.sync_api import Page, expect
from servers import Server, same, until

from backlab.labs import LABS, maker
from backlab.notebook_cards import cards
from backlab.serving.notebooks import shipped

WINDOWS = ((1280, 800), (1024, 768), (1920, 1080))
THEMES = ("light", "dark", "contrast")
# Where everything is: what a stage holds, and its parts, by their names.
BOXES = """(stage) => ['', '.bl-front', '.bl-verdict', '.bl-scene', '.bl-scene > figure > svg', '.bl-guide',
  '.bl-step-foot button', '.bl-first', '.bl-first > *', '.bl-tab'].flatMap((name) =>
  [...(name ? stage.querySelectorAll(name) : [stage])].map((e) => { const b = e.getBoundingClientRect();
    return [name, b.x, b.y, b.width, b.height].map((n) => name === n ? n : Math.round(n)); }))"""
LOST = """(stage) => ['.bl-front', '.bl-scene svg:not(svg *)', '.bl-steps', '.bl-first > *', '.bl-tab']
  .flatMap((name) => [...stage.querySelectorAll(name)])
  .filter((e) => e.checkVisibility()).filter((e) => { const b = e.getBoundingClientRect();
    return b.top < -1 || b.bottom > innerHeight + 1 || b.left < -1 || b.right > innerWidth + 1 })
  .map((e) => `${e.className.baseVal ?? e.className} ${Math.round(e.getBoundingClientRect().bottom)}`)"""
# The controls of which a part lies outside of their column.
OUT = """(stage) => [...stage.querySelectorAll('.bl-first > *')].filter((e) => e.checkVisibility()
  && e.getBoundingClientRect().bottom > stage.querySelector('.bl-side').getBoundingClientRect().bottom + 1)
  .map((e) => e.dataset.field)"""
EDGES = """['h1', '.bl-stage', '.page-home'].map((e) =>
  Math.round(document.querySelector(e).getBoundingClientRect().x))"""
# Opens one drawer of a stage after another, all by a single call, and says what is wrong with each: a sentence that has
# no room for twelve letters in a line, a button to close that is out of the window, and where it `covers` controls,
# that it lies over the step or leaves a piece of them below, or that what it lies over is in reach, or the rest is not.
DRAWERS = """async (stage, covers) => {
  const found = [], box = (e) => e.getBoundingClientRect();
  const narrow = (e) => e.checkVisibility() && !e.closest('.bl-unseen') && e.innerText.trim().length > 24
    && e.clientWidth < 12 * 0.5 * parseFloat(getComputedStyle(e).fontSize);
  for (const tab of stage.querySelectorAll('.bl-tab:enabled')) {
    const say = (wrong, ...what) => { if (wrong) found.push([tab.innerText, ...what]); };
    tab.scrollIntoView({ block: 'nearest' });  // as for whoever presses it
    if (tab.ariaExpanded !== 'true') tab.click();
    await new Promise(requestAnimationFrame);  // what is out of reach is said a frame later
    await new Promise(requestAnimationFrame);
    const drawer = stage.querySelector('.bl-drawer:not([hidden])');
    say(drawer?.id !== tab.getAttribute('aria-controls'), 'is not open');
    if (!drawer) continue;
    const close = drawer.querySelector('.bl-drawer-close'), at = box(close), over = box(drawer);
    const seen = (x, y) => close.contains(document.elementFromPoint(x, y)), [x, y] = [at.width / 8, at.height / 8];
    say(!seen(at.left + x, at.top + y) || !seen(at.right - x, at.bottom - y), 'cannot be closed');
    for (const e of drawer.querySelectorAll('h3, h4, p, li, dd, td, th, label'))
      say(narrow(e), 'has no room', e.innerText, e.clientWidth);
    say(drawer.getAttribute('tabindex') !== '0', 'cannot be scrolled by keys');
    if (!covers) continue;
    say(Math.abs(over.bottom - box(stage.querySelector('.bl-side')).bottom) > 1, 'leaves a piece below it');
    const steps = stage.querySelector('.bl-steps'), gap = steps ? over.top - box(steps).bottom : 0;
    say(gap < 0 || gap > 16, 'lies over the step, or far below it', gap);
    for (const e of stage.querySelectorAll('.bl-first > *'))
      say(e.inert !== box(e).bottom > over.top, 'is in reach, or not, as it should not be', e.dataset.field);
  }
  return found;
}"""
TYPE = "(stage) => parseFloat(getComputedStyle(stage.querySelector('.bl-step-body')).fontSize)"
# Opens every drawer at once, as if each tab had been pressed alone; and leaves all closed again.
ALL_OPEN = """(stage) => { for (const tab of stage.querySelectorAll('.bl-tab:enabled')) tab.click();
  for (const tab of stage.querySelectorAll('.bl-tab:enabled')) { tab.ariaExpanded = 'true';
    document.getElementById(tab.getAttribute('aria-controls')).hidden = false; } }"""
ALL_CLOSED = "(stage) => [...stage.querySelectorAll('.bl-tab:enabled')].at(-1)?.click()"
SHARE = """(stage) => { const area = (e) => { const b = e.getBoundingClientRect(); return b.width * b.height };
  return area(stage.querySelector('.bl-scene')) / area(stage); }"""
SMALLEST = """(stage) => Math.min(...[...stage.querySelectorAll('.bl-verdict p, .bl-side *, .bl-tab')]
  .filter((e) => e.checkVisibility() && [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim())
    && !e.closest('.bl-unseen')).map((e) => parseFloat(getComputedStyle(e).fontSize)))"""


def stages(notebook: Path) -> int:
    """How many labs of a notebook stand on a stage."""
    return sum(getattr(lab, "stage", None) is not None for lab in made(notebook))


def made(notebook: Path) -> list[Any]:
    """The labs of a notebook, made as its cells make them."""
    cells = [cell.source for cell in nbformat.read(notebook, 4).cells if cell.cell_type == "code"]  # type: ignore[no-untyped-call]
    calls = [node for source in cells for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    return [_made(call) for call in calls if isinstance(call.func, ast.Name) and call.func.id in LABS]


def tabs() -> dict[str, set[str]]:
    """What the tabs of all stages are called, by what stands behind them."""
    found: dict[str, set[str]] = {}
    for lab in (lab for name in PAGES for lab in made(shipped() / name) if getattr(lab, "stage", None)):
        for panel in lab.state["panels"].values():
            if panel["id"] != lab.stage["picture"]:
                found.setdefault(panel["id"], set()).add(panel["title"])
    return found


def _made(call: ast.Call) -> Any:
    """The lab that a call makes, open from the start."""
    said = {word.arg: ast.literal_eval(word.value) for word in call.keywords if word.arg not in (None, "after")}
    return maker(call.func.id)(*map(ast.literal_eval, call.args), **said)  # type: ignore[attr-defined]


PAGES = [card.name for card in cards(shipped()) if stages(shipped() / card.name)]


@pytest.fixture(scope="module", params=PAGES)
def visited(request: pytest.FixtureRequest, server: Server, tab: Page) -> Iterator[Traffic]:
    """Each page that has a stage, its question answered, and what it says to its kernel."""
    page = emptied(tab, server.address)
    traffic = Traffic(page)
    page.on("websocket", traffic.listen)
    page.goto(f"{server.address}voila/render/{request.param}")
    ready(page)
    commit(page)
    yield traffic
    page.remove_listener("websocket", traffic.listen)


@pytest.fixture
def page(visited: Traffic, request: pytest.FixtureRequest) -> Page:
    """The page as it is on a desk, or in the window that the test names, with no drawer open."""
    page = visited.page
    named = request.node.callspec.params
    page.set_viewport_size({"width": named.get("width", 1280), "height": named.get("height", 800)})
    page.locator("#page-theme").select_option(named.get("theme", "light"))
    close(page)
    return page


def close(page: Page) -> None:
    """Close each drawer that is open."""
    for tab in page.locator(".bl-tab[aria-expanded=true]").all():
        tab.click()


def standing(page: Page) -> Iterator[Any]:
    """Each stage of a page in turn, come to by a link or by hand."""
    for stage in page.locator(".bl-stage").all():
        stage.evaluate("(stage) => stage.scrollIntoView()")
        yield stage


def test_some_pages_have_a_stage() -> None:
    """What follows is tried on something."""
    assert PAGES


def test_every_stage_says_first_what_cannot_wait() -> None:
    """Whichever lesson one is at, the first tab is the red one, and there is something behind it."""
    for lab in (lab for name in PAGES for lab in made(shipped() / name) if getattr(lab, "stage", None)):
        first = next(panel for id, panel in lab.state["panels"].items() if id != lab.stage["picture"])
        assert lab.stage["warning"] == first["id"] == "never"
        assert "999" in first["html"]


def test_the_same_tab_has_the_same_name_in_every_lab() -> None:
    """Whoever has found the numbers in one lesson finds them in all others."""
    names = tabs()
    assert {id: titles for id, titles in names.items() if len(titles) > 1} == {}
    said = {title for titles in names.values() for title in titles}
    assert not {"Evidence", "The numbers", "What it does not show"} & said


@pytest.mark.parametrize(("width", "height"), WINDOWS)
def test_the_whole_lab_is_in_the_window_and_the_picture_has_half_of_it(page: Page, width: int, height: int) -> None:
    """Verdict, picture, steps, at most four controls and all tabs are seen at once, and nothing has to be scrolled."""
    for stage in standing(page):
        box = stage.bounding_box()
        assert 0 <= box["y"] <= height - box["height"]
        until(lambda stage=stage: stage.evaluate(LOST) == [])  # what is written smaller needs a frame
        assert stage.evaluate(SHARE) >= 0.5
        assert stage.evaluate(OUT) == []
        if width == 1920 and stage.locator(".bl-step-body").count():
            assert stage.evaluate(TYPE) >= 24  # a class reads it from the back
        assert stage.locator(".bl-first > .bl-field:not(.bl-buttons, .bl-text)").count() <= 4
    page.wait_for_function("(width) => document.documentElement.scrollWidth <= width", arg=width)  # once it has settled


@pytest.mark.parametrize(("width", "height"), [(390, 844), (320, 700)])
def test_on_a_phone_the_picture_stays_while_the_controls_move_beneath(page: Page, width: int, height: int) -> None:
    """Verdict and picture take 45 % of the window at most, and stay at its top to the last tab."""
    for stage in standing(page):
        front = stage.locator(".bl-front")
        assert front.bounding_box()["height"] <= 0.45 * height + 1
        last = stage.locator(".bl-tab, .bl-first > *").last
        last.evaluate("(last) => last.scrollIntoView({ block: 'end' })")
        if stage.bounding_box()["y"] < 0:
            assert abs(front.bounding_box()["y"]) <= 1
            assert last.bounding_box()["y"] >= 0.45 * height - 1
    page.wait_for_function("(width) => document.documentElement.scrollWidth <= width", arg=width)  # once it has settled


@pytest.mark.parametrize("width", [1024, 1280, 1920])
def test_the_text_and_the_stage_have_one_left_edge(page: Page, width: int) -> None:
    """What one reads begins where the stage begins, however wide the window is."""
    assert page.viewport_size == {"width": width, "height": 800}
    page.wait_for_function(f"() => new Set({EDGES}).size === 1")


@pytest.mark.parametrize(("width", "height"), [*WINDOWS, (390, 844)])
def test_an_open_tab_can_be_read_and_closed_and_leaves_the_step(page: Page, width: int, height: int) -> None:
    """A line of each drawer has room for twelve letters, its button to close is seen, and it covers only controls.

    It lies below the step that one is at; below it no piece of a control is left, and none that it covers is in reach.
    """
    for stage in standing(page):
        same(lambda stage=stage: stage.evaluate(DRAWERS, (width, height) in WINDOWS), [])
        close(page)
        until(lambda stage=stage: stage.locator("[inert]").count() == 0)


def test_nothing_jumps(page: Page, visited: Traffic) -> None:
    """Whatever opens, is said or is chosen, the verdict, the picture, the controls and the tabs stay where they are."""
    for stage in standing(page):
        before = stage.evaluate(BOXES)
        for tab in stage.locator(".bl-tab:enabled").all():
            tab.click()
            assert stage.evaluate(BOXES) == before
        close(page)
        for dot in stage.locator(".bl-dot").all():
            dot.click()
            visited.settled()
            assert stage.evaluate(BOXES) == before
        for control in stage.locator(".bl-first").locator("input[type=range]:visible, select:visible").all():
            if control.get_attribute("type") == "range":
                control.press("End")
            else:
                control.select_option(index=control.locator("option").count() - 1)
            visited.settled()
            assert stage.evaluate(BOXES) == before


@pytest.mark.parametrize("theme", THEMES)
def test_axe_finds_nothing_behind_any_tab(page: Page, theme: str) -> None:
    """All drawers and the tabs, in every theme; the stage itself is looked at where every page is, as a whole.

    Axe goes through the whole page for each look, so the drawers stand open at once, one below another.
    """
    page.set_viewport_size({"width": 700, "height": 800})  # where a drawer lies over nothing
    for stage in page.locator(".bl-stage").all():
        stage.evaluate(ALL_OPEN)
        assert stage.locator(".bl-drawer:visible").count() == stage.locator(".bl-tab:enabled").count()
        assert violations(page, ".bl-drawer, .bl-tabs", colours=theme != THEMES[0] or None) == []
        stage.evaluate(ALL_CLOSED)


def test_the_keyboard_reaches_picture_steps_controls_and_tabs_in_this_order(page: Page) -> None:
    """Tab goes through a stage as one reads it, and all of it stays in the window."""
    for stage in standing(page):
        stage.evaluate("(stage) => { stage.tabIndex = -1; stage.focus(); }")
        order = "(e) => ['bl-front', 'bl-guide', 'bl-first', 'bl-tabs'].findIndex((name) => e.closest('.' + name))"
        seen: list[int] = []
        page.keyboard.press("Tab")
        while page.evaluate("document.querySelector('.bl-stage :focus') !== null"):
            seen.append(page.locator(":focus").evaluate(order))
            box = stage.bounding_box()
            assert 0 <= box["y"] <= 800 - box["height"]
            page.keyboard.press("Tab")
        assert seen == sorted(seen)
        wanted = [
            place
            for place, name in enumerate((".bl-steps", ".bl-first > *", ".bl-tab"), 1)
            if stage.locator(name).locator("visible=true").count()
        ]
        assert set(seen) - {0} == set(wanted)


def test_a_stage_is_one_slide_that_is_worked_by_keys(page: Page) -> None:
    """Space goes through its steps, and a table's rows; the picture has 60 % of a projector, the type 20 pixels."""
    page.set_viewport_size({"width": 1920, "height": 1080})
    page.locator(".bl-stage").first.evaluate("(stage) => stage.scrollIntoView()")
    page.evaluate("document.querySelectorAll('.bl-dot')[0]?.click()")
    page.locator("#page-present").click()
    try:
        while not page.locator(".bl-stage[data-present-on]").count():
            page.keyboard.press("ArrowRight")
        stage = page.locator(".bl-stage[data-present-on]")
        share = "(s) => { const b = s.querySelector('.bl-scene').getBoundingClientRect(); "
        assert stage.evaluate(share + "return b.width * b.height / innerWidth / innerHeight; }") >= 0.6
        assert page.evaluate("document.documentElement.scrollHeight") <= 1080
        until(lambda: stage.evaluate(OUT) == [])
        assert not stage.locator(".bl-step-body").count() or stage.evaluate(TYPE) >= 28
        place = page.locator("#present-place").inner_text()
        for number in range(1, stage.locator(".bl-dot").count()):
            dot = stage.locator(f".bl-dot:nth-child({number + 1})[aria-current=step]")
            until(lambda dot=dot: dot.count() or page.keyboard.press(" "))  # the rows of a table come first
            expect(stage.locator(".bl-dot").nth(number)).to_have_attribute("aria-current", "step")
            assert page.locator("#present-place").inner_text() == place
        page.set_viewport_size({"width": 1280, "height": 800})
        assert stage.evaluate(SMALLEST) >= 20
        page.keyboard.press(" ")
        assert page.locator("#present-place").inner_text() != place
    finally:
        page.keyboard.press("Escape")


# What each control says; of a choice in which nothing is chosen yet there is nothing to print.
LABELS = ".bl-first :is(.bl-menu > label, .bl-field-head label, legend:not(.bl-radio:not(:has(:checked)) > legend))"


def test_it_prints_its_picture_its_state_and_what_is_behind_its_tabs(page: Page, visited: Traffic) -> None:
    """On paper nothing is hidden behind a tab, and what the controls say stands in words."""
    visited.settled()
    printed = " ".join(" ".join(sheets(page, "A4")).split())
    for stage in page.locator(".bl-stage").all():
        if page.locator(".bl-lab:has(> .bl-stage) > .bl-handout").count():
            continue  # it has a sheet of its own
        verdict = " ".join(stage.locator(".bl-verdict").inner_text().split())
        assert verdict in printed
        for label in stage.locator(LABELS).all_inner_texts():
            assert " ".join(label.split()) in printed
        for tab in stage.locator(".bl-tab:enabled").all():
            drawer = page.locator(f"[id='{tab.get_attribute('aria-controls')}']")
            if drawer.get_attribute("data-panel") != "more":  # what its controls say stands in words
                assert tab.inner_text() in printed
