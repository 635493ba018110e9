"""Pieces of sentences: numbers as a person reads them, and findings by their names."""

import re
from collections.abc import Callable, Iterable

from backlab.language import gettext
from backlab.model import Atom

# Where a sentence ends, with what it cites behind it.
_SENTENCE = re.compile(r"[.!?](?: \[[^\]]*\])?(?= |$)")


def percent(share: float) -> str:
    """A probability as a person reads it: "62%", "4.0%", "0.66%", "under 0.01%"."""
    if share >= 0.995:
        return gettext("over 99%")
    if share >= 0.0995:
        return f"{share:.0%}"
    digits = 1 if share >= 0.00995 else 2
    return f"{share:.{digits}%}" if share >= 0.00005 else gettext("under 0.01%")


def signed(decibans: float) -> str:
    """A weight with its sign, such as "+7.8" or "−3.0"."""
    return f"{decibans:+.1f}".replace("-", "−")


def listed(atoms: Iterable[Atom]) -> str:
    """Findings as they stand inside a sentence, one after another."""
    return "; ".join(map(inside, atoms))


def inside(atom: Atom) -> str:
    """A label as it stands inside a sentence."""
    return lowered(gettext(atom.label))


def labels_of(atoms: Iterable[Atom]) -> tuple[str, ...]:
    """The label of each finding, as it stands on its own."""
    return tuple(gettext(atom.label) for atom in atoms)


def label_of(atom: Atom) -> str:
    """The label of one finding."""
    return gettext(atom.label)


def together(atoms: Iterable[Atom], said: Callable[[Atom], str] = label_of) -> str:
    """One sign, or two that count when they come at the same time; ``said`` is how each is named."""
    first, *others = atoms
    text = said(first)
    for other in others:
        text = gettext("{sign} (and at the same time: {other})").format(sign=text, other=lowered(said(other)))
    return text


def lowered(text: str) -> str:
    """The text as it stands inside a sentence; an abbreviation or somebody's name at its start keeps its capitals."""
    is_name = text[1:2].isupper() or text.startswith(NAMES)
    return text if is_name else text[:1].lower() + text[1:]


NAMES = ("Crohn",)
"""With these names a label begins, in whichever language."""


def capital(text: str) -> str:
    """The text as it stands at the start of a sentence."""
    return text[:1].upper() + text[1:]


def shortened(text: str, words: int) -> tuple[str, str]:
    """The first sentences that have so many words at most, each with what it cites, and the sentences after them."""
    if len(text.split()) <= words:
        return text, ""
    ends = [end.end() for end in _SENTENCE.finditer(text) if len(text[: end.end()].split()) <= words]
    cut = max(ends, default=0)
    return text[:cut], text[cut:].lstrip()
