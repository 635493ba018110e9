"""A student's way through the course, as pages of a server; in JupyterLab it is in test_jupyterlab."""

from __future__ import annotations

import re

import pytest
from conftest import Opener
from playwright.sync_api import Locator, Page, expect
from servers import Server

from backlab.course.answers import from_text
from backlab.course.clinic import Commitment, level
from backlab.course.clinic_cases import CLINIC
from backlab.course.kinds import Code, Several
from backlab.course.score import score
from backlab.course.table import CLINIC_CASE, EXERCISES, LESSONS
from backlab.model import Disposition
from backlab.notebook_cards import cards
from backlab.serving.notebooks import shipped

ALL = cards(shipped())
NAME = {card.lesson: card.name for card in ALL}
LESSON = "red_flags"
ONE = next(name for name in LESSONS[LESSON] if isinstance(EXERCISES[name], Several))


def open_page(server: Server, page: Page, lesson: str, query: str = "") -> Page:
    """A lesson's page, with its labs."""
    page.goto(f"{server.address}voila/render/{NAME[lesson]}{query}")
    return ready(page)


def ready(page: Page) -> Page:
    """Wait until a page is there, and each of its labs has been drawn."""
    page.locator("#content[aria-busy='false']").wait_for()
    expect(page.locator(".bl-lab .bl-result")).not_to_have_count(0)
    expect(page.locator(".bl-lab:not(:has(.bl-result))")).to_have_count(0)
    return page


def question(page: Page, name: str) -> Locator:
    """The box of one question, by its place among those of the lesson."""
    asked = [each for each in LESSONS[EXERCISES[name].lesson] if each in EXERCISES]
    return page.locator(".bl-look-question").nth(asked.index(name))


def tick(page: Page, name: str, answers: list[str]) -> Locator:
    """Answer a question of several, and wait for what is said."""
    box = question(page, name)
    for place, option in enumerate(EXERCISES[name].options):
        box.get_by_role("checkbox").nth(place).set_checked(option.id in answers)
    box.locator("[data-press=check]").click()
    expect(box.locator(".bl-feedback")).to_be_visible()
    return box


def commit(page: Page) -> None:
    """Answer the prediction honestly: not sure."""
    box = page.locator(".bl-look-question").first
    box.locator("input[value=unsure]").check()
    box.locator("[data-press=check]").click()
    expect(box.locator(".bl-feedback")).to_be_visible()  # the lab may open a moment before
    expect(page.locator(".bl-shut-box:visible")).to_have_count(0)


def exported(page: Page) -> str:
    """What the index saves as a file."""
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save my answers").click()
    return saved.value.path().read_text("utf-8")


def test_a_lab_stays_shut_until_the_student_has_committed(server: Server, page: Page) -> None:
    """First nothing of the result can be seen; an answer opens it, and says whether it came true."""
    open_page(server, page, LESSON)
    shut = page.locator(".bl-lab:has(> .bl-shut-box:visible)")
    expect(shut).to_have_count(1)
    expect(shut.locator(".bl-result, .bl-controls").locator("visible=true")).to_have_count(0)
    page.locator(".bl-look-question").first.locator("[data-press=check]").press("Enter")  # not ready, and says why
    expect(page.locator(".bl-look-question").first).to_contain_text("Choose one of the answers first.")
    expect(shut).to_have_count(1)
    commit(page)
    expect(page.locator(".bl-look-question").first).to_contain_text("You did not guess")
    expect(page.locator(".bl-lab:not(.bl-look-question) .bl-result")).to_be_visible()


def test_answers_survive_a_reload_and_are_counted_saved_and_forgotten(server: Server, page: Page) -> None:
    """Wrong, then right: a reload changes nothing; the index counts it, saves it, and forgets it when told twice."""
    open_page(server, page, LESSON)
    commit(page)
    right = EXERCISES[ONE].right()
    wrong = [option.id for option in EXERCISES[ONE].options if option.id not in right][:1]
    expect(tick(page, ONE, wrong).locator(".bl-feedback")).to_contain_text("Not yet")
    box = tick(page, ONE, right)
    expect(box.locator(".bl-feedback")).to_contain_text("✓")
    page.reload()
    ready(page)
    expect(page.locator(".bl-shut-box:visible")).to_have_count(0)
    expect(question(page, ONE).locator(".bl-feedback")).to_contain_text("✓")
    ticked = question(page, ONE).locator("input:checked")
    expect(ticked).to_have_count(len(right))

    open_page(server, page, "start_here")
    lesson = page.locator(".bl-lesson", has=page.get_by_role("link", name="Red flags"))
    expect(lesson).to_contain_text(f"2 of {len(LESSONS[LESSON])} answered")
    record = from_text(exported(page))
    assert record[ONE].given == (wrong, right)
    page.get_by_role("button", name="Forget my answers").click()
    page.get_by_role("button", name="Yes, forget them").click()
    expect(lesson).not_to_contain_text("answered")
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('backlab answer'))") == []


