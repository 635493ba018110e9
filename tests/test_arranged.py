"""Labs in a lesson of one's own: with another patient, other first values and fewer controls."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from person import at
from playwright.sync_api import Page, expect
from servers import SECONDS, Server, running

from backlab.advice import advise
from backlab.labs import LABS, maker
from backlab.presentation import Presentation

PATIENT = Presentation(age=60, pain=8, present=frozenset({"fever"}))
CELLS = (
    "from backlab import Presentation\nfrom backlab.widgets import *\n\n"
    "TreatmentLab(Presentation(age=60, pain=8), controls=['pain', 'days'])",
    "StrainLab(day=84, controls=['day', 'bed'])",
    "StrainLab(key='bare', controls=[])",
)
NAMED = {"ModelLab", "PictureLab", "Question", "Sources"}  # those of which one says which
STAGED = ("ChancesLab", "DiscLab", "MimicLab", "OddsLab", "PopulationLab", "SpasmLab", "StrainLab", "YearLab")


def lab_of(kind: str, *arguments: Any, **named: Any) -> Any:
    """A lab as a notebook asks for it."""
    return maker(kind)(*arguments, **named)


def seen(lab: Any) -> list[str]:
    """The controls that a page shows, by their names."""
    later = lab.state["told"]["later"]
    fields = [each for each in lab.face["fields"] if each["id"] not in later]
    return [each["id"] for each in fields if each["kind"] != "text"]


def test_a_lab_begins_with_a_patient_of_ones_own() -> None:
    """The advice is theirs, their answers are kept behind controls that are not shown, and no step is about others."""
    lab = lab_of("TreatmentLab", PATIENT, controls=("pain", "days"))
    assert lab.presentation == PATIENT
    assert lab.advice == advise(PATIENT)
    assert seen(lab) == ["pain", "days"]
    lab.set(days=3)
    assert lab.presentation == Presentation(age=60, pain=8, days=3, present=frozenset({"fever"}))


def test_nothing_is_said_of_a_patient_whom_the_notebook_has_replaced() -> None:
    """Who lifted the heavy box is the patient of the first step; one of one's own did not."""
    ours = lab_of("TreatmentLab")
    ours.pressed("none")
    assert "heavy box" in ours.read("choose")
    own = lab_of("TreatmentLab", Presentation(age=34, pain=6, days=1, onset="sitting").none_other())
    assert "heavy box" not in own.read("choose")
    assert "step" not in seen(own)
    assert own.state["told"]["done"] == {"step": []}


def test_reset_and_the_menu_bring_the_own_patient_back() -> None:
    """The one at the start is the notebook's, whoever was looked at between."""
    lab = lab_of("TreatmentLab", PATIENT)
    lab.set(pain=2)
    lab.pressed("reset")
    assert lab.presentation == PATIENT
    lab.set(case="post-3")
    lab.set(case="")
    assert lab.presentation == PATIENT
    case = lab_of("TreatmentLab", "post-3", pain=2)
    mild = case.presentation
    assert mild.pain == 2
    case.set(pain=9)
    case.pressed("reset")
    assert case.presentation == mild


def test_a_patient_of_ones_own_hides_nothing_that_a_patient_of_ours_does() -> None:
    """Whoever taps a place hears what was said of this patient, and "Reset" leads back to them."""
    ours = lab_of("RedFlagsLab")
    own = lab_of("RedFlagsLab", age=60, pain=8, present={"fever"})
    assert "step" in seen(ours)
    assert "step" not in seen(own)
    first = own.presentation
    assert first.present == {"fever"}
    told = set()
    for place in [each["name"] for each in own._fields["where"]["choices"]]:
        for lab in (ours, own):
            lab.set(where=place)
        told |= ours.presentation.present
    assert told  # a patient of ours says yes to something that nobody had said before
    assert own.presentation.present == {"fever"}
    assert own.presentation.absent
    own.pressed("reset")
    assert own.presentation == first


@pytest.mark.parametrize(("address", "pain"), [("", 8), ("age=20&pain=3", 3), ("case=post-4", 4), ("lang=es", 8)])
def test_a_link_goes_before_the_first_values_of_a_notebook(address: str, pain: int) -> None:
    """Whoever opens a link sees what was sent, and "Reset" leads back to the notebook's patient."""
    if "case" in address:
        pain = lab_of("TreatmentLab", "post-4").presentation.pain
    lab = at(address, lambda: lab_of("TreatmentLab", PATIENT, controls=["pain"]))
    assert lab.presentation.pain == pain
    lab.set(case="")
    lab.pressed("reset")
    assert lab.presentation == PATIENT


def test_a_link_that_cannot_be_read_still_says_so() -> None:
    """The notebook's own patient is not taken for the one whom the link meant."""
    lab = at("age=old&pain=3", lambda: lab_of("TreatmentLab", PATIENT))
    assert lab.problem.startswith("The link could not be read")


