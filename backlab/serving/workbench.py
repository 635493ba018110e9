"""JupyterLab on a student's working copy of the notebooks."""

from __future__ import annotations

import os
import secrets
import warnings
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from jupyter_core.paths import jupyter_runtime_dir
from jupyter_server.serverapp import ServerApp
from jupyterlab.labapp import LabApp  # type: ignore[import-untyped]  # it carries no types

from backlab.language import SOURCE_LANGUAGE, gettext, language
from backlab.notebook_cards import cards
from backlab.serving.kernels import has_ipc
from backlab.serving.machine import HOST, when_ended, worth_saying


def first_page(folder: Path) -> str:
    """Where JupyterLab opens, below its address: the first notebook of ``folder``, or else the launcher."""
    names = [card.name for card in cards(folder)]
    return f"lab/tree/{quote(names[0])}" if names else "lab"


def options(folder: Path, port: int, token: str, *, browser: bool) -> list[str]:
    """JupyterLab's options: they stand above what the person's own configuration says."""
    transport = "ipc" if has_ipc(Path(jupyter_runtime_dir())) else "tcp"
    return [
        f"--ServerApp.root_dir={folder}",
        f"--ServerApp.ip={HOST}",
        f"--ServerApp.port={port}",
        "--ServerApp.port_retries=0",
        f"--ServerApp.open_browser={browser}",
        f"--LabApp.open_browser={browser}",
        f"--LabApp.default_url=/{first_page(folder)}",
        f"--IdentityProvider.token={token}",
        "--ServerApp.kernel_spec_manager_class=backlab.serving.kernels.ThisPython",
        f"--KernelManager.transport={transport}",
        "--ServerApp.allow_root=True",  # it listens to this machine alone, and asks for the token
        "--Application.log_level=WARN",
    ]


def without_news(_: object, page_config: dict[str, Any]) -> dict[str, Any]:
    """JupyterLab's page, without its question about news in front of a class, and the requests for them."""
    disabled = [*page_config.get("disabledExtensions", ()), "@jupyterlab/apputils-extension:announcements"]
    return {**page_config, "disabledExtensions": disabled}


def open_lab(folder: Path, port: int, *, browser: bool) -> None:
    """Run JupyterLab in ``folder`` until the person ends it; it ends its kernels itself."""
    if language() != SOURCE_LANGUAGE:  # the labs ask for it there, as on a page
        os.environ["QUERY_STRING"] = urlencode({"lang": language()})
    Path(jupyter_runtime_dir()).mkdir(parents=True, exist_ok=True, mode=0o700)
    token = secrets.token_hex(24)
    with warnings.catch_warnings(record=True):  # Jupyter's parts complain of each other's old settings
        server: ServerApp = LabApp.initialize_server(options(folder, port, token, browser=browser))
    server.web_app.settings["page_config_hook"] = without_news
    server.log.addFilter(worth_saying)
    address = f"{server.connection_url}{first_page(folder)}?token={token}"
    greeting = gettext("JupyterLab is at {address} (Ctrl-C ends it)").format(address=address)
    server.io_loop.add_callback(lambda: print(greeting, flush=True))
    when_ended(lambda: server.stop(from_signal=True))
    server.start()
