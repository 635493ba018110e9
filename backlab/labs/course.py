"""The index of the course: every lesson with how long it takes, and how far one has got."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import quote

from backlab.course.answers import Attempts, to_text
from backlab.course.order import FIRST
from backlab.course.own_files import course_beside
from backlab.course.report import sheet
from backlab.course.table import asking
from backlab.kit.contract import Button
from backlab.kit.fields import button, buttons, text
from backlab.kit.lab import Answer, panel, spoken, told
from backlab.labs.keeping import AnswersLab
from backlab.labs.panels import strong
from backlab.language import gettext, ngettext, speaking
from backlab.markup import Markup, element
from backlab.notebook_cards import Card, cards
from backlab.pictures.signs import sign
from backlab.practice.boxes import PRACTICE

FILE = "backlab-answers.json"

class CourseLab(AnswersLab):
    """Every notebook of this folder as a card, and a student's own answers: to save, to print and to forget.

    ``record`` holds the answers that were found.

    >>> from backlab.widgets import CourseLab
    >>> lab = CourseLab()
    >>> lab.record
    {}
    """

    look = "course"
    whole = True

    def __init__(self, *, language: str | None = None, folder: Path | str = ".") -> None:
        self.record: dict[str, Attempts] = {}
        self._practised: list[str] = []
        self._asks, speaks = False, spoken(language)
        self._course = course_beside(Path(folder))
        self._known = {key for keys in self._course.lessons.values() for key in keys}
        with speaking(speaks):
            self._cards = [card for card in cards(Path(folder)) if card.lesson != FIRST]  # that is this page
            super().__init__(
                [
                    text("so-far"),
                    buttons("actions", _actions()),
                    text("sure"),
                    buttons("really", _really()),
                ],
                {},
                key="course",
                names=(gettext("Your answers"), gettext("The lessons")),
                language=speaks,
                keeps="",
            )

    def answer(self, values: Mapping[str, Any]) -> Answer:
        """A card for each notebook, and what was answered so far."""
        with asking(self._course):
            titles = {card.lesson: card.title for card in self._cards}
            handout = sheet(self.record, date.today(), titles)
        lessons = element("ol", (_card(card, self._state(card.lesson)) for card in self._cards), class_="bl-cards")
        return Answer(
            (panel("lessons", gettext("The lessons"), lessons, folds=False),),
            told=told(
                html={
                    "so-far": element("p", self._so_far()),
                    "sure": strong(self._warning()) if self._asks else "",
                },
                hidden={
                    "actions": self._nothing_for(),
                    "really": () if self._asks else ("keep", "really-forget"),
                },
            ),
            said=self._warning() if self._asks else self._so_far(),
            handout=handout,
        )

    def pressed(self, button: str) -> None:
        """Save the answers as a file, or forget them, once one is sure."""
        if button == "save":
            text = to_text(self.record)
            self.effect({"kind": "download", "name": FILE, "text": text, "type": "application/json"})
        else:
            self._asks = button == "forget"
        if button == "really-forget":
            self.forget([*self.record, *self._practised])
            self.record, self._practised = {}, []
        self.refresh()

    def beside(self) -> dict[str, Any]:
        """Whether it has asked if all is to be forgotten."""
        return {"asks": self._asks}

    def take_beside(self, known: Mapping[str, Any]) -> None:
        """Ask it again."""
        self._asks = known.get("asks") is True

    def take_up(self, record: Mapping[str, Attempts]) -> None:
        """Take up what was kept of exercises that there are; of practice, which nobody hands in, that it is there."""
        self.record = {key: tries for key, tries in record.items() if key in self._known}
        self._practised = [key for key in record if key.startswith(PRACTICE)]
        self.refresh()

    def _nothing_for(self) -> tuple[str, ...]:
        """The buttons for which there is nothing."""
        if self.record:
            return ()
        return ("save", "print") if self._practised else ("save", "print", "forget")

    def _state(self, lesson: str) -> tuple[int, int]:
        """How many of a lesson's exercises are answered, and how many it has."""
        keys = self._course.lessons.get(lesson, ())
        return sum(key in self.record for key in keys), len(keys)

    def _so_far(self) -> str:
        if not self.record:
            return gettext("Nothing is answered yet. What you answer is kept here, and nobody else sees it.")
        said = ngettext("{count} of {of} answer kept.", "{count} of {of} answers kept.", len(self._known))
        return said.format(count=len(self.record), of=len(self._known))

    def _warning(self) -> str:
        return gettext("All your answers will be forgotten, and cannot be brought back. Save them first if in doubt.")


def _actions() -> list[Button]:
    return [
        button("save", gettext("Save my answers as a file")),
        button("print", gettext("Print my answers"), does="print"),
        button("forget", gettext("Forget my answers")),
    ]


def _really() -> list[Button]:
    return [button("keep", gettext("Keep them")), button("really-forget", gettext("Yes, forget them"))]


def _card(card: Card, state: tuple[int, int]) -> Markup:
    facts = [*_minutes(card), _done(*state)]
    is_done = " is-done" if state[1] and state[0] == state[1] else ""
    return element(
        "li",
        sign(card.lesson),
        element("h4", element("a", card.title, href=quote(card.name))),
        element("p", (element("span", fact) for fact in facts if fact), class_="bl-facts"),
        class_=f"bl-lesson{is_done}",
        data_number=card.number or None,
    )


def _minutes(card: Card) -> list[str]:
    if not card.minutes:
        return []
    return [ngettext("{count} minute", "{count} minutes", card.minutes).format(count=card.minutes)]


def _done(answered: int, of: int) -> str:
    """How far one is, with a mark that is no colour."""
    if not of:
        return ""
    if answered == of:
        return gettext("✓ Done")
    if not answered:
        return ""
    return gettext("◐ {answered} of {of} answered").format(answered=answered, of=of)
