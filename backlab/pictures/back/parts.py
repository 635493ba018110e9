"""The drawn parts from behind, layer by layer, the deepest first."""

from collections.abc import Iterator
from typing import NamedTuple

from backlab.pictures.back import bones, muscles, nerves
from backlab.pictures.back.build import SIDES, Side
from backlab.pictures.back.forms import Form
from backlab.pictures.back.levels import VERTEBRAE


class Drawn(NamedTuple):
    """A part: its id, its layer, the side on which its points are placed, and what is drawn."""

    id: str
    layer: str
    side: Side
    forms: tuple[Form, ...]


def behind() -> Iterator[Drawn]:
    """Every part from behind in the order in which it is drawn."""
    yield from _both("collarbone", "bones", bones.COLLARBONE)
    for number in range(12, 0, -1):
        yield from _both("ribcage", "bones", bones.ribs_front(number))
    yield Drawn("aorta", "organs", "right", nerves.AORTA)
    yield from _both("pelvis", "bones", bones.PELVIS)
    yield from _both("thigh-bone", "bones", bones.FEMUR)
    yield from _both("shin-bones", "bones", bones.SHIN)
    for side in SIDES:
        yield Drawn(f"kidney-{side}", "organs", side, nerves.kidney(side))
    yield from _both("skull", "bones", (*bones.JAW, *bones.SKULL), sided=False)
    for number in range(1, 13):
        yield from _both(f"rib-{number}", "bones", bones.ribs(number))
    yield Drawn("sacrum", "bones", "right", bones.SACRUM)
    yield Drawn("tailbone", "bones", "right", bones.COCCYX)
    yield from _spine()
    yield from _both("upper-arm-bone", "bones", bones.HUMERUS)
    yield from _both("forearm-bones", "bones", bones.FOREARM)
    yield from _both("hand-bones", "bones", bones.HAND)
    yield from _both("shoulder-blade", "bones", bones.SCAPULA)
    yield from _nerves()
    for name, found in muscles.DEEP.items():
        yield from _both(name, "deep", _forms(found))
    for name, found in muscles.UPPER.items():
        if name == "latissimus-dorsi":
            yield from _both("thoracolumbar-fascia", "muscles", muscles.FASCIA)
        yield from _both(name, "muscles", _forms(found))


def _spine() -> Iterator[Drawn]:
    ordered = tuple(VERTEBRAE.values())
    for one, below in zip(ordered, (*(v.name for v in ordered[1:]), "S1"), strict=True):
        if one.name != "C1":
            yield Drawn(f"disc-{one.name}-{below}", "bones", "right", bones.disc(one))
    for one in reversed(ordered):
        yield Drawn(f"vertebra-{one.name}", "bones", "right", bones.vertebra(one))


def _nerves() -> Iterator[Drawn]:
    yield from _both("rib-nerves", "nerves", nerves.RIB_NERVES)
    for name in reversed(tuple(nerves.ROOTS)):
        yield from _both(f"root-{name}", "nerves", nerves.root(name))
    yield from _both("sciatic-nerve", "nerves", nerves.SCIATIC)
    yield Drawn("horse-tail", "nerves", "right", nerves.TAIL)
    yield Drawn("cord", "nerves", "right", nerves.CORD)


def _forms(found: tuple[muscles.Muscle, ...]) -> tuple[Form, ...]:
    return tuple(form for muscle in found for form in muscles.forms(muscle))


def _both(name: str, layer: str, forms: tuple[Form, ...], *, sided: bool = True) -> Iterator[Drawn]:
    for side in SIDES:
        yield Drawn(f"{name}-{side}" if sided else name, layer, side, forms)
