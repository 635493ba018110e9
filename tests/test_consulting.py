"""The consulting room: questions that cost time, a door, what comes of it, a twin, and who comes in next."""

from __future__ import annotations

import re
from typing import Any

import pytest

from backlab.course.answers import Attempts
from backlab.course.clinic import LATER, Commitment, accepted_causes, contrast, decisive, following, level, unasked
from backlab.course.clinic_cases import CLINIC, FREE, QUESTIONS, Patient, question_of
from backlab.course.clinic_words import consequence, twin_why, whole_story
from backlab.course.lessons.the_clinic import stage_steps
from backlab.course.table import CLINIC_CASE
from backlab.kit.page import Page, standing_on
from backlab.knowledge.causes import CAUSES
from backlab.knowledge.dangers import DANGERS
from backlab.labs.clinic import CASES, ClinicLab
from backlab.markup import escape
from backlab.model import Disposition
from backlab.pictures.clinic import clock, hurting, is_drawn, portrait
from backlab.pictures.waiting_room import door_name

EVERY = pytest.mark.parametrize("case", CLINIC.values(), ids=list(CLINIC))
SELF_CARE, ROUTINE, URGENT, EMERGENCY = Disposition


def right(case: str) -> Commitment:
    """A right answer to a patient, of which one is sure."""
    return Commitment(level(CLINIC[case]), accepted_causes(CLINIC[case])[0], 90)


def wrong(case: str) -> Commitment:
    """Another level than the one that is needed."""
    return Commitment(SELF_CARE if level(CLINIC[case]) else EMERGENCY, right(case).cause, 90)


def commit(lab: ClinicLab, answer: Commitment) -> str:
    """Judge the patient who is shown."""
    return lab.commit(answer.level.name.lower(), answer.cause, answer.confidence)


def press(lab: ClinicLab, button: str) -> None:
    """Press a button as a page does."""
    lab.hear({"kind": "pressed", "turn": 1, "button": button, "values": {}})


def scene(lab: ClinicLab) -> str:
    """What the picture shows."""
    return lab.read("consulting")


@EVERY
def test_the_door_hangs_on_one_answer(case: Patient) -> None:
    """The twin of every patient differs in one answer, which one can be asked for or sees."""
    near = contrast(case)
    assert len(near.atoms) == 1
    assert near.presentation != case.presentation
    assert twin_why(case).endswith((".", "!"))
    assert question_of(near.atoms[0]) in {None, *QUESTIONS}


@EVERY
def test_what_was_not_asked_is_what_the_level_rests_on(case: Patient) -> None:
    """Whoever asks nothing has left out the questions behind the decisive rules; whoever asks all has left out none."""
    resting = {question_of(atom) for reason in decisive(case) for atom in reason.matched} - {None}
    assert set(unasked(case, ())) == resting
    assert unasked(case, tuple(QUESTIONS)) == ()


@EVERY
@pytest.mark.parametrize("given", Disposition)
def test_what_comes_of_a_door_is_said_and_cited(case: Patient, given: Disposition) -> None:
    """Behind each door stands what happens, what it may have been, and why another was needed; courses are cited."""
    cited: list[str] = []
    moments = [*consequence(case, Commitment(given, "muscle_strain", 60), lambda names: cited.extend(names) or "")]
    assert len(moments) >= 3
    assert door_name(level(case)) in " ".join(each.when for each in moments)
    told = [cause for cause in CAUSES.values() if any(cause.course in each.text for each in moments)]
    is_pressing = level(case) >= URGENT and not CAUSES[accepted_causes(case)[0]].serious
    says_a_course = not is_pressing and (given <= level(case) or level(case) is not SELF_CARE)
    assert any(set(cause.sources) <= set(cited) for cause in told) is says_a_course


@EVERY
def test_a_person_is_drawn_with_what_hurts(case: Patient) -> None:
    """Each has a face, and a back on which some place is marked."""
    age, pain = case.presentation.age, case.presentation.pain or 0
    assert portrait(case.look, age, pain=pain).startswith("<svg")
    assert hurting(case.look, case.hurt).count("stroke-width:3'") == len(case.hurt)


