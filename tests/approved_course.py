"""What the course says to every answer: marks, the clinic, the printed sheet, the grades of a class, and refusals."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from backlab.course import beside, clinic, grade
from backlab.course.answers import Attempts, Unreadable, from_text, merged, text_of
from backlab.course.ask import condition_names
from backlab.course.class_report import together
from backlab.course.class_words import lines
from backlab.course.clinic import Commitment
from backlab.course.clinic_cases import CLINIC
from backlab.course.clinic_words import feedback, score_sections
from backlab.course.code import evaluated
from backlab.course.exercise import UNSURE, Exercise, judge, solution
from backlab.course.kinds import Choice, Code, Several
from backlab.course.lessons import herniated_disc, what_a_spasm_is
from backlab.course.numbers import number_in
from backlab.course.report import sheet
from backlab.course.score import score
from backlab.course.steps import StageStep, done_by
from backlab.course.table import EXERCISES, LESSONS
from backlab.knowledge.causes import CAUSES
from backlab.language import speaking
from backlab.model import Disposition
from backlab.words import Point, Say, Section

GOLDENS = Path(__file__).parent / "goldens"
KEPT = GOLDENS / "answers"
DAY = date(2026, 1, 1)
RIGHT: Mapping[str, Any] = tomllib.loads((GOLDENS / "right_answers.toml").read_text("utf-8"))["exercises"]
Maker = Callable[[], str]

CODES = (
    "",
    "import os",
    "fever & (nausea",
    "fever and nausea",
    "not fever",
    "~fever",
    "pain <= 7",
    "3 <= pain <= 7",
    "pain >= 'a lot'",
    "pain >= 11",
    "pain >= True",
    "pain >= 0",
    "pain > 10",
    "fever >= 7",
    "fever & pain >= 7",
    "fever | 7",
    "fever & [nausea]",
    "fever.__class__",
    "fever()",
    "fevr | nausea",
    "xyzzy",
    "x" * 60,
    "{fever}",
    "{'fever'}",
    "{None}",
    "{[]}",
    "{1: 2}",
    "1e999",
    "1000000001",
    "-1000000001",
    "1000000000",
    "-7",
    "[1, 'a', (2, None)]",
    "{}",
    "f(1)",
    "two",
    "two(1)",
    "two(1, 2)",
    "two(1, 2, 3)",
    "two(1, secnd=2)",
    "two(1, first=2)",
    "two(first=1, first=2)",
    "two(first=1, second=[2])",
    "two(*[1, 2])",
    "two(**{})",
    "any_of(1, a=2)",
    "fever.two(1)",
    "broken(1)",
    "fever" + " | fever" * 160,
    "x" * 2_001,
)
# Tried on every exercise in code.
ANYWHERE = (
    "post_test(2, 3)",
    "post_test(0.5, 0)",
    "post_test('a', 1)",
    "'x'",
    "True",
    "2.0",
    "advise",
    "advise(3)",
    "advise(Presentation(age=34, pain=6), 'past')",
    "advise(Presentation(age=34, pain=6), lens='article')",
    "Presentation(34, 6)",
    "Presentation(age=34)",
    "Presentation(age=34, pain=6)",
    "fever",
)
NUMBERS = (
    "12", ".5", "0,5", "1e3", "1 066", "1,066", "1,066.5", "1.066,5", "1,066,000", "3/16", "1 3/16", "-1 3/16", "1/0",
    "1½", "12 people", "12 frogs", "7 of 10", "7 of 100", "7 out of 100", "7/100", "7 / 10", "7 %", "7 per cent", "10²",
    "many", "", "1'066", "٣", "−3", "0,066", "1e400", "1e12", "2e12", "1..2", "7 of 0", "7 of 100 of 100", "x" * 61,
    "1" * 61, "nan", "100 000", "\uff17",
)  # fmt: skip


def course_texts() -> Iterator[tuple[str, Maker]]:
    """Each approved file of the course by its name, and what makes its text anew."""
    for lesson in LESSONS:
        yield f"course/{lesson}.txt", partial(_lesson, lesson)
    yield "course/what_a_spasm_is.es.txt", lambda: _in_spanish(partial(_lesson, "what_a_spasm_is"))
    for case in CLINIC:
        yield f"course/clinic/{case}.txt", partial(_patient, case)
    yield "course/clinic/reports.txt", _reports
    for name in ("ordinary", "odd", "both", "one", "nothing"):
        yield f"course/sheet.{name}.html", partial(_sheet, name)
    yield (
        "course/sheet.titles.html",
        lambda: tag_by_tag(sheet(_records()["ordinary"], DAY, {"chances": "Chances & <odds>"})),
    )
    yield "course/grades.txt", _grades
    yield "course/refused.txt", _refused
    yield "course/beside.txt", _beside
    yield "course/steps.txt", _steps


def tag_by_tag(html: str) -> str:
    """HTML with a line for each tag that follows another one."""
    return html.replace("><", ">\n<") + "\n"


def _in_spanish(make: Maker) -> str:
    with speaking("es"):
        return make()


def _lesson(lesson: str) -> str:
    return "\n".join(chunk for key in LESSONS[lesson] if key in EXERCISES for chunk in _exercise(EXERCISES[key]))


def _exercise(exercise: Exercise) -> Iterator[str]:
    """The question, its choices, its solution, and the mark for each answer that shows something else."""
    yield f"##### {exercise.id}\n{exercise.prompt}\n"
    yield from (f"[ ] {option.shown}" for option in exercise.choices)
    yield f"starts with: {exercise.start!r}"
    yield f"one answer: {exercise.has_one_answer}; a prediction: {exercise.is_prediction}"
    for answer in (exercise.right(), UNSURE):
        yield _tried(f"in the field once {answer!r} was kept", partial(exercise.written, answer))
    yield ""
    yield _mark("the solution", *solution(exercise)[1:3])
    for answer in _answers(exercise):
        yield _said(f"answered: {answer!r}", partial(judge, exercise, answer))


def _answers(exercise: Exercise) -> Iterator[Any]:
    if exercise.is_prediction:
        yield UNSURE
    if isinstance(exercise, Choice):
        yield from (option.id for option in exercise.options)
    elif isinstance(exercise, Several):
        listed = [option.id for option in exercise.options]
        yield from (listed, exercise.right(), [each for each in listed if each not in exercise.right()])
    elif isinstance(exercise, Code):
        known = RIGHT[exercise.id]
        yield from (each["code"] for each in (*known["passes"], *known["fails"]))
        yield from ANYWHERE
    else:
        right = exercise.right()
        yield from (right, str(right), -1, 1e6)
    yield from (None, "", "nothing of the kind", [])


def _said(heading: str, judged: Callable[[], Any]) -> str:
    try:
        mark = judged()
    except ValueError as refused:
        return f"{heading}\n    refused: {refused}\n"
    return _mark(f"{heading} ({mark.right})", mark.verdict, mark.blocks) + "".join(
        f"    [{number}] {source.id}\n" for number, source in enumerate(mark.sources, 1)
    )


def _mark(heading: str, verdict: str, blocks: Iterable[Any]) -> str:
    return "\n".join((f"{heading}: {verdict}", *_lines(blocks), ""))


def _lines(blocks: Iterable[Any]) -> Iterator[str]:
    """Each block with what a page makes of it as well: the kind of a paragraph, the mark of a point."""
    for block in blocks:
        if isinstance(block, Say):
            yield f"{f'({block.kind}) ' if block.kind else ''}{block.text}"
        elif isinstance(block, Point):
            yield f"- {f'{block.mark}: ' if block.mark else ''}{block.text}"
            yield from (f"    {line}" for line in block.lines)
        else:
            yield repr(block)


def _sections(parts: Iterable[Section]) -> str:
    """Sections with their ids and titles; of the sources the citation is enough, their figures stand elsewhere."""
    return "\n".join(line for part in parts for line in (f"[{part.id}] {part.title}", *_lines(part.blocks)))


def _patient(case: str) -> str:
    """What is said to answers that are right, right by luck, too low, too high, and about another cause."""
    patient = CLINIC[case]
    needed, cause = clinic.level(patient), clinic.accepted_causes(patient)[0]
    other = next(each for each in CAUSES if each not in clinic.accepted_causes(patient))
    answers = [Commitment(level, cause, 80) for level in Disposition]
    answers += [Commitment(needed, cause, 49), Commitment(needed, other, 50), Commitment(max(needed - 1, 0), other, 25)]
    return "\n\n".join(f"##### {answer}\n{_sections(feedback(patient, answer))}" for answer in answers) + "\n"


def _reports() -> str:
    """The clinic's report on nobody, on one, on all that are right, and on all that are wrong in one way or another."""
    cases = list(CLINIC.values())
    levels = tuple(Disposition)
    mixed = {
        case.id: Commitment(levels[(place * 7 + 1) % 4], list(CAUSES)[place % len(CAUSES)], min(25 + place * 5, 100))
        for place, case in enumerate(cases)
    }
    right = {case.id: Commitment(clinic.level(case), clinic.accepted_causes(case)[0], 100) for case in cases}
    low = {case.id: Commitment(Disposition.SELF_CARE, "muscle_strain", 44) for case in reversed(cases)}
    lucky = {case.id: Commitment(clinic.level(case), clinic.accepted_causes(case)[-1], 45) for case in cases[:5]}
    found = {"nobody": {}, "mixed": mixed, "right": right, "low": low, "lucky": lucky}
    return "".join(_report(name, given) for name, given in found.items())


