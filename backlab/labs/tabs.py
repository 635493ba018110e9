"""The tabs of an advice: why, the causes, what would change it, what to do, and what it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from backlab.advice import Advice
from backlab.drawing.picture import Picture, picture_html
from backlab.kit.contract import Panel
from backlab.kit.lab import panel
from backlab.labs.panels import more, strong
from backlab.language import gettext
from backlab.markup import Child, Markup, element, markup
from backlab.model import Disposition
from backlab.pictures.advice import ladder, plan_timeline, what_would_change
from backlab.pictures.causes import differential_lists
from backlab.words import Block, Point, Rung, Say, Section
from backlab.words.html import blocks_html


def advice_tabs(advice: Advice, sections: Iterable[Section]) -> Iterator[Panel]:
    """What stands in tabs beside the picture; nothing about an emergency asks why it is not more urgent."""
    part = {section.id: section for section in sections}
    yield panel("why", part["why"].title, _why(advice, part))
    yield panel("causes", gettext("Causes"), _causes(advice, part))
    yield panel("changes", gettext("What would change it"), _changes(advice, part))
    yield panel("plan", gettext("What to do"), _plan(advice, part))


def sources_tab(sections: Sequence[Section]) -> Panel:
    """What all of it rests on."""
    last = sections[-1]
    return panel(last.id, last.title, blocks_html(last.blocks))


def _why(advice: Advice, part: Mapping[str, Section]) -> Markup:
    """The first reason in one sentence; the others, why it is not more urgent, and the ladder are one click away."""
    reasons = [block for block in part["why"].blocks if isinstance(block, Point)]
    said = [block for block in part["why"].blocks if isinstance(block, Say)]
    level = [block for block in part["level"].blocks if not isinstance(block, Rung)]
    notes = [block for block in level if isinstance(block, Say) and block.kind == "note"]
    first = markup(strong(reasons[0].text), element("p", reasons[0].lines[0])) if reasons else None
    every = more(gettext("All reasons"), blocks_html(reasons)) if reasons else None
    higher = more(part["not-higher"].title, blocks_html(part["not-higher"].blocks)) if _can_rise(advice) else None
    ladder_ = more(part["level"].title, blocks_html(b for b in level if b not in notes), _drawn(ladder(advice)))
    return markup(first, blocks_html(said), every, higher, ladder_, blocks_html(notes))


def _can_rise(advice: Advice) -> bool:
    return advice.disposition < Disposition.EMERGENCY


def _causes(advice: Advice, part: Mapping[str, Section]) -> Markup:
    """The drawing has both lists; how common each is, what would settle it and the evidence are one click away."""
    # The note stands below the drawing already.
    words = (b for b in part["causes"].blocks if not (isinstance(b, Say) and b.kind == "note"))
    return markup(
        _drawn(differential_lists(advice)),
        more(gettext("How common each is, and what would settle it"), blocks_html(words)),
        more(part["evidence"].title, blocks_html(part["evidence"].blocks)),
    )


def _changes(advice: Advice, part: Mapping[str, Section]) -> Markup:
    words = blocks_html(part["changes"].blocks)
    return markup(_drawn(what_would_change(advice)), words, _below(part["questions"]))


def _plan(advice: Advice, part: Mapping[str, Section]) -> Markup:
    """The plan along time, what is held back, and what to watch for; with a red flag, care comes first."""
    title = gettext("What to do at home, after care: get care first") if advice.red_flag else part["plan"].title
    how = more(gettext("How to do it, and what the evidence says"), blocks_html(part["plan"].blocks))
    watch, held = _below(part["watch"]), _below(part["withheld"])
    plan = markup(element("h4", title), _drawn(plan_timeline(advice)), how)
    # What must not be missed stands first where home care waits.
    return markup(watch, held, plan) if advice.red_flag else markup(plan, held, watch)


def _below(section: Section, *blocks: Block) -> Markup:
    """A section under a heading of its own inside a tab."""
    said: Child = blocks_html(blocks or section.blocks)
    return element("section", element("h4", section.title), said, class_=f"bl-{section.id}")


def _drawn(picture: Picture) -> Markup:
    return picture_html(picture)
