"""What is done for pain down the leg, against time: injection, surgery and opioid beside no difference, and waiting."""

from collections.abc import Iterable, Iterator
from math import ceil, floor

from backlab.drawing.intervals import Interval, bar, chosen, doubted, heading, interval, key, point
from backlab.drawing.picture import Picture, Table
from backlab.drawing.svg import (
    EDGE,
    NOTHING,
    ROOM,
    SMALL,
    WIDTH,
    Part,
    block,
    drawing,
    group,
    leading,
    line,
    paint,
    paragraph,
    polyline,
    stack,
    text,
    wrap,
)
from backlab.knowledge.figures import (
    DISCS_SHRUNK,
    MATTERS,
    OPERATED_IN_A_YEAR,
    RECOVERED_IN_A_YEAR,
    TIMELINES,
    WEEKS_TO_RECOVER,
    Count,
    Moment,
    Said,
    Timeline,
)
from backlab.knowledge.rules import RULES
from backlab.knowledge.sources import SOURCES
from backlab.language import gettext
from backlab.markup import Markup, markup
from backlab.reasoning.explain import ordered
from backlab.words import capital, listed

WAITING = "waiting"
SURGERY = "surgery"
_LEFT, _RIGHT, _TOP, _HIGH, _STEP = 32, WIDTH - 4, 26, 190, 5
_EMERGENCIES = RULES["cauda-equina"], RULES["weakness-growing"]


def _figures() -> Iterator[Interval]:
    for timeline in TIMELINES.values():
        yield from (timeline.shown(moment.figure) for moment in timeline.moments if moment.figure)


# The same for all of them, so that they can be compared by eye.
_LEAST = floor(min(low for _, low, _ in _figures()) / _STEP) * _STEP
_MOST = ceil(max(high for _, _, high in _figures()) / _STEP) * _STEP


def sciatica(treatment: str) -> Picture:
    """What a treatment of pain down the leg does as time goes by (a key of ``TIMELINES`` or "waiting").

    Raises ``ValueError`` for another word.
    """
    return _waiting() if treatment == WAITING else _treated(chosen(TIMELINES, treatment))


def _treated(timeline: Timeline) -> Picture:
    """The chart of one treatment, and for surgery how fast people recovered, early or later."""
    title = gettext("{treatment}, as time goes by").format(treatment=gettext(timeline.label))
    told = " ".join(f"{_when(moment)}: {_result(timeline, moment)}." for moment in timeline.moments)
    counts = (*WEEKS_TO_RECOVER, RECOVERED_IN_A_YEAR, OPERATED_IN_A_YEAR) if timeline.id == SURGERY else ()
    recovery = (_recovery(),) if counts else ()
    parts = _head(timeline), stack((_chart(timeline), _keys(timeline))), _results(timeline), *recovery
    rows = [*(_moment_row(timeline, moment) for moment in timeline.moments), *map(_count_row, counts)]
    found = [(_found(note), _cited(note.source)) for note in timeline.notes]
    rows += [(gettext("Also found"), words, source) for words, source in found]
    return _picture(title, told, parts, rows, (words for words, _ in found))


def _waiting() -> Picture:
    """How many recover without early surgery, and how often a disc shrinks by itself."""
    title = gettext("Waiting, as time goes by")
    counts = *WEEKS_TO_RECOVER, RECOVERED_IN_A_YEAR, OPERATED_IN_A_YEAR, *DISCS_SHRUNK
    note = gettext(
        "The more of a disc has come out, the more often it shrinks by itself. The source gives no intervals."
    )
    return _picture(title, _year_told(), (_recovery(), _discs()), map(_count_row, counts), (note,))


def _picture(
    title: str, told: str, parts: Iterable[Part], rows: Iterable[tuple[str, ...]], notes: Iterable[str]
) -> Picture:
    body = stack(parts, 12)
    drawn = drawing(body.height + 4, title, told, group(body.markup, at=(EDGE, 0)))
    header = gettext("When, or what"), gettext("Result"), gettext("Source")
    return Picture("sciatica", title, told, drawn, Table(header, tuple(rows)), (*notes, _never_wait()))


