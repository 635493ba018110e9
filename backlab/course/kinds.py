"""The kinds of exercise: one of several, all that apply, an order, a number, code.

Another kind is another class here, and its field in ``backlab.labs.question``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Any, ClassVar, NamedTuple

from backlab.course.code import LONGEST, Value, evaluated
from backlab.course.exercise import UNSURE, Compared, Exercise, Mark, Option, verdict
from backlab.course.numbers import number_in
from backlab.language import gettext
from backlab.words import Block, Point, Say


class Tried(NamedTuple):
    """One trial of an answer in code: whether it passed, and what was tried, in a sentence."""

    right: bool
    said: str


@dataclass(frozen=True)
class Choice(Compared):
    """One of its ``options``; an answer is the option's id."""

    options: tuple[Option, ...]

    @property
    def choices(self) -> tuple[Option, ...]:
        """The options that are shown; a prediction may always be left open."""
        return (*self.options, Option(UNSURE, "I am not sure: show me")) if self.is_prediction else self.options

    def accepted(self, given: Any) -> str:
        """The id of one of the options."""
        if isinstance(given, str) and given in {option.id for option in self.choices}:
            return given
        raise ValueError(gettext("Choose one of the answers first."))

    def written(self, answer: Any) -> Any:
        """The id; to leave it open is one of the choices."""
        return answer

    def said(self, answer: Any) -> str:
        """Its label."""
        return self._option(answer).shown

    def about(self, answer: Any, wanted: Any) -> Iterable[Block]:
        """What was chosen, and the option's own word on it."""
        option = self._option(answer)
        chosen = gettext("You chose: {answer}.").format(answer=option.shown.rstrip("."))
        yield Say(f"{chosen} {gettext(option.because)}".strip())

    def _option(self, id: str) -> Option:
        return next(option for option in self.choices if option.id == id)


@dataclass(frozen=True)
class Several(Compared):
    """All of its ``options`` that apply; an answer is the list of their ids, in the order in which they stand."""

    options: tuple[Option, ...]

    @property
    def choices(self) -> tuple[Option, ...]:
        """The options."""
        return self.options

    @property
    def start(self) -> list[str]:
        """Nothing is ticked at first."""
        return []

    def accepted(self, given: Any) -> list[str]:
        """One id at least."""
        known = [option.id for option in self.options]
        if not isinstance(given, list | tuple) or not given or not all(each in known for each in given):
            raise ValueError(gettext("Tick the answers that apply first."))
        return [each for each in known if each in given]

    def written(self, answer: Any) -> list[str]:
        """The ids that are ticked."""
        return list(super().written(answer))

    def is_right(self, answer: Any, wanted: Any) -> bool:
        """The same ids, in whatever order."""
        return set(answer) == set(wanted)

    def said(self, answer: Any) -> str:
        """Their labels."""
        return "; ".join(each.shown for each in self.options if each.id in answer) or gettext("none of them")

    def about(self, answer: Any, wanted: Any) -> Iterable[Block]:
        """What is missing, and what is too many."""
        for option in self.options:
            if (option.id in answer) != (option.id in wanted):
                missed = gettext("You missed this") if option.id in wanted else gettext("Not this one")
                because = gettext(option.because)
                yield Point(f"{gettext(option.label)}{': ' if because else ''}{because}", mark=missed)


