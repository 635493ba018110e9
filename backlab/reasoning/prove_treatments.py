"""The treatments, proved one by one, and then the plan that they make."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, partial, reduce
from itertools import combinations, product
from operator import or_
from typing import NamedTuple

from backlab.model import Atom, Direction, Disposition, Expression, Lens, Prohibition, Treatment
from backlab.reasoning.engine import Cohort, Columns, Triage, holds
from backlab.reasoning.plan import Decision, Recommendation, RuledOut, decide, reading_order, what_rules_out
from backlab.reasoning.proof import Knowledge, Outcome, Proof, shown
from backlab.reasoning.space import Dimension, cohort_of_all, dimensions


class _Trial(NamedTuple):
    """One treatment, decided for everybody whom it could concern, under everything that the triage can say.

    ``against`` is what rules it out, ``states`` each state of the triage with each lens, and ``decided`` what was
    decided in them, as far as anybody has asked.
    """

    treatment: Treatment
    against: tuple[Expression, ...]
    world: tuple[Dimension, ...]
    cohort: Cohort
    ruled_out: RuledOut
    states: tuple[tuple[Triage, Lens], ...]
    decided: list[Decision]

    def decisions(self) -> Iterator[tuple[Triage, Lens, Decision]]:
        """Each state and what is decided in it: one after another, since a failure in one is enough."""
        for place, (state, lens) in enumerate(self.states):
            if place == len(self.decided):
                self.decided.append(decide(self.treatment, lens, self.cohort, state, self.ruled_out))
            yield state, lens, self.decided[place]

    def outcome(self, failing: int) -> Outcome:
        return self.cohort.size * len(self.states), shown(self.world, failing)


def treatment_proofs(known: Knowledge) -> Iterator[Proof]:
    """For each treatment: never against a contraindication, nor unasked, nor ahead of care; one fate for everybody."""
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
    world = dimensions(frozenset[Atom]().union(*(when.atoms for when in named)), unasked=True)
    cohort = cohort_of_all(world)
    states = tuple(product(_any_triage(cohort.everyone, treatment), Lens))
    return _Trial(treatment, against, world, cohort, what_rules_out(treatment, cohort), states, [])


def _any_triage(everyone: int, treatment: Treatment) -> Iterator[Triage]:
    """Every state of the three facts about the triage that a treatment depends on, possible or not.

    The level, whether danger may be hidden, and whether a cause that it treats is suspected.
    """
    for level, hidden, suspected in product(Disposition, (0, everyone), (0, everyone) if treatment.treats else (0,)):
        at_least = {step: everyone if step <= level else 0 for step in Disposition}
        yield Triage(at_least, dict.fromkeys(treatment.treats, suspected), hidden)


def _not_while_present(trial: _Trial) -> Outcome:
    """Never recommended, and no dose shown, to anybody who has something that rules it out."""
    return _not_while(trial, trial.cohort.present)


def _not_while_possible(trial: _Trial) -> Outcome:
    """Nor to anybody who may have such a thing, because it has not been asked."""
    return _not_while(trial, trial.cohort.possible)


def _not_while(trial: _Trial, columns: Columns) -> Outcome:
    ruled_out = reduce(or_, (holds(when, columns, trial.cohort.everyone) for when in trial.against), 0)
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


def _in_question(trial: _Trial, state: Triage) -> int:
    """For whom the treatment comes into question, said anew: its condition or a suspected cause, at its levels."""
    treatment, everyone = trial.treatment, trial.cohort.everyone
    why = [holds(treatment.when, trial.cohort.present, everyone)] if treatment.when is not None else []
    why += [state.suspected[cause] for cause in treatment.treats]
    level = max(step for step, column in state.at_least.items() if column)
    return reduce(or_, why, 0 if why else everyone) if treatment.lowest <= level <= treatment.highest else 0


_TREATMENT_CHECKS: Mapping[str, Callable[[_Trial], Outcome]] = {
    "not with a contraindication": _not_while_present,
    "not until it is asked about": _not_while_possible,
    "home care waits for care": _waits_for_care,
    "indicated, and told one thing": _one_fate,
}


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
        ways = [
            t.id for t in treatments if t.care and decide(t, lens, nobody_asked, result, RuledOut(0, 0)).recommended
        ]
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
