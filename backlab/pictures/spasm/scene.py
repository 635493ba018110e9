"""The scene of a spasm: what is looked at, two gauges for what is torn and what hurts, and the weeks below."""

from backlab.drawing.curves import Points, between, bezier
from backlab.drawing.picture import Picture, Table
from backlab.drawing.svg import circle, drawing, element, line, paint, paragraph, path, rect, text, wrap
from backlab.language import gettext, ngettext
from backlab.markup import Markup, markup
from backlab.pictures.spasm.bundle import bundle, lock
from backlab.pictures.spasm.fibre import ROWS, fibres, plate
from backlab.pictures.spasm.lifter import GROUND, HEAD, Body, person
from backlab.pictures.spasm.shapes import (
    HIGH,
    SIZE,
    SMALL,
    WIDE,
    Point,
    arrow,
    block,
    dot,
    glowing,
    keyed,
    tappable,
    turned,
    way,
)
from backlab.pictures.spasm.state import BEFORE, FIBRE, FIBRES, HEALED, LAST, LIFTED, MUSCLE, PERSON, STRONGEST, Spasm
from backlab.words import capital

_LENS, _GLASS = (114.0, 130.0), 100.0
_GAUGES, _TORN, _PAIN = 480.0, 523.0, 619.0  # from where on they stand, and the middle of each
_TOP, _BOTTOM, _BAR = 76.0, 286.0, 30.0
_STRIP, _FIRST, _CELL = 398.0, 6.0, 40.0
_BELLY = (246.0, 218.0)
_BEAD = paint("nerve", "nerve-deep", 1.8)
_ORDER = paint("accent", "sheet", 1.8)
_FIBRE = (4.0, 44.0, 0.82)  # where the fibres begin, and how large they are


def spasm_scene(now: Spasm) -> Picture:
    """A picture of what is looked at: the person, the muscle or one fibre of it."""
    title = gettext("A spasm, from the person to the fibre")
    views = {PERSON: _person, MUSCLE: _muscle, FIBRE: _fibre}
    drawn = views[now.look](now), _gauges(now), _strip(now)
    told = _description(now)
    return Picture("spasm", title, told, drawing(HIGH, title, told, *drawn, width=WIDE), _table(now), ())


def _person(now: Spasm) -> Markup:
    drawn, who = person(now)
    back = who.low[0] - 14, who.low[1]
    x, y = _LENS
    cone = way("M", x + 30, y - _GLASS + 4, "L", back[0], back[1] - 5, "L", x + 30, y + _GLASS - 4, "Z")
    floor = rect(0, GROUND, _GAUGES, 8, paint("tint")) + line(0, GROUND, _GAUGES, GROUND, paint(stroke="line", width=2))
    return markup(
        floor, keyed("cone", cone, paint("tint", "edge", 1.2)), _glow(who, now), drawn, _burst(who, now),
        tappable(
            f"look={MUSCLE}",
            element("title", gettext("The muscle beside the spine, magnified")),
            circle(x, y, _GLASS, paint("sheet", "ink", 3)),
            bundle(now, _LENS, 76, 42, "lens"),
            lock(now, (x, y - 76), 22, "lens-lock"),
        ),
        paragraph(8, y + _GLASS + 28, wrap(torn_words(now), 240, size=SIZE, bold=True), size=SIZE, bold=True),
        paragraph(8, 320, wrap(_simplified(FIBRES), 236, size=SMALL), size=SMALL),
        text(*_beside(who), alarm_words(now), size=SIZE, anchor="end", bold=True),
    )  # fmt: skip


def _muscle(now: Spasm) -> Markup:
    x, y = _BELLY
    senses = [(x + 30, y - 48), (x + 92, y - 40)]
    orders = [(x - 84, y - 36), (x - 24, y - 46)]
    return markup(
        _inset(now),
        tappable(
            f"look={FIBRE}",
            element("title", gettext("The muscle: fibres side by side between two tendons")),
            bundle(now, _BELLY, 190, 68, "muscle"),
        ),
        _alarm_nerve(now, ((100, 34), (210, 14), (300, 24), (x + 64, 112)), senses),
        _order_nerve(now, ((62, 74), (120, 98), (156, 88), (x - 52, 128)), orders),
        text(148, 52, alarm_words(now), size=SIZE, bold=True),
        text(148, 80, gettext("Tighten"), size=SIZE, bold=True),
        _felt(now),
        text(x, 338, torn_words(now), size=SIZE, anchor="middle", bold=True),
        text(x, 368, _simplified(FIBRES), size=SMALL, anchor="middle"),
    )


