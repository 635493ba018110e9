"""How somebody is doing, worked out anew from the answers alone: nothing is believed that a file says of itself.

The first answer shows what was known, the last what was learnt; both are judged here. Predictions are counted as given,
never as right or wrong, since they are there to be surprised by.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from backlab.course.answers import Attempts, Record
from backlab.course.clinic import Commitment
from backlab.course.clinic_cases import CLINIC
from backlab.course.clinic_words import score_sections, why_label
from backlab.course.exercise import Exercise, judge
from backlab.course.score import Score, score
from backlab.course.table import CLINIC_CASE, EARLIER, asked, number, numbered
from backlab.language import gettext, ngettext
from backlab.markup import Markup, element, markup
from backlab.words import Block, Point, Say, capital
from backlab.words.html import blocks_html

_LONGEST = 20_000  # characters of an answer as JSON: ten times the longest there is


class Done(NamedTuple):
    """How one exercise went: is the ``first`` answer right, and the ``last``; of how many ``tries``.

    ``shown`` says that the solution was looked at before it was right.
    """

    id: str
    first: bool
    last: bool
    tries: int
    shown: bool


class Count(NamedTuple):
    """What was done in one lesson, of so many exercises (``of``): those ``done``, and the predictions ``given``."""

    lesson: str
    of: int
    done: tuple[Done, ...]
    given: int

    @property
    def answered(self) -> int:
        """How many exercises were answered."""
        return len(self.done)

    @property
    def first(self) -> int:
        """How many were right at the first try."""
        return sum(each.first for each in self.done)

    @property
    def last(self) -> int:
        """How many were right in the end."""
        return sum(each.last for each in self.done)

    @property
    def shown(self) -> int:
        """Of how many the solution was looked at."""
        return sum(each.shown for each in self.done)


class Report(NamedTuple):
    """What a record says: the ``lessons`` one by one, the ``clinic``, and the keys of what is ``unknown``.

    In the clinic the first answer to each patient counts, and the last says what to come back to. Unknown is what
    answers no exercise of today, or holds a value that is none of its answers.
    """

    lessons: tuple[Count, ...]
    clinic: Score
    unknown: tuple[str, ...]

    @property
    def total(self) -> Count:
        """All lessons together, under no name."""
        done = tuple(each for lesson in self.lessons for each in lesson.done)
        return Count("", sum(each.of for each in self.lessons), done, sum(each.given for each in self.lessons))


def report(record: Record) -> Report:
    """The report on a record; whatever a record holds, it is reported and never an error.

    >>> from backlab.course.answers import Attempts
    >>> from backlab.course.table import EXERCISES
    >>> report({"red_flags.1": Attempts((EXERCISES["red_flags.1"].right(),))}).total.first
    1
    """
    done = {key: found for key, tries in record.items() if (found := _done(key, tries))}
    judged = {key: tries for key, tries in record.items() if _is_judged(key, tries)}
    unknown = tuple(key for key in record if key not in done and key not in judged)
    patients = clinic_score({key.removeprefix(CLINIC_CASE): tries for key, tries in judged.items()})
    return Report(tuple(_count(lesson, done) for lesson in asked().lessons), patients, unknown)


def clinic_score(patients: Mapping[str, Attempts]) -> Score:
    """How the clinic stands, by the patients' ids: the first answer to each counts, the last says what to come back to.

    Raises ``ValueError`` for a patient that there is not, or a first or last answer that is none.
    """
    first, last = (
        score({case: Commitment.from_dict(tries.given[place]) for case, tries in patients.items()}) for place in (0, -1)
    )
    return first._replace(again=last.again)


def _done(key: str, tries: Attempts) -> Done | None:
    """How an exercise went; None where the key or an answer that counts is unknown."""
    if key not in asked().exercises:
        return None
    first, last = (_right(key, tries.given[place]) for place in (0, -1))
    if first is None or last is None:
        return None
    return Done(key, first, last, len(tries.given), tries.shown)


def _is_earlier(key: str, given: Any) -> bool:
    """Whether it answers a prediction as that was asked before: with one of its options, or a list of them."""
    named = given if isinstance(given, list) else [given]
    return bool(named) and all(isinstance(each, str) and each in EARLIER.get(key, ()) for each in named)


def _right(key: str, given: Any) -> bool | None:
    """Whether an answer is right; None where it cannot be one."""
    if _is_earlier(key, given):
        return False
    try:
        text = json.dumps(given, sort_keys=True)
    except RecursionError:  # nested too deep
        return None
    return _judged(asked().exercises[key], text) if len(text) <= _LONGEST else None


@lru_cache(maxsize=10_000)
def _judged(exercise: Exercise, text: str) -> bool | None:
    """The same of an answer as JSON, once: a class gives the same answers again and again, and judging takes time."""
    try:
        return bool(judge(exercise, json.loads(text)).right)
    except (ValueError, RecursionError):
        return None


def _is_judged(key: str, tries: Attempts) -> bool:
    """Whether it is the key of a patient of the clinic, and the answers that count are answers."""
    if not key.startswith(CLINIC_CASE) or key.removeprefix(CLINIC_CASE) not in CLINIC:
        return False
    try:
        return all(Commitment.from_dict(tries.given[place]) for place in (0, -1))
    except (ValueError, RecursionError):
        return False


def _count(lesson: str, done: Mapping[str, Done]) -> Count:
    own = numbered(lesson)
    # No patient of the clinic is ``done``.
    given = sum(key in done for key in asked().lessons[lesson] if key not in own)
    return Count(lesson, len(own), tuple(done[key] for key in own if key in done), given)


def title(lesson: str) -> str:
    """A lesson's name as a person reads it."""
    return asked().titles.get(lesson) or gettext(lesson.replace("_", " ").capitalize())


