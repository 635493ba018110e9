"""One patient alone is judged as the crowd is: the two ways of looking a condition up, tried on everybody."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

from backlab.knowledge.findings import CHOICES, QUANTITIES, TICKED, in_topic
from backlab.model import Atom, Expression, Rule, Treatment
from backlab.presentation import UNKNOWN, Presentation
from backlab.reasoning.engine import Columns, Rulebook, Triage, holds, level_of, rule_atoms, triage, triage_of_one
from backlab.reasoning.proof import Knowledge, Outcome, Proof, shown
from backlab.reasoning.sheet import SHEET, Sheet
from backlab.reasoning.space import cohort_of_all, dimensions


def standing_proofs(known: Knowledge) -> Iterator[Proof]:
    """Each answer is on its own bit; each group of rules, and each condition of a treatment, holds for the same."""
    for field, patients in _answers().items():
        yield "an answer is on its own bit", field, partial(_written, patients)
    for name in dict.fromkeys(rule.group for rule in known.rules):
        rules = [rule for rule in known.rules if rule.group == name]
        yield "alone as in a crowd", name, partial(_judged_alike, rules)
    for treatment in known.treatments:
        yield "alone as in a crowd", treatment.id, partial(_met_alike, treatment)


def _answers() -> dict[str, Callable[[], Iterator[Presentation]]]:
    """For each field of a presentation a patient with each value that it can have, all else not asked."""
    plain = {name: quantity.low for name, quantity in QUANTITIES.items()}

    def numbers(name: str) -> Iterator[Presentation]:
        values: list[int | None] = list(range(QUANTITIES[name].low, QUANTITIES[name].high + 1))
        return (_patient(plain | {name: value}) for value in (*values, *[None] * (name == "days")))

    def words(field: str) -> Iterator[Presentation]:
        return (_patient(plain | {field: word}) for word in (UNKNOWN, *(f.id for f in in_topic(CHOICES[field]))))

    def ticks() -> Iterator[Presentation]:
        yield _patient(plain)
        for finding in TICKED:
            yield from (_patient(plain | {answer: [finding.id]}) for answer in ("present", "absent"))

    by_field = {name: partial(numbers, name) for name in QUANTITIES} | {field: partial(words, field) for field in CHOICES}
    return {**by_field, "ticked findings": ticks}