def _fibre(now: Spasm) -> Markup:
    x, y, size = _FIBRE
    to = plate()
    end = x + to[0] * size, y + to[1] * size
    order = end[0] - 170, end[1]
    moved = f"translate({x:g} {y:g}) scale({size:g})"
    seen = element(
        "g", element("title", gettext("Three fibres of the muscle, magnified")), fibres(now), transform=moved
    )
    return markup(
        seen,
        _alarm_nerve(now, ((140, 24), (220, 26), (290, 20), (end[0] - 8, end[1] - 34)), [end]),
        _order_nerve(now, ((104, 60), (110, 96), (150, 84), (order[0] - 6, order[1] - 34)), [order]),
        _corner(now),
        text(148, 64, alarm_words(now), size=SIZE, bold=True),
        text(8, 98, gettext("Tighten"), size=SIZE, bold=True),
        _felt(now),
        text(240, 344, torn_words(now), size=SIZE, anchor="middle", bold=True),
        text(240, 371, _simplified(len(ROWS)), size=SMALL, anchor="middle"),
    )


def _simplified(count: int) -> str:
    return gettext("Simplified: {count} fibres of many thousands").format(count=count)


def _felt(now: Spasm) -> Markup:
    """A lock on what does not let go, and what that is to whoever has it."""
    if not now.is_locked:
        return markup()
    said = gettext("felt as a lock; often it cannot be measured")
    return lock(now, (356, 36), 30, "lock") + paragraph(378, 26, wrap(said, 200, size=SMALL), size=SMALL)


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
    sizes = (HEAD * 0.5 + now.rings * 0.85 * n if now.rings else 0 for n in waves)
    look = paint("nerve", opacity=0.3)
    return markup(dot(f"glow-{n}", who.skull, size, look) for n, size in zip(waves, sizes, strict=True))


def _beside(who: Body) -> Point:
    """Where the words for the alarm end: before the head, above the back."""
    x, y = who.skull
    return x - 52, max(y - 52, 24)


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


