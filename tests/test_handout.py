"""An advice on one sheet of paper: what it cites is listed, under the numbers that the page has for it."""

import re
from datetime import date
from html import unescape

import pytest

from backlab import CASES, Lens, Presentation, advise
from backlab.markup import Markup
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


def test_a_patient_is_described_in_sentences() -> None:
    """The numbers, since when, what is there, and how much was asked and is not."""
    patient = Presentation(age=34, pain=6, days=1, onset="lifting", present={"fever"}, absent={"nausea", "leg_pain"})
    said = described(patient)
    assert said.startswith("Age 34, pain 6 of 10. It began 1 day ago. Found: ")
    assert said.endswith("A high temperature, or feeling hot and shivery. 2 questions were answered no.")
