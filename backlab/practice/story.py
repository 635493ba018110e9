"""A patient of a pair as a short story: who comes in, how it began, how bad it is, and what they say of themselves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from random import Random

from backlab.knowledge.findings import (
    DOORS,
    FINDINGS,
    KNOWN,
    UNSEEN,
    above,
    answers_of,
    female,
    onset_before_35,
    onset_before_45,
    pregnant,
)
from backlab.language import gettext, ngettext
from backlab.model import Finding
from backlab.practice.pairs import Pair
from backlab.practice.patients import Draft
from backlab.practice.voices import BEGINNINGS, MOVING, VOICES

_DOORS = {door.id for door in DOORS}


def stories(pair: Pair) -> tuple[str, str]:
    """Both patients of a pair, near and far, told alike: what they share is said in the same words and order."""
    told = sorted(_told(pair.near) | _told(pair.far))
    Random(f"{pair.point.id}/{pair.number}/order").shuffle(told)
    return _story(pair.near, told, pair.number), _story(pair.far, told, pair.number)


def _story(draft: Draft, order: Sequence[str], number: int) -> str:
    """One patient in a few sentences, the findings in this order; the number picks one of several ways to say it."""
    said = " ".join(_said(draft, order, number))
    return gettext("{who} “{said}” To all other questions the answer is no.").format(who=_who(draft), said=said)


def _who(draft: Draft) -> str:
    if draft.sex == female.id:
        return gettext("An example patient, a woman of {age}:").format(age=draft.age)
    return gettext("An example patient, a man of {age}:").format(age=draft.age)


def _said(draft: Draft, order: Sequence[str], number: int) -> Iterator[str]:
    ways = BEGINNINGS[draft.onset]
    yield gettext(ways[number % len(ways)])
    yield _since(draft.days)
    yield gettext("The pain in my back is {pain} out of 10.").format(pain=draft.pain)
    yield gettext(MOVING[draft.mobility])
    if pregnant.id in draft.there:
        yield _pregnancy(draft.weeks)
    mine = _told(draft)
    yield from (_voice(name) for name in order if name in mine)


def _since(days: int) -> str:
    """For how long it has hurt, as people say it."""
    if days == 0:
        return gettext("It has hurt since this morning.")
    if days == 1:
        return gettext("It has hurt since yesterday.")
    if days >= 60 and days % 30 == 0:
        return gettext("It has hurt for {count} months.").format(count=days // 30)
    if days >= 14 and days % 7 == 0:
        return gettext("It has hurt for {count} weeks.").format(count=days // 7)
    return gettext("It has hurt for {count} days.").format(count=days)


def _pregnancy(weeks: int | None) -> str:
    if weeks is None:
        return gettext("I may be pregnant.")
    return ngettext("I am {count} week pregnant.", "I am {count} weeks pregnant.", weeks).format(count=weeks)


def _told(draft: Draft) -> set[str]:
    """What is said one by one: no door, no parent whose follow-up says more, and not the pregnancy once more."""
    more = {parent.id for name in draft.has for parent in above(FINDINGS[name])}
    more |= {onset_before_45.id} if onset_before_35.id in draft.has else set()
    return set(draft.has) - more - _DOORS - {pregnant.id}


def _voice(name: str) -> str:
    """A finding as its patient says it; of a sign that may be old, since when."""
    sign, *others = answers_of(FINDINGS[name])
    if name in VOICES:
        said = gettext(VOICES[name])
        return gettext("{sign} That is new.").format(sign=said) if _may_be_old(others) else said
    kinds = {
        f"{sign.id}_{KNOWN}": gettext("{sign} That has been the same for months, and a doctor knows of it."),
        f"{sign.id}_{UNSEEN}": gettext("{sign} That has been the same for months, and no doctor has examined it."),
    }
    return kinds[name].format(sign=gettext(VOICES[sign.id]))


def _may_be_old(others: Iterable[Finding]) -> bool:
    return any(other.id.endswith((f"_{KNOWN}", f"_{UNSEEN}")) for other in others)
