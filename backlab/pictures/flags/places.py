"""Where one asks about red flags: places on the body from behind and beside it, and the questions behind each."""

from collections.abc import Mapping
from typing import NamedTuple

from backlab.knowledge import findings as f
from backlab.language import gettext
from backlab.model import Finding


class Spot(NamedTuple):
    """A place where one asks: where it stands in the drawing, its questions, and the parts that light up there.

    ``icon`` stands for what has no place on the body: the night, and what was before.
    """

    at: tuple[float, float]
    asks: tuple[Finding, ...]
    lit: tuple[str, ...] = ()
    icon: str = ""


_BOTH_NERVES = ("sciatic-nerve-left", "sciatic-nerve-right")
_KIDNEYS = ("kidney-left", "kidney-right", "aorta")
_MIDDLE = ("vertebra-L2", "vertebra-L3", "vertebra-L4")

PLACES: Mapping[str, Spot] = {
    "all": Spot((0, 44), (f.fever, f.weight_loss, f.very_unwell)),
    "chest": Spot((0, 178), (f.abrupt_worst, f.chest_pain, f.upper_back), ("ribcage",)),
    "side": Spot((58, 276), (f.flank_pain, f.blood_in_urine, f.pulsating_belly), _KIDNEYS),
    "spine": Spot((0, 330), (f.lump_or_shape, f.bruise_on_spine, f.osteoporosis), _MIDDLE),
    "saddle": Spot(
        (0, 462), (f.saddle_numbness, f.difficulty_peeing, f.loss_of_control, f.sexual_change), ("horse-tail",)
    ),
    "legs": Spot((40, 590), (f.both_legs, f.leg_weakness, f.leg_numbness), _BOTH_NERVES),
    "night": Spot((-126, 34), (f.worse_at_night, f.no_better_resting, f.worse_on_cough), icon="moon"),
    "past": Spot((126, 34), (f.cancer_history, f.steroid_tablets, f.diabetes), icon="page"),
}  # fmt: skip
QUESTIONS: tuple[Finding, ...] = tuple(finding for spot in PLACES.values() for finding in spot.asks)


def place_name(place: str) -> str:
    """What a place is called."""
    return {
        "all": gettext("The whole body"),
        "chest": gettext("Chest and upper back"),
        "side": gettext("Sides and belly"),
        "spine": gettext("The spine"),
        "saddle": gettext("Between the legs"),
        "legs": gettext("The legs"),
        "night": gettext("Night, rest and cough"),
        "past": gettext("Earlier illness"),
    }[place]
