"""The style sheet of one lab says nothing of another: all of them are there at once, wherever a lab is drawn."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

import backlab.kit

# What all labs share, and how an advice looks in any of them; each other sheet is that of a kind of lab.
SHARED = {"tokens", "lab", "stage", "guess", "hands", "notice", "votes", "walkers", "advice"}
SHEETS = {path.stem: path.read_text("utf-8") for path in Path(backlab.kit.__file__).parent.glob("*.css")}
RULE = re.compile(r"(?<=[{};])\s*([^{};@]*[^{};@\s])\s*\{")
STEP_OF_MOTION = re.compile(r"from|to|\d+%")


def selectors(sheet: str) -> Iterator[str]:
    """Each selector of a sheet, with no comma but inside its brackets."""
    for group in RULE.findall("}" + re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)):
        depth, one = 0, ""
        for sign in f"{group},":
            depth += (sign in "([") - (sign in ")]")
            if sign == "," and not depth:
                if not STEP_OF_MOTION.fullmatch(one.strip()):
                    yield one.strip()
                one = ""
            else:
                one += sign


def classes(selector: str) -> set[str]:
    """The classes that must be there for it to hold."""
    return set(re.findall(r"\.(bl-[\w-]+)", re.sub(r":not\([^()]*\)", "", selector)))


def strangers(sheets: Mapping[str, str]) -> list[str]:
    """What the sheet of a lab says with no class that is its own: it would hold in other labs, too."""
    where = defaultdict(set)
    for name, sheet in sheets.items():
        for selector in selectors(sheet):
            for each in classes(selector):
                where[each].add(name)
    return [
        f"{name}.css: {selector}"
        for name, sheet in sheets.items()
        if name not in SHARED
        for selector in selectors(sheet)
        if not any(each.startswith("bl-look-") or where[each] == {name} for each in classes(selector))
    ]


def test_what_the_style_sheet_of_a_lab_says_holds_in_that_lab_alone() -> None:
    """Each of its rules names a class of its own, or the look of its lab."""
    assert strangers(SHEETS) == []


@pytest.mark.parametrize(
    ("name", "rule"),
    [
        ("practice", ".bl-boxes { display: flex; }"),  # of the kit
        (
            "clinic",
            "@media screen { .bl-lab .bl-ask > b { color: red; } }",
        ),  # of the choice, which then has it no more for itself
        ("heard", ".bl-heard, .bl-stage [data-field='again'] { display: none; }"),  # a control may be called alike
    ],
)
def test_a_rule_that_would_hold_in_another_lab_is_found(name: str, rule: str) -> None:
    """Whether it names what the kit has, what another lab has, or no class at all."""
    found = strangers({**SHEETS, name: SHEETS[name] + rule})
    assert any(each.startswith(f"{name}.css: ") for each in found)
