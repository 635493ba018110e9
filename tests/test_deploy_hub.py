"""The course through a real JupyterHub, with its proxy: several people reach a lesson, and idle servers end."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.cookiejar import CookieJar
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple, NoReturn

import pytest
from npm import HERE, KEPT
from playwright.sync_api import Page, expect
from servers import SECONDS, until

from backlab.serving.machine import free_port

CONFIG = HERE.parent / "deploy" / "jupyterhub" / "jupyterhub_config.py"
PROXY = "configurable-http-proxy"
# Longer than a lesson takes to open on a machine with much to do: a server whose page still opens would be ended.
IDLE_SECONDS = 60
PEOPLE = ("ann", "ben", "eva")


class Hub(NamedTuple):
    """One that runs, and where what it says is written."""

    process: subprocess.Popen[bytes]
    address: str
    log: Path

    def said(self) -> str:
        """All that it has said."""
        return self.log.read_text("utf-8")


class Person:
    """Somebody with a browser that has no scripts."""

    def __init__(self, hub: Hub, name: str) -> None:
        self.cookies = CookieJar()
        self.open = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies)).open
        self.base = f"{hub.address}/user/{name}/backlab/"
        self.open(f"{hub.address}/hub/login", timeout=SECONDS).close()
        token = next(cookie.value for cookie in self.cookies if cookie.name == "_xsrf" and cookie.value)
        form = urllib.parse.urlencode({"username": name, "password": "example", "_xsrf": token}).encode()
        self.open(f"{hub.address}/hub/login?next=/hub/spawn", form, timeout=SECONDS).close()

    def get(self, path: str = "") -> tuple[str, str]:
        """Where a request of the person's own server ends, and what is read there."""
        with self.open(self.base + path, timeout=SECONDS) as answer:
            return answer.url, answer.read().decode()

    def is_in(self) -> bool:
        """Whether the start page is shown, and not one that says that the server starts."""
        try:
            return self.get()[0] == self.base
        except urllib.error.HTTPError as error:
            if error.code not in {424, 503}:  # these say that it is not running yet
                raise
            return False


@pytest.fixture(scope="module")
def proxy(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The folder of the proxy's program, fetched once by npm in the version of package.json."""
    if path := shutil.which(PROXY):
        return str(Path(path).parent)
    version = json.loads((HERE / "package.json").read_text())["devDependencies"][PROXY]
    kept = KEPT / f"{PROXY}-{version}"
    programs = kept / "node_modules" / ".bin"
    if not (programs / PROXY).exists():
        npm = shutil.which("npm") or _cannot("no npm on the PATH to fetch the Hub's proxy with: install Node.js")
        KEPT.mkdir(exist_ok=True)
        subprocess.run([npm, "install", "--silent", "--prefix", str(kept), f"{PROXY}@{version}"], check=True)
    return str(programs)


@pytest.fixture(scope="module")
def hub(proxy: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hub]:
    """The Hub of ``deploy/``, with people who need no accounts of this machine."""
    if sys.platform == "win32" or not find_spec("jupyterhub") or not find_spec("jupyterhub_idle_culler"):
        _cannot("needs JupyterHub, which is not for Windows: uv sync --group test")
    with running_hub(proxy, tmp_path_factory.mktemp("hub")) as one:
        yield one


def _cannot(needed: str) -> NoReturn:
    if os.environ.get("CI") and sys.platform != "win32":
        pytest.fail(needed)
    pytest.skip(needed)


@contextmanager
def running_hub(proxy: str, folder: Path) -> Iterator[Hub]:
    """A Hub on free ports, all of it ended at the end; ``folder`` holds its database and people's homes."""
    address, inner, api = (f"http://127.0.0.1:{free_port(0)}" for _ in range(3))
    here = {
        "PATH": os.pathsep.join([proxy, str(Path(sys.executable).parent), os.environ["PATH"]]),
        "HUB_ADDRESS": address,
        "HUB_AUTHENTICATOR": "dummy",
        "HUB_USERS": " ".join(PEOPLE),
        "HUB_SPAWNER": "simple",
        "HUB_IDLE_SECONDS": str(IDLE_SECONDS),
        "JUPYTER_CONFIG_DIR": str(folder),
    }
    options = {
        "JupyterHub.hub_bind_url": inner,
        "ConfigurableHTTPProxy.api_url": api,
        "SimpleLocalProcessSpawner.home_dir_template": str(folder / "{username}"),
        "Spawner.args": "['--allow-root']",
    }
    command = [sys.executable, "-m", "jupyterhub", "-f", str(CONFIG), *(f"--{k}={v}" for k, v in options.items())]
    log = folder / "log"
    with log.open("wb") as out:
        process = subprocess.Popen(command, cwd=folder, env=os.environ | here, stdout=out, stderr=out)
    try:
        one = Hub(process, address, log)
        until(lambda: "JupyterHub is now running" in one.said() or process.poll() is not None)
        assert process.poll() is None, one.said()
        yield one
    finally:
        process.terminate()  # it ends its servers and its proxy
        process.wait(timeout=SECONDS)


def test_nobody_is_let_in_who_was_not_named(hub: Hub) -> None:
    """Somebody whom the configuration does not name gets no server."""
    with pytest.raises(urllib.error.HTTPError, match="403"):
        Person(hub, "stranger")


def test_people_reach_a_lesson_and_idle_servers_end(hub: Hub, page: Page) -> None:
    """Three open the course through the Hub; a slider answers; an open page keeps its server, the idle lose theirs."""
    others = PEOPLE[1:]
    for name in others:  # one after another, so that none is idle too long while the next one's server starts
        person = Person(hub, name)
        until(person.is_in)
        assert "<title>Choose the treatment</title>" in person.get("voila/render/choose_the_treatment.ipynb")[1]
    page.goto(f"{hub.address}/hub/login?next=/hub/spawn")
    page.get_by_label("Username").fill("ann")
    page.get_by_label("Password").fill("example")
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/user/ann/backlab/", timeout=SECONDS * 1_000)
    page.get_by_role("link", name="Choose the treatment").first.click()
    pain = page.get_by_role("slider", name="Pain, 0 to 10")
    expect(page.locator(".bl-result .bl-lead")).to_be_visible()
    pain.press("ArrowRight")
    expect(page.locator(".bl-levels .is-here")).to_contain_text("Routine")

    def ended_while_ann_goes_on() -> bool:
        value = str(int(pain.input_value()) % 10 + 1)
        pain.fill(value)
        expect(page).to_have_url(re.compile(rf"pain={value}\b"))
        return all(f"Culling server {name}" in hub.said() for name in others)

    until(ended_while_ann_goes_on)
    assert "Culling server ann" not in hub.said()
    page.close()
    until(lambda: "Culling server ann" in hub.said())
