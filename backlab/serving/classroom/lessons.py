"""What answers the pages of a class: the code of each notebook, and its labs as they are first met."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from backlab.course.own_files import ENDINGS
from backlab.course.own_pictures import KINDS
from backlab.hosts.room import Room, code_cells
from backlab.kit.contract import Met
from backlab.language import LANGUAGES, gettext
from backlab.notebook_cards import files
from backlab.serving import Refusal
from backlab.serving.shelf import Shelf
from backlab.site.engine import needed
from backlab.site.packing import PACKAGE


@dataclass(frozen=True)
class Lessons:
    """The notebooks of ``shelf``: the ``code`` of each, and its ``first`` labs in each language.

    ``version`` tells this state of course and notebooks from every other.
    """

    shelf: Shelf
    version: str
    code: Mapping[str, Sequence[str]]
    first: Mapping[tuple[str, str], Sequence[Met]]

    @property
    def folder(self) -> Path:
        """Where labs look for what is beside them."""
        return self.shelf.folder

    def known(self, notebook: str, language: str, held: str) -> Sequence[Met]:
        """The labs that a page of the course in the state ``held`` shows before anybody has answered it."""
        return self.first.get((notebook, language), ()) if held == self.version else ()


def opened(shelf: Shelf) -> Lessons:
    """Each notebook of ``shelf`` opened once in each language, so that what all share is worked out.

    Raises ``Refusal`` for one that cannot be opened: better before the lesson than in it.
    """
    code: dict[str, Sequence[str]] = {}
    first: dict[tuple[str, str], Sequence[Met]] = {}
    folder = shelf.folder
    for card, home in shelf.in_class:
        notebook, name = json.loads(home.joinpath(card.name).read_text("utf-8-sig")), card.name.removesuffix(".ipynb")
        code[name] = needed(notebook, folder)
        whole = code_cells(notebook)
        beside = home.joinpath(card.name).parent
        try:
            for language in LANGUAGES:
                first[name, language] = Room(whole, language=language, folder=folder, beside=beside).met
                if Room(code[name], language=language, folder=folder, beside=beside).met != first[name, language]:
                    code[name] = whole
        except Exception as error:  # whatever a cell may raise
            raise Refusal(_failed(card.name, error)) from error
    return Lessons(shelf, _version(shelf), code, first)


def _failed(notebook: str, error: Exception) -> str:
    """What is wrong with a notebook, in one line; a question or a lab of an author's own says it in a sentence."""
    why = str(error) if isinstance(error, ValueError) else f"{type(error).__name__}: {error}"
    said = gettext("{notebook} cannot be shown to a class: {why}")
    return said.format(notebook=notebook, why=" ".join(why.split())[:400])


def _version(shelf: Shelf) -> str:
    """The state of all that a page and its labs are made of."""
    made_of = sorted(path for path in PACKAGE.rglob("*") if path.suffix in {".py", ".mo", ".toml"} or _is_built(path))
    whole = sha256()
    notebooks = [home / card.name for card, home in shelf.in_class]
    written = (path for ending in (*ENDINGS, *KINDS) for path in files(shelf.folder, ending))
    for path in (*made_of, *sorted(notebooks), *written):
        whole.update(path.name.encode() + path.read_bytes())
    return whole.hexdigest()[:16]


def _is_built(path: Path) -> bool:
    return path.name == "course.js" and path.parent.name == "kit"
