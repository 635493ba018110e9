"""The cord, its roots and the sciatic nerve from behind; the kidneys and the great artery."""

from collections.abc import Mapping

from backlab.drawing.curves import Points
from backlab.drawing.svg import paint
from backlab.pictures.back.forms import Form, closed, open_
from backlab.pictures.back.levels import AORTA_FORK, CORD_END, KIDNEY, SAC_END, VERTEBRAE


def cable(width: float, *lines: Points, tone: str = "nerve") -> tuple[Form, ...]:
    """A nerve or a vessel: contour, body, and a light along it."""
    return (
        open_(paint("none", f"{tone}-deep", width + 1.1, round=True), *lines),
        open_(paint("none", tone, width, round=True), *lines),
        *((open_(paint("none", f"{tone}-light", width * 0.3, round=True, opacity=0.9), *lines),) if width > 2 else ()),
    )


def exit_of(root: str) -> tuple[float, float]:
    """Where a root leaves the spine: below its vertebra (in the sacrum through a hole)."""
    holes = {"S1": (10.5, 372.0), "S2": (9.5, 381.0), "S3": (8.0, 390.0)}
    if root in holes:
        return holes[root]
    one = VERTEBRAE[root]
    return one.half + 1, one.bottom - 3


_NOTCH = (31.0, 408.0)
# From the cord's end each root runs down inside the canal before it leaves.
ROOTS: Mapping[str, tuple[Points, ...]] = {
    "L3": (((2, 288), (5, 306), exit_of("L3"), (26, 334), (36, 352)),),
    "L4": (((2, 288), (5, 322), exit_of("L4"), (24, 358), (28, 380), (30, 398), _NOTCH),),
    "L5": (((1.5, 288), (5, 336), exit_of("L5"), (21, 372), (27, 392), _NOTCH),),
    "S1": (((1.2, 288), (4.4, 348), exit_of("S1"), (19, 386), (26, 398), _NOTCH),),
    "S2": (((0.8, 288), (3, 352), exit_of("S2"), (18, 392), (26, 402), _NOTCH),),
    "S3": (((0.4, 288), (2, 356), exit_of("S3"), (16, 398), (26, 406), _NOTCH),),
}
# How the roots go on: down the thigh as one nerve, from above the knee as two.
_THIGH: Points = (_NOTCH, (38, 424), (47, 444), (51, 468), (49, 510), (46, 550), (44, 582))
_INNER_BRANCH: Points = (
    (44, 582),
    (42, 610),
    (42, 640),
    (41, 690),
    (38, 740),
    (32, 790),
    (28, 826),
    (26, 848),
    (31, 866),
)
_OUTER_BRANCH: Points = ((44, 582), (50, 604), (58, 624), (64, 644), (66, 658), (63, 690))
_LITTLE_TOE: Points = (
    (44, 584),
    (47, 640),
    (46, 690),
    (46, 750),
    (49, 800),
    (52, 836),
    (57, 856),
    (66, 870),
    (77, 873.5),
)
_BIG_TOE: Points = ((63, 690), (61, 740), (58, 790), (56, 830), (58, 850), (63, 862))
SCIATIC: tuple[Form, ...] = (
    *cable(1.6, _LITTLE_TOE, _BIG_TOE),
    *cable(2.4, _INNER_BRANCH, _OUTER_BRANCH),
    *cable(4.4, _THIGH),
)


# From the cord to where each root is felt: the front of thigh and shin (seen through), the big toe, the little toe.
WAYS: Mapping[str, Points] = {
    "L3": (*ROOTS["L3"][0], (52, 396), (56, 450), (50, 540), (42, 600)),
    "L4": (*ROOTS["L4"][0][:3], (30, 366), (48, 396), (56, 450), (52, 540), (40, 616), (27, 660), (24, 740), (25, 826)),
    "L5": (*ROOTS["L5"][0], *_THIGH[1:], *_OUTER_BRANCH[1:], *_BIG_TOE[1:]),
    "S1": (*ROOTS["S1"][0], *_THIGH[1:], *_LITTLE_TOE[1:]),
}


