"""The pieces that keep one reader from holding up the others, each on its own."""

from __future__ import annotations

import asyncio
import gc
import logging
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tornado.httputil import HTTPHeaders
from tornado.websocket import WebSocketClosedError
from voila.tornado.kernel_websocket_handler import VoilaKernelWebsocketHandler  # type: ignore[import-untyped]

from backlab.hosts.newest import Newest, together
from backlab.serving import guards
from backlab.serving.handlers import KernelSocketHandler
from backlab.serving.leftovers import MARK, marked, sweep
from backlab.serving.pace import Pace, PaceOfEach
from backlab.serving.terminal import AT_ONCE, MOST, FewLines, Lines, OneLine, clean, clean_terminal
from backlab.serving.wire import PARTS, Order, is_sound

on_posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such locks")


class Clock:
    """A clock that a test moves."""

    now = 0.0

    def __call__(self) -> float:
        """The seconds that it shows."""
        return self.now


# --- how much comes -----------------------------------------------------------------------------------------


def test_what_is_allowed_comes_back_with_time() -> None:
    """So many at once, then as many as the seconds since bring, and never more than at once."""
    clock = Clock()
    pace = Pace(3, 2, clock)
    assert [pace.allows() for _ in range(4)] == [True, True, True, False]
    clock.now = 1
    assert [pace.allows() for _ in range(3)] == [True, True, False]
    clock.now = 99
    assert sum(pace.allows() for _ in range(9)) == 3


def test_each_name_has_a_pace_of_its_own() -> None:
    """What one uses up is no other's, and names that are silent for long are forgotten first."""
    clock = Clock()
    paces = PaceOfEach(2, 0.5, names=2, clock=clock)
    assert [paces.allows("one") for _ in range(3)] == [True, True, False]
    assert paces.is_used_up("one")
    assert not paces.is_used_up("two")
    clock.now = 2
    assert [paces.allows("one") for _ in range(2)] == [True, False]
    assert paces.allows("two")
    assert paces.allows("three")  # "one" is forgotten
    assert paces.allows("one")


def test_who_comes_later_waits_longer() -> None:
    """Beyond what may come at once each waits behind those before it."""
    pace = Pace(2, 4, Clock())
    assert [pace.wait() for _ in range(5)] == [0, 0, 0.25, 0.5, 0.75]
    assert guards.cost(b"x" * 1_000_000) > 100 * guards.cost("{}")


@pytest.mark.parametrize(("width", "order"), [(8, Order.LITTLE), (4, Order.BIG)])
def test_a_message_has_a_bounded_number_of_parts(width: int, order: Order) -> None:
    """A table of empty parts fits and rises, and is refused all the same where there are too many."""

    def table(count: int) -> bytes:
        end = (count + 1) * width
        return b"".join(number.to_bytes(width, order.value) for number in (count, *[end] * count)) + b"x"

    assert is_sound(table(PARTS), width, order)
    assert not is_sound(table(PARTS + 1), width, order)


class Socket(KernelSocketHandler):
    """A page's socket without a network: what it hands on is in ``passed``."""

    kernel_id = "a"
    selected_subprotocol = None

    def __init__(self, settings: dict[str, Any], kernel: Any) -> None:
        self._settings, self._kernel = settings, kernel
        self.passed: list[str | bytes] = []
        self.connection: Any = self

    @property
    def settings(self) -> dict[str, Any]:
        """Those of its application."""
        return self._settings

    @property
    def kernel_manager(self) -> Any:
        """Has one kernel."""
        return self

    def __contains__(self, kernel: str) -> bool:
        return kernel == self.kernel_id

    def get_kernel(self, _: str) -> Any:
        """The one."""
        return self._kernel

    def handle_incoming_message(self, message: str | bytes) -> None:
        """Take what would go to the kernel."""
        self.passed.append(message)


class Kernel:
    """Something that can be told apart from others."""


def test_a_page_that_sends_on_and_on_is_read_slowly() -> None:
    """What may come at once goes to the kernel; then the network waits, on any other socket of the kernel too."""

    async def flood() -> None:
        settings: dict[str, Any] = {}
        kernel = Kernel()
        one, other, foreign = Socket(settings, kernel), Socket(settings, kernel), Socket(settings, Kernel())
        answers = [one.on_message("{}") for _ in range(2_000)]
        assert 500 < len(one.passed) < 1_100
        late = [each for each in answers if each is not None]
        assert len(late) == 2_000 - len(one.passed)
        late.append(waits := other.on_message("{}"))  # type: ignore[arg-type]
        assert waits is not None
        assert other.passed == []
        assert foreign.on_message("{}") is None
        assert foreign.passed == ["{}"]
        for each in late:
            each.close()  # type: ignore[attr-defined]  # they are coroutines

    asyncio.run(flood())


