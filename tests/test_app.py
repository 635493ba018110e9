"""The ``backlab`` command, in this process where nothing is served."""

from __future__ import annotations

import json
import os
import shlex
import socket
import subprocess
import sys
import webbrowser
from pathlib import Path

import pytest
from servers import COMMAND

from backlab import FINDINGS, Presentation, __version__, advise
from backlab.app import _parser, examples, main
from backlab.serving import machine

ADVICE_EXAMPLES = [line.strip() for line in examples().splitlines() if line.strip().startswith("backlab advise")]


@pytest.fixture(autouse=True)
def wide_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal as wide as a line may be, wherever the tests run."""
    monkeypatch.setenv("COLUMNS", "100")


@pytest.fixture
def nothing_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave this process as it is: what the machine is set to is tested elsewhere."""
    monkeypatch.setattr(machine, "make_ready", lambda: None)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one notebook."""
    (tmp_path / "one.ipynb").write_text('{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}')
    return tmp_path


def one_line(text: str) -> str:
    """The one line of ``text``, which must be one and the command's own."""
    assert len(text.splitlines()) == 1, text
    assert text.startswith("backlab: "), text
    return text


def test_version_is_the_package_s(capsys: pytest.CaptureFixture[str]) -> None:
    """--version prints the version and succeeds."""
    with pytest.raises(SystemExit) as end:
        main(["--version"])
    assert end.value.code == 0
    assert capsys.readouterr().out == f"backlab {__version__}\n"


