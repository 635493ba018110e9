"""What a class's answers say together: what to teach again, who needs help, and which files are alike.

It is worked out from the answers alone, as a single report is. What a wrong answer mistakes is the exercise's own word
on it, so that teacher and student read the same.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from statistics import median
from typing import Any, NamedTuple

from backlab.course.answers import Record, to_text
from backlab.course.ask import LEVELS
from backlab.course.clinic import level
from backlab.course.clinic_cases import CLINIC
from backlab.course.exercise import Exercise, judge
from backlab.course.handed_in import shown
from backlab.course.kinds import Choice, Code, Several
from backlab.course.report import Report, report, title
from backlab.course.table import CLINIC_CASE, asked, number, numbered
from backlab.language import gettext
from backlab.model import Disposition
from backlab.pictures.people import OVER, RIGHT, UNDER, kind_of
from backlab.words import Point

UNSURE_BELOW = 2 / 3  # of first answers right: below that a question is taught again
FEW_RIGHT = 1 / 2  # of answers right in the end: below that a student needs help
WAITING = 2  # patients who are left waiting: one can be a slip
ENOUGH = 5  # answers, before anything is said of a student
ALIKE = 10  # answered, before two files that are the same say anything
ALMOST_ALL = 0.9
LONGEST = 160  # characters of an answer that are shown
_LEVELS = [each.id for each in LEVELS]


class Student(NamedTuple):
    """What one file says: the ``name`` as it is shown, the ``file`` it came in, its answers and their report."""

    name: str
    file: str
    record: Record
    report: Report


class Common(NamedTuple):
    """The commonest wrong first answer: what was ``said``, by how ``many``, and what it ``mistakes``, or ""."""

    said: str
    many: int
    mistakes: str


class Question(NamedTuple):
    """One exercise: of so many who ``answered``, how many were right at ``first``, and the commonest wrong answer."""

    id: str
    answered: int
    first: int
    common: Common | None

    @property
    def share(self) -> float:
        """The share of right first answers, from 0 to 1."""
        return self.first / self.answered

    @property
    def lesson(self) -> str:
        """The lesson in which it is asked."""
        return asked().exercises[self.id].lesson

    @property
    def called(self) -> str:
        """Its lesson and its number, as a person finds it."""
        words = gettext("{lesson}, exercise {number}")
        return words.format(lesson=title(self.lesson), number=number(self.id))

    @property
    def prompt(self) -> str:
        """What is asked."""
        return gettext(asked().exercises[self.id].prompt)


class Lesson(NamedTuple):
    """One lesson: of so many ``answers`` to its exercises, how many were right at ``first`` and at ``last``."""

    lesson: str
    students: int
    answers: int
    first: int
    last: int


class Judged(NamedTuple):
    """One patient of the clinic: of so many who ``judged``, how many were right, too low and too high at first."""

    title: str
    judged: int
    right: int
    under: int
    over: int


class Help(NamedTuple):
    """A student who needs help, and ``why``, sentence by sentence."""

    name: str
    why: tuple[str, ...]


class Together(NamedTuple):
    """What a class's answers say together; ``alike`` are sentences about files to look at."""

    students: tuple[Student, ...]
    questions: tuple[Question, ...]
    patients: tuple[Judged, ...]
    lessons: tuple[Lesson, ...]
    help: tuple[Help, ...]
    alike: tuple[str, ...]

    @property
    def again(self) -> tuple[Question, ...]:
        """The questions to teach again, the hardest first."""
        hard = [each for each in self.questions if each.share < UNSURE_BELOW]
        return tuple(sorted(hard, key=lambda each: (each.share, -each.answered)))

    @property
    def misjudged(self) -> tuple[Judged, ...]:
        """The patients of the clinic to talk about, those first who were most often judged too low."""
        hard = [each for each in self.patients if each.right < UNSURE_BELOW * each.judged]
        return tuple(sorted(hard, key=lambda each: (-each.under / each.judged, each.right / each.judged)))


def student(name: str, file: str, record: Record) -> Student:
    """What a file of answers says."""
    return Student(name, file, record, report(record))


