"""Labs among the keys and the saved files of a workbench: JupyterLab and Notebook 7, in a real browser."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from servers import Server, running, until
from workbench import MILLISECONDS, PANEL, answer_for_kernel, run_until

WORKBENCHES = {"jupyterlab": "lab/tree", "notebook": "notebooks"}
LABS = (
    "from backlab.widgets import Question, TreatmentLab\n\nTreatmentLab('post-4')",
    "Question('red_flags.1')",
    "Question('chances.1')",
    "Question('chances.3')",
)
# One control of each kind, and a key that moves it.
CONTROLS = {
    "slider": ("input[type=range]:enabled", "ArrowRight"),
    "menu": ("select", "ArrowDown"),
    "radio": ("input[type=radio]:checked", "ArrowDown"),
    "box": (".bl-boxes input", "Space"),
    "check": (".bl-checks input:visible", "Space"),
    "heading": ("[data-field=topic3] .bl-fold", "Enter"),
    "place": ("[data-place][tabindex='0']", "Space"),
    "entry": ("input[type=text]", "1"),
    "code": ("textarea", "a"),
    "button": ("[data-press=reset]", ""),
}
# What a workbench would take for itself: arrows to other cells; letters that insert, cut, delete and change cells.
TAKEN = (
    *("ArrowLeft", "ArrowUp", "ArrowRight", "ArrowDown", "Home", "End", "a", "b", "c", "v", "x", "d", "d", "m", "y"),
    *("z", "0", "0", "i", "i", "j", "k", "Space", "Shift+Space", "Enter", "Shift+Enter", "Escape"),
)
STATE = "(e) => [e.value, e.checked, e.getAttribute('aria-expanded'), e.getAttribute('aria-checked')].join()"
CELLS = "(cells) => cells.map((cell) => cell.className.match(/jp-(Code|Markdown|Raw)Cell/)[0])"


def notebook_of(*cells: str) -> str:
    """A notebook with a title and these cells of code."""
    code = {"cell_type": "code", "execution_count": None, "metadata": {}, "outputs": []}
    title = {"cell_type": "markdown", "id": "title", "metadata": {}, "source": "# Keys\n\nTo be left alone."}
    written = [title, *({**code, "id": f"c{n}", "source": text} for n, text in enumerate(cells))]
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    about = {"title": "Keys", "kernelspec": kernel}
    return json.dumps({"cells": written, "metadata": about, "nbformat": 4, "nbformat_minor": 5})


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """A folder with a teacher's notebook, and a place for the working copy; short, for sockets."""
    short = "/tmp" if os.path.isdir("/tmp") else None
    with tempfile.TemporaryDirectory(dir=short) as name:
        Path(name, "own").mkdir()
        Path(name, "own", "keys.ipynb").write_text(notebook_of(*LABS), "utf-8")
        yield Path(name)


def start(folder: Path) -> Callable[..., object]:
    """``backlab lab`` on the working copy."""
    return running("lab", "--notebooks", str(folder / "own"), "--folder", str(folder / "copy"), at_most=900)


def opened(page: Page, server: Server, kind: str) -> Page:
    """The notebook, opened in one of the workbenches."""
    address = urlsplit(server.address)
    answer_for_kernel(page)
    page.goto(f"{address.scheme}://{address.netloc}/{WORKBENCHES[kind]}/keys.ipynb?{address.query}")
    expect(page.locator(f"{PANEL} .jp-Notebook")).to_be_visible(timeout=MILLISECONDS)
    return page


def run_all(page: Page) -> Page:
    """Run the notebook to its end."""
    run_until(page, page.locator(f"{PANEL} .bl-lab .bl-result"), len(LABS))
    return page


@pytest.fixture(scope="module", params=WORKBENCHES)
def workbench(chromium: Browser, folder: Path, request: pytest.FixtureRequest) -> Iterator[Page]:
    """Each workbench with the notebook run in it."""
    if find_spec(request.param) is None:
        missing = f"{request.param} is not installed"
        pytest.fail(missing) if os.environ.get("CI") else pytest.skip(missing)
    with start(folder) as server, closing(chromium.new_context(viewport={"width": 1280, "height": 900})) as context:
        context.set_default_timeout(MILLISECONDS)
        yield run_all(opened(context.new_page(), server, request.param))


