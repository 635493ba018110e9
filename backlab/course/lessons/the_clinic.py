"""What is asked in "The clinic" beside its patients."""

from __future__ import annotations

from collections.abc import Iterator

from backlab.course.clinic import level
from backlab.course.clinic_cases import CLINIC
from backlab.course.exercise import Option
from backlab.course.kinds import Choice, Number, Several
from backlab.course.lessons.what_a_spasm_is import CANNOT_WAIT as WITH_A_SPASM
from backlab.course.steps import StageStep
from backlab.knowledge.figures import published
from backlab.language import gettext
from backlab.model import Disposition
from backlab.pictures.people import UNDER, kind_of
from backlab.words import Block, Citer, Say, percent

CITED = ("triage-safety-metric", "kopka-2022-lay-emergency", "semigran-2015-triage", "henschke-2009-prevalence")
_LAY = "kopka-2022-lay-emergency"
_RECOGNISED = published(_LAY, "recognised")  # of 100 emergencies, by people without training
# Up to how many of 100, for each option but the last.
_RANGES = {"half": 50, "two_thirds": 75, "most": 90, "all": 100}
_SURE, _RIGHT, _WRONG = 0.75, 3, 1
_NEEDED = Disposition.URGENT
_JUDGED = {
    "self_care": "Nobody would see this patient at all: that is too low, and unsafe.",
    "routine": "Days to weeks are too long for somebody who has to be seen today.",
    "urgent": "This is the level that is needed: neither too low nor too high.",
    "emergency": "It is more than is needed: over-triage, which costs something but misses nobody.",
}


def _range() -> str:
    return next(name for name, most in _RANGES.items() if most >= _RECOGNISED)


def _lay(cite: Citer) -> Iterator[Block]:
    said = gettext("In that study people without medical training recognised {count:g} of 100 emergencies.{sources}")
    yield Say(said.format(count=_RECOGNISED, sources=cite((_LAY,))))
    emergencies = sum(level(case) == Disposition.EMERGENCY for case in CLINIC.values())
    here = gettext("Among the {all} who wait outside are {count} emergencies. See whether you do better.")
    yield Say(here.format(all=len(CLINIC), count=emergencies))
    yield Say(gettext("Programs that sort symptoms recognised more of the emergencies, and far fewer of the cases that can stay at home.{sources}").format(sources=cite(("semigran-2015-triage",))))


def _brier() -> float:
    return (_RIGHT * (1 - _SURE) ** 2 + _WRONG * _SURE**2) / (_RIGHT + _WRONG)


def _brier_why(cite: Citer) -> Iterator[Block]:
    right, wrong = (1 - _SURE) ** 2, _SURE**2
    said = gettext("A right answer costs (1 − {sure}) squared, which is {right:g}; a wrong one costs {sure} squared, which is {wrong:g}.")
    yield Say(said.format(sure=f"{_SURE:g}", right=right, wrong=wrong))
    yield Say(gettext("The mean of the four is {brier:g}.").format(brier=_brier()))
    yield Say(gettext("You were {sure} sure and {share} right: that is well calibrated.").format(sure=percent(_SURE), share=percent(_RIGHT / (_RIGHT + _WRONG))))


def _too_low() -> list[str]:
    return [level.name.lower() for level in Disposition if kind_of(level, _NEEDED) == UNDER]


def _too_low_why(cite: Citer) -> Iterator[Block]:
    said = gettext("{level} is needed: everything below it is under-triage, and what lies above it is over-triage.{sources}")
    yield Say(said.format(level=gettext(_NEEDED.label), sources=cite(("triage-safety-metric",))))


CANNOT_WAIT = (*WITH_A_SPASM, "sepsis", "bleeding-in-the-side")
"""The emergencies that whoever judges a back has to know, those of the clinic's patients among them."""
ENOUGH, FIRST_ASKED = 5, 2  # patients before one looks at all of them, and questions that the first step asks for
PATIENT, TWIN, SCORE = "patient", "twin", "score"


def stage_steps() -> tuple[StageStep, ...]:
    """The steps through the consulting room, in the language that is spoken."""
    return (
        StageStep(
            "listen",
            gettext("Somebody comes in"),
            gettext(
                "Read why this person came. Then tap a question. Four are free, those of danger; the others cost a minute, and others wait. "
                "What do you have to know?"
            ),
            {"look": PATIENT},
            lambda now: now["asked"] >= FIRST_ASKED,
        ),
        StageStep(
            "door",
            gettext("Choose a door"),
            gettext(
                "How soon is care needed? Tap a door. Say what you would look for first: the body shows where that is. Say "
                "how sure you are of the door. Then commit."
            ),
            {"look": PATIENT},
            lambda now: now["judged"] >= 1,
        ),
        StageStep(
            TWIN,
            gettext("One answer differs"),
            gettext(
                "Once you have committed, the same person comes again, and one answer is another. Does the door change? Tap "
                "the one that is needed now."
            ),
            {"look": TWIN},
            lambda now: now["twins"] >= 1,
        ),
        StageStep(
            "more",
            gettext("The waiting room"),
            gettext(
                "Judge five people. They come mixed, as in any practice. Whoever you misjudged comes back after others; "
                "your first answer counts for the score."
            ),
            {"look": PATIENT},
            lambda now: now["judged"] >= ENOUGH,
        ),
        StageStep(
            "errors",
            gettext("Two kinds of error"),
            gettext(
                "Above stand those for whom your door was too high, below those for whom it was too low. Which way do you lean? "
                "Whom of them would you rather be?"
            ),
            {"look": SCORE},
            lambda now: now["look"] == SCORE and now["judged"] >= ENOUGH,
        ),
        StageStep(
            "sure",
            gettext("As sure as right?"),
            gettext(
                "Each point on the right is how often you were right when you were that sure. Below the dashed line you "
                "were too sure. Judge all eighteen, today or another day: do the points move to the line?"
            ),
            {"look": SCORE},
            lambda now: now["judged"] >= len(CLINIC),
        ),
    )


EXERCISES = (
    Choice(
        "the_clinic.predict",
        "People without medical training read short stories of emergencies. Of 100 such stories, how many do they recognise as an emergency?",
        _range,
        _lay,
        (
            Option("half", "At most 50", "They do better than that: more than half are recognised, though far from all."),
            Option("two_thirds", "51 to 75", "Yes: about two in three, and so about one in three is not recognised."),
            Option("most", "76 to 90", "It would be comforting. But about one in three is not recognised."),
            Option("all", "More than 90", "One would expect an emergency to be plain to everybody. It is not: about one in three is not recognised."),
        ),
    ),
    Number(
        "the_clinic.1",
        "You judge four patients and are 75 per cent sure each time. Three answers are right, one is wrong. What is your Brier score, to two decimal places?",
        _brier,
        _brier_why,
        tolerance=0.01,
        high=1,
    ),
    Several(
        "the_clinic.2",
        "A patient needs to be seen the same day (Urgent). Which of these answers would be under-triage, the unsafe mistake? Tick all that would.",
        _too_low,
        _too_low_why,
        tuple(Option(name, Disposition[name.upper()].label, because, Disposition[name.upper()].meaning) for name, because in _JUDGED.items()),
    ),
)
