"""Whose back it is: how a woman's and a man's body differ in width, and the tone of skin and hair."""

from functools import cache
from typing import Literal, NamedTuple
from zlib import crc32

from backlab.drawing.svg import TONES
from backlab.pictures.back.forms import Place
from backlab.pictures.back.levels import Profile

Sex = Literal["female", "male"]
Side = Literal["left", "right"]
SEXES: tuple[Sex, ...] = ("female", "male")
SIDES: tuple[Side, ...] = ("left", "right")
_TRUNK_EDGE = 84.0  # so far from the midline everything grows; what lies farther out is only moved
# How much wider or narrower than drawn, by height.
_WIDER: dict[Sex, dict[float, float]] = {
    "male": {0: 1.0, 880: 1.0},
    "female": {
        **{0: 0.95, 60: 0.95, 100: 0.84, 125: 0.85, 150: 0.9, 200: 0.92, 250: 0.91, 300: 0.9, 330: 0.96},
        **{370: 1.03, 415: 1.055, 450: 1.05, 500: 1.02, 560: 0.98, 620: 0.93, 700: 0.92, 800: 0.88, 880: 0.9},
    },
}


class Look(NamedTuple):
    """Sex at birth, and the tone of the skin from 1 (pale) to 6 (dark)."""

    sex: Sex
    tone: int


USUAL = Look("male", 3)


def look_of(name: str) -> Look:
    """A look for an example patient, always the same for the same name, and as varied as the names are."""
    lot = crc32(name.encode())
    return Look(SEXES[lot % 2], 1 + lot // 2 % TONES)


def checked(look: Look) -> Look:
    """The look, if it can be drawn; raises ``ValueError`` where it cannot."""
    if look.sex not in SEXES or not 1 <= look.tone <= TONES:
        raise ValueError(
            f"There is no drawing of {look.sex!r} in tone {look.tone!r}: choose female or male, 1 to {TONES}."
        )
    return look


@cache
def placed(sex: Sex, side: Side) -> Place:
    """Where a point of the half that is written down lies on a side of this body."""
    sign, wider = (-1 if side == "left" else 1), Profile(_WIDER[sex])

    def place(point: tuple[float, float]) -> tuple[float, float]:
        x, y = point
        inner = max(-_TRUNK_EDGE, min(_TRUNK_EDGE, x))
        return sign * (inner * wider(y) + x - inner), y

    return place
