"""What the simulated clinic assumes, beyond what is published: a table of its own, and of nothing else.

To draw patients one needs to know of every cause how common it is and how often each finding comes with it. Little of
that has been measured. Where it has, it is taken from ``CAUSES`` and ``MEASURED``; the rest is assumed here, and is
shown as a teaching estimate wherever the clinic is shown. No advice about a patient reads any of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import sqrt
from typing import NamedTuple

from backlab.knowledge import findings as f
from backlab.knowledge.causes import CAUSES, MEASURED
from backlab.knowledge.figures import between, interval, published, tally
from backlab.model import Cause, Estimate, Sign


class Simulated(NamedTuple):
    """A cause as the clinic draws it: ``prior`` is its share before all are scaled to add up to 1."""

    cause: Cause
    prior: Estimate
    signs: tuple[Sign, ...]


_NON_SPECIFIC = between("verhagen-2016-prevalence", "non_specific")
_SPLIT = f"the sources say that {_NON_SPECIFIC}% have no specific cause; how that splits is a teaching estimate"
_FRACTURES = published("henschke-2009-prevalence", "fractures") / tally("henschke-2009-prevalence", "ill").of
_INFECTED = interval("sea-ed-cohort-2019", "recent_infection").value
_TWO_OF_FOUR = round(sqrt(published("rudwaleit-2006-ibp", "two_of_four")), 2)


def _share(source: str, name: str) -> Estimate:
    return Estimate(round(published(source, name) / 100, 6), (source,))


# What a tired or strained muscle rarely brings with it.
_NOT_MUSCULAR = (Sign(f.leg_pain, 0.3), Sign(f.fever, 0.3), Sign(f.nausea, 0.5), Sign(f.flank_pain, 0.5))
# By cause: how common it is, and what its findings are assumed to do; these come before what is published of other
# people, such as those who were suspected of the cause already.
_TABLE: Mapping[str, tuple[Estimate, tuple[Sign, ...]]] = {
    "muscle_strain": (
        Estimate(0.53, ("verhagen-2016-prevalence",), _SPLIT),
        (
            Sign(f.lifting, 3.0),
            Sign(f.twisting, 3.0),
            Sign(f.sudden_strain, 3.0),
            Sign(f.tender_swelling, 2.0, 0.8),
            Sign(f.moving_freely, 1.2),
            Sign(f.still_moving, 1.2),
            Sign(f.no_trigger, 0.4),
            Sign(f.no_relief, 0.7),
            Sign(f.not_healing, 0.5),
            *_NOT_MUSCULAR,
        ),
    ),
    "overuse": (
        Estimate(0.22, ("verhagen-2016-prevalence",), _SPLIT),
        (
            Sign(f.overuse, 4.0),
            Sign(f.sitting, 4.0),
            Sign(f.sits_long, 2.0, 0.8),
            Sign(f.repeated_episodes, 1.5, 0.9),
            Sign(f.no_trigger, 0.7),
            Sign(f.not_healing, 0.8),
            *_NOT_MUSCULAR,
        ),
    ),
    "weak_core": (
        Estimate(0.10, ("verhagen-2016-prevalence",), _SPLIT),
        (Sign(f.weak_core, 4.0, 0.5), Sign(f.repeated_episodes, 2.0, 0.8), Sign(f.sits_long, 1.5), *_NOT_MUSCULAR),
    ),
    "herniated_disc": (
        _share("jarvik-deyo-2002-prev", "disc"),
        (
            Sign(f.leg_pain, 7.9, 0.06),
            Sign(f.leg_weakness, 3.0),
            Sign(f.leg_numbness, 2.0),
            Sign(f.worse_on_cough, 2.0),
            Sign(f.days >= 42, 1.5),
        ),
    ),
    "spinal_tumour": (
        MEASURED["spinal_tumour"].prior,
        (Sign(f.worse_at_night, 1.2), Sign(f.leg_weakness, 2.0), Sign(f.lump_or_shape, 3.0)),
    ),
    "kidney_infection": (
        Estimate(0.004),
        (
            Sign(f.flank_pain, 6.0, 0.3),
            Sign(f.fever, 8.0, 0.5),
            Sign(f.nausea, 6.0, 0.7),
            Sign(f.vomiting, 4.0, 0.8),
            Sign(f.no_trigger, 2.0),
            Sign(f.no_relief, 2.0),
        ),
    ),
    "cauda_equina": (
        _share("verhagen-2016-prevalence", "cauda_equina"),
        (
            Sign(f.saddle_numbness, 25.0),
            Sign(f.loss_of_control, 15.0),
            Sign(f.both_legs, 8.0),
            Sign(f.worsening_weakness, 5.0),
        ),
    ),
    "vertebral_fracture": (
        Estimate(round(_FRACTURES, 3), ("henschke-2009-prevalence",)),
        (
            Sign(f.age >= 70, 6.0, 0.8),
            Sign(f.steroid_tablets, 14.0),
            Sign(f.bruise_on_spine, 10.0),
            Sign(f.osteoporosis, 4.0),
            Sign(f.minor_fall, 2.0),
            Sign(f.upper_back, 2.0),
            Sign(f.lump_or_shape, 2.0),
        ),
    ),
    "spinal_infection": (
        MEASURED["spinal_infection"].prior,
        (
            Sign(f.recent_infection, _INFECTED),
            Sign(f.injects_drugs, 10.0),
            Sign(f.weak_immunity, 3.0),
            Sign(f.diabetes, 3.0),
            Sign(f.leg_weakness, 3.0),
            Sign(f.worse_at_night, 1.5),
        ),
    ),
    "kidney_stone": (
        Estimate(0.006),
        (
            Sign(f.flank_pain, 6.0, 0.3),
            Sign(f.pain_in_waves, 8.0, 0.6),
            Sign(f.blood_in_urine, 5.0, 0.5),
            Sign(f.vomiting, 4.0),
            Sign(f.nausea, 3.0),
            Sign(f.no_trigger, 2.0),
        ),
    ),
    "aortic_aneurysm": (
        Estimate(0.0005),
        (
            Sign(f.known_aneurysm, 50.0),
            Sign(f.fainting, 10.0),
            Sign(f.age >= 60, 3.0, 0.3),
            Sign(f.chest_pain, 3.0),
            Sign(f.ever_smoked, 2.0),
            Sign(f.flank_pain, 2.0),
            Sign(f.no_trigger, 1.5),
        ),
    ),
    "inflammatory_back_pain": (
        _share("jarvik-deyo-2002-prev", "spondylitis"),
        (
            Sign(f.morning_stiffness, _TWO_OF_FOUR),
            Sign(f.better_with_exercise, _TWO_OF_FOUR),
            Sign(f.wakes_late_night, _TWO_OF_FOUR),
            Sign(f.alternating_buttock, _TWO_OF_FOUR),
            Sign(f.days >= 90, 3.0, 0.3),
        ),
    ),
}


def _simulated(cause: str) -> Simulated:
    prior, assumed = _TABLE[cause]
    known = {sign.finding for sign in assumed}
    return Simulated(CAUSES[cause], prior, (*assumed, *(s for s in CAUSES[cause].signs if s.finding not in known)))


SIMULATED: Mapping[str, Simulated] = {cause: _simulated(cause) for cause in _TABLE}