def _head(timeline: Timeline) -> Part:
    said = gettext("{treatment} against {other}").format(
        treatment=gettext(timeline.label), other=gettext(timeline.versus)
    )
    who = block(capital(gettext(timeline.who)), 0, ROOM, size=SMALL, fill="soft")
    return stack((block(said, 0, ROOM, bold=True), who))


def _y(points: float) -> float:
    return _TOP + (_MOST - points) / (_MOST - _LEAST) * _HIGH


def _chart(timeline: Timeline) -> Part:
    """Points less pain, of 100, at each moment; the axis below is that of time."""
    wide = (_RIGHT - _LEFT) / len(timeline.moments)
    middles = [_LEFT + (place + 0.5) * wide for place in range(len(timeline.moments))]
    moments = list(zip(timeline.moments, middles, strict=True))
    lines = [wrap(gettext(moment.when), wide - 4, size=SMALL, bold=True) for moment in timeline.moments]
    names = (
        paragraph(x, _y(_LEAST) + 18, words, size=SMALL, anchor="middle", bold=True)
        for x, words in zip(middles, lines, strict=True)
    )
    drawn = _path(timeline, moments), *(_moment(timeline, moment, x, wide) for moment, x in moments), *names
    return Part(_grid() + markup(drawn), _y(_LEAST) + 10 + max(map(len, lines)) * leading(SMALL))


def _grid() -> Markup:
    """The scale of pain, no difference as a firm line, and the smallest difference that matters as a dashed one."""
    parts = [text(0, 12, gettext("Points less pain, of 100"), size=SMALL, fill="soft")]
    for points in range(_LEAST, _MOST + 1, _STEP):
        parts.append(line(_LEFT, _y(points), _RIGHT, _y(points), paint(stroke="line", width=1)))
        parts.append(text(_LEFT - 5, _y(points) + 4.5, f"{points:g}", size=SMALL, anchor="end", fill="soft"))
    parts.append(line(_LEFT, _y(0), _RIGHT, _y(0), paint(stroke="ink", width=2)))
    parts.append(
        line(_LEFT, _y(MATTERS.value), _RIGHT, _y(MATTERS.value), paint(stroke="ink", width=1.6, dashes="4 4"))
    )
    return markup(parts)


def _path(timeline: Timeline, moments: Iterable[tuple[Moment, float]]) -> Markup:
    """Straight lines from value to value, so that one sees how the effect goes on."""
    points = [(x, _y(timeline.shown(moment.figure)[0])) for moment, x in moments if moment.figure]
    return polyline(points, paint("none", "accent", 1.5, dashes="2 4")) if len(points) > 1 else NOTHING


def _moment(timeline: Timeline, moment: Moment, x: float, wide: float) -> Markup:
    if moment.figure is None:
        words = wrap(gettext(moment.says), wide - 12, size=SMALL)
        return paragraph(x, _y(0) + 18, words, size=SMALL, anchor="middle")
    value, low, high = map(_y, timeline.shown(moment.figure))
    stroke = paint(stroke="accent", width=3)
    ends = markup(line(x - 6, y, x + 6, y, paint(stroke="accent", width=2)) for y in (low, high))
    return line(x, low, x, high, stroke) + ends + point(x, value, verified=moment.figure.verified)


def _keys(timeline: Timeline) -> Part:
    """What the marks and the two lines mean."""
    firm, dashed = paint(stroke="ink", width=2), paint(stroke="ink", width=1.6, dashes="4 4")
    rows = (
        (
            firm,
            gettext("no difference; below it there is more pain than with {other}").format(
                other=gettext(timeline.versus)
            ),
        ),
        (
            dashed,
            gettext("smallest difference that matters ({least:g}), as a review of back pain sets it").format(
                least=MATTERS.value
            ),
        ),
    )
    marks = key(verified=[moment.figure.verified for moment in timeline.moments if moment.figure])
    return stack((marks, *(_key_row(look, words) for look, words in rows)), 4)


