"""A muscle strain: what time does, what bed does not do, what each thing adds, and with which answer home care ends."""

from __future__ import annotations

import re
from functools import cache
from itertools import product
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Page
from test_pictures import COLLISIONS

from backlab.course.lessons.muscle_strain import CITED, stage_steps
from backlab.drawing.picture import Picture, picture_html
from backlab.drawing.svg import PALETTE
from backlab.knowledge.sources import SOURCES
from backlab.knowledge.treatments import TREATMENTS
from backlab.labs.strain import StrainLab, state
from backlab.language import LANGUAGES, SOURCE_LANGUAGE, speaking
from backlab.model import Direction, Disposition
from backlab.pictures.strain.scene import scene
from backlab.pictures.strain.state import (
    ADDED,
    ALONE,
    ANSWERS,
    ARTICLE,
    BEDS,
    FALL,
    FEVER,
    FOURTEEN,
    HEAT,
    IBUPROFEN,
    ICE,
    LAID,
    LAST,
    NUMB,
    PARACETAMOL,
    PLANS,
    SEVEN,
    THINGS,
    TODAY,
    TWO,
    Strain,
    advice_with,
    known_pain,
    pain_on,
)
from backlab.pictures.strain.told import verdict

STEPS = {step.name: step for step in stage_steps()}
EVERY_STEP = pytest.mark.parametrize("step", STEPS)
EVERY = [
    *(Strain(*each) for each in product((0, 1, 7, 42, LAST), BEDS, PLANS, ((), (ICE, IBUPROFEN), THINGS))),
    *(Strain(5, TWO, TODAY, (), answer) for answer in ANSWERS),
]
# What a person does in each step, one control after the other, and what the step must not take for done.
DONE = {
    "weeks": {"day": LAST},
    "bed": {"bed": f"{FOURTEEN}"},
    "article": {"put": [ICE, IBUPROFEN]},
    "switch": {"plan": TODAY},
    "nothing": {"put": [PARACETAMOL]},
    "answer": {"answer": NUMB},
}
NOT_DONE = {
    "weeks": {"day": LAST - 1},
    "bed": {"bed": f"{SEVEN}"},
    "article": {"put": [IBUPROFEN]},
    "switch": {"put": [HEAT]},
    "nothing": {"put": [ICE, HEAT, IBUPROFEN]},
    "answer": {"answer": FEVER},
}


@cache
def every_picture(language: str = SOURCE_LANGUAGE) -> dict[Strain, Picture]:
    """All of them as they are drawn in a language: once for all that look at them."""
    with speaking(language):
        return {now: scene(now, verdict(now)) for now in EVERY}


def does(lab: StrainLab, **values: object) -> StrainLab:
    """Move controls one after the other, as a person does on a page."""
    for turn, (name, value) in enumerate(values.items()):
        lab.hear({"kind": "moved", "turn": turn, "values": {name: value}})  # type: ignore[dict-item]
    return lab


def words_in(picture: Picture) -> str:
    """All words of a drawing with single spaces."""
    nodes = ElementTree.fromstring(picture.svg).iter("text")
    return " ".join(" ".join("".join(node.itertext()) for node in nodes).split())


# --- what is known


def test_pain_is_drawn_only_where_somebody_counted() -> None:
    """Start, first week, sixth week and twelfth: no other day has a point, and none lies ahead of the day."""
    assert known_pain() == ((0, 52), (7, 36), (42, 23), (LAST, 13))
    for now, picture in every_picture().items():
        if not now.stops:
            assert [row[0] for row in picture.table.rows] == [f"{day}" for day, _ in known_pain() if day <= now.day]


def test_pain_falls_all_the_time() -> None:
    """How people are drawn follows the points: never better and then worse again."""
    days = [pain_on(day) for day in range(LAST + 1)]
    assert days == sorted(days, reverse=True)


def test_of_two_weeks_in_bed_nobody_knows() -> None:
    """Neither the picture nor the sentence has a number for them."""
    for day, words in ((14, "?"), (LAST, "not tried for a strain")):
        now = Strain(day, FOURTEEN, ARTICLE)
        assert "nobody" in verdict(now, "bed").lower()
        assert words in words_in(scene(now, ""))
    assert all(row[2] != "21" for row in scene(Strain(LAST, FOURTEEN), "").table.rows)


def test_two_days_in_bed_end_with_more_pain() -> None:
    """The sentence of week twelve has both means, the difference and its interval."""
    assert verdict(Strain(LAST, TWO)).startswith("Week 12: pain 21 after two days in bed, 13 without.")
    assert "7 points more (0.3 to 14)" in verdict(Strain(LAST, TWO))


def test_ice_has_no_figure() -> None:
    """What nobody knows is hatched and a question mark, in whatever plan it is."""
    for plan in PLANS:
        assert "Ice ? nobody knows: too few trials" in words_in(scene(Strain(5, TWO, plan, (ICE,)), ""))
    assert not ADDED[ICE].known


def test_what_is_not_laid_on_is_not_shown() -> None:
    """Before a thing is laid on the chart has the whole width; then there is a row for it, and for no other."""
    assert "What it adds" not in words_in(scene(Strain(5, TWO, TODAY), ""))
    for thing in THINGS:
        shown = scene(Strain(5, TWO, TODAY, (thing,)), "").svg
        assert [each for each in THINGS if f"put={each}" in shown] == [thing]


def test_ibuprofen_is_never_drawn_without_its_harm() -> None:
    """The row of ibuprofen says with what it is never taken."""
    for put in ((IBUPROFEN,), THINGS):
        assert "never with an ulcer or a blood thinner" in words_in(scene(Strain(5, TWO, TODAY, put), ""))