def test_first_values_of_any_lab_are_its_start() -> None:
    """They need no place in the address, and what was moved back to ours does."""
    lab = lab_of("StrainLab", day=84, bed="7", controls=["day", "bed"])
    assert (lab.values["day"], lab.values["bed"], lab.query) == (84, "7", "")
    lab.set(day=1)
    linked = at(lab.query, lambda: lab_of("StrainLab", day=84, bed="7"))
    assert (linked.values["day"], linked.values["bed"]) == (1, "7")
    assert lab.said == linked.said


@pytest.mark.parametrize("kind", STAGED)
def test_every_stage_can_show_one_control_or_none(kind: str) -> None:
    """Also one that a later step would bring; the lab goes on answering, and its picture stays."""
    whole = lab_of(kind)
    for field in whole.fields:
        if field["kind"] in ("text", "steps"):
            continue
        one = lab_of(kind, controls=[field["id"]])
        assert seen(one) == [field["id"]]
        assert one.face["stage"]["first"][0] == field["id"]
        assert one.summary == whole.summary
    none = lab_of(kind, controls=[])
    assert seen(none) == []
    assert none.face["stage"]["first"] == []
    assert none.face["stage"]["more"] == ""


def test_the_first_four_are_in_view_and_the_rest_behind_more() -> None:
    """In the order in which the notebook names them."""
    lab = lab_of("TreatmentLab", controls=["days", "pain", "place", "age", "sex", "onset"])
    assert seen(lab) == ["days", "pain", "place", "age", "sex", "onset"]
    stage = lab.face["stage"]
    assert [name for name in stage["first"] if name in seen(lab)] == ["days", "pain", "place", "age"]
    assert stage["more"] == "Ask more"


def test_steps_stay_where_they_are_named() -> None:
    """They bring one control after another then, of those that are shown."""
    lab = lab_of("StrainLab", controls=["step", "day", "put"])
    assert seen(lab)[0] == "step"
    assert "bed" in lab.state["told"]["later"]
    assert "step" not in seen(lab_of("StrainLab", controls=["day"]))


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ({"controls": ["pian"]}, "no control 'pian'; did you mean 'pain'. .its controls are: pain, "),
        ({"controls": "pain"}, "controls are a list of names, such as .*, not 'pain'"),
        ({"controls": 4}, "controls are a list of names, such as .*, not 4"),
        ({"controls": [["pain"]]}, "no control "),
        ({"afetr": "red_flags.predict"}, "takes no 'afetr'; did you mean 'after'"),
        ({"pian": 3}, "takes no 'pian'; did you mean 'pain'"),
        ({"pain": 11}, "pain runs from 0 to 10, not 11"),
        ({"present": {"fevr"}}, "no finding 'fevr'; did you mean 'fever'"),
    ],
)
def test_a_wrong_word_is_refused_with_what_may_have_been_meant(words: dict[str, Any], why: str) -> None:
    """One sentence, whichever word it is."""
    with pytest.raises(ValueError, match=why):
        lab_of("TreatmentLab", **words)


@pytest.mark.parametrize("kind", [name for name in LABS if name not in NAMED])
def test_without_a_word_every_lab_is_as_it_was(kind: str) -> None:
    """What arranges a lab changes nothing unless it is asked to."""
    made = maker(kind)
    plain = made.__wrapped__
    assert made().face == plain().face
    assert made.__doc__ == plain.__doc__


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A teacher's own lesson, with three labs as she wants them."""
    folder = tmp_path_factory.mktemp("notebooks")
    cells = [
        {"cell_type": "code", "id": str(n), "metadata": {}, "source": text, "execution_count": None, "outputs": []}
        for n, text in enumerate(CELLS)
    ]
    notebook = {"cells": cells, "metadata": {"title": "Mine"}, "nbformat": 4, "nbformat_minor": 5}
    Path(folder, "mine.ipynb").write_text(json.dumps(notebook), "utf-8")
    with running("--notebooks", str(folder), at_most=600) as started:
        yield started


def test_a_page_shows_what_the_notebook_names_and_nothing_else(server: Server, page: Page) -> None:
    """Nothing asks for more, and what is answered on the picture is heard though its control is not shown."""
    page.goto(f"{server.address}voila/render/mine.ipynb")
    expect(page.locator(".bl-stage")).to_have_count(3, timeout=SECONDS * 1_000)
    treatment, strain, bare = page.locator(".bl-lab").all()
    expect(treatment.get_by_role("slider")).to_have_count(2)
    expect(strain.locator(".bl-first > *")).to_have_count(2)
    for lab in (treatment, strain, bare):
        expect(lab.get_by_role("button", name="Ask more")).to_have_count(0)
        expect(lab.get_by_role("button", name="One answer different")).to_have_count(0)
        expect(lab.locator(".bl-steps")).to_have_count(0)
    expect(bare.locator(":is(.bl-first, .bl-guide) > *")).to_have_count(0)
    expect(bare.locator(".bl-scene")).to_be_visible()
    treatment.get_by_role("button", name="Numb or tingling between the legs? Yes").first.click()
    expect(treatment.locator(".bl-verdict")).to_contain_text("Emergency", timeout=SECONDS * 1_000)
    expect(treatment.get_by_role("slider")).to_have_count(2)
