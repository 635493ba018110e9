"""A simulated clinic: patients whose true cause is known, so that one can see whom the rules miss.

Each patient has one cause, drawn by the shares of ``SIMULATED``, and findings drawn given that cause, each on its own.
Where both likelihood ratios of a sign are known they fix how often the finding is there with the cause and without
it; elsewhere a positive ratio multiplies what is ``USUAL``. A follow-up is drawn among those who have its parent.
What of it is assumed, and what published, stands in ``knowledge.assumptions``. The clinic is bit-sliced, as every
cohort is, so that after a change of the rules 100,000 patients are judged anew while a slider moves.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import accumulate
from math import comb
from random import Random
from typing import NamedTuple, TypeVar

from backlab.knowledge import findings as f
from backlab.knowledge.assumptions import SIMULATED, USUAL, Simulated
from backlab.knowledge.causes import CAUSES
from backlab.knowledge.figures import COURSES
from backlab.knowledge.rules import RULES
from backlab.model import Atom, Cause, Disposition, Estimate, Finding, Rule, Sign, Threshold
from backlab.presentation import Presentation
from backlab.reasoning.engine import Columns, holds, rule_atoms, triage

Column = int
_Key = TypeVar("_Key")
Share = Mapping[str, float]  # by cause
DIGITS = 20  # binary digits of a probability: it is met to a millionth
MOST = 0.95  # no finding is certain, however high its likelihood ratio
HARM = Disposition.URGENT  # a serious cause is missed, and a harmless one sent in vain, by this level

# Four signs of the NHS list for urgent advice, each of which is enough by itself and common in harmless backs.
ONE_SIGN: tuple[Atom, ...] = (f.worse_on_cough, f.worse_at_night, f.no_better_resting, f.upper_back)
# Rules about the pain itself: they are right whatever is behind it.
_WHATEVER_THE_CAUSE = ("severity", "course")
_PAIN = COURSES["menezes-costa-2012-acute"].weeks[0][1]  # mean pain at the start, 0 to 100


class Population(NamedTuple):
    """Patients side by side: bit j of every column belongs to patient j.

    ``causes`` says who has which cause, ``columns`` who has which finding, and ``needed`` who needs at least which
    level. A rule is right about a patient if it points to their cause, or is about the pain itself, or points to no
    cause at all; the highest level of the rules that hold and are right is needed. Somebody with a serious cause
    needs at least ``safe_level`` of it, also where no rule holds: that is what can be missed.
    """

    size: int
    causes: Mapping[str, Column]
    columns: Columns
    needed: Mapping[Disposition, Column]

    def __repr__(self) -> str:
        return f"Population of {self.size} patients"

    @property
    def everyone(self) -> Column:
        """The column in which every patient's bit is set."""
        return (1 << self.size) - 1

    @property
    def serious(self) -> Column:
        """Who has a serious cause."""
        return sum(column for name, column in self.causes.items() if CAUSES[name].serious)

    def patient(self, place: int) -> Presentation:
        """One of them as an example patient, of whom everything that the rules ask was asked."""
        there = [atom for atom, column in self.columns.items() if column >> place & 1]
        low: dict[str, object] = {name: f.QUANTITIES[name].low for name in f.QUANTITIES if _rungs(name)}
        # The thresholds rise, so that of each number the highest that is reached stays.
        reached = {atom.quantity.id: atom.value for atom in there if isinstance(atom, Threshold)}
        chosen = {field: atom.id for atom in there if (field := f.choice_of(atom))}
        ticked = [atom.id for atom in there if not isinstance(atom, Threshold) and not f.choice_of(atom)]
        return Presentation.from_dict({**low, **reached, **chosen, "present": ticked}).none_other()


class Missed(NamedTuple):
    """What became of the ``patients`` with one serious cause: how many were ``missed``, and why.

    ``silent``: no rule holds that would have been enough; ``left_out``: by rule, whom a rule that was left out would
    have caught; ``too_few``: they had a sign, but not as many as were asked for. ``example`` is the place of one of
    the missed (-1 for none).
    """

    cause: Cause
    patients: int
    missed: int
    silent: int
    left_out: Mapping[str, int]
    too_few: int
    example: int


