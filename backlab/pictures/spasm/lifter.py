"""A person seen from the side who bends to a crate, lifts it and stands: the living back, with spine and muscle in it.

The body is that of every lesson; what hurts is seen in how it stands and in its face.
"""

from collections.abc import Iterable
from functools import cache, lru_cache
from typing import NamedTuple

from backlab.drawing.curves import Points, curve
from backlab.drawing.svg import circle, element, number, paint, path, rect
from backlab.language import gettext
from backlab.markup import Markup, markup
from backlab.pictures.back import HAND, Look, Pose, drawn_back, side_inside
from backlab.pictures.back.build import USUAL
from backlab.pictures.back.levels import VERTEBRAE
from backlab.pictures.spasm.shapes import Point, block, dot, keyed, mix, way
from backlab.pictures.spasm.state import BEFORE, LIFTED, LOCKS, STRONGEST, Spasm

GROUND, SIZE = 396.0, 0.437
FEET = 270.0
CRATE = (82.0, 62.0)
_EVERYTHING = (-400.0, -100.0, 1200.0, 1200.0)
_GRIP = Pose(bend=54, curl=30, squat=46, arm=4, elbow=4)
_HEAVE = Pose(bend=30, curl=24, squat=20, arm=-2, elbow=34)
_LOW = 318.0  # the height of the lower back in the body's own units


beside = cache(side_inside.beside)  # asked for the same heights in every picture


class Body(NamedTuple):
    """How somebody stands, and where that puts things."""

    pose: Pose

    def at(self, point: Point) -> Point:
        """Where a point of trunk, head or legs lies in the scene."""
        return _in_scene(self.pose.trunk(point))

    def line(self, points: Iterable[Point]) -> Points:
        """The same for a line."""
        return tuple(map(self.at, points))

    @property
    def hand(self) -> Point:
        """The palm."""
        return _in_scene(self.pose.reach(HAND))

    @property
    def low(self) -> Point:
        """The lower back, at the skin."""
        return self.at(beside(_LOW, -38))

    @property
    def skull(self) -> Point:
        """The middle of the head."""
        return self.at((2, 46))


def _in_scene(point: Point) -> Point:
    return FEET + point[0] * SIZE, GROUND + (point[1] - 880) * SIZE


@cache
def body(moment: int, pain: int) -> Body:
    """How the person stands at a moment; once the crate has been lifted, pain bends them."""
    if moment in (BEFORE, LIFTED):
        return Body(_GRIP if moment == BEFORE else _HEAVE)
    hurts = pain / STRONGEST
    # In pain one hand props the trunk on the thigh.
    return Body(Pose(bend=34 * hurts, curl=2 + 26 * hurts, squat=22 * hurts, arm=4 - 14 * hurts, elbow=8))


def person(now: Spasm, *, by_hand: bool = True) -> tuple[Markup, Body]:
    """The person and the crate, and where everything is; ``by_hand``: the crate can be dragged."""
    who = body(now.moment, now.pain)
    return markup(
        figure(who.pose), _spine(who), _muscle(who, now.rings), _nerve(who, now.rings), face(who, now.pain / STRONGEST),
        _crate(who, now, by_hand),
    ), who  # fmt: skip


@cache
def figure(pose: Pose, look: Look = USUAL) -> Markup:
    """The body alone, as large as the scene has it."""
    moved = f"translate({number(FEET)} {number(GROUND - 880 * SIZE)}) scale({SIZE})"
    return element(
        "g", drawn_back("side", box=_EVERYTHING, layers={"skin": 1.0}, pose=pose, look=look), transform=moved
    )


@cache
def _spine(who: Body) -> Markup:
    """Vertebrae one above the other from the chest down, and the sacrum, as if one saw through the skin."""
    bones = [_bone(who, name) for name in VERTEBRAE if name[0] in "TL"]
    sacrum = who.line(((8, 366), (-2, 384), (-16, 402), (-30, 414), (-38, 410), (-38, 396), (-30, 380), (-16, 366)))
    return keyed("vertebrae", "".join(bones) + curve(sacrum, closed=True), paint("bone", "bone-deep", 0.9))


def _bone(who: Body, name: str) -> str:
    one = VERTEBRAE[name]
    deep = 9.5 if name[0] == "L" else 7.5
    top, low = one.top + 1.6, one.bottom - 1.6
    corners = who.line((beside(top, -deep), beside(top, deep), beside(low, deep), beside(low, -deep)))
    return f"M{'L'.join(f'{number(x)} {number(y)}' for x, y in corners)}Z"


