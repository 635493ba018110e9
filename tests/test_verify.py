"""The proofs hold, and they are proofs: each weakening of the knowledge makes one of them fail."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

import pytest

from backlab import RULES, Disposition, Presentation
from backlab.knowledge import findings as f
from backlab.knowledge.prohibitions import DOSE_LIMITS, PROHIBITIONS
from backlab.knowledge.requirements import REQUIREMENTS
from backlab.knowledge.treatments import TREATMENTS
from backlab.model import (
    EVERYBODY,
    NOBODY,
    Atom,
    Condition,
    Contraindication,
    Direction,
    Dose,
    DoseLimit,
    Finding,
    Lens,
    Prohibition,
    Requirement,
    Rule,
    Stage,
    Threshold,
    Treatment,
)
from backlab.reasoning import engine, plan, prove_treatments, prove_triage, verify
from backlab.reasoning.engine import Patients, Rulebook, Triage, rule_atoms
from backlab.reasoning.proof import Check, Knowledge, Outcome, Proof, parts
from backlab.reasoning.prove_standing import standing_proofs
from backlab.reasoning.prove_treatments import plan_proofs, treatment_proofs
from backlab.reasoning.prove_triage import triage_proofs
from backlab.reasoning.sheet import Sheet
from backlab.reasoning.space import cohort_of_all, count, dimensions

ALL_RULES = tuple(RULES.values())


def weaker(rule: Rule) -> Iterator[tuple[str, Rule | None]]:
    """Every way in which one rule can be deleted, lowered, narrowed, or made to forget what it suspects."""
    yield "deleted", None
    for level in range(rule.disposition):
        yield f"lowered to {Disposition(level).name}", rule._replace(disposition=Disposition(level))
    for cause in rule.suspects:
        yield f"forgets {cause}", rule._replace(suspects=tuple(s for s in rule.suspects if s != cause))
    if rule.red_flag:
        yield "lets home care go ahead", rule._replace(pain_alone=True)
    for clause in rule.when.clauses:
        others = [c for c in rule.when.clauses if c != clause]
        named = " & ".join(sorted(atom.id for atom in clause))  # sorted: both workers must call the test the same
        yield f"without {named}", rule._replace(when=Condition(others))
        yield f"{named} only with a chill", rule._replace(when=Condition([*others, clause | {CHILL}]))
        for atom in sorted(clause, key=lambda a: a.id):
            if isinstance(atom, Threshold):
                later = (clause - {atom}) | {Threshold(atom.quantity, atom.value + 1)}
                yield f"{named}: {atom} one later", rule._replace(when=Condition([*others, later]))


# A finding that no source asks for: a clause that needs it is met by fewer patients.
CHILL = f.asthma
WEAKER = [(f"{rule.id}: {how}", rule, mutant) for rule in ALL_RULES for how, mutant in weaker(rule)]


def with_rule(rule: Rule, mutant: Rule | None) -> Knowledge:
    """The knowledge with one rule replaced, or taken out."""
    return Knowledge(rules=tuple(m for r in ALL_RULES if (m := mutant if r is rule else r) is not None))


def fails(proofs: Iterable[Proof]) -> bool:
    """Whether any of the proofs finds a counterexample."""
    return any(prove()[1] is not None for _, _, prove in proofs)


def nearest_first(rule: Rule, proofs: Iterable[Proof]) -> list[Proof]:
    """All of the proofs: first requirements of the rule's level that share most with it, then what is about it."""
    shared = {r.id: len(r.when.atoms & rule.when.atoms) for r in REQUIREMENTS if r.at_least == rule.disposition}
    about = {**shared, rule.id: 1, rule.group: 1}
    return sorted(proofs, key=lambda proof: -about.get(proof[1], 0))


@pytest.fixture(scope="module")
def checks() -> list[Check]:
    """The whole table, made once."""
    return list(verify.verify())


def test_every_property_holds(checks: list[Check]) -> None:
    """Nothing in the table has a counterexample."""
    assert [c for c in checks if c.counterexample is not None] == []


def test_every_group_requirement_rule_and_treatment_is_covered(checks: list[Check]) -> None:
    """The table has a line for each of them, and no line covers nobody."""
    parts = {c.part for c in checks}
    named = {*RULES, *TREATMENTS, *(r.id for r in REQUIREMENTS), *(r.group for r in ALL_RULES)}
    assert named <= parts
    assert all(c.patients > 0 for c in checks)


def test_a_group_is_covered_completely(checks: list[Check]) -> None:
    """The nine yes-or-no answers about heart and lungs, and four about the chest, are all enumerated, also alone."""
    covered = {c.property: c.patients for c in checks if c.part == "heart"}
    assert covered["everybody has one level"] == covered["alone as in a crowd"] == 4 * 2**7


def test_a_group_too_large_is_cut_into_parts() -> None:
    """No part but one of a single rule has more than two thousand patients, and the parts are the group."""
    for group in dict.fromkeys(rule.group for rule in ALL_RULES):
        own = [rule for rule in ALL_RULES if rule.group == group]
        cut = list(parts(own))
        assert [rule for part in cut for rule in part] == own
        assert all(len(part) == 1 or count(dimensions(rule_atoms(part), unasked=False)) <= 2048 for part in cut)


