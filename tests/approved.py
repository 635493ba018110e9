"""What the approved texts are made of: the one place from which the tests of words take the package's own names.

``python tests/approve.py`` rewrites the approved files; nothing else does.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from difflib import unified_diff
from functools import partial
from html import unescape
from itertools import chain
from pathlib import Path
from types import ModuleType
from typing import Any
from unittest.mock import patch

from approved_choice import CHOICE, choice_texts
from approved_course import course_texts, tag_by_tag

from backlab import CASES, RULES, Advice, Lens, Presentation, advise
from backlab.course.answers import VERSION, Attempts, from_text, to_text
from backlab.course.answers import text_of as read_answers
from backlab.course.clinic import accepted_causes, decisive, level
from backlab.course.clinic_cases import CLINIC
from backlab.course.exercise import judge
from backlab.course.report import report
from backlab.course.table import EXERCISES
from backlab.knowledge import assumptions, causes, figures, findings, places, requirements, rules, treatments
from backlab.knowledge.article import STATEMENTS
from backlab.knowledge.assumptions import Simulated
from backlab.knowledge.causes import Measured
from backlab.language import speaking
from backlab.model import EVIDENCE_READ, Finding
from backlab.words.handout import handout

GOLDENS = Path(__file__).parent / "goldens"
ADVICE = "advice"
# What is written by the command; the right answers and the kept answers beside these are written by hand.
WRITTEN = (ADVICE, CHOICE, "course", "html", "knowledge", "seldom")
DAY = date(2026, 1, 1)
# English through both lenses; in Spanish, today's is enough to see each changed word.
SETS: Mapping[str, tuple[str, ...]] = {"en": tuple(lens.value for lens in Lens), "es": (Lens.TODAY.value,)}
_BLOCK = re.compile(r"</(?:p|li|h\d|summary|td|th|div|section|header|footer|ul|ol)>|<(?:ul|ol|br)[^>]*>")
# What hardly anybody has, each for the sentences that nobody else is told.
SELDOM: Mapping[str, Presentation] = {
    "old-signs": Presentation(
        age=50, pain=4, days=100, present={"saddle_numbness_known", "leg_weakness_unseen"}
    ).none_other(),
    "minor-fall": Presentation(age=71, pain=None, days=0, absent={"cancer_history"}, present={"minor_fall"}),
    "two-cautions": Presentation(age=62, pain=5, days=1, onset="lifting", present={"ssri"}).none_other(),
    "pregnant": Presentation(age=30, pain=3, days=1, weeks=24, absent={"fever"}, present={"pregnant"}),
    "aches-as-ever": Presentation(
        age=40,
        pain=4,
        days=400,
        absent={"getting_worse", "new_kind_of_pain", "no_better_resting", "not_healing"},
        present={"cancer_history"},
    ),
}
# Of whom hardly anything was asked.
HARDLY_ASKED = Presentation(age=34, pain=6, days=1, onset="lifting")
# Of 62 with a bad stomach, who was asked about everything.
STOMACH = Presentation(age=62, pain=5, days=1, onset="lifting", mobility="still_moving", present={"ulcer"}).none_other()
Maker = Callable[[], str]


class ThatDay(date):
    """A calendar that stands still where the evidence was read, so that no approved text changes by growing old."""

    @classmethod
    def today(cls) -> ThatDay:
        """The day on which the evidence was read."""
        return cls(EVIDENCE_READ.year, EVIDENCE_READ.month, EVIDENCE_READ.day)


KNOWN: Mapping[ModuleType, tuple[str, ...]] = {
    assumptions: ("SIMULATED", "USUAL"),
    causes: ("CAUSES", "MEASURED"),
    figures: (
        "COURSES",
        "EFFECTS",
        "REST",
        "WORK_MISSED",
        "WARMTH",
        "RECURRENCES",
        "PREVENTIONS",
        "TIMELINES",
        "WEEKS_TO_RECOVER",
        "DISCS_SHRUNK",
    ),
    findings: ("FINDINGS", "TO_WATCH", "TICKED"),
    places: ("PLACES", "NERVE_ROOTS"),
    requirements: ("REQUIREMENTS",),
    rules: ("RULES",),
    treatments: ("TREATMENTS",),
}


def example(case: str, lens: str = Lens.TODAY.value) -> Advice:
    """The advice for one of the example patients."""
    return advise(CASES[case].presentation, lens)


def approved_texts() -> dict[str, Maker]:
    """Each approved file by its name below ``GOLDENS``, and what makes its text anew."""
    made = chain(_advice(), choice_texts(), course_texts(), _html(), _by_the_article(), _seldom(), _knowledge())
    return {name: partial(_that_day, make) for name, make in made}


def _that_day(make: Maker) -> str:
    with patch("backlab.words.citing.date", ThatDay):
        return make()


def _advice() -> Iterator[tuple[str, Maker]]:
    """The whole advice as a terminal shows it."""
    for language, lenses in SETS.items():
        for case in CASES:
            for lens in lenses:
                yield f"{ADVICE}/{language}/{case}.{lens}.txt", partial(_spoken, language, case, lens)


def _spoken(language: str, case: str, lens: str) -> str:
    with speaking(language):
        return f"{example(case, lens)}\n"


def _html() -> Iterator[tuple[str, Maker]]:
    """A notebook's and a sheet's HTML tag by tag, and a result as JSON, of a few patients."""
    few = {case: CASES[case].presentation for case in ("lifting", "saddle", "herniated-disc", "tumour")}
    for name, patient in {**few, "hardly-asked": HARDLY_ASKED, "stomach": STOMACH}.items():
        yield f"html/{name}.html", partial(_tags, lambda advice: advice._repr_html_(), patient)
        yield f"html/{name}.sheet.html", partial(_tags, lambda advice: handout(advice, advice.sections(), DAY), patient)
        yield f"html/{name}.json", lambda patient=patient: f"{advise(patient).to_json()}\n"


def _by_the_article() -> Iterator[tuple[str, Maker]]:
    """A notebook's HTML through the other lens: in text, titles are in capitals."""
    yield "html/lifting.article.html", lambda: tag_by_tag(example("lifting", Lens.ARTICLE.value)._repr_html_())


