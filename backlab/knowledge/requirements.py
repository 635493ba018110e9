"""What the sources demand, written down apart from rules and treatments: the yardstick of the proof.

A requirement says: every patient for whom ``when`` holds gets at least this level, and these causes are
named. The rules are proved against it over every possible patient, so that a rule that is deleted, lowered
or made harder to meet is found, and so is a requirement that no rule fulfils. What is forbidden of treatments
stands in ``prohibitions``.
"""

from __future__ import annotations

from backlab.knowledge import findings as f
from backlab.model import Disposition, Requirement, at_least

EMERGENCY = Disposition.EMERGENCY
URGENT = Disposition.URGENT
ROUTINE = Disposition.ROUTINE

_side = f.flank_pain | f.kidney_tenderness

REQUIREMENTS: tuple[Requirement, ...] = (
    Requirement(
        "nhs-999-nerves",
        f.saddle_numbness | f.both_legs | f.difficulty_peeing | f.loss_of_control,
        EMERGENCY,
        ("nhs-999",),
        ("cauda_equina",),
        red_flag=True,
    ),
    Requirement("nhs-999-chest", f.chest_pain, EMERGENCY, ("nhs-999",), ("aortic_aneurysm",), red_flag=True),
    Requirement("nhs-999-accident", f.serious_accident, EMERGENCY, ("nhs-999",), ("vertebral_fracture",), red_flag=True),
    Requirement("nhs-111-fever", f.fever, URGENT, ("nhs-111",), ("spinal_infection", "kidney_infection"), red_flag=True),
    Requirement("nhs-111-weight", f.weight_loss, URGENT, ("nhs-111",), ("spinal_tumour", "spinal_infection"), red_flag=True),
    Requirement("nhs-111-lump", f.lump_or_shape, URGENT, ("nhs-111",), ("spinal_tumour", "vertebral_fracture"), red_flag=True),
    Requirement(
        "nhs-111-night",
        f.worse_at_night | f.no_better_resting,
        URGENT,
        ("nhs-111",),
        ("spinal_tumour", "spinal_infection"),
        red_flag=True,
    ),
    Requirement("nhs-111-cough", f.worse_on_cough, URGENT, ("nhs-111",), ("herniated_disc",), red_flag=True),
    Requirement("nhs-111-upper", f.upper_back, URGENT, ("nhs-111",), ("vertebral_fracture", "spinal_tumour"), red_flag=True),
    Requirement(
        "nhs-gp",
        f.not_healing | f.unable_to_move | (f.pain >= 7) | f.getting_worse | f.worried,
        ROUTINE,
        ("nhs-gp",),
    ),
    Requirement("article-severe", f.pain >= 7, ROUTINE, ("article",)),
    Requirement("article-chronic", f.days >= 42, ROUTINE, ("article",), ("herniated_disc",)),
    Requirement("post-2", (f.pain >= 9) & f.unable_to_move, URGENT, ("article-p2",), ("muscle_strain",)),
    Requirement(
        "post-3",
        f.repeated_episodes | (f.weak_core & (f.days >= 14)),
        ROUTINE,
        ("article-p3",),
        ("weak_core", "overuse"),
    ),
    Requirement(
        "post-4",
        f.no_trigger & f.no_relief & (f.nausea | f.vomiting),
        URGENT,
        ("article-p4",),
        ("kidney_infection", "kidney_stone"),
        red_flag=True,
    ),
    Requirement("ibuprofen-fails", f.no_relief, ROUTINE, ("article-p4", "nhs-other-treatment")),
    Requirement(
        "kidney-infection",
        f.painful_urination | (_side & (f.fever | f.nausea | f.vomiting | f.frequent_urination | f.pregnant)),
        URGENT,
        ("pyelo-bmj-bp", "pyelo-afp-2011", "bent-2002-uti-pos"),
        ("kidney_infection",),
        red_flag=True,
    ),
    Requirement(
        "kidney-stone",
        f.blood_in_urine | (_side & (f.pain_in_waves | f.vomiting)),
        URGENT,
        ("stone-score-points", "stone-pattern"),
        ("kidney_stone",),
        red_flag=True,
    ),
    Requirement(
        "blocked-kidney",
        _side & (f.pain_in_waves | f.blood_in_urine) & f.fever,
        EMERGENCY,
        ("stone-pattern",),
        ("kidney_stone", "kidney_infection"),
        red_flag=True,
    ),
    Requirement("pregnancy-waves", f.pregnant & f.pain_in_waves, URGENT, ("pregnancy-waves",), red_flag=True),
    Requirement(
        "kidney-hints",
        _side | f.nausea | f.vomiting | f.frequent_urination | f.pain_in_waves,
        ROUTINE,
        ("article-p4", "bent-2002-uti-pos"),
        ("kidney_infection", "kidney_stone"),
    ),
    Requirement(
        "nerve-failing",
        f.worsening_weakness,
        EMERGENCY,
        ("acp-2011-imaging",),
        ("cauda_equina", "herniated_disc"),
        red_flag=True,
    ),
    Requirement("foot-drop", f.leg_weakness, URGENT, ("semigran-footdrop-gold",), ("herniated_disc",), red_flag=True),
    Requirement(
        "disc-signs",
        f.leg_pain | f.leg_numbness | f.leg_raise | f.crossed_leg_raise,
        ROUTINE,
        ("windt-2010-slr", "windt-2010-cslr"),
        ("herniated_disc",),
    ),
    Requirement("cancer", f.cancer_history, URGENT, ("downie-2013-cancer",), ("spinal_tumour",), red_flag=True),
    Requirement(
        "cord-compression",
        f.cancer_history & (f.leg_weakness | f.leg_numbness),
        EMERGENCY,
        ("nice-ng59-altdx",),
        ("spinal_tumour",),
        red_flag=True,
    ),
    Requirement(
        "cancer-by-age",
        (f.age >= 50) & (f.days > 30) & f.not_healing,
        URGENT,
        ("deyo-diehl-1988-predictors",),
        ("spinal_tumour",),
        red_flag=True,
    ),
    Requirement(
        "abscess",
        f.fever & (f.leg_weakness | f.leg_numbness),
        EMERGENCY,
        ("sea-triad", "sea-delay"),
        ("spinal_infection",),
        red_flag=True,
    ),
    Requirement(
        "germs",
        f.injects_drugs | f.recent_infection,
        URGENT,
        ("sea-ed-cohort-2019",),
        ("spinal_infection",),
        red_flag=True,
    ),
    Requirement(
        "weak-defences",
        f.weak_immunity | (f.diabetes & f.no_trigger),
        ROUTINE,
        ("sea-triad", "infection-immunity"),
        ("spinal_infection",),
    ),
    Requirement(
        "aneurysm",
        f.pulsating_belly | f.fainting | f.known_aneurysm,
        EMERGENCY,
        ("lederle-1999-aaa", "aaa-misdx", "aaa-risk"),
        ("aortic_aneurysm",),
        red_flag=True,
    ),
    Requirement(
        "aneurysm-from-60",
        (f.age >= 60) & (f.flank_pain | (f.no_trigger & (f.pain >= 4))),
        URGENT,
        ("aaa-risk",),
        ("aortic_aneurysm",),
        red_flag=True,
    ),
    Requirement(
        "fracture",
        f.bruise_on_spine
        | f.steroid_tablets
        | (f.minor_fall & (f.osteoporosis | (f.age >= 70)))
        | (f.osteoporosis & (f.lifting | f.twisting | f.sudden_strain)),
        URGENT,
        ("downie-2013-fracture", "williams-2013-vf"),
        ("vertebral_fracture",),
        red_flag=True,
    ),
    Requirement(
        "fracture-risk",
        f.osteoporosis | f.minor_fall | (f.age >= 70),
        ROUTINE,
        ("henschke-2009-fracture-rule",),
        ("vertebral_fracture",),
    ),
    Requirement(
        "inflammatory",
        at_least(2, f.morning_stiffness, f.better_with_exercise, f.wakes_late_night, f.alternating_buttock),
        ROUTINE,
        ("rudwaleit-2006-ibp",),
        ("inflammatory_back_pain",),
    ),
)
