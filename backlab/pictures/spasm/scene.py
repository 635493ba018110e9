"""The scene of a spasm: what is looked at, the plane of pain and tissue beside it, and the weeks below."""

from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from backlab.drawing.curves import Points, between, bezier, curve
from backlab.drawing.picture import Picture, Table
from backlab.drawing.svg import circle, drawing, element, line, paint, rect
from backlab.language import gettext
from backlab.markup import Markup, markup
from backlab.pictures.disc.parts import both_sides
from backlab.pictures.spasm.bundle import bundle, lock
from backlab.pictures.spasm.callers import callers
from backlab.pictures.spasm.fibre import ROWS, fibres, plate
from backlab.pictures.spasm.lifter import GROUND, Body, person
from backlab.pictures.spasm.plane import A, B, plane
from backlab.pictures.spasm.shapes import (
    HIGH,
    WIDE,
    Point,
    arrow,
    aside,
    bell,
    dot,
    glowing,
    keyed,
    label,
    tappable,
    turned,
    way,
)
from backlab.pictures.spasm.state import BEFORE, FIBRE, FIBRES, LIFTED, MUSCLE, PERSON, STRONGEST, Spasm
from backlab.pictures.spasm.weeks import moments, weeks
from backlab.words import capital

_LENS, _GLASS = (102.0, 106.0), 96.0
_SIDE = 450.0  # where the plane begins
_BELLY = (230.0, 226.0)
_BEAD = paint("nerve", "nerve-deep", 1.8)
_ORDER = paint("accent", "sheet", 1.8)
_CORD = (52.0, 35.0)  # the middle of the cord where it is cut across
_BUTTERFLY = ((0, -5), (6, -6), (14, -20), (19, -18), (13, -3), (15, 5), (21, 13), (14, 20), (6, 11), (0, 6))
_FIBRE = (-4.0, 36.0, 0.82)  # where the fibres begin, and how large they are


class Shown(NamedTuple):
    """What a step has on the stage beside what is looked at.

    ``fields`` of the plane to look for, those of them that are ``found``, the ``trail`` of places in it where one has
    been (fibres torn, and pain), whether the ``weeks`` are there; and once two people call, what they are ``asked``.
    """

    fields: Collection[str] = (A, B)
    found: Collection[str] = ()
    trail: Iterable[tuple[float, int]] = ()
    weeks: bool = True
    asked: str | None = None


ALL = Shown()


def spasm_scene(now: Spasm, shown: Shown = ALL) -> Picture:
    """A picture of what is looked at: the person, the muscle or some fibres of it; or of two who call."""
    title = gettext("A spasm, from the person to the fibre")
    drawn = markup(_looked_at(now, shown)) if shown.asked is None else callers(now, shown.asked)
    told = _description(now)
    return Picture("spasm", title, told, drawing(HIGH, title, told, drawn, width=WIDE), _table(now), ())


def _looked_at(now: Spasm, shown: Shown) -> Iterator[Markup]:
    """What is looked at, the plane beside it, and the weeks below."""
    yield {PERSON: _person, MUSCLE: _muscle, FIBRE: _fibre}[now.look](now)
    yield plane(now, shown.fields, shown.found, shown.trail)
    if shown.weeks:
        yield weeks(now)


def _person(now: Spasm) -> Markup:
    drawn, who = person(now)
    x, y = _LENS
    back = who.low[0] - 3, who.low[1]
    cone = way(
        "M",
        x + 40,
        y - _GLASS + 9,
        "L",
        back[0],
        back[1] - 5,
        "L",
        back[0],
        back[1] + 5,
        "L",
        x + 40,
        y + _GLASS - 9,
        "Z",
    )
    floor = rect(0, GROUND, _SIDE, 5, paint("tint")) + line(0, GROUND, _SIDE, GROUND, paint(stroke="line", width=2))
    return markup(
        floor, keyed("cone", cone, paint("tint", "edge", 1.2)), _glow(who, now), drawn, _burst(who, now),
        tappable(
            f"look={MUSCLE}",
            element("title", gettext("The muscle beside the spine, magnified")),
            circle(x, y, _GLASS, paint("sheet", "ink", 3)),
            bundle(now, _LENS, 72, 40, "lens"),
            lock(now, (x - 34, y - 74), 20, "lens-lock"),
            label(x - 20, y - 68, gettext("locked")) if now.is_locked else "",
        ),
        label(6, y + _GLASS + 22, torn_words(now)),
        _named(now, (28, 276), (who.low[0] - 19, who.low[1] + 18)),
        aside(6, y + _GLASS + 41, _simplified(FIBRES), wide=220),
    )  # fmt: skip


