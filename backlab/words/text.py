"""Sections of words as plain text. It says what the HTML says; only the looks differ."""

from collections.abc import Iterable, Iterator

from backlab.language import gettext
from backlab.model import Disposition
from backlab.words.blocks import Block, Point, Rung, Say, Section


def to_text(parts: Iterable[Section], width: int = 100) -> str:
    """For a terminal: plain text, no line longer than ``width`` characters but for links."""
    lines = []
    for part in parts:
        lines += ["", part.title.upper(), "=" * len(part.title)]
        for first, indent, text in (row for block in part.blocks for row in _rows(block)):
            lines += _wrapped(text, width, first, indent)
    return "\n".join(lines[1:])


def _wrapped(text: str, width: int, first: str, indent: str) -> Iterator[str]:
    """Lines of whole words, as ``textwrap`` makes them, which goes from word to word: most of the time went there."""
    text = text.rstrip(" ")
    while len(first) + len(text) > width:
        end = text.rfind(" ", 0, width - len(first) + 1)
        end = end if end > 0 else text.find(" ")  # a word that is wider than its line stands alone
        if end < 0:
            break
        yield first + text[:end].rstrip(" ")
        first, text = indent, text[end:].lstrip(" ")
    yield first + text


def _rows(block: Block) -> Iterator[tuple[str, str, str]]:
    """Each line of a block as (first indent, further indent, text)."""
    match block:
        case Say(text, kind):
            yield ("", "", f"{text}" if kind != "stage" else f"{text}:")
        case Point(text, lines, mark):
            yield ("- ", "  ", f"{mark}: {text}" if mark else text)
            yield from (("    ", "    ", line) for line in lines)
        case Rung(level, here, reachable):
            yield ("> " if here else "  ", "    ", rung_words(level, here, reachable))


def rung_words(level: Disposition, here: bool, reachable: bool) -> str:
    """One step of the ladder, and whether it is the one on which the patient stands, or could come to stand."""
    if here:
        words = gettext("{level}: {meaning} (here)")
    elif reachable:
        words = gettext("{level}: {meaning} (could be reached)")
    else:
        words = "{level}: {meaning}"
    return words.format(level=gettext(level.label), meaning=gettext(level.meaning))
