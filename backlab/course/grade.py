"""The answers of a class, file by file: a table for the terminal, and all of it for a spreadsheet and a gradebook.

Each file is judged anew (``backlab.course.report``). One that cannot be read is named with its reason, and the others
are graded all the same.
"""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from backlab.course.answers import Record, Unreadable, from_text
from backlab.course.class_report import Student, student
from backlab.course.handed_in import NotHandedIn, Piece, pieces, shown, students
from backlab.course.report import Count, Report, has_clinic, title
from backlab.course.table import asked
from backlab.language import gettext

ENDING = ".json"
WIDEST_NAME = 30  # columns of a terminal
TOLD_EVERY = 100  # files
_FORMULA = ("=", "+", "-", "@")  # with which a formula of a spreadsheet begins


class NothingToGrade(ValueError):
    """A folder is missing, cannot be looked into, or has nothing that could be graded; it says so in one sentence."""


class Graded(NamedTuple):
    """One student's file: what it says, and the number by which ``moodle`` or ``canvas`` knows the student, or ""."""

    student: Student
    moodle: str = ""
    canvas: str = ""

    @property
    def report(self) -> Report:
        """What the file says, exercise by exercise."""
        return self.student.report


class Skipped(NamedTuple):
    """A file that was not graded, and ``why``."""

    file: str
    why: str


class Class(NamedTuple):
    """All files that were handed in, in order of their names."""

    graded: tuple[Graded, ...]
    skipped: tuple[Skipped, ...]

    @property
    def students(self) -> tuple[Student, ...]:
        """What each file says."""
        return tuple(each.student for each in self.graded)


def grade(place: Path, tell: Callable[[str], None], ours: Collection[str] = ()) -> Class:
    """Every file of answers in a folder or a zip; ``tell`` is told how far it is, if there are more than a hundred.

    ``ours`` are the files at the top that an earlier run has written. Raises ``NothingToGrade`` where no file could
    be graded.

    >>> from tempfile import TemporaryDirectory
    >>> from backlab.course.answers import Attempts, to_text
    >>> with TemporaryDirectory() as folder:
    ...     _ = Path(folder, "ann.json").write_text(to_text({"red_flags.1": Attempts(("urgent",))}))
    ...     [each.name for each in grade(Path(folder), print).students]
    ['ann']
    """
    try:
        found = [(each.path, _answers(each)) for each in pieces(place, ours)]
    except NotHandedIn as error:
        raise NothingToGrade(str(error)) from error
    whose = students([path for path, _ in found])
    graded: list[Graded] = []
    skipped: list[Skipped] = []
    for done, (path, answers) in enumerate(found, 1):
        if isinstance(answers, str):
            skipped.append(Skipped(shown(path), answers))
        else:
            owner = whose[path]
            graded.append(Graded(student(owner.name, shown(path), answers), owner.moodle, owner.canvas))
        if len(found) > TOLD_EVERY and done % TOLD_EVERY == 0:
            tell(gettext("{done} of {count} files are read").format(done=done, count=len(found)))
    if not graded:
        raise NothingToGrade(_nothing(place, skipped))
    return Class(tuple(graded), tuple(skipped))


def _answers(each: Piece) -> Record | str:
    """The answers in a file, or the reason that there are none."""
    try:
        return each.why or from_text(each.text)
    except Unreadable as why:
        return str(why)


def _nothing(place: Path, skipped: Sequence[Skipped]) -> str:
    if not skipped:
        return gettext("there is no file of answers in {folder}").format(folder=shown(str(place)))
    whole = gettext("none of the {count} files in {folder} could be graded; the first is {file}: {why}")
    first = skipped[0]
    return whole.format(count=len(skipped), folder=shown(str(place)), file=first.file, why=first.why)


def table(graded: Sequence[Student]) -> str:
    """The totals of each student, aligned; names are cut where they are very long.

    >>> from backlab.course.answers import Attempts
    >>> table([student("ann", "ann.json", {"red_flags.1": Attempts(("urgent",))})]).split()[:3]
    ['name', 'answered', 'right']
    """
    heads = (
        gettext("name"),
        gettext("answered"),
        gettext("right at first"),
        gettext("right in the end"),
        *(_clinic_heads() if has_clinic() else ()),
    )
    return "\n".join(_aligned([heads, *(_totals(each) for each in graded)]))


def about_table() -> str:
    """What has to be known to read the table."""
    if has_clinic():
        return gettext("Patients, levels and the Brier score are the clinic's. Predictions are not judged.")
    return gettext("Predictions are not judged.")


