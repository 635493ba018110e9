"""The titles of Markdown and its first sentence: one first-level heading for a page, and all else as it was written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

_FENCE = re.compile(r" {0,3}(?P<mark>`{3,}|~{3,})")
_TITLE = re.compile(r" {0,3}#(?=[ \t])")
_UNDERLINE = re.compile(r" {0,3}=+[ \t]*$")
_RAW = re.compile(r"<(pre|script|style|textarea|svg)\b|<!--", re.IGNORECASE)
_HTML_TITLE = re.compile(r"<h1\b", re.IGNORECASE)
# What Markdown writes beside its words: stress, code, and where a link leads.
_MARKS = re.compile(r"\*+|(?<!\w)_+|_+(?!\w)|`+|\[|\]\([^)]*\)|\]\[[^\]]*\]|<[^>]+>")
_PICTURE = re.compile(r"!\[[^\]]*\](\([^)]*\)|\[[^\]]*\])")
# What begins a piece that is no prose: a heading, a list, a quotation, a table, a rule, HTML, code, a formula.
_NO_PROSE = re.compile(r"\s*(#|[-*+]\s|\d+[.)]\s|>|\||-{3}|={3}|\*{3}|<|:{2,}|\$\$|\\|%|\w+:\s*\S*$)| {4}|\t")
_SENTENCE = re.compile(r".{6,}?[.!?…](?=[\"”’)]?\s+[^\sa-z])|.*?[\u3002\uff01\uff1f]")
_LONG = 180
_HEADING = re.compile(r" {0,3}#{1,6}(\s|$)")
_FRONT = re.compile(r"\A\s*---[ \t]*\n(?P<said>.*?)^(---|\.\.\.)[ \t]*(\n|\Z)", re.DOTALL | re.MULTILINE)
_SAID = re.compile(r"^(?P<name>\w+):[ \t]+(?P<mark>[\"']?)(?P<value>.+?)(?P=mark)[ \t]*$", re.MULTILINE)


def keep_one_title(markdown_cells: Iterable[Any]) -> bool:
    """Whether there is a first-level heading; any after the first is put one level lower in its cell."""
    found = False
    for cell in markdown_cells:
        cell["source"], found = _with_one_title(cell["source"], found)
    return found


def first_title(markdown: str) -> str:
    """The words of the first first-level heading, or "" where there is none."""
    before = ""
    for line in _prose(markdown.splitlines()):
        if _TITLE.match(line):
            return line.strip().strip("#").strip()
        if before.strip() and _UNDERLINE.match(line):
            return before.strip()
        before = line
    return ""


def front_matter(text: str) -> dict[str, str]:
    r"""What stands between two lines of --- ahead of all else, as Quarto and Jupyter Book have it: names and values.

    >>> front_matter("---\nlang: es\n---\n# Leyes")
    {'lang': 'es'}
    """
    front = _FRONT.match(text)
    return {said["name"].lower(): said["value"] for said in _SAID.finditer(front["said"])} if front else {}


def without_front_matter(text: str) -> str:
    """The text from where its front matter has ended; all of it, where that is none: two ruled lines are no setting."""
    return _FRONT.sub("", text, count=1) if front_matter(text) else text


def plain(markdown: str) -> str:
    """The words of a line of Markdown, without its marks and pictures.

    >>> plain("The *first* [law](laws.ipynb)")
    'The first law'
    """
    return _MARKS.sub("", _PICTURE.sub("", markdown)).strip()


def first_sentence(markdown: str) -> str:
    r"""The first sentence of prose, as plain words, or "" where there is none that can be read without its formulas.

    >>> first_sentence("# Laws\n\nHow *bodies* move. And why.")
    'How bodies move.'
    """
    for piece in _paragraphs(without_front_matter(markdown).splitlines()):
        words = " ".join(plain(" ".join(piece)).split())
        if any(map(str.isalpha, words)):
            return "" if "$" in words or "\\" in words else _in_short(words)
    return ""


def _in_short(words: str) -> str:
    found = _SENTENCE.match(words)
    sentence = found[0] if found else words
    return sentence if len(sentence) <= _LONG else f"{sentence[:_LONG].rsplit(' ', 1)[0]} …"


def _paragraphs(lines: list[str]) -> Iterator[list[str]]:
    """The paragraphs of prose: lines that follow each other, and are neither heading, list, table, HTML nor code."""
    before, found = -1, list[str]()
    for number, line in _numbered_prose(lines):
        if not line.strip() or number != before + 1:
            if found:
                yield found
            found = []
        if _UNDERLINE.match(line) or set(line.strip()) == {"-"}:
            found = []  # what stands above it was a heading
        elif found and _HEADING.match(line):
            yield found
            found = []
        elif line.strip() and (found or not _NO_PROSE.match(line)):
            found.append(line)
        before = number
    if found:
        yield found


def _with_one_title(markdown: str, found: bool) -> tuple[str, bool]:
    """The text with every title lowered but the first, if there was none before; and whether there is one now."""
    lines = markdown.splitlines(keepends=True)
    before = ""
    for number, line in _numbered_prose(lines):
        is_title = bool(_TITLE.match(line))
        is_underline = bool(before.strip()) and bool(_UNDERLINE.match(line.rstrip("\r\n")))
        if found and is_title:
            lines[number] = line.replace("#", "##", 1)
        elif found and is_underline:
            lines[number] = line.replace("=", "-")
        found = found or is_title or is_underline or bool(_HTML_TITLE.search(line))
        before = line
    return "".join(lines), found


def _prose(lines: list[str]) -> Iterator[str]:
    yield from (line for _, line in _numbered_prose(lines))


def _numbered_prose(lines: list[str]) -> Iterator[tuple[int, str]]:
    """Each line that can be a heading or its underline: not in a fence, and not in HTML that is shown as it is."""
    closing: re.Pattern[str] | None = None
    for number, line in enumerate(lines):
        if closing:
            closing = None if closing.search(line) else closing
            continue
        closing = _closing(line)
        if not closing:
            yield number, line


def _closing(line: str) -> re.Pattern[str] | None:
    """What ends the piece that this line begins, or None where it begins none that goes on."""
    if mark := _FENCE.match(line):
        fence = mark["mark"]
        return re.compile(rf"^ {{0,3}}{re.escape(fence[0])}{{{len(fence)},}}\s*$")
    if raw := _RAW.search(line):
        end = re.compile(f"</{raw[1]}" if raw[1] else "-->", re.IGNORECASE)
        return None if end.search(line, raw.end()) else end
    return None
