"""Everything that can be done about a back spasm, seen through both lenses, with what speaks against it.

Order matters only within a stage: what stands first is read first. An absolute contraindication withholds
a treatment while it is present *and* while it has not been asked about, and so do two cautions at once. Where sources
differ on a limit, the stricter one stands here, and the reason says so.
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
    EVERYBODY,
    NOBODY,
    Certainty,
    Contraindication,
    Direction,
    Disposition,
    Dose,
    Expression,
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
_ADULT = f.age >= 18  # the sources of the doses speak of adults
LASTING = f.days >= 84  # lasting (chronic) pain begins at twelve weeks
_FAILED = f.not_healing | f.getting_worse | f.no_relief  # other care has been tried, and it did not do
_EARLY, _LATER = WEEKS_TO_RECOVER
_WITH_EDUCATION = interval("steffens-2016-exed", "risk")
_WITH_EDUCATION_LATER = interval("shiri-2018", "with_education")
_WALKING, _NOT_WALKING = (interval("pocovi-2024-walkback", name) for name in ("until", "until_without"))
_WORN_AT_20, _WORN_AT_80 = (published("brinjikji-2015-asymptomatic", name) for name in ("worn_20", "worn_80"))
_UNMENTIONED = View(SILENT, "The article does not mention it.", ("article",))


def _stop(when: Expression, because: str, *sources: str, unless: Expression = NOBODY) -> Contraindication:
    """An absolute contraindication."""
    return Contraindication(when, because, sources, unless=unless)


def _mind(when: Expression, because: str, *sources: str) -> Contraindication:
    """A caution: alone it only warns, but two of them withhold the treatment."""
    return Contraindication(when, because, sources, absolute=False)


def _note(when: Expression, because: str, *sources: str) -> Contraindication:
    """A caution that does no harm by itself, and therefore does not count."""
    return Contraindication(when, because, sources, absolute=False, counts=False)


_PROTECTED = "ask a pharmacist or a doctor, who may add a stomach protector (a PPI, such as omeprazole)"

_NSAID = (
    _stop(f.nsaid_allergy, "an earlier reaction to aspirin or its kind can come back and close the airways", "ibuprofen-rx-contra"),
    _stop(f.ulcer, "it can make a stomach ulcer bleed, without any warning", "ibuprofen-otc-gi", "ibuprofen-rx-boxed"),
    _stop(f.gut_bleeding, "the stomach or the bowel may be bleeding now, and it would bleed more", "perforated-ulcer", "nsaid-gi-multipliers"),
    _stop(f.bowel_inflammation, "it can stir an inflamed bowel up: ask first", "nhs-ibuprofen-who-not"),
    _stop(f.kidney_disease, "it cuts the blood flow to kidneys that are already weak", "nsaid-avoid-list", "nice-ng59-nsaid"),
    _stop(f.single_kidney, "there is no second kidney to make up for one that it harms", "nhs-ibuprofen-who-not", "nsaid-avoid-list"),
    _stop(
        f.flank_pain,
        "pain in the side may come from a kidney, which it can harm: have that checked first (where a doctor finds a kidney stone, it is a medicine of this kind that they give first)",
        "article-p4",
        "nsaid-avoid-list",
        "nice-ng118-colic",
    ),
    _stop(f.kidney_tenderness, "a tender kidney has to be checked first: it can harm one that is ill", "article-p4", "nsaid-avoid-list"),
    _stop(f.vomiting, "whoever keeps being sick dries out, and then it can harm the kidneys", "nsaid-avoid-list"),
    _stop(f.dehydration, "it can harm the kidneys of somebody who is dehydrated", "nsaid-avoid-list"),
    _stop(f.cirrhosis, "with a scarred liver it can make the kidneys fail and the gullet bleed", "easl-nsaid-cirrhosis"),
    _stop(f.heart_failure, "it holds back water and makes heart failure worse", "ibuprofen-htn-hf"),
    _stop(f.heart_disease, "it raises the risk of a heart attack or a stroke", "ibuprofen-rx-boxed", "mhra-2015-ibuprofen"),
    _stop(f.heart_surgery, "it must not be used around heart surgery", "ibuprofen-rx-contra", "ibuprofen-rx-boxed"),
    _stop(f.bleeding_tendency, "it makes blood that clots badly clot worse still", "nhs-ibuprofen-who-not"),
    _stop(
        f.blood_thinner,
        "together with a blood thinner or daily aspirin it can cause bleeding",
        "ibuprofen-otc-gi",
        "ibuprofen-htn-hf",
        "petersen-2024-nsaid-anticoagulant",
    ),
    _stop(f.pregnant, "it can harm the unborn child's kidneys and heart: ask first at any stage", "fda-2020-nsaid-pregnancy", "nsaid-pregnancy-us-uk"),
    _stop(f.pregnant & (f.weeks >= 20), "from week 20 on never without a doctor", "mhra-2023-nsaid-pregnancy"),
    _stop(f.pregnant & (f.weeks >= 28), "forbidden from week 28 on in the UK, from week 30 on in the US", "nsaid-pregnancy-us-uk"),
    _stop(f.chickenpox, "with chickenpox or shingles the skin can become badly infected: ask first", "nhs-ibuprofen-who-not"),
    _stop(f.other_nsaid, "two medicines of this kind together add to the harm, not to the help", "ibuprofen-otc-gi"),
    _stop(f.steroid_tablets, "together with steroid tablets it can make the stomach bleed", "ibuprofen-otc-gi", "nsaid-gi-multipliers"),
    _stop(f.spironolactone, "together with spironolactone it makes the stomach bleed far more often", "nsaid-gi-multipliers"),
    _stop(f.risky_mix, "it can drive these medicines up to a poisonous level: only if the clinic that gives them agrees", "nhs-ibuprofen-interactions"),
    # Two studies differ on one of the two alone, which is a caution below; of both together they say the same.
    _stop(
        f.water_tablets & f.ace_or_sartan,
        "the three together can stop the kidneys working",
        "lapi-2013-triple",
        "dreischulte-2015-triple",
    ),
    _stop(f.no_relief, "it has not helped so far: find out why before taking more of it", "article-p4"),
    _note(f.breastfeeding, "hardly any of it gets into the milk; ask first if the baby came early, is small or is ill", "breastfeeding-analgesics"),
    _mind(f.asthma, f"about {published('aerd-prevalence', 'asthma'):g} in 100 adults with asthma react badly to it (not verified): ask first if it was never taken before", "aerd-prevalence"),
    _mind(f.age >= 60, "from 60 on the stomach bleeds more easily: ask a pharmacist or a doctor first", "ibuprofen-otc-gi"),
    _note(LASTING & (f.age >= 45), "who takes it for lasting pain from 45 on gets a stomach protector (a PPI, such as omeprazole) with it", "nsaid-ppi-nice"),
    _mind(f.ssri, f"with an SSRI the stomach bleeds more easily: {_PROTECTED}", "nsaid-avoid-list", "anglin-2014-ssri-nsaid"),
    _mind(f.snri, f"with an SNRI the stomach may bleed more easily (the evidence is weaker): {_PROTECTED}", "duloxetine-nsaid"),
    _mind(f.pressure_tablets, "with water tablets, an ACE inhibitor or a sartan it can harm the kidneys", "nsaid-avoid-list", "dreischulte-2015-triple"),
    _mind(f.high_blood_pressure, "it can raise the blood pressure further", "ibuprofen-htn-hf"),
    _mind(f.heavy_alcohol, "three or more drinks a day raise the risk of stomach bleeding", "ibuprofen-otc-gi"),
    _mind(f.liver_disease, "guidelines ask to weigh the liver's state first", "nice-ng59-nsaid"),
    _mind(f.wants_baby, "some of its kind may hold back the egg: sources differ, so ask first", "nsaid-conceive"),
    _mind(f.hormone_pill, "with the combined pill it makes a blood clot a little likelier, which stays rare", "nsaid-contraception-clot"),
)

# With paracetamol, whatever takes it harder gets less of it. Where several hold, the lowest limit does.
_VERY_LIGHT = f.very_low_weight
_LIGHT = f.low_weight | _VERY_LIGHT
_CAREFULLY = f.liver_disease | f.heavy_alcohol | f.anticoagulant
_A_FEW_DAYS = "a few days"
_ASKED = "once a doctor has agreed"

_PARACETAMOL_DOSES = (
    Dose("UK", _ADULTS, "500 mg to 1 g", "4 to 6 hours", "4 g (not verified)", _A_FEW_DAYS, ("paracetamol-max",), 4000, _ADULT, _LIGHT | _CAREFULLY),
    Dose("US", _ADULTS, "500 mg to 1 g", "4 to 6 hours", "3 to 4 g, as the label says (not verified)", _A_FEW_DAYS, ("paracetamol-max",), 4000, _ADULT, _LIGHT | _CAREFULLY),
    Dose("UK", "adults of 41 to 49 kg", "500 mg to 1 g", "6 to 8 hours, three times a day at most", "3 g", _A_FEW_DAYS, ("paracetamol-low-weight-uk",), 3000, _ADULT & _LIGHT, _VERY_LIGHT | _CAREFULLY),
    Dose("UK", "adults of 40 kg or less", "500 mg", "6 hours, four times a day at most", "2 g", _A_FEW_DAYS, ("paracetamol-low-weight-uk",), 2000, _ADULT & _VERY_LIGHT, _CAREFULLY),
    # A US review says 2 g at most, European guidance 2 to 3 g: the lower one stands, for alcohol as well.
    Dose("UK", "adults with a liver disease, or three drinks or more a day", "500 mg", "6 hours, four times a day at most", "2 g", _ASKED, ("easl-2022-paracetamol-cirrhosis", "paracetamol-max"), 2000, _ADULT & (f.liver_disease | f.heavy_alcohol)),
    Dose("US", "adults with a liver disease, or three drinks or more a day", "500 mg", "6 hours, four times a day at most", "2 g", _ASKED, ("easl-2022-paracetamol-cirrhosis", "paracetamol-max"), 2000, _ADULT & (f.liver_disease | f.heavy_alcohol)),
    Dose("UK", "adults who take warfarin or another such blood thinner", "500 mg", "6 hours, four times a day at most", "2 g", "a few days; for longer, tell the clinic", ("paracetamol-warfarin-nhs",), 2000, _ADULT & f.anticoagulant, f.liver_disease | f.heavy_alcohol),
)

_PARACETAMOL = (
    _stop(f.takes_paracetamol, "twice the medicine is an overdose before one notices", "paracetamol-max"),
    _mind(f.liver_disease, "a weak liver clears it slowly: less of it, and only once a doctor has agreed", "paracetamol-max", "easl-2022-paracetamol-cirrhosis"),
    _mind(f.heavy_alcohol, "with much alcohol the liver bears less of it", "paracetamol-max"),
    _mind(f.low_weight, "below 50 kg the limit is lower", "paracetamol-max", "paracetamol-low-weight-uk"),
    _mind(f.anticoagulant, "more than a little of it for days thins the blood further: the lowest dose, and tell the clinic", "paracetamol-warfarin-nhs"),
)
# For whom paracetamol is the first choice, and not what does not help a plain back pain.
_FIRST_CHOICE = f.pregnant | f.breastfeeding | f.cirrhosis

_SKIN = (_mind(f.numb_skin, "skin that feels heat and cold badly is burnt or frozen unnoticed", "cold-heat-cautions"),)

NSAID = "NSAID"
DROWSY = "drowsy-making"
_NO_NSAID = ("paracetamol_first", "heat", "stay_active")  # where an NSAID is ruled out

_CARE = (
    Treatment(
        "emergency_care",
        "Get emergency care now",
        Stage.NOW,
        how=(
            "Call an ambulance (999 in the UK, 112 in Europe, 911 in the US) or go to an emergency department.",
            "After an accident, or with chest pain, fainting, sudden breathlessness, strong belly pain or bleeding, call the ambulance "
            "and keep still until it comes.",
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
            "Until then move gently as far as it is comfortable, drink as usual, go on with what a doctor has prescribed, and ask for "
            "something against the pain when you call.",
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

_SCAN = Treatment(
    "routine_scan",
    "An X-ray or MRI scan now",
    Stage.NOW,
    how=(),
    article=View(SILENT, "The article names no scan.", ("article",)),
    today=View(
        AGAINST,
        "Without a warning sign it changes nothing that is done, in the first six weeks least of all, and worn discs are seen in "
        f"{_WORN_AT_20:g}% of people of 20 and {_WORN_AT_80:g}% of people of 80 who have no pain at all. A scan is for a warning sign, or when an injection or "
        "an operation is thought of after six weeks of other care; MRI for nerves, cancer and infection, an X-ray or CT first for a break.",
        ("acr-2021-variants", "nice-ng59-imaging", "brinjikji-2015-asymptomatic"),
        STRONG,
    ),
    not_for=(f.leg_pain & (f.days >= 42))
    | f.osteoporosis
    | f.minor_fall
    | (f.age >= 70)
    | f.steroid_tablets
    | f.spine_tap_tender
    | f.cancer_elsewhere
    | f.ankylosed_spine,
    highest=Disposition.ROUTINE,
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
            "A heat wrap eases acute pain a little for some days; it is the comfort measure with trials behind it. Before any tablet the American guideline names warmth first, then massage, acupuncture and manipulation (low certainty).",
            ("french-2006-heatwrap", "acp-2017-rec1", "nhs-selfcare"),
            STRONG,
            MODERATE,
        ),
        contraindications=(*_SKIN, _note(LASTING, "it was tested in the first weeks only", "french-2006-heatwrap")),
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
            Dose("UK", _ADULTS, "200 to 400 mg", "6 hours or more", "1,200 mg, as three doses", "the shortest time that helps", ("ibuprofen-nhs-dose",), 1200, _ADULT),
            Dose("US", _ADULTS, "200 to 400 mg", "4 to 6 hours", "1,200 mg", "10 days at most without advice", ("ibuprofen-otc-max",), 1200, _ADULT),
        ),
        # Being 60 is a caution already: with this one they are two, and the shop's own is no longer taken unasked.
        contraindications=(
            *_NSAID,
            _mind(f.age >= 65, "from 65 on it needs a stomach protector, which the shop does not add", "nsaid-gi-multipliers", "nsaid-ppi-nice"),
        ),
        drug_class=NSAID,
        instead=_NO_NSAID,
    ),
    Treatment(
        "paracetamol_first",
        "Paracetamol (acetaminophen), the first choice here",
        Stage.NOW,
        how=("The smallest dose that helps, for a few days.",),
        article=View(FOR, "The article says \"analgesics\" and names none but ibuprofen.", ("article",)),
        today=View(
            FOR,
            "In pregnancy it is the first choice, and pain or fever left alone carry a risk of their own. While breastfeeding it may be taken, as ibuprofen may. With a scarred liver it is the safer painkiller, in a smaller dose.",
            ("mhra-2025-paracetamol-pregnancy", "breastfeeding-analgesics", "easl-2022-paracetamol-cirrhosis"),
        ),
        when=_FIRST_CHOICE & (f.pain >= 1),
        doses=_PARACETAMOL_DOSES,
        contraindications=_PARACETAMOL,
        drug_class="paracetamol",
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
            Dose("UK", "adults, under a doctor", "up to 600 mg", "4 hours or more, four times a day at most", "2,400 mg", "as prescribed", ("ibuprofen-nhs-dose",), 2400, _ADULT),
            Dose("US", "adults, on prescription", "400 mg as needed", "4 to 6 hours", "3,200 mg (not verified)", "as prescribed", ("ibuprofen-rx-dose",), 3200, _ADULT),
        ),
        contraindications=(
            *_NSAID,
            _note(f.age >= 65, "from 65 on a stomach protector (a PPI, such as omeprazole) is given with it", "nsaid-ppi-nice", "nhs-ibuprofen-who-not"),
            _stop(EVERYBODY, "these doses are for adults, and a doctor alone decides", "ibuprofen-nhs-dose", unless=_ADULT),
        ),
        drug_class=NSAID,
        instead=_NO_NSAID,
    ),
    Treatment(
        "paracetamol",
        "Paracetamol (acetaminophen) alone",
        Stage.NEXT_DAYS,
        how=("The smallest dose that helps, for a few days.",),
        article=View(FOR, "The article says \"analgesics\" and names none but ibuprofen.", ("article",)),
        today=View(
            AGAINST,
            f"In a trial of 1,652 people recovery took {EFFECTS['paracetamol'].about} days with it and {between('williams-2014-pace', 'all_groups')} days in all groups: no effect. "
            "That is about plain back pain: for other pain it stays a usual choice.",
            ("williams-2014-pace", "nice-ng59-paracetamol", "nhs-selfcare", "cks-lbp-no-drug-out"),
            STRONG,
        ),
        when=f.pain >= 1,
        not_for=_FIRST_CHOICE,
        doses=_PARACETAMOL_DOSES,
        contraindications=_PARACETAMOL,
        drug_class="paracetamol",
    ),
    Treatment(
        "muscle_relaxant",
        "Muscle relaxant",
        Stage.NEXT_DAYS,
        how=("From a doctor, for a few days: five at most in the UK, two weeks in the trials. It makes drowsy: no driving, no alcohol, no "
            "opioid with it.", _UNDER_18),
        article=_UNMENTIONED,
        today=View(
            FOR,
            f"It may lower pain by about {EFFECTS['relaxant'].about} points of 100 in the first two weeks, with more side effects. ACP and the NHS allow it; added to another anti-inflammatory it did not help. In the UK it would be a little diazepam for five days at most.",
            ("cashin-2021-relaxants", "acp-2017-rec1", "nhs-other-treatment", "friedman-2015", "cks-lbp-drugs", "diazepam-research-gap"),
            WEAK,
            VERY_LOW,
        ),
        when=f.pain >= 7,
        contraindications=(
            _stop(EVERYBODY, "it was tested in adults, and a doctor alone decides", "cashin-2021-relaxants", unless=_ADULT),
            _stop(f.age >= 65, "older people fall, break bones and grow confused with it", "beers-relaxants", "relaxant-cautions"),
            _stop(f.leg_pain, "with pain down the leg it did worse than a dummy pill", "nice-ng59-2020-sciatica", "nice-ng59-2020-why"),
            _stop(LASTING, "guidelines advise against it for lasting pain", "who-2023-relaxants"),
            _stop(f.sedatives, "two drowsy-making medicines together can stop the breathing", "relaxant-cautions", "diazepam-contra"),
            _stop(f.ssri, "some relaxants and an SSRI together can overdrive the nerves", "cyclobenzaprine-label"),
            _stop(f.snri, "some relaxants and an SNRI together can overdrive the nerves", "cyclobenzaprine-label"),
            _stop(f.maoi, "with an MAOI the blood pressure and temperature can run away", "relaxant-cautions"),
            _stop(f.heart_rhythm, "some relaxants disturb the heart's rhythm", "relaxant-cautions"),
            _stop(f.heart_failure, "some relaxants burden a weak heart", "relaxant-cautions"),
            _stop(f.heart_disease, "some relaxants must not be taken after a heart attack", "relaxant-cautions"),
            _stop(f.overactive_thyroid, "with an overactive thyroid some relaxants overdrive the heart", "relaxant-cautions"),
            _stop(f.liver_disease, "several relaxants harm a weak liver", "relaxant-cautions"),
            _stop(f.pregnant, "its safety for the unborn child is not known", "relaxant-cautions", "diazepam-contra"),
            _stop(f.breastfeeding, "it passes into the milk and makes the baby drowsy", "breastfeeding-analgesics", "diazepam-contra"),
            _stop(f.heavy_alcohol, "alcohol and a relaxant together can stop the breathing", "relaxant-cautions", "diazepam-contra"),
            _stop(f.weak_breathing, "some relaxants slow the breathing", "relaxant-cautions", "diazepam-contra"),
            _stop(f.muscle_nerve_illness, "it weakens muscles that tire already, those of breathing among them", "diazepam-contra"),
            _stop(f.glaucoma, "some relaxants raise the pressure in the eye", "cyclobenzaprine-label", "diazepam-contra"),
            # Some labels only warn of it where the bladder does not empty, now or for long.
            *(
                _stop(sign, "it can make peeing harder still", "cyclobenzaprine-label", "relaxant-cautions")
                for sign in (f.difficulty_peeing, f.difficulty_peeing_known, f.difficulty_peeing_unseen)
            ),
            _stop(f.addiction, "some relaxants can be addictive", "relaxant-cautions"),
            _note(f.days >= 42, "it was tested in the first weeks only", "cashin-2021-relaxants"),
            _mind(f.kidney_disease, "weak kidneys clear some relaxants slowly", "relaxant-cautions"),
            _note(f.drives, "it makes drowsy: no driving, no machines", "relaxant-cautions"),
        ),
        drug_class=DROWSY,
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
            "doctor may fall back on a weak one, briefly, where ibuprofen is ruled out or fails; never for lasting pain, in the back or down the leg.",
            ("jones-2023-opal-design", "jones-2023-opal-1y", "nice-ng59-opioid", "nice-ng59-2020-sciatica", "who-2023-against"),
            STRONG,
        ),
        when=(f.pain >= 7) | ((f.days >= 42) & (f.pain >= 4)),
        contraindications=(
            # The trials and the guidance are of adults, and codeine is not for breathing that is weak.
            _stop(EVERYBODY, "nobody under 18 is given it for a back", "opioid-under-18", "fda-2017-codeine-tramadol", unless=_ADULT),
            _stop(f.weak_breathing, "it slows the breathing, which may stop", "opioid-cautions"),
            _stop(f.sedatives, "with anything else that makes drowsy it can stop the breathing", "opioid-cautions"),
            _stop(f.addiction, "the risk of a new addiction is high", "opioid-cautions", "jones-2023-opal-1y"),
            _stop(f.opioid_allergy, "the bad reaction can come back", "opioid-cautions"),
            _stop(f.blocked_bowel, "it stills the bowel further", "opioid-cautions"),
            _stop(f.pregnant, "it reaches the unborn child", "opioid-cautions"),
            _stop(f.breastfeeding, "it passes into the milk and can slow the baby's breathing: codeine never", "breastfeeding-analgesics", "fda-2017-codeine-tramadol"),
            _stop(f.cirrhosis, "a scarred liver cannot clear it", "easl-2022-paracetamol-cirrhosis"),
            _stop(f.heavy_alcohol, "alcohol and opioids together can stop the breathing", "opioid-cautions"),
            _stop(f.maoi, "together with an MAOI it can be deadly", "opioid-cautions"),
            _mind(f.asthma, "in bad asthma it can weaken the breathing", "opioid-cautions"),
            _mind(f.kidney_disease, "weak kidneys clear it slowly", "opioid-cautions"),
            _mind(f.liver_disease, "a weak liver clears it slowly", "opioid-cautions"),
            _mind(f.age >= 65, "older people fall more easily and breathe more weakly with it", "opioid-cautions"),
            _note(f.drives, "no driving and no machines with it", "opioid-cautions"),
        ),
        drug_class=DROWSY,
    ),
    Treatment(
        "sciatica_drugs",
        "For pain down the leg: gabapentin or pregabalin, steroid tablets, diazepam",
        Stage.NEXT_DAYS,
        how=(),
        article=_UNMENTIONED,
        today=View(
            AGAINST,
            "None of them eased pain down the leg better than a dummy pill, diazepam did worse, and all of them can do harm; so it is with other medicines against epilepsy. Whoever takes one already does not stop by themselves: a doctor lowers it step by step.",
            ("nice-ng59-2020-sciatica", "nice-ng59-2020-why"),
            STRONG,
        ),
        when=f.leg_pain,
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
            f"Exercise lowers lasting pain by about {EFFECTS['exercise'].about} points of 100; in the first weeks it adds little. "
            "Nine questions (STarT Back) sort who gets how much of it: the first trials found a benefit, most later ones none, and "
            "they foresee the course no better than a guess in the consulting room. They are there to talk about worry and fear of moving.",
            ("hayden-2021-pain", "nice-ng59-exercise", "fritz-2015-early-pt", "startback-items", "startback-after-2011", "startback-accuracy"),
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
        contraindications=(_note(f.pain >= 7, "wait until the worst is over, so as not to hurt it again", "article-p3"),),
    ),
    Treatment(
        "light_exercise",
        "Light exercise, kept up",
        Stage.PREVENTION,
        how=("Walking, with some teaching, is one way that was tested: build it up over weeks, keep it, and break up long sitting.",),
        article=View(FOR, "Gentle training set by a physiotherapist makes the next strain less likely.", ("article",)),
        today=View(
            FOR,
            f"Exercise with education makes new episodes within a year rarer: a risk ratio of {_WITH_EDUCATION.value:g} in a review of 2016, "
            f"{_WITH_EDUCATION_LATER.value:g} in one of 2018 (not verified); with walking and education it took {_WALKING.value:g} days to the next "
            f"one, against {_NOT_WALKING.value:g} without.",
            ("steffens-2016-exed", "shiri-2018", "pocovi-2024-walkback", "dasilva-2019-predictors"),
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
        treats=(
            "cauda_equina",
            "cord_compression",
            "spinal_tumour",
            "spinal_infection",
            "vertebral_fracture",
            "spinal_bleeding",
            "aortic_aneurysm",
            "aortic_dissection",
            "heart",
            "lung",
            "belly",
            "kidney_stone",
            "pregnancy_trouble",
            "sepsis",
            "muscle_breakdown",
            "testicle",
        ),
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
        how=("A steroid with a local anaesthetic, for strong leg pain in its first months that other care did not ease.",),
        article=View(FOR, "It names injections for a herniated disc.", ("article",)),
        today=View(
            FOR,
            "For strong, recent leg pain only (not verified), and slightly better than dummy injections for a short time.",
            ("oliveira-2020-esi", "nice-ng59-invasive"),
            WEAK,
            MODERATE,
        ),
        when=f.leg_pain & (f.pain >= 7) & (f.days >= 14) & _FAILED,
        lowest=Disposition.ROUTINE,
        highest=Disposition.ROUTINE,
        contraindications=(
            _stop(f.fever, "with an infection in the body it can carry germs to the spine", "injection-cautions"),
            _stop(f.recent_infection, "with a recent infection it can carry germs to the spine", "injection-cautions"),
            _stop(f.blood_thinner, "a bleeding beside the spine can press on the nerves", "injection-cautions"),
            _stop(f.injects_drugs, "germs from a needle may already be in the blood", "injection-cautions"),
            _stop(f.weak_immunity, "a weak immune system cannot clear germs that come with the needle", "injection-cautions"),
            _note(LASTING, "guidelines keep it for recent leg pain (not verified)", "nice-ng59-invasive"),
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
        when=f.leg_pain & (f.pain >= 4) & (f.days >= 42) & _FAILED,
        lowest=Disposition.ROUTINE,
        highest=Disposition.ROUTINE,
        contraindications=(_mind(f.blood_thinner, "the medicine has to be paused first", "injection-cautions"),),
    ),
)

TREATMENTS: Mapping[str, Treatment] = {
    treatment.id: treatment for treatment in (*_CARE, *_HOME, _SCAN, *_MEDICINES, *_MOVEMENT, *_SPECIALIST)
}
