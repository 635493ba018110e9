"""What a class has handed in: a folder or a zip, as it was collected by hand or as Moodle and Canvas pack it.

Nothing is unpacked onto the disk, no link is followed, and nothing that could be waited on for ever is opened. Whatever
is passed over is named with its reason, so that no student can vanish.
"""

from __future__ import annotations

import os
import re
import stat
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import partial
from pathlib import Path, PurePosixPath
from typing import IO, NamedTuple

from backlab.course.answers import MOST_BYTES, Unreadable, decoded
from backlab.language import gettext

MOST_FILES = 10_000
DEEPEST = 6  # folders within folders
MOST_IN_ALL = 400_000_000  # bytes, unpacked
TIGHTEST = 200  # times: answers pack to a tenth, and a bomb to a thousandth
_SMALL = 1_000_000  # bytes that may be packed however tightly
_MOST_NAMES = 8_000_000  # bytes of a zip's list of files
# Anna Lee_12345_assignsubmission_file_, a folder or the beginning of a file's name; the number is the participant's.
_MOODLE = re.compile(r"(?P<name>.+)_(?P<number>\d+)_assignsubmission_\w+?_(?P<file>.*)")
# leeanna_LATE_12345_67890_answers.json; the first number is the student's.
_CANVAS = re.compile(r"(?P<name>[^_]+)(?:_LATE)?_(?P<number>\d+)_\d+_(?P<file>.+)")
_COMPUTERS_OWN = re.compile(r"(.*/)?(\._[^/]*|\.DS_Store|Thumbs\.db|desktop\.ini)|__MACOSX/.*|(.*/)?\.~lock\..*")


class NotHandedIn(ValueError):
    """There is no folder or zip to look into; it says why in one sentence."""


class Student(NamedTuple):
    """Whose file it is: the ``name`` as it can be shown, and the number that ``moodle`` or ``canvas`` gave, or ""."""

    name: str
    moodle: str = ""
    canvas: str = ""


class Piece(NamedTuple):
    """One file: its ``path`` from the top, and its ``text``; or else ``why`` it is passed over."""

    path: str
    text: str = ""
    why: str = ""


def pieces(place: Path, ours: Collection[str] = ()) -> Iterator[Piece]:
    """Every file in a folder or a zip, by name, but for those at its top that are ``ours``.

    Raises ``NotHandedIn``.
    """
    try:
        kind = place.stat().st_mode
    except FileNotFoundError:
        raise _cannot(place, gettext("it does not exist")) from None
    except (OSError, ValueError) as error:
        raise _cannot(place, getattr(error, "strerror", None) or str(error)) from None
    if stat.S_ISDIR(kind):
        return _in_folder(place, ours)
    if stat.S_ISREG(kind) and zipfile.is_zipfile(place):
        return _in_zip(place)
    raise _cannot(place, gettext("it is no folder and no zip"))


def _cannot(place: Path, reason: str) -> NotHandedIn:
    unread = gettext("cannot look into {folder}: {reason}")
    return NotHandedIn(unread.format(folder=shown(str(place)), reason=reason))


def _too_many(place: Path) -> NotHandedIn:
    most = gettext("there are more than {count} files: name a folder with nothing but what was handed in")
    return _cannot(place, most.format(count=MOST_FILES))


class _Budget:
    """How many bytes may still be read."""

    def __init__(self) -> None:
        self.left = MOST_IN_ALL

    def text(self, file: IO[bytes]) -> str:
        """All of a file; raises ``Unreadable``, ``UnicodeDecodeError`` or what reading raises."""
        if self.left <= 0:
            raise Unreadable(gettext("too much comes before it: grade it by itself"))
        data = file.read(MOST_BYTES + 1)
        self.left -= len(data)
        return decoded(data)


def _in_folder(top: Path, ours: Collection[str]) -> Iterator[Piece]:
    budget = _Budget()
    for count, (name, why) in enumerate(_walked(top), 1):
        if count > MOST_FILES:
            raise _too_many(top)
        if name not in ours:
            yield Piece(name, why=why) if why else _read(name, partial(_opened, top / name), budget)


def _walked(top: Path, within: str = "", depth: int = 0) -> Iterator[tuple[str, str]]:
    """Each entry's path from the top with the reason to pass it over, or ""; of a folder, what is in it."""
    try:
        with os.scandir(top / within) as found:
            entries = sorted(found, key=lambda entry: entry.name)
    except OSError as error:
        if not within:
            raise _cannot(top, error.strerror or str(error)) from None
        yield within, error.strerror or str(error)
        return
    if not entries and within:
        yield within, gettext("it is an empty folder")
    for entry in entries:
        name = f"{within}/{entry.name}" if within else entry.name
        if entry.is_symlink():
            yield name, gettext("it is a link: put the file itself there")
        elif not entry.is_dir(follow_symlinks=False):
            yield name, "" if entry.is_file(follow_symlinks=False) else gettext("it is no file")
        elif depth == DEEPEST:
            yield name, gettext("it lies too deep in other folders")
        else:
            yield from _walked(top, name, depth + 1)


