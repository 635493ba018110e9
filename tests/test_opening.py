"""Labs that wait for a question: the question itself opens them, or its name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from person import press

from backlab.course.table import EXERCISES
from backlab.kit.lab import Lab
from backlab.kit.page import Page, standing_on
from backlab.labs.chances import ChancesLab
from backlab.labs.clinic import ClinicLab
from backlab.labs.flags import RedFlagsLab
from backlab.labs.glossary import GlossaryLab
from backlab.labs.odds import OddsLab
from backlab.labs.pictures import PictureLab
from backlab.labs.population import PopulationLab
from backlab.labs.question import Question
from backlab.labs.statements import StatementsLab
from backlab.labs.treatment import TreatmentLab

NAME = "red_flags.predict"
LABS: tuple[Callable[..., Lab], ...] = (
    ChancesLab,
    ClinicLab,
    GlossaryLab,
    OddsLab,
    lambda after: PictureLab("muscle", after=after),
    PopulationLab,
    RedFlagsLab,
    StatementsLab,
    TreatmentLab,
)
EVERY_LAB = pytest.mark.parametrize("lab", LABS)


@pytest.fixture(autouse=True)
def page() -> Iterator[None]:
    """A page of its own."""
    with standing_on(Page()):
        yield


def answer(question: Question) -> None:
    """Answer as a person does."""
    press(question, "check", answer=EXERCISES[NAME].right())


@EVERY_LAB
@pytest.mark.parametrize("by_name", [True, False])
def test_a_lab_waits_for_its_question(lab: Callable[..., Lab], by_name: bool) -> None:
    """It is shut until the question is answered, given as it is or by its name, and says so to whoever listens."""
    question = Question(NAME)
    made = lab(after=NAME if by_name else question)
    heard: list[Any] = []
    made.listen(heard.append)
    assert made.state["shut"]
    answer(question)
    assert made.state["shut"] == ""
    assert [reply["changes"] for reply in heard] == [{"shut": ""}]


def test_a_question_may_come_later_and_again() -> None:
    """A lab that waits for a name hears the question that is made after it, and the one that is made once more."""
    lab, other = TreatmentLab(after=NAME), RedFlagsLab(after=NAME)
    Question(NAME)
    assert (bool(lab.shut), bool(other.shut)) == (True, True)
    answer(Question(NAME))
    assert (lab.shut, other.shut) == ("", "")


def test_a_question_of_another_page_opens_nothing() -> None:
    """Two people have two pages: what is answered on one stays there."""
    with standing_on(Page()):
        question = Question(NAME)
    lab = TreatmentLab(after=NAME)
    answer(question)
    assert lab.shut


@EVERY_LAB
@pytest.mark.parametrize(
    ("after", "why"),
    [
        ("red_flags.predikt", r"no exercise 'red_flags.predikt'; did you mean 'red_flags.predict'\?"),
        (5, r"""after is a question, such as Question\("red_flags.predict"\), or its name, .*, not 5"""),
    ],
)
def test_what_is_no_question_is_refused(lab: Callable[..., Lab], after: object, why: str) -> None:
    """A lab says what it can wait for, at once and not by staying shut."""
    with pytest.raises(ValueError, match=why):
        lab(after=after)
