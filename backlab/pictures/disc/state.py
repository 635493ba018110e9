"""What a push does to a disc: from which place on the ring gives way, a root is pressed, and a leg hurts.

The stages, and what is felt from where on, are a teaching picture; how often each stage shrinks, and when the middle
one of a hundred people had recovered, are figures of sources.
"""

from __future__ import annotations

from typing import NamedTuple

from backlab.drawing.parts import reached
from backlab.knowledge.figures import DISCS_SHRUNK, WEEKS_TO_RECOVER, Count
from backlab.knowledge.places import NERVE_ROOTS, NerveRoot
from backlab.language import gettext

LEVELS = tuple(NERVE_ROOTS)
WAYS = ("side", "middle")
BULGE, TOUCH, BREAK, LOOSE = 1, 40, 60, 85
"""How far the core is, of 100, when the ring bulges, a root is reached, the ring breaks, a piece is loose."""
STEEPEST, PULLS = 70, 30
"""How many degrees a leg can be raised here, and from where on that pulls at a root."""
MONTHS = 12
WAITING, SURGERY = "waiting", "surgery"
CARES = (WAITING, "opioid", "injection", SURGERY)
STAGES = (0, BULGE, TOUCH, BREAK, LOOSE)
_SMALLEST = TOUCH - 6  # so far a core stands out that has shrunk: it no longer reaches the root
_SHRUNK_BY = 10  # months
_WEEKS_IN_A_MONTH = 52 / 12


def _calm_after() -> int:
    """The month from which on the middle one of those who waited had recovered."""
    weeks = next(count.value for count in WEEKS_TO_RECOVER if count.label == "waiting first")
    return round(weeks / _WEEKS_IN_A_MONTH)


CALM = _calm_after()


class Disc(NamedTuple):
    """One disc: its ``level``, which ``way`` and how far its core is pushed, how steep the leg, how many months on.

    ``care`` is what is done meanwhile, of ``CARES``.
    """

    level: str = LEVELS[1]
    way: str = WAYS[0]
    core: int = 0
    leg: int = 0
    months: int = 0
    care: str = WAITING

    @property
    def root(self) -> NerveRoot:
        """The nerve root that it mostly presses on."""
        return NERVE_ROOTS[self.level]

    @property
    def stage(self) -> int:
        """0 whole, 1 bulges, 2 reaches the root, 3 broken out, 4 a piece is loose: as it was at the start."""
        return reached(STAGES, self.core)

    @property
    def shrinks(self) -> Count | None:
        """How often such a disc shrinks by itself; a whole one has nothing to shrink."""
        loose, out, pushes, bulges = DISCS_SHRUNK
        return (None, bulges, pushes, out, loose)[self.stage]

    @property
    def does_shrink(self) -> bool:
        """Whether it shrinks in the picture: where more than half of such discs do."""
        return self.shrinks is not None and self.shrinks.value > 50

    @property
    def is_operated(self) -> bool:
        """Whether an operation has taken out what pressed on a root, as it does in the first month."""
        return self.care == SURGERY and self.months > 0 and self.core >= TOUCH and self.way == "side"

    @property
    def reach(self) -> float:
        """How far the core stands out by now, of 100: with the months it never grows."""
        if self.is_operated:
            return _SMALLEST
        if not self.does_shrink:
            return self.core
        return self.core - (self.core - _SMALLEST) * min(self.months / _SHRUNK_BY, 1)

    @property
    def size(self) -> float:
        """How large what has come out still is, of 1."""
        return (self.reach - _SMALLEST / 2) / (self.core - _SMALLEST / 2) if self.does_shrink else 1

    @property
    def is_touched(self) -> bool:
        """Whether the root, or the bundle, is reached by now."""
        return self.reach >= TOUCH

    @property
    def presses_bundle(self) -> bool:
        """Whether a large piece presses the whole bundle of nerves in the canal."""
        return self.way == "middle" and self.reach >= BREAK

    @property
    def pain(self) -> float:
        """How strong the signal down the leg is, of 1: it fades until the middle one of a hundred had recovered."""
        return max(0.0, 1 - self.months / CALM) if self.is_touched and self.way == "side" else 0.0

    @property
    def can_pull(self) -> bool:
        """Whether a raised straight leg pulls at this root: it hardly does at L4."""
        return self.root.name != "L4"

    @property
    def pulls(self) -> bool:
        """Whether the raised leg pulls a root over the core that hurts."""
        return self.leg >= PULLS and self.can_pull and self.pain > 0


def stage_words() -> tuple[str, ...]:
    """Each stage in plain words."""
    return (
        gettext("the ring holds"),
        gettext("the ring bulges"),
        gettext("the core pushes against the root"),
        gettext("the ring gives way"),
        gettext("a piece breaks off"),
    )


def stage_terms() -> tuple[str, ...]:
    """The stages as a clinician calls them."""
    return (
        gettext("healthy disc"),
        gettext("bulge"),
        gettext("protrusion"),
        gettext("extrusion"),
        gettext("sequestration"),
    )
