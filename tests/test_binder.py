"""What Binder builds, and what CI installs, without the container engine that would build it."""

from __future__ import annotations

import json
import os
import re
import shlex
import socket
import subprocess
import sys
import time
import tomllib
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple
from urllib.error import URLError
from urllib.parse import urlsplit

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from playwright.sync_api import Page, expect
from servers import SECONDS

ROOT = Path(__file__).parent.parent
BINDER = ROOT / "binder" / "requirements.txt"
CI = ROOT / ".ci" / "requirements.txt"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def entries(path: Path) -> list[str]:
    """The logical lines of a requirements file: comments left out, continued lines joined."""
    lines = (line for line in path.read_text("utf-8").splitlines() if not line.lstrip().startswith("#"))
    return [entry for entry in "\n".join(lines).replace("\\\n", " ").splitlines() if entry.strip()]


def pins(path: Path) -> dict[str, str]:
    """Which version of each package the file pins."""
    names = (re.match(r"(\S+)==(\S+)", entry) for entry in entries(path))
    return {canonicalize_name(pin[1]): pin[2] for pin in names if pin}


def members(group: str) -> list[str]:
    """The requirements of a dependency group, with those of the groups that it includes."""
    found: list[str] = []
    for item in PROJECT["dependency-groups"][group]:
        found += members(item["include-group"]) if isinstance(item, dict) else [item]
    return found


@pytest.mark.parametrize(("path", "group"), [(BINDER, "binder"), (CI, "dev")], ids=["binder", "ci"])
def test_pins_satisfy_the_project(path: Path, group: str) -> None:
    """Everything that pyproject.toml asks for is pinned, to a version within its bounds."""
    pinned = pins(path)
    for need in map(Requirement, PROJECT["project"]["dependencies"] + members(group)):
        assert pinned[canonicalize_name(need.name)] in need.specifier, str(need)


@pytest.mark.parametrize("path", [BINDER, CI], ids=["binder", "ci"])
def test_every_entry_is_a_pin_with_a_hash(path: Path) -> None:
    """A requirements file holds exact versions with hashes and nothing else: no option, index or address."""
    entry = re.compile(r"[\w.-]+(\[[\w,-]+\])?==[\w.+!-]+( ;[^#]+?)?(\s+--hash=sha256:[0-9a-f]{64})+\s*")
    assert [line for line in entries(path) if not entry.fullmatch(line)] == []


@pytest.mark.parametrize("path", [BINDER, CI], ids=["binder", "ci"])
def test_no_comment_names_a_host(path: Path) -> None:
    """No line of a requirements file, comments included, holds an address."""
    assert "://" not in path.read_text("utf-8")


def test_binder_and_ci_install_the_same() -> None:
    """What Binder runs is what was tested: every pin of Binder's is CI's too."""
    assert pins(BINDER).items() <= pins(CI).items()


@pytest.mark.parametrize("path", [BINDER, CI], ids=["binder", "ci"])
def test_header_says_how_to_compile(path: Path) -> None:
    """The header of a requirements file is the command that writes that file."""
    command = shlex.split(path.read_text("utf-8").splitlines()[1].lstrip("# "))
    assert command[:4] == ["uv", "pip", "compile", "pyproject.toml"]
    assert "--generate-hashes" in command
    assert ROOT / command[command.index("-o") + 1] == path


def test_repo2docker_builds_from_the_binder_folder() -> None:
    """repo2docker accepts the repository and plans Python 3.11, the pins and postBuild of binder/."""
    plan = subprocess.run(
        [sys.executable, "-m", "repo2docker", "--no-build", "--debug", "."],
        cwd=ROOT, capture_output=True, text=True, timeout=SECONDS,
    )  # fmt: skip
    said = plan.stdout + plan.stderr
    assert plan.returncode == 0, said
    assert "python=3.11" in said
    assert 'pip install --no-cache-dir -r "binder/requirements.txt"' in said
    assert "binder/postBuild" in said


