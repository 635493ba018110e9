"""What the strain says in a sentence: of the day, of the bed, of what was laid on, of the answer that differs."""

from collections.abc import Callable, Mapping

from backlab.knowledge.effect_kinds import Cell
from backlab.knowledge.figures import RELIEF
from backlab.language import gettext
from backlab.model import Disposition
from backlab.pictures.strain.scene import answers
from backlab.pictures.strain.state import (
    ADDED,
    ARTICLE,
    COURSE,
    FIRST_WEEK,
    FOURTEEN,
    HEAT,
    IBUPROFEN,
    ICE,
    IN_BED,
    LAST,
    MISSED,
    PARACETAMOL,
    SEVEN,
    WEEK,
    Strain,
)
from backlab.words.choice_brief import people_of_100
from backlab.words.phrases import lowered


def verdict(now: Strain, last: str = "day") -> str:
    """One sentence or two on what was moved ``last``: "day", "bed", "plan", or a thing; "more" asks for the bed."""
    if now.stops:
        return _of_answer(now)
    if last in now.put:
        return _OF_THINGS[last](ADDED[last])
    told = {"bed": _of_bed, "more": _of_more, "plan": _of_plan}
    return told.get(last, _of_day)(now)


def _of_answer(now: Strain) -> str:
    level, answer = now.advice.disposition, answers()[now.answer]
    if level is Disposition.EMERGENCY:
        return gettext("One answer differs: {answer}. Call 999, 112 or 911 now.").format(answer=answer)
    said = gettext("One answer differs: {answer}. Care at home is not enough: {meaning}.")
    return said.format(answer=answer, meaning=lowered(gettext(level.meaning)))


def _of_day(now: Strain) -> str:
    """What is known of this day."""
    if not now.day:
        return gettext("The same swing, the same strain. One is sent to bed, one keeps moving. Drag the day.")
    if now.day < WEEK:
        said = gettext("Day {day}: who hurts more by now? Nobody has counted. Let a week pass.")
        return said.format(day=now.day)
    if now.day < 6 * WEEK:
        said = gettext("Day {day}: after one week the mean pain had come down from {start:g} to {week:g}.")
        return said.format(day=now.day, start=COURSE.without, week=FIRST_WEEK.with_)
    if now.day < LAST:
        said = gettext(
            "Week {week}: the mean pain has come down from {start:g} to {now:g} ({low:g} to {high:g}) with "
            "usual care."
        )
        parts = {"start": COURSE.without, "now": COURSE.with_, "low": COURSE.low, "high": COURSE.high}
        return said.format(week=now.day // WEEK, **parts)
    return _of_end(now)


def _of_end(now: Strain) -> str:
    if now.bed == FOURTEEN:
        said = gettext(
            "Week 12: two weeks in bed were never tried for a plain strain. Who moved has {moved:g} of 100 left."
        )
        return said.format(moved=IN_BED.without)
    if now.bed == SEVEN:
        return gettext("Week 12: after seven days in bed people were no better off than after two.")
    said = gettext(
        "Week 12: pain {rested:g} after two days in bed, {moved:g} without. Bed did not help: {more:g} points more "
        "({low:g} to {high:g}), adjusted for other differences."
    )
    parts = {"rested": IN_BED.with_, "moved": IN_BED.without, "more": IN_BED.difference, "low": IN_BED.low}
    return said.format(high=IN_BED.high, **parts)


def _of_more(now: Strain) -> str:
    """Before the hand has moved there is only a question."""
    return gettext("Week {week}. Two days in bed, or more? Choose, and see what it costs.").format(week=now.day // WEEK)


def _of_bed(now: Strain) -> str:
    if now.bed == FOURTEEN:
        return gettext(
            "Two weeks in bed, as the hospital said: nobody has tried them for a plain strain. With leg pain they "
            "brought no clear gain."
        )
    if not now.is_over:
        return gettext("{days} days in bed: what did they change? Let twelve weeks pass.").format(days=now.bed)
    cell = MISSED[now.bed]
    if now.bed == SEVEN:
        said = gettext("Seven days in bed: {with_:g} days off work, with two days {without:g}. The pain was alike.")
    else:
        said = gettext("Two days in bed: {with_:g} days off work, with none {without:g} (not verified).")
    return said.format(with_=cell.with_, without=cell.without)


def _of_plan(now: Strain) -> str:
    if now.plan == ARTICLE:
        return gettext("The plan of the article: rest, ice and ibuprofen. Try each: what does it add?")
    return gettext("Today's plan: keep moving, and warmth for comfort. Ibuprofen may be added, ice too.")


def _of_ice(cell: Cell) -> str:
    return gettext("Ice: too few trials to say what it adds. Unknown is not the same as nothing.")


def _of_heat(cell: Cell) -> str:
    said = gettext(
        "Warmth: {points:g} more relief on a scale to {top:g} ({low:g} to {high:g}), for some days. Small, and fairly "
        "sure."
    )
    return said.format(points=cell.difference, top=RELIEF.top, low=cell.low, high=cell.high)


def _of_ibuprofen(cell: Cell) -> str:
    without, with_ = people_of_100(cell)
    said = gettext(
        "Ibuprofen: {with_} and not {without} of 100 feel better within two weeks. It can harm: never with an ulcer "
        "or a blood thinner."
    )
    return said.format(with_=with_, without=without)


def _of_paracetamol(cell: Cell) -> str:
    said = gettext(
        "Paracetamol: {with_:g} with it, {without:g} without, of 100. No clear difference ({low:g} to {high:g}), in a "
        "large trial."
    )
    parts = {"with_": cell.with_, "without": cell.without, "low": cell.low, "high": cell.high}
    return said.format(**parts).replace("(-", "(−")


_OF_THINGS: Mapping[str, Callable[[Cell], str]] = {
    ICE: _of_ice,
    HEAT: _of_heat,
    IBUPROFEN: _of_ibuprofen,
    PARACETAMOL: _of_paracetamol,
}
