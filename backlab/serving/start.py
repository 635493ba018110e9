"""The two plain pages: the start page with a card for each notebook, and the one for errors."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader

from backlab.language import ngettext
from backlab.notebook_cards import Card, cards
from backlab.serving.frame import Asked, frame
from backlab.serving.words import error_words, start_words

TEMPLATES = Path(__file__).with_name("templates")
# The palette is the labs' own, so that pages and labs can never differ in it.
PALETTE = Path(__file__).parents[1] / "kit"


def start_page(folder: Path, base_url: str, wanted: Asked | None = None) -> str:
    """The page as HTML, for the notebooks in ``folder``, with links below ``base_url``."""
    wanted = wanted or Asked()
    shown = [_shown(card, base_url, wanted) for card in cards(folder)]
    return _plain("start.html", base_url, wanted, cards=shown, start=start_words())


def error_page(status: int, base_url: str, wanted: Asked) -> str:
    """The page as HTML that says what went wrong, and leads back to the start page."""
    return _plain("error.html", base_url, wanted, error=error_words(status))


def _shown(card: Card, base_url: str, wanted: Asked) -> dict[str, str]:
    minutes = ngettext("{count} minute", "{count} minutes", card.minutes or 0).format(count=card.minutes)
    return {
        "href": wanted.link(f"{base_url}voila/render/{card.name}"),
        "number": card.number,
        "title": card.title,
        "goal": card.goal,
        "minutes": minutes if card.minutes else "",
        "level": card.level,
    }


def _plain(name: str, base_url: str, wanted: Asked, **shown: Any) -> str:
    return _environment().get_template(name).render(page=frame(base_url, wanted), **shown)


@cache
def _environment() -> Environment:
    return Environment(loader=FileSystemLoader([TEMPLATES, PALETTE]), autoescape=True)
