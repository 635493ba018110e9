"""A room answers as a notebook does, word for word, and needs nothing but Python; a desk carries what is said."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from fits import unfit
from servers import talking
from test_hosts import as_json, requests

from backlab.hosts.room import Desk, Room, code_cells

NOTEBOOKS = Path(__file__).parents[1] / "notebooks"
CELLS = {path.stem: code_cells(json.loads(path.read_text("utf-8"))) for path in sorted(NOTEBOOKS.glob("*.ipynb"))}
NAMES = list(CELLS)
CELLS["golf"] = ["from backlab.widgets import TreatmentLab\nTreatmentLab('golf-swing')"]  # asked what comes first
Told = Callable[[dict[str, Any]], list[Any]]


@pytest.fixture(scope="module")
def plain() -> Iterator[Told]:
    """Tells a desk without Jupyter one message, and hears what it answers."""
    with talking(Path(__file__).with_name("desk_host.py")) as told:
        yield told


@pytest.fixture
def notebook(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str, str], tuple[list[Any], str]]]:
    """Runs a notebook as its kernel does, served to a page with that query: its widgets, and what it prints."""
    from IPython.core.interactiveshell import InteractiveShell  # the desk does without
    from IPython.utils.capture import capture_output
    from ipywidgets import Widget

    from backlab.hosts import notebook as host
    from backlab.kit.page import Page

    monkeypatch.setenv("SERVER_SOFTWARE", "voila/0.5")
    monkeypatch.chdir(NOTEBOOKS)

    def run(name: str, query: str) -> tuple[list[Any], str]:
        monkeypatch.setenv("QUERY_STRING", query)
        monkeypatch.setattr(host, "_PAGE", Page())
        shell, shown = InteractiveShell(), []
        monkeypatch.setattr(shell.displayhook, "write_output_prompt", lambda: None)
        monkeypatch.setattr(shell.displayhook, "write_format_data", lambda *_: None)
        monkeypatch.setattr(host.Shown, "_ipython_display_", lambda self: shown.append(self))
        with capture_output() as captured:
            for cell in CELLS[name]:
                shell.run_cell(cell).raise_error()
        return shown, captured.stdout

    yield run
    Widget.close_all()


def some(asked: Iterator[dict[str, Any]]) -> list[dict[str, Any]]:
    """Each press, and every fourth of all else: tests/test_hosts.py asks each lab for all of it."""
    return [request for n, request in enumerate(asked) if request["kind"] == "pressed" or not n % 4]


def unnamed(reply: dict[str, Any]) -> dict[str, Any]:
    """A reply without the ids of tries, each of which is like no other."""
    for effect in reply["effects"]:
        for each in effect.get("tries", ()):
            each["id"] = ""
    return reply


@pytest.mark.parametrize(("name", "query"), [*((name, "") for name in NAMES), ("red_flags", "lang=es&flags.age=71")])
def test_a_desk_answers_as_a_notebook_does(name: str, query: str, plain: Told, notebook: Any) -> None:
    """The same labs in the same order, the same first words, and the same answer to whatever is asked of each."""
    widgets, _ = notebook(name, query)
    language = "es" if "es" in query else "en"
    (opened,) = plain({"kind": "open", "notebook": name, "language": language, "query": query})
    assert unfit(opened, "Answered") == []
    assert opened["labs"] == [as_json({part: each.get_state()[part] for part in ("face", "state")}) for each in widgets]
    for number, (met, widget) in enumerate(zip(opened["labs"], widgets, strict=True)):
        replies: list[Any] = []
        widget.lab.listen(replies.append)
        exercise = met["face"]["keeps"] if met["face"]["key"] == met["face"]["keeps"] else ""
        for turn, request in enumerate(some(requests(met["face"], exercise)), 1):
            replies.clear()
            widget._handle_custom_msg({**request, "turn": turn}, [])
            answered = plain({"kind": "asked", "lab": number, "request": {**request, "turn": turn}})
            assert unfit(answered, "list[Answered]") == []
            mine = [each["reply"] for each in answered if each["lab"] == number]
            assert [*map(unnamed, mine)] == [*map(unnamed, as_json(replies))], request


def test_a_room_shows_what_each_cell_shows(notebook: Any) -> None:
    """Labs by their numbers, HTML as it is, and what a cell prints as one text; one without a value shows nothing."""
    for name in NAMES:
        cells = CELLS[name]
        room = Room(cells, folder=NOTEBOOKS)
        assert len(room.shown) == len(cells)
        printed = "".join(each["text"] for cell in room.shown for each in cell if each["kind"] == "text")
        assert printed == notebook(name, "")[1]
        numbers = [each["lab"] for cell in room.shown for each in cell if each["kind"] == "lab"]
        assert numbers == [*range(len(room.labs))]
    (html,) = Room(['from backlab.widgets import Sources\nSources("red_flags")']).shown[0]
    assert html["kind"] == "html"
    assert Room(["1 + 1", "x = 2", "None", "print(3)\nprint(4, end='')\n'five'"]).shown == [
        [{"kind": "text", "text": "2\n"}],
        [],
        [],
        [{"kind": "text", "text": "3\n4'five'\n"}],
    ]


def test_a_room_speaks_the_language_of_its_page() -> None:
    """What its code prints too; a language that is named goes before that of the address, and an odd one is English."""
    cell = "from backlab.language import gettext\nprint(gettext('Self-care'))"
    assert Room([cell], query="lang=es").shown == Room([cell], query="lang=xx", language="es").shown
    assert Room([cell], query="lang=es").shown != Room([cell], query="lang=es", language="en").shown
    assert Room([cell], language="xx").shown == Room([cell]).shown


def test_a_room_changes_nothing_around_it() -> None:
    """Its labs are its own, whatever has been imported before: a notebook's widgets stay widgets."""
    import backlab.widgets

    room = Room(["from backlab.widgets import PictureLab\nPictureLab('muscle')"])
    assert type(room.labs[0]).__module__ == "backlab.labs.pictures"
    assert type(backlab.widgets.PictureLab("muscle")).__name__ == "Shown"
    with pytest.raises(ImportError, match="NoLab"):
        Room(["from backlab.widgets import NoLab"])


