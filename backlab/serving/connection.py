"""Between a kernel and its page: an error in what a reader has set going becomes a sentence on the way."""

from __future__ import annotations

import re
from typing import Any

from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection

# The parts of a message from a kernel, as they lie in its list.
HEADER, PARENT, CONTENT = 0, 1, 3
# How an ``Output`` says which request's output it takes from now on; "" is none.
_TAKES = re.compile(rb'"state": ?\{"msg_id": ?"(?P<request>[^"]*)"')
_SPEAKER = re.compile(rb'"comm_id": ?"(?P<comm>[^"]+)"')
LONGEST = 1_000
"""Bytes of what an ``Output`` says of itself; a lab's answer is longer, and need not be looked through."""


class PageConnection(ZMQChannelsWebsocketConnection):
    """Passes on what a kernel says, and of an error its sentence, with whether an ``Output`` of the page shows it."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._taken: dict[bytes, bytes] = {}

    def _on_error(self, channel: str, msg: Any, msg_list: list[Any]) -> None:
        """Jupyter asks this of each message, in time to change it."""
        if channel != "iopub" or not self.subprotocol:
            return
        if len(msg_list[CONTENT]) < LONGEST and (takes := _TAKES.search(msg_list[CONTENT])):
            if speaker := _SPEAKER.search(msg_list[CONTENT]):
                self._taken[speaker["comm"]] = takes["request"]
        elif b'"error"' in msg_list[HEADER]:
            self._word(msg_list)

    def _word(self, msg_list: list[Any]) -> None:
        faults = self.multi_kernel_manager.room.faults_of(self.kernel_id)
        if faults is None or self.session.unpack(msg_list[HEADER])["msg_type"] != "error":
            return
        request = self.session.unpack(msg_list[PARENT]).get("msg_id", "")
        content = faults.of_callback(self.session.unpack(msg_list[CONTENT]), self.log)
        content["loose"] = request.encode() not in self._taken.values()
        msg_list[CONTENT] = self.session.pack(content)
