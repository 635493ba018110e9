"""Of moves that come faster than they can be answered, the newest counts: the others are answered along with it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

QUIET = 0.002
"""Seconds in which no move has come: then the next has time. A page that waits for each answer takes longer."""
AT_LATEST = 0.25
"""Seconds after which those that wait are answered, even if moves come on and on: a hand sees what it does."""


class Newest:
    """Hands requests on, one after another; moves that come close behind a move are gathered, and are then one."""

    def __init__(self, act: Callable[[Any], None]) -> None:
        self._act = act
        self._waiting: dict[str, Any] | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._is_quiet, self._since = True, 0.0

    def hear(self, request: Any) -> None:
        """Hand ``request`` on now, or with those that come after it; where no loop runs, always now."""
        match request:
            case {"kind": "moved", "values": dict()}:
                self._move(request)
            case _:
                self.finish()  # what was moved before it is moved before it
                self._act(request)

    def finish(self) -> None:
        """Hand on what waits."""
        if self._waiting is not None:
            gathered, self._waiting = self._waiting, None
            self._act(gathered)

    def _move(self, request: dict[str, Any]) -> None:
        if self._timer is None:
            self._act(request)
            self._watch()
        else:
            self._waiting = together(self._waiting, request)
            self._is_quiet = False

    def _watch(self) -> None:
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            return
        self._since, self._is_quiet = loop.time(), True
        self._timer = loop.call_later(QUIET, self._look, loop)

    def _look(self, loop: asyncio.AbstractEventLoop) -> None:
        if not self._is_quiet and loop.time() < self._since + AT_LATEST:
            self._is_quiet = True
            self._timer = loop.call_later(QUIET, self._look, loop)
        elif self._waiting is not None:
            self.finish()
            self._watch()
        else:
            self._timer = None


def together(earlier: dict[str, Any] | None, later: dict[str, Any]) -> dict[str, Any]:
    """Two moves as one: each control where it came to rest, in the order in which they were last touched."""
    if earlier is None:
        return later
    before = {name: value for name, value in earlier["values"].items() if name not in later["values"]}
    return {**later, "values": {**before, **later["values"]}}
