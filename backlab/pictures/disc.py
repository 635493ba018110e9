"""The lower spine from the side: how a disc gives way, presses on a nerve, and where in the leg that is felt.

The person looks to the left: the belly is on the left of the picture, the back on the right.
"""

from collections.abc import Mapping
from functools import cache
from itertools import pairwise
from math import cos, radians, sin
from typing import NamedTuple

from backlab.drawing.curves import Points, curve
from backlab.drawing.parts import checked, label, reached, steps
from backlab.drawing.picture import Picture, Table
from backlab.drawing.svg import SMALL, drawing, group, number, paint, path, text
from backlab.knowledge.figures import OFF_THE_MAP, ON_THE_MAP_S1
from backlab.knowledge.places import NERVE_ROOTS, NerveRoot
from backlab.knowledge.sources import SOURCES
from backlab.language import gettext
from backlab.markup import Markup, markup
from backlab.pictures.leg import leg

_HALF, _HIGH = 34, 20  # half a vertebra from front to back and from top to bottom
_LEG = -18  # so far the leg is moved towards the spine
_REACH = 21  # how far a disc can come out
_TOUCHES = 26  # the bulge from which the nerve is pressed
_LOOSE = 0.76  # of the whole bulge, from which a piece is loose

STAGES = (0, 1, _TOUCHES, round(100 * _LOOSE))  # the bulge from which each stage is drawn


def _stages() -> tuple[str, ...]:
    return (
        gettext("the ring holds"),
        gettext("it bulges"),
        gettext("the soft centre pushes out"),
        gettext("a piece has broken off"),
    )


def _terms() -> tuple[str, ...]:
    """The stages as a clinician calls them."""
    return gettext("healthy disc"), gettext("bulge"), gettext("protrusion or extrusion"), gettext("sequestration")


class Frame(NamedTuple):
    """Where a bone or a disc lies: its middle, and by how many degrees its front is lower than its back."""

    x: float
    y: float
    tilt: float

    def at(self, back: float, down: float) -> tuple[float, float]:
        """A point that lies so far towards the back and so far down from the middle."""
        c, s = cos(radians(self.tilt)), sin(radians(self.tilt))
        return self.x + back * c + down * s, self.y - back * s + down * c

    def line(self, *points: tuple[float, float]) -> Points:
        """Several such points."""
        return tuple(self.at(*point) for point in points)


BONES: Mapping[str, Frame] = {
    "L3": Frame(66, 78, -5),
    "L4": Frame(62, 138, 2),
    "L5": Frame(67, 198, 12),
    "S1": Frame(84, 254, 28),
}


def _between(upper: Frame, lower: Frame) -> Frame:
    """The disc that lies between two bones."""
    (ax, ay), (bx, by) = upper.at(0, _HIGH), lower.at(0, -_HIGH)
    return Frame((ax + bx) / 2, (ay + by) / 2, (upper.tilt + lower.tilt) / 2)


DISCS: Mapping[str, Frame] = {f"{a}/{b}": _between(BONES[a], BONES[b]) for a, b in pairwise(BONES)}


def _outline(bone: Frame) -> str:
    w, h = _HALF, _HIGH
    top = ((-w + 5, -h), (0, -h + 2), (w - 5, -h), (w, -h + 5), (w - 3, 0))
    below = ((w, h - 5), (w - 5, h), (0, h - 2), (-w + 5, h), (-w, h - 5), (-w + 3, 0), (-w, -h + 5))
    return curve(bone.line(*top, *below), closed=True)


def _sacrum(bone: Frame) -> str:
    w, h = _HALF, _HIGH
    back = ((-w + 5, -h), (0, -h + 2), (w - 5, -h), (w, -h + 5), (w - 3, 6), (w - 8, 32), (w - 17, 60), (w - 30, 88))
    front = ((w - 38, 96), (w - 43, 88), (-8, 58), (-19, 30), (-w + 3, 2), (-w, -h + 6))
    return curve(bone.line(*back, *front), closed=True)


def _process(bone: Frame) -> str:
    """The part of a vertebra that can be felt through the skin, behind the canal."""
    points = ((27, -8), (38, -8), (54, 1), (64, 12), (60, 20), (46, 19), (34, 12), (27, 9))
    return curve(bone.line(*((_HALF + back, down) for back, down in points)), closed=True)


_BONE_LINES = "".join(_outline(BONES[name]) for name in ("L3", "L4", "L5")) + _sacrum(BONES["S1"])
_PROCESSES = "".join(_process(BONES[name]) for name in ("L3", "L4", "L5"))


