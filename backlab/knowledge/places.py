"""Where it can hurt: the places of a back seen from behind, and what the nerves of the lower back feel.

A back seen from behind has the person's left on the left. A place that belongs to a finding sets it; the
usual places of a spasm set none.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from backlab.knowledge.findings import both_legs, flank_pain, leg_pain, saddle_numbness, thigh_pain, upper_back
from backlab.model import Finding


class Place(NamedTuple):
    """A place on the back of the body that can be pointed at, and the findings that pointing at it sets."""

    id: str
    label: str
    findings: tuple[Finding, ...] = ()


class NerveRoot(NamedTuple):
    """The nerve root that a disc at ``level`` mostly presses on, and where that root is felt in the leg."""

    level: str
    name: str
    felt: str
    sources: tuple[str, ...]


_TABLE = (
    Place("upper-back-left", "Upper back, left", (upper_back,)),
    Place("upper-back-middle", "Upper back, middle", (upper_back,)),
    Place("upper-back-right", "Upper back, right", (upper_back,)),
    Place("side-left", "Side, under the ribs, left", (flank_pain,)),
    Place("side-right", "Side, under the ribs, right", (flank_pain,)),
    Place("lower-back-left", "Lower back, left"),
    Place("lower-back-middle", "Lower back, middle"),
    Place("lower-back-right", "Lower back, right"),
    Place("buttock-left", "Buttock, left", (thigh_pain,)),
    Place("buttock-right", "Buttock, right", (thigh_pain,)),
    Place("between-legs", "Between the legs (numb or tingling)", (saddle_numbness,)),
    Place("leg-left", "Leg, down below the knee, left", (leg_pain,)),
    Place("leg-right", "Leg, down below the knee, right", (leg_pain,)),
)

PLACES: Mapping[str, Place] = {place.id: place for place in _TABLE}
LEGS = frozenset({"leg-left", "leg-right"})

_ROOTS = (
    NerveRoot("L3/L4", "L4", "the front of the thigh, the knee and the inner side of the shin", ("course-teaching",)),
    NerveRoot("L4/L5", "L5", "the outer side of the calf, the top of the foot and the big toe", ("course-teaching",)),
    NerveRoot("L5/S1", "S1", "the back of the calf, the heel and the little toe", ("course-teaching",)),
)
NERVE_ROOTS: Mapping[str, NerveRoot] = {root.level: root for root in _ROOTS}


def implied(places: Iterable[str]) -> frozenset[str]:
    """The ids of the findings that these places set; both legs together also set ``both_legs``.

    Raises ``ValueError`` for a place that there is not.
    """
    known = known_places(places)
    legs = {both_legs.id} if known >= LEGS else set()
    return frozenset(finding.id for place in known for finding in PLACES[place].findings) | legs


def unplaced(findings: Iterable[str], places: Iterable[str]) -> frozenset[str]:
    """The places where findings with these ids may be felt, of those that no place of ``places`` sets yet."""
    open_ = frozenset(findings) - implied(places)
    legs = LEGS if both_legs.id in open_ else frozenset()
    return frozenset(p.id for p in PLACES.values() if any(f.id in open_ for f in p.findings)) | legs


def known_places(places: Iterable[str]) -> frozenset[str]:
    """These places, each once; raises ``ValueError`` for one that there is not."""
    chosen = frozenset(places)
    if unknown := sorted(chosen - PLACES.keys()):
        raise ValueError(f"There is no place called {unknown[0]!r} on the back: choose one of {', '.join(PLACES)}.")
    return chosen
