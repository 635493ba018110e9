"""Kernels of pages that are left, and the room that there is for further pages."""

from __future__ import annotations

import asyncio
import http.client
import re
from collections.abc import Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from conftest import Opener
from playwright.sync_api import Page, expect
from servers import SECONDS, Server, apart, notebook, running, same, until
from tornado.websocket import WebSocketClientConnection, websocket_connect

from backlab.serving.guards import public_name
from backlab.serving.handlers import GOODBYES
from backlab.serving.once import GOODBYE_SECONDS, UNOPENED_SECONDS, Once
from backlab.serving.room import FEWEST, Full, Room, fitting

TINY = "import ipywidgets\nipywidgets.IntSlider(description='tiny')"
ENDLESS = "print('begun', flush=True)\nwhile True: pass"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a tiny notebook, and one that never ends."""
    folder = tmp_path_factory.mktemp("notebooks")
    notebook(folder, "tiny", TINY)
    notebook(folder, "endless", ENDLESS, "1", "2")
    return folder


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[Server]:
    """The dashboards of these notebooks."""
    with running("--notebooks", str(folder)) as server:
        yield server


def kernels(server: Server) -> set[str]:
    """The kernels that have not ended, each by the name of its file."""
    return {path.stem for path in server.runtime.glob("*/kernel-*.json")}


def kernel_of(page: str) -> str:
    """The kernel that a page talks to."""
    found = re.search(r'"kernelId": "([^"]+)"', page)
    assert found
    return found[1]


def is_there(server: Server, kernel: str) -> bool:
    """Whether the kernel has not ended. Does not ask the server: whose page asks is not forgotten."""
    return f"kernel-{public_name(kernel)}" in kernels(server)


async def connected(server: Server, kernel: str) -> WebSocketClientConnection:
    """The socket of a page, once its kernel has been heard."""
    address = f"{server.address}api/kernels/{kernel}/channels?session_id=me"
    socket = await websocket_connect(address.replace("http:", "ws:"))
    assert await asyncio.wait_for(socket.read_message(), SECONDS)
    return socket


def test_a_page_that_is_left_while_it_is_made_computes_no_more(folder: Path) -> None:
    """Its kernel ends though a cell never does; nothing is said of it, and the server goes on and ends cleanly."""
    with running("--notebooks", str(folder)) as server:
        visitor = http.client.HTTPConnection(urlsplit(server.address).netloc, timeout=SECONDS)
        visitor.request("GET", "/voila/render/endless.ipynb")
        answer = visitor.getresponse()
        while b"kernelId" not in answer.readline():
            pass
        assert len(kernels(server)) == 1
        answer.close()
        visitor.close()
        same(lambda: kernels(server), set())
        assert server.get("/voila/render/tiny.ipynb")[0] == 200
        server.process.terminate()
        assert server.process.wait(SECONDS) == 0
        assert server.process.stderr
        assert server.process.stderr.read() == ""


def test_a_page_that_is_left_before_it_is_begun_leaves_no_kernel(folder: Path) -> None:
    """Readers who ask and go at once, a hundred of them in ten waves, are not computed for, and have no error said."""
    with running("--notebooks", str(folder)) as server:
        for _ in range(10):
            with ThreadPoolExecutor(10) as readers:
                list(readers.map(leave_at_once, [server] * 10))
            same(lambda: kernels(server), set())
        status, _, page = server.get("/voila/render/tiny.ipynb")
        assert status == 200
        same(lambda: kernels(server), {f"kernel-{public_name(kernel_of(page))}"})
        server.process.terminate()
        assert server.process.stderr
        assert "has left" not in server.process.stderr.read()


def leave_at_once(server: Server) -> None:
    """Ask for a page that never ends, and go."""
    visitor = http.client.HTTPConnection(urlsplit(server.address).netloc, timeout=SECONDS)
    visitor.request("GET", "/voila/render/endless.ipynb")
    visitor.close()


def test_a_page_that_says_goodbye_ends_its_kernel_and_one_that_falls_silent_keeps_it(server: Server) -> None:
    """A closed page is gone for good, a laptop that sleeps may wake up."""
    closed, silent = (kernel_of(server.get("/voila/render/tiny.ipynb")[2]) for _ in range(2))

    async def leave() -> None:
        going, sleeping = await connected(server, closed), await connected(server, silent)
        assert sleeping.protocol
        sleeping.protocol.stream.close()  # the line is cut, without a word
        going.close(1001)

    apart(leave())
    until(lambda: not is_there(server, closed))
    assert is_there(server, silent)
    apart(closing(connected(server, silent)))
    until(lambda: not is_there(server, silent))


async def closing(socket: Coroutine[Any, Any, WebSocketClientConnection]) -> None:
    """Open a socket anew, and say goodbye on it."""
    (await socket).close(1000)


def test_a_page_that_opens_its_socket_anew_keeps_its_kernel(server: Server) -> None:
    """A goodbye that is followed by a new connection was none: another kernel, left after it, ends before it."""
    back, left = (kernel_of(server.get("/voila/render/tiny.ipynb")[2]) for _ in range(2))

    async def leave() -> None:
        first, other = await connected(server, back), await connected(server, left)
        first.close(1000)
        again = await connected(server, back)
        other.close(1000)
        while is_there(server, left):
            await asyncio.sleep(0.01)
        assert is_there(server, back)
        again.close(1000)

    apart(leave())


def test_a_page_may_say_twice_that_it_is_left(folder: Path) -> None:
    """Its own script and Voilà's may both do so at once: both are answered, and nothing is said of it."""
    with running("--notebooks", str(folder)) as server:
        kernel = kernel_of(server.get("/voila/render/tiny.ipynb")[2])
        sayings = [http.client.HTTPConnection(urlsplit(server.address).netloc, timeout=SECONDS) for _ in range(3)]
        for saying in sayings:
            saying.request("POST", f"/voila/api/shutdown/{kernel}")
        assert [saying.getresponse().status for saying in sayings] == [204, 204, 204]
        for saying in sayings:
            saying.close()
        server.process.terminate()
        assert server.process.wait(SECONDS) == 0
        assert server.process.stderr
        assert server.process.stderr.read() == ""