def disc(level: str, bulge: int) -> Picture:
    """The disc at a ``level`` such as "L4/L5", bulging by 0 to 100.

    Raises ``ValueError`` for a level that there is not, or a bulge outside.
    """
    if level not in NERVE_ROOTS:
        raise ValueError(f"There is no disc {level!r} here: choose one of {', '.join(NERVE_ROOTS)}.")
    root, stage = NERVE_ROOTS[level], reached(STAGES, checked("bulge", bulge))
    pressed = bulge >= _TOUCHES
    title = gettext("A disc and the nerve behind it")
    strip, end = steps(372, _stages(), stage)
    spine = _discs(level, bulge) + _bones() + _nerves(level, bulge) + (_pressed(level, bulge) if pressed else "")
    felt = _effect(root, pressed)
    description = f"{_state(level, stage)} {felt}"
    limb = group(leg(root.name, pressed), at=(_LEG, 0))
    svg = drawing(end, title, description, spine, limb, _labels(root), strip)
    return Picture("disc", title, description, svg, _table(root, stage, bulge), (felt, _how_often(root), _about()))


def _reach(level: str, chosen: str, bulge: int) -> float:
    """How far a disc stands out behind the bones."""
    return _REACH * bulge / 100 if level == chosen else 0


def _discs(level: str, bulge: int) -> Markup:
    """What lies behind and between the bones: three discs, and the parts of the bones behind the canal."""
    place = DISCS[level]
    ring, core = _ring(place, min(bulge, 70) / 100), _core(place, bulge / 100)
    chosen = path(ring, paint("sheet", "accent", 1.6)) + path(core, paint("accent-soft", "accent", 1.6))
    return path(_PROCESSES, paint("tint", "soft", 1.2, round=True)) + _whole_discs(level) + chosen


@cache
def _whole_discs(level: str) -> Markup:
    """The discs of all other levels, which keep their shape."""
    others = [place for name, place in DISCS.items() if name != level]
    rings = path("".join(_ring(place, 0) for place in others), paint("sheet", "soft", 1.2))
    return rings + path("".join(_core(place, 0) for place in others), paint("tint", "soft", 1))


def _ring(place: Frame, out: float) -> str:
    """The firm ring of a disc; its back wall gives way by ``out`` (0 to 1)."""
    w, wall = _HALF, _HALF + 2 + 0.8 * _REACH * out
    front = ((-w + 5, 9), (-w - 1, 7), (-w - 4, 0), (-w - 1, -7), (-w + 5, -9))
    back = ((w - 6, -8), (w, -6), (wall - 1, -4 - out), (wall + 1, 0), (wall - 1, 4 + out), (w, 6), (w - 6, 8))
    return curve(place.line(*front, *back), closed=True)


def _core(place: Frame, out: float) -> str:
    """The soft centre: it moves back, squeezes through the ring, and from three quarters on a piece comes loose."""
    tip = 12 + (_HALF + _REACH - 14) * min(out, 0.75) / 0.75
    waist, head = 4 + (tip - 4) * 0.5, 2.8 + 2.2 * out
    upper = ((-14 + 8 * out, 0), (-10 + 8 * out, -3.8), (-1 + 3 * out, -5.6), (waist, -4.6 + out), (tip - 1.4, -head))
    lower = tuple((back, -down) for back, down in upper[:0:-1])
    soft = curve(place.line(*upper, (tip, 0), *lower), closed=True)
    return soft if out < _LOOSE else soft + _piece(place, out)


def _piece(place: Frame, out: float) -> str:
    x, y = _HALF + _REACH - 9, 12 + 24 * (out - _LOOSE)
    points = ((-4, -5), (3, -4), (5, 2), (0, 6), (-5, 2))
    return curve(place.line(*((x + back, y + down) for back, down in points)), closed=True)


def _nerves(level: str, bulge: int) -> Markup:
    """The bundle of nerves in the canal, and the root that the disc reaches drawn strong."""
    others = markup(_strand(level, bulge, depth) for depth in (17, 20.5))
    chosen = _root(level, bulge)
    edge, inside = paint("none", "ink", 5.2, round=True), paint("none", "accent-soft", 2.6, round=True)
    return path(others, paint("none", "soft", 1.1, round=True)) + path(chosen, edge) + path(chosen, inside)


_ENTRY = Frame(76, 22, -12)


