"""A disc cut across and seen from below, as on a scan: the belly is above, and the right root on the left.

The core is pushed backwards, to the side or to the middle; the layers of the ring give way one after another.
"""

from __future__ import annotations

from functools import cache, lru_cache
from math import atan2, cos, exp, pi, sin

from backlab.drawing.curves import Points, curve, mirrored
from backlab.drawing.svg import circle, element, number, paint, path, rect
from backlab.language import gettext
from backlab.markup import Markup, markup
from backlab.pictures.disc.layout import Place, framed
from backlab.pictures.disc.parts import blob, both_sides, group, look, named, note, part, rimmed, shortened, strand
from backlab.pictures.disc.state import BREAK, LOOSE, TOUCH, Disc

WIDTH, HEIGHT = 350, 354
AXIS = 220
_CORE = (AXIS, 152.0)
_HALF, _FRONT, _BACK = 126, 74, 60  # of a disc: half as wide, and from its core to its front and back
_LAYERS = 6
_SAC = (AXIS, 256.0)
_ROOT = (142.0, 231.0)
# What is seen of it: the disc, the canal and the roots, and little else; and how large.
_SEEN = (83.0, 58.0)
_ZOOM = 1.26
# Which way the core goes, and how far it is to the outside of the ring.
_AIMS = {"side": (-0.72, 0.694), "middle": (-0.1, 0.995)}
_RING = {"side": 78.0, "middle": 47.0}
_OUT = {"side": 50.0, "middle": 54.0}
_TURNS = {"side": 2.02, "middle": 1.66}  # at which the rim lies in its way


def section(disc: Disc, place: Place) -> Markup:
    """A window on it, ``WIDTH`` by ``HEIGHT`` in its own units, with the names around."""
    inside = _arch(), _bag(disc), *_roots(disc), _layers(disc), _core(disc)
    frame = rect(1, 1, WIDTH - 2, HEIGHT - 2, look("room", 2), radius=22)
    return framed("cut", place, WIDTH, HEIGHT, frame, _window(*inside)) + _labels(disc, place)


def _window(*inside: Markup) -> Markup:
    """A picture in the picture, which cuts off what lies outside."""
    wide, high = WIDTH - 6, HEIGHT - 6
    box = " ".join(number(each) for each in (*_SEEN, wide / _ZOOM, high / _ZOOM))
    return element("svg", *inside, x=3, y=3, width=wide, height=high, viewBox=box, role="presentation")


def seen_at(point: tuple[float, float]) -> tuple[float, float]:
    """Where a point of the section is in the window."""
    return 3 + (point[0] - _SEEN[0]) * _ZOOM, 3 + (point[1] - _SEEN[1]) * _ZOOM


def _rim(turn: float) -> tuple[float, float]:
    """A point of the outside of a whole ring as seen from the core; the back is a little hollow."""
    c, s = cos(turn), sin(turn)
    x = _HALF * (abs(c) ** 0.82) * (1 if c >= 0 else -1)
    y = (_BACK if s >= 0 else -_FRONT) * abs(s) ** 0.86
    return x, y - (13 * exp(-((x / 52) ** 2)) if s > 0 else 0)


def _aim(disc: Disc) -> tuple[float, float]:
    return _AIMS[disc.way]


def _tip(disc: Disc) -> float:
    """How far the tip of the core is from its middle."""
    start = 42.0 if disc.way == "side" else 28.0
    return start + (_RING[disc.way] + _OUT[disc.way] - start) * disc.reach / 100


def tip_of(disc: Disc) -> tuple[float, float]:
    """Where the tip of the core is."""
    (dx, dy), far = _aim(disc), _tip(disc)
    return _CORE[0] + dx * far, _CORE[1] + dy * far


def _layers(disc: Disc) -> Markup:
    """The layers of the ring from the outside in, each pushed outwards or torn."""
    looks = (look("ring", 1.6), look("layer", 1.1))
    says = gettext("ring of the disc (annulus)")
    layers = (
        part(f"ring-{layer}", _layer(disc, layer), looks[layer % 2], says=says if not layer else "")
        for layer in range(_LAYERS)
    )
    return markup(layers)


def _is_torn(disc: Disc, layer: int) -> bool:
    """The innermost layer tears first, the outermost where the ring gives way."""
    return disc.core >= BREAK - (BREAK - 18) * layer / (_LAYERS - 1)


