"""What a record says and how a class is graded: every answer judged anew, every damaged file named, the rest graded."""

from __future__ import annotations

import csv
import json
import os
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from backlab.app import main
from backlab.course import clinic
from backlab.course.answers import SPREADSHEET, Attempts, to_text
from backlab.course.clinic_cases import CLINIC
from backlab.course.grade import harmless
from backlab.course.kinds import Choice
from backlab.course.report import report, sheet, title
from backlab.course.table import CLINIC_CASE, EXERCISES, LESSONS, numbered
from backlab.language import speaking
from backlab.model import Disposition

ASKED = {name: exercise for name, exercise in EXERCISES.items() if not exercise.is_prediction}
CHOICES = {name: exercise for name, exercise in ASKED.items() if isinstance(exercise, Choice)}
PREDICTIONS = {name: exercise for name, exercise in EXERCISES.items() if exercise.is_prediction}
FIRST, SECOND, THIRD = list(CLINIC.values())[:3]
GUIDE = Path(__file__).parent.parent / "docs" / "teach" / "handing_in.md"
DAY = date(2026, 3, 1)


def wrong(name: str) -> str:
    """An answer to choose that is not right."""
    return next(option.id for option in EXERCISES[name].options if option.id != EXERCISES[name].right())


def judged(case: Any, change: int = 0, confidence: int = 100) -> dict[str, Any]:
    """An answer to a patient of the clinic, ``change`` levels away from the right one where there is such a level."""
    needed = clinic.level(case)
    level = needed + change if needed + change in tuple(Disposition) else needed - change
    return {"level": int(level), "cause": clinic.accepted_causes(case)[0], "confidence": confidence}


def perfect() -> dict[str, Attempts]:
    """Everything answered, and all of it right at once."""
    answers = {name: Attempts((exercise.right(),)) for name, exercise in EXERCISES.items()}
    return answers | {f"{CLINIC_CASE}{name}": Attempts((judged(case),)) for name, case in CLINIC.items()}


def learner() -> dict[str, Attempts]:
    """Every choice wrong at first and right in the end, with one solution looked at; one patient right, one wrong."""
    answers = {name: Attempts((wrong(name), CHOICES[name].right())) for name in CHOICES}
    answers[next(iter(CHOICES))] = Attempts((wrong(next(iter(CHOICES))), CHOICES[next(iter(CHOICES))].right()), True)
    patients = {FIRST.id: Attempts((judged(FIRST),)), SECOND.id: Attempts((judged(SECOND, 1, 50), judged(SECOND)))}
    return answers | {f"{CLINIC_CASE}{name}": tries for name, tries in patients.items()}


def test_all_right_at_once_is_full_marks() -> None:
    """Whoever answers everything right at once has every point, and a Brier score of nought."""
    found = report(perfect())
    total = found.total
    assert total.answered == total.of == total.first == total.last == len(ASKED)
    assert total.given == len(PREDICTIONS)
    assert total.shown == 0
    assert (found.clinic.right, found.clinic.brier, found.unknown) == (len(CLINIC), 0, ())


def test_the_first_and_the_last_try_are_told_apart() -> None:
    """Wrong at first and right in the end counts for the end only, with how often it was tried."""
    found = report(learner())
    assert found.total.first == 0
    assert found.total.last == found.total.answered == len(CHOICES)
    assert found.total.shown == 1
    assert {each.tries for lesson in found.lessons for each in lesson.done} == {2}


def test_the_lessons_add_up() -> None:
    """Each lesson counts its own exercises, in order, and together they are all."""
    found = report(learner())
    assert [each.lesson for each in found.lessons] == list(LESSONS)
    for each in found.lessons:
        own = [name for name in LESSONS[each.lesson] if name in ASKED]
        assert each.of == len(own)
        assert [done.id for done in each.done] == [name for name in own if name in CHOICES]


