"""The bones from behind: skull, spine, ribs, shoulder blades, pelvis, arms and legs."""

from collections.abc import Iterator, Mapping

from backlab.drawing.curves import Points, mirrored
from backlab.drawing.svg import paint
from backlab.pictures.back.forms import Form, closed, open_, oval, shape
from backlab.pictures.back.levels import SACRUM_TOP, VERTEBRAE, Vertebra

_FILL = paint("bone", "bone-deep", 0.9, round=True)
_BODY = paint("tendon", "bone-deep", 0.8, round=True)
_SHADE = paint("bone-deep", opacity=0.28)
_LIGHT = paint("bone-light", opacity=0.8)
_EDGE = paint("none", "bone-deep", 0.9, round=True)
_FINE = paint("none", "bone-deep", 0.6, round=True, opacity=0.8)


def solid(*lines: Points) -> tuple[Form, ...]:
    """A closed bone with its contour."""
    return (closed(_FILL, *lines),)


def bar(line: Points, width: float) -> tuple[Form, ...]:
    """A long thin bone: its contour, its body and a light along it."""
    return (
        open_(paint("none", "bone-deep", width + 1.4, round=True), line),
        open_(paint("none", "bone", width, round=True), line),
        open_(paint("none", "bone-light", width * 0.35, round=True, opacity=0.9), line),
    )


# Where each rib begins is the middle of its vertebra: its angle, its outermost point and how far below they lie.
_RIBS = (
    (24, 2, 30, 14), (33, 5, 44, 26), (38, 8, 54, 34), (43, 11, 61, 40), (47, 14, 66.5, 45), (50, 17, 70.5, 48),
    (52, 19, 73, 50), (53, 21, 74, 50), (53, 22, 73.5, 48), (52, 23, 71, 44),
)  # fmt: skip
_FLOATING = (((14, 0), (32, 5), (50, 18), (62, 35)), ((14, 0), (26, 5), (37, 15), (45, 27)))


def rib(place: int) -> Points:
    """A rib (1 to 12) from its joint with the spine to where it turns to the front, or to its free end."""
    vertebra = VERTEBRAE[f"T{place}"]
    top = vertebra.top + 2.5
    if place > 10:
        return tuple((x, top + down) for x, down in _FLOATING[place - 11])
    angle, low, out, end = _RIBS[place - 1]
    arm = vertebra.arms
    return (
        (vertebra.half - 2, top + 2.5), (arm, top + 0.5), ((arm + angle) / 2 + 1, top + low * 0.3 + 0.4),
        (angle, top + low), ((angle + out * 2) / 3, top + low + (end - low) * 0.42), (out - 1, top + end * 0.86), (out - 0.6, top + end + 6),
    )  # fmt: skip


def rib_front(place: int) -> Points:
    """The same rib where it runs on to the front, seen through the chest."""
    if place > 10:
        return ()
    out, end = _RIBS[place - 1][2:]
    top = VERTEBRAE[f"T{place}"].top + 2.5 + end
    return ((out - 0.6, top + 6), (out - 4, top + 14), (out - 14, top + 21), (out - 27, top + 24))


def ribs(place: int) -> tuple[Form, ...]:
    """A rib as it is drawn."""
    return bar(rib(place), 4.6 if place < 11 else 4.0)


def ribs_front(place: int) -> tuple[Form, ...]:
    """Its front part, faint."""
    line = rib_front(place)
    return (open_(paint("none", "bone-deep", 4, round=True, opacity=0.25), line),) if line else ()


