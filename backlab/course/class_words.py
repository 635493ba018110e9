"""What a class's report says: a few lines for the terminal, and a page that can be read and printed.

The page is one file that asks for nothing else: the palette and its few rules stand in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from hashlib import sha256
from pathlib import Path

from backlab.course.class_report import Common, Help, Judged, Lesson, Question, Together
from backlab.course.grade import Skipped
from backlab.course.report import title
from backlab.language import gettext, language, ngettext
from backlab.markup import Child, Markup, element, markup

SHOWN = 5  # questions in the terminal
MOST_NAMED = 10  # students there
# The name under which a page holds the fingerprints of what was written with it.
MARK = "backlab-wrote"
_LOOKS = (Path(__file__).parents[1] / "kit" / "tokens.css", Path(__file__).with_name("class_page.css"))


def lines(found: Together) -> Iterator[str]:
    """What to teach again, who needs help, and which files to look at, for a terminal."""
    yield from _listed(gettext("What to teach again"), _again_lines(found.again))
    patients = (f"{each.title}: {_judged(each)}" for each in found.misjudged[:SHOWN])
    yield from _listed(gettext("Patients to talk about"), patients)
    yield from _listed(gettext("Who needs help"), _help_lines(found.help))
    yield from _listed(gettext("Files to look at"), found.alike)


def _again_lines(questions: Sequence[Question]) -> Iterator[str]:
    for question in questions[:SHOWN]:
        yield f"{question.called}: {_right(question)}"
        if question.common:
            yield f"  {_commonly(question.common, question.answered - question.first)}"
            yield from (f"  {each}" for each in (question.common.mistakes,) if each)
    if len(questions) > SHOWN:
        yield _more(len(questions) - SHOWN)
    if not questions:
        yield _nothing_again()


def _help_lines(found: Sequence[Help]) -> Iterator[str]:
    yield from (f"{each.name}: {'; '.join(each.why)}" for each in found[:MOST_NAMED])
    if len(found) > MOST_NAMED:
        yield gettext("and {count} more, in the report").format(count=len(found) - MOST_NAMED)


def _listed(heading: str, said: Iterable[str]) -> Iterator[str]:
    said = [*said]
    if said:
        yield heading
        yield from (f"  {each}" for each in said)


def _more(count: int) -> str:
    more = ngettext("and {count} more question, in the report", "and {count} more questions, in the report", count)
    return more.format(count=count)


def _nothing_again() -> str:
    return gettext("Nothing: two of three or more had each question right at first.")


def _right(question: Question) -> str:
    return gettext("{first} of {answered} right at first").format(first=question.first, answered=question.answered)


def _judged(patient: Judged) -> str:
    said = gettext("{right} of {judged} at the right level, {under} too low, {over} too high")
    return said.format(right=patient.right, judged=patient.judged, under=patient.under, over=patient.over)


def _commonly(common: Common, wrong: int) -> str:
    said = gettext("Commonest mistake ({count} of {wrong}): {said}")
    return said.format(count=common.many, wrong=wrong, said=common.said)


def page(found: Together, skipped: Sequence[Skipped], day: date, wrote: Iterable[str]) -> str:
    """The report as one page of HTML; ``wrote`` are the texts of the tables beside it."""
    heading = gettext("What the class has understood")
    main = element(
        "main",
        element("h1", heading),
        element("p", _about(found), class_="lead"),
        element("p", gettext("It holds names: keep it as you keep grades."), class_="note"),
        _again(found),
        _names(gettext("Patients to talk about"), map(_patient, found.misjudged)),
        _lessons(found.lessons),
        _help(found.help),
        _names(gettext("Files to look at"), found.alike, _no_blame()),
        _names(gettext("Not graded"), (f"{each.file}: {each.why}" for each in skipped)),
        element("footer", element("p", gettext("Made by backlab on {day}.").format(day=day.isoformat()))),
    )
    shown = element("body", main)
    marks = [fingerprint(text) for text in (*wrote, f"{shown}</html>\n")]
    html = element("html", _head(heading, marks), shown, lang=language(), data_theme="system")
    return f"<!doctype html>\n{html}\n"


def fingerprint(text: str) -> str:
    """What tells a text from any other; of a page, what follows its head counts."""
    return sha256((text.partition("</head>")[2] or text).encode()).hexdigest()[:16]


def _head(heading: str, marks: Iterable[str]) -> Markup:
    looks = Markup("".join(path.read_text("utf-8") for path in _LOOKS))
    return element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="color-scheme", content="light dark"),
        element("meta", name=MARK, content=" ".join(marks)),
        Markup("<link rel='icon' href='data:,'>"),
        element("title", heading),
        element("style", looks),
    )


def _about(found: Together) -> str:
    count = len(found.students)
    said = ngettext("{count} file of answers was graded.", "{count} files of answers were graded.", count)
    return said.format(count=count)


def _again(found: Together) -> Markup:
    about = gettext("Questions that fewer than two of three had right at first, the hardest first.")
    shown = map(_question, found.again) if found.again else [element("p", _nothing_again())]
    return _section(gettext("What to teach again"), element("p", about, class_="note"), shown)


def _question(question: Question) -> Markup:
    wrong = question.answered - question.first
    return element(
        "article",
        element("h3", question.called),
        element("p", question.prompt, class_="prompt"),
        element("p", _bar(question.first, question.answered), " ", _right(question), class_="count"),
        [
            element("p", element("strong", _commonly(question.common, wrong))),
            element("p", question.common.mistakes) if question.common.mistakes else "",
        ]
        if question.common
        else "",
    )


def _bar(part: int, whole: int) -> Markup:
    """How large a part is, as a bar; the words beside it say the same."""
    return Markup(f"<span class='bar' aria-hidden='true'><span style='width:{100 * part / whole:.0f}%'></span></span>")


def _lessons(lessons: Iterable[Lesson]) -> Markup:
    heads = (
        gettext("Lesson"),
        gettext("Students"),
        gettext("Answers"),
        gettext("Right at first"),
        gettext("Right in the end"),
    )
    rows = (_row(each) for each in lessons)
    table = element("table", element("thead", _heads(heads)), element("tbody", rows))
    return _section(gettext("Each lesson"), table)


def _heads(heads: Iterable[str]) -> Markup:
    return element("tr", (element("th", each, scope="col") for each in heads))


def _row(lesson: Lesson) -> Markup:
    first, last = (
        element("td", _bar(part, lesson.answers), " ", f"{100 * part / lesson.answers:.0f}%")
        for part in (lesson.first, lesson.last)
    )
    counts = (element("td", str(each)) for each in (lesson.students, lesson.answers))
    return element("tr", element("th", title(lesson.lesson), scope="row"), counts, first, last)


def _help(help: Iterable[Help]) -> Markup:
    said = (markup(element("strong", each.name), ": ", "; ".join(each.why)) for each in help)
    nobody = gettext("Nobody stands out.")
    found = [element("li", each) for each in said]
    return _section(gettext("Who needs help"), element("ul", found) if found else element("p", nobody))


def _patient(patient: Judged) -> Markup:
    return markup(element("strong", patient.title), ": ", _judged(patient))


def _names(heading: str, names: Iterable[str], note: str = "") -> Child:
    found = [element("li", each) for each in names]
    return _section(heading, element("ul", found), element("p", note, class_="note") if note else "") if found else ""


def _no_blame() -> str:
    return gettext("It may be one file handed in twice, or two who worked together: ask before you conclude.")


def _section(heading: str, *inside: Child) -> Markup:
    return element("section", element("h2", heading), *inside)
