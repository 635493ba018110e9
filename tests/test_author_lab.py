"""A lab of a teacher's own, from plain data: what it shows and says, what is wrong with it, and the seesaw's."""

from __future__ import annotations

import base64
import json
import re
from pathlib import Path
from typing import Any

import pytest

from backlab.course.formula import worked_out
from backlab.course.new import LAB, written
from backlab.course.own_files import course_in
from backlab.hosts.browser import wake
from backlab.hosts.room import Room, code_cells
from backlab.labs.model import ModelLab
from backlab.labs.question import Question
from backlab.serving.shelf import Shelf
from backlab.site.engine import notebooks

LEVER = """
[lab]
controls = [{ name = "out", label = "How far out?", low = 1, high = 20, first = 5 }]
numbers = { pull = "20 * out" }
picture = "<svg viewBox='0 0 100 50'><circle cx='{out * 5}' cy='25' r='4'/></svg>"
says = [{ when = "pull > 200", text = "It tips: {pull}." }, { text = "It stands." }]
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a file that holds a lab."""
    monkeypatch.chdir(tmp_path)
    tmp_path.joinpath("lever.toml").write_text(LEVER, "utf-8")
    return tmp_path


@pytest.fixture
def seesaw(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the example lesson."""
    monkeypatch.chdir(tmp_path)
    written("my_seesaw", tmp_path)
    return tmp_path


def drawn(lab: ModelLab) -> str:
    """The picture as it is shown."""
    found = re.search(r"base64,([^']*)'", lab.panels["model"]["html"])
    assert found is not None
    return base64.b64decode(found[1]).decode()


@pytest.mark.usefixtures("folder")
def test_a_control_moves_the_picture_and_what_is_said() -> None:
    """Both are worked out from the numbers of the file."""
    lab = ModelLab("lever")
    assert lab.said == "It stands."
    assert 'cx="25"' in drawn(lab)
    lab.set(out=11)
    assert lab.said == "It tips: 220."
    assert 'cx="55"' in drawn(lab)
    assert "It tips: 220." in lab.summary


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("1 + 2 * 3", 7),
        ("-2 ** 2", -4),
        ("max(1, a, 3) - min(a, 1)", 4),
        ("a > 4 and not b or False", True),
        ("1 < a <= 5", True),
        ("'up' if a > b else 'down'", "up"),
        ("round(sqrt(2), 2)", 1.41),
        ("round(sin(30) + cos(60), 6)", 1),
    ],
)
def test_a_formula_is_worked_out(formula: str, value: Any) -> None:
    """Numbers, comparisons, choices and a few functions; angles are in degrees."""
    assert worked_out(formula, {"a": 5.0, "b": 0.0}) == value


@pytest.mark.parametrize(
    "formula",
    [
        *("__import__('os')", "().__class__", "open('x')", "[1 for _ in a]", "lambda: 1", "a.real", "x := 1", ""),
        *("1 +", "9 ** 9 ** 9 ** 9", "1 / 0", "'a' * 9", "sqrt(-1)", "(-1) ** 0.5", "1e999", "1" * 500, "(" * 300),
        *("min()", "'a' < 1", "f'{a}'", "a if a"),
    ],
)
def test_what_is_no_formula_is_never_run(formula: str) -> None:
    """It is refused in one sentence, whatever it would have done or cost."""
    with pytest.raises(ValueError, match=r"^[^\n]+$"):
        worked_out(formula, {"a": 5.0})


BROKEN = {
    "there is no file of questions called 'lever'": ("lever", "lexer"),
    "lever.toml has no part [lab]": ("[lab]", "[[questions]]"),
    "did you mean 'says'?": ("says =", "say ="),
    "did you mean 'high'?": ("high =", "hihg ="),
    "out needs low and high": ("first = 5", "first = 50"),
    "there is no number 'put'; did you mean 'out'?": ("20 * out", "20 * put"),
    "'20 *' is no formula": ("20 * out", "20 *"),
    "has no answer": ("20 * out", "20 / (out - 5)"),
    "the picture is no SVG": ("<svg", "<sgv"),
    "the picture of a lab is an SVG": ("<svg viewBox='0 0 100 50'>", "lever.png<svg>"),
    "a control needs a name": ('name = "out"', 'name = "Out there"'),
    "a lab needs controls": ("controls", "numbers2 = 1 #"),
}


@pytest.mark.parametrize("said", BROKEN)
def test_what_is_wrong_is_said_in_a_sentence(folder: Path, said: str) -> None:
    """As soon as the lab is made, and not when somebody moves it."""
    before, after = BROKEN[said]
    text = LEVER.replace(before, after)
    if after == "lexer":
        folder.joinpath("lever.toml").unlink()
    elif after.startswith("numbers2"):
        text = "[lab]\nsays = []\n"
    folder.joinpath("lever.toml").write_text(text, "utf-8") if after != "lexer" else None
    with pytest.raises(ValueError, match=r".") as refused:
        ModelLab("lever")
    assert said in str(refused.value)


def test_the_picture_may_be_a_file(folder: Path) -> None:
    """An SVG beside the questions, with numbers in braces, which goes along to a browser's own Python."""
    picture = "<svg viewBox='0 0 100 50'><circle cx='{out * 5}' cy='25' r='4'/></svg>"
    folder.joinpath("lever.svg").write_text(picture, "utf-8")
    folder.joinpath("lever.toml").write_text(LEVER.replace(f'"{picture}"', '"lever.svg"'), "utf-8")
    assert 'cx="25"' in drawn(ModelLab("lever"))
    cell = {"cell_type": "code", "metadata": {}, "source": "from backlab.widgets import ModelLab\nModelLab('lever')"}
    book = {"metadata": {}, "cells": [cell], "nbformat": 4, "nbformat_minor": 5}
    folder.joinpath("lever.ipynb").write_text(json.dumps(book), "utf-8")
    assert [*json.loads(notebooks(Shelf(folder)))["lever"]["pictures"]] == ["lever.svg"]


def labs(folder: Path) -> list[Any]:
    """What the example's page shows."""
    book = json.loads(folder.joinpath("my_seesaw.ipynb").read_text("utf-8"))
    return Room(code_cells(book), folder=folder).labs


def test_the_seesaw_opens_once_the_guess_is_made(seesaw: Path) -> None:
    """It stands on the page of the example, and waits for the prediction."""
    lab = next(each for each in labs(seesaw) if isinstance(each, ModelLab))
    assert lab.shut
    predict = next(each for each in Room(code_cells_of(seesaw), folder=seesaw).labs if isinstance(each, Question))
    assert predict.exercise.id == "my_seesaw.predict"


def code_cells_of(folder: Path) -> list[str]:
    """The code of the example's notebook."""
    return code_cells(json.loads(folder.joinpath("my_seesaw.ipynb").read_text("utf-8")))


@pytest.mark.usefixtures("seesaw")
def test_the_seesaw_agrees_with_its_questions() -> None:
    """What its file says to be right is what makes it level, and anything else tips it to the side that it names."""
    lab = ModelLab("my_seesaw")
    exercises = course_in(Path("my_seesaw.toml")).exercises
    places = dict(zip((20, 40, 80), exercises["my_seesaw.3"].right(), strict=True))
    assert places[40] == 10 * exercises["my_seesaw.1"].right()
    for weight, place in places.items():
        lab.set(weight=weight, place=int(place))
        assert lab.said.startswith("It is level")
        lab.set(weight=weight, place=int(place) - 1)
        assert lab.said.startswith("The left side goes down")
        if place < 20:
            lab.set(weight=weight, place=int(place) + 1)
            assert lab.said.startswith("The right side goes down")


def test_the_seesaw_is_the_same_in_a_browser_s_own_python(seesaw: Path, tmp_path: Path, monkeypatch: Any) -> None:
    """As plain files it is opened there, with the file that it is made of."""
    monkeypatch.setattr("backlab.hosts.browser.HOME", tmp_path / "home")
    given = notebooks(Shelf(seesaw))
    monkeypatch.chdir("/")
    told: list[dict[str, Any]] = []
    wake(lambda answer: told.append(json.loads(answer)), given).hear(
        json.dumps({"kind": "open", "notebook": "my_seesaw", "language": "en", "query": ""})
    )
    keys = [lab["face"]["key"] for lab in told[0]["labs"]]
    assert keys[:2] == ["my_seesaw.predict", "my_seesaw"]


def test_the_lab_is_a_few_lines_of_data_about_something_else() -> None:
    """What shows it knows nothing of seesaws, and its data nothing of backs."""
    text = LAB.read_text("utf-8")
    assert len(text.splitlines()) <= 40
    assert not {"back", "backs", "pain", "patient", "spine", "spasm"} & set(re.findall(r"\w+", text.lower()))
