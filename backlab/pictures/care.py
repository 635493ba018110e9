"""Whom to call and why, where an advice is urgent: what stands in the place of the treatments, large and calm.

It is HTML, since it is nothing but words and a shape; it fits whatever place it stands in.
"""

from collections.abc import Iterable, Set

from backlab.advice import Advice
from backlab.knowledge.dangers import DANGERS
from backlab.knowledge.findings import minor_fall, no_relief, osteoporosis, short_words, unable_to_move
from backlab.knowledge.watch import ALWAYS
from backlab.language import gettext
from backlab.markup import Markup, element
from backlab.model import Atom, Disposition
from backlab.pictures.marks import level_icon
from backlab.reasoning.differential import Suspect
from backlab.reasoning.explain import Reason
from backlab.words import Point, capital, listed, lowered, must_not_miss, nothing_points, said_for
from backlab.words.reasons import watch_blocks, where_and_by_when

_REASONS, _CAUSES = 3, 4  # more stand in the tabs "Why" and "Causes"


def whom_to_call(advice: Advice, asks: Markup | None = None, back: Markup | None = None) -> Markup:
    """The way to care for an advice that is urgent or an emergency, why, and what must not be missed.

    ``asks`` are questions that could still make it an emergency, ``back`` takes an answer back. Raises ``ValueError``
    for a lower level, where there is something to choose.
    """
    if advice.disposition < Disposition.URGENT:
        raise ValueError("there is nobody to call where the advice is self-care or an appointment")
    now = advice.disposition
    steps = element("ol", (element("li", gettext(step)) for step in _steps(advice)), class_="bl-care-steps")
    head = element("h3", level_icon(now), element("span", _who(now)))
    do = element("section", head, _hard(advice), _dangers(now), steps, back, class_=f"bl-care-do bl-is-{now.slug}")
    # What asks for less than this level is no reason for it: it stands in the tab "Why".
    reasons = [reason for reason in advice.reasons if reason.rule.disposition is now][:_REASONS]
    named = {atom for reason in reasons for atom in reason.matched}
    why, missed = _why(reasons), _missed(advice.differential.looked_for, named)
    if now is Disposition.EMERGENCY:
        return element("figure", do, why, missed, class_="bl-care", tabindex="0")
    # What must not be missed is never cut off by the window; further reasons stand in a tab.
    left, right = element("div", missed, why), _asking(asks) if asks else _at_once(_signs_of(advice))
    return element("figure", do, left, right, class_=f"bl-care{' is-asking' if asks else ''}", tabindex="0")


def _hard(advice: Advice) -> Markup | None:
    """What is not to be done, and when not to wait even until the doctor: as hard to miss as the level."""
    said = []
    if any(held.treatment.id == "otc_ibuprofen" for held in advice.plan.withheld):
        more = gettext("No more ibuprofen until a doctor has looked.")
        none = gettext("No ibuprofen until a doctor has looked.")
        said.append(more if advice.presentation.answer(no_relief) else none)
    if advice.disposition is Disposition.URGENT and advice.presentation.answer(unable_to_move):
        said.append(gettext("Cannot get up, even with help? Call the ambulance (999, 112 or 911)."))
    if advice.disposition is Disposition.URGENT and any(map(advice.presentation.answer, (minor_fall, osteoporosis))):
        said.append(gettext("A car crash, or a fall from a height? Call the ambulance (999, 112 or 911)."))
    return element("ul", (element("li", line) for line in said), class_="bl-care-hard") if said else None


def _dangers(now: Disposition) -> Markup | None:
    """The emergency signs in few words, for where the list of all of them is not in view."""
    if now is Disposition.EMERGENCY:
        return None
    signs = (gettext(each.question).rstrip("?¿").lstrip("¿") for each in DANGERS.values() if each.level > now)
    head = element("b", gettext("Call 999, 112 or 911 at once with any of these:"))
    return element("div", head, element("ul", (element("li", sign) for sign in signs)), class_="bl-care-short")


def _asking(asks: Markup) -> Markup:
    title = element("h4", level_icon(Disposition.EMERGENCY), " ", gettext("Ask now: one yes is an emergency"))
    return element("section", title, asks, class_="bl-care-at-once")


def whom_to_choose(field: str, patients: Iterable[tuple[str, str]]) -> Markup:
    """The list of patients, where none is shown yet, and the signs that are an emergency in anybody.

    A tap on a patient sets ``field`` to its id.
    """
    taps = (
        element("li", element("button", name, type="button", class_="bl-tap", data_tap=f"{field}={id}"))
        for id, name in patients
    )
    choose = element("section", element("h4", gettext("Example patients")), element("ul", taps, class_="bl-care-list"))
    always = [capital("; ".join(lowered(gettext(short_words(sign))) for sign in line.signs)) for line in ALWAYS]
    return element("figure", choose, _at_once(always), class_="bl-care is-nobody", tabindex="0")


def _signs_of(advice: Advice) -> tuple[str, ...]:
    """The new signs that make an emergency of it, each line enough by itself; the most telling first."""
    points = (block for block in watch_blocks(advice) if isinstance(block, Point))
    level = gettext(Disposition.EMERGENCY.label)
    return next((tuple(point.lines[:-1]) for point in points if point.mark == level), ())


def _at_once(signs: Iterable[str]) -> Markup:
    """The signs with which one goes to an emergency department at once, and how."""
    title = element("h4", level_icon(Disposition.EMERGENCY), " ", gettext("Emergency signs: go at once"))
    where = element("p", element("strong", where_and_by_when(Disposition.EMERGENCY)))
    lines = element("ul", (element("li", sign) for sign in signs))
    return element("section", title, where, lines, class_="bl-care-at-once")


def _who(level: Disposition) -> str:
    if level is Disposition.EMERGENCY:
        return gettext("Call 999 (UK), 112 (Europe) or 911 (US) now")
    return gettext("Be seen by a doctor today")


def _steps(advice: Advice) -> Iterable[str]:
    care = (line.treatment for line in advice.plan.recommendations if line.treatment.care)
    return next((treatment.how for treatment in care), ())


def _why(reasons: Iterable[Reason]) -> Markup:
    """The rules that make it this level, with what was found."""
    told = [
        element(
            "li",
            element("strong", capital(listed(reason.matched))),
            element("span", gettext(reason.rule.because)),
        )
        for reason in reasons
    ]
    return element("section", element("h4", gettext("Why")), element("ul", told), class_="bl-care-why")


def _missed(suspects: Iterable[Suspect], named: Set[Atom]) -> Markup:
    """The causes to which a rule points, each with what speaks for it, unless all of that is ``named`` above."""
    told = [
        element(
            "li",
            element("strong", gettext(suspect.cause.label)),
            element("span", said_for(suspect)) if not named >= set(suspect.speaks_for) else None,
        )
        for suspect in map(_told_by, list(suspects)[:_CAUSES])
    ]
    if not told:  # a line, and not half of the place
        return element("p", element("strong", f"{must_not_miss()}: "), lowered(nothing_points()), class_="bl-care-none")
    return element("section", element("h4", must_not_miss()), element("ul", told), class_="bl-care-missed")


def _told_by(suspect: Suspect) -> Suspect:
    """The same without what says little, that a tablet did not help, where anything else speaks for it."""
    telling = tuple(atom for atom in suspect.speaks_for if atom != no_relief)
    return suspect._replace(speaks_for=telling or suspect.speaks_for)
