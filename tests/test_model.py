"""Conditions: how findings and thresholds are joined."""

import pytest

from backlab.knowledge.findings import age, days, fever, flank_pain, nausea, pain
from backlab.model import Disposition, at_least, in_days


def test_and_binds_every_alternative() -> None:
    """``a & (b | c)`` has the clauses ``a & b`` and ``a & c``."""
    assert set((flank_pain & (fever | nausea)).clauses) == {
        frozenset({flank_pain, fever}),
        frozenset({flank_pain, nausea}),
    }


def test_superfluous_clauses_vanish() -> None:
    """``a | (a & b)`` is ``a``."""
    assert (fever | (fever & nausea)).clauses == (frozenset({fever}),)


def test_two_thresholds_with_one_value_are_one_atom() -> None:
    """``pain >= 7`` said twice, or as ``pain > 6``, is the same bit."""
    assert len({pain >= 7, pain >= 7, pain > 6}) == 1


def test_a_forgotten_bracket_is_an_error() -> None:
    """``fever & pain >= 7`` without brackets cannot be read by mistake as a rule."""
    with pytest.raises(TypeError):
        fever & pain >= 7  # type: ignore[operator]  # noqa: B015  that it fails is the point


def test_at_least_two_of_three() -> None:
    """``at_least(2, ...)`` holds for each pair."""
    assert len(at_least(2, fever, nausea, flank_pain).clauses) == 3


def test_not_does_not_exist() -> None:
    """A rule cannot ask for an absence, so more findings can never lower a level."""
    with pytest.raises(TypeError):
        ~fever  # type: ignore[operator]  # noqa: B018  that it fails is the point


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "0 days"),
        (1, "1 day"),
        (14, "2 weeks"),
        (31, "31 days"),
        (42, "6 weeks"),
        (90, "3 months"),
        (365, "365 days"),
    ],
)
def test_days_are_said_as_people_say_them(number: int, words: str) -> None:
    """A round number of weeks or months is said as such."""
    assert in_days(number) == words


def test_a_threshold_says_itself() -> None:
    """A threshold's label is made from its quantity."""
    assert (age >= 50).label == "age 50 or more"
    assert (days > 41).label == "lasting 6 weeks or more"


def test_levels_compare_by_urgency() -> None:
    """EMERGENCY is above URGENT, that above ROUTINE, that above SELF_CARE."""
    assert Disposition.EMERGENCY > Disposition.URGENT > Disposition.ROUTINE > Disposition.SELF_CARE


def test_and_or_are_refused() -> None:
    """``fever or nausea`` would silently be ``fever``; the rules' own ``&`` and ``|`` are asked for."""
    with pytest.raises(TypeError, match="join conditions with"):
        fever or nausea  # noqa: B018  that it fails is the point


def test_at_least_more_than_there_are_is_refused() -> None:
    """Five of three would never hold."""
    with pytest.raises(ValueError, match="of 3 options at least 5 cannot hold"):
        at_least(5, fever, nausea, flank_pain)
