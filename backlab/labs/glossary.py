"""The lab of words: every term of the field from A to Z, those that one looks for, or those of one topic."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any
from unicodedata import normalize

from backlab.course.glossary import GLOSSARY, GLOSSARY_TOPICS, Term
from backlab.kit.fields import entry, menu
from backlab.kit.lab import After, Answer, panel, spoken
from backlab.kit.linked import LinkedLab
from backlab.labs.opening import opener
from backlab.language import gettext, ngettext, speaking
from backlab.markup import Markup, element, markup


class GlossaryLab(LinkedLab):
    """All terms from A to Z; what one types, or a topic, brings its terms to the top.

    The long list shows the words alone, and each opens to what it means; what it means is an element of its own, so
    that ``glossary.ipynb#term-odds`` opens it and leads there.
    ``language`` is "en" or "es", or else what the address asks for; of two on one page, give one a ``key``, and
    ``after`` is a question that opens it, or its name.

    >>> from backlab.widgets import GlossaryLab
    >>> lab = GlossaryLab()
    >>> lab.set(term="odds")
    >>> lab.said
    'Odds: How many with a cause stand against how many without it. A chance of one in four means odds of one to three.'
    """

    look = "glossary"

    def __init__(self, *, language: str | None = None, key: str = "", after: After | None = None) -> None:
        speaks = spoken(language)
        self._before = f"{key}-" if key else ""
        with speaking(speaks):
            topics = [(topic, gettext(topic)) for topic in GLOSSARY_TOPICS]
            super().__init__(
                [
                    entry("term", gettext("Look up a word, such as sciatica")),
                    menu("topic", gettext("All words about"), [("", gettext("choose a topic")), *topics]),
                ],
                {"term": "", "topic": ""},
                key=key or "glossary",
                names=(gettext("Look something up"), gettext("What it means")),
                language=speaks,
                after=opener(after),
            )

    def answer(self, values: Mapping[str, Any]) -> Answer:
        """What was looked up, the words of the topic, and below them all words."""
        found, topic = matching(values["term"]), values["topic"]
        related = [GLOSSARY[name] for name in found[0].see] if len(found) == 1 else []
        about = self._list(a_to_z(GLOSSARY_TOPICS[topic])) if topic else Markup()
        title = gettext("All {count} words from A to Z").format(count=len(GLOSSARY))
        said = _said(values["term"], found, topic)
        return Answer(
            (
                panel(
                    "term",
                    said if values["term"].strip() else "",
                    self._found(values["term"], found, related),
                    folds=False,
                ),
                panel("topic", gettext(topic) or gettext("All words about"), about),
                panel("glossary", title, self._all()),
            ),
            said=f"{gettext(found[0].label)}: {gettext(found[0].meaning)}" if len(found) == 1 else said,
            query=self.to_query(values),
        )

    def _found(self, typed: str, found: Iterable[Term], related: Iterable[Term]) -> Markup:
        listed = [*found, *related]
        if not typed.strip():
            return Markup()
        return self._list(listed) if listed else element("p", gettext("Try a shorter word, or look below from A to Z."))

    def _all(self) -> Markup:
        letters = groupby(a_to_z(GLOSSARY.values()), key=lambda term: sorting(term)[0].upper())
        return element("div", (self._letter(letter, terms) for letter, terms in letters), class_="bl-words")

    def _letter(self, letter: str, terms: Iterable[Term]) -> Markup:
        return element("section", element("h4", letter), (self._folded(term) for term in terms))

    def _folded(self, term: Term) -> Markup:
        """A word that opens to what it means, which has a name to go to."""
        meaning = element("div", self._meaning(term), id=self._name(term), tabindex="-1")
        return element("details", element("summary", gettext(term.label)), meaning, class_="bl-word")

    def _list(self, terms: Iterable[Term]) -> Markup:
        """Words that were asked for, each with what it means."""
        return element("dl", (self._defined(term) for term in terms), class_="bl-defined")

    def _defined(self, term: Term) -> Markup:
        return markup(element("dt", element("strong", gettext(term.label))), element("dd", self._meaning(term)))

    def _meaning(self, term: Term) -> Markup:
        also = element("p", self._also(term)) if term.see else None
        return markup(element("p", gettext(term.meaning)), also)

    def _also(self, term: Term) -> Markup:
        """A sentence with links in it."""
        before, _, after = gettext("See also: {terms}.").partition("{terms}")
        first, *others = (self._link(GLOSSARY[name]) for name in term.see)
        return markup(before, first, ((", ", other) for other in others), after)

    def _link(self, term: Term) -> Markup:
        return element("a", gettext(term.label), href=f"#{self._name(term)}")

    def _name(self, term: Term) -> str:
        return f"{self._before}term-{term.id}"


def a_to_z(terms: Iterable[Term]) -> list[Term]:
    """The terms by their labels in the language that is spoken."""
    return sorted(terms, key=sorting)


def sorting(term: Term) -> str:
    """A label as it is looked up: no capitals, no accents."""
    return plain(gettext(term.label))


def plain(words: str) -> str:
    """Words without capitals, accents and signs."""
    return "".join(char for char in normalize("NFKD", words.casefold()) if char.isalnum() or char == " ").strip()


def matching(typed: str) -> list[Term]:
    """The terms that one may mean: one of just this name, or else those whose label has it, or else their meaning."""
    wanted = plain(typed)
    if not wanted:
        return []
    terms = a_to_z(GLOSSARY.values())
    exact = [term for term in terms if typed == term.id or sorting(term) == wanted]
    named = [term for term in terms if wanted in sorting(term)]
    return exact or named or [term for term in terms if wanted in plain(gettext(term.meaning))]


def _said(typed: str, found: Sequence[Term], topic: str) -> str:
    """How many words were found, or else how many a topic has."""
    if typed.strip():
        count = len(found)
        words = ngettext("{count} word found for “{typed}”", "{count} words found for “{typed}”", count)
        return words.format(count=count, typed=typed.strip())
    count = len(GLOSSARY_TOPICS[topic]) if topic else len(GLOSSARY)
    return ngettext("{count} word.", "{count} words.", count).format(count=count)
