"""What a page says of errors in any notebook: which cell it was and why, and what comes after it all the same."""

from __future__ import annotations

import re
import socket
import socketserver
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from io import BufferedIOBase
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from anything import (
    callbacks,
    code,
    deaf,
    endless,
    failing,
    left_out,
    notebook,
    of_another_language,
    of_another_machine,
    of_long_ago,
    outputs,
    words,
)
from playwright.sync_api import Locator, Page, expect
from servers import Server, running, until

from backlab.app import main
from backlab.serving.faults import Step, steps
from backlab.serving.reading import Unreadable, read

BOOKS = {"failing": failing(), "callbacks": callbacks(), "outputs": outputs()}
# Notebooks that other editors, machines and years have left: what stands on their pages.
SAYS = {
    "mark": ("Marked", "it runs"),
    "long_ago": ("From long ago", "it still runs"),
    "elsewhere": ("From elsewhere", "it runs"),
    "left_out": ("Left out", "it runs too"),
}
OPENING = {
    "mark": "\ufeff" + notebook(words("# Marked"), code("print('it runs')")),
    "long_ago": of_long_ago(),
    "elsewhere": of_another_machine(),
    "left_out": left_out(),
}
# Files that cannot be shown, and what is said of each.
DAMAGED = {
    "nothing": (b"", "is empty"),
    "cut": (b'{\n"cells": [\n{"cell_type": "code",\n', "at line 4"),
    "web": (b"<!DOCTYPE html><title>A site</title>", "is a web page and no notebook"),
    "conflict": (b'{"cells": [\n<<<<<<< mine\n]}', "holds two versions of itself"),
    "bytes": (b"\xff\xfe\x00", "is not a text in UTF-8"),
    "list": (b"[1, 2]", "has not the parts of a notebook"),
    "deep": (b"[" * 100_000, "is damaged"),
    "odd_cells": (b'{"cells": [{"source": 1}, "two"]}', "has not the parts of a notebook"),
    "odd_sheets": (b'{"nbformat": 3, "worksheets": 5}', "has no cells"),
    "no_cells": (b'{"cells": [], "nbformat": 4}', "has no cells"),
    "newer": (b'{"cells": [{}], "nbformat": 5}', "a newer Jupyter"),
    "in_r": (of_another_language().encode(), "is written for R"),
}


