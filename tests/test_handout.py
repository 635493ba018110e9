"""An advice on one sheet of paper: what it cites is listed, under the numbers that the page has for it."""

import re
from datetime import date
from html import unescape

import pytest

from backlab import CASES, FINDINGS, Disposition, Lens, Presentation, advise
from backlab.knowledge.sources import SOURCES
from backlab.markup import Markup
from backlab.model import Source
from backlab.words import Point, Rung, Say, Section
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
    listed = [number for numbers in re.findall(r"<span>\[([\d, ]+)\]", foot) for number in numbers.split(", ")]
    assert set(listed) == cited
    assert len(listed) == len(cited)


@EVERY_CASE
def test_a_number_of_the_sheet_is_that_of_the_page(name: str) -> None:
    """A teacher who holds the sheet beside the page finds the same source under the same number."""
    advice = advise(CASES[name].presentation)
    listed = re.findall(r"<span>\[([\d, ]+)\] (.*?)</span>", handout(advice, advice.sections(), DAY))
    assert listed
    for numbers, words in listed:
        for number in numbers.split(", "):
            source = advice.sources[int(number) - 1]
            told = source.citation or source.fact
            assert unescape(words).startswith(told.split(". ")[0].split(", ")[0].rstrip("."))


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


def cites(*numbers: tuple[int, Source]) -> tuple[Citation, ...]:
    """What a section cites, by number."""
    return tuple(Citation(number, source) for number, source in numbers)


def test_the_sheet_is_built_of_the_parts_of_an_advice() -> None:
    """The level in a box, why and what to do in brief, what is held back in full, what is cited."""
    read, unread, no_paper = (SOURCES[name] for name in ("nhs-999", "jarvik-deyo-2002-prev", "spasm-duration"))
    sections = (
        Section("level", "Level", (Say("Go", "lead"), Point("Ring"), Rung(Disposition.URGENT, True, False), Say("!"))),
        Section("why", "Why", (Point("Hot [1; 2 not read]", ("Below.",), "Urgent"),), cites((2, unread), (1, read))),
        Section("plan", "Plan", (Say("Now", "stage"), Point("Walk", ("Far [9].", "Not far."), "", ("Not far.",)))),
        Section("withheld", "Held", (Point("Pills", ("One [3].", "Two."), "Ask"),), cites((3, no_paper), (9, read))),
        Section("watch", "Watch", (Say("These"), Rung(Disposition.URGENT, True, False))),
        Section("causes", "Behind it", (Say("in full"),)),
        Section("ladder", "Not shown", (Say("either"),)),
    )
    advice = advise(Presentation(age=34, pain=6))
    assert handout(advice, sections, DAY) == (
        "<header><h2>A back spasm: what to do, and why</h2><p class='bl-day'>2026-11-30</p></header>"
        "<div class='bl-sheet-top'><div><p><strong>Example patient:</strong> Age 34, pain 6 of 10.</p>"
        "<section class='bl-lead-box'><h3>Go</h3><ul><li>Ring</li></ul><p>!</p></section></div></div>"
        "<div class='bl-sheet'>"
        "<section><h3>Why</h3><p class='bl-item'><strong>Urgent:</strong> Hot [1; 2 not read]</p></section>"
        "<section><h3>Watch</h3><p>These</p></section>"
        "<section><h3>Plan</h3><p class='bl-item'>Walk Not far</p></section>"
        "<section><h3>Held</h3><p class='bl-item'><strong>Ask:</strong> Pills One [3]; Two</p></section>"
        "</div>"
        "<footer><p><strong>Sources:</strong> "
        f"<span>[1] {read.citation.rstrip('.')}.</span> "
        "<span>[2] Jarvik JG et al. Ann Intern Med 2002;137(7):586-597. Not verified.</span> "
        f"<span>[3] {no_paper.fact}. Not verified.</span> "
        "</p><p>To bring this back: <span class='bl-link'></span> "
        "<code>advise(Presentation(age=34, pain=6))</code></p></footer>"
    )


