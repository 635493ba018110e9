"""The figures of the lessons: each number stands in the words of the source that it names."""

from __future__ import annotations

import re

import pytest

from backlab.knowledge.figures import (
    DAYS_UNTIL_AGAIN,
    DISCS_SHRUNK,
    MATTERS,
    OPERATED_IN_A_YEAR,
    PREVENTIONS,
    RECOVERED_IN_A_YEAR,
    RECURRENCES,
    REST,
    TIMELINES,
    WARMTH,
    WEEKS_TO_RECOVER,
    WORK_MISSED,
    Count,
    Effect,
    Figure,
    Unknown,
)
from backlab.knowledge.sources import SOURCES

COUNTS = (*WORK_MISSED, *WEEKS_TO_RECOVER, *DISCS_SHRUNK, RECOVERED_IN_A_YEAR, OPERATED_IN_A_YEAR, MATTERS)


def intervals() -> list[Figure]:
    """Every figure of the lessons that has an interval."""
    found = [effect.figure for effects in REST.values() for effect in effects]
    found += [each.figure for each in WARMTH.values() if isinstance(each, Effect)]
    found += [each.figure for each in RECURRENCES.values()] + [DAYS_UNTIL_AGAIN]
    for tried in PREVENTIONS.values():
        found += [*filter(None, (tried.ratio, tried.hazard)), *(tried.days or ())]
    return found + [m.figure for line in TIMELINES.values() for m in line.moments if m.figure]


@pytest.mark.parametrize("figure", intervals(), ids=lambda figure: f"{figure.source} {figure.value:g}")
def test_every_interval_stands_in_its_source(figure: Figure) -> None:
    """Value, low and high end are found together, as one, in the source's figures."""
    pattern = r"(-?[\d.]+)%?(?: [a-z ]+)? \((-?[\d.]+) to (-?[\d.]+)\)"
    found = re.findall(pattern, SOURCES[figure.source].figures)
    assert figure[:3] in [tuple(map(float, numbers)) for numbers in found]


@pytest.mark.parametrize("count", COUNTS, ids=lambda count: f"{count.source} {count.value:g}")
def test_every_count_stands_in_its_source(count: Count) -> None:
    """A number without an interval is a whole number of the source's figures, not a part of one."""
    assert re.search(rf"(?<![\d.]){count.value:g}(?![\d.]*\d)", SOURCES[count.source].figures)


@pytest.mark.parametrize("count", COUNTS, ids=lambda count: f"{count.source} {count.value:g}")
def test_a_count_belongs_to_what_it_names(count: Count) -> None:
    """Where the label has the clinical term in brackets, the source gives the number right behind that term."""
    if term := re.search(r"\((\w+)\)", count.label):
        assert re.search(rf"{term[1]}[^,]* {count.value:g}%", SOURCES[count.source].figures)


def test_recurrences_are_of_the_kind_that_they_name() -> None:
    """The source says of each share what it counts: any, one that limits activity, one that leads to care."""
    words = {"any": "any new episode", "activity": "limits activity", "care": "seeking care"}
    for name, recurrence in RECURRENCES.items():
        found = recurrence.figure
        assert f"{words[name]} {found.value:g}% ({found.low:g} to {found.high:g})" in SOURCES[found.source].figures


def test_a_ratio_of_rates_is_not_called_one_of_risks() -> None:
    """Hazard ratios stand apart from risk ratios, as their sources name them."""
    for tried in PREVENTIONS.values():
        figures = SOURCES[tried.source].figures
        assert tried.ratio is None or "risk ratio" in figures
        assert (tried.hazard is not None) == ("hazard ratio" in figures)


def test_every_unknown_is_one_by_its_source() -> None:
    """Of what is called unknown the source says that there is too little evidence."""
    unknown = [each for each in WARMTH.values() if isinstance(each, Unknown)]
    assert unknown
    assert all("too little evidence" in SOURCES[each.source].figures for each in unknown)


def test_every_moment_names_the_source_of_its_figure() -> None:
    """A moment has either a figure of its own source or words in its place."""
    for line in TIMELINES.values():
        for moment in line.moments:
            assert (moment.figure is None) == bool(moment.says)
            assert moment.figure is None or moment.figure.source == moment.source


def test_what_is_said_of_a_treatment_has_a_source() -> None:
    """Each sentence beside a timeline names a source that there is, and says whether it has been read."""
    notes = [note for line in TIMELINES.values() for note in line.notes]
    assert all(note.verified is SOURCES[note.source].verified for note in notes)
    assert {note.source for note in notes if not note.verified} == {"liu-2023-sciatica-surgery", "sport-2006"}


def test_less_pain_is_drawn_upwards() -> None:
    """Pain that is left turns into pain that is less, of 100, with its ends in order; zero has no sign."""
    surgery, opioid = TIMELINES["surgery"], TIMELINES["opioid"]
    assert surgery.shown(surgery.moments[0].figure or MISSING) == pytest.approx((12.1, 0.5, 23.6))
    shown = opioid.shown(opioid.moments[0].figure or MISSING)
    assert shown == pytest.approx((-5.3, -10.7, 0))
    assert str(shown[2]) == "0.0"


MISSING = Figure(0, 0, 0, "")
