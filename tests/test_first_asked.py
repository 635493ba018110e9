"""What is asked before there is a table: every danger that one answer can tell of, and no all-clear before."""

from __future__ import annotations

import re

import pytest

from backlab import CASES, Disposition, Presentation, advise
from backlab.knowledge.dangers import DANGERS, Danger
from backlab.knowledge.findings import FINDINGS, above
from backlab.labs.asking import open_questions
from backlab.labs.first_asked import asks_first, danger_answers
from backlab.labs.treatment import START, TreatmentLab
from backlab.model import Finding

EACH = pytest.mark.parametrize("danger", DANGERS.values(), ids=list(DANGERS))
pytestmark = pytest.mark.usefixtures("no_address")


def said_no(lab: TreatmentLab, *but: str) -> TreatmentLab:
    """The lab with all of them answered with no, but for some."""
    for id in DANGERS:
        if id not in but:
            lab.set(first=f"{id}.no")
    return lab


@EACH
def test_a_yes_raises_the_level_as_it_says(danger: Danger) -> None:
    """A "yes" says the first of its findings; whichever was meant, the level is no lower than for that."""
    first, *others = (advise(START.changed(finding, True)).disposition for finding in danger.findings)
    assert first is danger.level
    assert all(Disposition.ROUTINE <= level <= first for level in others)


@pytest.mark.parametrize(
    ("words", "id", "finding"),
    [
        ("A fall or accident", "bones", "minor_fall"),
        ("brittle bones", "bones", "osteoporosis"),
        ("steroid tablets", "bones", "steroid_tablets"),
        ("weak immunity", "fever", "weak_immunity"),
        ("injected drugs", "fever", "injects_drugs"),
        ("Pregnant", "baby", "pregnant"),
        ("gets worse and worse", "cancer", "getting_worse"),
        ("new or worse", "leg", "leg_weakness"),
        ("sudden pain, at its worst within a minute", "belly", "abrupt_worst"),
    ],
)
def test_what_a_doctor_would_ask_is_among_them(words: str, id: str, finding: str) -> None:
    """Each of these is asked in plain words, its "no" denies it, and eight to ten questions hold them all."""
    assert words in DANGERS[id].question
    assert finding in {each.id for each in DANGERS[id].findings}
    lab = TreatmentLab()
    assert finding not in lab.presentation.absent
    lab.set(first=f"{id}.no")
    assert finding in lab.presentation.absent
    assert 8 <= len(DANGERS) <= 10


def test_a_fall_says_when_it_is_the_ambulance() -> None:
    """A "yes" to a fall is the same day; whoever fell from a height or crashed is told to call at once."""
    lab = TreatmentLab()
    lab.set(first="bones.yes")
    assert "A car crash, or a fall from a height? Call the ambulance" in lab.read("choose")


def test_a_pregnancy_keeps_its_medicines_out() -> None:
    """No ibuprofen can be chosen after a "yes", and taking it back leaves no trace of it."""
    lab = said_no(TreatmentLab(), "baby")
    lab.set(first="baby.yes")
    assert lab.advice.disposition is Disposition.ROUTINE
    assert "data-tap='chosen=heat'" in lab.read("choose")
    assert "ibuprofen" not in " ".join(re.findall(r"data-tap='(?:chosen|also)=(\w+)'", lab.read("choose")))
    lab.set(first="baby.yes")
    assert not lab.presentation.present


def test_nothing_that_alone_is_an_emergency_is_left_out() -> None:
    """Once all of them are denied, no single answer that is left makes an emergency of a plain strain."""
    patient = START
    for danger in DANGERS.values():
        for finding in danger.findings:
            patient = patient.changed(finding, False)
    advice = advise(patient)
    left = [atom for atom in open_questions(advice) if isinstance(atom, Finding)]
    grave = [atom.id for atom in left if advise(patient.changed(atom, True)).disposition is Disposition.EMERGENCY]
    assert left
    assert grave == []


def test_there_is_no_table_and_no_all_clear_before_they_are_answered() -> None:
    """At first no treatment can be chosen, no level is lit, and nobody is told to look after it at home."""
    lab = TreatmentLab()
    for count, id in enumerate(DANGERS):
        assert "bl-asking" in lab.read("choose")
        assert "data-tap='chosen=" not in lab.read("choose")
        assert "is-here" not in lab.summary
        assert "home" not in lab.summary
        assert asks_first(lab.advice) == len(DANGERS) - count
        lab.set(first=f"{id}.no")
    assert "bl-choosing" in lab.read("choose")
    assert "data-tap='chosen=stay_active'" in lab.read("choose")


@pytest.mark.parametrize("case", CASES.values(), ids=list(CASES))
def test_who_was_asked_goes_straight_to_the_table(case: object) -> None:
    """No example patient who was asked is asked again; who has to be seen today is sent there."""
    patient = getattr(case, "presentation")  # noqa: B009
    assert asks_first(advise(patient)) == 0


@EACH
def test_a_yes_says_whom_to_call_and_can_be_taken_back(danger: Danger) -> None:
    """One yes takes the questions away, whatever else was answered; the same tap once more brings them back."""
    lab = TreatmentLab()
    lab.set(first=f"{danger.id}.yes")
    assert lab.advice.disposition is danger.level
    if danger.level >= Disposition.URGENT:
        assert "bl-care" in lab.read("choose")
        assert re.search(rf"bl-care-back.*data-tap='first={danger.id}\.yes'", lab.read("choose"))
    lab.set(first=f"{danger.id}.yes")
    assert lab.presentation == START
    assert asks_first(lab.advice) == len(DANGERS)


