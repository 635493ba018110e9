"""The notebook's host: a widget that holds a lab, says its state when it is asked for it, and carries the rest."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from inspect import signature
from typing import Any

import pytest
from ipywidgets import Widget
from servers import SECONDS

from backlab.hosts import notebook
from backlab.hosts.notebook import Shown
from backlab.kit.page import Page
from backlab.labs import treatment
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
    """A lab with a patient who was asked what comes first, so that there is a table."""
    return TreatmentLab("golf-swing")


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


def in_a_kernel(lab: Shown, monkeypatch: pytest.MonkeyPatch, then: Callable[[list[Any]], None]) -> list[Any]:
    """What goes over the lab's comm where a kernel's loop runs; ``then`` happens right after pain has moved to 7."""
    messages: list[Any] = []

    async def kernel() -> None:
        both = asyncio.Event()

        def send(message: Any, **_: Any) -> None:
            messages.append(message["content"])
            if len(messages) == 2:
                both.set()

        monkeypatch.setattr(lab, "_send", send)
        lab._handle_custom_msg({"kind": "moved", "turn": 1, "values": {"pain": 7}}, [])
        then(messages)
        await asyncio.wait_for(both.wait(), SECONDS)

    asyncio.run(kernel())
    return messages


def test_what_is_seen_comes_ahead_of_the_tabs(lab: Shown, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first reply has the verdict and the picture, the second all else; a page then shows what the lab shows."""
    before = lab.lab.state

    def first(messages: list[Any]) -> None:
        assert list(messages[0]["changes"]["panels"]) == ["choose"]
        assert "Routine" in messages[0]["changes"]["summary"]

    one, other = in_a_kernel(lab, monkeypatch, first)
    assert one["turn"] == other["turn"] == 1
    assert not other["changes"].keys() & {"summary", "told", "values", "query"}
    panels = before["panels"] | one["changes"]["panels"] | other["changes"]["panels"]
    values = before["values"] | one["changes"]["values"]
    assert {**before, **one["changes"], **other["changes"], "panels": panels, "values": values} == lab.lab.state


def test_code_reads_no_half_answer(lab: Shown, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever asks for a tab, the advice or the state before the rest was told has it all the same."""

    def read(messages: list[Any]) -> None:
        assert len(messages) == 1
        assert lab.advice.presentation.pain == 7
        assert len(messages) == 2

    in_a_kernel(lab, monkeypatch, read)


def test_where_the_rest_of_an_answer_fails_the_whole_one_before_comes_back(
    lab: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No page is left with the picture of one patient and the tabs of another."""
    before = lab.lab.state
    monkeypatch.setattr(treatment, "advice_tabs", lambda *_: 1 / 0)
    treatment.worked_out.cache_clear()  # another test may have asked the same
    messages = in_a_kernel(lab, monkeypatch, lambda _: None)
    assert messages[1]["changes"]["panels"] == {"choose": before["panels"]["choose"]}
    assert "ZeroDivisionError" in messages[1]["changes"]["problem"]
    unlike = {name for name, part in lab.lab.state.items() if part != before[name]}
    assert unlike == {"values", "problem"}


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
    own, shown = signature(PureLab).parameters, signature(TreatmentLab).parameters
    assert [*shown] == [*own, "controls", "first"]
    assert all((shown[name].kind, shown[name].default) == (own[name].kind, own[name].default) for name in own)
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
