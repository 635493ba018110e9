"""The places where it can hurt, as regions of the drawn back that one taps."""

from collections.abc import Collection, Mapping
from functools import cache

from backlab.drawing.curves import Points, hatching, middle, mirrored
from backlab.drawing.svg import circle, element, paint
from backlab.knowledge.places import PLACES, Place
from backlab.language import gettext
from backlab.markup import Markup, markup
from backlab.pictures.back.build import Sex, placed
from backlab.pictures.back.forms import closed, commands

# The right half, as distances from the midline; the left half is its mirror image.
_SIDED: Mapping[str, Points] = {
    "upper-back": (
        *((21, 140), (36, 138), (58, 143), (80, 154), (83, 176), (80, 200), (79, 226), (76, 248), (62, 254)),
        *((40, 256), (21, 257), (21, 200)),
    ),
    "side": (
        *((44, 262), (58, 260), (77.5, 256), (76, 272), (73.4, 290), (72, 303), (60, 305), (47, 305), (42, 298)),
        (41.5, 280),
    ),
    # Beside the spine from the last rib on, and below the side across to the flank; its middle is its own.
    "lower-back": (
        *((21, 263), (37, 262), (37.5, 280), (39, 298), (45, 309.5), (58, 309.5), (71.5, 308), (72, 326), (75, 343)),
        *((78.6, 358), (62, 364), (40, 367), (21, 370), (21, 316)),
    ),
    "buttock": (
        *((22, 377), (42, 374), (64, 371), (81.5, 367), (86, 392), (87, 420), (86, 446), (80, 466), (62, 476)),
        *((42, 476), (27, 468), (22, 446), (12, 430), (12, 404), (14, 384)),
    ),
    "leg": (
        *((8, 500), (30, 498), (52, 492), (82, 488), (80, 516), (74, 552), (66, 596), (63, 632), (66, 672), (62, 696)),
        *((42, 704), (18, 698), (14, 668), (20, 630), (18, 596), (12, 548)),
    ),
}
_MIDDLE: Mapping[str, Points] = {
    "upper-back-middle": (
        (0, 126),
        (12, 129),
        (18, 140),
        (18, 200),
        (18, 257),
        (0, 258),
        (-18, 257),
        (-18, 200),
        (-18, 140),
        (-12, 129),
    ),
    "lower-back-middle": ((0, 263), (18, 264), (18, 316), (18, 371), (0, 373), (-18, 371), (-18, 316), (-18, 264)),
    "between-legs": (
        (0, 440),
        (13, 444),
        (20, 458),
        (19, 474),
        (11, 488),
        (0, 492),
        (-11, 488),
        (-19, 474),
        (-20, 458),
        (-13, 444),
    ),
}


def _shape(place: str) -> Points:
    if place in _MIDDLE:
        return _MIDDLE[place]
    kind, _, side = place.rpartition("-")
    return _SIDED[kind] if side == "right" else mirrored(_SIDED[kind], 0)


SHAPES: Mapping[str, Points] = {place: _shape(place) for place in PLACES}

# Where the dot stands if not in the middle of a place.
_DOTS: Mapping[str, tuple[float, float]] = {"lower-back-left": (-45, 338), "lower-back-right": (45, 338)}
# What is chosen has lines and a ringed dot, what is marked has thinner lines: neither is told by colour alone.
_RULES: Mapping[str, str] = {
    ".bl-place-shape": "fill-opacity:0;stroke-opacity:.55;stroke-width:1;stroke-dasharray:2 3.2;" + paint("sheet"),
    ".bl-place:hover .bl-place-shape": "fill-opacity:.28;stroke-opacity:1;stroke-dasharray:none",
    ".is-marked .bl-place-shape": "fill-opacity:.22;stroke-opacity:1;stroke-width:1.6;stroke-dasharray:6 3",
    ".is-chosen .bl-place-shape": f"{paint('accent-soft', 'accent', 2.2)};fill-opacity:.6;stroke-opacity:1;stroke-dasharray:none;filter:drop-shadow(0 0 1.4px var(--bl-sheet))",
    ".bl-place-lines": f"{paint('none', 'contour', 0.9)};visibility:hidden",
    ".bl-place-dot": "visibility:hidden",
    ".is-marked .bl-place-lines": "visibility:visible;opacity:.6",
    ".is-chosen .bl-place-lines": f"{paint('none', 'accent', 1.2, opacity=0.75)};visibility:visible",
    ".is-chosen .bl-place-dot": "visibility:visible",
}
STYLE = element("style", "".join(f".bl-back {which}{{{look};}}" for which, look in _RULES.items()))


def tappable(chosen: Collection[str], marked: Collection[str], line: str, sex: Sex, tap: str = "") -> Markup:
    """All places on this body, each with its name for the pointer; ``line`` is the colour of their edges.

    A tap on one goes to the field ``tap``; without one, to whoever shows the drawing.
    """
    return markup(_place(place, state(place.id, chosen, marked), line, sex, tap) for place in PLACES.values())


def lying(place: str, sex: Sex) -> Points:
    """The edge of a place on the body of this sex."""
    return tuple(map(placed(sex, "right"), SHAPES[place]))


def state(place: str, chosen: Collection[str], marked: Collection[str]) -> str:
    """The class of a place: chosen, marked or neither."""
    return "is-chosen" if place in chosen else "is-marked" if place in marked else ""


def _place(place: Place, state: str, line: str, sex: Sex, tap: str) -> Markup:
    name, look = element("title", gettext(place.label)), f"bl-place {state}".strip()
    if tap:
        return element("g", name, _marks(place.id, line, sex), class_=look, data_tap=f"{tap}={place.id}")
    return element("g", name, _marks(place.id, line, sex), class_=look, data_place=place.id)


@cache
def _marks(place: str, line: str, sex: Sex) -> Markup:
    """The shape of a place, its lines and its dot."""
    points = lying(place, sex)
    x, y = _DOTS.get(place) or middle(points)
    dot = circle(x, y, 9, paint("sheet", "accent", 2.4)) + circle(x, y, 4.4, paint("accent"))
    d = commands(closed("", points), lambda point: point)
    return markup(
        (
            element("path", d=d, class_="bl-place-shape", stroke=f"var(--bl-{line})"),
            element("path", d=hatching(points, 14), class_="bl-place-lines"),
            element("g", dot, class_="bl-place-dot"),
        )
    )
