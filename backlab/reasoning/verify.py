"""The safety properties, proved over every possible patient: ``python -m backlab.reasoning.verify``.

Nobody can enumerate all answers to some ninety questions at once, and nobody has to. *Why the parts
together cover every patient:*

1. A patient's level is the highest level of the rules that hold (``engine.triage``), so it is the highest of
   the levels that each *group* of rules gives, and a group's level depends only on the atoms that the group
   names. All combinations of those atoms are enumerated: every finding present or not, every cell between
   two thresholds, every choice. Two patients in the same cell of every group get the same answer.
2. *Totality* and *monotonicity* of each group carry over to the whole, because a maximum of functions that
   are total and monotone is so too. What is absent and what was not asked do not differ for the level (only
   present atoms enter it), so enumerating present / not present covers all three answers.
3. A *requirement* names a few atoms. It is proved within its group; the other groups can only raise the
   level further, by 1.
4. A *treatment* is decided (``plan.decide``) from its own indications and absolute contraindications, and
   from three facts about the triage: the level, whether danger may be hidden, and whether a cause that it
   treats is suspected. Those atoms are enumerated with all three answers, and the three facts are left
   free: every combination of them, whether or not any patient has it. So nothing about the rest of the
   patient is assumed.
5. The code that is proved is the code that answers: one patient is a cohort of one.

Each check prints how many patients it covered. A failure prints the smallest patient that shows it, and the
command ends with exit code 1.
"""

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, partial, reduce
from itertools import chain, combinations
from operator import or_
from time import perf_counter
from typing import NamedTuple

from backlab.knowledge.findings import QUANTITIES
from backlab.knowledge.requirements import PROHIBITIONS, REQUIREMENTS
from backlab.knowledge.rules import RULES
from backlab.knowledge.treatments import TREATMENTS
from backlab.model import Atom, Disposition, Expression, Lens, Prohibition, Requirement, Rule, Treatment
from backlab.presentation import Presentation
from backlab.reasoning.engine import Cohort, Columns, Triage, cohort_of, holds, level_of, rule_atoms, triage
from backlab.reasoning.plan import Decision, Recommendation, decide, reading_order
from backlab.reasoning.space import Dimension, Option, cohort_of_all, column_of, dimensions, simplest


class Knowledge(NamedTuple):
    """What is put to the proof; the tests put weakened copies to it."""

    rules: tuple[Rule, ...] = tuple(RULES.values())
    treatments: tuple[Treatment, ...] = tuple(TREATMENTS.values())
    requirements: tuple[Requirement, ...] = REQUIREMENTS
    prohibitions: tuple[Prohibition, ...] = PROHIBITIONS


class Check(NamedTuple):
    """One line of the table: what was proved, over how many patients, in how many seconds.

    ``counterexample`` is the smallest patient for whom it does not hold, or a sentence where no patient can
    show it, or None.
    """

    property: str
    part: str
    patients: int
    seconds: float
    counterexample: Presentation | str | None


Outcome = tuple[int, Presentation | str | None]  # patients covered, counterexample
Proof = tuple[str, str, Callable[[], Outcome]]


def verify(knowledge: Knowledge | None = None) -> Iterator[Check]:
    """Every check, in order, each run when it is asked for."""
    known = knowledge or Knowledge()
    for name, part, prove in chain(_triage_proofs(known), _treatment_proofs(known), _plan_proofs(known)):
        start = perf_counter()
        patients, counterexample = prove()
        yield Check(name, part, patients, perf_counter() - start, counterexample)


# --- Triage, group by group


class _Group(NamedTuple):
    """Rules that are proved together, over every combination of what they name."""

    rules: tuple[Rule, ...]
    world: tuple[Dimension, ...]
    cohort: Cohort
    result: Triage


