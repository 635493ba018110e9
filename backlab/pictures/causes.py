"""Pictures of the causes: two lists of them, and how the odds of one that is measured move."""

from collections.abc import Iterable, Iterator, Sequence
from math import ceil, floor, log10
from typing import NamedTuple

from backlab.advice import Advice
from backlab.drawing.picture import Picture, Table
from backlab.drawing.svg import (
    EDGE,
    ROOM,
    SMALL,
    TEXT,
    Part,
    block,
    circle,
    drawing,
    group,
    hatch,
    line,
    number,
    paint,
    path,
    polygon,
    rect,
    stack,
    text,
    text_width,
)
from backlab.knowledge.sources import SOURCES
from backlab.language import SOURCE_LANGUAGE, gettext, language, ngettext
from backlab.markup import Markup, markup
from backlab.model import Atom, Threshold
from backlab.pictures.marks import fate_mark
from backlab.reasoning.bayes import Candidate, Weight
from backlab.reasoning.differential import Differential, Suspect
from backlab.words import (
    ASK_FIRST,
    band_word,
    capital,
    denials,
    inside,
    lists_note,
    lowered,
    more_common,
    must_not_miss,
    not_for_these,
    not_ruled_out,
    nothing_points,
    percent,
    signed,
    told_by_ways,
)

_MIDDLE = ROOM / 2
_LEFT = 26  # where the words of a cause begin
_SHOWN = 4  # so many findings are named beside a shape; the table has them all
_WAITING = 3  # and so many of the causes that wait for an answer


def differential_lists(advice: Advice) -> Picture:
    """Two lists: what must not be missed, and what is more common, each with what speaks for and against it."""
    found = advice.differential
    danger = advice.red_flag
    body = stack((_legend(found), *_first_list(found), *_second_list(found, danger)), 11)
    told = _lists_told(found)
    return Picture(
        "causes",
        title := gettext("What may be behind it, in two lists"),
        told,
        drawing(body.height + 4, title, told, group(body.markup, at=(EDGE, 0))),
        Table(
            (
                gettext("List"),
                gettext("Cause"),
                gettext("Where it stands"),
                gettext("For it"),
                gettext("Against it"),
            ),
            tuple(_lists_rows(found, danger)),
        ),
        (lists_note(),),
    )


def _first_list(found: Differential) -> Iterator[Part]:
    """What must not be missed: what a rule points to, and what waits for an answer."""
    yield _heading(must_not_miss())
    yield from map(_looked_for, found.looked_for)
    if not found.looked_for:
        yield block(nothing_points(), 0, ROOM, size=SMALL, fill="soft")
    if found.not_ruled_out:
        yield block(not_ruled_out(), 0, ROOM, size=SMALL, fill="soft")
        yield stack(map(_waiting, found.not_ruled_out[:_WAITING]), 3)
    if (others := len(found.not_ruled_out) - _WAITING) > 0:
        more = ngettext("and {count} more cause", "and {count} more causes", others).format(count=others)
        yield block(more, _LEFT, ROOM - _LEFT, size=SMALL, fill="soft")


def _second_list(found: Differential, danger: bool) -> Iterator[Part]:
    """What is more common, and the ways in which it comes about; with a sign of danger not how common it is."""
    yield _heading(more_common())
    if danger:
        yield block(not_for_these(), 0, ROOM, size=SMALL, fill="soft")
    yield from (_common(suspect, danger) for suspect in found.common)


def _heading(words: str) -> Part:
    named = block(words, 0, ROOM, bold=True)
    y = named.height + 2
    return Part(named.markup + line(0, y, ROOM, y, paint(stroke="line", width=1.2)), y + 2)


def _looked_for(suspect: Suspect) -> Part:
    """A cause to which a rule points, and what speaks for and against it."""
    head = _named(suspect, _RHOMB, "")
    return stack((head, *_evidence(suspect)), 1)


def _waiting(suspect: Suspect) -> Part:
    name = block(gettext(suspect.cause.label), _LEFT, ROOM - _LEFT, size=SMALL)
    return Part(fate_mark(ASK_FIRST, 9, 9, 15) + name.markup, name.height)