def _clinic_heads() -> tuple[str, ...]:
    return gettext("patients"), gettext("right level"), gettext("too high"), gettext("too low"), gettext("Brier")


def _totals(each: Student) -> tuple[str, ...]:
    total, clinic = each.report.total, each.report.clinic
    answered = gettext("{answered} of {of}").format(answered=total.answered, of=total.of)
    own = (_cut(each.name), answered, str(total.first), str(total.last))
    if not has_clinic():
        return own
    return *own, *map(str, (clinic.answered, clinic.right, clinic.over, clinic.under)), _brier(each.report) or "-"


def _cut(name: str) -> str:
    if _width(name) <= WIDEST_NAME:
        return name
    while _width(name) >= WIDEST_NAME:
        name = name[:-1]
    return f"{name}…"


def _width(text: str) -> int:
    """How many columns of a terminal a text takes up."""
    wide = sum(unicodedata.east_asian_width(letter) in "WF" for letter in text)
    return len(text) + wide - sum(map(bool, map(unicodedata.combining, text)))


def _aligned(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Each row as a line: its first cell to the left, its numbers to the right."""
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    for first, *others in rows:
        cells = [" " * (width - _width(cell)) + cell for width, cell in zip(widths[1:], others, strict=True)]
        yield "  ".join([first + " " * (widths[0] - _width(first)), *cells])


def _brier(found: Report) -> str:
    return "" if found.clinic.brier is None else f"{found.clinic.brier:.2f}"


def spreadsheet(graded: Sequence[Student]) -> str:
    """Everything about each student, a line each, as spreadsheets read it.

    >>> from backlab.course.answers import Attempts
    >>> spreadsheet([student("ann", "ann.json", {"red_flags.1": Attempts(("urgent",))})]).split(",")[:2]
    ['"name"', '"all lessons: exercises"']
    """
    return as_csv([_heads(graded[0].report), *map(_line, graded)])


def as_csv(rows: Iterable[Iterable[str]]) -> str:
    """Rows as text, all in quotation marks: many spreadsheets cut at semicolons, and a formula may stand behind one.

    >>> as_csv([["name", "points"]]).strip()
    '"name","points"'
    """
    text = io.StringIO(newline="")
    csv.writer(text, quoting=csv.QUOTE_ALL).writerows(map(harmless, row) for row in rows)
    return text.getvalue()


def harmless(cell: str) -> str:
    """A cell that no spreadsheet runs as a formula."""
    plain = unicodedata.normalize("NFKC", cell)  # some spreadsheets take the wide signs of Japanese too
    return f"'{cell}" if plain.lstrip().startswith(_FORMULA) else cell


def _heads(found: Report) -> Iterator[str]:
    yield gettext("name")
    yield from _parts(gettext("all lessons"))
    yield gettext("unknown answers")
    if has_clinic():
        yield from (gettext("clinic: patients judged"), gettext("clinic: right level"))
        yield from (gettext("clinic: too high (over-triage)"), gettext("clinic: too low (under-triage)"))
        yield from (gettext("clinic: right cause"), gettext("clinic: Brier score"))
    for count in _asking(found):
        yield from _parts(title(count.lesson))
    yield gettext("file")


def _parts(of: str) -> Iterator[str]:
    """The columns about one lesson."""
    yield gettext("{lesson}: exercises").format(lesson=of)
    yield gettext("{lesson}: answered").format(lesson=of)
    yield gettext("{lesson}: right at first").format(lesson=of)
    yield gettext("{lesson}: right in the end").format(lesson=of)
    yield gettext("{lesson}: solutions looked at").format(lesson=of)
    yield gettext("{lesson}: predictions given").format(lesson=of)


def _line(each: Student) -> Iterator[str]:
    found, clinic = each.report, each.report.clinic
    yield each.name
    yield from _counts(found.total)
    yield str(len(found.unknown))
    if has_clinic():
        yield from map(str, (clinic.answered, clinic.right, clinic.over, clinic.under, clinic.causes_right))
        yield _brier(found)
    for count in _asking(found):
        yield from _counts(count)
    yield each.file


def _counts(count: Count) -> Iterator[str]:
    return map(str, (count.of, count.answered, count.first, count.last, count.shown, count.given))


def _asking(found: Report) -> Iterable[Count]:
    """The lessons that ask something, the same for every student."""
    return (count for count in found.lessons if asked().lessons[count.lesson])
