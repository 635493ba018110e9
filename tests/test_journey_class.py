"""A teacher and a class on two machines of one network, from the code on the projector to the report."""

from __future__ import annotations

import os
import pty
import re
import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

import pytest
from camera import read_page, read_terminal
from conftest import BROWSERS
from playwright.sync_api import Browser, Locator, Page, expect
from servers import COMMAND, SECONDS
from two_machines import Machine, Refused, joined

PREDICTION = "red_flags.predict"
PHONE = {"viewport": {"width": 390, "height": 844}}
MOST_PRESSES = 8  # from one thing of a plan to the next
FEVER = "A high temperature, or feeling hot and shivery"
FLAGS = (FEVER, "Pain, tingling, weakness or numbness in both legs", "Thin, brittle bones", "Worse at night")


class Class(NamedTuple):
    """What the terminal says, the teacher's page at the projector, and the browser of those who sit in the room."""

    said: str
    teacher: Page
    phones: Browser

    def told(self, what: str) -> str:
        """The address that the terminal gives for it."""
        found = re.search(rf"{what}:? (http://\S+)", self.said)
        assert found, self.said
        return found[1]


@contextmanager
def terminal(machine: Machine, *arguments: str) -> Iterator[str]:
    """``backlab`` in a terminal of this machine, once it serves; what stands there by then."""
    screen, own = pty.openpty()
    command = [*machine.inside, *COMMAND, *arguments]
    process = subprocess.Popen(command, stdin=own, stdout=own, stderr=own, start_new_session=True)
    os.close(own)
    watchdog = threading.Timer(SECONDS, process.kill)
    watchdog.start()
    try:
        said = _until(screen, "Ctrl-C ends it.")
        watchdog.cancel()
        yield said
    finally:
        watchdog.cancel()
        process.terminate()
        process.wait(SECONDS)
        os.close(screen)


def _until(screen: int, sentence: str) -> str:
    shown = b""
    with suppress(OSError):  # it has ended
        while sentence.encode() not in shown:
            shown += os.read(screen, 65_536)
    return shown.decode().replace("\r\n", "\n")


@pytest.fixture(scope="module")
def room(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Class]:
    """A class that is served on one machine, with the teacher's browser there and all others on another machine."""
    folder, path = tmp_path_factory.mktemp("class"), next(filter(None, map(shutil.which, BROWSERS)))
    ours = ("--class", "--votes", "monday", "--votes-in", str(folder / "votes"))
    try:
        with joined() as (desk, seats), terminal(desk, *ours) as said:
            launch = {"chromium_sandbox": False, "args": ["--disable-gpu"], "timeout": SECONDS * 1_000}
            teacher, phones = (
                chromium.browser_type.launch(executable_path=machine.program(folder, path), **launch)
                for machine in (desk, seats)
            )
            expect.set_options(timeout=SECONDS * 1_000)
            yield Class(said, teacher.new_context(viewport={"width": 1280, "height": 800}).new_page(), phones)
            teacher.close()
            phones.close()
    except Refused as refused:
        pytest.skip(f"this system makes no networks: {refused}")


def phone(room: Class) -> Page:
    """A student's phone, which the camera has led to the class."""
    page = room.phones.new_page(**PHONE)
    page.context.set_default_timeout(SECONDS * 1_000)
    page.goto(read_page(room.teacher))
    expect(page.locator("h1")).to_be_visible()
    return page


def test_a_lesson_goes_from_the_code_on_the_projector_to_the_report(room: Class, tmp_path: Path) -> None:
    """As the plans for lesson 2, for votes and for handing in say, with nothing that is not in them."""
    teacher = room.teacher
    assert read_terminal(room.said) == room.told("The class opens")
    teacher.goto(room.told("For the projector"))
    students = [phone(room), phone(room)]
    for student in students:
        assert student.url == room.told("The class opens")
        student.get_by_role("link", name="Red flags").first.click()
    votes(room, students)
    teacher.goto(room.told("For the projector"))
    teacher.get_by_role("link", name="To the lessons").click()
    teacher.get_by_role("link", name="Red flags").first.click()
    one_patient(teacher)
    many_people(teacher)
    for number, student in enumerate(students, 1):
        exercise(student)
        hands_in(student, tmp_path / "handed-in" / f"student-0{number}.json")
    report(teacher, tmp_path / "handed-in")


def votes(room: Class, students: list[Page]) -> None:
    """Minutes 2 to 4, on the phones: each alone, then again after talk; the answer waits for the lab."""
    teacher = room.teacher
    teacher.goto(room.told("For you alone"))
    teacher.locator("#vote-key").select_option(PREDICTION)
    teacher.get_by_role("button", name="Show it").click()
    teacher.get_by_role("button", name="Open the vote").click()
    for student, answer in zip(students, ("About 10", "About 100"), strict=True):
        expect(student.get_by_text("Your class votes now.")).to_be_visible()
        with student.expect_popup() as beside:
            student.get_by_role("link", name="Answer", exact=True).click()
        ballot = beside.value
        ballot.get_by_role("radio", name=answer, exact=True).check()
        ballot.get_by_role("radio", name="80%").check()
        ballot.get_by_role("button", name="Send my vote").click()
        expect(ballot.locator(".vote-said")).to_contain_text("Your vote is stored.")
    expect(teacher.locator(".vote-counted")).to_have_text("2 votes")
    teacher.get_by_role("button", name="Close the vote").click()
    expect(ballot.locator("[data-own]")).to_have_text("Your answer: About 100, 80% sure.")
    teacher.get_by_role("button", name="Show the answer").click()
    expect(ballot.locator(".vote-answer")).to_contain_text("About 800")


