"""Labs in a worker of a page: what its script calls, in a Python that runs in the browser.

When the course is built, that Python is started once, ``prepare`` loads all that any page could need, and its memory
is kept. A browser takes that memory up, which is quicker than any start, and calls ``wake``. A browser that cannot
starts Python as usual and calls ``wake`` too: then each page loads what it needs.

All that is said is JSON, as text.
"""

from __future__ import annotations

import json
import pkgutil
import random
from base64 import b64decode
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import backlab
from backlab.hosts.room import Desk, Room
from backlab.reviews import reviews

# Of Python's own modules, those that ours load only where they are needed.
LATER = ("difflib", "encodings.utf_8_sig", "gettext", "locale", "struct", "textwrap", "urllib.parse")
HOME = Path("/tmp/backlab")
"""Where the notebooks stand whose cards the index shows: that Python has files of its own, gone with the page."""


def prepare(notebooks: str) -> None:
    """Load every module and review: once the memory is taken up, there are no files but those that a page brings.

    Some ``notebooks``, as ``wake`` takes them, are opened: what is worked out once for all labs is there then.
    """
    for module in pkgutil.walk_packages(backlab.__path__, "backlab."):
        if not module.name.endswith("__main__"):
            import_module(module.name)
    for name in LATER:
        import_module(name)
    reviews()
    for cells in _codes(notebooks).values():
        Room(cells, folder=HOME)


class Answerer:
    """Answers one page. ``hear`` says whether there is more to say, which ``finish`` then does."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def hear(self, message: str) -> bool:
        """Take a message of the page."""
        self._desk.hear(json.loads(message))
        return self._desk.waits

    def finish(self) -> None:
        """Say what was put off."""
        self._desk.finish()


def wake(tell: Callable[[str], None], notebooks: str) -> Answerer:
    """What answers a page; ``tell`` is called with each answer.

    ``notebooks`` (JSON) has the ``code`` of each notebook's cells and what it says ``about`` itself, by its name.

    Whatever is left to chance is drawn anew, since everybody takes up the same memory. What Python mixes into the
    hashes of texts is in each of its tables and stays: it guards servers, and nobody else is here.
    """
    random.seed()
    code = _codes(notebooks)
    return Answerer(Desk(code, lambda answer: tell(json.dumps(answer)), folder=HOME, puts_off=True))


def _codes(notebooks: str) -> dict[str, list[str]]:
    """The code of each notebook; it is written down with what it says about itself, for the index to find."""
    there = json.loads(notebooks)
    for name, each in there.items():  # files are no part of the memory
        place = HOME / f"{name}.ipynb"
        place.parent.mkdir(parents=True, exist_ok=True)
        cells = [{"cell_type": "code", "source": source} for source in each["code"]]
        place.write_text(json.dumps({"metadata": each["about"], "cells": cells}), "utf-8")
        for file, text in each.get("beside", {}).items():
            place.with_name(file).write_text(text, "utf-8")
        for file, data in each.get("pictures", {}).items():
            picture = place.parent / file
            picture.parent.mkdir(parents=True, exist_ok=True)
            picture.write_bytes(b64decode(data))
    return {name: each["code"] for name, each in there.items()}
