# fmt: off
"""What lies below the skin, from the side: the curved spine with its discs, ribs, pelvis, leg, nerves, muscles."""

from collections.abc import Iterator, Mapping

from backlab.drawing.curves import Points
from backlab.drawing.svg import paint
from backlab.pictures.back import side_skin
from backlab.pictures.back.forms import Form, closed, egg, open_, shape
from backlab.pictures.back.levels import CORD_END, KIDNEY, VERTEBRAE, Vertebra, between
from backlab.pictures.back.muscles import Muscle, sheet
from backlab.pictures.back.nerves import cable

# Where the centres of the vertebrae lie, by height: hollow at the neck, round at the chest, hollow at the loin.
_CENTRE: Mapping[float, float] = {
    66: 2, 74: 3.6, 84: 5.2, 94: 5.4, 104: 3.4, 114: -0.6, 124: -6, 134: -11.6, 146: -17.2, 160: -22.4, 176: -26.2, 194: -28, 210: -27.6,
    226: -25.2, 242: -20.8, 256: -15.4, 270: -9.4, 284: -3.6, 298: 1.2, 312: 4.6, 324: 6, 336: 5.6, 346: 3.6, 356: 0, 364: -4,
}
_HALF: Mapping[float, float] = {68: 4.0, 128: 4.8, 200: 6.2, 262: 8.0, 300: 8.8, 362: 9.2}
_BONE = paint("bone", "bone-deep", 0.9, round=True)
_SHADE = paint("bone-deep", opacity=0.28)
_LIGHT = paint("bone-light", opacity=0.85)
_FINE = paint("none", "bone-deep", 0.6, round=True, opacity=0.8)


def centre(y: float) -> float:
    """How far in front of the plumb line the spine runs at a height."""
    return (between(_CENTRE, y - 5) + 2 * between(_CENTRE, y) + between(_CENTRE, y + 5)) / 4


def beside(y: float, ahead: float) -> tuple[float, float]:
    """A point so far ahead of the spine (behind it: negative) at a height, square to its curve."""
    slope = (centre(y + 3) - centre(y - 3)) / 6
    long = (1 + slope * slope) ** 0.5
    return centre(y) + ahead / long, y - ahead * slope / long


def along(ahead: float, start: float, end: float, pieces: int) -> Points:
    """A line that keeps its distance from the spine."""
    return tuple(beside(start + (end - start) * n / pieces, ahead) for n in range(pieces + 1))


def vertebra(one: Vertebra) -> tuple[Form, ...]:
    """A vertebra from the side: the body in front, the arch, and the spine that points back."""
    return tuple(_vertebra(one))


def _vertebra(one: Vertebra) -> Iterator[Form]:
    high, half = one.bottom - one.top, between(_HALF, one.middle)
    gap = 0.1 if one.name[0] == "T" else 0.15
    top, low, y = one.top + high * gap, one.bottom - high * gap, one.middle
    kind = one.name[0]
    long = {"C": 11.0, "T": 17.0, "L": 17.0}[kind] + (5.0 if one.name == "C7" else 0.0)
    sink = {"C": 0.3, "T": 1.0, "L": 0.18}[kind] * high
    thick = {"C": 0.3, "T": 0.24, "L": 0.4}[kind] * high
    back = -half - 7.5
    spine = (
        beside(y - high * 0.16, -half + 1), beside(y - high * 0.14, back), beside(y + sink - thick * 0.8, back - long * 0.6),
        beside(y + sink - thick * 0.5, back - long), beside(y + sink + thick * 0.7, back - long), beside(y + sink + thick, back - long * 0.4),
        beside(y + high * 0.34, back + 1.5), beside(y + high * 0.2, -half - 3), beside(y + high * 0.1, -half + 1),
    )
    joint = (beside(y - high * 0.42, -half - 4.5), beside(y - high * 0.1, -half - 2), beside(y + high * 0.3, -half - 5), beside(y + high * 0.52, -half - 7.5), beside(y + high * 0.2, -half - 8.6), beside(y - high * 0.2, -half - 7.4))
    yield closed(_BONE, spine)
    yield closed(_BONE, joint)
    yield shape(
        _BONE,
        (beside(top, -half), beside(top, 0), beside(top, half)), (beside(top, half), beside(y, half - 1.1), beside(low, half)),
        (beside(low, half), beside(low, 0), beside(low, -half)), (beside(low, -half), beside(y, -half + 0.9), beside(top, -half)),
    )
    yield closed(_LIGHT, (beside(top + 1.2, -half * 0.5), beside(top + 1.2, half * 0.6), beside(y, half * 0.35), beside(low - 2, half * 0.3), beside(y, -half * 0.3)))


