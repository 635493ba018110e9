"""What can be behind a back spasm: the article's six causes, and six more that safety asks for.

Pre-test probabilities are for people who come to primary care with back pain. A likelihood ratio with no
source is a teaching estimate and is shown as one; where a source gives sensitivity and specificity, the
ratios are worked out here from those.
"""

from __future__ import annotations

from collections.abc import Mapping

from backlab.knowledge import findings as f
from backlab.model import Atom, Cause, Estimate, Sign

_SUPERSEDED = "middle of a published range, {}, from a review that a newer one (han-2023-vf) has replaced"
_SPLIT = "the sources say that 85 to 90% have no specific cause; how that splits is a teaching estimate"


def _accuracy(finding: Atom, sensitivity: float, specificity: float, *sources: str, note: str = "") -> Sign:
    """A sign from its published sensitivity and specificity (0 to 1): LR+ = a/(1-b), LR- = (1-a)/b."""
    positive = round(sensitivity / (1 - specificity), 2)
    negative = round((1 - sensitivity) / specificity, 2)
    return Sign(finding, positive, negative, sources, note)


# What a tired or strained muscle rarely brings with it; such a finding speaks against all three muscular causes.
_NOT_MUSCULAR = (
    Sign(f.leg_pain, 0.3),
    Sign(f.fever, 0.3),
    Sign(f.nausea, 0.5),
    Sign(f.flank_pain, 0.5),
)

