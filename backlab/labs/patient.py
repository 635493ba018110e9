"""An example patient as controls, and controls as an example patient. No rule is known here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any

from backlab.kit.contract import Field
from backlab.kit.fields import menu, places, slider, text
from backlab.kit.lab import Lab
from backlab.knowledge.cases import CASES
from backlab.knowledge.findings import (
    CHOICES,
    FINDINGS,
    PREGNANCY,
    QUANTITIES,
    TOPICS,
    UNDER_16,
    excluded_by,
    in_topic,
    pregnant,
    weeks,
)
from backlab.knowledge.places import PLACES, implied
from backlab.labs import boxes
from backlab.labs.panels import note
from backlab.language import gettext
from backlab.markup import Markup
from backlab.pictures.back import back_svg
from backlab.presentation import UNKNOWN, Presentation
from backlab.refusal import short

# The slider ends where no threshold lies beyond; an example patient with an older pain stretches it.
DAYS_SHOWN = max(120, *(case.presentation.days or 0 for case in CASES.values()))
PLACE = "place"
YOUNG = "young"
TICKED_TOPICS = {f"topic{number}": topic for number, topic in enumerate(TOPICS) if topic not in CHOICES.values()}


class PatientLab(Lab):
    """A lab whose controls describe an example patient: code sets it by the words of a ``Presentation``.

    A lab of its own kind says its ``presentation``, and what its controls say of one in ``of_patient``.
    """

    begins_with = Presentation

    @property
    def takes(self) -> tuple[str, ...]:
        """The words that ``set`` takes: those of a ``Presentation``, and the controls."""
        return (*dict.fromkeys((*Presentation.__dataclass_fields__, *super().takes)),)

    def begin(self, patient: Presentation | None = None, /, **values: Any) -> None:
        """Have another patient at first, said as ``set`` takes it."""
        super().begin(**self._said(patient, values))

    @property
    def presentation(self) -> Presentation:
        """The example patient whom the controls describe."""
        raise NotImplementedError

    def of_patient(self, who: Presentation) -> dict[str, Any]:
        """What the controls say of a patient; raises ``ValueError`` for one whom they cannot describe."""
        raise NotImplementedError

    def set(self, patient: Presentation | None = None, /, **values: Any) -> None:
        """Describe a patient: ``lab.set(pain=7, present={"fever"})``, or a whole ``Presentation``, or move a control.

        What is said to be ``present`` or ``absent`` takes the place of what was. Raises ``ValueError`` as
        ``Presentation`` does, and moves nothing then.
        """
        super().set(**self._said(patient, values))

    def _said(self, patient: Presentation | None, values: dict[str, Any]) -> dict[str, Any]:
        """What the controls are to be set to."""
        for name, value in values.items():
            if name in TICKED_TOPICS and not isinstance(value, Mapping):
                example = f"present={{{next(iter(_finding_names(value)), 'fever')!r}}}"
                by_words = gettext("{field} is set by the words of a patient: say {example}")
                raise ValueError(by_words.format(field=name, example=example))
        words = {name: values.pop(name) for name in [*values] if name in Presentation.__dataclass_fields__}
        if patient is None and not words:
            return values
        if patient is not None and not isinstance(patient, Presentation):
            a_patient = gettext("a patient is a Presentation, such as {example}, not {value}")
            raise ValueError(a_patient.format(example="Presentation(age=34, pain=6)", value=short(patient)))
        return {**self.of_patient(described(patient or self.presentation, words)), **values}


def described(before: Presentation, words: Mapping[str, Any]) -> Presentation:
    """The same patient in other words; a finding that is present now is no longer absent, and the other way round."""
    patient = replace(before, **{"present": frozenset(), "absent": frozenset(), **words})
    kept = {
        one: getattr(before, one) - getattr(patient, other)
        for one, other in (("present", "absent"), ("absent", "present"))
        if one not in words
    }
    return replace(patient, **kept)


def check_said(said: Presentation, wanted: Presentation, controls: Iterable[str]) -> None:
    """Raise ``ValueError`` where controls cannot say of a patient all that was wanted, and name what they cannot."""
    if said == wanted:
        return
    findings = sorted((wanted.present - said.present) | (wanted.absent - said.absent))
    numbers = [name for name in (*QUANTITIES, *CHOICES) if getattr(said, name) != getattr(wanted, name)]
    none = gettext("this lab has no control for {word}; its controls are: {words}")
    raise ValueError(none.format(word=repr((findings or numbers)[0]), words=", ".join(controls)))


def _finding_names(value: Any) -> Iterable[str]:
    return [name for name in value if name in FINDINGS] if isinstance(value, list | tuple | set | frozenset) else ()


def patient_fields(presentation: Presentation) -> list[Field]:
    """The controls, in the order in which a patient is asked."""
    longest = max(DAYS_SHOWN, presentation.days or 0)
    return [
        slider("age", gettext("Age in years"), QUANTITIES["age"].low, QUANTITIES["age"].high),
        text(YOUNG),
        slider("pain", gettext("Pain, 0 to 10"), 0, 10, unasked=gettext("Not asked")),
        slider("days", gettext("Days since it began"), 0, longest, unasked=gettext("Not asked")),
        _choice("onset", gettext("How it began")),
        _choice("mobility", gettext("Moving about")),
        _choice("sex", gettext("Sex at birth")),
        places(
            PLACE,
            gettext("Where it hurts"),
            [(place.id, gettext(place.label)) for place in PLACES.values()],
            svg=back_svg(),
            list=gettext("The same places as a list"),
            hint=gettext("The arrow keys go from place to place, the space bar chooses."),
            marked=gettext("Hatched: it is ticked below, with no word on which side."),
        ),
        *(
            field
            for place, (name, topic) in enumerate(TICKED_TOPICS.items())
            for field in _asked_under(name, topic, is_open=place == 0)
        ),
    ]


def _asked_under(name: str, topic: str, *, is_open: bool) -> list[Field]:
    """What is asked under a topic: its boxes, and the weeks of a pregnancy."""
    asked = boxes.boxes(name, gettext(topic), in_topic(topic), is_open=is_open)
    return [asked, *([weeks_field()] if topic == PREGNANCY else [])]


def weeks_field() -> Field:
    """The weeks of a pregnancy, which may be left open."""
    return slider(weeks.id, gettext("Weeks of pregnancy"), weeks.low, weeks.high, unasked=gettext("Not asked"))


def patient_values(presentation: Presentation, chosen: Iterable[str] = ()) -> dict[str, Any]:
    """What the controls say of a patient."""
    numbers = {name: getattr(presentation, name) for name in QUANTITIES}
    words = {name: getattr(presentation, name) for name in CHOICES}
    return {**numbers, **words, PLACE: [place for place in PLACES if place in set(chosen)], **_topics(presentation)}


@lru_cache(maxsize=64)
def _topics(presentation: Presentation) -> Mapping[str, Any]:
    """What the boxes say of a patient, who is the same in many labs."""
    return {name: boxes.answers(in_topic(topic), presentation) for name, topic in TICKED_TOPICS.items()}


def patient_of(values: Mapping[str, Any]) -> Presentation:
    """The patient whom the controls describe."""
    said = {name: values[name] for name in (*QUANTITIES, *CHOICES)}
    present, absent = boxes.findings(values[name] for name in TICKED_TOPICS)
    return Presentation(**possible(said, present), present=present, absent=absent)


def possible(said: Mapping[str, Any], present: Iterable[str]) -> dict[str, Any]:
    """What was said, without what a page cannot mean: weeks of no pregnancy, and a sex that a box excludes."""
    found = set(present)
    meant = {**said, weeks.id: said[weeks.id] if pregnant.id in found else None}
    excluded = {finding.id for finding in excluded_by(said.get("sex", UNKNOWN))}
    return {**meant, "sex": UNKNOWN} if excluded & found else meant


def still_implied(chosen: Iterable[str], patient: Presentation) -> list[str]:
    """Those of the places whose findings the patient has."""
    return [place for place in chosen if implied([place]) <= patient.present]


def settled(name: str, old: Any, values: Mapping[str, Any]) -> dict[str, Any]:
    """What a change of one control does to others: places tick findings, "none of the others" answers the rest."""
    if name == PLACE:
        return _placed(frozenset(old), values)
    if name in TICKED_TOPICS:
        answered = boxes.settled(in_topic(TICKED_TOPICS[name]), old, values[name])
        here = {place for place in values[PLACE] if _holds(place, {**values, name: answered})}
        return {name: answered, PLACE: [place for place in values[PLACE] if place in here]}
    return {}


def hidden_fields(values: Mapping[str, Any]) -> dict[str, list[str]]:
    """What is not asked of this patient: the weeks, of whoever is not known to be pregnant."""
    topics = (name for name, topic in TICKED_TOPICS.items() if topic == PREGNANCY)
    ticked = (pregnant.id in values[name]["yes"] for name in topics)
    return {} if any(ticked) else {weeks.id: [weeks.id]}


def for_the_young() -> dict[str, Markup]:
    """What stands below the age for whoever is too young for this."""
    return {YOUNG: note(f"{gettext(UNDER_16)}.")}


def none_everywhere(values: Mapping[str, Any]) -> dict[str, Any]:
    """Every topic answered: what is not ticked is not there."""
    return {name: boxes.none_other(in_topic(topic), values[name]["yes"]) for name, topic in TICKED_TOPICS.items()}


def topic_titles(values: Mapping[str, Any]) -> dict[str, str]:
    """The heading of each topic, with what is answered so far."""
    return {name: boxes.title(topic, in_topic(topic), values[name]) for name, topic in TICKED_TOPICS.items()}


def _choice(name: str, label: str) -> Field:
    words = [(f.id, gettext(f.label)) for f in in_topic(CHOICES[name])]
    return menu(name, label, [(UNKNOWN, gettext("Not asked")), *words])


def _placed(old: frozenset[str], values: Mapping[str, Any]) -> dict[str, Any]:
    """Findings that the places newly imply are ticked, those that they no longer imply are not."""
    before, now = implied(old), implied(values[PLACE])
    return {name: _with(name, values[name], now, before - now) for name in TICKED_TOPICS}


def _with(name: str, answer: Mapping[str, Any], ticked: Iterable[str], unticked: Iterable[str]) -> dict[str, Any]:
    """The answers of a topic with some findings ticked and some not any longer."""
    own = in_topic(TICKED_TOPICS[name])
    yes = [f.id for f in own if f.id in ticked or (f.id in answer["yes"] and f.id not in unticked)]
    return boxes.settled(own, answer, {**answer, "yes": yes})


def _holds(place: str, values: Mapping[str, Any]) -> bool:
    """Whether what a place implies is ticked; a place that implies nothing always holds."""
    ticked = {name for topic in TICKED_TOPICS for name in values[topic]["yes"]}
    return implied([place]) <= ticked
