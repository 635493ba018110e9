"""The clinic: question example patients and judge them one after another, then see how well and how surely."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any
from urllib.parse import urlencode

from backlab.course.answers import Attempts
from backlab.course.ask import LEVELS
from backlab.course.clinic import Commitment, contrast, following, unasked, whys
from backlab.course.clinic_cases import CLINIC, FREE, QUESTIONS
from backlab.course.clinic_words import feedback, score_sections, short_verdict, whole_story
from backlab.course.lessons.the_clinic import CANNOT_WAIT, PATIENT, SCORE, TWIN, stage_steps
from backlab.course.report import clinic_score
from backlab.course.score import Score
from backlab.course.steps import done_by
from backlab.course.table import CLINIC_CASE
from backlab.drawing.picture import picture_html
from backlab.kit import page
from backlab.kit.contract import Field, Panel
from backlab.kit.fields import button, buttons, menu, radio, slider
from backlab.kit.lab import After, Answer, Html, panel, spoken, told
from backlab.knowledge.causes import CAUSES
from backlab.labs.clinic_score import nobody_yet, score_html
from backlab.labs.consulting import ACTIONS, ASK, LEVEL, NEXT, OPENS, Visit, minutes, title, twin_html, visit_html
from backlab.labs.keeping import AnswersLab, no_answer_any_more
from backlab.labs.opening import opener
from backlab.labs.panels import cannot_wait, strong
from backlab.labs.stepped import STEP, steps_field
from backlab.language import gettext, ngettext, speaking
from backlab.markup import Markup, element, markup
from backlab.model import Disposition
from backlab.pictures.calibration import CERTAIN, GUESS, calibration
from backlab.pictures.people import triage_matrix
from backlab.pictures.waiting_room import door_name
from backlab.refusal import out_of_range, unknown
from backlab.words import Block, Point, Say
from backlab.words.html import blocks_html

UNDECIDED = GUESS - 1  # where the slider stands before anybody moved it: no number, so that none is an anchor
CASES = tuple(CLINIC)
CASE, ASKED = "clinic.case", "clinic.asked"  # in the address: a link leads to a patient, and to what was asked
_VISIT = 10  # minutes from one patient to the next
COMMIT, SKIP, AGAIN = "commit", "skip", "again"
_CHOSEN = LEVEL, "cause", "confidence"
_TO_DECIDE = "cause", "confidence", ACTIONS, "look"
"""What nobody needs while one only listens."""


class ClinicLab(AnswersLab):
    """All patients of the clinic: ask, commit to a door, a cause and how sure you are, then see what comes of it.

    ``given`` holds all attempts so far, by the patient's id; the first at each counts for the report.

    >>> from backlab.widgets import ClinicLab
    >>> lab = ClinicLab()
    >>> lab.said
    'Patient 1 of 18, aged 58: which door, and how sure are you?'
    """

    look = "clinic"
    whole = True

    def __init__(self, *, language: str | None = None, after: After | None = None) -> None:
        self.given: dict[str, Attempts] = {}
        self.asked: dict[str, list[str]] = {}
        self.twins: dict[str, Disposition] = {}
        self._skipped: list[str] = []
        self._since: dict[str, int] = {}  # how many others were judged after a patient, since the clinic opened
        self._anew: set[str] = set()  # judged before, and now once more
        self._done: set[str] = set()
        self._is_deciding = False
        self._notice, self._heard_now = "", ""
        self._drawn: tuple[object, str, tuple[Panel, ...], Html, Score | None] = None, "", (), "", None
        asked = page.asked().get(CASE, "")
        self._start = asked if asked in CLINIC else ""
        if self._start and ASKED in page.asked():
            heard = page.asked()[ASKED].split(",")
            self.asked[self._start] = [each for each in dict.fromkeys(heard) if each in QUESTIONS]
        speaks = spoken(language)
        with speaking(speaks):
            super().__init__(
                _fields(),
                {STEP: stage_steps()[0].name, "look": PATIENT, "case": self._start or CASES[0], **_blank()},
                key="clinic",
                names=(gettext("Judge the patient"), title()),
                language=speaks,
                owned=[CASE, ASKED],
                keeps=CLINIC_CASE,
                stage={
                    "picture": "consulting",
                    "first": ["cause", "confidence", ACTIONS, "look"],
                    "more": gettext("Patients"),
                    "warning": "never",
                },
                after=opener(after),
            )

    @property
    def report(self) -> Score:
        """How it stands: the first answer to each patient counts, and what to come back to is judged by the last."""
        return clinic_score(self.given)

    def answer(self, values: Mapping[str, Any]) -> Answer:
        """The patient as far as one has come, the feedback once there is an answer, and the report on all."""
        said, panels, sheet, found = self._panels(values["case"])
        verdict = self._verdict(values)
        is_judged = values["look"] == PATIENT and self._is_over(values["case"])
        return Answer(
            (
                panel("consulting", title(), self._scene(values, found), folds=False),
                _never(self.lang),
                *panels,
            ),
            summary=element("p", element("strong", verdict), class_="bl-lead"),
            said=self._notice or self._heard_now or (said if is_judged else verdict),
            told=told(
                hidden={ACTIONS: self._hidden(values["case"])},
                done={STEP: sorted(self._done)},
                later=() if self._is_deciding or self.given or self._start else _TO_DECIDE,
            ),
            query=self._address(values["case"]),
            handout=sheet,
        )

    def settle(self, name: str, old: Any, values: Mapping[str, Any]) -> Mapping[str, Any]:
        """Another patient comes with the answer that was given before, or none; what was committed to stays."""
        self._notice, self._heard_now = "", ""
        case, look = values["case"], values["look"]
        if name == "case":
            return {"look": PATIENT, **self._shown(case)}
        if name == STEP:
            sets = next(step for step in stage_steps() if step.name == values[STEP]).sets
            return {**sets, **self._looked_at(case, sets["look"])}
        if name == "look":
            return self._looked_at(case, look)
        if name == LEVEL and look == TWIN and self._is_over(case):
            self.twins.setdefault(case, _level(values[LEVEL]))
            return {LEVEL: _name(self.twins[case])}
        if name in _CHOSEN and self._is_over(case):
            return {name: old}
        return {"look": PATIENT} if name in _CHOSEN else {}

    def move(self, name: str, value: Any) -> None:
        """Move one control, and notice whether what the step asks for is done by that."""
        super().move(name, value)
        self._is_deciding |= name in _CHOSEN or (name == STEP and value != stage_steps()[0].name)
        self._look_whether_done()

    def pressed(self, button: str) -> None:
        """Ask, commit to what is chosen, call the next patient, or judge the same one again."""
        case = self.values["case"]
        if button in QUESTIONS:
            self._ask(case, button)
        elif button == COMMIT:
            self._commit(keep=True)
        elif button == AGAIN:
            self._anew.add(case)
            self._comes(case)
        elif self._is_over(case):
            self._comes(self._next())
        else:
            self._skip(case)
        self._look_whether_done()

    def take_as_done(self, steps: Collection[str]) -> None:
        """Those that there are stay done."""
        self._done |= {step.name for step in stage_steps() if step.name in steps}

    def beside(self) -> dict[str, Any]:
        """What every patient was asked and judged to be, who waits, and what was said last."""
        return {
            "asked": self.asked,
            "given": {case: [*tries.given] for case, tries in self.given.items()},
            "twins": {case: _name(level) for case, level in self.twins.items()},
            "skipped": self._skipped,
            "since": self._since,
            "anew": sorted(self._anew),
            "deciding": self._is_deciding,
            "notice": self._notice,
            "heard": self._heard_now,
        }

    def take_beside(self, known: Mapping[str, Any]) -> None:
        """Know the patients again."""
        asked, given, twins, since = (_by_case(known.get(name)) for name in ("asked", "given", "twins", "since"))
        levels = {_name(level): level for level in Disposition}
        self.asked = {case: _among(QUESTIONS, each) for case, each in asked.items()} or self.asked
        for case, tries in given.items():
            if isinstance(tries, list) and tries and all(map(_is_answer, tries)):
                self.given.setdefault(case, Attempts(tuple(tries)))
        self.twins |= {case: levels[name] for case, name in twins.items() if name in [*levels]}
        self._since = {case: count for case, count in since.items() if isinstance(count, int)}
        self._skipped = _among(CLINIC, known.get("skipped"))
        self._anew = {*_among(self.given, known.get("anew"))}
        self._is_deciding = known.get("deciding") is True
        self._notice, self._heard_now = (str(known.get(name, "")) for name in ("notice", "heard"))

    def ask(self, question: str) -> str:
        """Ask the patient who is shown, from code, and hear the answer; raises ``ValueError`` for no question."""
        if question not in QUESTIONS:
            raise ValueError(unknown(gettext("no question {word}"), question, QUESTIONS))
        self._ask(self.values["case"], question)
        return self.said

    def commit(self, level: str, cause: str, confidence: int) -> str:
        """Answer for the patient who is shown, from code and without keeping it: what is said to it."""
        with speaking(self.lang), self.one_change():
            if isinstance(confidence, int) and confidence == UNDECIDED:
                raise ValueError(out_of_range("confidence", GUESS, CERTAIN, confidence))
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
        if is_first and self.given and not self._start:
            self._comes(self._next(today=CASES[-1]))
        else:
            self.put(case=self.values["case"])

    def _address(self, case: str) -> str:
        """What brings this patient back, with what was asked where that is known."""
        asked = {ASKED: ",".join(self.asked[case])} if case in self.asked else {}
        return urlencode({CASE: case, **asked}, safe=",")

    def _is_over(self, case: str) -> bool:
        """Whether a patient has been judged, and is not being judged again."""
        return case in self.given and case not in self._anew

    def _ask(self, case: str, question: str) -> None:
        asked = self.asked.setdefault(case, [])
        if question not in asked and not self._is_over(case):
            asked.append(question)
        self._notice = ""
        with speaking(self.lang):
            self._heard_now = gettext(CLINIC[case].says(question))
        self.refresh()

    def _skip(self, case: str) -> None:
        """Somebody else comes in first, and it is said that this one waits."""
        if case not in self._skipped:
            self._skipped.append(case)
        self._comes(self._next())
        self._say(gettext("Skipped. The last one waits until all others have been in."))

    def _comes(self, case: str) -> None:
        """A patient comes in: to be judged, or judged once more where that is due."""
        if case in self.given and whys(CLINIC[case], self._last(case)):
            self._anew.add(case)
        self.put(case=case)

    def _next(self, today: str = "") -> str:
        now = self.values["case"]
        tries = self.given.get(now, Attempts(()))
        is_back = not today and len(tries.given) > 1
        last = {case: self._last(case) for case in self.given}
        return following(today or now, last, self._skipped, self._since, is_back=is_back)

    def _last(self, case: str) -> Commitment:
        return Commitment.from_dict(self.given[case].given[-1])

    def _shown(self, case: str) -> dict[str, Any]:
        """What the controls say of a patient."""
        return _chosen(self.given[case].given[-1]) if self._is_over(case) else _blank()

    def _looked_at(self, case: str, look: str) -> dict[str, Any]:
        if not self._is_over(case):
            return {}
        if look != TWIN:
            return self._shown(case)
        return {LEVEL: _name(self.twins[case]) if case in self.twins else ""}

    def _say(self, notice: str) -> None:
        self._notice, self._heard_now = notice, ""
        self.refresh()

    def _look_whether_done(self) -> None:
        values = self.values
        so_far = {"asked": len(self.asked.get(values["case"], ())), "judged": len(self.given), "twins": len(self.twins)}
        before, self._done = self._done, self._done | done_by(stage_steps(), {**values, **so_far})
        if before != self._done:
            self.refresh()

    def _commit(self, *, keep: bool) -> None:
        values, case = self.values, self.values["case"]
        if not values[LEVEL] or not values["cause"]:
            self._say(gettext("Choose a door and a cause first; then say how sure you are."))
            return
        if values["confidence"] == UNDECIDED:
            self._say(gettext("How sure are you of the door? Move the slider, then commit."))
            return
        if keep and self._asks_first(case, _level(values[LEVEL])):
            return
        self._notice, self._heard_now = "", ""
        given = Commitment(_level(values[LEVEL]), values["cause"], values["confidence"]).to_dict()
        before = self.given.get(case, Attempts(()))
        self.given[case] = self.keep(CLINIC_CASE + case, before, given) if keep else before.then(given)
        self.asked.setdefault(case, [])
        self._since = {other: count + 1 for other, count in self._since.items()} | {case: 0}
        self._anew.discard(case)
        self._values["look"] = PATIENT
        self.refresh()

    def _asks_first(self, case: str, door: Disposition) -> bool:
        """Say what has to be asked before the doors of those who wait open."""
        left = tuple(each for each in FREE if each not in self.asked.get(case, ()))
        if door > Disposition.ROUTINE or not left:
            return False
        words = {"bladder": gettext("bladder"), "legs": gettext("legs"), "belly": gettext("faint or belly")}
        words["fever"] = gettext("fever")
        said = gettext("This door opens once you have asked: {questions}. It costs no minute.")
        self._say(said.format(questions=", ".join(words[each] for each in left)))
        return True

    def _hidden(self, case: str) -> Sequence[str]:
        return (COMMIT, SKIP) if self._is_over(case) else (NEXT, AGAIN)

    def _visit(self, values: Mapping[str, Any]) -> Visit:
        case, asked = values["case"], [*self.asked.get(values["case"], ())]
        others = sum(other != case for other in self.given)
        return Visit(
            CLINIC[case],
            CASES.index(case) + 1,
            asked,
            _level(values[LEVEL]) if values[LEVEL] else None,
            values["cause"],
            0 if values["confidence"] == UNDECIDED else values["confidence"],
            self._last(case) if self._is_over(case) else None,
            OPENS + _VISIT * others + minutes(asked),
            sum(other not in self.given for other in CASES if other != case),
            unasked(CLINIC[case], asked) if case in self.asked else (),
        )

    def _scene(self, values: Mapping[str, Any], found: Score | None) -> Markup:
        if values["look"] == SCORE:
            if not found or not self.given:
                return nobody_yet()
            first = {case: Commitment.from_dict(tries.given[0]) for case, tries in self.given.items()}
            return score_html(found, first, "case")
        visit = self._visit(values)
        return twin_html(visit, self.twins.get(values["case"])) if values["look"] == TWIN else visit_html(visit)

    def _verdict(self, values: Mapping[str, Any]) -> str:
        """One sentence: what is asked for, or how it stands."""
        case = values["case"]
        if self._notice:
            return self._notice
        if values["look"] == SCORE:
            return _stands(self._drawn[4])
        if not self._is_over(case):
            return self._comes_in(case, values)
        if values["look"] == TWIN:
            return self._twin_said(case)
        return short_verdict(CLINIC[case], self._last(case))

    def _comes_in(self, case: str, values: Mapping[str, Any]) -> str:
        """Who is there, and what is still to be said of them."""
        age, number, sure = CLINIC[case].presentation.age, CASES.index(case) + 1, values["confidence"]
        said = gettext("Patient {number} of {of}, aged {age}: which door, and how sure are you?")
        if values[LEVEL] and sure == UNDECIDED:
            said = gettext("Patient {number} of {of}, aged {age}: {door}. How sure are you? Move it.")
        elif values[LEVEL]:
            said = gettext("Patient {number} of {of}, aged {age}: {door}, and you are {sure}% sure.")
        elif sure != UNDECIDED:
            said = gettext("{sure}% sure, but of which door? Tap one: then you see it open.")
        elif case in self.given:
            said = gettext("Back again: patient {number}, aged {age}, whom you misjudged. Which door now?")
        door = door_name(_level(values[LEVEL])) if values[LEVEL] else ""
        return said.format(number=number, of=len(CASES), age=age, sure=sure, door=door)

    def _twin_said(self, case: str) -> str:
        near = contrast(CLINIC[case])
        if case not in self.twins:
            return gettext("The same person, but one answer differs: which door now?")
        said = gettext("With one answer changed it is {door}.")
        return said.format(door=door_name(near.level))

    def _panels(self, case: str) -> tuple[str, tuple[Panel, ...], Html, Score | None]:
        """What is said, the tabs, the sheet, the score; made anew when there is something new to say."""
        now = case, self._is_over(case), dict(self.given)
        if self._drawn[0] != now:
            (said, panels), found = self._feedback(case), self.report
            self._drawn = now, said, (*panels, *_report(found)), _sheet(found), found
        return self._drawn[1:]

    def _feedback(self, case: str) -> tuple[str, list[Panel]]:
        names = {"why": gettext("Why"), "story": gettext("What was said"), "sources": gettext("Sources")}
        if not self._is_over(case):
            return "", [panel(name, words, "") for name, words in names.items()]
        sections = {each.id: each for each in feedback(CLINIC[case], self._last(case))}
        parts = [sections[name] for name in ("verdict", "then", "why", "contrast")]
        why = markup(*((element("h4", each.title), blocks_html(each.blocks)) for each in parts))
        story = _story_html(case)
        heard = " ".join(_words_of(sections["verdict"].blocks))
        return heard, [
            panel("why", names["why"], why),
            panel("story", names["story"], story),
            panel("sources", names["sources"], blocks_html(sections["sources"].blocks)),
        ]


@cache
def _never(language: str) -> Panel:
    """What cannot wait, in this language: it is open from the first patient on, and says nothing of any one of them."""
    with speaking(language):
        together = gettext(
            "An emergency as well: a weak or numb leg, clumsy legs or trouble with pee or poo, together with a high "
            "temperature, a weak immune system, diabetes, liver disease or much alcohol."
        )
        return panel("never", gettext("What cannot wait"), markup(strong(together), cannot_wait(CANNOT_WAIT)))


def _fields() -> list[Field]:
    cases = [(name, _menu_name(name)) for name in CASES]
    causes = sorted(((cause.id, gettext(cause.label)) for cause in CAUSES.values()), key=lambda choice: choice[1])
    looks = [(PATIENT, gettext("Patient")), (TWIN, gettext("Twin")), (SCORE, gettext("All so far"))]
    row = [
        button(COMMIT, gettext("Commit"), does="answer"),
        button(SKIP, gettext("Skip this patient")),
        button(NEXT, gettext("Next patient")),
        button(AGAIN, gettext("Judge again")),
    ]
    return [
        steps_field(stage_steps()),
        radio(LEVEL, gettext("Which door?"), [(each.id, door_name(_level(each.id))) for each in LEVELS]),
        menu("cause", gettext("What would you look for first?"), [("", gettext("Choose a cause")), *causes]),
        slider(
            "confidence",
            gettext("How sure of the door?"),
            UNDECIDED,
            CERTAIN,
            words=(gettext("move it"), *map(_sure, range(GUESS, CERTAIN + 1))),
        ),
        buttons(ACTIONS, row),
        radio("look", gettext("Look at"), looks),
        buttons(ASK, [button(each.id, gettext(each.words)) for each in QUESTIONS.values()]),
        menu("case", gettext("Patient"), cases, anew=True),
    ]


def _menu_name(case: str) -> str:
    """A patient in the menu: what is said unasked gives nothing away."""
    said = gettext("{number}. Aged {age}: {opening}")
    opening = gettext(CLINIC[case].opening)
    short = opening if len(opening) <= 48 else f"{opening[:46].rsplit(' ', 1)[0]} …"
    return said.format(number=CASES.index(case) + 1, age=CLINIC[case].presentation.age, opening=short)


def _sure(confidence: int) -> str:
    return gettext("{confidence}%").format(confidence=confidence)


def _blank() -> dict[str, Any]:
    return {LEVEL: "", "cause": "", "confidence": UNDECIDED}


def _chosen(given: Mapping[str, Any]) -> dict[str, Any]:
    return {**given, LEVEL: _name(Disposition(given[LEVEL]))}


def _level(name: str) -> Disposition:
    return Disposition[name.upper()]


def _name(level: Disposition) -> str:
    return level.name.lower()


def _stands(found: Score | None) -> str:
    """The two kinds of error in a sentence."""
    if not found or not found.answered:
        return gettext("Nobody is judged yet: begin with the person who is here.")
    said = ngettext(
        "{answered} patient judged: {right} right, {under} too low, {over} too high.",
        "{answered} patients judged: {right} right, {under} too low, {over} too high.",
        found.answered,
    )
    return said.format(answered=found.answered, right=found.right, under=found.under, over=found.over)


def _story_html(case: str) -> Markup:
    """All that a patient says, and the question that they are there to raise."""
    (_, opening), *answers = whole_story(CLINIC[case])
    told_ = ((element("dt", asked), element("dd", said)) for asked, said in answers)
    asks = element("p", element("em", gettext(CLINIC[case].teaches)))
    return element("div", element("p", element("strong", opening)), element("dl", told_), asks, class_="bl-story")


def _sheet(found: Score) -> Markup:
    """All patients on paper, each with room to answer; at the end how it stands, where some have been judged."""
    numbers = score_sections(found)[0]
    stands = (element("h3", numbers.title), blocks_html(numbers.blocks)) if found.answered else ()
    how = gettext(
        "One of you is the patient and reads out only the first line. The others ask, and hear one answer for each "
        "question. Then everybody ticks a door, writes down what to look for first, and how sure."
    )
    return markup(
        element("h2", gettext("Judge the patient")),
        element("p", how),
        element("ol", map(_on_paper, CLINIC), class_="bl-worksheet"),
        *stands,
    )


def _on_paper(case: str) -> Markup:
    """A patient's story, the doors to tick, and two lines to write on."""
    patient = CLINIC[case]
    (_, opening), *answers = whole_story(patient)
    heard = (markup(element("b", asked), f" {said} ") for asked, said in answers)
    doors = " ".join(f"☐ {door_name(level)} ({gettext(level.meaning)})" for level in Disposition)
    cause = element("p", gettext("What would you look for first?"), class_="bl-write")
    sure = gettext("How sure are you, from {low} to {high}?").format(low=GUESS, high=CERTAIN)
    aged = gettext("Aged {age}").format(age=patient.presentation.age)
    return element(
        "li",
        element("h3", f"{aged}: “{opening}”"),
        element("p", heard),
        element("p", doors),
        cause,
        element("p", sure, class_="bl-write"),
    )


