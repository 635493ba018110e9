"""Questions of a teacher's own: data becomes an exercise that is asked, kept, exported and graded as ours are."""

from __future__ import annotations

import asyncio
import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

from backlab.app import main
from backlab.course.answers import Attempts, from_text, to_text
from backlab.course.beside import FOLDER
from backlab.course.exercise import Exercise, judge, solution
from backlab.course.guesses import Line, People
from backlab.course.kinds import Choice, Number, Order, Several
from backlab.course.own import OwnQuestion, question
from backlab.course.own_files import asked_in, course_beside, course_in, read
from backlab.course.table import OURS, asking, number
from backlab.course.voting import KEYS, polls
from backlab.hosts.notebook import shows
from backlab.hosts.room import Desk, Room
from backlab.labs.course import CourseLab
from backlab.labs.question import Question
from backlab.labs.year import YearLab
from backlab.practice.formats import FORMATS
from backlab.serving.shelf import Shelf
from backlab.serving.votes.count import Votes
from backlab.serving.votes.pages import student_now, teacher_now
from backlab.serving.votes.store import VoteStore, answers, open_store
from backlab.site.engine import notebooks

TOML = """
title = "Ants and spiders"

[[questions]]
predict = true
prompt = "Which of them has more legs?"
options = ["The ant", "The spider"]
right = "The spider"
because = "It has eight."

[[questions]]
prompt = "How many legs has an ant?"
right = 6
unit = "legs"
because = "All insects have six."

[[questions]]
prompt = "Which of these are insects?"
shuffle = true
because = "A spider has eight legs."
options = [
  { text = "Ant", right = true },
  { text = "Spider", because = "Count its legs." },
  { text = "Bee", right = true },
]
"""
JUPYTERQUIZ = [
    {
        "question": "Which is a fruit?",
        "type": "multiple_choice",
        "answers": [
            {"answer": "Leek", "correct": False, "feedback": "It is a leaf."},
            {"answer": "Tomato", "correct": True, "feedback": "It holds seeds."},
        ],
    },
    {
        "question": "Which are prime?",
        "type": "many_choice",
        "answers": [
            {"answer": "2", "correct": True},
            {"answer": "4", "correct": False},
            {"code": "3", "correct": True},
        ],
    },
    {
        "question": "Pi, to three digits?",
        "type": "numeric",
        "precision": 3,
        "answers": [{"type": "value", "value": 3.14, "correct": True, "feedback": "Yes."}],
    },
    {
        "question": "A number from 3 to 5?",
        "type": "numeric",
        "answers": [
            {"type": "range", "range": [-10, 2], "correct": False},
            {"type": "range", "range": [3, 5], "correct": True},
        ],
    },
]
EVERY_KIND: dict[type[Exercise], tuple[dict[str, Any], Any, Any]] = {
    Choice: ({"options": ["Leek", "Tomato"], "right": "Tomato"}, "tomato", "leek"),
    Several: ({"options": {"Ant": "", "Bee": "", "Owl": "A bird."}, "right": ["Ant", "Bee"]}, ["ant", "bee"], ["owl"]),
    Order: ({"order": ["Egg", "Pupa", "Imago"]}, ["egg", "pupa", "imago"], ["egg", "imago", "pupa"]),
    Number: ({"right": 9.81, "tolerance": 0.02, "unit": "m/s²"}, "9.8", 9.7),
    People: ({"right": 30, "people": 100, "tolerance": 5}, 34, 36),
    Line: ({"points": ["now", "in a week"], "right": [80, 20], "tolerance": 5}, [80, 24], [80, 26]),
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a file of questions and a notebook that asks them, one of ours, and one written into it."""
    monkeypatch.chdir(tmp_path)
    tmp_path.joinpath("bugs.toml").write_text(TOML, "utf-8")
    cells = [
        "%matplotlib inline\nfrom backlab.widgets import Question\n\npredict = Question('bugs.predict')\npredict",
        "Question('bugs.1')",
        "Question('red_flags.3')",
        "Question('How many wings has a bee?', right=4, because='Two pairs.')",
    ]
    tmp_path.joinpath("bugs.ipynb").write_text(json.dumps(notebook("Bugs", cells)), "utf-8")
    return tmp_path


def notebook(title: str, cells: list[str]) -> dict[str, Any]:
    """A notebook with these cells of code."""
    code = [{"cell_type": "code", "metadata": {}, "source": cell} for cell in cells]
    return {"metadata": {"title": title}, "cells": code, "nbformat": 4, "nbformat_minor": 5}


def of_kind(kind: type[Exercise], **more: Any) -> OwnQuestion:
    """A question of a kind."""
    return question("What is asked?", because="That is why.", **EVERY_KIND[kind][0], **more)


@pytest.mark.parametrize("kind", EVERY_KIND, ids=lambda kind: kind.__name__)
def test_what_is_right_says_of_which_kind_a_question_is(kind: type[Exercise]) -> None:
    """An option, a list of options, a number, people or a line: judged, and explained in the teacher's words."""
    exercise = of_kind(kind).exercise
    _, good, bad = EVERY_KIND[kind]
    assert type(exercise) is kind
    assert judge(exercise, exercise.right()).right is True
    assert judge(exercise, good).right is True
    assert judge(exercise, bad).right is False
    assert "That is why." in str(solution(exercise).blocks)


@pytest.mark.parametrize("kind", EVERY_KIND, ids=lambda kind: kind.__name__)
def test_every_kind_is_shown_and_answered(kind: type[Exercise]) -> None:
    """A lab has a control for each kind, and says whether the answer is right."""
    lab = Question("What is asked?", because="That is why.", **EVERY_KIND[kind][0])
    assert lab.answer_with(EVERY_KIND[kind][1]).startswith("Correct")
    assert lab.answer_with(EVERY_KIND[kind][2]).startswith("Not yet")


def test_a_key_stays_as_long_as_the_prompt_does() -> None:
    """Answers are found again after a restart, and another prompt is another question."""
    one, same, other = (question(prompt, right=1) for prompt in ("How many?", "How many?", "How many now?"))
    assert one.id == same.id != other.id
    assert question("How many?", right=1, key="bugs.legs").id == "bugs.legs"


BROKEN: dict[str, dict[str, Any]] = {
    "did you mean 'options'?": {"optons": ["a", "b"], "right": "a"},
    "right is 'Tomatoe', which is none of the options; did you mean 'Tomato'?": {
        "options": ["Tomato", "Leek"],
        "right": "Tomatoe",
    },
    "Say what is right": {"unit": "legs"},
    "No option is right": {"options": ["a", "b"], "right": []},
    "One option is no choice": {"options": ["a"], "right": "a"},
    "Two options are 'a'": {"options": ["a", "a"], "right": "a"},
    "options is a list": {"options": "yes", "right": "yes"},
    "order is a list": {"order": "Egg"},
    "leave out options and right": {"order": ["Egg", "Butterfly"], "right": "Egg"},
    "One option is no choice: give": {"order": ["Egg"]},
    "Two options are 'Egg'": {"order": ["Egg", "Egg"]},
    "did you mean 'order'?": {"odrer": ["Egg", "Butterfly"]},
    "right is a number, not 'six'": {"right": "six"},
    "low and high leave it out": {"right": 6, "high": 5},
    "A line needs two points": {"points": ["now"], "right": [1]},
    "between is two numbers, the lower first": {"between": [5, 3]},
    "'red_flags' is a lesson of the course": {"right": 1, "key": "red_flags.mine"},
    "'My key' is no key": {"right": 1, "key": "My key"},
}


@pytest.mark.parametrize("said", BROKEN)
def test_wrong_data_is_said_in_a_sentence(said: str) -> None:
    """Whoever writes a question learns what is wrong with it, and what to do."""
    with pytest.raises(ValueError, match=r".") as refused:
        Question("What is asked?", **BROKEN[said])
    assert said in str(refused.value)


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("name", "meant"), [("bug.1", "bugs.1"), ("bugs.predct", "bugs.predict"), ("red_flag.1", "red_flags.1")]
)
def test_a_wrong_name_says_which_may_have_been_meant(name: str, meant: str) -> None:
    """Of the questions beside the notebook, and of ours."""
    with pytest.raises(ValueError, match=f"no exercise '{name}'; did you mean '{meant}'?"):
        Question(name)


