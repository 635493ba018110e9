"""What the machine must be set to before a class can be served, and the port and browser to serve on."""

from __future__ import annotations

import errno
import logging
import os
import re
import signal
import sys
import webbrowser
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from socket import socket

from backlab.language import gettext
from backlab.serving import Refusal

HOST = "127.0.0.1"
# A page needs about a dozen open files: far more than any class, far less than what slows a process down.
OPEN_FILES = 65_536
# What a person or a terminal ends a server with; SIGHUP is the closed window, SIGQUIT the key Ctrl-\, and both are not
# on Windows.
ENDINGS = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT") if hasattr(signal, name)]


def make_ready() -> None:
    """Set this process, and so every kernel that it starts, to be quick and to bear many pages at once."""
    _allow_bytecode()
    _skip_slow_grammar()
    _raise_file_limit()
    # Jupyter counts in milliseconds where Tornado counts in seconds: each page would bring a warning of it.
    logging.getLogger("tornado.general").setLevel(logging.ERROR)


def free_memory() -> float | None:
    """Megabytes that further processes can have, or None where the system does not say."""
    try:
        said = Path("/proc/meminfo").read_text("ascii")
    except OSError:
        return None
    found = re.search(r"^MemAvailable: *(\d+) kB$", said, re.MULTILINE)
    return int(found[1]) / 1024 if found else None


def _allow_bytecode() -> None:
    # Without compiled files every kernel compiles its imports anew: 25 pages take 26 s instead of 12 s.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    sys.dont_write_bytecode = False


def _skip_slow_grammar() -> None:
    # jsonschema takes this module if it is there, to check addresses that no page of ours has; building its
    # grammar takes 1.5 s of every start. None in sys.modules is Python's way to say "not installed".
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]  # typeshed leaves None out


def _raise_file_limit() -> None:
    # With the usual soft limit of 1,024 the whole server ends when about fifty pages are open.
    if sys.platform == "win32":
        return
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = OPEN_FILES if hard == resource.RLIM_INFINITY else min(hard, OPEN_FILES)
    if soft != resource.RLIM_INFINITY and soft < most:
        with suppress(ValueError, OSError):  # macOS may refuse what it said it allows: then the old limit stays
            resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))


def listen(port: int, host: str | None = HOST) -> list[socket]:
    """Sockets that listen on ``port`` (0: any free one); raises ``Refusal`` if they cannot.

    They hear this machine alone, or the ``host`` that is named; None is everybody in its networks.
    """
    from tornado.netutil import bind_sockets  # not above: first bytecode is allowed, then it is imported

    try:
        return bind_sockets(port, host)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            reason = gettext("port {port} is taken: end what runs there, or choose any free one with --port 0")
        elif error.errno == errno.EACCES:
            reason = gettext("port {port} is not open to you: choose one above 1023, such as --port 8866")
        else:
            reason = gettext("cannot listen on port {port} ({reason}): choose another with --port")
        raise Refusal(reason.format(port=port, reason=error.strerror)) from error


def free_port(port: int) -> int:
    """``port``, or any free one for 0, for a server that binds it itself; raises ``Refusal`` if it is taken."""
    sockets = listen(port)
    found = int(sockets[0].getsockname()[1])
    for each in sockets:
        each.close()
    return found


def browser() -> webbrowser.BaseBrowser:
    """The person's own browser; raises ``Refusal`` where there is none."""
    try:
        return webbrowser.get()
    except webbrowser.Error as error:
        none = gettext("found no browser: add --no-browser, and open the address that is printed")
        raise Refusal(none) from error


class _Interrupts:
    """Raises ``KeyboardInterrupt``, and remembers it: Python loses what is raised while it tidies up."""

    heard = False

    def __call__(self, *_: object) -> None:
        self.heard = True
        raise KeyboardInterrupt


def interrupt_when_ended() -> None:
    """Let every ending raise ``KeyboardInterrupt``, so that what was begun is tidied up, until ``when_ended``."""
    interrupts = _Interrupts()
    for each in ENDINGS:
        signal.signal(each, interrupts)


def when_ended(stop: Callable[[], object]) -> None:
    """Call ``stop`` once, when the server is ended; a second Ctrl-C would only leave kernels behind."""
    before = signal.getsignal(signal.SIGINT)

    def ending(*_: object) -> None:
        for each in ENDINGS:
            signal.signal(each, signal.SIG_IGN)
        stop()

    for each in ENDINGS:
        signal.signal(each, ending)
    if isinstance(before, _Interrupts) and before.heard:
        ending()


# Jupyter's parts run every notebook, trusted or not; a class would fill the screen with pages that were left; and of
# the four lines for a kernel that died, one is enough.
USUAL = (
    "is not trusted",
    "Culling",
    "restart failed",
    "restarted failed",
    "Kernel does not exist",
    "404 GET /api/kernels/",
    "422 GET",
    "499 GET",
    "503 GET",
)
# The kernel of a page that is still being made has ended: of the page that was left, or by a death that is told anyway.
USUAL_ERROR = "DeadKernelError"


def worth_saying(record: logging.LogRecord) -> bool:
    """Whether a line of the server's log is for the person who started it."""
    if record.exc_info and record.exc_info[0] and record.exc_info[0].__name__ == USUAL_ERROR:
        return False
    return not any(usual in record.getMessage() for usual in USUAL)
