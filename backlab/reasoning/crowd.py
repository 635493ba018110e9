"""A thousand people with back pain, of whom a few have a tumour in the spine, and what each says when asked.

Everybody has a number and stays who they are: whoever is asked a second question is one of the same thousand, so every
count is one of heads. How many say yes is published, among those with a tumour and among the others; which of them say
yes to two questions nobody has counted. Here the answers go together as often as chance would have it, but for one
pair: who is no better after a month has had the pain for more than a month.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from backlab.knowledge import findings as f
from backlab.knowledge.causes import MEASURED
from backlab.knowledge.figures import accuracy, tally
from backlab.model import Accuracy, Atom, Estimate, Tally
from backlab.reasoning.bayes import natural_frequency

PEOPLE = 1_000
SOURCE = "deyo-1992-cancer"
_COUNTED = "deyo-diehl-1988-prev"
_NIGHT = "harding-2005-night-verified"
_SCATTER = 7_919  # a prime, so that the ill are strewn among the others
FEW = 30  # so few people are no share of anything


class Question(NamedTuple):
    """What is asked: ``accuracy`` says how many say yes among the ill and the others; without, nobody has counted.

    ``within`` is the question to which whoever says yes here has said yes as well.
    """

    finding: Atom
    accuracy: Accuracy | None
    within: str = ""

    @property
    def name(self) -> str:
        """A word for it, as a control has it."""
        return getattr(self.finding, "quantity", self.finding).id


def _measured(finding: Atom, name: str, within: str = "") -> Question:
    return Question(finding, accuracy(SOURCE, name), within)


NIGHT = f.worse_at_night.id
QUESTIONS: Mapping[str, Question] = {
    each.name: each
    for each in (
        _measured(f.weight_loss, "weight_loss"),
        Question(f.worse_at_night, None),
        _measured(f.days > 30, "a_month"),
        _measured(f.not_healing, "no_better", within=f.days.id),
        _measured(f.no_better_resting, "no_relief"),
        _measured(f.age >= 50, "age"),
        _measured(f.cancer_history, "earlier_cancer"),
    )
}


class Crowd(NamedTuple):
    """Everybody by number: who is ``ill``, and who says ``yes`` to each question (of the night, none of the ill)."""

    everyone: frozenset[int]
    ill: frozenset[int]
    yes: Mapping[str, frozenset[int]]
    alike: tuple[int, int]

    @property
    def others(self) -> frozenset[int]:
        """Who has no tumour."""
        return self.everyone - self.ill


class Heads(NamedTuple):
    """People who stand together, and the ill among them."""

    people: frozenset[int]
    ill: frozenset[int]

    @property
    def each(self) -> float | None:
        """So many others stand there for each ill one; None where there is no ill one."""
        return (len(self.people) - len(self.ill)) / len(self.ill) if self.ill else None


def prior() -> Estimate:
    """The share with a tumour of those who come."""
    return MEASURED["spinal_tumour"].prior


def counted() -> Tally:
    """The people who were counted for it."""
    return tally(_COUNTED, "ill")


@cache
def crowd() -> Crowd:
    """The thousand, always the same ones."""
    share = prior().value
    everyone = [number * _SCATTER % PEOPLE for number in range(PEOPLE)]
    ill, others = everyone[: natural_frequency(share)], everyone[natural_frequency(share) :]
    yes: dict[str, set[int]] = {name: set() for name in QUESTIONS}
    for some, weight in ((ill, share), (others, 1 - share)):
        for name, who in _answers(some, weight).items():
            yes[name] |= who
    said = {name: frozenset(who) for name, who in yes.items()}
    return Crowd(frozenset(everyone), frozenset(ill), said, _alike(said, others))


def heads(people: Iterable[int]) -> Heads:
    """These people of the thousand."""
    these = frozenset(people)
    return Heads(these, these & crowd().ill)


def together(first: str, second: str) -> bool:
    """Whether whoever says yes to one of two questions has, by what it asks, said yes to the other."""
    return first == second or QUESTIONS[first].within == second or QUESTIONS[second].within == first


def _answers(some: Sequence[int], weight: float) -> dict[str, set[int]]:
    """Who of ``some``, a part ``weight`` of everybody, says yes to what: in each group as many as in all of them."""
    answers: dict[str, set[int]] = {}
    groups = [[*some]]
    for name, question in QUESTIONS.items():
        share = _share(question, is_ill=weight < 0.5)
        asked = [each for group in groups for each in group if not question.within or each in answers[question.within]]
        answers[name] = _spread(asked, natural_frequency(weight * share, PEOPLE))
        groups = [part for group in groups for part in _parted(group, answers[name]) if part]
    return answers


def _share(question: Question, *, is_ill: bool) -> float:
    """How many say yes, of the ill or of the others."""
    if question.accuracy is None:
        return 0.0 if is_ill else tally(_NIGHT, "night").share
    return question.accuracy.sensitivity if is_ill else 1 - question.accuracy.specificity


def _spread(people: Sequence[int], count: int) -> set[int]:
    """So many of them, evenly along the row."""
    every = len(people)
    return {each for place, each in enumerate(people) if (place + 1) * count // every > place * count // every}


def _parted(group: Sequence[int], yes: set[int]) -> tuple[list[int], list[int]]:
    return [each for each in group if each in yes], [each for each in group if each not in yes]


def _alike(yes: Mapping[str, frozenset[int]], others: Iterable[int]) -> tuple[int, int]:
    """Two without a tumour who say no to everything, but that one of them has had cancer."""
    asked = {each: {name for name, who in yes.items() if each in who} for each in others}
    has = next(each for each, said in asked.items() if said == {f.cancer_history.id})
    return has, next(each for each, said in asked.items() if not said)
