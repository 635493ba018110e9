"""Pairs of patients for practice: what differs, what follows from it, and that each can be told of one person."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import fields
from functools import cache
from itertools import islice

import pytest

from backlab.advice import advise
from backlab.course.exercise import judge, solution
from backlab.knowledge.findings import FINDINGS, TICKED, above, answers_of, choice_of
from backlab.knowledge.rules import RULES
from backlab.knowledge.treatments import TREATMENTS
from backlab.language import LANGUAGES, speaking
from backlab.model import Disposition, Lens
from backlab.practice.pairs import POINTS, Pair, level_of, pair
from backlab.practice.patients import Draft
from backlab.practice.questions import NOTHING, question
from backlab.practice.story import stories
from backlab.practice.voices import BEGINNINGS, MOVING, VOICES
from backlab.presentation import Presentation
from backlab.reasoning.plan import CONTRAINDICATED, WAITS, speaks
from backlab.reasoning.standing import standing
from backlab.words.text import to_text

SOME = range(4)


@cache
def _pairs() -> tuple[Pair, ...]:
    return tuple(pair(point, number) for point in POINTS for number in SOME)


def _levels() -> list[Pair]:
    return [each for each in _pairs() if each.point.rule]


def _medicines() -> list[Pair]:
    return [each for each in _pairs() if each.point.reason]


def _answers(draft: Draft) -> dict[str, object]:
    """What a patient answers, question by question; a follow-up belongs to the first question that leads to it."""
    said: dict[str, object] = {each.name: getattr(draft, each.name) for each in fields(draft) if each.name != "has"}
    for name in draft.there:
        root = answers_of((FINDINGS[name], *above(FINDINGS[name]))[-1])[0].id
        said[root] = frozenset(each for each in draft.there if root in (each, *_roots(each)))
    return said


def _roots(name: str) -> Iterator[str]:
    yield from (answers_of(each)[0].id for each in (FINDINGS[name], *above(FINDINGS[name])))


def test_the_two_differ_in_one_answer() -> None:
    """Nothing but one answer is another one, with what it opens: weeks come and go with the pregnancy."""
    for each in _pairs():
        near, far = _answers(each.near), _answers(each.far)
        other = {name for name in near.keys() | far.keys() if near.get(name) != far.get(name)}
        assert len(other - {"weeks"} or other) == 1, each


def test_there_are_far_more_than_a_hundred_and_thirty_seven() -> None:
    """Pairs of patients that differ in one answer and in the level."""
    assert len({(each.near, each.far) for each in _levels() if level_of(each.near) != level_of(each.far)}) > 137


def test_each_rule_is_in_a_pair_of_two_levels() -> None:
    """Every rule holds of one of the two, at the level that it demands, and of one rule alone it never decides."""
    told = {each.point.id: each for each in _levels()}
    assert told.keys() == RULES.keys()
    for rule, each in told.items():
        levels = [advise(side).disposition for side in each.sides]
        fired = [{reason.rule.id for reason in advise(side).reasons} for side in each.sides]
        assert levels[0] != levels[1]
        assert RULES[rule].disposition in [level for level, those in zip(levels, fired, strict=True) if rule in those]


def test_each_absolute_contraindication_is_what_stands_between_two() -> None:
    """Of the one patient it rules the treatment out, in the other one nothing does."""
    reasons = {
        (t.id, c.when.atoms, c.unless.atoms) for t in TREATMENTS.values() for c in t.contraindications if c.absolute
    }
    told = [(each, each.point.treatment, each.point.reason) for each in _medicines()]
    assert {(t.id, c.when.atoms, c.unless.atoms) for _, t, c in told if t and c} == reasons
    for each, treatment, reason in told:
        near, far = map(standing, each.sides)
        assert treatment
        assert reason
        assert speaks(reason, far)
        assert not speaks(reason, near)
        held = {held.treatment.id: held.kind for held in advise(each.sides[0], Lens.TODAY).plan.withheld}
        assert held.get(treatment.id) not in (CONTRAINDICATED, WAITS)


def test_the_right_answer_is_the_engine_s() -> None:
    """For every pair the answer that is marked right is what the advice says of that patient."""
    for each in _pairs():
        asked, advice = question(each), advise(each.sides[each.asked])
        if each.point.rule:
            assert asked.right() == advice.disposition.name.lower()
        else:
            held = {held.treatment.id: held for held in advice.plan.withheld}
            lines = {line.treatment.id: line for line in advice.plan.recommendations}
            name = each.point.topic
            against = held[name].contraindications if name in held else lines[name].warnings if name in lines else None
            if against is not None:
                assert (asked.right() != NOTHING) == (each.point.reason in against)


def test_what_is_right_for_the_neighbour_is_among_the_wrong_answers() -> None:
    """Whoever overlooks the one answer finds theirs among the options, and is marked wrong."""
    for each in _pairs():
        asked, neighbour = question(each), question(each._replace(asked=1 - each.asked))
        options = [option.id for option in asked.options]
        assert len(options) == len(set(options)) == 4
        assert neighbour.right() in options
        assert judge(asked, neighbour.right()).right is False
        assert judge(asked, asked.right()).right is True


def test_a_pair_is_the_same_on_every_day_and_machine() -> None:
    """Another process, with other hashes, tells the very same stories."""
    code = (
        "from backlab.practice.pairs import pair; from backlab.practice.story import stories;"
        " print(stories(pair('pancreas', 5)))"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)},
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert said == {f"{stories(pair('pancreas', 5))}\n"}


def test_a_point_does_not_run_out() -> None:
    """Fifty pairs of one point are fifty different pairs."""
    assert len({(each.near, each.far) for each in (pair("high-temperature", number) for number in range(50))}) == 50


def test_whoever_is_told_of_has_been_asked_everything() -> None:
    """A story ends with "no" to all else, and so does its patient."""
    assert all(side.all_asked for each in islice(_pairs(), 0, None, 9) for side in each.sides)


def test_everything_that_can_be_there_has_words() -> None:
    """Each finding of a pair, each beginning and each way to move is said in words of its own."""
    assert VOICES.keys() <= {finding.id for finding in TICKED} | {"skin_cancer_removed", "cancer_elsewhere"}
    assert BEGINNINGS.keys() | MOVING.keys() == {
        f.id for f in FINDINGS.values() if choice_of(f) in ("onset", "mobility")
    }


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_two_stories_differ_where_their_patients_do(code: str) -> None:
    """Both say who it is, the pain and the time, and are not the same, in every language."""
    with speaking(code):
        for each in islice(_pairs(), 0, None, 7):
            near, far = stories(each)
            assert near != far
            assert str(each.near.age) in near
            assert str(each.far.pain) in far
            assert "{" not in near + far


def test_every_patient_is_an_example() -> None:
    """No question speaks of the reader's own illness."""
    for each in islice(_pairs(), 0, None, 5):
        prompt = question(each).prompt
        assert prompt.startswith("An example patient")
        assert "diagnos" not in prompt.lower()
        assert "your " not in prompt.lower()


