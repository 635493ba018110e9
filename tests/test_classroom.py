"""A class on one server: its answers are those of a notebook, and no page, cut or crash takes them from another."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
from collections.abc import Iterator
from contextlib import suppress
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from pupils import CODE, Pupil, classroom, in_class, joined
from servers import SECONDS, Server, running, until
from tornado.httpclient import HTTPClientError

from backlab.hosts.room import Desk, code_cells
from backlab.language import LANGUAGES
from backlab.serving.classroom import codes, network
from backlab.serving.classroom.frames import Frame, Kind, Reader
from backlab.serving.classroom.waiting import MESSAGES, Waiting

NOTEBOOKS = Path(__file__).parents[1] / "notebooks"
LESSONS = sorted(path.stem for path in NOTEBOOKS.glob("*.ipynb"))
MOVABLE = {"slider", "menu", "radio", "steps", "boxes"}
# A lab that takes as long as its slider says, in seconds.
SLOW = """
import time
from backlab.kit.fields import slider
from backlab.kit.lab import Answer, Lab, panel
from backlab.markup import element

class Slow(Lab):
    def __init__(self):
        fields = [slider("wait", "Wait", 0, 60), slider("mark", "Mark", 0, 100_000)]
        super().__init__(fields, {"wait": 0, "mark": 0}, key="slow", names=("Wait", "Waited"), language="en")
        self.worked = 0

    def answer(self, values):
        time.sleep(values["wait"])
        self.worked = getattr(self, "worked", 0) + 1
        return Answer((panel("seen", "Seen", element("p", f"{values['mark']} after {self.worked}")),))

Slow()
"""


@pytest.fixture(scope="module")
def course() -> Iterator[Server]:
    """A class that has the whole course."""
    with classroom() as server:
        yield server


def slow_folder(folder: Path) -> Path:
    """A folder with the one notebook whose lab is slow."""
    cell = {"cell_type": "code", "id": "a", "source": SLOW, "metadata": {}, "outputs": [], "execution_count": None}
    about = {"title": "Slow", "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    notebook = {"cells": [cell], "metadata": about, "nbformat": 4, "nbformat_minor": 5}
    folder.joinpath("slow.ipynb").write_text(json.dumps(notebook), "utf-8")
    return folder


@pytest.fixture(scope="module")
def slow(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A class with room for four, whose lab is slow, and where an answer may take six seconds."""
    folder = slow_folder(tmp_path_factory.mktemp("slow"))
    with classroom("--notebooks", str(folder), "--limit", "6", "--students", "4") as server:
        yield server


def health(server: Server) -> Any:
    """How the class stands."""
    return json.loads(server.get("/health")[2])


def workers(server: Server) -> set[int]:
    """The processes that answer."""
    listed = Path(f"/proc/{server.process.pid}/task/{server.process.pid}/children").read_text()
    return {int(pid) for pid in listed.split()}


def settled(server: Server) -> set[int]:
    """The same, once none of them is about to go: one that was ended is a process until it is buried."""
    until(lambda: len(workers(server)) == health(server)["workers"] == os.cpu_count())
    return workers(server)


def moves(face: Any, state: Any) -> Iterator[dict[str, Any]]:
    """A few things that a person may do to a lab."""
    for field in [each for each in face["fields"] if each["kind"] in MOVABLE][:3]:
        if field["kind"] == "slider":
            yield {"values": {field["id"]: field["high"]}}
        else:
            named = [each["name"] for each in field.get("choices", field.get("steps", ()))]
            other = next((name for name in named if name != state["values"][field["id"]]), None)
            yield {"values": {field["id"]: [other] if field["kind"] == "boxes" else other}}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("lesson", LESSONS)
def test_a_class_hears_word_for_word_what_a_notebook_says(course: Server, lesson: str, language: str) -> None:
    """The labs of each lesson as they are met, and the answers to a few moves, are those of a room in this process."""
    said: list[Any] = []
    cells = code_cells(json.loads(NOTEBOOKS.joinpath(f"{lesson}.ipynb").read_text("utf-8")))
    desk = Desk({lesson: cells}, said.append, folder=NOTEBOOKS, puts_off=True)
    desk.hear({"kind": "open", "notebook": lesson, "language": language, "query": ""})
    labs = said[0]["labs"]
    asked = [(n, each) for n, met in enumerate(labs) if not met["state"]["shut"] for each in moves(**met)]
    for turn, (lab, move) in enumerate(asked, 1):
        desk.hear({"kind": "asked", "lab": lab, "request": {"kind": "moved", "turn": turn, **move}})
        desk.finish()

    async def work(pupil: Pupil) -> list[Any]:
        pupil.open(lesson, language)
        heard = [await pupil.until(kind="opened")]
        for lab, move in asked:
            pupil.ask(lab, kind="moved", **move)
            while len(heard) < len(said) and (len(heard) < 2 or said[len(heard)]["reply"]["turn"] <= pupil.turn):
                heard.append(await pupil.hear())
        return heard

    assert in_class(course, work) == json.loads(json.dumps(said))


