"""The hazard log runs: what is gone or red fails it, nothing is left out, and SAFETY.md is what it makes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from backlab.knowledge.causes import CAUSES
from backlab.knowledge.sources import SOURCES
from backlab.knowledge.treatments import TREATMENTS
from backlab.model import Disposition, Requirement
from backlab.reasoning.proof import Check, Knowledge
from backlab.safety import __main__ as command
from backlab.safety.controls import Bans, Checked, Control, Demands, Live, Proved, State
from backlab.safety.hazards import HAZARDS, Harm, Hazard
from backlab.safety.log import CHECKOUT, Entry, entries, known_tests, log, proofs
from backlab.safety.report import markdown, terminal, updated, verdict

ROOT = Path(__file__).parent.parent
KNOWN = Knowledge()
REFRESH = "run: python -m backlab.safety --update SAFETY.md"


@pytest.fixture(scope="module")
def live() -> Live:
    """Everything that a control can rest on, as it is."""
    return Live(KNOWN, tuple(proofs(HAZARDS, KNOWN)), known_tests(CHECKOUT))


def controls(kind: type[Control]) -> list[Control]:
    """All controls of a kind."""
    return [control for hazard in HAZARDS for control in hazard.controls if isinstance(control, kind)]


def looked(control: Control, live: Live) -> set[State]:
    """What is found of one control."""
    return {seen.state for seen in control.look(live)}


def test_every_control_is_there_and_holds(live: Live) -> None:
    """No hazard stands without what holds it off."""
    wrong = [(entry.hazard.id, seen) for entry in entries(HAZARDS, live) for seen in entry.wrong]
    assert wrong == []


@pytest.mark.parametrize("hazard", HAZARDS, ids=lambda hazard: hazard.id)
def test_a_hazard_says_its_cause_its_harm_what_holds_it_and_what_remains(hazard: Hazard) -> None:
    """None is named without being held, and none is said to be held off for good."""
    assert hazard.controls
    assert hazard.harm in Harm
    assert hazard.cause.endswith(".")
    assert hazard.remains.endswith(".")


def test_every_demand_belongs_to_a_hazard() -> None:
    """A new demand of a source that no hazard takes in is noticed."""
    taken = {demand.id for control in controls(Demands) for demand in control.chosen(KNOWN)}
    assert {demand.id for demand in KNOWN.requirements} - taken == set()


def test_a_demand_about_a_danger_belongs_to_an_emergency_that_is_named() -> None:
    """What hides danger is taken in by its own hazard, and not by that of what is no emergency."""
    named = {demand.id for c in controls(Demands) if not c.harmless for demand in c.chosen(KNOWN)}
    assert {demand.id for demand in KNOWN.requirements if demand.red_flag} - named == set()


def test_a_demand_without_a_hazard_would_be_noticed() -> None:
    """One that is urgent and points to nothing that is named belongs nowhere."""
    about = next(f for f in (a for a in CAUSES["overuse"].speaks_for))
    lost = Requirement("lost", about, Disposition.URGENT, (), red_flag=True)
    known = KNOWN._replace(requirements=(lost,))
    assert all(lost not in control.chosen(known) for control in controls(Demands))


def test_every_prohibition_and_every_limit_belongs_to_a_hazard() -> None:
    """What a source forbids of a treatment, or limits, is part of that treatment's hazard."""
    taken = {banned.id for control in controls(Bans) for banned in control.chosen(KNOWN)}
    assert {banned.id for banned in (*KNOWN.prohibitions, *KNOWN.limits)} - taken == set()


def test_every_treatment_that_can_be_ruled_out_belongs_to_a_hazard() -> None:
    """A new medicine with something absolute against it is noticed."""
    taken = {treatment for control in controls(Bans) for treatment in control.treatments}
    ruled_out = {t.id for t in TREATMENTS.values() if any(c.absolute for c in t.contraindications)}
    assert ruled_out - taken == set()
    assert taken <= TREATMENTS.keys()


def test_every_cause_that_must_not_be_missed_has_a_hazard() -> None:
    """A new serious cause without one is noticed."""
    taken = {cause for control in controls(Demands) for cause in control.suspects}
    assert {cause.id for cause in CAUSES.values() if cause.serious} - taken == set()


def test_a_demand_that_is_taken_away_is_gone(live: Live) -> None:
    """Without any demand that suspects an aorta its control is gone, and the hazard stands open."""
    left = tuple(r for r in KNOWN.requirements if "aortic_aneurysm" not in r.suspects)
    missing = live._replace(known=KNOWN._replace(requirements=left))
    assert State.GONE in looked(Demands(("aortic_aneurysm",)), missing)


def test_demands_that_are_no_longer_urgent_are_gone(live: Live) -> None:
    """A danger of which only milder things are demanded is not held off."""
    milder = tuple(r._replace(at_least=Disposition.ROUTINE) for r in KNOWN.requirements)
    missing = live._replace(known=KNOWN._replace(requirements=milder))
    assert State.GONE in looked(Demands(("cauda_equina",)), missing)


def test_prohibitions_that_are_taken_away_are_gone(live: Live) -> None:
    """A drug of which nothing is forbidden any more is not held off."""
    missing = live._replace(known=KNOWN._replace(prohibitions=()))
    assert State.GONE in looked(Bans(("otc_ibuprofen",)), missing)


@pytest.mark.parametrize(
    "control",
    [Demands(("cauda_equina",)), Bans(("paracetamol",)), Proved("everybody has one level")],
    ids=lambda control: type(control).__name__,
)
def test_a_proof_that_is_not_run_is_gone(control: Control, live: Live) -> None:
    """What nobody proved does not hold."""
    assert looked(control, live._replace(checks=())) == {State.GONE}


