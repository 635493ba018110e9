"""The main lab: a patient goes in, advice comes out, live. One pure call for each change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from urllib.parse import urlencode

from backlab.advice import Advice, advise
from backlab.handout import handout
from backlab.knowledge.cases import CASES
from backlab.knowledge.places import PLACES, unplaced
from backlab.language import gettext, speaking
from backlab.model import Lens
from backlab.presentation import Presentation
from backlab.render import escape
from backlab.widgets import address
from backlab.widgets.fields import Field, buttons, menu, radio, text
from backlab.widgets.lab import Lab, Panel, spoken
from backlab.widgets.panels import advice_panels, announced, summary
from backlab.widgets.patient import (
    PLACE,
    none_everywhere,
    patient_fields,
    patient_of,
    patient_values,
    settled,
    topic_titles,
)
from backlab.words import Section

START = Presentation(age=34, pain=6, days=1, onset="lifting")
PATIENT = tuple(Presentation.__dataclass_fields__)
OWNED = (*PATIENT, "case", "lens", PLACE)


class TreatmentLab(Lab):
    """Describe an example patient with sliders, menus and boxes, and see at once what to do, and why.

    ``case`` starts with one of the example patients, by its id in ``backlab.CASES``; ``language`` is "en" or "es".
    Without them the address of the page decides, and without that it is the patient of the first example, in
    English. ``advice`` is the latest ``Advice``; ``lab.set(pain=7)`` moves a control.
    """

    advice: Advice

    def __init__(self, case: str = "", *, language: str | None = None) -> None:
        speaks = spoken(language)
        with speaking(speaks):
            start, problem = _asked(case)
            self._cases = {"": START} | {name: each.presentation for name, each in CASES.items()}
            self._sections: tuple[Section, ...] = ()
            super().__init__(_fields(patient_of(start)), start, language=speaks)
        self.name, self.problem = "treatment", problem
        self.words = {**self.words, "owned": " ".join(OWNED)}

    @property
    def presentation(self) -> Presentation:
        """The patient whom the controls describe."""
        return patient_of(self.values)

    def load(self, case: str) -> None:
        """Show one of the example patients, by its id; "" is the patient at the start."""
        if case not in self._cases:
            raise ValueError(f"no example patient {case!r}: choose one of {', '.join(CASES)}")
        self.set(case=case, **patient_values(self._cases[case]))

    def glance(self) -> str:
        """Load the article's four readers one after another and say what the page answers to each."""
        before, problem = self.values, self.problem
        lines = []
        with speaking(self.lang):
            for name in ("post-1", "post-2", "post-3", "post-4"):
                self.load(name)
                level, first = self.advice.disposition, self.advice.plan.recommendations[0]
                lines.append(
                    gettext("{patient}: {level}. First: {treatment}.").format(
                        patient=gettext(CASES[name].title),
                        level=gettext(level.label),
                        treatment=gettext(first.treatment.label).lower(),
                    )
                )
        self.set(**before)
        self.problem = problem
        return "\n".join(lines)

    def answer(self, values: Mapping[str, Any]) -> list[Panel]:
        """The panels of the advice for these values."""
        self.advice = advise(patient_of(values), values["lens"])
        before, self._sections = self._sections, self.advice.sections()
        self.summary = summary(self.advice, self._sections)
        self.said = announced(before or self._sections, self._sections)
        marked = " ".join(sorted(unplaced(self.advice.presentation.present, values[PLACE])))
        self.told = {**topic_titles(values), PLACE: marked, "story": _story(values["case"])}
        self.query = _query(values, self.advice.presentation)
        self.handout = handout(self.advice, self._sections, date.today())
        return advice_panels(self.advice, self._sections)

    def settle(self, name: str, old: Any, values: Mapping[str, Any]) -> dict[str, Any]:
        """A case brings its patient; a place and "none of the others" bring answers."""
        if name == "case":
            return patient_values(self._cases[values["case"]])
        return settled(name, old, values)

    def pressed(self, button: str) -> None:
        """Undo the changes to this patient, or answer every topic with "none of the others"."""
        if button == "reset":
            self.set(lens=Lens.TODAY.value, **patient_values(self._cases[self.values["case"]]))
        elif button == "none":
            self.set(**none_everywhere(self.values))


def _fields(presentation: Presentation) -> list[Field]:
    cases = [("", gettext("The patient at the start")), *((c.id, gettext(c.title)) for c in CASES.values())]
    lenses = [(Lens.TODAY.value, gettext("Today's guidelines")), (Lens.ARTICLE.value, gettext("The article"))]
    return [
        menu("case", gettext("Example patient"), cases),
        text("story"),
        radio("lens", gettext("Treatment by"), lenses),
        *patient_fields(presentation),
        buttons(
            "actions",
            [
                ("none", gettext("None of the others, in every topic")),
                ("reset", gettext("Reset")),
                ("print", gettext("Print a handout")),
                ("copy", gettext("Copy the link")),
            ],
        ),
    ]


def _asked(case: str) -> tuple[dict[str, Any], str]:
    """The values to start with, from the caller or else the address; and what was wrong with the address."""
    if case:
        if case not in CASES:
            raise ValueError(f"no example patient {case!r}: choose one of {', '.join(CASES)}")
        return _values(case, CASES[case].presentation), ""
    asked = address.asked()
    try:
        return _from_address(asked), ""
    except ValueError as error:
        problem = gettext("The link could not be read: {error}. Here is the patient at the start instead.")
        return _values("", START), problem.format(error=error)


def _from_address(asked: Mapping[str, str]) -> dict[str, Any]:
    case, lens = asked.get("case", ""), asked.get("lens", Lens.TODAY.value)
    if case and case not in CASES:
        raise ValueError(gettext("there is no example patient {name!r}").format(name=case[:60]))
    if lens not in tuple(Lens):
        raise ValueError(gettext("there is no lens {name!r}").format(name=lens[:60]))
    own = {name: text for name, text in asked.items() if name in PATIENT}
    patient = Presentation.from_query(urlencode(own)) if own else CASES[case].presentation if case else START
    places = [place for place in asked.get(PLACE, "").split(",") if place in PLACES]
    return _values(case, patient, lens, places)


def _values(
    case: str, patient: Presentation, lens: str = Lens.TODAY.value, places: Iterable[str] = ()
) -> dict[str, Any]:
    return {"case": case, "lens": lens, **patient_values(patient, places)}


def _query(values: Mapping[str, Any], patient: Presentation) -> str:
    """What the address needs to bring this state back; what is as usual is left out."""
    lens = values["lens"] if values["lens"] != Lens.TODAY.value else ""
    own = {"case": values["case"], "lens": lens, PLACE: ",".join(values[PLACE])}
    return "&".join(filter(None, (patient.to_query(), urlencode({n: v for n, v in own.items() if v}, safe=","))))


def _story(case: str) -> str:
    if not case:
        return ""
    story, question = (escape(gettext(text)) for text in (CASES[case].story, CASES[case].teaches))
    return f"<div class='bl-story'><p>{story}</p><p><em>{question}</em></p></div>"
