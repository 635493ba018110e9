"""A class that opens one page at once, each with a kernel: ``python benchmarks/voila_load.py``.

There are no browsers: each student fetches the page, opens its kernel's socket, asks for all widgets, moves the pain of
the first lab that has one, and sees the answer. Counted are seconds until all have, and the memory that the class took
(PSS: what processes share counts once). Beside it stock Voilà, with ipc and long time limits since it fails without,
and with ``--beside`` another checkout. The last time is how long kernels live when all pages were closed. One server
runs at a time; the load is that of the machine when it starts.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from tornado.httpclient import AsyncHTTPClient
from tornado.websocket import WebSocketClientConnection, websocket_connect

from backlab.serving.machine import listen

HERE = Path(__file__).parents[1]
NOTEBOOKS = HERE / "notebooks"
LESSON = "voila/render/choose_the_treatment.ipynb"
COMMAND = ["-c", "import sys; from backlab.app import main; sys.exit(main())", "--notebooks", str(NOTEBOOKS)]
STOCK = [
    "-m",
    "voila",
    str(NOTEBOOKS),
    "--KernelManager.transport=ipc",
    "--VoilaExecutor.startup_timeout=300",
    "--VoilaExecutor.iopub_timeout=120",
]
SECONDS = 300
# So long it is waited for kernels to end when their pages were closed; stock Voilà's do not.
PATIENCE = 60


class Met(NamedTuple):
    """What a class has met."""

    wall: float
    usable: int
    megabytes: float
    processor: float
    back: float

    def __str__(self) -> str:
        return f"{self.wall:>8.1f}{self.usable:>8}{self.megabytes:>10.1f}{self.processor:>9.1f}{self.back:>9.1f}"


def message(kind: str, content: dict[str, Any], session: str) -> str:
    """A message to a kernel."""
    header = {"msg_id": uuid.uuid4().hex, "msg_type": kind, "session": session, "username": "", "version": "5.3"}
    open_ = {"version": "1.0.0"} if kind == "comm_open" else {}
    told = {"header": header, "parent_header": {}, "metadata": open_, "content": content, "channel": "shell"}
    return json.dumps(told)


async def heard(socket: WebSocketClientConnection) -> dict[str, Any]:
    """What a widget says next."""
    while True:
        text = await asyncio.wait_for(socket.read_message(), SECONDS)
        assert text is not None, "the server hung up"
        start = text.find(b"{", 8 * int.from_bytes(text[:4], "big")) if isinstance(text, bytes) else 0
        told, _ = json.JSONDecoder().raw_decode(text[start:].decode() if isinstance(text, bytes) else text)
        if told["header"]["msg_type"] == "comm_msg":
            said: dict[str, Any] = told["content"]["data"]
            return said


async def student(address: str) -> WebSocketClientConnection:
    """Open the page and move its control; the socket, once it was answered."""
    page = (await AsyncHTTPClient().fetch(f"{address}{LESSON}", request_timeout=SECONDS)).body.decode()
    kernel = re.search(r'"kernelId": ?"([0-9a-f-]{36})"', page)
    assert kernel, "no kernel in the page"
    session, control = uuid.uuid4().hex, uuid.uuid4().hex
    channels = f"{address.replace('http', 'ws', 1)}api/kernels/{kernel[1]}/channels?session_id={session}"
    socket = await websocket_connect(channels, max_message_size=1 << 30)
    target = {"comm_id": control, "target_name": "jupyter.widget.control", "data": {}}
    await socket.write_message(message("comm_open", target, session))
    asked = {"comm_id": control, "data": {"method": "request_states"}}
    await socket.write_message(message("comm_msg", asked, session))
    while (said := await heard(socket)).get("method") != "update_states":
        pass
    states = {name: widget["state"].get("state") for name, widget in said["states"].items()}
    lab = next(name for name, state in states.items() if isinstance(state, dict) and "pain" in state.get("values", {}))
    moved = {"method": "custom", "content": {"kind": "moved", "turn": 1, "values": {"pain": 9}}}
    await socket.write_message(message("comm_msg", {"comm_id": lab, "data": moved}, session))
    while (await heard(socket)).get("content", {}).get("kind") != "reply":
        pass
    return socket


async def answering(address: str) -> None:
    """Wait until the server answers: stock Voilà says its address before it does."""
    while True:
        try:
            await AsyncHTTPClient().fetch(address)
            return
        except OSError:
            await asyncio.sleep(0.1)


def tree(pid: int) -> list[int]:
    """A process and all that came from it."""
    children: dict[int, list[int]] = {}
    for name in filter(str.isdigit, os.listdir("/proc")):
        try:
            parent = int(Path(f"/proc/{name}/stat").read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
        children.setdefault(parent, []).append(int(name))
    found = [pid]
    for each in found:
        found += children.get(each, [])
    return found


def memory(pid: int) -> float:
    """MB of a process and all that came from it."""
    total = 0
    for each in tree(pid):
        try:
            text = Path(f"/proc/{each}/smaps_rollup").read_text()
        except OSError:
            continue
        total += int(text.partition("Pss:")[2].split()[0])
    return total / 1024


def processor(pid: int) -> float:
    """Seconds that a process and all that came from it have computed, those that have ended included."""
    ticks = 0
    for each in tree(pid):
        try:
            fields = Path(f"/proc/{each}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        ticks += sum(map(int, fields[11:15]))
    return ticks / os.sysconf("SC_CLK_TCK")


@contextmanager
def serving(command: list[str], checkout: Path) -> Iterator[tuple[str, int]]:
    """The address of a server, and its process."""
    with tempfile.TemporaryDirectory(dir="/tmp") as runtime:
        (free,) = listen(0)  # stock Voilà does not say which port it took
        port = free.getsockname()[1]
        free.close()
        path = os.pathsep.join(filter(None, [str(checkout), os.environ.get("PYTHONPATH", "")]))
        environment = {**os.environ, "JUPYTER_RUNTIME_DIR": runtime, "PYTHONPATH": path}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        server = subprocess.Popen(
            [sys.executable, *command, "--no-browser", "--port", str(port)],
            cwd=checkout,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        assert server.stdout
        try:
            yield next(found[0] for line in server.stdout if (found := re.search(r"http://\S+", line))), server.pid
        finally:
            server.send_signal(signal.SIGINT)
            server.wait()
            server.stdout.close()


async def back(pid: int, empty: int) -> float:
    """Seconds until there are no more processes than before the first student came."""
    start = time.perf_counter()
    while (waited := time.perf_counter() - start) < PATIENCE and len(tree(pid)) > empty:
        await asyncio.sleep(0.1)
    return waited


async def measure(address: str, pid: int, students: int) -> Met:
    """What a class of so many meets, after one who came before it."""
    AsyncHTTPClient.configure(None, max_clients=students + 1)
    await answering(address)
    empty = len(tree(pid))
    sockets = [await student(address)]
    await asyncio.sleep(3)  # the first start of a server prepares what all later ones find
    used, worked, start = memory(pid), processor(pid), time.perf_counter()
    came = await asyncio.gather(*(student(address) for _ in range(students)), return_exceptions=True)
    wall = time.perf_counter() - start
    usable = [socket for socket in came if not isinstance(socket, BaseException)]
    taken, computed = (memory(pid) - used) / students, processor(pid) - worked
    for socket in [*sockets, *usable]:
        socket.close(1001)
    met = Met(wall, len(usable), taken, computed, await back(pid, empty))
    for failed in {repr(each) for each in came if isinstance(each, BaseException)}:
        print(f"  failed: {failed}")
    return met


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("students", type=int, nargs="*", default=[1, 10, 25, 50, 100])
    parser.add_argument("--stock", type=int, nargs="*", default=[25], help="how many come to stock Voilà")
    parser.add_argument("--beside", type=Path, help="another checkout to which the same come")
    chosen = parser.parse_args()
    rows = [("backlab", COMMAND, HERE, n) for n in chosen.students]
    if chosen.beside:
        rows += [("beside", COMMAND, chosen.beside, n) for n in chosen.students]
    rows += [("stock Voilà", STOCK, HERE, n) for n in chosen.stock]
    print(f"{'':<12}{'students':>9}{'wall, s':>8}{'usable':>8}{'MB each':>10}{'CPU, s':>9}{'back, s':>9}{'load':>7}")
    for name, command, checkout, students in sorted(rows, key=lambda row: row[3]):
        load = os.getloadavg()[0]
        with serving(command, checkout) as (address, pid):
            print(f"{name:<12}{students:>9}{asyncio.run(measure(address, pid, students))}{load:>7.1f}", flush=True)


if __name__ == "__main__":
    main()
