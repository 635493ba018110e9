"""Pages hear within a moment how far a vote is: at once of a new phase, a few times in a second of new ballots."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from functools import cache
from typing import Protocol, TypedDict

from backlab.language import gettext, ngettext, speaking
from backlab.serving.votes.store import Vote

MOST_PAGES = 6_000  # that can listen: some for each voter
_PAUSE = 0.25  # seconds between two counts of ballots
HEARTBEAT = 10.0  # seconds after which a page hears the same again: one that hears nothing knows that the line is dead


class State(TypedDict):
    """What every page may know: which vote is on, how far it is, and how many have voted, but not what.

    ``counted`` says that number; ``calls`` asks to vote and ``answer`` leads there, while ballots are taken.
    """

    vote: int
    phase: str
    round: int
    counted: str
    calls: str
    answer: str


def state_of(vote: Vote | None) -> State:
    """The state in the language that is spoken; before the first vote its number is 0."""
    takes = bool(vote and vote.round)
    calls = gettext("Your class votes now.") if takes else ""
    answer = gettext("Answer") if takes else ""
    if not vote:
        return State(vote=0, phase="", round=0, counted="", calls=calls, answer=answer)
    return State(
        vote=vote.id, phase=vote.phase, round=vote.round or 0, counted=counted(vote), calls=calls, answer=answer
    )


def counted(vote: Vote) -> str:
    """How many have voted, in words."""
    first, second = map(len, vote.rounds)
    if vote.round == 2:
        return gettext("{count} of {of} again").format(count=second, of=max(first, second))
    count = len(vote.last)
    return ngettext("{count} vote", "{count} votes", count).format(count=count)


class Listener(Protocol):
    """A page that listens."""

    language: str

    def hear(self, state: str) -> None:
        """Take the state as JSON."""


class Live:
    """All pages that listen. ``now`` gives the vote that is on."""

    def __init__(self, now: Callable[[], Vote | None]) -> None:
        self._now = now
        self._pages: set[Listener] = set()
        self._told: tuple[int, str] | None = None
        self._timer: asyncio.TimerHandle | None = None

    @property
    def is_full(self) -> bool:
        """Whether no further page can listen."""
        return len(self._pages) >= MOST_PAGES

    def state(self, language: str) -> str:
        """The state as JSON."""
        with speaking(language):
            return json.dumps(state_of(self._now()), ensure_ascii=False)

    def enter(self, page: Listener) -> None:
        """A page listens: it hears how things stand, and then whatever changes."""
        self._pages.add(page)
        page.hear(self.state(page.language))
        self._wait(HEARTBEAT)

    def leave(self, page: Listener) -> None:
        """A page is gone."""
        self._pages.discard(page)

    def changed(self) -> None:
        """Tell all pages: of another phase at once, of further ballots soon."""
        vote = self._now()
        phase = (vote.id, vote.phase) if vote else None
        if phase == self._told:
            self._wait(_PAUSE)
        else:
            self._told = phase
            self._tell()

    def _wait(self, seconds: float) -> None:
        """Tell all pages in so many seconds, or before where that is due already."""
        loop = asyncio.get_running_loop()
        if self._timer and self._timer.when() <= loop.time() + seconds:
            return
        self._stop()
        self._timer = loop.call_later(seconds, self._tell)

    def _stop(self) -> None:
        if self._timer:
            self._timer.cancel()
        self._timer = None

    def _tell(self) -> None:
        self._stop()
        said = cache(self.state)
        for page in [*self._pages]:
            page.hear(said(page.language))
        if self._pages:
            self._wait(HEARTBEAT)
