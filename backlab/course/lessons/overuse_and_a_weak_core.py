"""What is asked in "Overuse, sitting and a weak core"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from backlab.advice import advise
from backlab.course.ask import choice_question, rule_question, say
from backlab.course.exercise import Option
from backlab.course.guesses import People
from backlab.course.kinds import Number
from backlab.course.steps import StageStep
from backlab.knowledge.cases import CASES
from backlab.knowledge.causes import CAUSES
from backlab.knowledge.figures import PREVENTIONS, RECURRENCES, Figure
from backlab.knowledge.treatments import TREATMENTS
from backlab.language import gettext
from backlab.pictures.prevention import Share, share_of
from backlab.words import Block, Citer, Say, capital

CITED = (
    "article",
    "article-p3",
    "dasilva-2019-recurrence",
    "dasilva-2019-predictors",
    "steffens-2016-exed",
    "steffens-2016-ex",
    "steffens-2016-noeffect",
    "shiri-2018",
    "pocovi-2024-walkback",
    "saragiotto-2016",
    "hayden-2021-pain",
)

_SISTER = CASES["post-3"].presentation
_CORE = TREATMENTS["core_strengthening"]
_AGAIN = round(RECURRENCES["any"].figure.value)
_AT_DESK = 40  # the risk that the second exercise asks to set (of 100); made up for it
_LATER = "exercise-education-2018"
_TRIED = ("exercise-education", "exercise", "walking", "passive")


def _ratio(name: str) -> Figure:
    found = PREVENTIONS[name].ratio
    assert found is not None
    return found


def _taught() -> Share:
    return share_of(_AGAIN, _ratio("exercise-education"))


def _alone() -> Share:
    return share_of(_AT_DESK, _ratio("exercise"))


def _why_share(name: str, base: int, cite: Citer, *sources: str) -> Say:
    ratio = _ratio(name)
    said = gettext(
        "{base} of 100 times the risk ratio of {ratio:g} ({low:g} to {high:g}) is {share}. That the ratio holds for this "
        "risk is a teaching estimate."
    )
    share = share_of(base, ratio).told
    told = said.format(base=base, ratio=ratio.value, low=ratio.low, high=ratio.high, share=share)
    return Say(f"{told}{cite((*sources, ratio.source))}")


def _why_taught(cite: Citer) -> Iterator[Block]:
    share, ratio, later = _taught(), _ratio("exercise-education"), share_of(_AGAIN, _ratio(_LATER))
    said = gettext(
        "If the ratio of 2016 ({ratio:g}) holds for these people, {again} of 100 have it again and {spared} of the {base} are "
        "spared. Anything from {low} to {high} is right: so far the interval reaches (teaching estimate)."
    )
    ends = {"low": share.low, "high": share.high, "spared": _AGAIN - share.marked}
    told = said.format(ratio=ratio.value, again=share.marked, base=_AGAIN, **ends)
    yield Say(told + cite((RECURRENCES["any"].figure.source, ratio.source)))
    said = gettext("A review of 2018 (not verified) found less: {again} have it again, {spared} are spared.")
    told = said.format(again=later.marked, spared=_AGAIN - later.marked)
    yield Say(told + cite((_ratio(_LATER).source,)))


def _why_alone(cite: Citer) -> Iterator[Block]:
    yield _why_share("exercise", _AT_DESK, cite)
    yield say(PREVENTIONS["exercise"].note, cite, PREVENTIONS["exercise"].source)


def _without_effect() -> str:
    """The one of those that were tried for which no effect was found."""
    found = {name for name in _TRIED if PREVENTIONS[name].ratio or PREVENTIONS[name].days}
    return next(name for name in _TRIED if name not in found)


def _why_without_effect(cite: Citer) -> Iterator[Block]:
    without = PREVENTIONS[_without_effect()]
    said = gettext("No effect was found for this one: {offer}. {found}")
    yield Say(said.format(offer=gettext(without.label), found=gettext(without.note)) + cite((without.source,)))
    yield _why_share("exercise-education", _AGAIN, cite)


def _when() -> str:
    """When the sister's training should begin, as the plan of that day has it."""
    plan = {each.treatment.id: each for each in advise(_SISTER).plan.recommendations}
    if _CORE.id not in plan:
        return "never"
    return "later" if plan[_CORE.id].warnings else "today"