def test_a_sheet_without_steps_or_sources_has_no_empty_lists() -> None:
    """Where there is nothing to list, no list is begun."""
    names = ("level", "why", "plan", "withheld", "watch", "causes")
    sections = [Section(name, name, (Say("Stay", "lead"),)) for name in names]
    html = handout(advise(Presentation(age=34, pain=6)), sections, DAY)
    assert "<section class='bl-lead-box'><h3>Stay</h3></section>" in html
    assert "<table" not in html
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


CAREFUL = {
    "an ulcer": Presentation(age=40, pain=5, days=1, onset="lifting", present={"ulcer"}).none_other(),
    "asthma": Presentation(age=66, pain=5, days=1, onset="lifting").none_other(),
    "a light body": Presentation(
        age=40, pain=4, days=1, onset="lifting", present={"low_weight", "pregnant"}
    ).none_other(),
    "17 years": Presentation(age=17, pain=5, days=1, onset="lifting", present={"breastfeeding"}).none_other(),
    "not asked": Presentation(age=40, pain=5, days=1, onset="lifting", absent={"illness", "takes_medicine"}),
}


@EVERY_LENS
@pytest.mark.parametrize("name", [*CAREFUL, *CASES])
def test_the_sheet_keeps_what_to_mind_and_how_much(name: str, lens: Lens) -> None:
    """Each dose, caution and question before a medicine stands there as on the page, but for what is not advised."""
    patient = CAREFUL[name] if name in CAREFUL else CASES[name].presentation
    advice = advise(patient, lens)
    said = unescape(str(sheet(patient, lens)))
    (plan,) = (section for section in advice.sections() if section.id == "plan")
    given = [block for block in plan.blocks if isinstance(block, Point) and not block.mark.startswith("Not advised")]
    for words in (line for block in given if "not advised" not in block.mark for line in block.lines):
        if words.startswith(("Mind: ", "Ruled out here: ", "Ask before: ", "UK, ", "US, ", "No dose is shown")):
            assert re.sub(r" ?\[\d[^\]]*\]", "", words).rstrip(".") in said  # the sources of these are on the page


def test_the_sheet_has_something_to_keep() -> None:
    """A dose, a caution, a question and a missing dose are each on one of those sheets."""
    sheets = [unescape(str(sheet(patient))) for patient in CAREFUL.values()]
    for words in ("UK, adults", "Mind: Age 60 or more", "UK, adults of 41 to 49 kg", "No dose is shown here"):
        assert any(words in said for said in sheets), words


@pytest.mark.parametrize("case", ["post-4", "kidney-side"])
def test_the_sheet_says_what_is_ruled_out_even_then(case: str) -> None:
    """Where ibuprofen waits for the doctor, the sheet says as well that it is ruled out, and why."""
    said = unescape(str(sheet(CASES[case].presentation)))
    assert "Ibuprofen from the shop; Ibuprofen on prescription. Ruled out even then:" in said


def test_the_sheet_says_which_cautions_add_up_and_what_there_is_instead() -> None:
    """At 62 with an SSRI both cautions are named, a pharmacist is to be asked, and warmth is there instead."""
    patient = Presentation(age=62, pain=5, days=1, onset="lifting", present={"ssri"}).none_other()
    said = unescape(str(sheet(patient)))
    assert "Ask a pharmacist:" in said
    assert "Age 60 or more: from 60 on the stomach bleeds more easily" in said
    assert "with an SSRI the stomach bleeds more easily" in said
    assert "Two or more are for a pharmacist to weigh" in said
    assert "This plan has in its place: warmth; stay active" in said


def test_the_sheet_says_who_is_too_young() -> None:
    """What is for adults alone says so in words."""
    patient = Presentation(age=17, pain=5, days=1, onset="lifting").none_other()
    assert "Under 18 years: these doses are for adults, and a doctor alone decides" in unescape(str(sheet(patient)))
