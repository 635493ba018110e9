"""The clinic: whole and mixed cases, solutions read off the rules, and a report worked out from the answers alone."""

from __future__ import annotations

import itertools
import json
import re
from collections import Counter
from typing import Any
from xml.etree import ElementTree

import pytest

from backlab import CASES, RULES, Disposition
from backlab.course import clinic
from backlab.course.clinic import LUCKY, WRONG_CAUSE, Commitment
from backlab.course.clinic_cases import CLINIC, QUESTIONS, Patient, question_of
from backlab.course.clinic_words import contrast_text, feedback, score_sections, why_label
from backlab.course.score import bins, score
from backlab.knowledge.causes import CAUSES
from backlab.knowledge.findings import FINDINGS, below
from backlab.knowledge.sources import SOURCES
from backlab.language import speaking
from backlab.pictures.calibration import GUESS, Bin, calibration
from backlab.pictures.people import OVER, UNDER, triage_matrix
from backlab.reasoning.engine import disposition
from backlab.words import lowered
from backlab.words.text import to_text

SELF_CARE, ROUTINE, URGENT, EMERGENCY = Disposition
EVERY = pytest.mark.parametrize("case", CLINIC.values(), ids=list(CLINIC))
# How a story says that a finding is there.
TOLD = {
    "lifting": "lifted|carried",
    "twisting": "twisted hard",
    "sudden_strain": "suddenly|sudden jolt",
    "overuse": "after years of hardly|dug over the whole",
    "sitting": "crept in while sitting",
    "no_trigger": "Nothing set it off",
    "moving_freely": "move almost as usual",
    "still_moving": "[Ww]alking works|Moving (about )?(works|is possible)|can still move|walking is slow"
    "|walk up and down|work goes on|can walk",
    "ever_smoked": "smoked?",
    "leg_pain": "down one leg",
    "difficulty_peeing": "a long time in the toilet until any pee comes",
    "morning_stiffness": "Every morning my back is stiff for a good hour",
    "alternating_buttock": "now on the left, now on the right",
    "not_healing": "not healing|heals slowly",
    "flank_pain": "in one side|and the side",
    "nausea": "feel sick",
    "frequent_urination": "pee much more often",
    "pregnant": "pregnant",
    "tender_swelling": "swollen and tender",
    "minor_fall": "small fall",
    "steroid_tablets": "steroid tablets",
    "cancer_history": "had cancer",
    "leg_weakness": "the foot on that side has been weak",
    "sits_long": "sit at a desk for nine hours",
    "repeated_episodes": "fourth time",
    "weak_core": "belly and back muscles are untrained",
    "pain_in_waves": "in strong waves",
    "vomiting": "came up again",
    "blood_in_urine": "pink with blood",
    "diabetes": "diabetes",
    "recent_infection": "infected boil",
    "getting_worse": "getting worse",
    "fever": "hot and shivery",
    "leg_numbness": "foot has gone numb",
    "leg_raise": "lifting the straight leg brings it on",
    "fainting": "nearly passed out",
    "high_blood_pressure": "high blood pressure",
    "loss_of_control_known": "a drop of pee has been lost .* the doctor knows of it",
    "spine_procedure": "an injection beside the spine",
    "new_kind_of_pain": "never had before|unlike any before",
    "anticoagulant": "apixaban, which makes the blood clot less",
    "hip_held_bent": "hip is held bent",
}
NUMBERS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]


def answers(change: int = 0, confidence: int = 100) -> dict[str, Commitment]:
    """An answer to every case, ``change`` levels away from the right one (as far as there is one)."""
    found = {}
    for name, case in CLINIC.items():
        level = min(max(clinic.level(case) + change, SELF_CARE), EMERGENCY)
        found[name] = Commitment(Disposition(level), clinic.accepted_causes(case)[0], confidence)
    return found


def story(case: Patient) -> str:
    """All that somebody says, unasked or asked."""
    return " ".join((case.opening, *map(case.says, QUESTIONS)))


