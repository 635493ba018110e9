"""The answers that are kept beside a notebook: one file for each lesson, to which every tab and every kernel adds.

    read("red_flags.")                     what is kept under these keys
    add("red_flags.1", "urgent")           one more try; what comes back has the tries of other tabs too
    add("red_flags.1", shown=True)         the solution was looked at
    forget(["red_flags.1"])                remove the files of these lessons; a sentence for each that stays

``read`` and ``add`` return a ``Beside``: a record, and a sentence for each file that was damaged. A damaged file gets
another name and is never overwritten. Where ``add`` raises ``OSError`` nothing has been written: give the same tries
again together with the next, ``add(key, *waiting)``, and none is lost.

A file is written whole or not at all, and only by whoever holds its lock (``red_flags.lock``, which is there only
meanwhile). The system gives a lock back when a process ends, so that none is left over.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from time import monotonic, sleep
from typing import Any, NamedTuple, TypeVar

from backlab.course.answers import Attempts, Record, Unreadable, from_text, merged, text_of, to_text
from backlab.language import gettext

FOLDER = "backlab-answers"
PATIENCE = 10.0  # seconds for a lock that others hold for milliseconds: its holder may have been stopped
_BETWEEN = 0.002  # seconds between two looks at it
_IS_WINDOWS = sys.platform == "win32"
_Result = TypeVar("_Result")


class Beside(NamedTuple):
    """What is kept beside the notebook, and what is said of files that were ``damaged``."""

    record: dict[str, Attempts]
    damaged: tuple[str, ...] = ()


def read(keeps: str = "", folder: Path = Path(FOLDER)) -> Beside:
    """What is kept under a key, or under all keys that begin with ``keeps`` (all there are, if it is empty)."""
    lesson = keeps.partition(".")[0]
    found = [_shared(path) for path in ([_file(lesson, folder)] if lesson else sorted(folder.glob("*.json")))]
    record = merged(each.record for each in found)
    mine = {key: tries for key, tries in record.items() if key.startswith(keeps)}
    return Beside(mine, tuple(said for each in found for said in each.damaged))


def add(key: str, *answers: Any, shown: bool = False, folder: Path = Path(FOLDER)) -> Beside:
    """Add tries at one exercise to what is kept; returns all tries at it, and raises ``OSError`` if none was written.

    ``shown`` says that its solution was looked at; with no answer at all, only that is noted.
    """
    path = _file(key.partition(".")[0], folder)
    folder.mkdir(exist_ok=True)
    with _alone(path):
        record, damaged = _own(path)
        tries = record.get(key, Attempts(())).then(*answers, shown=shown)
        if not tries.given:  # it was forgotten meanwhile, and there is nothing to note it of
            return Beside({}, damaged)
        _write(path, {**record, key: tries})
    return Beside({key: tries}, damaged)


def forget(keys: Iterable[str], folder: Path = Path(FOLDER)) -> tuple[str, ...]:
    """Remove the files in which these keys are kept; returns a sentence for each that could not be removed."""
    said = []
    for path in sorted({_file(key.partition(".")[0], folder) for key in keys}):
        try:
            if path.exists() or path.is_symlink():
                with _alone(path):
                    _remove(path)
        except OSError as error:
            left = gettext("{name} could not be removed ({reason}): remove it yourself.")
            said.append(left.format(name=path, reason=reason(error)))
    return tuple(said)


def reason(error: OSError) -> str:
    """Why something could not be done with a file, as the system says it."""
    return error.strerror or str(error)


def set_aside(what: str, why: str) -> str:
    """What is said of something kept that could not be read and has another name now."""
    return gettext(
        "What was kept as “{name}” could not be read: {why}. It has been set aside, not deleted; you can answer again."
    ).format(name=what, why=why)


def _file(lesson: str, folder: Path) -> Path:
    if not lesson.isidentifier():  # it becomes the name of a file
        raise ValueError(f"no lesson is called {lesson!r}")
    return folder / f"{lesson}.json"


def _shared(path: Path) -> Beside:
    """What a file holds that others may be writing: they put it there whole, so that only damage needs the lock."""
    try:
        return Beside(_in_file(path))
    except OSError as error:
        closed = gettext("{name} could not be opened ({reason}).")
        return Beside({}, (closed.format(name=path, reason=reason(error)),))
    except (Unreadable, UnicodeDecodeError) as unread:
        try:
            with _alone(path):
                return _own(path)
        except OSError as error:
            left = gettext("{name} could not be read ({why}), nor be set aside ({reason}): it has been left as it is.")
            return Beside({}, (left.format(name=path, why=_why(unread), reason=reason(error)),))


def _own(path: Path) -> Beside:
    """What a file holds whose lock one has; a damaged one is renamed and said. Raises ``OSError``."""
    try:
        return Beside(_in_file(path))
    except (Unreadable, UnicodeDecodeError) as unread:
        return Beside({}, (_aside(path, _why(unread)),))


def _in_file(path: Path) -> dict[str, Attempts]:
    """What a file holds, nothing if there is none."""
    try:
        return from_text(_patiently(lambda: text_of(path)))
    except FileNotFoundError:
        return {}


def _why(unread: ValueError) -> str:
    return str(unread) if isinstance(unread, Unreadable) else gettext("it is no text")


def _aside(path: Path, why: str) -> str:
    number = 1
    while (other := path.with_suffix(f".set-aside-{number}")).exists():
        number += 1
    path.rename(other)
    return set_aside(path.name, gettext("{why} (now {name})").format(why=why, name=other.name))


def _write(path: Path, record: Record) -> None:
    """Put a record in a file's place, whole or not at all."""
    part = path.with_suffix(f".part-{os.getpid()}")
    part.unlink(missing_ok=True)  # what was left of an earlier one, or a link to some other file
    with part.open("x", encoding="utf-8") as file:
        file.write(to_text(record))
        file.flush()
        os.fsync(file.fileno())  # or a power cut could leave an empty file in the place of the old one
    _patiently(lambda: os.replace(part, path))