class Toll(NamedTuple):
    """How the rules did: numbers of patients.

    ``counts`` by (level given, level needed); ``missed`` for each serious cause; ``in_vain``: sent the same day or
    at once for a cause that is not serious and does not need it; ``false_alarms``: how many of those by which rule,
    most first; ``sent``: all who were sent; ``found``: those of them with a serious cause.
    """

    counts: Mapping[tuple[Disposition, Disposition], int]
    missed: tuple[Missed, ...]
    in_vain: int
    false_alarms: Mapping[str, int]
    sent: int
    found: int

    @property
    def missed_in_all(self) -> int:
        """Patients with a serious cause who did not get what is safe for it."""
        return sum(each.missed for each in self.missed)


class Trips(NamedTuple):
    """Who is sent the same day or at once for nothing but these ``signs``: how many, and how many of them ``ill``.

    Of one sign they are those who have it alone. Several are those who have two of them or more, and nothing else that
    would send them.
    """

    signs: tuple[Atom, ...]
    sent: int
    ill: int


class Flow(NamedTuple):
    """Where each patient goes, as columns: through which door, and who of them stands on a pile of mistakes.

    ``through``: who gets exactly this level; ``missed`` and ``in_vain`` as in ``Toll``; ``listed``: those in vain who
    are sent for nothing but one or more signs of the NHS list (``ONE_SIGN``).
    """

    through: Mapping[Disposition, Column]
    missed: Column
    in_vain: Column
    listed: Column


def cost(of: Toll, weight: int) -> int:
    """What the mistakes add up to if one missed patient counts as much as ``weight`` who are sent in vain."""
    return of.missed_in_all * weight + of.in_vain


def safe_level(cause: Cause) -> Disposition:
    """The lowest level of the rules that suspect a serious cause, and at least URGENT; SELF_CARE for another cause.

    Rules about what nobody in the clinic has, such as a sign that is old, do not count.
    """
    if not cause.serious:
        return Disposition.SELF_CARE
    levels = (rule.disposition for rule in RULES.values() if cause.id in rule.suspects and _can_hold(rule))
    return max(HARM, min(levels, default=HARM))


@cache
def _can_hold(rule: Rule) -> bool:
    """Whether somebody in the clinic can have all that an alternative of it asks for."""
    return any(clause <= set(drawn()) for clause in rule.when.clauses)


def prior(cause: Simulated) -> float:
    """How likely the cause is for a patient of the clinic: its share, scaled so that all add up to 1."""
    return cause.share.value / sum(each.share.value for each in SIMULATED.values())


@cache
def base(atom: Atom) -> Estimate:
    """How often it is there without a cause that brings it on; without a source it is a teaching estimate.

    Either it stands in ``USUAL``, or it is 1 - specificity of a sign with both ratios, one with a source first. Of a
    follow-up it is the share among those who have its parent. Raises ``KeyError`` for an atom that has neither.
    """
    if atom in USUAL:
        return USUAL[atom]
    if isinstance(atom, Threshold) and atom.quantity is f.pain:
        return Estimate(_binomial_tail(f.pain.high, _PAIN.value / 100, atom.value), (_PAIN.source,))
    signs = [sign for cause in SIMULATED.values() for sign in cause.signs if sign.finding == atom and _both(sign)]
    if not signs:
        raise KeyError(f"{atom.id} has no base rate: add one to the table")
    best = max(signs, key=lambda sign: bool(sign.sources))
    return Estimate(sensitivity(best) / best.positive, best.sources)


def sensitivity(sign: Sign) -> float:
    """How often the finding is there with the cause, from both likelihood ratios of the sign."""
    return sign.positive * (1 - sign.negative) / (sign.positive - sign.negative)


def _both(sign: Sign) -> bool:
    return sign.positive != 1.0 and sign.negative != 1.0


def _binomial_tail(of: int, share: float, least: int) -> float:
    return sum(comb(of, k) * share**k * (1 - share) ** (of - k) for k in range(least, of + 1))


@cache
def chances(cause: str) -> Mapping[Atom, float]:
    """How likely each atom is for a patient with this cause (by id), each from 0 to 1.

    That of a follow-up is the chance among those who have its parent.
    """
    found = {atom: _chance(SIMULATED[cause], atom) for atom in drawn()}
    for field in f.CHOICES:
        total = sum(found[option] for option in _options(field))
        found.update({option: found[option] / total for option in _options(field)})
    for quantity in f.QUANTITIES:
        found.update(_ladder(SIMULATED[cause], _rungs(quantity)))
    return found


