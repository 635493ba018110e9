"""A desk in a Python with nothing but itself and backlab: ``python -I -S desk_host.py``; JSON in, JSON out, by lines.

{"kind": "open", "notebook": "red_flags", "language": "en", "query": ""}   -> [{"kind": "opened", ...}]
{"kind": "asked", "lab": 0, "request": {"kind": "moved", ...}}             -> [{"kind": "replied", ...}]
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from backlab.hosts.room import Desk, code_cells

NOTEBOOKS = Path(__file__).resolve().parents[1] / "notebooks"


def main() -> None:
    """Answer every line until there is none."""
    files = NOTEBOOKS.glob("*.ipynb")
    notebooks = {path.stem: code_cells(json.loads(path.read_text("utf-8"))) for path in files}
    told: list[Any] = []
    desk = Desk(notebooks, told.append, folder=NOTEBOOKS)
    for line in sys.stdin:
        told.clear()
        desk.hear(json.loads(line))
        print(json.dumps(told, allow_nan=False), flush=True)


if __name__ == "__main__":
    main()
