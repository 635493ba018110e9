"""Where a patient stands is computed once, and what is read off it is what the slow definitions say."""

import random
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cached_property

import pytest
from test_engine import few_findings, somebody

from backlab import CASES, FINDINGS, RULES, Disposition, Presentation, advise
from backlab.knowledge.findings import (
    TO_WATCH,
    above,
    answers_of,
    choice_of,
    having_babies,
    pregnant,
    very_unwell,
    weeks,
)
from backlab.knowledge.watch import INFECTION, SEPSIS
from backlab.model import Atom, Expression, Finding, Rule, Threshold
from backlab.reasoning import conclusion, engine, explain
from backlab.reasoning.conclusion import Conclusion
from backlab.reasoning.engine import Rulebook, cohort_of, disposition, level_of, rule_atoms, triage
from backlab.reasoning.kept import Part, kept
from backlab.reasoning.sheet import SHEET, Sheet, order_of_asking
from backlab.reasoning.standing import Standing, standing

PEOPLE = [
    *(somebody(random.Random(2000 + seed)) for seed in range(100)),
    *(few_findings(random.Random(3000 + seed)) for seed in range(100)),
    *(few_findings(random.Random(4000 + seed)).none_other() for seed in range(50)),
    *(case.presentation for case in CASES.values()),
]
Missing = dict[frozenset[Atom], Disposition]
PARTS = [name for name, part in vars(Conclusion).items() if isinstance(part, property | cached_property)]


def counted(monkeypatch: pytest.MonkeyPatch, calls: Counter[str], owner: object, name: str) -> None:
    """Count how often something is called, under its own name."""
    real: Callable[..., object] = getattr(owner, name)

    def counting(*args: object, **named: object) -> object:
        calls[name] += 1
        return real(*args, **named)

    monkeypatch.setattr(owner, name, counting)


def test_one_advice_reads_the_answers_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """One advice, whatever is read of it, reads its patient's answers once, the clauses once, and triages no cohort."""
    calls: Counter[str] = Counter()
    for name in ("present", "possible"):
        counted(monkeypatch, calls, Sheet, name)
    counted(monkeypatch, calls, Rulebook, "held")
    for name in ("triage", "cohort_of"):
        counted(monkeypatch, calls, engine, name)
    counted(monkeypatch, calls, Presentation, "changed")
    advice = advise(CASES["post-4"].presentation)
    for _ in range(2):
        for part in PARTS:
            getattr(advice, part)
    assert calls == {"present": 1, "possible": 1, "held": 1}


def test_a_standing_stands_for_its_patient() -> None:
    """Whether a patient or a standing is given, the explanations are the same, and no second standing is made."""
    for patient in PEOPLE[:20]:
        now = Standing(patient)
        assert standing(now) is now
        for explained in (explain.reasons, explain.raises, explain.lowers, explain.questions, explain.safety_net):
            assert explained(now) == explained(patient)


def test_every_answer_is_read_as_the_patient_gives_it() -> None:
    """For each atom of the sheet, present, absent and not asked are what the patient says."""
    for patient in PEOPLE:
        now = Standing(patient)
        for atom in SHEET.atoms:
            answer = patient.answer(atom)
            assert now.answer(atom) is answer
            assert (now.has(atom), now.may_have(atom)) == (int(answer is True), int(answer is not False))


def test_a_change_on_the_sheet_is_a_change_of_the_patient() -> None:
    """One more finding, or one that goes, moves the same bits as the changed patient does: thresholds, choices, all."""
    for patient in PEOPLE:
        now = Standing(patient)
        for atom in SHEET.atoms:
            if choice_of(atom) == "sex":
                continue  # it excludes findings, and no rule asks for it
            if patient.answer(atom):
                fewer = SHEET.present(patient.changed(atom, False))
                assert now.present & ~SHEET.falling(SHEET.bit(atom)) == fewer
            else:
                assert SHEET.raised(now.present, SHEET.bit(atom)) == SHEET.present(patient.changed(atom, True))


def test_the_sheet_is_in_the_order_of_asking() -> None:
    """The lowest bit is asked about first, and no atom of a rule is left out."""
    places = [order_of_asking(atom) for atom in SHEET.atoms]
    assert places == sorted(places)
    assert rule_atoms() <= set(SHEET.atoms)
    assert SHEET.atoms_of(SHEET.mask(SHEET.atoms)) == SHEET.atoms


