"""Attacks of one reader on a server of the test's own, each held off by a guard; all stay on this machine."""

from __future__ import annotations

import asyncio
import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from jupyter_client.manager import KernelManager
from playwright.sync_api import Page
from servers import COMMAND, SECONDS, Server, apart, running, until
from tornado.httpclient import HTTPClientError
from tornado.websocket import WebSocketClientConnection, websocket_connect

from backlab.serving.kernels import ThisPython
from backlab.serving.wire import PARTS

V1 = "v1.kernel.websocket.jupyter.org"
MEGABYTE = 1_000_000
on_linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux says what a process holds")
on_posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signals to end a process with")


def notebook(*code: str) -> str:
    """A notebook of one code cell."""
    cell: dict[str, Any] = {"cell_type": "code", "execution_count": None, "id": "a", "metadata": {}, "outputs": []}
    cells = [{**cell, "source": "\n".join(code)}]
    return json.dumps({"cells": cells, "metadata": {"title": "A page"}, "nbformat": 4, "nbformat_minor": 5})


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two notebooks, one of which never ends; a picture that is shown, and files that are nobody's to see."""
    folder = tmp_path_factory.mktemp("notebooks")
    page = notebook("import os, ipywidgets", "print('process', os.getpid())", "display(ipywidgets.IntSlider())")
    (folder / "tiny.ipynb").write_text(page)
    (folder / "endless.ipynb").write_text(notebook("import time", "while True: time.sleep(0.01)"))
    for hidden in (".git", "__pycache__", "pictures", "folder.svg"):
        (folder / hidden).mkdir()
        (folder / hidden / "secret.ipynb").write_text(page)
        (folder / hidden / "picture.svg").write_text("<svg/>")
    (folder / ".hidden.svg").write_text("<svg/>")
    (folder / "notes.txt").write_text("a teacher's own")
    (folder / "pictures" / "secret.ipynb").unlink()
    return folder


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[Server]:
    """The pages of the folder."""
    with running("--notebooks", str(folder)) as server:
        yield server


def opened(server: Server) -> tuple[str, int]:
    """A page of its own: the name of its kernel, and the number of the kernel's process."""
    text = server.get("/voila/render/tiny.ipynb")[2]
    kernel, process = re.search(r'"kernelId": "([^"]+)"', text), re.search(r"process (\d+)", text)
    assert kernel
    assert process
    return kernel[1], int(process[1])


def held(process: int) -> int:
    """Bytes of memory that a process holds."""
    return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def kernels(server: Server) -> int:
    """How many kernels there are."""
    return len(list(server.runtime.glob("*/kernel-*.json")))


