"""How high everything lies: a grown person of 880 units, two millimetres each, from the top of the head down.

Across, 0 is the midline and a distance counts away from it, so that one half of the body is written down once.
"""

from collections.abc import Mapping
from typing import NamedTuple

SOLE = 880.0
CREST, HIP, CROTCH, KNEE = 336.0, 408.0, 468.0, 625.0
_CHUNKS = (("C", 7, 67.8, 8.6, 0.0), ("T", 12, 128.0, 10.0, 1 / 3), ("L", 5, 270.0, 17.4, 0.5))
# Half the width of a vertebra's body, and how far its side arms reach, at some of them.
_BODY: Mapping[float, float] = {0: 8.0, 2: 6.2, 6: 7.0, 7: 7.4, 12: 7.6, 18: 10.4, 19: 11.0, 23: 13.6}
_ARMS: Mapping[float, float] = {
    **{0: 18.0, 1: 13.0, 4: 13.0, 6: 17.0, 7: 19.0, 12: 16.5, 17: 13.0, 18: 11.5, 19: 19.0, 21: 24.0, 23: 21.0},
}


class Vertebra(NamedTuple):
    """One of the 24 above the sacrum: from where to where it reaches, half its width, the reach of its arms."""

    name: str
    top: float
    bottom: float
    half: float
    arms: float

    @property
    def middle(self) -> float:
        """The height of its centre."""
        return (self.top + self.bottom) / 2


def between(table: Mapping[float, float], at: float) -> float:
    """What a table says at a place, straight on from one of its entries to the next."""
    known = sorted(table)
    low = max((one for one in known if one <= at), default=known[0])
    high = min((one for one in known if one >= at), default=known[-1])
    share = (at - low) / (high - low) if high != low else 0.0
    return table[low] + (table[high] - table[low]) * share


class Profile:
    """A table with whole heights, spread out for quick reading: what ``between`` says, without a search."""

    def __init__(self, table: Mapping[float, float]) -> None:
        self._values = [between(table, y) for y in range(882)]

    def __call__(self, y: float) -> float:
        """What the table says at a height; beyond its ends what it says there."""
        at = min(max(y, 0.0), SOLE)
        step = int(at)
        low = self._values[step]
        return low + (self._values[step + 1] - low) * (at - step)


def _vertebrae() -> dict[str, Vertebra]:
    found: dict[str, Vertebra] = {}
    for letter, count, top, height, growth in _CHUNKS:
        for place in range(count):
            bottom = round(top + height + growth * place, 1)
            index = len(found)
            name = f"{letter}{place + 1}"
            found[name] = Vertebra(name, top, bottom, between(_BODY, index), between(_ARMS, index))
            top = bottom
    return found


VERTEBRAE: Mapping[str, Vertebra] = _vertebrae()
SACRUM_TOP, SACRUM_END, COCCYX_END = VERTEBRAE["L5"].bottom, 412.0, 428.0
CORD_END = VERTEBRAE["L1"].bottom
SAC_END = 380.0  # of the sac around the roots: at the second piece of the sacrum
# The left kidney from the twelfth thoracic vertebra to the third lumbar, the right one a little lower.
KIDNEY: Mapping[str, tuple[float, float]] = {"left": (258.0, 310.0), "right": (265.0, 317.0)}
AORTA_FORK = VERTEBRAE["L4"].middle
