"""Questions of a teacher's own: plain data (a prompt, options, what is right, why) that becomes an exercise like ours.

    question("Which of these is a fruit?", options=["Leek", "Tomato"], right="Tomato", because="It holds the seeds.")
    question("How many legs has an ant?", right=6)

What is wrong with the data is said in one sentence (``ValueError``) that says what to do.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from inspect import signature
from math import inf, isfinite
from pathlib import Path
from random import Random
from typing import Any, NamedTuple, TypeAlias

from backlab.course.exercise import Exercise, Option
from backlab.course.guesses import Line, People, Spot
from backlab.course.kinds import Choice, Number, Order, Several
from backlab.course.table import LESSONS, OURS, Course
from backlab.language import gettext
from backlab.refusal import short, unknown
from backlab.words import Say

LESSON = "own"
"""The lesson of questions that are written into a notebook and say no lesson of their own."""
_KEY = re.compile(r"([a-z][a-z0-9_]*)\.([a-z0-9_]+)")
Options: TypeAlias = "Iterable[str | Mapping[str, Any]] | Mapping[str, str]"
"""What an author may write for what can be chosen."""
_OF_OPTION = ("text", "right", "because", "id", "at")


class OwnQuestion(NamedTuple):
    """An exercise of a teacher's own, and whether its options stand in another order each time."""

    exercise: Exercise
    shuffled: bool = False

    @property
    def id(self) -> str:
        """The key under which answers are kept."""
        return self.exercise.id


class OwnLesson(NamedTuple):
    """A lesson of a teacher's own: its ``name`` in keys, its ``title`` and its ``questions``."""

    name: str
    title: str
    questions: tuple[OwnQuestion, ...]

    def asked(self, key: str) -> OwnQuestion:
        """The question of that key; raises ``ValueError`` with the one that may have been meant."""
        known = {each.id: each for each in self.questions}
        if key not in known:
            raise ValueError(unknown(gettext("no exercise {word}"), key, known))
        return known[key]


def question(
    prompt: str,
    *,
    options: Options = (),
    right: Any = None,
    order: Iterable[str | Mapping[str, Any]] = (),
    because: str = "",
    key: str = "",
    predict: bool = False,
    shuffle: bool = False,
    tolerance: float = 0,
    between: Sequence[float] | None = None,
    low: float | None = None,
    high: float | None = None,
    unit: str = "",
    people: int = 0,
    points: Sequence[str] = (),
    picture: str = "",
    folder: Path | str = ".",
) -> OwnQuestion:
    """A question: what ``right`` is says which kind it is.

    One of the ``options``: choose it; a list of them: tick all that apply; a number: type it (``tolerance`` is how far
    off one may be, ``between`` the two ends of all that is right, ``unit`` stands behind it). With ``people``, so many
    are filled in; with ``points``, a line through one number for each is drawn. ``order`` lists what is put into order,
    in the right one. On a ``picture`` (a file in ``folder``, or SVG as text) the options are places. An option may be a
    mapping of ``text``, ``because``, ``right``, ``id`` and, on a picture, ``at``. ``key`` is "lesson.name"; ``predict``
    asks it ahead of a lab.
    """
    if not isinstance(prompt, str) or not prompt.strip():
        raise ValueError(gettext("A question needs a prompt: say what is asked."))
    parts = _Parts(checked_key(key) or _key_of(prompt, predict=predict), prompt, because)
    if picture:
        return OwnQuestion(_place(parts, picture, Path(folder), options, right), shuffle)
    if order:
        if options or right is not None:
            raise ValueError(gettext("order says what there is and what is right: leave out options and right."))
        return OwnQuestion(_ordering(parts, _options(order, "order")), shuffle)
    if chosen := _options(options):
        if any(each.at is not None for each in chosen):
            raise ValueError(gettext("at is a place on a picture: say picture=, the name of its file, too."))
        return OwnQuestion(_choosing(parts, chosen, right), shuffle)
    limits = (-inf if low is None else low, inf if high is None else high)
    if points:
        return OwnQuestion(_line(parts, points, right, limits, tolerance, unit))
    return OwnQuestion(_number(parts, right, limits, tolerance, between, unit, people))


def from_data(data: Mapping[str, Any], key: str, folder: Path | str = ".") -> OwnQuestion:
    """A question as a file in ``folder`` has it, kept under ``key``; raises ``ValueError`` for an unknown part."""
    known = [each for each in (*signature(question).parameters, "name") if each != "folder"]
    for part in data:
        if part not in known:
            raise ValueError(unknown(gettext("a question has no {word}"), part, known))
    parts = {part: value for part, value in data.items() if part not in ("name", "key")}
    return question(**{"prompt": "", **parts, "key": key, "folder": folder})


