"""What answers a request: the start page, a notebook's page, the page for errors, and the end of a page's kernel."""

from __future__ import annotations

import asyncio
import gzip
import os
import re
from collections import Counter
from collections.abc import Awaitable
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode
from weakref import WeakKeyDictionary

from jupyter_server.auth.login import LoginFormHandler
from jupyter_server.auth.logout import LogoutHandler
from jupyter_server.base.handlers import FileFindHandler, JupyterHandler
from jupyter_server.services.contents.largefilemanager import LargeFileManager
from jupyterlab_server.themes_handler import ThemesHandler
from tornado.web import HTTPError, RequestHandler, authenticated
from tornado.websocket import WebSocketClosedError
from voila.shutdown_kernel_handler import VoilaShutdownKernelHandler  # type: ignore[import-untyped]  # it has no types
from voila.static_file_handler import (  # type: ignore[import-untyped]  # the same
    AllowListFileHandler,
    MultiStaticFileHandler,
    TemplateStaticFileHandler,
)
from voila.tornado.contentshandler import VoilaContentsHandler  # type: ignore[import-untyped]  # the same
from voila.tornado.handler import TornadoVoilaHandler  # type: ignore[import-untyped]  # the same
from voila.tornado.kernel_websocket_handler import (  # type: ignore[import-untyped]  # the same
    VoilaKernelWebsocketHandler,
)
from voila.voila_identity_provider import VoilaLoginHandler  # type: ignore[import-untyped]  # the same

from backlab.course.order import PAGES
from backlab.kit.bundle import kit
from backlab.language import SOURCE_LANGUAGE, language, speaking
from backlab.serving.addresses import Served, with_query
from backlab.serving.asking import asked, spoken
from backlab.serving.beside import is_offered
from backlab.serving.faults import Faults
from backlab.serving.frame import Kind
from backlab.serving.glyphs import sheet, sheet_name
from backlab.serving.guards import MESSAGE, SOCKETS, cost, is_invited, pace
from backlab.serving.notebooks import shipped
from backlab.serving.once import GOODBYE_SECONDS
from backlab.serving.pace import Pace
from backlab.serving.plans import NAMES
from backlab.serving.prepare import PLACE, prepared
from backlab.serving.reading import Unreadable
from backlab.serving.room import Left, Visit, making
from backlab.serving.shelf import Shelf, kind_of
from backlab.serving.start import AGAIN_SECONDS, error_page, plan_page, start_page
from backlab.serving.wire import Order, is_sound
from backlab.serving.words import UNINVITED

# A page's address of the time when a file's name began with its number; such links are still about.
_NUMBERED = re.compile(r"\d\d_(?P<name>\w+)\.ipynb")

# What a browser closes a page's socket with: done, going away, and no reason.
GOODBYES = (1000, 1001, 1005)
# The folder of Voilà's own files, from where the style sheet finds its fonts.
GLYPHS = "voila/static/"
# So long pieces of a page are gathered before they are sent.
TOGETHER_SECONDS = 0.01


class SaysErrors(RequestHandler):
    """Says in a page of our own, and in the language asked for, what went wrong."""

    def write_error(self, status_code: int, **named: Any) -> None:
        """Send the error page."""
        _, error, _ = named.get("exc_info", (None, None, None))
        self.set_header("Content-Type", "text/html; charset=UTF-8")
        if status_code == 503:
            self.set_header("Retry-After", str(AGAIN_SECONDS))
        with speaking(spoken(self, self.settings["shelf"].language())):
            where, kind = Served(self.settings["base_url"], asked(self)), _kind(self)
            said = error.said if isinstance(error, Unreadable) else ""
            self.finish(error_page(status_code, where, kind, said))


class StartHandler(SaysErrors, JupyterHandler):
    """Answers ``/``."""

    @authenticated
    def get(self) -> None:
        """Read the notebooks afresh, so that a teacher's edit shows on reload; where there is one alone, lead to it."""
        shelf, where = self.settings["shelf"], Served(self.base_url, asked(self))
        if shelf.only:
            self.redirect(where.page(shelf.only))
            return
        with speaking(spoken(self, shelf.language())):
            self.finish(start_page(shelf, where))


