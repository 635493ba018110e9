"""What to do: what is indicated, less what is contraindicated, less what is unsafe until asked, in order.

``decide`` asks nothing of its patients but for whom a condition holds, and answers in columns. So the proofs run the
same code, over millions, that makes one patient's plan.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import NamedTuple

from backlab.knowledge.findings import answers_of
from backlab.knowledge.treatments import LASTING, NSAID, TREATMENTS
from backlab.model import (
    NOBODY,
    Atom,
    Contraindication,
    Direction,
    Disposition,
    Dose,
    Finding,
    Lens,
    Stage,
    Treatment,
    View,
)
from backlab.reasoning.engine import Patients, Triage
from backlab.reasoning.kept import kept
from backlab.reasoning.sheet import plan_conditions


class Decision(NamedTuple):
    """For each patient, what becomes of one treatment; every value is a column.

    ``recommended`` and ``discouraged`` are what the plan holds; ``waits`` (care comes first), ``contraindicated``,
    ``adds_up`` (two cautions at once) and ``unasked`` are why it is withheld, the first of them that applies.
    ``dosed`` is to whom its doses may be shown.
    """

    recommended: int
    discouraged: int
    waits: int
    contraindicated: int
    adds_up: int
    unasked: int
    dosed: int

    @property
    def fates(self) -> tuple[int, ...]:
        """The six of which each patient for whom the treatment is indicated has exactly one."""
        return self[:6]


class Against(NamedTuple):
    """What speaks against a treatment, gathered from one contraindication after another; every value is a column.

    ``present`` and ``possible``: who has something that rules it out, and who has it or may have it. ``once`` and
    ``twice``: who has one caution that counts, and two; ``maybe_once`` and ``maybe_twice``: who has them or may.
    """

    present: int = 0
    possible: int = 0
    once: int = 0
    twice: int = 0
    maybe_once: int = 0
    maybe_twice: int = 0

    def and_by(self, contraindication: Contraindication, there: int, maybe: int) -> "Against":
        """With one more, which some have (``there``), or may have (``maybe``)."""
        present, possible, once, twice, maybe_once, maybe_twice = self
        if contraindication.absolute:
            return Against(present | there, possible | maybe, once, twice, maybe_once, maybe_twice)
        if not contraindication.counts:
            return self
        twice, maybe_twice = twice | once & there, maybe_twice | maybe_once & maybe
        return Against(present, possible, once | there, twice, maybe_once | maybe, maybe_twice)

    @property
    def known(self) -> int:
        """For whom the treatment is known to be ruled out."""
        return self.present | self.twice

    @property
    def harmful(self) -> int:
        """Whom the treatment harms, or may harm as far as was asked."""
        return self.possible | self.maybe_twice | self.known


class Recommendation(NamedTuple):
    """One line of a plan, for or against, with its grading and what both lenses say.

    ``warnings`` are the contraindications that are present, ``to_ask`` the questions that could add one or that
    decide on the dose.
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
    """A treatment that is held back, and why: care comes first, a contraindication, cautions, or questions not asked.

    What waits for care names what rules it out even then. ``instead`` is what the same plan holds in its place, and
    ``codeine`` says whether a doctor might add that: nothing speaks against it, nor could.
    """

    treatment: Treatment
    kind: str
    contraindications: tuple[Contraindication, ...]
    instead: tuple[Treatment, ...] = ()
    codeine: bool = False


class Plan(NamedTuple):
    """Recommendations in the order in which they are read, and what is withheld."""

    recommendations: tuple[Recommendation, ...]
    withheld: tuple[Withheld, ...]


WAITS, CONTRAINDICATED, ADDS_UP, UNASKED = "care comes first", "contraindicated", "cautions add up", "not asked"


