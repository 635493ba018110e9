"""What a browser sends to a kernel in bytes: a table of places, then what stands at them."""

from __future__ import annotations

from enum import Enum

PARTS = 256
"""Places in one table: a message has six, and one more for each picture or the like that it brings along."""


class Order(Enum):
    """In which order the bytes of a number come."""

    LITTLE = "little"
    BIG = "big"


def is_sound(message: bytes, width: int, order: Order) -> bool:
    """Whether the table at the start of ``message`` fits into it, and its places (``width`` bytes each) only rise.

    Jupyter believes the table: a small message could otherwise claim so much that the whole server stands still. Parts
    may be empty, and packed a million of them take ten kilobytes: so there are at most ``PARTS``.
    """
    count = int.from_bytes(message[:width], order.value)
    if count >= max(1, len(message) // width) or count > PARTS:
        return False
    pieces = (message[at : at + width] for at in range(width, (count + 1) * width, width))
    places = [int.from_bytes(piece, order.value) for piece in pieces]
    return places == sorted(places)
