"""What is asked in "Chances"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from backlab.course.exercise import Exercise
from backlab.course.guesses import People
from backlab.course.kinds import Code, Number, Tried
from backlab.course.steps import StageStep
from backlab.knowledge.causes import MEASURED
from backlab.knowledge.figures import interval, published
from backlab.knowledge.findings import age, cancer_history
from backlab.language import gettext
from backlab.model import Atom, Sign
from backlab.pictures.thousand import ALL, SORTED, YESES
from backlab.presentation import Presentation
from backlab.reasoning.bayes import natural_frequency, post_test
from backlab.reasoning.dependence import naive_ratio, rates, true_ratio
from backlab.reasoning.engine import disposition
from backlab.reasoning.published import PUBLISHED, Reading, reading
from backlab.words import Block, Citer, Say, basis, lowered, percent

CITED = (
    "article",
    "enthoven-2016-bace",
    "deyo-diehl-1988-prev",
    "deyo-1992-cancer",
    "lederle-1999-aaa",
    "aaa-prevalence-uk",
    "downie-2013-cancer",
)


def _sign(cause: str, finding: Atom) -> Sign:
    return next(sign for sign in MEASURED[cause].signs if sign.finding == finding)


_TUMOUR, _CANCER = MEASURED["spinal_tumour"], _sign("spinal_tumour", cancer_history)
_OLDER = _sign("spinal_tumour", age >= 50)
_RATES = rates(_CANCER.positive, _CANCER.negative)
_STORY = PUBLISHED["spinal_tumour.cancer_history"]
_ASKED = Reading(_STORY, _STORY.measured.prior.value, _STORY.rates, asked=3)  # as the form of the story asks it
_HALF = 0.5


def _in_a_hundred() -> int:
    """Of 100 who say yes each time, how many have a tumour."""
    return round(100 * _ASKED.after)


def _no_news(cite: Citer) -> Iterator[Block]:
    people = _ASKED.people
    counted = gettext(
        "Of 1000 people {ill} have a tumour, and {true} of these say yes; of the {well} others {false} do{sources}. So of {yes} "
        "yeses {true} come from the ill: one is worth about {share} of 100."
    )
    exact = gettext(
        "That is one in eleven, and enough to see all of them soon: a doctor the same day. A no is no all-clear, since most of the "
        "seven say no. (Without rounding to whole people it is {parts} of 100.)"
    )
    true, false, well = len(people.true), len(people.false), 1000 - len(people.ill)
    numbers = {"ill": len(people.ill), "well": well, "true": true, "false": false, "yes": true + false}
    sources = cite((*_TUMOUR.prior.sources, *_CANCER.sources))
    yield Say(counted.format(**numbers, share=_in_a_hundred(), sources=sources))
    yield Say(exact.format(parts=_in_parts(len(people.ill), well)), "note")
    again = gettext(
        "The second and the third yes are sure to come once the first has, in the ill and in the others alike: the same "
        "people say them. Multiplied three times it would seem to be {naive} of 100."
    )
    yield Say(again.format(naive=round(100 * _ASKED.naively)))


def _in_parts(ill: int, well: int) -> int:
    """Of 100 who say yes, how many are ill by a sum that rounds nobody to a whole person."""
    true, false = ill * _STORY.rates.ill, well * _STORY.rates.others
    return round(100 * true / (true + false))


_BELLY = interval("lederle-1999-aaa", "felt")  # the likelihood ratio of a beating bulge in the belly
_COUNTED = "aaa-prevalence-uk"
_SUPPOSED = 5  # in 100, to reckon with


def _in_100(ratio: float) -> float:
    """How many in 100 have it once the finding is there."""
    return 100 * post_test(_SUPPOSED / 100, ratio)


def _odds(cite: Citer) -> Iterator[Block]:
    ratio = _BELLY.value
    ill, well, more = _SUPPOSED, 100 - _SUPPOSED, _SUPPOSED * ratio
    said = gettext(
        "Odds of {ill} to {well}, times {ratio:g}, are {more:g} to {well}. Of every {all:g} such people {more:g} have it: about "
        "{share:.0f} in 100 ({low:.0f} to {high:.0f} at the ends of the ratio's interval){sources}."
    )
    shares = {"share": _in_100(ratio), "low": _in_100(_BELLY.low), "high": _in_100(_BELLY.high)}
    told = {"ill": ill, "well": well, "ratio": ratio, "more": more, "all": well + more}
    yield Say(said.format(**told, **shares, sources=cite((_BELLY.source,))))
    yield Say(_elsewhere(cite))


def _elsewhere(cite: Citer) -> str:
    """The same finding in two places where the bulges have been counted."""
    said = gettext(
        "We have no count of them among those who come with back pain, so the {supposed} in 100 are only supposed. They were counted "
        "elsewhere: of 100 men of 65 who were screened {screened:g} had it, of 100 men over 65 who came by themselves {came:g}{sources}. "
        "After the same finding that would be {screened_after:.0f} and {came_after:.0f} in 100. Who comes through the door counts as "
        "much as the test. For the rules it is an emergency in all of these places."
    )
    screened, came = (published(_COUNTED, name) for name in ("men_screened", "men_self_referred"))
    after = {
        "screened_after": 100 * post_test(screened / 100, _BELLY.value),
        "came_after": 100 * post_test(came / 100, _BELLY.value),
    }
    return said.format(supposed=_SUPPOSED, screened=screened, came=came, **after, sources=cite((_COUNTED,)))


def _half_together() -> float:
    return true_ratio(_RATES, 2, _HALF)


def _hardly_more(cite: Citer) -> Iterator[Block]:
    said = gettext(
        "Both together are worth {true:.0f}: far nearer to one answer ({once:g}) than to two that are news ({naive:.0f}). "
        "Going together halfway takes most of the second answer away already, since somebody without it who has said yes "
        "once then often says it again."
    )
    worth = {"true": _half_together(), "once": _CANCER.positive, "naive": naive_ratio(_RATES, 2)}
    yield Say(f"{said.format(**worth)}{cite(_CANCER.sources)}")
    yield Say(gettext("How far the answers go together is supposed: nobody has measured it."), "note")


def _updated(chance: Any, ratio: Any) -> float:
    """What ``post_test`` is in an answer; raises ``ValueError`` for what is no chance or no ratio."""
    if not all(isinstance(each, int | float) for each in (chance, ratio)):
        raise ValueError(gettext("post_test needs two numbers: a chance and a likelihood ratio."))
    if not 0 < chance < 1 or ratio <= 0:
        raise ValueError(gettext("A chance lies between 0 and 1, and a likelihood ratio above 0."))
    return post_test(chance, ratio)


_FIRST = post_test(_TUMOUR.prior.value, _CANCER.positive)
_BOTH = post_test(_FIRST, _OLDER.positive)
_BOTH_TRUE = Presentation(age=50, pain=5, present=frozenset({cancer_history.id}))
_CHAIN = f"post_test(post_test({_TUMOUR.prior.value:g}, {_CANCER.positive:g}), {_OLDER.positive:g})"


def _tried(value: Any) -> Iterator[Tried]:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError(gettext("The answer has to be a chance, as post_test gives it."))
    counted = gettext("Your chance is {share}.").format(share=percent(value) if 0 <= value <= 1 else f"{value:g}")
    close = abs(value - _BOTH) < 0.001
    hint = "" if close else f" {_hint(value)}"
    yield Tried(close, f"{counted}{hint}")


def _hint(value: float) -> str:
    if abs(value - _FIRST) < 0.001:
        return gettext("That is the chance after the first finding. The second one starts from there.")
    if abs(value - post_test(_TUMOUR.prior.value, _OLDER.positive)) < 0.001:
        return gettext("That is the age alone: the earlier cancer has been forgotten.")
    return gettext("Both findings have to be counted once: the chance after the first is the chance before the second.")


def _too_high(cite: Citer) -> Iterator[Block]:
    said = gettext("Cancer before{cancer} takes the chance to {first}, and the age{older} takes it to {both}.")
    told = {"cancer": basis(_CANCER, cite), "older": basis(_OLDER, cite)}
    yield Say(said.format(**told, first=percent(_FIRST), both=percent(_BOTH)))
    doubt = gettext(
        "It is probably too high. Older people have had cancer more often, whatever ails their back: the two go together, and "
        "nobody has measured how far. So a chance like this never decides alone."
    )
    yield Say(doubt)
    done = gettext("What one does at that chance is what the rules ask for at any: {level}, {meaning}.")
    level = disposition(_BOTH_TRUE)
    yield Say(done.format(level=lowered(gettext(level.label)), meaning=gettext(level.meaning)))


EXERCISES: tuple[Exercise, ...] = (
    People(
        "chances.predict",
        "Would you believe the 96%? Of 100 people with back pain who say yes three times to an earlier cancer, how many have a "
        "tumour in the spine?",
        _in_a_hundred,
        _no_news,
        tolerance=5,
    ),
    Number(
        "chances.1",
        f"Suppose, to reckon with, that {_SUPPOSED} in 100 older smokers with back pain have a bulging main artery. A doctor feels "
        f"it beat in the belly: a likelihood ratio of {_BELLY.value:g} ({_BELLY.low:g} to {_BELLY.high:g}). Multiply the odds of "
        f"{_SUPPOSED} to {100 - _SUPPOSED} by it, and turn them back into a chance. How many in 100 is that? A whole number will do.",
        lambda: _in_100(_BELLY.value),
        _odds,
        tolerance=1,  # for rounding; the interval is far wider
        unit="in 100",
        high=100,
        is_share=True,
    ),
    Number(
        "chances.2",
        "In the lab choose cancer before. Under “More” let it be asked twice, and set how far the answers go together to "
        f"{100 * _HALF:.0f}. What likelihood ratio are both yeses worth together? A guess first; then look at “The ruler of chances”. A "
        "whole number will do.",
        _half_together,
        _hardly_more,
        tolerance=1,  # for rounding
        high=1000,
    ),
    Code(
        "chances.3",
        "post_test(chance, ratio) gives the chance after one finding. Change the line so that it counts two, one after the "
        f"other: cancer before ({_CANCER.positive:g}), and an age of 50 or over ({_OLDER.positive:g}). Suppose that they are "
        "independent.",
        lambda: _CHAIN,
        _too_high,
        tests=_tried,
        names=lambda: {"post_test": _updated},
        start=f"post_test({_TUMOUR.prior.value:g}, {_CANCER.positive:g})",
    ),
)


def begin() -> dict[str, Any]:
    """What the lab shows at first: the question of the story, asked once."""
    return {"finding": _STORY.id, **_STORY.steps, "look": ALL, "times": "1", "together": 100}


def _most_are_ill(now: Mapping[str, Any], moved: str) -> bool:
    """Whether most of those who say yes are ill by now, and no number but ``moved`` has been moved for it."""
    kept = all(now[name] == step for name, step in PUBLISHED[now["finding"]].steps.items() if name != moved)
    people = reading(now).people
    return kept and len(people.true) > len(people.false)


def stage_steps() -> tuple[StageStep, ...]:
    """The steps through the crowd, in the language that is spoken."""
    first = begin()
    yeses = {**first, "look": YESES}
    common = natural_frequency(_TUMOUR.prior.value)
    return (
        StageStep(
            "ask",
            gettext("A thousand people"),
            gettext(
                "A thousand adults walk into a clinic with back pain. {ill} have a tumour in the spine: those with a ring. We know it, the clinic does "
                "not. It asks everyone: have you ever had cancer? Tap the picture, and tap again, until all have answered."
            ).format(ill=common),
            first,
            lambda now: now["look"] not in (ALL, "parted"),
        ),
        StageStep(
            "count",
            gettext("Who says yes?"),
            gettext(
                "Of 100 ill {ill} say yes, of 100 others only {others} (not verified). So is a yes nearly always right? Tap a group "
                "of yeses: they come together. Count the rings among them."
            ).format(ill=f"{100 * _STORY.rates.ill:.0f}", others=f"{100 * _STORY.rates.others:.0f}"),
            {**first, "look": SORTED},
            lambda now: now["look"] == YESES,
        ),
        StageStep(
            "common",
            gettext("Where it is common"),
            gettext(
                "The same question in another place. Move only how common the illness is, until most of the yeses come from "
                "the ill. Nothing about the question is better now. What is?"
            ),
            yeses,
            lambda now: _most_are_ill(now, "common"),
            adds=("common",),
        ),
        StageStep(
            "better",
            gettext("A better question"),
            gettext(
                "The illness is rare again. First find more of the ill: sensitivity up, and look who comes. Then put it back, "
                "and move only the specificity, until most of the yeses are right. Which of the two mattered?"
            ),
            yeses,
            lambda now: _most_are_ill(now, "specificity"),
            adds=("sensitivity", "specificity"),
        ),
        StageStep(
            "again",
            gettext("Three times yes"),
            gettext(
                "The form asks the same again in other words: treated for a tumour? A patient of a cancer clinic? Tap “ask "
                "again”, twice. Who goes through? And what would multiplying say?"
            ),
            yeses,
            lambda now: now["times"] == "3",
            adds=("finding",),
        ),
        StageStep(
            "news",
            gettext("When is it news?"),
            gettext(
                "Multiplying is right if a second answer does not follow from the first. Open “More”, and let the answers go "
                "together less and less. Who does not come through the second gate any more?"
            ),
            {**yeses, "times": "2"},
            lambda now: int(now["times"]) > 1 and now["together"] == 0,
            adds=("look", "times", "together"),
        ),
    )
