"""Ballots are kept: each once, whatever ends the server, and what is wrong with their file is said in a sentence."""

from __future__ import annotations

import asyncio
import csv
import io
import json
import signal
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest
from servers import SECONDS, apart
from tornado.httpclient import AsyncHTTPClient, HTTPClientError, HTTPRequest
from tornado.simple_httpclient import SimpleAsyncHTTPClient
from votes_server import AS_TEACHER, VoteServer, voter_header, voting

from backlab.course.voting import Ballot
from backlab.serving import Refusal
from backlab.serving.votes.count import MOST_VOTERS, Closed, Full, Votes
from backlab.serving.votes.store import Change, VoteStore, answers, open_store

SOFA, SPASM = "the_clinic.case.sofa", "what_a_spasm_is.predict"
VOTERS = 200


async def opened(votes: Votes, key: str = SOFA) -> int:
    """A vote that takes ballots; its number."""
    await votes.ask(key)
    assert votes.now
    await votes.move(votes.now.id, "draft", "open")
    return votes.now.id


def name(voter: int) -> str:
    """By what a voter is known."""
    return voter_header(voter)["Backlab-Voter"]


def test_a_ballot_is_on_the_disk_before_it_counts(tmp_path: Path) -> None:
    """Whoever opens the file anew finds each ballot that was accepted, with its vote, and where the vote stood."""

    async def vote(store: VoteStore) -> None:
        votes = Votes(store)
        id = await opened(votes)
        await votes.cast(name(1), id, 1, "urgent", 80)
        await votes.move(id, "open", "discuss")
        await votes.move(id, "discuss", "again")
        await votes.cast(name(1), id, 2, "emergency", 100)

    store = open_store(tmp_path, "class")
    asyncio.run(vote(store))
    store.close()
    (found,) = open_store(tmp_path, "class").votes()
    assert (found.key, found.phase) == (SOFA, "again")
    assert [[*ballots.values()] for ballots in found.rounds] == [[Ballot("urgent", 80)], [Ballot("emergency", 100)]]


def test_one_person_has_one_ballot_in_a_round(tmp_path: Path) -> None:
    """Whoever sends another one has changed it, in the memory and in the file."""

    async def vote(store: VoteStore) -> Votes:
        votes = Votes(store)
        id = await opened(votes)
        for answer in ("self_care", "routine", "urgent"):
            await votes.cast(name(1), id, 1, answer, 60)
        await votes.cast(name(2), id, 1, "emergency", 60)
        return votes

    store = open_store(tmp_path, "class")
    votes = asyncio.run(vote(store))
    kept = Counter(answer for *_, answer, _sure, _right in answers(store.votes()))
    assert kept == Counter(answer for *_, answer, _sure, _right in answers(votes.all)) == {"urgent": 1, "emergency": 1}


def test_a_number_stays_a_number_and_an_option_that_looks_like_one_stays_text(tmp_path: Path) -> None:
    """The option "10" of the red flags does not come back as the number ten."""

    async def vote(store: VoteStore) -> None:
        votes = Votes(store)
        await votes.cast(name(1), await opened(votes, "red_flags.predict"), 1, "10", 60)
        await votes.cast(name(1), await opened(votes, SPASM), 1, 10, 60)

    store = open_store(tmp_path, "class")
    asyncio.run(vote(store))
    assert [answer for *_, answer, _sure, _right in answers(store.votes())] == ["10", 10]


class Counted(VoteStore):
    """A store that counts its transactions; on demand each fails."""

    written: int = 0
    fails: bool = False

    def write(self, changes: Sequence[Change]) -> None:
        """Count, and write or fail."""
        self.written += 1
        if self.fails:
            raise sqlite3.OperationalError("database or disk is full")
        super().write(changes)


def test_ballots_that_come_together_share_a_transaction(tmp_path: Path) -> None:
    """Two hundred at once cost a few waits for the disk, not two hundred."""

    async def vote(store: VoteStore) -> Votes:
        votes = Votes(store)
        id = await opened(votes, SPASM)
        await asyncio.gather(*(votes.cast(name(n), id, 1, n % 101, 60) for n in range(VOTERS)))
        return votes

    store = Counted(tmp_path / "class.votes")
    votes = asyncio.run(vote(store))
    assert votes.now
    assert len(votes.now.last) == VOTERS
    assert store.written <= 6  # two for the teacher's steps
    assert [*store.votes()[0].rounds[0].values()] == [*dict(sorted(votes.now.rounds[0].items())).values()]


