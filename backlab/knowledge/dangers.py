"""What is asked before anything else: ten questions in plain words, each for a danger that one answer can tell of.

All that alone makes an emergency of a plain strain is among them, and beside it what alone has to be seen the same
day and is found most easily by asking, or makes another thing of a plain strain. A "no" denies every finding of its
question, a "yes" is taken for the first of them, which is the gravest, until it is said which it is.
"""

from collections.abc import Mapping
from typing import NamedTuple

from backlab.knowledge import findings as f
from backlab.model import Disposition, Finding


class Danger(NamedTuple):
    """A question, the findings that a "no" denies, and where on the back (its units) the question has its mark.

    The first of its findings alone raises a plain strain to its ``level``, and no other raises it further.
    """

    id: str
    question: str
    findings: tuple[Finding, ...]
    at: tuple[float, float]
    level: Disposition = Disposition.EMERGENCY


_TODAY = Disposition.URGENT

_TABLE = (
    Danger("saddle", "Numb or tingling between the legs?", (f.saddle_numbness,), (0, 462)),
    Danger(
        "bladder",
        "Trouble peeing, or no control over pee or poo?",
        (f.difficulty_peeing, f.loss_of_control, f.lost_feeling),
        (0, 398),
    ),
    Danger("legs", "Pain, weakness or numbness in both legs?", (f.both_legs,), (-44, 590)),
    Danger(
        "leg",
        "A weak leg or foot, or unsteady legs, new or worse?",
        (f.leg_weakness, f.unsteady_legs),
        (46, 690),
        _TODAY,
    ),
    Danger("chest", "Chest pain, or nearly passing out?", (f.chest_pain, f.fainting), (-40, 186)),
    Danger(
        "belly",
        "A lump in the belly that beats, or sudden pain, at its worst within a minute?",
        (f.pulsating_belly, f.abrupt_worst),
        (0, 296),
    ),
    Danger(
        "fever",
        "A fever (tablets can hide it), feeling really ill, weak immunity, or injected drugs?",
        (f.fever, f.very_unwell, f.injects_drugs, f.weak_immunity),
        (0, 58),
        _TODAY,
    ),
    Danger(
        "cancer",
        "Cancer now or ever, weight lost for no reason, or pain that gets worse and worse?",
        (f.cancer_history, f.weight_loss, f.getting_worse),
        (44, 220),
        _TODAY,
    ),
    Danger(
        "bones",
        "A fall or accident, brittle bones, or steroid tablets for weeks?",
        (f.osteoporosis, f.minor_fall, f.steroid_tablets),
        (0, 128),
        _TODAY,
    ),
    Danger("baby", "Pregnant, or might be?", (f.pregnant,), (62, 352), Disposition.ROUTINE),
)
DANGERS: Mapping[str, Danger] = {danger.id: danger for danger in _TABLE}
