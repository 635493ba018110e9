"""The figures of the lessons: each number stands in the words of the source that it names."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from backlab.knowledge import figures as figures_module
from backlab.knowledge.assumptions import SIMULATED
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
    accuracy,
    between,
    interval,
    published,
    tally,
)
from backlab.knowledge.sources import SOURCES
from backlab.model import Accuracy, Figures, Interval, Number, Range, Tally

COUNTS = (*WORK_MISSED, *WEEKS_TO_RECOVER, *DISCS_SHRUNK, RECOVERED_IN_A_YEAR, OPERATED_IN_A_YEAR, MATTERS)


PACKAGE = Path(str(figures_module.__file__)).parents[1]


def test_a_published_number_is_taken_by_its_name() -> None:
    """Whatever its kind, it comes as the source's words have it."""
    assert published("henschke-2009-prevalence", "serious") == 0.9
    assert interval("bent-2002-uti-neg", "no_burning") == Figure(0.5, 0.3, 0.7, "bent-2002-uti-neg")
    assert between("verhagen-2016-prevalence", "non_specific") == Range(85, 90)
    assert accuracy("deyo-1992-disc", "sciatica") == Accuracy(0.95, 0.88)
    assert tally("deyo-diehl-1988-prev", "ill") == Tally(13, 1975)


@pytest.mark.parametrize(
    ("source", "name", "hint"),
    [
        ("henschke-2009-prevalence", "flaged", "did you mean 'flagged'?"),
        ("deyo-1992-disc", "lumbago", "it gives sciatica"),
        ("nhs-999", "calls", "it gives none"),
    ],
)
@pytest.mark.parametrize("read", [published, interval, between, accuracy, tally])
def test_a_name_that_a_source_does_not_give_is_an_error(
    read: Callable[[str, str], object], source: str, name: str, hint: str
) -> None:
    """A source that changes cannot change an answer in silence, and a slip of the pen is told."""
    with pytest.raises(LookupError, match=f"^{re.escape(f'{source} gives no number {name!r}: {hint}')}$"):
        read(source, name)


@pytest.mark.parametrize(
    ("read", "name"),
    [(published, "ill"), (interval, "ill"), (between, "flagged"), (accuracy, "ill"), (tally, "serious")],
)
def test_a_number_of_another_kind_is_an_error(read: Callable[[str, str], object], name: str) -> None:
    """Nobody gets an interval where the source has none, or one number where it has several."""
    with pytest.raises(TypeError, match=f"'{name}' of henschke-2009-prevalence is "):
        read("henschke-2009-prevalence", name)


@pytest.mark.parametrize(
    ("words", "number", "said"),
    [
        ("a {it}", 0.9, "a 0.9"),
        ("{it:.2f}", 0.5, "0.50"),
        ("{it}", Interval(-9.95, -15.6, -4.3), "-9.95 (-15.6 to -4.3)"),
        ("{it:.1f} to go", Interval(2.0, 1, 3), "2.0 (1.0 to 3.0) to go"),
        ("{it:%}", Interval(69, 62, 74), "69% (62 to 74)"),
        ("{it:.1f days}", Interval(31, 25, 37), "31.0 days (25.0 to 37.0)"),
        ("{it: free of it}", Interval(3, 1, 4), "3 free of it (1 to 4)"),
        ("{it}", Range(3, 13), "3 to 13"),
        ("{it:.2f}; {it.specificity}", Accuracy(0.9, 0.46), "0.90 and 0.46; 0.46"),
        ("{it}; of the {it.some}", Tally(13, 1975), "13 of 1975; of the 13"),
    ],
)
def test_a_number_is_written_as_its_words_ask(words: str, number: Number, said: str) -> None:
    """Decimals and a unit where they are asked for, and else as it was typed."""
    assert Figures(words, it=number) == said


def test_likelihood_ratios_follow_from_an_accuracy() -> None:
    """A finding there in 90 of 100 ill and 20 of 100 well counts 4.5; where it is not there, an eighth."""
    found = Accuracy(0.9, 0.8)
    assert (found.positive, found.negative) == (pytest.approx(4.5), pytest.approx(0.125))


def calls(module: str, *names: str) -> list[ast.Call]:
    """The calls of functions of these names in a module of the package."""
    found = ast.walk(ast.parse((PACKAGE / module).read_text("utf-8")))
    return [node for node in found if isinstance(node, ast.Call) and getattr(node.func, "id", "") in names]


def test_no_figure_is_typed_a_second_time() -> None:
    """What is drawn comes from a source by name, and so does a prior or a ratio that has one."""
    drawn = calls("knowledge/figures.py", "Figure", "Count", "_count", "interval", "published")
    assert len(drawn) > 40
    assert [ast.unparse(call) for call in drawn if any(map(is_number, call.args))] == []
    cited = calls("knowledge/causes.py", "Sign", "Estimate")
    typed = {ast.unparse(call) for call in cited if any(map(is_number, call.args)) and has_sources(call)}
    assert [call for call in typed if "interval(" not in call] == []  # beside a 1.0, which moves nothing
    assumed = calls("knowledge/assumptions.py", "Sign", "Estimate")
    assert [ast.unparse(call) for call in assumed if any(map(is_number, call.args)) and has_sources(call)] == []


@pytest.mark.parametrize("module", ["article", "assumptions", "causes", "treatments"])
def test_no_sentence_types_a_published_number(module: str) -> None:
    """A share, a ratio or points in a sentence of the knowledge are filled in from the source."""
    tree = ast.parse((PACKAGE / "knowledge" / f"{module}.py").read_text("utf-8"))
    said = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    assert [words for words in said if re.search(r"\d%|\bratio \d|\d points", words)] == []


def is_number(node: ast.expr) -> bool:
    """Whether it is a number as it was typed, with its sign."""
    plain = node.operand if isinstance(node, ast.UnaryOp) else node
    return isinstance(plain, ast.Constant) and not isinstance(plain.value, str)


def has_sources(call: ast.Call) -> bool:
    """Whether a call of ``Sign`` or ``Estimate`` names sources."""
    return any(isinstance(node, ast.Tuple) for node in call.args) or any(k.arg == "sources" for k in call.keywords)


def test_what_has_no_specific_cause_is_all_shared_out() -> None:
    """In the simulated clinic the three ways of common back pain add up to the low end of what the source says."""
    shares = (SIMULATED[name].share.value for name in ("muscle_strain", "overuse", "weak_core"))
    assert 100 * sum(shares) == pytest.approx(between("verhagen-2016-prevalence", "non_specific").low)


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
