"""How much may come, and how often: of messages, ballots, guesses and lines for a terminal alike."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable


class Pace:
    """How much may come: ``burst`` at once, and ``rate`` in each second from then on."""

    def __init__(self, burst: float, rate: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._burst, self._rate, self._clock = burst, rate, clock
        self._left, self._at = burst, clock()

    def allows(self, much: float = 1) -> bool:
        """Whether it may come now; what may not is not counted."""
        if not self.has(much):
            return False
        self._left -= much
        return True

    def has(self, much: float = 1) -> bool:
        """Whether it could come now; nothing is counted."""
        self._fill()
        return self._left >= much

    def wait(self, much: float = 1) -> float:
        """The seconds after which it may come: it is counted, so whoever comes next waits behind it."""
        self._fill()
        self._left -= much
        return max(0.0, -self._left / self._rate)

    def _fill(self) -> None:
        now = self._clock()
        self._left = min(self._burst, self._left + (now - self._at) * self._rate)
        self._at = now


class PaceOfEach:
    """A pace for each name: ``burst`` at once, and ``rate`` in each second from then on.

    Of more than ``names`` the one that was silent longest is forgotten; ``clock`` gives seconds.
    """

    def __init__(
        self, burst: float, rate: float, names: int = 5_000, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._burst, self._rate, self._names, self._clock = burst, rate, names, clock
        self._paces: OrderedDict[str, Pace] = OrderedDict()

    def allows(self, name: str) -> bool:
        """Whether one more of that name may come now; what may not is not counted."""
        return self._of(name).allows()

    def is_used_up(self, name: str) -> bool:
        """Whether no more of that name may come now; nothing is counted."""
        return not self._of(name).has()

    def _of(self, name: str) -> Pace:
        pace = self._paces.pop(name, None) or Pace(self._burst, self._rate, self._clock)
        self._paces[name] = pace
        if len(self._paces) > self._names:
            self._paces.popitem(last=False)
        return pace
