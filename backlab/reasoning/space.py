"""Every patient of a small world, as one bit-sliced cohort.

A world is a list of independent *dimensions* (a finding; a quantity; a choice), each with a few *options*.
Patient j takes option ``j // stride % len(options)`` of each dimension, so that every combination occurs
exactly once. Quantities have one option for each cell between two thresholds: within a cell no rule can
tell two values apart.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from backlab.knowledge.findings import (
    CHOICES,
    QUANTITIES,
    answers_of,
    choice_of,
    having_babies,
    in_topic,
    pregnant,
    weeks,
)
from backlab.model import Atom, Finding, Threshold
from backlab.presentation import UNKNOWN, Presentation
from backlab.reasoning.engine import Cohort


class Option(NamedTuple):
    """One answer: the atoms that it makes ``present``, those it leaves ``possible``, and what a patient says for it.

    ``field`` is a field of ``Presentation``, or "finding".
    """

    present: frozenset[Atom]
    possible: frozenset[Atom]
    field: str
    value: object


Dimension = tuple[Option, ...]
FINDING = "finding"
WEEKS = weeks.id
_NOTHING: frozenset[Atom] = frozenset()


def dimensions(atoms: Iterable[Atom], unasked: bool) -> tuple[Dimension, ...]:
    """The world in which ``atoms`` vary freely; with ``unasked``, "not asked" is an answer too."""
    listed = sorted(atoms, key=lambda atom: atom.id)
    cells = (_quantity(name, listed, unasked) for name in QUANTITIES)
    choices = (_choice(field, topic, listed, unasked) for field, topic in CHOICES.items())
    boxes = [a for a in listed if isinstance(a, Finding) and choice_of(a) is None]
    signs = dict.fromkeys(answers_of(finding)[0] for finding in boxes)
    ticked = (_sign([f for f in answers_of(sign) if f in boxes], unasked) for sign in signs)
    return tuple(d for d in (*cells, *choices, *ticked) if len(d) > 1)


def cohort_of_all(world: Sequence[Dimension]) -> Cohort:
    """Every combination of the options, each exactly once."""
    size = count(world)
    present: dict[Atom, int] = {}
    possible: dict[Atom, int] = {}
    for dimension, stride in zip(world, _strides(world), strict=True):
        for atom in frozenset[Atom]().union(*(option.possible | option.present for option in dimension)):
            there = [place for place, option in enumerate(dimension) if atom in option.present]
            maybe = [place for place, option in enumerate(dimension) if atom in option.possible | option.present]
            present[atom] = _pattern(there, stride, len(dimension), size)
            possible[atom] = present[atom] if maybe == there else _pattern(maybe, stride, len(dimension), size)
    return Cohort(size, present, possible)


def count(world: Sequence[Dimension]) -> int:
    """How many patients the world has."""
    size = 1
    for dimension in world:
        size *= len(dimension)
    return size


def simplest(world: Sequence[Dimension], patients: int) -> Presentation:
    """Of the patients in this column (not empty), the first with the fewest answers that are not the plainest."""
    position = 0
    for place in reversed(range(len(world))):
        stride, before = count(world[:place]), world[:place]
        blocks = enumerate(_blocks(patients, stride, len(world[place])))
        _, option, patients = min((_fewest(before, block) + (o > 0), o, block) for o, block in blocks if block)
        position += option * stride
    return _presentation(world, position)


def _fewest(world: Sequence[Dimension], patients: int) -> int:
    """How many answers are not the plainest, of the patient in this column who has the fewest of them."""
    layers = [patients]  # layers[k]: the patients with k such answers to the dimensions that are folded away
    for dimension, stride in _last_first(world):
        folded = [0] * (len(layers) + 1)
        for k, layer in enumerate(layers):
            for place, block in enumerate(_blocks(layer, stride, len(dimension))):
                folded[k + (place > 0)] |= block
        layers = folded
    return next(k for k, layer in enumerate(layers) if layer)


def _last_first(world: Sequence[Dimension]) -> Iterator[tuple[Dimension, int]]:
    return zip(reversed(world), reversed(_strides(world)), strict=True)


def _blocks(column: int, stride: int, options: int) -> list[int]:
    """The column of the last dimension's each option, in which only the dimensions before it still vary."""
    return [column >> place * stride & ((1 << stride) - 1) for place in range(options)]


