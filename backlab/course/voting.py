"""The class as one doctor: what a class votes on, what a ballot is, how ballots are counted, what all say together.

A vote is on a patient of the clinic, whose answer is one of four doors, on a lesson's prediction, or on a question of a
teacher's own: one of its options, or a number; of a line its last point, and of an order what comes first. Whoever
votes says how sure they are as well. There may be two rounds, with talk between them: whoever sends nothing in the
second is counted there with the first answer.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from math import ceil, isfinite, log10
from typing import NamedTuple

from backlab.course.ask import level_question
from backlab.course.clinic_cases import CLINIC, Patient
from backlab.course.clinic_words import whole_story
from backlab.course.exercise import Exercise, Option
from backlab.course.guesses import Line
from backlab.course.kinds import Choice, Number, Order
from backlab.course.table import CLINIC_CASE, EXERCISES, Course
from backlab.language import gettext
from backlab.model import Disposition, Source
from backlab.pictures.calibration import CERTAIN, GUESS
from backlab.pictures.people import OVER, RIGHT, UNDER, kind_of
from backlab.pictures.waiting_room import door_name
from backlab.words import Block

Answer = str | int
"""The id of an option, or a whole number."""
SURE = (GUESS, 40, 60, 80, CERTAIN)
"""How sure one can say that one is, in per cent: the ends are those of the clinic."""
ROUNDS = (1, 2)
_CLASSES = 10  # into which numbers are sorted to be shown
_NUMBERED = {level.name.lower(): level for level in Disposition}


class Ballot(NamedTuple):
    """What one person says: an answer, and how sure of it (one of ``SURE``)."""

    answer: Answer
    sure: int


Ballots = Mapping[int, Ballot]
"""One ballot of each person, by that person's number."""


class Poll(NamedTuple):
    """What can be voted on: an exercise with options or a number, and the patient whom it is about, if any.

    ``part`` says which part of the exercise is asked for, in the language that is spoken; None is all of it.
    """

    exercise: Choice | Number
    patient: Patient | None = None
    part: Callable[[], str] | None = None

    @property
    def key(self) -> str:
        """The key under which a student's own answer to the same is kept."""
        return self.exercise.id

    @property
    def is_triage(self) -> bool:
        """Whether the answers are levels of care, so that one can be too low or too high."""
        return {option.id for option in self._options} == _NUMBERED.keys()

    @property
    def limits(self) -> tuple[int, int] | None:
        """The lowest and the highest number; None where one chooses."""
        return (round(self.exercise.low), round(self.exercise.high)) if isinstance(self.exercise, Number) else None

    @property
    def unit(self) -> str:
        """What stands behind a number."""
        return gettext(self.exercise.unit) if isinstance(self.exercise, Number) else ""

    @property
    def right(self) -> Answer:
        """The right answer, worked out."""
        return _right(self.exercise)

    @property
    def answers(self) -> tuple[str, ...]:
        """The ids of the options in their order; none where a number is asked for."""
        return tuple(option.id for option in self._options)

    @property
    def question(self) -> str:
        """What is asked, in the language that is spoken."""
        if self.patient:
            return gettext("How soon must this example patient be seen?")
        asked = gettext(self.exercise.prompt)
        return f"{asked} {self.part()}" if self.part else asked

    @property
    def story(self) -> tuple[tuple[str, str], ...]:
        """What the patient says unasked, under no question, then the answer to each question; nothing without one."""
        return tuple(whole_story(self.patient)) if self.patient else ()

    def named(self, answer: Answer) -> str:
        """An answer in a word or two."""
        if self.patient:
            return door_name(_NUMBERED[str(answer)])
        return f"{answer} {self.unit}".strip() if self.limits else gettext(self._option(answer).label)

    def means(self, answer: str) -> str:
        """What an option means, where its name does not say it."""
        return gettext(self._option(answer).means)

    def because(self, answer: str) -> str:
        """What is said of just this option; nothing where there is nothing to say."""
        return gettext(self._option(answer).because)

    def explained(self) -> tuple[tuple[Block, ...], tuple[Source, ...]]:
        """Why the right answer is right, and the sources of that."""
        return self.exercise.explained()

    def accepted(self, answer: object, sure: object) -> Ballot:
        """A ballot; raises ``ValueError`` with one sentence for what cannot be one."""
        if isinstance(sure, bool) or sure not in SURE:
            steps = ", ".join(map(str, SURE))
            raise ValueError(gettext("Say how sure you are: {steps} per cent.").format(steps=steps))
        return Ballot(self._number(answer) if self.limits else self._chosen(answer), int(str(sure)))

    def is_right(self, answer: Answer) -> bool:
        """Whether an answer is right."""
        return self.exercise.is_right(answer, self.right)

    def miss(self, answer: Answer) -> float:
        """How far off an answer is: by so many doors, by so much of a number, or 1 for another option; 0 is right."""
        if self.is_right(answer):
            return 0
        if self.limits:
            return abs(float(answer) - float(self.right))
        return abs(_NUMBERED[str(answer)] - _NUMBERED[str(self.right)]) if self.is_triage else 1

    def side(self, answer: Answer) -> str:
        """RIGHT, OVER or UNDER, where the answers have an order."""
        if self.is_triage:
            return kind_of(_NUMBERED[str(answer)], _NUMBERED[str(self.right)])
        return RIGHT if self.is_right(answer) else OVER if float(answer) > float(self.right) else UNDER

    @property
    def _options(self) -> tuple[Option, ...]:
        """Without "I am not sure": that is what "how sure" is for."""
        return self.exercise.options if isinstance(self.exercise, Choice) else ()

    def _option(self, answer: Answer) -> Option:
        return next(option for option in self._options if option.id == answer)

    def _number(self, answer: object) -> int:
        low, high = self.limits or (0, 0)
        if isinstance(answer, bool) or not isinstance(answer, int) or not low <= answer <= high:
            raise ValueError(gettext("Give a whole number from {low} to {high}.").format(low=low, high=high))
        return answer

    def _chosen(self, answer: object) -> str:
        if isinstance(answer, str) and answer in self.answers:
            return answer
        raise ValueError(gettext("Choose one of the answers first."))


