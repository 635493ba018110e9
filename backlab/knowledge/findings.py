"""Every finding that can be asked about, and the three numbers that a patient gives.

The variable's name is the finding's id, so a misspelt one in a rule is a ``NameError`` on import. Two
topics are answered by a choice (how it began, how far the patient can move); the others are ticked.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from backlab.model import Atom, Finding, Quantity

# The topics, in the order in which they are asked: what is dangerous comes first.
ONSET = "How it began"
MOBILITY = "How far they can move"
BLADDER = "Between the legs, bladder and bowel"
LEGS = "Legs and nerves"
GENERAL = "Fever, weight and the night"
KIDNEY = "Side, stomach and waterworks"
CHEST = "Chest, belly and blood vessels"
BONE = "Bones and injury"
RISK = "Earlier illness and risks"
COURSE = "The back and how it goes"
STIFF = "Stiffness that lasts"
MEDICINE = "Before any medicine"

age = Quantity("age", low=16, high=110, unit="years", words="age {} or more", limits="the guidelines used here are for people from 16 on")
pain = Quantity("pain", low=0, high=10, unit="points", words="pain of {} or more out of 10")
days = Quantity("days", low=0, high=3650, unit="days", words="lasting {} or more")

# How it began: one of these is chosen.
lifting = Finding("lifting", "Lifting something heavy", term="lifting injury", topic=ONSET, sources=("article", "steffens-2015-triggers"))
twisting = Finding("twisting", "Twisting hard, as in a golf or baseball swing", term="torsional strain", topic=ONSET, sources=("article", "article-p2"))
sudden_strain = Finding("sudden_strain", "Another sudden movement or strain", term="acute strain", topic=ONSET, sources=("article",))
overuse = Finding("overuse", "Using the back muscles too much, or in a new way", term="overuse", topic=ONSET, sources=("article", "steffens-2015-triggers"))
sitting = Finding("sitting", "Sitting all day", term="sedentary onset", topic=ONSET, sources=("article", "dasilva-2019-predictors"))
no_trigger = Finding("no_trigger", "Nothing set it off", term="no identifiable trigger", topic=ONSET, sources=("article-p4", "nhs-selfcare"))
serious_accident = Finding("serious_accident", "A serious accident, such as a car crash or a fall from a height", term="major trauma", topic=ONSET, sources=("nhs-999", "downie-2013-fracture"))

# How far they can move: one of these is chosen.
moving_freely = Finding("moving_freely", "Moves almost as usual", term="normal mobility", topic=MOBILITY, sources=("article",))
still_moving = Finding("still_moving", "Still able to move, though it hurts", term="limited mobility", topic=MOBILITY, sources=("article-p1",))
unable_to_move = Finding("unable_to_move", "Unable to work or to move about", term="severe functional limitation", topic=MOBILITY, sources=("article-p2", "article-p3", "nhs-gp"))

# Between the legs, bladder and bowel.
saddle_numbness = Finding("saddle_numbness", "Numbness or tingling around the genitals or buttocks", term="saddle anaesthesia", topic=BLADDER, sources=("nhs-999", "ces-cohort-334"))
difficulty_peeing = Finding("difficulty_peeing", "Difficulty peeing", term="urinary retention", topic=BLADDER, sources=("nhs-999", "deyo-1992-ces"))
loss_of_control = Finding("loss_of_control", "Loss of control over pee or poo", term="bladder or bowel incontinence", topic=BLADDER, sources=("nhs-999", "hsib-ces-case"))

# Legs and nerves.
both_legs = Finding("both_legs", "Pain, tingling, weakness or numbness in both legs", term="bilateral radiculopathy", topic=LEGS, sources=("nhs-999", "ces-cohort-334"))
worsening_weakness = Finding("worsening_weakness", "A leg or foot that is getting weaker by the hour or day", term="progressive motor deficit", topic=LEGS, sources=("acp-2011-imaging", "semigran-footdrop-gold"))
leg_weakness = Finding("leg_weakness", "One leg or foot is weak, for instance the foot drops", term="motor deficit, foot drop", topic=LEGS, sources=("semigran-footdrop-gold", "ces-cohort-334"))
leg_numbness = Finding("leg_numbness", "One leg or foot is numb or tingles", term="sensory deficit", topic=LEGS, sources=("windt-2010-neuro", "ces-cohort-334"))
leg_pain = Finding("leg_pain", "Pain that shoots down one leg, below the knee", term="sciatica", topic=LEGS, sources=("deyo-1992-disc", "peul-2007-sciatica"))
leg_raise = Finding("leg_raise", "Lifting the straight leg brings on the leg pain", term="positive straight-leg raise", topic=LEGS, sources=("windt-2010-slr",))
crossed_leg_raise = Finding("crossed_leg_raise", "Lifting the other, good leg brings on the leg pain", term="positive crossed straight-leg raise", topic=LEGS, sources=("windt-2010-cslr",))
worse_on_cough = Finding("worse_on_cough", "Worse on sneezing, coughing or pooing", term="pain on Valsalva manoeuvre", topic=LEGS, sources=("nhs-111",))

# Fever, weight and the night.
fever = Finding("fever", "A high temperature, or feeling hot and shivery", term="fever", topic=GENERAL, sources=("nhs-111", "pyelo-bmj-bp", "sea-ed-cohort-2019"))
weight_loss = Finding("weight_loss", "Losing weight without trying", term="unintended weight loss", topic=GENERAL, sources=("nhs-111", "deyo-1992-cancer"))
worse_at_night = Finding("worse_at_night", "Worse at night", term="nocturnal pain", topic=GENERAL, sources=("nhs-111", "verhagen-2016-guidelines", "night-pain"))
no_better_resting = Finding("no_better_resting", "No better after resting", term="non-mechanical pain, rest pain", topic=GENERAL, sources=("nhs-111", "verhagen-2016-guidelines"))
lump_or_shape = Finding("lump_or_shape", "A lump or swelling on the back, or the back has changed shape", term="spinal deformity or mass", topic=GENERAL, sources=("nhs-111",))
upper_back = Finding("upper_back", "The pain comes from the top of the back, between the shoulders", term="thoracic pain", topic=GENERAL, sources=("nhs-111",))

# Side, stomach and waterworks.
flank_pain = Finding("flank_pain", "Pain in the side, under the ribs", term="flank or loin pain", topic=KIDNEY, sources=("article-p4", "pyelo-afp-2011", "pyelo-bmj-bp"))
kidney_tenderness = Finding("kidney_tenderness", "A light tap over the kidney hurts", term="costovertebral-angle tenderness", topic=KIDNEY, sources=("bent-2002-uti-pos",))
nausea = Finding("nausea", "Feeling sick", term="nausea", topic=KIDNEY, sources=("article-p4", "pyelo-bmj-bp", "stone-score-points"))
vomiting = Finding("vomiting", "Being sick", term="vomiting", topic=KIDNEY, sources=("pyelo-bmj-bp", "stone-score-points"))
painful_urination = Finding("painful_urination", "It burns or hurts to pee", term="dysuria", topic=KIDNEY, sources=("bent-2002-uti-pos", "giesen-2010-uti"))
frequent_urination = Finding("frequent_urination", "Peeing much more often, or in a rush", term="urinary frequency or urgency", topic=KIDNEY, sources=("bent-2002-uti-pos", "giesen-2010-uti"))
blood_in_urine = Finding("blood_in_urine", "Blood in the pee", term="haematuria", topic=KIDNEY, sources=("bent-2002-uti-pos", "stone-score-points"))
pain_in_waves = Finding("pain_in_waves", "Pain that comes in strong waves", term="colic", topic=KIDNEY, sources=("stone-pattern",))

# Chest, belly and blood vessels.
chest_pain = Finding("chest_pain", "Chest pain", term="chest pain", topic=CHEST, sources=("nhs-999",))
pulsating_belly = Finding("pulsating_belly", "A lump in the belly that beats like a pulse", term="pulsatile abdominal mass", topic=CHEST, sources=("lederle-1999-aaa", "aaa-misdx"))
fainting = Finding("fainting", "Passing out or nearly so, or pale, cold and clammy", term="syncope, shock", topic=CHEST, sources=("aaa-misdx",))
known_aneurysm = Finding("known_aneurysm", "A known aneurysm (a bulge of the main artery)", term="known aortic aneurysm", topic=CHEST, sources=("aaa-risk",))

# Bones and injury.
minor_fall = Finding("minor_fall", "A smaller fall or knock before it began", term="minor trauma", topic=BONE, sources=("downie-2013-fracture", "williams-2013-vf"))
bruise_on_spine = Finding("bruise_on_spine", "A bruise or graze over the spine", term="contusion or abrasion", topic=BONE, sources=("downie-2013-fracture",))
osteoporosis = Finding("osteoporosis", "Thin, brittle bones", term="osteoporosis", topic=BONE, sources=("fracture-bone-loss",))

# Earlier illness and risks.
cancer_history = Finding("cancer_history", "Has or had cancer", term="history of malignancy", topic=RISK, sources=("downie-2013-cancer", "deyo-diehl-1988-predictors"))
recent_infection = Finding("recent_infection", "A recent infection of the skin, the blood or elsewhere", term="recent bacterial infection", topic=RISK, sources=("sea-ed-cohort-2019",))
injects_drugs = Finding("injects_drugs", "Injects drugs", term="intravenous drug use", topic=RISK, sources=("sea-ed-cohort-2019", "sea-triad"))
weak_immunity = Finding("weak_immunity", "A weak immune system, from illness or medicine", term="immunosuppression", topic=RISK, sources=("infection-immunity",))
ever_smoked = Finding("ever_smoked", "Smokes, or used to", term="ever-smoker", topic=RISK, sources=("aaa-risk",))
diabetes = Finding("diabetes", "Diabetes", term="diabetes mellitus", topic=RISK, sources=("sea-triad",))

# The back and how it goes.
tender_swelling = Finding("tender_swelling", "The muscle is swollen and tender", term="paraspinal swelling and tenderness", topic=COURSE, sources=("article", "spasm-construct"))
weak_core = Finding("weak_core", "Weak or untrained belly and back muscles", term="core weakness", topic=COURSE, sources=("article", "article-p3", "saragiotto-2016"))
sits_long = Finding("sits_long", "Sits more than five hours a day", term="sedentary behaviour", topic=COURSE, sources=("article", "dasilva-2019-predictors"))
repeated_episodes = Finding("repeated_episodes", "Had it more than twice before", term="recurrent episodes", topic=COURSE, sources=("article-p3", "dasilva-2019-predictors"))
not_healing = Finding("not_healing", "Healing slowly or not at all", term="failure to improve", topic=COURSE, sources=("article", "nhs-gp", "deyo-diehl-1988-predictors"))
getting_worse = Finding("getting_worse", "Getting worse over time", term="worsening pain", topic=COURSE, sources=("nhs-gp",))
no_relief = Finding("no_relief", "Ibuprofen has not helped", term="no response to an NSAID", topic=COURSE, sources=("article-p4",))
worried = Finding("worried", "Worried, or struggling to cope", term="distress", topic=COURSE, sources=("nhs-gp",))

# Stiffness that lasts.
morning_stiffness = Finding("morning_stiffness", "Stiff for more than half an hour every morning", term="morning stiffness over 30 minutes", topic=STIFF, sources=("rudwaleit-2006-ibp",))
better_with_exercise = Finding("better_with_exercise", "Better with exercise, not with rest", term="improves with exercise", topic=STIFF, sources=("rudwaleit-2006-ibp", "sieper-2009-asas"))
wakes_late_night = Finding("wakes_late_night", "Stiffness or pain wakes them in the second half of the night", term="awakening in the second half of the night", topic=STIFF, sources=("rudwaleit-2006-ibp",))
alternating_buttock = Finding("alternating_buttock", "Buttock pain that changes sides", term="alternating buttock pain", topic=STIFF, sources=("rudwaleit-2006-ibp",))

# Before any medicine.
nsaid_allergy = Finding("nsaid_allergy", "Asthma, rash or swelling after aspirin, ibuprofen or naproxen", term="NSAID hypersensitivity", topic=MEDICINE, sources=("ibuprofen-rx-contra", "aerd-prevalence"))
asthma = Finding("asthma", "Asthma", term="asthma", topic=MEDICINE, sources=("aerd-prevalence",))
ulcer = Finding("ulcer", "A stomach ulcer or stomach bleeding, now or ever", term="peptic ulcer or gastrointestinal bleeding", topic=MEDICINE, sources=("ibuprofen-otc-gi", "ibuprofen-rx-boxed"))
kidney_disease = Finding("kidney_disease", "Kidney disease", term="chronic kidney disease", topic=MEDICINE, sources=("nsaid-avoid-list", "nice-ng59-nsaid"))
dehydration = Finding("dehydration", "Dehydrated: very thirsty, with little or dark pee", term="dehydration", topic=MEDICINE, sources=("nsaid-avoid-list",))
heart_failure = Finding("heart_failure", "Heart failure", term="heart failure", topic=MEDICINE, sources=("ibuprofen-htn-hf", "nsaid-avoid-list"))
heart_disease = Finding("heart_disease", "A heart attack, stroke or narrowed arteries, now or ever", term="cardiovascular disease", topic=MEDICINE, sources=("ibuprofen-rx-boxed", "nsaid-avoid-list"))
heart_surgery = Finding("heart_surgery", "Heart surgery lately, or soon", term="coronary artery bypass graft", topic=MEDICINE, sources=("ibuprofen-rx-contra", "ibuprofen-otc-gi"))
high_blood_pressure = Finding("high_blood_pressure", "High blood pressure", term="hypertension", topic=MEDICINE, sources=("ibuprofen-htn-hf",))
blood_thinner = Finding("blood_thinner", "Takes a blood thinner (such as warfarin or apixaban), or aspirin every day", term="anticoagulant or antiplatelet", topic=MEDICINE, sources=("ibuprofen-otc-gi", "nsaid-avoid-list"))
steroid_tablets = Finding("steroid_tablets", "Has taken steroid tablets (such as prednisolone) for weeks or longer", term="prolonged corticosteroids", topic=MEDICINE, sources=("ibuprofen-otc-gi", "downie-2013-fracture"))
ssri = Finding("ssri", "Takes an SSRI, a common kind of antidepressant (such as sertraline)", term="SSRI", topic=MEDICINE, sources=("nsaid-avoid-list",))
pressure_tablets = Finding("pressure_tablets", "Takes water tablets, an ACE inhibitor or a sartan (such as ramipril or losartan)", term="diuretic, ACE inhibitor or ARB", topic=MEDICINE, sources=("nsaid-avoid-list", "ibuprofen-htn-hf"))
other_nsaid = Finding("other_nsaid", "Already takes a painkiller of the ibuprofen kind (naproxen, diclofenac)", term="concurrent NSAID", topic=MEDICINE, sources=("ibuprofen-otc-gi", "nsaid-avoid-list"))
pregnant = Finding("pregnant", "Pregnant, or might be", term="pregnancy", topic=MEDICINE, sources=("fda-2020-nsaid-pregnancy",))
heavy_alcohol = Finding("heavy_alcohol", "Three or more alcoholic drinks a day", term="heavy alcohol use", topic=MEDICINE, sources=("ibuprofen-otc-gi", "paracetamol-max"))
liver_disease = Finding("liver_disease", "Liver disease", term="hepatic impairment", topic=MEDICINE, sources=("paracetamol-max", "nice-ng59-nsaid"))
takes_paracetamol = Finding("takes_paracetamol", "Already takes something with paracetamol (acetaminophen) in it, such as a cold remedy", term="concurrent paracetamol", topic=MEDICINE, sources=("paracetamol-max",))
low_weight = Finding("low_weight", "Weighs less than 50 kg", term="body weight under 50 kg", topic=MEDICINE, sources=("paracetamol-max",))
weak_breathing = Finding("weak_breathing", "Lung disease or sleep apnoea that makes breathing weak", term="respiratory depression risk", topic=MEDICINE, sources=("opioid-cautions",))
sedatives = Finding("sedatives", "Takes sleeping tablets, tranquillisers or anything else that makes drowsy", term="CNS depressant", topic=MEDICINE, sources=("opioid-cautions", "relaxant-cautions"))
addiction = Finding("addiction", "Addiction to alcohol, drugs or a medicine, now or ever", term="substance use disorder", topic=MEDICINE, sources=("opioid-cautions", "jones-2023-opal-1y"))
opioid_allergy = Finding("opioid_allergy", "A bad reaction to a strong painkiller before", term="opioid hypersensitivity", topic=MEDICINE, sources=("opioid-cautions",))
blocked_bowel = Finding("blocked_bowel", "A blocked or paralysed bowel", term="bowel obstruction or ileus", topic=MEDICINE, sources=("opioid-cautions",))
heart_rhythm = Finding("heart_rhythm", "A heart-rhythm problem", term="arrhythmia", topic=MEDICINE, sources=("relaxant-cautions",))
maoi = Finding("maoi", "Takes an MAOI antidepressant, now or in the last two weeks", term="monoamine oxidase inhibitor", topic=MEDICINE, sources=("relaxant-cautions",))
overactive_thyroid = Finding("overactive_thyroid", "An overactive thyroid", term="hyperthyroidism", topic=MEDICINE, sources=("relaxant-cautions",))
drives = Finding("drives", "Drives or works with machines", term="driving or operating machinery", topic=MEDICINE, sources=("relaxant-cautions", "opioid-cautions"))
numb_skin = Finding("numb_skin", "Skin that hardly feels heat or cold, or poor blood flow", term="impaired sensation or circulation", topic=MEDICINE, sources=("cold-heat-cautions",))

QUANTITIES: Mapping[str, Quantity] = {q.id: q for q in (age, pain, days)}
FINDINGS: Mapping[str, Finding] = {f.id: f for f in tuple(globals().values()) if isinstance(f, Finding)}
# Topics whose findings exclude one another: a choice, not a row of boxes.
CHOICES: Mapping[str, str] = {"onset": ONSET, "mobility": MOBILITY}


@cache
def choice_of(atom: Atom) -> str | None:
    """The field of a presentation that answers this finding by a choice, or None where it is ticked."""
    return next((field for field, topic in CHOICES.items() if isinstance(atom, Finding) and atom.topic == topic), None)


@cache
def in_topic(topic: str) -> tuple[Finding, ...]:
    """The findings asked under ``topic``, in their order."""
    return tuple(f for f in FINDINGS.values() if f.topic == topic)


# What a person can notice from one day to the next: what safety-netting tells them to watch for.
TO_WATCH: tuple[Finding, ...] = tuple(
    finding
    for finding in FINDINGS.values()
    if finding.topic in (BLADDER, LEGS, GENERAL, KIDNEY, CHEST)
    and finding not in (leg_raise, crossed_leg_raise, kidney_tenderness, known_aneurysm)
)
TICKED: tuple[Finding, ...] = tuple(finding for finding in FINDINGS.values() if choice_of(finding) is None)
TOPICS: tuple[str, ...] = tuple(dict.fromkeys(f.topic for f in FINDINGS.values()))
