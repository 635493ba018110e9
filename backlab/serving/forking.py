"""Kernels that are forked from one warm process: quick to start, and what they have in common is in memory once.

Through Jupyter's entry point for provisioners, and for the pages alone: a forked kernel runs the code as it was when
the server started, which is not for those who write it. Only on Linux: Windows cannot fork, on macOS what the system's
own libraries hold does not bear it, and both lack the pidfd that says when a process ends that is not one's own child.
Where there is no warm process, or it has died, a kernel starts in the ordinary way.
"""

from __future__ import annotations

import asyncio
import json
import os
import select
import signal
import socket  # and no name of it: Windows has not all of them
import subprocess
import sys
import threading
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning.factory import KernelProvisionerFactory
from jupyter_client.provisioning.local_provisioner import LocalProvisioner

# Jupyter's names for the two ways to start a kernel.
NAME, ORDINARY = "backlab-forked", "local-provisioner"
# What stands in an ordinary kernel's command ahead of the file of its connection.
LAUNCHER = [sys.executable, "-m", "ipykernel_launcher", "-f"]
# A warm process that has not answered by then is held to be dead.
PATIENCE_SECONDS = 60


def can_fork() -> bool:
    """Whether kernels can be forked here."""
    if sys.platform != "linux" or not entry_points(group=KernelProvisionerFactory.GROUP_NAME, name=NAME):
        return False
    try:
        os.close(os.pidfd_open(os.getpid()))
    except OSError:  # an old kernel, or a sandbox
        return False
    return True


class Forked:
    """A kernel that is another process's child; what Jupyter asks of a ``Popen``, it answers."""

    stdin = stdout = stderr = None

    def __init__(self, pid: int, handle: int) -> None:
        self.pid = pid
        self.returncode: int | None = None
        self._handle = handle
        self._ended = select.poll()
        self._ended.register(handle, select.POLLIN)

    def poll(self) -> int | None:
        """None while it lives, then 0: only its parent could know more."""
        if self.returncode is None and self._ended.poll(0):
            self._gone()
        return self.returncode

    def wait(self) -> int:
        """Wait until it has ended."""
        if self.returncode is None:
            self._ended.poll()
            self._gone()
        return 0

    def send_signal(self, number: int) -> None:
        """Send it a signal; no other process can get it, even where one has its number by now."""
        if self.poll() is None:
            signal.pidfd_send_signal(self._handle, number)

    def kill(self) -> None:
        """End it at once."""
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)

    def _gone(self) -> None:
        os.close(self._handle)
        self.returncode = 0

    def __del__(self) -> None:
        if self.returncode is None:
            os.close(self._handle)


class Warm:
    """The warm process, as the server sees it; it ends with the server."""

    def __init__(self, folder: Path) -> None:
        self._asking = threading.Lock()
        self._end, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._end.settimeout(PATIENCE_SECONDS)
        server = os.pidfd_open(os.getpid())
        numbers = theirs.fileno(), server
        # -P: no file that happens to stand in the person's folder is imported. A session of its own: Ctrl-C is for the
        # server, which ends what it started.
        command = [sys.executable, "-P", "-m", "backlab.serving.warm", *map(str, numbers), str(folder)]
        try:
            self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, pass_fds=numbers, start_new_session=True)
        finally:
            theirs.close()
            os.close(server)

    def fork(self, connection: str, environment: dict[str, str], folder: str) -> Forked | None:
        """A kernel for this file of its connection, or None where there can be none; waits for the answer."""
        request = {"connection": connection, "environment": environment, "folder": folder}
        with self._asking:
            try:
                self._end.send(json.dumps(request).encode())
                answer, handles, *_ = socket.recv_fds(self._end, 32, 1)
            except OSError:  # it has died, or hangs
                self.end()
                return None
        return Forked(int(answer), handles[0]) if handles else None

    def end(self) -> None:
        """End it; the kernels that it made live on until the server ends."""
        self._end.close()
        self.process.kill()
        self.process.wait()


class ForkingProvisioner(LocalProvisioner):
    """Starts a kernel by forking, where the kernels' manager has a warm process; otherwise in the ordinary way."""

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Start the kernel; what it says about its connection."""
        warm: Warm | None = getattr(self.parent and self.parent.parent, "warm", None)
        forked = await asyncio.to_thread(_forked, warm, cmd, kwargs) if warm else None
        if forked is None:
            return await super().launch_kernel(cmd, **kwargs)
        self.process = forked  # type: ignore[assignment]  # all that is asked of a Popen, it answers
        self.pid = self.pgid = forked.pid  # it leads a session of its own, as an ordinary kernel does
        self.cwd = kwargs.get("cwd")
        return self.connection_info

    async def send_signal(self, signum: int) -> None:
        """Send a signal to the kernel and what it started; to nobody where it has ended."""
        if self.process and self.process.poll() is None:
            await super().send_signal(signum)


def _forked(warm: Warm, cmd: list[str], options: dict[str, Any]) -> Forked | None:
    """The kernel that the command would start, or None where it is another's, or the warm process cannot."""
    if cmd[:-1] != LAUNCHER:
        return None
    return warm.fork(cmd[-1], options["env"], options.get("cwd") or os.getcwd())
