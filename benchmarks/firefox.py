"""A lesson of the plain files in Firefox, opened and worked: ``python benchmarks/firefox.py``.

Firefox is driven by WebDriver BiDi, which it speaks itself: neither a driver nor another browser is needed.
"""

from __future__ import annotations

import argparse
import asyncio
import base64
import itertools
import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

from tornado.websocket import WebSocketClientConnection, websocket_connect

from backlab.site.serve import shown

LESSON = "choose_the_treatment.html"
SECONDS = 120
COMMAND = [sys.executable, "-c", "import sys; from backlab.app import main; sys.exit(main())"]
BROWSERS = ("firefox-esr", "firefox")
# The verdict before the first slider is moved and after it; with it each error that the page has met.
READY = "document.querySelector('.bl-stage input[type=range]') !== null && document.querySelector('.bl-front') !== null"
VERDICT = "document.querySelector('.bl-front').innerText"
MOVE = """(() => {
  const slider = document.querySelector('.bl-stage input[type=range]');
  slider.value = slider.max;
  slider.dispatchEvent(new Event('input', { bubbles: true }));
})()"""


class Firefox:
    """One window of a Firefox that runs."""

    def __init__(self, socket: WebSocketClientConnection) -> None:
        self._socket = socket
        self._numbers = itertools.count()
        self.errors: list[str] = []
        self._window = ""

    async def do(self, method: str, **params: Any) -> Any:
        """What Firefox answers to a command; raises ``RuntimeError`` where it refuses it."""
        number = next(self._numbers)
        await self._socket.write_message(json.dumps({"id": number, "method": method, "params": params}))
        while True:
            told = json.loads(await asyncio.wait_for(self._socket.read_message(), SECONDS))
            if told.get("method") == "log.entryAdded" and told["params"]["level"] == "error":
                self.errors.append(told["params"]["text"])
            if told.get("id") == number:
                if told["type"] == "error":
                    raise RuntimeError(told["message"])
                return told["result"]

    async def open(self, address: str) -> None:
        """Go to an address in the one window."""
        tree = await self.do("browsingContext.getTree")
        self._window = tree["contexts"][0]["context"]
        await self.do("session.subscribe", events=["log.entryAdded"])
        await self.do("browsingContext.navigate", context=self._window, url=address, wait="complete")

    async def said(self, expression: str) -> Any:
        """The value of an expression in the page."""
        target = {"context": self._window}
        found = await self.do("script.evaluate", expression=expression, target=target, awaitPromise=True)
        if found["type"] == "exception":
            raise RuntimeError(found["exceptionDetails"]["text"])
        return found["result"].get("value")

    async def until(self, expression: str) -> None:
        """Wait until an expression is true."""
        deadline = time.monotonic() + SECONDS
        while not await self.said(expression):
            if time.monotonic() > deadline:
                raise TimeoutError(expression)
            await asyncio.sleep(0.05)

    async def picture(self, path: Path) -> None:
        """What the window shows, as a PNG."""
        taken = await self.do("browsingContext.captureScreenshot", context=self._window)
        path.write_bytes(base64.b64decode(taken["data"]))


async def listening(told: Path) -> str:
    """Where Firefox listens, once it has written that down in its profile."""
    deadline = time.monotonic() + SECONDS
    while time.monotonic() < deadline:
        with suppress(OSError, ValueError):  # not there yet, or not whole
            found = json.loads(told.read_text("utf-8"))
            return f"ws://{found['ws_host']}:{found['ws_port']}"
        await asyncio.sleep(0.05)
    raise TimeoutError("Firefox does not listen")


@asynccontextmanager
async def firefox(path: str) -> AsyncIterator[Firefox]:
    """A Firefox without windows and with a profile of its own, which ends with the block."""
    with tempfile.TemporaryDirectory() as profile:
        command = [path, "--headless", "--no-remote", "--profile", profile, "--remote-debugging-port", "0"]
        quiet = subprocess.DEVNULL
        process = subprocess.Popen([*command, "about:blank"], stdout=quiet, stderr=quiet)
        try:
            address = await listening(Path(profile, "WebDriverBiDiServer.json"))
            socket = await websocket_connect(f"{address}/session", max_message_size=1 << 26)
            browser = Firefox(socket)
            await browser.do("session.new", capabilities={})
            yield browser
            socket.close()
        finally:
            process.terminate()
            process.wait(timeout=SECONDS)


async def tried(path: str, address: str, picture: Path | None) -> None:
    """Open the lesson, move its first slider to the end, and say what was seen."""
    async with firefox(path) as browser:
        begun = time.monotonic()
        await browser.open(address + LESSON)
        await browser.until(READY)
        before = await browser.said(VERDICT)
        await browser.said(MOVE)
        await browser.until(f"{VERDICT} !== {json.dumps(before)}")
        after = await browser.said(VERDICT)
        seconds = time.monotonic() - begun
        print(f"{await browser.said('navigator.userAgent')}: answered {seconds:.1f} s after it was opened")
        print(f"before: {' '.join(before.split())[:100]}\nafter:  {' '.join(after.split())[:100]}")
        if picture:
            await browser.picture(picture)
        if browser.errors:
            sys.exit("errors: " + "; ".join(browser.errors))


def main() -> None:
    """Try it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--site", type=Path, help="a course that is written already")
    parser.add_argument("--picture", type=Path, help="where to write what is seen at the end")
    chosen = parser.parse_args()
    path = next(filter(None, map(shutil.which, BROWSERS)), None) or sys.exit("no Firefox: apt install firefox-esr")
    with tempfile.TemporaryDirectory() as name:
        folder = chosen.site or Path(name, "site")
        if not chosen.site:
            subprocess.run([*COMMAND, "site", str(folder)], check=True)
        with shown(folder) as address:
            asyncio.run(tried(path, address, chosen.picture))


if __name__ == "__main__":
    main()
