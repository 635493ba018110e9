"""The lab of words: every term of the field from A to Z, one looked up, or those of one topic."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any
from unicodedata import normalize

from backlab.course.glossary import GLOSSARY, GLOSSARY_TOPICS, Term
from backlab.kit.fields import menu
from backlab.kit.lab import After, Answer, panel, spoken
from backlab.kit.linked import LinkedLab
from backlab.labs.opening import opener
from backlab.language import gettext, ngettext, speaking
from backlab.markup import Markup, element, markup

_LABEL = "margin-top:0.75rem;scroll-margin-top:6rem"
_MEANING = "margin-left:1.25rem"


class GlossaryLab(LinkedLab):
    """All terms from A to Z; the menus bring one, or those of a topic, to the top.

    Each term of the long list is an element of its own, so that ``glossary.ipynb#term-odds`` leads to it.
    ``language`` is "en" or "es", or else what the address asks for; of two on one page, give one a ``key``, and
    ``after`` is a question that opens it, or its name.
    """

    def __init__(self, *, language: str | None = None, key: str = "", after: After | None = None) -> None:
        speaks = spoken(language)
        self._before = f"{key}-" if key else ""
        with speaking(speaks):
            terms = [(term.id, gettext(term.label)) for term in a_to_z(GLOSSARY.values())]
            topics = [(topic, gettext(topic)) for topic in GLOSSARY_TOPICS]
            super().__init__(
                [
                    menu("term", gettext("Look up a word"), [("", gettext("choose a word")), *terms]),
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
        term, topic = GLOSSARY.get(values["term"]), values["topic"]
        related = [GLOSSARY[name] for name in term.see] if term else []
        looked_up = self._list([term, *related]) if term else Markup()
        about = self._list(a_to_z(GLOSSARY_TOPICS[topic])) if topic else Markup()
        title = gettext("All {count} words from A to Z").format(count=len(GLOSSARY))
        return Answer(
            (
                panel("term", gettext("The word, and what it leads to"), looked_up, folds=False),
                panel("topic", gettext(topic) or gettext("All words about"), about),
                panel("glossary", title, self._all()),
            ),
            said=_said(term, topic),
            query=self.to_query(values),
        )

    def _all(self) -> Markup:
        letters = groupby(a_to_z(GLOSSARY.values()), key=lambda term: sorting(term)[0].upper())
        listed = ((element("h4", letter), self._list(terms, linked=True)) for letter, terms in letters)
        return element("div", listed)  # one step of a presentation

    def _list(self, terms: Iterable[Term], *, linked: bool = False) -> Markup:
        """A list of definitions; only in the one that is ``linked`` do terms have names to go to."""
        return element("dl", (self._defined(term, linked) for term in terms))

    def _defined(self, term: Term, linked: bool) -> Markup:
        name = {"id": self._name(term), "tabindex": "-1"} if linked else {}
        also = element("p", self._also(term)) if term.see else None
        return markup(
            element("dt", element("strong", gettext(term.label)), **name, style=_LABEL),
            element("dd", element("p", gettext(term.meaning)), also, style=_MEANING),
        )

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
    return "".join(char for char in normalize("NFKD", gettext(term.label).casefold()) if char.isalnum() or char == " ")


def _said(term: Term | None, topic: str) -> str:
    """What is announced: the meaning that was looked up, or else how many words a topic has."""
    if term:
        return f"{gettext(term.label)}: {gettext(term.meaning)}"
    count = len(GLOSSARY_TOPICS[topic]) if topic else len(GLOSSARY)
    return ngettext("{count} word.", "{count} words.", count).format(count=count)
