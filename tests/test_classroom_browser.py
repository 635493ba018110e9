"""A lesson of a class in a browser: it comes back with all that it held, however the server was lost."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from axe import violations
from playwright.sync_api import Page, expect
from pupils import CODE, classroom
from servers import Server, running

from backlab.serving.machine import free_port

NOTEBOOKS = Path(__file__).parents[1] / "notebooks"
LESSON = "choose_the_treatment"
KEPT = ("start_here", LESSON, "a_thousand_patients")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A few of the notebooks, so that a class is there soon."""
    folder = tmp_path_factory.mktemp("lessons")
    for name in KEPT:
        (folder / f"{name}.ipynb").write_bytes((NOTEBOOKS / f"{name}.ipynb").read_bytes())
    return folder


@contextmanager
def on(port: int, folder: Path) -> Iterator[Server]:
    """A class on a port that stays the same."""
    with running("--class", "--code", CODE, "--notebooks", str(folder), port=port) as server:
        yield server


def slider(page: Page, name: str) -> Any:
    """A slider of the first lab."""
    return page.locator(f"[data-field={name}] input[type=range]").first


def test_a_lesson_comes_back_with_what_it_held_after_the_server_was_killed(page: Page, folder: Path) -> None:
    """What was answered and what was moved meanwhile are there again, a kept answer too; the page says what goes on."""
    port = free_port(0)
    with on(port, folder) as server:
        page.goto(f"http://127.0.0.1:{port}/{CODE}/{LESSON}.html")
        expect(page.locator("html")).to_have_attribute("data-labs", "live")
        slider(page, "pain").press("ArrowRight")
        slider(page, "pain").press("ArrowRight")
        expect(page).to_have_url(re.compile("pain=8"))
        question = page.locator(".bl-look-question:has(input[type=radio])").first
        question.locator("input[type=radio]").first.check()
        question.locator("button:visible").first.click()
        said = question.locator(".bl-feedback")
        expect(said).not_to_be_empty()
        before = said.inner_text()
        subprocess.run(["kill", "-9", str(server.process.pid)], check=True)
        expect(page.locator(".bl-notice")).to_contain_text("comes back by itself")
        slider(page, "days").press("ArrowRight")
    with on(port, folder):
        expect(page.locator(".bl-notice")).to_have_count(0)
        expect(page).to_have_url(re.compile("pain=8.*days=2"))
        expect(slider(page, "pain")).to_have_value("8")
        expect(said).to_have_text(before, use_inner_text=True)
        slider(page, "pain").press("ArrowRight")
        expect(page).to_have_url(re.compile("pain=9.*days=2"))


def test_a_class_with_another_code_says_so_once(page: Page, folder: Path) -> None:
    """Where the server was started anew with another code, a page asks no more and says what to do."""
    port = free_port(0)
    with on(port, folder):
        page.goto(f"http://127.0.0.1:{port}/{CODE}/{LESSON}.html")
        slider(page, "pain").press("ArrowRight")
        expect(page).to_have_url(re.compile("pain=7"))
    expect(page.locator(".bl-notice")).to_contain_text("comes back by itself")
    with running("--class", "--code", "other", "--notebooks", str(folder), port=port):
        expect(page.locator(".bl-notice")).to_contain_text("another code")


def test_a_page_that_is_only_read_opens_no_socket(page: Page, folder: Path) -> None:
    """A socket for labs comes with the first move, and with an address that asks for something."""
    opened: list[str] = []
    votes = re.compile("/vote/live")  # that its class votes is heard by every page
    page.on("websocket", lambda socket: opened.append(socket.url) if not votes.search(socket.url) else None)
    with classroom("--notebooks", str(folder)) as server:
        page.goto(f"{server.address}{LESSON}.html")
        expect(page.locator("html")).to_have_attribute("data-labs", "live")
        assert not opened
        slider(page, "pain").press("ArrowRight")
        expect(page).to_have_url(re.compile("pain=7"))
        assert len(opened) == 1
        page.reload()
        expect(slider(page, "pain")).to_have_value("7")
        expect(page.locator("html")).to_have_attribute("data-labs", "live")
        assert len(opened) == 2


def test_a_page_of_a_class_loads_nothing_from_elsewhere_and_breaks_no_rule(page: Page, folder: Path) -> None:
    """Start page, lesson and the pages of the door say nothing on the console, ask no other host, and can be read."""
    said: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    with classroom("--notebooks", str(folder)) as server:
        root = server.address.removesuffix(f"{CODE}/")
        for path in ("", f"es/{LESSON}.html"):
            page.goto(server.address + path)
            expect(page.locator("h1").first).to_be_visible()
        for width in (1280, 390):
            page.set_viewport_size({"width": width, "height": 800})
            for address in (f"{server.address}projector", root):
                page.goto(address)
                assert violations(page) == []
                assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.get_by_role("textbox").fill(CODE.upper())
        page.get_by_role("textbox").press("Enter")
        expect(page).to_have_url(server.address)
        assert not said
        assert all(each.startswith((root, "data:")) for each in asked)