def _named(now: Spasm, at: Point, end: Point) -> Markup:
    """A bell and its words, with a line to where the alarm begins."""
    x, y = at
    leader = way("M", x + 102, y - 4, "Q", end[0] - 6, y, *end)
    return markup(
        keyed("alarm-leader", leader, paint("none", "nerve-deep", 1.4, dashes="3 3")) if now.rings else "",
        bell("alarm", (x - 4, y - 6), 10, now.rings / STRONGEST),
        label(x + 18, y, alarm_words(now)),
    )


def _muscle(now: Spasm) -> Markup:
    (x, y), (cord_x, cord_y) = _BELLY, _CORD
    senses = [(x + 62, y - 48), (x + 112, y - 36)]
    orders = [(x - 84, y - 36), (x - 24, y - 46)]
    return markup(
        _inset(now),
        tappable(
            f"look={FIBRE}",
            element("title", gettext("The muscle: fibres side by side between two tendons")),
            bundle(now, _BELLY, 186, 66, "muscle"),
        ),
        _cord(),
        _alarm_nerve(now, ((cord_x + 22, cord_y - 12), (220, 2), (340, 6), (x + 92, 122)), senses),
        _order_nerve(now, ((cord_x + 31, cord_y + 15), (120, 60), (150, 80), (x - 52, 134)), orders),
        _signs(now, (178, 58), (160, 90)),
        _felt(now),
        label(x, 358, torn_words(now), anchor="middle"),
        aside(x, 378, _simplified(FIBRES), anchor="middle"),
    )


def _signs(now: Spasm, alarm: Point, order: Point) -> Markup:
    """What either nerve carries."""
    return markup(
        bell("alarm", (alarm[0] + 8, alarm[1] - 6), 9, now.rings / STRONGEST),
        label(alarm[0] + 28, alarm[1], alarm_words(now)),
        label(*order, gettext("order: tighten")) if now.rings else "",
    )


def _fibre(now: Spasm) -> Markup:
    x, y, size = _FIBRE
    cord_x, cord_y = _CORD
    end, order = ((x + a * size, y + b * size) for a, b in (plate(now, 146), plate(now, -100)))
    moved = f"translate({x:g} {y:g}) scale({size:g})"
    title = element("title", gettext("Three fibres of the muscle, magnified"))
    seen = tappable(f"look={MUSCLE}", title, element("g", fibres(now), transform=moved))
    return markup(
        seen,
        _cord(),
        _alarm_nerve(now, ((cord_x + 22, cord_y - 12), (220, 0), (end[0], 2), (end[0], end[1] - 22)), [end]),
        _order_nerve(now, ((cord_x + 31, cord_y + 15), (112, 64), (136, 78), (order[0] - 8, order[1] - 16)), [order]),
        _signs(now, (178, 58), (160, 90)),
        _felt(now),
        label(230, 358, torn_words(now), anchor="middle"),
        aside(230, 378, _simplified(len(ROWS)), anchor="middle"),
    )


def _simplified(count: int) -> str:
    return gettext("{count} drawn, of many thousands").format(count=count)


def _felt(now: Spasm) -> Markup:
    """A lock on what does not let go, and what that is to whoever has it."""
    if not now.is_locked:
        return markup()
    return lock(now, (414, 24), 26, "lock") + aside(366, 56, gettext("feels locked; hard to measure"), wide=84)


def _inset(now: Spasm) -> Markup:
    """Where in the body one is: the person, small, in a corner."""
    drawn, _ = person(now, by_hand=False)
    small = element("g", drawn, transform="translate(-44 293) scale(0.26)")
    title = element("title", gettext("The person, to go back to"))
    return tappable(f"look={PERSON}", title, rect(4, 290, 84, 110, paint("sheet", "edge", 1.5), radius=8), small)


def _cord() -> Markup:
    """The spinal cord, cut across: the alarm comes in, and the order goes out. A grey butterfly lies in the white."""
    x, y = _CORD
    grey = tuple((x + a, y + b) for a, b in both_sides(_BUTTERFLY, 0))
    return element(
        "g",
        element("title", gettext("The spinal cord, cut across")),
        element("ellipse", cx=x, cy=y, rx=38, ry=29, style=paint("bone-light", "contour", 1.6)),
        element("path", d=curve(grey, closed=True), style=paint("edge", "contour", 1)),
        label(4, y + 46, gettext("Spinal cord")),
    )