class PlanHandler(SaysErrors, JupyterHandler):
    """Answers with a plan for teachers."""

    @authenticated
    def get(self, name: str) -> None:
        """Read it afresh; raises a 404 for a plan that there is not."""
        if name not in NAMES:
            raise HTTPError(404)
        with speaking(spoken(self, self.settings["shelf"].language())):
            self.finish(plan_page(name, Served(self.base_url, asked(self)), _kind(self)))


class PageHandler(SaysErrors, TornadoVoilaHandler):  # type: ignore[misc]  # Voilà carries no types
    """Answers with a notebook's page, in the language asked for, where there is room for its kernel."""

    visit: Visit | None = None
    sending: asyncio.TimerHandle | None = None
    is_lesson = False
    """Whether the notebook is one of ours that stands beside those of a folder."""

    @property
    def shelf(self) -> Shelf:
        """The notebooks that are served."""
        shelf: Shelf = self.settings["shelf"]
        return shelf

    @property
    def contents_manager(self) -> Any:
        """Where Voilà reads the notebook, and the pictures beside it; its kernel works in the folder that is served."""
        return _lessons() if self.is_lesson else super().contents_manager

    async def prepare(self) -> None:
        """Refuse, before anything is begun, what another site asks for in its reader's name."""
        if not is_invited(self.request.headers):
            raise HTTPError(UNINVITED)
        await super().prepare()  # type: ignore[misc]  # Tornado leaves open whether a handler waits

    async def get(self, path: str = "") -> None:
        """Make the page; raises a 404 for what is no page that the start page shows."""
        if newer := self._renamed(path):
            self.redirect(newer)
            return
        if is_offered(self.shelf.folder, path):
            self.redirect(with_query(f"{self.base_url}voila/files/{path}"))
            return
        found = self.shelf.found(path)
        if found is None:
            self._lead_to_lesson(path)
            return
        card, folder = found
        self.name, self.is_lesson = path, folder != self.shelf.folder
        language = spoken(self, self.shelf.language(card))
        self._tell_labs(language)
        if self.has_left():
            raise Left
        self.visit = self.kernel_manager.room.enter(self.current_user.username)
        try:
            # The template is filled in a task that starts in here, and so speaks the same language.
            with speaking(language), making(self.visit):
                await super().get(path)  # type: ignore[misc]  # Tornado leaves open whether a handler waits
        finally:
            self.kernel_manager.made(self.visit)

    def head(self, path: str = "") -> None:
        """Say whether there is room for the page, and make none."""
        if self.kernel_manager.room.is_full(self.current_user.username):
            self.set_status(503)

    def has_left(self) -> bool:
        """Whether the reader has gone; of one who does so before a page is begun, nothing else tells."""
        stream = getattr(self.request.connection, "stream", None)
        return stream is not None and stream.closed()

    def on_connection_close(self) -> None:
        """The reader has gone while the page was being made."""
        super().on_connection_close()
        if self.visit:
            self.kernel_manager.abandon(self.visit)

    def send_error(self, status_code: int = 500, **named: Any) -> None:
        """Say what went wrong, unless nobody is there to read it."""
        if not self.has_left():
            super().send_error(status_code, **named)

    def flush(self, include_footers: bool = False) -> Any:
        """Send what was written, together with what else is by the next hundredth of a second; to nobody who has left.

        A page comes in some three hundred pieces, and to send each by itself took an eighth of the server's time.
        """
        if self.has_left():
            raise Left
        if include_footers:
            return super().flush(include_footers)
        self.sending = self.sending or asyncio.get_running_loop().call_later(TOGETHER_SECONDS, self._send)
        return None

    def _send(self) -> None:
        self.sending = None
        if not self._finished:
            super().flush()

    def _tell_labs(self, language: str) -> None:
        """Let the labs of the page speak as it does, where its address asks for no language: they read that alone."""
        if language != SOURCE_LANGUAGE and not asked(self).language:
            rest = [(name, said) for name, said in parse_qsl(self.request.query, True) if name != "lang"]
            self.request.query = urlencode([*rest, ("lang", language)])
            self.request.uri = f"{self.request.path}?{self.request.query}"

    def _lead_to_lesson(self, path: str) -> None:
        """Lead a link of a folder within to the lesson of that name; raises a 404 where there is none."""
        lesson = path.rpartition("/")[2]
        if lesson == path or lesson.removesuffix(".ipynb") not in PAGES or not self.shelf.found(lesson):
            raise HTTPError(404)
        self.redirect(self._page(lesson))

    def _page(self, name: str) -> str:
        """The address of a page, asked for with the same query."""
        query = f"?{self.request.query}" if self.request.query else ""
        return with_query(f"{self.base_url}voila/render/{name}") + query

    def _renamed(self, path: str) -> str:
        """Where a page of the course is that was asked for by the name with a number that it once had, or nothing."""
        old = _NUMBERED.fullmatch(path)
        if not old or old["name"] not in PAGES or (self.shelf.folder / path).exists():
            return ""
        name = f"{old['name']}.ipynb"
        return self._page(name) if self.shelf.found(name) else ""


