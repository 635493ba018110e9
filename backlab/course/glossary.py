# One term a line, so that a change shows as one line.
# fmt: off
"""The words of the field, each in a sentence or two that need no other book: data only.

No meaning holds a figure of its own: figures stand with their sources. ``see`` names terms that explain more.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Term(NamedTuple):
    """A word of the field and what it means; ``see`` are the ids of related terms."""

    id: str
    label: str
    meaning: str
    see: tuple[str, ...] = ()


GLOSSARY_TOPICS: Mapping[str, tuple[Term, ...]] = {
    "Triage and levels of care": (
        Term("triage", "Triage", "Sorting patients by how soon they need care, and where. It is not a diagnosis: it only says what must not wait.", ("disposition", "over-triage", "under-triage")),
        Term("disposition", "Level of care (disposition)", "What triage ends in: look after it at home, see somebody within days to weeks, be seen the same day, or get emergency care now.", ("triage", "red-flag")),
        Term("red-flag", "Red flag", "A finding, or several together, that may mean a serious cause. It does not prove one: it says that somebody should look before home care goes on.", ("safety-net", "sensitivity", "disposition")),
        Term("finding", "Finding", "One thing that a patient reports or a clinician sees. Each is there, not there, or not asked yet, and the last two are not the same.", ("presentation", "red-flag")),
        Term("presentation", "Presentation", "How a patient comes: age, how strong the pain is, how long it has lasted, how it began, and the findings.", ("finding",)),
        Term("over-triage", "Over-triage", "Sending somebody to more urgent care than was needed. It costs time, worry and tests that can do harm of their own.", ("under-triage", "triage")),
        Term("under-triage", "Under-triage", "Sending somebody to less urgent care than was needed. It is the error that triage fears most, since a serious cause goes on unseen.", ("over-triage", "triage")),
        Term("safety-net", "Safety-netting", "Telling a patient which signs to watch for, when to come back, and where to go. It is for what nobody can know on the first day.", ("red-flag", "hindsight")),
        Term("rule", "Rule", "A sentence with a condition and a level of care: when these findings are there, care is needed at least this soon, and this is why.", ("monotone", "proof")),
        Term("monotone", "Monotone", "Going one way only. Triage is monotone when one more warning sign can raise the level of care and can never lower it.", ("rule", "proof")),
        Term("proof", "Proof", "Showing that something holds for every possible patient, and not only for those who were tried out.", ("monotone", "rule")),
        Term("guideline", "Guideline", "Advice that a group of experts draws from all the evidence on a question. It is made for most patients and is revised when better studies come.", ("grade", "lens", "systematic-review")),
        Term("lens", "Lens", "Through whose eyes a treatment is looked at here: those of the article, or those of today's guidelines. Warning signs count the same through both.", ("guideline",)),
    ),
    "Chances": (
        Term("base-rate", "Base rate (prevalence)", "How common something is in a group before anything is known about one of its members. Forgetting it makes rare illnesses look likely.", ("pre-test", "natural-frequency")),
        Term("pre-test", "Pre-test probability (prior)", "How likely a cause is before the next finding is known. The first of all is the base rate.", ("post-test", "base-rate")),
        Term("post-test", "Post-test probability (posterior)", "How likely a cause is once a finding is known. For the finding after that, it is the pre-test probability.", ("pre-test", "likelihood-ratio")),
        Term("odds", "Odds", "How many with a cause stand against how many without it. A chance of one in four means odds of one to three.", ("likelihood-ratio", "weight")),
        Term("likelihood-ratio", "Likelihood ratio", "How much more often a finding is met in people with a cause than in people without it. The odds are multiplied by it: above one speaks for the cause, below one against it.", ("odds", "weight", "independence")),
        Term("weight", "Weight of evidence (decibans)", "A likelihood ratio on a scale where multiplying turns into adding, so that findings for and against can be laid on a pair of scales.", ("likelihood-ratio", "odds")),
        Term("natural-frequency", "Natural frequency", "A chance told as people: so many of a thousand. Most of us reason better with heads to count than with per cent.", ("base-rate",)),
        Term("independence", "Independence", "Two findings are independent when knowing one tells nothing about the other, within people who have the cause and within those who have not. Only then may their likelihood ratios simply be multiplied.", ("likelihood-ratio",)),
        Term("differential", "Differential diagnosis", "The list of causes that could be behind a complaint, with how likely each is. It stays open until something closes it.", ("post-test", "premature-closure")),
        Term("sensitivity", "Sensitivity", "Of those who have a cause, the share in whom a sign or test is positive. If it is low, a negative answer rules little out.", ("specificity", "likelihood-ratio")),
        Term("specificity", "Specificity", "Of those who do not have a cause, the share in whom a sign or test is negative. If it is low, there are many false alarms.", ("sensitivity", "likelihood-ratio")),
        Term("calibration", "Calibration", "Whether being sure goes with being right: of all answers given with the same confidence, that share should turn out right.", ("brier",)),
        Term("brier", "Brier score", "A mark for forecasts: the squared distance between how sure one was and what came true, on average. Smaller is better, and sure but wrong costs the most.", ("calibration",)),
        Term("premature-closure", "Premature closure", "Stopping at the first idea that fits, and not looking at what does not fit.", ("differential", "hindsight")),
        Term("hindsight", "Hindsight bias", "Once one knows how a story ended, its end seems to have been plain from the start. That is why an answer is given here before the solution is shown.", ("premature-closure", "calibration")),
    ),
    "Evidence": (
        Term("randomised-trial", "Randomised trial", "A study in which chance decides who gets which treatment, so that the groups differ in nothing else that matters, known or unknown.", ("placebo", "cohort")),
        Term("placebo", "Placebo", "A treatment that looks like the real one but has nothing in it. People given it often get better too, so a trial asks what the real one adds.", ("randomised-trial",)),
        Term("cohort", "Cohort", "A group of people who are followed over time to see what becomes of them. Nobody decides what they are given, so its groups may differ in other ways.", ("randomised-trial",)),
        Term("systematic-review", "Systematic review", "A study of studies: all that fit a question are searched for, judged and put together by a plan that was fixed before. Pooling their figures is called a meta-analysis.", ("grade", "guideline")),
        Term("confidence-interval", "Confidence interval", "The range around a figure that shows how far chance alone may have moved it. A wide one comes from few people; one that includes no effect has not shown an effect.", ("smallest-difference",)),
        Term("smallest-difference", "Smallest difference that matters", "The least change that patients notice and find worth having. An effect can be real, and still too small to matter.", ("confidence-interval", "standardised-difference")),
        Term("standardised-difference", "Standardised difference", "The difference between two groups, measured by how much single people differ anyway. It lets studies with different scales be compared.", ("smallest-difference",)),
        Term("risk-ratio", "Risk ratio", "The risk in one group divided by the risk in another. It says nothing by itself: half of a small risk is a small gain.", ("base-rate", "hazard-ratio")),
        Term("hazard-ratio", "Hazard ratio", "How fast something happens in one group compared with another, moment by moment. It is not a risk ratio, though it is often read as one.", ("risk-ratio",)),
        Term("grade", "Certainty of evidence (GRADE)", "How sure we can be of a result, from high to very low, by how well the studies were made and how well they agree. GRADE is the usual way of judging it.", ("recommendation", "systematic-review")),
        Term("recommendation", "Recommendation", "Advice for or against a treatment. A strong one fits nearly everybody; a weak one depends on what matters to the patient.", ("grade", "contraindication")),
        Term("not-verified", "Not verified", "The mark of a figure whose source nobody of this project has read. It is shown for completeness, and never makes care less urgent.", ("teaching-estimate",)),
        Term("teaching-estimate", "Teaching estimate", "A number that was chosen so that an example works, because no published one was found. It is marked as one wherever it is shown.", ("not-verified",)),
    ),
    "The back and what can be wrong": (
        Term("spasm", "Muscle spasm", "A muscle that tightens by itself and does not let go. In the back it can be felt as anything from an ache to sudden, strong pain that stops one from moving.", ("strain",)),
        Term("strain", "Strain", "Muscle or tendon fibres that were stretched too far, some of them torn. It heals by itself in most people.", ("spasm", "inflammation")),
        Term("inflammation", "Inflammation", "How the body answers an injury or a germ: warmth, swelling, redness and pain. It is a part of healing, but can also be an illness of its own.", ("inflammatory-back-pain", "nsaid")),
        Term("vertebra", "Vertebra", "One of the bones that are stacked up to make the spine. The spinal cord and the nerves run through a canal behind their bodies.", ("herniated-disc", "fracture")),
        Term("core", "Core muscles", "The muscles of belly, back, hips and pelvis that hold the trunk.", ("physiotherapy",)),
        Term("herniated-disc", "Herniated (slipped) disc", "A disc between two vertebrae whose soft middle has pushed outwards. It hurts down the leg where it presses on a nerve, and many of them shrink by themselves.", ("nerve-root", "sciatica")),
        Term("nerve-root", "Nerve root", "The first piece of a nerve where it leaves the spine. Each serves its own strip of skin and its own muscles, so that the place of the pain hints at which one it is.", ("herniated-disc", "sciatica")),
        Term("sciatica", "Sciatica", "Pain that shoots down a leg, often below the knee, because a nerve root is pressed or irritated.", ("nerve-root", "leg-raise")),
        Term("leg-raise", "Straight-leg raise", "A test: the straight leg is lifted while one lies on the back. If that brings on the leg pain, a nerve root may be under tension.", ("sciatica", "sensitivity")),
        Term("cauda-equina", "Cauda equina syndrome", "Squeezed nerves at the lower end of the spinal canal, which serve the legs, the bladder, the bowel and sexual feeling. It is an emergency.", ("saddle-numbness", "red-flag")),
        Term("saddle-numbness", "Saddle numbness", "Lost or changed feeling where one would touch a saddle: around the genitals, the back passage and the inner thighs.", ("cauda-equina",)),
        Term("fracture", "Fracture", "A broken bone. A vertebra can be crushed by a hard accident, or by very little where bone has become brittle.", ("vertebra", "osteoporosis")),
        Term("osteoporosis", "Osteoporosis", "Bone that has become thin and breaks easily. It is not felt until something breaks.", ("fracture",)),
        Term("malignancy", "Malignancy (cancer)", "Cells that grow without control and can spread. In the spine it has mostly spread there from another place.", ("red-flag", "imaging")),
        Term("spinal-infection", "Infection in the spine", "Germs in a vertebra, a disc or the space around the spinal cord, where pus can collect (an abscess). There is not always a fever.", ("fever", "red-flag")),
        Term("inflammatory-back-pain", "Inflammatory back pain", "Back pain from inflamed joints of the spine and the pelvis: worse with rest, better with movement, stiff in the morning.", ("inflammation",)),
        Term("aneurysm", "Aneurysm", "A weak place at which an artery bulges. If the main artery in the belly bursts there, it can feel like sudden back pain or a kidney stone, and one may collapse: it is an emergency.", ("red-flag",)),
        Term("flank", "Flank", "The side of the body between the ribs and the hip. Pain from a kidney is mostly felt there.", ("kidney-infection", "kidney-stone")),
        Term("kidney-infection", "Kidney infection (pyelonephritis)", "Germs that have reached a kidney, mostly from the bladder. Its pain can feel just like a muscle spasm.", ("flank", "fever")),
        Term("kidney-stone", "Kidney stone", "A hard piece of minerals from the urine. It hurts in strong waves on its way out, and can block a kidney.", ("flank",)),
        Term("fever", "Fever", "A high temperature, with which the body mostly fights germs. A strained muscle gives none.", ("kidney-infection", "spinal-infection")),
        Term("acute-chronic", "Acute, subacute, chronic", "How long something has lasted: newly begun, going on, lasting. The words say nothing about how bad it is, and studies draw the lines differently.", ("recurrence",)),
        Term("recurrence", "Recurrence (relapse)", "A new episode after the last one had gone.", ("acute-chronic", "cohort")),
    ),
    "Treatment": (
        Term("contraindication", "Contraindication", "Something about a patient that speaks against a treatment: an absolute one rules it out, a relative one calls for caution.", ("recommendation", "nsaid")),
        Term("nsaid", "NSAID", "A painkiller that also acts on inflammation, such as ibuprofen or naproxen (non-steroidal anti-inflammatory drug). It can harm stomach, kidneys and heart.", ("inflammation", "contraindication")),
        Term("opioid", "Opioid (narcotic)", "A strong painkiller of the kind of morphine. It makes people drowsy and constipated, slows breathing, and can lead to dependence.", ("contraindication", "placebo")),
        Term("muscle-relaxant", "Muscle relaxant", "A medicine that is meant to loosen tight muscles. It acts mostly on the brain, so it makes people drowsy.", ("spasm", "contraindication")),
        Term("epidural", "Epidural injection", "Medicine that is injected into the space around the nerves of the spine, to calm one that is irritated.", ("sciatica", "nerve-root")),
        Term("physiotherapy", "Physiotherapy (physical therapy)", "Treatment with movement: exercises that are chosen, taught and stepped up by somebody trained for it, and often advice or hands-on treatment beside them.", ("core",)),
        Term("imaging", "Imaging (X-ray, CT, MRI)", "Pictures of the inside of the body. Much that they show is found in healthy backs too, so they are taken where the result would change what is done.", ("mri", "red-flag")),
        Term("mri", "MRI", "Magnetic resonance imaging: pictures made with magnets and radio waves, without X-rays. It shows nerves, discs and soft parts best.", ("imaging",)),
    ),
}

_ALL = (term for terms in GLOSSARY_TOPICS.values() for term in terms)
GLOSSARY: Mapping[str, Term] = {term.id: term for term in sorted(_ALL, key=lambda term: term.label.casefold())}