def test_every_value_of_every_answer_is_covered(checks: list[Check]) -> None:
    """Every age, pain and number of days, every word of a choice, and yes and no to every box are written down once."""
    covered = {c.part: c.patients for c in checks if c.property == "an answer is on its own bit"}
    assert (covered["age"], covered["pain"], covered["days"], covered["weeks"]) == (95, 12, 3652, 46)
    assert (covered["onset"], covered["mobility"], covered["sex"]) == (10, 4, 3)
    assert covered["ticked findings"] == len(f.TICKED) + sum(f.choice_of(x) is None for x in f.FINDINGS.values())


@pytest.mark.parametrize(("rule", "mutant"), [w[1:] for w in WEAKER], ids=[w[0] for w in WEAKER])
def test_weakening_any_rule_is_found(rule: Rule, mutant: Rule | None) -> None:
    """A rule that is deleted, lowered, narrowed or made forgetful leaves a patient behind, and one is shown."""
    assert fails(nearest_first(rule, triage_proofs(with_rule(rule, mutant))))


@pytest.mark.parametrize("requirement", REQUIREMENTS, ids=lambda r: r.id)
def test_a_requirement_is_needed_or_said_by_another(requirement: Requirement) -> None:
    """Without a requirement some rule stands undemanded, unless another source demands the same."""
    others = tuple(r for r in REQUIREMENTS if r is not requirement)
    shared = {rule.id: len(rule.when.atoms & requirement.when.atoms) for rule in ALL_RULES}
    proofs = sorted(triage_proofs(Knowledge(requirements=others)), key=lambda proof: -shared.get(proof[1], 0))
    assert fails(proofs) or requirement.id in {"article-severe", "nhs-gp"}


def test_a_rule_that_changes_nothing_is_found() -> None:
    """A rule that only repeats another is called dead."""
    repeated = RULES["chest-pain"]._replace(id="chest-pain-again")
    messages = [prove()[1] for *_, prove in triage_proofs(Knowledge(rules=(*ALL_RULES, repeated)))]
    assert any(isinstance(m, str) and "chest-pain" in m and "changes nobody" in m for m in messages)


@pytest.mark.parametrize("ladder", prove_triage.LADDERS, ids=[ladder[-1].id for ladder in prove_triage.LADDERS])
def test_an_old_sign_that_is_graver_than_a_new_one_is_found(ladder: tuple[Finding, ...]) -> None:
    """Were a sign that a doctor knows, or that nobody examined, to lead further than the new one, it would be seen."""
    for milder in ladder[:-1]:
        upside_down = Rule("upside-down", Disposition.EMERGENCY, milder & f.asthma, "", (), group="course")
        proofs = triage_proofs(Knowledge(rules=(*ALL_RULES, upside_down)))
        found = fails(p for p in proofs if p[0] == "new, then old, then no" and p[1] == ladder[-1].id)
        assert found is not (milder is ladder[-2] and ladder[-1] in ALONE_AN_EMERGENCY)


# What is new is an emergency by itself, so that nothing can be graver.
ALONE_AN_EMERGENCY = {
    *(f.saddle_numbness, f.difficulty_peeing, f.loss_of_control, f.lost_feeling, f.both_legs, f.chest_pain),
    f.serious_accident,
}


@pytest.mark.parametrize("ladder", prove_triage.LADDERS, ids=[ladder[-1].id for ladder in prove_triage.LADDERS])
def test_a_new_sign_that_is_forgotten_is_found(ladder: tuple[Finding, ...]) -> None:
    """Were the new sign alone struck from every rule, what is old would lead further, and that is seen."""
    without = [
        rule._replace(when=Condition(kept))
        for rule in ALL_RULES
        if (kept := [clause for clause in rule.when.clauses if ladder[-1] not in clause])
    ]
    proofs = triage_proofs(Knowledge(rules=tuple(without)))
    assert fails(p for p in proofs if p[0] == "new, then old, then no" and p[1] == ladder[-1].id)


@pytest.mark.parametrize("sign", prove_triage.UNWELL, ids=lambda sign: sign.id)
@pytest.mark.parametrize("comfort", [f.no_relief, f.no_trigger], ids=lambda comfort: comfort.id)
def test_a_level_that_falls_when_a_tablet_helps_is_found(sign: Finding, comfort: Finding) -> None:
    """Were somebody unwell an emergency only while ibuprofen fails, or only with no lift to blame, it would be seen."""
    hangs_on_it = Rule("hangs-on-it", Disposition.EMERGENCY, sign & comfort, "", (), group="course")
    proofs = triage_proofs(Knowledge(rules=(*ALL_RULES, hangs_on_it)))
    assert fails(p for p in proofs if p[0] == "relief and a lift clear nobody" and p[1] == sign.id)


def test_a_rule_that_no_source_demands_is_found() -> None:
    """Sending everybody with asthma to the emergency department needs a source."""
    strict = Rule("too-strict", Disposition.EMERGENCY, f.asthma, "", (), group="course")
    assert fails(triage_proofs(Knowledge(rules=(*ALL_RULES, strict))))


def test_the_smallest_counterexample_is_shown() -> None:
    """Without the rule for saddle numbness the patient shown has that finding and nothing else."""
    rule = RULES["cauda-equina"]
    without = rule._replace(when=Condition(c for c in rule.when.clauses if f.saddle_numbness not in c))
    shown = [prove()[1] for _, part, prove in triage_proofs(with_rule(rule, without)) if part == "nhs-999-nerves"]
    assert shown == [Presentation(age=16, pain=0, days=0, present={"saddle_numbness"}, absent=shown[0].absent)]  # type: ignore[arg-type,union-attr]


