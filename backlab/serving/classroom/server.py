"""The server of a class: its addresses, its guards and its bounds, and how it is started and ended."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from socket import socket
from typing import Any

import segno
from tornado.httpserver import HTTPServer
from tornado.httputil import HTTPServerRequest
from tornado.iostream import IOStream
from tornado.web import Application

from backlab.language import gettext, speaking
from backlab.serving.classroom.crew import Crew
from backlab.serving.classroom.files import SOCKET, files
from backlab.serving.classroom.handlers import (
    MOST_BYTES,
    DoorHandler,
    Guarded,
    HealthHandler,
    PageHandler,
    ProjectorHandler,
    SocketHandler,
)
from backlab.serving.classroom.lessons import opened
from backlab.serving.classroom.room import Classroom, Settings
from backlab.serving.machine import HOST, when_ended
from backlab.serving.shelf import Shelf, kind_of
from backlab.serving.terminal import FewLines

IDLE = 30  # seconds after which a connection that asks for nothing is closed
PING = 30  # seconds between two looks at whether a page is still there
MOST_HEAD = 16 << 10  # bytes of a request's head
MOST_BODY = 64 << 10  # bytes; pages of the class take none at all


def _handlers(room: Classroom) -> list[tuple[Any, ...]]:
    """What answers at which address."""
    mine = {"room": room}
    return [
        *room.settings.extra(room),
        (r"/health", HealthHandler, mine),
        (rf"/({room.code})/{SOCKET}", SocketHandler, mine),
        (rf"/{room.code}/projector", ProjectorHandler, mine),
        (rf"/({room.code})/(.*)", PageHandler, mine),
        (r"/.*", DoorHandler, mine),
    ]


class Guard(Application):
    """Answers only requests that name this machine."""

    def __init__(self, room: Classroom, **settings: Any) -> None:
        self.room = room
        super().__init__(_handlers(room), **settings)

    def find_handler(self, request: HTTPServerRequest, **named: Any) -> Any:
        """Whoever answers; to another machine's name, nobody does."""
        if self.room.is_ours(request):
            return super().find_handler(request, **named)
        return self.get_handler_delegate(request, Elsewhere, {"room": self.room})


class Elsewhere(Guarded):
    """Answers what was meant for another machine."""

    def prepare(self) -> None:
        """Say that it is not here, in few words."""
        self.set_status(421)
        self.finish("This is another machine.\n")


class ServerOfFew(HTTPServer):
    """Takes only so many connections at once, and only so many from one address: a whole class may share one."""

    def bound(self, students: int) -> None:
        """So many of them can be in; each has a few connections while a page loads."""
        self._each, self._all = 2 * students + 100, 4 * students + 400
        self._from: dict[IOStream, str] = {}
        self._count: Counter[str] = Counter()

    def handle_stream(self, stream: IOStream, address: Any) -> None:
        """Take a connection, or close it at once."""
        who = str(address[0])
        if self._count[who] >= self._each or len(self._from) >= self._all:
            stream.close()
            return
        self._from[stream] = who
        self._count[who] += 1
        super().handle_stream(stream, address)

    def on_close(self, server_conn: object) -> None:
        """A connection has ended, or has become the socket of a page."""
        super().on_close(server_conn)
        who = self._from.pop(server_conn.stream, None)  # type: ignore[attr-defined]  # it is Tornado's own kind
        if who is not None:
            self._count[who] -= 1
            if not self._count[who]:
                del self._count[who]


def prepare(shelf: Shelf, settings: Settings, port: int, tell: Callable[[int, int], None]) -> Classroom:
    """The class for the notebooks of ``shelf``, all of it made; raises ``Refusal`` where a notebook is no page."""
    lessons = opened(shelf)
    made = files(lessons, settings.votes, tell)
    crew = Crew(lessons, rooms=settings.rooms or settings.students, limit=settings.limit, count=settings.workers)
    return Classroom(settings, made, crew, port, kind_of(shelf, shelf.own))


def serve(room: Classroom, sockets: Sequence[socket]) -> None:
    """Answer until the person ends it."""
    for name in ("tornado.access", "tornado.general"):  # whoever reads a page cannot write to the teacher's terminal
        logging.getLogger(name).setLevel(logging.CRITICAL)
    faults = FewLines()
    for name in ("tornado.application", "asyncio"):
        logging.getLogger(name).addHandler(faults)
    asyncio.run(_serve(room, sockets))


async def _serve(room: Classroom, sockets: Sequence[socket]) -> None:
    ended = asyncio.Event()
    loop = asyncio.get_running_loop()
    room.crew.start()
    sizes = {"websocket_max_message_size": MOST_BYTES, "websocket_ping_interval": PING, "websocket_ping_timeout": PING}
    server = ServerOfFew(
        Guard(room, **sizes),
        idle_connection_timeout=IDLE,
        body_timeout=IDLE,
        max_header_size=MOST_HEAD,
        max_body_size=MOST_BODY,
    )
    server.bound(room.students)
    server.add_sockets(sockets)
    when_ended(lambda: loop.call_soon_threadsafe(ended.set))
    greet(room)
    try:
        await ended.wait()
    finally:
        server.stop()
        room.crew.stop()


def greet(room: Classroom) -> None:
    """Say where the class is, for those in the room and for the teacher."""
    with speaking(room.language):
        here = f"http://{HOST}:{room.port}{room.base}"
        for each in room.addresses:
            print(gettext("The class opens {address}").format(address=each))
        with contextlib.suppress(UnicodeEncodeError):  # a terminal that lacks the blocks
            if sys.stdout.isatty():
                segno.make(room.addresses[0], micro=False).terminal(compact=True)
        print(gettext("The code is {code}").format(code=room.code))
        print(gettext("For the projector: {address}").format(address=f"{here}projector"))
        if votes := room.settings.votes:
            print(gettext("For you alone: {address}").format(address=f"{here}{votes}?teacher={room.teacher}"))
        print(gettext("Ctrl-C ends it."), flush=True)
