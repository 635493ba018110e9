"""The proofs hold, and they are proofs: each weakening of the knowledge makes one of them fail."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice
from typing import Any

import pytest

from backlab import RULES, Disposition, Presentation
from backlab.knowledge import findings as f
from backlab.knowledge.requirements import PROHIBITIONS, REQUIREMENTS
from backlab.knowledge.treatments import TREATMENTS
from backlab.model import Atom, Condition, Contraindication, Direction, Requirement, Rule, Stage, Threshold, Treatment
from backlab.reasoning import engine, plan, prove_treatments, prove_triage, verify
from backlab.reasoning.engine import Patients, Rulebook, Triage
from backlab.reasoning.proof import Check, Knowledge, Outcome, Proof
from backlab.reasoning.prove_standing import standing_proofs
from backlab.reasoning.prove_treatments import plan_proofs, treatment_proofs
from backlab.reasoning.prove_triage import triage_proofs
from backlab.reasoning.sheet import Sheet
from backlab.reasoning.space import cohort_of_all

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
    """All of the proofs, those first that are about the rule, its group, or a requirement that names its findings."""
    about = {rule.id, rule.group, *(r.id for r in REQUIREMENTS if r.when.atoms & rule.when.atoms)}
    return sorted(proofs, key=lambda proof: proof[1] not in about)


@pytest.fixture(scope="module")
def checks() -> list[Check]:
    """The whole table, made once."""
    return list(verify.verify())


@pytest.fixture(autouse=True, scope="module")
def the_same_world_for_weakened_copies() -> Iterator[None]:
    """Two copies of a treatment are tried on the same millions of patients, who are then written down only once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(prove_treatments, "cohort_of_all", lru_cache(maxsize=1)(cohort_of_all))
        yield


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
    """The kidney group's twelve yes-or-no answers are 4,096 patients, all of them enumerated, together and alone."""
    covered = {c.property: c.patients for c in checks if c.part == "kidney"}
    assert covered["everybody has one level"] == covered["alone as in a crowd"] == 2**12


def test_every_value_of_every_answer_is_covered(checks: list[Check]) -> None:
    """Every age, pain and number of days, every word of a choice, and yes and no to every box are written down once."""
    covered = {c.part: c.patients for c in checks if c.property == "an answer is on its own bit"}
    assert (covered["age"], covered["pain"], covered["days"]) == (95, 11, 3652)
    assert (covered["onset"], covered["mobility"]) == (8, 4)
    assert covered["ticked findings"] == 2 * len(f.TICKED)


@pytest.mark.parametrize(("rule", "mutant"), [w[1:] for w in WEAKER], ids=[w[0] for w in WEAKER])
def test_weakening_any_rule_is_found(rule: Rule, mutant: Rule | None) -> None:
    """A rule that is deleted, lowered, narrowed or made forgetful leaves a patient behind, and one is shown."""
    assert fails(nearest_first(rule, triage_proofs(with_rule(rule, mutant))))


@pytest.mark.parametrize("requirement", REQUIREMENTS, ids=lambda r: r.id)
def test_a_requirement_is_needed_or_said_by_another(requirement: object) -> None:
    """Without a requirement some rule stands undemanded, unless another source demands the same."""
    others = tuple(r for r in REQUIREMENTS if r is not requirement)
    found = fails(triage_proofs(Knowledge(requirements=others)))
    assert found or requirement.id in {"article-severe", "nhs-gp"}  # type: ignore[attr-defined]


def test_a_rule_that_changes_nothing_is_found() -> None:
    """A rule that only repeats another is called dead."""
    repeated = RULES["chest-pain"]._replace(id="chest-pain-again")
    messages = [prove()[1] for *_, prove in triage_proofs(Knowledge(rules=(*ALL_RULES, repeated)))]
    assert any(isinstance(m, str) and "chest-pain" in m and "changes nobody" in m for m in messages)


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
FORBIDDEN = [
    (treatment, contraindication)
    for treatment in TREATMENTS.values()
    for contraindication in treatment.contraindications
    # The two kinds of ibuprofen share theirs, which are dropped from one of them.
    if contraindication.absolute and treatment is not RX
]