def _report(found: Score) -> list[Panel]:
    """How it stands in numbers, with whom to come back to, and how sure."""
    numbers, again, sources = score_sections(found)
    judged = bool(found.answered)
    matrix, bins = picture_html(triage_matrix(found.counts)), picture_html(calibration(found.bins, found.brier))
    parts = blocks_html(numbers.blocks), matrix, element("h4", again.title), blocks_html(again.blocks)
    stands = markup(parts, blocks_html(sources.blocks))
    return [
        panel("report", numbers.title, stands if judged else ""),
        panel("sureness", gettext("How sure, how right"), bins if judged else ""),
    ]


def _words_of(blocks: Iterable[Block]) -> Iterator[str]:
    """The words of some blocks, for those who hear the page."""
    for block in blocks:
        match block:
            case Say(text):
                yield text
            case Point(text, lines, mark):
                yield from filter(None, (mark, text, *lines))


def _by_case(said: Any) -> dict[str, Any]:
    """What is said of patients that there are."""
    return {case: each for case, each in said.items() if case in CLINIC} if isinstance(said, dict) else {}


def _among(known: Collection[str], said: Any) -> list[str]:
    """Those of the names that there are, in the order in which they are said."""
    return [each for each in said if each in [*known]] if isinstance(said, list) else []


def _is_answer(given: Any) -> bool:
    try:
        return bool(Commitment.from_dict(given))
    except ValueError:
        return False
