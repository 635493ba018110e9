"""The kernels: which Python they run, how they are spoken to, and that what they import is compiled.

Run as a program it starts one kernel, lets it import what a page needs, and ends it.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path
from uuid import uuid4

from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import KernelManager
from jupyter_core.paths import jupyter_runtime_dir

from backlab.language import gettext

# When these are compiled, a kernel has been here before and all that it imports is compiled too.
IMPORTS = ("ipykernel_launcher", "ipywidgets", "backlab.widgets")
FIRST_KERNEL_SECONDS = 60


class ThisPython(KernelSpecManager):
    """Offers one kernel: the Python that runs backlab. Another that is registered may not have backlab."""

    def _kernel_dirs_default(self) -> list[str]:
        return []


def has_ipc(folder: Path) -> bool:
    """Whether a kernel's sockets work in ``folder``: not on Windows, nor where the path is over 107 bytes long."""
    if sys.platform == "win32":
        return False
    probe = folder / f"kernel-{uuid4()}-ipc-5"
    try:
        with socket.socket(socket.AF_UNIX) as end:
            end.bind(str(probe))
        probe.unlink()
    except OSError:
        return False
    return True


def connection_root(candidates: Iterable[Path]) -> Path | None:
    """The first folder below which a server's own folder of connections can use ipc, or None."""
    for root in candidates:
        try:
            root.mkdir(parents=True, exist_ok=True, mode=0o700)
            with tempfile.TemporaryDirectory(prefix="voila_", dir=root) as folder:
                if has_ipc(Path(folder)):
                    return root
        except OSError:
            continue
    return None


def usual_roots() -> list[Path]:
    """Where connections may be kept, the best first; /tmp because macOS's own folder has a long name."""
    return [Path(jupyter_runtime_dir()), Path(tempfile.gettempdir()), Path("/tmp")]


@contextmanager
def compiled_imports() -> Iterator[None]:
    """Compile what a kernel imports while the caller does its own imports; nothing where that is done.

    What it could not do, for lack of time or of the right to write, the kernels do for themselves.
    """
    if not _to_compile():
        yield
        return
    print(gettext("First start: compiling what the pages need, so that they open quickly ..."), flush=True)
    # -P: no file that happens to stand in the person's folder is imported.
    command = [sys.executable, "-P", "-m", "backlab.serving.kernels"]
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, stdin=quiet, stdout=quiet, stderr=quiet) as compiling:
        yield
        with suppress(subprocess.TimeoutExpired):
            compiling.wait(FIRST_KERNEL_SECONDS)
        compiling.kill()


def _to_compile() -> bool:
    specs = [spec for name in IMPORTS if (spec := find_spec(name)) and spec.origin and spec.cached]
    missing = [spec.origin for spec in specs if not os.path.exists(spec.cached or "")]
    return any(os.access(os.path.dirname(origin or ""), os.W_OK) for origin in missing)


def main() -> None:
    """Start a kernel, let it import what a page needs, end it: Python itself then keeps the compiled files."""
    manager = KernelManager(kernel_spec_manager=ThisPython())
    manager.start_kernel()
    client = manager.blocking_client()
    client.start_channels()
    try:
        client.wait_for_ready(timeout=FIRST_KERNEL_SECONDS)
        client.execute_interactive(f"import {', '.join(IMPORTS)}", timeout=FIRST_KERNEL_SECONDS)
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


if __name__ == "__main__":
    main()