def _presentation(world: Sequence[Dimension], position: int) -> Presentation:
    fields: dict[str, object] = {"age": QUANTITIES["age"].low, "pain": QUANTITIES["pain"].low, "days": 0}
    present, absent = [], []
    for dimension, stride in zip(world, _strides(world), strict=True):
        option = dimension[position // stride % len(dimension)]
        if option.field != FINDING:
            fields[option.field] = option.value
        elif option.value is False:
            absent += [answers_of(atom)[0].id for atom in dimension[-1].present if isinstance(atom, Finding)]
        elif option.value is not None:
            present.append(option.value)
    if fields.get(WEEKS) == weeks.low and pregnant.id not in present:  # who is not so far on is as well not pregnant
        del fields[WEEKS]
        absent.append(pregnant.id)
    elif fields.get(WEEKS) is not None:  # weeks of pregnancy say that there is one
        absent = [name for name in absent if name not in (pregnant.id, having_babies.id)]
    return Presentation.from_dict({**fields, "present": present, "absent": absent})


def _sign(answers: Sequence[Finding], unasked: bool) -> Dimension:
    """A box: no, not asked, or one of its answers, of which each excludes the others."""
    no = Option(_NOTHING, _NOTHING, FINDING, False)
    unsure = Option(_NOTHING, frozenset(answers), FINDING, None)
    yes = tuple(Option(frozenset((answer,)), frozenset((answer,)), FINDING, answer.id) for answer in reversed(answers))
    return (no, unsure, *yes) if unasked else (no, *yes)


def _quantity(name: str, atoms: Sequence[Atom], unasked: bool) -> Dimension:
    own = sorted((a for a in atoms if isinstance(a, Threshold) and a.quantity.id == name), key=lambda t: t.value)
    reached = [frozenset[Atom](own[:n]) for n in range(len(own) + 1)]
    lows = [QUANTITIES[name].low, *(threshold.value for threshold in own)]
    known = tuple(Option(r, r, name, low) for r, low in zip(reached, lows, strict=True))
    may_be_unknown = unasked and own and name != "age"
    return (*known, Option(_NOTHING, frozenset(own), name, None)) if may_be_unknown else known


def _choice(field: str, topic: str, atoms: Sequence[Atom], unasked: bool) -> Dimension:
    own = frozenset(a for a in atoms if isinstance(a, Finding) and a.topic == topic)
    if not own:
        return ()
    chosen = tuple(Option(frozenset((f,)), frozenset((f,)), field, f.id) for f in in_topic(topic) if f in own)
    others = tuple(Option(_NOTHING, _NOTHING, field, f.id) for f in in_topic(topic) if f not in own)[:1]
    not_asked = Option(_NOTHING, own if unasked else _NOTHING, field, UNKNOWN)
    # Where only what is present counts, a word that no rule names is the same patient as no word at all.
    return (*others, not_asked, *chosen) if unasked else (not_asked, *chosen)


def _strides(world: Sequence[Dimension]) -> list[int]:
    strides, stride = [], 1
    for dimension in world:
        strides.append(stride)
        stride *= len(dimension)
    return strides


def _pattern(places: Iterable[int], stride: int, options: int, size: int) -> int:
    """The column with bit j set where ``j // stride % options`` is one of ``places``, by doubling."""
    column, length = sum(((1 << stride) - 1) << (place * stride) for place in places), stride * options
    while length < size:
        column |= column << length
        length *= 2
    return column & ((1 << size) - 1)