def test_the_package_runs_as_a_program() -> None:
    """``python -m backlab`` is the same command, its name and its exit code too."""
    command = [sys.executable, "-m", "backlab", "advise", "--age", "34", "--pain", "eleven"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert "a whole number is needed, not 'eleven'" in one_line(done.stderr)


@pytest.mark.parametrize("command", [[], ["lab"], ["site"], ["advise"]])
def test_each_command_explains_itself(command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """--help of each command succeeds and says what the command is for."""
    with pytest.raises(SystemExit) as end:
        main([*command, "--help"])
    assert end.value.code == 0
    assert capsys.readouterr().out.startswith(f"usage: backlab{''.join(f' {word}' for word in command)} ")


@pytest.mark.parametrize("example", ADVICE_EXAMPLES)
def test_examples_of_the_help_work(example: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Each example of advice that --help shows can be typed as it stands."""
    assert main(shlex.split(example)[1:]) == 0
    assert capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--bogus"], "--bogus"),
        (["--no"], "--no"),
        (["--port", "x"], "a whole number is needed, not 'x'"),
        (["--port", "70000"], "a port runs from 0 to 65535, not 70000"),
        (["--base-url", "/a b?/"], "no path '/a b?/': write one such as /class/"),
        (["labs"], "'labs'"),
        (["--notebooks", "nowhere"], "no notebook in"),
        (["lab", "--notebooks", "nowhere"], "no notebook in"),
        (["site", "out", "--notebooks", "nowhere"], "no notebook in"),
        (["site"], "OUT"),
        (["advise", "--pain", "6"], "--age"),
        (["advise", "--age", "34", "--pain", "six"], "a whole number is needed, not 'six'"),
        (["advise", "--age", "34", "--pain", "11"], "pain runs from 0 to 10, not 11"),
        (["advise", "--age", "34", "--pain", "6", "--present", "fevr"], "did you mean 'fever'?"),
        (["advise", "--age", "34", "--pain", "6", "--onset", "liftin"], "did you mean 'lifting'?"),
        (["advise", "--age", "34", "--pain", "6", "--lens", "tomorrow"], "tomorrow"),
        (["advise", "--age", "34", "--pain", "6", "--present", "fever", "--absent", "fever"], "fever"),
    ],
)
@pytest.mark.usefixtures("nothing_is_set")
def test_what_is_wrong_is_one_line(arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A wrong flag, value, word or folder ends with 2 after one line that says what is wrong."""
    assert main(arguments) == 2
    out, err = capsys.readouterr()
    assert said in one_line(err)
    assert out == ""


@pytest.mark.parametrize("command", [[], ["lab"]])
@pytest.mark.usefixtures("nothing_is_set")
def test_a_taken_port_is_one_line(
    command: list[str], folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A port that something else listens on ends with 2, names the port, and leaves no working copy behind."""
    monkeypatch.chdir(folder)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        assert main([*command, "--port", port, "--no-browser", "--notebooks", str(folder)]) == 2
    assert f"port {port} is taken" in one_line(capsys.readouterr().err)
    assert [path.name for path in folder.iterdir()] == ["one.ipynb"]


@pytest.mark.parametrize("command", [[], ["lab"]])
@pytest.mark.usefixtures("nothing_is_set")
def test_a_missing_browser_is_one_line(
    command: list[str], folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a browser it ends with 2 and names the flag that helps."""

    def none() -> webbrowser.BaseBrowser:
        raise webbrowser.Error("could not locate runnable browser")

    monkeypatch.setattr(webbrowser, "get", none)
    assert main([*command, "--port", "0", "--notebooks", str(folder)]) == 2
    assert "--no-browser" in one_line(capsys.readouterr().err)


def test_a_class_has_no_base_address_of_its_own(capsys: pytest.CaptureFixture[str]) -> None:
    """It would have no effect, so it is said what to do in its place."""
    assert main(["--class", "--base-url", "/course/"]) == 2
    assert "leave out --base-url" in one_line(capsys.readouterr().err)


@pytest.mark.usefixtures("nothing_is_set")
def test_a_folder_that_cannot_be_written_is_one_line(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A working copy where nothing can be written ends with 2 and names the flag that helps."""
    below_a_file = folder / "one.ipynb" / "copy"
    arguments = ["lab", "--port", "0", "--no-browser", "--notebooks", str(folder), "--folder", str(below_a_file)]
    assert main(arguments) == 2
    assert "--folder" in one_line(capsys.readouterr().err)


def test_server_options_hold_on_either_side_of_the_command() -> None:
    """`backlab --port 9000 lab` means what `backlab lab --port 9000` means."""
    before = _parser().parse_args(["--port", "9000", "--no-browser", "lab"])
    after = _parser().parse_args(["lab", "--port", "9000", "--no-browser"])
    assert before == after
    assert (after.port, after.no_browser) == (9000, True)


@pytest.mark.parametrize("written", ["class/room", "/class/room", "/class/room/"])
def test_a_base_is_a_path_however_it_is_written(written: str) -> None:
    """With slashes or without; without any the pages are at the top."""
    assert _parser().parse_args(["--base-url", written]).base_url == "/class/room/"
    assert {_parser().parse_args(said).base_url for said in ([], ["--base-url", "/"], ["--base-url", ""])} == {"/"}


def test_advise_prints_the_advice(capsys: pytest.CaptureFixture[str]) -> None:
    """What is printed is the advice itself, for exactly the patient that was described."""
    words = "--age 61 --pain 7 --days 4 --onset lifting --mobility still_moving --lens article"
    flags = ["--present", "fever", "--present", "nausea", "--absent", "ulcer"]
    assert main(["advise", *words.split(), *flags]) == 0
    patient = Presentation(61, 7, 4, "lifting", "still_moving", frozenset({"fever", "nausea"}), frozenset({"ulcer"}))
    assert capsys.readouterr().out == f"{advise(patient, lens='article')}\n"


def test_advise_says_no_more_than_it_was_told(capsys: pytest.CaptureFixture[str]) -> None:
    """What is not given has not been asked: nothing is assumed for it."""
    assert main(["advise", "--age", "34", "--pain", "6"]) == 0
    assert capsys.readouterr().out == f"{advise(Presentation(age=34, pain=6))}\n"


def test_none_other_answers_every_question_left(capsys: pytest.CaptureFixture[str]) -> None:
    """--none-other sets what was not named to absent, and --json prints JSON."""
    assert main(["advise", "--age", "34", "--pain", "6", "--none-other", "--json"]) == 0
    out = capsys.readouterr().out
    assert out == advise(Presentation(age=34, pain=6).none_other()).to_json() + "\n"
    assert json.loads(out) != json.loads(advise(Presentation(age=34, pain=6)).to_json())


def test_a_reader_that_stops_is_no_error() -> None:
    """`backlab advise ... | head` ends well and silently when head has read enough."""
    command = [*COMMAND, "advise", "--age", "34", "--pain", "6"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


def test_a_terminal_without_the_letters_gets_an_answer() -> None:
    """Letters that a terminal lacks are replaced; they are no reason to fail."""
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    command = [*COMMAND, "advise", "--age", "34", "--pain", "6", "--present", "fever", "flank_pain"]
    done = subprocess.run(command, env=environment, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    words = str(advise(Presentation(age=34, pain=6, present=frozenset({"fever", "flank_pain"}))))
    assert not words.isascii()
    assert done.stdout.splitlines() == words.encode("ascii", "replace").splitlines()


def test_advice_fits_the_terminal(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """In a terminal of 60 columns no line is broken by the terminal, but for links."""
    monkeypatch.setenv("COLUMNS", "60")
    assert main(["advise", "--age", "34", "--pain", "6", "--onset", "lifting"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line for line in lines if len(line) > 60 and "https://" not in line] == []


def test_the_help_of_advise_lists_every_word(capsys: pytest.CaptureFixture[str]) -> None:
    """Whoever wants to name a finding can look all of them up."""
    with pytest.raises(SystemExit):
        main(["advise", "--help"])
    assert set(FINDINGS) <= set(capsys.readouterr().out.split())


def test_a_pregnancy_can_be_described_in_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    """Weeks and sex are said as code and links say them, and pain may be left open."""
    assert main(["advise", "--age", "30", "--sex", "female", "--weeks", "12", "--present", "low_belly_pain"]) == 0
    assert "Urgent so far" in capsys.readouterr().out
    assert main(["advise", "--age", "30", "--sex", "male", "--weeks", "12"]) == 2
    assert "exclude each other" in capsys.readouterr().err
