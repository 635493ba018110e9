"""The waist from behind: how near the kidneys lie to the muscles beside the spine, and what tells the two apart.

A slider goes from the skin through muscle and bone to the kidneys; each layer fades where the next one begins.
"""

from collections.abc import Iterator, Mapping

from backlab.drawing.curves import Points, curve, mirrored, outline
from backlab.drawing.parts import checked, label, reached, steps
from backlab.drawing.picture import Picture, Table
from backlab.drawing.svg import NOTHING, WIDTH, drawing, element, number, paint, path
from backlab.knowledge.causes import CAUSES
from backlab.knowledge.rules import RULES
from backlab.language import gettext
from backlab.markup import Markup, markup
from backlab.model import Atom, Cause
from backlab.pictures.body import MIDDLE, TRUNK, both
from backlab.words import lowered

LAYERS = (0, 20, 50, 75)  # the depth from which each layer is named
# Between which depths a layer comes into sight, and between which it is taken away again.
_COMES: Mapping[str, tuple[int, int]] = {"muscles": (0, 20), "bones": (35, 55), "kidneys": (60, 80)}
_GOES: Mapping[str, tuple[int, int]] = {"muscles": (45, 70)}
_RULE = RULES["kidney-infection"]
_MUSCLE, _KIDNEY = CAUSES["muscle_strain"], CAUSES[_RULE.suspects[0]]
_SHOWN = 5  # findings are named below the drawing; the table has them all
_WINDOW = (54, 126, 132, 108)  # the part of the figure of ``body`` that is shown
_SCALE = (WIDTH - 24) / _WINDOW[2]

# In the coordinates of that figure, the left one of two.
_BEAN: Points = (
    *((101, 165), (106.5, 165.5), (109.5, 171), (108.6, 177), (107, 181), (108, 186), (107.5, 192), (102.5, 195.5)),
    *((97, 192.5), (94, 185), (94, 176), (96.5, 168.5)),
)
_LOWER = 4.5  # so much lower lies the right kidney
_LONG: Points = (
    *((106, 116), (111, 114), (116.4, 116), (116.6, 150), (116.4, 190), (116, 220), (115, 236), (111, 240)),
    *((105.5, 228), (103, 205), (103.6, 180), (105, 150), (105.6, 130)),
)
_STRANDS: tuple[Points, ...] = (
    ((108, 116), (107.5, 150), (106, 185), (105.6, 208), (108, 230)),
    ((110.3, 116), (110, 150), (109, 185), (108.6, 208), (110.2, 234)),
    ((112.6, 116), (112.5, 150), (112, 185), (111.6, 208), (112.4, 236)),
    ((114.6, 116), (114.7, 150), (114.5, 185), (114.2, 210), (114, 234)),
)
_RIBS: tuple[Points, ...] = (
    ((116, 116), (104, 116), (89, 122), (77, 132), (68.5, 144)),
    ((116, 127.5), (104, 128), (90, 135), (79, 145), (71, 157)),
    ((116, 139), (104, 140.5), (91, 148), (81, 158), (74, 170)),
    ((116, 150), (105, 152.5), (93, 160.5), (84, 170.5), (78.5, 180)),
    ((116, 160), (106, 164), (96, 171), (88.5, 179)),
)
_PELVIS: Points = ((63.5, 244), (67, 224), (72, 211), (82, 204.5), (93, 206), (103, 213), (110.5, 224), (114, 244))
_VERTEBRAE = tuple((116 + place * 10.4, 3.6 + 0.12 * place, place > 4) for place in range(12))


def _vertebra(y: float, half: float) -> str:
    left, right = MIDDLE - half, MIDDLE + half
    top = ((left, y - 3.6), (MIDDLE, y - 4.2), (right, y - 3.6))
    return curve((*top, (right, y + 3), (MIDDLE, y + 5.2), (left, y + 3)), closed=True)


def _arms(y: float, half: float) -> str:
    """The two short arms of a vertebra that bears no rib."""
    return "".join(f"M{number(MIDDLE + way * half)} {number(y - 1)}l{number(way * 6)} -1.2" for way in (-1, 1))


_SIDE = ((66, 112), (66, 126), *TRUNK[1:13])
_SKIN = outline(_SIDE, mirrored(_SIDE, MIDDLE))
_BARS = "".join(curve(line) for rib in (*_RIBS, _PELVIS) for line in both(rib)) + "".join(
    _arms(y, half) for y, half, free in _VERTEBRAE if free
)
_BLOCKS = "".join(_vertebra(y, half) for y, half, _ in _VERTEBRAE)
_BEANS = curve(_BEAN, closed=True) + curve(tuple((x, y + _LOWER) for x, y in mirrored(_BEAN, MIDDLE)), closed=True)
# Drawn with plain numbers: what is inside the window is enlarged, its lines too.
_BONES = (
    path(_BARS, paint("none", "ink", 2.4, round=True))
    + path(_BARS, paint("none", "sheet", 1.3, round=True))
    + path(_BLOCKS, paint("sheet", "ink", 0.7))
)
_EDGES = "".join(curve(line, closed=True) for line in both(_LONG))
_MUSCLES = path(_EDGES, paint("accent-soft", "accent", 0.8)) + path(
    "".join(curve(line) for strand in _STRANDS for line in both(strand)), paint("none", "accent", 0.4)
)
_FURROW = path(curve(((120, 112), (119.8, 160), (120.2, 200), (120, 216))), paint("none", "soft", 0.6, round=True))


