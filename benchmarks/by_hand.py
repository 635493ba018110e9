"""The rules of ``backlab.knowledge.rules`` once more, as one would write them without a table: plain ifs.

The yardstick of ``benchmarks/engine.py``: nothing looks a rule up, so little can be faster. It answers how urgent it
is, and nothing else. The tests hold that it answers as the engine does.
"""

from typing import NamedTuple

from backlab import Disposition, Presentation

SADDLE = ("saddle_numbness", "both_legs", "difficulty_peeing", "loss_of_control", "lost_feeling")
ALONE_EMERGENCY = {
    *SADDLE,
    *("worsening_weakness", "chest_pain", "pulsating_belly", "fainting", "known_aneurysm", "new_confusion"),
    *("fast_breathing", "mottled", "very_cold", "suddenly_breathless", "coughing_blood", "rigid_belly", "gut_bleeding"),
    *("shoulder_tip_pain", "womb_signs", "fewer_movements", "cola_urine", "testicle_pain"),
}
ALONE_URGENT = {
    *(f"{sign}_unseen" for sign in (*SADDLE, "leg_weakness", "unsteady_legs", "chest_pain")),
    *("sexual_change", "leg_weakness", "unsteady_legs", "worse_on_cough", "cancer_history", "weight_loss"),
    *("lump_or_shape", "worse_at_night", "no_better_resting", "upper_back", "fever", "injects_drugs"),
    *("recent_infection", "very_unwell", "painful_urination", "blood_in_urine", "no_pee", "abrupt_worst"),
    *("heart_signs", "breathless", "pain_on_breathing", "swollen_leg", "pelvic_pressure", "vaginal_bleeding"),
    *("one_sided_rash", "bruise_on_spine", "nausea", "vomiting"),
}
ALONE_ROUTINE = {
    *(f"{sign}_known" for sign in (*SADDLE, "sexual_change", "leg_weakness", "leg_numbness", "unsteady_legs")),
    *("chest_pain_known", "sexual_change_unseen", "leg_numbness_unseen", "leg_numbness", "leg_pain", "leg_raise"),
    *("crossed_leg_raise", "cancer_elsewhere", "weak_immunity", "spine_procedure", "line_or_dialysis", "tb_risk"),
    *("night_sweats", "flank_pain", "kidney_tenderness", "frequent_urination"),
    *("pain_in_waves", "aortic_risk", "belly_pain", "pregnant", "groin_pain", "hip_held_bent", "osteoporosis"),
    *("minor_fall", "steroid_tablets", "ankylosed_spine", "worse_arching", "not_healing", "getting_worse"),
    *("no_relief", "worried"),
}
LEG = {"leg_weakness", "leg_numbness"}
CORD = {*LEG, "unsteady_legs", "difficulty_peeing", "loss_of_control"}
WAY_IN = {"injects_drugs", "recent_infection", "spine_procedure", "line_or_dialysis"}
WEAK = {"weak_immunity", "diabetes", "heavy_alcohol", "liver_disease"}
SIDE = {"flank_pain", "kidney_tenderness"}
NINE = {
    *("onset_before_35", "wakes_late_night", "alternating_buttock", "better_with_exercise", "nsaid_helps"),
    *("family_spa", "joint_swelling", "heel_pain", "psoriasis"),
}


class Told(NamedTuple):
    """What was told: the findings and the numbers, each as low as it can be where it is not known."""

    there: frozenset[str]
    age: int
    pain: int
    days: int
    weeks: int
    onset: str
    still: bool

    def any(self, *names: str) -> bool:
        """Whether one of these is there."""
        return not self.there.isdisjoint(names)

    def all(self, *names: str) -> bool:
        """Whether all of these are there."""
        return self.there.issuperset(names)


def disposition(patient: Presentation) -> Disposition:
    """What the findings that are known demand of one patient."""
    still = patient.mobility == "unable_to_move"
    numbers = (patient.pain or 0, patient.days or 0, patient.weeks or 0)
    p = Told(patient.present, patient.age, *numbers, patient.onset, still)
    if p.there & ALONE_EMERGENCY or p.onset == "serious_accident":
        return Disposition.EMERGENCY
    if _nerves(p) or _germs(p) or _vessels(p) or _belly_or_birth(p):
        return Disposition.EMERGENCY
    if p.there & ALONE_URGENT or _urgent(p) or _urgent_side(p) or _urgent_bone(p):
        return Disposition.URGENT
    if p.there & ALONE_ROUTINE or _routine(p):
        return Disposition.ROUTINE
    return Disposition.SELF_CARE


def _nerves(p: Told) -> bool:
    weak_or_numb = (*LEG, "leg_weakness_unseen", "leg_numbness_unseen", "both_legs_unseen")
    old = ("leg_weakness_known", "leg_numbness_known", "both_legs_known")
    if "sexual_change" in p.there and p.any("leg_pain", *weak_or_numb, *old):
        return True
    if "unsteady_legs" in p.there and p.any(*weak_or_numb):
        return True
    if "unsteady_legs_unseen" in p.there and p.any(*LEG):
        return True
    if "cancer_history" in p.there and p.any("leg_pain", "unsteady_legs", "unsteady_legs_unseen", *weak_or_numb):
        return True
    return "cancer_elsewhere" in p.there and p.any("leg_weakness", "unsteady_legs")


def _germs(p: Told) -> bool:
    if p.any("fever", *WEAK, *WAY_IN) and p.any(*CORD):
        return True
    if "no_pee" in p.there and p.any("fever", "very_unwell", "recent_infection", "painful_urination"):
        return True
    if p.any("cancer_treated_now", "weak_immunity") and p.any("fever", "very_unwell", "one_sided_rash"):
        return True
    if p.all("line_or_dialysis", "fever"):
        return True
    if "fever" in p.there and ("pain_in_waves" in p.there or ("blood_in_urine" in p.there and p.any(*SIDE))):
        return True
    if p.any("pain_in_waves", "flank_pain") and p.any("single_kidney", "no_pee"):
        return True
    return p.all("flank_pain", "pain_in_waves", "pregnant")


