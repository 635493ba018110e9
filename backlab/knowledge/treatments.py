"""Everything that can be done about a back spasm, seen through both lenses, with what speaks against it.

Order matters only within a stage: what stands first is read first. An absolute contraindication withholds
a treatment while it is present *and* while it has not been asked about.
"""

from __future__ import annotations

from collections.abc import Mapping

from backlab.knowledge import findings as f
from backlab.knowledge.figures import (
    EFFECTS,
    MATTERS,
    OPERATED_IN_A_YEAR,
    RECOVERED_IN_A_YEAR,
    WEEKS_TO_RECOVER,
    between,
    interval,
    published,
)
from backlab.model import (
    Atom,
    Certainty,
    Contraindication,
    Direction,
    Disposition,
    Dose,
    Stage,
    Strength,
    Treatment,
    View,
)

FOR, AGAINST, SILENT = Direction.FOR, Direction.AGAINST, Direction.SILENT
STRONG, WEAK = Strength.STRONG, Strength.WEAK
HIGH, MODERATE, LOW, VERY_LOW = Certainty.HIGH, Certainty.MODERATE, Certainty.LOW, Certainty.VERY_LOW

_ADULTS = "adults (under 18: ask a pharmacist or doctor first)"
_UNDER_18 = "Under 18 it is for a doctor alone to decide."
_EARLY, _LATER = WEEKS_TO_RECOVER
_WITH_EDUCATION = interval("steffens-2016-exed", "risk")
_WALKING, _NOT_WALKING = (interval("pocovi-2024-walkback", name) for name in ("until", "until_without"))
_UNMENTIONED = View(SILENT, "The article does not mention it.", ("article",))


def _stop(when: Atom, because: str, *sources: str) -> Contraindication:
    """An absolute contraindication."""
    return Contraindication(when, because, sources)


def _mind(when: Atom, because: str, *sources: str) -> Contraindication:
    """A relative one: the treatment stays, with a warning."""
    return Contraindication(when, because, sources, absolute=False)


_NSAID = (
    _stop(f.nsaid_allergy, "an earlier reaction to aspirin or its kind can come back and close the airways", "ibuprofen-rx-contra"),
    _stop(f.ulcer, "it can make a stomach ulcer bleed, without any warning", "ibuprofen-otc-gi", "ibuprofen-rx-boxed"),
    _stop(f.kidney_disease, "it cuts the blood flow to kidneys that are already weak", "nsaid-avoid-list", "nice-ng59-nsaid"),
    _stop(f.flank_pain, "pain in the side may come from a kidney, which it can harm: have that checked first", "article-p4", "nsaid-avoid-list"),
    _stop(f.kidney_tenderness, "a tender kidney has to be checked first: it can harm one that is ill", "article-p4", "nsaid-avoid-list"),
    _stop(f.vomiting, "whoever keeps being sick dries out, and then it can harm the kidneys", "nsaid-avoid-list"),
    _stop(f.dehydration, "it can harm the kidneys of somebody who is dehydrated", "nsaid-avoid-list"),
    _stop(f.heart_failure, "it holds back water and makes heart failure worse", "ibuprofen-htn-hf"),
    _stop(f.heart_disease, "it raises the risk of a heart attack or a stroke", "ibuprofen-rx-boxed"),
    _stop(f.heart_surgery, "it must not be used around heart surgery", "ibuprofen-rx-contra", "ibuprofen-rx-boxed"),
    _stop(f.blood_thinner, "together with a blood thinner or daily aspirin it can cause bleeding", "ibuprofen-otc-gi", "ibuprofen-htn-hf"),
    _stop(f.pregnant, "it can harm the unborn child's kidneys and heart, above all from week 20 on", "fda-2020-nsaid-pregnancy"),
    _stop(f.other_nsaid, "two medicines of this kind together add to the harm, not to the help", "ibuprofen-otc-gi"),
    _stop(f.steroid_tablets, "together with steroid tablets it can make the stomach bleed", "ibuprofen-otc-gi"),
    _stop(f.no_relief, "it has not helped so far: find out why before taking more of it", "article-p4"),
    _mind(f.asthma, f"about {published('aerd-prevalence', 'asthma'):g} in 100 adults with asthma react badly to it (not verified): ask first if it was never taken before", "aerd-prevalence"),
    _mind(f.age >= 60, "from 60 on the stomach bleeds more easily: ask a pharmacist or a doctor first", "ibuprofen-otc-gi"),
    _mind(f.ssri, "with an SSRI the stomach bleeds more easily", "nsaid-avoid-list"),
    _mind(f.pressure_tablets, "with water tablets, an ACE inhibitor or a sartan it can harm the kidneys", "nsaid-avoid-list"),
    _mind(f.high_blood_pressure, "it can raise the blood pressure further", "ibuprofen-htn-hf"),
    _mind(f.heavy_alcohol, "three or more drinks a day raise the risk of stomach bleeding", "ibuprofen-otc-gi"),
    _mind(f.liver_disease, "guidelines ask to weigh the liver's state first", "nice-ng59-nsaid"),
)