def decide(
    treatment: Treatment, lens: Lens, patients: Patients, result: Triage, against: Against | None = None
) -> Decision:
    """What becomes of ``treatment`` for each of the patients, whom ``result`` has triaged.

    ``against`` is ``what_speaks_against`` it, for those who have that ready.
    """
    direction = treatment.view(lens).direction
    wanted = indicated(treatment, patients, result) if direction is not Direction.SILENT else 0
    waits = result.care_first & wanted if treatment.home_care else 0
    wanted &= ~waits
    if not wanted:
        return Decision(0, 0, waits, 0, 0, 0, 0)
    against = against or what_speaks_against(treatment, patients)
    safe = wanted & ~against.harmful
    if direction is Direction.AGAINST:  # what is advised against is not held back: it is not mentioned while care waits
        return Decision(0, wanted, waits, 0, 0, 0, dosed=safe)
    return Decision(
        recommended=safe,
        discouraged=0,
        waits=waits,
        contraindicated=wanted & against.present,
        adds_up=wanted & against.twice & ~against.present,
        unasked=wanted & against.harmful & ~against.known,
        dosed=safe,
    )


def what_speaks_against(treatment: Treatment, patients: Patients) -> Against:
    """Who has something that rules a treatment out, or cautions that add up, and who may have."""
    against = Against()
    for each in treatment.contraindications:
        if maybe := may_speak(each, patients):  # what cannot speak against it adds nothing
            against = against.and_by(each, speaks(each, patients), maybe)
    return against


def speaks(contraindication: Contraindication, patients: Patients) -> int:
    """Of whom it is known that it speaks against the treatment."""
    return _unless(contraindication, patients.has(contraindication.when), patients)


def may_speak(contraindication: Contraindication, patients: Patients) -> int:
    """Against whose treatment it speaks, or could as far as was asked."""
    return _unless(contraindication, patients.may_have(contraindication.when), patients)


def _unless(contraindication: Contraindication, those: int, patients: Patients) -> int:
    """Those of the patients to whom it is not known to be no matter."""
    if not those or contraindication.unless is NOBODY:
        return those
    return those & ~patients.has(contraindication.unless)


def shown_to(dose: Dose, patients: Patients) -> int:
    """Whom a dose is for, of those to whom any may be shown: what it asks for is known, and what forbids it denied."""
    return patients.has(dose.when) & ~patients.may_have(dose.unless)


def make_plan(lens: Lens, patient: Patients, result: Triage) -> Plan:
    """The plan of one patient (a standing, or a cohort of one), triaged."""
    recommendations, withheld = [], []
    for treatment in TREATMENTS.values():
        decision = decide(treatment, lens, patient, result)
        if decision.recommended or decision.discouraged:
            recommendations.append(_recommendation(treatment, lens, decision, patient, result))
        elif treatment.view(lens).direction is Direction.FOR and any(decision.fates):
            withheld.append(_withheld(treatment, decision, patient))
    helping = {line.treatment.id: line.treatment for line in recommendations if line.direction is Direction.FOR}
    held = (_with_what_is_left(each, helping, patient) for each in withheld)
    return Plan(tuple(sorted(recommendations, key=reading_order)), tuple(held))


def reading_order(line: Recommendation) -> tuple[bool, Stage, bool]:
    """Getting care first, then stage by stage, in each what helps before what does not."""
    return not line.treatment.care, line.stage, line.direction is Direction.AGAINST


def unsafe_until_asked(plan: Plan, patient: Patients) -> tuple[Atom, ...]:
    """The questions whose answers decide whether a treatment that waits for them is safe, each once."""
    against = (c for held in plan.withheld if held.kind == UNASKED for c in held.contraindications)
    return open_questions((atom for c in against for atom in sorted(c.when.atoms, key=lambda atom: atom.id)), patient)


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
    wanted &= ~patients.has(treatment.not_for)
    wanted &= result.at_least[treatment.lowest]
    if treatment.highest < Disposition.EMERGENCY:
        wanted &= ~result.at_least[Disposition(treatment.highest + 1)]
    return wanted


