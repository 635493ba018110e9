"""Where ballots are kept: one SQLite file. What was written is there after a `kill -9`, and after a power cut."""

from __future__ import annotations

import re
import secrets
import sqlite3
from collections.abc import Iterable, Sequence
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, NamedTuple

from jupyter_core.paths import jupyter_data_dir

from backlab.course.table import OURS
from backlab.course.voting import Answer, Ballot, Poll, Polls, polls, together
from backlab.language import gettext
from backlab.serving import Refusal

_VERSION = 1
_NAME = re.compile(r"[\w-]{1,60}")
# The answer has no type of its own: an option that is called "10" stays text.
_TABLES = """
CREATE TABLE IF NOT EXISTS vote (id INTEGER PRIMARY KEY, key TEXT NOT NULL, phase TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS voter (number INTEGER PRIMARY KEY, known_by TEXT NOT NULL UNIQUE);
CREATE TABLE IF NOT EXISTS ballot (
  vote INTEGER NOT NULL REFERENCES vote, round INTEGER NOT NULL, voter INTEGER NOT NULL REFERENCES voter,
  answer NOT NULL, sure INTEGER NOT NULL, PRIMARY KEY (vote, round, voter)
) WITHOUT ROWID;
"""


class Phase(StrEnum):
    """How far a vote is; only the teacher moves it."""

    DRAFT = "draft"
    OPEN = "open"
    DISCUSS = "discuss"
    AGAIN = "again"
    REVEALED = "revealed"


FOLLOWS = {
    Phase.DRAFT: (Phase.OPEN,),
    Phase.OPEN: (Phase.DISCUSS,),
    Phase.DISCUSS: (Phase.AGAIN, Phase.REVEALED),
    Phase.AGAIN: (Phase.REVEALED,),
    Phase.REVEALED: (),
}
"""To which phases a vote can be moved; the first is the usual one."""
ROUND_OF = {Phase.OPEN: 1, Phase.AGAIN: 2}
"""The round in which ballots are taken; in other phases none are."""


class Vote:
    """One vote of the class: what is asked, how far it is, and the ballots of both rounds by the voters' numbers.

    While it ``is_moving`` from one phase to another no ballots are taken.
    """

    def __init__(self, id: int, poll: Poll, phase: Phase) -> None:
        self.id, self.poll, self.phase, self.is_moving = id, poll, phase, False
        self.rounds: tuple[dict[int, Ballot], dict[int, Ballot]] = {}, {}

    @property
    def key(self) -> str:
        """By what the question is known."""
        return self.poll.key

    @property
    def round(self) -> int | None:
        """The round in which ballots are taken now; None while none are."""
        return None if self.is_moving else ROUND_OF.get(self.phase)

    @property
    def last(self) -> dict[int, Ballot]:
        """What counts at the end: the second ballots, and the first ones of whoever has sent no second."""
        return {**together(*self.rounds)}


class Change(NamedTuple):
    """One thing to write: a statement and its values."""

    statement: str
    values: tuple[Any, ...]


def asked(vote: Vote) -> Change:
    """A vote is begun."""
    return Change("INSERT INTO vote VALUES (?, ?, ?)", (vote.id, vote.key, vote.phase))


def moved(vote: Vote, to: Phase) -> Change:
    """A vote goes on."""
    return Change("UPDATE vote SET phase = ? WHERE id = ?", (to, vote.id))


def met(number: int, known_by: str) -> Change:
    """Somebody votes; nothing where that is known already."""
    return Change("INSERT OR IGNORE INTO voter VALUES (?, ?)", (number, known_by))


def cast(vote: Vote, round: int, number: int, ballot: Ballot) -> Change:
    """A ballot, in place of an earlier one of the same person in the same round."""
    values = (vote.id, round, number, ballot.answer, ballot.sure)
    return Change("INSERT OR REPLACE INTO ballot VALUES (?, ?, ?, ?, ?)", values)


