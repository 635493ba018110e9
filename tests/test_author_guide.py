"""A lesson of one's own from the guide alone: its commands are typed as they stand there, and do what it says."""

from __future__ import annotations

import json
import re
import shlex
import tomllib
from pathlib import Path

import pytest
from servers import running

from backlab.app import main
from backlab.course.answers import Attempts, to_text
from backlab.course.exercise import judge, solution
from backlab.course.new import QUESTIONS
from backlab.course.order import PAGES
from backlab.course.own_files import course_beside, course_in, read
from backlab.course.voting import polls
from backlab.hosts.room import Room, code_cells
from backlab.labs.question import Question
from backlab.serving.classroom.lessons import opened
from backlab.serving.shelf import Shelf

GUIDE = Path(__file__).parents[1].joinpath("docs", "author.md").read_text("utf-8")
PLATES = """<svg viewBox="0 0 200 100"><title>The sea floor</title><path d="M0 60h200v40h-200z" fill="#b08968"/>
<rect id="ridge" x="90" y="40" width="20" height="40" fill="#c1440e"><title>At the ridge</title></rect>
<circle id="trench" cx="170" cy="60" r="12" fill="#1d6fa5"><title>At the trench</title></circle></svg>"""
COMMANDS = [shlex.split(line)[1:] for line in re.findall(r"^backlab .*$", GUIDE, re.MULTILINE)]
BEGIN, SEE, VOTE, GRADE = COMMANDS
FOLDER, LESSON = "my-notebooks", "my_seesaw"
ROWS = re.findall(r"^\| (`.*`) \| (?:choose|tick|type|fill|draw|put|tap)", GUIDE, re.MULTILINE)


@pytest.fixture
def begun(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in which the guide's first command was typed; the lesson's folder."""
    monkeypatch.chdir(tmp_path)
    assert main(BEGIN) == 0
    return tmp_path / FOLDER


def test_the_first_command_writes_what_the_guide_lists(begun: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Three files, and the next command of the guide is what is said to come next."""
    listed = re.findall(rf"^\| `({LESSON}\.\w+)`", GUIDE, re.MULTILINE)
    assert sorted(listed) == sorted(path.name for path in begun.iterdir())
    assert main([*BEGIN[:-1], "more"]) == 0
    assert shlex.join(["backlab", *SEE[:-1], "more"]) in capsys.readouterr().out


def test_the_new_lesson_is_served_at_once(begun: Path) -> None:
    """Its page stands on the start page, with each question of the file."""
    with running(*SEE) as server:
        assert "The seesaw" in server.get("/")[2]
        status, _, page = server.get(f"/voila/render/{LESSON}.ipynb")
    assert status == 200
    assert "There was an error" not in page
    assert "Two friends meet at a seesaw." in page
    assert [lab.exercise.id for lab in labs(begun)] == [each.id for each in read(begun / f"{LESSON}.toml").questions]


def labs(folder: Path) -> list[Question]:
    """The questions on the page of the lesson, as its cells make them."""
    notebook = json.loads(folder.joinpath(f"{LESSON}.ipynb").read_text("utf-8"))
    made = Room(code_cells(notebook), folder=folder).labs
    return [lab for lab in made if isinstance(lab, Question)]


def test_every_question_of_the_example_can_be_answered(begun: Path) -> None:
    """The right answer is right, and a reason is given for it."""
    for lab in labs(begun):
        assert lab.answer_with(lab.exercise.right()).strip()
        assert judge(lab.exercise, lab.exercise.right()).right is True
        assert solution(lab.exercise).blocks


def test_an_edit_of_the_file_is_on_the_page(begun: Path) -> None:
    """Another prompt and another right answer."""
    file = begun / f"{LESSON}.toml"
    file.write_text(file.read_text("utf-8").replace("right = 1\n", "right = 7\n"), "utf-8")
    assert labs(begun)[1].answer_with(7).startswith("Correct")


@pytest.mark.parametrize("row", ROWS)
def test_each_kind_in_the_guide_s_table_is_a_question(row: str, tmp_path: Path) -> None:
    """What it says to write is what a file understands."""
    lines = re.findall(r"`([^`]+)`", row)
    tmp_path.joinpath("plates.svg").write_text(PLATES, "utf-8")
    tmp_path.joinpath("kinds.toml").write_text("\n".join(["[[questions]]", 'prompt = "What?"', *lines]), "utf-8")
    (question,) = read(tmp_path / "kinds.toml").questions
    assert judge(question.exercise, question.exercise.right()).right is True


def test_the_table_of_kinds_is_read() -> None:
    """The test above looks at all of its rows."""
    assert len(ROWS) == 8


def test_a_class_opens_the_lesson_and_votes_on_it_first(begun: Path) -> None:
    """Its pages can be made without Jupyter; three of the four questions have one answer to vote on."""
    assert ["--class", *SEE] == VOTE
    assert len(opened(Shelf(begun)).first[LESSON, "en"]) == 6  # and a lab, and where one hands in
    assert [*polls(course_beside(begun))][:3] == [f"{LESSON}.predict", f"{LESSON}.1", f"{LESSON}.3"]


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("right = 1\n", "rihgt = 1\n", "my_seesaw.toml, question 2: a question has no 'rihgt'; did you mean 'right'?"),
        ("[lab]", "[[lab]]", "my_seesaw.toml: lab is a table of parts"),
    ],
)
def test_a_mistake_is_said_before_the_class_comes_in(
    begun: Path, capsys: pytest.CaptureFixture[str], before: str, after: str, said: str
) -> None:
    """In one line of the terminal, with the file and the question."""
    file = begun / f"{LESSON}.toml"
    file.write_text(file.read_text("utf-8").replace(before, after), "utf-8")
    capsys.readouterr()
    assert main([*VOTE, "--port", "0"]) == 2
    assert capsys.readouterr().err == f"backlab: {LESSON}.ipynb cannot be shown to a class: {said}\n"


