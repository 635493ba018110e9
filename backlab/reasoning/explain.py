"""Why this level, why not a higher one, what would raise or lower it, and which questions still matter.

All of it is read off a patient's standing: the clauses that hold are the reasons, what is missing from the
others says why not, and a set of atoms that breaks every clause that holds would lower the level. Each function
takes a patient, or a standing where it is there already.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import chain, groupby
from typing import NamedTuple

from backlab.knowledge.findings import PREGNANCY, TO_WATCH, in_topic, pregnant
from backlab.model import Atom, Disposition, Rule
from backlab.presentation import Presentation
from backlab.reasoning.sheet import SHEET, Sheet, bits_of
from backlab.reasoning.sheet import ordered as ordered  # for those who put an explanation into words
from backlab.reasoning.standing import Standing, highest_only, standing

Patient = Presentation | Standing
_TO_WATCH = SHEET.mask(TO_WATCH)
_IN_PREGNANCY = SHEET.mask(finding for finding in in_topic(PREGNANCY) if finding.parent is pregnant)
# How many signs the safety net names of each level: more than a dozen or so nobody keeps in mind.
MOST_ALONE, MOST_PAIRS = 14, 4


class Reason(NamedTuple):
    """A rule that holds, and the findings and thresholds that make it hold."""

    rule: Rule
    matched: tuple[Atom, ...]


class Change(NamedTuple):
    """What would move the level: these atoms present (a raise) or gone (a drop), and where it would go."""

    atoms: tuple[Atom, ...]
    to: Disposition


class NotHigher(NamedTuple):
    """Why one higher level is not reached: what would be enough for it, answered "no" or not asked."""

    level: Disposition
    ruled_out: tuple[Atom, ...]
    not_asked: tuple[Atom, ...]


class Question(NamedTuple):
    """A question that is worth asking: ``could_reach`` says how far a "yes" could move the level."""

    atom: Atom
    could_reach: Disposition
    alone: bool


def reasons(patient: Patient, rules: Iterable[Rule] | None = None) -> tuple[Reason, ...]:
    """Every rule that holds (of all, or of those that are given), the highest level first."""
    now = standing(patient, rules)
    held = (list(clauses) for _, clauses in groupby(now.held, key=lambda clause: clause.rule.id))
    return tuple(
        Reason(clauses[0].rule, tuple(dict.fromkeys(a for clause in clauses for a in now.sheet.atoms_of(clause.mask))))
        for clauses in held
    )


def raises(patient: Patient) -> tuple[Change, ...]:
    """Each single finding or threshold that would raise the level, with the level that it would reach.

    Of several thresholds of one quantity that reach the same level, only the nearest.
    """
    now = standing(patient)
    reached = _raising(now)
    far = _no_nearer(now, reached)
    upwards = ((to, bits & ~far) for to, bits in sorted(reached.items()))
    return tuple(_change(now.sheet, bit, to) for to, bits in upwards for bit in bits_of(bits))


def _no_nearer(now: Standing, reached: Mapping[Disposition, int]) -> int:
    """The thresholds that lead no further than a lower one of the same quantity."""
    far = 0
    nearest: dict[str, Disposition] = {}  # by quantity, how far a lower threshold leads
    thresholds = [(bit, to) for to, bits in reached.items() for bit in bits_of(bits & now.sheet.thresholds)]
    for bit, to in sorted(thresholds):
        quantity = now.sheet.quantity(bit)
        if to <= nearest.get(quantity, now.level):
            far |= bit
        else:
            nearest[quantity] = to
    return far


def _raising(now: Standing) -> dict[Disposition, int]:
    """The bits of which one alone completes a clause of a higher level, by the highest of these levels, highest first.

    A follow-up is left out where its parent leads as far, and what is old where what is new does.
    """
    reached = {to: bits for to, bits in now.alone.items() if to > now.level}
    begun = ((missing, to) for missing, to in now.begun.items() if not missing & ~now.book.brought_by(missing))
    for missing, to in chain(begun, now.book.steps_of(now.untouched & now.book.closing)):
        if to > now.level:  # several: the highest threshold brings the lower ones, a child its parent
            reached[to] |= 1 << missing.bit_length() - 1
    reached = highest_only(reached)
    as_far = 0
    for to, bits in reached.items():
        as_far |= bits
        reached[to] = bits & ~now.sheet.behind(bits, as_far)
    return reached


@cache
def _change(sheet: Sheet, bits: int, to: Disposition) -> Change:
    """What leads to a level; asked for single atoms and for pairs, of which the rules name so many and no more."""
    return Change(sheet.atoms_of(bits), to)


def lowers(patient: Patient, most: int = 6) -> tuple[Change, ...]:
    """The smallest sets of findings without which the level would be lower, at most ``most`` of them."""
    now = standing(patient)
    if now.level is Disposition.SELF_CARE:
        return ()
    deciding = [clause.mask for clause in now.held if clause.level == now.level]
    sets = {_nearest(some, now.sheet) for some in _hitting_sets(deciding)}
    least = min(map(int.bit_count, sets))
    smallest = sorted((some for some in sets if some.bit_count() == least), key=lambda some: list(bits_of(some)))
    return tuple(_drop(now, some) for some in smallest[:most])


def why_not_higher(patient: Patient, raising: Iterable[Change]) -> tuple[NotHigher, ...]:
    """For each level above: what alone would be enough for it (``raises``), by how it was answered."""
    now = standing(patient)
    higher: dict[Disposition, int] = {}
    for change in raising:
        higher[change.to] = higher.get(change.to, 0) | now.sheet.bit(change.atoms[0])  # a raise is one atom
    return tuple(
        NotHigher(level, now.sheet.atoms_of(bits & ~now.possible), now.sheet.atoms_of(bits & now.possible))
        for level, bits in sorted(higher.items())
    )


# What makes one question worth more than another, the first first: how far it leads, and how far alone from what this
# patient has begun, whether it leads there alone, in how many ways that were begun it stands, and in how many at all.
_Worth = tuple[Disposition, Disposition, bool, int, int]


def questions(patient: Patient) -> tuple[Question, ...]:
    """The questions that could still raise the level, or show a red flag: what can move it most comes first.

    Of those that lead as far the first are those to which this patient's own findings point: a "yes" to one of them
    alone would move the level, and less or not at all in everybody. Then comes what leads there alone, and then what
    stands in more of the ways that the patient has begun, or in more ways at all. Of a follow-up its parent is asked,
    as long as that is not there.
    """
    now = standing(patient)
    found: dict[int, _Worth] = {}
    for bit, to, alone, begun, ways in _ways_open(now):
        asked = now.sheet.asked_for(bit, now.present) if bit & now.sheet.follow_ups else bit
        alone = alone and asked == bit
        pointed = to if alone and begun else Disposition.SELF_CARE
        known = found.get(asked)
        if known is None:
            found[asked] = (to, pointed, alone, int(begun), ways)
        else:
            furthest, furthest_alone = max((to, alone), (known[0], known[2]))
            found[asked] = (furthest, max(pointed, known[1]), furthest_alone, known[3] + begun, known[4] + ways)
    order = sorted(((worth, -bit) for bit, worth in found.items()), reverse=True)
    return tuple([Question(now.sheet.atom(-bit), to, alone) for (to, _, alone, _, _), bit in order])


def _ways_open(now: Standing) -> Iterator[tuple[int, Disposition, bool, bool, int]]:
    """Each bit of a way that nothing denies: how far it leads, whether alone, whether it was begun, and how many ways.

    The ways that this patient has begun are gone through one by one, all others bit by bit.
    """
    denied, book = ~now.possible, now.book
    for missing, to in now.begun.items():
        if not missing & denied:
            for bit in bits_of(missing):
                yield bit, to, missing == bit, True, 1
    whole = now.untouched & ~book.naming_any(denied & book.named)
    for bit, naming in book.vital_with.items():
        if ways := naming & whole:
            to = book.vital[(ways & -ways).bit_length() - 1].level  # the highest level comes first
            yield bit, to, book.needs.get(bit) is to, False, ways.bit_count()


def least_missing(patient: Patient) -> dict[frozenset[Atom], Disposition]:
    """What is missing from each clause that would matter, and the level to which it leads.

    A clause matters where it leads higher, or to the same level with the first red flag. What contains another
    that leads as far is left out: it could add nothing.
    """
    now = standing(patient)
    return {frozenset(now.sheet.atoms_of(missing)): to for missing, to in now.least_missing.items()}


def safety_net(patient: Patient) -> tuple[Change, ...]:
    """What to watch for: the most telling new signs that the rules send to more urgent care, the gravest first.

    Of each level a dozen or so that lead there alone: first those that are graver in this patient than in others, then
    those that are asked of everybody. Two together are named where neither is on the list, and at most a few.
    """
    now = standing(patient)
    watched = _TO_WATCH | (_IN_PREGNANCY if now.has(pregnant) else 0)
    alone = {to: bits & watched for to, bits in now.alone.items() if to >= Disposition.URGENT}
    named = alone[Disposition.EMERGENCY] | alone[Disposition.URGENT]
    ways = chain(now.book.steps_of(now.untouched & now.book.pairs & now.book.within(watched)), now.begun.items())
    pairs = {
        two: to
        for two, to in ways
        if to >= Disposition.URGENT and not two & (~watched | named) and two.bit_count() == 2
    }
    chosen = {sign: to for to, bits in alone.items() for sign in _telling(now, bits_of(bits), to, MOST_ALONE)}
    for level in alone:
        of_level = (two for two, to in pairs.items() if to is level)
        chosen |= dict.fromkeys(_telling(now, of_level, level, MOST_PAIRS), level)
    order = sorted(chosen, key=lambda m: (-chosen[m], m & -m, m))
    return tuple([_change(now.sheet, m, chosen[m]) for m in order])


def _telling(now: Standing, signs: Iterable[int], to: Disposition, most: int) -> list[int]:
    """The most telling of those of a level: what is graver in this patient than in others, then what all are asked."""
    needs = now.book.needs

    def rank(sign: int) -> tuple[bool, bool, int, int]:
        usual = needs.get(sign, Disposition.SELF_CARE) >= to
        later = sign & now.sheet.follow_ups
        follow_up = bool(later) and any(now.sheet.asked_for(bit, now.present) != bit for bit in bits_of(later))
        return usual, follow_up, sign & -sign, sign

    return sorted(signs, key=rank)[:most]


def could_reach(patient: Patient) -> Disposition:
    """The highest level that the answers still missing could lead to (by monotonicity, all of them "yes")."""
    return standing(patient).could_reach


def _hitting_sets(clauses: Iterable[int]) -> set[int]:
    """The minimal sets with a bit of every clause."""
    sets = {0}
    for clause in clauses:
        hitting = {some for some in sets if some & clause}
        grown = hitting | {some | bit for some in sets - hitting for bit in bits_of(clause)}
        sets = {some for some in grown if not any(other & some == other != some for other in grown)}
    return sets


def _nearest(some: int, sheet: Sheet) -> int:
    """Without thresholds that fall by themselves when a lower one of the same quantity does."""
    for bit in bits_of(some):
        some &= ~sheet.falling(bit) | bit
    return some


def _drop(now: Standing, some: int) -> Change:
    return Change(now.sheet.atoms_of(some), now.book.level(now.present & ~now.sheet.falling(some)))
