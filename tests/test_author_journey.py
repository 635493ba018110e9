"""A newcomer's first lesson in a browser: begun, written, served, answered, voted on, handed in and graded."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from conftest import Opener
from playwright.sync_api import Page, expect
from servers import running
from test_author_guide import BEGIN, FOLDER, GRADE, LESSON, PLATES, VOTE
from test_author_pictures import png

from backlab.app import main
from backlab.course.answers import from_text
from backlab.course.own_files import read

GUIDE = Path(__file__).parents[1].joinpath("docs", "author.md").read_text("utf-8")
MINE = """title = "Plates that move"

[[questions]]
predict = true
prompt = "How fast does the Atlantic grow wider?"
options = ["As fast as a fingernail grows", "As fast as you walk"]
right = "As fast as a fingernail grows"

[[questions]]
prompt = "By how many centimetres does it grow in 10 years, at 2.5 cm a year?"
right = 25
unit = "cm"

[[questions]]
prompt = "Put into order, the oldest first."
order = ["Rodinia", "Pangaea", "The continents of today"]

[[questions]]
prompt = "Where is new sea floor made?"
picture = "plates.svg"
right = "At the ridge"
"""


class Class(NamedTuple):
    """What is served: the class's address, and the teacher's own."""

    address: str
    teacher: str


@pytest.fixture
def begun(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The guide's first command, then questions of one's own with a picture, and a page without the lab."""
    monkeypatch.chdir(tmp_path)
    assert main(BEGIN) == 0
    folder = tmp_path / FOLDER
    folder.joinpath(f"{LESSON}.toml").write_text(MINE, "utf-8")
    folder.joinpath("plates.svg").write_text(PLATES, "utf-8")
    page = folder / f"{LESSON}.ipynb"
    book = json.loads(page.read_text("utf-8"))
    book["cells"] = [cell for cell in book["cells"] if not any("ModelLab(" in line for line in cell["source"])]
    book["cells"][0]["source"] = ["# Plates that move\n", "\n", "The ground beneath us moves."]
    page.write_text(json.dumps(book), "utf-8")
    return folder


@pytest.fixture
def served(begun: Path) -> Iterator[Class]:
    """The guide's command for a class."""
    with running(*VOTE, "--votes", "monday", "--votes-in", str(begun.parent / "votes")) as server:
        assert server.process.stdout
        said = next(line for line in server.process.stdout if "For you alone" in line)
        found = re.search(r"http://\S+", said)
        assert found
        yield Class(server.address.rstrip("/"), found[0])


def check(page: Page, kind: str) -> None:
    """Press the button of the question with such a control, and see that it is right."""
    lab = page.locator(f".bl-lab:has({kind})")
    lab.locator("[data-press=check]").click()
    expect(lab.locator(".bl-panel").first).to_contain_text(re.compile("Correct|As you predicted"))


def answered(page: Page) -> None:
    """Each question of the lesson, the order by its arrows and the place on its picture."""
    page.get_by_label("As fast as a fingernail grows").check()
    check(page, ".bl-radio:not(.bl-spot)")
    page.locator(".bl-entry input").fill("25")
    check(page, ".bl-entry")
    words = page.locator(".bl-order-words")
    for place, name in enumerate(("Rodinia", "Pangaea")):
        for _ in range(words.all_inner_texts().index(name) - place):
            page.get_by_role("button", name=f"Move up: {name}").click()
        expect(words.nth(place)).to_have_text(name)
    check(page, ".bl-order")
    page.locator(".bl-own-picture [data-place='at-the-ridge'] > rect").click()
    expect(page.get_by_label("At the ridge")).to_be_checked()
    check(page, ".bl-spot")


def test_from_nothing_to_a_graded_lesson(served: Class, begun: Path, opened: Opener, capsys: Any) -> None:
    """What was answered is there to be saved at once, and the file that is handed in gets full marks."""
    page = opened()
    page.goto(f"{served.address}/{LESSON}.html")
    expect(page).to_have_title(re.compile("Plates that move"))
    expect(page.locator("html")).to_have_attribute("data-labs", "live")
    answered(page)
    expect(page.get_by_text("4 of 4 answers kept")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="Save my answers as a file").click()
    handed_in = begun.parent / GRADE[1]
    handed_in.mkdir()
    download.value.save_as(handed_in / "anna.json")
    assert from_text(handed_in.joinpath("anna.json").read_text("utf-8"))[f"{LESSON}.3"].given == ("at-the-ridge",)
    capsys.readouterr()
    assert main(GRADE) == 0
    assert capsys.readouterr().out.splitlines()[1].split() == ["anna", "3", "of", "3", "3", "3"]
    page.context.close()


def test_a_class_votes_on_the_order_and_on_the_place(served: Class, opened: Opener) -> None:
    """The picture stands on both pages, and what is right is shown in the end."""
    teacher, student = opened(), opened()
    teacher.goto(served.teacher)
    student.goto(f"{served.address}/vote")
    for key, answer, pictures in ((f"{LESSON}.2", "Rodinia", 0), (f"{LESSON}.3", "At the ridge", 1)):
        teacher.locator("#vote-key").select_option(key)
        teacher.get_by_role("button", name="Show it").click()
        teacher.get_by_role("button", name="Open the vote").click()
        expect(student.locator(".bl-own-picture")).to_have_count(pictures)
        student.get_by_role("radio", name=answer).check()
        student.get_by_role("radio", name="80%").check()
        student.get_by_role("button", name="Send my vote").click()
        expect(teacher.locator(".vote-counted")).to_have_text("1 vote")
        teacher.get_by_role("button", name="Close the vote").click()
        teacher.get_by_role("button", name="Show the answer").click()
        expect(student.locator(".vote-phases [aria-current]")).to_have_text("The answer")
        expect(student.locator(".is-right", has_text=answer).first).to_be_visible()
    for page in (teacher, student):
        page.context.close()


def test_the_guide_s_question_on_a_picture_is_one(tmp_path: Path) -> None:
    """What stands there in full is what a file understands."""
    (text,) = re.findall(r"```toml\n(.*?)```", GUIDE, re.DOTALL)
    tmp_path.joinpath("sea.toml").write_text(text, "utf-8")
    tmp_path.joinpath("sea_floor.png").write_bytes(png(60, 30))
    (asked,) = read(tmp_path / "sea.toml").questions
    assert [option.label for option in asked.exercise.choices] == [
        "Where two plates move apart",
        "Where one plate goes down",
    ]
