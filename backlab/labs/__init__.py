"""Our labs, each by its name: values in, an answer out. They know no Jupyter, and any host can show them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any

from backlab.kit.arranged import arranged
from backlab.kit.lab import Lab

LABS: Mapping[str, str] = {
    "ChancesLab": "chances",
    "ClinicLab": "clinic",
    "CourseLab": "course",
    "DiscLab": "disc",
    "GlossaryLab": "glossary",
    "MimicLab": "mimic",
    "ModelLab": "model",
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


_ASK = ("Question",)  # what it is given beside its name are the parts of a question


def maker(name: str) -> Callable[..., Any]:
    """What makes the lab of this name, which takes first values and ``controls`` too.

    Its module is loaded only now, so that a page waits for no lab but its own.
    """
    made: Callable[..., Any] = getattr(import_module(f"{__name__}.{LABS[name]}"), name)
    return arranged(made) if isinstance(made, type) and issubclass(made, Lab) and name not in _ASK else made