@EVERY
def test_a_case_is_whole(case: Patient) -> None:
    """Every case has a title, a reason to come and a question, and its situation comes from a known source."""
    assert case.title
    assert 20 < len(case.opening) < 150
    assert case.teaches.endswith("?")
    assert case.source in SOURCES
    assert case.id not in CASES


@EVERY
def test_a_story_mentions_all_that_is_there(case: Patient) -> None:
    """What is said names the pain and each present finding in plain words, so that nothing decides unheard."""
    patient = case.presentation
    there = [name for name, finding in FINDINGS.items() if patient.answer(finding)]
    there = [name for name in there if not any(patient.answer(more) for more in below(FINDINGS[name]))]
    said = {name: f"{case.opening} {case.says(str(question_of(FINDINGS[name])))}" for name in there}
    assert [name for name in there if not re.search(TOLD[name], said[name])] == []
    assert f"{NUMBERS[patient.pain or 0]} out of ten".capitalize() in case.says("pain")


@EVERY
def test_every_question_has_an_answer(case: Patient) -> None:
    """Whatever is asked is answered, and the presentation leaves no question open."""
    assert all(map(case.says, QUESTIONS))
    assert set(case.answers) <= set(QUESTIONS)
    assert case.presentation.all_asked


@EVERY
def test_who_has_nothing_to_say_has_nothing(case: Patient) -> None:
    """The answer of whoever has nothing is given only where no finding of that question is there."""
    there = {question_of(finding) for finding in FINDINGS.values() if case.presentation.answer(finding)}
    assert [each for each in QUESTIONS if each in there and each not in case.answers] == []


@EVERY
def test_a_story_does_not_tell_the_answer(case: Patient) -> None:
    """Neither title, story nor question names an accepted cause or a level of care."""
    said = f"{case.title} {story(case)} {case.teaches}".lower()
    names = [CAUSES[cause].label.lower() for cause in CAUSES] + [level.label.lower() for level in Disposition]
    assert [name for name in names if re.search(rf"\b{re.escape(name)}\b", said)] == []


def test_the_levels_are_mixed() -> None:
    """All four levels occur, none in more than half of the cases, and never three of one level in a row."""
    levels = [clinic.level(case) for case in CLINIC.values()]
    assert len(CLINIC) == 18
    assert set(levels) == set(Disposition)
    assert max(Counter(levels).values()) <= len(levels) / 2
    assert max(len(list(run)) for _, run in itertools.groupby(levels)) < 3


@EVERY
def test_the_level_is_that_of_the_rules(case: Patient) -> None:
    """The solution is what the engine gives, and its reasons stand at that level."""
    assert clinic.level(case) == disposition(case.presentation)
    assert {reason.rule.disposition for reason in clinic.decisive(case)} <= {clinic.level(case)}


def test_a_weakened_rule_changes_the_solution() -> None:
    """Without the rules on which its level rests, every case has another solution: none of them is typed."""
    for case in CLINIC.values():
        resting = {reason.rule.id for reason in clinic.decisive(case)}
        weakened = [
            rule._replace(disposition=SELF_CARE, suspects=()) if rule.id in resting else rule for rule in RULES.values()
        ]
        assert clinic.level(case, weakened) < clinic.level(case) or not resting
    sofa = CLINIC["sofa"]
    without = [rule for rule in RULES.values() if rule.id != "cauda-equina"]
    assert clinic.accepted_causes(sofa) == ("cauda_equina",)
    assert "cauda_equina" not in clinic.accepted_causes(sofa, without)


def test_where_care_is_pressing_the_commonest_cause_does_not_count() -> None:
    """With an urgent rule only what it suspects is accepted; below that what fits best is as well."""
    assert clinic.accepted_causes(CLINIC["check-ups"]) == RULES["cancer-before"].suspects
    assert set(clinic.accepted_causes(CLINIC["ceiling"])) == {"non_specific", "overuse"}


