"""What was handed in is found wherever a platform puts it, and nothing that was handed in can hang or mislead."""

from __future__ import annotations

import io
import os
import socket
import stat
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from backlab.app import main
from backlab.course import handed_in
from backlab.course.answers import SPREADSHEET, Attempts, to_text
from backlab.course.handed_in import NotHandedIn, Piece, pieces, students

ANSWERS = to_text({"red_flags.3": Attempts(("watch",))})
MOODLE = "Ann Lee_4711_assignsubmission_file_"
HAS_PIPES = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no links and pipes here")
Made = Callable[[dict[str, str | bytes]], Path]


@pytest.fixture(params=["folder", "zip"])
def made(request: pytest.FixtureRequest, tmp_path: Path) -> Made:
    """What makes a folder, or a zip, of files by their paths."""

    def folder(files: dict[str, str | bytes]) -> Path:
        for name, content in files.items():
            path = tmp_path / "handed-in" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        return tmp_path / "handed-in"

    def packed(files: dict[str, str | bytes]) -> Path:
        with zipfile.ZipFile(tmp_path / "handed-in.zip", "w", zipfile.ZIP_DEFLATED) as file:
            for name, content in files.items():
                file.writestr(name, content)
        return tmp_path / "handed-in.zip"

    return folder if request.param == "folder" else packed


def names(place: Path) -> dict[str, str]:
    """The student of each file that can be read, by its path."""
    read = [each.path for each in pieces(place) if not each.why]
    return {path: owner.name for path, owner in students(read).items()}


def why(place: Path) -> dict[str, str]:
    """The reason for each file that is passed over, by its path."""
    return {each.path: each.why for each in pieces(place) if each.why}


@pytest.mark.parametrize(
    ("paths", "whose"),
    [
        (["ann.json", "bo.JSON"], ["ann", "bo"]),
        (["ann.json.txt", "bo.json"], ["ann", "bo"]),
        ([f"{MOODLE}/backlab-answers.json"], ["Ann Lee"]),
        ([f"{MOODLE}backlab-answers.json"], ["Ann Lee"]),
        ([f"top/{MOODLE}/a.json", "top/Bo X_12_assignsubmission_file_/a.json"], ["Ann Lee", "Bo X"]),
        (["leeann_31_77_backlab-answers.json", "xbo_LATE_32_78_a.json"], ["leeann", "xbo"]),
        (["Ann/backlab-answers.json", "Bo/backlab-answers.json"], ["Ann", "Bo"]),
        (["class/Ann/a.json", "class/Bo/a.json"], ["Ann", "Bo"]),
        (["class/ann.json", "class/bo.json"], ["ann", "bo"]),
        (["Ann/backlab-answers.json"], ["Ann"]),
        ([".json"], [".json"]),
    ],
)
def test_each_file_has_its_student(paths: list[str], whose: list[str], made: Made) -> None:
    """A file by itself, a folder for each student, and what Moodle and Canvas pack, each name their student."""
    assert names(made(dict.fromkeys(paths, ANSWERS))) == dict(zip(paths, whose, strict=True))


def test_the_platforms_numbers_are_kept() -> None:
    """Moodle's participant and Canvas's student have the number by which a gradebook finds them."""
    found = students([f"{MOODLE}/a.json", "leeann_LATE_31_77_a.json"])
    assert [(each.moodle, each.canvas) for each in found.values()] == [("4711", ""), ("", "31")]


def test_what_is_passed_over_is_named(made: Made) -> None:
    """Every other file has its reason: none that a student handed in can vanish without a word."""
    place = made(
        {
            "ann.json": ANSWERS,
            "essay.docx": b"PK\x00\xff\xfe",
            "empty.json": "",
            "work.zip": b"PK",
            ".DS_Store": b"\x00",
            "__MACOSX/._ann.json": b"\x00\xff",
        }
    )
    reasons = why(place)
    assert reasons["essay.docx"] == "it is no text"
    assert reasons["empty.json"] == "it is empty"
    assert reasons["work.zip"].startswith("it is a zip inside")
    assert reasons[".DS_Store"] == reasons["__MACOSX/._ann.json"] == "the computer made it"
    assert set(names(place)) == {"ann.json"}


