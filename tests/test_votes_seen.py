"""The pages of a vote in a real browser: a student's phone, the teacher's projector, and the banner of a lesson."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from axe import violations
from conftest import Opener
from playwright.sync_api import Page, Route, expect
from votes_server import SECRET, VoteServer, voting

SOFA, SPASM, MOVE = "the_clinic.case.sofa", "what_a_spasm_is.predict", "muscle_strain.predict"
PHONE = {"viewport": {"width": 390, "height": 844}}
STEPS = (("open", "discuss"), ("discuss", "again"), ("again", "revealed"))
WIDER = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[VoteServer]:
    """The votes of a class."""
    with voting(tmp_path_factory.mktemp("votes")) as one:
        yield one


@pytest.fixture
def student(opened: Opener) -> Iterator[Page]:
    """A student's phone."""
    page = opened(**PHONE)
    yield page
    page.context.close()


@pytest.fixture
def teacher(opened: Opener) -> Iterator[Page]:
    """The teacher's browser, at the projector."""
    page = opened()
    yield page
    page.context.close()


def teach(page: Page, server: VoteServer, query: str = "") -> None:
    """Open the teacher's page as the terminal says."""
    page.goto(f"{server.address}?teacher={SECRET}{query}")


def fill_in(page: Page, answer: str, sure: str = "80%") -> None:
    """Choose an answer and how sure, by what is read."""
    page.locator(".vote-options label").filter(has_text=answer).click()
    page.locator(".vote-steps label").filter(has_text=sure).click()


def send(page: Page) -> None:
    """Send it, and wait until it is stored."""
    page.get_by_role("button", name="Send my vote").click()
    expect(page.locator(".vote-said")).to_contain_text("Your vote is stored.")


def test_a_class_votes_from_the_question_to_the_answer(server: VoteServer, student: Page, teacher: Page) -> None:
    """The teacher works it by keys alone, and the student's page follows by itself, with their own answer in it."""
    student.goto(server.address)
    expect(student.locator("h1")).to_be_visible()
    teach(teacher, server)
    assert teacher.url == f"{server.address}/teach"
    teacher.locator("#vote-key").select_option(SOFA)
    teacher.keyboard.press("Tab")
    teacher.keyboard.press("Enter")
    expect(teacher.get_by_role("button", name="Open the vote")).to_be_focused()
    teacher.keyboard.press("Enter")
    expect(student.get_by_text("I carried a sofa upstairs.")).to_be_visible()
    fill_in(student, "Home")
    send(student)
    expect(teacher.locator(".vote-counted")).to_have_text("1 vote")
    expect(teacher.get_by_role("button", name="Close the vote")).to_be_focused()
    teacher.keyboard.press("ArrowRight")
    expect(student.locator("[data-own]")).to_have_text("Your answer: Home, 80% sure.")
    expect(teacher.get_by_role("button", name="Vote again")).to_be_focused()  # a key before it is there would be lost
    teacher.keyboard.press("PageDown")
    expect(student.get_by_text("Your first answer stands here.")).to_be_visible()
    expect(student.get_by_role("radio", name="Home")).to_be_checked()
    expect(teacher.locator(".vote-counted")).to_have_text("0 of 1 again")
    fill_in(student, "Now", "60%")
    send(student)
    expect(teacher.locator(".vote-counted")).to_have_text("1 of 1 again")
    teacher.keyboard.press("ArrowRight")
    for page in (student, teacher):
        expect(page.locator(".vote-answer")).to_contain_text("Now")
        expect(page.get_by_text("It points to: cauda equina syndrome.")).to_be_visible()
    expect(student.locator("tr", has=student.locator(".vote-yours:visible")).locator("th")).to_contain_text("Now")
    expect(teacher.locator(".vote-yours:visible")).to_have_count(0)


def test_stored_is_said_only_when_it_is(server: VoteServer, student: Page) -> None:
    """Without a connection the page says that it is not stored yet, tries again, and then says that it is."""
    server.begin(MOVE)
    student.goto(server.address)
    student.route("**/ballot?*", lambda route: route.abort())
    student.get_by_role("button", name="Send my vote").click()
    expect(student.locator(".vote-said")).to_have_text("Choose an answer and how sure you are; then send.")
    fill_in(student, "kept moving")
    student.get_by_role("button", name="Send my vote").click()
    expect(student.locator(".vote-said")).to_contain_text("Not stored yet")
    assert server.state()["counted"] == "0 votes"
    student.unroute("**/ballot?*")
    expect(student.locator(".vote-said")).to_contain_text("Your vote is stored.")
    assert server.state()["counted"] == "1 vote"
    student.locator(".vote-steps label").filter(has_text="100%").click()
    expect(student.locator(".vote-said")).to_have_text("Changed, but not sent yet.")
    student.reload()
    expect(student.locator(".vote-steps input[value='80']")).to_be_checked()
    expect(student.locator(".vote-said")).to_contain_text("Your vote is stored.")


