"""The warm process: it has imported what a kernel needs, and becomes one kernel after another by forking.

It has one thread, no event loop and no socket but the one on which it is asked: nothing is forked in the middle.
Run as a program by ``forking.py``, with the numbers of that socket, of the server's pidfd, and the notebooks' folder.
"""

from __future__ import annotations

import gc
import json
import os
import re
import select
import signal
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any

import ipywidgets  # type: ignore[import-untyped]  # it carries no types
from ipykernel.kernelapp import IPKernelApp
from traitlets.config import Config

from backlab.hosts.room import Room, code_cells
from backlab.hosts.script import loader
from backlab.labs import LABS, maker
from backlab.language import LANGUAGES, SOURCE_LANGUAGE, catalogue
from backlab.serving.notebooks import shipped

# What a kernel imports only while it starts or runs its first cell.
LATER = (
    "IPython.core.completerlib",
    "IPython.core.debugger",
    "IPython.core.logger",
    "IPython.core.magics",
    "IPython.core.oinspect",
    "IPython.extensions.storemagic",
    "backlab.widgets",
    "encodings.idna",
    "faulthandler",
    "ipykernel.debugger",
    "ipykernel.subshell_manager",
    "pdb",
    "psutil",
    "pydoc",
    "sqlite3",
    "stringprep",
    "tornado.platform.asyncio",
    "zmq.utils.garbage",
)
# The lines that a page runs are nobody's history, and a file of them would be open in every kernel.
SETTINGS = Config({"HistoryManager": {"enabled": False}})
# The longest request: a kernel's environment is far shorter.
MOST_BYTES = 1 << 20


class ForkedKernel(IPKernelApp):
    """The ordinary kernel, except that it watches the server itself: its parent is the warm process."""

    server: int
    """The server's pidfd."""

    def parse_command_line(self, argv: list[str] | None = None) -> None:
        """Read none: what a kernel is told is given to it, and reading takes a tenth of its start."""

    def init_poller(self) -> None:
        """Leave when the server does, however it ends and whatever is computed here."""
        self.poller = threading.Thread(target=_leave_with, args=(self.server,), daemon=True)


def _leave_with(process: int) -> None:
    _readable(process)
    os._exit(1)


def _readable(descriptor: int, seconds: float | None = None) -> bool:
    """Whether there is something to read, or the process has ended; without seconds it is waited for."""
    waiting = select.poll()  # not select.select, which knows no descriptor above 1,023
    waiting.register(descriptor, select.POLLIN)
    return bool(waiting.poll(None if seconds is None else seconds * 1_000))


def serve(asked: socket.socket, server: int, folder: Path) -> None:
    """Fork a kernel for each request until the server has gone; between requests prepare what its pages will need."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # a kernel that has ended is nobody's to bury: no zombies
    preparing = preparations(folder)
    is_ready = False
    while True:
        if not is_ready and not _readable(asked.fileno(), 0):
            is_ready = next(preparing, None) is None
            gc.freeze()  # what all kernels share is not to be touched, and so copied, by any of them
            continue
        if not (request := asked.recv(MOST_BYTES)):
            return
        if (child := os.fork()) == 0:
            asked.close()
            _become_kernel(server, **json.loads(request))
            return
        _hand_over(asked, child)


def _hand_over(asked: socket.socket, child: int) -> None:
    """Give the server what tells it when the kernel has ended; nothing where it has already."""
    try:
        handle = os.pidfd_open(child)
    except OSError:
        asked.send(b"0")
        return
    socket.send_fds(asked, [b"%d" % child], [handle])
    os.close(handle)


def _become_kernel(server: int, connection: str, environment: dict[str, str], folder: str) -> None:
    os.setsid()
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    sys.argv = ["ipykernel_launcher", "-f", connection]
    ForkedKernel.server = server
    kernel = ForkedKernel.instance(parent_handle=1, connection_file=connection, config=SETTINGS)
    kernel.initialize([])  # type: ignore[no-untyped-call]  # ipykernel's are not all annotated
    ipywidgets.register_comm_target()  # it was imported where there was no kernel yet
    kernel.start()  # type: ignore[no-untyped-call]  # the same


def preparations(folder: Path) -> Iterator[str]:
    """Do, one after another, what every kernel would do for itself: imports, catalogues, the labs of the notebooks."""
    # The debugger's other half, as large as the kernel itself: nobody debugs a page. None is Python's way to say "not
    # installed"; a notebook that asks for it by itself still gets it.
    sys.modules["debugpy"] = None  # type: ignore[assignment]
    for name in LATER:
        with suppress(ImportError):  # another version may have it elsewhere
            import_module(name)
    del sys.modules["debugpy"]
    loader()
    yield "imports"
    for code in LANGUAGES:
        if code != SOURCE_LANGUAGE:
            catalogue(code)
            yield code
    for name in LABS:
        if name in named(folder):
            _open(maker(name))
            yield name
    for lesson in ours(folder):
        Room(code_cells(json.loads(lesson.read_text("utf-8"))), folder=folder)
        yield lesson.name


def ours(folder: Path) -> list[Path]:
    """The notebooks in ``folder`` that are as they came with backlab: it is known what their code does."""
    return [path for path in sorted(folder.glob("*.ipynb")) if _is_same(path, shipped() / path.name)]


def _is_same(one: Path, other: Path) -> bool:
    return other.is_file() and one.read_bytes() == other.read_bytes()


def named(folder: Path) -> set[str]:
    """The labs that the notebooks in ``folder`` speak of."""
    text = "".join(path.read_text("utf-8", errors="replace") for path in folder.glob("*.ipynb"))
    return set(re.findall(rf"\b(?:{'|'.join(LABS)})\b", text))


def _open(lab: Callable[..., Any]) -> None:
    """Let a lab answer once, so that its tables are made; one that needs arguments is only imported."""
    with suppress(TypeError):
        opened = lab()
        opened.face, opened.state  # noqa: B018  # asked for, they are worked out


def main(asked: str, server: str, folder: str) -> None:
    """Serve on the descriptors with these numbers."""
    with socket.socket(fileno=int(asked)) as end:
        serve(end, int(server), Path(folder))


if __name__ == "__main__":
    main(*sys.argv[1:])
