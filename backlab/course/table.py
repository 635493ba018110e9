"""All lessons with their exercises: the one list that pages, the index and the grades are made from."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module

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


def numbered(lesson: str) -> tuple[str, ...]:
    """The ids of a lesson's exercises without predictions and patients, in the order of their numbers."""
    return tuple(key for key in LESSONS[lesson] if key in EXERCISES and not EXERCISES[key].is_prediction)
