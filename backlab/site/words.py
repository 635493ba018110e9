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