def test_a_lab_that_the_page_holds_is_not_sent_once_more(course: Server) -> None:
    """Who holds the labs of this state of the course hears only of those that its address changes."""
    page = course.get(f"/{CODE}/choose_the_treatment.html")[2]
    version = page.partition('"version":"')[2].partition('"')[0]

    async def work(pupil: Pupil) -> tuple[Any, Any, Any]:
        answers = []
        for query, held in (("", version), ("pain=9", version), ("", "another state")):
            pupil.open("choose_the_treatment", query=query, held=held)
            answers.append((await pupil.until(kind="opened"))["labs"])
        return tuple(answers)

    same, other, unknown = in_class(course, work)
    assert same == [None] * len(same)
    assert [number for number, lab in enumerate(other) if lab] == [0]
    assert all(unknown)


def test_a_page_that_opens_anew_says_what_it_holds(course: Server) -> None:
    """Values and finished steps that a page held are there after a restart, and nothing else has moved by that."""

    async def work(pupil: Pupil) -> tuple[Any, Any]:
        pupil.open("choose_the_treatment")
        opened = await pupil.until(kind="opened")
        lab = next(n for n, met in enumerate(opened["labs"]) if met["face"]["stage"])
        steps = next(each for each in opened["labs"][lab]["face"]["fields"] if each["kind"] == "steps")
        before = await whole(pupil, lab, kind="moved", values={steps["id"]: steps["steps"][1]["name"]})
        done = {steps["id"]: [steps["steps"][0]["name"]]}
        again = await joined(course.address)
        again.open("choose_the_treatment")
        after = await whole(again, lab, kind="held", values=before["values"], done=done)
        again.socket.close()
        return {**before, "told": {**before["told"], "done": done}}, after

    async def whole(pupil: Pupil, lab: int, **request: Any) -> Any:
        await pupil.answered(pupil.ask(lab, **request))
        await pupil.until(kind="replied")  # what was put off
        return (await pupil.answered(pupil.ask(lab, kind="whole")))[-1]["reply"]["changes"]

    before, after = in_class(course, work)
    assert {**after, "said": ""} == {**before, "said": ""}


def test_a_page_costs_nothing_until_it_asks(course: Server) -> None:
    """The pages are plain files: to read them takes no socket and no labs."""
    status, _, text = course.get(f"/{CODE}/red_flags.html")
    assert status == 200
    assert '"socket":"socket"' in text
    assert '"engine":""' in text
    assert health(course)["inside"] == 0


def test_what_a_browser_has_is_not_sent_again(course: Server) -> None:
    """A page that has not changed is said so, and a file with its hash in its name is kept for ever."""
    netloc = urlsplit(course.address).netloc
    connection = HTTPConnection(netloc, timeout=SECONDS)
    connection.request("GET", f"/{CODE}/red_flags.html", headers={"Accept-Encoding": "gzip"})
    first = connection.getresponse()
    packed = first.read()
    assert first.headers["Content-Encoding"] == "gzip"
    assert len(packed) < 150_000
    connection.request("GET", f"/{CODE}/red_flags.html", headers={"If-None-Match": first.headers["Etag"]})
    again = connection.getresponse()
    assert (again.status, again.read()) == (304, b"")
    connection.close()


# ---- one cannot hold up another -------------------------------------------------------------------------------------


async def insists(pupil: Pupil, wanted: str, **values: int) -> Any:
    """The first answer of a kind to moves of these values; where the labs lapse it opens them anew, as a page does."""
    pupil.open("slow")
    pupil.ask(kind="moved", values=values)
    while (answer := await pupil.hear())["kind"] != wanted:
        assert answer["kind"] in {"opened", "replied", "lapsed"}, answer
        if answer["kind"] == "lapsed":  # on a loaded machine another may have been slow before
            pupil.open("slow")
            pupil.ask(kind="moved", values=values)
    return answer


