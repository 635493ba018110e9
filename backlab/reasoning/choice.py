"""Which treatment to choose: what is safe for one patient, side by side, by what was measured with and without it.

For whoever shows it::

    wish = Wish(worth=10, first=SOON, also="")  # what a person says matters
    choice = choose(advice, wish)               # None where the level is URGENT or EMERGENCY: nothing is to choose
    choice.rows                                 # Slots, what matters most first
    choice.columns                              # at most five Columns, "keep moving and wait" first
    choice.columns[0].places                    # a Place for each row: its cell, further cells, conflict and mark
    choice.others                               # Columns of what else is safe: Wish(also=its id) shows one
    choice.discouraged, choice.held             # not advised, and withheld (with the questions that free it)
    choice.chosen                               # ids that are worth it by this wish, or waiting alone
    flips(choice)                               # what alone would choose otherwise, worked out: nearest first

Nothing is ranked by its numbers: yardsticks, times, people and comparators differ. A column is marked by its own
interval against what one person wants, and only where that is counted in people or in points of 100.
"""

from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from typing import NamedTuple

from backlab.knowledge.effect_kinds import (
    ACUTE,
    AGAIN,
    DOING,
    EFFORT,
    HARM,
    LASTING,
    LATER,
    LEG,
    PAIN,
    PREVENTION,
    SIDE,
    SOON,
    Cell,
    Conflict,
    Situation,
    Slot,
)
from backlab.knowledge.effects import BASELINE, NO_COLUMN, cells_of, conflict_in
from backlab.knowledge.findings import leg_pain
from backlab.knowledge.sources import SOURCES
from backlab.knowledge.treatments import LASTING as LASTING_PAIN
from backlab.knowledge.treatments import NSAID, TREATMENTS
from backlab.model import Atom, Direction, Disposition, Lens, Stage, Strength, Treatment
from backlab.presentation import Presentation
from backlab.reasoning.conclusion import Conclusion
from backlab.reasoning.plan import UNASKED, Recommendation, Withheld, open_questions

ROWS: tuple[Slot, ...] = (SOON, LATER, PAIN, DOING, SIDE, HARM, AGAIN, EFFORT)
"""What people care about, in the order in which it is shown where nothing matters most."""
GOOD_ROWS: tuple[Slot, ...] = (SOON, LATER, PAIN, DOING, AGAIN)
"""Those of them that say what a treatment does for one."""
MOST_COLUMNS = 4
LEAST_WORTH, MOST_WORTH, USUAL_WORTH = 1, 30, 10
"""How much better it may have to be: people of 100, or points of 100."""


class Mark(StrEnum):
    """What an interval says of a treatment, against how much better it must be to be worth it."""

    ENOUGH = "enough"
    UNCLEAR = "unclear"
    NOT_ENOUGH = "not enough"
    UNLIKE = "unlike"  # measured on another scale, or against another treatment
    UNKNOWN = "unknown"


class Wish(NamedTuple):
    """What one person says: how much better it must be (of 100), what matters most, and what else to look at.

    ``first`` of None is what usually matters most in the situation; ``also`` is the id of one of the others.
    """

    worth: int = USUAL_WORTH
    first: Slot | None = None
    also: str = ""


class Gain(NamedTuple):
    """How much better something is, of 100, with the ends of its interval; more is always better."""

    value: float
    low: float | None
    high: float | None


class Place(NamedTuple):
    """Where a row meets a column: ``cell`` is shown (None: nobody knows), ``others`` stand behind it.

    ``counted`` is what its mark is worked out from: the cell, or where that has another scale, people or points of the
    same source.
    """

    row: Slot
    cell: Cell | None
    others: tuple[Cell, ...]
    counted: Cell | None
    conflict: Conflict | None
    mark: Mark | None

    @property
    def known(self) -> bool:
        """Whether anything is known here, in numbers or in words."""
        return self.cell is not None and self.cell.known