def is_alive(pid: int) -> bool:
    """Whether a process with this number is there."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


async def talk(server: Server, kernel: str, protocol: str | None = V1, visitor: str = "a") -> WebSocketClientConnection:
    """A socket to a kernel, which packs what it sends."""
    address = f"{server.address.replace('http:', 'ws:')}api/kernels/{kernel}/channels?session_id={visitor}"
    protocols = [protocol] if protocol else None
    return await websocket_connect(address, subprotocols=protocols, compression_options={"compression_level": 9})


def message(kind: str, content: dict[str, Any] | None = None, name: str = "x") -> str:
    """A message as the older protocol writes it."""
    header = {"msg_id": name, "msg_type": kind, "session": "a", "username": "", "version": "5.3"}
    return json.dumps(
        {"channel": "shell", "header": header, "parent_header": {}, "metadata": {}, "content": content or {}}
    )


async def answered(connection: WebSocketClientConnection, name: str = "x") -> None:
    """Wait until the kernel has answered the message of that name."""
    while True:
        text = await asyncio.wait_for(connection.read_message(), SECONDS)
        assert text is not None, "the server hung up"
        found = json.loads(text)
        if found["msg_type"].endswith("_reply") and found["parent_header"].get("msg_id") == name:
            return


async def hung_up(connection: WebSocketClientConnection) -> None:
    """Wait until the server has closed the connection."""
    while await asyncio.wait_for(connection.read_message(), SECONDS) is not None:
        pass


# --- messages -----------------------------------------------------------------------------------------------


def of_empty_parts(count: int, protocol: str | None) -> bytes:
    """A message whose table has ``count`` places, at all of which there is nothing."""
    width, order = (8, "little") if protocol else (4, "big")
    end = (count + 1) * width
    place = end.to_bytes(width, order)  # type: ignore[arg-type]
    return count.to_bytes(width, order) + place * count + b"x"  # type: ignore[arg-type]


@on_linux
@pytest.mark.parametrize("protocol", [V1, None])
@pytest.mark.parametrize("count", [PARTS + 1, 200_000, 1_000_000])
def test_a_packed_message_of_empty_parts_ends_its_connection(server: Server, protocol: str | None, count: int) -> None:
    """However many, few or large: the server hangs up, answers others, and the kernel holds as much as before."""
    kernel, process = opened(server)

    async def attack() -> None:
        for attempt in range(3):
            connection = await talk(server, kernel, protocol, f"a{attempt}")
            await connection.write_message(of_empty_parts(count, protocol), binary=True)
            await hung_up(connection)
        connection = await talk(server, kernel, None, "b")
        await connection.write_message(message("kernel_info_request"))
        await answered(connection)
        connection.close()

    before = held(process), held(server.process.pid)
    apart(attack())
    assert server.get("/")[0] == 200
    assert held(process) - before[0] < 20 * MEGABYTE
    assert held(server.process.pid) - before[1] < 100 * MEGABYTE


def test_a_message_that_unpacks_to_too_much_ends_its_connection(server: Server) -> None:
    """A sound message of three kilobytes that is three megabytes unpacked is not taken."""
    kernel, _ = opened(server)

    async def send() -> None:
        connection = await talk(server, kernel, None)
        await connection.write_message(message("comm_msg", {"comm_id": "x" * 3 * MEGABYTE, "data": {}}))
        await hung_up(connection)

    apart(send())
    assert server.get("/")[0] == 200


def test_a_kernel_has_few_sockets(server: Server) -> None:
    """The ninth at once is refused; where one closes another may come."""
    kernel, _ = opened(server)

    async def many() -> None:
        connections = [await talk(server, kernel, visitor=str(number)) for number in range(8)]
        with pytest.raises(HTTPClientError, match="503"):
            await talk(server, kernel, visitor="nine")
        for connection in connections:
            connection.close()
            await hung_up(connection)

    apart(many())
    until(lambda: apart(may_talk(server, kernel)))


async def may_talk(server: Server, kernel: str) -> bool:
    """Whether the server takes another socket."""
    try:
        (await talk(server, kernel, visitor="ten")).close()
    except HTTPClientError as error:
        return error.code != 503
    return True


NO_MESSAGES = ["{", "[]", "{}", '{"header": 1}', '{"header": {}, "channel": "shell"}', "[" * 100_000, "\x00"]


@pytest.mark.parametrize("text", [*NO_MESSAGES, message("comm_msg").replace('"content"', '"buffers": [1], "content"')])
def test_text_that_is_no_message_ends_the_connection(server: Server, text: str) -> None:
    """Whatever it is, one socket is closed, and the kernel talks to the next."""
    kernel, _ = opened(server)

    async def send() -> None:
        connection = await talk(server, kernel, None)
        await connection.write_message(text)
        await hung_up(connection)
        assert connection.close_reason == "not a message"
        connection = await talk(server, kernel, None, "b")
        await connection.write_message(message("kernel_info_request"))
        await answered(connection)
        connection.close()

    apart(send())


def test_others_are_answered_while_a_page_floods_its_kernel(server: Server) -> None:
    """Fifty megabytes that are fifty kilobytes packed: the start page comes ten times before they are all read."""
    kernel, _ = opened(server)

    async def flood() -> None:
        connection = await talk(server, kernel, None)
        for _ in range(50):
            await connection.write_message(message("kernel_info_request", {"x": "x" * MEGABYTE}))
        await connection.write_message("{")  # no message: the server hangs up when it comes to it
        await answered(connection)
        all_read = asyncio.create_task(hung_up(connection))
        for _ in range(10):
            assert (await asyncio.to_thread(server.get, "/"))[0] == 200
        assert not all_read.done()
        all_read.cancel()
        connection.close()

    apart(flood())


# --- pages that nobody reads --------------------------------------------------------------------------------


@pytest.mark.parametrize(("dest", "mode"), [("image", "no-cors"), ("iframe", "navigate"), ("empty", "cors")])
def test_another_site_starts_no_kernel(server: Server, dest: str, mode: str) -> None:
    """What is no page of its own is refused, says how to open it, and there are as many kernels as before."""
    before = kernels(server)
    asked = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Dest": dest, "Sec-Fetch-Mode": mode}
    status, _, text = server.get("/voila/render/tiny.ipynb", **asked)
    assert status == 403
    assert "Open it by a link" in text
    assert kernels(server) == before


class Elsewhere(BaseHTTPRequestHandler):
    """A page of another site, with a picture, a frame and a script that ask for a page of ours, and a link to it."""

    target = ""

    def do_GET(self) -> None:
        """Answer."""
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        html = (
            "<a href={0}>Lesson</a><img src={0} onerror='done(1)'><iframe src={0} onload='done(2)'></iframe>"
            "<script>window.all = new Set(); function done(n) {{ all.add(n) }}"
            "fetch('{0}', {{mode: 'no-cors'}}).finally(() => done(3))</script>"
        )
        self.wfile.write(html.format(self.target).encode())

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def elsewhere(target: str) -> Iterator[str]:
    """The address of another site that asks for ``target``."""
    kind = type("Asking", (Elsewhere,), {"target": target})
    with HTTPServer(("127.0.0.1", 0), kind) as site:
        thread = threading.Thread(target=site.serve_forever)
        thread.start()
        try:
            yield f"http://localhost:{site.server_port}/"
        finally:
            site.shutdown()
            thread.join()


def test_a_link_of_another_site_opens_the_page_and_nothing_else_does(server: Server, page: Page) -> None:
    """In a browser: picture, frame and script get nothing, and a click brings the page."""
    before = kernels(server)
    with elsewhere(f"{server.address}voila/render/tiny.ipynb") as address:
        page.goto(address)
        page.wait_for_function("window.all.size === 3")
        assert kernels(server) == before
        page.get_by_text("Lesson").click()
        page.wait_for_url("**/tiny.ipynb")
        page.locator(".widget-slider").wait_for()
    assert kernels(server) == before + 1


@on_posix
def test_pages_that_are_given_up_end_their_kernels(server: Server) -> None:
    """Readers who go while their page is made leave nothing that computes, whether its kernel ran or only started."""
    before = kernels(server)
    with ExitStack() as stack:
        for _ in range(4):
            visitor = stack.enter_context(closing(socket.create_connection(place(server), SECONDS)))
            visitor.sendall(b"GET /voila/render/endless.ipynb HTTP/1.1\r\nHost: localhost\r\n\r\n")
        until(lambda: kernels(server) >= before + 2)
    until(lambda: kernels(server) <= before)
    assert server.get("/")[0] == 200


def place(server: Server) -> tuple[str, int]:
    """Host and port."""
    address = urlsplit(server.address)
    assert address.hostname
    assert address.port
    return address.hostname, address.port


# --- bodies -------------------------------------------------------------------------------------------------


@on_linux
@pytest.mark.parametrize("path", ["/", "/nothing", "/voila/api/shutdown/x", "/voila/files/a.svg"])
def test_large_bodies_are_refused_and_not_held(server: Server, path: str) -> None:
    """Ten that say 90 MB, and send 20 of them, get a 413 each, and the server holds no more than before."""
    before = held(server.process.pid)
    with ExitStack() as stack:
        visitors = [stack.enter_context(closing(socket.create_connection(place(server), SECONDS))) for _ in range(10)]
        for visitor in visitors:
            visitor.sendall(f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 90000000\r\n\r\n".encode())
        for visitor in visitors:
            for _ in range(20):
                visitor.sendall(b"x" * MEGABYTE)
            assert visitor.recv(100).startswith(b"HTTP/1.1 413 ")
        assert held(server.process.pid) - before < 50 * MEGABYTE
    assert server.get("/")[0] == 200


def test_a_body_of_unknown_length_is_refused(server: Server) -> None:
    """It could be endless."""
    with closing(socket.create_connection(place(server), SECONDS)) as visitor:
        visitor.sendall(b"POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n")
        assert visitor.recv(100).startswith(b"HTTP/1.1 413 ")


# --- odd addresses ------------------------------------------------------------------------------------------

NOTHING_THERE = [
    "/voila/templates/x",
    "/voila/templates/",
    "/voila/templates/lab/static/",
    "/voila/templates/nothing/static/x.js",
    "/voila/templates/lab/nothing/x.js",
    "/voila/templates/lab/static/%2e%2e/index.html.j2",
    "/voila/static/",
    "/voila/static/nothing",
    "/voila/static/components",
    "/voila/labextensions/",
    "/voila/labextensions/nothing",
    "/voila/api/themes/",
    "/voila/api/themes/nothing",
    "/voila/api/contents",
    "/logout",
    "/login",
    "/api",
    "/api/kernels",
    "/metrics",
    "/%00",
    "/%ff",
    "/%1b[2J",
    "//",
    "//voila/render/tiny.ipynb",
    "/voila//render/tiny.ipynb",
    "/" + "a" * 5_000,
    "/voila/render/" + "a" * 300 + ".ipynb",
    "/voila/files/" + "a" * 254 + ".svg",
    "/voila/files/%00.svg",
    "/voila/files/.hidden.svg",
    "/voila/files/%2ehidden.svg",
    "/voila/files/.git/picture.svg",
    "/voila/files/notes.txt",
    "/voila/files/pictures",
    "/voila/files/pictures/",
    "/voila/files/folder.svg",
    "/voila/files/nothing",
    "/voila/files/..%2f..%2fetc%2fpasswd",
    "/voila/files/a%5cb.svg",
    "/voila/render/",
    "/voila/render/%00.ipynb",
    "/voila/render/pictures",
    "/voila/render/nothing",
    "/voila/render/notes.txt",
    "/voila/render/tiny.ipynb/",
    "/voila/render/.git/secret.ipynb",
    "/voila/render/__pycache__/secret.ipynb",
]


@pytest.mark.parametrize("path", NOTHING_THERE)
def test_an_odd_address_gets_our_page_and_says_nothing_else(server: Server, path: str) -> None:
    """A guessed folder, a hidden file and what no file can be called are the same: nothing, with a way back."""
    status, location, text = server.get(path)
    assert (status, location) == (404, "")
    assert "There is no such page" in text
    assert server.get(f"{path}?lang=es")[2].count("<html") == 1


def test_what_is_for_readers_is_still_there(server: Server) -> None:
    """The picture beside the notebooks, Voilà's script and the pages come."""
    for path in ("/voila/files/pictures/picture.svg", "/voila/render/tiny.ipynb", "/?lang=%00", "/"):
        assert server.get(path)[0] == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "ANYTHING"])
