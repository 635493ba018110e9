"""Which signs are named to somebody, and how: by the question that is asked, once, and only where it concerns them."""

from collections.abc import Iterable

from backlab.knowledge.findings import (
    PAST_HAVING_BABIES,
    PREGNANCY,
    answers_of,
    groin_pain,
    hormone_pill,
    in_topic,
    pregnant,
    testicle_pain,
)
from backlab.knowledge.watch import EARLY_IN_PREGNANCY, FROM_WEEK_20, LATE_IN_PREGNANCY
from backlab.language import gettext, ngettext
from backlab.model import Atom, Finding
from backlab.presentation import UNKNOWN, Presentation
from backlab.reasoning.sheet import SHEET

# How many are named in one list before it ends with how many more there are.
MOST = 10
# The signs that are named to some only: the one of men, and those of whoever may have babies.
_OF_SOME = frozenset(finding.id for finding in (testicle_pain, hormone_pill, *in_topic(PREGNANCY)))


def asked_of(patient: Presentation, atoms: Iterable[Atom]) -> tuple[Atom, ...]:
    """The signs as they are asked: each follow-up by its parent as long as that is answered alike, and each once."""
    present, possible = SHEET.present(patient), SHEET.possible(patient)
    asked = dict.fromkeys(_door(SHEET.bit(atom), present, possible) for atom in atoms)
    return tuple(atom for atom in map(SHEET.atom, asked) if _concerns(patient, atom))


def _door(bit: int, present: int, possible: int) -> int:
    """The bit of the question that is asked for this one, where both are answered alike; else it is asked itself."""
    door = SHEET.asked_for(bit, present)
    alike = bool(door & present) is bool(bit & present) and bool(door & possible) is bool(bit & possible)
    return door if alike else bit


def _concerns(patient: Presentation, atom: Atom) -> bool:
    """Whether a sign is named to a patient at all."""
    if not isinstance(atom, Finding) or atom.id not in _OF_SOME:
        return True
    if atom == testicle_pain:
        return patient.sex == "male" or (patient.sex == UNKNOWN and patient.answer(groin_pain) is True)
    return _may_have_babies(patient) and (_of_pregnancy(patient, atom) if atom.parent is pregnant else True)


def _may_have_babies(patient: Presentation) -> bool:
    """Whether pregnancy, periods and the pill are spoken of: not where that was denied, nor from an age on."""
    return not patient.answer(PAST_HAVING_BABIES) and patient.answer(pregnant) is not False


def _of_pregnancy(patient: Presentation, atom: Atom) -> bool:
    """Whether a sign belongs to this patient's pregnancy, as far on as it is."""
    late = patient.answer(FROM_WEEK_20)
    return patient.answer(pregnant) is True and atom not in (
        *(EARLY_IN_PREGNANCY if late else ()),
        *(LATE_IN_PREGNANCY if late is False else ()),
    )


def as_old(patient: Presentation, atom: Atom) -> bool:
    """Whether a sign is there, but as one of its other answers, such as an old one."""
    return isinstance(atom, Finding) and any(patient.answer(other) for other in answers_of(atom) if other != atom)


def sign(patient: Presentation, atom: Atom) -> str:
    """A sign by its label; of one that is there already, that it would have to be new or worse."""
    label = gettext(atom.label)
    return gettext("{sign}: new, or worse than what is there").format(sign=label) if as_old(patient, atom) else label


def up_to_ten(patient: Presentation, atoms: Iterable[Atom]) -> tuple[str, ...]:
    """Signs as a list that one can take in, which ends with how many more there are."""
    all_ = [sign(patient, atom) for atom in atoms]
    more = len(all_) - MOST
    if more <= 1:  # a line for one more would be as long as that one
        return tuple(all_)
    return (*all_[:MOST], ngettext("and {count} more", "and {count} more", more).format(count=more))
