"""JupyterLab in the browser, beside the plain files: a notebook's labs live there, and no other host is asked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from conftest import Opener
from engines import engine
from playwright.sync_api import expect

from backlab.app import main
from backlab.course.order import FIRST
from backlab.site.lite import REQUIREMENTS
from backlab.site.serve import shown


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The course with JupyterLab beside it, written by the command: the address of the folder."""
    engine()
    folder = tmp_path_factory.mktemp("site")
    assert main(["site", str(folder), "--lab"]) == 0
    with shown(folder) as address:
        yield address


def test_a_notebook_runs_in_the_browser(site: str, opened: Opener) -> None:
    """The index shows its lessons when its cells have run; no other host is asked, and what is needed is there."""
    page, asked, refused = opened(), set[str](), list[str]()
    page.on("request", lambda request: asked.add(urlsplit(request.url).netloc))
    page.on("console", lambda said: refused.append(said.text) if said.type == "error" else None)
    page.goto(site)
    page.get_by_role("link", name="Change the code").click()
    page.goto(f"{page.url}?path={FIRST}.ipynb")
    page.get_by_text("Python (Pyodide) | Idle").wait_for()
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    expect(page.locator(".bl-lesson")).to_have_count(14)
    expect(page.get_by_text("14 pages")).to_be_visible()
    assert {host for host in asked if host} == {urlsplit(site).netloc}
    assert [text for text in refused if "404" not in text] == []  # it looks for settings that need not be there


def test_what_is_loaded_is_pinned_and_pure() -> None:
    """Exact versions with hashes and nothing else: no option, index or address."""
    lines = [line for line in REQUIREMENTS.read_text("utf-8").splitlines() if not line.startswith("#")]
    pinned = " ".join(lines).replace("\\", "")
    assert re.fullmatch(r"([\w.-]+==[\w.]+(\s+--hash=sha256:[0-9a-f]{64})+\s*)+", pinned)


def test_without_its_builder_one_sentence_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing is written where it cannot be built, and how to get what it is built with is said."""
    monkeypatch.setattr("backlab.site.lite.find_spec", lambda name: None if "lite" in name else find_spec(name))
    assert main(["site", str(tmp_path / "out"), "--lab"]) == 2
    said = capsys.readouterr().err
    assert "uv run --group lite" in said
    assert "jupyterlite-core" in said
    assert said.count("\n") == 1
    assert not (tmp_path / "out").exists()
