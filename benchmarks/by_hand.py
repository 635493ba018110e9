"""The rules of ``backlab.knowledge.rules`` once more, as one would write them without a table: plain ifs.

The yardstick of ``benchmarks/engine.py``: nothing looks a rule up, so little can be faster. It answers how urgent it
is, and nothing else. The tests hold that it answers as the engine does.
"""

from backlab import Disposition, Presentation


def disposition(patient: Presentation) -> Disposition:
    """What the findings that are known demand of one patient."""
    if _emergency(patient):
        return Disposition.EMERGENCY
    if _urgent(patient):
        return Disposition.URGENT
    if _routine(patient):
        return Disposition.ROUTINE
    return Disposition.SELF_CARE


def _emergency(patient: Presentation) -> bool:
    there = patient.present
    if patient.onset == "serious_accident":
        return True
    if not there:
        return False
    if "saddle_numbness" in there or "both_legs" in there or "difficulty_peeing" in there or "loss_of_control" in there:
        return True
    if "worsening_weakness" in there or "chest_pain" in there:
        return True
    if "pulsating_belly" in there or "fainting" in there or "known_aneurysm" in there:
        return True
    if ("leg_weakness" in there or "leg_numbness" in there) and ("cancer_history" in there or "fever" in there):
        return True
    return (
        "fever" in there
        and ("flank_pain" in there or "kidney_tenderness" in there)
        and ("pain_in_waves" in there or "blood_in_urine" in there)
    )


def _urgent(patient: Presentation) -> bool:
    there = patient.present
    if patient.pain >= 9 and patient.mobility == "unable_to_move":
        return True
    if patient.age >= 60 and patient.onset == "no_trigger" and patient.pain >= 4:
        return True
    if not there:
        return False
    if "leg_weakness" in there or "worse_on_cough" in there or "cancer_history" in there or "weight_loss" in there:
        return True
    if "lump_or_shape" in there or "worse_at_night" in there or "no_better_resting" in there or "upper_back" in there:
        return True
    if "fever" in there or "injects_drugs" in there or "recent_infection" in there or "painful_urination" in there:
        return True
    if "blood_in_urine" in there or "bruise_on_spine" in there or "steroid_tablets" in there:
        return True
    return _urgent_kidney(patient) or _urgent_with_age_or_bone(patient)


def _urgent_kidney(patient: Presentation) -> bool:
    there = patient.present
    sick = "nausea" in there or "vomiting" in there
    if "flank_pain" in there or "kidney_tenderness" in there:
        return sick or "frequent_urination" in there or "pregnant" in there or "pain_in_waves" in there
    if sick and "no_relief" in there and patient.onset == "no_trigger":
        return True
    return "pregnant" in there and "pain_in_waves" in there


def _urgent_with_age_or_bone(patient: Presentation) -> bool:
    there, age, days = patient.present, patient.age, patient.days
    if age >= 50 and "not_healing" in there and days is not None and days > 30:
        return True
    if age >= 60 and "flank_pain" in there:
        return True
    if "minor_fall" in there and (age >= 70 or "osteoporosis" in there):
        return True
    return "osteoporosis" in there and patient.onset in ("lifting", "twisting", "sudden_strain")


def _routine(patient: Presentation) -> bool:
    there, days = patient.present, patient.days
    if patient.pain >= 7 or patient.mobility == "unable_to_move" or patient.age >= 70:
        return True
    if days is not None and (days >= 42 or (days >= 14 and "weak_core" in there)):
        return True
    if not there:
        return False
    if "leg_pain" in there or "leg_numbness" in there or "leg_raise" in there or "crossed_leg_raise" in there:
        return True
    if "flank_pain" in there or "kidney_tenderness" in there or "nausea" in there or "vomiting" in there:
        return True
    if "frequent_urination" in there or "pain_in_waves" in there or "osteoporosis" in there or "minor_fall" in there:
        return True
    return _routine_course(patient)


def _routine_course(patient: Presentation) -> bool:
    there = patient.present
    if "not_healing" in there or "getting_worse" in there or "no_relief" in there or "worried" in there:
        return True
    if "repeated_episodes" in there or "weak_immunity" in there:
        return True
    if "diabetes" in there and patient.onset == "no_trigger":
        return True
    stiff = ("morning_stiffness" in there) + ("better_with_exercise" in there)
    return stiff + ("wakes_late_night" in there) + ("alternating_buttock" in there) >= 2
