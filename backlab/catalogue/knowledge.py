"""Every text of a table that a person is shown, read off the live objects, each with what it is.

What a text is stands beside it in the catalogue, so that a translation fits the sentence in which it is shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib import import_module
from types import ModuleType
from typing import NamedTuple

from backlab import model
from backlab.course import clinic_cases, glossary, lessons
from backlab.course.exercise import Exercise
from backlab.course.guesses import Line
from backlab.course.kinds import Number
from backlab.course.table import EXERCISES, LESSONS
from backlab.knowledge import (
    anatomy,
    article,
    assumptions,
    care_sources,
    cases,
    causes,
    danger_sources,
    dangers,
    effect_kinds,
    effect_sources,
    effects,
    figures,
    findings,
    places,
    rules,
    sources,
    treatments,
)
from backlab.knowledge.cases import Case
from backlab.knowledge.figures import Count, Effect, Timeline, Unknown
from backlab.model import (
    Atom,
    Band,
    Cause,
    Certainty,
    Direction,
    Disposition,
    Dose,
    Source,
    Stage,
    Strength,
    Threshold,
    Treatment,
)
from backlab.practice import voices
from backlab.reasoning.engine import rule_atoms
from backlab.reasoning.explain import ordered
from backlab.reasoning.plan import plan_atoms


class Text(NamedTuple):
    """A text, what it is, and the module that says it."""

    text: str
    what: str
    module: ModuleType


def texts() -> Iterator[Text]:
    """Every text of the knowledge and the course, module by module, each once for each use; empty ones are left out."""
    by_module = {
        model: _levels(),
        findings: _findings(),
        rules: ((rule.because, "why a rule calls for care") for rule in rules.RULES.values()),
        causes: _causes(),
        assumptions: ((note, "note on a number") for note in assumptions.notes()),
        treatments: (pair for treatment in treatments.TREATMENTS.values() for pair in _treatment(treatment)),
        article: _article(),
        cases: _cases(cases.CASES.values()),
        places: _places(),
        dangers: ((danger.question, "question that is asked first") for danger in dangers.DANGERS.values()),
        anatomy: _anatomy(),
        figures: _figures(),
        sources: _sources(sources.GENERAL_SOURCES),
        danger_sources: _sources(danger_sources.DANGER_SOURCES),
        care_sources: _sources(care_sources.CARE_SOURCES),
        effect_sources: _sources(effect_sources.EFFECT_SOURCES),
        effect_kinds: _choosing(),
        effects: _effects(),
        clinic_cases: _clinic(),
        glossary: _glossary(),
        voices: _voices(),
        **_lessons(),
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
    for band in Band:
        yield band.value, "how common a cause is"
    for word in (*Direction, *Strength, *Certainty):
        yield word.value, 'GRADE, as in "strong recommendation for, low certainty"'


def _findings() -> _Pairs:
    yield from ((topic, "heading of a topic of questions") for topic in findings.TOPICS)
    for finding in findings.FINDINGS.values():
        yield finding.label, "finding, in plain words"
        yield finding.term, "finding, clinical term"
        if (words := findings.short_words(finding)) != finding.label:
            yield words, "old finding, below its sign"
    yield from ((quantity.too_low, "for whoever is younger than that") for quantity in findings.QUANTITIES.values())
    yield from ((label, "a number reached, inside a sentence") for label in _thresholds())


def _thresholds() -> Iterable[str]:
    """The labels of the thresholds that are named anywhere: in a rule, a plan, the signs of a cause or the clinic."""
    of_causes = {
        atom
        for cause in causes.CAUSES.values()
        for atom in (*cause.speaks_for, *cause.speaks_against, *(sign.finding for sign in cause.signs))
    }
    of_clinic = {sign.finding for cause in assumptions.SIMULATED.values() for sign in cause.signs}
    named: set[Atom] = {*rule_atoms(), *plan_atoms(), *of_causes, *of_clinic, *assumptions.USUAL}
    return (atom.label for atom in ordered(named) if isinstance(atom, Threshold))


def _voices() -> _Pairs:
    yield from ((said, "said by an example patient") for said in voices.VOICES.values())
    for ways in voices.BEGINNINGS.values():
        yield from ((said, "said by an example patient: how it began") for said in ways)
    yield from ((said, "said by an example patient: how they move") for said in voices.MOVING.values())


def _causes() -> _Pairs:
    for cause in causes.CAUSES.values():
        yield from _cause(cause)
    for measured in causes.MEASURED.values():
        yield measured.among, 'of whom a number is, as in "of 100 {people} about 5 have it"'


def _cause(cause: Cause) -> _Pairs:
    yield cause.label, "cause"
    yield cause.term, "cause, clinical term"
    yield cause.mechanism, f"how a cause works: {cause.label}"
    yield cause.course, f"how it goes on: {cause.label}"
    yield cause.settles, f"what would find it or rule it out: {cause.label}"
    yield cause.how_common, f"how common it is: {cause.label}"
    yield from ((sign.note, "note on a number") for sign in cause.signs)


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


def _cases(table: Iterable[Case]) -> _Pairs:
    for case in table:
        yield case.title, "title of an example patient"
        yield case.story, "story of an example patient"
        yield case.teaches, "question that an example patient raises"


def _clinic() -> _Pairs:
    for ask in clinic_cases.QUESTIONS.values():
        yield ask.words, "question that is asked in the clinic"
        yield ask.nothing, "answer of a patient of the clinic"
        if ask.other_words:
            yield ask.other_words, "question that is asked in the clinic, where there can be no pregnancy"
            yield ask.other_nothing, "answer of a patient of the clinic, where there can be no pregnancy"
    for patient in clinic_cases.CLINIC.values():
        yield patient.title, "title of an example patient"
        yield patient.opening, "what an example patient says unasked"
        yield from ((answer, "answer of a patient of the clinic") for answer in patient.answers.values())
        yield patient.teaches, "question that an example patient raises"


def _places() -> _Pairs:
    yield from ((place.label, "place where it can hurt") for place in places.PLACES.values())
    yield from ((root.felt, "where a nerve root is felt") for root in places.NERVE_ROOTS.values())


def _anatomy() -> _Pairs:
    for part in anatomy.BODY_PARTS.values():
        yield part.label, "part of the body, in plain words"
        yield part.term, "part of the body, its name in anatomy"
        yield part.does, f"what a part of the body does: {part.label}"
    yield from ((words, "a part of the body and its side") for words in anatomy.SIDE_WORDS.values())


def _figures() -> _Pairs:
    yield from ((course.label, "people whose pain was followed") for course in figures.COURSES.values())
    rest = (effect for effects in figures.REST.values() for effect in effects)
    for effect in (*figures.EFFECTS.values(), *rest, *figures.WARMTH.values()):
        yield from _unknown(effect) if isinstance(effect, Unknown) else _effect(effect)
    yield from ((each.label, "what counts as having it again") for each in figures.RECURRENCES.values())
    for tried in figures.PREVENTIONS.values():
        yield tried.label, "what was tried so that it does not come back"
        yield tried.note, f"note on what was tried: {tried.label}"
    for timeline in figures.TIMELINES.values():
        yield from _timeline(timeline)
    yield from ((count.label, "what a number counts") for count in _counts())


def _effect(effect: Effect) -> _Pairs:
    yield effect.label, 'treatment, as in "{treatment} against {other}"'
    yield effect.versus, 'what it was compared with, as in "{treatment} against {other}"'
    yield effect.who, "in whom a treatment was tested, and when"
    yield effect.note, "note on what a trial found"
    yield effect.scale.label, "scale on which an effect is measured"
    yield effect.scale.more, "what it means to stand further to the right"


def _unknown(unknown: Unknown) -> _Pairs:
    yield unknown.label, "treatment of which nobody knows what it does"
    yield unknown.says, f"why nobody knows what it does: {unknown.label}"


def _timeline(timeline: Timeline) -> _Pairs:
    yield timeline.label, "treatment for pain down the leg"
    yield timeline.versus, f"what it was compared with: {timeline.label}"
    yield timeline.who, f"in whom it was tested: {timeline.label}"
    for moment in timeline.moments:
        yield moment.when, "how long after a treatment"
        yield moment.says, "what was found where there is no number"
    yield from ((note.text, f"what was found of: {timeline.label}") for note in timeline.notes)


def _counts() -> Iterator[Count]:
    """Every number without an interval, alone or in a row, under whatever name it stands among the figures."""
    for value in vars(figures).values():
        row = value if isinstance(value, tuple) and not isinstance(value, Count) else (value,)
        yield from (each for each in row if isinstance(each, Count))


def _choosing() -> _Pairs:
    for situation in effect_kinds.Situation:
        yield situation.label, "in which pain a treatment is chosen"
        yield situation.people, 'in whom it was measured, as in "of 100 {people}"'
    for slot in effect_kinds.Slot:
        yield slot.label, "what people care about"
    for kind in vars(effect_kinds).values():
        if isinstance(kind, effect_kinds.Yardstick):
            yield kind.label, 'what was counted, as in "51 of 100 people {label}"'
        elif isinstance(kind, effect_kinds.Comparator):
            yield kind.label, 'what a treatment was compared with, as in "compared with {label}"'
    for working in effect_kinds.WORKINGS.values():
        yield working, "how a number was worked out"
    yield from ((grade, "how sure a number is") for grade in effect_kinds.GRADES)


def _effects() -> _Pairs:
    for cell in effects.CELLS:
        yield cell.time, "how long after the start"
        yield cell.note, f"note on what was measured: {cell.id}"
    for conflict in effects.CONFLICTS:
        yield conflict.because, "why figures do not agree"


def _sources(rows: Iterable[Source]) -> _Pairs:
    for source in rows:
        yield source.fact, "fact from a source"
        yield source.figures, f"figures of the source: {source.fact}"
        yield source.confidence, 'how sure a fact is, as in "Confidence in this fact: {degree}."'


def _glossary() -> _Pairs:
    for topic, terms in glossary.GLOSSARY_TOPICS.items():
        yield topic, "topic of the glossary"
        for term in terms:
            yield term.label, "word of the glossary"
            yield term.meaning, f"what it means: {term.label}"


def _lessons() -> dict[ModuleType, _Pairs]:
    """The texts of each lesson's exercises, by the module that holds them."""
    return {import_module(f"{lessons.__name__}.{lesson}"): _lesson(lesson) for lesson in LESSONS}


def _lesson(lesson: str) -> _Pairs:
    for exercise in EXERCISES.values():
        if exercise.lesson == lesson and not exercise.is_again:  # its texts belong to the lesson that asked first
            yield from _exercise(exercise)


def _exercise(exercise: Exercise) -> _Pairs:
    yield exercise.prompt, f"what is asked: {exercise.id}"
    if isinstance(exercise, Number):
        yield exercise.unit, "unit of a number that is asked for"
    if isinstance(exercise, Line):
        yield exercise.unit, "what a line that is drawn counts"
        yield from ((words, f"where a line that is drawn has a point: {exercise.id}") for words, _ in exercise.xs)
    for option in exercise.choices:
        yield option.label, "answer to choose"
        yield option.means, 'what an answer to choose means, as in "{answer}: {meaning}"'
        yield option.because, f"what is said of an answer that was chosen: {exercise.id}"
