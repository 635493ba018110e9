"""A headless Chromium for the browser tests, and a fresh page of it for each of them."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from typing import NoReturn

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

# Its tests are run by the modules that take them over, and say as much when they fail.
pytest.register_assert_rewrite("every_page")
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


# For a module, not for the session: while Playwright runs, its event loop occupies the thread, and a later
# test that calls asyncio.run on the same worker would fail. A start costs about half a second.
@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """The machine's own Chromium or Chrome; without one a test fails in CI and is skipped elsewhere."""
    path = next(filter(None, map(shutil.which, BROWSERS)), None) or _no_browser()
    with sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=path,
            chromium_sandbox=not _is_root(),  # Chromium refuses to run as root inside its sandbox
            args=["--disable-gpu", "--disable-quic"],
        )
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A page of 1280 by 800 pixels with no history, cookies or storage of an earlier test."""
    context = chromium.new_context(viewport={"width": 1280, "height": 800})
    yield context.new_page()
    context.close()


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def _no_browser() -> NoReturn:
    needed = "no browser on the PATH: install Chromium (`apt install chromium`) or Google Chrome"
    if os.environ.get("CI"):
        pytest.fail(needed)
    pytest.skip(needed)


@pytest.fixture
def no_address(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No link brings anything along, unless the test says one; the labs that it made are closed."""
    from ipywidgets import Widget  # only for tests of labs

    monkeypatch.delenv("QUERY_STRING", raising=False)
    yield
    Widget.close_all()
