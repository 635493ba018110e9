"""The muscles from behind, each as a sheet whose fibres run as they do in the body.

The upper ones lie right below the skin; the deep ones are seen once those are taken away.
"""

from collections.abc import Mapping
from math import ceil
from typing import NamedTuple

from backlab.drawing.curves import Points
from backlab.drawing.svg import paint
from backlab.pictures.back import skin
from backlab.pictures.back.forms import Form, Sheet, closed, open_, shape

_EDGE = 0.9


class Muscle(NamedTuple):
    """A muscle: its sheet, how many fibres are drawn, and where its tendons lie along the fibres.

    ``shades`` and ``lights`` are bands across the fibres that model its belly.
    """

    sheet: Sheet
    strands: int
    shades: tuple[tuple[float, float], ...] = ((0.0, 0.16), (0.84, 1.0))
    lights: tuple[tuple[float, float], ...] = ((0.34, 0.62),)
    tendons: tuple[tuple[float, float], ...] = ()
    tone: str = "muscle"


def sheet(*guides: Points) -> Sheet:
    """Guides across the fibres, from where they begin to where they end."""
    return Sheet(guides)


def forms(muscle: Muscle, *, fine: bool = True) -> tuple[Form, ...]:
    """A muscle in a few tones, with fibres and tendons, and a contour; from afar with fewer fibres."""
    one, tone = muscle.sheet, muscle.tone
    return (
        shape(paint(tone, f"{tone}-deep", _EDGE, round=True), *one.patch()),
        *(shape(paint(f"{tone}-deep", opacity=0.2), *one.patch(band)) for band in muscle.shades),
        *(shape(paint(f"{tone}-light", opacity=0.4), *one.lens(band)) for band in muscle.lights),
        *(shape(paint("tendon", "tendon-deep", 0.5, opacity=0.92), *one.tendon(*tendon)) for tendon in muscle.tendons),
        open_(paint("none", f"{tone}-deep", 0.55, round=True, opacity=0.6), *one.fibres(muscle.strands if fine else ceil(0.6 * muscle.strands))),
    )


