"""Answers that students have kept are read for ever: a file of each version that was shipped, and what it says.

A new format raises ``VERSION`` and adds a file of its own here; it never takes one away.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from approved import GOLDENS, Attempts, from_text, read_answers, report, to_text
from approved import VERSION as NEWEST

FILES = sorted((GOLDENS / "answers").glob("version_*.json"))
EVERY = pytest.mark.parametrize("file", FILES, ids=[path.stem for path in FILES])
ORDINARY, ODD = GOLDENS / "answers" / "version_1.json", GOLDENS / "answers" / "version_1_odd.json"


def kept(file: Path) -> dict[str, Attempts]:
    """The answers of a file, read as the course reads them."""
    return from_text(read_answers(file))


def test_every_version_that_was_shipped_has_its_file() -> None:
    """Whoever raises the version leaves a file of it, and keeps those of all before."""
    versions = {int(number) for path in FILES for number in re.findall(r"version_(\d+)", path.stem)}
    assert versions == set(range(1, NEWEST + 1))


@EVERY
def test_answers_of_every_version_are_read(file: Path) -> None:
    """No version of backlab refuses, or loses, what an earlier one has kept."""
    assert len(kept(file)) == file.read_text("utf-8").count('"given"')


@EVERY
def test_what_was_read_can_be_kept_again(file: Path) -> None:
    """Old answers that are written anew say the same: every attempt, in order, and whether the solution was shown."""
    again = from_text(to_text(kept(file)))
    assert {key: (each.given[1:], each.shown) for key, each in again.items() if "ünï" not in key} == {
        key: (each.given[1:], each.shown) for key, each in kept(file).items() if "ünï" not in key
    }


def test_version_1_says_what_its_student_gave() -> None:
    """Options, sets, numbers, code and patients come back as they were given, first to last."""
    answers = kept(ORDINARY)
    assert answers["a_thousand_patients.predict"] == Attempts(("unsure",), shown=False)
    assert answers["chances.1"] == Attempts((1.5, 38.7), shown=True)
    assert answers["choose_the_treatment.1"] == Attempts((["rest", "paracetamol"],), shown=True)
    assert answers["what_a_spasm_is.1"].given == (["mild-long", "strong-long"],)
    assert answers["a_thousand_patients.3"].given[1] == "advise(Presentation(age=33, pain=6, present={'nausea'}))"
    assert answers["the_clinic.case.desk"].given == (
        {"level": 0, "cause": "muscle_strain", "confidence": 100},
        {"level": 1, "cause": "overuse", "confidence": 90},
    )


def test_version_1_is_judged_as_ever() -> None:
    """The student of version 1 is still told the same: so many answered, right at first, and right in the end."""
    found = report(kept(ORDINARY))
    total, clinic = found.total, found.clinic
    assert found.unknown == ()
    assert (total.answered, total.first, total.last, total.shown, total.given) == (35, 23, 35, 11, 12)
    assert (clinic.answered, clinic.right, clinic.under, clinic.over) == (9, 7, 2, 0)


def test_odd_answers_of_version_1_come_back_as_they_are() -> None:
    """What is odd and valid is kept: floats, Unicode, null, an exercise that there is not, fields that nobody knows."""
    answers = kept(ODD)
    assert answers["red_flags.predict"].given == ("unsure",)
    assert answers["red_flags.1"] == Attempts(
        (["fever"], [], ["fever", "both_legs", "osteoporosis", "worse_at_night"]), shown=True
    )
    assert answers["red_flags.2"].given == (1, 1.1, 1.1190000000000002, "1,1 %", "1.1")
    assert [type(each) for each in answers["red_flags.2"].given[:2]] == [int, float]
    assert answers["red_flags.4"].given[0].endswith("# ¿sí? «ñ» 🧑‍⚕️ 背")
    assert answers["chances.1"].given == (None, True, {"a": [1, {"b": "c"}]})
    assert answers["an exercise of another day"] == Attempts(("urgent", 3.5, None), shown=True)
    assert answers[""].given == ("under no name",)


def test_fifty_attempts_are_kept_whole() -> None:
    """Fifty attempts come back, each in its place."""
    assert kept(ODD)["muscle_strain.1"].given == (*range(1, 50), 56.0)


def test_of_more_than_fifty_attempts_the_first_and_the_newest_stay() -> None:
    """Of sixty-one the first shows what was known and the last what was learnt: the oldest in between go."""
    assert kept(ODD)["herniated_disc.1"].given == (0, *range(12, 60), 72)


def test_half_a_character_is_mended_once_and_for_all() -> None:
    """A damaged letter is kept as a question mark, and what is kept can be written."""
    key = "unicode.ünï — 背"
    assert from_text(to_text(kept(ODD)))[key].given == ("? half a character", "\u202e")


def test_odd_answers_of_version_1_are_judged_as_ever() -> None:
    """What can be judged is; what answers nothing of today is named as unknown, and nothing is an error."""
    found = report(kept(ODD))
    done = {each.id: (each.first, each.last, each.tries) for lesson in found.lessons for each in lesson.done}
    assert done == {
        "red_flags.1": (False, True, 3),
        "red_flags.2": (True, True, 5),
        "red_flags.4": (True, True, 1),
        "muscle_strain.1": (False, True, 50),
        "herniated_disc.1": (False, True, 50),
        "how_it_goes.1": (False, True, 2),
    }
    assert (found.total.given, found.clinic.answered, found.clinic.left_waiting) == (1, 1, 1)
    assert set(found.unknown) == {
        "the_clinic.case.nobody",
        "the_clinic.case.serve",
        "chances.1",
        "an exercise of another day",
        "",
        "unicode.ünï — 背",
    }


def test_a_further_try_does_not_say_that_the_solution_was_looked_at() -> None:
    """Only who says so has looked, and once looked at it stays so."""
    once = Attempts((1,))
    assert once.then(2) == Attempts((1, 2), shown=False)
    assert once.then(2, shown=True).then(3) == Attempts((1, 2, 3), shown=True)