def test_a_browser_closes_its_page_with_a_goodbye(server: Server, opened_page: Page) -> None:
    """Where the page's own last word does not come through, its closed socket says that it is gone."""
    opened_page.route("**/voila/api/shutdown/*", lambda route: route.abort())
    opened_page.goto(f"{server.address}voila/render/tiny.ipynb")
    expect(opened_page.locator("#content")).to_have_attribute("aria-busy", "false")
    kernel = opened_page.evaluate("JSON.parse(document.getElementById('jupyter-config-data').textContent).kernelId")
    assert is_there(server, kernel)
    opened_page.close()
    until(lambda: not is_there(server, kernel))


def test_a_page_that_is_left_before_its_scripts_have_come_ends_its_kernel(server: Server, opened_page: Page) -> None:
    """It says so itself: the script that says it otherwise is not there yet."""
    opened_page.route("**/voila.js", lambda route: None)  # it never comes
    opened_page.goto(f"{server.address}voila/render/tiny.ipynb", wait_until="commit")
    opened_page.wait_for_selector("#jupyter-config-data", state="attached")
    kernel = opened_page.evaluate("JSON.parse(document.getElementById('jupyter-config-data').textContent).kernelId")
    assert is_there(server, kernel)
    opened_page.goto("about:blank", wait_until="commit")
    until(lambda: not is_there(server, kernel))


@pytest.fixture
def opened_page(opened: Opener) -> Page:
    """A page in the browser."""
    return opened()