def disc(one: Vertebra) -> tuple[Form, ...]:
    """The disc below a vertebra, its soft core in the middle; in neck and loin it is higher in front."""
    high = one.bottom - one.top
    gap = (0.1 if one.name[0] == "T" else 0.15) * high
    half = between(_HALF, one.bottom) + 0.5
    y, wedge = one.bottom, 1.25 if one.name[0] != "T" else 1.0
    ring = (beside(y - gap, -half), beside(y - gap, 0), beside(y - gap * wedge, half), beside(y, half + 1), beside(y + gap * wedge, half), beside(y + gap, 0), beside(y + gap, -half), beside(y, -half - 0.6))
    core = (beside(y - gap * 0.5, -half * 0.25), beside(y, half * 0.42), beside(y + gap * 0.5, -half * 0.25), beside(y, -half * 0.6))
    return closed(paint("disc", "disc-deep", 0.6), ring), closed(paint("disc-light", opacity=0.9), core)


_SACRUM = (
    ((4, 366), (-6, 382), (-17, 395), (-25, 408), (-27, 414)),
    ((-27, 414), (-31, 416), (-36, 408), (-39.5, 396), (-38, 384), (-31, 371), (-22, 363), (-13, 358.5)),
    ((-13, 358.5), (-4, 361.5), (4, 366)),
)
SACRUM: tuple[Form, ...] = (
    shape(_BONE, *_SACRUM), closed(_SHADE, ((-28, 376), (-34, 388), (-34, 402), (-28, 398), (-22, 384))),
    open_(_FINE, ((-2, 376), (-10, 370), (-18, 366)), ((-11, 388), (-18, 380), (-27, 374)), ((-20, 399), (-28, 391), (-34, 387))),
)
COCCYX: tuple[Form, ...] = (closed(_BONE, ((-28, 416), (-32, 418), (-32, 426), (-27, 434), (-23, 436), (-26, 428), (-28, 422))),)

# Where the front end of each rib lies.
_FRONT = ((34, 164), (45, 182), (51, 200), (55, 217), (57.5, 233), (57.5, 248), (55, 262), (48, 273), (39, 282), (28, 290), (8, 291), (-12, 288))


def rib(place: int) -> Points:
    """A rib (1 to 12) from the spine, back, and down to the front."""
    one = VERTEBRAE[f"T{place}"]
    x, y = beside(one.top + 3, -between(_HALF, one.top) - 2)
    fx, fy = _FRONT[place - 1]
    fall = fy - y
    back = 12 if 2 < place < 11 else 7
    return (x + 4, y), (x - back * 0.7, y + 2), (x - back, y + 7 + fall * 0.06), (x - back * 0.2, y + fall * 0.34), ((x + fx) / 2 + 3, y + fall * 0.74), (fx - (fx - x) * 0.16, fy - 1), (fx, fy)


def bar(line: Points, width: float) -> tuple[Form, ...]:
    """A rib: contour, body, light."""
    return open_(paint("none", "bone-deep", width + 1.4, round=True), line), open_(paint("none", "bone", width, round=True), line), open_(paint("none", "bone-light", width * 0.35, round=True, opacity=0.9), line)