def open_questions(atoms: Iterable[Atom], patient: Patients) -> tuple[Atom, ...]:
    """Those of the atoms that have not been asked about, each once, and the answers of one sign as that sign."""
    return _open(_asked_of(atoms), patient)


def _open(asked: Iterable[Atom], patient: Patients) -> tuple[Atom, ...]:
    return tuple(atom for atom in asked if patient.may_have(atom) and not patient.has(atom))


def _asked_of(atoms: Iterable[Atom]) -> dict[Atom, None]:
    """The atoms that are asked to learn of these: each once, and the answers of one sign as that sign."""
    return dict.fromkeys(answers_of(atom)[0] if isinstance(atom, Finding) else atom for atom in atoms)


@kept
def _about(treatment: Treatment) -> tuple[tuple[Contraindication, ...], tuple[Atom, ...]]:
    """What speaks against a treatment, the absolute first, and what is asked about its cautions and its doses."""
    against = tuple(sorted(treatment.contraindications, key=lambda c: not c.absolute))
    conditions = [c.when for c in against if not c.absolute]
    conditions += [when for dose in treatment.doses for when in (dose.when, dose.unless)]
    return against, tuple(_asked_of(atom for when in conditions for atom in when.atoms))


def _recommendation(
    treatment: Treatment, lens: Lens, decision: Decision, patient: Patients, result: Triage
) -> Recommendation:
    view = treatment.view(lens)
    against, asked = _about(treatment)
    return Recommendation(
        treatment,
        view,
        doses=tuple(dose for dose in treatment.doses if decision.dosed and shown_to(dose, patient)),
        warnings=tuple(c for c in against if speaks(c, patient)),
        to_ask=_open(asked, patient) if view.direction is Direction.FOR else (),
        after_care=bool(treatment.home_care and result.at_least[Disposition.URGENT]),
    )


def _withheld(treatment: Treatment, decision: Decision, patient: Patients) -> Withheld:
    against = what_speaks_against(treatment, patient)
    there = tuple(c for c in treatment.contraindications if speaks(c, patient))
    if decision.waits:
        return Withheld(treatment, WAITS, _that_rule_out(there, bool(against.present), bool(against.twice)))
    if decision.contraindicated or decision.adds_up:
        kind = CONTRAINDICATED if decision.contraindicated else ADDS_UP
        return Withheld(treatment, kind, _that_rule_out(there, bool(decision.contraindicated), bool(against.twice)))
    maybe = tuple(c for c in treatment.contraindications if may_speak(c, patient))
    asked = tuple(c for c in maybe if c.absolute or (c.counts and against.maybe_twice))
    return Withheld(treatment, UNASKED, tuple(c for c in asked if not _says_more(c, asked)))


def _says_more(one: Contraindication, others: Iterable[Contraindication]) -> bool:
    """Whether it only says more of another, as "from week 20" does of "pregnant": that is asked once."""
    return any(frozenset[Atom]() < other.when.atoms < one.when.atoms for other in others)


def _that_rule_out(there: Iterable[Contraindication], absolute: bool, add_up: bool) -> tuple[Contraindication, ...]:
    """Of what speaks against a treatment, what rules it out: the absolute ones, or else the cautions that add up."""
    return tuple(c for c in there if (c.absolute if absolute else add_up and c.counts))


def _with_what_is_left(held: Withheld, helping: Mapping[str, Treatment], patient: Patients) -> Withheld:
    """What is ruled out, with what this plan holds in its place, and whether a doctor might add codeine."""
    if held.kind not in (CONTRAINDICATED, ADDS_UP) or not held.treatment.instead:
        return held
    instead = tuple(helping[name] for name in held.treatment.instead if name in helping)
    opioid = what_speaks_against(TREATMENTS["opioid"], patient).harmful | patient.may_have(LASTING)
    codeine = held.treatment.drug_class == NSAID and not opioid
    return held._replace(instead=instead, codeine=codeine)