TRAPEZIUS = Muscle(
    sheet(
        ((0, 79), (0, 102), (0, 126), (0, 160), (0, 210), (0, 262)),
        ((17, 96), (20, 116), (20, 136), (18, 163), (13, 206), (6, 246)),
        ((31, 116), (45, 132), (48, 146), (38, 164), (27, 196), (15, 226)),
        ((62, 140), (82, 149), (78, 154), (56, 160), (40, 176), (29, 192)),
        ((92, 149), (99, 154), (88, 158), (68, 161), (48, 164), (41, 166)),
    ),
    22,
    shades=((0.0, 0.1), (0.9, 1.0), (0.4, 0.5)),
    lights=((0.14, 0.34), (0.58, 0.8)),
)
LATISSIMUS = Muscle(
    sheet(
        ((1, 200), (6, 232), (13, 264), (22, 296), (33, 322), (48, 339)),
        ((26, 204), (32, 228), (38, 254), (46, 282), (55, 306), (65, 322)),
        ((54, 205), (58, 220), (62, 236), (67, 256), (72, 278), (75, 292)),
        ((74, 199), (76, 206), (78, 214), (80, 224), (82, 236), (82.5, 246)),
        ((88, 189), (88.5, 193), (89, 198), (89.5, 203), (90, 209), (89, 216)),
    ),
    18,
    shades=((0.0, 0.08), (0.86, 1.0)),
    lights=((0.3, 0.55), (0.64, 0.8)),
)
OBLIQUE = Muscle(
    sheet(
        ((44, 290), (54, 284), (66, 276), (76, 268)),
        ((48, 308), (58, 305), (67, 300), (74, 294)),
        ((53, 324), (62, 324), (69, 322), (73, 317)),
        ((55, 340), (66, 341), (73, 342), (76.5, 346)),
    ),
    9,
    shades=((0.66, 1.0),),
    lights=((0.25, 0.5),),
)
DELTOID = Muscle(
    sheet(
        ((44, 159), (64, 160), (84, 157), (99, 152), (106, 153)),
        ((66, 168), (84, 168), (100, 166), (113, 164), (119, 168)),
        ((90, 188), (102, 190), (112, 190), (121, 190), (124, 190)),
        ((112, 226), (115, 229), (118, 231), (121, 231), (124, 228)),
    ),
    13,
    lights=((0.3, 0.5), (0.66, 0.84)),
)
INFRASPINATUS = Muscle(
    sheet(
        ((40, 164), (42, 180), (47, 195), (54, 206)),
        ((58, 166), (60, 178), (63, 190), (67, 199)),
        ((90, 168), (90, 175), (90, 181), (90, 186)),
    ),
    9,
)
TERES = Muscle(
    sheet(
        ((52, 198), (55, 205), (60, 211)),
        ((70, 192), (72, 199), (75, 206)),
        ((92, 184), (93, 190), (94, 196)),
    ),
    5,
)
TRICEPS = Muscle(
    sheet(
        ((88, 192), (100, 198), (112, 206), (122, 212)),
        ((92, 230), (104, 232), (116, 234), (127, 236)),
        ((98, 268), (109, 270), (120, 271), (130, 272)),
        ((110, 304), (115, 305), (121, 305), (127, 304)),
        ((117, 324), (119, 325), (122, 325), (124, 324)),
    ),
    7,
    tendons=((0.56, 1.0),),
)
FOREARM = Muscle(
    sheet(
        ((106, 322), (114, 326), (126, 322), (138, 318)),
        ((107, 352), (119, 354), (133, 354), (145.5, 352)),
        ((112, 382), (122, 384), (135, 384), (146.5, 382)),
        ((120, 414), (128, 415), (138, 415), (147, 414)),
        ((130, 455), (135, 456), (141, 456), (148, 455)),
    ),
    7,
    tendons=((0.8, 1.0),),
)
GLUTEUS_MEDIUS = Muscle(
    sheet(
        ((30, 356), (42, 346), (55, 341), (68, 344), (77, 352)),
        ((44, 370), (53, 364), (64, 362), (75, 363), (83, 369)),
        ((66, 392), (72, 390), (78, 388), (83, 388), (88, 391)),
        ((80, 410), (83, 410), (86, 410), (88, 410), (90, 411)),
    ),
    10,
)
GLUTEUS = Muscle(
    sheet(
        ((30, 355), (20, 373), (12, 392), (6, 410), (1.5, 428)),
        ((44, 368), (38, 389), (31, 409), (22, 429), (9, 450)),
        ((62, 384), (58, 407), (52, 430), (43, 451), (25, 471)),
        ((80, 405), (80, 428), (75, 450), (65, 470), (46, 485)),
        ((89, 424), (89, 446), (85, 466), (78, 482), (66, 492)),
    ),
    19,
    shades=((0.0, 0.08), (0.86, 1.0), (0.94, 1.0)),
    lights=((0.2, 0.42), (0.5, 0.7)),
)
ILIOTIBIAL = Muscle(
    sheet(
        ((84, 400), (87.5, 404), (90.5, 410)),
        ((80, 494), (84, 495), (88, 494)),
        ((68, 570), (71, 571), (75, 570)),
        ((60, 618), (63, 620), (67, 620)),
    ),
    3,
    tone="tendon",
)
BICEPS_FEMORIS = Muscle(
    sheet(
        ((30, 456), (42, 462), (62, 472)),
        ((37, 510), (54, 514), (76, 508)),
        ((41, 550), (54, 556), (72, 552)),
        ((48, 590), (56, 594), (66, 590)),
        ((58, 634), (61, 636), (64, 634)),
    ),
    7,
    tendons=((0.78, 1.0),),
)
SEMITENDINOSUS = Muscle(
    sheet(
        ((12, 466), (22, 460), (34, 456)),
        ((11, 512), (24, 514), (38, 512)),
        ((13, 552), (25, 556), (40, 552)),
        ((16, 590), (24, 594), (34, 592)),
        ((15, 640), (18, 642), (22, 640)),
    ),
    6,
    tendons=((0.74, 1.0),),
)
ADDUCTORS = Muscle(
    sheet(((1, 468), (8, 466), (18, 462)), ((4, 504), (9, 506), (14, 508)), ((9, 556), (11, 557), (14, 557)), ((16, 600), (17, 601), (19, 600)), ((17, 636), (18, 637), (19, 637))), 4
)
GASTROCNEMIUS_IN = Muscle(
    sheet(
        ((20, 612), (28, 618), (38, 622)),
        ((13, 650), (26, 654), (41, 652)),
        ((10, 690), (25, 696), (41, 692)),
        ((14, 724), (26, 738), (40, 732)),
    ),
    6,
)
GASTROCNEMIUS_OUT = Muscle(
    sheet(
        ((46, 622), (54, 618), (62, 612)),
        ((42, 652), (54, 654), (67, 650)),
        ((42, 690), (56, 694), (70, 688)),
        ((42, 726), (53, 728), (66, 718)),
    ),
    6,
)
SOLEUS = Muscle(
    sheet(
        ((11, 700), (26, 730), (42, 730), (56, 724), (70, 696)),
        ((14, 736), (28, 750), (41, 752), (53, 748), (65.5, 732)),
        ((25, 776), (32, 780), (40, 781), (47, 780), (55, 776)),
        ((33, 806), (36, 807), (39, 808), (42, 807), (46, 806)),
    ),
    6,
)
ACHILLES = Muscle(
    sheet(
        ((28, 748), (41, 744), (52, 746)),
        ((33, 786), (40, 788), (46, 786)),
        ((35.5, 824), (39, 826), (43, 824)),
        ((33, 862), (39, 865), (46, 862)),
    ),
    3,
    tone="tendon",
)
NECK_MUSCLE = Muscle(
    sheet(
        ((8, 86), (18, 86), (29, 84)),
        ((12, 98), (20, 100), (28.5, 104)),
        ((20, 112), (26, 116), (31, 119)),
    ),
    6,
)

