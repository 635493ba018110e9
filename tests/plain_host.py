"""A host that knows no Jupyter: one line of JSON in, one line of JSON out: ``python -I -S plain_host.py``.

With ``-S`` there is nothing to import but Python itself and backlab: what runs here runs wherever Python does.

    {"make": "PictureLab", "with": {"name": "muscle"}, "query": "lang=es"}   -> {"face": ..., "state": ...}
    {"hear": {"kind": "moved", "turn": 1, "values": {"strain": 5}}}          -> {"replies": [...], "state": ...}
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from backlab.kit.lab import Lab
from backlab.kit.page import Page, standing_on
from backlab.labs import maker


class Host:
    """Shows one lab at a time to whoever writes to it."""

    def __init__(self) -> None:
        self.lab: Lab | None = None
        self.replies: list[Any] = []

    def told(self, line: dict[str, Any]) -> dict[str, Any]:
        """Make a lab, or let it hear a request."""
        if "make" in line:
            with standing_on(Page(line.get("query", ""))):
                self.lab = maker(line["make"])(**line.get("with", {}))
            self.lab.listen(lambda reply: self.replies.append(reply))
            return {"face": self.lab.face, "state": self.lab.state}
        self.replies = []
        self.lab.hear(line["hear"])
        return {"replies": self.replies, "state": self.lab.state}


if __name__ == "__main__":
    host = Host()
    for line in sys.stdin:
        print(json.dumps(host.told(json.loads(line)), allow_nan=False), flush=True)