def _opened(path: Path) -> IO[bytes]:
    """A file, and nothing else: were it made a link or a pipe since, it is neither followed nor waited for."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    file = os.fdopen(os.open(path, flags), "rb")
    if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        file.close()
        raise Unreadable(gettext("it is no file"))
    return file


def _in_zip(place: Path) -> Iterator[Piece]:
    budget, seen = _Budget(), set[str]()
    with _packed(place) as packed:
        for entry in sorted(packed.infolist(), key=lambda each: each.filename):
            name = entry.filename.replace("\\", "/")  # as some old tools of Windows write it
            if not name.endswith("/"):
                why = gettext("its name stands there twice") if name in seen else _suspect(entry, name)
                seen.add(name)
                yield Piece(name, why=why) if why else _read(name, partial(packed.open, entry), budget)


def _packed(place: Path) -> zipfile.ZipFile:
    """The zip, opened; raises ``NotHandedIn`` where it is damaged or lists too many files."""
    try:
        if _size_of_list(place) > _MOST_NAMES:
            raise _too_many(place)
        packed = zipfile.ZipFile(place)
    except (zipfile.BadZipFile, OSError, struct.error, NotImplementedError, UnicodeDecodeError):
        raise _cannot(place, gettext("the zip is damaged")) from None
    if len(packed.infolist()) > MOST_FILES:
        packed.close()
        raise _too_many(place)
    return packed


def _size_of_list(place: Path) -> int:
    """How many bytes the zip's list of files takes up, looked up before all of it is read."""
    with place.open("rb") as file:
        file.seek(max(0, place.stat().st_size - 70_000))
        end = file.read()
    at = end.rfind(b"PK\x05\x06")
    (size,) = struct.unpack_from("<L", end, at + 12)
    if end[max(0, at - 20) : at].startswith(b"PK\x06\x07"):  # of a large zip the size stands ahead of it
        (size,) = struct.unpack_from("<Q", end, at - 76 + 40)
    return int(size)


def _suspect(entry: zipfile.ZipInfo, name: str) -> str:
    """Why a file of a zip is not even opened, or ""."""
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if kind == stat.S_IFLNK:
        return gettext("it is a link: put the file itself there")
    if kind not in (0, stat.S_IFREG):
        return gettext("it is no file")
    if name.startswith("/") or ".." in name.split("/") or ":" in name.partition("/")[0]:
        return gettext("its name leads out of the zip")
    if entry.flag_bits & 0x1:
        return gettext("it is locked with a password")
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        return gettext("it is packed in a way that is not read here")
    if entry.file_size > max(_SMALL, TIGHTEST * entry.compress_size):
        return gettext("it unpacks to far more than answers do")
    return ""


def _read(name: str, opened: Callable[[], IO[bytes]], budget: _Budget) -> Piece:
    """A file as text, or the reason that it is none."""
    if _COMPUTERS_OWN.fullmatch(name):
        return Piece(name, why=gettext("the computer made it"))
    if name.lower().endswith(".zip"):
        return Piece(name, why=gettext("it is a zip inside: unpack it, or grade it by itself"))
    try:
        with opened() as file:
            return Piece(name, budget.text(file))
    except Unreadable as unread:
        return Piece(name, why=str(unread))
    except UnicodeDecodeError:
        return Piece(name, why=gettext("it is no text"))
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError, ValueError):
        return Piece(name, why=gettext("it is damaged in the zip"))
    except OSError as error:
        return Piece(name, why=error.strerror or str(error))


def students(paths: Sequence[str]) -> dict[str, Student]:
    """Whose each file is, by its path: as Moodle or Canvas say it, by the student's folder, or by the file's name."""
    top = _common_top(paths)
    return {path: _whose(path.removeprefix(top)) for path in paths}


def _common_top(paths: Sequence[str]) -> str:
    """The folder in which all of several files lie, as a zip is often made, or ""."""
    tops = {path.partition("/")[0] for path in paths}
    is_one = len(paths) > 1 and len(tops) == 1 and all("/" in path for path in paths)
    top = next(iter(tops), "")
    return f"{top}/" if is_one and not _MOODLE.fullmatch(top) else ""


def _whose(path: str) -> Student:
    parts = PurePosixPath(path).parts or (path,)
    for part in parts:
        if moodle := _MOODLE.fullmatch(part):
            return Student(shown(moodle["name"]), moodle=moodle["number"])
    if canvas := _CANVAS.fullmatch(parts[-1]):
        return Student(shown(canvas["name"]), canvas=canvas["number"])
    own = _without_ending(parts[-1])
    return Student(shown(parts[0] if len(parts) > 1 else own))


def _without_ending(name: str) -> str:
    """A file's name without .json, also where a computer has put .txt behind it."""
    return re.sub(r"(?<=.)(\.(json|txt))+$", "", name, flags=re.IGNORECASE)


def shown(name: str) -> str:
    """A name as it can be shown on one line: what is no letter, or would move the cursor, becomes a question mark."""
    return "".join(letter if letter.isprintable() else "?" for letter in unicodedata.normalize("NFC", name))
