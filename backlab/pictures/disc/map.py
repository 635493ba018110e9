"""The map of the leg: the strip that textbooks give to each root, on the right leg from in front and from behind.

Places are given as the living back gives them: how far from the midline, outwards, and how far down.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from backlab.drawing.curves import Points
from backlab.drawing.svg import element, paint, text
from backlab.language import gettext
from backlab.markup import Markup, markup
from backlab.pictures.back.forms import Box
from backlab.pictures.disc.layout import Place, framed
from backlab.pictures.disc.legs import FACINGS, TOES, Facing, seen_from
from backlab.pictures.disc.parts import LETTERS, blob, part
from backlab.pictures.disc.state import Disc

_STRIPS: Mapping[str, Mapping[Facing, Points]] = {
    "L4": {
        "front": (
            *((34, 474), (58, 464), (74, 482), (75, 520), (68, 560), (58, 590), (55, 612), (51, 640), (41, 660)),
            *((34, 700), (31, 750), (30, 800), (27, 828), (22, 824), (23, 800), (21, 772), (16.5, 742), (13, 714)),
            *((12, 690), (13.5, 668), (17, 648), (20, 628), (22, 600), (24, 560), (27, 512)),
        ),
        "back": (
            *((12, 666), (16, 652), (20, 680), (21, 720), (24, 770), (25.5, 815), (22.5, 815), (20, 775)),
            *((15.5, 742), (12, 714), (11, 690)),
        ),
    },
    "L5": {
        "front": (
            *((56, 652), (65, 642), (69, 668), (70, 690), (68, 714), (63.5, 742), (58, 772), (54, 800), (52, 822)),
            *((50, 840), (49, 856), (45, 872), (36, 880), (27, 880), (22, 874), (23, 862), (26, 848), (32, 826)),
            *((38, 800), (42, 770), (45, 730), (49, 690)),
        ),
        "back": (
            *((62, 650), (66.5, 646), (69, 670), (70, 690), (68, 714), (63.5, 742), (58, 772), (54, 800)),
            *((52, 814), (51, 800), (54, 770), (58, 735), (61, 700), (61, 672)),
        ),
    },
    "S1": {
        "front": (
            *((54, 840), (57, 850), (61, 862), (65.5, 872), (66.5, 879), (60, 880), (56, 868), (53, 856), (51, 847)),
        ),
        "back": (
            *((24, 642), (42, 636), (59, 644), (59, 670), (57, 704), (53, 740), (49, 774), (47.5, 806), (49, 836)),
            *((52, 856), (51, 871), (44, 877), (34, 877), (27.5, 871), (27, 856), (28.5, 836), (28.5, 806), (28, 774)),
            *((26, 740), (24, 706), (23, 670)),
        ),
    },
}
_LOW: Points = ((-36, 304), (0, 298), (36, 304), (40, 330), (30, 352), (0, 358), (-30, 352), (-40, 330))
_TOE_OF = {"L4": (), "L5": (0,), "S1": (4,)}
_TONE = {"L4": "disc", "L5": "nerve", "S1": "bone-light", "back": "cloth-deep"}
_ON_STAGE: Mapping[Facing, Box] = {"front": (-97, 518, 99, 376), "back": (-2, 518, 99, 376)}
HIGH = 376.0  # of both legs, with their names
_WHOLE: Box = (-95, 284, 190, 612)


class View(NamedTuple):
    """From where it is seen, where it stands in the picture, and whether the other leg, the left, is meant."""

    facing: Facing
    box: Box
    at: tuple[float, float]
    height: float
    other: bool = False

    @property
    def sign(self) -> int:
        """The side of the picture on which the leg is."""
        return (-1 if self.facing == "front" else 1) * (-1 if self.other else 1)

    @property
    def wide(self) -> float:
        """How wide it is in the picture."""
        return self.height * self.box[2] / self.box[3]

    def placed(self, points: Points) -> Points:
        """Points of the right half where they lie."""
        return tuple((self.sign * x, y) for x, y in points)

    def drawn(self, *over: Markup) -> Markup:
        """The body with more drawn over it."""
        return seen_from(self.facing, self.box, *over, at=self.at, height=self.height)


def leg_map(disc: Disc, place: Place) -> Markup:
    """The leg from the thigh down, from both sides, with their names above; what is felt is red."""
    high = HIGH - 26
    wide = high * _ON_STAGE["front"][2] / _ON_STAGE["front"][3]
    views = [View(facing, _ON_STAGE[facing], (n * (wide + 4), 26), high) for n, facing in enumerate(FACINGS)]
    legs = (view.drawn(_strip(disc, view), _toes(disc, view) if view.facing == "front" else Markup()) for view in views)
    return framed("legs", place, 2 * wide + 4, HIGH, *legs, _heads(views, 18))


def drawn_part(disc: Disc) -> str:
    """What the map leaves out: only below the knee is it told where these strips run."""
    if disc.root.name == "L4":
        return ""
    return gettext("{name}: drawn from the knee down; it may hurt above as well").format(name=disc.root.name)


def _heads(views: Iterable[View], y: float, size: float = LETTERS) -> Markup:
    words = gettext("front"), gettext("back")
    return markup(
        text(view.at[0] + view.wide / 2, y, each, size=size, anchor="middle", fill="soft")
        for each, view in zip(words, views, strict=True)
    )


def map_to_tap() -> Markup:
    """Both sides from the waist down, 400 wide and 640 high, with places to choose (``data-place``)."""
    views = [View(facing, _WHOLE, (x, 32), 608) for facing, x in zip(FACINGS, (0, 210), strict=True)]
    bodies = (view.drawn(_all_toes(view), markup(_place(name, view) for name in _TONE)) for view in views)
    return markup(bodies, _heads(views, 22, 27))


def _place(name: str, view: View) -> Markup:
    """A place to choose, in a colour of its own, which the list beside the picture shows as well."""
    painted = paint(_TONE[name], "skin-deep", 1.6, opacity=0.88, round=True)
    if name == "back":
        shapes = markup(_shape(_LOW, painted)) if view.facing == "back" else Markup()
    else:
        toes = (_toe(view, place, painted) for place in _TOE_OF[name] if view.facing == "front")
        shapes = markup(_shape(view.placed(_STRIPS[name][view.facing]), painted), toes)
    return element("g", shapes, data_place=name) if shapes else Markup()


def _shape(points: Points, painted: str) -> Markup:
    return element("path", d=blob(points), style=painted)


def _all_toes(view: View) -> Markup:
    plain, places = paint("skin-3", "contour", 1.1), reversed(range(len(TOES)))
    sides = (view, view._replace(other=True)) if view.facing == "front" else ()
    return markup(_toe(side, place, plain) for place in places for side in sides)


def _toe(view: View, place: int, painted: str) -> Markup:
    x, y, wide, long = TOES[place]
    return element("ellipse", cx=view.sign * x, cy=y, rx=wide, ry=long, style=painted)


def _strip(disc: Disc, view: View) -> Markup:
    name = disc.root.name
    points = view.placed(_STRIPS[name][view.facing])
    return part(f"map-{view.facing}-{name}", blob(points), _filled(disc), says=gettext("where the map has it"))


def quiet() -> str:
    """A strip in which nothing is felt: its border alone, so that nobody takes it for an illness of the skin."""
    return paint("none", "skin-deep", 1.6, dashes="2 4", round=True)


def _filled(disc: Disc) -> str:
    if disc.pain:
        return paint("artery", "artery-deep", 1.6, opacity=round(0.3 + 0.6 * disc.pain, 2), round=True)
    return quiet()


def _toes(disc: Disc, view: View) -> Markup:
    """Five toes; the one that the root feels is filled with it."""
    names = (
        gettext("big toe"),
        gettext("second toe"),
        gettext("third toe"),
        gettext("fourth toe"),
        gettext("little toe"),
    )
    lit = _TOE_OF[disc.root.name] if disc.pain else ()
    return markup(_named_toe(disc, view, place, names[place], lit=place in lit) for place in reversed(range(len(TOES))))


def _named_toe(disc: Disc, view: View, place: int, name: str, *, lit: bool) -> Markup:
    x, y, wide, long = TOES[place]
    painted = _filled(disc) if lit else paint("skin-3", "contour", 1.1)
    title = element("title", name)
    return element("ellipse", title, cx=view.sign * x, cy=y, rx=wide, ry=long, style=painted, data_key=f"toe-{place}")
