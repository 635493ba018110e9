"""A bank of questions as a file that others read: each format by its name, with what it can hold and how it is written.

All are written with the standard library alone, and hold no time of day but where a format wants one: the same
questions are the same file.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from importlib import import_module
from typing import NamedTuple

from backlab.practice.items import MANY, NUMBER, ONE, Item

Writer = Callable[[Sequence[Item], str], bytes]
"""Takes the items and what the bank is called; returns the file."""


class Format(NamedTuple):
    """How a format's files end, the kinds of items that it holds, and the module that writes it."""

    ending: str
    kinds: Collection[str]
    module: str

    def write(self, items: Sequence[Item], title: str) -> bytes:
        """The file that holds the items."""
        writer: Writer = import_module(f"{__name__}.{self.module}").write
        return writer(items, title)


_ALL = (ONE, MANY, NUMBER)
FORMATS: Mapping[str, Format] = {
    "moodle": Format(".xml", _ALL, "moodle"),
    "gift": Format(".gift", _ALL, "gift"),
    "qti": Format(".zip", _ALL, "qti"),
    "anki": Format(".apkg", _ALL, "anki"),
    "h5p": Format(".h5p", (ONE, MANY), "h5p"),  # it knows no number that may lie between two others
    "print": Format(".html", _ALL, "sheet"),
}
"""Every format by the name that ``--as`` takes."""
