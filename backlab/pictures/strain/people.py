"""Both people in their rooms: one lies in bed until the days of rest are over, the other one is up and about."""

from functools import cache

from backlab.drawing.curves import curve
from backlab.drawing.svg import circle, element, line, number, paint, path, rect
from backlab.language import gettext
from backlab.markup import Markup, markup
from backlab.pictures.back import Look, Pose
from backlab.pictures.spasm.lifter import FEET, GROUND, SIZE, Body, face, figure
from backlab.pictures.strain.parts import LARGE, TONE, keyed, large, own, said
from backlab.pictures.strain.state import (
    ALONE,
    ARTICLE,
    FALL,
    FEVER,
    HEAT,
    IBUPROFEN,
    ICE,
    NUMB,
    PARACETAMOL,
    TODAY,
    WEEK,
    Strain,
    advice_with,
    pain_on,
)

ROOM, HIGH, GAP = 444.0, 272.0, 12.0
FLOOR = 260.0
_SMALL = 0.245  # how large a body stands in its room, in the living back's units
_SCALE = _SMALL / SIZE
_WHO = {ARTICLE: Look("male", 2), TODAY: Look("male", 5)}
_WORST = 60.0  # the pain at which somebody is drawn bent most
_MATTRESS = 206.0
_LEFT = {ARTICLE: 0.0, TODAY: ROOM + GAP}
_BY_THE_BED, _LYING = 346.0, (160.0, 194.0)


def people_to_tap() -> Markup:
    """Both of them on the first days, as places to choose (``data-place``): "rest" and "move"."""
    now = Strain(day=1)
    return _to_tap(now, ARTICLE, "rest") + _to_tap(now, TODAY, "move")


def _to_tap(now: Strain, plan: str, name: str) -> Markup:
    """The wall's edge takes the colour of what was chosen; the drawing on it keeps its own."""
    wall = element("g", rect(4, 4, ROOM - 8, HIGH - 8, paint("tint"), radius=10), style=paint("tint", "line", 7))
    inside = _rester(now) if plan == ARTICLE else _mover(now)
    words = gettext("two days in bed") if plan == ARTICLE else gettext("goes on with the day")
    floor = line(12, FLOOR, ROOM - 12, FLOOR, paint(stroke="edge", width=3, round=True))
    said_ = large(said(20, 34, words, size=26, bold=True))
    drawn = element("g", floor, inside, said_, style="fill:currentColor;stroke:none;pointer-events:none")
    moved = f"translate({number(_LEFT[plan])} 0)"
    return element("g", element("g", wall, data_place=name), drawn, transform=moved)


def alike(answer: str) -> Markup:
    """The same person with the same strain twice; the second one has one more answer."""
    return _alone(ALONE, ARTICLE) + _alone(answer, TODAY)


def _alone(answer: str, place: str) -> Markup:
    pose, at = _standing(0.8, 0), (ROOM / 2 - 20, FLOOR)
    level = advice_with(answer).disposition.slug
    wall = rect(1.5, 1.5, ROOM - 3, HIGH - 3, paint("tint", level, 4), radius=10)
    floor = line(12, FLOOR, ROOM - 12, FLOOR, paint(stroke="edge", width=3, round=True))
    sign = _SIGNS[answer](pose, at) if answer in _SIGNS else ""
    moved = f"translate({number(_LEFT[place])} 0)"
    return element("g", wall, floor, own(place, _placed(TODAY, pose, 0.6, at)), sign, transform=moved)


def _numb(pose: Pose, at: tuple[float, float]) -> Markup:
    """The seat, which is not felt any more."""
    return _on_back(pose, at, _SEAT, paint("emergency", "sheet", 2, opacity=0.85), "sign")


