"""The lab of red flags: a body that one asks, what an answer means, and how little one flag says of many people."""

from __future__ import annotations

import re
from itertools import product
from typing import Any

import pytest
from person import at, names_of, press
from test_walkers import data

from backlab.advice import advise
from backlab.course.lessons.red_flags import PATIENTS, misses_most, says_much, stage_steps
from backlab.knowledge.causes import CAUSES
from backlab.knowledge.findings import FINDINGS, answers_of
from backlab.knowledge.flags import AFTER, CROWD_OF, CROWDS, HARMLESS, SURGERY, Crowd
from backlab.knowledge.rules import RULES
from backlab.knowledge.sources import SOURCES
from backlab.labs.flags import HOW_FAR, RedFlagsLab, factored, flag_topics, on_the_body, patient_of, red_flags
from backlab.labs.patient import TICKED_TOPICS
from backlab.markup import escape
from backlab.model import Accuracy, Condition, Disposition, Rule
from backlab.pictures.flags import PLACES, QUESTIONS, crowd
from backlab.pictures.flags.asking import alone, because
from backlab.presentation import Presentation
from backlab.reasoning.engine import disposition
from backlab.reasoning.explain import raises
from backlab.words.asked import MOST

EVERY_FLAG = pytest.mark.parametrize("rule", red_flags(), ids=lambda rule: rule.id)


@pytest.fixture
def lab() -> RedFlagsLab:
    """A lab in which nothing is asked yet."""
    return RedFlagsLab()


def tick(lab: RedFlagsLab, *findings: str) -> None:
    """Tick boxes one after another, as a person does."""
    for finding in findings:
        name = next(field["id"] for field in lab.fields if finding in names_of(field))
        lab.set(**{name: {**lab.values[name], "yes": [*lab.values[name]["yes"], finding]}})


def cards(html: str) -> list[str]:
    """The rules that are shown, one piece of HTML each."""
    return re.findall(r"<article.*?</article>", html)


def seen(lab: RedFlagsLab) -> str:
    """The picture of the stage."""
    return lab.read("flagged")


def go(lab: RedFlagsLab, step: str) -> None:
    """Turn to a step, as a person does."""
    lab.hear({"kind": "moved", "values": {"step": step}})


def move(lab: RedFlagsLab, **values: Any) -> None:
    """Move controls one after another, as a person does."""
    lab.hear({"kind": "moved", "values": values})


def field_of(finding: str) -> str:
    """The control that holds a finding."""
    return next(name for name, own in flag_topics().items() if FINDINGS[finding] in own)


def tap(lab: RedFlagsLab, finding: str) -> None:
    """Tap an answer in the picture: its box goes in or out."""
    held = lab.values[field_of(finding)]
    yes = [one for one in held["yes"] if one != finding] if finding in held["yes"] else [*held["yes"], finding]
    move(lab, **{field_of(finding): {**held, "yes": yes}})


def test_red_flags_are_what_home_care_waits_for() -> None:
    """Every emergency is listed, every red flag of a same-day visit, and nothing else."""
    urgent = {rule.id for rule in RULES.values() if rule.disposition >= Disposition.URGENT}
    assert {rule.id for rule in red_flags()} == urgent - {"collapsed-in-pain"}


@EVERY_FLAG
def test_each_red_flag_is_shown_once_with_its_reason_causes_and_sources(lab: RedFlagsLab, rule: Rule) -> None:
    """One card has the reason, and on it stand its level, all its causes and the link of each source."""
    (card,) = (card for card in cards(lab.read("flags")) if escape(rule.because) in card)
    assert rule.disposition.label in card
    for cause in rule.suspects:
        assert CAUSES[cause].label.lower() in card.lower()
    for source in map(SOURCES.__getitem__, rule.sources):
        assert escape(source.fact) in card
        assert f"href='{escape(source.link)}'" in card or not source.link
        assert f"Confidence in this fact: {source.confidence}." in card
    assert card.count("not verified:</strong>") == sum(not SOURCES[name].verified for name in rule.sources)


@EVERY_FLAG
def test_a_condition_that_is_read_aloud_is_the_condition_of_the_rule(rule: Rule) -> None:
    """Written out again, the short form has the very clauses of the rule."""
    clauses = {frozenset(chosen) for alternative in factored(rule.when) for chosen in product(*alternative)}
    assert set(Condition(clauses).clauses) == set(rule.when.clauses)