def test_a_file_is_a_lesson(folder: Path) -> None:
    """Its questions have its name and their numbers, without the prediction, and it has a title."""
    lesson = read(folder / "bugs.toml")
    assert (lesson.title, [each.id for each in lesson.questions]) == (
        "Ants and spiders",
        ["bugs.predict", "bugs.1", "bugs.2"],
    )
    heads = [Question(name).told["html"]["head"] for name in ("bugs.predict", "bugs.1", "bugs.2")]
    said = ("Your prediction", "Exercise 1", "Exercise 2")
    assert all(words in head for words, head in zip(said, heads, strict=True))


def test_json_says_the_same_as_toml(folder: Path) -> None:
    """The same data in JSON is the same lesson."""
    folder.joinpath("in_json.json").write_text(json.dumps(tomllib.loads(TOML)), "utf-8")
    one, other = read(folder / "bugs.toml"), read(folder / "in_json.json")
    assert [each.exercise.right() for each in one.questions] == [each.exercise.right() for each in other.questions]
    assert [type(each.exercise) for each in one.questions] == [type(each.exercise) for each in other.questions]


def test_questions_of_jupyterquiz_are_read(folder: Path) -> None:
    """Its three kinds, what it says to an answer, its precision and its ranges."""
    folder.joinpath("quiz.json").write_text(json.dumps(JUPYTERQUIZ), "utf-8")
    fruit, primes, pi, between = (each.exercise for each in read(folder / "quiz.json").questions)
    assert (fruit.right(), primes.right()) == ("tomato", ["2", "3"])
    assert "It is a leaf." in str(judge(fruit, "leek").blocks)
    assert [judge(pi, given).right for given in (3.14, 3.1416, 3.15)] == [True, True, False]
    assert [judge(between, given).right for given in (3, 5, 2)] == [True, True, False]
    assert Question("quiz.3").answer_with("3,14").startswith("Correct")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("questions = 5", "holds no list of questions"),
        ("[[questions]\n", "is no TOML"),
        ('titel = "x"', "did you mean 'title'?"),
        ('[[questions]]\nprompt = "A?"\nright = 1\n[[questions]]\nprompt = "B?"\n', "question 2: Say what is right"),
        ('[[questions]]\nprompt = "A?"\nrihgt = 1\n', "did you mean 'right'?"),
        (
            '[[questions]]\nname = "a"\nprompt = "A?"\nright = 1\n[[questions]]\nname = "a"\n',
            "another one is called 'a'",
        ),
    ],
)
def test_a_damaged_file_names_the_question(folder: Path, text: str, said: str) -> None:
    """The file, the number of the question, and what is wrong."""
    folder.joinpath("bugs.toml").write_text(text, "utf-8")
    with pytest.raises(ValueError, match=r"bugs\.toml") as refused:
        Question("bugs.1")
    assert said in str(refused.value)


