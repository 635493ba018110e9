"""What a class's answers say together: what to teach again and why, who needs help, and what is written of it."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from backlab.app import main
from backlab.course import clinic
from backlab.course.answers import SPREADSHEET, Attempts, Record, to_text
from backlab.course.class_report import ALIKE, Together, student, together
from backlab.course.class_words import MOST_NAMED
from backlab.course.clinic_cases import CLINIC
from backlab.course.kinds import Choice, Code, Number, Several
from backlab.course.table import CLINIC_CASE, EXERCISES
from backlab.language import LANGUAGES, speaking
from backlab.model import Disposition

ASKED = {name: exercise for name, exercise in EXERCISES.items() if not exercise.is_prediction}
RIGHT = {name: Attempts((exercise.right(),)) for name, exercise in ASKED.items()}
SEVERAL = next(name for name, exercise in ASKED.items() if isinstance(exercise, Several))
NUMBER = next(name for name, exercise in ASKED.items() if isinstance(exercise, Number))
CODE = next(name for name, exercise in ASKED.items() if isinstance(exercise, Code))


def of(*records: Mapping[str, Attempts]) -> Together:
    """What these answers say together, of students who are called 0, 1, 2."""
    return together([student(str(n), f"{n}.json", record) for n, record in enumerate(records)])


def given(*answers: Any) -> tuple[Record, ...]:
    """A class that has answered one question of red flags so, each once."""
    return tuple({"red_flags.3": Attempts((answer,))} for answer in answers)


def judged(levels: Mapping[str, int] | None = None, always: Disposition | None = None) -> dict[str, Attempts]:
    """All patients of the clinic judged: rightly, always alike, or as ``levels`` say."""
    found = {}
    for name, case in CLINIC.items():
        level = (levels or {}).get(name, clinic.level(case) if always is None else always)
        answer = {"level": int(level), "cause": clinic.accepted_causes(case)[0], "confidence": 90}
        found[f"{CLINIC_CASE}{name}"] = Attempts((answer,))
    return found


def test_a_question_says_how_many_were_right_and_what_most_mistook() -> None:
    """The first answers count; the commonest wrong one has the exercise's own word on what it mistakes."""
    (question,) = of(*given("watch", "scan", "rest", "scan", "watch")).questions
    assert (question.called, question.answered, question.first) == ("Red flags, exercise 3", 5, 2)
    exercise = EXERCISES["red_flags.3"]
    assert isinstance(exercise, Choice)
    scan = next(each for each in exercise.options if each.id == "scan")
    assert question.common == (scan.label, 2, scan.because)


def test_of_several_ticks_the_one_that_most_got_wrong_is_named() -> None:
    """What was left out by most is said to be not ticked, and what was too many to be ticked."""
    exercise = ASKED[SEVERAL]
    assert isinstance(exercise, Several)
    right = exercise.right()
    extra = next(each for each in exercise.options if each.id not in right)
    missing = next(each for each in exercise.options if each.id == right[0])
    for answer, said in (([*right, extra.id], "ticked: "), (right[1:], "not ticked: ")):
        (question,) = of({SEVERAL: Attempts((answer,))}).questions
        assert question.common
        option = extra if said == "ticked: " else missing
        assert question.common.said == f"{said}{option.shown}"
        assert question.common.mistakes == option.because


def test_a_wrong_number_has_the_right_one_beside_it() -> None:
    """Of a number it is said what was answered, and what would be right."""
    exercise = ASKED[NUMBER]
    assert isinstance(exercise, Number)
    (question,) = of({NUMBER: Attempts((exercise.high,))}).questions
    assert question.common
    assert question.common.said == exercise.said(exercise.high)
    assert exercise.said(exercise.right()).rstrip(".") in question.common.mistakes


def test_wrong_code_has_the_trial_that_failed() -> None:
    """Of code it is said what its first failed trial tried; what would move a cursor is shown as a question mark."""
    exercise = ASKED[CODE]
    assert isinstance(exercise, Code)
    (question,) = of({CODE: Attempts((exercise.start,))}).questions
    assert question.common
    assert question.common.mistakes


def test_what_to_teach_again_begins_with_the_hardest() -> None:
    """Only what fewer than two of three had right at first is taught again, the hardest first."""
    hard, middle, easy = list(ASKED)[:3]
    records: list[dict[str, Attempts]] = [
        {hard: RIGHT[hard], middle: RIGHT[middle], easy: RIGHT[easy]} for _ in range(3)
    ]
    for name, wrong in ((hard, 3), (middle, 2), (easy, 1)):
        for record in records[:wrong]:
            record[name] = Attempts((_wrong(name),))
    assert [each.id for each in of(*records).again] == [hard, middle]


def _wrong(name: str) -> Any:
    exercise = ASKED[name]
    if isinstance(exercise, Choice | Several):
        off = next(each.id for each in exercise.options if each.id not in exercise.right())
        return off if isinstance(exercise, Choice) else [off]
    return exercise.high if isinstance(exercise, Number) else exercise.start


