"""The answers beside a notebook: whoever writes, at whatever instant, no try is lost and none changes its place."""

from __future__ import annotations

import multiprocessing
import os
import signal
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import Any

import pytest

from backlab.course import beside
from backlab.course.answers import Attempts, from_text, to_text
from backlab.course.beside import add, forget, read

WRITERS = 3
LESSONS = [f"lesson_{number}" for number in range(200)]
FIRST = "red_flags.1"
# A new interpreter, as the kernels of two notebooks are.
apart = multiprocessing.get_context("spawn")


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which several tabs have answered at the same instant, in two hundred lessons one after another."""
    folder = tmp_path_factory.mktemp("crowd")
    gate = apart.Barrier(WRITERS)
    tabs = [apart.Process(target=_answer_all, args=(gate, folder, tab)) for tab in range(WRITERS)]
    for each in tabs:
        each.start()
    for each in tabs:
        each.join()
    assert [each.exitcode for each in tabs] == [0] * WRITERS
    return folder


def _answer_all(gate: Barrier, folder: Path, tab: int) -> None:
    """In each lesson, once all are there: try one exercise twice that all try, and one that nobody else does."""
    for lesson in LESSONS:
        gate.wait()
        for turn in range(2):
            found = add(f"{lesson}.same", [tab, turn], folder=folder)
            assert found.record[f"{lesson}.same"].given[-1] == [tab, turn]
        add(f"{lesson}.tab_{tab}", "x", folder=folder)


def test_one_exercise_answered_at_the_same_instant(crowd: Path) -> None:
    """Two hundred times three tabs answer one exercise at once: every try is there, and each tab's in its order."""
    for lesson in LESSONS:
        given = read(f"{lesson}.same", crowd).record[f"{lesson}.same"].given
        assert sorted(given) == [[tab, turn] for tab in range(WRITERS) for turn in range(2)]
        assert all([each[1] for each in given if each[0] == tab] == [0, 1] for tab in range(WRITERS))


def test_two_exercises_answered_at_the_same_instant(crowd: Path) -> None:
    """Two hundred times three tabs answer exercises of one lesson at once: no answer takes another along."""
    for lesson in LESSONS:
        assert set(read(f"{lesson}.tab_", crowd).record) == {f"{lesson}.tab_{tab}" for tab in range(WRITERS)}


def test_nothing_but_the_files_stays(crowd: Path) -> None:
    """No lock and no half of a file is left over."""
    assert {path.name for path in crowd.iterdir()} == {f"{lesson}.json" for lesson in LESSONS}


def test_the_first_try_stays_the_first(tmp_path: Path) -> None:
    """What another tab has tried stands before one's own, and what comes back says so."""
    add(FIRST, "theirs", folder=tmp_path)
    assert add(FIRST, "mine", "mine again", folder=tmp_path).record == {
        FIRST: Attempts(("theirs", "mine", "mine again"))
    }
    assert read(FIRST, tmp_path).record == {FIRST: Attempts(("theirs", "mine", "mine again"))}


def test_looking_at_the_solution_is_noted_once_and_for_all(tmp_path: Path) -> None:
    """The note changes no try, stays when more are made, and is not made of what was forgotten."""
    add(FIRST, "a", folder=tmp_path)
    add(FIRST, shown=True, folder=tmp_path)
    assert add(FIRST, "b", folder=tmp_path).record == {FIRST: Attempts(("a", "b"), shown=True)}
    forget([FIRST], tmp_path)
    assert add(FIRST, shown=True, folder=tmp_path).record == {}
    assert list(tmp_path.iterdir()) == []


def test_only_what_is_asked_for_is_read(tmp_path: Path) -> None:
    """One key, all that begin alike, or all there is; what there is not is nothing."""
    for key in (FIRST, "red_flags.2", "chances.1"):
        add(key, "x", folder=tmp_path)
    assert list(read(FIRST, tmp_path).record) == [FIRST]
    assert list(read("red_flags.", tmp_path).record) == [FIRST, "red_flags.2"]
    assert set(read("", tmp_path).record) == {FIRST, "red_flags.2", "chances.1"}
    assert read("the_mimic.", tmp_path) == beside.Beside({})
    assert read("", tmp_path / "missing") == beside.Beside({})