# The right half of an arch from behind: across in halves of the body's width ("a" is the tip of the arm), down in
# shares of the vertebra's height; each list ends where there is a corner. Upper joint, arm, waist, lower joint.
_ARCH: Mapping[str, tuple[tuple[tuple[float, float, float], ...], ...]] = {
    "C": (
        ((0, 0, 0.12), (0.5, 0, 0.06), (0.9, 0, 0.1), (1.1, 0, 0.22), (0, 1, 0.24)),
        ((0, 1, 0.24), (0, 1.07, 0.42), (0, 0.97, 0.58), (1.15, 0, 0.62), (0.95, 0, 0.84), (0.5, 0, 0.96), (0, 0, 0.86)),
    ),
    "T": (
        ((0, 0, 0.06), (0.35, 0, 0.02), (0.62, 0, -0.1), (0.86, 0, -0.04), (0.98, 0, 0.12), (0, 0.86, -0.06), (0, 1, -0.06)),
        ((0, 1, -0.06), (0, 1.08, 0.1), (0, 1, 0.27), (1.06, 0, 0.38), (0.78, 0, 0.58), (0.74, 0, 0.86), (0.62, 0, 1.02), (0.3, 0, 1.05), (0, 0, 0.9)),
    ),
    "L": (
        ((0, 0, 0.3), (0.28, 0, 0.24), (0.46, 0, 0.06), (0.66, 0, -0.1), (0.88, 0, -0.06), (0.95, 0, 0.14), (0.98, 0, 0.25), (0, 0.85, 0.2), (0, 1, 0.15)),
        ((0, 1, 0.15), (0, 1.04, 0.24), (0, 1, 0.33), (0, 0.84, 0.39), (0.92, 0, 0.44), (0.66, 0, 0.54), (0.56, 0, 0.7), (0.64, 0, 0.92), (0.56, 0, 1.09), (0.36, 0, 1.08), (0.22, 0, 0.94), (0, 0, 0.84)),
    ),
}
# The spine that points back: where it begins, how long and how broad it is.
_POINT: Mapping[str, tuple[float, float, float]] = {"C": (0.3, 0.66, 1.5), "T": (0.25, 1.16, 1.5), "L": (0.34, 0.62, 2.1)}


def vertebra(one: Vertebra) -> tuple[Form, ...]:
    """A vertebra: its body in front, the arch with its joints and arms, and the spine that one feels below the skin."""
    return tuple(_vertebra(one))


def _vertebra(one: Vertebra) -> Iterator[Form]:
    top, high, half = one.top, one.bottom - one.top, one.half
    low, y = one.bottom - high * 0.1, one.middle
    right = ((half, top + high * 0.08), (half - 1.2, y), (half, low))
    yield shape(_BODY, ((-half, right[0][1]), right[0]), right, (right[-1], (-half, low)), mirrored(right, 0))
    arch = tuple(tuple(_on(one, point) for point in line) for line in _ARCH[one.name[0]])
    yield shape(_FILL, *arch, *(mirrored(line, 0) for line in reversed(arch)))
    start, long, wide = _POINT[one.name[0]]
    at, tip = top + high * start, top + high * (start + long)
    side = ((wide * 0.62, at), (wide * 0.6, (at + tip) / 2), (wide * 1.2, tip - wide * 0.8), (wide * 0.7, tip))
    yield shape(paint("bone-light", "bone-deep", 0.6), side, mirrored(side, 0))


def _on(one: Vertebra, point: tuple[float, float, float]) -> tuple[float, float]:
    """A point of an arch on this vertebra."""
    across, arm, down = point
    return across * one.half + arm * max(one.arms, one.half * 1.05), one.top + down * (one.bottom - one.top)


def disc(one: Vertebra) -> tuple[Form, ...]:
    """The disc below a vertebra."""
    half = one.half + 0.7
    y = one.bottom
    thick = 2.5 if one.name[0] == "L" else 1.5
    line = (
        (-half, y - thick),
        (0, y - thick * 0.7),
        (half, y - thick),
        (half + 0.8, y),
        (half, y + thick),
        (0, y + thick * 0.8),
        (-half, y + thick),
        (-half - 0.8, y),
    )
    return (closed(paint("disc", "disc-deep", 0.6), line),)


_SACRUM_SIDE: Points = (
    (0, SACRUM_TOP),
    (12, SACRUM_TOP - 1),
    (24, SACRUM_TOP + 1),
    (25, 374),
    (22, 386),
    (16, 398),
    (9, 408),
    (4, 413),
)
SACRUM: tuple[Form, ...] = (
    shape(_FILL, _SACRUM_SIDE, ((4, 413), (-4, 413)), tuple((-x, y) for x, y in reversed(_SACRUM_SIDE))),
    *(
        oval(paint("bone-deep", opacity=0.6), side * x, y, 1.7, 1.3)
        for side in (1, -1)
        for x, y in ((10.5, 372), (9.5, 381), (8, 390), (6.5, 399))
    ),
    open_(_FINE, *(((side * 2.5, 364), (side * 2.2, 380), (side * 1.4, 400)) for side in (1, -1))),
    *(oval(_LIGHT, 0, y, 1.6, 2.4) for y in (370, 379, 388, 396)),
)
COCCYX: tuple[Form, ...] = solid(((-4, 414), (4, 414), (3.4, 418), (2.4, 423), (0, 428), (-2.4, 423), (-3.4, 418)))

