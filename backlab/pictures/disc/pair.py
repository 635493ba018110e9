"""Two people with the same pain down one leg, who differ in one thing: whether they are numb between the legs."""

from __future__ import annotations

from functools import cache

from backlab.advice import advise
from backlab.drawing.curves import curve
from backlab.drawing.svg import line, paint
from backlab.language import gettext
from backlab.markup import Markup, markup
from backlab.model import Disposition
from backlab.pictures.disc.layout import Place, framed
from backlab.pictures.disc.legs import seen_from
from backlab.pictures.disc.map import quiet
from backlab.pictures.disc.parts import blob, both_sides, named, note, part, strand
from backlab.pictures.disc.state import Disc
from backlab.pictures.marks import level_label, level_mark
from backlab.presentation import Presentation

WIDE, HIGH = 416.0, 600.0
_PAIN = Presentation(age=42, pain=6, days=49, present=frozenset({"leg_pain"}))
_NUMB = Presentation(age=42, pain=6, days=49, present=frozenset({"leg_pain", "saddle_numbness"}))
"""The same person but for one answer."""
_BOX = (-95.0, 330.0, 190.0, 232.0)
_TOP, _SEAT = 48.0, 240.0  # where each of them is drawn, and how high
_COLUMN = _SEAT * _BOX[2] / _BOX[3]
_SADDLE = blob(both_sides(((0, 404), (-16, 414), (-26, 440), (-22, 470), (-9, 486)), 0))
_WAY = curve(((28, 404), (38, 440), (44, 500), (44, 562)))  # of the pain, down the back of the thigh


def pair(disc: Disc, place: Place) -> Markup:
    """Both of them: as long as the bundle has room they are alike."""
    is_numb = disc.presses_bundle
    head = note(named(WIDE / 2, 20, gettext("The same pain down one leg"), anchor="middle", bold=True, wide=WIDE))
    between = line(WIDE / 2, _TOP, WIDE / 2, 540, paint(stroke="line", width=2, dashes="2 6", round=True))
    two = _person("one", 0, is_numb=False), _person("other", WIDE - _COLUMN, is_numb=is_numb)
    return framed("pair", place, WIDE, HIGH, head, between, *two)


@cache
def answer(*, is_numb: bool) -> Disposition:
    """What the rules say to this pain, and to the same pain of somebody who is numb there."""
    return advise(_NUMB if is_numb else _PAIN).disposition


def _person(name: str, x: float, *, is_numb: bool) -> Markup:
    """The seat from behind with the pain, the saddle, which is blank where it is numb, and what to do."""
    painted = paint("sheet", "emergency", 5) if is_numb else quiet()
    pain = part(f"{name}-pain", _WAY, strand("pressed", 7))
    seat = seen_from("back", _BOX, pain, part(f"{name}-saddle", _SADDLE, painted), at=(x, _TOP), height=_SEAT)
    middle = x + _COLUMN / 2
    says = gettext("numb") if is_numb else gettext("not numb")
    felt = named(middle, _TOP + _SEAT + 30, says, anchor="middle", bold=True, wide=_COLUMN)
    there = note(named(middle, _TOP + _SEAT + 56, gettext("between the legs"), anchor="middle", wide=_COLUMN))
    return markup(seat, felt, there, _answer(middle, is_numb=is_numb))


def _answer(x: float, *, is_numb: bool) -> Markup:
    found = answer(is_numb=is_numb)
    called = named(x, 440, level_label(found), anchor="middle", bold=True, wide=_COLUMN)
    do = gettext("999, 112 or 911 now") if found is Disposition.EMERGENCY else gettext(found.meaning)
    said = note(named(x, 468, do, anchor="middle", bold=is_numb, wide=_COLUMN))
    return markup(level_mark(found, x, 390, 44), called, said)


__all__ = ["answer", "pair"]