def _gauges(now: Spasm) -> Markup:
    """How much is torn and how much it hurts, side by side, so that one sees how far they come apart."""
    alarm, torn = now.rings / STRONGEST, now.hurt / FIBRES
    both = now.pain / STRONGEST
    healed = now.healing if now.hurt else 0
    flesh = "tendon-deep" if healed == 1 else "muscle"
    words = gettext("Healed {torn}") if healed == 1 else gettext("Torn {torn}")
    return markup(
        _scale(_TORN, (0, FIBRES // 2, FIBRES), FIBRES),
        _level("torn", _TORN, 0, torn, flesh),
        _scale(_PAIN, (0, STRONGEST // 2, STRONGEST), STRONGEST),
        _level("pain-alarm", _PAIN, 0, alarm, "nerve"),
        _level("pain-tissue", _PAIN, alarm, both, "muscle"),
        _face(now),
        text(_TORN, _BOTTOM + 25, words.format(torn=now.hurt), size=SMALL, anchor="middle", bold=True),
        text(_PAIN, _BOTTOM + 25, gettext("Pain {pain}").format(pain=now.pain), size=SMALL, anchor="middle", bold=True),
        _legend(334, "nerve", gettext("from the alarm")),
        _legend(360, "muscle", gettext("from the tissue")),
    )


def _scale(x: float, numerals: tuple[int, ...], most: int) -> Markup:
    """An empty bar with its numbers on the left."""
    per = (_BOTTOM - _TOP) / most
    left = x - _BAR / 2
    ticks = "".join(way("M", left - 5, _BOTTOM - n * per, "h", 5) for n in range(most + 1))
    return markup(
        rect(left, _TOP, _BAR, _BOTTOM - _TOP, paint("tint", "edge", 1.5), radius=5),
        path(ticks, paint("none", "edge", 1.5)),
        (text(left - 9, _BOTTOM - n * per + 6, str(n), size=SMALL, anchor="end") for n in numerals),
    )


def _level(key: str, x: float, start: float, end: float, fill: str) -> Markup:
    """What a bar is filled with, from one share of its height to another."""
    high = _BOTTOM - _TOP
    return block(key, x - _BAR / 2 + 2, _BOTTOM - end * high, _BAR - 4, (end - start) * high, paint(fill))


def _legend(y: float, fill: str, words: str) -> Markup:
    return rect(_GAUGES + 12, y - 13, 15, 15, paint(fill, "edge", 1), radius=3) + text(
        _GAUGES + 34, y, words, size=SMALL
    )


def _face(now: Spasm) -> Markup:
    """A face that shows it: without pain it is at ease."""
    x, y, hurts = _PAIN, 40.0, now.pain / STRONGEST
    mouth = way("M", x - 11, y + 10, "Q", x, y + 19 - 18 * hurts, x + 11, y + 10)
    outer, inner = y - 12 + 5 * hurts, y - 12 - 4 * hurts
    brow = ((x + side * 14, outer, "Q", x + side * 9, (outer + inner) / 2, x + side * 4, inner) for side in (-1, 1))
    brows = "".join(way("M", *each) for each in brow)
    return markup(
        circle(x, y, 27, paint("sheet", "ink", 2)),
        dot("eye-left", (x - 8, y - 2), 2.4, paint("ink")),
        dot("eye-right", (x + 8, y - 2), 2.4, paint("ink")),
        keyed("mouth", mouth, paint("none", "ink", 2.4, round=True)),
        keyed("brows", brows, paint("none", "ink", 2, round=True)),
    )


def _strip(now: Spasm) -> Markup:
    """The time, one box each: the box that waits, the box that is lifted, and the weeks since by their number."""
    here = _middle(now.moment)
    handle = element(
        "rect", x=here - 20, y=_STRIP - 15, width=40, height=30, rx=6, style=paint("none", "ink", 4), data_key="now",
        data_drag="moment", data_along=way(_middle(BEFORE), _STRIP, _middle(LAST), _STRIP), pointer_events="all",
    )  # fmt: skip
    where = "start" if now.moment < 3 else "end" if now.moment > 10 else "middle"
    at = here + {"start": -20, "end": 20, "middle": 0}[where]
    return markup(
        (_cell(now, n) for n in range(LAST + 1)),
        text(_FIRST + (LAST + 1) * _CELL + 8, _STRIP + 6, gettext("weeks"), size=SMALL),
        handle,
        text(at, 435, time_words(now), size=SIZE, anchor=where, bold=True),
    )


def _middle(moment: int) -> float:
    return _FIRST + (moment + 0.5) * _CELL


def _cell(now: Spasm, n: int) -> Markup:
    """A box of the strip: empty before it has come, in another colour from where the pain is called lasting."""
    is_late = Spasm(moment=n).is_lasting and now.pain > 0
    fill = "sheet" if now.moment < n else "accent-soft" if is_late else "line"
    left, x = _FIRST + n * _CELL + 1.5, _middle(n)
    sign = _load(x, n) if n <= LIFTED else text(x, _STRIP + 6, str(n - LIFTED), size=SMALL, anchor="middle")
    return tappable(
        f"moment={n}",
        element("title", capital(moments()[n])),
        block(f"week-{n}", left, _STRIP - 12, _CELL - 3, 24, paint(fill, "edge", 1), 4),
        sign,
    )


def _load(x: float, moment: int) -> Markup:
    """The box, small: on the ground, or lifted."""
    low = _STRIP + 7
    up = 6 if moment == LIFTED else 0
    ground = path(way("M", x - 11, low, "h", 22), paint("none", "contour", 1.6))
    lifted = path(way("M", x, low - 1, "v", -5), paint("none", "contour", 1.6)) if up else ""
    return markup(ground, lifted, rect(x - 6, low - 9 - up, 12, 8, paint("tendon-deep", "contour", 1.2)))


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
