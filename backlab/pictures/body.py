"""A back seen from behind, on which one points at where it hurts.

Shown 220 pixels wide, each place offers at least 24 by 24 pixels to a finger. Every place holds all its marks, and
the drawing's own style shows those of its class: a page that adds or takes ``is-chosen`` needs nothing else.
"""

from collections.abc import Collection, Iterable, Mapping
from functools import cache

from backlab.knowledge.places import PLACES, Place, known_places
from backlab.language import gettext
from backlab.markup import escape
from backlab.pictures.curves import Points, curve, hatching, middle, mirrored, outline
from backlab.pictures.picture import Picture, Table
from backlab.pictures.svg import SMALL, circle, drawing, element, paint, path, text

WIDTH, HEIGHT = 240, 440
MIDDLE = WIDTH / 2

# The left half of the body from the top of the head down; the right half is its mirror image.
_SKULL = ((101, 55), (97, 46), (95, 33), (97.5, 19), (107, 9), (120, 6))
_NAPE = ((101, 55), (105, 58.5), (110, 58), (115, 60), (120, 62.5))
_EAR = ((95.6, 33), (91.6, 31.5), (91, 40), (96.6, 47))
_SIDE = (
    *((103.5, 56), (105, 65), (103.5, 75), (97, 83), (84, 89), (71, 93.5), (60.5, 99), (53, 108), (49.5, 122)),
    *((48, 140), (45, 158), (40.5, 176), (37, 193), (32.5, 213), (28, 234)),
)
_HAND = (
    *((28, 234), (22.5, 245), (19.5, 258), (17.5, 271), (18.5, 281), (22, 284.5), (26, 280), (28.5, 271), (30.5, 263)),
    *((33, 268), (36.5, 268), (38.5, 259), (38.5, 248), (37.5, 239)),
)
_INNER_ARM = ((37.5, 239), (44, 220), (51, 202), (55.5, 184), (58.5, 166), (61.5, 149), (65.5, 133))
TRUNK = (
    *((65.5, 133), (67.5, 147), (71, 162), (74.5, 176), (75, 188), (71.5, 202), (66.5, 217), (63, 234), (61.5, 252)),
    *((62, 274), (65, 300), (69.5, 326), (74, 350), (75, 366), (71.5, 382), (69.5, 400), (72, 420), (76, 440)),
)
_INNER_LEG = (
    (98, 444),
    (102, 424),
    (104.5, 404),
    (103, 382),
    (104, 366),
    (107, 346),
    (111.5, 318),
    (116, 290),
    (120, 268),
)


def both(points: Points) -> tuple[Points, Points]:
    """A line of the left half, and the same on the right."""
    return points, mirrored(points, MIDDLE)


_HALF = (_SIDE, _HAND, _INNER_ARM, TRUNK, _INNER_LEG)
_SKIN = outline(*_HALF, *(mirrored(line, MIDDLE) for line in reversed(_HALF)))
_CONTOUR = "".join(curve(side) for line in _HALF for side in both(line))
_CROWN = outline(_SKULL, mirrored(_SKULL, MIDDLE), (*_NAPE, *mirrored(_NAPE, MIDDLE)[1:])[::-1])

# Fine lines: the nape, shoulder blades, armpits, dimples, folds, backs of the knees, calves, fingers and the spine.
_FINE = (
    *both(_NAPE),
    *both(((72, 103), (82, 100.5), (93, 100))),
    *both(((104.5, 106), (104, 120), (99, 135), (91, 142), (83, 134), (77, 121))),
    *both(((65.5, 133), (70, 128), (73, 120))),
    *both(((79, 205), (87, 212), (96, 216))),
    *both(((66, 262), (76, 271.5), (91, 273), (105, 268), (114, 259))),
    *both(((79, 362), (88, 366), (98, 363))),
    *both(((86, 382), (88, 400), (85.5, 416))),
    *both(((23, 265), (22, 277))),
    *both(((26.5, 264), (25.5, 276))),
    ((120, 78), (119.6, 110), (120.2, 150), (119.8, 190), (120, 214)),
    ((120, 232), (120.3, 248), (120, 268)),
)
_FINE_LINES = "".join(map(curve, _FINE))

_LEFT: Mapping[str, Points] = {
    "upper-back-left": (
        *((60, 107), (71, 99), (87, 94), (102, 91), (104, 104), (104, 124), (102, 144), (88, 147)),
        *((72, 144), (69, 134), (66, 124)),
    ),
    "side-left": (
        *((73, 151), (86, 152), (101, 150), (104, 157), (104, 175), (102, 182), (91, 183), (79, 183)),
        *((78, 172), (74.5, 160)),
    ),
    "lower-back-left": (
        *((80, 188.5), (91, 188), (102, 187.5), (104, 196), (104, 214), (102, 223), (94, 221.5), (82, 218)),
        *((71, 215), (72.5, 206), (77, 196)),
    ),
    "buttock-left": (
        *((68.5, 222), (86, 225.5), (104, 231), (115, 239), (112, 249), (103, 255), (98, 264), (87, 268.5)),
        *((74, 264), (65.5, 252), (65, 236)),
    ),
    "leg-left": (
        *((66, 281), (77, 277.5), (91, 279), (101, 287), (105.5, 300), (105, 320), (102, 345), (99.5, 368)),
        *((99.5, 400), (95, 430), (86, 434), (78, 430), (74, 402), (78, 370), (77, 345), (71, 310)),
    ),
}
_CENTRE: Mapping[str, Points] = {
    "upper-back-middle": (
        *((107, 88), (120, 85), (133, 88), (136, 104), (136, 124), (134, 144), (120, 147), (106, 144)),
        *((104, 124), (104, 104)),
    ),
    "lower-back-middle": (
        *((106, 152), (120, 150), (134, 152), (136, 186), (134, 224), (120, 227), (106, 224), (104, 186)),
    ),
    "between-legs": (
        *((120, 249), (131, 252), (136.5, 262), (134, 276), (126, 285), (120, 287), (114, 285), (106, 276)),
        *((103.5, 262), (109, 252)),
    ),
}
_RIGHT = {place.replace("-left", "-right"): mirrored(points, MIDDLE) for place, points in _LEFT.items()}
_ALL = {**_LEFT, **_CENTRE, **_RIGHT}
SHAPES: Mapping[str, Points] = {place: _ALL[place] for place in PLACES}


