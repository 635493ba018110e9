"""In which order the pages of the course are worked through: the one place that numbers them.

A page is called by its name everywhere (file, link, key of an answer), so that a new one renumbers nothing.
"""

from __future__ import annotations

FIRST, LAST = "start_here", "glossary"
LESSONS = (
    "what_a_spasm_is",
    "red_flags",
    "muscle_strain",
    "overuse_and_a_weak_core",
    "herniated_disc",
    "tumour_of_the_spine",
    "the_mimic",
    "choose_the_treatment",
    "how_it_goes",
    "chances",
    "the_article_and_the_evidence",
    "a_thousand_patients",
    "the_clinic",
)
PAGES = (FIRST, *LESSONS, LAST)
