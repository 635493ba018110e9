"""What answers a request of a class: its pages, the socket of a page, the page for the projector, and how it stands."""

from __future__ import annotations

import asyncio
import contextlib
import io
from collections import deque
from typing import Any
from urllib.parse import urlsplit

import segno
from tornado.locks import Condition
from tornado.web import HTTPError, RequestHandler, stream_request_body
from tornado.websocket import WebSocketClosedError, WebSocketHandler

from backlab.language import speaking
from backlab.serving.addresses import Served
from backlab.serving.asking import asked
from backlab.serving.classroom import words
from backlab.serving.classroom.crew import Page
from backlab.serving.classroom.files import File
from backlab.serving.classroom.room import Classroom
from backlab.serving.classroom.worker import LAPSED
from backlab.serving.start import plain
from backlab.site.addresses import START, file_of

FOR_EVER = "public, max-age=31536000, immutable"
FULL = 4503
"""Why a socket is closed that finds no room."""
AGAIN = 5  # seconds after which a page that found no room is loaded again
MOST_WAITING = 64  # messages of one page that may wait; those that come after are read once there is room
MOST_BYTES = 1 << 20  # of one message, and of all that wait
MOST_UNREAD = 8 << 20  # bytes that a page may leave unread


class Door(Served):
    """Addresses of the pages that no notebook stands behind."""

    @property
    def home(self) -> str:
        """The start page of the class, in the language that is spoken."""
        file = file_of(START, self.asked.language or "en")
        return self.base if self.base == "/" else self.base + file.removesuffix("index.html")


@stream_request_body
class Guarded(RequestHandler):
    """Shows something, and takes nothing: no other method, and no body."""

    SUPPORTED_METHODS = ("GET", "HEAD")
    room: Classroom

    def initialize(self, room: Classroom) -> None:
        """Remember which class it is."""
        self.room = room

    def prepare(self) -> None:
        """Refuse what brings something along."""
        headers = self.request.headers
        if headers.get("Content-Length", "0") != "0" or "Transfer-Encoding" in headers:
            self.set_header("Connection", "close")
            raise HTTPError(413)

    def data_received(self, chunk: bytes) -> None:
        """Forget what comes nevertheless."""

    def set_default_headers(self) -> None:
        """Say what a browser must not do with the page."""
        for name, value in self.application.room.safe_headers(self.request.host).items():  # type: ignore[attr-defined]
            self.set_header(name, value)

    def note(self, status: int, note: words.Note, base: str = "/") -> None:
        """Answer with a page that says one thing."""
        self.set_status(status)
        self.set_header("Cache-Control", "no-store")
        # Who has not said the code yet is not told what the class is about.
        kind = self.room.kind if base == self.room.base else self.room.kind._replace(shelf="")
        self.finish(plain("note.html", Door(base, asked(self)), kind, note=note))

    @property
    def spoken(self) -> str:
        """The language in which to answer."""
        return asked(self).language or self.room.language

    def write_error(self, status_code: int, **_: Any) -> None:
        """Say in a page of our own what cannot be done."""
        with speaking(self.spoken):
            self.note(status_code, words.refused() if status_code != 404 else words.wrong_code())

    def head(self, *path: str) -> None:
        """Answer as to the same question, without the page."""
        self.get(*path)

    def get(self, *path: str) -> None:
        """Answer with a page."""
        raise NotImplementedError


class DoorHandler(Guarded):
    """Answers whatever does not begin with the code: it asks for it, and lets in who enters it."""

    def get(self, *path: str) -> None:
        """Judge what was said as a code; the bare address has said none."""
        entered = self.get_query_argument("code", "").strip().lower()
        given = entered or self.request.path.split("/")[1].lower()
        with speaking(self.spoken):
            if not given:
                self.note(200, words.ask_for_the_code())
                return
            is_right = self.room.guesses.judge(given, self.request.remote_ip or "")
            if is_right is None:
                self.note(429, words.too_many_guesses())
            elif is_right:
                self.redirect(self.room.base + file_of(START, self.spoken).removesuffix("index.html"))
            else:
                self.note(404, words.wrong_code())


class PageHandler(Guarded):
    """Answers with a page of the class or with what belongs to it, as it was packed at the start."""

    def get(self, *path: str) -> None:
        """Send it, unless the browser has it, or a newcomer finds the room full."""
        code, name = path
        is_right = self.room.guesses.judge(code, self.request.remote_ip or "")
        with speaking(self.spoken):
            if not is_right:
                self.note(429, words.too_many_guesses())
                return
            file = self.room.files.get(name + "index.html" if name.endswith("/") or not name else name)
            if not file:
                self.note(404, words.no_page(), self.room.base)
            elif file.type.startswith("text/html") and self.room.is_full and not self._is_inside():
                self.set_header("Retry-After", str(AGAIN))
                self.note(503, words.full(self.room.students, AGAIN))
            else:
                self._send(file)

    def _is_inside(self) -> bool:
        """Whether the reader comes from a page of the class: then the room that page took will be free."""
        from_where = urlsplit(self.request.headers.get("Referer", ""))
        return from_where.netloc == self.request.host and from_where.path.startswith(self.room.base)

    def _send(self, file: File) -> None:
        self.set_header("Content-Type", file.type)
        self.set_header("Cache-Control", FOR_EVER if file.is_for_ever else "no-cache")
        self.set_header("Vary", "Accept-Encoding")
        self.set_header("Etag", file.tag)
        if self.check_etag_header():
            self.set_status(304)
            self.finish()
        elif "gzip" in self.request.headers.get("Accept-Encoding", ""):
            self.set_header("Content-Encoding", "gzip")
            self.finish(file.packed)
        else:
            self.finish(file.content)


