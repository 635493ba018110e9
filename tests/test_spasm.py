"""What a spasm is: tissue and alarm are two things, and the pain that comes of them is made of neither alone."""

from __future__ import annotations

import re
from itertools import product
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Page
from test_pictures import COLLISIONS

from backlab.advice import advise
from backlab.course.lessons.what_a_spasm_is import PAIN_IS_NOT_DAMAGE, stage_steps
from backlab.drawing.picture import Picture, picture_html
from backlab.drawing.svg import PALETTE
from backlab.knowledge.sources import SOURCES
from backlab.labs.spasm import SpasmLab, verdict
from backlab.language import LANGUAGES, speaking
from backlab.model import Disposition
from backlab.pictures.spasm.lifter import body
from backlab.pictures.spasm.scene import spasm_scene
from backlab.pictures.spasm.state import BEFORE, HEALED, LAST, LIFTED, LOCKS, MOST_TORN, STRONGEST, VIEWS, Spasm

EVERY = [
    Spasm(*each)
    for each in product(VIEWS, (0, 1, 5, MOST_TORN), (0, 4, STRONGEST), (BEFORE, LIFTED, 3, LIFTED + HEALED, LAST))
]
STEPS = {step.name: step for step in stage_steps()}
EVERY_STEP = pytest.mark.parametrize("step", STEPS)
# What a person does in each step, one control after the other.
DONE = {
    "lift": {"moment": LIFTED},
    "fibre": {"look": "fibre", "alarm": 8},
    "whole": {"alarm": 10},
    "torn": {"torn": 4, "alarm": 1},
    "lasting": {"moment": LIFTED + 6},
    "ask": {"ask": "signs"},
}
# What each step must not take for done.
NOT_DONE = {
    "lift": {"look": "muscle"},
    "fibre": {"look": "fibre", "alarm": 2},
    "whole": {"torn": 8, "alarm": 9},
    "torn": {"torn": 4, "alarm": 3},
    "lasting": {"moment": LAST},
    "ask": {"ask": "again"},
}


def does(lab: SpasmLab, **values: object) -> SpasmLab:
    """Move controls one after the other, as a person does on a page."""
    for turn, (name, value) in enumerate(values.items()):
        lab.hear({"kind": "moved", "turn": turn, "values": {name: value}})  # type: ignore[dict-item]
    return lab


def words_in(picture: Picture) -> str:
    """All words of a drawing with single spaces."""
    parts = (node.text or "" for node in ElementTree.fromstring(picture.svg).iter("text"))
    return " ".join(" ".join(parts).split())


def test_pain_and_damage_share_no_slider() -> None:
    """There is a slider for what is torn and one for the alarm, none for the pain, and neither moves the other."""
    lab = SpasmLab()
    assert {field["id"] for field in lab.fields if field["kind"] == "slider"} == {"torn", "alarm", "moment"}
    for torn, alarm in product(range(MOST_TORN + 1), range(STRONGEST + 1)):
        does(lab, torn=torn, alarm=alarm)
        assert (lab.values["torn"], lab.values["alarm"]) == (torn, alarm)
        assert Spasm(torn=torn, alarm=alarm).hurt == torn


def test_the_worst_pain_with_whole_tissue_is_seen() -> None:
    """With the loudest alarm and nothing torn the pain is 10, and picture and sentence say that all is whole."""
    now = Spasm(torn=0, alarm=10)
    assert now.pain == STRONGEST
    assert "Every fibre is whole" in words_in(spasm_scene(now))
    assert "Pain 10" in words_in(spasm_scene(now))
    assert "frayed" not in spasm_scene(now).svg
    assert verdict(now) == "Alarm 10 of 10, every fibre whole: severe, new."


def test_a_tear_with_little_pain_is_seen() -> None:
    """With many torn fibres and no alarm the pain is small, and the drawing shows each torn fibre."""
    now = Spasm(torn=MOST_TORN, alarm=0)
    assert 0 < now.pain <= 3
    assert spasm_scene(now).svg.count("-frayed") == MOST_TORN
    assert "8 of 12 fibres are torn" in words_in(spasm_scene(now))


def test_the_pain_follows_the_alarm_and_hardly_the_tissue() -> None:
    """Each step of the alarm counts whole; all that can tear adds at most 2, never less than nothing."""
    for torn, alarm in product(range(MOST_TORN + 1), range(STRONGEST + 1)):
        pain = Spasm(torn=torn, alarm=alarm).pain
        assert alarm <= pain <= min(alarm + 2, STRONGEST)
        assert pain >= Spasm(torn=max(torn - 1, 0), alarm=alarm).pain