@cache
def drawn() -> tuple[Atom, ...]:
    """All that is drawn: what the rules name, each option of a choice, and the thresholds of signs; numbers rising."""
    signs = (sign.finding for cause in SIMULATED.values() for sign in cause.signs)
    more = [atom for atom in signs if isinstance(atom, Threshold)]
    options = [option for field in f.CHOICES for option in _options(field)]
    named = {atom for atom in rule_atoms().union(more, options) if _is_drawn(atom)}
    ticked = [finding for finding in f.FINDINGS.values() if finding in named]
    rungs = sorted((a for a in named if isinstance(a, Threshold)), key=lambda rung: (rung.quantity.id, rung.value))
    return (*ticked, *rungs)


def _is_drawn(atom: Atom) -> bool:
    """Whether the clinic has it at all: nobody has what nothing is assumed of."""
    try:
        return base(atom).value > 0
    except KeyError:
        return False


def _options(field: str) -> tuple[Atom, ...]:
    return tuple(option for option in f.in_topic(f.CHOICES[field]) if _is_drawn(option))


def _rungs(quantity: str) -> list[Threshold]:
    return [atom for atom in drawn() if isinstance(atom, Threshold) and atom.quantity.id == quantity]


def _chance(cause: Simulated, atom: Atom) -> float:
    """From the cause's own sign, or else the base rate."""
    sign = next((sign for sign in cause.signs if sign.finding == atom), None)
    if sign is None:
        return base(atom).value
    return sensitivity(sign) if _both(sign) else min(MOST, base(atom).value * sign.positive)


def _ladder(cause: Simulated, rungs: Sequence[Threshold]) -> dict[Atom, float]:
    """Thresholds of one number: a rung without a sign keeps its usual distance to the one below; none exceeds it."""
    shares: list[float] = []
    own = {sign.finding for sign in cause.signs}
    for place, rung in enumerate(rungs):
        usual = shares[-1] * base(rung).value / base(rungs[place - 1]).value if place else base(rung).value
        shares.append(_chance(cause, rung) if rung in own else usual)
    return {rung: max(shares[place:]) for place, rung in enumerate(rungs)}


@lru_cache(maxsize=2)  # the clinic that is shown, and the one before
def draw(size: int, seed: int) -> Population:
    """A clinic of ``size`` patients; the same seed draws the same clinic again."""
    dice = _Dice(Random(seed), size)
    priors = [{"": prior(cause)} for cause in SIMULATED.values()]
    causes = dict(zip(SIMULATED, dice.one_of(priors, {"": dice.everyone}), strict=True))
    columns: dict[Atom, Column] = {}
    for field in f.CHOICES:
        columns.update(zip(_options(field), dice.one_of(map(_by_cause, _options(field)), causes), strict=True))
    for quantity in f.QUANTITIES:
        columns.update(zip(_rungs(quantity), dice.below(map(_by_cause, _rungs(quantity)), causes), strict=True))
    for atom in (atom for atom in drawn() if atom not in columns):
        (column,) = dice.below([_by_cause(atom)], causes)
        before = parent(atom)
        columns[atom] = column if before is None else column & columns[before]
    columns |= dict.fromkeys(rule_atoms() - columns.keys(), 0)
    return Population(size, causes, columns, _needed(causes, columns, dice.everyone))


def parent(atom: Atom) -> Atom | None:
    """What somebody has to have, to have this; what only opens a question is not drawn, and so not asked for."""
    before = atom.parent if isinstance(atom, Finding) else None
    return before if before in drawn() else None


def _by_cause(atom: Atom) -> Share:
    return {cause: chances(cause)[atom] for cause in SIMULATED}


class _Dice:
    """Random numbers for all patients at once: each of them a column for each binary digit."""

    def __init__(self, random: Random, size: int) -> None:
        self._random = random
        self._size = size
        self.everyone = (1 << size) - 1

    def below(self, shares: Iterable[Share], who: Mapping[str, Column]) -> list[Column]:
        """For each share who rolls below it: one roll for all, so a smaller share holds for fewer of the same."""
        digits = [self._random.getrandbits(self._size) for _ in range(DIGITS)]
        return [sum(_below(share, digits) & who[group] for group, share in by_group.items()) for by_group in shares]

    def one_of(self, shares: Iterable[Share], who: Mapping[str, Column]) -> list[Column]:
        """For each option who gets it; an option's shares are given by group and add up to 1 over the options."""
        listed = list(shares)
        limits = accumulate(listed, lambda so_far, more: {group: so_far[group] + more[group] for group in more})
        upto = self.below(limits, who)
        return [column & ~before for before, column in zip([0, *upto], upto, strict=False)]