_STERNUM: Points = ((34, 158), (40, 160), (50, 178), (57, 202), (61, 226), (62, 240), (58, 244), (55, 232), (51, 208), (44, 186), (36, 168))
BREASTBONE: tuple[Form, ...] = (
    open_(paint("none", "disc", 3.4, round=True, opacity=0.9), *(((x, y), ((x + 60) / 2, y - (y - 238) * 0.28), (59, 238 - (262 - y) * 0.1)) for x, y in _FRONT[6:9]), *((_FRONT[n], (x, y)) for n, (x, y) in ((1, (49, 178)), (2, (54, 194)), (3, (57.5, 210)), (4, (60, 224)), (5, (60.5, 234))))),
    closed(_BONE, _STERNUM),
)
_HIP_BONE = (
    ((41, 366), (34, 352), (20, 341), (2, 336), (-18, 340), (-32, 352), (-39, 368)),
    ((-39, 368), (-38, 378), (-28, 384), (-20, 392), (-16, 402), (-19, 412), (-26, 420), (-19, 428), (-24, 440), (-27, 450)),
    ((-27, 450), (-24, 459), (-13, 461), (-3, 453), (10, 448), (26, 444), (38, 442), (45, 434), (44, 426)),
    ((44, 426), (36, 418), (26, 414), (20, 404), (22, 393), (31, 386), (33, 377), (41, 366)),
)
PELVIS: tuple[Form, ...] = (
    shape(_BONE, *_HIP_BONE),
    closed(_SHADE, ((-26, 362), (-8, 350), (14, 352), (26, 364), (18, 382), (2, 388), (-14, 382))),
    closed(_LIGHT, ((38, 362), (20, 344), (0, 339.4), (-20, 344), (0, 343.4), (20, 349))),
    closed(paint("bone-deep", opacity=0.75), ((2, 432), (12, 424), (26, 428), (28, 436), (14, 440), (4, 440))),
    open_(_FINE, ((-28, 376), (-14, 364), (-8, 352)), ((2, 388), (16, 374), (22, 358))),
    egg(paint("bone-deep", "bone-deep", 0.9, opacity=0.5), 4, 408, 13.5, 14),
)
FEMUR: tuple[Form, ...] = (
    egg(_BONE, 4, 408, 11.5, 11.5),
    shape(
        _BONE,
        ((-12, 402), (-4, 398), (6, 403), (9, 416), (8, 432), (12, 480), (16, 530), (17, 572), (18, 596), (22, 608), (20, 622)),
        ((20, 622), (8, 630), (-6, 629), (-13, 621), (-11, 608), (-2, 598), (1, 570), (-1, 520), (-5, 470), (-9, 436), (-13, 418), (-12, 402)),
    ),
    open_(paint("none", "bone-light", 2.6, round=True, opacity=0.8), ((1, 432), (7, 500), (9, 580))),
    closed(_SHADE, ((-10, 410), (-4, 406), (2, 414), (0, 428), (-7, 426))),
)
SHIN: tuple[Form, ...] = (
    closed(_BONE, ((-16, 640), (-9, 637), (-6, 645), (-8, 700), (-9, 770), (-7, 830), (-4, 846), (-10, 850), (-13, 840), (-13, 770), (-13, 700), (-16, 652))),
    closed(_BONE, ((-9, 633), (6, 632), (18, 634), (20, 644), (14, 658), (10, 690), (7, 750), (6, 800), (10, 826), (6, 836), (-4, 836), (-6, 822), (-4, 770), (-4, 700), (-6, 656), (-10, 644))),
    open_(paint("none", "bone-light", 2.4, round=True, opacity=0.8), ((8, 656), (3, 720), (1, 800))),
    closed(_BONE, ((20, 600), (27, 604), (28, 615), (23, 624), (19, 616), (18, 607))),
)
FOOT: tuple[Form, ...] = (
    closed(_BONE, ((-27, 852), (-20, 847), (-8, 851), (6, 854), (8, 864), (-6, 868), (-14, 876), (-25, 874), (-29, 864))),
    closed(_BONE, ((-9, 840), (2, 834), (12, 838), (22, 848), (20, 855), (6, 856), (-6, 853))),
    closed(_BONE, ((20, 848), (34, 850), (40, 858), (30, 865), (14, 865), (10, 858))),
    *(form for line in (((38, 857), (56, 863), (70, 869)), ((32, 864), (52, 869), (66, 872)), ((72, 870), (84, 872)), ((86, 872), (95, 873.5))) for form in bar(line, 4)),
)
SKULL: tuple[Form, ...] = (
    shape(
        _BONE,
        ((-20, 78), (-34, 72), (-42, 58), (-43.5, 40), (-37, 21), (-22, 9), (-2, 4.5), (14, 5.5), (30, 12), (41, 23), (46, 38), (46.5, 52)),
        ((46.5, 52), (49, 58), (52, 66), (46, 68), (48, 76), (46, 84)),
        ((46, 84), (34, 85), (24, 80), (12, 79), (2, 77), (-8, 79), (-20, 78)),
    ),
    closed(_BONE, ((2, 74), (10, 72), (14, 84), (26, 89), (45, 88), (48, 97), (47, 105), (38, 106), (18, 100), (6, 90))),
    closed(paint("bone-deep", opacity=0.7), ((31, 52), (41, 50), (44, 58), (40, 65), (32, 63), (29, 57))),
    closed(_SHADE, ((0, 40), (16, 34), (28, 44), (26, 62), (10, 68), (-2, 56))),
    egg(paint("bone-deep", opacity=0.5), 0, 69, 2.4, 3),
    open_(_FINE, ((28, 62), (20, 66), (8, 66)), ((-10, 10), (-4, 28), (-2, 40)), ((-40, 44), (-26, 54), (-12, 58), (0, 52)), ((28, 86), (44, 86.4))),
)
COLLARBONE: tuple[Form, ...] = bar(((-2, 152), (10, 149), (24, 153), (34, 159)), 4)
SHOULDER_BLADE: tuple[Form, ...] = (
    closed(_BONE, ((-42, 146), (-30, 148), (-16, 154), (-8, 166), (-12, 178), (-28, 194), (-40, 208), (-46, 204), (-46, 180), (-44, 160))),
    closed(_BONE, ((-42, 160), (-26, 154), (-8, 148), (4, 150), (4, 156), (-8, 157), (-26, 161), (-41, 165))),
    closed(_SHADE, ((-40, 170), (-26, 168), (-14, 172), (-28, 188), (-40, 200))),
)
HUMERUS: tuple[Form, ...] = (closed(_BONE, ((-12, 164), (-2, 158), (8, 162), (10, 174), (6, 188), (3, 230), (0, 290), (4, 312), (2, 324), (-10, 326), (-15, 318), (-10, 300), (-7, 240), (-8, 196), (-13, 180))), open_(paint("none", "bone-light", 2, round=True, opacity=0.8), ((-2, 180), (-2, 230), (-4, 300))))
FOREARM: tuple[Form, ...] = (
    closed(_BONE, ((-17, 316), (-10, 326), (-8, 345), (-4, 390), (4, 440), (8, 456), (2, 458), (-2, 446), (-10, 400), (-16, 350), (-20, 326))),
    closed(_BONE, ((-4, 328), (4, 327), (5, 340), (6, 380), (11, 430), (17, 452), (10, 456), (5, 440), (0, 390), (-3, 346))),
)
HAND: tuple[Form, ...] = (
    closed(_BONE, ((2, 460), (16, 456), (22, 466), (16, 474), (4, 473))),
    *(form for line in (((6, 476), (9, 500), (14, 526), (19, 544)), ((11, 476), (14, 500), (18, 528)), ((17, 474), (20, 494)), ((20, 468), (27, 486), (29, 506))) for form in bar(line, 3)),
)

