"""The table from which a treatment is chosen, as panels of a lab: the picture, its numbers, and what is best in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from backlab.advice import Advice
from backlab.drawing.picture import picture_html
from backlab.kit.contract import Field, Panel
from backlab.kit.fields import menu, radio, slider
from backlab.kit.lab import Html, panel
from backlab.knowledge.treatments import TREATMENTS
from backlab.language import gettext
from backlab.model import Disposition, Lens
from backlab.pictures.advice import plan_timeline
from backlab.pictures.care import whom_to_call

WORTH = 10
MATTERS = ("pain",)
FIRST: Mapping[str, Any] = {"worth": WORTH, "matters": MATTERS[0], "cell": "", "chosen": ""}
"""What is said of the table at first."""


class Chosen(NamedTuple):
    """What a lab shows of the choice; ``best`` are the treatments that are safe and worth it to this patient."""

    picture: Panel
    numbers: Panel
    best: tuple[str, ...]


def choice_fields() -> Iterator[Field]:
    """The controls of the table."""
    yield radio(
        "lens",
        gettext("Treatment by"),
        [(Lens.TODAY.value, gettext("Today's guidelines")), (Lens.ARTICLE.value, gettext("The article"))],
    )
    yield slider("worth", gettext("How much better, to be worth it?"), 1, 30)
    yield radio("matters", gettext("What matters most"), [(name, name) for name in MATTERS])
    nothing = ("", gettext("Nothing yet"))
    yield menu("chosen", gettext("Your choice"), [nothing, *((t.id, gettext(t.label)) for t in TREATMENTS.values())])


def choice_panels(advice: Advice, values: Mapping[str, Any]) -> Chosen:
    """The picture and the numbers for a patient; where it is urgent, whom to call and nothing to choose."""
    if advice.disposition >= Disposition.URGENT:
        return Chosen(_picture(gettext("Whom to call, and why"), whom_to_call(advice)), _numbers(""), ())
    return Chosen(_picture(gettext("What to choose"), picture_html(plan_timeline(advice))), _numbers(""), ())


def _picture(title: str, html: Html) -> Panel:
    return panel("choice", title, html, folds=False)


def _numbers(html: Html) -> Panel:
    return panel("numbers", gettext("The numbers"), html)
