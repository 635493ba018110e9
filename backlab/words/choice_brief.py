"""The choosing table in as few words as it can be seen in: the verdict over each column, and a line for each cell.

All of it is said at length elsewhere: ``words.choice`` has the sentences that are heard, and what a tap opens.
"""

from collections.abc import Iterator
from typing import NamedTuple

from backlab.knowledge.effect_kinds import (
    HEART_OR_STROKE,
    HIGH,
    LOW,
    LOW_TO_MODERATE,
    MODERATE,
    NOBODY_KNOWS,
    NOT_GRADED,
    RELIEF,
    STOMACH_BLEEDING,
    VERY_LOW,
    VERY_LOW_TO_LOW,
    Cell,
    Slot,
)
from backlab.knowledge.effects import BASELINE, SAME_KIND
from backlab.language import gettext
from backlab.reasoning.choice import Choice, Column, Mark, Place
from backlab.words.choice import change, figure, helps_elsewhere, plain_change, scaled, unread
from backlab.words.phrases import lowered

YES, SOME, HALF, LITTLE, UNLIKE, UNKNOWN, NO = "yes", "some", "half", "little", "unlike", "unknown", "no"
"""What a verdict says: do it, it helps elsewhere, perhaps, too little, not comparable, nobody knows, not advised."""


class Standing(NamedTuple):
    """The verdict over a column: its sign, and its few words."""

    sign: str
    words: str


def standing(choice: Choice, column: Column) -> Standing | None:
    """What one column comes to for this person; nothing where what matters most is a harm or an effort."""
    if column.id == BASELINE:
        return Standing(YES, gettext("do this in any case"))
    if column.outdated:
        return Standing(NO, gettext("today: not advised"))
    if column.mark is Mark.UNKNOWN and (place := helps_elsewhere(column)):
        return Standing(SOME, _elsewhere(place))
    cell = column.place(choice.first).counted
    if cell is not None and column.mark is Mark.UNCLEAR:
        if not cell.difference:
            return Standing(LITTLE, gettext("as many without it"))
        if unread(cell):
            return Standing(HALF, gettext("may help, not verified"))
    return _STANDINGS[column.mark]() if column.mark is not None else None


_STANDINGS = {
    Mark.ENOUGH: lambda: Standing(YES, gettext("helps enough: add it")),
    Mark.UNCLEAR: lambda: Standing(HALF, gettext("may help, not sure")),
    Mark.NOT_ENOUGH: lambda: Standing(LITTLE, gettext("helps too little")),
    Mark.UNLIKE: lambda: Standing(UNLIKE, gettext("no fair comparison")),
    Mark.UNKNOWN: lambda: Standing(UNKNOWN, gettext("nobody knows")),
}


def _elsewhere(place: Place) -> str:
    cell = place.counted or place.cell
    assert cell is not None
    if place.row is Slot.PAIN:
        return gettext("eases pain ({time})").format(time=gettext(cell.time))
    if place.row is Slot.AGAIN:
        return gettext("for later, not for now")
    return gettext("helps with: {row}").format(row=lowered(gettext(place.row.label)))


def can_harm(column: Column) -> bool:
    """Whether serious harm of it was counted."""
    place = column.place(Slot.HARM)
    return any(_is_harm(cell) for cell in (place.cell, *place.others) if cell is not None)


def _is_harm(cell: Cell) -> bool:
    more = cell.difference if cell.difference is not None else cell.with_
    return cell.has_figure and cell.yardstick.kind == "people" and more is not None and more > 0


def sureness_brief(cell: Cell) -> str:
    """How sure it is, in one or two words; nothing where nobody has graded it."""
    if unread(cell):
        return gettext("not verified")
    return {
        HIGH: gettext("sure"),
        MODERATE: gettext("fairly sure"),
        LOW_TO_MODERATE: gettext("rather unsure"),
        LOW: gettext("unsure"),
        VERY_LOW_TO_LOW: gettext("very unsure"),
        VERY_LOW: gettext("very unsure"),
        NOT_GRADED: "",
        NOBODY_KNOWS: gettext("nobody knows"),
    }[cell.certainty]


def in_short(cell: Cell) -> str:
    """What is known in words alone, in a few of them: all of it is heard, and stands behind a tap."""
    short = _SHORT.get(cell.id)
    said = short() if short else gettext(cell.note).partition(". ")[0].rstrip(".")
    return " · ".join(filter(None, (said, gettext(cell.time))))