def test_what_a_rule_suspects_counts_where_care_is_pressing_or_the_cause_serious() -> None:
    """Of a pressing rule any suspect is accepted, and no other cause; of another one only what must not be missed."""
    weak_leg = [rule._replace(suspects=("overuse",)) if rule.id == "weak-leg" else rule for rule in RULES.values()]
    assert clinic.accepted_causes(CLINIC["stairs"], weak_leg) == ("overuse", "non_specific")
    for suspect, accepted in (("cauda_equina", ("cauda_equina", "non_specific", "overuse")), ("weak_core", None)):
        old = [r._replace(suspects=(suspect,)) if r.id == "cauda-equina-known" else r for r in RULES.values()]
        assert clinic.accepted_causes(CLINIC["laugh"], old) == (accepted or ("non_specific", "overuse"))


def test_what_was_found_decides_which_common_cause_counts() -> None:
    """Stiff mornings are no strain, a desk is no disc, and a pain down the leg is no strain."""
    assert clinic.accepted_causes(CLINIC["morning"]) == ("inflammatory_back_pain",)
    assert set(clinic.accepted_causes(CLINIC["desk"])) == {"non_specific", "overuse", "weak_core"}
    assert set(clinic.accepted_causes(CLINIC["gardener"])) == {"root_pain", "herniated_disc"}


def test_the_missed_rule_is_one_of_the_level_that_was_needed() -> None:
    """Only an answer that is too low misses a rule, and the rule stands at the level that was needed."""
    for case in CLINIC.values():
        needed = clinic.level(case)
        for given in Disposition:
            missed = clinic.missed_rule(case, given)
            assert (missed is None) == (given >= needed)
            assert missed is None or missed.disposition == needed


@EVERY
def test_a_contrast_changes_the_level(case: Patient) -> None:
    """The contrast is at the level that it says, and that is another one; one sentence says what changes."""
    near = clinic.contrast(case)
    assert disposition(near.presentation) == near.level != clinic.level(case)
    said = contrast_text(near)
    assert near.level.label in said
    assert all(lowered(atom.label) in said for atom in near.atoms)


def test_why_a_case_is_worth_coming_back_to_is_said_in_words() -> None:
    """Too low is called unsafe; too high, another cause and luck are told apart from it."""
    assert [why_label(why) for why in (UNDER, OVER, WRONG_CAUSE, LUCKY)] == [
        "the level was too low, the unsafe mistake",
        "the level was higher than needed",
        "another cause should be looked for first",
        "the level was right, but by luck: it was held likelier to be wrong",
    ]


@pytest.mark.parametrize(
    ("names", "gone", "said"),
    [
        (["fever"], True, "without this: a high temperature, or feeling hot and shivery"),
        (
            ["fever", "nausea"],
            True,
            "without all of these: a high temperature, or feeling hot and shivery; feeling sick",
        ),
        (["fever"], False, "with this: a high temperature, or feeling hot and shivery"),
    ],
)
def test_a_contrast_is_one_sentence(names: list[str], gone: bool, said: str) -> None:
    """What goes, one thing or several, or what comes, and what has to be done then."""
    near = clinic.contrast(CLINIC["morning"])
    near = near._replace(atoms=tuple(FINDINGS[name] for name in names), gone=gone, level=Disposition.ROUTINE)
    but = f"The same patient, but {said}. Then: Routine, {Disposition.ROUTINE.meaning}."
    assert contrast_text(near) == but


@EVERY
@pytest.mark.parametrize("given", Disposition)
@pytest.mark.parametrize("confidence", [GUESS, 100])
def test_every_feedback_names_a_rule_and_a_finding(case: Patient, given: Disposition, confidence: int) -> None:
    """Wrong, right or right by luck: the feedback gives a rule's reason, and a finding of the patient."""
    sections = feedback(case, Commitment(given, "cauda_equina", confidence))
    why = " ".join(to_text([section for section in sections if section.id != "sources"]).split())
    rules = [reason.rule for reason in clinic.decisive(case)] or [clinic.contrast(case).reason.rule]
    assert all(rule.because in why for rule in rules)
    matched = [atom for reason in clinic.decisive(case) for atom in reason.matched]
    there = matched or [finding for finding in FINDINGS.values() if case.presentation.answer(finding)]
    assert all(lowered(atom.label) in why for atom in there)


