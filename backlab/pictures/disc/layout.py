"""What stands on the stage, and where: a step shows what it is about, and a control that is moved brings its picture.

A part keeps its name from one layout to the next, so that it moves to its new place and nothing jumps.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from backlab.drawing.svg import element
from backlab.markup import Child, Markup
from backlab.pictures.disc.state import WAITING, WAYS, Disc

CUT, MAP, LEG, YEAR, PAIR = "cut", "map", "leg", "year", "pair"
"""The disc alone; whose strip of the leg it is; a leg that is raised; a year; and two people with the same pain."""


class Place(NamedTuple):
    """Where a part of the scene has its upper left corner, and how large it is drawn."""

    x: float
    y: float
    size: float = 1.0

    def at(self, point: tuple[float, float]) -> tuple[float, float]:
        """Where a point of that part lies in the scene."""
        return self.x + point[0] * self.size, self.y + point[1] * self.size


_CORNER = {"spine": Place(2, 2), "cut": Place(118, 2)}
_LYING = {"person": Place(0, 0)}
_LARGE = 1.66
LAYOUTS: Mapping[str, Mapping[str, Place]] = {
    CUT: {"spine": Place(60, 6, _LARGE), "cut": Place(60 + 116 * _LARGE, 6, _LARGE)},
    MAP: {"spine": Place(2, 92), "cut": Place(118, 92), "legs": Place(480, 44, 1.1), "crowd": Place(702, 70, 0.95)},
    LEG: {**_CORNER, "person": Place(88, -414, 1.7)},
    YEAR: {**_CORNER, **_LYING, "legs": Place(480, 0), "crowd": Place(684, 0), "year": Place(478, 384)},
    PAIR: {**_CORNER, **_LYING, "pair": Place(482, 0)},
}


def shown(disc: Disc, step: str = YEAR) -> str:
    """The layout for a disc at a step that is about one of them."""
    if disc.way == WAYS[1]:
        return PAIR
    if disc.months or disc.care != WAITING:
        return YEAR
    if disc.leg and step != YEAR:
        return LEG
    return step if step != PAIR else YEAR


def framed(name: str, place: Place, wide: float, high: float, *inside: Child) -> Markup:
    """A part of the scene in its own units, ``wide`` and ``high`` of them, at its place."""
    box = {"x": place.x, "y": place.y, "width": wide * place.size, "height": high * place.size}
    seen = f"0 0 {wide:g} {high:g}"
    return element(
        "svg", *inside, viewBox=seen, data_key=f"at-{name}", role="presentation", style="overflow:visible", **box
    )


__all__ = ["CUT", "LAYOUTS", "LEG", "MAP", "PAIR", "YEAR", "Place", "framed", "shown"]
