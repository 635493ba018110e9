"""The dashboard as people use it: served by the command, in a real browser."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect
from servers import Server, running, until

from backlab import CASES, advise

PAGE = "voila/render/choose_the_treatment.ipynb"
SCREENS = ((1280, 800), (1024, 768), (390, 844), (320, 700))
MILLISECONDS = 60_000  # the first page waits for a kernel


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """The package's own notebooks, served."""
    with running(at_most=600) as started:
        yield started


@pytest.fixture
def dashboard(server: Server, page: Page) -> Page:
    """The dashboard, its sliders usable."""
    page.goto(server.address + PAGE)
    expect(page.locator(".bl-result .bl-lead")).to_be_visible(timeout=MILLISECONDS)
    return page


def lead(page: Page) -> str:
    """The first thing that the result says."""
    return page.locator(".bl-result .bl-lead").inner_text()


def choose(page: Page, case: str) -> None:
    """Choose an example patient from the menu: by place, since older widgets write its titles with hard spaces."""
    page.get_by_label("Example patient").select_option(index=1 + list(CASES).index(case))


def test_from_the_start_page_to_the_four_posts(server: Server, page: Page) -> None:
    """A newcomer lands on the start page, opens the dashboard and loads each reader's story."""
    page.goto(server.address)
    page.get_by_role("link", name="Choose the treatment").click()
    expect(page.locator(".bl-result .bl-lead")).to_be_visible(timeout=MILLISECONDS)
    for name in ("post-1", "post-2", "post-3", "post-4"):
        choose(page, name)
        level = advise(CASES[name].presentation).disposition
        expect(page.locator(".bl-result .bl-lead")).to_contain_text(level.label)
        expect(page.locator(".bl-story")).to_contain_text(CASES[name].story[:40])
        expect(page.locator(".bl-why")).to_be_visible()


def test_the_slider_changes_the_result(dashboard: Page) -> None:
    """Pain from six to seven, by keyboard: the level and its reason change."""
    handle = dashboard.locator(".widget-slider", has_text="Pain").locator(".noUi-handle")
    handle.focus()
    handle.press("ArrowRight")
    expect(dashboard.locator(".bl-result .bl-lead")).to_contain_text("Routine")
    expect(dashboard.locator(".bl-why")).to_contain_text("severe spasm")
    handle.press("ArrowLeft")
    expect(dashboard.locator(".bl-result .bl-lead")).to_contain_text("Self-care")


def test_saddle_numbness_is_an_emergency_and_folds_the_treatment_away(dashboard: Page) -> None:
    """One tick: the emergency stands first, the plan is folded; one tick back: the plan is there again."""
    plan = dashboard.locator(".bl-plan")
    expect(plan).to_be_visible()
    box = dashboard.get_by_label("Numbness or tingling around the genitals")
    box.check()
    expect(dashboard.locator(".bl-result .bl-lead")).to_have_text("Emergency: get emergency care now.")
    expect(dashboard.locator(".bl-level.bl-is-emergency").last).to_contain_text("Call an ambulance")
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
    withheld = dashboard.locator(".bl-withheld")
    expect(withheld).to_contain_text("Unsafe until asked")
    dashboard.get_by_role("button", name="None of the others, in every topic").click()
    expect(withheld).to_have_text("Nothing is held back.")
    expect(dashboard.get_by_role("button", name="Bones and injury (3\u00a0no)")).to_be_visible()
    dashboard.get_by_role("button", name="Reset").click()
    expect(withheld).to_contain_text("Unsafe until asked")


def test_the_article_and_today_differ_about_rest(dashboard: Page) -> None:
    """The lens switch changes the plan and not the level."""
    plan, before = dashboard.locator(".bl-plan"), lead(dashboard)
    expect(plan).to_contain_text("Not advised: Rest")
    dashboard.get_by_role("radio", name="The article").or_(dashboard.get_by_role("button", name="The article")).click()
    expect(plan).to_contain_text("The article suggests; today not advised: Rest")
    assert lead(dashboard) == before


def test_a_folded_panel_opens(dashboard: Page) -> None:
    """The sources are one click away."""
    dashboard.get_by_role("button", name="Sources").click()
    expect(dashboard.locator(".bl-sources")).to_contain_text("95% confidence intervals")


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
    handle = dashboard.locator(".widget-slider", has_text="Age").locator(".noUi-handle")
    handle.focus()
    handle.press("End")
    expect(evidence).to_contain_text("Age 70 or more: speaks for it")
    expect(evidence).to_be_visible()


def test_a_page_that_is_left_ends_its_kernel(server: Server, page: Page) -> None:
    """Students who go elsewhere leave no kernel behind."""

    def kernels() -> int:
        return len(list(server.runtime.rglob("kernel-*.json")))

    page.goto(server.address)
    before = kernels()
    page.goto(server.address + PAGE)
    expect(page.locator(".bl-result .bl-lead")).to_be_visible(timeout=MILLISECONDS)
    assert kernels() > before
    page.goto(server.address)
    until(lambda: kernels() <= before)


def test_nothing_is_asked_of_another_host_and_nothing_fails(server: Server, page: Page) -> None:
    """A classroom without the internet loses nothing, and the console stays clean."""
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(server.address + PAGE)
    expect(page.locator(".bl-result .bl-lead")).to_be_visible(timeout=MILLISECONDS)
    assert [url for url in asked if not url.startswith((server.address, "data:", "blob:"))] == []
    assert said == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_nothing_is_wider_than_the_screen(server: Server, page: Page, theme: str) -> None:
    """On the projector and on a phone the page does not scroll sideways, and no caption is cut."""
    page.goto(f"{server.address}{PAGE}?theme={theme}")
    expect(page.locator(".bl-result .bl-lead")).to_be_visible(timeout=MILLISECONDS)
    cut = "els => els.filter(e => e.scrollWidth > e.clientWidth + 1 && e.clientWidth).map(e => e.textContent)"
    for width, height in SCREENS:
        page.set_viewport_size({"width": width, "height": height})
        assert page.evaluate("document.body.scrollWidth") == width
        assert page.locator(".bl-check, .bl-panel, .widget-label").evaluate_all(cut) == []


def test_on_a_phone_the_level_stays_in_view(server: Server, page: Page) -> None:
    """Where controls and result do not fit side by side, the level follows the scrolling."""
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(server.address + PAGE)
    expect(page.locator(".bl-summary .bl-lead")).to_be_visible(timeout=MILLISECONDS)
    page.get_by_role("button", name="None of the others, in every topic").scroll_into_view_if_needed()
    expect(page.locator(".bl-summary .bl-lead")).to_be_in_viewport()