def test_every_reason_has_its_source() -> None:
    """What is said of an answer cites where it comes from."""
    for each in islice(_pairs(), 0, None, 11):
        assert solution(question(each)).sources


def test_who_may_stay_at_home_is_told_what_to_watch_for() -> None:
    """Where the level is low, the reason names the signs that call for an ambulance, and when to come back."""
    for each in islice(_pairs(), 0, None, 11):
        if level_of((each.near, each.far)[each.asked]) <= Disposition.ROUTINE:
            said = str(solution(question(each)).blocks)
            assert "Get emergency care now if one of these appears" in said
            assert "Have it looked at if it is no better" in said


def test_where_care_presses_no_medicine_stands_before_it() -> None:
    """A question about a medicine says first that somebody with a warning sign needs care."""
    urgent = [each for each in _medicines() if level_of((each.near, each.far)[each.asked]) >= Disposition.URGENT]
    assert urgent
    assert all("care comes first" in str(solution(question(each)).blocks) for each in urgent)


@pytest.mark.parametrize("number", SOME)
def test_nobody_is_told_what_cannot_be(number: int) -> None:
    """Who is pregnant is a woman of an age to be so, and who is hurt in a testicle a man."""
    for point in ("burst-pregnancy", "testicle", "ache-of-pregnancy", "otc_ibuprofen.pregnant"):
        for side in pair(point, number).sides:
            _is_possible(side)


def _is_possible(patient: Presentation) -> None:
    if "pregnant" in patient.present:
        assert patient.sex == "female"
        assert 18 <= patient.age <= 46
    if "testicle_pain" in patient.present:
        assert patient.sex == "male"


def test_a_rule_that_asks_more_of_the_young_is_told_of_the_young() -> None:
    """Too young for a medicine is the one who is under the age."""
    each = pair("opioid.age>=18", 0)
    assert each.far.age < 18 <= each.near.age


def test_the_reasons_can_be_read_as_text() -> None:
    """What a format writes as plain text is there."""
    from backlab.words import Section

    blocks = solution(question(pair("cauda-equina", 0))).blocks
    assert "squeezed" in to_text([Section("why", "Why", blocks)])