def _strand(level: str, bulge: int, depth: float) -> str:
    """A nerve that runs the canal down, so far behind the bones."""
    points = [_ENTRY.at(_HALF + depth, 0)]
    for name, place in DISCS.items():
        push = max(0, 3 + _reach(name, level, bulge) - depth + 5)
        points += [BONES[name[:2]].at(_HALF + depth, 0), place.at(_HALF + depth + push, 0)]
    points += [BONES["S1"].at(_HALF + depth - 4, 2), BONES["S1"].at(_HALF + depth - 14, 44)]
    return curve(tuple(points))


def _root(level: str, bulge: int) -> str:
    """The nerve root: down behind the disc, which it has to go round, and out below the next bone."""
    points = [_ENTRY.at(_HALF + 11, 0)]
    for name, place in DISCS.items():
        upper, lower = BONES[name[:2]], BONES[name[3:]]
        points.append(upper.at(_HALF + 11, 0))
        points.append(place.at(_HALF + max(10.0, 3.5 + _reach(name, level, bulge)), 0))
        if name == level:
            points += lower.line((_HALF + 9, 2), (_HALF + 2, 20), (_HALF - 10, 38), (_HALF - 16, 58))
            break
    return curve(tuple(points))


@cache
def _bones() -> Markup:
    names = (text(*frame.at(-11, 4), name, anchor="middle", bold=True) for name, frame in BONES.items())
    return path(_BONE_LINES, paint("sheet", "ink", 1.6, round=True)) + markup(names)


def _pressed(level: str, bulge: int) -> Markup:
    """Three short lines behind the place where the nerve is pressed."""
    place, start = DISCS[level], _HALF + max(10.0, 3.5 + _REACH * bulge / 100) + 5
    rays = (place.line((start, rise), (start + 8, rise * 2.2)) for rise in (-5, 0, 5))
    return path("".join(map(curve, rays)), paint("none", "ink", 2, round=True))


def _labels(root: NerveRoot) -> Markup:
    x, y = DISCS[root.level].at(-_HALF - 3, 0)
    leader = path(f"M12 340V{number(y + 8)}L{number(x)} {number(y)}", paint("none", "ink", 1))
    nerve = gettext("nerve root {name}").format(name=root.name)
    named = label(108, 16, nerve, _ENTRY.at(_HALF + 11, 6), bold=True)
    return leader + text(8, 354, gettext("disc"), size=SMALL) + named


def _state(level: str, stage: int) -> str:
    upper, lower = level.split("/")
    message = gettext("The disc between {upper} and {lower}: {stage}.")
    return message.format(upper=upper, lower=lower, stage=_stages()[stage])


def _effect(root: NerveRoot, pressed: bool) -> str:
    if not pressed:
        return gettext("The nerve root {name} has room: nothing is felt in the leg.").format(name=root.name)
    message = gettext("The nerve root {name} is pressed. It may be felt here: {place}.")
    return message.format(name=root.name, place=gettext(root.felt))


def _how_often(root: NerveRoot) -> str:
    """How many people keep to the strip that is drawn: it is a map, and no test of the root."""
    if root.name == "S1":
        said = gettext("Of 100 pressed roots {name} about {share:.0f} are felt in this strip, the others elsewhere.")
        return said.format(name=root.name, share=ON_THE_MAP_S1.value)
    said = gettext(
        "Of 100 pressed roots of the lower back about {share:.0f} are felt in other places than their strip: the place "
        "does not tell which root it is."
    )
    return said.format(share=OFF_THE_MAP.value)


def _about() -> str:
    """What the picture rests on, where nobody has checked that against a paper."""
    return gettext("Which nerve feels what is common teaching, not verified; the drawing is not to scale.")


def _table(root: NerveRoot, stage: int, bulge: int) -> Table:
    shrinking = [SOURCES[name] for name in ("chiu-2015-regression", "wang-2020-regression")]
    rows = (
        (gettext("Disc"), root.level),
        (gettext("Bulge, from 0 to 100"), str(bulge)),
        (gettext("What has happened to it"), _stages()[stage]),
        (gettext("As a clinician calls it"), _terms()[stage]),
        (gettext("Nerve root"), _effect(root, bulge >= _TOUCHES)),
        (gettext("How many keep to the strip"), f"{_how_often(root)} ({SOURCES[OFF_THE_MAP.source].citation})"),
        *((gettext(source.fact), gettext(source.figures)) for source in shrinking),
    )
    return Table((gettext("Part"), gettext("What it shows")), rows)
