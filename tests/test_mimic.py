"""The mimic: a story that is heard, what stopping too early misses, and what lies in the same place."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from backlab import CASES, Disposition
from backlab.course.lessons.the_mimic import EMERGENCIES, stage_steps
from backlab.kit.page import Page, standing_on
from backlab.knowledge.causes import CAUSES
from backlab.knowledge.findings import FINDINGS
from backlab.knowledge.rules import RULES
from backlab.labs.mimic import MimicLab, heard
from backlab.language import LANGUAGES, gettext, speaking
from backlab.pictures.back.figure import parts
from backlab.pictures.mimic.back import BOX, SORE, WAY, layer_words, rubbed
from backlab.pictures.mimic.medicine import on_ibuprofen
from backlab.pictures.mimic.scene import Taps, heard_html
from backlab.pictures.mimic.state import (
    BELOW,
    FITS,
    FREE,
    FURTHER,
    LAYERS,
    NEITHER,
    PATIENTS,
    QUESTIONS,
    SETTLING,
    SKIN,
    STILL_ASKING,
    Heard,
    fits,
    questions,
    speaks_for_a_kidney,
)
from backlab.pictures.mimic.words import verdict
from backlab.reasoning.plan import WAITS

NOTEBOOK = Path(__file__).parents[1] / "notebooks" / "the_mimic.ipynb"
TAPS = Taps("asked", "turned", "stop")
BOXED, TWIN = Heard("box", ("start",)), Heard("twin", ("start",))
READER = Heard("nothing", ("start", "moving", "tablet", "sick", "fever"), is_led=True)
TELLING = {"en": "kidney", "es": "riñ"}


@pytest.fixture
def lab() -> Iterator[MimicLab]:
    """The lab as it begins."""
    with standing_on(Page()):
        yield MimicLab()


def level(now: Heard) -> Disposition:
    """What the rules say to what was asked."""
    return now.told.disposition


def test_two_say_the_same_and_are_not_the_same() -> None:
    """What both tell at first is alike to the letter, and only what nobody asked tells them apart."""
    assert PATIENTS["box"].first == PATIENTS["twin"].first
    assert PATIENTS["box"].known == PATIENTS["twin"].known
    assert verdict(BOXED) == verdict(TWIN)
    assert (level(BOXED), level(TWIN)) == (Disposition.SELF_CARE, Disposition.SELF_CARE)
    assert (BOXED.whole.disposition, TWIN.whole.disposition) == (Disposition.URGENT, Disposition.SELF_CARE)


def test_the_third_patient_is_the_reader_of_post_4() -> None:
    """Whatever the article tells of that reader is true of the patient, and what was added changes no level."""
    told = CASES["post-4"].presentation
    asked = Heard("nothing", ("start", "moving", "tablet", "sick")).told
    assert asked.presentation.present == told.present
    assert (asked.presentation.age, asked.presentation.pain, asked.presentation.days) == (
        told.age,
        told.pain,
        told.days,
    )
    assert asked.disposition == Heard("nothing").whole.disposition == Disposition.URGENT


def test_stopping_too_early_shows_what_was_missed() -> None:
    """The sentence names every sign that nobody asked for and the level that they would have given; so do the trays."""
    now = replace(BOXED, stop="self_care")
    said = verdict(now)
    assert "Too early" in said
    assert "Urgent" in said
    assert now.missed() == ("sick", "fever", "knock")
    drawn = heard_html(now, TAPS)
    for name in now.missed():
        words = questions()[name].yes
        assert words in said
        assert f"data-tap='asked={name}'" in drawn
        assert f"<span>{words}</span><small>missed</small>" in drawn


@pytest.mark.parametrize("now", [BOXED, READER])
def test_nothing_that_was_not_asked_is_shown_before_one_stops(now: Heard) -> None:
    """Neither in the trays nor in the table, in a step that leads either."""
    drawn = heard_html(now, TAPS)
    assert now.missed()
    for name in now.missed():
        assert f"said-{name}'" not in drawn
        assert questions()[name].yes not in drawn


def test_to_be_right_without_asking_is_luck() -> None:
    """Who sends the second patient home unasked is told which of the three questions are open."""
    said = verdict(replace(TWIN, stop="self_care"))
    assert "by luck" in said
    assert "legs, bladder; feeling faint; pregnancy; temperature; peeing; a light knock" in said
    known = replace(TWIN, asked=("start", *FREE, *SETTLING), stop="self_care")
    assert verdict(known) == "Self-care is right, after 3 minutes. All answers together say the same."


@pytest.mark.parametrize(
    ("stop", "asked", "said"),
    [
        ("routine", QUESTIONS, "You heard enough, and it asks for more. Urgent"),
        ("emergency", QUESTIONS, "More than the answers ask for. All told it is Urgent"),
        ("urgent", ("start",), "Urgent is right, but nothing that was asked says so"),
        ("urgent", ("start", "fever"), "Urgent is right, after 1 minute."),
    ],
)
def test_each_way_of_stopping_has_its_own_sentence(stop: str, asked: tuple[str, ...], said: str) -> None:
    """Too little for what was heard, too much, right without a reason, and right."""
    assert verdict(replace(BOXED, asked=asked, stop=stop)).startswith(said)


def test_one_answer_makes_the_difference() -> None:
    """The contrast: the same patient with a high temperature is seen the same day; nothing else was changed."""
    now = replace(TWIN, asked=QUESTIONS, is_led=True)
    other = replace(now, turned=frozenset({"fever"}))
    assert (level(now), level(other)) == (Disposition.SELF_CARE, Disposition.URGENT)
    assert verdict(other) == "Turned round: high temperature. Self-care becomes Urgent."
    found = other.told.presentation.present ^ now.told.presentation.present
    assert found == {"fever"}


def test_four_single_answers_make_it_the_same_day() -> None:
    """As the step says, there are four of them."""
    turned = (replace(TWIN, asked=QUESTIONS, turned=frozenset({name})) for name in QUESTIONS)
    assert sum(level(now) == Disposition.URGENT for now in turned) == 4


@pytest.mark.parametrize("name", ["faint", "legs"])
@pytest.mark.parametrize("patient", PATIENTS)
def test_what_cannot_wait_is_heard_in_anybody(patient: str, name: str) -> None:
    """The main artery and the nerves of the saddle: a "yes" is an emergency, whatever else was said."""
    assert Heard(patient, QUESTIONS).told.disposition < Disposition.EMERGENCY
    assert level(Heard(patient, ("start", name), frozenset({name}))) == Disposition.EMERGENCY


@pytest.mark.parametrize(
    ("name", "signs"),
    [("faint", {"pulsating_belly", "fainting"}), ("legs", {"saddle_numbness", "difficulty_peeing", "both_legs"})],
)
def test_one_question_may_ask_for_more_than_one_sign(name: str, signs: set[str]) -> None:
    """A "yes" is all of them, and a "no" rules out all of them."""
    there = replace(BOXED, asked=("start", name), turned=frozenset({name})).told.presentation
    gone = replace(BOXED, asked=("start", name)).told.presentation
    assert signs <= there.present
    assert signs <= gone.absent


def test_the_lab_begins_with_the_patient_of_the_story(lab: MimicLab) -> None:
    """So the guess is tested on whom it was made about: what the story tells is ticked, and took no minute."""
    now = heard(lab.values)
    told = Heard("nothing", ("start", "tablet", "sick", "fever"))
    assert (now.patient, now.asked, now.minutes) == (told.patient, told.asked, 0)
    assert now.told.disposition == now.whole.disposition == Disposition.URGENT


def test_no_high_temperature_says_less_after_ibuprofen() -> None:
    """The caution stands right where the thermometer is read."""
    assert "lowers a fever" in verdict(replace(TWIN, asked=("start", "fever"), last="fever"))
    assert "lowers a fever" not in verdict(replace(BOXED, asked=("start", "fever"), last="fever"))


def test_ibuprofen_waits_from_the_start() -> None:
    """Even before anybody has decided, the scene does not leave it open."""
    assert "Ibuprofen: not yet." in heard_html(BOXED, TAPS)


@pytest.mark.parametrize("story", [{"start"}, {"tablet"}, {"start", "tablet"}])
def test_a_good_story_clears_nobody_who_feels_sick(story: set[str]) -> None:
    """Neither a lift to blame nor a tablet that helps takes the level down."""
    told = replace(READER, turned=frozenset(story))
    assert level(told) == level(READER) == Disposition.URGENT
    assert "The level stays Urgent" in verdict(told)


@pytest.mark.parametrize("name", ["start", "tablet"])
def test_what_most_plain_backs_have_fits_both(name: str) -> None:
    """No start that is remembered and a tablet that did little point neither to a muscle nor away from it."""
    assert fits(name, yes=True) == NEITHER
    assert not speaks_for_a_kidney(name, yes=True)


def test_the_deadly_questions_come_first_and_are_free() -> None:
    """Nobody pays for asking after legs and bladder, a faint, or a pregnancy."""
    assert QUESTIONS[:3] == FREE
    assert replace(BOXED, asked=FREE).minutes == 0


def test_a_turn_that_changes_nothing_says_so() -> None:
    """The sentence names the level that other answers hold."""
    now = replace(BOXED, asked=QUESTIONS, turned=frozenset({"sick"}), is_led=True)
    assert verdict(now) == "Turned round: does not feel sick. The level stays Urgent: other answers hold it."


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("depth", [*LAYERS, 1, 5])
@pytest.mark.parametrize("now", [BOXED, TWIN, replace(BOXED, asked=QUESTIONS)])
def test_nothing_names_the_mimic_before_somebody_decides(now: Heard, depth: int, code: str) -> None:
    """Neither picture, sentence nor table says what lies there, but at the end of the way down in its step."""
    shown = replace(now, depth=depth)
    with speaking(code):
        sentences = [verdict(replace(shown, asked=QUESTIONS, last=name)) for name in QUESTIONS]
        looked = verdict(replace(shown, is_looking=True))
        assert (TELLING[code] in looked.lower()) == (depth == BELOW)
        said = " ".join((heard_html(shown, TAPS), *sentences))
        assert TELLING[code] not in said.lower()
        assert TELLING[code] in str(heard_html(replace(shown, stop="self_care", depth=BELOW), TAPS)).lower()


@pytest.mark.parametrize("tab", ["why", "limits"])
def test_no_tab_names_it_before_somebody_decides(lab: MimicLab, tab: str) -> None:
    """What stands behind the scene waits, too."""
    assert TELLING["en"] not in lab.state["panels"][tab]["html"].lower()


def test_what_is_read_before_the_guess_does_not_name_it() -> None:
    """Neither the card of the lesson nor its text up to the lab, nor what is said to the prediction."""
    notebook = json.loads(NOTEBOOK.read_text("utf-8"))
    cells = ["".join(cell["source"]) for cell in notebook["cells"]]
    lab_at = next(n for n, cell in enumerate(cells) if "MimicLab(" in cell)
    card = " ".join(map(str, notebook["metadata"]["backlab"].values()))
    assert TELLING["en"] not in " ".join((card, *cells[: lab_at + 1])).lower()
    open_text = re.sub(r"<details>.*?</details>", "", cells[lab_at + 1], flags=re.DOTALL)
    assert TELLING["en"] not in open_text.lower()


@pytest.mark.parametrize("step", [step.name for step in stage_steps()])
def test_every_step_is_short_and_begins_undone(step: str) -> None:
    """It has at most sixty words, and what it asks for is not so from the start."""
    found = next(each for each in stage_steps() if each.name == step)
    assert len(found.text.split()) <= 60
    with standing_on(Page()):
        lab = MimicLab()
        lab.set(step=step)
        assert step not in lab.done["step"]
        assert not found.is_done(lab.values)


@pytest.mark.parametrize(
    ("step", "moves"),
    [
        ("box", {"stop": "self_care"}),
        ("under", {"depth": BELOW}),
        ("twin", {"asked": ["start", *FREE, *SETTLING], "stop": "self_care"}),
        ("answer", {"turned": ["pee"]}),
        ("lift", {"turned": ["start", "tablet"]}),
        ("wait", {"turned": ["waves"]}),
        ("wait", {"turned": ["faint"]}),
        ("wait", {"turned": ["legs"]}),
    ],
)
def test_every_step_can_be_done(lab: MimicLab, step: str, moves: dict[str, Any]) -> None:
    """What it asks for is noticed once a person has moved the controls so."""
    lab.move("step", step)
    for name, value in moves.items():
        assert step not in lab.done["step"]
        lab.move(name, value)
    assert step in lab.done["step"]


def test_to_stop_without_the_three_questions_does_not_finish_the_third_step(lab: MimicLab) -> None:
    """Luck is not what it asks for."""
    lab.move("step", "twin")
    lab.move("stop", "self_care")
    assert "twin" not in lab.done["step"]


@pytest.mark.parametrize("patient", PATIENTS)
@pytest.mark.parametrize("turned", [*QUESTIONS, ""])
def test_to_wait_never_hides_that_ibuprofen_is_ruled_out(patient: str, turned: str) -> None:
    """Where the care comes first and a sign rules the tablet out, the scene says "ruled out" and why."""
    now = Heard(patient, QUESTIONS, frozenset({turned} - {""}), stop="self_care", is_led=True)
    held = next(each for each in now.whole.plan.withheld if each.treatment.id == "otc_ibuprofen")
    fate, why = on_ibuprofen(now)
    if held.kind == WAITS:
        assert fate == ("Ibuprofen: ruled out." if held.contraindications else "Ibuprofen: not yet.")
    reasons = [gettext(each.because).lower() for each in held.contraindications]
    assert fate != "Ibuprofen: ruled out." or why.lower().rstrip(".") in reasons


def test_a_tender_kidney_is_the_reason_that_is_named() -> None:
    """That the tablet has not helped is said only where nothing weighs more."""
    assert "tender kidney" in on_ibuprofen(Heard("nothing", stop="urgent"))[1]
    assert "not helped" in on_ibuprofen(replace(READER, stop=STILL_ASKING))[1]


@pytest.mark.parametrize("name", QUESTIONS)
def test_an_answer_lies_where_the_table_of_causes_puts_it(name: str) -> None:
    """A sign that is there fits the strain, or speaks for something serious; one that is missing settles nothing."""
    finding = FINDINGS[questions()[name].finding]
    strain = CAUSES["muscle_strain"]
    is_told = name not in ("start", "tablet")
    further = is_told and (
        finding in strain.speaks_against
        or any(cause.serious and finding in cause.speaks_for for cause in CAUSES.values())
    )
    assert fits(name, yes=True) == (FURTHER if further else NEITHER)
    assert fits(name, yes=False) == (FITS if name == "start" else NEITHER)
    kidneys = (CAUSES["kidney_infection"], CAUSES["kidney_stone"])
    assert speaks_for_a_kidney(name, yes=True) == (is_told and any(finding in cause.speaks_for for cause in kidneys))
    assert not speaks_for_a_kidney(name, yes=False)


def test_what_is_told_at_the_start_takes_no_minute() -> None:
    """Only a question costs one."""
    assert [BOXED.minutes, replace(BOXED, asked=("start", "fever", "knock")).minutes] == [0, 2]
    assert replace(BOXED, asked=QUESTIONS).minutes == BOXED.could_take == 8


def test_a_kidney_lies_where_it_hurts() -> None:
    """The middle of the kidney on that side lies in the rings, and so do muscles."""
    x, y = SORE
    found = {part.id: part for part in parts("behind")}
    edge = next(form for form in found["kidney-right"].forms if form.way == "closed")
    points = [point for line in edge.lines for point in line]
    across, down = ((min(each) + max(each)) / 2 for each in zip(*points, strict=True))
    assert (across, down) == pytest.approx((x, y), abs=5)


@pytest.mark.parametrize(("depth", "panes"), [(SKIN, 0), (1, 1), (2, 1), (3, 2), (4, 2), (5, 3), (BELOW, 3)])
def test_one_layer_after_the_other_is_rubbed_away(depth: int, panes: int) -> None:
    """Deeper opens the next ring, inside the one before; the grip follows, straight below the sore place."""
    drawn = rubbed(depth, named=True)
    holes = [float(each) for each in re.findall(r"circle\(([\d.]+)%", drawn)]
    assert len(holes) == panes
    low, high = WAY
    assert f"data-along='{SORE[0]:g} {low:g} {SORE[0]:g} {high:g}'" in drawn
    at = re.search(r"translate\(34 ([\d.]+)\)", drawn)
    assert at is not None
    assert float(at[1]) == pytest.approx(low + (high - low) * depth / BELOW, abs=0.1)
    assert BOX[1] < low < high < BOX[1] + BOX[3]


def test_each_patient_has_a_back_of_their_own() -> None:
    """Nobody takes the next one for the one before."""
    assert len({rubbed(SKIN, named=False, patient=patient) for patient in PATIENTS}) == len(PATIENTS)


def test_the_grip_glows_only_while_it_is_asked_for() -> None:
    """Not in another step, and not at the end of its way."""
    glowing = [rubbed(depth, named=False, is_asked=asked) for depth, asked in ((0, True), (0, False), (BELOW, True))]
    assert ["bl-heard-here" in drawn for drawn in glowing] == [True, False, False]


def test_the_rings_lie_inside_each_other() -> None:
    """At the end all four layers are seen at once, the deepest in the middle."""
    holes = [float(each) for each in re.findall(r"circle\(([\d.]+)%", rubbed(BELOW, named=True))]
    assert holes == sorted(holes, reverse=True)
    assert len(set(holes)) == 3


def test_the_layers_have_names_and_the_last_waits_for_its_own() -> None:
    """Skin, muscles, the deep muscle, and a question mark until somebody has decided."""
    assert [layer_words(depth, named=False) for depth in LAYERS] == ["skin", "muscles", "deep muscle", "?"]
    assert layer_words(BELOW, named=True) == "kidney"


def test_another_patient_begins_anew(lab: MimicLab) -> None:
    """What was asked, turned and decided belonged to the one before."""
    lab.set(asked=["start", "fever"], turned=["fever"], stop="urgent")
    lab.set(patient="box")
    assert (lab.values["asked"], lab.values["turned"], lab.values["stop"]) == (["start"], [], STILL_ASKING)


def test_what_is_turned_round_has_been_asked(lab: MimicLab) -> None:
    """Nobody turns an answer that was not heard."""
    lab.set(patient="box")
    lab.set(turned=["pee"])
    assert lab.values["asked"] == ["start", "pee"]
    assert lab.advice.disposition == Disposition.URGENT


def test_an_address_brings_everything_back(lab: MimicLab) -> None:
    """What was asked, turned, decided and looked at stands in it."""
    lab.set(asked=["start", "fever", "knock"], stop="routine", depth=4)
    lab.set(turned=["knock"])
    with standing_on(Page(lab.state["query"] or "")):
        assert MimicLab().values == lab.values


def test_what_is_heard_is_marked_as_new(lab: MimicLab) -> None:
    """The answer that came last stands out from the others, and the sentence is what the patient says."""
    lab.set(step="box")
    lab.move("asked", ["start", "fever"])
    lab.refresh()
    assert lab.said == "“I have been shivering. It says 38.6 °C.”"
    new = re.findall(r"class='bl-heard-chip is-new' data-key='said-(\w+)'", lab.state["panels"]["mimic"]["html"])
    assert new == ["fever"]


@pytest.mark.parametrize("rule", EMERGENCIES)
def test_what_cannot_wait_is_an_emergency(rule: str) -> None:
    """Only such rules stand under these words."""
    assert RULES[rule].disposition == Disposition.EMERGENCY


def test_the_values_are_what_was_heard(lab: MimicLab) -> None:
    """The lab's picture and its advice rest on the same patient."""
    lab.set(step="lift")
    assert heard(lab.values).told.disposition == lab.advice.disposition == Disposition.URGENT


def test_what_fits_a_muscle_clears_nobody_and_no_fever_may_be_hidden(lab: MimicLab) -> None:
    """Where the answers are put stands that a lift clears nobody; no fever is put down with what can hide one."""
    lab.set(step="lift")
    assert "Fits a muscle, clears nobody" in lab.read("mimic")
    assert questions()["fever"].no == "no fever (tablets can hide it)"


def test_the_first_step_only_looks_under_the_skin(lab: MimicLab) -> None:
    """How soon was guessed before: there nothing is sorted or decided yet, and from the next step on it is."""
    assert "bl-heard-door" not in lab.read("mimic")
    lab.hear({"kind": "moved", "turn": 1, "values": {"step": "box"}})
    assert lab.read("mimic").count("class='bl-heard-door'") == len(Disposition)