# The canal lies right behind the bodies.
CORD: tuple[Form, ...] = (
    closed(paint("nerve", "nerve-deep", 0.8), (*along(-8.0, 70, 262, 14), beside(276, -11), beside(CORD_END, -13.4), *along(-13.2, 272, 262, 1), *along(-11.4, 240, 70, 12))),
    open_(paint("none", "nerve-light", 0.9, round=True, opacity=0.9), along(-9.4, 76, 260, 12)),
)
TAIL: tuple[Form, ...] = cable(0.8, *((beside(284, -12.6), *along(-10.6 - n, 300, 352, 4), (-20 - n, 372), (-30 - n * 0.6, 390)) for n in (0.0, 1.6, 3.2)))


def hole(root: str) -> tuple[float, float]:
    """Where a root leaves the spine: at the upper part of the gap below its vertebra."""
    sacral = {"S1": (-14.0, 373.0), "S2": (-22.0, 384.0), "S3": (-28.0, 395.0)}
    if root in sacral:
        return sacral[root]
    one = VERTEBRAE[root]
    return beside(one.bottom - 1, -between(_HALF, one.bottom) - 3)


_NOTCH = (-17.0, 412.0)
ROOTS: Mapping[str, Points] = {
    "L3": (beside(300, -11.5), hole("L3"), (4, 342), (20, 366), (30, 392)),
    "L4": (beside(314, -12), hole("L4"), (-6, 368), (-16, 392), _NOTCH),
    "L5": (beside(326, -12.4), hole("L5"), (-14, 384), (-18, 398), _NOTCH),
    "S1": (beside(340, -13), (-22, 366), hole("S1"), (-20, 396), _NOTCH),
    "S2": (beside(344, -13.6), (-26, 374), hole("S2"), (-24, 402), _NOTCH),
    "S3": (beside(348, -14), (-32, 384), hole("S3"), (-26, 408), _NOTCH),
}
_THIGH: Points = (_NOTCH, (-21, 430), (-22, 454), (-20, 500), (-17, 550), (-15, 584))
_CALF: Points = ((-15, 584), (-16, 614), (-16, 640), (-18, 700), (-16, 760), (-14, 820), (-14, 846), (-8, 862), (20, 868), (56, 871), (88, 875))
_OUTER: Points = ((-15, 584), (-14, 612), (-14, 634), (-8, 654), (0, 690), (4, 750), (8, 810), (18, 834), (48, 852), (92, 870))
SCIATIC: tuple[Form, ...] = (*cable(2.2, _CALF, _OUTER), *cable(4.2, _THIGH))