@EVERY_FLAG
def test_every_finding_of_a_red_flag_can_be_given(lab: RedFlagsLab, rule: Rule) -> None:
    """For each atom there is a box, a choice or a slider that reaches it."""
    known = {name for field in lab.fields for name in names_of(field)}
    reach = {field["id"]: field["high"] for field in lab.fields if field["kind"] == "slider"}
    for atom in rule.when.atoms:
        quantity = getattr(atom, "quantity", None)
        assert atom.id in known or (quantity is not None and reach[quantity.id] >= atom.value)


def test_a_tick_moves_the_level_and_names_the_rule(lab: RedFlagsLab) -> None:
    """Fever is looked at the same day, and the reason is the rule's own; a numb leg besides is an emergency."""
    move(lab, where="legs")
    assert "Self-care so far" in lab.said
    tick(lab, "fever")
    assert lab.said.startswith("Urgent:")
    assert escape(RULES["high-temperature"].because) in lab.read("why")
    tick(lab, "leg_numbness")
    assert lab.said.startswith("Emergency:")
    assert escape(RULES["abscess-on-the-cord"].because) in lab.read("why")


@pytest.mark.parametrize("ticked", [(), ("fever",)])
def test_what_would_raise_it_really_does(lab: RedFlagsLab, ticked: tuple[str, ...]) -> None:
    """The lists name single findings that lead from here to a higher level, each at its own, and count the rest."""
    tick(lab, *ticked)
    patient = patient_of(lab.values)
    said = lab.read("changes")
    for level in (Disposition.URGENT, Disposition.EMERGENCY):
        leading = [change for change in raises(patient) if change.to is level]
        named = [change for change in leading if f">{escape(change.atoms[0].label)}<" in said]
        assert all(disposition(patient.changed(change.atoms[0], True)) is level for change in named)
        asked_first = [change for change in leading if getattr(change.atoms[0], "parent", None) is None]
        assert len(named) == min(len(asked_first), MOST)


def test_nobody_is_sent_home_unasked(lab: RedFlagsLab) -> None:
    """Before the first question no level is marked and none is said; after the first it is one so far."""
    assert lab.said.startswith("Not known yet")
    assert "aria-current" not in lab.summary
    move(lab, where="night")
    assert "Urgent" in lab.said
    move(lab, pain=9)
    assert "aria-current" in lab.summary


def test_nothing_raises_an_emergency(lab: RedFlagsLab) -> None:
    """At the top there is nothing left to list."""
    tick(lab, "saddle_numbness")
    assert "Nothing could make it more urgent" in lab.read("changes")


def test_a_severe_pain_alone_is_no_red_flag(lab: RedFlagsLab) -> None:
    """The strength of the pain calls for an appointment, and home care goes on."""
    lab.set(pain=10)
    assert "Routine" in lab.said
    assert "waits" not in lab.said


def test_none_of_the_others_answers_a_topic_and_can_be_taken_back(lab: RedFlagsLab) -> None:
    """It says no to every other box; without it an empty box means "not asked" again."""
    name = next(name for name in flag_topics() if TICKED_TOPICS[name] == "Fever, weight and the night")
    lab.set(**{name: {"yes": ["fever"], "none": True, "no": []}})
    patient = patient_of(lab.values)
    assert "weight_loss" in patient.absent
    assert "fever" not in patient.absent
    lab.set(**{name: {**lab.values[name], "none": False}})
    assert patient_of(lab.values).absent == frozenset()


def test_with_every_no_it_says_so_and_reset_begins_anew(lab: RedFlagsLab) -> None:
    """The buttons answer every topic, and take all of it back."""
    first = lab.values
    press(lab, "none")
    assert all(lab.values[name]["none"] for name in flag_topics())
    lab.set(onset="lifting", pain=8)
    press(lab, "reset")
    assert lab.values == first


@pytest.mark.parametrize("name", HOW_FAR)
def test_how_far_red_flags_go_is_told_with_figures_links_and_marks(lab: RedFlagsLab, name: str) -> None:
    """Each source stands with its figures and link, marked where nobody has read it."""
    source, panel = SOURCES[name], lab.read("unsafe")
    (item,) = (each for each in re.split(r"<li>(?=<strong)", panel) if escape(source.fact) in each)
    assert escape(source.figures) in item
    assert f"href='{escape(source.link)}'" in item
    assert ("not verified:</strong>" in item) != source.verified


def test_no_sign_is_read_before_its_place_is_asked(lab: RedFlagsLab) -> None:
    """The picture has no word of any question at first; a place shows its own three, and no others."""
    assert not [f.id for f in QUESTIONS if escape(f.label) in seen(lab)]
    for place, spot in PLACES.items():
        fresh = RedFlagsLab()
        move(fresh, where=place)
        assert {f for f in QUESTIONS if f"{escape(f.label)}?" in seen(fresh)} == {*spot.asks}


