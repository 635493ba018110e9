"""Sections of words as plain text. It says what the HTML says; only the looks differ."""

from collections.abc import Iterable, Iterator

from backlab.language import gettext
from backlab.model import Disposition
from backlab.words.blocks import Block, Point, Rung, Say, Section


def to_text(parts: Iterable[Section], width: int = 100) -> str:
    """For a terminal: plain text, no line longer than ``width`` characters but for links."""
    from textwrap import fill

    lines = []
    for part in parts:
        lines += ["", part.title.upper(), "=" * len(part.title)]
        for first, indent, text in (row for block in part.blocks for row in _rows(block)):
            lines.append(
                fill(
                    text,
                    width,
                    initial_indent=first,
                    subsequent_indent=indent,
                    break_long_words=False,
                    break_on_hyphens=False,
                )
            )
    return "\n".join(lines[1:])


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