class VoteStore:
    """All votes of a class in the file ``path``, which one server at a time has open.

    ``can_ask`` is what the class can vote on, by default what comes with backlab. Raises ``Refusal`` where the file
    cannot be had.
    """

    def __init__(self, path: Path, can_ask: Polls | None = None) -> None:
        self.path = path
        self.polls = polls(OURS) if can_ask is None else can_ask
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._base = _opened(path)
        except (OSError, sqlite3.DatabaseError) as error:
            raise Refusal(_no_store(path, error)) from error

    def votes(self) -> list[Vote]:
        """All votes with their ballots, in the order in which they were begun; those of a question that is gone not."""
        rows = self._base.execute("SELECT id, key, phase FROM vote ORDER BY id").fetchall()
        found = {id: Vote(id, self.polls[key], Phase(phase)) for id, key, phase in rows if key in self.polls}
        for vote, round, voter, answer, sure in self._base.execute("SELECT * FROM ballot ORDER BY vote, round, voter"):
            if vote in found:
                found[vote].rounds[round - 1][voter] = Ballot(answer, sure)
        return [*found.values()]

    def voters(self) -> dict[str, int]:
        """The number of each voter, by what they are known by."""
        return dict(self._base.execute("SELECT known_by, number FROM voter"))

    def next_vote(self) -> int:
        """The number of a vote that is begun now."""
        (last,) = self._base.execute("SELECT coalesce(max(id), 0) FROM vote").fetchone()
        return int(last) + 1

    def write(self, changes: Sequence[Change]) -> None:
        """All of these or none; once it returns they are on the disk. Raises ``sqlite3.Error`` for none."""
        self._base.execute("BEGIN IMMEDIATE")
        try:
            for statement, values in changes:
                self._base.execute(statement, values)
            self._base.execute("COMMIT")
        except sqlite3.Error:
            if self._base.in_transaction:
                self._base.execute("ROLLBACK")
            raise

    def close(self) -> None:
        """Let the file go."""
        self._base.close()


def _opened(path: Path) -> sqlite3.Connection:
    """The file, begun or taken up: it is ours alone, and nothing counts as written before the disk has it."""
    # One thread at a time uses it: the one that opens it, then the one that writes.
    base = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=2)
    try:
        for pragma in ("locking_mode = EXCLUSIVE", "journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
            base.execute(f"PRAGMA {pragma}")
        (version,) = base.execute("PRAGMA user_version").fetchone()
        if version not in (0, _VERSION):
            raise sqlite3.DatabaseError(f"version {version}")
        base.executescript(f"{_TABLES} PRAGMA user_version = {_VERSION};")
    except sqlite3.DatabaseError:
        base.close()
        raise
    return base


def open_store(folder: Path | None = None, name: str = "", can_ask: Polls | None = None) -> VoteStore:
    """The votes called ``name`` in ``folder``: new ones, or those of before. Without a name new ones of this start.

    Without a folder they are kept with what else Jupyter keeps for this person. Raises ``Refusal`` with one sentence.
    """
    if name and not _NAME.fullmatch(name):
        raise Refusal(gettext("a name of votes has letters, digits, - and _, 60 at most"))
    place = folder or Path(jupyter_data_dir()) / "backlab" / "votes"
    called = name or f"{datetime.now():%Y-%m-%d-%H%M}-{secrets.token_hex(2)}"
    return VoteStore(place / f"{called}.votes", can_ask)


def _no_store(path: Path, error: Exception) -> str:
    if "locked" in str(error):
        return gettext("{path} is in use by another backlab: end that, or choose another name").format(path=path)
    no = gettext("votes cannot be kept in {path} ({reason}): choose another folder or name")
    return no.format(path=path, reason=error)


def answers(votes: Iterable[Vote]) -> list[tuple[int, str, int, int, Answer, int, int]]:
    """A row for each ballot: vote, question, round, the voter's random number, answer, how sure, 1 if it is right."""
    return [
        (vote.id, vote.key, round, voter, ballot.answer, ballot.sure, int(vote.poll.is_right(ballot.answer)))
        for vote in votes
        for round, ballots in enumerate(vote.rounds, start=1)
        for voter, ballot in ballots.items()
    ]
