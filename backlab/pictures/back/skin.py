"""The skin from behind: the silhouette, its soft shadows and lights, the hair and the shorts."""

from backlab.drawing.curves import Points
from backlab.drawing.svg import paint
from backlab.pictures.back.forms import Form, closed, ellipse, open_, shape

HEAD: Points = ((0, 0), (13, 1.5), (25, 8), (33, 20), (37, 36), (37.5, 52), (35.5, 68), (32, 82), (29, 94))
EAR: Points = ((36, 52), (40, 49), (42.5, 54), (41.5, 63), (38.5, 72), (34.5, 74))
NECK: Points = ((29, 94), (28, 104), (29, 114), (33, 123), (42, 131), (56, 138), (74, 144), (92, 148))
ARM_OUT: Points = (
    *((92, 148), (105, 152), (116, 162), (122, 177), (125, 196), (127, 218), (129, 244), (132, 272), (135, 298)),
    *((139, 318), (143, 336), (146, 354), (147, 374), (147, 398), (147.5, 424), (148, 446), (149, 458)),
)
HAND: Points = (
    *((149, 458), (154, 468), (157, 482), (158, 498), (157.5, 516), (155, 532), (151.5, 545), (147.5, 550)),
    *((144, 546), (142.5, 534), (141, 526), (138, 530), (134, 529), (132.5, 518), (131, 504), (130, 488)),
    *((130, 472), (130.5, 458)),
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
    *((54.5, 846), (58, 853), (65, 859), (73, 863), (80, 867), (84, 871.5), (82.5, 876), (76, 879), (66, 879.5)),
    *((56, 879), (46, 879.5), (35, 879.5), (27, 877), (23.5, 869), (23.5, 858), (22.5, 848)),
)
INNER: Points = (
    *((22.5, 848), (20.5, 838), (22.5, 824), (21, 800), (18, 772), (13.5, 742), (10, 714), (9, 690), (10.5, 668)),
    *((14, 648), (16.5, 630), (16, 612), (13, 588), (9.5, 560), (6.5, 530), (4, 500), (1.2, 478), (0, 470)),
)
HALF = (HEAD, NECK, ARM_OUT, HAND, ARM_IN, SIDE, FOOT, INNER)
_MID: Points = ((0, 470), (0, 300), (0, 0))

_SHADE = "skin-deep"


def _dark(strength: float) -> str:
    return paint(_SHADE, opacity=strength)


def _bright(strength: float) -> str:
    return paint("skin-light", opacity=strength)


def _line(strength: float, width: float) -> str:
    return paint("none", _SHADE, width, round=True, opacity=strength)


def rims(outer: Points, depth: float, side: int, steps: int = 3) -> tuple[tuple[Points, Points], ...]:
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


BASE: tuple[Form, ...] = ()

SHADOWS: tuple[Form, ...] = (
    # Along the outer side of trunk, legs and arms.
    *(shape(_dark(0.07), *strip) for strip in rims(SIDE, 17, -1)),
    *(shape(_dark(0.07), *strip) for strip in rims(INNER, 12, 1)),
    *(shape(_dark(0.06), *strip) for strip in rims(ARM_OUT, 12, -1)),
    *(shape(_dark(0.07), *strip) for strip in rims(ARM_IN, 11, 1)),
    # The furrow of the spine between its two columns of muscle.
    *(
        closed(
            _dark(0.07), ((0, 120), (w * 0.7, 150), (w * 0.55, 200), (w * 0.8, 260), (w, 310), (w * 0.9, 345), (0, 372))
        )
        for w in (11, 7.5, 4)
    ),
    # Below the blade of the shoulder, along its inner edge, and in the armpit.
    *(
        closed(
            _dark(0.055),
            (
                (36, 158),
                (40, 168),
                (44 + d, 190),
                (54 + d, 208),
                (64, 206),
                (56, 214 + d),
                (45, 210 + d),
                (38 - d, 190),
            ),
        )
        for d in (0, 2.5, 5)
    ),
    *(closed(_dark(0.06), ((85, 214), (83, 200), (78, 186), (86 - d, 192), (90, 204))) for d in (6, 2)),
    # The flank below the ribs, and the hollow above the crest.
    *(closed(_dark(0.05), ((74, 300), (60, 312 - d), (46, 330), (52, 342), (66, 338 + d), (78, 344))) for d in (4, 0)),
    # The hollow of the knee, the calves' lower ends and the Achilles tendon.
    *(
        closed(_dark(0.06), ((24, 612 - d), (42, 618 - d), (60, 612 - d), (58, 634 + d), (42, 640 + d), (26, 634 + d)))
        for d in (0, 5)
    ),
    *(
        closed(_dark(0.06), ((26, 752 - d), (40, 742 - d), (54, 754), (48, 780 + d), (38, 800 + d), (30, 780)))
        for d in (0, 8)
    ),
    # Neck, below the skull.
    *(
        closed(_dark(0.08), ((0, 100 - d), (18, 98 - d), (29, 94), (28.5, 108), (18, 110 + d), (0, 113 + d)))
        for d in (0, 4)
    ),
)

