"""The sore place, looked into: each layer is rubbed away in a ring around it, and the next lies in the same place."""

import re
from collections.abc import Mapping
from functools import cache
from itertools import pairwise
from math import hypot, sqrt
from typing import NamedTuple

from backlab.drawing.svg import circle, group, number, paint, path
from backlab.language import gettext
from backlab.markup import Markup, element, markup
from backlab.pictures.back import drawn_back
from backlab.pictures.back.build import Look
from backlab.pictures.mimic.state import BELOW, DEEP, LAYERS, MUSCLES, SKIN

BOX = (-92.0, 196.0, 184.0, 248.0)
"""What of the living back is seen, in its own units."""
SORE = (34.0, 287.0)
"""Where it hurts: beside the spine, below the last rib."""
WAY = (310.0, 424.0)
"""From where to where the finger goes, straight down from the sore place."""


class _Pane(NamedTuple):
    """One layer: from which depth it opens, how wide its ring is in the end, and what is seen in it."""

    opens: int
    radius: float
    layers: Mapping[str, float]


_PANES = (
    _Pane(SKIN, 58, {"muscles": 1, "deep": 1, "bones": 1}),
    _Pane(MUSCLES, 48, {"deep": 1, "bones": 1}),
    _Pane(DEEP, 38, {"organs": 1, "bones": 0.55}),
)
_LOOKS: Mapping[str, Look] = {"nothing": Look("female", 3), "box": Look("female", 5), "twin": Look("female", 4)}
_REFERENCE = hypot(BOX[2], BOX[3]) / sqrt(2)  # what a radius in percent is a share of
_NAMES = re.compile(r" data-(?:key|part)='[^']*'|<title>[^<]*</title>")  # four layers share them


def rubbed(depth: int, *, named: bool, patient: str = "box", is_asked: bool = False) -> Markup:
    """A patient's back with its layers rubbed away as far as ``depth``; what lies deepest is ``named``, or left to be.

    The grip glows where it is asked for and not yet at its end.
    """
    look = _LOOKS[patient]
    panes = (_pane(n, depth, look) for n, pane in enumerate(_PANES) if depth > pane.opens)
    name = element("p", layer_words(depth, named=named), class_="bl-heard-layer")
    over = _over(depth, is_asked=is_asked and depth < BELOW)
    inside = element("div", _still(-1, look), panes, over, name, class_="bl-heard-peel")
    return element("div", inside, class_="bl-heard-back")


def layer_words(depth: int, *, named: bool) -> str:
    """What one sees at this depth in the ring."""
    words = gettext("skin"), gettext("muscles"), gettext("deep muscle"), gettext("kidney") if named else "?"
    return words[_layer(depth)]


def _layer(depth: int) -> int:
    """How many layers are away, as soon as half of one is."""
    return sum(depth >= (low + high) / 2 for low, high in pairwise(LAYERS))


def _pane(which: int, depth: int, look: Look) -> Markup:
    """One layer's drawing, seen through a round hole around the sore place."""
    pane = _PANES[which]
    share = min(1.0, (depth - pane.opens) / (BELOW - DEEP))
    (x, y), (left, top, width, height) = SORE, BOX
    at = f"{number(100 * (x - left) / width)}% {number(100 * (y - top) / height)}%"
    hole = f"clip-path:circle({number(100 * pane.radius * share / _REFERENCE)}% at {at})"
    edge = circle(x, y, pane.radius * share, paint("none", "ink", 1.4))
    ring = element("svg", edge, viewBox=_view(), aria_hidden="true")
    return element("div", _still(which, look), class_="bl-heard-pane", style=hole) + ring


@cache
def _still(which: int, look: Look) -> Markup:
    """The drawing of a layer, which never changes; -1 is the skin."""
    layers = {"skin": 1.0} if which < 0 else _PANES[which].layers
    drawn = Markup(_NAMES.sub("", drawn_back(box=_seen(which), layers=layers, look=look)))
    return element("svg", drawn, viewBox=_view(), class_="bl-back", aria_hidden="true")


def _seen(which: int) -> tuple[float, float, float, float]:
    """What of a drawing is needed: as much as its ring shows."""
    if which < 0:
        return BOX
    (x, y), radius = SORE, _PANES[which].radius
    return x - radius, y - radius, 2 * radius, 2 * radius


def _view() -> str:
    return " ".join(map(number, BOX))


def _over(depth: int, *, is_asked: bool) -> Markup:
    """The pain where it is felt, at any depth the same, and the grip that the finger rubs with."""
    x, y = SORE
    low, high = WAY
    at = low + (high - low) * depth / BELOW
    waves = ((8, 2.6), (14, 1.8), (20, 1.0)) if depth < (DEEP + BELOW) / 2 else ((36, 1.6),)  # around what lies there
    halo = (circle(x, y, radius, paint("none", "sheet", width + 1.6, opacity=0.7)) for radius, width in waves)
    glow = (circle(x, y, radius, paint("none", "emergency", width)) for radius, width in waves)
    says = element("title", gettext("Where it hurts"))
    arrows = path("M0 -5v10M-3 -2.5l3 -3l3 3M-3 2.5l3 3l3 -3", paint("none", "accent", 1.8, round=True))
    way = path(f"M{x:g} {low:g}V{high:g}", paint("none", "sheet", 2, dashes="1 5", round=True))
    grip = group(circle(0, 0, 11, paint("sheet", "accent", 2.2)), arrows)
    held = element(
        "g",
        _here() if is_asked else "",
        grip,
        transform=f"translate({number(x)} {number(at)})",
        data_key="grip",
        data_drag="depth",
        data_along=f"{x:g} {low:g} {x:g} {high:g}",
    )
    shown = markup(element("g", says, halo, glow, class_="bl-heard-sore"), way, held)
    return element("svg", shown, viewBox=_view(), role="img", aria_label=gettext("Where it hurts"))


def _here() -> Markup:
    """A ring that swells around the grip: this is what the step asks for."""
    return element("g", circle(0, 0, 16, paint("none", "accent", 4, opacity=0.6)), class_="bl-heard-here")