_SKIN = (_mind(f.numb_skin, "skin that feels heat and cold badly is burnt or frozen unnoticed", "cold-heat-cautions"),)

_CARE = (
    Treatment(
        "emergency_care",
        "Get emergency care now",
        Stage.NOW,
        how=(
            "Call an ambulance (999 in the UK, 112 in Europe, 911 in the US) or go to an emergency department.",
            "After an accident, or with chest pain or fainting, call the ambulance and keep still until it comes.",
            "Do not drive yourself, and do not wait for a painkiller to work.",
        ),
        article=View(FOR, "Its second reader, down with pain, was taken to hospital at once.", ("article-p2",)),
        today=View(FOR, "These findings are on the NHS list for 999, or are as serious.", ("nhs-999",)),
        lowest=Disposition.EMERGENCY,
        care=True,
    ),
    Treatment(
        "same_day_care",
        "Be seen by a doctor today",
        Stage.NOW,
        how=(
            "Ask for an urgent appointment, or call the urgent-care line (111 in the UK).",
            "Say what was found here, in the same words.",
            "If any of the emergency signs appears, go at once.",
        ),
        article=View(FOR, "Its fourth reader's lesson: when you do not know where a spasm comes from, have it looked at.", ("article-p4", "article")),
        today=View(FOR, "These findings are on the list for urgent advice, or are as serious.", ("nhs-111",)),
        lowest=Disposition.URGENT,
        highest=Disposition.URGENT,
        care=True,
    ),
    Treatment(
        "appointment",
        "Make an appointment with a doctor or physiotherapist",
        Stage.NOW,
        how=(
            "Within days if it is severe, or with pain in the side, vomiting, a numb leg, brittle bones or weak defences.",
            "Within a few weeks if it is only slow to heal.",
        ),
        article=View(FOR, "If it is very bad, or lasts, let a professional find out why.", ("article",)),
        today=View(
            FOR,
            "See a GP when it does not improve within a few weeks, stops daily life, is severe or getting worse.",
            ("nhs-gp",),
        ),
        lowest=Disposition.ROUTINE,
        highest=Disposition.ROUTINE,
        care=True,
    ),
)