def test_a_vote_that_comes_too_late_is_told_so(server: VoteServer, student: Page) -> None:
    """Where the round was closed while it was on its way, nobody is left to believe that it counts."""
    server.begin(MOVE)
    student.goto(server.address)
    fill_in(student, "rested")

    def late(route: Route) -> None:
        server.move("open", "discuss")
        route.continue_()

    student.route("**/now?*", lambda route: route.abort())  # the page has not heard of it yet
    student.route("**/ballot?*", late)
    student.get_by_role("button", name="Send my vote").click()
    expect(student.locator(".vote-said")).to_have_text("This round is closed: no more votes are taken.")


def test_pages_come_back_by_themselves_after_the_server_was_killed(opened: Opener, tmp_path: Path) -> None:
    """What is on the student's page stays, is sent until it is stored, and the page hears of what comes next."""
    page = opened(**PHONE)
    with voting(tmp_path) as first:
        first.begin(SPASM)
        page.goto(first.address)
        page.locator("[name=answer]").fill("20")
        page.locator(".vote-steps label").first.click()
        first.process.kill()
        first.process.wait()
        page.get_by_role("button", name="Send my vote").click()
        expect(page.locator(".vote-said")).to_contain_text("Not stored yet")
        with voting(tmp_path, first.port) as second:
            expect(page.locator(".vote-said")).to_contain_text("Your vote is stored.")
            assert second.state()["counted"] == "1 vote"
            second.move("open", "discuss")
            expect(page.locator("[data-own]")).to_have_text("Your answer: 20 of 100, 25% sure.")


def test_a_page_without_a_socket_asks(server: VoteServer, student: Page) -> None:
    """Where something between page and server lets no socket through, the page follows all the same."""
    student.add_init_script(
        "window.WebSocket = class extends EventTarget { constructor() { super();"
        " setTimeout(() => this.dispatchEvent(new Event('close'))); } close() {} }"
    )
    server.begin(MOVE)
    student.goto(server.address)
    expect(student.locator(".vote-form")).to_be_visible()
    server.move("open", "discuss")
    expect(student.get_by_text("The vote is closed.")).to_be_visible()


def test_a_lesson_leads_to_the_vote_until_one_has_voted(server: VoteServer, student: Page) -> None:
    """Its banner comes by itself, leads to the vote in another tab, and goes once a ballot is stored or too late."""
    student.goto(server.address.replace("/vote", "/lesson.html"))
    banner = student.locator(".bl-vote")
    expect(banner).to_have_count(1)
    server.begin(MOVE)
    expect(banner).to_contain_text("Your class votes now.")
    with student.expect_popup() as popup:
        banner.get_by_role("link", name="Answer").click()
    fill_in(popup.value, "kept moving")
    send(popup.value)
    expect(banner).to_be_hidden()
    server.move("open", "discuss")
    server.move("discuss", "again")
    expect(banner).to_be_visible()
    assert violations(student) == []
    server.move("again", "revealed")
    expect(banner).to_be_hidden()


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
@pytest.mark.parametrize("key", [SOFA, SPASM, MOVE])
def test_both_pages_are_for_everybody(server: VoteServer, student: Page, teacher: Page, key: str, theme: str) -> None:
    """At each step: nothing against WCAG, nothing wider than the window, and nothing asked of another host."""
    elsewhere: list[str] = []
    problems: list[str] = []
    for page in (student, teacher):
        page.on("request", lambda asked: elsewhere.append(asked.url))
        page.on("console", lambda said: problems.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: problems.append(str(error)))
    vote = server.begin(key)
    student.goto(f"{server.address}?theme={theme}")
    teach(teacher, server, f"&theme={theme}")
    server.vote(1, {SOFA: "urgent", SPASM: 30, MOVE: "rest"}[key])
    for before, to in (("draft", "open"), *STEPS):
        if before != "draft":
            server.move(before, to)
        for page in (student, teacher):
            expect(page.locator(f"#vote-now[data-shown='{vote}.{to}']")).to_have_count(1)
            assert violations(page) == []
            assert not page.evaluate(WIDER)
    assert {urlsplit(each).netloc for each in elsewhere} == {urlsplit(server.address).netloc}
    assert problems == []