def test_a_ballot_that_could_not_be_stored_does_not_count(tmp_path: Path) -> None:
    """Whoever sends it is told so, and it counts once it is sent again."""

    async def vote(store: Counted) -> None:
        votes = Votes(store)
        id = await opened(votes)
        store.fails = True
        with pytest.raises(sqlite3.Error):
            await votes.cast(name(1), id, 1, "urgent", 80)
        with pytest.raises(sqlite3.Error):
            await votes.move(id, "open", "discuss")
        assert votes.now
        assert (votes.now.last, votes.now.phase) == ({}, "open")
        store.fails = False
        await votes.cast(name(1), id, 1, "urgent", 80)
        assert len(votes.now.last) == 1

    asyncio.run(vote(Counted(tmp_path / "class.votes")))


def test_no_ballot_slips_in_behind_the_end_of_a_round(tmp_path: Path) -> None:
    """From the moment in which the teacher closes it, not only from when that is written, ballots come too late."""

    async def vote(store: VoteStore) -> None:
        votes = Votes(store)
        id = await opened(votes)
        before = asyncio.create_task(votes.cast(name(1), id, 1, "urgent", 80))
        closing = asyncio.create_task(votes.move(id, "open", "discuss"))
        await asyncio.sleep(0)  # both have begun, and neither is written
        with pytest.raises(Closed):
            await votes.cast(name(2), id, 1, "urgent", 80)
        assert votes.now
        assert votes.now.phase == "open"  # nobody is shown an end at which not every ballot is counted
        await closing
        assert before.done()
        assert len(votes.now.last) == 1

    asyncio.run(vote(open_store(tmp_path, "class")))


@pytest.mark.parametrize(("vote", "round"), [(2, 1), (1, 2), (1, None), (None, 1), ("1", 1), ([], {})])
def test_a_ballot_for_another_round_or_vote_is_not_counted(tmp_path: Path, vote: object, round: object) -> None:
    """What was on its way while the teacher went on is not taken for an answer to what is asked now."""

    async def cast(store: VoteStore) -> None:
        votes = Votes(store)
        await opened(votes)
        with pytest.raises(Closed):
            await votes.cast(name(1), vote, round, "urgent", 80)

    asyncio.run(cast(open_store(tmp_path, "class")))


def test_voters_are_bounded_and_those_who_are_in_can_still_vote(tmp_path: Path) -> None:
    """A flood of made-up voters fills a bound and not the memory; nobody who has voted is shut out."""

    async def vote(store: VoteStore) -> None:
        votes = Votes(store)
        id = await opened(votes, SPASM)
        await asyncio.gather(*(votes.cast(name(n), id, 1, 50, 60) for n in range(MOST_VOTERS)))
        with pytest.raises(Full):
            await votes.cast(name(MOST_VOTERS), id, 1, 50, 60)
        await votes.cast(name(0), id, 1, 51, 60)

    asyncio.run(vote(open_store(tmp_path, "class")))


def test_a_second_click_does_nothing(tmp_path: Path) -> None:
    """Whoever presses twice closes a vote, and begins no second round; a step that does not follow is refused."""

    async def vote(store: VoteStore) -> None:
        votes = Votes(store)
        id = await opened(votes)
        for _ in range(2):
            await votes.move(id, "open", "discuss")
        assert votes.now
        assert votes.now.phase == "discuss"
        for to in ("open", "draft", "nowhere", None):
            with pytest.raises(ValueError, match="does not go on"):
                await votes.move(id, "discuss", to)

    asyncio.run(vote(open_store(tmp_path, "class")))


def test_the_file_tells_nobody_how_to_vote_in_the_place_of_another(tmp_path: Path) -> None:
    """It has random numbers and fingerprints, and no voter's id."""

    async def vote(store: VoteStore) -> None:
        votes = Votes(store)
        await votes.cast(name(1), await opened(votes), 1, "urgent", 80)

    store = open_store(tmp_path, "class")
    asyncio.run(vote(store))
    store.close()
    assert name(1).encode() not in store.path.read_bytes()


def test_a_file_is_taken_up_again_by_its_name_and_without_a_name_is_new(tmp_path: Path) -> None:
    """Each start has votes of its own, unless the teacher names those of before."""
    first, second = open_store(tmp_path), open_store(tmp_path)
    assert first.path != second.path
    first.close()
    assert open_store(tmp_path, first.path.stem).path == first.path


