"""What several formats share: how a number is written, reasons as HTML, a zip that is the same each time."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Mapping
from io import BytesIO

from backlab.language import gettext
from backlab.markup import Markup, element, markup
from backlab.practice.items import Item

_EARLIEST = (1980, 1, 1, 0, 0, 0)  # the earliest time that a zip can say
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def safety() -> str:
    """What is said beside every bank."""
    return gettext("It teaches on example patients and is never a diagnosis. In a real emergency call 999, 112 or 911.")


def digits(number: float) -> str:
    """A number with a point and no more digits than it has."""
    return f"{number:.10g}"


def paragraphs(lines: Iterable[str]) -> Markup:
    """Lines as HTML, each a paragraph."""
    return markup(*(element("p", line) for line in lines))


def because(item: Item) -> tuple[str, ...]:
    """The reasons and below them their sources, line by line."""
    return (*item.why, *item.sources)


def zipped(files: Mapping[str, bytes | str]) -> bytes:
    """A zip of these files, which holds no time: the same files are the same bytes."""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name, _EARLIEST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, data)
    return packed.getvalue()
