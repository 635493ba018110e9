"""The clinic: judge example patients one after another, then see how well and how surely it was judged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import urlencode

from backlab.course.answers import Attempts
from backlab.course.ask import LEVELS
from backlab.course.clinic import Commitment
from backlab.course.clinic_cases import CLINIC
from backlab.course.clinic_words import feedback, score_sections
from backlab.course.report import clinic_score
from backlab.course.score import Score
from backlab.course.table import CLINIC_CASE
from backlab.drawing.picture import picture_html
from backlab.kit import page
from backlab.kit.contract import Field, Panel
from backlab.kit.fields import button, buttons, menu, radio, slider, text
from backlab.kit.lab import After, Answer, Html, panel, spoken, told
from backlab.knowledge.causes import CAUSES
from backlab.labs.keeping import AnswersLab, no_answer_any_more
from backlab.labs.opening import opener
from backlab.labs.panels import strong
from backlab.language import gettext, speaking
from backlab.markup import Markup, element, markup
from backlab.model import Disposition
from backlab.pictures.calibration import CERTAIN, GUESS, calibration
from backlab.pictures.people import triage_matrix
from backlab.words import Block, Point, Say
from backlab.words.html import blocks_html

# Neither a guess nor certain, so that everybody has to move it.
UNDECIDED = (GUESS + CERTAIN) // 2
PARTS = ("verdict", "why", "contrast", "sources")
CASES = tuple(CLINIC)
CASE = "clinic.case"  # in the address: a link leads to a patient


class ClinicLab(AnswersLab):
    """All patients of the clinic: commit to a level of care, a cause and how sure you are, then see why.

    ``given`` holds all attempts so far, by the patient's id; the first at each counts for the report.
    """

    look = "clinic"

    def __init__(self, *, language: str | None = None, after: After | None = None) -> None:
        self.given: dict[str, Attempts] = {}
        self._notice = ""
        self._drawn: tuple[object, str, tuple[Panel, ...], Html] = None, "", (), ""
        asked = page.asked().get(CASE, "")
        self._start = asked if asked in CLINIC else ""
        speaks = spoken(language)
        with speaking(speaks):
            super().__init__(
                _fields(),
                {"case": self._start or CASES[0], **_blank()},
                key="clinic",
                names=(gettext("Judge the patient"), gettext("What the rules say, and how you are doing")),
                language=speaks,
                owned=[CASE],
                keeps=CLINIC_CASE,
                after=opener(after),
            )

    @property
    def report(self) -> Score:
        """How it stands: the first answer to each patient counts, and what to come back to is judged by the last."""
        return clinic_score(self.given)

    def answer(self, values: Mapping[str, Any]) -> Answer:
        """The feedback on this patient, once there is an answer, and the report on all."""
        said, panels, sheet = self._panels(values["case"])
        around = told(html={"story": _story(values["case"]), "progress": _progress(len(self.given))})
        return Answer(panels, said=said, told=around, query=urlencode({CASE: values["case"]}), handout=sheet)

    def settle(self, name: str, old: Any, values: Mapping[str, Any]) -> dict[str, Any]:
        """Another patient comes with the answer that was given before, or none."""
        self._notice = ""
        if name != "case":
            return {}
        tries = self.given.get(values["case"])
        return _chosen(tries.given[-1]) if tries else _blank()

    def pressed(self, button: str) -> None:
        """Commit to what is chosen, or call the next patient."""
        if button == "commit":
            self._commit(keep=True)
        else:
            self.put(case=self._next())

    def commit(self, level: str, cause: str, confidence: int) -> str:
        """Answer for the patient who is shown, from code and without keeping it: what is said to it."""
        with speaking(self.lang):
            self.set(level=level, cause=cause, confidence=confidence)
            self._commit(keep=False)
            return self._notice or self.said

    def take_up(self, record: Mapping[str, Attempts]) -> None:
        """Take up the answers that were kept; what is no answer to a patient of today is left alone."""
        is_first = not self.given
        kept = {key.removeprefix(self.keeps): tries for key, tries in record.items()}
        for case, tries in kept.items():
            if case not in CLINIC:
                continue
            if all(map(_is_answer, tries.given)):
                self.given[case] = tries
            else:
                self.complain(no_answer_any_more())
        judged = is_first and self.values["case"] in self.given and not self._start
        self.put(case=self._next() if judged else self.values["case"])

    def _commit(self, *, keep: bool) -> None:
        values, case = self.values, self.values["case"]
        if not values["level"] or not values["cause"]:
            self._notice = gettext("Choose a level of care and a cause first; then say how sure you are.")
            self.refresh()
            return
        self._notice = ""
        level = Disposition[values["level"].upper()]
        given = Commitment(level, values["cause"], values["confidence"]).to_dict()
        before = self.given.get(case, Attempts(()))
        self.given[case] = self.keep(CLINIC_CASE + case, before, given) if keep else before.then(given)
        self.refresh()

    def _next(self) -> str:
        """The next patient who has not been judged; where all others have been, the next of all."""
        place = CASES.index(self.values["case"]) + 1
        others = [*CASES[place:], *CASES[: place - 1]]
        return next((case for case in others if case not in self.given), others[0])

    def _panels(self, case: str) -> tuple[str, tuple[Panel, ...], Html]:
        """What is said, all panels, the sheet; made anew when there is something new to say, not while one slides."""
        now = case, self._notice, dict(self.given)
        if self._drawn[0] != now:
            (said, panels), report = self._feedback(case), self.report
            self._drawn = now, said, (*panels, *_report(report)), _sheet(report)
        return self._drawn[1:]

    def _feedback(self, case: str) -> tuple[str, list[Panel]]:
        if self._notice or case not in self.given:
            said = element("p", self._notice) if self._notice else Markup()
            empty = [panel(part, gettext("Your answer"), "", folds=part == "sources") for part in PARTS[1:]]
            return self._notice, [panel(PARTS[0], gettext("Your answer"), said, folds=False), *empty]
        sections = feedback(CLINIC[case], Commitment.from_dict(self.given[case].given[-1]))
        return " ".join(_words_of(sections[0].blocks)), [
            panel(each.id, each.title, blocks_html(each.blocks), is_open=False, folds=each.id == "sources")
            for each in sections
        ]


def _fields() -> list[Field]:
    cases = [(name, f"{place}. {gettext(CLINIC[name].title)}") for place, name in enumerate(CASES, 1)]
    causes = sorted(((cause.id, gettext(cause.label)) for cause in CAUSES.values()), key=lambda choice: choice[1])
    sure = gettext("How sure are you of the level? {low} (a guess) to {high} (certain), in per cent")
    return [
        text("progress"),
        menu("case", gettext("Patient"), cases, anew=True),
        text("story"),
        radio("level", gettext("Level of care"), [(each.id, each.shown) for each in LEVELS], stacked=True),
        menu("cause", gettext("What would you look for first?"), [("", gettext("Choose a cause")), *causes]),
        slider("confidence", sure.format(low=GUESS, high=CERTAIN), GUESS, CERTAIN),
        buttons(
            "actions",
            [
                button("commit", gettext("Commit"), does="answer", leads_to="result"),
                button("next", gettext("Next patient"), leads_to="controls"),
            ],
        ),
    ]


def _blank() -> dict[str, Any]:
    return {"level": "", "cause": "", "confidence": UNDECIDED}


def _chosen(given: Mapping[str, Any]) -> dict[str, Any]:
    return {**given, "level": Disposition(given["level"]).name.lower()}


def _story(case: str) -> Markup:
    story, question = (gettext(words) for words in (CLINIC[case].story, CLINIC[case].teaches))
    return element("div", element("p", story), element("p", element("em", question)), class_="bl-story")


def _progress(answered: int) -> Markup:
    said = gettext("{answered} of {of} patients judged").format(answered=answered, of=len(CLINIC))
    return strong(said)


def _sheet(found: Score) -> Markup:
    """All patients on paper, each with room to answer; at the end how it stands, where some have been judged."""
    numbers = score_sections(found)[0]
    stands = (element("h3", numbers.title), blocks_html(numbers.blocks)) if found.answered else ()
    title = element("h2", gettext("Judge the patient"))
    return markup(title, element("ol", map(_on_paper, CLINIC), class_="bl-worksheet"), *stands)


def _on_paper(case: str) -> Markup:
    """A patient's story, the levels to tick, and two lines to write on."""
    levels = " ".join(f"☐ {each.shown}" for each in LEVELS)
    cause = element("p", gettext("What would you look for first?"), class_="bl-write")
    asked = gettext("How sure are you, from {low} to {high}?").format(low=GUESS, high=CERTAIN)
    lines = element("p", levels), cause, element("p", asked, class_="bl-write")
    return element("li", element("h3", gettext(CLINIC[case].title)), _story(case), *lines)


def _report(found: Score) -> list[Panel]:
    numbers, again, sources = score_sections(found)
    judged = bool(found.answered)
    matrix, bins = triage_matrix(found.counts), calibration(found.bins, found.brier)
    return [
        panel(numbers.id, numbers.title, blocks_html(numbers.blocks), folds=False),
        panel(again.id, again.title, blocks_html(again.blocks) if judged else "", folds=False),
        panel(matrix.id, matrix.title, picture_html(matrix) if judged else "", is_open=False),
        panel(bins.id, bins.title, picture_html(bins) if judged else "", is_open=False),
        panel("report-sources", sources.title, blocks_html(sources.blocks) if judged else "", is_open=False),
    ]


def _words_of(blocks: Iterable[Block]) -> Iterator[str]:
    """The words of some blocks, for those who hear the page."""
    for block in blocks:
        match block:
            case Say(text):
                yield text
            case Point(text, lines, mark):
                yield from filter(None, (mark, text, *lines))


def _is_answer(given: Any) -> bool:
    try:
        return bool(Commitment.from_dict(given))
    except ValueError:
        return False
