"""The main lab: a patient goes in, advice comes out, live. One pure call for each change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from urllib.parse import parse_qsl, urlencode

from backlab.advice import Advice, advise
from backlab.kit import page
from backlab.kit.contract import Field
from backlab.kit.fields import button, buttons, menu, radio, text
from backlab.kit.lab import After, Answer, Html, spoken, told
from backlab.knowledge.cases import CASES
from backlab.knowledge.places import PLACES, unplaced
from backlab.labs.opening import opener
from backlab.labs.panels import advice_panels, announced, summary
from backlab.labs.patient import (
    PLACE,
    PatientLab,
    for_the_young,
    hidden_fields,
    none_everywhere,
    patient_fields,
    patient_of,
    patient_values,
    settled,
    still_implied,
    topic_titles,
)
from backlab.language import gettext, speaking
from backlab.markup import element
from backlab.model import Lens
from backlab.presentation import Presentation
from backlab.words import Section, lowered
from backlab.words.handout import handout

START = Presentation(age=34, pain=6, days=1, onset="lifting")
# In the address of a page, "present" is the presenter view.
SAID_AS = {"present": "yes", "absent": "no"}
PATIENT = {SAID_AS.get(name, name): name for name in Presentation.__dataclass_fields__}
OWNED = (*PATIENT, "case", "lens", PLACE)


class TreatmentLab(PatientLab):
    """Describe an example patient with sliders, menus and boxes, and see at once what to do, and why.

    ``case`` is the example patient to start with, by its id in ``backlab.CASES``, unless the address of the page
    brings another; ``language`` is "en" or "es", or else what the address asks for. Of two on one page, give one a
    ``key`` of its own, and ``after`` is a question that opens it, or its name. ``advice`` is the latest ``Advice``;
    ``lab.set(pain=7, present={"fever"})`` describes another patient.
    """

    advice: Advice

    def __init__(
        self, case: str = "", *, key: str = "", language: str | None = None, after: After | None = None
    ) -> None:
        if case and case not in CASES:
            raise ValueError(f"no example patient {case!r}: choose one of {', '.join(CASES)}")
        speaks = spoken(language)
        self._prefix = f"{key}." if key else ""
        self._sections: tuple[Section, ...] = ()
        with speaking(speaks):
            start, problem = self._asked(case)
            super().__init__(
                _fields(patient_of(start)),
                start,
                key=key or "treatment",
                names=(gettext("Describe the patient"), gettext("What follows")),
                language=speaks,
                owned=[self._prefix + name for name in OWNED],
                problem=problem,
                after=opener(after),
            )

    @property
    def presentation(self) -> Presentation:
        """The patient whom the controls describe."""
        return patient_of(self.values)

    def of_patient(self, who: Presentation) -> dict[str, Any]:
        """What the controls say of a patient; of the places those stay whose findings are still there."""
        return patient_values(who, still_implied(self.values[PLACE], who))

    def load(self, case: str) -> None:
        """Show one of the example patients, by its id; "" is the patient at the start."""
        if case and case not in CASES:
            raise ValueError(f"no example patient {case!r}: choose one of {', '.join(CASES)}")
        self.put(case=case, **patient_values(_patient(case)))

    def glance(self) -> str:
        """Load the article's four readers one after another and say what the page answers to each."""
        with self.trial(), speaking(self.lang):
            lines = [self._glanced(name) for name in ("post-1", "post-2", "post-3", "post-4")]
        return "\n".join(lines)

    def _glanced(self, case: str) -> str:
        self.load(case)
        return gettext("{patient}: {level}. First: {treatment}.").format(
            patient=gettext(CASES[case].title),
            level=gettext(self.advice.disposition.label),
            treatment=lowered(gettext(self.advice.plan.recommendations[0].treatment.label)),
        )

    def answer(self, values: Mapping[str, Any]) -> Answer:
        """The panels of the advice for these values, and what belongs to it."""
        advice = advise(patient_of(values), values["lens"])
        sections = advice.sections()
        answer = Answer(
            tuple(advice_panels(advice, sections)),
            summary=summary(advice, sections),
            said=announced(self._sections or sections, sections),
            told=told(
                headings=topic_titles(values),
                hidden=hidden_fields(values),
                marked={PLACE: sorted(unplaced(advice.presentation.present, values[PLACE]))},
                html={"story": _story(values["case"]), **for_the_young()},
            ),
            query=self._query(values, advice.presentation),
            handout=handout(advice, sections, date.today()),
        )
        self.advice, self._sections = advice, sections
        return answer

    def settle(self, name: str, old: Any, values: Mapping[str, Any]) -> dict[str, Any]:
        """A case brings its patient; a place and "none of the others" bring answers."""
        if name == "case":
            return patient_values(_patient(values["case"]))
        return settled(name, old, values)

    def pressed(self, button: str) -> None:
        """Undo the changes to this patient, or answer every topic with "none of the others"."""
        if button == "reset":
            self.put(lens=Lens.TODAY.value, **patient_values(_patient(self.values["case"])))
        elif button == "none":
            self.put(**none_everywhere(self.values))

    def _asked(self, case: str) -> tuple[dict[str, Any], str]:
        """The values to start with, from the address or else the case; and what was wrong with the address."""
        own = {name.removeprefix(self._prefix): text for name, text in page.asked().items() if self._owns(name)}
        try:
            return (_from_address(own) if own else _values(case, _patient(case))), ""
        except ValueError as error:
            problem = gettext("The link could not be read: {error}. Here is the patient at the start instead.")
            return _values(case, _patient(case)), problem.format(error=error)

    def _owns(self, name: str) -> bool:
        return name.startswith(self._prefix) and name.removeprefix(self._prefix) in OWNED

    def _query(self, values: Mapping[str, Any], patient: Presentation) -> str:
        """What the address needs to bring this state back; what is as usual is left out."""
        lens = values["lens"] if values["lens"] != Lens.TODAY.value else ""
        own = {"case": values["case"], "lens": lens, PLACE: ",".join(values[PLACE])}
        said: dict[str, str] = dict(parse_qsl(patient.to_query()))
        said |= {name: value for name, value in own.items() if value}
        return urlencode({self._prefix + SAID_AS.get(name, name): value for name, value in said.items()}, safe=",")