@EACH
def test_a_no_denies_all_that_it_asks_about_and_can_be_taken_back(danger: Danger) -> None:
    """Every finding of the question is absent then, and open again after the same tap once more."""
    lab = TreatmentLab()
    lab.set(first=f"{danger.id}.no")
    assert lab.presentation.absent >= {finding.id for finding in danger.findings}
    assert danger_answers(lab.advice)[danger.id] == "no"
    lab.set(first=f"{danger.id}.no")
    assert lab.presentation == START


SEVERAL = pytest.mark.parametrize(
    "danger", [each for each in DANGERS.values() if len(each.findings) > 1], ids=lambda danger: danger.id
)


@SEVERAL
def test_after_a_yes_it_is_asked_which(danger: Danger) -> None:
    """Each thing that the question asks about can be named, and the gravest is taken for it until one is."""
    lab = TreatmentLab()
    lab.set(first=f"{danger.id}.yes")
    pressed = re.findall(rf"aria-pressed='(\w+)' data-tap='first={danger.id}\.(?!yes|no')(\w+)'", lab.read("choose"))
    first, *others = (finding.id for finding in danger.findings)
    assert pressed == [("true", first), *(("false", other) for other in others)]


@SEVERAL
def test_what_is_named_is_said_and_nothing_graver_is_lost(danger: Danger) -> None:
    """What is not it is denied by its name; then the gravest that was not denied is taken for it, down to the last."""
    lab = TreatmentLab()
    lab.set(first=f"{danger.id}.yes")
    ids = [finding.id for finding in danger.findings]
    for number, id in enumerate(ids[:-1], 1):
        lab.set(first=f"{danger.id}.{id}")
        assert lab.presentation.present & {*ids} == {ids[number]}
        assert lab.presentation.absent & {*ids} == {*ids[:number]}
    lab.set(first=f"{danger.id}.{ids[-1]}")
    assert not lab.presentation.present
    assert danger_answers(lab.advice)[danger.id] == "no"


def test_two_of_one_question_can_both_be_there() -> None:
    """A second one is added to the first, and each can be taken away alone, with what only stood above it."""
    lab = TreatmentLab()
    lab.set(first="fever.yes")
    lab.set(first="fever.injects_drugs")
    assert lab.presentation.present == {"fever", "injects_drugs", "germ_risk"}
    lab.set(first="fever.injects_drugs")
    assert lab.presentation.present == {"fever"}
    lab.set(first="fever.yes")
    assert lab.presentation == START


def test_a_yes_after_a_no_is_a_yes() -> None:
    """What was denied is there once it is said to be there."""
    lab = said_no(TreatmentLab(), "cancer")
    lab.set(first="saddle.yes")
    assert "saddle_numbness" in lab.presentation.present
    assert lab.advice.disposition is Disposition.EMERGENCY


def test_strong_pain_is_no_settled_level_either() -> None:
    """Pain of eight is at least routine, and the questions still come first."""
    lab = TreatmentLab()
    lab.set(pain=8)
    assert "At least routine: ask these 10 first." in lab.summary
    assert "bl-asking" in lab.read("choose")


def test_the_same_day_asks_for_what_would_be_an_emergency() -> None:
    """Where a doctor has to look today and not all was asked, the gravest questions stand beside whom to call."""
    lab = TreatmentLab("post-4")
    assert "No more ibuprofen until a doctor has looked." in lab.read("choose")
    asked = re.findall(r"data-tap='first=(\w+)\.yes'", lab.read("choose"))
    assert asked == [danger.id for danger in DANGERS.values() if danger.level is Disposition.EMERGENCY]
    lab.set(first="belly.yes")
    assert lab.advice.disposition is Disposition.EMERGENCY


def test_who_cannot_get_up_is_told_when_to_call_the_ambulance() -> None:
    """Down on the ground the same day is soon enough only for whoever can be brought there."""
    assert "Cannot get up, even with help? Call the ambulance" in TreatmentLab("post-2").read("choose")
    assert "Cannot get up" not in TreatmentLab("tumour").read("choose")


def test_a_place_that_is_tapped_answers_its_question() -> None:
    """The back is tapped instead of a button, and its finding goes with the answer that denies it."""
    lab = TreatmentLab()
    lab.set(place=["between-legs"])
    assert danger_answers(lab.advice)["saddle"] == "yes"
    lab.set(first="saddle.no")
    assert lab.values["place"] == []
    assert "saddle_numbness" in lab.presentation.absent


def test_what_is_asked_first_is_known_by_the_knowledge() -> None:
    """Every finding of a question can be ticked, and none is asked twice."""
    asked = [finding.id for danger in DANGERS.values() for finding in danger.findings]
    assert len(asked) == len(set(asked))
    assert all(FINDINGS[id].instead_of is None for id in asked)
    assert not {sign.id for id in asked for sign in above(FINDINGS[id])} & {*asked}
    denied = Presentation(age=34, pain=6).none_other()
    assert all(denied.answer(FINDINGS[id]) is False for id in asked)
