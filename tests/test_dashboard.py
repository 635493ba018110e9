"""The dashboard as people use it: served by the command, in a real browser."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from urllib.parse import parse_qsl, urlsplit

import pytest
from conftest import Opener
from paper import sheets
from playwright.sync_api import Error, Page, expect
from servers import Server, until

from backlab import CASES, advise
from backlab.knowledge.dangers import DANGERS
from backlab.language import LANGUAGES

PAGE = "voila/render/choose_the_treatment.ipynb"
# All that a person may have changed, and all that it is answered with; what was said aloud on the way is over.
STANDS = """() => JSON.stringify([
  [...document.querySelectorAll('main :is(input, select, textarea, button, [role])')].map((e) => [e.value, e.checked,
    e.disabled, ...e.getAttributeNames().filter((n) => /^aria-(?!label|describedby)/.test(n)).map(e.getAttribute, e)]),
  [...document.querySelectorAll('.bl-lab')].map((lab) => { const copy = lab.cloneNode(true);
    copy.querySelectorAll('.bl-said, style').forEach((each) => each.remove()); return copy.textContent; }),
  location.search, document.activeElement === document.body, scrollX, scrollY, innerWidth, innerHeight])"""
# What is unfolded; and each fold as it was again.
UNFOLDED = """() => [...document.querySelectorAll("main [aria-expanded='true']:not(.bl-tab)")]
  .map((e) => e.getAttribute('aria-controls'))"""
FOLD = """(unfolded) => [...document.querySelectorAll('main [aria-expanded]:not(.bl-tab)')]
  .filter((e) => (e.ariaExpanded === 'true') !== unfolded.includes(e.getAttribute('aria-controls')))
  .forEach((e) => e.click())"""
AT_REST = "() => { document.activeElement.blur(); scrollTo(0, 0); }"
A_MOMENT = 5_000  # milliseconds that a reset may take; a page that needs longer is loaded again


class Kept:
    """A page that is loaded once, and brought back to where it began before each test that works it."""

    def __init__(self, page: Page, address: str, begun: str) -> None:
        self.page, self.address, self.begun = page, address, begun
        self.start, self.unfolded = "", []

    def anew(self) -> Page:
        """The page as it begins: reset as a person resets it, and loaded again where that leaves anything behind."""
        if not self.start or not self._reset():
            self.page.goto(self.address)
            expect(self.page.locator(self.begun)).to_be_visible()
            expect(self.page.locator("main")).to_have_attribute("aria-busy", "false")
            expect(self.page).to_have_url(re.compile("onset="))  # the patient who is shown
            self.start, self.unfolded = self.page.evaluate(STANDS), self.page.evaluate(UNFOLDED)
        return self.page

    def _reset(self) -> bool:
        with suppress(AssertionError, Error):
            case = dict(parse_qsl(urlsplit(self.address).query)).get("case", "")
            for tab in self.page.locator(".bl-tab[aria-expanded=true]").all():
                tab.click()
            with opened(self.page, "Ask more"):
                self.page.get_by_label("Look for a question").fill("")
                self.page.get_by_label("Example patient").select_option(case)
                self.page.get_by_role("button", name="Reset").click()
                self.page.evaluate(FOLD, self.unfolded)
            self.page.evaluate(AT_REST)
            begins = f"(start) => ({STANDS})() === start"
            self.page.wait_for_function(begins, arg=self.start, timeout=A_MOMENT, polling=200)
            return True
        return False


@pytest.fixture(scope="module")
def pages(server: Server, opened: Opener) -> dict[str, Kept]:
    """The dashboard, and the dashboard with a patient who was asked about everything; two tabs of one browser."""
    first = opened()
    return {
        "dashboard": Kept(first, f"{server.address}{PAGE}", ".bl-result .bl-lead"),
        "table": Kept(first.context.new_page(), f"{server.address}{PAGE}?case=lifting", ".bl-choice"),
    }


@pytest.fixture
def dashboard(pages: dict[str, Kept]) -> Page:
    """The dashboard, its sliders usable."""
    return pages["dashboard"].anew()


@pytest.fixture
def table(pages: dict[str, Kept]) -> Page:
    """The dashboard with a patient who was asked about everything: what one chooses from is on its first screen."""
    page = pages["table"].anew()
    expect(page.locator(".bl-choice")).to_be_in_viewport()
    return page


def lead(page: Page) -> str:
    """The first thing that the result says."""
    return page.locator(".bl-result .bl-lead").inner_text()


@contextmanager
def opened(page: Page, tab: str) -> Iterator[None]:
    """Open a tab of the stage, and close its drawer again."""
    page.get_by_role("button", name=tab, exact=True).click()
    yield
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name=tab, exact=True)).to_have_attribute("aria-expanded", "false")


def choose(page: Page, case: str) -> None:
    """Choose an example patient from the menu."""
    with opened(page, "Ask more"):
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
        expect(page.locator(".bl-levels .is-here")).to_have_text(level.label)


def test_who_is_shown_is_always_named(server: Server, page: Page) -> None:
    """Beside the table stands the step of the patient, or, where there is none, their name."""
    page.goto(f"{server.address}{PAGE}?case=golf-swing")
    shown = page.get_by_text("Shown here:")
    expect(shown).to_be_visible()
    expect(shown).to_contain_text(CASES["golf-swing"].title)
    choose(page, "chronic")
    expect(page.locator(".bl-steps")).to_contain_text("Three months and no end")
    expect(shown).to_be_hidden()


def test_the_questions_stand_first_and_a_table_follows(dashboard: Page) -> None:
    """By keyboard: what was answered keeps the focus, and after the last no there are treatments to choose from."""
    for number, id in enumerate(DANGERS, 1):
        answer = dashboard.locator(f"[data-tap='first={id}.no']")
        answer.press("Enter")
        if number < len(DANGERS):
            expect(answer).to_have_attribute("aria-pressed", "true")
            expect(answer).to_be_focused()
    expect(dashboard.locator(".bl-choice")).to_be_in_viewport()
    expect(dashboard.get_by_role("button", name="Keep moving and wait: choose")).to_be_visible()


def test_on_a_phone_one_question_and_two_rows_are_seen_at_a_time(server: Server, page: Page) -> None:
    """A finger answers the question in view; of the table the names stay while the rows are turned."""
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(server.address + PAGE)
    expect(page.locator(".bl-asking")).to_be_visible()
    for left in range(len(DANGERS), 0, -1):
        seen = page.locator(".bl-ask.is-open").evaluate_all("(all) => all.filter((e) => e.offsetWidth > 9).length")
        assert seen == 1
        expect(page.locator(".bl-result .bl-lead")).to_contain_text(str(left) if left > 1 else "ask this first")
        page.locator(".bl-ask.is-open .bl-ask-no").first.click()
    rows = page.locator(".bl-choice-row:not(.is-head, .is-more)")
    names = page.locator(".bl-choice-head .bl-choice-name")
    for number, row in enumerate(rows.all()):
        expect(row.locator(".bl-choice-cell").first).to_be_in_viewport(ratio=0.6)
        expect(names.first).to_be_in_viewport(ratio=0.9)
        if number % 2 and number < rows.count() - 1:
            row.get_by_role("button", name="The next rows").click()


def test_the_slider_changes_the_result(dashboard: Page) -> None:
    """Pain from six to seven, by keyboard: the level and its reason change."""
    handle = dashboard.get_by_role("slider", name="Pain, 0 to 10")
    handle.focus()
    handle.press("ArrowRight")
    expect(dashboard.locator(".bl-levels .is-here")).to_contain_text("Routine")
    expect(dashboard.locator("[data-panel=why]")).to_contain_text("severe spasm")
    handle.press("ArrowLeft")
    expect(dashboard.locator(".bl-result .bl-lead")).to_contain_text("Not known yet")


def test_saddle_numbness_is_an_emergency_and_takes_the_table_away(dashboard: Page) -> None:
    """One tick: whom to call stands where one chose before; one tick back: there is something to choose again."""
    picture = dashboard.locator(".bl-scene")
    with opened(dashboard, "Ask more"):
        box = dashboard.get_by_label("Numbness or tingling around the genitals")
        box.check()
        expect(dashboard.locator(".bl-result .bl-lead")).to_contain_text("Emergency: call 999, 112 or 911 now")
        expect(picture).to_contain_text("Call an ambulance")
        expect(picture).to_contain_text("Cauda equina syndrome")
        box.uncheck()
        expect(picture).not_to_contain_text("Call an ambulance")


def test_post_4_is_urgent_and_names_the_kidney(dashboard: Page) -> None:
    """Loading post 4 shows same-day care and a kidney infection."""
    choose(dashboard, "post-4")
    expect(dashboard.locator(".bl-result .bl-lead")).to_contain_text("Urgent")
    for words in ("doctor today", "Kidney infection"):
        expect(dashboard.locator(".bl-scene")).to_contain_text(words)


def test_none_of_the_others_answers_every_topic(dashboard: Page) -> None:
    """One click, and ibuprofen no longer waits; reset brings the open questions back."""
    withheld = dashboard.locator("section.bl-withheld")
    expect(withheld).to_contain_text("Unsafe until asked")
    with opened(dashboard, "Ask more"):
        dashboard.get_by_role("button", name="None of the others, in every topic").click()
        expect(withheld).to_contain_text("Nothing is held back.")
        expect(dashboard.get_by_role("button", name="Bones and injury (6 no)")).to_be_visible()
        dashboard.get_by_role("button", name="Reset").click()
        expect(withheld).to_contain_text("Unsafe until asked")


def test_the_article_and_today_differ_about_rest(table: Page) -> None:
    """The lens switch changes the plan and not the level."""
    plan, level = table.locator("[data-panel=plan]"), table.locator(".bl-levels .is-here")
    expect(plan).to_contain_text("Not advised: Rest")
    with opened(table, "Ask more"):
        table.get_by_role("radio", name="The article").check()
        expect(plan).to_contain_text("The article suggests; today not advised: Rest")
        expect(level).to_have_text("Self-care")


def test_a_tab_opens(dashboard: Page) -> None:
    """The sources are one click away."""
    with opened(dashboard, "Sources"):
        expect(dashboard.locator("[data-panel=sources]")).to_be_visible()
        expect(dashboard.locator("[data-panel=sources]")).to_contain_text("95% confidence intervals")


def test_every_topic_and_fold_is_worked_by_keyboard(dashboard: Page) -> None:
    """A closed topic is reached with Tab, opened with Space, and its finding ticked without a mouse."""
    more = dashboard.get_by_role("button", name="Ask more", exact=True)
    more.focus()
    dashboard.keyboard.press("Space")
    chest = dashboard.get_by_role("button", name="Chest, belly and blood vessels")
    chest.focus()
    dashboard.keyboard.press("Space")
    expect(dashboard.get_by_role("checkbox", name="Chest pain")).to_be_visible()
    dashboard.keyboard.press("Tab")
    dashboard.keyboard.press("Space")
    expect(dashboard.get_by_role("checkbox", name="Chest pain")).to_be_checked()
    expect(dashboard.locator(".bl-result .bl-lead")).to_contain_text("Emergency")


def test_the_whole_stage_is_in_one_window(table: Page) -> None:
    """Verdict, picture, sliders and tabs are seen at once, and the picture has at least half of the stage."""
    stage = table.locator(".bl-stage")
    table.get_by_role("slider", name="Pain, 0 to 10").focus()
    table.keyboard.press("ArrowRight")
    for part in (".bl-verdict .bl-lead", ".bl-scene", "[data-field=pain]", "[data-field=worth]", ".bl-tabs"):
        expect(table.locator(part)).to_be_in_viewport(ratio=0.99)
    whole, picture = stage.bounding_box(), table.locator(".bl-scene").bounding_box()
    assert whole
    assert picture
    assert picture["width"] * picture["height"] >= whole["width"] * whole["height"] / 2


def test_a_tab_stays_open_while_the_advice_changes(dashboard: Page) -> None:
    """Causes that are open can be watched while an answer is changed on the picture's side, and nothing moves."""
    picture = dashboard.locator(".bl-scene")
    with opened(dashboard, "Ask more"):
        dashboard.get_by_role("slider", name="Age in years").focus()
        before = picture.bounding_box()
        handle = dashboard.get_by_role("slider", name="Age in years")
        handle.focus()
        handle.press("End")
        expect(dashboard.locator("[data-panel=causes]")).to_contain_text("Broken vertebra")
        assert picture.bounding_box() == before


