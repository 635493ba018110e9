"""The workers as the server sees them: which page is whose, how long one has been at a message, and what then."""

from __future__ import annotations

import asyncio
import contextlib
import multiprocessing
import os
from socket import socket, socketpair
from typing import Protocol

from tornado.ioloop import PeriodicCallback
from tornado.iostream import IOStream, StreamClosedError

from backlab.serving.classroom.frames import Frame, Kind, Reader
from backlab.serving.classroom.lessons import Lessons
from backlab.serving.classroom.worker import PIECE, work

PATIENCE = 0.5  # of the limit: so long the other pages of a worker wait with the one whose message takes so long
LOOK = 0.1  # seconds
SLOW = b'{"kind": "failed", "why": "slow"}'
_TOO_OFTEN = 2  # so many workers died over a page's messages that these are the cause


class Listener(Protocol):
    """Whoever stands for a page."""

    def tell(self, text: bytes) -> None:
        """Tell the page."""

    def worked_on(self, count: int) -> None:
        """So many of its messages wait no longer."""

    def lapse(self) -> None:
        """Its labs are gone, and none of its messages waits any longer."""


class Page:
    """A page with labs, or about to have them."""

    def __init__(self, number: int, listener: Listener) -> None:
        self.number, self.listener = number, listener
        self.mate: Mate | None = None
        self.deaths = 0
        self.is_failed = False


class Mate:
    """A worker, its process and the line to it."""

    def __init__(self, process: multiprocessing.process.BaseProcess, line: socket) -> None:
        self.process = process
        self.stream = IOStream(line)
        self.pages: dict[int, Page] = {}
        self.at: Page | None = None
        self.is_stuck = False
        self.is_owing = False
        """Whether it was told something, and has not said since that it has begun: one that hangs never does."""
        self._looks = 0

    def begin(self, page: Page | None) -> None:
        """It works on a message of this page now."""
        self.at, self.is_stuck, self.is_owing, self._looks = page, False, False, 0

    def look(self) -> float:
        """Seconds for which it has worked on one message.

        They are counted in looks: while the server itself stands still, nobody hears how far a worker has come.
        """
        self._looks += self.at is not None or self.is_owing
        return self._looks * LOOK