def test_a_student_whose_file_has_another_ending_is_graded(made: Made, capsys: pytest.CaptureFixture[str]) -> None:
    """Answers count wherever they are: in ``ann.json.txt`` as well; what holds none is named."""
    assert main(["grade", str(made({"ann.json.txt": ANSWERS, "notes.txt": "hello"}))]) == 0
    out, err = capsys.readouterr()
    assert out.splitlines()[1].startswith("ann ")
    assert "not graded: notes.txt: it is no JSON" in err


@HAS_PIPES
@pytest.mark.parametrize("kind", ["link to a file", "link to a folder", "loop", "pipe", "socket"])
def test_nothing_special_is_opened(kind: str, tmp_path: Path) -> None:
    """Links are not followed, pipes and sockets are not waited for: each is named, and the others are read."""
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "ann.json").write_text(ANSWERS)
    (tmp_path / "secret.json").write_text(ANSWERS)
    odd = folder / "x.json"
    with socket.socket(socket.AF_UNIX) as listening:
        {
            "link to a file": lambda: odd.symlink_to(tmp_path / "secret.json"),
            "link to a folder": lambda: odd.symlink_to(tmp_path),
            "loop": lambda: odd.symlink_to(odd),
            "pipe": lambda: os.mkfifo(odd),
            "socket": lambda: listening.bind(os.path.relpath(odd)),
        }[kind]()
        assert set(names(folder)) == {"ann.json"}
        assert set(why(folder)) == {"x.json"}


@HAS_PIPES
def test_a_file_that_became_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    """What is no file any more when it is opened is named as such."""
    os.mkfifo(tmp_path / "x.json")
    read = handed_in._read("x.json", lambda: handed_in._opened(tmp_path / "x.json"), handed_in._Budget())
    assert read == Piece("x.json", why="it is no file")


def test_an_empty_folder_is_named(tmp_path: Path) -> None:
    """A student who handed in nothing is named too."""
    (tmp_path / "Ann").mkdir()
    assert why(tmp_path) == {"Ann": "it is an empty folder"}


def test_folders_end_somewhere(tmp_path: Path) -> None:
    """What lies deeper than any platform puts it is named, and not looked into."""
    deep = tmp_path.joinpath(*"abcdefghij")
    deep.mkdir(parents=True)
    (deep / "ann.json").write_text(ANSWERS)
    (reason,) = why(tmp_path).values()
    assert reason == "it lies too deep in other folders"


def entry(name: str, **about: int) -> zipfile.ZipInfo:
    """A file of a zip with what is said about it."""
    info = zipfile.ZipInfo(name)
    for key, value in about.items():
        setattr(info, key, value)
    return info


