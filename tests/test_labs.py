"""Several labs on one page, in a real browser: none of them knows of the others, and none gets in their way."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from paper import sheets
from playwright.sync_api import Locator, Page, expect
from servers import SECONDS, Server, kill_kernel_of, running

MILLISECONDS = SECONDS * 1_000
CELLS = (
    ("markdown", "# Two patients\n\nAn exercise to print."),
    ("code", "from backlab.widgets import PictureLab, TreatmentLab\n\nTreatmentLab('post-4')"),
    ("code", "TreatmentLab('post-1', key='other')"),
    ("code", "PictureLab('muscle')"),
    ("code", "PictureLab('muscle', key='second')"),
)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A teacher's own page with four labs, served."""
    folder = tmp_path_factory.mktemp("notebooks")
    code = {"execution_count": None, "outputs": []}
    cells = [
        {"cell_type": kind, "id": str(n), "metadata": {}, "source": text, **(code if kind == "code" else {})}
        for n, (kind, text) in enumerate(CELLS)
    ]
    notebook = {"cells": cells, "metadata": {"title": "Two patients"}, "nbformat": 4, "nbformat_minor": 5}
    Path(folder, "two.ipynb").write_text(json.dumps(notebook), "utf-8")
    with running("--notebooks", str(folder), at_most=600) as started:
        yield started


@pytest.fixture
def labs(server: Server, page: Page) -> Page:
    """The page with its labs."""
    page.goto(f"{server.address}voila/render/two.ipynb")
    return ready(page)


@pytest.fixture(scope="module")
def looked_at(server: Server, tab: Page) -> Page:
    """The page with its labs, for those who change nothing about the patients."""
    tab.goto(f"{server.address}voila/render/two.ipynb")
    return ready(tab)


def ready(page: Page) -> Page:
    """Wait for all four labs."""
    expect(page.locator(".bl-lab .bl-result")).to_have_count(4, timeout=MILLISECONDS)
    expect(page.locator("main")).to_have_attribute("aria-busy", "false", timeout=MILLISECONDS)
    return page


def opened(page: Page) -> Page:
    """The page with what more its two patients are asked in view, beside the first controls."""
    for tab in page.get_by_role("button", name="Ask more").all():
        tab.click()
    return page


def slider(page: Page, lab: int, name: str) -> Locator:
    """A slider of one of the labs."""
    return page.locator(".bl-lab").nth(lab).get_by_role("slider", name=name)


def ages_and_strains(page: Page) -> list[str]:
    """What stands in one slider of each lab."""
    named = ((0, "Age"), (1, "Age"), (2, "Strain"), (3, "Strain"))
    return [slider(page, lab, name).input_value() for lab, name in named]


def test_no_name_is_given_twice(looked_at: Page) -> None:
    """Labels lead to their own control, and each lab has its own lens chosen."""
    ids = looked_at.evaluate("[...document.querySelectorAll('[id]')].map((e) => e.id)")
    assert len(ids) == len(set(ids))
    assert looked_at.locator("[data-field=lens] input:checked").count() == 2


def test_the_kit_is_asked_for_once_by_its_hash(server: Server, page: Page) -> None:
    """Whatever the number of labs, one script draws them; a browser that comes again has it already."""
    answers = []
    page.on("response", lambda answer: answers.append(answer) if "/backlab/kit-" in answer.url else None)
    page.goto(f"{server.address}voila/render/two.ipynb")
    ready(page)
    (answer,) = answers
    assert "immutable" in answer.headers["cache-control"]
    assert answer.headers["content-encoding"] == "gzip"
    expect(page.locator("style[data-backlab-looks]")).to_have_count(1)


def test_each_lab_has_its_own_place_in_the_address_and_in_memory(labs: Page) -> None:
    """What is moved in one stays with it, through a reload and through a lost kernel."""
    slider(opened(labs), 0, "Age").press("Home")
    slider(labs, 1, "Age").press("End")
    slider(labs, 2, "Strain").press("End")
    expect(labs).to_have_url(re.compile(r"other\.age=110"))
    expect(labs).to_have_url(re.compile(r"muscle\.strain=100"))
    moved = ages_and_strains(labs)
    assert moved == ["16", "110", "100", "20"]
    labs.reload()
    assert ages_and_strains(opened(ready(labs))) == moved
    labs.locator(".bl-lab").first.get_by_label("Example patient").select_option("post-1")
    expect(slider(labs, 0, "Age")).to_have_value("35")
    slider(labs, 0, "Age").fill("33")  # what the page would start with
    expect(labs).to_have_url(re.compile(r"[?&]age=33&.*case=post-1"))
    moved = ages_and_strains(labs)
    kill_kernel_of(labs)
    lost = labs.get_by_role("alertdialog")
    with labs.expect_navigation(timeout=MILLISECONDS):
        lost.get_by_role("button").click(timeout=MILLISECONDS)
    opened(ready(labs))
    expect(slider(labs, 0, "Age")).to_have_value("33")
    assert ages_and_strains(labs) == moved


def test_one_sheet_is_printed_by_its_button_and_all_with_the_page(looked_at: Page) -> None:
    """The button prints its own lab's sheet alone; the page prints its words, and each sheet on a page of its own."""
    texts = sheets(looked_at, "A4")
    assert sum("To bring this back" in text for text in texts) == 2
    assert "An exercise to print." in texts[0]
    looked_at.evaluate("window.print = () => {}")
    opened(looked_at).locator("[data-press=print]").last.click()
    alone = sheets(looked_at, "A4")
    assert len(alone) == 1
    assert "Age 35" in alone[0]
    looked_at.evaluate("dispatchEvent(new Event('afterprint'))")


def test_what_is_folded_can_be_found_in_the_page(labs: Page) -> None:
    """A folded part is not taken out of the page, so that the browser's search finds and opens it."""
    folded = labs.locator(f"#{labs.locator('[hidden=until-found]').first.get_attribute('id')}")
    assert folded.evaluate("(e) => getComputedStyle(e).display") != "none"
    folded.dispatch_event("beforematch")
    expect(folded).to_be_visible()


def test_not_asked_taken_back_makes_up_no_number(server: Server, page: Page) -> None:
    """A slider that had no number starts at its lowest, not in its middle."""
    page.goto(f"{server.address}voila/render/two.ipynb?age=34&pain=6")
    ready(page)
    page.get_by_label("Days since it began: Not asked").first.uncheck()
    expect(page).to_have_url(re.compile("days=0"))


def test_an_address_goes_before_the_case_of_the_notebook(server: Server, page: Page) -> None:
    """A link to a page whose notebook starts with a case still brings its own patient."""
    page.goto(f"{server.address}voila/render/two.ipynb?case=saddle&other.case=post-2")
    ready(page)
    assert [each.input_value() for each in page.get_by_label("Example patient").all()] == ["saddle", "post-2"]