def _triage_proofs(known: Knowledge) -> Iterator[Proof]:
    groups = {rule.group: rule_atoms(r for r in known.rules if r.group == rule.group) for rule in known.rules}
    for name in groups:
        own = tuple(rule for rule in known.rules if rule.group == name)
        yield "everybody has one level", name, partial(_totality, own)
        yield "more findings never lower it", name, partial(_monotonicity, own)
    for requirement in known.requirements:
        nearest = max(groups.values(), key=lambda atoms: len(atoms & requirement.when.atoms))
        yield "as urgent as its source demands", requirement.id, partial(_required, requirement, nearest, known.rules)
    for rule in known.rules:
        yield "not dead, and demanded by a source", rule.id, partial(_alive, rule, known)


def _group(rules: Sequence[Rule], atoms: Iterable[Atom]) -> _Group:
    world = dimensions(atoms, unasked=False)
    cohort = cohort_of_all(world)
    # What the world leaves out is absent: by monotonicity, its presence could only raise the level.
    present = {**dict.fromkeys(rule_atoms(rules), 0), **cohort.present}
    cohort = cohort._replace(present=present)
    return _Group(tuple(rules), world, cohort, triage(present, cohort.everyone, rules))


def _totality(rules: Sequence[Rule]) -> Outcome:
    """Everybody is at SELF_CARE or above, and nobody at a level without being at the one below."""
    group = _group(rules, rule_atoms(rules))
    levels = group.result.at_least
    failing = group.cohort.everyone & ~levels[Disposition.SELF_CARE]
    for level in list(Disposition)[1:]:
        failing |= levels[level] & ~levels[Disposition(level - 1)]
    return group.cohort.size, _shown(group.world, failing)


def _monotonicity(rules: Sequence[Rule]) -> Outcome:
    """Making any one atom present, for anybody, takes nobody below the level that they had."""
    group = _group(rules, rule_atoms(rules))
    failing = 0
    for atom in rule_atoms(rules):
        with_it = {**group.cohort.present, atom: group.cohort.everyone}
        after = triage(with_it, group.cohort.everyone, rules).at_least
        for level, before in group.result.at_least.items():
            failing |= before & ~after[level]
    return group.cohort.size * len(rule_atoms(rules)), _shown(group.world, failing)


def _required(requirement: Requirement, near: frozenset[Atom], rules: Sequence[Rule]) -> Outcome:
    """Whoever meets the requirement gets at least its level, and its causes are named."""
    group = _group(rules, near | requirement.when.atoms)
    met = holds(requirement.when, group.cohort.present, group.cohort.everyone)
    failing = met & ~group.result.at_least[requirement.at_least]
    for cause in requirement.suspects:
        failing |= met & ~group.result.suspected.get(cause, 0)
    return group.cohort.size, _shown(group.world, failing)


def _alive(rule: Rule, known: Knowledge) -> Outcome:
    """Somebody's level hangs on this rule, and each of its clauses is demanded by a requirement.

    The patient with exactly one clause is the best witness: any other has more findings, which can only
    make more of the other rules hold.
    """
    others = [other for other in known.rules if other is not rule]
    patients = [_just(clause) for clause in rule.when.clauses]
    if not any(_level(patient, others) < rule.disposition for patient in patients):
        return len(patients), f"the rule {rule.id!r} changes nobody's level: take it out, or correct it"
    for patient in patients:
        demands = (r for r in known.requirements if r.at_least >= rule.disposition and _meets(patient, r.when))
        if next(demands, None) is None:
            return len(patients), patient
    return len(patients), None


def _just(clause: frozenset[Atom]) -> Presentation:
    """The patient in whom exactly one clause holds, all else at its plainest."""
    patient = Presentation(age=QUANTITIES["age"].low, pain=QUANTITIES["pain"].low, days=QUANTITIES["days"].low)
    for atom in clause:
        patient = patient.changed(atom, True)
    return patient


def _level(patient: Presentation, rules: Sequence[Rule]) -> Disposition:
    cohort = cohort_of((patient,), rule_atoms(rules))
    return level_of(triage(cohort.present, 1, rules))