WAYS: Mapping[str, Points] = {
    "L3": (*ROOTS["L3"], (36, 420), (40, 470), (36, 540), (28, 600)),
    "L4": (*ROOTS["L4"][:2], (8, 352), (26, 386), (36, 424), (38, 490), (30, 570), (24, 620), (14, 660), (12, 740), (10, 826)),
    "L5": (*ROOTS["L5"], *_THIGH[1:], *_OUTER[1:]),
    "S1": (*ROOTS["S1"], *_THIGH[1:], *_CALF[1:]),
}


def root(name: str) -> tuple[Form, ...]:
    """A root from below the cord to where the sciatic nerve begins."""
    return cable(1.7, ROOTS[name])


def kidney() -> tuple[Form, ...]:
    """The kidney of the near side: beside the spine, behind the belly."""
    top, low = KIDNEY["right"]
    high = low - top
    bean = tuple((x, top + share * high) for x, share in ((-16, 0.02), (-6, 0.0), (4, 0.12), (9, 0.4), (9, 0.7), (3, 0.95), (-7, 1.0), (-15, 0.84), (-19, 0.55), (-20, 0.25)))
    lit = tuple((-5 + (x + 5) * 0.5, top + high / 2 + (y - top - high / 2) * 0.6) for x, y in bean)
    return closed(paint("organ", "organ-deep", 1), bean), closed(paint("organ-light", opacity=0.4), lit)


AORTA: tuple[Form, ...] = (
    *cable(5, ((15, 332), (10, 352), (0, 374), (-2, 392)), tone="artery"),
    *cable(8, (*along(14, 170, 326, 9), (15.5, 334)), tone="artery"),
)