def test_people_differ_as_people_do() -> None:
    """Both sexes and all six tones of skin come, and no finding hangs on either."""
    looks = [case.look for case in CLINIC.values()]
    assert {look.tone for look in looks} == {1, 2, 3, 4, 5, 6}
    assert 7 <= sum(look.sex == "female" for look in looks) <= 11


def test_what_may_be_behind_it_is_seen_inside() -> None:
    """Every cause changes the drawing, and each that is drawn in it another way than the skin alone."""
    case = CLINIC["ceiling"]
    skin = hurting(case.look, case.hurt)
    drawings = {cause: hurting(case.look, case.hurt, cause) for cause in CAUSES}
    assert skin not in drawings.values()
    assert drawings["kidney_stone"] != drawings["herniated_disc"] != drawings["muscle_strain"]
    assert is_drawn("kidney_stone")
    assert not is_drawn("heart")


def test_the_clock_shows_the_time_that_was_spent() -> None:
    """A minute moves the hand, and what was spent is filled."""
    assert clock(540, 0) != clock(541, 1) != clock(541, 0)
    assert "urgent" in clock(541, 1)
    assert "urgent" not in clock(541, 0)


def test_a_question_costs_a_minute_and_shows_its_answer() -> None:
    """What is asked is seen with its answer, and the clock ticks on; asking twice is free, as those of danger are."""
    lab = ClinicLab()
    said = CLINIC[CASES[0]].says("before")
    assert "09:00" in scene(lab)
    assert said not in scene(lab)
    for _ in range(2):
        press(lab, "before")
        assert said in scene(lab)
        assert "09:01" in scene(lab)
    assert lab.ask("before") == lab.said == said
    for free in FREE:
        press(lab, free)
    assert "09:01" in scene(lab)
    lab.set(confidence=70)
    assert "70%" in lab.said
    with pytest.raises(ValueError, match="no question 'befor'; did you mean 'before'"):
        lab.ask("befor")


def test_nothing_that_answers_is_in_view_before_one_commits() -> None:
    """Neither title nor reasons, neither why nor sources: only what was said unasked and what was asked."""
    lab = ClinicLab()
    for case in CASES:
        lab.set(case=case)
        patient = CLINIC[case]
        shown = f"{scene(lab)} {lab.summary} {lab.said}"
        assert patient.title not in shown
        assert not any(answer in shown for answer in patient.answers.values())
        assert all(lab.read(name) == "" for name in ("why", "story", "sources"))


def test_who_was_judged_has_gone_through_a_door() -> None:
    """Then one sees the door that was chosen, the one that was needed, why, and what was not asked."""
    lab = ClinicLab()
    lab.set(case="sofa")
    commit(lab, Commitment(SELF_CARE, "muscle_strain", 70))
    assert re.search("is-self-care is-chosen", scene(lab))
    assert re.search("is-emergency is-needed", scene(lab))
    assert CLINIC["sofa"].title in scene(lab)
    assert "You stopped before this was said" in scene(lab)
    assert CLINIC["sofa"].says("bladder") in scene(lab)
    assert lab.summary.count("Too low: Home, where Now is needed. You were 70% sure.") == 1


def test_nobody_is_sent_away_without_the_questions_on_bladder_and_legs() -> None:
    """The doors of those who wait stay shut until all four were asked; today or now needs none of them."""
    lab = ClinicLab()
    lab.set(level="self_care", cause="overuse", confidence=70)
    press(lab, "commit")
    assert "once you have asked: legs, bladder, faint or belly, fever." in lab.summary
    press(lab, "legs")
    press(lab, "belly")
    press(lab, "fever")
    for _ in range(2):
        press(lab, "commit")
        assert "once you have asked: bladder." in lab.summary
    assert lab.given == {}
    press(lab, "bladder")
    press(lab, "commit")
    assert list(lab.given) == [CASES[0]]
    press(lab, "next")
    lab.set(level="urgent", cause="overuse", confidence=70)
    press(lab, "commit")
    assert len(lab.given) == 2


def test_how_sure_one_is_has_no_number_to_begin_with() -> None:
    """Commit asks for it; from code there is no other number than before."""
    lab = ClinicLab()
    lab.set(level="urgent", cause="overuse")
    assert "How sure are you? Move it." in lab.summary
    assert "%" not in scene(lab).split("bl-doors")[1]
    press(lab, "commit")
    assert "Move the slider" in lab.summary
    assert lab.given == {}
    with pytest.raises(ValueError, match="confidence"):
        lab.commit("urgent", "overuse", 24)


