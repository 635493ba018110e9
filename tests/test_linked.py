"""Labs that a link brings back: what the address says, and only that, is what they start with."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from person import at, names_of

from backlab.kit.fields import button, buttons, checks, menu, slider
from backlab.kit.lab import Answer, panel
from backlab.kit.linked import LinkedLab
from backlab.labs.chances import ChancesLab
from backlab.labs.flags import RedFlagsLab
from backlab.labs.glossary import GlossaryLab
from backlab.labs.odds import OddsLab
from backlab.labs.pictures import PICTURES, PictureLab
from backlab.labs.population import PopulationLab

FIRST: Mapping[str, Any] = {"what": "heat", "much": 3, "found": {"yes": [], "none": False, "no": []}}
LABS: dict[str, Callable[[], LinkedLab]] = {
    "chances": ChancesLab,
    "flags": RedFlagsLab,
    "glossary": GlossaryLab,
    "odds": OddsLab,
    "population": PopulationLab,
    **{name: lambda name=name: PictureLab(name) for name in PICTURES},  # type: ignore[misc]
}


class Example(LinkedLab):
    """A lab with one control of each kind."""

    def __init__(self) -> None:
        fields = [
            menu("what", "What", [("", "nothing"), ("heat", "heat"), ("cold", "cold")]),
            slider("much", "How much", 0, 10),
            checks("found", "Found", [("fever", "Fever"), ("nausea", "Nausea")], none="none", no="no"),
            buttons("actions", [button("reset", "Reset")]),
        ]
        super().__init__(fields, FIRST, key="example", names=("Controls", "Result"), language="en")

    def answer(self, values: Mapping[str, Any]) -> Answer:
        """The menu's value, and the address."""
        return Answer((panel("said", "Said", values["what"]),), query=self.to_query(values))


@pytest.mark.parametrize(
    "address", ["", "what=cold", "other.what=cold", "example.what=rain", "example.much=x", "lang=en"]
)
def test_a_menu_that_has_an_empty_choice_starts_at_its_first_value(address: str) -> None:
    """What the address does not say, or cannot mean, is as at the start, though "" is a choice of the menu too."""
    lab = at(address, Example)
    assert lab.values == FIRST
    assert lab.query == ""


def test_the_empty_choice_comes_back_when_it_was_chosen() -> None:
    """Chosen by a person, the empty choice stands in the address, and is not the first value."""
    lab = Example()
    lab.set(what="")
    assert lab.query == "example.what="
    assert at(lab.query, Example).values == {**FIRST, "what": ""}


def test_boxes_stand_in_the_address_by_their_names() -> None:
    """What is ticked is a list of names, with "none" for none of the others."""
    lab = Example()
    lab.set(found={"yes": ["fever"], "none": True, "no": []})
    assert lab.query == "example.found=fever,none"
    assert at(lab.query, Example).values["found"] == {"yes": ["fever"], "none": True, "no": []}


def test_a_lab_owns_what_it_writes() -> None:
    """Each control with a value has a name in the address, and a button has none."""
    assert Example().owned == ["example.what", "example.much", "example.found"]


@pytest.mark.parametrize("name", LABS)
def test_every_control_comes_back_from_the_address(name: str) -> None:
    """Moved one by one to each end, each control of each lab is as it was when its link is opened."""
    lab = LABS[name]()
    assert lab.query == ""
    for field in [field for field in lab.fields if field["id"] in lab.values]:
        known = names_of(field)
        typed = field["kind"] == "entry"
        ends = [known[0], known[-1]] if known else ["odds", "two words"] if typed else [field["low"], field["high"]]
        for end in ends:
            lab.set(**{field["id"]: {"yes": [end], "none": False, "no": []} if field["kind"] == "checks" else end})
            assert at(lab.query, LABS[name]).values == lab.values, (field["id"], end)
