"""A student of a class, without a browser: what a page says to the server and hears from it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from servers import SECONDS, Server, running
from tornado.httpclient import HTTPRequest
from tornado.websocket import WebSocketClientConnection, websocket_connect

CODE = "k7qm"


@contextmanager
def classroom(*arguments: str) -> Iterator[Server]:
    """``backlab --class``, whose code is known."""
    with running("--class", "--code", CODE, *arguments) as server:
        yield server


class Pupil:
    """A page of a class with its socket open."""

    def __init__(self, socket: WebSocketClientConnection) -> None:
        self.socket = socket
        self.turn = 0

    def say(self, message: Any) -> None:
        """Say something; what is no text is said as JSON."""
        self.socket.write_message(message if isinstance(message, str) else json.dumps(message))

    def open(self, notebook: str, language: str = "en", query: str = "", held: str = "") -> None:
        """Ask for the labs of a notebook."""
        asked = {"notebook": notebook, "language": language, "query": query, "held": held}
        self.say({"kind": "open", **asked})

    def ask(self, lab: int = 0, **request: Any) -> int:
        """Ask something of a lab; returns the turn."""
        self.turn += 1
        self.say({"kind": "asked", "lab": lab, "request": {**request, "turn": self.turn}})
        return self.turn

    async def hear(self) -> Any:
        """The next that is said; None where the socket is closed."""
        text = await asyncio.wait_for(self.socket.read_message(), SECONDS)
        return None if text is None else json.loads(text)

    async def until(self, **wanted: Any) -> Any:
        """The next answer that has all of this."""
        while (answer := await self.hear()) is not None:
            if all(answer.get(name) == value for name, value in wanted.items()):
                return answer
        raise AssertionError(f"the socket is closed, and nothing was {wanted}")

    async def answered(self, turn: int) -> list[Any]:
        """All that is said up to the first reply to a turn."""
        heard: list[Any] = []
        while not heard or heard[-1]["kind"] != "replied" or heard[-1]["reply"]["turn"] < turn:
            heard.append(await self.hear())
            assert heard[-1] is not None, heard
        return heard


async def joined(address: str, code: str = CODE, **headers: str) -> Pupil:
    """A page that comes in; raises ``HTTPClientError`` where it is refused."""
    netloc = urlsplit(address).netloc
    said = {"Origin": f"http://{netloc}", **headers}
    asked = HTTPRequest(f"ws://{netloc}/{code}/socket", headers=said)
    return Pupil(await websocket_connect(asked, compression_options={}))


def in_class(server: Server, work: Callable[[Pupil], Awaitable[Any]]) -> Any:
    """What comes of it where one student does this."""

    async def alone() -> Any:
        pupil = await joined(server.address)
        try:
            return await work(pupil)
        finally:
            pupil.socket.close()

    return asyncio.run(alone())