def _report(name: str, given: Mapping[str, Commitment]) -> str:
    found = score(given)
    counts = {f"{a.name} given, {b.name} needed": count for (a, b), count in found.counts.items()}
    said = _sections(score_sections(found))
    bins = "\n".join(map(str, found.bins))
    return f"##### {name}\n{said}\n\n{counts}\n{found.under_by_need}\n{bins}\n{found.share_right}\n\n"


def _sheet(name: str) -> str:
    return tag_by_tag(sheet(_records()[name], DAY))


def _records() -> dict[str, dict[str, Attempts]]:
    ordinary, odd = (from_text(text_of(KEPT / f"{name}.json")) for name in ("version_1", "version_1_odd"))
    return {
        "ordinary": ordinary,
        "odd": odd,
        "both": merged((ordinary, odd)),
        "one": {"red_flags.3": Attempts(("rest",))},
        "nothing": {},
    }


def _grades() -> str:
    """The table and the spreadsheet of a small class, with files that cannot be read, and folders without any."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        for file, content in _handed_in().items():
            folder.joinpath(file).write_bytes(content)
        folder.joinpath("a folder.json").mkdir()
        found = grade.grade(folder, print)
        spreadsheet = folder / "grades.csv"
        rows = grade.spreadsheet(found.students).replace("\r\n", "\n").replace('","', '"\n"')
        spreadsheet.write_text(rows, "utf-8")
        unknown = [f"{each.name}: {each.report.unknown}" for each in found.students]
        skipped = [f"{each.file}: {each.why}" for each in found.skipped]
        nothing = [_nothing(folder / each) for each in ("nowhere", "grades.csv")]
        for file in folder.iterdir():
            if file.is_file() and file.name != "empty.json":
                file.unlink()
        nothing.append(_nothing(folder))
        (folder / "empty.json").unlink()
        (folder / "a folder.json").rmdir()
        nothing.append(_nothing(folder))
    told = lines(together(found.students))
    said = [grade.table(found.students), "", *told, "", rows, "", *unknown, *skipped, *nothing, ""]
    return "\n".join(said).replace(name, "FOLDER")


def _handed_in() -> dict[str, bytes]:
    ordinary, odd = ((KEPT / f"{name}.json").read_bytes() for name in ("version_1", "version_1_odd"))
    return {
        "amina.json": ordinary,
        "=SUM(A1).json": odd,
        "名前がとても長い人のファイルです、本当に長い.JSON": ordinary,
        "someone with a name that is far too long.json": b'{"backlab answers": 1, "answers": {}}',
        "combin\u0301ed\u202e.json": b'{"backlab answers": 1, "answers": {}}',
        "empty.json": b"",
        "half.json": ordinary[:200],
        "newer.json": ordinary.replace(b'answers": 1', b'answers": 99'),
        "notes.txt": b"no file of answers",
        "other.json": b"[]",
        "damaged.json": b'{"backlab answers": 1, "answers": []}',
        "picture.json": b"\xff\xfe\x00",
    }


def _nothing(folder: Path) -> str:
    try:
        grade.grade(folder, print)
    except grade.NothingToGrade as nothing:
        return str(nothing)
    return "something"


def _beside() -> str:
    """What is said of answers beside a notebook: of damaged ones, of what cannot be removed, and of the others."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "chances.json").write_bytes(b"\xff\xfe")
        (folder / "red_flags.json").write_text("{", "utf-8")
        (folder / "red_flags.set-aside-1").write_text("an older one", "utf-8")
        (folder / "the_mimic.json").mkdir()
        said = [
            repr(beside.read("chances.1", folder)),
            repr(beside.add("red_flags.1", ["fever"], folder=folder)),
            repr(beside.add("red_flags.1", ["worried"], shown=True, folder=folder)),
            repr(beside.add("red_flags.2", shown=True, folder=folder)),
            repr(beside.add("red_flags.10", 1.1, folder=folder)),
            repr(beside.read("red_flags.1", folder)),
            repr(beside.read("red_flags.", folder)),
            repr(beside.read("", folder)),
            repr(beside.forget(("the_mimic.1", "red_flags.1", "red_flags.2", "how_it_goes.1"), _with_a_folder(folder))),
            repr(beside.read("", folder)),
            repr(beside.reason(OSError("no number"))),
            _tried("a lesson that is none", partial(beside.read, "no lesson.1", folder)),
            *sorted(f"left: {path.name}" for path in folder.iterdir()),
        ]
    return "\n".join([*said, ""]).replace(name, "FOLDER")