def test_a_prediction_is_never_wrong() -> None:
    """A prediction is counted as given; whether it came true does not matter."""
    name, exercise = next((n, e) for n, e in PREDICTIONS.items() if isinstance(e, Choice))
    for answer in (wrong(name), exercise.right(), "unsure"):
        total = report({name: Attempts((answer,))}).total
        assert (total.given, total.answered, total.first, total.last) == (1, 0, 0, 0)


def test_the_first_answer_to_a_patient_counts() -> None:
    """In the clinic the first level counts for the score, and the last for what to come back to."""
    found = report({f"{CLINIC_CASE}{FIRST.id}": Attempts((judged(FIRST, 1), judged(FIRST)))}).clinic
    assert (found.answered, found.right) == (1, 0)
    assert found.again == ()


@pytest.mark.parametrize(
    ("key", "given"),
    [
        ("gone.1", ("urgent",)),
        ("", ("urgent",)),
        ("<script>", (1,)),
        (next(iter(CHOICES)), ("an option that is gone",)),
        (next(iter(CHOICES)), ("an option that is gone", CHOICES[next(iter(CHOICES))].right())),
        (next(iter(CHOICES)), (CHOICES[next(iter(CHOICES))].right(), "an option that is gone")),
        (next(iter(CHOICES)), (None,)),
        (next(iter(CHOICES)), ({"right": True},)),
        (next(iter(CHOICES)), ("x" * 100_000,)),
        (f"{CLINIC_CASE}gone", (judged(FIRST),)),
        (f"{CLINIC_CASE}{FIRST.id}", ("urgent",)),
        (f"{CLINIC_CASE}{FIRST.id}", ({**judged(FIRST), "level": 9},)),
        (f"{CLINIC_CASE}{FIRST.id}", ({**judged(FIRST), "right": True},)),
        (f"{CLINIC_CASE}{FIRST.id}", (judged(FIRST), {})),
    ],
)
def test_what_answers_nothing_is_unknown(key: str, given: tuple[Any, ...]) -> None:
    """What answers no exercise of today, or is none of its answers, is counted as unknown and gives no points."""
    found = report(learner() | {key: Attempts(given)})
    assert found.unknown == (key,)
    assert found.total.answered <= len(CHOICES)


@pytest.mark.parametrize("name", EXERCISES)
def test_an_answer_that_is_nested_deep_is_unknown(name: str) -> None:
    """The deepest answer that can be read from a file harms nothing."""
    deep = json.loads("[" * 900 + "]" * 900)
    assert report({name: Attempts((deep,))}).unknown == (name,)


def test_a_file_is_not_believed() -> None:
    """What a file says of itself beside its answers changes nothing: only the answers are judged."""
    name = next(iter(CHOICES))
    assert report({name: Attempts((wrong(name),), shown=True)}).total.last == 0


@pytest.mark.parametrize("record", [{}, learner(), perfect()], ids=["nothing", "learner", "perfect"])
def test_the_sheet_says_how_it_stands(record: dict[str, Attempts]) -> None:
    """The sheet has the day, a line for a name, a row for each lesson, and the sum of all."""
    html, total = sheet(record, DAY), report(record).total
    assert DAY.isoformat() in html
    assert "Name:" in html
    assert all(f"<th scope='row'>{title(each)}</th>" in html for each in LESSONS if LESSONS[each])
    cells = f"<td>{total.answered} of {total.of}</td><td>{total.first}</td><td>{total.last}</td></tr></tfoot>"
    assert cells in html


