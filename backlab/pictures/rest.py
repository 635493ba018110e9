"""What rest, heat and cold do: bed rest against staying active, and warmth on a scale that shows its whole length."""

from collections.abc import Iterable
from math import sqrt
from statistics import NormalDist

from backlab.drawing.intervals import (
    BAND,
    Ruler,
    bar,
    chosen,
    doubted,
    heading,
    interval,
    key,
    marks,
    sides,
    track,
)
from backlab.drawing.picture import Picture, Table
from backlab.drawing.svg import (
    EDGE,
    ROOM,
    SMALL,
    Part,
    block,
    drawing,
    group,
    hatch,
    line,
    paint,
    rect,
    space,
    stack,
    text,
)
from backlab.knowledge.figures import FUNCTION, REST, WARMTH, WORK_MISSED, Count, Effect, Unknown
from backlab.knowledge.sources import SOURCES
from backlab.language import gettext
from backlab.markup import markup
from backlab.words import capital

PAIRS = 100
_RULER = Ruler(-0.6, 0.6, 0.2)


def pairs_better(difference: float) -> int:
    """Of 100 pairs of people, one of each group, in how many the first is better off at a standardised difference.

    This holds where the values are spread like a bell and equally wide in both groups.
    """
    return round(PAIRS * NormalDist().cdf(difference / sqrt(2)))


def rest(who: str) -> Picture:
    """Bed rest against staying active, for ``who`` of ``REST`` (``ValueError`` for another word)."""
    effects = chosen(REST, who)
    counts = WORK_MISSED if who == "back" else ()
    title = gettext("What rest in bed does: {who}").format(who=gettext(effects[0].who))
    told = " ".join(f"{_measured(e)}: {interval(*e.shown)}; {_verdict(e)}." for e in effects)
    keys = key(verified=[e.figure.verified for e in effects])
    body = stack((keys, *map(_rest_part, effects), *_work(counts)), 14)
    rows = (*map(_rest_row, effects), *map(_work_row, counts))
    header = gettext("What was measured"), gettext("Result"), gettext("In words"), gettext("Source")
    drawn = drawing(body.height + 4, title, told, group(body.markup, at=(EDGE, 0)))
    return Picture("rest", title, told, drawn, Table(header, rows), _rest_notes(who))


def _measured(e: Effect) -> str:
    return gettext("What they can do") if e.scale is FUNCTION else gettext("Pain")


def _verdict(e: Effect) -> str:
    if e.shown[1] > 0:
        return gettext("a little better for those who stay active")
    return gettext("no clear difference")


def _rest_part(e: Effect) -> Part:
    """A standardised difference on its scale, and the same as pairs of people."""
    words = sides(gettext("better with rest in bed"), gettext("better with staying active"))
    scale = stack((space(3), track(_RULER, e.shown, verified=e.figure.verified), marks(_RULER), words))
    result = block(f"{interval(*e.shown)}: {_verdict(e)}", 0, ROOM, bold=True)
    name = heading(_measured(e))
    return stack((name, result, scale, space(8), block(_pairs_told(e), 0, ROOM, size=SMALL), _pairs_bar(e)))