def root(name: str) -> tuple[Form, ...]:
    """A root from the cord to where the sciatic nerve begins."""
    return cable(1.7, *ROOTS[name])


CORD: tuple[Form, ...] = (
    closed(
        paint("nerve", "nerve-deep", 0.8),
        (
            (-3.4, 70),
            (3.4, 70),
            (4.4, 104),
            (4, 130),
            (3.2, 160),
            (3, 230),
            (4, 258),
            (3.4, 274),
            (0, CORD_END),
            (-3.4, 274),
            (-4, 258),
            (-3, 230),
            (-3.2, 160),
            (-4, 130),
            (-4.4, 104),
        ),
    ),
    open_(paint("none", "nerve-light", 1.2, round=True, opacity=0.9), ((-1, 80), (-1.2, 130), (-0.8, 200), (-1, 262))),
    open_(paint("none", "nerve-deep", 0.6, opacity=0.6), ((0, 78), (0, 276))),
)
TAIL: tuple[Form, ...] = (
    closed(
        paint("nerve-light", "nerve-deep", 0.5, opacity=0.55),
        (
            (-4.5, 276),
            (4.5, 276),
            (6, 310),
            (6, 345),
            (3, SAC_END - 5),
            (0, SAC_END),
            (-3, SAC_END - 5),
            (-6, 345),
            (-6, 310),
        ),
    ),
    *cable(0.8, *(((x * 0.3, 284), (x * 0.8, 310), (x, 344), (x * 0.5, 372)) for x in (-4.2, -2.6, -1, 1, 2.6, 4.2))),
)
_SIDE_ROOTS = tuple(name for name in VERTEBRAE if name[0] == "T")
RIB_NERVES: tuple[Form, ...] = cable(
    0.9,
    *(
        (
            (3, VERTEBRAE[name].top),
            (8, VERTEBRAE[name].bottom - 1),
            (VERTEBRAE[name].half + 5, VERTEBRAE[name].bottom + 1.5),
        )
        for name in _SIDE_ROOTS
    ),
)


def kidney(side: str) -> tuple[Form, ...]:
    """A kidney with its tube; the upper ends lean towards the spine."""
    top, low = KIDNEY[side]
    high = low - top
    bean = tuple(
        (x, top + share * high)
        for x, share in (
            (24, 0.0),
            (33, 0.05),
            (41, 0.25),
            (44, 0.52),
            (43, 0.8),
            (37, 0.98),
            (30, 0.96),
            (27, 0.82),
            (28, 0.66),
            (25, 0.55),
            (22, 0.44),
            (19, 0.26),
            (19, 0.1),
        )
    )
    inner = tuple((32 + (x - 32) * 0.72, (y - top - high / 2) * 0.8 + top + high / 2) for x, y in bean)
    lit = tuple((37 + (x - 32) * 0.3, (y - top - high / 2) * 0.55 + top + high / 2) for x, y in bean)
    ureter = ((24, top + high * 0.58), (20, low + 4), (17, low + 30), (16, 352), (20, 378))
    return (
        *cable(1.8, ureter, tone="tendon"),
        closed(paint("organ", "organ-deep", 1), bean),
        closed(paint("organ-light", opacity=0.25), inner),
        closed(paint("organ-light", opacity=0.5), lit),
    )


# The great artery runs left of the middle: negative is left here.
AORTA: tuple[Form, ...] = (
    *cable(
        5,
        ((-4, AORTA_FORK - 2), (-14, 350), (-26, 372), (-34, 392)),
        ((-4, AORTA_FORK - 2), (8, 350), (22, 372), (31, 392)),
        tone="artery",
    ),
    *cable(3, ((-4, 283), (-14, 285), (-25, 284)), ((-4, 285), (8, 288), (24, 291)), tone="artery"),
    *cable(9, ((-6, 170), (-7, 210), (-6, 250), (-4, 290), (-4, AORTA_FORK - 4)), tone="artery"),
)