def test_each_lesson_adds_up() -> None:
    """A lesson counts who has answered something in it, all answers, and those right at first and in the end."""
    both = Attempts(("scan", "watch"))
    (lesson,) = of({"red_flags.3": both}, *given("watch", "rest")).lessons
    assert lesson == ("red_flags", 3, 3, 1, 2)


def test_patients_who_were_misjudged_are_named_those_too_low_first() -> None:
    """A patient of the clinic whom most judged wrongly is to be talked about; too low is worse than too high."""
    emergency, calm = (
        next(name for name, case in CLINIC.items() if clinic.level(case) == level)
        for level in (Disposition.EMERGENCY, Disposition.SELF_CARE)
    )
    found = of(judged({calm: 3, emergency: 0}), judged({calm: 3, emergency: 0}))
    assert [(each.title, each.under, each.over) for each in found.misjudged] == [
        (CLINIC[emergency].title, 2, 0),
        (CLINIC[calm].title, 0, 2),
    ]


@pytest.mark.parametrize("level", Disposition)
def test_who_always_says_the_same_level_needs_help(level: Disposition) -> None:
    """Whoever always says self-care is named with it, and so is whoever always sends to hospital."""
    (helped,) = of(judged(), judged(), judged(always=level)).help
    assert helped.name == "2"
    assert any(f"says “{level.label}” nearly always: {len(CLINIC)} of {len(CLINIC)}" in why for why in helped.why)


def test_who_always_takes_the_first_answer_needs_help() -> None:
    """Whoever chooses by place and not by sense is named with the place."""
    choices = {name: exercise for name, exercise in ASKED.items() if isinstance(exercise, Choice)}
    (helped,) = of(RIGHT, RIGHT, RIGHT | {name: Attempts((e.options[0].id,)) for name, e in choices.items()}).help
    assert any("chooses answer number 1 nearly always" in why for why in helped.why)


def test_who_knows_is_not_said_to_have_a_habit() -> None:
    """All right is no habit, also where the right answers happen to be alike."""
    alike = [name for name, e in ASKED.items() if isinstance(e, Choice) and e.right() == "urgent"]
    assert len(alike) >= 4
    record = {**{name: RIGHT[name] for name in alike}, "the_mimic.predict": Attempts(("urgent",))}
    assert of(RIGHT | judged(), RIGHT | judged()).help == ()
    assert of(record, record).help == ()


def test_few_right_solutions_looked_at_and_little_done_are_reasons() -> None:
    """Who is wrong in the end, has looked at most solutions, or has done far less than usual needs help."""
    names = list(ASKED)[:8]
    wrong = {name: Attempts((_wrong(name),)) for name in names}
    looked = {name: Attempts(RIGHT[name].given, True) for name in names}
    right = {name: RIGHT[name] for name in names}
    found = {each.name: each.why for each in of(right, wrong, looked, {names[0]: RIGHT[names[0]]}, right).help}
    assert found.keys() == {"1", "2", "3"}
    assert found["1"][0] == f"0 of {len(names)} exercises right in the end"
    assert found["2"] == (f"looked at the solution of {len(names)} of {len(names)}",)
    assert found["3"] == (f"exercises answered: 1; usual: {len(names)}",)


def test_one_patient_left_waiting_is_a_slip_and_two_are_none() -> None:
    """Whoever would leave two patients waiting who need care today needs help; those with most reasons come first."""
    pressing = [name for name, case in CLINIC.items() if clinic.level(case) >= Disposition.URGENT]
    one, two = (judged(dict.fromkeys(pressing[:count], 0)) for count in (1, 2))
    assert of(one).help == ()
    (helped,) = of(two).help
    assert helped.why == ("2 patients who need care today would wait for days",)
    assert [each.name for each in of(two, judged(always=Disposition.SELF_CARE)).help] == ["1", "0"]


