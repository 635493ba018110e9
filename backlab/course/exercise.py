"""What an exercise is, and how an answer is judged: the right answer is always worked out, never typed.

An answer is plain JSON: the id of an option, a list of ids, a number, or text. ``judge`` turns it into a ``Mark``; a
student who is right by luck reads the same reasons as one who is wrong. The kinds of exercise stand in ``kinds``.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any, ClassVar, NamedTuple, Self

from backlab.language import gettext
from backlab.model import Source
from backlab.words import Block, Citer

# An option of every prediction: an honest answer, and one that opens what comes next.
UNSURE = "unsure"
Reasons = Callable[[Citer], Iterable[Block]]


class Option(NamedTuple):
    """One answer to choose: ``label``, what it ``means`` where that is not plain, and ``because``, said once chosen."""

    id: str
    label: str
    because: str = ""
    means: str = ""

    @property
    def shown(self) -> str:
        """The label and what it means, in the language that is spoken."""
        return f"{gettext(self.label)}: {gettext(self.means)}" if self.means else gettext(self.label)


class Mark(NamedTuple):
    """How an answer was judged: ``right`` is None where it was left open; ``blocks`` say why, ``verdict`` in a word.

    ``sources`` are those that the blocks cite, in the order of their numbers.
    """

    right: bool | None
    verdict: str
    blocks: tuple[Block, ...]
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True)
class Exercise(ABC):
    """One question of a lesson; a kind of exercise is a class that says what an answer is and when it is right.

    ``id`` is "lesson.name", and "lesson.predict" for what is asked ahead of a lab. ``right`` works the answer out, and
    ``reasons`` says why, with sources. ``has_one_answer`` says whether all right answers are the same, so that whoever
    has found one has seen the solution.
    """

    id: str
    prompt: str
    right: Callable[[], Any]
    reasons: Reasons
    has_one_answer: ClassVar[bool] = True

    def changed(self, **parts: Any) -> Self:
        """The same exercise with other parts, by their names."""
        return replace(self, **parts)

    @property
    def lesson(self) -> str:
        """The lesson to which it belongs."""
        return self.id.partition(".")[0]

    @property
    def is_prediction(self) -> bool:
        """Whether it is asked ahead of a lab, which stays shut until it is answered."""
        return self.id.partition(".")[2].startswith("predict")

    @property
    def is_again(self) -> bool:
        """Whether an earlier lesson has asked it before."""
        return self.id.partition(".")[2] == "again"

    @property
    def choices(self) -> tuple[Option, ...]:
        """The options that are shown, where one chooses."""
        return ()

    @property
    def start(self) -> Any:
        """What stands in the field before anything was answered."""
        return ""

    @abstractmethod
    def accepted(self, given: Any) -> Any:
        """``given`` as an answer; raises ``ValueError`` with one sentence that says what is needed."""

    @abstractmethod
    def said(self, answer: Any) -> str:
        """An answer as a person reads it."""

    @abstractmethod
    def judged(self, answer: Any) -> Mark:
        """The mark for an answer that was accepted."""

    def written(self, answer: Any) -> Any:
        """An answer as it stands in the field; one that was left open is not there."""
        return self.start if answer == UNSURE and self.is_prediction else answer

    def explained(self) -> tuple[tuple[Block, ...], tuple[Source, ...]]:
        """The reasons, and the sources that they cite."""
        cite = Citer()
        return tuple(self.reasons(cite)), cite.cited


@dataclass(frozen=True)
class Compared(Exercise):
    """An exercise whose answer is held against the right one."""

    @abstractmethod
    def about(self, answer: Any, wanted: Any) -> Iterable[Block]:
        """What is said of just this answer, where ``wanted`` is the right one."""

    def is_right(self, answer: Any, wanted: Any) -> bool:
        """Whether an answer is as good as the one that is ``wanted``."""
        return bool(answer == wanted)

    def judged(self, answer: Any) -> Mark:
        """Right or not, what is said of this answer, and the reasons."""
        wanted = self.right()  # once: it may have to look at many patients
        right = self.is_right(answer, wanted)
        why, sources = self.explained()
        word = _came_true(right) if self.is_prediction else verdict(right)
        return Mark(right, word, (*self.about(answer, wanted), *why), sources)


def checked(exercise: Exercise, given: Any) -> Any:
    """``given`` as an answer to ``exercise``; raises ``ValueError`` with one sentence that says what is needed.

    >>> from backlab.course.table import EXERCISES
    >>> checked(EXERCISES["red_flags.1"], "no_such_answer")
    Traceback (most recent call last):
        ...
    ValueError: Tick the answers that apply first.
    """
    return given if given == UNSURE and exercise.is_prediction else exercise.accepted(given)


def judge(exercise: Exercise, given: Any) -> Mark:
    """The mark for an answer; raises ``ValueError`` with one sentence for what cannot be one.

    >>> from backlab.course.table import EXERCISES
    >>> exercise = EXERCISES["red_flags.1"]
    >>> judge(exercise, exercise.right()).verdict
    'Correct'
    """
    answer = checked(exercise, given)
    if answer == UNSURE and exercise.is_prediction:
        return Mark(None, gettext("You did not guess: here is the answer"), *exercise.explained())
    return exercise.judged(answer)


def solution(exercise: Exercise) -> Mark:
    """The right answer in words as the verdict (for code: code that passes), and the reasons.

    >>> from backlab.course.table import EXERCISES
    >>> solution(EXERCISES["red_flags.1"]).right
    True
    """
    return Mark(True, exercise.said(exercise.right()), *exercise.explained())


def verdict(right: bool) -> str:
    """A judgement in a word or two.

    >>> verdict(True), verdict(False)
    ('Correct', 'Not yet')
    """
    return gettext("Correct") if right else gettext("Not yet")


def _came_true(right: bool) -> str:
    return gettext("As you predicted") if right else gettext("It turned out differently")
