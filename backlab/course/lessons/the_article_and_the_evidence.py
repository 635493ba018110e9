"""What is asked in "The article and the evidence"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from backlab.advice import Advice, advise
from backlab.course.ask import choice_question, patient_question, say
from backlab.course.cards import CARDS, Sorting, is_right
from backlab.course.exercise import Exercise, Option
from backlab.course.kinds import Several
from backlab.course.steps import StageStep
from backlab.knowledge.article import AGREES, DIFFERS, NUANCED, STATEMENTS
from backlab.knowledge.cases import CASES
from backlab.knowledge.treatments import TREATMENTS
from backlab.language import gettext
from backlab.model import Direction, Disposition, Lens
from backlab.words import Block, Citer, Say

CITED: tuple[str, ...] = (
    "article",
    "article-p2",
    "dahm-2010-acute",
    "jones-2023-opal-design",
    "jones-2023-opal-1y",
    "opal-critique",
    "williams-2014-pace",
    "french-2006-cold",
    "french-2006-heatwrap",
    "vandergaag-2020-pain",
    "steffens-2016-exed",
    "shiri-2018",
    "verhagen-2016-prevalence",
    "nhs-999",
    "nhs-selfcare",
)

# Shares of all statements, and how a student may name them: up to so much.
_SHARES = {
    "few": (0.1, "hardly any: less than a tenth", "Much of it has lasted, but more than a tenth has not."),
    "some": (0.25, "a tenth to a quarter", "Close; the article fares a little worse than that."),
    "third": (0.5, "a quarter to a half", "Yes: some of the advice has changed, and much of it has not."),
    "most": (1.0, "more than half", "It would be as wrong to throw the whole article away as to follow all of it."),
}


def _counts() -> dict[str, int]:
    verdicts = [statement.verdict for statement in STATEMENTS.values()]
    return {verdict: verdicts.count(verdict) for verdict in (AGREES, NUANCED, DIFFERS)}


def _share() -> str:
    share = _counts()[DIFFERS] / len(STATEMENTS)
    return next(name for name, (most, *_) in _SHARES.items() if share <= most)


def _why_share(cite: Citer) -> Iterator[Block]:
    said = gettext(
        "That is this course's own reading, sentence by sentence, with its sources; others may draw the line elsewhere{sources}. "
        "Which ones? The cards tell, and after the last one you have the count."
    )
    yield Say(said.format(sources=cite(("article",))))


def tally() -> str:
    """How many of all statements agree, are more nuanced and differ, by this course's reading."""
    said = gettext("This course's count: {agrees} of {of} agree, {nuanced} are more nuanced, {differs} differ.")
    counts = _counts()
    return said.format(of=len(STATEMENTS), agrees=counts[AGREES], nuanced=counts[NUANCED], differs=counts[DIFFERS])


_ADVICE = {
    "rest": "The article puts it first; in trials staying active did slightly better.",
    "ice": "It is still an option: nobody has shown that it helps, and nobody that it does not.",
    "otc_ibuprofen": "It is still an option: the gain is small, and it is not for everybody, but it is there.",
    "paracetamol": "The article names none but ibuprofen; its word “analgesics” takes this one in as well.",
    "opioid": "The article allows narcotics for very strong or lasting pain; a trial found them no better than dummy pills.",
    "light_exercise": "This is what the article got right: exercise that is kept up makes the next episode rarer.",
}


def _turned() -> list[str]:
    """Of the treatments asked about, those that the article suggests and today's guidance advises against."""
    views = {name: (TREATMENTS[name].article.direction, TREATMENTS[name].today.direction) for name in _ADVICE}
    return [name for name, view in views.items() if view == (Direction.FOR, Direction.AGAINST)]


def _why_turned(cite: Citer) -> Iterator[Block]:
    for name in _turned():
        yield say(TREATMENTS[name].today.says, cite, *TREATMENTS[name].today.sources)


_STUDIES = {
    "williams-2014-pace": (
        "a trial in which chance gave paracetamol or a placebo",
        "That trial is why paracetamol alone is no longer advised. It says nothing of opioids.",
    ),
    "jones-2023-opal-design": (
        "a trial in which chance gave an opioid or a placebo",
        "Yes: when nobody knows who gets what, hope and time work in both groups alike.",
    ),
    "henschke-2008-recovery": (
        "a cohort of patients who were followed for a year",
        "It shows how fast people recover, but nobody decided who took what, so it cannot tell what a tablet adds.",
    ),
    "article-p2": (
        "the story of a reader who was helped in hospital",
        "A story can raise a question. It cannot show how the same person would have fared without the medicine.",
    ),
}


def _behind_opioids() -> str:
    behind = set(STATEMENTS["s3"].sources) & set(TREATMENTS["opioid"].today.sources)
    return next(name for name in _STUDIES if name in behind)


def _why_opioids(cite: Citer) -> Iterator[Block]:
    yield say(STATEMENTS["s3"].today, cite, *STATEMENTS["s3"].sources)


_PARTS = (
    Option("level", "how soon the patient must be seen", "A danger is a danger, whoever wrote about the treatment."),
    Option("reasons", "the rules that say why", "There is one table of rules, and it is used with either lens."),
    Option("rest", "whether rest is advised", "The article suggests it; today's guidance advises against it."),
    Option("heat", "whether warmth is advised", "The article does not mention it; today's guidance advises it."),
    Option("watch", "the signs to watch for", "What would make it more urgent is the same through both."),
)


