"""The advice for every example patient, and what the course says to every answer, word by word as it was approved.

The same warnings stand on every face of an advice.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import approve
import pytest
from approve import left_over
from approved import ADVICE, CASES, GOLDENS, SETS, approved_texts, difference, example, handout_of, html_of, squeezed

MADE = approved_texts()
# What each section of the advice is called; on the sheet these stand whole.
WARNING = ("level", "why", "withheld", "watch")
HOW_TO = "If the change was meant, run `python tests/approve.py` and read the difference before you commit it."
EVERY = pytest.mark.parametrize(
    ("case", "lens"), [pytest.param(case, lens, id=f"{case}-{lens}") for case in CASES for lens in SETS["en"]]
)


@pytest.mark.parametrize("name", MADE)
def test_the_words_are_those_that_were_approved(name: str) -> None:
    """Not a word of an advice or of the course changes without somebody having read it."""
    changed = difference(GOLDENS / name, MADE[name]())
    assert not changed, f"{name} is not the text that was approved. {HOW_TO}\n{changed}"


def test_no_approved_file_is_left_over() -> None:
    """No file is left of a patient, a lesson or a lens that there is not any more."""
    assert left_over(MADE) == []


def test_a_changed_word_shows_as_a_difference() -> None:
    """The message of a failure points at the line that has changed, before and after."""
    path = GOLDENS / ADVICE / "en" / "saddle.today.txt"
    changed = difference(path, path.read_text("utf-8").replace("squeezed; hours", "squeezed; days"))
    assert (
        "\n-- Emergency: The nerves that serve both legs, the bladder and the bowel may be squeezed; hours" in changed
    )
    assert "\n+- Emergency: The nerves that serve both legs, the bladder and the bowel may be squeezed; days" in changed


@pytest.fixture
def copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of its own with two approved texts, so that no test ever writes the real ones."""
    few = {"advice/one.txt": lambda: "one\n", "course/two.txt": lambda: "two\n"}
    monkeypatch.setattr(approve, "approved_texts", lambda: few)
    for name in few:
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text("not what was approved\n", "utf-8")
    return tmp_path


def test_texts_are_never_approved_in_ci(copied: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nobody reads the difference, the command that writes the files refuses, and writes none."""
    monkeypatch.setenv("CI", "true")
    assert approve.main(copied) == 1
    assert (copied / "advice" / "one.txt").read_text("utf-8") == "not what was approved\n"


def test_the_command_writes_what_has_changed_and_nothing_else(
    copied: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It names each file that it writes or deletes, and leaves those alone that were written by hand."""
    monkeypatch.delenv("CI", raising=False)
    same, changed, gone, by_hand = (
        copied / name for name in ("advice/one.txt", "course/two.txt", "course/three.txt", "right_answers.toml")
    )
    same.write_text("one\n", "utf-8")
    gone.write_text("three\n", "utf-8")
    by_hand.write_text("by hand\n", "utf-8")
    assert approve.main(copied) == 0
    assert capsys.readouterr().out == "written: course/two.txt\ndeleted: course/three.txt\n"
    assert (changed.read_text("utf-8"), gone.exists(), by_hand.read_text("utf-8")) == ("two\n", False, "by hand\n")


@EVERY
def test_the_notebook_says_every_sentence_of_the_approved_text(case: str, lens: str) -> None:
    """Nothing that a terminal says is missing in the HTML."""
    html = html_of(example(case, lens)).lower()
    missing = [
        line
        for section in example(case, lens).sections()
        for line in said(section)
        if squeezed(line).lower().rstrip(":") not in html
    ]
    assert missing == []


@EVERY
def test_the_sheet_warns_as_the_page_does(case: str, lens: str) -> None:
    """On paper stands every sentence about the level, its reasons, what is held back, and what to watch for."""
    advice = example(case, lens)
    sheet = handout_of(advice)
    warnings = [section for section in advice.sections() if section.id in WARNING]
    assert [section.id for section in warnings] == list(WARNING)
    missing = [line for section in warnings for line in told(section) if squeezed(line).rstrip(".") not in sheet]
    assert missing == []


def said(section: Any) -> list[str]:
    """Each text of a section, and each line below it."""
    return [text for block in section.blocks for text in (*_texts(block), *getattr(block, "lines", ()))]


def told(section: Any) -> list[str]:
    """What of a section goes onto paper: its texts, and the lines of what is held back or watched for."""
    with_lines = section.id in ("withheld", "watch")
    return [
        text
        for block in section.blocks
        for text in (*_texts(block), *(getattr(block, "lines", ()) if with_lines else ()))
    ]


def _texts(block: object) -> list[str]:
    return [text] if (text := getattr(block, "text", "")) else []