def sheet(record: Record, day: date, titles: Mapping[str, str] | None = None) -> Markup:
    """One printable sheet on a record as HTML, for a page that prints it; who it is about is written on it by hand.

    ``titles`` are the names of lessons, by lesson, where a page knows better ones.
    """
    found = report(record)
    names = {count.lesson: title(count.lesson) for count in found.lessons} | dict(titles or {})
    return markup(
        element(
            "header",
            element("h2", _learnt()),
            element("p", day.isoformat(), class_="bl-day"),
        ),
        element("p", f"{gettext('Name:')} {'_' * 40}"),
        _table(found, names),
        element("div", _parts(found, names), class_="bl-sheet"),
    )


def _learnt() -> str:
    return gettext("What I have learnt about back spasms") if has_clinic() else gettext("What I have learnt")


def has_clinic() -> bool:
    """Whether the course has our clinic, whose patients are counted apart."""
    return CLINIC_CASE.partition(".")[0] in asked().lessons


def _table(found: Report, names: Mapping[str, str]) -> Markup:
    heads = (gettext("Lesson"), gettext("Answered"), gettext("Right at first"), gettext("Right in the end"))
    rows = (_cells(_row(names[each.lesson], each)) for each in found.lessons if each.of)
    total = _cells(_row(gettext("All lessons"), found.total))
    head = element("tr", (element("th", cell, scope="col") for cell in heads))
    return element("table", element("thead", head), element("tbody", rows), element("tfoot", total))


def _row(name: str, count: Count) -> tuple[str, ...]:
    answered = gettext("{answered} of {of}").format(answered=count.answered, of=count.of)
    return name, answered, str(count.first), str(count.last)


def _cells(row: tuple[str, ...]) -> Markup:
    return element("tr", element("th", row[0], scope="row"), (element("td", cell) for cell in row[1:]))


def _parts(found: Report, names: Mapping[str, str]) -> Iterator[Markup]:
    """The clinic's score, what to come back to, and what the score rests on."""
    numbers, _, sources = score_sections(found.clinic)
    again = (*_exercises_again(found, names), *_patients_again(found.clinic))
    if has_clinic():
        yield _part(gettext("The clinic"), numbers.blocks)
    yield _part(gettext("What to come back to"), again or (Say(gettext("Nothing so far.")),))
    if has_clinic() and sources.blocks:
        yield element("footer", _part(sources.title, sources.blocks))


def _part(heading: str, blocks: Iterable[Block]) -> Markup:
    return element("section", element("h3", heading), Markup(blocks_html(blocks)))


def _exercises_again(found: Report, names: Mapping[str, str]) -> Iterator[Point]:
    """The exercises of each lesson that are not right yet, by the number under which they are asked."""
    for lesson in found.lessons:
        if wrong := [each.id for each in lesson.done if not each.last]:
            numbers = ", ".join(str(number(key)) for key in wrong)
            said = ngettext("exercise {numbers}", "exercises {numbers}", len(wrong)).format(numbers=numbers)
            yield Point(said, mark=names[lesson.lesson])


def _patients_again(found: Score) -> Iterator[Point]:
    """The patients of the clinic, together where the same went wrong first."""
    titles: dict[str, list[str]] = {}
    for case, whys in found.again:
        titles.setdefault(whys[0], []).append(gettext(case.title))
    for why, cases in titles.items():
        yield Point("; ".join(cases), mark=capital(why_label(why)))