def level_of(answer: Answer) -> Disposition:
    """The level of care that an answer of a triage stands for."""
    return _NUMBERED[str(answer)]


@cache
def poll(key: str) -> Poll:
    """What is voted on under a key; raises ``KeyError`` where nothing can be."""
    if key not in KEYS:
        raise KeyError(key)
    if key.startswith(CLINIC_CASE):
        patient = CLINIC[key.removeprefix(CLINIC_CASE)]
        return Poll(level_question(key, patient.presentation, ""), patient)
    found = EXERCISES[key]
    return _last_point(found, "of 100") if isinstance(found, Line) else Poll(_asked(found))


def _asked(exercise: Exercise) -> Choice | Number:
    assert isinstance(exercise, Choice | Number)  # as ``KEYS`` has it
    return exercise


def _last_point(line: Line, unit: str) -> Poll:
    """A line is voted on by its end."""
    low, high = line.intervals()[-1]
    number = Number(
        line.id,
        line.prompt,
        lambda: line.right()[-1],
        line.reasons,
        low=line.low,
        high=line.high,
        interval=(low - line.tolerance, high + line.tolerance),
        unit=unit,
    )
    return Poll(number, part=lambda: gettext("Vote on the last point of the line: {when}.").format(when=_end(line)))


def _end(line: Line) -> str:
    return gettext(line.xs[-1][0])


def _first(order: Order) -> Poll:
    """An order is voted on by what comes first."""
    choice = Choice(order.id, order.prompt, lambda: order.right()[0], order.reasons, order.options)
    return Poll(choice, part=lambda: gettext("Vote on which of them comes first."))


def _can_be_asked(exercise: Exercise) -> bool:
    return exercise.is_prediction and isinstance(exercise, Choice | Number | Line)


KEYS = (
    *(f"{CLINIC_CASE}{name}" for name in CLINIC),
    *(key for key, exercise in EXERCISES.items() if _can_be_asked(exercise)),
)
"""What can be voted on: the patients of the clinic, then the predictions of the lessons."""
Polls = Mapping[str, Poll]
"""What a class can vote on, by its key, in the order of the list."""


def polls(course: Course) -> Polls:
    """What a class can vote on: the questions of a teacher's own in ``course``, then all of ``KEYS``."""
    own = (_own(exercise) for key, exercise in course.exercises.items() if key not in EXERCISES)
    return {each.key: each for each in (*filter(None, own), *map(poll, KEYS))}


def _own(exercise: Exercise) -> Poll | None:
    """A teacher's question to vote on; None where no ballot, one option or a whole number, could be right."""
    match exercise:
        case Line():
            found = _last_point(exercise, "")
        case Choice():
            return Poll(exercise)
        case Order():
            return _first(exercise)
        case Number():
            low, high = _around(exercise)
            found = Poll(exercise.changed(low=low, high=high))
        case _:
            return None
    return found if found.exercise.is_right(found.right, found.exercise.right()) else None


def _around(exercise: Number) -> tuple[float, float]:
    """The limits of a number that may have none: so round and so wide that they do not give it away."""
    right = exercise.right()
    far = 10.0 ** max(1, ceil(log10(2 * abs(right) + 1)))
    low = exercise.low if isfinite(exercise.low) else 0 if right >= 0 else -far
    return low, exercise.high if isfinite(exercise.high) else far


@cache
def _right(exercise: Choice | Number) -> Answer:
    found = exercise.right()
    return found if isinstance(found, str) else round(found)


def together(first: Ballots, second: Ballots) -> Ballots:
    """The ballots of the second round: whoever sent nothing in it is counted with the first answer."""
    return {**first, **second}


class Bar(NamedTuple):
    """How many people gave an answer, or a number from ``low`` to ``high``; and whether it is the right one."""

    answer: Answer
    people: int
    is_right: bool
    low: int = 0
    high: int = 0


