"""One call in, advice out: the same words in a terminal and in a notebook, each with its sources."""

import json
import re
from html.parser import HTMLParser

import pytest

from backlab import CASES, FINDINGS, Advice, Lens, Presentation, advise
from backlab.knowledge.cases import Case
from backlab.knowledge.causes import CAUSES
from backlab.knowledge.sources import SOURCES

EVERY_CASE = pytest.mark.parametrize("case", CASES.values(), ids=list(CASES))


class Words(HTMLParser):
    """The words between the tags."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []

    def handle_data(self, data: str) -> None:
        """Collect one run of text."""
        self.words += data.split()


def words_of_html(html: str) -> list[str]:
    """What a person reads of a page."""
    parser = Words()
    parser.feed(html)
    return parser.words


def words_of_text(text: str) -> list[str]:
    """What a person reads of a terminal: without the bullets and rules that draw it."""
    return re.sub(r"^ *(- |> |=+$)", "", text, flags=re.MULTILINE).split()


@EVERY_CASE
@pytest.mark.parametrize("lens", Lens)
def test_notebook_and_terminal_say_the_same_words(case: Case, lens: Lens) -> None:
    """``_repr_html_`` and ``__str__`` differ in looks alone."""
    advice = advise(case.presentation, lens)
    assert [w.lower() for w in words_of_html(advice._repr_html_())] == [w.lower() for w in words_of_text(str(advice))]


@EVERY_CASE
def test_all_that_advice_carries_is_shown(case: Case) -> None:
    """Level, reasons, plan, withheld, differential, changes, watchfulness and sources all have their words."""
    advice = advise(case.presentation)
    text = " ".join(words_of_html(advice._repr_html_()))
    shown = [advice.disposition.meaning, *(r.rule.because for r in advice.reasons)]
    shown += [r.treatment.label for r in advice.plan.recommendations] + [
        w.treatment.label for w in advice.plan.withheld
    ]
    shown += [r.treatment.today.says.rstrip(".") for r in advice.plan.recommendations]
    shown += [r.treatment.article.says.rstrip(".") for r in advice.plan.recommendations]
    lists = advice.differential
    shown += [s.cause.label for s in (*lists.looked_for, *lists.common)]
    shown += [s.cause.label[1:] for s in lists.not_ruled_out]
    shown += [a.label[1:] for c in (*advice.lowers, *advice.safety_net) for a in c.atoms]
    shown += [s.fact for s in advice.sources]
    assert [s for s in shown if " ".join(s.split()) not in text] == []


@EVERY_CASE
def test_every_citation_leads_to_a_source(case: Case) -> None:
    """The numbers in brackets are those of the list at the end, all of them and no others."""
    body, _, sources = str(advise(case.presentation)).partition("\nSOURCES\n")
    marks = re.findall(r"\[([\d, notverifd\n]+)\]", body)
    first_cited = list(dict.fromkeys(int(number) for mark in marks for number in re.findall(r"\d+", mark)))
    listed = [int(n) for n in re.findall(r"^- \[(\d+)\]", sources, flags=re.MULTILINE)]
    assert first_cited == listed, "numbers are given in the order of reading"
    assert listed == list(range(1, len(listed) + 1))


def test_an_unread_source_is_marked_wherever_it_stands() -> None:
    """What nobody here has read is marked beside the claim and in the list."""
    advice = advise(CASES["post-1"].presentation)
    text = str(advice)
    unread = [s for s in advice.sources if not s.verified]
    assert unread
    assert " ".join(text.split()).count("Not verified: nobody") == len(unread)
    assert re.search(r"\[[^\]]*\d+\s+not\s+verified", text)


@EVERY_CASE
def test_no_number_of_a_cause_is_an_estimate(case: Case) -> None:
    """Whatever number an advice gives of a cause is published: nothing in it is marked as an estimate."""
    assert "estimate)" not in str(advise(case.presentation))


def test_it_never_claims_to_be_a_diagnosis_or_reviewed() -> None:
    """Every advice says that it is education and that no clinician reviewed it."""
    text = " ".join(str(advise(Presentation(age=34, pain=6))).split())
    assert "never a diagnosis. No clinician has reviewed it." in text
    assert "your diagnosis" not in text


def test_open_questions_are_said_at_once() -> None:
    """A low level with open questions says "so far", and how far it could rise."""
    lead = str(advise(Presentation(age=34, pain=6, days=1, onset="lifting"))).splitlines()[2:4]
    assert lead[0].startswith("Self-care so far")
    assert "as far as Emergency" in lead[1]


def test_the_result_is_json() -> None:
    """``to_json`` holds the identifiers of all that was decided, and both lists of causes without any share."""
    result = json.loads(advise(CASES["post-4"].presentation).to_json())
    assert result["disposition"] == "URGENT"
    assert result["reasons"][0] == {"rule": "back-pain-and-sick", "matched": ["nausea"]}
    assert Presentation.from_dict(result["presentation"]) == CASES["post-4"].presentation
    assert result["must_not_miss"][0] == {
        "cause": "kidney_infection",
        "level": "URGENT",
        "for": ["nausea", "no_trigger", "no_relief"],
        "against": [],
        "not_asked": [],
        "ways": [],
    }
    assert [each["cause"] for each in result["common"]] == ["non_specific"]


@pytest.mark.parametrize("lens", ["tomorrow", "", None])
def test_an_unknown_lens_is_refused(lens: str) -> None:
    """There are two lenses."""
    with pytest.raises(ValueError, match="choose 'today' or 'article'"):
        advise(Presentation(age=34, pain=6), lens)


def test_no_line_of_the_terminal_is_too_long() -> None:
    """Text is folded at a hundred characters, but for a link that cannot be."""
    lines = str(advise(CASES["post-2"].presentation)).splitlines()
    assert [line for line in lines if len(line) > 100 and "https://" not in line] == []


def test_advice_is_frozen() -> None:
    """What was advised cannot be changed afterwards."""
    advice: Advice = advise(Presentation(age=34, pain=6))
    with pytest.raises(AttributeError):
        advice.lens = Lens.ARTICLE  # type: ignore[misc]


def test_safety_netting_names_new_signs_and_pairs_of_them() -> None:
    """What to watch for are signs that can newly appear, such as pain in the side, and not what is long known."""
    advice = advise(CASES["post-1"].presentation)
    watched = {frozenset(a.id for a in change.atoms) for change in advice.safety_net}
    assert frozenset({"saddle_numbness"}) in watched
    assert frozenset({"flank_pain", "frequent_urination"}) in watched
    assert not {"cancer_history", "known_aneurysm", "serious_accident"} & set().union(*watched)


def test_what_was_not_asked_is_not_called_ruled_out() -> None:
    """With nothing asked the reasons say so instead of giving an all-clear."""
    text = " ".join(str(advise(Presentation(age=34, pain=6, days=1, onset="lifting"))).split())
    assert "not every warning sign was asked about" in text
    assert "Emergency: Not asked yet, and so not ruled out: Numbness" in text


@EVERY_CASE
def test_no_identifier_is_left_in_the_words(case: Case) -> None:
    """Sources are cited by number, findings and causes by their names."""
    text = str(advise(case.presentation))
    identifiers = [name for name in (*SOURCES, *FINDINGS, *CAUSES) if "_" in name or "-" in name]
    assert [name for name in identifiers if name in text] == []
