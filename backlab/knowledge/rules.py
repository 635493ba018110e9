"""The one table of triage rules. The answer is the highest level of all the rules that hold.

Read each as a sentence: "EMERGENCY when there is saddle numbness, because ...". Rules are joined with
``&`` and ``|`` alone, so one more finding can only raise the level. A sign that is named by itself is new, getting worse,
or of unknown age; what is old is named apart (``unseen``, ``known``). ``group`` is what a rule is about; ``suspects`` are
the causes that it points to.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import reduce
from operator import or_

from backlab.knowledge.findings import (
    FINDINGS,
    KNOWN,
    UNSEEN,
    abrupt_worst,
    accident_unseen,
    aches_on_walking,
    age,
    alternating_buttock,
    ankylosed_spine,
    anticoagulant,
    aortic_risk,
    belly_pain,
    better_with_exercise,
    blood_in_urine,
    both_legs,
    breathless,
    bruise_on_spine,
    cancer_elsewhere,
    cancer_history,
    cancer_treated_now,
    cannot_lie_flat,
    chest_pain,
    cola_urine,
    coughing_blood,
    crossed_leg_raise,
    days,
    diabetes,
    difficulty_peeing,
    ever_smoked,
    fainting,
    family_spa,
    fast_breathing,
    fever,
    fewer_movements,
    flank_pain,
    frequent_urination,
    gallstones,
    getting_worse,
    groin_pain,
    gut_bleeding,
    heart_signs,
    heavy_alcohol,
    heel_pain,
    high_blood_pressure,
    hip_held_bent,
    injects_drugs,
    joint_swelling,
    kidney_disease,
    kidney_tenderness,
    known_aneurysm,
    leg_numbness,
    leg_pain,
    leg_raise,
    leg_weakness,
    lifting,
    line_or_dialysis,
    liver_disease,
    loss_of_control,
    lost_feeling,
    low_belly_pain,
    lump_or_shape,
    minor_fall,
    mottled,
    nausea,
    new_confusion,
    new_kind_of_pain,
    night_sweats,
    no_better_resting,
    no_pee,
    no_relief,
    no_trigger,
    not_healing,
    nsaid_helps,
    one_sided_rash,
    onset_before_35,
    onset_before_45,
    osteoporosis,
    pain,
    pain_in_waves,
    pain_on_breathing,
    painful_urination,
    pelvic_pressure,
    period_pattern,
    postpartum,
    pregnant,
    psoriasis,
    pulsating_belly,
    recent_infection,
    red_eye,
    repeated_episodes,
    rigid_belly,
    saddle_numbness,
    serious_accident,
    sexual_change,
    shoulder_tip_pain,
    single_kidney,
    spine_procedure,
    spine_tap_tender,
    steroid_tablets,
    sudden_strain,
    suddenly_breathless,
    swollen_leg,
    tb_risk,
    tearing,
    testicle_pain,
    tired_thirsty,
    twisting,
    unable_to_move,
    unsteady_legs,
    upper_back,
    upper_belly_pain,
    vaginal_bleeding,
    very_cold,
    very_unwell,
    vomiting,
    wakes_late_night,
    weak_core,
    weak_immunity,
    weeks,
    weight_loss,
    womb_signs,
    worried,
    worse_arching,
    worse_at_night,
    worse_on_cough,
    worsening_weakness,
)
from backlab.model import Disposition, Expression, Finding, Rule, at_least

EMERGENCY = Disposition.EMERGENCY
URGENT = Disposition.URGENT
ROUTINE = Disposition.ROUTINE


def _any(conditions: Iterable[Expression]) -> Expression:
    return reduce(or_, conditions)


def _old(kind: str, signs: Iterable[Finding]) -> Expression:
    return _any(FINDINGS[f"{sign.id}_{kind}"] for sign in signs)


def unseen(*signs: Finding) -> Expression:
    """Any of these signs, for more than two weeks and never examined."""
    return _old(UNSEEN, signs)


def known(*signs: Finding) -> Expression:
    """Any of these signs, for more than two weeks and known to a doctor."""
    return _old(KNOWN, signs)


def unsettled(*signs: Finding) -> Expression:
    """Any of these signs, new or worse, or old and never examined: all but what a doctor has judged."""
    return _any(signs) | unseen(*signs)


def ever(*signs: Finding) -> Expression:
    """Any of these signs, new or old."""
    return unsettled(*signs) | known(*signs)


# The five signs of the nerves that end in the saddle; each alone is on an emergency list.
_SADDLE = (saddle_numbness, both_legs, difficulty_peeing, loss_of_control, lost_feeling)
# Nearly everybody with an abscess beside the spinal cord had one of these: a way in for germs, or weak defences.
_WAY_IN = injects_drugs | recent_infection | spine_procedure | line_or_dialysis
_WEAK_DEFENCES = weak_immunity | diabetes | heavy_alcohol | liver_disease
_CORD_SIGNS = leg_weakness | leg_numbness | unsteady_legs | difficulty_peeing | loss_of_control
_SIDE = flank_pain | kidney_tenderness

_TABLE = (
    # --- The nerves at the end of the spinal cord
    Rule(
        "cauda-equina",
        EMERGENCY,
        when=_any(_SADDLE),
        because="The nerves that serve both legs, the bladder and the bowel may be squeezed; hours count.",
        sources=("nhs-999", "girft-ces-primary-criteria", "ces-cohort-334", "nhs-sciatica-999"),
        group="nerves",
        suspects=("cauda_equina",),
    ),
    Rule(
        "cauda-equina-never-examined",
        URGENT,
        when=unseen(*_SADDLE),
        because="A sign of the bladder, the bowel, the saddle or both legs that is old is no all-clear as long as nobody has "
        "examined it.",
        sources=("ces-14-days-branch", "girft-ces-primary-criteria"),
        group="nerves",
        suspects=("cauda_equina",),
    ),
    Rule(
        "cauda-equina-known",
        ROUTINE,
        when=known(*_SADDLE) | known(sexual_change) | unseen(sexual_change),
        because="What has been the same for weeks, such as a stress leak or a slow prostate, is told to the practice, and is no "
        "emergency.",
        sources=("ces-14-days-branch", "norfolk-new-2-weeks"),
        group="nerves",
    ),
    Rule(
        "sex-and-a-leg",
        EMERGENCY,
        # An old sign of a leg counts here too: in somebody with sciatica the change of sex is what is new.
        # Both legs, when new, are an emergency by themselves.
        when=sexual_change & (leg_pain | ever(leg_numbness, leg_weakness) | unseen(both_legs) | known(both_legs)),
        because="When sex changes and a leg hurts, tingles or is weak, the nerves of the saddle may be squeezed as well.",
        sources=("girft-ces-primary-criteria", "girft-ces-sexual-alone", "nhs-sheffield-variant"),
        group="nerves",
        suspects=("cauda_equina",),
    ),
    Rule(
        "sex-changed",
        URGENT,
        when=sexual_change,
        because="A new change of erection, climax or feeling during sex has many causes; lists differ on whether it is an "
        "emergency by itself, so it is looked at the same day.",
        sources=("girft-ces-sexual-alone", "greenhalgh-2016-card", "nhs-sheffield-variant"),
        group="nerves",
        suspects=("cauda_equina",),
    ),
    Rule(
        "weakness-growing",
        EMERGENCY,
        when=worsening_weakness,
        because="A nerve that is losing its strength can be lost for good while one waits.",
        sources=("acp-2011-imaging", "semigran-footdrop-gold"),
        group="nerves",
        suspects=("cauda_equina", "herniated_disc"),
    ),
    Rule(
        "weak-leg",
        URGENT,
        when=unsettled(leg_weakness),
        because="A weak leg or a foot that drops may mean that a nerve is under pressure; it is looked at the same day.",
        sources=("semigran-footdrop-gold", "acp-2011-imaging", "sciatica-referral-uk"),
        group="nerves",
        suspects=("root_pain", "herniated_disc"),
    ),
    Rule(
        "worse-on-coughing",
        URGENT,
        when=worse_on_cough,
        because="Pain that jumps on a cough, a sneeze or the toilet is on the list for urgent advice. The list is safe and simple, "
        "and sends many who are well: without danger this sign is common, and it points to a disc only where the leg hurts more.",
        sources=("nhs-111", "verwoerd-2016-cough", "henschke-2009-prevalence"),
        group="nerves",
        suspects=("root_pain", "herniated_disc"),
    ),
    Rule(
        "leg-signs",
        ROUTINE,
        when=leg_pain | ever(leg_numbness) | known(leg_weakness) | leg_raise | crossed_leg_raise,
        because="Pain or numbness down a leg may come from a nerve and should be examined, though no single test settles it.",
        sources=("windt-2010-slr", "windt-2010-cslr", "windt-2010-neuro"),
        group="nerves",
        suspects=("root_pain", "herniated_disc"),
    ),
    Rule(
        "legs-that-ache-on-walking",
        ROUTINE,
        when=(age >= 60) & aches_on_walking,
        because="From 60 on, legs that ache on walking and ease on sitting or bending forward fit a spinal canal that has grown "
        "narrow.",
        sources=("suri-2010-symptoms", "suri-2010-signs", "konno-2007-stenosis-tool"),
        group="nerves",
        suspects=("stenosis",),
    ),
    # --- The spinal cord itself
    Rule(
        "cord-failing",
        EMERGENCY,
        when=(unsteady_legs & unsettled(leg_weakness, leg_numbness, both_legs))
        | (unseen(unsteady_legs) & (leg_weakness | leg_numbness | both_legs))
        | (unsteady_legs & (difficulty_peeing | loss_of_control)),
        because="Unsteady legs together with weakness, numbness or a failing bladder come from the spinal cord, not from one nerve.",
        sources=("cord-plain-words", "myelopathy-signs", "mscc-no-known-cancer"),
        group="cord",
        suspects=("cord_compression",),
    ),
    Rule(
        "unsteady-legs",
        URGENT,
        when=unsettled(unsteady_legs),
        because="Legs that are heavy, clumsy or unsteady, or a tight band around the body, can be the first sign of a squeezed "
        "spinal cord, with or without a cancer that is known.",
        sources=("cord-plain-words", "myelopathy-signs", "mscc-no-known-cancer"),
        group="cord",
        suspects=("cord_compression", "spinal_tumour"),
    ),
    Rule(
        "unsteady-legs-known",
        ROUTINE,
        when=known(unsteady_legs),
        because="Legs that have been unsteady for long, as a doctor knows, are told to the practice together with the new pain.",
        sources=("myelopathy-signs",),
        group="cord",
    ),
    # --- A tumour
    Rule(
        "cord-compression",
        EMERGENCY,
        # How long a sign has lasted is no comfort here: most had it for weeks before they lost their legs.
        when=(cancer_history & (unsettled(leg_weakness, leg_numbness, unsteady_legs, both_legs) | leg_pain))
        | (cancer_history & (difficulty_peeing | loss_of_control))
        | (cancer_elsewhere & (leg_weakness | unsteady_legs)),
        because="With a cancer in the past, pain, weakness or numbness of a leg may mean that a tumour presses on the spinal cord.",
        sources=("nice-ng234-cord-now", "mscc-delay-levack", "downie-2013-cancer", "nice-ng59-altdx"),
        group="tumour",
        suspects=("spinal_tumour", "cord_compression"),
    ),
    Rule(
        "cancer-before",
        URGENT,
        when=cancer_history,
        because="Of all single findings, an earlier cancer raises the odds of a tumour in the spine the most.",
        sources=("downie-2013-cancer", "deyo-diehl-1988-predictors", "bone-mets-primaries"),
        group="tumour",
        suspects=("spinal_tumour",),
    ),
    Rule(
        "cancer-elsewhere-and-a-sign",
        URGENT,
        when=cancer_elsewhere
        & (
            leg_pain
            | leg_numbness
            | getting_worse
            | not_healing
            | spine_tap_tender
            | cannot_lie_flat
            | night_sweats
            | tired_thirsty
        ),
        because="A cancer that seldom goes to bone, and is long over, counts as soon as a second sign stands beside it.",
        sources=("bone-mets-primaries", "henschke-2007-cancer-lr"),
        group="tumour",
        suspects=("spinal_tumour",),
    ),
    Rule(
        "cancer-elsewhere",
        ROUTINE,
        when=cancer_elsewhere,
        because="Even a cancer that seldom goes to bone is a reason to have a new back pain looked at.",
        sources=("bone-mets-primaries", "henschke-2007-cancer-lr"),
        group="tumour",
        suspects=("spinal_tumour",),
    ),
    Rule(
        "unexplained-weight-loss",
        URGENT,
        when=weight_loss,
        because="Losing weight without trying does not come from a strained muscle.",
        sources=("nhs-111",),
        group="tumour",
        suspects=("spinal_tumour", "spinal_infection"),
    ),
    Rule(
        "lump-or-new-shape",
        URGENT,
        when=lump_or_shape,
        because="A lump, or a back that has changed its shape, is a change in the spine itself until shown otherwise.",
        sources=("nhs-111",),
        group="tumour",
        suspects=("spinal_tumour", "vertebral_fracture"),
    ),
    Rule(
        "night-or-rest-pain",
        URGENT,
        when=worse_at_night | no_better_resting,
        because="A strained muscle eases with rest; pain that does not, or that is worse at night, is on the list for urgent advice. "
        "The list is safe and simple, and sends many who are well: in a back clinic 44% had pain at night, and none of them "
        "anything serious.",
        sources=("nhs-111", "harding-2005-night-verified", "henschke-2009-prevalence"),
        group="tumour",
        suspects=("spinal_tumour", "spinal_infection"),
    ),
    Rule(
        "older-and-not-healing",
        URGENT,
        when=(age >= 50) & (days > 30) & not_healing,
        because="From 50 on, pain of more than a month that does not heal was linked to cancer among walk-in patients.",
        sources=("deyo-diehl-1988-predictors", "deyo-diehl-1988-prev"),
        group="tumour",
        suspects=("spinal_tumour",),
    ),
    Rule(
        "lasting-from-60",
        ROUTINE,
        when=(age >= 60) & ((days >= 42) | tired_thirsty),
        because="From 60 on, back pain that stays, or weeks of tiredness and thirst, call for three blood tests: when all are normal, "
        "a cancer of the blood (myeloma) is very unlikely.",
        sources=("nice-ng12-myeloma", "myeloma-rule-out-koshiaris", "myeloma-shephard-2015"),
        group="tumour",
        suspects=("spinal_tumour",),
    ),
    Rule(
        "weak-kidneys-from-60",
        URGENT,
        when=(age >= 60) & kidney_disease & ((days >= 42) | tired_thirsty),
        because="From 60 on, weak kidneys beside a back pain that stays, or beside tiredness and thirst, may be the work of a cancer "
        "of the blood (myeloma).",
        sources=("nice-ng12-myeloma", "myeloma-shephard-2015"),
        group="tumour",
        suspects=("spinal_tumour",),
    ),
    # --- An infection of the spine
    Rule(
        "abscess-on-the-cord",
        EMERGENCY,
        when=(fever | _WEAK_DEFENCES) & _CORD_SIGNS,
        because="A weak or numb leg with a fever, or in somebody whose body fights germs less well, may be pus beside the spinal "
        "cord. Fever, pain and weakness seldom come all three, and delay leaves lasting weakness.",
        sources=("davis-2004-sea", "sea-risk-factors", "durant-2025-sea", "sea-triad", "sea-delay"),
        group="infection",
        suspects=("spinal_infection",),
    ),
    Rule(
        "abscess-from-a-way-in",
        EMERGENCY,
        when=_WAY_IN & _CORD_SIGNS,
        because="Where germs had a way in, a weak or numb leg may be pus beside the spinal cord, also without any fever.",
        sources=("davis-2004-sea", "sea-risk-factors", "sea-after-procedure", "bhise-2017-sea"),
        group="infection",
        suspects=("spinal_infection",),
    ),
    Rule(
        "high-temperature",
        URGENT,
        when=fever,
        because="A strain gives no fever: with a high temperature an infection has to be found or ruled out.",
        sources=("nhs-111", "sea-ed-cohort-2019", "pyelo-bmj-bp", "idsa-2015-nvo-suspect"),
        group="infection",
        suspects=("spinal_infection", "kidney_infection"),
    ),
    Rule(
        "way-in-for-germs",
        URGENT,
        when=injects_drugs
        | recent_infection
        | (
            (spine_procedure | line_or_dialysis) & (new_kind_of_pain | getting_worse | spine_tap_tender | hip_held_bent)
        ),
        because="Germs from a needle, a drip line, an operation or a recent infection can settle in the spine, often without any "
        "fever.",
        sources=("sea-ed-cohort-2019", "sea-risk-factors", "epidural-infection-korea", "idsa-2015-nvo-suspect"),
        group="infection",
        suspects=("spinal_infection",),
    ),
    Rule(
        "weak-defences-and-a-sign",
        URGENT,
        when=_WEAK_DEFENCES & (getting_worse | spine_tap_tender | hip_held_bent),
        because="Where the body fights germs less well, pain that grows, a spine that hurts when tapped or a hip held bent may be an "
        "infection.",
        sources=("sea-risk-factors", "maamari-2022-nvo", "psoas-abscess-triad"),
        group="infection",
        suspects=("spinal_infection",),
    ),
    Rule(
        "weak-defences",
        ROUTINE,
        when=weak_immunity | spine_procedure | line_or_dialysis | (diabetes & no_trigger),
        because="Where germs had a way in or meet weak defences, even plain back pain should be looked at early.",
        sources=("sea-triad", "sea-risk-factors", "infection-immunity"),
        group="infection",
        suspects=("spinal_infection",),
    ),
    Rule(
        "tuberculosis",
        URGENT,
        when=tb_risk & (weight_loss | night_sweats | worse_at_night),
        because="Tuberculosis, or a germ from raw milk, can settle in the spine; it was found only after months where nobody thought "
        "of it.",
        sources=("nvo-tb-delay",),
        group="infection",
        suspects=("spinal_infection",),
    ),
    Rule(
        "sweats-or-contact",
        ROUTINE,
        when=tb_risk | night_sweats,
        because="Sweats that soak the sheets, or contact with tuberculosis, are no part of a strain.",
        sources=("nvo-tb-delay", "maamari-2022-nvo"),
        group="infection",
        suspects=("spinal_infection",),
    ),
    # --- Blood poisoning
    Rule(
        "sepsis",
        EMERGENCY,
        # These signs are asked about only in somebody who feels really ill, so that each of them is enough.
        when=new_confusion
        | fast_breathing
        | mottled
        | very_cold
        | (no_pee & (fever | very_unwell | recent_infection | painful_urination)),
        because="New confusion, fast breathing, mottled skin, a cold body or no pee in somebody who is really ill may be blood "
        "poisoning, with or without a fever.",
        sources=("nice-sepsis-red-flags", "nice-sepsis-news2", "sepsis-low-temp"),
        group="sepsis",
        suspects=("sepsis",),
    ),
    Rule(
        "infection-without-defences",
        EMERGENCY,
        when=((cancer_treated_now | weak_immunity) & (fever | very_unwell)) | (line_or_dialysis & fever),
        because="Under strong drugs against cancer, without defences, or with a line in the blood, a fever gets antibiotics at once, "
        "before any test is back; so does feeling really ill without defences.",
        sources=("nice-neutropenic-sepsis", "nice-sepsis-immunosuppressed"),
        group="sepsis",
        suspects=("sepsis", "spinal_infection"),
    ),
    Rule(
        "really-ill",
        URGENT,
        when=very_unwell,
        because="A strained back does not make one feel ill all over.",
        sources=("nice-sepsis-red-flags",),
        group="sepsis",
        suspects=("sepsis",),
    ),
    # --- Bleeding
    Rule(
        "bleeding-on-the-cord",
        EMERGENCY,
        # A straining movement came before half of these bleedings: how the pain began does not enter.
        when=(
            anticoagulant
            & new_kind_of_pain
            & (leg_weakness | leg_numbness | unsteady_legs | difficulty_peeing | loss_of_control | (pain >= 7))
        )
        | (anticoagulant & (leg_weakness | unsteady_legs | abrupt_worst)),
        because="On a strong blood thinner, a strong new pain or a weak or numb leg may be a bleeding beside the spinal cord, even "
        "after a lift; operated within half a day most recover.",
        sources=("sseh-raasck-2017", "sseh-shin-12h", "ssh-series-anticoagulant"),
        group="bleeding",
        suspects=("spinal_bleeding",),
    ),
    Rule(
        "bleeding-in-the-side",
        EMERGENCY,
        # A hip that has to be held bent is new by itself, whether or not that was asked of the pain.
        when=anticoagulant & (hip_held_bent | (new_kind_of_pain & (groin_pain | flank_pain | fainting))),
        because="On a strong blood thinner, new pain of the side, the groin or a hip that is held bent may be a bleeding into the "
        "muscle beside the spine.",
        sources=("psoas-haematoma-signs", "psoas-haematoma-incidence"),
        group="bleeding",
        suspects=("spinal_bleeding",),
    ),
    Rule(
        "new-pain-on-a-blood-thinner",
        URGENT,
        when=anticoagulant & new_kind_of_pain,
        because="A new back pain on a strong blood thinner is looked at the same day: a bleeding begins as pain alone.",
        sources=("ssh-series-anticoagulant", "sseh-raasck-2017"),
        group="bleeding",
        suspects=("spinal_bleeding",),
    ),
    # --- Kidney and urine
    Rule(
        "kidney-infection",
        URGENT,
        when=_SIDE & (fever | frequent_urination | pregnant),  # feeling sick and burning urine: by themselves, below
        because="A kidney infection can feel just like a muscle spasm, and needs a urine test and treatment the same day.",
        sources=("pyelo-bmj-bp", "pyelo-afp-2011", "nice-ng111-refer", "pyelo-pregnancy-hill", "article-p4"),
        group="kidney",
        suspects=("kidney_infection",),
    ),
    Rule(
        "back-pain-and-sick",
        URGENT,
        # How it began and what a tablet did do not enter: in a kidney stone ibuprofen is what doctors give first.
        when=nausea | vomiting,
        because="A strained muscle seldom makes anybody feel sick. Back pain with a sick feeling or vomiting is seen the same day, "
        "also after a lift, and also where ibuprofen helps: it eases the pain of a kidney stone too.",
        sources=("article-p4", "pyelo-bmj-bp", "stone-score-points", "nice-ng118-colic"),
        group="kidney",
        suspects=("kidney_infection", "kidney_stone"),
    ),
    Rule(
        "burning-urine",
        URGENT,
        when=painful_urination,
        because="Back pain together with burning urine may be a bladder infection that has reached the kidney.",
        sources=("bent-2002-uti-pos", "pyelo-bmj-bp"),
        group="kidney",
        suspects=("kidney_infection",),
    ),
    Rule(
        "kidney-stone",
        URGENT,
        when=blood_in_urine | (_SIDE & pain_in_waves),
        because="Blood in the urine, or waves of pain in the side, suggest a stone; behind a blocked one a kidney is at risk. The "
        "blood can be missing.",
        sources=("stone-score-points", "stone-score-prob", "stone-pattern", "renal-colic-no-blood"),
        group="kidney",
        suspects=("kidney_stone",),
    ),
    Rule(
        "colic-or-artery",
        URGENT,
        when=(age >= 50) & pain_in_waves & (_SIDE | vomiting | no_pee | new_kind_of_pain),
        because="From 50 on, what looks like a stone may be a torn main artery: it is most often taken for one, and a look with "
        "ultrasound tells them apart.",
        sources=("azhar-2014-raaa", "aaa-us-screen-50"),
        group="vessels",
        suspects=("aortic_aneurysm",),
    ),
    Rule(
        "blocked-and-infected",
        EMERGENCY,
        when=(_SIDE & blood_in_urine & fever) | (pain_in_waves & fever),
        because="Signs of a stone together with fever may mean that an infected kidney is blocked.",
        sources=("renal-colic-admit", "nice-ng118-colic", "stone-pattern"),
        group="kidney",
        suspects=("kidney_stone", "kidney_infection"),
    ),
    Rule(
        "no-kidney-to-spare",
        EMERGENCY,
        # Pain in the side alone in pregnancy is URGENT (a kidney infection): with waves of pain it is a blocked kidney.
        when=((pain_in_waves | flank_pain) & (single_kidney | no_pee)) | (flank_pain & pain_in_waves & pregnant),
        because="A stone that blocks the only kidney, that lets no pee through, or that comes in pregnancy cannot wait.",
        sources=("eau-2020-solitary-kidney", "renal-colic-admit"),
        group="kidney",
        suspects=("kidney_stone",),
    ),
    Rule(
        "kidneys-at-risk",
        URGENT,
        when=no_pee | (single_kidney & new_kind_of_pain),
        because="Hardly any pee, or a new pain in somebody with one kidney or a transplant, is checked the same day.",
        sources=("renal-colic-admit", "eau-2020-solitary-kidney"),
        group="kidney",
        suspects=("kidney_stone", "kidney_infection"),
    ),
    Rule(
        "side-or-waves",
        ROUTINE,
        when=_SIDE | frequent_urination | pain_in_waves,
        because="Pain in the side, pain in waves or a changed bladder are no part of a plain strain: better have it checked.",
        sources=("article-p4", "pyelo-afp-2011", "bent-2002-uti-pos"),
        group="kidney",
        suspects=("kidney_infection", "kidney_stone"),
    ),
    # --- The main artery
    Rule(
        "aneurysm-signs",
        EMERGENCY,
        when=pulsating_belly | fainting | known_aneurysm,
        because="A bulge of the main artery that tears shows itself as back pain, and about four in ten are first taken for "
        "something else.",
        sources=("lederle-1999-aaa", "azhar-2014-raaa", "nice-ng156-rupture"),
        group="vessels",
        suspects=("aortic_aneurysm",),
    ),
    Rule(
        "aneurysm-torn",
        EMERGENCY,
        when=(age >= 60) & new_kind_of_pain & (pain_in_waves | ((pain >= 7) & (flank_pain | belly_pain))),
        because="From 60 on, a new strong pain of side or belly, or new waves of pain, is a torn main artery until a scan shows "
        "otherwise: it is most often taken for a kidney stone, and a lift is no excuse.",
        sources=("azhar-2014-raaa", "metcalfe-2016-raaa", "marston-1992-raaa", "nice-ng156-rupture"),
        group="vessels",
        suspects=("aortic_aneurysm",),
    ),
    Rule(
        "aneurysm-risk",
        URGENT,
        # Some lists scan from 50 on, others from 60 or 65: from 50 where the place of the pain fits as well.
        when=((age >= 60) & new_kind_of_pain & (pain >= 7) & (ever_smoked | high_blood_pressure))
        | ((age >= 50) & new_kind_of_pain & (pain >= 7) & (flank_pain | belly_pain)),
        because="Age, smoking and high blood pressure weaken the main artery: a strong new pain in somebody so at risk is checked "
        "the same day.",
        sources=("nice-ng156-rupture", "nice-ng156-context", "aaa-us-screen-50", "aaa-prevalence-uk"),
        group="vessels",
        suspects=("aortic_aneurysm",),
    ),
    Rule(
        "aneurysm-age",
        URGENT,
        # Strong pain counts also while nobody has asked whether it is new: what is not known must not calm.
        when=(age >= 60) & (flank_pain | (no_trigger & new_kind_of_pain & (pain >= 4)) | (no_trigger & (pain >= 7))),
        because="From 60 on, pain in the side, or pain that nothing set off and that is new or strong, is treated as the main artery "
        "until that is ruled out.",
        sources=("nice-ng156-rupture", "azhar-2014-raaa", "aaa-risk"),
        group="vessels",
        suspects=("aortic_aneurysm",),
    ),
    Rule(
        "artery-torn",
        EMERGENCY,
        when=(
            abrupt_worst
            & (
                tearing
                | unsettled(chest_pain)
                | upper_back
                | belly_pain
                | fainting
                | leg_weakness
                | leg_numbness
                | aortic_risk
            )
        )
        | (abrupt_worst & (pain >= 7) & high_blood_pressure)
        | (aortic_risk & ((pain >= 7) | upper_back | unsettled(chest_pain) | belly_pain)),
        because="Pain that is worst at once, tears, or strikes somebody with a weak main artery may be a tear in its wall; it is often "
        "missed, and may have eased by the time of the examination.",
        sources=(
            "add-rs-criteria",
            "add-rs-irad-sensitivity",
            "dissection-pain-features",
            "dissection-missed",
            "rcem-tad-2025",
        ),
        group="vessels",
        suspects=("aortic_dissection",),
    ),
    Rule(
        "worst-at-once",
        URGENT,
        when=abrupt_worst | (aortic_risk & new_kind_of_pain),
        because="A muscle tightens with a movement; pain that is worst within a minute with no movement may come from a vessel.",
        sources=("add-rs-criteria", "dissection-pain-features"),
        group="vessels",
        suspects=("aortic_dissection",),
    ),
    Rule(
        "weak-artery",
        ROUTINE,
        when=aortic_risk,
        because="Somebody whose main artery is weak, or whose family has torn ones, tells a doctor of any back pain.",
        sources=("add-rs-criteria", "add-rs-lr"),
        group="vessels",
        suspects=("aortic_dissection",),
    ),
    # --- Heart and lungs
    Rule(
        "chest-pain",
        EMERGENCY,
        when=chest_pain,
        because="Chest pain with back pain may come from the heart, the lungs or the main artery.",
        sources=("nhs-999", "acs-vanoosterhout-2020"),
        group="heart",
        suspects=("heart", "lung", "aortic_dissection", "aortic_aneurysm"),
    ),
    Rule(
        "heart-attack",
        EMERGENCY,
        # Chest pain that is new is an emergency by itself.
        when=(upper_back | unseen(chest_pain)) & (breathless | heart_signs),
        because="Pain between the shoulders or in the chest with breathlessness, sweat or an aching arm or jaw may be a heart attack; "
        "about a quarter have no chest pain.",
        sources=("acs-vanoosterhout-2020", "acs-no-chest-pain", "acs-phone-triage-nl"),
        group="heart",
        suspects=("heart",),
    ),
    Rule(
        "clot-in-the-lung",
        EMERGENCY,
        when=suddenly_breathless | coughing_blood | (swollen_leg & (breathless | pain_on_breathing)),
        because="Sudden breathlessness, coughed-up blood, or a swollen leg with trouble in breathing may be a clot in the lung.",
        sources=("pe-miniati-2012",),
        group="heart",
        suspects=("lung",),
    ),
    Rule(
        "heart-or-lung",
        URGENT,
        # Chest pain that nobody has ever examined is not left for weeks, though it is old.
        when=heart_signs | breathless | pain_on_breathing | swollen_leg | unseen(chest_pain),
        because="Breath that hurts or runs short, a swollen leg, pain that spreads to an arm or comes with sweat, or chest pain that "
        "nobody has examined is looked at the same day.",
        sources=("acs-no-chest-pain", "pe-miniati-2012", "crb65"),
        group="heart",
        suspects=("heart", "lung"),
    ),
    Rule(
        "chest-pain-known",
        ROUTINE,
        when=known(chest_pain),
        because="Chest pain that has long been the same, as a doctor knows, is told to the practice together with the back pain.",
        sources=("acs-phone-triage-nl", "nhs-999"),
        group="heart",
        suspects=("heart",),
    ),
    # --- The belly
    Rule(
        "belly-emergency",
        EMERGENCY,
        when=rigid_belly | gut_bleeding | (upper_belly_pain & vomiting & (pain >= 7)),
        because="A belly as hard as a board, black stools or blood that is vomited, or strong pain of the upper belly with vomiting "
        "cannot wait: a hole or a bleeding in stomach or bowel, or an inflamed pancreas. No more painkillers of the ibuprofen kind.",
        sources=("perforated-ulcer", "pancreatitis-cks", "nsaid-gi-multipliers"),
        group="belly",
        suspects=("belly",),
    ),
    Rule(
        "pancreas",
        URGENT,
        when=(upper_belly_pain & (heavy_alcohol | gallstones | vomiting | (pain >= 7)))
        | (vomiting & no_trigger & (pain >= 7)),
        because="Pain of the upper belly that goes through to the back may be the pancreas, most of all with gallstones or alcohol; "
        "in half of them the place is not so typical.",
        sources=("pancreatitis-cks", "pancreatitis-presentation"),
        group="belly",
        suspects=("belly",),
    ),
    Rule(
        "weight-loss-from-60",
        URGENT,
        when=(age >= 60) & weight_loss,
        because="From 60 on, back pain with lost weight is looked at now, and the belly too: a scan of it follows within two weeks.",
        sources=("nice-ng12-pancreas",),
        group="belly",
        suspects=("belly",),
    ),
    Rule(
        "belly-pain",
        ROUTINE,
        when=belly_pain,
        because="Belly pain is no part of a strained back: about half of those who rang for an ambulance for their back had another "
        "cause.",
        sources=("ambulance-lbp-2022", "pancreatitis-cks"),
        group="belly",
        suspects=("belly",),
    ),
    # --- Pregnancy and periods
    Rule(
        "waves-in-pregnancy",
        URGENT,
        when=(pregnant & pain_in_waves) | pelvic_pressure,
        because="Pain in waves, or pressure that comes and goes, may be labour or a kidney: ring the maternity unit now; long "
        "before the baby is due it can be no more than a dull low ache.",
        sources=("preterm-labour-back", "pregnancy-waves"),
        group="pregnancy",
        suspects=("pregnancy_trouble",),
    ),
    Rule(
        "burst-pregnancy",
        EMERGENCY,
        when=shoulder_tip_pain | (pregnant & (fainting | (low_belly_pain & (pain >= 7)))),
        because="Whoever is or could be pregnant, and faints or has strong low belly pain or pain at the tip of a shoulder, may bleed "
        "inside from a pregnancy outside the womb.",
        sources=("nice-ng126-ectopic", "ectopic-999", "ectopic-nhs-symptoms"),
        group="pregnancy",
        suspects=("pregnancy_trouble",),
    ),
    Rule(
        "late-pregnancy-danger",
        EMERGENCY,
        # A hard womb and a baby that moves less exist only in later weeks: they count also while the weeks are not known.
        # Labour at its time needs the unit as well, so that the end of the 36 weeks does not enter.
        when=womb_signs | fewer_movements | ((vaginal_bleeding | pelvic_pressure) & (weeks >= 20)),
        because="From 20 weeks on, bleeding or tightening that comes and goes, or at any time a womb that stays hard or hurts, "
        "waters that break, or a baby that moves less: go to the maternity unit now. Labour may begin too early, or the "
        "placenta come loose, at times with no blood to be seen.",
        sources=(
            "abruption-signs",
            "aph-definition",
            "maternity-999-list",
            "maternity-severe-back",
            "preterm-labour-back",
        ),
        group="pregnancy",
        suspects=("pregnancy_trouble",),
    ),
    Rule(
        "pregnant-and-a-sign",
        URGENT,
        when=vaginal_bleeding | (pregnant & (low_belly_pain | (pain >= 7) | (no_trigger & (pain >= 6)))),
        because="Bleeding, low belly pain or strong back pain in somebody who is or could be pregnant is examined the same day, with "
        "a test where it is not sure.",
        sources=("nice-ng126-ectopic", "ectopic-rate", "maternity-severe-back"),
        group="pregnancy",
        suspects=("pregnancy_trouble",),
    ),
    Rule(
        "clot-around-a-birth",
        EMERGENCY,
        when=(pregnant | postpartum) & (breathless | pain_on_breathing | coughing_blood | swollen_leg),
        because="In pregnancy and in the six weeks after a birth clots are up to ten times as common: short or painful breath and a "
        "swollen leg do not wait.",
        sources=("pe-pregnancy-tenfold",),
        group="pregnancy",
        suspects=("lung",),
    ),
    Rule(
        "ache-of-pregnancy",
        ROUTINE,
        when=pregnant,
        because="A plain ache is part of most pregnancies and no alarm; the midwife can help, and should hear of it.",
        sources=("pregnancy-lbp-au", "pregnancy-pgp"),
        group="pregnancy",
        suspects=("pregnancy_ache",),
    ),
    Rule(
        "period-pain-changed",
        ROUTINE,
        when=period_pattern & new_kind_of_pain,
        because="Back pain with every period is common; when it has changed it deserves a look.",
        sources=("dysmenorrhoea-back",),
        group="pregnancy",
        suspects=("period_pain",),
    ),
    # --- Skin, muscle, testicle
    Rule(
        "shingles-without-defences",
        EMERGENCY,
        when=one_sided_rash & (weak_immunity | cancer_treated_now),
        because="Shingles can spread where the defences are weak.",
        sources=("shingles-antiviral",),
        group="elsewhere",
        suspects=("shingles",),
    ),
    Rule(
        "shingles",
        URGENT,
        when=one_sided_rash,
        because="Burning or blisters in a strip on one side may be shingles; the tablets work best within three days of the rash.",
        sources=("shingles-antiviral", "shingles-prodrome"),
        group="elsewhere",
        suspects=("shingles",),
    ),
    Rule(
        "muscle-breakdown",
        EMERGENCY,
        when=cola_urine,
        because="Pee like cola after hard effort, heat or a crush means that muscle is breaking down, which can stop the kidneys; few "
        "have all the signs.",
        sources=("rhabdo-triad",),
        group="elsewhere",
        suspects=("muscle_breakdown",),
    ),
    Rule(
        "testicle",
        EMERGENCY,
        when=testicle_pain,
        because="A testicle that hurts or swells may have twisted: after four to eight hours it is lost.",
        sources=("testicular-torsion",),
        group="elsewhere",
        suspects=("testicle",),
    ),
    Rule(
        "groin",
        ROUTINE,
        when=groin_pain | hip_held_bent,
        because="Pain in the groin or the front of the hip comes from another place than a strained back.",
        sources=("psoas-abscess-triad", "testicular-torsion"),
        group="elsewhere",
    ),
    # --- Bone
    Rule(
        "serious-accident",
        EMERGENCY,
        when=serious_accident,
        because="After a serious accident the spine may be broken, and is kept still until it has been checked.",
        sources=("nhs-999", "downie-2013-fracture", "williams-2013-vf"),
        group="bone",
        suspects=("vertebral_fracture",),
    ),
    Rule(
        "old-accident-and-a-sign",
        URGENT,
        when=accident_unseen & (spine_tap_tender | cannot_lie_flat | lump_or_shape | osteoporosis | leg_numbness),
        because="A spine that nobody checked after an accident, and that now shows a sign, may have been broken since.",
        sources=("downie-2013-fracture", "vfx-undiagnosed"),
        group="bone",
        suspects=("vertebral_fracture",),
    ),
    Rule(
        "old-accident",
        ROUTINE,
        # An old crash with nothing else beside it is no emergency, though nobody looked: it can wait for an appointment.
        when=accident_unseen,
        because="After an accident long ago that nobody checked, one examination is due; it need not be hurried.",
        sources=("vfx-undiagnosed", "downie-2013-fracture"),
        group="bone",
        suspects=("vertebral_fracture",),
    ),
    Rule(
        "bruise-on-the-spine",
        URGENT,
        when=bruise_on_spine,
        because="A bruise or a graze over the spine raises the odds of a broken vertebra the most.",
        sources=("downie-2013-fracture",),
        group="bone",
        suspects=("vertebral_fracture",),
    ),
    Rule(
        "fracture-pattern",
        URGENT,
        when=(minor_fall & (osteoporosis | (age >= 70) | steroid_tablets))
        | (osteoporosis & (lifting | twisting | sudden_strain | (pain >= 7)))
        | (steroid_tablets & (new_kind_of_pain | (pain >= 7)))
        | ((age >= 70) & new_kind_of_pain & ((pain >= 7) | cannot_lie_flat | spine_tap_tender))
        | (osteoporosis & new_kind_of_pain & (cannot_lie_flat | spine_tap_tender)),
        because="Brittle bone, from age or from steroid tablets, can break in a small fall, in a lift, or with nothing at all: more "
        "than half of these breaks follow no fall.",
        sources=(
            "glow-2013-vfx-falls",
            "langdon-2010-percussion",
            "downie-2013-fracture",
            "williams-2013-vf",
            "enthoven-2016-bace",
        ),
        group="bone",
        suspects=("vertebral_fracture",),
    ),
    Rule(
        "brittle-bone",
        ROUTINE,
        when=osteoporosis | minor_fall | (age >= 70) | steroid_tablets,
        because="Older age, brittle bone, steroid tablets or a fall make a small fracture worth a look.",
        sources=("henschke-2009-fracture-rule", "williams-2013-vf", "fracture-bone-loss", "vfx-undiagnosed"),
        group="bone",
        suspects=("vertebral_fracture",),
    ),
    Rule(
        "stiffened-spine-broken",
        EMERGENCY,
        when=ankylosed_spine & (minor_fall | new_kind_of_pain),
        because="A spine that illness has stiffened breaks like a rod, from a mere bump, and the cord is often hurt with it; it is "
        "kept still until a scan is done.",
        sources=("as-fracture-lukasiewicz", "as-fracture-taiwan-2022"),
        group="bone",
        suspects=("vertebral_fracture",),
    ),
    Rule(
        "stiffened-spine",
        ROUTINE,
        when=ankylosed_spine,
        because="With a spine that illness has stiffened, a back pain is told to the clinic that knows it.",
        sources=("as-fracture-taiwan-2022",),
        group="bone",
        suspects=("vertebral_fracture",),
    ),
    Rule(
        "upper-back",
        URGENT,
        when=upper_back,
        because="Pain from between the shoulders is on the list for urgent advice. The list is safe and simple, and sends many who "
        "are well: 15.0 to 27.5% of people have such pain in a year.",
        sources=("nhs-111", "briggs-2009-thoracic", "enthoven-2016-bace", "henschke-2009-prevalence"),
        group="bone",
        suspects=("vertebral_fracture", "spinal_tumour"),
    ),
    Rule(
        "young-arching-back",
        ROUTINE,
        when=worse_arching,
        because="In a sport that arches the back, most of all in the young, pain on leaning back may be a crack in a vertebra: pause "
        "that sport and have it seen within two to three weeks.",
        sources=("spondylolysis-micheli",),
        group="bone",
        suspects=("stress_fracture",),
    ),
    # --- Inflammation that lasts
    Rule(
        "inflammatory-back-pain",
        ROUTINE,
        # With exactly three of the nine a blood test (HLA-B27) comes first, with four or more the rheumatologist.
        when=(days > 90)
        & (onset_before_45 | onset_before_35)
        & (
            red_eye
            | at_least(
                3,
                onset_before_35,
                wakes_late_night,
                alternating_buttock,
                better_with_exercise,
                nsaid_helps,
                family_spa,
                joint_swelling,
                heel_pain,
                psoriasis,
            )
        ),
        because="Back pain that began before 45 and has lasted over three months may be an inflamed spine, which has treatments of its "
        "own: with three of nine signs a blood test, with four a rheumatologist.",
        sources=("nice-ng65-referral", "nice-ng65-notes", "rudwaleit-2004-lr", "axspa-no-ibp"),
        group="inflammation",
        suspects=("inflammatory_back_pain",),
    ),
    # --- How bad it is
    Rule(
        "collapsed-in-pain",
        URGENT,
        when=(pain >= 9) & unable_to_move,
        because="Pain that drops one to the floor needs relief and an examination the same day.",
        sources=("article-p2", "nhs-gp"),
        group="severity",
        suspects=("muscle_strain",),
        pain_alone=True,
    ),
    Rule(
        "severe-spasm",
        ROUTINE,
        when=pain >= 7,
        because="A severe spasm is evaluated by a professional, to find what is behind it.",
        sources=("article", "nhs-gp"),
        group="severity",
    ),
    Rule(
        "cannot-carry-on",
        ROUTINE,
        when=unable_to_move,
        because="When it stops work and daily life, a doctor or physiotherapist should see it.",
        sources=("article-p3", "nhs-gp"),
        group="severity",
    ),
    # --- How it goes
    Rule(
        "not-healing",
        ROUTINE,
        when=not_healing | getting_worse | no_relief,
        because="A strain gets better; one that does not, or that ibuprofen does not ease, deserves a second look.",
        sources=("article", "nhs-gp", "nhs-other-treatment"),
        group="course",
    ),
    Rule(
        "chronic",
        ROUTINE,
        when=days >= 42,
        because="After six weeks most of the healing of a strain is over; what is left needs a plan.",
        sources=("article", "nhs-gp", "menezes-costa-2012-acute"),
        group="course",
        suspects=("herniated_disc",),
    ),
    Rule(
        "keeps-coming-back",
        ROUTINE,
        # Most backs hurt again some day: that alone is no reason to see anybody.
        when=(repeated_episodes & ((pain >= 7) | unable_to_move | (days >= 14))) | (weak_core & (days >= 14)),
        because="Spasms that come back call for exercise and a look at what brings them on, not for one more packet of tablets.",
        sources=("article-p3", "dasilva-2019-predictors", "steffens-2016-exed"),
        group="course",
        suspects=("weak_core", "overuse"),
    ),
    Rule(
        "worried",
        ROUTINE,
        when=worried,
        because="Worry is reason enough to ask.",
        sources=("nhs-gp",),
        group="course",
    ),
)

RULES: Mapping[str, Rule] = {rule.id: rule for rule in _TABLE}