def _layer(disc: Disc, layer: int) -> str:
    """One layer as an open line that ends where the core pushes; untorn, its two ends meet."""
    size, torn = 1 - 0.1 * layer, _is_torn(disc, layer)
    (dx, dy), room = _aim(disc), 10 * size + 5
    much = max(0.0, _tip(disc) + 3 + 26 * (size - 0.5) - _RING[disc.way] * size)
    much = min(much, room) if torn else much
    points = _whole(disc.way, layer, torn=torn)
    return curve(tuple((x + dx * much * gives, y + dy * much * gives) for x, y, gives in points))


@cache
def _whole(way: str, layer: int, *, torn: bool) -> tuple[tuple[float, float, float], ...]:
    """The points of a layer as it lies at rest, each with how much it gives way to the core, of 1."""
    size, aim = 1 - 0.1 * layer, _TURNS[way]
    gap, wide = (0.19 + 0.012 * layer, 0.42) if torn else (0.0, 0.36)
    turns = [aim + gap + (2 * pi - 2 * gap) * _eased(step / 26) for step in range(27)]
    rims = ((_rim(turn), abs((turn - aim + pi) % (2 * pi) - pi)) for turn in turns)
    return tuple((_CORE[0] + x * size, _CORE[1] + y * size, exp(-((away / wide) ** 2))) for (x, y), away in rims)


def _eased(share: float) -> float:
    """More points near both ends, where a layer bends."""
    return share - 0.75 * sin(2 * pi * share) / (2 * pi)


def _core(disc: Disc) -> Markup:
    """The core, the piece that has broken off, and the handle that is dragged."""
    says = gettext("core of the disc (nucleus)")
    along = " ".join(number(each) for end in (0, 100) for each in grip_at(disc, end))
    body = part("core", _soft(disc), look("core", 1), says=says, data_drag="core", data_along=along)
    is_loose = disc.core >= LOOSE and not disc.is_operated
    piece = part("piece", _piece(disc), look("core", 1), says=gettext("loose piece")) if is_loose else ""
    x, y = grip_at(disc, disc.core)
    dx, dy = _aim(disc)
    arrow = f"M{number(-7 * dx)} {number(-7 * dy)}L{number(6 * dx)} {number(6 * dy)}" + "".join(
        f"M{number(6 * dx)} {number(6 * dy)}L{number(side * 5 * dy)} {number(-side * 5 * dx)}" for side in (-1, 1)
    )
    grip = group(
        circle(0, 0, 44, paint("sheet", opacity=0)),  # as large as a finger on a small screen
        circle(0, 0, 16, paint("sheet", "accent", 2.6)),
        path(arrow, paint("none", "accent", 2.6, round=True)),
        transform=f"translate({number(x)} {number(y)})",
        data_key="grip",
        data_drag="core",
        data_along=along,
        style="cursor:grab",
    )
    return markup(_tear(disc), body, piece, grip)


def _tear(disc: Disc) -> Markup:
    """The way through the ring that the core has torn, which stays when the core has gone back."""
    if disc.core < BREAK:
        return Markup()
    ring, half = _RING[disc.way], 13 if disc.way == "side" else 15
    points = ((ring * 0.5, -half * 0.7), (ring + 4, -half), (ring + 9, 0), (ring + 4, half), (ring * 0.5, half * 0.7))
    return part("tear", blob(_along(disc, points)), paint("bone-light"))


def grip_at(disc: Disc, core: int) -> tuple[float, float]:
    """Where the grip is at this push: in the tail of the core, away from what the core presses on."""
    (dx, dy), start = _aim(disc), -46 if disc.way == "side" else -32
    far = start + 66 * core / 100
    return _CORE[0] + dx * far, _CORE[1] + dy * far


def _soft(disc: Disc) -> str:
    """From its tail to its tip and back: most of it stays, and a finger of it goes through the ring."""
    out, side = disc.reach / 100, disc.way == "side"
    tail, tip, wide = -(52 - 12 * out), _tip(disc), (36 if side else 46) - 6 * out
    ring = _RING[disc.way]
    neck, head = 12 - 2 * out, 11 + 12 * max(0.0, out - 0.4)
    if disc.core >= LOOSE:
        tip, head = min(tip, ring + 12), 9
    pushed = (
        (tail, 0),
        (tail * 0.72, wide * 0.66),
        (tail * 0.2, wide * 0.98),
        (0.3 * ring, wide * (1 - 0.06 * out)),
        (min(0.64 * ring, tip - 12), wide * (0.74 - 0.1 * out)),
        (min(ring, tip - 7), neck if tip > ring else wide * 0.42),
        (tip - 3, head * (0.72 if tip > ring else 0.5)),
        (tip, 0),
    )
    away = min(1.0, out / 0.3)  # at rest it is round, and lies across
    moves = [away * share for share in (0.3, 0.3, 0.4, 0.5, 0.8, 1, 1, 1)]  # its tail hardly leaves its place
    stations = [_mixed(_at_rest(disc, step / 7), (u, v), moves[step]) for step, (u, v) in enumerate(pushed)]
    other = [_mixed(_at_rest(disc, -step / 7), (u, -v), moves[step]) for step, (u, v) in enumerate(pushed)]
    return blob(_along(disc, (*stations, *other[-2:0:-1])))


