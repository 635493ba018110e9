"""Kernels that live once, as long as somebody looks at their page: where one dies, what it left behind is removed."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Coroutine
from typing import Any

from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager
from traitlets import Integer

from backlab.serving.forking import Warm
from backlab.serving.guards import public_name
from backlab.serving.machine import free_memory
from backlab.serving.room import UNKNOWN_MB, Left, Room, Visit, current, fitting

# A page says every 20 seconds that its scripts are still on their way; a browser may delay that by a minute.
UNOPENED_SECONDS = 120
# A page that said goodbye is gone, or has lost its kernel; only its socket may be opened anew.
GOODBYE_SECONDS = 5


class Once(AsyncMappingKernelManager):
    """Starts no kernel anew by itself, ends those of pages that are left, and leaves nothing of a dead one."""

    most = Integer(0, help="So many pages at once; for 0 as many as the memory holds.").tag(config=True)
    warm: Warm | None = None

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)  # type: ignore[no-untyped-call]  # Jupyter's own are not all annotated
        self.room = Room(self.most or fitting(free_memory() or UNKNOWN_MB))
        self._burials: set[asyncio.Future[None]] = set()
        self._clocks: dict[str, asyncio.TimerHandle] = {}

    async def start_kernel(self, **options: Any) -> str:  # type: ignore[override]  # a plain name there
        """Start one, and return its id; raises ``Left`` where its page was left meanwhile."""
        kernel_id = await self._async_start_kernel(**options)
        if visit := current():
            visit.kernel = kernel_id
            if visit.is_left:
                self.abandon(visit)
                raise Left
        return kernel_id

    def abandon(self, visit: Visit) -> None:
        """The reader has gone before the page was made: end at once what is computed for them."""
        visit.leave()
        if visit.kernel:
            self._end(visit.kernel)

    def made(self, visit: Visit) -> None:
        """The page was sent, or could not be: from now on its kernel waits to be connected."""
        if visit.kernel in self:
            self.end_soon(visit.kernel, UNOPENED_SECONDS)
        else:
            self.room.end(visit)

    def end_soon(self, kernel_id: str, seconds: float) -> None:
        """End the kernel, unless its page is connected by then."""
        self._stop_clock(kernel_id)
        if kernel_id in self and not self._kernel_connections.get(kernel_id):
            self._clocks[kernel_id] = asyncio.get_running_loop().call_later(seconds, self._end, kernel_id)

    def kernel_model(self, kernel_id: str) -> Any:
        """What a page hears that asks whether its kernel is there; whose page asks is not forgotten."""
        if kernel_id in self._clocks:
            self.end_soon(kernel_id, UNOPENED_SECONDS)
        return super().kernel_model(kernel_id)  # type: ignore[no-untyped-call]  # the same

    def notify_connect(self, kernel_id: str) -> None:
        """The page has opened its socket."""
        super().notify_connect(kernel_id)  # type: ignore[no-untyped-call]  # the same
        self._stop_clock(kernel_id)

    def remove_kernel(self, kernel_id: str) -> Any:
        """The kernel has ended: there is room for another."""
        self._stop_clock(kernel_id)
        self.room.forget(kernel_id)
        return super().remove_kernel(kernel_id)

    def _stop_clock(self, kernel_id: str) -> None:
        if clock := self._clocks.pop(kernel_id, None):
            clock.cancel()

    def _end(self, kernel_id: str) -> None:
        self._see_through(self._ended(kernel_id))

    async def _ended(self, kernel_id: str) -> None:
        if kernel_id in self:
            await self.shutdown_kernel(kernel_id, now=True)  # type: ignore[no-untyped-call]  # the same

    def pre_start_kernel(self, kernel_name: str | None, kwargs: Any) -> tuple[Any, str, str]:
        """Make it ready; others on the machine read what its file and its sockets are called: it leads nowhere."""
        kernel, name, kernel_id = super().pre_start_kernel(kernel_name, kwargs)
        kernel.connection_file = os.path.join(self.connection_dir, f"kernel-{public_name(kernel_id)}.json")
        return kernel, name, kernel_id

    def _handle_kernel_died(self, kernel_id: str) -> None:
        self.stop_watching_activity(kernel_id)  # type: ignore[no-untyped-call]  # the same
        self.stop_buffering(kernel_id)  # type: ignore[no-untyped-call]  # the same
        kernel: Any = self.get_kernel(kernel_id)
        super()._handle_kernel_died(kernel_id)  # type: ignore[no-untyped-call]  # the same
        self._see_through(kernel.cleanup_resources())

    def _see_through(self, end: Coroutine[Any, Any, None]) -> None:
        # A task that nobody holds may be collected before it is done.
        task = asyncio.ensure_future(end)
        self._burials.add(task)
        task.add_done_callback(self._burials.discard)
