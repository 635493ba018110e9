"""A bank of questions: pairs without end, and those of the course's own exercises that need no page beside them.

The same count and seed are the same items on every machine.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import islice
from random import Random
from typing import NamedTuple

from backlab.course.exercise import Exercise
from backlab.course.table import EXERCISES, Course
from backlab.language import gettext
from backlab.practice.items import MANY, NUMBER, ONE, Item, item_of, kind_of
from backlab.practice.pairs import POINTS, pair
from backlab.practice.questions import question

ALL_KINDS = (ONE, MANY, NUMBER)
OWN_SHARE = 4  # at most each fourth is the course's own, since there are but a few of these
# Pairs below this number are those that one practises with: an exam asks others.
FIRST_OF_EXAMS, LAST_OF_EXAMS = 1_000, 1_000_000
_TRIES = 20
# What asks about a lab, a story or a picture that stands beside it on its page.
NEEDS_ITS_PAGE = frozenset({
    "what_a_spasm_is.1", "what_a_spasm_is.2", "red_flags.2", "muscle_strain.1", "overuse_and_a_weak_core.2",
    "overuse_and_a_weak_core.3", "herniated_disc.2", "herniated_disc.5", "tumour_of_the_spine.2", "the_mimic.1",
    "choose_the_treatment.2", "how_it_goes.2", "how_it_goes.3", "chances.2", "the_article_and_the_evidence.1",
    "the_article_and_the_evidence.2", "the_article_and_the_evidence.3", "a_thousand_patients.1",
    "a_thousand_patients.2", "a_thousand_patients.4",
})  # fmt: skip


def bank(count: int, seed: int, kinds: Collection[str] = ALL_KINDS) -> list[Item]:
    """``count`` different items of these kinds in the language that is spoken, the course's own among them."""
    lot = Random(f"bank/{seed}")
    own = [each for each in own_exercises() if kind_of(each) in kinds]
    some = lot.sample(own, min(len(own), count // OWN_SHARE))
    chosen = [*some, *islice(_pairs(lot), count - len(some))]
    lot.shuffle(chosen)
    return [item_of(each) for each in chosen]


def own_exercises() -> Iterator[Exercise]:
    """The course's own exercises that can be asked anywhere: no prediction, and nothing twice."""
    for each in EXERCISES.values():
        if kind_of(each) and not each.is_prediction and not each.is_again and each.id not in NEEDS_ITS_PAGE:
            yield each


class Own(NamedTuple):
    """A teacher's own questions as ``items``, and why each of the others was ``left_out``, by its key."""

    items: list[Item]
    left_out: dict[str, str]


def own_bank(course: Course, kinds: Collection[str] = ALL_KINDS) -> Own:
    """Her own questions of these kinds, in the order in which they are asked."""
    items: list[Item] = []
    left_out: dict[str, str] = {}
    for key, each in course.exercises.items():
        if why := _why_not(each, kinds):
            left_out[key] = why
        else:
            items.append(item_of(each))
    return Own(items, left_out)


def _why_not(each: Exercise, kinds: Collection[str]) -> str:
    if each.is_prediction:
        return gettext("it is a prediction, which is never graded")
    if not kind_of(each):
        return gettext("it is drawn, put into order or answered on a picture: only a page can ask it")
    return "" if kind_of(each) in kinds else gettext("this format has no questions of its kind")


def _pairs(lot: Random) -> Iterator[Exercise]:
    """Questions about pairs, no two alike; each point once before any comes again."""
    asked: set[str] = set()
    while True:
        for point in lot.sample([*POINTS], len(POINTS)):
            for _ in range(_TRIES):
                found = question(pair(point, lot.randrange(FIRST_OF_EXAMS, LAST_OF_EXAMS)))
                if found.prompt not in asked:
                    asked.add(found.prompt)
                    yield found
                    break
