"""What is asked in "Muscle strain"."""

from __future__ import annotations

from collections.abc import Iterator

from backlab.advice import advise
from backlab.course.ask import (
    choice_question,
    explained,
    level_question,
    patient_question,
    say,
    why_level,
)
from backlab.course.exercise import Option
from backlab.course.guesses import Spot
from backlab.course.kinds import Number, Several
from backlab.course.steps import StageStep
from backlab.knowledge.cases import CASES
from backlab.knowledge.figures import REST, WARMTH, Effect, published
from backlab.knowledge.findings import FINDINGS
from backlab.knowledge.treatments import TREATMENTS
from backlab.language import gettext
from backlab.model import Disposition
from backlab.pictures.rest import pairs_better
from backlab.pictures.strain.state import (
    ARTICLE,
    FOURTEEN,
    HEAT,
    IBUPROFEN,
    ICE,
    IN_BED,
    LAST,
    NUMB,
    PARACETAMOL,
    TODAY,
    TWO,
)
from backlab.presentation import Presentation
from backlab.words import Block, Citer, Say

CITED = (
    "article",
    "article-p2",
    "steffens-2015-triggers",
    "dahm-2010-acute",
    "dahm-2010-sciatica",
    "deyo-1986-bedrest",
    "deyo-1986-figures",
    "malmivaara-1995",
    "malmivaara-1995-days",
    "saragiotto-2016-paracetamol",
    "pace-2014-recovery",
    "henschke-2008-recovery",
    "vandergaag-2020-sof",
    "olaya-2015-active",
    "hallas-1995-ugib",
    "acp-2017-rec1",
    "nhs-selfcare",
    "french-2006-heatwrap",
    "french-2006-cold",
    "vandergaag-2020-pain",
    "ibuprofen-otc-gi",
    "menezes-costa-2012-acute",
    "ssh-series-anticoagulant",
    "sseh-raasck-2017",
    "sseh-shin-12h",
)

_GOLF = CASES["golf-swing"].presentation
_IBUPROFEN = TREATMENTS["otc_ibuprofen"]
_REST = REST["back"][0]
_ALSO = (
    ("ulcer", "The packet warns of it too."),
    ("blood_thinner", "Both make a bleeding worse."),
    ("kidney_disease", "It is the kidneys that would pay."),
    ("high_blood_pressure", "A reason to be careful and to ask first; by itself it does not rule ibuprofen out here."),
    ("sits_long", "It tells something about the next episode, and nothing about this tablet."),
)


REST_SPOT, MOVE_SPOT, ALIKE = "rest", "move", "alike"


def _better_off() -> str:
    """Who has less pain in the end, where the interval leaves no doubt which."""
    low, high = IN_BED.low or 0, IN_BED.high or 0
    return MOVE_SPOT if low > 0 else REST_SPOT if high < 0 else ALIKE


def _why_better_off(cite: Citer) -> Iterator[Block]:
    said = gettext(
        "After twelve weeks their pain was {rested:g} of 100 after two days in bed, and {moved:g} where they had gone on with their "
        "day. The difference is {more:g} points ({low:g} to {high:g}), and not {plain:g}, because it is adjusted for other differences of "
        "the two groups: small, and bed did not help."
    )
    numbers = {"rested": IN_BED.with_, "moved": IN_BED.without, "more": IN_BED.difference}
    plain = (IN_BED.with_ or 0) - (IN_BED.without or 0)
    told = said.format(low=IN_BED.low, high=IN_BED.high, plain=plain, **numbers)
    yield Say(f"{told}{cite((IN_BED.source,))}")


def _pairs() -> int:
    return pairs_better(_REST.figure.value)


def _in_doubt() -> int:
    """How far the ends of the interval lie from the figure, the farther one, so that both still count."""
    return max(_pairs() - pairs_better(_REST.figure.low), pairs_better(_REST.figure.high) - _pairs())


def _why_pairs(cite: Citer) -> Iterator[Block]:
    figure = _REST.figure
    said = gettext(
        "The standardised difference is {value:g} ({low:g} to {high:g}). If values are spread like a bell (teaching "
        "estimate), the active one has less pain in {pairs} of 100 pairs ({least} to {most}): real, and small."
    )
    least, most = pairs_better(figure.low), pairs_better(figure.high)
    told = said.format(value=figure.value, low=figure.low, high=figure.high, pairs=_pairs(), least=least, most=most)
    yield Say(f"{told}{cite((figure.source,))}")


