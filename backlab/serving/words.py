"""What the frame around the pages says, in the language that is spoken; a script gets its words from here too."""

from __future__ import annotations

from backlab.language import gettext
from backlab.reviews import reviews
from backlab.words.reviewed import reviewed

# The status of a page that another site asks for in the name of its reader.
UNINVITED = 403
# Every theme; the first is taken where none is asked for.
THEMES = ("system", "light", "dark", "contrast")


def theme_names() -> dict[str, str]:
    """Each theme and what it is called."""
    return {
        "system": gettext("System"),
        "light": gettext("Light"),
        "dark": gettext("Dark"),
        "contrast": gettext("High contrast"),
    }


def frame_words() -> dict[str, str]:
    """What stands on every page."""
    return {
        "skip": gettext("Skip to the content"),
        "home": gettext("All pages"),
        "where": gettext("Where you are"),
        "language": gettext("Language"),
        "theme": gettext("Theme"),
        "teachers": gettext("For teachers"),
        "safety": _safety(),
        "emergency": gettext("In a real emergency, call 999, 112 or 911 now."),
    }


def _safety() -> str:
    """What it is and is not, and who reviewed it."""
    if not reviews():
        return gettext("It is for learning, on example patients: never a diagnosis, and no clinician has reviewed it.")
    return " ".join((gettext("It is for learning, on example patients: never a diagnosis."), *reviewed()))


def start_words() -> dict[str, str]:
    """What the start page says."""
    return {
        "title": gettext("backlab: choose the best treatment for a back spasm"),
        "promise": gettext("See which treatment helps a back spasm, and why"),
        "begin": gettext("Begin:"),
        "go_on": gettext("Go on:"),
        "touch": gettext("Touch the place where it hurts."),
        "lessons": gettext("The lessons"),
        "done": gettext("✓ Done"),
        "partly": gettext("◐ {answered} of {of} answered"),
        "cannot_wait": gettext("What cannot wait"),
        "own_back": gettext("Is it your own back? One yes is enough: call now, and do not read on."),
        "whom_to_tell": gettext(
            "Anything else that worries you: tell a parent, a pharmacist, a school nurse or a doctor today."
        ),
        "workbench": gettext("Change the code"),
        "answers": gettext("Save, print or forget your answers"),
        "all": gettext("{done} of {of} done"),
        "empty": gettext("There is no notebook in this folder yet."),
    }


def notebook_words() -> dict[str, str]:
    """What stands around a notebook."""
    return {
        "pages": gettext("Pages"),
        "onward": gettext("Where to go next"),
        "previous": gettext("Previous"),
        "next": gettext("Next"),
        "present": gettext("Present"),
        "wait": gettext("Starting this page ..."),
        "noscript": gettext("This page needs JavaScript: allow it in your browser, then load the page again."),
        "failed": gettext(
            "This part of the page could not be made, and what follows it may be missing. Load the page again; if that"
            " does not help, tell the person who gave you this page."
        ),
        "where": _where(),
    }


def script_words() -> dict[str, str]:
    """What the page's own script says, by name; ``{number}``, ``{total}`` and ``{title}`` are filled in there."""
    return {
        "slow": gettext("Still starting: others may be opening their pages too. Please wait."),
        "goneTitle": gettext("This page has stopped"),
        "gone": gettext(
            "The program behind this page has ended, so nothing on it answers any more. Start again to go on; where it"
            " can, the page puts back what you entered."
        ),
        "startAgain": gettext("Start again"),
        "offlineTitle": gettext("No connection"),
        "offline": gettext(
            "This page cannot reach its server. What you see stays here. Check the connection, then try again."
        ),
        "stillOffline": gettext("The server still does not answer. What you see stays here; try again in a while."),
        "blockedTitle": gettext("Something on the way blocks this page"),
        "blocked": gettext(
            "The page came, but the web socket by which it talks to its server is not let through, as by the proxy or"
            " filter of a school. Try another network, or ask whoever runs this one to let web sockets to this address"
            " through."
        ),
        "brokenTitle": gettext("This page did not arrive whole"),
        "broken": gettext("The connection ended while the page was being made. Try again to load the rest."),
        "late": gettext("This part is still coming ..."),
        "never": gettext("This part has not come."),
        "missingTitle": gettext("A part of this page is missing"),
        "missing": gettext("It did not come, however long it was waited for. Try again to load the whole page."),
        "computing": gettext("This page is being computed, cell by cell."),
        "running": gettext("Cell {number} of {total} is running."),
        "ran": gettext("All {total} cells have run. The page is being drawn."),
        "large": gettext(
            "This is too large to be sent: {size} MB. At most {most} MB go at once; choose something smaller."
        ),
        "tryAgain": gettext("Try again"),
        "slide": gettext("Slide {number}"),
        "announce": gettext("Slide {number} of {total}: {title}"),
        "step": gettext("Step {number} of {total}"),
        "nextStep": gettext("Next step"),
        "nextSlide": gettext("Next slide"),
        "last": gettext("The end"),
        "left": gettext("The presenter view is closed."),
        "hands": gettext("Hands for “{option}”: {count}"),
        "where": _where(),
    }


def _where() -> str:
    return gettext("Where it happened")


def presenter_words() -> dict[str, str]:
    """What the presenter's bar says."""
    return {
        "bar": gettext("Presenter view"),
        "back": gettext("Back"),
        "help": gettext("Keys"),
        "leave": gettext("Leave"),
        "close": gettext("Close"),
        "space": gettext("Space"),
        "letters": gettext("The letter p starts and ends the presenter view"),
    }


def presenter_keys() -> list[tuple[str, str]]:
    """Each key of the presenter view and what it does."""
    return [
        (gettext("Space, → or Page Down"), gettext("Next step, then next slide")),
        (gettext("← or Page Up"), gettext("Back by one step or slide")),
        (gettext("Home and End"), gettext("First and last slide")),
        (gettext("Escape or p"), gettext("Leave the presenter view")),
        (gettext("1 to 9"), gettext("Count a hand for this answer; a click with Shift takes one away")),
        ("?", gettext("Show these keys")),
        (gettext("In a control"), gettext("Only Page Down, Page Up and Escape belong to the presenter view")),
    ]


def error_words(status: int, said: str = "") -> dict[str, str]:
    """What the error page says for an HTTP status; ``said`` is a sentence on why a notebook cannot be shown."""
    home = gettext("Go to the start page")
    if said:
        return {"title": gettext("This notebook cannot be shown"), "lead": said, "home": home}
    if status == UNINVITED:
        title = gettext("This page opens only on its own")
        lead = gettext("It was asked for from inside another site. Open it by a link, or type its address.")
        return {"title": title, "lead": lead, "home": home}
    if status == 404:
        title = gettext("There is no such page")
        lead = gettext("The address may be mistyped, or the notebook may have another name now.")
        return {"title": title, "lead": lead, "home": home}
    if status == 503:
        title = gettext("The room is full")
        lead = gettext(
            "As many pages are open as there is room for. Close those that you no longer need: this one opens by itself"
            " as soon as there is room."
        )
        return {"title": title, "lead": lead, "home": home}
    title = gettext("This page could not be made")
    lead = gettext(
        "The server answered with error {status}. Load the page again; if that does not help, start backlab anew."
    )
    return {"title": title, "lead": lead.format(status=status), "home": home}
