"""What the sources forbid of treatments, written down apart from them: the yardstick of the proof.

A prohibition says: not while one of these findings is present, and not while it has not been asked about. The
cautions of a medicine are one prohibition more: not while two of them are there, or could be. A limit says how much
of a medicine may be shown at most. All of it is written from the sources and not from the treatments, so that a
contraindication, a caution or a smaller dose that is deleted or weakened is found.
"""

from __future__ import annotations

from backlab.knowledge import findings as f
from backlab.model import EVERYBODY, DoseLimit, Prohibition, at_least

_IBUPROFEN = ("otc_ibuprofen", "rx_ibuprofen")
_PARACETAMOL = ("paracetamol", "paracetamol_first")
_RELAXANT, _OPIOID, _INJECTION = ("muscle_relaxant",), ("opioid",), ("injection",)
_ADULT = f.age >= 18

PROHIBITIONS: tuple[Prohibition, ...] = (
    Prohibition("label-allergy", _IBUPROFEN, f.nsaid_allergy, ("ibuprofen-rx-contra",)),
    Prohibition("label-heart-surgery", _IBUPROFEN, f.heart_surgery, ("ibuprofen-rx-contra", "ibuprofen-otc-gi")),
    Prohibition(
        "label-bleeding",
        _IBUPROFEN,
        f.ulcer | f.gut_bleeding | f.blood_thinner | f.anticoagulant | f.steroid_tablets | f.other_nsaid,
        ("ibuprofen-otc-gi", "ibuprofen-rx-boxed", "petersen-2024-nsaid-anticoagulant"),
    ),
    Prohibition("label-heart", _IBUPROFEN, f.heart_disease | f.heart_failure, ("ibuprofen-rx-boxed", "ibuprofen-htn-hf")),
    Prohibition("pregnancy", _IBUPROFEN, f.pregnant, ("fda-2020-nsaid-pregnancy", "nsaid-pregnancy-us-uk")),
    Prohibition(
        "kidneys",
        _IBUPROFEN,
        f.kidney_disease | f.single_kidney | f.dehydration | f.flank_pain | f.kidney_tenderness | f.vomiting,
        ("nsaid-avoid-list", "nice-ng59-nsaid", "nhs-ibuprofen-who-not"),
    ),
    Prohibition(
        "nhs-ask-first",
        _IBUPROFEN,
        f.bowel_inflammation | f.bleeding_tendency | f.chickenpox,
        ("nhs-ibuprofen-who-not",),
    ),
    Prohibition("cirrhosis", (*_IBUPROFEN, *_OPIOID), f.cirrhosis, ("easl-nsaid-cirrhosis", "easl-2022-paracetamol-cirrhosis")),
    Prohibition(
        "interactions",
        _IBUPROFEN,
        f.risky_mix | f.spironolactone | (f.water_tablets & f.ace_or_sartan),
        ("nhs-ibuprofen-interactions", "nsaid-gi-multipliers", "lapi-2013-triple"),
    ),
    Prohibition("ibuprofen-failed", _IBUPROFEN, f.no_relief, ("article-p4",)),
    Prohibition(
        "two-cautions-ibuprofen",
        _IBUPROFEN,
        at_least(
            2,
            f.asthma,
            f.age >= 60,
            f.ssri,
            f.snri,
            f.pressure_tablets,
            f.high_blood_pressure,
            f.heavy_alcohol,
            f.liver_disease,
            f.wants_baby,
            f.hormone_pill,
        ),
        ("ibuprofen-otc-gi", "nsaid-avoid-list", "nice-ng59-nsaid", "dreischulte-2015-triple"),
    ),
    Prohibition("shop-ibuprofen-from-65", ("otc_ibuprofen",), f.age >= 65, ("nsaid-gi-multipliers", "nsaid-ppi-nice")),
    Prohibition("paracetamol", _PARACETAMOL, f.takes_paracetamol, ("paracetamol-max",)),
    Prohibition(
        "two-cautions-paracetamol",
        _PARACETAMOL,
        at_least(2, f.liver_disease, f.heavy_alcohol, f.low_weight, f.anticoagulant),
        ("paracetamol-max", "paracetamol-low-weight-uk", "paracetamol-warfarin-nhs"),
    ),
    Prohibition(
        "relaxants",
        _RELAXANT,
        f.sedatives
        | f.maoi
        | f.ssri
        | f.snri
        | f.heart_rhythm
        | f.heart_failure
        | f.heart_disease
        | f.overactive_thyroid
        | f.liver_disease
        | f.pregnant
        | f.breastfeeding
        | f.heavy_alcohol
        | f.weak_breathing
        | f.muscle_nerve_illness
        | f.glaucoma
        | f.difficulty_peeing
        | f.difficulty_peeing_known
        | f.difficulty_peeing_unseen
        | f.addiction,
        ("relaxant-cautions", "cyclobenzaprine-label", "diazepam-contra", "breastfeeding-analgesics"),
    ),
    Prohibition(
        "relaxants-for-whom",
        _RELAXANT,
        (f.age >= 65) | f.leg_pain | (f.days >= 84),
        ("beers-relaxants", "nice-ng59-2020-sciatica", "who-2023-relaxants"),
    ),
    Prohibition(
        "opioids",
        _OPIOID,
        f.weak_breathing
        | f.sedatives
        | f.addiction
        | f.opioid_allergy
        | f.blocked_bowel
        | f.pregnant
        | f.breastfeeding
        | f.heavy_alcohol
        | f.maoi,
        ("opioid-cautions", "breastfeeding-analgesics", "fda-2017-codeine-tramadol"),
    ),
    Prohibition(
        "two-cautions-opioids",
        _OPIOID,
        at_least(2, f.asthma, f.kidney_disease, f.liver_disease, f.age >= 65),
        ("opioid-cautions",),
    ),
    Prohibition(
        "under-18",
        (*_OPIOID, *_RELAXANT, "rx_ibuprofen"),
        EVERYBODY,
        ("opioid-under-18", "fda-2017-codeine-tramadol", "cashin-2021-relaxants", "ibuprofen-nhs-dose"),
        unless=_ADULT,
    ),
    Prohibition(
        "injections",
        _INJECTION,
        f.fever | f.recent_infection | f.injects_drugs | f.weak_immunity | f.blood_thinner,
        ("injection-cautions",),
    ),
    Prohibition("two-cautions-injections", _INJECTION, f.diabetes & f.pregnant, ("injection-cautions",)),
)