_HOME = (
    Treatment(
        "stay_active",
        "Stay active",
        Stage.NOW,
        how=(
            "Keep to your daily life as far as the pain allows; lie down only in short breaks.",
            "Some soreness while moving is usual. Be seen if pain, numbness or weakness spreads down a leg, or if a "
            "movement makes it clearly worse.",
        ),
        article=View(SILENT, "The article does not ask for it, though the reader of post 1 kept moving.", ("article-p1",)),
        today=View(
            FOR,
            "Advice to stay active gives slightly less pain and better function than bed rest; with pain down the leg there is "
            "little or no difference.",
            ("dahm-2010-acute", "dahm-2010-sciatica", "nhs-selfcare", "lancet-2018-foster"),
            STRONG,
            MODERATE,
        ),
    ),
    Treatment(
        "rest",
        "Rest",
        Stage.NOW,
        how=("Short breaks are fine; staying in bed lets the back stiffen.",),
        article=View(FOR, "Rest comes first, so that the muscle can mend; its second reader was sent home to rest for about two weeks.", ("article", "article-p2")),
        today=View(
            AGAINST,
            "The guidance used here asks to stay active, not to rest for two weeks.",
            ("dahm-2010-acute", "nhs-selfcare", "deyo-1986-bedrest"),
            STRONG,
            MODERATE,
        ),
    ),
    Treatment(
        "heat",
        "Warmth",
        Stage.NOW,
        how=("A heat wrap, a warm bath or a hot-water bottle in a cover, not on bare skin.",),
        article=_UNMENTIONED,
        today=View(
            FOR,
            "A heat wrap eases acute pain a little for some days; it is the comfort measure with trials behind it.",
            ("french-2006-heatwrap", "acp-2017-rec1", "nhs-selfcare"),
            STRONG,
            MODERATE,
        ),
        contraindications=(*_SKIN, _mind(f.days >= 84, "it was tested in the first weeks only", "french-2006-heatwrap")),
    ),
    Treatment(
        "ice",
        "Ice, wrapped",
        Stage.NOW,
        how=(
            "Wrap the ice pack in a towel; never lay it on bare skin.",
            "Up to 20 minutes at a time (an estimate from common practice), twice a day as in post 2, in the first days.",
        ),
        article=View(
            FOR,
            "Ice against the swelling, in a towel; its second reader was told to use it twice a day.",
            ("article", "article-p1", "article-p2"),
        ),
        today=View(
            FOR,
            "Optional comfort: studies are too few to say whether cold helps.",
            ("french-2006-cold", "nhs-selfcare"),
            WEAK,
            VERY_LOW,
        ),
        contraindications=_SKIN,
    ),
    Treatment(
        "otc_ibuprofen",
        "Ibuprofen from the shop",
        Stage.NOW,
        how=("With food, the lowest dose that helps, for as few days as possible.",),
        article=View(FOR, "It counts on ibuprofen from the shop to ease the pain for a while.", ("article",)),
        today=View(
            FOR,
            f"It lowers pain by about {EFFECTS['nsaid'].about} points of 100, below the {MATTERS.value:g} that the review counts as worth having; mind what rules it out.",
            ("vandergaag-2020-pain", "nice-ng59-nsaid", "nhs-selfcare"),
            WEAK,
            MODERATE,
        ),
        when=f.pain >= 1,
        doses=(
            Dose("UK", _ADULTS, "200 to 400 mg", "6 hours or more", "1,200 mg, as three doses", "the shortest time that helps", ("ibuprofen-nhs-dose",)),
            Dose("US", _ADULTS, "200 to 400 mg", "4 to 6 hours", "1,200 mg", "10 days at most without advice", ("ibuprofen-otc-max",)),
        ),
        contraindications=_NSAID,
        drug_class="NSAID",
    ),
)

