"""Whom to call and why, where an advice is urgent: what stands in the place of the treatments, large and calm.

It is HTML, since it is nothing but words and a shape; it fits whatever place it stands in.
"""

from collections.abc import Iterable

from backlab.advice import Advice
from backlab.language import gettext
from backlab.markup import Markup, element
from backlab.model import Disposition
from backlab.pictures.marks import level_icon
from backlab.reasoning.differential import Suspect
from backlab.reasoning.explain import Reason
from backlab.words import capital, listed, must_not_miss, nothing_points, said_for

_REASONS, _CAUSES = 3, 4  # more stand in the tabs "Why" and "Causes"


def whom_to_call(advice: Advice) -> Markup:
    """The way to care for an advice that is urgent or an emergency, why, and what must not be missed.

    Raises ``ValueError`` for a lower level, where there is something to choose.
    """
    if advice.disposition < Disposition.URGENT:
        raise ValueError("there is nobody to call where the advice is self-care or an appointment")
    steps = element("ol", (element("li", gettext(step)) for step in _steps(advice)), class_="bl-care-steps")
    head = element("h3", level_icon(advice.disposition), element("span", _who(advice.disposition)))
    do = element("section", head, steps, class_=f"bl-care-do bl-is-{advice.disposition.slug}")
    return element("figure", do, _why(advice.reasons), _missed(advice.differential.looked_for), class_="bl-care")


def _who(level: Disposition) -> str:
    if level is Disposition.EMERGENCY:
        return gettext("Call 999 (UK), 112 (Europe) or 911 (US) now")
    return gettext("Be seen by a doctor today")


def _steps(advice: Advice) -> Iterable[str]:
    care = (line.treatment for line in advice.plan.recommendations if line.treatment.care)
    return next((treatment.how for treatment in care), ())


def _why(reasons: Iterable[Reason]) -> Markup:
    """The rules that hold with what was found, the gravest first."""
    told = [
        element(
            "li",
            element("strong", capital(listed(reason.matched))),
            element("span", gettext(reason.rule.because)),
        )
        for reason in list(reasons)[:_REASONS]
    ]
    return element("section", element("h4", gettext("Why")), element("ul", told), class_="bl-care-why")


def _missed(suspects: Iterable[Suspect]) -> Markup:
    """The causes to which a rule points, each with what speaks for it."""
    told = [
        element("li", element("strong", gettext(suspect.cause.label)), element("span", said_for(suspect)))
        for suspect in list(suspects)[:_CAUSES]
    ]
    inside = element("ul", told) if told else element("p", nothing_points())
    return element("section", element("h4", must_not_miss()), inside, class_="bl-care-missed")
