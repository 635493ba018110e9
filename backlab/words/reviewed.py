"""Who reviewed what is shown, in sentences: that nobody did, or the reviews and objections of just this version."""

from backlab.language import gettext, ngettext
from backlab.reviews import OBJECTED, Review, reviews


def education() -> str:
    """What every advice says of itself: that it is education, and who reviewed it."""
    if not reviews():
        return gettext("Education on an example patient, never a diagnosis. No clinician has reviewed it.")
    return " ".join((gettext("Education on an example patient, never a diagnosis."), *reviewed()))


def reviewed() -> tuple[str, ...]:
    """A sentence for each review; ahead of them, as long as it is so, that no clinician has signed all of it."""
    known = reviews()
    clinicians = [review for review in known if review.clinician]
    if not clinicians:
        missing = gettext("No clinician has reviewed it.")
    elif not any(review.whole and review.verdict != OBJECTED for review in clinicians):
        missing = gettext("No clinician has signed all of it.")
    else:
        missing = ""
    return tuple(filter(None, (missing, *map(_sentence, known))))


def _sentence(review: Review) -> str:
    if review.verdict == OBJECTED:
        rows = gettext("all of it") if review.whole else ", ".join(review.about)
        said = gettext("{name}, {role}, objected on {date} (version {version}) to {rows}: {text}")
        return said.format(**_who(review), rows=rows, text=review.text)
    if review.whole:
        said = gettext("Reviewed by {name}, {role}, on {date} (version {version}).")
        return said.format(**_who(review)) + _remark(review)
    said = ngettext(
        "{count} part of it was reviewed by {name}, {role}, on {date} (version {version}).",
        "{count} parts of it were reviewed by {name}, {role}, on {date} (version {version}).",
        len(review.about),
    )
    return said.format(**_who(review), count=len(review.about)) + _remark(review)


def _remark(review: Review) -> str:
    return f" {review.text}" if review.text else ""


def _who(review: Review) -> dict[str, str]:
    return {
        "name": review.name,
        "role": review.role,
        "date": review.date.isoformat(),
        "version": review.version,
    }
