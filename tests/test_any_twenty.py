"""A folder of more than twenty notebooks of every kind opens whole, at the width of a desk and of a phone."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect
from servers import Server, running
from twenty import ALL, REFUSED, fill

# What has a name of its own; a sign of an icon's font is none.
NAMELESS = re.compile(r"^\s*- (?:button|slider|link|combobox|tab)\b(?! \"[^\"]*\w)(?! /).*$", re.MULTILINE)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The folder, served."""
    folder = tmp_path_factory.mktemp("twenty")
    fill(folder)
    with running("--notebooks", str(folder)) as server:
        yield server


def test_there_are_twenty_kinds() -> None:
    """At least."""
    assert len(ALL) >= 20


@pytest.mark.parametrize("name", ALL)
def test_a_notebook_of_every_kind_opens_whole(served: Server, tab: Page, name: str) -> None:
    """All that it shows is seen, is no wider than the page, has a name where it can be pressed, and bears no sign."""
    tab.set_viewport_size({"width": 360, "height": 740})
    tab.goto(f"{served.address}voila/render/{name}.ipynb")
    expect(tab.locator("#content")).to_have_attribute("aria-busy", "false")
    for width in (360, 1280):
        tab.set_viewport_size({"width": width, "height": 800})
        for text in ALL[name].seen:
            expect(tab.locator("#page-cells").get_by_text(text).first).to_be_visible()
        tab.wait_for_function(f"document.documentElement.scrollWidth === {width}")
        assert NAMELESS.findall(tab.locator("body").aria_snapshot()) == []
        assert "¶" not in tab.locator("body").inner_text()
    expect(tab.locator("#page-lost")).to_be_hidden()
    expect(tab.locator(".page-late")).to_have_count(0)


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_shown_is_refused_in_words_that_fit_the_page(served: Server, tab: Page, name: str) -> None:
    """With its name, and a way back."""
    tab.set_viewport_size({"width": 360, "height": 740})
    tab.goto(f"{served.address}voila/render/{name}.ipynb")
    expect(tab.locator("main")).to_contain_text(f"{name}.ipynb")
    expect(tab.locator("main .page-button")).to_be_visible()
    assert tab.evaluate("document.documentElement.scrollWidth") == 360