def _key_row(look: str, words: str) -> Part:
    part = block(words, 40, ROOM - 40, size=SMALL, fill="soft")
    return Part(line(0, 8, 29, 8, look) + part.markup, part.height)


def _results(timeline: Timeline) -> Part:
    rows = (block(f"{_when(moment)}: {_result(timeline, moment)}", 0, ROOM, size=SMALL) for moment in timeline.moments)
    return stack(rows, 4)


def _when(moment: Moment) -> str:
    return capital(gettext(moment.when))


def _result(timeline: Timeline, moment: Moment) -> str:
    if moment.figure is None:
        return gettext(moment.says)
    value, low, high = shown = timeline.shown(moment.figure)
    if value < 0:
        said, turned = gettext("{interval} points more pain, {verdict}"), (-value, -high + 0.0, -low)
    else:
        said, turned = gettext("{interval} points less pain, {verdict}"), shown
    words = said.format(interval=interval(*turned), verdict=_verdict(shown))
    return doubted(words, verified=moment.figure.verified)


def _found(note: Said) -> str:
    """The sentence, with a mark where the project has not read its source."""
    words = gettext(note.text)
    return words if note.verified else gettext("{sentence} (Not verified.)").format(sentence=words)


def _verdict(shown: Interval) -> str:
    """What the interval allows to say of the difference."""
    _, low, high = shown
    if low <= 0 <= high:
        return gettext("no clear difference")
    if high < MATTERS.value:
        return gettext("too small to matter")
    return gettext("large enough to matter") if low >= MATTERS.value else gettext("may be too small to matter")


def _recovery() -> Part:
    """Weeks until half had recovered, with early surgery and with waiting first; and what had become of all."""
    longest = max(count.value for count in WEEKS_TO_RECOVER)
    head = heading(gettext("Weeks until half had recovered"))
    bars = [bar(_name(c), c.value, longest, _weeks(c), verified=c.verified) for c in WEEKS_TO_RECOVER]
    return stack((head, *bars, block(_year_told(), 0, ROOM, bold=True)), 4)


def _year_told() -> str:
    said = gettext(
        "After 1 year {recovered:g} of 100 had recovered, in both groups; of those who waited {operated:g} of 100 had "
        "been operated on by then."
    )
    return said.format(recovered=RECOVERED_IN_A_YEAR.value, operated=OPERATED_IN_A_YEAR.value)


def _discs() -> Part:
    bars = [bar(_name(c), c.value, 100, _percent(c), verified=c.verified) for c in DISCS_SHRUNK]
    return stack((heading(gettext("How often a herniated disc shrinks by itself")), *bars), 4)


def _name(count: Count) -> str:
    return capital(gettext(count.label))


def _weeks(count: Count) -> str:
    return gettext("{weeks:g} weeks").format(weeks=count.value)


def _percent(count: Count) -> str:
    return f"{count.value:g}%"


def _moment_row(timeline: Timeline, moment: Moment) -> tuple[str, ...]:
    return _when(moment), _result(timeline, moment), _cited(moment.source)


def _count_row(count: Count) -> tuple[str, ...]:
    shown = _weeks(count) if count in WEEKS_TO_RECOVER else _percent(count)
    return _name(count), doubted(shown, verified=count.verified), _cited(count.source)


def _cited(source: str) -> str:
    return SOURCES[source].citation


def _never_wait() -> str:
    """For whom none of this holds, from the rules."""
    signs = ordered({atom for rule in _EMERGENCIES for atom in rule.when.atoms})
    said = gettext("None of this is for people with one of these signs, who are seen at once: {signs}.")
    return said.format(signs=listed(signs))
