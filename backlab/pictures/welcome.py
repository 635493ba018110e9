"""The first thing that one sees: a back, with a soft window through the skin to the muscles in which a spasm is felt.

Each place where it can hurt is a link, so that one begins by touching it, with a finger, a mouse or the keys.
"""

from collections.abc import Mapping

from backlab.knowledge.places import PLACES, Place
from backlab.language import gettext
from backlab.markup import Markup, markup
from backlab.markup import element as whole
from backlab.pictures.back.forms import closed, commands
from backlab.pictures.back.picture import drawn_back
from backlab.pictures.back.places import SHAPES

BOX = (-164.0, -8.0, 328.0, 568.0)
# Two ways to fade: the window is clear in its middle, and the ache strongest in its own.
_FADES = Markup(
    "<radialGradient id='welcome-fade'><stop offset='.6' stop-color='#fff'/><stop offset='1' stop-color='#000'/>"
    "</radialGradient><radialGradient id='welcome-glow'><stop offset='0' stop-color='var(--bl-emergency)'/>"
    "<stop offset='1' stop-color='var(--bl-emergency)' stop-opacity='0'/></radialGradient>"
)
_WINDOW = {"cx": 0, "cy": 284, "rx": 116, "ry": 194}
_ACHE = {"cx": 30, "cy": 336, "rx": 32, "ry": 52}


def welcome(links: Mapping[str, str]) -> Markup:
    """The back from behind; ``links`` says where each place leads to (by its id), none of them where it is empty.

    It stands on a page once: its window has a name of its own there.
    """
    x, y, width, height = BOX
    title = gettext("A back, seen from behind: choose where it hurts") if links else gettext("A back, seen from behind")
    seen = whole("g", drawn_back(box=BOX), _window(), aria_hidden="true")
    places = markup(_place(place, links[place.id]) for place in PLACES.values() if place.id in links)
    return whole(
        "svg",
        (seen, places),
        viewBox=f"{x:g} {y:g} {width:g} {height:g}",
        role="group" if links else "img",
        aria_label=title,
        class_="welcome",
    )


def _window() -> Markup:
    """The right half without its skin, as far as the window goes, and the ache where a spasm is mostly felt."""
    pane = whole("ellipse", fill="url(#welcome-fade)", **_WINDOW)
    half = {"x": 0, "y": _WINDOW["cy"] - _WINDOW["ry"], "width": _WINDOW["rx"], "height": 2 * _WINDOW["ry"]}
    mask = whole("mask", pane, id="welcome-window", maskUnits="userSpaceOnUse", **half)
    below = whole("g", drawn_back(box=BOX, layers={"muscles": 1}), mask="url(#welcome-window)")
    ache = whole("ellipse", fill="url(#welcome-glow)", class_="welcome-ache", **_ACHE)
    return markup((whole("defs", _FADES, mask), below, ache))


def _place(place: Place, link: str) -> Markup:
    """A place as a link that says where it is."""
    d = commands(closed("", SHAPES[place.id]), lambda point: point)
    name, shape = whole("title", gettext(place.label)), whole("path", d=d)
    return whole("a", (name, shape), href=link, aria_label=gettext(place.label))
