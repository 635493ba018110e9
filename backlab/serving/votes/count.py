"""The votes as they stand: in memory to be asked, and on the disk before anybody is told that a ballot counts."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256

from backlab.course.voting import Ballot
from backlab.language import gettext
from backlab.serving.votes.store import FOLLOWS, Change, Phase, Vote, VoteStore, asked, cast, met, moved

MOST_VOTERS = 2_000
_NUMBERS = 1_000_000_000  # a voter's number is drawn from so many: it tells nothing of when they came


class Closed(Exception):
    """A ballot came when none are taken, or for another vote than the one that is on."""


class Full(Exception):
    """There are as many voters as there may be."""


class Writer:
    """Writes changes in the order in which they come; those that come while it writes share the next transaction."""

    def __init__(self, store: VoteStore) -> None:
        self._store = store
        self._thread = ThreadPoolExecutor(1, "votes")
        self._one_at_a_time = asyncio.Lock()
        self._waiting: list[Change] = []
        self._turn: asyncio.Task[None] | None = None

    async def written(self, *changes: Change) -> None:
        """Come back once these are on the disk; raises ``sqlite3.Error`` where they are not."""
        self._waiting += changes
        self._turn = self._turn or asyncio.create_task(self._write())
        await asyncio.shield(self._turn)  # whoever goes away does not take the others along

    async def _write(self) -> None:
        async with self._one_at_a_time:
            changes, self._waiting, self._turn = self._waiting, [], None
            await asyncio.get_running_loop().run_in_executor(self._thread, self._store.write, changes)


class Votes:
    """All votes of a class; the last that was begun is the one that is on. ``tell`` hears of every change."""

    def __init__(self, store: VoteStore, tell: Callable[[], None] = lambda: None) -> None:
        self.polls = store.polls
        self.all = store.votes()
        self._writer = Writer(store)
        self._voters = store.voters()
        self._next = store.next_vote()
        self.tell = tell

    @property
    def now(self) -> Vote | None:
        """The vote that is on."""
        return self.all[-1] if self.all else None

    def ballot(self, voter: str, round: int) -> Ballot | None:
        """What somebody has sent in a round of the vote that is on."""
        number = self._voters.get(_known_by(voter))
        return self.now.rounds[round - 1].get(number) if self.now and number is not None else None

    async def ask(self, key: str) -> None:
        """Begin a vote, in place of the one that is on; raises ``ValueError`` where there is no such question."""
        if key not in self.polls:
            raise ValueError(gettext("There is no such question: choose one of the list."))
        vote = Vote(self._next, self.polls[key], Phase.DRAFT)
        self._next += 1
        await self._writer.written(asked(vote))
        self.all.append(vote)
        self.tell()

    async def move(self, id: object, before: object, to: object) -> None:
        """Go on from one phase to another; where it has gone on already, as after a second click, nothing happens.

        Raises ``ValueError`` with one sentence for a phase that does not follow, or ``sqlite3.Error``.
        """
        vote = self.now
        if not vote or vote.id != id or vote.phase != before or vote.is_moving:
            return
        known = next((each for each in FOLLOWS[vote.phase] if each == to), None)
        if not known:
            raise ValueError(gettext("A vote does not go on like that."))
        vote.is_moving = True
        try:
            await self._writer.written(moved(vote, known))
            vote.phase = known  # by now every ballot that came before is counted
        finally:
            vote.is_moving = False
        self.tell()

    async def cast(self, voter: str, id: object, round: object, answer: object, sure: object) -> Ballot:
        """Count a ballot in place of an earlier one of the same person; it counts once this comes back.

        Raises ``Closed``, ``Full``, ``ValueError`` with one sentence, or ``sqlite3.Error``.
        """
        vote = self.now
        if not vote or vote.id != id or vote.round is None or vote.round != round:
            raise Closed
        taken, ballot, known_by = vote.round, vote.poll.accepted(answer, sure), _known_by(voter)
        number = self._number(known_by)
        await self._writer.written(met(number, known_by), cast(vote, taken, number, ballot))
        vote.rounds[taken - 1][number] = ballot
        self.tell()
        return ballot

    def _number(self, known_by: str) -> int:
        """The number of a voter; drawn where they vote for the first time."""
        if known_by not in self._voters:
            if len(self._voters) >= MOST_VOTERS:
                raise Full
            taken = {*self._voters.values()}
            drawn = (secrets.randbelow(_NUMBERS) for _ in iter(int, 1))
            self._voters[known_by] = next(number for number in drawn if number not in taken)
        return self._voters[known_by]


def _known_by(voter: str) -> str:
    """What of a voter's id is kept: nobody who reads the file can vote in their place."""
    return sha256(voter.encode()).hexdigest()