OTC, RX = TREATMENTS["otc_ibuprofen"], TREATMENTS["rx_ibuprofen"]
PARACETAMOL, FIRST_CHOICE = TREATMENTS["paracetamol"], TREATMENTS["paracetamol_first"]
# Each pair shares what speaks against it, which is weakened in one of the two.
OWN = [t for t in TREATMENTS.values() if t is not RX and t is not FIRST_CHOICE]
ALL_AGAINST = [(treatment, each) for treatment in OWN for each in treatment.contraindications]
ALL_AGAINST.append((RX, RX.contraindications[-1]))


def says_more(one: Contraindication, treatment: Treatment) -> bool:
    """Whether it only adds words to another, such as "from week 20" to "pregnant"."""
    others = (c.when.atoms for c in treatment.contraindications if c.absolute and c.when.atoms)
    return any(atoms < one.when.atoms for atoms in others)


def has_another(one: Contraindication, treatment: Treatment) -> bool:
    """Whether a caution has another beside it, with which it could add up."""
    return sum(c.counts and not c.absolute for c in treatment.contraindications) > 1


FORBIDDEN = [(t, c) for t, c in ALL_AGAINST if c.absolute and not says_more(c, t)]
CAUTIONS = [(t, c) for t, c in ALL_AGAINST if c.counts and not c.absolute and has_another(c, t)]


def named(pairs: Iterable[tuple[Treatment, Contraindication]]) -> list[str]:
    """What the tests of these are called."""
    return [f"{t.id}: {c.when if c.when.atoms else c.unless}" for t, c in pairs]


def without(treatment: Treatment, dropped: Contraindication, *instead: Contraindication) -> Treatment:
    """The treatment without one of the things that speak against it, or with others in its place."""
    kept = (new for c in treatment.contraindications for new in (instead if c is dropped else (c,)))
    return treatment._replace(contraindications=tuple(kept))


def is_found(*mutants: Treatment) -> bool:
    """Whether the proofs of these treatments find something."""
    return fails(treatment_proofs(Knowledge(treatments=mutants)))


@pytest.mark.parametrize(("treatment", "dropped"), FORBIDDEN, ids=named(FORBIDDEN))
@pytest.mark.parametrize("how", ["deleted", "made relative", "once it is known not to matter"])
def test_weakening_any_contraindication_is_found(treatment: Treatment, dropped: Contraindication, how: str) -> None:
    """A contraindication that is deleted, or only warned of, lets the treatment through to somebody."""
    relative = dropped._replace(absolute=False, counts=False)
    let_off = dropped._replace(unless=f.drives)
    mutant = {"deleted": (), "made relative": (relative,)}.get(how, (let_off,))
    assert is_found(without(treatment, dropped, *mutant))


@pytest.mark.parametrize(("treatment", "dropped"), CAUTIONS, ids=named(CAUTIONS))
@pytest.mark.parametrize("how", ["deleted", "made not to count"])
def test_weakening_any_caution_is_found(treatment: Treatment, dropped: Contraindication, how: str) -> None:
    """A caution that is deleted, or no longer counts, lets a medicine through to somebody with another caution."""
    mutant = () if how == "deleted" else (dropped._replace(counts=False),)
    assert is_found(without(treatment, dropped, *mutant))


COUNTED = [(t, c) for t, c in CAUTIONS if isinstance(c.when, Threshold)]


@pytest.mark.parametrize(("treatment", "late"), COUNTED, ids=named(COUNTED))
def test_a_caution_that_begins_too_late_is_found(treatment: Treatment, late: Contraindication) -> None:
    """A caution from 60 on is missed by those of 60 where it begins at 61."""
    assert isinstance(late.when, Threshold)
    a_year_later = late._replace(when=Threshold(late.when.quantity, late.when.value + 1))
    assert is_found(without(treatment, late, a_year_later))


def test_three_cautions_where_two_are_too_many_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """Were only the third caution too many, the proofs would say so, and so they would of the first."""
    real = plan.Against.and_by

    def patient(against: plan.Against, each: Contraindication, there: int, maybe: int) -> plan.Against:
        after = real(against, each, there, maybe)
        return after._replace(twice=against.twice, maybe_twice=against.maybe_twice)

    def strict(against: plan.Against, each: Contraindication, there: int, maybe: int) -> plan.Against:
        after = real(against, each, there, maybe)
        return after._replace(twice=after.once, maybe_twice=after.maybe_once)

    for mutant in (patient, strict):
        monkeypatch.setattr(plan.Against, "and_by", mutant)
        assert is_found(PARACETAMOL)


def test_cautions_that_cancel_each_other_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """Were a third caution to take the first two back, the proofs would say so."""
    real = plan.Against.and_by

    def forgetful(against: plan.Against, each: Contraindication, there: int, maybe: int) -> plan.Against:
        after = real(against, each, there, maybe)
        return after._replace(twice=after.twice & ~(against.twice & there))

    monkeypatch.setattr(plan.Against, "and_by", forgetful)
    assert is_found(PARACETAMOL)


