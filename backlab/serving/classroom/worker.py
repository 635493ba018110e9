"""A process that answers pages: it opens the labs of each, and keeps those that were used last.

It runs the notebooks' own code and never anything that a page has sent.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import select
import signal
from collections import OrderedDict
from functools import partial
from pathlib import Path
from socket import socket
from typing import Any

from backlab.hosts.room import Desk
from backlab.kit.contract import Answered
from backlab.serving.classroom.frames import Frame, Kind, Reader
from backlab.serving.classroom.lessons import Lessons
from backlab.serving.classroom.waiting import Waiting, Work

PIECE = 1 << 18  # bytes
LAPSED = b'{"kind": "lapsed"}'
_LAST_FILE = 1 << 16
_ENDED_BY_THE_SERVER = ("SIGINT", "SIGTERM", "SIGHUP")


class Worker:
    """Answers what comes over ``line``, until it ends; at most ``rooms`` pages have labs at once."""

    def __init__(self, line: socket, lessons: Lessons, rooms: int) -> None:
        self._line, self._lessons, self._rooms = line, lessons, rooms
        self._desks: OrderedDict[int, Desk] = OrderedDict()
        self._waiting = Waiting()
        self._reader = Reader()

    def run(self) -> None:
        """Work on one message after another, and hear in between what else has come."""
        with contextlib.suppress(OSError):  # the server is gone
            while self._listen():
                if self._waiting:
                    self._do(self._waiting.next())

    def _listen(self) -> bool:
        """Take what has come, or wait for it where there is nothing to do; whether the line is still there."""
        if not self._waiting:
            self._send(0, Kind.IDLE)
        while not self._waiting or select.select([self._line], [], [], 0)[0]:
            piece = self._line.recv(PIECE)
            if not piece:
                return False
            for frame in self._reader.take(piece):
                self._hear(frame)
        return True

    def _hear(self, frame: Frame) -> None:
        if frame.kind is Kind.LEFT:
            self._waiting.drop(frame.page)
            self._desks.pop(frame.page, None)
            return
        try:
            message = json.loads(frame.content)
        except (ValueError, RecursionError):
            message = None
        self._waiting.add(frame.page, message if isinstance(message, dict) else {})

    def _do(self, work: Work) -> None:
        self._send(work.page, Kind.BEGUN, work.messages.to_bytes(4, "big"))
        desk = self._desk(work.page)
        try:
            desk.finish() if work.message is None else desk.hear(work.message)
            if desk.waits:
                self._waiting.add_rest(work.page)
        except Exception:  # noqa: BLE001  what a page sends ends no page but its own
            self._desks.pop(work.page, None)
            self._tell(work.page, {"kind": "failed", "why": "start"})

    def _desk(self, page: int) -> Desk:
        if page not in self._desks:
            lessons, tell = self._lessons, partial(self._tell, page)
            self._desks[page] = Desk(lessons.code, tell, folder=lessons.folder, puts_off=True, known=lessons.known)
            if len(self._desks) > self._rooms:
                self._lapse()
        self._desks.move_to_end(page)
        return self._desks[page]

    def _lapse(self) -> None:
        """Drop the labs that were not used for the longest time; their page opens them anew where it needs them."""
        page, _ = self._desks.popitem(last=False)
        self._waiting.drop(page)
        self._send(page, Kind.TELL, LAPSED)

    def _tell(self, page: int, answer: Answered) -> None:
        self._send(page, Kind.TELL, json.dumps(answer, ensure_ascii=False, separators=(",", ":")).encode())

    def _send(self, page: int, kind: Kind, content: bytes = b"") -> None:
        self._line.sendall(Frame(page, kind, content).packed())


def work(line: socket, lessons: Lessons, rooms: int, *, is_forked: bool) -> None:
    """What the process does, from its first moment to its last."""
    for name in _ENDED_BY_THE_SERVER:
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_IGN if name == "SIGINT" else signal.SIG_DFL)
    if is_forked:
        signal.set_wakeup_fd(-1)
        _let_go(line.fileno())
    else:
        lessons = _warmed(lessons.folder, lessons)
    gc.collect()
    gc.freeze()  # what all share stays shared
    Worker(line, lessons, rooms).run()


def _let_go(own: int) -> None:
    """Close all files of the server that were there when the process began, but its own line."""
    os.closerange(3, own)
    os.closerange(own + 1, _LAST_FILE)


def _warmed(folder: Path, lessons: Lessons) -> Lessons:
    """The same lessons, once each has been opened here."""
    tell: Any = lambda answer: None  # noqa: E731
    for name, language in lessons.first:
        asked = {"kind": "open", "notebook": name, "language": language, "query": ""}
        Desk(lessons.code, tell, folder=folder).hear(asked)
    return lessons
