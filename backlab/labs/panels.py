"""What panels hold: the sections of an advice, each with its picture, and sources that one can open."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from backlab.course.lessons.what_a_spasm_is import CANNOT_WAIT
from backlab.kit.contract import Panel
from backlab.kit.lab import panel
from backlab.knowledge.rules import RULES
from backlab.knowledge.sources import SOURCES
from backlab.language import gettext, ngettext
from backlab.markup import Child, Markup, element, markup
from backlab.model import Disposition, Source
from backlab.pictures.marks import level_icon
from backlab.reasoning.sheet import ordered
from backlab.words import Point, Section, source_points
from backlab.words.html import blocks_html
from backlab.words.phrases import together

# The parts of an advice of which those who hear the page are told that they are new.
CHANGED = ("why", "plan", "withheld", "causes", "changes", "questions")
_CITED = re.compile(r" ?\[\d[^\]]*\]")
# Looks: things side by side where there is room, and one below the other.
SIDES = "display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,16rem),1fr));gap:0.5rem 1.5rem"
STACKED = "display:grid;grid-template-columns:minmax(0,1fr);gap:0.4rem"


def strong(text: str) -> Markup:
    """A paragraph that is to be seen first."""
    return element("p", element("strong", text))


def note(text: str) -> Markup:
    """A paragraph in small letters."""
    return element("p", text, class_="bl-note")


def more(title: str, *inside: Child) -> Markup:
    """Something that is one click away."""
    return element("details", element("summary", title), inside, class_="bl-more")


def cannot_wait(rules: Iterable[str]) -> Markup:
    """What to do at once, and for which signs: every one that these rules call an emergency, one below the other.

    A rule that asks for less is a ``ValueError``: it must not stand under these words.
    """
    named = [RULES[rule] for rule in rules]
    if any(rule.disposition < Disposition.EMERGENCY for rule in named):
        raise ValueError("only rules of the level emergency stand under what cannot wait")
    signs = dict.fromkeys(together(ordered(clause)) for rule in named for clause in map(tuple, rule.when.clauses))
    level = Disposition.EMERGENCY
    lead = gettext("Get emergency help now (999, 112 or 911) if there is one of these signs, at any pain:")
    return markup(
        element("p", level_icon(level), " ", element("strong", lead), class_=f"bl-is-{level.slug}"),
        element("ul", (element("li", sign) for sign in signs)),
        note(gettext("This list is not complete. When in doubt, call.")),
        folded_sources(dict.fromkeys(source for rule in named for source in rule.sources)),
    )


def never_tab() -> Panel:
    """What cannot wait, beside numbers on other things: no number there says anything about it."""
    title, said = gettext("What cannot wait"), gettext("For these signs no figure is needed: one of them is enough.")
    return panel("never", title, markup(strong(said), cannot_wait(CANNOT_WAIT)))


def announced(verdict: str, before: Sequence[Section], now: Sequence[Section]) -> str:
    """What a change means, for those who hear the page: the verdict as one sentence, and which parts are new."""
    titles = [new.title for old, new in zip(before, now, strict=True) if new.id in CHANGED and _told(old) != _told(new)]
    parts = "; ".join(titles)
    return gettext("{level} Changed: {parts}.").format(level=verdict, parts=parts) if titles else verdict


def _told(section: Section) -> str:
    """What a part says, whichever numbers its sources have: they move when another part cites more."""
    return _CITED.sub("", repr(section.blocks))


def folded_sources(names: Iterable[str]) -> Markup:
    """The sources with these ids as a list that opens: what each found, how sure that is, and its link."""
    listed = [SOURCES[name] for name in names]
    count = ngettext("{count} source", "{count} sources", len(listed)).format(count=len(listed))
    unread = sum(not source.verified for source in listed)
    doubt = gettext("{sources}, of which {count} not verified").format(sources=count, count=unread) if unread else count
    return more(doubt, sources_html(listed))


def sources_html(listed: Iterable[Source]) -> Markup:
    """Each source with its figures, how sure the record is, whether it was read, and its link."""
    return blocks_html(sure_points(listed))


def sure_points(listed: Iterable[Source]) -> Iterator[Point]:
    """Each source as a point that says how sure its fact is, and is marked where nobody here has read it."""
    sources = tuple(listed)
    return map(_sure, source_points(sources), sources)


def _sure(point: Point, source: Source) -> Point:
    mark = point.mark if source.verified else gettext("{number} not verified").format(number=point.mark)
    confidence = gettext("Confidence in this fact: {degree}.").format(degree=gettext(source.confidence))
    return point._replace(mark=mark, lines=(confidence,))
