"""The plain pages: the start page of the course or of any folder, a plan for teachers, and the one for errors."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, reduce
from http import HTTPStatus
from itertools import groupby
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import parse_qsl

from jinja2 import Environment, FileSystemLoader

from backlab.course.order import FIRST, LESSONS
from backlab.knowledge.dangers import DANGERS
from backlab.knowledge.places import PLACES
from backlab.language import SOURCE_LANGUAGE, gettext, language, ngettext
from backlab.model import Disposition
from backlab.notebook_cards import Card
from backlab.pictures.signs import sign
from backlab.pictures.welcome import welcome
from backlab.serving import plans
from backlab.serving.addresses import Addresses
from backlab.serving.frame import COURSE, Kind, frame
from backlab.serving.shelf import About, Shelf, is_about_backs, is_course, leads_to, shows_ours
from backlab.serving.words import error_words, folder_words, start_words

# After so many seconds a page for which there was no room asks again.
AGAIN_SECONDS = 10
CHOICE = "choose_the_treatment"
# So many notebooks are found at a glance; more of them can be searched.
FEW = 12
TEMPLATES = Path(__file__).with_name("templates")
# The palette is the labs' own, so that pages and labs can never differ in it.
PALETTE = Path(__file__).parents[1] / "kit"
OF_A_CLASS = Path(__file__).with_name("classroom") / "templates"


def start_page(shelf: Shelf, where: Addresses, workbench: str = "") -> str:
    """The page as HTML, for the notebooks that are served; with a link to a workbench, where there is one."""
    own = shelf.own
    return _course_page(own, where, workbench) if is_course(own) else _folder_page(shelf, own, where, workbench)


def _course_page(found: list[Card], where: Addresses, workbench: str) -> str:
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


def _folder_page(shelf: Shelf, own: list[Card], where: Addresses, workbench: str) -> str:
    """The page of a folder that is not the course: what it says of itself, and its notebooks by their folders."""
    about = shelf.about()
    lessons = [card for card in shelf.lessons if card.lesson != FIRST] if shelf.lists_all else leads_to(own)
    kind = Kind(about.title, any(map(is_about_backs, (*own, *lessons))), about.language or SOURCE_LANGUAGE)
    return plain(
        "folder.html",
        where,
        kind,
        about=about,
        groups=[_group(shelf, folder, found, where) for folder, found in _by_folder(own)],
        lessons=[_entry(card, where, language()) for card in lessons],
        answers=_own_answers(shelf, own, where),
        is_long=len(own) > FEW,
        workbench=workbench,
        words=folder_words(),
    )


def _own_answers(shelf: Shelf, own: list[Card], where: Addresses) -> str:
    """Where students find what they have answered in these notebooks, or "" where nothing is asked."""
    is_there = any(map(shows_ours, own)) and any(card.lesson == FIRST for card in shelf.lessons)
    return where.page(f"{FIRST}.ipynb") if is_there else ""


def _by_folder(own: list[Card]) -> list[tuple[str, list[Card]]]:
    """The notebooks of each folder together: first those of the root, then folder by folder."""
    ordered = sorted(own, key=lambda card: PurePosixPath(card.name).parent.parts)
    return [(folder, [*found]) for folder, found in groupby(ordered, lambda card: _folder(card.name))]


def _folder(name: str) -> str:
    found = PurePosixPath(name).parent.as_posix()
    return "" if found == "." else found


def _group(shelf: Shelf, folder: str, found: list[Card], where: Addresses) -> dict[str, Any]:
    about = shelf.about(folder) if folder else About()
    above = " / ".join(PurePosixPath(folder).parent.parts).replace("_", " ")
    return {
        "above": above,
        "title": about.title,
        "lead": about.lead,
        "written": about.language,
        "cards": [_entry(card, where, card.language) for card in found],
    }


def _entry(card: Card, where: Addresses, written: str) -> dict[str, str]:
    """A notebook as a list shows it: by its title, and by its goal or its first sentence."""
    return {**_shown(card, where), "goal": card.goal or card.lead, "folder": _folder(card.name), "written": written}


def plan_page(name: str, where: Addresses, kind: Kind = COURSE) -> str:
    """A plan for teachers as a page."""
    markdown = plans.text(name)
    plan = "" if name == plans.ALL else where.plan(plans.ALL)
    page = {**frame(where, kind._replace(is_about_backs=True)), "title": plans.title(markdown), "plan": plan}
    return _rendered("plan.html", page, plan=plans.html(markdown, where))


def error_page(status: int, where: Addresses, kind: Kind = COURSE, said: str = "") -> str:
    """The page as HTML that says what went wrong, in a sentence where there is one, and leads back to the start."""
    again = AGAIN_SECONDS if status == HTTPStatus.SERVICE_UNAVAILABLE else 0
    return plain("error.html", where, kind, error=error_words(status, said), again=again)


def _shown(card: Card, where: Addresses) -> dict[str, str]:
    minutes = ngettext("{count} minute", "{count} minutes", card.minutes or 0).format(count=card.minutes)
    return {
        "href": where.page(card.name),
        "number": card.number,
        "title": card.title,
        "sign": sign(card.lesson) if card.is_ours else "",
        "goal": card.goal,
        "minutes": minutes if card.minutes else "",
        "level": card.level,
        "answers": " ".join(_answers(card.lesson)) if card.is_ours else "",
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


def plain(name: str, where: Addresses, kind: Kind = COURSE, **shown: Any) -> str:
    """A page that no notebook stands behind as HTML, by the name of its template."""
    return _rendered(name, frame(where, kind), **shown)


def _rendered(name: str, page: Mapping[str, Any], **shown: Any) -> str:
    return _environment().get_template(name).render(page=page, **shown)


@cache
def _environment() -> Environment:
    return Environment(loader=FileSystemLoader([TEMPLATES, PALETTE, OF_A_CLASS]), autoescape=True)
