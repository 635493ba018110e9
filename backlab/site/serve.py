"""The plain files shown from this machine, with nothing but Python's own server."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from backlab.serving.machine import HOST, when_ended


class Files(SimpleHTTPRequestHandler):
    """Answers with a file; what is shown is not told line by line."""

    protocol_version = "HTTP/1.1"  # one connection for all files of a page
    # On Windows what is installed decides what a script is: a browser runs none that is called text.
    extensions_map = {  # noqa: RUF012  # it is Python's own, and nobody changes it
        **SimpleHTTPRequestHandler.extensions_map,
        ".css": "text/css",
        ".js": "text/javascript",
        ".mjs": "text/javascript",
        ".wasm": "application/wasm",
    }

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


def server(folder: Path, port: int, files: Callable[..., Files] = Files) -> ThreadingHTTPServer:
    """What answers for ``folder`` on ``port`` of this machine alone; it does so once it is told to."""
    return ThreadingHTTPServer((HOST, port), partial(files, directory=str(folder)))


@contextmanager
def shown(folder: Path, files: Callable[..., Files] = Files) -> Iterator[str]:
    """The address at which ``folder`` is shown inside a ``with`` block, on any free port of this machine."""
    with server(folder, 0, files) as answering:
        thread = threading.Thread(target=answering.serve_forever)
        thread.start()
        try:
            yield f"http://{HOST}:{answering.server_port}/"
        finally:
            answering.shutdown()
            thread.join()


def show(folder: Path, port: int) -> None:
    """Answer until the person ends it."""
    with server(folder, port) as answering:
        # Its end waits for the loop below, and so cannot be called out of the midst of it.
        when_ended(threading.Thread(target=answering.shutdown).start)
        print(f"backlab is at http://{HOST}:{answering.server_port}/ (Ctrl-C ends it)", flush=True)
        answering.serve_forever()
