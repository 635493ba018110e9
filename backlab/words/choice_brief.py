"""The choosing table in as few words as it can be seen in: the verdict over each column, and a line for each cell.

All of it is said at length elsewhere: ``words.choice`` has the sentences that are heard, and what a tap opens.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from backlab.knowledge.effect_kinds import (
    ANY_COMPLAINT,
    BETTER_ALL_ROUND,
    BODILY_PAIN,
    COMPLICATION,
    DAYS_TO_ABLE,
    DAYS_TO_NEXT,
    DAYS_TO_RECOVER,
    DAYS_TO_WORK,
    DOING_POINTS,
    GUT_EVENT,
    HEART_OR_STROKE,
    HERNIATED_AGAIN,
    IMPROVED,
    INTERFERENCE,
    LIMITING_EPISODE,
    LONG_ON,
    MILD_OR_NONE,
    MISUSE,
    MUCH_ABLER,
    NEW_EPISODE,
    NOT_HINDERED,
    NOTABLE_SIDE_EFFECT,
    OPERATED_AGAIN,
    PAIN_FREE,
    PASSING_COMPLAINT,
    PEOPLE_BETTER,
    RECOVERED,
    RECOVERED_A_WEEK,
    RELIEF,
    SEVERE_INFECTION,
    SIDE_EFFECT,
    SPREAD_DOING,
    SPREAD_PAIN,
    STILL_ON,
    STOMACH_BLEEDING,
    SUCCESS,
    TEN_POINTS_LESS,
    THIRD_LESS,
    THIRTY_ABLER,
    THIRTY_LESS,
    WEEKS_TO_RECOVER,
    Cell,
    Slot,
    Yardstick,
)
from backlab.knowledge.effects import BASELINE, BY_ID, SAME_KIND
from backlab.language import gettext
from backlab.reasoning.choice import Choice, Column, Mark, Place
from backlab.words.choice import (
    best_guess,
    change,
    figure,
    helps_elsewhere,
    is_clear,
    is_sure_gain,
    least,
    of_how_many,
    scaled,
    unread,
)
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
        if is_sure_gain(cell):
            said = gettext("very likely {least}, you want {number}")
            return Standing(HALF, said.format(least=least(cell), number=choice.wish.worth))
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


def in_short(cell: Cell) -> str:
    """What is known in words alone, in five of them at most: all of it is heard, and stands behind a tap."""
    short = _SHORT.get(cell.id)
    return short() if short else gettext(cell.note).partition(". ")[0].rstrip(".")


_SHORT = {
    "acute-stay_active-harm": lambda: gettext("none seen in eight trials"),
    "acute-heat-doing": lambda: gettext("a small gain"),
    "acute-heat-side": lambda: gettext("none was serious"),
    "acute-muscle_relaxant-soon": lambda: gettext("helps some, number not known"),
    "acute-otc_ibuprofen-pain-overview": lambda: gettext("eases it a little"),
    "lasting-physical_therapy-pain-overview": lambda: gettext("eases it a little"),
    "leg-rest-work": lambda: gettext("away for as long"),
    "prevention-light_exercise-again-choi": lambda: gettext("half as many episodes"),
    "acute-opioid-doing": lambda: gettext("no difference"),
    "acute-physical_therapy-later": lambda: gettext("at first, not after years"),
    "lasting-physical_therapy-harm": lambda: gettext("no more than without"),
    "lasting-otc_ibuprofen-side": lambda: gettext("about alike"),
    "lasting-opioid-side": lambda: gettext("more, number not known"),
    "lasting-injection-pain": lambda: gettext("only with leg pain"),
    "leg-otc_ibuprofen-soon": lambda: gettext("a few, number not known"),
    "leg-otc_ibuprofen-side": lambda: gettext("more, number not known"),
    "leg-physical_therapy-pain": lambda: gettext("leg alike, back slightly better"),
    "leg-muscle_relaxant-pain": lambda: gettext("no figure found"),
    "leg-injection-later": lambda: gettext("no difference"),
    "prevention-light_exercise-doing": lambda: gettext("days off sick: unsure"),
}


def people_of_100(cell: Cell) -> tuple[int, int]:
    """How many whole people of 100 are drawn: without it and with it, or none and those whom it adds.

    They differ by the number that stands beside them, which is the difference rounded.
    """
    if cell.without is None or cell.difference is None:
        alone = cell.difference if cell.with_ is None else cell.with_
        assert alone is not None
        after = _whole(cell, abs(alone))
        return (after if cell.with_ is not None else 0), after
    before = _whole(cell, cell.without)
    return before, before + _whole(cell, cell.difference)


def _whole(cell: Cell, number: float) -> int:
    return round(float(figure(scaled(cell, number)).replace("−", "-")))


class Said(NamedTuple):
    """The number of a cell, and the words after it."""

    number: str
    words: str = ""


def is_apart(cell: Cell) -> bool:
    """Whether a number compares with nobody, or with something else than waiting: no other may be held against it."""
    return cell.against.kind in ("alone", "other")


def apart_lines(cell: Cell) -> tuple[str, ...]:
    """What was counted where it is no difference from waiting, and that this is not known."""
    if cell.against.kind == "alone":
        number = difference(cell).number if cell.yardstick.kind == "people" else points(cell).number
        return (gettext("{number} with it, ? without").format(number=number),)
    said = difference(cell, timed=False) if cell.yardstick.kind == "people" else points(cell)
    fields = {"other": _against(cell), "said": f"{said.number} {said.words}".strip()}
    return gettext("{said} against {other}").format(**fields), gettext("? against waiting")


def _against(cell: Cell) -> str:
    """With what else it was compared, in a word or two where that is longer."""
    short = {
        "the same painkiller with a dummy tablet": gettext("painkiller alone"),
        "another painkiller, with a dummy tablet or a relaxant": gettext("another painkiller"),
        "people seen by a doctor who seldom prescribes opioids": gettext("seldom prescribed"),
        "warmth (all of them took ibuprofen)": gettext("warmth"),
    }
    return short.get(cell.against.label) or gettext(cell.against.label)


def difference(cell: Cell, *, timed: bool = True) -> Said:
    """How many more or fewer people, where it was compared; else how many; harm with its time."""
    if cell.against.kind == "course":
        return Said(_people(cell, cell.with_ or 0), _how_it_went(cell))
    if cell.difference is None or cell.against.kind not in ("without", "other"):
        assert cell.with_ is not None
        return Said(_people(cell, cell.with_))
    number = _people(cell, abs(cell.difference))
    if number == "0":  # a full picture with "as many" beside it reads as much won
        return Said(number, gettext("more"))
    if cell.low is not None and not is_clear(cell):
        return Said(gettext("not clear"))
    if cell.low is None and cell.yardstick.good * cell.difference > 0:
        return Said(gettext("not clear"))  # a gain without an interval is a hope
    words = gettext("more") if cell.difference > 0 else gettext("fewer")
    if timed and cell.slot is Slot.HARM and (time := brief_time(cell)):
        words = gettext("{more} in {time}").format(more=words, time=time)
    return Said(number, words)


# In whom the course was counted that had treatment of some kind, as the sources say.
_TREATED = (
    "atlas-2018-pain",
    "atlas-2018-sciatica",
    "cherkin-2016-cbt-pain",
    "downie-2016-trajectories",
    "friedman-2012-ed",
    "haake-2007-gerac-6wk",
)
# Those who had seen a doctor: what they were given is not in the text that was read.
_SEEN = ("henschke-2008-recovery", "peul-2007-harms")


def _how_it_went(cell: Cell) -> str:
    """Under what a course went as it did: what a source does not say of the care is not said here either."""
    if cell.source in _TREATED:
        return gettext("with usual care")
    return gettext("with time") if cell.against.kind == "start" or cell.source in _SEEN else gettext("by itself")


def _people(cell: Cell, number: float) -> str:
    """Whole people of 100; rare harm, of 10,000, as it is counted."""
    return figure(scaled(cell, number)) if cell.slot is Slot.HARM else str(_whole(cell, number))


def counted_on(cell: Cell) -> Said | None:
    """What one may count on of a gain, which is what the verdict goes by; nothing where that is not known."""
    if cell.yardstick.good * (cell.difference or 0) <= 0:
        return None
    if is_sure_gain(cell):
        return Said(least(cell), gettext("points less") if cell.yardstick.kind == "points" else _very_likely(cell))
    return Said(gettext("not verified")) if unread(cell) else None


def _very_likely(cell: Cell) -> str:
    """Which way a sure gain of people goes: more who are better, or fewer who have it again."""
    return gettext("more of 100, very likely") if cell.yardstick.good > 0 else gettext("fewer of 100, very likely")


def best_line(cell: Cell) -> str:
    """The number itself, which is smaller print than what one may count on; of points also that this is very likely."""
    said = gettext("best guess {best}")
    if cell.yardstick.kind == "points" and is_sure_gain(cell):
        said = gettext("very likely; best guess {best}")
    return said.format(best=best_guess(cell))


def points(cell: Cell) -> Said:
    """How many points more or less; where nothing was compared, from where to where it goes."""
    if cell.difference is None:
        assert cell.with_ is not None
        if cell.without is None:
            return Said(figure(cell.with_), _how_it_went(cell))
        number = gettext("from {start} to {end}").format(start=figure(cell.without), end=figure(cell.with_))
        return Said(number, gettext("with usual care") if cell.source in _TREATED else "")
    size = figure(abs(cell.difference))
    if cell.low is not None and not is_clear(cell):
        return Said(gettext("not clear"))
    if size == "0":
        return Said(gettext("as much"))
    return Said(size, gettext("points more") if cell.difference > 0 else gettext("points less"))


def brief_line(cell: Cell) -> str:
    """What was counted and when, in five words at most: "free of pain, 2 weeks"; else what was counted alone."""
    label, time = _label(cell), "" if cell.slot is Slot.HARM else brief_time(cell)
    if cell.yardstick is STOMACH_BLEEDING:  # counted in prescriptions, also where it stands for the shop's tablets
        time = gettext("prescribed")
    both = _of_both(label, time)
    return both if len(both.split()) <= MOST_WORDS else label


def whole_line(cell: Cell) -> str:
    """What was counted and when, however long that is: where numbers are compared, the time is never left out."""
    said = _of_both(_label(cell), brief_time(cell))
    more = _MORE.get(cell.id)
    return f"{said}; {more()}" if more else said


# What would mislead if it were only behind a tap; its numbers are in the note of the cell.
_MORE = {"leg-disc_surgery-later-year": lambda: gettext("39 who waited had it later")}
_EARLIER = {"acute-stay_active-pain": "acute-stay_active-pain-week1"}


def timed_line(cell: Cell) -> str:
    """After how long; where another source counted earlier than that, what it found by then."""
    earlier = BY_ID.get(_EARLIER.get(cell.id, ""))
    if earlier is None or earlier.with_ is None:
        return brief_time(cell)
    said = gettext("{time}; elsewhere {number} after {earlier}")
    return said.format(time=brief_time(cell), number=figure(earlier.with_), earlier=gettext(earlier.time))


def _of_both(label: str, time: str) -> str:
    return gettext("{label}, {time}").format(label=label, time=time) if label and time else label or time


MOST_WORDS = 5


def brief_time(cell: Cell) -> str:
    """After how long, without what goes without saying."""
    short = {
        "1 year of use": gettext("1 year"),
        "1 year of high doses": gettext("a year of high doses"),
        "as long as they were followed": "",
        "around the operation": "",
    }
    return short.get(cell.time, gettext(cell.time))


_LABELS: dict[Yardstick, Callable[[], str]] = {
    BETTER_ALL_ROUND: lambda: gettext("better"),
    PEOPLE_BETTER: lambda: gettext("better"),
    PAIN_FREE: lambda: gettext("free of pain"),
    MILD_OR_NONE: lambda: gettext("mild pain"),
    RECOVERED: lambda: gettext("recovered"),
    IMPROVED: lambda: gettext("improved"),
    SUCCESS: lambda: gettext("a success"),
    SIDE_EFFECT: lambda: "",
    ANY_COMPLAINT: lambda: "",
    PASSING_COMPLAINT: lambda: gettext("sore for a while"),
    COMPLICATION: lambda: gettext("trouble after it"),
    STOMACH_BLEEDING: lambda: gettext("stomach bleeding"),
    HEART_OR_STROKE: lambda: gettext("heart attack or stroke"),
    OPERATED_AGAIN: lambda: gettext("operated on again"),
    SEVERE_INFECTION: lambda: gettext("a severe infection"),
    STILL_ON: lambda: gettext("still on opioids"),
    RELIEF: lambda: gettext("of 5 points"),
    SPREAD_PAIN: lambda: gettext("of the usual spread"),
    SPREAD_DOING: lambda: gettext("of the usual spread"),
    WEEKS_TO_RECOVER: lambda: gettext("weeks until half recovered"),
    DAYS_TO_RECOVER: lambda: gettext("days until half recovered"),
    NOT_HINDERED: lambda: gettext("not held back"),
    RECOVERED_A_WEEK: lambda: gettext("hardly any pain"),
    DAYS_TO_ABLE: lambda: gettext("days until half were able"),
    DAYS_TO_WORK: lambda: gettext("days until half worked"),
    TEN_POINTS_LESS: lambda: gettext("10 points less pain"),
    NOTABLE_SIDE_EFFECT: lambda: gettext("worth noting"),
    GUT_EVENT: lambda: gettext("serious stomach trouble"),
    DOING_POINTS: lambda: gettext("points held back"),
    MISUSE: lambda: gettext("at risk of misuse"),
    LONG_ON: lambda: gettext("on opioids for months"),
    THIRD_LESS: lambda: gettext("a third better"),
    THIRTY_LESS: lambda: gettext("30% less pain"),
    THIRTY_ABLER: lambda: gettext("30% less held back"),
    MUCH_ABLER: lambda: gettext("75% less held back"),
    INTERFERENCE: lambda: gettext("pain in the way"),
    BODILY_PAIN: lambda: gettext("points of 100 gained"),
    HERNIATED_AGAIN: lambda: gettext("operated on again"),
    LIMITING_EPISODE: lambda: gettext("a new episode"),
    NEW_EPISODE: lambda: gettext("a new episode"),
    DAYS_TO_NEXT: lambda: gettext("days until the next"),
}


def _label(cell: Cell) -> str:
    short = _LABELS.get(cell.yardstick)
    return short() if short else gettext(cell.yardstick.label)


def another_unit(cell: Cell) -> Said:
    """The number of a cell that is counted in another unit than its row: it never looks like the row's own."""
    if cell.with_ is not None and cell.without is not None and cell.against.kind in ("without", "other"):
        numbers = {"with_": figure(scaled(cell, cell.with_)), "without": figure(scaled(cell, cell.without))}
        return Said(gettext("{with_}, not {without}").format(**numbers))
    if cell.difference is None:
        assert cell.with_ is not None
        return Said(figure(scaled(cell, cell.with_)))
    if cell.yardstick is RELIEF:  # "1.1 more" beside the word pain reads as more pain
        words = gettext("more relief") if cell.difference > 0 else gettext("less relief")
        return Said(figure(abs(cell.difference)), words)
    return Said(change(cell, cell.difference))


