"""Two who call with the same pain, and what one may ask them: only one question has two answers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from itertools import accumulate

from backlab.advice import advise
from backlab.drawing.svg import element, line, paint, path, rect, wrap
from backlab.language import gettext
from backlab.markup import Markup, markup
from backlab.model import Disposition
from backlab.pictures.marks import level_label, level_mark
from backlab.pictures.spasm.lifter import GROUND, body, face, figure
from backlab.pictures.spasm.shapes import SIZE, WIDE, aside, label, tappable
from backlab.pictures.spasm.state import AGE, LIFTED, STRONGEST, Spasm
from backlab.presentation import Presentation

AGAIN, TORN, SIGNS = QUESTIONS = "again", "torn", "signs"
_MAN = 0.9  # how large each is drawn
_FLOOR = 352.0
# Of the questions in the middle: where they begin, how wide they are, from line to line, and between two.
_LEFT, _ASKED, _LINE, _GAP = 212.0, 240.0, 22.0, 9.0
_KEYS = re.compile(r" data-(?:key|part)='[^']*'")


def question(name: str) -> str:
    """What is asked, in words."""
    said: Mapping[str, str] = {
        AGAIN: gettext("How bad is it, really?"),
        TORN: gettext("Is a fibre torn?"),
        SIGNS: gettext("Numb between the legs? Hard to pee?"),
    }
    return said[name]


def callers(now: Spasm, asked: str) -> Markup:
    """Both of them with what they say, the questions between them, and what to do about each."""
    floor = line(0, _FLOOR, WIDE, _FLOOR, paint(stroke="line", width=2))
    man = _man(now.pain)
    x = 118 - 270 * _MAN
    moved = f"translate({x:g} {_FLOOR - GROUND * _MAN:g}) scale({_MAN})"
    one = element("g", man, transform=moved)
    other = element("g", one, transform=f"translate({WIDE} 0) scale(-1 1)")
    said = zip((False, True), (112.0, WIDE - 112.0), strict=True)
    return markup(floor, one, other, _asked(asked), (_says(now, asked, x, is_other=each) for each, x in said))


@cache
def _man(pain: int) -> Markup:
    """He stands bent, as the pain has him; both are drawn alike, so that nothing but an answer sets them apart."""
    who = body(LIFTED + 1, pain)
    return Markup(_KEYS.sub("", markup(figure(who.pose), face(who, pain / STRONGEST))))


def _asked(asked: str) -> Markup:
    """The questions, to be tapped; the one that was asked is filled."""
    each = [(name, wrap(question(name), 156, size=SIZE, bold=True)) for name in QUESTIONS]
    highs = [_LINE * len(lines) + 18 for _, lines in each]
    tops = accumulate(highs, lambda top, high: top + high + _GAP, initial=_FLOOR - 10 - sum(highs) - 2 * _GAP)
    return markup(
        _chip(name, lines, top, high, is_asked=name == asked)
        for (name, lines), high, top in zip(each, highs, tops, strict=False)
    )


def _chip(name: str, lines: tuple[str, ...], y: float, high: float, *, is_asked: bool) -> Markup:
    fill, edge = ("accent-soft", "accent") if is_asked else ("sheet", "edge")
    ground = rect(_LEFT, y, _ASKED, high, paint(fill, edge, 3 if is_asked else 1.6), radius=10)
    words = (label(_LEFT + _ASKED / 2, y + 25 + _LINE * n, each, anchor="middle") for n, each in enumerate(lines))
    return tappable(f"ask={name}", ground, *words)


def _says(now: Spasm, asked: str, x: float, *, is_other: bool) -> Markup:
    """What one of them says, in a bubble above; and below what to do as far as that goes."""
    words = _answer(now, asked, is_other=is_other)
    differs = is_other and asked == SIGNS
    ground = paint("emergency-soft" if differs else "tint", "emergency" if differs else "edge", 2.4 if differs else 1.6)
    tail = 1 if not is_other else -1
    bubble = rect(x - 104, 14, 208, 46, ground, radius=14) + path(
        f"M{x + 22 * tail:g} 59l{6 * tail} 22l{14 * tail} -22z", ground
    )
    found = _level(now.pain, is_numb=differs)
    return markup(
        bubble,
        label(x, 43, words, anchor="middle"),
        level_mark(found, x, 380, 34),
        label(x, 420, level_label(found), anchor="middle"),
        "" if found is Disposition.EMERGENCY else aside(x, 437, gettext("so far"), anchor="middle"),
    )


def _answer(now: Spasm, asked: str, *, is_other: bool) -> str:
    if asked == TORN:
        return gettext("No idea!")
    if asked == SIGNS:
        return gettext("Yes, numb.") if is_other else gettext("No, neither.")
    return gettext("{pain} of {most}!").format(pain=now.pain, most=STRONGEST)


@cache
def _level(pain: int, *, is_numb: bool) -> Disposition:
    """What the rules say to this pain, and to the same pain with one sign more."""
    signs = frozenset({"saddle_numbness"}) if is_numb else frozenset()
    return advise(Presentation(age=AGE, pain=pain, days=0, mobility="still_moving", present=signs)).disposition


__all__ = ["AGAIN", "QUESTIONS", "SIGNS", "TORN", "callers", "question"]
