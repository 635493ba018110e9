"""The treatments, proved one by one, and then the plan that they make."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, partial, reduce
from itertools import combinations
from operator import or_
from typing import NamedTuple

from backlab.model import Atom, Disposition, Expression, Lens, Prohibition, Treatment
from backlab.reasoning.engine import Cohort, Columns, Triage, holds
from backlab.reasoning.plan import Decision, Recommendation, decide, reading_order
from backlab.reasoning.proof import Knowledge, Outcome, Proof, shown
from backlab.reasoning.space import Dimension, Option, cohort_of_all, column_of, dimensions


class _Trial(NamedTuple):
    """One treatment, decided through both lenses for everybody whom it could concern."""

    treatment: Treatment
    against: tuple[Expression, ...]
    world: tuple[Dimension, ...]
    cohort: Cohort
    result: Triage
    decisions: tuple[Decision, ...]

    def outcome(self, failing: int) -> Outcome:
        return self.cohort.size * len(self.decisions), shown(self.world, failing)


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


def plan_proofs(known: Knowledge) -> Iterator[Proof]:
    """Care is named once and stands first, and no stage holds two medicines of a kind."""
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
