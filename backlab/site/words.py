"""What a plain file says beside what every page says, in the language that is spoken."""

from __future__ import annotations

from backlab.language import gettext


def page_words() -> dict[str, str]:
    """What stands where the labs of a page cannot live."""
    return {
        "noscript": gettext(
            "The labs of this page need JavaScript: allow it in your browser, then load the page again. All text can be"
            " read without it."
        ),
        "file": gettext(
            "The labs of this page need a server, however small: type “python -m http.server” in the folder of these"
            " files, and open the address that it prints."
        ),
        "missing": gettext("The labs of this page did not come. Load the page again."),
    }


def engine_words() -> dict[str, str]:
    """How far the labs have come to life, and why they do not: by what the page hears of it."""
    return {
        "fetch": gettext("The labs are on their way; you can read and enter something meanwhile."),
        "starting": gettext("The labs are starting ..."),
        "browser": gettext(
            "This browser is too old for the labs: try another one, or a newer version. All text can be read."
        ),
        "memory": gettext(
            "This device has too little memory left for the labs: close other pages, then load this one again. All text"
            " can be read."
        ),
        "files": gettext(
            "A part that the labs need did not come: check the connection, then load the page again. All text can be"
            " read."
        ),
        "start": gettext(
            "The labs could not be started: load the page again, or try another browser. All text can be read."
        ),
        "notebook": gettext("The labs of this page are not part of this course. Load the page again."),
    }


def socket_words() -> dict[str, str]:
    """Why a server does not answer the labs of a page."""
    return {
        "fetch": gettext("The labs are starting ..."),
        "away": gettext(
            "The connection is gone. It comes back by itself, and nothing that you entered is lost; you can read on."
        ),
        "gone": gettext("This class has another code now. Ask for it; your answers stay in this browser."),
        "full": gettext("The room is full. As soon as there is room the labs answer; you can read on meanwhile."),
        "start": gettext("The labs could not be started: load the page again."),
        "slow": gettext("The last answer took too long. Load the page again, and change something else."),
        "notebook": gettext("The labs of this page are not part of this class. Load the page again."),
    }
