"""What the functions behind any notebook's widgets print and show, appears where one expects it."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from anything import later
from playwright.sync_api import Page, expect
from servers import Server, running


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A notebook whose widgets show things later on."""
    folder = tmp_path_factory.mktemp("later")
    (folder / "later.ipynb").write_text(later(), "utf-8")
    with running("--notebooks", str(folder)) as server:
        yield server


@pytest.fixture(scope="module")
def shown(served: Server, tab: Page) -> Page:
    """Its page, ready; each test presses buttons of its own."""
    tab.goto(f"{served.address}voila/render/later.ipynb")
    tab.wait_for_selector("#page-cells:not([hidden])")
    tab.wait_for_function("window.jupyterapp?.widgetManager")
    return tab


def move(page: Page, name: str) -> None:
    """Move a slider by one."""
    page.get_by_role("slider", name=name, exact=True).press("ArrowRight")


def press(page: Page, name: str, times: int = 1) -> None:
    """Press a button."""
    for _ in range(times):
        page.get_by_role("button", name=name, exact=True).click()


def test_a_display_that_has_a_name_is_shown_anew_in_its_place(shown: Page) -> None:
    """Of a slider's function, again and again; nothing stands there twice."""
    for number in (4, 5):
        move(shown, "Move")
        expect(shown.get_by_text(f"now {number}")).to_be_visible()
    expect(shown.get_by_text(re.compile(r"^now \d"))).to_have_count(1)


def test_so_is_one_within_an_output(shown: Page) -> None:
    """Which was filled while the page was made."""
    expect(shown.get_by_text("inside 3")).to_be_visible()
    for number in (4, 5):
        move(shown, "Turn")
        expect(shown.get_by_text(f"inside {number}")).to_be_visible()
    expect(shown.get_by_text(re.compile(r"^inside \d"))).to_have_count(1)


def test_what_a_later_cell_shows_anew_stands_in_the_earlier_one(shown: Page) -> None:
    """Though that had been sent by then."""
    expect(shown.get_by_text("changed by a later cell")).to_be_visible()
    expect(shown.get_by_text("still early")).to_have_count(0)


def test_a_widget_takes_the_place_of_a_widget(shown: Page) -> None:
    """And is drawn."""
    press(shown, "Swap")
    expect(shown.get_by_text("a second widget")).to_be_visible()
    expect(shown.get_by_text("a first widget")).to_have_count(0)


def test_what_a_function_prints_stands_below_its_button(shown: Page) -> None:
    """Line by line, and is read out."""
    press(shown, "Say", times=2)
    cell = shown.locator(".page-cell", has=shown.get_by_role("button", name="Say"))
    said = cell.get_by_role("log")
    expect(said).to_contain_text("said")
    expect(said.locator("pre")).to_have_text([re.compile(r"^said \d+\s+said \d+\s*$")])


def test_what_clears_before_it_is_shown_replaces_what_was_shown(shown: Page) -> None:
    """Where nothing catches it, and within an Output, by each of the ways to say so."""
    for name, word in {"Show": "shown", "Write": "written", "Draw": "drawn"}.items():
        cell = shown.locator(".page-cell", has=shown.get_by_role("button", name=name))
        press(shown, name)
        before = cell.get_by_text(re.compile(rf"^{word} \d"))
        expect(before).to_be_visible()
        first = before.inner_text()
        press(shown, name)
        expect(cell.get_by_text(first, exact=True)).to_have_count(0)
        expect(cell.get_by_text(re.compile(rf"^{word} \d"))).to_have_count(1)


def test_what_a_function_shows_under_a_name_can_be_shown_anew(shown: Page) -> None:
    """By another function."""
    press(shown, "Name")
    expect(shown.get_by_text("a name", exact=True)).to_be_visible()
    press(shown, "Rename")
    expect(shown.get_by_text("another name", exact=True)).to_be_visible()
    expect(shown.get_by_text("a name", exact=True)).to_have_count(0)
