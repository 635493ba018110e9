"""The skin from behind: the silhouette, its soft shadows and lights, the hair and the shorts."""

from backlab.drawing.curves import Points
from backlab.drawing.svg import paint
from backlab.pictures.back.forms import Form, closed, open_, oval, shape

HEAD: Points = ((0, 0), (13, 1.5), (25, 8), (33, 20), (37, 36), (37.5, 52), (35.5, 68), (32, 82), (29, 94))
EAR: Points = ((36, 52), (40, 49), (42.5, 54), (41.5, 63), (38.5, 72), (34.5, 74))
NECK: Points = ((29, 94), (28, 104), (29, 114), (33, 123), (42, 131), (56, 138), (74, 144), (92, 148))
ARM_OUT: Points = (
    *((92, 148), (105, 152), (116, 162), (122, 177), (125, 196), (127, 218), (129, 244), (132, 272), (135, 298)),
    *((139, 318), (143, 336), (146, 354), (147, 374), (147, 398), (147.5, 424), (148, 446), (149, 458)),
)
HAND: Points = (
    *((149, 458), (153, 468), (156.5, 482), (158.5, 498), (159.5, 512), (160, 524), (159, 531), (156.6, 533)),
    *((154.8, 530), (154, 520), (154.4, 532), (153.8, 541), (151.4, 545), (149, 542.5), (148.4, 532), (148, 522)),
    *((148.2, 536), (147.6, 547), (145, 551), (142.6, 548), (142.2, 536), (141.8, 523), (141.6, 534), (140.6, 542)),
    *((138, 545.5), (135.6, 542), (135.2, 530), (134.6, 514), (133, 504), (131.5, 512), (129.6, 519), (126.8, 522)),
    *((124.2, 519), (124.4, 509), (126.5, 495), (128.6, 478), (130.5, 458)),
)
ARM_IN: Points = (
    *((130.5, 458), (127, 444), (122, 424), (116, 402), (111, 380), (107.5, 358), (105.5, 340), (104, 322)),
    *((101, 300), (97, 276), (92.5, 252), (88, 230), (85, 212)),
)
SIDE: Points = (
    *((85, 212), (84.5, 226), (82.5, 244), (79, 264), (75.5, 284), (73, 302), (72.5, 318), (75, 335), (79.5, 353)),
    *((84.5, 372), (88.5, 392), (90.5, 412), (91, 432), (90, 456), (87.5, 486), (83.5, 520), (78.5, 554), (72.5, 588)),
    *((68, 614), (66.5, 632), (67.5, 650), (70, 670), (71, 690), (69, 714), (64.5, 742), (59, 772), (55, 800)),
    *((53, 822), (54.5, 836), (54.5, 846)),
)
FOOT: Points = (
    *((54.5, 846), (57.5, 852), (63, 857), (70, 861), (76.5, 864.5), (80.5, 864.6), (82.6, 866.6), (82, 869)),
    *((85, 869.6), (86.4, 872), (85, 874.6), (81.6, 876), (76, 878.4), (66, 879.4), (56, 879), (46, 879.6)),
    *((35, 879.6), (27, 877), (23.5, 869), (23.5, 858), (22.5, 848)),
)
INNER: Points = (
    *((22.5, 848), (20.5, 838), (22.5, 824), (21, 800), (18, 772), (13.5, 742), (10, 714), (9, 690), (10.5, 668)),
    *((14, 648), (16.5, 630), (16, 612), (13, 588), (9.5, 560), (6.5, 530), (4, 500), (1.2, 478), (0, 470)),
)
HALF = (HEAD, NECK, (*ARM_OUT, *HAND[1:], *ARM_IN[1:]), (*SIDE, *FOOT[1:], *INNER[1:]))

_SHADE = "skin-deep"


def _dark(strength: float) -> str:
    return paint(_SHADE, opacity=strength)


def _bright(strength: float) -> str:
    return paint("skin-light", opacity=strength)


def _line(strength: float, width: float) -> str:
    return paint("none", _SHADE, width, round=True, opacity=strength)


def rims(outer: Points, depth: float, side: int, steps: int = 2) -> tuple[tuple[Points, Points], ...]:
    """Closed strips along a contour, each narrower than the last: together a shade that softens inwards.

    ``side`` is -1 where the body lies at smaller distances from the midline, else 1.
    """
    found = []
    for step in range(1, steps + 1):
        wide = depth * step / steps
        inner = tuple((x + side * wide * _swell(n, len(outer)), y) for n, (x, y) in enumerate(outer))
        found.append((outer, (*inner[::-2], outer[0])))
    return tuple(found)


def _swell(place: int, count: int) -> float:
    """Nothing at the ends of a strip, all in its middle."""
    share = place / (count - 1)
    return min(1.0, 4 * share * (1 - share) * 1.3)