def test_what_cannot_wait_is_open_from_the_first_patient_on() -> None:
    """The red tab names the signs before anybody is judged."""
    lab = ClinicLab()
    assert "Difficulty peeing" in lab.read("never")
    assert "diabetes" in lab.read("never")


def test_a_missed_emergency_is_seen_first() -> None:
    """It weighs more than minutes, and only where an emergency was needed."""
    lab = ClinicLab()
    commit(lab, wrong(CASES[0]))
    assert "bl-consult-missed" not in scene(lab)
    lab.set(case="sofa")
    commit(lab, wrong("sofa"))
    assert "bl-consult-missed" in scene(lab)


def test_hair_has_one_colour() -> None:
    """Who is grey in the portrait is grey from behind."""
    case = CLINIC["ceiling"]
    assert "--bl-hair-2:var(--bl-tendon-deep)" in hurting(case.look, case.hurt, age=case.presentation.age)
    assert "--bl-hair-2:" not in hurting(case.look, case.hurt, age=30)


def test_what_was_committed_to_cannot_be_moved() -> None:
    """Neither door, cause nor sureness moves any more; to judge again is a button."""
    lab = ClinicLab()
    commit(lab, right(CASES[0]))
    before = lab.values
    for name, value in {"level": "emergency", "cause": "heart", "confidence": 30}.items():
        lab.set(**{name: value})
        assert lab.values == before
    press(lab, "again")
    assert lab.values["level"] == ""
    assert lab.told["hidden"]["actions"] == ["next", "again"]
    commit(lab, wrong(CASES[0]))
    assert len(lab.given[CASES[0]].given) == 2
    assert lab.report.right == 1


def test_the_twin_waits_until_the_patient_is_judged() -> None:
    """First one commits; then one answer is another, and the first door that is tapped is judged."""
    lab = ClinicLab()
    lab.set(look="twin")
    assert "First commit" in scene(lab)
    commit(lab, right(CASES[0]))
    lab.set(look="twin")
    near = contrast(CLINIC[CASES[0]])
    assert "is-needed" not in scene(lab)
    assert near.reason.rule.because not in scene(lab)
    lab.set(level=near.level.name.lower())
    assert lab.twins == {CASES[0]: near.level}
    assert escape(near.reason.rule.because) in scene(lab)
    lab.set(level="self_care")
    assert lab.twins == {CASES[0]: near.level}
    lab.set(look="patient")
    assert lab.values["level"] == "self_care"


def test_nobody_is_passed_over_in_silence() -> None:
    """Before one has committed there is no way on but to skip, and that is said; who was skipped comes last."""
    lab = ClinicLab()
    assert lab.told["hidden"]["actions"] == ["next", "again"]
    assert "data-arrow" not in scene(lab)
    press(lab, "skip")
    assert lab.values["case"] == CASES[1]
    assert "Skipped" in lab.summary
    for case in CASES[1:]:
        assert lab.values["case"] == case
        commit(lab, right(case))
        assert "data-arrow=" in scene(lab)
        press(lab, "next")
    assert lab.values["case"] == CASES[0]


def test_who_was_misjudged_comes_back_after_others() -> None:
    """Not at once, but after some others; then judged right, never again."""
    lab = ClinicLab()
    commit(lab, wrong(CASES[0]))
    for case in CASES[1 : LATER + 1]:
        press(lab, "next")
        assert lab.values["case"] == case
        commit(lab, right(case))
    press(lab, "next")
    assert lab.values["case"] == CASES[0]
    assert lab.values["level"] == ""
    assert "Back again" in lab.summary
    commit(lab, right(CASES[0]))
    press(lab, "next")
    assert lab.values["case"] == CASES[LATER + 1]
    assert [case.id for case, _ in lab.report.again] == []


def test_two_who_come_back_have_somebody_new_between_them() -> None:
    """After one who was here before, somebody new is first, as long as there is somebody."""
    judged = {case: wrong(case) for case in CASES[:3]}
    assert following(CASES[-1], judged) == CASES[0]
    assert following(CASES[0], judged, is_back=True) == CASES[3]
    assert following(CASES[0], {case: wrong(case) for case in CASES}, is_back=True) == CASES[1]