def _which_is_shown() -> str:
    """Which of heat and cold has trials that say how much it does."""
    shown = {name for name, each in WARMTH.items() if isinstance(each, Effect)}
    return {(True, False): "heat", (False, True): "cold", (True, True): "both"}.get(
        (bool(shown - {"cold"}), "cold" in shown), "neither"
    )


def _why_warmth(cite: Citer) -> Iterator[Block]:
    for name in ("heat", "ice"):
        view = TREATMENTS[name].today
        yield say(view.says, cite, *view.sources)


def _ruled_out() -> list[str]:
    """With which of the findings ibuprofen is no longer recommended to the golfer."""
    return [name for name, _ in _ALSO if _IBUPROFEN.id not in _recommended(name)]


def _recommended(name: str) -> set[str]:
    plan = advise(_GOLF.changed(FINDINGS[name], to=True).none_other()).plan
    return {each.treatment.id for each in plan.recommendations}


def _why_ruled_out(cite: Citer) -> Iterator[Block]:
    out = {FINDINGS[name] for name in _ruled_out()}
    for each in _IBUPROFEN.contraindications:
        for finding in out & each.when.atoms:
            said = gettext("{finding}: {because}.").format(
                finding=gettext(finding.label), because=gettext(each.because)
            )
            yield Say(f"{said}{cite(each.sources)}")


def _why_home(cite: Citer) -> Iterator[Block]:
    said = gettext(
        "What called for a doctor was the pain itself, and that the patient could not get about. With both gone, nothing "
        "else asks for more than home care."
    )
    yield Say(f"{said}{cite(('nhs-gp', 'nhs-selfcare'))}")


_BLEEDING = "sseh-raasck-2017"
_THINNED = Presentation(
    age=68,
    pain=5,
    days=1,
    onset="lifting",
    mobility="still_moving",
    present=frozenset({"tender_swelling", "anticoagulant", "new_kind_of_pain"}),
).none_other()


def _why_no_excuse(cite: Citer) -> Iterator[Block]:
    yield from why_level(_THINNED, cite)
    told = gettext(
        "Of 100 people with a bleeding beside the spinal cord {straining} had strained just before: a lift explains the pain too "
        "well. A leg that gets weak or numb, or pain of 7 and more, would make it an emergency."
    )
    yield Say(told.format(straining=published(_BLEEDING, "straining")) + cite((_BLEEDING,)))


def stage_steps() -> tuple[StageStep, ...]:
    """The steps of the lab in their order, in the language that is spoken."""
    return (
        StageStep(
            "weeks",
            gettext("Let twelve weeks pass"),
            gettext(
                "You know who is better off. But when does most of the pain go? And when can half of them do all again? "
                "Drag the day to week 12."
            ),
            {"day": 0, "bed": f"{TWO}"},
            lambda now: now["day"] == LAST,
        ),
        StageStep(
            "bed",
            gettext("How long in bed?"),
            gettext(
                "The hospital ordered two weeks. Try 7 days, then 14. What does more bed cost? Where the picture is hatched, "
                "nobody knows."
            ),
            {"day": LAST, "bed": f"{TWO}"},
            lambda now: now["bed"] == f"{FOURTEEN}",
            adds=("bed",),
        ),
        StageStep(
            "article",
            gettext("Follow the article"),
            gettext(
                "Rest, ice, ibuprofen: that is the article. Which of ice and ibuprofen helps more? Guess, then add both: what "
                "each brings stands beside the chart."
            ),
            {"day": _SOON, "bed": f"{FOURTEEN}", "plan": ARTICLE},
            lambda now: now["plan"] == ARTICLE and {ICE, IBUPROFEN} <= {*now["put"]},
            adds=("plan", "put"),
        ),
        StageStep(
            "switch",
            gettext("Follow today's guidelines"),
            gettext(
                "Same strain, other advice. Look at the plan of guidelines today. What came off, and what is on now?"
            ),
            {"day": _SOON, "bed": f"{FOURTEEN}", "plan": ARTICLE, "put": [ICE, IBUPROFEN]},
            lambda now: now["plan"] == TODAY and HEAT in now["put"],
        ),
        StageStep(
            "nothing",
            gettext("Find the one that adds nothing"),
            gettext(
                "One of the four was tried in a large trial, and added nothing clear. Add the one you think it is."
            ),
            {"day": _SOON, "bed": f"{TWO}", "plan": TODAY},
            lambda now: PARACETAMOL in now["put"],
        ),
        StageStep(
            "answer",
            gettext("One answer different"),
            gettext(
                "The same strain, and one more answer. Open “One answer different”. With which of them does nobody wait "
                "another hour?"
            ),
            {"day": _SOON, "plan": TODAY},
            lambda now: now["answer"] == NUMB,
            adds=("answer",),
        ),
    )


