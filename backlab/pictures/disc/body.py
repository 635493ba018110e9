"""Somebody who lies on the back, seen from the right: the spine, the nerve down the leg, and the leg that is raised.

The body is the living back's; points of it are given as it stands upright, and lie where its pose puts them.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from math import cos, radians, sin

from backlab.drawing.curves import Points, curve
from backlab.drawing.svg import circle, line, number, paint, path, rect
from backlab.knowledge.places import NERVE_ROOTS
from backlab.language import gettext
from backlab.markup import Markup, markup
from backlab.pictures.back import Pose, drawn_back
from backlab.pictures.back.levels import VERTEBRAE
from backlab.pictures.back.side_inside import ROOTS, beside
from backlab.pictures.disc.layout import Place, framed
from backlab.pictures.disc.parts import blob, group, look, named, part, shortened, strand
from backlab.pictures.disc.state import LEVELS, PULLS, STEEPEST, Disc

WIDE, HIGH = 470.0, 600.0
MAT = 591
_SCALE, _X, _Y = 0.48, 236.0, 563.0
_BOX = (-460.0, -380.0, 920.0, 480.0)
_ARM, _ELBOW = -7, 3
_HIP = (0.0, 424.0)
_HEEL = (4.0, 866.0)
_REACH = 212.0  # from the hip to the heel, in the picture
# How each root goes on from where it has left the spine, and the strip of skin that it feels, seen from this side.
_SCIATIC: Points = ((-17, 412), (-21, 430), (-22, 454), (-20, 500), (-17, 550), (-15, 584))
_NERVES: Mapping[str, Points] = {
    "L4": (
        *((8, 372), (24, 396), (32, 424), (32, 470), (28, 520), (22, 570), (16, 620), (12, 660), (9, 710), (8, 770)),
        *((10, 812), (24, 834)),
    ),
    "L5": (
        *(*_SCIATIC, (-14, 612), (-14, 634), (-8, 654), (0, 690), (4, 750), (8, 810), (18, 834), (48, 852), (92, 870)),
    ),
    "S1": (
        *(*_SCIATIC, (-16, 614), (-18, 640), (-24, 700), (-20, 760), (-16, 820), (-14, 846), (-2, 866), (30, 872)),
        (84, 876),
    ),
}
STRIPS: Mapping[str, Points] = {
    "L4": (
        *((46, 476), (50, 500), (44, 538), (37, 572), (32, 600), (33, 616), (31, 630), (27, 642), (24, 656)),
        *((21, 684), (17, 720), (14.5, 760), (15, 790), (9, 770), (7, 720), (11, 680), (14, 650), (16, 620)),
        *((18, 590), (24, 550), (34, 510)),
    ),
    "L5": (
        *((-10, 618), (6, 640), (12, 690), (12, 750), (15, 800), (24, 826), (48, 842), (70, 854), (95, 867)),
        *((97, 871), (80, 869), (52, 860), (24, 850), (4, 834), (-2, 800), (-6, 750), (-10, 690), (-16, 640)),
    ),
    "S1": (
        *((-28, 620), (-18, 620), (-20, 660), (-24, 700), (-22, 750), (-14, 800), (-10, 836), (0, 858), (30, 868)),
        *((70, 872), (92, 874), (70, 879), (30, 876.5), (0, 879), (-22, 878.5), (-29, 872), (-30, 862), (-25, 846)),
        *((-22, 826), (-24, 802), (-36, 738), (-41, 708), (-41, 686), (-36, 660), (-30, 638)),
    ),
}
_BONES = ("L1", "L2", "L3", "L4", "L5")
_DEEP = 9.5  # half as deep as a vertebra's body is from front to back
_SACRUM: Points = (
    (0, 361),
    (8, 366),
    (-2, 384),
    (-16, 402),
    (-30, 414),
    (-38, 410),
    (-38, 396),
    (-30, 380),
    (-16, 366),
)


def person(disc: Disc, place: Place, *, by_hand: bool, swept: bool) -> Markup:
    """The whole of it: the mat, the body, the spine with the disc, and the nerve.

    ``by_hand``: the foot can be taken hold of; ``swept``: its way is drawn, with the degrees.
    """
    mat = line(8, MAT, 462, MAT, paint(stroke="edge", width=4, round=True))
    sweep, grip = (_sweep() if swept else ""), (_grip(disc, place.size) if by_hand else "")
    body = _pillow(), _body(disc.leg, by_hand=by_hand), _strip(disc), _spine(disc.level), _nerve(disc)
    drawn = framed("person", place, WIDE, HIGH, mat, sweep, *body, _angle(disc), grip)
    return drawn + _degrees(place) if swept else drawn


def disc_at(level: str) -> tuple[float, float]:
    """Where the disc of this level lies in the body."""
    return _placed(_pose(0), beside(VERTEBRAE[level[:2]].bottom, 0))


def _pose(leg: int) -> Pose:
    return Pose(lying=True, leg=leg, arm=_ARM, elbow=_ELBOW)


def _placed(pose: Pose, point: tuple[float, float]) -> tuple[float, float]:
    x, y = pose.trunk(point)
    return _X + x * _SCALE, _Y + y * _SCALE


def _line(leg: int, points: Points) -> Points:
    pose = _pose(leg)
    return tuple(_placed(pose, point) for point in points)


@cache
def _body(leg: int, *, by_hand: bool) -> Markup:
    drawn = drawn_back("side", box=_BOX, layers={"skin": 1.0}, pose=_pose(leg))
    moved = f"translate({number(_X)} {number(_Y)}) scale({_SCALE})"
    held = {"data_drag": "leg", "data_along": _way_of_foot()} if by_hand else {}
    return group(drawn, transform=moved, **held)


def _foot(degrees: float) -> tuple[float, float]:
    """Where the heel is when the leg is raised by so many degrees."""
    return _placed(_pose(round(degrees)), _HEEL)


@cache
def _way_of_foot() -> str:
    return " ".join(number(each) for end in (0, STEEPEST) for each in _foot(end))


@cache
def _bones() -> Markup:
    """The lower spine as if one saw through the skin."""
    bodies = "".join(_bone(name) for name in _BONES)
    sacrum = blob(tuple(_placed(_pose(0), point) for point in _SACRUM))
    return path(bodies + sacrum, look("bone", 1.2))


def _bone(name: str) -> str:
    one = VERTEBRAE[name]
    top, low, middle = one.top + 1.4, one.bottom - 1.4, one.middle
    body = (beside(top, -_DEEP), beside(top, _DEEP), beside(low, _DEEP), beside(low, -_DEEP))
    spine = (beside(middle - 3, -15), beside(middle + 3, -33), beside(middle + 9, -32), beside(middle + 6, -15))
    shapes = (tuple(_placed(_pose(0), point) for point in shape) for shape in (body, spine))
    return "".join(f"M{'L'.join(f'{number(x)} {number(y)}' for x, y in shape)}Z" for shape in shapes)


@cache
def _spine(chosen: str) -> Markup:
    return _bones() + markup(_small_disc(level, is_chosen=level == chosen) for level in LEVELS)


def _small_disc(level: str, *, is_chosen: bool) -> Markup:
    """A disc between two bones; the one that is looked at is thicker, and dark."""
    y = VERTEBRAE[level[:2]].bottom
    thick, deep = (4.4, 12.5) if is_chosen else (1.6, 9.5)
    corners = (beside(y - thick, -deep), beside(y - thick, deep), beside(y + thick, deep), beside(y + thick, -deep))
    painted = look("core" if is_chosen else "ring", 1.2)
    return path(blob(tuple(_placed(_pose(0), corner) for corner in corners)), painted)


@lru_cache(maxsize=512)  # every level at every angle
def _wire(level: str, leg: int, share: float) -> str:
    """So much of the way of the root from the disc that presses on it down to the foot."""
    start = beside(VERTEBRAE[level[:2]].bottom, -_DEEP - 7)
    root = NERVE_ROOTS[level].name
    way = _line(leg, (start, *ROOTS[root][1:-1], *_NERVES[root]))
    return curve(shortened(way, share, _PIECES))


def _nerve(disc: Disc) -> Markup:
    """The nerve, and over it the signal, which runs from the disc to the foot."""
    says = gettext("nerve {name} down the leg").format(name=disc.root.name)
    quiet, signal = (_wire(disc.level, disc.leg, share) for share in (1.0, 1.0 if disc.pain else 0.0))
    edge = part("nerve-edge", quiet, strand("nerve", 4.4))
    inside = part("nerve-inside", quiet, paint("none", "nerve", 2.8, round=True), says=says)
    return markup(edge, inside, part("signal", signal, _lit(disc)))


_PIECES = 22


def _lit(disc: Disc) -> str:
    """The signal: stronger where it hurts more; none at all cannot be seen."""
    width = (5 + 3 * disc.pulls) if disc.pain else 0.1
    return strand("pressed", width, opacity=round(0.25 + 0.75 * disc.pain, 2) if disc.pain else 0.01)


@lru_cache(maxsize=512)
def _strip_at(name: str, leg: int) -> str:
    return blob(_line(leg, STRIPS[name]))


def _strip(disc: Disc) -> Markup:
    """Where the map has it on the side that one sees."""
    name = disc.root.name
    if disc.pain:
        painted = paint("artery", "artery-deep", 1.6, opacity=round(0.2 + 0.35 * disc.pain, 2), round=True)
    else:
        painted = paint()
    return part(f"strip-{name}", _strip_at(name, disc.leg), painted, says=gettext("where the map has it"))


def _grip(disc: Disc, size: float) -> Markup:
    """What one takes hold of, at the heel: as large on a large body as on a small one."""
    x, y = _placed(_pose(disc.leg), (6, 838))
    finger = circle(0, 0, 55, paint("sheet", opacity=0))  # 44 pixels on a small screen
    ring = circle(0, 0, 20, paint("sheet", "accent", 2.8))
    arrows = path("M0 -12v24M-6 -6l6 -6l6 6M-6 6l6 6l6 -6", paint("none", "accent", 2.6, round=True))
    moved = f"translate({number(x)} {number(y)}) rotate({-disc.leg}) scale({number(1.2 / size if size > 1 else 1)})"
    return group(finger, ring, arrows, transform=moved, data_key="foot", data_drag="leg", data_along=_way_of_foot())


@cache
def _sweep() -> Markup:
    """The way that the heel can go, with its degrees; from where on that pulls is marked most."""
    ticks = markup(_tick(degrees) for degrees in (0, PULLS, 2 * PULLS, STEEPEST))
    return path(_arc(STEEPEST), paint("none", "edge", 2, dashes="2 7", round=True)) + ticks


def _arc(degrees: float) -> str:
    (ax, ay), (bx, by), far = _polar(_REACH, 0), _polar(_REACH, degrees), number(_REACH)
    return f"M{number(ax)} {number(ay)}A{far} {far} 0 0 0 {number(bx)} {number(by)}"


def _tick(degrees: int) -> Markup:
    (ax, ay), (bx, by) = _polar(_REACH - 7, degrees), _polar(_REACH + 7, degrees)
    return line(ax, ay, bx, by, paint("none", "ink", 3 if degrees == PULLS else 2, round=True))


def _degrees(place: Place) -> Markup:
    """What the marks on the way of the heel stand for, in letters as large as everywhere."""
    said = ((f"{each}°", place.at(_polar(_REACH - 30, each))) for each in (PULLS, 2 * PULLS))
    return markup(named(x, y + 7, words, anchor="middle", fill="soft") for words, (x, y) in said)


@cache
def _pillow() -> Markup:
    x, y = _placed(_pose(0), (-26, 62))
    return rect(x - 42, y - 4, 76, MAT - y + 2, paint("cloth-light", "contour", 1.4), radius=11)


def _angle(disc: Disc) -> Markup:
    """How far the heel has come."""
    return part("angle", _arc(disc.leg), paint("none", "accent", 4, round=True)) if disc.leg else Markup()


def _polar(far: float, degrees: float) -> tuple[float, float]:
    x, y = _placed(_pose(0), _HIP)
    turn = radians(degrees)
    return x + far * cos(turn), y - far * sin(turn)
