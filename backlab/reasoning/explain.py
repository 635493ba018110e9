"""Why this level, why not a higher one, what would raise or lower it, and which questions still matter.

All of it is read off a patient's standing: the clauses that hold are the reasons, what is missing from the
others says why not, and a set of atoms that breaks every clause that holds would lower the level. Each function
takes a patient, or a standing where it is there already.
"""

from collections.abc import Iterable, Iterator
from functools import cache, reduce
from itertools import chain, groupby
from operator import or_
from typing import NamedTuple

from backlab.knowledge.findings import (
    PREGNANCY,
    TO_WATCH,
    female,
    groin_pain,
    in_topic,
    male,
    pregnant,
    testicle_pain,
    very_unwell,
)
from backlab.knowledge.watch import (
    ALWAYS,
    EARLY_IN_PREGNANCY,
    FROM_WEEK_20,
    INFECTION,
    LATE_IN_PREGNANCY,
    LINES,
    SEPSIS,
)
from backlab.model import Atom, Disposition, Rule
from backlab.presentation import Presentation
from backlab.reasoning.sheet import SHEET, Sheet, bits_of
from backlab.reasoning.sheet import ordered as ordered  # for those who put an explanation into words
from backlab.reasoning.standing import Standing, standing

Patient = Presentation | Standing
_TO_WATCH = SHEET.mask(TO_WATCH)
_IN_PREGNANCY = SHEET.mask(finding for finding in in_topic(PREGNANCY) if finding.parent is pregnant)
_LATE, _EARLY = SHEET.mask(LATE_IN_PREGNANCY), SHEET.mask(EARLY_IN_PREGNANCY)
_LINES = tuple((SHEET.mask(line.signs), tuple(map(SHEET.bit, line.signs)), line) for line in LINES)
_ALWAYS = len(ALWAYS)
_BLOOD_POISONING = SHEET.mask((very_unwell, *SEPSIS))
# How many signs the safety net names of each level beside those that everybody is told, up to how many of them that
# do not fit the patient, and how many pairs: more nobody keeps in mind.
MOST_ALONE = {Disposition.EMERGENCY: (5, 3), Disposition.URGENT: (8, 8)}
MOST_PAIRS = 2
# A level that rests on more findings than that is not said to hang on them.
MOST_GONE = 6


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
    """Every rule that holds (of all, or of those that are given), the highest level first.

    >>> from backlab import Presentation
    >>> patient = Presentation(age=34, pain=6, days=1, present={"fever"})
    >>> [(reason.rule.id, reason.matched) for reason in reasons(patient)]
    [('high-temperature', (fever,))]
    """
    now = standing(patient, rules)
    held = (list(clauses) for _, clauses in groupby(now.held, key=lambda clause: clause.rule.id))
    return tuple(
        Reason(clauses[0].rule, tuple(dict.fromkeys(a for clause in clauses for a in now.sheet.atoms_of(clause.mask))))
        for clauses in held
    )


def raises(patient: Patient) -> tuple[Change, ...]:
    """Each single finding or threshold that would raise the level, with the level that it would reach.

    Of several thresholds of one quantity that reach the same level, only the nearest.

    >>> from backlab import Presentation
    >>> patient = Presentation(age=34, pain=6, days=1, present={"fever"})
    >>> [change.to.label for change in raises(patient)][:2]
    ['Emergency', 'Emergency']
    """
    now = standing(patient)
    sheet = now.sheet
    return tuple([_change(sheet, bit, to) for to, bits in sorted(now.raising.items()) for bit in bits_of(bits)])


@cache
def _change(sheet: Sheet, bits: int, to: Disposition) -> Change:
    """What leads to a level; asked for single atoms and for pairs, of which the rules name so many and no more."""
    return Change(sheet.atoms_of(bits), to)


def lowers(patient: Patient, most: int = 6) -> tuple[Change, ...]:
    """The smallest sets of findings without which the level would be lower, at most ``most`` of them.

    None where it takes more than ``MOST_GONE`` findings: then too much is there to hang the level on any of it.

    >>> from backlab import Presentation
    >>> patient = Presentation(age=34, pain=6, days=1, present={"fever"})
    >>> [(change.atoms, change.to.label) for change in lowers(patient)]
    [((fever,), 'Self-care')]
    """
    now = standing(patient)
    if now.level is Disposition.SELF_CARE:
        return ()
    deciding = [clause.mask for clause in now.held if clause.level == now.level]
    smallest = sorted(_smallest_hitting(deciding, now.sheet), key=lambda some: list(bits_of(some)))
    return tuple(_drop(now, some) for some in smallest[:most])


def why_not_higher(patient: Patient) -> tuple[NotHigher, ...]:
    """For each level above: what alone would be enough for it (``raises``), by how it was answered.

    >>> from backlab import Presentation
    >>> patient = Presentation(age=34, pain=6, days=1, present={"fever"})
    >>> [each.level.label for each in why_not_higher(patient)]
    ['Emergency']
    """
    now = standing(patient)
    atoms_of, possible = now.sheet.atoms_of, now.possible
    return tuple(
        NotHigher(level, atoms_of(bits & ~possible), atoms_of(bits & possible))
        for level, bits in sorted(now.raising.items())
        if bits
    )


