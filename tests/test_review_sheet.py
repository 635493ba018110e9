"""The sheet for reviewers shows every row in plain words, each with a place to sign and to object."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from html import unescape
from itertools import combinations
from pathlib import Path

import pytest

from backlab.knowledge import findings as f
from backlab.knowledge.rules import RULES
from backlab.knowledge.sources import SOURCES
from backlab.knowledge.treatments import TREATMENTS
from backlab.language import gettext, speaking
from backlab.model import Atom, Expression, Rule, at_least
from backlab.reviews import row_names, state
from backlab.safety import __main__ as command
from backlab.safety.sheet import counted, sheet
from backlab.version import VERSION

LANGUAGES = ("en", "es")


@cache
def made(code: str) -> str:
    """The sheet in a language."""
    with speaking(code):
        return sheet(date(2026, 1, 1))


def rows(page: str) -> dict[str, str]:
    """Each row of the sheet by its name."""
    bodies = re.findall(r"<tbody>.*?</tbody>", page, re.DOTALL)
    return {re.findall(r"<code>(.*?)</code>", body)[0]: body for body in bodies}


def words(markup: str) -> str:
    """What is read, without tags."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", markup)).split())


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_row_is_there_with_its_place_to_sign(code: str) -> None:
    """Two boxes, and lines for name, role, date and reason, in each row and once for the whole."""
    shown = rows(made(code))
    assert set(shown) == set(row_names())
    assert {body.count("class='box'") for body in shown.values()} == {2}
    assert {body.count("class='line'") for body in shown.values()} == {4}
    with speaking(code):
        named = [gettext(word) for word in ("Signed", "Objected", "Name", "Role", "Date", "Reason")]
    assert all(word in words(body) for body in shown.values() for word in named)


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.id)
def test_a_rule_shows_its_findings_its_reason_and_who_demands_it(rule: Rule) -> None:
    """Every finding that it names, why, and the demand of a source stand in its row."""
    row = rows(made("en"))[f"rule:{rule.id}"]
    said = words(row).lower()
    assert rule.because.lower() in said
    assert all(atom.label.lower() in said for atom in rule.when.atoms)
    assert "<li>" in row.rpartition("<td><ul>")[2]


def test_every_caution_of_every_treatment_is_told() -> None:
    """What speaks against a treatment stands in a row, with its reason."""
    said = words(made("en")).lower()
    for treatment in TREATMENTS.values():
        assert treatment.label.lower() in said
        assert all(c.because.lower().rstrip(".") in said for c in treatment.contraindications)
        assert all(dose.amount.lower() in said for dose in treatment.doses)


def test_it_says_which_state_it_is_of_and_that_nobody_reviewed_it() -> None:
    """Version, state and day stand on it, since a signature counts for these alone."""
    said = words(made("en"))
    assert f"Version {VERSION} State {state()} Made on 2026-01-01" in said
    assert "No clinician has reviewed it." in said


def test_what_nobody_has_read_is_marked() -> None:
    """A number that leads to a source that nobody read says so, and so does the list."""
    page = made("en")
    assert " not verified]" in page
    assert any(not source.verified and source.link in page for source in SOURCES.values() if source.link)


def said_by(when: Expression) -> set[frozenset[Atom]]:
    """The clauses that a condition has when its families are written out again."""
    families, others = counted(when)
    spelt = {family.fixed | {*chosen} for family in families for chosen in combinations(family.pool, family.least)}
    return spelt | {*others.clauses}


CONDITIONS = [
    at_least(2, f.fever, f.nausea, f.vomiting),
    f.ulcer & at_least(2, f.fever, f.nausea, f.vomiting) | f.asthma,
    (f.fever | f.nausea) & (f.ulcer | f.asthma),
    *(rule.when for rule in RULES.values()),
]


@pytest.mark.parametrize("when", CONDITIONS, ids=range(len(CONDITIONS)))
def test_so_many_of_these_says_what_the_condition_says(when: Expression) -> None:
    """Reading a condition as "two of these three" adds nothing to it and takes nothing away."""
    assert said_by(when) == {*when.clauses}


def test_so_many_of_these_is_recognised() -> None:
    """Two of three is told as such, and not as three pairs."""
    families, others = counted(at_least(2, f.fever, f.nausea, f.vomiting))
    assert [family.least for family in families] == [2]
    assert others.clauses == ()
    assert counted((f.fever | f.nausea) & (f.ulcer | f.asthma))[0] == []


def test_it_needs_no_other_file_and_no_script() -> None:
    """It can be sent by mail: no script, no style sheet, no picture from elsewhere."""
    page = made("en")
    assert page.startswith("<!doctype html>")
    assert not re.search(r"<(script|link|img|iframe)\b", page)


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_command_writes_it(tmp_path: Path, code: str) -> None:
    """``python -m backlab.safety --sheet OUT.html`` writes it in the language that is asked for."""
    file = tmp_path / "sheet.html"
    assert command.main(["--sheet", str(file), "--language", code]) == 0
    assert f"<html lang='{code}'>" in file.read_text("utf-8")