def _part(advice: Advice, part: str) -> object:
    """What the advice says about one of the parts; about a treatment, whether it is advised."""
    match part:
        case "level":
            return advice.disposition
        case "reasons":
            return advice.reasons
        case "watch":
            return advice.safety_net
    advised = (each for each in advice.plan.recommendations if each.view.direction is Direction.FOR)
    return part in [each.treatment.id for each in advised]


def _switched() -> list[str]:
    """The parts of the advice that are not the same through both lenses."""
    patient = CASES["post-2"].presentation
    article, today = (advise(patient, lens.value) for lens in (Lens.ARTICLE, Lens.TODAY))
    return [option.id for option in _PARTS if _part(article, option.id) != _part(today, option.id)]


def _why_switched(cite: Citer) -> Iterator[Block]:
    yield Say(
        gettext(
            "The lens decides which treatments are shown, and nothing else. How urgent a patient is, and why, comes from "
            "the rules, and these are the same through both."
        )
    )
    for name in ("rest", "heat"):
        yield say(TREATMENTS[name].today.says, cite, *TREATMENTS[name].today.sources)


EXERCISES: tuple[Exercise, ...] = (
    choice_question(
        "the_article_and_the_evidence.predict",
        "The article and its four readers make twenty statements about back spasms. Which share of them differs from what is "
        "known today, by this course's own reading?",
        (Option(name, label, because) for name, (_, label, because) in _SHARES.items()),
        _share,
        _why_share,
    ),
    Several(
        "the_article_and_the_evidence.1",
        "What does the article suggest, or one of its readers, that today's guidance advises against? (Its word “analgesics” "
        "takes in every painkiller.) Tick all that apply.",
        _turned,
        _why_turned,
        tuple(Option(name, TREATMENTS[name].label, because) for name, because in _ADVICE.items()),
    ),
    choice_question(
        "the_article_and_the_evidence.2",
        "The article allows narcotics for very strong or lasting pain; today they are advised against. What stands behind "
        "this change?",
        (Option(name, label, because) for name, (label, because) in _STUDIES.items()),
        _behind_opioids,
        _why_opioids,
    ),
    Several(
        "the_article_and_the_evidence.3",
        "Switch the patient of the baseball swing from today's guidelines to the article and back. What changes? Tick all "
        "that do.",
        _switched,
        _why_switched,
        _PARTS,
    ),
    patient_question(
        "the_article_and_the_evidence.4",
        "The article sends very strong pain to a professional; today the warning signs count for more than the pain. Write a "
        "patient of 45 with pain of only 3 who nevertheless needs emergency care now. Choose from tender_swelling, worried, "
        "weak_core, loss_of_control and leg_pain.",
        Disposition.EMERGENCY,
        "advise(Presentation(age=45, pain=3, present={'loss_of_control'}))",
        start="advise(Presentation(age=45, pain=3, present={}))",
    ),
)

_SOME = 5  # cards, after which one may look back
_STORY = "p4"


def _sorting(values: Mapping[str, Any]) -> Sorting:
    """What lies on the piles; nothing while a card is only looked at."""
    found: Sorting = values.get("sorting", {})
    return found


def _has_turned(values: Mapping[str, Any]) -> bool:
    """Whether a card that differs today was put where it belongs."""
    return any(STATEMENTS[card].verdict == DIFFERS and is_right(card, at) for card, at in _sorting(values).items())


def stage_steps() -> tuple[StageStep, ...]:
    """The steps of the lab in their order, in the language that is spoken."""
    return (
        StageStep(
            "first",
            gettext("Put down a card"),
            gettext(
                "Twenty sentences of the article and its readers. Read the card, say how sure you are, and tap the pile "
                "where it belongs today. Then it turns round."
            ),
            {"card": CARDS[0]},
            lambda now: len(_sorting(now)) >= 1,
        ),
        StageStep(
            "some",
            gettext("Sure, or a guess?"),
            gettext(
                "Sort five cards, and change how sure you are as you go. A card that you were sure of and put elsewhere "
                "is worth the most: open “What stands behind it” there."
            ),
            {"card": "s2"},
            lambda now: len(_sorting(now)) >= _SOME,
        ),
        StageStep(
            "turned",
            gettext("Find advice that has turned"),
            gettext(
                "Some of it was compared in trials, and lost. Put a card on “differs” that belongs there. Was it a trial "
                "that changed it, a review, or only a custom?"
            ),
            {"card": "s15"},
            _has_turned,
        ),
        StageStep(
            "story",
            gettext("What can a story do?"),
            gettext(
                "The fourth reader tells of a spasm that was something else. One story cannot show what helps. Can it "
                "still be right? Put it down."
            ),
            {"card": _STORY},
            lambda now: _STORY in _sorting(now),
        ),
        StageStep(
            "all",
            gettext("All twenty"),
            gettext(
                "Sort the rest. Then look at “How sure, how right”: were you right more often where you were sure than "
                "where you guessed?"
            ),
            {"card": CARDS[0]},
            lambda now: len(_sorting(now)) == len(CARDS),
        ),
    )
