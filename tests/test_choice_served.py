"""The choosing table on the served page: what is held of its HTML holds for what a person has in the window."""

from __future__ import annotations

import re

import pytest
from conftest import Opener
from playwright.sync_api import Page, expect
from servers import Server, same, until
from test_choice import EACH, no_other_numbers, seen_in

from backlab import CASES, Advice, Presentation, advise
from backlab.knowledge.dangers import DANGERS
from backlab.knowledge.prohibitions import PROHIBITIONS
from backlab.labs.treatment import START
from backlab.labs.treatment_steps import Step, treatment_steps
from backlab.language import speaking
from backlab.model import Disposition, Lens
from backlab.reasoning.choice import Choice, choose, flips
from backlab.words.choice import READING, name_of, otherwise, verdict
from backlab.words.choice_brief import gain_and_risk

with speaking("en"):
    STEPS: list[tuple[str, Step]] = list(treatment_steps().items())
EACH_STEP = pytest.mark.parametrize(("name", "step"), STEPS, ids=[name for name, _ in STEPS])
# What stands beside another in the table, or below it, of what is in the window.
CUT = """(scroll) => { const b = scroll.getBoundingClientRect();
  return [...scroll.querySelectorAll('.bl-choice-head, .bl-choice-cell')].filter((e) => e.checkVisibility())
    .filter((e) => { const r = e.getBoundingClientRect(); return r.bottom > b.bottom + 3 || r.right > b.right + 3 })
    .map((e) => e.dataset.cell ?? e.textContent); }"""
SMALLEST = """(picture) => Math.min(...[...picture.querySelectorAll('*')]
  .filter((e) => e.checkVisibility() && !e.matches('.bl-choice-corner')
    && [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim()))
  .map((e) => parseFloat(getComputedStyle(e).fontSize)))"""


@pytest.fixture(scope="module")
def page(server: Server, opened: Opener) -> Page:
    """The page of the choice on a desk."""
    page = opened()
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(f"{server.address}voila/render/choose_the_treatment.ipynb")
    expect(page.locator(".bl-asking")).to_be_visible()
    return page


def patient_of(step: Step) -> Presentation:
    """Whom a step brings."""
    return CASES[step.case].presentation if step.case else START


def asked_first(page: Page, patient: Presentation) -> Presentation:
    """Answer with no what is asked first, where it is; the patient then."""
    for danger in DANGERS.values():
        button = page.locator(f"[data-tap='first={danger.id}.no']")
        button.click()
        for finding in danger.findings:
            patient = patient.changed(finding, False)
        expect(page.locator(f"[data-tap='first={danger.id}.no'][aria-pressed=true], .bl-choice")).to_be_visible()
    return patient


ROWS_SEEN = """(table) => [...table.querySelectorAll('[data-read]')].filter((row) => row.checkVisibility())
  .map((row) => row.querySelector('.bl-choice-what').textContent)"""


@pytest.fixture(params=[(1280, 800), (1920, 1080)], ids=["1280", "1920"])
def presented(request: pytest.FixtureRequest, server: Server, opened: Opener) -> Page:
    """The second patient's table, presented."""
    width, height = request.param
    page = opened()
    page.set_viewport_size({"width": width, "height": height})
    page.goto(f"{server.address}voila/render/choose_the_treatment.ipynb?case=post-3")
    expect(page.locator(".bl-choice")).to_be_visible()
    page.locator("#page-present").click()
    table = page.locator("[data-present-on] .bl-choice")
    until(lambda: table.count() or page.keyboard.press("ArrowRight"))
    expect(page.locator("[data-present-on] .bl-choice")).to_be_visible()
    return page


def test_presented_a_class_reads_one_row_at_a_time(presented: Page) -> None:
    """A key brings the next row alone, also after a treatment was tapped, then all of them, then the next patient."""
    table, rows = presented.locator(".bl-choice-table"), ["Better soon", "Serious harm", "Pain", "Side effects"]
    same(lambda: table.evaluate(ROWS_SEEN), rows[:1])
    presented.keyboard.press("ArrowRight")
    same(lambda: table.evaluate(ROWS_SEEN), rows[1:2])
    presented.locator(".bl-choice-pick").nth(1).click()
    expect(presented.locator(".bl-mine")).to_be_visible()
    same(lambda: table.evaluate(ROWS_SEEN), rows[1:2])
    for seen in (rows[2:3], rows[3:], rows):
        presented.keyboard.press("ArrowRight")
        same(lambda: table.evaluate(ROWS_SEEN), seen)
    presented.keyboard.press("ArrowRight")
    expect(presented.locator(".bl-step:not(.is-away) h3")).to_have_text("Three months and no end")
    same(lambda: table.evaluate(ROWS_SEEN), ["Pain"])


def test_presented_each_row_can_be_read_from_the_last_seat(presented: Page) -> None:
    """While one row is read nothing of the table is cut off, and no word of it is smaller than 20 pixels."""
    table, rows = presented.locator(".bl-choice-table"), ["Better soon", "Serious harm", "Pain", "Side effects"]
    for row in rows:
        same(lambda: table.evaluate(ROWS_SEEN), [row])
        same(lambda: presented.locator(".bl-choice-scroll").evaluate(CUT), [])
        assert presented.locator(".bl-choice").evaluate(SMALLEST) >= 20
        presented.keyboard.press("ArrowRight")
    same(lambda: table.evaluate(ROWS_SEEN), rows)
    same(lambda: presented.locator(".bl-choice-scroll").evaluate(CUT), [])


