"""An ``Advice`` in words: the same sections for a terminal, a notebook and a page.

They are in the language that is spoken (``backlab.language``): the knowledge is translated here, where it is shown.
``blocks`` is what they are made of, ``citing``, ``phrases`` and ``fates`` are how things are said, and ``advice`` puts
all of it in order. ``text``, ``html`` and ``handout`` show it, and are imported by their own names.
"""

from backlab.words.advice import cited, sections
from backlab.words.blocks import Bar, Block, Point, Rung, Say, Section
from backlab.words.causes import cause_names, shares_note, shown_causes
from backlab.words.citing import Citer, basis, source_points
from backlab.words.fates import (
    ADVISED,
    AGAINST,
    ASK_FIRST,
    ASK_PHARMACIST,
    HELD_FATES,
    OPTION,
    RULED_OUT,
    SUGGESTED,
    WAITING,
    fate,
    fate_label,
    outdated,
)
from backlab.words.phrases import capital, inside, labels_of, listed, lowered, percent, signed, together
from backlab.words.reasons import reason_point

__all__ = [
    "ADVISED",
    "AGAINST",
    "ASK_FIRST",
    "ASK_PHARMACIST",
    "HELD_FATES",
    "OPTION",
    "RULED_OUT",
    "SUGGESTED",
    "WAITING",
    "Bar",
    "Block",
    "Citer",
    "Point",
    "Rung",
    "Say",
    "Section",
    "basis",
    "capital",
    "cause_names",
    "cited",
    "fate",
    "fate_label",
    "inside",
    "labels_of",
    "listed",
    "lowered",
    "outdated",
    "percent",
    "reason_point",
    "sections",
    "shares_note",
    "shown_causes",
    "signed",
    "source_points",
    "together",
]