class ShownFile(SaysErrors):
    """Answers with a file, or as if there were nothing: what it is that one cannot have is nobody's to know."""

    async def get(self, path: str, *more: Any, **named: Any) -> None:
        """Send it; raises a 404 for all that is none, is not for readers, or has a name that no file can have."""
        try:
            await super().get(path, *more, **named)  # type: ignore[misc]  # whom it stands before, does
        except (ValueError, AssertionError, OSError) as error:
            raise HTTPError(404) from error
        except HTTPError as error:
            raise (HTTPError(404) if error.status_code == 403 else error) from error


class FileHandler(ShownFile, AllowListFileHandler):  # type: ignore[misc]  # Voilà carries no types
    """Answers with a file that stands beside the notebooks, such as a picture."""

    def get_absolute_path(self, root: str, path: str) -> str:
        """Where it lies; raises a 404 for what is not offered, a link that leads out of the folder among it."""
        if not is_offered(Path(root), path.replace(os.sep, "/")):
            raise HTTPError(404)
        return str(super().get_absolute_path(root, path))


class TemplateHandler(ShownFile, TemplateStaticFileHandler):  # type: ignore[misc]  # the same
    """Answers with a file of the page's template."""


class StaticHandler(ShownFile, MultiStaticFileHandler):  # type: ignore[misc]  # the same
    """Answers with a file of Voilà's own."""


class ExtensionHandler(ShownFile, FileFindHandler):
    """Answers with a file of an extension that draws widgets."""


class ThemeHandler(ShownFile, ThemesHandler):
    """Answers with a file of JupyterLab's themes."""


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


class GlyphsHandler(RequestHandler):
    """Answers with the style sheet of formulas and icons, which a page asks for once one of them stands on it."""

    def get(self) -> None:
        """Send it, to be kept: its address holds its hash."""
        self.set_header("Content-Type", "text/css; charset=UTF-8")
        self.set_header("Cache-Control", "public, max-age=31536000, immutable")
        self.finish(sheet())


class NothingHandler(SaysErrors):
    """Answers where there is nothing."""

    def prepare(self) -> None:
        """Say so, whatever the request."""
        raise HTTPError(404)


