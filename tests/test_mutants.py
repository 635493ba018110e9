"""The command that changes the code to see whether a test notices: what it counts, and what it takes for explained."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from pathlib import Path

import mutants
import pytest

ROOT = Path(__file__).parents[1]
ONE = mutants.Change("backlab.words.text.to_text", "a = 1", "a = 2")


def test_every_mutant_that_may_live_is_explained_and_still_there() -> None:
    """Each of them has a reason, and stands in a function and a line that there are."""
    for change, why in mutants.explained().items():
        assert len(why) > 15, change
        source, name = _found(change.where)
        functions = (each for each in ast.walk(ast.parse(source)) if isinstance(each, ast.FunctionDef))
        bodies = [ast.get_source_segment(source, each) or "" for each in functions if each.name == name]
        assert any(change.before in " ".join(body.split()) for body in bodies), change
        assert change.before != change.after, change


def _found(where: str) -> tuple[str, str]:
    parts = where.split(".")
    path = next(p for n in range(len(parts), 0, -1) if (p := ROOT.joinpath(*parts[:n]).with_suffix(".py")).is_file())
    return path.read_text("utf-8"), parts[-1]


@pytest.mark.parametrize(
    ("name", "where"),
    [
        ("backlab.words.text.x_to_text__mutmut_3", "backlab.words.text.to_text"),
        ("backlab.words.text.x__rows__mutmut_12", "backlab.words.text._rows"),
        ("backlab.words.citing.xǁCiterǁ_mark__mutmut_1", "backlab.words.citing.Citer._mark"),
    ],
)
def test_a_mutant_is_known_by_its_function(name: str, where: str) -> None:
    """Functions and methods are named as a reader finds them."""
    assert mutants.where(name) == where


@pytest.mark.parametrize(
    ("codes", "code"),
    [
        pytest.param([1] * 20, 0, id="all killed"),
        pytest.param([1] * 20 + [36, -11], 0, id="too slow and crashed are noticed"),
        pytest.param([1] * 20 + [None], 0, id="not tried is not counted"),
        pytest.param([1] * 20 + [0], 1, id="one lives"),
        pytest.param([1] * 20 + [33], 1, id="one has no test"),
    ],
)
def test_a_mutant_that_lives_fails_the_command(
    codes: list[int | None], code: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It passes where every mutant that was tried is noticed, and names the one that is not."""
    monkeypatch.setattr(mutants, "change", lambda _name: ONE)
    monkeypatch.setattr(mutants, "explained", dict)
    results = {f"backlab.words.text.x_f__mutmut_{place}": each for place, each in enumerate(codes)}
    assert mutants.report(results) == code
    assert ("- a = 1\n+ a = 2" in capsys.readouterr().out) is bool(code)


def test_a_mutant_that_is_explained_may_live(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """One that stands in the list counts as explained, in its package and in all."""
    monkeypatch.setattr(mutants, "change", lambda _name: ONE)
    monkeypatch.setattr(mutants, "explained", lambda: {ONE: "no test can notice it"})
    assert mutants.report({"backlab.words.text.x_f__mutmut_1": 0, "backlab.words.text.x_f__mutmut_2": 1}) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split() for line in lines[1:3]] == [
        [each, "2", "2", "1", "1", "0", "100.0%"] for each in ("words", "all")
    ]


def test_one_reason_may_explain_several_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A line that can be changed in several ways for nobody to notice is listed once."""
    monkeypatch.setattr(mutants, "LIVES", tmp_path / "lives.toml")
    mutants.LIVES.write_text(
        '[[lives]]\nwhere = "f"\nbefore = "a"\nafter = ["b", "c"]\nwhy = "same"\n'
        '[[lives]]\nwhere = "g"\nbefore = "a"\nafter = "b"\nwhy = "other"\n'
    )
    assert mutants.explained() == {("f", "a", "b"): "same", ("f", "a", "c"): "same", ("g", "a", "b"): "other"}


def test_what_import_calls_is_tried_in_a_process_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A mutant that lives is tried again on its own, and the outcome written down; one killed or explained stays."""
    names = [f"backlab.words.text.x_f__mutmut_{place}" for place in range(4)]
    before = dict(zip(names, (33, 1, 0, 0), strict=True))
    meta = tmp_path / "backlab" / "words" / "text.py.meta"
    meta.parent.mkdir(parents=True)
    meta.write_text(json.dumps({"exit_code_by_key": before, "other": 1}), "utf-8")
    monkeypatch.setattr(mutants, "MADE", tmp_path)
    monkeypatch.setattr(mutants, "change", lambda name: ONE if name == names[3] else ONE._replace(after=name))
    monkeypatch.setattr(mutants, "explained", lambda: {ONE: "no test can notice it"})
    monkeypatch.setattr(mutants, "_alone", lambda name: int(name in names[2:]))
    mutants.look_again(before)
    after = json.loads(meta.read_text("utf-8"))
    assert after == {"exit_code_by_key": dict(zip(names, (0, 1, 1, 0), strict=True)), "other": 1}


