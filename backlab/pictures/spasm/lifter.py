"""A person seen from the side who bends to a box, lifts it and stands, with the skin faded over spine and muscle.

All is worked out from a few joints. A head is an eighth to a seventh of the height (7.5 heads), and limbs keep their
length in every pose.
"""

from functools import cache
from itertools import pairwise
from math import acos, atan2, cos, degrees, hypot, sin
from typing import NamedTuple

from backlab.drawing.curves import curve
from backlab.drawing.svg import element, number, paint
from backlab.language import gettext
from backlab.markup import Markup, markup
from backlab.pictures.spasm.shapes import Point, along, beside, block, dot, keyed, limb, mix, placed, turned, way
from backlab.pictures.spasm.state import BEFORE, LIFTED, STRONGEST, Spasm

GROUND = 372
HEAD = 44
ANKLE = (318.0, GROUND - 13.0)
_SHANK = _THIGH = 81.0
_UPPER, _FORE = 61.0, 50.0
_PIECES, _PIECE = 12, 8.9  # of the spine from the hip to the base of the neck
_NECK = 17.0
BOX = (74.0, 62.0)


class Pose(NamedTuple):
    """Lean in degrees, forwards: shin, thigh (back is negative), pelvis, chest, head; and where hands and box are."""

    shin: float
    thigh: float
    pelvis: float
    chest: float
    head: float
    near: Point
    far: Point
    box: Point


_GRIP = Pose(30, -64, 50, 98, 58, (398, 330), (406, 328), (408, GROUND - BOX[1] / 2))
_HEAVE = Pose(13, -31, 30, 56, 30, (404, 236), (410, 234), (416, 240))


class Body(NamedTuple):
    """Where the joints are; ``spine`` runs from the pelvis to the base of the neck."""

    ankle: Point
    knee: Point
    hip: Point
    spine: tuple[Point, ...]
    skull: Point
    nod: float
    pose: Pose

    @property
    def shoulder(self) -> Point:
        """It lies before the spine."""
        a, b = self.spine[-3], self.spine[-2]
        lean = atan2(b[1] - a[1], b[0] - a[0])
        return b[0] - 12 * sin(lean), b[1] + 12 * cos(lean)

    @property
    def low(self) -> Point:
        """The lower back."""
        return self.spine[3]


@cache
def body(moment: int, pain: int) -> Body:
    """The joints of the person at a moment; once the box has been lifted, pain bends them."""
    if moment in (BEFORE, LIFTED):
        return _body(_GRIP if moment == BEFORE else _HEAVE)
    return _standing(pain / STRONGEST)


def _standing(hurts: float) -> Body:
    """On their feet: upright without pain; with much of it bent, with one hand on the thigh and one on the back."""
    pose = Pose(
        2 + 13 * hurts, -1 - 22 * hurts, 2 + 20 * hurts, 8 + 48 * hurts, 2 + 22 * hurts, (0, 0), (0, 0),
        (476, GROUND - BOX[1] / 2),
    )  # fmt: skip
    free = _body(pose)
    x, y = free.shoulder
    brace = along(free.hip, free.knee, 0.72)
    aching = along(free.hip, free.low, 0.7)
    near = mix(x + 4, brace[0] + 12, hurts), mix(y + 110, brace[1] - 4, hurts)
    far = mix(x + 14, aching[0], hurts), mix(y + 109, aching[1], hurts)
    return free._replace(pose=pose._replace(near=near, far=far))


def _body(pose: Pose) -> Body:
    knee = turned(ANKLE, _SHANK, pose.shin)
    hip = turned(knee, _THIGH, pose.thigh)
    # The spine lies behind the hip joint, and is hollow low down and round above.
    spine = [turned(hip, 13, pose.pelvis - 80)]
    for piece in range(_PIECES):
        share = piece / (_PIECES - 1)
        hollow = -9 * sin(share * 6.28)
        spine.append(turned(spine[-1], _PIECE, mix(pose.pelvis, pose.chest, share) + hollow))
    skull = turned(turned(spine[-1], _NECK, pose.head + 12), HEAD * 0.5, pose.head)
    return Body(ANKLE, knee, hip, tuple(spine), (skull[0] + 5, skull[1]), pose.head, pose)


