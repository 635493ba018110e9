"""The votes of a class, as they are served: what students and the teacher can do and see, and what nobody can."""

from __future__ import annotations

import asyncio
import csv
import http.client
import io
import json
import re
import socket
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from servers import apart, same, until
from tornado.websocket import WebSocketClientConnection, websocket_connect
from votes_server import AS_TEACHER, BASE, SECRET, VoteServer, voting

from backlab.language import LANGUAGES
from backlab.serving.votes.guards import LARGEST_BODY, is_secret, pass_for
from backlab.serving.votes.handlers import COLUMNS

SOFA, STAIRS, SPASM = "the_clinic.case.sofa", "the_clinic.case.stairs", "what_a_spasm_is.predict"


GROUPS = count(1)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[VoteServer]:
    """The votes of a class."""
    with voting(tmp_path_factory.mktemp("votes")) as one:
        yield one


@pytest.fixture
def server(shared: VoteServer) -> VoteServer:
    """The same with voters of this test alone."""
    return shared._replace(group=next(GROUPS))


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[VoteServer]:
    """Votes of this test alone."""
    with voting(tmp_path) as one:
        yield one


def now(server: VoteServer, voter: int = 0) -> dict[str, Any]:
    """What the student's page is told."""
    found: dict[str, Any] = json.loads(server.ask("/now", **server.who(voter))[2])
    return found


def test_a_vote_goes_from_step_to_step_and_shows_nothing_before_its_end(server: VoteServer) -> None:
    """Alone, talk, again: until the teacher reveals it, nobody is told more than how many have voted."""
    server.begin(SOFA)
    assert server.vote(1, "self_care") == 200
    assert server.vote(2, "emergency", sure=60) == 200
    hidden = [now(server)["html"], server.ask("/teach/now", **AS_TEACHER)[2], server.ask("/state")[2]]
    server.move("open", "discuss")
    hidden += [now(server)["html"], server.ask("/teach/now", **AS_TEACHER)[2], server.ask("/state")[2]]
    server.move("discuss", "again")
    assert server.vote(1, "emergency", sure=80, round=2) == 200
    hidden += [now(server)["html"], server.ask("/teach/now", **AS_TEACHER)[2], server.ask("/state")[2]]
    assert server.state()["counted"] == "1 of 2 again"
    for each in hidden:
        assert "vote-bars" not in each
        assert "cauda equina" not in each
        assert "is-right" not in each
    server.move("again", "revealed")
    shown = now(server)["html"]
    assert "cauda equina" in shown
    rows = re.findall(r"<tr[^>]*data-answer='(\w+)'.*?</tr>", shown)
    assert rows == ["self_care", "routine", "urgent", "emergency"]
    assert "vote-bars" in json.loads(server.ask("/teach/now", **AS_TEACHER)[2])["html"]


def test_both_rounds_stand_side_by_side(server: VoteServer) -> None:
    """Alone and after the talk; who sent nothing again is in both."""
    server.begin(SOFA)
    for voter, answer in enumerate(["self_care", "self_care", "routine", "emergency"]):
        assert server.vote(voter, answer) == 200
    server.move("open", "discuss")
    server.move("discuss", "again")
    for voter in (0, 1):
        assert server.vote(voter, "emergency", round=2) == 200
    server.move("again", "revealed")
    shown = now(server)["html"]
    counts = {
        answer: re.findall(r"</span><b>(\d+)</b>|<b>(0)</b>", row)
        for answer, row in re.findall(r"<tr[^>]*data-answer='(\w+)'.*?>(.*?)</tr>", shown)
    }
    assert {name: [a or b for a, b in pair] for name, pair in counts.items()} == {
        "self_care": ["2", "0"],
        "routine": ["1", "1"],
        "urgent": ["0", "0"],
        "emergency": ["1", "3"],
    }
    assert "Alone" in shown
    assert "After the talk" in shown


def test_without_a_second_round_one_column_is_shown(server: VoteServer) -> None:
    """The teacher may reveal it after the first."""
    server.begin(SOFA)
    server.vote(1, "urgent")
    server.move("open", "discuss")
    server.move("discuss", "revealed")
    assert "After the talk" not in now(server)["html"]


def test_the_second_round_begins_with_ones_own_first_answer(server: VoteServer) -> None:
    """The page is told what its voter has sent, and of nobody else."""
    server.begin(SOFA)
    server.vote(1, "urgent", sure=40)
    server.move("open", "discuss")
    server.move("discuss", "again")
    assert now(server, 1)["mine"] == [{"answer": "urgent", "sure": 40, "said": "Today"}, None]
    assert now(server, 2)["mine"] == [None, None]


