"""The template of the catalogue: every message of the code, the pages, the notebooks and the knowledge."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from babel.messages.extract import extract_from_file

from backlab import notebook_words
from backlab.catalogue import knowledge
from backlab.catalogue.files import ROOT, Catalogue

PACKAGE = ROOT / "backlab"
# Which arguments are the message; a grade of a picture keeps its word until it is drawn.
_SAID = {"gettext": (0,), "ngettext": (0, 1), "Grade": (1,)}
_JINJA = "jinja2.ext:babel_extract"
# A template that cannot be read would otherwise lose all its messages without a word.
_LOUD = {"silent": "false"}


class Found(NamedTuple):
    """A message (singular and plural, where it has both), what it is, and the file that says it."""

    id: str | tuple[str, ...]
    what: str
    file: Path


def template() -> Catalogue:
    """A fresh catalogue of all messages without translations; the same for the same checkout."""
    catalogue = Catalogue()
    for id, what, file in (*_code(), *_pages(), *_notebooks(), *_knowledge()):
        place = (file.relative_to(ROOT).as_posix(), 0)
        catalogue.add(id, locations=[place], auto_comments=[what] * bool(what))
    return catalogue


def _code() -> Iterator[Found]:
    # The syntax tree, and not Babel's own extractor: that one is blind inside f-strings before Python 3.12.
    for file in sorted(PACKAGE.rglob("*.py")):
        yield from (Found(id, "", file) for id in said_in(ast.parse(file.read_text("utf-8"), str(file))))


def said_in(node: ast.AST) -> Iterator[str | tuple[str, ...]]:
    """What is said by ``gettext("...")`` and ``ngettext("...", "...", count)`` anywhere below a node."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _SAID:
        forms = [node.args[place] for place in _SAID[node.func.id]]
        if any(isinstance(form, ast.JoinedStr) for form in forms):
            raise ValueError(f"{ast.unparse(node)}: a message is a constant, and its fields are filled afterwards")
        said = tuple(form.value for form in forms if isinstance(form, ast.Constant) and isinstance(form.value, str))
        if said:  # else it names a text of the knowledge, which is gathered there
            yield said if len(said) > 1 else said[0]
    for child in ast.iter_child_nodes(node):
        yield from said_in(child)


def _pages() -> Iterator[Found]:
    for file in sorted((PACKAGE / "serving" / "templates").iterdir()):
        if file.suffix in (".html", ".j2"):
            for _line, id, _comments, _context in extract_from_file(_JINJA, file, options=_LOUD):
                yield Found(id, "", file)


def _notebooks() -> Iterator[Found]:
    for file in sorted((ROOT / "notebooks").glob("*.ipynb")):
        for text, what in notebook_words.messages(json.loads(file.read_text("utf-8"))):
            yield Found(text, what, file)


def _knowledge() -> Iterator[Found]:
    for text, what, module in knowledge.texts():
        yield Found(text, what, Path(str(module.__file__)))