def test_a_slow_answer_stalls_nobody_else(slow: Server) -> None:
    """While one page's answer takes for ever, others are answered; it alone hears that it failed."""

    async def work(culprit: Pupil) -> tuple[Any, list[Any]]:
        failed = asyncio.ensure_future(insists(culprit, "failed", wait=60))
        others = [await joined(slow.address) for _ in range(3)]
        answers = [await insists(other, "replied", mark=number) for number, other in enumerate(others, 1)]
        for other in others:
            other.socket.close()
        return await failed, answers

    replaced = health(slow)["replaced"]
    failed, answers = in_class(slow, work)
    assert failed == {"kind": "failed", "why": "slow"}
    said = [str(answer["reply"]["changes"]["panels"]["seen"]["html"]) for answer in answers]
    assert [each.partition(" ")[0] for each in said] == ["<p>1", "<p>2", "<p>3"]
    until(lambda: health(slow)["replaced"] > replaced)
    assert len(settled(slow)) == os.cpu_count()


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="the processes are found by /proc")
def test_a_worker_that_dies_is_replaced_and_its_pages_open_anew(slow: Server) -> None:
    """A page whose worker was killed hears that its labs are gone, opens them anew, and is answered."""
    before = settled(slow)

    async def work(pupil: Pupil) -> Any:
        pupil.open("slow")
        await pupil.until(kind="opened")
        for pid in before:
            with suppress(ProcessLookupError):  # it has been replaced since
                os.kill(pid, signal.SIGKILL)
        while (await pupil.hear())["kind"] != "opened":  # its next worker may be one that has just died, too
            pupil.open("slow")
        pupil.ask(kind="held", values={"wait": 0, "mark": 7}, done={})
        return (await pupil.answered(1))[-1]["reply"]["changes"]["values"]

    assert in_class(slow, work)["mark"] == 7
    until(lambda: len(workers(slow)) == len(before))
    assert not workers(slow) & before


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="the processes are found by /proc")
def test_a_worker_that_never_begins_is_replaced(slow: Server) -> None:
    """Workers that hang take up nothing: after the time of one answer they are ended, and the page opens anew."""
    before = settled(slow)

    async def work(pupil: Pupil) -> Any:
        for pid in before:
            os.kill(pid, signal.SIGSTOP)
        pupil.open("slow")
        while (await pupil.hear())["kind"] != "opened":
            pupil.open("slow")

    in_class(slow, work)
    until(lambda: len(workers(slow)) == len(before))
    assert workers(slow) != before
    for pid in before & workers(slow):  # those that nobody has asked for anything
        os.kill(pid, signal.SIGCONT)


def test_of_many_moves_the_newest_counts(slow: Server) -> None:
    """Of a thousand moves those that wait behind another are worked out as one, and the last is what counts."""

    async def work(pupil: Pupil) -> Any:
        pupil.open("slow")
        await pupil.until(kind="opened")
        pupil.ask(kind="moved", values={"wait": 1})
        for mark in range(1, 1001):
            pupil.ask(kind="moved", values={"mark": mark, "wait": 0})
        return (await pupil.answered(pupil.turn))[-1]["reply"]

    reply = in_class(slow, work)
    mark, _, worked = reply["changes"]["panels"]["seen"]["html"].removeprefix("<p>").removesuffix("</p>").split()
    assert int(mark) == 1000
    assert int(worked) < 960, "while the first was worked on, sixty waited at least, and became one"


@pytest.mark.parametrize(
    "message",
    [
        "",
        "nothing",
        "[1]",
        "[" * 100_000,
        '{"kind": "open"}',
        '{"kind": "asked", "lab": -1, "request": {}}',
        '{"kind": "open", "notebook": "../../etc", "language": "en", "query": ""}',
        '{"kind": "open", "notebook": "slow", "language": "xx", "query": "lang=yy"}',
        '{"kind": "asked", "lab": 0, "request": {"kind": "held", "values": {"mark": [{}]}, "done": {"a": [1]}}}',
        '{"kind": "asked", "lab": 0, "request": {"kind": "held", "values": {"mark": 1}, "done": {"a": 1}}}',
        '{"kind": "asked", "lab": 0, "request": {"kind": "moved", "turn": "x", "values": 5}}',
    ],
)
def test_whatever_a_page_says_the_next_is_answered(slow: Server, message: str) -> None:
    """Nothing that a page can say ends a worker, or keeps the page from being answered when it opens."""

    async def work(pupil: Pupil) -> Any:
        pupil.say(message)
        pupil.open("slow")
        pupil.ask(kind="moved", values={"mark": 3})
        return (await pupil.answered(1))[-1]["reply"]["changes"]["values"]

    replaced = health(slow)["replaced"]
    assert in_class(slow, work) == {"mark": 3}
    assert health(slow)["replaced"] == replaced