@pytest.mark.parametrize(
    ("told", "status"),
    [
        ({"answer": "nowhere"}, 400),
        ({"sure": 50}, 400),
        ({"sure": None}, 400),
        ({"vote": 99}, 409),
        ({"round": 2}, 409),
        ({"answer": ["urgent"]}, 400),
    ],
)
def test_a_ballot_that_is_none_is_refused_in_a_sentence(server: VoteServer, told: dict[str, Any], status: int) -> None:
    """It says what is needed, and nothing is counted."""
    vote = server.begin(SOFA)
    whole = {"vote": vote, "round": 1, "answer": "urgent", "sure": 80, **told}
    found, _, text = server.ask("/ballot", whole, **server.who(1))
    assert found == status
    assert json.loads(text)["said"].endswith(".")
    assert server.state()["counted"] == "0 votes"


@pytest.mark.parametrize("body", [b"", b"[]", b"5", b"nothing", b"[" * 900, b'{"vote": 1e999}', b"\xff\xfe"])
def test_what_is_no_ballot_at_all_is_refused(server: VoteServer, body: bytes) -> None:
    """Broken, deep or odd JSON ends in an answer, never in an error of the server."""
    server.begin(SOFA)
    assert server.ask("/ballot", body, **server.who(1))[0] in (400, 409)
    assert server.vote(1, "urgent") == 200


def test_a_large_body_is_not_read(server: VoteServer) -> None:
    """It is refused by what it says of its length, or cut off where it says nothing of it."""
    server.begin(SOFA)
    assert server.ask("/ballot", b" " * (10 * LARGEST_BODY), **server.who(1))[0] == 413
    with socket.create_connection(("127.0.0.1", server.port), timeout=60) as line:
        head = f"POST {BASE}vote/ballot HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\nContent-Type: application/json\r\n"
        line.sendall(f"{head}Transfer-Encoding: chunked\r\n\r\n".encode())
        ended = False
        for _ in range(2_000):
            try:
                line.sendall(b"3e8\r\n" + b" " * 1_000 + b"\r\n")
            except OSError:
                ended = True
                break
        ended = ended or not line.recv(1) or b"400" in line.recv(100)
    assert ended
    assert server.vote(1, "urgent") == 200


def test_a_form_of_another_site_votes_for_nobody(server: VoteServer) -> None:
    """A ballot needs a header that no other site can send; so does nothing without JSON, or from another origin."""
    vote = server.begin(SOFA)
    ballot = {"vote": vote, "round": 1, "answer": "urgent", "sure": 80}
    assert server.ask("/ballot", ballot)[0] == 403
    assert server.ask("/ballot", ballot, **{**server.who(1), "Content-Type": "text/plain"})[0] == 415
    assert server.ask("/ballot", ballot, **server.who(1), Origin="http://elsewhere.example")[0] == 403
    assert server.ask("/ballot", ballot, **server.who(1), **{"Sec-Fetch-Site": "cross-site"})[0] == 403
    assert server.ask("/ballot", ballot, **server.who(1), Origin=f"http://127.0.0.1:{server.port}")[0] == 200


@pytest.mark.parametrize("voter", ["", "short", "x" * 200, "a b c d e f g h i j", "ñ" * 20])
def test_a_voter_has_an_id_of_this_server(server: VoteServer, voter: str) -> None:
    """What cannot be one is not taken for one."""
    vote = server.begin(SOFA)
    ballot = {"vote": vote, "round": 1, "answer": "urgent", "sure": 80}
    assert server.ask("/ballot", ballot, **{"Backlab-Voter": voter.encode().decode("latin-1")})[0] == 403


def test_one_voter_who_hammers_waits(server: VoteServer) -> None:
    """After some at once there is one in a second; the others of the class go on voting."""
    server.begin(SOFA)
    statuses = [server.vote(1, "urgent") for _ in range(30)]
    assert 429 in statuses
    assert server.vote(2, "urgent") == 200


TEACHERS = ["/teach/now", "/teach/ballots.csv"]


@pytest.mark.parametrize("headers", [{}, {"Cookie": "backlab_teacher=wrong"}, {"Cookie": f"backlab_teacher={SECRET}"}])
def test_only_the_teacher_moves_a_vote_and_has_its_ballots(server: VoteServer, headers: dict[str, str]) -> None:
    """Without what the secret gives, every page and step of the teacher is refused, and nothing moves."""
    vote = server.begin(SOFA)
    for path in TEACHERS:
        assert server.ask(path, **headers)[0] == 403
    assert server.ask("/teach", **headers)[0] == 403
    assert server.ask("/teach/ask", {"key": STAIRS}, **headers)[0] == 403
    assert server.ask("/teach/move", {"vote": vote, "before": "open", "to": "discuss"}, **headers)[0] == 403
    assert server.state()["phase"] == "open"


