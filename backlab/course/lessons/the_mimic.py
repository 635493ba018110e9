"""What is asked in "The mimic"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from backlab.advice import advise
from backlab.course.ask import explained, level_question, needing, patient_question, why_level
from backlab.course.exercise import Option
from backlab.course.kinds import Number, Several
from backlab.course.steps import StageStep
from backlab.knowledge.cases import CASES
from backlab.knowledge.figures import interval, published
from backlab.knowledge.findings import FINDINGS
from backlab.knowledge.rules import RULES
from backlab.language import gettext
from backlab.model import Disposition
from backlab.pictures.mimic.state import BELOW, FREE, QUESTIONS, SETTLING, SKIN, STILL_ASKING, Heard, in_order
from backlab.presentation import Presentation
from backlab.reasoning.bayes import post_test
from backlab.words import Block, Citer, Say

CITED = (
    "article-p4",
    "pyelo-bmj-bp",
    "pyelo-afp-2011",
    "pyelo-no-luts",
    "nsaid-avoid-list",
    "nice-ng118-colic",
    "article",
    "nhs-gp",
    "nhs-other-treatment",
    "bent-2002-uti-pos",
    "bent-2002-uti-neg",
    "stone-pattern",
    "stone-score-prob",
    "aaa-misdx",
    "verhagen-2016-prevalence",
    "pregnancy-lbp-au",
    "abruption-signs",
    "maternity-999-list",
    "ectopic-nhs-symptoms",
    "nice-ng126-ectopic",
    "pyelo-pregnancy-risk",
    "lederle-1999-aaa",
    "azhar-2014-raaa",
    "nice-ng156-rupture",
    "nhs-999",
    "girft-ces-primary-criteria",
)
_SICK = RULES["back-pain-and-sick"]
EMERGENCIES = ("aneurysm-signs", "cauda-equina", "sepsis", "blocked-and-infected", "no-kidney-to-spare")
"""The rules whose signs cannot wait in anybody whose back hurts like this."""
UNDER = "under"
"""The step in which one looks below the skin."""
LED = ("answer", "lift", "wait")
"""The steps in which the rules are heard from the start: nothing is to be guessed there."""
_PATIENT = CASES["post-4"].presentation
_NO_FEVER = _PATIENT.changed(FINDINGS["fever"], to=False)
_BLOCKED = Presentation(age=45, pain=8, present=frozenset({"flank_pain", "pain_in_waves", "fever"}))
_CHANCE = 0.25  # supposed: nobody has counted how often it is behind a back that hurts like this
_NO_BURNING = interval("bent-2002-uti-neg", "no_burning")


def _in_100(ratio: float) -> int:
    """How many in 100 have a kidney infection once a likelihood ratio is counted in."""
    return round(100 * post_test(_CHANCE, ratio))


def _halved(cite: Citer) -> Iterator[Block]:
    told = gettext(
        "Odds of {chance} to {rest}, times {ratio}, are {fewer} to {rest}: a chance of about {right} in 100 ({low} to {high} "
        "at the ends of the ratio's interval). Lower, but far from nothing: one missing sign does not close the case."
    )
    said = told.format(
        chance=round(100 * _CHANCE),
        rest=round(100 - 100 * _CHANCE),
        ratio=_NO_BURNING.value,
        fewer=f"{100 * _CHANCE * _NO_BURNING.value:g}",
        right=_in_100(_NO_BURNING.value),
        low=_in_100(_NO_BURNING.low),
        high=_in_100(_NO_BURNING.high),
    )
    yield Say(f"{said}{cite([_NO_BURNING.source])}")
    basis = gettext(
        "The ratio was measured for urinary infections in women; the chance to begin with is supposed, to reckon with."
    )
    yield Say(basis, "note")


def _holds_it_up() -> list[str]:
    """The single findings without which the level of care would be lower."""
    return [change.atoms[0].id for change in advise(_PATIENT).lowers if len(change.atoms) == 1]


def _why_the_sick_feeling(cite: Citer) -> Iterator[Block]:
    yield from why_level(_PATIENT, cite)
    said = gettext(
        "Only the sick feeling holds the level. A lift to blame, or a tablet that helps, would not lower it: in a kidney "
        "stone ibuprofen or its kind is what doctors give first. Relief clears nobody."
    )
    yield Say(said + cite(("nice-ng118-colic",)))


def _expecting(*present: str, pain: int, weeks: int | None = None, days: int = 1) -> Presentation:
    """An example patient of 29 who is or may be pregnant, was asked about everything, and has just this."""
    there = frozenset({"pregnant", *present})
    return Presentation(age=29, pain=pain, days=days, weeks=weeks, sex="female", present=there).none_other()


_EXPECTING = (
    (
        Option(
            "ache",
            "Week 30: a dull ache low in the back for two weeks, 4 of 10, worse by the evening",
            "It is tiresome, most have it, and it is for the midwife.",
        ),
        _expecting(weeks=30, pain=4, days=14),
    ),
    (
        Option(
            "hard-womb",
            "Week 34: steady pain in the back, 7 of 10, the womb stays hard, the child moves less; no blood",
            "No blood is to be seen, and it may be bleeding inside all the same.",
        ),
        _expecting("womb_signs", "fewer_movements", weeks=34, pain=7),
    ),
    (
        Option(
            "late-period",
            "A period that is two weeks late: pain low in the belly and at the tip of one shoulder, 5 of 10",
            "A shoulder seems to have nothing to do with it. Blood inside the belly can be felt there.",
        ),
        _expecting("low_belly_pain", "shoulder_tip_pain", pain=5),
    ),
    (
        Option(
            "feverish-side",
            "Week 24: a high temperature, and pain in the side, 5 of 10",
            "An infected kidney does more harm in pregnancy, to two people.",
        ),
        _expecting("fever", "flank_pain", weeks=24, pain=5),
    ),
)


def _why_not_the_ache(cite: Citer) -> Iterator[Block]:
    ache = gettext("Of 100 women in the last three months of pregnancy {share} have pain there: pregnancy alone is no alarm.")
    yield Say(ache.format(share=published("pregnancy-lbp-au", "have_pain")) + cite(("pregnancy-lbp-au",)))
    hidden = gettext("When the placenta comes away, about {share} of 100 bleed where it can be seen; the others do not.")
    yield Say(hidden.format(share=published("abruption-signs", "bleeding")) + cite(("abruption-signs",)))


def _why_the_same_day(cite: Citer) -> Iterator[Block]:
    """What does not fit a muscle; what it is instead, one finds in the lab."""
    said = gettext(
        "The same day, because of the sick feeling: a pulled muscle seldom brings one. That nothing set it off and that "
        "ibuprofen did little is true of many plain backs. A lift, or a tablet that helps, would not lower the level: "
        "relief clears nobody who is unwell."
    )
    yield Say(said + cite(_SICK.sources))
    yield Say(gettext("What else hurts in this place? The lab shows it."), "note")


def _asks(patient: str, *asked: str, depth: int = SKIN) -> dict[str, Any]:
    """A patient of whom this was asked, with nothing decided and nothing turned round."""
    return {"patient": patient, "asked": [*asked], "turned": [], "again": "start", "stop": STILL_ASKING, "depth": depth}


def _level(values: Mapping[str, Any]) -> Disposition:
    """What the rules say to what was asked."""
    return Heard(values["patient"], in_order(values["asked"]), frozenset(values["turned"])).told.disposition


def stage_steps() -> tuple[StageStep, ...]:
    """The six steps of the lab, in the language that is spoken."""
    return (
        StageStep(
            UNDER,
            gettext("Under the finger"),
            gettext(
                "The patient of the story: no lift, three days, 6 of 10. What lies where it hurts? Drag the grip down "
                "to the end."
            ),
            _asks("nothing", "start", "tablet", "sick", "fever"),
            lambda now: now["depth"] == BELOW,
            adds=("depth",),
        ),
        StageStep(
            "box",
            gettext("Another patient: the box"),
            gettext(
                "Two days after a heavy box somebody else’s back hurts, 6 of 10. Ask what you need. Then tap how soon, "
                "below the picture."
            ),
            _asks("box", "start"),
            lambda now: now["stop"] != STILL_ASKING,
            adds=("asked", "stop"),
        ),
        StageStep(
            "twin",
            gettext("The next one, the same words"),
            gettext(
                "A third back, another box. Ask the three that are free. Of the others three tell the most: which? Ask "
                "them, and say how soon. A doctor’s test settles it."
            ),
            _asks("twin", "start"),
            lambda now: now["stop"] != STILL_ASKING and {*FREE, *SETTLING} <= {*now["asked"]},
        ),
        StageStep(
            "answer",
            gettext("One answer"),
            gettext(
                "The same patient, all asked: at home. Tap one answer, and it turns round. Which single one makes it "
                "the same day? There are four."
            ),
            _asks("twin", *QUESTIONS),
            lambda now: len(now["turned"]) == 1 and _level(now) == Disposition.URGENT,
            adds=("turned", "again"),
        ),
        StageStep(
            "lift",
            gettext("A good story"),
            gettext(
                "The story again. Tap “nothing set it off”: it becomes a heavy lift. Tap “ibuprofen did not help”, too. "
                "Does a good story clear somebody who feels sick?"
            ),
            _asks("nothing", "start", "moving", "tablet", "sick", "fever"),
            lambda now: {"start", "tablet"} <= {*now["turned"]},
        ),
        StageStep(
            "wait",
            gettext("When it cannot wait"),
            gettext(
                "The patient of step 2, all asked. Which one answer, turned round, makes it an emergency? There are "
                "three; two of them count in any back."
            ),
            _asks("box", *QUESTIONS, depth=BELOW),
            lambda now: _level(now) == Disposition.EMERGENCY,
            adds=("patient",),
        ),
    )


EXERCISES = (
    explained(
        level_question(
            "the_mimic.predict",
            _NO_FEVER,
            "No lift and no twist, and yet spasms in the back for three days, 6 of 10. Ibuprofen has not helped, and now "
            "there is a sick feeling. The thermometer shows no high temperature. How soon must this example patient be seen?",
        ),
        {
            "self_care": "It does feel like a pulled muscle, and most are. But a pulled muscle seldom makes anybody feel sick.",
            "routine": "Without a fever that seems fair. But fever may be missing at first, ibuprofen lowers it, and a sick feeling does "
            "not fit a muscle.",
            "urgent": "A normal temperature does not take back what does not fit, and says less after ibuprofen, which lowers a fever.",
            "emergency": "Being careful is right, but nothing that is known so far says that hours count.",
        },
    ).changed(reasons=_why_the_same_day),
    Several(
        "the_mimic.1",
        "Look at the patient of post 4, step 5 of the lab. Which of these would lower the level of care if that one thing alone "
        "were not so? Tick all that would; the lab can tell you.",
        _holds_it_up,
        _why_the_sick_feeling,
        (
            Option(
                "no_trigger",
                FINDINGS["no_trigger"].label,
                "Many backs begin to hurt with nothing to blame, and a lift clears nobody who feels sick.",
            ),
            Option(
                "nausea", FINDINGS["nausea"].label, "A pulled muscle seldom makes one feel sick: this does not fit."
            ),
            Option("no_relief", FINDINGS["no_relief"].label, "It helps little in many backs, and eases the pain of a kidney stone: what it does says little."),
            Option(
                "still_moving",
                FINDINGS["still_moving"].label,
                "It sounds reassuring, but the rule does not ask about it.",
            ),
            Option("age", "Being 33 years old", "No rule that holds here asks about the age."),
        ),
    ),
    Number(
        "the_mimic.2",
        f"Suppose that a kidney infection stands at {100 * _CHANCE:.0f} in 100. Now one hears that it does not burn to "
        f"pee: a likelihood ratio of {_NO_BURNING.value:g} ({_NO_BURNING.low:g} to {_NO_BURNING.high:g}). Multiply the odds of "
        f"{100 * _CHANCE:.0f} to {100 - 100 * _CHANCE:.0f} by it, and turn them back into a chance. How many in 100 is that? A "
        "whole number will do.",
        partial(_in_100, _NO_BURNING.value),
        _halved,
        tolerance=1,
        unit="in 100",
        high=100,
        is_share=True,
    ),
    patient_question(
        "the_mimic.3",
        "A stone has blocked a kidney, and what is dammed up behind it is infected. Write an example patient, 45 years old, with "
        "pain 8 in the side (flank_pain) that comes in waves (pain_in_waves), and a high temperature (fever). The level has "
        "to come out as an emergency.",
        Disposition.EMERGENCY,
        f"advise({_BLOCKED!r})",
        start="advise(Presentation(age=45, pain=8, present={'flank_pain'}))",
        tests=sorted(_BLOCKED.present),
    ).changed(reasons=partial(why_level, _BLOCKED)),
    needing(
        "the_mimic.4",
        Disposition.URGENT,
        "A kidney is not all that can hide behind a back. Four example patients are pregnant, or may be, and their backs hurt. "
        "Who has to be seen the same day or sooner? Tick all.",
        _EXPECTING,
        _why_not_the_ache,
    ),
)
