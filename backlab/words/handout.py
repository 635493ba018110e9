"""An advice on one sheet of paper: who, when, what to do, why, what to watch for, and where it comes from.

It says the same words as the page, only fewer of them: no line of it is written here a second time.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from backlab.knowledge.findings import FINDINGS, QUANTITIES
from backlab.language import gettext, ngettext
from backlab.markup import Child, Markup, element, markup
from backlab.model import Disposition, Source
from backlab.presentation import UNKNOWN, Presentation
from backlab.reasoning.conclusion import Conclusion
from backlab.words.blocks import Block, Point, Say, Section
from backlab.words.causes import causes_in_brief
from backlab.words.phrases import labels_of

# What is held back and watched for is told with all its lines.
_IN_FULL = ("withheld", "watch")
# A mark that leads to a source: only what warns keeps its own on paper, the rest is told with sources on the page.
_CITED = re.compile(r" ?\[\d[^\]]*\]")


def handout(
    advice: Conclusion, sections: Sequence[Section], day: date, *, table: Child = None, where: Child = None
) -> Markup:
    """The sheet as HTML, for a page that prints it; ``sections`` are those of the advice.

    ``table`` is what there is to choose from, and ``where`` a picture of where it hurts. Where the sheet says
    ``<span class='bl-link'>``, a page that has an address writes it.
    """
    part = {section.id: section for section in sections}
    title, patient = gettext("A back spasm: what to do, and why"), gettext("Example patient")
    who = element("p", element("strong", patient, ":"), " ", described(advice.presentation))
    return markup(
        element("header", element("h2", title), element("p", day.isoformat(), class_="bl-day")),
        element("div", element("div", who, _level(part["level"])), where, class_="bl-sheet-top"),
        table,
        element("div", words := _parts(advice, part), class_="bl-sheet"),
        element("footer", _sources(words, sections), _link(advice.presentation)),
    )


def described(presentation: Presentation) -> str:
    """A patient in a few sentences: numbers, what is there, and how much was asked and is not."""
    return " ".join(_sentences(presentation))


def _sentences(patient: Presentation) -> Iterator[str]:
    yield _numbers(patient)
    if patient.weeks is not None:
        yield gettext("In week {number} of a pregnancy.").format(number=patient.weeks)
    if patient.days is not None:
        yield _since(patient.days)
    chosen = [FINDINGS[name] for name in (patient.sex, patient.onset, patient.mobility) if name != UNKNOWN]
    there = [*chosen, *(f for f in FINDINGS.values() if f.id in patient.present)]
    if there:
        yield gettext("Found: {findings}.").format(findings="; ".join(labels_of(there)))
    if patient.absent:
        answered_no = len(patient.absent)
        said = ngettext("{count} question was answered no.", "{count} questions were answered no.", answered_no)
        yield said.format(count=answered_no)


def _numbers(patient: Presentation) -> str:
    if patient.pain is None:
        return gettext("Age {age}; the pain was not asked.").format(age=patient.age)
    most = QUANTITIES["pain"].high
    return gettext("Age {age}, pain {pain} of {most}.").format(age=patient.age, pain=patient.pain, most=most)


def _since(days: int) -> str:
    if days == 0:
        return gettext("It began today.")
    return ngettext("It began {count} day ago.", "It began {count} days ago.", days).format(count=days)


def _level(level: Section) -> Markup:
    lead, *others = level.blocks
    steps = [element("li", block.text) for block in others if isinstance(block, Point)]
    notes = (element("p", block.text) for block in others if isinstance(block, Say))
    title = element("h3", lead.text if isinstance(lead, Say) else "")
    return element("section", title, element("ul", steps) if steps else None, notes, class_="bl-lead-box")


def _parts(advice: Conclusion, part: Mapping[str, Section]) -> Markup:
    """Why, what may be behind it where that has to be looked for, what to watch for, what to do, what is held back."""
    causes = Section("causes", part["causes"].title, tuple(causes_in_brief(advice)))
    return markup(
        _part(part["why"]),
        _part(causes) if advice.disposition >= Disposition.URGENT else None,
        _part(part["watch"]),
        _plan(part["plan"]),
        _part(part["withheld"]),
    )


def _part(section: Section) -> Markup:
    in_full = section.id in _IN_FULL
    return element("section", element("h3", section.title), (_paragraph(block, in_full) for block in section.blocks))


def _paragraph(block: Block, in_full: bool) -> Markup | None:
    """A paragraph for each block, a point's lines behind it where it is told in full."""
    match block:
        case Say(text):
            return element("p", text)
        case Point(text, lines, mark):
            more = "; ".join(line.rstrip(".") for line in lines) if in_full else ""
            return _item(mark, " ".join(filter(None, (text, more))))
    return None  # shares and the ladder are for the eye


def _plan(plan: Section) -> Markup:
    """The treatments by what becomes of them, each with how much and what to mind; when they belong says the page."""
    marked: dict[str, list[str]] = {}
    for block in plan.blocks:
        if isinstance(block, Point):
            told = " ".join((block.text, *(_CITED.sub("", line) for line in block.brief)))
            marked.setdefault(block.mark, []).append(told.rstrip("."))
    return element(
        "section", element("h3", plan.title), (_item(mark, "; ".join(each)) for mark, each in marked.items())
    )


def _item(mark: str, text: str) -> Markup:
    return element("p", (element("strong", mark, ":"), " ") if mark else None, text, class_="bl-item")


def _sources(words: str, sections: Sequence[Section]) -> Markup | None:
    """What the words of the sheet cite, under the numbers that the page has for it."""
    brackets = "; ".join(re.findall(r"\[(\d[^\]]*)\]", words))
    numbers = {int(number) for number in re.findall(r"\d+", brackets)}
    cited = sorted({each for section in sections for each in section.cites if each.number in numbers})
    told: dict[str, list[str]] = {}  # one paper may stand under several numbers
    for number, source in cited:
        told.setdefault(_source(source), []).append(str(number))
    listed = [(element("span", f"[{', '.join(numbered)}] {text}"), " ") for text, numbered in told.items()]
    return element("p", element("strong", gettext("Sources"), ":"), " ", listed) if listed else None


def _source(source: Source) -> str:
    checked = "" if source.verified else gettext("Not verified.")
    where = source.citation or gettext(source.fact)  # what no paper says is told as the fact itself
    # What has a citation is found by it; the page to which the sheet leads back has the links of all.
    link = "" if source.citation else source.link
    return " ".join(filter(None, (f"{_shortened(where)}.", link, checked)))


def _shortened(citation: str) -> str:
    """A paper by its first author, journal and year; whatever is told in one or two parts stays whole."""
    authors, *others = citation.rstrip(".").split(". ")
    first, *more = authors.split(", ")
    return ". ".join((f"{first} et al", others[-1])) if len(others) > 1 and more else citation.rstrip(".")


def _link(patient: Presentation) -> Markup:
    """How to come back: the page's address where there is one, and always the line of Python."""
    code = element("code", "advise(", _code(patient), ")")
    return element("p", gettext("To bring this back:"), " ", element("span", class_="bl-link"), " ", code)


def _code(patient: Presentation) -> str:
    """The patient as a line of Python, short where every question was answered."""
    return f"{replace(patient, absent=frozenset())!r}.none_other()" if patient.all_asked else repr(patient)