# What makes one question worth more than another, the first first: how far it leads, and how far alone from what this
# patient has begun, whether it leads there alone, in how many ways that were begun it stands, and in how many at all.
_Worth = tuple[Disposition, Disposition, bool, int, int]


def questions(patient: Patient) -> tuple[Question, ...]:
    """The questions that could still raise the level, or show a red flag: what can move it most comes first.

    Of those that lead as far the first are the signs of blood poisoning, where an infection may be at work, and then
    those to which this patient's own findings point: a "yes" to one of them alone would move the level, and less or
    not at all in everybody. Then comes what leads there alone, and then what stands in more of the ways that the
    patient has begun, or in more ways at all. Of a follow-up its parent is asked, as long as that is not there.

    >>> from backlab import Presentation
    >>> patient = Presentation(age=34, pain=6, days=1, present={"fever"})
    >>> questions(patient)[0].could_reach.label
    'Emergency'
    """
    now = standing(patient)
    first = _BLOOD_POISONING if now.has(INFECTION) else 0
    found = _worth_asking(now)
    order = sorted([(worth[0], bool(bit & first), worth, -bit) for bit, worth in found.items()], reverse=True)
    sheet = now.sheet
    return tuple([_question(sheet, -bit, to, worth[2]) for to, _, worth, bit in order])


@cache
def _question(sheet: Sheet, bit: int, to: Disposition, alone: bool) -> Question:
    """What is asked of one atom; a sheet has so many and no more."""
    return Question(sheet.atom(bit), to, alone)


def _worth_asking(now: Standing) -> dict[int, _Worth]:
    """Each question of a way that nothing denies, with what makes it worth asking.

    The ways that this patient has begun are gone through one by one, all others bit by bit.
    """
    found: dict[int, _Worth] = {}
    denied, book = ~now.possible, now.book
    for missing, to in now.begun.items():
        if not missing & denied:
            for bit in bits_of(missing):
                _add(found, now, bit, (to, to if missing == bit else Disposition.SELF_CARE, missing == bit, 1, 1))
    whole = now.untouched & ~now.denied
    clauses, needs, follow_ups = book.clauses, book.needs, now.sheet.follow_ups
    for bit, naming in book.vital_with.items():
        if ways := naming & whole:
            to = clauses[(ways & -ways).bit_length() - 1].level  # the highest level comes first
            worth = (to, Disposition.SELF_CARE, needs.get(bit) is to, 0, ways.bit_count())
            if bit & follow_ups or bit in found:
                _add(found, now, bit, worth)
            else:  # nearly always
                found[bit] = worth
    return found


def _add(found: dict[int, _Worth], now: Standing, bit: int, worth: _Worth) -> None:
    """Count what one bit is worth in with the question that is asked for it."""
    asked = now.sheet.asked_for(bit, now.present) if bit & now.sheet.follow_ups else bit
    if asked == bit and bit not in found:
        found[bit] = worth
        return
    to, pointed, alone, begun, ways = worth
    if asked != bit:
        pointed, alone = Disposition.SELF_CARE, False
    if known := found.get(asked):
        to, alone = max((to, alone), (known[0], known[2]))
        pointed, begun, ways = max(pointed, known[1]), begun + known[3], ways + known[4]
    found[asked] = (to, pointed, alone, begun, ways)


def least_missing(patient: Patient) -> dict[frozenset[Atom], Disposition]:
    """What is missing from each clause that would matter, and the level to which it leads.

    A clause matters where it leads higher, or to the same level with the first red flag. What contains another
    that leads as far is left out: it could add nothing.

    >>> from backlab import Presentation
    >>> patient = Presentation(age=34, pain=6, days=1, present={"fever"})
    >>> max(least_missing(patient).values()).label
    'Emergency'
    """
    now = standing(patient)
    return {frozenset(now.sheet.atoms_of(missing)): to for missing, to in now.least_missing.items()}


def safety_net(patient: Patient) -> tuple[Change, ...]:
    """What to watch for: the most telling new signs that the rules send to more urgent care, the gravest first.

    Of each level a few lines (``LINES``) of signs that lead there alone, first those that fit this patient. Two
    together are named where neither leads there alone, and at most a few.

    >>> from backlab import Presentation
    >>> patient = Presentation(age=34, pain=6, days=1, present={"fever"})
    >>> safety_net(patient)[0].to.label
    'Emergency'
    """
    now = standing(patient)
    watched = _TO_WATCH | (_IN_PREGNANCY if now.has(pregnant) else 0)
    foreign = ~watched | _not_for(now)
    alone = {level: now.alone[level] & ~foreign for level in MOST_ALONE}
    elsewhere = foreign | reduce(or_, alone.values())
    pairs = _pairs(now, watched, elsewhere)
    return tuple(
        _change(now.sheet, signs, level)
        for level in MOST_ALONE
        for signs in (*_fitting(now, alone[level], level), *_telling(now, pairs, level))
    )