def _with_a_folder(folder: Path) -> Path:
    (folder / "how_it_goes.json").mkdir()
    return folder


# What a student can move where a lab is led by steps, and from where beside what the step sets.
SPASM = {
    "look": ("person", "muscle", "fibre"),
    "torn": range(9),
    "alarm": range(11),
    "moment": range(14),
    "ask": ("", "again", "torn", "signs"),
}
DISC = {
    "look": ("L3/L4", "L4/L5", "L5/S1"),
    "way": ("side", "middle"),
    "core": range(101),
    "leg": range(71),
    "months": range(13),
    "care": ("waiting", "opioid", "injection", "surgery"),
}
BEGUN: Mapping[str, Iterable[Mapping[str, Any]]] = {
    "spasm": ({}, {"torn": 4}, {"torn": 4, "alarm": 0}, {"torn": 1, "alarm": 10}),
    "disc": ({}, {"core": 50}, {"core": 95}, {"look": "L4/L5", "core": 60}),
}
# How a student may leave the disc before the next step.
MADE = (
    *({"core": core} for core in (0, 39, 40, 84, 85)),
    {"way": "middle", "core": 90},
    {"care": "surgery", "core": 90},
)


def _steps() -> str:
    """Each step through a lab, at which value of each control it is done, and what is left as the student made it."""
    lines: list[str] = []
    for step in what_a_spasm_is.stage_steps():
        lines += [*_step(step), *_done(step, {"ask": ""}, SPASM, BEGUN["spasm"]), *_goals(step)]
    for step in herniated_disc.stage_steps():
        lines += [*_step(step), *_done(step, {}, DISC, BEGUN["disc"]), *_left(step)]
    return "\n".join((*lines, ""))