def histogram(poll: Poll, ballots: Ballots) -> tuple[Bar, ...]:
    """How many gave each answer, in the order of the options; numbers in ten classes."""
    given = Counter(ballot.answer for ballot in ballots.values())
    if not poll.limits:
        return tuple(Bar(each, given[each], poll.is_right(each)) for each in poll.answers)
    classes = [*_classes(*poll.limits)]
    found = (sum(count for answer, count in given.items() if low <= int(answer) <= high) for low, high in classes)
    right = int(poll.right)
    return tuple(Bar(low, n, low <= right <= high, low, high) for (low, high), n in zip(classes, found, strict=True))


def _classes(low: int, high: int) -> Iterator[tuple[int, int]]:
    """From where to where each class of numbers goes; the last has the highest number too."""
    width = max(1, (high - low) // _CLASSES)
    starts = [*range(low, high, width)]
    yield from ((start, start + width - 1) for start in starts[:-1])
    yield starts[-1], high


class Sides(NamedTuple):
    """How many were right, too high and too low."""

    right: int
    over: int
    under: int


def sides(poll: Poll, ballots: Ballots) -> Sides | None:
    """The two kinds of error apart; None where the answers have no order."""
    if not poll.is_triage and not poll.limits:
        return None
    found = Counter(poll.side(ballot.answer) for ballot in ballots.values())
    return Sides(found[RIGHT], found[OVER], found[UNDER])


class Step(NamedTuple):
    """Of the ``people`` who were ``sure`` per cent sure, so many were ``right``."""

    sure: int
    people: int
    right: int


def calibration(poll: Poll, ballots: Ballots) -> tuple[Step, ...]:
    """For each of ``SURE`` how many said it, and how many of them were right."""
    said = [(ballot.sure, poll.is_right(ballot.answer)) for ballot in ballots.values()]
    return tuple(Step(sure, sum(s == sure for s, _ in said), said.count((sure, True))) for sure in SURE)


EACH_ONE, BY_SURENESS = "each one", "by sureness"
RULES = (EACH_ONE, BY_SURENESS)
"""How the class is asked as one doctor: every vote counts the same, or as much as its person was sure."""


def pooled(poll: Poll, ballots: Ballots, rule: str = EACH_ONE) -> Answer | None:
    """What the class says as one: the answer with the most votes, or the number in the middle.

    Of doors with as many votes the more urgent one is taken; of other options none (None), and none of no votes.
    """
    weights = Counter[Answer]()
    for answer, sure in ballots.values():
        weights[answer] += sure if rule == BY_SURENESS else 1
    if not weights:
        return None
    return _middle(weights) if poll.limits else _most(poll, weights)


def _middle(weights: Mapping[Answer, int]) -> Answer:
    """The lowest number at which half of all weight is reached."""
    half, so_far = sum(weights.values()) / 2, 0
    numbers = sorted(weights, key=int)
    for number in numbers:
        so_far += weights[number]
        if so_far >= half:
            return number
    return numbers[-1]


def _most(poll: Poll, weights: Mapping[Answer, int]) -> Answer | None:
    most = max(weights.values())
    first = [answer for answer in weights if weights[answer] == most]
    if poll.is_triage:
        return max(first, key=level_of)
    return first[0] if len(first) == 1 else None


class Members(NamedTuple):
    """How many did ``better`` than the class as one, the ``same``, or ``worse``."""

    better: int
    same: int
    worse: int


def beside(poll: Poll, ballots: Ballots, one: Answer | None) -> Members:
    """Each person's answer held against that of the class as ``one``: which of them is less far off.

    Where the class has none, any answer that is right does better, and the others do the same.
    """
    missed = [poll.miss(ballot.answer) for ballot in ballots.values()]
    pool = poll.miss(one) if one is not None else max(missed, default=0)
    return _held([-miss for miss in missed], [-pool] * len(missed))


class Standing(NamedTuple):
    """All votes so far: how many of them (``of``) the class as one had ``right``, and its members beside it."""

    of: int
    right: int
    members: Members


def standing(votes: Iterable[tuple[Poll, Ballots]], rule: str = EACH_ONE) -> Standing:
    """The class as one over several votes; each person is compared over the votes in which they took part."""
    own, its = Counter[int](), Counter[int]()
    of = right = 0
    for poll, ballots in votes:
        one = pooled(poll, ballots, rule)
        is_right = one is not None and poll.is_right(one)
        of, right = of + 1, right + is_right
        for person, ballot in ballots.items():
            own[person] += poll.is_right(ballot.answer)
            its[person] += is_right
    return Standing(of, right, _held([own[each] for each in own], [its[each] for each in own]))


def _held(own: Sequence[float], pool: Sequence[float]) -> Members:
    """Members by how well they did and how well the class as one did beside each."""
    pairs = [*zip(own, pool, strict=True)]
    better, worse = sum(a > b for a, b in pairs), sum(a < b for a, b in pairs)
    return Members(better, len(pairs) - better - worse, worse)
