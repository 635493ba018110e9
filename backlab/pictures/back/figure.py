"""The drawing itself, as a group that stands in any picture: a pale body, the layers over it, and what is lit."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, lru_cache
from itertools import groupby
from typing import Literal, NamedTuple
from zlib import crc32

from backlab.drawing.svg import element, paint
from backlab.knowledge.anatomy import SIDE_WORDS, named
from backlab.language import gettext
from backlab.markup import Markup, markup
from backlab.pictures.back import nerves, side_inside, side_skin, skin
from backlab.pictures.back.build import SIDES, Look, Sex, Side, placed
from backlab.pictures.back.forms import Box, Form, Place, commands, drawn, open_, shape
from backlab.pictures.back.parts import Drawn, Limb, behind, beside
from backlab.pictures.back.pose import Point, Pose, deep

View = Literal["behind", "side"]
LAYERS = ("organs", "bones", "nerves", "deep", "muscles", "skin")
STYLES: Mapping[str, str] = {"accent": "accent", "pain": "emergency", "alarm": "urgent"}
_GHOST = 0.3


class Setting(NamedTuple):
    """From where a body is seen, whose it is, how it stands and what of it is in the picture."""

    view: View
    look: Look
    pose: Pose
    box: Box
    arms: bool = True

    def place(self, limb: Limb) -> Place:
        """Where the points of a limb lie."""
        if limb in ("left", "right"):
            return placed(self.look.sex, limb)
        return _moved(self.look.sex, self.pose.reach if limb == "arm" else self.pose.trunk)


@lru_cache(maxsize=64)
def _moved(sex: Sex, move: Callable[[Point], Point]) -> Place:
    return lambda point: move(deep(sex, point))


@cache
def parts(view: View, fine: bool = True) -> tuple[Drawn, ...]:
    """All parts that are drawn in a view, the deepest first; from afar with fewer fibres."""
    return tuple(behind(fine) if view == "behind" else beside(fine))


def figure(setting: Setting, strengths: Mapping[str, float], lit: Mapping[str, str]) -> Markup:
    """The body as a group with its own rules of style."""
    inside = markup(
        _far_leg(setting, paint(f"skin-{setting.look.tone}", opacity=max(_GHOST, strengths["skin"]))),
        _ghost(setting, hair=not strengths["bones"]) if strengths["skin"] < 1 else "",
        _layers(setting, strengths),
        _skin(setting, strengths["skin"]),
        _shining(setting, lit),
    )
    return classed(inside)


_LOOK = re.compile(r" style='([^']*)'")


def classed(inside: Markup) -> Markup:
    """A drawing whose looks are classes, which are called the same in every picture, with their rules before it."""
    looks = {look: f"b{crc32(look.encode()):x}"[:6] for look in dict.fromkeys(_LOOK.findall(inside))}
    rules = "".join(f".bl-back .{name}{{{look};}}" for look, name in looks.items())
    named_ = Markup(_LOOK.sub(lambda found: f" class='{looks[found[1]]}'", inside))
    return element("g", element("style", Markup(rules)), named_, class_="bl-back")


def part_name(part: str) -> str:
    """The plain name of a drawn part in the language that is spoken, with its side."""
    side = named(part).side
    return gettext(SIDE_WORDS[side]).format(part=short_name(part)) if side else short_name(part)


def short_name(part: str) -> str:
    """The same without its side, for a place where that is seen."""
    found = named(part)
    return gettext(found.part.label).format(name=found.name)


def _layers(setting: Setting, strengths: Mapping[str, float]) -> Iterator[Markup]:
    """The parts in their order; those of one layer that follow each other fade as one, so that none shines through."""
    seen = [part for part in parts(setting.view, setting.box[3] < 600) if setting.arms or part.limb != "arm"]
    for number, (layer, run) in enumerate(groupby(seen, lambda part: part.layer)):
        if strengths[layer] and (inside := markup(_part(part, setting) for part in run)):
            yield element("g", inside, data_key=f"{layer}-{number}", opacity=f"{strengths[layer]:.3g}")


def _part(part: Drawn, setting: Setting) -> Markup:
    inside = _inside(part, setting)
    if not inside:
        return inside
    return element("g", element("title", part_name(part.id)), inside, data_part=part.id, data_key=part.id)


def _seen(strength: float) -> str:
    return f"{strength:.3g}" if strength < 1 else ""


@lru_cache(maxsize=2048)
def _inside(part: Drawn, setting: Setting) -> Markup:
    place = setting.place(part.limb)
    return drawn(part.forms, place, setting.box)


def _shining(setting: Setting, lit: Mapping[str, str]) -> Iterator[Markup]:
    for part in parts(setting.view, setting.box[3] < 600):
        if part.id in lit:
            yield _part(part, setting)
            glow = [each for form in _outlines(part) for each in _glow(form, STYLES[lit[part.id]])]
            yield element("g", drawn(glow, setting.place(part.limb)), class_="bl-lit", data_key=f"lit-{part.id}")


def _outlines(part: Drawn) -> tuple[Form, ...]:
    """The forms that are the edge of a part; of a nerve or a rib its line."""
    flat = tuple(form for form in part.forms if form.way != "open")
    edged = tuple(form for form in flat if "stroke:" in form.look and "fill:none" not in form.look)
    return tuple(form for form in edged if form.look == edged[0].look) or flat[:1] or part.forms[:1]


def _glow(form: Form, tone: str) -> tuple[Form, ...]:
    """A form as it is lit: what is flat is tinted and has a bright edge, what is a line has a broad one around it."""
    if form.way == "open":
        lines = (paint("none", "sheet", 5, round=True), paint("none", tone, 3, round=True))
        return tuple(form._replace(look=line) for line in lines)
    tint = form._replace(look=paint(f"{tone}-soft", opacity=0.3))
    wide = 1.0 if _least(form) > 14 else 0.5
    halo, edge = paint("none", "sheet", 4 * wide, round=True), paint("none", tone, 2.2 * wide, round=True)
    return tint, form._replace(look=halo), form._replace(look=edge)


def _least(form: Form) -> float:
    """The smaller of a form's width and height."""
    points = [point for line in form.lines for point in line]
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(max(xs) - min(xs), max(ys) - min(ys))


