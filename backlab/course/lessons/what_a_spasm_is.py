"""What is asked in "What a spasm is"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

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
from backlab.course.steps import StageStep
from backlab.knowledge.figures import between, published
from backlab.knowledge.rules import RULES
from backlab.language import gettext
from backlab.model import Disposition
from backlab.pictures.spasm.state import (
    BEFORE,
    FIBRE,
    HEALED,
    LIFTED,
    LITTLE,
    MUSCLE,
    PERSON,
    STRONG,
    TEARS,
    Spasm,
)
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
    "verhagen-2016-prevalence",
    "nslbp-no-cause",
    "spasm-construct",
    "spasm-emg-small",
    "petersen-2017-rules",
)
"""What studies found on pain without damage, damage without pain, and spasms."""

CANNOT_WAIT = (
    "cauda-equina",
    "weakness-growing",
    "serious-accident",
    "chest-pain",
    "aneurysm-signs",
    "muscle-breakdown",
)
"""The rules whose signs somebody with a spasm has to know: none of them is about how much it hurts."""

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
_TORN_WITHOUT_PAIN, _LATER = (published("brinjikji-2015-asymptomatic", name) for name in ("tear_20", "tear_80"))


def in_people() -> tuple[str, str]:
    """What was found in people: something torn and no pain, and pain without a cause that can be named."""
    torn = gettext(
        "In scans of people without any back pain the ring of a disc is torn in {young:g} of 100 at the age of 20, and in "
        "{old:g} at 80. Something can be torn, and nothing hurts."
    )
    hurts = gettext(
        "And the other way round: where a back hurts, no particular cause can be named in {low:g} to {high:g} of 100 by one "
        "source, and in {least:g} to {most:g} by another."
    )
    ends = {"low": _FOUND.low, "high": _FOUND.high, "least": _AGAIN_FOUND.low, "most": _AGAIN_FOUND.high}
    return torn.format(young=_TORN_WITHOUT_PAIN, old=_LATER), hurts.format(**ends)


def _why_torn(cite: Citer) -> Iterator[Block]:
    torn, hurts = in_people()
    yield Say(torn + cite(("brinjikji-2015-asymptomatic",)))
    yield Say(hurts + cite(("nslbp-90-95", "verhagen-2016-prevalence")))


_PREDICT = People(
    "what_a_spasm_is.predict",
    "Between two bones of the spine lies a disc: a cushion in a tough ring. 100 people aged 20, none of whom has back pain, "
    "lie in a scanner. In how many is such a ring torn?",
    lambda: _TORN_WITHOUT_PAIN,
    _why_torn,
    tolerance=5,
)
_TODAY = verdict_question(
    "what_a_spasm_is.3",
    "s1",
    "The article says: in a back spasm a muscle tightens all at once, mostly because it has been strained or hurt and is "
    "inflamed. How does that compare with what is known today?",
)


def stage_steps() -> tuple[StageStep, ...]:
    """The steps of the lab in their order, in the language that is spoken."""
    return (
        StageStep(
            "lift",
            gettext("Lift the box"),
            gettext(
                "A man bends to a heavy box. Drag it up, or move the time on. He cries out. Look through the glass: what "
                "is torn?"
            ),
            {"look": PERSON, "torn": 0, "alarm": 0, "moment": BEFORE},
            lambda now: now["moment"] >= LIFTED,
        ),
        StageStep(
            "fibre",
            gettext("Go down to the fibres"),
            gettext(
                "Three fibres of the muscle. Raise the alarm until they lock. Their threads slide into each other; none "
                "breaks. This is one explanation of a spasm."
            ),
            {"look": FIBRE, "torn": 0, "alarm": 1, "moment": LIFTED},
            lambda now: now["look"] == FIBRE and now["torn"] == 0 and _state(now).is_locked,
        ),
        StageStep(
            "whole",
            gettext("Find field A"),
            gettext(
                "If pain showed damage, every back would lie on the dotted line. This one does. Can you get up to field A: pain "
                "{strong} or more, and nothing torn?"
            ).format(strong=STRONG),
            {"look": PERSON, "torn": 4, "alarm": 4, "moment": LIFTED},
            lambda now: _state(now).is_pain_alone,
        ),
        StageStep(
            "torn",
            gettext("Find field B"),
            gettext(
                "Now the other corner. Can {tears} or more be torn, and the pain be {little} or less? Bring the bar to field B."
            ).format(tears=TEARS, little=LITTLE),
            {"look": MUSCLE, "torn": 3, "alarm": 8, "moment": LIFTED},
            lambda now: _state(now).is_tear_alone,
        ),
        StageStep(
            "lasting",
            gettext("Whole again, and it still hurts"),
            gettext(
                "Let the weeks pass until nothing is torn. Does the pain go, too? Find what keeps it up, and bring it to 0."
            ),
            {"look": PERSON, "torn": 6, "alarm": 6, "moment": LIFTED},
            lambda now: now["torn"] >= _SOME and _is_whole_again(_state(now)) and _state(now).pain == 0,
        ),
        StageStep(
            "ask",
            gettext("What would you ask?"),
            gettext(
                "Two people call. Both say: ten out of ten. What is torn you cannot see. Tap the question that sets them "
                "apart. What does it change?"
            ),
            {"look": PERSON, "torn": 0, "alarm": 10, "moment": LIFTED},
            lambda now: now["ask"] == "signs",
        ),
    )


_SOME = 4


def _state(now: Mapping[str, Any]) -> Spasm:
    return Spasm(now["look"], now["torn"], now["alarm"], now["moment"])


def _is_whole_again(now: Spasm) -> bool:
    return now.weeks >= HEALED


def is_call(values: Mapping[str, Any]) -> bool:
    """Whether the two who call are there: until somebody looks elsewhere, or tears or ages what cannot be seen."""
    return values["step"] == "ask" and _state(values)._replace(alarm=0) == Spasm(PERSON, 0, 0, LIFTED)


def goal(values: Mapping[str, Any]) -> tuple[str, bool]:
    """What the step in view looks for, and how far one is; once it is found, what was found in people; else nothing."""
    found = any(step.is_done(values) for step in stage_steps() if step.name == values["step"])
    now = _state(values)
    said = {"whole": _to_a, "torn": _to_b, "lasting": _to_nothing}.get(values["step"])
    if is_call(values):
        return _to_signs(values["ask"], now), found
    return (said(now, found), found) if said else ("", False)


def _to_a(now: Spasm, is_found: bool) -> str:
    if is_found:
        said = gettext(
            "Pain {pain}, nothing torn. In real back pain no particular cause can be named in {low:g} to {high:g} of 100."
        )
        return said.format(pain=now.pain, low=_AGAIN_FOUND.low, high=_FOUND.high)
    return gettext("Pain {pain}, {torn} torn: not in field A yet.").format(pain=now.pain, torn=now.hurt)


def _to_b(now: Spasm, is_found: bool) -> str:
    if is_found:
        said = gettext(
            "{torn} torn, pain {pain}. Of 100 real people aged 20 without back pain, {tear:g} have a tear in the ring of a disc."
        )
        return said.format(torn=now.hurt, pain=now.pain, tear=_TORN_WITHOUT_PAIN)
    return gettext("{torn} torn, pain {pain}: not in field B yet.").format(torn=now.hurt, pain=now.pain)


def _to_nothing(now: Spasm, is_found: bool) -> str:
    if is_found:
        return gettext("It was the alarm. The tissue had healed; the alarm does not stop by itself in this model.")
    if _is_whole_again(now) and now.pain:
        return gettext("Whole again, and the pain is {pain}. What keeps it up?").format(pain=now.pain)
    said = gettext("Week {week} of {healed}: pain {pain}, and {torn} fibres are not whole yet.")
    return said.format(week=now.weeks, healed=HEALED, pain=now.pain, torn=now.hurt)


def _to_signs(asked: str, now: Spasm) -> str:
    if asked == "signs":
        return gettext(
            "The same pain, one answer differs: for the one an appointment, for the other an ambulance, now."
        )
    if asked:
        return gettext("Both say the same: that does not tell them apart.")
    return gettext("Two people, pain {pain} of 10 each. What do you ask?").format(pain=now.pain)


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
