"""The verdict of an advice: the level of care as one strip of four, and one sentence that says what to do."""

from __future__ import annotations

from backlab.advice import Advice
from backlab.labs.asking import open_questions
from backlab.labs.first_asked import asks_first
from backlab.language import gettext, ngettext
from backlab.markup import Markup, element
from backlab.model import Direction, Disposition
from backlab.pictures.marks import level_icon, level_label
from backlab.words import lowered, outdated


def verdict(advice: Advice, *, first: bool = True) -> Markup:
    """The four levels, and what to do, at home with what comes ``first`` or without.

    The present level is filled, or, as long as answers could raise it, hollow; those that they could reach are dashed.
    """
    is_known = advice.disposition > Disposition.SELF_CARE or not asks_first(advice)
    words = element("p", element("strong", what_to_do(advice, first=first)), class_="bl-lead")
    return level_strip(advice, words, is_known=is_known)


def level_strip(advice: Advice, words: Markup, *, is_known: bool = True) -> Markup:
    """The four levels above the words of a verdict; none is marked as the present one as long as that is not known."""
    levels = (_level(advice, level, is_known=is_known) for level in Disposition)
    return element(
        "div",
        element("ol", levels, class_="bl-levels", aria_label=gettext("Level of care")),
        words,
        class_=f"bl-standing bl-is-{advice.disposition.slug}",
    )


def what_to_do(advice: Advice, *, first: bool = True) -> str:
    """The level and what to do now, at home with what comes ``first``; nobody is reassured too soon."""
    if count := asks_first(advice):
        return _ask(advice, count)
    if advice.disposition is Disposition.SELF_CARE and (count := _open(advice)):
        said = ngettext(
            "Not settled: {count} question open. If the answer is no: {do}",
            "Not settled: {count} questions open. If all are no: {do}",
            count,
        )
        return said.format(count=count, do=_do_if_settled(advice, first=first))
    return gettext("{level}: {do}").format(level=_so_far(advice), do=_do(advice, first=first))


def _ask(advice: Advice, count: int) -> str:
    """How much has to be asked before anything can be said."""
    if advice.disposition is Disposition.SELF_CARE:
        said = ngettext("Not known yet: ask this first.", "Not known yet: ask these {count} first.", count)
        return said.format(count=count)
    said = ngettext("At least {level}: ask this first.", "At least {level}: ask these {count} first.", count)
    return said.format(level=lowered(level_label(advice.disposition)), count=count)


def _do_if_settled(advice: Advice, *, first: bool) -> str:
    """What to do at home once all is asked, in few words: the number of questions stands before it."""
    if not first:
        return gettext("look after it at home.")
    return gettext("look after it at home. First: {first}.").format(first=_first(advice))


def _open(advice: Advice) -> int:
    """How many questions are open that could raise the level."""
    return len(open_questions(advice)) if advice.could_reach > advice.disposition else 0


def _so_far(advice: Advice) -> str:
    """The level; where answers could raise it, that it is so only so far, and how many questions are open."""
    level = level_label(advice.disposition)
    if advice.could_reach <= advice.disposition:
        return level
    count = _open(advice)
    if not count:
        return gettext("{level} so far").format(level=level)
    said = ngettext("{level} so far, {count} question open", "{level} so far, {count} questions open", count)
    return said.format(level=level, count=count)


def _do(advice: Advice, *, first: bool) -> str:
    match advice.disposition:
        case Disposition.EMERGENCY:
            return gettext("call 999, 112 or 911 now. Do not drive yourself.")
        case Disposition.URGENT:
            return gettext("be seen by a doctor today. Call the practice (in the UK: 111).")
        case Disposition.ROUTINE if not first:
            return gettext("see a doctor or physiotherapist within days to weeks.")
        case Disposition.ROUTINE:
            return gettext("see a doctor or physiotherapist within days to weeks. Until then: {first}.").format(
                first=_first(advice)
            )
    if not first:
        return gettext("look after it at home, starting today.")
    return gettext("look after it at home, starting today. First: {first}.").format(first=_first(advice))


def _first(advice: Advice) -> str:
    """What one does first at home; of what only the article suggests, that guidelines today do not."""
    line = next(r for r in advice.plan.recommendations if r.direction is Direction.FOR and not r.treatment.care)
    treatment = lowered(gettext(line.treatment.label))
    if outdated(line):
        return gettext("the article says {treatment}; today that is not advised").format(treatment=treatment)
    return treatment


def _level(advice: Advice, level: Disposition, *, is_known: bool) -> Markup:
    is_open = advice.could_reach > advice.disposition
    here, reachable = level is advice.disposition and is_known, advice.disposition < level <= advice.could_reach
    said = element("span", gettext("still possible"), class_="bl-unseen") if reachable else None
    return element(
        "li",
        level_icon(level),
        element("span", level_label(level)),
        (" ", said) if said else None,
        class_=f"bl-is-{level.slug}{_standing(is_here=here, is_open=is_open and (here or reachable or not is_known))}",
        aria_current="step" if here else None,
    )


def _standing(*, is_here: bool, is_open: bool) -> str:
    return (" is-here" if is_here else "") + (" is-open" if is_open else "")