def checked_key(key: str) -> str:
    """A key that answers can be kept under; raises ``ValueError`` for one that cannot be, or is one of ours."""
    if not key:
        return ""
    found = _KEY.fullmatch(key)
    if not found:
        shape = gettext("{key} is no key: write lesson.name in small letters, digits and _, such as plants.water")
        raise ValueError(shape.format(key=short(key)))
    if found[1] in LESSONS:
        taken = gettext("{lesson} is a lesson of the course: give yours another name")
        raise ValueError(taken.format(lesson=short(found[1])))
    return key


def is_name(text: str) -> bool:
    """Whether a text is the name of a question, and not what is asked."""
    return re.fullmatch(r"\w+\.\w+", text) is not None


def course_of(lessons: Iterable[OwnLesson], ours: Iterable[str] = ()) -> Course:
    """These lessons as a course whose answers can be judged, with those of our questions that are asked there too."""
    exercises: dict[str, Exercise] = {}
    keys: dict[str, tuple[str, ...]] = {}
    titles: dict[str, str] = {}
    for lesson in lessons:
        own = {each.id: each.exercise for each in lesson.questions}
        exercises |= own
        keys[lesson.name] = tuple(dict.fromkeys((*keys.get(lesson.name, ()), *own)))
        titles[lesson.name] = lesson.title
    for key in dict.fromkeys(ours):
        lesson_of = key.partition(".")[0]
        keys[lesson_of] = (*keys.get(lesson_of, ()), key)
        exercises[key] = OURS.exercises[key]
    return Course(exercises, keys, titles)


@dataclass(frozen=True)
class _Parts:
    """What every kind of question has."""

    id: str
    prompt: str
    because: str

    def reasons(self, _cite: object) -> Iterator[Say]:
        """Why the right answer is right."""
        if self.because:
            yield Say(self.because)

    def of(self, right: Any) -> dict[str, Any]:
        """The first parts of an exercise."""
        return {"id": self.id, "prompt": self.prompt, "right": lambda: right, "reasons": self.reasons}


def _key_of(prompt: str, *, predict: bool) -> str:
    """A key that stays the same as long as the prompt does."""
    words = re.sub(r"[^a-z0-9]+", "_", prompt.lower()).strip("_")[:24].strip("_")
    mark = sha256(prompt.encode("utf-8", "replace")).hexdigest()[:6]
    return f"{LESSON}.{'predict_' if predict else ''}{words or 'question'}_{mark}"


class _Chosen(NamedTuple):
    """One option, whether its own data says that it is right, and where on a picture it stands, if it says that."""

    option: Option
    is_right: bool
    at: Any = None


def _options(given: Options, part: str = "options") -> tuple[_Chosen, ...]:
    if isinstance(given, str) or not isinstance(given, Iterable):
        raise ValueError(gettext('{part} is a list, such as ["yes", "no"].').format(part=part))
    if isinstance(given, Mapping):
        given = [{"text": text, "because": because} for text, because in given.items()]
    found: dict[str, _Chosen] = {}
    for each in map(_option, given):
        if each.option.id in found:
            twice = gettext("Two options are {text}: make them differ, or give each an id.")
            raise ValueError(twice.format(text=short(each.option.label)))
        found[each.option.id] = each
    if len(found) == 1:
        raise ValueError(gettext("One option is no choice: give at least two."))
    return tuple(found.values())


def _option(given: Any) -> _Chosen:
    data = given if isinstance(given, Mapping) else {"text": str(given)}
    for part in data:
        if part not in _OF_OPTION:
            raise ValueError(unknown(gettext("an option has no {word}"), part, _OF_OPTION))
    text = str(data.get("text", "")).strip()
    if not text:
        raise ValueError(gettext("An option needs a text."))
    option = Option(str(data.get("id") or _slug(text)), text, str(data.get("because", "")))
    return _Chosen(option, data.get("right") is True, data.get("at"))


def _slug(text: str) -> str:
    """The text as an id: its letters and digits, with a mark of its own where anything else was in it."""
    plain = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")
    if plain == text.lower().replace(" ", "-") and len(plain) <= 40:
        return plain
    return f"{plain[:32].strip('-')}-{sha256(text.encode('utf-8', 'replace')).hexdigest()[:4]}".strip("-")


