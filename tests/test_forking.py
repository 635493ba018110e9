"""Kernels that are forked: quick, each with its own dice, and gone when the server is."""

from __future__ import annotations

import asyncio
import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

import pytest
from jupyter_client.blocking.client import BlockingKernelClient
from jupyter_client.manager import KernelManager
from jupyter_client.provisioning.factory import KernelProvisionerFactory
from servers import SECONDS, Server, apart, notebook, process_of, running, until
from test_binder import PROJECT
from tornado.websocket import websocket_connect
from traitlets.config import Config, Configurable

from backlab.labs import LABS
from backlab.serving import forking
from backlab.serving.guards import public_name
from backlab.serving.kernels import ThisPython
from backlab.serving.notebooks import shipped
from backlab.serving.warm import named

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="kernels are forked on Linux alone")

DICE = (
    "import os, random, subprocess, sys, uuid, ipywidgets",
    "from IPython import get_ipython",
    "slider = ipywidgets.IntSlider()",
    "print('own', [random.random(), str(uuid.uuid4()), slider.model_id, get_ipython().kernel.session.session])",
    "print('parent', os.getppid(), 'process', os.getpid(), 'leads', os.getsid(0))",
    "print('exit', subprocess.run([sys.executable, '-c', 'raise SystemExit(3)']).returncode)",
    "display(slider)",
)
ENDLESS = ("import os", "print('process', os.getpid(), flush=True)", "while True: pass")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a notebook that says what differs, and one that never ends."""
    folder = tmp_path_factory.mktemp("notebooks")
    notebook(folder, "dice", *DICE)
    notebook(folder, "endless", *ENDLESS)
    return folder


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[Server]:
    """The dashboards of these notebooks."""
    with running("--notebooks", str(folder)) as server:
        yield server


def dice(server: Server) -> str:
    """A page that says what differs."""
    status, _, page = server.get("/voila/render/dice.ipynb")
    assert status == 200
    return page


def number(page: str, name: str) -> int:
    """A number that a page says by name."""
    found = re.search(rf"{name} (\d+)", page)
    assert found, page
    return int(found[1])


def kernel_of(page: str) -> str:
    """The kernel that a page talks to."""
    found = re.search(r'"kernelId": "([^"]+)"', page)
    assert found
    return found[1]


def parent(pid: int) -> int:
    """The number of a process's parent."""
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])


def children(pid: int) -> set[int]:
    """The processes whose parent this is, zombies as well."""
    found = set()
    for path in Path("/proc").glob("[0-9]*"):
        try:
            if parent(int(path.name)) == pid:
                found.add(int(path.name))
        except OSError:
            continue
    return found


def is_alive(pid: int) -> bool:
    """Whether there is a process of this number, be it a zombie."""
    return Path(f"/proc/{pid}").exists()


def test_jupyter_finds_the_way_to_fork() -> None:
    """It stands among the entry points of the project, is installed, and loads."""
    group = KernelProvisionerFactory.GROUP_NAME
    assert forking.NAME in PROJECT["project"]["entry-points"][group]
    (found,) = set(entry_points(group=group, name=forking.NAME))
    assert found.load() is forking.ForkingProvisioner
    assert forking.can_fork()


def test_pages_kernels_come_from_one_warm_process(server: Server) -> None:
    """Two kernels have the same parent, which the server started; each leads a session of its own."""
    pages = dice(server), dice(server)
    (warm,) = {number(page, "parent") for page in pages}
    assert parent(warm) == server.process.pid
    for page in pages:
        assert number(page, "process") == number(page, "leads") == process_of(kernel_of(page))


def test_no_two_kernels_throw_the_same_dice(server: Server) -> None:
    """Random numbers, uuids, the ids of widgets and of sessions all differ."""
    first, second = (re.search(r"own \[(.*?)\]", dice(server)) for _ in range(2))
    assert first
    assert second
    thrown = [*first[1].split(","), *second[1].split(",")]
    assert len(set(thrown)) == len(thrown) == 8


def test_a_kernel_hears_how_its_own_processes_ended(server: Server) -> None:
    """A program that a notebook starts gives its exit code, as in an ordinary kernel."""
    assert number(dice(server), "exit") == 3


def test_the_widgets_of_a_forked_kernel_answer(server: Server) -> None:
    """A page that asks for all widgets gets the slider."""

    async def states(address: str) -> str:
        socket = await websocket_connect(address)
        target = {"comm_id": "here", "target_name": "jupyter.widget.control", "data": {}}
        for kind, content in (
            ("comm_open", target),
            ("comm_msg", {"comm_id": "here", "data": {"method": "request_states"}}),
        ):
            header = {"msg_id": kind, "msg_type": kind, "session": "me", "username": "", "version": "5.3"}
            told: dict[str, Any] = {"header": header, "parent_header": {}, "content": content, "channel": "shell"}
            told["metadata"] = {"version": "1.0.0"} if kind == "comm_open" else {}
            await socket.write_message(json.dumps(told))
        while "update_states" not in (text := str(await asyncio.wait_for(socket.read_message(), SECONDS))):
            assert text != "None", "the server hung up"
        return text

    channels = f"{server.address}api/kernels/{kernel_of(dice(server))}/channels?session_id=me"
    assert "IntSliderModel" in apart(states(channels.replace("http:", "ws:")))


