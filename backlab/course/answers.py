"""What is kept of a student's answers, and the one format in which it is kept, handed in and read again.

A record holds, for each exercise, all attempts in order and whether the solution was looked at. Nothing in it says who
answered. A text that cannot be read, or that another version wrote, raises ``Unreadable`` and is never guessed at.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from math import isfinite
from pathlib import Path
from typing import Any, NamedTuple

from backlab.language import gettext

NAME = "backlab answers"
SPREADSHEET = "grades.csv"  # what is made of a class's files, beside them
VERSION = 1
MOST_ATTEMPTS = 50
MOST_CHARACTERS = 2_000_000  # far more than a whole course of long answers
_MOST_BYTES = 4 * MOST_CHARACTERS


class Unreadable(ValueError):
    """A text holds no answers that this version can read; it says so in one sentence."""


class Attempts(NamedTuple):
    """What was given to one exercise, first to last, and whether the solution was ``shown`` before it was right."""

    given: tuple[Any, ...]
    shown: bool = False

    def then(self, answer: Any) -> Attempts:
        """These and one more; of very many, the first stays and the oldest after it go."""
        return self._replace(given=_first_and_newest((*self.given, answer)))


Record = Mapping[str, Attempts]


def to_text(record: Record) -> str:
    """The record as JSON, in order of the exercises' names."""
    answers = {key: {"given": list(record[key].given), "shown": record[key].shown} for key in sorted(record)}
    text = json.dumps({NAME: VERSION, "answers": answers}, ensure_ascii=False, indent=1)
    return text.encode("utf-8", "replace").decode("utf-8")  # a damaged file may have held half a character


def read(path: Path) -> str:
    """The text of a file; raises ``Unreadable``, ``UnicodeDecodeError`` or ``OSError``."""
    if path.exists() and not path.is_file():  # a folder, or a pipe that would be waited on for ever
        raise Unreadable(gettext("it is no file"))
    with path.open("rb") as file:
        data = file.read(_MOST_BYTES + 1)
    if not data.strip():
        raise Unreadable(gettext("it is empty"))
    if len(data) > _MOST_BYTES:
        raise Unreadable(gettext("it is too large to be a file of answers"))
    return data.decode("utf-8-sig")  # an editor may have put a mark before it


def from_text(text: str) -> dict[str, Attempts]:
    """The reverse of ``to_text``; raises ``Unreadable``."""
    if len(text) > MOST_CHARACTERS:
        raise Unreadable(gettext("it is too large to be a file of answers"))
    try:
        found = json.loads(text, parse_constant=_refused, parse_float=_finite)
    except (ValueError, RecursionError):
        raise Unreadable(gettext("it is no JSON, or only a part of it")) from None
    if not isinstance(found, dict) or NAME not in found:
        raise Unreadable(gettext("it holds no answers to this course"))
    if found[NAME] != VERSION:
        other = gettext("it was written by another version of backlab ({version})")
        # A terminal would obey what is no letter.
        raise Unreadable(other.format(version="".join(filter(str.isprintable, str(found[NAME])[:20]))))
    answers = found.get("answers")
    if not isinstance(answers, dict):
        raise Unreadable(gettext("its answers are damaged"))
    return {key: _attempts(entry) for key, entry in answers.items()}


def merged(records: Iterable[Record]) -> dict[str, Attempts]:
    """Several records as one; of an exercise in more than one, the record with more attempts counts."""
    all_of_them: dict[str, Attempts] = {}
    for record in records:
        for key, attempts in record.items():
            if key not in all_of_them or len(attempts.given) > len(all_of_them[key].given):
                all_of_them[key] = attempts
    return all_of_them


def _attempts(entry: Any) -> Attempts:
    match entry:
        case {"given": list(given), "shown": bool(shown)} if given:
            return Attempts(_first_and_newest(tuple(given)), shown)
    raise Unreadable(gettext("its answers are damaged"))


def _first_and_newest(given: tuple[Any, ...]) -> tuple[Any, ...]:
    return given if len(given) <= MOST_ATTEMPTS else (given[0], *given[1 - MOST_ATTEMPTS :])


def _refused(name: str) -> Any:
    raise ValueError(name)


def _finite(text: str) -> float:
    """A number; raises ``ValueError`` for one as large as 1e999, which could be read but never be written again."""
    return float(text) if isfinite(float(text)) else _refused(text)
