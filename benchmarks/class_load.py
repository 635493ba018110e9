"""A class without browsers: how soon so many students can use a lesson, what they fetch, and how quick a slider is.

    python benchmarks/class_load.py                  # 1, 10, 25, 50, 100, 300, 1000 students of ``backlab --class``
    python benchmarks/class_load.py --voila 1 10 25 50      # the same beside stock Voilà
    python benchmarks/class_load.py 100 --sliders 200

A student fetches the page and its script as a browser would, opens the labs, moves one control and waits until all of
its answer has come. Memory is what the processes of a server have to themselves, and their share of the rest (PSS).
"core s" is the work of the server, "own s" that of the students, who share its cores. Of stock Voilà its own scripts,
some 4 MB, are not fetched.
"""

from __future__ import annotations

import argparse
import asyncio
import gzip
import json
import os
import random
import re
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from tornado.httpclient import HTTPRequest
from tornado.tcpclient import TCPClient
from tornado.websocket import WebSocketClientConnection, websocket_connect

NUMBERS = (1, 10, 25, 50, 100, 300, 1000)
LESSON = "choose_the_treatment"
CONTROL, LAB = "pain", 0
PATIENCE = 240  # seconds
CODE = "test"
NOTEBOOKS = Path(__file__).parents[1] / "notebooks"


class Usable(NamedTuple):
    """One student: seconds until the answer was seen, and bytes that came over the network."""

    seconds: float
    fetched: int


class Server(NamedTuple):
    """One that runs: where, and as which process."""

    address: str
    pid: int


@contextmanager
def running(*command: str) -> Iterator[Server]:
    """A server, until it has said its address; ended with all that it has started."""
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    process = subprocess.Popen(
        command, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True
    )
    try:
        assert process.stdout
        said = (re.search(r"http://(127\.0\.0\.1|localhost):\d+/\S*", line) for line in process.stdout)
        address = next((found[0] for found in said if found), "")
        assert address, "the server did not start"
        yield Server(address.split("/projector")[0].rstrip("/"), process.pid)
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(PATIENCE)


class Cost(NamedTuple):
    """What a process and all that it has started take: MB of memory, and seconds of a core so far."""

    memory: float
    work: float


