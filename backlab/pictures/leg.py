"""A leg from its outer side, with the strip that each nerve root of the lower back feels."""

from collections.abc import Mapping
from functools import cache

from backlab.drawing.curves import Points, curve, hatching, outline
from backlab.drawing.svg import paint, path
from backlab.markup import Markup

# From the hip down, looking to the left.
_FRONT: Points = (
    *((243, 30), (238, 62), (237, 96), (240, 130), (245, 158), (246, 172), (243, 182), (244, 194), (249, 206)),
    *((252, 228), (257, 256), (263, 284), (264, 300)),
)
_FOOT: Points = (
    *((264, 300), (258, 314), (244, 324), (229, 331), (218, 337), (213, 344), (217, 349), (234, 351), (252, 349)),
    *((266, 347), (280, 351), (290, 350), (295, 342), (293, 328), (288, 314), (287, 300)),
)
_BACK: Points = (
    *((287, 300), (292, 280), (300, 258), (303, 236), (299, 214), (292, 198), (291, 184), (297, 160), (305, 130)),
    *((312, 100), (320, 74), (323, 52), (318, 30)),
)
_INSIDE = path(outline(_FRONT, _FOOT, _BACK), paint("sheet"))
# Kneecap, ankle and toes.
_DETAILS = "".join(
    map(
        curve,
        (
            ((250, 174), (257, 171), (262, 178), (259, 188), (251, 190)),
            ((270, 316), (276, 312), (282, 317)),
            ((226, 340), (224, 347)),
            ((234, 341), (233, 348)),
        ),
    )
)

_LINES = path(_DETAILS, paint("none", "soft", 1.1, round=True)) + path(
    "".join(map(curve, (_FRONT, _FOOT, _BACK))), paint("none", "ink", 1.5, round=True)
)

# Where each nerve root is felt: common teaching, drawn as plainly as it is said in the table of roots.
STRIPS: Mapping[str, Points] = {
    "L4": (
        *((242, 66), (252, 58), (261, 70), (262, 110), (262, 150), (266, 180), (265, 210), (267, 240), (269, 270)),
        *((267, 286), (262, 270), (256, 236), (252, 206), (247, 188), (249, 160), (243, 120)),
    ),
    "L5": (
        *((278, 196), (286, 204), (291, 226), (288, 254), (281, 284), (276, 304), (266, 318), (246, 329), (226, 338)),
        *((219, 341), (220, 337), (240, 326), (258, 315), (267, 300), (270, 276), (272, 246), (271, 216)),
    ),
    "S1": (
        *((290, 198), (297, 212), (300, 236), (297, 258), (290, 280), (285, 302), (290, 322), (291, 340), (284, 347)),
        *((264, 343), (240, 347), (228, 346), (240, 340), (262, 335), (274, 334), (277, 318), (277, 298), (282, 272)),
        *((287, 244), (285, 216), (285, 202)),
    ),
}


@cache
def leg(root: str, pressed: bool) -> Markup:
    """The leg; the strip that the nerve ``root`` feels is filled with lines once that nerve is ``pressed``."""
    points = STRIPS[root]
    look = paint("accent-soft", "accent", 1.8) if pressed else paint("none", "soft", 1.2, dashes="2 3")
    lines = path(hatching(points, 6), paint("none", "accent", 1, opacity=0.6)) if pressed else ""
    return _INSIDE + path(curve(points, closed=True), look) + lines + _LINES
