"""The main lab: a patient goes in, advice comes out, live. One pure call for each change."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from functools import cached_property, lru_cache
from typing import Any
from urllib.parse import parse_qsl, urlencode

from backlab.advice import Advice, advise
from backlab.course.lessons.what_a_spasm_is import CANNOT_WAIT
from backlab.kit import page
from backlab.kit.contract import Field, Panel, Told
from backlab.kit.fields import button, buttons, clean, entry, from_text, menu, text
from backlab.kit.lab import After, Answer, Html, panel, spoken, told
from backlab.knowledge.cases import CASES
from backlab.knowledge.findings import both_legs, both_legs_known, both_legs_unseen
from backlab.knowledge.places import LEGS, PLACES, unplaced
from backlab.labs.asking import asked_first, found, open_questions
from backlab.labs.choosing import FIRST as TABLE
from backlab.labs.choosing import choice_fields, choice_parts, worth_field
from backlab.labs.first_asked import FIRST, answered, asks_first, first_field
from backlab.labs.opening import opener
from backlab.labs.panels import announced, cannot_wait
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
from backlab.labs.sheet import sheet
from backlab.labs.tabs import advice_tabs, sources_tab
from backlab.labs.tracks import level_track, worth_track
from backlab.labs.treatment_steps import asks_to_choose, is_done, step_of, steps_field, treatment_steps
from backlab.labs.unread import UNREAD, nobody_yet
from backlab.labs.verdict import verdict, what_to_do
from backlab.language import gettext, language, speaking
from backlab.markup import element
from backlab.model import Lens
from backlab.presentation import Presentation
from backlab.words import Section, lowered

SHARED = 128
"""So many answers are kept, about 0.2 MB each."""
START = Presentation(age=34, pain=6, days=1, onset="lifting")
# In the address of a page, "present" is the presenter view.
SAID_AS = {"present": "yes", "absent": "no"}
PATIENT = {SAID_AS.get(name, name): name for name in Presentation.__dataclass_fields__}
# What is said of the table stands in the address only where it was moved.
OWNED = (*PATIENT, "case", "lens", PLACE, "step", *TABLE)
IN_VIEW = ["who", "pain", "pain-track", "days", "days-track", "worth", "worth-track", PLACE]
BOTH_LEGS = {both_legs.id, both_legs_known.id, both_legs_unseen.id}
LOWER_BACK = ("lower-back-left", "lower-back-middle", "lower-back-right")


class Worked:
    """What follows from the values of the lab, whoever has moved them; each part is worked out where it is needed."""

    def __init__(self, values: Mapping[str, Any], day: date, pain: int, days: int, *, is_own: bool = False) -> None:
        self._values, self._day, self._pain, self._days = values, day, pain, days
        self.advice = advise(patient_of(values), values["lens"])
        self._waits = not is_own and asks_to_choose(values["step"], values["case"], values["chosen"])
        # What only the article says comes with today's word on it, at any time.
        self._first = not self._waits or self.advice.lens is Lens.ARTICLE
        self._sore = _sore(self.advice.presentation, values[PLACE])
        who = treatment_steps()[values["step"]].who if self._waits else ""
        self.table = choice_parts(self.advice, values, waits=who, sore=self._sore)

    @cached_property
    def seen(self) -> Answer:
        """The verdict and the picture."""
        said = what_to_do(self.advice, first=self._first)
        return Answer((self.table.picture,), summary=verdict(self.advice, first=self._first), said=said)

    @cached_property
    def told(self) -> Told:
        """What the controls are told, but for which steps are done."""
        advice, values = self.advice, self._values
        weighed = None if asks_first(advice) else self.table.choice
        return told(
            headings={**topic_titles(values), "more": _count(advice)},
            hidden={**hidden_fields(values), **({} if weighed else {"worth": ["worth"]})},
            marked={PLACE: self._sore},
            html={
                "who": _who(values["case"], values["step"]),
                "story": _story(values["case"]),
                "pain-track": level_track(advice, "pain", self._pain),
                "days-track": level_track(advice, "days", self._days),
                "worth-track": worth_track(weighed, waits=self._waits),
                "asked": asked_first(advice),
                "found": found(advice, values["find"]),
                **for_the_young(),
            },
        )

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """The advice in words."""
        return self.advice.sections()

    @cached_property
    def tabs(self) -> tuple[Panel, ...]:
        """What stands behind tabs."""
        tabs = advice_tabs(self.advice, self.sections)
        return (_never(), *tabs, self.table.numbers(self._values["cell"]), sources_tab(self.sections))

    @cached_property
    def sheet(self) -> Html:
        """The sheet to take along."""
        return sheet(self.advice, self.sections, self.table.choice, self._day)


@lru_cache(maxsize=SHARED)
def worked_out(values: str, speaks: str, day: date, pain: int, days: int, *, is_own: bool = False) -> Worked:
    """What follows from ``values`` (JSON) in a language and on a day; ``pain`` and ``days`` are the ends of sliders.

    A patient who ``is_own`` to a notebook is the one of no step.

    A class moves the same sliders of the same patients: what was worked out for one of them is there for the others.
    """
    return Worked(json.loads(values), day, pain, days, is_own=is_own)


class TreatmentLab(PatientLab):
    """Describe an example patient with sliders, menus and boxes, and see at once what to do, and why.

    ``case`` is the example patient to start with, by its id in ``backlab.CASES``, unless the address of the page
    brings another; ``language`` is "en" or "es", or else what the address asks for. Of two on one page, give one a
    ``key`` of its own, and ``after`` is a question that opens it, or its name. ``advice`` is the latest ``Advice``;
    ``lab.set(pain=7, present={"fever"})`` describes another patient.

    ``TreatmentLab(Presentation(age=60, pain=8), controls=["pain", "days"])`` begins with a patient of your own and
    shows two controls; the steps, which are about other patients, are left out then.

    >>> from backlab.widgets import TreatmentLab
    >>> lab = TreatmentLab()
    >>> lab.set(pain=8, present={"fever"})
    >>> lab.advice.disposition.label
    'Urgent'
    """

    look = "treatment"
    advice: Advice

    def __init__(
        self, case: str = "", *, key: str = "", language: str | None = None, after: After | None = None
    ) -> None:
        if case and case not in CASES:
            raise ValueError(f"no example patient {case!r}: choose one of {', '.join(CASES)}")
        speaks = spoken(language)
        self._prefix = f"{key}." if key else ""
        self._sections: tuple[Section, ...] = ()
        self._done: list[str] = []
        self._case, self._own = case, dict[str, Presentation]()
        with speaking(speaks):
            start, problem = self._asked(case)
            super().__init__(
                _fields(patient_of(start), is_read=not problem),
                start,
                key=key or "treatment",
                names=(gettext("Describe the patient"), gettext("What follows")),
                language=speaks,
                owned=[self._prefix + name for name in OWNED],
                problem=problem,
                stage={"picture": "choose", "first": IN_VIEW, "more": gettext("Ask more"), "warning": "never"},
                after=opener(after),
            )

    def begin(self, patient: Presentation | None = None, /, **values: Any) -> None:
        """Have another patient at first, whom "Reset" brings back; what the address asks for goes before them."""
        with self.trial():
            self.load(self._case)
            self.set(patient, **values)
            self._keep_own(self.presentation)
        if not any(self._owns(name) for name in page.asked()):
            super().begin(patient, **values)

    def _keep_own(self, own: Presentation) -> None:
        """Know the notebook's own patient, if it is one; no step is about them."""
        if own != _patient(self._case):
            self._own[self._case] = own
            self.fields = [field for field in self.fields if field["kind"] != "steps"]

    def _patient(self, case: str) -> Presentation:
        """Who is meant by the name of a case: the notebook's own patient, or one of the examples."""
        return self._own.get(case) or _patient(case)

    @property
    def presentation(self) -> Presentation:
        """The patient whom the controls describe."""
        return patient_of(self.values)

    def of_patient(self, who: Presentation) -> dict[str, Any]:
        """What the controls say of a patient; of the places those stay whose findings are still there."""
        values = patient_values(who, still_implied(self.values[PLACE], who))
        return {"case": "", **values} if self.values["case"] == UNREAD else values

    def load(self, case: str) -> None:
        """Show one of the example patients, by its id; "" is the patient at the start."""
        if case and case not in CASES:
            raise ValueError(f"no example patient {case!r}: choose one of {', '.join(CASES)}")
        self.put(case=case, **self._brought(case))

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
        """The verdict and the picture for these values, and what belongs to the controls; the rest behind tabs."""
        ends = self._highest("pain"), self._highest("days")
        is_own = values["case"] in self._own
        known = worked_out(json.dumps(values), language(), date.today(), *ends, is_own=is_own)
        seen = known.seen._replace(
            told={**known.told, "done": {"step": self._done_so_far(known, values)}},
            query=self._query(values, known.advice.presentation),
        )
        if values["case"] == UNREAD:
            return nobody_yet(self._whole_of(seen, known), "choose")
        return seen._replace(rest=lambda: self._whole_of(seen, known))

    def _whole_of(self, seen: Answer, known: Worked) -> Answer:
        """What is seen, with the tabs beside it, the sheet, and which parts are new."""
        whole = seen._replace(
            panels=(*seen.panels, *known.tabs),
            said=announced(seen.said, self._sections or known.sections, known.sections),
            handout=known.sheet,
        )
        self.advice, self._sections = known.advice, known.sections
        return whole

    def settle(self, name: str, old: Any, values: Mapping[str, Any]) -> dict[str, Any]:
        """A step brings its case, and a case its patient; a place and "none of the others" bring answers."""
        if name == "step":
            case = treatment_steps()[values["step"]].case
            return {"case": case, "lens": Lens.TODAY.value, **TABLE, **self._brought(case)}
        if name == "case":
            return self._brought(values["case"])
        if name == FIRST:
            return {FIRST: "", **_answered(values)}
        return settled(name, old, values)

    def pressed(self, button: str) -> None:
        """Undo the changes to this patient, or answer every topic with "none of the others"."""
        if button == "reset":
            case = self.values["case"].replace(UNREAD, "")
            self.put(case=case, lens=Lens.TODAY.value, **TABLE, **patient_values(self._patient(case)))
        elif button == "none":
            self.put(**none_everywhere(self.values))

    def _brought(self, case: str) -> dict[str, Any]:
        """What an example patient brings along: its answers and its step, with nothing chosen yet."""
        return {**_step(case), "chosen": "", "cell": "", **patient_values(self._patient(case))}

    def _highest(self, slider: str) -> int:
        """The end of a slider."""
        return next(field["high"] for field in self.fields if field["id"] == slider and field["kind"] == "slider")

    def take_as_done(self, steps: Collection[str]) -> None:
        """Those that there are stay done."""
        self._done = [*dict.fromkeys((*self._done, *(name for name in treatment_steps() if name in steps)))]

    def _done_so_far(self, known: Worked, values: Mapping[str, Any]) -> list[str]:
        """The steps that are done: once done, a step stays so."""
        step = treatment_steps()[values["step"]]
        is_its = values["case"] == step.case and values["case"] not in self._own
        if is_its and is_done(step, known.advice, values["chosen"], known.table.best):
            self._done = [*dict.fromkeys((*self._done, values["step"]))]
        return self._done

    def _asked(self, case: str) -> tuple[dict[str, Any], str]:
        """The values to start with, from the address or else the case; and what was wrong with the address."""
        own = {name.removeprefix(self._prefix): text for name, text in page.asked().items() if self._owns(name)}
        try:
            return (_from_address(own) if own else _values(case, _patient(case))), ""
        except ValueError as error:
            problem = gettext("The link could not be read: {error}.").format(error=error)
            return _values("", START) | {"case": UNREAD}, problem

    def _owns(self, name: str) -> bool:
        return name.startswith(self._prefix) and name.removeprefix(self._prefix) in OWNED

    def _query(self, values: Mapping[str, Any], patient: Presentation) -> str:
        """What the address needs to bring this state back; what is as usual is left out."""
        usual = {"lens": Lens.TODAY.value, **TABLE, **_step(values["case"])}
        own = {name: values[name] for name, value in usual.items() if values[name] != value}
        said: dict[str, str] = dict(parse_qsl(patient.to_query()))
        said |= {"case": values["case"]} if values["case"] else {}
        said |= own | ({PLACE: ",".join(values[PLACE])} if values[PLACE] else {})
        return urlencode({self._prefix + SAID_AS.get(name, name): value for name, value in said.items()}, safe=",")