def test_the_questions_that_move_most_come_first_and_can_be_looked_for(dashboard: Page) -> None:
    """The first of them is a tap away and moves the level; words find a question wherever it stands."""
    with opened(dashboard, "Ask more"):
        first = dashboard.locator("[data-field=asked] .bl-tap").first
        first.press("Enter")
        expect(dashboard.locator(".bl-result .bl-lead")).to_contain_text("Emergency")
        dashboard.get_by_label("Look for a question").fill("temperature")
        found = dashboard.locator("[data-field=found] .bl-tap").filter(has_text="A high temperature")
        found.press("Enter")
        expect(found).to_have_attribute("aria-pressed", "true")
        expect(dashboard).to_have_url(re.compile("yes=[^&]*fever"))


def test_a_page_that_is_left_ends_its_kernel(server: Server, page: Page) -> None:
    """Students who go elsewhere leave no kernel behind."""

    def kernels() -> set[str]:
        return {each.name for each in server.runtime.rglob("kernel-*.json")}

    page.goto(server.address)
    before = kernels()
    page.goto(server.address + PAGE)
    expect(page.locator(".bl-result .bl-lead")).to_be_visible()
    its_own = kernels() - before
    assert its_own
    page.goto(server.address)
    until(lambda: not its_own & kernels())


