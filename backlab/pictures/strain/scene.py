"""One scene: two people in two rooms, the weeks below them, and what each thing adds that is laid on."""

from backlab.drawing.picture import Picture, Table
from backlab.drawing.svg import drawing, leading, paint, rect, wrap
from backlab.language import gettext
from backlab.markup import Markup, markup
from backlab.pictures.marks import level_label, level_mark
from backlab.pictures.strain.added import added
from backlab.pictures.strain.chart import chart
from backlab.pictures.strain.parts import HEIGHT, SMALL, USUAL, WIDTH, note, said
from backlab.pictures.strain.people import GAP, HIGH, ROOM, alike, rooms
from backlab.pictures.strain.state import (
    ALONE,
    FALL,
    FEVER,
    IN_BED,
    LAST,
    NUMB,
    TWO,
    Strain,
    advice_with,
    known_pain,
)
from backlab.words.phrases import capital


def scene(now: Strain, verdict: str, *, by_hand: bool = True) -> Picture:
    """What the controls say, as a drawing, in words and as a table; ``by_hand``: the day can be dragged."""
    title = gettext("Two people with the same strain")
    parts = _stopped(now) if now.stops else (rooms(now), chart(now, by_hand=by_hand), added(now))
    return Picture("strain", title, verdict, drawing(HEIGHT, title, verdict, *parts, width=WIDTH), _table(now))


def answers() -> dict[str, str]:
    """The same strain, and the one answer that differs, in words."""
    return {
        ALONE: gettext("none: only the strain"),
        NUMB: gettext("numb between the legs"),
        FEVER: gettext("a high temperature"),
        FALL: gettext("a fall before it began"),
    }


def _stopped(now: Strain) -> tuple[Markup, ...]:
    """The same strain twice; one answer differs, and with it what to do."""
    other = gettext("The same strain, and {answer}").format(answer=answers()[now.answer])
    return alike(now.answer), _card(ALONE, 0.0, gettext("A strain")), _card(now.answer, ROOM + GAP, other)


def _card(answer: str, x: float, words: str) -> Markup:
    """What it is, how soon it is looked at, and why: each below the one before, however many lines that takes."""
    advice = advice_with(answer)
    level, left, wide = advice.disposition, x + 24, ROOM - 44
    top, tall = HIGH + 14, HEIGHT - HIGH - 16
    because = gettext(advice.reasons[0].rule.because) if advice.reasons else gettext("No rule asks for more.")
    meaning = capital(gettext(level.meaning)) + "."
    sign = top + 16 + _high(words, 22, wide) + 26
    told = sign + 62
    return markup(
        rect(x + 2, top, ROOM - 4, tall, paint(f"{level.slug}-soft", level.slug, 3), radius=14),
        note(said(left, top + 36, words, size=22, bold=True, wide=wide)),
        level_mark(level, left + 22, sign, 42),
        said(left + 56, sign + 9, level_label(level), size=26, bold=True, wide=wide - 56, label=True),
        note(
            said(left, told, meaning, size=USUAL, bold=True, wide=wide),
            said(left, told + 8 + _high(meaning, USUAL, wide), because, size=SMALL, wide=wide),
        ),
    )


def _high(words: str, size: float, wide: float) -> float:
    return leading(size) * len(wrap(words, wide, size=size, bold=True))


def _table(now: Strain) -> Table:
    return _of_levels(now) if now.stops else _of_days(now)


def _of_levels(now: Strain) -> Table:
    rows = ((answers()[each], level_label(advice_with(each).disposition)) for each in (ALONE, now.answer))
    return Table((gettext("The answer that differs"), gettext("Level of care")), tuple(rows))


def _of_days(now: Strain) -> Table:
    """The points that were counted until this day, and no others."""
    header = gettext("Day"), gettext("Keeps moving: mean pain"), gettext("In bed: mean pain")
    rested = f"{IN_BED.with_:g}" if now.bed == TWO else gettext("no figure")
    rows = (
        (f"{day}", f"{pain:g}", rested if day == LAST else gettext("not counted"))
        for day, pain in known_pain()
        if day <= now.day
    )
    return Table(header, tuple(rows))