def test_alone_is_as_in_a_crowd() -> None:
    """The triage of one patient says what a cohort of one is told: level, suspects, hidden danger."""
    for patient in PEOPLE:
        now, one = Standing(patient), cohort_of((patient,), rule_atoms())
        crowd = triage(one.present, 1)
        assert now.level == level_of(crowd) == level_of(now.triage)
        assert (now.triage.at_least, now.triage.hidden_danger) == (crowd.at_least, crowd.hidden_danger)
        assert {c for c, hit in now.triage.suspected.items() if hit} == {c for c, h in crowd.suspected.items() if h}


def test_it_could_reach_what_a_yes_to_everything_would() -> None:
    """The highest level still possible is that of the rules of which nothing was answered no."""
    for patient in PEOPLE:
        open_rules = [rule for rule in RULES.values() if any(not_denied(patient, c) for c in rule.when.clauses)]
        highest = max((rule.disposition for rule in open_rules), default=Disposition.SELF_CARE)
        assert Standing(patient).could_reach == explain.could_reach(patient) == highest


def not_denied(patient: Presentation, clause: frozenset[Atom]) -> bool:
    """Whether no atom of the clause was answered "no"."""
    return all(patient.answer(atom) is not False for atom in clause)


def slow_least_missing(patient: Presentation) -> Missing:
    """By the definition, one set against every other."""
    now = disposition(patient)
    flagged = any(reason.rule.red_flag for reason in explain.reasons(patient))
    found: Missing = {}
    for missing, rule in clauses_short(patient):
        if rule.disposition > now or (rule.disposition == now and rule.red_flag and not flagged):
            found[missing] = max(found.get(missing, now), rule.disposition)
    return {m: to for m, to in found.items() if not any(other < m and found[other] >= to for other in found)}


def clauses_short(patient: Presentation) -> Iterator[tuple[frozenset[Atom], Rule]]:
    """What is missing from each clause that does not hold."""
    for rule in RULES.values():
        for clause in rule.when.clauses:
            if missing := frozenset(atom for atom in clause if not patient.answer(atom)):
                yield missing, rule


def test_what_is_missing_is_the_least_of_it() -> None:
    """No set that is named contains another that leads as far, and none that would matter is left out."""
    for patient in PEOPLE:
        assert explain.least_missing(patient) == slow_least_missing(patient)


def asked_for(patient: Presentation, atom: Atom) -> Atom:
    """What is asked to learn of an atom: the first of its parents that is not there, or the sign of an old one."""
    if isinstance(atom, Threshold):
        led_by = (having_babies, pregnant) if atom.quantity is weeks else ()
    else:
        assert isinstance(atom, Finding)
        sign = answers_of(atom)[0]
        led_by = (*reversed(above(sign)), *((sign,) if sign is not atom else ()))
    closed = (door for door in led_by if not any(map(patient.answer, answers_of(door))))
    return next(closed, atom)


def slow_holds(patient: Presentation, when: Expression) -> bool:
    """Whether a condition is known to hold, clause by clause."""
    return any(all(map(patient.answer, clause)) for clause in when.clauses)


def slow_questions(patient: Presentation) -> tuple[explain.Question, ...]:
    """By the definition: every way that nothing denies, atom by atom, put in order at the end."""
    best: dict[Atom, tuple[Disposition, bool]] = {}
    ways: Counter[Atom] = Counter()
    begun: Counter[Atom] = Counter()
    pointed: dict[Atom, int] = {}
    usual = {clause: rule.disposition for rule in reversed([*RULES.values()]) for clause in rule.when.clauses}
    for missing, to in slow_least_missing(patient).items():
        if all(patient.answer(atom) is None for atom in missing):
            for atom in missing:
                asked = asked_for(patient, atom)
                alone = missing == {asked}
                best[asked] = max(best.get(asked, (to, alone)), (to, alone))
                ways[asked] += 1
                begun[asked] += usual.get(missing, -1) < to
                if alone and usual.get(missing, -1) < to:
                    pointed[asked] = max(pointed.get(asked, 0), to)

    def rank(atom: Atom) -> tuple[object, ...]:
        to, alone = best[atom]
        first = atom in (very_unwell, *SEPSIS) and slow_holds(patient, INFECTION)
        return -to, not first, -pointed.get(atom, 0), not alone, -begun[atom], -ways[atom], order_of_asking(atom)

    return tuple(explain.Question(atom, *best[atom]) for atom in sorted(best, key=rank))


def test_the_questions_are_those_of_which_nothing_was_denied() -> None:
    """Each atom of a missing set that is wholly unasked is a question, or its parent in its place, in their order."""
    for patient in PEOPLE:
        assert explain.questions(patient) == slow_questions(patient)