def together(students: Sequence[Student]) -> Together:
    """What these files say together; students and questions stand in the order in which they came and are asked."""
    usual = median(each.report.total.answered for each in students)
    return Together(
        tuple(students),
        tuple(_questions(students)),
        tuple(_patients(students)),
        tuple(_lessons(students)),
        _help(students, usual),
        tuple(_alike(students)),
    )


def _questions(students: Iterable[Student]) -> Iterator[Question]:
    """Every exercise that somebody has answered, in the course's order."""
    right: Counter[str] = Counter()
    given: defaultdict[str, list[Any]] = defaultdict(list)
    wrong: defaultdict[str, list[Any]] = defaultdict(list)
    for each in students:
        for done in (done for lesson in each.report.lessons for done in lesson.done):
            answer = each.record[done.id].given[0]
            right[done.id] += done.first
            given[done.id].append(answer)
            if not done.first:
                wrong[done.id].append(answer)
    course = asked()
    for lesson in course.lessons:
        for key in numbered(lesson):
            if key in given:
                yield Question(key, len(given[key]), right[key], _commonest(course.exercises[key], wrong[key]))


def _commonest(exercise: Exercise, wrong: Sequence[Any]) -> Common | None:
    """What most of the wrong said; of several answers ticked, the one that most of them got wrong."""
    if isinstance(exercise, Several):
        return _misjudged(exercise, wrong)
    said = Counter(_said(exercise, answer) for answer in wrong)
    if not said:
        return None
    words, count = said.most_common(1)[0]
    answer = next(each for each in wrong if _said(exercise, each) == words)
    return Common(words, count, _mistakes(exercise, answer))


def _said(exercise: Exercise, answer: Any) -> str:
    """An answer in words; code that says the same counts as the same."""
    said = shown(" ".join(exercise.said(exercise.accepted(answer)).split()))
    return said if len(said) <= LONGEST else f"{said[:LONGEST]}…"


def _misjudged(exercise: Several, wrong: Iterable[Any]) -> Common | None:
    wanted = set(exercise.right())
    off = Counter(option for answer in wrong for option in wanted ^ set(exercise.accepted(answer)))
    if not off:
        return None
    id, count = off.most_common(1)[0]
    option = next(each for each in exercise.options if each.id == id)
    said = gettext("not ticked: {answer}") if id in wanted else gettext("ticked: {answer}")
    return Common(said.format(answer=option.shown), count, gettext(option.because))


def _mistakes(exercise: Exercise, answer: Any) -> str:
    """What the exercise itself says of just this answer; for code, the trial that failed first."""
    if isinstance(exercise, Choice):
        return gettext(next(each.because for each in exercise.choices if each.id == answer))
    if isinstance(exercise, Code):
        failed = (block for block in judge(exercise, answer).blocks if isinstance(block, Point))
        return next((block.text for block in failed if block.mark == gettext("Failed")), "")
    return gettext("The right answer: {answer}.").format(answer=exercise.said(exercise.right()).rstrip("."))


def _lessons(students: Sequence[Student]) -> Iterator[Lesson]:
    """Every lesson of which somebody has answered something."""
    for place, lesson in enumerate(asked().lessons):
        counts = [count for each in students if (count := each.report.lessons[place]).answered]
        if counts:
            sums = (sum(each.answered for each in counts), sum(c.first for c in counts), sum(c.last for c in counts))
            yield Lesson(lesson, len(counts), *sums)


def _patients(students: Sequence[Student]) -> Iterator[Judged]:
    """Every patient of the clinic whom somebody has judged."""
    given: defaultdict[str, list[int]] = defaultdict(list)
    for each in students:
        for case, level_given in _levels_of_patients(each):
            given[case].append(level_given)
    for case, patient in CLINIC.items():
        if levels := given[case]:
            kinds = Counter(kind_of(Disposition(each), level(patient)) for each in levels)
            yield Judged(gettext(patient.title), len(levels), kinds[RIGHT], kinds[UNDER], kinds[OVER])


def _levels_of_patients(each: Student) -> Iterator[tuple[str, int]]:
    """The level first given to each patient of the clinic, by the patient's id."""
    for key, tries in each.record.items():
        if key.startswith(CLINIC_CASE) and key not in each.report.unknown:
            yield key.removeprefix(CLINIC_CASE), tries.given[0]["level"]


