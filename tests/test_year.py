"""The year: how the pain goes, what a treatment adds to that, and who has it again."""

from __future__ import annotations

import re
from itertools import product
from typing import Any

import pytest

from backlab.course.lessons.how_it_goes import stage_steps
from backlab.knowledge.figures import COURSES
from backlab.labs.question import Question
from backlab.labs.year import YearLab
from backlab.language import LANGUAGES, speaking
from backlab.pictures.year.scene import scene
from backlab.pictures.year.state import (
    AGAIN,
    HALF,
    KEEPS,
    KINDS,
    LASTED,
    NEW,
    NEWER,
    NOTHING,
    OLDER,
    PEOPLE,
    TREATMENTS,
    YEAR,
    Year,
    kind_for,
)

YEARS = [
    Year(week, kind, review, added, keeps)
    for week, kind, review, (added, keeps) in product(
        (0, 1, 6, 20, 26, YEAR),
        KINDS,
        (OLDER, NEWER),
        ((NOTHING, NOTHING), *((each, NOTHING) for each in TREATMENTS), *((NOTHING, each) for each in KEEPS)),
    )
]


def people(year: Year, colour: str) -> int:
    """How many of the hundred have this colour."""
    return len(re.findall(rf"(?:fill|stroke):var\(--bl-{colour}\)[^>]*data-key='person \d+'", scene(year).svg))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("review", [OLDER, NEWER])
def test_the_curve_goes_through_what_was_measured(kind: str, review: str) -> None:
    """In a week in which somebody measured, the pain is the figure of the review."""
    for week, figure in Year(kind=kind, review=review).course.weeks:
        now = Year(week, kind, review)
        assert now.measured == figure
        assert now.pain == pytest.approx(figure.value)


def test_between_two_measurements_the_sentence_says_that_nobody_measured() -> None:
    """A line that joins two times is no figure."""
    assert "Nobody measured then" in scene(Year(12)).description
    assert all("Nobody" not in scene(Year(week)).description for week, _ in Year().course.weeks)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("review", [OLDER, NEWER])
@pytest.mark.parametrize("week", [6, 26, YEAR])
def test_neither_review_is_said_without_the_other(kind: str, review: str, week: int) -> None:
    """Whichever is chosen, the sentence has both means with their years, and that the newer one is not verified."""
    year = Year(week, kind, review, counts=False)
    said = scene(year).description
    for name, course in zip((OLDER, NEWER), year.by_review, strict=True):
        assert name in said
        assert f"{dict(course.weeks)[week].value:g} " in said
    assert said.endswith(f"{NEWER}, not verified.")


def test_lines_and_bars_have_one_scale() -> None:
    """The bar of usual care is as long as the line is deep: 46 points in the room of 46 points."""
    svg = scene(Year(YEAR, counts=False)).svg
    bar = re.search(r"y='([\d.]+)' width='62' height='([\d.]+)'[^>]*data-key='time'", svg)
    assert bar
    top, high = map(float, bar.groups())
    points = re.findall(r"<circle cx='[\d.]+' cy='([\d.]+)' r='9'", svg)
    assert float(points[0]) == pytest.approx(top, abs=0.2)
    assert float(points[-1]) == pytest.approx(top + high, abs=0.2)


def test_the_bar_of_usual_care_is_what_the_pain_has_lost() -> None:
    """From 52 to 23 points within six weeks are 29."""
    course = dict(COURSES["menezes-costa-2012-acute"].weeks)
    assert Year(6).by_time == course[0].value - course[6].value
    assert Year(0).by_time == 0


def test_everybody_stands_on_one_of_two_sides() -> None:
    """A hundred people in every week, of whom so many are back again as the sentence says."""
    for year in YEARS:
        if year.is_counted:
            assert people(year, "emergency") == year.again.marked, year
            assert people(year, "self-care") == PEOPLE - year.again.marked, year


def test_half_of_them_are_back_by_the_median_and_the_cohorts_share_at_the_end() -> None:
    """Nobody at the start, half after 139 days, 69 of 100 (62 to 74) after a year (da Silva 2019)."""
    assert Year(0).again.marked == 0
    assert Year(round(HALF)).again.marked == pytest.approx(50, abs=1)
    assert Year(YEAR).again == tuple(round(each) for each in AGAIN[:3])


@pytest.mark.parametrize("keeps", KEEPS)
def test_what_keeps_it_away_is_counted_at_the_years_end_only(keeps: str) -> None:
    """Before that nobody is drawn, and the picture says why."""
    early = scene(Year(20, keeps=keeps))
    assert "data-key='person" not in early.svg
    assert "was not counted" in early.description
    assert "data-key='person" in scene(Year(YEAR, keeps=keeps)).svg


