"""What is asked before there is a table: whether it still has to be, what is answered, and what an answer ticks."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import lru_cache
from typing import Any, Literal

from backlab.advice import Advice
from backlab.kit.contract import Field
from backlab.kit.fields import menu
from backlab.knowledge.dangers import DANGERS, Danger
from backlab.knowledge.findings import above, answers_of, below, in_topic
from backlab.labs import boxes
from backlab.labs.asking import open_questions
from backlab.labs.patient import TICKED_TOPICS
from backlab.language import gettext
from backlab.model import Disposition, Finding

FIRST = "first"
"""The control through which these are answered: "saddle.no", "saddle.yes"; it holds nothing afterwards."""
Said = Literal["yes", "no", "open"]
_FIELD = {topic: name for name, topic in TICKED_TOPICS.items()}


@lru_cache(maxsize=1)  # the verdict, the picture and the controls ask it of the same advice
def danger_answers(advice: Advice) -> Mapping[str, Said]:
    """What each question is answered with; one whose answer could raise nothing any more counts as denied."""
    open_ = frozenset(open_questions(advice))
    return {danger.id: _said(advice, danger, open_) for danger in DANGERS.values()}


def asks_first(advice: Advice) -> int:
    """How many of these questions are open; none where somebody has to be seen today: then that comes first."""
    if advice.disposition >= Disposition.URGENT:
        return 0
    return sum(said == "open" for said in danger_answers(advice).values())


def first_field() -> Field:
    """The control behind the buttons on the picture."""
    said = (
        (f"{danger.id}.{word}", f"{gettext(danger.question)} {words}")
        for danger in DANGERS.values()
        for word, words in (("no", gettext("No")), ("yes", gettext("Yes")))
    )
    return menu(FIRST, gettext("Asked first"), [("", gettext("No answer")), *said])


def answered(values: Mapping[str, Any]) -> dict[str, Any]:
    """What an answer ticks and denies, topic by topic; the same answer once more takes it back."""
    id, _, word = values[FIRST].partition(".")
    if id not in DANGERS:
        return {}
    danger, held = DANGERS[id], {name: values[name] for name in TICKED_TOPICS}
    back = _is_said(danger, word, [*held.values()])
    topics = dict.fromkeys(_FIELD[finding.topic] for finding in danger.findings)
    return {name: _topic(danger, name, held[name], "open" if back else word) for name in topics}


def _said(advice: Advice, danger: Danger, open_: Collection[Any]) -> Said:
    patient = advice.presentation
    if any(patient.answer(each) for finding in danger.findings for each in answers_of(finding)):
        return "yes"
    unsaid = (finding for finding in danger.findings if patient.answer(finding) is None)
    # A follow-up is open as long as what it follows is.
    return "open" if any(each in open_ for finding in unsaid for each in (finding, *above(finding))) else "no"


def _is_said(danger: Danger, word: str, held: Collection[Mapping[str, Any]]) -> bool:
    """Whether that is what the boxes say already."""
    yes, no = ({name for each in held for name in each[side]} for side in ("yes", "no"))
    names = {finding.id for finding in danger.findings}
    return bool(names & yes) if word == "yes" else names <= no


def _topic(danger: Danger, name: str, held: Mapping[str, Any], word: str) -> dict[str, Any]:
    """The boxes of one topic with this question answered."""
    own = in_topic(TICKED_TOPICS[name])
    mine = [finding.id for finding in danger.findings if finding in own]
    yes = [one for one in held["yes"] if one not in mine]
    if danger.findings[0].id in held["yes"]:
        yes = [one for one in yes if one not in _brought(danger, yes)]
    no = [one for one in held["no"] if one not in mine]
    if word == "yes":
        yes += [each for each in mine if each == danger.findings[0].id]
    elif word == "no":
        no += mine
    return boxes.settled(own, held, {"yes": yes, "none": held["none"] and word == "no", "no": no})


def _brought(danger: Danger, yes: Collection[str]) -> set[str]:
    """What only stood above the first finding of a question: it goes with that, unless another answer needs it."""
    return {sign.id for sign in above(danger.findings[0]) if not _needed(sign, yes)}


def _needed(sign: Finding, yes: Collection[str]) -> bool:
    return any(each.id in yes for each in below(sign))
