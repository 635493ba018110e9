"""A picture with few colours: what a browser has taken, as a PNG that is small enough to be kept in a notebook."""

from __future__ import annotations

import struct
import zlib
from collections import Counter
from collections.abc import Iterator
from itertools import zip_longest
from typing import NamedTuple

_MARK = b"\x89PNG\r\n\x1a\n"
_COLOURS = 16
_COARSE = 16
"""How near each other two shades of a colour are to be counted as one, of 256."""
Colour = tuple[int, int, int]


class Picture(NamedTuple):
    """The pixels of a picture, row by row, each as red, green and blue."""

    width: int
    height: int
    pixels: list[Colour]

    @classmethod
    def of(cls, content: bytes) -> Picture:
        """What a PNG holds, as browsers write it: eight bits of red, green and blue, with or without a fourth."""
        parts = dict[bytes, bytes]()
        for kind, part in _chunks(content):
            parts[kind] = parts.get(kind, b"") + part
        width, height, depth, kind_of_colour, *_ = struct.unpack(">IIBBBBB", parts[b"IHDR"])
        if depth != 8 or kind_of_colour not in (2, 6):
            raise ValueError("only colours of eight bits are read")
        size = 4 if kind_of_colour == 6 else 3
        rows = _unfiltered(zlib.decompress(parts[b"IDAT"]), width * size, size)
        return cls(width, height, [(row[n], row[n + 1], row[n + 2]) for row in rows for n in range(0, len(row), size)])


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(_MARK)
    while at < len(content):
        (length,) = struct.unpack(">I", content[at : at + 4])
        yield content[at + 4 : at + 8], content[at + 8 : at + 8 + length]
        at += 12 + length


def _unfiltered(data: bytes, length: int, size: int) -> Iterator[bytes]:
    """The rows; each is written as what it differs in from its neighbours."""
    above = bytes(length)
    for at in range(0, len(data), length + 1):
        kind, row = data[at], bytearray(data[at + 1 : at + 1 + length])
        for n in range(length) if kind else ():
            left, up = row[n - size] if n >= size else 0, above[n]
            corner = above[n - size] if n >= size else 0
            row[n] = row[n] + (0, left, up, (left + up) // 2, _paeth(left, up, corner))[kind] & 255
        above = bytes(row)
        yield above


def _paeth(left: int, up: int, corner: int) -> int:
    return min((left, up, corner), key=lambda value: abs(left + up - corner - value))


def png(picture: Picture) -> bytes:
    """The picture in sixteen colours at most, two pixels to a byte."""
    counted = Counter(picture.pixels)
    palette = _palette(counted)
    nearest = {colour: min(range(len(palette)), key=lambda n: _far(colour, palette[n])) for colour in counted}
    rows = (picture.pixels[at : at + picture.width] for at in range(0, len(picture.pixels), picture.width))
    data = b"".join(b"\0" + _paired([nearest[colour] for colour in row]) for row in rows)
    head = struct.pack(">IIBBBBB", picture.width, picture.height, 4, 3, 0, 0, 0)
    parts = {b"IHDR": head, b"PLTE": bytes(sum(palette, ())), b"IDAT": zlib.compress(data, 9), b"IEND": b""}
    return _MARK + b"".join(_chunk(kind, part) for kind, part in parts.items())


def _paired(row: list[int]) -> bytes:
    """Two numbers below sixteen in each byte; the last may stand alone."""
    return bytes(left << 4 | right for left, right in zip_longest(row[::2], row[1::2], fillvalue=0))


def _palette(counted: Counter[Colour]) -> list[Colour]:
    """The colour that is seen most, then each time the one that is most missed: seen much, and unlike those before.

    So a few red dots among a thousand grey ones stay red.
    """
    left = _grouped(counted)
    chosen = [left.most_common(1)[0][0]]
    missed = {colour: _far(colour, chosen[0]) for colour in left}
    while len(chosen) < min(_COLOURS, len(left)):
        chosen.append(max(left, key=lambda colour: (left[colour] ** 0.5 * missed[colour], colour)))
        missed = {colour: min(far, _far(colour, chosen[-1])) for colour, far in missed.items()}
    return chosen


def _grouped(counted: Counter[Colour]) -> Counter[Colour]:
    """Of shades that are near each other the one that is seen most, with the count of all of them."""
    groups: dict[Colour, Counter[Colour]] = {}
    for colour, count in counted.items():
        red, green, blue = (part // _COARSE for part in colour)
        groups.setdefault((red, green, blue), Counter())[colour] = count
    return Counter({group.most_common(1)[0][0]: group.total() for group in groups.values()})


def _far(one: Colour, other: Colour) -> int:
    return sum((a - b) ** 2 for a, b in zip(one, other, strict=True))


def _chunk(kind: bytes, part: bytes) -> bytes:
    return struct.pack(">I", len(part)) + kind + part + struct.pack(">I", zlib.crc32(kind + part))
