"""The tables: every name leads somewhere, every claim names its source, and nothing the article says is left out."""

import re
from collections.abc import Iterator

import pytest

from backlab import CASES, FINDINGS, RULES
from backlab.course.clinic_cases import CLINIC
from backlab.knowledge import findings
from backlab.knowledge.article import AGREES, DIFFERS, NUANCED, STATEMENTS
from backlab.knowledge.causes import CAUSES
from backlab.knowledge.prohibitions import DOSE_LIMITS, PROHIBITIONS
from backlab.knowledge.requirements import REQUIREMENTS
from backlab.knowledge.sources import SOURCES
from backlab.knowledge.treatments import TREATMENTS
from backlab.model import Direction, Finding

# What the article names, as findings.
ARTICLE_FINDINGS = [
    "sudden_strain",
    "lifting",
    "twisting",
    "overuse",
    "sitting",
    "tender_swelling",
    "weak_core",
    "not_healing",
    "nausea",
    "no_relief",
    "flank_pain",
    "repeated_episodes",
    "still_moving",
    "unable_to_move",
]
NHS_999 = ["both_legs", "saddle_numbness", "difficulty_peeing", "loss_of_control", "chest_pain", "serious_accident"]
NHS_111 = [
    "fever",
    "weight_loss",
    "lump_or_shape",
    "worse_at_night",
    "no_better_resting",
    "worse_on_cough",
    "upper_back",
]
NHS_GP = ["not_healing", "unable_to_move", "getting_worse", "worried"]
ARTICLE_CAUSES = ["muscle_strain", "overuse", "weak_core", "herniated_disc", "spinal_tumour", "kidney_infection"]
SAFETY_CAUSES = [
    "cauda_equina",
    "vertebral_fracture",
    "spinal_infection",
    "kidney_stone",
    "aortic_aneurysm",
    "inflammatory_back_pain",
    "cord_compression",
    "spinal_bleeding",
    "aortic_dissection",
    "heart",
    "lung",
    "belly",
    "pregnancy_trouble",
    "sepsis",
    "muscle_breakdown",
    "testicle",
    "shingles",
]
COMMON_CAUSES = ["non_specific", "root_pain", "stenosis", "stress_fracture", "pregnancy_ache", "period_pain"]
# What was answered so is nothing to worry about, and moves nothing.
ALL_CLEAR = {"accident_known", "skin_cancer_removed"}


def cited() -> Iterator[tuple[str, tuple[str, ...]]]:
    """Everything that cites, with its sources."""
    for thing in (
        *FINDINGS.values(),
        *RULES.values(),
        *CAUSES.values(),
        *STATEMENTS.values(),
        *REQUIREMENTS,
        *PROHIBITIONS,
        *DOSE_LIMITS,
    ):
        yield thing.id, thing.sources
    for cause in CAUSES.values():
        yield from ((f"{cause.id}: {sign.finding}", sign.sources) for sign in cause.signs)
    for t in TREATMENTS.values():
        yield from ((f"{t.id}: {view.says}", view.sources) for view in (t.article, t.today))
        yield from ((f"{t.id}: {dose.country}", dose.sources) for dose in t.doses)
        yield from ((f"{t.id}: {c.when}", c.sources) for c in t.contraindications)
    yield from ((case.id, (case.source,)) for case in (*CASES.values(), *CLINIC.values()))


CITED = list(cited())


@pytest.mark.parametrize(("what", "sources"), CITED, ids=[what for what, _ in CITED])
def test_every_cited_source_exists(what: str, sources: tuple[str, ...]) -> None:
    """No id of a source leads nowhere."""
    assert set(sources) <= set(SOURCES), what


def test_every_claim_names_a_source() -> None:
    """Nothing stands without one, each ratio of a cause included."""
    assert [what for what, sources in CITED if not sources] == []


def test_every_rule_rests_on_a_source_that_was_read() -> None:
    """A rule needs one verified source."""
    unread = {r.id for r in RULES.values() if not any(SOURCES[s].verified for s in r.sources)}
    assert unread == set()


def test_the_name_of_a_finding_is_its_variable() -> None:
    """A rule that misspells a finding fails on import, because the variable is the name."""
    assert {name: f.id for name, f in vars(findings).items() if isinstance(f, Finding)} == {n: n for n in FINDINGS}


def test_what_is_old_is_said_in_short_below_its_sign() -> None:
    """Only since when, and whether a doctor knows of it; any other finding keeps its own words."""
    short = {f.id: findings.short_words(f) for f in FINDINGS.values() if findings.short_words(f) != f.label}
    old = {f.id for f in FINDINGS.values() if f.instead_of is not None and f.id.endswith(("_known", "_unseen"))}
    assert short.keys() == old
    assert {words for name, words in short.items() if name.endswith("_known")} == {
        "not new: the same for more than two weeks, and a doctor knows of it"
    }
    assert {words for name, words in short.items() if name.endswith("_unseen")} == {
        "not new: the same for more than two weeks, and no doctor has examined it"
    }


