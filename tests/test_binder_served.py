"""On a notebook server, as on Binder, one meets the very pages that ``backlab`` shows, and they fit into its memory."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple
from urllib.error import URLError
from urllib.parse import urlsplit

import pytest
from conftest import Opener
from every_page import ready
from playwright.sync_api import Page, expect
from servers import SECONDS, Server, same
from test_binder import ROOT

from backlab.course import order

PAGES = ["", *(f"voila/render/{name}.ipynb" for name in order.PAGES)]
VISITS = 40
MOST_MEGABYTES = 1_000  # what a small Binder gives
TOKEN = "a-secret-word"

DRAWN = """() => [...document.querySelectorAll("body, body *")].filter((each) => each.checkVisibility()).map((each) => {
  const own = [...each.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE).map((node) => node.data.trim());
  const { x, y, width, height } = each.getBoundingClientRect();
  const { color, backgroundColor, fill, font } = getComputedStyle(each);
  const place = [x + scrollX, y + scrollY, width, height].map(Math.round);
  return [each.localName, own.join(" "), place, color, backgroundColor, fill, font].join("|");
})"""


class Hosted(NamedTuple):
    """A Jupyter server that runs, and where."""

    process: subprocess.Popen[bytes]
    address: str

    @property
    def entrance(self) -> str:
        """Where somebody is let in, as the link of a hub does it."""
        return f"{self.address}tree?token={TOKEN}"

    def megabytes(self) -> float:
        """What it holds with all that it has started, by their proportional set sizes; only on Linux."""
        return sum(map(_kilobytes, _family(self.process.pid))) / 1_000


def _family(pid: int) -> Iterator[int]:
    """A process and all that it has started; Linux names the children of each thread."""
    yield pid
    for children in Path(f"/proc/{pid}/task").glob("*/children"):
        with suppress(OSError):  # it has ended meanwhile
            for child in children.read_text().split():
                yield from _family(int(child))


def _kilobytes(pid: int) -> int:
    with suppress(OSError):  # it has ended meanwhile
        return int(Path(f"/proc/{pid}/smaps_rollup").read_text().partition("Pss:")[2].split()[0])
    return 0


@contextmanager
def jupyter_server(folder: Path) -> Iterator[Hosted]:
    """A Jupyter server with the repository as its root, below a path as on a hub."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        base = f"http://127.0.0.1:{free.getsockname()[1]}/user/somebody/"
    with (folder / "log").open("w") as log:
        server = subprocess.Popen(command(base), cwd=ROOT, env=environment(folder), stdout=log, stderr=log)
    try:
        wait_until_open(base + "api", server)
        yield Hosted(server, base)
    finally:
        server.terminate()
        server.wait(timeout=SECONDS)


def command(base: str) -> list[str]:
    """How the server is started: as on Binder, but here only."""
    options = {
        "ServerApp.base_url": urlsplit(base).path,
        "ServerApp.ip": "127.0.0.1",
        "ServerApp.port": urlsplit(base).port,
        "ServerApp.port_retries": 0,
        "ServerApp.open_browser": False,
        "ServerApp.allow_root": True,
        "IdentityProvider.token": TOKEN,
    }
    return [sys.executable, "-m", "jupyter_server", *(f"--{name}={value}" for name, value in options.items())]


def environment(folder: Path) -> dict[str, str]:
    """The test's own environment, with a home where no person's Jupyter settings are."""
    return os.environ | {"JUPYTER_CONFIG_DIR": str(folder), "JUPYTER_RUNTIME_DIR": str(folder / "run")}


def wait_until_open(address: str, server: subprocess.Popen[bytes]) -> None:
    """Return as soon as the address answers; fail when the server has ended or it takes too long."""
    deadline = time.monotonic() + SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        try:
            urllib.request.urlopen(address, timeout=SECONDS).close()
            return
        except URLError:
            time.sleep(0.05)
    pytest.fail("the Jupyter server did not start")


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
def there(opened: Opener, hosted: Hosted) -> Page:
    """Where the pages of the notebook server are read, by somebody who was let in."""
    page = opened()
    page.goto(hosted.entrance)
    return page


