"""Where pages, the kit and the start page are: the one thing in which a served page and a plain file differ.

Whoever makes a page asks its ``Addresses``; ``Served`` are those of a server; ``backlab.site`` has those of a folder.
"""

from __future__ import annotations

from typing import NamedTuple, Protocol
from urllib.parse import quote, urlencode

from backlab.kit.bundle import kit_hash


class Asked(NamedTuple):
    """What an address asks of a page, each empty where it asks for nothing that there is."""

    language: str = ""
    theme: str = ""

    def link(self, path: str, **instead: str) -> str:
        """The address ``path``, carrying along what was asked for, or ``instead`` of it."""
        return with_query(path, **{"lang": self.language, "theme": self.theme, **instead})


class Addresses(Protocol):
    """The addresses that one page shows."""

    @property
    def ending(self) -> str:
        """How the address of every notebook's page ends."""

    @property
    def base(self) -> str:
        """What the addresses of a server begin with; "" where none answers."""

    @property
    def theme(self) -> str:
        """The theme that is asked for; "" is none."""

    @property
    def home(self) -> str:
        """The start page."""

    @property
    def kit(self) -> str:
        """The script that draws labs."""

    def page(self, name: str, **query: str) -> str:
        """The page of the notebook ``name``, asked for with ``query``."""

    def beside(self, name: str) -> str:
        """The page of a notebook that is called ``name`` as seen from the notebook that is shown."""

    def plan(self, name: str) -> str:
        """The page of a plan for teachers."""

    def spoken(self, code: str) -> str:
        """The page that is shown, in another language."""


class Served(NamedTuple):
    """Addresses of a server's pages, below ``base``, where language and theme stand behind the question mark."""

    base: str = "/"
    asked: Asked = Asked()

    @property
    def ending(self) -> str:
        """A page is called by its notebook."""
        return ".ipynb"

    @property
    def theme(self) -> str:
        """The theme in the address."""
        return self.asked.theme

    @property
    def home(self) -> str:
        """The server's own first page."""
        return self.asked.link(self.base)

    @property
    def kit(self) -> str:
        """The script's address, which holds its hash."""
        return self.base.rstrip("/") + kit_path()

    def page(self, name: str, **query: str) -> str:
        """The page that Voilà makes of the notebook."""
        return self.asked.link(f"{self.base}voila/render/{name}", **query)

    def beside(self, name: str) -> str:
        """The notebook's own address."""
        return self.asked.link(name)

    def plan(self, name: str) -> str:
        """Beside the pages, by the plan's name."""
        return self.asked.link(f"{self.base}teach/{name}")

    def spoken(self, code: str) -> str:
        """The same address, which asks for another language."""
        return self.asked.link("", lang=code)


def with_query(path: str, **query: str) -> str:
    """The address ``path`` with what is asked of it behind a question mark; what is empty is left out."""
    text = urlencode({name: value for name, value in query.items() if value})
    return f"{quote(path)}?{text}" if text else quote(path)


def kit_path() -> str:
    """The address of the kit's script, below the server's own."""
    return f"/backlab/kit-{kit_hash()}.js"
