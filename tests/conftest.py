"""A headless Chromium for the browser tests, and a fresh page of it for each of them."""

from __future__ import annotations

import os
import shutil
from collections.abc import Generator, Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any, NoReturn, Protocol

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, Playwright, expect, sync_playwright

# What modules take over from these says as much when it fails as a test of their own; before any of them is imported.
pytest.register_assert_rewrite("every_page", "person", "servers")

from servers import SECONDS, Server, running  # noqa: E402  see above

# The first is Chromium without what only a window needs: the same pages at half the work.
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
# What takes a worker minutes comes first, so that none is still at it when the others have nothing left to do.
LONGEST = (
    *("test_stage", "test_pages_1", "test_pages_2", "test_pages_3"),
    *("test_workbench", "test_dashboard", "test_jupyterlab"),
)
# Where so many tests of a worker have failed, something is broken, and the others need not wait as long.
ENOUGH, IMPATIENT_SECONDS = 3, 20


class Shared:
    """What the modules with a browser share while one follows another: a Chromium, and the package's own notebooks.

    Not for the session: while Playwright runs, its event loop occupies the thread, and a later test that calls
    asyncio.run on the same worker would fail.
    """

    def __init__(self) -> None:
        self.modules: set[Path] = set()
        self._until_the_last = ExitStack()
        self._driver: Playwright | None = None
        self._browser: Browser | None = None
        self._server: Server | None = None

    def browser(self, path: str) -> Browser:
        """The one that runs; another where a test has broken it."""
        if self._driver is None:
            self._driver = self._until_the_last.enter_context(sync_playwright())
        if self._browser is None or not self._browser.is_connected():
            self._browser = self._driver.chromium.launch(
                executable_path=path,
                chromium_sandbox=not _is_root(),  # Chromium refuses to run as root inside its sandbox
                # One process draws all pages of a person: what it has compiled for one of them is there for the next.
                args=["--disable-gpu", "--disable-quic", "--process-per-site"],
                timeout=SECONDS * 1_000,
            )
            self._until_the_last.callback(self._browser.close)
        return self._browser

    def server(self) -> Server:
        """The one that runs; another where a test has ended it."""
        if self._server is None or self._server.process.poll() is not None:
            self._server = self._until_the_last.enter_context(running())
        return self._server

    def end(self) -> None:
        """Close the browser and end the server."""
        self._driver = self._browser = self._server = None
        self._until_the_last.close()


SHARED = pytest.StashKey[Shared]()


def pytest_configure(config: pytest.Config) -> None:
    """Nothing is shared yet."""
    config.stash[SHARED] = Shared()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Begin with what takes long, the modules with a browser: the many short ones then fill all workers to the end."""
    slow = {item.path for item in items if "chromium" in getattr(item, "fixturenames", ())}
    longest = {name: place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda item: (item.path not in slow, longest.get(item.path.stem, len(LONGEST))))
    config.stash[SHARED].modules = slow


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Generator[None, object, object]:
    """After the last module with a browser, what they shared ends."""
    try:
        return (yield)
    finally:
        shared = item.config.stash[SHARED]
        if nextitem is None or nextitem.path not in shared.modules:
            shared.end()


def pytest_unconfigure(config: pytest.Config) -> None:
    """Nothing outlives the tests, however they ended."""
    config.stash[SHARED].end()


@pytest.fixture(scope="module")
def chromium(request: pytest.FixtureRequest) -> Browser:
    """The machine's own Chromium or Chrome; without one a test fails in CI and is skipped elsewhere."""
    path = next(filter(None, map(shutil.which, BROWSERS)), None) or _no_browser()
    return request.config.stash[SHARED].browser(path)


@pytest.fixture(scope="module")
def server(request: pytest.FixtureRequest) -> Server:
    """The package's own notebooks, served."""
    return request.config.stash[SHARED].server()


class Opener(Protocol):
    """Opens a page as the options say."""

    def __call__(self, **options: Any) -> Page:
        """A page with no history, cookies or storage of another."""


@pytest.fixture(scope="module")
def opened(chromium: Browser, request: pytest.FixtureRequest) -> Iterator[Opener]:
    """Opens pages of 1280 by 800 pixels that wait patiently; those that are still open at the end are closed."""
    contexts: list[BrowserContext] = []

    def opening(**options: Any) -> Page:
        # Without motion, which is drawn by the processor here: half a second of it for each page that starts, and a
        # colour that is still fading would be measured half way.
        usual = {"viewport": {"width": 1280, "height": 800}, "reduced_motion": "reduce"}
        context = chromium.new_context(**{**usual, **options})
        contexts.append(context)
        limit = (SECONDS if request.session.testsfailed < ENOUGH else IMPATIENT_SECONDS) * 1_000
        context.set_default_timeout(limit)
        expect.set_options(timeout=limit)
        return context.new_page()

    yield opening
    for context in contexts:
        context.close()


@pytest.fixture(scope="module")
def tab(opened: Opener) -> Page:
    """One tab for all pages of a module: where Voilà's script has run before, a page costs a third less."""
    return opened()


@pytest.fixture(scope="module")
def visitor(opened: Opener) -> BrowserContext:
    """One browser of one person for a module: what a page loads is kept, as it is for a person who goes on reading."""
    kept = opened()  # a page that does nothing, so that what draws this person's pages goes on from test to test
    kept.route("**", lambda route: route.fulfill(content_type="text/html", body="<title>Kept</title>"))
    kept.goto("http://127.0.0.1/")
    return kept.context


@pytest.fixture
def page(visitor: BrowserContext) -> Iterator[Page]:
    """A page of 1280 by 800 pixels with no history, cookies or storage of an earlier test."""
    page = visitor.new_page()
    yield page
    with suppress(Error):  # it may be on no page at all, or gone
        page.evaluate("localStorage.clear()")
    visitor.clear_cookies()
    for each in visitor.pages[1:]:  # another that is still open would hear what the next test does
        each.close()


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