def test_two_servers_never_share_a_file(tmp_path: Path) -> None:
    """The second is refused with what to do, since each would count without the other's ballots."""
    first = open_store(tmp_path, "class")
    with pytest.raises(Refusal, match="in use by another backlab"):
        open_store(tmp_path, "class")
    first.close()


@pytest.mark.parametrize("name", ["../class", "a/b", "a b", "", "x" * 61])
def test_a_name_leads_nowhere_else(tmp_path: Path, name: str) -> None:
    """A name is a name, and no path; an empty one is none."""
    if name:
        with pytest.raises(Refusal, match="letters, digits"):
            open_store(tmp_path, name)
    else:
        assert open_store(tmp_path, name).path.parent == tmp_path


def test_a_file_that_has_no_votes_is_refused_and_stays(tmp_path: Path) -> None:
    """Something else of that name is not overwritten, and neither are votes of a newer backlab."""
    other = tmp_path / "class.votes"
    other.write_bytes(b"something else, and longer than the head of a database" * 40)
    with pytest.raises(Refusal, match="cannot be kept"):
        open_store(tmp_path, "class")
    assert other.read_bytes().startswith(b"something else")
    newer = sqlite3.connect(tmp_path / "newer.votes")
    newer.execute("PRAGMA user_version = 99")
    newer.close()
    with pytest.raises(Refusal, match="version 99"):
        open_store(tmp_path, "newer")


def test_a_folder_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    """In one sentence, and with what to do."""
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(Refusal, match="choose another folder"):
        open_store(tmp_path / "file", "class")


async def until_stored(client: AsyncHTTPClient, server: VoteServer, voter: int, vote: int) -> None:
    """Send a ballot again and again until it is acknowledged, as the page does."""
    told = {"vote": vote, "round": 1, "answer": voter % 101, "sure": 60}
    headers = {"Content-Type": "application/json", **voter_header(voter)}
    asked = HTTPRequest(f"{server.address}/ballot", "POST", headers, json.dumps(told), request_timeout=10)
    while True:
        try:
            answer = await client.fetch(asked, raise_error=False)
        except (OSError, HTTPClientError):
            answer = None
        if answer and answer.code == 200:
            return
        await asyncio.sleep(0.25)


async def vote_while_killed(folder: Path, first: VoteServer, vote: int) -> str:
    """Half are stored when the others begin; then the server is killed and another begun. Gives its table."""
    client = SimpleAsyncHTTPClient(force_instance=True, max_clients=VOTERS)
    half = VOTERS // 2
    await asyncio.gather(*(until_stored(client, first, voter, vote) for voter in range(half)))
    others = [asyncio.create_task(until_stored(client, first, voter, vote)) for voter in range(half, VOTERS)]
    await asyncio.wait(others, return_when=asyncio.FIRST_COMPLETED)
    first.process.kill()
    with voting(folder, first.port) as second:
        await asyncio.gather(*others)
        text = second.ask("/teach/ballots.csv", **AS_TEACHER)[2]
    client.close()
    return text


def test_every_vote_is_counted_once_although_the_server_is_killed(tmp_path: Path) -> None:
    """Two hundred vote, SIGKILL ends the server in the midst of it, another takes up its file: nothing is lost."""
    with voting(tmp_path) as first:
        vote = first.begin(SPASM)
        text = apart(vote_while_killed(tmp_path, first, vote))
    rows = [*csv.DictReader(io.StringIO(text))]
    assert len(rows) == len({row["voter"] for row in rows}) == VOTERS
    assert Counter(int(row["answer"]) for row in rows) == Counter(voter % 101 for voter in range(VOTERS))


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="nothing can be killed at once here")
def test_every_vote_of_a_class_is_counted_once_while_its_lessons_run(tmp_path: Path) -> None:
    """The whole course is served, sliders move in open lessons, and it is killed in the midst of the votes."""
    benchmark = Path(__file__).parents[1] / "benchmarks" / "votes.py"
    command = [sys.executable, str(benchmark), "--voters", str(VOTERS), "--lessons", "20"]
    said = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=4 * SECONDS, check=False)
    assert f"in the table: {VOTERS} ballots of {VOTERS} voters, as sent: True" in said.stdout, said.stderr
