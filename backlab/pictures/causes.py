"""Pictures of the causes: how likely each is, what weighs for and against it, and how one of them got there."""

from collections.abc import Iterable, Sequence
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
    space,
    stack,
    text,
    text_width,
)
from backlab.knowledge.sources import SOURCES
from backlab.language import SOURCE_LANGUAGE, gettext, language, ngettext
from backlab.markup import Markup, markup
from backlab.model import Threshold
from backlab.reasoning.bayes import Candidate, Weight
from backlab.words import capital, percent, shares_note, shown_causes, signed

_MIDDLE = ROOM / 2
_ARM = _MIDDLE - 6  # how far the longest row of weights reaches to one side


def differential_bars(advice: Advice) -> Picture:
    """For each cause its share before and now, and below it what weighs against (left) and for (right)."""
    shown = shown_causes(advice)
    most = max((abs(sum(side)) for c in shown for side in _sides(c)), default=0)
    scale = _ARM / most if most else 0
    rows = [_cause(candidate, scale) for candidate in shown]
    body = stack((_legend(shown), *rows), 13)
    return Picture(
        "causes",
        title := gettext("How likely each cause is"),
        told := _bars_told(shown),
        drawing(body.height + 4, title, told, group(body.markup, at=(EDGE, 0))),
        Table(
            (
                gettext("Cause"),
                gettext("Before any finding"),
                gettext("Now"),
                gettext("For, in decibans"),
                gettext("Against, in decibans"),
            ),
            tuple(_bars_row(candidate) for candidate in shown),
        ),
        (shares_note(),),
    )


def _sides(candidate: Candidate) -> tuple[list[float], list[float]]:
    """The decibans against and for a cause, strongest first."""
    decibans = [weight.decibans for weight in candidate.weights]
    return [d for d in decibans if d < 0], [d for d in decibans if d > 0]


def _cause(candidate: Candidate, scale: float) -> Part:
    name = gettext(candidate.cause.label)
    left = 20 if candidate.cause.serious else 0
    share = percent(candidate.post_test)
    label = block(name, left, ROOM - left - text_width(share, bold=True) - 8, bold=True)
    mark = serious_mark(7, 9.5) if candidate.cause.serious else ""
    head = Part(mark + label.markup + text(ROOM, TEXT, share, anchor="end", bold=True), label.height + 3)
    return stack((head, _bar(candidate), _weights(candidate, scale)))


def serious_mark(x: float, y: float) -> Markup:
    """The shape of a serious cause: a diamond around ``x``, ``y``."""
    return polygon(((x, y - 7), (x + 7, y), (x, y + 7), (x - 7, y)), paint("emergency"))


def _bar(candidate: Candidate) -> Part:
    now, before = candidate.post_test * ROOM, candidate.pre_test * ROOM
    fill = "emergency" if candidate.cause.serious else "accent"
    track = rect(0, 2, ROOM, 10, paint("tint", "line", 0.8), radius=3)
    share = rect(0, 2, max(now, 1.5), 10, paint(fill), radius=3 if now > 6 else 0)
    return Part(track + share + _notch(before), 17)


def _notch(x: float) -> Markup:
    """Where the share stood before any finding."""
    place = min(max(x, 1.5), ROOM - 1.5)
    return line(place, 0, place, 14, paint(stroke="sheet", width=5)) + line(
        place, 0, place, 14, paint(stroke="ink", width=2.2)
    )


def _weights(candidate: Candidate, scale: float) -> Part:
    """The weights as blocks to both sides of a stroke, and the strongest of them by its finding's name."""
    against, speaking = _sides(candidate)
    if not against and not speaking:
        return space(0)
    parts = [line(_MIDDLE, 0, _MIDDLE, 16, paint(stroke="soft", width=1.4))]
    parts += _run(against, scale, -1) + _run(speaking, scale, 1)
    named = block(_strongest(candidate.weights[0]), 0, ROOM, size=SMALL, fill="soft")
    return Part(markup(parts) + group(named.markup, at=(0, 17)), 17 + named.height)


