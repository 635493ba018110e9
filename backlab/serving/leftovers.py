"""The folder of a server's sockets: marked while the server lives, so that the next removes what was left behind."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

MARK = "backlab.lives"


@contextmanager
def marked(folder: Path) -> Iterator[None]:
    """Mark ``folder`` as that of a process that lives; the mark is void when it has ended, however it did."""
    if sys.platform == "win32":  # it has no such locks
        yield
        return
    import fcntl

    # It gets its name once it is locked: between the two, another start would take the folder for a left one.
    part = folder / f"{MARK}.part"
    with part.open("w") as mark:
        fcntl.flock(mark, fcntl.LOCK_EX)
        part.rename(folder / MARK)
        yield


def sweep(root: Path) -> None:
    """Remove the folders right below ``root`` that a server of this person has marked and that nobody holds."""
    if sys.platform == "win32":
        return
    for mark in root.glob(f"*/{MARK}"):
        with suppress(OSError):  # another start may remove it at the same time
            if _is_left(mark):
                shutil.rmtree(mark.parent, ignore_errors=True)


def _is_left(mark: Path) -> bool:
    """Whether this person has made it, and no process holds it."""
    import fcntl

    if mark.parent.lstat().st_uid != os.getuid() or mark.is_symlink() or mark.parent.is_symlink():
        return False
    with mark.open() as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
    return True
