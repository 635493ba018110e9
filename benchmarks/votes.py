"""How long a ballot takes until it is stored: ``python benchmarks/votes.py``.

A server in a process of its own keeps the votes of a class; each voter has a page that listens beside, as browsers do.
The clock of a ballot starts when it is sent and ends when it is acknowledged, and so on the disk. Goal: 95 % of 200
within 200 ms.

``--lessons 100`` then lets them vote in ``backlab --class`` while so many lessons are open and their sliders move; the
server is killed in the middle and started again at the same port, and the ballots of its table are counted.
"""

from __future__ import annotations

import argparse
import asyncio
import csv
import io
import json
import re
import signal
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Awaitable, Callable, Coroutine, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from random import Random
from time import perf_counter
from typing import Any, NamedTuple

from class_load import CODE, Pupil
from tornado.httpclient import HTTPClientError, HTTPRequest
from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from tornado.simple_httpclient import SimpleAsyncHTTPClient
from tornado.web import Application
from tornado.websocket import websocket_connect

from backlab.serving.machine import make_ready

KEY, ANSWERS = "the_clinic.case.sofa", ("self_care", "routine", "urgent", "emergency")
SECRET = "teacher"
JSON = {"Content-Type": "application/json"}
AGAIN, PAUSE, SPREAD = 0.25, 0.5, 5.0
"""Seconds until what was not done is tried again, between two moves of a slider, and over which voters come."""


async def serve(folder: Path) -> None:
    """Answer until the process is ended."""
    make_ready()
    from backlab.serving.votes import handlers, open_store  # only now: before, its imports are slow

    sockets = bind_sockets(0, "127.0.0.1")
    HTTPServer(Application([*handlers(open_store(folder, "class"), SECRET)])).add_sockets(sockets)
    print(sockets[0].getsockname()[1], flush=True)
    await asyncio.Event().wait()


class Class:
    """A class whose pages listen."""

    def __init__(self, port: int, voters: int, base: str = "/", secret: str = SECRET) -> None:
        self.address, self.voters, self.secret = f"127.0.0.1:{port}{base}vote", voters, secret
        self.client = SimpleAsyncHTTPClient(force_instance=True, max_clients=voters)
        self.cookie = ""

    async def let_in(self) -> None:
        """Show the teacher's secret, and keep what is given for it."""
        address = f"http://{self.address}?teacher={self.secret}"
        answer = await self.client.fetch(address, follow_redirects=False, raise_error=False)
        self.cookie = answer.headers["Set-Cookie"].partition(";")[0]

    async def post(self, path: str, told: object, **headers: str) -> None:
        """Send something, and wait until it is done."""
        request = HTTPRequest(f"http://{self.address}/{path}", "POST", {**JSON, **headers}, json.dumps(told))
        await self.client.fetch(request)

    async def teach(self, what: str, told: object) -> None:
        """Do what the teacher does."""
        await self.post(f"teach/{what}", told, Cookie=self.cookie)

    async def begin(self, vote: int) -> None:
        """A vote is open, and every page listens."""
        await self.teach("ask", {"key": KEY})
        await self.teach("move", {"vote": vote, "before": "draft", "to": "open"})

    async def ballot(self, vote: int, voter: int) -> float:
        """Milliseconds until a ballot was stored."""
        told = {"vote": vote, "round": 1, "answer": ANSWERS[voter % 4], "sure": 80}
        begun = perf_counter()
        await self.post("ballot", told, **{"Backlab-Voter": f"voter-number-{voter:06}"})
        return 1000 * (perf_counter() - begun)

    async def until_stored(self, vote: int, voter: int) -> float:
        """The same, sent again and again as a page does until it is stored."""
        begun = perf_counter()
        while True:
            with suppress(OSError, HTTPClientError):
                await self.ballot(vote, voter)
                return 1000 * (perf_counter() - begun)
            await asyncio.sleep(AGAIN)

    async def table(self) -> list[dict[str, str]]:
        """All ballots that are stored."""
        request = HTTPRequest(f"http://{self.address}/teach/ballots.csv", headers={"Cookie": self.cookie})
        return [*csv.DictReader(io.StringIO((await self.client.fetch(request)).body.decode()))]


async def at_once(of: Class, vote: int) -> list[float]:
    """All send in the same moment."""
    return await asyncio.gather(*(of.ballot(vote, voter) for voter in range(of.voters)))


async def spread(of: Class, vote: int) -> list[float]:
    """Each sends at some moment of ten seconds."""
    rng = Random(1)

    async def later(voter: int, seconds: float) -> float:
        await asyncio.sleep(seconds)
        return await of.ballot(vote, voter)

    return await asyncio.gather(*(later(voter, rng.uniform(0, 10)) for voter in range(of.voters)))


async def measure(port: int, voters: int) -> None:
    """Print both ways to vote."""
    one = Class(port, voters)
    await one.let_in()
    lines = await asyncio.gather(*(websocket_connect(f"ws://{one.address}/live") for _ in range(voters)))
    print(f"{voters} voters, each with a page that listens; ms until a ballot is stored")
    print(f"{'':<24}{'p50':>8}{'p95':>8}{'most':>8}")
    ways: dict[str, Callable[[Class, int], Awaitable[list[float]]]]
    ways = {"within ten seconds": spread, "all in one moment": at_once}
    for vote, (name, way) in enumerate(ways.items(), start=1):
        await one.begin(vote)
        say(name, await way(one, vote))
    for line in lines:
        line.close()