def _hot(pose: Pose, at: tuple[float, float]) -> Markup:
    """A thermometer beside the head."""
    x, y = at[0] + 118, 70.0
    return markup(
        rect(x, y, 14, 78, paint("sheet", "ink", 2), radius=7),
        circle(x + 7, y + 84, 13, paint("urgent", "ink", 2)),
        line(x + 7, y + 16, x + 7, y + 80, paint(stroke="urgent", width=6, round=True)),
    )


def _fell(pose: Pose, at: tuple[float, float]) -> Markup:
    """A ladder on the ground."""
    x, y = at[0] + 70, FLOOR - 6
    rungs = "".join(f"M{number(x + n * 22)} {number(y)}v-18" for n in range(1, 6))
    rails = f"M{number(x)} {number(y)}h132M{number(x)} {number(y - 18)}h132"
    return path(rails + rungs, paint("none", "contour", 4, round=True))


_SEAT = ((-48, 400), (-56, 424), (-54, 450), (-40, 470), (-22, 474), (-14, 456), (-26, 430), (-34, 406))
_SIGNS = {NUMB: _numb, FEVER: _hot, FALL: _fell}


def rooms(now: Strain) -> Markup:
    """Both rooms side by side; the one that one looks at has a frame."""
    return markup(_room(now, plan) for plan in (ARTICLE, TODAY))


def _room(now: Strain, plan: str) -> Markup:
    inside = _rester(now) if plan == ARTICLE else _mover(now)
    is_seen = now.plan == plan
    frame = paint("tint", "ink", 4) if is_seen else paint("tint", "line", 1.5)
    wall = rect(1.5, 1.5, ROOM - 3, HIGH - 3, frame, radius=10)
    floor = line(12, FLOOR, ROOM - 12, FLOOR, paint(stroke="edge", width=3, round=True))
    moved = f"translate({number(_LEFT[plan])} 0)"
    drawn = element("g", floor, _calendar(now, plan), inside)
    return element("g", wall, drawn, _head(now, plan), transform=moved, data_tap=f"plan={plan}", style="cursor:pointer")


def _head(now: Strain, plan: str) -> Markup:
    """Who it is, by the shape that stands for them in the chart as well, and what they do."""
    words = _rests(now) if plan == ARTICLE else gettext("Keeps moving")
    return mark(plan, 24, 26, 9) + large(said(42, 33, words, size=LARGE, bold=True))


def _rests(now: Strain) -> str:
    if not now.day:
        return gettext("Told to stay in bed")
    if now.is_in_bed:
        return gettext("In bed for {days} days").format(days=now.bed)
    return gettext("Up after {days} days").format(days=now.bed)


def mark(plan: str, x: float, y: float, size: float) -> Markup:
    """A square for the one who rests, a circle for the one who moves."""
    look = paint(TONE[plan], "sheet", 2)
    if plan == ARTICLE:
        return rect(x - size, y - size, 2 * size, 2 * size, look)
    return circle(x, y, size * 1.1, look)


_TILE, _SHOWN = 19.0, 14