def back(chosen: Iterable[str] = (), marked: Iterable[str] = ()) -> Picture:
    """The back with the places that were ``chosen``; ``marked`` are those of a finding whose side was not said.

    Raises ``ValueError`` for a place that there is not.
    """
    here, perhaps = known_places(chosen), known_places(marked)
    title, description = gettext("Where it hurts, seen from behind"), _description(here, perhaps - here)
    drawn = "".join(_place(place, _state(place.id, here, perhaps)) for place in PLACES.values())
    svg = drawing(HEIGHT, title, description, _STYLE, _BODY, drawn, _LINES, *_sides(), width=WIDTH, class_="bl-back")
    return Picture("back", title, description, svg, _table(here, perhaps))


def back_svg(chosen: Iterable[str] = (), marked: Iterable[str] = ()) -> str:
    """The drawing alone: each place is one ``<g class="bl-place" data-place="...">``."""
    return back(chosen, marked).svg


def _state(place: str, chosen: Collection[str], marked: Collection[str]) -> str:
    return "is-chosen" if place in chosen else "is-marked" if place in marked else ""


_BODY = (
    path(_SKIN, paint("sheet"))
    + path("".join(map(curve, both(_EAR))), paint("sheet", "ink", 1.5, round=True))
    + path(_CROWN, paint("tint"))
    + path(_CONTOUR + curve((*_SKULL, *mirrored(_SKULL, MIDDLE)[1:])), paint("none", "ink", 1.8, round=True))
)
_LINES = path(_FINE_LINES, paint("none", "soft", 1, round=True, opacity=0.7) + ";pointer-events:none")
# What is chosen has lines and a ringed dot, what is marked has thinner lines: neither is told by colour alone.
_RULES: Mapping[str, str] = {
    ".bl-place-shape": f"{paint('tint', 'soft', 0.8)};stroke-dasharray:1.5 2.5",
    ".bl-place:hover .bl-place-shape": paint("accent-soft", "accent", 1.2),
    ".is-marked .bl-place-shape": f"{paint('tint', 'soft', 1.2)};stroke-dasharray:5 2.5",
    ".is-chosen .bl-place-shape": f"{paint('accent-soft', 'accent', 2)};stroke-dasharray:none",
    ".bl-place-lines": f"{paint('none', 'soft', 0.8)};visibility:hidden",
    ".bl-place-dot": "visibility:hidden",
    ".is-marked .bl-place-lines": "visibility:visible",
    ".is-chosen .bl-place-lines": f"{paint('none', 'accent', 1, opacity=0.7)};visibility:visible",
    ".is-chosen .bl-place-dot": "visibility:visible",
}
_STYLE = element("style", "".join(f".bl-back {which}{{{look}}}" for which, look in _RULES.items()))


def _place(place: Place, state: str) -> str:
    """A place, with its name for the pointer."""
    name = element("title", escape(gettext(place.label)))
    return element("g", name, _marks(place.id), class_=f"bl-place {state}".strip(), data_place=place.id)


@cache
def _marks(place: str) -> str:
    """The shape of a place, its lines and its dot."""
    points = SHAPES[place]
    x, y = middle(points)
    dot = circle(x, y, 7.5, paint("sheet", "accent", 2)) + circle(x, y, 3.5, paint("accent"))
    return "".join(
        (
            element("path", d=curve(points, closed=True), class_="bl-place-shape"),
            element("path", d=hatching(points, 9), class_="bl-place-lines"),
            element("g", dot, class_="bl-place-dot"),
        )
    )


def _sides() -> tuple[str, str]:
    """Which side is which, as words at the top."""
    left = text(10, 20, gettext("Left"), size=SMALL, fill="soft")
    return left, text(WIDTH - 10, 20, gettext("Right"), size=SMALL, fill="soft", anchor="end")


def _description(chosen: Collection[str], marked: Collection[str]) -> str:
    parts = [gettext("A body seen from behind: its left is on the left of the picture.")]
    if chosen:
        parts.append(gettext("It hurts here: {places}.").format(places=_names(chosen)))
    if marked:
        parts.append(gettext("Said elsewhere, without a side: {places}.").format(places=_names(marked)))
    if not chosen and not marked:
        parts.append(gettext("No place has been chosen yet."))
    return " ".join(parts)


def _names(places: Collection[str]) -> str:
    return "; ".join(gettext(place.label) for place in PLACES.values() if place.id in places)


def _table(chosen: Collection[str], marked: Collection[str]) -> Table:
    words = {
        "is-chosen": gettext("it hurts here"),
        "is-marked": gettext("said elsewhere, without a side"),
        "": gettext("not chosen"),
    }
    rows = ((gettext(p.label), words[_state(p.id, chosen, marked)], _meaning(p)) for p in PLACES.values())
    return Table((gettext("Place"), gettext("State"), gettext("What it stands for")), tuple(rows))


def _meaning(place: Place) -> str:
    """The findings that a place sets; where it sets none, a spasm is at home."""
    return "; ".join(gettext(finding.label) for finding in place.findings) or gettext("no finding of its own")
