"""What a kernel says of its widgets may be long on its way: every lab is drawn all the same."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from every_page import ready
from playwright.sync_api import Page, WebSocketRoute, expect
from servers import Server, until

LESSON = "muscle_strain"
WAITING = "#content[aria-busy=true]"
# ipywidgets looks for a model for two seconds, and not once more where they end while the models are made.
AT_ONCE = """() => {
  const now = Date.now, manager = jupyterapp.widgetManager;
  manager.restored.connect(() => { Date.now = () => now() + 2_000; });
}"""


@pytest.fixture
def held(page: Page) -> list[Callable[[], None]]:
    """What a kernel says of all its widgets is kept back: calling it lets it through."""
    kept: list[Callable[[], None]] = []

    def listen(here: WebSocketRoute) -> None:
        there = here.connect_to_server()

        def pass_on(message: Any) -> None:
            if b"update_states" in (message if isinstance(message, bytes) else message.encode()):
                kept.append(lambda: here.send(message))
            else:
                here.send(message)

        there.on_message(pass_on)

    page.route_web_socket("**/api/kernels/*/channels*", listen)
    return kept


def expected(server: Server, page: Page) -> int:
    """How many labs the lesson has, as the browser says that receives everything in time."""
    page.goto(f"{server.address}voila/render/{LESSON}.ipynb")
    ready(page)
    return page.locator(".bl-lab").count()


def test_a_lab_is_drawn_whose_time_to_be_found_ends_while_its_model_is_made(
    server: Server, tab: Page, page: Page, held: list[Callable[[], None]]
) -> None:
    """As on a slow phone, where making them all takes a while."""
    page.goto(f"{server.address}voila/render/{LESSON}.ipynb")
    expect(page.locator(WAITING)).to_have_count(1)
    until(lambda: page.evaluate("Boolean(window.jupyterapp?.widgetManager)") and held)
    page.evaluate(AT_ONCE)
    held[0]()
    ready(page)
    expect(page.locator(".bl-lab")).to_have_count(expected(server, tab))


def test_labs_are_drawn_that_the_kernel_speaks_of_too_late(
    server: Server, tab: Page, page: Page, held: list[Callable[[], None]]
) -> None:
    """Ipywidgets gives up waiting after four seconds, and asks after them one by one."""
    page.clock.install()
    page.goto(f"{server.address}voila/render/{LESSON}.ipynb")
    expect(page.locator(WAITING)).to_have_count(1)
    until(lambda: page.evaluate("Boolean(window.jupyterapp)") and held)
    page.clock.fast_forward(4_000)
    ready(page)
    expect(page.locator(".bl-lab")).to_have_count(expected(server, tab))
