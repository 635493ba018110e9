"""Voilà's executor of cells, for notebooks whose cells may fail: it says so in the cell's place, and goes on."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

import zmq
from nbclient.exceptions import DeadKernelError
from nbformat.v4 import new_output
from traitlets import Integer
from voila.execute import strip_code_cell_warnings  # type: ignore[import-untyped]  # Voilà carries no types

from backlab.serving.displays import NamedDisplays
from backlab.serving.faults import ENDED, STOPPED, Faults
from backlab.serving.room import Visit, current

# Seconds in which code that was interrupted may still tidy up; then its kernel is ended.
GRACE = 5
INTERRUPT = "KeyboardInterrupt"
# Characters that one cell may print: what writes without end would else fill the memory until it is stopped.
MOST = 1_000_000


class PageExecutor(NamedDisplays):
    """Runs a page's cells; what fails is shown where it did, and does not keep the next one from being run."""

    limit = Integer(help="So many seconds may a cell take; it is then stopped.").tag(config=True)

    def __init__(self, nb: Any, **options: Any) -> None:
        super().__init__(nb, **{**options, "allow_errors": True})
        visit = current() or Visit("")
        self._faults = visit.faults or Faults("", nb.cells, "", shown=False)
        self._is_stopped = self._has_ended = self._has_said = False
        self._printed = 0

    async def execute_cell(self, cell: Any, resources: Any, cell_index: int, store_history: bool = True) -> Any:
        """Run one cell, and return it with what it shows; after the kernel's end none is run."""
        self._is_stopped = self._has_said = False
        self._printed = 0
        if cell.cell_type != "code" or self._has_ended:
            return cell
        stopping = asyncio.ensure_future(self._stop_late())
        try:
            await self.async_execute_cell(cell, cell_index, store_history=store_history)
        except DeadKernelError:
            if asyncio.current_task().cancelling():  # type: ignore[union-attr]  # the reader has left; a task runs this
                raise
            self._has_ended = True
        finally:
            stopping.cancel()
        strip_code_cell_warnings(cell)
        if self._is_stopped:
            self._fail(cell, cell_index, {"ename": STOPPED, "evalue": str(self.limit), "traceback": []})
        elif self._has_ended:
            self._fail(cell, cell_index, {"ename": ENDED, "evalue": "", "traceback": []})
        return cell

    def process_message(self, msg: Any, cell: Any, cell_index: int) -> Any:
        """Take what the kernel says; an error becomes what a page shows of it, also inside an ``Output``."""
        if msg["msg_type"] == "stream":
            self._printed += len(msg["content"]["text"])
            if self._printed > MOST:
                return None
        if msg["msg_type"] == "error":
            if self._is_stopped and msg["content"]["ename"] == INTERRUPT:
                return None
            self._has_said = True
            msg = self._shown(msg, cell_index)
        found = super().process_message(msg, cell, cell_index)
        # To fill an ``Output``, nbclient has sent on the very socket on which it waits for the cell's end: that may
        # have come meanwhile, and nobody would be told. To ask the socket what there is wakes whoever waits.
        self.kc.shell_channel.socket.get(zmq.EVENTS)
        return found

    def _shown(self, msg: Mapping[str, Any], place: int) -> dict[str, Any]:
        """An error as a page shows it: one that is wanted is printed, as Jupyter does."""
        if not self._faults.is_wanted(place):
            return {**msg, "content": self._faults.of_cell(place, msg["content"], self.log)}
        printed = {"name": "stdout", "text": "\n".join([*msg["content"]["traceback"], ""])}
        return {**msg, "header": {**msg["header"], "msg_type": "stream"}, "msg_type": "stream", "content": printed}

    async def _check_raise_for_error(self, cell: Any, cell_index: int, exec_reply: Any) -> None:
        """Raise nothing; what IPython calls a wrong use, as of a magic that there is not, is an error too."""
        content = (exec_reply or {}).get("content", {})
        if content.get("status") == "error" and not (self._has_said or self._is_stopped):
            self._fail(cell, cell_index, {name: content[name] for name in ("ename", "evalue", "traceback")})

    def _fail(self, cell: Any, place: int, content: Mapping[str, Any]) -> None:
        said = self._faults.of_cell(place, content, self.log)
        cell.outputs.append(new_output("error", **said))  # type: ignore[no-untyped-call]  # not annotated

    async def _stop_late(self) -> None:
        """Interrupt a cell that takes too long; where its code does not let itself be, end its kernel."""
        await asyncio.sleep(self.limit)
        self._is_stopped = True
        with suppress(RuntimeError):  # the kernel has ended by itself
            await self.km.interrupt_kernel()
            await asyncio.sleep(GRACE)
            await self.km.provisioner.kill()
