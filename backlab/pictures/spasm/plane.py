"""How much it hurts over how much is torn: a plane in which every place can be reached, not the rising line alone."""

from collections.abc import Collection, Iterable

from backlab.drawing.svg import element, line, paint, path, rect
from backlab.language import gettext
from backlab.markup import Markup, markup
from backlab.pictures.spasm.shapes import Point, aside, block, dot, label, numeral, said_aside, way
from backlab.pictures.spasm.state import LITTLE, MOST_TORN, STRONG, STRONGEST, TEARS, Spasm

A, B = "whole", "torn"
"""The fields that are looked for, by the steps that ask for them."""
_EDGE, _LEFT, _COLUMN = 462.0, 492.0, 18.6
_TOP, _BOTTOM, _BAR = 92.0, 322.0, 11.0
_RIGHT = _LEFT + _COLUMN * (MOST_TORN + 1)
_STEP = (_BOTTOM - _TOP) / STRONGEST


def place(torn: float, pain: float) -> Point:
    """Where so many torn fibres and so much pain meet."""
    return _LEFT + (torn + 0.5) * _COLUMN, _BOTTOM - pain * _STEP


def plane(now: Spasm, found: Collection[str], trail: Iterable[tuple[float, int]]) -> Markup:
    """The axes, both fields, where one has been, and the pain now as a bar of what it comes of."""
    return markup(
        _head(now),
        rect(_LEFT, _TOP, _RIGHT - _LEFT, _BOTTOM - _TOP, paint("tint", "edge", 1.2)),
        _field("A", (0, 0), (STRONG, STRONGEST), A in found),
        _field("B", (TEARS, MOST_TORN), (0, LITTLE), B in found),
        line(*place(0, 0), *place(MOST_TORN, STRONGEST), paint(stroke="soft", width=1.6, dashes="2 5", round=True)),
        _been(trail),
        _bar(now),
        _axes(),
    )


def _head(now: Spasm) -> Markup:
    """The pain as the sum that it is here, in the colours of the bar and of both sliders."""
    parts = (
        (_EDGE, "nerve", gettext("alarm {number}").format(number=now.rings)),
        (_EDGE + 94, "muscle", gettext("tissue {number}").format(number=now.pain - now.rings)),
    )
    return markup(
        label(_EDGE, 26, gettext("Pain {pain}").format(pain=now.pain), size=22),
        said_aside(
            (
                rect(x, 36, 14, 14, paint(fill, "edge", 1), radius=3) + aside(x + 19, 48, said)
                for x, fill, said in parts
            ),
            line(_EDGE, 68, _EDGE + 22, 68, paint(stroke="soft", width=2, dashes="2 5", round=True)),
            aside(_EDGE + 28, 72, gettext("if pain were damage")),
        ),
    )


def _axes() -> Markup:
    pains = ((place(0, pain)[1] + 5, str(pain)) for pain in (0, 5, STRONGEST))
    made_up = gettext("A teaching model: its numbers are made up. Dots: where you have been.")
    tears = ((place(torn, 0)[0], str(torn)) for torn in (0, MOST_TORN // 2, MOST_TORN))
    return markup(
        (numeral(_LEFT - 6, y, words, "end") for y, words in pains),
        (numeral(x, _BOTTOM + 19, words, "middle") for x, words in tears),
        rect(_EDGE, _BOTTOM + 30, 14, 14, paint("muscle", "edge", 1), radius=3),
        label(_EDGE + 19, _BOTTOM + 43, gettext("Torn now")),
        aside(_EDGE, _BOTTOM + 62, made_up, wide=190),
    )


def _field(name: str, torn: tuple[int, int], pain: tuple[int, int], is_found: bool) -> Markup:
    """A field to reach, with its letter beside it, and a tick once one has been there."""
    (left, low), (right, high) = place(torn[0] - 0.5, pain[0]), place(torn[1] + 0.5, pain[1])
    strong, soft = ("self-care", "self-care-soft") if is_found else ("accent", "accent-soft")
    look = paint(soft, strong, 2, dashes="" if is_found else "5 4")
    x, anchor = (right + 5, "start") if torn[0] == 0 else (right - 5, "end")
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
        block("pain-tissue", left, top, _BAR, rings - top, paint("muscle", "muscle-deep", 1)),
        dot("pain-now", (x, top), 7, paint("sheet", "ink", 3)),
    )
