"""The waist from behind: how near the kidneys lie to the muscles beside the spine, and what tells the two apart.

A slider goes from the skin through muscle and bone to the kidneys; each layer fades where the next one begins.
"""

from collections.abc import Iterator, Mapping

from backlab.drawing.parts import checked, label, reached, steps
from backlab.drawing.picture import Picture, Table
from backlab.drawing.svg import WIDTH, drawing, element, paint, rect
from backlab.knowledge.causes import CAUSES
from backlab.knowledge.rules import RULES
from backlab.language import gettext
from backlab.markup import Markup, markup
from backlab.model import Atom, Cause
from backlab.pictures.back import drawn_back
from backlab.words import lowered

LAYERS = (0, 20, 50, 75)  # the depth from which each layer is named
# Between which depths a layer comes into sight, and between which it is taken away again.
_COMES: Mapping[str, tuple[int, int]] = {"deep": (0, 15), "bones": (0, 30), "organs": (35, 75)}
_GOES: Mapping[str, tuple[int, int]] = {"skin": (0, 20), "deep": (38, 62)}
_RULE = RULES["kidney-infection"]
_MUSCLE, _KIDNEY = CAUSES["muscle_strain"], CAUSES[_RULE.suspects[0]]
_SHOWN = 5  # findings are named below the drawing; the table has them all
_WINDOW = (-105, 196, 210, 172)  # the part of the body that is shown, in its own units
_SCALE = (WIDTH - 24) / _WINDOW[2]


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
    comes = _ramp(depth, *_COMES[layer]) if layer in _COMES else 1.0
    goes = _ramp(depth, *_GOES[layer]) if layer in _GOES else 0.0
    return round(comes - goes, 2)


def _ramp(depth: int, start: int, end: int) -> float:
    return min(1.0, max(0.0, (depth - start) / (end - start)))


def _window(depth: int) -> Markup:
    """The layers, the deepest first, cut off at the window's edge."""
    layers = {layer: _seen(layer, depth) for layer in ("organs", "bones", "deep", "skin")}
    inside = drawn_back("behind", box=_WINDOW, layers=layers)
    x, y, width, height = _WINDOW
    box, wide, high = f"{x} {y} {width} {height}", width * _SCALE, height * _SCALE
    frame = rect(12, 28, wide, high, paint("none", "line", 1))
    return element("svg", inside, x=12, y=28, width=wide, height=high, viewBox=box) + frame


def _seat(x: float, y: float) -> tuple[float, float]:
    """Where a point of the figure lies in the picture."""
    return 12 + (x - _WINDOW[0]) * _SCALE, 28 + (y - _WINDOW[1]) * _SCALE


def _labels(depth: int) -> Markup:
    parts = [label(8, 22, gettext("kidney"), _seat(-33, 284))]
    if _seen("deep", depth) > 0.4:
        parts.append(label(WIDTH / 2 + 56, 16, gettext("muscle beside the spine"), _seat(14, 300), anchor="middle"))
    elif _seen("bones", depth) > 0.4:
        parts.append(label(WIDTH - 70, 16, gettext("ribs"), _seat(60, 240), anchor="middle"))
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