@pytest.mark.parametrize("path", ["/", "/voila/render/tiny.ipynb", "/voila/files/pictures/picture.svg"])
def test_other_methods_are_refused(server: Server, method: str, path: str) -> None:
    """Nothing is done, and nothing breaks."""
    connection = http.client.HTTPConnection(*place(server), timeout=SECONDS)
    connection.request(method, path)
    answer = connection.getresponse()
    assert answer.status in (403, 405)
    assert "<html" in answer.read().decode()
    connection.close()


# --- the terminal and the list of processes -----------------------------------------------------------------


@on_posix
def test_what_readers_send_does_nothing_to_the_terminal(folder: Path) -> None:
    """Paths, messages and what a kernel says of them come as few clean lines, however many are sent."""
    evil = "\x1b]0;owned\x07\x1b[2J\r\nbacklab: all is well"
    with running("--notebooks", str(folder)) as server:
        kernel, _ = opened(server)

        async def send() -> None:
            connection = await talk(server, kernel, None)
            for _ in range(300):
                await connection.write_message(message(evil))
                await connection.write_message(message("comm_msg", {"comm_id": evil, "data": {}}))
            await connection.write_message(message("kernel_info_request"))
            await answered(connection)
            connection.close()

        apart(send())
        for _ in range(100):
            with closing(socket.create_connection(place(server), SECONDS)) as visitor:
                visitor.sendall(f"GET /{evil} HTTP/1.1\r\nHost: {evil}\r\n\r\n".encode())
                visitor.recv(100)
        server.process.send_signal(signal.SIGINT)
        said = server.process.stderr.read() if server.process.stderr else ""
    lines = said.split("\n")
    assert 1 < len(lines) < 200
    assert all(line.isprintable() and len(line) <= 300 for line in lines)
    assert not [line for line in lines if line.startswith("backlab: all is well")]