def elsewise(cell: Cell) -> str:
    """What is said of a pain that was measured on another scale than its row: which way it went, and no number."""
    if cell.yardstick is RELIEF and cell.difference is not None and cell.difference > 0 and is_clear(cell):
        return gettext("relief; measured otherwise")
    return gettext("measured otherwise")


def harm_shown(place: Place) -> Cell | None:
    """Which harm stands first: of medicines of one kind the same one, so that they can be compared."""
    if place.row is not Slot.HARM or place.cell is None or place.cell.treatment not in SAME_KIND:
        return None
    cells = (cell for cell in (place.cell, *place.others) if cell.is_effect)
    return next((cell for cell in cells if cell.yardstick is STOMACH_BLEEDING), None)


def other_harm(place: Place) -> Iterator[str]:
    """Other harm of the same medicine, or of one of its kind, so that none looks free of it."""
    shown = harm_shown(place)
    if shown is None or place.cell is None:
        return
    kinds = {shown.yardstick}
    for cell in (place.cell, *place.others):
        if cell.is_effect and cell.difference is not None and cell.yardstick not in kinds:
            kinds.add(cell.yardstick)
            more = change(cell._replace(without=None), cell.difference)  # alone, it has nothing to add up with
            if "high doses" in cell.time:
                more = gettext("{change}, {time}").format(change=more, time=brief_time(cell))
            said = gettext("{change}: {what}").format(change=more, what=_label(cell))
            yield _doubted(said, cell)


