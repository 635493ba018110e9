"""The facts and figures: complete, readable, linked, and never more certain than they were found to be."""

from __future__ import annotations

import ast
import json
import re
from collections import Counter
from collections.abc import Sequence
from datetime import date
from itertools import groupby
from pathlib import Path
from string import Formatter
from typing import Any

import pytest

from backlab.knowledge import care_sources, danger_sources, effect_sources, sources
from backlab.knowledge.care_sources import CARE_SOURCES
from backlab.knowledge.danger_sources import DANGER_SOURCES
from backlab.knowledge.effect_sources import EFFECT_SOURCES
from backlab.knowledge.sources import GENERAL_SOURCES, SOURCES, overdue
from backlab.model import EVIDENCE_READ, Source

MODULES = (sources, danger_sources, care_sources, effect_sources)
# By the evidence file from which they come.
TABLES: dict[str, tuple[Sequence[Source], ...]] = {
    "evidence.jsonl": (GENERAL_SOURCES,),
    "evidence-clinical.jsonl": (DANGER_SOURCES, CARE_SOURCES),
}
EACH_TABLE = pytest.mark.parametrize(
    "table",
    [GENERAL_SOURCES, DANGER_SOURCES, CARE_SOURCES, EFFECT_SOURCES],
    ids=["general", "danger", "care", "effect"],
)
TOPICS = ("prevalence", "course", "treatment", "diagnosis", "guideline", "triage-evaluation", "article")

WORKING_NOTES = re.compile(
    r"(?i:\brecalled\b|\bseeds?\b|\bencod|\bas above\b|\bdesign seen\b|\bbefore use\b|\bnot shown\b)"
    r"|\bSEEN\b|\bTODO\b|\bNB\b|\bverify\b|see [a-z0-9-]+\*"
)

# What a newcomer cannot know and costs little to say in full.
ABBREVIATIONS = re.compile(
    r"\b(AAA|AEs?|CES|CI|CKD|CVD|ED|HR|ITT|IVDU|LBP|LR|MD|MID|NNT|OR|RCTs?|RMDQ|RR|SE|SEA|SMD|UTI|WMD"
    r"|mo|sens|spec|v|wk|yr?)\b|[<>]=|~"
)

NUMBER = re.compile(r"(?:(?<![\w.)])-)?(?<![\d.])\d*\.?\d+")

# What was not read when its row was written, and the later row for which it was.
READ_SINCE = {"aaa-misdx": "azhar-2014-raaa", "night-pain": "harding-2005-night-verified"}
# Numbers of the evidence that are not repeated, each with its reason.
DROPPED = {
    "wallwork-2024-acute": {"56": 1, "49": 1, "95": 1, "6": 1},  # a torn second copy of the first interval
    "selfback-2021-numbers": {".03": 1},  # written as 0.03
    "deyo-1992-source": {"1992": 1},  # part of the names of other sources
}
# Numbers that are not in the evidence's own text, each with its reason.
ADDED = {
    "wallwork-2024-subacute": {"0": 1, "100": 1},  # the scale of pain, as the row before it has it
    "wallwork-2024-persistent": {"0": 1, "100": 1},  # likewise
    "selfback-2021-numbers": {"0.03": 1},  # was .03
    "williams-2013-vf": {"2023": 1},  # the year of the review that replaced it, from its citation
}


def prose(source: Source) -> str:
    """All of it that a reader sees as text."""
    return " | ".join((source.fact, source.figures, source.citation))


def numbers(text: str) -> Counter[str]:
    """Every number with its sign, "10 000" and "10,000" counted as one and the same."""
    return Counter(NUMBER.findall(re.sub(r"(?<=\d)[ ,](?=\d{3}\b)", "", text)))


@pytest.fixture(scope="module")
def calls() -> list[ast.Call]:
    """The ``Source(...)`` calls as they are written in the modules."""
    trees = (ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8")) for module in MODULES)
    found = (node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Call))
    return [node for node in found if isinstance(node.func, ast.Name) and node.func.id == "Source"]


