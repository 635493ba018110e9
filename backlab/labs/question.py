"""A question of the course, or of a teacher's own: answer it, and see whether it is right and why."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from backlab.course.again import AGAIN
from backlab.course.answers import Attempts
from backlab.course.exercise import UNSURE, Exercise, Mark, checked, judge, solution
from backlab.course.glossary import GLOSSARY
from backlab.course.guesses import Line, People, Spot
from backlab.course.kinds import Choice, Code, Number, Order, Several
from backlab.course.own import OwnQuestion, course_of, from_data, is_name, mixed
from backlab.course.own_files import find, names_in, read
from backlab.course.report import title
from backlab.course.table import EXERCISES, LESSONS, asking, number
from backlab.kit import page
from backlab.kit.contract import Field, Panel
from backlab.kit.fields import boxes, button, buttons, code, entry, order, radio, text
from backlab.kit.lab import Answer, panel, spoken, told
from backlab.labs.guesses import line_of, people_of, spot_of, truth_of
from backlab.labs.keeping import AnswersLab, no_answer_any_more
from backlab.labs.panels import more
from backlab.language import gettext, speaking
from backlab.markup import Markup, element, markup
from backlab.refusal import unknown
from backlab.words import Point, Say, shortened, source_points
from backlab.words.html import blocks_html

ANSWER = "answer"
FEW_WORDS = 30  # so many at most are said to a prediction ahead of the lab
# The control in which each kind of exercise is answered: another kind is one more line.
_FIELDS: Mapping[type[Exercise], Callable[[Any, str], Field]] = {
    Choice: lambda each, prompt: radio(ANSWER, prompt, _shown(each), stacked=True),
    Several: lambda each, prompt: boxes(ANSWER, prompt, _shown(each)),
    Order: lambda each, prompt: _order(prompt, _shown(each)),
    Number: lambda each, prompt: entry(ANSWER, prompt, unit=gettext(each.unit), enter="check"),
    Code: lambda each, prompt: code(ANSWER, prompt),
    People: lambda each, prompt: people_of(ANSWER, prompt, each),
    Line: lambda each, prompt: line_of(ANSWER, prompt, each),
    Spot: lambda each, prompt: spot_of(ANSWER, prompt, each),
}


class Question(AnswersLab):
    """One exercise by its name, such as "red_flags.1"; "red_flags.predict" opens the lab that is given it.

    Your own: ``Question("How many legs has an ant?", right=6, because="All insects have six.")``, with ``options`` and
    whatever else ``backlab.course.own.question`` takes, or "plants.1" from ``plants.toml`` beside the notebook (or
    another ``file``: TOML, JSON, or one of jupyterquiz).

    ``question.answer_with("urgent")`` answers it from code, without keeping it. ``attempts`` are all answers so far,
    ``mark`` how the last was judged (None before the first).

    >>> from backlab.widgets import Question
    >>> question = Question("red_flags.1")
    >>> _ = question.answer_with(question.exercise.right())
    >>> question.mark.verdict
    'Correct'
    """

    look = "question"
    whole = True
    mark: Mark | None = None
    given: Any = None
    """The answer that ``mark`` is about."""

    def __init__(
        self, name: str, *, file: Path | str | None = None, language: str | None = None, **parts: Any
    ) -> None:
        self.exercise, heading_of = _asked(name, file, parts)
        self.attempts: Attempts | None = None
        self._shown, self._tried, self._notice = False, False, ""
        self._waiting: list[Callable[[], None]] = []
        speaks = spoken(language)
        with speaking(speaks):
            self._heading = heading = heading_of()
            super().__init__(
                _fields(self.exercise),
                {ANSWER: self.exercise.start},
                key=self.exercise.id,
                names=(heading, gettext("{question}: the answer").format(question=heading)),
                language=speaks,
                keeps=self.exercise.id,
            )
            if name in [keys[0] for keys in LESSONS.values()]:  # once on each page of the course
                self.terms = {
                    term.id: {"label": gettext(term.label), "meaning": gettext(term.meaning)}
                    for term in GLOSSARY.values()
                }
        page.here().add(self.exercise.id, self)

    @property
    def committed(self) -> bool:
        """Whether it has been answered."""
        return self.attempts is not None

    def when_committed(self, act: Callable[[], None]) -> None:
        """Call ``act`` as soon as it has been answered."""
        if self.committed:
            act()
        else:
            self._waiting.append(act)

    def answer_with(self, given: Any) -> str:
        """Answer from code, as a person would, and read what is said: the verdict and the first reason."""
        with self.one_change(), speaking(self.lang):
            self.move(ANSWER, given)
            self._check(given, keep=False)
            return self.said or self._notice

    def answer(self, values: Mapping[str, Any]) -> Answer:
        """The feedback on the last answer that was given, and the solution once it was asked for."""
        # A prediction stands under the page's own heading: who sees both needs only one.
        unseen = " bl-unseen" if self.exercise.is_prediction else ""
        heading = element("h3", self._heading, class_=f"bl-question-head{unseen}")
        truth = truth_of(self.exercise, self.given) if self._is_open() else None
        hidden = () if self._may_show_solution() else ("solution",)
        over = ("check", UNSURE) if truth and truth["over"] else ()  # nothing is left to guess
        return Answer(
            (self._feedback(), self._solution()),
            said=self._said(),
            told=told(
                html={"head": heading},
                hidden={"actions": (*hidden, *over)},
                truth={ANSWER: truth} if truth else {},
                shuts=self.exercise.is_prediction and not self.mark,
            ),
        )

    def pressed(self, button: str) -> None:
        """Judge the answer, or show the solution."""
        if button == "solution":
            self._shown = True
            if self.attempts and self.mark and not self.mark.right:  # to compare afterwards is no help
                self._have(self.keep(self.exercise.id, self.attempts, shown=True))
            self.refresh()
        else:
            self._check(UNSURE if button == UNSURE else self.values[ANSWER], keep=True)

    def take_up(self, record: Mapping[str, Attempts]) -> None:
        """Show again what was answered before."""
        attempts = record.get(self.exercise.id)
        if attempts is None:
            return
        try:
            self._judge_again(attempts)
        except ValueError:  # the exercise has changed since, or somebody edited the file
            self.complain(no_answer_any_more())
            return
        self.put(answer=self.exercise.written(self.given))
        self._have(attempts)
        self.refresh()

    def beside(self) -> dict[str, Any]:
        """The answers so far, and whether the solution was shown; also where the page could keep none."""
        given = [*self.attempts.given] if self.attempts else []
        return {"given": given, "shown": self._shown, "tried": self._tried, "notice": self._notice}

    def take_beside(self, known: Mapping[str, Any]) -> None:
        """Say again what was said to the last answer; what stands in the control meanwhile stays."""
        match known:
            case {"given": [*given]} if given:
                with suppress(ValueError):  # the exercise has changed since
                    attempts = Attempts(tuple(given), known.get("shown") is True)
                    self._judge_again(attempts)
                    self._have(attempts)
        self._shown, self._tried = known.get("shown") is True, known.get("tried") is True
        match known:
            case {"notice": str(notice)}:
                self._notice = notice

    def _judge_again(self, attempts: Attempts) -> None:
        given = checked(self.exercise, attempts.given[-1])
        self.mark, self.given = judge(self.exercise, given), given
        self._shown, self._tried = attempts.shown, True

    def _may_show_solution(self) -> bool:
        """After a first try, and as long as there is something to learn from it."""
        is_known = self.mark is not None and self.mark.right and self.exercise.has_one_answer
        return self._tried and not self._shown and not is_known and not self.exercise.is_prediction

    def _is_open(self) -> bool:
        """Whether the right answer may be seen: a prediction is made once, anything else until it is right."""
        return self.mark is not None and bool(self.exercise.is_prediction or self.mark.right or self._shown)

    def _check(self, given: Any, *, keep: bool) -> None:
        self._tried = True
        try:
            given = checked(self.exercise, given)
            self.mark, self.given, self._notice = judge(self.exercise, given), given, ""
        except ValueError as error:
            self._notice = str(error)
            self.refresh()
            return
        # Whoever pressed with no answer, and looked at the solution then, has looked at it.
        before = self.attempts or Attempts((), self._shown)
        self._have(self.keep(self.exercise.id, before, given) if keep else before.then(given))
        self.refresh()

    def _have(self, attempts: Attempts) -> None:
        self.attempts = attempts
        while self._waiting:
            self._waiting.pop()()

    def _feedback(self) -> Panel:
        if self._notice:
            return panel("feedback", gettext("Not checked yet"), element("p", self._notice), folds=False)
        if self.mark is None:
            return panel("feedback", "", "", folds=False)
        sign = {True: "✓", False: "✗", None: "→"}[self.mark.right]
        said = _in_short(self.mark) if self.exercise.is_prediction else _explained(self.mark)
        return panel("feedback", f"{sign} {self.mark.verdict}", said, folds=False)

    def _solution(self) -> Panel:
        title = gettext("A solution")
        if not self._shown:
            return panel("solution", title, "", folds=False)
        answer = solution(self.exercise)
        if self.exercise.has_one_answer:
            return panel("solution", title, element("p", answer.verdict), folds=False)
        # Of code, the reasons have not been seen before it is right; of all else they stand above.
        why = None if self.mark and self.mark.right else _explained(answer)
        return panel("solution", title, markup(element("pre", answer.verdict), why), folds=False)

    def _said(self) -> str:
        if self._notice or self.mark is None:
            return self._notice
        lines = [block for block in self.mark.blocks if isinstance(block, Say | Point)]
        points = (f"{line.mark}: {line.text}" if isinstance(line, Point) and line.mark else line.text for line in lines)
        return f"{self.mark.verdict}. {next(points, '')}".strip()


def _in_short(mark: Mark) -> Markup:
    """What is said to a prediction: few words, since the lab below shows the rest, and all else one click away."""
    if not mark.blocks:  # an author gave no reason, and nobody has guessed
        return markup()
    first, *others = mark.blocks
    brief, left = shortened(first.text, FEW_WORDS) if isinstance(first, Say) else ("", "")
    rest = [Say(left), *others] if left else list(others)
    why = Mark(mark.right, mark.verdict, tuple(rest if brief else mark.blocks), mark.sources)
    said = element("p", brief) if brief else None
    return markup(said, more(gettext("Why"), _explained(why)) if why.blocks else _explained(why))


def _explained(mark: Mark) -> Markup:
    """The reasons, and one click away the sources that they cite."""
    sources = blocks_html(source_points(mark.sources))
    return markup(blocks_html(mark.blocks), more(gettext("Sources"), sources) if sources else None)


def _asked(name: str, file: Path | str | None, parts: Mapping[str, Any]) -> tuple[Exercise, Callable[[], str]]:
    """The exercise that is meant, and what says its heading. Raises ``ValueError`` where none is."""
    if not file and not parts and name in EXERCISES:
        exercise = EXERCISES[name]
        return exercise, lambda: _heading(exercise)
    if parts or not is_name(name):
        own = _mixed(from_data({"prompt": name, **parts}, parts.get("key", ""), page.here().folder))
        return own, lambda: gettext("Your prediction") if own.is_prediction else gettext("Question")
    folder = page.here().folder
    lesson = read(folder / file) if file else None
    found = (lesson, lesson.asked(name)) if lesson else find(name, folder)
    if found is None:
        raise ValueError(unknown(gettext("no exercise {word}"), name, [*EXERCISES, *names_in(folder)]))
    exercise, course = _mixed(found[1]), course_of([found[0]])

    def heading() -> str:
        with asking(course):
            return _heading(exercise)

    return exercise, heading


def _mixed(own: OwnQuestion) -> Exercise:
    """The exercise, with its options in another order each time where that is asked for."""
    exercise = own.exercise
    if own.shuffled and isinstance(exercise, Order):
        return exercise.changed(options=mixed(exercise.options, exercise.right(), random.Random()))
    if own.shuffled and isinstance(exercise, Choice | Several):
        return exercise.changed(options=tuple(random.sample(exercise.options, len(exercise.options))))
    return exercise


def _heading(exercise: Exercise) -> str:
    if exercise.is_prediction:
        return gettext("Your prediction")
    place = number(exercise.id)
    if exercise.is_again and exercise.lesson in AGAIN:
        earlier = title(EXERCISES[AGAIN[exercise.lesson]].lesson)
        return gettext("Exercise {number}, once more from “{lesson}”").format(number=place, lesson=earlier)
    return gettext("Exercise {number}").format(number=place)


def _fields(exercise: Exercise) -> list[Field]:
    field = _FIELDS[type(exercise)](exercise, gettext(exercise.prompt))
    check = gettext("This is my guess") if exercise.is_prediction else gettext("Check")
    waits = ANSWER if exercise.is_prediction else ""
    presses = [button("check", check, does="answer", waits=waits), button("solution", gettext("Show a solution"))]
    if exercise.is_prediction and UNSURE not in dict(_shown(exercise)):
        presses.append(button(UNSURE, gettext("I am not sure: show me"), does="answer"))
    return [text("head"), field, buttons("actions", presses)]


def _order(prompt: str, choices: list[tuple[str, str]]) -> Field:
    return order(
        ANSWER,
        prompt,
        choices,
        hint=gettext("Drag them by their handles, or move each with its two arrows."),
        up=gettext("Move up: {words}"),
        down=gettext("Move down: {words}"),
        placed=gettext("{words}: now at place {place} of {of}"),
    )


def _shown(exercise: Exercise) -> list[tuple[str, str]]:
    return [(option.id, option.shown) for option in exercise.choices]
