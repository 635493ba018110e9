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
    """The control behind the buttons on the picture: no and yes, and after a yes which of its findings it is."""
    said = (
        (f"{danger.id}.{word}", f"{gettext(danger.question)} {words}")
        for danger in DANGERS.values()
        for word, words in (("no", gettext("No")), ("yes", gettext("Yes")))
    )
    which = (
        (f"{danger.id}.{finding.id}", gettext(finding.label))
        for danger in DANGERS.values()
        for finding in danger.findings
    )
    return menu(FIRST, gettext("Asked first"), [("", gettext("No answer")), *said, *which])


def answered(values: Mapping[str, Any]) -> dict[str, Any]:
    """What an answer ticks and denies, topic by topic; the same answer once more takes it back."""
    id, _, word = values[FIRST].partition(".")
    if id not in DANGERS:
        return {}
    danger, held = DANGERS[id], {name: values[name] for name in TICKED_TOPICS}
    yes, no = _after(danger, word, [*held.values()])
    topics = dict.fromkeys(_FIELD[finding.topic] for finding in danger.findings)
    return {name: _topic(danger, name, held[name], yes, no) for name in topics}


def _after(danger: Danger, word: str, held: Collection[Mapping[str, Any]]) -> tuple[set[str], set[str]]:
    """Which of its findings are there, and which are not, after an answer."""
    names = [finding.id for finding in danger.findings]
    if word in names:
        return _after_one(names, word, *({n for each in held for n in each[side]} for side in ("yes", "no")))
    if _is_said(danger, word, held):
        return set(), set()
    return ({names[0]}, set()) if word == "yes" else (set(), {*names})


def _after_one(names: list[str], one: str, yes: set[str], no: set[str]) -> tuple[set[str], set[str]]:
    """The same where it was said which it is. Whoever said yes has one of them: the gravest that was not denied."""
    yes, no = yes & {*names}, no & {*names}
    if one not in yes:
        return yes | {one}, no - {one}
    yes, no = yes - {one}, no | {one}
    return yes or {*[name for name in names if name not in no][:1]}, no - yes


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


def _topic(
    danger: Danger, name: str, held: Mapping[str, Any], yes: Collection[str], no: Collection[str]
) -> dict[str, Any]:
    """The boxes of one topic with this question answered."""
    own = in_topic(TICKED_TOPICS[name])
    mine = [finding for finding in danger.findings if finding in own]
    ids = [finding.id for finding in mine]
    there = [one for one in held["yes"] if one not in ids] + [id for id in ids if id in yes]
    for gone in (finding for finding in mine if finding.id in held["yes"] and finding.id not in yes):
        there = [one for one in there if one not in _brought(gone, there)]
    denied = [one for one in held["no"] if one not in ids] + [id for id in ids if id in no]
    none = held["none"] and {*ids} <= {*no}
    return boxes.settled(own, held, {"yes": there, "none": none, "no": denied})


def _brought(finding: Finding, yes: Collection[str]) -> set[str]:
    """What only stood above a finding: it goes with that, unless another answer needs it."""
    return {sign.id for sign in above(finding) if not _needed(sign, yes)}


def _needed(sign: Finding, yes: Collection[str]) -> bool:
    return any(each.id in yes for each in below(sign))