class Crew:
    """Workers for the pages of a class; ``limit`` is the seconds that one message may take.

    Of all pages at most ``rooms`` have labs at once, those that were used last.

    They are forked from this process where there is fork: whatever was worked out here before is theirs too.
    """

    def __init__(self, lessons: Lessons, *, rooms: int, limit: float, count: int | None = None) -> None:
        self._lessons, self._limit = lessons, limit
        self._count = count or os.cpu_count() or 1
        self._rooms = -(-rooms // self._count)
        self._is_forked = "fork" in multiprocessing.get_all_start_methods()
        self._context = multiprocessing.get_context("fork" if self._is_forked else "spawn")
        self._mates: list[Mate] = []
        self._pages: dict[int, Page] = {}
        self._last = 0
        self._watch = PeriodicCallback(self._look, LOOK * 1_000)
        self._tasks: set[asyncio.Future[None]] = set()
        self._dying: list[multiprocessing.process.BaseProcess] = []
        self._is_over = False
        self.replaced = 0

    @property
    def pids(self) -> list[int]:
        """The processes of the workers."""
        return [mate.process.pid for mate in self._mates if mate.process.pid]

    def start(self) -> None:
        """Begin every worker; called in the loop that then serves."""
        for _ in range(self._count):
            self._hire()
        self._watch.start()

    def stop(self) -> None:
        """End every worker."""
        self._is_over = True
        self._watch.stop()
        for mate in self._mates:
            mate.stream.close()
            mate.process.kill()
            mate.process.join()

    def open(self, listener: Listener) -> Page:
        """A page is there; it costs nothing until it says something."""
        self._last = self._last % 0xFFFF_FFFF + 1
        page = self._pages[self._last] = Page(self._last, listener)
        return page

    def say(self, page: Page, text: bytes) -> None:
        """The page says something; what it says once it has failed is nothing."""
        if page.is_failed:
            return
        if page.mate is None:
            page.mate = self._freest()
            page.mate.pages[page.number] = page
        page.mate.is_owing = self._is_forked  # one that must load everything first may take its time
        _send(page.mate, Frame(page.number, Kind.SAID, text))

    def close(self, page: Page) -> None:
        """The page is gone, and its labs go at once."""
        self._pages.pop(page.number, None)
        if page.mate:
            page.mate.pages.pop(page.number, None)
            page.mate.is_owing = False  # nobody waits for what may not have been begun
            _send(page.mate, Frame(page.number, Kind.LEFT))

    def _freest(self) -> Mate:
        return min(self._mates, key=lambda mate: (mate.is_stuck, len(mate.pages)))

    def _hire(self) -> None:
        ours, theirs = socketpair()
        process = self._context.Process(  # type: ignore[attr-defined]  # typeshed has it on each kind of context
            target=work,
            args=(theirs, self._lessons, self._rooms),
            kwargs={"is_forked": self._is_forked},
            daemon=True,
        )
        process.start()
        theirs.close()
        ours.setblocking(False)
        mate = Mate(process, ours)
        self._mates.append(mate)
        task = asyncio.ensure_future(self._hear(mate))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _hear(self, mate: Mate) -> None:
        reader = Reader()
        with contextlib.suppress(StreamClosedError):
            while True:
                for frame in reader.take(await mate.stream.read_bytes(PIECE, partial=True)):
                    self._take(mate, frame)
        self._bury(mate)

    def _take(self, mate: Mate, frame: Frame) -> None:
        page = mate.pages.get(frame.page)
        if frame.kind is Kind.TELL:
            if page:
                page.listener.tell(frame.content)
        elif frame.kind is Kind.BEGUN:
            mate.begin(page)
            if page:
                page.listener.worked_on(int.from_bytes(frame.content, "big"))
        else:
            mate.begin(None)

    def _look(self) -> None:
        """Whoever waits behind a message that takes long goes to another worker; one that takes too long is ended."""
        self._dying = [process for process in self._dying if process.is_alive()]
        for mate in [*self._mates]:
            busy = mate.look()
            if busy > PATIENCE * self._limit and not mate.is_stuck and len(self._mates) > 1:
                mate.is_stuck = True
                for page in [*mate.pages.values()]:
                    if page is not mate.at:
                        self._release(mate, page)
            if busy > self._limit:
                self._fail(mate.at)
                mate.process.kill()  # the end of its line is heard, and then it is replaced

    def _release(self, mate: Mate, page: Page) -> None:
        """The page has no labs any more, and opens them anew with whoever is free."""
        mate.pages.pop(page.number, None)
        mate.is_owing = False
        _send(mate, Frame(page.number, Kind.LEFT))
        page.mate = None
        page.listener.lapse()

    def _fail(self, page: Page | None) -> None:
        if page and not page.is_failed:
            page.is_failed = True
            page.listener.tell(SLOW)

    def _bury(self, mate: Mate) -> None:
        """A worker has died: another takes its place, and its pages open anew."""
        if self._is_over:
            return
        mate.stream.close()
        mate.process.kill()
        self._mates.remove(mate)
        self.replaced += 1
        if mate.at:
            mate.at.deaths += 1
            if mate.at.deaths >= _TOO_OFTEN:
                self._fail(mate.at)
        self._hire()
        for page in [*mate.pages.values()]:
            if page.is_failed:
                page.mate = None
            else:
                self._release(mate, page)
        self._dying.append(mate.process)


def _send(mate: Mate, frame: Frame) -> None:
    with contextlib.suppress(StreamClosedError):
        mate.stream.write(frame.packed())
