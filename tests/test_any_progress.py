"""How far any notebook's page has come, while its cells take their time."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from anything import long
from conftest import Opener
from playwright.sync_api import Page, expect
from servers import Server, running

STEPS = ("one", "two", "three")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A notebook for each test, whose cells wait for files in a folder of its own."""
    place = tmp_path_factory.mktemp("long")
    for name in ("seen", "moving", "still"):
        (place / name).mkdir()
        (place / name / "long.ipynb").write_text(long(*STEPS), "utf-8")
    return place


@pytest.fixture(scope="module")
def served(folder: Path) -> Iterator[Server]:
    """They are served."""
    with running("--notebooks", str(folder)) as server:
        yield server


def begin(served: Server, page: Page, name: str) -> None:
    """Ask for the page, which does not come to its end by itself."""
    page.goto(f"{served.address}voila/render/{name}/long.ipynb", wait_until="commit")


def finish(folder: Path, page: Page) -> None:
    """Let what runs go on, and wait for the page."""
    for step in STEPS:
        (folder / step).touch()
    expect(page.get_by_text("after three")).to_be_visible()


def test_a_long_page_says_which_of_its_cells_runs_and_no_longer_when_it_is_there(
    served: Server, folder: Path, page: Page
) -> None:
    """In words, as a bar, and for those who hear the page."""
    begin(served, page, "seen")
    for number, step in enumerate(STEPS, 1):
        bar = page.get_by_role("progressbar", name=f"Cell {number} of 3 is running.")
        expect(bar).to_have_js_property("value", number - 1)
        expect(bar).to_have_js_property("max", 3)
        expect(page.get_by_text(f"Cell {number} of 3 is running.").first).to_be_visible()
        if number == 1:
            expect(page.locator("[role=status]", has_text="Cell 1 of 3 is running.")).to_have_count(1)
            expect(page.locator("[role=status]", has_text="This page is being computed")).to_be_visible()
        (folder / "seen" / step).touch()
    expect(page.get_by_text("after three")).to_be_visible()
    expect(page.get_by_role("progressbar")).to_have_count(0)
    expect(page.get_by_text("is running")).to_have_count(0)


@pytest.mark.parametrize(("name", "motion"), [("moving", "no-preference"), ("still", "reduce")])
def test_a_page_that_is_made_moves_only_where_motion_is_wanted(
    served: Server, folder: Path, opened: Opener, name: str, motion: str
) -> None:
    """Else its bar goes forward in steps, and nothing else moves."""
    page = opened(reduced_motion=motion)
    begin(served, page, name)
    expect(page.get_by_role("progressbar")).to_be_visible()
    assert bool(page.evaluate("document.getAnimations().length")) is (motion == "no-preference")
    finish(folder / name, page)
