"""The package as a zip file: what runs in a page, or in a notebook in the browser, is packed the same way."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

PACKAGE = Path(__file__).parents[1]
WHEN = (1980, 1, 1, 0, 0, 0)
"""The first day that a zip file knows: the same course is packed as the same bytes."""


def packed(wanted: Callable[[str], bool], more: Mapping[str, str] | None = None) -> bytes:
    """The files of the package whose path in it is ``wanted``, and ``more`` texts by their own paths."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for path in sorted(PACKAGE.rglob("*")):
            name = path.relative_to(PACKAGE).as_posix()
            if path.is_file() and wanted(name):
                add(archive, f"backlab/{name}", path.read_bytes())
        for name, text in (more or {}).items():
            add(archive, name, text.encode())
    return held.getvalue()


def add(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    """One file, by its path in the archive."""
    archive.writestr(zipfile.ZipInfo(name, WHEN), content, zipfile.ZIP_DEFLATED)
