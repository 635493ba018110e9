"""What treatments do: each cell is whole, has its source, says which way is good, and is what the evidence says."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from backlab.knowledge import effect_kinds as kinds
from backlab.knowledge.effect_kinds import GRADES, NOBODY_KNOWS, Cell, Situation, Slot
from backlab.knowledge.effect_sources import EFFECT_SOURCES
from backlab.knowledge.effects import (
    ALIAS,
    BASELINE,
    BY_ID,
    CELLS,
    CONFLICTS,
    NO_COLUMN,
    NOT_OFFERED,
    WANTED,
    cells_of,
    conflict_in,
)
from backlab.knowledge.sources import SOURCES
from backlab.knowledge.treatments import TREATMENTS
from backlab.model import Direction, Lens

EACH = pytest.mark.parametrize("cell", CELLS, ids=lambda cell: cell.id)
SLOTS = {
    "better_1_2_weeks": "soon",
    "better_6_weeks": "later",
    "pain_0_100": "pain",
    "function": "doing",
    "work_days": "work",
    "side_effects": "side",
    "serious_harm": "harm",
    "new_episode": "again",
    "effort": "effort",
}
SITUATIONS = {"acute": "acute", "chronic": "lasting", "sciatica": "leg", "prevention": "prevention"}


@pytest.fixture(scope="module")
def rows() -> dict[str, dict[str, Any]]:
    """The rows of the effects file by the id of our cell, where the file lies beside the checkout."""
    found = (Path(__file__).parents[up] / "shared" / "effects.jsonl" for up in (2, 3))
    path = next((path for path in found if path.is_file()), None)
    if path is None:
        pytest.skip("no effects file beside the checkout to compare with")
    rows = (json.loads(line) for line in path.read_text("utf-8").splitlines() if line)
    return {named(row): row for row in rows if row["outcome"] in SLOTS}


def named(row: dict[str, Any]) -> str:
    """The id of our cell for a row of the effects file."""
    tag = row["id"].partition(row["outcome"])[2]
    return f"{SITUATIONS[row['situation']]}-{row['treatment']}-{SLOTS[row['outcome']]}{tag}"


def test_no_two_cells_share_an_id() -> None:
    """As many cells can be looked up as are written down."""
    assert len(BY_ID) == len(CELLS)


@EACH
def test_every_cell_rests_on_a_source(cell: Cell) -> None:
    """A cell names a source that can be looked up."""
    assert cell.source in SOURCES


@EACH
def test_a_difference_is_with_less_without(cell: Cell) -> None:
    """What is shown as a difference is the difference of what is shown, or is said to be adjusted by its source."""
    if cell.with_ is not None and cell.without is not None and cell.difference is not None:
        adjusted = cell.id in ADJUSTED
        assert adjusted is (abs(cell.with_ - cell.without - cell.difference) > ROUNDING)


ROUNDING = 0.11
# Printed by the source as an adjusted difference, so that it is not that of the two numbers beside it.
ADJUSTED = {"acute-rest-pain-two-days", "leg-disc_surgery-doing"}


@EACH
def test_an_interval_holds_its_number(cell: Cell) -> None:
    """The interval lies about the difference, or about the number itself where there is no difference."""
    assert (cell.low is None) is (cell.high is None)
    if cell.low is not None and cell.high is not None:
        about = cell.difference if cell.difference is not None else cell.with_
        assert about is not None
        assert cell.low <= about <= cell.high


@EACH
def test_which_way_is_good_is_known_wherever_there_is_a_number(cell: Cell) -> None:
    """A number has a yardstick that says whether more or less of it is better; harm is never good."""
    assert cell.yardstick.good in ((-1, 1) if cell.has_figure else (-1, 0, 1))
    if cell.slot.is_harm and cell.has_figure:
        assert cell.yardstick.good == -1


@EACH
def test_people_are_counted_of_a_hundred_or_of_a_round_number(cell: Cell) -> None:
    """Whatever counts people says of how many, and nothing else does."""
    values = [value for value in (cell.with_, cell.without, cell.difference) if value is not None]
    if values and cell.yardstick.kind == "people":
        assert cell.of in (100, 1000, 10000)
        assert all(abs(value) <= cell.of for value in values)
    else:
        assert cell.of is None or not cell.known


@EACH
def test_a_cell_says_something(cell: Cell) -> None:
    """A number, or words, or that nobody knows; a number has a time, and a working its arithmetic."""
    assert cell.certainty in GRADES
    assert cell.has_figure or cell.note or not cell.known
    assert not (cell.certainty == NOBODY_KNOWS and (cell.with_ is not None or cell.difference is not None))
    assert cell.how is None or cell.how.arithmetic or cell.how.kind == kinds.SCALED


@EACH
def test_a_treatment_of_a_cell_is_a_column_of_the_plan(cell: Cell) -> None:
    """Every cell belongs to a treatment of which the plan knows for whom it is safe."""
    assert cell.treatment in TREATMENTS
    assert cell.treatment not in NO_COLUMN


def test_every_treatment_is_a_column_or_says_why_not() -> None:
    """A treatment of the plan has cells of its own or of the medicine that it is, or a reason why it is no column."""
    columns = {cell.treatment for cell in CELLS}
    assert {id for id in TREATMENTS if ALIAS.get(id, id) not in columns} == set(NO_COLUMN)
    assert not set(NOT_OFFERED) & set(TREATMENTS)


def test_what_is_no_column_is_never_offered_through_a_lens() -> None:
    """The tablets for pain down the leg are advised through neither lens."""
    treatment = TREATMENTS["sciatica_drugs"]
    assert Direction.FOR not in {treatment.view(lens).direction for lens in Lens}


def test_waiting_has_an_own_cell_in_every_situation() -> None:
    """What happens without a treatment is known in each situation."""
    assert {cell.situation for cell in CELLS if cell.treatment == BASELINE} == set(Situation)


def test_figures_that_conflict_have_a_second_row() -> None:
    """A conflict names a slot in which more than one figure stands, and can be found by it."""
    for conflict in CONFLICTS:
        assert len(cells_of(conflict.situation, conflict.treatment, conflict.slot)) > 1, conflict
        assert conflict_in(conflict.situation, conflict.treatment, conflict.slot) is conflict


def test_the_cell_without_a_tag_is_shown() -> None:
    """What stands first in a slot is its main row."""
    for situation in Situation:
        for treatment in TREATMENTS:
            for slot in Slot:
                assert [cell.tag for cell in cells_of(situation, treatment, slot)[:1]] in ([], [""])


def test_what_people_want_lies_in_its_range() -> None:
    """The wish and the middle half of people stand together, with their source."""
    assert all(w.low <= w.value <= w.high and w.source in SOURCES for w in WANTED)


def test_each_cell_is_what_the_evidence_says(rows: dict[str, dict[str, Any]]) -> None:
    """Every number, its people, certainty and source are those of the row."""
    for cell in CELLS:
        row = rows[cell.id]
        ours = (cell.with_, cell.without, cell.difference, cell.low, cell.high, cell.people, cell.source)
        theirs = tuple(row[key] for key in ("with", "without", "difference", "low", "high", "n", "source_id"))
        assert ours == theirs, cell.id
        assert (cell.of, cell.certainty) == (row["per"], row["certainty"]), cell.id
        assert (cell.how is None) is (not row["derived"]), cell.id


def test_no_number_of_a_note_is_invented(rows: dict[str, dict[str, Any]]) -> None:
    """What stands beside a cell holds no number but those of its row."""
    said = {cell.id: numbers("; ".join(map(str, rows[cell.id].values()))) for cell in CELLS}
    extra = {cell.id: more for cell in CELLS if (more := numbers(cell.note) - said[cell.id])}
    assert extra == IN_NOTES


def test_no_cell_of_a_column_is_missing(rows: dict[str, dict[str, Any]]) -> None:
    """Whatever the evidence has of a treatment of the plan is here, but for what it did not find."""
    columns = {cell.treatment for cell in CELLS}
    found = {id for id, row in rows.items() if row["treatment"] in columns and row["certainty"] != "not found"}
    assert found == set(BY_ID)


def test_no_number_of_a_source_is_invented(rows: dict[str, dict[str, Any]]) -> None:
    """What a source of the effects says holds no number that the evidence does not."""
    folder = next(path for up in (2, 3) if (path := Path(__file__).parents[up] / "shared").is_dir())
    lines = (folder / "evidence-effects.jsonl").read_text("utf-8").splitlines()
    evidence = {row["id"]: row for row in map(json.loads, filter(None, lines))}
    told = {id: numbers(f"{row['fact']} {row['value']} {row['confidence']}") for id, row in evidence.items()}
    extra = {s.id: more for s in EFFECT_SOURCES if (more := numbers(f"{s.fact} {s.figures}") - told[s.id])}
    assert extra == IN_SOURCES
    assert {s.id for s in EFFECT_SOURCES if s.verified is not evidence[s.id]["verified"]} == set()


# Of 100 in the row, of 10,000 here; and what the source says beside the row.
IN_NOTES = {"leg-disc_surgery-harm": {"230", "10000", "30"}}
# Said of the same trial in another row, or the scale that its abbreviation stands for.
IN_SOURCES = {"vandergaag-2020-sof": {"100"}, "cherkin-2016-cbt-pain": {"7"}, "haake-2007-gerac-6wk": {"12"}}


def numbers(text: str) -> set[str]:
    """Every number in a text, "10 000" and "10,000" alike, without its sign."""
    return set(re.findall(r"\d+(?:\.\d+)?", re.sub(r"(?<=\d)[ ,](?=\d{3}\b)", "", text)))
