"""An advice on one sheet of paper: what it cites is listed, under the numbers that the page has for it."""

import re
from datetime import date
from html import unescape

import pytest

from backlab import CASES, FINDINGS, Disposition, Lens, Presentation, advise
from backlab.knowledge.sources import SOURCES
from backlab.markup import Markup
from backlab.words import Bar, Point, Rung, Say, Section
from backlab.words.blocks import Citation
from backlab.words.handout import described, handout

DAY = date(2026, 11, 30)
EVERY_CASE = pytest.mark.parametrize("name", CASES)
EVERY_LENS = pytest.mark.parametrize("lens", Lens)


def sheet(patient: Presentation, lens: Lens = Lens.TODAY) -> Markup:
    """The sheet for a patient."""
    advice = advise(patient, lens)
    return handout(advice, advice.sections(), DAY)


@EVERY_CASE
@EVERY_LENS
def test_the_sheet_lists_what_it_cites_and_nothing_else(name: str, lens: Lens) -> None:
    """Each number in brackets has its source at the foot, and no source stands there without one."""
    body, _, foot = sheet(CASES[name].presentation, lens).partition("<footer>")
    cited = {number for mark in re.findall(r"\[(\d[^\]]*)\]", body) for number in re.findall(r"\d+", mark)}
    listed = re.findall(r"<li value='(\d+)'>", foot)
    assert set(listed) == cited
    assert listed == sorted(cited, key=int)


@EVERY_CASE
def test_a_number_of_the_sheet_is_that_of_the_page(name: str) -> None:
    """A teacher who holds the sheet beside the page finds the same source under the same number."""
    advice = advise(CASES[name].presentation)
    listed = re.findall(r"<li value='(\d+)'>(.*?)</li>", handout(advice, advice.sections(), DAY))
    assert listed
    for number, words in listed:
        source = advice.sources[int(number) - 1]
        assert unescape(words).startswith((source.citation or source.fact).rstrip("."))


def test_a_section_knows_what_its_words_cite() -> None:
    """The sources of a section are those whose numbers stand in its words, though another cited them first."""
    for section in advise(CASES["post-2"].presentation).sections()[:-1]:
        marks = re.findall(r"\[(\d[^\]]*)\]", repr(section.blocks))
        numbers = {int(number) for mark in marks for number in re.findall(r"\d+", mark)}
        assert [each.number for each in section.cites] == sorted(numbers), section.id


def test_whoever_brings_the_sheet_finds_the_patient_again() -> None:
    """The line of Python on it makes the very patient."""
    patient = CASES["post-4"].presentation
    (code,) = re.findall(r"<code>advise\((.*)\)</code>", sheet(patient))
    assert eval(unescape(code), {"Presentation": Presentation}) == patient


def cites(*numbers: tuple[int, str]) -> tuple[Citation, ...]:
    """What a section cites, by number."""
    return tuple(Citation(number, SOURCES[name]) for number, name in numbers)


def test_the_sheet_is_built_of_the_parts_of_an_advice() -> None:
    """The level in a box, why and what to do in brief, what is held back and to be watched for in full, the sources."""
    read, unread, no_paper = (SOURCES[name] for name in ("nhs-999", "jarvik-deyo-2002-prev", "spasm-duration"))
    sections = (
        Section("level", "Level", (Say("Go", "lead"), Point("Ring"), Rung(Disposition.URGENT, True, False), Say("!"))),
        Section("why", "Why", (Point("Hot", ("Below.",), "Urgent"),), cites((2, unread.id), (1, read.id))),
        Section("plan", "Plan", (Say("Now", "stage"), Point("Walk", ("Far.",))), cites((9, unread.id))),
        Section("withheld", "Held", (Point("Pills", ("One.", "Two."), "Ask"),), cites((3, no_paper.id), (1, read.id))),
        Section("watch", "Watch", (Say("These"), Bar("not", 0.5, "shown"))),
        Section("causes", "Not shown", (Say("either"),)),
    )
    advice = advise(Presentation(age=34, pain=6))
    assert handout(advice, sections, DAY) == (
        "<header><h2>A back spasm: what to do, and why</h2><p class='bl-day'>2026-11-30</p></header>"
        "<p><strong>Example patient:</strong> Age 34, pain 6 of 10.</p>"
        "<section class='bl-lead-box'><h3>Go</h3><ul><li>Ring</li></ul><p>!</p></section>"
        "<div class='bl-sheet'>"
        "<section><h3>Why</h3><p class='bl-item'><strong>Urgent:</strong> Hot</p></section>"
        "<section><h3>Plan</h3><p><strong>Now</strong></p><p class='bl-item'>Walk</p></section>"
        "<section><h3>Held</h3><p class='bl-item'><strong>Ask:</strong> Pills One; Two</p></section>"
        "<section><h3>Watch</h3><p>These</p></section>"
        "</div>"
        "<footer><h3>Sources</h3><ol>"
        f"<li value='1'>{read.citation}. {read.link}</li>"
        f"<li value='2'>{unread.citation}. {unread.link} Not verified.</li>"
        f"<li value='3'>{no_paper.fact}. Not verified.</li>"
        "</ol><p>To bring this back: <span class='bl-link'></span> "
        "<code>advise(Presentation(age=34, pain=6))</code></p></footer>"
    )


def test_a_sheet_without_steps_or_sources_has_no_empty_lists() -> None:
    """Where there is nothing to list, no list is begun."""
    sections = [Section(name, name, (Say("Stay", "lead"),)) for name in ("level", "why", "plan", "withheld", "watch")]
    html = handout(advise(Presentation(age=34, pain=6)), sections, DAY)
    assert "<section class='bl-lead-box'><h3>Stay</h3></section>" in html
    assert "<footer><p>To bring this back:" in html


@pytest.mark.parametrize(
    ("patient", "said"),
    [
        (Presentation(age=34, pain=6), "Age 34, pain 6 of 10."),
        (Presentation(age=34, pain=6, days=0), "Age 34, pain 6 of 10. It began today."),
        (Presentation(age=34, pain=6, days=1), "Age 34, pain 6 of 10. It began 1 day ago."),
        (Presentation(age=34, pain=6, days=2), "Age 34, pain 6 of 10. It began 2 days ago."),
        (
            Presentation(age=34, pain=6, absent="fever"),  # type: ignore[arg-type]
            "Age 34, pain 6 of 10. 1 question was answered no.",
        ),
        (
            Presentation(age=34, pain=6, onset="lifting", mobility="still_moving", present="nausea"),  # type: ignore[arg-type]
            f"Age 34, pain 6 of 10. Found: {FINDINGS['lifting'].label}; {FINDINGS['still_moving'].label}; "
            f"{FINDINGS['nausea'].label}.",
        ),
    ],
)
def test_a_patient_is_described_by_what_is_known(patient: Presentation, said: str) -> None:
    """Nothing is said of what was not asked."""
    assert described(patient) == said


def test_a_patient_is_described_in_sentences() -> None:
    """The numbers, since when, what is there, and how much was asked and is not."""
    patient = Presentation(age=34, pain=6, days=1, onset="lifting", present={"fever"}, absent={"nausea", "leg_pain"})
    said = described(patient)
    assert said.startswith("Age 34, pain 6 of 10. It began 1 day ago. Found: ")
    assert said.endswith("A high temperature, or feeling hot and shivery. 2 questions were answered no.")
