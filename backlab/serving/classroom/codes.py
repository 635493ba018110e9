"""The class code, which every address begins with, and how often somebody may guess it."""

from __future__ import annotations

import secrets
import time
from collections import OrderedDict
from collections.abc import Callable
from ipaddress import IPv6Address, ip_address

from backlab.serving.pace import PaceOfEach

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
        self._left = PaceOfEach(GUESSES, 1 / PAUSE, _MANY, clock)
        self._known: OrderedDict[str, None] = OrderedDict()

    def judge(self, given: str, address: str) -> bool | None:
        """Whether it is the code; None for an address that has guessed too often to be told."""
        who = _network(address)
        if who not in self._known and self._left.is_used_up(who):
            return None
        if secrets.compare_digest(given.encode(), self.code.encode()):
            self._remember(who)
            return True
        return False if self._left.allows(who) else None

    def _remember(self, who: str) -> None:
        self._known[who] = None
        self._known.move_to_end(who)
        if len(self._known) > _MANY:
            self._known.popitem(last=False)


def _network(address: str) -> str:
    """An address, or of the newer kind the network that one machine has to itself."""
    try:
        known = ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if not isinstance(known, IPv6Address):
        return str(known)
    return str(known.ipv4_mapped or int(known) >> 64)
