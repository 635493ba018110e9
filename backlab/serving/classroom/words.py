"""What a class is told ahead of its lessons, in the language that is spoken."""

from __future__ import annotations

from typing import TypedDict

from backlab.language import gettext, ngettext


class Note(TypedDict):
    """A page that says one thing: ``ask`` asks for the code, and ``again`` are seconds until it tries once more."""

    title: str
    lead: str
    ask: str
    go: str
    again: int


def ask(lead: str) -> Note:
    """The page that asks for the class code."""
    return {"title": gettext("Your class"), "lead": lead, "ask": gettext("Code"), "go": gettext("Go"), "again": 0}


def ask_for_the_code() -> Note:
    """Nobody has said a code yet."""
    return ask(gettext("Enter the code that your teacher shows."))


def wrong_code() -> Note:
    """What stands at no address of this class."""
    return ask(gettext("There is nothing here. Ask for the code of your class, and enter it."))


def too_many_guesses() -> Note:
    """Who guesses waits."""
    return {
        "title": gettext("Your class"),
        "lead": gettext("Those were too many wrong codes. Ask for the right one, and wait a minute."),
        **_NOTHING_TO_ENTER,
    }


def no_page() -> Note:
    """What a class has no page for."""
    return {
        "title": gettext("There is no such page"),
        "lead": gettext("Go back to all pages, above."),
        **_NOTHING_TO_ENTER,
    }


def refused() -> Note:
    """What this server does not do."""
    return {
        "title": gettext("That cannot be done here"),
        "lead": gettext("This address only shows pages."),
        **_NOTHING_TO_ENTER,
    }


def full(students: int, again: int) -> Note:
    """Nobody more can be taught at once."""
    lead = ngettext(
        "{count} student is in. This page tries again by itself, and lets you in when there is room.",
        "{count} students are in. This page tries again by itself, and lets you in when there is room.",
        students,
    )
    return {
        "title": gettext("The room is full"),
        "lead": lead.format(count=students),
        "ask": "",
        "go": "",
        "again": again,
    }


def projector_words() -> dict[str, str]:
    """What stands on the page for the projector."""
    return {
        "title": gettext("Open this address"),
        "code_is": gettext("The code of the class"),
        "picture": gettext("The address as a code for a phone's camera"),
        "go": gettext("To the lessons"),
    }


class _NothingToEnter(TypedDict):
    ask: str
    go: str
    again: int


_NOTHING_TO_ENTER: _NothingToEnter = {"ask": "", "go": "", "again": 0}