_TABLE = (
    Cause(
        "muscle_strain",
        "Muscle strain",
        "acute lumbar muscle strain",
        mechanism="A lift, a twist or a sudden movement stretches muscle fibres further than they can bear. Some tear, the "
        "tissue around them may swell and becomes tender, and the muscle tightens to protect itself.",
        course="Most people are much better within two to six weeks, but not all: pain falls quickly at first and then "
        "slowly, and it often comes back within a year.",
        prior=Estimate(0.53, ("verhagen-2016-prevalence",), _SPLIT),
        signs=(
            Sign(f.lifting, 3.0, note="triggers raise the odds of an episode; the ratio itself is an estimate"),
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
        sources=("article", "steffens-2015-triggers", "menezes-costa-2012-acute", "dasilva-2019-recurrence"),
    ),
    Cause(
        "overuse",
        "Overuse and too much sitting",
        "overuse and sedentary back pain",
        mechanism="Muscles that work too long in the same way, or hardly work at all while one sits, tire and tighten. "
        "Then a small load is enough for a spasm.",
        course="It eases when the load changes. Sitting for more than five hours a day and awkward postures make it more "
        "likely to come back.",
        prior=Estimate(0.22, ("verhagen-2016-prevalence",), _SPLIT),
        signs=(
            Sign(f.overuse, 4.0),
            Sign(f.sitting, 4.0),
            Sign(f.sits_long, 2.0, 0.8),
            Sign(f.repeated_episodes, 1.5, 0.9),
            Sign(f.no_trigger, 0.7),
            Sign(f.not_healing, 0.8),
            *_NOT_MUSCULAR,
        ),
        sources=("article", "dasilva-2019-predictors", "steffens-2015-triggers"),
    ),
    Cause(
        "weak_core",
        "Weak core",
        "poor trunk muscle conditioning",
        mechanism="The article blames weak belly and back muscles that leave the spine badly held. Today's studies do not "
        "confirm weakness as a cause of its own; they do show that exercise of any kind helps.",
        course="Episodes come and go. Regular exercise makes the next one rarer for as long as it is kept up.",
        prior=Estimate(0.10, ("verhagen-2016-prevalence",), _SPLIT),
        signs=(
            Sign(f.weak_core, 4.0, 0.5),
            Sign(f.repeated_episodes, 2.0, 0.8),
            Sign(f.sits_long, 1.5),
            *_NOT_MUSCULAR,
        ),
        sources=("article", "article-p3", "saragiotto-2016", "steffens-2016-exed"),
    ),
    Cause(
        "herniated_disc",
        "Herniated disc",
        "lumbar disc herniation with radiculopathy",
        mechanism="The soft centre of a disc between two vertebrae bulges or breaks through its ring and presses on a nerve. "
        "The pain follows the nerve: often down one leg, below the knee.",
        course="Most shrink by themselves: in pooled studies about 63% regress without surgery. Surgery for strong leg pain "
        "brings relief sooner; after a year those who first waited, some of them operated on later, had recovered just as often.",
        prior=Estimate(0.04, ("jarvik-deyo-2002-prev",)),
        signs=(
            _accuracy(f.leg_pain, 0.95, 0.88, "deyo-1992-disc"),
            _accuracy(f.leg_raise, 0.92, 0.28, "windt-2010-slr", note="measured in people about to have surgery"),
            _accuracy(f.crossed_leg_raise, 0.28, 0.90, "windt-2010-cslr", note="measured in people about to have surgery"),
            Sign(f.leg_weakness, 3.0, note="such signs do poorly on their own (windt-2010-neuro)"),
            Sign(f.leg_numbness, 2.0, note="such signs do poorly on their own (windt-2010-neuro)"),
            Sign(f.worse_on_cough, 2.0),
            Sign(f.days >= 42, 1.5),
        ),
        sources=("article", "chiu-2015-regression", "wang-2020-regression", "peul-2007-sciatica"),
    ),
    Cause(
        "spinal_tumour",
        "Tumour in the spine",
        "spinal malignancy, most often metastatic",
        mechanism="Cells that grow where they should not, most often spread from a cancer elsewhere, weaken a vertebra or "
        "press on nerves, and the muscles around tighten.",
        course="It does not heal by itself. Found early it can be treated, by medicine, radiotherapy or, for some, surgery.",
        prior=Estimate(0.0066, ("deyo-diehl-1988-prev",)),
        signs=(
            _accuracy(f.cancer_history, 0.31, 0.98, "deyo-1992-cancer"),
            _accuracy(f.weight_loss, 0.15, 0.94, "deyo-1992-cancer"),
            _accuracy(f.age >= 50, 0.77, 0.71, "deyo-1992-cancer"),
            _accuracy(f.not_healing, 0.31, 0.90, "deyo-1992-cancer"),
            _accuracy(f.days > 30, 0.50, 0.81, "deyo-1992-cancer"),
            _accuracy(f.no_better_resting, 0.90, 0.46, "deyo-1992-cancer"),
            Sign(f.worse_at_night, 1.2, note="very common in harmless back pain too (night-pain)"),
            Sign(f.leg_weakness, 2.0),
            Sign(f.lump_or_shape, 3.0),
        ),
        sources=("article", "deyo-diehl-1988-prev", "nice-ng59-altdx", "tumour-treatment"),
        serious=True,
    ),
    Cause(
        "kidney_infection",
        "Kidney infection",
        "acute pyelonephritis",
        mechanism="Bacteria climb from the bladder to a kidney, which swells inside its capsule. The kidneys lie beside the "
        "spine, so the pain can be taken for a muscle spasm.",
        course="With the right antibiotic most people feel better within days, many of them at home; left alone it can spread "
        "to the blood.",
        prior=Estimate(0.004),
        signs=(
            Sign(f.flank_pain, 6.0, 0.3, note="nearly always there (pyelo-afp-2011); the ratios are estimates"),
            Sign(f.fever, 8.0, 0.5, note="may be missing early (pyelo-afp-2011); the ratios are estimates"),
            Sign(f.nausea, 6.0, 0.7, note="much more frequent than in a bladder infection (pyelo-bmj-bp)"),
            Sign(f.vomiting, 4.0, 0.8),
            Sign(f.kidney_tenderness, 1.7, sources=("bent-2002-uti-pos",), note="for any urinary infection in women"),
            Sign(f.painful_urination, 1.5, 0.5, ("bent-2002-uti-pos", "bent-2002-uti-neg"), "for any urinary infection"),
            Sign(f.frequent_urination, 1.8, sources=("bent-2002-uti-pos",), note="for any urinary infection in women"),
            Sign(f.blood_in_urine, 2.0, sources=("bent-2002-uti-pos",), note="for any urinary infection in women"),
            Sign(f.no_trigger, 2.0),
            Sign(f.no_relief, 2.0),
        ),
        sources=("article-p4", "pyelo-afp-2011", "pyelo-bmj-bp", "course-teaching"),
        serious=True,
    ),
    Cause(
        "cauda_equina",
        "Cauda equina syndrome",
        "cauda equina syndrome",
        mechanism="The bundle of nerves below the spinal cord is squeezed, mostly by a large disc. Those nerves serve the legs, "
        "the saddle area, the bladder and the bowel.",
        course="Hours count: without quick surgery the numbness and the loss of control can stay for good.",
        prior=Estimate(0.0004, ("verhagen-2016-prevalence",)),
        signs=(
            Sign(f.saddle_numbness, 25.0, note="among people already suspected of it only about 1.8 (ces-cohort-334)"),
            Sign(f.difficulty_peeing, 18.0, sources=("deyo-1992-ces",), note="a \"no\" counts for nothing: it cannot rule it out"),
            Sign(f.loss_of_control, 15.0),
            Sign(f.both_legs, 8.0, note="among people already suspected of it about 2 (ces-cohort-334)"),
            Sign(f.worsening_weakness, 5.0),
            Sign(f.leg_weakness, 2.4, sources=("ces-cohort-334",), note="in people already suspected of it; one series"),
            Sign(f.leg_numbness, 1.8, sources=("ces-cohort-334",), note="in people already suspected of it; one series"),
        ),
        sources=("nhs-999", "girft-ces-incidence", "ces-cohort-334", "dionne-2019-ces", "hsib-ces-case"),
        serious=True,
    ),
    Cause(
        "vertebral_fracture",
        "Broken vertebra",
        "vertebral fracture",
        mechanism="A vertebra gives way: in a hard accident at any age, or in a small fall or even a lift where the bone has "
        "become brittle.",
        course="Most small fractures heal in weeks to months; an unstable one endangers the nerves.",
        prior=Estimate(0.007, ("henschke-2009-prevalence",)),
        signs=(
            Sign(f.serious_accident, 6.0, sources=("williams-2013-vf",), note=_SUPERSEDED.format("3 to 13")),
            Sign(f.age >= 70, 6.0, 0.8, ("williams-2013-vf",), _SUPERSEDED.format("4 to 9")),
            Sign(f.steroid_tablets, 14.0, sources=("williams-2013-vf",), note=_SUPERSEDED.format("4 to 48")),
            Sign(f.bruise_on_spine, 10.0, note="62% were broken, but in emergency departments (downie-2013-fracture)"),
            Sign(f.osteoporosis, 4.0),
            Sign(f.minor_fall, 2.0),
            Sign(f.upper_back, 2.0),
            Sign(f.lump_or_shape, 2.0),
        ),
        sources=("henschke-2009-prevalence", "williams-2013-vf", "finucane-2020-scope", "course-teaching"),
        serious=True,
    ),
    Cause(
        "spinal_infection",
        "Infection in the spine",
        "vertebral osteomyelitis, discitis, epidural abscess",
        mechanism="Germs carried by the blood settle in a vertebra, a disc or the space around the cord and form pus.",
        course="It grows over days to weeks. About three in four were recognised late, and lateness leaves weakness behind.",
        prior=Estimate(0.0001, ("verhagen-2016-prevalence",)),
        signs=(
            _accuracy(f.fever, 0.50, 0.98, "deyo-1992-infection", note="for infections with ordinary pus-forming germs"),
            Sign(f.recent_infection, 13.5, sources=("sea-ed-cohort-2019",), note="an odds ratio (3.6 to 50.7) used as the ratio"),
            Sign(f.injects_drugs, 10.0),
            Sign(f.weak_immunity, 3.0),
            Sign(f.diabetes, 3.0, note="about 30% of patients have it (sea-triad); the ratio is an estimate"),
            Sign(f.leg_weakness, 3.0),
            Sign(f.worse_at_night, 1.5),
        ),
        sources=("sea-ed-cohort-2019", "sea-triad", "sea-delay", "verhagen-2016-prevalence"),
        serious=True,
    ),
    Cause(
        "kidney_stone",
        "Kidney stone",
        "ureteral stone, renal colic",
        mechanism="A stone on its way from the kidney to the bladder blocks the flow of urine. The tube cramps around it and "
        "the pain comes in waves in the side and the back.",
        course="Many stones pass by themselves; fever, or one kidney blocked, makes it an emergency.",
        prior=Estimate(0.006),
        signs=(
            Sign(f.flank_pain, 6.0, 0.3),
            Sign(f.pain_in_waves, 8.0, 0.6),
            Sign(f.blood_in_urine, 5.0, 0.5, note="worth 3 of 13 points in the STONE score (stone-score-points)"),
            Sign(f.vomiting, 4.0, note="worth 2 of 13 points in the STONE score (stone-score-points)"),
            Sign(f.nausea, 3.0, note="worth 1 of 13 points in the STONE score (stone-score-points)"),
            Sign(f.no_trigger, 2.0),
        ),
        sources=("stone-score-points", "stone-score-prob", "stone-pattern", "course-teaching"),
        serious=True,
    ),
    Cause(
        "aortic_aneurysm",
        "Bulging main artery",
        "abdominal aortic aneurysm",
        mechanism="The wall of the main artery behind the belly has bulged. When it leaks or tears, the blood pushes against "
        "the back.",
        course="A tear kills within hours unless it is operated on; a bulge that is found early can be watched or mended.",
        prior=Estimate(0.0005),
        signs=(
            Sign(f.pulsating_belly, 12.0, 0.72, ("lederle-1999-aaa",), "for a bulge of 3 cm or more, felt by an examiner"),
            Sign(f.known_aneurysm, 50.0),
            Sign(f.fainting, 10.0),
            Sign(f.age >= 60, 3.0, 0.3),
            Sign(f.chest_pain, 3.0),
            Sign(f.ever_smoked, 2.0),
            Sign(f.flank_pain, 2.0),
            Sign(f.no_trigger, 1.5),
        ),
        sources=("lederle-1999-aaa", "aaa-misdx", "aaa-risk", "course-teaching"),
        serious=True,
    ),
    Cause(
        "inflammatory_back_pain",
        "Inflammatory back pain",
        "inflammatory back pain, axial spondyloarthritis",
        mechanism="The body's own defences inflame the joints of the spine and the pelvis. Rest stiffens, movement loosens.",
        course="It starts slowly, mostly before 40, and lasts for years; treatment by a specialist slows it down.",
        prior=Estimate(0.003, ("jarvik-deyo-2002-prev",)),
        signs=(
            *(
                Sign(sign, 1.92, note="two of the four together have 3.7 (rudwaleit-2006-ibp); this is its square root")
                for sign in (f.morning_stiffness, f.better_with_exercise, f.wakes_late_night, f.alternating_buttock)
            ),
            Sign(f.days >= 90, 3.0, 0.3),
        ),
        sources=("rudwaleit-2006-ibp", "sieper-2009-asas", "course-teaching"),
    ),
)

CAUSES: Mapping[str, Cause] = {cause.id: cause for cause in _TABLE}
