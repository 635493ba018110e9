"""An ``Advice`` in words: the same sections for a terminal, a notebook and a page.

They are in the language that is spoken (``backlab.language``): the knowledge is translated here, where it is shown.
``blocks`` is what they are made of, ``citing``, ``phrases`` and ``fates`` are how things are said, and ``advice`` puts
all of it in order. ``text``, ``html`` and ``handout`` show it, and are imported by their own names.
"""

from backlab.words.advice import cited, sections
from backlab.words.blocks import Block, Point, Rung, Say, Section
from backlab.words.causes import (
    band_word,
    cause_names,
    denials,
    lists_note,
    more_common,
    must_not_miss,
    not_for_these,
    not_ruled_out,
    nothing_points,
    said_against,
    said_dangers,
    said_for,
    said_way,
    told_by_ways,
    ways_found,
)
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
from backlab.words.phrases import capital, inside, labels_of, listed, lowered, percent, shortened, signed, together
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
    "Block",
    "Citer",
    "Point",
    "Rung",
    "Say",
    "Section",
    "band_word",
    "basis",
    "capital",
    "cause_names",
    "cited",
    "denials",
    "fate",
    "fate_label",
    "inside",
    "labels_of",
    "listed",
    "lists_note",
    "lowered",
    "more_common",
    "must_not_miss",
    "not_for_these",
    "not_ruled_out",
    "nothing_points",
    "outdated",
    "percent",
    "reason_point",
    "said_against",
    "said_dangers",
    "said_for",
    "said_way",
    "sections",
    "shortened",
    "signed",
    "source_points",
    "together",
    "told_by_ways",
    "ways_found",
]