def _step(step: StageStep) -> Iterator[str]:
    yield from (f"##### {step.name}: {step.title}", step.text, f"sets: {dict(step.sets)}")


def _done(
    step: StageStep, first: Mapping[str, Any], controls: Mapping[str, Any], starts: Iterable[Mapping[str, Any]]
) -> Iterator[str]:
    for start in starts:
        now = {"step": step.name, **first, **step.sets, **start}
        for name, values in controls.items():
            done = [value for value in values if done_by([step], {**now, name: value})]
            if 0 < len(done) < len(values):
                yield f"from {start or 'there'} done by {name}: {done[0]} to {done[-1]}, {len(done)} in all"


def _goals(step: StageStep) -> Iterator[str]:
    for start in BEGUN["spasm"]:
        said, reached = what_a_spasm_is.goal({"step": step.name, "ask": "", **step.sets, **start})
        if said:
            yield f"from {start or 'there'} {'reached' if reached else 'wanted'}: {said}"
    yield ""


def _left(step: StageStep) -> Iterator[str]:
    first = {"look": "L3/L4", "way": "side", "core": 0, "leg": 30, "months": 3, "care": "waiting"}
    for made in MADE:
        yield f"whoever made {made} gets {herniated_disc.set_by(step, {**first, **made})}"
    yield ""


