"""What people who reviewed backlab signed or objected to: one file each, read with the package.

A review is a file ``backlab/reviews/NAME.toml``; it lies in the package, so that whoever installs backlab sees it too::

    name = "..."            # of the person who reviewed
    role = "..."            # such as "general practitioner"
    clinician = true        # whether that is somebody who is registered to treat patients
    date = 2027-03-01
    version = "0.1.0"       # both stand at the head of the sheet for reviewers
    state = "0123456789"
    about = ["all"]         # or the names of rows of the sheet, such as "rule:cauda-equina"
    verdict = "signed"      # or "objected"
    text = "..."            # the reason; needed for an objection

It counts for the version and the state that it names and for no other: once a rule, a treatment or a cause has changed,
what is shown is something that nobody reviewed.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from os import listdir
from os.path import dirname, join
from typing import Any, NamedTuple

from backlab.knowledge.causes import CAUSES
from backlab.knowledge.rules import RULES
from backlab.knowledge.treatments import TREATMENTS
from backlab.version import VERSION

FOLDER = dirname(__file__)
ALL = "all"
SIGNED, OBJECTED = "signed", "objected"
_WORDS = ("name", "role", "version", "state", "verdict", "text")
_FIELDS = ("name", "role", "clinician", "date", "version", "state", "about", "verdict", "text")


class Review(NamedTuple):
    """What one person says of one state of one version; ``about`` are rows of the sheet, or "all" alone."""

    name: str
    role: str
    clinician: bool
    date: date
    version: str
    state: str
    about: tuple[str, ...]
    verdict: str
    text: str = ""

    @property
    def whole(self) -> bool:
        """Whether it is about everything."""
        return self.about == (ALL,)


class BrokenReview(ValueError):
    """A file that is no review, with one sentence that says why."""


def reviews() -> tuple[Review, ...]:
    """The reviews of what is shown now, the newest first. Raises ``BrokenReview`` for a file that is none."""
    known = every_review(FOLDER)
    return tuple(r for r in known if (r.version, r.state) == (VERSION, state())) if known else ()


@cache
def every_review(folder: str) -> tuple[Review, ...]:
    """Every review in a folder, of whatever version, the newest first."""
    files = sorted(name for name in listdir(folder) if name.endswith(".toml"))
    return tuple(sorted((read_review(join(folder, name)) for name in files), key=lambda r: r.date, reverse=True))


def read_review(path: str) -> Review:
    """One file. Raises ``BrokenReview`` with one sentence for the first thing that is wrong with it."""
    import tomllib  # only where there is a review

    try:
        with open(path, "rb") as file:
            given = tomllib.load(file)
    except (ValueError, RecursionError, OSError) as wrong:  # the first is also what is no TOML, and no UTF-8
        raise BrokenReview(f"{path} is not TOML: {wrong}") from None
    for problem in _problems(given):
        raise BrokenReview(f"{path}: {problem}")
    return Review(**{**given, "about": tuple(given["about"]), "text": given.get("text", "")})


def _problems(given: Mapping[str, Any]) -> Iterator[str]:
    """What is wrong with a review, the first thing first."""
    yield from _problems_of_fields(given)
    yield from _problems_of_words(given)
    if type(given["date"]) is not date:
        yield f"date is a day such as 2027-03-01, without quotes, not {given['date']!r}"
    if given["verdict"] not in (SIGNED, OBJECTED):
        yield f'verdict is "{SIGNED}" or "{OBJECTED}", not {given["verdict"]!r}'
    if given["verdict"] == OBJECTED and "text" not in given:
        yield "an objection says why: text is missing"
    yield from _problems_of_rows(given["about"])


def _problems_of_fields(given: Mapping[str, Any]) -> Iterator[str]:
    for field in given:
        if field not in _FIELDS:
            yield f"there is no field {field!r}; the fields are {', '.join(_FIELDS)}"
    for field in _FIELDS:
        if field not in given and field != "text":
            yield f"{field} is missing"


def _problems_of_words(given: Mapping[str, Any]) -> Iterator[str]:
    for field in _WORDS:
        said = given.get(field, "-")
        if not isinstance(said, str) or not said.strip():
            yield f"{field} is words in quotes, not {said!r}"
    if not isinstance(given["clinician"], bool):
        yield f"clinician is true or false, not {given['clinician']!r}"


def _problems_of_rows(about: object) -> Iterator[str]:
    """What is wrong with what a review says that it is about."""
    if not isinstance(about, list) or not about or not all(isinstance(row, str) for row in about):
        yield f'about is ["{ALL}"] or a list of rows of the sheet, such as ["rule:cauda-equina"], not {about!r}'
        return
    if ALL in about and about != [ALL]:
        yield f'about says "{ALL}" and single rows: keep one of the two'
    for row in about:
        if row != ALL and row not in row_names():
            yield f"about names {row!r}, and the sheet has no such row"


@cache
def row_names() -> tuple[str, ...]:
    """The name of each row of the sheet for reviewers, in its order: rules, treatments, cautions, causes."""
    cautions = (caution_name(t.id, place) for t in TREATMENTS.values() for place in range(len(t.contraindications)))
    return (
        *(f"rule:{name}" for name in RULES),
        *(f"treatment:{name}" for name in TREATMENTS),
        *dict.fromkeys(cautions),
        *(f"cause:{name}" for name in CAUSES),
    )


def caution_name(treatment: str, place: int) -> str:
    """The name of what speaks against a treatment: that of its finding, such as "caution:paracetamol:liver_disease".

    What speaks in the same words against two treatments has one name, that of the first.
    """
    against = TREATMENTS[treatment].contraindications[place]
    first = next(t.id for t in TREATMENTS.values() if against in t.contraindications)
    atoms = sorted(against.when.atoms or against.unless.atoms, key=lambda atom: atom.id)
    named = "+".join(re.sub(r"\W+", "-", atom.id) for atom in atoms)
    return f"caution:{first}:{named}"


@cache
def state() -> str:
    """Ten letters that change with every word of a rule, a treatment or a cause: what it is that was reviewed."""
    from hashlib import sha256  # only where there is a review, or a sheet is made

    said = repr((tuple(RULES.values()), tuple(TREATMENTS.values()), tuple(CAUSES.values())))
    return sha256(said.encode()).hexdigest()[:10]