def bent(a: Point, b: Point, first: float, second: float) -> Point:
    """The elbow between two bones that reach from ``a`` to ``b``: it bends backwards."""
    long = min(hypot(b[0] - a[0], b[1] - a[1]), first + second - 0.5)
    turn = acos((first**2 + long**2 - second**2) / (2 * first * long))
    lean = degrees(atan2(b[0] - a[0], a[1] - b[1])) + degrees(turn)
    return turned(a, first, lean)


_PROFILE = (
    *((-0.22, 0.42), (-0.36, 0.2), (-0.43, -0.02), (-0.41, -0.25), (-0.27, -0.44), (-0.02, -0.51), (0.2, -0.46)),
    *((0.33, -0.31), (0.365, -0.13), (0.38, -0.05), (0.47, 0.09), (0.39, 0.13), (0.405, 0.2), (0.385, 0.25)),
    *((0.39, 0.32), (0.35, 0.42), (0.24, 0.46), (0.08, 0.38), (-0.02, 0.42)),
)
_HAIR = (
    *((-0.37, 0.24), (-0.46, 0.0), (-0.45, -0.28), (-0.29, -0.49), (-0.02, -0.57), (0.23, -0.51), (0.37, -0.3)),
    *((0.2, -0.33), (0.04, -0.27), (-0.05, -0.12), (-0.09, 0.06), (-0.2, 0.02), (-0.24, 0.16)),
)
_EAR = ((-0.09, -0.02), (-0.02, -0.07), (0.03, 0.0), (-0.01, 0.09), (-0.07, 0.12))
_FOOT = ((-13, 2), (-15, 12), (4, 13), (36, 13), (41, 8), (30, 2), (14, -3), (7, -9), (-6, -9))
_SKIN, _EDGE = paint("skin"), paint("none", "contour", 3.2, round=True)


def person(now: Spasm, *, by_hand: bool = True) -> tuple[Markup, Body]:
    """The person and the box, from the back to the front, and where the joints are; ``by_hand``: the box is dragged."""
    who = body(now.moment, now.pain)
    far, near = _flesh(who, "far", (9, -3)), _flesh(who, "near", (0, 0))
    trunk = [*near, *_trunk(who)]
    inside = _spine(who) + _muscle(who, now) + _nerve(who, now)
    return markup(
        _union(far, "far"), _shoe(who, "far", (9, -3)), _arm(who, "far"), _box(who, now, by_hand),
        _union(trunk, "near"), inside, _shorts(who), _shoe(who, "near", (0, 0)), _head(who), _arm(who, "near"),
    ), who  # fmt: skip


def _union(parts: list[str], key: str) -> Markup:
    """Parts with one edge around all of them."""
    edges = (keyed(f"{key}-edge-{n}", d, _EDGE) for n, d in enumerate(parts))
    return markup(edges, (keyed(f"{key}-skin-{n}", d, _SKIN) for n, d in enumerate(parts)))


def _flesh(who: Body, key: str, by: Point) -> list[str]:
    """A leg as two shapes: thigh and shin."""
    ankle, knee, hip = ((x + by[0], y + by[1]) for x, y in (who.ankle, who.knee, who.hip))
    thigh = [along(hip, knee, share) for share in (-0.08, 0.15, 0.45, 0.8, 1.03)]
    shin = [along(knee, ankle, share) for share in (-0.06, 0.12, 0.35, 0.7, 0.95, 1.05)]
    return [
        limb(thigh, (21, 22, 18, 13.5, 11), (15, 21, 18, 13, 11)),
        limb(shin, (9, 11, 9.5, 7, 6, 5), (9, 13, 14.5, 9, 6.5, 6)),
    ]