def test_before_the_lift_nothing_hurts() -> None:
    """Whatever the sliders say, nothing is torn and nothing rings before the lift."""
    now = Spasm(torn=MOST_TORN, alarm=STRONGEST, moment=BEFORE)
    assert (now.pain, now.hurt, now.rings) == (0, 0, 0)
    assert verdict(now) == "Before the lift: no alarm, every fibre whole."


def test_what_tears_knits_while_the_alarm_may_go_on() -> None:
    """Six weeks later torn fibres have healed and add nothing; the alarm is as loud as ever."""
    now = Spasm(torn=MOST_TORN, alarm=6, moment=LIFTED + HEALED)
    assert (now.from_tissue, now.pain) == (0, 6)
    assert "8 of 12 fibres have healed" in words_in(spasm_scene(now))
    assert verdict(now).endswith("8 fibres healed: minor, lasting.")


@pytest.mark.parametrize("pain", range(STRONGEST + 1))
@pytest.mark.parametrize("moment", [LIFTED, LIFTED + 5, LIFTED + 6, LAST])
def test_it_is_called_and_levelled_as_the_rules_say(pain: int, moment: int) -> None:
    """Severe, lasting and the level of care are what the advice says to such a patient, with every reason."""
    lab = does(SpasmLab(), torn=0, alarm=pain, moment=moment)
    now = Spasm(alarm=pain, moment=moment)
    advice = advise(now.patient)
    assert now.is_lasting == (now.days >= 42) == ("lasting" in lab.said or (not pain and now.days >= 42))
    assert now.is_severe == (pain >= 7) == ("severe" in lab.said)
    assert f"{advice.disposition.label}:" in lab.read("level")
    assert all(reason.rule.because in lab.read("level") for reason in advice.reasons)


def test_pain_that_drops_to_the_floor_asks_for_movement() -> None:
    """Where not being able to move would raise the level, the tab says so by name."""
    assert f"the level is {Disposition.URGENT.label}" in does(SpasmLab(), alarm=10).read("level")


