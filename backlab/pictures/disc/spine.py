"""The lowest part of the spine from its right side: the bones by their names, the discs to choose between, the roots.

The belly is on the right; the nerves run down on the left, behind the discs.
"""

from __future__ import annotations

from functools import cache, lru_cache

from backlab.drawing.curves import Points, curve
from backlab.drawing.svg import element, paint, path, rect, text
from backlab.language import gettext
from backlab.markup import Markup, markup
from backlab.pictures.disc.layout import Place, framed
from backlab.pictures.disc.parts import LETTERS, blob, group, look, part
from backlab.pictures.disc.state import BREAK, LEVELS, LOOSE, Disc

WIDTH, HEIGHT = 110.0, 354.0
_HALF, _PITCH = 29.0, 108.0
# Where the middle of each bone and of each disc lies: hollow in the loin, and turned back below.
_BONES = (("L3", 63.0, 16.0, -4), ("L4", 66.0, 124.0, 0), ("L5", 61.0, 232.0, 8), ("S1", 47.0, 338.0, 20))
_DISCS = ((65.0, 70.0, -2), (64.5, 178.0, 4), (55.5, 286.0, 14))
_ASIDE = 6.0  # so far to the right all of it lies, so that the nerves are whole down to the foot
_CANAL = 42.0  # so far behind the middle of a disc the nerves run down


def spine(disc: Disc, place: Place) -> Markup:
    """A window on it, with a place to tap for each disc."""
    frame = rect(1, 1, WIDTH - 2, HEIGHT - 2, look("room", 2), radius=18)
    inside = _cords(disc), _bones(), markup(_disc(level, disc) for level in LEVELS), _names()
    box = f"{-_ASIDE:g} 0 {WIDTH - 4:g} {HEIGHT - 4:g}"
    window = element("svg", *inside, x=2, y=2, width=WIDTH - 4, height=HEIGHT - 4, viewBox=box, role="presentation")
    return framed("spine", place, WIDTH, HEIGHT, frame, window)


def disc_at(level: str) -> tuple[float, float]:
    """Where the front of a disc lies in the window."""
    x, y, _ = _DISCS[LEVELS.index(level)]
    return x + _ASIDE + _HALF + 2, y


def _turned(x: float, y: float, degrees: float) -> str:
    return f"translate({x:g} {y:g}) rotate({degrees:g})"


@cache
def _bones() -> Markup:
    return markup(_bone(x, y, turn) for _, x, y, turn in _BONES)


def _bone(x: float, y: float, turn: float) -> Markup:
    """The body of a vertebra: waisted, with rims above and below, lit from the belly."""
    high = 36.5
    shape: Points = (
        *((-_HALF, -high), (0, -high + 3), (_HALF, -high), (_HALF - 4, -high / 3), (_HALF - 4, high / 3)),
        *((_HALF, high), (0, high - 3), (-_HALF, high), (-_HALF + 4, high / 3), (-_HALF + 4, -high / 3)),
    )
    light: Points = ((4, -high + 9), (_HALF - 9, -high + 8), (_HALF - 10, 0), (_HALF - 9, high - 10), (6, high - 11))
    shade: Points = ((-_HALF + 3, -high + 5), (-14, -high + 7), (-17, 0), (-14, high - 7), (-_HALF + 3, high - 5))
    drawn = (
        path(blob(shape), look("bone", 2)),
        path(blob(light), paint("bone-light", opacity=0.8)),
        path(blob(shade), paint("bone-deep", opacity=0.25)),
    )
    return group(*drawn, transform=_turned(x, y, turn))


def _names() -> Markup:
    """The names of the bones, dark in every theme, since bone is bright in all of them."""
    said = ((name, x, min(max(y, 24), 332)) for name, x, y, _ in _BONES)
    return markup(
        text(x, y + 8, name, size=LETTERS + 1, anchor="middle", bold=True, fill="hair-deep") for name, x, y in said
    )


def _disc(level: str, disc: Disc) -> Markup:
    """A disc between two bones, to be tapped; the chosen one has a halo, and moves as it is pushed."""
    _, y, _ = _DISCS[LEVELS.index(level)]
    chosen = level == disc.level
    is_loose = chosen and disc.core >= LOOSE and not disc.is_operated
    body = _body(level, chosen, disc.reach / 100 if chosen else 0.0, disc.size if is_loose else 0.0)
    reach = rect(0, y - _PITCH / 2, WIDTH, _PITCH, paint("sheet", opacity=0))
    title = element("title", gettext("disc {level}").format(level=level))
    return group(title, reach, body, data_tap=f"look={level}", style="cursor:pointer")


@lru_cache(maxsize=512)
def _body(level: str, chosen: bool, out: float, loose: float) -> Markup:
    """Its ring, its core that has come so far out, of 1, and what has broken off, as large as ``loose`` says."""
    ring = blob(_ring(out))
    halo = path(ring, paint("none", "accent", 8)) if chosen else Markup()
    soft = part(f"side-core-{level}", blob(_core(out, is_loose=loose > 0)), look("core", 1))
    piece = part("side-piece", blob(_piece(loose)), look("core", 1)) if loose else Markup()
    outer = part(f"side-ring-{level}", ring, look("ring", 2))
    return group(halo, outer, soft, piece, transform=_turned(*_DISCS[LEVELS.index(level)]))


def _ring(out: float) -> Points:
    """It gives way backwards, until it breaks."""
    back = -_HALF - 3 - 12 * min(out, BREAK / 100)
    above: Points = ((back, 0), (-_HALF, -9), (0, -10), (_HALF, -13))
    return (*above, (_HALF + 4, 0), (_HALF, 13), (0, 10), (-_HALF, 9))


def _core(out: float, *, is_loose: bool) -> Points:
    """Its tip goes back through the ring, towards the nerves; its tail hardly leaves its place."""
    tip = -36.0 if is_loose else -18 - 36 * out
    neck = -13 - 12 * out
    return (neck, -5 + out), (8 - 8 * out, -7), (15 - 9 * out, 0), (8 - 8 * out, 7), (neck, 5 - out), (tip, 0)


def _piece(size: float) -> Points:
    """What has broken off lies before the nerves."""
    x, y, r = -_CANAL - 7, 3, 9 * max(size, 0.3)
    return (x - r * 0.7, y), (x, y - r), (x + r * 0.7, y), (x, y + r)


def _cords(disc: Disc) -> Markup:
    """The bundle that runs down, and the root that leaves it behind each disc for the bone below."""
    return _trunk() + markup(_root(level, level == disc.level and disc.pain > 0) for level in LEVELS)


@cache
def _trunk() -> Markup:
    way = curve(tuple((x - _CANAL, y) for x, y in ((61, -10), *((x, y) for x, y, _ in _DISCS), (47, 366))))
    return path(way, paint("none", "nerve-deep", 21)) + path(way, paint("none", "nerve-light", 18))


@cache
def _root(level: str, lit: bool) -> Markup:
    x, y, _ = _DISCS[LEVELS.index(level)]
    way = curve(((x - _CANAL + 4, y - 34), (x - _CANAL + 5, y), (x - _CANAL + 2, y + 34), (x - _CANAL - 7, y + 58)))
    tone = "artery" if lit else "nerve"
    edge = path(way, paint("none", "artery-deep" if lit else "nerve-deep", 10, round=True))
    return edge + part(f"cord-{level}", way, paint("none", tone, 7, round=True))


__all__ = ["HEIGHT", "WIDTH", "disc_at", "spine"]