class Course(NamedTuple):
    """``backlab --class`` as it runs: its process, its port, and the teacher's secret of this start."""

    process: subprocess.Popen[str]
    port: int
    secret: str


@contextmanager
def course(folder: Path, port: int = 0) -> Iterator[Course]:
    """The course with the votes in ``folder``, served until the end."""
    ours = [sys.executable, "-c", "import sys; from backlab.app import main; sys.exit(main())"]
    said = ["--class", "--port", str(port), "--code", CODE, "--votes", "class", "--votes-in", str(folder)]
    with subprocess.Popen([*ours, *said], stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout
            lines = (re.search(r":(\d+)/\S+teacher=(\S+)", line) for line in process.stdout)
            found = next(filter(None, lines))
            yield Course(process, int(found[1]), found[2])
        finally:
            process.terminate()


async def lesson(port: int, taken: list[float], number: int) -> None:
    """A lesson whose slider moves twice a second; after a cut it comes back by itself, as its page does."""
    rng = Random(number)
    while True:
        with suppress(OSError, HTTPClientError):
            pupil = Pupil(f"http://127.0.0.1:{port}/{CODE}")
            await pupil.open()
            while True:
                begun = perf_counter()
                await pupil.slide(rng.randrange(11))
                taken.append(1000 * (perf_counter() - begun))
                await asyncio.sleep(max(0.0, PAUSE - (perf_counter() - begun)))
        await asyncio.sleep(AGAIN)


async def one_by_one(ballots: list[Coroutine[Any, Any, float]], seconds: float) -> list[float]:
    """Each is sent at some moment of these seconds."""
    rng = Random(2)

    async def later(ballot: Coroutine[Any, Any, float]) -> float:
        await asyncio.sleep(rng.uniform(0, seconds))
        return await ballot

    return await asyncio.gather(*map(later, ballots))


async def beside_a_class(folder: Path, voters: int, lessons: int) -> None:
    """Print how long ballots and sliders take before and after a SIGKILL, and what is in the table at the end."""
    before, after = list[float](), list[float]()
    third = voters // 3
    with course(folder) as first:
        one = Class(first.port, voters, f"/{CODE}/", first.secret)
        await one.let_in()
        await one.begin(1)
        pages = [asyncio.create_task(lesson(first.port, before, number)) for number in range(lessons)]
        await until(lambda: len(before) > 2 * lessons)
        told = await one_by_one([one.until_stored(1, voter) for voter in range(third)], SPREAD)
        cut = [asyncio.create_task(one.until_stored(1, voter)) for voter in range(third, 2 * third)]
        await asyncio.wait(cut, return_when=asyncio.FIRST_COMPLETED)
        first.process.send_signal(signal.SIGKILL)
        stored = sum(task.done() for task in cut)
    for page in pages:
        page.cancel()
    pages = [asyncio.create_task(lesson(first.port, after, number)) for number in range(lessons)]
    began = perf_counter()
    with ExitStack() as until_the_end:
        second = await asyncio.to_thread(until_the_end.enter_context, course(folder, first.port))
        back = perf_counter() - began
        waited = await asyncio.gather(*cut)
        await until(lambda: len(after) > 2 * lessons)
        again = await one_by_one([one.until_stored(1, voter) for voter in range(2 * third, voters)], SPREAD)
        one.secret = second.secret
        await one.let_in()
        rows = await one.table()
        for page in pages:
            page.cancel()
    print(f"{voters} voters beside {lessons} lessons whose sliders move twice a second, and a SIGKILL; ms")
    print(f"{'':<24}{'p50':>8}{'p95':>8}{'most':>8}")
    for name, took in (
        ("ballots before", told),
        ("ballots after", again),
        ("sliders before", before),
        ("sliders after", after),
    ):
        say(name, took)
    met = f"{len(cut)} ballots met the end; {stored} were stored by then, the last after"
    print(f"{met} {max(waited) / 1000:.1f} s")
    print(f"the server was back after {back:.1f} s")
    is_right = Counter(row["answer"] for row in rows) == Counter(ANSWERS[voter % 4] for voter in range(voters))
    print(f"in the table: {len(rows)} ballots of {len({row['voter'] for row in rows})} voters, as sent: {is_right}")


async def until(is_so: Callable[[], bool]) -> None:
    """Wait for it."""
    while not is_so():
        await asyncio.sleep(AGAIN)


def say(name: str, took: list[float]) -> None:
    """Print a line of the table."""
    took = sorted(took)
    p50, p95 = (took[int(share * (len(took) - 1))] for share in (0.5, 0.95))
    print(f"{name:<24}{p50:>8.0f}{p95:>8.0f}{took[-1]:>8.0f}")


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--voters", type=int, default=200)
    parser.add_argument("--lessons", type=int, default=0, help="so many lessons beside the votes, and a SIGKILL")
    parser.add_argument("--serve", type=Path, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.serve:
        asyncio.run(serve(chosen.serve))
        return
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, __file__, "--serve", folder]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
            try:
                assert server.stdout
                asyncio.run(measure(int(server.stdout.readline()), chosen.voters))
            finally:
                server.kill()
    if chosen.lessons:
        with tempfile.TemporaryDirectory() as folder:
            asyncio.run(beside_a_class(Path(folder), chosen.voters, chosen.lessons))


if __name__ == "__main__":
    main()