LIGHTS: tuple[Form, ...] = (
    *(closed(_bright(0.13), ellipse(24, 285, w, h)) for w, h in ((8, 50), (4.5, 38))),
    *(closed(_bright(0.13), ((50, 160), (66, 158), (80, 164), (76, 180), (64, 190), (54, 184 + d))) for d in (0, -8)),
    closed(_bright(0.14), ((40, 138), (60, 144), (84, 152), (70, 154), (48, 150))),
    *(closed(_bright(0.12), ellipse(112, 190, w, h)) for w, h in ((8, 24), (4.5, 16))),
    closed(_bright(0.1), ellipse(126, 366, 6, 34)),
    *(closed(_bright(0.11), ellipse(44, 560, w, h)) for w, h in ((13, 44), (7, 34))),
    *(closed(_bright(0.13), ellipse(x, 690, w, h)) for x, w, h in ((28, 8, 34), (54, 8, 34), (28, 4, 24), (54, 4, 24))),
)

LINES: tuple[Form, ...] = (
    # The blade of the shoulder: its inner edge and tip; the fold of the armpit; the dimples; the hollow of the knee.
    open_(_line(0.38, 0.9), ((39, 162), (42, 180), (48, 198), (57, 209), (66, 205))),
    open_(_line(0.45, 1), ((85, 212), (81, 200), (80, 188))),
    open_(_line(0.3, 0.8), ((60, 150), (76, 152), (92, 156))),
    open_(_line(0.4, 0.8), ((27, 623), (38, 627), (52, 624))),
    open_(_line(0.35, 0.8), ((40, 690), (41, 712), (40, 730))),
    open_(_line(0.35, 0.8), ((32, 800), (34, 822), (31, 842)), ((46, 800), (44, 822), (47, 842))),
    open_(_line(0.4, 0.8), ((120, 322), (125, 328), (132, 326))),
    open_(
        _line(0.5, 0.8), ((149, 508), (148.5, 528), (148, 545)), ((143, 508), (142.5, 522)), ((153, 508), (153.5, 526))
    ),
    open_(_line(0.5, 0.8), ((66, 870), (68, 876)), ((71, 870), (73.5, 876)), ((76, 870.5), (78.5, 875))),
)
FURROW: tuple[Form, ...] = (open_(_line(0.45, 1.1), ((0, 128), (0.3, 200), (0, 270), (0.3, 330), (0, 362))),)
DIMPLES: tuple[Form, ...] = (*(closed(_dark(0.16), ellipse(21, 371, w, h)) for w, h in ((5, 3.6), (2.6, 1.8))),)

_WAISTBAND: Points = ((83, 366), (60, 371), (30, 375.5), (0, 377))
_LEG_END: Points = ((3, 512), (20, 518), (50, 521), (84.6, 514))
_HIPS: Points = tuple(point for point in SIDE if 366 < point[1] < 512)
_CLOTH_IN: Points = ((0, 470), (1.2, 478), (2.4, 494), (3, 512))
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
    *(closed(paint("cloth-light", opacity=0.2), ellipse(48, 424, w, h)) for w, h in ((27, 30), (17, 20))),
    *(
        closed(paint("cloth-deep", opacity=0.22), ((0, 404), (d, 430), (d * 1.4, 462), (d * 0.6, 492), (0, 500)))
        for d in (7, 3)
    ),
    *(
        closed(
            paint("cloth-deep", opacity=0.16),
            ((4, 470), (24, 478 - d), (52, 479), (78, 468), (54, 484 + d), (24, 488 + d)),
        )
        for d in (0, 3)
    ),
    open_(
        paint("none", "cloth-deep", 0.9, round=True, opacity=0.7), ((3, 507.5), (20, 513.4), (50, 516.4), (84.8, 509.4))
    ),
    open_(paint("none", "cloth-deep", 0.9, round=True, opacity=0.7), ((83.8, 372), (60, 377), (30, 381.5), (0, 383))),
    open_(paint("none", "cloth-deep", 1, round=True, opacity=0.6), ((0, 384), (0.3, 430), (0, 470))),
)
SHORTS_EDGE: tuple[Form, ...] = (open_(paint("none", "cloth-deep", 1.1, round=True), _WAISTBAND, _LEG_END),)

_SHORT_HAIR: Points = ((29, 92), (33.5, 78), (36, 62))
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
