"""How long a ballot takes until it is stored: ``python benchmarks/votes.py``.

A server in a process of its own keeps the votes of a class; each voter has a page that listens beside, as browsers do.
The clock of a ballot starts when it is sent and ends when it is acknowledged, and so on the disk. Goal: 95 % of 200
within 200 ms.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import subprocess
import sys
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path
from random import Random
from time import perf_counter

from tornado.httpclient import HTTPRequest
from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from tornado.simple_httpclient import SimpleAsyncHTTPClient
from tornado.web import Application
from tornado.websocket import websocket_connect

from backlab.serving.machine import make_ready

KEY, ANSWERS = "the_clinic.case.sofa", ("self_care", "routine", "urgent", "emergency")
SECRET = "teacher"
JSON = {"Content-Type": "application/json"}


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

    def __init__(self, port: int, voters: int) -> None:
        self.address, self.voters = f"127.0.0.1:{port}/vote", voters
        self.client = SimpleAsyncHTTPClient(force_instance=True, max_clients=voters)
        self.cookie = ""

    async def let_in(self) -> None:
        """Show the teacher's secret, and keep what is given for it."""
        address = f"http://{self.address}?teacher={SECRET}"
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
        took = sorted(await way(one, vote))
        p50, p95 = (took[int(share * (len(took) - 1))] for share in (0.5, 0.95))
        print(f"{name:<24}{p50:>8.0f}{p95:>8.0f}{took[-1]:>8.0f}")
    for line in lines:
        line.close()


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--voters", type=int, default=200)
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


if __name__ == "__main__":
    main()