@pytest.mark.parametrize(
    ("info", "content", "reason"),
    [
        (entry("x", external_attr=(stat.S_IFLNK | 0o777) << 16), b"/etc/passwd", "it is a link"),
        (entry("x", external_attr=(stat.S_IFIFO | 0o666) << 16), b"", "it is no file"),
        (entry("../x.json"), ANSWERS.encode(), "its name leads out of the zip"),
        (entry("/x.json"), ANSWERS.encode(), "its name leads out of the zip"),
        (entry("C:/x.json"), ANSWERS.encode(), "its name leads out of the zip"),
        (entry("x", compress_type=zipfile.ZIP_LZMA), ANSWERS.encode(), "it is packed in a way"),
        (entry("x", compress_type=zipfile.ZIP_DEFLATED), b" " * 9_000_000, "it unpacks to far more"),
        (entry("x", compress_type=zipfile.ZIP_STORED), os.urandom(8_000_002), "it is too large"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_a_zip_hides_is_not_unpacked(info: zipfile.ZipInfo, content: bytes, reason: str, tmp_path: Path) -> None:
    """A link, a way out, a bomb and what is packed otherwise is named with its reason; the others are read."""
    place = tmp_path / "in.zip"
    with zipfile.ZipFile(place, "w") as packed:
        packed.writestr("ann.json", ANSWERS)
        packed.writestr(info, content)
    (said,) = why(place).values()
    assert said.startswith(reason)
    assert set(names(place)) == {"ann.json"}


def test_no_name_hides_behind_another(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Of two files that a zip calls alike the first is graded, and the other is named."""
    place = tmp_path / "in.zip"
    with zipfile.ZipFile(place, "w") as packed:
        packed.writestr("ann.json", ANSWERS)
        with pytest.warns(UserWarning, match="Duplicate"):
            packed.writestr("ann.json", to_text({}))
    assert main(["grade", str(place)]) == 0
    out, err = capsys.readouterr()
    assert out.splitlines()[1].split()[:2] == ["ann", "1"]
    assert err == "backlab: not graded: ann.json: its name stands there twice\n"


def test_a_size_that_lies_costs_no_memory(tmp_path: Path) -> None:
    """A file that says it is small and is not is damaged: no more is unpacked than it says."""
    place = tmp_path / "in.zip"
    with zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("x.json", b" " * 5_000_000)
    data = bytearray(place.read_bytes())
    at = data.rfind(b"PK\x01\x02") + 24
    data[at : at + 4] = struct.pack("<L", 100)
    place.write_bytes(data)
    assert set(why(place)) == {"x.json"}


def test_all_together_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many files there are, no more than a class's worth of bytes is read; the rest is named."""
    monkeypatch.setattr(handed_in, "MOST_IN_ALL", 2 * len(ANSWERS) - 1)
    for name in "abcd":
        (tmp_path / f"{name}.json").write_text(ANSWERS)
    assert list(names(tmp_path)) == ["a.json", "b.json"]
    assert set(why(tmp_path)) == {"c.json", "d.json"}


def test_too_many_files_are_refused(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder of something else altogether is refused with what to do."""
    monkeypatch.setattr(handed_in, "MOST_FILES", 3)
    place = made({f"{name}.json": ANSWERS for name in "abcd"})
    with pytest.raises(NotHandedIn, match="more than 3 files: name a folder"):
        list(pieces(place))


def test_a_zip_with_an_endless_list_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """How long a zip's list is stands at its end, and is looked up before the list is read."""
    place = tmp_path / "in.zip"
    with zipfile.ZipFile(place, "w") as packed:
        packed.writestr("ann.json", ANSWERS)
    monkeypatch.setattr(handed_in, "_MOST_NAMES", 20)
    monkeypatch.delattr(zipfile, "ZipFile")
    with pytest.raises(NotHandedIn, match="more than"):
        list(pieces(place))


@pytest.mark.parametrize("cut", [30, -30, -10])
def test_a_damaged_zip_is_refused(cut: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A download that broke off is one sentence."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as packed:
        packed.writestr("ann.json", ANSWERS)
    place = tmp_path / "in.zip"
    place.write_bytes(file.getvalue()[:cut])
    assert main(["grade", str(place)]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_a_zip_is_graded_beside_itself(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The table stands beside the zip, and names no path that a student chose."""
    with zipfile.ZipFile(tmp_path / "in.zip", "w") as packed:
        packed.writestr(f"{MOODLE}/a\x1b[2J.json", ANSWERS)
    assert main(["grade", str(tmp_path / "in.zip")]) == 0
    assert (tmp_path / SPREADSHEET).exists()
    assert "\x1b" not in capsys.readouterr().out
    assert {each.name for each in tmp_path.iterdir()} == {"in.zip", SPREADSHEET, "report.html"}


def test_our_own_files_are_not_handed_in(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Grading twice reads the same files: what was written the first time is none of them."""
    (tmp_path / "ann.json").write_text(ANSWERS)
    for _ in range(2):
        assert main(["grade", str(tmp_path), "--gradebook", "canvas"]) == 0
    assert capsys.readouterr().err == ""
