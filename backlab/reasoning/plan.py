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
    Expression,
    Finding,
    Lens,
    Stage,
    Treatment,
    View,
)
from backlab.reasoning.engine import Patients, Triage, level_of
from backlab.reasoning.kept import kept
from backlab.reasoning.sheet import plan_conditions

# Something that speaks against a treatment, with the columns of those of whom that is known, and of whom it may be.
Heard = tuple[Contraindication, int, int]
_NONE: frozenset[int] = frozenset()
_ABOVE = {level: Disposition(level + 1) for level in Disposition if level < Disposition.EMERGENCY}


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
            if present | there == present and possible | maybe == possible:  # often, and nothing is as quick as nothing
                return self
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
    wanted = _in_question(treatment, lens, patients, result)
    if against is None:
        against = what_speaks_against(treatment, patients) if wanted else Against()
    return _decided(treatment, lens, wanted, result, against)


def _in_question(treatment: Treatment, lens: Lens, patients: Patients, result: Triage) -> int:
    """For whom it comes into question, where the lens says anything about it."""
    silent = treatment.view(lens).direction is Direction.SILENT
    return 0 if silent else indicated(treatment, patients, result)


def _decided(treatment: Treatment, lens: Lens, wanted: int, result: Triage, against: Against) -> Decision:
    waits = wanted & result.care_first if treatment.home_care else 0
    wanted &= ~waits
    if not wanted:
        return Decision(0, 0, waits, 0, 0, 0, 0)
    known, harmful = against.known, against.harmful
    safe = wanted & ~harmful
    if treatment.view(lens).direction is Direction.AGAINST:  # it is not held back: it is not mentioned while care waits
        return Decision(0, wanted, waits, 0, 0, 0, dosed=safe)
    ruled_out = wanted & against.present
    return Decision(safe, 0, waits, ruled_out, wanted & known & ~ruled_out, wanted & harmful & ~known, dosed=safe)


def what_speaks_against(treatment: Treatment, patients: Patients) -> Against:
    """Who has something that rules a treatment out, or cautions that add up, and who may have."""
    return _gathered(_heard(treatment, patients))


def _heard(treatment: Treatment, patients: Patients) -> list[Heard]:
    """What speaks against a treatment, or may: nothing else adds to what is gathered."""
    against = treatment.contraindications
    heard = []
    for place, there, maybe in patients.met_among(_conditions_against(treatment)):
        each = against[place]
        if each.unless is not NOBODY:
            there, maybe = _unless(each, there, patients), _unless(each, maybe, patients)
        if maybe:
            heard.append((each, there, maybe))
    return heard


@kept
def _conditions_against(treatment: Treatment) -> tuple[Expression, ...]:
    return tuple(each.when for each in treatment.contraindications)


def _gathered(heard: Iterable[Heard]) -> Against:
    against = Against()
    for each, there, maybe in heard:
        against = against.and_by(each, there, maybe)
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
    for treatment in _at_level(lens, level_of(result)):
        wanted = _fitting(treatment, patient, result, patient.everyone)
        if not wanted:
            continue
        heard = _heard(treatment, patient)
        against = _gathered(heard)
        decision = _decided(treatment, lens, wanted, result, against)
        if decision.recommended or decision.discouraged:
            recommendations.append(_recommendation(treatment, lens, decision, heard, patient, result))
        elif treatment.view(lens).direction is Direction.FOR:
            withheld.append(_withheld(treatment, decision, heard, against))
    helping = {line.treatment.id: line.treatment for line in recommendations if line.direction is Direction.FOR}
    return Plan(tuple(sorted(recommendations, key=reading_order)), _with_what_is_left(withheld, helping, patient))


@cache
def _at_level(lens: Lens, level: Disposition) -> tuple[Treatment, ...]:
    """The treatments that this lens knows of at a level: of no other one need anything be asked."""
    known = (each for each in TREATMENTS.values() if each.view(lens).direction is not Direction.SILENT)
    return tuple(each for each in known if each.lowest <= level <= each.highest)


def reading_order(line: Recommendation) -> tuple[bool, Stage, bool]:
    """Getting care first, then stage by stage, in each what helps before what does not."""
    return not line.treatment.care, line.stage, line.direction is Direction.AGAINST


def unsafe_until_asked(plan: Plan, patient: Patients) -> tuple[Atom, ...]:
    """The questions whose answers decide whether a treatment that waits for them is safe, each once."""
    waiting = (each for held in plan.withheld if held.kind == UNASKED for each in held.contraindications)
    return patient.unasked(dict.fromkeys(atom for each in waiting for atom in _named(each)))


@kept
def _named(contraindication: Contraindication) -> tuple[Atom, ...]:
    """What is asked to learn of it, in an order of its own."""
    return tuple(_asked_of(sorted(contraindication.when.atoms, key=lambda atom: atom.id)))


@cache
def plan_atoms() -> frozenset[Atom]:
    """Every atom that an indication or a contraindication names."""
    return frozenset[Atom]().union(*(condition.atoms for condition in plan_conditions()))


def indicated(treatment: Treatment, patients: Patients, result: Triage) -> int:
    """For whom ``treatment`` comes into question."""
    wanted = result.at_least[treatment.lowest]
    if treatment.highest < Disposition.EMERGENCY:
        wanted &= ~result.at_least[_ABOVE[treatment.highest]]
    return _fitting(treatment, patients, result, wanted) if wanted else 0


