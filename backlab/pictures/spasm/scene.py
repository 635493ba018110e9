"""The scene of a spasm: what is looked at, a meter of the pain that comes of it, and the weeks below."""

from backlab.drawing.curves import Points, between, bezier
from backlab.drawing.picture import Picture, Table
from backlab.drawing.svg import circle, drawing, element, line, paint, paragraph, path, rect, text, wrap
from backlab.language import gettext, ngettext
from backlab.markup import Markup, markup
from backlab.pictures.spasm.bundle import bundle, lock
from backlab.pictures.spasm.fibre import MIDDLE, fibres, plate
from backlab.pictures.spasm.lifter import GROUND, HEAD, Body, person
from backlab.pictures.spasm.shapes import HIGH, SIZE, WIDE, Point, block, dot, glowing, keyed, tappable, turned, way
from backlab.pictures.spasm.state import BEFORE, FIBRE, FIBRES, HEALED, LAST, LIFTED, MUSCLE, PERSON, STRONGEST, Spasm
from backlab.words import capital

_LENS, _GLASS = (120.0, 142.0), 104.0
_METER, _TOP, _BOTTOM = 618.0, 74.0, 334.0
_STRIP, _FIRST, _CELL = 400.0, 34.0, 46.0
_BELLY = (294.0, 222.0)
_BEAD = paint("nerve", "nerve-deep", 1.8)


def spasm_scene(now: Spasm) -> Picture:
    """A picture of what is looked at: the person, the muscle or one fibre of it."""
    title = gettext("A spasm, from the person to the fibre")
    views = {PERSON: _person, MUSCLE: _muscle, FIBRE: _fibre}
    drawn = views[now.look](now), _meter(now), _strip(now)
    told = _description(now)
    return Picture("spasm", title, told, drawing(HIGH, title, told, *drawn, width=WIDE), _table(now), ())


def _person(now: Spasm) -> Markup:
    drawn, who = person(now)
    back = who.low[0] - 14, who.low[1]
    x, y = _LENS
    cone = way("M", x + 30, y - _GLASS + 4, "L", back[0], back[1] - 5, "L", x + 30, y + _GLASS - 4, "Z")
    floor = rect(0, GROUND, 560, 12, paint("tint")) + line(0, GROUND, 560, GROUND, paint(stroke="line", width=2))
    return markup(
        floor, keyed("cone", cone, paint("tint", "edge", 1.2)), drawn, _burst(who, now), _rings(who, now),
        tappable(
            f"look={MUSCLE}",
            element("title", gettext("The muscle beside the spine, magnified")),
            circle(x, y, _GLASS, paint("sheet", "ink", 3)),
            bundle(now, _LENS, 78, 42, "lens"),
            lock(now, (x, y - 78), 22, "lens-lock"),
        ),
        paragraph(10, y + _GLASS + 32, wrap(torn_words(now), 244, size=SIZE, bold=True), size=SIZE, bold=True),
    )  # fmt: skip


def _muscle(now: Spasm) -> Markup:
    ends = [(_BELLY[0] + x, _BELLY[1] - 46 + y) for x, y in ((-60, 4), (20, -4), (96, 10))]
    return markup(
        _inset(now),
        tappable(
            f"look={FIBRE}",
            element("title", gettext("The muscle: fibres side by side between two tendons")),
            bundle(now, _BELLY, 222, 78, "muscle"),
        ),
        _nerve(now, ((132, 62), (200, 52), (280, 50), (320, 100)), ends),
        lock(now, (490, 92), 34, "lock"),
        text(_BELLY[0], 366, torn_words(now), size=SIZE, anchor="middle", bold=True),
    )


def _fibre(now: Spasm) -> Markup:
    end = plate()
    return markup(
        element("g", element("title", gettext("Three fibres of the muscle, magnified")), fibres(now)),
        _nerve(now, ((140, 48), (240, 40), (340, 36), (390, 80)), [end]),
        lock(now, (516, 44), 34, "lock"),
        _corner(now),
        text(MIDDLE, 372, torn_words(now), size=SIZE, anchor="middle", bold=True),
    )


def _inset(now: Spasm) -> Markup:
    """Where in the body one is: the person, small, in a corner."""
    drawn, _ = person(now, by_hand=False)
    small = element("g", drawn, transform="translate(-58 8) scale(0.34)")
    title = element("title", gettext("The person, to go back to"))
    return tappable(f"look={PERSON}", title, rect(8, 8, 124, 132, paint("sheet", "edge", 1.5), radius=8), small)


def _corner(now: Spasm) -> Markup:
    """Where in the muscle one is: the muscle, small, in a corner."""
    title = element("title", gettext("The muscle, to go back to"))
    frame = rect(8, 8, 132, 58, paint("sheet", "edge", 1.5), radius=8)
    return tappable(f"look={MUSCLE}", title, frame, bundle(now, (74, 37), 50, 17, "corner"))


def _nerve(now: Spasm, line: Points, ends: list[Point]) -> Markup:
    """The nerve, from where one is in the body to where it ends on the muscle, with what runs along it."""
    x, y = line[-1]
    branches = "".join(way("M", x, y, "Q", x - 4, y + 24, *end) for end in ends)
    beads = (between(line, n / (STRONGEST + 1)) for n in range(1, now.rings + 1))
    return markup(
        glowing("branches", branches, 4),
        glowing("wire", bezier(line), 5),
        (dot(f"plate-{n}", end, 6 + 0.4 * now.rings, _BEAD) for n, end in enumerate(ends)),
        (dot(f"bead-{n}", bead, 5 + 0.25 * now.rings, _BEAD) for n, bead in enumerate(beads)),
        text(line[0][0] + 20, line[0][1] - 20, alarm_words(now), size=SIZE, bold=True),
    )