SHADOWS: tuple[Form, ...] = (
    # Along the outer side of trunk, legs and arms.
    *(shape(_dark(0.09), *strip) for strip in rims(SIDE, 17, -1)),
    *(shape(_dark(0.09), *strip) for strip in rims(INNER, 12, 1)),
    *(shape(_dark(0.08), *strip) for strip in rims(ARM_OUT, 12, -1)),
    *(shape(_dark(0.09), *strip) for strip in rims(ARM_IN, 11, 1)),
)

# These lie inside the body and are blurred.
HOLLOWS: tuple[Form, ...] = (
    # The furrow of the spine between its two columns of muscle, deepest in the loin.
    *(
        closed(_dark(0.11), ((0, 118), (w * 0.55, 150), (w * 0.5, 200), (w * 0.75, 255), (w, 308), (w * 0.85, 345), (0, 374)))
        for w in (11, 4.5)
    ),
    # Along the inner edge and below the tip of the shoulder blade.
    *(
        closed(_dark(0.09), ((34 + d, 152 + d), (41, 164), (46, 184), (55, 203), (66, 206), (77, 199), (66, 215 - d), (52, 218 - d), (42 + d, 204), (36 + d, 180)))
        for d in (0, 3)
    ),
    # Above the spine of the blade, where the kite muscle rises to the neck.
    *(closed(_dark(0.09), ((30, 142 + d), (52, 146 + d), (80, 152), (96, 156 - d), (70, 157 - d), (46, 157 - d))) for d in (1,)),
    # The armpit, and the edge of the broad muscle.
    *(closed(_dark(0.16), ((84, 214), (80, 196 + d), (79, 182 + d), (86, 190), (87, 203))) for d in (2,)),
    # The hollow above the crest of the hip.
    *(closed(_dark(0.1), ((69, 308), (60 + d, 316), (48 + d, 332 - d), (56, 342 - d), (68, 338), (71, 330))) for d in (3,)),
    # The hollow of the knee, the calves' lower ends and the Achilles tendon.
    *(closed(_dark(0.13), ((24 + d, 606), (42, 616 - d), (60 - d, 606), (56, 632 + d), (42, 640), (28, 632 + d))) for d in (2,)),
    *(closed(_dark(0.13), ((27, 740 - d), (40, 732), (54, 740 - d), (48, 776 + d), (45, 812), (38, 806), (32, 812), (28, 776 + d))) for d in (5,)),
    # Neck, below the skull.
    *(closed(_dark(0.16), ((0, 100 - d), (18, 98 - d), (28.4, 96), (28, 108), (18, 112 + d), (0, 115 + d))) for d in (0,)),
    # Elbow and wrist.
    *(oval(_dark(0.1), 121, 322, w, h) for w, h in ((11, 8),)),
)


def _glow(x: float, y: float, wide: float, high: float, strength: float = 0.13) -> tuple[Form, ...]:
    """A soft light: the same form in two sizes, both blurred."""
    return tuple(oval(_bright(strength), x, y, wide * share, high * share) for share in (0.9, 0.5))


LIGHTS: tuple[Form, ...] = (
    *_glow(24, 292, 11, 62),
    *_glow(20, 200, 9, 46, 0.08),
    *_glow(60, 177, 17, 15),
    *_glow(62, 144, 24, 4.6, 0.15),
    *_glow(112, 188, 10, 30),
    *_glow(64, 246, 13, 34, 0.1),
    *_glow(127, 366, 9, 36, 0.12),
    *_glow(46, 556, 16, 48),
    *_glow(27, 684, 10, 38),
    *_glow(55, 684, 9, 34),
    *_glow(0, 127, 7, 5, 0.12),
)

LINES: tuple[Form, ...] = (
    # The blade of the shoulder: its inner edge and tip; the fold of the armpit; the dimples; the hollow of the knee.
    open_(_line(0.25, 0.8), ((42, 176), (47, 195), (56, 207), (65, 206))),
    open_(_line(0.4, 0.9), ((85, 212), (81.5, 201), (80.5, 190))),
    open_(_line(0.2, 0.8), ((58, 154), (76, 152), (93, 154))),
    open_(_line(0.18, 0.8), ((80, 236), (73, 268), (64, 298))),
    open_(_line(0.4, 0.8), ((27, 623), (38, 627), (52, 624))),
    open_(_line(0.35, 0.8), ((40, 690), (41, 712), (40, 730))),
    open_(_line(0.35, 0.8), ((32, 800), (34, 822), (31, 842)), ((46, 800), (44, 822), (47, 842))),
    open_(_line(0.4, 0.8), ((120, 322), (125, 328), (132, 326))),
    open_(
        _line(0.4, 0.7),
        *(((152.6, 506), (153.4, 514), (154, 522)), ((146.8, 507), (147.6, 515), (148, 524))),
        ((140.4, 508), (141.2, 516), (141.8, 525)),
    ),
    open_(_line(0.25, 0.7), ((136, 500), (139.6, 498)), ((143, 499), (147, 498.4)), ((150, 499), (154, 500))),
    open_(_line(0.45, 0.7), ((82, 869), (78, 868), (74.6, 866.6)), ((86, 873), (81.6, 872.6), (77, 871)), ((54, 868), (60, 872), (70, 874.6))),
    open_(_line(0.3, 0.8), ((27, 866), (33, 871), (43, 871.6), (50, 867))),
)
FURROW: tuple[Form, ...] = (
    closed(_dark(0.3), ((0, 150), (0.7, 220), (1.3, 290), (1, 340), (0, 364), (-1, 340), (-1.3, 290), (-0.7, 220))),
)
DIMPLES: tuple[Form, ...] = (*(oval(_dark(0.16), 21, 371, w, h) for w, h in ((5, 3.6), (2.6, 1.8))),)