# The muscle beside the spine: at each share of its length how far it reaches backwards.
_BELLY = ((0, 2.5), (0.06, 7), (0.14, 16), (0.26, 21), (0.4, 20), (0.55, 16), (0.7, 13), (0.85, 9), (0.95, 5), (1, 2.5))
_FROM, _TO = 388.0, 170.0


@lru_cache(maxsize=128)
def _muscle(who: Body, rings: int) -> Markup:
    """Thick low down, thinner above; tighter, it is shorter, stands out behind, and its tendons are drawn long."""
    tight = rings / STRONGEST
    low, high = _FROM - 22 * tight, _TO + 46 * tight
    heights = [mix(low, high, share) for share, _ in _BELLY]
    bulge = [wide * (1 + 0.75 * tight) for _, wide in _BELLY]
    inner = who.line(beside(y, -12) for y in heights)
    outer = who.line(beside(y, -12 - wide) for y, wide in zip(heights, bulge, strict=True))
    strands = (
        who.line(beside(y, -12 - wide * share) for y, wide in zip(heights, bulge, strict=True))
        for share in (0.35, 0.68)
    )
    tendons = way("M", *who.at(beside(_FROM + 6, -13)), "L", *inner[0], "M", *inner[-1], "L", *who.at(beside(150, -13)))
    fill, stripe = ("muscle", "muscle-light") if rings >= LOCKS else ("muscle-light", "muscle-deep")
    return markup(
        keyed("erector-tendons-edge", tendons, paint("none", "tendon-deep", 4.4, round=True)),
        keyed("erector-tendons", tendons, paint("none", "tendon-light", 2.4, round=True)),
        keyed("erector", curve((*inner, *outer[::-1]), closed=True), paint(fill, "muscle-deep", 1.4)),
        keyed("strands", "".join(map(curve, strands)), paint("none", stripe, 0.7)),
    )


_CORD = (316, 300, 280, 260, 235, 210, 185, 160, 130, 100)


@lru_cache(maxsize=128)
def _nerve(who: Body, rings: int) -> Markup:
    """From the muscle along the cord into the head: the louder the alarm, the larger what runs along it."""
    line = (who.at(beside(_LOW + 4, -30)), *who.line(beside(y, -11) for y in _CORD), who.skull)
    parts = [keyed("nerve", curve(line), paint("none", "nerve-deep", 2.2, round=True))]
    for n in range(1, 11):
        size = 0.0 if rings < n else 2.2 + 2 * min(1.0, rings - n * 0.9)
        parts.append(dot(f"pulse-{n}", line[n], size, paint("nerve", "nerve-deep", 1.2)))
    return markup(parts)


@lru_cache(maxsize=64)
def face(who: Body, hurts: float) -> Markup:
    """What hurts draws the brow down, shuts the eye, opens the mouth over the teeth, and makes one sweat."""
    brow = who.line(((31, 48 - 3 * hurts), (39, 46 + 2 * hurts), (48, 49 + 7 * hurts)))
    lid = who.line(((32, 57 - 2 * hurts), (40, 54 + 4 * hurts), (47, 58 + hurts)))
    below = who.line(((33, 61 + 2 * hurts), (40, 63 - 3 * hurts), (46.5, 59 + hurts)))
    gap = 11 * max(hurts - 0.15, 0)
    smile = 3 * (1 - 2.4 * hurts)
    upper = who.line(((52.5, 90 - gap / 3), (46, 90.5 - gap * 0.55), (38, 89.5 - smile)))
    lower = who.line(((38, 89.5 - smile), (44, 91 + gap), (51.5, 91 + gap)))
    teeth = who.line(((51.5, 91 - gap / 3), (46, 91 - gap * 0.45)))
    wrinkles = "".join(curve(who.line(each)) for each in _WRINKLES)
    line, white = paint("none", "skin-deep", 2.2, round=True), "sheet" if hurts < 0.75 else "skin-deep"
    return markup(
        dot("flush", who.at((34, 78)), 6, paint("artery", opacity=round(0.34 * hurts, 2))),
        keyed("mouth", f"{curve(upper)}L{curve(lower)[1:]}Z", paint("skin-deep", "skin-deep", 1.2, round=True)),
        keyed("teeth", way("M", *teeth[0], "L", *teeth[1]), paint("none", "tendon-light", gap * 0.16 + 0.1)),
        keyed("eye", f"{curve(lid)}L{curve(below[::-1])[1:]}Z", paint(white, "skin-deep", 1)),
        dot("pupil", who.at((43.5, 58.2)), 1.5 * (1 - 0.4 * hurts), paint("skin-deep")),
        keyed("brow", curve(brow), line),
        keyed("wince", wrinkles, paint("none", "skin-deep", 1, round=True, opacity=round(hurts, 1))),
        (_drop(f"sweat-{n}", who.at(at), max(hurts - 0.35, 0) * size) for n, (at, size) in enumerate(_SWEAT)),
    )  # fmt: skip


