"""Six steps through the choice of a treatment: each brings an example patient and asks for what is safest and helps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal, NamedTuple

from backlab.advice import Advice
from backlab.kit.contract import Field
from backlab.kit.fields import steps
from backlab.language import gettext
from backlab.markup import element
from backlab.model import Disposition


class Step(NamedTuple):
    """One step: the example patient that it brings ("" is the one at the start), ``who`` that is, and what to find.

    ``find``: "treatment" is done once a column is chosen that is safe and worth it; "calmer" once the patient is one
    for whom there is something to choose; "graver" once an answer has raised the level.
    """

    case: str
    title: str
    text: str
    find: Literal["treatment", "calmer", "graver"] = "treatment"
    who: str = ""


def treatment_steps() -> Mapping[str, Step]:
    """The steps by their names, in the language that is spoken."""
    return {
        "box": Step(
            "",
            gettext("A heavy box"),
            gettext(
                "Pain of 6 since yesterday. Answer the ten questions: try a “yes”, and take it back. Then choose."
            ),
            who=gettext("Somebody lifted a heavy box yesterday, and the back has hurt since."),
        ),
        "sister": Step(
            "post-3",
            gettext("Spasms again and again"),
            gettext(
                "Pain of 8, and not for the first time. Somebody has to look at it. What would you take until then?"
            ),
            who=gettext("She gets spasms again and again; this one made her leave work."),
        ),
        "months": Step(
            "chronic",
            gettext("Three months and no end"),
            gettext("The pain has lasted, so other trials count. Find what still helps, and choose it."),
            who=gettext("What began as a strain has hurt for three months."),
        ),
        "leg": Step(
            "herniated-disc",
            gettext("Down the leg"),
            gettext(
                "Seven weeks of pain down one leg. The article names opioids, an injection and an operation. "
                "What would you choose?"
            ),
            who=gettext("Pain down one leg, for seven weeks now."),
        ),
        "swing": Step(
            "post-2",
            gettext("The baseball swing"),
            gettext(
                "Pain of 10, up only with help. How far must the pain fall until there is something to choose? "
                "Move its slider."
            ),
            "calmer",
        ),
        "nothing": Step(
            "post-4",
            gettext("Nothing set it off"),
            gettext("No lifting, no twist, and a sick feeling. Ask on: find an answer that makes it an emergency."),
            "graver",
        ),
    }


def steps_field() -> Field:
    """The control that shows one step at a time."""
    each = [(name, step.title, element("p", step.text)) for name, step in treatment_steps().items()]
    return steps("step", gettext("Six patients"), each)


def step_of(case: str) -> str | None:
    """The name of the step that brings an example patient."""
    return next((name for name, step in treatment_steps().items() if step.case == case), None)


def asks_to_choose(name: str, case: str, chosen: str) -> bool:
    """Whether a step waits for a choice for its patient, and nothing is chosen yet."""
    step = treatment_steps()[name]
    return step.find == "treatment" and step.case == case and not chosen


def is_done(step: Step, advice: Advice, chosen: str, best: Iterable[str]) -> bool:
    """Whether a patient and what was chosen for them are what a step asks for."""
    match step.find:
        case "calmer":
            return advice.disposition < Disposition.URGENT
        case "graver":
            return advice.disposition is Disposition.EMERGENCY
    return chosen in set(best)