def _never() -> Panel:
    """What is an emergency in any patient."""
    return panel("never", gettext("What cannot wait"), cannot_wait(CANNOT_WAIT))


def _fields(presentation: Presentation, *, is_read: bool) -> list[Field]:
    """What is in view first, the steps, and then what else can be asked: first what can move the answer most."""
    cases = [("", gettext("The patient at the start")), *((c.id, gettext(c.title)) for c in CASES.values())]
    cases = cases if is_read else [(UNREAD, gettext("Choose a patient")), *cases]
    listed = (
        text("who"),
        text("pain-track"),
        text("days-track"),
        text("worth-track"),
        worth_field(),
        menu("case", gettext("Example patient"), cases, anew=True),
        text("story"),
        first_field(),
        text("asked"),
        entry("find", gettext("Look for a question")),
        text("found"),
        _actions(),
        *choice_fields(),
        *patient_fields(presentation),
    )
    fields = {field["id"]: field for field in listed}
    return [*(fields.pop(name) for name in IN_VIEW), steps_field(), *fields.values()]


def _actions() -> Field:
    return buttons(
        "actions",
        [
            button("none", gettext("None of the others, in every topic")),
            button("reset", gettext("Reset")),
            button("print", gettext("Print a handout"), does="print"),
            button("copy", gettext("Copy the link"), does="copy"),
        ],
    )


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
    return {**_values(case, patient, lens, places), **_of_table(asked)}


