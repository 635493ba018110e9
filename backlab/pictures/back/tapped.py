"""The back on which one points at where it hurts.

Shown 220 pixels wide, each place offers at least 24 by 24 pixels to a finger. Every place holds all its marks, and
the drawing's own style shows those of its class: a page that adds or takes ``is-chosen`` needs nothing else.
"""

from collections.abc import Collection, Iterable

from backlab.drawing.picture import Picture, Table
from backlab.knowledge.places import PLACES, Place, known_places
from backlab.language import gettext
from backlab.pictures.back.build import USUAL, Look
from backlab.pictures.back.figure import Setting, figure
from backlab.pictures.back.picture import CROPS, PLAIN, STANDING, edge, rooted, seen
from backlab.pictures.back.places import STYLE, state, tappable

WIDTH = CROPS["behind"]["places"][2]
_WIDEST = 18.0  # rem: no taller than most windows


def back(chosen: Iterable[str] = (), marked: Iterable[str] = (), look: Look = USUAL) -> Picture:
    """The back with the places that were ``chosen``; ``marked`` are those of a finding whose side was not said.

    Raises ``ValueError`` for a place that there is not.
    """
    here, perhaps = known_places(chosen), known_places(marked)
    title, told = gettext("Where it hurts, seen from behind"), _description(here, perhaps - here)
    setting = Setting("behind", look, STANDING, CROPS["behind"]["places"])
    body, spots = figure(setting, seen(PLAIN), {}), tappable(here, perhaps, edge(look), look.sex)
    svg = rooted(setting.box, title, told, STYLE, body, spots, most=_WIDEST)
    return Picture("back", title, told, svg, _table(here, perhaps))


def back_svg(chosen: Iterable[str] = (), marked: Iterable[str] = (), look: Look = USUAL) -> str:
    """The drawing alone: each place is one ``<g class="bl-place" data-place="...">``."""
    return back(chosen, marked, look).svg


def _description(chosen: Collection[str], marked: Collection[str]) -> str:
    parts = [gettext("A body seen from behind: its left is on the left of the picture.")]
    if chosen:
        parts.append(gettext("It hurts here: {places}.").format(places=_names(chosen)))
    if marked:
        parts.append(gettext("Said elsewhere, without a side: {places}.").format(places=_names(marked)))
    if not chosen and not marked:
        parts.append(gettext("No place has been chosen yet."))
    return " ".join(parts)


def _names(places: Collection[str]) -> str:
    return "; ".join(gettext(place.label) for place in PLACES.values() if place.id in places)


def _table(chosen: Collection[str], marked: Collection[str]) -> Table:
    words = {
        "is-chosen": gettext("it hurts here"),
        "is-marked": gettext("said elsewhere, without a side"),
        "": gettext("not chosen"),
    }
    rows = ((gettext(p.label), words[state(p.id, chosen, marked)], _meaning(p)) for p in PLACES.values())
    return Table((gettext("Place"), gettext("State"), gettext("What it stands for")), tuple(rows))


def _meaning(place: Place) -> str:
    """The findings that a place sets; where it sets none, a spasm is at home."""
    return "; ".join(gettext(finding.label) for finding in place.findings) or gettext("no finding of its own")