class Clocks(Once):
    """Says how long the kernel "one" still has, instead of waiting."""

    given = 0.0

    def __contains__(self, kernel_id: object) -> bool:
        return kernel_id == "one"

    def end_soon(self, kernel_id: str, seconds: float) -> None:
        """Note how long it is given."""
        self.given = seconds
        super().end_soon(kernel_id, seconds)

    def seconds(self) -> float | None:
        """What the kernel was given, or None where nothing ends it."""
        return self.given if "one" in self._clocks else None


def test_a_page_has_some_time_to_open_its_socket_and_more_if_it_asks() -> None:
    """The clock runs from when the page is made, begins anew when it asks, and stops when it is connected."""

    async def visit() -> None:
        kernels = Clocks()
        kernels._kernel_connections["one"] = 0
        guest = kernels.room.enter("a browser")
        guest.kernel = "one"
        kernels.made(guest)
        assert kernels.seconds() == UNOPENED_SECONDS
        first = kernels._clocks["one"]
        with pytest.raises(KeyError):  # there is no such kernel: only that it was asked for counts
            kernels.kernel_model("one")
        assert first.cancelled()
        assert kernels.seconds() == UNOPENED_SECONDS
        kernels.notify_connect("one")
        assert kernels.seconds() is None
        kernels.end_soon("one", GOODBYE_SECONDS)
        assert kernels.seconds() is None  # it is connected by another socket
        kernels.notify_disconnect("one")
        kernels.end_soon("one", GOODBYE_SECONDS)
        assert kernels.seconds() == GOODBYE_SECONDS

    apart(visit())
    assert 1006 not in GOODBYES  # the number for a line that was cut


def test_a_room_has_a_bound_for_all_and_one_for_each_browser() -> None:
    """One browser cannot take every place, and a place is free when its kernel has ended."""
    room = Room(3, most_each=2)
    first = room.enter("one")
    room.enter("one").kernel = "k"
    with pytest.raises(Full):
        room.enter("one")
    room.enter("another")
    assert room.is_full("a third")
    room.forget("k")
    assert not room.is_full("one")
    room.end(first)
    room.end(first)
    assert len(room) == 1


def test_the_room_is_as_large_as_the_memory_and_never_tiny() -> None:
    """A class fits into 8 GB; where there is next to no memory some pages are tried all the same."""
    assert fitting(8_000) >= 100
    assert fitting(100) == FEWEST


@pytest.fixture(scope="module")
def small(folder: Path) -> Iterator[Server]:
    """A server with room for one page."""
    with running("--notebooks", str(folder), "--at-most", "1") as server:
        yield server


def test_a_full_room_says_so_and_lets_one_in_when_there_is_room(small: Server, opened: Opener) -> None:
    """The page is ours, says when it asks again, and opens by itself; a page that failed takes no room."""
    assert small.get("/voila/render/nothing.ipynb")[0] == 404
    kernel = kernel_of(small.get("/voila/render/tiny.ipynb")[2])
    connection = http.client.HTTPConnection(urlsplit(small.address).netloc, timeout=SECONDS)
    connection.request("GET", "/voila/render/tiny.ipynb")
    answer = connection.getresponse()
    assert (answer.status, answer.headers["Retry-After"]) == (503, "10")
    assert "The room is full" in answer.read().decode()
    connection.request("HEAD", "/voila/render/tiny.ipynb")
    answer = connection.getresponse()
    assert (answer.status, answer.read()) == (503, b"")
    page = opened()
    page.clock.install()
    page.goto(f"{small.address}voila/render/tiny.ipynb")
    expect(page.get_by_role("heading", name="The room is full")).to_be_visible()
    with page.expect_response(lambda heard: heard.request.method == "HEAD") as asked:
        page.clock.fast_forward(15_000)
    assert asked.value.status == 503
    connection.request("POST", f"/voila/api/shutdown/{kernel}")
    assert connection.getresponse().status == 204
    connection.close()
    page.clock.fast_forward(15_000)
    expect(page.locator("#content .widget-slider")).to_be_visible(timeout=SECONDS * 1_000)
    assert len(kernels(small)) == 1