_MEDICINES = (
    Treatment(
        "rx_ibuprofen",
        "Ibuprofen on prescription",
        Stage.NEXT_DAYS,
        how=(
            "Only if a doctor prescribes it, and instead of the one from the shop: never both.",
            "One tablet every six hours, as in post 1, is 2,400 mg a day with 600 mg tablets, the most in the UK, and 3,200 mg "
            "with 800 mg ones: above the UK limit, and the very most in the US (not verified).",
            _UNDER_18,
        ),
        article=View(
            FOR,
            "Its first reader took stronger tablets from the doctor, every six hours for two days, and was free of pain for a while.",
            ("article-p1",),
        ),
        today=View(
            FOR,
            "A doctor may raise the dose for a short time; the higher the dose, the more harm to stomach and heart.",
            ("ibuprofen-nhs-dose", "ibuprofen-rx-boxed", "ibuprofen-rx-strength", "cnt-2013-nsaid-harm"),
            WEAK,
        ),
        when=f.pain >= 5,
        doses=(
            Dose("UK", "adults, under a doctor", "up to 600 mg", "4 hours or more, four times a day at most", "2,400 mg", "as prescribed", ("ibuprofen-nhs-dose",)),
            Dose("US", "adults, on prescription", "400 mg as needed", "4 to 6 hours", "3,200 mg (not verified)", "as prescribed", ("ibuprofen-rx-dose",)),
        ),
        contraindications=_NSAID,
        drug_class="NSAID",
    ),
    Treatment(
        "paracetamol",
        "Paracetamol (acetaminophen) alone",
        Stage.NEXT_DAYS,
        how=("The smallest dose that helps, for a few days.",),
        article=View(FOR, "The article says \"analgesics\" and names none but ibuprofen.", ("article",)),
        today=View(
            AGAINST,
            f"In a trial of 1,652 people recovery took {EFFECTS['paracetamol'].about} days with it and {between('williams-2014-pace', 'all_groups')} days in all groups: no effect.",
            ("williams-2014-pace", "nice-ng59-paracetamol", "nhs-selfcare"),
            STRONG,
        ),
        when=f.pain >= 1,
        doses=(
            Dose("UK", _ADULTS, "500 mg to 1 g", "4 to 6 hours", "4 g (not verified)", "a few days", ("paracetamol-max",)),
            Dose("US", _ADULTS, "500 mg to 1 g", "4 to 6 hours", "3 to 4 g, as the label says (not verified)", "a few days", ("paracetamol-max",)),
        ),
        contraindications=(
            _stop(f.liver_disease, "a weak liver cannot clear it", "paracetamol-max"),
            _stop(f.takes_paracetamol, "twice the medicine is an overdose before one notices", "paracetamol-max"),
            _mind(f.heavy_alcohol, "with much alcohol the liver bears less of it", "paracetamol-max"),
            _mind(f.low_weight, "below 50 kg the limit is lower", "paracetamol-max"),
        ),
    ),
    Treatment(
        "muscle_relaxant",
        "Muscle relaxant",
        Stage.NEXT_DAYS,
        how=("From a doctor, for two weeks at most; it makes drowsy, so no driving and no alcohol.", _UNDER_18),
        article=_UNMENTIONED,
        today=View(
            FOR,
            f"It may lower pain by about {EFFECTS['relaxant'].about} points of 100 in the first two weeks, with more side effects. ACP and the NHS allow it; added to another anti-inflammatory it did not help.",
            ("cashin-2021-relaxants", "acp-2017-rec1", "nhs-other-treatment", "friedman-2015"),
            WEAK,
            VERY_LOW,
        ),
        when=f.pain >= 7,
        contraindications=(
            _stop(f.sedatives, "two drowsy-making medicines together can stop the breathing", "relaxant-cautions"),
            _stop(f.maoi, "with an MAOI the blood pressure and temperature can run away", "relaxant-cautions"),
            _stop(f.heart_rhythm, "some relaxants disturb the heart's rhythm", "relaxant-cautions"),
            _stop(f.heart_failure, "some relaxants burden a weak heart", "relaxant-cautions"),
            _stop(f.heart_disease, "some relaxants must not be taken after a heart attack", "relaxant-cautions"),
            _stop(f.overactive_thyroid, "with an overactive thyroid some relaxants overdrive the heart", "relaxant-cautions"),
            _stop(f.liver_disease, "several relaxants harm a weak liver", "relaxant-cautions"),
            _stop(f.pregnant, "its safety for the unborn child is not known", "relaxant-cautions"),
            _stop(f.heavy_alcohol, "alcohol and a relaxant together can stop the breathing", "relaxant-cautions"),
            _stop(f.weak_breathing, "some relaxants slow the breathing", "relaxant-cautions"),
            _stop(f.addiction, "some relaxants can be addictive", "relaxant-cautions"),
            _mind(f.days >= 42, "it was tested in the first weeks only", "cashin-2021-relaxants"),
            _mind(f.kidney_disease, "weak kidneys clear some relaxants slowly", "relaxant-cautions"),
            _mind(f.difficulty_peeing, "it can make peeing harder still", "relaxant-cautions"),
            _mind(f.drives, "it makes drowsy: no driving, no machines", "relaxant-cautions"),
            _mind(f.age >= 65, "older people fall more easily with it", "relaxant-cautions"),
        ),
        drug_class="drowsy-making",
    ),
    Treatment(
        "opioid",
        "Stronger painkillers (narcotics, opioids)",
        Stage.NEXT_DAYS,
        how=("If a doctor ever gives them: the lowest dose, for days and not weeks, with a date to stop.", _UNDER_18),
        article=View(
            FOR,
            "It allows stronger medicine, narcotics among it, for very strong or lasting pain and for a slipped disc.",
            ("article",),
        ),
        today=View(
            AGAINST,
            f"In a trial of {published('jones-2023-opal-design', 'people'):g} people they did no better than dummy pills at six weeks, and a year later misuse was likelier. A "
            "doctor may fall back on a weak one, briefly, where ibuprofen is ruled out or fails; never for lasting pain.",
            ("jones-2023-opal-design", "jones-2023-opal-1y", "nice-ng59-opioid", "who-2023-against"),
            STRONG,
        ),
        when=(f.pain >= 7) | ((f.days >= 42) & (f.pain >= 4)),
        contraindications=(
            _stop(f.weak_breathing, "it slows the breathing, which may stop", "opioid-cautions"),
            _stop(f.sedatives, "with anything else that makes drowsy it can stop the breathing", "opioid-cautions"),
            _stop(f.addiction, "the risk of a new addiction is high", "opioid-cautions", "jones-2023-opal-1y"),
            _stop(f.opioid_allergy, "the bad reaction can come back", "opioid-cautions"),
            _stop(f.blocked_bowel, "it stills the bowel further", "opioid-cautions"),
            _stop(f.pregnant, "it reaches the unborn child", "opioid-cautions"),
            _stop(f.heavy_alcohol, "alcohol and opioids together can stop the breathing", "opioid-cautions"),
            _stop(f.maoi, "together with an MAOI it can be deadly", "opioid-cautions"),
            _mind(f.asthma, "in bad asthma it can weaken the breathing", "opioid-cautions"),
            _mind(f.kidney_disease, "weak kidneys clear it slowly", "opioid-cautions"),
            _mind(f.liver_disease, "a weak liver clears it slowly", "opioid-cautions"),
            _mind(f.age >= 65, "older people fall more easily and breathe more weakly with it", "opioid-cautions"),
            _mind(f.drives, "no driving and no machines with it", "opioid-cautions"),
        ),
        drug_class="drowsy-making",
    ),
)

