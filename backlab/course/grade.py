"""The answers of a class, file by file: a table for the terminal, and all of it for a spreadsheet.

Each file is judged anew (``backlab.course.report``). One that cannot be read is named with its reason, and the others
are graded all the same.
"""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from backlab.course.answers import Unreadable, from_text, text_of
from backlab.course.report import Count, Report, report, title
from backlab.course.table import LESSONS
from backlab.language import gettext

ENDING = ".json"
WIDEST_NAME = 30  # columns of a terminal
TOLD_EVERY = 100  # files
_FORMULA = ("=", "+", "-", "@")  # with which a formula of a spreadsheet begins


class NothingToGrade(ValueError):
    """A folder is missing, cannot be looked into, or has nothing that could be graded; it says so in one sentence."""


class Graded(NamedTuple):
    """What one file says; ``name`` is the file's without its ending, fit to be shown."""

    name: str
    report: Report


class Skipped(NamedTuple):
    """A file that was not graded, and ``why``."""

    file: str
    why: str


class Class(NamedTuple):
    """All files of a folder, in order of their names."""

    graded: tuple[Graded, ...]
    skipped: tuple[Skipped, ...]


def grade(folder: Path, tell: Callable[[str], None]) -> Class:
    """Every file of answers in ``folder``; ``tell`` is told how far it is, if there are more than a hundred.

    Raises ``NothingToGrade`` where no file could be graded.
    """
    paths = files(folder)
    found: list[Graded | Skipped] = []
    for count, path in enumerate(paths, 1):
        found.append(_graded(path))
        if len(paths) > TOLD_EVERY and count % TOLD_EVERY == 0:
            tell(gettext("{done} of {count} files are read").format(done=count, count=len(paths)))
    graded = tuple(each for each in found if isinstance(each, Graded))
    skipped = tuple(each for each in found if isinstance(each, Skipped))
    if not graded:
        raise NothingToGrade(_nothing(folder, skipped))
    return Class(graded, skipped)


def files(folder: Path) -> list[Path]:
    """All that is called a file of answers in ``folder``, by name; raises ``NothingToGrade`` if it is no folder."""
    try:
        return sorted(path for path in folder.iterdir() if path.suffix.lower() == ENDING)
    except FileNotFoundError:
        reason = gettext("it does not exist")
    except NotADirectoryError:
        reason = gettext("it is no folder")
    except OSError as error:
        reason = error.strerror or str(error)
    unread = gettext("cannot look into {folder}: {reason}")
    raise NothingToGrade(unread.format(folder=shown(str(folder)), reason=reason))


def _nothing(folder: Path, skipped: Sequence[Skipped]) -> str:
    if not skipped:
        empty = gettext("there is no file of answers (*{ending}) in {folder}")
        return empty.format(ending=ENDING, folder=shown(str(folder)))
    whole = gettext("none of the {count} files in {folder} could be graded; the first is {file}: {why}")
    first = skipped[0]
    return whole.format(count=len(skipped), folder=shown(str(folder)), file=first.file, why=first.why)


def _graded(path: Path) -> Graded | Skipped:
    try:
        return Graded(shown(path.stem), report(from_text(text_of(path))))
    except Unreadable as unread:
        return Skipped(shown(path.name), str(unread))
    except UnicodeDecodeError:
        return Skipped(shown(path.name), gettext("it is no text"))
    except OSError as error:
        return Skipped(shown(path.name), error.strerror or str(error))


def shown(name: str) -> str:
    """A name as it can be shown on one line: what is no letter, or would move the cursor, becomes a question mark."""
    return "".join(letter if letter.isprintable() else "?" for letter in unicodedata.normalize("NFC", name))


def table(graded: Sequence[Graded]) -> str:
    """The totals of each student, aligned; names are cut where they are very long."""
    heads = (
        gettext("name"),
        gettext("answered"),
        gettext("right at first"),
        gettext("right in the end"),
        gettext("patients"),
        gettext("right level"),
        gettext("too high"),
        gettext("too low"),
        gettext("Brier"),
    )
    return "\n".join(_aligned([heads, *(_totals(each) for each in graded)]))


def _totals(each: Graded) -> tuple[str, ...]:
    total, clinic = each.report.total, each.report.clinic
    answered = gettext("{answered} of {of}").format(answered=total.answered, of=total.of)
    numbers = (total.first, total.last, clinic.answered, clinic.right, clinic.over, clinic.under)
    return _cut(each.name), answered, *map(str, numbers), _brier(each.report) or "-"


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


def write_csv(path: Path, graded: Sequence[Graded]) -> None:
    """Everything about each student, a line each, as spreadsheets read it; raises ``OSError``."""
    if path.is_symlink() or (path.exists() and not path.is_file()):  # students may have put it there
        raise OSError(gettext("it is no file"))
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        # All in quotation marks: many spreadsheets cut at semicolons, and would find a formula behind one.
        lines = csv.writer(file, quoting=csv.QUOTE_ALL)
        lines.writerow(map(harmless, _heads(graded[0].report)))
        lines.writerows(map(harmless, _line(each)) for each in graded)


def harmless(cell: str) -> str:
    """A cell that no spreadsheet runs as a formula."""
    plain = unicodedata.normalize("NFKC", cell)  # some spreadsheets take the wide signs of Japanese too
    return f"'{cell}" if plain.lstrip().startswith(_FORMULA) else cell


def _heads(found: Report) -> Iterator[str]:
    yield gettext("name")
    yield from _parts(gettext("all lessons"))
    yield from (gettext("unknown answers"), gettext("clinic: patients judged"), gettext("clinic: right level"))
    yield from (gettext("clinic: too high (over-triage)"), gettext("clinic: too low (under-triage)"))
    yield from (gettext("clinic: right cause"), gettext("clinic: Brier score"))
    for count in _asking(found):
        yield from _parts(title(count.lesson))


def _parts(of: str) -> Iterator[str]:
    """The columns about one lesson."""
    yield gettext("{lesson}: exercises").format(lesson=of)
    yield gettext("{lesson}: answered").format(lesson=of)
    yield gettext("{lesson}: right at first").format(lesson=of)
    yield gettext("{lesson}: right in the end").format(lesson=of)
    yield gettext("{lesson}: solutions looked at").format(lesson=of)
    yield gettext("{lesson}: predictions given").format(lesson=of)


def _line(each: Graded) -> Iterator[str]:
    found, clinic = each.report, each.report.clinic
    yield each.name
    yield from _counts(found.total)
    judged = (clinic.answered, clinic.right, clinic.over, clinic.under, clinic.causes_right)
    yield from map(str, (len(found.unknown), *judged))
    yield _brier(found)
    for count in _asking(found):
        yield from _counts(count)


def _counts(count: Count) -> Iterator[str]:
    return map(str, (count.of, count.answered, count.first, count.last, count.shown, count.given))


def _asking(found: Report) -> Iterable[Count]:
    """The lessons that ask something, the same for every student."""
    return (count for count in found.lessons if LESSONS[count.lesson])
