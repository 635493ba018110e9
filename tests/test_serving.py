"""What serves: the working copy, the start page, the settings, and real servers on ports of their own."""

from __future__ import annotations

import asyncio
import http.client
import json
import os
import py_compile
import re
import signal
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Iterator
from html import unescape
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page
from servers import SECONDS, Server, apart, running, until
from tornado.websocket import websocket_connect

from backlab import notebook_cards
from backlab.course.order import FIRST, LAST, LESSONS
from backlab.kit import page as kit_page
from backlab.knowledge.dangers import DANGERS
from backlab.knowledge.places import PLACES
from backlab.labs.treatment import TreatmentLab
from backlab.language import LANGUAGES, gettext, speaking
from backlab.markup import escape
from backlab.model import Disposition
from backlab.pictures.signs import SIGNS, sign
from backlab.serving import Refusal, kernels, notebooks
from backlab.serving.addresses import Served
from backlab.serving.guards import public_name
from backlab.serving.shelf import Shelf
from backlab.serving.start import start_page
from backlab.serving.wire import Order, is_sound
from backlab.serving.workbench import first_page
from backlab.serving.workcopy import MANIFEST, Fate, decide, digest, refresh

on_posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signals to end a process with")


# --- the working copy ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("mine", "new", "put_here", "fate"),
    [
        (None, b"1", None, Fate.ADDED),
        (None, b"1", b"1", Fate.ADDED),
        (b"1", b"1", None, Fate.CURRENT),
        (b"1", b"1", b"1", Fate.CURRENT),
        (b"2", b"2", b"1", Fate.CURRENT),
        (b"1", b"2", b"1", Fate.UPDATED),
        (b"mine", b"1", b"1", Fate.KEPT),
        (b"mine", b"2", b"1", Fate.KEPT_OLDER),
        (b"mine", b"1", None, Fate.KEPT_OLDER),
    ],
)
def test_only_what_was_never_changed_is_updated(
    mine: bytes | None, new: bytes, put_here: bytes | None, fate: Fate
) -> None:
    """A file is replaced only where it still is what was put there; one of unknown origin is kept."""
    assert decide(mine, new, None if put_here is None else digest(put_here)) is fate


def test_a_student_s_change_outlives_every_new_version(tmp_path: Path) -> None:
    """Over three versions the changed notebook stays, the others follow, and each is said in one line."""
    source, folder = tmp_path / "source", tmp_path / "mine"
    (source / "pictures").mkdir(parents=True)
    for name in ("a.ipynb", "b.ipynb", "pictures/c.svg"):
        (source / name).write_text("first")
    assert refresh(source, folder) == ["added a.ipynb", "added b.ipynb", "added pictures/c.svg"]
    assert refresh(source, folder) == []
    (folder / "a.ipynb").write_text("my own")
    (source / "a.ipynb").write_text("second")
    (source / "b.ipynb").write_text("second")
    (folder / "pictures/c.svg").unlink()
    said = refresh(source, folder)
    assert [line.split(":")[0] for line in said] == ["kept a.ipynb", "updated b.ipynb", "added pictures/c.svg"]
    (source / "a.ipynb").write_text("third")
    assert [line.split(":")[0] for line in refresh(source, folder)] == ["kept a.ipynb"]
    assert (folder / "a.ipynb").read_text() == "my own"
    assert (folder / "b.ipynb").read_text() == "second"


DAMAGED = ["{", "[]", "\xff", "[" * 100_000, '{"a.ipynb": ' + "[" * 900 + "]" * 900 + "}", '{"a.ipynb": 1}']


@pytest.mark.parametrize("damage", [*DAMAGED, None])
def test_without_its_memory_the_copy_keeps_everything(damage: str | None, tmp_path: Path) -> None:
    """A manifest that is lost or damaged makes every differing file count as the student's own."""
    source, folder = tmp_path / "source", tmp_path / "mine"
    source.mkdir()
    (source / "a.ipynb").write_text("first")
    refresh(source, folder)
    (source / "a.ipynb").write_text("second")
    if damage is None:
        (folder / MANIFEST).unlink()
    else:
        (folder / MANIFEST).write_bytes(damage.encode("latin-1"))
    assert refresh(source, folder)[-1].startswith("kept a.ipynb")
    assert (folder / "a.ipynb").read_text() == "first"
    assert json.loads((folder / MANIFEST).read_text()) == {}