def test_what_waited_is_handed_on_unless_its_page_has_gone() -> None:
    """A message that came too soon comes late, and none comes after its socket is closed."""

    async def late() -> list[str | bytes]:
        socket = Socket({}, Kernel())
        await socket._pass_later("a", 0)
        socket.connection = None
        await socket._pass_later("b", 0)
        assert socket.on_message("c") is None
        return socket.passed

    assert asyncio.run(late()) == ["a"]


def test_what_was_on_its_way_to_a_closed_page_is_nothing_to_speak_of(monkeypatch: pytest.MonkeyPatch) -> None:
    """That it did not arrive is looked at, so that Python does not complain of each."""

    async def send() -> list[Any]:
        complaints: list[Any] = []
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(lambda _, complaint: complaints.append(complaint))

        def lost(*_: object) -> asyncio.Future[None]:
            sent: asyncio.Future[None] = loop.create_future()
            sent.set_exception(WebSocketClosedError())
            return sent

        monkeypatch.setattr(VoilaKernelWebsocketHandler, "write_message", lost)
        Socket({}, Kernel()).write_message("a")
        await asyncio.sleep(0)
        gc.collect()
        return complaints

    assert asyncio.run(send()) == []


# --- who asks -----------------------------------------------------------------------------------------------

ASKED = [
    ({}, True),
    ({"Sec-Fetch-Site": "none", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}, True),
    ({"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "iframe"}, True),
    ({"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}, True),
    ({"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "iframe"}, False),
    ({"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "object"}, False),
    ({"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "image"}, False),
    ({"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "cors", "Sec-Fetch-Dest": "empty"}, False),
    ({"Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "image"}, False),
    ({"Sec-Fetch-Site": "cross-site"}, False),
    ({"Sec-Purpose": "prefetch;prerender", "Sec-Fetch-Site": "same-origin"}, False),
    ({"Purpose": "prefetch"}, False),
]


@pytest.mark.parametrize(("headers", "is_invited"), ASKED)
def test_a_page_is_for_who_opens_it(headers: dict[str, str], is_invited: bool) -> None:
    """A link of any site leads to it; pictures, frames and scripts of other sites do not, nor does fetching ahead."""
    assert guards.is_invited(HTTPHeaders(headers)) is is_invited


@pytest.mark.parametrize("path", ["/", "/voila/render/a.ipynb", "/x/a%20b%C3%A9.svg", "/a/", "/" + "a" * 255, "/a..b"])
def test_addresses_of_pages_are_not_odd(path: str) -> None:
    """Spaces, letters of any language and one slash at the end are nothing to fear."""
    assert not guards.is_odd(path)


ODD = ["//", "//a", "/a//b", "/.a", "/a/.git/b", "/%2ea", "/a/..", "/%00", "/a%0ab", "/%1b[2J", "/a%5cb", "/%ff"]


@pytest.mark.parametrize("path", [*ODD, "/%2f", "/" + "a" * 256, "/" + "a/" * 501, "/%E2%80%AEgvs.a"])
def test_odd_addresses_are_known_as_sent_and_as_meant(path: str) -> None:
    """Hidden, doubled, too long, or what no name of a file is: written out or in the signs of an address."""
    assert guards.is_odd(path)


@pytest.mark.parametrize(
    ("headers", "is_small"),
    [
        ({}, True),
        ({"Content-Length": "0"}, True),
        ({"Content-Length": "9"}, True),
        ({"Content-Length": "10"}, False),
        ({"Content-Length": "-1"}, False),
        ({"Content-Length": "9" * 5_000}, False),
        ({"Content-Length": "0, 0"}, False),
        ({"Content-Length": "٣"}, False),
        ({"Transfer-Encoding": "chunked"}, False),
    ],
)
def test_a_body_says_how_small_it_is(headers: dict[str, str], is_small: bool) -> None:
    """A body that is too large, or does not say how large it is, is refused before it has come."""
    assert guards.is_small(HTTPHeaders(headers), 9) is is_small


# --- what the terminal shows --------------------------------------------------------------------------------


def test_a_line_can_do_nothing_to_a_terminal() -> None:
    """No control character, no turn of the direction, no end of a line, and no line that never ends."""
    line = clean("a\x1b[2J\x07b\r\nc\u202ed\x9b\ud800 é" + "x" * 10_000)
    assert line.isprintable()
    assert line.startswith("a�[2J�b c�d�� é")
    assert len(line) == MOST


def lines_of(pieces: list[bytes], at_once: int = 99) -> list[str]:
    """What is said of ``pieces`` where no time passes."""
    said: list[str] = []
    lines = Lines(said.append, Pace(at_once, 1, Clock()))
    for piece in pieces:
        lines.hear(piece)
    lines.end()
    return said


def test_lines_are_said_as_they_end() -> None:
    """In whatever pieces they come; what has no end is said in parts, or at last."""
    assert lines_of([b"a", b"b\nc\n", b"d"]) == ["ab", "c", "d"]
    assert len(lines_of([b"x" * 2_000] * 3)) == 3
    assert lines_of([b"\xff\n"]) == ["�"]


def test_of_a_flood_its_length_is_said() -> None:
    """So many lines, and then how many more there were."""
    said = lines_of([b"a\n" * 10_000], at_once=5)
    assert said == [*["a"] * 5, "backlab: 9995 more lines were left out"]


def test_an_error_is_one_line() -> None:
    """A record says what kind of error it was and where, and brings no traceback."""
    try:
        raise ValueError("a\nb\x1b")
    except ValueError:
        record = logging.LogRecord("x", logging.ERROR, "", 0, "It %s", ("broke",), sys.exc_info())
    line = OneLine().format(record)
    assert re.fullmatch(r"backlab: It broke: ValueError: a b� \(test_guards\.py:\d+\)", line)


def test_faults_that_a_page_causes_are_few_clean_lines(capsys: pytest.CaptureFixture[str]) -> None:
    """A thousand tracebacks with a reader's words are as many lines as come at once, and each is clean."""
    log = logging.Logger("faults")
    log.addHandler(FewLines())
    for _ in range(1_000):
        try:
            raise ValueError("\x1b[2J\nbacklab: all is well")
        except ValueError:
            log.exception("A page")
    lines = capsys.readouterr().err.splitlines()
    assert AT_ONCE <= len(lines) < 500  # a few more come while the thousand are written
    told = r"backlab: A page: ValueError: �\[2J backlab: all is well \(test_guards\.py:\d+\)"
    left_out = r"backlab: \d+ more lines were left out"
    assert all(re.fullmatch(f"{told}|{left_out}", line) for line in lines)
    assert re.fullmatch(told, lines[0])


def test_what_any_process_writes_is_cleaned(capfd: pytest.CaptureFixture[str]) -> None:
    """Also what a kernel writes past Python; afterwards all is as before."""
    with clean_terminal():
        os.write(2, b"a\x1b[2J\n")
        print("b\x07", file=sys.__stderr__, flush=True)
    os.write(2, b"c\x1b\n")
    assert capfd.readouterr().err == "a�[2J\nb�\nc\x1b\n"


# --- what is left behind ------------------------------------------------------------------------------------


@on_posix
def test_only_what_nobody_holds_is_removed(tmp_path: Path) -> None:
    """The folder of a server that lives stays, and so does one that bears no mark of ours."""
    for name in ("lives", "left", "other"):
        (tmp_path / name).mkdir()
    with marked(tmp_path / "left"):
        pass
    with marked(tmp_path / "lives"):
        sweep(tmp_path)
        assert sorted(path.name for path in tmp_path.iterdir()) == ["lives", "other"]
    sweep(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["other"]


@on_posix
def test_nothing_is_removed_through_a_link(tmp_path: Path) -> None:
    """A mark or a folder that is a link leads to what is somebody else's."""
    for name in ("root", "mine"):
        (tmp_path / name).mkdir()
    (tmp_path / "mine" / MARK).write_text("")
    (tmp_path / "root" / "link").symlink_to(tmp_path / "mine")
    (tmp_path / "root" / "folder").mkdir()
    (tmp_path / "root" / "folder" / MARK).symlink_to(tmp_path / "mine" / MARK)
    sweep(tmp_path / "root")
    assert (tmp_path / "mine" / MARK).exists()
    assert (tmp_path / "root" / "folder").exists()


@on_posix
def test_an_ending_that_came_too_early_to_be_heard_ends_the_server() -> None:
    """What Python lost while it tidied up is made good as soon as there is a server to end."""
    code = (
        "import signal, sys; from backlab.serving import machine; machine.interrupt_when_ended()\n"
        "try: signal.raise_signal(signal.SIGTERM)\n"
        "except KeyboardInterrupt: machine.when_ended(lambda: print('ended'))"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "ended\n"


@on_posix
def test_an_ending_while_python_tidies_up_is_heard_without_a_word_and_other_faults_are_told() -> None:
    """A traceback of what Python ignored would only frighten whoever ended the server."""
    code = (
        "import signal; from backlab.serving import machine; machine.interrupt_when_ended()\n"
        "class Left:\n"
        "    def __init__(self, tidy): self.tidy = tidy\n"
        "    def __del__(self): self.tidy()\n"
        "Left(lambda: signal.raise_signal(signal.SIGTERM))\n"
        "Left(lambda: int('a fault'))\n"
        "machine.when_ended(lambda: print('ended'))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "ended\n"
    assert "KeyboardInterrupt" not in done.stderr
    assert "'a fault'" in done.stderr


# --- the newest counts --------------------------------------------------------------------------------------


def moved(turn: int, **values: int) -> dict[str, Any]:
    """A move as a page sends it."""
    return {"kind": "moved", "turn": turn, "values": values}


def heard(send: Callable[[Newest], object]) -> list[Any]:
    """What is handed on of what ``send`` sends without waiting, where a loop runs."""
    requests: list[Any] = []

    async def kernel() -> None:
        newest = Newest(requests.append)
        send(newest)
        while newest._timer is not None:
            await asyncio.sleep(0.001)

    asyncio.run(kernel())
    return requests


def test_of_moves_that_come_at_once_the_first_and_the_newest_count() -> None:
    """A thousand moves are two: the first is answered at once, and those behind it with the last of them."""

    def send(newest: Newest) -> None:
        for turn in range(1, 1_001):
            newest.hear(moved(turn, pain=turn % 11))

    requests = heard(send)
    assert requests == [moved(1, pain=1), moved(1_000, pain=1_000 % 11)]


def test_a_button_does_not_overtake_moves() -> None:
    """What was moved before it was pressed is moved before, and what comes after comes after."""
    pressed = {"kind": "pressed", "button": "reset", "turn": 4}

    def send(newest: Newest) -> None:
        for request in (moved(1, pain=1), moved(2, pain=2), moved(3, pain=3), pressed, moved(5, pain=5)):
            newest.hear(request)

    assert heard(send) == [moved(1, pain=1), moved(3, pain=3), pressed, moved(5, pain=5)]


def test_moves_together_are_those_of_a_hand() -> None:
    """Each control stands where it came to rest, in the order of the last touch, and the turn is the last."""
    both = together(together(None, moved(1, a=1, b=1)), moved(2, a=2))
    assert both == moved(2, b=1, a=2)
    assert list(both["values"]) == ["b", "a"]


def test_where_no_loop_runs_nothing_waits() -> None:
    """Code that stands alone hears each move."""
    requests: list[Any] = []
    newest = Newest(requests.append)
    for turn in range(3):
        newest.hear(moved(turn, pain=turn))
    assert len(requests) == 3


# --- what is written of it ----------------------------------------------------------------------------------

ROOT = Path(__file__).parent.parent
PROMISED = re.findall(r"^- `tests/(\w+\.py)::(\w+)`$", (ROOT / "SECURITY.md").read_text("utf-8"), re.MULTILINE)


def test_every_promise_names_its_tests() -> None:
    """Each paragraph of what is promised is followed by the tests that hold it."""
    promised = (ROOT / "SECURITY.md").read_text("utf-8").partition("## What is promised")[2].partition("\n## ")[0]
    promises = promised.split("\n**")[1:]
    assert len(promises) > 5
    assert all("\n- `tests/" in each for each in promises)


@pytest.mark.parametrize(("file", "name"), PROMISED)
def test_a_test_that_holds_a_promise_is_there(file: str, name: str) -> None:
    """What SECURITY.md names is a test."""
    assert f"\ndef {name}(" in (ROOT / "tests" / file).read_text("utf-8")