def test_on_another_day_the_clinic_begins_with_who_was_misjudged() -> None:
    """What was kept is taken up, and somebody whom one misjudged then sits there, to be judged anew."""
    lab = ClinicLab()
    record: dict[str, Any] = {CLINIC_CASE + case: _tries(right(case)) for case in CASES[:4]}
    record[CLINIC_CASE + CASES[2]] = _tries(wrong(CASES[2]))
    lab.take_up(record)
    assert lab.values["case"] == CASES[2]
    assert lab.values["level"] == ""
    assert lab.report.answered == 4


def _tries(answer: Commitment) -> Attempts:
    return Attempts((answer.to_dict(),))


def test_the_two_kinds_of_error_stand_apart() -> None:
    """In the picture of all so far each judged patient is a button in one of three piles."""
    lab = ClinicLab()
    lab.set(look="score")
    assert "Nobody is judged yet" in scene(lab)
    for case, answer in (("ceiling", EMERGENCY), ("sofa", SELF_CARE), ("serve", SELF_CARE)):
        lab.set(case=case)
        commit(lab, Commitment(answer, "muscle_strain", 80))
    lab.set(look="score")
    piles = re.findall(r"bl-score-pile is-(\w+)'.*?data-tap='case=([a-z-]+)'", scene(lab))
    assert piles == [("over", "ceiling"), ("right", "serve"), ("under", "sofa")]
    assert "3 patients judged: 1 right, 1 too low, 1 too high." in lab.summary


def test_a_step_is_done_by_what_it_asks_for() -> None:
    """Asking, committing, the twin, and five patients: each ticks its own step and no other."""
    lab = ClinicLab()
    assert len(stage_steps()) == 6
    done = lambda: lab.told["done"]["step"]  # noqa: E731
    press(lab, "legs")
    assert done() == []
    press(lab, "bladder")
    assert done() == ["listen"]
    press(lab, "belly")
    press(lab, "fever")
    lab.set(step="door")
    lab.set(**_as_values(right(CASES[0])))
    press(lab, "commit")
    assert set(done()) == {"listen", "door"}
    lab.set(step="twin")
    assert lab.values["look"] == "twin"
    lab.hear({"kind": "moved", "turn": 2, "values": {"level": "urgent"}})
    assert set(done()) == {"listen", "door", "twin"}


def _as_values(answer: Commitment) -> dict[str, Any]:
    return {"level": answer.level.name.lower(), "cause": answer.cause, "confidence": answer.confidence}


def test_the_sheet_works_without_a_computer() -> None:
    """All that each person says stands on it, with the doors to tick and room to write, and no answer."""
    sheet = ClinicLab().handout
    for case in CLINIC.values():
        assert all(escape(said) in sheet for _, said in whole_story(case))
        assert case.title not in sheet
    assert sheet.count("☐") == 4 * len(CLINIC)
    assert sheet.count("bl-write") == 2 * len(CLINIC)


def test_what_was_asked_stands_in_the_address() -> None:
    """Whoever loads the page again finds the same patient, with what they have said already."""
    lab = ClinicLab()
    lab.set(case="sofa")
    assert lab.query == "clinic.case=sofa"
    lab.ask("legs")
    lab.ask("bladder")
    assert lab.query == "clinic.case=sofa&clinic.asked=legs,bladder"
    with standing_on(Page(f"{lab.query},nonsense")):
        again = ClinicLab()
    assert again.asked == {"sofa": ["legs", "bladder"]}
    assert CLINIC["sofa"].says("bladder") in scene(again)
    assert scene(again) == scene(lab)


def test_what_was_not_asked_is_not_said_of_another_day() -> None:
    """Of an answer that was kept it is not known what was asked; so nobody is told that they stopped too early."""
    lab = ClinicLab()
    lab.take_up({CLINIC_CASE + "sofa": _tries(right("sofa"))})
    lab.set(case="sofa")
    assert CLINIC["sofa"].title in scene(lab)
    assert "You stopped" not in scene(lab)


def test_every_question_of_danger_is_free() -> None:
    """What the ten first questions ask for costs no minute where it can be asked of everybody without a record."""
    asked = {question_of(finding) for danger in DANGERS.values() for finding in danger.findings[:1]}
    assert asked - {*FREE} <= {"before", "onset"}
