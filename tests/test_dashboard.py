"""The dashboard as people use it: served by the command, in a real browser."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

import pytest
from paper import sheets
from playwright.sync_api import Page, expect
from servers import Server, running, until

from backlab import CASES, advise
from backlab.language import LANGUAGES

PAGE = "voila/render/choose_the_treatment.ipynb"


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """The package's own notebooks, served."""
    with running() as started:
        yield started


@pytest.fixture
def dashboard(server: Server, page: Page) -> Page:
    """The dashboard, its sliders usable."""
    page.goto(server.address + PAGE)
    expect(page.locator(".bl-result .bl-lead")).to_be_visible()
    return page


def lead(page: Page) -> str:
    """The first thing that the result says."""
    return page.locator(".bl-result .bl-lead").inner_text()


def choose(page: Page, case: str) -> None:
    """Choose an example patient from the menu."""
    page.get_by_label("Example patient").select_option(case)


def test_from_the_start_page_to_the_four_posts(server: Server, page: Page) -> None:
    """A newcomer lands on the start page, opens the dashboard and loads each reader's story."""
    page.goto(server.address)
    page.get_by_role("link", name="Choose the treatment").click()
    expect(page.locator(".bl-result .bl-lead")).to_be_visible()
    for name in ("post-1", "post-2", "post-3", "post-4"):
        choose(page, name)
        level = advise(CASES[name].presentation).disposition
        expect(page.locator(".bl-result .bl-lead")).to_contain_text(level.label)
        expect(page.locator(".bl-story")).to_contain_text(CASES[name].story[:40])
        expect(page.locator(".bl-why")).to_be_visible()


def test_the_slider_changes_the_result(dashboard: Page) -> None:
    """Pain from six to seven, by keyboard: the level and its reason change."""
    handle = dashboard.get_by_role("slider", name="Pain, 0 to 10")
    handle.focus()
    handle.press("ArrowRight")
    expect(dashboard.locator(".bl-result .bl-lead")).to_contain_text("Routine")
    expect(dashboard.locator(".bl-why")).to_contain_text("severe spasm")
    handle.press("ArrowLeft")
    expect(dashboard.locator(".bl-result .bl-lead")).to_contain_text("Self-care")


def test_saddle_numbness_is_an_emergency_and_folds_the_treatment_away(dashboard: Page) -> None:
    """One tick: the emergency stands first, the plan is folded; one tick back: the plan is there again."""
    plan = dashboard.locator(".bl-plan .bl-panel-body")
    expect(plan).to_be_visible()
    box = dashboard.get_by_label("Numbness or tingling around the genitals")
    box.check()
    expect(dashboard.locator(".bl-result .bl-lead")).to_have_text("Emergency: get emergency care now.")
    expect(dashboard.locator(".bl-level-box.bl-is-emergency")).to_contain_text("Call an ambulance")
    expect(plan).to_be_hidden()
    expect(dashboard.get_by_role("button", name="get care first")).to_be_visible()
    box.uncheck()
    expect(plan).to_be_visible()


def test_post_4_is_urgent_and_names_the_kidney(dashboard: Page) -> None:
    """Loading post 4 shows same-day care and a kidney infection."""
    choose(dashboard, "post-4")
    expect(dashboard.locator(".bl-result .bl-lead")).to_contain_text("Urgent")
    expect(dashboard.locator(".bl-why")).to_contain_text("kidney infection")
    expect(dashboard.locator(".bl-causes")).to_contain_text("Kidney infection")


def test_none_of_the_others_answers_every_topic(dashboard: Page) -> None:
    """One click, and ibuprofen no longer waits; reset brings the open questions back."""
    withheld = dashboard.locator(".bl-withheld .bl-panel-body")
    expect(withheld).to_contain_text("Unsafe until asked")
    dashboard.get_by_role("button", name="None of the others, in every topic").click()
    expect(withheld).to_have_text("Nothing is held back.")
    expect(dashboard.get_by_role("button", name="Bones and injury (6 no)")).to_be_visible()
    dashboard.get_by_role("button", name="Reset").click()
    expect(withheld).to_contain_text("Unsafe until asked")


def test_the_article_and_today_differ_about_rest(dashboard: Page) -> None:
    """The lens switch changes the plan and not the level."""
    plan, before = dashboard.locator(".bl-plan"), lead(dashboard)
    expect(plan).to_contain_text("Not advised: Rest")
    dashboard.get_by_role("radio", name="The article").check()
    expect(plan).to_contain_text("The article suggests; today not advised: Rest")
    assert lead(dashboard) == before


def test_a_folded_panel_opens(dashboard: Page) -> None:
    """The sources are one click away."""
    dashboard.get_by_role("button", name="Sources").click()
    expect(dashboard.locator(".bl-panel.bl-sources")).to_contain_text("95% confidence intervals")