def test_luck_is_told_from_knowledge() -> None:
    """A right level held with little confidence, or with a wrong cause, is a case to come back to."""
    case = CLINIC["sofa"]
    assert clinic.whys(case, Commitment(EMERGENCY, "cauda_equina", 90)) == ()
    assert clinic.whys(case, Commitment(EMERGENCY, "cauda_equina", 30)) == (LUCKY,)
    assert clinic.whys(case, Commitment(EMERGENCY, "muscle_strain", 90)) == (WRONG_CAUSE,)
    assert clinic.whys(case, Commitment(URGENT, "cauda_equina", 30)) == (UNDER,)
    assert clinic.whys(CLINIC["serve"], Commitment(URGENT, "muscle_strain", 30)) == (OVER,)


def test_certain_and_right_is_best() -> None:
    """Whoever is certain and right in every case has the Brier score 0, and nothing to come back to."""
    found = score(answers())
    assert (found.brier, found.confidence, found.share_right) == (0, 1, 1)
    assert (found.right, found.causes_right, found.over, found.under) == (18, 18, 0, 0)
    assert found.again == ()


def test_certain_and_wrong_is_worst() -> None:
    """Whoever is certain and wrong has the Brier score 1."""
    wrong = {name: given for name, given in answers(-1).items() if given.level != clinic.level(CLINIC[name])}
    assert score(wrong).brier == 1


def test_the_brier_score_is_the_mean_squared_difference() -> None:
    """Right at 80% and wrong at 60% make (0.04 + 0.36) / 2."""
    given = {"sofa": Commitment(EMERGENCY, "cauda_equina", 80), "serve": Commitment(URGENT, "muscle_strain", 60)}
    assert score(given).brier == pytest.approx(0.2)


def test_too_low_is_counted_by_what_was_needed() -> None:
    """Answers that are too low are split by the level needed, and by whether care of today would have waited."""
    given = {
        "sofa": Commitment(URGENT, "cauda_equina", 80),
        "supper": Commitment(SELF_CARE, "muscle_strain", 80),
        "pacing": Commitment(ROUTINE, "kidney_stone", 80),
        "desk": Commitment(SELF_CARE, "overuse", 80),
        "serve": Commitment(ROUTINE, "muscle_strain", 80),
    }
    found = score(given)
    assert (found.under, found.over, found.right) == (4, 1, 0)
    assert dict(found.under_by_need) == {EMERGENCY: 2, URGENT: 1, ROUTINE: 1}
    assert found.left_waiting == 2
    assert [each.case.id for each in found.again][:3] == ["sofa", "supper", "pacing"]


def test_the_report_counts_as_its_picture_does() -> None:
    """The matrix drawn from the report's counts sums up to the answers."""
    found = score(answers(1))
    assert triage_matrix(found.counts).table.rows[-1][-1] == str(found.answered)


def test_the_order_of_the_answers_does_not_matter() -> None:
    """The same answers in another order, or read back from JSON, give the very same report and words."""
    given = answers(-1, 70) | {"serve": Commitment(EMERGENCY, "overuse", 33)}
    turned = dict(reversed(given.items()))
    written = json.loads(json.dumps({name: each.to_dict() for name, each in given.items()}))
    read = {name: Commitment.from_dict(answer) for name, answer in written.items()}
    assert score(given) == score(turned) == score(read)
    assert score_sections(score(given)) == score_sections(score(turned))


def test_nothing_answered_is_a_report_too() -> None:
    """Without answers there is no score, no share and no case to come back to, and the words say so."""
    found = score({})
    assert (found.brier, found.confidence, found.share_right, found.again) == (None, None, None, ())
    assert "0 of 18" in to_text(score_sections(found))
    assert calibration(found.bins, found.brier).description == "Nothing has been answered yet."


