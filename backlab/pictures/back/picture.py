"""The living back as a picture: the drawing with its name, its description, and the same as a table."""

from collections.abc import Collection, Iterable, Mapping
from typing import Literal

from backlab.drawing.picture import Picture, Table
from backlab.drawing.svg import element, number
from backlab.knowledge.anatomy import named
from backlab.knowledge.places import known_places
from backlab.language import gettext
from backlab.markup import Child, Markup
from backlab.markup import element as whole
from backlab.pictures.back.build import USUAL, Look, Side, checked
from backlab.pictures.back.figure import LAYERS, STYLES, Setting, View, figure, part_name, parts, signal
from backlab.pictures.back.forms import Box
from backlab.pictures.back.labels import labels, widened
from backlab.pictures.back.nerves import WAYS
from backlab.pictures.back.places import STYLE, tappable
from backlab.pictures.back.pose import Pose

Crop = Literal["whole", "places", "trunk", "lower", "bending", "lying"]
PLAIN: Mapping[str, float] = {"skin": 1.0}
STANDING = Pose()
CROPS: Mapping[View, Mapping[str, Box]] = {
    "behind": {
        "whole": (-164, -10, 328, 898),
        "places": (-162, -8, 324, 722),
        "trunk": (-140, 66, 280, 436),
        "lower": (-104, 226, 208, 276),
    },
    "side": {
        "whole": (-120, -10, 240, 898),
        "trunk": (-104, 60, 208, 436),
        "lower": (-84, 226, 168, 276),
        "bending": (-180, -10, 580, 898),
        "lying": (-460, -380, 920, 480),
    },
}


def living_back(
    view: View = "behind",
    *,
    crop: Crop | Box = "whole",
    layers: Mapping[str, float] = PLAIN,
    lit: Collection[str] | Mapping[str, str] = (),
    look: Look = USUAL,
    pose: Pose = STANDING,
    arms: bool | None = None,
    names: Collection[str] = (),
    taps: bool = False,
    chosen: Iterable[str] = (),
    marked: Iterable[str] = (),
) -> Picture:
    """The body in layers, from behind or from the side (facing right, where ``pose`` bends it).

    ``layers`` says how strongly each of ``LAYERS`` is seen, from 0 to 1. Parts that are ``lit`` stand out and are seen
    whatever their layer is; a mapping gives each its style: "accent", "pain" or "alarm". ``crop`` is a part of the
    body or a box (left, top, width, height) in its units: two millimetres of a grown person, the midline at 0, the
    top of the head at 0. ``arms`` can be left away from the side, where they hide the spine: close by they are, unless
    it is said. ``names`` are parts whose names stand beside the drawing, which then is narrower. With ``taps`` the
    places where it can hurt lie over the back from behind.

    Raises ``ValueError`` for a layer, a part, a style, a crop or a place that there is not.
    """
    strengths, shining = seen(layers), shone(lit)
    with_arms = crop not in ("trunk", "lower") if arms is None else arms
    setting = Setting(view, checked(look), pose, _box(view, crop), with_arms)
    for part in names:
        named(part)
    title = gettext("The back, seen from behind") if view == "behind" else gettext("The back, seen from the side")
    told = _description(view, strengths, shining)
    spots = _taps(look, chosen, marked) if taps and view == "behind" else ""
    body = figure(setting, strengths, shining) + spots
    svg = _labelled(setting, title, told, body, names) if names else rooted(setting.box, title, told, body)
    return Picture("back", title, told, svg, _table(view, strengths, shining))


def drawn_back(
    view: View = "behind",
    *,
    box: Box,
    layers: Mapping[str, float] = PLAIN,
    lit: Collection[str] | Mapping[str, str] = (),
    look: Look = USUAL,
    pose: Pose = STANDING,
    arms: bool = True,
) -> Markup:
    """The drawing alone, as a group for a picture of one's own; ``box`` is what of it that picture shows."""
    return figure(Setting(view, checked(look), pose, box, arms), seen(layers), shone(lit))


def signal_way(
    root: str, view: View = "behind", *, side: Side = "right", look: Look = USUAL, pose: Pose = STANDING
) -> str:
    """Drawing commands of the way from a root (L3, L4, L5, S1) to where it is felt, in the drawing's units.

    A dot may run along it: down as a signal, and back. Raises ``ValueError`` for another root.
    """
    if root not in WAYS:
        raise ValueError(f"There is no way of a signal for {root!r}: choose of {', '.join(WAYS)}.")
    return signal(root, Setting(view, checked(look), pose, CROPS["side"]["bending"]), side)


