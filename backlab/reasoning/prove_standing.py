"""One patient alone is judged as the crowd is: the two ways of looking a condition up, tried on everybody."""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from backlab.knowledge.findings import (
    CHOICES,
    FINDINGS,
    QUANTITIES,
    TICKED,
    below,
    choice_of,
    in_topic,
    pregnant,
    weeks,
)
from backlab.model import Atom, Disposition, Expression, Rule
from backlab.presentation import UNKNOWN, Presentation
from backlab.reasoning.engine import Columns, Rulebook, Triage, holds, rule_atoms, triage, triage_of_one
from backlab.reasoning.proof import Knowledge, Outcome, Proof, parts, shown
from backlab.reasoning.sheet import SHEET, Sheet, field_of
from backlab.reasoning.space import cohort_of_all, dimensions
from backlab.reasoning.standing import Standing

_TICKED = "ticked findings"


def standing_proofs(known: Knowledge) -> Iterator[Proof]:
    """Every answer is on its own bit; each group of rules, and each condition of a treatment, holds for the same."""
    for field in (*QUANTITIES, *CHOICES, _TICKED):
        yield "an answer is on its own bit", field, partial(_written, field)
    for name in dict.fromkeys(rule.group for rule in known.rules):
        yield "alone as in a crowd", name, partial(_judged_alike, [r for r in known.rules if r.group == name])
    for treatment in known.treatments:
        if treatment.conditions:
            yield "alone as in a crowd", treatment.id, partial(_met_alike, treatment.conditions)


def _written(field: str) -> Outcome:
    """Whatever value the field has, its bits are set just where the patient says so, and no other bit moves."""
    patients = [Presentation.from_dict(fields) for fields in _answers(field)]
    own = {atom for atom in SHEET.atoms if (field_of(atom) or _TICKED) == field}
    if field in CHOICES:  # the sex at birth answers what it excludes as well
        excluded = [FINDINGS[name] for patient in patients for name in patient.absent]
        own |= {finding for each in excluded for finding in (each, *below(each)) if finding in SHEET.atoms}
    if field == _TICKED or pregnant in own:  # who is not pregnant is in no week of it
        own |= {atom for atom in SHEET.atoms if field_of(atom) == weeks.id}
    others = ~SHEET.mask(own)
    before = Standing(patients[0])
    for patient in patients:
        now = Standing(patient)
        moved = others & (now.present ^ before.present | now.possible ^ before.possible)
        contrary = now.present & ~now.possible
        if moved or contrary or any(now.answer(atom) is not patient.answer(atom) for atom in own):
            return len(patients), patient
    return len(patients), None


def _answers(field: str) -> Iterator[dict[str, object]]:
    """Somebody with each value that the field can have, and who was asked nothing else."""
    plain: dict[str, object] = {"age": QUANTITIES["age"].low, "pain": QUANTITIES["pain"].low}
    if field in QUANTITIES:
        plain |= {"present": [pregnant.id]} if field == weeks.id else {}  # else the weeks would say it
        values: list[object] = list(range(QUANTITIES[field].low, QUANTITIES[field].high + 1))
        values += [None] if field != "age" else []
    elif field in CHOICES:
        values = [UNKNOWN, *(finding.id for finding in in_topic(CHOICES[field]))]
    else:
        yield from ({**plain, "absent": [finding.id]} for finding in TICKED)
        yield from ({**plain, "present": [finding.id]} for finding in FINDINGS.values() if choice_of(finding) is None)
        return
    yield from ({**plain, field: value} for value in values)


def _judged_alike(rules: Sequence[Rule]) -> Outcome:
    """Each patient of a group, judged alone, has the level, the suspects and the danger that the crowd gives them."""
    covered = 0
    for own in parts(rules):
        world = dimensions(rule_atoms(own), unasked=False)
        cohort = cohort_of_all(world)
        together = _facts(triage(cohort.present, cohort.everyone, own))
        book = Rulebook(own, _sheet(rule_atoms(own)))
        apart: dict[str | Disposition, int] = dict.fromkeys([*together, *Disposition], 0)
        for j, bits in enumerate(_one_by_one(book.sheet, cohort.present, cohort.size)):
            alone = _facts(triage_of_one(book.held(bits)))
            apart[book.level(bits)] |= 1 << j
            for fact, column in alone.items():
                apart[fact] |= column << j
        covered += cohort.size
        failing = 0
        for fact, column in together.items():
            failing |= column ^ apart[fact]
        for level in Disposition:  # the level by itself is that of the facts
            above = together.get(f"at least {level + 1}", 0)
            failing |= apart[level] ^ together[f"at least {level:d}"] & ~above
        if failing:
            return covered, shown(world, failing)
    return covered, None


def _facts(result: Triage) -> dict[str, int]:
    """All that a triage says, by name, and of whom."""
    levels = {f"at least {level:d}": column for level, column in result.at_least.items()}
    return {**levels, "danger": result.hidden_danger, **result.suspected}


def _met_alike(conditions: Iterable[Expression]) -> Outcome:
    """Whoever meets one of the conditions in a crowd, or could, does so alone, and nobody else."""
    covered = 0
    for when in conditions:
        world = dimensions(when.atoms, unasked=True)
        cohort, sheet = cohort_of_all(world), _sheet(when.atoms)
        failing = 0
        for columns in (cohort.present, cohort.possible):
            alone = (sheet.met(when, bits) << j for j, bits in enumerate(_one_by_one(sheet, columns, cohort.size)))
            failing |= holds(when, columns, cohort.everyone) ^ sum(alone)
        covered += cohort.size
        if failing:
            return covered, shown(world, failing)
    return covered, None


def _sheet(atoms: Iterable[Atom]) -> Sheet:
    """The sheet that answers students, with room for what only a changed copy of the rules names."""
    more = set(atoms) - set(SHEET.atoms)
    return Sheet({*SHEET.atoms, *more}) if more else SHEET


def _one_by_one(sheet: Sheet, columns: Columns, size: int) -> Iterator[int]:
    """Each patient of the columns as bits of the sheet."""
    bits = [(sheet.bit(atom), column) for atom, column in columns.items()]
    return (sum(bit for bit, column in bits if column >> j & 1) for j in range(size))