@pytest.mark.parametrize("key", ["../secret.1", "/etc/passwd.1", "a/b.1", ".1", "a b.1"])
def test_no_key_leads_out_of_the_folder(key: str, tmp_path: Path) -> None:
    """A key that cannot be the name of a lesson is refused before any file is touched."""
    with pytest.raises(ValueError, match="no lesson is called"):
        add(key, "x", folder=tmp_path)
    with pytest.raises(ValueError, match="no lesson is called"):
        forget([key], tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_to_forget_removes_the_lessons_alone(tmp_path: Path) -> None:
    """The files of the named keys go, those of other lessons stay, and what is not there is no trouble."""
    add(FIRST, "x", folder=tmp_path)
    add("chances.1", "x", folder=tmp_path)
    assert forget([FIRST, "the_mimic.1"], tmp_path) == ()
    assert [path.name for path in tmp_path.iterdir()] == ["chances.json"]


def test_a_damaged_file_that_cannot_be_set_aside_is_not_said_to_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a file cannot be renamed it is said that it stays, and nothing is written over it."""
    (tmp_path / "red_flags.json").write_text("{")
    monkeypatch.setattr(Path, "rename", _refused)
    (said,) = read(FIRST, tmp_path).damaged
    assert said == (
        f"{tmp_path / 'red_flags.json'} could not be read (it is no JSON, or only a part of it), nor be set aside "
        "(Permission denied): it has been left as it is."
    )
    with pytest.raises(PermissionError):
        add(FIRST, "x", folder=tmp_path)
    assert (tmp_path / "red_flags.json").read_text() == "{"


def test_what_was_mended_meanwhile_is_not_set_aside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that was damaged when it was read, and is whole once its lock is there, is taken as it is now."""
    path, whole = tmp_path / "red_flags.json", {FIRST: Attempts(("x",))}
    path.write_text("{")
    locked = beside._lock

    def lock(name: Path) -> int | None:
        path.write_text(to_text(whole))
        return locked(name)

    monkeypatch.setattr(beside, "_lock", lock)
    assert read(FIRST, tmp_path) == beside.Beside(whole)


def test_a_file_that_cannot_be_put_in_place_leaves_the_old_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the new file cannot replace the old one, the old one is whole; the same tries can be given again."""
    add(FIRST, "a", folder=tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", _refused)
        with pytest.raises(PermissionError):
            add(FIRST, "b", folder=tmp_path)
    assert read(FIRST, tmp_path).record == {FIRST: Attempts(("a",))}
    assert add(FIRST, "b", "c", folder=tmp_path).record == {FIRST: Attempts(("a", "b", "c"))}


def test_where_an_open_file_cannot_be_replaced_it_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On Windows a file that somebody reads just now cannot be replaced for a moment: the try is kept all the same."""
    replaces, refusals = os.replace, [True, True]

    def replace(part: Path, path: Path) -> None:
        if refusals:
            refusals.pop()
            _refused()
        replaces(part, path)

    monkeypatch.setattr(beside, "_IS_WINDOWS", True)
    monkeypatch.setattr(os, "replace", replace)
    assert add(FIRST, "x", folder=tmp_path).record == {FIRST: Attempts(("x",))}
    assert [path.name for path in tmp_path.iterdir()] == ["red_flags.json"]


def _refused(*_: object, **__: object) -> None:
    raise PermissionError(13, "Permission denied")


def test_a_lock_that_is_held_for_ever_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where another notebook stands still while it writes, the try is refused in a sentence, not lost in silence."""
    monkeypatch.setattr(beside, "PATIENCE", 0.05)
    with (
        beside._alone(tmp_path / "red_flags.json"),
        pytest.raises(OSError, match=r"\] another notebook is writing there, and does not end$"),
    ):
        add(FIRST, "x", folder=tmp_path)
    assert add(FIRST, "x", folder=tmp_path).record == {FIRST: Attempts(("x",))}


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="nothing can be killed at once here")
def test_whoever_dies_with_a_lock_holds_nobody_up(tmp_path: Path) -> None:
    """The lock of a process that was killed while it wrote is given back by the system."""
    ours, theirs = apart.Pipe()
    holder = apart.Process(target=_hold, args=(tmp_path, theirs))
    holder.start()
    assert ours.recv() == "held"
    assert (tmp_path / "red_flags.lock").exists()
    holder.kill()
    holder.join()
    assert add(FIRST, "x", folder=tmp_path).record == {FIRST: Attempts(("x",))}
    assert [path.name for path in tmp_path.iterdir()] == ["red_flags.json"]


def _hold(folder: Path, pipe: Connection) -> None:
    with beside._alone(folder / "red_flags.json"):
        pipe.send("held")
        pipe.recv()


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="there are no links here")
def test_a_lock_makes_no_file_elsewhere(tmp_path: Path) -> None:
    """A link in the place of the lock, which came with a folder of notebooks, is not followed."""
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "red_flags.lock").symlink_to(tmp_path / "elsewhere")
    add(FIRST, "x", folder=folder)
    assert [path.name for path in tmp_path.iterdir()] == ["folder"]


def test_a_file_is_written_alike_on_every_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever a machine's own encoding is, a file that it writes can be read on another one."""
    opened: list[tuple[str, str | None]] = []
    real = Path.open

    def noted(path: Path, mode: str = "r", encoding: str | None = None) -> Any:
        opened.append((mode, encoding))
        return real(path, mode, encoding=encoding)

    monkeypatch.setattr(Path, "open", noted)
    add(FIRST, "ñ", folder=tmp_path)
    assert [encoding for mode, encoding in opened if mode == "x"] == ["utf-8"]


def test_a_lock_is_given_back_before_its_file_is_closed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where closing alone does not give it back, it is told of the very file that was locked, still open."""
    given: list[int] = []
    monkeypatch.setattr(beside, "_give_back", lambda handle: given.append(os.fstat(handle).st_size))
    add(FIRST, "x", folder=tmp_path)
    assert given == [0]


def test_what_was_kept_before_is_read_and_added_to(tmp_path: Path) -> None:
    """A file of the first version stays one: more tries stand behind those that it holds, and nothing else changes."""
    old: dict[str, Any] = {FIRST: Attempts(("a", "b")), "red_flags.gone": Attempts((1,), shown=True)}
    (tmp_path / "red_flags.json").write_text(to_text(old), "utf-8")
    add(FIRST, "c", folder=tmp_path)
    text = (tmp_path / "red_flags.json").read_text("utf-8")
    assert from_text(text) == old | {FIRST: Attempts(("a", "b", "c"))}
    assert '"backlab answers": 1' in text


def test_a_file_that_cannot_be_opened_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is read of it, and a sentence says which file it is and why; no lock is taken for it."""
    monkeypatch.setattr(beside, "_in_file", _refused)
    monkeypatch.setattr(beside, "_lock", _refused)
    said = f"{tmp_path / 'red_flags.json'} could not be opened (Permission denied)."
    assert read(FIRST, tmp_path) == beside.Beside({}, (said,))


@pytest.mark.parametrize(("is_windows", "tries"), [(True, 3), (False, 1)])
def test_only_windows_is_given_another_moment(is_windows: bool, tries: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Elsewhere a file that is refused stays so; there it is tried again until a second has passed."""
    moments, tried = iter((10.0, 10.9, 10.99, 11.0)), []
    monkeypatch.setattr(beside, "_IS_WINDOWS", is_windows)
    monkeypatch.setattr(beside, "monotonic", lambda: next(moments))
    monkeypatch.setattr(beside, "sleep", lambda _seconds: None)
    with pytest.raises(PermissionError):
        beside._patiently(lambda: _refused(tried.append(1)))
    assert len(tried) == tries