def gain_and_risk(choice: Choice, column: Column) -> str:
    """What one would gain by a column in what matters most, and what one would risk, in a few words each."""
    gain, risk = _gain(choice, column), _risk(column)
    return gettext("Gain: {gain}. Risk: {risk}.").format(gain=gain, risk=risk)


def _gain(choice: Choice, column: Column) -> str:
    place = column.place(choice.first)
    cell = place.counted or place.cell
    if column.id == BASELINE:
        return gettext("what time brings by itself")
    if cell is None or not cell.known:
        elsewhere = helps_elsewhere(column)
        return _elsewhere(elsewhere) if elsewhere else gettext("nobody has counted it")
    if not cell.has_figure:
        return in_short(cell)
    if cell.difference is None or cell.against.kind != "without":
        return gettext("nobody has compared it")
    if not is_clear(cell) and cell.low is not None:
        return gettext("nothing that is clear")
    return _sure_of(cell) if is_sure_gain(cell) else _of_all(cell)


def _sure_of(cell: Cell) -> str:
    """What of a gain is very likely, and its best guess: "very likely 4 more of 100, best guess 15: better"."""
    fields = {"least": least(cell), "best": best_guess(cell)}
    if cell.yardstick.kind == "points":
        return gettext("very likely {least} points of 100 less pain, best guess {best}").format(**fields)
    label = _label(cell) or lowered(gettext(cell.slot.label))
    said = gettext("very likely {least} more of 100, best guess {best}: {label}")
    if cell.yardstick.good < 0:
        said = gettext("very likely {least} fewer of 100, best guess {best}: {label}")
    return said.format(**fields, label=label)


