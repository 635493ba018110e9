"""What answers the plain pages: Python for the browser, with the memory of one that has loaded the whole course.

Python comes from npm, in one exact version whose bytes are known. Node starts it here, has it load the course, writes
its memory down, takes it up again in a Python of its own and asks it something: only what has answered is shipped. All
of it is made once for each state of the course, and kept in the person's cache.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from backlab.course.own_files import beside, pictures_of
from backlab.hosts.room import Room, code_cells
from backlab.kit.bundle import HERE as BUILT
from backlab.language import DOMAIN, LANGUAGES, LOCALE, SOURCE_LANGUAGE, gettext
from backlab.notebook_words import is_checked
from backlab.serving import Refusal
from backlab.serving.notebooks import shipped
from backlab.serving.shelf import Shelf
from backlab.site.packing import packed

VERSION = "314.0.6"
# How Python's memory is written down and taken up is no public part of it: with another version, all is tried anew.
_HASH = "BKDTJyIqFxC4BExLqeRS3f5xvXZIjOt8C3zGLN/Cc7tFxSwvKVhVkchQQ2AGLOtR4YrVOIFxbV8poyDOOmWwxQ=="
# What needs more than Python, or is of no use in a page.
_LEFT_OUT = (
    *("app.py", "catalogue", "hosts/files.py", "hosts/notebook.py", "hosts/script.py", "kit/typescript.py"),
    *("course/class_", "course/grade", "course/handed_in.py", "course/new.py", "course/voting.py", "course/written.py"),
    *("hosts/newest.py", "kit/bundle.py", "notebook_words.py", "pictures/spasm/story.py", "pictures/stills.py"),
    *("practice/bank.py", "practice/formats", "practice/items.py"),
    *("knowledge/prohibitions.py", "knowledge/requirements.py", "pictures/welcome.py"),
    *("reasoning/proof.py", "reasoning/prove_", "reasoning/space.py", "reasoning/verify.py"),
    *("safety", "serving", "site", "widgets.py"),
)
FROM_NPM = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json")
# With this one opened, what labs share is worked out once and for all; another is more to send than it saves.
_OPENED = "choose_the_treatment"
_TRIED = (_OPENED, "red_flags")
# Packed in short pieces or in long ones, as zlib counts it: programs become smaller in the one way, data in the other.
_MEMORY = (6, 8)


def files(shelf: Shelf) -> Iterator[tuple[str, bytes]]:
    """Every file of the engine, by its path from the top of the site; the notebooks are those of ``shelf``.

    Raises ``Refusal`` where npm or Node is missing, or does not do what is needed.
    """
    kept = made()
    for path in sorted(kept.iterdir()):
        yield f"engine/{path.name}", path.read_bytes()
    yield "engine/notebooks.json", notebooks(shelf).encode()
    yield "engine/worker.js", BUILT.joinpath("worker.js").read_bytes()


def notebooks(shelf: Shelf) -> str:
    """The code and the words about itself of each notebook of a shelf, as JSON."""
    found = {home / card.name: card.name.removesuffix(".ipynb") for card, home in shelf.in_class}
    said = {name: _said(json.loads(path.read_text("utf-8-sig")), path, shelf.folder) for path, name in found.items()}
    return json.dumps(said, ensure_ascii=False)


def _said(notebook: Mapping[str, Any], path: Path, folder: Path) -> dict[str, Any]:
    return {
        "code": needed(notebook, folder),
        "about": notebook["metadata"],
        "beside": _beside(path),
        "pictures": _pictures(path),
    }


def _beside(notebook: Path) -> dict[str, str]:
    """The file of a notebook's own questions, by its name, as text; most have none."""
    own = beside(notebook.stem, notebook.parent)
    return {own.name: own.read_text("utf-8")} if own else {}


def _pictures(notebook: Path) -> dict[str, str]:
    """The pictures of a notebook's own questions, by their names, as base64; most have none."""
    there = ((name, notebook.parent / name) for name in pictures_of(notebook))
    return {name: base64.b64encode(path.read_bytes()).decode() for name, path in there if _is_within(path, notebook)}


def _is_within(path: Path, notebook: Path) -> bool:
    return path.resolve().is_relative_to(notebook.parent.resolve())


def needed(notebook: Mapping[str, Any], folder: Path) -> list[str]:
    """The code that makes the labs of a notebook what they are.

    What is printed stands on the page already. Often most of the time is spent on it, so a cell whose output is kept is
    left out where the labs are the same without it.
    """
    cells = [cell for cell in notebook["cells"] if not is_checked(cell)]
    whole, needed = code_cells(notebook), code_cells({"cells": cells})
    try:
        is_same = Room(needed, folder=folder).met == Room(whole, folder=folder).met
    except Exception:  # noqa: BLE001  it defines a name that is needed; or all fails, and who bakes the page says so
        is_same = False
    return needed if is_same else whole