def test_the_sheet_is_one_table_and_what_to_come_back_to() -> None:
    """The heading, the line for a name, a table with a head and a sum, the parts, and the sources only where cited."""
    html = sheet({}, DAY)
    nothing = "<td>0</td><td>0</td></tr>"
    rows = ((title(each), sum(name in ASKED for name in LESSONS[each])) for each in LESSONS if LESSONS[each])
    assert html == (
        "<header><h2>What I have learnt about back spasms</h2><p class='bl-day'>2026-03-01</p></header>"
        f"<p>Name: {'_' * 40}</p>"
        "<table><thead><tr><th scope='col'>Lesson</th><th scope='col'>Answered</th><th scope='col'>Right at first</th>"
        "<th scope='col'>Right in the end</th></tr></thead><tbody>"
        + "".join(f"<tr><th scope='row'>{name}</th><td>0 of {of}</td>{nothing}" for name, of in rows if of)
        + f"</tbody><tfoot><tr><th scope='row'>All lessons</th><td>0 of {len(ASKED)}</td>{nothing}</tfoot></table>"
        "<div class='bl-sheet'><section><h3>The clinic</h3><p class='bl-lead'><strong>"
        f"0 of {len(CLINIC)} patients judged; 0 at the level that is needed.</strong></p></section>"
        "<section><h3>What to come back to</h3><p>Nothing so far.</p></section></div>"
    )
    assert "</section><footer><section><h3>Sources</h3><ul class='bl-points'>" in sheet(perfect(), DAY)


def test_what_went_wrong_alike_is_named_together() -> None:
    """Exercises of one lesson, and patients with the same mistake, stand in one line each, in order."""
    lesson = next(each for each in LESSONS if sum(name in CHOICES for name in LESSONS[each]) > 1)
    first, second = [name for name in LESSONS[lesson] if name in CHOICES][:2]
    record: dict[str, Attempts] = {name: Attempts((wrong(name),)) for name in (second, first)}
    record |= {f"{CLINIC_CASE}{case.id}": Attempts((judged(case, confidence=30),)) for case in (SECOND, FIRST)}
    html = sheet(record, DAY)
    numbers = [list(numbered(lesson)).index(name) + 1 for name in (first, second)]
    assert f"<strong class='bl-mark'>{title(lesson)}:</strong> exercises {numbers[0]}, {numbers[1]}</li>" in html
    (line,) = re.findall(
        r"<li><strong class='bl-mark'>(The level was right, but by luck[^<]*:)</strong> ([^<]*)</li>", html
    )
    assert set(line[1].split("; ")) == {FIRST.title, SECOND.title}


def test_the_sheet_names_what_to_come_back_to() -> None:
    """An exercise that is still wrong is named by its number, and a patient by the title and what went wrong."""
    name = next(name for name in CHOICES if name.endswith(".1"))
    record = {name: Attempts((wrong(name),)), f"{CLINIC_CASE}{FIRST.id}": Attempts((judged(FIRST, 1),))}
    html = sheet(record, DAY)
    assert f"<strong class='bl-mark'>{title(EXERCISES[name].lesson)}:</strong> exercise 1<" in html
    assert FIRST.title in html
    assert FIRST.title not in sheet(perfect(), DAY)
    assert "Nothing so far." in sheet(perfect(), DAY)


def test_a_page_may_know_better_titles() -> None:
    """The titles of the notebooks are used where a page has them, and are made safe."""
    lesson = next(iter(LESSONS))
    assert "Backs &amp; co" in sheet({}, DAY, {lesson: "Backs & co"})


def hand_in(folder: Path) -> Path:
    """A class of two students, one with a name that a spreadsheet would run, and files that cannot be graded."""
    (folder / "seven.json").write_text(to_text(learner()), "utf-8")
    (folder / "=1+1.json").write_text(to_text(perfect()), "utf-8")
    (folder / "cut.json").write_text(to_text(learner())[:200], "utf-8")
    (folder / "other.json").write_text('{"backlab answers": 99, "answers": {}}', "utf-8")
    (folder / "picture.json").write_bytes(bytes(range(256)))
    return folder


