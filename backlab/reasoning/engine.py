"""The rules, for one patient or for a whole cohort.

A cohort is *bit-sliced*: for every atom there is one integer, and its bit j belongs to patient j. A clause is
the AND of its atoms' columns, a condition the OR of its clauses. One patient alone is written the other way: one
integer with a bit for every atom (``Sheet``), and a clause holds where all of its bits are set. Both ways differ in
nothing but how a condition is looked up; what follows from it is the same code, and the proofs try both on every
patient.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache, reduce
from operator import and_, or_
from typing import NamedTuple, Protocol

from backlab.knowledge.rules import RULES
from backlab.model import Atom, Disposition, Expression, Rule
from backlab.presentation import Presentation
from backlab.reasoning.sheet import SHEET, Sheet, bits_of

Columns = Mapping[Atom, int]
# A condition by its place among others, with the columns of those for whom it holds, and for whom it may.
Met = tuple[int, int, int]


class Patients(Protocol):
    """One patient or many, as a decision about treatments asks for them: every answer is a column."""

    @property
    def everyone(self) -> int:
        """The column in which every patient's bit is set."""

    def has(self, when: Expression) -> int:
        """For whom the condition is known to hold."""

    def may_have(self, when: Expression) -> int:
        """For whom it holds or could still hold, as far as was asked."""

    def met_among(self, conditions: tuple[Expression, ...]) -> Iterable[Met]:
        """Those of the conditions that hold or could still hold for anybody."""

    def unasked(self, atoms: Iterable[Atom]) -> tuple[Atom, ...]:
        """Those of the atoms that somebody has not been asked about."""


class Cohort(NamedTuple):
    """``size`` patients side by side: what is known to be present, and what is or could still be."""

    size: int
    present: Columns
    possible: Columns

    @property
    def everyone(self) -> int:
        """The column in which every patient's bit is set."""
        return _full(self.size)

    def has(self, when: Expression) -> int:
        """For whom the condition is known to hold."""
        return holds(when, self.present, self.everyone)

    def may_have(self, when: Expression) -> int:
        """For whom it holds or could still hold, as far as was asked."""
        return holds(when, self.possible, self.everyone)

    def met_among(self, conditions: tuple[Expression, ...]) -> Iterator[Met]:
        """Those of the conditions that hold or could still hold for anybody."""
        for place, when in enumerate(conditions):
            if maybe := self.may_have(when):
                yield place, self.has(when), maybe

    def unasked(self, atoms: Iterable[Atom]) -> tuple[Atom, ...]:
        """Those of the atoms that somebody has not been asked about."""
        return tuple(atom for atom in atoms if self.possible[atom] & ~self.present[atom])


class Triage(NamedTuple):
    """What the rules say of a cohort, each value a column of patients.

    ``at_least``: who is at a level or above it; ``suspected``: for whom a rule that holds points to a cause;
    ``hidden_danger``: for whom a red flag holds, a rule of URGENT or above that is about more than the
    strength of the pain.
    """

    at_least: Mapping[Disposition, int]
    suspected: Mapping[str, int]
    hidden_danger: int

    @property
    def care_first(self) -> int:
        """For whom home care waits: where danger may be hidden, and always in an emergency."""
        return self.hidden_danger | self.at_least[Disposition.EMERGENCY]


@lru_cache(maxsize=4)
def _full(size: int) -> int:
    """Asked for again and again, and millions of bits long where a proof asks."""
    return (1 << size) - 1


def cohort_of(patients: Sequence[Presentation], atoms: Iterable[Atom]) -> Cohort:
    """Columns of ``atoms`` for ``patients``, in their order.

    >>> from backlab import Presentation
    >>> cohort_of([Presentation(age=34), Presentation(age=71)], rule_atoms()).size
    2
    """
    present: dict[Atom, int] = {}
    possible: dict[Atom, int] = {}
    for atom in atoms:
        answers = [patient.answer(atom) for patient in patients]
        present[atom] = sum(1 << j for j, answer in enumerate(answers) if answer)
        possible[atom] = sum(1 << j for j, answer in enumerate(answers) if answer is not False)
    return Cohort(len(patients), present, possible)


def holds(when: Expression, columns: Columns, everyone: int) -> int:
    """The patients for whom ``when`` is true, given which ``columns`` count as true.

    >>> from backlab.knowledge.findings import fever, nausea
    >>> bin(holds(fever & nausea, {fever: 0b011, nausea: 0b110}, 0b111))
    '0b10'
    """
    total = 0
    for clause in when.clauses:
        hit = everyone
        for atom in clause:
            hit &= columns[atom]
        total |= hit
    return total