def _common(suspect: Suspect, danger: bool) -> Part:
    """A common cause: how common, its ways, and what speaks for and against it."""
    head = _named(suspect, circle(9, 10, 5.5, paint("accent")), "" if danger else band_word(suspect.cause))
    return stack((head, *map(_way, suspect.ways), *_evidence(suspect)), 1)


def _way(way: Suspect) -> Part:
    """A way in which a cause comes about: marked where something of it was found."""
    name = gettext(way.cause.label)
    if not way.speaks_for:
        return _row(_RING, name, "soft")
    return _row(_TICK, f"{name}: {_some(way.speaks_for)}", "text")


def _named(suspect: Suspect, mark: Markup, word: str) -> Part:
    """The name of a cause after its mark, and one word at the end of the line."""
    room = ROOM - _LEFT - (text_width(word, SMALL) + 8 if word else 0)
    name = block(gettext(suspect.cause.label), _LEFT, room, bold=True)
    return Part(mark + name.markup + text(ROOM, TEXT, word, size=SMALL, anchor="end", fill="soft"), name.height + 1)


def _evidence(suspect: Suspect) -> Iterator[Part]:
    """What speaks for a cause beside a full block, what against it beside a hatched one."""
    if not told_by_ways(suspect):
        yield _row(_FOR, _some(suspect.speaks_for), "text")
    if against := _against(suspect):
        yield _row(_AGAINST, _shortened(against), "text")


def _against(suspect: Suspect) -> list[str]:
    """All that speaks against a cause: what was found, and what was not."""
    named = [inside(atom) for atom in (*suspect.speaks_against, *suspect.dangers)]
    return [*named, *denials(suspect)]


def _some(atoms: Sequence[Atom]) -> str:
    return _shortened([inside(atom) for atom in atoms])


def _shortened(words: Sequence[str]) -> str:
    """The first of them, and how many more."""
    first, more = words[:_SHOWN], len(words) - _SHOWN
    return "; ".join([*first, gettext("{count} more").format(count=more)] if more > 0 else first)


def _row(shape: Markup, words: str, fill: str) -> Part:
    part = block(words, _LEFT, ROOM - _LEFT, size=SMALL, fill=fill)
    return Part(shape + part.markup, part.height)


# Shapes before a row of words, around 9, 9.
_RHOMB = polygon(((9, 3), (16, 10), (9, 17), (2, 10)), paint("ink"))
_FOR = rect(4, 4, 10, 10, paint("soft"))
_AGAINST = rect(4, 4, 10, 10, paint("none", "soft", 1)) + hatch(4, 4, 10, 10, paint(stroke="soft", width=1), gap=4)
_RING = circle(9, 9, 4.5, paint("none", "soft", 1.4))
_TICK = path("M4.5 9.5L8 13L14 5.5", paint(stroke="accent", width=2.4, round=True))


def _legend(found: Differential) -> Part:
    """What the shapes mean that are drawn, each beside its words."""
    shown = (*found.looked_for, *found.common)
    ways = [way for suspect in found.common for way in suspect.ways]
    rows = []
    if any(suspect.speaks_for for suspect in shown):
        rows.append((_FOR, gettext("found, and speaks for it")))
    if any(map(_against, shown)):
        rows.append((_AGAINST, gettext("speaks against it")))
    if any(way.speaks_for for way in ways):
        rows.append((_TICK, gettext("a way in which it may have come about: something of it was found")))
    if any(not way.speaks_for for way in ways):
        rows.append((_RING, gettext("a way of which nothing was found")))
    if found.not_ruled_out:
        rows.append((fate_mark(ASK_FIRST, 9, 9, 15), gettext("not asked yet")))
    return stack([_row(shape, words, "soft") for shape, words in rows], 2)


def _lists_told(found: Differential) -> str:
    looked_for = "; ".join(gettext(suspect.cause.label) for suspect in found.looked_for)
    told = [gettext("Must not be missed: {causes}.").format(causes=looked_for) if looked_for else nothing_points()]
    if found.not_ruled_out:
        waiting = "; ".join(gettext(suspect.cause.label) for suspect in found.not_ruled_out)
        told.append(gettext("Not ruled out until it is asked: {causes}.").format(causes=waiting))
    common = "; ".join(gettext(suspect.cause.label) for suspect in found.common)
    told.append(gettext("More common: {causes}.").format(causes=common))
    return " ".join(told)