def _fields(presentation: Presentation) -> list[Field]:
    cases = [("", gettext("The patient at the start")), *((c.id, gettext(c.title)) for c in CASES.values())]
    lenses = [(Lens.TODAY.value, gettext("Today's guidelines")), (Lens.ARTICLE.value, gettext("The article"))]
    return [
        menu("case", gettext("Example patient"), cases, anew=True),
        text("story"),
        radio("lens", gettext("Treatment by"), lenses),
        *patient_fields(presentation),
        buttons(
            "actions",
            [
                button("none", gettext("None of the others, in every topic")),
                button("reset", gettext("Reset")),
                button("print", gettext("Print a handout"), does="print"),
                button("copy", gettext("Copy the link"), does="copy"),
            ],
        ),
    ]


def _from_address(asked: Mapping[str, str]) -> dict[str, Any]:
    case, lens = asked.get("case", ""), asked.get("lens") or Lens.TODAY.value
    if case and case not in CASES:
        raise ValueError(gettext("there is no example patient {name!r}").format(name=case[:60]))
    if lens not in tuple(Lens):
        raise ValueError(gettext("there is no lens {name!r}").format(name=lens[:60]))
    own = {PATIENT[name]: text for name, text in asked.items() if name in PATIENT}
    usual = dict(parse_qsl(CASES[case].presentation.to_query())) if case and not own.keys() >= {"age", "pain"} else {}
    patient = Presentation.from_query(urlencode(usual | own)) if own else _patient(case)
    places = [place for place in asked.get(PLACE, "").split(",") if place in PLACES]
    return _values(case, patient, lens, places)


def _values(
    case: str, patient: Presentation, lens: str = Lens.TODAY.value, places: Iterable[str] = ()
) -> dict[str, Any]:
    return {"case": case, "lens": lens, **patient_values(patient, places)}


def _patient(case: str) -> Presentation:
    return CASES[case].presentation if case else START


def _story(case: str) -> Html:
    if not case:
        return ""
    story, question = (gettext(text) for text in (CASES[case].story, CASES[case].teaches))
    # The question is asked when the teacher is ready for it: it may give the answer away.
    asked = element("p", element("em", question), data_answer=True)
    return element("div", element("p", story), asked, class_="bl-story")
