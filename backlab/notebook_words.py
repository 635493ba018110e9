"""The words of a notebook: which of them are said to the reader, and the same notebook in another language.

A message is one block of a Markdown cell, or one of the metadata. The catalogue is filled from ``messages``, and
``translated`` looks up the very same, so that nothing is asked for under another name than it was translated under.
"""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Any, TypeVar

from backlab.language import SOURCE_LANGUAGE, gettext, language

Notebook = TypeVar("Notebook", bound=Mapping[str, Any])
FENCES = ("```", "~~~")
# The tag of a cell that a workbench needs and a page does not: how to run the cells, and the way back and on, which a
# page has of its own.
ONWARD = "onward"
KEPT, CHECKED, UNLIKE = "keep_output", "nbval-check-output", "nbval-ignore-output"
"""The tags of a cell whose output stands in the file, of one whose output is an answer that is checked, and of one
whose output shows a lab at rest, before the cell has run: nbval is not to compare that, in whichever way it is run.
"""


def blocks(markdown: str) -> list[str]:
    """The blocks of Markdown, split at blank lines; a fenced piece of code is a block of its own."""
    return [_block(lines) for lines in _pieces(markdown) if lines[0].strip()]


def _block(lines: list[str]) -> str:
    """A block as it is looked up: code as it stands, text without what ends its lines."""
    is_code = lines[0].lstrip().startswith(FENCES)
    return "\n".join(line.rstrip("\r\n") if is_code else line.rstrip() for line in lines)


def _pieces(markdown: str) -> list[list[str]]:
    """All lines of Markdown, each with its end: those of a block together, and each blank one by itself."""
    found: list[list[str]] = [[]]
    fence = ""
    for line in markdown.splitlines(keepends=True):
        mark = line.lstrip()[:3]
        if fence:
            found[-1].append(line)
            if mark == fence:
                fence = ""
                found.append([])
        elif mark in FENCES:
            fence = mark
            found.append([line])
        elif line.strip():
            found[-1].append(line)
        else:
            found += [[line], []]
    return [piece for piece in found if piece]


def is_said(block: str) -> bool:
    """Whether a block has words for the reader: code has none, nor has a ruled line."""
    return not block.lstrip().startswith(FENCES) and any(map(str.isalpha, block))


def messages(notebook: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Every message of a notebook beside a word on what it is, in the order of reading."""
    for holder, name in _metadata(notebook):
        yield holder[name], f"{name} of a notebook"
    for cell in _markdown_cells(notebook):
        yield from ((block, "text of a notebook, in Markdown") for block in blocks(_source(cell)) if is_said(block))


def translated(notebook: Notebook) -> Notebook:
    """The same notebook with its Markdown and metadata in the language that is spoken."""
    if language() == SOURCE_LANGUAGE:
        return notebook
    copy = deepcopy(notebook)
    for holder, name in _metadata(copy):
        holder[name] = gettext(holder[name])
    for cell in _markdown_cells(copy):
        cell["source"] = "".join(map(_spoken, _pieces(_source(cell))))
    return copy


def _spoken(lines: list[str]) -> str:
    """A piece in the language that is spoken; as it was written, where it has no translation."""
    block = _block(lines)
    said = gettext(block) if is_said(block) else block
    return "".join(lines) if said == block else said + lines[-1][len(lines[-1].rstrip("\r\n")) :]


def _markdown_cells(notebook: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    cells = (cell for cell in notebook.get("cells", ()) if cell.get("cell_type") == "markdown")
    yield from (cell for cell in cells if ONWARD not in tags(cell))


def tags(cell: Mapping[str, Any]) -> tuple[str, ...]:
    """The tags of a cell; none where its metadata is damaged."""
    about = cell.get("metadata")
    found = about.get("tags") if isinstance(about, Mapping) else ()
    return tuple(found) if isinstance(found, list | tuple) else ()


def is_checked(cell: Mapping[str, Any]) -> bool:
    """Whether a cell's answer stands in the file and is checked."""
    return {KEPT, CHECKED} <= {*tags(cell)}


def is_at_rest(cell: Mapping[str, Any]) -> bool:
    """Whether what stands in the file is a lab before its cell has run."""
    return KEPT in tags(cell) and not is_checked(cell)


def _source(cell: Mapping[str, Any]) -> str:
    """What stands in a cell; in a file it may be a list of lines."""
    source = cell.get("source", "")
    return source if isinstance(source, str) else "".join(source)


def _metadata(notebook: Mapping[str, Any]) -> Iterator[tuple[dict[str, Any], str]]:
    """Each place of the metadata where words for the reader stand, as (mapping, key)."""
    about = notebook.get("metadata", {})
    own = about.get("backlab")
    places = [(about, "title"), *((own, name) for name in ("goal", "level") if isinstance(own, dict))]
    yield from ((holder, name) for holder, name in places if isinstance(holder.get(name), str) and holder[name])
