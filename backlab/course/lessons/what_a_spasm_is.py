"""What is asked in "What a spasm is"."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any, NamedTuple

from backlab.course.ask import (
    explained,
    patient_question,
    say,
    verdict_question,
    why_level,
)
from backlab.course.exercise import Option
from backlab.course.guesses import People
from backlab.course.kinds import Number, Several
from backlab.knowledge.figures import between
from backlab.knowledge.rules import RULES
from backlab.language import gettext
from backlab.model import Disposition
from backlab.pictures.spasm.state import BEFORE, FIBRE, LIFTED, MUSCLE, PERSON, Spasm
from backlab.presentation import Presentation
from backlab.reasoning.explain import reasons
from backlab.words import Block, Citer, Say

CITED = (
    "article",
    "article-p1",
    "article-p2",
    "spasm-construct",
    "spasm-emg-small",
    "verhagen-2016-prevalence",
    "nslbp-90-95",
    "nslbp-no-cause",
    "brinjikji-2015-asymptomatic",
    "petersen-2017-rules",
    "wallwork-2024-scope",
    "nhs-gp",
    "nhs-999",
)

PAIN_IS_NOT_DAMAGE = (
    "brinjikji-2015-asymptomatic",
    "nslbp-90-95",
    "nslbp-no-cause",
    "spasm-construct",
    "spasm-emg-small",
    "petersen-2017-rules",
)
"""What studies found on pain without damage, damage without pain, and spasms."""

_SEVERE, _CHRONIC, _LINES = "severe-spasm", "chronic", "wallwork-2024-scope"
_AGE = 34
_NOT_THE_SAME_DAY = Presentation(age=_AGE, pain=8, days=0, mobility="unable_to_move")

_SAID_TODAY = {
    "more nuanced": "Yes: part of it holds, and part of it sounds surer than what was found.",
    "agrees": "It is how most of us would say it, but it sounds surer than what was found.",
    "differs": "A pulled muscle is a common cause: the sentence is not wrong, only too sure.",
}
_DESCRIBED = (
    (
        Option("mild-long", "Pain of 3 of 10 for nine weeks", "It is mild, but it has lasted: the word is about time."),
        Presentation(age=_AGE, pain=3, days=63),
    ),
    (
        Option("strong-new", "Pain of 9 of 10 since the day before yesterday", "It is severe, but it is new."),
        Presentation(age=_AGE, pain=9, days=2),
    ),
    (
        Option("strong-long", "Pain of 8 of 10 for three months", "It is both: severe, and lasting."),
        Presentation(age=_AGE, pain=8, days=90),
    ),
    (
        Option("middling", "Pain of 5 of 10 for four weeks", "Four weeks feel long, but the line is drawn later."),
        Presentation(age=_AGE, pain=5, days=28),
    ),
)


def _fires(rule: str, patient: Presentation) -> bool:
    return any(reason.rule.id == rule for reason in reasons(patient))


def _lasting() -> list[str]:
    return [option.id for option, patient in _DESCRIBED if _fires(_CHRONIC, patient)]


def _first_lasting() -> int:
    return min(days for days in range(100) if _fires(_CHRONIC, Presentation(age=_AGE, pain=1, days=days)))


def _why_lasting(cite: Citer) -> Iterator[Block]:
    yield say(RULES[_CHRONIC].because, cite, *RULES[_CHRONIC].sources)
    said = gettext(
        "The lab draws the line at {days} days, that is {weeks} weeks, however strong the pain is. Up to there a large review "
        "calls back pain acute; then it is subacute, and later persistent."
    )
    yield Say(said.format(days=_first_lasting(), weeks=_first_lasting() // 7) + cite((_LINES,)))


def _least_severe() -> int:
    return min(pain for pain in range(11) if _fires(_SEVERE, Presentation(age=_AGE, pain=pain)))


def _why_severe(cite: Citer) -> Iterator[Block]:
    yield say(RULES[_SEVERE].because, cite, *RULES[_SEVERE].sources)
    drawn = gettext("The sources say “severe” and name no number: the line at {pain} is a teaching estimate.")
    yield Say(drawn.format(pain=_least_severe()))


_FOUND, _AGAIN_FOUND = (
    between("nslbp-90-95", "review_2018"),
    between("verhagen-2016-prevalence", "non_specific"),
)
_NO_CAUSE = round((_FOUND.low + _AGAIN_FOUND.high) / 2)  # the two ranges meet there


def _why_no_cause(cite: Citer) -> Iterator[Block]:
    said = gettext(
        "By one source, no particular cause is found in {low:g} to {high:g} of 100; by another, in {least:g} to {most:g}. So a cause is found in about one of ten."
    )
    ends = {"low": _FOUND.low, "high": _FOUND.high, "least": _AGAIN_FOUND.low, "most": _AGAIN_FOUND.high}
    yield Say(said.format(**ends) + cite(("nslbp-90-95", "verhagen-2016-prevalence")))


_PREDICT = People(
    "what_a_spasm_is.predict",
    "100 people see a doctor about back pain. In how many of them is a particular cause found, such as a broken bone, an "
    "infection or a pressed nerve? Fill them in.",
    lambda: 100 - _NO_CAUSE,
    _why_no_cause,
    interval=(100 - _FOUND.high, 100 - _AGAIN_FOUND.low),
)
_TODAY = verdict_question(
    "what_a_spasm_is.3",
    "s1",
    "The article says: in a back spasm a muscle tightens all at once, mostly because it has been strained or hurt and is "
    "inflamed. How does that compare with what is known today?",
)



class StageStep(NamedTuple):
    """One step through the lab: what it says and asks for, what it sets, and when that is done."""

    name: str
    title: str
    text: str
    sets: Mapping[str, Any]
    is_done: Callable[[Mapping[str, Any]], bool]


def stage_steps() -> tuple[StageStep, ...]:
    """The steps of the lab in their order, in the language that is spoken."""
    return (
        StageStep(
            "lift",
            gettext("Lift the box"),
            gettext(
                "A person bends to a heavy box. Drag it up, or move the time on to the lift. What happens in the muscle "
                "under the glass? Is anything torn?"
            ),
            {"look": PERSON, "torn": 0, "alarm": 7, "moment": BEFORE},
            lambda now: now["moment"] >= LIFTED,
        ),
        StageStep(
            "fibre",
            gettext("Go down to one fibre"),
            gettext(
                "A muscle is a bundle of fibres. Look at one fibre, and raise the alarm until it locks. Its threads slide "
                "into each other; none of them breaks. That is a spasm."
            ),
            {"look": MUSCLE, "torn": 0, "alarm": 1, "moment": LIFTED},
            lambda now: now["look"] == FIBRE and now["torn"] == 0 and now["alarm"] >= _LOUD,
        ),
        StageStep(
            "whole",
            gettext("The worst pain, and nothing torn"),
            gettext("Make the pain as bad as it gets, and tear not a single fibre. Which slider did you need?"),
            {"look": PERSON, "torn": 0, "alarm": 3, "moment": LIFTED},
            lambda now: _state(now).pain == _WORST and now["torn"] == 0,
        ),
        StageStep(
            "torn",
            gettext("A tear that hardly hurts"),
            gettext("Now the other way round. Tear at least four fibres, and keep the pain at 3 or below."),
            {"look": MUSCLE, "torn": 0, "alarm": 6, "moment": LIFTED},
            lambda now: now["torn"] >= _SOME and _state(now).hurt > 0 and _state(now).pain <= _LITTLE,
        ),
        StageStep(
            "lasting",
            gettext("Let the weeks pass"),
            gettext(
                "Chronic, or lasting, is a word about time. Find the first week that is called lasting. What has become "
                "of the torn fibres by then, and what of the alarm?"
            ),
            {"look": MUSCLE, "torn": 4, "alarm": 4, "moment": LIFTED},
            lambda now: _state(now).is_lasting and not Spasm(moment=now["moment"] - 1).is_lasting,
        ),
        StageStep(
            "ask",
            gettext("What would you ask?"),
            gettext(
                "Somebody calls: ten out of ten. How much is torn? You cannot know. Open “What would you ask?” and "
                "choose the question that can change what to do."
            ),
            {"look": PERSON, "torn": 0, "alarm": 10, "moment": LIFTED},
            lambda now: now["ask"] == "signs",
        ),
    )


_WORST, _LOUD, _SOME, _LITTLE = 10, 8, 4, 3


def _state(now: Mapping[str, Any]) -> Spasm:
    return Spasm(now["look"], now["torn"], now["alarm"], now["moment"])


EXERCISES = (
    _PREDICT,
    Several(
        "what_a_spasm_is.1",
        "Which of these example patients have pain that the lab would call lasting (chronic, or on the way there)? Tick all.",
        _lasting,
        _why_lasting,
        tuple(option for option, _ in _DESCRIBED),
    ),
    Number(
        "what_a_spasm_is.2",
        "With nothing torn, move nothing but the alarm in the lab. From which alarm on does the lab call the pain severe? A "
        "whole number from 0 to 10.",
        _least_severe,
        _why_severe,
        tolerance=0,
        unit="of 10",
        high=10,
        is_share=True,
    ),
    explained(_TODAY, _SAID_TODAY),
    patient_question(
        "what_a_spasm_is.4",
        "This example patient has to be seen the same day. Change as little as you can, so that it is enough to be seen "
        "within days to weeks, although they still cannot move about.",
        Disposition.ROUTINE,
        "advise(Presentation(age=34, pain=8, days=0, mobility='unable_to_move'))",
        start="advise(Presentation(age=34, pain=10, days=0, mobility='unable_to_move'))",
        tests=("unable_to_move",),
    ).changed(reasons=partial(why_level, _NOT_THE_SAME_DAY)),
)
