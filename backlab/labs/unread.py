"""What a lab shows while the patient of its address cannot be read: nobody, and so no level of care."""

from __future__ import annotations

from backlab.kit.lab import Answer, panel, told
from backlab.knowledge.cases import CASES
from backlab.language import gettext
from backlab.markup import element
from backlab.pictures.care import whom_to_choose

UNREAD = "unread"
"""In the menu of example patients: nobody is chosen yet, since the address could not be read."""


def nobody_yet(answer: Answer, picture: str) -> Answer:
    """An answer without anything that would be said of a patient: the list to choose from, and the emergency signs.

    Its link stays as it is, so that the page loaded again says the same.
    """
    sentence = gettext("This patient could not be loaded: choose one from the list.")
    listed = [(case.id, gettext(case.title)) for case in CASES.values()]
    shown = whom_to_choose("case", listed)
    panels = tuple(
        panel(each["id"], each["title"], shown if each["id"] == picture else "", folds=each["folds"])
        for each in answer.panels
    )
    lead = element("p", element("strong", sentence), class_="bl-lead")
    return Answer(
        panels,
        summary=element("div", lead, class_="bl-standing"),
        said=sentence,
        told=told(headings={**answer.told["headings"], "more": ""}, hidden=answer.told["hidden"]),
    )
