"""Somebody from behind, with what hurts; and, as if one saw through the skin, what one would look for first."""

from collections.abc import Collection, Mapping
from functools import cache

from backlab.drawing.svg import colour, element, number
from backlab.markup import Markup, markup
from backlab.pictures.back import Look, drawn_back
from backlab.pictures.back.picture import CROPS
from backlab.pictures.back.places import lying
from backlab.pictures.clinic.person import hair_of, is_grey

_PAIN = "var(--bl-ache,#8a5cc2)"  # violet, on every skin and in every theme: no level of care has it
_BOX = CROPS["behind"]["places"]
_SKIN: Mapping[str, float] = {"skin": 1.0}
_MUSCLES = {"skin": 0.3, "muscles": 1.0}
_DEEP = {"skin": 0.3, "bones": 0.6, "deep": 1.0}
_BONES = {"skin": 0.3, "bones": 1.0}
_NERVES = {"skin": 0.3, "bones": 0.8, "nerves": 1.0}
_ORGANS = {"skin": 0.35, "bones": 0.6, "organs": 1.0}
_ELSEWHERE = {"skin": 0.35, "bones": 1.0, "organs": 0.5}  # what this drawing has not got
_LONG = ("erector-spinae-left", "erector-spinae-right")
_KIDNEYS = ("kidney-left", "kidney-right")
_INSIDE: Mapping[str, tuple[Mapping[str, float], tuple[str, ...]]] = {
    "muscle_strain": (_MUSCLES, _LONG),
    "overuse": (_MUSCLES, _LONG),
    "non_specific": (_MUSCLES, ()),
    "muscle_breakdown": (_MUSCLES, ()),
    "weak_core": (_DEEP, ("deep-abdominal-wall-left", "deep-abdominal-wall-right")),
    "spinal_tumour": (_BONES, ("vertebra-L3",)),
    "spinal_infection": (_BONES, ("vertebra-L2", "disc-L2-L3", "vertebra-L3")),
    "vertebral_fracture": (_BONES, ("vertebra-L1",)),
    "inflammatory_back_pain": (_BONES, ("sacrum", "vertebra-L4", "vertebra-L5")),
    "stress_fracture": (_BONES, ("vertebra-L5",)),
    "herniated_disc": (_NERVES, ("disc-L5-S1",)),
    "root_pain": (_NERVES, ("root-S1-left", "root-S1-right", "sciatic-nerve-left", "sciatic-nerve-right")),
    "stenosis": (_NERVES, ("horse-tail",)),
    "cauda_equina": (_NERVES, ("horse-tail",)),
    "cord_compression": (_NERVES, ("cord",)),
    "spinal_bleeding": (_NERVES, ("cord", "horse-tail")),
    "shingles": (_NERVES, ("rib-nerves-left", "rib-nerves-right")),
    "kidney_infection": (_ORGANS, _KIDNEYS),
    "kidney_stone": (_ORGANS, _KIDNEYS),
    "aortic_aneurysm": (_ORGANS, ("aorta",)),
    "aortic_dissection": (_ORGANS, ("aorta",)),
}


def is_drawn(cause: str) -> bool:
    """Whether the part of a cause, by its id, is in the drawing from behind."""
    return cause in _INSIDE


def hurting(look: Look, hurt: Collection[str], cause: str = "", *, age: int = 0) -> Markup:
    """A picture of the back: the places that hurt (by their ids), and the part of a ``cause`` ("": the skin alone).

    Whoever is grey at this ``age`` in the portrait is grey from behind.
    """
    layers, lit = _INSIDE.get(cause, (_ELSEWHERE, ())) if cause else (_SKIN, ())
    body = drawn_back(box=_BOX, layers=layers, lit=dict.fromkeys(lit, "accent"), look=look)
    x, y, width, height = _BOX
    box = f"{x:g} {y:g} {width:g} {height:g}"
    aches = markup(_ache(look, place, bool(cause)) for place in hurt)
    drawn = element("g", body, class_="bl-back")
    hair = f"--bl-hair-{look.tone}:{colour(hair_of(look, age))}" if is_grey(age) else ""
    return element("svg", drawn, aches, viewBox=box, aria_hidden="true", focusable="false", style=hair)


@cache
def _ache(look: Look, place: str, is_open: bool) -> Markup:
    """A place that hurts, as an oval: its edge is seen on every skin, and what lies below it where one looks inside.

    It has the colour of pain, and of no level of care.
    """
    xs, ys = zip(*lying(place, look.sex), strict=True)
    x, y = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
    across, down = max((max(xs) - min(xs)) / 2, 12), max((max(ys) - min(ys)) / 2, 12)
    oval = {"cx": number(x), "cy": number(y), "rx": number(across), "ry": number(down)}
    glow = element("ellipse", **oval, style=f"fill:{_PAIN};fill-opacity:{0.15 if is_open else 0.5}")
    return glow + element("ellipse", **oval, style=f"fill:none;stroke:{_PAIN};stroke-width:3")