def _remove(path: Path) -> None:
    _patiently(lambda: path.unlink(missing_ok=True))


def _patiently(act: Callable[[], _Result]) -> _Result:
    """Do something with a file. Windows refuses it for the moment in which somebody else has the file open."""
    until = monotonic() + (1.0 if _IS_WINDOWS else 0.0)
    while True:
        try:
            return act()
        except PermissionError:
            if monotonic() >= until:
                raise
            sleep(_BETWEEN)


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Be the only one who writes a file, of all threads and processes. Raises ``OSError``."""
    lock, until = path.with_suffix(".lock"), monotonic() + PATIENCE
    while (handle := _patiently(lambda: _lock(lock))) is None:
        if monotonic() >= until:
            raise BlockingIOError(errno.EAGAIN, gettext("another notebook is writing there, and does not end"))
        sleep(_BETWEEN)
    try:
        yield
    finally:
        _unlock(lock, handle)


def _lock(lock: Path) -> int | None:
    """The open lock, if it is ours now; None where somebody else has it, or has just taken it away."""
    if lock.is_symlink():  # it came with a folder of notebooks: nothing may be made where it points
        lock.unlink()
    handle = os.open(lock, os.O_RDWR | os.O_CREAT)
    try:
        if _taken(handle) and os.path.samestat(os.fstat(handle), os.stat(lock)):
            return handle
    except FileNotFoundError:  # whoever had it has ended meanwhile, and removed it
        pass
    except OSError:
        os.close(handle)
        raise
    os.close(handle)
    return None


def _unlock(lock: Path, handle: int) -> None:
    """Remove the lock while it is ours; on Windows, where an open file stays, as soon as nobody has it open."""
    with suppress(OSError):
        os.unlink(lock)
    _give_back(handle)
    os.close(handle)
    if _IS_WINDOWS:
        with suppress(OSError):
            os.unlink(lock)


def _give_back(handle: int) -> None:
    """Closing the file gives its lock back: only Windows wants to be told before."""


if sys.platform == "win32":
    import msvcrt

    def _give_back(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)

    def _taken(handle: int) -> bool:
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
elif sys.platform == "emscripten":

    def _taken(handle: int) -> bool:
        return True  # in a browser's Python nobody else is there
else:
    import fcntl

    def _taken(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError as error:
            if error.errno not in (errno.ENOLCK, errno.ENOTSUP, errno.ENOSYS):
                raise  # these three: a drive that knows no locks, where one cannot do better
        return True
