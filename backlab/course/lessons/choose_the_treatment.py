"""What is asked in "Choose the treatment": six of the article's patients."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial

from backlab.advice import Advice, advise
from backlab.course.ask import choice_question, explained, level_question, why_level
from backlab.course.exercise import Exercise, Option
from backlab.course.kinds import Choice, Several
from backlab.knowledge.cases import CASES
from backlab.knowledge.treatments import TREATMENTS
from backlab.language import gettext
from backlab.model import Direction, Stage
from backlab.presentation import Presentation
from backlab.words import Block, Citer, Say

CITED = (
    "article",
    "article-p1",
    "article-p2",
    "article-p3",
    "article-p4",
    "dahm-2010-acute",
    "jones-2023-opal-design",
    "nice-ng59-opioid",
    "steffens-2016-exed",
    "shiri-2018",
)
Chosen = Callable[[Advice], Iterable[str]]


def against(advice: Advice) -> list[str]:
    """The treatments against which a plan advises."""
    return [each.treatment.id for each in advice.plan.recommendations if each.direction is Direction.AGAINST]


def later(advice: Advice) -> list[str]:
    """What a plan holds for the weeks afterwards, and so that it does not come back."""
    listed = (each for each in advice.plan.recommendations if each.direction is Direction.FOR)
    return [each.treatment.id for each in listed if each.stage in (Stage.NEXT_WEEKS, Stage.PREVENTION)]


def held_back(advice: Advice) -> list[str]:
    """The treatments that are held back."""
    return [each.treatment.id for each in advice.plan.withheld]


def one_treatment(id: str, case: str, which: Chosen, because: Mapping[str, str], prompt: str) -> Exercise:
    """The one treatment of those in ``because`` that ``which`` finds in the advice for an example patient."""
    return choice_question(
        id, prompt, _options(because), lambda: _found(case, which, because)[0], partial(_why, case, which, because)
    )


def treatments_of(id: str, case: str, which: Chosen, because: Mapping[str, str], prompt: str) -> Exercise:
    """Those treatments of ``because`` that ``which`` finds in the advice for an example patient."""
    reasons = partial(_why_held if which is held_back else _why, case, which, because)
    return Several(id, prompt, partial(_found, case, which, because), reasons, _options(because))


def named_level(id: str, patient: Presentation, prompt: str) -> Choice:
    """Which of the four levels of care, by their names alone: what they mean is said over the lab beside them."""
    asked = level_question(id, patient, prompt)
    return asked.changed(options=tuple(option._replace(means="") for option in asked.options))


def _options(because: Mapping[str, str]) -> tuple[Option, ...]:
    return tuple(Option(name, TREATMENTS[name].label, why) for name, why in because.items())


def _found(case: str, which: Chosen, names: Iterable[str]) -> list[str]:
    found = which(advise(CASES[case].presentation))
    return [name for name in names if name in found]


def _why(case: str, which: Chosen, names: Iterable[str], cite: Citer) -> Iterator[Block]:
    for treatment in (TREATMENTS[name] for name in _found(case, which, names)):
        told = gettext("{treatment}: {says}")
        said = told.format(treatment=gettext(treatment.label), says=gettext(treatment.today.says))
        yield Say(f"{said}{cite(treatment.today.sources)}")


def _why_held(case: str, which: Chosen, names: Iterable[str], cite: Citer) -> Iterator[Block]:
    yield Say(gettext("While danger may be hidden, getting care comes first, and all home care waits."))
    yield from why_level(CASES[case].presentation, cite)


_CALMER = replace(CASES["post-2"].presentation, pain=7, days=1)
EXERCISES = (
    treatments_of(
        "choose_the_treatment.1",
        "post-1",
        against,
        {
            "rest": "The article puts it first, and today it is advised against.",
            "ice": "It stays in the plan, wrapped in a towel, as an optional comfort.",
            "otc_ibuprofen": "It stays in the plan for a short time, and its help is small.",
            "paracetamol": "It is in every cupboard, and by itself it did no better than a dummy pill.",
            "heat": "The article does not mention it, and it is the comfort with trials behind it.",
            "stay_active": "It is what today's plan begins with.",
        },
        "The first reader: 6 of 10 since yesterday, walking about, nothing else wrong. Tick what today's guidelines advise "
        "against.",
    ),
    explained(
        named_level(
            "choose_the_treatment.2",
            _CALMER,
            "The second reader, on the ground with pain of 10, was urgent. Next day: 7, still no moving about, all else no. "
            "Which level?",
        ),
        {
            "self_care": "It is on the way there. But pain of 7, and no moving about, still ask for somebody to look at it.",
            "routine": "Either of the two, the pain or not being able to move about, is enough for it.",
            "urgent": "It was: pain of 9 or more that drops one to the floor. It is the pain that has changed.",
            "emergency": "Pain alone, however strong, is no emergency sign.",
        },
    ),
    treatments_of(
        "choose_the_treatment.3",
        "post-3",
        later,
        {
            "muscle_relaxant": "It is for the first two weeks at most.",
            "physical_therapy": "Somebody shows the exercises, and raises them step by step.",
            "otc_ibuprofen": "It ends a bad day, not the series.",
            "core_strengthening": "It is begun slowly, once the worst is over.",
            "heat": "It is a comfort for now.",
            "light_exercise": "It makes the next spasm less likely, for as long as it is kept up.",
        },
        "The third reader's sister: spasms again and again, now 8 of 10. Tick what belongs to the weeks afterwards.",
    ),
    treatments_of(
        "choose_the_treatment.4",
        "post-4",
        held_back,
        {
            "same_day_care": "This is the one thing to do at once.",
            "heat": "It is harmless by itself, but it keeps one at home.",
            "otc_ibuprofen": "More of what has not helped only costs time, and it may harm a kidney that is ill.",
            "stay_active": "It is right for a strained muscle, and nobody knows yet that this is one.",
            "kidney_infection_care": "It is what a doctor does if a kidney infection is found, so it is not held back.",
            "ice": "Cooling a spasm is home care as well.",
        },
        "The fourth reader: nothing set it off, ibuprofen has not helped, and now a sick feeling. Tick what is held back.",
    ),
    one_treatment(
        "choose_the_treatment.5",
        "herniated-disc",
        against,
        {
            "opioid": "They sound like the right size for strong pain; in a trial on back or neck pain they did no better than dummy pills.",
            "physical_therapy": "It is in the plan, for the weeks to come.",
            "injection": "It stays a choice for strong, recent leg pain; the help is small and short.",
            "disc_surgery": "It stays a choice after six weeks of leg pain; it brings relief sooner, not more of it in the end.",
        },
        "Seven weeks of pain down one leg, 7 of 10. Which one do today's guidelines advise against?",
    ),
    explained(
        named_level(
            "choose_the_treatment.6",
            CASES["tumour"].presentation,
            "Aged 63, once had cancer. Two months of pain, worse at night; weight lost for no reason; legs strong and normal. "
            "Which level?",
        ),
        {
            "self_care": "The pain is bearable, but every other thing here speaks against waiting at home.",
            "routine": "After two months some weeks more seem to matter little; if it is a tumour, they do matter.",
            "urgent": "Nothing here says that hours count, but today somebody has to look.",
            "emergency": "A weak or a numb leg would make it one; without that, the same day is soon enough.",
        },
    ),
)
