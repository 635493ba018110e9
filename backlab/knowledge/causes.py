"""What can be behind a back spasm: the article's six causes, and six more that safety asks for.

Pre-test probabilities are for people who come to primary care with back pain. A likelihood ratio with no
source is a teaching estimate and is shown as one; one with a source is the number of that name in its figures, and
where a source gives sensitivity and specificity, the ratios are worked out here from those.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import sqrt

from backlab.knowledge import findings as f
from backlab.knowledge.figures import Figure, accuracy, between, interval, published, tally
from backlab.model import Atom, Cause, Estimate, Interval, Sign

_NON_SPECIFIC = between("verhagen-2016-prevalence", "non_specific")
_SPLIT = f"the sources say that {_NON_SPECIFIC}% have no specific cause; how that splits is a teaching estimate"
_FRACTURES = published("henschke-2009-prevalence", "fractures") / tally("henschke-2009-prevalence", "ill").of
_SHRUNK = interval("wang-2020-regression", "shrunk")
_INFECTED = interval("sea-ed-cohort-2019", "recent_infection")
_BRUISED = interval("downie-2013-fracture", "bruise")
_TWO_OF_FOUR = published("rudwaleit-2006-ibp", "two_of_four")


def _share(source: str, name: str) -> Estimate:
    """A prior that its source gives in per cent."""
    return Estimate(round(published(source, name) / 100, 6), (source,))


def _accuracy(finding: Atom, source: str, name: str, note: str = "") -> Sign:
    """A sign from its published sensitivity and specificity."""
    found = accuracy(source, name)
    return Sign(finding, round(found.positive, 2), round(found.negative, 2), (source,), note)


def _if_there(finding: Atom, source: str, name: str, note: str) -> Sign:
    """The same for a finding of which only a yes counts."""
    return Sign(finding, round(accuracy(source, name).positive, 1), sources=(source,), note=note)


def _ratio(finding: Atom, yes: Figure, note: str, no: Figure | None = None) -> Sign:
    """A sign from its published likelihood ratio, and from that of a no where there is one."""
    sources = dict.fromkeys(each.source for each in (yes, no) if each)
    return Sign(finding, yes.value, no.value if no else 1.0, tuple(sources), note, Interval(*yes[:3]))


def _middle(finding: Atom, source: str, name: str, negative: float = 1.0) -> Sign:
    """A sign of which only the range of ratios is published: its middle, which for ratios is the geometric mean."""
    found = between(source, name)
    note = f"middle of a published range, {found}, from a review that a newer one {{han-2023-vf}} has replaced"
    return Sign(finding, float(round(sqrt(found.low * found.high))), negative, (source,), note)


def _suspected(name: str) -> float:
    """The positive likelihood ratio among people who are suspected of cauda equina syndrome already."""
    return accuracy("ces-cohort-334", name).positive


def _points(name: str) -> str:
    """What a finding is worth in the score of kidney stones."""
    points, of = published("stone-score-points", name), between("stone-score-prob", "high_group").high
    return f"worth {points:g} of {of:g} points in the STONE score {{stone-score-points}}"


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
        way_of="non_specific",
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
        way_of="non_specific",
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
        way_of="non_specific",
    ),
    Cause(
        "herniated_disc",
        "Herniated disc",
        "lumbar disc herniation with radiculopathy",
        mechanism="The soft centre of a disc between two vertebrae bulges or breaks through its ring and presses on a nerve. "
        "The pain follows the nerve: often down one leg, below the knee.",
        course=f"Most shrink by themselves: in pooled studies about {_SHRUNK.value:g}% regress without surgery. Surgery for strong leg pain "
        "brings relief sooner; after a year those who first waited, some of them operated on later, had recovered just as often.",
        prior=_share("jarvik-deyo-2002-prev", "disc"),
        signs=(
            _accuracy(f.leg_pain, "deyo-1992-disc", "sciatica"),
            _accuracy(f.leg_raise, "windt-2010-slr", "raised", note="measured in people about to have surgery"),
            _accuracy(f.crossed_leg_raise, "windt-2010-cslr", "raised", note="measured in people about to have surgery"),
            Sign(f.leg_weakness, 3.0, note="such signs do poorly on their own {windt-2010-neuro}"),
            Sign(f.leg_numbness, 2.0, note="such signs do poorly on their own {windt-2010-neuro}"),
            Sign(f.worse_on_cough, 2.0),
            Sign(f.days >= 42, 1.5),
        ),
        sources=("article", "chiu-2015-regression", "wang-2020-regression", "peul-2007-sciatica"),
        way_of="root_pain",
    ),
    Cause(
        "spinal_tumour",
        "Tumour in the spine",
        "spinal malignancy, most often metastatic",
        mechanism="Cells that grow where they should not, most often spread from a cancer elsewhere, weaken a vertebra or "
        "press on nerves, and the muscles around tighten.",
        course="It does not heal by itself. Found early it can be treated, by medicine, radiotherapy or, for some, surgery.",
        prior=_share("deyo-diehl-1988-prev", "cancer")._replace(counted=tally("deyo-diehl-1988-prev", "ill")),
        signs=(
            _accuracy(f.cancer_history, "deyo-1992-cancer", "earlier_cancer"),
            _accuracy(f.weight_loss, "deyo-1992-cancer", "weight_loss"),
            _accuracy(f.age >= 50, "deyo-1992-cancer", "age"),
            _accuracy(f.not_healing, "deyo-1992-cancer", "no_better"),
            _accuracy(f.days > 30, "deyo-1992-cancer", "a_month"),
            _accuracy(f.no_better_resting, "deyo-1992-cancer", "no_relief"),
            Sign(f.worse_at_night, 1.2, note="very common in harmless back pain too {night-pain}"),
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
            Sign(f.flank_pain, 6.0, 0.3, note="nearly always there {pyelo-afp-2011}; the ratios are estimates"),
            Sign(f.fever, 8.0, 0.5, note="may be missing early {pyelo-afp-2011}; the ratios are estimates"),
            Sign(f.nausea, 6.0, 0.7, note="much more frequent than in a bladder infection {pyelo-bmj-bp}"),
            Sign(f.vomiting, 4.0, 0.8),
            _ratio(f.kidney_tenderness, interval("bent-2002-uti-pos", "tenderness"), "for any urinary infection in women"),
            _ratio(f.painful_urination, interval("bent-2002-uti-pos", "burning"), "for any urinary infection", interval("bent-2002-uti-neg", "no_burning")),
            _ratio(f.frequent_urination, interval("bent-2002-uti-pos", "often"), "for any urinary infection in women"),
            _ratio(f.blood_in_urine, interval("bent-2002-uti-pos", "blood"), "for any urinary infection in women"),
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
        prior=_share("verhagen-2016-prevalence", "cauda_equina"),
        signs=(
            Sign(f.saddle_numbness, 25.0, note=f"among people already suspected of it only about {_suspected('saddle'):.1f} {{ces-cohort-334}}"),
            _if_there(f.difficulty_peeing, "deyo-1992-ces", "retention", "a \"no\" counts for nothing: it cannot rule it out"),
            Sign(f.loss_of_control, 15.0),
            Sign(f.both_legs, 8.0, note=f"among people already suspected of it about {_suspected('both_legs'):.0f} {{ces-cohort-334}}"),
            Sign(f.worsening_weakness, 5.0),
            _if_there(f.leg_weakness, "ces-cohort-334", "weakness", "in people already suspected of it; one series"),
            _if_there(f.leg_numbness, "ces-cohort-334", "numbness", "in people already suspected of it; one series"),
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
        prior=Estimate(round(_FRACTURES, 3), ("henschke-2009-prevalence",)),
        signs=(
            _middle(f.serious_accident, "williams-2013-vf", "trauma"),
            _middle(f.age >= 70, "williams-2013-vf", "age", 0.8),
            _middle(f.steroid_tablets, "williams-2013-vf", "steroids"),
            Sign(f.bruise_on_spine, 10.0, note=f"{_BRUISED.value:g}% were broken, but in emergency departments {{downie-2013-fracture}}"),
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
        prior=_share("verhagen-2016-prevalence", "infection"),
        signs=(
            _accuracy(f.fever, "deyo-1992-infection", "fever", note="for infections with ordinary pus-forming germs"),
            _ratio(f.recent_infection, _INFECTED, f"an odds ratio ({_INFECTED.low:g} to {_INFECTED.high:g}) used as the ratio"),
            Sign(f.injects_drugs, 10.0),
            Sign(f.weak_immunity, 3.0),
            Sign(f.diabetes, 3.0, note=f"about {published('sea-triad', 'diabetes'):g}% of patients have it {{sea-triad}}; the ratio is an estimate"),
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
            Sign(f.blood_in_urine, 5.0, 0.5, note=_points("blood")),
            Sign(f.vomiting, 4.0, note=_points("vomiting")),
            Sign(f.nausea, 3.0, note=_points("nausea")),
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
            _ratio(f.pulsating_belly, interval("lederle-1999-aaa", "felt"), "for a bulge of 3 cm or more, felt by an examiner", interval("lederle-1999-aaa", "not_felt")),
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
        prior=_share("jarvik-deyo-2002-prev", "spondylitis"),
        signs=(
            *(
                Sign(sign, round(sqrt(_TWO_OF_FOUR), 2), note=f"two of the four together have {_TWO_OF_FOUR:g} {{rudwaleit-2006-ibp}}; this is its square root")
                for sign in (f.morning_stiffness, f.better_with_exercise, f.wakes_late_night, f.alternating_buttock)
            ),
            Sign(f.days >= 90, 3.0, 0.3),
        ),
        sources=("rudwaleit-2006-ibp", "sieper-2009-asas", "course-teaching"),
    ),
    Cause(
        "cord_compression",
        "Pressure on the spinal cord",
        "spinal cord compression, most often metastatic",
        mechanism="Something presses on the cord itself, above the small of the back: most often a cancer that has spread to a "
        "vertebra, or else a disc, pus or blood. What lies below no longer gets its messages.",
        course="Back pain comes weeks before the legs grow heavy or unsteady. Most who can still walk when it is treated go on walking; "
        "most who cannot have lost it for good.",
        sources=("nice-ng234-cord-now", "mscc-delay-levack", "mscc-no-known-cancer", "myelopathy-signs"),
        serious=True,
    ),
    Cause(
        "spinal_bleeding",
        "Bleeding beside the spine",
        "spinal epidural or psoas haematoma",
        mechanism="Blood collects around the cord, or in the muscle that bends the hip, and presses on nerves. Half of those with it "
        "take a blood thinner; in about half it began as they strained, so a lift is no all-clear.",
        course="Nerves recover best where the blood is let out within twelve hours; about half do not recover fully.",
        sources=("sseh-raasck-2017", "sseh-shin-12h", "ssh-series-anticoagulant", "psoas-haematoma-signs"),
        serious=True,
    ),
    Cause(
        "aortic_dissection",
        "Torn main artery",
        "acute aortic dissection",
        mechanism="The inner layer of the main artery tears, and blood splits its wall. The pain is at its worst almost at once, in the "
        "chest, the back or the belly.",
        course="Each hour without treatment costs lives. The pain may have moved or eased when help comes, and that is no all-clear.",
        sources=("add-rs-criteria", "dissection-pain-features", "dissection-missed", "rcem-tad-2025"),
        serious=True,
    ),
    Cause(
        "heart",
        "Heart attack, or a heart short of blood",
        "acute coronary syndrome",
        mechanism="An artery of the heart closes. The heart's pain may be felt between the shoulder blades, in an arm or in the jaw, and "
        "for about a quarter of the people without any pain in the chest.",
        course="The sooner the artery is opened, the more of the heart is saved.",
        sources=("acs-vanoosterhout-2020", "acs-no-chest-pain", "acs-phone-triage-nl"),
        serious=True,
    ),
    Cause(
        "lung",
        "Clot in the lung, or an infected lung",
        "pulmonary embolism, pneumonia, pleurisy",
        mechanism="A clot from a leg closes an artery of the lung, or germs inflame the lung and its lining. The lining hurts at each breath, "
        "often at the back.",
        course="Both are treated well when they are found in time; a large clot can kill within hours.",
        sources=("pe-miniati-2012", "pe-pregnancy-tenfold", "crb65"),
        serious=True,
    ),
    Cause(
        "belly",
        "Something in the belly",
        "pancreatitis, perforated ulcer or other abdominal cause",
        mechanism="An inflamed pancreas, or an ulcer that bleeds or breaks through, hurts in the upper belly and can be felt through to the "
        "back. The classic place is missing in about half.",
        course="It grows worse within hours and needs a hospital; an ulcer that bleeds under painkillers of the ibuprofen kind kills "
        "about one in five.",
        sources=("pancreatitis-cks", "pancreatitis-presentation", "perforated-ulcer", "nsaid-gi-multipliers"),
        serious=True,
    ),
    Cause(
        "pregnancy_trouble",
        "A pregnancy in trouble",
        "ectopic pregnancy, placental abruption, preterm labour",
        mechanism="Early on, a pregnancy outside the womb can burst; later the placenta can come loose, or labour can begin too early. Each can be "
        "felt mostly in the back.",
        course="Mother and child are helped best within the hour; bleeding may stay hidden inside.",
        sources=("nice-ng126-ectopic", "ectopic-nhs-symptoms", "abruption-signs", "preterm-labour-back"),
        serious=True,
    ),
    Cause(
        "sepsis",
        "Sepsis",
        "sepsis, neutropenic sepsis",
        mechanism="The body's answer to an infection, wherever it sits, harms its own organs: breathing, blood pressure, kidneys and mind "
        "fail together. The old and those with weak defences may be cold, not hot.",
        course="Hours count: antibiotics and fluids at once.",
        sources=("nice-sepsis-red-flags", "nice-neutropenic-sepsis", "sepsis-low-temp"),
        serious=True,
    ),
    Cause(
        "muscle_breakdown",
        "Muscle that breaks down",
        "rhabdomyolysis",
        mechanism="After very hard effort, great heat or a crush, muscle cells burst. What leaks out of them colours the pee like cola and blocks "
        "the kidneys.",
        course="With fluids in hospital the kidneys mostly recover; without them they may fail.",
        sources=("rhabdo-triad",),
        serious=True,
    ),
    Cause(
        "testicle",
        "Twisted testicle",
        "testicular torsion",
        mechanism="A testicle turns on its cord and its blood is cut off. The pain can go to the groin and the lower back, or begin in the belly.",
        course="Within four to eight hours it is lost unless it is turned back.",
        sources=("testicular-torsion",),
        serious=True,
    ),
    Cause(
        "shingles",
        "Shingles",
        "herpes zoster",
        mechanism="The chickenpox virus wakes up in one nerve: burning pain in a strip on one side, and blisters two or three days later.",
        course="Tablets against the virus help most in the first three days after the rash; some keep the pain for months.",
        sources=("shingles-antiviral", "shingles-prodrome"),
        serious=True,
    ),
    Cause(
        "non_specific",
        "Non-specific back pain",
        "non-specific low back pain",
        mechanism="No one tissue can be named: muscle, joint, disc or ligament hurt alike, and no test tells them apart. That is a finding, "
        "not a failure: nothing in it points to harm.",
        course="Most people are much better within two to six weeks, but not all: pain falls quickly at first and then "
        "slowly, and it often comes back within a year.",
        sources=("nslbp-no-cause", "nslbp-90-95", "verhagen-2016-prevalence", "menezes-costa-2012-acute", "dasilva-2019-recurrence"),
    ),
    Cause(
        "root_pain",
        "Pain from a nerve root (sciatica)",
        "lumbar radicular pain, sciatica",
        mechanism="A nerve is irritated where it leaves the spine. The pain runs into the leg and is mostly worse there than in the back; two "
        "thirds do not keep to the map of the textbook.",
        course="About half are better within six weeks without anything being done to the nerve.",
        sources=("radiculopathy-prevalence", "murphy-2009-dermatome", "atlas-2015-sciatica"),
    ),
    Cause(
        "stenosis",
        "Narrow spinal canal",
        "lumbar spinal stenosis, neurogenic claudication",
        mechanism="With the years the canal in which the nerves run grows narrow. Standing and walking squeeze them, sitting and bending "
        "forward make room.",
        course="It comes slowly, mostly after 60. Walking is possible for a while, then the legs make one sit down.",
        sources=("suri-2010-symptoms", "suri-2010-signs", "jarvik-deyo-2002-prev"),
    ),
    Cause(
        "stress_fracture",
        "Overloaded vertebra of a young athlete",
        "spondylolysis, stress fracture of the pars",
        mechanism="Arching the back again and again cracks a thin bridge of bone at the back of a vertebra that is still growing.",
        course="It mostly heals or quietens when the sport pauses; the earlier, the better.",
        sources=("spondylolysis-micheli",),
    ),
    Cause(
        "pregnancy_ache",
        "The plain ache of pregnancy",
        "pregnancy-related low back and pelvic girdle pain",
        mechanism="The load is new, and the joints of the pelvis carry it differently. Seven in ten have it in the last third of a pregnancy.",
        course="It comes slowly, mostly eases after the birth, and goes better with moving on.",
        sources=("pregnancy-lbp-au", "pregnancy-pgp"),
    ),
    Cause(
        "period_pain",
        "Period pain felt in the back",
        "dysmenorrhoea",
        mechanism="The womb cramps, and its pain is felt low in the back as well as in the belly.",
        course="It comes and goes with the periods, each time in the same way; one that changes is worth a visit.",
        sources=("dysmenorrhoea-back",),
    ),
)

CAUSES: Mapping[str, Cause] = {cause.id: cause for cause in _TABLE}
# Those with a share before any finding, which can be reckoned with.
COUNTED: Mapping[str, Cause] = {cause.id: cause for cause in _TABLE if cause.prior.value}