def test_each_place_asks_a_few_questions_that_belong_to_red_flags() -> None:
    """No question is asked twice, and each is one that some red flag asks."""
    assert {len(spot.asks) for spot in PLACES.values()} == {3, 4}
    assert len({*QUESTIONS}) == len(QUESTIONS)
    assert {*QUESTIONS} <= {f for own in flag_topics().values() for f in own}


def test_whom_one_asks_answers_what_the_step_hides(lab: RedFlagsLab) -> None:
    """At the place of the sign the answer is yes and the others are no; elsewhere all are no, and nothing is found."""
    move(lab, where="legs")
    assert lab.presentation.absent == {f.id for f in PLACES["legs"].asks}
    move(lab, where="saddle")
    assert lab.presentation.present == {"difficulty_peeing"}
    assert lab.said.startswith("Emergency:")
    assert lab.told["done"] == {"step": ["find"]}


def test_one_answer_that_differs_makes_the_level_jump(lab: RedFlagsLab) -> None:
    """The same sign is an emergency when it is new, and routine when it is old and known; nothing else has changed."""
    go(lab, "old")
    before = lab.presentation
    assert advise(before).disposition is Disposition.EMERGENCY
    tap(lab, "difficulty_peeing_known")
    after = lab.presentation
    assert advise(after).disposition is Disposition.ROUTINE
    assert before.present ^ after.present == {"difficulty_peeing", "difficulty_peeing_known"}
    assert "old" in lab.told["done"]["step"]


def test_strong_pain_is_a_red_flag_by_how_it_began(lab: RedFlagsLab) -> None:
    """Pain of 10 leaves the step open; that it was worst within a minute, between the shoulders, is an emergency."""
    go(lab, "loud")
    move(lab, pain=10)
    assert "loud" not in lab.told["done"]["step"]
    assert lab.said.startswith("Routine so far:")
    move(lab, where="chest")
    assert "loud" in lab.told["done"]["step"]
    assert lab.said.startswith("Emergency:")
    assert "Together: Emergency." in seen(lab)


def test_signs_that_mean_no_more_together_are_not_said_to(lab: RedFlagsLab) -> None:
    """The picture says "together" only where that is more than any of them alone."""
    lab.set(present={"fever", "weight_loss"})
    lab.set(where="all")
    assert "Together" not in seen(lab)
    lab.set(present={"fever", "leg_numbness"})
    assert "Together: Emergency." in seen(lab)


def test_an_answer_that_is_taken_back_is_a_no(lab: RedFlagsLab) -> None:
    """And what it brought along goes too: no bruise, and no fall for the sake of that bruise."""
    move(lab, where="spine")
    tap(lab, "bruise_on_spine")
    assert {"bruise_on_spine", "minor_fall"} <= lab.presentation.present
    tap(lab, "bruise_on_spine")
    assert lab.presentation.present == frozenset()
    assert "bruise_on_spine" in lab.presentation.absent


def test_moving_a_control_shows_what_it_changes(lab: RedFlagsLab) -> None:
    """A sign turns to the people, and pain, a place or a box back to the patient."""
    for values, look in (
        ({"sign": "night"}, "people"),
        ({"pain": 7}, "patient"),
        ({"sign": "infected"}, "people"),
        ({"where": "legs"}, "patient"),
        ({"sign": "legs"}, "people"),
    ):
        before = seen(lab)
        move(lab, **values)
        assert lab.values["look"] == look
        assert seen(lab) != before


@pytest.mark.parametrize("step", [step.name for step in stage_steps()])
def test_each_step_begins_undone_and_can_be_done(lab: RedFlagsLab, step: str) -> None:
    """What a step sets does not do what it asks for; something that a person can choose does."""
    go(lab, step)
    assert step not in lab.told["done"]["step"]
    for finding in PATIENTS[step].hidden if step in PATIENTS else ():
        move(lab, where=next(place for place, spot in PLACES.items() if FINDINGS[finding] in spot.asks))
    move(lab, pain=10)
    if step == "old":
        tap(lab, "difficulty_peeing_known")
    elif step not in PATIENTS:
        for sign in CROWDS:
            move(lab, sign=sign)
    assert step in lab.told["done"]["step"]


