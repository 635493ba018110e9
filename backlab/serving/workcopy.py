"""A student's own copy of the notebooks: brought up to date, never overwritten."""

from __future__ import annotations

import json
import os
from enum import Enum
from hashlib import sha256
from pathlib import Path

from backlab.notebook_cards import files

# Remembers what was put into the folder, so that a student's change can be told from an older version.
MANIFEST = ".backlab.json"


class Fate(Enum):
    """What happens to one file of the working copy; the value is what the person reads."""

    ADDED = "added {}"
    CURRENT = ""
    UPDATED = "updated {}: you had not changed it, and this is the newer one"
    KEPT = "kept {}: it holds your changes"
    KEPT_OLDER = "kept {}: it holds your changes (for the newer one, rename yours and start again)"


def refresh(source: Path, folder: Path) -> list[str]:
    """Copy into ``folder`` what is missing or was never changed there.

    Returns a line for each file that was added, updated or kept; raises ``OSError`` where it cannot write.
    """
    known = _read_manifest(folder / MANIFEST)
    said = []
    for path in files(source):
        name, new, target = path.relative_to(source).as_posix(), path.read_bytes(), folder / path.relative_to(source)
        fate = decide(target.read_bytes() if target.exists() else None, new, known.get(name))
        if fate in (Fate.ADDED, Fate.UPDATED):
            _write(target, new)
        if fate not in (Fate.KEPT, Fate.KEPT_OLDER):
            known[name] = digest(new)
        if fate.value:
            said.append(fate.value.format(name))
    _write(folder / MANIFEST, json.dumps(known, indent=1).encode())
    return said


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


def _read_manifest(path: Path) -> dict[str, str]:
    # Without a readable manifest every file counts as the student's own: nothing can be lost by that.
    try:
        known = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return {}
    return known if isinstance(known, dict) else {}


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + ".part")
    part.write_bytes(data)
    os.replace(part, path)  # whole or not at all: half a file would look like a student's change
