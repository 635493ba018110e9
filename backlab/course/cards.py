"""The article's statements as cards that are sorted: where each was put and how surely, and how often that was right.

    sorting = put({}, "s2", DIFFERS, "sure")
    is_right("s2", sorting["s2"])                 True
    count(sorting), count(sorting, "guess")       Count(right=1, of=1), Count(right=0, of=0)
    from_text(to_text(sorting)) == sorting        what stands in an address

Where a card belongs is written in one place alone, the table of the article.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from backlab.knowledge.article import AGREES, DIFFERS, NUANCED, STATEMENTS

PILES = (AGREES, NUANCED, DIFFERS)
SURE, THINK, GUESS = "sure", "think", "guess"
SURENESS = (SURE, THINK, GUESS)
UNSAID = ""  # how sure one was, where nobody has said it
_WRITTEN = (*SURENESS, UNSAID)
CARDS = tuple(STATEMENTS)
"""The ids of all cards, in their order."""


class Put(NamedTuple):
    """Where a card was put, and how surely: one of ``PILES`` and one of ``SURENESS``, or ``UNSAID``."""

    pile: str
    sure: str


class Count(NamedTuple):
    """How many of so many cards were put where they belong."""

    right: int
    of: int


Sorting = Mapping[str, Put]
"""What was put where, by the cards' ids, in the order in which it was done."""


def put(sorting: Sorting, card: str, pile: str, sure: str) -> dict[str, Put]:
    """The same with one more card; one that has been put somewhere stays there, since its answer has been seen."""
    return dict(sorting) if card in sorting else {**sorting, card: Put(pile, sure)}


def is_right(card: str, where: Put) -> bool:
    """Whether a card lies where today's evidence puts it."""
    return STATEMENTS[card].verdict == where.pile


def count(sorting: Sorting, sure: str | None = None) -> Count:
    """How many lie right, of all or of those that were put down so surely."""
    found = [is_right(card, where) for card, where in sorting.items() if sure in (None, where.sure)]
    return Count(sum(found), len(found))


def following(sorting: Sorting, card: str) -> str:
    """The next card that lies nowhere yet; once all do, simply the next."""
    place = CARDS.index(card) + 1
    others = (*CARDS[place:], *CARDS[:place])
    return next((each for each in others if each not in sorting), others[0])


def to_text(sorting: Sorting) -> str:
    """All of it in a few letters, for an address: ``s2.20,p4.01``."""
    return ",".join(f"{card}.{PILES.index(pile)}{_WRITTEN.index(sure)}" for card, (pile, sure) in sorting.items())


def from_text(text: str) -> dict[str, Put]:
    """The reverse of ``to_text``; what cannot be read is left out."""
    found: dict[str, Put] = {}
    for card, _, places in (each.partition(".") for each in text.split(",")):
        if card in CARDS and len(places) == 2 and places[0] in "012" and places[1] in "0123":
            found = put(found, card, PILES[int(places[0])], _WRITTEN[int(places[1])])
    return found
