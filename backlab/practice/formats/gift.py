"""GIFT: questions as plain text, which Moodle and many others read, and a person too."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from backlab.practice.formats.moodle import share
from backlab.practice.formats.parts import because, digits, safety
from backlab.practice.items import MANY, Item

_LINE = r"\n"  # so GIFT writes the end of a line inside a text
_MEANS = re.compile(r"([\\~=#{}:])")


def write(items: Sequence[Item], title: str) -> bytes:
    """One question after the other, with an empty line between them."""
    head = f"// {title}\n// {safety()}\n\n$CATEGORY: {title}\n"
    return "\n".join((head, *map(_question, items))).encode()


def _question(item: Item) -> str:
    answers = "\n".join((*_answers(item), f"####{_LINE.join(map(_plain, because(item)))}"))
    return f"::{_plain(item.id)}::[plain]{_plain(item.prompt)} {{{answers}\n}}\n"


def _answers(item: Item) -> Iterator[str]:
    if item.range:
        yield f"#{digits(item.range.low)}..{digits(item.range.high)}"
        return
    yield ""
    for id, label in item.options:
        sign = f"~%{share(item, id)}%" if item.kind == MANY else "=" if id in item.right else "~"
        yield f"{sign}{_plain(label)}"


def _plain(text: str) -> str:
    """Text whose signs mean nothing, on one line."""
    return _MEANS.sub(r"\\\1", " ".join(text.split()))