def control(page: Page, kind: str) -> Locator:
    """The first control of a kind in the notebook, beside the picture of its stage or in the drawer of more."""
    found = page.locator(f"{PANEL} .bl-lab").locator(CONTROLS[kind][0]).locator("visible=true").first
    more = page.locator(f"{PANEL} .bl-tab", has_text="Ask more").first
    if more.get_attribute("aria-expanded") == "true":
        more.click()
    if not found.count():
        more.click()
    return found


@pytest.mark.parametrize("kind", CONTROLS)
def test_keys_stay_in_the_lab(workbench: Page, kind: str) -> None:
    """No key that is pressed on a control inserts, cuts or changes a cell, nor leads away from the lab."""
    cells = workbench.locator(f"{PANEL} .jp-Cell")
    before = cells.evaluate_all(CELLS)
    handle = control(workbench, kind).element_handle()
    assert handle
    for key in TAKEN:
        handle.focus()
        workbench.keyboard.press(key)
        assert workbench.evaluate("document.activeElement.closest('.bl-lab') !== null"), key
        assert cells.evaluate_all(CELLS) == before, key


@pytest.mark.parametrize("kind", [kind for kind, (_, key) in CONTROLS.items() if key])
def test_a_key_moves_the_control_that_has_the_focus(workbench: Page, kind: str) -> None:
    """An arrow, Space, Enter or a letter does what it does on any page."""
    handle = control(workbench, kind).element_handle()
    assert handle
    if kind == "menu":
        handle.evaluate("(select) => { select.selectedIndex = 0; }")
    if kind == "slider":
        handle.press("Home")
    before = handle.evaluate(STATE)
    handle.focus()
    workbench.keyboard.press(CONTROLS[kind][1])
    assert handle.evaluate(STATE) != before


def test_tab_leads_on_and_the_workbench_can_still_be_asked_to_save(workbench: Page) -> None:
    """Tab goes to the next control, and what is pressed with Ctrl reaches the workbench."""
    slider = control(workbench, "slider")
    slider.focus()
    workbench.keyboard.press("Tab")
    assert not slider.evaluate("(slider) => slider.matches(':focus')")
    assert workbench.evaluate("document.activeElement.closest('.bl-lab') !== null")
    with workbench.expect_response(lambda answer: answer.request.method == "PUT" and "keys.ipynb" in answer.url):
        workbench.keyboard.press("Control+s")


def test_a_notebook_that_is_opened_again_says_what_to_do(
    chromium: Browser, folder: Path, workbench: Page, request: pytest.FixtureRequest
) -> None:
    """Saved with its outputs and opened with a new server: "run the cells", and no talk of models; then it works."""
    control(workbench, "slider").press("Control+s")
    saved = folder / "copy" / "keys.ipynb"
    until(lambda: saved.read_text("utf-8").count("<p class='bl-again'>") == len(LABS))
    kind = request.node.callspec.params["workbench"]
    with start(folder) as server, closing(chromium.new_context(viewport={"width": 1280, "height": 900})) as context:
        context.set_default_timeout(MILLISECONDS)
        page = opened(context.new_page(), server, kind)
        expect(page.get_by_text("This lab comes back when the cells have run").first).to_be_visible(
            timeout=MILLISECONDS
        )
        expect(page.locator(".bl-again:visible")).to_have_count(len(LABS), timeout=MILLISECONDS)
        # The workbench has noticed by now that there is no model.
        expect(page.locator(".jupyter-widgets", has_text="model not found")).to_have_count(
            len(LABS), timeout=MILLISECONDS
        )
        expect(page.locator(".jupyter-widgets:visible", has_text="model not found")).to_have_count(0)
        run_all(page)
        expect(page.locator(".bl-again:visible")).to_have_count(0)


def test_the_kit_is_sent_once_for_all_labs(workbench: Page) -> None:
    """One widget holds it, and its looks stand in the page once."""
    expect(workbench.locator("style[data-backlab-looks]")).to_have_count(1)
    assert len(workbench.evaluate("Object.keys(backlabKits)")) == 1
