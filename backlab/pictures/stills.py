"""The first thing that one sees of a lesson: a small drawing of what it is about, beside its title.

It tells nothing that the page does not say, and holds no word and no figure: who hears the page misses nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache

from backlab.drawing.curves import curve
from backlab.drawing.svg import circle, paint, path, rect
from backlab.markup import Child, Markup, element
from backlab.model import Disposition
from backlab.pictures.back import CROPS, Look, drawn_back, look_of
from backlab.pictures.back.forms import Box
from backlab.pictures.back.nerves import WAYS
from backlab.pictures.clinic.person import standing
from backlab.pictures.marks import level_mark
from backlab.pictures.spasm.story import BOX, two_spasms

_LOWER: Box = (-118, 176, 236, 330)  # from the lowest ribs to the buttocks, from behind
_TRUNK = CROPS["behind"]["trunk"]
_LEGS: Box = (-104, 270, 208, 620)
_RED = ("sheet", 7.6), ("emergency", 5)
_PERSON = (
    "M10 0a4.4 4.4 0 1 1 0 8.8a4.4 4.4 0 1 1 0-8.8zM5.6 10h8.8c2.4 0 4 1.7 4 4v8.6c0 2-3.4 2-3.4 0v-5h-.6v17"
    "c0 2.4-3.8 2.4-3.8 0v-9h-1.2v9c0 2.4-3.8 2.4-3.8 0v-17h-.6v5c0 2-3.4 2-3.4 0v-8.6c0-2.3 1.6-4 4-4z"
)


def still(lesson: str) -> Markup:
    """The drawing of a lesson, by the name of its notebook; nothing where it has none."""
    return _drawn(lesson) if lesson in STILLS else Markup()


@cache
def _drawn(lesson: str) -> Markup:
    box, inside = STILLS[lesson]()
    seen = " ".join(f"{side:g}" for side in box)
    return element("svg", inside, viewBox=seen, aria_hidden="true", focusable="false", class_="page-still")


Still = tuple[Box, tuple[Child, ...]]


def _two() -> Still:
    """The two of the story: one is sore, the other lies on the ground."""
    return BOX, (two_spasms(),)


def _signs() -> Still:
    """The nerves that must not be pressed, and the octagon of an emergency where that is felt."""
    lit = {"horse-tail": "alarm", "root-S2-left": "alarm", "root-S2-right": "alarm"}
    drawn = drawn_back(box=_LOWER, layers={"skin": 0.35, "bones": 1.0, "nerves": 0.6}, lit=lit)
    return _LOWER, (
        drawn,
        level_mark(Disposition.EMERGENCY, 0, 462, 46),
    )


def _pulled() -> Still:
    """The muscles of the back, and the one low in it that was pulled."""
    return _LOWER, (
        drawn_back(box=_LOWER, layers={"skin": 0.4, "muscles": 1.0}, lit={"erector-spinae-right": "pain"}),
    )


def _core() -> Still:
    """The deep muscles that hold the trunk."""
    lit = [f"{name}-{side}" for name in ("quadratus-lumborum", "deep-abdominal-wall") for side in ("left", "right")]
    return _TRUNK, (drawn_back(box=_TRUNK, layers={"skin": 0.35, "bones": 0.7, "deep": 1.0}, lit=lit),)


def _down_the_leg() -> Still:
    """A disc low in the back, and the nerve behind it, as far as all of them go together."""
    drawn = drawn_back(box=_LEGS, layers={"skin": 0.5, "bones": 0.8}, lit={"disc-L5-S1": "accent"})
    from_the_disc = curve(WAYS["S1"][1:4])  # where it goes on from there is what is asked
    nerve = (path(from_the_disc, paint("none", tone, width, round=True)) for tone, width in _RED)
    return _LEGS, (drawn, *nerve)


def _in_the_spine() -> Still:
    """One vertebra among all, near enough to be seen."""
    box = (-80.0, 168.0, 160.0, 168.0)
    return box, (drawn_back(box=box, layers={"skin": 0.3, "bones": 1.0}, lit={"vertebra-T11": "alarm"}),)


def _sore() -> Still:
    """A place that hurts, and nobody sees what lies there."""
    rings = (circle(34, 287, 9 + 9 * n, paint("none", "emergency", 4 - n)) for n in range(3))
    return _LOWER, (drawn_back(box=_LOWER, look=Look("male", 4)), *rings)


def _to_choose() -> Still:
    """A back, and the four levels of care."""
    box = (-150.0, 66.0, 356.0, 506.0)
    marks = (level_mark(level, 172, 446 - 84 * n, 50) for n, level in enumerate(Disposition))
    back = drawn_back(box=(-140, 66, 280, 506), look=Look("female", 4))
    return box, (
        element("g", back, transform="translate(-24 0)"),
        *marks,
    )


def _a_year() -> Still:
    """The two of the story, with the same pain: one has ointment and tablets, the other goes to work."""
    tube = path("M0 0H26L22 62H4ZM7 62H19V74H7Z", paint("accent-soft", "accent", 3, round=True))
    packet = rect(0, 0, 44, 28, paint("sheet", "accent", 3), radius=4)
    pills = (circle(10 + 12 * n, 14, 4, paint("accent")) for n in range(3))
    grip = path("M14 12V4Q14 0 18 0H36Q40 0 40 4V12", paint("none", "edge", 4))
    bag = grip + rect(0, 12, 54, 40, paint("line", "edge", 3), radius=6)
    return (-4, 0, 312, 300), (
        _stands(0, standing(Look("female", 3), 34, pain=5)),
        _stands(150, standing(Look("male", 5), 41, pain=5)),
        rect(35, 150, 50, 20, paint("accent-soft", "accent", 3), radius=5),
        element("g", tube, transform="translate(76 136) rotate(-24) scale(0.8)"),
        element("g", packet, *pills, transform="translate(0 166)"),
        element("g", bag, transform="translate(222 176)"),
    )


def _stands(x: float, person: Markup) -> Markup:
    return element("g", person, transform=f"translate({x:g} 6)")


def _a_crowd() -> Still:
    """Many people, a few of whom are meant."""
    dots = (_dot(n) for n in range(280))
    return (0, 0, 310, 218), (*dots,)


def _dot(n: int) -> Markup:
    is_meant = n in (33, 97, 164, 206, 251)
    look = paint("accent" if is_meant else "line")
    return circle(10 + n % 20 * 15.3, 10 + n // 20 * 15.3, 6.6 if is_meant else 4.6, look)


def _read() -> Still:
    """A page, read with a glass."""
    sheet = rect(30, 14, 190, 250, paint("sheet", "edge", 3), radius=8)
    heading = rect(52, 40, 110, 14, paint("ink"), radius=4)
    lines = (rect(52, 74 + 22 * n, 146 - 26 * (n % 3 == 2), 8, paint("line"), radius=4) for n in range(8))
    grip = path("M248 216L296 264", paint(stroke="accent", width=16, round=True))
    glass = circle(206, 176, 56, paint("accent-soft", "accent", 8))
    near = (rect(168, 156 + 26 * n, 76 - 22 * n, 13, paint("ink"), radius=5) for n in range(2))
    return (0, 0, 320, 290), (
        sheet,
        heading,
        *lines,
        glass,
        grip,
        *near,
    )


def _many_patients() -> Still:
    """A clinic full of people, a few of whom need more than the others."""
    people = (_one(n) for n in range(60))
    return (0, 0, 310, 282), (*people,)


def _one(n: int) -> Markup:
    told = {7: "emergency", 22: "urgent", 38: "urgent", 45: "routine", 12: "routine", 51: "routine"}
    where = f"translate({8 + n % 10 * 30} {6 + n // 10 * 46})"
    return element("path", d=_PERSON, style=paint(told.get(n, "line")), transform=where)


def _waiting() -> Still:
    """Three who wait, of whom nobody can tell by looking."""
    box = (-164, -10, 328, 906)
    backs = (drawn_back(box=box, look=look) for look in (Look("male", 5), Look("female", 2), look_of("the third")))
    placed = (element("g", each, transform=f"translate({n * 250} {(n % 2) * 26})") for n, each in enumerate(backs))
    return (-150, -20, 800, 946), (*placed,)


STILLS: Mapping[str, Callable[[], Still]] = {
    "what_a_spasm_is": _two,
    "red_flags": _signs,
    "muscle_strain": _pulled,
    "overuse_and_a_weak_core": _core,
    "herniated_disc": _down_the_leg,
    "tumour_of_the_spine": _in_the_spine,
    "the_mimic": _sore,
    "choose_the_treatment": _to_choose,
    "how_it_goes": _a_year,
    "chances": _a_crowd,
    "the_article_and_the_evidence": _read,
    "a_thousand_patients": _many_patients,
    "the_clinic": _waiting,
}