def _help(students: Iterable[Student], usual: float) -> tuple[Help, ...]:
    """Who needs help, those first for whom there are most reasons."""
    found = [Help(each.name, why) for each in students if (why := tuple(_needs(each, usual)))]
    return tuple(sorted(found, key=lambda each: -len(each.why)))


def _needs(each: Student, usual: float) -> Iterator[str]:
    """Why a student needs help, sentence by sentence; in the middle of the class so many exercises are answered."""
    total, clinic = each.report.total, each.report.clinic
    if total.answered < usual / 2:
        yield gettext("exercises answered: {answered}; usual: {usual}").format(
            answered=total.answered, usual=f"{usual:g}"
        )
    if total.answered >= ENOUGH and total.shown > total.answered / 2:
        looked = gettext("looked at the solution of {shown} of {answered}")
        yield looked.format(shown=total.shown, answered=total.answered)
    if total.answered >= ENOUGH and total.last < FEW_RIGHT * total.answered:
        few = gettext("{last} of {answered} exercises right in the end")
        yield few.format(last=total.last, answered=total.answered)
    if clinic.left_waiting >= WAITING:
        left = gettext("{count} patients who need care today would wait for days")
        yield left.format(count=clinic.left_waiting)
    yield from _habits(each)


def _habits(each: Student) -> Iterator[str]:
    """What was answered nearly always alike, although other answers were right."""
    patients = [(given, int(level(CLINIC[case]))) for case, given in _levels_of_patients(each)]
    for levels in (patients, [*patients, *_levels_asked(each)]):
        if habit := _habit(levels):
            said = gettext("says “{level}” nearly always: {count} of {of} times")
            yield said.format(level=Disposition(habit[0]).label, count=habit[1], of=len(levels))
            break
    places = [*_places(each)]
    if habit := _habit(places):
        said = gettext("chooses answer number {place} nearly always: {count} of {of} times")
        yield said.format(place=habit[0] + 1, count=habit[1], of=len(places))


def _habit(pairs: Sequence[tuple[int, int]]) -> tuple[int, int] | None:
    """What was nearly always given where something else was wanted more often, and how many times."""
    if len(pairs) < ENOUGH:
        return None
    answer, count = Counter(given for given, _ in pairs).most_common(1)[0]
    wanted = sum(wanted == answer for _, wanted in pairs)
    return (answer, count) if count >= ALMOST_ALL * len(pairs) > wanted else None


def _levels_asked(each: Student) -> Iterator[tuple[int, int]]:
    """The level first given and the one needed, wherever a lesson asks for a level."""
    for key, tries in each.record.items():
        given = tries.given[0]
        if key not in each.report.unknown and _options(key) == _LEVELS and given in _LEVELS:
            yield _LEVELS.index(given), _LEVELS.index(_right(asked().exercises[key]))


def _places(each: Student) -> Iterator[tuple[int, int]]:
    """Where in its list each first answer stands and the right one, for exercises with one answer to choose."""
    for done in (done for lesson in each.report.lessons for done in lesson.done):
        options = _options(done.id)
        if options and options != _LEVELS:
            yield options.index(each.record[done.id].given[0]), options.index(_right(asked().exercises[done.id]))


def _options(key: str) -> list[str]:
    """The ids of what can be chosen, where one is chosen."""
    exercise = asked().exercises.get(key)
    return [each.id for each in exercise.options] if isinstance(exercise, Choice) else []


@cache
def _right(exercise: Exercise) -> str:
    return str(exercise.right())


def _alike(students: Sequence[Student]) -> Iterator[str]:
    """Files to look at: the same answers in several, or several of one student; nothing is said of why."""
    same: defaultdict[str, list[str]] = defaultdict(list)
    own: defaultdict[str, list[str]] = defaultdict(list)
    for each in students:
        own[each.name].append(each.file)
        if each.report.total.answered >= ALIKE:
            same[to_text(each.record)].append(each.file)
    for files in (files for files in same.values() if len(files) > 1):
        yield gettext("the same answers, try by try: {files}").format(files=", ".join(files))
    for name, files in own.items():
        if len(files) > 1:
            yield gettext("more than one file of {name}: {files}").format(name=name, files=", ".join(files))
