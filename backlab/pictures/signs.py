"""One sign for each lesson, for where lessons stand side by side: a few lines of one weight, in the text's colour.

A sign tells nothing that the lesson's title does not say, and so is hidden from who hears the page.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from backlab.markup import Markup, element, shape

SIDE = 48
_THIN = 2.6


def sign(lesson: str) -> Markup:
    """The sign of a lesson, by the name of its notebook; nothing where it has none."""
    return _drawn(lesson) if lesson in SIGNS else Markup()


@cache
def _drawn(lesson: str) -> Markup:
    return element(
        "svg",
        (shape("path", d=way) for way in SIGNS[lesson]),
        viewBox=f"0 0 {SIDE} {SIDE}",
        width=SIDE,
        height=SIDE,
        fill="none",
        stroke="currentColor",
        stroke_width=_THIN,
        stroke_linecap="round",
        stroke_linejoin="round",
        class_="bl-sign",
        aria_hidden="true",
        focusable="false",
    )


def _dot(x: float, y: float, r: float) -> str:
    return f"M{x - r:g} {y:g}a{r:g} {r:g} 0 1 0 {2 * r:g} 0a{r:g} {r:g} 0 1 0 {-2 * r:g} 0z"


def _person(x: float, y: float) -> str:
    """Head and shoulders, the feet at ``y``."""
    return f"{_dot(x, y - 13, 4)}M{x - 6.5:g} {y:g}c0-11 13-11 13 0"


SIGNS: Mapping[str, tuple[str, ...]] = {
    # A bell that rings, beside a muscle that is whole.
    "what_a_spasm_is": (
        "M12 27c0-5 1-13 8-13s8 8 8 13l3 4H9z",
        "M17.5 35a2.6 2.6 0 0 0 5 0M20 10v4",
        "M35 13c3 3 3 8 0 11M39.5 9.5c5 5 5 13 0 18",
    ),
    # The octagon of an emergency.
    "red_flags": ("M17 6h14l11 11v14L31 42H17L6 31V17z", f"M24 14v12{_dot(24, 33, 0.6)}"),
    # A bed.
    "muscle_strain": ("M6 12v26M6 33h36M42 38v-8c0-5-3-7-8-7H19v10", _dot(12.5, 26, 3.6)),
    # What is lifted again and again.
    "overuse_and_a_weak_core": ("M17 24h14M13 14v20M35 14v20M8 18v12M40 18v12M4 24h4M40 24h4",),
    # Two vertebrae, and the disc between them that bulges onto a nerve.
    "herniated_disc": (
        "M8 6h20v11H8zM8 31h20v11H8z",
        "M8 24c0-4 2-4 4-4h13c3 0 4 1 8 4c-4 3-5 4-8 4H12c-2 0-4 0-4-4z",
        "M38 5c0 12 3 13 3 19s-3 9-3 19",
    ),
    # Three vertebrae, and something that grows in one.
    "tumour_of_the_spine": (
        "M14 5h20v9H14zM14 34h20v9H14z",
        "M34 20v-1H14v10h20v-1",
        f"{_dot(34, 24, 5.5)}{_dot(34, 24, 1)}",
    ),
    # A kidney.
    "the_mimic": (
        "M29 5c9 0 13 9 13 19s-5 19-13 19c-7 0-9-7-6-12c2-4 2-10 0-14c-3-5-1-12 6-12z",
        "M24 24h-8c-4 0-6 2-6 7v12",
    ),
    # Scales.
    "choose_the_treatment": (
        "M24 7v34M15 41h18M10 13l14-3l14 3",
        "M10 13L4 28h12zM38 13l-6 15h12z",
    ),
    # A curve that falls, over a year.
    "how_it_goes": ("M7 7v34h34", "M12 12c2 16 8 20 28 22"),
    # One group that parts into two.
    "chances": (_dot(24, 10, 4), _dot(11, 37, 4), _dot(37, 37, 4), "M24 14v6c0 6-13 5-13 13M24 20c0 6 13 5 13 13"),
    # A page, read and marked.
    "the_article_and_the_evidence": ("M10 5h20l8 8v30H10zM30 5v8h8", "M16 19h9M16 26h7", "M19 34l4 4l10-12"),
    # People side by side.
    "a_thousand_patients": (_person(11, 41), _person(37, 41), _person(24, 29)),
    # A door that stands open.
    "the_clinic": ("M10 42V7h20v35M5 42h38", "M30 7l8 4v29l-8 2", f"{_dot(33.5, 26, 0.8)}"),
}
