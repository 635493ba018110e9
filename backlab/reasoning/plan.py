"""What to do: what is indicated, less what is contraindicated, less what is unsafe until asked, in order.

``decide`` asks nothing of its patients but for whom a condition holds, and answers in columns. So the proofs run the
same code, over millions, that makes one patient's plan.
"""

from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from backlab.knowledge.treatments import TREATMENTS
from backlab.model import (
    Atom,
    Contraindication,
    Direction,
    Disposition,
    Dose,
    Lens,
    Stage,
    Treatment,
    View,
)
from backlab.reasoning.engine import Patients, Triage
from backlab.reasoning.sheet import plan_conditions


class Decision(NamedTuple):
    """For each patient, what becomes of one treatment; every value is a column.

    ``recommended`` and ``discouraged`` are what the plan holds; ``waits`` (care comes first),
    ``contraindicated`` and ``unasked`` are why it is withheld, the first of them that applies.
    ``dosed`` is to whom its doses may be shown.
    """

    recommended: int
    discouraged: int
    waits: int
    contraindicated: int
    unasked: int
    dosed: int

    @property
    def fates(self) -> tuple[int, ...]:
        """The five of which each patient for whom the treatment is indicated has exactly one."""
        return self[:5]


class RuledOut(NamedTuple):
    """For whom a treatment is ruled out: an absolute contraindication is ``present``, or ``possible`` (or present)."""

    present: int
    possible: int


class Recommendation(NamedTuple):
    """One line of a plan, for or against, with its grading and what both lenses say.

    ``warnings`` are the contraindications that are present, ``to_ask`` the questions that could add one.
    """

    treatment: Treatment
    view: View
    doses: tuple[Dose, ...] = ()
    warnings: tuple[Contraindication, ...] = ()
    to_ask: tuple[Atom, ...] = ()
    after_care: bool = False

    @property
    def stage(self) -> Stage:
        """When it belongs."""
        return self.treatment.stage

    @property
    def direction(self) -> Direction:
        """For or against, through the lens of the plan."""
        return self.view.direction


class Withheld(NamedTuple):
    """A treatment that is held back, and why: care comes first, a contraindication, or a question not asked."""

    treatment: Treatment
    kind: str
    contraindications: tuple[Contraindication, ...]


class Plan(NamedTuple):
    """Recommendations in the order in which they are read, and what is withheld."""

    recommendations: tuple[Recommendation, ...]
    withheld: tuple[Withheld, ...]


WAITS, CONTRAINDICATED, UNASKED = "care comes first", "contraindicated", "not asked"


def decide(
    treatment: Treatment, lens: Lens, patients: Patients, result: Triage, against: RuledOut | None = None
) -> Decision:
    """What becomes of ``treatment`` for each of the patients, whom ``result`` has triaged.

    ``against`` is ``what_rules_out`` it, for those who have that ready.
    """
    direction = treatment.view(lens).direction
    wanted = indicated(treatment, patients, result) if direction is not Direction.SILENT else 0
    waits = result.care_first & wanted if treatment.home_care else 0
    wanted &= ~waits
    if not wanted:
        return Decision(0, 0, waits, 0, 0, 0)
    present, possible = against or what_rules_out(treatment, patients)
    safe = wanted & ~possible
    if direction is Direction.AGAINST:  # what is advised against is not held back: it is not mentioned while care waits
        return Decision(0, wanted, waits, 0, 0, dosed=safe)
    return Decision(
        recommended=safe,
        discouraged=0,
        waits=waits,
        contraindicated=wanted & present,
        unasked=wanted & possible & ~present,
        dosed=safe,
    )


def what_rules_out(treatment: Treatment, patients: Patients) -> RuledOut:
    """Who has something that rules a treatment out, and who has it or may have it."""
    present = possible = 0
    for contraindication in treatment.contraindications:
        if contraindication.absolute:
            present |= patients.has(contraindication.when)
            possible |= patients.may_have(contraindication.when)
    return RuledOut(present, possible)


def make_plan(lens: Lens, patient: Patients, result: Triage) -> Plan:
    """The plan of one patient (a standing, or a cohort of one), triaged."""
    recommendations, withheld = [], []
    for treatment in TREATMENTS.values():
        decision = decide(treatment, lens, patient, result)
        if decision.recommended or decision.discouraged:
            recommendations.append(_recommendation(treatment, lens, decision, patient, result))
        elif treatment.view(lens).direction is Direction.FOR and any(decision.fates):
            withheld.append(_withheld(treatment, decision, patient))
    return Plan(tuple(sorted(recommendations, key=reading_order)), tuple(withheld))


def reading_order(line: Recommendation) -> tuple[bool, Stage, bool]:
    """Getting care first, then stage by stage, in each what helps before what does not."""
    return not line.treatment.care, line.stage, line.direction is Direction.AGAINST


def unsafe_until_asked(plan: Plan, patient: Patients) -> tuple[Atom, ...]:
    """The questions whose answers decide whether a treatment that waits for them is safe, each once."""
    against = (c for held in plan.withheld if held.kind == UNASKED for c in held.contraindications)
    return _open((atom for c in against for atom in sorted(c.when.atoms, key=lambda atom: atom.id)), patient)


@cache
def plan_atoms() -> frozenset[Atom]:
    """Every atom that an indication or a contraindication names."""
    return frozenset[Atom]().union(*(condition.atoms for condition in plan_conditions()))


def indicated(treatment: Treatment, patients: Patients, result: Triage) -> int:
    """For whom ``treatment`` comes into question."""
    wanted = patients.everyone if treatment.when is None and not treatment.treats else 0
    if treatment.when is not None:
        wanted |= patients.has(treatment.when)
    for cause in treatment.treats:
        wanted |= result.suspected.get(cause, 0)
    wanted &= result.at_least[treatment.lowest]
    if treatment.highest < Disposition.EMERGENCY:
        wanted &= ~result.at_least[Disposition(treatment.highest + 1)]
    return wanted


def _open(atoms: Iterable[Atom], patient: Patients) -> tuple[Atom, ...]:
    """Those of the atoms that have not been asked about, each once."""
    return tuple(atom for atom in dict.fromkeys(atoms) if patient.may_have(atom) and not patient.has(atom))


def _recommendation(
    treatment: Treatment, lens: Lens, decision: Decision, patient: Patients, result: Triage
) -> Recommendation:
    view = treatment.view(lens)
    against = sorted(treatment.contraindications, key=lambda c: not c.absolute)
    cautions = (atom for c in against if not c.absolute for atom in c.when.atoms)
    return Recommendation(
        treatment,
        view,
        doses=treatment.doses if decision.dosed else (),
        warnings=tuple(c for c in against if patient.has(c.when)),
        to_ask=_open(cautions, patient) if view.direction is Direction.FOR else (),
        after_care=bool(treatment.home_care and result.at_least[Disposition.URGENT]),
    )


def _withheld(treatment: Treatment, decision: Decision, patient: Patients) -> Withheld:
    if decision.waits:
        return Withheld(treatment, WAITS, ())
    kind, speaks = (CONTRAINDICATED, patient.has) if decision.contraindicated else (UNASKED, patient.may_have)
    why = (c for c in treatment.contraindications if c.absolute and speaks(c.when))
    return Withheld(treatment, kind, tuple(why))