# One half of the pelvis: crest, hip, sit bone, back up along the notch to the joint with the sacrum.
_ILIUM = (
    ((19, 379), (22, 367), (29, 355), (40, 344), (54, 337.5), (66, 340), (72, 349)),
    ((72, 349), (73, 360), (70, 374), (66, 386), (63, 396), (64, 408), (60, 418)),
    ((60, 418), (53, 426), (47, 438), (42, 450), (35, 457), (27, 455), (24, 446)),
    ((24, 446), (25, 438), (30, 430), (28, 423), (33, 417), (36, 408), (33, 397), (27, 391), (21, 388)),
    ((21, 388), (18.5, 384), (19, 379)),
)
PELVIS: tuple[Form, ...] = (
    open_(
        paint("none", "bone-deep", 8.4, round=True, opacity=0.9),
        ((27, 453), (17, 452), (7, 440), (3, 432)),
        ((3, 432), (14, 429), (30, 425)),
    ),
    open_(
        paint("none", "bone", 7, round=True),
        ((27, 453), (17, 452), (7, 440), (3, 432)),
        ((3, 432), (14, 429), (30, 425)),
    ),
    shape(_FILL, *_ILIUM),
    closed(_SHADE, ((36, 362), (50, 352), (62, 352), (66, 364), (60, 380), (52, 392), (44, 388), (38, 376))),
    closed(_LIGHT, ((24, 366), (40, 347), (54, 340.5), (66, 343.5), (54, 344.5), (41, 352))),
    oval(_LIGHT, 32, 451, 5, 4),
    open_(_FINE, ((34, 394), (42, 380), (46, 366), (44, 352)), ((62, 392), (64, 376), (66, 356))),
)
FEMUR: tuple[Form, ...] = (
    oval(_FILL, 49, 408, 12, 12),
    oval(_LIGHT, 46, 404, 4, 4),
    shape(
        _FILL,
        ((52, 400), (62, 402), (70, 398), (78, 396), (84, 402), (84.5, 414), (80, 428)),
        ((80, 428), (74, 460), (67, 500), (59, 550), (56, 580), (58, 600), (63, 614), (61, 624)),
        ((61, 624), (54, 629), (47, 625), (43, 617), (38, 624), (31, 629), (23, 624)),
        (
            (23, 624),
            (22, 612),
            (30, 600),
            (40, 576),
            (46, 540),
            (55, 490),
            (61, 454),
            (60, 440),
            (62, 432),
            (58, 424),
            (50, 416),
        ),
    ),
    closed(_SHADE, ((62, 404), (68, 410), (70, 424), (62, 440), (64, 426), (58, 414))),
    open_(paint("none", "bone-light", 2.4, round=True, opacity=0.8), ((74, 430), (64, 490), (55, 550))),
    open_(_FINE, ((66, 402), (72, 412), (66, 436)), ((62, 470), (56, 520), (51, 560))),
)
_TIBIA: Points = (
    (24, 632),
    (42, 636),
    (59, 632),
    (56, 644),
    (48, 656),
    (43, 690),
    (39, 740),
    (37, 800),
    (37, 832),
    (40, 842),
    (33, 845),
    (25, 848),
    (23, 838),
    (28, 820),
    (30, 780),
    (29, 720),
    (27, 670),
)
_FIBULA: Points = (
    (57, 642),
    (64, 640),
    (66, 648),
    (62, 660),
    (59, 700),
    (54, 770),
    (52, 820),
    (54, 840),
    (51, 852),
    (46, 846),
    (46, 820),
    (49, 770),
    (54, 700),
    (57, 660),
)
_HEEL: Points = ((30, 846), (46, 846), (50, 858), (48, 872), (39, 877), (30, 872), (28, 858))
SHIN: tuple[Form, ...] = (
    *solid(_FIBULA),
    *solid(_TIBIA),
    *solid(_HEEL),
    open_(paint("none", "bone-light", 2, round=True, opacity=0.8), ((38, 660), (35, 720), (33.5, 800))),
)