@pytest.mark.parametrize(
    ("control", "concerned"),
    [
        (Demands(("cauda_equina",)), lambda check: check.part == "nhs-999-nerves"),
        (Bans(("paracetamol",)), lambda check: check.part == "paracetamol"),
        (Proved("everybody has one level"), lambda check: check.part == "kidney"),
    ],
    ids=["demands", "bans", "proved"],
)
def test_a_red_proof_is_red(control: Control, concerned: Callable[[Check], bool], live: Live) -> None:
    """One counterexample in any part of it is enough, and it is shown."""
    red = tuple(check._replace(counterexample="somebody") if concerned(check) else check for check in live.checks)
    (seen,) = control.look(live._replace(checks=red))
    assert seen.state is State.RED
    assert "somebody" in seen.lacks


def test_a_test_that_is_taken_away_is_gone(live: Live) -> None:
    """A test that was deleted or renamed holds nothing off, nor does a file that is not there."""
    assert looked(Checked("test_safety", "test_a_test_that_is_taken_away_is_gone"), live) == {State.THERE}
    assert looked(Checked("test_safety", "test_no_such_test"), live) == {State.GONE}
    assert looked(Checked("test_no_such_file", "test_a"), live) == {State.GONE}


def test_an_installed_package_says_where_its_tests_are(tmp_path: Path, live: Live) -> None:
    """Where there is no checkout, a test is held by the tests of the source, and that is no fault."""
    assert known_tests(tmp_path) is None
    (seen,) = Checked("test_safety", "test_no_such_test").look(live._replace(tests=None))
    assert seen.state.value == "held by the tests of the source"
    assert not seen.state.wrong


def test_only_the_proofs_that_are_asked_for_are_run() -> None:
    """A log of one hazard runs the proofs of its controls and no others."""
    hazard = HAZARDS[0]._replace(controls=(Proved("getting care stands first"),))
    assert {check.property for check in proofs((hazard,), KNOWN)} == {"getting care stands first"}


@pytest.mark.parametrize("arguments", [[], ["--markdown"]])
def test_the_command_fails_if_a_control_is_gone(
    arguments: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], live: Live
) -> None:
    """It ends with 1 and says which one; as long as all hold it ends with 0."""
    whole = entries(HAZARDS, live)
    monkeypatch.setattr(command, "log", lambda: whole)
    assert command.main(arguments) == 0
    assert "Gone or red: none." in capsys.readouterr().out
    lost = HAZARDS[0]._replace(controls=(Checked("test_safety", "test_no_such_test"),))
    monkeypatch.setattr(command, "log", lambda: entries((lost,), live))
    assert command.main(arguments) == 1
    said = capsys.readouterr().out
    assert "GONE" in said
    assert "Gone or red: 1." in said


def test_the_terminal_shows_every_hazard_and_what_is_overdue(live: Live) -> None:
    """Each title with its harm, each demand by its name, and how many sources are due."""
    said = "\n".join(terminal(entries(HAZARDS, live), date(2200, 1, 1)))
    assert all(f"{hazard.title}  [at worst: {hazard.harm.value}]" in said for hazard in HAZARDS)
    assert all(demand.id in said for demand in KNOWN.requirements)
    assert f"{len(SOURCES)} of {len(SOURCES)} sources are due to be read again." in said
    assert "No clinician has reviewed it." in said


def test_the_safety_page_is_what_the_log_makes(live: Live) -> None:
    """SAFETY.md says what is held and proved today, and not what once was."""
    document = (ROOT / "SAFETY.md").read_text("utf-8")
    assert updated(document, markdown(entries(HAZARDS, live))) == document, REFRESH


def test_the_price_of_the_floor_is_told_with_its_figures() -> None:
    """SAFETY.md says how often the signs of the lists are there in harmless backs, in the words of the sources."""
    document = (ROOT / "SAFETY.md").read_text("utf-8")
    told = ("harding-2005-night-verified", "briggs-2009-thoracic", "verwoerd-2016-cough", "henschke-2009-prevalence")
    assert all(SOURCES[name].figures in document for name in told)
    assert "kept as a floor" in document


def test_the_safety_page_says_what_is_not_proved_and_who_may_use_it() -> None:
    """What it is for, for whom not, and what no proof can say stand there."""
    document = (ROOT / "SAFETY.md").read_text("utf-8")
    for heading in ("## Who may use it, and for what", "## What a proof cannot say", "## The hazard log"):
        assert f"\n{heading}\n" in document


def test_a_document_without_the_section_is_refused() -> None:
    """Nothing is written into a file that has no place for it."""
    with pytest.raises(ValueError, match="has no section"):
        updated("# Another\n", "section")


def test_a_verdict_counts_what_is_wrong(live: Live) -> None:
    """One hazard with two tests that are missing counts two."""
    missing = tuple(Checked("test_safety", f"test_no_such_{n}") for n in "ab")
    (entry,) = entries((HAZARDS[0]._replace(controls=missing),), live)
    assert isinstance(entry, Entry)
    assert verdict([entry]) == "Hazards: 1. Controls: 2. Gone or red: 2."


def test_the_log_is_made_once() -> None:
    """Asking twice in a process runs the proofs once."""
    assert log() is log()


def test_a_sheet_that_cannot_be_written_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The place that was named is at fault, and one line says so."""
    assert command.main(["--sheet", str(tmp_path / "nowhere" / "sheet.html")]) == 2
    assert "nowhere" in capsys.readouterr().err