def signal(root: str, setting: Setting, side: Side = "right") -> str:
    """The way of a signal from a root (L3 to S1) to where it is felt, as drawing commands: a line to move along."""
    if setting.view == "side":
        return commands(open_("", side_inside.WAYS[root]), setting.place("trunk"))
    return commands(open_("", nerves.WAYS[root]), setting.place(side))


# The skin.


@lru_cache(maxsize=64)
def _silhouette(view: View, sex: Sex, pose: Pose) -> str:
    """The outline of the whole body as drawing commands."""
    if view == "side":
        place = _moved(sex, pose.trunk)
        return commands(shape("", *side_skin.TRUNK_LEG), place)
    left, right = (placed(sex, half) for half in SIDES)
    lines = [tuple(map(right, line)) for line in skin.HALF]
    lines += [tuple(map(left, line))[::-1] for line in reversed(skin.HALF)]
    return commands(shape("", *lines), lambda point: point)


def _outline(setting: Setting) -> str:
    return _silhouette(setting.view, setting.look.sex, setting.pose)


def _ghost(setting: Setting, *, hair: bool) -> Markup:
    """The pale body below all layers, so that head, hands and feet are there while the skin is away."""
    tone = paint(f"skin-{setting.look.tone}", "contour", 1, opacity=_GHOST)
    body = element("path", d=_outline(setting), style=tone, data_key="pale") + (_pale_hair(setting) if hair else "")
    if setting.view == "behind" or not setting.arms:
        return body
    arm = commands(shape("", *side_skin.ARM), setting.place("arm"))
    return markup(body, element("path", d=arm, style=tone, data_key="pale-arm"))


def _pale_hair(setting: Setting) -> Markup:
    look = paint(f"hair-{setting.look.tone}", opacity=0.28)
    if setting.view == "behind":
        return _both((skin.HAIR[setting.look.sex]._replace(look=look),), setting.look.sex, setting.box)
    return drawn((Form(look, side_skin.HAIR[setting.look.sex], "outline"),), setting.place("trunk"))


def _skin(setting: Setting, strength: float) -> Markup:
    if not strength:
        return Markup()
    inside = _behind(setting.look, setting.box) if setting.view == "behind" else _side(setting)
    name = element("title", gettext("Skin"))
    return element("g", name, inside, data_part="skin", data_key="skin", opacity=_seen(strength))


