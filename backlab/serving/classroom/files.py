"""The pages of a class in memory, each packed once."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Mapping
from hashlib import sha256
from typing import NamedTuple

from backlab.language import LANGUAGES
from backlab.serving.classroom.lessons import Lessons
from backlab.site.build import answered_pieces

SOCKET = "socket"
_TYPES = {"html": "text/html; charset=UTF-8", "js": "text/javascript; charset=UTF-8", "css": "text/css; charset=UTF-8"}
_KEPT = "assets/"  # the name of what stands there says what is in it


class File(NamedTuple):
    """One file: packed, what it is, and what tells it from what it was before."""

    packed: bytes
    type: str
    tag: str
    is_for_ever: bool

    @property
    def content(self) -> bytes:
        """The file, unpacked."""
        return gzip.decompress(self.packed)


def files(lessons: Lessons, votes: str, tell: Callable[[int, int], None]) -> Mapping[str, File]:
    """Every file by its path; ``tell`` is called with how many are made, and of how many."""
    of, made = len(LANGUAGES) * (1 + len(lessons.shelf.in_class)), {}
    pieces = answered_pieces(lessons.shelf, lessons.version, socket=SOCKET, votes=votes)
    for number, (path, content) in enumerate(pieces):
        tag = f'"{sha256(content).hexdigest()[:16]}"'
        packed = gzip.compress(content, 9, mtime=0)
        made[path] = File(packed, _TYPES[path.rpartition(".")[2]], tag, path.startswith(_KEPT))
        tell(min(number, of), of)
    return made
