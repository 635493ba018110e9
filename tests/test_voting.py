"""Votes of a class: what counts as a ballot, how ballots are counted, and what the class says as one."""

from __future__ import annotations

from random import Random

import pytest

from backlab.course.kinds import Choice
from backlab.course.table import EXERCISES
from backlab.course.voting import (
    BY_SURENESS,
    EACH_ONE,
    KEYS,
    SURE,
    Answer,
    Ballot,
    Ballots,
    Members,
    Poll,
    Sides,
    Standing,
    beside,
    calibration,
    histogram,
    poll,
    pooled,
    sides,
    standing,
    together,
)
from backlab.language import LANGUAGES, speaking
from backlab.pictures.calibration import CERTAIN, GUESS

SOFA = "the_clinic.case.sofa"  # needs care now
SPASM = "what_a_spasm_is.predict"  # a number of 100
MOVE = "muscle_strain.predict"  # three options without an order
LINE = "how_it_goes.predict"
DOORS = "self_care", "routine", "urgent", "emergency"


def ballots(*answers: Answer, sure: int = 60) -> Ballots:
    """One ballot of each of so many people, all as sure."""
    return {n: Ballot(answer, sure) for n, answer in enumerate(answers)}


def drawn(rng: Random, poll: Poll, people: int, right: float, wrong: str = "") -> Ballots:
    """A class each of whom is right with the chance ``right``, independently; else one other answer, or ``wrong``."""
    others = [each for each in poll.answers if each != poll.right]
    answers = (poll.right if rng.random() < right else wrong or rng.choice(others) for _ in range(people))
    return ballots(*answers)


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("code", LANGUAGES)
def test_everything_that_can_be_voted_on_has_a_question_and_a_right_answer(key: str, code: str) -> None:
    """Each poll can be asked and answered, its right answer is right and explained, in every language."""
    with speaking(code):
        asked = poll(key)
        assert asked.question
        assert asked.accepted(asked.right, 80) == Ballot(asked.right, 80)
        assert asked.is_right(asked.right)
        assert asked.miss(asked.right) == 0
        assert asked.named(asked.right)
        assert asked.explained()[0]
        assert sum(bar.is_right for bar in histogram(asked, {})) == 1


def test_every_prediction_of_the_course_can_be_voted_on() -> None:
    """What is asked ahead of a lab is there, and nothing that is asked after it, which has been answered already."""
    asked = {key for key in KEYS if not key.startswith("the_clinic.case.")}
    assert asked == {key for key, exercise in EXERCISES.items() if exercise.is_prediction}


def test_a_vote_has_the_right_answer_of_its_exercise() -> None:
    """Nothing is typed twice: the answer is the one of the one table."""
    for key in KEYS:
        if isinstance(exercise := EXERCISES.get(key), Choice):
            assert poll(key).right == exercise.right()


def test_a_line_is_voted_on_by_its_end() -> None:
    """The number is that of the last point, and the question says which."""
    asked = poll(LINE)
    assert asked.right == round(EXERCISES[LINE].right()[-1])  # type: ignore[attr-defined]
    assert asked.question.endswith("1 year.")


@pytest.mark.parametrize("key", [SOFA, MOVE])
@pytest.mark.parametrize("answer", ["", "unsure", "nowhere", 3, None, True, ["urgent"], {}, "urgent " * 99])
def test_only_an_option_is_an_answer(key: str, answer: object) -> None:
    """Nothing but the id of an option counts; not to be sure is said by how sure, not by an answer of its own."""
    with pytest.raises(ValueError, match="Choose one of the answers"):
        poll(key).accepted(answer, 80)


@pytest.mark.parametrize("answer", [-1, 101, 5.5, "19", None, True, [], float("nan")])
def test_only_a_whole_number_in_its_limits_is_an_answer(answer: object) -> None:
    """A number is whole and possible."""
    with pytest.raises(ValueError, match="whole number from 0 to 100"):
        poll(SPASM).accepted(answer, 80)


@pytest.mark.parametrize("sure", [0, 24, 50, 101, 80.5, "80", None, True, [80]])
def test_only_a_step_says_how_sure(sure: object) -> None:
    """How sure is one of the five steps."""
    with pytest.raises(ValueError, match="how sure"):
        poll(SOFA).accepted("urgent", sure)


def test_the_histogram_counts_every_ballot_once() -> None:
    """Options in their order; numbers in ten classes, of which the last has the highest number."""
    assert [bar.people for bar in histogram(poll(SOFA), ballots("routine", "emergency", "routine"))] == [0, 2, 0, 1]
    bars = histogram(poll(SPASM), ballots(*range(101)))
    assert [bar.people for bar in bars] == [*[10] * 9, 11]
    assert [(bar.low, bar.high) for bar in bars if bar.is_right] == [(10, 19)]


def test_over_and_under_triage_are_apart() -> None:
    """A door that is too low is never counted with one that is too high."""
    found = sides(poll("the_clinic.case.stairs"), ballots(*DOORS, "self_care"))  # needs care today
    assert found == Sides(right=1, over=1, under=3)


def test_a_number_may_be_too_low_too_high_or_near_enough() -> None:
    """Near enough is what the exercise itself takes for right."""
    number = poll("overuse_and_a_weak_core.predict")
    near = [answer for answer in range(101) if number.is_right(answer)]
    assert sides(number, ballots(near[0] - 1, *near, near[-1] + 1)) == Sides(right=len(near), over=1, under=1)