def _at_rest(disc: Disc, share: float) -> tuple[float, float]:
    """A point of the core at rest, from its tail (0) round to its tip (1 on one side, -1 on the other)."""
    dx, dy = _aim(disc)
    turn = atan2(-dy, -dx) - pi * share
    x, y = 58 * cos(turn), 35 * sin(turn)
    return x * dx + y * dy, y * dx - x * dy


def _mixed(one: tuple[float, float], other: tuple[float, float], share: float) -> tuple[float, float]:
    return one[0] + (other[0] - one[0]) * share, one[1] + (other[1] - one[1]) * share


def _along(disc: Disc, points: Points) -> Points:
    """Points that are given along the way of the core and across it."""
    dx, dy = _aim(disc)
    return tuple((_CORE[0] + dx * u - dy * v, _CORE[1] + dy * u + dx * v) for u, v in points)


def _piece(disc: Disc) -> str:
    size = disc.size
    far = _RING[disc.way] + 34 + 8 * (disc.core - LOOSE) / (100 - LOOSE)
    half, across = 15 * size, (13 if disc.way == "side" else 30) * size
    points = ((-1, 0), (-0.6, 0.8), (0.1, 1.1), (0.8, 0.7), (1.1, -0.1), (0.6, -0.9), (-0.2, -1.0), (-0.8, -0.7))
    return blob(_along(disc, tuple((far + half * u, across * v) for u, v in points)))


def _bag(disc: Disc) -> Markup:
    is_hurt = disc.presses_bundle
    points = tuple(_dented(disc, turn) for turn in (2 * pi * step / 24 for step in range(24)))
    bag = part(
        "bag",
        blob(points),
        look("bag", 2) if not is_hurt else paint("emergency-soft", "emergency", 2.4, round=True),
        says=gettext("bundle of nerves to the bladder, the bowel and the saddle (cauda equina)"),
        data_tap="way=middle",
    )
    return bag + markup(_strand(disc, row, place, is_hurt) for row, place in _BUNDLE)


_BUNDLE = [(row, place) for row, count in enumerate((6, 7, 5)) for place in range(-count + 1, count, 2)]


def _strand(disc: Disc, row: int, place: int, is_hurt: bool) -> Markup:
    x, y = _SAC[0] + place * 7.2, _SAC[1] + (row - 1) * 17 - abs(place) * 0.5
    x, y = _squeezed(disc, x, y)
    painted = look("pressed" if is_hurt else "nerve", 1.3)
    return part(f"strand-{row}-{place}", _round(x, y, 5.2), painted)


def _round(x: float, y: float, radius: float) -> str:
    """A circle as a path, so that it moves as all else does."""
    r, across = number(radius), number(2 * radius)
    return f"M{number(x - radius)} {number(y)}a{r} {r} 0 1 0 {across} 0a{r} {r} 0 1 0 -{across} 0Z"


def _dented(disc: Disc, turn: float) -> tuple[float, float]:
    return _squeezed(disc, _SAC[0] + 56 * cos(turn), _SAC[1] + 38 * sin(turn))


def _squeezed(disc: Disc, x: float, y: float) -> tuple[float, float]:
    """Where a point of the bag goes when what has come out of the disc pushes into it."""
    dx, dy = _aim(disc)
    along, across = (x - _CORE[0]) * dx + (y - _CORE[1]) * dy, (y - _CORE[1]) * dx - (x - _CORE[0]) * dy
    front = _front(disc)
    wide = 26.0 if disc.way == "side" else 54.0
    deep = (front - along + 12) * exp(-((across / wide) ** 2))
    if deep <= 0 or along > front + 90:
        return x, y
    push = deep * (0.55 if along > front else 1.0)
    room = 300 - y
    return x + dx * push * 0.6, y + min(dy * push, max(room * 0.72, 0))


@lru_cache(maxsize=1)  # asked for by every point that it pushes aside
def _front(disc: Disc) -> float:
    """How far what pushes has come, a loose piece too."""
    if disc.core >= LOOSE:
        return _RING[disc.way] + 34 + 16 * disc.size + 4
    return max(_tip(disc), _RING[disc.way]) + 4