def test_paracetamol_shows_no_clear_gain() -> None:
    """Nobody is drawn as better by it, since the interval has none at all in it."""
    assert "No clear difference (−3.8 to 4.7)" in verdict(Strain(5, put=(PARACETAMOL,)), PARACETAMOL)


def test_an_unread_source_is_marked_where_it_is_seen() -> None:
    """The days of work of two days in bed are recalled: the sentence and the tab of numbers say so."""
    now = Strain(LAST, TWO, ARTICLE)
    assert "not verified" in verdict(now, "bed")
    assert "7.5 days of work missed" in StrainLab().read("numbers")


def test_ibuprofen_is_never_told_without_its_harm() -> None:
    """Whoever lays it on reads with what it must never be taken."""
    assert "never with an ulcer or a blood thinner" in verdict(Strain(5, put=(IBUPROFEN,)), IBUPROFEN)


def test_all_that_is_cited_is_a_source_of_the_lesson() -> None:
    """Every figure of the tab of numbers rests on a source that the lesson lists."""
    told = StrainLab().read("numbers")
    assert all(SOURCES[cell.source].citation[:20] in told for cell in ADDED.values())
    assert {cell.source for cell in ADDED.values()} <= {*CITED}


def test_each_plan_lays_on_what_it_advises() -> None:
    """The article's things are those that it is for; what lies on by today's plan is advised today."""
    assert all(TREATMENTS[name].article.direction is Direction.FOR for name in LAID[ARTICLE])
    assert all(TREATMENTS[name].today.direction is Direction.FOR for name in LAID[TODAY])
    assert TREATMENTS["rest"].today.direction is Direction.AGAINST


# --- one answer different


@pytest.mark.parametrize(
    ("answer", "level"),
    [
        (ALONE, Disposition.SELF_CARE),
        (FALL, Disposition.ROUTINE),
        (FEVER, Disposition.URGENT),
        (NUMB, Disposition.EMERGENCY),
    ],
)
def test_one_answer_changes_the_level(answer: str, level: Disposition) -> None:
    """The same strain, and one more answer: the rules say how soon, the picture and the tab say it too."""
    assert advice_with(answer).disposition is level
    lab = does(StrainLab(), answer=answer)
    assert level.meaning in lab.read("todo")
    if answer != ALONE:
        assert level.label in words_in(scene(state(lab.values), lab.said))
        assert "Warmth" not in lab.read("todo")


def test_numb_between_the_legs_calls_an_ambulance() -> None:
    """The sentence says the numbers to call, and no treatment beside it."""
    lab = does(StrainLab(), answer=NUMB)
    assert "Call 999, 112 or 911 now" in lab.said
    assert "bl-is-emergency" in lab.summary


def test_whoever_goes_on_has_the_strain_alone_again() -> None:
    """Time, bed, plan and things belong to the strain: moving one takes the other answer away."""
    for name, value in {"day": 3, "bed": "7", "plan": TODAY, "put": [ICE]}.items():
        lab = does(does(StrainLab(), answer=FEVER), **{name: value})
        assert lab.values["answer"] == ALONE


# --- the lab


@EVERY_STEP
def test_a_step_is_done_once_what_it_asks_for_is_done(step: str) -> None:
    """It sets the stage, is not done by that, nor by what is nearly it, and is done in the end."""
    lab = does(StrainLab(), step=step)
    assert step not in lab.told["done"]["step"]
    does(lab, **NOT_DONE[step])
    assert step not in lab.told["done"]["step"]
    does(lab, step=step, **DONE[step])
    assert step in lab.told["done"]["step"]


@EVERY_STEP
def test_a_step_is_short(step: str) -> None:
    """Sixty words at most, in every language."""
    for language in LANGUAGES:
        with speaking(language):
            assert all(len(each.text.split()) <= 60 for each in stage_steps())


def test_a_plan_brings_what_it_lays_on() -> None:
    """The switch changes whom one looks at, and what lies on them."""
    lab = does(StrainLab(), plan=TODAY)
    assert lab.values["put"] == [HEAT]
    assert does(lab, plan=ARTICLE).values["put"] == [ICE, IBUPROFEN]


def test_the_sentence_is_about_what_was_laid_on_last() -> None:
    """A thing that is laid on is told of; taken off again, it is not."""
    lab = does(StrainLab(), put=[HEAT])
    assert lab.said.startswith("Warmth")
    does(lab, put=[HEAT, PARACETAMOL])
    assert lab.said.startswith("Paracetamol")
    assert not does(lab, put=[HEAT]).said.startswith("Paracetamol")


# --- the drawing


def test_the_looks_of_the_drawings_are_names_of_the_palette() -> None:
    """Every colour is a token, so that every theme reads, and nothing has an id."""
    for picture in every_picture().values():
        assert set(re.findall(r"var\(--bl-([\w-]+)\)", picture.svg)) <= PALETTE
        assert " id=" not in picture.svg


def test_nothing_is_the_same_twice_in_one_picture() -> None:
    """A key names one part: two people do not share one."""
    for picture in every_picture().values():
        keys = re.findall(r"data-key='([^']*)'", picture.svg)
        assert len(keys) == len(set(keys))


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_in_the_drawing_do_not_collide(page: Page, language: str) -> None:
    """At every state, in every language, no word leaves the picture or lies on another."""
    with speaking(language):
        html = "".join(
            f"<div style='width:900px'>{picture_html(each)}</div>" for each in every_picture(language).values()
        )
    page.set_content(f"<!doctype html><body style='font-family:sans-serif'>{html}")
    assert page.evaluate(COLLISIONS) == []
