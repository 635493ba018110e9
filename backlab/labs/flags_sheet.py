"""Red flags on paper: signs to judge one by one, a hundred people, and what the rules say overleaf."""

from __future__ import annotations

from collections.abc import Iterator

from backlab.knowledge.flags import CROWDS, SURGERY
from backlab.language import gettext
from backlab.markup import Markup, element, markup
from backlab.model import Disposition
from backlab.pictures.flags import PLACES, place_name
from backlab.pictures.flags.asking import alone, because, dots
from backlab.pictures.marks import level_label
from backlab.words import capital

_PEOPLE = 100


def sheet() -> Markup:
    """Two sides: what is asked, and what is said to it."""
    return markup(_asked(), _said())


def _asked() -> Markup:
    how = gettext(
        "Somebody of 34 whose back hurts says yes to one of these. It is new, and nothing else is there. How soon has "
        "somebody to look? Tick one; then compare with the other side."
    )
    people = gettext(
        "A hundred people with new back pain come to a doctor. Fill in those who say yes to one sign or more. Put a "
        "ring around those who are seriously ill."
    )
    return markup(
        element("h2", gettext("Red flags, without a computer")),
        element("p", how),
        element("p", "; ".join(f"{level_label(level)}: {gettext(level.meaning)}" for level in Disposition), "."),
        element("ol", map(_place, PLACES), class_="bl-worksheet"),
        element("p", people),
        dots(0),
    )


def _place(place: str) -> Markup:
    levels = element("span", " ".join(f"☐ {level_label(level)}" for level in Disposition))
    signs = (element("span", capital(gettext(finding.label))) for finding in PLACES[place].asks)
    asks = (element("p", sign, " ", levels, class_="bl-flag-tick") for sign in signs)
    return element("li", element("h3", place_name(place)), asks)


def _said() -> Markup:
    return element(
        "section",
        element("h2", gettext("What the rules say")),
        (element("p", element("b", place_name(place)), ". ", *_answers(place)) for place in PLACES),
        element("p", _counted()),
        class_="bl-flag-overleaf",
    )


def _answers(place: str) -> Iterator[str]:
    for finding in PLACES[place].asks:
        yield f"{capital(gettext(finding.label))}: {level_label(alone(finding))}. {because(finding)} "


def _counted() -> str:
    found = CROWDS["any"]
    share = round(_PEOPLE * found.with_sign / SURGERY)
    said = gettext(
        "Of {people} people about {flagged} have at least one red flag, and about {ill} is seriously ill. Having none "
        "is no all-clear: whoever goes home is told what to watch for."
    )
    return said.format(people=_PEOPLE, flagged=share, ill=round(_PEOPLE * found.ill / SURGERY))