def _lists_rows(found: Differential, danger: bool) -> Iterator[tuple[str, ...]]:
    for suspect in found.looked_for:
        yield _lists_row(must_not_miss(), suspect, gettext("to be looked for"))
    for suspect in found.not_ruled_out:
        yield _lists_row(must_not_miss(), suspect, gettext("not asked yet"))
    for suspect in found.common:
        yield _lists_row(more_common(), suspect, "" if danger else band_word(suspect.cause))
        for way in suspect.ways:
            of = gettext("a way of: {cause}").format(cause=lowered(gettext(suspect.cause.label)))
            yield _lists_row(more_common(), way, of)


def _lists_row(heading: str, suspect: Suspect, word: str) -> tuple[str, ...]:
    none = gettext("none")
    speaks_for = "; ".join(map(inside, suspect.speaks_for))
    return heading, gettext(suspect.cause.label), word or none, speaks_for or none, "; ".join(_against(suspect)) or none


def found(weight: Weight) -> str:
    """The finding of a weight in words: whether it was answered with no, and what its ratio rests on."""
    label = capital(gettext(weight.sign.finding.label))
    if not weight.present:
        threshold = isinstance(weight.sign.finding, Threshold)
        said = gettext("Not so: {finding}") if threshold else gettext("Answered no: {finding}")
        label = said.format(finding=label)
    return _resting(label, weight.sign.sources)


def _resting(words: str, sources: Iterable[str]) -> str:
    """Words for a number, marked where it has no source or one that nobody here has read."""
    verified = [SOURCES[name].verified for name in sources]
    if not verified:
        return gettext("{words} (estimate)").format(words=words)
    return words if all(verified) else gettext("{words} (not verified)").format(words=words)


class Step(NamedTuple):
    """One step of a walk: what it is called, and the odds (for to against) before and after it."""

    label: str
    before: float
    after: float

    @property
    def factor(self) -> float:
        """By what the odds are multiplied."""
        return self.after / self.before


class Axis(NamedTuple):
    """Odds on a logarithmic scale from 10 to the power of ``low`` to that of ``high``."""

    low: int
    high: int

    def x(self, odds: float) -> float:
        """Where these odds stand."""
        share = (log10(odds) - self.low) / (self.high - self.low)
        return _MARGIN + share * (ROOM - 2 * _MARGIN)


_MARGIN = 32
_BAND = 14  # the height in which an arrow is drawn


def odds_walk(candidate: Candidate) -> Picture:
    """The odds of one cause on a logarithmic axis, moved by one finding after the other."""
    steps = walk(candidate)
    axis = _axis([odds for step in steps for odds in (step.before, step.after)] or [_odds(candidate.pre_test)])
    rows = [_scale(axis), _end(_before(candidate), candidate.pre_test, axis)]
    rows += [_stepped(step, axis) for step in steps]
    rows.append(_end(gettext("After all findings"), candidate.post_test, axis))
    body = stack(rows, 10)
    title = gettext("How the odds move: {cause}").format(cause=gettext(candidate.cause.label))
    header = gettext("Step"), gettext("Odds times"), gettext("Weight in decibans"), gettext("Probability then")
    told = _walk_told(candidate, steps)
    return Picture(
        "odds",
        title,
        told,
        drawing(body.height + 4, title, told, group(body.markup, at=(EDGE, 0))),
        Table(header, _walk_rows(candidate, steps)),
    )


def _before(candidate: Candidate) -> str:
    """What the first step is called, marked like every other number."""
    return _resting(gettext("Before any finding"), candidate.measured.prior.sources)


def walk(candidate: Candidate) -> tuple[Step, ...]:
    """Each finding's step, strongest first."""
    odds = _odds(candidate.pre_test)
    steps = []
    for weight in candidate.weights:
        steps.append(Step(found(weight), odds, odds := odds * weight.ratio))
    return tuple(steps)


def _odds(probability: float) -> float:
    return probability / (1 - probability)


def _axis(odds: Sequence[float]) -> Axis:
    low, high = floor(log10(min(odds))), ceil(log10(max(odds)))
    return Axis(min(low, -1), max(high, 1))