_MOVEMENT = (
    Treatment(
        "physical_therapy",
        "Physiotherapy (physical therapy)",
        Stage.NEXT_WEEKS,
        how=("A physiotherapist shows exercises that fit, and how to raise them step by step.",),
        article=View(FOR, "For lasting pain and weak belly muscles: exercises with a plan make back and belly stronger.", ("article",)),
        today=View(
            FOR,
            f"Exercise lowers lasting pain by about {EFFECTS['exercise'].about} points of 100; in the first weeks it adds little.",
            ("hayden-2021-pain", "nice-ng59-exercise", "fritz-2015-early-pt"),
            WEAK,
            MODERATE,
        ),
        when=(f.days >= 14) | f.not_healing | f.repeated_episodes | f.weak_core | (f.pain >= 7),
    ),
    Treatment(
        "core_strengthening",
        "Core strengthening that starts slowly",
        Stage.NEXT_WEEKS,
        how=(
            "First recover; then a few simple exercises, slowly and with care, a little more each week.",
            "The kind of exercise matters less than going on with it.",
        ),
        article=View(FOR, "Its third reader's sister began with easy exercises once she had recovered, and has hardly had trouble since.", ("article-p3",)),
        today=View(
            FOR,
            "It helps lasting pain, but no more than other exercise does.",
            ("saragiotto-2016", "smith-2014-stabilisation", "hayden-who-2023-exercise", "acp-2017-rec2"),
            WEAK,
            LOW,
        ),
        when=f.weak_core | f.repeated_episodes | f.sits_long | (f.days >= 42),
        contraindications=(_mind(f.pain >= 7, "wait until the worst is over, so as not to hurt it again", "article-p3"),),
    ),
    Treatment(
        "light_exercise",
        "Light exercise, kept up",
        Stage.PREVENTION,
        how=("Walking, with some teaching, is one way that was tested: build it up over weeks, keep it, and break up long sitting.",),
        article=View(FOR, "Gentle training set by a physiotherapist makes the next strain less likely.", ("article",)),
        today=View(
            FOR,
            f"Exercise with education nearly halves new episodes within a year (ratio {_WITH_EDUCATION.value:g}); with walking and education it took "
            f"{_WALKING.value:g} days to the next one, against {_NOT_WALKING.value:g} without.",
            ("steffens-2016-exed", "pocovi-2024-walkback", "dasilva-2019-predictors"),
            STRONG,
            MODERATE,
        ),
    ),
)

