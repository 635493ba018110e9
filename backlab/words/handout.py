"""An advice on one sheet of paper: who, when, what to do, why, what to watch for, and where it comes from.

It says the same words as the page, only fewer of them: no line of it is written here a second time.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from backlab.advice import Advice
from backlab.knowledge.findings import FINDINGS, QUANTITIES
from backlab.language import gettext, ngettext
from backlab.markup import escape
from backlab.model import Finding, Source
from backlab.presentation import UNKNOWN, Presentation
from backlab.words.blocks import Block, Point, Say, Section

_CITED = re.compile(r"\[([^\]]*\d[^\]]*)\]")


def handout(advice: Advice, sections: Sequence[Section], day: date) -> str:
    """The sheet as HTML, for a page that prints it; ``sections`` are those of the advice.

    Where it says ``<span class='bl-link'>``, a page that has an address writes it.
    """
    part = {section.id: section for section in sections}
    body = "".join(_parts(part))
    return (
        f"<header><h2>{escape(gettext('A back spasm: what to do, and why'))}</h2>"
        f"<p class='bl-day'>{day.isoformat()}</p></header>"
        f"<p><strong>{escape(gettext('Example patient'))}:</strong> {escape(described(advice.presentation))}</p>"
        f"{_level(part['level'])}<div class='bl-sheet'>{body}</div>"
        f"<footer>{_sources(_cited_in(body), advice.sources)}{_link(advice)}</footer>"
    )


def described(presentation: Presentation) -> str:
    """A patient in a few sentences: numbers, what is there, and how much was asked and is not."""
    return " ".join(_sentences(presentation))


def _sentences(patient: Presentation) -> Iterator[str]:
    yield gettext("Age {age}, pain {pain} of {most}.").format(
        age=patient.age, pain=patient.pain, most=QUANTITIES["pain"].high
    )
    if patient.days is not None:
        yield _since(patient.days)
    chosen = [FINDINGS[name] for name in (patient.onset, patient.mobility) if name != UNKNOWN]
    there = [*chosen, *(f for f in FINDINGS.values() if f.id in patient.present)]
    if there:
        yield gettext("Found: {findings}.").format(findings=_listed(there))
    if patient.absent:
        answered_no = len(patient.absent)
        said = ngettext("{count} question was answered no.", "{count} questions were answered no.", answered_no)
        yield said.format(count=answered_no)


def _since(days: int) -> str:
    if days == 0:
        return gettext("It began today.")
    return ngettext("It began {count} day ago.", "It began {count} days ago.", days).format(count=days)


def _listed(findings: Iterable[Finding]) -> str:
    return "; ".join(gettext(finding.label) for finding in findings)


def _level(level: Section) -> str:
    lead, *others = level.blocks
    steps = "".join(f"<li>{escape(block.text)}</li>" for block in others if isinstance(block, Point))
    notes = "".join(f"<p>{escape(block.text)}</p>" for block in others if isinstance(block, Say))
    said = escape(lead.text) if isinstance(lead, Say) else ""
    return f"<section class='bl-lead-box'><h3>{said}</h3>{f'<ul>{steps}</ul>' if steps else ''}{notes}</section>"


def _parts(part: Mapping[str, Section]) -> Iterator[str]:
    for name, lines in (("why", 0), ("plan", 0), ("withheld", 40), ("watch", 40)):
        section = part[name]
        yield f"<section><h3>{escape(section.title)}</h3>{''.join(_brief(section.blocks, lines))}</section>"


def _brief(blocks: Iterable[Block], lines: int) -> Iterator[str]:
    """Each point in one paragraph, with at most so many of the lines below it."""
    for block in blocks:
        if isinstance(block, Say):
            said = escape(block.text)
            yield f"<p><strong>{said}</strong></p>" if block.kind == "stage" else f"<p>{said}</p>"
        if isinstance(block, Point):
            mark = f"<strong>{escape(block.mark)}:</strong> " if block.mark else ""
            more = "; ".join(line.rstrip(".") for line in block.lines[:lines])
            yield f"<p class='bl-item'>{mark}{escape(' '.join(filter(None, (block.text, more))))}</p>"


def _cited_in(html: str) -> list[int]:
    """The numbers of the sources that the words cite, in their order."""
    numbers = (int(number) for found in _CITED.findall(html) for number in re.findall(r"\d+", found))
    return list(dict.fromkeys(numbers))


def _sources(numbers: Iterable[int], sources: Sequence[Source]) -> str:
    items = "".join(f"<li value='{n}'>{_source(sources[n - 1])}</li>" for n in sorted(numbers) if n <= len(sources))
    return f"<h3>{escape(gettext('Sources'))}</h3><ol>{items}</ol>" if items else ""


def _source(source: Source) -> str:
    checked = "" if source.verified else gettext("Not verified.")
    where = source.citation or gettext(source.fact)  # what no paper says is told as the fact itself
    return escape(" ".join(filter(None, (f"{where.rstrip('.')}.", source.link, checked))))


def _link(advice: Advice) -> str:
    """How to come back: the page's address where there is one, and always the line of Python."""
    words = escape(gettext("To bring this back:"))
    return f"<p>{words} <span class='bl-link'></span> <code>advise({escape(_code(advice.presentation))})</code></p>"


def _code(patient: Presentation) -> str:
    """The patient as a line of Python, short where every question was answered."""
    return f"{replace(patient, absent=frozenset())!r}.none_other()" if patient.all_asked else repr(patient)