@pytest.mark.parametrize("damage", DAMAGED[:4])
def test_a_damaged_memory_is_said_once(damage: str, tmp_path: Path) -> None:
    """One sentence names it; the next start knows again what was copied."""
    source, folder = tmp_path / "source", tmp_path / "mine"
    source.mkdir()
    (source / "a.ipynb").write_text("first")
    refresh(source, folder)
    (folder / MANIFEST).write_bytes(damage.encode("latin-1"))
    (line,) = refresh(source, folder)
    assert line.startswith(f"{MANIFEST} cannot be read")
    assert refresh(source, folder) == []


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes here")
@pytest.mark.parametrize("name", ["a.ipynb", "a.ipynb.part", MANIFEST, f"{MANIFEST}.part"])
def test_a_pipe_among_the_notebooks_is_not_waited_for(name: str, tmp_path: Path) -> None:
    """Nothing is read from what is no file: the other notebooks come, and what was left out is said."""
    source, folder = tmp_path / "source", tmp_path / "mine"
    for place in (source, folder):
        place.mkdir()
    for notebook_name in ("a.ipynb", "b.ipynb"):
        (source / notebook_name).write_text("first")
    os.mkfifo(folder / name)
    # In a Python of its own, which is given up after a while: whoever reads a pipe waits for ever.
    code = "import sys, pathlib; from backlab.serving.workcopy import refresh; print(*refresh(*map(pathlib.Path, {})))"
    said = python(code.format([str(source), str(folder)]))
    assert ("left out a.ipynb" in said) == (name == "a.ipynb")
    assert (folder / "a.ipynb").is_fifo() == (name == "a.ipynb")
    assert (folder / "b.ipynb").read_text() == "first"


def test_the_copy_is_in_the_language_that_is_spoken(tmp_path: Path) -> None:
    """Its words are translated, its code is not, and what was not changed follows to another language and back."""
    source, folder = notebooks.shipped(), tmp_path / "mine"
    with speaking("es"):
        refresh(source, folder)
    spanish, english = (json.loads((place / "red_flags.ipynb").read_text("utf-8")) for place in (folder, source))
    assert spanish["metadata"]["title"] == "Señales de alarma"
    code = [cell["source"] for cell in english["cells"] if cell["cell_type"] == "code"]
    assert [cell["source"] for cell in spanish["cells"] if cell["cell_type"] == "code"] == code
    refresh(source, folder)
    assert (folder / "red_flags.ipynb").read_bytes() == (source / "red_flags.ipynb").read_bytes()


def test_a_damaged_notebook_is_copied_as_it_is_in_any_language(tmp_path: Path) -> None:
    """What cannot be read as a notebook has no words to translate."""
    source, folder = tmp_path / "source", tmp_path / "mine"
    source.mkdir()
    damaged = {"half": "{", "list": "[]", "deep": "[" * 100_000, "bytes": "\xff", "cells": '{"cells": [1]}'}
    for name, text in damaged.items():
        (source / f"{name}.ipynb").write_bytes(text.encode("latin-1"))
    with speaking("es"):
        refresh(source, folder)
    for name, text in damaged.items():
        assert (folder / f"{name}.ipynb").read_bytes() == text.encode("latin-1")


def test_hidden_files_are_not_copied(tmp_path: Path) -> None:
    """Checkpoints and the like stay where they are."""
    source = tmp_path / "source"
    for name in (".ipynb_checkpoints", "__pycache__"):
        (source / name).mkdir(parents=True)
        (source / name / "a.ipynb").write_text("old")
    assert refresh(source, tmp_path / "mine") == []


# --- the notebooks and the start page -----------------------------------------------------------------------


