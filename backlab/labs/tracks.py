"""Where a slider leads, painted along it: the level of care at each of its places, and where the choice changes.

What a move would change is seen before it is made, and so is that it would change nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from itertools import pairwise
from typing import Literal, NamedTuple

from backlab.advice import Advice
from backlab.knowledge.effect_kinds import Situation
from backlab.knowledge.effects import BASELINE
from backlab.knowledge.rules import RULES
from backlab.knowledge.treatments import LASTING, TREATMENTS
from backlab.language import gettext, ngettext
from backlab.markup import Markup, element, markup
from backlab.model import Disposition, Threshold
from backlab.pictures.marks import level_icon, level_label
from backlab.presentation import Presentation
from backlab.reasoning.choice import LEAST_WORTH, MOST_WORTH, Choice, situation_of, worth_it
from backlab.reasoning.conclusion import Conclusion
from backlab.words.choice import name_of
from backlab.words.phrases import lowered


class Stretch(NamedTuple):
    """Places of a slider that lead to the same: from where on, what is drawn over them, and its words."""

    start: int
    look: str
    sign: Markup | None
    words: str


@cache
def turning_points(quantity: str) -> tuple[int, ...]:
    """The values of a quantity, such as "pain", from which on a rule can hold or other trials count."""
    atoms = {atom for rule in RULES.values() for atom in rule.when.atoms} | set(LASTING.atoms)
    return tuple(sorted(a.value for a in atoms if isinstance(a, Threshold) and a.quantity.id == quantity))


def level_track(advice: Advice, quantity: Literal["pain", "days"], high: int) -> Markup:
    """The level of care along the slider of a quantity, all else as it is."""
    starts = (0, *(value for value in turning_points(quantity) if 0 < value <= high))
    stretches = []
    for start in starts:
        patient = _with(advice.presentation, quantity, start)
        level = Conclusion.of(patient, advice.lens).disposition
        other = quantity == "days" and level < Disposition.URGENT and _has_lasted(patient)
        words = f"{level_label(level)} ({gettext('other trials')})" if other else level_label(level)
        stretches.append(Stretch(start, f"bl-is-{level.slug}{' is-other' if other else ''}", level_icon(level), words))
    runs = list(_joined(stretches))
    said = _until(advice.presentation.days, runs) if quantity == "days" else _same_level(runs)
    return markup(_track(runs, 0, high), element("p", said, class_=f"bl-track-lines is-{quantity}", aria_hidden="true"))


def _same_level(runs: list[Stretch]) -> str:
    """That a slider changes nothing here, where that is so."""
    return gettext("Any pain: {level}.").format(level=runs[0].words) if len(runs) == 1 else ""


def _until(days: int | None, runs: list[Stretch]) -> str:
    """From which day on something changes, how far that is, and which week trials count: each move is answered."""
    later = [run.start for run in runs if run.start > (days or 0)]
    said = gettext("Next change: day {day}").format(day=later[0]) if later else gettext("No further change")
    if days is None:
        return f"{said}. {gettext('Trials count weeks, not days.')}"
    if later:
        ahead = ngettext("in {count} day", "in {count} days", later[0] - days).format(count=later[0] - days)
        said = f"{said}, {ahead}"
    return f"{said}. {gettext('Trials count weeks: this is week {week}.').format(week=days // 7 + 1)}"


def worth_track(choice: Choice | None, *, waits: bool) -> Markup:
    """Up to where on that slider something is worth it beside moving; an empty place where there is nothing to weigh.

    While a choice ``waits`` to be made, that would give it away.
    """
    if choice is None:
        return element("div", class_="bl-track-of")
    if not any(column.places[0].counted for column in (*choice.columns[1:], *choice.others)):
        return element("p", _no_use(choice), class_="bl-track-lines")
    if waits:
        return element("div", class_="bl-track-of")
    stretches = []
    for worth in range(LEAST_WORTH, MOST_WORTH + 1):
        names = [lowered(name_of(TREATMENTS[id])) for id in worth_it(choice, worth) if id != BASELINE]
        words = ", ".join(names) or gettext("moving alone")
        stretches.append(Stretch(worth, "is-more" if names else "is-alone", None, words))
    runs = list(_joined(stretches))
    ends = [*(run.start - 1 for run in runs[1:]), MOST_WORTH]
    lines = (
        element("span", gettext("Up to {number}: {words}").format(number=end, words=run.words))
        for run, end in zip(runs, ends, strict=True)
        if run.look == "is-more" or len(runs) == 1
    )
    return markup(
        _track(runs, LEAST_WORTH, MOST_WORTH), element("p", lines, class_="bl-track-lines", aria_hidden="true")
    )


def _no_use(choice: Choice) -> str:
    """Why nothing is to be weighed, and from where on it would be."""
    asked = [lowered(name_of(held.treatment)) for held in choice.held if held.questions]
    if asked:
        return gettext("Changes nothing until {treatment} has been asked about.").format(treatment=asked[0])
    return gettext("Changes nothing: what helps here was never counted.")


def _has_lasted(patient: Presentation) -> bool:
    return situation_of(patient) is Situation.LASTING


def _with(patient: Presentation, quantity: Literal["pain", "days"], value: int) -> Presentation:
    return replace(patient, pain=value) if quantity == "pain" else replace(patient, days=value)


def _joined(stretches: Iterable[Stretch]) -> Iterator[Stretch]:
    """One for each run of those that lead to the same."""
    last = None
    for stretch in stretches:
        if last is None or (stretch.look, stretch.words) != (last.look, last.words):
            yield stretch
        last = stretch


def _track(stretches: list[Stretch], low: int, high: int) -> Markup:
    ends = [*(stretch.start for stretch in stretches), high]
    parts = (
        element(
            "span",
            stretch.sign,
            element("b", str(start)) if stretch.sign and start > low else None,
            class_=f"bl-stretch {stretch.look}",
            style=f"--from: {(start - low) / (high - low):.3f}; --to: {(end - low) / (high - low):.3f}",
            data_from=str(start),
        )
        for stretch, (start, end) in zip(stretches, pairwise(ends), strict=True)
    )
    said = " ".join(_said(stretches))
    return element("div", element("div", parts, class_="bl-track"), class_="bl-track-of", role="img", aria_label=said)


def _said(stretches: list[Stretch]) -> Iterator[str]:
    """The same for those who hear it."""
    if len(stretches) == 1:
        yield gettext("All along: {words}.").format(words=stretches[0].words)
        return
    for stretch in stretches:
        yield gettext("From {number}: {words}.").format(number=stretch.start, words=stretch.words)