_SOON = 12  # days


EXERCISES = (
    Spot(
        "muscle_strain.predict",
        "Two people have new back pain. One is told to stay in bed for two days, the other to go on with the day as far as the pain "
        "allows. Twelve weeks later: who has less pain, on average?",
        _better_off,
        _why_better_off,
        (
            Option(REST_SPOT, "The one who rested", "Rest sounds like healing, and it was not found to help."),
            Option(MOVE_SPOT, "The one who kept moving", "Yes, though by a little only."),
            Option(ALIKE, "Both alike", "Nearly: the difference is small, and only just clear."),
        ),
        picture="rest",
    ),
    Number(
        "muscle_strain.1",
        "Make 100 pairs of people with new back pain: one was told to rest in bed, the other to stay active. In how many pairs "
        "has the active one less pain? 50 would be no difference, 100 would be every time. “Numbers” in the lab says how a "
        "difference becomes pairs. An answer within the interval counts.",
        _pairs,
        _why_pairs,
        tolerance=_in_doubt(),
        unit="of 100 pairs",
        high=100,
        is_share=True,
    ),
    choice_question(
        "muscle_strain.2",
        "A friend says: ice for a pulled back, since warmth only feeds the swelling. What do trials say?",
        (
            Option("heat", "Warmth eases a little for a while; for ice there are too few trials to say"),
            Option("cold", "Ice helps, and warmth does not", "It sounds right, and it was never shown for the back."),
            Option("both", "Both were shown to help alike", "Studies of one against the other contradict each other."),
            Option(
                "neither",
                "Both were shown not to help",
                "That nothing is known of one does not mean that it does nothing.",
            ),
        ),
        _which_is_shown,
        _why_warmth,
    ),
    Several(
        "muscle_strain.3",
        "A golfer of 52 has pulled a muscle and is fit for home care. Which of these, if it were there as well, would rule out "
        "ibuprofen from the shop? Tick all that do.",
        _ruled_out,
        _why_ruled_out,
        tuple(Option(name, FINDINGS[name].label, because) for name, because in _ALSO),
    ),
    patient_question(
        "muscle_strain.4",
        "This is the batter at the worst moment. Describe the same patient two days later, much better, so that home care is "
        "enough. The cause stays: a twist.",
        Disposition.SELF_CARE,
        "advise(Presentation(age=30, pain=4, days=2, onset='twisting', mobility='still_moving'))",
        start="advise(Presentation(age=30, pain=10, days=0, onset='twisting', mobility='unable_to_move'))",
        tests=("twisting",),
    ).changed(reasons=_why_home),
    explained(
        level_question(
            "muscle_strain.5",
            _THINNED,
            "The heavy box again, and this time somebody of 68 has lifted it who takes apixaban, a strong blood thinner. It is the "
            "first back pain ever, 5 of 10 since yesterday; the muscle is tender, walking works, the legs are strong and feel "
            "normal. Which level of care is it?",
        ).changed(reasons=_why_no_excuse),
        {
            "self_care": "Without the blood thinner it would be. The lift is a good story, and a bleeding can begin with it too.",
            "routine": "Days to weeks are too long, if it bleeds.",
            "urgent": "Yes: most likely it is a muscle, and somebody makes sure of it today.",
            "emergency": "The legs are strong and the pain is bearable; a weak or numb leg would make it one.",
        },
    ),
)
