"""Kernels that live once: where one dies, its page is told and what it left behind is removed."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any

from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager

from backlab.serving.forking import Warm


class Once(AsyncMappingKernelManager):
    """Starts no kernel anew by itself, and leaves nothing of a dead one."""

    warm: Warm | None = None

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)  # type: ignore[no-untyped-call]  # Jupyter's own are not all annotated
        self._burials: set[asyncio.Future[None]] = set()

    def _handle_kernel_died(self, kernel_id: str) -> None:
        self.stop_watching_activity(kernel_id)  # type: ignore[no-untyped-call]  # the same
        self.stop_buffering(kernel_id)  # type: ignore[no-untyped-call]  # the same
        kernel: Any = self.get_kernel(kernel_id)
        super()._handle_kernel_died(kernel_id)  # type: ignore[no-untyped-call]  # the same
        self._bury(kernel.cleanup_resources())

    def _bury(self, burial: Coroutine[Any, Any, None]) -> None:
        # A task that nobody holds may be collected before it is done.
        task = asyncio.ensure_future(burial)
        self._burials.add(task)
        task.add_done_callback(self._burials.discard)
