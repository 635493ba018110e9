"""An example patient as controls, and controls as an example patient. No widget is known here, and no rule."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from backlab.kit.contract import Field
from backlab.kit.fields import checks, menu, places, slider
from backlab.knowledge.cases import CASES
from backlab.knowledge.findings import CHOICES, QUANTITIES, TOPICS, in_topic
from backlab.knowledge.places import PLACES, implied
from backlab.language import gettext, ngettext
from backlab.model import Finding
from backlab.pictures.body import back_svg
from backlab.presentation import UNKNOWN, Presentation

# The slider ends where no threshold lies beyond; an example patient with an older pain stretches it.
DAYS_SHOWN = max(120, *(case.presentation.days or 0 for case in CASES.values()))
PLACE = "place"
TICKED_TOPICS = {f"topic{number}": topic for number, topic in enumerate(TOPICS) if topic not in CHOICES.values()}


def patient_fields(presentation: Presentation) -> list[Field]:
    """The controls, in the order in which a patient is asked."""
    longest = max(DAYS_SHOWN, presentation.days or 0)
    return [
        slider("age", gettext("Age in years"), QUANTITIES["age"].low, QUANTITIES["age"].high),
        slider("pain", gettext("Pain, 0 to 10"), 0, 10),
        slider("days", gettext("Days since it began"), 0, longest, unasked=gettext("Not asked")),
        _choice("onset", gettext("How it began")),
        _choice("mobility", gettext("Moving about")),
        places(
            PLACE,
            gettext("Where it hurts"),
            [(place.id, gettext(place.label)) for place in PLACES.values()],
            svg=back_svg(),
            list=gettext("The same places as a list"),
            hint=gettext("The arrow keys go from place to place, the space bar chooses."),
            marked=gettext("Hatched: it is ticked below, with no word on which side."),
        ),
        *(_topic(name, topic, is_open=place == 0) for place, (name, topic) in enumerate(TICKED_TOPICS.items())),
    ]


def patient_values(presentation: Presentation, chosen: Iterable[str] = ()) -> dict[str, Any]:
    """What the controls say of a patient."""
    numbers = {name: getattr(presentation, name) for name in QUANTITIES}
    words = {name: getattr(presentation, name) for name in CHOICES}
    topics = {name: _answers(topic, presentation) for name, topic in TICKED_TOPICS.items()}
    return {**numbers, **words, PLACE: [place for place in PLACES if place in set(chosen)], **topics}


def patient_of(values: Mapping[str, Any]) -> Presentation:
    """The patient whom the controls describe."""
    said = {name: values[name] for name in (*QUANTITIES, *CHOICES)}
    answers = [values[name] for name in TICKED_TOPICS]
    present = frozenset(name for answer in answers for name in answer["yes"])
    absent = frozenset(name for answer in answers for name in answer["no"])
    return Presentation(**said, present=present, absent=absent)


def settled(name: str, old: Any, values: Mapping[str, Any]) -> dict[str, Any]:
    """What a change of one control does to others: places tick findings, "none of the others" answers the rest."""
    if name == PLACE:
        return _placed(frozenset(old), values)
    if name in TICKED_TOPICS:
        answered = _settled_topic(name, old, values[name])
        here = {place for place in values[PLACE] if _holds(place, {**values, name: answered})}
        return {name: answered, PLACE: [place for place in values[PLACE] if place in here]}
    return {}


def none_everywhere(values: Mapping[str, Any]) -> dict[str, Any]:
    """Every topic answered: what is not ticked is not there."""
    return {name: _none_other(name, values[name]["yes"]) for name in TICKED_TOPICS}


def topic_titles(values: Mapping[str, Any]) -> dict[str, str]:
    """The heading of each topic, with what is answered so far."""
    return {name: _title(topic, values[name]) for name, topic in TICKED_TOPICS.items()}


def _choice(name: str, label: str) -> Field:
    words = [(f.id, gettext(f.label)) for f in in_topic(CHOICES[name])]
    return menu(name, label, [(UNKNOWN, gettext("Not asked")), *words])


def _topic(name: str, topic: str, *, is_open: bool) -> Field:
    captions = [(f.id, _caption(f)) for f in in_topic(topic)]
    return checks(
        name, gettext(topic), captions, none=gettext("None of the others"), no=gettext("no"), is_open=is_open
    )


def _caption(finding: Finding) -> str:
    """Plain words with the clinical term beside them, where it is another."""
    label, term = gettext(finding.label), gettext(finding.term)
    return label if term.lower() == label.lower() else f"{label} ({term})"


def _answers(topic: str, presentation: Presentation) -> dict[str, Any]:
    own = [f.id for f in in_topic(topic)]
    yes = [name for name in own if name in presentation.present]
    no = [name for name in own if name in presentation.absent]
    return {"yes": yes, "none": bool(no) and len(yes) + len(no) == len(own), "no": no}


def _none_other(name: str, yes: list[str]) -> dict[str, Any]:
    own = [f.id for f in in_topic(TICKED_TOPICS[name])]
    return {"yes": yes, "none": True, "no": [one for one in own if one not in yes]}


def _settled_topic(name: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
    if new["none"]:
        return _none_other(name, new["yes"])
    if old["none"]:  # it was taken back: the boxes are empty now, and an empty box means "not asked"
        return {**new, "no": []}
    return {**new, "no": [one for one in new["no"] if one not in new["yes"]]}


def _placed(old: frozenset[str], values: Mapping[str, Any]) -> dict[str, Any]:
    """Findings that the places newly imply are ticked, those that they no longer imply are not."""
    before, now = implied(old), implied(values[PLACE])
    return {name: _with(name, values[name], now, before - now) for name in TICKED_TOPICS}


def _with(name: str, answer: Mapping[str, Any], ticked: Iterable[str], unticked: Iterable[str]) -> dict[str, Any]:
    """The answers of a topic with some findings ticked and some not any longer."""
    own = [f.id for f in in_topic(TICKED_TOPICS[name])]
    yes = [one for one in own if one in ticked or (one in answer["yes"] and one not in unticked)]
    return _settled_topic(name, answer, {**answer, "yes": yes})


def _holds(place: str, values: Mapping[str, Any]) -> bool:
    """Whether what a place implies is ticked; a place that implies nothing always holds."""
    ticked = {name for topic in TICKED_TOPICS for name in values[topic]["yes"]}
    return implied([place]) <= ticked


def _title(topic: str, answer: Mapping[str, Any]) -> str:
    yes, no = len(answer["yes"]), len(answer["no"])
    said = [
        *([ngettext("{count} yes", "{count} yes", yes).format(count=yes)] if yes else []),
        *([ngettext("{count} no", "{count} no", no).format(count=no)] if no else []),
    ]
    return f"{gettext(topic)} ({', '.join(said)})" if said else gettext(topic)
