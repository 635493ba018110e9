"""How a test works JupyterLab: its menus, and the notebook in front."""

from __future__ import annotations

import re
from contextlib import suppress

from playwright.sync_api import Locator, Page, expect
from servers import SECONDS

MILLISECONDS = SECONDS * 1_000
TIMES, A_WHILE = 8, 45_000  # how often a notebook is told to run; how many milliseconds its end is waited for
ANEW = 2  # after how many times in vain the workbench is opened anew
PANEL = ".jp-NotebookPanel:not(.lm-mod-hidden)"  # the notebook in front
# Whether each open notebook has a kernel, as the server says: the page shows "idle" before there is one, and loses what
# it is told to run then.
KERNELS = """async () => {
  const { baseUrl } = JSON.parse(document.getElementById('jupyter-config-data').textContent);
  const sessions = await (await fetch(`${baseUrl}api/sessions`)).json();
  const open = document.querySelectorAll('.jp-NotebookPanel').length;
  return sessions.length >= open && sessions.every((each) => each.kernel?.execution_state === 'idle');
}"""


def answer_for_kernel(page: Page) -> None:
    """Take the kernel that is offered, whenever a start that is slow asks which one to take.

    It may ask twice in a row: Playwright is not to wait for the first question's end with the second in the way.
    """
    question = page.locator(".jp-Dialog", has_text="Select Kernel").locator("button.jp-mod-accept")
    accept = "(all) => all.forEach((each) => each.click())"  # none, where it is answered by now
    page.add_locator_handler(question, lambda button: button.evaluate_all(accept), no_wait_after=True)


def entry(page: Page, words: str) -> Locator:
    """An entry of a menu that is open, by all of its words."""
    label = page.locator(".lm-Menu-itemLabel", has_text=re.compile(f"^{words}$"))
    return page.locator(".lm-Menu-item").filter(has=label)


def menu(page: Page, name: str, words: str) -> None:
    """Choose an entry from a menu of the bar."""
    page.get_by_role("menuitem", name=name, exact=True).click()
    entry(page, words).click()


def open_notebook(page: Page, name: str) -> None:
    """Open a notebook from the list of files, and wait until it is the one in front and its kernel is there."""
    page.locator(".jp-DirListing-item", has_text=name).dblclick()
    # Another may be open already, and stays in front for a while.
    front = page.locator("#jp-main-dock-panel .lm-TabBar-tab.lm-mod-current")
    expect(front).to_contain_text(name)
    expect(page.locator(f"{PANEL} .jp-Notebook")).to_be_visible()
    when_idle(page)  # what is told to run before its kernel is there may never run


def run_all(page: Page) -> None:
    """Run all cells of the notebook in front, and wait until the last of them has its output."""
    last = page.locator(f"{PANEL} .jp-CodeCell").last.locator(".jp-OutputArea-output").locator("visible=true")
    run_until(page, last.first, 1)


def run_until(page: Page, made: Locator, count: int) -> None:
    """Run all cells of the notebook in front until there is so much of what they make.

    A notebook counts as idle before its kernel is there too, and what it is told to run then is lost. So as a person
    would, it is told again; but not while it still runs, since what is run anew takes away what there was. A workbench
    that hears nothing of its kernel is opened anew.
    """
    running = page.locator(f"{PANEL} .jp-InputPrompt", has_text="[*]")
    for turn in range(TIMES):
        if turn and not turn % ANEW:
            page.reload()
            page.locator(f"{PANEL} .jp-Notebook").wait_for(timeout=MILLISECONDS)
        when_idle(page)
        menu(page, "Run", "Run All Cells")
        for waited_for, number in ((made, count), (running, 0), (made, count)):
            with suppress(AssertionError):
                expect(waited_for).to_have_count(number, timeout=A_WHILE)
            if made.count() == count:
                return
    expect(made).to_have_count(count)


def when_idle(page: Page) -> None:
    """Wait until the kernel of the notebook in front is there and has nothing to do."""
    page.wait_for_function(KERNELS, timeout=MILLISECONDS, polling=100)
    idle = page.locator(f"{PANEL} .jp-Notebook-ExecutionIndicator[data-status=idle]")
    expect(idle).to_have_count(1)
