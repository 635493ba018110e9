"""What treatments do, with and without: every cell that the choosing table can show, and what it must not show.

A treatment of the plan has its cells under its own id, or under that of the medicine that it is (``ALIAS``). Where a
slot has no cell, no figure was found in the texts that were read: the table says "nobody knows".
"""

from collections.abc import Iterable, Mapping

from backlab.knowledge.effect_kinds import (
    ACUTE,
    AGAIN,
    DOING,
    HARM,
    LASTING,
    LATER,
    LEG,
    PAIN,
    PREVENTION,
    SIDE,
    SOON,
    WORK,
    Cell,
    Conflict,
    Situation,
    Slot,
    Wanted,
)
from backlab.knowledge.effects_acute import ACUTE_EFFECTS
from backlab.knowledge.effects_lasting import LASTING_EFFECTS
from backlab.knowledge.effects_leg import LEG_EFFECTS
from backlab.knowledge.effects_prevention import PREVENTION_EFFECTS

CELLS: tuple[Cell, ...] = (*ACUTE_EFFECTS, *LASTING_EFFECTS, *LEG_EFFECTS, *PREVENTION_EFFECTS)
BY_ID: Mapping[str, Cell] = {cell.id: cell for cell in CELLS}

BASELINE = "stay_active"
ALIAS: Mapping[str, str] = {"paracetamol_first": "paracetamol"}
# Medicines of one kind: the harm that was measured of one stands beside the other as well, with its dose and time.
SAME_KIND: Mapping[str, str] = {"otc_ibuprofen": "rx_ibuprofen", "rx_ibuprofen": "otc_ibuprofen"}
# Treatments of the plan that are no column: getting care, what is looked for, and what only a doctor can settle.
NO_COLUMN: Mapping[str, str] = {
    "emergency_care": "care comes first",
    "same_day_care": "care comes first",
    "appointment": "a visit is no treatment",
    "routine_scan": "a scan is no treatment",
    "urgent_imaging": "a scan is no treatment",
    "kidney_infection_care": "it treats what a doctor finds",
    "tumour_care": "it treats what a doctor finds",
    "rheumatology": "it treats what a doctor finds",
    "sciatica_drugs": "none of them is advised through either lens",
}
# What was measured as well, of which the plan does not know for whom it is safe: it cannot be offered.
NOT_OFFERED: tuple[str, ...] = (
    "diazepam",
    "exercise",
    "spinal_manipulation",
    "massage",
    "acupuncture",
    "education",
    "psychological_therapy",
    "multidisciplinary_rehab",
    "antidepressant",
    "gabapentinoid",
    "oral_steroid",
    "topical_nsaid",
    "capsaicin",
)

CONFLICTS: tuple[Conflict, ...] = (
    Conflict(ACUTE, "stay_active", LATER, "They counted other people, and had other ideas of what recovered means."),
    Conflict(
        ACUTE,
        "otc_ibuprofen",
        SOON,
        "The first is the review's own table, the others restate it or count something else.",
    ),
    Conflict(ACUTE, "otc_ibuprofen", SIDE, "Two sets of trials, neither large and long enough to show rare harm."),
    Conflict(
        ACUTE, "muscle_relaxant", PAIN, "The review of 2021 is the largest, and very unsure; the earlier ones saw more."
    ),
    Conflict(ACUTE, "muscle_relaxant", SIDE, "The trials counted side effects in different ways."),
    Conflict(LASTING, "stay_active", PAIN, "The newer review left out pain of less than twelve weeks."),
    Conflict(
        LASTING, "physical_therapy", PAIN, "Against doing nothing the gain looks larger than against a dummy treatment."
    ),
    Conflict(LEG, "stay_active", LATER, "Other people, and other ideas of what better means."),
    Conflict(
        PREVENTION,
        "stay_active",
        AGAIN,
        "Other people: half of them within 112 days is many more than 40 of 100 in a year.",
    ),
    Conflict(PREVENTION, "light_exercise", AGAIN, "The reviews of 2016 and 2018 took other trials."),
)

WANTED: tuple[Wanted, ...] = (
    Wanted("otc_ibuprofen", 30, 10, 40, "ferreira-2013-swe"),
    Wanted("physical_therapy", 20, 0, 30, "ferreira-2013-swe"),
)


def cells_of(situation: Situation, treatment: str, slot: Slot) -> tuple[Cell, ...]:
    """What was measured of a treatment in a slot, what is shown first; nothing where nobody knows.

    The days until somebody is back at work stand behind what they can do. The harm of a medicine does not depend on
    which pain it is taken for, and behind it stands that of the other of its kind.
    """
    name = ALIAS.get(treatment, treatment)
    if slot is HARM and name in SAME_KIND and situation is not PREVENTION:
        return _harms(situation, name)
    slots = (DOING, WORK) if slot is DOING else (slot,)
    return tuple(cell for each in slots for cell in _SLOTS.get((situation, name, each), ()))


def _harms(situation: Situation, name: str) -> tuple[Cell, ...]:
    """Each harm once, first what was found for this medicine and this pain."""
    wheres = dict.fromkeys((situation, ACUTE))
    cells = (c for each in (name, SAME_KIND[name]) for where in wheres for c in _SLOTS.get((where, each, HARM), ()))
    found: dict[tuple[str, str], Cell] = {}
    for cell in cells:
        found.setdefault((cell.yardstick.label, cell.time), cell)
    return tuple(found.values())


def conflict_in(situation: Situation, treatment: str, slot: Slot) -> Conflict | None:
    """Why the figures of a slot do not agree; None where they do, or where there is one."""
    name = ALIAS.get(treatment, treatment)
    return next((c for c in CONFLICTS if (c.situation, c.treatment, c.slot) == (situation, name, slot)), None)


def _by_slot(cells: Iterable[Cell]) -> Mapping[tuple[Situation, str, Slot], tuple[Cell, ...]]:
    found: dict[tuple[Situation, str, Slot], tuple[Cell, ...]] = {}
    for cell in cells:
        slot = (cell.situation, cell.treatment, cell.slot)
        found[slot] = (*found.get(slot, ()), cell)
    return found


_SLOTS = _by_slot(CELLS)
