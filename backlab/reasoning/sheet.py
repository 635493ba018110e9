"""A patient's answers as two whole numbers: which atoms are present, and which could still be.

The atoms stand on a sheet in the order in which they are asked about, and each has one bit. A set of atoms is then
one number, "all of them are there" is one comparison, and going through the bits from the lowest is the order of
asking.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from backlab.knowledge.causes import CAUSES, MEASURED
from backlab.knowledge.findings import (
    CHOICES,
    FINDINGS,
    QUANTITIES,
    above,
    answers_of,
    below,
    choice_of,
    having_babies,
    pregnant,
    weeks,
)
from backlab.knowledge.rules import RULES
from backlab.knowledge.treatments import TREATMENTS
from backlab.model import Atom, Expression, Finding, Threshold
from backlab.presentation import UNKNOWN, Presentation

_ORDER = {name: place for place, name in enumerate(FINDINGS)}
# The fields of a presentation that are answered by a number or a word; all else is ticked.
_FIELDS = (*QUANTITIES, *CHOICES)
Reading = tuple[int, int]  # the bits that an answer makes present, and those that it leaves possible


def any_met(masks: Iterable[int], bits: int) -> int:
    """1 where of any of the masks all bits are there, 0 where not."""
    for mask in masks:
        if mask & bits == mask:
            return 1
    return 0


class Ways(NamedTuple):
    """A condition as bits of a sheet: those of which one is enough, and the clauses that ask for several (or none)."""

    alone: int
    several: tuple[int, ...]

    def met(self, bits: int) -> int:
        """1 where somebody with these bits meets the condition, 0 where not."""
        return 1 if self.alone & bits else any_met(self.several, bits)


def ordered(atoms: Iterable[Atom]) -> list[Atom]:
    """Findings in the order in which they are asked, then thresholds by quantity and value."""
    return sorted(atoms, key=order_of_asking)


def order_of_asking(atom: Atom) -> tuple[int, str, int]:
    """Where an atom comes in the order of asking, to sort by."""
    if isinstance(atom, Threshold):
        return (1, atom.quantity.id, atom.value)
    return (0, "", _ORDER[atom.id])


def bits_of(mask: int) -> Iterator[int]:
    """The single bits of a number, the lowest first."""
    while mask:
        lowest = mask & -mask
        yield lowest
        mask ^= lowest


class Sheet:
    """Atoms in the order of asking, a bit for each. Raises ``KeyError`` when asked for an atom that is not on it."""

    def __init__(self, atoms: Iterable[Atom]) -> None:
        self.atoms = tuple(ordered(set(atoms)))
        self.bits = {atom.id: 1 << place for place, atom in enumerate(self.atoms)}
        self._ticked = {atom.id: self.bit(atom) for atom in self.atoms if field_of(atom) is None}
        self._ticks = sum(self._ticked.values())
        self._answered_by = {field: [a for a in self.atoms if field_of(a) == field] for field in _FIELDS}
        self._ways: dict[Expression, Ways] = {}
        self._ways_among: dict[int, tuple[tuple[tuple[int, int, tuple[int, ...]], ...], object]] = {}
        self._readings: dict[str, dict[object, Reading]] = {field: {} for field in _FIELDS}
        # What an answer to a box denies: a "no" itself, its follow-ups and other answers, a "yes" the other answers.
        self._others = {atom.id: self._other_answers(atom) for atom in self.atoms}
        self._denying = {
            name: self._ticked.get(name, 0) | others | self._follow_ups(self.atom(self.bits[name]))
            for name, others in self._others.items()
        }
        # For each bit what goes and what comes with a "yes", and what goes with a "no".
        self._rises = {self.bit(atom): self._rise(atom) for atom in self.atoms}
        self._falls = {self.bit(atom): self._fall(atom) for atom in self.atoms}
        self.thresholds = self.mask(atom for atom in self.atoms if isinstance(atom, Threshold))
        self._quantities = {self.bit(a): a.quantity.id for a in self.atoms if isinstance(a, Threshold)}
        self._doors = {self.bit(atom): doors for atom in self.atoms if (doors := self._doors_of(atom))}
        self._doors_to = {bit: sum(door for door, _ in doors) for bit, doors in self._doors.items()}
        # Another answer to a question that is asked by its sign.
        self.old = self.mask(atom for atom in self.atoms if isinstance(atom, Finding) and atom.instead_of is not None)
        self.follow_ups = sum(self._doors)  # the bits before which another is asked

    def bit(self, atom: Atom) -> int:
        """The bit of one atom."""
        return self.bits[atom.id]

    def mask(self, atoms: Iterable[Atom]) -> int:
        """The bits of some atoms (each named once), as one number."""
        return sum(self.bits[atom.id] for atom in atoms)

    def atom(self, bit: int) -> Atom:
        """The atom of one bit."""
        return self.atoms[bit.bit_length() - 1]

    def atoms_of(self, mask: int) -> tuple[Atom, ...]:
        """The atoms of these bits, in the order of asking."""
        atoms, found = self.atoms, []
        while mask:  # as ``bits_of``: one of the things that are done most, and a generator costs twice as much
            lowest = mask & -mask
            found.append(atoms[lowest.bit_length() - 1])
            mask ^= lowest
        return tuple(found)

    def present(self, patient: Presentation) -> int:
        """What is known to be there."""
        bits = 0
        for name in patient.present:
            bits |= self._ticked.get(name, 0)
        for field, known in self._readings.items():
            value = getattr(patient, field)
            bits |= (known.get(value) or self._reading(field, value))[0]
        return bits

    def possible(self, patient: Presentation) -> int:
        """What is there or could be: all that was not answered "no"."""
        denied, denying = 0, self._denying
        for name in patient.absent:
            denied |= denying.get(name, 0)
        bits = self._ticks & ~denied
        for name in patient.present:
            bits = bits & ~self._others.get(name, 0) | self._ticked.get(name, 0)
        answered = 0
        for field, known in self._readings.items():
            value = getattr(patient, field)
            answered |= (known.get(value) or self._reading(field, value))[1]
        return bits | answered & ~denied

    def masks(self, when: Expression) -> tuple[int, ...]:
        """The clauses of a condition, each as the bits that it asks for."""
        return tuple(map(self.mask, when.clauses))

    def ways(self, when: Expression) -> Ways:
        """The ways in which a condition is met; they are kept for the next patient."""
        masks = self.masks(when)
        alone = [mask for mask in masks if mask.bit_count() == 1]
        self._ways[when] = Ways(sum(set(alone)), tuple(mask for mask in masks if mask not in alone))
        return self._ways[when]

    def ways_among(self, conditions: tuple[Expression, ...]) -> tuple[tuple[int, int, tuple[int, ...]], ...]:
        """Of each of the conditions its place and its ways; kept for this very tuple, and the tuple with them."""
        known = self._ways_among.get(id(conditions))
        if known is None:
            ways = tuple((place, *self.ways(when)) for place, when in enumerate(conditions))
            known = self._ways_among[id(conditions)] = (ways, conditions)
        return known[0]

    def met(self, when: Expression, bits: int) -> int:
        """1 where somebody with these bits meets the condition, 0 where not."""
        if isinstance(when, Atom):
            return 1 if self.bits[when.id] & bits else 0
        return (self._ways.get(when) or self.ways(when)).met(bits)

    def raised(self, bits: int, bit: int) -> int:
        """These bits once one more is there, with all that comes with it: lower thresholds, no second onset."""
        goes, comes = self._rises[bit]
        for door, answers in self._doors.get(bit, ()):
            if answers & bits & ~goes:  # a parent that is there as another of its answers stays so
                comes &= ~door
        return bits & ~goes | comes

    def falling(self, mask: int) -> int:
        """What goes when these bits go: they, and the higher thresholds of the same number."""
        gone = 0
        for bit in bits_of(mask):
            gone |= self._falls[bit]
        return gone

    def behind(self, bits: int, doors: int) -> int:
        """Those of the bits before which one of these doors is asked: a parent, or the sign of another answer."""
        found = 0
        for bit in bits_of(bits & self.follow_ups):
            if self._doors_to[bit] & doors:
                found |= bit
        return found

    def quantity(self, bit: int) -> str:
        """The number of which this bit is a threshold."""
        return self._quantities[bit]

    def asked_for(self, bit: int, present: int) -> int:
        """The question that is asked to learn of this bit: its parent's, as long as that is not there; a sign's own."""
        for door, answers in self._doors.get(bit, ()):
            if not answers & present:
                return door
        return bit

    def _known(self, findings: Iterable[Atom]) -> int:
        """The bits of those of the findings that are on the sheet."""
        return self.mask(finding for finding in findings if finding.id in self.bits)

    def _other_answers(self, atom: Atom) -> int:
        """The answers that this one excludes: a sign cannot be new and old at once."""
        return self._known(f for f in answers_of(atom) if f != atom) if isinstance(atom, Finding) else 0

    def _follow_ups(self, atom: Atom) -> int:
        """What nobody has who has not got this."""
        number = self.mask(self._answered_by[weeks.id]) if atom in _PREGNANCY else 0
        return number | self._known(below(atom)) if isinstance(atom, Finding) else 0

    def _parents(self, atom: Atom) -> int:
        """What everybody has who has this."""
        return self._known(_led_to(atom))

    def _doors_of(self, atom: Atom) -> tuple[tuple[int, int], ...]:
        """What is asked before this atom, the first question first; each with all answers that open the door."""
        sign = answers_of(atom)[0] if isinstance(atom, Finding) else atom
        asked = [*reversed(_led_to(sign)), *([sign] if sign != atom else [])]
        return tuple((self.bit(door), self._known(answers_of(door))) for door in asked if door.id in self.bits)

    def _reading(self, field: str, value: object) -> Reading:
        """What the answer to a number or a choice says; worked out when it is first given."""
        known = self._readings[field].get(value)
        if known is None:
            own = self._answered_by[field]
            said = self.mask(atom for atom in own if _says(value, atom))
            known = self._readings[field][value] = (said, self.mask(own) if value in (None, UNKNOWN) else said)
        return known

    def _rise(self, atom: Atom) -> tuple[int, int]:
        field = field_of(atom)
        if field is None:
            return self._others[atom.id], self.bit(atom) | self._parents(atom)
        just_so = atom.value if isinstance(atom, Threshold) else atom.id
        return self.mask(self._answered_by[field]), self._reading(field, just_so)[0] | self._parents(atom)

    def _fall(self, atom: Atom) -> int:
        if not isinstance(atom, Threshold):
            return self.bit(atom) | self._follow_ups(atom)
        numbers = self._answered_by[atom.quantity.id]
        return self.mask(a for a in numbers if isinstance(a, Threshold) and a.value >= atom.value)


_PREGNANCY = (pregnant, having_babies)


def _led_to(atom: Atom) -> tuple[Finding, ...]:
    """Whatever else is there where this is, the nearest first: parents, and with weeks of pregnancy the pregnancy."""
    if isinstance(atom, Threshold):
        return _PREGNANCY if atom.quantity is weeks else ()
    return above(atom) if isinstance(atom, Finding) else ()


def _says(value: object, atom: Atom) -> bool:
    """Whether the number or the word that was given makes the atom present."""
    return isinstance(value, int) and value >= atom.value if isinstance(atom, Threshold) else value == atom.id


def field_of(atom: Atom) -> str | None:
    """The field of a presentation that answers an atom, or None where it is ticked."""
    return atom.quantity.id if isinstance(atom, Threshold) else choice_of(atom)


def plan_conditions() -> list[Expression]:
    """Every condition that decides about a treatment."""
    return [when for treatment in TREATMENTS.values() for when in treatment.conditions]


def _thresholds() -> Iterator[Atom]:
    """Every number that a rule, a treatment or a cause asks for."""
    conditions = [*(rule.when for rule in RULES.values()), *plan_conditions()]
    for cause in CAUSES.values():
        conditions += [*cause.speaks_for, *cause.speaks_against, *(sign.finding for sign in cause.signs)]
    conditions += [each.when for each in MEASURED.values() if each.when is not None]
    return (atom for when in conditions for atom in when.atoms if isinstance(atom, Threshold))


SHEET = Sheet([*FINDINGS.values(), *_thresholds()])
