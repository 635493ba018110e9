"""One scene: two people in two rooms, the weeks below them, and what each thing adds that is laid on."""

from backlab.drawing.picture import Picture, Table
from backlab.drawing.svg import drawing, element, leading, paint, rect, wrap
from backlab.language import gettext
from backlab.markup import Markup, markup
from backlab.model import Disposition
from backlab.pictures.marks import level_label, level_mark
from backlab.pictures.strain.added import added
from backlab.pictures.strain.chart import chart
from backlab.pictures.strain.parts import HEIGHT, LARGE, WIDTH, said
from backlab.pictures.strain.people import GAP, HIGH, ROOM, alike, rooms
from backlab.pictures.strain.state import (
    ALONE,
    FALL,
    FEVER,
    IN_BED,
    NUMB,
    Strain,
    advice_with,
    known_pain,
)


def scene(now: Strain, verdict: str) -> Picture:
    """What the controls say, as a drawing, in words and as a table."""
    title = gettext("Two people with the same strain")
    parts = _stopped(now) if now.stops else (rooms(now), chart(now), added(now))
    drawn = element("g", *parts, data_label="words")
    return Picture("strain", title, verdict, drawing(HEIGHT, title, verdict, drawn, width=WIDTH), _table(now))


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
    answer = now.answer
    cards = _card(ALONE, 0.0, gettext("A strain")), _card(answer, ROOM + GAP, answers()[answer])
    return alike(answer), *cards


def _card(answer: str, x: float, words: str) -> Markup:
    level = advice_with(answer).disposition
    top, tall = HIGH + 16, HEIGHT - HIGH - 20
    ground = rect(x + 2, top, ROOM - 4, tall, paint(f"{level.slug}-soft", level.slug, 3), radius=14)
    meaning = wrap(gettext(level.meaning), ROOM - 60, size=LARGE)
    return markup(
        ground,
        said(x + 30, top + 44, words, size=24, bold=True, wide=ROOM - 60),
        level_mark(level, x + 54, top + 132, 52),
        said(x + 96, top + 140, level_label(level), size=26, bold=True, wide=ROOM - 110),
        (said(x + 30, top + 200 + n * leading(LARGE), each, size=LARGE) for n, each in enumerate(meaning)),
    )


def is_now(level: Disposition) -> bool:
    """Whether nobody waits with it until tomorrow."""
    return level >= Disposition.URGENT


def _table(now: Strain) -> Table:
    header = gettext("Day"), gettext("Keeps moving: mean pain"), gettext("In bed: mean pain")
    rested = f"{IN_BED.with_:g}" if now.bed == 2 else gettext("no figure")
    rows = [
        (f"{day}", f"{pain:g}", rested if day == known_pain()[-1][0] else gettext("not counted"))
        for day, pain in known_pain()
        if day <= now.day
    ]
    return Table(header, tuple(rows))
