"""Notebooks as other people write them, one function for each kind: what a page made of any notebook has to bear."""

from __future__ import annotations

import base64
import json
import struct
import zlib
from pathlib import Path
from typing import Any

Cell = dict[str, Any]


def words(text: str, **more: Any) -> Cell:
    """A cell of Markdown."""
    return {"cell_type": "markdown", "metadata": {}, "source": text, **more}


def code(text: str, *tags: str) -> Cell:
    """A cell of Python."""
    return {
        "cell_type": "code",
        "metadata": {"tags": list(tags)},
        "source": text,
        "outputs": [],
        "execution_count": None,
    }


def notebook(*cells: Cell, **metadata: Any) -> str:
    """The text of a notebook's file."""
    numbered = [{**cell, "id": f"cell-{number}"} for number, cell in enumerate(cells)]
    about = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}, **metadata}
    return json.dumps({"cells": numbered, "metadata": about, "nbformat": 4, "nbformat_minor": 5}, ensure_ascii=False)


def png(width: int, height: int, colour: tuple[int, int, int] = (40, 110, 160)) -> bytes:
    """A picture of one colour with a diagonal, so that one sees whether it is squeezed."""
    rows = bytearray()
    for y in range(height):
        rows += b"\0"
        for x in range(width):
            rows += bytes((255, 255, 255) if abs(x * height - y * width) < 3 * width else colour)

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(rows))) + chunk(b"IEND", b"")
    )


def _picture(width: int, height: int) -> str:
    return base64.b64encode(png(width, height)).decode()


def files_beside() -> str:
    """Pictures and files beside it, and some that are not there."""
    attached = {"pic.png": {"image/png": _picture(60, 40)}}
    return notebook(
        words("# Files"),
        words("![beside](pic.png)\n\n![a photo](photo.jpeg)\n\n![web](new.webp)\n\n<img src='pic.png' alt='as HTML'>"),
        words("![attached](attachment:pic.png)", attachments=attached),
        words("![gone](nowhere.png) and ![lost](attachment:lost.png) and text after.", attachments=attached),
        words("[Table](table.csv), [paper](paper.pdf), [page](page.html), [secret](secret.py)"),
        code("from pathlib import Path\nPath('made.csv').write_text('a,b')\nprint('made')"),
        words("[What was made](made.csv)"),
    )


def folder_up() -> str:
    """In a folder within: a picture one folder up, and one of the same name as in the root."""
    return notebook(words("# Within\n\n![up](../pic.png)\n\n![own](own.png)\n\n![same name](same.png)"))


def fill_files(folder: Path) -> None:
    """Write the notebooks that have files beside them, in ``folder`` and in one within, and these files."""
    (folder / "within").mkdir()
    folder.joinpath("files.ipynb").write_text(files_beside(), "utf-8")
    folder.joinpath("within", "up.ipynb").write_text(folder_up(), "utf-8")
    for name in ("pic.png", "photo.jpeg", "new.webp", "same.png", "within/own.png"):
        folder.joinpath(name).write_bytes(png(120, 80))
    folder.joinpath("within", "same.png").write_bytes(png(120, 80, (170, 40, 40)))
    for name in ("table.csv", "paper.pdf", "page.html", "secret.py"):
        folder.joinpath(name).write_text(f"what stands in {name}", "utf-8")