def test_what_the_last_steps_ask_for_is_a_choice_that_can_fail() -> None:
    """Some signs say much, some do not; only one group leaves more of the ill without the sign than with it."""
    much = {sign for sign in CROWDS if says_much(sign)}
    assert much == {"triad", "way_in", "cancer", "steroids", "bruise", "several"}
    assert {sign for sign in CROWDS if misses_most(sign)} == {"triad"}


def test_people_who_are_drawn_are_those_of_the_first_study() -> None:
    """Of 1000, as many have a flag and as many are ill as the source says, which somebody has read."""
    found = CROWDS["any"]
    source = SOURCES[found.source]
    assert found.with_sign + found.without == SURGERY
    assert source.verified
    assert f"{found.with_sign / 10:.1f}% of all patients had at least 1 red flag" in source.figures
    assert f"= {found.ill / 10}% had a serious cause" in source.figures


@pytest.mark.parametrize("found", CROWDS.values(), ids=str)
def test_people_of_a_crowd_come_from_its_source(found: Crowd) -> None:
    """Shares worked out again from the people are those of the source, to the nearest person; each source was read."""
    assert found.verified
    assert 0 < found.with_sign + found.without <= SURGERY
    named = {"legs": "both_legs", "peeing": "bladder"}.get(found.id)
    if named:
        share = SOURCES[found.source].number(named)
        assert isinstance(share, Accuracy)
        assert found.ill / (found.ill + found.ill_without) == pytest.approx(share.sensitivity, abs=0.02)
        assert found.well_without / (found.well + found.well_without) == pytest.approx(share.specificity, abs=0.002)
    if found.after is not None:
        assert f"{found.after:%}" in SOURCES[found.source].figures
        assert found.ill == found.after.value


def test_where_nobody_says_where_the_ill_stood_none_is_claimed(lab: RedFlagsLab) -> None:
    """At best all ill had a flag; of those without one the picture gives their number, and no share of ill."""
    lab.set(sign="any")
    assert "9 of 804 ill" in seen(lab)
    assert "of 196 ill" not in seen(lab)
    assert "even at best" in lab.said


def test_having_no_flag_is_no_all_clear(lab: RedFlagsLab) -> None:
    """Where the ill stand on the side without the sign, the verdict says so."""
    for sign in ("triad", "infected", "legs", "peeing"):
        lab.set(sign=sign)
        assert lab.said.endswith("no flag is no all-clear.")


@pytest.mark.parametrize("sign", CROWDS)
def test_everybody_of_a_crowd_stands_in_the_picture(sign: str) -> None:
    """The picture and the table beside it have as many people as were counted, and those who are ill."""
    found = CROWDS[sign]
    table = re.sub(r"<[^>]+>", "|", crowd(sign).partition("<table")[2])
    assert f"|{found.with_sign}|" in table
    assert f"|{found.ill}|" in table
    groups = data(crowd(sign))["groups"]
    assert [len(group["people"]) for group in groups] == [each for each in (found.with_sign, found.without) if each]
    with pytest.raises(KeyError):
        crowd("nothing")


def test_a_sign_that_was_counted_leads_to_its_people(lab: RedFlagsLab) -> None:
    """Its card has a button to the group in which it was counted, and says how many others have it."""
    for finding in {*HARMLESS, *CROWD_OF}:
        lab.set(present={finding.id}, where="")
        lab.set(where=next(place for place, spot in PLACES.items() if finding in spot.asks), sign="several")
        lab.set(look="patient")
        if finding in CROWD_OF:
            assert f"data-tap='sign={CROWD_OF[finding].id}'" in seen(lab)
        if finding in HARMLESS:
            assert f"{HARMLESS[finding].of_100:g} of 100" in seen(lab)
            assert ("Not verified." in seen(lab)) != HARMLESS[finding].verified
        if finding in AFTER:
            assert f"{AFTER[finding].after:}" in seen(lab)


def test_no_number_softens_an_alarm(lab: RedFlagsLab) -> None:
    """What was counted stands below every answer: of whom it is, those who had it first, and no less urgent for it."""
    move(lab, where="saddle")
    answers, aside, numbers = seen(lab).partition("<details class='bl-flag-numbers'")
    assert aside
    assert "of 100" not in answers
    assert "Nothing here makes it less urgent." in numbers
    assert "had them, 72 of 100 had this sign; of those who were scanned and had none, 64 of 100" in numbers


def test_an_emergency_says_whom_to_call(lab: RedFlagsLab) -> None:
    """The numbers to call and not to drive oneself; a same-day sign keeps home care waiting."""
    tick(lab, "fever")
    assert "Home care waits" in lab.said
    tick(lab, "saddle_numbness")
    assert lab.said == "Emergency: call 999, 112 or 911 now. Do not drive yourself."