def test_options_without_an_order_have_no_sides() -> None:
    """Nothing is too high of two people in bed and on their feet."""
    assert sides(poll(MOVE), ballots("rest", "move")) is None


def test_calibration_counts_people() -> None:
    """For each step how many said it, and how many of them were right."""
    given = {1: Ballot("emergency", 80), 2: Ballot("routine", 80), 3: Ballot("emergency", 25)}
    found = {step.sure: (step.people, step.right) for step in calibration(poll(SOFA), given)}
    assert found == {25: (1, 1), 40: (0, 0), 60: (0, 0), 80: (2, 1), 100: (0, 0)}


def test_the_class_as_one_takes_the_answer_with_most_votes() -> None:
    """One vote each."""
    assert pooled(poll(MOVE), ballots("rest", "move", "move", "alike")) == "move"


def test_of_two_doors_with_as_many_votes_the_class_takes_the_more_urgent() -> None:
    """A tie never sends anybody home."""
    assert pooled(poll(SOFA), ballots("self_care", "urgent", "self_care", "urgent", "emergency")) == "urgent"


def test_of_two_options_with_as_many_votes_the_class_takes_none() -> None:
    """Where no option is the safer one, the class has no answer."""
    assert pooled(poll(MOVE), ballots("rest", "move")) is None
    assert pooled(poll(MOVE), {}) is None


def test_weighed_by_how_sure_a_few_who_know_outweigh_many_who_guess() -> None:
    """A vote at 100 per cent counts four times as much as one at 25."""
    given = {**{n: Ballot("self_care", 25) for n in range(5)}, 7: Ballot("emergency", 100), 8: Ballot("emergency", 60)}
    assert pooled(poll(SOFA), given, EACH_ONE) == "self_care"
    assert pooled(poll(SOFA), given, BY_SURENESS) == "emergency"


def test_the_class_as_one_takes_the_number_in_the_middle() -> None:
    """One wild guess does not move it; weighed by how sure, it is where half of all sureness lies below."""
    assert pooled(poll(SPASM), ballots(20, 18, 100)) == 20
    given = {1: Ballot(10, 100), 2: Ballot(30, 25), 3: Ballot(50, 25)}
    assert pooled(poll(SPASM), given, EACH_ONE) == 30
    assert pooled(poll(SPASM), given, BY_SURENESS) == 10


def test_members_stand_beside_the_class_as_one() -> None:
    """Who was less far off did better: two doors off is worse than one."""
    stairs = poll("the_clinic.case.stairs")  # needs care today
    assert beside(stairs, ballots(*DOORS, "routine"), "routine") == Members(better=1, same=3, worse=1)
    assert beside(poll(MOVE), ballots("rest", "move"), None) == Members(better=1, same=1, worse=0)


def test_who_sends_nothing_again_is_counted_with_the_first_answer() -> None:
    """The second round begins with one's own first answer."""
    first = {1: Ballot("self_care", 60), 2: Ballot("urgent", 40)}
    assert together(first, {2: Ballot("emergency", 80)}) == {1: first[1], 2: Ballot("emergency", 80)}


def test_a_member_is_compared_over_the_votes_in_which_they_took_part() -> None:
    """Who was away once is no worse for it."""
    votes = [(poll(SOFA), {1: Ballot("emergency", 60), 2: Ballot("urgent", 60), 3: Ballot("emergency", 60)})]
    votes += [(poll(MOVE), {1: Ballot("move", 60), 2: Ballot("rest", 60), 4: Ballot("rest", 60)})]
    assert standing(votes) == Standing(of=2, right=1, members=Members(better=1, same=2, worse=1))


# Simulated classes: forty votes of thirty-one people each.
VOTES, PEOPLE = 40, 31


def of_classes(right: float, *, misled: bool = False) -> Standing:
    """How the class as one stands beside its members, where each is right with that chance."""
    rng, patient = Random(20261130), poll(SOFA)
    wrong = "routine" if misled else ""
    return standing((patient, drawn(rng, patient, PEOPLE, right, wrong)) for _ in range(VOTES))


def test_pooling_helps_where_errors_are_independent() -> None:
    """People who are right a little more often than any one wrong answer is given are, as one, right nearly always."""
    found = of_classes(0.45)
    assert found.right >= 0.9 * VOTES
    assert found.members.worse == PEOPLE
    assert found.members.better == 0


def test_pooling_does_not_help_where_one_sign_misleads_all() -> None:
    """Where all who err give the same answer, the class as one errs with them, and the few who know do better."""
    found = of_classes(0.35, misled=True)
    assert found.right <= 0.1 * VOTES
    assert found.members.better == PEOPLE


def test_pooling_does_not_help_below_chance() -> None:
    """People who are right less often than some wrong answer is given are made more wrong by asking more of them."""
    found = of_classes(0.15)
    assert found.right <= 0.15 * VOTES


def test_the_middle_of_numbers_helps_only_without_a_common_bias() -> None:
    """Guesses around the truth meet in the middle near it; guesses that all lie too high meet too high."""
    rng, number = Random(7), poll(SPASM)

    def worse(bias: int) -> int:
        right = int(number.right)
        given = ballots(*(min(100, max(0, round(rng.gauss(right + bias, 12)))) for _ in range(101)))
        return beside(number, given, pooled(number, given)).worse

    assert worse(0) > 60
    assert worse(30) < 60


def test_the_steps_of_how_sure_begin_with_a_guess_and_end_with_certainty() -> None:
    """They are those of the clinic's own slider."""
    assert (SURE[0], SURE[-1]) == (GUESS, CERTAIN)