def test_post_build_installs_the_checkout() -> None:
    """The postBuild script can be executed, and installs the checkout, not a published release."""
    script = ROOT / "binder" / "postBuild"
    assert os.access(script, os.X_OK)
    assert "pip install --no-deps --no-build-isolation --editable ." in script.read_text("utf-8")


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a Jupyter server with the repository as its root, below a path as on a hub."""
    with jupyter_server(tmp_path_factory.mktemp("jupyter")) as hosted:
        yield hosted.address


def test_the_address_for_binder_opens_the_course(base: str, page: Page) -> None:
    """The path in the README's Binder address leads to the start page, and on to a lab that answers."""
    (path,) = set(re.findall(r"HEAD\?urlpath=([\w/.]+)", (ROOT / "README.md").read_text("utf-8")))
    refused: list[str] = []
    page.on("response", lambda got: refused.append(got.url) if got.status >= 400 else None)
    page.on("console", lambda said: refused.append(said.text) if said.type == "error" else None)
    page.goto(base + path, timeout=SECONDS * 1000)
    page.get_by_role("link", name="Choose the treatment").click()
    expect(page.locator(".bl-result .bl-lead")).to_be_visible()
    pain = page.get_by_role("slider", name="Pain, 0 to 10")
    pain.focus()
    pain.press("ArrowRight")
    expect(page.locator(".bl-levels .is-here")).to_contain_text("Routine")
    assert refused == []  # on leaving, the page may still ask after its kernel, which has ended by then
    page.get_by_role("link", name="Español").click()
    expect(page).to_have_title("Elige el tratamiento")
    assert page.url.startswith(base + path)


def test_the_pages_answer_nobody_who_was_not_let_in(tmp_path: Path) -> None:
    """Without the notebook server's token there is no page, whatever the path."""
    with jupyter_server(tmp_path, token="a-secret-word") as hosted:
        for path in ("backlab/", "backlab/voila/render/glossary.ipynb"):
            assert "/login?" in urllib.request.urlopen(hosted.address + path, timeout=SECONDS).geturl()


def test_stock_voila_shows_the_dashboard_too(base: str) -> None:
    """A Jupyter server that has Voilà and nothing of ours but the package shows the notebook as Voilà does."""
    notebook = json.loads((ROOT / "notebooks" / "choose_the_treatment.ipynb").read_text("utf-8"))
    page = urllib.request.urlopen(f"{base}voila/render/notebooks/choose_the_treatment.ipynb", timeout=SECONDS)
    read = page.read().decode()
    assert f"<title>{notebook['metadata']['title']}</title>" in read
    assert "application/vnd.jupyter.widget-view+json" in read


class Hosted(NamedTuple):
    """A Jupyter server that runs, and where."""

    process: subprocess.Popen[bytes]
    address: str

    def megabytes(self) -> float:
        """What it holds with all that it has started, by their proportional set sizes; only on Linux."""
        return sum(map(_kilobytes, _family(self.process.pid))) / 1_000


def _family(pid: int) -> Iterator[int]:
    """A process and all that it has started; Linux names the children of each thread."""
    yield pid
    for children in Path(f"/proc/{pid}/task").glob("*/children"):
        with suppress(OSError):  # it has ended meanwhile
            for child in children.read_text().split():
                yield from _family(int(child))


def _kilobytes(pid: int) -> int:
    with suppress(OSError):  # it has ended meanwhile
        return int(Path(f"/proc/{pid}/smaps_rollup").read_text().partition("Pss:")[2].split()[0])
    return 0


@contextmanager
def jupyter_server(folder: Path, token: str = "") -> Iterator[Hosted]:
    """A Jupyter server with the repository as its root, below a path as on a hub."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        base = f"http://127.0.0.1:{free.getsockname()[1]}/user/somebody/"
    with (folder / "log").open("w") as log:
        server = subprocess.Popen(command(base, token), cwd=ROOT, env=environment(folder), stdout=log, stderr=log)
    try:
        wait_until_open(base + "api", server)
        yield Hosted(server, base)
    finally:
        server.terminate()
        server.wait(timeout=SECONDS)


def command(base: str, token: str) -> list[str]:
    """How the server is started: as on Binder, but here only; "" is no token to enter."""
    options = {
        "ServerApp.base_url": urlsplit(base).path,
        "ServerApp.ip": "127.0.0.1",
        "ServerApp.port": urlsplit(base).port,
        "ServerApp.port_retries": 0,
        "ServerApp.open_browser": False,
        "ServerApp.allow_root": True,
        "IdentityProvider.token": token,
    }
    return [sys.executable, "-m", "jupyter_server", *(f"--{name}={value}" for name, value in options.items())]


def environment(folder: Path) -> dict[str, str]:
    """The test's own environment, with a home where no person's Jupyter settings are."""
    return os.environ | {"JUPYTER_CONFIG_DIR": str(folder), "JUPYTER_RUNTIME_DIR": str(folder / "run")}


def wait_until_open(address: str, server: subprocess.Popen[bytes]) -> None:
    """Return as soon as the address answers; fail when the server has ended or it takes too long."""
    deadline = time.monotonic() + SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        try:
            urllib.request.urlopen(address, timeout=SECONDS).close()
            return
        except URLError:
            time.sleep(0.05)
    pytest.fail("the Jupyter server did not start")
