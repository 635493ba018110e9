"""What becomes of a treatment: advised, an option, suggested, not advised, or held back."""

from collections.abc import Mapping

from backlab.language import gettext
from backlab.model import Direction, Strength
from backlab.reasoning.plan import ADDS_UP, CONTRAINDICATED, UNASKED, WAITS, Recommendation

ADVISED, OPTION, SUGGESTED, AGAINST = "advised", "option", "suggested", "against"
WAITING, RULED_OUT, ASK_PHARMACIST, ASK_FIRST = "waiting", "ruled out", "ask a pharmacist", "ask first"
HELD_FATES: Mapping[str, str] = {
    WAITS: WAITING,
    CONTRAINDICATED: RULED_OUT,
    ADDS_UP: ASK_PHARMACIST,
    UNASKED: ASK_FIRST,
}


def fate(line: Recommendation) -> str:
    """What becomes of a treatment that is not held back: ``ADVISED``, ``OPTION``, ``SUGGESTED`` or ``AGAINST``."""
    if line.direction is Direction.AGAINST:
        return AGAINST
    if line.view is line.treatment.article and not line.treatment.care:
        return SUGGESTED
    return OPTION if line.view.strength is Strength.WEAK else ADVISED


def outdated(line: Recommendation) -> bool:
    """Whether the article suggests what guidelines advise against today."""
    return fate(line) == SUGGESTED and line.treatment.today.direction is Direction.AGAINST


def fate_label(fate: str) -> str:
    """The word for what becomes of a treatment, in words and beside its mark alike."""
    return {
        ADVISED: gettext("Advised"),
        OPTION: gettext("An option"),
        SUGGESTED: gettext("The article suggests"),
        AGAINST: gettext("Not advised"),
        WAITING: gettext("Waits"),
        RULED_OUT: gettext("Ruled out"),
        ASK_PHARMACIST: gettext("Ask a pharmacist"),
        ASK_FIRST: gettext("Ask first"),
    }[fate]