def _pairs_told(e: Effect) -> str:
    better, least, most = map(pairs_better, e.shown)
    if e.scale is FUNCTION:
        said = gettext(
            "Of {pairs} pairs, one resting and one active, the active one can do more in {better} ({least} to {most}); "
            "{half} would be no difference."
        )
    else:
        said = gettext(
            "Of {pairs} pairs, one resting and one active, the active one has less pain in {better} "
            "({least} to {most}); {half} would be no difference."
        )
    return said.format(pairs=PAIRS, better=better, least=least, most=most, half=PAIRS // 2)


def _pairs_bar(e: Effect) -> Part:
    """A hundred pairs as one bar that is split, with the line of no difference and the interval."""
    better, least, most = (pairs_better(value) / PAIRS * ROOM for value in e.shown)
    parts = [
        rect(0, 4, better, BAND, paint("accent-soft", "accent", 1.5)),
        rect(better, 4, ROOM - better, BAND, paint("sheet", "edge", 1.5)),
        hatch(better + 1, 5, ROOM - better - 2, BAND - 2, paint(stroke="line", width=1.2)),
        line(ROOM / 2, 0, ROOM / 2, BAND + 8, paint(stroke="ink", width=1.5)),
        line(least, BAND / 2 + 4, most, BAND / 2 + 4, paint(stroke="accent", width=3)),
        text(6, 18, gettext("active"), size=SMALL, bold=True),
        text(ROOM - 6, 18, gettext("resting"), size=SMALL, bold=True, anchor="end"),
    ]
    return Part(markup(parts), BAND + 10)


def _work(counts: Iterable[Count]) -> tuple[Part, ...]:
    listed = tuple(counts)
    if not listed:
        return ()
    longest = max(count.value for count in listed)
    bars = [bar(_work_label(c), c.value, longest, _days(c), verified=c.verified) for c in listed]
    return (stack((heading(gettext("Days of work missed")), *bars)),)


def _work_label(count: Count) -> str:
    return capital(gettext(count.label))


def _days(count: Count) -> str:
    return doubted(gettext("{days:g} days").format(days=count.value), verified=count.verified)


def _rest_row(e: Effect) -> tuple[str, ...]:
    result = doubted(interval(*e.shown), verified=e.figure.verified)
    name = f"{_measured(e)}: {gettext(e.scale.label)}"
    return name, result, f"{capital(_verdict(e))}. {_pairs_told(e)}", SOURCES[e.figure.source].citation


def _work_row(count: Count) -> tuple[str, ...]:
    said = gettext("without an interval in the source")
    name = gettext("Days of work missed: {who}").format(who=gettext(count.label))
    return name, _days(count), said, SOURCES[count.source].citation


def _rest_notes(who: str) -> tuple[str, ...]:
    pairs = gettext(
        "A standardised difference has no unit: it says how far two groups lie apart, measured by how widely people "
        "differ among themselves. 0 is no difference; 0.2 is small: the groups overlap almost wholly. The pairs are "
        "worked out from it, as if values were spread like a bell (teaching estimate)."
    )
    weeks = gettext(
        "These trials compared advice to rest in bed with advice to stay active. None of these figures is about two "
        "whole weeks of rest, as a reader of the article was told; staying active means as far as the pain allows."
    )
    leg = gettext("With pain down the leg neither is clearly better: one may choose what hurts less.")
    return (pairs, weeks, leg) if who == "leg" else (pairs, weeks)


def warmth(names: Iterable[str] = tuple(WARMTH)) -> Picture:
    """What heat and cold are known to do (keys of ``WARMTH``; ``ValueError`` for another word)."""
    entries = [chosen(WARMTH, name) for name in names]
    title = gettext("Heat or ice?")
    told = " ".join(f"{gettext(each.label)}: {_known(each)}." for each in entries)
    sure = [each.figure.verified for each in entries if isinstance(each, Effect)]
    body = stack((*([key(verified=sure)] if sure else []), *map(_warmth_part, entries)), 14)
    header = gettext("Treatment"), gettext("In whom, when"), gettext("Scale"), gettext("Result"), gettext("Source")
    drawn = drawing(body.height + 4, title, told, group(body.markup, at=(EDGE, 0)))
    return Picture(
        "warmth", title, told, drawn, Table(header, tuple(map(_warmth_row, entries))), _warmth_notes(entries)
    )


def _known(each: Effect | Unknown) -> str:
    if isinstance(each, Unknown):
        return gettext(each.says)
    shown, more = interval(*each.shown), gettext(each.scale.more)
    if not each.versus:
        return gettext("{interval}: {more}").format(interval=shown, more=more)
    said = gettext("{interval}: {more} than with {other}")
    return said.format(interval=shown, more=more, other=gettext(each.versus))


def _warmth_part(each: Effect | Unknown) -> Part:
    if isinstance(each, Unknown):
        return stack((heading(gettext(each.label)), _nothing_known(), block(capital(gettext(each.says)), 0, ROOM)), 4)
    top = each.scale.top or each.shown[2]
    ruler = Ruler(0, top, top / 5)
    who = block(capital(gettext(each.who)), 0, ROOM, size=SMALL, fill="soft")
    scale = stack((space(3), track(ruler, each.shown, verified=each.figure.verified), marks(ruler)))
    more = block(f"{gettext(each.scale.label)}: {gettext(each.scale.more)} →", 0, ROOM, size=SMALL, fill="soft")
    return stack(
        (heading(gettext(each.label)), who, scale, more, block(capital(_known(each)), 0, ROOM - 16, bold=True)), 3
    )


def _nothing_known() -> Part:
    """An empty band with question marks: too little is known, which is not the same as no effect."""
    ground = rect(0, 3, ROOM, BAND, paint("tint", "edge", 1, dashes="4 3"), radius=3)
    signs = (text(ROOM * n / 6, BAND - 1, "?", bold=True, anchor="middle") for n in range(1, 6))
    return Part(ground + markup(signs), BAND + 6)


def _warmth_row(each: Effect | Unknown) -> tuple[str, ...]:
    if isinstance(each, Unknown):
        return gettext(each.label), "", "", capital(gettext(each.says)), SOURCES[each.source].citation
    result = doubted(interval(*each.shown), verified=each.figure.verified)
    source = SOURCES[each.figure.source].citation
    return gettext(each.label), gettext(each.who), gettext(each.scale.label), result, source


def _warmth_notes(entries: Iterable[Effect | Unknown]) -> tuple[str, ...]:
    listed, notes = list(entries), []
    if any(isinstance(each, Effect) for each in listed):
        notes.append(gettext("Each scale is drawn in its whole length, so that one sees how much of it the effect is."))
    if any(isinstance(each, Unknown) for each in listed):
        notes.append(gettext("That too little is known of ice does not mean that ice does nothing."))
    return tuple(notes)
