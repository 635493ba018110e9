"""All lessons with their exercises: the one list that pages, the index and the grades are made from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from importlib import import_module
from typing import NamedTuple

from backlab.course.again import AGAIN, again
from backlab.course.clinic_cases import CLINIC
from backlab.course.exercise import Exercise
from backlab.course.order import LESSONS as ORDER

# What the keys of the clinic's patients begin with.
CLINIC_CASE = "the_clinic.case."

_MODULES = {lesson: import_module(f"backlab.course.lessons.{lesson}") for lesson in ORDER}
_CLINIC_KEYS = tuple(f"{CLINIC_CASE}{case}" for case in CLINIC)
_ASKED_FIRST = {each.id: each for module in _MODULES.values() for each in module.EXERCISES}
EXERCISES: Mapping[str, Exercise] = _ASKED_FIRST | {
    again(lesson): _ASKED_FIRST[earlier].changed(id=again(lesson)) for lesson, earlier in AGAIN.items()
}
"""Every exercise by its id; what is asked once more has an id of its own, so that both answers are kept."""


def _keys(lesson: str) -> tuple[str, ...]:
    own = tuple(each.id for each in _MODULES[lesson].EXERCISES)
    return (*own, *([again(lesson)] if lesson in AGAIN else ()), *(_CLINIC_KEYS if lesson == "the_clinic" else ()))


LESSONS: Mapping[str, tuple[str, ...]] = {lesson: _keys(lesson) for lesson in ORDER}
"""The keys under which each lesson's answers are kept, in the order in which they are asked."""
CITED: Mapping[str, tuple[str, ...]] = {lesson: module.CITED for lesson, module in _MODULES.items()}
"""The ids of the sources on which each lesson rests."""
EARLIER: Mapping[str, frozenset[str]] = {
    "what_a_spasm_is.predict": frozenset({"self_care", "routine", "urgent", "emergency"}),
    "how_it_goes.predict": frozenset({"same", "third", "half", "gone"}),
    "chances.predict": frozenset({"90", "270", "600", "960"}),
    "muscle_strain.predict": frozenset({"ice", "heat", "stay_active", "otc_ibuprofen", "paracetamol", "rest"}),
}
"""Answers that were kept of a prediction before it was asked in another way: they are counted as given."""


class Course(NamedTuple):
    """What is asked: every exercise by its id, the keys of each lesson in their order, and ``titles`` of lessons."""

    exercises: Mapping[str, Exercise]
    lessons: Mapping[str, tuple[str, ...]]
    titles: Mapping[str, str]


OURS = Course(EXERCISES, LESSONS, {})
"""The course that comes with backlab; its titles are made of the lessons' names."""
_asked: ContextVar[Course] = ContextVar("course", default=OURS)


def asked() -> Course:
    """The course whose answers are judged now: ours, unless somebody says otherwise."""
    return _asked.get()


@contextmanager
def asking(course: Course) -> Iterator[None]:
    """Judge the answers of another course inside a ``with`` block, such as that of a teacher's own lessons."""
    token = _asked.set(course)
    try:
        yield
    finally:
        _asked.reset(token)


def numbered(lesson: str) -> tuple[str, ...]:
    """The ids of a lesson's exercises without predictions and patients, in the order of their numbers."""
    course = asked()
    return tuple(key for key in course.lessons[lesson] if _has_number(course, key))


def number(key: str) -> int:
    """The number under which a page asks an exercise that has one."""
    course = OURS if key in EXERCISES else asked()
    lesson = course.lessons[key.partition(".")[0]]
    return [each for each in lesson if _has_number(course, each)].index(key) + 1


def _has_number(course: Course, key: str) -> bool:
    return key in course.exercises and not course.exercises[key].is_prediction
