"""Reads a notebook as other people's editors leave it; of one that cannot be shown it says why, in a sentence.

A byte-order mark, an older format and what an editor left out are no damage.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import nbformat
from nbformat.reader import reads
from tornado.web import HTTPError

from backlab.language import gettext
from backlab.notebook_cards import cells_of

# The status of a page whose notebook is there and cannot be shown.
UNREADABLE = 422
# What every notebook runs on here, whatever the machine of its author called it.
KERNEL = {"name": "python3", "display_name": "Python 3", "language": "python"}
NEWEST = 4
CONFLICT = "<<<<<<< "


class Unreadable(HTTPError):
    """A notebook that cannot be shown; ``said`` is the sentence that says why, and of which file."""

    def __init__(self, said: str) -> None:
        super().__init__(UNREADABLE)
        self.said = said


def read(path: Path, name: str) -> Any:
    """The notebook in the file ``path``, which readers know as ``name``; raises ``Unreadable`` where it is none."""
    book = _book(_text(path, name), name)
    try:
        whole = json.dumps(_mended(book))
        notebook = nbformat.convert(reads(whole), NEWEST)  # type: ignore[no-untyped-call]  # it is not annotated
    except Exception as error:  # whatever nbformat stumbles over: it trusts what it is given
        raise Unreadable(_damaged(name)) from error
    _need_python(notebook.metadata, name)
    notebook.metadata["kernelspec"] = nbformat.from_dict(KERNEL)  # type: ignore[no-untyped-call]  # the same
    return notebook


def _text(path: Path, name: str) -> str:
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        said = gettext("“{name}” is not a text in UTF-8, as a notebook is: save it again in Jupyter, or fetch it anew.")
        raise Unreadable(said.format(name=name)) from error
    if not text.strip():
        raise Unreadable(gettext("“{name}” is empty: save the notebook again, or fetch it anew.").format(name=name))
    return text


def _book(text: str, name: str) -> dict[str, Any]:
    try:
        book = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Unreadable(_no_json(text, name, getattr(error, "lineno", 1))) from error
    if not isinstance(book, dict) or not isinstance(book.get("nbformat", NEWEST), int):
        raise Unreadable(_damaged(name))
    if book.get("nbformat", NEWEST) > NEWEST:
        newer = gettext("“{name}” was written by a newer Jupyter than is installed here: save it in an older format.")
        raise Unreadable(newer.format(name=name))
    if not cells_of(book):
        none = gettext("“{name}” has no cells, so there is nothing to show: write some in Jupyter, and save it.")
        raise Unreadable(none.format(name=name))
    return book


def _no_json(text: str, name: str, line: int) -> str:
    """Why it is no JSON, as far as one can see what befell it."""
    if text.lstrip().lower().startswith(("<!doctype", "<html")):
        return gettext(
            "“{name}” is a web page and no notebook: fetch the file itself, where the site offers to download it."
        ).format(name=name)
    if CONFLICT in text:
        return gettext(
            "“{name}” holds two versions of itself that version control could not bring together: choose one of them."
        ).format(name=name)
    broken = gettext("“{name}” is damaged, or cut off, at line {line}: take it out of a backup, or fetch it anew.")
    return broken.format(name=name, line=line)


def _damaged(name: str) -> str:
    return gettext("“{name}” is damaged, it has not the parts of a notebook: save it again, or fetch it anew.").format(
        name=name
    )


def _mended(book: dict[str, Any]) -> dict[str, Any]:
    """The same with all that nbformat needs, where an editor or a script has left it out; without earlier outputs."""
    whole = {"nbformat": NEWEST, "nbformat_minor": 0, **book}
    whole["metadata"] = _mapping(book.get("metadata"))
    for cell in cells_of(whole):
        cell["metadata"] = _mapping(cell.get("metadata"))
        if cell.setdefault("cell_type", "raw") == "code":
            cell["outputs"] = []
        if "worksheets" not in book:  # an older format has other names for these
            cell.setdefault("source", "")
            cell.setdefault("execution_count", None)
    return whole


def _mapping(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _need_python(metadata: Any, name: str) -> None:
    spec, about = _mapping(metadata.get("kernelspec")), _mapping(metadata.get("language_info"))
    language = str(spec.get("language") or about.get("name") or "python")
    if not language.lower().startswith(("python", "ipython")):
        other = gettext("“{name}” is written for {kernel}, and only notebooks in Python can be shown here.")
        raise Unreadable(other.format(name=name, kernel=spec.get("display_name") or language))
