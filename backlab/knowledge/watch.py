"""What to watch for, in the order in which it is said: the danger first that a person is most at risk of.

Whether a sign leads to a level, the rules say. Here stands only what is said on one line (any one of its signs is
enough), what is said to everybody, and for whom a line comes before the others.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from backlab.knowledge.findings import (
    abrupt_worst,
    age,
    anticoagulant,
    aortic_risk,
    belly_pain,
    blood_in_urine,
    blood_thinner,
    both_legs,
    breathless,
    cancer_elsewhere,
    cancer_history,
    cancer_treated_now,
    chest_pain,
    cola_urine,
    coughing_blood,
    diabetes,
    difficulty_peeing,
    fainting,
    fast_breathing,
    fever,
    fewer_movements,
    flank_pain,
    frequent_urination,
    groin_pain,
    gut_bleeding,
    heart_signs,
    heavy_alcohol,
    hip_held_bent,
    injects_drugs,
    kidney_tenderness,
    known_aneurysm,
    leg_numbness,
    leg_pain,
    leg_weakness,
    line_or_dialysis,
    liver_disease,
    loss_of_control,
    lost_feeling,
    low_belly_pain,
    lump_or_shape,
    mottled,
    nausea,
    new_confusion,
    night_sweats,
    no_better_resting,
    no_pee,
    one_sided_rash,
    other_nsaid,
    pain_in_waves,
    pain_on_breathing,
    painful_urination,
    pelvic_pressure,
    postpartum,
    pregnant,
    pulsating_belly,
    recent_infection,
    rigid_belly,
    saddle_numbness,
    sexual_change,
    shoulder_tip_pain,
    spine_procedure,
    steroid_tablets,
    suddenly_breathless,
    swollen_leg,
    tearing,
    testicle_pain,
    tired_thirsty,
    ulcer,
    unsteady_legs,
    upper_back,
    upper_belly_pain,
    vaginal_bleeding,
    very_cold,
    very_unwell,
    vomiting,
    weak_immunity,
    weeks,
    weight_loss,
    womb_signs,
    worse_at_night,
    worse_on_cough,
    worsening_weakness,
)
from backlab.model import Expression, Finding


class Line(NamedTuple):
    """Signs that are said together, each of them enough, and for whom they come before the others."""

    signs: tuple[Finding, ...]
    first_for: Expression | None = None


# Where germs may be at work, or have an easy way.
INFECTION = (
    fever
    | very_unwell
    | flank_pain
    | kidney_tenderness
    | painful_urination
    | recent_infection
    | injects_drugs
    | spine_procedure
    | line_or_dialysis
    | weak_immunity
    | cancer_treated_now
    | diabetes
)
SEPSIS = (new_confusion, fast_breathing, mottled, very_cold)

# The signs of the nerves that end in the saddle, of the heart and the main artery, and of blood poisoning: said to
# everybody in whom they would be an emergency.
ALWAYS = (
    Line((saddle_numbness,)),
    Line((difficulty_peeing, loss_of_control, lost_feeling)),
    Line((both_legs,)),
    Line((chest_pain,)),
    Line((fainting,)),
    Line(SEPSIS, INFECTION),
)

# Who bleeds more easily into the gut, or whose stomach is at risk.
_MAY_BLEED = liver_disease | heavy_alcohol | ulcer | blood_thinner | other_nsaid | steroid_tablets | upper_belly_pain
_OLDER_ARTERY = (age >= 60) | aortic_risk | known_aneurysm
_A_LEG = leg_pain | leg_weakness | leg_numbness

# What else is said, as far as there is room: first what fits a person, then in this order.
OTHERS = (
    Line((womb_signs, fewer_movements), pregnant),
    Line((vaginal_bleeding, pelvic_pressure), pregnant),
    Line((shoulder_tip_pain, low_belly_pain), pregnant),
    Line((gut_bleeding, rigid_belly), _MAY_BLEED),
    Line((fever, very_unwell), INFECTION),
    Line((leg_weakness, worsening_weakness), _A_LEG | cancer_history | cancer_elsewhere),
    Line((weight_loss, lump_or_shape)),
    Line((painful_urination, blood_in_urine), pregnant | flank_pain),
    Line((no_pee,), INFECTION),
    Line((swollen_leg, breathless, pain_on_breathing, coughing_blood, suddenly_breathless), pregnant | postpartum),
    Line((leg_numbness, unsteady_legs), _A_LEG | cancer_history | cancer_elsewhere),
    Line((testicle_pain,), groin_pain),
    Line((pulsating_belly,), _OLDER_ARTERY),
    Line((abrupt_worst, tearing), _OLDER_ARTERY),
    Line((sexual_change,), leg_pain),
    Line((hip_held_bent,), anticoagulant),
    Line((flank_pain, pain_in_waves)),
    Line((leg_pain,), cancer_history),
    Line((heart_signs,), upper_back),
    Line((worse_at_night, no_better_resting)),
    Line((upper_back,)),
    Line((cola_urine,)),
    Line((one_sided_rash,)),
    Line((worse_on_cough,)),
    Line((belly_pain, upper_belly_pain)),
    Line((nausea, vomiting, frequent_urination)),
    Line((night_sweats, tired_thirsty)),
    Line((groin_pain,)),
)

LINES: tuple[Line, ...] = (*ALWAYS, *OTHERS)
# On which line a sign stands.
LINE_OF: Mapping[str, int] = {sign.id: place for place, line in enumerate(LINES) for sign in line.signs}

# What belongs to a pregnancy from about 20 weeks on, and what to one before that; both while the weeks are not known.
LATE_IN_PREGNANCY = (womb_signs, fewer_movements)
EARLY_IN_PREGNANCY = (shoulder_tip_pain,)
FROM_WEEK_20 = weeks >= 20