def triage(columns: Columns, everyone: int, rules: Iterable[Rule] = tuple(RULES.values())) -> Triage:
    """Apply every rule; a patient's level is the highest of those that hold, SELF_CARE where none does.

    >>> from backlab import Disposition, Presentation
    >>> cohort = cohort_of([Presentation(age=34), Presentation(age=34, present={"fever"})], rule_atoms())
    >>> bin(triage(cohort.present, cohort.everyone).at_least[Disposition.URGENT])
    '0b10'
    """
    return _joined(((rule, holds(rule.when, columns, everyone)) for rule in rules), everyone)


_NOBODY = dict.fromkeys(Disposition, 0)
_DOWN_FROM = {top: tuple(level for level in Disposition if Disposition.SELF_CARE < level <= top) for top in Disposition}


def _joined(hits: Iterable[tuple[Rule, int]], everyone: int) -> Triage:
    """What follows from the rules, each with the patients for whom it holds."""
    at_least = _NOBODY | {Disposition.SELF_CARE: everyone}
    suspected: dict[str, int] = {}
    hidden_danger = 0
    for rule, hit in hits:
        for level in _DOWN_FROM[rule.disposition]:
            at_least[level] |= hit
        for cause in rule.suspects:
            suspected[cause] = suspected.get(cause, 0) | hit
        if rule.red_flag:
            hidden_danger |= hit
    return Triage(at_least, suspected, hidden_danger)


def rule_atoms(rules: Iterable[Rule] = tuple(RULES.values())) -> frozenset[Atom]:
    """Every atom that any of ``rules`` names.

    >>> from backlab.knowledge.findings import fever
    >>> fever in rule_atoms()
    True
    """
    return frozenset[Atom]().union(*(rule.when.atoms for rule in rules))


_FROM_THE_TOP = tuple(sorted(Disposition, reverse=True))


def level_of(result: Triage, patient: int = 0) -> Disposition:
    """The disposition of one patient (by its position) in a triaged cohort.

    >>> from backlab import Presentation
    >>> everyone = [Presentation(age=34), Presentation(age=34, present={"saddle_numbness"})]
    >>> cohort = cohort_of(everyone, rule_atoms())
    >>> level_of(triage(cohort.present, cohort.everyone), 1).label
    'Emergency'
    """
    return next(level for level in _FROM_THE_TOP if result.at_least[level] >> patient & 1)


class Clause(NamedTuple):
    """One alternative of a rule: the bits of a sheet that must all be there, and the level to which they lead."""

    mask: int
    level: Disposition
    rule: Rule


class Pointing(NamedTuple):
    """The clauses of one level that point to a cause: those of one bit as one number, and the others by place."""

    level: Disposition
    alone: int
    several: int


class Joined:
    """For each of many bits a number; of some of the bits at once all that stands in one of their numbers.

    It is read byte by byte, and what a byte says is joined once.
    """

    def __init__(self, of: Mapping[int, int]) -> None:
        self._named = reduce(or_, of, 0)
        self._bytes = (self._named.bit_length() + 7) // 8
        self._known = [_OfByte(of, 8 * place) for place in range(self._bytes)]

    def __call__(self, bits: int) -> int:
        """All that stands in the numbers of these bits; a bit without a number says nothing."""
        found = 0
        for known, byte in zip(self._known, (bits & self._named).to_bytes(self._bytes, "little"), strict=True):
            found |= known[byte]
        return found


class _OfByte(dict[int, int]):
    """What the bits of a byte say, which stands ``up`` so many bits from the lowest."""

    def __init__(self, of: Mapping[int, int], up: int) -> None:
        super().__init__({0: 0})
        self._of, self._up = of, up

    def __missing__(self, byte: int) -> int:
        rest = byte & (byte - 1)
        said = self[byte] = self[rest] | self._of[(byte ^ rest) << self._up]
        return said


