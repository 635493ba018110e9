"""The article as objects: its sixteen statements and four posts, each tied to what implements it.

``implements`` holds the objects themselves, so a tie to something that does not exist is an error on import.
"""

from __future__ import annotations

from collections.abc import Mapping

from backlab.knowledge import findings as f
from backlab.knowledge.causes import CAUSES
from backlab.knowledge.figures import EFFECTS, RECOVERED_IN_A_YEAR, RECURRENCES, between, interval
from backlab.knowledge.rules import RULES
from backlab.knowledge.treatments import TREATMENTS
from backlab.model import Statement

AGREES, NUANCED, DIFFERS = "agrees", "more nuanced", "differs"

_TABLE = (
    Statement(
        "s1",
        "In a back spasm a muscle tightens all at once, mostly because it has been strained or hurt and is inflamed.",
        NUANCED,
        f"A pulled muscle is common, but in {between('verhagen-2016-prevalence', 'non_specific')}% of people no particular cause is found, and whether \"spasm\" is a thing of "
        "its own is poorly shown.",
        ("nhs-selfcare", "verhagen-2016-prevalence", "spasm-construct", "spasm-emg-small"),
        (CAUSES["muscle_strain"], f.tender_swelling),
    ),
    Statement(
        "s2",
        "A minor spasm is best treated with rest, ice and painkillers.",
        DIFFERS,
        "Stay active instead of resting; warmth has trials behind it and ice has too few; ibuprofen helps a little, paracetamol "
        "alone does not.",
        ("dahm-2010-acute", "nhs-selfcare", "french-2006-heatwrap", "french-2006-cold", "nice-ng59-paracetamol"),
        (
            TREATMENTS["rest"],
            TREATMENTS["stay_active"],
            TREATMENTS["ice"],
            TREATMENTS["heat"],
            TREATMENTS["otc_ibuprofen"],
            TREATMENTS["paracetamol"],
        ),
    ),
    Statement(
        "s3",
        "Extremely painful or chronic spasms may need stronger painkillers or physical therapy.",
        DIFFERS,
        "Opioids beat dummy pills neither at six weeks nor later and are advised against; exercise does help.",
        ("jones-2023-opal-design", "nice-ng59-opioid", "who-2023-against", "hayden-2021-pain"),
        (TREATMENTS["opioid"], TREATMENTS["physical_therapy"]),
    ),
    Statement(
        "s4",
        "Most spasms come from a small, sudden strain: lifting something heavy, twisting wrongly.",
        AGREES,
        "Loads and awkward postures do raise the odds (about eight-fold for awkward ones), but often nothing can be named.",
        ("steffens-2015-triggers", "nhs-selfcare"),
        (CAUSES["muscle_strain"], f.lifting, f.twisting, f.sudden_strain),
    ),
    Statement(
        "s5",
        "The strained tissue swells and is inflamed, and ice brings the swelling down.",
        NUANCED,
        "There is too little evidence to say whether cold helps back pain; ice is an optional comfort.",
        ("french-2006-cold", "nhs-selfcare"),
        (TREATMENTS["ice"], f.tender_swelling),
    ),
    Statement(
        "s6",
        "A minor spasm heals by itself with simple home remedies.",
        AGREES,
        f"On average pain halves and more by six weeks, but not everybody is free of it after a year, and {RECURRENCES['any'].figure.value:g}% have it again "
        "within twelve months.",
        ("menezes-costa-2012-acute", "henschke-2008-recovery", "dasilva-2019-recurrence"),
        (CAUSES["muscle_strain"], TREATMENTS["stay_active"]),
    ),
    Statement(
        "s7",
        "Ibuprofen without prescription relieves the pain for a while.",
        AGREES,
        f"By about {EFFECTS['nsaid'].about} points of 100, which is less than matters to most; the lowest dose, briefly, and not for everybody.",
        ("vandergaag-2020-pain", "nice-ng59-nsaid", "ibuprofen-otc-gi", "fda-2020-nsaid-pregnancy"),
        (TREATMENTS["otc_ibuprofen"],),
    ),
    Statement(
        "s8",
        "If it is very bad, let a professional find out why.",
        NUANCED,
        "Yes, by a GP; but what decides about safety is the list of warning signs, not how strong the pain is.",
        ("nhs-gp", "nhs-111", "nhs-999"),
        (RULES["severe-spasm"], RULES["collapsed-in-pain"], TREATMENTS["appointment"], RULES["cauda-equina"]),
    ),
    Statement(
        "s9",
        "Chronic pain and severe spasms may point to weak belly muscles, a herniated disc or a tumour.",
        DIFFERS,
        "Weak muscles are no proven cause, discs mostly settle, and cancer is behind fewer than 1 in 100; squeezed nerves, "
        "fractures, infections and the main artery are missing from the list.",
        ("verhagen-2016-prevalence", "deyo-diehl-1988-prev", "henschke-2009-prevalence", "chiu-2015-regression"),
        (
            RULES["chronic"],
            CAUSES["weak_core"],
            CAUSES["herniated_disc"],
            CAUSES["spinal_tumour"],
            CAUSES["cauda_equina"],
            CAUSES["vertebral_fracture"],
            CAUSES["spinal_infection"],
            CAUSES["aortic_aneurysm"],
            CAUSES["inflammatory_back_pain"],
        ),
    ),
    Statement(
        "s10",
        "Exercises with a plan, taught by a physiotherapist, make back and belly stronger.",
        AGREES,
        f"Exercise of any kind eases lasting pain by about {EFFECTS['exercise'].about} points of 100; core exercises do no more than others (not verified).",
        ("hayden-2021-pain", "saragiotto-2016", "smith-2014-stabilisation", "fritz-2015-early-pt"),
        (TREATMENTS["physical_therapy"], TREATMENTS["core_strengthening"]),
    ),
    Statement(
        "s11",
        "A herniated disc may need stronger medicine, such as narcotics, or injections.",
        DIFFERS,
        "No narcotics for lasting pain; an injection only for strong, recent leg pain (not verified), with a small effect that soon fades.",
        ("nice-ng59-opioid", "oliveira-2020-esi", "nice-ng59-invasive"),
        (TREATMENTS["opioid"], TREATMENTS["injection"], CAUSES["herniated_disc"]),
    ),
    Statement(
        "s12",
        "Surgery may even be suggested for a slipped disc.",
        AGREES,
        f"It relieves faster; after a year {RECOVERED_IN_A_YEAR.value:g}% had recovered whether operated on early or left to wait at first. Squeezed nerves are an emergency.",
        ("peul-2007-sciatica", "peul-2008-2y", "girft-ces-incidence"),
        (TREATMENTS["disc_surgery"], CAUSES["herniated_disc"]),
    ),
    Statement(
        "s13",
        "A tumour may press on the nerves of the spine; it calls for an operation and further treatment.",
        DIFFERS,
        "An urgent scan and a cancer team come first; many are treated without surgery (not verified). Pressure on the cord is an emergency.",
        ("nice-ng59-altdx", "tumour-treatment"),
        (TREATMENTS["tumour_care"], CAUSES["spinal_tumour"], RULES["cord-compression"], TREATMENTS["urgent_imaging"]),
    ),
    Statement(
        "s14",
        "Most spasms come from a sedentary life, a sudden injury or overuse.",
        NUANCED,
        "Sitting for more than five hours a day and awkward postures predict the next episode; the cause of a first one often "
        "stays unknown.",
        ("dasilva-2019-predictors", "steffens-2015-triggers"),
        (CAUSES["overuse"], f.sits_long, f.overuse, f.sitting),
    ),
    Statement(
        "s15",
        "Usually it is enough to rest, cool the back and take a painkiller.",
        DIFFERS,
        "Most do get better, but with activity rather than rest.",
        ("dahm-2010-acute", "acp-2017-rec1"),
        (TREATMENTS["rest"], TREATMENTS["stay_active"], TREATMENTS["ice"]),
    ),
    Statement(
        "s16",
        "Gentle training set by a physiotherapist makes another strain less likely.",
        AGREES,
        f"Exercise with education makes new episodes rarer: a risk ratio of {interval('steffens-2016-exed', 'risk').value:g} in a review of 2016, "
        f"{interval('shiri-2018', 'with_education').value:g} in one of 2018 (not verified); it works for as long as it is kept up.",
        ("steffens-2016-exed", "pocovi-2024-walkback", "shiri-2018"),
        (TREATMENTS["light_exercise"],),
    ),
    Statement(
        "p1",
        "Post 1: prescription ibuprofen every six hours for two days, ice in a towel, and walking about in spite of the pain.",
        AGREES,
        "Within limits: such doses only under a doctor, after a look at stomach, heart and kidneys. Moving and wrapping the ice "
        "are right.",
        ("ibuprofen-nhs-dose", "ibuprofen-rx-boxed", "nhs-selfcare"),
        (TREATMENTS["rx_ibuprofen"], TREATMENTS["ice"], f.still_moving),
    ),
    Statement(
        "p2",
        "Post 2: after a twist with a bat, hospital, about two weeks of rest and ice twice a day.",
        DIFFERS,
        "The guidance used here asks to stay active; even in 1986 two days in bed did better than seven (not verified).",
        ("dahm-2010-acute", "deyo-1986-bedrest", "nhs-selfcare"),
        (RULES["collapsed-in-pain"], TREATMENTS["rest"], TREATMENTS["ice"], f.twisting, f.unable_to_move),
    ),
    Statement(
        "p3",
        "Post 3: weak core muscles were the root of the pain, and exercises begun slowly kept it away.",
        NUANCED,
        "Exercise does make new episodes rarer; that weakness was the root is not shown (not verified).",
        ("steffens-2016-exed", "saragiotto-2016"),
        (RULES["keeps-coming-back"], TREATMENTS["core_strengthening"], CAUSES["weak_core"], f.weak_core, f.repeated_episodes),
    ),
    Statement(
        "p4",
        "Post 4: a spasm without a trigger, without relief from ibuprofen, with nausea, was a kidney infection.",
        AGREES,
        "Its pain can sit low in the back and fever may be missing at first: a sick feeling with back pain is a same-day "
        "matter, also where ibuprofen helps.",
        ("pyelo-bmj-bp", "pyelo-afp-2011", "bent-2002-uti-pos"),
        (
            RULES["back-pain-and-sick"],
            RULES["kidney-infection"],
            CAUSES["kidney_infection"],
            TREATMENTS["kidney_infection_care"],
            f.nausea,
            f.no_relief,
            f.no_trigger,
            f.flank_pain,
        ),
    ),
)

STATEMENTS: Mapping[str, Statement] = {statement.id: statement for statement in _TABLE}