def _trunk(who: Body) -> list[str]:
    """The trunk around the spine, and the neck."""
    first, last = who.spine[0], who.spine[-1]
    chain = (turned(first, 17, who.pose.pelvis + 180), *who.spine[::2], turned(last, 4, who.pose.chest))
    back = (3, 10, 15, 16.5, 16.5, 15.5, 14, 12, 8)
    front = (22, 31, 34, 33, 34, 38, 37, 26, 13)
    neck = turned(last, -6, who.nod + 8), turned(last, 8, who.nod + 12), turned(last, 24, who.nod + 12)
    return [limb(chain, back, front), limb(beside(neck, (7, 7, 7)), (13, 11.5, 11.5), (13, 10.5, 11))]


def _arm(who: Body, side: str) -> Markup:
    start = who.shoulder if side == "near" else (who.shoulder[0] + 4, who.shoulder[1] + 1)
    end = who.pose.near if side == "near" else who.pose.far
    elbow = bent(start, end, _UPPER, _FORE)
    wrist = turned(elbow, _FORE, degrees(atan2(end[0] - elbow[0], elbow[1] - end[1])))
    upper = [along(start, elbow, share) for share in (-0.12, 0.1, 0.5, 0.9, 1.03)]
    fore = [along(elbow, wrist, share) for share in (-0.05, 0.2, 0.6, 1)]
    hand = [along(elbow, wrist, share) for share in (0.97, 1.12, 1.28, 1.4)]
    parts = [
        limb(upper, (9, 11.5, 9, 7, 6), (9, 11.5, 9.5, 7.5, 6)),
        limb(fore, (6.5, 8, 6.5, 4.8), (6.5, 8, 6.5, 4.8)),
        limb(hand, (4.5, 6.5, 6, 3), (4.5, 6.5, 6.5, 3)),
    ]
    # The shoulder goes over into the trunk without an edge.
    return _union(parts, f"{side}-arm") + dot(f"{side}-shoulder", start, 10.5, _SKIN)


def _shoe(who: Body, key: str, by: Point) -> Markup:
    at = who.ankle[0] + by[0], who.ankle[1] + by[1]
    return keyed(f"{key}-shoe", curve(placed(_FOOT, at, 1, 0), closed=True), paint("cloth-deep", "contour", 1.6))


def _shorts(who: Body) -> Markup:
    """From the waist to the middle of the thigh: waist and leg as one, with one edge around both."""
    lean = who.pose.pelvis
    leg = [turned(who.hip, 14, lean), *(along(who.hip, who.knee, share) for share in (0.04, 0.2, 0.38, 0.56))]
    back, front = (beside(who.spine[:3], (wide,) * 3)[1] for wide in (-13.5, 35.5))
    waist = (
        back,
        front,
        turned(who.hip, 24, lean + 75),
        turned(who.hip, 21, lean - 190),
        turned(who.hip, 27.5, lean - 108),
    )
    shapes = (
        ("shorts-leg", limb(leg, (20, 26.5, 25, 22.5, 21), (22, 23, 22.5, 21, 20))),
        ("shorts", curve(waist, closed=True)),
    )
    edge, look = paint("cloth", "contour", 3.2, round=True), paint("cloth")
    return markup((keyed(f"{key}-edge", d, edge) for key, d in shapes), (keyed(key, d, look) for key, d in shapes))


def _head(who: Body) -> Markup:
    def at(points: tuple[Point, ...]) -> str:
        return curve(placed(points, who.skull, HEAD, who.nod), closed=True)

    eye = placed(((0.24, -0.08),), who.skull, HEAD, who.nod)[0]
    brow = placed(((0.15, -0.18), (0.24, -0.21), (0.32, -0.19)), who.skull, HEAD, who.nod)
    return markup(
        keyed("head", at(_PROFILE), paint("skin", "contour", 1.6)),
        keyed("hair", at(_HAIR), paint("hair", "contour", 1)),
        keyed("ear", at(_EAR), paint("skin", "contour", 1.3)),
        dot("eye", eye, 1.9, paint("skin-deep")),
        keyed("brow", curve(brow), paint("none", "skin-deep", 1.8, round=True)),
    )


