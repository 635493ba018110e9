"""What an exercise is, and how an answer is judged: the right answer is always worked out, never typed.

An answer is plain JSON: the id of an option, a list of ids, a number, or text. ``judge`` turns it into a ``Mark``; a
student who is right by luck reads the same reasons as one who is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from backlab.course.code import LONGEST, Value, evaluated
from backlab.language import gettext
from backlab.model import Source
from backlab.words import Block, Citer, Point, Say

# An option of every prediction: an honest answer, and one that opens what comes next.
UNSURE = "unsure"
CHOICE, SEVERAL, NUMBER, CODE = "choice", "several", "number", "code"
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


class Tried(NamedTuple):
    """One trial of an answer in code: whether it passed, and what was tried, in a sentence."""

    right: bool
    said: str


class Exercise(NamedTuple):
    """One question of a lesson.

    ``id`` is "lesson.name", and "lesson.predict" for what is asked ahead of a lab. ``kind`` is CHOICE (one of
    ``options``), SEVERAL (all that apply), NUMBER (right within ``tolerance``, in ``unit``) or CODE. ``right`` works
    the answer out (ids, or a number). For code, ``tests`` judges the value that it makes of the ``names``, ``right``
    is code that passes, and ``start`` is what stands in the field. ``reasons`` says why, with sources.
    """

    id: str
    kind: str
    prompt: str
    right: Callable[[], Any]
    reasons: Reasons
    options: tuple[Option, ...] = ()
    tolerance: float = 0.0
    unit: str = ""
    tests: Callable[[Value], Iterable[Tried]] | None = None
    names: Callable[[], Mapping[str, Value]] | None = None
    start: str = ""

    @property
    def lesson(self) -> str:
        """The lesson to which it belongs."""
        return self.id.partition(".")[0]

    @property
    def is_prediction(self) -> bool:
        """Whether it is asked ahead of a lab, which stays shut until it is answered."""
        return self.id.partition(".")[2].startswith("predict")

    @property
    def choices(self) -> tuple[Option, ...]:
        """The options that are shown; a prediction may always be left open."""
        if not self.is_prediction or self.kind != CHOICE:
            return self.options
        return (*self.options, Option(UNSURE, "I am not sure: show me"))


class Mark(NamedTuple):
    """How an answer was judged: ``right`` is None where it was left open; ``blocks`` say why, ``verdict`` in a word.

    ``sources`` are those that the blocks cite, in the order of their numbers.
    """

    right: bool | None
    verdict: str
    blocks: tuple[Block, ...]
    sources: tuple[Source, ...] = ()


def checked(exercise: Exercise, given: Any) -> Any:
    """``given`` as an answer to ``exercise``; raises ``ValueError`` with one sentence that says what is needed."""
    if given == UNSURE and exercise.is_prediction:
        return given
    match exercise.kind:
        case "choice":
            if given in [option.id for option in exercise.choices]:
                return given
            raise ValueError(gettext("Choose one of the answers first."))
        case "several":
            return _several(exercise, given)
        case "number":
            return _within(exercise, _number(given))
    if not isinstance(given, str) or not given.strip():
        raise ValueError(gettext("Write your answer into the field first."))
    if len(given) > LONGEST:
        raise ValueError(gettext("The answer is too long: {count} characters are enough.").format(count=LONGEST))
    return given


def judge(exercise: Exercise, given: Any) -> Mark:
    """The mark for an answer; raises ``ValueError`` with one sentence for what cannot be one."""
    answer = checked(exercise, given)
    if answer == UNSURE:
        return Mark(None, gettext("You left it open"), *_explained(exercise))
    if exercise.kind == CODE:
        return _judge_code(exercise, answer)
    wanted = exercise.right()  # once: it may have to look at many patients
    right = _is_right(exercise, answer, wanted)
    why, sources = _explained(exercise)
    word = _came_true(right) if exercise.is_prediction else verdict(right)
    return Mark(right, word, (*_about(exercise, answer, wanted), *why), sources)


def verdict(right: bool) -> str:
    """A judgement in a word or two."""
    return gettext("Correct") if right else gettext("Not yet")


def _came_true(right: bool) -> str:
    return gettext("As you predicted") if right else gettext("It turned out differently")


def solution(exercise: Exercise) -> Mark:
    """The right answer in words as the verdict (for code: code that passes), and the reasons."""
    return Mark(True, said(exercise, exercise.right()), *_explained(exercise))


def said(exercise: Exercise, answer: Any) -> str:
    """An answer as a person reads it."""
    labels = {option.id: option.shown for option in exercise.choices}
    match exercise.kind:
        case "choice":
            return labels.get(answer, str(answer))
        case "several":
            return "; ".join(labels[each] for each in labels if each in answer) or gettext("none of them")
        case "number":
            return f"{answer:g} {gettext(exercise.unit)}".strip()
    return str(answer)


def _is_right(exercise: Exercise, answer: Any, wanted: Any) -> bool:
    if exercise.kind == NUMBER:
        return bool(abs(answer - wanted) <= exercise.tolerance)
    return bool(set(answer) == set(wanted) if exercise.kind == SEVERAL else answer == wanted)


def _about(exercise: Exercise, answer: Any, wanted: Any) -> Iterable[Block]:
    """What is said of just this answer: of a choice its own word, of several what is missing or too many."""
    if exercise.kind == NUMBER:
        yield Say(gettext("You answered {answer}.").format(answer=said(exercise, answer)))
        return
    labels = {option.id: option for option in exercise.choices}
    if exercise.kind == CHOICE:
        because = gettext(labels[answer].because)
        chosen = gettext("You chose: {answer}.").format(answer=labels[answer].shown.rstrip("."))
        yield Say(f"{chosen} {because}".strip())
        return
    for option in exercise.options:
        if (option.id in answer) != (option.id in wanted):
            missed = gettext("You missed this") if option.id in wanted else gettext("Not this one")
            because = gettext(option.because)
            yield Point(f"{gettext(option.label)}{': ' if because else ''}{because}", mark=missed)


def _explained(exercise: Exercise) -> tuple[tuple[Block, ...], tuple[Source, ...]]:
    cite = Citer()
    return tuple(exercise.reasons(cite)), cite.cited


def _judge_code(exercise: Exercise, text: str) -> Mark:
    assert exercise.tests is not None
    assert exercise.names is not None
    found = tuple(exercise.tests(evaluated(text, exercise.names())))
    right = all(each.right for each in found)
    lines = tuple(Point(each.said, mark=gettext("Passed") if each.right else gettext("Failed")) for each in found)
    if not right:
        return Mark(False, verdict(False), lines)
    why, sources = _explained(exercise)
    return Mark(True, verdict(True), (*lines, *why), sources)


def _several(exercise: Exercise, given: Any) -> list[str]:
    known = [option.id for option in exercise.options]
    if not isinstance(given, list | tuple) or not given or not all(each in known for each in given):
        raise ValueError(gettext("Tick the answers that apply first."))
    return [each for each in known if each in given]


def _within(exercise: Exercise, number: float) -> float:
    """The number, if it can be an answer at all; "of 100" in the unit says how far it may go."""
    most = re.search(r"\b(?:of|in) ([\d,]+)", exercise.unit)
    top = float(most[1].replace(",", "")) if most else None
    if top is not None and not 0 <= number <= top:
        raise ValueError(gettext("The number lies between 0 and {most}.").format(most=f"{top:g}"))
    return number


def _number(given: Any) -> float:
    if not isinstance(given, str | int | float) or isinstance(given, bool):
        raise ValueError(gettext("A number is needed, such as 12 or 0.5."))
    text = str(given).strip().replace(",", ".").removesuffix("%").strip()
    try:
        number = float(text)
    except ValueError:
        raise ValueError(gettext("A number is needed, such as 12 or 0.5.")) from None
    if number != number or abs(number) > 1e12:
        raise ValueError(gettext("A number is needed, such as 12 or 0.5."))
    return number
