"""What can be behind back pain: what must not be missed, and what is more common, each told in words.

A *serious* cause is one that must not be missed. A common one may come about in several ways, each a cause of its own
with ``way_of``. What speaks for a cause, and what against it, are findings; a finding has a number (``signs``) only
where somebody has measured a likelihood ratio, and then with its source. How common a cause is is said in a sentence
with its sources and in one word; where nobody has counted, that is said.

``MEASURED`` holds the few causes of which it is published both how common they are among certain people and what a
finding does among the same people: only these can be reckoned with. The level of care reads none of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from backlab.knowledge import findings as f
from backlab.knowledge.figures import Figure, accuracy, between, interval, published, tally
from backlab.model import Atom, Band, Cause, Estimate, Expression, Interval, Sign

_COMMON, _UNCOMMON, _RARE = Band.COMMON, Band.UNCOMMON, Band.RARE


def _share(source: str, name: str) -> Estimate:
    """A share that its source gives in per cent."""
    return Estimate(round(published(source, name) / 100, 6), (source,))


def by_accuracy(finding: Atom, source: str, name: str, note: str = "") -> Sign:
    """A sign from its published sensitivity and specificity."""
    found = accuracy(source, name)
    ratios = round(found.positive, 2), round(found.negative, 2)
    return Sign(finding, *ratios, (source,), note, sensitivity=found.sensitivity)


def _if_there(finding: Atom, source: str, name: str, note: str) -> Sign:
    """The same for a finding of which only a yes counts."""
    found = accuracy(source, name)
    return Sign(finding, round(found.positive, 1), sources=(source,), note=note, sensitivity=found.sensitivity)


def _ratio(finding: Atom, yes: Figure, note: str, no: Figure | None = None) -> Sign:
    """A sign from its published likelihood ratio, and from that of a no where there is one."""
    sources = dict.fromkeys(each.source for each in (yes, no) if each)
    return Sign(finding, yes.value, no.value if no else 1.0, tuple(sources), note, Interval(*yes[:3]))


def _bare(finding: Atom, source: str, yes: str, note: str, no: str = "", there: str = "") -> Sign:
    """A sign whose source gives its likelihood ratio without an interval, and maybe how often it is there (in %)."""
    ratios = published(source, yes), published(source, no) if no else 1.0
    return Sign(finding, *ratios, (source,), note, sensitivity=published(source, there) / 100 if there else None)


# What a tired or strained muscle rarely brings with it.
_NOT_MUSCULAR = (
    f.leg_pain,
    f.leg_numbness,
    f.leg_weakness,
    f.both_legs,
    f.fever,
    f.nausea,
    f.vomiting,
    f.flank_pain,
)
_SHRUNK = interval("wang-2020-regression", "shrunk")
_NON_SPECIFIC = f"about nine in ten of those who come to primary care with back pain ({between('nslbp-90-95', 'verhagen_2016')} or {between('nslbp-90-95', 'review_2018')} of 100, by two reviews) {{nslbp-90-95}}"
_SUSPECTED = "in people in whom it was suspected already; one series"
_CHOSEN = "in chosen people of a spine clinic, of whom many had one"
_WOMEN = "for any urinary infection in women"
_SURGERY = "measured in people about to have surgery"
_LEGS = "measured in older people with pain in a leg"
_SPA = "where the pain began before 45 and has lasted for over three months"
_NOT_COUNTED = "nobody has counted how often it is behind back pain"
_CALLS = f"{_NOT_COUNTED}; of ambulance calls for low back pain about {published('ambulance-lbp-2022', 'elsewhere'):g} of 100 turned out to come from elsewhere in the body {{ambulance-lbp-2022}}"
_AS_ABOVE = "no study can count it apart from the other ways, since no examination tells them apart {petersen-2017-rules}"

_TABLE = (
    # --- What must not be missed
    Cause(
        "cauda_equina",
        "Cauda equina syndrome",
        "cauda equina syndrome",
        mechanism="The bundle of nerves below the spinal cord is squeezed, mostly by a large disc. Those nerves serve the legs, "
        "the saddle area, the bladder and the bowel.",
        course="Hours count: without quick surgery the numbness and the loss of control can stay for good.",
        settles="An MRI scan the same day {acr-2021-variants}. Feeling between the legs and the pee that stays in the bladder are "
        "measured first; a bladder that is nearly empty does not rule it out {ces-pvr-20-times}.",
        how_common=f"fewer than {tally('ces-04-v-08', 'fewer_than').some} in {tally('ces-04-v-08', 'fewer_than').of} of those with low back pain in primary care {{ces-04-v-08}}",
        band=_RARE,
        speaks_for=(f.saddle_numbness, f.difficulty_peeing, f.loss_of_control, f.lost_feeling, f.sexual_change, f.both_legs, f.worsening_weakness, f.leg_weakness, f.leg_numbness, f.saddle_numbness_unseen, f.difficulty_peeing_unseen, f.loss_of_control_unseen, f.lost_feeling_unseen, f.both_legs_unseen),
        signs=(
            _if_there(f.saddle_numbness, "ces-cohort-334", "saddle", _SUSPECTED),
            _if_there(f.both_legs, "ces-cohort-334", "both_legs", _SUSPECTED),
            _if_there(f.leg_weakness, "ces-cohort-334", "weakness", _SUSPECTED),
            _if_there(f.leg_numbness, "ces-cohort-334", "numbness", _SUSPECTED),
            _if_there(f.difficulty_peeing, "deyo-1992-ces", "retention", "a \"no\" counts for nothing: it cannot rule it out"),
        ),
        sources=("nhs-999", "girft-ces-incidence", "ces-cohort-334", "dionne-2019-ces", "hsib-ces-case"),
        serious=True,
    ),
    Cause(
        "cord_compression",
        "Pressure on the spinal cord",
        "spinal cord compression",
        mechanism="Something presses on the cord itself, above the small of the back: most often a cancer that has spread to a "
        "vertebra, or else a disc, pus or blood. What lies below no longer gets its messages.",
        course="Back pain mostly comes weeks before the legs grow heavy or unsteady. Most who can still walk when it is found go on "
        "walking; most who cannot have not recovered a month later.",
        settles="An MRI scan of the whole spine within a day {qs56-2023-mri-times}, and at once the specialists for it {nice-ng234-cord-now}.",
        how_common=f"{between('nice-ng234-burden', 'all')} of 100 people with cancer get a tumour in the spine {{nice-ng234-burden}}; among all who have back pain nobody has counted it",
        band=_RARE,
        speaks_for=(f.unsteady_legs, f.cancer_history, f.leg_weakness, f.leg_numbness, f.both_legs, f.difficulty_peeing, f.loss_of_control, f.upper_back, f.worsening_weakness, f.cancer_elsewhere, f.unsteady_legs_unseen),
        sources=("nice-ng234-cord-now", "mscc-delay-levack", "mscc-no-known-cancer", "myelopathy-signs"),
        serious=True,
    ),
    Cause(
        "spinal_tumour",
        "Tumour in the spine",
        "spinal malignancy",
        mechanism="Cells that grow where they should not, in older people mostly spread from a cancer elsewhere, weaken a vertebra or "
        "press on nerves, and the muscles around tighten.",
        course="It does not heal by itself. Found early it can be treated, by medicine, radiotherapy or, for some, surgery.",
        settles="An MRI scan: within a day if a nerve suffers, within a week where there has been a cancer {qs56-2023-mri-times}. "
        "Without either, blood tests first (count, calcium, inflammation) {nice-ng12-myeloma}.",
        how_common=f"fewer than 1 in 100 of those with low back pain in primary care {{verhagen-2016-prevalence}}; {tally('deyo-diehl-1988-prev', 'ill')} people who walked in {{deyo-diehl-1988-prev}}",
        band=_RARE,
        speaks_for=(f.cancer_history, f.weight_loss, f.worse_at_night, f.no_better_resting, f.night_sweats, f.tired_thirsty, f.lump_or_shape, f.spine_tap_tender, f.upper_back, f.leg_weakness, f.unsteady_legs, f.getting_worse, f.not_healing, f.cancer_elsewhere),
        signs=(
            by_accuracy(f.cancer_history, "deyo-1992-cancer", "earlier_cancer", f"another review has {published('henschke-2007-cancer-lr', 'earlier_cancer'):g} {{henschke-2007-cancer-lr}}; how many have a tumour then depends on where they are seen {{downie-2013-cancer}}"),
            by_accuracy(f.weight_loss, "deyo-1992-cancer", "weight_loss"),
            # Youth does not count against it: the young have tumours of their own, of which this table says nothing.
            by_accuracy(f.age >= 50, "deyo-1992-cancer", "age")._replace(negative=1.0),
            by_accuracy(f.not_healing, "deyo-1992-cancer", "no_better"),
            by_accuracy(f.days > 30, "deyo-1992-cancer", "a_month"),
            by_accuracy(f.no_better_resting, "deyo-1992-cancer", "no_relief"),
        ),
        sources=("article", "deyo-diehl-1988-prev", "nice-ng59-altdx", "tumour-treatment", "night-pain"),
        serious=True,
    ),
    Cause(
        "spinal_infection",
        "Infection in the spine",
        "vertebral osteomyelitis, discitis, epidural abscess",
        mechanism="Germs carried by the blood settle in a vertebra, a disc or the space around the cord and form pus.",
        course="It grows over days to weeks. About three in four were recognised late, and lateness leaves weakness behind.",
        settles="Blood tests for inflammation, blood cultures and an MRI scan {idsa-2015-nvo-suspect}. No fever does not rule it out: "
        "nearly half have none {yusuf-2019-spinal-infection}.",
        how_common="about 1 in 10,000 of those with low back pain in primary care {verhagen-2016-prevalence}",
        band=_RARE,
        speaks_for=(f.fever, f.injects_drugs, f.recent_infection, f.weak_immunity, f.spine_procedure, f.line_or_dialysis, f.diabetes, f.heavy_alcohol, f.tb_risk, f.night_sweats, f.spine_tap_tender, f.hip_held_bent, f.leg_weakness, f.leg_numbness, f.unsteady_legs, f.worse_at_night, f.getting_worse, f.cancer_treated_now, f.weight_loss),
        signs=(by_accuracy(f.fever, "deyo-1992-infection", "fever", "for ordinary pus-forming germs; an old table"),),
        sources=("sea-ed-cohort-2019", "sea-triad", "sea-delay", "sea-risk-factors", "davis-2004-sea", "verhagen-2016-prevalence"),
        serious=True,
    ),
    Cause(
        "vertebral_fracture",
        "Broken vertebra",
        "vertebral fracture",
        mechanism="A vertebra gives way: in a hard accident at any age, or in a small fall, a lift or nothing at all where the bone "
        "has become brittle.",
        course="Most small fractures heal in weeks to months; an unstable one endangers the nerves.",
        settles="A picture of the spine {acr-2021-variants}; a plain X-ray misses about three in ten {fbsu-2022-fracture}.",
        how_common=f"{tally('henschke-2009-prevalence', 'ill')} had any serious cause at their first visit, most of them a fracture {{henschke-2009-prevalence}}; about {published('enthoven-2016-bace', 'fracture'):g} of 100 over 55 within a year {{enthoven-2016-bace}}",
        band=_UNCOMMON,
        speaks_for=(f.serious_accident, f.minor_fall, f.bruise_on_spine, f.osteoporosis, f.steroid_tablets, f.spine_tap_tender, f.cannot_lie_flat, f.ankylosed_spine, f.upper_back, f.lump_or_shape, f.low_weight, f.age >= 70, f.accident_unseen),
        signs=(
            _ratio(f.minor_fall, interval("enthoven-2016-bace", "injury"), "for any injury, in people over 55"),
            _ratio(f.serious_accident, interval("enthoven-2016-bace", "injury"), "for any injury, in people over 55"),
            _bare(f.spine_tap_tender, "langdon-2010-percussion", "fist_present", _CHOSEN, "fist_absent"),
            _bare(f.cannot_lie_flat, "langdon-2010-percussion", "flat_present", _CHOSEN, "flat_absent"),
        ),
        sources=("henschke-2009-prevalence", "glow-2013-vfx-falls", "finucane-2020-scope", "downie-2013-fracture", "course-teaching"),
        serious=True,
    ),
    Cause(
        "spinal_bleeding",
        "Bleeding beside the spine",
        "spinal epidural or psoas haematoma",
        mechanism="Blood collects around the cord, or in the muscle that bends the hip, and presses on nerves. Half of those with it "
        "take a blood thinner; in about half it began as they strained, so a lift is no all-clear.",
        course="Nerves recover best where the blood is let out within twelve hours; about half do not recover fully.",
        settles="An MRI scan at once, or a CT scan where the hip is held bent {psoas-haematoma-signs}, and a test of how the blood clots.",
        how_common=f"{between('psoas-haematoma-incidence', 'muscle')} of 100 people on a strong blood thinner bleed into the hip muscle {{psoas-haematoma-incidence}}; beside the spinal cord more rarely still",
        band=_RARE,
        speaks_for=(f.anticoagulant, f.bleeding_tendency, f.spine_procedure, f.abrupt_worst, f.leg_weakness, f.leg_numbness, f.both_legs, f.hip_held_bent, f.groin_pain, f.difficulty_peeing),
        sources=("sseh-raasck-2017", "sseh-shin-12h", "ssh-series-anticoagulant", "psoas-haematoma-signs"),
        serious=True,
    ),
    Cause(
        "aortic_aneurysm",
        "Bulging main artery",
        "abdominal aortic aneurysm",
        mechanism="The wall of the main artery behind the belly has bulged. When it leaks or tears, the blood pushes against "
        "the back.",
        course="A tear kills within hours unless it is operated on; a bulge that is found early can be watched or mended.",
        settles="An ultrasound at the bedside; where that shows a bulge, or is not clear, a vascular team at once {nice-ng156-rupture}.",
        how_common=f"{published('aaa-prevalence-uk', 'men_screened'):g}% of men of 65 have a bulge, women more rarely {{aaa-prevalence-uk}}; {_NOT_COUNTED}",
        band=_RARE,
        speaks_for=(f.known_aneurysm, f.pulsating_belly, f.fainting, f.flank_pain, f.belly_pain, f.pain_in_waves, f.no_trigger, f.ever_smoked, f.high_blood_pressure, f.aortic_risk, f.chest_pain, f.age >= 60),
        signs=(
            _ratio(f.pulsating_belly, interval("lederle-1999-aaa", "felt"), "for a bulge of 3 cm or more, felt by an examiner", interval("lederle-1999-aaa", "not_felt")),
        ),
        sources=("lederle-1999-aaa", "azhar-2014-raaa", "aaa-misdx", "aaa-risk", "nice-ng156-rupture", "course-teaching"),
        serious=True,
    ),
    Cause(
        "aortic_dissection",
        "Torn main artery",
        "acute aortic dissection",
        mechanism="The inner layer of the main artery tears, and blood splits its wall. The pain is at its worst almost at once, in the "
        "chest, the back or the belly.",
        course="Each hour without treatment costs lives. The pain may have moved or eased when help comes, and that is no all-clear.",
        settles="A CT scan of the main artery, at any hour; a normal ECG, X-ray or blood test does not rule it out {rcem-tad-2025}.",
        how_common=f"{between('dissection-missed', 'yearly')} of 100,000 people a year {{dissection-missed}}",
        band=_RARE,
        speaks_for=(f.abrupt_worst, f.tearing, f.chest_pain, f.upper_back, f.belly_pain, f.fainting, f.aortic_risk, f.known_aneurysm, f.high_blood_pressure, f.leg_weakness, f.leg_numbness),
        sources=("add-rs-criteria", "dissection-pain-features", "dissection-missed", "rcem-tad-2025"),
        serious=True,
    ),
    Cause(
        "heart",
        "Heart attack or a heart short of blood",
        "acute coronary syndrome",
        mechanism="An artery of the heart closes. The heart's pain may be felt between the shoulder blades, in an arm or in the jaw, and "
        "for about a quarter of the people without any pain in the chest.",
        course="The sooner the artery is opened, the more of the heart is saved.",
        settles="An ECG and a blood test of the heart muscle, in a hospital.",
        how_common=_CALLS,
        speaks_for=(f.chest_pain, f.heart_signs, f.breathless, f.upper_back, f.heart_disease, f.nausea, f.fainting, f.chest_pain_unseen),
        sources=("acs-vanoosterhout-2020", "acs-no-chest-pain", "acs-phone-triage-nl", "course-teaching"),
        serious=True,
    ),
    Cause(
        "lung",
        "Clot or infection in the lung",
        "pulmonary embolism, pneumonia, pleurisy",
        mechanism="A clot from a leg closes an artery of the lung, or germs inflame the lung and its lining. The lining hurts at each breath, "
        "often at the back.",
        course="Both are treated well when they are found in time; a large clot can kill within hours.",
        settles="How fast one breathes and how much oxygen the blood carries, then a picture of the chest {pe-pregnancy-tenfold}.",
        how_common=_CALLS,
        speaks_for=(f.suddenly_breathless, f.breathless, f.pain_on_breathing, f.coughing_blood, f.swollen_leg, f.chest_pain, f.fainting, f.pregnant, f.postpartum, f.fever, f.hormone_pill),
        sources=("pe-miniati-2012", "pe-pregnancy-tenfold", "crb65", "course-teaching"),
        serious=True,
    ),
    Cause(
        "belly",
        "Bleeding ulcer or something else in the belly",
        "bleeding or perforated ulcer, pancreatitis or other abdominal cause",
        mechanism="An inflamed pancreas, or an ulcer that bleeds or breaks through, hurts in the upper belly and can be felt through to the "
        "back. In half of those with an inflamed pancreas it hurts in another place than the books say.",
        course="It grows worse within hours and needs a hospital; an ulcer that bleeds under painkillers of the ibuprofen kind kills "
        "about one in five.",
        settles="Hands on the belly, blood tests and a scan in hospital; nobody waits for a test at the practice {pancreatitis-cks}.",
        how_common=_CALLS,
        speaks_for=(f.belly_pain, f.upper_belly_pain, f.rigid_belly, f.gut_bleeding, f.vomiting, f.nausea, f.gallstones, f.heavy_alcohol, f.ulcer, f.other_nsaid, f.weight_loss),
        sources=("pancreatitis-cks", "pancreatitis-presentation", "perforated-ulcer", "nsaid-gi-multipliers", "course-teaching"),
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
        settles="The temperature and a urine test, the same day {pyelo-bmj-bp}. Burning and a frequent need to pee are missing in up to one "
        "in five {pyelo-no-luts}.",
        how_common=_NOT_COUNTED,
        speaks_for=(f.flank_pain, f.kidney_tenderness, f.fever, f.nausea, f.vomiting, f.painful_urination, f.frequent_urination, f.blood_in_urine, f.no_trigger, f.no_relief),
        signs=(
            _ratio(f.kidney_tenderness, interval("bent-2002-uti-pos", "tenderness"), _WOMEN),
            _ratio(f.painful_urination, interval("bent-2002-uti-pos", "burning"), _WOMEN, interval("bent-2002-uti-neg", "no_burning")),
            _ratio(f.frequent_urination, interval("bent-2002-uti-pos", "often"), _WOMEN),
            _ratio(f.blood_in_urine, interval("bent-2002-uti-pos", "blood"), _WOMEN),
        ),
        sources=("article-p4", "pyelo-afp-2011", "pyelo-bmj-bp", "course-teaching"),
        serious=True,
    ),
    Cause(
        "kidney_stone",
        "Kidney stone",
        "ureteral stone, renal colic",
        mechanism="A stone on its way from the kidney to the bladder blocks the flow of urine. The tube cramps around it and "
        "the pain comes in waves in the side and the back.",
        course="Many stones pass by themselves; fever, or one kidney blocked, makes it an emergency.",
        settles="A CT scan with little radiation within a day, or an ultrasound in pregnancy {nice-ng118-colic}. No blood in the pee does "
        "not rule it out {renal-colic-no-blood}.",
        how_common=_NOT_COUNTED,
        speaks_for=(f.pain_in_waves, f.flank_pain, f.kidney_tenderness, f.blood_in_urine, f.nausea, f.vomiting, f.groin_pain, f.no_trigger),
        sources=("stone-score-points", "stone-score-prob", "stone-pattern", "course-teaching"),
        serious=True,
    ),
    Cause(
        "pregnancy_trouble",
        "A pregnancy in trouble",
        "ectopic pregnancy, placental abruption, preterm labour",
        mechanism="Early on, a pregnancy outside the womb can burst; later the placenta can come loose, or labour can begin too early. Each can be "
        "felt mostly in the back.",
        course="Hours count, sometimes minutes; bleeding may stay hidden inside.",
        settles="A pregnancy test, repeated if need be, and an ultrasound {nice-ng126-ectopic}; later on somebody who listens to the baby.",
        how_common=f"of 1000 pregnancies about {published('ectopic-rate', 'ectopic'):g} settle outside the womb {{ectopic-rate}}; in about {tally('abruption-signs', 'pregnancies')} the placenta comes away early {{abruption-signs}}",
        band=_UNCOMMON,
        speaks_for=(f.pregnant, f.vaginal_bleeding, f.shoulder_tip_pain, f.low_belly_pain, f.womb_signs, f.fewer_movements, f.pelvic_pressure, f.pain_in_waves, f.fainting),
        sources=("nice-ng126-ectopic", "ectopic-nhs-symptoms", "abruption-signs", "preterm-labour-back", "course-teaching"),
        serious=True,
    ),
    Cause(
        "sepsis",
        "Sepsis",
        "sepsis, neutropenic sepsis",
        mechanism="The body's answer to an infection, wherever it sits, harms its own organs: breathing, blood pressure, kidneys and mind "
        "fail together. The old and those with weak defences may be cold, not hot.",
        course="Hours count: antibiotics and fluids at once.",
        settles="Breathing, pulse, blood pressure and mind, measured at once {nice-sepsis-news2}, and blood tests.",
        how_common=_NOT_COUNTED,
        speaks_for=(f.fever, f.very_unwell, f.new_confusion, f.fast_breathing, f.mottled, f.very_cold, f.no_pee, f.cancer_treated_now, f.weak_immunity),
        sources=("nice-sepsis-red-flags", "nice-neutropenic-sepsis", "sepsis-low-temp", "course-teaching"),
        serious=True,
    ),
    Cause(
        "muscle_breakdown",
        "Muscle that breaks down",
        "rhabdomyolysis",
        mechanism="After very hard effort, great heat or a crush, muscle cells burst. What leaks out of them colours the pee like cola and blocks "
        "the kidneys.",
        course="Fluids, given in hospital, protect the kidneys; without them these may fail.",
        settles="A blood test for what burst muscle leaks (CK) {rhabdo-triad}, and one of the kidneys.",
        how_common=_NOT_COUNTED,
        speaks_for=(f.cola_urine, f.no_pee, f.overuse),
        sources=("rhabdo-triad", "course-teaching"),
        serious=True,
    ),
    Cause(
        "testicle",
        "Twisted testicle",
        "testicular torsion",
        mechanism="A testicle turns on its cord and its blood is cut off. The pain can go to the groin and the lower back, or begin in the belly.",
        course="Within four to eight hours it is lost unless it is turned back.",
        settles="A surgeon's examination at once; nothing waits for a picture.",
        how_common=f"{published('testicular-torsion', 'a_year'):g} of 100,000 boys and young men a year {{testicular-torsion}}",
        band=_RARE,
        speaks_for=(f.testicle_pain, f.groin_pain, f.low_belly_pain),
        sources=("testicular-torsion",),
        serious=True,
    ),
    Cause(
        "shingles",
        "Shingles",
        "herpes zoster",
        mechanism="The chickenpox virus wakes up in one nerve: for two or three days pain in a strip on one side, then spots and blisters.",
        course="Tablets against the virus help most in the first three days after the rash; some keep the pain for months.",
        settles="A look at the skin; the blisters come some days after the pain {shingles-prodrome}.",
        how_common=f"{between('shingles-prodrome', 'yearly')} of 1000 people a year, {published('shingles-prodrome', 'over_80'):g} of 1000 over 80 {{shingles-prodrome}}",
        band=_RARE,
        speaks_for=(f.one_sided_rash, f.numb_skin, f.weak_immunity),
        sources=("shingles-antiviral", "shingles-prodrome", "course-teaching"),
        serious=True,
    ),
    # --- What is more common
    Cause(
        "non_specific",
        "Non-specific back pain",
        "non-specific low back pain",
        mechanism="No one tissue can be named: muscle, joint, disc or ligament hurt alike, and no test tells them apart. That is a finding, "
        "not a failure.",
        course="Most people are much better within two to six weeks, but not all: pain falls quickly at first and then "
        "slowly, and it often comes back within a year.",
        settles="A talk and an examination that find nothing else; no test does. A scan shows worn discs in people without pain "
        "as well {brinjikji-2015-asymptomatic}.",
        how_common=_NON_SPECIFIC,
        band=_COMMON,
        speaks_against=_NOT_MUSCULAR,
        sources=("nslbp-no-cause", "verhagen-2016-prevalence", "menezes-costa-2012-acute", "dasilva-2019-recurrence"),
        harmless=True,
    ),
    Cause(
        "muscle_strain",
        "Muscle strain",
        "acute lumbar muscle strain",
        mechanism="A lift, a twist or a sudden movement stretches muscle fibres further than they can bear. Some tear, the "
        "tissue around them may swell and becomes tender, and the muscle tightens to protect itself.",
        course="Most people are much better within two to six weeks, but not all: pain falls quickly at first and then "
        "slowly, and it often comes back within a year.",
        settles="Nothing: no test tells it from the other ways {petersen-2017-rules}.",
        how_common=_AS_ABOVE,
        speaks_for=(f.lifting, f.twisting, f.sudden_strain, f.tender_swelling),
        speaks_against=(f.no_trigger, f.no_relief, f.not_healing, *_NOT_MUSCULAR),
        sources=("article", "steffens-2015-triggers", "menezes-costa-2012-acute", "dasilva-2019-recurrence"),
        way_of="non_specific",
        harmless=True,
    ),
    Cause(
        "overuse",
        "Overuse and too much sitting",
        "overuse and sedentary back pain",
        mechanism="Muscles that work too long in the same way, or hardly work at all while one sits, tire and tighten. "
        "Then a small load is enough for a spasm.",
        course="It eases when the load changes. Sitting for more than five hours a day and awkward postures make it more "
        "likely to come back.",
        settles="Nothing: no test tells it from the other ways {petersen-2017-rules}.",
        how_common=_AS_ABOVE,
        speaks_for=(f.overuse, f.sitting, f.sits_long),
        speaks_against=(f.not_healing, *_NOT_MUSCULAR),
        sources=("article", "dasilva-2019-predictors", "steffens-2015-triggers"),
        way_of="non_specific",
        harmless=True,
    ),
    Cause(
        "weak_core",
        "Weak core",
        "poor trunk muscle conditioning",
        mechanism="The article blames weak belly and back muscles that leave the spine badly held. Today's studies do not "
        "confirm weakness as a cause of its own; they do show that exercise of any kind helps.",
        course="Episodes come and go. Regular exercise makes the next one rarer for as long as it is kept up.",
        settles="Nothing: no test tells it from the other ways {petersen-2017-rules}.",
        how_common=_AS_ABOVE,
        speaks_for=(f.weak_core, f.repeated_episodes),
        speaks_against=_NOT_MUSCULAR,
        sources=("article", "article-p3", "saragiotto-2016", "steffens-2016-exed"),
        way_of="non_specific",
        harmless=True,
    ),
    Cause(
        "root_pain",
        "Pain from a nerve root (sciatica)",
        "lumbar radicular pain, sciatica",
        mechanism="A nerve is irritated where it leaves the spine. The pain runs into the leg and is mostly worse there than in the back; two "
        "thirds do not keep to the map of the textbook.",
        course="About half recover within six weeks.",
        settles="An examination of strength, feeling and reflexes, of which no single test settles it {iversen-2013-root}; an MRI scan only if "
        "it goes on for six weeks, or strength goes {acr-2021-variants}.",
        how_common=f"{between('radiculopathy-prevalence', 'people')} of 100 people have it {{radiculopathy-prevalence}}",
        band=_UNCOMMON,
        speaks_for=(f.leg_pain, f.leg_raise, f.crossed_leg_raise, f.both_legs, f.leg_numbness, f.leg_weakness, f.worsening_weakness, f.worse_on_cough, f.leg_weakness_known, f.leg_weakness_unseen, f.leg_numbness_known, f.leg_numbness_unseen),
        sources=("radiculopathy-prevalence", "murphy-2009-dermatome", "atlas-2015-sciatica", "konstantinou-2012-selfreport", "verwoerd-2016-cough"),
    ),
    Cause(
        "herniated_disc",
        "Herniated disc",
        "lumbar disc herniation with radiculopathy",
        mechanism="The soft centre of a disc between two vertebrae bulges or breaks through its ring and presses on a nerve. "
        "The pain follows the nerve: often down one leg, below the knee.",
        course=f"Most shrink by themselves: in pooled studies about {_SHRUNK.value:g}% regress without surgery. Surgery for strong leg pain "
        "brings relief sooner; after a year those who first waited, some of them operated on later, had recovered just as often.",
        settles="An MRI scan, if an operation or an injection is thought of {acr-2021-variants}; it shows a disc that has slipped in many "
        "people without pain as well {brinjikji-2015-asymptomatic}.",
        how_common=f"about {published('jarvik-deyo-2002-prev', 'disc'):g} of 100 of those with low back pain {{jarvik-deyo-2002-prev}}",
        band=_UNCOMMON,
        speaks_for=(f.leg_pain, f.leg_raise, f.crossed_leg_raise, f.both_legs, f.leg_numbness, f.leg_weakness, f.worsening_weakness, f.worse_on_cough, f.leg_weakness_known, f.leg_weakness_unseen, f.leg_numbness_known, f.leg_numbness_unseen),
        signs=(
            by_accuracy(f.leg_raise, "windt-2010-slr", "raised", note=_SURGERY),
            by_accuracy(f.crossed_leg_raise, "windt-2010-cslr", "raised", note=_SURGERY),
        ),
        sources=("article", "chiu-2015-regression", "wang-2020-regression", "peul-2007-sciatica"),
        way_of="root_pain",
    ),
    Cause(
        "stenosis",
        "Narrow spinal canal",
        "lumbar spinal stenosis, neurogenic claudication",
        mechanism="With the years the canal in which the nerves run grows narrow. Standing and walking squeeze them, sitting and bending "
        "forward make room.",
        course="It comes slowly, mostly after 60. Walking is possible for a while, then the legs make one sit down.",
        settles="Walking and bending while a doctor looks on {suri-2010-signs}, and the pulses of the feet, since legs short of blood ache "
        "on walking too; an MRI scan only if an operation is thought of {acr-2021-variants}.",
        how_common="about 3 of 100 of those with low back pain, a figure that its authors were not sure of {jarvik-deyo-2002-prev}",
        band=_UNCOMMON,
        speaks_for=(f.aches_on_walking, f.both_legs, f.both_legs_known, f.both_legs_unseen, f.thigh_pain),
        signs=(
            _ratio(f.aches_on_walking, interval("suri-2010-symptoms", "claudication"), _LEGS, interval("suri-2010-symptoms", "no_claudication")),
            _ratio(f.both_legs, interval("suri-2010-symptoms", "both_legs"), _LEGS),
            _ratio(f.age > 70, interval("suri-2010-symptoms", "over_70"), _LEGS),
            Sign(f.age >= 60, 1.0, interval("suri-2010-symptoms", "under_60").value, ("suri-2010-symptoms",), _LEGS),
        ),
        sources=("suri-2010-symptoms", "suri-2010-signs", "konno-2007-stenosis-tool", "course-teaching"),
    ),
    Cause(
        "inflammatory_back_pain",
        "Inflammatory back pain",
        "inflammatory back pain, axial spondyloarthritis",
        mechanism="The body's own defences inflame the joints of the spine and the pelvis. Rest stiffens, movement loosens.",
        course="It starts slowly, mostly before 40, and lasts for years; treatment by a specialist slows it down.",
        settles="Nine questions, a blood test (HLA-B27) and a rheumatologist {nice-ng65-referral}; a normal X-ray or blood test does not "
        "rule it out {nice-ng65-notes}.",
        how_common=f"about {published('rudwaleit-2004-lr', 'before'):g} of 100 of those whose back pain began before 45 and has lasted for over three months {{rudwaleit-2004-lr}}",
        band=_UNCOMMON,
        speaks_for=(f.morning_stiffness, f.better_with_exercise, f.wakes_late_night, f.alternating_buttock, f.nsaid_helps, f.family_spa, f.joint_swelling, f.heel_pain, f.psoriasis, f.red_eye, f.bowel_inflammation, f.onset_before_35, f.onset_before_45),
        speaks_against=(f.no_better_resting,),
        signs=(
            _bare(f.red_eye, "rudwaleit-2004-lr", "eye", _SPA, there="eye_there"),
            _bare(f.family_spa, "rudwaleit-2004-lr", "family", _SPA, there="family_there"),
            _bare(f.nsaid_helps, "rudwaleit-2004-lr", "relief", _SPA, there="relief_there"),
            _bare(f.joint_swelling, "rudwaleit-2004-lr", "arthritis", _SPA, there="arthritis_there"),
        ),
        sources=("rudwaleit-2006-ibp", "rudwaleit-2004-lr", "sieper-2009-asas", "nice-ng65-referral", "course-teaching"),
    ),
    Cause(
        "stress_fracture",
        "Overloaded vertebra of a young athlete",
        "spondylolysis, stress fracture of the pars",
        mechanism="Arching the back again and again cracks a thin bridge of bone at the back of a vertebra that is still growing.",
        course="It mostly heals or quietens when the sport pauses; the earlier, the better.",
        settles="An MRI scan if arching and the sport hurt; no examination alone proves it or rules it out {spondylolysis-micheli}.",
        how_common=f"{published('spondylolysis-micheli', 'young'):g} of 100 young athletes and {published('spondylolysis-micheli', 'adults'):g} of 100 adults who came to a sports clinic with back pain {{spondylolysis-micheli}}",
        band=_COMMON,
        speaks_for=(f.arching_sport, f.worse_arching),
        sources=("spondylolysis-micheli", "course-teaching"),
    ),
    Cause(
        "pregnancy_ache",
        "The plain ache of pregnancy",
        "pregnancy-related low back and pelvic girdle pain",
        mechanism="The load is new, and the joints of the pelvis carry it differently. Seven in ten have it in the last third of a pregnancy.",
        course="It comes slowly, mostly eases after the birth, and goes better with moving on.",
        settles="An examination by a midwife or a doctor that finds nothing else.",
        how_common=f"{published('pregnancy-lbp-au', 'have_pain'):g} of 100 women in the last three months of a pregnancy {{pregnancy-lbp-au}}",
        band=_COMMON,
        speaks_for=(f.pregnant,),
        speaks_against=(f.vaginal_bleeding, f.low_belly_pain, f.pain_in_waves, f.fever, f.flank_pain, f.painful_urination, f.fainting),
        sources=("pregnancy-lbp-au", "pregnancy-pgp", "course-teaching"),
        harmless=True,
    ),
    Cause(
        "period_pain",
        "Period pain felt in the back",
        "dysmenorrhoea",
        mechanism="The womb cramps, and its pain is felt low in the back as well as in the belly.",
        course="It comes and goes with the periods, each time in the same way; one that changes is worth a visit.",
        settles="A diary of pain and periods over two or three months.",
        how_common=f"{between('dysmenorrhoea-back', 'nice')} of 100 women who have periods, the back not always among it {{dysmenorrhoea-back}}",
        band=_COMMON,
        speaks_for=(f.period_pattern,),
        speaks_against=(f.new_kind_of_pain, f.fever, f.pregnant),
        sources=("dysmenorrhoea-back", "course-teaching"),
        harmless=True,
    ),
)

CAUSES: Mapping[str, Cause] = {cause.id: cause for cause in _TABLE}
# An ache as it always was speaks against these, which change within weeks; nobody has measured how far.
NOT_AS_ALWAYS = frozenset(("spinal_tumour", "spinal_infection", "vertebral_fracture", "aortic_aneurysm"))
# What makes one look for a cause elsewhere, and speaks for one of these alone.
SPEAKS_ELSEWHERE: Mapping[Atom, frozenset[str]] = {f.no_relief: frozenset(("kidney_infection",))}


class Measured(NamedTuple):
    """A cause that can be reckoned with: how common it is ``among`` certain people, and what signs do among them.

    ``among`` says who they are, and ``when`` (nothing: always) what one of them has.
    """

    cause: Cause
    prior: Estimate
    among: str
    signs: tuple[Sign, ...]
    when: Expression | None = None


def _measured(cause: str, prior: Estimate, among: str, signs: Iterable[Atom], when: Expression | None = None) -> Measured:
    """The signs are taken from the cause by their findings; one that it lacks is a ``KeyError``."""
    known = {sign.finding: sign for sign in CAUSES[cause].signs}
    return Measured(CAUSES[cause], prior, among, tuple(known[finding] for finding in signs), when)


_GROWN = f.age >= 18  # who was counted: of anybody younger these shares say nothing
_PRIMARY = "people who come to primary care with back pain"
MEASURED: Mapping[str, Measured] = {
    each.cause.id: each
    for each in (
        _measured(
            "spinal_tumour",
            _share("deyo-diehl-1988-prev", "cancer")._replace(counted=tally("deyo-diehl-1988-prev", "ill")),
            "adults who walk into a clinic with back pain",
            (f.cancer_history, f.weight_loss, f.age >= 50, f.not_healing, f.days > 30, f.no_better_resting),
            _GROWN,
        ),
        _measured(
            "vertebral_fracture",
            _share("enthoven-2016-bace", "fracture"),
            "people over 55 with back pain in general practice",
            (f.minor_fall, f.serious_accident),
            f.age > 55,
        ),
        _measured("spinal_infection", _share("verhagen-2016-prevalence", "infection"), _PRIMARY, (f.fever,), _GROWN),
        _measured(
            "cauda_equina",
            _share("hoeritzauer-2020-ces", "suspected"),
            "people in whom it is suspected and who get an MRI scan",
            (f.saddle_numbness, f.both_legs, f.leg_weakness, f.leg_numbness),
        ),
        _measured(
            "aortic_aneurysm",
            _share("aaa-prevalence-uk", "men_screened"),
            "men of 65 who are screened for it in England",
            (f.pulsating_belly,),
            (f.age >= 65) & f.male,
        ),
        _measured(
            "inflammatory_back_pain",
            _share("rudwaleit-2004-lr", "before"),
            "people whose back pain began before 45 and has lasted for over three months",
            (f.red_eye, f.family_spa, f.nsaid_helps, f.joint_swelling),
            f.onset_before_45 & (f.days > 90),
        ),
    )
}
