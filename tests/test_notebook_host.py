"""The notebook's host: a widget that holds a lab, says its state when it is asked for it, and carries the rest."""

from __future__ import annotations

from collections.abc import Iterator
from inspect import signature
from typing import Any

import pytest
from ipywidgets import Widget

from backlab.hosts import notebook
from backlab.hosts.notebook import Shown
from backlab.kit.page import Page
from backlab.labs.treatment import TreatmentLab as PureLab
from backlab.widgets import ChancesLab, PictureLab, Question, Sources, TreatmentLab


@pytest.fixture(autouse=True)
def kernel(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A kernel of its own, without an address."""
    monkeypatch.delenv("QUERY_STRING", raising=False)
    monkeypatch.setenv("SERVER_SOFTWARE", "voila/0.5")
    monkeypatch.setattr(notebook, "_PAGE", Page())
    yield
    Widget.close_all()


@pytest.fixture
def lab() -> Shown:
    """A lab with the patient at the start."""
    return TreatmentLab()


def sent(lab: Shown, monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """A list to which everything is added that goes over the lab's comm."""
    messages: list[Any] = []
    monkeypatch.setattr(lab, "_send", lambda message, **_: messages.append(message))
    return messages


def test_a_change_is_one_custom_message(lab: Shown, monkeypatch: pytest.MonkeyPatch) -> None:
    """What has changed is sent once, as a reply; the state itself is sent with no change."""
    messages = sent(lab, monkeypatch)
    lab._handle_custom_msg({"kind": "moved", "turn": 3, "values": {"pain": 8}}, [])
    lab.set(age=70)
    assert [message["method"] for message in messages] == ["custom", "custom"]
    assert [message["content"]["kind"] for message in messages] == ["reply", "reply"]
    assert [message["content"]["turn"] for message in messages] == [3, 3]


def test_a_page_that_is_opened_later_sees_what_is_there_now(lab: Shown) -> None:
    """The state is made anew whenever it is asked for."""
    lab.set(pain=8)
    state = lab.get_state()["state"]
    assert state == lab.lab.state
    assert state["values"]["pain"] == 8
    assert lab.get_state()["face"] == lab.lab.face


def test_state_from_a_page_changes_nothing(lab: Shown) -> None:
    """Neither the face nor the state nor the script is a page's to set."""
    before = lab.get_state()
    lab.set_state({"face": {}, "state": {}, "_esm": "alert()", "kit": "x", "lab": None})
    assert lab.get_state() == before


def test_a_shown_lab_can_do_what_the_lab_can(lab: Shown) -> None:
    """Its attributes and methods are the lab's, and what it has not is said by the lab's name."""
    lab.set(pain=7)
    assert lab.presentation.pain == 7
    assert lab.read("choose")
    assert {"advice", "tried", "set"} <= set(dir(lab))
    with pytest.raises(AttributeError, match="'TreatmentLab' object has no attribute 'mood'"):
        lab.mood  # noqa: B018


def test_what_makes_a_lab_reads_as_the_lab_does() -> None:
    """Help and completion show the lab's own name, words and arguments."""
    assert (TreatmentLab.__name__, TreatmentLab.__doc__) == ("TreatmentLab", PureLab.__doc__)
    assert signature(TreatmentLab) == signature(PureLab)
    assert repr(TreatmentLab(key="second")) == "TreatmentLab(key='second')"


def test_the_address_of_a_server_is_the_labs(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the kernel was told of the page's address decides language and values, of what is no lab too."""
    monkeypatch.setenv("QUERY_STRING", "lang=es&muscle.strain=70")
    assert PictureLab("muscle").values["strain"] == 70
    assert PictureLab("muscle").lang == Sources("chances").language == "es"


def test_a_lab_hears_of_a_question_by_its_name() -> None:
    """In one kernel all labs stand on one page."""
    lab = ChancesLab(after="chances.predict")
    question = Question("chances.predict")
    assert lab.shut
    question.answer_with(question.exercise.right())
    assert lab.shut == ""


@pytest.mark.parametrize("served", [True, False])
def test_a_saved_notebook_says_how_its_lab_comes_back(
    lab: Shown, served: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where notebooks are saved, a sentence stands beside the lab; a served page shows the lab alone."""
    shown: list[dict[str, Any]] = []
    monkeypatch.setattr(notebook, "display", lambda data, **_: shown.append(data))
    if not served:
        monkeypatch.delenv("SERVER_SOFTWARE")
    lab._ipython_display_()
    assert "application/vnd.jupyter.widget-view+json" in shown[-1]
    assert ["Run All Cells" in data["text/html"] for data in shown[:-1]] == [] if served else [True]