class Column(NamedTuple):
    """One treatment of the table, with a place for each row.

    ``outdated`` says that today's guidelines advise against it, ``article`` that the article suggests it. ``mark`` is
    that of the row that matters most: the first column, waiting, has none, and none has one for a harm or for effort.
    """

    treatment: Treatment
    places: tuple[Place, ...]
    outdated: bool
    article: bool
    mark: Mark | None
    line: Recommendation | None

    @property
    def id(self) -> str:
        """The id of the treatment."""
        return self.treatment.id

    def place(self, row: Slot) -> Place:
        """Where it meets that row."""
        return next(place for place in self.places if place.row is row)

    def in_order(self, rows: Iterable[Slot]) -> "Column":
        """The same column with its places in the order of these rows."""
        return self._replace(places=tuple(map(self.place, rows)))


class Held(NamedTuple):
    """A treatment that is withheld, and why; ``questions`` are those whose answers could free it."""

    withheld: Withheld
    questions: tuple[Atom, ...]

    @property
    def treatment(self) -> Treatment:
        """The treatment that is held back."""
        return self.withheld.treatment


class Choice(NamedTuple):
    """The choosing table of one patient, through one lens, by one person's wish."""

    advice: Conclusion
    situation: Situation
    wish: Wish
    rows: tuple[Slot, ...]
    columns: tuple[Column, ...]
    others: tuple[Column, ...]
    discouraged: tuple[Recommendation, ...]
    held: tuple[Held, ...]
    chosen: tuple[str, ...]

    @property
    def first(self) -> Slot:
        """The row that matters most."""
        return self.rows[0]

    @property
    def main(self) -> tuple[Slot, ...]:
        """The rows that are always in view: what matters most, the worst it can do, what else is known of it."""
        return self.rows[: max(self.rows.index(SIDE), self.rows.index(HARM)) + 1]

    def column(self, treatment: str) -> Column | None:
        """The column of that treatment, shown or one click away; None where it is not offered."""
        return next((column for column in (*self.columns, *self.others) if column.id == treatment), None)


class Flip(NamedTuple):
    """One change that alone would choose otherwise: of what is wished, or of the patient.

    ``kind`` is "worth", "first" or "fact"; ``wish`` and ``patient`` are what holds then, ``chosen`` what it leads to.
    A fact has its ``atom``, and whether it is ``there`` then.
    """

    kind: str
    wish: Wish
    patient: Presentation
    chosen: tuple[str, ...]
    atom: Atom | None = None
    there: bool = True


def situation_of(patient: Presentation) -> Situation:
    """In which pain the patient is: down the leg, lasting, new, or none any more, so that the next one matters."""
    if patient.pain == 0:
        return PREVENTION
    if patient.answer(leg_pain):
        return LEG
    return LASTING if all(patient.answer(atom) for atom in LASTING_PAIN.atoms) else ACUTE


def base_of(choice: Choice) -> Cell | None:
    """What waiting alone comes to in the row that matters most, if it can stand beside the others; else None.

    It was counted by the same yardstick after the same time as all that was compared there; where nothing was, nothing
    is to be compared, and it is what is known of waiting.
    """
    compared = [column.places[0].counted for column in choice.columns[1:] if column.places[0].counted is not None]
    ways = {(cell.yardstick, cell.time) for cell in compared if cell is not None}
    place = choice.columns[0].places[0]
    if not ways:
        return place.cell if place.cell is not None and place.cell.has_figure else None
    cells = (place.cell, *place.others) if len(ways) == 1 else ()
    return next((cell for cell in cells if cell is not None and {(cell.yardstick, cell.time)} == ways), None)


def usual_first(situation: Situation) -> Slot:
    """What usually matters most there, and of which something is known."""
    return {ACUTE: SOON, LASTING: PAIN, LEG: LATER, PREVENTION: AGAIN}[situation]