class Rulebook:
    """Rules made ready for one patient at a time: all their clauses as bits of a sheet, the highest level first.

    A set of clauses is one number too, bit by bit in their order. ``vital`` are those that another does not make
    needless: one that asks for less and leads as far.
    """

    def __init__(self, rules: Iterable[Rule], sheet: Sheet = SHEET) -> None:
        clauses = (Clause(mask, rule.disposition, rule) for rule in rules for mask in sheet.masks(rule.when))
        self.sheet = sheet
        self.clauses = tuple(sorted(clauses, key=lambda clause: -clause.level))
        self._within: dict[int, int] = {}
        self._naming_all: dict[int, int] = {}
        # Each clause under the one of its bits that the fewest name: it is looked at only where that is there.
        named = Counter(bit for clause in self.clauses for bit in bits_of(clause.mask))
        self._under: dict[int, list[tuple[int, int]]] = {}
        for place, clause in enumerate(self.clauses):
            rarest = min(bits_of(clause.mask), key=named.__getitem__, default=0)
            self._under.setdefault(rarest, []).append((place, clause.mask))
        self._looked_under = sum(self._under)
        self._highest = self.clauses[0].level if self.clauses else Disposition.SELF_CARE
        self._alone_highest = sum(
            {c.mask for c in self.clauses if c.level == self._highest and c.mask.bit_count() == 1}
        )

    @cached_property
    def vital(self) -> int:
        """The clauses that are not needless."""
        kept: dict[int, Clause] = {}
        for bit, clause in sorted(self._placed, key=_the_least_first):
            if not any(_makes_needless(less, clause) for less in kept.values()):
                kept[bit] = clause
        return sum(kept)

    @cached_property
    def vital_with(self) -> dict[int, int]:
        """For each bit of the sheet that a vital clause names, the vital clauses that name it."""
        return {bit: vital for bit, clauses in self._with.items() if (vital := clauses & self.vital)}

    @cached_property
    def naming_any(self) -> Joined:
        """The clauses that name one of some bits."""
        return Joined(self._with)

    @cached_property
    def needs(self) -> dict[int, Disposition]:
        """What each vital clause asks for, and the highest level to which that leads."""
        return dict(reversed(self.steps_of(self.vital)))

    @cached_property
    def alone_from(self) -> dict[Disposition, int]:
        """The bits that a vital clause asks for alone and that lead to a level or above it, by this level."""
        alone = [(mask, to) for mask, to in self.needs.items() if mask.bit_count() == 1]
        return {level: sum(mask for mask, to in alone if to >= level) for level in Disposition}

    @cached_property
    def bringing(self) -> dict[int, int]:
        """The bits with which others come that a clause names, parents or lower thresholds, and all that comes."""
        named = sum(self.vital_with)
        comes = {bit: self.sheet.raised(0, bit) for bit in self.vital_with}
        return {bit: all_ for bit, all_ in comes.items() if all_ & named & ~bit}

    @cached_property
    def vital_above(self) -> dict[tuple[Disposition, bool], int]:
        """The vital clauses that would matter to somebody at a level, to whom a red flag is already shown or not."""
        vital = [(bit, clause) for bit, clause in self._placed if bit & self.vital]
        return {
            (level, flagged): sum(
                bit
                for bit, clause in vital
                if clause.level > level or (clause.level == level and not flagged and clause.rule.red_flag)
            )
            for level in Disposition
            for flagged in (False, True)
        }

    @cached_property
    def pointing(self) -> dict[str, tuple[Pointing, ...]]:
        """For each cause that a rule suspects the clauses that point to it, the highest level first."""
        found: dict[str, dict[Disposition, int]] = {}
        for bit, clause in self._placed:
            for cause in clause.rule.suspects:
                levels = found.setdefault(cause, {})
                levels[clause.level] = levels.get(clause.level, 0) | bit
        return {cause: tuple(self._pointing(*each) for each in levels.items()) for cause, levels in found.items()}

    @cached_property
    def alone_above(self) -> dict[tuple[Disposition, bool], dict[Disposition, int]]:
        """For each key of ``vital_above`` the bits that are a clause by themselves, by its level, the highest first."""
        found = {}
        for key, clauses in self.vital_above.items():
            found[key] = dict.fromkeys(sorted(Disposition, reverse=True), 0)
            for mask, level in self.steps_of(clauses):
                if not mask & (mask - 1):
                    found[key][level] |= mask
        return found

    @cached_property
    def closing(self) -> int:
        """The vital clauses of several bits that one of them completes with all that comes with it."""
        several = ((bit, clause.mask) for bit, clause in self._placed if clause.mask & (clause.mask - 1))
        return self.vital & sum(bit for bit, mask in several if not mask & ~self.brought_by(mask))

    @cached_property
    def pairs(self) -> int:
        """The vital clauses that ask for two things."""
        return self.vital & sum(bit for bit, clause in self._placed if clause.mask.bit_count() == 2)

    def brought_by(self, mask: int) -> int:
        """What comes with the highest of these bits: a threshold brings the lower ones, a child its parent."""
        last = 1 << mask.bit_length() - 1
        return self.bringing.get(last, last)

    def steps_of(self, clauses: int) -> list[tuple[int, Disposition]]:
        """What each of these clauses asks for, and its level, the highest level first."""
        steps, found = self._steps, []
        while clauses:  # as ``bits_of``, without a generator
            lowest = clauses & -clauses
            found.append(steps[lowest.bit_length() - 1])
            clauses ^= lowest
        return found

    def within(self, bits: int) -> int:
        """The vital clauses that ask for nothing but these bits; found once for each set of bits, so ask of few."""
        known = self._within.get(bits)
        if known is None:
            known = self._within[bits] = self.vital & sum(bit for bit, each in self._placed if not each.mask & ~bits)
        return known

    def naming_all(self, bits: int) -> int:
        """The clauses that name all of these bits; found once for each set of bits, so ask of parts of clauses."""
        known = self._naming_all.get(bits)
        if known is None:
            known = self._naming_all[bits] = reduce(and_, (self._with.get(bit, 0) for bit in bits_of(bits)), -1)
        return known

    @cached_property
    def _placed(self) -> tuple[tuple[int, Clause], ...]:
        """Each clause with its own bit in a set of clauses."""
        return tuple((1 << place, clause) for place, clause in enumerate(self.clauses))

    @cached_property
    def _steps(self) -> tuple[tuple[int, Disposition], ...]:
        """What each clause asks for, and its level."""
        return tuple((clause.mask, clause.level) for clause in self.clauses)

    @cached_property
    def _with(self) -> dict[int, int]:
        """For each bit of the sheet that a clause names, the clauses that name it."""
        named: dict[int, int] = {}
        for place, clause in self._placed:
            for bit in bits_of(clause.mask):
                named[bit] = named.get(bit, 0) | place
        return named

    def _pointing(self, level: Disposition, clauses: int) -> Pointing:
        alone = {bit: clause.mask for bit, clause in self._placed if bit & clauses and clause.mask.bit_count() == 1}
        return Pointing(level, sum(set(alone.values())), clauses & ~sum(alone))

    def level(self, bits: int) -> Disposition:
        """The level that these bits demand: that of the first clause of which none is missing."""
        if bits & self._alone_highest:
            return self._highest
        first = min(self._places(bits), default=None)
        return Disposition.SELF_CARE if first is None else self.clauses[first].level

    def held(self, bits: int) -> tuple[Clause, ...]:
        """The clauses of which none is missing, the highest level first."""
        return tuple([self.clauses[place] for place in sorted(self._places(bits))])

    def _places(self, bits: int) -> list[int]:
        """Where the clauses stand of which none of the bits is missing."""
        missing, under = ~bits, self._under
        looked_at = [under.get(0, ()), *(under[bit] for bit in bits_of(bits & self._looked_under))]
        return [place for clauses in looked_at for place, mask in clauses if not mask & missing]


def _the_least_first(placed: tuple[int, Clause]) -> tuple[int, bool, int]:
    """So that what makes a clause needless comes before it."""
    _, clause = placed
    return (-clause.level, not clause.rule.red_flag, clause.mask.bit_count())


def _makes_needless(less: Clause, clause: Clause) -> bool:
    """Whether a clause that leads as far asks for no more, and is as much of a red flag."""
    return not less.mask & ~clause.mask and less.rule.red_flag >= clause.rule.red_flag


def triage_of_one(held: Iterable[Clause]) -> Triage:
    """What the rules say of one patient, of whom these clauses hold, as of a cohort of one."""
    return _joined(((clause.rule, 1) for clause in held), 1)


BOOK = Rulebook(RULES.values())


def disposition(patient: Presentation) -> Disposition:
    """What the findings that are known demand of one patient.

    >>> from backlab import Presentation
    >>> disposition(Presentation(age=34, pain=9, days=1)).label
    'Routine'
    >>> disposition(Presentation(age=34, present={"saddle_numbness"})).label
    'Emergency'
    """
    return BOOK.level(SHEET.present(patient))
