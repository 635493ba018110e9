"""Practice without end: one example patient after another, and what was missed comes again after days."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date
from random import Random
from typing import Any

from backlab.course.answers import Attempts
from backlab.course.exercise import Mark, judge
from backlab.course.kinds import Choice
from backlab.kit.fields import button, buttons
from backlab.kit.lab import Answer, Html, panel, spoken, told
from backlab.labs.keeping import AnswersLab
from backlab.labs.panels import more, strong
from backlab.language import gettext, ngettext, speaking
from backlab.markup import Markup, element, markup
from backlab.practice.boxes import DAYS, PRACTICE, Card, Try, card_of, counts, following, try_of
from backlab.practice.pairs import POINTS, Pair, pair
from backlab.practice.questions import asked_of, question
from backlab.words import source_points
from backlab.words.html import blocks_html

_TAP, _NEXT, _LETTERS = "choose", "next", ("a", "b", "c", "d")  # each question has four answers
_TOPICS = {point.id: point.topic for point in POINTS.values()}


class PracticeLab(AnswersLab):
    """Example patients made from the rules, never the same twice, and each with its reason once it is judged.

    What was right comes again after ever more days, what was missed on the next. ``today`` says what day it is.
    ``practice.judge("urgent")`` answers from code, without keeping it.

    >>> len(PracticeLab().options)
    4
    """

    look = "practice"
    whole = True

    def __init__(self, *, language: str | None = None, today: Callable[[], date] | None = None) -> None:
        self.tries: dict[str, list[Try]] = {}
        self._today, speaks = today or date.today, spoken(language)
        self._mark: Mark | None = None
        self._given, self._is_held = "", False
        with speaking(speaks):
            self._take_next("")
            super().__init__(
                [buttons(_TAP, [*(button(each, each.upper()) for each in _LETTERS), button(_NEXT, _next_words())])],
                {},
                key="practice",
                names=(gettext("Your answer"), gettext("The patient")),
                language=speaks,
                keeps=PRACTICE,
            )

    @property
    def cards(self) -> dict[str, Card]:
        """How each point stands that was asked."""
        return {point: card_of(tries) for point, tries in self.tries.items()}

    @property
    def options(self) -> tuple[str, ...]:
        """The ids of what can be answered."""
        return tuple(option.id for option in self._question.options)

    def judge(self, option: str) -> str:
        """Answer from code, as a person would, and read whether it is right; raises ``ValueError`` for no option."""
        if option not in self.options:
            known = gettext("{word} is no answer here: the answers are {words}")
            raise ValueError(known.format(word=repr(option), words=", ".join(self.options)))
        with self.one_change(), speaking(self.lang):
            self._answer(option, keep=False)
        return self.said

    def go_on(self) -> None:
        """Take the next patient, as code does."""
        with speaking(self.lang):
            self.pressed(_NEXT)

    def pressed(self, button: str) -> None:
        """Judge an answer, once; or take the next patient."""
        if button == _NEXT:
            self._take_next(self._pair.point.id)
            self.refresh()
        elif self._mark is None:
            self._answer(self.options[_LETTERS.index(button)], keep=True)

    def take_up(self, record: Mapping[str, Attempts]) -> None:
        """Go on where one was: with what was kept of points that there are."""
        self._know({key: attempts.given for key, attempts in record.items()})
        if self._mark is None and not self._is_held:
            self._take_next("")
        self.refresh()

    def _know(self, kept: Mapping[str, Sequence[Any]]) -> None:
        for key, given in kept.items():
            point = key.removeprefix(PRACTICE)
            tries = [found for each in given if (found := try_of(each))]
            if point in POINTS and tries:
                self.tries[point] = tries

    def beside(self) -> dict[str, Any]:
        """Who is there and what was answered, and all tries: of those from code the browser keeps none."""
        tries = {point: [each.to_json() for each in made] for point, made in self.tries.items()}
        at = {"point": self._pair.point.id, "number": self._pair.number, "given": self._given}
        return {**super().beside(), **at, "tries": tries}

    def take_beside(self, known: Mapping[str, Any]) -> None:
        """Have the same patient again, and what was answered."""
        super().take_beside(known)
        match known:
            case {"tries": dict(tries)}:
                self._know({PRACTICE + point: made for point, made in tries.items() if isinstance(made, list)})
        match known:
            case {"point": str(point)} if point in POINTS:
                self._hold_pair(point, known.get("number", 0), known.get("given"))
        self.refresh()

    def _hold_pair(self, point: str, number: Any, given: Any) -> None:
        if not isinstance(number, int) or number < 0:
            return
        with suppress(LookupError):  # there is no such pair
            self._have(pair(point, number))
            self._is_held = True
        if given in self.options:
            self._given, self._mark = given, judge(self._question, given)

    def answer(self, values: Mapping[str, Any]) -> Answer:
        """The patient, what can be answered, and once it is the reason; below, how far one has got."""
        hidden = _LETTERS if self._mark else (_NEXT,)
        return Answer(
            (
                panel("patient", gettext("Somebody comes in"), self._asked(), folds=False),
                panel("because", self._verdict(), self._reasons(), folds=False),
                panel("boxes", gettext("What comes again, and when"), self._boxes(), is_open=False),
            ),
            said=self._said(),
            told=told(hidden={_TAP: hidden}),
        )

    def _take_next(self, last: str) -> None:
        """The next pair: of its point one that was not asked before."""
        today, count = self._today(), sum(map(len, self.tries.values()))
        point = following(self.cards, _TOPICS, today, last, Random(f"{today}/{count}"))
        number = max((each.number for each in self.tries.get(point, ())), default=-1) + 1
        self._have(pair(point, number))

    def _have(self, found: Pair) -> None:
        self._pair: Pair = found
        self._question: Choice = question(found)
        self._mark, self._given = None, ""

    def _answer(self, option: str, *, keep: bool) -> None:
        self._given, self._mark = option, judge(self._question, option)
        made = Try(self._pair.number, bool(self._mark.right), self._today())
        before = self.tries.setdefault(self._pair.point.id, [])
        if keep:
            self.keep(PRACTICE + self._pair.point.id, Attempts(()), made.to_json())
        before.append(made)
        self.refresh()

    def _asked(self) -> Markup:
        story, asked = asked_of(self._pair)
        options = element("div", self._options(), class_="bl-answers")
        return markup(element("p", story, class_="bl-story"), strong(asked), options)

    def _options(self) -> Iterator[Markup]:
        """Each answer as a button; once one was given, which it was, and which is right."""
        right = self._question.right() if self._mark else ""
        for letter, option in zip(_LETTERS, self._question.options, strict=True):
            signs = [gettext("✓ right")] if option.id == right else []
            signs += [gettext("your answer")] if option.id == self._given else []
            look = "is-right" if option.id == right else "is-yours" if option.id == self._given else ""
            yield element(
                "button",
                element("b", letter.upper()),
                element("span", option.shown),
                element("i", ", ".join(signs)) if signs else None,
                type="button",
                class_=f"bl-answer {look}".strip(),
                data_tap=f"{_TAP}={letter}",
                disabled=self._mark is not None,
            )

    def _verdict(self) -> str:
        if self._mark is None:
            return ""
        return f"{'✓' if self._mark.right else '✗'} {self._mark.verdict}"

    def _reasons(self) -> Html:
        """Why, the sources one click away, and when it comes again."""
        if self._mark is None:
            return ""
        onward = element("button", _next_words(), type="button", class_="bl-onward", data_tap=f"{_TAP}={_NEXT}")
        sources = blocks_html(source_points(self._mark.sources))
        return markup(
            element("p", self._again(), " ", onward, class_="bl-again"),
            blocks_html(self._mark.blocks[1:]),  # the first says what was chosen, which is seen
            more(gettext("Sources"), sources),
        )

    def _again(self) -> str:
        days = DAYS[self.cards[self._pair.point.id].box - 1]
        said = ngettext("One like this comes again in {count} day.", "One like this comes again in {count} days.", days)
        return said.format(count=days)

    def _said(self) -> str:
        if self._mark is None:
            return asked_of(self._pair)[1]
        return f"{self._mark.verdict}. {self._again()}"

    def _boxes(self) -> Markup:
        """Five boxes with how many lie in each, how many are due today, and how many were never asked."""
        cards, today = self.cards, self._today()
        due = sum(card.due <= today for card in cards.values())
        said = ngettext("{count} comes again today", "{count} come again today", due).format(count=due)
        new = gettext("{count} of {of} not met yet").format(count=len(POINTS) - len(cards), of=len(POINTS))
        boxes = (_box(days, count) for days, count in zip(DAYS, counts(cards.values()), strict=True))
        how = gettext(
            "What is right moves one box on and comes again later; what is missed is back in the first, and comes again"
            " tomorrow. Only this device keeps it."
        )
        return markup(element("p", f"{said}; {new}."), element("ol", boxes, class_="bl-leitner"), element("p", how))


def _box(days: int, count: int) -> Markup:
    after = ngettext("after {count} day", "after {count} days", days).format(count=days)
    return element("li", element("b", str(count)), element("span", after))


def _next_words() -> str:
    return gettext("Next patient")