def _vessels(p: Told) -> bool:
    new, belly_or_chest = "new_kind_of_pain" in p.there, p.any("upper_back", "chest_pain_unseen", "belly_pain")
    if "anticoagulant" in p.there and _bleeding(p):
        return True
    if p.age >= 60 and new and ("pain_in_waves" in p.there or (p.pain >= 7 and p.any("flank_pain", "belly_pain"))):
        return True
    if "abrupt_worst" in p.there and (belly_or_chest or p.any("tearing", "aortic_risk", *LEG)):
        return True
    if p.pain >= 7 and p.all("abrupt_worst", "high_blood_pressure"):
        return True
    if "aortic_risk" in p.there and (belly_or_chest or p.pain >= 7):
        return True
    return p.any("upper_back", "chest_pain_unseen") and p.any("breathless", "heart_signs")


def _bleeding(p: Told) -> bool:
    if p.any("leg_weakness", "unsteady_legs", "abrupt_worst", "hip_held_bent"):
        return True
    signs = ("leg_numbness", "groin_pain", "flank_pain")
    return "new_kind_of_pain" in p.there and (p.pain >= 7 or p.any(*signs))


def _belly_or_birth(p: Told) -> bool:
    if "swollen_leg" in p.there and p.any("breathless", "pain_on_breathing"):
        return True
    if p.pain >= 7 and (p.all("upper_belly_pain", "vomiting") or p.all("pregnant", "low_belly_pain")):
        return True
    if p.weeks >= 20 and p.any("vaginal_bleeding", "pelvic_pressure"):
        return True
    if p.any("pregnant", "postpartum") and p.any("breathless", "pain_on_breathing", "swollen_leg"):
        return True
    return "ankylosed_spine" in p.there and p.any("minor_fall", "new_kind_of_pain")


def _urgent(p: Told) -> bool:
    if p.pain >= 9 and p.still:
        return True
    if "cancer_elsewhere" in p.there and p.any(
        *("leg_pain", "leg_numbness", "getting_worse", "not_healing", "spine_tap_tender", "cannot_lie_flat"),
        *("night_sweats", "tired_thirsty"),
    ):
        return True
    if p.age >= 50 and p.days >= 31 and "not_healing" in p.there:
        return True
    if p.age >= 60 and "kidney_disease" in p.there and (p.days >= 42 or "tired_thirsty" in p.there):
        return True
    grows = p.any("getting_worse", "spine_tap_tender", "hip_held_bent")
    if grows and p.any(*WEAK, *WAY_IN):
        return True
    if "new_kind_of_pain" in p.there and p.any("anticoagulant", "spine_procedure", "line_or_dialysis"):
        return True
    return p.all("tb_risk", "night_sweats")


def _urgent_side(p: Told) -> bool:
    if p.age >= 50 and "pain_in_waves" in p.there and p.any("no_pee", "new_kind_of_pain", *SIDE):
        return True
    no_trigger = p.onset == "no_trigger"
    if p.any(*SIDE) and p.any("frequent_urination", "pregnant", "pain_in_waves"):
        return True
    if "upper_belly_pain" in p.there and (p.pain >= 7 or p.any("heavy_alcohol", "gallstones")):
        return True
    strong = p.pain >= 7 or (no_trigger and p.pain >= 6)
    if "pregnant" in p.there and (strong or p.any("pain_in_waves", "low_belly_pain")):
        return True
    return _urgent_artery(p)


def _urgent_artery(p: Told) -> bool:
    new, no_trigger = "new_kind_of_pain" in p.there, p.onset == "no_trigger"
    if new and p.any("single_kidney", "aortic_risk"):
        return True
    if p.age >= 60 and ("flank_pain" in p.there or (no_trigger and (p.pain >= 7 or (new and p.pain >= 4)))):
        return True
    if not new or p.pain < 7:
        return False
    if p.age >= 50 and p.any("flank_pain", "belly_pain"):
        return True
    return p.age >= 60 and p.any("ever_smoked", "high_blood_pressure")


def _urgent_bone(p: Told) -> bool:
    new, brittle = "new_kind_of_pain" in p.there, "osteoporosis" in p.there
    shows = p.any("spine_tap_tender", "cannot_lie_flat")
    if p.onset == "accident_unseen" and (shows or brittle or "leg_numbness" in p.there):
        return True
    if "minor_fall" in p.there and (brittle or p.age >= 70 or "steroid_tablets" in p.there):
        return True
    if brittle and (p.onset in ("lifting", "twisting", "sudden_strain") or p.pain >= 7):
        return True
    if "steroid_tablets" in p.there and (new or p.pain >= 7):
        return True
    return new and ((p.age >= 70 and (p.pain >= 7 or shows)) or (brittle and shows))


def _routine(p: Told) -> bool:
    if p.pain >= 7 or p.still or p.age >= 70 or p.days >= 42 or p.onset == "accident_unseen":
        return True
    if p.days >= 14 and p.any("weak_core", "repeated_episodes"):
        return True
    if p.age >= 60 and p.any("aches_on_walking", "tired_thirsty"):
        return True
    if "diabetes" in p.there and p.onset == "no_trigger":
        return True
    if p.all("period_pattern", "new_kind_of_pain"):
        return True
    young = p.any("onset_before_45", "onset_before_35")
    return young and p.days > 90 and ("red_eye" in p.there or len(NINE & p.there) >= 3)
