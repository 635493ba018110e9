"""How things are said: numbers, names, citations, and what an advice is made of."""

import textwrap
from datetime import date
from math import log10

import pytest

from backlab import CASES, FINDINGS, Lens, Presentation, advise
from backlab.knowledge.causes import CAUSES
from backlab.knowledge.findings import age
from backlab.knowledge.sources import SOURCES
from backlab.model import Disposition, Estimate, Interval, Sign
from backlab.reasoning.bayes import Weight
from backlab.reasoning.differential import Differential
from backlab.words import (
    Citer,
    Point,
    Rung,
    Say,
    Section,
    basis,
    capital,
    fate,
    fate_label,
    fates,
    labels_of,
    listed,
    lowered,
    outdated,
    percent,
    signed,
    source_points,
    together,
)
from backlab.words.causes import evidence_blocks
from backlab.words.html import blocks_html, to_html
from backlab.words.text import to_text

ATTACK = "</li><script>alert('1')</script>"


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (1.0, "over 99%"),
        (0.995, "over 99%"),
        (0.9949, "99%"),
        (0.62, "62%"),
        (0.0995, "10%"),
        (0.0994, "9.9%"),
        (0.04, "4.0%"),
        (0.00995, "1.0%"),
        (0.0066, "0.66%"),
        (0.00005, "0.01%"),
        (0.000049, "under 0.01%"),
        (0.0, "under 0.01%"),
    ],
)
def test_a_share_is_said_as_finely_as_it_is_small(share: float, said: str) -> None:
    """Never 0% and never 100%: nothing here is that sure."""
    assert percent(share) == said


def test_a_weight_says_its_sign() -> None:
    """With the minus of mathematics, which no line breaks at."""
    assert [signed(7.84), signed(-3.0), signed(0.0)] == ["+7.8", "−3.0", "+0.0"]


def test_a_name_keeps_its_capitals_inside_a_sentence_where_it_is_an_abbreviation() -> None:
    """Only a word that begins like any other is lowered."""
    assert [lowered("Chest pain"), lowered("MRI of the spine"), lowered(""), capital("pain"), capital("")] == [
        "chest pain",
        "MRI of the spine",
        "",
        "Pain",
        "",
    ]


def test_each_fate_of_a_treatment_has_a_word() -> None:
    """What becomes of it, from advised to ruled out, is one or two words beside its mark."""
    words = {
        fates.ADVISED: "Advised",
        fates.OPTION: "An option",
        fates.SUGGESTED: "The article suggests",
        fates.AGAINST: "Not advised",
        fates.WAITING: "Waits",
        fates.RULED_OUT: "Ruled out",
        fates.ASK_PHARMACIST: "Ask a pharmacist",
        fates.ASK_FIRST: "Ask first",
    }
    assert {fate: fates.fate_label(fate) for fate in words} == words


def test_findings_are_named_one_after_another() -> None:
    """Inside a sentence, each on its own, or as signs that count together."""
    fever, number = FINDINGS["fever"], age >= 50
    assert listed([fever, number]) == "a high temperature, or feeling hot and shivery; age 50 or more"
    assert listed([]) == ""
    assert labels_of([fever, number]) == (fever.label, number.label)
    assert together([fever]) == fever.label
    assert together([fever, number]) == f"{fever.label} (and at the same time: age 50 or more)"


def test_a_source_keeps_its_number() -> None:
    """It is numbered when it is first cited, and marked each time where nobody here has read it."""
    unread = next(name for name, source in SOURCES.items() if not source.verified)
    read, other = [name for name, source in SOURCES.items() if source.verified][:2]
    cite = Citer()
    assert [cite([read, unread]), cite([]), cite([other, read]), cite[unread]] == [
        " [1, 2 not verified]",
        "",
        " [3, 1]",
        "[2 not verified]",
    ]
    assert [source.id for source in cite.cited] == [read, unread, other]


def test_what_was_cited_lately_is_told_once() -> None:
    """By number, whatever the order, and a source that was cited long ago as well if it was cited again."""
    first, second, third = list(SOURCES)[:3]
    cite = Citer()
    cite([first, second])
    assert [(each.number, each.source.id) for each in cite.since()] == [(1, first), (2, second)]
    cite([third, first])
    assert [each.number for each in cite.since()] == [1, 3]
    assert cite.since() == ()


def test_every_source_that_a_note_names_exists() -> None:
    """The id in braces is one of the sources, and is shown as its number."""
    figures = [sign for cause in CAUSES.values() for sign in cause.signs if "{" in sign.note]
    assert figures
    for figure in figures:
        said = basis(figure, Citer())
        assert "[1" in said
        assert "{" not in said
    for cause in CAUSES.values():
        for text in (cause.settles, cause.how_common):
            assert "{" not in text.format_map(Citer()), cause.id