def _of_table(asked: Mapping[str, str]) -> dict[str, Any]:
    """What an address says of the table and of the step, as far as these can have it."""
    known = {field["id"]: field for field in (worth_field(), *choice_fields(), steps_field())}
    said = {name: text for name, text in asked.items() if name in known and name != "lens"}
    heard = {name: clean(known[name], from_text(known[name], text), None) for name, text in said.items()}
    return {name: value for name, value in heard.items() if value is not None}


def _values(
    case: str, patient: Presentation, lens: str = Lens.TODAY.value, places: Iterable[str] = ()
) -> dict[str, Any]:
    step = {"step": next(iter(treatment_steps())), **_step(case)}
    return {"case": case, "lens": lens, "find": "", FIRST: "", **step, **TABLE, **patient_values(patient, places)}


def _answered(values: Mapping[str, Any]) -> dict[str, Any]:
    """The answer to one of the questions that come first, and of the places those that still hold."""
    topics = answered(values)
    still = still_implied(values[PLACE], patient_of({**values, **topics}))
    return {**topics, PLACE: still}


def _step(case: str) -> dict[str, str]:
    """The step of an example patient, where there is one."""
    name = step_of(case)
    return {} if name is None else {"step": name}


def _patient(case: str) -> Presentation:
    return CASES[case].presentation if case else START