def rows(path: Path) -> list[dict[str, str]]:
    """The lines of a spreadsheet by their headings."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_a_class_is_graded(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The table and the spreadsheet have a line for each student, as a count by hand gives it."""
    assert main(["grade", str(hand_in(tmp_path))]) == 0
    out = capsys.readouterr().out
    seven = next(line for line in out.splitlines() if line.startswith("seven"))
    patient_right = 1
    brier = (0**2 + 0.5**2) / 2
    numbers = [len(CHOICES), "of", len(ASKED), 0, len(CHOICES), 2, patient_right]
    assert seven.split()[1:8] == list(map(str, numbers))
    assert seven.split()[-1] == f"{brier:.2f}"
    formula, same = rows(tmp_path / SPREADSHEET)
    assert same["name"] == "seven"
    assert same["all lessons: right in the end"] == str(len(CHOICES))
    assert same["all lessons: solutions looked at"] == "1"
    assert same["clinic: Brier score"] == f"{brier:.2f}"
    for lesson in LESSONS:
        own = [name for name in CHOICES if name.startswith(f"{lesson}.")]
        assert same[f"{title(lesson)}: right in the end"] == str(len(own))
        assert formula[f"{title(lesson)}: right at first"] == formula[f"{title(lesson)}: exercises"]


def test_what_cannot_be_graded_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each damaged file is named with its reason beside the table, and takes no line of it."""
    main(["grade", str(hand_in(tmp_path))])
    out, err = capsys.readouterr()
    assert [line.split(": ")[2:] for line in err.splitlines()] == [
        ["cut.json", "it is no JSON, or only a part of it"],
        ["other.json", "it was written by another version of backlab (99)"],
        ["picture.json", "it is no text"],
    ]
    assert len(rows(tmp_path / SPREADSHEET)) == 2
    assert "cut" not in out


def test_no_name_is_run_by_a_spreadsheet(tmp_path: Path) -> None:
    """A name that begins as a formula does is written so that it is text."""
    main(["grade", str(hand_in(tmp_path))])
    assert rows(tmp_path / SPREADSHEET)[0]["name"] == "'=1+1"
    assert (tmp_path / SPREADSHEET).read_bytes().startswith(b'\xef\xbb\xbf"name",')


def test_no_name_is_cut_into_cells(tmp_path: Path) -> None:
    """A Spanish spreadsheet cuts at semicolons, so that what follows one must not stand as a cell of its own."""
    (tmp_path / "a;=1+1.json").write_text(to_text(learner()), "utf-8")
    main(["grade", str(tmp_path)])
    with (tmp_path / SPREADSHEET).open(encoding="utf-8-sig", newline="") as file:
        assert [line[0][:6] for line in csv.reader(file, delimiter=";")][1] == "a;=1+1"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no links and pipes here")
@pytest.mark.parametrize("kind", ["link", "pipe"])
def test_no_student_chooses_where_the_spreadsheet_is_written(
    kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A link or a pipe in the spreadsheet's place is refused: it would overwrite another file, or wait for ever."""
    hand_in(tmp_path)
    mine = tmp_path / "mine.txt"
    mine.write_text("mine")
    where = tmp_path / SPREADSHEET
    where.symlink_to(mine) if kind == "link" else os.mkfifo(where)
    assert main(["grade", str(tmp_path)]) == 2
    assert "it is no file" in capsys.readouterr().err
    assert mine.read_text() == "mine"


@pytest.mark.parametrize("cell", ["=1", "+1", "-1", "@A1", " =1", "＝1"])  # noqa: RUF001  the wide sign is meant
def test_formulas_are_defused(cell: str) -> None:
    """Whatever begins a formula gets a mark ahead of it; all else stays as it is."""
    assert harmless(cell) == f"'{cell}"
    assert harmless(f"a{cell}") == f"a{cell}"


