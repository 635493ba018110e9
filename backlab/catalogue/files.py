"""The files of the catalogue: the template ``.pot``; for each language the ``.po`` that people edit, and its ``.mo``.

They say nothing of dates, lines, tools or persons: what stands in them changes only when a message does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from backlab.language import DOMAIN, LANGUAGES, LOCALE, SOURCE_LANGUAGE

ROOT = Path(__file__).parents[2]
TEMPLATE = Path(LOCALE) / f"{DOMAIN}.pot"
TRANSLATED = tuple(code for code in LANGUAGES if code != SOURCE_LANGUAGE)
_HEADERS = ("Language", "Plural-Forms", "MIME-Version", "Content-Type", "Content-Transfer-Encoding")


class Catalogue(Catalog):
    """Messages under a header that says only what is needed to read them.

    What a file says of its plural forms it keeps: Babel's own view of a language changes from version to version,
    and the translations that stand below were made for the forms of the file.
    """

    def __init__(self, locale: str | None = None) -> None:
        name = f"The messages of {DOMAIN} in {LANGUAGES[locale]}." if locale else f"The messages of {DOMAIN}."
        super().__init__(locale=locale, header_comment=f"# {name}", fuzzy=False)

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        """What is said above the messages, by name."""
        return [(name, value.rstrip()) for name, value in super().mime_headers if name in _HEADERS]

    @mime_headers.setter
    def mime_headers(self, headers: Iterable[tuple[str, str]]) -> None:
        self._set_mime_headers(headers)


def po_file(code: str) -> Path:
    """Where the translations of a language are."""
    return Path(LOCALE) / code / "LC_MESSAGES" / f"{DOMAIN}.po"


def mo_file(code: str) -> Path:
    """Where they are compiled."""
    return po_file(code).with_suffix(".mo")


def translations(code: str) -> Catalogue:
    """The translations of a language, an empty catalogue where there is no file yet."""
    catalogue, file = Catalogue(code), po_file(code)
    if file.exists():
        with file.open("rb") as stream:
            raw = read_po(stream, locale=code)
        catalogue.mime_headers = raw.mime_headers
        for message in messages(raw):
            catalogue[message.id] = message
    return catalogue


def as_text(catalogue: Catalogue) -> bytes:
    """The catalogue as a ``.po`` or ``.pot`` file."""
    stream = BytesIO()
    write_po(stream, catalogue, width=120, include_lineno=False, ignore_obsolete=True)
    return stream.getvalue()


def compiled(catalogue: Catalogue) -> bytes:
    """The catalogue as a ``.mo`` file: translated messages that are not fuzzy."""
    stream = BytesIO()
    write_mo(stream, catalogue)
    return stream.getvalue()


def write(code: str, catalogue: Catalogue) -> None:
    """Write the translations of a language and compile them."""
    po_file(code).parent.mkdir(parents=True, exist_ok=True)
    po_file(code).write_bytes(as_text(catalogue))
    mo_file(code).write_bytes(compiled(translations(code)))


def messages(catalogue: Catalog) -> Iterator[Message]:
    """All messages but the header."""
    return (message for message in catalogue if message.id)
