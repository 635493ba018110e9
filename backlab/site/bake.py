"""A notebook baked: its page as one file, with each lab as it is first met beside the place where it stands.

The same ``Room`` that later answers the page runs the notebook's code here, so what a page shows before and after
cannot differ.
"""

from __future__ import annotations

import asyncio
import json
import re
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from functools import cache
from pathlib import Path
from typing import Any

from jupyter_server.services.contents.largefilemanager import LargeFileManager
from voila.exporter import VoilaExporter  # type: ignore[import-untyped]  # Voilà carries no types

from backlab.hosts.room import Room, Shown, code_cells
from backlab.language import gettext, speaking
from backlab.serving import Refusal, reading
from backlab.serving.exporter import PageExporter
from backlab.serving.prepare import PLACE, prepared
from backlab.serving.shelf import Shelf
from backlab.serving.start import PALETTE, TEMPLATES
from backlab.site.addresses import InFolder
from backlab.site.still import still
from backlab.site.words import engine_words, page_words, socket_words

OWN = Path(__file__).with_name("templates")
# What would end a script or change how it is read, and the same letters in JSON.
_SAFE = {"</": "<\\/", "<!--": "\\u003c!--", "<script": "\\u003cscript"}

_NOTEBOOK = re.compile(r"""(?<=href=['"])(?P<name>[\w%-]+\.ipynb)""")


class FileExporter(PageExporter):
    """Makes a page as Voilà does, out of a notebook whose outputs are there; what cannot be made is raised."""

    def page(self, notebook: Any) -> str:
        """All of the page, made in a thread of its own: whoever asks may have a loop that runs, as a notebook has."""
        with ThreadPoolExecutor(1) as thread:
            return thread.submit(copy_context().run, asyncio.run, self._whole(notebook)).result()

    async def _whole(self, notebook: Any) -> str:
        pieces = VoilaExporter.generate_from_notebook_node(self, notebook)
        return "".join([piece async for piece, _ in pieces])


@cache
def _files(folder: Path) -> LargeFileManager:
    return LargeFileManager(root_dir=str(folder))


def read(folder: Path, name: str) -> Any:
    """The notebook ``name`` in ``folder``; raises ``Refusal`` where it cannot be shown."""
    try:
        return reading.read(folder / name, name)
    except reading.Unreadable as error:
        raise Refusal(error.said) from error


@cache
def _exporter(folder: Path) -> FileExporter:
    exporter = FileExporter(contents_manager=_files(folder), extra_template_basedirs=[], template_file="baked.html.j2")
    exporter.template_paths = [str(OWN), str(TEMPLATES), str(PALETTE), *exporter.template_paths]
    exporter.exclude_input = exporter.exclude_input_prompt = exporter.exclude_output_prompt = True
    return exporter


def baked(shelf: Shelf, where: InFolder, looks: str, version: str) -> str:
    """The page of a notebook of ``shelf`` as HTML; raises ``Refusal`` where its code needs more than there will be.

    ``looks`` is the style sheet of the labs, for where no script puts it in, and ``version`` the state of the
    course, by which a browser finds what it has kept of it.
    """
    found = shelf.found(where.notebook)
    home = found[1] if found else shelf.folder
    notebook = read(home, where.notebook)
    room = _room(notebook, shelf.folder, where)
    code = (cell for cell in notebook["cells"] if cell["cell_type"] == "code")
    for cell, shown in zip(code, room.shown, strict=True):
        cell["outputs"] = [_output(each) for each in shown]
    with speaking(where.code):
        ready = prepared(notebook, shelf, where.notebook, where)
        ready["metadata"][PLACE]["baked"] = {
            "name": where.name,
            "looks": where.to(looks),
            "words": page_words(),
            "stills": [_linked(still(met), where) for met in room.met],
            "labs": _page_data(room, where, version),
        }
        return _exporter(home).page(ready)


def _linked(html: str, where: InFolder) -> str:
    """What a lab shows, with its links to other notebooks leading to their pages, as its script makes them do."""
    return _NOTEBOOK.sub(lambda link: where.beside(link["name"]), html)


def _room(notebook: Any, folder: Path, where: InFolder) -> Room:
    try:
        return Room(code_cells(notebook), language=where.code, folder=folder)
    except Exception as error:  # whatever the code of a notebook of one's own raises
        failed = gettext("{notebook} cannot be a plain file: its code fails without Jupyter ({reason})")
        said = f"{type(error).__name__}: {error}"
        raise Refusal(failed.format(notebook=where.notebook, reason=said)) from error


def _output(shown: Shown) -> Any:
    """What a cell shows, as the output of a notebook; of a lab, its number."""
    match shown:
        case {"kind": "text", "text": text}:
            return {"output_type": "stream", "name": "stdout", "text": text}
        case {"kind": "html", "html": html}:
            return {"output_type": "display_data", "data": {"text/html": html}, "metadata": {}}
        case {"kind": "lab", "lab": number}:
            return {"output_type": "display_data", "data": {}, "metadata": {"lab": number}}


def _page_data(room: Room, where: InFolder, version: str) -> str:
    """What the page's script needs to draw its labs at once and to find who answers, as JSON that may stand in HTML."""
    data = {
        "notebook": where.name,
        "language": where.code,
        "engine": "" if where.socket else where.to("engine/"),
        "socket": where.to(where.socket) if where.socket else "",
        "votes": where.to(where.votes) if where.votes else "",
        "version": version,
        "words": {**engine_words(), **(socket_words() if where.socket else {})},
        "labs": room.met,
    }
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for piece, safe in _SAFE.items():
        text = text.replace(piece, safe)
    return text
