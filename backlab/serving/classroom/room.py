"""One class: how a teacher sets it, who is in, and which requests are meant for it."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tornado.httputil import HTTPServerRequest

from backlab.language import SOURCE_LANGUAGE
from backlab.serving.classroom import network
from backlab.serving.classroom.codes import Guesses
from backlab.serving.classroom.crew import Crew
from backlab.serving.classroom.files import File
from backlab.serving.frame import COURSE, Kind
from backlab.serving.machine import HOST

Extra = Callable[["Classroom"], Sequence[tuple[Any, ...]]]
"""Makes further handlers for a class."""
STUDENTS = 1000
LIMIT = 5.0  # seconds that the answer to one message may take


@dataclass
class Settings:
    """What a teacher chooses: who may come in how, and how many; ``frames`` are the origins that may frame a page.

    ``extra`` makes further handlers below the code, and ``votes`` is the path of theirs that every page is told.
    """

    code: str
    students: int = STUDENTS
    language: str = SOURCE_LANGUAGE
    frames: Sequence[str] = ()
    limit: float = LIMIT
    workers: int | None = None
    rooms: int | None = None
    is_open: bool = True
    extra: Extra = field(default=lambda room: ())
    votes: str = ""


class Classroom:
    """One class: its files and workers, what its pages are about, and who is in."""

    def __init__(
        self, settings: Settings, made: Mapping[str, File], crew: Crew, port: int, kind: Kind = COURSE
    ) -> None:
        self.settings, self.files, self.crew, self.port, self.kind = settings, made, crew, port, kind
        self.code, self.students, self.language = settings.code, settings.students, settings.language
        self.base = f"/{self.code}/"
        self.teacher = secrets.token_urlsafe(18)
        self.guesses = Guesses(self.code)
        self.inside: set[object] = set()
        self._here = network.addresses() if settings.is_open else []
        self._names = network.names()
        self.addresses = self._addresses()

    @property
    def is_full(self) -> bool:
        """Whether nobody more can be in."""
        return len(self.inside) >= self.students

    @property
    def health(self) -> dict[str, int]:
        """How it stands, in numbers."""
        workers = len(self.crew.pids)
        return {"inside": len(self.inside), "of": self.students, "workers": workers, "replaced": self.crew.replaced}

    def is_ours(self, request: HTTPServerRequest) -> bool:
        """Whether the request names this machine: under another name a page from elsewhere could reach it."""
        said = request.host.lower()
        name, _, port = said.rpartition(":") if ":" in said.rpartition("]")[2] else (said, "", "")
        if port not in {"", str(self.port)}:
            return False
        address = network.address_of(name.strip("[]"))
        return address in {_local(request), *self._here} if address else name in self._names

    def safe_headers(self, host: str) -> dict[str, str]:
        """What a browser must not do with a page."""
        framed = " ".join(self.settings.frames) or "'none'"
        own = f"ws://{host} wss://{host}"
        inline = "'self' 'unsafe-inline'"
        return {
            "Content-Security-Policy": (
                f"default-src 'none'; script-src {inline}; style-src {inline}; img-src 'self' data:; font-src 'self';"
                f" connect-src 'self' {own}; form-action 'self'; base-uri 'none'; frame-ancestors {framed}"
            ),
            "Cross-Origin-Resource-Policy": "same-origin",
            "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
            "Referrer-Policy": "same-origin",
            "Server": "backlab",
            "X-Content-Type-Options": "nosniff",
        }

    def _addresses(self) -> list[str]:
        """Where the class opens it: at each address of this machine in the room, or else only here."""
        hosts = [f"[{each}]" if each.version == 6 else str(each) for each in network.to_type(self._here)]
        return [f"http://{host}:{self.port}{self.base}" for host in hosts or [HOST]]


def _local(request: HTTPServerRequest) -> network.Address | None:
    """The address of this machine at which a request has come."""
    stream = getattr(request.connection, "stream", None)
    if stream is None or stream.socket is None:
        return None
    return network.address_of(stream.socket.getsockname()[0])