def test_an_edit_of_the_questions_is_another_state_of_the_course(begun: Path) -> None:
    """A page that was loaded before the edit is not taken for one that shows it already."""
    before = opened(Shelf(begun)).version
    file = begun / f"{LESSON}.toml"
    file.write_text(file.read_text("utf-8").replace("right = 1\n", "right = 7\n"), "utf-8")
    assert opened(Shelf(begun)).version != before


def test_the_class_is_graded(begun: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With the guide's last command, on what two students have handed in."""
    handed_in = begun.parent / GRADE[1]
    handed_in.mkdir()
    course = course_in(begun)
    right = {key: Attempts((each.right(),)) for key, each in course.exercises.items()}
    handed_in.joinpath("anna.json").write_text(to_text(right))
    handed_in.joinpath("ben.json").write_text(to_text({f"{LESSON}.1": Attempts((3.0,))}))
    capsys.readouterr()
    assert main(GRADE) == 0
    rows = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert rows[1] == ["anna", "3", "of", "3", "3", "3"]
    assert rows[2] == ["ben", "1", "of", "3", "0", "0"]


def test_nothing_is_written_over(begun: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where one of the three files is there, none is written, and one sentence says what to do."""
    begun.joinpath(f"{LESSON}.ipynb").unlink()
    begun.joinpath(f"{LESSON}.toml").write_text("mine", "utf-8")
    assert main(BEGIN) == 2
    assert "is there already: choose another name" in capsys.readouterr().err
    assert begun.joinpath(f"{LESSON}.toml").read_text("utf-8") == "mine"
    assert not begun.joinpath(f"{LESSON}.ipynb").exists()


@pytest.mark.parametrize("name", ["My lesson", "../up", "a/b", "1st", "", "x" * 61, "ä", *PAGES])
def test_a_bad_name_is_said_in_one_line(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is written for a name that no lesson can have, or that one of ours has."""
    assert main(["new", name, "--folder", str(tmp_path / "own")]) == 2
    said = capsys.readouterr().err
    assert len(said.splitlines()) == 1
    assert "name" in said
    assert not (tmp_path / "own").exists()


def test_the_example_is_forty_lines_of_data_about_something_else() -> None:
    """What asks, judges and explains knows nothing of backs: none of the course's words is in the data."""
    text = QUESTIONS.read_text("utf-8")
    assert len(text.splitlines()) <= 40
    assert tomllib.loads(text)["questions"]
    assert not {"back", "backs", "pain", "patient", "spine", "spasm"} & set(re.findall(r"\w+", text.lower()))