def test_a_terminal_names_no_more_than_can_be_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Of very many who need help the terminal names ten, and says how many more the report has."""
    for number in range(MOST_NAMED + 2):
        (tmp_path / f"s{number}.json").write_text(to_text(judged(always=Disposition.SELF_CARE)), "utf-8")
    assert main(["grade", str(tmp_path)]) == 0
    out = capsys.readouterr().out
    assert out.count("nearly always") == MOST_NAMED
    assert "  and 2 more, in the report\n" in out
    assert (tmp_path / "report.html").read_text("utf-8").count("nearly always") == MOST_NAMED + 2


def test_twins_are_named_and_nobody_is_accused() -> None:
    """Files with the same answers, and several of one student, are named; a few answers alike say nothing."""
    few, many = (dict(list(RIGHT.items())[:count]) for count in (ALIKE - 1, ALIKE))
    assert of(few, few).alike == ()
    assert of(many, RIGHT, many).alike == ("the same answers, try by try: 0.json, 2.json",)
    twice = together([student("Ann", file, record) for file, record in (("a", few), ("b", many))])
    assert twice.alike == ("more than one file of Ann: a, b",)


def class_of_four(folder: Path) -> Path:
    """A class with every kind of thing to say, and a name that would be HTML."""
    wrong = {name: Attempts((_wrong(name),)) for name in ASKED}
    for name, record in {
        "ann": RIGHT | judged(),
        "<b>bo</b>".replace("/", "!"): wrong | judged(always=Disposition.SELF_CARE),
        "cy": wrong,
        "dee": wrong,
    }.items():
        (folder / f"{name}.json").write_text(to_text(record), "utf-8")
    (folder / "essay.txt").write_text("hello")
    return folder


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_terminal_says_what_to_teach_again(code: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """After the table come the questions, the students and the files, in the language asked for."""
    assert main(["grade", str(class_of_four(tmp_path)), "--language", code]) == 0
    out = capsys.readouterr().out
    with speaking(code):
        assert Disposition.SELF_CARE.label in out
    assert "dee.json" in out
    assert all(line.isprintable() for line in out.splitlines())


def cells(path: Path) -> list[list[str]]:
    """The rows of a file for a platform, which begins with no mark."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


@pytest.mark.parametrize(("code", "head"), [("en", "Identifier"), ("es", "Identificador")])
def test_moodle_finds_its_students_by_its_own_worksheet(code: str, head: str, tmp_path: Path) -> None:
    """Its columns, in its language, with the participant's number, and one line for each student: the best."""
    for number, record in enumerate(({}, RIGHT)):
        folder = tmp_path / f"Ann Lee_4711_assignsubmission_file_{number}"
        folder.mkdir()
        (folder / "backlab-answers.json").write_text(to_text(record), "utf-8")
    assert main(["grade", str(tmp_path), "--gradebook", "moodle", "--language", code]) == 0
    heads, *lines = cells(tmp_path / "gradebook-moodle.csv")
    assert heads[0] == head
    assert len(heads) == len(lines[0]) == 5
    assert [line[1:3] for line in lines] == [["Ann Lee", "100"]]
    assert lines[0][0].endswith(" 4711")


def test_canvas_finds_its_students_by_its_number(tmp_path: Path) -> None:
    """Its five columns, then ours, the row of the points, and the student's number or else the name as a login."""
    (tmp_path / "leeann_31_77_a.json").write_text(to_text(RIGHT), "utf-8")
    (tmp_path / "s0815.json").write_text(to_text({}), "utf-8")
    assert main(["grade", str(tmp_path), "--gradebook", "canvas"]) == 0
    assert cells(tmp_path / "gradebook-canvas.csv") == [
        ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "backlab"],
        ["Points Possible", "", "", "", "", "100"],
        ["leeann", "31", "", "", "", "100"],
        ["s0815", "", "", "s0815", "", "0"],
    ]


@pytest.mark.parametrize("edited", [SPREADSHEET, "report.html", "gradebook-canvas.csv"])
def test_what_a_teacher_has_changed_is_not_written_over(
    edited: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A changed table is kept with a sentence on what to do; unchanged ones are brought up to date."""
    grade = ["grade", str(tmp_path), "--gradebook", "canvas"]
    (tmp_path / "ann.json").write_text(to_text({}), "utf-8")
    assert main(grade) == 0
    (tmp_path / "bo.json").write_text(to_text({}), "utf-8")
    assert main(grade) == 0
    with (tmp_path / edited).open("a") as file:
        file.write("mine")
    (tmp_path / "cy.json").write_text(to_text({}), "utf-8")
    capsys.readouterr()
    assert main(grade) == 2
    assert capsys.readouterr().err == (
        f"backlab: {tmp_path / edited} was changed, or is not ours: move it away, or add --overwrite\n"
    )
    assert (tmp_path / edited).read_text("utf-8").endswith("mine")
    assert "2 files of answers" in (tmp_path / "report.html").read_text("utf-8")
    assert main([*grade, "--overwrite"]) == 0
    assert not (tmp_path / edited).read_text("utf-8").endswith("mine")


def test_out_names_the_folder_of_all_that_is_written(tmp_path: Path) -> None:
    """With --out nothing is written where the files lie."""
    for name in ("in", "out"):
        (tmp_path / name).mkdir()
    (tmp_path / "in" / "ann.json").write_text(to_text({}), "utf-8")
    assert main(["grade", str(tmp_path / "in"), "--out", str(tmp_path / "out"), "--gradebook", "moodle"]) == 0
    assert [each.name for each in (tmp_path / "in").iterdir()] == ["ann.json"]
    assert {each.name for each in (tmp_path / "out").iterdir()} == {SPREADSHEET, "report.html", "gradebook-moodle.csv"}
