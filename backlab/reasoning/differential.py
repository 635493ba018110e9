"""What may be behind it, in two lists: what must not be missed, and what is more common.

Every cause to which a rule that holds points stands in one of them, and none in both. The first list has the serious
ones, and opens with those to which a rule points, the most urgent first; then come those to which a rule could still
point, as far as was asked. The second list has what fits what was found. No list adds up to anything, and the level of
care reads neither.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache, reduce
from operator import or_
from typing import NamedTuple

from backlab.knowledge import findings as f
from backlab.knowledge.causes import CAUSES, MEASURED, NOT_AS_ALWAYS, SPEAKS_ELSEWHERE, Measured
from backlab.knowledge.sources import SOURCES
from backlab.model import Atom, Cause, Disposition, Finding, Sign, Threshold
from backlab.presentation import Presentation
from backlab.reasoning.bayes import Weight, post_test, weight_of
from backlab.reasoning.engine import Clause, Pointing, Rulebook
from backlab.reasoning.kept import kept
from backlab.reasoning.sheet import Sheet
from backlab.reasoning.standing import Standing, standing

# A "no" speaks against a cause where it at least halves the odds: less is not worth a word.
_HALVED = 0.5
# Causes that the sex at birth excludes, or the age.
_NEVER: Mapping[str, frozenset[str]] = {
    f.male.id: frozenset(("pregnancy_trouble", "pregnancy_ache", "period_pain")),
    f.female.id: frozenset(("testicle",)),
}
_KEPT = 4_096  # causes of which nothing is found, with the questions on which they wait
_LONG = 365  # days: an ache that has lasted longer and gets no worse is as it always was
# The answer that is given where no other cause fits, and that stands in the list of everybody.
_USUAL = "non_specific"
_SERIOUS = tuple(cause for cause in CAUSES.values() if cause.serious)
_COMMON = tuple(cause for cause in CAUSES.values() if not cause.serious and not cause.way_of)
_WAYS = {cause.id: tuple(way for way in CAUSES.values() if way.way_of == cause.id) for cause in _COMMON}


class Chance(NamedTuple):
    """What the strongest finding makes of a measured cause: probabilities, 0 to 1, with the ends of the interval."""

    measured: Measured
    sign: Sign
    after: float
    low: float | None
    high: float | None


class Suspect(NamedTuple):
    """A cause with what was found of it.

    ``level`` is that of the most urgent rule that points to it, or that could (``open``: it waits for an answer to one
    of these questions); None where no rule does. ``speaks_for`` and ``speaks_against`` were found, and so were the
    ``dangers`` that no harmless ache brings. ``weights`` are what was answered and has a published ratio, the
    ``denied`` those that speak against it by their absence; the ``same`` were answered no and speak against it without
    a number, since the ache is as it always was. ``ways`` are those in which it may have come about.
    """

    cause: Cause
    level: Disposition | None = None
    speaks_for: tuple[Atom, ...] = ()
    speaks_against: tuple[Atom, ...] = ()
    dangers: tuple[Atom, ...] = ()
    denied: tuple[Weight, ...] = ()
    weights: tuple[Weight, ...] = ()
    chance: Chance | None = None
    open: tuple[Atom, ...] = ()
    ways: tuple["Suspect", ...] = ()
    same: tuple[Finding, ...] = ()

    @property
    def suspected(self) -> bool:
        """Whether a rule that holds points to it."""
        return self.level is not None and not self.open


class Differential(NamedTuple):
    """The two lists, each in the order in which it is thought of."""

    must_not_miss: tuple[Suspect, ...]
    common: tuple[Suspect, ...]

    @property
    def looked_for(self) -> tuple[Suspect, ...]:
        """Those of the first list to which a rule that holds points."""
        return tuple(suspect for suspect in self.must_not_miss if suspect.suspected)

    @property
    def not_ruled_out(self) -> tuple[Suspect, ...]:
        """Those of the first list that wait for an answer."""
        return tuple(suspect for suspect in self.must_not_miss if suspect.open)

    @property
    def commonest(self) -> Suspect:
        """What fits best of the second list."""
        return self.common[0]


def differential(patient: Presentation | Standing) -> Differential:
    """The two lists for one patient."""
    now = standing(patient)
    held = _by_cause(now.held)
    of = _Found.of(now)
    looked_for = [_suspect(of, CAUSES[name], own, own[0].level) for name, own in held.items() if CAUSES[name].serious]
    looked_for.sort(key=lambda suspect: (-(suspect.level or 0), -len(held[suspect.cause.id]), -len(suspect.speaks_for)))
    named = {suspect.cause.id for suspect in looked_for}
    waiting = _open(of, named)
    common = [_with_ways(of, cause, held) for cause in _COMMON if _may_fit(of, cause, held)]
    fitting = [suspect for suspect in common if suspect.cause.id == _USUAL or _fits(suspect)]
    fitting.sort(key=_fit, reverse=True)
    return Differential((*looked_for, *waiting), tuple(fitting))


def _by_cause(clauses: Iterable[Clause]) -> dict[str, list[Clause]]:
    """The clauses that point to each cause, in their order."""
    found: dict[str, list[Clause]] = {}
    for clause in clauses:
        for cause in clause.rule.suspects:
            found.setdefault(cause, []).append(clause)
    return found


class _Bearing(NamedTuple):
    """What bears on a cause, as bits of a sheet: what it has to do with at all, what speaks for it, what against it.

    ``weights`` are what its signs weigh, there or not, each with the bit of its sign; ``chances`` are, of a measured
    cause, the bit of each sign that says how likely it is, and how likely that makes it: the strongest first.
    """

    there: int
    missing: int
    speaks_for: tuple[tuple[int, Atom], ...]
    speaks_against: tuple[tuple[int, Atom], ...]
    weights: tuple[tuple[int, Weight], ...]
    chances: tuple[tuple[int, Chance], ...]

    def is_silent(self, now: Standing) -> bool:
        """Whether nothing was found that bears on the cause."""
        return not self.there & now.present and not self.missing & ~now.possible


@kept
def _bearings(sheet: Sheet) -> dict[str, _Bearing]:
    """What bears on each cause."""
    return {cause.id: _bearing(cause, sheet) for cause in CAUSES.values()}


def _bearing(cause: Cause, sheet: Sheet) -> _Bearing:
    found = (each for sign in cause.signs for each in (weight_of(sign, True), _halving(weight_of(sign, False))) if each)
    weights = tuple((sheet.bit(each.sign.finding), each) for each in sorted(found, key=_strongest_first))
    speaks_for = tuple((sheet.bit(atom), atom) for atom in cause.speaks_for)
    speaks_against = tuple((sheet.bit(atom), atom) for atom in cause.speaks_against)
    there = {bit for bit, each in weights if each.present} | {bit for bit, _ in (*speaks_for, *speaks_against)}
    missing = sum({bit for bit, each in weights if not each.present})
    return _Bearing(sum(there), missing, speaks_for, speaks_against, weights, _chances(cause, sheet))


def _chances(cause: Cause, sheet: Sheet) -> tuple[tuple[int, Chance], ...]:
    """What each published ratio makes of a measured cause, where somebody here has read all that it rests on."""
    if cause.id not in MEASURED:
        return ()
    measured = MEASURED[cause.id]
    read = (s for s in measured.signs if _is_read((*measured.prior.sources, *s.sources)))
    found = [weight for sign in read if (weight := weight_of(sign, True))]
    found.sort(key=_strongest_first)
    return tuple((sheet.bit(weight.sign.finding), _chance_by(measured, weight)) for weight in found)


def _strongest_first(weight: Weight) -> float:
    return -abs(weight.decibans)


def _chance_by(measured: Measured, weight: Weight) -> Chance:
    before, span = measured.prior.value, weight.sign.interval
    ends = (post_test(before, span.low), post_test(before, span.high)) if span else (None, None)
    return Chance(measured, weight.sign, post_test(before, weight.ratio), *ends)


def _halving(weight: Weight | None) -> Weight | None:
    return weight if weight and weight.ratio <= _HALVED else None


class _Found(NamedTuple):
    """What every cause is compared with: where the patient stands, the dangers that were found, what is as always."""

    now: Standing
    dangers: tuple[Atom, ...]
    same: tuple[Finding, ...]
    bearings: Mapping[str, _Bearing]

    @classmethod
    def of(cls, now: Standing) -> "_Found":
        """With the findings that make the red flags hold: no harmless ache brings them."""
        bits = 0
        atoms: dict[Atom, None] = {}
        for clause in now.held:
            if clause.rule.red_flag:
                atoms.update(dict.fromkeys(now.sheet.atoms_of(clause.mask & ~bits)))
                bits |= clause.mask
        dangers = tuple(atom for atom in atoms if isinstance(atom, Finding))
        return cls(now, dangers, _as_always(now), _bearings(now.sheet))


def _as_always(now: Standing) -> tuple[Finding, ...]:
    """The questions whose "no" says that the ache is as it always was; none where another answer gainsays it."""
    if now.answer(f.new_kind_of_pain) or now.answer(f.getting_worse):
        return ()
    usual = now.answer(f.new_kind_of_pain) is False
    steady = now.answer(f.getting_worse) is False and (now.patient.days or 0) > _LONG
    return (*((f.new_kind_of_pain,) if usual else ()), *((f.getting_worse,) if steady else ()))


def _suspect(
    of: _Found,
    cause: Cause,
    held: Sequence[Clause] = (),
    level: Disposition | None = None,
    asked: tuple[Atom, ...] = (),
    ways: tuple[Suspect, ...] = (),
) -> Suspect:
    """A cause with what was found for and against it."""
    now = of.now
    bearing, dangers = of.bearings[cause.id], of.dangers if cause.harmless else ()
    same = of.same if cause.id in NOT_AS_ALWAYS else ()
    if not held and bearing.is_silent(now):  # nor is any of the signs there that say how likely it is
        return Suspect(cause, level, (), (), dangers, (), (), None, asked, ways, same)
    chance = _chance(now, cause, bearing) if bearing.chances else None
    weighed = _weighed(now, bearing) if bearing.weights else ()
    found, against = _there(now, bearing, weighed)
    found = [atom for clause in held for atom in now.sheet.atoms_of(clause.mask) if _speaks(atom, cause)] + found
    return Suspect(
        cause,
        level,
        _distinct(found),
        _distinct([atom for atom in against if atom not in found and atom not in dangers]) if against else (),
        tuple([atom for atom in dangers if atom not in found]) if dangers and found else dangers,
        tuple([each for each in weighed if not each.present]) if weighed else (),
        weighed,
        chance,
        asked,
        ways,
        same,
    )


def _there(now: Standing, bearing: _Bearing, weighed: Iterable[Weight]) -> tuple[list[Atom], list[Atom]]:
    """What is there and speaks for a cause, and what against it: first what has a number."""
    there = now.present
    speaks_for: list[Atom] = []
    against: list[Atom] = []
    for each in weighed:
        if each.present:
            (speaks_for if each.ratio > 1 else against).append(each.sign.finding)
    speaks_for += [atom for bit, atom in bearing.speaks_for if bit & there]
    if bearing.speaks_against:
        against += [atom for bit, atom in bearing.speaks_against if bit & there]
    return speaks_for, against


def _speaks(atom: Atom, cause: Cause) -> bool:
    """Whether an atom of a rule that points to a cause speaks for it too, and not for another alone."""
    return atom not in SPEAKS_ELSEWHERE or cause.id in SPEAKS_ELSEWHERE[atom]


def _weighed(now: Standing, bearing: _Bearing) -> tuple[Weight, ...]:
    """What was found of its signs, or speaks against it by its absence; the strongest first."""
    there, denied = now.present, ~now.possible
    return tuple([each for bit, each in bearing.weights if bit & (there if each.present else denied)])


def _distinct(atoms: Sequence[Atom]) -> tuple[Atom, ...]:
    """Each once, and of the thresholds of one number the highest that is reached."""
    if len(atoms) < 2:
        return tuple(atoms)
    found = list(dict.fromkeys(atoms))
    highest: dict[str, int] = {}
    for atom in found:
        if isinstance(atom, Threshold):
            highest[atom.quantity.id] = max(atom.value, highest.get(atom.quantity.id, 0))
    return tuple(a for a in found if not isinstance(a, Threshold) or a.value == highest[a.quantity.id])


def _chance(now: Standing, cause: Cause, bearing: _Bearing) -> Chance | None:
    """What the strongest published ratio makes of it."""
    when = MEASURED[cause.id].when
    if when is not None and not now.has(when):
        return None
    return next((chance for bit, chance in bearing.chances if bit & now.present), None)


def _is_read(sources: Iterable[str]) -> bool:
    return all(SOURCES[name].verified for name in sources)


def _open(of: _Found, named: set[str]) -> list[Suspect]:
    """The serious causes to which a rule could still point: the most urgent first, then the nearest."""
    gone, pointing = named | _excluded(of.now), of.now.book.pointing
    waiting = _Waiting.of(of.now)
    nearest: list[tuple[Disposition, int, int, Cause, int]] = []
    for place, cause in enumerate(_SERIOUS):
        if cause.id not in gone and cause.id in pointing and (found := waiting.nearest(pointing[cause.id])):
            level, count, asks = found
            nearest.append((level, -count, -place, cause, asks))
    nearest.sort(reverse=True)  # no two have the same place
    return [_suspected_if(of, cause, level, asks) for level, _, _, cause, asks in nearest]


class _Waiting(NamedTuple):
    """What waits for an answer: the atoms, and the clauses that none of them denies, all and those that are begun."""

    book: Rulebook
    unasked: int
    open: int
    begun: int

    @classmethod
    def of(cls, now: Standing) -> "_Waiting":
        return cls(now.book, now.possible & ~now.present, ~now.denied, now.touched & ~now.denied)

    def nearest(self, pointing: Iterable[Pointing]) -> tuple[Disposition, int, int] | None:
        """The highest level at which a rule could still point to a cause, how many answers that takes, and which."""
        book, unasked, open_, begun = self
        for level, alone, several in pointing:
            if asks := alone & unasked:
                if some := several & begun:  # of no other is only one missing
                    for mask, _ in book.steps_of(some):
                        if not (missing := mask & unasked) & (missing - 1):
                            asks |= missing
                return level, 1, asks
            if some := several & open_:
                waiting = [mask & unasked for mask, _ in book.steps_of(some)]
                least = min(map(int.bit_count, waiting))
                return level, least, reduce(or_, (missing for missing in waiting if missing.bit_count() == least))
        return None


def _suspected_if(of: _Found, cause: Cause, level: Disposition, asks: int) -> Suspect:
    """A cause that waits for an answer to one of these questions."""
    sheet = of.now.sheet
    if of.bearings[cause.id].is_silent(of.now):
        return _only_asked(sheet, cause.id, level, asks, of.same if cause.id in NOT_AS_ALWAYS else ())
    return _suspect(of, cause, level=level, asked=_asked(sheet, asks))


@lru_cache(maxsize=_KEPT)
def _only_asked(sheet: Sheet, cause: str, level: Disposition, asks: int, same: tuple[Finding, ...]) -> Suspect:
    """A cause of which nothing is known but what is asked: the same in most patients."""
    return Suspect(CAUSES[cause], level, open=_asked(sheet, asks), same=same)


def _asked(sheet: Sheet, asks: int) -> tuple[Atom, ...]:
    return sheet.atoms_of(asks & ~sheet.old or asks)


def _excluded(now: Standing) -> frozenset[str]:
    """The causes that this patient cannot have."""
    gone = _NEVER.get(now.patient.sex, frozenset())
    return gone | (_NEVER[f.male.id] if now.answer(f.PAST_HAVING_BABIES) else frozenset())


def _may_fit(of: _Found, cause: Cause, held: Mapping[str, list[Clause]]) -> bool:
    """Whether anything speaks for a common cause at all: most are out of the question at a glance."""
    if cause.id == _USUAL or of.bearings[cause.id].there & of.now.present:
        return True
    return cause.id in held or any(way.id in held for way in _WAYS[cause.id])


def _with_ways(of: _Found, cause: Cause, held: Mapping[str, list[Clause]]) -> Suspect:
    """A common cause with the ways in which it comes about; a rule that points to a way points to it."""
    ways = _WAYS[cause.id]
    suspects = tuple(_of_way(of, way, held.get(way.id, ())) for way in ways)
    clauses = [clause for each in (cause, *ways) for clause in held.get(each.id, ())]
    highest = max((clause.level for clause in clauses), default=None)
    return _suspect(of, cause, clauses, highest, ways=suspects)


def _of_way(of: _Found, way: Cause, held: Sequence[Clause]) -> Suspect:
    return _suspect(of, way, held, held[0].level if held else None)


def _fits(suspect: Suspect) -> bool:
    """Whether something of it was found (an age or a time alone is nothing), and nothing that it needs is missing."""
    return not suspect.denied and any(isinstance(atom, Finding) for atom in suspect.speaks_for)


def _fit(suspect: Suspect) -> tuple[bool, bool, int]:
    """How well a common cause fits: what a rule points to, an ache with a sign of its own, then by what was found.

    The usual one counts as one finding, or as none where there are signs of danger.
    """
    if suspect.cause.id == _USUAL:
        return (False, False, 0 if suspect.dangers else 1)
    found = sum(isinstance(atom, Finding) for atom in suspect.speaks_for)
    return (suspect.suspected, suspect.cause.harmless, found)