def choose(advice: Conclusion, wish: Wish | None = None) -> Choice | None:
    """The table for one patient; None where somebody has to be seen today or now, and nothing is to choose.

    Raises ``ValueError`` for a wish out of range.
    """
    wish = wish or Wish()
    if not LEAST_WORTH <= wish.worth <= MOST_WORTH:
        raise ValueError(f"worth is a number from {LEAST_WORTH} to {MOST_WORTH}, not {wish.worth}")
    if advice.disposition >= Disposition.URGENT:
        return None
    situation = situation_of(advice.presentation)
    first = wish.first or usual_first(situation)
    wish = wish._replace(first=first)
    rows = tuple(dict.fromkeys((first, HARM, SIDE, *ROWS)))
    columns = [_column(line.treatment, line, situation, rows, wish) for line in _offered(advice, situation)]
    ordered = sorted(columns, key=lambda column: _use(column, first, advice.lens))
    waiting = _column(TREATMENTS[BASELINE], None, situation, rows, wish)
    rows = tuple(dict.fromkeys((first, HARM, *_second(_shown(ordered), first), *rows)))
    waiting, *ordered = (column.in_order(rows) for column in (waiting, *ordered))
    shown = _shown(ordered, wish.also)
    return Choice(
        advice,
        situation,
        wish,
        rows,
        (waiting, *shown),
        tuple(column for column in ordered if column not in shown),
        tuple(_against(advice, situation)),
        tuple(_held(held, advice) for held in advice.plan.withheld if held.treatment.id not in NO_COLUMN),
        _chosen(first, ordered),
    )


def _second(columns: Iterable[Column], first: Slot) -> Iterator[Slot]:
    """What stands below the worst it can do: where more was measured of what the first row leaves open, if any."""
    open_ = [column for column in columns if first not in GOOD_ROWS or not _is_measured(column, first)]
    known = {row: sum(_is_measured(column, row) for column in open_) for row in GOOD_ROWS if row is not first}
    best = max(known, key=lambda row: known[row])  # of as many, the earlier row
    if known[best]:
        yield best


def _is_measured(column: Column, row: Slot) -> bool:
    cell = column.place(row).cell
    return cell is not None and cell.is_effect


def _offered(advice: Conclusion, situation: Situation) -> Iterator[Recommendation]:
    """What the plan recommends and a column can hold; with no pain any more, what keeps the next one away."""
    for line in advice.plan.recommendations:
        id = line.treatment.id
        fits = situation is not PREVENTION or any(cells_of(PREVENTION, id, row) for row in ROWS)
        if line.direction is Direction.FOR and id != BASELINE and id not in NO_COLUMN and fits:
            yield line


def _against(advice: Conclusion, situation: Situation) -> Iterator[Recommendation]:
    """What the plan advises against, and opioids also where nobody would think of them: people ask for them."""
    plan, opioid = advice.plan, TREATMENTS["opioid"]
    lines = plan.recommendations
    yield from (line for line in lines if line.direction is Direction.AGAINST and line.treatment.id not in NO_COLUMN)
    named = {line.treatment.id for line in lines} | {held.treatment.id for held in plan.withheld}
    if situation is not PREVENTION and advice.lens is Lens.TODAY and opioid.id not in named:
        yield Recommendation(opioid, opioid.today)


def _shown(columns: list[Column], also: str = "") -> list[Column]:
    """The first of them, of one medicine in two strengths one, and in the last place the one that was asked for."""
    room = MOST_COLUMNS - 1
    shown: list[Column] = []
    for column in columns:
        if len(shown) < room and not any(_is_the_same_drug(column, other) for other in shown):
            shown.append(column)
    asked = [column for column in columns if column.id == also and column not in shown]
    return [*shown[: room - len(asked)], *asked]


def _is_the_same_drug(one: Column, other: Column) -> bool:
    return one.treatment.drug_class == other.treatment.drug_class == NSAID


def _column(
    treatment: Treatment, line: Recommendation | None, situation: Situation, rows: Iterable[Slot], wish: Wish
) -> Column:
    compared = line is not None
    places = tuple(_place(treatment.id, situation, row, wish.worth if compared else None) for row in rows)
    return Column(
        treatment,
        places,
        outdated=treatment.today.direction is Direction.AGAINST,
        article=treatment.article.direction is Direction.FOR,
        mark=places[0].mark,
        line=line,
    )