def test_a_message_that_is_too_long_ends_its_own_page_alone(slow: Server) -> None:
    """A megabyte and more is not read, however small it was packed."""

    async def work(pupil: Pupil) -> Any:
        pupil.say(" " * 2_000_000)
        return await pupil.hear()

    assert in_class(slow, work) is None
    assert health(slow)["workers"] == os.cpu_count()


def test_where_the_room_is_full_one_waits_and_comes_in(slow: Server) -> None:
    """With all seats taken a newcomer reads that it is full and tries again; once somebody leaves there is room."""

    async def work(pupil: Pupil) -> None:
        others = [await joined(slow.address) for _ in range(3)]
        until_full = slow.get(f"/{CODE}/slow.html")
        assert until_full[0] == 503
        assert 'http-equiv="refresh"' in until_full[2]
        inside = slow.get(f"/{CODE}/slow.html", Referer=f"{slow.address}index.html")
        assert inside[0] == 200
        one_too_many = await joined(slow.address)
        assert await one_too_many.hear() is None
        assert one_too_many.socket.close_code == 4503
        others[0].socket.close()
        until(lambda: health(slow)["inside"] == 3)
        late = await joined(slow.address)
        late.open("slow")
        await late.until(kind="opened")
        for each in (*others, late):
            each.socket.close()

    until(lambda: health(slow)["inside"] == 0)
    in_class(slow, work)


# ---- who is let in --------------------------------------------------------------------------------------------------


def test_a_wrong_code_gets_a_page_that_asks_for_it(slow: Server) -> None:
    """Neither page nor socket is to be had without the code; whoever enters it is led to the lessons."""
    status, _, text = slow.get("/wrong/slow.html")
    assert status == 404
    assert 'name="code"' in text
    assert slow.get(f"/?code={CODE.upper()}")[:2] == (302, f"/{CODE}/")
    with pytest.raises(HTTPClientError, match=r"404|403|429"):
        asyncio.run(joined(slow.address, "wrong"))


def test_who_guesses_is_not_told_any_more() -> None:
    """After so many wrong codes an address hears no more whether one is right, until time has passed; others do."""
    now = [0.0]
    guesses = codes.Guesses("k7qm", lambda: now[0])
    told = [guesses.judge("aaaa", "192.0.2.9") for _ in range(codes.GUESSES + 5)]
    assert told == [False] * codes.GUESSES + [None] * 5
    assert guesses.judge("k7qm", "192.0.2.9") is None
    assert guesses.judge("k7qm", "192.0.2.8") is True
    now[0] += 2 * codes.PAUSE
    assert guesses.judge("k7qm", "192.0.2.9") is True
    assert [guesses.judge("aaaa", "192.0.2.9") for _ in range(100)][-1] is None
    assert guesses.judge("k7qm", "192.0.2.9") is True, "a whole class may have one address"


def test_a_code_has_no_letter_that_is_taken_for_another() -> None:
    """What is drawn can be read aloud and typed."""
    drawn = {codes.drawn() for _ in range(200)}
    assert len(drawn) > 190
    assert not set("".join(drawn)) & set("il1o0")


@pytest.mark.parametrize("host", ["evil.example", "evil.example:{port}", "192.0.2.77:{port}", "localhost:1", "[::9]"])
def test_a_request_for_another_machine_is_refused(slow: Server, host: str) -> None:
    """A name that another page's server has given to this address opens nothing here."""
    port = urlsplit(slow.address).port
    assert slow.get(f"/{CODE}/slow.html", Host=host.format(port=port))[0] == 421
    assert slow.get("/health", Host=f"localhost:{port}")[0] == 200


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "", "http://127.0.0.1"])
def test_a_socket_is_only_for_pages_of_this_class(slow: Server, origin: str) -> None:
    """A page from elsewhere cannot speak to the labs."""
    with pytest.raises(HTTPClientError, match="403"):
        asyncio.run(joined(slow.address, Origin=origin))


@pytest.mark.parametrize(
    ("method", "body", "status"),
    [("POST", b"", 405), ("PUT", b"", 405), ("GET", b"x" * 10, 413), ("OPTIONS", b"", 405)],
)
def test_pages_take_nothing(slow: Server, method: str, body: bytes, status: int) -> None:
    """No other method, and no body."""
    connection = HTTPConnection(urlsplit(slow.address).netloc, timeout=SECONDS)
    connection.request(method, f"/{CODE}/slow.html", body=body or None)
    assert connection.getresponse().status == status
    connection.close()