def _meets(patient: Presentation, when: Expression) -> bool:
    return any(all(patient.answer(atom) for atom in clause) for clause in when.clauses)


# --- Treatments, one by one


class _Trial(NamedTuple):
    """One treatment, decided through both lenses for everybody whom it could concern."""

    treatment: Treatment
    against: tuple[Expression, ...]
    world: tuple[Dimension, ...]
    cohort: Cohort
    result: Triage
    decisions: tuple[Decision, ...]

    def outcome(self, failing: int) -> Outcome:
        return self.cohort.size * len(self.decisions), _shown(self.world, failing)


def _treatment_proofs(known: Knowledge) -> Iterator[Proof]:
    for treatment in known.treatments:
        trial = cache(partial(_trial, treatment, known.prohibitions))  # gone with the treatment's own proofs
        for name, check in _TREATMENT_CHECKS.items():
            yield name, treatment.id, partial(_tried, trial, check)


def _tried(trial: Callable[[], _Trial], check: Callable[[_Trial], Outcome]) -> Outcome:
    return check(trial())


def _trial(treatment: Treatment, prohibitions: Iterable[Prohibition]) -> _Trial:
    own = (c.when for c in treatment.contraindications if c.absolute)
    against = (*own, *(p.when for p in prohibitions if treatment.id in p.treatments))
    named = (*against, treatment.when) if treatment.when is not None else against
    asked = dimensions(frozenset[Atom]().union(*(when.atoms for when in named)), unasked=True)
    world = (*_triage_facts(treatment), *asked)
    cohort = cohort_of_all(world)
    result = _any_triage(world, treatment)
    decisions = tuple(decide(treatment, lens, cohort, result) for lens in Lens)
    return _Trial(treatment, against, world, cohort, result, decisions)


def _triage_facts(treatment: Treatment) -> tuple[Dimension, ...]:
    """The level, whether danger may be hidden and, where it matters, whether a cause it treats is suspected."""
    return (_fact(len(Disposition)), _fact(2), *((_fact(2),) if treatment.treats else ()))


def _fact(options: int) -> Dimension:
    """A dimension that is no question: one of ``options`` states of the triage."""
    nothing = frozenset[Atom]()
    return tuple(Option(nothing, nothing, "", place) for place in range(options))


def _any_triage(world: Sequence[Dimension], treatment: Treatment) -> Triage:
    """A triage in which those facts take every combination, possible or not."""
    levels = [column_of(world, 0, place) for place in range(len(Disposition))]
    at_least = {level: reduce(or_, levels[level:]) for level in Disposition}
    suspected = {cause: column_of(world, 2, 1) for cause in treatment.treats}
    return Triage(at_least, {}, suspected, hidden_danger=column_of(world, 1, 1))


def _not_while_present(trial: _Trial) -> Outcome:
    """Never recommended to anybody who has something that rules it out."""
    return _not_while(trial, trial.cohort.present)


def _not_while_possible(trial: _Trial) -> Outcome:
    """Never recommended to anybody who may have such a thing, because it has not been asked."""
    return _not_while(trial, trial.cohort.possible)


def _not_while(trial: _Trial, columns: Columns) -> Outcome:
    recommended = reduce(or_, (decision.recommended for decision in trial.decisions))
    wrong = (holds(when, columns, trial.cohort.everyone) & recommended for when in trial.against)
    return trial.outcome(reduce(or_, wrong, 0))


def _waits_for_care(trial: _Trial) -> Outcome:
    """Nothing that is done at home is in the plan in an emergency, or while danger may be hidden."""
    care_first = trial.result.hidden_danger | trial.result.at_least[Disposition.EMERGENCY]
    planned = reduce(or_, (d.recommended | d.discouraged for d in trial.decisions))
    return trial.outcome(planned & care_first if trial.treatment.home_care else 0)