_BLADE = (
    ((41, 144), (38, 148), (37, 160), (38.5, 176), (43.5, 192), (50, 205), (54, 210), (58, 209.5), (60.5, 205)),
    ((60.5, 205), (63, 196), (68, 188), (75, 181), (82, 177)),
    ((82, 177), (87, 178), (88, 166), (84, 162)),
    ((84, 162), (76, 158), (66, 152), (55, 145), (47, 141.5), (41, 144)),
)
_BLADE_SPINE = (
    ((38, 158), (50, 157), (66, 154), (84, 149), (96, 147), (104, 151)),
    ((104, 151), (105, 157), (100, 160), (92, 157), (84, 158), (68, 162), (52, 163), (40, 163), (38, 158)),
)
SCAPULA: tuple[Form, ...] = (
    shape(_FILL, *_BLADE),
    closed(_SHADE, ((44, 167), (62, 166.5), (79, 165.5), (78, 173), (67, 183), (60, 194), (56, 204), (49, 193))),
    closed(_SHADE, ((44, 146), (58, 150), (76, 159), (60, 155), (44, 156))),
    open_(_FINE, ((40.5, 170), (45, 188), (53, 203)), ((80, 174), (70, 182), (63, 192))),
    shape(_FILL, *_BLADE_SPINE),
    open_(paint("none", "bone-light", 1.6, round=True, opacity=0.9), ((44, 159.6), (66, 157), (86, 152.4), (100, 152))),
)
COLLARBONE: tuple[Form, ...] = bar(((100, 150), (84, 143), (62, 143), (40, 149), (16, 154)), 4)
HUMERUS: tuple[Form, ...] = (
    oval(_FILL, 95, 170, 10, 11),
    *solid(
        (
            (88, 168),
            (92, 159),
            (102, 158),
            (110, 166),
            (110, 178),
            (107, 192),
            (112, 236),
            (120, 286),
            (128, 306),
            (134, 316),
            (131, 325),
            (121, 322),
            (113, 327),
            (107, 322),
            (109, 312),
            (112, 300),
            (106, 256),
            (99, 204),
            (95, 188),
            (89, 178),
        )
    ),
    open_(paint("none", "bone-light", 2, round=True, opacity=0.8), ((102, 180), (106, 220), (114, 280))),
    oval(_SHADE, 120, 313, 4, 5),
)
FOREARM: tuple[Form, ...] = (
    *solid(
        (
            (122, 330),
            (131, 328),
            (133, 336),
            (133, 360),
            (141, 400),
            (145, 444),
            (146, 455),
            (138, 456),
            (137, 446),
            (135, 404),
            (127, 360),
            (124, 342),
        )
    ),
    *solid(
        (
            (113, 312),
            (121, 312),
            (122, 324),
            (120, 344),
            (124, 380),
            (132, 436),
            (135, 454),
            (130, 454),
            (127, 436),
            (118, 384),
            (112, 348),
            (111, 326),
        )
    ),
)
HAND: tuple[Form, ...] = (
    *solid(((131, 459), (139, 457), (148, 459), (149, 469), (140, 472), (132, 470))),
    *(
        form
        for line in (
            ((134, 474), (134, 494)),
            ((139.5, 475), (140, 500), (141, 524)),
            ((144, 475), (146, 500), (147, 540)),
            ((148, 473), (152, 500), (153, 536)),
            ((131.5, 470), (131, 488), (135, 520)),
        )
        for form in bar(line, 3)
    ),
)
SKULL: tuple[Form, ...] = (
    shape(
        _FILL,
        ((0, 5), (14, 7), (25, 14), (31.5, 27), (33, 42), (31, 58), (27, 70), (22, 78)),
        ((22, 78), (17, 74), (8, 73), (0, 76)),
    ),
    closed(_SHADE, ((0, 62), (14, 60), (27, 56), (25, 70), (14, 71), (0, 74))),
    open_(_FINE, ((0, 40), (8, 46), (16, 54), (28, 58)), ((0, 6), (0.4, 22), (0, 40)), ((0, 63), (10, 62), (20, 64))),
)
JAW: tuple[Form, ...] = (
    open_(paint("none", "bone-deep", 3, round=True, opacity=0.5), ((27, 70), (27, 84), (21, 100), (10, 108), (0, 110))),
)