# How strong shadows and lights are on each tone: a shadow stands out on pale skin, a light on dark skin.
_SHADES: Mapping[int, float] = {1: 0.6, 2: 0.75, 3: 0.9, 4: 1, 5: 1, 6: 1}
_LIGHTS: Mapping[int, float] = {1: 1, 2: 1, 3: 1, 4: 0.85, 5: 0.75, 6: 0.65}


def _toned(forms: Markup, strength: float, *, blurred: bool = False) -> Markup:
    return element("g", forms, opacity=_seen(strength), style="filter:blur(3px)" if blurred else "")


def _both(forms: Iterable[Form], sex: Sex, box: Box) -> Markup:
    listed = tuple(forms)
    return markup(drawn(listed, placed(sex, half), box) for half in SIDES)


@lru_cache(maxsize=32)
def _behind(look: Look, box: Box) -> Markup:
    sex, tone = look
    edge = paint("none", "contour", 1.3, round=True)
    hair = Form(paint(f"hair-{tone}"), skin.HAIR[sex].lines, "outline")
    outline = _silhouette("behind", sex, Pose())
    return markup(
        _both((Form(paint(f"skin-{tone}", "contour", 1.1, round=True), (skin.EAR,), "closed"),), sex, box),
        element("path", d=outline, style=paint(f"skin-{tone}")),
        _toned(_both((*skin.SHADOWS, *skin.DIMPLES), sex, box), _SHADES[tone]),
        _toned(_both(skin.HOLLOWS, sex, box), _SHADES[tone], blurred=True),
        _toned(_both(skin.LIGHTS, sex, box), _LIGHTS[tone], blurred=True),
        _both(skin.LINES, sex, box),
        drawn(skin.FURROW, placed(sex, "right")),
        element("path", d=outline, style=edge),
        _both((hair, Form(paint("none", "hair-light", 0.7, round=True, opacity=0.4), skin.HAIR_LINES[sex])), sex, box),
        _both(skin.SHORTS, sex, box),
        _toned(_both(skin.FOLDS, sex, box), 1, blurred=True),
        _both((*skin.SHORTS_DETAIL, *skin.SHORTS_EDGE, *skin.TOP[sex]), sex, box),
    )


@lru_cache(maxsize=64)
def _side(setting: Setting) -> Markup:
    (sex, tone), body, arm = setting.look, setting.place("trunk"), setting.place("arm")
    flesh, edge = paint(f"skin-{tone}"), paint("none", "contour", 1.3, round=True)
    outline = _outline(setting)
    hair = (
        Form(paint(f"hair-{tone}"), side_skin.HAIR[sex], "outline"),
        Form(paint("none", "hair-light", 0.7, round=True, opacity=0.4), side_skin.HAIR_LINES),
        Form(paint(f"skin-{tone}", "contour", 0.9, round=True), (side_skin.EAR,), "closed"),
    )
    return markup(
        element("path", d=outline, style=flesh, data_key="skin-body"),
        _toned(drawn(side_skin.SHADOWS, body), _SHADES[tone]),
        _toned(drawn(side_skin.LIGHTS, body), _LIGHTS[tone]),
        element("path", d=outline, style=edge, data_key="skin-edge"),
        drawn((*hair, *side_skin.LINES, *side_skin.SHORTS, *side_skin.TOP[sex]), body),
        drawn(_arm(tone), arm) if setting.arms else "",
    )


def _arm(tone: int) -> tuple[Form, ...]:
    """The arm, whose shoulder goes over into the trunk without a line."""
    flesh, edge = paint(f"skin-{tone}"), paint("none", "contour", 1.2, round=True)
    return shape(flesh, *side_skin.ARM), *side_skin.ARM_SHADE, open_(edge, side_skin.ARM_EDGE)


def _far_leg(setting: Setting, look: str) -> Markup:
    """The leg that stays where it is while the near one rises, a little darker."""
    if setting.view != "side" or not (setting.pose.leg or setting.pose.knee):
        return Markup()
    still = _moved(setting.look.sex, setting.pose.still)
    shade = paint("skin-deep", opacity=0.22)
    leg = (Form(each, side_skin.LEG, "outline") for each in (look, shade, paint("none", "contour", 1, round=True)))
    return drawn(leg, still)
