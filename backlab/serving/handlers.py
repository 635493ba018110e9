"""What answers a request: the start page, a notebook's page, the page for errors, and the end of a page's kernel."""

from __future__ import annotations

import gzip
import re
from collections.abc import Collection
from functools import cache
from pathlib import Path
from typing import Any

from jupyter_server.base.handlers import JupyterHandler
from tornado.web import HTTPError, RequestHandler, authenticated
from voila.shutdown_kernel_handler import VoilaShutdownKernelHandler  # type: ignore[import-untyped]  # it has no types
from voila.static_file_handler import AllowListFileHandler  # type: ignore[import-untyped]  # the same
from voila.tornado.contentshandler import VoilaContentsHandler  # type: ignore[import-untyped]  # the same
from voila.tornado.handler import TornadoVoilaHandler  # type: ignore[import-untyped]  # the same
from voila.tornado.kernel_websocket_handler import (  # type: ignore[import-untyped]  # the same
    VoilaKernelWebsocketHandler,
)

from backlab.course.order import PAGES
from backlab.kit.bundle import kit
from backlab.language import LANGUAGES, SOURCE_LANGUAGE, speaking
from backlab.serving.addresses import Asked, Served
from backlab.serving.plans import NAMES
from backlab.serving.prepare import prepared
from backlab.serving.start import error_page, plan_page, start_page
from backlab.serving.wire import Order, is_sound
from backlab.serving.words import THEMES

# A page's address of the time when a file's name began with its number; such links are still about.
_NUMBERED = re.compile(r"\d\d_(?P<name>\w+)\.ipynb")


def asked(handler: RequestHandler) -> Asked:
    """What the request's address asks for."""
    return Asked(_known(handler, "lang", LANGUAGES), _known(handler, "theme", THEMES))


def spoken(handler: RequestHandler) -> str:
    """The code of the language in which to answer."""
    return asked(handler).language or SOURCE_LANGUAGE


def _known(handler: RequestHandler, name: str, values: Collection[str]) -> str:
    try:
        given = handler.get_query_argument(name, "")
    except HTTPError:  # it is no text, and so none that is known
        return ""
    return given if given in values else ""


class SaysErrors(RequestHandler):
    """Says in a page of our own, and in the language asked for, what went wrong."""

    def write_error(self, status_code: int, **_: Any) -> None:
        """Send the error page."""
        self.set_header("Content-Type", "text/html; charset=UTF-8")
        with speaking(spoken(self)):
            self.finish(error_page(status_code, Served(self.settings["base_url"], asked(self))))


class StartHandler(SaysErrors, JupyterHandler):
    """Answers ``/``."""

    def initialize(self, folder: Path) -> None:
        """Remember whose notebooks are shown."""
        self.folder = folder

    @authenticated
    def get(self) -> None:
        """Read the notebooks afresh, so that a teacher's edit shows on reload."""
        with speaking(spoken(self)):
            self.finish(start_page(self.folder, Served(self.base_url, asked(self))))


class PlanHandler(SaysErrors, JupyterHandler):
    """Answers with a plan for teachers."""

    @authenticated
    def get(self, name: str) -> None:
        """Read it afresh; raises a 404 for a plan that there is not."""
        if name not in NAMES:
            raise HTTPError(404)
        with speaking(spoken(self)):
            self.finish(plan_page(name, Served(self.base_url, asked(self))))


class PageHandler(SaysErrors, TornadoVoilaHandler):  # type: ignore[misc]  # Voilà carries no types
    """Answers with a notebook's page, in the language asked for."""

    async def get(self, path: str = "") -> None:
        """Make the page; raises a 404 for the bare folder, which Voilà takes for a damaged notebook."""
        if not path:
            raise HTTPError(404)
        if newer := self._renamed(path):
            self.redirect(newer)
            return
        self.name = path
        # The template is filled in a task that starts in here, and so speaks the same language.
        with speaking(spoken(self)):
            await super().get(path)  # type: ignore[misc]  # Tornado leaves open whether a handler waits


    def _renamed(self, path: str) -> str:
        """Where a page of the course is that was asked for by the name with a number that it once had, or nothing."""
        old = _NUMBERED.fullmatch(path)
        folder = Path(self.contents_manager.root_dir)
        if not old or old["name"] not in PAGES or (folder / path).exists():
            return ""
        name = f"{old['name']}.ipynb"
        query = f"?{self.request.query}" if self.request.query else ""
        return f"{self.base_url}voila/render/{name}{query}" if (folder / name).exists() else ""


class FileHandler(SaysErrors, AllowListFileHandler):  # type: ignore[misc]  # Voilà carries no types
    """Answers with a file that stands beside the notebooks, such as a picture."""


class KitHandler(RequestHandler):
    """Answers with the script that draws labs; its address holds its hash, so that a browser asks for it once."""

    def get(self) -> None:
        """Send it, packed where the browser can unpack."""
        self.set_header("Content-Type", "text/javascript; charset=UTF-8")
        self.set_header("Cache-Control", "public, max-age=31536000, immutable")
        self.set_header("Vary", "Accept-Encoding")
        if "gzip" in self.request.headers.get("Accept-Encoding", ""):
            self.set_header("Content-Encoding", "gzip")
            self.finish(_packed_kit())
        else:
            self.finish(kit())


@cache
def _packed_kit() -> bytes:
    return gzip.compress(kit().encode(), mtime=0)


class NothingHandler(SaysErrors):
    """Answers where there is nothing."""

    def prepare(self) -> None:
        """Say so, whatever the request."""
        raise HTTPError(404)


class KernelSocketHandler(VoilaKernelWebsocketHandler):  # type: ignore[misc]  # Voilà carries no types
    """Takes a page's messages to its kernel."""

    def on_message(self, ws_message: str | bytes) -> None:
        """Pass it on; bytes that are no message end the connection."""
        # The newer protocol counts in eight bytes, the one without a name in four.
        width, order = (8, Order.LITTLE) if self.selected_subprotocol else (4, Order.BIG)
        if isinstance(ws_message, bytes) and not is_sound(ws_message, width, order):
            self.close(1007, "not a message")
        else:
            super().on_message(ws_message)


# Ours instead of Voilà's.
INSTEAD = {
    TornadoVoilaHandler: PageHandler,
    AllowListFileHandler: FileHandler,
    VoilaKernelWebsocketHandler: KernelSocketHandler,
}
# What only Voilà's own list of files asks for.
LEFT_OUT = {VoilaContentsHandler}


class LeaveHandler(VoilaShutdownKernelHandler):  # type: ignore[misc]  # Voilà carries no types
    """Ends the kernel of a page that is left.

    The page says so with its last breath, which carries no token: the kernel's unguessable name is the secret.
    """

    def check_xsrf_cookie(self) -> None:
        """Ask for none."""

    async def post(self, kernel_id: str) -> None:
        """End the kernel; one that has ended by itself is no error."""
        if kernel_id in self.kernel_manager:
            await super().post(kernel_id)
        else:
            self.set_status(204)


def make_ready(handler: PageHandler, notebook: Any, cwd: str) -> Any:
    """The notebook as ``handler``'s page shows it; Voilà asks for this before it starts a kernel."""
    folder = Path(handler.contents_manager.root_dir)
    return prepared(notebook, folder, handler.name, Served(handler.base_url, asked(handler)))
