"""What the sources demand, written down apart from rules and treatments: the yardstick of the proof.

A requirement says: every patient for whom ``when`` holds gets at least this level, and these causes are
named. The rules are proved against it over every possible patient, so that a rule that is deleted, lowered
or made harder to meet is found, and so is a requirement that no rule fulfils. What is forbidden of treatments
stands in ``prohibitions``.
"""

from __future__ import annotations

from backlab.knowledge import findings as f
from backlab.model import Disposition, Expression, Requirement, at_least

EMERGENCY = Disposition.EMERGENCY
URGENT = Disposition.URGENT
ROUTINE = Disposition.ROUTINE

_side = f.flank_pain | f.kidney_tenderness
_leg = f.leg_weakness | f.leg_numbness
_bladder = f.difficulty_peeing | f.loss_of_control
_cord = _leg | f.unsteady_legs | _bladder
# "A risk factor" of the studies of spinal epidural abscess.
_abscess_risk = (
    f.diabetes
    | f.injects_drugs
    | f.weak_immunity
    | f.recent_infection
    | f.spine_procedure
    | f.line_or_dialysis
    | f.heavy_alcohol
    | f.liver_disease
)
# The nine of NICE NG65.
_ng65 = (
    f.onset_before_35,
    f.wakes_late_night,
    f.alternating_buttock,
    f.better_with_exercise,
    f.nsaid_helps,
    f.family_spa,
    f.joint_swelling,
    f.heel_pain,
    f.psoriasis,
)


def _demand(
    id: str, when: Expression, level: Disposition, sources: str, suspects: str = "", danger: bool = True
) -> Requirement:
    """A requirement; its sources and causes are words, and danger may be hidden wherever it is urgent."""
    return Requirement(
        id, when, level, tuple(sources.split()), tuple(suspects.split()), danger and level >= URGENT
    )


