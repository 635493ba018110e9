"""The two people of the story: one is sore and walks about, the other lies on the ground and shouts."""

from backlab.drawing.curves import curve
from backlab.drawing.svg import circle, element, line, number, paint, path
from backlab.markup import Markup, markup
from backlab.pictures.back import Look, Pose
from backlab.pictures.back.forms import Box
from backlab.pictures.spasm.lifter import Body, face, figure
from backlab.pictures.spasm.shapes import Point, glowing, keyed, placed, turned, way

BOX: Box = (-100, -20, 620, 464)
_FLOOR = 391.0
_SORE = Body(Pose(bend=5, curl=9, squat=4, arm=-78, elbow=114)), Look("male", 5), (-280.0, -4.0), 0.3
_FALLEN = Body(Pose(lying=True, leg=32, knee=60, arm=22, elbow=116)), Look("male", 2), (30.0, 352.0), 1.0


def two_spasms() -> Markup:
    """Both of them, in the units of ``BOX``."""
    floor = line(BOX[0], _FLOOR, BOX[0] + BOX[2], _FLOOR, paint(stroke="line", width=3, round=True))
    return markup(floor, _someone(*_SORE), _someone(*_FALLEN), _loud(), _bat())


def _someone(who: Body, look: Look, by: Point, hurts: float) -> Markup:
    moved = f"translate({number(by[0])} {number(by[1])})"
    return element("g", figure(who.pose, look), face(who, hurts), transform=moved)


def _loud() -> Markup:
    """How it goes through him, out of the lower back and out of the mouth."""
    back, mouth = (252.0, 376.0), (146.0, 312.0)
    rays = "".join(_ray(back, lean, 24, 44) for lean in (124, 152, 180, 208, 236))
    shout = "".join(_ray(mouth, lean, 22, 40) for lean in (-48, -24, 0, 24))
    return glowing("story-back", rays, 4) + keyed("story-shout", shout, paint("none", "ink", 3.4, round=True))


def _ray(at: Point, lean: float, start: float, end: float) -> str:
    return way("M", *turned(at, start, lean), "L", *turned(at, end, lean))


_BAT = ((0, -4), (8, -4), (60, -4.5), (100, -9), (150, -10), (158, 0), (150, 10), (100, 9), (60, 4.5), (8, 4), (0, 4))


def _bat() -> Markup:
    """The bat on the ground before him, where he let it go."""
    grip = (338.0, 426.0)
    shape = curve(placed(_BAT, grip, 1, -7), closed=True)
    wood = paint("tendon-deep", "contour", 2, round=True)
    return markup(path(shape, wood), circle(*grip, 7, wood))
