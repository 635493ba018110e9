"""The whole picture: layers over a pale body, what is lit, the places to tap, and the same in words."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache, lru_cache
from typing import Literal
from zlib import crc32

from backlab.drawing.picture import Picture, Table
from backlab.drawing.svg import element, number, paint
from backlab.knowledge.anatomy import SIDE_WORDS, named
from backlab.knowledge.places import PLACES, Place, known_places
from backlab.language import gettext
from backlab.markup import Child, Markup, markup
from backlab.markup import element as whole
from backlab.pictures.back import skin
from backlab.pictures.back.build import SIDES, USUAL, Look, Sex, checked, placed
from backlab.pictures.back.forms import Form, commands, drawn, shape, within
from backlab.pictures.back.parts import Drawn, behind
from backlab.pictures.back.places import STYLE, state, tappable

Crop = Literal["whole", "places", "trunk", "lower"]
LAYERS = ("organs", "bones", "nerves", "deep", "muscles", "skin")
PLAIN: Mapping[str, float] = {"skin": 1.0}
Box = tuple[float, float, float, float]
CROPS: Mapping[str, Box] = {
    "whole": (-164, -10, 328, 898),
    "places": (-160, -10, 320, 750),
    "trunk": (-140, 66, 280, 436),
    "lower": (-104, 226, 208, 276),
}
_GHOST = 0.3


def living_back(
    view: Literal["behind"] = "behind",
    *,
    crop: Crop = "whole",
    layers: Mapping[str, float] = PLAIN,
    lit: Collection[str] | Mapping[str, str] = (),
    look: Look = USUAL,
    taps: bool = False,
    chosen: Iterable[str] = (),
    marked: Iterable[str] = (),
) -> Picture:
    """The back in layers; parts that are ``lit`` stand out, by a mapping in the style "accent", "pain" or "alarm".

    Raises ``ValueError`` for a layer, a part or a place that there is not.
    """
    strengths, shining = _strengths(layers), _lit(lit)
    here, perhaps = known_places(chosen), known_places(marked)
    title = gettext("The back, seen from behind")
    description = _description(strengths, shining)
    inside = (
        STYLE if taps else "",
        _ghost(checked(look), strengths["skin"]),
        _layers(look.sex, strengths, CROPS[crop]),
        _skin(look, strengths["skin"], CROPS[crop]),
        _shining(look.sex, shining, CROPS[crop]),
        tappable(here, perhaps, "skin-light" if look.tone > 3 else "skin-deep") if taps else "",
    )
    return Picture("back", title, description, _root(crop, title, description, inside), _table(strengths, shining))


def back(chosen: Iterable[str] = (), marked: Iterable[str] = (), look: Look = USUAL) -> Picture:
    """The back to tap, with the places that were ``chosen``; ``marked`` are those of a finding without a side.

    Raises ``ValueError`` for a place that there is not.
    """
    here, perhaps = known_places(chosen), known_places(marked)
    title, description = gettext("Where it hurts, seen from behind"), _told(here, perhaps - here)
    edge = "skin-light" if look.tone > 3 else "skin-deep"
    inside = (STYLE, _ghost(look, 1), _skin(look, 1, CROPS["places"]), tappable(here, perhaps, edge))
    return Picture("back", title, description, _root("places", title, description, inside), _places(here, perhaps))


def back_svg(chosen: Iterable[str] = (), marked: Iterable[str] = (), look: Look = USUAL) -> str:
    """The drawing alone: each place is one ``<g class="bl-place" data-place="...">``."""
    return back(chosen, marked, look).svg


def _root(crop: str, title: str, description: str, inside: Iterable[Child]) -> Markup:
    x, y, width, height = CROPS[crop]
    drawing, rules = _classed(markup(inside))
    look = (
        f"display:block;width:100%;max-width:{number(width / 9)}rem;height:auto;fill:currentColor;font-family:inherit"
    )
    return whole(
        "svg",
        element("title", title),
        element("desc", description),
        element("style", rules),
        drawing,
        viewBox=f"{x:g} {y:g} {width:g} {height:g}",
        role="img",
        aria_label=title,
        class_="bl-back",
        style=look,
    )


_LOOK = re.compile(r" style='([^']*)'")


def _classed(drawing: Markup) -> tuple[Markup, Markup]:
    """A drawing whose looks are classes, and their rules: said once, and the same in every picture."""
    looks = {f"b{crc32(look.encode()):x}"[:5]: look for look in dict.fromkeys(_LOOK.findall(drawing))}
    names = {look: name for name, look in looks.items()}
    rules = "".join(f".bl-back .{name}{{{look}}}" for name, look in looks.items())
    return Markup(_LOOK.sub(lambda found: f" class='{names[found[1]]}'", drawing)), Markup(rules)


def _strengths(layers: Mapping[str, float]) -> dict[str, float]:
    if unknown := sorted(set(layers) - set(LAYERS)):
        raise ValueError(f"There is no layer {unknown[0]!r}: choose of {', '.join(LAYERS)}.")
    return {layer: min(1.0, max(0.0, layers.get(layer, 0.0))) for layer in LAYERS}


def _lit(lit: Collection[str] | Mapping[str, str]) -> dict[str, str]:
    styles = dict(lit) if isinstance(lit, Mapping) else dict.fromkeys(lit, "accent")
    for part in styles:
        named(part)
    return styles


def _both(forms: Iterable[Form], sex: Sex, box: Box) -> Markup:
    listed = tuple(forms)
    return markup(drawn(within(listed, placed(sex, side), box), placed(sex, side)) for side in SIDES)


@cache
def silhouette(sex: Sex) -> str:
    """The outline of the whole body as drawing commands."""
    left, right = (placed(sex, side) for side in SIDES)
    lines = [tuple(map(right, line)) for line in skin.HALF] + [
        tuple(map(left, line))[::-1] for line in reversed(skin.HALF)
    ]
    return commands(shape("", *lines), lambda point: point)


def _ghost(look: Look, strength: float) -> Markup:
    """The pale body below all layers, so that head, hands and feet are there while the skin is away."""
    ghost = paint(f"skin-{look.tone}", "contour", 1, opacity=_GHOST) if strength < 1 else paint("none")
    return element("path", d=silhouette(look.sex), style=ghost) if strength < 1 else Markup()


def _skin(look: Look, strength: float, box: Box) -> Markup:
    if not strength:
        return Markup()
    return element(
        "g", _body(look, box), data_part="skin", data_key="skin", opacity=f"{strength:.3g}" if strength < 1 else ""
    )


@lru_cache(maxsize=16)
def _body(look: Look, box: Box) -> Markup:
    sex, tone = look
    right = placed(sex, "right")
    hair = skin.HAIR[sex]
    return markup(
        element("title", gettext("Skin")),
        element("path", d=silhouette(sex), style=paint(f"skin-{tone}")),
        _both((shape(paint(f"skin-{tone}"), skin.EAR, ((34.5, 74), (36, 52))),), sex, box),
        _both(skin.SHADOWS, sex, box),
        _both(skin.LIGHTS, sex, box),
        _both(skin.DIMPLES, sex, box),
        _both(skin.LINES, sex, box),
        drawn(within(skin.FURROW, right, box), right),
        element("path", d=silhouette(sex), style=paint("none", "contour", 1.3, round=True)),
        _both((Form(paint("none", "contour", 1.1, round=True), (skin.EAR,)),), sex, box),
        _both((Form(paint(f"hair-{tone}"), hair.lines, "outline"),), sex, box),
        _both((Form(paint("none", "hair-light", 0.7, round=True, opacity=0.4), skin.HAIR_LINES[sex]),), sex, box),
        _both(skin.SHORTS, sex, box),
        _both(skin.SHORTS_DETAIL, sex, box),
        _both(skin.SHORTS_EDGE, sex, box),
    )


def _layers(sex: Sex, strengths: Mapping[str, float], box: Box) -> Iterator[Markup]:
    for part in behind():
        strength = strengths[part.layer]
        if strength and part.forms:
            yield _part(part, sex, strength, box)


def _part(part: Drawn, sex: Sex, strength: float, box: Box) -> Markup:
    inside = _forms(part, sex, box)
    if not inside:
        return inside
    seen = f"{strength:.3g}" if strength < 1 else ""
    return element("g", element("title", part_name(part.id)), inside, data_part=part.id, data_key=part.id, opacity=seen)


@lru_cache(maxsize=512)
def _forms(part: Drawn, sex: Sex, box: Box) -> Markup:
    place = placed(sex, part.side)
    return drawn(within(part.forms, place, box), place)


def part_name(part: str) -> str:
    """The plain name of a drawn part in the language that is spoken, with its side."""
    found = named(part)
    label = gettext(found.part.label).format(name=found.name)
    return gettext(SIDE_WORDS[found.side]).format(part=label) if found.side else label


_STYLES = {"accent": "accent", "pain": "emergency", "alarm": "urgent"}


def _shining(sex: Sex, lit: Mapping[str, str], box: Box) -> Iterator[Markup]:
    for part in behind():
        if part.id in lit and part.forms:
            yield _part(part, sex, 1.0, box)
            tone = _STYLES[lit[part.id]]
            glow = [
                Form(paint(tone, tone, 2, round=True, opacity=0.45), form.lines, form.way)
                for form in part.forms
                if form.way != "open"
            ]
            yield element("g", drawn(glow[:1], placed(sex, part.side)), class_="bl-lit")


def _layer_words() -> dict[str, str]:
    return {
        "organs": gettext("kidneys and great artery"), "bones": gettext("bones"), "nerves": gettext("nerves"),
        "deep": gettext("deep muscles"), "muscles": gettext("upper muscles"), "skin": gettext("skin"),
    }  # fmt: skip


def _description(strengths: Mapping[str, float], lit: Collection[str]) -> str:
    words = _layer_words()
    seen = ", ".join(words[layer] for layer in reversed(LAYERS) if strengths[layer])
    parts = [
        gettext("A body seen from behind: its left is on the left of the picture. Shown: {layers}.").format(layers=seen)
    ]
    if lit:
        parts.append(gettext("Marked: {parts}.").format(parts="; ".join(map(part_name, lit))))
    return " ".join(parts)


def _table(strengths: Mapping[str, float], lit: Collection[str]) -> Table:
    kinds = dict.fromkeys(
        (named(part.id).part, part.layer) for part in behind() if strengths[part.layer] or part.id in lit
    )
    rows = [
        (gettext(part.label).format(name="").strip(), gettext(part.term).format(name="").strip(), gettext(part.does))
        for part, _ in kinds
    ]
    return Table(
        (gettext("Part"), gettext("Name in anatomy"), gettext("What it does")),
        tuple(rows) or ((gettext("Skin"), gettext("skin"), gettext("Covers and feels.")),),
    )


def _told(chosen: Collection[str], marked: Collection[str]) -> str:
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


def _places(chosen: Collection[str], marked: Collection[str]) -> Table:
    words = {
        "is-chosen": gettext("it hurts here"),
        "is-marked": gettext("said elsewhere, without a side"),
        "": gettext("not chosen"),
    }
    rows = ((gettext(p.label), words[state(p.id, chosen, marked)], _meaning(p)) for p in PLACES.values())
    return Table((gettext("Place"), gettext("State"), gettext("What it stands for")), tuple(rows))


def _meaning(place: Place) -> str:
    """The findings that a place sets; where it sets none, a spasm is at home."""
    return "; ".join(gettext(finding.label) for finding in place.findings) or gettext("no finding of its own")