@on_posix
def test_a_page_that_goes_in_the_middle_is_at_most_one_line(folder: Path) -> None:
    """A thousand messages that are under way to and from a socket that closes are nothing to speak of."""
    with running("--notebooks", str(folder)) as server:
        kernel, _ = opened(server)

        async def send() -> None:
            connection = await talk(server, kernel, None)
            for number in range(3_000):
                await connection.write_message(message("kernel_info_request", name=str(number)))
            await answered(connection, "9")
            connection.protocol._abort()  # type: ignore[union-attr]  # as where a laptop is shut
            connection = await talk(server, kernel, None, "b")
            await connection.write_message(message("kernel_info_request", name="last"))
            await answered(connection, "last")
            connection.close()

        apart(send())
        server.process.send_signal(signal.SIGINT)
        said = server.process.stderr.read() if server.process.stderr else ""
    assert said.count("\n") <= 1, said


@on_linux
def test_no_name_in_the_list_of_processes_leads_to_a_kernel(server: Server) -> None:
    """The page's name of its kernel stands nowhere there, and what stands there is no name for the server."""
    kernel, process = opened(server)
    listed = [read(path) for path in commands()]
    assert not [command for command in listed if kernel in command]
    names = {name for command in listed for name in re.findall(r"kernel-([\w-]+)\.json", command)}
    names |= {name for command in listed for name in re.findall(r"kernel-([\w-]{36})-ipc", command)}
    for name in names:
        assert server.get(f"/api/kernels/{name}")[0] == 404
        connection = http.client.HTTPConnection(*place(server), timeout=SECONDS)
        connection.request("POST", f"/voila/api/shutdown/{name}")
        assert connection.getresponse().status == 204  # as for one that has ended by itself
        connection.close()
    assert is_alive(process)
    assert server.get(f"/api/kernels/{kernel}")[0] == 200


