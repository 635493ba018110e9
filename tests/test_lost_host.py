"""Whoever answered a page is lost: every lab of every notebook goes on elsewhere as if nothing had been."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest

from backlab.hosts.room import Room, code_cells
from backlab.kit.contract import Field
from backlab.kit.lab import Lab
from backlab.labs import LABS
from backlab.labs.odds import OddsLab
from backlab.labs.population import PopulationLab

NOTEBOOKS = {path.stem: path for path in (Path(__file__).parents[1] / "notebooks").glob("*.ipynb")}
MOVES = 15
NO_LABS = {"Sources"}  # it only shows HTML
NONSENSE = (
    "",
    "nonsense",
    "[]",
    "[" * 100_000,
    '{"given": 1, "asked": [], "guessed": 7, "put": 1, "twins": {"sofa": []}}',
)
ELSEWHERE = {"GlossaryLab", "ModelLab", "PictureLab"}  # of which notebooks of a teacher's own may have one


def room(name: str, query: str = "") -> Room:
    """The labs of a notebook, made anew."""
    return Room(code_cells(json.loads(NOTEBOOKS[name].read_text("utf-8"))), query=query, folder=NOTEBOOKS[name].parent)


def value(field: Field, rng: Random) -> Any:
    """Something that a person can enter; None where it is no control."""
    match field["kind"]:
        case "slider":
            return rng.randint(field["low"], field["high"])
        case "people" | "entry":
            return rng.randint(0, 99)
        case "line":
            return [rng.randint(field["low"], field["high"]) for _ in field["xs"]]
        case "menu" | "radio" | "spot":
            return rng.choice(field["choices"])["name"]
        case "steps":
            return rng.choice(field["steps"])["name"]
        case "boxes" | "places":
            return [each["name"] for each in field["choices"] if rng.random() < 0.2]
        case "checks":
            return {"yes": [each["name"] for each in field["choices"] if rng.random() < 0.1], "none": False, "no": []}
    return None


def requests(lab: Lab, rng: Random) -> Iterator[Any]:
    """What a person asks of a lab that cannot stop trying things."""
    buttons = lab._buttons()
    moves = [field for field in lab.fields if value(field, Random(0)) is not None]
    for _ in range(MOVES):
        if moves and (not buttons or rng.random() < 0.6):
            field = rng.choice(moves)
            yield {"kind": "moved", "values": {field["id"]: value(field, rng)}}
        elif buttons:
            yield {"kind": "pressed", "button": rng.choice(buttons), "values": lab.values}


def play(labs: list[Lab], seed: int, turn: int) -> None:
    """Do the same in all labs of a room for the same seed."""
    for number, lab in enumerate(labs):
        for request in requests(lab, Random(f"{seed} {number}")):
            lab.hear({**request, "turn": turn})


def seen(lab: Lab) -> dict[str, Any]:
    """All that a lab shows, but what it announces: that speaks of what has changed."""
    return {**lab.state, "said": "", "query": lab.state["query"]}


def hand_over(before: Room, name: str) -> Room:
    """A page of one room is answered by another, as its script sees to it."""
    states = [lab.state for lab in before.labs]
    after = room(name, "&".join(state["query"] for state in states if state["query"] and not state["problem"]))
    for lab, state in zip(after.labs, states, strict=True):
        held = {"values": state["values"], "done": state["told"]["done"], "beside": state["beside"]}
        lab.hear(json.loads(json.dumps({"kind": "held", "turn": 1, **held})))
    return after


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_every_lab_goes_on_where_it_was(name: str) -> None:
    """It shows all that it showed, and whatever is done next has the same answer."""
    before = room(name)
    play(before.labs, 1, 1)
    after = hand_over(before, name)
    for old, new in zip(before.labs, after.labs, strict=True):
        assert seen(new) == seen(old), old.key
    play(before.labs, 2, 2)
    play(after.labs, 2, 2)
    for old, new in zip(before.labs, after.labs, strict=True):
        assert seen(new) == seen(old), old.key


def test_every_lab_is_in_some_notebook() -> None:
    """So that the test above leaves none out."""
    shown = {type(lab).__name__ for name in NOTEBOOKS for lab in room(name).labs}
    assert {*LABS} - shown <= NO_LABS | ELSEWHERE


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_what_no_lab_has_said_is_nothing(name: str) -> None:
    """A page that hands back nonsense has its labs as its values say."""
    for lab in room(name).labs:
        values = lab.values
        for beside in NONSENSE:
            lab.hear({"kind": "held", "turn": 1, "values": values, "done": {}, "beside": beside})
            assert not lab.problem
            assert lab.values == values


def test_an_earlier_guess_is_known_elsewhere() -> None:
    """Two questions are guessed at; elsewhere the first is not asked anew."""
    one, other = OddsLab(), OddsLab()
    for finding in ("age", "days"):
        one.hear({"kind": "moved", "turn": 1, "values": {"finding": finding}})
        choices = next(field for field in one.fields if field["id"] == "guess")["choices"]  # type: ignore[typeddict-item]
        one.hear({"kind": "moved", "turn": 1, "values": {"guess": choices[1]["name"]}})
    other.hear({"kind": "held", "turn": 1, "values": one.values, "done": {}, "beside": one.state["beside"]})
    for lab in (one, other):
        lab.hear({"kind": "moved", "turn": 2, "values": {"finding": "age"}})
    assert one.values["guess"]
    assert other.values == one.values


def test_another_clinic_is_the_same_elsewhere() -> None:
    """The patients who came are those who are there."""
    one, other = PopulationLab(), PopulationLab()
    assert other.clinic == one.clinic
    one.hear({"kind": "pressed", "turn": 1, "button": "another", "values": one.values})
    assert other.clinic != one.clinic
    other.hear({"kind": "held", "turn": 1, "values": one.values, "done": {}, "beside": one.state["beside"]})
    assert other.clinic == one.clinic
