"""A hundred and twenty example patients, labelled from the sources before the rules had seen them.

Where one of them is judged wrongly, the rules are mended and never the label.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from backlab import Advice, Disposition, Presentation, advise
from backlab.knowledge.causes import CAUSES
from backlab.knowledge.sources import SOURCES
from backlab.model import Direction, Lens

PATIENTS: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "patients" / "fresh.toml").read_text(encoding="utf-8")
)["patient"]
DANGERS = [each for each in PATIENTS if each["danger"]]
HARMLESS = [each for each in PATIENTS if not each["danger"]]
NUMBERS_AND_WORDS = ("age", "sex", "pain", "days", "onset", "mobility", "weeks")


def presented(each: dict[str, Any]) -> Presentation:
    """The example patient of an entry."""
    said = {name: each[name] for name in NUMBERS_AND_WORDS if name in each}
    present, absent = (frozenset(each.get(name, ())) for name in ("present", "absent"))
    patient = Presentation(**said, present=present, absent=absent)
    return patient.none_other() if each.get("none_other") else patient


def named(each: dict[str, Any]) -> str:
    """The name of a test."""
    return str(each["id"])


def listed(advice: Advice, cause: str) -> list[str]:
    """The list in which a cause is looked for, as far as one reads."""
    lists = advice.differential
    return [suspect.cause.id for suspect in (lists.must_not_miss if CAUSES[cause].serious else lists.common)][:3]


def test_there_are_as_many_dangers_as_harmless_people() -> None:
    """Sixty of each, each with the rows of the evidence on which its label rests."""
    assert (len(DANGERS), len(HARMLESS), len({each["id"] for each in PATIENTS})) == (60, 60, 120)
    assert [each["id"] for each in PATIENTS if not each["sources"] or not SOURCES.keys() >= {*each["sources"]}] == []


@pytest.mark.parametrize("each", DANGERS, ids=named)
def test_no_danger_is_sent_too_low(each: dict[str, Any]) -> None:
    """Whatever guise it comes in, it gets at least the level below which the sources call it unsafe."""
    assert advise(presented(each)).disposition >= Disposition[each["least"]], each["why"]


@pytest.mark.parametrize("each", [each for each in HARMLESS if "nhs" not in each], ids=named)
def test_nobody_harmless_is_sent_too_high(each: dict[str, Any]) -> None:
    """Old signs, explained signs, strong pain that eases: none of it is more than the sources ask for."""
    assert advise(presented(each)).disposition <= Disposition[each["most"]], each["why"]


@pytest.mark.parametrize("each", [each for each in HARMLESS if "nhs" in each], ids=named)
def test_the_list_of_the_nhs_alone_sends_these(each: dict[str, Any]) -> None:
    """Who is sent higher than the rest of the evidence asks is so for one sign of the list, and for nothing else."""
    sign = each["nhs"]
    present = [name for name in each["present"] if not name.startswith(sign)]
    without = presented({**each, "present": present})
    assert advise(without).disposition <= Disposition[each["most"]], each["why"]
    assert advise(presented(each)).disposition <= Disposition.URGENT


def test_a_wanted_cause_stands_among_the_first_three_of_its_list() -> None:
    """So it is for at least nine of ten causes that the sources point to."""
    wanted = [(each, cause) for each in PATIENTS for cause in each["causes"]]
    found = [cause in listed(advise(presented(each)), cause) for each, cause in wanted]
    assert len(wanted) > 100
    assert sum(found) >= 0.9 * len(found)


@pytest.mark.parametrize("each", [each for each in PATIENTS if each.get("not_given")], ids=named)
def test_no_medicine_is_given_against_guidance(each: dict[str, Any]) -> None:
    """What guidance forbids somebody is not recommended to them today, and no dose of it is shown."""
    for line in advise(presented(each)).plan.recommendations:
        if any(line.treatment.id.startswith(name) for name in each["not_given"]):
            assert line.direction is Direction.AGAINST, line.treatment.id
            assert line.doses == ()


@pytest.mark.parametrize("each", [each for each in PATIENTS if each.get("given")], ids=named)
def test_the_first_choice_is_in_the_plan(each: dict[str, Any]) -> None:
    """What is clearly the first choice is recommended, or waits: for care, or for a question that was not asked."""
    plan = advise(presented(each), Lens.TODAY).plan
    lines = [line.treatment.id for line in plan.recommendations if line.direction is Direction.FOR]
    lines += [held.treatment.id for held in plan.withheld if held.kind in ("care comes first", "not asked")]
    assert [name for name in each["given"] if not any(line.startswith(name) for line in lines)] == []
