"""What reaches the terminal of whoever serves: clean, short and never a flood, whoever wrote it."""

from __future__ import annotations

import logging
import os
import sys
import threading
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from backlab.serving.pace import Pace

MOST = 300
"""Characters of one line; what is longer is cut."""
# A crash of one's own notebook is read whole; whoever writes on and on is not.
AT_ONCE, IN_A_SECOND = 60, 2.0
# Control characters, those that turn the direction of writing, halves of characters, and ends of lines.
_DANGEROUS = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


def clean(text: str, most: int = MOST) -> str:
    """The text as one line that can do nothing to a terminal, at most ``most`` characters long."""
    line = "".join("�" if unicodedata.category(sign) in _DANGEROUS else sign for sign in _flat(text[: 4 * most]))
    return line if len(line) <= most else f"{line[: most - 1]}…"


def _flat(text: str) -> str:
    return " ".join(text.split())


class OneLine(logging.Formatter):
    """A record as one clean line: what a reader sent may stand in it, and an error brings no page of where it was."""

    def format(self, record: logging.LogRecord) -> str:
        """The message, and behind it what kind of error it was and where."""
        return clean(f"backlab: {record.getMessage()}{_why(record)}")


def say_in_one_line(*logs: logging.Logger) -> None:
    """Let each record of these logs be one clean line; a log that says nothing to anybody yet says it to stderr."""
    for log in logs:
        if not log.handlers:
            log.addHandler(logging.StreamHandler())
        for handler in log.handlers:
            handler.setFormatter(OneLine())


def _why(record: logging.LogRecord) -> str:
    kind, error, trace = record.exc_info or (None, None, None)
    if kind is None:
        return ""
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f" ({os.path.basename(trace.tb_frame.f_code.co_filename)}:{trace.tb_lineno})" if trace else ""
    return f": {kind.__name__}: {error}{place}"


class Lines:
    """Passes on lines that others write, clean and at a bounded pace, and says how many were left out."""

    def __init__(self, say: Callable[[str], object], pace: Pace) -> None:
        self._say, self._pace = say, pace
        self._rest, self._left_out = b"", 0

    def hear(self, piece: bytes) -> None:
        """Take what came; a line is said when its end has come, or when it is longer than any that is shown."""
        *whole, self._rest = (self._rest + piece).split(b"\n")
        if len(self._rest) > 4 * MOST:
            whole, self._rest = [*whole, self._rest], b""
        for line in whole:
            self._pass(line)

    def end(self) -> None:
        """Say what is left."""
        if self._rest:
            self.hear(b"\n")
        self._tell_left_out()

    def _pass(self, line: bytes) -> None:
        if not self._pace.allows():
            self._left_out += 1
            return
        self._tell_left_out()
        self._say(clean(line.decode("utf-8", "replace")))

    def _tell_left_out(self) -> None:
        if self._left_out:
            self._say(f"backlab: {self._left_out} more lines were left out")
        self._left_out = 0


class FewLines(logging.Handler):
    """Says each record to stderr as one clean line, at the pace of ``Lines``.

    No thread of its own, as ``clean_terminal`` has one: who forks workers afterwards can use it.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setFormatter(OneLine())
        self._lines = Lines(_say, Pace(AT_ONCE, IN_A_SECOND))

    def emit(self, record: logging.LogRecord) -> None:
        """Say it, where there have not been too many."""
        self._lines.hear(f"{self.format(record)}\n".encode("utf-8", "replace"))


def _say(line: str) -> None:
    with suppress(OSError):  # the window may be closed, and whoever serves goes on
        print(line, file=sys.stderr, flush=True)


@contextmanager
def clean_terminal() -> Iterator[None]:
    """Let all that this process and those it starts write to stderr go through ``Lines``."""
    sys.stderr.flush()
    terminal = os.dup(2)
    reading, writing = os.pipe()
    os.dup2(writing, 2)
    os.close(writing)
    # A thread, since a server that waits for its own terminal would stand still; it lives as long as any writer.
    passing = threading.Thread(target=_pass_on, args=(reading, terminal), daemon=True)
    passing.start()
    try:
        yield
    finally:
        sys.stderr.flush()
        os.dup2(terminal, 2)
        passing.join(1)  # a process that outlives the server may still hold the other end


def _pass_on(reading: int, terminal: int) -> None:
    def say(line: str) -> None:
        with suppress(OSError):  # the window may be closed; whoever writes must not wait for ever all the same
            os.write(terminal, f"{line}\n".encode("utf-8", "replace"))

    lines = Lines(say, Pace(AT_ONCE, IN_A_SECOND))
    while piece := os.read(reading, 65_536):
        lines.hear(piece)
    lines.end()
