"""The dashboards: Voilà with a start page of our own and the settings that a whole class needs."""

from __future__ import annotations

import asyncio
import logging
import os
import shutil
import signal
import sys
import tempfile
import threading
import webbrowser
from pathlib import Path
from socket import socket
from typing import Any, NamedTuple

from jupyter_server.utils import url_path_join
from tornado.httpserver import HTTPServer
from tornado.ioloop import IOLoop, PeriodicCallback
from tornado.routing import Rule
from tornado.web import RedirectHandler
from traitlets.config import Config
from voila.app import Voila  # type: ignore[import-untyped]  # it carries no types

from backlab.kit.bundle import OFFERED as KIT_OFFERED
from backlab.kit.bundle import kit_hash
from backlab.serving import CELL_LIMIT, forking
from backlab.serving.addresses import kit_path
from backlab.serving.beside import OFFERED
from backlab.serving.connection import PageConnection
from backlab.serving.glyphs import sheet_name
from backlab.serving.guards import TIMES, Bounded, Odd
from backlab.serving.handlers import (
    GLYPHS,
    INSTEAD,
    LEFT_OUT,
    GlyphsHandler,
    KitHandler,
    LeaveHandler,
    NothingHandler,
    PlanHandler,
    StartHandler,
    make_ready,
)
from backlab.serving.kernels import ThisPython, connection_root, usual_roots
from backlab.serving.leftovers import marked, sweep
from backlab.serving.machine import HOST, when_ended, worth_saying
from backlab.serving.once import Once
from backlab.serving.renderer import use_our_own
from backlab.serving.start import PALETTE, TEMPLATES
from backlab.serving.terminal import say_in_one_line


class Pages(Voila):  # type: ignore[misc]  # Voilà carries no types
    """Voilà on sockets that are already bound, so that a taken port is known before anything is started."""

    template_paths: list[str]
    sockets: list[socket]
    warm: forking.Warm | None
    shown_in: webbrowser.BaseBrowser | None  # not "browser": Voilà has a setting of that name

    def setup_template_dirs(self) -> None:
        """Put our page before Voilà's."""
        super().setup_template_dirs()
        self.template_paths = [str(TEMPLATES), str(PALETTE), *self.template_paths]

    def init_settings(self) -> dict[str, Any]:
        """Voilà's own, and a page for every address where there is nothing."""
        # Under another host's name a page from elsewhere could reach this server through a reader's browser.
        ours = {"default_handler_class": NothingHandler, "allow_remote_access": False}
        # Each lab of a page brings its words and its pictures along: packed, they are a quarter as large.
        ours["websocket_compression_options"] = {"compression_level": 1}
        ours["kernel_websocket_connection_class"] = PageConnection
        settings = {**super().init_settings(), **ours}
        self.kernel_manager.warm = self.warm
        return settings

    def init_handlers(self) -> list[Any]:
        """Voilà's own, behind a start page that also stands where its file tree was."""
        usual = super().init_handlers()
        tree = url_path_join(self.server_url, r"/voila/tree.*")
        return [
            Rule(Odd(), NothingHandler),
            (self.server_url, StartHandler, {"folder": Path(self.root_dir)}),
            (tree, RedirectHandler, {"url": self.base_url, "permanent": False}),
            (url_path_join(self.server_url, r"/voila/api/shutdown/(.*)"), LeaveHandler),
            (url_path_join(self.server_url, r"/teach/(\w+)"), PlanHandler),
            (url_path_join(self.server_url, kit_path()), KitHandler),
            (url_path_join(self.server_url, "/", GLYPHS, sheet_name()), GlyphsHandler),
            *((path, INSTEAD.get(kind, kind), *options) for path, kind, *options in usual if kind not in LEFT_OUT),
        ]

    def start(self) -> None:
        """Begin and serve; where it is ended before it served, the folder of its sockets goes too."""
        try:
            super().start()
        finally:
            shutil.rmtree(self.connection_dir, ignore_errors=True)

    def _handle_signal_stop(self, *_: object) -> None:
        """What Voilà has for SIGTERM until ``listen``: there is no loop to stop yet, so it is heard as Ctrl-C is."""
        signal.raise_signal(signal.SIGINT)

    def listen(self) -> None:
        """Serve until the person ends it, then end every kernel."""
        server = HTTPServer(Bounded(self.app), **TIMES)
        server.add_sockets(self.sockets)
        self.ioloop = IOLoop.current()
        self.ioloop.add_callback(self.greet)
        if sys.platform == "win32":  # waiting for a connection there, Python does not hear Ctrl-C
            PeriodicCallback(lambda: None, 1_000).start()
        when_ended(lambda: self.ioloop.add_callback_from_signal(self.ioloop.stop))
        with marked(Path(self.connection_dir)):
            try:
                self.ioloop.start()
            finally:
                server.stop()
                self.stop()

    def stop(self) -> None:
        """End every kernel, then remove the folder of their sockets."""
        logging.disable()  # pages that were still being made now fail, and need not say so
        self.ioloop.run_sync(self._end_kernels)
        if self.warm:
            self.warm.end()
        shutil.rmtree(self.connection_dir, ignore_errors=True)

    async def _end_kernels(self) -> None:
        # Not shutdown_all: it breaks off at a kernel that is only just starting, or that could not start.
        await asyncio.gather(*self.kernel_manager._pending_kernels.values(), return_exceptions=True)
        kernels = self.kernel_manager.list_kernel_ids()
        ending = (self.kernel_manager.shutdown_kernel(kernel, now=True) for kernel in kernels)
        await asyncio.gather(*ending, return_exceptions=True)

    def greet(self) -> None:
        """Say where the pages are, and show them. Runs in the loop: by now the server answers."""
        print(f"backlab is at {self.connection_url} (Ctrl-C ends it)", flush=True)
        if self.shown_in is not None:  # in a thread, since a browser in the terminal would hold the server up
            threading.Thread(target=self.shown_in.open, args=(self.connection_url,), daemon=True).start()