def test_fewer_than_19_of_20_fail_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    """The bar stands at 95%."""
    assert mutants.LEAST == 0.95
    monkeypatch.setattr(mutants, "change", lambda _name: ONE)
    monkeypatch.setattr(mutants, "explained", dict)
    assert mutants.report({"backlab.words.text.x_f__mutmut_1": 1, "backlab.words.text.x_f__mutmut_2": 0}) == 1


def test_a_command_that_could_try_nothing_fails(capsys: pytest.CaptureFixture[str]) -> None:
    """Where the tests fail without any change, no mutant is tried, and that is no success."""
    assert mutants.report({"backlab.words.text.x_f__mutmut_1": None}) == 1
    assert "0 of 0 killed" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("count", "of", "low", "high"),
    [
        (0, 10, 0.0, 0.3085),
        (10, 10, 0.6915, 1.0),
        (0, 0, 0.0, 1.0),
        (5, 10, 0.1871, 0.8129),
        (95, 100, 0.8872, 0.9836),
        (195, 200, 0.9426, 0.9918),
    ],
)
def test_a_share_drawn_by_lot_has_the_exact_interval(count: int, of: int, low: float, high: float) -> None:
    """The ends are those of Clopper's and Pearson's tables."""
    assert mutants.interval(count, of) == pytest.approx((low, high), abs=0.00005)


def test_thousands_of_mutants_have_an_interval_too(capsys: pytest.CaptureFixture[str]) -> None:
    """With as many it is narrow, and no number on the way is too large."""
    assert mutants.report({f"backlab.words.text.x_f__mutmut_{place}": 1 for place in range(9000)}) == 0
    assert capsys.readouterr().out.endswith("9000 of 9000 killed: 95% interval 100.0% to 100.0%, if drawn by lot\n")


def test_a_lot_is_drawn_from_all_or_from_one_package() -> None:
    """The same seed draws the same share again, another seed another; of a package nothing else is drawn."""
    names = [f"backlab.{package}.a.x_f__mutmut_{place}" for package in mutants.PACKAGES for place in range(50)]
    lot = mutants.drawn(names, 0.1, 1)
    assert lot == mutants.drawn(reversed(names), 0.1, 1) != mutants.drawn(names, 0.1, 2)
    assert len(set(lot)) == 20
    assert len({name.split(".")[1] for name in lot}) > 1
    alone = mutants.drawn(names, 0.5, 1, "words")
    assert len(set(alone)) == 25
    assert {name.split(".")[1] for name in alone} == {"words"}


def test_a_sample_says_what_came_of_it_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Only what was drawn this time is tried, tried once more if it lives, and counted."""
    names = [f"backlab.words.text.x_f__mutmut_{place}" for place in range(10)]
    meta = tmp_path / "backlab" / "words" / "text.py.meta"
    meta.parent.mkdir(parents=True)
    meta.write_text(json.dumps({"exit_code_by_key": dict.fromkeys(names, 0)}), "utf-8")
    monkeypatch.setattr(mutants, "MADE", tmp_path)
    ran: list[tuple[str, ...]] = []
    monkeypatch.setattr(mutants, "_mutmut", lambda *asked: ran.append(asked))
    monkeypatch.setattr(mutants, "_alone", lambda _name: 1)
    monkeypatch.setattr(mutants, "change", lambda _name: ONE)
    assert mutants.main(["--package", "words", "--share", "0.3", "--seed", "7"]) == 0
    lot = mutants.drawn(names, 0.3, 7)
    assert ran == [("backlab.course.table.*",), tuple(lot)]
    assert "3 of 3 killed" in capsys.readouterr().out
    kept = json.loads(meta.read_text("utf-8"))["exit_code_by_key"]
    assert {name for name, code in kept.items() if code} == set(lot)


def test_a_change_cannot_take_all_of_the_memory() -> None:
    """Whoever runs changed code gets no more than the proofs need, and an error for what goes beyond it."""
    pytest.importorskip("resource")
    more = [sys.executable, "-c", f"bytearray({mutants.MEMORY})"]
    done = subprocess.run(more, preexec_fn=mutants.bounded, capture_output=True, text=True, check=False)
    assert done.stderr.endswith("MemoryError\n")