def test_every_topic_and_fold_is_worked_by_keyboard(dashboard: Page) -> None:
    """A closed topic is reached with Tab, opened with Space, and its finding ticked without a mouse."""
    chest = dashboard.get_by_role("button", name="Chest, belly and blood vessels")
    chest.focus()
    dashboard.keyboard.press("Space")
    expect(dashboard.get_by_label("Chest pain")).to_be_visible()
    dashboard.keyboard.press("Tab")
    dashboard.keyboard.press("Space")
    expect(dashboard.get_by_label("Chest pain")).to_be_checked()
    expect(dashboard.locator(".bl-result .bl-lead")).to_contain_text("Emergency")


def test_the_level_stays_in_view(dashboard: Page) -> None:
    """However far down the result one has scrolled, a red flag is seen at once."""
    dashboard.get_by_role("button", name="Sources").scroll_into_view_if_needed()
    expect(dashboard.locator(".bl-summary .bl-lead")).to_be_in_viewport()


def test_a_fold_stays_open_while_the_advice_changes(dashboard: Page) -> None:
    """Evidence that is open can be watched while a slider moves."""
    dashboard.get_by_role("button", name="The evidence for each cause").click()
    evidence = dashboard.locator(".bl-evidence")
    expect(evidence).to_contain_text("likelihood ratio")
    handle = dashboard.get_by_role("slider", name="Age in years")
    handle.focus()
    handle.press("End")
    expect(evidence).to_contain_text("Broken vertebra")
    expect(evidence).to_be_visible()


def test_a_page_that_is_left_ends_its_kernel(server: Server, page: Page) -> None:
    """Students who go elsewhere leave no kernel behind."""

    def kernels() -> int:
        return len(list(server.runtime.rglob("kernel-*.json")))

    page.goto(server.address)
    before = kernels()
    page.goto(server.address + PAGE)
    expect(page.locator(".bl-result .bl-lead")).to_be_visible()
    assert kernels() > before
    page.goto(server.address)
    until(lambda: kernels() <= before)


def test_on_a_phone_the_level_stays_in_view(server: Server, page: Page) -> None:
    """Where controls and result do not fit side by side, the level follows the scrolling."""
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(server.address + PAGE)
    expect(page.locator(".bl-summary .bl-short")).to_be_visible()
    page.get_by_role("button", name="None of the others, in every topic").scroll_into_view_if_needed()
    expect(page.locator(".bl-summary .bl-short")).to_be_in_viewport()


def test_one_button_leads_from_the_patient_to_the_advice_and_back(server: Server, page: Page) -> None:
    """On a phone the advice is one press away from any control, and the controls from the advice."""
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(server.address + PAGE)
    jump = page.get_by_role("button", name="Go to the advice, or back to the patient")
    expect(jump).to_be_visible()

    def press() -> None:
        box = jump.bounding_box()  # with the mouse itself: a locator's click first scrolls to where the line began
        assert box
        page.mouse.click(box["x"] + 10, box["y"] + 10)

    press()
    expect(page.locator(".bl-level .bl-panel-heading")).to_be_in_viewport()
    press()
    expect(page.get_by_label("Example patient")).to_be_in_viewport()


def test_what_one_reads_stays_where_it_is(dashboard: Page) -> None:
    """A slider that makes the panels above longer does not move the panel that one looks at, nor close its table."""
    panel = dashboard.locator(".bl-causes")
    panel.get_by_text("As a table").click()
    panel.evaluate("(e) => scrollTo(0, e.getBoundingClientRect().top + scrollY - 150)")
    before = panel.bounding_box()
    dashboard.get_by_role("slider", name="Pain, 0 to 10").press("End")
    expect(dashboard.locator(".bl-summary .bl-lead")).to_contain_text("Routine")
    after = panel.bounding_box()
    assert before
    assert after
    assert abs(after["y"] - before["y"]) <= 2
    expect(panel.locator("details").first).to_have_attribute("open", "")


def test_the_address_bar_holds_the_link_that_brings_it_back(dashboard: Page) -> None:
    """After changes, loading the address again shows the same patient, story, lens, place and advice."""
    choose(dashboard, "post-3")
    dashboard.get_by_role("slider", name="Age in years").press("Home")
    dashboard.get_by_role("radio", name="The article").check()
    dashboard.get_by_role("checkbox", name="Buttock, left").first.click()
    expect(dashboard).to_have_url(re.compile("age=16.*lens=article.*place=buttock-left"))
    before = dashboard.locator(".bl-result").first.text_content()
    dashboard.reload()
    expect(dashboard.locator(".bl-result .bl-lead")).to_be_visible()
    assert dashboard.get_by_label("Example patient").input_value() == "post-3"
    assert dashboard.get_by_role("radio", name="The article").is_checked()
    expect(dashboard.locator("[data-place=buttock-left]")).to_have_attribute("aria-checked", "true")
    assert dashboard.locator(".bl-result").first.text_content() == before


