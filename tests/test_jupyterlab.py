"""The labs where they are worked on: a notebook open in JupyterLab, in a real browser."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe import violations
from conftest import Opener
from playwright.sync_api import Locator, Page, expect
from servers import running
from workbench import PANEL, entry, menu, open_notebook, run_all, when_idle

from backlab.notebook_cards import cards
from backlab.serving.notebooks import shipped

THEMES = ("JupyterLab Light", "JupyterLab Dark")
# One with each kind of lab: a picture, lists with sources, the dashboard, and the clinic.
KINDS = ("what_a_spasm_is", "red_flags", "choose_the_treatment", "the_clinic")
NOTEBOOKS = [card.name for card in cards(shipped()) if card.lesson in KINDS]


@pytest.fixture(scope="module")
def workbench(opened: Opener) -> Iterator[Page]:
    """JupyterLab on a working copy of the notebooks."""
    short = "/tmp" if os.path.isdir("/tmp") else None
    with (
        tempfile.TemporaryDirectory(dir=short) as folder,
        running("lab", "--folder", str(Path(folder, "copy"))) as server,
    ):
        page = opened(viewport={"width": 1280, "height": 900})
        page.goto(server.address)
        expect(page.locator(".jp-FileBrowser")).to_be_visible()
        yield page
        page.context.close()


@pytest.fixture(scope="module", params=NOTEBOOKS)
def notebook(workbench: Page, request: pytest.FixtureRequest) -> Page:
    """Each notebook in turn, opened and run to its end."""
    page = workbench
    open_notebook(page, request.param)
    run_all(page)
    open_labs(page)
    return page


def open_labs(page: Page) -> None:
    """Answer the prediction, so that what waits for it opens, and wait until all cells have run."""
    here = page.locator(PANEL)
    expect(here.locator(".bl-lab .bl-result").first).to_be_attached()
    when_idle(page)
    if here.locator(".bl-shut-box:visible").count():
        prediction = here.locator(".bl-look-question").first
        if prediction.locator("input[value=unsure]").count():
            prediction.locator("input[value=unsure]").check()
            prediction.locator("[data-press=check]").click()
        else:
            prediction.locator("[data-press=unsure]").click()
    expect(first_lab(page).locator(".bl-result")).to_be_visible()


def to_the_front(page: Page, name: str) -> None:
    """Show a notebook that was opened before."""
    page.locator("#jp-main-dock-panel .lm-TabBar-tab", has_text=name).click()
    expect(page.locator(f"{PANEL} .bl-lab .bl-result").first).to_be_visible()


def first_lab(page: Page) -> Locator:
    """The first lab of the notebook in front that is no question."""
    return page.locator(f"{PANEL} .bl-lab:not(.bl-look-question)").first


@pytest.mark.parametrize("theme", THEMES)
def test_axe_finds_nothing_in_the_labs(notebook: Page, theme: str) -> None:
    """No violation of WCAG 2.2 A or AA in the cells' labs, in JupyterLab's light and dark themes."""
    notebook.get_by_role("menuitem", name="Settings", exact=True).click()
    entry(notebook, "Theme").hover()
    entry(notebook, theme).click()
    expect(notebook.locator("body")).to_have_attribute("data-jp-theme-name", theme)
    expect(notebook.locator(".bl-lab").first).to_have_css("color-scheme", theme.split()[-1].lower())
    assert violations(notebook, f"{PANEL} .bl-lab") == []


def test_a_control_changes_its_panel(notebook: Page) -> None:
    """A slider or a menu that is moved by keyboard changes what the lab shows."""
    lab = first_lab(notebook)
    before = lab.locator(".bl-result").text_content() or ""
    if lab.locator("[data-press=commit]").count():  # a patient of the clinic
        lab.locator("input[value=routine]").check()
        lab.get_by_role("combobox").last.select_option("muscle_strain")
        lab.locator("[data-press=commit]").click()
    else:
        slider = lab.get_by_role("slider").first
        slider.focus()
        slider.press("End")
    expect(lab.locator(".bl-result")).not_to_have_text(before)


def test_a_kernel_that_is_restarted_is_not_taken_for_advice(workbench: Page) -> None:
    """After a restart a lab that is moved says that no answer comes, instead of showing the old one without a word."""
    waiting = []
    for name in NOTEBOOKS:  # all four at once, since a lab is patient with a kernel that may only be slow
        to_the_front(workbench, name)
        menu(workbench, "Kernel", "Restart Kernel…")
        workbench.get_by_role("button", name="Confirm Kernel Restart").click()
        expect(workbench.get_by_role("dialog")).to_have_count(0)
        lab = first_lab(workbench)
        lab.get_by_role("slider").first.press("Home")
        waiting.append(lab.element_handle())
    for lab in waiting:
        workbench.wait_for_function(
            "(lab) => lab.querySelector('.bl-problem').textContent.includes('There is no answer yet')", arg=lab
        )
