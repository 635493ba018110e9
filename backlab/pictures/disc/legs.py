"""The body from the waist down, from in front and from behind, by the hand that draws the living back.

From behind it is the living back's. From in front the outline is the same; knees, shins and feet are drawn here. The
right side of the person is on the left from in front, and on the right from behind.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from backlab.drawing.curves import Points
from backlab.drawing.svg import element, paint
from backlab.language import gettext
from backlab.markup import Child, Markup, markup
from backlab.pictures.back import skin
from backlab.pictures.back.build import SIDES, Look, placed
from backlab.pictures.back.figure import classed
from backlab.pictures.back.forms import Box, Form, closed, commands, drawn, open_, oval, shape
from backlab.pictures.back.picture import drawn_back

Facing = Literal["front", "back"]
FACINGS: tuple[Facing, ...] = ("front", "back")
FOOT = 893.0
"""How far down a foot reaches that points at us."""
_LOOK = Look("male", 3)
_WAIST = 280.0
_FOOT: Points = (
    *((54.5, 836), (56, 848), (60, 860), (65, 870), (67.5, 879), (64, 886), (55, 889), (44, 891), (33, 891.5)),
    *((24, 890), (18.5, 885), (17.5, 876), (19.5, 862), (22.5, 848)),
)
TOES = ((26, 883.5, 8, 8.8), (38.2, 885.6, 5.2, 7.4), (47.4, 885, 4.9, 7), (55.8, 882.8, 4.6, 6.5), (63, 879, 4.3, 5.9))
"""From the big one to the little one: the middle, half as wide and half as long as it is."""


def _dark(strength: float) -> str:
    return paint("skin-deep", opacity=strength)


def _bright(strength: float) -> str:
    return paint("skin-light", opacity=strength)


def _fine(strength: float) -> str:
    return paint("none", "skin-deep", 0.9, round=True, opacity=strength)


_SIDE: Points = tuple(point for point in skin.SIDE if _WAIST <= point[1] < 840)
_HALF = (_SIDE, _FOOT, skin.INNER[1:])
_RIMS: tuple[Form, ...] = (
    *(shape(_dark(0.09), *strip) for strip in skin.rims(_SIDE, 17, -1)),
    *(shape(_dark(0.09), *strip) for strip in skin.rims(skin.INNER, 12, 1)),
)
_HOLLOWS: tuple[Form, ...] = (
    # On both sides of the kneecap and below it, beside the shin, and where the foot begins.
    oval(_dark(0.15), 27, 622, 4.5, 15),
    oval(_dark(0.15), 58, 622, 4.5, 15),
    oval(_dark(0.13), 42, 643, 11, 4),
    closed(_dark(0.11), ((40, 664), (48, 690), (47, 730), (42, 772), (39, 806), (37, 772), (40, 720), (38, 690))),
    closed(_dark(0.13), ((27, 838), (38, 832), (52, 838), (50, 850), (38, 846), (28, 850))),
    closed(_dark(0.1), ((22, 520), (28, 552), (30, 590), (25, 600), (20, 566))),
)
_LIGHTS: tuple[Form, ...] = (
    *(oval(_bright(0.14), 50, 552, 15 * share, 44 * share) for share in (0.9, 0.5)),
    *(oval(_bright(0.16), 42, 619, 11 * share, 13 * share) for share in (0.9, 0.5)),
    *(oval(_bright(0.14), 31, 720, 5 * share, 60 * share) for share in (0.9, 0.5)),
    *(oval(_bright(0.13), 58, 694, 7 * share, 36 * share) for share in (0.9, 0.5)),
    *(oval(_bright(0.14), 40, 864, 11 * share, 10 * share) for share in (0.9, 0.5)),
)
_LINES: tuple[Form, ...] = (
    open_(_fine(0.4), ((31, 612), (34, 604), (42, 601), (50, 604), (53.4, 612)), ((33, 632), (42, 638), (51, 632))),
    open_(_fine(0.28), ((35, 652), (33.5, 700), (31, 750), (31, 800))),
    open_(_fine(0.4), ((25.4, 828), (29, 834), (26, 841)), ((51.4, 832), (48, 838), (51, 845))),
    open_(_fine(0.25), ((32, 858), (31, 868)), ((40, 858), (40.6, 870)), ((47, 858), (49, 869))),
)
_NAVEL = open_(_fine(0.5), ((-2.4, 316), (0, 320), (2.4, 316)))


def seen_from(facing: Facing, box: Box, *over: Child, at: tuple[float, float], height: float) -> Markup:
    """What lies in ``box`` (left, top, width, height) of the body, so high in the picture, with more drawn over it."""
    _, _, wide, high = box
    body = _front(box) if facing == "front" else _back(box)
    window = " ".join(f"{each:g}" for each in box)
    place = {"x": at[0], "y": at[1], "width": height * wide / high, "height": height}
    return element("svg", body, *over, viewBox=window, role="presentation", style="overflow:hidden", **place)


@cache
def _back(box: Box) -> Markup:
    """The living back's, without the names of what moves: the body that lies beside it has the same."""
    drawn_ = drawn_back("behind", box=box, look=_LOOK, arms=False)
    return Markup(_KEYS.sub("", drawn_))


_KEYS = re.compile(r" data-(?:key|part)='[^']*'")


@cache
def _front(box: Box) -> Markup:
    contour = _contour()
    return classed(
        markup(
            element("title", gettext("Skin")),
            element("path", d=contour, style=paint("skin-3")),
            element("g", _both(_RIMS, box), opacity="0.9"),
            element("g", _both(_HOLLOWS, box), opacity="0.9", style="filter:blur(3px)"),
            element("g", _both(_LIGHTS, box), style="filter:blur(3px)"),
            _both(_LINES, box),
            drawn((_NAVEL,), placed("male", "right"), box),
            element("path", d=contour, style=paint("none", "contour", 1.3, round=True)),
            _both(skin.SHORTS, box),
            element("g", _both(skin.FOLDS, box), style="filter:blur(3px)"),
            _both((*skin.SHORTS_DETAIL, *skin.SHORTS_EDGE), box),
        )
    )


@cache
def _contour() -> str:
    """The outline, closed at the waist; the crop hides that."""
    left = [tuple((-x, y) for x, y in reversed(part)) for part in reversed(_HALF)]
    return commands(shape("", *_HALF, *left), placed("male", "right"))


def _both(forms: tuple[Form, ...], box: Box) -> Markup:
    return markup(drawn(forms, placed("male", side), box) for side in SIDES)