def test_a_kernel_that_is_killed_is_missed_and_leaves_no_zombie(server: Server) -> None:
    """Its page hears that it is gone, its files are removed, and nothing of it stays among the processes."""
    page = dice(server)
    pid, kernel = number(page, "process"), kernel_of(page)
    os.kill(pid, signal.SIGKILL)
    until(lambda: server.get(f"/api/kernels/{kernel}")[0] == 404)
    until(lambda: not is_alive(pid))
    until(lambda: not list(server.runtime.glob(f"*/kernel-{public_name(kernel)}*")))


def test_a_server_that_is_killed_takes_even_a_busy_kernel_with_it(folder: Path) -> None:
    """The warm process, and a kernel that computes without end, are gone where the server could not end them."""
    with running("--notebooks", str(folder)) as server:
        warm = number(dice(server), "parent")
        idle = children(warm)
        visitor = subprocess.Popen(
            [
                sys.executable,
                "-c",
                f"from urllib.request import urlopen; urlopen('{server.address}voila/render/endless.ipynb').read()",
            ],
            stderr=subprocess.DEVNULL,
        )
        until(lambda: children(warm) - idle)
        every = {warm, *children(warm)}
        server.process.kill()
        until(lambda: not any(map(is_alive, every)))
        visitor.wait(SECONDS)


def test_where_the_warm_process_has_died_a_kernel_starts_in_the_ordinary_way(folder: Path) -> None:
    """Kernels that it made live on; the next page has a kernel too, and the server is its parent."""
    with running("--notebooks", str(folder)) as server:
        before = dice(server)
        os.kill(number(before, "parent"), signal.SIGKILL)
        after = dice(server)
        assert number(after, "parent") == server.process.pid
        assert server.get(f"/api/kernels/{kernel_of(before)}")[0] == 200
        assert is_alive(number(before, "process"))


class Kernels(Configurable):
    """What starts kernels, as far as the way to fork asks."""

    warm: forking.Warm


@pytest.fixture
def forked(folder: Path) -> Iterator[KernelManager]:
    """One kernel, forked."""
    warm = forking.Warm(folder)
    kernels = Kernels(config=Config({"KernelProvisionerFactory": {"default_provisioner_name": forking.NAME}}))
    kernels.warm = warm
    KernelProvisionerFactory.clear_instance()
    manager = KernelManager(parent=kernels, kernel_spec_manager=ThisPython())
    manager.start_kernel(cwd=str(folder))
    yield manager
    if manager.has_kernel:
        manager.shutdown_kernel(now=True)
    warm.end()
    KernelProvisionerFactory.clear_instance()


def answer_to(request: str, client: BlockingKernelClient) -> dict[str, Any]:
    """What the kernel answers to a request: while a slow one starts it is asked each second, and answers that too."""
    while (message := client.get_shell_msg(timeout=SECONDS))["parent_header"]["msg_id"] != request:
        pass
    content: dict[str, Any] = message["content"]
    return content


def test_a_forked_kernel_can_be_interrupted_and_ends_when_asked(forked: KernelManager) -> None:
    """An endless cell stops with KeyboardInterrupt, the kernel answers on, and a polite request ends it."""
    assert isinstance(forked.provisioner, forking.ForkingProvisioner)
    assert isinstance(forked.provisioner.process, forking.Forked)
    pid = forked.provisioner.process.pid
    client = forked.blocking_client()
    client.start_channels()
    client.wait_for_ready(timeout=SECONDS)
    request = client.execute("print('begun', flush=True)\nwhile True: pass")
    while client.get_iopub_msg(timeout=SECONDS)["content"].get("text") != "begun\n":
        pass
    forked.interrupt_kernel()
    assert answer_to(request, client)["ename"] == "KeyboardInterrupt"
    # What arrives while the cell is still being ended is given up with it, as Jupyter has it for a cell that fails.
    until(lambda: client.execute_interactive("1", timeout=SECONDS)["content"]["status"] == "ok")
    client.stop_channels()
    forked.shutdown_kernel()
    assert not is_alive(pid)


def test_what_the_way_to_fork_cannot_start_starts_in_the_ordinary_way() -> None:
    """Without a warm process, as in a workbench that asks for it by name, the kernel is a process of its own."""
    factory = Config({"KernelProvisionerFactory": {"default_provisioner_name": forking.NAME}})
    KernelProvisionerFactory.clear_instance()
    manager = KernelManager(parent=Configurable(config=factory), kernel_spec_manager=ThisPython())
    manager.start_kernel()
    try:
        assert isinstance(manager.provisioner, forking.ForkingProvisioner)
        assert isinstance(manager.provisioner.process, subprocess.Popen)
    finally:
        manager.shutdown_kernel(now=True)
        KernelProvisionerFactory.clear_instance()


def test_the_labs_of_a_folder_are_made_ready_and_no_others(folder: Path) -> None:
    """Those that a notebook speaks of; a folder without labs costs nothing."""
    assert named(folder) == set()
    assert named(shipped()) == set(LABS) - {"PictureLab"}