@pytest.fixture(scope="module")
def rows() -> dict[str, list[dict[str, Any]]]:
    """The rows of each evidence file, where they lie beside the checkout."""
    folder = Path(__file__).parents[2] / "shared"
    if not all((folder / name).is_file() for name in TABLES):
        pytest.skip("no evidence files beside the checkout to compare with")
    return {
        name: [json.loads(line) for line in (folder / name).read_text("utf-8").splitlines() if line] for name in TABLES
    }


@pytest.fixture(scope="module")
def evidence(rows: dict[str, list[dict[str, Any]]]) -> list[dict[str, Any]]:
    """The rows of all evidence files."""
    return [row for each in rows.values() for row in each]


def test_every_key_is_the_id_of_its_source() -> None:
    """Looking a source up by an id gives the source with that id."""
    assert [key for key, source in SOURCES.items() if source.id != key] == []


def test_no_two_sources_share_an_id(calls: list[ast.Call]) -> None:
    """As many sources can be looked up as are written down, so no id hides another."""
    assert len(calls) == len(SOURCES)


def test_a_source_is_one_line_of_plain_values(calls: list[ast.Call]) -> None:
    """Each source stands on a line of its own and computes nothing: it is words, and words with named numbers."""
    spread = [call.lineno for call in calls if call.lineno != call.end_lineno]
    computed = [call.lineno for call in calls if not all(is_plain(a) or named_in(a) is not None for a in call.args)]
    assert (spread, computed, [call.lineno for call in calls if call.keywords]) == ([], [], [])