def read(path: Path) -> str:
    """What a file says; nothing where its process has ended meanwhile."""
    try:
        return path.read_bytes().decode("utf-8", "replace")
    except OSError:
        return ""


def commands() -> list[Path]:
    """What each process of the machine was started with and calls itself, and what all sockets are called."""
    names = [path / name for path in Path("/proc").glob("[0-9]*") for name in ("cmdline", "comm")]
    return [*filter(Path.exists, names), Path("/proc/net/unix")]


# --- what is left behind ------------------------------------------------------------------------------------


@contextmanager
def started(folder: Path, runtime: Path) -> Iterator[subprocess.Popen[str]]:
    """The command, with a folder of connections that others have used before."""
    environment = {**os.environ, "JUPYTER_RUNTIME_DIR": str(runtime)}
    command = [*COMMAND, "--notebooks", str(folder), "--port", "0", "--no-browser"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, env=environment, text=True, stdout=pipe, stderr=pipe) as process:
        try:
            yield process
        finally:
            process.terminate()
            process.communicate(timeout=SECONDS)


def address_of(process: subprocess.Popen[str]) -> str:
    """Where it answers; it says so when it does."""
    assert process.stdout
    return next(found[0] for line in process.stdout if (found := re.search(r"http://\S+", line)))


@pytest.fixture
def runtime() -> Iterator[Path]:
    """A folder for connections whose name is short enough for sockets."""
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:
        yield Path(folder)