def test_every_finding_has_an_effect() -> None:
    """Each finding that is asked about can change the level, the causes or a treatment, or opens further questions."""
    used = {a for r in RULES.values() for a in r.when.atoms}
    used |= {a for c in CAUSES.values() for a in (*c.speaks_for, *c.speaks_against, *(s.finding for s in c.signs))}
    for t in TREATMENTS.values():
        used |= {a for c in t.contraindications for a in c.when.atoms} | (t.when.atoms if t.when is not None else set())
        used |= {a for dose in t.doses if dose.when is not None for a in dose.when.atoms}
    ticked = (f for f in FINDINGS.values() if findings.choice_of(f) is None or f.topic == findings.ONSET)
    idle = {f.id for f in ticked if f not in used and not findings.below(f)}
    assert idle - ALL_CLEAR == set()


@pytest.mark.parametrize("names", [ARTICLE_FINDINGS, NHS_999, NHS_111, NHS_GP])
def test_every_finding_of_the_article_and_of_the_lists_is_there(names: list[str]) -> None:
    """What the article names and what the NHS lists name can be ticked or chosen."""
    assert set(names) <= set(FINDINGS)


def test_the_causes_are_the_article_s_and_those_that_safety_needs() -> None:
    """The article's, those that safety asks for and those that are common, each with its mechanism and its course."""
    assert set(CAUSES) == {*ARTICLE_CAUSES, *SAFETY_CAUSES, *COMMON_CAUSES}
    assert all(c.mechanism and c.course and c.settles and c.how_common for c in CAUSES.values())
    assert [c.id for c in CAUSES.values() if not c.speaks_for and c.id != "non_specific"] == []


def test_a_way_leads_to_a_common_cause() -> None:
    """A way in which a cause comes about is a way of one that is an answer, and neither is to be missed."""
    ways = [cause for cause in CAUSES.values() if cause.way_of]
    assert {CAUSES[way.way_of].way_of for way in ways} == {""}
    assert not any(cause.serious for way in ways for cause in (way, CAUSES[way.way_of]))


def test_rules_and_requirements_suspect_causes_that_exist() -> None:
    """A suspicion is a cause of the table."""
    named = {s for r in (*RULES.values(), *REQUIREMENTS) for s in r.suspects}
    assert named <= set(CAUSES)
    assert {s for t in TREATMENTS.values() for s in t.treats} <= set(CAUSES)


def test_every_serious_cause_is_suspected_by_a_same_day_rule() -> None:
    """What is serious can be found: some rule of URGENT or above points to it."""
    pointed_to = {s for r in RULES.values() if r.disposition >= 2 for s in r.suspects}
    assert {c.id for c in CAUSES.values() if c.serious} <= pointed_to


def test_the_article_has_sixteen_statements_and_four_posts() -> None:
    """Every statement is there, with a verdict in the agreed words."""
    assert list(STATEMENTS) == [*(f"s{n}" for n in range(1, 17)), "p1", "p2", "p3", "p4"]
    assert {s.verdict for s in STATEMENTS.values()} == {AGREES, NUANCED, DIFFERS}


@pytest.mark.parametrize("statement", STATEMENTS.values(), ids=list(STATEMENTS))
def test_every_statement_is_tied_to_what_implements_it(statement: object) -> None:
    """A statement is tied to rules, treatments, causes or findings that are in the tables themselves."""
    tables = [*RULES.values(), *TREATMENTS.values(), *CAUSES.values(), *FINDINGS.values()]
    ties = statement.implements  # type: ignore[attr-defined]
    assert ties
    assert all(any(tie is thing for thing in tables) for tie in ties)


def test_every_treatment_says_what_both_lenses_say() -> None:
    """Both views have words and sources; only a lens that is silent makes no recommendation."""
    for t in TREATMENTS.values():
        assert t.article.says
        assert t.today.says
        assert t.today.direction is not Direction.SILENT, f"{t.id}: today's guidelines must say something"


def test_every_drug_has_its_limits_in_two_countries_or_no_dose_at_all() -> None:
    """A dose names its country, its ceiling and its source; what only a doctor gives has none to copy."""
    for t in TREATMENTS.values():
        assert {d.country for d in t.doses} in (set(), {"UK", "US"})
        assert all(re.search(r"\d", d.most) and d.sources for d in t.doses)
    assert {t.id for t in TREATMENTS.values() if t.doses} == {
        "otc_ibuprofen",
        "rx_ibuprofen",
        "paracetamol",
        "paracetamol_first",
    }


def test_ids_are_unique_and_match_their_keys() -> None:
    """Each table is keyed by the id of what it holds."""
    for table in (FINDINGS, RULES, CAUSES, TREATMENTS, CASES, STATEMENTS, SOURCES):
        assert all(key == thing.id for key, thing in table.items())  # type: ignore[attr-defined]


def test_the_words_say_that_a_figure_is_not_verified() -> None:
    """Prose that quotes a figure which rests only on unread sources marks it."""
    for rule in RULES.values():
        figures = re.search(r"\d|in ten", rule.because)
        if figures and not any(SOURCES[s].verified and re.search(r"\d", SOURCES[s].figures) for s in rule.sources):
            assert "not verified" in rule.because, rule.id


def test_no_rule_and_no_caution_rests_on_a_door() -> None:
    """A box that only says that there is more to ask has follow-ups, and nothing is decided by it."""
    conditions = [rule.when for rule in RULES.values()] + [requirement.when for requirement in REQUIREMENTS]
    conditions += [condition for treatment in TREATMENTS.values() for condition in treatment.conditions]
    named = frozenset().union(*(condition.atoms for condition in conditions))
    assert [door.id for door in findings.DOORS if door in named or not findings.below(door)] == []