REQUIREMENTS: tuple[Requirement, ...] = (
    # --- The lists of the NHS: a floor
    _demand(
        "nhs-999-nerves",
        f.saddle_numbness | f.both_legs | f.difficulty_peeing | f.loss_of_control,
        EMERGENCY,
        "nhs-999",
        "cauda_equina",
    ),
    _demand("nhs-999-chest", f.chest_pain, EMERGENCY, "nhs-999", "heart lung aortic_dissection aortic_aneurysm"),
    _demand("nhs-999-accident", f.serious_accident, EMERGENCY, "nhs-999", "vertebral_fracture"),
    _demand("nhs-111-fever", f.fever, URGENT, "nhs-111", "spinal_infection kidney_infection"),
    _demand("nhs-111-weight", f.weight_loss, URGENT, "nhs-111", "spinal_tumour spinal_infection"),
    _demand("nhs-111-lump", f.lump_or_shape, URGENT, "nhs-111", "spinal_tumour vertebral_fracture"),
    _demand(
        "nhs-111-night", f.worse_at_night | f.no_better_resting, URGENT, "nhs-111", "spinal_tumour spinal_infection"
    ),
    _demand("nhs-111-cough", f.worse_on_cough, URGENT, "nhs-111", "root_pain herniated_disc"),
    _demand("nhs-111-upper", f.upper_back, URGENT, "nhs-111", "vertebral_fracture spinal_tumour"),
    _demand(
        "nhs-gp",
        f.not_healing | f.unable_to_move | (f.pain >= 7) | f.getting_worse | f.worried,
        ROUTINE,
        "nhs-gp",
    ),
    # --- The article and its readers
    _demand("article-severe", f.pain >= 7, ROUTINE, "article"),
    _demand("article-chronic", f.days >= 42, ROUTINE, "article", "herniated_disc"),
    _demand("post-2", (f.pain >= 9) & f.unable_to_move, URGENT, "article-p2", "muscle_strain", danger=False),
    _demand(
        "post-3",
        (f.repeated_episodes & ((f.pain >= 7) | f.unable_to_move | (f.days >= 14))) | (f.weak_core & (f.days >= 14)),
        ROUTINE,
        "article-p3",
        "weak_core overuse",
    ),
    _demand(
        "sick-with-it",
        f.nausea | f.vomiting,
        URGENT,
        "article-p4 pyelo-bmj-bp stone-score-points nice-ng118-colic",
        "kidney_infection kidney_stone",
    ),
    _demand("ibuprofen-fails", f.no_relief, ROUTINE, "article-p4 nhs-other-treatment"),
    # --- Nerves: new signs, old ones that nobody examined, old ones that are known
    _demand(
        "girft-feeling",
        f.lost_feeling,
        EMERGENCY,
        "girft-ces-primary-criteria",
        "cauda_equina",
    ),
    _demand(
        "old-and-unseen",
        f.saddle_numbness_unseen
        | f.both_legs_unseen
        | f.difficulty_peeing_unseen
        | f.loss_of_control_unseen
        | f.lost_feeling_unseen,
        URGENT,
        "ces-14-days-branch",
        "cauda_equina",
    ),
    _demand(
        "old-and-known",
        f.saddle_numbness_known
        | f.both_legs_known
        | f.difficulty_peeing_known
        | f.loss_of_control_known
        | f.lost_feeling_known
        | f.sexual_change_known
        | f.sexual_change_unseen,
        ROUTINE,
        "ces-14-days-branch norfolk-new-2-weeks",
    ),
    _demand("sexual-change", f.sexual_change, URGENT, "girft-ces-sexual-alone greenhalgh-2016-card", "cauda_equina"),
    _demand(
        "sexual-change-and-leg",
        f.sexual_change
        & (
            f.leg_pain
            | _leg
            | f.leg_weakness_unseen
            | f.leg_weakness_known
            | f.leg_numbness_unseen
            | f.leg_numbness_known
            | f.both_legs
            | f.both_legs_unseen
            | f.both_legs_known
        ),
        EMERGENCY,
        "girft-ces-primary-criteria nhs-sheffield-variant",
        "cauda_equina",
    ),
    _demand("nerve-failing", f.worsening_weakness, EMERGENCY, "acp-2011-imaging", "cauda_equina herniated_disc"),
    _demand(
        "foot-drop",
        f.leg_weakness | f.leg_weakness_unseen,
        URGENT,
        "semigran-footdrop-gold sciatica-referral-uk",
        "root_pain herniated_disc",
    ),
    _demand(
        "disc-signs",
        f.leg_pain
        | f.leg_numbness
        | f.leg_numbness_unseen
        | f.leg_numbness_known
        | f.leg_weakness_known
        | f.leg_raise
        | f.crossed_leg_raise,
        ROUTINE,
        "windt-2010-slr windt-2010-cslr sciatica-referral-uk",
        "root_pain herniated_disc",
    ),
    _demand(
        "claudication",
        (f.age >= 60) & f.aches_on_walking,
        ROUTINE,
        "suri-2010-symptoms konno-2007-stenosis-tool",
        "stenosis",
    ),
    # --- The spinal cord
    _demand(
        "cord-signs",
        f.unsteady_legs & (_leg | _bladder | f.both_legs | f.leg_weakness_unseen | f.leg_numbness_unseen | f.both_legs_unseen),
        EMERGENCY,
        "cord-plain-words myelopathy-signs",
        "cord_compression",
    ),
    _demand(
        "cord-signs-on-old-ones",
        f.unsteady_legs_unseen & (_leg | f.both_legs),
        EMERGENCY,
        "cord-plain-words myelopathy-signs",
        "cord_compression",
    ),
    _demand(
        "gait",
        f.unsteady_legs | f.unsteady_legs_unseen,
        URGENT,
        "cord-plain-words mscc-no-known-cancer",
        "cord_compression spinal_tumour",
    ),
    _demand("gait-known", f.unsteady_legs_known, ROUTINE, "myelopathy-signs"),
    # --- Cancer
    _demand("cancer", f.cancer_history, URGENT, "downie-2013-cancer bone-mets-primaries", "spinal_tumour"),
    _demand(
        "cord-compression",
        f.cancer_history & (f.unsteady_legs | _leg | f.leg_pain | _bladder | f.both_legs),
        EMERGENCY,
        "nice-ng234-cord-now nice-ng59-altdx",
        "spinal_tumour cord_compression",
    ),
    _demand(
        "cord-compression-slow",
        f.cancer_history
        & (f.unsteady_legs_unseen | f.leg_weakness_unseen | f.leg_numbness_unseen | f.both_legs_unseen),
        EMERGENCY,
        "nice-ng234-cord-now mscc-delay-levack",
        "spinal_tumour cord_compression",
    ),
    _demand(
        "cord-compression-any-cancer",
        f.cancer_elsewhere & (f.unsteady_legs | f.leg_weakness),
        EMERGENCY,
        "nice-ng234-cord-now",
        "spinal_tumour cord_compression",
    ),
    _demand("other-cancer", f.cancer_elsewhere, ROUTINE, "bone-mets-primaries", "spinal_tumour"),
    _demand(
        "other-cancer-and-a-sign",
        f.cancer_elsewhere
        & (
            f.leg_pain
            | f.leg_numbness
            | f.getting_worse
            | f.not_healing
            | f.spine_tap_tender
            | f.cannot_lie_flat
            | f.night_sweats
            | f.tired_thirsty
        ),
        URGENT,
        "bone-mets-primaries henschke-2007-cancer-lr",
        "spinal_tumour",
    ),
    _demand(
        "cancer-by-age",
        (f.age >= 50) & (f.days > 30) & f.not_healing,
        URGENT,
        "deyo-diehl-1988-predictors",
        "spinal_tumour",
    ),
    _demand("ng12-pancreas", (f.age >= 60) & f.weight_loss, URGENT, "nice-ng12-pancreas", "belly"),
    _demand(
        "ng12-myeloma",
        (f.age >= 60) & ((f.days >= 42) | f.tired_thirsty),
        ROUTINE,
        "nice-ng12-myeloma",
        "spinal_tumour",
    ),
    _demand(
        "ng12-myeloma-and-kidneys",
        (f.age >= 60) & f.kidney_disease & ((f.days >= 42) | f.tired_thirsty),
        URGENT,
        "nice-ng12-myeloma myeloma-shephard-2015",
        "spinal_tumour",
    ),
    # --- Infection
    _demand(
        "abscess",
        (f.fever | _abscess_risk) & _cord,
        EMERGENCY,
        "davis-2004-sea durant-2025-sea sea-triad sea-delay",
        "spinal_infection",
    ),
    _demand(
        "germs",
        f.injects_drugs | f.recent_infection,
        URGENT,
        "sea-ed-cohort-2019 sea-risk-factors",
        "spinal_infection",
    ),
    _demand(
        "after-a-procedure",
        f.spine_procedure & f.new_kind_of_pain,
        URGENT,
        "epidural-infection-korea",
        "spinal_infection",
    ),
    _demand(
        "lines-and-blood",
        f.line_or_dialysis & f.new_kind_of_pain,
        URGENT,
        "idsa-2015-nvo-suspect sea-risk-factors",
        "spinal_infection",
    ),
    _demand(
        "risk-and-a-sign",
        _abscess_risk & (f.getting_worse | f.spine_tap_tender | f.hip_held_bent),
        URGENT,
        "sea-risk-factors maamari-2022-nvo psoas-abscess-triad",
        "spinal_infection",
    ),
    _demand(
        "weak-defences",
        f.weak_immunity | f.spine_procedure | f.line_or_dialysis | (f.diabetes & f.no_trigger),
        ROUTINE,
        "sea-triad sea-risk-factors infection-immunity",
        "spinal_infection",
    ),
    _demand(
        "tuberculosis",
        f.tb_risk & (f.weight_loss | f.night_sweats | f.worse_at_night),
        URGENT,
        "nvo-tb-delay",
        "spinal_infection",
    ),
    _demand("tuberculosis-hints", f.tb_risk | f.night_sweats, ROUTINE, "nvo-tb-delay", "spinal_infection"),
    _demand(
        "line-and-fever",
        f.line_or_dialysis & f.fever,
        EMERGENCY,
        "nice-sepsis-immunosuppressed sea-risk-factors",
        "sepsis",
    ),
    _demand(
        "aneurysm-as-colic",
        (f.age >= 50) & f.pain_in_waves & (_side | f.vomiting | f.no_pee | f.new_kind_of_pain),
        URGENT,
        "azhar-2014-raaa aaa-us-screen-50",
        "aortic_aneurysm",
    ),
    _demand(
        "neutropenic-sepsis",
        f.cancer_treated_now & (f.fever | f.very_unwell),
        EMERGENCY,
        "nice-neutropenic-sepsis",
        "sepsis spinal_infection",
    ),
    _demand(
        "sepsis-without-defences",
        f.weak_immunity & (f.fever | f.very_unwell),
        EMERGENCY,
        "nice-sepsis-immunosuppressed",
        "sepsis spinal_infection",
    ),
    _demand(
        "sepsis",
        f.new_confusion
        | f.fast_breathing
        | f.mottled
        | f.very_cold
        | (f.no_pee & (f.fever | f.very_unwell | f.recent_infection | f.painful_urination)),
        EMERGENCY,
        "nice-sepsis-red-flags sepsis-low-temp",
        "sepsis",
    ),
    _demand("unwell", f.very_unwell, URGENT, "nice-sepsis-red-flags", "sepsis"),
    # --- Bleeding
    _demand(
        "anticoagulant", f.anticoagulant & f.new_kind_of_pain, URGENT, "ssh-series-anticoagulant", "spinal_bleeding"
    ),
    _demand(
        "anticoagulant-and-a-sign",
        f.anticoagulant & f.new_kind_of_pain & (_cord | (f.pain >= 7)),
        EMERGENCY,
        "sseh-raasck-2017 sseh-shin-12h",
        "spinal_bleeding",
    ),
    _demand(
        "anticoagulant-and-weak-legs",
        f.anticoagulant & (f.leg_weakness | f.unsteady_legs | f.abrupt_worst),
        EMERGENCY,
        "sseh-shin-12h",
        "spinal_bleeding",
    ),
    _demand(
        "psoas-bleeding",
        f.anticoagulant & (f.hip_held_bent | (f.new_kind_of_pain & (f.groin_pain | f.flank_pain | f.fainting))),
        EMERGENCY,
        "psoas-haematoma-signs psoas-haematoma-incidence",
        "spinal_bleeding",
    ),
    # --- Kidney
    _demand(
        "kidney-infection",
        f.painful_urination | (_side & (f.fever | f.nausea | f.vomiting | f.frequent_urination | f.pregnant)),
        URGENT,
        "pyelo-bmj-bp pyelo-afp-2011 bent-2002-uti-pos pyelo-pregnancy-hill",
        "kidney_infection",
    ),
    _demand(
        "kidney-stone",
        f.blood_in_urine | (_side & (f.pain_in_waves | f.vomiting)),
        URGENT,
        "stone-score-points stone-pattern",
        "kidney_stone",
    ),
    _demand(
        "blocked-kidney",
        (_side & (f.pain_in_waves | f.blood_in_urine) & f.fever) | (f.pain_in_waves & f.fever),
        EMERGENCY,
        "stone-pattern renal-colic-admit",
        "kidney_stone kidney_infection",
    ),
    _demand(
        "colic-admit",
        ((f.pain_in_waves | f.flank_pain) & (f.single_kidney | f.no_pee))
        | (f.pain_in_waves & f.flank_pain & f.pregnant),
        EMERGENCY,
        "eau-2020-solitary-kidney renal-colic-admit",
        "kidney_stone",
    ),
    _demand(
        "transplant",
        f.no_pee | (f.single_kidney & f.new_kind_of_pain),
        URGENT,
        "renal-colic-admit eau-2020-solitary-kidney",
        "kidney_stone kidney_infection",
    ),
    _demand(
        "kidney-hints",
        _side | f.frequent_urination | f.pain_in_waves,
        ROUTINE,
        "article-p4 bent-2002-uti-pos",
        "kidney_infection kidney_stone",
    ),
    # --- The main artery
    _demand(
        "aneurysm",
        f.pulsating_belly | f.fainting | f.known_aneurysm,
        EMERGENCY,
        "lederle-1999-aaa azhar-2014-raaa aaa-risk",
        "aortic_aneurysm",
    ),
    _demand(
        "aneurysm-new-and-strong",
        (f.age >= 60) & f.new_kind_of_pain & (f.pain_in_waves | ((f.pain >= 7) & (f.flank_pain | f.belly_pain))),
        EMERGENCY,
        "azhar-2014-raaa marston-1992-raaa nice-ng156-rupture",
        "aortic_aneurysm",
    ),
    _demand(
        "aneurysm-risks",
        (f.age >= 60) & f.new_kind_of_pain & (f.pain >= 7) & (f.ever_smoked | f.high_blood_pressure),
        URGENT,
        "nice-ng156-rupture-risk nice-ng156-context",
        "aortic_aneurysm",
    ),
    _demand(
        "aneurysm-from-50",
        (f.age >= 50) & f.new_kind_of_pain & (f.pain >= 7) & (f.flank_pain | f.belly_pain),
        URGENT,
        "aaa-us-screen-50",
        "aortic_aneurysm",
    ),
    _demand(
        "aneurysm-from-60",
        (f.age >= 60)
        & (f.flank_pain | (f.no_trigger & f.new_kind_of_pain & (f.pain >= 4)) | (f.no_trigger & (f.pain >= 7))),
        URGENT,
        "nice-ng156-rupture aaa-risk",
        "aortic_aneurysm",
    ),
    _demand(
        "dissection-abrupt",
        f.abrupt_worst
        & (
            f.tearing
            | f.chest_pain
            | f.chest_pain_unseen
            | f.upper_back
            | f.belly_pain
            | f.fainting
            | _leg
            | f.aortic_risk
            | ((f.pain >= 7) & f.high_blood_pressure)
        ),
        EMERGENCY,
        "add-rs-criteria dissection-pain-features rcem-tad-2025",
        "aortic_dissection",
    ),
    _demand(
        "dissection-risk",
        f.aortic_risk & ((f.pain >= 7) | f.upper_back | f.chest_pain | f.chest_pain_unseen | f.belly_pain),
        EMERGENCY,
        "add-rs-irad-sensitivity add-rs-meta",
        "aortic_dissection",
    ),
    _demand(
        "dissection-one-marker",
        f.abrupt_worst | (f.aortic_risk & f.new_kind_of_pain),
        URGENT,
        "add-rs-criteria",
        "aortic_dissection",
    ),
    _demand("dissection-history", f.aortic_risk, ROUTINE, "add-rs-criteria", "aortic_dissection"),
    # --- Heart and lungs
    _demand(
        "heart-attack",
        (f.chest_pain | f.chest_pain_unseen | f.upper_back) & (f.breathless | f.heart_signs),
        EMERGENCY,
        "acs-vanoosterhout-2020 acs-no-chest-pain",
        "heart",
    ),
    _demand(
        "embolus",
        f.suddenly_breathless | f.coughing_blood | (f.swollen_leg & (f.breathless | f.pain_on_breathing)),
        EMERGENCY,
        "pe-miniati-2012",
        "lung",
    ),
    _demand(
        "heart-or-lung",
        f.heart_signs | f.breathless | f.pain_on_breathing | f.swollen_leg | f.chest_pain_unseen,
        URGENT,
        "acs-no-chest-pain pe-miniati-2012 crb65",
        "heart lung",
    ),
    _demand("chest-known", f.chest_pain_known, ROUTINE, "acs-phone-triage-nl", "heart"),
    # --- The belly
    _demand(
        "perforation-and-bleeding",
        f.rigid_belly | f.gut_bleeding,
        EMERGENCY,
        "perforated-ulcer nsaid-gi-multipliers",
        "belly",
    ),
    _demand(
        "pancreatitis-severe",
        f.upper_belly_pain & f.vomiting & (f.pain >= 7),
        EMERGENCY,
        "pancreatitis-cks",
        "belly",
    ),
    _demand(
        "pancreatitis",
        (f.upper_belly_pain & (f.heavy_alcohol | f.gallstones | f.vomiting | (f.pain >= 7)))
        | (f.vomiting & f.no_trigger & (f.pain >= 7)),
        URGENT,
        "pancreatitis-cks pancreatitis-presentation",
        "belly",
    ),
    _demand("belly", f.belly_pain, ROUTINE, "ambulance-lbp-2022", "belly"),
    # --- Pregnancy and periods
    _demand(
        "pregnancy-waves",
        (f.pregnant & f.pain_in_waves) | f.pelvic_pressure,
        URGENT,
        "pregnancy-waves preterm-labour-back",
        "pregnancy_trouble",
    ),
    _demand(
        "ectopic-burst",
        f.shoulder_tip_pain | (f.pregnant & (f.fainting | (f.low_belly_pain & (f.pain >= 7)))),
        EMERGENCY,
        "nice-ng126-ectopic ectopic-999",
        "pregnancy_trouble",
    ),
    _demand(
        "ectopic",
        f.vaginal_bleeding | (f.pregnant & (f.low_belly_pain | (f.pain >= 7) | (f.no_trigger & (f.pain >= 6)))),
        URGENT,
        "nice-ng126-ectopic ectopic-nhs-symptoms",
        "pregnancy_trouble",
    ),
    _demand(
        "abruption",
        f.womb_signs | f.fewer_movements | ((f.vaginal_bleeding | f.pelvic_pressure) & (f.weeks >= 20)),
        EMERGENCY,
        "abruption-signs aph-definition maternity-999-list preterm-labour-back",
        "pregnancy_trouble",
    ),
    _demand(
        "clots-around-a-birth",
        (f.pregnant | f.postpartum) & (f.breathless | f.pain_on_breathing | f.coughing_blood | f.swollen_leg),
        EMERGENCY,
        "pe-pregnancy-tenfold",
        "lung",
    ),
    _demand("pregnancy-ache", f.pregnant, ROUTINE, "pregnancy-lbp-au pregnancy-pgp", "pregnancy_ache"),
    _demand("period-changed", f.period_pattern & f.new_kind_of_pain, ROUTINE, "dysmenorrhoea-back", "period_pain"),
    # --- Skin, muscle, testicle
    _demand("zoster", f.one_sided_rash, URGENT, "shingles-antiviral shingles-prodrome", "shingles"),
    _demand(
        "zoster-without-defences",
        f.one_sided_rash & (f.weak_immunity | f.cancer_treated_now),
        EMERGENCY,
        "shingles-antiviral",
        "shingles",
    ),
    _demand("rhabdomyolysis", f.cola_urine, EMERGENCY, "rhabdo-triad", "muscle_breakdown"),
    _demand("torsion", f.testicle_pain, EMERGENCY, "testicular-torsion", "testicle"),
    _demand("groin-or-hip", f.groin_pain | f.hip_held_bent, ROUTINE, "psoas-abscess-triad testicular-torsion"),
    # --- Bone
    _demand("bruise", f.bruise_on_spine, URGENT, "downie-2013-fracture", "vertebral_fracture"),
    _demand(
        "fracture",
        (f.minor_fall & (f.osteoporosis | (f.age >= 70) | f.steroid_tablets))
        | (f.osteoporosis & (f.lifting | f.twisting | f.sudden_strain | (f.pain >= 7)))
        | (f.steroid_tablets & (f.new_kind_of_pain | (f.pain >= 7))),
        URGENT,
        "glow-2013-vfx-falls downie-2013-fracture williams-2013-vf",
        "vertebral_fracture",
    ),
    _demand(
        "fracture-lying-flat",
        ((f.age >= 70) | f.osteoporosis) & f.new_kind_of_pain & (f.cannot_lie_flat | f.spine_tap_tender),
        URGENT,
        "langdon-2010-percussion",
        "vertebral_fracture",
    ),
    _demand(
        "fracture-of-age",
        (f.age >= 70) & f.new_kind_of_pain & (f.pain >= 7),
        URGENT,
        "enthoven-2016-bace glow-2013-vfx-falls",
        "vertebral_fracture",
    ),
    _demand(
        "fracture-risk",
        f.osteoporosis | f.minor_fall | (f.age >= 70) | f.steroid_tablets,
        ROUTINE,
        "henschke-2009-fracture-rule vfx-undiagnosed",
        "vertebral_fracture",
    ),
    _demand("accident-unseen", f.accident_unseen, ROUTINE, "vfx-undiagnosed", "vertebral_fracture"),
    _demand(
        "accident-unseen-and-a-sign",
        f.accident_unseen
        & (f.spine_tap_tender | f.cannot_lie_flat | f.lump_or_shape | f.osteoporosis | f.leg_numbness),
        URGENT,
        "downie-2013-fracture vfx-undiagnosed",
        "vertebral_fracture",
    ),
    _demand(
        "ankylosed",
        f.ankylosed_spine & (f.minor_fall | f.new_kind_of_pain),
        EMERGENCY,
        "as-fracture-lukasiewicz as-fracture-taiwan-2022",
        "vertebral_fracture",
    ),
    _demand("ankylosed-at-all", f.ankylosed_spine, ROUTINE, "as-fracture-taiwan-2022", "vertebral_fracture"),
    _demand("spondylolysis", f.worse_arching, ROUTINE, "spondylolysis-micheli", "stress_fracture"),
    # --- Inflammation
    _demand(
        "ng65",
        (f.onset_before_45 | f.onset_before_35) & (f.days > 90) & (at_least(3, *_ng65) | f.red_eye),
        ROUTINE,
        "nice-ng65-referral nice-ng65-notes",
        "inflammatory_back_pain",
    ),
)
