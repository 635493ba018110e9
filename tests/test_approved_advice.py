"""The whole advice for every example patient, word by word as it was approved, and the same warnings on every face."""

from __future__ import annotations

from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
from approve import main
from approved import ADVICE, CASES, SETS, approved_files, difference, example, handout_of, html_of, squeezed, written

APPROVED = [
    pytest.param(path, case, lens, language, id=f"{language}-{case}-{lens}")
    for path, case, lens, language in approved_files()
]
# What each section of the advice is called; on the sheet these stand whole.
WARNING = ("level", "why", "withheld", "watch")
HOW_TO = "If the change was meant, run `python tests/approve.py` and read the difference before you commit it."
EVERY = pytest.mark.parametrize(
    ("case", "lens"), [pytest.param(case, lens, id=f"{case}-{lens}") for case in CASES for lens in SETS["en"]]
)


@pytest.mark.parametrize(("path", "case", "lens", "language"), APPROVED)
def test_the_advice_is_the_one_that_was_approved(path: Path, case: str, lens: str, language: str) -> None:
    """Not a word of an advice changes without somebody having read it."""
    changed = difference(path, written(case, lens, language))
    assert not changed, f"the advice is not the one that was approved. {HOW_TO}\n{changed}"


def test_every_approved_file_belongs_to_a_patient() -> None:
    """No file is left of a patient or a lens that there is not any more."""
    assert set(ADVICE.rglob("*.txt")) == {path for path, *_ in approved_files()}


def test_a_changed_word_shows_as_a_difference() -> None:
    """The message of a failure points at the line that has changed, before and after."""
    path = ADVICE / "en" / "saddle.today.txt"
    changed = difference(path, path.read_text("utf-8").replace("hours\n  count.", "days\n  count."))
    assert "-- Emergency: The nerves that serve both legs" in changed
    assert "squeezed; hours" in changed
    assert "squeezed; days" in changed


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """A copy of the approved files, so that no test ever writes the real ones."""
    return Path(copytree(ADVICE, tmp_path / "advice"))


def test_texts_are_never_approved_in_ci(copied: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nobody reads the difference, the command that writes the files refuses, and writes none."""
    file = copied / "en" / "saddle.today.txt"
    file.write_text("not the advice", "utf-8")
    monkeypatch.setenv("CI", "true")
    assert main(copied) == 1
    assert file.read_text("utf-8") == "not the advice"


def test_the_command_writes_what_has_changed_and_nothing_else(
    copied: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It names each file that it writes or deletes, and leaves the others alone."""
    monkeypatch.delenv("CI", raising=False)
    main(copied)  # whatever is not approved yet is another test's to say
    capsys.readouterr()
    changed, gone = copied / "en" / "saddle.today.txt", copied / "en" / "nobody.today.txt"
    before = changed.read_text("utf-8")
    for file in (changed, gone):
        file.write_text("not the advice", "utf-8")
    assert main(copied) == 0
    assert capsys.readouterr().out.split("\n") == [
        f"written: {changed.relative_to(copied)}",
        f"deleted: {gone.relative_to(copied)}",
        "",
    ]
    assert changed.read_text("utf-8") == before
    assert not gone.exists()


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
