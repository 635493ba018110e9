"""The door for notebooks: every lab by its name, shown as soon as it is made.

Each is loaded when it is first used, so that a page waits for no lab but its own.
"""

from __future__ import annotations

from importlib import import_module

from backlab.hosts.notebook import shows

_WHERE = {
    "ChancesLab": "chances",
    "ClinicLab": "clinic",
    "CourseLab": "course",
    "GlossaryLab": "glossary",
    "OddsLab": "odds",
    "PictureLab": "pictures",
    "PopulationLab": "population",
    "Question": "question",
    "RedFlagsLab": "flags",
    "Sources": "sources",
    "StatementsLab": "statements",
    "TreatmentLab": "treatment",
}
__all__ = list(_WHERE)


def __getattr__(name: str) -> object:
    if name not in _WHERE:
        raise AttributeError(f"module 'backlab.widgets' has no attribute {name!r}: it has {', '.join(_WHERE)}")
    value = globals()[name] = shows(getattr(import_module(f"backlab.labs.{_WHERE[name]}"), name))
    return value


def __dir__() -> list[str]:
    return list(_WHERE)