def _seldom() -> Iterator[tuple[str, Maker]]:
    """Text and sheet of patients to whom something is said that hardly anybody is told."""
    for name, patient in SELDOM.items():
        yield f"seldom/{name}.txt", lambda patient=patient: f"{advise(patient)}\n"
        yield (
            f"seldom/{name}.sheet.html",
            partial(_tags, lambda advice: handout(advice, advice.sections(), DAY), patient),
        )


def _knowledge() -> Iterator[tuple[str, Maker]]:
    """The tables of what is known, a row each, as the code has them once it has made them."""
    for module, names in KNOWN.items():
        yield f"knowledge/{module.__name__.rpartition('.')[2]}.txt", partial(_rows, module, names)


def _rows(module: ModuleType, names: Iterable[str]) -> str:
    return "".join(f"##### {name}\n{_table(getattr(module, name))}" for name in names)


def _table(found: Any) -> str:
    rows = [f"{key}: {_row(each)}" for key, each in found.items()] if isinstance(found, Mapping) else map(repr, found)
    return "".join("{}\n".format(row.replace("), ", "),\n    ")) for row in rows)


def _row(value: Any) -> str:
    """One thing with all that is said of it; of a cause that stands elsewhere its name is enough."""
    if isinstance(value, Finding):
        said = ("label", "term", "topic", "sources", "parent", "instead_of")
        return f"Finding({', '.join(f'{name}={getattr(value, name)!r}' for name in said)})"
    if isinstance(value, Measured | Simulated):
        return repr(value).replace(repr(value.cause), value.cause.id)
    return repr(value)


def _tags(make: Callable[[Advice], str], patient: Presentation) -> str:
    return tag_by_tag(make(advise(patient)))


def difference(path: Path, now: str) -> str:
    """What has changed against an approved file, as a unified diff; nothing where it is the same."""
    before = path.read_text("utf-8") if path.is_file() else ""
    lines = unified_diff(before.splitlines(), now.splitlines(), str(path.name), "now", lineterm="", n=2)
    return "\n".join(lines)


def text_of(advice: Advice) -> str:
    """The advice as text, its lines joined."""
    return squeezed(str(advice))


def html_of(advice: Advice) -> str:
    """The advice as a notebook shows it, without tags."""
    return read(advice._repr_html_())


def handout_of(advice: Advice) -> str:
    """The printed sheet, without tags."""
    return read(handout(advice, advice.sections(), DAY))


def lab_of(case: str) -> dict[str, str]:
    """What each panel of the main lab says of an example patient, by the panel's id."""
    from backlab.widgets import TreatmentLab  # only where labs are tested: it needs the notebook's tools

    lab = TreatmentLab(case)
    return {name: read(lab.read(name)) for name in lab.panels}


def read(html: str) -> str:
    """What a person reads in HTML: tags gone, one space between words."""
    return squeezed(unescape(re.sub(r"<[^>]+>", "", _BLOCK.sub(" ", html))))


def squeezed(text: str) -> str:
    """The text with one space wherever there is any."""
    return " ".join(text.split())


# What the tests take from here, beside the functions above.
__all__ = [
    "ADVICE",
    "CASES",
    "CLINIC",
    "EXERCISES",
    "GOLDENS",
    "HARDLY_ASKED",
    "RULES",
    "SETS",
    "STATEMENTS",
    "VERSION",
    "WRITTEN",
    "Advice",
    "Attempts",
    "Lens",
    "Presentation",
    "accepted_causes",
    "advise",
    "approved_texts",
    "decisive",
    "difference",
    "example",
    "from_text",
    "handout_of",
    "html_of",
    "judge",
    "lab_of",
    "level",
    "read",
    "read_answers",
    "report",
    "speaking",
    "squeezed",
    "text_of",
    "to_text",
]