def _place(treatment: str, situation: Situation, row: Slot, worth: int | None) -> Place:
    where = _measured_in(treatment, situation)
    cells = cells_of(where, treatment, row)
    cell = cells[0] if cells else None
    same = [each for each in cells if (each.source, each.slot) == (cells[0].source, cells[0].slot)]
    counted = next((each for each in same if gain_of(each)), None)
    asked = worth is not None and row not in (SIDE, HARM, EFFORT)
    mark = mark_of(counted or cell, worth) if worth is not None and asked else None
    return Place(row, cell, cells[1:], counted, conflict_in(where, treatment, row), mark)


def _measured_in(treatment: str, situation: Situation) -> Situation:
    """What only keeps the next one away was measured in people who had recovered."""
    return situation if any(cells_of(situation, treatment, row) for row in ROWS) else PREVENTION


def gain_of(cell: Cell) -> Gain | None:
    """How much better, in people or points of 100, where a treatment was compared with going without it."""
    if not cell.is_effect or cell.against.kind != "without" or cell.yardstick.kind not in ("people", "points"):
        return None
    assert cell.difference is not None
    of_100 = cell.yardstick.good * 100 / (cell.of or 100)
    if cell.low is None or cell.high is None:
        return Gain(cell.difference * of_100, None, None)
    low, high = sorted((cell.low * of_100, cell.high * of_100))
    return Gain(cell.difference * of_100, low, high)


def mark_of(cell: Cell | None, worth: int) -> Mark:
    """Enough where the whole interval is at least that much better, not enough where all of it is less.

    A number that nobody of the project has read in its source is never enough.

    >>> from backlab.knowledge.effects import BY_ID
    >>> [mark_of(BY_ID["acute-otc_ibuprofen-soon"], worth).value for worth in (4, 10, 28)]
    ['enough', 'unclear', 'not enough']
    """
    if cell is None or not cell.known:
        return Mark.UNKNOWN
    gain = gain_of(cell)
    if gain is None:
        return Mark.UNLIKE
    if gain.low is None or gain.high is None:
        return Mark.UNCLEAR
    if gain.low >= worth:
        return Mark.ENOUGH if SOURCES[cell.source].verified else Mark.UNCLEAR
    return Mark.NOT_ENOUGH if gain.high < worth else Mark.UNCLEAR


def _use(column: Column, first: Slot, lens: Lens) -> tuple[bool, ...]:
    """What was counted in what matters most comes first, then what was measured; its numbers say nothing.

    What only keeps the next one away stands behind, unless that is what matters. Through the lens of the article the
    rest stands in the article's own order.
    """
    effects = [place.cell is not None and place.cell.is_effect for place in column.places]
    later = column.treatment.stage is Stage.PREVENTION and first is not AGAIN
    if lens is Lens.ARTICLE:
        return column.places[0].counted is None, later
    weak = column.treatment.today.strength is not Strength.STRONG
    return later, column.places[0].counted is None, not effects[0], not any(effects), weak


def _chosen(first: Slot, columns: Iterable[Column]) -> tuple[str, ...]:
    """What is worth it beside moving, or moving alone: of what one fears or pays, waiting has the least."""
    if first in (SIDE, HARM, EFFORT):
        return (BASELINE,)
    worth_it = [column.id for column in columns if column.mark is Mark.ENOUGH and not column.outdated]
    return tuple(sorted(worth_it)) or (BASELINE,)


def worth_it(choice: Choice, worth: int) -> tuple[str, ...]:
    """What would be chosen if it had to be that much better, all else as it is."""
    if choice.first in (SIDE, HARM, EFFORT):
        return (BASELINE,)
    marked = zip((*choice.columns[1:], *choice.others), _marks(choice, worth), strict=True)
    found = [column.id for column, mark in marked if mark is Mark.ENOUGH and not column.outdated]
    return tuple(sorted(found)) or (BASELINE,)


def _held(held: Withheld, advice: Conclusion) -> Held:
    if held.kind != UNASKED:
        return Held(held, ())
    atoms = (atom for each in held.contraindications for atom in sorted(each.when.atoms, key=lambda atom: atom.id))
    return Held(held, open_questions(atoms, advice.standing))