def made() -> Path:
    """The folder with what is the same for all notebooks; made where it is not there yet."""
    course, said = package(), catalogues()
    parts = (_HASH.encode(), course, *said.values(), BUILT.joinpath("freeze.mjs").read_bytes())
    what = hashlib.sha256(b"".join(parts)).hexdigest()
    kept = _cache() / f"engine-{what[:16]}"
    if not kept.exists():
        _cache().mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=_cache()) as scratch:
            _make(Path(scratch), course, said)
            try:
                os.replace(Path(scratch, "out"), kept)  # whole or not at all
            except OSError:  # another has made it meanwhile
                if not kept.exists():
                    raise
    return kept


def package() -> bytes:
    """The part of the package that runs in a page, as a zip file."""
    return packed(lambda name: name.endswith((".py", ".toml")) and not name.startswith(_LEFT_OUT))


def catalogues() -> dict[str, bytes]:
    """What is said in each language but the one of the code: a page brings along what it speaks, and no other."""
    others = (code for code in LANGUAGES if code != SOURCE_LANGUAGE)
    return {code: Path(LOCALE, code, "LC_MESSAGES", f"{DOMAIN}.mo").read_bytes() for code in others}


def _make(scratch: Path, course: bytes, said: Mapping[str, bytes]) -> None:
    """Fetch Python, write its memory down, and try it."""
    out, python = scratch / "out", scratch / "package"
    out.mkdir()
    fetch(scratch)
    scratch.joinpath("course.zip").write_bytes(course)
    for code, catalogue in said.items():
        _pack(catalogue, out / f"{code}.mo.gz")
    there = json.loads(notebooks(Shelf(shipped())))
    tried = {name: there[name] for name in _TRIED}
    scratch.joinpath("opened.json").write_text(json.dumps({_OPENED: tried[_OPENED]}), "utf-8")
    trials = [_trial(name, each, code) for name, each in tried.items() for code in LANGUAGES]
    scratch.joinpath("tried.json").write_text(json.dumps(trials), "utf-8")
    _run("node", BUILT / "freeze.mjs", "write", python, out, scratch)
    _run("node", BUILT / "freeze.mjs", "try", _as_taken_up(scratch), out, scratch)
    shutil.copyfile(python / "pyodide.mjs", out / "pyodide.mjs")
    lock = json.loads(python.joinpath("pyodide-lock.json").read_text("utf-8"))
    out.joinpath("pyodide-lock.json").write_text(json.dumps({**lock, "packages": {}}), "utf-8")
    for path in (python / "pyodide.asm.mjs", python / "pyodide.asm.wasm", scratch / "snapshot"):
        _pack(path.read_bytes(), out / f"{path.name}.gz")


def _pack(content: bytes, file: Path) -> None:
    file.write_bytes(min((_gzipped(content, memory) for memory in _MEMORY), key=len))


def _gzipped(content: bytes, memory: int) -> bytes:
    packer = zlib.compressobj(9, wbits=31, memLevel=memory)  # 31: with the head of a gzip file, and no time in it
    return packer.compress(content) + packer.flush()


def _as_taken_up(scratch: Path) -> Path:
    """A folder with what a page has that takes the memory up: Python's library is not there."""
    tried = scratch / "tried"
    tried.mkdir()
    for name in ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "pyodide-lock.json"):
        shutil.copyfile(scratch / "package" / name, tried / name)
    tried.joinpath("python_stdlib.zip").touch()
    return tried


def fetch(scratch: Path, names: Iterable[str] = FROM_NPM) -> Path:
    """The folder below ``scratch`` with these files of Python for the browser; raises ``Refusal`` without npm."""
    said = _run("npm", "pack", f"pyodide@{VERSION}", "--json", "--pack-destination", scratch)
    archive = scratch / json.loads(said)[0]["filename"]
    if base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode() != _HASH:
        raise Refusal(gettext("What npm fetched is not the Python that the pages are made for: try again later."))
    with tarfile.open(archive) as opened:
        for name in names:
            opened.extract(f"package/{name}", scratch, filter="data")
    return scratch / "package"


def _trial(name: str, notebook: Any, code: str) -> dict[str, str]:
    """What the memory is asked once it is taken up, and what this Python answers."""
    room = Room(notebook["code"], language=code, folder=shipped())
    return {
        "notebooks": json.dumps({name: notebook}),
        "message": json.dumps({"kind": "open", "notebook": name, "language": code, "query": ""}),
        "answer": json.dumps({"kind": "opened", "labs": room.met}),
    }


def _run(program: str, *arguments: str | Path) -> str:
    """What a program prints; raises ``Refusal`` where it is missing or fails."""
    path = shutil.which(program)
    if path is None:
        needed = gettext("{program} is needed to make the labs of plain files live: install Node.js")
        raise Refusal(needed.format(program=program))
    done = subprocess.run([path, *map(str, arguments)], capture_output=True, text=True, check=False)
    if done.returncode:
        failed = gettext("{program} failed, so the labs of plain files cannot be made: {reason}")
        last = [line for line in done.stderr.splitlines() if line.strip()] or ["?"]
        raise Refusal(failed.format(program=program, reason=last[-1][:300]))
    return done.stdout


def _cache() -> Path:
    """The folder in which a person's programs keep what they can make anew."""
    if said := os.environ.get("BACKLAB_CACHE"):
        return Path(said)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", Path.home())) / "backlab" / "cache"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "backlab"