@pytest.mark.parametrize("fact", plan.Against._fields)
def test_a_planner_that_does_not_heed_what_is_gathered_is_found(fact: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Were one of the facts left out of the decision, the proofs would say so (the first caution only leads on)."""
    real = plan.decide

    def careless(*args: object) -> plan.Decision:
        *rest, against = args
        return real(*rest, against._replace(**{fact: 0}))  # type: ignore[arg-type,attr-defined]

    monkeypatch.setattr(prove_treatments, "decide", careless)
    assert is_found(OTC) is (fact not in ("once", "maybe_once"))


def test_a_planner_that_reads_only_some_of_it_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """Were the last contraindication never read, the proofs would say so."""
    real = plan.what_speaks_against
    monkeypatch.setattr(
        prove_treatments,
        "what_speaks_against",
        lambda treatment, patients: real(without(treatment, treatment.contraindications[-1]), patients),
    )
    assert is_found(PARACETAMOL)


def test_what_is_not_known_to_be_no_matter_still_speaks_against_it() -> None:
    """A prohibition that falls away with a finding holds for whoever was not asked about it."""
    drowsy = Contraindication(f.drives, "", (), unless=f.worried)
    only = Prohibition("driving", ("rest",), f.drives, (), unless=f.worried)
    for against, found in ((drowsy, False), (drowsy._replace(unless=f.nausea), True)):
        mutant = TREATMENTS["rest"]._replace(contraindications=(against,))
        assert fails(treatment_proofs(Knowledge(treatments=(mutant,), prohibitions=(only,)))) is found


SHARED = [(OTC, RX), (PARACETAMOL, FIRST_CHOICE)]


@pytest.mark.parametrize(("one", "other"), SHARED, ids=["ibuprofen", "paracetamol"])
def test_one_medicine_has_one_list(one: Treatment, other: Treatment) -> None:
    """What rules a medicine out does so under both of its headings, and its doses are judged alike."""
    assert {c for c in one.contraindications if c.absolute} <= set(other.contraindications)


DOSES = [(t, dose) for t in (OTC, RX, PARACETAMOL) for dose in t.doses]


@pytest.mark.parametrize(("treatment", "dose"), DOSES, ids=[f"{t.id}: {d.country}, {d.who}" for t, d in DOSES])
def test_a_dose_that_is_shown_to_all_is_found(treatment: Treatment, dose: Dose) -> None:
    """Each dose has its own people: shown to everybody, it would be too much for some, or stand beside another."""
    for careless in (dose._replace(when=EVERYBODY), dose._replace(ceiling=9999)):
        doses = tuple(careless if d is dose else d for d in treatment.doses)
        assert is_found(treatment._replace(doses=doses))


SMALLER = [(dose, clause) for dose in PARACETAMOL.doses for clause in dose.unless.clauses]


@pytest.mark.parametrize(
    ("dose", "clause"), SMALLER, ids=[f"{d.country}, {d.who}: {min(c, key=str)}" for d, c in SMALLER]
)
def test_a_dose_that_forgets_for_whom_it_is_too_much_is_found(dose: Dose, clause: frozenset[Atom]) -> None:
    """Weight, liver, alcohol and blood thinner each take the larger dose away, also while they are not asked."""
    careless = dose._replace(unless=Condition(c for c in dose.unless.clauses if c != clause))
    doses = tuple(careless if d is dose else d for d in PARACETAMOL.doses)
    assert is_found(PARACETAMOL._replace(doses=doses))


@pytest.mark.parametrize("limit", DOSE_LIMITS, ids=lambda limit: limit.id)
def test_every_limit_is_about_a_treatment_with_doses(limit: DoseLimit) -> None:
    """A limit on no dose would prove nothing."""
    assert all(TREATMENTS[name].doses for name in limit.treatments)


def test_a_lens_that_changes_safety_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """Were the article's lens to let a treatment through that today's withholds, the proofs would say so."""
    real = plan.decide

    def lenient(treatment: Treatment, lens: Lens, *args: object) -> plan.Decision:
        decision = real(treatment, lens, *args)  # type: ignore[arg-type]
        if lens is Lens.TODAY:
            return decision
        return decision._replace(waits=decision.waits | decision.unasked, unasked=0)

    monkeypatch.setattr(prove_treatments, "decide", lenient)
    found = {name for name, _, prove in treatment_proofs(Knowledge(treatments=(OTC,))) if prove()[1] is not None}
    assert "the lens never changes safety" in found


ANY_TRIAGE = Triage({}, {}, 0)


@pytest.mark.parametrize(
    ("article", "today", "is_safe"),
    [
        ("recommended", "contraindicated", False),
        ("unasked", "dosed", False),
        ("dosed", "adds_up", False),
        ("recommended", "discouraged", True),
        ("recommended", "recommended", True),
        ("discouraged", "unasked", True),
        ("waits", "recommended", True),
    ],
)
def test_what_one_lens_shows_the_other_withholds_for_no_danger(article: str, today: str, is_safe: bool) -> None:
    """Of a treatment that only the article advises: whoever is shown it is nobody whom today's lens has to protect."""
    assert (through_lenses(PARACETAMOL, article, today) is None) is is_safe


@pytest.mark.parametrize(
    ("article", "today", "is_safe"),
    [
        ("waits", "recommended", False),
        ("recommended", "waits", False),
        ("contraindicated", "discouraged", False),
        ("contraindicated", "unasked", True),
        ("waits", "waits", True),
    ],
)
def test_what_both_lenses_advise_both_withhold_alike(article: str, today: str, is_safe: bool) -> None:
    """Care comes first through both lenses or neither, and so does whatever is withheld for safety."""
    assert (through_lenses(OTC, article, today) is None) is is_safe


def test_lenses_are_compared_where_the_triage_is_the_same() -> None:
    """What is shown in one state of the triage may be withheld in another one."""
    calm, alarmed = Triage({}, {}, 0), Triage({}, {}, 1)
    assert through_lenses(OTC, "recommended", "contraindicated", (calm, alarmed)) is None


def through_lenses(
    treatment: Treatment, article: str, today: str, states: tuple[Triage, Triage] = (ANY_TRIAGE, ANY_TRIAGE)
) -> Presentation | str | None:
    """Whom the proof finds, if each lens decides that of the second of two patients."""
    world = dimensions((f.fever,), unasked=False)
    decided = [plan.Decision(**{**dict.fromkeys(plan.Decision._fields, 0), name: 2}) for name in (article, today)]
    lenses = tuple(zip(states, (Lens.ARTICLE, Lens.TODAY), strict=True))
    trial = prove_treatments._Trial(treatment, world, cohort_of_all(world), plan.Against(*[0] * 6), lenses, decided)
    return prove_treatments._same_safety(trial)[1]


@pytest.mark.parametrize("treatment", [PARACETAMOL, FIRST_CHOICE], ids=lambda t: t.id)
def test_a_treatment_in_the_wrong_hands_is_found(treatment: Treatment, monkeypatch: pytest.MonkeyPatch) -> None:
    """Were the exception of an indication forgotten, the proofs would say so."""
    real = plan.indicated
    monkeypatch.setattr(plan, "indicated", lambda treatment, *rest: real(treatment._replace(not_for=NOBODY), *rest))
    assert is_found(treatment) is bool(treatment.not_for.atoms)


def test_every_prohibition_names_a_treatment_that_exists() -> None:
    """A prohibition of nothing would prove nothing."""
    assert {name for p in (*PROHIBITIONS, *DOSE_LIMITS) for name in p.treatments} <= set(TREATMENTS)


def test_home_care_that_does_not_wait_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """If the planner forgot to let home care wait, the proofs would say so."""
    monkeypatch.setattr("backlab.reasoning.plan.Triage.care_first", 0, raising=True)
    assert fails(treatment_proofs(Knowledge(treatments=(TREATMENTS["stay_active"],))))


def test_a_planner_that_ignores_open_questions_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """If "not asked" counted as "no", the proofs would say so."""
    real = plan.decide

    def careless(*args: object) -> plan.Decision:
        decision = real(*args)  # type: ignore[arg-type]
        return decision._replace(recommended=decision.recommended | decision.unasked, unasked=0)

    monkeypatch.setattr("backlab.reasoning.prove_treatments.decide", careless)
    assert fails(treatment_proofs(Knowledge(treatments=(TREATMENTS["paracetamol"],))))


@pytest.mark.parametrize("level", ["emergency_care", "same_day_care", "appointment"])
def test_a_level_without_a_way_to_care_is_found(level: str) -> None:
    """Each level above self-care needs its own way to get care."""
    rest = tuple(t for t in TREATMENTS.values() if t.id != level)
    assert fails(plan_proofs(Knowledge(treatments=rest)))


def test_a_treatment_that_stands_ahead_of_care_is_found() -> None:
    """Care that is put into a later stage than home care no longer stands first."""
    late = tuple(t._replace(care=t.care and t.id != "same_day_care") for t in TREATMENTS.values())
    assert fails(plan_proofs(Knowledge(treatments=late)))


def test_two_medicines_of_a_kind_in_one_stage_are_found() -> None:
    """Both kinds of ibuprofen at once would be an overdose."""
    both = tuple(t._replace(stage=Stage.NOW) if t.id == "rx_ibuprofen" else t for t in TREATMENTS.values())
    assert fails(plan_proofs(Knowledge(treatments=both)))


def test_two_drowsy_making_medicines_at_once_are_found() -> None:
    """Were opioids advised today, they would stand beside muscle relaxants."""
    opioid = TREATMENTS["opioid"]
    advised = opioid._replace(today=opioid.today._replace(direction=Direction.FOR))
    assert fails(plan_proofs(Knowledge(treatments=(advised, TREATMENTS["muscle_relaxant"]))))


def test_a_requirement_that_nobody_can_meet_is_found() -> None:
    """A demand on a patient with two onsets at once would ask for nothing."""
    empty = Requirement("empty", f.lifting & f.twisting, Disposition.EMERGENCY, ())
    outcomes = [
        prove()[1]
        for _, part, prove in triage_proofs(Knowledge(requirements=(*REQUIREMENTS, empty)))
        if part == "empty"
    ]
    assert outcomes == ["nobody can meet the requirement 'empty': correct its condition"]


@pytest.mark.parametrize("careless", ["everyone", "possible"])
def test_a_treatment_that_is_not_indicated_is_found(careless: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Were a relaxant offered to anybody, or for a pain that was not asked about, the proofs would say so."""

    def generous(treatment: Treatment, patients: Patients, result: Triage) -> int:
        if careless == "everyone" or treatment.when is None:
            return patients.everyone
        return patients.may_have(treatment.when)

    monkeypatch.setattr(plan, "indicated", generous)
    assert fails(treatment_proofs(Knowledge(treatments=(TREATMENTS["urgent_imaging"],))))


def test_a_rule_that_could_be_lowered_by_a_finding_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """Were a finding able to calm a rule down, monotonicity would fail."""

    class Calming(Condition):
        """Not a condition that rules can be written in: it holds only while the second finding is absent."""

    real = engine.holds

    def calmed(when: Condition, columns: dict[Atom, int], everyone: int) -> int:
        hit = real(when, columns, everyone)
        return hit & ~columns[f.nausea] if isinstance(when, Calming) else hit

    monkeypatch.setattr(engine, "holds", calmed)
    monkeypatch.setattr(prove_triage, "holds", calmed)
    calm = Rule("calm", Disposition.URGENT, Calming([frozenset({f.fever})]), "", (), group="calm")
    other = Rule("other", Disposition.ROUTINE, f.nausea, "", (), group="calm")
    outcomes = {
        name: prove()[1] for name, part, prove in triage_proofs(Knowledge(rules=(calm, other))) if part == "calm"
    }
    assert outcomes["more findings never lower it"] is not None


def test_a_patient_alone_who_is_judged_unlike_the_crowd_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """Were the clauses of one patient sorted wrongly, or one of them forgotten, the proofs would say so."""
    with monkeypatch.context() as patch:
        real = Rulebook.level
        patch.setattr(Rulebook, "level", lambda book, bits: min(real(book, bits), Disposition.URGENT))
        assert fails(standing_proofs(Knowledge()))
    with monkeypatch.context() as patch:
        held = Rulebook.held
        patch.setattr(Rulebook, "held", lambda book, bits: held(book, bits)[:-1])
        assert fails(standing_proofs(Knowledge()))


def test_an_answer_on_the_wrong_bit_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """Were "not asked" read as "no", or a finding read as its neighbour, the proofs would say so."""
    with monkeypatch.context() as patch:
        patch.setattr(Sheet, "possible", Sheet.present)
        assert fails(standing_proofs(Knowledge(rules=(), treatments=())))
    with monkeypatch.context() as patch:
        present = Sheet.present
        patch.setattr(Sheet, "present", lambda sheet, patient: present(sheet, patient) << 1)
        assert fails(standing_proofs(Knowledge(rules=(), treatments=())))


@pytest.mark.parametrize("name", [t.id for t in TREATMENTS.values() if t.when is not None or t.contraindications])
def test_a_condition_that_one_patient_meets_otherwise_is_found(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Were a condition of a treatment looked up carelessly for one patient, its own proof would say so."""
    met = Sheet.met
    monkeypatch.setattr(Sheet, "met", lambda sheet, when, bits: met(sheet, when, bits & (bits - 1)))
    proofs = [p for p in standing_proofs(Knowledge(treatments=(TREATMENTS[name],))) if p[1] == name]
    assert fails(proofs)


PATIENT = Presentation(age=16, pain=0, present={"fever"})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("counterexample", "code", "table"),
    [
        (
            None,
            0,
            """\
property                            part                              patients        ms
everybody has one level             kidney                               4,096       1.2
an answer is on its own bit         age                                     95    2500.0
every property holds                                                     4,191    1500.0
""",
        ),
        (
            PATIENT,
            1,
            f"""\
property                            part                              patients        ms
everybody has one level             kidney                               4,096       1.2
  does not hold: {PATIENT!r}
an answer is on its own bit         age                                     95    2500.0
1 do not hold                                                            4,191    1500.0
""",
        ),
    ],
    ids=["all hold", "one does not"],
)
def test_the_command_prints_a_table_that_adds_up(
    counterexample: Presentation | None,
    code: int,
    table: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A line for each check, the patient who shows a failure below it, then the sum; the exit code says the same."""
    checks = [
        Check("everybody has one level", "kidney", 4096, 0.00123, counterexample),
        Check("an answer is on its own bit", "age", 95, 2.5, None),
    ]
    monkeypatch.setattr(verify, "verify", lambda: iter(checks))
    monkeypatch.setattr(verify, "perf_counter", iter((10.0, 11.5)).__next__)
    assert verify.main() == code
    assert capsys.readouterr().out == table


def test_a_check_says_how_long_it_took(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its seconds run from before it is tried to after it."""
    moments = iter((7.0, 7.25, 8.0, 8.5))
    monkeypatch.setattr(verify, "perf_counter", lambda: next(moments))
    first, second = islice(verify.verify(), 2)
    assert (first.seconds, second.seconds) == (0.25, 0.5)


def test_the_command_prints_each_line_as_soon_as_it_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever waits for the proofs sees what has been proved so far, into a pipe too."""
    flushed: list[str] = []

    def printing(text: str, *, flush: bool = False) -> None:
        flushed.append(text.split()[0] if flush else "")

    monkeypatch.setattr(verify, "verify", lambda: iter([Check("first", "part", 1, 0.0, None)]))
    monkeypatch.setattr(verify, "print", printing, raising=False)
    verify.main()
    assert flushed == ["", "first", ""]


HOT = Rule("hot", Disposition.URGENT, f.fever & f.nausea, "", (), "heat", ("kidney_infection",))
HURTS = Rule("hurts", Disposition.ROUTINE, f.pain >= 7, "", (), "pain", pain_alone=True)
GATHERED = 2 ** len(plan.Against._fields)
# For how many patients each is proved: in each of sixteen states of the triage and the lens, or twice as many where a
# suspected cause matters, everybody with each answer to its indication, whatever is gathered against it.
OFFERED = {
    "emergency_care": 16 * GATHERED,
    "same_day_care": 16 * GATHERED,
    "appointment": 16 * GATHERED,
    "heat": 16 * GATHERED,
    "paracetamol": 16 * GATHERED * 3 * 3**3,
    "kidney_infection_care": 32 * GATHERED,
}
# And besides: of what speaks against it one thing after another, and all that its doses name together.
BESIDES = {
    "heat": [("what speaks against it adds up", "heat", 2 * 3 * GATHERED)],
    "paracetamol": [
        ("what speaks against it adds up", "paracetamol", 5 * 3 * GATHERED),
        ("no dose above its limit", "paracetamol", 2 * 3**5),
    ],
}
SMALL = Knowledge(
    (HOT, HURTS),
    tuple(TREATMENTS[name] for name in OFFERED),
    (
        Requirement("need", f.fever & f.nausea, Disposition.URGENT, (), ("kidney_infection",), red_flag=True),
        Requirement("sore", f.pain >= 7, Disposition.ROUTINE, ()),
    ),
    (),
    (),
)


def outcome(proofs: Iterable[Proof], name: str, part: str) -> Outcome:
    """How many patients one proof covered, and what it found."""
    return next(prove() for property, about, prove in proofs if (property, about) == (name, part))


def test_a_small_table_is_proved_line_by_line() -> None:
    """Two rules, two demands and six treatments: what is proved of each, and of exactly how many patients."""
    decided = (
        "not with a contraindication",
        "not until it is asked about",
        "home care waits for care",
        "indicated, and told one thing",
        "told why it is held back",
        "the lens never changes safety",
    )
    of_treatments = [
        line
        for part, patients in OFFERED.items()
        for line in (*((name, part, patients) for name in decided), *BESIDES.get(part, ()))
    ]
    of_doses = 2 + 2 + 6 + 6 + 18 + 18 + 18 + 3**2 + 3**3 + 3**4 + 3**5 + 3**5  # to whom each is shown, and to whom not
    assert [(check.property, check.part, check.patients) for check in verify.verify(SMALL)] == [
        ("everybody has one level", "heat", 4),
        ("more findings never lower it", "heat", 8),
        ("everybody has one level", "pain", 2),
        ("more findings never lower it", "pain", 2),
        *(("new, then old, then no", ladder[-1].id, 1) for ladder in prove_triage.LADDERS),
        *(("relief and a lift clear nobody", sign.id, 1) for sign in prove_triage.UNWELL),
        ("as urgent as its source demands", "need", 4),
        ("as urgent as its source demands", "sore", 2),
        ("not dead, and demanded by a source", "hot", 1),
        ("not dead, and demanded by a source", "hurts", 1),
        *of_treatments,
        ("exactly one way to get care", "Routine", 4),
        ("exactly one way to get care", "Urgent", 4),
        ("exactly one way to get care", "Emergency", 4),
        ("getting care stands first", "all treatments", 12),
        ("no two of a kind in one stage", "all medicines", 12),
        ("an answer is on its own bit", "age", 95),
        ("an answer is on its own bit", "pain", 12),
        ("an answer is on its own bit", "days", 3652),
        ("an answer is on its own bit", "weeks", 46),
        ("an answer is on its own bit", "onset", 10),
        ("an answer is on its own bit", "mobility", 4),
        ("an answer is on its own bit", "sex", 3),
        ("an answer is on its own bit", "ticked findings", len(f.TICKED) + sum(map(is_ticked, f.FINDINGS.values()))),
        ("alone as in a crowd", "heat", 4),
        ("alone as in a crowd", "pain", 2),
        ("alone as in a crowd", "heat", 3 + 3),
        ("alone as in a crowd", "paracetamol", 3 + 3**3 + 5 * 3 + of_doses),
    ]


def is_ticked(finding: Finding) -> bool:
    """Whether a finding is no answer to a choice."""
    return f.choice_of(finding) is None


@pytest.mark.parametrize("level", list(Disposition)[1:])
def test_care_that_is_missing_or_doubled_is_counted(level: Disposition) -> None:
    """The sentence names the level, the lens, and which ways to get care there are."""
    (way,) = (t for t in TREATMENTS.values() if t.care and t.lowest <= level <= t.highest)
    name, part = "exactly one way to get care", level.label
    none = tuple(t for t in TREATMENTS.values() if t is not way)
    assert outcome(plan_proofs(Knowledge(treatments=none)), name, part) == (
        1,
        f"at {part} the lens 'article' gives 0 ways to get care: []",
    )
    two = (*TREATMENTS.values(), way._replace(id="another"))
    assert outcome(plan_proofs(Knowledge(treatments=two)), name, part) == (
        1,
        f"at {part} the lens 'article' gives 2 ways to get care: {[way.id, 'another']}",
    )


def test_care_for_some_alone_is_no_way_to_get_care() -> None:
    """Where an appointment needed a suspected cause, everybody else would be left without."""
    some = tuple(t._replace(treats=("kidney_infection",)) if t.id == "appointment" else t for t in TREATMENTS.values())
    found = outcome(plan_proofs(Knowledge(treatments=some)), "exactly one way to get care", "Routine")
    assert found == (1, "at Routine the lens 'article' gives 0 ways to get care: []")


def test_care_is_got_whatever_danger_may_be_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    """Were getting care to wait for care, as what is done at home does, the proofs would say so."""
    monkeypatch.setattr(Treatment, "home_care", True)
    monkeypatch.setattr(Triage, "care_first", property(lambda result: result.hidden_danger))
    found = outcome(plan_proofs(Knowledge()), "exactly one way to get care", "Routine")
    assert found == (2, "at Routine the lens 'article' gives 0 ways to get care: []")


def test_what_stands_ahead_of_care_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Were a plan read by its stages alone, the sentence would name the first treatment that stands beside care."""
    monkeypatch.setattr(prove_treatments, "reading_order", lambda line: line.stage)
    beside = next(t for t in TREATMENTS.values() if not t.care and t.stage is Stage.NOW)
    assert outcome(plan_proofs(Knowledge()), "getting care stands first", "all treatments") == (
        len(TREATMENTS),
        f"{beside.id!r} can stand ahead of getting care",
    )
    monkeypatch.setattr(
        prove_treatments, "reading_order", lambda line: (line.treatment is not RX, not line.treatment.care)
    )
    assert outcome(plan_proofs(Knowledge()), "getting care stands first", "all treatments") == (
        len(TREATMENTS),
        "'rx_ibuprofen' can stand ahead of getting care",
    )


def test_two_of_a_kind_are_named() -> None:
    """The sentence names both medicines and their kind; a medicine that counts as care is another failure."""
    name, part = "no two of a kind in one stage", "all medicines"
    both = tuple(t._replace(stage=OTC.stage) if t is RX else t for t in TREATMENTS.values())
    kind = OTC.drug_class
    assert outcome(plan_proofs(Knowledge(treatments=both)), name, part) == (
        len(TREATMENTS),
        f"'rx_ibuprofen' and 'otc_ibuprofen' are both {kind}, in one stage",
    )
    care = tuple(t._replace(care=True) if t is OTC else t for t in TREATMENTS.values())
    assert outcome(plan_proofs(Knowledge(treatments=care)), name, part) == (
        len(TREATMENTS),
        "'otc_ibuprofen' is a medicine and cannot count as getting care",
    )


def test_a_dead_rule_and_one_that_nobody_demands_are_told_apart() -> None:
    """A rule that changes nothing gets a sentence; of one that no source demands the patient is shown."""
    again = HOT._replace(id="again", disposition=Disposition.ROUTINE)
    name = "not dead, and demanded by a source"
    assert outcome(triage_proofs(SMALL._replace(rules=(HOT, HURTS, again))), name, "again") == (
        1,
        "the rule 'again' changes nobody's level: take it out, or correct it",
    )
    wide = HOT._replace(when=HOT.when | f.drives | f.diabetes)
    found = outcome(triage_proofs(SMALL._replace(rules=(wide, HURTS))), name, "hot")
    assert found[0] == 3
    assert isinstance(found[1], Presentation)
    assert (found[1].age, found[1].pain, found[1].days) == (16, 0, 0)
    assert found[1].present in ({"drives"}, {"diabetes"})


@pytest.mark.parametrize(
    ("what", "shows"),
    [
        ({"disposition": Disposition.ROUTINE}, {"fever", "nausea"}),
        ({"suspects": ()}, {"fever", "nausea"}),
        ({"suspects": ("spinal_tumour",)}, {"fever", "nausea"}),
        ({"pain_alone": True}, {"fever", "nausea"}),
        ({"when": f.fever & f.nausea & f.asthma}, {"fever", "nausea"}),
    ],
    ids=["too low", "nothing suspected", "something else suspected", "no red flag", "too narrow"],
)
def test_a_demand_that_is_not_met_shows_the_smallest_patient(what: dict[str, Any], shows: set[str]) -> None:
    """Whoever meets the demand and gets less, with nothing else the matter."""
    rules = (HOT._replace(**what), HURTS)
    covered, found = outcome(triage_proofs(SMALL._replace(rules=rules)), "as urgent as its source demands", "need")
    assert covered == 4
    assert isinstance(found, Presentation)
    assert found.present == shows


@pytest.mark.parametrize(
    ("lost", "shows"),
    [(Disposition.SELF_CARE, set()), (Disposition.ROUTINE, {"fever", "nausea"})],
    ids=["nobody is anywhere", "nobody is at routine"],
)
def test_a_level_without_the_one_below_is_found(
    lost: Disposition, shows: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Were somebody at a level and not at the one below it, the smallest such patient would be shown."""
    real = engine.triage

    def losing(*args: Any) -> Triage:
        result = real(*args)
        return result._replace(at_least={**result.at_least, lost: 0})

    monkeypatch.setattr(prove_triage, "triage", losing)
    covered, found = outcome(triage_proofs(SMALL), "everybody has one level", "heat")
    assert covered == 4
    assert isinstance(found, Presentation)
    assert found.present == shows


def test_whatever_rules_care_out_there_is_a_way_to_get_it() -> None:
    """That care is named once is proved of the level alone, and not of what else the patient has."""
    ruled_out = (Contraindication(f.fever, "", ()),)
    some = tuple(t._replace(contraindications=ruled_out) if t.care else t for t in TREATMENTS.values())
    assert outcome(plan_proofs(Knowledge(treatments=some)), "exactly one way to get care", "Routine") == (4, None)


def test_a_changed_copy_may_name_what_no_rule_names_today() -> None:
    """There is room on the sheet for a threshold of which the course itself has never heard."""
    strange = Knowledge(
        rules=(HURTS._replace(when=f.age >= 33),),
        treatments=(TREATMENTS["heat"]._replace(when=f.age >= 34, contraindications=()),),
    )
    assert outcome(standing_proofs(strange), "alone as in a crowd", "pain") == (2, None)
    assert outcome(standing_proofs(strange), "alone as in a crowd", "heat") == (2, None)