def _pairs(now: Standing, watched: int, elsewhere: int) -> list[tuple[int, Disposition]]:
    """The pairs of signs that lead higher, neither of which is named ``elsewhere`` or not to be watched for."""
    book = now.book
    begun = [(two, to) for two, to in now.begun.items() if two.bit_count() == 2 and not two & elsewhere]
    return begun + book.steps_of(now.untouched & book.pairs & book.within(watched) & ~book.naming_any(elsewhere))


def _not_for(now: Standing) -> int:
    """The signs that this patient cannot have, or that mean nothing at this time of a pregnancy."""
    mine = now.has(male) or (now.has(groin_pain) and not now.has(female))
    late = _EARLY if now.has(FROM_WEEK_20) else 0 if now.may_have(FROM_WEEK_20) else _LATE
    return late | (0 if mine else now.sheet.bit(testicle_pain))


def _fitting(now: Standing, there: int, level: Disposition) -> Iterator[int]:
    """The signs that lead to a level, line by line: what fits the patient, what everybody is told, and the rest."""
    graver = there & ~now.book.alone_from[level]
    always = _ALWAYS if level is Disposition.EMERGENCY else 0
    lines: list[tuple[bool, bool, int]] = []
    for place, (signs, _, line) in enumerate(_LINES):
        if signs & there:
            strange = not signs & graver and (line.first_for is None or not now.has(line.first_for))
            lines.append((place >= always, strange, place))
    most, named, kept = MOST_ALONE[level], 0, list[tuple[bool, int, list[int]]]()
    for other, strange, place in sorted(lines):
        told = [bit for bit in _LINES[place][1] if bit & there]
        if other:
            del told[max(most[strange] - named, 0) :]
            named += len(told)
        kept.append((strange, place, told))
    return chain.from_iterable(told for *_, told in sorted(kept))


def _telling(now: Standing, pairs: Iterable[tuple[int, Disposition]], level: Disposition) -> list[int]:
    """Of the pairs the most telling: what is graver in this patient than in others, then what everybody is asked."""

    def rank(two: int) -> tuple[bool, bool, int, int]:
        usual = now.book.needs.get(two, Disposition.SELF_CARE) >= level
        follow_up = any(now.sheet.asked_for(bit, now.present) != bit for bit in bits_of(two & now.sheet.follow_ups))
        return usual, follow_up, two & -two, two

    leading = [two for two, to in pairs if to is level]
    return sorted(leading, key=rank)[:MOST_PAIRS] if leading else []


def could_reach(patient: Patient) -> Disposition:
    """The highest level that the answers still missing could lead to (by monotonicity, all of them "yes").

    >>> from backlab import Presentation
    >>> patient = Presentation(age=34, pain=6, days=1, present={"fever"})
    >>> could_reach(patient).label
    'Emergency'
    >>> could_reach(patient.none_other()).label
    'Emergency'
    """
    return standing(patient).could_reach


def _smallest_hitting(clauses: Iterable[int], sheet: Sheet) -> set[int]:
    """The smallest sets with a bit of every clause, none where that takes more than ``MOST_GONE`` bits.

    A threshold that falls by itself when a lower one does is not counted. What is a clause by itself is in every set:
    that alone is too much in whoever has nearly everything.
    """
    masks = sorted(set(clauses), key=int.bit_count)
    needed = _nearest(sum(mask for mask in masks if mask.bit_count() == 1), sheet)
    open_ = _least_of([mask for mask in masks if not mask & sheet.falling(needed)])
    for size in range(needed.bit_count(), MOST_GONE + 1):
        if found := set(_hitting(needed, open_, size, sheet, set())):
            return found
    return set()


def _hitting(some: int, clauses: list[int], most: int, sheet: Sheet, seen: set[int]) -> Iterator[int]:
    """The sets of at most so many bits that begin with these and have a bit of every clause."""
    gone = sheet.falling(some)
    missed = next((clause for clause in clauses if not clause & gone), 0)
    if not missed:
        yield some
    for bit in bits_of(missed):
        grown = _nearest(some | bit, sheet)
        if grown.bit_count() <= most and grown not in seen:
            seen.add(grown)
            yield from _hitting(grown, clauses, most, sheet, seen)


def _least_of(masks: Iterable[int]) -> list[int]:
    """The masks that contain no other, given the smallest first."""
    least: list[int] = []
    for mask in masks:
        if not any(not other & ~mask for other in least):
            least.append(mask)
    return least


def _nearest(some: int, sheet: Sheet) -> int:
    """Without thresholds that fall by themselves when a lower one of the same quantity does."""
    for bit in bits_of(some):
        some &= ~sheet.falling(bit) | bit
    return some


def _drop(now: Standing, some: int) -> Change:
    return Change(now.sheet.atoms_of(some), now.book.level(now.present & ~now.sheet.falling(some)))
