"""The clinic: judge example patients one after another, then see how well and how surely it was judged."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape
from typing import Any
from urllib.parse import urlencode

from traitlets import traitlets as t

from backlab.course.answers import Attempts
from backlab.course.ask import LEVELS
from backlab.course.clinic import Commitment
from backlab.course.clinic_cases import CLINIC
from backlab.course.clinic_words import feedback, score_sections
from backlab.course.report import clinic_score
from backlab.course.score import Score
from backlab.course.table import CLINIC_CASE
from backlab.drawing.picture import picture_html
from backlab.kit import address
from backlab.kit.fields import Field, buttons, menu, radio, slider, text
from backlab.kit.keeping import KeepingLab, no_answer_any_more
from backlab.kit.lab import Answer, Opener, Panel, spoken
from backlab.knowledge.causes import CAUSES
from backlab.language import gettext, speaking
from backlab.markup import escape
from backlab.model import Disposition
from backlab.pictures.calibration import CERTAIN, GUESS, calibration
from backlab.pictures.people import triage_matrix
from backlab.words.html import blocks_html

# Neither a guess nor certain, so that everybody has to move it.
UNDECIDED = (GUESS + CERTAIN) // 2
PARTS = ("verdict", "why", "contrast", "sources")
CASES = tuple(CLINIC)
CASE = "clinic.case"  # in the address: a link leads to a patient


class ClinicLab(KeepingLab):
    """All patients of the clinic: commit to a level of care, a cause and how sure you are, then see why.

    ``given`` holds all attempts so far, by the patient's id; the first at each counts for the report.
    """

    look = t.Unicode("clinic").tag(sync=True)

    def __init__(self, *, language: str | None = None, after: Opener | None = None) -> None:
        self.given: dict[str, Attempts] = {}
        self._notice = ""
        self._drawn: tuple[object, tuple[Panel, ...]] = None, ()
        asked = address.asked().get(CASE, "")
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
                after=after,
            )
            self.start_keeping(CLINIC_CASE)

    @property
    def report(self) -> Score:
        """How it stands: the first answer to each patient counts, and what to come back to is judged by the last."""
        return clinic_score(self.given)

    def answer(self, values: Mapping[str, Any]) -> Answer:
        """The feedback on this patient, once there is an answer, and the report on all."""
        panels = self._panels(values["case"])
        told = {"story": _story(values["case"]), "progress": _progress(len(self.given))}
        query = urlencode({CASE: values["case"]})
        return Answer(panels, said=_plain(panels[0].html), told=told, query=query)

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
            self.set(case=self._next())

    def commit(self, level: str, cause: str, confidence: int) -> str:
        """Answer for the patient who is shown, from code and without keeping it: what is said to it."""
        with speaking(self.lang):
            self.set(level=level, cause=cause, confidence=confidence)
            self._commit(keep=False)
            return self._notice or self.said

    def remembered(self, record: Mapping[str, Attempts]) -> None:
        """Take up the answers that were kept; what is no answer to a patient of today is left alone."""
        kept = {key.removeprefix(self.keeps): tries for key, tries in record.items()}
        for case, tries in kept.items():
            if case not in CLINIC:
                continue
            if all(map(_is_answer, tries.given)):
                self.given[case] = tries
            else:
                self.kept_problem = no_answer_any_more()
        judged = self.values["case"] in self.given and not self._start
        self.set(case=self._next() if judged else self.values["case"])

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

    def _panels(self, case: str) -> tuple[Panel, ...]:
        """All panels; made anew when there is something new to say, and not for each step of a slider."""
        now = case, self._notice, dict(self.given)
        if self._drawn[0] != now:
            self._drawn = now, (*self._feedback(case), *_report(self.report))
        return self._drawn[1]

    def _feedback(self, case: str) -> list[Panel]:
        if self._notice or case not in self.given:
            said = f"<p>{escape(self._notice)}</p>" if self._notice else ""
            empty = [Panel(part, gettext("Your answer"), "", folds=part == "sources") for part in PARTS[1:]]
            return [Panel(PARTS[0], gettext("Your answer"), said, folds=False), *empty]
        sections = feedback(CLINIC[case], Commitment.from_dict(self.given[case].given[-1]))
        return [
            Panel(each.id, each.title, blocks_html(each.blocks), is_open=False, folds=each.id == "sources")
            for each in sections
        ]


def _fields() -> list[Field]:
    cases = [(name, f"{place}. {gettext(CLINIC[name].title)}") for place, name in enumerate(CASES, 1)]
    causes = sorted(((cause.id, gettext(cause.label)) for cause in CAUSES.values()), key=lambda choice: choice[1])
    sure = gettext("How sure are you of the level? {low} (a guess) to {high} (certain), in per cent")
    return [
        text("progress"),
        menu("case", gettext("Patient"), cases),
        text("story"),
        radio("level", gettext("Level of care"), [(each.id, each.shown) for each in LEVELS], stacked=True),
        menu("cause", gettext("What would you look for first?"), [("", gettext("Choose a cause")), *causes]),
        slider("confidence", sure.format(low=GUESS, high=CERTAIN), GUESS, CERTAIN),
        buttons("actions", [("commit", gettext("Commit")), ("next", gettext("Next patient"))]),
    ]


def _blank() -> dict[str, Any]:
    return {"level": "", "cause": "", "confidence": UNDECIDED}


def _chosen(given: Mapping[str, Any]) -> dict[str, Any]:
    return {**given, "level": Disposition(given["level"]).name.lower()}


def _story(case: str) -> str:
    story, question = (escape(gettext(words)) for words in (CLINIC[case].story, CLINIC[case].teaches))
    return f"<div class='bl-story'><p>{story}</p><p><em>{question}</em></p></div>"


def _progress(answered: int) -> str:
    said = gettext("{answered} of {of} patients judged").format(answered=answered, of=len(CLINIC))
    return f"<p><strong>{escape(said)}</strong></p>"


def _report(found: Score) -> list[Panel]:
    numbers, again, sources = score_sections(found)
    judged = bool(found.answered)
    matrix, bins = triage_matrix(found.counts), calibration(found.bins, found.brier)
    return [
        Panel(numbers.id, numbers.title, blocks_html(numbers.blocks), folds=False),
        Panel(again.id, again.title, blocks_html(again.blocks) if judged else "", folds=False),
        Panel(matrix.id, matrix.title, picture_html(matrix) if judged else "", is_open=False),
        Panel(bins.id, bins.title, picture_html(bins) if judged else "", is_open=False),
        Panel("report-sources", sources.title, blocks_html(sources.blocks) if judged else "", is_open=False),
    ]


def _is_answer(given: Any) -> bool:
    try:
        return bool(Commitment.from_dict(given))
    except ValueError:
        return False


def _plain(html: str) -> str:
    """The words of a panel, for those who hear the page."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())
