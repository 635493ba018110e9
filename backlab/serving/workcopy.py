"""A student's own copy of the notebooks: brought up to date, never overwritten."""

from __future__ import annotations

import json
import os
from enum import Enum, auto
from hashlib import sha256
from pathlib import Path
from typing import Any

from backlab.language import SOURCE_LANGUAGE, gettext, language
from backlab.notebook_cards import files
from backlab.notebook_words import is_at_rest, translated

# Remembers what was put into the folder, so that a student's change can be told from an older version.
MANIFEST = ".backlab.json"


class Fate(Enum):
    """What happens to one file of the working copy."""

    ADDED = auto()
    CURRENT = auto()
    UPDATED = auto()
    KEPT = auto()
    KEPT_OLDER = auto()
    NO_FILE = auto()


def refresh(source: Path, folder: Path) -> list[str]:
    """Copy into ``folder``, in the language that is spoken, what is missing or was never changed there.

    Returns a line for each file that was added, updated or kept; raises ``OSError`` where it cannot write.
    """
    known = _read_manifest(folder / MANIFEST)
    said = [] if known is not None else [_lost()]
    known = known or {}
    for path in files(source):
        name, new, target = path.relative_to(source).as_posix(), spoken(path), folder / path.relative_to(source)
        fate = _fate(target, new, known.get(name))
        if fate in (Fate.ADDED, Fate.UPDATED):
            _write(target, new)
        if fate in (Fate.ADDED, Fate.UPDATED, Fate.CURRENT):
            known[name] = digest(new)
        if fate is not Fate.CURRENT:
            said.append(_line(fate).format(name=name))
    _write(folder / MANIFEST, json.dumps(known, indent=1).encode())
    return said


def spoken(path: Path) -> bytes:
    """What a file of the course says: a notebook's words in the language that is spoken, all else as it is."""
    data = path.read_bytes()
    if language() == SOURCE_LANGUAGE or path.suffix != ".ipynb":
        return data
    try:
        notebook: Any = _without_stills(translated(json.loads(data)))
    # It is no notebook, so there are no words of it to translate: it is copied as it is.
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return data
    return (json.dumps(notebook, indent=1, ensure_ascii=False) + "\n").encode("utf-8", "replace")


def _without_stills(notebook: Any) -> Any:
    """A notebook without what it shows before it has run, which speaks the language of the code."""
    for cell in notebook["cells"]:
        if is_at_rest(cell):
            cell["outputs"] = []
    return notebook


def _fate(target: Path, new: bytes, put_here: str | None) -> Fate:
    # A pipe would be waited for, for ever; and what a folder holds is not ours to judge.
    if target.exists() and not target.is_file():
        return Fate.NO_FILE
    return decide(target.read_bytes() if target.exists() else None, new, put_here)


def _line(fate: Fate) -> str:
    """What the person reads of a file; ``{name}`` is the file's."""
    return {
        Fate.ADDED: gettext("added {name}"),
        Fate.UPDATED: gettext("updated {name}: you had not changed it, and this is the newer one"),
        Fate.KEPT: gettext("kept {name}: it holds your changes"),
        Fate.KEPT_OLDER: gettext(
            "kept {name}: it holds your changes (for the newer one, rename yours and start again)"
        ),
        Fate.NO_FILE: gettext(
            "left out {name}: something else has its name, and is no file (rename that, and start again)"
        ),
    }[fate]


def _lost() -> str:
    lost = gettext("{name} cannot be read, so every notebook that differs from the newest counts as changed by you")
    return lost.format(name=MANIFEST)


def decide(mine: bytes | None, new: bytes, put_here: str | None) -> Fate:
    """What to do with a file that reads ``mine`` where ``put_here`` is the digest of what was copied last."""
    if mine is None:
        return Fate.ADDED
    if mine == new:
        return Fate.CURRENT
    if digest(mine) == put_here:
        return Fate.UPDATED
    return Fate.KEPT if put_here == digest(new) else Fate.KEPT_OLDER


def digest(data: bytes) -> str:
    """The fingerprint by which a file is known again."""
    return sha256(data).hexdigest()


def _read_manifest(path: Path) -> dict[str, str] | None:
    """The digest of each file that was copied, by its name; None where that cannot be read."""
    if not path.exists():
        return {}
    # Without a readable manifest every file counts as the student's own: nothing can be lost by that.
    try:
        known = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else None
    except (ValueError, RecursionError):
        return None
    if not isinstance(known, dict):
        return None
    return {name: put_here for name, put_here in known.items() if isinstance(put_here, str)}


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + ".part")
    part.unlink(missing_ok=True)  # it may be a pipe, or lead elsewhere
    with part.open("xb") as stream:
        stream.write(data)
    os.replace(part, path)  # whole or not at all: half a file would look like a student's change