def kidney(depth: int) -> Picture:
    """The waist, looked into by a ``depth`` of 0 (the skin) to 100 (the kidneys); outside raises ``ValueError``."""
    layer = reached(LAYERS, checked("depth", depth))
    cause = _cause(depth)
    title = gettext("A muscle or a kidney?")
    strip, end = steps(28 + _WINDOW[3] * _SCALE + 12, _layers(), layer)
    description = f"{_state(layer)} {_speaks(cause)}"
    svg = drawing(end, title, description, _window(depth), _labels(depth), strip)
    return Picture("kidney", title, description, svg, _table(layer), (_speaks(cause), gettext(_RULE.because)))


def _layers() -> tuple[str, ...]:
    return gettext("skin"), gettext("muscles"), gettext("ribs and spine"), gettext("kidneys")


def _cause(depth: int) -> Cause:
    """Of what the words speak: of the muscle until the bones are reached, from there on of the kidney."""
    return _MUSCLE if depth < LAYERS[2] else _KIDNEY


def _seen(layer: str, depth: int) -> float:
    """How strongly a layer is drawn, from 0 to 1."""
    comes, goes = _ramp(depth, *_COMES[layer]), _ramp(depth, *_GOES.get(layer, (101, 102)))
    return round(comes - goes, 2)


def _ramp(depth: int, start: int, end: int) -> float:
    return min(1.0, max(0.0, (depth - start) / (end - start)))


def _window(depth: int) -> Markup:
    """The layers, the deepest first, cut off at the window's edge."""
    ghost = paint("none", "soft", 0.7, dashes="1.5 1.5")
    inside = (
        path(_SKIN, paint("sheet")),
        path(_BEANS, ghost),
        _layer(path(_BEANS, paint("accent-soft", "accent", 1.1)), _seen("kidneys", depth)),
        _layer(_BONES, _seen("bones", depth)),
        path(_EDGES, ghost) if depth >= LAYERS[2] else "",
        _layer(_MUSCLES, _seen("muscles", depth)),
        _layer(_FURROW, 1 - _seen("bones", depth)),
        path(_SKIN, paint("none", "ink", 0.8)),
    )
    x, y, width, height = _WINDOW
    box = f"{x} {y} {width} {height}"
    return element("svg", *inside, x=12, y=28, width=width * _SCALE, height=height * _SCALE, viewBox=box)


def _layer(markup: Markup, strength: float) -> Markup:
    return element("g", markup, style=f"opacity:{strength:g}") if strength else NOTHING


def _seat(x: float, y: float) -> tuple[float, float]:
    """Where a point of the figure lies in the picture."""
    return 12 + (x - _WINDOW[0]) * _SCALE, 28 + (y - _WINDOW[1]) * _SCALE


def _labels(depth: int) -> Markup:
    parts = [label(8, 178, gettext("kidney"), _seat(96.5, 186))]
    if _seen("muscles", depth) > 0.4:
        parts.append(label(WIDTH / 2 + 40, 16, gettext("muscle beside the spine"), _seat(127, 134), anchor="middle"))
    elif _seen("bones", depth) > 0.4:
        parts.append(label(WIDTH - 70, 16, gettext("ribs"), _seat(151, 135.5), anchor="middle"))
    return markup(parts)


def _for(cause: Cause) -> list[str]:
    """The findings that speak for a cause, in the order of its table."""
    return [gettext(finding.label) for finding in cause.speaks_for]


def _speaks(cause: Cause) -> str:
    message = (
        gettext("What speaks for the muscle: {findings}.")
        if cause is _MUSCLE
        else gettext("What speaks for the kidney: {findings}.")
    )
    return message.format(findings="; ".join(map(lowered, _for(cause)[:_SHOWN])))


def _state(layer: int) -> str:
    message = gettext("The waist from behind, looked into as far as this: {layer}.").format(layer=_layers()[layer])
    return f"{message} {gettext('The kidneys lie right beside the spine.')}"


def _table(layer: int) -> Table:
    rows = (
        (gettext("Shown as far as"), _layers()[layer]),
        *((gettext(finding.label), "; ".join(_says(finding))) for finding in _findings()),
        (gettext("How soon to be seen"), f"{gettext(_RULE.disposition.label)}: {gettext(_RULE.because)}"),
    )
    return Table((gettext("Part or finding"), gettext("What it says")), rows)


def _findings() -> dict[Atom, None]:
    """Every finding that moves either cause, the kidney's first."""
    return dict.fromkeys(a for cause in (_KIDNEY, _MUSCLE) for a in (*cause.speaks_for, *cause.speaks_against))


def _says(finding: Atom) -> Iterator[str]:
    for cause in (_MUSCLE, _KIDNEY):
        name = gettext(cause.label)
        if finding in cause.speaks_for:
            yield gettext("{cause}: speaks for it").format(cause=name)
        if finding in cause.speaks_against:
            yield gettext("{cause}: speaks against it").format(cause=name)