def test_a_number_says_what_it_rests_on() -> None:
    """Its sources, or that it is an estimate, and in both cases what has to be known about it."""
    source = "henschke-2009-prevalence"
    assert basis(Estimate(1, (source,)), Citer()) == " [1]"
    assert basis(Estimate(1, (source,), "seen {nhs-999}"), Citer()) == " [1]; seen [2]"
    assert basis(Estimate(1), Citer()) == " (estimate)"
    assert basis(Estimate(1, note="a guess"), Citer()) == " (estimate; a guess)"
    with pytest.raises(KeyError, match="nobody-2026"):
        basis(Estimate(1, note="{nobody-2026}"), Citer())


@pytest.mark.parametrize(
    ("ratio", "said"),
    [
        (4.0, "speaks for it, likelihood ratio 4 (2.5 to 6), +6.0 decibans (estimate)"),
        (1.1, "speaks for it, likelihood ratio 1.1 (2.5 to 6), +0.4 decibans (estimate)"),
        (0.25, "speaks against it, likelihood ratio 0.25 (2.5 to 6), −6.0 decibans (estimate)"),
    ],
)
def test_what_a_finding_weighs_is_said_in_words(ratio: float, said: str) -> None:
    """For a cause or against it, with both numbers, the interval of a yes, and what they rest on."""
    fever = Sign(FINDINGS["fever"], ratio, interval=Interval(ratio, 2.5, 6))
    assert weighed(Weight(fever, True, ratio, 10 * log10(ratio))) == (
        f"A high temperature, or feeling hot and shivery: {said}."
    )


def weighed(weight: Weight) -> str:
    """The last line about somebody's most common cause, if this is all that weighs."""
    asked = advise(Presentation(age=40, pain=3, present={"fever"}))  # type: ignore[arg-type]
    common = (asked.differential.commonest._replace(weights=(weight,), chance=None),)
    asked.__dict__["differential"] = Differential((), common)  # worked out once and kept: here it is put there
    (point,) = (block for block in evidence_blocks(asked, Citer()) if isinstance(block, Point))
    return point.lines[-1]


def test_a_no_is_said_as_a_no() -> None:
    """A box that was not ticked, and a number that was not reached."""
    no = Weight(Sign(FINDINGS["fever"], 4, 0.25, interval=Interval(4, 2.5, 6)), False, 0.25, 10 * log10(0.25))
    assert weighed(no) == (
        "No fever, which ibuprofen or paracetamol can hide: "
        "speaks against it, likelihood ratio 0.25, −6.0 decibans (estimate)."
    )
    asked = advise(Presentation(age=40, pain=3, present={"cancer_history"}).none_other())  # type: ignore[arg-type]
    lines = [line for block in evidence_blocks(asked, Citer()) if isinstance(block, Point) for line in block.lines]
    assert any(line.startswith("Better after resting: speaks against it, ") for line in lines)
    assert not any("age 50" in line for line in lines)


def test_a_source_is_listed_with_all_that_is_known_of_it() -> None:
    """Fact, figures, citation, whether it was read, and the link last, so that it can be followed."""
    for number, (point, source) in enumerate(zip(source_points(SOURCES.values()), SOURCES.values(), strict=True), 1):
        assert point.mark == f"[{number}]"
        assert point.text.startswith(source.fact)
        assert source.figures in point.text
        assert source.citation.rstrip(".") in point.text
        assert ("Not verified: nobody here" in point.text) is not source.verified
        assert point.text.endswith(source.link)


def test_a_source_that_is_due_to_be_read_again_says_since_when() -> None:
    """Ahead of its link and from that day on; until then it is not mentioned."""
    paper = SOURCES["suri-2010-signs"]
    (before,), (after,) = (source_points([paper], day) for day in (date(2031, 10, 31), date(2031, 11, 1)))
    assert "Due" not in before.text
    assert after.text.endswith(f" Due to be read again since 2031-11. {paper.link}")
    unread = SOURCES["nice-ng234-pain"]
    (point,) = source_points([unread], date(2030, 1, 1))
    assert "read the source itself. Due to be read again since 2027-05. https" in point.text


@pytest.mark.parametrize("lens", Lens)
def test_what_the_article_suggests_and_today_is_advised_against_says_so(lens: Lens) -> None:
    """Only through the eyes of the article, and never of getting care."""
    for case in CASES.values():
        for line in advise(case.presentation, lens).plan.recommendations:
            assert fate_label(fate(line))
            assert not outdated(line) or (lens is Lens.ARTICLE and not line.treatment.care)


