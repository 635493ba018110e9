"""A notebook made ready to be shown as a page: in the language asked for, with one title, and what stands around it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from backlab.course.order import LAST, LESSONS, PAGES
from backlab.notebook_cards import Card, cards, neighbours
from backlab.notebook_titles import keep_one_title
from backlab.notebook_words import ONWARD, tags, translated
from backlab.pictures.stills import still
from backlab.serving.addresses import Addresses
from backlab.serving.frame import frame
from backlab.serving.plans import ALL
from backlab.serving.words import notebook_words, presenter_keys, presenter_words, script_words

# Where the template finds what stands around the notebook.
PLACE = "backlab_page"
# A link of Markdown to another notebook of the folder.
_NOTEBOOK = re.compile(r"(?<=\]\()(?P<name>[\w./-]+\.ipynb)(?P<place>#[\w-]+)?(?=\))")


def prepared(notebook: Any, folder: Path, name: str, where: Addresses) -> Any:
    """``notebook``, which is the file ``name`` in ``folder``, in the language that is spoken, with its frame."""
    notebook = translated(notebook)
    # The page has its own way back and on, in its own language.
    notebook["cells"] = [cell for cell in notebook["cells"] if ONWARD not in tags(cell)]
    words = [cell for cell in notebook["cells"] if cell["cell_type"] == "markdown"]
    has_title = keep_one_title(words)
    for cell in words:
        cell["source"] = _carried(cell["source"], where)
    for cell in words[:1]:
        cell["source"] = _with_still(cell["source"], Path(name).stem)
    shown = cards(folder)
    page = {**frame(where), **_around(shown, name, where), "has_title": has_title}
    notebook["metadata"][PLACE] = page
    return notebook


def _with_still(markdown: str, lesson: str) -> str:
    """The first words of a lesson, with its drawing ahead of them: the page puts it beside or below."""
    drawn = still(lesson)
    return f"<div>{drawn}</div>\n\n{markdown}" if drawn else markdown


def _carried(markdown: str, where: Addresses) -> str:
    """The text with every link to another notebook leading to its page."""
    return _NOTEBOOK.sub(lambda link: where.beside(link["name"]) + (link["place"] or ""), markdown)


def _around(shown: list[Card], name: str, where: Addresses) -> dict[str, Any]:
    title = next((card.title for card in shown if card.name == name), name)
    before, after = ((_linked(card, where) if card else None) for card in neighbours(shown, name))
    return {
        "title": title,
        "beside": Path(name).parent.as_posix(),
        "plan": _plan(Path(name).stem, where),
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