@pytest.fixture(scope="module")
def held() -> list[float]:
    """The megabytes that all processes of the notebook server held together at each visit so far."""
    return []


def drawn(page: Page) -> list[str]:
    """All that is seen of the page, part by part: what it is, its own words, where it stands and how it looks."""
    parts: list[str] = page.evaluate(DRAWN)
    return parts


@pytest.mark.parametrize("path", PAGES, ids=lambda path: Path(path).stem or "start")
def test_a_page_is_the_same_part_by_part(
    server: Server, hosted: Hosted, here: Page, there: Page, held: list[float], path: str
) -> None:
    """Each part of a page has the words, place, size and colours that it has where ``backlab`` serves it."""
    for page, address in ((here, server.address), (there, f"{hosted.address}backlab/")):
        page.goto(address + path)
        ready(page)
    # Not the pixels: the same line between two of them is drawn now with the one, now with the other.
    same(lambda: set(drawn(there)) ^ set(drawn(here)), set())
    assert len(drawn(here)) > 30
    held.append(hosted.megabytes())


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux says what a process has for itself")
def test_forty_visits_fit_into_a_small_binder(hosted: Hosted, there: Page, held: list[float]) -> None:
    """One page after another is opened and left, and all processes together never hold a gigabyte."""
    while len(held) < VISITS:
        there.goto(f"{hosted.address}backlab/{PAGES[1:][len(held) % (len(PAGES) - 1)]}")
        expect(there.locator(".bl-lab").first).to_be_visible()
        held.append(hosted.megabytes())
    assert 0 < max(held) < MOST_MEGABYTES


def test_the_address_for_binder_opens_the_course(hosted: Hosted, there: Page) -> None:
    """The path in the README's Binder address leads to the start page, and on to a lab that answers."""
    (path,) = set(re.findall(r"HEAD\?urlpath=([\w/.]+)", (ROOT / "README.md").read_text("utf-8")))
    page, refused = there.context.new_page(), list[str]()
    page.on("response", lambda got: refused.append(got.url) if got.status >= 400 else None)
    page.on("console", lambda said: refused.append(said.text) if said.type == "error" else None)
    page.goto(hosted.address + path)
    page.get_by_role("link", name="Choose the treatment").click()
    expect(page.locator(".bl-result .bl-lead")).to_be_visible()
    pain = page.get_by_role("slider", name="Pain, 0 to 10")
    pain.focus()
    pain.press("ArrowRight")
    expect(page.locator(".bl-levels .is-here")).to_contain_text("Routine")
    assert refused == []  # on leaving, the page may still ask after its kernel, which has ended by then
    page.get_by_role("link", name="Español").click()
    expect(page).to_have_title("Elige el tratamiento")
    assert page.url.startswith(hosted.address + path)


@pytest.mark.parametrize("path", ["", "voila/render/glossary.ipynb"])
def test_the_pages_answer_nobody_who_was_not_let_in(hosted: Hosted, path: str) -> None:
    """Without the notebook server's token there is no page, whatever the path."""
    assert "/login?" in urllib.request.urlopen(f"{hosted.address}backlab/{path}", timeout=SECONDS).geturl()


def test_stock_voila_shows_the_dashboard_too(hosted: Hosted) -> None:
    """A Jupyter server that has Voilà and nothing of ours but the package shows the notebook as Voilà does."""
    notebook = json.loads((ROOT / "notebooks" / "choose_the_treatment.ipynb").read_text("utf-8"))
    address = f"{hosted.address}voila/render/notebooks/choose_the_treatment.ipynb?token={TOKEN}"
    read = urllib.request.urlopen(address, timeout=SECONDS).read().decode()
    assert f"<title>{notebook['metadata']['title']}</title>" in read
    assert "application/vnd.jupyter.widget-view+json" in read
