"""Example patients drawn by lot around a few findings: only what occurs together, and the rest as plain as can be.

What goes with what here is no evidence: it keeps a story from saying two things that exclude each other, or of somebody
whom it does not fit. What the patient needs is never decided here, but by the rules.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from functools import cache
from random import Random
from typing import Any

from backlab.knowledge.findings import (
    DOORS,
    FINDINGS,
    PREGNANCY,
    QUANTITIES,
    TICKED,
    above,
    answers_of,
    below,
    choice_of,
    female,
    male,
    pregnant,
    testicle_pain,
)
from backlab.model import Atom, Finding, Threshold
from backlab.presentation import Presentation

Span = tuple[int, int]
# In which numbers a patient lies of whom nothing else says so, and how far above a threshold, if that lies higher.
_USUAL: Mapping[str, Span] = {"age": (20, 58), "pain": (3, 6), "days": (1, 12), "weeks": (12, 30)}
_ABOVE: Mapping[str, int] = {"age": 8, "pain": 1, "days": 20, "weeks": 5}
_FEW_DAYS, _WEEKS, _MONTHS = (0, 1), (15, 27), (95, 360)
# Whom a finding fits: which numbers and which beginnings go with it.
_AGES: Mapping[str, Span] = {
    "aches_on_walking": (60, 82), "osteoporosis": (58, 84), "ankylosed_spine": (45, 75), "known_aneurysm": (60, 82),
    "aortic_risk": (24, 70), "kidney_disease": (45, 80), "heart_failure": (55, 84), "heart_disease": (50, 82),
    "heart_surgery": (50, 80), "heart_rhythm": (45, 82), "high_blood_pressure": (40, 82), "anticoagulant": (40, 84),
    "blood_thinner": (45, 84), "steroid_tablets": (30, 80), "arching_sport": (16, 24), "worse_arching": (16, 24),
    "cancer_history": (40, 82), "cancer_elsewhere": (50, 82), "skin_cancer_removed": (50, 82), "glaucoma": (45, 80),
    "hormone_pill": (18, 40), "testicle_pain": (16, 40), "cirrhosis": (40, 70), "pressure_tablets": (40, 82),
    "water_tablets": (45, 84), "ace_or_sartan": (45, 84), "spironolactone": (45, 84), "pregnant": (20, 42),
    "postpartum": (20, 42), "breastfeeding": (20, 42), "period_pattern": (17, 46), "gallstones": (30, 75),
    "line_or_dialysis": (40, 80), "drives": (24, 62), "heavy_alcohol": (28, 75), "injects_drugs": (20, 50),
    "weak_breathing": (40, 80), "heart_signs": (40, 80), "onset_before_35": (20, 55), "onset_before_45": (20, 60),
}  # fmt: skip
_PAINS: Mapping[str, Span] = {"abrupt_worst": (5, 9), "tearing": (8, 10), "serious_accident": (4, 8)}
_DAYS: Mapping[str, Span] = {
    "abrupt_worst": _FEW_DAYS, "tearing": _FEW_DAYS, "testicle_pain": _FEW_DAYS, "cola_urine": (1, 2),
    "minor_fall": (1, 10), "serious_accident": _FEW_DAYS, "not_healing": _WEEKS, "getting_worse": (4, 27),
    "no_relief": (3, 12), "nsaid_helps": _MONTHS, "suddenly_breathless": _FEW_DAYS, "gut_bleeding": (1, 5),
    "rigid_belly": _FEW_DAYS, "new_confusion": (1, 3), "mottled": (1, 3), "no_pee": (2, 5), "fainting": _FEW_DAYS,
}  # fmt: skip
_IN_PREGNANCY: Mapping[str, Span] = {
    "shoulder_tip_pain": (6, 9), "low_belly_pain": (6, 9), "fainting": (6, 9), "vaginal_bleeding": (7, 34),
    "womb_signs": (26, 36), "fewer_movements": (27, 36), "pelvic_pressure": (14, 35),
}  # fmt: skip
_HARMLESS = ("lifting", "twisting", "sudden_strain", "overuse", "sitting")
_BEGINNINGS: Mapping[str, tuple[str, ...]] = {
    "abrupt_worst": ("no_trigger",), "tearing": ("no_trigger",), "minor_fall": ("sudden_strain",),
    "bruise_on_spine": ("sudden_strain",), "cola_urine": ("overuse",), "onset_before_45": ("no_trigger", "sitting"),
    "onset_before_35": ("no_trigger", "sitting"), "womb_signs": ("no_trigger", "sitting"),
    "fewer_movements": ("no_trigger", "sitting"), "pelvic_pressure": ("no_trigger", "sitting"),
    "arching_sport": ("overuse",), "worse_arching": ("overuse",), "osteoporosis": (*_HARMLESS, "no_trigger"),
}  # fmt: skip
_FITS: Mapping[str, Mapping[str, Span]] = {"age": _AGES, "pain": _PAINS, "days": _DAYS, "weeks": _IN_PREGNANCY}
_IMPLIED: Mapping[str, str] = {"onset_before_35": "onset_before_45"}
# Two answers that nobody gives together.
_APART = tuple(
    map(
        frozenset,
        (
            ("fever", "very_cold"),
            ("no_pee", "frequent_urination"),
            ("no_pee", "difficulty_peeing"),
            ("no_pee", "loss_of_control"),
            ("difficulty_peeing", "loss_of_control"),
            ("both_legs", "leg_pain"),
            ("both_legs", "leg_numbness"),
            ("new_kind_of_pain", "repeated_episodes"),
            ("nsaid_helps", "no_relief"),
            ("better_with_exercise", "unable_to_move"),
            ("moving_freely", "unsteady_legs"),
            ("moving_freely", "leg_weakness"),
            ("serious_accident", "minor_fall"),
            ("serious_accident", "abrupt_worst"),
            ("pregnant", "hormone_pill"),
            ("pregnant", "period_pattern"),
            ("pregnant", "postpartum"),
            ("drives", "leg_weakness"),
            ("drives", "heavy_alcohol"),
            ("maoi", "ssri"),
            ("maoi", "snri"),
            ("ssri", "snri"),
        ),
    )
)
# Facts that many people bring along, and that call for nothing by themselves.
_BESIDES = (
    "sits_long", "tender_swelling", "thigh_pain", "ever_smoked", "drives", "skin_cancer_removed", "asthma",
    "repeated_episodes", "weak_core", "high_blood_pressure", "ssri",
)  # fmt: skip
_BEFORE: Mapping[str, int] = {"onset_before_35": 35, "onset_before_45": 45}
_FREELY = 4  # the most pain with which somebody moves almost as usual


@dataclass(frozen=True, slots=True)
class Draft:
    """A patient as far as a story tells: the fields of a ``Presentation``, and what is there by id, without parents."""

    age: int
    pain: int
    days: int
    onset: str
    mobility: str
    sex: str
    weeks: int | None
    has: frozenset[str]

    @property
    def there(self) -> frozenset[str]:
        """What is there, with the parents of each follow-up."""
        return self.has.union(*(_parents(name) for name in self.has))

    @property
    def told(self) -> Presentation:
        """The patient as far as the story tells: nothing is denied yet, which is quick to make."""
        said: dict[str, Any] = {each.name: getattr(self, each.name) for each in fields(self) if each.name != "has"}
        return Presentation(present=self.there, **said)

    def patient(self) -> Presentation:
        """The patient, who was asked everything."""
        return self.told.none_other()


_TICKS = frozenset(finding.id for finding in TICKED)
_SIGNS = tuple(frozenset(each.id for each in answers) for sign in TICKED if len(answers := answers_of(sign)) > 1)
_DOOR_IDS = frozenset(door.id for door in DOORS)


@cache
def _parents(name: str) -> frozenset[str]:
    return frozenset(each.id for each in above(FINDINGS[name]))


def drawn(atoms: Iterable[Atom], lot: Random) -> Draft | None:
    """A patient with all of ``atoms``, drawn by lot; None where these cannot be told of one person."""
    wanted = tuple(atoms)
    chosen = {field: atom.id for atom in wanted if (field := choice_of(atom))}
    has = {atom.id for atom in wanted if isinstance(atom, Finding) and not choice_of(atom)}
    has |= {_IMPLIED[name] for name in has if name in _IMPLIED}
    named = has | {parent for name in has for parent in _parents(name)} | {*chosen.values()}
    numbers = {name: _number(name, wanted, named, lot) for name in QUANTITIES}
    if None in numbers.values():
        return None
    age, pain, days, weeks = (numbers[name] or 0 for name in ("age", "pain", "days", "weeks"))
    beginnings = _beginnings(named)
    draft = Draft(
        age,
        pain,
        rounded(days, up=True),
        chosen.get("onset") or lot.choice(beginnings or _HARMLESS),
        chosen.get("mobility") or ("moving_freely" if pain <= _FREELY and lot.random() < 0.5 else "still_moving"),
        _sex(named, lot),
        weeks if "pregnant" in named or weeks_wanted(wanted) else None,
        frozenset(has),
    )
    draft = _with_besides(draft, lot)
    return draft if beginnings != () and occurs(draft) else None


def without(draft: Draft, atom: Atom, lot: Random, instead: str = "") -> Draft:
    """The same patient with one answer changed: a number below its threshold, another beginning, a finding not there.

    A parent that means something by itself stays. ``instead`` is another answer of the same sign.
    """
    if isinstance(atom, Threshold):
        number: Any = {atom.quantity.id: _below(atom, lot)}
        return replace(draft, **number)
    if field := choice_of(atom):
        word: Any = {field: {"mobility": "still_moving"}.get(field, _other_beginning(atom.id))}
        return replace(draft, **word)
    gone = {atom.id, *(each.id for each in below(FINDINGS[atom.id]))}
    kept = _parents(atom.id) - _DOOR_IDS
    weeks = None if pregnant.id in gone else draft.weeks
    return replace(draft, has=draft.has - gone | kept | ({instead} if instead else set()), weeks=weeks)


def occurs(draft: Draft) -> bool:
    """Whether one person can be all of this."""
    said = draft.there | {draft.onset, draft.mobility}
    if any(pair <= said for pair in _APART) or any(len(said & answers) > 1 for answers in _SIGNS):
        return False
    if not all(_fits(draft, name) for name in said):
        return False
    if draft.onset not in (_beginnings(said) or (draft.onset,)):
        return False
    if draft.mobility == "moving_freely" and draft.pain > _FREELY + 1:
        return False
    return _stiff_as_old(draft, said)


def rounded(days: int, *, up: bool) -> int:
    """Days as people say them: whole weeks from two weeks on, whole months from two months on."""
    length = 30 if days >= 60 else 7 if days >= 14 else 1
    return -(-days // length) * length if up else days // length * length


def weeks_wanted(atoms: Iterable[Atom]) -> bool:
    """Whether these say how far a pregnancy is."""
    return any(isinstance(atom, Threshold) and atom.quantity.id == "weeks" for atom in atoms)


def _number(name: str, wanted: Iterable[Atom], named: Iterable[str], lot: Random) -> int | None:
    spans = [_FITS[name][each] for each in named if each in _FITS[name]]
    low, high = (max(s[0] for s in spans), min(s[1] for s in spans)) if spans else _USUAL[name]
    reached = [a.value for a in wanted if isinstance(a, Threshold) and a.quantity.id == name]
    if reached and max(reached) > low:
        low = max(reached)
        most = min(low + _ABOVE[name], QUANTITIES[name].high)
        high = most if high < low and (not spans or name == "days") else min(high, most)
    return lot.randint(low, high) if low <= high else None


def _beginnings(named: Iterable[str]) -> tuple[str, ...] | None:
    """How it may have begun, where one of these says so; nothing where they do not agree, None where none says so."""
    ways = [set(_BEGINNINGS[name]) for name in named if name in _BEGINNINGS]
    return tuple(sorted(set.intersection(*ways))) if ways else None


def _sex(named: Iterable[str], lot: Random) -> str:
    names = set(named)
    if testicle_pain.id in names:
        return male.id
    if any(FINDINGS[name].topic == PREGNANCY for name in names):
        return female.id
    return lot.choice((female.id, male.id))


def _with_besides(draft: Draft, lot: Random) -> Draft:
    """With one, two or three facts beside the point, of those that fit."""
    for name in lot.sample(_BESIDES, lot.randint(1, 3)):
        more = replace(draft, has=draft.has | {name})
        if name not in draft.there and occurs(more):
            draft = more
    return draft


def _below(atom: Threshold, lot: Random) -> int:
    """A number that does not reach a threshold, near it."""
    nearest = atom.value - 1
    if atom.quantity.id == "pain":
        return nearest
    if atom.quantity.id == "days":
        return max(1, rounded(lot.randint(atom.value // 2, nearest), up=False))
    return lot.randint(max(atom.quantity.low, nearest - 5), nearest)


def _other_beginning(onset: str) -> str:
    return {"serious_accident": "sudden_strain", "accident_unseen": "accident_known"}.get(onset, "sitting")


def _fits(draft: Draft, name: str) -> bool:
    """Whether a finding goes with the age and the time; both have some play, for who lies beside a threshold."""
    low, high = _AGES.get(name, (draft.age, draft.age))
    soonest = _DAYS.get(name, (0, 0))[0]
    return low - 2 <= draft.age <= high + 2 and draft.days >= min(soonest, 14)


def _stiff_as_old(draft: Draft, said: Iterable[str]) -> bool:
    """Whether what is said of the first beginning agrees with the age: who is not 45 has begun before that."""
    names = set(said)
    if "stiff_for_months" not in names:
        return True
    began = draft.age - draft.days / 365
    return draft.days >= 60 and all(name in names for name, years in _BEFORE.items() if began < years)