def test_on_a_phone_the_picture_stays_in_view(server: Server, page: Page) -> None:
    """While one moves the last of the sliders, verdict and picture are pinned, and an emergency says what to do."""
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{server.address}{PAGE}?case=saddle")
    expect(page.locator(".bl-result .bl-lead")).to_be_visible()
    page.locator("[data-field=days] input").first.scroll_into_view_if_needed()
    expect(page.locator(".bl-verdict .bl-lead")).to_be_in_viewport(ratio=1)
    expect(page.locator(".bl-verdict .bl-lead")).to_contain_text("call 999, 112 or 911 now")
    expect(page.locator(".bl-scene")).to_be_in_viewport()


def test_the_address_bar_holds_the_link_that_brings_it_back(dashboard: Page) -> None:
    """After changes, loading the address again shows the same patient, story, lens, place and advice."""
    choose(dashboard, "post-3")
    with opened(dashboard, "Ask more"):
        dashboard.get_by_role("radio", name="The article").check()
    dashboard.get_by_role("slider", name="Worth it if it helps").press("ArrowRight")
    dashboard.get_by_role("checkbox", name="Buttock, left").first.click()
    expect(dashboard).to_have_url(re.compile("case=post-3.*lens=article.*worth=11.*place=buttock-left"))
    before = dashboard.locator(".bl-result").first.text_content()
    dashboard.reload()
    expect(dashboard.locator(".bl-result .bl-lead")).to_be_visible()
    assert dashboard.locator("[data-field=case] select").input_value() == "post-3"
    assert dashboard.locator("[data-field=lens] input:checked").input_value() == "article"
    expect(dashboard.locator("[data-place=buttock-left]")).to_have_attribute("aria-checked", "true")
    assert dashboard.locator(".bl-result").first.text_content() == before


