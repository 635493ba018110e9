"""Controls that come with the step that needs them, in every lab that is led by steps."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from person import at, moved

from backlab.labs.chances import ChancesLab
from backlab.labs.clinic import ClinicLab
from backlab.labs.mimic import MimicLab
from backlab.labs.population import PopulationLab
from backlab.labs.prevention import PreventionLab
from backlab.labs.strain import StrainLab
from backlab.labs.year import YearLab

LABS = (ChancesLab, MimicLab, PopulationLab, PreventionLab, StrainLab, YearLab)
led = pytest.mark.parametrize("make", LABS)


def later(lab: Any) -> set[str]:
    """The controls that are not there yet."""
    return set(lab.told["later"])


@led
def test_each_step_adds_controls_and_none_goes(make: Callable[[], Any]) -> None:
    """At first some are missing, each comes with a step, going back takes none away, and in the end all are there."""
    lab = make()
    missing = later(lab)
    assert missing
    for step in lab.stage_steps():
        moved(lab, step=step.name)
        assert later(lab) == missing - {*step.adds}
        missing = later(lab)
    assert not missing
    moved(lab, step=lab.stage_steps()[0].name)
    assert not later(lab)


@led
def test_what_comes_stands_below_what_is_there(make: Callable[[], Any]) -> None:
    """So nothing that one has in hand moves when a control comes."""
    lab = make()
    shown = [field["id"] for field in lab.fields if field["id"] in lab.stage["first"]]
    steps = [next((n for n, step in enumerate(lab.stage_steps()) if name in step.adds), 0) for name in shown]
    assert steps == sorted(steps)


@led
def test_each_control_that_comes_is_one_of_the_lab_and_comes_once(make: Callable[[], Any]) -> None:
    """A misspelt control would never come."""
    lab = make()
    names = [name for step in lab.stage_steps() for name in step.adds]
    assert len(names) == len({*names})
    assert {*names} <= {field["id"] for field in lab.fields}


def test_a_link_that_sets_the_stage_shows_all_controls() -> None:
    """Whoever is sent a state can go on from it with everything; a link to a step alone shows what that step has."""
    assert not later(at("year.week=26", YearLab))
    assert later(at("year.step=lasted", YearLab)) == {"added", "keeps"}


def test_a_control_that_code_moves_is_there() -> None:
    """What a notebook's cell has changed can be seen and changed back."""
    lab = YearLab()
    lab.set(keeps="exercise-education")
    assert "keeps" not in later(lab)


def test_what_is_only_tried_brings_nothing() -> None:
    """A cell that tries something leaves the lab as it was."""
    lab = YearLab()
    before = later(lab)
    lab.tried(keeps="exercise-education")
    assert later(lab) == before


def test_what_was_tried_stays_untried_when_a_person_moves_on() -> None:
    """A control that code has only tried comes no sooner than its step, also once something else brings it a value."""
    tried, other = StrainLab(), StrainLab()
    tried.tried(put=["ice"])
    for lab in (tried, other):
        lab.hear({"kind": "moved", "turn": 1, "values": {"plan": "article"}})
    assert tried.state == other.state


def test_in_the_clinic_one_listens_first() -> None:
    """What one decides with comes with the step that decides, or with the first door that is tapped."""
    assert later(ClinicLab()) == {"cause", "confidence", "actions", "look"}
    for change in ({"step": "door"}, {"level": "urgent"}):
        lab = ClinicLab()
        moved(lab, **change)
        assert not later(lab)