def _alarm_nerve(now: Spasm, line: Points, ends: list[Point]) -> Markup:
    """The nerve that carries the alarm from the muscle to the head: the louder, the more runs along it."""
    beads = (between(line, n / (STRONGEST + 1)) for n in range(1, now.rings + 1))
    return markup(
        glowing("branches", _branches(line, ends), 4),
        glowing("wire", bezier(line), 5),
        arrow("to-head", between(line, 0.06), line[0], paint("nerve", "nerve-deep", 1.8, round=True)),
        (dot(f"plate-{n}", end, 6 + 0.3 * now.rings, _BEAD) for n, end in enumerate(ends)),
        (dot(f"bead-{n}", bead, 5 + 0.25 * now.rings, _BEAD) for n, bead in enumerate(beads)),
    )


def _order_nerve(now: Spasm, line: Points, ends: list[Point]) -> Markup:
    """The other nerve, which carries the order to tighten from the spine to the muscle."""
    branches, thick = _branches(line, ends), 3 + 0.3 * now.rings
    look = paint("none", "accent", thick, round=True)
    return markup(
        keyed("order-branches", branches, look),
        keyed("order", bezier(line), look),
        (arrow(f"order-{n}", line[-1], end, _ORDER) for n, end in enumerate(ends)),
    )


def _branches(line: Points, ends: list[Point]) -> str:
    x, y = line[-1]
    return "".join(way("M", x, y, "Q", x, y + 20, *end) for end in ends)


def _glow(who: Body, now: Spasm) -> Markup:
    """The alarm arrives in the head, which it fills and surrounds with light: the louder, the wider."""
    waves = (3, 2, 1)
    sizes = (24 + now.rings * 0.85 * n if now.rings else 0 for n in waves)
    look = paint("nerve", opacity=0.3)
    return markup(dot(f"glow-{n}", who.skull, size, look) for n, size in zip(waves, sizes, strict=True))


def _burst(who: Body, now: Spasm) -> Markup:
    """Where and when it begins: rays behind the lower back, the longer the louder."""
    if now.moment != LIFTED or not now.rings:
        return markup()
    lean = who.pose.bend + who.pose.curl / 2 - 90
    at = turned(who.low, -8, lean)
    rays = (
        way("M", *turned(at, 15, lean + by), "L", *turned(at, 18 + 1.8 * now.rings, lean + by))
        for by in range(-75, 76, 25)
    )
    return glowing("burst", "".join(rays), 2.6)


def torn_words(now: Spasm) -> str:
    """How many fibres are torn, or are healing, or have healed."""
    if not now.hurt:
        return gettext("Nothing is torn")
    said = gettext("{torn} of {count} torn")
    if now.healing:
        said = gettext("{torn} of {count} healed") if now.healing == 1 else gettext("{torn} of {count} healing")
    return said.format(torn=now.hurt, count=FIBRES)


def alarm_words(now: Spasm) -> str:
    """How loud the alarm is."""
    return gettext("Alarm {alarm}").format(alarm=now.rings) if now.rings else gettext("No alarm")


def time_words(now: Spasm) -> str:
    """The moment, and what the rules call a pain of that age."""
    moment = moments()[now.moment]
    if now.moment <= LIFTED or not now.pain:
        return moment
    called = gettext("lasting") if now.is_lasting else gettext("new")
    return gettext("{moment}: {called}").format(moment=moment, called=called)


def _description(now: Spasm) -> str:
    if now.moment == BEFORE:
        return gettext("A person bends to a heavy box. Nothing hurts, and every fibre is whole.")
    said = gettext("{torn}. {alarm}, pain {pain}, each of {most}. {moment}.")
    moment = capital(time_words(now))
    return said.format(torn=torn_words(now), alarm=alarm_words(now), pain=now.pain, most=STRONGEST, moment=moment)


def _table(now: Spasm) -> Table:
    rows = (
        (gettext("Time"), time_words(now)),
        (gettext("Fibres"), torn_words(now)),
        (gettext("Alarm of the nerves, 0 to 10"), str(now.rings)),
        (gettext("What torn fibres add to the pain"), str(now.pain - now.rings)),
        (gettext("Pain, from 0 to 10"), str(now.pain)),
    )
    return Table((gettext("Part"), gettext("What it shows")), rows)