def heard(*messages: dict[str, Any], **options: Any) -> tuple[Desk, list[Any]]:
    """A desk that has heard some messages, and what it has told."""
    told: list[Any] = []
    desk = Desk(CELLS, told.append, folder=NOTEBOOKS, **options)
    for message in messages:
        desk.hear(message)
    return desk, told


def opening(name: str) -> dict[str, Any]:
    """A page asks for a notebook."""
    return {"kind": "open", "notebook": name, "language": "en", "query": ""}


def moved(lab: int, **values: Any) -> dict[str, Any]:
    """A control is moved on a page."""
    return {"kind": "asked", "lab": lab, "request": {"kind": "moved", "turn": 1, "values": values}}


def test_a_desk_has_no_other_notebooks() -> None:
    """For one that there is not, it says so, and goes on."""
    desk, told = heard(opening("no_such"), moved(0, pain=7))
    assert told == [{"kind": "failed", "why": "notebook"}]
    desk.hear(opening("start_here"))
    assert told[-1]["kind"] == "opened"


def test_a_desk_does_nothing_for_what_it_does_not_know() -> None:
    """Messages that are none, and labs that there are not, are answered by nothing and break nothing."""
    asked = {"kind": "asked", "request": {"kind": "moved", "turn": 1, "values": {}}}
    odd = ["", None, {}, {"kind": "open"}, {**asked, "lab": -1}, {**asked, "lab": 99}, {**asked, "lab": "0"}]
    assert len(heard(opening("choose_the_treatment"), *odd)[1]) == 1


def test_a_question_that_is_answered_opens_the_lab_that_waits_for_it() -> None:
    """One request, and the reply of another lab as well."""
    press = {"kind": "pressed", "turn": 1, "button": "check", "values": {"answer": 100}}
    _, told = heard(opening("chances"), {"kind": "asked", "lab": 0, "request": press})
    changes = {each["lab"]: each["reply"]["changes"] for each in told[1:]}
    assert changes[1] == {"shut": ""}
    assert "panels" in changes[0]


def test_what_is_seen_goes_ahead_where_the_rest_is_put_off() -> None:
    """The first reply is told before the rest is worked out; both together are what is told elsewhere at once."""
    messages = opening("golf"), moved(0, pain=7)
    desk, told = heard(*messages, puts_off=True)
    assert desk.waits
    assert list(told[1]["reply"]["changes"]["panels"]) == ["choose"]
    desk.finish()
    assert not desk.waits
    parts = [each["reply"]["changes"]["panels"] for each in told[1:]]
    assert parts[0] | parts[1] == heard(*messages)[1][1]["reply"]["changes"]["panels"]


def test_a_room_that_was_left_is_silent() -> None:
    """What was put off for the page before is not told to the one that is open now."""
    desk, told = heard(opening("golf"), moved(0, pain=7), opening("red_flags"), puts_off=True)
    desk.finish()
    assert [each["kind"] for each in told] == ["opened", "replied", "opened"]