# What lies below and between the muscles that are drawn.
def _moved(line: Points, by: float, down: float = 0) -> Points:
    return tuple((x + by, y + down) for x, y in line)


BED: tuple[Form, ...] = (
    shape(
        paint("muscle-deep", opacity=0.82),
        ((0, 84), (14, 84), (26, 88), (26, 106), (30, 120)),
        _moved(skin.NECK[3:], -2, 3),
        _moved(skin.ARM_OUT[1:-1], -3.5, 2),
        _moved(skin.ARM_IN[1:], 3.5),
        _moved(skin.SIDE[:-4], -3),
        _moved(skin.INNER[3:], 2.5),
        ((0, 470), (0, 280), (0, 84)),
    ),
)
RHOMBOID = Muscle(
    sheet(
        ((2, 126), (1, 142), (1, 160), (1, 178)),
        ((20, 142), (20, 157), (20, 174), (22, 193)),
        ((40, 152), (41, 168), (44, 186), (53, 205)),
    ),
    10,
)
UPPER: Mapping[str, tuple[Muscle, ...]] = {
    "rhomboids": (RHOMBOID,),
    "neck-muscles": (NECK_MUSCLE,),
    "arm-muscles": (FOREARM, TRICEPS),
    "shoulder-muscles": (TERES, INFRASPINATUS, DELTOID),
    "abdominal-wall": (OBLIQUE,),
    "latissimus-dorsi": (LATISSIMUS,),
    "trapezius": (TRAPEZIUS,),
    "calf-muscles": (SOLEUS, GASTROCNEMIUS_IN, GASTROCNEMIUS_OUT, ACHILLES),
    "hamstrings": (ADDUCTORS, SEMITENDINOSUS, BICEPS_FEMORIS, ILIOTIBIAL),
    "gluteus-medius": (GLUTEUS_MEDIUS,),
    "gluteus-maximus": (GLUTEUS,),
}

# The two pale sheets of fascia, as one diamond over the lower back; the columns below shine through.
_FASCIA_EDGE: Points = ((0, 200), (6, 232), (13, 264), (22, 296), (33, 322), (48, 339))
_FASCIA_LOW: Points = ((48, 339), (38, 347), (28, 357), (20, 373), (13, 389), (6, 404), (0, 412))
FASCIA: tuple[Form, ...] = (
    shape(paint("tendon"), _FASCIA_EDGE, _FASCIA_LOW, ((0, 412), (0, 300), (0, 200))),
    closed(
        paint("muscle", opacity=0.22),
        ((6, 240), (11, 262), (19, 290), (28, 318), (30, 340), (20, 362), (8, 384), (4, 350), (4, 290)),
    ),
    closed(
        paint("tendon-light", opacity=0.55), ((9, 262), (14, 284), (20, 310), (20, 338), (12, 358), (9, 330), (8, 290))
    ),
    open_(
        paint("none", "tendon-deep", 0.5, round=True, opacity=0.7),
        *(
            ((0, y), (x * 0.5, y + 0.14 * x), (x, y + 0.55 * x))
            for x, y in ((6, 222), (11, 246), (16, 266), (23, 284), (31, 300), (41, 314), (42, 330), (34, 338))
        ),
        *(
            ((0, y), (x * 0.5, y - 0.35 * x), (x, y - 0.9 * x))
            for x, y in ((12, 272), (19, 304), (27, 332), (38, 362), (38, 382), (26, 396))
        ),
    ),
    shape(paint("none", "tendon-deep", 0.9, round=True), _FASCIA_EDGE, _FASCIA_LOW),
)

