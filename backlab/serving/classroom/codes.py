"""The class code, which every address begins with, and how often somebody may guess it."""

from __future__ import annotations

import secrets
import time
from collections import OrderedDict
from collections.abc import Callable
from ipaddress import IPv6Address, ip_address

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""None that is taken for another: no i, l, o, 0 and 1."""
LENGTH = 4
GUESSES = 30
"""Wrong codes that one address may try at once."""
PAUSE = 2.0  # seconds until it may try once more
_MANY = 4096  # addresses that are remembered


def drawn() -> str:
    """A code that nobody knows."""
    return "".join(secrets.choice(LETTERS) for _ in range(LENGTH))


class Guesses:
    """Who has tried how many wrong codes; whoever has known the right one is let in at any time."""

    def __init__(self, code: str, clock: Callable[[], float] = time.monotonic) -> None:
        self.code = code
        self._clock = clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._known: OrderedDict[str, None] = OrderedDict()

    def judge(self, given: str, address: str) -> bool | None:
        """Whether it is the code; None for an address that has guessed too often to be told."""
        who = _network(address)
        if who not in self._known and self._remaining(who) < 1:
            return None
        if secrets.compare_digest(given.encode(), self.code.encode()):
            _remember(self._known, who, None)
            return True
        left = self._remaining(who)
        _remember(self._left, who, (max(0.0, left - 1), self._clock()))
        return False if left >= 1 else None

    def _remaining(self, who: str) -> float:
        left, since = self._left.get(who, (float(GUESSES), 0.0))
        return min(float(GUESSES), left + (self._clock() - since) / PAUSE)


def _remember(table: OrderedDict, who: str, what: object) -> None:  # type: ignore[type-arg]  # of either kind
    table[who] = what
    table.move_to_end(who)
    if len(table) > _MANY:
        table.popitem(last=False)


def _network(address: str) -> str:
    """An address, or of the newer kind the network that one machine has to itself."""
    try:
        known = ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if not isinstance(known, IPv6Address):
        return str(known)
    return str(known.ipv4_mapped or int(known) >> 64)