@pytest.mark.parametrize("path", ["", "/teach"])
def test_the_secret_is_taken_once_and_leaves_the_address(server: VoteServer, path: str) -> None:
    """It leads to an address without it; what the browser keeps is another word, for the teacher's pages alone."""
    secret = SECRET.replace(" ", "%20")
    status, headers, _ = server.ask(f"{path}?teacher={secret}&lang=es")
    assert (status, headers["Location"]) == (302, f"{BASE}vote/teach?lang=es")
    cookie = headers["Set-Cookie"]
    assert SECRET not in cookie
    assert {"HttpOnly", "SameSite=Lax", f"Path={BASE}vote/teach"} <= {*cookie.split("; ")}
    kept = cookie.partition(";")[0]
    assert server.ask("/teach", Cookie=kept)[0] == 200
    status, headers, _ = server.ask(f"{path}?teacher=wrong")
    assert status == 302
    assert "Set-Cookie" not in headers


def test_nothing_that_students_see_holds_the_secret(server: VoteServer) -> None:
    """Neither their page nor what it is told."""
    server.begin(SOFA)
    seen = "".join(server.ask(path, **server.who(1))[2] for path in ("", "/now", "/state"))
    assert SECRET not in seen
    assert pass_for(SECRET) not in seen
    assert "teach/" not in seen


def test_a_secret_is_compared_as_a_whole() -> None:
    """Neither a part of it nor nothing is enough."""
    assert is_secret("abc", "abc")
    assert not any(is_secret(given, "abc") for given in (None, "", "ab", "abcd", "ñ"))


@pytest.mark.parametrize(
    "told",
    [{}, {"vote": 1, "before": "open", "to": "draft"}, {"vote": 1, "before": "open", "to": None}, {"key": "nowhere"}],
)
def test_a_step_that_cannot_be_is_refused(server: VoteServer, told: dict[str, Any]) -> None:
    """The teacher's page too says only what can be; nothing moves."""
    server.begin(SOFA)
    where = "/teach/ask" if "key" in told else "/teach/move"
    assert server.ask(where, told, **AS_TEACHER)[0] in (200, 400)
    assert server.state()["phase"] == "open"


def test_the_table_has_a_row_for_each_ballot_and_no_name(server: VoteServer) -> None:
    """Vote, question, round, a random number, answer, how sure, and whether it is right."""
    vote = str(server.begin(SOFA))
    server.vote(1, "emergency", sure=60)
    server.vote(2, "routine", sure=100)
    status, headers, text = server.ask("/teach/ballots.csv", **AS_TEACHER)
    assert status == 200
    assert headers["Content-Type"].startswith("text/csv")
    rows = [row for row in csv.DictReader(io.StringIO(text)) if row["vote"] == vote]
    assert tuple(rows[0]) == COLUMNS
    told = {(row["question"], row["round"], row["answer"], row["sure"], row["right"]) for row in rows}
    assert told == {(SOFA, "1", "emergency", "60", "1"), (SOFA, "1", "routine", "100", "0")}
    assert len({row["voter"] for row in rows}) == 2
    assert "voter-number" not in text


def test_a_browser_is_given_an_id_once(server: VoteServer) -> None:
    """Random, in a cookie that no script reads, and the same at each visit; what cannot be one is replaced."""
    _, headers, text = server.ask("")
    cookie = headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    given = cookie.partition(";")[0]
    assert given.partition("=")[2] in text
    _, again, text = server.ask("", Cookie=given)
    assert "Set-Cookie" not in again
    assert given.partition("=")[2] in text
    assert "Set-Cookie" in server.ask("", Cookie='backlab_voter="</script>"')[1]


def test_a_page_can_be_neither_kept_nor_told_of(server: VoteServer) -> None:
    """No browser keeps it, and no other site hears of its address; the script alone is kept, under its hash."""
    for path in ("", "/now", "/state", "/teach", "/nothing"):
        headers = server.ask(path)[1]
        if path != "/nothing":
            assert headers["Cache-Control"] == "no-store"
            assert headers["Referrer-Policy"] == "same-origin"
    script = re.search(r'src="[^"]*(/ballot-\w+\.js)"', server.ask("")[2])
    assert script
    assert "immutable" in server.ask(script[1])[1]["Cache-Control"]


@pytest.mark.parametrize("path", ["", "/now", "/state", "/teach", "/teach/now", "/teach/ballots.csv", "/ballot"])
def test_answers_have_the_headers_of_the_application(server: VoteServer, path: str) -> None:
    """What the application tells browsers on its other pages, it tells them here, in a refusal too."""
    assert server.ask(path)[1]["X-Host"] == f"127.0.0.1:{server.port}"


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("key", [SOFA, SPASM])
def test_the_pages_speak_the_language_that_is_asked_for(server: VoteServer, key: str, code: str) -> None:
    """Both pages say which language they are in, at each step."""
    server.begin(key)
    server.vote(1, "urgent" if key == SOFA else 19)
    for before, to in (("open", "discuss"), ("discuss", "again"), ("again", "revealed")):
        for path in (f"?lang={code}", f"/teach?lang={code}"):
            status, _, text = server.ask(path, **AS_TEACHER)
            assert status == 200
            assert f'<html lang="{code}"' in text
        server.move(before, to)
    assert ("Why</h2>" in server.ask(f"?lang={code}")[2]) == (code == "en")


