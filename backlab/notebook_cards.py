"""What each notebook of a folder says about itself: title, goal, minutes, level, and the lesson that it is."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from backlab.course.order import LESSONS, PAGES
from backlab.language import gettext
from backlab.notebook_titles import first_title

# What Markdown writes into a title beside its words: stress, code, and where a link leads.
_MARKS = re.compile(r"\*+|`+|!?\[|\]\([^)]*\)|<[^>]+>")
_NUMBER = re.compile(r"^(\d+)_")


@dataclass(frozen=True, slots=True)
class Card:
    """One notebook as an index shows it; ``name`` is its file; ``minutes`` is None where the notebook does not say."""

    name: str
    title: str
    goal: str
    minutes: int | None
    level: str

    @property
    def number(self) -> str:
        """The number of a lesson of the course, or else that with which the file begins; or nothing."""
        if self.lesson in LESSONS:
            return str(1 + LESSONS.index(self.lesson))
        if self.is_beside:
            return ""
        found = _NUMBER.match(Path(self.name).name)
        return str(int(found[1])) if found else ""

    @property
    def is_beside(self) -> bool:
        """Whether it is a page of the course that is no lesson: one's answers, and the glossary."""
        return self.lesson in PAGES and self.lesson not in LESSONS

    @property
    def lesson(self) -> str:
        """The page's own name: ``red_flags.ipynb`` is "red_flags"."""
        return Path(self.name).stem


class _About(NamedTuple):
    """What a notebook says about itself, in its own language."""

    title: str = ""
    goal: str = ""
    minutes: int | None = None
    level: str = ""


def files(folder: Path, ending: str = "") -> list[Path]:
    """Every file below ``folder`` that is not hidden and whose name has that ``ending``, in order of its name."""
    return sorted(path for path in _walked(folder, ending) if path.is_file())


def _walked(folder: Path, ending: str) -> Iterator[Path]:
    for place, within, names in os.walk(folder):
        # What is taken out of the list is not gone into: version control and the like may hold very much.
        within[:] = [name for name in within if not _is_hidden(name)]
        yield from (Path(place, name) for name in names if name.endswith(ending) and not _is_hidden(name))


def _is_hidden(name: str) -> bool:
    # No address can hold a name that is no text.
    return name.startswith((".", "__")) or name != _sayable(name)


def _sayable(text: str) -> str:
    """The text with a question mark for each piece that is no character, which no page could be sent with."""
    return text.encode("utf-8", "replace").decode("utf-8")


def cards(folder: Path) -> list[Card]:
    """A card for each notebook below ``folder``, in the language that is spoken.

    The pages of the course come in their order, all else after them in order of file names.
    """
    return sorted((_card(path, folder) for path in files(folder, ".ipynb")), key=_place)


def neighbours(shown: list[Card], name: str) -> tuple[Card | None, Card | None]:
    """The cards before and after that of the notebook ``name``; None at either end, or where it has no card."""
    names = [card.name for card in shown]
    if name not in names:
        return None, None
    place = names.index(name)
    return shown[place - 1] if place else None, next(iter(shown[place + 1 :]), None)


def _place(card: Card) -> int:
    return PAGES.index(card.lesson) if card.lesson in PAGES else len(PAGES)


def _card(path: Path, folder: Path) -> Card:
    about = _about(path)
    return Card(
        name=path.relative_to(folder).as_posix(),
        title=gettext(about.title) or path.stem.replace("_", " ").capitalize(),
        goal=gettext(about.goal),
        minutes=about.minutes,
        level=gettext(about.level),
    )


def _about(path: Path) -> _About:
    try:
        now = path.stat()
    except OSError:  # gone since the folder was listed
        return _About()
    return _read(path, now.st_mtime_ns, now.st_size)


@lru_cache(maxsize=1_000)
def _read(path: Path, _changed: int, _size: int) -> _About:
    """What ``path`` says; read again only when it has changed, since every page asks every notebook."""
    book = _book(path)
    metadata = book.get("metadata")
    metadata = metadata if isinstance(metadata, dict) else {}
    own = metadata.get("backlab")
    own = own if isinstance(own, dict) else {}
    minutes = own.get("minutes")
    return _About(
        title=_text(metadata.get("title")) or _heading(cells_of(book)),
        goal=_text(own.get("goal")),
        minutes=minutes if type(minutes) is int else None,  # True is an int too
        level=_text(own.get("level")),
    )


def _text(value: object) -> str:
    return _sayable(value) if isinstance(value, str) else ""


def cells_of(book: dict[str, Any]) -> list[dict[str, Any]]:
    """The cells; in an older format they lie on sheets."""
    sheets = book.get("worksheets")
    holders = [book, *(sheets if isinstance(sheets, list) else [])]
    found = [holder["cells"] for holder in holders if isinstance(holder, dict) and "cells" in holder]
    return [cell for cells in found if isinstance(cells, list) for cell in cells if isinstance(cell, dict)]


def _heading(cells: list[dict[str, Any]]) -> str:
    """The first title that stands in the text of the cells, as plain words; "" where none does."""
    for cell in cells:
        kind, source = cell.get("cell_type"), cell.get("source", "")
        text = "".join(map(str, source)) if isinstance(source, list) else str(source)
        # In an older format a title is a cell of its own.
        title = text if kind == "heading" else first_title(text) if kind == "markdown" else ""
        if title:
            return _sayable(_MARKS.sub("", title).strip())
    return ""


def _book(path: Path) -> dict[str, Any]:
    # One damaged notebook must not take the start page of all the others away. Some editors begin a file with a mark.
    try:
        book = json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, RecursionError):
        return {}
    return book if isinstance(book, dict) else {}