def test_no_follow_up_is_asked_before_its_parent() -> None:
    """Of a follow-up whose parent is not there the parent is asked, and of an old sign the sign."""
    for patient in PEOPLE:
        for question in explain.questions(patient):
            assert asked_for(patient, question.atom) is question.atom


def new_signs(patient: Presentation, together: int) -> dict[frozenset[Atom], Disposition]:
    """The missing sets of so many signs that can newly appear, and that call for a doctor today."""
    watched = set(TO_WATCH) | (
        {f for f in FINDINGS.values() if f.parent is pregnant} if patient.answer(pregnant) else set()
    )
    return {
        missing: to
        for missing, to in slow_least_missing(patient).items()
        if missing <= watched and len(missing) == together and to >= Disposition.URGENT
    }


def test_the_safety_net_is_of_new_signs_that_call_for_a_doctor() -> None:
    """What to watch for are signs that can newly appear, and pairs of which neither is named alone."""
    for patient in PEOPLE:
        alone, pairs = new_signs(patient, 1), new_signs(patient, 2)
        net = {frozenset(change.atoms): change.to for change in explain.safety_net(patient)}
        assert net.items() <= (alone | pairs).items()
        assert not any(one <= two for one in alone for two in net if len(two) == 2)


def test_the_gravest_comes_first() -> None:
    """In the safety net the emergencies come before what is seen the same day."""
    for patient in PEOPLE:
        net = explain.safety_net(patient)
        assert [change.to for change in net] == sorted((change.to for change in net), reverse=True)


def test_whoever_is_pregnant_watches_for_what_belongs_to_it() -> None:
    """The safety net of a pregnant patient names the baby, the womb and clots; that of nobody else does."""
    patient = Presentation(age=30, pain=3, days=2, present=frozenset({"pregnant"}))
    named = {atom.id for change in explain.safety_net(patient) for atom in change.atoms}
    assert {"fewer_movements", "womb_signs", "shoulder_tip_pain", "swollen_leg"} <= named
    others = explain.safety_net(Presentation(age=30, pain=3, days=2))
    assert not any(atom.id == "womb_signs" for change in others for atom in change.atoms)


def test_the_reasons_are_the_rules_that_hold() -> None:
    """Every rule that holds is a reason, the most urgent first and else in the order of the table."""
    for patient in PEOPLE:
        holding = [r for r in RULES.values() if any(all(map(patient.answer, c)) for c in r.when.clauses)]
        expected = sorted(holding, key=lambda rule: -rule.disposition)
        assert [reason.rule for reason in explain.reasons(patient)] == expected


def test_reasons_can_be_asked_of_other_rules() -> None:
    """With some rules alone, only they are given as reasons."""
    patient = CASES["post-4"].presentation
    some = [rule for rule in RULES.values() if rule.group == "kidney"]
    assert {reason.rule.group for reason in explain.reasons(patient, some)} == {"kidney"}
    assert explain.reasons(Standing(patient), some) == explain.reasons(patient, some)
    assert explain.reasons(patient, []) == ()


def test_what_follows_from_the_knowledge_is_worked_out_once() -> None:
    """The very same thing is looked at once; an equal one, as a changed copy may be, is looked at anew."""
    asked: list[list[str]] = []
    first, equal = ["fever"], ["fever"]

    @kept
    def length(of: list[str]) -> int:
        asked.append(of)
        return len(of)

    assert [length(first), length(first), length(equal)] == [1, 1, 1]
    assert asked == [first, equal]


def test_a_part_that_nobody_reads_is_not_worked_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever asks for a level alone waits for no plan; whoever reads the plan twice has it made once."""
    calls: Counter[str] = Counter()
    counted(monkeypatch, calls, conclusion, "make_plan")
    advice = advise(CASES["post-4"].presentation)
    assert (advice.disposition, calls) == (disposition(advice.presentation), {})
    assert advice.plan is advice.plan
    assert calls == {"make_plan": 1}


def test_a_part_is_worked_out_when_it_is_first_read_and_kept() -> None:
    """As with Python's own, each whole has its own; read off the class it is itself, so that parts can be listed."""
    read: list[str] = []

    class Whole:
        @Part
        def name(self) -> str:
            read.append("read")
            return f"name {len(read)}"

    one, other = Whole(), Whole()
    assert (one.name, one.name, other.name, one.name) == ("name 1", "name 1", "name 2", "name 1")
    assert isinstance(Whole.name, cached_property)