def test_each_patient_is_somebody_else(lab: RedFlagsLab) -> None:
    """Whoever turns to the next step sees another person, who is named, and no word of what pain alone calls for."""
    heads = []
    for step in PATIENTS:
        go(lab, step)
        assert lab.presentation.age == PATIENTS[step].age
        assert "Pain this strong" not in seen(lab)
        heads += re.findall(r"Example patient, an? (?:wo)?man of \d+", seen(lab))
    assert len({*heads}) == len(heads) == len(PATIENTS)
    assert len({who.look for who in PATIENTS.values()}) == len(PATIENTS)


def test_what_the_body_asks_reaches_some_of_the_red_flags(lab: RedFlagsLab) -> None:
    """The rest need another answer too, and the list of all says how many."""
    reached = {rule.id for rule in on_the_body()}
    assert {"high-temperature"} <= reached < {rule.id for rule in red_flags()}
    assert f"enough for {len(reached)} of these {len(red_flags())}" in lab.read("flags")


def test_a_place_shows_the_level_of_what_was_found_there(lab: RedFlagsLab) -> None:
    """A question mark before it is asked, and then the shape of the weightiest sign there."""
    assert "is-found" not in seen(lab)
    move(lab, where="saddle")
    assert seen(lab).count("bl-flag-spot is-found") == 1
    assert alone(FINDINGS["difficulty_peeing"]) is Disposition.EMERGENCY
    assert "Alone: Emergency." in seen(lab)


def test_the_sheet_has_each_sign_to_tick_and_overleaf_its_level_and_its_reason(lab: RedFlagsLab) -> None:
    """On paper each of the questions stands twice: with four boxes, and with what the rules say."""
    asked, said = lab.handout.split("bl-flag-overleaf")
    for finding in QUESTIONS:
        assert escape(finding.label) in asked
        assert f"{escape(finding.label)}: {alone(finding).label}. " in said
        assert because(finding) not in asked
        assert escape(because(finding)) in said
    assert asked.count("☐ ") == 4 * len(QUESTIONS)
    assert "about 80 have at least one red flag" in said
    assert "about 80" not in asked


def test_a_patient_can_be_described_in_code(lab: RedFlagsLab) -> None:
    """By the words of a Presentation, and refused for what no red flag asks about."""
    lab.set(Presentation(age=50, pain=6, days=4, present={"fever"}))
    assert lab.presentation == Presentation(age=50, pain=6, days=4, present={"fever"})
    with pytest.raises(ValueError, match="no control"):
        lab.set(present={"weak_core"})


def test_an_address_brings_the_ticks_back(lab: RedFlagsLab) -> None:
    """What a lab says of itself for the address starts another with the same answers."""
    name = next(name for name in flag_topics() if TICKED_TOPICS[name] == "Fever, weight and the night")
    lab.set(age=71, where="legs")
    lab.set(**{name: {"yes": ["fever"], "none": True, "no": []}})
    assert at(lab.query, RedFlagsLab).values == lab.values


def test_an_address_brings_back_what_was_asked_and_denied() -> None:
    """A place that was asked is so again, with its answers: each no, and the yes that was found."""
    lab = RedFlagsLab()
    move(lab, where="saddle")
    move(lab, where="legs")
    again = at(lab.query, RedFlagsLab)
    assert again.values == lab.values
    assert again.presentation.absent >= {"saddle_numbness", "leg_weakness"}


def test_two_with_keys_have_places_of_their_own_in_the_address() -> None:
    """What stands in the address for one does not move another."""
    labs = [at("second.age=80", lambda: RedFlagsLab(key=key)) for key in ("", "second")]  # noqa: B023  made at once
    assert [lab.values["age"] for lab in labs] == [34, 80]


def test_whoever_has_an_old_sign_can_say_so() -> None:
    """Each sign that is asked about has all of its answers, also the one that is no red flag: old, and known."""
    asked = {finding for own in flag_topics().values() for finding in own}
    assert {answer for finding in asked for answer in answers_of(finding)} <= asked
    assert {FINDINGS["saddle_numbness_known"], FINDINGS["skin_cancer_removed"]} <= asked


def test_a_tablet_can_hide_a_fever_stands_where_one_answers() -> None:
    """The card that asks for a fever says so before and after an answer; no other card does."""
    lab = RedFlagsLab()
    lab.set(where="all")
    shown = [card for card in seen(lab).split("bl-flag-card") if "can hide a fever" in card]
    assert len(shown) == 1
    assert "A high temperature" in shown[0]