def test_an_effect_is_said_with_its_interval_and_with_what_it_takes_to_be_noticed() -> None:
    """Ibuprofen takes 7.29 points (3.61 to 10.98), and its review asks for 10."""
    assert scene(Year(6, added="nsaid")).description == (
        "Painkillers such as ibuprofen: 7.29 points less (3.61 to 10.98); noticed from about 10 on. Tried in new pain, "
        "after 7 to 15 days."
    )


def test_a_large_effect_is_never_said_without_how_it_was_tried() -> None:
    """Whatever lies wholly beyond what is noticed brings its small print along."""
    assert "one small trial" in scene(Year(6, added="blanket")).description


def test_those_who_come_back_are_seen_once_they_are_asked_about() -> None:
    """The first steps are about pain; the people come with the step about them, or with what keeps them away."""
    lab = YearLab(language="en")
    assert "data-key='person" not in lab.read("year")
    move(lab, step="again")
    assert "data-key='person" in lab.read("year")
    move(lab, step="time")
    move(lab, keeps="exercise-education")
    assert "data-key='person" in lab.read("year")


def test_the_line_that_was_guessed_goes_along() -> None:
    """What was drawn ahead of the lab is drawn as far as the year has gone, for the pain that it was about."""
    question = Question("how_it_goes.predict", language="en")
    lab = YearLab(language="en", after=question)
    question.answer_with([52, 50, 40, 30])
    assert "your guess" not in lab.read("year")
    move(lab, week=26)
    assert "your guess" in lab.read("year")
    move(lab, kind=LASTED)
    assert "your guess" not in lab.read("year")


def test_a_line_that_is_found_again_is_drawn_where_the_year_stands_already() -> None:
    """After a lost kernel the controls may be back before the answer that was kept: the picture waits for no move."""
    question = Question("how_it_goes.predict", language="en")
    lab = YearLab(language="en", after=question)
    move(lab, week=26)
    question.answer_with([52, 50, 40, 30])
    assert "your guess" in lab.read("year")


@pytest.mark.parametrize("added", TREATMENTS)
def test_a_treatment_stands_beside_the_pain_for_which_it_was_tried(added: str) -> None:
    """Choosing one chooses these people; choosing others takes it away."""
    lab = YearLab(language="en")
    move(lab, added=added)
    assert lab.values["kind"] == kind_for(added)
    other = LASTED if kind_for(added) == NEW else NEW
    move(lab, kind=other)
    assert lab.values["added"] == NOTHING


def move(lab: YearLab, **values: Any) -> None:
    """Move controls as a person does."""
    lab.hear({"kind": "moved", "turn": 1, "values": values})


def test_each_step_is_done_by_what_it_asks_for_and_not_before() -> None:
    """The stage that a step sets does not do what it asks for."""
    for step in stage_steps():
        assert not step.is_done({**YearLab(language="en").values, **step.sets, "step": step.name}), step.name


@pytest.mark.parametrize(
    ("step", "moves"),
    [
        ("time", {"week": YEAR}),
        ("lasted", {"kind": LASTED}),
        ("tablets", {"added": "nsaid"}),
        ("largest", {"added": "blanket"}),
        ("again", {"week": YEAR}),
        ("keeps", {"keeps": "exercise-education"}),
    ],
)
def test_a_step_notices_when_it_is_done(step: str, moves: dict[str, Any]) -> None:
    """One move does it, and it stays done."""
    lab = YearLab(language="en")
    move(lab, step=step)
    assert step not in lab.done["step"]
    move(lab, **moves)
    assert step in lab.done["step"]


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_year_is_drawn_and_said_in_every_language(code: str) -> None:
    """No state lacks a sentence or a picture."""
    with speaking(code):
        for year in YEARS:
            picture = scene(year)
            assert picture.description
            assert picture.svg.count("<svg") == 1


def test_a_year_is_found_again_by_its_address() -> None:
    """What was moved stands in the link."""
    lab = YearLab(language="en")
    move(lab, week=26, review=NEWER)
    assert lab.state["query"] == "year.week=26&year.review=2024"


def test_a_bar_says_above_it_how_many_points_are_gone_and_with_what() -> None:
    """Nobody has to read a number inside a bar, and guess what it counts."""
    svg = scene(Year(YEAR, counts=False)).svg
    for words in (">46 less<", ">usual care,<", ">52 weeks<"):
        assert words in svg


def test_the_line_that_the_guess_has_shown_lies_there_from_the_start() -> None:
    """Pale and whole, so that what the year brings is the other review."""
    known, unknown = (scene(Year(guess=guess, counts=False)) for guess in ((52.0, 30.0, 20.0, 10.0), ()))
    assert known.svg.count("<path") == unknown.svg.count("<path") + 1
    assert "other review" in known.description
