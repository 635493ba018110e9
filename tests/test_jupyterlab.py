"""The labs where they are worked on, and a student's way there: notebooks open in JupyterLab, in a real browser."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe import violations
from conftest import Opener
from every_page import SMALL
from playwright.sync_api import Locator, Page, expect
from servers import running
from workbench import PANEL, answer_for_kernel, entry, menu, open_notebook, run_all, when_idle

from backlab.course.answers import from_text
from backlab.course.table import EXERCISES, LESSONS
from backlab.notebook_cards import cards
from backlab.serving.notebooks import shipped

THEMES = ("JupyterLab Light", "JupyterLab Dark")
# One with each kind of lab: a picture, lists with sources, the dashboard, and the clinic.
KINDS = ("what_a_spasm_is", "red_flags", "choose_the_treatment", "the_clinic")
NAME = {card.lesson: card.name for card in cards(shipped())}
NOTEBOOKS = [NAME[lesson] for lesson in NAME if lesson in KINDS]
LESSON = "tumour_of_the_spine"  # none of those, so that nothing of it is answered yet

AT_REST = "how_it_goes"  # nor has anything of this one run


@pytest.fixture(scope="module")
def copy() -> Iterator[Path]:
    """Where the working copy of the notebooks is; short, for sockets."""
    short = "/tmp" if os.path.isdir("/tmp") else None
    with tempfile.TemporaryDirectory(dir=short) as folder:
        yield Path(folder, "copy")


@pytest.fixture(scope="module")
def workbench(opened: Opener, copy: Path) -> Iterator[Page]:
    """JupyterLab on a working copy of the notebooks."""
    with running("lab", "--folder", str(copy)) as server:
        page = opened(viewport={"width": 1280, "height": 900})
        answer_for_kernel(page)
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


def move(lab: Locator, key: str) -> None:
    """Move by this key the first slider that is there, or else the first menu: some come with a later step only."""
    sliders, menus = lab.get_by_role("slider"), lab.get_by_role("combobox")
    control = sliders.or_(menus).locator("visible=true").first
    control.focus()
    control.press(key)
    if control.get_attribute("type") != "range":
        control.select_option(index=1)


@pytest.mark.parametrize("theme", THEMES)
def test_axe_finds_nothing_in_the_labs(notebook: Page, theme: str) -> None:
    """No violation of WCAG 2.2 A or AA in the cells' labs, in JupyterLab's light and dark themes.

    Axe compares the place of each target with all that JupyterLab shows, which takes it minutes: here each target is
    held to its size alone, however much room there is around it.
    """
    notebook.get_by_role("menuitem", name="Settings", exact=True).click()
    entry(notebook, "Theme").hover()
    entry(notebook, theme).click()
    expect(notebook.locator("body")).to_have_attribute("data-jp-theme-name", theme)
    expect(notebook.locator(".bl-lab").first).to_have_css("color-scheme", theme.split()[-1].lower())
    labs = f"{PANEL} .bl-lab"
    first_lab(notebook).evaluate("(lab) => lab.scrollIntoView()")
    assert violations(notebook, labs, colours=theme != THEMES[0] or None, without=["target-size"]) == []
    small = notebook.evaluate(SMALL, labs)
    assert [each for each in small if "data-place=" not in each] == []  # the same places stand in a list


def test_a_control_changes_its_panel(notebook: Page) -> None:
    """A slider or a menu that is moved by keyboard changes what the lab shows."""
    lab = first_lab(notebook)
    before = lab.locator(".bl-result").text_content() or ""
    if lab.locator("[data-press=commit]").count():  # a patient of the clinic
        lab.locator("[data-tap='level=routine']").click()
        lab.locator("[data-field=cause] select").select_option("muscle_strain")
        lab.locator("[data-press=commit]").click()
    else:
        move(lab, "End")
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
        move(lab, "Home")
        waiting.append(lab.element_handle())
    for lab in waiting:
        workbench.wait_for_function(
            "(lab) => lab.querySelector('.bl-problem').textContent.includes('There is no answer yet')", arg=lab
        )


def test_in_the_workbench_answers_survive_a_restart(workbench: Page, copy: Path) -> None:
    """Open, run all, answer, restart the kernel, run all: the answers are there, and in a file beside the notebook."""
    page = workbench
    open_notebook(page, NAME[LESSON])
    run_all(page)
    asked = page.locator(f"{PANEL} .bl-look-question .bl-result")
    expect(asked).to_have_count(sum(name in EXERCISES for name in LESSONS[LESSON]))
    here = page.locator(PANEL)
    predict = here.locator(".bl-look-question").first
    predict.locator("input[value=unsure]").check()
    predict.locator("[data-press=check]").click()
    expect(predict).to_contain_text("You did not guess")
    kept = copy / "backlab-answers" / f"{LESSON}.json"
    assert list(from_text(kept.read_text("utf-8"))) == [f"{LESSON}.predict"]
    menu(page, "Kernel", "Restart Kernel and Run All Cells…")
    page.get_by_role("button", name="Confirm Kernel Restart").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(here.locator(".bl-look-question").first).to_contain_text("You did not guess")
    expect(here.locator(".bl-shut-box:visible")).to_have_count(0)
    when_idle(page)  # a cell that runs would call its notebook back to the front


def test_before_it_runs_a_lesson_shows_a_picture_of_its_lab_and_then_the_lab(workbench: Page) -> None:
    """The stored picture and the question's words are seen at once; the lab and the question take their place."""
    page, here = workbench, workbench.locator(PANEL)
    open_notebook(page, NAME[AT_REST])
    still = here.locator(".jp-RenderedImage img")
    expect(still).to_be_visible()
    expect(here.get_by_text("This is a picture of the lab.")).to_be_visible()
    expect(here.get_by_text("Your prediction")).to_be_visible()
    run_all(page)
    expect(here.locator(".bl-lab").first).to_be_attached()
    expect(still).to_have_count(0)
    expect(here.get_by_text("This is a picture of the lab.")).to_have_count(0)


def test_in_the_workbench_the_index_opens_a_lesson_as_a_tab(workbench: Page) -> None:
    """A card of the index opens its notebook beside it, without loading the workbench anew."""
    page = workbench
    open_notebook(page, NAME["start_here"])
    expect(page.locator(f"{PANEL} h1", has_text="Your course")).to_be_visible()
    run_all(page)
    page.evaluate("window.same = true")
    page.locator(f"{PANEL} .bl-lesson a", has_text="Muscle strain").click()
    expect(page.locator(f"{PANEL} h1", has_text="Muscle strain")).to_be_visible()
    assert page.evaluate("window.same")
    assert NAME["muscle_strain"] in page.url
