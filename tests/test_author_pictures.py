"""A place on a picture of a teacher's own: which pictures can be shown, what a place is, how it is asked and kept."""

from __future__ import annotations

import asyncio
import base64
import json
import re
import struct
import zlib
from pathlib import Path
from typing import Any

import pytest

from backlab.course.exercise import judge
from backlab.course.guesses import Spot
from backlab.course.own import question
from backlab.course.own_files import course_beside, course_in, read
from backlab.course.own_pictures import opened
from backlab.course.voting import polls
from backlab.hosts.browser import wake
from backlab.labs.question import Question
from backlab.serving.classroom import lessons
from backlab.serving.shelf import Shelf
from backlab.serving.votes.count import Votes
from backlab.serving.votes.pages import student_now, teacher_now
from backlab.serving.votes.store import open_store
from backlab.serving.workcopy import refresh
from backlab.site.engine import notebooks
from backlab.site.still import still

SVG = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 100">
<title>Two plates</title><script>alert(1)</script><style>.a { fill: red }</style>
<g transform="translate(10 0)">
  <path id="ridge" class="a" onclick="alert(1)" d="M40 10h20v60h-20z"><title>At the ridge</title></path>
  <g id="trench" transform="scale(2)"><title>In the trench</title><rect x="50" y="5" width="10" height="30"/></g>
