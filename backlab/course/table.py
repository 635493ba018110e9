"""All lessons with their exercises: the one list that pages, the index and the grades are made from."""

from __future__ import annotations

from collections.abc import Mapping

from backlab.course.clinic_cases import CLINIC
from backlab.course.exercise import Exercise
from backlab.course.lessons import (
    a_thousand_patients,
    chances,
    choose_the_treatment,
    herniated_disc,
    how_it_goes,
    muscle_strain,
    overuse_and_a_weak_core,
    red_flags,
    the_article_and_the_evidence,
    the_clinic,
    the_mimic,
    tumour_of_the_spine,
    what_a_spasm_is,
)

# What the keys of the clinic's patients begin with.
CLINIC_CASE = "the_clinic.case."

# In the order in which they are worked through.
_MODULES = {
    "what_a_spasm_is": what_a_spasm_is,
    "red_flags": red_flags,
    "muscle_strain": muscle_strain,
    "overuse_and_a_weak_core": overuse_and_a_weak_core,
    "herniated_disc": herniated_disc,
    "tumour_of_the_spine": tumour_of_the_spine,
    "the_mimic": the_mimic,
    "choose_the_treatment": choose_the_treatment,
    "how_it_goes": how_it_goes,
    "chances": chances,
    "the_article_and_the_evidence": the_article_and_the_evidence,
    "a_thousand_patients": a_thousand_patients,
    "the_clinic": the_clinic,
}

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


def asked(lesson: str) -> tuple[str, ...]:
    """The ids of a lesson's exercises without predictions and patients, in the order of their numbers."""
    return tuple(key for key in LESSONS[lesson] if key in EXERCISES and not EXERCISES[key].is_prediction)