def test_a_missing_file_says_where_to_look(folder: Path) -> None:
    """A file that is named and is not there is no traceback."""
    with pytest.raises(ValueError, match=r"more.toml could not be opened"):
        Question("more.1", file="more.toml")
    folder.joinpath("sub").mkdir()
    folder.joinpath("bugs.toml").rename(folder / "sub" / "bugs.toml")
    assert Question("bugs.1", file="sub/bugs.toml").exercise.right() == 6


@pytest.mark.usefixtures("folder")
def test_shuffled_options_stand_in_many_orders_and_are_judged_alike() -> None:
    """Only where it is asked for; what is kept is the option and not its place."""
    orders = {tuple(option.id for option in Question("bugs.2").exercise.choices) for _ in range(40)}
    assert len(orders) > 1
    assert {frozenset(order) for order in orders} == {frozenset({"ant", "spider", "bee"})}
    assert Question("bugs.2").answer_with(["bee", "ant"]).startswith("Correct")
    assert len({tuple(o.id for o in Question("bugs.predict").exercise.choices) for _ in range(20)}) == 1


def test_what_is_put_into_order_never_stands_in_it_at_first() -> None:
    """In one order that is not the right one, the same on every page; in many where it is shuffled."""
    order = {"order": ["Egg", "Caterpillar", "Pupa"]}
    fixed = {tuple(option.id for option in question(f"Which? {n}", **order).exercise.choices) for n in range(40)}
    again = {tuple(option.id for option in Question("Which?", **order).exercise.choices) for _ in range(10)}
    drawn = {tuple(o.id for o in Question("Which?", **order, shuffle=True).exercise.choices) for _ in range(60)}
    assert len(again) == 1
    assert len(fixed) == len(drawn) == 5
    assert ("egg", "caterpillar", "pupa") not in fixed | drawn