def test_the_start_page_goes_on_where_one_left(server: Server, page: Page) -> None:
    """At first it begins with the first lesson; after an answer with that one, and says how much of it is done."""
    page.goto(server.address)
    begin = page.locator("#begin")
    expect(begin).to_have_text(re.compile("Begin: *What a spasm is"))
    open_page(server, page, LESSON)
    commit(page)
    page.goto(f"{server.address}?lang=en")
    expect(begin).to_have_text(re.compile("Go on: *Red flags"))
    expect(page.locator(".card", has_text="Red flags")).to_contain_text(f"1 of {len(LESSONS[LESSON])} answered")
    begin.click()
    page.wait_for_url(f"**/{NAME[LESSON]}?lang=en")


def test_whoever_touches_the_back_chooses_a_treatment_for_that_place(server: Server, page: Page) -> None:
    """A tap on the start page's back opens the treatments with the place that was touched."""
    page.goto(server.address)
    page.get_by_role("link", name="Buttock, left").click()
    page.wait_for_url("**/choose_the_treatment.ipynb?*place=buttock-left*")
    ready(page)
    expect(page.locator("[data-place=buttock-left]").first).to_have_attribute("aria-checked", "true")


def test_an_index_that_stays_open_counts_what_is_answered_elsewhere(server: Server, page: Page) -> None:
    """In another tab of the same browser a lesson is answered, and the index says so by itself."""
    open_page(server, page, "start_here")
    lesson = page.locator(".bl-lesson", has=page.get_by_role("link", name="Red flags"))
    expect(lesson).not_to_contain_text("answered")
    other = page.context.new_page()
    open_page(server, other, LESSON)
    commit(other)
    expect(lesson).to_contain_text("1 of")


def test_answers_that_cannot_be_read_are_set_aside_and_said(server: Server, page: Page) -> None:
    """Half a file, and one of another version: both are kept under another name, and the lesson works."""
    page.goto(server.address)
    half, other = '{"backlab answers": 1, "ans', '{"backlab answers": 99, "answers": {}}'
    predict = f"{LESSON}.predict"
    page.evaluate(
        "([one, half, two, other]) => { localStorage[`backlab answer ${one}`] = half;"
        " localStorage[`backlab answer ${two}`] = other; }",
        [ONE, half, predict, other],
    )
    open_page(server, page, LESSON)
    expect(page.locator(".bl-kept-problem:visible")).to_have_count(2)
    expect(page.locator(".bl-kept-problem:visible").first).to_contain_text("another version")
    commit(page)
    kept = page.evaluate("Object.entries(localStorage).filter(([key]) => key.includes('set aside'))")
    assert sorted(text for _, text in kept) == sorted([half, other])


def test_the_clinics_report_is_what_the_exported_answers_say(server: Server, page: Page) -> None:
    """A right, a too high and a too low answer: the page's numbers equal those worked out from the file alone."""
    open_page(server, page, "the_clinic")
    commit(page)
    clinic = page.locator(".bl-look-clinic")
    judged = list(CLINIC)[:4]
    for place, case in enumerate(judged):
        needed = level(CLINIC[case])
        given = (needed, Disposition.EMERGENCY, Disposition.SELF_CARE, needed)[place]
        expect(clinic.locator("[data-field=case] select")).to_have_value(case)
        for each in ("bladder", "legs", "belly", "fever"):
            clinic.locator(f"button[data-tap='ask={each}']").click()
        clinic.locator(f"[data-tap='level={given.name.lower()}']").click()
        clinic.get_by_label("What would you look for first?").select_option("muscle_strain")
        clinic.get_by_role("slider").press("End" if place % 2 else "ArrowRight")
        clinic.get_by_role("button", name="Commit").click()
        expect(clinic.locator("[data-panel=report]")).to_contain_text(f"{place + 1} of {len(CLINIC)} patients judged")
        clinic.locator("[data-press=next]").click()
    shown = " ".join((clinic.locator("[data-panel=report]").text_content() or "").split())

    open_page(server, page, "start_here")
    record = from_text(exported(page))
    own = {key.removeprefix(CLINIC_CASE): tries for key, tries in record.items() if key.startswith(CLINIC_CASE)}
    given = {case: Commitment.from_dict(tries.given[0]) for case, tries in own.items()}
    assert list(given) == sorted(judged)
    found = score(given)
    assert f"{found.answered} of {found.of} patients judged; {found.right} at the level" in shown
    assert f"{found.under} lower than needed" in shown
    assert f"{found.over} higher than needed" in shown
    assert found.brier is not None
    assert f"Brier score {found.brier:.2f}" in shown
    sure = {case: answer.confidence / 100 for case, answer in given.items()}
    right = {case: answer.level == level(CLINIC[case]) for case, answer in given.items()}
    assert found.brier == pytest.approx(sum((sure[c] - right[c]) ** 2 for c in given) / len(given))