class ProjectorHandler(Guarded):
    """Answers with the page that shows a class how to get in."""

    def get(self, *path: str) -> None:
        """Show the addresses, the first of them as a picture too."""
        addresses = self.room.addresses
        shown = {
            **words_in(self.spoken),
            "addresses": [urlsplit(each).netloc for each in addresses],
            "code": self.room.code,
            "qr": as_svg(addresses[0]),
        }
        self.set_header("Cache-Control", "no-store")
        with speaking(self.spoken):
            self.finish(plain("projector.html", Door(self.room.base, asked(self)), self.room.kind, projector=shown))


class HealthHandler(Guarded):
    """Answers with how it stands, in numbers."""

    def get(self, *path: str) -> None:
        """Count, and tell nothing else."""
        self.set_header("Cache-Control", "no-store")
        self.finish(self.room.health)


class SocketHandler(WebSocketHandler):
    """Carries what a page and its labs say to each other."""

    room: Classroom
    page: Page | None = None

    def initialize(self, room: Classroom) -> None:
        """Remember which class it is."""
        self.room = room
        self._waiting: deque[int] = deque()
        self._unread = 0
        self._fewer = Condition()

    def get_compression_options(self) -> dict[str, Any]:
        """Pack what is sent: the words and pictures of a lab become a quarter."""
        return {"compression_level": 1, "mem_level": 8}

    def check_origin(self, origin: str) -> bool:
        """Hear only pages of this class."""
        return urlsplit(origin).netloc.lower() == self.request.host.lower()

    async def get(self, *args: Any, **kwargs: Any) -> None:
        """Refuse whoever says no origin, or no code."""
        said = self.request.headers.get("Origin", "")
        is_right = self.room.guesses.judge(args[0], self.request.remote_ip or "")
        if not is_right or not self.check_origin(said):
            raise HTTPError(429 if not is_right else 403)
        await super().get()

    def open(self, *_: str, **__: str) -> None:
        """The page is in, where there is room."""
        self.set_nodelay(True)
        if self.room.is_full:
            self.close(FULL, "full")
            return
        self.page = self.room.crew.open(self)
        self.room.inside.add(self)

    async def on_message(self, message: str | bytes) -> None:
        """Pass it on, and read no further while too much of it waits."""
        if self.page is None or isinstance(message, bytes):
            self.close(1003, "text only")
            return
        self._waiting.append(len(message))
        self.room.crew.say(self.page, message.encode("utf-8", "replace"))
        while self.page and (len(self._waiting) >= MOST_WAITING or sum(self._waiting) > MOST_BYTES):
            await self._fewer.wait()

    def on_close(self) -> None:
        """The page is gone."""
        self.room.inside.discard(self)
        if self.page:
            self.room.crew.close(self.page)
            self.page = None
        self._fewer.notify_all()

    def tell(self, text: bytes) -> None:
        """Tell the page; one that reads nothing is given up."""
        self._unread += len(text)
        if self._unread > MOST_UNREAD:
            self.close(1008, "nothing is read")
            return
        with contextlib.suppress(WebSocketClosedError):
            sending = asyncio.ensure_future(self.write_message(text))
            sending.add_done_callback(lambda done: self._have_read(len(text), done))

    def worked_on(self, count: int) -> None:
        """So many messages wait no longer."""
        for _ in range(min(count, len(self._waiting))):
            self._waiting.popleft()
        self._fewer.notify_all()

    def lapse(self) -> None:
        """The labs are gone; the page may ask for them anew."""
        self._waiting.clear()
        self._fewer.notify_all()
        self.tell(LAPSED)

    def _have_read(self, size: int, sent: asyncio.Future[None]) -> None:
        self._unread -= size
        if not sent.cancelled():
            sent.exception()  # the page has gone meanwhile


def words_in(language: str) -> dict[str, str]:
    """What stands on the page for the projector, in a language."""
    with speaking(language):
        return words.projector_words()


def as_svg(address: str) -> str:
    """An address as a picture that a phone's camera reads."""
    held = io.BytesIO()
    segno.make(address, micro=False).save(held, kind="svg", xmldecl=False, svgns=False, omitsize=True, scale=8)
    return held.getvalue().decode()