@EVERY_STEP
def test_each_step_is_noticed_when_it_is_done(step: str) -> None:
    """Going to a step does not do it; what it asks for does, and stays done."""
    lab = does(SpasmLab(), step="ask" if step == "lift" else "lift")
    does(lab, step=step)
    assert step not in lab.told["done"]["step"]
    does(lab, **NOT_DONE[step])
    assert step not in lab.told["done"]["step"]
    does(lab, step="ask" if step == "lift" else "lift")
    does(lab, step=step)
    does(lab, **DONE[step])
    assert step in lab.told["done"]["step"]
    does(lab, step=next(name for name in STEPS if name != step))
    assert step in lab.told["done"]["step"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_steps_are_few_and_short(language: str) -> None:
    """At most six, none with more than sixty words."""
    with speaking(language):
        assert 5 <= len(stage_steps()) <= 6
        assert all(len(f"{step.title} {step.text}".split()) <= 60 for step in stage_steps())


@pytest.mark.parametrize("look", VIEWS)
@pytest.mark.parametrize("torn", [0, 4])
@pytest.mark.parametrize("moment", [BEFORE, LIFTED, 4])
def test_every_control_changes_the_picture(look: str, torn: int, moment: int) -> None:
    """Wherever one stands, one step of any of the four first controls draws another picture."""
    lab = does(SpasmLab(), look=look, torn=torn, alarm=5, moment=moment)
    before = lab.values
    drawn = {lab.read("spasm")}
    for name in ("torn", "alarm", "moment"):
        lab.put(**before)
        does(lab, **{name: before[name] + 1})
        drawn.add(lab.read("spasm"))
    lab.put(**before)
    does(lab, look=VIEWS[(VIEWS.index(look) + 1) % 3])
    drawn.add(lab.read("spasm"))
    assert len(drawn) == 5


def test_an_answer_among_the_questions_is_answered() -> None:
    """Each question that one may ask gets another reply, and only the signs lead to an ambulance."""
    replies = {ask: does(SpasmLab(), ask=ask).told["html"]["reply"] for ask in ("again", "torn", "signs")}
    assert len(set(replies.values())) == 3
    assert [ask for ask, reply in replies.items() if "ambulance" in reply] == ["signs"]
    assert SpasmLab().told["html"]["reply"] == ""


def test_the_stage_has_its_parts() -> None:
    """The picture is a panel, four fields are in view with it, and the steps are always."""
    lab = SpasmLab()
    assert lab.stage
    assert lab.stage["picture"] in lab.panels
    assert lab.stage["first"] == ["look", "torn", "alarm", "moment"]
    assert [field["id"] for field in lab.fields if field["id"] not in lab.stage["first"]] == ["step", "ask", "reply"]


def test_the_evidence_has_its_sources_and_the_picture_its_limits() -> None:
    """Every fact leads to its source, and what is made up is said."""
    lab = SpasmLab()
    assert all(SOURCES[name].link in lab.read("evidence") for name in PAIN_IS_NOT_DAMAGE)
    assert all(SOURCES[name].verified for name in PAIN_IS_NOT_DAMAGE)
    assert "teaching picture" in lab.read("limits")
    assert "made up" in lab.read("limits")


def test_a_link_brings_it_back() -> None:
    """What the address holds is what the controls show."""
    lab = does(SpasmLab(), look="fibre", torn=3, alarm=2, moment=5)
    assert lab.query == "spasm.look=fibre&spasm.torn=3&spasm.alarm=2&spasm.moment=5"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_scene_is_described_and_named(language: str) -> None:
    """Title, description, table and the names of what can be tapped are there, in both languages."""
    with speaking(language):
        for now in EVERY:
            picture = spasm_scene(now)
            root = ElementTree.fromstring(picture.svg)
            assert [(root[0].tag, root[0].text), (root[1].tag, root[1].text)] == [
                ("title", picture.title),
                ("desc", picture.description),
            ]
            taps = [node for node in root.iter() if node.get("data-tap")]
            assert taps
            assert all(tap[0].tag == "title" and tap[0].text for tap in taps)
            assert {len(row) for row in picture.table.rows} == {2}


def test_a_scene_is_plain_and_in_the_palette() -> None:
    """It has no id and no address, and only colours of the palette."""
    allowed = {"none", "currentColor", *(f"var(--bl-{name})" for name in PALETTE)}
    for now in EVERY:
        svg = spasm_scene(now).svg
        assert not re.search(r"\sid=|<script|href|url\(|https?:|\son\w+=", svg)
        assert set(re.findall(r"(?:fill|stroke):([^;'\"]+)", svg)) <= allowed


@pytest.mark.parametrize("look", VIEWS)
def test_the_same_parts_keep_their_names(look: str) -> None:
    """Parts are named once each, and what is in two pictures has path commands of the same kind, so that it moves."""
    seen: dict[str, str] = {}
    for now in (now for now in EVERY if now.look == look):
        root = ElementTree.fromstring(spasm_scene(now).svg)
        keyed = [node for node in root.iter() if node.get("data-key")]
        names = [str(node.get("data-key")) for node in keyed]
        assert len(names) == len(set(names))
        for node in keyed:
            commands = node.tag + re.sub(r"[^A-Za-z]", "", node.get("d", ""))
            assert seen.setdefault(str(node.get("data-key")), commands) == commands, node.get("data-key")


def test_limbs_keep_their_length() -> None:
    """In every pose shin, thigh and spine are as long as in any other, and the feet stay where they are."""
    poses = [body(moment, pain) for moment in (BEFORE, LIFTED, 2) for pain in range(STRONGEST + 1)]

    def long(a: tuple[float, float], b: tuple[float, float]) -> float:
        return round(((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2) ** 0.5, 3)

    assert {(long(who.ankle, who.knee), long(who.knee, who.hip)) for who in poses} == {(81.0, 81.0)}
    assert {long(a, b) for who in poses for a, b in zip(who.spine, who.spine[1:], strict=False)} == {8.9}
    assert len({who.ankle for who in poses}) == 1


def test_the_lock_shuts_when_the_alarm_is_loud() -> None:
    """Below it the muscle lets go, from it on it does not."""
    for look in VIEWS:
        assert "-hoop" not in spasm_scene(Spasm(look, 0, LOCKS - 1)).svg
        assert "-hoop" in spasm_scene(Spasm(look, 0, LOCKS)).svg


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_words_are_cut_or_lie_on_others(page: Page, language: str) -> None:
    """In a browser every text lies inside the scene and on no other text."""
    with speaking(language):
        html = "".join(f"<div style='width:664px'>{picture_html(spasm_scene(now))}</div>" for now in EVERY)
    page.set_content(f"<!doctype html><body style='font-family:sans-serif'>{html}")
    assert page.evaluate(COLLISIONS) == []
