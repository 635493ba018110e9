"""The kinds of question that come again and again, each with an answer and reasons that the tables give."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial

from backlab.advice import advise
from backlab.course.code import Value, evaluated
from backlab.course.exercise import Option, Reasons
from backlab.course.kinds import Choice, Code, Several, Tried
from backlab.knowledge.article import STATEMENTS
from backlab.knowledge.cases import CASES
from backlab.knowledge.findings import FINDINGS, QUANTITIES
from backlab.knowledge.rules import RULES
from backlab.language import gettext
from backlab.model import Atom, Condition, Disposition, Expression, Rule, Threshold
from backlab.presentation import Presentation
from backlab.reasoning.engine import cohort_of, disposition, level_of, rule_atoms, triage
from backlab.reasoning.explain import ordered, reasons
from backlab.words import Block, Citer, Say, listed, reason_point

LEVELS = tuple(Option(level.name.lower(), level.label, means=level.meaning) for level in Disposition)


def level_question(id: str, patient: Presentation, prompt: str) -> Choice:
    """Which of the four levels of care this patient needs; the rules say which, and why."""
    return Choice(id, prompt, partial(_level, patient), partial(why_level, patient), LEVELS)


def verdict_question(id: str, statement: str, prompt: str) -> Choice:
    """How a statement of the article compares with what is known today."""
    verdicts = tuple(dict.fromkeys(each.verdict for each in STATEMENTS.values()))
    return Choice(
        id,
        prompt,
        lambda: STATEMENTS[statement].verdict,
        lambda cite: (say(STATEMENTS[statement].today, cite, *STATEMENTS[statement].sources),),
        tuple(Option(verdict, verdict) for verdict in verdicts),
    )


def raising_question(id: str, patient: Presentation, findings: Iterable[str], prompt: str) -> Several:
    """Which of these findings, were it there as well, would raise the patient's level of care."""
    listed = tuple(findings)

    def reasons_(cite: Citer) -> Iterator[Block]:
        for name in _raising(patient, listed):
            more = patient.changed(FINDINGS[name], to=True)
            yield from (reason_point(each, cite) for each in reasons(more)[:1])

    options = tuple(Option(name, FINDINGS[name].label) for name in listed)
    return Several(id, prompt, partial(_raising, patient, listed), reasons_, options)


def needing(
    id: str,
    least: Disposition,
    prompt: str,
    patients: Iterable[tuple[Option, Presentation]],
    lesson: Reasons,
) -> Several:
    """Which of these example patients need at least the level ``least``; ``lesson`` is what they have in common."""
    asked = tuple(patients)
    known = {option.id: patient for option, patient in asked}

    def right() -> list[str]:
        return [name for name, patient in known.items() if disposition(patient) >= least]

    def reasons_(cite: Citer) -> Iterator[Block]:
        for name in right():
            yield next(why_level(known[name], cite))  # one is enough, and no source is cited for what is not said
        yield from lesson(cite)

    return Several(id, prompt, right, reasons_, tuple(option for option, _ in asked))


def choice_question(
    id: str, prompt: str, options: Iterable[Option], right: Callable[[], str], reasons: Reasons
) -> Choice:
    """One answer of several; ``right`` works out its id."""
    return Choice(id, prompt, right, reasons, tuple(options))


def patient_question(
    id: str, prompt: str, wanted: Disposition, passing: str, *, start: str = "", tests: Iterable[str] = ()
) -> Code:
    """Code that describes a patient whose advice is at the level ``wanted``; ``passing`` is such code.

    ``tests`` are findings that must be present in what is written.
    """
    needed = tuple(tests)
    return Code(
        id,
        prompt,
        lambda: passing,
        lambda cite: why_level(evaluated(passing, _PATIENT_NAMES), cite),
        tests=lambda value: _tried_patient(value, wanted, needed),
        names=lambda: _PATIENT_NAMES,
        start=start,
    )


def rule_question(id: str, prompt: str, rule: str, *, start: str = "", among: Iterable[str] = ()) -> Code:
    """A condition of the student's own, tried on every example patient against the course's rule of that name.

    ``among`` are the names of what is asked about: then only that part of the rule is wanted which needs nothing else.
    """
    wanted = _part_of(RULES[rule], frozenset(among))
    return Code(
        id,
        prompt,
        lambda: condition_code(wanted.when),
        lambda cite: (say(wanted.because, cite, *wanted.sources),),
        tests=partial(_tried_rule, wanted),
        names=condition_names,
        start=start,
    )


def _part_of(rule: Rule, names: frozenset[str]) -> Rule:
    """The rule as far as these names go; all of it where there are none."""
    clauses = (clause for clause in rule.when.clauses if all(_name(atom) in names for atom in clause))
    return rule._replace(when=Condition(clauses)) if names else rule


def _name(atom: Atom) -> str:
    return atom.quantity.id if isinstance(atom, Threshold) else atom.id


