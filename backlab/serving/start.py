"""The two plain pages: the start page with a card for each notebook, and the one for errors."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, reduce
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

from jinja2 import Environment, FileSystemLoader

from backlab.course.order import FIRST, LESSONS
from backlab.knowledge.dangers import DANGERS
from backlab.knowledge.places import PLACES
from backlab.language import gettext, ngettext
from backlab.model import Disposition
from backlab.notebook_cards import Card, cards
from backlab.pictures.signs import sign
from backlab.pictures.welcome import welcome
from backlab.serving import plans
from backlab.serving.addresses import Addresses
from backlab.serving.frame import frame
from backlab.serving.words import error_words, start_words

# After so many seconds a page for which there was no room asks again.
AGAIN_SECONDS = 10
CHOICE = "choose_the_treatment"
TEMPLATES = Path(__file__).with_name("templates")
# The palette is the labs' own, so that pages and labs can never differ in it.
PALETTE = Path(__file__).parents[1] / "kit"
OF_A_CLASS = Path(__file__).with_name("classroom") / "templates"


def start_page(folder: Path, where: Addresses, workbench: str = "") -> str:
    """The page as HTML, for the notebooks in ``folder``; with a link to a workbench, where there is one."""
    found = cards(folder)
    shown = {card: _shown(card, where) for card in found}
    touches = _touches({card.lesson: card for card in found}, where)
    return plain(
        "start.html",
        where,
        cards=[about for card, about in shown.items() if not card.is_beside],
        beside=[_beside(card, about) for card, about in shown.items() if card.is_beside],
        plans=where.plan(plans.ALL) if any(card.lesson in LESSONS for card in found) else "",
        workbench=workbench,
        begin=next((shown[card] for card in found if card.lesson in LESSONS), next(iter(shown.values()), None)),
        back=welcome(touches),
        touches=touches,
        dangers=[gettext(danger.question) for danger in DANGERS.values() if danger.level is Disposition.EMERGENCY],
        start=start_words(),
    )


def plan_page(name: str, where: Addresses) -> str:
    """A plan for teachers as a page."""
    markdown = plans.text(name)
    page = {**frame(where), "title": plans.title(markdown), "plan": "" if name == plans.ALL else where.plan(plans.ALL)}
    return _rendered("plan.html", page, plan=plans.html(markdown, where))


def error_page(status: int, where: Addresses, said: str = "") -> str:
    """The page as HTML that says what went wrong, in a sentence where there is one, and leads back to the start."""
    again = AGAIN_SECONDS if status == HTTPStatus.SERVICE_UNAVAILABLE else 0
    return plain("error.html", where, error=error_words(status, said), again=again)


def _shown(card: Card, where: Addresses) -> dict[str, str]:
    minutes = ngettext("{count} minute", "{count} minutes", card.minutes or 0).format(count=card.minutes)
    return {
        "href": where.page(card.name),
        "number": card.number,
        "title": card.title,
        "sign": sign(card.lesson),
        "goal": card.goal,
        "minutes": minutes if card.minutes else "",
        "level": card.level,
        "answers": " ".join(_answers(card.lesson)),
    }


def _beside(card: Card, about: Mapping[str, str]) -> dict[str, str]:
    """A page that is no lesson, by what one does there."""
    return {**about, "title": start_words()["answers"] if card.lesson == FIRST else card.title}


def _answers(lesson: str) -> tuple[str, ...]:
    """The names under which the answers of a lesson are kept."""
    from backlab.course.table import LESSONS as ASKED  # only here: it loads every lesson

    return ASKED.get(lesson, ())


def _touches(found: Mapping[str, Card], where: Addresses) -> dict[str, str]:
    """Where each place of the back leads to: the choice of a treatment, for a patient whom it hurts there."""
    from backlab.labs.treatment import SAID_AS, START  # only here, as above

    if CHOICE not in found:
        return {}
    touched = {}
    for place in PLACES.values():
        patient = reduce(lambda who, finding: who.changed(finding, True), place.findings, START)
        query = {SAID_AS.get(name, name): said for name, said in parse_qsl(patient.to_query())}
        touched[place.id] = where.page(found[CHOICE].name, **query, place=place.id)
    return touched


def plain(name: str, where: Addresses, **shown: Any) -> str:
    """A page that no notebook stands behind as HTML, by the name of its template."""
    return _rendered(name, frame(where), **shown)


def _rendered(name: str, page: Mapping[str, Any], **shown: Any) -> str:
    return _environment().get_template(name).render(page=page, **shown)


@cache
def _environment() -> Environment:
    return Environment(loader=FileSystemLoader([TEMPLATES, PALETTE, OF_A_CLASS]), autoescape=True)