def test_a_patient_is_judged_by_keys_alone_and_nothing_moves(server: Server, page: Page) -> None:
    """Ask, choose a door and a cause, commit: all stays where it was; only then the arrow calls in the next patient."""
    page.set_viewport_size({"width": 1280, "height": 800})
    open_page(server, page, "the_clinic")
    commit(page)
    clinic, verdict = page.locator(".bl-look-clinic"), page.locator(".bl-look-clinic .bl-verdict")
    ask = clinic.locator("[data-tap='ask=before']")
    ask.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(clinic.locator(".bl-consult-ask.is-asked")).to_have_count(1)
    expect(verdict).to_contain_text("Patient 1 of")
    expect(clinic.locator(".bl-consult-ask.is-asked")).to_be_focused()
    places = """(lab) => { const top = lab.querySelector('.bl-front').getBoundingClientRect().y;
      return ['.bl-front', '.bl-scene', '.bl-doors', '.bl-first > *'].flatMap((name) => [...lab.querySelectorAll(name)]
        .map((e) => { const b = e.getBoundingClientRect();
          return [name, b.x, b.y - top, b.width, b.height].map((n) => name === n ? n : Math.round(n)); })); }"""
    before = clinic.evaluate(places)
    door = clinic.locator("[data-tap='level=self_care']")
    door.focus()
    page.keyboard.press("Enter")
    expect(door).to_have_attribute("aria-pressed", "true")
    expect(door).to_be_focused()
    clinic.locator("[data-field=cause] select").select_option("overuse")
    commits = clinic.locator("[data-press=commit]")
    commits.focus()
    page.keyboard.press("Enter")
    expect(verdict).to_contain_text("Move the slider")
    clinic.get_by_role("slider").press("End")
    expect(verdict).to_contain_text("100% sure")
    commits.focus()
    page.keyboard.press("Enter")
    expect(verdict).to_contain_text("once you have asked: legs, bladder, faint or belly")
    assert clinic.evaluate(places) == before
    for free in ("legs", "bladder", "belly", "fever"):
        clinic.locator(f"[data-tap='ask={free}']").focus()
        page.keyboard.press("Enter")
        expect(clinic.locator(f"div[data-tap='ask={free}']")).to_be_visible()
    commits.focus()
    page.keyboard.press("Enter")
    expect(verdict).to_contain_text("Right: Home")
    assert clinic.evaluate(places) == before
    expect(clinic.locator("[data-press=next]")).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(verdict).to_contain_text("Patient 2 of")
    assert clinic.evaluate(places) == before


def test_wrong_code_gets_a_sentence(server: Server, page: Page) -> None:
    """What cannot be read as code is answered in words, and the page goes on working."""
    name = next(name for name, each in EXERCISES.items() if isinstance(each, Code))
    open_page(server, page, EXERCISES[name].lesson)
    box = question(page, name)
    for text in ("fever and", "__import__('os').system('true')", "fevr"):
        box.get_by_role("textbox").fill(text)
        box.locator("[data-press=check]").click()
        expect(box.locator(".bl-feedback")).to_contain_text(re.compile("Not checked yet|Not yet"))
        expect(box).not_to_contain_text("Traceback")
    box.get_by_role("textbox").fill(EXERCISES[name].right())
    box.locator("[data-press=check]").click()
    expect(box.locator(".bl-feedback")).to_contain_text("✓")


def test_the_way_on_is_followed_from_page_to_page(server: Server, page: Page) -> None:
    """On a phone, in the dark: pressed at the end of a page it opens the next; that each page has one is held there."""
    page.set_viewport_size({"width": 390, "height": 844})
    open_page(server, page, "start_here", "?lang=en&theme=dark")
    for after in ALL[1:3]:
        page.locator("a[rel=next]").last.click()
        page.wait_for_url(f"**/{after.name}?*")
        assert "theme=dark" in page.url
        ready(page)


def test_a_word_of_the_glossary_says_what_it_means_and_leads_there(server: Server, page: Page) -> None:
    """On hover and on focus its meaning is shown, Escape hides it, and the link goes to its place."""
    open_page(server, page, LESSON)
    word = page.locator("a[href*='glossary.ipynb'][href*='#term-']").first
    card = page.locator("#bl-term-card")
    word.hover()
    expect(card).to_be_visible()
    assert word.get_attribute("aria-describedby") == "bl-term-card"
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    word.focus()
    expect(card).to_be_visible()
    place = (word.get_attribute("href") or "").partition("#")[2]
    word.click()
    page.wait_for_url("**glossary.ipynb*")
    ready(page)
    expect(page.locator(f"[id='{place}']")).to_be_in_viewport()


def test_a_tap_shows_the_meaning_and_a_second_one_follows(server: Server, opened: Opener) -> None:
    """On a phone there is no hover."""
    page = opened(viewport={"width": 390, "height": 844}, has_touch=True)
    open_page(server, page, LESSON)
    page.locator("html[data-bl-terms]").wait_for()  # the lab that knows the words is drawn
    word = page.locator("a[href*='glossary.ipynb'][href*='#term-']").first
    word.tap()
    expect(page.locator("#bl-term-card")).to_be_visible()
    assert NAME[LESSON] in page.url
    word.tap()
    page.wait_for_url("**glossary.ipynb*")