def why_level(patient: Presentation, cite: Citer) -> Iterator[Block]:
    """The rules that set a patient's level, the highest first, with what was found."""
    found = reasons(patient)
    level = disposition(patient)
    for each in found:
        if each.rule.disposition == level:
            yield reason_point(each, cite)
    if not found:
        yield Say(gettext("None of the findings calls for more than self-care."))


def explained(exercise: Choice, because: Mapping[str, str]) -> Choice:
    """The same exercise whose options say ``because``, by their ids, once they are chosen."""
    options = (option._replace(because=because.get(option.id, option.because)) for option in exercise.options)
    return exercise.changed(options=tuple(options))


def say(text: str, cite: Citer, *sources: str) -> Say:
    """A sentence of the tables in the language that is spoken, with its sources."""
    return Say(f"{gettext(text)}{cite(sources)}")


def condition_names() -> Mapping[str, Value]:
    """What a condition can be made of: every finding, and age, pain and days."""
    return {**FINDINGS, **QUANTITIES}


def condition_code(when: Expression) -> str:
    """A condition as a student would write it."""
    clauses = [" & ".join(sorted(_atom_code(atom) for atom in clause)) for clause in when.clauses]
    if len(clauses) == 1:
        return clauses[0]
    return " | ".join(f"({clause})" if " & " in clause else clause for clause in clauses)


def _atom_code(atom: Atom) -> str:
    return atom.id if atom.id in FINDINGS else f"({atom.id.replace('>=', ' >= ')})"


def _level(patient: Presentation) -> str:
    return disposition(patient).name.lower()


def _raising(patient: Presentation, findings: tuple[str, ...]) -> list[str]:
    now = disposition(patient)
    return [name for name in findings if disposition(patient.changed(FINDINGS[name], to=True)) > now]


def _patient(presentation: Value, lens: str = "today") -> Value:
    """What ``advise(...)`` is in an answer: the patient, once the advice could be given."""
    if not isinstance(presentation, Presentation):
        raise ValueError(gettext("advise needs a Presentation, as in advise(Presentation(age=34, pain=6))."))
    advise(presentation, lens)
    return presentation


def _described(*numbers: Value, **said: Value) -> Presentation:
    """What ``Presentation(...)`` is in an answer: it names what is missing."""
    if numbers:
        raise ValueError(gettext("Say each part by its name, as in Presentation(age=34, pain=6)."))
    return Presentation.from_dict(said)


_PATIENT_NAMES: Mapping[str, Value] = {"advise": _patient, "Presentation": _described}


def _tried_patient(value: Value, wanted: Disposition, needed: tuple[str, ...]) -> Iterator[Tried]:
    if not isinstance(value, Presentation):
        raise ValueError(gettext("Describe a patient, as in Presentation(age=34, pain=6)."))
    for name in needed:
        label = gettext(FINDINGS[name].label)
        there = gettext("You said that this is there: {finding}.").format(finding=label)
        yield Tried(value.answer(FINDINGS[name]) is True, there)
    level = disposition(value)
    told = gettext("The level is {level}; {wanted} was asked for.")
    yield Tried(level == wanted, told.format(level=gettext(level.label), wanted=gettext(wanted.label)))


def _tried_rule(rule: Rule, value: Value) -> Iterator[Tried]:
    """The condition on every example patient and on each single clause of the course's own rule."""
    if not isinstance(value, Expression):
        raise ValueError(gettext("Write a condition, as in fever & (flank_pain | nausea)."))
    own = rule._replace(when=value)
    for clause in rule.when.clauses:
        caught = any(_covers(each, clause) for each in value.clauses)
        yield Tried(caught, gettext("It holds for a patient with: {findings}.").format(findings=_named(clause)))
    for case in CASES.values():
        if _fires(own, case.presentation) and not _fires(rule, case.presentation):
            name = gettext(case.title)
            yield Tried(False, gettext("It holds for “{case}” too, and there it should not.").format(case=name))
    too_wide = [clause for clause in value.clauses if not any(_covers(each, clause) for each in rule.when.clauses)]
    for clause in too_wide:
        wide = gettext("It holds already for: {findings}. That is not enough.")
        yield Tried(False, wide.format(findings=_named(clause)))


def _covers(wide: frozenset[Atom], narrow: frozenset[Atom]) -> bool:
    """Whether all that ``wide`` asks for follows from ``narrow``; a higher threshold holds a lower one."""
    return all(any(_follows(atom, given) for given in narrow) for atom in wide)


def _follows(atom: Atom, given: Atom) -> bool:
    if isinstance(atom, Threshold) and isinstance(given, Threshold):
        return atom.quantity is given.quantity and given.value >= atom.value
    return atom == given


def _named(clause: Iterable[Atom]) -> str:
    return listed(ordered(clause))


def _fires(rule: Rule, patient: Presentation) -> bool:
    cohort = cohort_of((patient,), rule_atoms((rule,)))
    return level_of(triage(cohort.present, 1, (rule,))) > Disposition.SELF_CARE
