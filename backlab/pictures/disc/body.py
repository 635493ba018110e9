"""Somebody who lies on the back, seen from the right: the spine, the nerve down the leg, and the leg that is raised."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from math import cos, radians, sin

from backlab.drawing.curves import Points, curve, outline
from backlab.drawing.svg import circle, element, line, number, paint, path
from backlab.language import gettext
from backlab.markup import Markup, markup
from backlab.pictures.disc.parts import blob, group, look, named, part, shortened, strand
from backlab.pictures.disc.state import PULLS, STEEPEST, Disc

HIP = (452.0, 524.0)
MAT = 580
_LONG = 316.0  # from the hip to the heel
# The leg from the hip on, as it lies: its front is above.
_FRONT: Points = (
    *((-30, -42), (10, -43), (50, -40), (95, -34), (132, -28), (150, -31), (166, -27), (186, -23), (222, -19)),
    *((262, -15), (284, -17), (292, -30), (297, -50), (303, -66)),
)
_SOLE: Points = ((303, -66), (311, -70), (319, -64), (319, -44), (318, -22), (323, -2), (324, 12), (315, 21), (303, 18))
_BACK: Points = (
    *((303, 18), (284, 11), (258, 14), (228, 25), (196, 29), (168, 24), (150, 20), (128, 24), (90, 33), (45, 43)),
    *((5, 49), (-34, 44)),
)
# Where each root runs in the leg, and the strip of skin that it feels, as far as one sees it from this side.
_NERVES: Mapping[str, Points] = {
    "L4": ((0, 0), (30, -14), (80, -18), (130, -14), (165, -12), (210, -10), (262, -6), (282, -8)),
    "L5": ((0, 0), (30, 14), (80, 14), (130, 6), (160, 0), (200, -4), (250, -6), (284, -4), (300, -22), (308, -58)),
    "S1": (
        (0, 0),
        (30, 20),
        (80, 22),
        (130, 14),
        (165, 12),
        (205, 16),
        (250, 6),
        (290, 6),
        (313, 10),
        (314, -20),
        (312, -50),
    ),
}
STRIPS: Mapping[str, Points] = {
    "L4": (
        *((40, -39), (95, -33), (132, -27), (150, -30), (166, -26), (222, -18), (266, -14), (262, -9), (222, -11)),
        *((166, -12), (140, -8), (90, -16), (40, -26)),
    ),
    "L5": (
        *((158, -6), (190, -10), (230, -9), (270, -10), (290, -22), (300, -58), (306, -67), (312, -62), (308, -36)),
        *((302, -10), (284, 0), (250, 3), (206, 6), (166, 6)),
    ),
    "S1": (
        *((160, 14), (196, 12), (236, 8), (270, 6), (298, 0), (312, -26), (317, -22), (322, -2), (323, 12), (314, 20)),
        *((300, 16), (284, 10), (258, 13), (228, 24), (196, 28), (168, 22)),
    ),
}
# The vertebrae from L1 down to the sacrum: middle, and by how much each is turned.
_BONES = ((262, 545, 8), (293, 541, 5), (324, 539, 0), (355, 541, -6), (385, 547, -14))
_NAMES = ("L1", "L2", "L3", "L4", "L5")
_SACRUM: Points = ((400, 541), (412, 545), (432, 556), (452, 568), (448, 574), (426, 572), (406, 566), (398, 556))


def person(disc: Disc) -> Markup:
    """The whole of it: the mat, the body, the spine with the disc, and the raised leg with its nerve."""
    return markup(_mat(), _lying(), _leg(disc), _spine(disc), _nerve_in_back(disc), _arc(disc))


def foot_at(degrees: float) -> tuple[float, float]:
    """Where the heel is when the leg is raised by so many degrees."""
    turn = radians(degrees)
    return HIP[0] + _LONG * cos(turn), HIP[1] - _LONG * sin(turn)


def disc_at(level: str) -> tuple[float, float]:
    """Where the disc of this level lies in the body."""
    place = _NAMES.index(level[:2])
    (ax, ay, _), (bx, by, _) = (*_BONES, (412, 556, -22))[place : place + 2]
    return (ax + bx) / 2, (ay + by) / 2


@cache
def _mat() -> Markup:
    return line(8, MAT, 892, MAT, paint(stroke="edge", width=4, round=True))


@cache
def _lying() -> Markup:
    """Head, trunk, arm, and the other leg, which stays where it is."""
    head = (
        (26, 534),
        (34, 506),
        (58, 494),
        (76, 498),
        (92, 500),
        (98, 516),
        (100, 540),
        (88, 566),
        (58, 574),
        (34, 562),
    )
    face = "M76 498q4 -7 8 -1M66 512q4 3 8 0"
    trunk = (
        *((92, 512), (112, 505), (132, 488), (176, 472), (232, 474), (290, 490), (340, 494), (392, 486), (430, 480)),
        *((478, 482), (494, 520), (486, 566), (452, 578), (412, 572), (372, 563), (330, 559), (280, 564), (230, 574)),
        *((160, 578), (116, 572), (96, 556)),
    )
    arm = (
        (118, 520),
        (140, 508),
        (170, 522),
        (204, 538),
        (226, 520),
        (252, 484),
        (266, 484),
        (262, 502),
        (240, 540),
        (216, 562),
        (186, 558),
        (136, 544),
    )
    behind = curve(_moved((*_FRONT, *_SOLE[1:-1], *_BACK)))
    return markup(
        path(behind, look("skin", 1.4, opacity=0.75)),
        path(blob(head), look("skin", 1.8)),
        path(blob(trunk), look("skin", 1.8)),
        path(face, paint("none", "soft", 1.6, round=True)),
        path(blob(arm), look("skin", 1.4)),
    )


def _moved(points: Points) -> Points:
    """The other leg lies a little higher in the picture, as it is further away."""
    return tuple((HIP[0] + x - 4, HIP[1] + y + 4) for x, y in points)


def _spine(disc: Disc) -> Markup:
    bones = markup(_bone(x, y, turn) for x, y, turn in _BONES) + path(blob(_SACRUM), look("bone", 1.8))
    discs = markup(_small_disc(f"{a}/{b}", disc) for a, b in (("L3", "L4"), ("L4", "L5"), ("L5", "S1")))
    return bones + discs


def _bone(x: float, y: float, turn: float) -> Markup:
    body = element("rect", x=-12, y=-11, width=24, height=22, rx=4, style=look("bone", 1.6))
    process = path("M-7 11L7 11L5 22L-4 22Z", look("bone", 1.4))
    return group(process, body, transform=f"translate({number(x)} {number(y)}) rotate({-turn})")


def _small_disc(level: str, disc: Disc) -> Markup:
    x, y = disc_at(level)
    chosen = level == disc.level
    shape = element("rect", x=x - 4, y=y - 12, width=8, height=26, rx=4, style=look("core" if chosen else "wall", 1.4))
    title = element("title", gettext("disc {level}").format(level=level))
    reach = element("circle", cx=x, cy=y, r=15, style=paint("sheet", opacity=0))
    return group(title, reach, shape, data_tap=f"look={level}", style="cursor:pointer")


def _way_out(disc: Disc) -> Points:
    """From the disc through the pelvis to the hip."""
    x, y = disc_at(disc.level)
    return (x + 2, y + 12), (x + 22, y + 17), ((x + HIP[0]) / 2 + 10, 563), (HIP[0] - 18, 548), HIP


def _nerve_in_back(disc: Disc) -> Markup:
    points = _way_out(disc)
    share = 1.0 if disc.pain else 0.0
    return part("nerve-in-back", curve(points), _quiet()) + part(
        "signal-in-back", curve(shortened(points, share)), _lit(disc)
    )


def _quiet() -> str:
    return strand("nerve", 3)


def _lit(disc: Disc) -> str:
    """The signal: stronger where it hurts more; none at all has no colour."""
    return strand("pressed", (5 + 3 * disc.pulls) if disc.pain else 0.1, opacity=round(0.25 + 0.75 * disc.pain, 2))


def _leg(disc: Disc) -> Markup:
    """The leg turns in the hip; its foot is what one drags."""
    name, says = disc.root.name, gettext("nerve {name} down the leg").format(name=disc.root.name)
    skin = circle(0, 2, 47, paint("urgent-soft")) + path(outline(_FRONT, _SOLE, _BACK), paint("urgent-soft"))
    edge = path(curve((*_FRONT[2:], *_SOLE[1:-1], *_BACK[:-1])), paint("none", "soft", 1.8, round=True))
    shape = skin + edge
    strip = part(f"strip-{name}", blob(STRIPS[name]), _felt(disc), says=gettext("where the map has it"))
    points = _NERVES[name]
    nerve = part("nerve-in-leg", curve(shortened(points, 1)), _quiet(), says=says)
    signal = part("signal-in-leg", curve(shortened(points, 1.0 if disc.pain else 0.0)), _lit(disc))
    lines = path("M140 -26q-5 9 2 18M284 -8q6 3 8 9M300 -66l6 3M303 -58l7 2", strand("bone", 1.3))
    along = " ".join(number(each) for end in (0, STEEPEST) for each in foot_at(end))
    handle = circle(306, -14, 13, paint("sheet", "accent", 2.6)) + path(
        "M306 -23l0 18M302 -19l4 -4l4 4M302 -9l4 4l4 -4", paint("none", "accent", 2, round=True)
    )
    grip = group(handle, data_drag="leg", data_along=along, style="cursor:grab")
    turned = f"translate({number(HIP[0])} {number(HIP[1])}) rotate({-disc.leg})"
    held = group(shape, data_drag="leg", data_along=along, style="cursor:grab")
    return group(held, strip, lines, nerve, signal, grip, transform=turned, data_key="leg")


def _felt(disc: Disc) -> str:
    if disc.pain:
        return paint("emergency-soft", "emergency", 2, opacity=round(0.4 + 0.6 * disc.pain, 2), round=True)
    return paint("none", "soft", 1.4, dashes="3 4", round=True)


def _arc(disc: Disc) -> Markup:
    """The angle, and from where on it pulls."""
    arc, near, far = 150, 140, 162
    (ax, ay), (bx, by) = (_polar(arc, each) for each in (0, max(disc.leg, 0.1)))
    turned = part(
        "angle", f"M{number(ax)} {number(ay)}A{arc} {arc} 0 0 0 {number(bx)} {number(by)}", paint("none", "ink", 2)
    )
    (cx, cy), (dx, dy) = _polar(near, PULLS), _polar(far, PULLS)
    mark = line(cx, cy, dx, dy, paint("none", "ink", 2, dashes="3 3"))
    x, y = _polar(arc + 34, max(disc.leg / 2, 9))
    said = named(x, y + 6, f"{disc.leg}°", anchor="middle", bold=True) if disc.leg else Markup()
    return (turned + mark + said) if disc.leg else Markup()


def _polar(far: float, degrees: float) -> tuple[float, float]:
    turn = radians(degrees)
    return HIP[0] + far * cos(turn), HIP[1] - far * sin(turn)
