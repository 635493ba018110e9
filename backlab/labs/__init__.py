"""Our labs, each by its name: values in, an answer out. They know no Jupyter, and any host can show them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any

LABS: Mapping[str, str] = {
    "ChancesLab": "chances",
    "ClinicLab": "clinic",
    "CourseLab": "course",
    "DiscLab": "disc",
    "GlossaryLab": "glossary",
    "MimicLab": "mimic",
    "OddsLab": "odds",
    "PictureLab": "pictures",
    "PopulationLab": "population",
    "PracticeLab": "practice",
    "PreventionLab": "prevention",
    "Question": "question",
    "RedFlagsLab": "flags",
    "Sources": "sources",
    "SpasmLab": "spasm",
    "StatementsLab": "statements",
    "StrainLab": "strain",
    "TreatmentLab": "treatment",
    "YearLab": "year",
}
"""What a notebook can show, by name, and the module that it stands in."""


def maker(name: str) -> Callable[..., Any]:
    """What makes the lab of this name; its module is loaded only now, so that a page waits for no lab but its own."""
    made: Callable[..., Any] = getattr(import_module(f"{__name__}.{LABS[name]}"), name)
    return made