_Change = tuple[str, Wish, Presentation, Atom | None, bool]
MOST_FACTS = 6
"""How many of the things that rule a treatment out are tried before another change is."""


def flips(choice: Choice) -> tuple[Flip, ...]:
    """The nearest change of each kind that alone would choose otherwise: of how much, of what, and of the patient."""
    return tuple(_flips(choice))


def nearest_flip(choice: Choice) -> Flip | None:
    """The first of these: what costs least to change; None where nothing that is tried would choose otherwise."""
    return next(_flips(choice), None)


def _flips(choice: Choice) -> Iterator[Flip]:
    found = (_first_flip(choice, tried) for tried in (_other_worths, _other_firsts, _other_facts))
    yield from (flip for flip in found if flip is not None)


def _first_flip(choice: Choice, tried: Callable[[Choice], Iterator[_Change]]) -> Flip | None:
    for kind, wish, patient, atom, there in tried(choice):
        chosen = chosen_for(patient, choice.advice, wish)
        if chosen and chosen != choice.chosen:
            return Flip(kind, wish, patient, chosen, atom, there)
    return None


def chosen_for(patient: Presentation, advice: Conclusion, wish: Wish) -> tuple[str, ...]:
    """What would be chosen for that patient by that wish, through the lens of the advice; nothing if it is urgent."""
    then = advice if patient == advice.presentation else Conclusion.of(patient, Lens(advice.lens))
    choice = choose(then, wish)
    return choice.chosen if choice is not None else ()


def _other_worths(choice: Choice) -> Iterator[_Change]:
    """Every other threshold, the nearest first."""
    worth = choice.wish.worth
    for other in sorted(range(LEAST_WORTH, MOST_WORTH + 1), key=lambda value: abs(value - worth)):
        if other != worth and _marks(choice, other) != _marks(choice, worth):
            yield "worth", choice.wish._replace(worth=other), choice.advice.presentation, None, True


def _marks(choice: Choice, worth: int) -> list[Mark]:
    """What matters most, marked by another threshold: where no mark changes, neither does the choice."""
    places = (column.places[0] for column in (*choice.columns[1:], *choice.others))
    return [mark_of(place.counted or place.cell, worth) for place in places]


def _other_firsts(choice: Choice) -> Iterator[_Change]:
    """Everything else that could matter most."""
    for row in dict.fromkeys((SIDE, HARM, *ROWS)):
        if row is choice.first:
            continue
        yield "first", choice.wish._replace(first=row), choice.advice.presentation, None, True


def _other_facts(choice: Choice) -> Iterator[_Change]:
    """What rules out what is chosen, what frees what is ruled out, and another kind of pain.

    Whoever minds harm or effort most waits in any case.
    """
    if choice.first in (SIDE, HARM, EFFORT):
        return
    patient, seen = choice.advice.presentation, set[Atom]()
    for atom, there in (*_that_rule_out(choice), *_that_free(choice), *_another_pain(patient)):
        if atom not in seen and patient.answer(atom) is not there:
            seen.add(atom)
            yield "fact", choice.wish, patient.changed(atom, there), atom, there


def _that_rule_out(choice: Choice) -> Iterator[tuple[Atom, bool]]:
    for id in choice.chosen:
        against = [each for each in TREATMENTS[id].contraindications if each.absolute and len(each.when.atoms) == 1]
        yield from ((atom, True) for each in against[:MOST_FACTS] for atom in each.when.atoms)


def _that_free(choice: Choice) -> Iterator[tuple[Atom, bool]]:
    for held in choice.held:
        against = held.withheld.contraindications
        if not held.questions and len(against) == 1 and len(against[0].when.atoms) == 1:
            yield from ((atom, False) for atom in against[0].when.atoms)


def _another_pain(patient: Presentation) -> Iterator[tuple[Atom, bool]]:
    yield leg_pain, not patient.answer(leg_pain)
    yield from ((atom, not patient.answer(atom)) for atom in LASTING_PAIN.atoms)