def one_patient(teacher: Page) -> None:
    """Minutes 4 to 9: the guess of the class, then steps 1 to 3 on the projector."""
    expect(teacher.locator("html")).to_have_attribute("data-labs", "live")
    teacher.keyboard.press("p")
    expect(teacher.locator("html[data-presenting]")).to_be_visible()
    on_to(teacher, teacher.get_by_role("radio", name="About 100"))
    teacher.get_by_role("radio", name="About 100").check()
    teacher.get_by_role("button", name="This is my guess").click()
    expect(teacher.get_by_text("It turned out differently")).to_be_visible()
    on_to(teacher, step(teacher, 1))
    ask(teacher, "night")
    says(teacher, "Urgent")
    ask(teacher, "saddle")
    says(teacher, "Emergency")
    next_step(teacher, 2)
    says(teacher, "Emergency")
    lab(teacher).get_by_role("button", name="Old; a doctor has looked").first.click()
    says(teacher, "Routine")
    next_step(teacher, 3)
    pain = lab(teacher).locator("[data-field=pain] input[type=range]")
    expect(pain).to_have_value("6")  # the step has brought its patient
    pain.press("End")
    says(teacher, "Routine")
    lab(teacher).get_by_role("button", name="Chest and upper back").click()
    says(teacher, "Emergency")
    expect(lab(teacher).get_by_text("Together: Emergency.")).to_be_visible()
    expect(lab(teacher).get_by_text("Alone: Urgent.")).to_have_count(2)


def many_people(teacher: Page) -> None:
    """Minutes 9 to 14: steps 4 to 6."""
    lab(teacher).locator(".bl-verdict").click()  # an arrow in a slider is the slider's own
    next_step(teacher, 4)
    says(teacher, "804 have a red flag, 9 are seriously ill")
    sort(teacher, "Pain at night")
    says(teacher, "none of them is seriously ill")
    next_step(teacher, 5)
    sort(teacher, "A serious accident")
    next_step(teacher, 6)
    sort(teacher, "Pain, fever and a failing nerve together")
    says(teacher, "without it 55 of 180")
    expect(lab(teacher).get_by_text("63 people with pus")).to_be_visible()


def lab(page: Page) -> Locator:
    """The lab of the lesson."""
    return page.locator(".bl-stage")


def step(page: Page, number: int) -> Locator:
    """A step of it."""
    return lab(page).get_by_text(f"Step {number} of 6")


def on_to(page: Page, wanted: Locator) -> None:
    """Press on, as a presenter does, until this slide is there."""
    for _ in range(MOST_PRESSES):
        if wanted.is_visible():
            return
        page.keyboard.press("ArrowRight")
    expect(wanted).to_be_visible()


def next_step(page: Page, number: int) -> None:
    """Press on once: it is the next step of the lab."""
    page.keyboard.press("ArrowRight")
    expect(step(page, number)).to_be_visible()


def ask(page: Page, place: str) -> None:
    """Tap a place of the body."""
    lab(page).locator(f"[data-tap='where={place}'] circle").first.click()


def sort(page: Page, sign: str) -> None:
    """Sort the people by a sign."""
    lab(page).get_by_label("Sort many people by").select_option(sign)


def says(page: Page, words: str) -> None:
    """Wait for the strip to say it."""
    expect(lab(page).locator(".bl-verdict")).to_contain_text(words)


def exercise(student: Page) -> None:
    """Minutes 14 to 16: a wrong answer, and what is right."""
    box = student.locator(".bl-look-question").filter(has=student.get_by_role("heading", name="Exercise 1", exact=True))
    for ticked, said in (((FEVER,), "Not yet"), (FLAGS, "✓")):
        for each in ticked:
            box.get_by_role("checkbox", name=each).check()
        box.get_by_role("button", name="Check").click()
        expect(box.locator(".bl-feedback")).to_contain_text(said)


def hands_in(student: Page, file: Path) -> None:
    """As the plan for handing in says: two links, the button, and another name."""
    student.get_by_role("link", name="All pages").click()
    student.get_by_role("link", name="Save, print or forget your answers").click()
    with student.expect_download() as saved:
        student.get_by_role("button", name="Save my answers as a file").click()
    assert saved.value.suggested_filename == "backlab-answers.json"
    saved.value.save_as(file)


def report(teacher: Page, folder: Path) -> None:
    """What the teacher has afterwards, in the terminal and as a page."""
    said = subprocess.run([*COMMAND, "grade", str(folder)], check=True, capture_output=True, text=True).stdout
    print(said)
    teacher.goto((folder / "report.html").as_uri())
    expect(teacher.get_by_role("heading", name="What to teach again")).to_be_visible()
