"""The drawn parts in both views, the deepest first."""

from collections.abc import Iterator
from typing import Literal, NamedTuple

from backlab.pictures.back import bones, muscles, nerves
from backlab.pictures.back import side_inside as side
from backlab.pictures.back.build import SIDES, Side
from backlab.pictures.back.forms import Form
from backlab.pictures.back.levels import VERTEBRAE

Limb = Side | Literal["trunk", "arm"]


class Drawn(NamedTuple):
    """A part: its id, its layer, with what its points move (a half, or from the side trunk or arm), what is drawn."""

    id: str
    layer: str
    limb: Limb
    forms: tuple[Form, ...]


def behind(fine: bool) -> Iterator[Drawn]:
    """Every part from behind in the order in which it is drawn."""
    yield from _both("collarbone", "bones", bones.COLLARBONE)
    for number in range(12, 0, -1):
        yield from _both("ribcage", "bones", bones.ribs_front(number))
    yield Drawn("aorta", "organs", "right", nerves.AORTA)
    yield from _both("pelvis", "bones", bones.PELVIS)
    yield from _both("thigh-bone", "bones", bones.FEMUR)
    yield from _both("shin-bones", "bones", bones.SHIN)
    for half in SIDES:
        yield Drawn(f"kidney-{half}", "organs", half, nerves.kidney(half))
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
        yield from _both(name, "deep", _forms(found, fine))
    yield from _both("muscle-bed", "muscles", muscles.BED)
    for name, found in muscles.UPPER.items():
        if name == "latissimus-dorsi":
            yield from _both("thoracolumbar-fascia", "muscles", muscles.FASCIA)
        yield from _both(name, "muscles", _forms(found, fine) + (muscles.APONEUROSIS if name == "trapezius" else ()))


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


def _forms(found: tuple[muscles.Muscle, ...], fine: bool) -> tuple[Form, ...]:
    return tuple(form for muscle in found for form in muscles.forms(muscle, fine=fine))


def _both(name: str, layer: str, forms: tuple[Form, ...], *, sided: bool = True) -> Iterator[Drawn]:
    for half in SIDES:
        yield Drawn(f"{name}-{half}" if sided else name, layer, half, forms)


def beside(fine: bool) -> Iterator[Drawn]:
    """Every part from the side in the order in which it is drawn; what comes in pairs is that of the right side."""
    yield Drawn("aorta", "organs", "trunk", side.AORTA)
    yield from _column()
    yield Drawn("cord", "nerves", "trunk", side.CORD)
    yield Drawn("horse-tail", "nerves", "trunk", side.TAIL)
    yield Drawn("kidney-right", "organs", "trunk", side.kidney())
    yield Drawn("breastbone", "bones", "trunk", side.BREASTBONE)
    for number in range(12, 0, -1):
        yield Drawn(f"rib-{number}-right", "bones", "trunk", side.bar(side.rib(number), 4.2))
    yield Drawn("pelvis-right", "bones", "trunk", side.PELVIS)
    yield Drawn("thigh-bone-right", "bones", "trunk", side.FEMUR)
    yield Drawn("shin-bones-right", "bones", "trunk", side.SHIN)
    yield Drawn("foot-bones-right", "bones", "trunk", side.FOOT)
    yield Drawn("skull", "bones", "trunk", side.SKULL)
    yield Drawn("collarbone-right", "bones", "trunk", side.COLLARBONE)
    yield Drawn("shoulder-blade-right", "bones", "trunk", side.SHOULDER_BLADE)
    for name in reversed(tuple(side.ROOTS)):
        yield Drawn(f"root-{name}-right", "nerves", "trunk", side.root(name))
    yield Drawn("sciatic-nerve-right", "nerves", "trunk", side.SCIATIC)
    for name, found in side.DEEP.items():
        yield Drawn(f"{name}-right", "deep", "trunk", _forms(found, fine))
    yield Drawn("muscle-bed-right", "muscles", "trunk", side.BED)
    for name, found in side.UPPER.items():
        yield Drawn(f"{name}-right", "muscles", "trunk", _forms(found, fine))
    yield Drawn("upper-arm-bone-right", "bones", "arm", side.HUMERUS)
    yield Drawn("forearm-bones-right", "bones", "arm", side.FOREARM)
    yield Drawn("hand-bones-right", "bones", "arm", side.HAND)
    yield Drawn("arm-muscles-right", "muscles", "arm", _forms((*side.ARM_MUSCLES, *side.DELTOID), fine))


def _column() -> Iterator[Drawn]:
    ordered = tuple(VERTEBRAE.values())
    for one in reversed(ordered):
        yield Drawn(f"vertebra-{one.name}", "bones", "trunk", side.vertebra(one))
    yield Drawn("tailbone", "bones", "trunk", side.COCCYX)
    yield Drawn("sacrum", "bones", "trunk", side.SACRUM)
    for one, below in zip(ordered, (*(v.name for v in ordered[1:]), "S1"), strict=True):
        if one.name != "C1":
            yield Drawn(f"disc-{one.name}-{below}", "bones", "trunk", side.disc(one))
