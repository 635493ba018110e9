"""Where one patient stands: computed once, and everything that is explained or planned is read off it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain

from backlab.model import Atom, Disposition, Expression, Rule
from backlab.presentation import Presentation
from backlab.reasoning.engine import BOOK, Clause, Met, Rulebook, Triage, triage_of_one
from backlab.reasoning.kept import Part
from backlab.reasoning.sheet import Sheet, any_met, bits_of

_MORE_THAN_ALL = 1 << 10  # bits, of any clause


@dataclass(frozen=True, eq=False)
class Standing:
    """One patient before one rulebook; each part is worked out when it is first asked for, and kept.

    Sets of atoms are bits of the ``sheet``.
    """

    patient: Presentation
    book: Rulebook = BOOK

    everyone = 1  # as a cohort, one patient has one bit

    @Part
    def sheet(self) -> Sheet:
        """The sheet on which the answers are written."""
        return self.book.sheet

    @Part
    def present(self) -> int:
        """What is known to be there."""
        return self.sheet.present(self.patient)

    @Part
    def possible(self) -> int:
        """What is there, or could be as far as was asked."""
        return self.sheet.possible(self.patient)

    @Part
    def level(self) -> Disposition:
        """What the findings that are known demand."""
        return self.held[0].level if self.held else Disposition.SELF_CARE

    @Part
    def could_reach(self) -> Disposition:
        """The level that they would demand if every answer still missing were "yes"."""
        return self.book.level(self.possible)

    @Part
    def triage(self) -> Triage:
        """The level, the suspected causes and whether danger may be hidden, as of a cohort of one."""
        return triage_of_one(self.held)

    @Part
    def held(self) -> tuple[Clause, ...]:
        """The clauses that hold, the highest level first."""
        return self.book.held(self.present)

    @Part
    def least_missing(self) -> dict[int, Disposition]:
        """What is missing from each clause that would matter, and the level to which it leads.

        A clause matters where it leads higher, or to the same level with the first red flag. What contains another
        that leads as far is left out: it could add nothing.
        """
        whole = self.untouched
        return dict(self.book.steps_of(whole)) | self.begun

    @Part
    def alone(self) -> dict[Disposition, int]:
        """The bits of which one alone is all that is missing from a clause that would matter.

        Each by the highest level to which it leads, the highest first.
        """
        mattering = self.book.alone_above[self.level, bool(self.triage.hidden_danger)]
        found = {to: bits & ~self.present for to, bits in mattering.items()}
        for missing, to in self.begun.items():
            if not missing & (missing - 1):
                found[to] |= missing
        return highest_only(found)

    @Part
    def raising(self) -> dict[Disposition, int]:
        """The bits of which one alone would raise the level, by the level that it would reach, the highest first.

        A follow-up is left out where its parent leads as far, what is old where what is new does, and a threshold
        where a lower one of the same quantity does.
        """
        reached = {to: bits for to, bits in self.alone.items() if to > self.level}
        begun = ((missing, to) for missing, to in self.begun.items() if not missing & ~self.book.brought_by(missing))
        for missing, to in chain(begun, self.book.steps_of(self.untouched & self.book.closing)):
            if to > self.level:  # several: the highest threshold brings the lower ones, a child its parent
                reached[to] |= 1 << missing.bit_length() - 1
        reached = highest_only(reached)
        as_far = 0
        for to, bits in reached.items():
            as_far |= bits
            reached[to] = bits & ~self.sheet.behind(bits, as_far)
        far = self._no_nearer(reached)
        return {to: bits & ~far for to, bits in reached.items()}

    def _no_nearer(self, reached: Mapping[Disposition, int]) -> int:
        """The thresholds that lead no further than a lower one of the same quantity."""
        far = 0
        nearest: dict[str, Disposition] = {}  # by quantity, how far a lower threshold leads
        thresholds = [(bit, to) for to, bits in reached.items() for bit in bits_of(bits & self.sheet.thresholds)]
        for bit, to in sorted(thresholds):
            quantity = self.sheet.quantity(bit)
            if to <= nearest.get(quantity, self.level):
                far |= bit
            else:
                nearest[quantity] = to
        return far

    @Part
    def begun(self) -> dict[int, Disposition]:
        """The least that is missing from the clauses of which something is there."""
        absent = ~self.present
        shorter: dict[int, Disposition] = {}
        for mask, level in self.book.steps_of(self.touched & self._mattering):
            shorter.setdefault(mask & absent, level)  # the highest level comes first
        return _least(shorter)

    @Part
    def untouched(self) -> int:
        """The vital clauses that matter of which nothing is there: none is needless but beside those that are begun."""
        whole = self._mattering & ~self.touched
        for missing, to in self.begun.items():
            whole &= ~self.book.naming_all(missing) | self.book.vital_above[to, True]
        return whole

    @Part
    def touched(self) -> int:
        """The clauses of which something is there."""
        return self.book.naming_any(self.present)

    @Part
    def denied(self) -> int:
        """The clauses of which something is known to be missing."""
        return self.book.naming_any(~self.possible)

    @Part
    def _mattering(self) -> int:
        return self.book.vital_above[self.level, bool(self.triage.hidden_danger)]

    def answer(self, atom: Atom) -> bool | None:
        """Whether an atom is present (True), absent (False) or has not been asked (None)."""
        bit = self.sheet.bit(atom)
        return bool(self.present & bit) or (None if self.possible & bit else False)

    def has(self, when: Expression) -> int:
        """1 where the condition is known to hold, else 0."""
        return self.sheet.met(when, self.present)

    def may_have(self, when: Expression) -> int:
        """1 where it holds or could still hold, else 0."""
        return self.sheet.met(when, self.possible)

    def met_among(self, conditions: tuple[Expression, ...]) -> list[Met]:
        """Those of the conditions that hold or could still hold, each by its place with two bits: has, and may have."""
        present, possible = self.present, self.possible
        return [
            (place, 1 if alone & present else any_met(several, present), 1)
            for place, alone, several in self.sheet.ways_among(conditions)
            if alone & possible or (several and any_met(several, possible))
        ]

    def unasked(self, atoms: Iterable[Atom]) -> tuple[Atom, ...]:
        """Those of the atoms that have not been asked about."""
        waiting, bits = self.possible & ~self.present, self.sheet.bits
        return tuple([atom for atom in atoms if bits[atom.id] & waiting])


def standing(patient: Presentation | Standing, rules: Iterable[Rule] | None = None) -> Standing:
    """Where a patient stands with the rules, all of them unless others are given; a standing stays itself."""
    if rules is not None:
        return Standing(patient.patient if isinstance(patient, Standing) else patient, Rulebook(rules))
    return patient if isinstance(patient, Standing) else Standing(patient)


def highest_only(found: Mapping[Disposition, int]) -> dict[Disposition, int]:
    """The bits of each level (the highest first) that are not among those of a higher one."""
    seen = 0
    kept = {}
    for to, bits in found.items():
        kept[to] = bits & ~seen
        seen |= bits
    return kept


def _least(found: Mapping[int, Disposition]) -> dict[int, Disposition]:
    """Those that contain no other that leads as far."""
    least: dict[int, Disposition] = {}
    alone = 0  # those that were kept: of one bit, and of more
    several: list[int] = []
    for missing, to in sorted(found.items(), key=_furthest_first):
        if not missing & (missing - 1):
            alone |= missing
        elif missing & alone or any_met(several, missing):
            continue
        else:
            several.append(missing)
        least[missing] = to
    return least


def _furthest_first(found: tuple[int, Disposition]) -> int:
    """Where what is missing comes: by how far it leads, and of what leads as far the least first."""
    missing, to = found
    return missing.bit_count() - _MORE_THAN_ALL * to