@pytest.mark.parametrize(("treatment", "dropped"), FORBIDDEN, ids=[f"{t.id}: {c.when}" for t, c in FORBIDDEN])
@pytest.mark.parametrize("how", ["deleted", "made relative"])
def test_weakening_any_contraindication_is_found(treatment: Treatment, dropped: object, how: str) -> None:
    """A contraindication that is deleted, or only warned of, lets the treatment through to somebody."""
    kept = tuple(
        c._replace(absolute=False) if c is dropped else c
        for c in treatment.contraindications
        if c is not dropped or how == "made relative"
    )
    mutant = treatment._replace(contraindications=kept)
    assert fails(treatment_proofs(Knowledge(treatments=(mutant,))))


def test_both_kinds_of_ibuprofen_share_their_contraindications() -> None:
    """What rules out the one rules out the other."""
    assert OTC.contraindications is RX.contraindications


def test_every_prohibition_names_a_treatment_that_exists() -> None:
    """A prohibition of nothing would prove nothing."""
    assert {name for p in PROHIBITIONS for name in p.treatments} <= set(TREATMENTS)


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
# For how many patients each is proved: in each of sixteen states of the triage and the lens, or twice as many where a
# suspected cause matters, everybody with each answer to what it depends on.
OFFERED = {
    "emergency_care": 16,
    "same_day_care": 16,
    "appointment": 16,
    "heat": 16,
    "paracetamol": 16 * 3 * 3 * 2,
    "kidney_infection_care": 32,
}
SMALL = Knowledge(
    (HOT, HURTS),
    tuple(TREATMENTS[name] for name in OFFERED),
    (
        Requirement("need", f.fever & f.nausea, Disposition.URGENT, (), ("kidney_infection",), red_flag=True),
        Requirement("sore", f.pain >= 7, Disposition.ROUTINE, ()),
    ),
    (),
)


def outcome(proofs: Iterable[Proof], name: str, part: str) -> Outcome:
    """How many patients one proof covered, and what it found."""
    return next(prove() for property, about, prove in proofs if (property, about) == (name, part))


def test_a_small_table_is_proved_line_by_line() -> None:
    """Two rules, two demands and six treatments: what is proved of each, and of exactly how many patients."""
    of_treatments = [
        (name, part, patients)
        for part, patients in OFFERED.items()
        for name in (
            "not with a contraindication",
            "not until it is asked about",
            "home care waits for care",
            "indicated, and told one thing",
        )
    ]
    assert [(check.property, check.part, check.patients) for check in verify.verify(SMALL)] == [
        ("everybody has one level", "heat", 4),
        ("more findings never lower it", "heat", 8),
        ("everybody has one level", "pain", 2),
        ("more findings never lower it", "pain", 2),
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
        ("an answer is on its own bit", "pain", 11),
        ("an answer is on its own bit", "days", 3652),
        ("an answer is on its own bit", "onset", 8),
        ("an answer is on its own bit", "mobility", 4),
        ("an answer is on its own bit", "ticked findings", 2 * len(f.TICKED)),
        ("alone as in a crowd", "heat", 4),
        ("alone as in a crowd", "pain", 2),
        ("alone as in a crowd", "heat", 3 + 3),
        ("alone as in a crowd", "paracetamol", 4 * 3 + 2),
    ]


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
    wide = HOT._replace(when=HOT.when | f.asthma | f.diabetes)
    found = outcome(triage_proofs(SMALL._replace(rules=(wide, HURTS))), name, "hot")
    assert found[0] == 3
    assert isinstance(found[1], Presentation)
    assert (found[1].age, found[1].pain, found[1].days) == (16, 0, 0)
    assert found[1].present in ({"asthma"}, {"diabetes"})


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
    assert covered == (8 if "when" in what else 4)
    assert isinstance(found, Presentation)
    assert found.present == shows


@pytest.mark.parametrize(
    ("lost", "shows"), [(Disposition.SELF_CARE, set()), (Disposition.ROUTINE, {"fever", "nausea"})], ids=str
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
