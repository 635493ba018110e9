"""A small server with nothing but the votes, really running, for tests; the secret of its teacher is ``SECRET``."""

from __future__ import annotations

import asyncio
import http.client
import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from tornado.web import Application, RequestHandler

from backlab.kit.bundle import HERE
from backlab.serving.votes import handlers, open_store
from backlab.serving.votes.guards import pass_for

SECRET = "only the teacher knows it"
BASE = "/k7qm/"
AS_TEACHER = {"Cookie": f"backlab_teacher={pass_for(SECRET)}"}
SECONDS = 240
# As the command does: first the machine is made ready, and then imported what would be slow without it.
START = """
import asyncio, sys
from pathlib import Path
from backlab.serving.machine import make_ready
make_ready()
sys.path.insert(0, sys.argv[1])
from votes_server import serve
asyncio.run(serve(Path(sys.argv[2]), int(sys.argv[3])))
"""
LESSON = f"""<!doctype html><html lang="en"><title>Lesson</title><main><h1>Lesson</h1></main>
<script type="application/json" id="backlab-page">{json.dumps({"labs": [], "language": "en", "votes": "vote"})}</script>
<script type="module" src="course.js"></script></html>"""


class Text(RequestHandler):
    """A page of the course, as far as a vote is concerned, and its script."""

    def initialize(self, text: str, kind: str) -> None:
        """Remember what to send."""
        self.text, self.kind = text, kind

    def get(self) -> None:
        """Send it."""
        self.set_header("Content-Type", f"text/{self.kind}; charset=UTF-8")
        self.finish(self.text)


async def serve(folder: Path, port: int) -> None:
    """Answer until the process is ended."""
    sockets = bind_sockets(port, "127.0.0.1")
    script = HERE.joinpath("course.js").read_text("utf-8")
    lesson = (f"{BASE}lesson.html", Text, {"text": LESSON, "kind": "html"})
    course = (f"{BASE}course.js", Text, {"text": script, "kind": "javascript"})
    votes = handlers(open_store(folder, "class"), SECRET, BASE, lambda host: {"X-Host": host})
    HTTPServer(Application([*votes, lesson, course])).add_sockets(sockets)
    print(f"http://127.0.0.1:{sockets[0].getsockname()[1]}{BASE}vote", flush=True)
    await asyncio.Event().wait()


class VoteServer(NamedTuple):
    """One that runs; tests that share it have voters of their own, by their ``group``."""

    process: subprocess.Popen[str]
    address: str
    group: int = 0

    def who(self, voter: int) -> dict[str, str]:
        """The header by which a voter is known."""
        return voter_header(1_000 * self.group + voter)

    @property
    def port(self) -> int:
        """Where it listens."""
        return urlsplit(self.address).port or 0

    def ask(self, path: str, told: Any = None, **headers: str) -> tuple[int, dict[str, str], str]:
        """Status, headers and text of the answer to a GET, or to a POST of what is ``told``: JSON, or bytes as is."""
        kind = {} if told is None else {"Content-Type": "application/json"}
        body = told if told is None or isinstance(told, bytes) else json.dumps(told)
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=SECONDS)
        connection.request("GET" if told is None else "POST", f"{BASE}vote{path}", body, {**kind, **headers})
        answer = connection.getresponse()
        text = answer.read().decode()
        connection.close()
        return answer.status, {**answer.headers}, text

    def state(self) -> dict[str, Any]:
        """What every page may know."""
        found: dict[str, Any] = json.loads(self.ask("/state")[2])
        return found

    def begin(self, key: str) -> int:
        """Ask something, open the vote, and give its number."""
        assert self.ask("/teach/ask", {"key": key}, **AS_TEACHER)[0] == 200
        self.move("draft", "open")
        return int(self.state()["vote"])

    def move(self, before: str, to: str) -> None:
        """Go on as the teacher does."""
        told = {"vote": self.state()["vote"], "before": before, "to": to}
        assert self.ask("/teach/move", told, **AS_TEACHER)[0] == 200

    def vote(self, voter: int, answer: Any, *, sure: int = 80, round: int = 1) -> int:
        """The status of a ballot."""
        told = {"vote": self.state()["vote"], "round": round, "answer": answer, "sure": sure}
        return self.ask("/ballot", told, **self.who(voter))[0]


def voter_header(voter: int) -> dict[str, str]:
    """By what a voter is known."""
    return {"Backlab-Voter": f"voter-number-{voter:06}"}


@contextmanager
def voting(folder: Path, port: int = 0) -> Iterator[VoteServer]:
    """The server on ``folder`` in a process of its own; killed at the end, or if it has not started in time."""
    command = [sys.executable, "-c", START, str(Path(__file__).parent), str(folder), str(port)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        watchdog = threading.Timer(SECONDS, process.kill)  # reading a line has no time limit of its own
        watchdog.start()
        assert process.stdout
        address = process.stdout.readline().strip()
        watchdog.cancel()
        try:
            assert address, "the server did not start"
            yield VoteServer(process, address)
        finally:
            process.kill()