def test_presenting_changes_nothing_about_the_patient(server: Server, page: Page) -> None:
    """A patient who is presented, and the page loaded again during and after it, is the same patient."""
    page.goto(f"{server.address}{PAGE}?case=post-4&present=1")
    level = page.locator(".bl-verdict .bl-lead")
    for key in ("ArrowRight", "Escape"):
        expect(level).to_contain_text("Urgent")
        page.keyboard.press(key)
        page.reload()
    expect(level).to_contain_text("Urgent")
    expect(page).to_have_url(re.compile("yes=nausea"))


def test_a_link_that_is_wrong_says_so_and_still_works(server: Server, page: Page) -> None:
    """A link with a mistake shows one sentence and no level of care, until a patient is chosen from the list."""
    page.goto(f"{server.address}{PAGE}?age=34&pain=6&yes=fevr")
    expect(page.get_by_role("alert").filter(has_text="did you mean 'fever'")).to_be_visible()
    expect(page.locator(".bl-levels")).to_have_count(0)
    page.get_by_role("button", name="Nothing set it off", exact=True).click()
    expect(page.locator(".bl-result .bl-lead")).to_contain_text("Urgent")
    expect(page.get_by_role("alert").filter(has_text="fever")).to_be_hidden()


def test_places_are_chosen_by_keyboard_on_the_picture_and_in_the_list(table: Page) -> None:
    """The arrows move over the back, Space chooses, and picture, list and finding always say the same."""
    first = table.locator("[data-place=upper-back-left]")
    first.focus()
    table.keyboard.press("ArrowDown")
    expect(table.locator("[data-place=side-left]")).to_be_focused()
    table.keyboard.press("Space")
    expect(table.locator("[data-place=side-left]")).to_have_attribute("aria-checked", "true")
    table.get_by_role("button", name="The same places as a list").click()
    expect(table.get_by_label("Side, under the ribs, left").last).to_be_checked()
    with opened(table, "Ask more"):
        table.get_by_role("button", name="Side, stomach and waterworks").click()
        box = table.get_by_role("checkbox", name="Pain in the side, under the ribs")
        expect(box).to_be_checked()
        box.uncheck()
    expect(table.locator("[data-place=side-left]")).to_have_attribute("aria-checked", "false")


