"""How the body from the side stands: a trunk that bends in hips and loin, an arm that reaches, a leg that rises.

The body is bent like a rod along its height: what lies at one height turns together, so that every layer follows.
"""

from functools import cache, lru_cache
from itertools import accumulate
from math import cos, exp, radians, sin
from typing import NamedTuple

from backlab.pictures.back.build import Sex
from backlab.pictures.back.levels import Profile

Point = tuple[float, float]
_STEP = 4.0
_HIP = 424.0  # the height of the crease about which trunk and leg turn
_AXIS = 0.0  # the line that keeps its length
_ANKLE = 211  # the step of the height at which the feet begin: they stay flat on the ground
_SWAY = 0.13  # so much of its bend the trunk gives to the legs, which lean back
SHOULDER, ELBOW = (-2.0, 170.0), (-6.0, 325.0)
# How deep the body of a woman is, from front to back, compared with the one drawn, which is a man's.
_DEEPER = Profile(
    {
        **{0: 0.97, 90: 0.92, 130: 0.86, 170: 0.88, 215: 0.97, 250: 0.9, 300: 0.88, 340: 0.94, 400: 1.02},
        **{440: 1.04, 480: 1.0, 560: 0.97, 640: 0.93, 720: 0.92, 880: 0.92},
    }
)
_CHEST = 9.0  # how much farther it reaches forwards at the chest


class Pose(NamedTuple):
    """Angles in degrees: the trunk at the hips (``bend``) and in the loin (``curl``), the arm, its elbow, the legs.

    ``arm`` is measured from hanging straight down, forwards. ``squat`` bends both legs; ``leg`` lifts the near one and
    ``knee`` bends it. ``lying`` puts the body on its back. Whoever bends moves the hips back, and the feet stay put.
    """

    bend: float = 0
    curl: float = 0
    arm: float = 0
    elbow: float = 0
    squat: float = 0
    leg: float = 0
    knee: float = 0
    lying: bool = False

    def trunk(self, point: Point) -> Point:
        """Where a point of head, trunk or the near leg lies."""
        x, y = point
        step = _index(y)
        c, s, ax, ay = _turns(self)[step]
        x, along = x - _AXIS, y - step * _STEP
        return self._laid((ax + x * c - along * s, ay + x * s + along * c))

    def still(self, point: Point) -> Point:
        """Where a point of the far leg lies, which stays as it is."""
        return self._laid(point)

    def reach(self, point: Point) -> Point:
        """Where a point of the arm lies: it hangs from the shoulder, wherever that has gone."""
        angle, (ax, ay) = _rod(self)[_index(SHOULDER[1])]
        joint = _turned((ax, ay), (SHOULDER[0] - _AXIS, SHOULDER[1] - _grid(_index(SHOULDER[1]))), angle)
        x, y = point
        if y > ELBOW[1] - 16:
            share = min(1.0, (y - ELBOW[1] + 16) / 32)
            x, y = _turned(ELBOW, (x - ELBOW[0], y - ELBOW[1]), -self.elbow * share)
        return self._laid(_turned(joint, (x - SHOULDER[0], y - SHOULDER[1]), -self.arm))

    def _laid(self, point: Point) -> Point:
        x, y = point
        if self.lying:
            return y - 440, -x
        if self.leg:
            return x, y
        _, _, ankle, low = _turns(self)[_ANKLE]
        return x - ankle, y + _ANKLE * _STEP - low


def deep(sex: Sex, point: Point) -> Point:
    """A point as it lies in the body of this sex, from front to back."""
    if sex == "male":
        return point
    x, y = point
    chest = _CHEST * max(0.0, x - 20) / 45 * exp(-(((y - 224) / 20) ** 2))
    return x * _DEEPER(y) + chest, y


def _turned(about: Point, offset: Point, angle: float) -> Point:
    """A point that was ``offset`` from a joint, turned: a positive angle leans forwards, to the right."""
    c, s = cos(radians(angle)), sin(radians(angle))
    x, y = offset
    return about[0] + x * c - y * s, about[1] + x * s + y * c


def _grid(index: int) -> float:
    return index * _STEP


def _index(y: float) -> int:
    return max(0, min(220, round(y / _STEP)))


def _lean(pose: Pose, y: float) -> float:
    """How far the body leans forwards at a height."""
    hips, waist, neck, hip, knee, thigh, shank = _parts(y)
    sway = 0.0 if pose.leg or pose.lying else _SWAY * pose.bend
    upper = pose.bend * hips + pose.curl * waist - 0.35 * (pose.bend + pose.curl) * neck
    near = -pose.leg * hip + pose.knee * knee
    return upper + near - (sway + pose.squat) * thigh + (0.7 * pose.squat - sway) * shank


@cache  # of the few heights that are asked for in every pose
def _parts(y: float) -> tuple[float, ...]:
    """How much of what each part of the body does is done at a height, from 0 to 1: from the hips upwards, and down."""
    return (
        _share(y, 462, 370),
        _share(y, 366, 262),
        _share(y, 140, 84),
        _share(y, 424, 470),
        _share(y, 605, 645),
        _share(y, 400, 470) - _share(y, 600, 645),
        _share(y, 605, 650) - _share(y, 825, 846),
    )


def _share(y: float, start: float, end: float) -> float:
    """How much of the way from one height to another lies behind, from 0 to 1."""
    return min(1.0, max(0.0, (y - start) / (end - start)))


@lru_cache(maxsize=128)
def _turns(pose: Pose) -> tuple[tuple[float, float, float, float], ...]:
    """The same as cosine and sine of the lean, and the place."""
    return tuple((cos(radians(lean)), sin(radians(lean)), *at) for lean, at in _rod(pose))


@lru_cache(maxsize=32)
def _rod(pose: Pose) -> tuple[tuple[float, Point], ...]:
    """For every step of the height the lean there, and where the rod lies; the hip stays where it is."""
    start = _index(_HIP)
    leans = [_lean(pose, _grid(n)) for n in range(221)]
    up, down = _chain(leans[:start][::-1], -_STEP), _chain(leans[start + 1 :], _STEP)
    return tuple(zip(leans, (*up[:0:-1], *down), strict=True))


def _chain(leans: list[float], step: float) -> list[Point]:
    """From the hip on, one step after another, each in its own direction."""
    return list(accumulate(leans, lambda at, lean: _turned(at, (0, step), lean), initial=(_AXIS, _HIP)))