def _choosing(parts: _Parts, chosen: Sequence[_Chosen], right: Any) -> Exercise:
    """One of the options, or all that apply where ``right`` is a list."""
    options = tuple(each.option for each in chosen)
    marked = [each.option.id for each in chosen if each.is_right]
    if right is None and len(marked) == 1:
        right = marked[0]
    elif right is None:
        right = marked
    names = {name: option.id for option in options for name in (option.id, option.label)}
    wanted = [_named(each, names) for each in (right if isinstance(right, list | tuple | set) else [right])]
    if not wanted:
        raise ValueError(gettext("No option is right: say right=, the text of the one that is."))
    if isinstance(right, list | tuple | set):
        return Several(**parts.of([option.id for option in options if option.id in wanted]), options=options)
    return Choice(**parts.of(wanted[0]), options=options)


def _place(parts: _Parts, picture: str, folder: Path, options: Options, right: Any) -> Exercise:
    """One of the places on a picture: of those that are listed, or else of all that it names itself."""
    from backlab.course.own_pictures import opened  # few lessons have one

    seen = opened(str(picture), folder)
    chosen = _options(options) or _options(seen.titles)
    if not chosen:
        unnamed = gettext("{name} names no place: list them as options, or give shapes of it a <title>")
        raise ValueError(unnamed.format(name=seen.name))
    choice = _choosing(parts, chosen, right)
    if not isinstance(choice, Choice):
        raise ValueError(gettext("On a picture one place is right: say right=, the text of that one."))
    places = {each.option.id: seen.place(each.option.id, each.option.label, each.at) for each in chosen}
    return Spot(**parts.of(choice.right()), options=choice.options, picture=seen.drawn(places))


def _ordering(parts: _Parts, chosen: Sequence[_Chosen]) -> Exercise:
    """All of them to be put into the order in which they stand here."""
    options = tuple(each.option for each in chosen)
    right = [option.id for option in options]
    return Order(**parts.of(right), options=mixed(options, right, Random(parts.id)))


def mixed(options: Sequence[Option], right: Sequence[str], lot: Random) -> tuple[Option, ...]:
    """Options in an order that is drawn, and is not the ``right`` one."""
    while True:
        drawn = lot.sample(options, len(options))
        if [option.id for option in drawn] != [*right]:
            return tuple(drawn)


def _named(word: Any, names: Mapping[str, str]) -> str:
    if str(word) not in names:
        raise ValueError(unknown(gettext("right is {word}, which is none of the options"), str(word), names))
    return names[str(word)]


def _number(
    parts: _Parts,
    right: Any,
    limits: tuple[float, float],
    tolerance: float,
    between: Sequence[float] | None,
    unit: str,
    people: int,
) -> Exercise:
    interval = _ends(between) if between is not None else None
    if right is None and interval:
        right = sum(interval) / 2
    if right is None:
        raise ValueError(gettext("Say what is right: right= is an option, a list of options, or a number."))
    _check_number("right", right)
    _check_number("tolerance", tolerance)
    if people:
        return People(
            **parts.of(right), high=float(people), tolerance=tolerance, interval=interval, unit=unit or _of(people)
        )
    low, high = limits
    if not low <= right <= high:
        outside = gettext("right is {right}, and low and high leave it out.")
        raise ValueError(outside.format(right=short(right)))
    return Number(**parts.of(right), low=low, high=high, tolerance=tolerance, interval=interval, unit=unit)


def _of(people: int) -> str:
    return "of 100" if people == 100 else gettext("of {count}").format(count=people)


def _line(
    parts: _Parts, points: Sequence[str], right: Any, limits: tuple[float, float], tolerance: float, unit: str
) -> Exercise:
    numbers = right if isinstance(right, list | tuple) else []
    if len(numbers) != len(points) or len(points) < 2:
        raise ValueError(gettext("A line needs two points at least, and right= a list with a number for each."))
    for each in numbers:
        _check_number("right", each)
    low = int(limits[0]) if isfinite(limits[0]) else min(0, *map(int, numbers))
    high = int(limits[1]) if isfinite(limits[1]) else 2 * max(1, *map(int, numbers))
    last = len(points) - 1
    return Line(
        **parts.of([float(each) for each in numbers]),
        xs=tuple((str(words), at / last) for at, words in enumerate(points)),
        low=low,
        high=high,
        unit=unit,
        tolerance=tolerance,
        intervals=lambda: tuple((float(each), float(each)) for each in numbers),
    )


def _ends(between: Any) -> tuple[float, float]:
    match between:
        case [int() | float() as low, int() | float() as high] if low <= high:
            return float(low), float(high)
    raise ValueError(gettext("between is two numbers, the lower first, such as [3, 5]."))


def _check_number(part: str, value: Any) -> None:
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
        raise ValueError(gettext("{part} is a number, not {value}").format(part=part, value=short(value)))
