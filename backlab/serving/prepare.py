"""A notebook made ready to be shown as a page: in the language asked for, with one title, and what stands around it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from backlab.course.order import LAST, LESSONS, PAGES
from backlab.notebook_cards import LINK, Card, neighbours
from backlab.notebook_titles import keep_one_title, without_front_matter
from backlab.notebook_words import ONWARD, tags, translated
from backlab.pictures.stills import still
from backlab.serving.addresses import Addresses
from backlab.serving.frame import COURSE, Kind, frame
from backlab.serving.plans import ALL
from backlab.serving.shelf import Shelf, is_about_backs, kind_of, lesson_of
from backlab.serving.words import notebook_words, presenter_keys, presenter_words, script_words

# Where the template finds what stands around the notebook.
PLACE = "backlab_page"
_LINK = re.compile(LINK)


def prepared(notebook: Any, shelf: Shelf, name: str, where: Addresses) -> Any:
    """``notebook``, which is served as ``name``, in the language that is spoken, with its frame."""
    own, found = shelf.own, shelf.found(name)
    card = found[0] if found else None
    is_ours = card is not None and card.is_ours
    notebook = translated(notebook)
    # The page has its own way back and on, in its own language.
    notebook["cells"] = [cell for cell in notebook["cells"] if ONWARD not in tags(cell)]
    words = [cell for cell in notebook["cells"] if cell["cell_type"] == "markdown"]
    for cell in words[:1]:
        cell["source"] = without_front_matter(cell["source"])
    has_title = keep_one_title(words)
    names = {each.name for each in own}
    for cell in words:
        cell["source"] = _carried(cell["source"], name, names, where)
    for cell in words[:1] if is_ours else ():
        cell["source"] = _with_still(cell["source"], Path(name).stem)
    shown = own if name in names else shelf.lessons
    around = _around(shown, name, where)
    if is_ours:
        around["plan"] = _plan(Path(name).stem, where)
    notebook["metadata"][PLACE] = {**frame(where, _kind(shelf, own, card)), **around, "has_title": has_title}
    return notebook


def _kind(shelf: Shelf, own: list[Card], card: Card | None) -> Kind:
    """What the page of a notebook is about."""
    kind = kind_of(shelf, own)
    if kind == COURSE or card is None:
        return kind
    return kind._replace(is_about_backs=is_about_backs(card), written=shelf.written(card))


def _with_still(markdown: str, lesson: str) -> str:
    """The first words of a lesson, with its drawing ahead of them: the page puts it beside or below."""
    drawn = still(lesson)
    return f"<div>{drawn}</div>\n\n{markdown}" if drawn else markdown


def _carried(markdown: str, name: str, own: set[str], where: Addresses) -> str:
    """The text of the notebook ``name`` with every link to another one leading to its page, to a lesson of ours too."""
    return _LINK.sub(lambda link: _to_page(link, name, own, where), markdown)


def _to_page(link: re.Match[str], name: str, own: set[str], where: Addresses) -> str:
    lesson = lesson_of(name, link["name"], own)
    address = where.page(lesson) if lesson else where.beside(unquote(link["name"]))
    asks = (link["query"] or "").replace("?", "&" if "?" in address else "?")
    return f"{address}{asks}{link['place'] or ''}"


def _around(shown: list[Card], name: str, where: Addresses) -> dict[str, Any]:
    title = next((card.title for card in shown if card.name == name), name)
    before, after = ((_linked(card, where) if card else None) for card in neighbours(shown, name))
    return {
        "title": title,
        "beside": Path(name).parent.as_posix(),
        "plan": "",
        "before": before,
        "after": after,
        "own": notebook_words(),
        "presenter": presenter_words() if Path(name).stem != LAST else {},  # words that are looked up are no slides
        "key_help": presenter_keys(),
        "script": {"base": where.base, "words": script_words()},
    }


def _plan(lesson: str, where: Addresses) -> str:
    """The plan for teachers of a page of the course, or ""; what is no lesson leads to all plans."""
    if lesson not in PAGES:
        return ""
    return where.plan(lesson if lesson in LESSONS else ALL)


def _linked(card: Card, where: Addresses) -> dict[str, str]:
    return {"title": card.title, "href": where.page(card.name)}