BED: tuple[Form, ...] = (
    shape(
        paint("muscle-deep", opacity=0.82),
        ((-31, 84), (-26, 106), *((x + 2.5, y) for x, y in side_skin.BACK[8:])),
        tuple((x + 2.5, y) for x, y in side_skin.THIGH_BACK[:-4]),
        ((-20, 826), (4, 832), (17, 820)),
        tuple((x - 2.5, y) for x, y in side_skin.SHIN_FRONT),
        tuple((x - 2.5, y) for x, y in side_skin.BELLY),
        ((20, 140), (17, 120), (6, 96), (0, 80), (-14, 78), (-31, 84)),
    ),
)
UPPER: Mapping[str, tuple[Muscle, ...]] = {
    "neck-muscles": (
        Muscle(sheet(((-30, 82), (-20, 78), (-8, 76)), ((-26, 104), (-14, 102), (-2, 100)), ((-27, 128), (-14, 134), (2, 138))), 6),
        Muscle(sheet(((-8, 74), (0, 76)), ((4, 108), (14, 108)), ((20, 146), (28, 152))), 5),
    ),
    "belly-muscle": (Muscle(sheet(((46, 244), (54, 248), (60, 250)), ((47, 290), (52, 290), (56, 290)), ((48, 340), (53, 340), (58, 340)), ((42, 400), (46, 400), (50.5, 398)), ((38, 428), (41, 430), (44, 430))), 4, ),),
    "abdominal-wall": (Muscle(sheet(
        ((-26, 282), (-8, 282), (12, 272), (30, 262), (46, 250)),
        ((-18, 306), (0, 306), (20, 302), (38, 296), (47.5, 288)),
        ((-16, 326), (0, 328), (22, 332), (40, 336), (48, 340)),
        ((-18, 341), (0, 339), (24, 346), (40, 366), (44, 394)),
    ), 15),),
    "latissimus-dorsi": (Muscle(sheet(
        ((-56, 208), (-53, 238), (-44, 268), (-36, 296), (-33, 322), (-26, 346)),
        ((-38, 204), (-36, 230), (-30, 254), (-24, 280), (-20, 304), (-14, 328)),
        ((-16, 194), (-14, 214), (-12, 232), (-9, 252), (-6, 272), (-4, 288)),
        ((0, 182), (2, 192), (4, 202), (6, 212), (7, 222), (6, 232)),
    ), 15),),
    "thoracolumbar-fascia": (Muscle(sheet(((-38, 288), (-33.5, 304), (-32.5, 322), (-35, 342), (-43, 364)), ((-36, 300), (-31, 314), (-27, 328), (-28, 346), (-36, 362))), 4, tone="tendon"),),
    "shoulder-muscles": (
        Muscle(sheet(((-44, 166), (-45, 184), (-41, 204)), ((-24, 164), (-24, 178), (-24, 192)), ((0, 162), (2, 170), (3, 178))), 7),
        Muscle(sheet(((-42, 200), (-36, 212)), ((-22, 190), (-18, 202)), ((2, 178), (4, 190))), 4),
    ),
    "side-muscle": (Muscle(sheet(((52, 224), (53, 238), (49, 252), (40, 264), (28, 272)), ((34, 216), (34, 230), (30, 244), (22, 256), (12, 266)), ((8, 206), (8, 220), (6, 234), (0, 248), (-6, 262))), 8),),
    "chest-muscle": (Muscle(sheet(((26, 150), (38, 166), (50, 184), (60, 204), (63, 226)), ((14, 164), (24, 178), (36, 194), (46, 210), (50, 226)), ((2, 180), (6, 190), (10, 198), (14, 206), (18, 212))), 11),),
    "trapezius": (Muscle(sheet(
        ((-33, 86), (-31, 104), (-34, 122), (-44, 146), (-55, 180), (-57.5, 208)),
        ((-20, 104), (-18, 118), (-22, 134), (-32, 152), (-42, 176), (-46, 196)),
        ((6, 144), (4, 150), (-4, 154), (-16, 158), (-30, 164), (-38, 168)),
    ), 13),),
    "calf-muscles": (
        Muscle(sheet(((6, 650), (12, 650), (19, 656)), ((2, 690), (10, 692), (18.5, 692)), ((2, 750), (8, 752), (13, 752)), ((8, 800), (11, 800), (14, 798)), ((16, 832), (18, 831), (20, 828))), 5, tendons=((0.6, 1.0),)),
        Muscle(sheet(((-16, 640), (-8, 642), (2, 648)), ((-14, 690), (-6, 692), (1, 692)), ((-14, 750), (-6, 752), (1, 752)), ((-16, 800), (-12, 800), (-8, 800)), ((-17, 838), (-15, 839), (-13, 839))), 5, tendons=((0.6, 1.0),)),
        Muscle(sheet(((-30, 700), (-20, 690), (-12, 690)), ((-34, 736), (-22, 738), (-12, 736)), ((-28, 778), (-20, 780), (-13, 780)), ((-23, 816), (-20, 816), (-17, 816))), 5),
        Muscle(sheet(((-28, 622), (-20, 618), (-12, 624)), ((-37, 660), (-25, 660), (-12, 660)), ((-42, 698), (-29, 700), (-14, 700)), ((-36, 742), (-30, 744), (-22, 740))), 7),
        Muscle(sheet(((-36, 740), (-24, 744)), ((-27, 790), (-20, 790)), ((-23, 826), (-18, 826)), ((-28, 858), (-20, 858))), 3, tone="tendon"),
    ),
    "hamstrings": (Muscle(sheet(((-36, 470), (-24, 466), (-14, 470)), ((-40, 520), (-26, 522), (-8, 520)), ((-37, 560), (-24, 562), (-10, 560)), ((-30, 606), (-22, 608), (-13, 606)), ((-24, 640), (-18, 640), (-13, 640))), 8, tendons=((0.8, 1.0),)),),
    "thigh-muscles": (
        Muscle(sheet(((20, 352), (30, 358), (38, 368)), ((14, 390), (20, 394), (27, 398)), ((4, 440), (8, 442), (12, 442))), 5),
        Muscle(sheet(((28, 390), (36, 392), (46, 396)), ((26, 450), (38, 450), (50, 450)), ((24, 510), (34, 512), (45.5, 510)), ((22, 570), (27, 572), (34, 572)), ((20, 602), (24, 603), (29, 602))), 6, tendons=((0.86, 1.0),)),
        Muscle(sheet(((-13, 412), (-4, 408), (8, 416)), ((-14, 500), (6, 500), (27, 500)), ((-8, 560), (10, 566), (26, 562)), ((4, 604), (12, 606), (21, 602))), 9, tendons=((0.86, 1.0),)),
    ),
    "gluteus-medius": (Muscle(sheet(((-28, 352), (-12, 342), (6, 340), (24, 346), (38, 364)), ((-18, 376), (-6, 370), (6, 368), (20, 372), (32, 382)), ((-8, 402), (-3, 402), (3, 402), (9, 404), (14, 408))), 12),),
    "gluteus-maximus": (Muscle(sheet(
        ((-34, 356), (-46, 372), (-55, 390), (-60, 412), (-58, 436), (-48, 460)),
        ((-24, 376), (-32, 392), (-38, 410), (-42, 428), (-42, 446), (-38, 464)),
        ((-6, 404), (-8, 418), (-12, 434), (-16, 448), (-20, 460), (-24, 468)),
    ), 13),),
}
ARM_MUSCLES: tuple[Muscle, ...] = (
    Muscle(sheet(((6, 206), (12, 204), (18, 204)), ((3, 250), (12, 252), (20.5, 252)), ((2, 296), (9, 298), (16, 296)), ((4, 320), (7, 321), (10, 320))), 5),
    Muscle(sheet(((-24, 204), (-14, 206), (4, 210)), ((-27.5, 250), (-14, 252), (3, 250)), ((-25, 290), (-14, 292), (1, 294)), ((-20, 318), (-14, 320), (-8, 318))), 6, tendons=((0.72, 1.0),)),
    Muscle(sheet(((-21, 326), (-6, 322), (12, 318)), ((-21, 356), (-4, 356), (16, 352)), ((-14, 396), (0, 396), (16.5, 392)), ((-4, 452), (6, 452), (15, 450))), 9, tendons=((0.76, 1.0),)),
)
DELTOID: tuple[Muscle, ...] = (Muscle(sheet(((-24, 168), (-12, 160), (2, 156), (16, 164)), ((-27, 194), (-12, 192), (4, 190), (19, 192)), ((-12, 234), (-7, 237), (-2, 237), (4, 232))), 11),)
DEEP: Mapping[str, tuple[Muscle, ...]] = {
    "quadratus-lumborum": (Muscle(sheet(((-12, 286), (2, 290)), ((-10, 312), (6, 314)), ((-14, 342), (6, 338))), 6),),
    "erector-spinae": (Muscle(sheet(
        ((-38, 404), (-41, 402), (-45, 398)),
        ((-32, 376), (-38, 372), (-48, 368)),
        ((-19, 348), (-27, 346), (-36, 344)),
        ((-12, 320), (-21, 320), (-31, 320)),
        ((-15, 292), (-25, 294), (-35, 295)),
        ((-28, 262), (-36, 264), (-45, 266)),
        ((-38, 230), (-45, 231), (-54, 232)),
        ((-42, 196), (-48, 196), (-56, 196)),
        ((-35, 160), (-41, 159), (-48, 158)),
        ((-22, 128), (-27, 127), (-33, 126)),
        ((-14, 100), (-20, 100), (-27, 100)),
    ), 7),),
}
