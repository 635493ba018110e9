"""What grading writes: a table, a report, a gradebook; one that somebody has changed since is not written over.

The report holds a fingerprint of each file that was written with it, its own body's too.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import NamedTuple

from backlab.course.answers import SPREADSHEET
from backlab.course.class_report import Together
from backlab.course.class_words import MARK, fingerprint, page
from backlab.course.grade import Class, spreadsheet
from backlab.course.gradebook import GRADEBOOKS
from backlab.course.handed_in import shown
from backlab.language import gettext

REPORT = "report.html"
_GRADEBOOK = "gradebook-{platform}.csv"
OURS = frozenset({SPREADSHEET, REPORT, *(_GRADEBOOK.format(platform=each) for each in GRADEBOOKS)})
"""What files are called that are written here, unless another name is asked for."""
_MARKED = re.compile(rf"<meta name='{MARK}' content='([^']*)'>")
_ENOUGH = 100_000  # characters of a report, in which its fingerprints stand


class Changed(ValueError):
    """A file that would be written over was changed by somebody; it says so in one sentence."""


class Places(NamedTuple):
    """Where the ``table`` goes, and the folder for all else."""

    table: Path
    out: Path

    @property
    def report(self) -> Path:
        """Where the report goes."""
        return self.out / REPORT


def write(places: Places, found: Class, whole: Together, platform: str | None, *, over: bool) -> None:
    """Write the table, the report, and the gradebook of a ``platform``; write ``over`` what was changed, too.

    Raises ``Changed``, and ``OSError`` with the name of the file.
    """
    files = {places.table: spreadsheet(found.students)}
    if platform:
        files[places.out / _GRADEBOOK.format(platform=platform)] = GRADEBOOKS[platform](found.graded)
    files[places.report] = page(whole, found.skipped, date.today(), tuple(files.values()))
    known = _fingerprints(places.report)
    for path, text in files.items():
        _check(path, text, known, over=over)
    for path, text in files.items():
        # A mark before it tells a spreadsheet that it is UTF-8; what a platform imports has none.
        path.write_bytes(text.encode("utf-8-sig" if path == places.table else "utf-8"))


def _check(path: Path, text: str, known: frozenset[str], *, over: bool) -> None:
    if path.is_symlink() or (path.exists() and not path.is_file()):  # students may have put it there
        raise OSError(None, gettext("it is no file"), str(path))
    if path.exists() and not over and not _is_unchanged(path, text, known):
        changed = gettext("{path} was changed, or is not ours: move it away, or add --overwrite")
        raise Changed(changed.format(path=shown(str(path))))


def _is_unchanged(path: Path, text: str, known: frozenset[str]) -> bool:
    try:
        there = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    return there == text or fingerprint(there) in known


def _fingerprints(report: Path) -> frozenset[str]:
    """What an earlier run has written, as its report tells."""
    if report.is_symlink() or not report.is_file():
        return frozenset()
    with report.open(encoding="utf-8", errors="replace") as file:
        marked = _MARKED.search(file.read(_ENOUGH))
    return frozenset(marked[1].split() if marked else ())
