"""On a notebook server, as on Binder, one meets the very pages that ``backlab`` shows, and they fit into its memory."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import Opener
from every_page import ready
from playwright.sync_api import Page, expect
from servers import Server, same
from test_binder import Hosted, jupyter_server

from backlab.course import order

PAGES = ["", *(f"voila/render/{name}.ipynb" for name in order.PAGES)]
VISITS = 40
MOST_MEGABYTES = 1_000  # what a small Binder gives

DRAWN = """() => [...document.querySelectorAll("body, body *")].filter((each) => each.checkVisibility()).map((each) => {
  const own = [...each.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE).map((node) => node.data.trim());
  const { x, y, width, height } = each.getBoundingClientRect();
  const { color, backgroundColor, fill, font } = getComputedStyle(each);
  const place = [x + scrollX, y + scrollY, width, height].map(Math.round);
  return [each.localName, own.join(" "), place, color, backgroundColor, fill, font].join("|");
})"""


@pytest.fixture(scope="module")
def hosted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hosted]:
    """A Jupyter server as on Binder."""
    with jupyter_server(tmp_path_factory.mktemp("jupyter")) as hosted:
        yield hosted


@pytest.fixture(scope="module")
def here(opened: Opener) -> Page:
    """Where the pages of ``backlab`` are read."""
    return opened()


@pytest.fixture(scope="module")
def there(opened: Opener) -> Page:
    """Where the pages of the notebook server are read."""
    return opened()


def drawn(page: Page) -> list[str]:
    """All that is seen of the page, part by part: what it is, its own words, where it stands and how it looks."""
    parts: list[str] = page.evaluate(DRAWN)
    return parts


@pytest.mark.parametrize("path", PAGES, ids=lambda path: Path(path).stem or "start")
def test_a_page_is_the_same_part_by_part(server: Server, hosted: Hosted, here: Page, there: Page, path: str) -> None:
    """Each part of a page has the words, place, size and colours that it has where ``backlab`` serves it."""
    for page, address in ((here, server.address), (there, f"{hosted.address}backlab/")):
        page.goto(address + path)
        ready(page)
    # Not the pixels: the same line between two of them is drawn now with the one, now with the other.
    same(lambda: set(drawn(there)) ^ set(drawn(here)), set())
    assert len(drawn(here)) > 30


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux says what a process has for itself")
def test_forty_visits_fit_into_a_small_binder(hosted: Hosted, there: Page) -> None:
    """One page after another is opened and left, and all processes together never hold a gigabyte."""
    most = 0.0
    for turn in range(VISITS):
        there.goto(f"{hosted.address}backlab/{PAGES[1:][turn % (len(PAGES) - 1)]}")
        expect(there.locator(".bl-lab").first).to_be_visible()
        most = max(most, hosted.megabytes())
    assert most < MOST_MEGABYTES