@pytest.mark.parametrize("kind", ["folder", "pipe", "empty", "huge", "dangling link"])
def test_what_is_no_file_of_answers_is_skipped(kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder, a pipe, an empty or a huge file, or a link to nowhere is named, and the others are graded."""
    path = hand_in(tmp_path) / "x.json"
    {
        "folder": path.mkdir,
        "pipe": lambda: os.mkfifo(path),
        "empty": path.touch,
        "huge": lambda: path.write_bytes(b" []" * 3_000_000),
        "dangling link": lambda: path.symlink_to("nowhere"),
    }[kind]()
    assert main(["grade", str(tmp_path)]) == 0
    assert re.search(r"^backlab: not graded: x.json: \S+ \S+", capsys.readouterr().err, re.MULTILINE)


def test_names_cannot_write_on_the_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What would move the cursor or is no character is shown as a question mark; a long name is cut, and rows align."""
    for name in ("a\x1b[2Jb", "c\nd", "é" * 60, "王小明"):
        (tmp_path / f"{name}.json").write_text(to_text({}), "utf-8")
    (tmp_path / os.fsdecode(b"\xff.json")).write_text(to_text({}), "utf-8")
    assert main(["grade", str(tmp_path)]) == 0
    lines = capsys.readouterr().out.splitlines()[:6]
    assert all(line.isprintable() for line in lines)
    assert {"a?[2Jb", "c?d", "?"} <= {line.split()[0] for line in lines}
    assert "é" * 29 + "… " in "".join(lines)
    assert len({len(line) + line.count("王") * 3 for line in lines}) == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nowhere"], "cannot look into nowhere: it does not exist"),
        (["file.txt"], "cannot look into file.txt: it is no folder and no zip"),
        (["nothing"], "there is no file of answers in nothing"),
        (["damaged"], "none of the 1 files in damaged could be graded; the first is a.json: it is empty"),
        (["whole", "--csv", "missing/x.csv"], "cannot write missing/x.csv"),
        (["whole", "--out", "missing"], "cannot write missing/grades.csv"),
        (["whole", "--csv", "whole/seven.json"], "--csv cannot end in .json"),
        ([], "FOLDER"),
    ],
)
def test_what_is_wrong_is_one_line(
    arguments: list[str],
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Where nothing can be graded or written it ends with 2, after one line that says why."""
    monkeypatch.chdir(tmp_path)
    for name in ("nothing", "damaged", "whole"):
        Path(name).mkdir()
    Path("file.txt").touch()
    Path("damaged/a.json").touch()
    Path("whole/seven.json").write_text(to_text({}), "utf-8")
    assert main(["grade", *arguments]) == 2
    assert said in capsys.readouterr().err.splitlines()[-1]
    assert Path("whole/seven.json").read_text("utf-8") == to_text({})


@pytest.mark.parametrize(("count", "lines"), [(100, []), (101, ["backlab: 100 of 101 files are read"])])
def test_a_large_class_is_told_how_far_it_is(
    count: int, lines: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """For more than a hundred files it says beside the table how many are read, and for fewer nothing."""
    for number in range(count):
        (tmp_path / f"{number}.json").write_text(to_text({}), "utf-8")
    assert main(["grade", str(tmp_path)]) == 0
    assert capsys.readouterr().err.splitlines() == lines


def test_grading_explains_itself_and_speaks_other_languages(tmp_path: Path) -> None:
    """--help succeeds, and the same class has the same numbers in another language."""
    with pytest.raises(SystemExit) as end:
        main(["grade", "--help"])
    assert end.value.code == 0
    assert main(["grade", str(hand_in(tmp_path)), "--language", "es", "--csv", str(tmp_path / "es.csv")]) == 0
    assert main(["grade", str(tmp_path)]) == 0
    spanish, english = rows(tmp_path / "es.csv"), rows(tmp_path / SPREADSHEET)
    assert [list(row.values()) for row in spanish] == [list(row.values()) for row in english]
    with speaking("es"):
        assert sheet({}, DAY)


def test_the_teachers_page_shows_what_is_printed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The example in the guide has the columns and the remarks that the command prints."""
    main(["grade", str(hand_in(tmp_path))])
    out, err = capsys.readouterr()
    guide = GUIDE.read_text("utf-8")
    assert " ".join(out.splitlines()[0].split()) in " ".join(guide.split())
    for line in ("Patients, levels", "What to teach again", "Every lesson is in"):
        (said,) = [each for each in out.splitlines() if each.startswith(line)]
        assert said.split(str(tmp_path))[0] in guide
    assert err.splitlines()[0] in guide