def test_presenting_changes_nothing_about_the_patient(server: Server, page: Page) -> None:
    """A patient who is presented, and the page loaded again during and after it, is the same patient."""
    page.goto(f"{server.address}{PAGE}?case=post-4&present=1")
    level = page.locator(".bl-summary .bl-strip")
    for key in ("ArrowRight", "Escape"):
        expect(level).to_contain_text("Urgent")
        page.keyboard.press(key)
        page.reload()
    expect(level).to_contain_text("Urgent")
    expect(page).to_have_url(re.compile("yes=nausea"))


def test_a_link_that_is_wrong_says_so_and_still_works(server: Server, page: Page) -> None:
    """A link with a mistake shows one sentence, and the patient at the start."""
    page.goto(f"{server.address}{PAGE}?age=34&pain=6&yes=fevr")
    expect(page.get_by_role("alert").filter(has_text="did you mean 'fever'")).to_be_visible()
    expect(page.locator(".bl-result .bl-lead")).to_contain_text("Self-care so far")


def test_places_are_chosen_by_keyboard_on_the_picture_and_in_the_list(dashboard: Page) -> None:
    """The arrows move over the back, Space chooses, and picture, list and finding always say the same."""
    first = dashboard.locator("[data-place=upper-back-left]")
    first.focus()
    dashboard.keyboard.press("ArrowDown")
    expect(dashboard.locator("[data-place=side-left]")).to_be_focused()
    dashboard.keyboard.press("Space")
    expect(dashboard.locator("[data-place=side-left]")).to_have_attribute("aria-checked", "true")
    dashboard.get_by_role("button", name="Side, stomach and waterworks").click()
    expect(dashboard.get_by_label("Pain in the side, under the ribs")).to_be_checked()
    dashboard.get_by_role("button", name="The same places as a list").click()
    expect(dashboard.get_by_label("Side, under the ribs, left").last).to_be_checked()
    dashboard.get_by_label("Pain in the side, under the ribs").uncheck()
    expect(dashboard.locator("[data-place=side-left]")).to_have_attribute("aria-checked", "false")


def test_a_finding_without_a_side_is_marked_on_both(dashboard: Page) -> None:
    """A box that is ticked shows on the picture where it may be felt."""
    dashboard.get_by_role("button", name="Side, stomach and waterworks").click()
    dashboard.get_by_label("Pain in the side, under the ribs").check()
    for side in ("side-left", "side-right"):
        expect(dashboard.locator(f"[data-place={side}]")).to_have_class(re.compile("is-marked"))


def test_a_change_is_told_to_those_who_hear_the_page(dashboard: Page) -> None:
    """A polite live region says the new level once the slider rests."""
    dashboard.get_by_role("slider", name="Pain, 0 to 10").press("End")
    expect(dashboard.locator(".bl-said[role=status]").first).to_contain_text("Routine so far")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_example_patient_fits_on_one_sheet(server: Server, page: Page, language: str) -> None:
    """Whoever is shown, the handout is one page of either size, and nothing of it is lost at an edge."""
    page.goto(f"{server.address}{PAGE}?lang={language}")
    expect(page.locator(".bl-result .bl-lead")).to_be_visible()
    for case in CASES.values():
        page.locator("[data-field=case] select").select_option(case.id)
        expect(page).to_have_url(re.compile(f"case={case.id}"))
        page.evaluate("window.print = () => {}")  # the sheet stays set until it has been printed
        for paper in ("A4", "Letter"):
            page.locator("[data-press=print]").click()
            given = sheets(page, paper)
            whole = " ".join(page.locator(".bl-handout section, .bl-handout header").all_text_contents())
            assert len(given) == 1, f"{case.id} on {paper}"
            printed = "".join(unicodedata.normalize("NFKC", given[0]).split())  # no ligatures
            assert [word for word in whole.split() if word not in printed] == [], f"{case.id} on {paper}"
            assert f"case={case.id}" in printed, f"{case.id} on {paper}"
        page.evaluate("window.dispatchEvent(new Event('afterprint'))")


def test_the_whole_way_in_spanish_without_a_mouse(server: Server, page: Page) -> None:
    """From the start page to an answer by keyboard alone, in Spanish."""
    page.goto(f"{server.address}?lang=es")
    page.get_by_role("link", name="Elige el tratamiento").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".bl-result .bl-lead")).to_contain_text("Autocuidado")
    page.get_by_role("slider", name="Dolor, de 0 a 10").focus()
    page.keyboard.press("End")
    expect(page.locator(".bl-result .bl-lead")).to_contain_text("Consulta normal")
    box = page.get_by_label("Entumecimiento u hormigueo").first
    box.focus()
    page.keyboard.press("Space")
    expect(page.locator(".bl-result .bl-lead")).to_contain_text("Emergencia")
