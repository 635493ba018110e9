"""Labs that a link brings back: what the address says, and only that, is what they start with."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from backlab.kit.fields import buttons, checks, menu, slider
from backlab.kit.lab import Answer, Panel
from backlab.kit.linked import LinkedLab
from backlab.labs.pictures import PICTURES
from backlab.widgets import (
    ChancesLab,
    GlossaryLab,
    OddsLab,
    PictureLab,
    PopulationLab,
    RedFlagsLab,
    StatementsLab,
)

FIRST: Mapping[str, Any] = {"what": "heat", "much": 3, "found": {"yes": [], "none": False, "no": []}}
LABS: dict[str, Callable[[], LinkedLab]] = {
    "chances": ChancesLab,
    "flags": RedFlagsLab,
    "glossary": GlossaryLab,
    "odds": OddsLab,
    "population": PopulationLab,
    "statements": StatementsLab,
    **{name: lambda name=name: PictureLab(name) for name in PICTURES},  # type: ignore[misc]
}


class Example(LinkedLab):
    """A lab with one control of each kind."""

    def __init__(self) -> None:
        fields = [
            menu("what", "What", [("", "nothing"), ("heat", "heat"), ("cold", "cold")]),
            slider("much", "How much", 0, 10),
            checks("found", "Found", [("fever", "Fever"), ("nausea", "Nausea")], none="none", no="no"),
            buttons("actions", [("reset", "Reset")]),
        ]
        super().__init__(fields, FIRST, key="example", names=("Controls", "Result"), language="en")

    def answer(self, values: Mapping[str, Any]) -> Answer:
        """The menu's value, and the address."""
        return Answer((Panel("said", "Said", values["what"]),), query=self.to_query(values))


pytestmark = pytest.mark.usefixtures("no_address")


@pytest.mark.parametrize(
    "address", ["", "what=cold", "other.what=cold", "example.what=rain", "example.much=x", "lang=en"]
)
def test_a_menu_that_has_an_empty_choice_starts_at_its_first_value(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the address does not say, or cannot mean, is as at the start, though "" is a choice of the menu too."""
    monkeypatch.setenv("QUERY_STRING", address)
    lab = Example()
    assert lab.values == FIRST
    assert lab.query == ""


def test_the_empty_choice_comes_back_when_it_was_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    """Chosen by a person, the empty choice stands in the address, and is not the first value."""
    lab = Example()
    lab.set(what="")
    assert lab.query == "example.what="
    monkeypatch.setenv("QUERY_STRING", lab.query)
    assert Example().values == {**FIRST, "what": ""}


def test_boxes_stand_in_the_address_by_their_names(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is ticked is a list of names, with "none" for none of the others."""
    lab = Example()
    lab.set(found={"yes": ["fever"], "none": True, "no": []})
    assert lab.query == "example.found=fever,none"
    monkeypatch.setenv("QUERY_STRING", lab.query)
    assert Example().values["found"] == {"yes": ["fever"], "none": True, "no": []}


def test_a_lab_owns_what_it_writes() -> None:
    """Each control with a value has a name in the address, and a button has none."""
    assert Example().owned == ["example.what", "example.much", "example.found"]


@pytest.mark.parametrize("name", LABS)
def test_every_control_comes_back_from_the_address(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Moved one by one to each end, each control of each lab is as it was when its link is opened."""
    lab = LABS[name]()
    assert lab.query == ""
    for field in [field for field in lab.fields if field["id"] in lab.values]:
        known = [choice[0] for choice in field.get("choices", ())]
        ends = [known[0], known[-1]] if known else [field["low"], field["high"]]
        for end in ends:
            lab.set(**{field["id"]: {"yes": [end], "none": False, "no": []} if field["kind"] == "checks" else end})
            monkeypatch.setenv("QUERY_STRING", lab.query)
            assert LABS[name]().values == lab.values, (field["id"], end)
