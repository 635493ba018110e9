"""The map of the lower leg: the strip that textbooks give to each root, and how many people keep to it.

It is the right leg, from in front (the foot points at us, so that one sees its toes) and from behind.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from backlab.drawing.curves import Points
from backlab.drawing.svg import circle, element, paint, path
from backlab.language import gettext
from backlab.markup import Markup, markup
from backlab.pictures.disc.parts import blob, group, look, named, part, strand
from backlab.pictures.disc.state import Disc

PEOPLE = 100
# From the knee down; the inner side is on the right in front, and on the left from behind.
_SHIN: Points = (
    *((12, 0), (10, 30), (13, 58), (6, 92), (6, 130), (16, 184), (22, 214), (18, 238), (10, 262), (12, 276)),
    *(
        (40, 282),
        (66, 280),
        (70, 262),
        (62, 238),
        (60, 214),
        (66, 184),
        (78, 130),
        (78, 92),
        (70, 58),
        (74, 30),
        (72, 0),
    ),
)
_CALF: Points = (
    *((12, 0), (10, 30), (14, 56), (4, 92), (6, 132), (20, 184), (28, 214), (22, 240), (20, 262), (34, 274)),
    *((52, 274), (64, 264), (64, 240), (58, 214), (64, 184), (78, 132), (80, 92), (70, 56), (74, 30), (72, 0)),
)
# Toes from the big one to the little one: middle, and how wide and long.
_TOES = ((62, 286, 10.5, 15), (46, 290, 6.6, 12.5), (33.5, 288, 6.2, 11.5), (22, 284, 5.8, 10.5), (12.5, 278, 5.4, 9.5))
_STRIPS: Mapping[str, Mapping[str, Points]] = {
    "L4": {
        "front": (
            *((30, 2), (70, 2), (72, 30), (68, 58), (76, 92), (76, 130), (64, 184), (59, 212), (60, 228), (53, 226)),
            *((50, 196), (52, 140), (46, 96), (36, 66), (26, 36)),
        ),
        "back": ((6, 92), (12, 76), (16, 100), (18, 136), (26, 186), (30, 212), (22, 190), (8, 134)),
    },
    "L5": {
        "front": (
            *(
                (10, 78),
                (24, 72),
                (38, 98),
                (42, 140),
                (44, 190),
                (50, 226),
                (60, 244),
                (68, 266),
                (70, 284),
                (60, 280),
            ),
            *((40, 280), (26, 276), (24, 256), (24, 232), (22, 208), (10, 150), (8, 108)),
        ),
        "back": ((70, 76), (78, 92), (76, 132), (64, 182), (58, 212), (57, 186), (66, 132), (68, 100)),
    },
    "S1": {
        "front": ((16, 246), (22, 240), (22, 258), (20, 276), (12, 276), (11, 262)),
        "back": (
            *(
                (28, 60),
                (54, 60),
                (64, 96),
                (62, 134),
                (54, 186),
                (52, 214),
                (60, 238),
                (63, 262),
                (52, 273),
                (34, 273),
            ),
            *((22, 262), (26, 240), (34, 214), (32, 186), (24, 134), (22, 96)),
        ),
    },
}
_VIEWS = (("front", 0), ("back", 102))
_TOE_OF = {"L4": (), "L5": (0,), "S1": (4,)}


def leg_map(disc: Disc) -> Markup:
    """Both views, 190 wide and 330 high; what is felt is red, and the strip of a quiet root is pale."""
    views = (
        group(
            _leg(side), _strip(disc, side), _toes(disc) if side == "front" else Markup(), transform=f"translate({x} 30)"
        )
        for side, x in _VIEWS
    )
    return markup(views)


def heads(scale: float = 1) -> Markup:
    """Their names above them, in letters that keep their size when the map is drawn at this scale."""
    words = gettext("front"), gettext("back")
    return markup(
        named((x + 42) * scale, 18, each, anchor="middle", fill="soft")
        for each, (_, x) in zip(words, _VIEWS, strict=True)
    )


def map_to_tap() -> Markup:
    """Both views, 190 wide and 330 high, with every strip as a place to choose, by its root (``data-place``)."""
    views = (
        group(
            _leg(side),
            (_toe_of(place, look("skin", 1.8)) for place in range(len(_TOES)) if side == "front"),
            (_place(root, side) for root in _STRIPS),
            transform=f"translate({x} 30)",
        )
        for side, x in _VIEWS
    )
    return markup(views, heads())


def _place(root: str, side: str) -> Markup:
    painted = quiet()
    toes = (_toe_of(place, painted) for place in _TOE_OF[root] if side == "front")
    return element("g", path(blob(_STRIPS[root][side]), painted), toes, data_place=root)


def _toe_of(place: int, painted: str) -> Markup:
    x, y, wide, long = _TOES[place]
    return element("ellipse", cx=x, cy=y + 4, rx=wide, ry=long, style=painted)


@cache
def _leg(side: str) -> Markup:
    shape = path(blob(_SHIN if side == "front" else _CALF), look("skin", 1.8))
    lines = "M26 44q14 12 30 0M24 214q4 4 2 8M58 214q-4 4 -2 8" if side == "front" else "M20 52q20 8 44 0M40 216l2 34"
    return shape + path(lines, strand("bone", 1.3))


def _strip(disc: Disc, side: str) -> Markup:
    return part(f"map-{side}-{disc.root.name}", blob(_STRIPS[disc.root.name][side]), _filled(disc))


def quiet() -> str:
    """A strip in which nothing is felt: pale on every skin, in every theme."""
    return paint("bone-light", "contour", 1.6, opacity=0.6, round=True)


def _filled(disc: Disc) -> str:
    if disc.pain:
        return paint("artery", "artery-deep", 2, opacity=round(0.3 + 0.6 * disc.pain, 2), round=True)
    return quiet()


def _toes(disc: Disc) -> Markup:
    """Five toes; the one that the root feels is filled with it."""
    names = (
        gettext("big toe"),
        gettext("second toe"),
        gettext("third toe"),
        gettext("fourth toe"),
        gettext("little toe"),
    )
    return markup(_toe(disc, place, name) for place, name in enumerate(names))


def _toe(disc: Disc, place: int, name: str) -> Markup:
    x, y, wide, long = _TOES[place]
    mine = place in _TOE_OF[disc.root.name]
    painted = _filled(disc) if mine and disc.pain else look("skin", 1.8)
    return element(
        "ellipse", element("title", name), cx=x, cy=y + 4, rx=wide, ry=long, style=painted, data_key=f"toe-{place}"
    )


def keepers(disc: Disc) -> Markup:
    """A hundred people with that root pressed, and those of them who feel it in the strip."""
    return _people(disc.on_the_map if disc.pain else 0)


@cache
def _people(kept: int) -> Markup:
    lit, unlit = paint("artery", "artery", 1), paint("sheet", "edge", 1)
    dots = (
        circle(6 + place % 10 * 10.6, 6 + place // 10 * 10.6, 4.1, lit if place < kept else unlit)
        for place in range(PEOPLE)
    )
    return markup(dots)
