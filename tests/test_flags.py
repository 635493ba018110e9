"""The lab of red flags: what stops home care, why, what would raise it, and how little red flags can tell."""

from __future__ import annotations

import re
from itertools import product
from typing import Any

import pytest
from person import at, names_of, press

from backlab.knowledge.causes import CAUSES
from backlab.knowledge.findings import FINDINGS, answers_of
from backlab.knowledge.rules import RULES
from backlab.knowledge.sources import SOURCES
from backlab.labs.flags import HOW_FAR, RedFlagsLab, factored, flag_topics, patient_of, red_flags, shares
from backlab.labs.patient import TICKED_TOPICS
from backlab.markup import escape
from backlab.model import Condition, Disposition, Rule
from backlab.reasoning.engine import disposition
from backlab.reasoning.explain import raises
from backlab.words.asked import MOST

EVERY_FLAG = pytest.mark.parametrize("rule", red_flags(), ids=lambda rule: rule.id)


@pytest.fixture
def lab() -> RedFlagsLab:
    """A lab in which nothing is ticked."""
    return RedFlagsLab()


def tick(lab: RedFlagsLab, *findings: str) -> None:
    """Tick boxes one after another, as a person does."""
    for finding in findings:
        name = next(field["id"] for field in lab.fields if finding in names_of(field))
        lab.set(**{name: {**lab.values[name], "yes": [*lab.values[name]["yes"], finding]}})


def cards(html: str) -> list[str]:
    """The rules that are shown, one piece of HTML each."""
    return re.findall(r"<article.*?</article>", html)


def changed(lab: RedFlagsLab, **values: Any) -> dict[str, str]:
    """The panels after a control was moved."""
    lab.set(**values)
    return {name: lab.read(name) for name in ("level", "why", "changes", "flags")}


def test_red_flags_are_what_home_care_waits_for() -> None:
    """Every emergency is listed, every red flag of a same-day visit, and nothing else."""
    urgent = {rule.id for rule in RULES.values() if rule.disposition >= Disposition.URGENT}
    assert {rule.id for rule in red_flags()} == urgent - {"collapsed-in-pain"}


@EVERY_FLAG
def test_each_red_flag_is_shown_once_with_its_reason_causes_and_sources(lab: RedFlagsLab, rule: Rule) -> None:
    """One card has the reason, and on it stand its level, all its causes and the link of each source."""
    lab.set(group="")
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


def test_the_menu_lists_the_red_flags_of_one_group(lab: RedFlagsLab) -> None:
    """Only the rules of the kidneys, and all of them."""
    lab.set(group="kidney")
    shown = cards(lab.read("flags"))
    assert len(shown) == len(red_flags("kidney")) > 0
    assert all(any(escape(rule.because) in card for rule in red_flags("kidney")) for card in shown)


def test_a_tick_moves_the_level_and_names_the_rule(lab: RedFlagsLab) -> None:
    """Fever is looked at the same day, and the reason is the rule's own; a numb leg besides is an emergency."""
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


def test_a_share_that_is_drawn_stands_in_its_source() -> None:
    """What the people show is what the source says, which somebody has read."""
    flagged, serious = shares()
    source = SOURCES[flagged.source]
    assert source is SOURCES[serious.source]
    assert source.verified
    assert f"{flagged.share:.1%} of all patients had at least 1 red flag" in source.figures
    assert f"= {serious.share:.1%} had a serious cause" in source.figures


def test_the_drawn_people_are_as_many_as_the_shares(lab: RedFlagsLab) -> None:
    """Of a thousand, so many have a red flag and so many a serious cause."""
    panel = lab.read("unsafe")
    for share in shares():
        assert f"{round(share.share * 1000)} of 1000: {share.label}" in panel


def test_each_control_moves_something(lab: RedFlagsLab) -> None:
    """Age, pain, days, onset and the menu each change what is said."""
    before = changed(lab)
    for values in ({"age": 72}, {"pain": 8}, {"days": 50}, {"onset": "serious_accident"}, {"group": "bone"}):
        after = changed(lab, **values)
        assert after != before, values
        before = after


def test_an_address_brings_the_ticks_back(lab: RedFlagsLab) -> None:
    """What a lab says of itself for the address starts another with the same answers."""
    name = next(name for name in flag_topics() if TICKED_TOPICS[name] == "Fever, weight and the night")
    lab.set(age=71, group="")
    lab.set(**{name: {"yes": ["fever"], "none": True, "no": []}})
    assert at(lab.query, RedFlagsLab).values == lab.values


def test_two_with_keys_have_places_of_their_own_in_the_address() -> None:
    """What stands in the address for one does not move another."""
    labs = [at("second.age=80", lambda: RedFlagsLab(key=key)) for key in ("", "second")]  # noqa: B023  made at once
    assert [lab.values["age"] for lab in labs] == [34, 80]


def test_whoever_has_an_old_sign_can_say_so() -> None:
    """Each sign that is asked about has all of its answers, also the one that is no red flag: old, and known."""
    asked = {finding for own in flag_topics().values() for finding in own}
    assert {answer for finding in asked for answer in answers_of(finding)} <= asked
    assert {FINDINGS["saddle_numbness_known"], FINDINGS["skin_cancer_removed"]} <= asked