class Heard:
    """What a server says in the terminal, as it comes."""

    def __init__(self, server: Server) -> None:
        self.lines: list[str] = []
        self._reading = threading.Thread(target=self._read, args=(server,), daemon=True)
        self._reading.start()

    def _read(self, server: Server) -> None:
        assert server.process.stderr
        for line in server.process.stderr:
            self.lines.append(line.rstrip("\n"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Notebooks that go wrong, each in its way."""
    place = tmp_path_factory.mktemp("errors")
    for name, text in (BOOKS | OPENING).items():
        (place / f"{name}.ipynb").write_text(text, "utf-8")
    for name, (damage, _) in DAMAGED.items():
        (place / f"{name}.ipynb").write_bytes(damage)
    return place


@pytest.fixture(scope="module")
def served(folder: Path) -> Iterator[Server]:
    """That folder, as students meet it."""
    with running("--notebooks", str(folder), "--cell-limit", "100") as server:
        yield server


@pytest.fixture(scope="module")
def heard(served: Server) -> Heard:
    """What its terminal says."""
    return Heard(served)


def shown(server: Server, page: Page, name: str, asked: str = "") -> None:
    """Go to the page of a notebook, and wait until it is there."""
    page.goto(f"{server.address}voila/render/{name}.ipynb{asked}")
    page.wait_for_selector("#page-cells:not([hidden])")


def test_a_short_traceback_is_read_out_of_a_long_one() -> None:
    """Each line that was being run, with its number, of cells and of files."""
    said = [
        "\x1b[31mZeroDivisionError\x1b[0m          Traceback (most recent call last)",
        "Cell In[1], line 2\n      1 import json\n----> 2 json.loads('{')",
        "File ~/lib/json/__init__.py:346, in loads(s)\n    345 x\n--> 346     return decode(s)\n    347 y",
    ]
    assert steps(said) == [Step(2, "json.loads('{')", ""), Step(346, "return decode(s)", "__init__.py")]


FAULTS = {
    2: ("print('as far as this')", "ZeroDivisionError: division by zero"),
    3: ("import a_package_that_nobody_has.part as gone", "“a_package_that_nobody_has” is not installed"),
    4: ("import cv2", "pip install opencv-python-headless"),
    5: ("1 +", "SyntaxError: invalid syntax (line 1)"),
    6: ("open('data.csv')", "there is no file “data.csv”"),
    7: ("%no_such_magic", "UsageError: Line magic function `%no_such_magic` not found."),
    8: ("name = input('Your name? ')", "it asks for something to be typed"),
    10: ("raise ValueError", "ValueError: <b>bold</b> and a second line"),
}


def test_a_page_says_of_each_cell_that_fails_which_and_why_and_goes_on(served: Server, page: Page) -> None:
    """In one sentence for each; a missing package is named with what to install, and no line of code is shown."""
    shown(served, page, "failing")
    said = page.locator(".page-failed").all_inner_texts()
    assert len(said) == len(FAULTS), said
    for text, (number, (line, why)) in zip(said, FAULTS.items(), strict=True):
        assert text.startswith(f"Code cell {number}, which begins with “{line}"), text
        assert why in text
        assert "half(2)" not in text
    for text in ("before it", "as far as this", "Text after the first fault."):
        expect(page.get_by_text(text, exact=True)).to_be_visible()
    expect(page.get_by_text("never", exact=True)).to_have_count(0)
    expect(page.get_by_role("slider", name="Still here")).to_be_visible()


def test_an_error_that_is_wanted_is_shown_as_jupyter_does(served: Server, page: Page) -> None:
    """Where it happened and all: it is what its author wants to show, and no fault."""
    shown(served, page, "failing")
    wanted = page.locator(".jp-RenderedText", has_text="KeyError")
    expect(wanted).to_contain_text("{'one': 1}['two']  # wanted")
    expect(wanted).to_contain_text("KeyError: 'two'")
    expect(page.locator(".page-failed", has_text="KeyError")).to_have_count(0)


def test_an_error_inside_an_output_is_a_sentence_there(served: Server, page: Page) -> None:
    """In a block of an ``Output`` and in what ``interact`` shows first."""
    shown(served, page, "failing")
    for number in (11, 12):
        text = page.locator(".jp-OutputArea .jp-OutputArea", has_text=f"Code cell {number}").first
        expect(text).to_contain_text("ZeroDivisionError: division by zero")
        expect(text).not_to_contain_text("Traceback")


def test_the_terminal_says_where_each_cell_failed(served: Server, heard: Heard, page: Page) -> None:
    """With the notebook's name, a line for each step, in the cell where it stands."""
    shown(served, page, "failing")
    wanted = [
        "backlab: failing.ipynb: code cell 2, line 2: half(2)",
        "backlab: failing.ipynb: code cell 1, line 3: return what / 0",
        "backlab: failing.ipynb: ZeroDivisionError: division by zero",
    ]
    until(lambda: set(wanted) <= set(heard.lines))
    at = heard.lines.index(wanted[0])
    assert heard.lines[at : at + 3] == wanted
    assert not any("KeyError" in line or "\x1b" in line for line in heard.lines)


def test_an_author_can_see_on_the_page_where_a_cell_failed(folder: Path, page: Page) -> None:
    """Folded, and in the language of the page."""
    with running("--notebooks", str(folder), "--show-errors") as server:
        shown(server, page, "failing", "?lang=es")
        fault = page.locator(".page-failed").first
        expect(fault).to_contain_text("ZeroDivisionError: division by zero")
        expect(fault.locator("pre")).to_be_hidden()
        fault.locator("summary").click()
        expect(fault.locator("pre")).to_have_text(
            "code cell 2, line 2: half(2)\ncode cell 1, line 3: return what / 0\nZeroDivisionError: division by zero"
        )


@pytest.mark.parametrize("name", OPENING)
def test_what_another_editor_machine_or_year_has_left_opens(served: Server, page: Page, name: str) -> None:
    """With its title and what its cells print, and no fault."""
    title, printed = SAYS[name]
    shown(served, page, name)
    expect(page.get_by_role("heading", level=1, name=title, exact=True)).to_be_visible()
    expect(page.get_by_text(printed, exact=True)).to_be_visible()
    expect(page.locator(".page-failed")).to_have_count(0)


@pytest.mark.parametrize("name", DAMAGED)
def test_a_file_that_cannot_be_shown_says_why_in_a_sentence(folder: Path, name: str) -> None:
    """And which file it is."""
    with pytest.raises(Unreadable) as refused:
        read(folder / f"{name}.ipynb", f"{name}.ipynb")
    assert refused.value.said.startswith(f"“{name}.ipynb” ")
    assert DAMAGED[name][1] in refused.value.said
    assert refused.value.said.count(".") - refused.value.said.count(".ipynb") == 1


def test_the_page_of_a_file_that_cannot_be_shown_says_so_and_leads_back(
    served: Server, heard: Heard, page: Page
) -> None:
    """In the language asked for; the terminal says it too."""
    answer = page.goto(f"{served.address}voila/render/in_r.ipynb")
    assert answer
    assert answer.status == 422
    sentence = "“in_r.ipynb” is written for R, and only notebooks in Python can be shown here."
    expect(page.get_by_text(sentence)).to_be_visible()
    until(lambda: f"backlab: {sentence}" in heard.lines)
    page.goto(f"{served.address}voila/render/cut.ipynb?lang=es")
    expect(page.get_by_text("«cut.ipynb» está dañado, o cortado, en la línea 4")).to_be_visible()
    page.locator("main .page-button").click()
    expect(page).to_have_url(re.compile(r"/\?lang=es$"))


CALLED = "What was asked for here failed in code cell 2: ZeroDivisionError: division by zero"


def below(page: Page, control: Locator) -> Locator:
    """What is said below the output in which a control stands."""
    output = page.locator("#page-cells .jp-OutputArea-output").filter(has=control)
    return output.locator("xpath=following-sibling::*[1][contains(@class, 'page-failed')]")


def test_what_fails_when_a_button_is_pressed_is_said_below_it(served: Server, heard: Heard, page: Page) -> None:
    """And in the terminal: where it was set going, and where it failed."""
    shown(served, page, "callbacks")
    button = page.get_by_role("button", name="Press", exact=True)
    button.click()
    expect(below(page, button)).to_have_text(CALLED)
    expect(page.locator(".page-failed")).to_have_count(1)
    wanted = [
        "backlab: callbacks.ipynb: code cell 3, line 2: press.on_click(lambda _: halve(0))",
        "backlab: callbacks.ipynb: code cell 2, line 2: return 8 / what",
        "backlab: callbacks.ipynb: ZeroDivisionError: division by zero",
    ]
    until(lambda: set(wanted) <= set(heard.lines))


def test_what_fails_when_a_slider_is_moved_goes_once_it_works_again(served: Server, page: Page) -> None:
    """It is said as long as it is so, in the language of the page."""
    shown(served, page, "callbacks", "?lang=es")
    slider = page.get_by_role("slider", name="Slide")
    slider.focus()
    slider.press("ArrowRight")
    expect(below(page, slider)).to_contain_text("Lo que se pidió aquí falló en la celda de código 2")
    slider.press("ArrowRight")
    expect(page.get_by_text("half of it: 8.0")).to_be_visible()
    expect(page.locator(".page-failed")).to_have_count(0)


def test_what_fails_in_an_output_is_said_there_and_only_there(served: Server, page: Page) -> None:
    """With what was printed before it, also where ``interact`` made the ``Output``."""
    shown(served, page, "callbacks")
    slider = page.get_by_role("slider", name="Number")
    slider.focus()
    slider.press("Home")
    said = page.locator(".jupyter-widget-output-area, .widget-output").get_by_text(CALLED)
    expect(said).to_have_count(1)
    page.get_by_role("button", name="Within", exact=True).click()
    expect(said).to_have_count(2)
    expect(page.get_by_text("as far as this")).to_be_visible()
    expect(page.locator(".page-failed")).to_have_count(0)
    slider.press("End")
    expect(page.get_by_text("so much: 2.6")).to_be_visible()
    expect(said).to_have_count(1)


def test_pages_with_many_outputs_come_to_their_end(served: Server) -> None:
    """Also where several are made at once: no cell waits for an end that has been."""
    with ThreadPoolExecutor(4) as readers:
        pages = list(readers.map(lambda _: served.get("/voila/render/outputs.ipynb")[2], range(8)))
    assert [page for page in pages if 'class="page-failed"' in page or "</html>" not in page] == []


@pytest.fixture(scope="module")
def impatient(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Notebooks whose cells never end, and a server that does not wait for long."""
    place = tmp_path_factory.mktemp("endless")
    for name, text in {"endless": endless(), "deaf": deaf()}.items():
        (place / f"{name}.ipynb").write_text(text, "utf-8")
    with running("--notebooks", str(place), "--cell-limit", "8") as server:
        yield server


def test_a_cell_that_never_ends_is_stopped_and_named_and_the_rest_is_run(impatient: Server, page: Page) -> None:
    """With what it printed before, and what it made."""
    shown(impatient, page, "endless")
    (said,) = page.locator(".page-failed").all_inner_texts()
    assert said.strip().startswith("Code cell 2, which begins with “print('as far as this')”, did not run to its end:")
    assert "it took longer than 8 seconds, and was stopped." in said
    for text in ("before it", "as far as this", "Text after it.", "still counting"):
        expect(page.get_by_text(text, exact=True)).to_be_visible()


def test_a_cell_that_cannot_be_stopped_ends_its_kernel_and_the_text_is_shown(impatient: Server, page: Page) -> None:
    """No further code is run, and the page offers to start again."""
    shown(impatient, page, "deaf")
    expect(page.locator(".page-failed")).to_have_count(1)
    expect(page.locator(".page-failed")).to_contain_text("it took longer than 8 seconds")
    expect(page.get_by_text("Text after it.", exact=True)).to_be_visible()
    expect(page.get_by_text("never", exact=True)).to_have_count(0)
    expect(page.get_by_role("button", name="Start again")).to_be_visible()


@pytest.mark.parametrize("limit", ["0", "none"])
def test_a_limit_that_is_none_is_refused_in_a_sentence(limit: str, capsys: pytest.CaptureFixture[str]) -> None:
    """By the name of the option."""
    assert main(["--cell-limit", limit]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert "--cell-limit" in line
    assert "is no number from 1 to 9999" in line


class Proxy(socketserver.ThreadingTCPServer):
    """Lets pages through, and web sockets not: they are refused, or else never answered, until ``lets_through``."""

    allow_reuse_address = daemon_threads = True

    def __init__(self, server: Server, *, refuses: bool) -> None:
        super().__init__(("127.0.0.1", 0), Passing)
        self.beyond, self.refuses, self.lets_through = urlsplit(server.address), refuses, False
        self.address = f"http://127.0.0.1:{self.server_address[1]}/"


class Passing(socketserver.StreamRequestHandler):
    """One connection through a ``Proxy``: one request, and all that follows it."""

    server: Proxy

    def handle(self) -> None:
        """Pass it on, unless a web socket is asked for."""
        head = b"".join(iter(self.rfile.readline, b"\r\n"))
        if b"\nupgrade: websocket" in head.lower() and not self.server.lets_through:
            if self.server.refuses:
                self.wfile.write(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
            else:
                self.rfile.read()
            return
        is_socket = b"\nupgrade:" in head.lower()
        kept = head if is_socket else re.sub(rb"(?i)\r\nconnection:[^\r]*", b"", head) + b"Connection: close\r\n"
        with socket.create_connection((self.server.beyond.hostname, self.server.beyond.port)) as beyond:
            beyond.sendall(kept + b"\r\n")
            back = threading.Thread(target=_copy, args=(self.rfile, beyond), daemon=True)
            back.start()
            while piece := beyond.recv(65_536):
                self.wfile.write(piece)


def _copy(reading: BufferedIOBase, beyond: socket.socket) -> None:
    with suppress(OSError, ValueError):  # whoever asked may have closed it
        while piece := reading.read1(65_536):
            beyond.sendall(piece)


@pytest.mark.parametrize("refuses", [True, False])
def test_a_web_socket_that_is_blocked_is_named_as_the_cause(served: Server, page: Page, refuses: bool) -> None:
    """The text is there to be read; once the way is free, a reload brings the page to life."""
    with Proxy(served, refuses=refuses) as proxy:
        threading.Thread(target=proxy.serve_forever, daemon=True).start()
        page.goto(f"{proxy.address}voila/render/callbacks.ipynb")
        bar = page.get_by_role("alertdialog", name="Something on the way blocks this page")
        expect(bar).to_contain_text("the web socket by which it talks to its server is not let through")
        expect(page.get_by_role("heading", name="Callbacks", exact=True)).to_be_visible()
        expect(page.locator(".page-late").first).to_have_text("This part has not come.")
        proxy.lets_through = True
        bar.get_by_role("button", name="Try again").click()
        expect(page.get_by_role("button", name="Press", exact=True)).to_be_visible()
        expect(bar).to_be_hidden()
        proxy.shutdown()
