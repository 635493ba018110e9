"""What is asked once more in a later lesson: what one brings to mind after a while is what stays."""

from __future__ import annotations

from collections.abc import Mapping

AGAIN: Mapping[str, str] = {
    "red_flags": "what_a_spasm_is.3",
    "muscle_strain": "red_flags.3",
    "overuse_and_a_weak_core": "muscle_strain.2",
    "herniated_disc": "red_flags.7",
    "tumour_of_the_spine": "muscle_strain.5",
    "the_mimic": "herniated_disc.3",
    "choose_the_treatment": "the_mimic.4",
    "how_it_goes": "choose_the_treatment.2",
    "chances": "tumour_of_the_spine.3",
    "the_article_and_the_evidence": "choose_the_treatment.5",
    "a_thousand_patients": "red_flags.6",
    "the_clinic": "choose_the_treatment.6",
}
"""For each lesson the exercise of an earlier one that it asks again; each can be answered without that lesson's lab."""


def again(lesson: str) -> str:
    """The id under which a lesson keeps what it asks once more, such as "muscle_strain.again"."""
    return f"{lesson}.again"