@on_posix
def test_what_a_killed_server_left_is_gone_after_the_next_start(folder: Path, runtime: Path) -> None:
    """Its kernels end by themselves, and the next start removes its folder."""
    with started(folder, runtime) as process:
        _, kernel = opened(Server(process, address_of(process), runtime))
        process.kill()
        process.wait()
    (left,) = runtime.glob("voila_*")
    until(lambda: not is_alive(kernel))
    with started(folder, runtime) as process:
        assert address_of(process)
        assert left not in set(runtime.iterdir())


@on_posix
@pytest.mark.parametrize("ending", ["SIGQUIT", "SIGHUP", "SIGTERM"])
def test_every_ending_cleans_up(folder: Path, runtime: Path, ending: str) -> None:
    """Whatever key or program ends the server, its kernels and its folder go with it."""
    with started(folder, runtime) as process:
        _, kernel = opened(Server(process, address_of(process), runtime))
        process.send_signal(getattr(signal, ending))
        assert process.wait(SECONDS) == 0
        until(lambda: not is_alive(kernel))
        assert list(runtime.iterdir()) == []


@on_posix
@pytest.mark.parametrize("ending", ["SIGINT", "SIGTERM"])
def test_a_start_that_is_broken_off_leaves_nothing(folder: Path, runtime: Path, ending: str) -> None:
    """Ended as soon as its first folder is there, it says nothing and all that it made is gone."""
    with started(folder, runtime) as process:
        until(lambda: list(runtime.iterdir()) or process.poll() is not None)
        process.send_signal(getattr(signal, ending))
        assert process.wait(SECONDS) in (0, 130)
        assert process.stderr
        assert process.stderr.read() == ""
        until(lambda: list(runtime.iterdir()) == [])


# --- thousands of moves -------------------------------------------------------------------------------------

COUNTING = """
from backlab.hosts.notebook import Shown
from backlab.labs import treatment

class Counting(treatment.TreatmentLab):
    answers = 0
    def answer(self, values):
        self.answers += 1
        return super().answer(values)

shown = Shown(Counting())
print(shown.comm.comm_id)
"""
STANDS = "lab = shown.lab; shown._newest.finish(); print(lab.answers, lab.values['pain'], lab.values['age'], lab.turn)"


def test_of_thousands_of_moves_the_newest_counts() -> None:
    """A script that waits for no answer is answered a few times, and the lab stands where it moved it last."""
    manager = KernelManager(kernel_spec_manager=ThisPython())
    manager.start_kernel()
    client = manager.blocking_client()
    client.start_channels()
    try:
        client.wait_for_ready(timeout=SECONDS)
        comm = told(client, COUNTING)
        for number in range(3_000):
            request = {"kind": "moved", "turn": number, "values": {"pain": number % 10, "age": 20 + number % 60}}
            data = {"method": "custom", "content": request}
            client.shell_channel.send(client.session.msg("comm_msg", {"comm_id": comm, "data": data}))
        answers, pain, age, turn = told(client, STANDS).split()
        assert (int(pain), int(age), int(turn)) == (9, 20 + 2_999 % 60, 2_999)
        assert int(answers) < 300
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def told(client: Any, code: str) -> str:
    """What code prints in the kernel."""
    said: list[str] = []

    def hear(message: Any) -> None:
        content = message["content"]
        said.append(content.get("text", "") or " ".join(content.get("traceback", [])))

    client.execute_interactive(code, timeout=SECONDS, output_hook=hear)
    return "".join(said).strip()