def notebook(*code: str, **metadata: Any) -> str:
    """A notebook of one code cell."""
    cell: dict[str, Any] = {"cell_type": "code", "execution_count": None, "id": "a", "metadata": {}, "outputs": []}
    return json.dumps(
        {"cells": [{**cell, "source": "\n".join(code)}], "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    )


def test_notebooks_are_found_beside_and_inside_the_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A checkout has them beside the package, a wheel inside it, and with neither a sentence says so."""
    monkeypatch.setattr(notebooks, "__file__", str(tmp_path / "backlab" / "serving" / "notebooks.py"))
    with pytest.raises(Refusal, match="no notebooks"):
        notebooks.shipped()
    (tmp_path / "notebooks").mkdir()
    assert notebooks.shipped() == tmp_path / "notebooks"
    (tmp_path / "backlab" / "notebooks").mkdir(parents=True)
    assert notebooks.shipped() == tmp_path / "backlab" / "notebooks"


def test_a_card_says_what_the_notebook_says(tmp_path: Path) -> None:
    """Title, goal, minutes and level come from the notebook's own metadata."""
    own = {"goal": "See why.", "minutes": 20, "level": "beginner"}
    (tmp_path / "a.ipynb").write_text(notebook(title="A title", backlab=own))
    assert notebook_cards.cards(tmp_path) == [notebook_cards.Card("a.ipynb", "A title", "See why.", 20, "beginner")]


@pytest.mark.parametrize(
    "text",
    [
        notebook(),
        notebook(backlab="?"),
        notebook(backlab={"minutes": "ten"}),
        "{",
        "[]",
        '{"metadata": 1}',
        "\x00",
        "[" * 100_000,
    ],
)
def test_a_card_needs_no_more_than_a_file(text: str, tmp_path: Path) -> None:
    """What a notebook leaves out, or a damaged one, costs no card: the file's name stands in for a title."""
    (tmp_path / "red_flags.ipynb").write_text(text)
    assert notebook_cards.cards(tmp_path) == [notebook_cards.Card("red_flags.ipynb", "Red flags", "", None, "")]


@on_posix
def test_a_name_that_is_no_text_has_no_card(tmp_path: Path) -> None:
    """A file or folder whose name no address can hold is passed over; the others are shown."""
    if sys.platform == "darwin":
        pytest.skip("macOS has no such names")
    (tmp_path / "a.ipynb").write_text(notebook())
    (tmp_path / os.fsdecode(b"\xff.ipynb")).write_text(notebook())
    (tmp_path / os.fsdecode(b"\xff")).mkdir()
    (tmp_path / os.fsdecode(b"\xff") / "b.ipynb").write_text(notebook())
    assert [card.name for card in notebook_cards.cards(tmp_path)] == ["a.ipynb"]


def test_half_a_character_does_not_take_the_start_page_down(tmp_path: Path) -> None:
    """What is no character in a notebook's metadata is shown as a question mark."""
    (tmp_path / "a.ipynb").write_text(notebook(title="A \ud800", backlab={"goal": "\udfff"}))
    (card,) = notebook_cards.cards(tmp_path)
    assert (card.title, card.goal) == ("A ?", "?")
    assert start_page(Shelf(tmp_path), Served()).encode()


def test_a_notebook_is_read_again_only_when_it_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A card costs no reading while its file stays as it is, and is a new one when the file changes."""
    (tmp_path / "a.ipynb").write_text(notebook(title="First"))
    before = notebook_cards.cards(tmp_path)
    with monkeypatch.context() as forbidden:
        forbidden.delattr(Path, "read_text")
        assert notebook_cards.cards(tmp_path) == before
    (tmp_path / "a.ipynb").write_text(notebook(title="Something else"))
    assert [card.title for card in notebook_cards.cards(tmp_path)] == ["Something else"]


def test_only_notebooks_that_are_not_hidden_have_a_card(tmp_path: Path) -> None:
    """Folders within are looked into, but for hidden ones; other files are passed over."""
    for name in ("b.ipynb", "within/a.ipynb", ".git/x.ipynb", "__pycache__/x.ipynb", ".x.ipynb", "notes.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(notebook())
    (tmp_path / "folder.ipynb").mkdir()
    assert [card.name for card in notebook_cards.cards(tmp_path)] == ["b.ipynb", "within/a.ipynb"]


def test_start_page_shows_each_notebook_and_the_warning(tmp_path: Path) -> None:
    """The page has a link for each notebook, whatever its name, and says what it is not."""
    own = {"goal": "See <why>.", "minutes": 1}
    (tmp_path / "a & b.ipynb").write_text(notebook(title="<b>Title</b>", backlab=own))
    (tmp_path / "start_here.ipynb").write_text(notebook(backlab={"goal": "Begin."}))
    page = start_page(Shelf(tmp_path), Served("/base/"))
    assert '<a href="/base/voila/render/a%20%26%20b.ipynb">&lt;b&gt;Title&lt;/b&gt;</a>' in page
    assert "See &lt;why&gt;." in page
    assert ">1 minute<" in page
    for warning in ("never a diagnosis", "no clinician has reviewed it", "999, 112 or 911"):
        assert warning in page


def test_start_page_begins_with_the_first_lesson(tmp_path: Path) -> None:
    """One button begins: with the course's first lesson that is there, wherever another notebook stands."""
    (tmp_path / "a.ipynb").write_text(notebook(title="A"))
    for name in ("start_here", "red_flags", "what_a_spasm_is"):
        (tmp_path / f"{name}.ipynb").write_text(notebook(title=name, backlab={"goal": "See."}))
    assert begin(start_page(Shelf(tmp_path), Served())) == "/voila/render/what_a_spasm_is.ipynb"


def test_a_place_of_the_back_leads_to_a_patient_whom_it_hurts_there() -> None:
    """Each place is a link that says where it is, to the choice of a treatment with that place and what it means."""
    page = start_page(Shelf(notebooks.shipped()), Served()).replace("'", '"')
    choice = r'<a href="/voila/render/choose_the_treatment\.ipynb\?([^"]*place=[^"]*)" aria-label="([^"]*)"'
    links = re.findall(choice, page)
    assert [name for _, name in links] == [place.label for place in PLACES.values()]
    for (query, _), place in zip(links, PLACES.values(), strict=True):
        with kit_page.standing_on(kit_page.Page(unescape(query))):
            lab = TreatmentLab()
        assert lab.values["place"] == [place.id]
        assert lab.presentation.present == {finding.id for finding in place.findings}


def test_a_course_without_the_choice_shows_the_back_alone(tmp_path: Path) -> None:
    """Where there is nothing to lead to, nothing of the back can be touched, and nobody is asked to."""
    (tmp_path / "red_flags.ipynb").write_text(notebook(backlab={"goal": "See."}))
    page = start_page(Shelf(tmp_path), Served())
    assert 'role="img" aria-label="A back, seen from behind"' in page.replace("'", '"')
    assert "place=" not in page
    assert "Touch the place" not in page


def begin(page: str) -> str:
    """Where the button of a start page leads to."""
    (link,) = re.findall(r'id="begin" href="([^"]*)"', page)
    return str(link)


def test_start_page_of_an_empty_folder_says_so(tmp_path: Path) -> None:
    """A folder without a notebook gets a sentence instead of cards."""
    assert "There is no notebook" in start_page(Shelf(tmp_path), Served())


# --- the machine and the kernels ----------------------------------------------------------------------------


def python(code: str, **environment: str) -> str:
    """What ``code`` prints in a Python of its own."""
    environment = {**os.environ, **environment}
    return subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True, timeout=SECONDS
    ).stdout.strip()


@on_posix
def test_soft_limit_of_open_files_is_raised() -> None:
    """However low the soft limit was, it ends as high as the hard one allows."""
    code = (
        "import resource as r; from backlab.serving import machine as m; hard = r.getrlimit(r.RLIMIT_NOFILE)[1];"
        "r.setrlimit(r.RLIMIT_NOFILE, (99, hard)); m.make_ready(); soft = r.getrlimit(r.RLIMIT_NOFILE)[0];"
        "print(soft == m.OPEN_FILES or soft == hard)"
    )
    assert python(code) == "True"


def test_bytecode_is_allowed_again() -> None:
    """A switch that forbids compiled files is off for this process and for the kernels that it starts."""
    code = (
        "import os, sys; from backlab.serving.machine import make_ready; before = sys.dont_write_bytecode;"
        "make_ready(); print(before, sys.dont_write_bytecode, 'PYTHONDONTWRITEBYTECODE' in os.environ)"
    )
    assert python(code, PYTHONDONTWRITEBYTECODE="1") == "True False False"


@on_posix
def test_sockets_fit_or_the_next_folder_is_taken(tmp_path: Path) -> None:
    """A folder with too long a path, or none at all, is passed over; without any there is no ipc."""
    too_long = tmp_path / ("x" * 100)
    no_folder = tmp_path / "file" / "below"
    (tmp_path / "file").write_text("")
    with tempfile.TemporaryDirectory(dir="/tmp") as short:
        assert kernels.connection_root([too_long, no_folder, Path(short)]) == Path(short)
        assert list(Path(short).iterdir()) == []
    assert kernels.connection_root([too_long, no_folder]) is None


def test_kernels_run_this_python(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A kernel named python3 that a person once registered does not take the place of the one with backlab."""
    spec = tmp_path / "kernels" / "python3" / "kernel.json"
    spec.parent.mkdir(parents=True)
    spec.write_text('{"argv": ["elsewhere"], "display_name": "Other", "language": "python"}')
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path))
    specs = kernels.ThisPython().get_all_specs()
    assert {name: spec["spec"]["argv"][0] for name, spec in specs.items()} == {"python3": sys.executable}


def test_compiling_happens_once_and_only_where_it_can_be_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is needed until the compiled file is there, and never where that cannot be written."""
    module = tmp_path / "seldom_seen.py"
    module.write_text("")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(kernels, "IMPORTS", ("seldom_seen",))
    with monkeypatch.context() as read_only:
        read_only.setattr(os, "access", lambda *_: False)
        assert not kernels._to_compile()
    assert kernels._to_compile()
    py_compile.compile(str(module))
    assert not kernels._to_compile()


def test_compiling_takes_one_line_and_leaves_compiled_files(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The person reads one line, once; afterwards nothing is left to compile."""
    monkeypatch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
    for name in kernels.IMPORTS:
        spec = find_spec(name)
        assert spec
        assert spec.cached
        Path(spec.cached).unlink(missing_ok=True)
    with kernels.compiled_imports():
        pass
    with kernels.compiled_imports():
        pass
    out, err = capfd.readouterr()
    assert [line.split(":")[0] for line in out.splitlines()] == ["First start"]
    assert err == ""


def test_voila_hears_every_setting(tmp_path: Path) -> None:
    """Each setting reaches the part that it is for: none is misspelt, and no configuration file outranks it."""
    (tmp_path / "voila.json").write_text('{"VoilaExecutor": {"iopub_timeout": 1}}')
    (tmp_path / "a.ipynb").write_text(notebook())
    code = (
        f"import os; os.chdir({str(tmp_path)!r}); from pathlib import Path;"
        "from backlab.serving import machine, pages; from backlab.serving.shelf import Shelf;"
        "from voila.execute import VoilaExecutor; import nbformat;"
        "machine.make_ready(); p = pages.make_pages(Shelf(Path('.')), machine.listen(0), None);"
        "p.connection_dir = '.'; k = p.init_settings()['kernel_manager'];"
        "e = VoilaExecutor(nbformat.v4.new_notebook(), config=p.config);"
        "print(k.cull_idle_timeout, k.cull_interval, k.cull_connected, k.cull_busy, e.startup_timeout, e.iopub_timeout,"
        "p.ip, type(k.kernel_spec_manager).__name__)"
    )
    assert python(code) == "600 60 False True 300 120 127.0.0.1 ThisPython"


def numbers(width: int, order: Order, *values: int) -> bytes:
    """The numbers as a browser sends them."""
    return b"".join(value.to_bytes(width, order.value) for value in values)


@pytest.mark.parametrize(("width", "order"), [(8, Order.LITTLE), (4, Order.BIG)])
def test_only_a_table_that_fits_and_rises_is_believed(width: int, order: Order) -> None:
    """A message that claims more places than it holds, or the same bytes many times, is none."""
    start = 4 * width
    assert is_sound(numbers(width, order, 3, start, start + 5, start + 7) + b"shell{}", width, order)
    assert not is_sound(b"\xff" * 64, width, order)
    assert not is_sound(numbers(width, order, 2, 0), width, order)
    assert not is_sound(numbers(width, order, 4, 0, 99, 0, 99) + b"x" * 99, width, order)
    assert is_sound(b"", width, order)


# --- real servers -------------------------------------------------------------------------------------------


def end(server: Server) -> tuple[int, str]:
    """Press Ctrl-C; the exit code, and what was said on stderr."""
    server.process.send_signal(signal.SIGINT)
    return server.process.wait(SECONDS), server.process.stderr.read() if server.process.stderr else ""


def is_alive(pid: int) -> bool:
    """Whether a process with this number is there."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def outside(page: str) -> list[str]:
    """What ``page`` would load from another host."""
    loaded = re.findall(r"""(?:<link[^>]*\shref|\ssrc)=["']?((?:https?:)?//[^"'\s>]+)""", page)
    return loaded + re.findall(r"""(?:@import|url\()\s*["']?((?:https?:)?//[^"')\s]+)""", page)


TINY = (
    "import os, ipywidgets",
    "print('process', os.getpid(), 'bytecode', os.environ.get('PYTHONDONTWRITEBYTECODE'))",
    "display(ipywidgets.IntSlider())",
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one tiny notebook."""
    folder = tmp_path_factory.mktemp("notebooks")
    (folder / "tiny.ipynb").write_text(notebook(*TINY, title="A tiny notebook"))
    return folder


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[Server]:
    """The dashboards of the tiny notebook."""
    with running("--notebooks", str(folder)) as server:
        yield server


def test_start_page_is_where_people_land(server: Server) -> None:
    """The address that is printed answers with the cards, and loads nothing from another host."""
    status, _, page = server.get("/")
    assert status == 200
    assert "A tiny notebook" in page
    assert outside(page) == []


def test_a_wrong_address_leads_back_to_the_start(server: Server) -> None:
    """A page that does not exist says so in plain words, links to the start page and asks no other host."""
    status, _, text = server.get("/voila/render/nothing.ipynb")
    assert status == 404
    assert "There is no such page" in text
    assert '<a class="page-button" href="/">Go to the start page</a>' in text
    assert outside(text) == []


def test_an_address_with_a_number_leads_to_the_page_that_it_named(tmp_path: Path) -> None:
    """A link that was kept still works, its patient and language too; what never was a page leads nowhere else.

    A lesson that the folder has not is ours, which is served beside it.
    """
    for name in ("choose_the_treatment", "07_the_mimic", "the_mimic", "own"):
        (tmp_path / f"{name}.ipynb").write_text(notebook(title=name))
    with running("--notebooks", str(tmp_path)) as server:
        page = "/voila/render/"
        query = "?case=post-4&q=a%26b&lang=es"
        found = server.get(f"{page}08_choose_the_treatment.ipynb{query}")
        assert found[:2] == (302, f"{page}choose_the_treatment.ipynb{query}")
        assert server.get(f"{page}08_choose_the_treatment.ipynb")[1] == f"{page}choose_the_treatment.ipynb"
        assert server.get(f"{page}07_the_mimic.ipynb")[0] == 200  # there is a notebook of this name
        assert server.get(f"{page}09_how_it_goes.ipynb")[:2] == (302, f"{page}how_it_goes.ipynb")
        for nothing in ("08_own.ipynb", "8_choose_the_treatment.ipynb", "08_..%2Fown.ipynb"):
            assert server.get(page + nothing)[:2] == (404, "")


def test_file_tree_gives_way_to_the_start_page(server: Server) -> None:
    """Voilà's own list of files is not to be found, at any depth."""
    for path in ("/voila/tree", "/voila/tree/", "/voila/tree/deeper"):
        assert server.get(path)[:2] == (302, "/")


def test_a_page_is_whole_and_its_kernel_speaks_ipc(server: Server) -> None:
    """A rendered notebook holds its widget, loads nothing from another host, and shares no port with another."""
    status, _, page = server.get("/voila/render/tiny.ipynb")
    assert status == 200
    assert "application/vnd.jupyter.widget-view+json" in page
    assert outside(page) == []
    assert re.search(r"bytecode None", page)
    kernel = kernel_of(page)
    (file,) = server.runtime.glob(f"*/kernel-{public_name(kernel)}.json")
    assert json.loads(file.read_text())["transport"] == ("tcp" if sys.platform == "win32" else "ipc")


def test_a_browser_cannot_run_code(server: Server, tmp_path: Path) -> None:
    """A request to execute is dropped: the question asked after it is answered, and nothing has run."""
    mark = tmp_path / "ran"
    kernel = kernel_of(server.get("/voila/render/tiny.ipynb")[2])
    answers = apart(ask(f"{server.address}api/kernels/{kernel}/channels", f"open({str(mark)!r}, 'w')"))
    assert "kernel_info_reply" in answers
    assert "execute_reply" not in answers
    assert not mark.exists()


@pytest.mark.parametrize("protocol", ["v1.kernel.websocket.jupyter.org", None])
def test_bytes_that_are_no_message_end_the_connection(server: Server, protocol: str | None) -> None:
    """A message that claims to be endless is not read, and the server goes on answering."""

    async def send(address: str) -> str | bytes | None:
        connection = await websocket_connect(address, subprotocols=[protocol] if protocol else None)
        await connection.write_message(b"\xff" * 64, binary=True)
        while (answer := await asyncio.wait_for(connection.read_message(), SECONDS)) is not None:
            assert answer  # the kernel says how it is
        return connection.close_reason

    kernel = kernel_of(server.get("/voila/render/tiny.ipynb")[2])
    address = f"{server.address}api/kernels/{kernel}/channels?session_id=visitor"
    assert apart(send(address.replace("http:", "ws:"))) == "not a message"
    assert server.get("/")[0] == 200


@pytest.mark.parametrize(("host", "status"), [("elsewhere.example", 403), ("localhost", 200), ("127.0.0.1", 200)])
def test_only_this_machine_s_own_names_are_answered(server: Server, host: str, status: int) -> None:
    """A page of another host that points its name at this machine gets nothing."""
    assert server.get("/", Host=host)[0] == status


def test_the_list_of_contents_is_not_served(server: Server) -> None:
    """Nobody is told what else the folder holds."""
    assert server.get("/voila/api/contents")[0] == 404
    assert server.get("/voila/api/contents/tiny.ipynb")[0] == 404


@pytest.mark.parametrize("query", ["lang=%ff", "theme=%ff"])
def test_an_address_that_is_no_text_gets_a_page(server: Server, query: str) -> None:
    """The start page comes as if nothing had been asked for."""
    status, _, page = server.get(f"/?{query}")
    assert status == 200
    assert '<html lang="en" data-theme="system" data-pages=".ipynb">' in page


@on_posix
def test_ctrl_c_ends_the_pages_and_their_kernels(folder: Path) -> None:
    """The exit code is 0, nothing is said, no kernel lives on and no socket is left."""
    with running("--notebooks", str(folder)) as server:
        found = re.search(r"process (\d+)", server.get("/voila/render/tiny.ipynb")[2])
        assert found
        kernel = int(found[1])
        assert is_alive(kernel)
        assert end(server) == (0, "")
        until(lambda: not is_alive(kernel))
        assert list(server.runtime.iterdir()) == []


@on_posix
def test_ctrl_c_ends_kernels_that_are_only_starting(folder: Path) -> None:
    """A page that is still being made does not keep the server from a clean end."""
    with running("--notebooks", str(folder)) as server:
        visitor = http.client.HTTPConnection(urlsplit(server.address).netloc, timeout=SECONDS)
        visitor.request("GET", "/voila/render/tiny.ipynb")
        until(lambda: list(server.runtime.glob("*/kernel-*.json")))
        assert end(server) == (0, "")
        visitor.close()
        assert list(server.runtime.iterdir()) == []


@on_posix
def test_a_kernel_that_cannot_start_does_not_spoil_the_end(folder: Path, tmp_path: Path) -> None:
    """Where a page failed for want of a kernel, the kernels of the others are still ended."""
    with running("--notebooks", str(folder)) as server:
        found = re.search(r"process (\d+)", server.get("/voila/render/tiny.ipynb")[2])
        assert found
        kernel = int(found[1])
        (connections,) = server.runtime.iterdir()
        connections.rename(tmp_path / "away")
        connections.touch()  # in a file that stands in its place no kernel can be given its connection
        assert server.get("/voila/render/tiny.ipynb")[0] == 500
        assert end(server)[0] == 0
        until(lambda: not is_alive(kernel))


@on_posix
def test_lab_opens_a_working_copy(folder: Path, tmp_path: Path) -> None:
    """JupyterLab answers, asks for its token but no question, serves the copy, and ends on Ctrl-C."""
    copy = tmp_path / "copy"
    with running("lab", "--notebooks", str(folder), "--folder", str(copy)) as server:
        token = server.address.rpartition("token=")[2]
        assert json.loads(server.get("/api")[2])["version"]
        assert server.get("/api/contents")[0] == 403
        status, _, text = server.get("/api/contents", Authorization=f"token {token}")
        assert (status, [entry["name"] for entry in json.loads(text)["content"]]) == (200, ["tiny.ipynb"])
        assert '"@jupyterlab/apputils-extension:announcements"' in server.get(f"/lab?token={token}")[2]
        assert end(server)[0] == 0
    assert (copy / "tiny.ipynb").read_bytes() == (folder / "tiny.ipynb").read_bytes()


def test_the_lab_begins_with_the_first_page_of_the_course(tmp_path: Path) -> None:
    """It opens the index; in a folder of other notebooks the first of them, and in an empty one its launcher."""
    assert first_page(notebooks.shipped()) == "lab/tree/start_here.ipynb"
    assert first_page(tmp_path) == "lab"
    (tmp_path / "b.ipynb").write_text(notebook())
    (tmp_path / "a & b?.ipynb").write_text(notebook())
    assert first_page(tmp_path) == "lab/tree/a%20%26%20b%3F.ipynb"


@on_posix
def test_the_lab_opens_that_page_and_its_kernels_hear_the_language(tmp_path: Path) -> None:
    """What is printed, and where its own address leads, is the first page; a kernel is told the language."""
    with running("lab", "--language", "es", "--folder", str(tmp_path / "copy")) as server:
        token = server.address.rpartition("token=")[2]
        assert urlsplit(server.address).path == "/lab/tree/start_here.ipynb"
        assert server.get(f"/?token={token}")[1].startswith("/lab/tree/start_here.ipynb")
        base = server.address.partition("lab/")[0]
        request = urllib.request.Request(
            f"{base}api/kernels", method="POST", data=b"{}", headers={"Authorization": f"token {token}"}
        )
        kernel = json.load(urllib.request.urlopen(request, timeout=SECONDS))["id"]
        code = "from backlab.widgets import PictureLab; assert PictureLab('muscle').lang == 'es'"
        heard = apart(ask(f"{base}api/kernels/{kernel}/channels", code, f"&token={token}", "execute_reply"))
        assert "execute_reply" in heard
        assert "error" not in heard


def test_start_page_fits_a_phone_and_shows_the_focus(server: Server, page: Page) -> None:
    """At 390 pixels nothing is cut off, the keyboard's place is seen, and no other host is asked."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(server.address)
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    page.keyboard.press("Tab")
    page.locator(".card a").focus()
    assert page.evaluate("getComputedStyle(document.activeElement, '::after').outlineStyle") == "solid"
    assert [page.locator(part).count() for part in ("html[lang=en]", "main", "h1")] == [1, 1, 1]
    assert asked == [server.address]


def kernel_of(page: str) -> str:
    """The kernel that ``page`` talks to."""
    found = re.search(r'"kernelId": "([^"]+)"', page)
    assert found
    return found[1]


async def ask(address: str, code: str, token: str = "", last: str = "kernel_info_reply") -> list[str]:
    """Request to execute ``code``, then ask for the kernel's name; the kinds of answer, up to ``last``."""
    connection = await websocket_connect(f"{address.replace('http:', 'ws:')}?session_id=visitor{token}")
    for kind, content in (("execute_request", {"code": code}), ("kernel_info_request", {})):
        header = {"msg_id": kind, "msg_type": kind, "session": "visitor", "username": "", "version": "5.3"}
        message = {"channel": "shell", "header": header, "parent_header": {}, "metadata": {}, "content": content}
        await connection.write_message(json.dumps(message))
    answers: list[str] = []
    while last not in answers:
        text = await asyncio.wait_for(connection.read_message(), SECONDS)
        assert text is not None, "the server hung up"
        message = json.loads(text)
        if message["parent_header"].get("msg_id") in ("execute_request", "kernel_info_request"):
            answers.append(message["msg_type"])
    connection.close()
    return answers


def test_lessons_are_numbered_and_what_is_no_lesson_stands_beside_them() -> None:
    """Thirteen cards, each with a number and a sign of its own; one's answers and the glossary are beside them."""
    page = start_page(Shelf(notebooks.shipped()), Served())
    assert re.findall(r'data-number="(\d+)"', page) == [str(number) for number in range(1, len(LESSONS) + 1)]
    assert SIGNS.keys() == set(LESSONS)
    assert len(set(map(sign, LESSONS))) == len(LESSONS) == page.count('class="card"')
    beside = page.partition('class="beside"')[2].partition("</ul>")[0]
    assert re.findall(r"render/(\w+)\.ipynb", beside) == [FIRST, LAST]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_start_page_says_what_cannot_wait(language: str) -> None:
    """Each question of which one yes is an emergency stands there, in the language that is spoken."""
    with speaking(language):
        page = start_page(Shelf(notebooks.shipped()), Served())
        gravest = [danger for danger in DANGERS.values() if danger.level is Disposition.EMERGENCY]
        assert gravest
        assert all(escape(gettext(danger.question)) in page for danger in gravest)