@pytest.mark.parametrize(
    "broken",
    [
        [],
        3,
        {"level": 4, "cause": "cauda_equina", "confidence": 80},
        {"level": True, "cause": "cauda_equina", "confidence": 80},
        {"level": "3", "cause": "cauda_equina", "confidence": 80},
        {"level": 3, "cause": "flu", "confidence": 80},
        {"level": 3, "cause": ["cauda_equina"], "confidence": 80},
        {"level": 3, "cause": "cauda_equina", "confidence": 24},
        {"level": 3, "cause": "cauda_equina", "confidence": 101},
        {"level": 3, "cause": "cauda_equina", "confidence": 80.5},
        {"level": 3, "cause": "cauda_equina"},
        {"level": 3, "cause": "cauda_equina", "confidence": 80, "name": "x"},
    ],
)
def test_broken_answers_are_refused_in_one_sentence(broken: Any) -> None:
    """What is no answer of the clinic is a ValueError of one line, never guessed at."""
    with pytest.raises(ValueError, match=r"^[^\n]{10,}$"):
        Commitment.from_dict(broken)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"level": 4}, "a level is a number from 0 to 3, not 4"),
        ({"level": "x" * 100}, f"a level is a number from 0 to 3, not '{'x' * 56}..."),
        ({"cause": "flu"}, f"no cause 'flu': choose one of {', '.join(CAUSES)}"),
        ({"confidence": 24}, "confidence is a whole number from 25 to 100 per cent, not 24"),
        ({"name": 1}, "an answer to a case is made of level, cause, confidence, and of nothing else"),
    ],
)
def test_a_broken_answer_says_what_an_answer_is(wrong: dict[str, Any], said: str) -> None:
    """What was given is shown, as much of it as fits, beside what can be; in Spanish as well."""
    values = {"level": 3, "cause": "cauda_equina", "confidence": 80, **wrong}
    for language in ("en", "es"):
        with speaking(language), pytest.raises(ValueError, match="n") as refused:
            Commitment.from_dict(values)
        assert (str(refused.value) == said) is (language == "en")


def test_what_is_shown_of_a_long_value_is_short() -> None:
    """Sixty characters are shown whole, and of more the first."""
    for length, shown in ((58, "'" + "x" * 58 + "'"), (59, "'" + "x" * 56 + "...")):
        with pytest.raises(ValueError, match="not ") as refused:
            Commitment.from_dict({"level": "x" * length, "cause": "cauda_equina", "confidence": 80})
        assert str(refused.value).rpartition("not ")[2] == shown


def test_each_confidence_falls_into_one_bin() -> None:
    """Every confidence from a guess to certainty is counted exactly once."""
    for confidence in range(GUESS, 101):
        found = bins([(confidence, True)])
        assert [each.cases for each in found if each.low <= confidence <= each.high] == [1]
        assert sum(each.cases for each in found) == 1


def test_few_cases_have_a_wide_interval() -> None:
    """Wilson's interval: 4 of 4 can still be a share of 51%, none says nothing, and more cases make it narrower."""
    assert Bin(85, 100, 4, 4, 0.9).interval == (pytest.approx(0.5101, abs=1e-4), pytest.approx(1))
    assert Bin(85, 100, 0, 0, 0.0).interval == (0, 1)
    low, high = Bin(85, 100, 10, 5, 0.9).interval
    assert (low, high) == (pytest.approx(0.2366, abs=1e-4), pytest.approx(0.7634, abs=1e-4))


def test_the_calibration_is_drawn_and_told() -> None:
    """The picture has a point and a count for each step with answers, its table every step, and no score without."""
    found = (Bin(25, 44, 0, 0, 0.0), Bin(45, 64, 3, 1, 0.55), Bin(65, 84, 4, 3, 0.7), Bin(85, 100, 7, 2, 0.95))
    picture = calibration(found, 0.31)
    drawn = " ".join(node.text or "" for node in ElementTree.fromstring(picture.svg).iter("text"))
    assert all(words in drawn for words in ("0/0", "1/3", "3/4", "2/7"))
    assert [row[1] for row in picture.table.rows] == ["0", "3", "4", "7"]
    assert "0.31" in picture.description
    assert "85–100%" in picture.notes[1]
    assert "65–84%" not in picture.notes[1]
