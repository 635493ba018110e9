"""What to ask next: the questions that can move an answer most, first, and those that hold words one looks for.

Each is a button that ticks its box; the boxes stand below, topic by topic.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from backlab.advice import Advice
from backlab.knowledge.findings import FINDINGS, short_words
from backlab.labs.patient import TICKED_TOPICS
from backlab.language import gettext, ngettext
from backlab.markup import Markup, element, markup
from backlab.model import Atom, Disposition, Finding
from backlab.pictures.marks import level_icon, level_label
from backlab.words import capital
from backlab.words.asked import asked_of

MOST = 6
"""So many questions are named first; more nobody reads."""
_TOPIC = {topic: name for name, topic in TICKED_TOPICS.items()}


def asked_first(advice: Advice) -> Markup:
    """The questions that can move the level most, then those on which a medicine waits, as far as there is room."""
    listed = {
        **{atom: element("span", gettext("a medicine waits for it")) for atom in advice.unsafe_until_asked},
        **{q.atom: _leads_to(q.could_reach) for q in advice.questions},
    }
    asked = [atom for atom in open_questions(advice) if atom in listed]
    if not asked:
        return _none_left()
    items = (
        element("li", _tick(advice, atom), element("span", listed[atom], class_="bl-note")) for atom in asked[:MOST]
    )
    title = element("h4", gettext("These can move the answer most. Is there any of them?"))
    return markup(title, element("ul", items, class_="bl-asked"), _others(len(asked) - MOST))


def _none_left() -> Markup:
    """Nothing more is asked, which is no all-clear."""
    said = gettext("None of the questions of this course is left. That is no all-clear.")
    watch = gettext("What cannot wait stays true: watch for it.")
    return element("p", element("strong", said), " ", watch, class_="bl-note")


@lru_cache(maxsize=1)  # the verdict, the tab that asks more and the list of questions ask it of the same advice
def open_questions(advice: Advice) -> tuple[Atom, ...]:
    """The boxes that could still move the level, or on which a medicine waits, in the order in which to ask."""
    order = (*(q.atom for q in advice.questions), *advice.unsafe_until_asked)
    moving = frozenset(order)
    return tuple(atom for atom in asked_of(advice.presentation, order) if atom in moving and _can_tick(atom))


def found(advice: Advice, words: str) -> Markup:
    """The questions in whose words, or whose clinical term, these stand; nothing for no words."""
    wanted = words.casefold().split()
    if not wanted:
        return markup()
    hits = [finding for finding in FINDINGS.values() if _can_tick(finding) and _holds(finding, wanted)]
    if not hits:
        none = gettext("No question has these words. Look under the topics below.")
        return element("p", none, class_="bl-note")
    return element("ul", (element("li", _tick(advice, hit)) for hit in hits[: 2 * MOST]), class_="bl-asked")


def _holds(finding: Finding, wanted: Iterable[str]) -> bool:
    said = " ".join((gettext(finding.label), gettext(finding.term))).casefold()
    return all(word in said for word in wanted)


def _can_tick(atom: Atom) -> bool:
    return isinstance(atom, Finding) and atom.topic in _TOPIC and atom.instead_of is None


def _tick(advice: Advice, atom: Atom) -> Markup:
    """A button that ticks a box, or takes the tick away."""
    assert isinstance(atom, Finding)
    return element(
        "button",
        capital(gettext(short_words(atom))),
        type="button",
        class_="bl-tap",
        data_tap=f"{_TOPIC[atom.topic]}={atom.id}",
        aria_pressed="true" if advice.presentation.answer(atom) else "false",
    )


def _leads_to(level: Disposition) -> Markup:
    return markup(level_icon(level), " ", level_label(level))


def _others(count: int) -> Markup | None:
    if count <= 0:
        return None
    said = ngettext("{count} more stands under the topics.", "{count} more stand under the topics.", count)
    return element("p", said.format(count=count), class_="bl-note")
