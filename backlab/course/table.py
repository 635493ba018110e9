"""All lessons with their exercises: the one list that pages, the index and the grades are made from."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module

from backlab.course.clinic_cases import CLINIC
from backlab.course.exercise import Exercise
from backlab.course.order import LESSONS as ORDER

# What the keys of the clinic's patients begin with.
CLINIC_CASE = "the_clinic.case."

_MODULES = {lesson: import_module(f"backlab.course.lessons.{lesson}") for lesson in ORDER}
_CLINIC_KEYS = tuple(f"{CLINIC_CASE}{case}" for case in CLINIC)
EXERCISES: Mapping[str, Exercise] = {each.id: each for module in _MODULES.values() for each in module.EXERCISES}
"""Every exercise by its id."""
LESSONS: Mapping[str, tuple[str, ...]] = {
    lesson: (*(each.id for each in module.EXERCISES), *(_CLINIC_KEYS if lesson == "the_clinic" else ()))
    for lesson, module in _MODULES.items()
}
"""The keys under which each lesson's answers are kept, in the order in which they are asked."""
CITED: Mapping[str, tuple[str, ...]] = {lesson: module.CITED for lesson, module in _MODULES.items()}
"""The ids of the sources on which each lesson rests."""
EARLIER: Mapping[str, frozenset[str]] = {
    "what_a_spasm_is.predict": frozenset({"self_care", "routine", "urgent", "emergency"}),
    "how_it_goes.predict": frozenset({"same", "third", "half", "gone"}),
    "muscle_strain.predict": frozenset({"ice", "heat", "stay_active", "otc_ibuprofen", "paracetamol", "rest"}),
}
"""Answers that were kept of a prediction before it was asked in another way: they are counted as given."""


def numbered(lesson: str) -> tuple[str, ...]:
    """The ids of a lesson's exercises without predictions and patients, in the order of their numbers."""
    return tuple(key for key in LESSONS[lesson] if key in EXERCISES and not EXERCISES[key].is_prediction)
