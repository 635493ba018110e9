"""All patients who were judged, as a picture: the two kinds of error apart, and how sure against how often right."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from backlab.course.clinic import Commitment, level
from backlab.course.clinic_cases import CLINIC, Patient
from backlab.course.score import Score
from backlab.drawing.picture import Table
from backlab.labs.consulting import face_of, folded_table
from backlab.language import gettext
from backlab.markup import Markup, element, markup
from backlab.pictures.calibration import calibration
from backlab.pictures.marks import level_icon
from backlab.pictures.people import OVER, RIGHT, UNDER, kind_of
from backlab.pictures.waiting_room import door_name

_LOOKS = {OVER: "is-over", RIGHT: "is-right", UNDER: "is-under"}  # from above


def score_html(found: Score, first: Mapping[str, Commitment], case: str) -> Markup:
    """Three piles of faces, each a button that leads to that patient by the field ``case``; beside them how sure."""
    piles = element("div", (_pile(kind, first, case) for kind in _LOOKS), class_="bl-piles-three")
    sure = calibration(found.bins, found.brier)
    right = element("div", element("p", sure.title, class_="bl-score-title"), sure.svg, class_="bl-score-sure")
    inside = element("div", piles, right, class_="bl-score")
    return _figure(inside, first)


def _figure(inside: Markup, first: Mapping[str, Commitment]) -> Markup:
    head = gettext("Patient"), gettext("Your door"), gettext("Needed"), gettext("Sure")
    table = folded_table(Table(head, tuple(map(_row, _judged(first)))), _title())
    return element("figure", inside, table, class_="bl-picture bl-picture-consult", aria_label=_title())


def _title() -> str:
    return gettext("All so far")


def _row(judged: tuple[Patient, Commitment]) -> tuple[str, ...]:
    patient, answer = judged
    return gettext(patient.title), door_name(answer.level), door_name(level(patient)), f"{answer.confidence}%"


def _pile(kind: str, first: Mapping[str, Commitment], case: str) -> Markup:
    there = [patient for patient, answer in _judged(first) if kind_of(answer.level, level(patient)) == kind]
    name, means = _names()[kind]
    head = element("p", element("b", f"{len(there)}"), " ", name, element("small", means), class_="bl-score-head")
    faces = element("div", (_face(patient, first[patient.id], case) for patient in there), class_="bl-score-faces")
    return element("div", head, faces, class_=f"bl-score-pile {_LOOKS[kind]}")


def _judged(first: Mapping[str, Commitment]) -> Iterator[tuple[Patient, Commitment]]:
    yield from ((patient, first[name]) for name, patient in CLINIC.items() if name in first)


def _names() -> Mapping[str, tuple[str, str]]:
    return {
        UNDER: (gettext("judged too low"), gettext("unsafe: care may come too late")),
        RIGHT: (gettext("judged right"), gettext("the door that is needed")),
        OVER: (gettext("judged too high"), gettext("safe, but not free")),
    }


def _face(patient: Patient, answer: Commitment, case: str) -> Markup:
    """A patient, with the sign of the door that was given, and of the one that was needed where it is another."""
    given, needed = answer.level, level(patient)
    is_right = given == needed
    said = gettext("{patient}: {needed}") if is_right else gettext("{patient}: {given}, where {needed} is needed")
    name = said.format(patient=gettext(patient.title), given=door_name(given), needed=door_name(needed))
    signs = level_icon(needed) if is_right else markup(level_icon(given), " → ", level_icon(needed))
    words, tap = element("small", signs, aria_hidden="true"), f"{case}={patient.id}"
    return element("button", face_of(patient), words, type="button", aria_label=name, title=name, data_tap=tap)


def nobody_yet() -> Markup:
    """Before anybody was judged."""
    said = gettext("Nobody is judged yet. Here will stand all patients: too low, right, too high.")
    inside = element("div", element("p", said, class_="bl-consult-title"), class_="bl-score is-empty")
    return _figure(inside, {})
