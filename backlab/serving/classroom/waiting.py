"""What pages have asked of a worker and it has not yet done: each page in its turn, and of many moves the newest."""

from __future__ import annotations

from collections import OrderedDict, deque
from typing import Any, NamedTuple


class Work(NamedTuple):
    """What to do for a page now: a message that stands for so many ``messages``, or None, the rest of an answer."""

    page: int
    message: Any
    messages: int = 0


MESSAGES = 4
"""So many are worked on before the rest of an answer, where both wait: what is seen comes first."""


class Waiting:
    """Messages by page, in the order in which the pages are served, and rests of answers."""

    def __init__(self) -> None:
        self._pages: OrderedDict[int, deque[tuple[Any, int]]] = OrderedDict()
        self._rests: OrderedDict[int, None] = OrderedDict()
        self._since = 0

    def __bool__(self) -> bool:
        return bool(self._pages or self._rests)

    def add(self, page: int, message: Any) -> None:
        """A message waits; a move goes into the move of the same lab that waits already."""
        queue = self._pages.setdefault(page, deque())
        for at in reversed(range(len(queue))):
            before, count = queue[at]
            if _lab(before) == _lab(message):
                if both := _newest(before, message):
                    queue[at] = both, count + 1
                    return
                break
        queue.append((message, 1))

    def add_rest(self, page: int) -> None:
        """The rest of the page's last answer waits."""
        self._rests.setdefault(page)

    def drop(self, page: int) -> None:
        """Nobody waits for it any more."""
        self._pages.pop(page, None)
        self._rests.pop(page, None)

    def next(self) -> Work:
        """What is to be done now; the page that is served waits behind all others with what else it asks."""
        if self._rests and (self._since >= MESSAGES or not self._pages):
            self._since = 0
            return Work(self._rests.popitem(last=False)[0], None)
        self._since += 1
        page, queue = self._pages.popitem(last=False)
        message, count = queue.popleft()
        if queue:
            self._pages[page] = queue
        return Work(page, message, count)


def _lab(message: Any) -> Any:
    return message.get("lab") if isinstance(message, dict) and message.get("kind") == "asked" else None


def _newest(before: Any, after: Any) -> Any:
    """Two moves of a lab as one, in the order of touch, which answers both turns; None for anything else."""
    match before, after:
        case (
            {"request": {"kind": "moved", "values": dict(old)}},
            {"request": {"kind": "moved", "values": dict(new), **rest}},
        ):
            untouched = {name: value for name, value in old.items() if name not in new}
            return {**after, "request": {**rest, "kind": "moved", "values": {**untouched, **new}}}
    return None