def _why_when(cite: Citer) -> Iterator[Block]:
    for each in _CORE.contraindications:
        yield Say(f"{capital(gettext(each.because))}.{cite(each.sources)}")
    yield say(_CORE.today.says, cite, *_CORE.today.sources)
    yield say(CAUSES["weak_core"].course, cite, "steffens-2016-exed")


_SMALL, _LARGE = 20, 80
_START: dict[str, Any] = {"what": "", "risk": _AGAIN}


def stage_steps() -> tuple[StageStep, ...]:
    """The steps through the lab, in the language that is spoken."""
    return (
        StageStep(
            "taught",
            gettext("Another review"),
            gettext(
                "What you know is the review of 2016. A later one counted again. Does it spare more of them, or fewer? "
                "Guess. Then let them all exercise and be taught."
            ),
            _START,
            lambda now: now["what"] == "exercise-education",
        ),
        StageStep(
            "alone",
            gettext("Without the teaching"),
            gettext("Only one thing changes: nobody teaches. Choose exercise alone. How many are spared now?"),
            _START | {"what": "exercise-education"},
            lambda now: now["what"] == "exercise",
        ),
        StageStep(
            "risk",
            gettext("Of how many?"),
            gettext(
                "The same exercise for people whose backs seldom trouble them. Move the risk down to {small}. How many are "
                "spared, and what has stayed the same?"
            ).format(small=_SMALL),
            _START | {"what": "exercise-education", "risk": _LARGE},
            lambda now: now["risk"] <= _SMALL,
            adds=("risk",),
        ),
        StageStep(
            "belt",
            gettext("What the shop sells"),
            gettext("Put a belt on all of them. What do you expect? Then look."),
            _START,
            lambda now: now["what"] == "passive",
        ),
        StageStep(
            "walk",
            gettext("It can be simple"),
            gettext("And if they only walk, most days? This trial counted days, not people. How much later does it come?"),
            _START,
            lambda now: now["what"] == "walking",
        ),
    )


EXERCISES = (
    People(
        "overuse_and_a_weak_core.predict",
        f"Of 100 people who have got over their back pain, {_AGAIN} have it again within a year. Now all of them exercise and are "
        "taught about their backs. How many have it again all the same?",
        lambda: _taught().marked,
        _why_taught,
        interval=(_taught().low, _taught().high),
    ),
    choice_question(
        "overuse_and_a_weak_core.1",
        "Four offers to somebody whose back keeps giving trouble. For which of them was no effect found on the next episode?",
        (
            Option(
                "exercise-education",
                PREVENTIONS["exercise-education"].label,
                "An effect was found: in the lab this one spares the most people.",
            ),
            Option("exercise", PREVENTIONS["exercise"].label, "An effect was found, for as long as the exercise went on."),
            Option(
                "walking",
                PREVENTIONS["walking"].label,
                "It sounds too simple, but an effect was found: more time passed until the pain came back.",
            ),
            Option("passive", PREVENTIONS["passive"].label, "Yes: it is offered a great deal, and it was not found to help."),
        ),
        _without_effect,
        _why_without_effect,
    ),
    Number(
        "overuse_and_a_weak_core.2",
        "Set the lab to exercise alone (review of 2016), and to a risk of 40 in 100 without it. How many of 100 have back pain "
        "again with it? A whole number.",
        lambda: _alone().marked,
        _why_alone,
        tolerance=0,
        unit="of 100",
        high=100,
        is_share=True,
    ),
    choice_question(
        "overuse_and_a_weak_core.3",
        "The woman of the story is at the doctor's: two days in, pain 8 of 10, and not able to work. When should she begin to "
        "train belly and back?",
        (
            Option("today", "Today, and hard", "It is the right idea on the wrong day."),
            Option("later", "Once the worst is over, slowly, a little more each week"),
            Option("never", "Never: weak muscles need to be spared", "Sparing them is what she has done all along."),
        ),
        _when,
        _why_when,
    ),
    rule_question(
        "overuse_and_a_weak_core.4",
        "That it comes back is the rule, and alone no reason to see anybody. Write the part of the rule that has it looked at "
        "all the same: more than two episodes before, or weak belly and back muscles, once it has lasted for 14 days or more. "
        "Use the names repeated_episodes, weak_core and days.",
        "keeps-coming-back",
        start="repeated_episodes | ",
        among=("repeated_episodes", "weak_core", "days"),
    ),
)