def cost(pid: int) -> Cost:
    """What is measured now."""
    children: dict[int, list[int]] = {}
    work: dict[int, int] = {}
    for folder in filter(str.isdigit, os.listdir("/proc")):
        try:
            fields = Path("/proc", folder, "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        children.setdefault(int(fields[1]), []).append(int(folder))
        work[int(folder)] = int(fields[11]) + int(fields[12])
    kilobytes, ticks, todo = 0, 0, [pid]
    while todo:
        now = todo.pop()
        todo += children.get(now, [])
        ticks += work.get(now, 0)
        try:
            lines = Path(f"/proc/{now}/smaps_rollup").read_text().splitlines()
        except OSError:
            continue
        kilobytes += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return Cost(kilobytes / 1024, ticks / os.sysconf("SC_CLK_TCK"))


async def fetched(address: str, path: str) -> tuple[str, int]:
    """A file as a browser fetches it, and how many bytes it was on its way."""
    host, _, port = address.removeprefix("http://").partition("/")[0].partition(":")
    stream = await TCPClient().connect(host, int(port))
    asked = f"GET {path} HTTP/1.1\r\nHost: {host}:{port}\r\nAccept-Encoding: gzip\r\nConnection: close\r\n\r\n"
    await stream.write(asked.encode())
    whole = await stream.read_until_close()
    head, _, body = whole.partition(b"\r\n\r\n")
    if not head.startswith(b"HTTP/1.1 200"):
        raise ConnectionError(head[:20].decode())
    if b"transfer-encoding: chunked" in head.lower():
        body = _joined(body)
    text = gzip.decompress(body) if b"content-encoding: gzip" in head.lower() else body
    return text.decode(), len(whole)


def _joined(chunks: bytes) -> bytes:
    whole = b""
    while chunks:
        size, _, chunks = chunks.partition(b"\r\n")
        length = int(size, 16)
        whole, chunks = whole + chunks[:length], chunks[length + 2 :]
        if not length:
            break
    return whole


class Pupil:
    """A student of ``backlab --class``, whose page speaks as its script does."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.turn = 0

    async def open(self) -> int:
        """Fetch the page and its script, and open the labs; how many bytes came."""
        base = "/" + self.address.partition("//")[2].partition("/")[2]
        page, size = await fetched(self.address, f"{base}/{LESSON}.html")
        found = re.search(r'src="(assets/course-\w+\.js)"', page)
        assert found, "the page has no script"
        _, script = await fetched(self.address, f"{base}/{found[1]}")
        held = re.search(r'"version":"(\w+)"', page)
        origin = "http://" + self.address.partition("//")[2].partition("/")[0]
        asked = HTTPRequest(f"{self.address.replace('http', 'ws', 1)}/socket", headers={"Origin": origin})
        self.socket: WebSocketClientConnection = await websocket_connect(asked, compression_options={})
        self.opening = {"kind": "open", "notebook": LESSON, "language": "en", "query": "", "held": held and held[1]}
        self._say(self.opening)
        return size + script + await self._until(lambda answer: answer["kind"] == "opened")

    async def move(self, value: int) -> int:
        """Move the control, and wait until all of the answer is there; how many bytes came."""
        seen = 0

        def is_whole(answer: Any) -> bool:
            nonlocal seen
            seen += answer["kind"] == "replied" and answer["reply"]["turn"] == self.turn
            return seen == 2  # what is seen, and what stands behind tabs

        self.begin(value)
        return await self._until(is_whole)

    async def slide(self, value: int) -> None:
        """Move the control, and wait until what is seen has changed."""
        self.begin(value)
        turn = self.turn
        await self._until(lambda answer: answer["kind"] == "replied" and answer["reply"]["turn"] == turn)

    def begin(self, value: int) -> None:
        """Move the control."""
        self.turn += 1
        self.asked = {"kind": "moved", "turn": self.turn, "values": {CONTROL: value}}
        self._say({"kind": "asked", "lab": LAB, "request": self.asked})

    def _say_again(self) -> None:
        """The labs are gone: open them anew, and say what was not answered."""
        LAPSED.append(self)
        self._say(self.opening)
        if self.turn:
            self._say({"kind": "asked", "lab": LAB, "request": self.asked})

    def _say(self, message: Any) -> None:
        self.socket.write_message(json.dumps(message))

    async def _until(self, is_it: Callable[[Any], bool]) -> int:
        before = _received(self.socket)
        while True:
            text = await self.socket.read_message()
            if text is None:
                raise ConnectionError("the socket is closed")
            answer = json.loads(text)
            if answer["kind"] == "lapsed":
                self._say_again()
            if is_it(answer):
                return _received(self.socket) - before


def _received(socket: WebSocketClientConnection) -> int:
    """Bytes that have come over a socket, as they were packed."""
    protocol: Any = socket.protocol
    return int(protocol._wire_bytes_in)


async def of_the_class(address: str) -> Usable:
    """One student of ``backlab --class``, from the first byte on."""
    began = time.perf_counter()
    pupil = Pupil(address)
    size = await pupil.open()
    size += await pupil.move(8)
    KEPT.append(pupil)
    return Usable(time.perf_counter() - began, size)


LAPSED: list[Pupil] = []
"""Whose labs had to be opened anew."""
KEPT: list[Any] = []
"""Who is still there: a page that is closed would give its memory back."""


async def of_voila(address: str) -> Usable:
    """One student of stock Voilà: the page, its kernel's socket, all states, one control moved, its answer seen."""
    began = time.perf_counter()
    page, size = await fetched(address, f"/voila/render/{LESSON}.ipynb")
    found = re.search(r'"kernelId":\s*"([0-9a-f-]{36})"', page)
    if not found:
        raise ConnectionError("the page has no kernel")
    session, control = uuid.uuid4().hex, uuid.uuid4().hex
    channels = f"{address.replace('http', 'ws', 1)}/api/kernels/{found[1]}/channels?session_id={session}"
    asked = HTTPRequest(channels, headers={"Origin": address}, request_timeout=PATIENCE)
    socket = await websocket_connect(asked, compression_options={}, max_message_size=1 << 30)
    KEPT.append(socket)

    def say(kind: str, content: Any, **metadata: Any) -> None:
        header = {"msg_id": uuid.uuid4().hex, "username": "s", "session": session, "msg_type": kind, "version": "5.3"}
        message = {"header": {**header, "date": ""}, "parent_header": {}, "metadata": metadata, "content": content}
        socket.write_message(json.dumps({**message, "channel": "shell", "buffers": []}))

    async def heard(is_it: Callable[[Any], Any]) -> Any:
        while True:
            text = await socket.read_message()
            if text is None:
                raise ConnectionError("the socket is closed")
            if isinstance(text, bytes):
                first, second = (int.from_bytes(text[at : at + 4], "big") for at in (4, 8))
                text = text[first : second if int.from_bytes(text[:4], "big") > 1 else None].decode()
            message = json.loads(text)
            if message["header"]["msg_type"] == "comm_msg" and (there := is_it(message["content"]["data"])):
                return there

    open_ = {"comm_id": control, "target_name": "jupyter.widget.control", "data": {}, "target_module": None}
    say("comm_open", open_, version="1.0.0")
    say("comm_msg", {"comm_id": control, "data": {"method": "request_states"}})
    models = await heard(lambda data: data.get("states") if data.get("method") == "update_states" else None)
    lab = next(name for name, model in models.items() if CONTROL in model["state"].get("state", {}).get("values", {}))
    request = {"kind": "moved", "turn": 1, "values": {CONTROL: 8}}
    say("comm_msg", {"comm_id": lab, "data": {"method": "custom", "content": request}})
    await heard(lambda data: data.get("content", {}).get("kind") == "reply" and data["content"]["turn"] == 1)
    return Usable(time.perf_counter() - began, size + _received(socket))


async def at_once(student: Callable[[str], Awaitable[Usable]], address: str, number: int) -> list[Usable | Exception]:
    """So many students at the same moment; what becomes of each."""
    KEPT.clear()
    LAPSED.clear()
    coming = (asyncio.wait_for(student(address), PATIENCE) for _ in range(number))
    return await asyncio.gather(*coming, return_exceptions=True)  # type: ignore[return-value]  # no other is raised


def row(name: str, server: Server, student: Callable[[str], Awaitable[Usable]], number: int) -> None:
    """Let a class come, and print one line about it."""
    before, own = cost(server.pid), time.process_time()

    async def come() -> tuple[float, list[Usable | Exception], Cost]:
        began = time.perf_counter()
        found = await at_once(student, server.address, number)
        wall = time.perf_counter() - began
        held = cost(server.pid)
        for each in KEPT:
            getattr(each, "socket", each).close()
        return wall, found, held

    wall, found, held = asyncio.run(come())
    usable = [each for each in found if isinstance(each, Usable)]
    why = [f"{len(LAPSED)} opened anew"] * bool(LAPSED)
    why += sorted({f"{type(each).__name__} {each}"[:40] for each in found if isinstance(each, Exception)})
    seconds = sorted(each.seconds for each in usable) or [float("nan")]
    kb = statistics.mean([each.fetched for each in usable] or [0]) / 1000
    numbers = f"{wall:8.2f} {seconds[len(seconds) // 2]:8.2f} {seconds[-1]:8.2f} {kb:9.0f}"
    work = f"{held.work - before.work:9.2f} {time.process_time() - own:9.2f}"
    mb = f"{held.memory:8.0f} {(held.memory - before.memory) / number:9.2f} {work}"
    print(f"{name:10} {len(usable):5} of {number:<5} {numbers} {mb}  {'; '.join(why)}", flush=True)


async def sliding(address: str, number: int, seconds: float) -> list[float]:
    """So many students who move a slider twice a second; the milliseconds until each answer was seen."""
    pupils = [Pupil(address) for _ in range(number)]
    for pupil in pupils:
        await pupil.open()
    taken: list[float] = []
    until = time.perf_counter() + seconds

    async def slide(pupil: Pupil) -> None:
        await asyncio.sleep(random.random() / 2)
        while time.perf_counter() < until:
            began = time.perf_counter()
            await pupil.slide(random.randrange(11))
            taken.append(1000 * (time.perf_counter() - began))
            await asyncio.sleep(max(0, 0.5 - (time.perf_counter() - began)))

    await asyncio.gather(*map(slide, pupils))
    return sorted(taken)


def main(argv: Sequence[str] | None = None) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("numbers", type=int, nargs="*", default=NUMBERS)
    parser.add_argument(
        "--voila", type=int, nargs="*", default=(), help="so many students of stock Voilà, in the same run"
    )
    parser.add_argument("--sliders", type=int, default=200, help="how many move a slider at once; 0 leaves it out")
    parser.add_argument("--seconds", type=float, default=10)
    said = parser.parse_args(argv)
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    heads = f"{'wall s':>8} {'median':>8} {'last':>8} {'kB each':>9} {'MB':>8} {'MB each':>9}"
    print(f"{'':10} {'usable':>14} {heads} {'core s':>9} {'own s':>9}")
    ours = [sys.executable, "-c", "import sys; from backlab.app import main; sys.exit(main())"]
    with running(*ours, "--class", "--port", "0", "--code", CODE) as server:
        for number in said.numbers:
            row("--class", server, of_the_class, number)
        if said.sliders:
            before = cost(server.pid)
            taken = asyncio.run(sliding(server.address, said.sliders, said.seconds))
            each = 1000 * (cost(server.pid).work - before.work) / len(taken)
            at = {share: taken[min(len(taken) - 1, int(share * len(taken)))] for share in (0.5, 0.95, 0.99)}
            shares = ", ".join(f"{share:.0%} within {limit:.0f} ms" for share, limit in at.items())
            print(
                f"{said.sliders} students who move a slider twice a second: {len(taken)} answers, {shares};"
                f" {each:.1f} ms of a core for each"
            )
    for number in said.voila:
        with stock() as server:
            row("Voilà", server, of_voila, number)


@contextmanager
def stock() -> Iterator[Server]:
    """Voilà as it comes, but for ipc: with tcp kernels lose their ports to each other."""
    with tempfile.TemporaryDirectory(dir="/tmp") as runtime:
        os.environ["JUPYTER_RUNTIME_DIR"] = runtime
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        patient = ["--VoilaExecutor.iopub_timeout=240", "--VoilaExecutor.startup_timeout=240"]
        options = ["--no-browser", f"--port={port}", "--KernelManager.transport=ipc", *patient]
        with running(sys.executable, "-m", "voila", *options, str(NOTEBOOKS)) as server:
            yield server


if __name__ == "__main__":
    main()