def _roots(disc: Disc) -> tuple[Markup, ...]:
    """The root that goes on down behind the disc, on both sides."""
    x, y = root_at(disc)
    down = gettext("nerve root {name}").format(name=disc.root.name)
    is_pressed = disc.is_touched and disc.way == "side"
    size = 15 if disc.pain else 13
    near = part("root", _flat(disc, x, y, size), look("pressed" if disc.pain else "nerve", 2.4), says=down)
    other = part("root-left", _round(2 * AXIS - _ROOT[0], _ROOT[1], 13), look("nerve", 2), says=down)
    return (other, near, _rays(disc) if is_pressed and disc.pain else Markup())


def root_at(disc: Disc) -> tuple[float, float]:
    """Where the root is: it gives way before the core, and a raised leg pulls it back onto it."""
    if disc.way != "side":
        return _ROOT
    push = max(0.0, disc.reach - TOUCH + 8) / 68 * 27
    pulled = 0.35 if disc.pulls else 0
    return _ROOT[0] + push * 0.5 * (1 - pulled), _ROOT[1] + push * 0.75 * (1 - pulled)


def _flat(disc: Disc, x: float, y: float, size: float) -> str:
    """A root, which becomes flat where it is pressed."""
    flat = 0.5 * max(0.0, disc.reach - TOUCH) / 60 + (0.12 if disc.pulls else 0) if disc.way == "side" else 0
    turns = (2 * pi * step / 12 for step in range(12))
    points = ((size * (1 + flat * 0.7) * cos(turn), size * (1 - flat) * sin(turn)) for turn in turns)
    c, s = cos(0.72), sin(0.72)
    return blob(tuple((x + u * c - v * s, y + u * s + v * c) for u, v in points))


def _rays(disc: Disc) -> Markup:
    """Short lines around a root that hurts: more where it is pulled as well."""
    x, y = root_at(disc)
    turns = (0.2, 1.0, 1.8) if not disc.pulls else (-0.2, 0.4, 1.0, 1.6, 2.2)
    near, far = 20, (36 if disc.pulls else 30)
    lines = (((x + far_off * cos(t), y + far_off * sin(t)) for far_off in (near, far)) for t in turns)
    d = "".join(f"M{'L'.join(f'{number(x)} {number(y)}' for x, y in ends)}" for ends in lines)
    return part(f"rays-{len(turns)}", d, strand("pressed", 3.2))


@cache
def _arch() -> Markup:
    """The back of the vertebra: the small joints on both sides, the arch and the process that one can feel."""
    outer = (
        (AXIS, 304),
        (192, 298),
        (164, 284),
        (148, 270),
        (137, 270),
        (128, 288),
        (136, 308),
        (164, 320),
        (194, 334),
    )
    spine = ((205, 356), (207, 386), (212, 406), (AXIS, 410))
    arch = both_sides((*outer, *spine), AXIS)
    lip = ((116, 240), (102, 250), (94, 272), (100, 296), (114, 305), (119, 288), (124, 270), (130, 258), (126, 244))
    lips = blob(lip) + blob(mirrored(lip, AXIS))
    says = gettext("arch and joints of the vertebra")
    return part("arch", blob(arch) + lips, look("bone", 2), says=says)


def _labels(disc: Disc, place: Place) -> Markup:
    """The names that the steps use, and the sides; each beside what it names, so that no two lines cross."""
    x, y = root_at(disc)
    top, low = 30 / place.size, HEIGHT - 12 / place.size

    def label(x: float, y: float, words: str, to: tuple[float, float] | None = None, **how: str | bool) -> Markup:
        left, up = place.at((x, y))
        return named(left, up, words, place.at(seen_at(to)) if to else None, wide=300.0, **how)

    core = label(WIDTH - 12, top, gettext("core"), (264, 150), anchor="end")
    root = label(12, low, gettext("root {name}").format(name=disc.root.name), (x - 6, y + 8), bold=True)
    in_bag = _SAC[0] + 34, _SAC[1] + 10
    if disc.way == "middle":
        bundle = label(WIDTH - 10, low - 27, gettext("nerve bundle"), in_bag, anchor="end", bold=True)
        return rimmed(core, bundle, note(label(WIDTH - 10, low, gettext("(cauda equina)"), anchor="end")))
    if place.size == 1:  # what has been named where it was large is known by now
        return rimmed(core, root)
    bundle = note(label(WIDTH - 10, low, gettext("nerve bundle"), in_bag, anchor="end"))
    belly = note(label(14, top, gettext("belly"), fill="soft"))
    ring = label(WIDTH - 8, 212, gettext("ring"), (322, 178), anchor="end")
    return rimmed(belly, core, ring, root, bundle)


__all__ = ["HEIGHT", "WIDTH", "grip_at", "root_at", "section", "seen_at", "shortened", "tip_of"]
