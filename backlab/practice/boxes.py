"""Leitner's boxes: what was right comes again after ever more days, what was missed is back in the first box.

Nothing here reads a clock: whoever asks says what day it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from random import Random
from typing import Any, NamedTuple

PRACTICE = "practice."
"""What the keys begin with under which practice is kept."""
DAYS = (1, 3, 7, 14, 30)
"""After how many days what lies in each box comes again, the first box first."""
_WEAK = 4  # how much more often a topic is asked of which all was missed


class Try(NamedTuple):
    """One answer: to which pair of its point, whether it was right, and on which day."""

    number: int
    right: bool
    day: date

    def to_json(self) -> dict[str, Any]:
        """As it is kept."""
        return {"pair": self.number, "right": self.right, "day": self.day.isoformat()}


class Card(NamedTuple):
    """How a point stands: its ``box`` from 1, the day on which it is ``due``, how often it was seen, and missed."""

    box: int
    due: date
    seen: int
    missed: int


def try_of(kept: Any) -> Try | None:
    """A try as it was kept; None for anything else."""
    match kept:
        case {"pair": int(number), "right": bool(right), "day": str(day)} if number >= 0:
            try:
                return Try(number, right, date.fromisoformat(day))
            except ValueError:
                return None
    return None


def card_of(tries: Sequence[Try]) -> Card:
    """How a point stands after these tries, of which there is one at least."""
    box = 1
    for each in tries:
        box = min(box + 1, len(DAYS)) if each.right else 1
    last = tries[-1].day
    return Card(box, last + timedelta(days=DAYS[box - 1]), len(tries), sum(not each.right for each in tries))


def following(cards: Mapping[str, Card], topics: Mapping[str, str], today: date, last: str, lot: Random) -> str:
    """Which point is asked next: what is due, else a new one, and of topics that were missed more often.

    ``topics`` are those of all points. Once each was asked, it is what is due first. ``last`` is not asked at once
    again.
    """
    others = [point for point in topics if point != last]
    due = [point for point in others if point in cards and cards[point].due <= today]
    if due:
        return min(due, key=lambda point: (cards[point].box, cards[point].due, point))
    new = [point for point in others if point not in cards]
    if not new:
        return min(others, key=lambda point: (cards[point].due, cards[point].box, point))
    shares = _missed(cards, topics)
    return lot.choices(new, [1 + _WEAK * shares.get(topics[point], 0.0) for point in new])[0]


def counts(cards: Iterable[Card]) -> tuple[int, ...]:
    """How many points lie in each box."""
    boxes = [card.box for card in cards]
    return tuple(boxes.count(box) for box in range(1, len(DAYS) + 1))


def _missed(cards: Mapping[str, Card], topics: Mapping[str, str]) -> dict[str, float]:
    """Of each topic that was asked about, which share was missed."""
    seen: dict[str, int] = {}
    missed: dict[str, int] = {}
    for point, card in cards.items():
        topic = topics[point]
        seen[topic] = seen.get(topic, 0) + card.seen
        missed[topic] = missed.get(topic, 0) + card.missed
    return {topic: missed[topic] / count for topic, count in seen.items()}
