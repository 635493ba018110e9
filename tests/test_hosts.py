"""Every lab under two hosts, one that knows no Jupyter and the notebook's: both say the same, as the contract says."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from fits import unfit
from servers import talking

import backlab.widgets
from backlab.course.new import LAB
from backlab.course.table import EXERCISES
from backlab.kit.contract import Face, Panel, Reply, State
from backlab.labs import LABS
from backlab.labs.pictures import PICTURES

NOTEBOOKS = Path(__file__).parents[1] / "notebooks"
Told = Callable[[dict[str, Any]], dict[str, Any]]
SEVERAL = ("CourseLab", "ModelLab", "PictureLab", "Question", "Sources")  # the last is no lab: it only shows HTML
MADE: dict[str, dict[str, Any]] = {
    **{name: {"make": name} for name in LABS if name not in SEVERAL},
    "CourseLab": {"make": "CourseLab", "with": {"folder": str(NOTEBOOKS)}},
    "ModelLab": {"make": "ModelLab", "with": {"name": "seesaw", "file": str(LAB)}},
    "TreatmentLab post-4": {"make": "TreatmentLab", "with": {"case": "post-4", "key": "second"}},
    "RedFlagsLab in Spanish": {"make": "RedFlagsLab", "query": "lang=es&flags.age=71"},
    **{f"PictureLab {name}": {"make": "PictureLab", "with": {"name": name}} for name in PICTURES},
    **{f"Question {name}": {"make": "Question", "with": {"name": name}} for name in EXERCISES},
}
EVERY_LAB = pytest.mark.parametrize("made", MADE.values(), ids=MADE)


@pytest.fixture(scope="module")
def plain() -> Iterator[Told]:
    """Tells a host without Jupyter one line, and hears what it answers."""
    with talking(Path(__file__).with_name("plain_host.py")) as told:
        yield told


@pytest.fixture
def in_notebook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Told]:
    """Tells the notebook's host the same, as a page does; the notebook is served, so that its page keeps answers."""
    from ipywidgets import Widget  # the other host does without

    shown: list[Any] = []
    monkeypatch.setenv("SERVER_SOFTWARE", "voila/0.5")
    monkeypatch.chdir(tmp_path)

    def told(line: dict[str, Any]) -> dict[str, Any]:
        if "make" in line:
            monkeypatch.setenv("QUERY_STRING", line.get("query", ""))
            shown[:] = [getattr(backlab.widgets, line["make"])(**line.get("with", {}))]
        else:
            shown[0]._handle_custom_msg(line["hear"], [])
        return as_json({name: shown[0].get_state()[name] for name in ("face", "state")})

    yield told
    Widget.close_all()


def as_json(value: Any) -> Any:
    """A value as it arrives."""
    return json.loads(json.dumps(value, allow_nan=False))


def requests(face: Face, exercise: str = "") -> Iterator[dict[str, Any]]:
    """Each control moved to its ends and to what it cannot have, then each button pressed."""
    for field in face["fields"]:
        for value in [*ends(field, exercise), {"no": "sense"}] if "buttons" not in field else ():
            yield {"kind": "moved", "values": {field["id"]: value}}
    for field in face["fields"]:
        for button in field.get("buttons", ()):
            last = {each["id"]: [*ends(each, exercise)][-1] for each in face["fields"] if [*ends(each, exercise)]}
            yield {"kind": "pressed", "button": button["name"], "values": last if button["does"] == "answer" else {}}
    yield {"kind": "exec"}


def ends(field: Any, exercise: str = "") -> Iterator[Any]:
    """What a control can hold at either end."""
    names = [choice["name"] for choice in field.get("choices", ())]
    match field["kind"]:
        case "slider":
            yield from (field["low"], field["high"], *([None] if field["unasked"] else []))
        case "menu" | "radio" | "spot":
            yield from (names[0], names[-1])
        case "people" | "line":
            yield from guessed(field)
        case "boxes" | "places":
            yield from (names[:1], names)
        case "checks":
            yield from ({"yes": names[:1], "none": True, "no": []}, {"yes": names, "none": False, "no": []})
        case "entry":
            yield from ("12,5", "1")
        case "code":
            yield EXERCISES[exercise].right()


def guessed(field: Any) -> Iterator[Any]:
    """What a guess can hold on a picture: nothing yet, and either end."""
    if field["kind"] == "people":
        yield from (None, 0, field["of"])
    else:
        rest = len(field["xs"]) - len(field["given"])
        yield from ([*field["given"], *[end] * rest] for end in (None, field["low"], field["high"]))


def changed(state: Any, changes: Any) -> Any:
    """A state after changes, as a page works it out."""
    inside = {name: {**state[name], **changes[name]} for name in ("values", "panels") if name in changes}
    return {**state, **changes, **inside}


@EVERY_LAB
def test_a_lab_is_the_same_under_both_hosts(made: dict[str, Any], plain: Told, in_notebook: Told) -> None:
    """Whatever is moved or pressed, both hosts show the same state, and it is what the replies have said."""
    one, other = plain(made), in_notebook(made)
    assert unfit(one["face"], Face) == unfit(one["state"], State) == []
    assert one == other
    shown, name = one["state"], made.get("with", {}).get("name", "")
    for turn, request in enumerate(requests(one["face"], name if made["make"] == "Question" else ""), 1):
        now = plain({"hear": {**request, "turn": turn}})
        (reply,) = now["replies"]
        assert unfit(reply, Reply) == []
        assert reply["turn"] == turn
        shown = changed(shown, reply["changes"])
        assert shown == now["state"] == in_notebook({"hear": {**request, "turn": turn}})["state"], request
        assert shown["problem"] == ""


@pytest.mark.parametrize("exercise", EXERCISES.values(), ids=EXERCISES)
def test_a_host_brings_answers_back(exercise: Any, plain: Told) -> None:
    """What a lab gives to keep makes a new one what the first was, judged and explained."""
    made = {"make": "Question", "with": {"name": exercise.id}}
    face, kept = plain(made)["face"], {}
    answer = next(field for field in face["fields"] if field["id"] == "answer")
    for given in ends(answer, exercise.id):
        pressed = {"kind": "pressed", "turn": 1, "button": "check", "values": {"answer": given}}
        now = plain({"hear": pressed})
        for effect in now["replies"][0]["effects"]:
            assert effect["kind"] == "keep"
            for each in effect["tries"]:
                kept[f"{each['key']} {len(kept) + 1} {each['id']}"] = each["text"]
    assert kept
    assert plain(made)["state"]["panels"] != now["state"]["panels"]
    again = plain({"hear": {"kind": "remembered", "turn": 1, "texts": kept}})
    assert again["state"]["panels"] == now["state"]["panels"]
    assert again["state"]["not_kept"] == ""


def test_the_check_of_types_can_fail() -> None:
    """A field too many, one too few, another type and an unknown word are each named."""
    panel = {"id": "why", "title": "Why", "html": "", "open": True, "folds": 1, "more": 2}
    assert [sentence.split(",")[0] for sentence in unfit({"why": panel}, dict[str, Panel])] == [
        ".why has ['more']",
        ".why.folds is 1",
    ]
    assert unfit({"kind": "forget"}, "Effect")
    assert unfit({"yes": [], "none": False, "no": [3]}, "Value")
    assert not unfit({"yes": [], "none": False, "no": []}, "Value")
