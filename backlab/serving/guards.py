"""What one reader cannot do to the others: pieces that any Tornado application can be put behind."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any
from urllib.parse import unquote_to_bytes
from uuid import NAMESPACE_OID, uuid5

from tornado.httputil import (
    HTTPConnection,
    HTTPHeaders,
    HTTPMessageDelegate,
    HTTPServerConnectionDelegate,
    HTTPServerRequest,
    RequestStartLine,
    ResponseStartLine,
)
from tornado.routing import Matcher

from backlab.serving.pace import Pace

BODY = 64 * 1024
"""Bytes of a request's body: a page that is left says so in a few."""
MESSAGE = 2 * 1024 * 1024
"""Bytes of one message of a page, unpacked: a picture that is handed to a teacher's own notebook fits."""
SOCKETS = 8
"""Sockets of one kernel: a page has one, and another while the network has come back."""
PATH = 1_000
"""Bytes of an address up to its question mark."""
NAME = 255
"""Bytes of one name in it: no file has a longer one."""
TIMES = {"idle_connection_timeout": 120, "body_timeout": 60}
"""Seconds for which a server waits for a request, and for its body."""


def pace() -> Pace:
    """How fast one page may send: far more than a hand moves controls, far less than holds a server up."""
    return Pace(burst=1_000, rate=200)


def cost(message: str | bytes) -> float:
    """What a message takes of its page's pace: one, and one more for each kilobyte."""
    return 1 + len(message) / 1_000


def is_odd(path: str) -> bool:
    """Whether nothing that is shown can be at ``path`` (as sent): hidden, doubled slashes, too long, or no text."""
    plain = unquote_to_bytes(path)
    names = plain.split(b"/")[1:]
    if len(plain) > PATH or not _is_text(plain) or b"\\" in plain:
        return True
    return b"" in names[:-1] or any(name.startswith(b".") or len(name) > NAME for name in names)


def _is_text(path: bytes) -> bool:
    try:
        return path.decode("utf-8").isprintable()
    except UnicodeDecodeError:
        return False


class Odd(Matcher):
    """Meets every request for an address at which nothing can be."""

    def match(self, request: HTTPServerRequest) -> dict[str, Any] | None:
        """Nothing to hand on where it is odd, and None where it is not."""
        return {} if is_odd(request.path) else None


def is_invited(headers: HTTPHeaders) -> bool:
    """Whether what asks for a page is one, or a person who followed a link from anywhere.

    Not a picture, a frame or a script of another site, nor a browser that fetches ahead what nobody has asked for.
    A browser that does not say where it comes from is believed.
    """
    if "prefetch" in headers.get("Sec-Purpose", headers.get("Purpose", "")):
        return False
    if headers.get("Sec-Fetch-Site", "none") in ("none", "same-origin"):
        return True
    return (headers.get("Sec-Fetch-Mode"), headers.get("Sec-Fetch-Dest")) == ("navigate", "document")


def public_name(kernel: str) -> str:
    """What a kernel is called where others on the machine can read it, as in the list of processes.

    It is made of the name by which its page asks for it, and nobody can work that out from it.
    """
    return str(uuid5(NAMESPACE_OID, kernel))


class Bounded(HTTPServerConnectionDelegate):
    """An application whose requests have small bodies: a larger one is refused before it has come, and never held."""

    def __init__(self, application: HTTPServerConnectionDelegate, most: int = BODY) -> None:
        self._application, self._most = application, most

    def start_request(self, server_conn: object, request_conn: HTTPConnection) -> HTTPMessageDelegate:
        """What hears the next request."""
        return _Small(self._application.start_request(server_conn, request_conn), request_conn, self._most)

    def on_close(self, server_conn: object) -> None:
        """Tell the application that a connection has ended."""
        self._application.on_close(server_conn)


class _Small(HTTPMessageDelegate):
    """Passes a request on, unless its body is too large: then it is answered here, and what comes is thrown away.

    It does come, up to what the server bears: a browser that is hung up on while it sends would not read the answer.
    """

    def __init__(self, inner: HTTPMessageDelegate, connection: HTTPConnection, most: int) -> None:
        self._inner, self._connection, self._most = inner, connection, most
        self._refused = False

    def headers_received(self, start_line: RequestStartLine | ResponseStartLine, headers: HTTPHeaders) -> Any:
        """Look at what the request says of its body; one that does not say how long it is, is too long."""
        if not is_small(headers, self._most):
            self._refused = True
            return _refuse(self._connection)
        return self._inner.headers_received(start_line, headers)

    def data_received(self, chunk: bytes) -> Any:
        """Pass on a piece of the body."""
        return None if self._refused else self._inner.data_received(chunk)

    def finish(self) -> None:
        """Let it be answered."""
        if self._refused:
            self._connection.finish()
        else:
            self._inner.finish()

    def on_connection_close(self) -> None:
        """Whoever asked has gone."""
        if not self._refused:
            self._inner.on_connection_close()


def is_small(headers: HTTPHeaders, most: int) -> bool:
    """Whether a request says that its body has at most ``most`` bytes."""
    said = headers.get("Content-Length", "0")
    is_number = said.isascii() and said.isdigit() and len(said) < 16
    return "Transfer-Encoding" not in headers and is_number and int(said) <= most


async def _refuse(connection: HTTPConnection) -> None:
    status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    headers = HTTPHeaders({"Content-Length": "0", "Connection": "close"})
    await connection.write_headers(ResponseStartLine("HTTP/1.1", status.value, status.phrase), headers)