DOSE_LIMITS: tuple[DoseLimit, ...] = (
    DoseLimit("adults-only", (*_IBUPROFEN, *_PARACETAMOL), EVERYBODY, 0, ("ibuprofen-nhs-dose", "paracetamol-max"), unless=_ADULT),
    DoseLimit("from-the-shop", ("otc_ibuprofen",), EVERYBODY, 1200, ("ibuprofen-nhs-dose", "ibuprofen-otc-max")),
    DoseLimit("on-prescription", ("rx_ibuprofen",), EVERYBODY, 3200, ("ibuprofen-rx-dose",)),
    DoseLimit("paracetamol-at-most", _PARACETAMOL, EVERYBODY, 4000, ("paracetamol-max",)),
    DoseLimit("under-50-kg", _PARACETAMOL, f.low_weight, 3000, ("paracetamol-low-weight-uk",)),
    DoseLimit("40-kg-or-less", _PARACETAMOL, f.very_low_weight, 2000, ("paracetamol-low-weight-uk",)),
    DoseLimit("a-weak-liver", _PARACETAMOL, f.liver_disease | f.heavy_alcohol, 2000, ("easl-2022-paracetamol-cirrhosis", "paracetamol-max")),
    DoseLimit("with-warfarin", _PARACETAMOL, f.anticoagulant, 2000, ("paracetamol-warfarin-nhs",)),
)
