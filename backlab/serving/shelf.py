"""Which notebooks are served: those of a folder, or one alone, and the lessons of our course that stand beside them.

A teacher's own notebooks may lead to our lessons, and so those are there whatever folder is served: on a server all of
them, in a class as soon as anything leads to one. The start page lists those that her notebooks lead to, or all of them
where she asks for that. A notebook of hers that is called as one of ours stands in its place.
"""

from __future__ import annotations

import posixpath
import re
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

import backlab
from backlab.course.order import FIRST, PAGES
from backlab.labs import LABS
from backlab.language import LANGUAGES, SOURCE_LANGUAGE
from backlab.notebook_cards import Card, card, cards, first_language
from backlab.notebook_titles import first_sentence, first_title, front_matter, plain
from backlab.serving.frame import COURSE, Kind
from backlab.serving.notebooks import shipped

# What may say what a folder is about, in this order, whatever its letters' size.
_INDEX = ("index.ipynb", "readme.ipynb", "index.md", "readme.md")
# Where Jupyter Book, MyST and Quarto keep what holds for all pages, and how they say its title and its language.
_SETTINGS = ("_config.yml", "myst.yml", "_quarto.yml")
_SAID = re.compile(
    r"^[ \t]*(?P<name>title|lang|language):[ \t]*(?P<mark>[\"']?)(?P<value>[^\n#]+?)(?P=mark)[ \t]*(#.*)?$",
    re.MULTILINE,
)
_MOST_BYTES = 1_000_000
# What a question of one's own does not need; all else of ours is about backs.
_OURS = frozenset((*LABS, *backlab.__all__, *PAGES)) - {"Question"}


class About(NamedTuple):
    """What a folder says about itself, each empty where it says nothing."""

    title: str = ""
    lead: str = ""
    language: str = ""


class Shelf(NamedTuple):
    """The notebooks of ``folder``, or of them only the one called ``only``; ``lists_all`` shows all of our lessons."""

    folder: Path
    only: str = ""
    lists_all: bool = False

    @property
    def own(self) -> list[Card]:
        """A card for each notebook of the folder that is served."""
        if not self.only:
            return cards(self.folder)
        path = self.folder / self.only
        return [card(path, self.folder)] if path.is_file() else []

    @property
    def lessons(self) -> list[Card]:
        """Our pages that stand beside them; none where they are the course themselves."""
        own = self.own
        return [] if is_course(own) else _beside(own)

    @property
    def in_class(self) -> list[tuple[Card, Path]]:
        """The pages of a class, each with its folder: all are made beforehand, so ours only where something asks."""
        own = self.own
        is_asked = self.lists_all or any(map(shows_ours, own)) or bool(leads_to(own))
        beside = self.lessons if is_asked else []
        return [*((each, self.folder) for each in own), *((each, shipped()) for each in beside)]

    def found(self, name: str) -> tuple[Card, Path] | None:
        """The card of a notebook that is served, and the folder where it stands; None where there is no such page."""
        own = next((each for each in self.own if each.name == name), None)
        if own:
            return own, self.folder
        lesson = next((each for each in self.lessons if each.name == name), None)
        return (lesson, shipped()) if lesson else None

    def written(self, each: Card) -> str:
        """The language of a notebook's text: its own word for it, its folder's, or English; "" for the one spoken.

        A lesson of ours is shown in whichever language is spoken.
        """
        return "" if each.is_ours else each.language or self.about().language or SOURCE_LANGUAGE

    def language(self, each: Card | None = None) -> str:
        """The code of the language in which a page speaks that is asked for in none: that of what it shows."""
        said = each.language if each and not each.is_ours else ""
        code = (said or self.about().language).partition("-")[0]
        return code if code in LANGUAGES else SOURCE_LANGUAGE

    def about(self, within: str = "") -> About:
        """What the folder, or one ``within`` it, says about itself."""
        return _about(self.folder / within)


def shelf_of(place: Path, *, lists_all: bool = False) -> Shelf:
    """The shelf of a folder, or of one notebook."""
    if place.is_file():
        return Shelf(place.parent, place.name, lists_all)
    return Shelf(place, lists_all=lists_all)


def is_course(own: list[Card]) -> bool:
    """Whether these are the course: its first page is among them, or nothing else is."""
    return bool(own) and (any(each.is_ours and each.lesson == FIRST for each in own) or all(c.is_ours for c in own))


def is_about_backs(each: Card) -> bool:
    """Whether a page shows anything of our subject, and so needs to say what it is not."""
    return each.is_ours or bool(each.uses & _OURS)


def shows_ours(each: Card) -> bool:
    """Whether a page has a lab or a question of any kind, whose answers are kept and whose words may be explained."""
    return bool(each.uses & LABS.keys())


def leads_to(own: list[Card]) -> list[Card]:
    """Our lessons that these notebooks lead to."""
    names = {each.name for each in own}
    found = {lesson_of(each.name, link, names) for each in own for link in each.links}
    return [each for each in _beside(own) if each.name in found]


def lesson_of(name: str, link: str, own: set[str]) -> str:
    """The lesson of ours to which the notebook ``name`` leads by ``link``; "" where it is one of its ``own`` folder."""
    path = posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(link)))
    lesson = posixpath.basename(path)
    return "" if path in own or lesson in own or lesson.removesuffix(".ipynb") not in PAGES else lesson


def kind_of(shelf: Shelf, own: list[Card]) -> Kind:
    """What the pages of a shelf, whose ``own`` notebooks these are, are about that no notebook stands behind."""
    if is_course(own) and not shelf.only:
        return COURSE
    about = shelf.about()
    return Kind(about.title, any(map(is_about_backs, own)), "", bool(shelf.only))


def _beside(own: list[Card]) -> list[Card]:
    names = {each.name for each in own}
    return [each for each in cards(shipped()) if each.name not in names]


def _about(folder: Path) -> About:
    said = _settings(folder)
    index = _index(folder)
    if index is None:
        found = About()
    elif index.suffix == ".ipynb":
        one = card(index, folder)
        is_named = one.title.lower() != index.stem.lower()  # or else it is called by its file
        found = About(one.title if is_named else "", one.lead, one.language)
    else:
        text = _text(index)
        front = front_matter(text)
        title = front.get("title") or plain(first_title(text))
        found = About(title, first_sentence(text), first_language(front.get("lang"), front.get("language")))
    title = said.title or found.title or folder.resolve().name.replace("_", " ") or str(folder)
    return About(title, found.lead, found.language or said.language)


def _settings(folder: Path) -> About:
    """What the settings of a book say; lines of one name are read, whatever stands above them."""
    for name in _SETTINGS:
        said: dict[str, str] = {}
        for line in _SAID.finditer(_text(folder / name)):
            said.setdefault(line["name"], line["value"])
        if said:
            return About(said.get("title", ""), "", first_language(said.get("lang"), said.get("language")))
    return About()


def _index(folder: Path) -> Path | None:
    try:
        found = {path.name.lower(): path for path in folder.iterdir() if path.is_file()}
    except OSError:  # gone, or not to be read
        return None
    return next((found[name] for name in _INDEX if name in found), None)


def _text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return file.read(_MOST_BYTES).decode("utf-8-sig", "replace")
    except OSError:
        return ""
