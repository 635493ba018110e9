"""What server and workers say to each other: short heads, and text that the server never reads."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from enum import IntEnum
from typing import NamedTuple

_HEAD = struct.Struct("!IBI")


class Kind(IntEnum):
    """What a frame means. The first two go to a worker; all others come from one."""

    SAID = 1
    """The page says this."""
    LEFT = 2
    """The page is closed."""
    TELL = 3
    """Tell the page this."""
    BEGUN = 4
    """So many messages of the page are being worked on."""
    IDLE = 5
    """Nothing is being worked on."""


class Frame(NamedTuple):
    """One of them: of which page it is, what it means, and what is in it."""

    page: int
    kind: Kind
    content: bytes = b""

    def packed(self) -> bytes:
        """The frame as it is sent."""
        return _HEAD.pack(self.page, self.kind, len(self.content)) + self.content


class Reader:
    """Takes bytes as they come, and gives the frames that are whole."""

    def __init__(self) -> None:
        self._held = bytearray()

    def take(self, more: bytes) -> Iterator[Frame]:
        """The frames that ``more`` bytes complete."""
        self._held += more
        at = 0
        while len(self._held) - at >= _HEAD.size:
            page, kind, length = _HEAD.unpack_from(self._held, at)
            end = at + _HEAD.size + length
            if len(self._held) < end:
                break
            yield Frame(page, Kind(kind), bytes(self._held[at + _HEAD.size : end]))
            at = end
        del self._held[:at]