def test_a_wrong_order_says_how_much_of_it_is_right() -> None:
    """Pair by pair, with the author's own word on what stands elsewhere; before it is whole it is no answer."""
    pupa = {"text": "Pupa", "because": "It hangs still."}
    lab = Question("Which comes first?", order=["Egg", "Caterpillar", pupa, "Butterfly"], because="It grows.")
    assert lab.answer_with([]) == "Put them into order first."
    assert lab.answer_with(["egg", "pupa", "caterpillar", "butterfly"]) == (
        "Not yet. 5 of 6 pairs stand the right way round."
    )
    assert "Pupa: It hangs still." in str(lab.panels["feedback"])
    assert lab.answer_with(["egg", "caterpillar", "pupa", "butterfly"]).startswith("Correct. 6 of 6")
    assert "It grows." in str(lab.panels["feedback"])
    assert "It hangs still." not in str(lab.panels["feedback"])


@pytest.mark.parametrize(
    "given", [["egg"], ["egg", "egg"], ["egg", "frog"], "egg", None, [1, 2], [["egg"], "butterfly"]]
)
def test_half_an_order_is_no_answer(given: Any) -> None:
    """What a damaged file, or a page of another version, may bring is asked for again."""
    with pytest.raises(ValueError, match=r"^Put them into order first\.$"):
        judge(question("Which?", order=["Egg", "Butterfly"]).exercise, given)


def test_an_order_can_be_a_prediction() -> None:
    """It opens what waits for it, left open too, and shows the place of each over the guess."""
    parts = {"order": ["Egg", "Caterpillar", "Butterfly"], "predict": True}
    lab = Question("Which comes first?", **parts)
    assert lab.answer_with(["butterfly", "egg", "caterpillar"]).startswith("It turned out differently")
    places = dict(zip([o.id for o in lab.exercise.choices], lab.told["truth"]["answer"]["values"], strict=True))
    assert places == {"egg": 1, "caterpillar": 2, "butterfly": 3}
    unsure = Question("Which comes first?", **parts)
    unsure.pressed("unsure")
    assert unsure.told["truth"]["answer"]["over"] is True
    assert unsure.problem == ""


@pytest.mark.parametrize("after", ["predict", "'bugs.predict'"])
def test_an_own_prediction_opens_a_lab(folder: Path, after: str) -> None:
    """Whoever has guessed, right or not, may go on; the lab is given the question, or its name."""
    code = "from backlab.widgets import Question, YearLab\npredict = Question('bugs.predict')"
    predict, lab = Room([code, "predict", f"YearLab(after={after})"], folder=folder).labs
    assert isinstance(predict, Question)
    assert lab.shut
    predict.answer_with("the-ant")
    assert not lab.shut


@pytest.mark.usefixtures("folder")
def test_a_lab_after_a_wrong_name_says_which_was_meant() -> None:
    """As the question itself does."""
    with pytest.raises(ValueError, match=r"did you mean 'bugs\.predict'"):
        YearLab(after="bugs.predct")


def test_an_answer_is_kept_beside_the_notebook(folder: Path) -> None:
    """In a file of its lesson, as ours are, and found there again."""
    in_notebook = shows(Question)
    shown = in_notebook("bugs.1")
    shown._handle_custom_msg({"kind": "pressed", "turn": 1, "button": "check", "values": {"answer": "6"}}, [])
    assert from_text((folder / FOLDER / "bugs.json").read_text("utf-8")) == {"bugs.1": Attempts((6.0,))}
    assert in_notebook("bugs.1").values["answer"] == "6"