def _calendar(now: Strain, plan: str) -> Markup:
    """The first two weeks on the wall: a bed for each day in it, a dot for each day on the feet."""
    left, top = (150.0, 62.0) if plan == ARTICLE else (ROOM - 18 - WEEK * _TILE, 46.0)
    return markup(
        _tile(now, plan, day, left + (day - 1) % WEEK * _TILE, top + (day - 1) // WEEK * _TILE)
        for day in range(1, _SHOWN + 1)
    )


def _tile(now: Strain, plan: str, day: int, x: float, y: float) -> Markup:
    is_past = day <= now.day
    lies = plan == ARTICLE and day <= now.bed
    look = paint("sheet", "edge", 1.2)
    if is_past:
        look = paint(TONE[plan] if lies else "self-care-soft", "edge", 1.2)
    tile = rect(x, y, _TILE - 3, _TILE - 3, look, radius=2)
    return tile + (path(f"M{x + 3:g} {y + 9:g}h10", paint("none", "sheet", 3)) if is_past and lies else "")


def _hurts(day: int) -> float:
    """From 0 to 1, in steps, so that few bodies are drawn."""
    return round(min(pain_on(day) / _WORST, 1) * 10) / 10


def _rester(now: Strain) -> Markup:
    hurts = _hurts(now.day)
    bed = _bed()
    if now.is_in_bed:
        pose = Pose(lying=True, arm=-7, elbow=3)
        body = _placed(ARTICLE, pose, hurts, _LYING, lying=True)
        return markup(bed, body, _blanket(), _worn(now, ARTICLE, pose, _LYING), _table(now, ARTICLE))
    pose = _standing(hurts, 0)
    at = (_BY_THE_BED, FLOOR)
    return markup(
        bed, _blanket(flat=True), _placed(ARTICLE, pose, hurts, at), _worn(now, ARTICLE, pose, at), _table(now, ARTICLE)
    )


def _mover(now: Strain) -> Markup:
    hurts, day = _hurts(now.day), now.day
    pose = _standing(hurts, 0) if not day else _walking(hurts, day)
    at = (_way(day), FLOOR)
    return markup(_door(), _placed(TODAY, pose, hurts, at), _worn(now, TODAY, pose, at), _table(now, TODAY))


_START, _STRIDE, _ROUND = 92.0, 18.0, 9


def _way(day: int) -> float:
    """A little farther each day, and back again: to and fro through the room."""
    lap = day % (2 * _ROUND)
    return _START + _STRIDE * (lap if lap <= _ROUND else 2 * _ROUND - lap)


def _standing(hurts: float, arm: float) -> Pose:
    """Bent by pain, a hand on the thigh."""
    return Pose(bend=30 * hurts, curl=2 + 22 * hurts, squat=16 * hurts, arm=arm + 4 - 12 * hurts, elbow=8)


def _walking(hurts: float, day: int) -> Pose:
    """A step a day: shorter and more bent while it hurts."""
    step = 26 - 12 * hurts
    if day % 2:
        return Pose(bend=14 * hurts, curl=12 * hurts, leg=step, knee=10, arm=-22 + 8 * hurts, elbow=12)
    return Pose(bend=14 * hurts, curl=12 * hurts, leg=-step * 0.6, knee=24, arm=26 - 8 * hurts, elbow=22)


def _placed(whose: str, pose: Pose, hurts: float, at: tuple[float, float], *, lying: bool = False) -> Markup:
    """A body in its room: its feet stand at ``at``; of who lies the middle is there."""
    x, y = at
    ground = GROUND - 880 * SIZE if lying else GROUND
    moved = f"translate({number(x - FEET * _SCALE)} {number(y - ground * _SCALE)}) scale({_SCALE:.3f})"
    return own(whose, _body(whose, pose, hurts, moved))


@cache
def _body(whose: str, pose: Pose, hurts: float, moved: str) -> Markup:
    drawn = markup(figure(pose, _WHO[whose]), face(Body(pose), hurts))
    return element("g", drawn, transform=moved, data_key="person")


def _bed() -> Markup:
    wood = paint("tendon-deep", "contour", 1.6)
    return markup(
        rect(18, 150, 10, FLOOR - 150, wood, radius=3),
        rect(294, 196, 8, FLOOR - 196, wood, radius=3),
        rect(22, _MATTRESS + 16, 276, 12, wood, radius=3),
        rect(26, _MATTRESS, 270, 18, paint("bone-light", "contour", 1.4), radius=6),
        rect(30, _MATTRESS - 13, 52, 17, paint("cloth-light", "contour", 1.4), radius=7),
    )


_FLAT = ((200, 214), (206, 200), (250, 197), (292, 202), (296, 216))
_OVER = ((186, 216), (188, 178), (230, 176), (284, 172), (297, 184), (297, 216))


def _blanket(*, flat: bool = False) -> Markup:
    """Over the legs of who lies, or turned back."""
    shape = curve(_FLAT if flat else _OVER, closed=True)
    return keyed("turned" if flat else "blanket", shape, paint("cloth", "contour", 1.4))


def _door() -> Markup:
    """A way out, behind the one who is up."""
    return markup(
        rect(372, 102, 58, FLOOR - 102, paint("sheet", "edge", 2), radius=3),
        circle(382, 186, 3.5, paint("edge")),
    )


# --- What is laid on


def _worn(now: Strain, plan: str, pose: Pose, at: tuple[float, float]) -> Markup:
    """On the lower back: a cold pack, a warm wrap."""
    put = now.wears(plan)
    return markup(
        _on_back(pose, at, _WRAP, paint("artery-light", "artery-deep", 1.6), f"{plan}-heat") if HEAT in put else "",
        _on_back(pose, at, _PACK, paint("disc-light", "disc-deep", 1.8), f"{plan}-ice") if ICE in put else "",
    )


_WRAP = ((-50, 288), (-20, 286), (10, 288), (12, 318), (10, 346), (-20, 348), (-52, 346), (-56, 318))
_PACK = ((-44, 284), (-64, 290), (-70, 316), (-66, 342), (-46, 348), (-38, 330), (-36, 304))


def _on_back(
    pose: Pose, at: tuple[float, float], shape: tuple[tuple[float, float], ...], look: str, key: str
) -> Markup:
    middle = 0.0 if pose.lying else 880.0
    points = tuple(
        (at[0] + x * _SMALL, at[1] + (y - middle) * _SMALL) for x, y in (pose.trunk(point) for point in shape)
    )
    return keyed(key, curve(points, closed=True), look)


def _table(now: Strain, plan: str) -> Markup:
    """A small table, and on it the tablets that are taken."""
    x = 398.0 if plan == ARTICLE else 22.0
    put = now.wears(plan)
    top = 206.0
    wood = paint("tendon-deep", "contour", 1.4)
    taken = [thing for thing in (IBUPROFEN, PARACETAMOL) if thing in put]
    return markup(
        rect(x, top, 34, 5, wood, radius=2),
        path(f"M{x + 5:g} {top + 5:g}V{FLOOR:g}M{x + 29:g} {top + 5:g}V{FLOOR:g}", paint("none", "contour", 2.4)),
        (_tablets(thing, x + 2 + 16 * n, top - 24) for n, thing in enumerate(taken)),
    )


def _tablets(thing: str, x: float, y: float) -> Markup:
    """A bottle of tablets."""
    cap, body = ("accent", "sheet") if thing == IBUPROFEN else ("ink", "sheet")
    return markup(
        rect(x, y + 5, 14, 19, paint(body, cap, 1.8), radius=2),
        rect(x + 2, y, 10, 6, paint(cap), radius=1.5),
        path(
            f"M{x + 3:g} {y + 14:g}h8" + (f"M{x + 7:g} {y + 10:g}v8" if thing == IBUPROFEN else ""),
            paint("none", cap, 2),
        ),
    )


def thing_icon(thing: str, x: float, y: float) -> Markup:
    """What is laid on, 36 units wide."""
    if thing == ICE:
        star = "M18 8v20M9 13l18 10M27 13l-18 10"
        shape = rect(2, 2, 32, 32, paint("disc-light", "disc-deep", 2), radius=9) + path(
            star, paint("none", "disc-deep", 2.2, round=True)
        )
    elif thing == HEAT:
        waves = "M11 27q-5 -5 0 -9t0 -9M19 27q-5 -5 0 -9t0 -9M27 27q-5 -5 0 -9t0 -9"
        shape = rect(2, 2, 32, 32, paint("artery-light", "artery-deep", 2), radius=9) + path(
            waves, paint("none", "artery-deep", 2.2, round=True)
        )
    else:
        shape = element("g", _tablets(thing, 0, 0), transform="translate(5 1) scale(1.4)")
    return element("g", shape, transform=f"translate({number(x)} {number(y)})")
