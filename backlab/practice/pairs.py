"""Pairs of patients that differ in one answer, and in what follows from it: found by search, and never written down.

A *point* is what a pair can teach: a rule, or something that rules a treatment out. Of each there are as many pairs as
one likes; the number of a pair is the seed of its lot, so that a point and a number are the same pair on every machine.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from random import Random
from typing import NamedTuple

from backlab.knowledge.findings import FINDINGS, answers_of, choice_of
from backlab.knowledge.rules import RULES
from backlab.knowledge.treatments import TREATMENTS
from backlab.model import Atom, Contraindication, Disposition, Finding, Lens, Rule, Treatment
from backlab.practice.patients import Draft, drawn, occurs, without
from backlab.presentation import Presentation
from backlab.reasoning.engine import BOOK, triage_of_one
from backlab.reasoning.plan import decide, speaks, what_speaks_against
from backlab.reasoning.sheet import SHEET
from backlab.reasoning.standing import standing

TRIES = 8
MOST_TRIES = 400
MOST_WAYS = 24
_DECIDES = 3
# What raises the level of whoever has nothing worse: for a rule that never decides alone.
_RAISING = ("weight_loss", "fever", "worse_on_cough")


class Point(NamedTuple):
    """What a pair teaches: a ``rule``, or a ``reason`` (an absolute contraindication) against a ``treatment``.

    ``topic`` is what several points have in common: the group of the rule, or the treatment.
    """

    id: str
    topic: str
    rule: Rule | None = None
    treatment: Treatment | None = None
    reason: Contraindication | None = None


class Pair(NamedTuple):
    """Two patients who differ in one answer: of ``far`` the point holds, of ``near`` it does not.

    ``atom`` is what one of them answers otherwise than the other. ``sides`` are the two, and ``asked`` says which of
    them is asked about: 0 for near, 1 for far.
    """

    point: Point
    number: int
    near: Draft
    far: Draft
    atom: Atom
    asked: int

    @property
    def sides(self) -> tuple[Presentation, Presentation]:
        """Near and far as patients who were asked everything."""
        return self.near.patient(), self.far.patient()


class _Way(NamedTuple):
    """How a pair comes about: ``clause`` is there in the one, and all of it but ``atom`` in the other.

    ``instead`` is another answer of the same sign. With ``turned`` the point holds of the one without ``atom``.
    """

    clause: tuple[Atom, ...]
    atom: Atom
    instead: str = ""
    turned: bool = False


def _level_points() -> Iterator[Point]:
    yield from (Point(rule.id, rule.group, rule) for rule in RULES.values())


def _medicine_points() -> Iterator[Point]:
    for treatment in TREATMENTS.values():
        for reason in treatment.contraindications:
            if reason.absolute:
                of = "+".join(sorted(each.id for each in reason.when.atoms or reason.unless.atoms))
                yield Point(f"{treatment.id}.{of}", treatment.id, None, treatment, reason)


POINTS: Mapping[str, Point] = {each.id: each for each in (*_level_points(), *_medicine_points())}
"""Every point by its id: all rules, then whatever rules a treatment out."""


def pair(point: str, number: int) -> Pair:
    """The pair of a point (an id of ``POINTS``) with this number, from 0; the same on every machine."""
    about, lot = POINTS[point], Random(f"{point}/{number}")
    ways = _ways(about)
    for turn in range(MOST_TRIES if ways else 0):
        found = _tried(about, ways[(number + turn) % len(ways)], number, lot)
        if found and _worth(found) == _best(about):
            return found
    raise LookupError(f"no pair of {point!r} with the number {number}")


def level_of(draft: Draft) -> Disposition:
    """The level of care that the rules demand."""
    return BOOK.level(SHEET.present(draft.told))


def _tried(point: Point, way: _Way, number: int, lot: Random) -> Pair | None:
    """A pair by this way, if the lot brings one that is told of one person."""
    one = drawn(way.clause, lot)
    other = without(one, way.atom, lot, way.instead) if one else None
    asked = lot.randint(0, 1)
    if one is None or other is None or other == one or not occurs(other):
        return None
    near, far = (one, other) if way.turned else (other, one)
    return Pair(point, number, near, far, way.atom, asked)


def _worth(pair: Pair) -> int:
    """How well a pair shows its point, from 0 (not at all) to 3 (it is what decides)."""
    return _shows_rule(pair, pair.point.rule) if pair.point.rule else _shows_reason(pair)


def _shows_rule(pair: Pair, rule: Rule) -> int:
    near, far = (SHEET.present(draft.told) for draft in (pair.near, pair.far))
    low, high = BOOK.level(near), BOOK.level(far)
    if low == high or not SHEET.met(rule.when, far):
        return 0
    if SHEET.met(rule.when, near):  # it never decides alone: it is what the one has who needs less
        return 1 if low == rule.disposition else 0
    return _DECIDES if high == rule.disposition else 2


def _shows_reason(pair: Pair) -> int:
    """Whether the reason is all that stands between the two: whatever was not asked is no, so what is known decides."""
    treatment, reason = pair.point.treatment, pair.point.reason
    assert treatment is not None
    assert reason is not None
    near, far = standing(pair.near.told), standing(pair.far.told)
    if not speaks(reason, far) or speaks(reason, near) or what_speaks_against(treatment, near).known:
        return 0
    decided = decide(treatment, Lens.TODAY, near, triage_of_one(near.held))
    return _DECIDES if decided.recommended or decided.discouraged or decided.unasked else 0


@cache
def _best(point: Point) -> int:
    """How well any way shows a point."""
    return max((_worth_of(point, way) for way in _some_ways(point)), default=0)


@cache
def _ways(point: Point) -> tuple[_Way, ...]:
    """The ways that show a point as well as any does."""
    best = _best(point)
    return tuple(way for way in _some_ways(point) if best and _worth_of(point, way) == best)


@cache
def _some_ways(point: Point) -> tuple[_Way, ...]:
    """As many of the ways as are worth trying, in an order of their own."""
    ways = [*_all_ways(point)]
    Random(point.id).shuffle(ways)
    return tuple(ways[:MOST_WAYS])


@cache
def _worth_of(point: Point, way: _Way) -> int:
    """The best that a way brings in some tries."""
    lot = Random(f"{point.id}/{'+'.join(each.id for each in way.clause)}/{way.atom.id}/{way.instead}")
    best = 0
    for _ in range(TRIES):
        found = _tried(point, way, 0, lot)
        best = max(best, _worth(found) if found else 0)
        if best == _DECIDES:
            break
    return best


def _all_ways(point: Point) -> Iterator[_Way]:
    if point.rule:
        yield from _ways_of_rule(point.rule)
    elif point.treatment and point.reason:
        yield from _ways_of_reason(point.treatment, point.reason)


def _ways_of_rule(rule: Rule) -> Iterator[_Way]:
    for clause in map(_in_order, rule.when.clauses):
        for atom in clause:
            yield from (_Way(clause, atom, instead) for instead in ("", *_other_answers(atom)))
        yield from (_Way((*clause, FINDINGS[name]), FINDINGS[name]) for name in _RAISING)


def _ways_of_reason(treatment: Treatment, reason: Contraindication) -> Iterator[_Way]:
    settings = tuple(map(_in_order, treatment.when.clauses)) if treatment.when is not None else ((),)
    for setting in settings:
        for clause in map(_in_order, reason.when.clauses):
            whole = tuple(dict.fromkeys((*setting, *clause)))
            yield from (_Way(whole, atom) for atom in clause)
            if not clause:  # everybody, unless they have reached an age
                yield from (_Way((*setting, atom), atom, turned=True) for atom in _in_order(reason.unless.atoms))


def _in_order(atoms: Iterable[Atom]) -> tuple[Atom, ...]:
    return tuple(sorted(atoms, key=lambda atom: atom.id))


def _other_answers(atom: Atom) -> tuple[str, ...]:
    """The other answers of a sign, of which nobody has two."""
    if not isinstance(atom, Finding) or choice_of(atom):
        return ()
    return tuple(each.id for each in answers_of(atom) if each != atom)