def test_a_room_finds_the_file_beside_its_notebook(folder: Path) -> None:
    """Where no notebook stands behind the page, questions come from the notebook's own folder."""
    within = folder / "week_1"
    within.mkdir()
    folder.joinpath("bugs.toml").rename(within / "bugs.toml")
    told: list[Any] = []
    code = ["from backlab.widgets import Question", "Question('bugs.1')"]
    Desk({"week_1/bugs": code}, told.append, folder=folder).hear(
        {"kind": "open", "notebook": "week_1/bugs", "language": "en", "query": ""}
    )
    assert told[0]["labs"][0]["face"]["keeps"] == "bugs.1"


def test_plain_files_bring_the_questions_along(folder: Path) -> None:
    """Python in a browser has no files but those that it is given."""
    assert json.loads(notebooks(Shelf(folder)))["bugs"]["beside"] == {"bugs.toml": TOML}


def test_what_a_notebook_asks_is_read_and_never_run(folder: Path) -> None:
    """Its file's questions, one written into it, and ours, without running a cell."""
    cells = ["raise SystemExit", "Question('Is it read?', options=['yes', 'no'], right='yes', key='more.read')"]
    folder.joinpath("more.ipynb").write_text(json.dumps(notebook("More", cells)), "utf-8")
    course = course_in(folder)
    own = next(key for key in course.exercises if key.startswith("own."))
    assert dict(course.lessons) == {
        "bugs": ("bugs.predict", "bugs.1", "bugs.2"),
        "own": (own,),
        "red_flags": ("red_flags.3",),
        "more": ("more.read",),
    }
    with asking(course):
        assert number("red_flags.3") == 3  # as its page says


def test_a_question_that_is_worked_out_is_asked_for_in_a_file(folder: Path) -> None:
    """What only running the cell could tell is refused with what to do."""
    folder.joinpath("bugs.ipynb").write_text(json.dumps(notebook("", ["Question('A?', right=2 * n)"])), "utf-8")
    with pytest.raises(ValueError, match="put it into a file of questions"):
        asked_in(folder)


def handed_in(folder: Path) -> Path:
    """What two students have handed in."""
    own = next(key for key in course_in(folder).exercises if key.startswith("own."))
    place = folder / "in"
    place.mkdir()
    good = {"bugs.predict": "the-ant", "bugs.1": 6, "bugs.2": ["ant", "bee"], own: 4}
    good["red_flags.3"] = OURS.exercises["red_flags.3"].right()
    bad = {"bugs.1": 8, "bugs.2": ["ant", "spider"], "bugs.9": 1}
    for name, given in (("anna", good), ("ben", bad)):
        place.joinpath(f"{name}.json").write_text(to_text({key: Attempts((each,)) for key, each in given.items()}))
    return place


