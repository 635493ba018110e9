"""Every finding that can be asked about, and the numbers that a patient gives.

The variable's name is the finding's id, so a misspelt one in a rule is a ``NameError`` on import. Three topics are
answered by a choice (how it began, how far the patient can move, the sex at birth); the others are ticked.

A *follow-up* has a ``parent`` and is asked only where that is present; whoever has it has its parent too. A sign that
may be *old* has two more answers beside "yes" and "no": the same for longer and known to a doctor, or the same for longer
and never examined. "Yes" means new, getting worse, or not sure since when, so that nothing counts for less because it is
not known.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from backlab.model import Atom, Finding, Quantity

# The topics, in the order in which they are asked: what is dangerous comes first.
ONSET = "How it began"
MOBILITY = "How far they can move"
SEX = "Sex at birth"
BLADDER = "Between the legs, bladder, bowel and sex"
LEGS = "Legs and nerves"
CHEST = "Chest, belly and blood vessels"
GENERAL = "Fever, weight and the night"
KIDNEY = "Side, stomach and waterworks"
PREGNANCY = "Pregnancy and periods"
BONE = "Bones and injury"
RISK = "Earlier illness and risks"
COURSE = "The back and how it goes"
MEDICINE = "Before any medicine"

UNDER_16 = (
    "Under 16 there is no advice here: a child with back pain needs a doctor, and at once with fever, pain at night, "
    "a limp, or weak legs"
)

age = Quantity("age", low=16, high=110, unit="years", words="age {} or more", too_low=UNDER_16)
pain = Quantity("pain", low=0, high=10, unit="points", words="pain of {} or more out of 10")
days = Quantity("days", low=0, high=3650, unit="days", words="lasting {} or more")
weeks = Quantity("weeks", low=1, high=45, unit="weeks", words="pregnant for {} weeks or more")

KNOWN, UNSEEN = "known", "unseen"
_OLD = {
    KNOWN: ("the same for more than two weeks, and a doctor knows of it", "long-standing, stable, known"),
    UNSEEN: ("the same for more than two weeks, and no doctor has examined it", "long-standing, never examined"),
}
# The same right below the sign, whose own tick says that it is new.
_NOT_NEW = {
    KNOWN: "not new: the same for more than two weeks, and a doctor knows of it",
    UNSEEN: "not new: the same for more than two weeks, and no doctor has examined it",
}


def _old(sign: Finding, *sources: str) -> tuple[Finding, Finding]:
    """The two other answers of a sign that may be old: known to a doctor, and never examined."""
    known, unseen = (
        Finding(
            f"{sign.id}_{kind}",
            f"{sign.label}: {words}",
            term=f"{sign.term}, {term}",
            topic=sign.topic,
            sources=sources or ("girft-ces-primary-criteria", "ces-14-days-branch", "norfolk-new-2-weeks"),
            instead_of=sign,
        )
        for kind, (words, term) in _OLD.items()
    )
    return known, unseen


# How it began: one of these is chosen.
lifting = Finding("lifting", "Lifting something heavy", term="lifting injury", topic=ONSET, sources=("article", "steffens-2015-triggers"))
twisting = Finding("twisting", "Twisting hard, as in a golf or baseball swing", term="torsional strain", topic=ONSET, sources=("article", "article-p2"))
sudden_strain = Finding("sudden_strain", "Another sudden movement or strain", term="acute strain", topic=ONSET, sources=("article",))
overuse = Finding("overuse", "Using the back muscles too much, or in a new way", term="overuse", topic=ONSET, sources=("article", "steffens-2015-triggers"))
sitting = Finding("sitting", "Sitting all day", term="sedentary onset", topic=ONSET, sources=("article", "dasilva-2019-predictors"))
no_trigger = Finding("no_trigger", "Nothing set it off", term="no identifiable trigger", topic=ONSET, sources=("article-p4", "nhs-selfcare"))
serious_accident = Finding("serious_accident", "A serious accident, such as a car crash or a fall from a height", term="major trauma", topic=ONSET, sources=("nhs-999", "downie-2013-fracture"))
accident_unseen = Finding("accident_unseen", "A serious accident long ago, after which nobody has checked the back", term="remote major trauma, never examined", topic=ONSET, sources=("nhs-999", "downie-2013-fracture"))
accident_known = Finding("accident_known", "A serious accident long ago, after which a doctor has checked the back", term="remote major trauma, examined since", topic=ONSET, sources=("nhs-999",))

# How far they can move: one of these is chosen.
moving_freely = Finding("moving_freely", "Moves almost as usual", term="normal mobility", topic=MOBILITY, sources=("article",))
still_moving = Finding("still_moving", "Still able to move, though it hurts", term="limited mobility", topic=MOBILITY, sources=("article-p1",))
unable_to_move = Finding("unable_to_move", "Unable to work or to move about", term="severe functional limitation", topic=MOBILITY, sources=("article-p2", "article-p3", "nhs-gp"))

# Sex at birth: one of these is chosen, or it is left open.
female = Finding("female", "Female", term="female", topic=SEX, sources=("aaa-prevalence-uk",))
male = Finding("male", "Male", term="male", topic=SEX, sources=("aaa-prevalence-uk",))

# Between the legs, bladder, bowel and sex.
saddle_numbness = Finding("saddle_numbness", "Numbness or tingling around the genitals or buttocks", term="saddle anaesthesia", topic=BLADDER, sources=("nhs-999", "ces-cohort-334", "girft-ces-primary-criteria", "ces-plain-words"))
saddle_numbness_known, saddle_numbness_unseen = _old(saddle_numbness)
difficulty_peeing = Finding("difficulty_peeing", "Difficulty peeing", term="urinary retention", topic=BLADDER, sources=("nhs-999", "deyo-1992-ces", "girft-ces-primary-criteria"))
difficulty_peeing_known, difficulty_peeing_unseen = _old(difficulty_peeing)
loss_of_control = Finding("loss_of_control", "Loss of control over pee or poo", term="bladder or bowel incontinence", topic=BLADDER, sources=("nhs-999", "hsib-ces-case", "ces-plain-words"))
loss_of_control_known, loss_of_control_unseen = _old(loss_of_control)
lost_feeling = Finding("lost_feeling", "Cannot feel that the bladder or the bowel is full, or the pee running", term="loss of bladder or rectal sensation", topic=BLADDER, sources=("girft-ces-primary-criteria", "ces-plain-words"))
lost_feeling_known, lost_feeling_unseen = _old(lost_feeling)
sexual_change = Finding("sexual_change", "Sex has changed: less feeling, no erection or no climax", term="sexual dysfunction", topic=BLADDER, sources=("girft-ces-primary-criteria", "girft-ces-sexual-alone", "nhs-sheffield-variant"))
sexual_change_known, sexual_change_unseen = _old(sexual_change)

# Legs and nerves.
both_legs = Finding("both_legs", "Pain, tingling, weakness or numbness in both legs", term="bilateral radiculopathy", topic=LEGS, sources=("nhs-999", "ces-cohort-334", "girft-ces-primary-criteria", "bilateral-leg-pain-alone"))
both_legs_known, both_legs_unseen = _old(both_legs)
leg_weakness = Finding("leg_weakness", "One leg or foot is weak, for instance the foot drops", term="motor deficit, foot drop", topic=LEGS, sources=("semigran-footdrop-gold", "ces-cohort-334", "sciatica-referral-uk"))
leg_weakness_known, leg_weakness_unseen = _old(leg_weakness, "sciatica-referral-uk", "girft-ces-primary-criteria")
worsening_weakness = Finding("worsening_weakness", "A leg or foot that is getting weaker by the hour or day", term="progressive motor deficit", topic=LEGS, sources=("acp-2011-imaging", "semigran-footdrop-gold"), parent=leg_weakness)
leg_numbness = Finding("leg_numbness", "One leg or foot is numb or tingles", term="sensory deficit", topic=LEGS, sources=("windt-2010-neuro", "ces-cohort-334"))
leg_numbness_known, leg_numbness_unseen = _old(leg_numbness, "sciatica-referral-uk", "girft-ces-primary-criteria")
unsteady_legs = Finding("unsteady_legs", "Legs that are heavy, clumsy or unsteady, or a tight band around the chest or belly", term="gait disturbance, myelopathy", topic=LEGS, sources=("cord-plain-words", "myelopathy-signs", "mscc-no-known-cancer"))
unsteady_legs_known, unsteady_legs_unseen = _old(unsteady_legs, "myelopathy-signs", "cord-plain-words")
leg_pain = Finding("leg_pain", "Pain that shoots down one leg, below the knee", term="sciatica", topic=LEGS, sources=("deyo-1992-disc", "peul-2007-sciatica"))
leg_raise = Finding("leg_raise", "Lifting the straight leg brings on the leg pain", term="positive straight-leg raise", topic=LEGS, sources=("windt-2010-slr",), parent=leg_pain)
crossed_leg_raise = Finding("crossed_leg_raise", "Lifting the other, good leg brings on the leg pain", term="positive crossed straight-leg raise", topic=LEGS, sources=("windt-2010-cslr",), parent=leg_pain)
thigh_pain = Finding("thigh_pain", "Pain in the buttock, hip or thigh", term="somatic or radicular thigh pain", topic=LEGS, sources=("konstantinou-2012-selfreport", "radiculopathy-prevalence"))
aches_on_walking = Finding("aches_on_walking", "Legs that ache when walking or standing and ease on sitting or bending forward", term="neurogenic claudication", topic=LEGS, sources=("suri-2010-symptoms", "suri-2010-signs", "konno-2007-stenosis-tool"))
worse_on_cough = Finding("worse_on_cough", "Worse on sneezing, coughing or pooing", term="pain on Valsalva manoeuvre", topic=LEGS, sources=("nhs-111", "verwoerd-2016-cough"))

# Chest, belly and blood vessels.
chest_pain = Finding("chest_pain", "Chest pain", term="chest pain", topic=CHEST, sources=("nhs-999",))
chest_pain_known, chest_pain_unseen = _old(chest_pain, "nhs-999", "acs-phone-triage-nl")
heart_signs = Finding("heart_signs", "Pain that spreads to an arm or the jaw, comes with sweating, or comes with effort", term="features of acute coronary syndrome", topic=CHEST, sources=("acs-vanoosterhout-2020", "acs-phone-triage-nl", "acs-no-chest-pain"))
breathing_trouble = Finding("breathing_trouble", "Trouble with breathing, a cough with blood, or one swollen leg", term="respiratory symptoms, signs of a clot", topic=CHEST, sources=("pe-miniati-2012", "crb65"))
breathless = Finding("breathless", "Breathless", term="dyspnoea", topic=CHEST, sources=("pe-miniati-2012", "acs-vanoosterhout-2020"), parent=breathing_trouble)
suddenly_breathless = Finding("suddenly_breathless", "Breathlessness that came suddenly", term="sudden dyspnoea", topic=CHEST, sources=("pe-miniati-2012",), parent=breathless)
pain_on_breathing = Finding("pain_on_breathing", "Breathing in hurts", term="pleuritic pain", topic=CHEST, sources=("pe-miniati-2012", "crb65"), parent=breathing_trouble)
coughing_blood = Finding("coughing_blood", "Coughing up blood", term="haemoptysis", topic=CHEST, sources=("pe-miniati-2012",), parent=breathing_trouble)
swollen_leg = Finding("swollen_leg", "One leg is swollen, red or tender", term="signs of deep-vein thrombosis", topic=CHEST, sources=("pe-miniati-2012", "pe-pregnancy-tenfold"), parent=breathing_trouble)
abrupt_worst = Finding("abrupt_worst", "Pain that was at its worst within a minute, set off by no movement", term="abrupt onset", topic=CHEST, sources=("add-rs-criteria", "dissection-pain-features"))
tearing = Finding("tearing", "Pain as if something tears or rips", term="tearing or ripping pain", topic=CHEST, sources=("add-rs-criteria", "dissection-pain-features"), parent=abrupt_worst)
belly_trouble = Finding("belly_trouble", "Belly pain, black poo or vomiting blood", term="abdominal symptoms", topic=CHEST, sources=("ambulance-lbp-2022", "perforated-ulcer"))
belly_pain = Finding("belly_pain", "Belly pain", term="abdominal pain", topic=CHEST, sources=("add-rs-criteria", "azhar-2014-raaa", "ambulance-lbp-2022"), parent=belly_trouble)
upper_belly_pain = Finding("upper_belly_pain", "Pain in the upper belly that goes through to the back", term="epigastric pain radiating to the back", topic=CHEST, sources=("pancreatitis-cks", "pancreatitis-presentation"), parent=belly_pain)
low_belly_pain = Finding("low_belly_pain", "Pain low in the belly", term="lower abdominal pain", topic=CHEST, sources=("nice-ng126-ectopic", "ectopic-nhs-symptoms"), parent=belly_pain)
rigid_belly = Finding("rigid_belly", "A belly that is hard as a board", term="abdominal rigidity", topic=CHEST, sources=("perforated-ulcer",), parent=belly_pain)
gut_bleeding = Finding("gut_bleeding", "Black, tar-like poo, or vomiting blood", term="melaena, haematemesis", topic=CHEST, sources=("perforated-ulcer", "nsaid-gi-multipliers"), parent=belly_trouble)
pulsating_belly = Finding("pulsating_belly", "A lump in the belly that beats like a pulse", term="pulsatile abdominal mass", topic=CHEST, sources=("lederle-1999-aaa", "aaa-misdx", "azhar-2014-raaa"))
fainting = Finding("fainting", "Passing out or nearly so, or pale, cold and clammy", term="syncope, shock", topic=CHEST, sources=("aaa-misdx", "azhar-2014-raaa"))
aortic_risk = Finding("aortic_risk", "A weak main artery or heart valve, Marfan syndrome, or a close relative whose main artery tore", term="high-risk condition for aortic disease", topic=CHEST, sources=("add-rs-criteria", "nice-ng156-rupture-risk"))
known_aneurysm = Finding("known_aneurysm", "A known aneurysm (a bulge of the main artery)", term="known aortic aneurysm", topic=CHEST, sources=("aaa-risk", "nice-ng156-rupture"), parent=aortic_risk)
one_sided_rash = Finding("one_sided_rash", "Burning, a rash or blisters in a strip on one side", term="dermatomal rash, shingles", topic=CHEST, sources=("shingles-antiviral", "shingles-prodrome"))

# Fever, weight and the night.
fever = Finding("fever", "A high temperature, or feeling hot and shivery", term="fever", topic=GENERAL, sources=("nhs-111", "pyelo-bmj-bp", "sea-ed-cohort-2019"))
very_unwell = Finding("very_unwell", "Feels really ill all over", term="systemically unwell", topic=GENERAL, sources=("nice-sepsis-red-flags", "nice-neutropenic-sepsis"))
new_confusion = Finding("new_confusion", "Newly confused, or hard to wake", term="acute confusion", topic=GENERAL, sources=("nice-sepsis-red-flags", "nice-sepsis-news2"), parent=very_unwell)
fast_breathing = Finding("fast_breathing", "Breathes fast", term="tachypnoea", topic=GENERAL, sources=("nice-sepsis-red-flags", "nice-sepsis-news2"), parent=very_unwell)
mottled = Finding("mottled", "Skin that is mottled, grey or blue, or a rash that stays under a glass", term="mottled or ashen skin, non-blanching rash", topic=GENERAL, sources=("nice-sepsis-red-flags",), parent=very_unwell)
very_cold = Finding("very_cold", "Very cold to touch, or a temperature below 36 degrees", term="hypothermia", topic=GENERAL, sources=("sepsis-low-temp", "nice-sepsis-news2"), parent=very_unwell)
weight_loss = Finding("weight_loss", "Losing weight without trying", term="unintended weight loss", topic=GENERAL, sources=("nhs-111", "deyo-1992-cancer"))
worse_at_night = Finding("worse_at_night", "Worse at night", term="nocturnal pain", topic=GENERAL, sources=("nhs-111", "verhagen-2016-guidelines", "night-pain", "harding-2005-night-verified"))
run_down = Finding("run_down", "Run down for weeks: tired, thirsty, constipated, or sweating at night", term="constitutional symptoms", topic=GENERAL, sources=("myeloma-shephard-2015", "nvo-tb-delay"))
night_sweats = Finding("night_sweats", "Sweats that soak the sheets", term="night sweats", topic=GENERAL, sources=("nvo-tb-delay",), parent=run_down)
no_better_resting = Finding("no_better_resting", "No better after resting", term="non-mechanical pain, rest pain", topic=GENERAL, sources=("nhs-111", "verhagen-2016-guidelines"))
tired_thirsty = Finding("tired_thirsty", "Tired, thirsty or constipated for weeks", term="fatigue, signs of hypercalcaemia", topic=GENERAL, sources=("nice-ng12-myeloma", "myeloma-shephard-2015"), parent=run_down)
lump_or_shape = Finding("lump_or_shape", "A lump or swelling on the back, or the back has changed shape", term="spinal deformity or mass", topic=GENERAL, sources=("nhs-111",))
upper_back = Finding("upper_back", "The pain comes from the top of the back, between the shoulders", term="thoracic pain", topic=GENERAL, sources=("nhs-111", "briggs-2009-thoracic"))

# Side, stomach and waterworks.
flank_pain = Finding("flank_pain", "Pain in the side, under the ribs", term="flank or loin pain", topic=KIDNEY, sources=("article-p4", "pyelo-afp-2011", "pyelo-bmj-bp"))
kidney_tenderness = Finding("kidney_tenderness", "A light tap over the kidney hurts", term="costovertebral-angle tenderness", topic=KIDNEY, sources=("bent-2002-uti-pos",))
nausea = Finding("nausea", "Feeling sick", term="nausea", topic=KIDNEY, sources=("article-p4", "pyelo-bmj-bp", "stone-score-points"))
vomiting = Finding("vomiting", "Being sick", term="vomiting", topic=KIDNEY, sources=("pyelo-bmj-bp", "stone-score-points"))
pain_in_waves = Finding("pain_in_waves", "Pain that comes in strong waves", term="colic", topic=KIDNEY, sources=("stone-pattern",))
urine_trouble = Finding("urine_trouble", "Something has changed about the pee or the peeing", term="urinary symptoms", topic=KIDNEY, sources=("pyelo-bmj-bp", "renal-colic-admit"))
painful_urination = Finding("painful_urination", "It burns or hurts to pee", term="dysuria", topic=KIDNEY, sources=("bent-2002-uti-pos", "giesen-2010-uti"), parent=urine_trouble)
frequent_urination = Finding("frequent_urination", "Peeing much more often, or in a rush", term="urinary frequency or urgency", topic=KIDNEY, sources=("bent-2002-uti-pos", "giesen-2010-uti"), parent=urine_trouble)
no_pee = Finding("no_pee", "Hardly any pee since yesterday", term="oliguria, anuria", topic=KIDNEY, sources=("nice-sepsis-red-flags", "renal-colic-admit"), parent=urine_trouble)
blood_in_urine = Finding("blood_in_urine", "Blood in the pee, or pee that is red or brown", term="haematuria", topic=KIDNEY, sources=("bent-2002-uti-pos", "stone-score-points"), parent=urine_trouble)
cola_urine = Finding("cola_urine", "Pee the colour of cola, after hard effort, great heat or a crush, or with weak, sore muscles", term="myoglobinuria", topic=KIDNEY, sources=("rhabdo-triad",), parent=blood_in_urine)
groin_pain = Finding("groin_pain", "Pain in the groin, the front of the hip or a testicle", term="groin, hip or scrotal pain", topic=KIDNEY, sources=("psoas-haematoma-signs", "testicular-torsion"))
testicle_pain = Finding("testicle_pain", "A testicle hurts or is swollen", term="testicular pain", topic=KIDNEY, sources=("testicular-torsion",), parent=groin_pain)
hip_held_bent = Finding("hip_held_bent", "The hip is held bent, and stretching it hurts", term="psoas sign, fixed hip flexion", topic=KIDNEY, sources=("psoas-abscess-triad", "psoas-haematoma-signs"), parent=groin_pain)

# Pregnancy and periods.
having_babies = Finding("having_babies", "Pregnant or perhaps so, trying to be, just given birth, breastfeeding, or period pain", term="reproductive history", topic=PREGNANCY, sources=("nice-ng126-ectopic", "dysmenorrhoea-back"))
pregnant = Finding("pregnant", "Pregnant, or might be", term="pregnancy", topic=PREGNANCY, sources=("fda-2020-nsaid-pregnancy", "nice-ng126-ectopic"), parent=having_babies)
vaginal_bleeding = Finding("vaginal_bleeding", "Pregnant or perhaps so, and bleeding from the vagina", term="vaginal bleeding in pregnancy", topic=PREGNANCY, sources=("nice-ng126-ectopic", "aph-definition", "abruption-signs"), parent=pregnant)
shoulder_tip_pain = Finding("shoulder_tip_pain", "Pregnant or perhaps so, and pain at the tip of a shoulder", term="shoulder-tip pain", topic=PREGNANCY, sources=("ectopic-nhs-symptoms", "ectopic-999"), parent=pregnant)
womb_signs = Finding("womb_signs", "The womb stays hard or hurts all the time, or the waters have broken", term="uterine tenderness or rigidity, ruptured membranes", topic=PREGNANCY, sources=("abruption-signs", "maternity-999-list", "maternity-severe-back"), parent=pregnant)
fewer_movements = Finding("fewer_movements", "The baby moves less than usual", term="reduced fetal movements", topic=PREGNANCY, sources=("maternity-999-list", "abruption-signs"), parent=pregnant)
pelvic_pressure = Finding("pelvic_pressure", "Tightening, cramps or pressure low down that come and go", term="contractions, pelvic pressure", topic=PREGNANCY, sources=("preterm-labour-back",), parent=pregnant)
postpartum = Finding("postpartum", "Has given birth in the last six weeks", term="puerperium", topic=PREGNANCY, sources=("pe-pregnancy-tenfold",), parent=having_babies)
breastfeeding = Finding("breastfeeding", "Breastfeeding", term="lactation", topic=PREGNANCY, sources=("breastfeeding-analgesics",), parent=having_babies)
wants_baby = Finding("wants_baby", "Is trying to become pregnant", term="trying to conceive", topic=PREGNANCY, sources=("nsaid-conceive",), parent=having_babies)
period_pattern = Finding("period_pattern", "Pain that comes with every period, in the same way", term="dysmenorrhoea", topic=PREGNANCY, sources=("dysmenorrhoea-back",), parent=having_babies)

# Bones and injury.
minor_fall = Finding("minor_fall", "A smaller fall or knock before it began", term="minor trauma", topic=BONE, sources=("downie-2013-fracture", "williams-2013-vf", "glow-2013-vfx-falls"))
bruise_on_spine = Finding("bruise_on_spine", "A bruise or graze over the spine", term="contusion or abrasion", topic=BONE, sources=("downie-2013-fracture",), parent=minor_fall)
osteoporosis = Finding("osteoporosis", "Thin, brittle bones", term="osteoporosis", topic=BONE, sources=("fracture-bone-loss",))
spine_tap_tender = Finding("spine_tap_tender", "Tapping on the spine itself hurts", term="spinal percussion tenderness", topic=BONE, sources=("langdon-2010-percussion", "spine-percussion-infection"))
cannot_lie_flat = Finding("cannot_lie_flat", "Cannot lie flat on the back for the pain", term="positive supine sign", topic=BONE, sources=("langdon-2010-percussion",))
ankylosed_spine = Finding("ankylosed_spine", "A spine that has been stiffened by illness for years", term="ankylosing spondylitis, ankylosed spine", topic=BONE, sources=("as-fracture-lukasiewicz", "as-fracture-taiwan-2022"))
arching_sport = Finding("arching_sport", "A sport that arches the back, such as gymnastics, bowling in cricket, or diving", term="repetitive hyperextension", topic=BONE, sources=("spondylolysis-micheli",))
worse_arching = Finding("worse_arching", "Worse on leaning back", term="pain on extension", topic=BONE, sources=("spondylolysis-micheli",), parent=arching_sport)

# Earlier illness and risks.
cancer_history = Finding("cancer_history", "Has or had cancer", term="history of malignancy", topic=RISK, sources=("downie-2013-cancer", "deyo-diehl-1988-predictors", "bone-mets-primaries"))
skin_cancer_removed = Finding("skin_cancer_removed", "Only a basal-cell skin cancer, which was removed", term="excised basal-cell carcinoma", topic=RISK, sources=("bcc-metastasis",), instead_of=cancer_history)
cancer_elsewhere = Finding("cancer_elsewhere", "Had a cancer that seldom goes to bone, long over and discharged: not of breast, prostate, lung, kidney, thyroid or blood", term="remote malignancy of low bone tropism", topic=RISK, sources=("bone-mets-primaries", "henschke-2007-cancer-lr"), instead_of=cancer_history)
cancer_treated_now = Finding("cancer_treated_now", "Has chemotherapy or other strong drugs against cancer now", term="systemic anticancer treatment", topic=RISK, sources=("nice-neutropenic-sepsis", "neutropenic-threshold"), parent=cancer_history)
germ_risk = Finding("germ_risk", "A way in for germs, or weak defences", term="risk of spinal infection", topic=RISK, sources=("sea-risk-factors", "durant-2025-sea"))
recent_infection = Finding("recent_infection", "A recent infection of the skin, the blood or elsewhere", term="recent bacterial infection", topic=RISK, sources=("sea-ed-cohort-2019", "sea-risk-factors"), parent=germ_risk)
injects_drugs = Finding("injects_drugs", "Injects drugs", term="intravenous drug use", topic=RISK, sources=("sea-ed-cohort-2019", "sea-triad", "sea-risk-factors"), parent=germ_risk)
weak_immunity = Finding("weak_immunity", "A weak immune system, from illness or medicine", term="immunosuppression", topic=RISK, sources=("infection-immunity", "nice-sepsis-immunosuppressed"), parent=germ_risk)
spine_procedure = Finding("spine_procedure", "A needle, operation or catheter near the spine in the last three months", term="recent spinal procedure", topic=RISK, sources=("epidural-infection-korea", "sea-after-procedure"), parent=germ_risk)
line_or_dialysis = Finding("line_or_dialysis", "A drip line that stays in, or dialysis", term="indwelling vascular access, haemodialysis", topic=RISK, sources=("sea-risk-factors",), parent=germ_risk)
tb_risk = Finding("tb_risk", "Close contact with tuberculosis, or drank raw milk abroad", term="exposure to tuberculosis or brucella", topic=RISK, sources=("nvo-tb-delay",), parent=germ_risk)
diabetes = Finding("diabetes", "Diabetes", term="diabetes mellitus", topic=RISK, sources=("sea-triad", "sea-risk-factors"))
ever_smoked = Finding("ever_smoked", "Smokes, or used to", term="ever-smoker", topic=RISK, sources=("aaa-risk", "nice-ng156-rupture-risk"))
heavy_alcohol = Finding("heavy_alcohol", "Three or more alcoholic drinks a day", term="heavy alcohol use", topic=RISK, sources=("ibuprofen-otc-gi", "paracetamol-max", "sea-risk-factors"))

# The back and how it goes.
new_kind_of_pain = Finding("new_kind_of_pain", "The first back pain ever, or unlike the usual one", term="new or changed pain pattern", topic=COURSE, sources=("idsa-2015-nvo-suspect", "nice-ng156-rupture"))
tender_swelling = Finding("tender_swelling", "The muscle is swollen and tender", term="paraspinal swelling and tenderness", topic=COURSE, sources=("article", "spasm-construct"))
weak_core = Finding("weak_core", "Weak or untrained belly and back muscles", term="core weakness", topic=COURSE, sources=("article", "article-p3", "saragiotto-2016"))
sits_long = Finding("sits_long", "Sits more than five hours a day", term="sedentary behaviour", topic=COURSE, sources=("article", "dasilva-2019-predictors"))
repeated_episodes = Finding("repeated_episodes", "Had it more than twice before", term="recurrent episodes", topic=COURSE, sources=("article-p3", "dasilva-2019-predictors"))
not_healing = Finding("not_healing", "Healing slowly or not at all", term="failure to improve", topic=COURSE, sources=("article", "nhs-gp", "deyo-diehl-1988-predictors"))
getting_worse = Finding("getting_worse", "Getting worse over time", term="worsening pain", topic=COURSE, sources=("nhs-gp",))
no_relief = Finding("no_relief", "Ibuprofen has not helped", term="no response to an NSAID", topic=COURSE, sources=("article-p4",))
worried = Finding("worried", "Worried, or struggling to cope", term="distress", topic=COURSE, sources=("nhs-gp",))

# Stiffness that lasts: asked under the back and how it goes.
stiff_for_months = Finding("stiff_for_months", "Stiff or aching for months", term="chronic stiffness", topic=COURSE, sources=("nice-ng65-referral",))
onset_before_45 = Finding("onset_before_45", "Back pain that first began before the age of 45", term="onset before 45", topic=COURSE, sources=("nice-ng65-referral", "rudwaleit-2004-lr"), parent=stiff_for_months)
onset_before_35 = Finding("onset_before_35", "Back pain that first began before the age of 35", term="onset before 35", topic=COURSE, sources=("nice-ng65-referral",), parent=stiff_for_months)
morning_stiffness = Finding("morning_stiffness", "Stiff for more than half an hour every morning", term="morning stiffness over 30 minutes", topic=COURSE, sources=("rudwaleit-2006-ibp",), parent=stiff_for_months)
better_with_exercise = Finding("better_with_exercise", "Better with exercise, not with rest", term="improves with exercise", topic=COURSE, sources=("rudwaleit-2006-ibp", "sieper-2009-asas", "nice-ng65-referral"), parent=stiff_for_months)
wakes_late_night = Finding("wakes_late_night", "Stiffness or pain wakes them in the second half of the night", term="awakening in the second half of the night", topic=COURSE, sources=("rudwaleit-2006-ibp", "nice-ng65-referral"), parent=stiff_for_months)
alternating_buttock = Finding("alternating_buttock", "Buttock pain that changes sides", term="alternating buttock pain", topic=COURSE, sources=("rudwaleit-2006-ibp", "nice-ng65-referral"), parent=stiff_for_months)
nsaid_helps = Finding("nsaid_helps", "Ibuprofen or its kind helps within two days", term="response to an NSAID within 48 hours", topic=COURSE, sources=("nice-ng65-referral",), parent=stiff_for_months)
family_spa = Finding("family_spa", "A parent, brother, sister or child with inflamed spine or psoriasis of the joints", term="first-degree relative with spondyloarthritis", topic=COURSE, sources=("nice-ng65-referral", "rudwaleit-2004-lr"), parent=stiff_for_months)
joint_swelling = Finding("joint_swelling", "A joint that is or was swollen and painful without an injury", term="arthritis", topic=COURSE, sources=("nice-ng65-referral",), parent=stiff_for_months)
heel_pain = Finding("heel_pain", "Pain where the tendon meets the heel", term="enthesitis", topic=COURSE, sources=("nice-ng65-referral",), parent=stiff_for_months)
psoriasis = Finding("psoriasis", "Psoriasis, now or ever", term="psoriasis", topic=COURSE, sources=("nice-ng65-referral",), parent=stiff_for_months)
red_eye = Finding("red_eye", "A painful, inflamed eye, now or ever", term="uveitis", topic=COURSE, sources=("nice-ng65-notes", "rudwaleit-2004-lr"), parent=stiff_for_months)

# Before any medicine.
illness = Finding("illness", "An illness of stomach, bowel, kidneys, liver, heart, lungs, blood or nerves, now or ever", term="relevant comorbidity", topic=MEDICINE, sources=("nhs-ibuprofen-who-not",))
ulcer = Finding("ulcer", "A stomach ulcer or stomach bleeding, now or ever", term="peptic ulcer or gastrointestinal bleeding", topic=MEDICINE, sources=("ibuprofen-otc-gi", "ibuprofen-rx-boxed"), parent=illness)
bowel_inflammation = Finding("bowel_inflammation", "Crohn's disease or ulcerative colitis", term="inflammatory bowel disease", topic=MEDICINE, sources=("nhs-ibuprofen-who-not",), parent=illness)
kidney_disease = Finding("kidney_disease", "Kidney disease", term="chronic kidney disease", topic=MEDICINE, sources=("nsaid-avoid-list", "nice-ng59-nsaid"), parent=illness)
single_kidney = Finding("single_kidney", "Only one kidney, or a transplanted one", term="solitary or transplanted kidney", topic=MEDICINE, sources=("eau-2020-solitary-kidney", "renal-colic-admit"), parent=illness)
gallstones = Finding("gallstones", "Gallstones", term="cholelithiasis", topic=MEDICINE, sources=("pancreatitis-cks",), parent=illness)
liver_disease = Finding("liver_disease", "Liver disease", term="hepatic impairment", topic=MEDICINE, sources=("paracetamol-max", "nice-ng59-nsaid"), parent=illness)
cirrhosis = Finding("cirrhosis", "A liver that is scarred", term="cirrhosis", topic=MEDICINE, sources=("easl-nsaid-cirrhosis", "easl-2022-paracetamol-cirrhosis"), parent=liver_disease)
heart_failure = Finding("heart_failure", "Heart failure", term="heart failure", topic=MEDICINE, sources=("ibuprofen-htn-hf", "nsaid-avoid-list"), parent=illness)
heart_disease = Finding("heart_disease", "A heart attack, stroke or narrowed arteries, now or ever", term="cardiovascular disease", topic=MEDICINE, sources=("ibuprofen-rx-boxed", "nsaid-avoid-list"), parent=illness)
heart_surgery = Finding("heart_surgery", "Heart surgery lately, or soon", term="coronary artery bypass graft", topic=MEDICINE, sources=("ibuprofen-rx-contra", "ibuprofen-otc-gi"), parent=illness)
heart_rhythm = Finding("heart_rhythm", "A heart-rhythm problem", term="arrhythmia", topic=MEDICINE, sources=("relaxant-cautions",), parent=illness)
high_blood_pressure = Finding("high_blood_pressure", "High blood pressure", term="hypertension", topic=MEDICINE, sources=("ibuprofen-htn-hf", "nice-ng156-rupture-risk"), parent=illness)
bleeding_tendency = Finding("bleeding_tendency", "Bleeds easily, from an illness of the blood", term="bleeding disorder", topic=MEDICINE, sources=("nhs-ibuprofen-who-not",), parent=illness)
asthma = Finding("asthma", "Asthma", term="asthma", topic=MEDICINE, sources=("aerd-prevalence",), parent=illness)
weak_breathing = Finding("weak_breathing", "Lung disease or sleep apnoea that makes breathing weak", term="respiratory depression risk", topic=MEDICINE, sources=("opioid-cautions", "diazepam-contra"), parent=illness)
muscle_nerve_illness = Finding("muscle_nerve_illness", "Myasthenia, an illness that tires the muscles", term="myasthenia gravis", topic=MEDICINE, sources=("diazepam-contra",), parent=illness)
glaucoma = Finding("glaucoma", "Glaucoma", term="glaucoma", topic=MEDICINE, sources=("cyclobenzaprine-label",), parent=illness)
overactive_thyroid = Finding("overactive_thyroid", "An overactive thyroid", term="hyperthyroidism", topic=MEDICINE, sources=("relaxant-cautions",), parent=illness)
blocked_bowel = Finding("blocked_bowel", "A blocked or paralysed bowel", term="bowel obstruction or ileus", topic=MEDICINE, sources=("opioid-cautions",), parent=illness)
addiction = Finding("addiction", "Addiction to alcohol, drugs or a medicine, now or ever", term="substance use disorder", topic=MEDICINE, sources=("opioid-cautions", "jones-2023-opal-1y"), parent=illness)
chickenpox = Finding("chickenpox", "Chickenpox or shingles now", term="varicella or zoster", topic=MEDICINE, sources=("nhs-ibuprofen-who-not",), parent=illness)
numb_skin = Finding("numb_skin", "Skin that hardly feels heat or cold, or poor blood flow", term="impaired sensation or circulation", topic=MEDICINE, sources=("cold-heat-cautions",), parent=illness)
bad_reaction = Finding("bad_reaction", "A bad reaction to a painkiller before", term="analgesic hypersensitivity", topic=MEDICINE, sources=("ibuprofen-rx-contra", "opioid-cautions"))
nsaid_allergy = Finding("nsaid_allergy", "Asthma, rash or swelling after aspirin, ibuprofen or naproxen", term="NSAID hypersensitivity", topic=MEDICINE, sources=("ibuprofen-rx-contra", "aerd-prevalence"), parent=bad_reaction)
opioid_allergy = Finding("opioid_allergy", "A bad reaction to a strong painkiller before", term="opioid hypersensitivity", topic=MEDICINE, sources=("opioid-cautions",), parent=bad_reaction)
takes_medicine = Finding("takes_medicine", "Takes any medicine, or did so in the last months", term="current medication", topic=MEDICINE, sources=("nhs-ibuprofen-interactions",))
blood_thinner = Finding("blood_thinner", "Takes a blood thinner (such as warfarin or apixaban), or aspirin or clopidogrel every day", term="anticoagulant or antiplatelet", topic=MEDICINE, sources=("ibuprofen-otc-gi", "nsaid-avoid-list"), parent=takes_medicine)
anticoagulant = Finding("anticoagulant", "A blood thinner that is stronger than aspirin or clopidogrel, such as warfarin, apixaban or heparin", term="anticoagulant", topic=MEDICINE, sources=("petersen-2024-nsaid-anticoagulant", "ssh-series-anticoagulant"), parent=blood_thinner)
steroid_tablets = Finding("steroid_tablets", "Has taken steroid tablets (such as prednisolone) for weeks or longer", term="prolonged corticosteroids", topic=MEDICINE, sources=("ibuprofen-otc-gi", "downie-2013-fracture"), parent=takes_medicine)
ssri = Finding("ssri", "Takes an SSRI, a common kind of antidepressant (such as sertraline)", term="SSRI", topic=MEDICINE, sources=("nsaid-avoid-list", "anglin-2014-ssri-nsaid"), parent=takes_medicine)
snri = Finding("snri", "Takes an SNRI antidepressant (such as duloxetine or venlafaxine)", term="SNRI", topic=MEDICINE, sources=("duloxetine-nsaid",), parent=takes_medicine)
maoi = Finding("maoi", "Takes an MAOI antidepressant, now or in the last two weeks", term="monoamine oxidase inhibitor", topic=MEDICINE, sources=("relaxant-cautions",), parent=takes_medicine)
pressure_tablets = Finding("pressure_tablets", "Takes water tablets, an ACE inhibitor or a sartan (such as ramipril or losartan)", term="diuretic, ACE inhibitor or ARB", topic=MEDICINE, sources=("nsaid-avoid-list", "ibuprofen-htn-hf"), parent=takes_medicine)
water_tablets = Finding("water_tablets", "Water tablets (such as furosemide or indapamide)", term="diuretic", topic=MEDICINE, sources=("lapi-2013-triple", "dreischulte-2015-triple"), parent=pressure_tablets)
ace_or_sartan = Finding("ace_or_sartan", "An ACE inhibitor or a sartan (such as ramipril or losartan)", term="ACE inhibitor or ARB", topic=MEDICINE, sources=("lapi-2013-triple", "dreischulte-2015-triple"), parent=pressure_tablets)
spironolactone = Finding("spironolactone", "Takes spironolactone or eplerenone", term="aldosterone antagonist", topic=MEDICINE, sources=("nsaid-gi-multipliers",), parent=takes_medicine)
risky_mix = Finding("risky_mix", "Takes lithium, methotrexate, ciclosporin or tacrolimus", term="narrow therapeutic index drug", topic=MEDICINE, sources=("nhs-ibuprofen-interactions",), parent=takes_medicine)
other_nsaid = Finding("other_nsaid", "Already takes a painkiller of the ibuprofen kind (naproxen, diclofenac)", term="concurrent NSAID", topic=MEDICINE, sources=("ibuprofen-otc-gi", "nsaid-avoid-list"), parent=takes_medicine)
takes_paracetamol = Finding("takes_paracetamol", "Already takes something with paracetamol (acetaminophen) in it, such as a cold remedy", term="concurrent paracetamol", topic=MEDICINE, sources=("paracetamol-max",), parent=takes_medicine)
sedatives = Finding("sedatives", "Takes sleeping tablets, tranquillisers or anything else that makes drowsy", term="CNS depressant", topic=MEDICINE, sources=("opioid-cautions", "relaxant-cautions"), parent=takes_medicine)
hormone_pill = Finding("hormone_pill", "Takes the combined pill, or a patch or ring with oestrogen", term="combined hormonal contraception", topic=MEDICINE, sources=("nsaid-contraception-clot",), parent=takes_medicine)
dehydration = Finding("dehydration", "Dehydrated: very thirsty, with little or dark pee", term="dehydration", topic=MEDICINE, sources=("nsaid-avoid-list",))
low_weight = Finding("low_weight", "Weighs less than 50 kg", term="body weight under 50 kg", topic=MEDICINE, sources=("paracetamol-max", "paracetamol-low-weight-uk"))
very_low_weight = Finding("very_low_weight", "Weighs 40 kg or less", term="body weight of 40 kg or less", topic=MEDICINE, sources=("paracetamol-low-weight-uk",), parent=low_weight)
drives = Finding("drives", "Drives or works with machines", term="driving or operating machinery", topic=MEDICINE, sources=("relaxant-cautions", "opioid-cautions"))

QUANTITIES: Mapping[str, Quantity] = {q.id: q for q in (age, pain, days, weeks)}
FINDINGS: Mapping[str, Finding] = {f.id: f for f in tuple(globals().values()) if isinstance(f, Finding)}
# Topics whose findings exclude one another: a choice, not a row of boxes.
CHOICES: Mapping[str, str] = {"onset": ONSET, "mobility": MOBILITY, "sex": SEX}


@cache
def choice_of(atom: Atom) -> str | None:
    """The field of a presentation that answers this finding by a choice, or None where it is ticked."""
    return next((field for field, topic in CHOICES.items() if isinstance(atom, Finding) and atom.topic == topic), None)


@cache
def in_topic(topic: str) -> tuple[Finding, ...]:
    """The findings asked under ``topic``, in their order; the other answers of a sign follow it."""
    return tuple(f for f in FINDINGS.values() if f.topic == topic)


def short_words(finding: Finding) -> str:
    """What is said of a finding where its sign stands right above it: an old one only since when."""
    kind = finding.id.rpartition("_")[2]
    return finding.label if finding.instead_of is None else _NOT_NEW.get(kind, finding.label)


@cache
def above(finding: Finding) -> tuple[Finding, ...]:
    """The findings that whoever has this one has too: its parent, and the parent of that."""
    return () if finding.parent is None else (finding.parent, *above(finding.parent))


@cache
def below(finding: Finding) -> tuple[Finding, ...]:
    """The follow-ups of a finding, and theirs: who has not got it has none of them."""
    return tuple(f for f in FINDINGS.values() if finding in above(f))


@cache
def excluded_by(sex: str) -> tuple[Finding, ...]:
    """What nobody of this sex at birth has; nothing where it is not known."""
    return (*below(EXCLUDED_BY[sex]), EXCLUDED_BY[sex]) if sex in EXCLUDED_BY else ()


@cache
def answers_of(finding: Finding) -> tuple[Finding, ...]:
    """The answers of which one excludes the others: new, and then those that weigh less, the least of them first."""
    sign = finding if finding.instead_of is None else finding.instead_of
    return (sign, *(f for f in FINDINGS.values() if f.instead_of is sign))


# What the sex at birth excludes, with all that follows from it, and from when on nobody is asked about a pregnancy.
EXCLUDED_BY: Mapping[str, Finding] = {male.id: having_babies, female.id: testicle_pain}
PAST_HAVING_BABIES = age >= 60
# Doors to questions: they say only that there is more to ask, and no rule or caution rests on one.
DOORS = (
    belly_trouble,
    breathing_trouble,
    run_down,
    urine_trouble,
    having_babies,
    germ_risk,
    stiff_for_months,
    illness,
    bad_reaction,
    takes_medicine,
)


# What is seen by a test or known from before, and cannot begin from one day to the next.
_NOT_WATCHED = (leg_raise, crossed_leg_raise, kidney_tenderness, aortic_risk, known_aneurysm, aches_on_walking)


def _can_begin(finding: Finding) -> bool:
    new = finding.instead_of is None and finding not in _NOT_WATCHED
    return new and finding.topic in (BLADDER, LEGS, CHEST, GENERAL, KIDNEY)


# What a person can notice from one day to the next: what safety-netting tells them to watch for.
TO_WATCH: tuple[Finding, ...] = tuple(filter(_can_begin, FINDINGS.values()))
# The boxes that are ticked: every finding but those that are chosen, and the other answers of a sign.
TICKED: tuple[Finding, ...] = tuple(f for f in FINDINGS.values() if choice_of(f) is None and f.instead_of is None)
# Those that are asked of everybody.
FIRST_LAYER: tuple[Finding, ...] = tuple(f for f in TICKED if f.parent is None)
TOPICS: tuple[str, ...] = tuple(dict.fromkeys(f.topic for f in FINDINGS.values()))
