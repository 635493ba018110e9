"""The language in which backlab speaks: messages through the standard library's gettext.

English is what the code says; a catalogue below ``locale/`` holds each other language. The language is a context
variable, so that a server can answer one person in Spanish while another reads English.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from os.path import dirname, join  # pathlib would double the package's import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gettext import NullTranslations

SOURCE_LANGUAGE = "en"
# Each language by the name that its own readers look for.
LANGUAGES: Mapping[str, str] = {"en": "English", "es": "Español"}
DOMAIN = "backlab"
LOCALE = join(dirname(__file__), "locale")
_spoken = ContextVar("language", default=SOURCE_LANGUAGE)


def language() -> str:
    """The code of the language that is spoken now, such as "en".

    >>> language()
    'en'
    """
    return _spoken.get()


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Speak another language inside a ``with`` block; raises ``ValueError`` for one that there is not.

    >>> with speaking("es"):
    ...     language()
    'es'
    """
    if code not in LANGUAGES:
        unknown = gettext("no language {code}: choose one of {codes}")
        raise ValueError(unknown.format(code=repr(code), codes=", ".join(LANGUAGES)))
    token = _spoken.set(code)
    try:
        yield
    finally:
        _spoken.reset(token)


def gettext(message: str) -> str:
    """The message in the language that is spoken; an empty one stays empty.

    >>> gettext("Urgent")
    'Urgent'
    >>> with speaking("es"):
    ...     gettext("Urgent")
    'Urgente'
    """
    code = _spoken.get()
    return message if code == SOURCE_LANGUAGE or not message else catalogue(code).gettext(message)


def ngettext(singular: str, plural: str, count: int) -> str:
    """The form of a message that fits ``count``.

    >>> ngettext("{count} word.", "{count} words.", 2).format(count=2)
    '2 words.'
    """
    code = _spoken.get()
    if code == SOURCE_LANGUAGE:
        return singular if count == 1 else plural
    return catalogue(code).ngettext(singular, plural, count)


@cache
def catalogue(code: str) -> "NullTranslations":
    """All messages of a language other than English; without its file the messages stay English.

    >>> catalogue("es").gettext("Emergency")
    'Emergencia'
    """
    from gettext import translation  # only here: most people never leave English

    return translation(DOMAIN, LOCALE, [code], fallback=True)