def _below(share: float, digits: Sequence[Column]) -> Column:
    """Whose random number, written in binary with these digits (lowest first), is below ``share``."""
    limit, column = round(share * (1 << DIGITS)), 0
    if limit >> DIGITS:
        return -1  # everybody: all bits are set
    for place, digit in enumerate(digits):
        column = digit | column if limit >> place & 1 else digit & column
    return column


def _needed(causes: Mapping[str, Column], columns: Columns, everyone: Column) -> dict[Disposition, Column]:
    """Who needs at least which level; see ``Population``."""
    needed = dict.fromkeys(Disposition, 0) | {Disposition.SELF_CARE: everyone}
    for rule in RULES.values():
        right = everyone if _is_for_all(rule) else sum(causes[name] for name in causes if suspects(rule, name))
        _raise(needed, rule.disposition, holds(rule.when, columns, everyone) & right)
    for name, column in causes.items():
        _raise(needed, safe_level(CAUSES[name]), column)
    return needed


def suspects(rule: Rule, name: str) -> bool:
    """Whether a rule points to a cause (by id), or to that of which it is a way."""
    return name in rule.suspects or CAUSES[name].way_of in rule.suspects


def _is_for_all(rule: Rule) -> bool:
    return not rule.suspects or rule.group in _WHATEVER_THE_CAUSE


def _raise(at_least: dict[Disposition, Column], to: Disposition, who: Column) -> None:
    for level in range(1, to + 1):
        at_least[Disposition(level)] |= who


def toll(clinic: Population, without: Iterable[str] = (), signs: int = 1) -> Toll:
    """How the rules do without those that are left out (by id), if the same day takes ``signs`` warning signs.

    A warning sign is an URGENT rule that holds and may hide a danger; emergencies and strong pain need no second one.
    Raises ``ValueError`` for a rule that there is not.
    """
    left_out = frozenset(without)
    if unknown := sorted(left_out - RULES.keys()):
        raise ValueError(f"no rule {unknown[0]!r}: choose from {', '.join(RULES)}")
    rules = _in_force(left_out)
    given = _given(clinic, rules, signs)
    vain = given[HARM] & ~clinic.needed[HARM]  # a serious cause always needs it
    sending = [rule for rule in RULES.values() if rule.disposition >= HARM]
    hits = {rule.id: holds(rule.when, clinic.columns, clinic.everyone) for rule in sending}
    alarms = {rule.id: (hits[rule.id] & vain).bit_count() for rule in rules if rule.id in hits}
    return Toll(
        _counts(given, clinic.needed),
        tuple(_missed(CAUSES[name], clinic, given, hits, left_out) for name in SIMULATED if CAUSES[name].serious),
        vain.bit_count(),
        dict(sorted(alarms.items(), key=lambda item: -item[1])),
        given[HARM].bit_count(),
        (given[HARM] & clinic.serious).bit_count(),
    )


def trips(clinic: Population) -> tuple[Trips, ...]:
    """Who is sent for one sign of the NHS list alone, sign by sign (``ONE_SIGN``), and at last for several of them."""
    rules = [*RULES.values()]
    alone = [_only(clinic, (sign,), rules, 1) for sign in ONE_SIGN]
    several = _only(clinic, ONE_SIGN, rules, 1) & ~_union(alone)
    signs = [*((sign,) for sign in ONE_SIGN), ONE_SIGN]
    return tuple(
        Trips(which, who.bit_count(), (who & clinic.serious).bit_count())
        for which, who in zip(signs, [*alone, several], strict=True)
    )


def _only(clinic: Population, signs: Sequence[Atom], rules: Sequence[Rule], count: int) -> Column:
    """Who would not be sent without these signs."""
    without = clinic._replace(columns={**clinic.columns, **dict.fromkeys(signs, 0)})
    return _given(clinic, rules, count)[HARM] & ~_given(without, rules, count)[HARM]


def first(clinic: Population, count: int) -> Population:
    """The first ``count`` patients of a clinic, or all of them."""
    if clinic.size <= count:
        return clinic
    some = (1 << count) - 1

    def of(columns: Mapping[_Key, Column]) -> dict[_Key, Column]:
        return {name: column & some for name, column in columns.items()}

    return Population(count, of(clinic.causes), of(clinic.columns), of(clinic.needed))