def gone_to(page: Page, step: Step, lens: Lens) -> tuple[Advice, Choice | None]:
    """Bring a step's patient and a lens to the page; what should be seen there once what comes first is asked."""
    number = [each for _, each in STEPS].index(step)
    if not step.case:  # from another step, so that nothing is answered yet
        page.locator(".bl-dot").last.click()
        expect(page.locator(".bl-care")).to_be_visible()
    page.locator(".bl-dot").nth(number).click()
    patient = patient_of(step)
    if not step.case:
        expect(page.locator(".bl-asking")).to_be_visible()
        assert page.locator(".bl-choice, .bl-levels .is-here").count() == 0
        patient = asked_first(page, patient)
    advice = advise(patient, lens)
    choice = choose(advice)
    if choice is None:
        expect(page.locator(".bl-care")).to_be_visible()
        return advice, None
    page.locator(f".bl-lenses [data-tap='lens={lens}']").click()
    names = [name_of(column.treatment) for column in choice.columns]
    expect(page.locator(".bl-choice-head .bl-choice-name")).to_have_text(names)
    expect(page.locator(f".bl-lenses [data-tap='lens={lens}']")).to_have_attribute("aria-pressed", "true")
    return advice, choice


@EACH
@EACH_STEP
def test_every_number_in_the_window_is_its_rows(page: Page, name: str, step: Step, lens: Lens) -> None:
    """Each of the six patients, through both lenses: a cell has the numbers of its row, or nothing is to choose."""
    advice, choice = gone_to(page, step, lens)
    if choice is None:
        assert advice.disposition >= Disposition.URGENT
        assert page.locator(".bl-choice").count() == 0
        return
    no_other_numbers(choice, page.locator(".bl-choice").evaluate("(table) => table.outerHTML"))


@EACH
@EACH_STEP
def test_no_column_in_the_window_is_forbidden_or_unasked(page: Page, name: str, step: Step, lens: Lens) -> None:
    """No treatment can be chosen of which a source forbids it for this patient, or could as far as was asked."""
    advice, _ = gone_to(page, step, lens)
    offered = page.locator("[data-tap^='chosen='], .bl-choice-also").evaluate_all(
        "(all) => all.map((each) => each.dataset.tap.split('=')[1])"
    )
    for id in offered:
        for prohibition in PROHIBITIONS:
            if id in prohibition.treatments:
                assert not advice.standing.may_have(prohibition.when) & ~advice.standing.has(prohibition.unless), id


@EACH
@EACH_STEP
def test_the_eight_items_are_one_tap_away(page: Page, name: str, step: Step, lens: Lens) -> None:
    """A tap on a cell opens its interval, its people and its source, and with it how all of the table is read."""
    _, choice = gone_to(page, step, lens)
    if choice is None:
        return
    cell = page.locator(".bl-choice-cell.is-base:visible").first
    cell.click()
    drawer = page.locator(".bl-drawer:visible", has=page.locator("[data-ipdas]"))
    expect(drawer.locator("h4").first).to_contain_text("Keep moving and wait")
    said = drawer.locator("[data-ipdas]").evaluate_all("(all) => all.map((each) => each.dataset.ipdas)")
    assert said == list(READING)
    expect(drawer).to_contain_text("Source:")
    expect(drawer).to_contain_text("were not so")
    assert drawer.locator("tbody tr").count() == len(choice.rows)
    page.keyboard.press("Escape")


@EACH_STEP
def test_what_fits_best_and_what_would_choose_otherwise_is_worked_out(page: Page, name: str, step: Step) -> None:
    """Nothing is said before a choice; then the sentences are those of the table, and each change does as it says."""
    _, choice = gone_to(page, step, Lens.TODAY)
    if choice is None:
        return
    assert page.locator(".is-best, .bl-choice .is-chosen").count() == 0
    assert page.locator(".bl-standing-of:not(.is-covered)").count() == 0
    page.locator(f"[data-tap='chosen={choice.chosen[0]}']").click()
    expect(page.locator(".bl-mine")).to_have_text("Yes.")
    told = page.locator(".bl-otherwise")
    expect(told).to_contain_text(verdict(choice))
    expect(told).to_contain_text(otherwise(choice))
    column = choice.column(choice.chosen[0])
    assert column is not None
    expect(told).to_contain_text(gain_and_risk(choice, column))
    assert page.locator(".is-covered").count() == 0
    starred = page.locator(".bl-choice-head:has(.is-best) .bl-choice-name").all_inner_texts()
    names = {column.id: name_of(column.treatment) for column in choice.columns}
    assert [" ".join(each.split()) for each in starred] == [names[id] for id in choice.chosen if id in names]
    for flip in flips(choice):
        again = choose(advise(flip.patient, Lens.TODAY), flip.wish)
        assert again is not None
        assert again.chosen == flip.chosen != choice.chosen
    expect(page.locator(".bl-step-done:visible")).to_be_visible()


@pytest.mark.parametrize("theme", ["light", "dark"])
@EACH_STEP
def test_the_table_is_whole_and_can_be_read(page: Page, name: str, step: Step, theme: str) -> None:
    """At 1280 nothing is cut off, no word is smaller than 14 pixels, and all of it, with the story, is 230 words."""
    page.locator("#page-theme").select_option(theme)
    try:
        _, choice = gone_to(page, step, Lens.TODAY)
        if choice is None:
            return
        scroll = page.locator(".bl-choice-scroll")
        until(lambda: scroll.evaluate(CUT) == [])
        assert page.locator(".bl-choosing").evaluate(SMALLEST) >= 14
        seen = page.locator(".bl-choosing").inner_text()
        assert len(seen.split()) <= 230
        assert seen_in(scroll.evaluate("(table) => table.outerHTML"))
        assert re.search(r"\bof 100\b", seen)
    finally:
        page.locator("#page-theme").select_option("light")
