"""Ibuprofen in this story: to wait for a doctor never hides that it is ruled out."""

from backlab.language import gettext
from backlab.pictures.mimic.state import IBUPROFEN, Heard
from backlab.reasoning.plan import CONTRAINDICATED, UNASKED, WAITS
from backlab.words import capital

_LAST = "no_relief"  # what is named only where nothing weighs more


def on_ibuprofen(now: Heard) -> tuple[str, str]:
    """What becomes of ibuprofen in few words, and why.

    Once something was decided all that is true counts, and before that what was asked.
    """
    advice = now.told if now.decided is None else now.whole
    held = next((each for each in advice.plan.withheld if each.treatment.id == IBUPROFEN), None)
    if held is None:
        return gettext("Ibuprofen: as the packet says."), ""
    reasons = sorted(held.contraindications, key=lambda each: _LAST in str(each.when))
    if held.kind in (WAITS, CONTRAINDICATED) and reasons:
        return gettext("Ibuprofen: ruled out."), gettext("{why}.").format(why=capital(gettext(reasons[0].because)))
    if held.kind == WAITS:
        return gettext("Ibuprofen: not yet."), gettext("It waits until a doctor has looked.")
    if held.kind == UNASKED:
        return gettext("Ibuprofen: ask first."), gettext("Stomach, kidneys, heart, other medicines?")
    return gettext("Ibuprofen: ask first."), gettext("A pharmacist knows.")
