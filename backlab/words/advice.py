"""The whole of an ``Advice`` in words: its sections in the order in which they are read."""

from collections.abc import Iterable, Iterator

from backlab.advice import Advice
from backlab.language import gettext
from backlab.model import Disposition, Source
from backlab.words.blocks import Block, Point, Rung, Say, Section
from backlab.words.causes import causes_blocks, evidence_blocks
from backlab.words.citing import Citer, source_points
from backlab.words.plan import plan_blocks, plan_title, withheld_blocks
from backlab.words.reasons import changes_blocks, not_higher_blocks, questions_blocks, reasons_blocks, watch_blocks


def sections(advice: Advice) -> tuple[Section, ...]:
    """The advice in the order in which it is read: what to do first, its sources last."""
    cite = Citer()
    body = _body(advice, cite)
    return (*body, Section("sources", gettext("Sources"), tuple(_sources(cite.cited))))


def cited(advice: Advice) -> tuple[Source, ...]:
    """Every source that the advice names, in the order of their numbers."""
    cite = Citer()
    _body(advice, cite)
    return cite.cited


def _body(advice: Advice, cite: Citer) -> tuple[Section, ...]:
    return (
        _level(advice),
        Section("why", gettext("Why"), tuple(reasons_blocks(advice, cite))),
        Section("not-higher", gettext("Why not more urgent?"), tuple(not_higher_blocks(advice))),
        Section("plan", plan_title(advice.lens), tuple(plan_blocks(advice, cite))),
        Section("withheld", gettext("Held back, and why"), tuple(withheld_blocks(advice, cite))),
        Section("causes", gettext("What may be behind it"), tuple(causes_blocks(advice))),
        Section("evidence", gettext("The evidence for each cause"), tuple(evidence_blocks(advice, cite))),
        Section("changes", gettext("What would change this advice"), tuple(changes_blocks(advice))),
        Section("questions", gettext("Questions worth asking"), tuple(questions_blocks(advice))),
        Section("watch", gettext("What to watch for"), tuple(watch_blocks(advice))),
    )


def _level(advice: Advice) -> Section:
    now, most = advice.disposition, advice.could_reach
    care = [step for line in advice.plan.recommendations if line.treatment.care for step in line.treatment.how]
    lead = gettext("{level} so far: {meaning}.") if most > now else gettext("{level}: {meaning}.")
    blocks: list[Block] = [Say(lead.format(level=gettext(now.label), meaning=gettext(now.meaning)), "lead")]
    blocks.extend(Point(gettext(step)) for step in care)
    if most > now:
        could = gettext("Not all has been asked: the answers could raise this as far as {level}.")
        blocks.append(Say(could.format(level=gettext(most.label)), "open"))
    blocks.extend(Rung(level, level is now, now < level <= most) for level in reversed(Disposition))
    blocks.append(
        Say(gettext("Education on an example patient, never a diagnosis. No clinician has reviewed it."), "note")
    )
    return Section("level", gettext("Level of care"), tuple(blocks))


def _sources(cited: Iterable[Source]) -> Iterator[Block]:
    intervals = gettext("Ranges in brackets after a figure are 95% confidence intervals unless they say otherwise.")
    yield Say(intervals, "note")
    yield from source_points(cited)