# The pale diamond of the trapezius at the root of the neck, and its tip.
APONEUROSIS: tuple[Form, ...] = (
    shape(paint("tendon", opacity=0.85), ((0, 104), (5, 116), (11, 130), (8, 144), (0, 160)), ((0, 160), (0, 104))),
    shape(paint("tendon", opacity=0.85), ((0, 236), (4, 247), (0, 262)), ((0, 262), (0, 236))),
    shape(paint("tendon", opacity=0.85), ((36, 162), (42, 159), (50, 161), (45, 167), (39, 170), (36, 162))),
    open_(paint("none", "tendon-deep", 0.5, opacity=0.7), ((0, 114), (6, 123)), ((0, 124), (10, 131)), ((0, 136), (9, 139)), ((0, 146), (6, 146))),
)

ILIOCOSTALIS = Muscle(
    sheet(
        ((21, 379), (26, 371), (32, 360)),
        ((25, 354), (31, 350), (37, 344)),
        ((25, 336), (32, 332), (38, 328)),
        ((25, 300), (33, 298), (40, 294)),
        ((25, 262), (33, 259), (41, 256)),
        ((23, 220), (30, 218), (38, 214)),
        ((20, 180), (25, 178), (31, 174)),
        ((16, 146), (18, 145), (20, 144)),
    ),
    5,
    shades=((0.7, 1.0),),
    lights=((0.2, 0.5),),
    tendons=((0.16, 0.0),),
)
LONGISSIMUS = Muscle(
    sheet(
        ((4, 404), (9, 396), (15, 386)),
        ((8, 372), (15, 367), (23, 359)),
        ((9, 342), (18, 339), (27, 335)),
        ((8, 304), (17, 303), (26, 302)),
        ((8, 262), (17, 262), (26, 262)),
        ((8, 218), (16, 218), (24, 218)),
        ((7, 176), (14, 176), (21, 176)),
        ((6, 138), (11, 138), (17, 140)),
        ((7, 108), (12, 108), (17, 110)),
        ((11, 86), (14, 85), (18, 86)),
    ),
    6,
    shades=((0.0, 0.14), (0.86, 1.0)),
    lights=((0.3, 0.6),),
    tendons=((0.2, 0.0),),
)
MULTIFIDUS = Muscle(
    sheet(
        ((3, 408), (9, 400), (15, 388)),
        ((3, 372), (8, 366), (14, 358)),
        ((2.6, 336), (7, 332), (11, 328)),
        ((2.6, 294), (5, 292), (9, 290)),
    ),
    5,
    shades=((0.0, 0.3),),
    lights=(),
)
SPINALIS = Muscle(
    sheet(
        ((2.4, 306), (4, 304), (6, 300)),
        ((2, 260), (5, 260), (8.4, 260)),
        ((2, 210), (5, 210), (8.4, 210)),
        ((2, 160), (5, 160), (7.4, 160)),
        ((2, 132), (4, 132), (6, 134)),
    ),
    3,
)
QUADRATUS = Muscle(
    sheet(
        ((16, 288), (27, 289), (40, 291)),
        ((20, 308), (31, 309), (43, 311)),
        ((23, 328), (34, 328), (47, 330)),
        ((31, 352), (40, 345.5), (51, 339)),
    ),
    8,
)
TRANSVERSUS = Muscle(
    sheet(
        ((41, 294), (44, 308), (48, 324), (53, 339)),
        ((56, 285), (59, 303), (62, 323), (65, 341)),
        ((75, 276), (73, 300), (73, 322), (77, 348)),
    ),
    9,
    lights=(),
    tendons=((0.26, 0.0),),
)
PIRIFORMIS = Muscle(
    sheet(((14, 384), (10, 404)), ((40, 392), (38, 408)), ((62, 402), (62, 410)), ((82, 403), (82, 405))), 5
)
DEEP: Mapping[str, tuple[Muscle, ...]] = {
    "deep-abdominal-wall": (TRANSVERSUS,),
    "quadratus-lumborum": (QUADRATUS,),
    "piriformis": (PIRIFORMIS,),
    "erector-spinae": (MULTIFIDUS, ILIOCOSTALIS, LONGISSIMUS, SPINALIS),
}
