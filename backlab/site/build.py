"""The folder of plain files: what is in it, and how it is written, packed, and known again as one of ours."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from backlab.course.order import LESSONS
from backlab.language import LANGUAGES, gettext, speaking
from backlab.serving import Refusal
from backlab.serving.plans import NAMES
from backlab.serving.shelf import Shelf, kind_of
from backlab.serving.start import plan_page, start_page
from backlab.site import engine
from backlab.site.addresses import START, InFolder, file_of, plan_file
from backlab.site.assets import looks, offline, script
from backlab.site.bake import baked, read
from backlab.site.packing import add

LIST = "backlab-site.json"
"""The list of all files that were written: it says that a folder is ours, and what is left of an older course."""
_TOP = "backlab"


class Piece(NamedTuple):
    """One file: its path from the top of the folder, and what is in it."""

    path: str
    content: bytes


def pieces(shelf: Shelf, workbench: str = "") -> Iterator[Piece]:
    """Every file of the course whose notebooks are on ``shelf``; raises ``Refusal`` where one cannot be made.

    ``workbench`` is the path to which the start page leads whoever wants to change the code; "" is none.
    """
    notebooks = _sound(shelf)
    kit, style = _shared()
    parts = [kit, style, *(Piece(*file) for file in engine.files(shelf))]
    version = _version(parts)
    yield from (*parts, Piece("sw.js", offline(version)))
    for code in LANGUAGES:
        where = InFolder(START, code, kit.path)
        yield from _pages(shelf, notebooks, where, style.path, version, workbench)


def answered_pieces(shelf: Shelf, version: str, *, socket: str, votes: str = "") -> Iterator[Piece]:
    """Every file of the same course where a server answers at the path ``socket``, and its class votes at ``votes``.

    ``version`` is the state of the course by which the server knows what a page holds.
    """
    notebooks = _sound(shelf)
    kit, style = _shared()
    yield from (kit, style)
    for code in LANGUAGES:
        where = InFolder(START, code, kit.path, socket, votes)
        yield from _pages(shelf, notebooks, where, style.path, version)


def _sound(shelf: Shelf) -> list[str]:
    """The notebooks by name; what is wrong with one is said before anything is made."""
    notebooks = shelf.in_class
    for card, home in notebooks:
        read(home, card.name)
    return [card.name for card, _ in notebooks]


def _shared() -> tuple[Piece, Piece]:
    return _hashed("assets/course.js", script()), _hashed("assets/labs.css", looks())


def _pages(
    shelf: Shelf, notebooks: Sequence[str], start: InFolder, looks: str, version: str, workbench: str = ""
) -> Iterator[Piece]:
    """The pages in one language."""
    with speaking(start.code):
        yield _page(start, start_page(shelf, start, start.to(workbench) if workbench else ""))
        yield from _plans(shelf, start)
    for name in notebooks:
        where = start._replace(notebook=name)
        with speaking(start.code):
            html = baked(shelf, where, looks, version)
        yield _page(where, html)


def _plans(shelf: Shelf, start: InFolder) -> Iterator[Piece]:
    """The plans for teachers, where there is a lesson of the course."""
    if any(card.is_ours and card.lesson in LESSONS for card, _ in shelf.in_class):
        for name in NAMES:
            where = start._replace(notebook=plan_file(name))
            yield _page(where, plan_page(name, where, kind_of(shelf, shelf.own)))


def _page(where: InFolder, html: str) -> Piece:
    return Piece(file_of(where.notebook, where.code), html.encode())


def _version(parts: Iterable[Piece]) -> str:
    """The state of all that pages share."""
    whole = sha256()
    for part in parts:
        whole.update(part.path.encode() + part.content)
    return whole.hexdigest()[:16]


def _hashed(path: str, content: bytes) -> Piece:
    """A file whose name says what is in it, so that a browser may keep it for ever."""
    stem, _, ending = path.rpartition(".")
    return Piece(f"{stem}-{sha256(content).hexdigest()[:16]}.{ending}", content)


def write(out: Path, made: Iterable[Piece]) -> int:
    """Write every piece below ``out``, and take away what is left of an older course; how many bytes there are.

    Raises ``Refusal`` for a folder that holds something else, and where two pieces have the same name.
    """
    older = files(out)
    out.mkdir(parents=True, exist_ok=True)  # where that cannot be, nothing need be made
    written: dict[str, int] = {}
    for path, content in made:
        if path in written:
            twice = gettext("two pages would both be {path}: give one of the notebooks another name")
            raise Refusal(twice.format(path=path))
        written[path] = len(content)
        place = out / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
    out.joinpath(LIST).write_text(json.dumps({"files": sorted(written)}, indent=1), "utf-8")
    for path in older - set(written):
        out.joinpath(path).unlink(missing_ok=True)
    return sum(written.values())


def files(out: Path) -> set[str]:
    """The files of the course that is in the folder ``out``; raises ``Refusal`` where there is something else."""
    if out.is_file():
        raise Refusal(gettext("{folder} is a file: name a folder").format(folder=out))
    if not out.exists() or not any(out.iterdir()):
        return set()
    try:
        files = json.loads(out.joinpath(LIST).read_text("utf-8"))["files"]
        return {path for path in files if _is_inside(path)}
    except (OSError, ValueError, KeyError, TypeError):
        other = gettext("{folder} holds something else already: name a folder that is empty, or that this has made")
        raise Refusal(other.format(folder=out)) from None


def _is_inside(path: str) -> bool:
    """Whether a path stays in its folder, whoever has written it."""
    return not Path(path).is_absolute() and ".." not in Path(path).parts


def pack(out: Path, file: Path) -> None:
    """Pack the folder ``out`` into a zip ``file``, all below one folder."""
    with zipfile.ZipFile(file, "w") as packed:
        for path in [LIST, *sorted(files(out))]:
            add(packed, f"{_TOP}/{path}", out.joinpath(path).read_bytes())