def is_plain(node: ast.expr) -> bool:
    """Whether it is a constant, a number with a sign, or the day on which a source was read again."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "date":
        return all(map(is_plain, node.args))
    return isinstance(node.operand if isinstance(node, ast.UnaryOp) else node, ast.Constant)


def named_in(node: ast.expr) -> set[str] | None:
    """The names of the numbers of ``Figures("...", name=Interval(1, 0, 2))``; nothing for any other call."""
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Figures"):
        return None
    numbers = [number for each in node.keywords for number in parts(each.value)]
    return {str(each.arg) for each in node.keywords} if all(map(is_plain, (*node.args, *numbers))) else None


def parts(node: ast.expr) -> list[ast.expr]:
    """The numbers of which a number of several parts is made, or itself."""
    return node.args if isinstance(node, ast.Call) else [node]


def test_every_named_number_stands_in_the_words(calls: list[ast.Call]) -> None:
    """The words hold each name that is given a number, each once, and no number twice."""
    found = [figures for call in calls if isinstance(figures := call.args[3], ast.Call)]
    assert len(found) >= 50
    for figures in found:
        words = ast.literal_eval(figures.args[0])
        fields = [(name, spec) for _, name, spec, _ in Formatter().parse(words) if name is not None]
        assert len(set(fields)) == len(fields), words
        assert {name.split(".")[0] for name, _ in fields} == named_in(figures), words


@EACH_TABLE
def test_sources_are_grouped_by_topic(table: Sequence[Source]) -> None:
    """The sources of a topic stand together in each table, and the topics are known ones in their order."""
    topics = [topic for topic, _ in groupby(source.topic for source in table)]
    assert topics == [topic for topic in TOPICS if topic in topics]
    assert len(topics) == len(set(topics))


def test_the_article_and_its_four_posts_are_sources_of_low_confidence() -> None:
    """The article can be cited, post by post, and never passes for strong evidence."""
    found = {source.id: source.confidence for source in SOURCES.values() if source.topic == "article"}
    assert found == dict.fromkeys(("article", "article-p1", "article-p2", "article-p3", "article-p4"), "low")


def test_no_working_note_is_left() -> None:
    """A reader meets no remark that was meant for those who gathered the evidence."""
    assert {s.id: m.group() for s in SOURCES.values() if (m := WORKING_NOTES.search(prose(s)))} == {}


@pytest.mark.parametrize("note", ["(DOI recalled)", "SEEN as '56", "The seed's", "low - verify", "to encode"])
def test_a_working_note_would_be_noticed(note: str) -> None:
    """The pattern for working notes does match the kinds that the evidence held."""
    assert WORKING_NOTES.search(note)


def test_every_source_says_what_was_found() -> None:
    """A fact is never empty."""
    assert [s.id for s in SOURCES.values() if not s.fact.strip()] == []


def test_what_is_missing_is_left_empty() -> None:
    """No dash stands in for a figure, a citation or a link that there is not."""
    assert [s.id for s in SOURCES.values() if "-" in (s.figures, s.citation, s.link)] == []


def test_words_are_written_out() -> None:
    """No fact or figure needs the shorthand of the trade to be read."""
    texts = {s.id: f"{s.fact} | {s.figures}" for s in SOURCES.values()}
    assert {i: m.group() for i, text in texts.items() if (m := ABBREVIATIONS.search(text))} == {}


def test_no_citation_is_a_bare_short_form() -> None:
    """No citation is just a name and a year that only another row explains."""
    assert [s.id for s in SOURCES.values() if re.fullmatch(r"[\w &.-]+ \d{4}", s.citation)] == []


def test_text_is_tidy() -> None:
    """No text has space around it, double spaces or brackets that do not close."""
    untidy = [
        s.id
        for s in SOURCES.values()
        for text in (s.fact, s.figures, s.citation)
        if text != " ".join(text.split()) or text.count("(") != text.count(")") or "[" in text
    ]
    assert untidy == []


def test_links_are_secure_addresses_or_empty() -> None:
    """A link is an https address without spaces, or empty where there is nothing to open."""
    links = {s.id: s.link for s in SOURCES.values() if s.link}
    assert {i: link for i, link in links.items() if not re.fullmatch(r"https://[\w.-]+\.\w+/\S*", link)} == {}


def test_confidence_is_one_of_three_words() -> None:
    """Confidence is high, moderate or low, and any remark on it stands in the figures."""
    assert {s.confidence for s in SOURCES.values()} == {"high", "moderate", "low"}


def test_the_marking_of_unverified_sources_is_not_lost() -> None:
    """Dozens of sources were not read by the project itself, and each of them says so."""
    assert sum(s.verified is False for s in SOURCES.values()) >= 30


def test_a_figure_called_not_verified_is_in_an_unverified_source() -> None:
    """No source claims to be verified while a text in it says otherwise."""
    assert [s.id for s in SOURCES.values() if s.verified and "not verified" in prose(s)] == []


@pytest.mark.parametrize("name", TABLES)
def test_every_row_of_the_evidence_is_kept_in_its_order(name: str, rows: dict[str, list[dict[str, Any]]]) -> None:
    """Table by table and topic by topic, no row of the evidence is missing and their order is the same."""
    by_topic = [row["id"] for row in sorted(rows[name], key=lambda row: TOPICS.index(row["topic"]))]
    ours = [[source.id for source in table] for table in TABLES[name]]
    kept = [[i for i in ids if i in set(by_topic)] for ids in ours]
    assert kept == [[i for i in by_topic if i in set(ids)] for ids in ours]
    assert set(by_topic) == set().union(*kept)


def test_verified_is_what_the_evidence_says(evidence: list[dict[str, Any]]) -> None:
    """No source has become verified, or unverified, on its way, but for what was read since for another row."""
    assert {row["id"] for row in evidence if SOURCES[row["id"]].verified is not row["verified"]} == set(READ_SINCE)


def test_what_was_read_since_is_in_a_row_of_its_own(evidence: list[dict[str, Any]]) -> None:
    """The later row is verified, and names the same paper."""
    read = {row["id"]: row["link"].replace("doi:", "https://doi.org/") for row in evidence if row["verified"]}
    assert {earlier: read.get(later) for earlier, later in READ_SINCE.items()} == {
        earlier: SOURCES[earlier].link for earlier in READ_SINCE
    }


def test_confidence_is_the_lower_of_what_the_evidence_says(evidence: list[dict[str, Any]]) -> None:
    """Confidence is what the evidence says ahead of any remark; where it names two degrees, the lower."""
    degrees = ("low", "moderate", "high")
    lowest = {row["id"]: next(d for d in degrees if d in row["confidence"].split("(")[0]) for row in evidence}
    assert {i: d for i, d in lowest.items() if SOURCES[i].confidence != d} == {}


def test_no_number_of_the_evidence_is_lost(evidence: list[dict[str, Any]]) -> None:
    """Every number of the evidence, with its sign, still stands in the source."""
    assert surplus(evidence, of_evidence=True) == DROPPED


def test_no_number_is_invented(evidence: list[dict[str, Any]]) -> None:
    """No number stands in a source that the evidence does not hold."""
    assert surplus(evidence, of_evidence=False) == ADDED


def surplus(evidence: list[dict[str, Any]], *, of_evidence: bool) -> dict[str, Counter[str]]:
    """By id, the numbers that one side (the evidence, or the source) has more of than the other."""
    found = {}
    for row in evidence:
        source = SOURCES[row["id"]]
        theirs = numbers(f"{row['fact']} | {row['value']}")
        ours = numbers(f"{source.fact} | {source.figures}")
        if more := theirs - ours if of_evidence else ours - theirs:
            found[source.id] = more
    return found


def test_doi_links_are_those_of_the_evidence(evidence: list[dict[str, Any]]) -> None:
    """A DOI of the evidence is linked unchanged."""
    dois = {row["id"]: row["link"].split()[0] for row in evidence if row["link"].startswith("doi:")}
    assert {i: d for i, d in dois.items() if SOURCES[i].link != d.replace("doi:", "https://doi.org/")} == {}


def source(topic: str, link: str, *, verified: bool = True, read: date = EVIDENCE_READ) -> Source:
    """A source of that topic at that address."""
    return Source("made-up", topic, "A fact", "", "", link, verified, "high", read)


@pytest.mark.parametrize(
    ("made", "due"),
    [
        (source("guideline", "https://www.nice.org.uk/guidance/ng59"), date(2027, 11, 1)),
        (source("guideline", "https://doi.org/10.7326/M16-2367"), date(2027, 11, 1)),
        (source("treatment", "https://dailymed.nlm.nih.gov/1"), date(2027, 11, 1)),
        (source("diagnosis", "https://www.nhs.uk/conditions/back-pain/"), date(2027, 11, 1)),
        (source("diagnosis", "https://doi.org/10.1001/jama.2010.1833"), date(2031, 11, 1)),
        (source("course", "https://pubmed.ncbi.nlm.nih.gov/1619721/"), date(2031, 11, 1)),
        (source("prevalence", "https://pmc.ncbi.nlm.nih.gov/articles/PMC3366229"), date(2031, 11, 1)),
        (source("diagnosis", "https://doi.org/10.1001/jama.2010.1833", verified=False), date(2027, 5, 1)),
        (source("guideline", "", verified=False), date(2027, 5, 1)),
        (source("guideline", "", read=date(2028, 12, 31)), date(2029, 12, 1)),
        (source("guideline", "", verified=False, read=date(2028, 7, 31)), date(2029, 1, 1)),
    ],
)
def test_a_source_says_when_to_read_it_again(made: Source, due: date) -> None:
    """What can be rewritten after a year, a paper after five, and what nobody has read after half a year."""
    assert made.due == due


def test_a_source_is_overdue_from_its_day_on() -> None:
    """None on the day on which the evidence was read, and each from the first day on which it is due."""
    assert overdue(EVIDENCE_READ) == ()
    unread = [each for each in SOURCES.values() if not each.verified]
    assert overdue(date(2027, 4, 30)) == ()
    assert overdue(date(2027, 5, 1)) == tuple(unread)
    assert overdue(date(2031, 11, 1)) == tuple(SOURCES.values())