def _fitting(treatment: Treatment, patients: Patients, result: Triage, wanted: int) -> int:
    """For whom it comes into question, of those who are at a level at which it may."""
    if treatment.when is not None or treatment.treats:
        fitting = patients.has(treatment.when) if treatment.when is not None else 0
        for cause in treatment.treats:
            fitting |= result.suspected.get(cause, 0)
        wanted &= fitting
    if not wanted or treatment.not_for is NOBODY:
        return wanted
    return wanted & ~patients.has(treatment.not_for)


def open_questions(atoms: Iterable[Atom], patient: Patients) -> tuple[Atom, ...]:
    """Those of the atoms that have not been asked about, each once, and the answers of one sign as that sign."""
    return patient.unasked(_asked_of(atoms))


def _asked_of(atoms: Iterable[Atom]) -> dict[Atom, None]:
    """The atoms that are asked to learn of these: each once, and the answers of one sign as that sign."""
    return dict.fromkeys(answers_of(atom)[0] if isinstance(atom, Finding) else atom for atom in atoms)


@kept
def _to_ask(treatment: Treatment) -> tuple[Atom, ...]:
    """What is asked about the cautions and the doses of a treatment."""
    conditions = [c.when for c in treatment.contraindications if not c.absolute]
    conditions += [when for dose in treatment.doses for when in (dose.when, dose.unless)]
    return tuple(_asked_of(atom for when in conditions for atom in when.atoms))


@kept
def _saying_more(treatment: Treatment) -> Mapping[int, frozenset[int]]:
    """Which only say more of another, as "from week 20" does of "pregnant", and of which; all by their place."""
    atoms = [c.when.atoms for c in treatment.contraindications]
    less = {i: frozenset(j for j, other in enumerate(atoms) if other and other < own) for i, own in enumerate(atoms)}
    return {place: others for place, others in less.items() if others}


def _recommendation(
    treatment: Treatment, lens: Lens, decision: Decision, heard: Iterable[Heard], patient: Patients, result: Triage
) -> Recommendation:
    view = treatment.view(lens)
    there = [each for each, speaking, _ in heard if speaking]
    return Recommendation(
        treatment,
        view,
        tuple([d for d in treatment.doses if shown_to(d, patient)]) if treatment.doses and decision.dosed else (),
        tuple(sorted(there, key=lambda c: not c.absolute)) if there else (),
        patient.unasked(_to_ask(treatment)) if view.direction is Direction.FOR else (),
        bool(treatment.home_care and result.at_least[Disposition.URGENT]),
    )


def _withheld(treatment: Treatment, decision: Decision, heard: Iterable[Heard], against: Against) -> Withheld:
    there = tuple(each for each, speaking, _ in heard if speaking)
    if decision.waits:
        return Withheld(treatment, WAITS, _that_rule_out(there, bool(against.present), bool(against.twice)))
    if decision.contraindicated or decision.adds_up:
        kind = CONTRAINDICATED if decision.contraindicated else ADDS_UP
        return Withheld(treatment, kind, _that_rule_out(there, bool(decision.contraindicated), bool(against.twice)))
    asked = [each for each, _, _ in heard if each.absolute or (each.counts and against.maybe_twice)]
    return Withheld(treatment, UNASKED, _asked_once(treatment, asked))


def _asked_once(treatment: Treatment, asked: Iterable[Contraindication]) -> tuple[Contraindication, ...]:
    """Without those that only say more of another: that is asked once."""
    places, more = _places(treatment), _saying_more(treatment)
    listed = {places[id(each)]: each for each in asked}
    return tuple([each for place, each in listed.items() if more.get(place, _NONE).isdisjoint(listed)])


@kept
def _places(treatment: Treatment) -> dict[int, int]:
    """Where each of its contraindications stands, found by being that very one."""
    return {id(each): place for place, each in enumerate(treatment.contraindications)}


def _that_rule_out(there: Iterable[Contraindication], absolute: bool, add_up: bool) -> tuple[Contraindication, ...]:
    """Of what speaks against a treatment, what rules it out: the absolute ones, or else the cautions that add up."""
    return tuple(c for c in there if (c.absolute if absolute else add_up and c.counts))


def _with_what_is_left(
    withheld: Iterable[Withheld], helping: Mapping[str, Treatment], patient: Patients
) -> tuple[Withheld, ...]:
    """What is ruled out, with what this plan holds in its place, and whether a doctor might add codeine."""
    listed = list(withheld)
    without = [held.kind in (CONTRAINDICATED, ADDS_UP) and bool(held.treatment.instead) for held in listed]
    nsaids = any(out and held.treatment.drug_class == NSAID for out, held in zip(without, listed, strict=True))
    codeine = nsaids and not what_speaks_against(TREATMENTS["opioid"], patient).harmful | patient.may_have(LASTING)
    return tuple(
        held._replace(
            instead=tuple(helping[name] for name in held.treatment.instead if name in helping),
            codeine=codeine and held.treatment.drug_class == NSAID,
        )
        if out
        else held
        for out, held in zip(without, listed, strict=True)
    )