def test_a_class_is_graded_on_a_teachers_own_questions(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The table counts what her notebooks ask and nothing else, and says what to teach again."""
    assert main(["grade", str(handed_in(folder)), "--questions", str(folder)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[1].split() == ["anna", "4", "of", "4", "4", "4"]
    assert lines[2].split() == ["ben", "2", "of", "4", "0", "0"]
    said = "\n".join(lines)
    assert "Ants and spiders, exercise 1: 1 of 2 right at first" in said
    assert "Commonest mistake (1 of 1): 8 legs" in said
    assert "clinic" not in said
    assert '"anna","4","4"' in (folder / "in" / "grades.csv").read_text("utf-8")


@pytest.mark.parametrize("form", FORMATS)
def test_own_questions_are_written_for_an_lms_or_paper(
    folder: Path, form: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Those that the format can ask; of each of the others one sentence says why it is left out."""
    cells = ["Question('How does it grow?', order=['Egg', 'Pupa', 'Imago'], key='more.grows')"]
    folder.joinpath("more.ipynb").write_text(json.dumps(notebook("More", cells)), "utf-8")
    out = folder / f"own{FORMATS[form].ending}"
    assert main(["bank", "--questions", str(folder), "--as", form, "--out", str(out)]) == 0
    said = capsys.readouterr()
    assert "left out: bugs.predict: it is a prediction" in said.err
    assert "left out: more.grows: it is drawn, put into order" in said.err
    assert f"4 questions are in {out}" in said.out or "left out: bugs.1: this format" in said.err
    assert out.stat().st_size > 500


def test_a_bank_of_nothing_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where no question can be asked, no file is written."""
    place, out = tmp_path / "grows.toml", tmp_path / "grows.xml"
    place.write_text('[[questions]]\nprompt = "Which first?"\norder = ["Egg", "Pupa"]\n', "utf-8")
    assert main(["bank", "--questions", str(place), "--as", "moodle", "--out", str(out)]) == 2
    assert "can be asked there" in capsys.readouterr().err
    assert not out.exists()


def test_grading_needs_questions(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder without any is named in one line."""
    assert main(["grade", str(tmp_path), "--questions", str(tmp_path)]) == 2
    assert capsys.readouterr().err.startswith("backlab: there is no question in")


def test_the_index_counts_and_exports_own_answers(folder: Path) -> None:
    """A folder of one's own has an index that knows its questions, and nothing of ours."""
    lab = CourseLab(folder=folder)
    lab.take_up({"bugs.1": Attempts((6,)), "chances.1": Attempts((1,))})
    assert set(lab.record) == {"bugs.1"}
    assert "1 of 5 answers kept" in lab.said
    assert "Ants and spiders" in lab.handout or "Bugs" in lab.handout
    assert "back spasm" not in lab.handout


def test_beside_lessons_of_ours_both_are_counted(folder: Path) -> None:
    """One's own notebooks among ours add to the course."""
    folder.joinpath("chances.ipynb").write_text(json.dumps(notebook("Chances", [])), "utf-8")
    course = course_beside(folder)
    assert set(OURS.lessons) < set(course.lessons)
    assert "bugs.1" in course.exercises


def test_a_class_votes_on_own_questions_first(folder: Path) -> None:
    """Each question whose answer is an option or a whole number, then all that comes with backlab."""
    cells = [
        "Question('How long is it?', right=9.81)",  # no whole number is right
        "Question('How do they go down?', points=['now', 'later'], right=[80, 20], key='more.line', high=100)",
        "Question('How does it grow?', order=['Egg', 'Pupa', 'Imago'], key='more.grows')",
        "Question('Which two?', options=['a', 'b', 'c'], right=['a', 'b'])",  # a ballot holds one option
    ]
    folder.joinpath("more.ipynb").write_text(json.dumps(notebook("More", cells)), "utf-8")
    found = polls(course_beside(folder))
    own = [*found][: len(found) - len(KEYS)]
    wings = next(key for key in own if key.startswith("own."))
    assert own == ["bugs.predict", "bugs.1", wings, "more.line", "more.grows"]
    assert [*found][len(own) :] == [*KEYS]
    assert [found[key].limits for key in own] == [None, (0, 100), (0, 10), (0, 100), None]
    assert [found[key].right for key in own] == ["the-spider", 6, 4, 20, "egg"]
    assert found["more.line"].question.endswith("Vote on the last point of the line: later.")
    assert found["more.grows"].question == "How does it grow? Vote on which of them comes first."
    assert found["bugs.1"].is_right(found["bugs.1"].accepted(6, 80).answer)
    assert "All insects have six." in str(found["bugs.1"].explained())


def test_votes_on_own_questions_are_cast_and_kept(folder: Path) -> None:
    """The teacher chooses one from the list; what was voted is there after a restart."""
    can_ask = polls(course_beside(folder))

    async def vote(store: VoteStore) -> None:
        votes = Votes(store)
        chooser = str(teacher_now(None, [], votes.polls))
        assert chooser.index("Which of them has more legs?") < chooser.index("Patients of the clinic")
        await votes.ask("bugs.predict")
        assert votes.now
        await votes.move(votes.now.id, "draft", "open")
        for voter, answer in (("a" * 20, "the-ant"), ("b" * 20, "the-spider")):
            await votes.cast(voter, votes.now.id, 1, answer, 80)
        for before, to in (("open", "discuss"), ("discuss", "revealed")):
            await votes.move(votes.now.id, before, to)
        assert "It has eight." in str(student_now(votes.now, votes.all))

    store = open_store(folder, "class", can_ask)
    asyncio.run(vote(store))
    store.close()
    again = open_store(folder, "class", can_ask)
    assert sorted(row[4:] for row in answers(again.votes())) == [("the-ant", 80, 0), ("the-spider", 80, 1)]
    again.close()
    without = open_store(folder, "class")
    assert without.votes() == []
    without.close()
