"""The pages below the address of a notebook server, as on Binder: jupyter-server-proxy starts ours and passes all on.

So what one meets there is the very server that ``backlab`` starts: its start page, its languages, its limits.
"""

from __future__ import annotations

import sys
from typing import Any

NAME = "backlab"
# The first start compiles what the pages need.
SECONDS = 120


def server() -> dict[str, Any]:
    """How jupyter-server-proxy starts the pages, and what it says to them; it asks for this by an entry point.

    Our server answers to its own name alone (a page from elsewhere must not reach it through a reader's browser), and
    whoever comes this way has been let in by the notebook server: so requests carry our name.
    """
    here = [sys.executable, "-m", "backlab", "--no-browser", "--port", "{port}", "--base-url", "{base_url}" + NAME]
    return {
        "command": here,
        "absolute_url": True,
        "timeout": SECONDS,
        "new_browser_tab": True,
        "request_headers_override": {"Host": "127.0.0.1:{port}", "Origin": "http://127.0.0.1:{port}"},
        "launcher_entry": {"enabled": True, "title": NAME},
    }