def _spine(who: Body) -> Markup:
    """Vertebrae one above the other, the lower ones larger, and the sacrum."""
    chain = [who.spine[0]]
    for a, b in pairwise(who.spine):
        chain += [along(a, b, 0.5), b]
    bones = []
    for place, (a, b) in enumerate(pairwise(chain)):
        size = mix(6.2, 3.6, place / 24)
        lean = degrees(atan2(b[0] - a[0], a[1] - b[1]))
        corners = ((-size, -1.6), (size, -1.6), (size, 1.6), (-size, 1.6))
        d = "L".join(f"{number(x)} {number(y)}" for x, y in placed(corners, along(a, b, 0.5), 1, lean))
        bones.append(f"M{d}Z")
    return keyed("vertebrae", "".join(bones), paint("bone", "bone-deep", 1))


def _muscle(who: Body, now: Spasm) -> Markup:
    """The muscle beside the spine: thick low down, thinner above; tighter, it is shorter and stands out."""
    tight = now.rings / STRONGEST
    chain = who.spine[:-1]
    belly = (4, 7.5, 9.5, 10.5, 10, 8.5, 7.5, 7, 6.5, 6, 5, 3.5)
    far = tuple(-(5 + wide * (0.85 + 0.5 * tight if 1 < n < 6 else 0.85)) for n, wide in enumerate(belly))
    near = tuple(-4.5 for _ in belly)
    left, right = beside(chain, far), beside(chain, near)
    look = paint("muscle" if now.is_locked else "muscle-light", "muscle-deep", 1.4)
    lines = (beside(chain, [mix(a, b, share) for a, b in zip(far, near, strict=True)]) for share in (0.35, 0.68))
    strands = paint("none", "muscle-light" if now.is_locked else "muscle-deep", 1)
    return keyed("erector", curve((*left, *right[::-1]), closed=True), look) + keyed(
        "strands", "".join(map(curve, lines)), strands
    )


def _nerve(who: Body, now: Spasm) -> Markup:
    """From the muscle along the cord into the head: the louder the alarm, the larger what runs along it."""
    line = (turned(who.low, 8, who.pose.pelvis - 90), *beside(who.spine[3:], (-3,) * 10), who.skull)
    parts = [keyed("nerve", curve(line), paint("none", "nerve-deep", 2.2, round=True))]
    for n in range(1, 10):
        size = 0 if not now.rings else max(0.0, min(1.0, now.rings - n * 0.9)) * 2.5 + 2
        parts.append(dot(f"pulse-{n}", line[n], size if now.rings >= n else 0, paint("nerve", "nerve-deep", 1.2)))
    return markup(parts)


def _box(who: Body, now: Spasm, by_hand: bool) -> Markup:
    x, y = who.pose.box[0] - BOX[0] / 2, who.pose.box[1] - BOX[1] / 2
    drags: dict[str, str] = {}
    if by_hand and now.moment <= LIFTED:
        (ax, ay), (bx, by) = _GRIP.box, _HEAVE.box
        high = ax + 13 * (bx - ax), ay + 13 * (by - ay)
        drags = {"data_drag": "moment", "data_along": " ".join(map(number, (ax, ay, *high)))}
        if not now.has_begun:
            drags["data_tap"] = f"moment={LIFTED}"
    parts = (
        block("box", x, y, *BOX, paint("tendon-deep", "contour", 2), 3),
        block("tape", x + BOX[0] / 2 - 6, y, 12, 22, paint("bone-deep")),
        keyed("flap", way("M", x, y + 14, "h", BOX[0]), paint("none", "contour", 1.4)),
    )
    return element("g", element("title", gettext("A heavy box")), *parts, **drags)