def _risk(column: Column) -> str:
    """Serious harm where it was counted, else side effects; that nobody has counted either is no proof of safety."""
    harm, side = column.place(Slot.HARM), column.place(Slot.SIDE)
    shown = harm_shown(harm) or harm.cell
    if shown is not None and _is_harm(shown):
        return _of_all(shown)
    if side.cell is not None and _is_harm(side.cell) and side.cell.against.kind != "course":
        return _of_all(side.cell)
    words = [cell for cell in (harm.cell, side.cell) if cell is not None and cell.known and not cell.has_figure]
    return in_short(words[0]) if words else gettext("nobody has counted it")


def _of_all(cell: Cell) -> str:
    """How many more, of how many, and what: "15 more of 100: better"."""
    if cell.yardstick.kind == "points":
        said = gettext("{number} points of 100 less pain")
        if cell.difference is not None and cell.difference > 0:
            said = gettext("{number} points of 100 more pain")
        return _doubted(said.format(number=points(cell).number), cell)
    number, words = difference(cell, timed=False)
    if not cell.difference and not is_apart(cell):
        return gettext("as many are without it")
    of, label = f"{of_how_many(cell):,}", _label(cell) or lowered(gettext(cell.slot.label))
    said = gettext("{number} of {of}: {label}").format(number=f"{number} {words}".strip(), of=of, label=label)
    return _doubted(gettext("{said} (not compared)").format(said=said) if cell.against.kind == "alone" else said, cell)


def _doubted(said: str, cell: Cell) -> str:
    """With the mark of what nobody of the project has read."""
    return gettext("{said} (not verified)").format(said=said) if unread(cell) else said
