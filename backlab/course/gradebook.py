"""A grade for each student, as Moodle and Canvas take it in: exercises right in the end, in per cent.

Moodle: the columns of an assignment's own grading worksheet, which it knows by their names in its reader's language.
Canvas: those of its gradebook, and the row of the points that can be had.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from backlab.course.grade import Graded, as_csv
from backlab.language import language

MOST = 100  # points
PROJECT = "backlab"


class Worksheet(NamedTuple):
    """What Moodle calls the columns of its worksheet, and a student whose name it does not show."""

    identifier: str
    name: str
    grade: str
    most: str
    modified: str
    participant: str


# Word for word Moodle's own, since it knows a column by nothing else.
_MOODLE: Mapping[str, Worksheet] = {
    "en": Worksheet("Identifier", "Full name", "Grade", "Maximum Grade", "Last modified (grade)", "Participant"),
    "es": Worksheet(
        "Identificador",
        "Nombre completo",
        "Calificación",
        "Calificación máxima",
        "Última modificación (calificación)",
        "Participante",
    ),
}


def moodle(graded: Sequence[Graded]) -> str:
    """The worksheet to be uploaded to the assignment from which the files came, or to be matched by hand."""
    return as_csv(_moodle_rows(graded))


def _moodle_rows(graded: Iterable[Graded]) -> Iterator[Sequence[str]]:
    words = _MOODLE[language()]
    yield words[:-1]
    for each in _best(graded):
        known = f"{words.participant} {each.moodle}" if each.moodle else ""
        # No time: Moodle then keeps a grade that is there already, unless its reader says otherwise.
        yield known, each.student.name, str(points(each)), str(MOST), ""


def canvas(graded: Sequence[Graded]) -> str:
    """The file to be imported into the gradebook."""
    return as_csv(_canvas_rows(graded))


def _canvas_rows(graded: Iterable[Graded]) -> Iterator[Sequence[str]]:
    yield "Student", "ID", "SIS User ID", "SIS Login ID", "Section", PROJECT
    yield "Points Possible", "", "", "", "", str(MOST)
    for each in _best(graded):
        login = "" if each.canvas else each.student.name
        yield each.student.name, each.canvas, "", login, "", str(points(each))


def _best(graded: Iterable[Graded]) -> Iterable[Graded]:
    """One file of each student, the best: who hands in twice has one line in a gradebook."""
    best: dict[tuple[str, str, str], Graded] = {}
    for each in graded:
        who = (each.student.name, each.moodle, each.canvas)
        best[who] = max(best.get(who, each), each, key=points)
    return best.values()


def points(each: Graded) -> int:
    """Of all exercises those that were right in the end, in per cent and whole."""
    total = each.student.report.total
    return round(MOST * total.last / total.of)


GRADEBOOKS: Mapping[str, Callable[[Sequence[Graded]], str]] = {"moodle": moodle, "canvas": canvas}
"""What makes the file for each platform that can be named."""