def _rings(who: Body, now: Spasm) -> Markup:
    """The alarm rings in the head: the louder, the more and the wider."""
    x, y = who.skull
    loud = (now.rings + 1) // 2
    rings = (glowing(f"ring-{n}", _ring(x, y, HEAD * 0.62 + n * 6.2), 2.2) for n in range(1, loud + 1))
    beside = x + 34 + 8 * loud
    return markup(rings, text(beside, y + 6, alarm_words(now), size=SIZE, bold=True))


def _burst(who: Body, now: Spasm) -> Markup:
    """Where and when it begins: rays around the lower back, the longer the louder."""
    if now.moment != LIFTED or not now.rings:
        return markup()
    at = turned(who.low, 13, who.pose.pelvis - 85)
    rays = (
        way("M", *turned(at, 15, lean), "L", *turned(at, 18 + 1.6 * now.rings, lean))
        for lean in range(int(who.pose.pelvis) - 150, int(who.pose.pelvis) - 19, 26)
    )
    return glowing("burst", "".join(rays), 2.6)


def _ring(x: float, y: float, r: float) -> str:
    """An arc to each side."""
    dx, dy = r * 0.6, r * 0.72
    arcs = (way("M", x + far, y - dy, "Q", x + 2.2 * far, y, x + far, y + dy) for far in (-dx, dx))
    return "".join(arcs)


def _meter(now: Spasm) -> Markup:
    """The pain, as what the alarm gives and the little that the tissue adds."""
    per = (_BOTTOM - _TOP) / STRONGEST
    alarm = now.rings * per
    tissue = (now.pain - now.rings) * per
    ticks = "".join(way("M", _METER + 16, _BOTTOM - n * per, "h", 7) for n in range(STRONGEST + 1))
    top = _BOTTOM - alarm - tissue
    adds = now.pain - now.rings
    return markup(
        _face(now),
        rect(_METER - 16, _TOP, 32, _BOTTOM - _TOP, paint("tint", "edge", 1.5), radius=6),
        block("pain-alarm", _METER - 14, _BOTTOM - alarm, 28, alarm, paint("nerve")),
        block("pain-tissue", _METER - 14, top, 28, tissue, paint("muscle")),
        path(ticks, paint("none", "edge", 1.5)),
        text(_METER - 22, top + tissue / 2 + 7, f"+{adds}", size=SIZE, anchor="end", bold=True) if adds else "",
        text(WIDE - 6, 370, gettext("Pain {pain}").format(pain=now.pain), size=SIZE, anchor="end", bold=True),
    )


def _face(now: Spasm) -> Markup:
    """A face that shows it."""
    x, y, hurts = _METER, 38.0, now.pain / STRONGEST
    mouth = way("M", x - 11, y + 10, "Q", x, y + 19 - 18 * hurts, x + 11, y + 10)
    outer, inner = y - 13 + 4 * hurts, y - 14 - hurts
    brow = ((x + side * 14, outer, "Q", x + side * 9, inner - 2, x + side * 4, inner) for side in (-1, 1))
    brows = "".join(way("M", *each) for each in brow)
    return markup(
        circle(x, y, 27, paint("sheet", "ink", 2)),
        dot("eye-left", (x - 8, y - 3), 2.4, paint("ink")),
        dot("eye-right", (x + 8, y - 3), 2.4, paint("ink")),
        keyed("mouth", mouth, paint("none", "ink", 2.4, round=True)),
        keyed("brows", brows, paint("none", "ink", 2, round=True)),
    )


def _strip(now: Spasm) -> Markup:
    """The weeks since the lift, one box each, filled up to now."""
    here, last = _FIRST + now.moment * _CELL, _FIRST + LAST * _CELL
    handle = element(
        "circle", cx=here, cy=_STRIP, r=13, style=paint("sheet", "ink", 4), data_key="now", data_drag="moment",
        data_along=way(_FIRST, _STRIP, last, _STRIP),
    )  # fmt: skip
    where = "start" if now.moment < 3 else "end" if now.moment > 10 else "middle"
    at = here + {"start": -13, "end": 13, "middle": 0}[where]
    return markup(
        (_week(now, n) for n in range(1, LAST + 1)),
        handle,
        text(at, 434, time_words(now), size=SIZE, anchor=where, bold=True),
    )


def _week(now: Spasm, n: int) -> Markup:
    """A box of the strip: empty before it has passed, in another colour from where the pain is called lasting."""
    is_late = Spasm(moment=n).is_lasting and now.pain > 0
    fill = "tint" if now.moment < n else "tendon-deep" if n == LIFTED else "accent" if is_late else "edge"
    return block(f"week-{n}", _FIRST + (n - 1) * _CELL + 1.5, _STRIP - 11, _CELL - 3, 22, paint(fill, "edge", 1), 4)


def torn_words(now: Spasm) -> str:
    """How many fibres are torn, or were and have healed."""
    if not now.hurt:
        return gettext("Every fibre is whole")
    if now.weeks >= HEALED:
        said = ngettext("{torn} of {count} fibres has healed", "{torn} of {count} fibres have healed", now.hurt)
    else:
        said = ngettext("{torn} of {count} fibres is torn", "{torn} of {count} fibres are torn", now.hurt)
    return said.format(torn=now.hurt, count=FIBRES)


def alarm_words(now: Spasm) -> str:
    """How loud the alarm is."""
    return gettext("Alarm {alarm}").format(alarm=now.rings) if now.rings else gettext("No alarm")


def moments() -> tuple[str, ...]:
    """Every moment in words."""
    later = (ngettext("{weeks} week later", "{weeks} weeks later", n).format(weeks=n) for n in range(1, LAST))
    return gettext("before the lift"), gettext("the lift"), *later


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
