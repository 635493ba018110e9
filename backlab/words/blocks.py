"""What an advice is said in: sections of paragraphs, points and rungs, whatever shows them."""

from typing import NamedTuple

from backlab.model import Disposition, Source


class Say(NamedTuple):
    """A paragraph; ``kind`` is "lead", "open" (what is not asked yet), "stage", "note" or nothing."""

    text: str
    kind: str = ""


class Point(NamedTuple):
    """An item of a list, with lines of its own below it; ``mark`` is a word that stands before it.

    ``brief`` are those of the lines that must not be left out where there is little room.
    """

    text: str
    lines: tuple[str, ...] = ()
    mark: str = ""
    brief: tuple[str, ...] = ()


class Rung(NamedTuple):
    """One step of the ladder of dispositions."""

    level: Disposition
    here: bool
    reachable: bool


Block = Say | Point | Rung


class Citation(NamedTuple):
    """A source, and the number by which the words cite it."""

    number: int
    source: Source


class Section(NamedTuple):
    """A titled part of the advice; ``id`` is the same in every rendering, and ``cites`` is what its words cite."""

    id: str
    title: str
    blocks: tuple[Block, ...]
    cites: tuple[Citation, ...] = ()
