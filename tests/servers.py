"""The command, really running, for tests that need a server."""

from __future__ import annotations

import asyncio
import http.client
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, NamedTuple, TypeVar
from urllib.parse import urlsplit

from playwright.sync_api import Page

from backlab.serving.guards import public_name

Answer = TypeVar("Answer")
COMMAND = [sys.executable, "-c", "import sys; from backlab.app import main; sys.exit(main())"]
# How long a test waits for what is to come. On a machine with ten times as much to do as it can, a page takes minutes;
# where all is well nobody waits, since it is always a condition that is waited for.
SECONDS = 240


def apart(work: Coroutine[Any, Any, Answer]) -> Answer:
    """What an asynchronous call answers, in a thread of its own: where a browser is driven there is a loop already."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()


@contextmanager
def talking(script: Path) -> Iterator[Callable[[Any], Any]]:
    """A script that runs with Python's own library alone, and answers a line of JSON with a line of JSON."""
    command = [sys.executable, "-I", "-S", str(script)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as host:
        assert host.stdin
        assert host.stdout

        def told(line: Any) -> Any:
            print(json.dumps(line), file=host.stdin, flush=True)
            return json.loads(host.stdout.readline())

        yield told
        host.stdin.close()


class Server(NamedTuple):
    """One that runs, with the folder of its own in which Jupyter keeps what is running."""

    process: subprocess.Popen[str]
    address: str
    runtime: Path

    def get(self, path: str, **headers: str) -> tuple[int, str, str]:
        """Status, location and text of the answer."""
        connection = http.client.HTTPConnection(urlsplit(self.address).netloc, timeout=SECONDS)
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        text = answer.read().decode()
        connection.close()
        return answer.status, answer.headers.get("Location", ""), text


@contextmanager
def running(*arguments: str, at_most: float = SECONDS, port: int = 0) -> Iterator[Server]:
    """``backlab`` on ``port``, or a free one; ended when the test ends, or if it has not started in time."""
    short = "/tmp" if os.path.isdir("/tmp") else None  # a long path would leave no room for sockets
    with tempfile.TemporaryDirectory(dir=short) as runtime:
        environment = {**os.environ, "JUPYTER_RUNTIME_DIR": runtime, "PYTHONDONTWRITEBYTECODE": "1"}
        command = [*COMMAND, *arguments, "--port", str(port), "--no-browser"]
        pipe = subprocess.PIPE
        process = subprocess.Popen(command, env=environment, text=True, stdout=pipe, stderr=pipe)
        watchdog = threading.Timer(at_most, process.kill)  # reading a line has no time limit of its own
        watchdog.start()
        try:
            assert process.stdout
            assert process.stderr
            address = next((m[0] for line in process.stdout if (m := re.search(r"http://\S+", line))), None)
            watchdog.cancel()
            assert address, process.stderr.read()
            yield Server(process, address, Path(runtime))
        finally:
            watchdog.cancel()
            process.terminate()  # not killed at once, so that it ends its kernels
            try:
                process.communicate(timeout=SECONDS)
            finally:
                process.kill()


def until(condition: Callable[[], object]) -> None:
    """Wait for ``condition``, and fail where it does not come true."""
    deadline = time.monotonic() + SECONDS
    while not condition():
        assert time.monotonic() < deadline, "it did not come true in time"
        time.sleep(0.01)


def same(now: Callable[[], object], wanted: object) -> None:
    """Wait until ``now()`` is ``wanted``; where it never is, say what it is instead."""
    deadline = time.monotonic() + SECONDS
    while (found := now()) != wanted and time.monotonic() < deadline:
        time.sleep(0.01)
    assert found == wanted


def kill_kernel_of(page: Page) -> None:
    """End the page's kernel as a lack of memory would: without a word."""
    kernel = page.evaluate("JSON.parse(document.getElementById('jupyter-config-data').textContent).kernelId")
    os.kill(process_of(kernel), signal.SIGKILL)


def process_of(kernel: str) -> int:
    """The number of a kernel's process: an ordinary one has its name in its command, a forked one listens on it."""
    listed = subprocess.run(["ps", "-ww", "-eo", "pid,args"], check=True, capture_output=True, text=True).stdout
    named = {int(line.split()[0]) for line in listed.splitlines() if f"kernel-{public_name(kernel)}.json" in line}
    (pid,) = named or set(_holders(_listening(f"kernel-{public_name(kernel)}-ipc")))
    return pid


def _listening(name: str) -> set[str]:
    """The sockets, as Linux counts them, on whose file of this name somebody listens."""
    listed = [line.split() for line in Path("/proc/net/unix").read_text().splitlines() if name in line]
    return {f"socket:[{fields[6]}]" for fields in listed if fields[3] == "00010000"}


def _holders(sockets: set[str]) -> Iterator[int]:
    """The processes that have one of these open."""
    for link in Path("/proc").glob("[0-9]*/fd/*"):
        with suppress(OSError):  # it has ended meanwhile, or is another person's
            if os.readlink(link) in sockets:
                yield int(link.parts[2])


def notebook(folder: Path, name: str, *cells: str) -> None:
    """Write a notebook with these cells of code."""
    written = [
        {"cell_type": "code", "execution_count": None, "id": str(n), "metadata": {}, "outputs": [], "source": code}
        for n, code in enumerate(cells)
    ]
    text = json.dumps({"cells": written, "metadata": {"title": name}, "nbformat": 4, "nbformat_minor": 5})
    (folder / f"{name}.ipynb").write_text(text)
