"""How many pages with a kernel may be open at once, for all readers and for one browser, and who is in."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from tornado.web import HTTPError

from backlab.serving.faults import Faults

# What one kernel of ours takes in MB, with what its page takes of the server; forked kernels take half of it.
KERNEL_MB = 60
# A share of the memory that is free stays for all else that runs.
SHARE = 0.75
FEWEST = 8
# The memory of a machine that does not say how much it has.
UNKNOWN_MB = 8_000
# A reader with every lesson in a tab of its own, and some of them twice.
MOST_EACH = 24


def fitting(free_mb: float) -> int:
    """How many pages fit into this much memory."""
    return max(FEWEST, int(free_mb * SHARE / KERNEL_MB))


class Full(HTTPError):
    """There is no room for another page."""

    def __init__(self) -> None:
        super().__init__(503)


class Left(HTTPError):
    """The reader has gone before the page was made; what servers say where nobody hears it."""

    def __init__(self) -> None:
        super().__init__(499, reason="the reader has left")


class Visit:
    """One page, from when it is asked for until its kernel has ended."""

    def __init__(self, browser: str) -> None:
        self.browser = browser
        self.kernel = ""
        self.is_left = False
        self.making: asyncio.Task[object] | None = None
        """What fills the page in, once it does."""
        self.faults: Faults | None = None
        """What says of the page's errors where they are, once its notebook was read."""

    def leave(self) -> None:
        """The reader has gone: make no more of the page."""
        self.is_left = True
        if self.making:
            self.making.cancel()


_made_for: ContextVar[Visit | None] = ContextVar("visit", default=None)


def current() -> Visit | None:
    """The visit for which a page is being made here, in whatever task, or None."""
    return _made_for.get()


@contextmanager
def making(visit: Visit) -> Iterator[None]:
    """Make a page for the visit inside a ``with`` block."""
    token = _made_for.set(visit)
    try:
        yield
    finally:
        _made_for.reset(token)


class Room:
    """Holds so many visits at ``most``, and so many of one browser at ``most_each``."""

    def __init__(self, most: int, most_each: int = MOST_EACH) -> None:
        self.most = most
        self.most_each = most_each
        self._visits: list[Visit] = []

    def __len__(self) -> int:
        return len(self._visits)

    def is_full(self, browser: str) -> bool:
        """Whether this browser could open no further page now."""
        own = sum(visit.browser == browser for visit in self._visits)
        return len(self) >= self.most or own >= self.most_each

    def enter(self, browser: str) -> Visit:
        """A further visit of this browser; raises ``Full`` where there is no room for it."""
        if self.is_full(browser):
            raise Full
        visit = Visit(browser)
        self._visits.append(visit)
        return visit

    def end(self, visit: Visit) -> None:
        """Make room for another."""
        if visit in self._visits:
            self._visits.remove(visit)

    def faults_of(self, kernel: str) -> Faults | None:
        """What says of errors in this kernel where they are, or None for one that no page here has."""
        return next((visit.faults for visit in self._visits if visit.kernel == kernel), None)

    def forget(self, kernel: str) -> None:
        """The kernel has ended, and with it the visit that it was for."""
        self._visits = [visit for visit in self._visits if visit.kernel != kernel]
