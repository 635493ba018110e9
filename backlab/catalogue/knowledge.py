"""Every text of the knowledge that a person is shown, read off the live objects, each with what it is.

What a text is stands beside it in the catalogue, so that a translation fits the sentence in which it is shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from types import ModuleType
from typing import NamedTuple

from backlab import model
from backlab.knowledge import article, cases, causes, figures, findings, places, rules, sources, treatments
from backlab.model import (
    Atom,
    Cause,
    Certainty,
    Direction,
    Disposition,
    Dose,
    Stage,
    Strength,
    Threshold,
    Treatment,
)
from backlab.reasoning.engine import rule_atoms
from backlab.reasoning.explain import ordered
from backlab.reasoning.plan import plan_atoms


class Text(NamedTuple):
    """A text, what it is, and the module that says it."""

    text: str
    what: str
    module: ModuleType


def texts() -> Iterator[Text]:
    """Every text of the knowledge, module by module, each once for each use; empty ones are left out."""
    by_module = {
        model: _levels(),
        findings: _findings(),
        rules: ((rule.because, "why a rule calls for care") for rule in rules.RULES.values()),
        causes: (pair for cause in causes.CAUSES.values() for pair in _cause(cause)),
        treatments: (pair for treatment in treatments.TREATMENTS.values() for pair in _treatment(treatment)),
        article: _article(),
        cases: _cases(),
        places: _places(),
        figures: _figures(),
        sources: _sources(),
    }
    for module, pairs in by_module.items():
        yield from (Text(text, what, module) for text, what in pairs if any(map(str.isalpha, text)))


_Pairs = Iterator[tuple[str, str]]


def _levels() -> _Pairs:
    for level in Disposition:
        yield level.label, "level of care"
        yield level.meaning, 'level of care, as in "{level}: {meaning}."'
    for stage in Stage:
        yield stage.label, "stage of a plan"
        yield stage.meaning, 'stage of a plan, as in "{stage} ({meaning})"'
    for word in (*Direction, *Strength, *Certainty):
        yield word.value, 'GRADE, as in "strong recommendation for, low certainty"'


def _findings() -> _Pairs:
    yield from ((topic, "heading of a topic of questions") for topic in findings.TOPICS)
    for finding in findings.FINDINGS.values():
        yield finding.label, "finding, in plain words"
        yield finding.term, "finding, clinical term"
    yield from ((quantity.limits, "why a number runs no further") for quantity in findings.QUANTITIES.values())
    yield from ((label, "a number reached, inside a sentence") for label in _thresholds())


def _thresholds() -> Iterable[str]:
    """The labels of the thresholds that are named anywhere: in a rule, a plan or the signs of a cause."""
    signs = {sign.finding for cause in causes.CAUSES.values() for sign in cause.signs}
    named: set[Atom] = {*rule_atoms(), *plan_atoms(), *signs}
    return (atom.label for atom in ordered(named) if isinstance(atom, Threshold))


def _cause(cause: Cause) -> _Pairs:
    yield cause.label, "cause"
    yield cause.term, "cause, clinical term"
    yield cause.mechanism, f"how a cause works: {cause.label}"
    yield cause.course, f"how it goes on: {cause.label}"
    notes = [cause.prior.note, *(sign.note for sign in cause.signs)]
    yield from ((note, "note on a number") for note in notes)


def _treatment(treatment: Treatment) -> _Pairs:
    label = treatment.label
    yield label, "treatment"
    yield from ((step, f"how to do it: {label}") for step in treatment.how)
    yield from ((view.says, f"what is said about: {label}") for view in (treatment.article, treatment.today))
    for against in treatment.contraindications:
        yield against.because, 'why a treatment is held back, as in "{Finding}: {because}."'
    for dose in treatment.doses:
        yield from _dose(dose)


def _dose(dose: Dose) -> _Pairs:
    for text in (dose.country, dose.who, dose.amount, dose.every, dose.most, dose.how_long):
        yield text, 'part of "{country}, {who}: {amount}, every {interval}; at most {most} in 24 hours; {how_long}."'


def _article() -> _Pairs:
    for statement in article.STATEMENTS.values():
        yield statement.article, "what the article says"
        yield statement.verdict, "how the article compares with today"
        yield statement.today, "what is known today"


def _cases() -> _Pairs:
    for case in cases.CASES.values():
        yield case.title, "title of an example patient"
        yield case.story, "story of an example patient"
        yield case.teaches, "question that an example patient raises"


def _places() -> _Pairs:
    yield from ((place.label, "place where it can hurt") for place in places.PLACES.values())
    yield from ((root.felt, "where a nerve root is felt") for root in places.NERVE_ROOTS.values())


def _figures() -> _Pairs:
    yield from ((course.label, "people whose pain was followed") for course in figures.COURSES.values())
    for effect in figures.EFFECTS.values():
        yield effect.label, 'treatment, as in "{treatment} against {other}"'
        yield effect.versus, 'what it was compared with, as in "{treatment} against {other}"'
        yield effect.who, "in whom a treatment was tested, and when"
        yield effect.note, "note on what a trial found"
        yield effect.scale.label, "scale on which an effect is measured"
        yield effect.scale.more, "what it means to stand further to the right"


def _sources() -> _Pairs:
    for source in sources.SOURCES.values():
        yield source.fact, "fact from a source"
        yield source.figures, f"figures of the source: {source.fact}"