</g>
<circle cx="180" cy="50" r="8"/></svg>"""


def png(width: int, height: int) -> bytes:
    """A grey picture of that size."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = zlib.compress(b"".join(b"\0" + b"\x99" * width for _ in range(height)))
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def jpeg(width: int, height: int, orientation: int = 1) -> bytes:
    """The head of a photo, as a camera writes it that was held so."""
    exif = b"Exif\0\0" + b"MM\0*" + struct.pack(">IHHHIHH", 8, 1, 0x0112, 3, 1, orientation, 0)
    first = b"\xff\xe1" + struct.pack(">H", 2 + len(exif)) + exif
    return b"\xff\xd8" + first + b"\xff\xc0" + struct.pack(">HBHHB", 17, 8, height, width, 3) + b"\0" * 9


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with two pictures, a file of questions about them, and a notebook that asks them."""
    monkeypatch.chdir(tmp_path)
    tmp_path.joinpath("plates.svg").write_text(SVG, "utf-8")
    tmp_path.joinpath("map.png").write_bytes(png(40, 20))
    toml = """
    [[questions]]
    prompt = "Where is new sea floor made?"
    picture = "plates.svg"
    right = "At the ridge"
    because = "The plates move apart there."

    [[questions]]
    prompt = "Where is Iceland?"
    picture = "map.png"
    right = "North"
    options = [{ text = "North", at = [50, 10] }, { text = "South", at = [25, 50, 50, 40], because = "Too warm." }]
    """
    tmp_path.joinpath("plates.toml").write_text(toml, "utf-8")
    cells = ["from backlab.widgets import Question", "Question('plates.1')", "Question('plates.2')"]
    code = [{"cell_type": "code", "metadata": {}, "source": cell} for cell in cells]
    book = {"metadata": {"title": "Plates"}, "cells": code, "nbformat": 4, "nbformat_minor": 5}
    tmp_path.joinpath("plates.ipynb").write_text(json.dumps(book), "utf-8")
    return tmp_path


@pytest.mark.usefixtures("folder")
def test_a_picture_that_names_its_places_says_what_can_be_chosen() -> None:
    """Each shape with a title is a place, and nothing else of it is."""
    exercise = Question("plates.1").exercise
    assert isinstance(exercise, Spot)
    assert [option.label for option in exercise.options] == ["At the ridge", "In the trench"]
    assert judge(exercise, "at-the-ridge").right is True
    assert judge(exercise, "in-the-trench").right is False
    assert re.findall(r"data-place='([^']*)'", exercise.picture) == ["at-the-ridge", "in-the-trench"]


@pytest.mark.parametrize("named", ["ridge", "At the ridge", {"text": "Here", "id": "ridge"}])
@pytest.mark.usefixtures("folder")
def test_a_place_is_found_by_its_id_or_its_title(named: Any) -> None:
    """Whichever the author writes as an option."""
    exercise = question("Where?", picture="plates.svg", options=[named, "trench"], right="trench").exercise
    assert isinstance(exercise, Spot)
    assert "M40 10h20v60h-20z" in exercise.picture


@pytest.mark.usefixtures("folder")
def test_a_place_stands_where_the_picture_has_it() -> None:
    """Whatever moves it in the file moves its outline, and of its looks nothing is taken along."""
    found = opened("plates.svg", Path()).place("trench", "", None)
    assert found == (
        "<g transform='translate(10 0)'><g transform='scale(2)'><rect x='50' y='5' width='10' height='30'/></g></g>"
    )


@pytest.mark.usefixtures("folder")
def test_nothing_in_a_picture_runs_on_the_page() -> None:
    """What it holds is shown as an image: no script, no style and no handler is part of the page."""
    drawn = Question("plates.1").exercise.picture  # type: ignore[attr-defined]
    image = re.search(r"href='data:image/svg\+xml;base64,([^']*)'", drawn)
    assert image is not None
    assert b"M40 10h20v60h-20z" in base64.b64decode(image[1])
    around = drawn.replace(image[1], "")
    assert not re.search(r"script|style|onclick|class='a'|alert", around)


@pytest.mark.usefixtures("folder")
def test_a_place_on_a_photo_is_said_in_per_cent() -> None:
    """Two numbers are a round place around its middle, four a rectangle."""
    drawn = Question("plates.2").exercise.picture  # type: ignore[attr-defined]
    assert "viewBox='0 0 40 20'" in drawn
    north, south = drawn.split("data-place=")[1:]
    assert "<circle cx='20' cy='2' r='1.2'/>" in north
    assert "<rect x='10' y='10' width='20' height='8'/>" in south


@pytest.mark.parametrize(
    ("name", "data", "size"),
    [
        ("a.png", png(40, 20), (40, 20)),
        ("a.jpg", jpeg(40, 20), (40, 20)),
        ("a.JPG", jpeg(40, 20, orientation=6), (20, 40)),
        ("a.gif", b"GIF89a" + struct.pack("<HH", 40, 20) + b"\0" * 3, (40, 20)),
        ("a.webp", b"RIFF\0\0\0\0WEBPVP8X\n\0\0\0" + b"\0" * 4 + b"\x27\0\0\x13\0\0", (40, 20)),
        ("a.svg", b'<svg width="40mm" height="20mm"/>', (151.181, 75.591)),
        ("a.svg", b'<svg viewBox="-20,-10 40 20" width="4in"/>', (40, 20)),
    ],
)
def test_a_picture_is_as_large_as_it_says(folder: Path, name: str, data: bytes, size: tuple[float, float]) -> None:
    """A photo that was taken upright is upright."""
    folder.joinpath(name).write_bytes(data)
    assert opened(name, folder).box[2:] == pytest.approx(size, abs=0.001)


WRONG: dict[str, dict[str, Any]] = {
    "there is no picture 'plate.svg' beside the questions; did you mean 'plates.svg'?": {"picture": "plate.svg"},
    "'plates.txt' is no picture that can be shown": {"picture": "plates.txt"},
    "lies elsewhere": {"picture": "../plates.svg"},
    "plates.svg has no place 'Trenhc'; did you mean 'trench'?": {
        "picture": "plates.svg",
        "options": ["Trenhc", "ridge"],
        "right": "ridge",
    },
    "right is 'At the rigde', which is none of the options; did you mean 'At the ridge'?": {
        "picture": "plates.svg",
        "right": "At the rigde",
    },
    "map.png names no place": {"picture": "map.png", "right": "North"},
    "map.png has no place 'North'; or say at=[50, 33]": {
        "picture": "map.png",
        "options": ["North", "South"],
        "right": "North",
    },
    "at is the middle of a place": {
        "picture": "map.png",
        "options": [{"text": "North", "at": [500, 33]}, "South"],
        "right": "North",
    },
    "one place is right": {"picture": "plates.svg", "right": ["At the ridge"]},
    "say picture=": {"options": [{"text": "North", "at": [5, 5]}, "South"], "right": "North"},
    "the picture is no SVG": {"picture": "<svg", "right": "North"},
    "no SVG with a viewBox": {"picture": "<svg/>", "right": "North"},
    "'large.png' is larger than 1 MB": {"picture": "large.png", "right": "North"},
    "'broken.png' is damaged": {"picture": "broken.png", "right": "North"},
}


@pytest.mark.parametrize("said", WRONG)
def test_what_is_wrong_with_a_picture_is_said_in_a_sentence(folder: Path, said: str) -> None:
    """What it is, and what to do."""
    folder.joinpath("large.png").write_bytes(b"\0" * 1_000_001)
    folder.joinpath("broken.png").write_bytes(b"no picture")
    with pytest.raises(ValueError, match=r".") as refused:
        Question("Where?", **WRONG[said])
    assert said in str(refused.value)


@pytest.mark.usefixtures("folder")
def test_a_place_can_be_a_prediction() -> None:
    """Then it can be left open, and what was found is laid over it."""
    lab = Question("Where?", picture="plates.svg", right="At the ridge", predict=True)
    lab.pressed("unsure")
    assert lab.told["truth"]["answer"]["place"] == "at-the-ridge"


def test_a_class_votes_on_a_place_and_is_graded_on_it(folder: Path) -> None:
    """Like any other question with one right answer."""
    assert [*polls(course_beside(folder))][:2] == ["plates.1", "plates.2"]
    assert [each.right() for each in course_in(folder).exercises.values()] == ["at-the-ridge", "north"]
    assert judge(course_in(folder).exercises["plates.2"], "south").right is False


def test_a_class_sees_the_picture_on_which_it_votes(folder: Path) -> None:
    """Teacher and student, as long as the question stands."""
    store = open_store(folder, "class", polls(course_beside(folder)))

    async def vote() -> tuple[str, str]:
        votes = Votes(store)
        await votes.ask("plates.2")
        assert votes.now
        await votes.move(votes.now.id, "draft", "open")
        return str(teacher_now(votes.now, votes.all, votes.polls)), str(student_now(votes.now, votes.all))

    shown = asyncio.run(vote())
    store.close()
    assert all(page.count("bl-own-picture") == 1 and "North" in page for page in shown)


def test_another_picture_is_another_state_of_the_course(folder: Path) -> None:
    """A page that was loaded before is not taken for one that shows it."""
    before = lessons.opened(Shelf(folder)).version
    folder.joinpath("map.png").write_bytes(png(20, 40))
    assert lessons.opened(Shelf(folder)).version != before


def test_what_is_copied_to_work_on_has_the_pictures(folder: Path, tmp_path: Path) -> None:
    """And the questions, so that the copy asks what the original does."""
    refresh(folder, tmp_path / "copy")
    assert read(tmp_path / "copy" / "plates.toml").questions[0].exercise.right() == "at-the-ridge"


@pytest.mark.usefixtures("folder")
def test_without_a_script_the_picture_and_its_places_are_there() -> None:
    """As a list below the picture that one can print."""
    lab = Question("plates.1")
    shown = still({"face": lab.face, "state": lab.state})
    assert "bl-own-picture" in shown
    assert "<li>At the ridge</li><li>In the trench</li>" in shown


def test_python_in_the_browser_is_given_the_pictures(folder: Path, tmp_path: Path, monkeypatch: Any) -> None:
    """It has no files but those that it is given, and makes the same labs of them."""
    home = tmp_path / "home"
    monkeypatch.setattr("backlab.hosts.browser.HOME", home)
    given = notebooks(Shelf(folder))
    monkeypatch.chdir("/")
    told: list[dict[str, Any]] = []
    answerer = wake(lambda answer: told.append(json.loads(answer)), given)
    answerer.hear(json.dumps({"kind": "open", "notebook": "plates", "language": "en", "query": ""}))
    fields = [lab["face"]["fields"][1] for lab in told[0]["labs"]]
    lesson = read(folder / "plates.toml")
    assert [field["svg"] for field in fields] == [each.exercise.picture for each in lesson.questions]  # type: ignore[attr-defined]
