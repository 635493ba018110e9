"""What the simulated clinic assumes, beyond what is published: a table of its own, and of nothing else.

To draw patients one needs to know of every cause how common it is, and of every finding how often it is there with the
cause and without it. Little of that has been measured. A number with a source is published, and is taken from there;
one without is assumed here, and is shown as a teaching estimate wherever the clinic is shown. What the table does not
have nobody in the clinic has. No advice about a patient reads any of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import sqrt
from typing import NamedTuple

from backlab.knowledge import findings as f
from backlab.knowledge.causes import CAUSES, MEASURED, by_accuracy
from backlab.knowledge.figures import accuracy, between, interval, published, tally
from backlab.model import Atom, Cause, Estimate, Range, Sign


class Simulated(NamedTuple):
    """A cause as the clinic draws it: ``share`` is how common it is, before all shares are scaled to add up to 1.

    ``signs`` say how much more often a finding is there with it: by both ratios, or by the first alone.
    """

    cause: Cause
    share: Estimate
    signs: tuple[Sign, ...]


def _share(source: str, name: str) -> Estimate:
    """A share that its source gives in per cent."""
    return Estimate(round(published(source, name) / 100, 6), (source,))


def _counted(source: str, name: str, note: str = "") -> Estimate:
    """A share of people whom its source counted."""
    found = tally(source, name)
    return Estimate(round(found.some / found.of, 3), (source,), note, found)


def _false_alarms(source: str, name: str) -> Estimate:
    """How often a finding is there without the cause, by the specificity that its source gives."""
    return Estimate(round(1 - accuracy(source, name).specificity, 2), (source,))


def _middle(finding: Atom, found: Range, source: str, negative: float = 1.0) -> Sign:
    """A range of ratios is published: its middle, which for ratios is the geometric mean, is assumed."""
    note = f"middle of a published range, {found} {{{source}}}, which a newer review {{han-2023-vf}} has replaced"
    return Sign(finding, float(round(sqrt(found.low * found.high))), negative, note=note)


# Youth counts against a tumour nowhere else; but of those with one the clinic draws as many from 50 on as were found.
_OLD_ENOUGH = by_accuracy(f.age >= 50, "deyo-1992-cancer", "age")
_NON_SPECIFIC = between("verhagen-2016-prevalence", "non_specific")
_SPLIT = f"{_NON_SPECIFIC}% have no specific cause {{verhagen-2016-prevalence}}; how that splits is assumed"
_FRACTURES = Estimate(
    round(published("henschke-2009-prevalence", "fractures") / tally("henschke-2009-prevalence", "ill").of, 3),
    ("henschke-2009-prevalence",),
)
_SCIATICA = accuracy("deyo-1992-disc", "sciatica")
_INFECTED = interval("sea-ed-cohort-2019", "recent_infection")
_TWO_OF_FOUR = published("rudwaleit-2006-ibp", "two_of_four")
_ROOT_OF_TWO = f"two of the four together have {_TWO_OF_FOUR:g} {{rudwaleit-2006-ibp}}; this is its square root"
_UPPER = between("briggs-2009-thoracic", "year")
# What a tired or strained muscle rarely brings with it.
_NOT_MUSCULAR = (Sign(f.leg_pain, 0.3), Sign(f.fever, 0.3), Sign(f.nausea, 0.5), Sign(f.flank_pain, 0.5))

# By cause: how common it is, and how much more often its findings are there. These come before what is published of
# other people, such as those who were suspected of the cause already; what is published of it beside them is added.
_TABLE: Mapping[str, tuple[Estimate, tuple[Sign, ...]]] = {
    "muscle_strain": (
        Estimate(0.53, note=_SPLIT),
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
        Estimate(0.22, note=_SPLIT),
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
        Estimate(0.10, note=_SPLIT),
        (Sign(f.weak_core, 4.0, 0.5), Sign(f.repeated_episodes, 2.0, 0.8), Sign(f.sits_long, 1.5), *_NOT_MUSCULAR),
    ),
    "herniated_disc": (
        _share("jarvik-deyo-2002-prev", "disc"),
        (
            Sign(f.leg_pain, round(_SCIATICA.positive, 2), round(_SCIATICA.negative, 2), ("deyo-1992-disc",)),
            Sign(f.leg_weakness, 3.0),
            Sign(f.leg_numbness, 2.0),
            Sign(f.worse_on_cough, 2.0),
            Sign(f.days >= 42, 1.5),
        ),
    ),
    "spinal_tumour": (
        MEASURED["spinal_tumour"].prior,
        (
            Sign(f.worse_at_night, 1.2),
            Sign(f.leg_weakness, 2.0),
            Sign(f.lump_or_shape, 3.0),
            Sign(f.new_kind_of_pain, 3.0),
            _OLD_ENOUGH,
        ),
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
            Sign(f.new_kind_of_pain, 3.0),
        ),
    ),
    "cauda_equina": (
        _share("verhagen-2016-prevalence", "cauda_equina"),
        (
            Sign(f.saddle_numbness, 25.0),
            Sign(f.loss_of_control, 15.0),
            Sign(f.both_legs, 8.0),
            Sign(f.worsening_weakness, 2.0),
            Sign(f.new_kind_of_pain, 3.0),
        ),
    ),
    "vertebral_fracture": (
        _FRACTURES,
        (
            _middle(f.age >= 70, between("williams-2013-vf", "age"), "williams-2013-vf", 0.8),
            _middle(f.steroid_tablets, between("williams-2013-vf", "steroids"), "williams-2013-vf"),
            Sign(f.bruise_on_spine, 5.0),
            Sign(f.osteoporosis, 4.0),
            Sign(f.upper_back, 2.0),
            Sign(f.lump_or_shape, 2.0),
            Sign(f.new_kind_of_pain, 3.0),
        ),
    ),
    "spinal_infection": (
        MEASURED["spinal_infection"].prior,
        (
            Sign(f.recent_infection, _INFECTED.value, note="an odds ratio {sea-ed-cohort-2019}, used as the ratio"),
            Sign(f.injects_drugs, 10.0),
            Sign(f.weak_immunity, 3.0),
            Sign(f.diabetes, 3.0),
            Sign(f.leg_weakness, 3.0),
            Sign(f.worse_at_night, 1.5),
            Sign(f.new_kind_of_pain, 3.0),
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
            Sign(f.new_kind_of_pain, 3.0),
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
            Sign(f.new_kind_of_pain, 3.0),
        ),
    ),
    "inflammatory_back_pain": (
        _share("jarvik-deyo-2002-prev", "spondylitis"),
        (
            *(
                Sign(sign, round(sqrt(_TWO_OF_FOUR), 2), note=_ROOT_OF_TWO)
                for sign in (f.morning_stiffness, f.better_with_exercise, f.wakes_late_night, f.alternating_buttock)
            ),
            Sign(f.days >= 90, 3.0, 0.3),
        ),
    ),
}

# How often a finding is there without a cause that brings it; of a follow-up: among those who have its parent. They
# stand for findings without a published specificity, or with one measured in people who were suspected of the cause.
USUAL: Mapping[Atom, Estimate] = {
    # how it began, and how far they can move: each adds up to 1
    f.lifting: Estimate(0.25), f.twisting: Estimate(0.10), f.sudden_strain: Estimate(0.12), f.overuse: Estimate(0.13),
    f.sitting: Estimate(0.14), f.no_trigger: Estimate(0.25), f.serious_accident: Estimate(0.01),
    f.moving_freely: Estimate(0.30), f.still_moving: Estimate(0.60), f.unable_to_move: Estimate(0.10),
    f.saddle_numbness: Estimate(0.01), f.difficulty_peeing: _false_alarms("deyo-1992-ces", "retention"),
    f.loss_of_control: Estimate(0.01), f.both_legs: Estimate(0.02), f.worsening_weakness: Estimate(0.25),
    f.leg_weakness: Estimate(0.02), f.leg_numbness: Estimate(0.05), f.worse_on_cough: Estimate(0.05),
    f.worse_at_night: _counted("harding-2005-night-verified", "night", "in a clinic that sorts out back pain; none of them had a serious cause"),
    f.upper_back: Estimate(round((_UPPER.low + _UPPER.high) / 200, 2), note=f"middle of a published range, {_UPPER}% of people in a year {{briggs-2009-thoracic}}"),
    f.lump_or_shape: Estimate(0.01), f.kidney_tenderness: Estimate(0.03), f.vomiting: Estimate(0.02),
    f.painful_urination: Estimate(0.02), f.frequent_urination: Estimate(0.04), f.blood_in_urine: Estimate(0.01),
    f.chest_pain: Estimate(0.01), f.pulsating_belly: Estimate(0.002), f.fainting: Estimate(0.005),
    f.known_aneurysm: Estimate(0.004), f.minor_fall: Estimate(0.04), f.bruise_on_spine: Estimate(0.12),
    f.osteoporosis: Estimate(0.04), f.recent_infection: Estimate(0.02), f.injects_drugs: Estimate(0.005),
    f.weak_immunity: Estimate(0.02), f.diabetes: Estimate(0.08), f.steroid_tablets: Estimate(0.01),
    f.pregnant: Estimate(0.02), f.getting_worse: Estimate(0.05), f.no_relief: Estimate(0.10),
    f.worried: Estimate(0.10), f.morning_stiffness: Estimate(0.15), f.better_with_exercise: Estimate(0.15),
    f.wakes_late_night: Estimate(0.08), f.alternating_buttock: Estimate(0.04), f.new_kind_of_pain: Estimate(0.30),
    f.age >= 60: Estimate(0.16), f.days >= 14: Estimate(0.35), f.days >= 42: Estimate(0.15),
    f.days >= 90: Estimate(0.10),
}  # fmt: skip


def _simulated(cause: str) -> Simulated:
    share, assumed = _TABLE[cause]
    own = {sign.finding for sign in assumed}
    return Simulated(CAUSES[cause], share, (*assumed, *(s for s in CAUSES[cause].signs if s.finding not in own)))


SIMULATED: Mapping[str, Simulated] = {cause: _simulated(cause) for cause in _TABLE}


def notes() -> Iterator[str]:
    """What has to be known about the numbers, each note as often as it is given; ids of sources in braces."""
    for each in SIMULATED.values():
        yield each.share.note
        yield from (sign.note for sign in each.signs)
    yield from (figure.note for figure in USUAL.values())