def _scale(axis: Axis) -> Part:
    """The odds' names above the bands; where they are many, every other one."""
    step = 1 if axis.high - axis.low <= 4 else 2
    powers = [p for p in range(axis.low, axis.high + 1) if p % step == 0]
    names = markup(text(axis.x(10.0**p), 49, _ratio(p), size=SMALL, anchor="middle", fill="soft") for p in powers)
    head = text(0, 31, gettext("unlikely"), size=SMALL, fill="soft")
    head += text(ROOM, 31, gettext("likely"), size=SMALL, anchor="end", fill="soft")
    head += text(_MIDDLE, 13, gettext("odds, for : against"), size=SMALL, anchor="middle", fill="soft")
    return Part(head + names, 51)


def _ratio(power: int) -> str:
    return f"{grouped(10 ** max(power, 0))}:{grouped(10 ** max(-power, 0))}"


def grouped(count: int) -> str:
    """A whole number whose thousands stand apart from five digits on."""
    between = "," if language() == SOURCE_LANGUAGE else "\u00a0"
    return f"{count:,}".replace(",", between) if count >= 10_000 else str(count)


def _track(axis: Axis) -> Markup:
    ticks = "".join(f"M{number(axis.x(10.0**p))} 0v{_BAND}" for p in range(axis.low, axis.high + 1))
    even = line(axis.x(1), -1, axis.x(1), _BAND + 1, paint(stroke="soft", width=1.5))
    return (
        rect(0, 0, ROOM, _BAND, paint("tint", "line", 0.8), radius=3)
        + path(ticks, paint(stroke="line", width=1.2))
        + even
    )


def _end(words: str, probability: float, axis: Axis) -> Part:
    """The first and the last row: a probability and where its odds stand."""
    x, y = axis.x(_odds(probability)), _BAND / 2
    told = percent(probability)
    label = block(words, 0, ROOM - text_width(told, bold=True) - 8, bold=True)
    share = text(ROOM, TEXT, told, anchor="end", bold=True)
    point = circle(x, y, 7, paint("accent", "sheet", 2))
    return Part(label.markup + share + group(_track(axis), point, at=(0, label.height + 3)), label.height + 3 + _BAND)


def _stepped(step: Step, axis: Axis) -> Part:
    label = block(step.label, 0, ROOM - 66, size=SMALL)
    factor = text(
        ROOM, SMALL, f"× {step.factor:.2g}" if step.factor < 100 else f"× {step.factor:.0f}", size=SMALL, anchor="end"
    )
    moved = _moved(axis.x(step.before), axis.x(step.after))
    return Part(label.markup + factor + group(_track(axis), moved, at=(0, label.height + 3)), label.height + 3 + _BAND)


def _moved(start: float, end: float) -> Markup:
    """An arrow along the axis: full to the right, dashed to the left."""
    y, way = _BAND / 2, 1 if end > start else -1
    name = "accent" if way > 0 else "ink"
    length = min(9.0, max(abs(end - start), 3))
    head = polygon(((end, y), (end - length * way, y - 5.5), (end - length * way, y + 5.5)), paint(name))
    shaft = line(start, y, end - length * way * 0.7, y, paint(stroke=name, width=3, dashes="" if way > 0 else "4 2"))
    return (shaft if abs(end - start) > length else "") + circle(start, y, 3, paint("sheet", name, 1.6)) + head


def _walk_told(candidate: Candidate, steps: Sequence[Step]) -> str:
    said = gettext("{cause}: {before} before any finding, {after} after all of them.")
    strongest = ngettext("{count} step in between.", "{count} steps in between.", len(steps)).format(count=len(steps))
    told = said.format(
        cause=gettext(candidate.cause.label), before=percent(candidate.pre_test), after=percent(candidate.post_test)
    )
    return f"{told} {strongest}"


def _walk_rows(candidate: Candidate, steps: Sequence[Step]) -> tuple[tuple[str, ...], ...]:
    first = _before(candidate), "", "", percent(candidate.pre_test)
    rows = (
        (step.label, f"{step.factor:.3g}", signed(10 * log10(step.factor)), percent(step.after / (1 + step.after)))
        for step in steps
    )
    return (first, *rows)
