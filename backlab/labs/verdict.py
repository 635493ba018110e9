"""The verdict of an advice: the level of care as one strip of four, and one sentence that says what to do."""

from __future__ import annotations

from backlab.advice import Advice
from backlab.language import gettext
from backlab.markup import Markup, element
from backlab.model import Direction, Disposition
from backlab.pictures.marks import level_icon, level_label
from backlab.words import lowered, outdated


def verdict(advice: Advice) -> Markup:
    """The four levels, the present one filled and those dashed that answers could still reach; and what to do."""
    levels = (_level(advice, level) for level in Disposition)
    return element(
        "div",
        element("ol", levels, class_="bl-levels", aria_label=gettext("Level of care")),
        element("p", element("strong", what_to_do(advice)), class_="bl-lead"),
        class_=f"bl-standing bl-is-{advice.disposition.slug}",
    )


def what_to_do(advice: Advice) -> str:
    """One sentence: the level, what that means now, and where to turn or what comes first at home."""
    now = advice.disposition
    name = gettext("{level} so far") if advice.could_reach > now else "{level}"
    return gettext("{level}: {do}").format(level=name.format(level=level_label(now)), do=_do(advice))


def _do(advice: Advice) -> str:
    match advice.disposition:
        case Disposition.EMERGENCY:
            return gettext("call 999, 112 or 911 now. Do not drive yourself.")
        case Disposition.URGENT:
            return gettext("be seen by a doctor today. Call the practice (in the UK: 111).")
        case Disposition.ROUTINE:
            return gettext("see a doctor or physiotherapist within days to weeks. Until then: {first}.").format(
                first=_first(advice)
            )
    return gettext("look after it at home, starting today. First: {first}.").format(first=_first(advice))


def _first(advice: Advice) -> str:
    """What one does first at home; of what only the article suggests, that guidelines today do not."""
    line = next(r for r in advice.plan.recommendations if r.direction is Direction.FOR and not r.treatment.care)
    treatment = lowered(gettext(line.treatment.label))
    if outdated(line):
        return gettext("the article says {treatment}; today that is not advised").format(treatment=treatment)
    return treatment


def _level(advice: Advice, level: Disposition) -> Markup:
    here, reachable = level is advice.disposition, advice.disposition < level <= advice.could_reach
    said = element("span", gettext("could still be reached"), class_="bl-unseen") if reachable else None
    return element(
        "li",
        level_icon(level),
        element("span", level_label(level)),
        (" ", said) if said else None,
        class_=f"bl-is-{level.slug}" + (" is-here" if here else " is-open" if reachable else ""),
        aria_current="step" if here else None,
    )
