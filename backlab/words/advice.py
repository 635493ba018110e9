"""The whole of an ``Advice`` in words: its sections in the order in which they are read."""

from collections.abc import Iterable, Iterator

from backlab.language import gettext
from backlab.model import Disposition, Source
from backlab.reasoning.conclusion import Conclusion
from backlab.words.blocks import Block, Point, Rung, Say, Section
from backlab.words.causes import causes_blocks, evidence_blocks
from backlab.words.citing import Citer, source_points
from backlab.words.plan import plan_blocks, plan_title, withheld_blocks
from backlab.words.reasons import changes_blocks, not_higher_blocks, questions_blocks, reasons_blocks, watch_blocks
from backlab.words.reviewed import education


def sections(advice: Conclusion) -> tuple[Section, ...]:
    """The advice in the order in which it is read: what to do first, its sources last."""
    cite = Citer()
    body = _body(advice, cite)
    return (*body, Section("sources", gettext("Sources"), tuple(_sources(cite.cited))))


def cited(advice: Conclusion) -> tuple[Source, ...]:
    """Every source that the advice names, in the order of their numbers."""
    cite = Citer()
    _body(advice, cite)
    return cite.cited


def _body(advice: Conclusion, cite: Citer) -> tuple[Section, ...]:
    def section(id: str, title: str, blocks: Iterable[Block]) -> Section:
        return Section(id, title, tuple(blocks), cite.since())  # only once they are written is known what they cite

    return (
        section("level", gettext("Level of care"), _level(advice)),
        section("why", gettext("Why"), reasons_blocks(advice, cite)),
        section("not-higher", gettext("Why not more urgent?"), not_higher_blocks(advice)),
        section("plan", plan_title(advice.lens), plan_blocks(advice, cite)),
        section("withheld", gettext("Held back, and why"), withheld_blocks(advice, cite)),
        section("causes", gettext("What may be behind it"), causes_blocks(advice, cite)),
        section("evidence", gettext("The evidence for each cause"), evidence_blocks(advice, cite)),
        section("changes", gettext("What would change this advice"), changes_blocks(advice)),
        section("questions", gettext("Questions worth asking"), questions_blocks(advice)),
        section("watch", gettext("What to watch for"), watch_blocks(advice)),
    )


def _level(advice: Conclusion) -> Iterator[Block]:
    now, most = advice.disposition, advice.could_reach
    lead = gettext("{level} so far: {meaning}.") if most > now else gettext("{level}: {meaning}.")
    yield Say(lead.format(level=gettext(now.label), meaning=gettext(now.meaning)), "lead")
    care = (line.treatment for line in advice.plan.recommendations if line.treatment.care)
    yield from (Point(gettext(step)) for treatment in care for step in treatment.how)
    if most > now:
        could = gettext("Not all has been asked: the answers could raise this as far as {level}.")
        yield Say(could.format(level=gettext(most.label)), "open")
    yield from (Rung(level, level is now, now < level <= most) for level in reversed(Disposition))
    yield Say(education(), "note")


def _sources(cited: Iterable[Source]) -> Iterator[Block]:
    intervals = gettext("Ranges in brackets after a figure are 95% confidence intervals unless they say otherwise.")
    yield Say(intervals, "note")
    yield from source_points(cited)