def _count(advice: Advice) -> str:
    """How many questions are open behind the tab that asks more; nothing where none could raise the level."""
    return str(len(open_questions(advice)) or "") if advice.could_reach > advice.disposition else ""


def _sore(patient: Presentation, places: Iterable[str]) -> list[str]:
    """Where it may hurt as far as was said: where a finding is felt, else in the lower back."""
    somewhere = unplaced(patient.present, places)
    if somewhere >= LEGS and not patient.present & BOTH_LEGS:
        somewhere -= {"leg-left"}  # one leg, whichever it is: both of them would be a red flag
    return sorted(somewhere or (LOWER_BACK if patient.pain and not places else ()))


def _who(case: str, step: str) -> Html:
    """Who the example patient is, where that is another one than the step's."""
    if case not in CASES or treatment_steps()[step].case == case:
        return ""
    shown = gettext("Shown here: {patient}").format(patient=gettext(CASES[case].title))
    return element("p", element("strong", shown))


def _story(case: str) -> Html:
    if case not in CASES:
        return ""
    story, question = (gettext(text) for text in (CASES[case].story, CASES[case].teaches))
    # The question is asked when the teacher is ready for it: it may give the answer away.
    asked = element("p", element("em", question), data_answer=True)
    return element("div", element("p", story), asked, class_="bl-story")