BLOCKS = (
    Say(ATTACK, "lead"),
    Say(ATTACK, "stage"),
    Say(ATTACK),
    Point(f"{ATTACK} https://example.org/?a=1&b='2'", (ATTACK,), ATTACK),
    Rung(Disposition.URGENT, here=True, reachable=False),
)


def test_no_word_can_break_a_page() -> None:
    """Whatever a text says, it stays text, in a title and in each kind of block."""
    html = to_html([Section("why", ATTACK, BLOCKS), Section("watch", ATTACK, BLOCKS)])
    assert "<script" not in html
    assert html.count("&lt;script&gt;alert(&#39;1&#39;)") == 2 * 7


def test_each_kind_of_block_has_its_looks() -> None:
    """Titles and paragraphs, a point with its mark and its lines, the ladder with its colours."""
    blocks = (
        Say("Go", "lead"),
        Say("Now", "stage"),
        Say("Mind", "note"),
        Say("Plain"),
        Point("Walk", ("Far", "Often"), "Do"),
        Rung(Disposition.EMERGENCY, here=False, reachable=True),
        Rung(Disposition.URGENT, here=True, reachable=True),
    )
    html = to_html([Section("why", "Why", blocks), Section("watch", "Watch", (Say("This"),))])
    now, today = Disposition.EMERGENCY, Disposition.URGENT
    assert html == (
        "<div class='backlab'><section class='bl-why'><h3>Why</h3>"
        "<p class='bl-lead'><strong>Go</strong></p><h4>Now:</h4><p class='bl-note'>Mind</p><p>Plain</p>"
        "<ul class='bl-points'><li><strong class='bl-mark'>Do:</strong> Walk"
        "<ul><li>Far</li><li>Often</li></ul></li></ul>"
        f"<ul class='bl-rungs'><li class='bl-rung bl-emergency'>{now.label}: {now.meaning} (could be reached)</li>"
        "<li class='bl-rung bl-urgent' aria-current='step'>"
        f"<strong>{today.label}: {today.meaning} (here)</strong></li></ul>"
        "</section><details class='bl-watch'><summary>Watch</summary><p>This</p></details></div>"
    )


def test_neighbours_that_belong_to_one_list_share_one() -> None:
    """Points after points are one list; a paragraph between them makes two."""
    html = blocks_html([Point("a"), Point("b"), Say("c"), Point("d")])
    assert html == "<ul class='bl-points'><li>a</li><li>b</li></ul><p>c</p><ul class='bl-points'><li>d</li></ul>"


def test_an_address_at_the_end_can_be_followed() -> None:
    """It opens beside the lesson; a text without one has no link."""
    assert blocks_html([Point("NHS. https://a.org/?b&c")]) == (
        "<ul class='bl-points'><li>NHS. <a href='https://a.org/?b&amp;c' target='_blank' rel='noreferrer'>"
        "https://a.org/?b&amp;c</a></li></ul>"
    )
    assert "<a " not in blocks_html([Point("https is no address")])


def test_where_one_stands_is_told_to_those_who_do_not_see_it() -> None:
    """The rung of the ladder is the current step, in bold and in words; the others are not."""
    html = blocks_html([Rung(Disposition.URGENT, True, False), Rung(Disposition.SELF_CARE, False, True)])
    assert html.count("aria-current='step'") == html.count("<strong>") == 1
    assert "be seen by a doctor the same day (here)" in html
    assert "<li class='bl-rung bl-self-care'>" in html
    assert "starting today (could be reached)" in html


def test_text_for_a_terminal_is_folded_and_indented() -> None:
    """Points have a dash, their lines stand below, and no line is longer than it was asked for."""
    text = to_text([Section("why", "Why", (Say("stage", "stage"), Point("word " * 12, ("below",), "Mark")))], width=30)
    assert text.splitlines() == [
        "WHY",
        "===",
        "stage:",
        "- Mark: word word word word",
        "  word word word word word",
        "  word word word",
        "    below",
    ]


@pytest.mark.parametrize("width", [20, 47, 100])
def test_text_is_wrapped_at_words(width: int) -> None:
    """As the standard library does it: no line is too long, but for a word that is; none ends with a blank."""
    link = "https://example.test/of/forty/letters/and/more"
    said = f"One word  after the other, then {link} and what comes after it, to the end. "
    usual = textwrap.TextWrapper(
        width, initial_indent="- ", subsequent_indent="  ", break_long_words=False, break_on_hyphens=False
    )
    lines = to_text([Section("one", "One", (Point(said),))], width).split("\n")[2:]
    assert lines == usual.wrap(said)