_WRINKLES = (((24, 54), (27, 58), (30, 59)), ((24, 64), (27, 62), (30, 61)), ((36, 38), (42, 40), (47, 40)))
_WET = paint("disc", "disc-deep", 0.9)
_SWEAT = (((70, 26), 8), ((62, 6), 6), ((80, 48), 6))


def _drop(key: str, at: Point, size: float) -> Markup:
    x, y = at
    left, right = (x - 0.7 * size, y + 0.6 * size), (x + 0.7 * size, y + 0.6 * size)
    down = ("Q", x + size, y, *right, "Q", x, y + 1.4 * size, *left)
    return keyed(key, way("M", x, y - 1.5 * size, *down, "Q", x - size, y, x, y - 1.5 * size, "Z"), _WET)


def _crate_at(who: Body, moment: int) -> Point:
    """Its left upper corner: below the hand that holds its rim, or on the ground where it was put down."""
    if moment > LIFTED:
        return _crate_at(body(BEFORE, 0), BEFORE)
    x, y = who.hand
    return x - 26, y - 3


def _crate(who: Body, now: Spasm, by_hand: bool) -> Markup:
    """The near wall of a heavy crate; the fingers are inside of it, the thumb is outside."""
    x, y = _crate_at(who, now.moment)
    wide, high = CRATE
    drags: dict[str, str] = {}
    if by_hand and now.moment <= LIFTED:
        (ax, ay), (bx, by) = (_crate_at(body(n, 0), n) for n in (BEFORE, LIFTED))
        far = ax + 13 * (bx - ax), ay + 13 * (by - ay)
        drags = {"data_drag": "moment", "data_along": " ".join(map(number, (ax, ay, *far)))}
        if not now.has_begun:
            drags["data_tap"] = f"moment={LIFTED}"
    slats = "".join(way("M", x, y + high * n / 3, "h", wide) for n in (1, 2))
    posts = "".join(way("M", x + inset, y, "v", high) for inset in (9, wide - 9))
    parts = (
        block("crate", x, y, wide, high, paint("tendon-deep", "contour", 1.8), 2),
        keyed("slats", slats, paint("none", "contour", 1.2)),
        keyed("posts", posts, paint("none", "contour", 1.2)),
    )
    held = _thumb(who) if now.moment <= LIFTED else ""
    reach = rect(x - 14, y - 14, wide + 28, high + 28, paint("sheet", opacity=0)) if drags else ""
    grip = _grip((x + wide / 2, y + high / 2)) if drags else ""
    return element("g", element("title", gettext("A heavy box")), reach, *parts, held, grip, **drags)


def _grip(at: Point) -> Markup:
    """The handle by which the crate is dragged: that of every lesson."""
    arrows = path("M0 -9v18M-5 -4l5 -5l5 5M-5 4l5 5l5 -5", paint("none", "accent", 2.4, round=True))
    moved = f"translate({number(at[0])} {number(at[1])})"
    ring = circle(0, 0, 16, paint("sheet", "accent", 2.6))
    return element("g", ring, arrows, transform=moved, data_key="crate-grip", style="cursor:grab")


_THUMB = ((23, 506), (27, 510), (30, 520), (31, 532), (27, 537), (23, 531), (20, 520), (19, 511))


def _thumb(who: Body) -> Markup:
    """Over the rim, on the outside of the near wall."""
    line = tuple(_in_scene(who.pose.reach(point)) for point in _THUMB)
    return keyed("thumb", curve(line, closed=True), paint("skin-3", "contour", 1))
