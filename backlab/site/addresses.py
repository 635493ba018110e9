"""The addresses of plain files: each seen from the page that shows it, so that the folder can stand anywhere."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import NamedTuple

from backlab.language import SOURCE_LANGUAGE
from backlab.serving.addresses import with_query

ENDING = ".html"
START = "index"


def file_of(notebook: str, code: str) -> str:
    """The file of a notebook's page in a language: English right in the folder, each other language in its own.

    >>> file_of("red_flags.ipynb", "es")
    'es/red_flags.html'
    """
    page = notebook.removesuffix(".ipynb") + ENDING
    return page if code == SOURCE_LANGUAGE else f"{code}/{page}"


def plan_file(name: str) -> str:
    """What a plan for teachers is called among the notebooks, so that its page is found as theirs are."""
    return f"teach/{name}.ipynb"


class InFolder(NamedTuple):
    """Addresses as the page of ``notebook`` in the language ``code`` shows them; ``script`` is the labs' own.

    Where a server answers the labs, ``socket`` is where it does so, and ``votes`` where its class votes.
    """

    notebook: str
    code: str
    script: str = ""
    socket: str = ""
    votes: str = ""

    @property
    def ending(self) -> str:
        """A page is a file."""
        return ENDING

    @property
    def base(self) -> str:
        """No server answers."""
        return ""

    @property
    def theme(self) -> str:
        """A file is asked for nothing; the page's own script reads the address."""
        return ""

    @property
    def home(self) -> str:
        """The start page in the same language."""
        return self.page(START)

    @property
    def kit(self) -> str:
        """The script that draws labs."""
        return self.to(self.script)

    @property
    def name(self) -> str:
        """What the page is called in every language."""
        return self.notebook.removesuffix(".ipynb")

    def to(self, path: str) -> str:
        """A file of the folder, by its path from the top."""
        deep = len(PurePosixPath(file_of(self.notebook, self.code)).parents) - 1
        return with_query("../" * deep + path)

    def page(self, name: str, **query: str) -> str:
        """The page of another notebook in the same language."""
        return with_query(self.to(file_of(name, self.code)), **query)

    def beside(self, name: str) -> str:
        """A page stands beside another as their notebooks do."""
        return with_query(name.removesuffix(".ipynb") + ENDING)

    def plan(self, name: str) -> str:
        """A plan for teachers is a file in a folder of its own."""
        return self.page(plan_file(name))

    def spoken(self, code: str) -> str:
        """The same page in another language is another file."""
        return self.to(file_of(self.notebook, code))
