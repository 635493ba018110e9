"""The treatments, proved one by one, and then the plan that they make.

A medicine has some forty things that speak against it, and nobody could enumerate all answers to them at once. Nobody
has to: they enter one after another, and only through what is gathered so far (``plan.Against``, six facts). So three
small proofs hold for every patient together. *From whatever was gathered*, one more contraindication is gathered
rightly and takes nothing back. *Whatever is gathered*, the decision heeds it. And each thing that a source forbids
is gathered from those contraindications alone that speak of it: all the others can only add.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, partial, reduce
from itertools import combinations, product
from operator import or_
from typing import NamedTuple

from backlab.knowledge.findings import above
from backlab.model import (
    Atom,
    Condition,
    Contraindication,
    Direction,
    Disposition,
    DoseLimit,
    Finding,
    Lens,
    Prohibition,
    Threshold,
    Treatment,
)
from backlab.reasoning.engine import Cohort, Columns, Triage, holds
from backlab.reasoning.plan import (
    Against,
    Decision,
    Recommendation,
    decide,
    may_speak,
    reading_order,
    shown_to,
    speaks,
    what_speaks_against,
)
from backlab.reasoning.proof import Knowledge, Outcome, Proof, shown
from backlab.reasoning.space import FINDING, Dimension, Option, cohort_of_all, dimensions

# Each of the six facts that are gathered, as something that a patient has or has not: all combinations are tried.
_GATHERED = tuple(Atom(name, name) for name in Against._fields)
_NOTHING: frozenset[Atom] = frozenset()
_ANYTHING_GATHERED: tuple[Dimension, ...] = tuple(
    (Option(_NOTHING, _NOTHING, FINDING, False), Option(frozenset((fact,)), frozenset((fact,)), FINDING, None))
    for fact in _GATHERED
)


class _Trial(NamedTuple):
    """One treatment, decided under everything that the triage can say, whatever speaks against it.

    ``against`` are the columns of what speaks against it, ``states`` each state of the triage with each lens, and
    ``decided`` what was decided in them, as far as anybody has asked.
    """

    treatment: Treatment
    world: tuple[Dimension, ...]
    cohort: Cohort
    against: Against
    states: tuple[tuple[Triage, Lens], ...]
    decided: list[Decision]

    def decisions(self) -> Iterator[tuple[Triage, Lens, Decision]]:
        """Each state and what is decided in it: one after another, since a failure in one is enough."""
        for place, (state, lens) in enumerate(self.states):
            if place == len(self.decided):
                self.decided.append(decide(self.treatment, lens, self.cohort, state, self.against))
            yield state, lens, self.decided[place]

    def outcome(self, failing: int) -> Outcome:
        return self.cohort.size * len(self.states), shown(self.world, failing)


def treatment_proofs(known: Knowledge) -> Iterator[Proof]:
    """For each treatment: never to whom it may harm, nor ahead of care; one fate for everybody, in both lenses."""
    for treatment in known.treatments:
        trial = cache(partial(_trial, treatment))  # gone with the treatment's own proofs
        for name, check in _TREATMENT_CHECKS.items():
            yield name, treatment.id, partial(_tried, trial, check)
        forbidden = [p for p in known.prohibitions if treatment.id in p.treatments]
        limits = [limit for limit in known.limits if treatment.id in limit.treatments]
        if treatment.contraindications:
            yield "what speaks against it adds up", treatment.id, partial(_adds_up, treatment)
        if forbidden:
            yield "not where a source forbids it", treatment.id, partial(_not_where_forbidden, treatment, forbidden)
        if treatment.doses:
            yield "no dose above its limit", treatment.id, partial(_doses_within, treatment, limits)


def _tried(trial: Callable[[], _Trial], check: Callable[[_Trial], Outcome]) -> Outcome:
    return check(trial())


def _trial(treatment: Treatment) -> _Trial:
    named = treatment.not_for.atoms | (treatment.when.atoms if treatment.when is not None else _NOTHING)
    world = (*dimensions(named, unasked=True), *_ANYTHING_GATHERED)
    cohort = cohort_of_all(world)
    states = tuple(product(_any_triage(cohort.everyone, treatment), Lens))
    return _Trial(treatment, world, cohort, _gathered(cohort), states, [])


def _gathered(cohort: Cohort) -> Against:
    """Who has which of the six facts."""
    return Against(*(cohort.present[fact] for fact in _GATHERED))


def _any_triage(everyone: int, treatment: Treatment) -> Iterator[Triage]:
    """Every state of the three facts about the triage that a treatment depends on, possible or not.

    The level, whether danger may be hidden, and whether a cause that it treats is suspected.
    """
    for level, hidden, suspected in product(Disposition, (0, everyone), (0, everyone) if treatment.treats else (0,)):
        at_least = {step: everyone if step <= level else 0 for step in Disposition}
        yield Triage(at_least, dict.fromkeys(treatment.treats, suspected), hidden)


def _not_while_present(trial: _Trial) -> Outcome:
    """Never recommended, and no dose shown, to anybody who has what rules it out, or two cautions."""
    return _not_while(trial, trial.against.present | trial.against.twice)


def _not_while_possible(trial: _Trial) -> Outcome:
    """Nor to anybody who may have such a thing, because it has not been asked."""
    return _not_while(trial, trial.against.possible | trial.against.maybe_twice)


def _not_while(trial: _Trial, ruled_out: int) -> Outcome:
    wrong = ((decision.recommended | decision.dosed) & ruled_out for _, _, decision in trial.decisions())
    return trial.outcome(next(filter(None, wrong), 0))


def _waits_for_care(trial: _Trial) -> Outcome:
    """Nothing that is done at home is in the plan in an emergency, or while danger may be hidden."""
    failing = 0
    for state, _, decision in trial.decisions():
        # Said anew, and not by the property that the planner itself asks.
        danger = state.hidden_danger | state.at_least[Disposition.EMERGENCY]
        failing |= (decision.recommended | decision.discouraged | decision.dosed) & danger
    return trial.outcome(failing if trial.treatment.home_care else 0)


def _one_fate(trial: _Trial) -> Outcome:
    """Everybody for whom it is indicated is told one thing about it, and nobody two."""
    failing = 0
    for state, lens, decision in trial.decisions():
        failing |= reduce(or_, (first & second for first, second in combinations(decision.fates, 2)))
        if trial.treatment.view(lens).direction is not Direction.SILENT:
            failing |= _in_question(trial, state) ^ reduce(or_, decision.fates)
    return trial.outcome(failing)


def _told_why(trial: _Trial) -> Outcome:
    """Whoever does not get it is told the right reason: what is there, cautions that add up, or what is not asked."""
    failing, (present, possible, _, twice, _, maybe_twice) = 0, trial.against
    for state, lens, decision in trial.decisions():
        if trial.treatment.view(lens).direction is Direction.FOR:
            asked = _in_question(trial, state) & ~decision.waits
            failing |= decision.contraindicated ^ (asked & present)
            failing |= decision.adds_up ^ (asked & twice & ~present)
            failing |= decision.unasked ^ (asked & (possible | maybe_twice) & ~present & ~twice)
    return trial.outcome(failing)


def _same_safety(trial: _Trial) -> Outcome:
    """The lens changes what is suggested, never what is withheld for safety."""
    failing = 0
    lines = [(lens, state, decision) for state, lens, decision in trial.decisions()]
    for (one, its_state, first), (other, other_state, second) in combinations(lines, 2):
        if its_state is not other_state:
            continue
        failing |= _shown(first) & _for_safety(second) | _shown(second) & _for_safety(first)
        if all(trial.treatment.view(lens).direction is Direction.FOR for lens in (one, other)):
            failing |= _for_safety(first) ^ _for_safety(second) | first.waits ^ second.waits
    return trial.outcome(failing)


def _shown(decision: Decision) -> int:
    return decision.recommended | decision.dosed


def _for_safety(decision: Decision) -> int:
    return decision.contraindicated | decision.adds_up | decision.unasked


def _in_question(trial: _Trial, state: Triage) -> int:
    """For whom the treatment comes into question, said anew: its condition or a suspected cause, at its levels."""
    treatment, present, everyone = trial.treatment, trial.cohort.present, trial.cohort.everyone
    why = [holds(treatment.when, present, everyone)] if treatment.when is not None else []
    why += [state.suspected[cause] for cause in treatment.treats]
    level = max(step for step, column in state.at_least.items() if column)
    asked = reduce(or_, why, 0 if why else everyone) if treatment.lowest <= level <= treatment.highest else 0
    return asked & ~holds(treatment.not_for, present, everyone)


_TREATMENT_CHECKS: Mapping[str, Callable[[_Trial], Outcome]] = {
    "not with a contraindication": _not_while_present,
    "not until it is asked about": _not_while_possible,
    "home care waits for care": _waits_for_care,
    "indicated, and told one thing": _one_fate,
    "told why it is held back": _told_why,
    "the lens never changes safety": _same_safety,
}


def _adds_up(treatment: Treatment) -> Outcome:
    """Whatever is gathered so far, one more is gathered by its answers, and nothing is taken back."""
    covered = 0
    for each in treatment.contraindications:
        world = (*dimensions(each.when.atoms | each.unless.atoms, unasked=True), *_ANYTHING_GATHERED)
        cohort = cohort_of_all(world)
        before = _gathered(cohort)
        after = before.and_by(each, speaks(each, cohort), may_speak(each, cohort))
        right = _by_the_book(
            before, each, _speaking(each, cohort.present, cohort), _speaking(each, cohort.possible, cohort)
        )
        failing = reduce(or_, (found ^ wanted for found, wanted in zip(after, right, strict=True)))
        covered += cohort.size
        if failing:
            return covered, shown(world, failing)
    return covered, None


def _by_the_book(before: Against, each: Contraindication, there: int, maybe: int) -> Against:
    """What is gathered after one more, said anew: at once what rules out, and cautions up to the second."""
    present, possible, once, twice, maybe_once, maybe_twice = before
    rules_out, counts = each.absolute, each.counts and not each.absolute
    return Against(
        present=present | (there if rules_out else 0),
        possible=possible | (maybe if rules_out else 0),
        once=once | (there if counts else 0),
        twice=twice | (once & there if counts else 0),
        maybe_once=maybe_once | (maybe if counts else 0),
        maybe_twice=maybe_twice | (maybe_once & maybe if counts else 0),
    )


def _speaking(each: Contraindication | Prohibition | DoseLimit, columns: Columns, cohort: Cohort) -> int:
    """For whom something holds by these columns, and is not known to be no matter."""
    known = holds(each.unless, cohort.present, cohort.everyone)
    return holds(each.when, columns, cohort.everyone) & ~known


def _not_where_forbidden(treatment: Treatment, forbidden: Iterable[Prohibition]) -> Outcome:
    """Of each thing that a source forbids, the contraindications that speak of it rule the treatment out."""
    covered = 0
    for prohibition in forbidden:
        for clause in prohibition.when.clauses:
            patients, counterexample = _clause_heeded(treatment, prohibition._replace(when=Condition((clause,))))
            covered += patients
            if counterexample is not None:
                return covered, counterexample
    return covered, None


def _clause_heeded(treatment: Treatment, forbidden: Prohibition) -> Outcome:
    """Nobody of whom this holds, or may hold, is left without a reason against the treatment.

    Only what the clause names is varied, and all else is absent: more could only speak against it as well. What makes
    a contraindication no matter is varied too, since that could let a patient through.
    """
    named = forbidden.when.atoms | forbidden.unless.atoms
    about = _subjects(named.union(*(above(atom) for atom in named if isinstance(atom, Finding))))
    own = tuple(c for c in treatment.contraindications if _subjects(c.when.atoms | c.unless.atoms) & about)
    others = frozenset[Atom]().union(*(c.when.atoms | c.unless.atoms for c in own))
    varied = named.union(*(c.unless.atoms for c in own), (a for a in others if _subjects((a,)) & _subjects(named)))
    world = dimensions(varied, unasked=True)
    cohort = _with_the_rest_absent(cohort_of_all(world), others)
    against = what_speaks_against(treatment._replace(contraindications=own), cohort)
    there, maybe = (_speaking(forbidden, columns, cohort) for columns in (cohort.present, cohort.possible))
    left = there & ~(against.present | against.twice) | maybe & ~(against.possible | against.maybe_twice)
    return cohort.size, shown(world, left)


def _subjects(atoms: Iterable[Atom]) -> frozenset[str]:
    """What atoms speak of: two thresholds of one number speak of the same."""
    return frozenset(atom.quantity.id if isinstance(atom, Threshold) else atom.id for atom in atoms)


def _with_the_rest_absent(cohort: Cohort, others: Iterable[Atom]) -> Cohort:
    """The same patients, who have nothing else, but for what whoever has a follow-up has as well."""
    rest = [atom for atom in others if atom not in cohort.present]
    present, possible = (
        {**columns, **{atom: _with_follow_ups(atom, columns) for atom in rest}}
        for columns in (cohort.present, cohort.possible)
    )
    return Cohort(cohort.size, present, possible)


def _with_follow_ups(atom: Atom, columns: Columns) -> int:
    followed = (column for a, column in columns.items() if isinstance(a, Finding) and atom in above(a))
    return reduce(or_, followed, 0)


def _doses_within(treatment: Treatment, limits: Sequence[DoseLimit]) -> Outcome:
    """No dose is shown to anybody for whom it is, or may be, too much, and no country has two for one patient."""
    conditions = [when for dose in treatment.doses for when in (dose.when, dose.unless)]
    conditions += [when for limit in limits for when in (limit.when, limit.unless)]
    world = dimensions(frozenset[Atom]().union(*(when.atoms for when in conditions)), unasked=True)
    cohort = cohort_of_all(world)
    doses = [(dose, shown_to(dose, cohort)) for dose in treatment.doses]
    failing = 0
    for dose, patients in doses:
        for limit in limits:
            failing |= patients & _speaking(limit, cohort.possible, cohort) if dose.ceiling > limit.most else 0
    for (one, first), (other, second) in combinations(doses, 2):
        failing |= first & second if one.country == other.country else 0
    return cohort.size, shown(world, failing)


def plan_proofs(known: Knowledge) -> Iterator[Proof]:
    """Care is named once and stands first, and no stage holds two medicines of a kind."""
    for level in list(Disposition)[1:]:
        yield "exactly one way to get care", level.label, partial(_one_way_to_care, known.treatments, level)
    yield "getting care stands first", "all treatments", partial(_care_stands_first, known.treatments)
    yield "no two of a kind in one stage", "all medicines", partial(_no_two_of_a_kind, known.treatments)


def _one_way_to_care(treatments: Sequence[Treatment], level: Disposition) -> Outcome:
    """At every level above self-care one recommendation says how to get care, through both lenses."""
    nobody_asked = Cohort(1, {}, {})
    covered = 0
    for lens, hidden in product(Lens, (0, 1)):
        result = Triage({step: int(step <= level) for step in Disposition}, {}, hidden)
        ways = [t.id for t in treatments if t.care and decide(t, lens, nobody_asked, result, Against()).recommended]
        covered += 1
        if len(ways) != 1:
            return covered, f"at {level.label} the lens {lens.value!r} gives {len(ways)} ways to get care: {ways}"
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
    return Recommendation(treatment, treatment.view(lens))


def _no_two_of_a_kind(treatments: Sequence[Treatment]) -> Outcome:
    """No stage of a lens holds two medicines that must not be taken together, and no medicine counts as care."""
    for lens in Lens:
        seen: dict[tuple[str, int], str] = {}
        for treatment in treatments:
            if treatment.doses and treatment.care:
                return len(treatments), f"{treatment.id!r} is a medicine and cannot count as getting care"
            if not treatment.drug_class or treatment.view(lens).direction is not Direction.FOR:
                continue
            other = seen.setdefault((treatment.drug_class, treatment.stage), treatment.id)
            if other != treatment.id:
                return len(treatments), f"{treatment.id!r} and {other!r} are both {treatment.drug_class}, in one stage"
    return len(treatments) * len(Lens), None
