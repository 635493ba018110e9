"""Labs in a worker of a page: what its script calls, in a Python that runs in the browser.

When the course is built, that Python is started once, ``prepare`` loads all that any page could need, and its memory
is kept. A browser takes that memory up, which is quicker than any start, and calls ``wake``. A browser that cannot
starts Python as usual, and calls ``wake`` too: then each page loads what it needs.

All that is said is JSON, as text.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from backlab.hosts.room import Desk, Room, code_cells
from backlab.language import LANGUAGES, SOURCE_LANGUAGE, catalogue
from backlab.notebook_cards import cards

HOME = Path("/tmp/backlab")  # noqa: S108  the browser's Python has files of its own, and they are gone with the page
"""Where the notebooks stand whose cards the index shows."""


@cache
def _notebooks() -> dict[str, dict[str, Any]]:
    """Every notebook that comes with the package, by its name."""
    folder = Path(__file__).parents[1] / "notebooks"
    return {path.stem: json.loads(path.read_text("utf-8")) for path in sorted(folder.glob("*.ipynb"))}


@cache
def _code() -> dict[str, list[str]]:
    """The code of each notebook."""
    return {name: code_cells(notebook) for name, notebook in _notebooks().items()}


def prepare() -> None:
    """Load all that any page could need: every lab and both of its sides, every language, and what these load."""
    _write_cards()
    for language in LANGUAGES:
        if language != SOURCE_LANGUAGE:
            catalogue(language)
        for cells in _code().values():
            _use(Room(cells, language=language, folder=HOME))


def wake(tell: Callable[[str], None]) -> Desk:
    """What answers a page; ``tell`` is called with each answer.

    Whatever is left to chance is drawn anew: it was in the memory that everybody takes up. (What Python adds to the
    hashes of texts is in every table of that memory and stays; it guards servers, and here everybody is alone.)
    """
    random.seed()
    _write_cards()
    return Desk(_code(), lambda answer: tell(json.dumps(answer)), folder=HOME, puts_off=True)


def _write_cards() -> None:
    """The notebooks as files, with what they say about themselves alone: files are not part of the memory."""
    HOME.mkdir(exist_ok=True)
    for name, notebook in _notebooks().items():
        HOME.joinpath(f"{name}.ipynb").write_text(json.dumps({"metadata": notebook["metadata"]}), "utf-8")
    cards(HOME)


def _use(room: Room) -> None:
    """Press whatever can be pressed in each lab, so that what is loaded only then is there too."""
    for number, lab in enumerate(room.labs):
        values = lab.values
        for field in lab.face["fields"]:
            for button in field["buttons"] if field["kind"] == "buttons" else ():
                room.hear(number, {"kind": "pressed", "turn": 1, "button": button["name"], "values": values})