def flow(clinic: Population, without: Iterable[str] = (), signs: int = 1) -> Flow:
    """Where everybody goes without the rules that are left out; see ``toll`` for what is asked."""
    rules = _in_force(without)
    given = _given(clinic, rules, signs)
    vain = given[HARM] & ~clinic.needed[HARM]
    serious = (CAUSES[name] for name in clinic.causes if CAUSES[name].serious)
    missed = _union(clinic.causes[cause.id] & ~given[safe_level(cause)] for cause in serious)
    return Flow(_exactly(given), missed, vain, vain & _only(clinic, ONE_SIGN, rules, signs))


def sent_by(
    clinic: Population, level: Disposition, without: Iterable[str] = (), signs: int = 1
) -> Mapping[str, Column]:
    """For each rule of a level that is in force, who would get a lower level if it were left out as well."""
    rules = _in_force(without)
    now = _given(clinic, rules, signs)[level]

    def lost(left_out: Rule) -> Column:
        if not holds(left_out.when, clinic.columns, clinic.everyone) & now:
            return 0
        return now & ~_given(clinic, [rule for rule in rules if rule is not left_out], signs)[level]

    return {rule.id: lost(rule) for rule in rules if rule.disposition is level}


def who(column: Column) -> Iterator[int]:
    """The places of those whose bit is set."""
    while column:
        yield (column & -column).bit_length() - 1
        column &= column - 1


def _in_force(without: Iterable[str]) -> list[Rule]:
    left_out = frozenset(without)
    return [rule for rule in RULES.values() if rule.id not in left_out]


def _given(clinic: Population, rules: Sequence[Rule], signs: int) -> Mapping[Disposition, Column]:
    """Who gets at least which level; whoever has fewer signs than are asked for is seen as routine."""
    at_least = triage(clinic.columns, clinic.everyone, rules).at_least
    if signs <= 1:
        return at_least
    warnings = [rule for rule in rules if rule.disposition is HARM and rule.red_flag]
    others = triage(clinic.columns, clinic.everyone, [rule for rule in rules if rule not in warnings]).at_least[HARM]
    return {**at_least, HARM: others | _several(warnings, clinic, signs)}


def _several(rules: Iterable[Rule], clinic: Population, count: int) -> Column:
    """For whom at least ``count`` of the rules hold."""
    reached = [clinic.everyone, *(0 for _ in range(count))]  # reached[n]: for whom n rules or more hold, so far
    for rule in rules:
        hit = holds(rule.when, clinic.columns, clinic.everyone)
        for n in range(count, 0, -1):
            reached[n] |= reached[n - 1] & hit
    return reached[count]


def _counts(
    given: Mapping[Disposition, Column], needed: Mapping[Disposition, Column]
) -> dict[tuple[Disposition, Disposition], int]:
    each, other = _exactly(given), _exactly(needed)
    return {(g, n): (each[g] & other[n]).bit_count() for g in Disposition for n in Disposition}


def _exactly(at_least: Mapping[Disposition, Column]) -> dict[Disposition, Column]:
    above = [*(at_least[level] for level in list(Disposition)[1:]), 0]
    return {level: at_least[level] & ~higher for level, higher in zip(Disposition, above, strict=True)}


def _missed(
    cause: Cause,
    clinic: Population,
    given: Mapping[Disposition, Column],
    hits: Mapping[str, Column],
    left_out: frozenset[str],
) -> Missed:
    level, patients = safe_level(cause), clinic.causes[cause.id]
    missed = patients & ~given[level]
    enough = {name: column & missed for name, column in hits.items() if RULES[name].disposition >= level}
    in_force = _union(column for name, column in enough.items() if name not in left_out)
    caught = {name: column.bit_count() for name, column in enough.items() if name in left_out and column}
    return Missed(
        cause,
        patients.bit_count(),
        missed.bit_count(),
        (missed & ~_union(enough.values())).bit_count(),
        dict(sorted(caught.items(), key=lambda item: -item[1])),
        in_force.bit_count(),
        (missed & -missed).bit_length() - 1,
    )


def _union(columns: Iterable[Column]) -> Column:
    total = 0
    for column in columns:
        total |= column
    return total
