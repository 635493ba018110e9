"""The titles of Markdown: one first-level heading for a page, and all else as it was written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

_FENCE = re.compile(r" {0,3}(?P<mark>`{3,}|~{3,})")
_TITLE = re.compile(r" {0,3}#(?=[ \t])")
_UNDERLINE = re.compile(r" {0,3}=+[ \t]*$")
_RAW = re.compile(r"<(pre|script|style|textarea|svg)\b|<!--", re.IGNORECASE)
_HTML_TITLE = re.compile(r"<h1\b", re.IGNORECASE)


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
