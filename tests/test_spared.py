"""Who is spared the next time: the same hundred people, with nothing done and by what each review found."""

from __future__ import annotations

import re
from itertools import product
from typing import Any
from xml.etree import ElementTree

import pytest

from backlab.course.lessons.overuse_and_a_weak_core import stage_steps
from backlab.knowledge.figures import PREVENTIONS
from backlab.knowledge.sources import SOURCES
from backlab.labs.prevention import PreventionLab
from backlab.language import LANGUAGES, speaking
from backlab.pictures.prevention import Share, base_share, share_of
from backlab.pictures.spared import EXERCISE, NOTHING, PASSIVE, STUDIES, TAUGHT, WALKING, Spared, scene

ALL = [Spared(what, risk) for what, risk in product(STUDIES, (0, 1, 20, 69, 80, 100))]


def words_in(now: Spared) -> str:
    """All words of the drawing."""
    return " ".join(node.text or "" for node in ElementTree.fromstring(scene(now).svg).iter("text"))


def people(now: Spared, column: int, colour: str) -> int:
    """How many of a column's hundred have this colour."""
    return len(re.findall(rf"stroke:var\(--bl-{colour}\)[^>]*data-key='{column} \d+'", scene(now).svg))


def test_every_study_is_shown_once() -> None:
    """Whatever was tried stands under what one can do, and nowhere twice."""
    listed = [name for names in STUDIES.values() for name in names]
    assert sorted(listed) == sorted(PREVENTIONS)


def test_a_ratio_takes_its_part_off_any_risk() -> None:
    """Of 69 in 100 a risk ratio of 0.55 (0.41 to 0.74) leaves 38 (28 to 51), and spares 31 (18 to 41)."""
    ratio = PREVENTIONS[TAUGHT].ratio
    assert ratio is not None
    assert share_of(69, ratio) == Share(38, 28, 51)
    assert "If the ratio of 2016 holds, 31 of 100 are spared (18 to 41)." in scene(Spared(TAUGHT)).description
    assert "0.55 (0.41 to 0.74)" in str(scene(Spared(TAUGHT)).table)


def test_each_column_holds_the_same_hundred() -> None:
    """Those who have it again, who are spared and who do not have it again anyway are a hundred in every column."""
    for now in ALL:
        if now.days:
            continue
        for column, share in enumerate([now.with_(study) for study in now.studies] or [now.without]):
            again = people(now, column, "emergency")
            spared = people(now, column, "self-care")
            assert (again, spared) == (share.marked, now.risk - share.marked), now
            assert people(now, column, "line") == 100 - now.risk


def test_a_risk_of_ones_own_is_a_teaching_estimate() -> None:
    """Only the cohort's number has its interval and source; any other says what it is."""
    assert base_share(69) == Share(69, 62, 74)
    assert base_share(50) == Share(50, 50, 50)
    assert scene(Spared(EXERCISE, 50)).table.rows[0][1:] == ("50 of 100", "teaching estimate")


def test_a_hazard_ratio_makes_up_no_people() -> None:
    """Walking is told in days until half had it again, whatever the risk, and the sentence says so."""
    picture = scene(Spared(WALKING))
    assert "208" in words_in(Spared(WALKING))
    assert "of 100" not in words_in(Spared(WALKING))
    assert "so the risk changes nothing here" in picture.description
    assert "0.72 (0.6 to 0.85)" in str(picture.table)
    assert scene(Spared(WALKING, 20)).svg == picture.svg


def test_what_was_not_found_to_help_spares_nobody() -> None:
    """A belt leaves everybody where they were."""
    now = Spared(PASSIVE, 40)
    assert people(now, 0, "self-care") == 0
    assert scene(now).description == "Nobody is spared: no effect was found."


@pytest.mark.parametrize("what", [each for each in STUDIES if each])
def test_an_unread_review_is_marked(what: str) -> None:
    """A review that the project has not read says so in the drawing and in the table."""
    now = Spared(what)
    unread = any(not SOURCES[study.source].verified for study in now.studies)
    assert ("not verified" in words_in(now)) == unread
    assert ("not verified" in str(scene(now).table)) == unread
    for study in now.studies:
        assert SOURCES[study.source].citation in str(scene(now).table)


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_choice_is_drawn_and_said_in_every_language(code: str) -> None:
    """No state lacks a sentence or a picture."""
    with speaking(code):
        for now in ALL:
            assert scene(now).description
            assert scene(now).svg.startswith("<svg")


def move(lab: PreventionLab, **values: Any) -> None:
    """Move controls as a person does."""
    lab.hear({"kind": "moved", "turn": 1, "values": values})


@pytest.mark.parametrize(
    ("step", "moves"),
    [
        ("taught", {"what": TAUGHT}),
        ("alone", {"what": EXERCISE}),
        ("risk", {"risk": 20}),
        ("belt", {"what": PASSIVE}),
        ("walk", {"what": WALKING}),
    ],
)
def test_a_step_notices_when_it_is_done_and_not_before(step: str, moves: dict[str, Any]) -> None:
    """What it sets does not do what it asks for; one move does, and it stays done."""
    lab = PreventionLab(language="en")
    move(lab, step=step)
    assert step not in lab.done["step"]
    move(lab, **moves)
    assert step in lab.done["step"]


def test_the_test_above_knows_every_step() -> None:
    """A step that nobody does would never be noticed."""
    assert [step.name for step in stage_steps()] == ["taught", "alone", "risk", "belt", "walk"]


def test_a_choice_is_found_again_by_its_address() -> None:
    """What was moved stands in the link."""
    lab = PreventionLab(language="en")
    assert lab.values["what"] == NOTHING
    move(lab, what=TAUGHT, risk=20)
    assert lab.state["query"] == "prevention.what=exercise-education&prevention.risk=20"


def test_the_figure_is_marked_among_the_people() -> None:
    """The number above them stands once more at the line behind the last of them; nothing done, no line."""
    tried = scene(Spared(TAUGHT)).svg
    assert (tried.count(">38<"), tried.count(">50<")) == (2, 2)
    assert scene(Spared()).svg.count(">69<") == 1
