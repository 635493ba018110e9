"""The clinic's marking: what the rules say of each patient, and what a student commits to before seeing it.

No solution is written down: levels, causes and reasons are read off the rules, so that a changed rule changes them.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, NamedTuple

from backlab.course.clinic_cases import CLINIC, QUESTIONS, Patient, question_of
from backlab.knowledge.causes import CAUSES
from backlab.knowledge.rules import RULES
from backlab.language import gettext
from backlab.model import Atom, Disposition, Rule
from backlab.pictures.calibration import CERTAIN, GUESS
from backlab.pictures.people import RIGHT, kind_of
from backlab.presentation import Presentation
from backlab.reasoning import explain
from backlab.reasoning.differential import Suspect, differential
from backlab.reasoning.engine import cohort_of, disposition, level_of, rule_atoms, triage
from backlab.reasoning.explain import Change, Reason

# Below this confidence, in per cent, a right answer was held to be more likely wrong than right.
BY_LUCK = 50
# Why a case is worth coming back to, beside OVER and UNDER, in which its level was wrong.
WRONG_CAUSE, LUCKY = "wrong cause", "by luck"


def level(case: Patient, rules: Sequence[Rule] | None = None) -> Disposition:
    """The level of care that the rules demand: all of them, unless others are given."""
    if rules is None:
        return disposition(case.presentation)
    cohort = cohort_of((case.presentation,), rule_atoms(rules))
    return level_of(triage(cohort.present, 1, rules))


def reasons(case: Patient, rules: Sequence[Rule] | None = None) -> tuple[Reason, ...]:
    """Every rule that holds with what makes it hold, the highest level first."""
    return explain.reasons(case.presentation, rules)


def decisive(case: Patient, rules: Sequence[Rule] | None = None) -> tuple[Reason, ...]:
    """The rules on which the level rests; none for self-care."""
    needed = level(case, rules)
    return tuple(reason for reason in reasons(case, rules) if reason.rule.disposition == needed)


def accepted_causes(case: Patient, rules: Sequence[Rule] | None = None) -> tuple[str, ...]:
    """The causes that count as a right answer to "what would you look for first?", by their ids in ``CAUSES``.

    They are what the decisive rules suspect and must not be missed. Below URGENT, or where there is nothing of the
    kind, the common cause that fits best counts too, with the ways of which something was found: where care is
    pressing, the commonest thing is what must not come first.
    """
    lists, pressing = differential(case.presentation), level(case, rules) >= Disposition.URGENT
    flags = [reason.rule for reason in decisive(case, rules) if not reason.rule.pain_alone]
    suspects = [cause for rule in flags for cause in rule.suspects if pressing or CAUSES[cause].serious]
    suspects += [CAUSES[cause].way_of for cause in suspects if CAUSES[cause].way_of]
    if not suspects or not pressing:
        suspects += _with_ways(lists.commonest)
    return tuple(dict.fromkeys(suspects))


def _with_ways(suspect: Suspect) -> list[str]:
    """A common cause, and the ways in which it may have come about."""
    return [suspect.cause.id, *(way.cause.id for way in suspect.ways if way.speaks_for)]


def missed_rule(case: Patient, given: Disposition, rules: Sequence[Rule] | None = None) -> Rule | None:
    """The rule of the needed level that an answer below it ignored; None where the answer was not too low."""
    return decisive(case, rules)[0].rule if given < level(case, rules) else None


class Contrast(NamedTuple):
    """Almost the same patient at another level: ``atoms`` gone or come, and the rule that hangs on them."""

    presentation: Presentation
    level: Disposition
    atoms: tuple[Atom, ...]
    gone: bool
    reason: Reason


def contrast(case: Patient) -> Contrast:
    """The smallest change that moves the level; of equal ones what goes, else what nearly was so already.

    Raises ``ValueError`` where nothing moves it, which no patient of ``CLINIC`` is.
    """
    patient = case.presentation
    drops = min(explain.lowers(patient), key=_size, default=None)
    rises = max(explain.raises(patient), key=lambda change: _nearly(patient, change), default=None)
    if drops and not (rises and _size(rises) < _size(drops)):
        return Contrast(_with(patient, drops, False), drops.to, drops.atoms, True, decisive(case)[0])
    if not rises:
        raise ValueError(f"nothing moves the level of {case.id!r}")
    changed = _with(patient, rises, True)
    return Contrast(changed, rises.to, rises.atoms, False, explain.reasons(changed)[0])


def unasked(case: Patient, asked: Collection[str]) -> tuple[str, ...]:
    """The questions, by their ids, on whose answers the level rests and that were not among those ``asked``."""
    atoms = [atom for reason in decisive(case) for atom in reason.matched]
    needed = {question_of(atom) for atom in atoms}
    return tuple(each for each in QUESTIONS if each in needed and each not in asked)


# After so many other patients one who was misjudged comes back.
LATER = 3


def following(
    now: str,
    judged: Mapping[str, Commitment],
    skipped: Collection[str] = (),
    since: Mapping[str, int] = MappingProxyType({}),
    *,
    is_back: bool = False,
) -> str:
    """Who comes in after the patient ``now``, by id: one who was misjudged some patients ago, or somebody new.

    ``judged`` has the last answer to each, and ``since`` how many others were judged after it, where that is known:
    whoever was judged on another day has waited long enough. After one who ``is_back`` somebody new is first. Those who
    were skipped come after all others.
    """
    place = [*CLINIC].index(now) + 1
    others = [*[*CLINIC][place:], *[*CLINIC][: place - 1]]
    missed = [case for case in others if case in judged and whys(CLINIC[case], judged[case])]
    due = [case for case in missed if since.get(case, LATER) >= LATER]
    new = [case for case in others if case not in judged and case not in skipped]
    left = [case for case in others if case not in judged and case in skipped]
    return (*new[:is_back], *due, *new, *left, *missed, *others)[0]


def _size(change: Change) -> int:
    return len(change.atoms)


def _nearly(patient: Presentation, change: Change) -> int:
    """How large the clause is that a raise completes: the more of it is there, the more this patient teaches."""
    changed = _with(patient, change, True)
    (atom,) = change.atoms
    clauses = (c for rule in RULES.values() if rule.disposition == change.to for c in rule.when.clauses)
    return max(len(c) for c in clauses if atom in c and all(changed.answer(each) for each in c))


def _with(patient: Presentation, change: Change, to: bool) -> Presentation:
    for atom in change.atoms:
        patient = patient.changed(atom, to)
    return patient


@dataclass(frozen=True, slots=True)
class Commitment:
    """What a student settled on before seeing the answer.

    ``level`` of care, the ``cause`` to look for first (an id of ``CAUSES``), and the ``confidence`` in the level in per
    cent, from ``GUESS`` (25: among four levels, whoever is less sure of one should have chosen another) to 100. Raises
    ``ValueError`` with one sentence.
    """

    level: Disposition
    cause: str
    confidence: int

    def __post_init__(self) -> None:
        if not _is_whole(self.level) or self.level not in tuple(Disposition):
            levels = gettext("a level is a number from {low} to {high}, not {value}")
            low, high = int(min(Disposition)), int(max(Disposition))
            raise ValueError(levels.format(low=low, high=high, value=_short(self.level)))
        if not isinstance(self.cause, str) or self.cause not in CAUSES:
            unknown = gettext("no cause {value}: choose one of {causes}")
            raise ValueError(unknown.format(value=_short(self.cause), causes=", ".join(CAUSES)))
        if not _is_whole(self.confidence) or not GUESS <= self.confidence <= CERTAIN:
            sure = gettext("confidence is a whole number from {low} to {high} per cent, not {value}")
            raise ValueError(sure.format(low=GUESS, high=CERTAIN, value=_short(self.confidence)))
        object.__setattr__(self, "level", Disposition(self.level))

    def to_dict(self) -> dict[str, Any]:
        """The three answers as JSON types."""
        return {"level": int(self.level), "cause": self.cause, "confidence": self.confidence}

    @classmethod
    def from_dict(cls, values: Any) -> Commitment:
        """The reverse of ``to_dict``; anything else is a ``ValueError`` with one sentence."""
        names = tuple(cls.__slots__)
        if not isinstance(values, Mapping) or set(values) != set(names):
            whole = gettext("an answer to a case is made of {fields}, and of nothing else")
            raise ValueError(whole.format(fields=", ".join(names)))
        return cls(**values)


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _short(value: object) -> str:
    shown = repr(value)
    return shown if len(shown) <= 60 else f"{shown[:57]}..."


def whys(case: Patient, answer: Commitment) -> tuple[str, ...]:
    """Why the case is worth coming back to after this answer; nothing where all was right, and not by luck."""
    kind = kind_of(answer.level, level(case))
    found = [] if kind == RIGHT else [kind]
    if answer.cause not in accepted_causes(case):
        found.append(WRONG_CAUSE)
    if kind == RIGHT and answer.confidence < BY_LUCK:
        found.append(LUCKY)
    return tuple(found)