def _one_fate(trial: _Trial) -> Outcome:
    """Nobody is told two things about one treatment."""
    failing = 0
    for decision in trial.decisions:
        for first, second in combinations(decision, 2):
            failing |= first & second
    return trial.outcome(failing)


_TREATMENT_CHECKS: Mapping[str, Callable[[_Trial], Outcome]] = {
    "not with a contraindication": _not_while_present,
    "not until it is asked about": _not_while_possible,
    "home care waits for care": _waits_for_care,
    "one fate for each patient": _one_fate,
}


# --- The plan as a whole


def _plan_proofs(known: Knowledge) -> Iterator[Proof]:
    for level in list(Disposition)[1:]:
        yield "exactly one way to get care", level.label, partial(_one_way_to_care, known.treatments, level)
    yield "getting care stands first", "all treatments", partial(_care_stands_first, known.treatments)
    yield "no two of a kind in one stage", "all medicines", partial(_no_two_of_a_kind, known.treatments)


def _one_way_to_care(treatments: Sequence[Treatment], level: Disposition) -> Outcome:
    """At every level above self-care one recommendation says how to get care, through both lenses."""
    covered = 0
    for lens in Lens:
        once = twice = everybody = 0
        for treatment in (t for t in treatments if t.care):
            world = _triage_facts(treatment)
            cohort = cohort_of_all(world)
            hit = decide(treatment, lens, cohort, _any_triage(world, treatment)).recommended
            everybody = column_of(world, 0, level)
            once, twice = once | (hit & everybody), twice | (once & hit & everybody)
            covered += cohort.size
        if once != everybody or twice:
            return covered, f"at {level.label} the lens {lens.value!r} does not give exactly one way to get care"
    return covered, None


def _care_stands_first(treatments: Sequence[Treatment]) -> Outcome:
    """Whatever else is in a plan, and through both lenses, getting care is read before it."""
    for lens in Lens:
        lines = [(reading_order(_line(t, lens)), t) for t in treatments]
        last_care = max(order for order, t in lines if t.care)
        for order, treatment in lines:
            if not treatment.care and order <= last_care:
                return len(lines), f"{treatment.id!r} can stand ahead of getting care"
    return len(treatments) * len(Lens), None


def _line(treatment: Treatment, lens: Lens) -> Recommendation:
    view = treatment.view(lens)
    return Recommendation(treatment, treatment.stage, view.direction, view, (), after_care=False)


def _no_two_of_a_kind(treatments: Sequence[Treatment]) -> Outcome:
    """No stage holds two medicines that must not be taken together, and no medicine counts as care."""
    seen: dict[tuple[str, int], str] = {}
    for treatment in treatments:
        if treatment.doses and treatment.care:
            return len(treatments), f"{treatment.id!r} is a medicine and cannot count as getting care"
        key = (treatment.drug_class, treatment.stage)
        if treatment.drug_class and key in seen:
            return len(treatments), f"{treatment.id!r} and {seen[key]!r} are both {treatment.drug_class}, in one stage"
        seen[key] = treatment.id
    return len(treatments), None


def _shown(world: Sequence[Dimension], failing: int) -> Presentation | None:
    return simplest(world, failing) if failing else None


# --- The command


def main() -> int:
    """Print the table; 0 when every property holds, 1 with the smallest counterexample when one does not."""
    print(f"{'property':<36}{'part':<28}{'patients':>14}{'ms':>10}")
    total = failed = 0
    start = perf_counter()
    for check in verify():
        total += check.patients
        failed += check.counterexample is not None
        print(f"{check.property:<36}{check.part:<28}{check.patients:>14,}{check.seconds * 1000:>10.1f}", flush=True)
        if check.counterexample is not None:
            print(f"  does not hold: {check.counterexample!r}")
    verdict = f"{failed} do not hold" if failed else "every property holds"
    print(f"{verdict:<64}{total:>14,}{(perf_counter() - start) * 1000:>10.1f}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
