"""How much it hurts over how much is torn: a plane in which every place can be reached, not the rising line alone."""

from collections.abc import Collection, Iterable

from backlab.drawing.svg import element, line, paint, path, rect
from backlab.language import gettext
from backlab.markup import Markup, markup
from backlab.pictures.spasm.shapes import Point, aside, block, dot, keyed, label, numeral, said_aside, way
from backlab.pictures.spasm.state import FIBRES, LITTLE, MANY, MOST_TORN, STRONG, STRONGEST, TEARS, Spasm

A, B = "whole", "torn"
"""The fields that are looked for, by the steps that ask for them."""
_EDGE, _LEFT, _COLUMN = 462.0, 492.0, 18.6
_TOP, _BOTTOM, _BAR = 92.0, 322.0, 11.0
_RIGHT = _LEFT + _COLUMN * (MOST_TORN + 1)
_STEP = (_BOTTOM - _TOP) / STRONGEST


def place(torn: float, pain: float) -> Point:
    """Where so many torn fibres and so much pain meet."""
    return _LEFT + (torn + 0.5) * _COLUMN, _BOTTOM - pain * _STEP


def plane(now: Spasm, fields: Collection[str], found: Collection[str], trail: Iterable[tuple[float, int]]) -> Markup:
    """The axes, the fields to look for, where one has been, and the pain now as a bar of what it comes of."""
    sought = {A: ("A", (0, 0), (STRONG, STRONGEST)), B: ("B", (TEARS, MOST_TORN), (0, LITTLE))}
    seen = [name for name in sought if name in fields or name in found]
    return markup(
        _head(now, is_compared=bool(seen)),
        rect(_LEFT, _TOP, _RIGHT - _LEFT, _BOTTOM - _TOP, paint("sheet", "edge", 1.2)),
        line(_LEFT, place(0, 5)[1], _RIGHT, place(0, 5)[1], paint(stroke="line", width=1.2)),
        (_field(*sought[name], name in found) for name in seen),
        line(*place(0, 0), *place(MOST_TORN, STRONGEST), _IF_DAMAGE) if seen else "",
        _been(trail) if seen else "",
        _bar(now),
        _axes(),
        _fibres(now),
    )


_IF_DAMAGE = paint(stroke="soft", width=1.6, dashes="2 5", round=True)


def _head(now: Spasm, *, is_compared: bool) -> Markup:
    """The pain as the sum that it is here, as the bar has it."""
    compared = line(_EDGE, 82, _EDGE + 22, 82, paint(stroke="soft", width=2, dashes="2 5", round=True))
    swatches = _swatch(_EDGE, 35, paint("nerve", "edge", 1)), _swatch(_EDGE, 56, paint("sheet", "edge", 1))
    return markup(
        label(_EDGE, 26, gettext("Pain {pain}").format(pain=now.pain), size=22),
        aside(_RIGHT, 47, gettext("made-up model"), anchor="end"),
        *swatches,
        path(way("M", _EDGE + 7, 70, "V", 56), _striped(12)),
        numeral(_EDGE + 19, 47, gettext("alarm {number}").format(number=now.rings), "start"),
        numeral(_EDGE + 19, 68, gettext("tissue {number}").format(number=now.pain - now.rings), "start"),
        said_aside(
            (compared, aside(_EDGE + 28, 86, gettext("if pain were damage"))) if is_compared else "",
        ),
    )


def _swatch(x: float, y: float, look: str) -> Markup:
    return rect(x, y, 14, 14, look, radius=3)


def _striped(width: float) -> str:
    """The share of the pain that comes of the tissue: striped, while the torn fibres themselves are solid."""
    return paint("none", "muscle", width, dashes="3 2.4")


def _axes() -> Markup:
    pains = ((place(0, pain)[1] + 5, str(pain)) for pain in (0, 5, STRONGEST))
    rule = gettext("The tissue adds 1 to the pain, and 2 from {many} torn on.").format(many=MANY)
    x, y = _LEFT - 10, place(0, 0.75 * STRONGEST)[1]
    tears = ((place(torn, 0)[0], str(torn)) for torn in (0, MOST_TORN // 2, MOST_TORN))
    return markup(
        (numeral(_LEFT - 6, y, words, "end") for y, words in pains),
        (numeral(x, _BOTTOM + 53, words, "middle") for x, words in tears),
        element("g", numeral(0, 0, gettext("Pain"), "middle"), transform=f"translate({x:g} {y:g}) rotate(-90)"),
        label((_LEFT + _RIGHT) / 2, _BOTTOM + 76, gettext("torn, of {count}").format(count=FIBRES), anchor="middle"),
        aside(_EDGE, _BOTTOM + 97, rule, wide=200),
    )


def _fibres(now: Spasm) -> Markup:
    """Below the bar the fibres that can tear, one for each step to the right: whole, or in two."""
    return markup(_fibre(n, is_torn=n <= round(now.open)) for n in range(1, MOST_TORN + 1))


def _fibre(n: int, *, is_torn: bool) -> Markup:
    x, y = place(n, 0)[0], _BOTTOM + 7
    gap, aside_by = (6, 2.5) if is_torn else (-1, 0)
    look = paint("muscle", "muscle-deep", 1.2) if is_torn else paint("muscle-light")
    long = (28 - gap) / 2
    ends = ((f"torn-{n}-above", -aside_by, y), (f"torn-{n}-below", aside_by, y + long + gap))
    return markup(block(key, x - 4 + by, top, 8, long, look, 2 if is_torn else 0) for key, by, top in ends)


def _field(name: str, torn: tuple[int, int], pain: tuple[int, int], is_found: bool) -> Markup:
    """A field to reach, with its letter beside it, and a tick once one has been there."""
    (left, low), (right, high) = place(torn[0] - 0.5, pain[0]), place(torn[1] + 0.5, pain[1])
    strong, soft = ("self-care", "self-care-soft") if is_found else ("accent", "accent-soft")
    look = paint(soft, strong, 2, dashes="" if is_found else "5 4")
    x, anchor = (right + 5, "start") if torn[0] == 0 else (left - 5, "end")
    words = f"{name} ✓" if is_found else name
    return rect(left + 1, high + 1, right - left - 2, low - high - 2, look) + label(x, high + 18, words, anchor=anchor)


def _been(trail: Iterable[tuple[float, int]]) -> Markup:
    """A dot wherever one has been."""
    spots = "".join(way("M", *place(*each), "h", 0.1) for each in trail)
    look = paint("none", "soft", 5, round=True, opacity=0.6)
    return path(spots, look, class_="bl-spasm-been") if spots else markup()


def _bar(now: Spasm) -> Markup:
    """The pain where one is: from the alarm, and on top of it from the tissue."""
    x, low = place(now.open, 0)
    rings, top = (place(0, pain)[1] for pain in (now.rings, now.pain))
    left = x - _BAR / 2
    return element(
        "g",
        block("pain-alarm", left, rings, _BAR, low - rings, paint("nerve", "nerve-deep", 1)),
        block("pain-tissue-edge", left, top, _BAR, rings - top, paint("sheet", "muscle-deep", 1)),
        keyed("pain-tissue", way("M", x, rings, "V", top), _striped(_BAR - 2)),
        dot("pain-now", (x, top), 7, paint("sheet", "ink", 3)),
    )