class Cells(NamedTuple):
    """How the cells of notebooks are run: the seconds that one may take, and whether readers see where it failed."""

    limit: int = CELL_LIMIT
    show_errors: bool = False


def settings(transport: str, provisioner: str, most: int, cells: Cells) -> Config:
    """What Voilà, its kernels and their limits are set to, whatever else is configured on the machine."""
    return Config(
        {
            # A template named in the address would be looked up among all that are installed, or wait for ever.
            "VoilaConfiguration": {
                "kernel_spec_manager_class": ThisPython,
                "multi_kernel_manager_class": Once,
                "allow_template_override": "NO",
                "allow_theme_override": "NO",  # the themes are our own
                "prelaunch_hook": make_ready,
                "show_tracebacks": cells.show_errors,
                "file_allowlist": [OFFERED],
                # A highlighter for code cells, which no page shows, and those that break outside of their workbench.
                "extension_denylist": [
                    "jupyterlab_pygments",
                    "@jupyter-notebook/lab-extension",
                    "@jupyterhub/jupyter-server-proxy",
                    "@jupyterlite/pyodide-kernel-extension",
                ],
            },
            # No page asks who a reader is; still, what Jupyter lays into a browser goes to no other site.
            "IdentityProvider": {"cookie_options": {"samesite": "Lax"}},
            # A notebook is validated once, and not after each of twelve steps.
            "PageExporter": {"optimistic_validation": True},
            # A kernel that dies has lost its page's state: to start another in its place would only hide that.
            "KernelRestarter": {"restart_limit": 0, "time_to_dead": 1.0},
            # Every kernel's tcp ports are a draw that two may win: then one dies, and its page never ends.
            "KernelManager": {"transport": transport},
            "KernelProvisionerFactory": {"default_provisioner_name": provisioner},
            # When a class arrives at once, the last kernel starts after a minute; a page given up is an empty page.
            "VoilaExecutor": {"startup_timeout": 300, "iopub_timeout": 120},
            "PageExecutor": {"limit": cells.limit},
            "Once": {"most": most},
            # Kernels of students who left are reclaimed, even where a cell never ends; those of open pages are kept.
            "MappingKernelManager": {
                "cull_idle_timeout": 600,
                "cull_interval": 60,
                "cull_connected": False,
                "cull_busy": True,
            },
        }
    )


def make_pages(
    folder: Path,
    sockets: list[socket],
    browser: webbrowser.BaseBrowser | None,
    base_url: str = "/",
    most: int = 0,
    cells: Cells = Cells(),  # noqa: B008  # nothing of it can change
) -> Pages:
    """The server for the notebooks in ``folder``, not yet started; all its addresses begin with ``base_url``.

    ``most`` pages are open at once, or for 0 as many as the memory holds.
    """
    # Each page has a kernel to itself: nobody else needs to hear of every step of its sliders.
    os.environ["JUPYTER_WIDGETS_ECHO"] = "0"
    os.environ[KIT_OFFERED] = kit_hash()  # its labs need not bring the kit along
    warm = forking.Warm(folder) if forking.can_fork() else None
    root = connection_root(usual_roots())
    sweep(root or Path(tempfile.gettempdir()))
    use_our_own()
    pages: Pages = Pages.instance(
        config=settings("ipc" if root else "tcp", forking.NAME if warm else forking.ORDINARY, most, cells),
        base_url=base_url,
        config_file_paths=[],  # a voila.py in the folder where backlab was started is not ours to run
        connection_dir_root=str(root or tempfile.gettempdir()),
        ip=HOST,
        log_level=logging.WARNING,
        port=sockets[0].getsockname()[1],
        root_dir=str(folder),
    )
    pages.sockets, pages.shown_in, pages.warm = sockets, browser, warm
    pages.initialize([])
    for log in (pages.log, logging.getLogger("tornado.access")):
        log.addFilter(worth_saying)
        log.setLevel(logging.WARNING)  # Jupyter's own lets every line be made, and then says none
    say_in_one_line(pages.log, logging.getLogger())
    return pages