def _refused() -> str:
    """What is said of code, numbers, patients' answers and files that cannot be read, and what the others mean."""
    names = {**condition_names(), "two": _two, "any_of": _any_of, "broken": _broken}
    lines = [_tried(f"code {text[:60]!r}", partial(evaluated, text, names)) for text in CODES]
    for of, unit in ((None, ""), (100, "of 100"), (30, "people")):
        lines += [_tried(f"number {text!r} of {of}", partial(number_in, text, of=of, unit=unit)) for text in NUMBERS]
    lines += [_tried(f"number {each!r}", partial(number_in, each)) for each in (True, None, [], 1e13, float("nan"), 7)]
    with speaking("es"):
        lines += [_tried(f"en español {text!r}", partial(number_in, text, of=100, unit="of 100")) for text in NUMBERS]
    for level, cause, sure in ((9, "muscle_strain", 50), (-1, "muscle_strain", 50), (True, "muscle_strain", 50)):
        lines.append(_tried(f"{level} {cause} {sure}", partial(Commitment, level, cause, sure)))  # type: ignore[arg-type]
    for cause, sure in (
        ("nothing", 50),
        (None, 50),
        ("x" * 80, 50),
        ("overuse", 24),
        ("overuse", 101),
        ("overuse", 5.5),
    ):
        lines.append(_tried(f"1 {cause} {sure}", partial(Commitment, Disposition.ROUTINE, cause, sure)))  # type: ignore[arg-type]
    for values in (None, {}, {"level": 1}, {"level": 3, "cause": "overuse", "confidence": 25}):
        lines.append(_tried(f"{values}", partial(Commitment.from_dict, values)))
    lines.append(_tried("a case that there is not", partial(score, {"nobody": None})))  # type: ignore[dict-item]
    for text in (
        "",
        "{}",
        "[]",
        '{"backlab answers": 2}',
        '{"backlab answers": 1}',
        '{"backlab answers": 1, "answers": {"a": 1}}',
    ):
        lines.append(_tried(f"file {text}", partial(from_text, text)))
    return "\n".join(lines) + "\n"


def _tried(heading: str, act: Callable[[], object]) -> str:
    try:
        return f"{heading} -> {act()!r}"
    except (ValueError, Unreadable) as refused:
        return f"{heading} -> refused: {refused}"


def _two(first: object, second: object = 2) -> str:
    return f"two of {first!r} and {second!r}"


def _any_of(*parts: object, **words: object) -> str:
    return f"any of {parts!r} and {words!r}"


def _broken(_part: object) -> None:
    raise TypeError("as a student's parts that do not fit together")