_SHORT = {
    "acute-stay_active-harm": lambda: gettext("none seen in eight trials"),
    "acute-heat-doing": lambda: gettext("a small gain"),
    "acute-heat-side": lambda: gettext("none was serious"),
    "acute-muscle_relaxant-soon": lambda: gettext("helps some, how many is not known"),
    "acute-opioid-doing": lambda: gettext("no difference"),
    "acute-physical_therapy-later": lambda: gettext("more at first, none after a year"),
    "lasting-physical_therapy-harm": lambda: gettext("no more than without it"),
    "lasting-otc_ibuprofen-side": lambda: gettext("about alike"),
    "lasting-opioid-side": lambda: gettext("more, how many is not known"),
    "lasting-injection-pain": lambda: gettext("not without pain down the leg"),
    "leg-otc_ibuprofen-soon": lambda: gettext("helps a few, how many is not known"),
    "leg-otc_ibuprofen-side": lambda: gettext("more, how many is not known"),
    "leg-physical_therapy-pain": lambda: gettext("the leg alike, the back a little better"),
    "leg-muscle_relaxant-pain": lambda: gettext("no figure found"),
    "leg-injection-later": lambda: gettext("no difference"),
    "prevention-light_exercise-doing": lambda: gettext("days off sick: nothing sure"),
}


def is_clear(cell: Cell) -> bool:
    """Whether the interval of a difference lies on one side of none."""
    return cell.difference is not None and cell.low is not None and plain_change(cell) == change(cell, cell.difference)


def people_of_100(cell: Cell) -> tuple[int, int]:
    """How many whole people of 100 are drawn: without it and with it, or none and those whom it adds."""
    if cell.with_ is None:
        assert cell.difference is not None
        return 0, round(float(figure(abs(scaled(cell, cell.difference)))))
    after = round(float(figure(scaled(cell, cell.with_))))
    return (after if cell.without is None else round(float(figure(scaled(cell, cell.without))))), after


def compared(cell: Cell) -> str:
    """Below a number: how many without it, or that there is no such number."""
    if cell.against.kind == "alone":
        return gettext("not compared")
    if cell.against.kind == "course":
        return gettext("by itself")
    if cell.without is None or cell.against.kind not in ("without", "other"):
        return ""
    number = figure(scaled(cell, cell.without)) if cell.slot is Slot.HARM else str(people_of_100(cell)[0])
    if cell.against.kind == "other":
        return gettext("{number} with {other}").format(number=number, other=gettext(cell.against.label))
    return gettext("{number} without").format(number=number)


def counted(cell: Cell) -> str:
    """What was counted and when, in one line: "felt better all round · 1 to 15 days"."""
    return " · ".join(filter(None, (_label(cell), gettext(cell.time))))


def _label(cell: Cell) -> str:
    if cell.yardstick is HEART_OR_STROKE:
        return gettext("heart attack or stroke")
    if cell.yardstick is STOMACH_BLEEDING:
        return gettext("severe stomach bleeding")
    if _is_more_relief(cell):
        return gettext("of 5 points")
    return gettext(cell.yardstick.label)


def another_unit(cell: Cell) -> str:
    """The number of a cell that is counted in another unit than its row: it never looks like the row's own."""
    if cell.with_ is not None and cell.without is not None and cell.against.kind in ("without", "other"):
        numbers = {"with_": figure(scaled(cell, cell.with_)), "without": figure(scaled(cell, cell.without))}
        return gettext("{with_}, not {without}").format(**numbers)
    if cell.difference is not None:
        said = change(cell, cell.difference)
        return gettext("relief: {change}").format(change=said) if _is_more_relief(cell) else said
    assert cell.with_ is not None
    return figure(scaled(cell, cell.with_))


def _is_more_relief(cell: Cell) -> bool:
    """Whether relief itself was scored: "1.1 more" beside the word pain reads as more pain."""
    return cell.yardstick is RELIEF and cell.without is None


def other_harm(place: Place) -> Iterator[str]:
    """Other harm of the same medicine, or of one of its kind, so that none looks free of it."""
    if place.row is not Slot.HARM or place.cell is None or place.cell.treatment not in SAME_KIND:
        return
    kinds = {place.cell.yardstick}
    for cell in place.others:
        if cell.is_effect and cell.difference is not None:
            if cell.yardstick not in kinds:
                more = change(cell._replace(without=None), cell.difference)  # alone, it has nothing to add up with
                yield gettext("{change}: {what}").format(change=more, what=_label(cell))
            kinds.add(cell.yardstick)