def rooted(box: Box, title: str, description: str, *inside: Child, most: float = 0) -> Markup:
    """The whole picture around a drawing, at most so many rem wide."""
    x, y, width, height = box
    wide = f"display:block;width:100%;max-width:{number(most or width / 9)}rem;height:auto;overflow:hidden"
    look = f"{wide};fill:currentColor;font-family:inherit"
    names = (element("title", title), element("desc", description))
    seen_ = f"{x:g} {y:g} {width:g} {height:g}"
    return whole("svg", names, inside, viewBox=seen_, role="img", aria_label=title, class_="bl-back", style=look)


def _labelled(setting: Setting, title: str, told: str, body: Markup, names: Collection[str]) -> Markup:
    """The drawing in its own window, with names on both sides."""
    x, y, width, height = setting.box
    window = f"{x:g} {y:g} {width:g} {height:g}"
    inside = element("svg", body, x=x, y=y, width=width, height=height, viewBox=window)
    return rooted(widened(setting.box), title, told, inside, labels(setting, names))


def seen(layers: Mapping[str, float]) -> dict[str, float]:
    """How strongly each layer is seen; raises ``ValueError`` for one that there is not."""
    if unknown := sorted(set(layers) - set(LAYERS)):
        raise ValueError(f"There is no layer {unknown[0]!r}: choose of {', '.join(LAYERS)}.")
    return {layer: min(1.0, max(0.0, layers.get(layer, 0.0))) for layer in LAYERS}


def shone(lit: Collection[str] | Mapping[str, str]) -> dict[str, str]:
    """The style in which each part is lit; raises ``ValueError`` for a part or a style that there is not."""
    styles = dict(lit) if isinstance(lit, Mapping) else dict.fromkeys(lit, "accent")
    for part, style in styles.items():
        named(part)
        if style not in STYLES:
            raise ValueError(f"There is no style {style!r}: choose of {', '.join(STYLES)}.")
    return styles


def _box(view: View, crop: Crop | Box) -> Box:
    if not isinstance(crop, str):
        return crop
    if crop not in CROPS[view]:
        raise ValueError(f"There is no crop {crop!r} from {view}: choose of {', '.join(CROPS[view])}.")
    return CROPS[view][crop]


def _taps(look: Look, chosen: Iterable[str], marked: Iterable[str]) -> Markup:
    return STYLE + tappable(known_places(chosen), known_places(marked), edge(look), look.sex)


def edge(look: Look) -> str:
    """The colour of lines that must be seen on this skin."""
    return "skin-light" if look.tone > 3 else "skin-deep"


def _layer_words() -> dict[str, str]:
    return {
        "organs": gettext("kidneys and great artery"),
        "bones": gettext("bones"),
        "nerves": gettext("nerves"),
        "deep": gettext("deep muscles"),
        "muscles": gettext("upper muscles"),
        "skin": gettext("skin"),
    }


def _description(view: View, strengths: Mapping[str, float], lit: Collection[str]) -> str:
    words = _layer_words()
    shown = ", ".join(words[layer] for layer in reversed(LAYERS) if strengths[layer]) or gettext("the outline alone")
    message = (
        gettext("A body seen from behind: its left is on the left of the picture. Shown: {layers}.")
        if view == "behind"
        else gettext("A body seen from its right side, facing right. Shown: {layers}.")
    )
    told = [message.format(layers=shown)]
    if lit:
        told.append(gettext("Marked: {parts}.").format(parts="; ".join(map(part_name, lit))))
    return " ".join(told)


def _table(view: View, strengths: Mapping[str, float], lit: Collection[str]) -> Table:
    """The parts that are seen, each kind once."""
    ids = ["skin"] if strengths["skin"] else []
    ids += [part.id for part in parts(view) if strengths[part.layer] or part.id in lit]
    kinds = dict.fromkeys(named(part).part for part in ids or ["skin"])
    rows = ((_one(kind.label), _one(kind.term), gettext(kind.does)) for kind in kinds)
    return Table((gettext("Part"), gettext("Name in anatomy"), gettext("What it does")), tuple(rows))


def _one(message: str) -> str:
    """A name of many without the one of them that is meant."""
    return gettext(message).format(name="").strip()
