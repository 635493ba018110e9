"""Calibration: how sure somebody was, beside how often that was right, with what few cases can tell."""

from collections.abc import Sequence
from typing import NamedTuple

from backlab.drawing.picture import Picture, Table
from backlab.drawing.svg import (
    EDGE,
    ROOM,
    SMALL,
    WIDTH,
    Part,
    block,
    circle,
    drawing,
    group,
    line,
    paint,
    rect,
    stack,
    text,
)
from backlab.language import gettext
from backlab.markup import Markup, markup
from backlab.model import Disposition
from backlab.reasoning.bayes import wilson

# Percent: among four levels of care somebody who knows nothing is right one time in four.
GUESS, CERTAIN = 100 // len(Disposition), 100
_LEFT, _RIGHT, _TOP, _BOTTOM = 34, WIDTH - 14, 30, 220


class Bin(NamedTuple):
    """The answers given with a confidence from ``low`` to ``high`` per cent (both belong to it).

    ``cases`` of them, of which ``right``, given with a mean ``confidence`` from 0 to 1 (0 where there are none).
    """

    low: int
    high: int
    cases: int
    right: int
    confidence: float

    @property
    def share(self) -> float:
        """The share that was right, from 0 to 1; 0 where there are none."""
        return self.right / self.cases if self.cases else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """The 95% interval (Wilson's) of the share, from 0 to 1: all of it where there are none."""
        return wilson(self.right, self.cases)


def calibration(bins: Sequence[Bin], brier: float | None) -> Picture:
    """Confidence against the share right, for each bin that has answers; ``brier`` is None where there are none."""
    full = [each for each in bins if each.cases]
    plot = _axes(bins) + markup(map(_answers, full)) + markup(map(_counts, bins))
    legend = stack([_key(shape, words) for shape, words in _keys()], 4)
    title, told = gettext("How sure, and how often right"), _told(full, brier)
    height = _BOTTOM + 76 + legend.height
    drawn = drawing(height, title, told, plot, group(legend.markup, at=(EDGE, _BOTTOM + 72)))
    header = (
        gettext("Confidence"),
        gettext("Cases"),
        gettext("Correct"),
        gettext("Mean confidence"),
        gettext("Share right (95% interval)"),
    )
    return Picture("calibration", title, told, drawn, Table(header, tuple(map(_row, bins))), _notes(full, brier))


def _x(confidence: float) -> float:
    return _LEFT + (confidence * 100 - GUESS) / (CERTAIN - GUESS) * (_RIGHT - _LEFT)


def _y(share: float) -> float:
    return _BOTTOM - share * (_BOTTOM - _TOP)


def _axes(bins: Sequence[Bin]) -> Markup:
    parts = [text(EDGE, 14, gettext("Share right, %"), size=SMALL, fill="soft")]
    for share in (0, 25, 50, 75, 100):
        parts.append(line(_LEFT, _y(share / 100), _RIGHT, _y(share / 100), paint(stroke="line", width=1)))
        parts.append(text(_LEFT - 4, _y(share / 100) + 4.5, str(share), size=SMALL, anchor="end", fill="soft"))
    for edge in (*(each.low for each in bins), CERTAIN):
        parts.append(line(_x(edge / 100), _TOP, _x(edge / 100), _BOTTOM + 5, paint(stroke="edge", width=1)))
        parts.append(text(_x(edge / 100), _BOTTOM + 18, str(edge), size=SMALL, anchor="middle", fill="soft"))
    parts.append(text(_RIGHT + 12, _BOTTOM + 36, gettext("Confidence, %"), size=SMALL, anchor="end", fill="soft"))
    diagonal = line(_x(GUESS / 100), _y(GUESS / 100), _x(1), _y(1), paint(stroke="ink", width=2, dashes="6 4"))
    return markup(parts) + diagonal


def _answers(each: Bin) -> Markup:
    """One bin's point with its interval."""
    x, (low, high) = _x(each.confidence), each.interval
    bar = line(x, _y(low), x, _y(high), paint(stroke="accent", width=3))
    ends = markup(line(x - 5, _y(end), x + 5, _y(end), paint(stroke="accent", width=2)) for end in (low, high))
    return bar + ends + circle(x, _y(each.share), 6.5, paint("accent", "sheet", 1.5))


def _counts(each: Bin) -> Markup:
    """Below a bin how many of its answers were right."""
    middle = (_x(each.low / 100) + _x(min(each.high + 1, CERTAIN) / 100)) / 2
    said = text(middle, _BOTTOM + 58, f"{each.right}/{each.cases}", size=SMALL, bold=each.cases > 0, anchor="middle")
    return rect(middle - 23, _BOTTOM + 44, 46, 19, paint("tint", "line", 1), radius=3) + said


def _keys() -> tuple[tuple[str, str], ...]:
    point = line(15, 0, 15, 17, paint(stroke="accent", width=3)) + circle(15, 8.5, 4.5, paint("accent"))
    diagonal = line(0, 16, 30, 1, paint(stroke="ink", width=2, dashes="6 4"))
    counts = rect(0, 0, 30, 17, paint("tint", "line", 1), radius=3) + text(15, 13, "3/4", size=SMALL, anchor="middle")
    return (
        (point, gettext("share right, with its 95% interval")),
        (diagonal, gettext("as often right as sure; below it: too sure")),
        (counts, gettext("right / answered, in each step of confidence")),
    )


def _key(shape: str, words: str) -> Part:
    part = block(words, 40, ROOM - 40, size=SMALL, fill="soft")
    return Part(shape + part.markup, max(part.height, 18))


def _told(full: Sequence[Bin], brier: float | None) -> str:
    if brier is None:
        return gettext("Nothing has been answered yet.")
    steps = " ".join(map(_step_told, full))
    return f"{steps} {gettext('Brier score {score}.').format(score=f'{brier:.2f}')}"


def _step_told(each: Bin) -> str:
    said = gettext("Confidence of {low} to {high}%: {right} of {count} right.")
    return said.format(low=each.low, high=each.high, right=each.right, count=each.cases)


def _notes(full: Sequence[Bin], brier: float | None) -> tuple[str, ...]:
    """What the score means, and how little few cases prove."""
    if brier is None:
        return (gettext("Nothing has been answered yet."),)
    score = gettext(
        "Brier score {score}: the mean squared distance between how sure and whether right. 0 is best, 1 is certain "
        "and always wrong; always saying {guess}% and being right that often gives {guessing}."
    )
    guess = GUESS / 100
    meant = score.format(score=f"{brier:.2f}", guess=GUESS, guessing=f"{guess * (1 - guess):.2f}")
    few = gettext("Few cases prove little: where a bar crosses the dashed line, the confidence may well fit. {told}")
    return meant, few.format(told=_crossing(full))


def _crossing(full: Sequence[Bin]) -> str:
    """Whether any step is too far off to be chance."""
    off = [each for each in full if not each.interval[0] <= each.confidence <= each.interval[1]]
    if not off:
        return gettext("Here every bar crosses it.")
    steps = ", ".join(f"{each.low}–{each.high}%" for each in off)
    return gettext("Here the bars at these steps do not cross it: {steps}.").format(steps=steps)


def _row(each: Bin) -> tuple[str, ...]:
    name = f"{each.low}–{each.high}%"
    if not each.cases:
        return name, "0", "0", "–", "–"
    low, high = each.interval
    shares = gettext("{share} ({low} to {high})")
    shown = shares.format(share=f"{each.share:.0%}", low=f"{low:.0%}", high=f"{high:.0%}")
    return name, str(each.cases), str(each.right), f"{each.confidence:.0%}", shown
