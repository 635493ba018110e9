"""The page on which labs stand: what its address asks for, and the questions on it for which other labs wait.

Whoever shows labs says on which page they are made: ``with standing_on(Page("lang=es")): TreatmentLab()``. Elsewhere,
nothing is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Protocol
from urllib.parse import parse_qs

from backlab.language import LANGUAGES, SOURCE_LANGUAGE

Act = Callable[[], None]


class Opener(Protocol):
    """What opens a lab that is shut: a question that has been answered."""

    def when_committed(self, act: Act) -> None:
        """Call ``act`` as soon as it is answered."""


class Page:
    """One page: the part of its address after the question mark, and the questions on it, by their names.

    ``folder`` is where its notebook's own files stand.

    >>> page = Page("number=7")
    >>> page.query
    'number=7'
    """

    def __init__(self, query: str = "", folder: Path | str = ".") -> None:
        self.query, self.folder = query, Path(folder)
        self._openers: dict[str, Opener] = {}
        self._waiting: dict[str, list[Act]] = {}

    def add(self, name: str, opener: Opener) -> None:
        """There is a question of this name now; whatever waits for one of that name waits for it too."""
        self._openers[name] = opener
        for act in self._waiting.get(name, ()):
            opener.when_committed(act)

    def when_committed(self, name: str, act: Act) -> None:
        """Call ``act`` as soon as the question of this name is answered, one that is made later too."""
        self._waiting.setdefault(name, []).append(act)
        if name in self._openers:
            self._openers[name].when_committed(act)


_page: ContextVar[Page] = ContextVar("page")


def here() -> Page:
    """The page on which labs are made now; one without an address where nobody says.

    >>> with standing_on(Page("lang=es")):
    ...     here().query
    'lang=es'
    """
    return _page.get(None) or Page()


@contextmanager
def standing_on(page: Page) -> Iterator[None]:
    """Make labs on this page inside a ``with`` block.

    >>> with standing_on(Page("number=7&lang=es")):
    ...     asked()["number"], language()
    ('7', 'es')
    >>> asked()
    {}
    """
    token = _page.set(page)
    try:
        yield
    finally:
        _page.reset(token)


def asked() -> Mapping[str, str]:
    """What stands in the address, by name; of a name that stands there twice, the last.

    >>> with standing_on(Page("number=3&number=7")):
    ...     asked()
    {'number': '7'}
    """
    query = parse_qs(here().query, keep_blank_values=True)
    return {name: values[-1] for name, values in query.items()}


def language() -> str:
    """The language that the address asks for, or the source language for none or one that there is not.

    >>> with standing_on(Page("lang=es")):
    ...     language()
    'es'
    >>> language()
    'en'
    """
    wanted = asked().get("lang", SOURCE_LANGUAGE)
    return wanted if wanted in LANGUAGES else SOURCE_LANGUAGE