def _strongest(weight: Weight) -> str:
    """The finding that weighs most, and which way."""
    label = gettext(weight.sign.finding.label)
    if weight.present:
        said = gettext("{finding}: for") if weight.decibans > 0 else gettext("{finding}: against")
    else:
        said = gettext("{finding}, not so: for") if weight.decibans > 0 else gettext("{finding}, not so: against")
    return said.format(finding=capital(label))


def _run(decibans: Sequence[float], scale: float, way: int) -> list[Markup]:
    """One side's weights as blocks in a row from the middle outwards."""
    parts, x = [], _MIDDLE + 1.5 * way
    for weight in decibans:
        width = abs(weight) * scale
        left = x if way > 0 else x - width
        parts.append(_weight_block(left, max(width - 1.2, 0.8), speaks_for=way > 0))
        x += width * way
    return parts


def _weight_block(x: float, width: float, *, speaks_for: bool) -> Markup:
    """Full for, hatched against."""
    if speaks_for:
        return rect(x, 3, width, 10, paint("soft"))
    return rect(x, 3, width, 10, paint("none", "soft", 1)) + hatch(
        x, 3, width, 10, paint(stroke="soft", width=1), gap=4
    )


def _legend(shown: Iterable[Candidate]) -> Part:
    """What the shapes mean that are drawn, each beside its words."""
    before = group(rect(0, 2, 26, 10, paint("tint", "line", 0.8), radius=3), _notch(10))
    now = rect(0, 2, 26, 10, paint("accent"), radius=3)
    weights = _weight_block(0, 12, speaks_for=False) + _weight_block(14, 12, speaks_for=True)
    rows = [(now, gettext("share now")), (before, gettext("share before any finding"))]
    if any(candidate.weights for candidate in shown):
        rows.append((weights, gettext("findings against it (left) and for it (right)")))
    if any(candidate.cause.serious for candidate in shown):
        rows.append((serious_mark(13, 8), gettext("serious: looked for, however unlikely")))
    return stack([_key(shape, words) for shape, words in rows], 2)


def _key(shape: str, words: str) -> Part:
    part = block(words, 36, ROOM - 36, size=SMALL, fill="soft")
    return Part(shape + part.markup, part.height)


def _bars_told(shown: Sequence[Candidate]) -> str:
    first = gettext("Likeliest first: {causes}.")
    causes = "; ".join(f"{gettext(c.cause.label)} {percent(c.post_test)}" for c in shown)
    serious = "; ".join(gettext(c.cause.label) for c in shown if c.cause.serious)
    told = [first.format(causes=causes)]
    if serious:
        told.append(gettext("Serious ones among them: {causes}.").format(causes=serious))
    return " ".join(told)


def _bars_row(candidate: Candidate) -> tuple[str, ...]:
    name = gettext(candidate.cause.label)
    label = gettext("{cause} (serious)").format(cause=name) if candidate.cause.serious else name
    against = [w for w in candidate.weights if w.decibans < 0]
    speaking = [w for w in candidate.weights if w.decibans > 0]
    before = _resting(percent(candidate.pre_test), candidate.cause.prior.sources)
    return (label, before, percent(candidate.post_test), _sum(speaking), _sum(against))


def _sum(weights: Sequence[Weight]) -> str:
    """Every finding of one side with its weight, and what they come to."""
    if not weights:
        return gettext("none")
    each = "; ".join(f"{found(weight)} {signed(weight.decibans)}" for weight in weights)
    return f"{each} ({signed(sum(weight.decibans for weight in weights))})" if len(weights) > 1 else each


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
    return _resting(gettext("Before any finding"), candidate.cause.prior.sources)


def walk(candidate: Candidate) -> tuple[Step, ...]:
    """Each finding's step, strongest first, and last what the same findings did to all other causes."""
    odds = _odds(candidate.pre_test)
    steps = []
    for weight in candidate.weights:
        steps.append(Step(found(weight), odds, odds := odds * weight.ratio))
    end = _odds(candidate.post_test)
    if abs(log10(end / odds)) >= 0.005:
        fits = (
            gettext("The findings fit the other causes less")
            if end > odds
            else gettext("The findings fit the other causes more")
        )
        steps.append(Step(fits, odds, end))
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
