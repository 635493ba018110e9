"""What keeps a vote in order: bounds on what comes in and how often, and the teacher's secret."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from hashlib import sha256
from hmac import compare_digest
from time import monotonic

LARGEST_BODY = 999  # bytes: a ballot has about eighty


class Allowance:
    """So many at once and so many in a second for each name.

    Of more than ``names`` the one that was silent longest is forgotten; ``clock`` gives seconds.
    """

    def __init__(
        self, at_once: float, per_second: float, names: int = 5_000, clock: Callable[[], float] = monotonic
    ) -> None:
        self._at_once, self._per_second, self._names, self._clock = at_once, per_second, names, clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, name: str) -> bool:
        """Whether there is one left for ``name``; if so it is used."""
        now = self._clock()
        left, since = self._left.pop(name, (self._at_once, now))
        left = min(self._at_once, left + (now - since) * self._per_second)
        has_one = left >= 1
        self._left[name] = (left - has_one, now)
        if len(self._left) > self._names:
            self._left.popitem(last=False)
        return has_one


def is_secret(given: str | None, secret: str) -> bool:
    """Whether somebody knows the teacher's secret; how long that takes to say tells nothing of it."""
    return compare_digest((given or "").encode(), secret.encode())


def pass_for(secret: str) -> str:
    """What a browser that has shown the secret keeps in its place."""
    return sha256(f"backlab teacher {secret}".encode()).hexdigest()