def test_pages_say_what_a_browser_must_not_do(slow: Server) -> None:
    """No page of the class is shown in a frame, sends its address elsewhere, or loads from another host."""
    connection = HTTPConnection(urlsplit(slow.address).netloc, timeout=SECONDS)
    connection.request("GET", f"/{CODE}/slow.html")
    headers = connection.getresponse().headers
    connection.close()
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_a_teacher_names_who_may_frame_it(tmp_path: Path) -> None:
    """The platform that is named, and no other."""
    with classroom("--notebooks", str(slow_folder(tmp_path)), "--frame-ancestors", "https://lms.example") as server:
        connection = HTTPConnection(urlsplit(server.address).netloc, timeout=SECONDS)
        connection.request("GET", f"/{CODE}/slow.html")
        policy = connection.getresponse().headers["Content-Security-Policy"]
        connection.close()
    assert policy.endswith("frame-ancestors https://lms.example")


def test_health_is_numbers_and_nothing_else(slow: Server) -> None:
    """How the class stands can be looked at without the code."""
    assert set(health(slow)) == {"inside", "of", "workers", "replaced"}
    assert all(isinstance(each, int) for each in health(slow).values())


def test_the_projector_shows_how_to_come_in(slow: Server) -> None:
    """The address, the code and a picture for a phone."""
    status, _, text = slow.get(f"/{CODE}/projector")
    assert status == 200
    assert urlsplit(slow.address).netloc in text
    assert CODE in text
    assert "<svg" in text


def test_only_a_class_is_heard_from_outside(course: Server) -> None:
    """A class listens at this machine's address in the room; without ``--class`` only this machine is heard."""
    own = [str(each) for each in network.to_type(network.addresses())]
    if not own:
        pytest.skip("this machine is in no network")
    port = urlsplit(course.address).port
    assert port
    socket.create_connection((own[0], port), SECONDS).close()
    with running() as alone:
        port = urlsplit(alone.address).port
        assert port
        with pytest.raises(OSError, match=r"refused|timed out"):
            socket.create_connection((own[0], port), 5).close()


# ---- the parts ------------------------------------------------------------------------------------------------------


def test_frames_arrive_whole_however_they_are_cut() -> None:
    """What is sent in one piece or byte by byte is heard as the same frames."""
    sent = [Frame(1, Kind.SAID, "ä".encode()), Frame(2**32 - 1, Kind.LEFT), Frame(3, Kind.TELL, b"x" * 1000)]
    whole = b"".join(each.packed() for each in sent)
    reader = Reader()
    assert [*reader.take(whole)] == sent
    assert [frame for n in range(len(whole)) for frame in reader.take(whole[n : n + 1])] == sent


def moved(lab: int, turn: int, **values: Any) -> dict[str, Any]:
    """A message that moves something."""
    return {"kind": "asked", "lab": lab, "request": {"kind": "moved", "turn": turn, "values": values}}


def test_moves_of_one_lab_become_one_but_none_overtakes_a_press() -> None:
    """The newest value of each control counts, in the order of touch; a press between two moves keeps them apart."""
    waiting = Waiting()
    pressed = {"kind": "asked", "lab": 0, "request": {"kind": "pressed", "turn": 4, "button": "b", "values": {}}}
    for message in (
        moved(0, 1, a=1, b=1),
        moved(1, 1, c=1),
        moved(0, 2, b=2),
        moved(0, 3, a=3),
        pressed,
        moved(0, 5, a=5),
    ):
        waiting.add(7, message)
    done = [waiting.next() for _ in range(4)]
    assert [work.message for work in done] == [moved(0, 3, b=2, a=3), moved(1, 1, c=1), pressed, moved(0, 5, a=5)]
    assert [work.messages for work in done] == [3, 1, 1, 1]
    assert list(done[0].message["request"]["values"]) == ["b", "a"]
    assert not waiting


def test_pages_are_served_in_turn_and_what_is_seen_comes_first() -> None:
    """A page that asks much waits behind each other page; the rest of an answer waits for a few messages only."""
    waiting = Waiting()
    for lab in range(MESSAGES + 2):
        waiting.add(1, moved(lab, 1, a=1))
    waiting.add_rest(3)
    waiting.add(2, moved(0, 1, a=1))
    order = [(work.page, work.message is None) for work in iter(lambda: waiting.next() if waiting else None, None)]
    assert order[:2] == [(1, False), (2, False)]
    assert order.index((3, True)) == MESSAGES
    assert len(order) == MESSAGES + 4