def test_a_finding_without_a_side_is_marked_on_both(table: Page) -> None:
    """A box that is ticked shows on the picture where it may be felt."""
    with opened(table, "Ask more"):
        table.get_by_role("button", name="Side, stomach and waterworks").click()
        table.get_by_role("checkbox", name="Pain in the side, under the ribs").check()
    for side in ("side-left", "side-right"):
        expect(table.locator(f"[data-place={side}]")).to_have_class(re.compile("is-marked"))


def test_a_change_is_told_to_those_who_hear_the_page(dashboard: Page) -> None:
    """A polite live region says the new level once the slider rests."""
    dashboard.get_by_role("slider", name="Pain, 0 to 10").press("End")
    expect(dashboard.locator(".bl-said[role=status]").first).to_contain_text("At least routine")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_example_patient_fits_on_one_sheet(server: Server, page: Page, language: str) -> None:
    """Whoever is shown, the handout is one sheet, at most both sides of it, and nothing of it is lost at an edge."""
    page.goto(f"{server.address}{PAGE}?lang={language}")
    expect(page.locator(".bl-result .bl-lead")).to_be_visible()
    for case in CASES.values():
        page.locator("[data-field=case] select").select_option(case.id, force=True)
        expect(page).to_have_url(re.compile(f"case={case.id}"))
        page.evaluate("window.print = () => {}")  # the sheet stays set until it has been printed
        for paper in ("A4", "Letter"):
            page.locator("[data-press=print]").dispatch_event("click")
            given = sheets(page, paper)
            whole = " ".join(page.locator(".bl-handout section, .bl-handout header").all_text_contents())
            assert len(given) <= 2, f"{case.id} on {paper}"
            printed = "".join(unicodedata.normalize("NFKC", "".join(given)).split())  # no ligatures
            assert [word for word in whole.split() if word not in printed] == [], f"{case.id} on {paper}"
            assert f"case={case.id}" in printed, f"{case.id} on {paper}"
        page.evaluate("window.dispatchEvent(new Event('afterprint'))")


def test_the_whole_way_in_spanish_without_a_mouse(server: Server, page: Page) -> None:
    """From the start page to an answer by keyboard alone, in Spanish."""
    page.goto(f"{server.address}?lang=es")
    page.get_by_role("link", name="Elige el tratamiento").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".bl-asking")).to_be_visible()
    page.get_by_role("slider", name="Dolor, de 0 a 10").focus()
    page.keyboard.press("End")
    expect(page.locator(".bl-levels .is-here")).to_contain_text("Consulta normal")
    page.locator(".bl-tab", has_text="Preguntar más").focus()
    page.keyboard.press("Enter")
    box = page.get_by_role("checkbox", name="Entumecimiento u hormigueo").first
    box.focus()
    page.keyboard.press("Space")
    expect(page.locator(".bl-result .bl-lead")).to_contain_text("Emergencia")