_SPECIALIST = (
    Treatment(
        "urgent_imaging",
        "Urgent imaging and referral",
        Stage.SPECIALIST,
        how=("An examination, blood tests and a scan, chosen by the doctor, then the ward that treats what is found.",),
        article=View(FOR, "A professional determines the cause; the article names no scan.", ("article",)),
        today=View(
            FOR,
            "Scan where there are signs of a serious cause, at once for squeezed nerves; routine scans bring no benefit that "
            "patients notice.",
            ("acp-2011-imaging", "nice-ng59-altdx", "rcr-ces-24-7", "jarvik-deyo-2002-mri"),
            STRONG,
        ),
        when=f.leg_weakness,
        treats=("cauda_equina", "spinal_tumour", "spinal_infection", "vertebral_fracture", "aortic_aneurysm", "kidney_stone"),
        lowest=Disposition.URGENT,
    ),
    Treatment(
        "kidney_infection_care",
        "If a kidney infection is found: its treatment",
        Stage.SPECIALIST,
        how=("A urine test first, then the antibiotic that fits; at home for most, in hospital if severe or pregnant.",),
        article=View(FOR, "The reader of post 4 needed the doctor to find the kidney infection.", ("article-p4",)),
        today=View(
            FOR,
            "Antibiotics without delay; most people are treated at home, severe or complicated ones in hospital.",
            ("pyelo-afp-2011", "course-teaching"),
        ),
        treats=("kidney_infection",),
        lowest=Disposition.URGENT,
    ),
    Treatment(
        "tumour_care",
        "If a tumour is found: surgery and other therapy",
        Stage.SPECIALIST,
        how=("A cancer team decides, after a scan, between radiotherapy, medicines, steroids and surgery.",),
        article=View(FOR, "It says that a tumour calls for an operation and further treatment.", ("article",)),
        today=View(
            FOR,
            "An urgent scan and a cancer team; many are treated without surgery (not verified).",
            ("nice-ng59-altdx", "tumour-treatment"),
        ),
        treats=("spinal_tumour",),
        lowest=Disposition.URGENT,
    ),
    Treatment(
        "rheumatology",
        "Referral to a rheumatologist",
        Stage.SPECIALIST,
        how=("Blood tests and a scan of the joints between spine and pelvis can show the inflammation.",),
        article=_UNMENTIONED,
        today=View(
            FOR,
            "Two or more of the four signs make inflammatory back pain likelier; guidelines ask to look for it.",
            ("rudwaleit-2006-ibp", "nice-ng59-altdx"),
            STRONG,
        ),
        treats=("inflammatory_back_pain",),
        lowest=Disposition.ROUTINE,
    ),
    Treatment(
        "injection",
        "Injection beside the spine",
        Stage.SPECIALIST,
        how=("A steroid with a local anaesthetic, for strong leg pain in its first months.",),
        article=View(FOR, "It names injections for a herniated disc.", ("article",)),
        today=View(
            FOR,
            "For strong, recent leg pain only (not verified), and slightly better than dummy injections for a short time.",
            ("oliveira-2020-esi", "nice-ng59-invasive"),
            WEAK,
            MODERATE,
        ),
        when=f.leg_pain & (f.pain >= 7),
        lowest=Disposition.ROUTINE,
        highest=Disposition.ROUTINE,
        contraindications=(
            _stop(f.fever, "with an infection in the body it can carry germs to the spine", "injection-cautions"),
            _stop(f.recent_infection, "with a recent infection it can carry germs to the spine", "injection-cautions"),
            _stop(f.blood_thinner, "a bleeding beside the spine can press on the nerves", "injection-cautions"),
            _stop(f.injects_drugs, "germs from a needle may already be in the blood", "injection-cautions"),
            _stop(f.weak_immunity, "a weak immune system cannot clear germs that come with the needle", "injection-cautions"),
            _mind(f.days >= 84, "guidelines keep it for recent leg pain (not verified)", "nice-ng59-invasive"),
            _mind(f.diabetes, "the steroid raises the blood sugar for days", "injection-cautions"),
            _mind(f.pregnant, "it is usually put off in pregnancy", "injection-cautions"),
        ),
    ),
    Treatment(
        "disc_surgery",
        "Disc surgery",
        Stage.SPECIALIST,
        how=("Comes into question when leg pain has lasted beyond six weeks, nothing else helped and the scan fits.",),
        article=View(FOR, "It names an operation as the last resort for a slipped disc.", ("article",)),
        today=View(
            FOR,
            f"Relief is faster ({_EARLY.value:g} against {_LATER.value:g} weeks); after a year {RECOVERED_IN_A_YEAR.value:g}% had recovered whether operated on early or left to wait at "
            f"first, and {OPERATED_IN_A_YEAR.value:g} in 100 of those who waited had an operation in the end.",
            ("peul-2007-sciatica", "peul-2008-2y", "bailey-2020-chronic-sciatica", "nice-ng59-invasive"),
            WEAK,
            MODERATE,
        ),
        when=f.leg_pain & (f.days >= 42),
        lowest=Disposition.ROUTINE,
        highest=Disposition.ROUTINE,
        contraindications=(_mind(f.blood_thinner, "the medicine has to be paused first", "injection-cautions"),),
    ),
)

TREATMENTS: Mapping[str, Treatment] = {
    treatment.id: treatment for treatment in _CARE + _HOME + _MEDICINES + _MOVEMENT + _SPECIALIST
}