_WAISTBAND: Points = ((83, 366), (60, 371), (30, 375.5), (0, 377))
_LEG_END: Points = ((4.6, 511), (20, 517), (50, 520), (84.6, 514))
_HIPS: Points = tuple(point for point in SIDE if 366 < point[1] < 512)
_CLOTH_IN: Points = ((0, 478), (1.2, 486), (3, 498), (4.6, 511))
SHORTS: tuple[Form, ...] = (
    shape(paint("cloth"), _WAISTBAND[::-1], ((83, 366), *_HIPS, (84.6, 514)), _LEG_END[::-1], _CLOTH_IN[::-1]),
)
SHORTS_DETAIL: tuple[Form, ...] = (
    *(
        shape(
            paint("cloth-deep", opacity=0.16),
            ((83, 366), *_HIPS, (84.6, 514)),
            ((84.6 - d, 514), (90 - 1.6 * d, 440), (84 - d, 380)),
        )
        for d in (6, 12)
    ),
    open_(
        paint("none", "cloth-deep", 0.9, round=True, opacity=0.7), ((3, 507.5), (20, 513.4), (50, 516.4), (84.8, 509.4))
    ),
    open_(paint("none", "cloth-deep", 0.9, round=True, opacity=0.7), ((83.8, 372), (60, 377), (30, 381.5), (0, 383))),
    open_(paint("none", "cloth-deep", 1, round=True, opacity=0.6), ((0, 384), (0.3, 430), (0, 478))),
)
# These are blurred: the light on the cloth, and its folds below.
FOLDS: tuple[Form, ...] = (
    *(oval(paint("cloth-light", opacity=0.28), 47, 424, 26 * share, 32 * share) for share in (1, 0.55)),
    closed(paint("cloth-deep", opacity=0.45), ((0, 398), (6, 425), (9, 455), (4, 474), (0, 478))),
    closed(paint("cloth-deep", opacity=0.35), ((6, 474), (24, 481), (52, 481), (78, 468), (54, 487), (24, 489))),
)
SHORTS_EDGE: tuple[Form, ...] = (open_(paint("none", "cloth-deep", 1.1, round=True), _WAISTBAND, _LEG_END),)

_TOP_NECK: Points = ((56, 139), (52, 160), (42, 186), (26, 208), (10, 218.5), (0, 220))
_TOP_HEM: Points = ((0, 236), (30, 236), (60, 235), (83.3, 236))
_TOP_ARM: Points = ((83.3, 236), (84.4, 226), (84.6, 214), (74, 216), (62, 207), (59.6, 184), (62, 160), (65, 142))
TOP: dict[str, tuple[Form, ...]] = {
    "male": (),
    "female": (
        shape(paint("cloth"), _TOP_NECK, ((0, 220), (0, 236)), _TOP_HEM, _TOP_ARM, ((65, 142), (56, 139))),
        open_(paint("none", "cloth-deep", 1, round=True), _TOP_NECK, _TOP_HEM, _TOP_ARM),
        open_(paint("none", "cloth-deep", 0.8, opacity=0.7), ((0, 231), (30, 231), (60, 230), (83.6, 231))),
    ),
}

HAIR = {
    "male": shape(
        paint("hair"),
        ((0, -2), (14, -0.5), (26, 6.5), (34.5, 19), (38.5, 36), (38, 50), (35.4, 62)),
        ((35.4, 62), (31, 72), (27, 84), (22, 92), (12, 96), (0, 97)),
    ),
    "female": shape(
        paint("hair"),
        ((0, -4), (15, -2.5), (29, 5), (38.5, 19), (42.5, 38), (43, 58), (42, 80), (40, 100), (36, 118)),
        ((36, 118), (30, 124), (18, 127), (8, 126), (0, 127)),
    ),
}
HAIR_LINES = {
    "male": (
        ((2, 14), (1, 40), (2, 70), (1, 92)),
        ((8, 12), (12, 36), (13, 66), (10, 92)),
        ((14, 12), (23, 34), (25, 58), (20, 86)),
        ((19, 14), (30, 32), (33, 50), (30, 70)),
    ),
    "female": (
        ((2, 4), (3, 40), (2, 84), (4, 122)),
        ((7, 4), (14, 36), (14, 84), (12, 124)),
        ((12, 6), (25, 34), (27, 80), (22, 122)),
        ((17, 7), (34, 34), (38, 76), (31, 118)),
    ),
}