class Heard:
    """What a page hears over its socket."""

    def __init__(self, server: VoteServer, **headers: str) -> None:
        self.address = f"{server.address}/live".replace("http", "ws")
        self.headers = headers

    async def line(self) -> WebSocketClientConnection:
        """The socket, open."""
        from tornado.httpclient import HTTPRequest

        return await websocket_connect(HTTPRequest(self.address, headers=self.headers))


async def listened(server: VoteServer) -> list[dict[str, Any]]:
    """What a page hears while a vote is begun, opened, filled and closed."""
    line = await Heard(server).line()
    heard: list[dict[str, Any]] = []

    async def hear(wanted: dict[str, Any]) -> None:
        while not heard or not wanted.items() <= heard[-1].items():
            message = await line.read_message()
            assert message is not None
            heard.append(json.loads(message))

    await hear({"vote": 0, "phase": ""})
    await asyncio.to_thread(server.begin, SOFA)
    await hear({"phase": "open", "round": 1, "counted": "0 votes"})
    await asyncio.to_thread(server.vote, 1, "urgent")
    await hear({"counted": "1 vote"})
    await asyncio.to_thread(server.move, "open", "discuss")
    await hear({"phase": "discuss", "round": 0, "calls": ""})
    line.close()
    return heard


def test_a_page_hears_of_every_step(fresh: VoteServer) -> None:
    """Each phase, and how many have voted, and never what."""
    heard = apart(listened(fresh))
    assert {"draft", "open", "discuss"} <= {each["phase"] for each in heard}
    assert "urgent" not in json.dumps(heard)


async def flooded(server: VoteServer) -> int:
    """How a line ends on which a page says something."""
    line = await Heard(server).line()
    await line.write_message("anything")
    while await line.read_message() is not None:
        pass
    return line.close_code or 0


def test_a_page_that_speaks_is_cut_off(server: VoteServer) -> None:
    """Nothing is asked over that line."""
    assert apart(flooded(server)) == 1008


def test_a_page_of_another_site_hears_nothing(server: VoteServer) -> None:
    """The line is for pages of this server."""
    with pytest.raises(Exception, match="403"):
        apart(Heard(server, Origin="http://elsewhere.example").line())


async def many_ballots(server: VoteServer, ballots: int) -> int:
    """How often a page hears while so many vote."""
    line = await Heard(server).line()
    await asyncio.gather(*(asyncio.to_thread(server.vote, n, "urgent") for n in range(ballots)))
    heard = 0
    while message := await line.read_message():
        heard += 1
        if json.loads(message)["counted"] == f"{ballots} votes":
            break
    line.close()
    return heard


def test_a_crowd_of_ballots_is_told_in_a_few_words(server: VoteServer) -> None:
    """A page hears of the number now and then: two hundred votes for two hundred pages are not forty thousand words."""
    server.begin(SOFA)
    assert apart(many_ballots(server, 60)) < 60


def test_the_server_goes_on_after_odd_requests(server: VoteServer) -> None:
    """Methods, languages and paths that make no sense are answered, and the vote goes on."""
    server.begin(SOFA)
    for path in ("?lang=%00", "?lang=%ff", "?theme=x", "/now?lang=xx", "/state?lang=%ff", "/teach?teacher=%ff"):
        assert server.ask(path)[0] < 500
    for method in ("PUT", "DELETE", "OPTIONS", "HEAD", "PATCH"):
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
        connection.request(method, f"{BASE}vote/ballot")
        assert connection.getresponse().status < 500
        connection.close()
    assert server.vote(1, "urgent") == 200
    same(lambda: server.state()["counted"], "1 vote")


def test_votes_so_far_are_put_together(fresh: VoteServer) -> None:
    """From the second vote on the class as one is shown beside its members over all of them."""
    for key, answer in ((SOFA, "emergency"), (STAIRS, "urgent")):
        fresh.begin(key)
        for voter in range(3):
            assert fresh.vote(voter, answer if voter else "self_care") == 200
        assert "So far" not in now(fresh)["html"]
        fresh.move("open", "discuss")
        fresh.move("discuss", "revealed")
    until(lambda: "So far, alone: all as one right in 2 of 2." in now(fresh)["html"])
    assert "Of 3 members 0 did better, 2 as well, 1 worse." in now(fresh)["html"]