@dataclass(frozen=True)
class Order(Compared):
    """All of its ``options``, to be put into order; an answer is the list of their ids, the first one first.

    It is right as a whole or not at all; whoever was wrong reads how many pairs stand the right way round.
    """

    options: tuple[Option, ...]

    @property
    def choices(self) -> tuple[Option, ...]:
        """The options, in an order that is not the right one."""
        return self.options

    @property
    def start(self) -> list[str]:
        """Nothing has been put anywhere."""
        return []

    def accepted(self, given: Any) -> list[str]:
        """Every id once."""
        known = {option.id for option in self.options}
        names = [*map(str, given)] if isinstance(given, list | tuple) else []
        if len(names) != len(known) or {*names} != known:
            raise ValueError(gettext("Put them into order first."))
        return names

    def said(self, answer: Any) -> str:
        """Their labels with their places."""
        labels = {option.id: option.shown.rstrip(".") for option in self.options}
        return "; ".join(f"{place}. {labels[each]}" for place, each in enumerate(answer, 1))

    def about(self, answer: Any, wanted: Any) -> Iterable[Block]:
        """How much of it is right, and the own word of each option that stands elsewhere than it should."""
        place = {each: at for at, each in enumerate(wanted)}
        pairs = [place[first] < place[second] for first, second in combinations(answer, 2)]
        said = gettext("{right} of {all} pairs stand the right way round.")
        yield Say(said.format(right=sum(pairs), all=len(pairs)))
        for option in self.options:
            if option.because and answer[place[option.id]] != option.id:
                yield Point(f"{gettext(option.label)}: {gettext(option.because)}")


@dataclass(frozen=True, kw_only=True)
class Number(Compared):
    """A number from ``low`` to ``high``, right within ``tolerance``; ``unit`` stands behind the field.

    ``interval`` is where the source says that the number may lie: with it, whatever lies in there is right.
    ``is_share`` says that it counts how many of ``high`` there are, so that "7 of 10" is an answer too.
    """

    high: float
    low: float = 0.0
    tolerance: float = 0.0
    interval: tuple[float, float] | None = None
    unit: str = ""
    is_share: bool = False

    def accepted(self, given: Any) -> float:
        """A number that can be the answer at all; what can be read in two ways is asked about."""
        number = number_in(given, of=self.high if self.is_share else None, unit=self.unit)
        if not self.low <= number <= self.high:
            limits = gettext("The number lies between {low} and {most}.")
            raise ValueError(limits.format(low=f"{self.low:g}", most=f"{self.high:g}"))
        return number

    def written(self, answer: Any) -> str:
        """With all its digits."""
        return "" if answer == UNSURE else repr(float(answer)).removesuffix(".0")

    def is_right(self, answer: Any, wanted: Any) -> bool:
        """In the interval of its source, or where it has none no further off than its tolerance."""
        if self.interval is not None:
            return bool(self.interval[0] <= answer <= self.interval[1])
        return bool(abs(answer - wanted) <= self.tolerance)

    def said(self, answer: Any) -> str:
        """The number with its unit."""
        return f"{answer:g} {gettext(self.unit)}".strip()

    def about(self, answer: Any, wanted: Any) -> Iterable[Block]:
        """What was understood."""
        yield Say(gettext("You answered {answer}.").format(answer=self.said(answer)))


@dataclass(frozen=True, kw_only=True)
class Code(Exercise):
    """A line of code over ``names``, with ``start`` in its field at first; ``tests`` judges what it is worth.

    ``right`` is code that passes.
    """

    tests: Callable[[Value], Iterable[Tried]]
    names: Callable[[], Mapping[str, Value]]
    start: str = ""
    has_one_answer: ClassVar[bool] = False

    def accepted(self, given: Any) -> str:
        """Text that is not too long; whether it is code shows when it is judged."""
        if not isinstance(given, str) or not given.strip():
            raise ValueError(gettext("Write your answer into the field first."))
        if len(given) > LONGEST:
            raise ValueError(gettext("The answer is too long: {count} characters are enough.").format(count=LONGEST))
        return given

    def said(self, answer: Any) -> str:
        """The code itself."""
        return str(answer)

    def judged(self, answer: Any) -> Mark:
        """What was tried and whether it passed; the reasons, which would give it away, only once all has passed."""
        found = tuple(self.tests(evaluated(answer, self.names())))
        lines = tuple(Point(each.said, mark=gettext("Passed") if each.right else gettext("Failed")) for each in found)
        if not all(each.right for each in found):
            return Mark(False, verdict(False), lines)
        why, sources = self.explained()
        return Mark(True, verdict(True), (*lines, *why), sources)