class KernelSocketHandler(VoilaKernelWebsocketHandler):  # type: ignore[misc]  # Voilà carries no types
    """Takes a page's messages to its kernel, as fast as a person needs it."""

    def on_close(self) -> None:
        """A page that says goodbye is closed; one that is only silent, as on a laptop that sleeps, may come back."""
        super().on_close()
        if self.close_code in GOODBYES:
            self.kernel_manager.end_soon(self.kernel_id, GOODBYE_SECONDS)

    def write_error(self, status_code: int, **_: Any) -> None:
        """Nobody reads a page here."""
        self.finish()

    async def get(self, kernel_id: str) -> None:
        """Talk until it is closed; raises a 503 where a kernel has more sockets than any page can need."""
        talking = self.settings.setdefault("talking", Counter())
        if talking[kernel_id] >= SOCKETS:
            raise HTTPError(503)
        talking[kernel_id] += 1
        try:
            await super().get(kernel_id)
        finally:
            talking[kernel_id] -= 1
            talking += Counter()  # those that have none are forgotten

    @property
    def max_message_size(self) -> int:
        """Bytes of the largest message, packed and unpacked."""
        return MESSAGE

    @property
    def _pace(self) -> Pace:
        """One for all sockets of a kernel: to open more of them wins nothing."""
        paces = self.settings.setdefault("paces", WeakKeyDictionary())
        found: Pace = paces.setdefault(self.kernel_manager.get_kernel(self.kernel_id), pace())
        return found

    def on_message(self, ws_message: str | bytes) -> Awaitable[None] | None:
        """Pass it on; where more comes than is passed on, the rest is left in the network until it is due."""
        if self.connection is None or self.kernel_id not in self.kernel_manager:  # it came with the page's last breath
            return None
        if wait := self._pace.wait(cost(ws_message)):
            return self._pass_later(ws_message, wait)
        self._pass(ws_message)
        return None

    async def _pass_later(self, ws_message: str | bytes, wait: float) -> None:
        await asyncio.sleep(wait)
        if self.connection is not None:
            self._pass(ws_message)

    def _pass(self, ws_message: str | bytes) -> None:
        """Take it to the kernel; what is no message ends the connection."""
        # The newer protocol counts in eight bytes, the one without a name in four.
        width, order = (8, Order.LITTLE) if self.selected_subprotocol else (4, Order.BIG)
        try:
            if isinstance(ws_message, bytes) and not is_sound(ws_message, width, order):
                raise ValueError("no table")
            super().on_message(ws_message)
        except Exception as error:  # noqa: BLE001  whatever it is, a reader has sent it
            self.log.debug("Not a message: %r", error)
            self.close(1007, "not a message")

    def write_message(self, message: Any, binary: bool = False) -> Awaitable[None] | None:
        """Send it to the page; where that has gone, nobody needs a word for each of the thousand that follow."""
        try:
            sent = super().write_message(message, binary)
        except WebSocketClosedError:
            return None
        if sent is not None:
            sent.add_done_callback(lambda done: done.cancelled() or done.exception())
        return sent  # type: ignore[no-any-return]  # Voilà carries no types


# Ours instead of Voilà's.
INSTEAD = {
    TornadoVoilaHandler: PageHandler,
    AllowListFileHandler: FileHandler,
    TemplateStaticFileHandler: TemplateHandler,
    MultiStaticFileHandler: StaticHandler,
    FileFindHandler: ExtensionHandler,
    ThemesHandler: ThemeHandler,
    VoilaKernelWebsocketHandler: KernelSocketHandler,
}
# What only Voilà's own list of files asks for, and ways in and out of a server that knows nobody.
LEFT_OUT = {VoilaContentsHandler, VoilaLoginHandler, LoginFormHandler, LogoutHandler}


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


def _kind(handler: RequestHandler) -> Kind:
    """What the pages are about that no notebook stands behind."""
    shelf: Shelf = handler.settings["shelf"]
    return kind_of(shelf, shelf.own)


@cache
def _lessons() -> LargeFileManager:
    return LargeFileManager(root_dir=str(shipped()))


def make_ready(handler: PageHandler, notebook: Any, cwd: str) -> Any:
    """The notebook as ``handler``'s page shows it; Voilà asks for this before it starts a kernel."""
    ready = prepared(notebook, handler.shelf, handler.name, Served(handler.base_url, asked(handler)))
    script = ready["metadata"][PLACE]["script"]
    cells = sum(cell["cell_type"] == "code" for cell in ready["cells"])
    script.update(glyphs=f"{handler.base_url}{GLYPHS}{sheet_name()}", most=MESSAGE, cells=cells)
    if handler.visit:
        shown = handler.voila_configuration.show_tracebacks
        handler.visit.faults = Faults(handler.name, ready["cells"], language(), shown=shown)
    return ready
