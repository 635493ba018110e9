"""A thousand people with back pain who are asked: guess first, then they walk, and one sees what that was worth."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from backlab.course.lessons.tumour_of_the_spine import stage_steps, where_counted
from backlab.course.steps import StageStep
from backlab.kit.contract import Field, Panel
from backlab.kit.fields import menu, radio
from backlab.kit.lab import After, Answer, panel, spoken
from backlab.kit.linked import changing
from backlab.knowledge.causes import CAUSES
from backlab.knowledge.figures import published, tally
from backlab.knowledge.findings import cancer_history
from backlab.labs.opening import opener
from backlab.labs.panels import cannot_wait
from backlab.labs.stepped import STEP, SteppedLab, steps_field
from backlab.language import gettext, speaking
from backlab.markup import element
from backlab.model import Accuracy, Disposition, Tally
from backlab.pictures.asked import GUESSES, Shown, asked_crowd, asked_to_guess, of, short_name
from backlab.presentation import Presentation
from backlab.reasoning.bayes import natural_frequency, wilson
from backlab.reasoning.crowd import NIGHT, PEOPLE, QUESTIONS, SOURCE, counted, crowd, heads, prior
from backlab.reasoning.engine import disposition
from backlab.words import Block, Citer, Point, Say, source_points
from backlab.words.html import blocks_html

CAUSE = "spinal_tumour"
FIRST: Mapping[str, Any] = {STEP: "everybody", "finding": "", "guess": "", "second": ""}
CANNOT_WAIT = ("cord-compression",)
_HARDING = "harding-2005-night-verified"
_CLINIC = "premkumar-2018-numbers"


class OddsLab(SteppedLab):
    """A thousand people of whom a few have one cause: guess what a question is worth, and see them walk to yes and no.

    ``cause`` is "spinal_tumour" (else ``ValueError``): of no other is it published how many of the ill and of the
    others say yes to so many questions. ``language`` is "en" or "es", or else what the address asks for; of two on one
    page, give one a ``key`` of its own. ``after`` is a question that has to be answered first, or its name.

    >>> from backlab.widgets import OddsLab
    >>> lab = OddsLab()
    >>> lab.said
    '7 of 1000 adults in this clinic have a tumour in the spine. Which question finds them?'
    """

    look = "worth"

    def __init__(
        self, cause: str = CAUSE, *, key: str = "", language: str | None = None, after: After | None = None
    ) -> None:
        if cause != CAUSE:
            raise ValueError(f"no crowd for {cause!r}: choose {CAUSE}")
        self._guessed: dict[tuple[str, str], str] = {}
        self._is_early = False
        speaks = spoken(language)
        with speaking(speaks):
            super().__init__(
                _fields(),
                FIRST,
                key=key or cause,
                names=changing(gettext("A thousand adults with back pain")),
                language=speaks,
                stage={
                    "picture": "thousand",
                    "first": ["finding", "guess", "second"],
                    "more": gettext("More"),
                    "warning": "never",
                },
                after=opener(after),
            )

    def stage_steps(self) -> Sequence[StageStep]:
        """The steps of this lesson."""
        return stage_steps()

    def move(self, name: str, value: Any) -> None:
        """Move one control; what a person has guessed stays known."""
        super().move(name, value)
        if name == "guess" and self.values["guess"]:
            self._guessed[self.values["finding"], self.values["second"]] = self.values["guess"]

    def settle(self, name: str, old: Any, values: Mapping[str, Any]) -> Mapping[str, Any]:
        """Another question is guessed at anew, unless it has been; and none is asked ahead of the guess before it."""
        self._is_early = False
        match name:
            case "step":
                sets = self.gone_to(values[STEP]).sets
                return {**sets, "guess": self._guess_at(sets["finding"], sets["second"])}
            case "finding":
                return {"second": "", "guess": self._guess_at(values["finding"], "")}
            case "second":
                first = values["guess"] if not old else self._guess_at(values["finding"], "")
                if not values["second"]:
                    return {"guess": first}
                if values["finding"] in ("", NIGHT) or not (first or old):
                    self._is_early = True
                    return {"second": ""}
                return {"guess": self._guess_at(values["finding"], values["second"])}
            case "guess" if not values["finding"]:
                return {"guess": ""}
        return {}

    def beside(self) -> dict[str, Any]:
        """Every guess so far, and whether a question came ahead of one."""
        guessed = [[*asked, guess] for asked, guess in self._guessed.items()]
        return {**super().beside(), "guessed": guessed, "early": self._is_early}

    def take_beside(self, known: Mapping[str, Any]) -> None:
        """Know the guesses again."""
        super().take_beside(known)
        self._is_early = known.get("early") is True
        guessed = known.get("guessed")
        for each in guessed if isinstance(guessed, list) else ():
            match each:
                case [str(finding), str(second), str(guess)] if finding in QUESTIONS and guess in GUESSES:
                    self._guessed[finding, second] = guess

    def _guess_at(self, finding: str, second: str) -> str:
        return self._guessed.get((finding, second), "")

    def answer(self, values: Mapping[str, Any]) -> Answer:
        """Who stands where, what to do, and what it rests on."""
        shown = self._shown(values)
        said = _verdict(shown)
        return Answer(
            (panel("thousand", gettext("The crowd"), asked_crowd(shown), folds=False), *_panels(shown)),
            summary=element("p", element("strong", said), class_="bl-lead"),
            said=said,
            told=self.led(values),
            query=self.to_query(values),
        )

    def _shown(self, values: Mapping[str, Any]) -> Shown:
        finding, second, guess = values["finding"], values["second"], values["guess"]
        known = {first: guessed for (first, further), guessed in self._guessed.items() if not further}
        if finding and guess and not second:
            known[finding] = guess
        levels = {name: _level(name) for name in QUESTIONS}
        follows = values[STEP] == "alike"
        return Shown(finding, second, guess, known, levels, follows=follows, is_early=self._is_early)


def _fields() -> list[Field]:
    """The steps, a question, a guess, and a second question."""
    names = [(name, short_name(name)) for name in QUESTIONS]
    seconds = [(name, words) for name, words in names if name != NIGHT]
    return [
        steps_field(stage_steps()),
        menu("finding", gettext("Ask everybody"), [("", gettext("nothing yet")), *names]),
        radio(
            "guess",
            asked_to_guess(),
            [("", "?"), *((guess, guess) for guess in GUESSES)],
        ),
        menu("second", gettext("Then ask those at “Yes”"), [("", gettext("nothing more")), *seconds]),
    ]


def _level(question: str) -> Disposition:
    """What the rules say of somebody of whom no more is known than a yes to this."""
    known: dict[str, Any] = {"age": 45, "pain": 5, "days": 7}
    match question:
        case "age":
            known["age"] = 50
        case "days":
            known["days"] = 31
        case "not_healing":
            known |= {"days": 31, "present": {question}}
        case _:
            known["present"] = {question}
    return disposition(Presentation(**known))


def _verdict(shown: Shown) -> str:
    """One sentence: what is to be guessed, or who stands where and what is done for them."""
    if not shown.finding:
        return _asked_for(shown)
    if not shown.guess:
        asked = short_name(shown.second or shown.finding)
        early = gettext("{question}? First your guess at this one; then you can ask those at “Yes” something more.")
        said = early if shown.is_early else gettext("{question}? First your guess, then they walk.")
        return said.format(question=asked)
    if shown.finding == NIGHT:
        return gettext(
            "How many of the ill have bad nights, nobody has counted. So nothing can be added; a doctor looks the "
            "same day."
        )
    if shown.follows and shown.finding == cancer_history.id and not shown.second:
        return gettext(
            "Alike but for one answer: one sees a doctor the same day, the other heals at home and comes if it does "
            "not."
        )
    if shown.second:
        said = gettext("Yes to both: {both} with a tumour. Yes to the first: {yes}. A no is no all-clear.")
        return said.format(both=of(shown.both), yes=of(shown.yes))
    said = gettext("Yes: {yes} adults with a tumour; {do} No: {no}, so it is no all-clear.")
    no = heads(crowd().everyone - shown.yes.people)
    return said.format(yes=of(shown.yes), no=of(no), do=_do(shown))


def _asked_for(shown: Shown) -> str:
    """What is asked for as long as no question is chosen."""
    if shown.is_early:
        return gettext("First choose a question for everybody; then you can ask those at “Yes” something more.")
    if shown.follows:
        return gettext("Two are alike but for one answer. Which question parts them?")
    said = gettext("{ill} adults in this clinic have a tumour in the spine. Which question finds them?")
    return said.format(ill=of(heads(crowd().everyone)))


def _do(shown: Shown) -> str:
    """What is done for those who say yes."""
    level = shown.levels[shown.finding]
    if shown.finding == cancer_history.id:
        return gettext("a doctor the same day, perhaps a scan within a week.")
    if level >= Disposition.URGENT:
        return gettext("a doctor the same day, blood tests first.")
    if level is Disposition.ROUTINE:
        return gettext("a doctor within days to weeks, blood tests first.")
    return gettext("alone it changes nothing.")


def _panels(shown: Shown) -> Iterator[Panel]:
    cite = Citer()
    todo, numbers, limits = _to_do(cite), [*_numbers(shown, cite)], [*_limits(cite)]
    yield panel("never", gettext("What cannot wait"), cannot_wait(CANNOT_WAIT))
    yield panel("plan", gettext("What to do"), blocks_html(todo))
    yield panel("numbers", gettext("Numbers"), blocks_html(numbers))
    yield panel("limits", gettext("Limits"), blocks_html(limits))
    yield panel("sources", gettext("Sources"), blocks_html(source_points(cite.cited)))


def _to_do(cite: Citer) -> list[Block]:
    """What follows from a yes, what settles it, and what follows from a no."""
    yes = gettext(
        "A yes is no diagnosis. It says that somebody should look, and how soon. That follows from the rules, never "
        "from how many stand there."
    )
    settles = gettext("What settles it: {test}").format(test=gettext(CAUSES[CAUSE].settles).format_map(cite))
    first = gettext(
        "An emergency now, whatever any answer was: weak or unsteady legs, numbness between the legs, trouble peeing "
        "or holding it. Call 999, 112 or 911."
    )
    normal = gettext("Normal blood tests do not rule a tumour out{sources}.").format(sources=cite((SOURCE,)))
    no = gettext(
        "A no sends nobody away for good. With any new warning sign be seen the same day, and see a doctor if it has "
        "not begun to heal after some weeks."
    )
    return [Say(first), Say(yes), Say(f"{settles} {normal}"), Say(no)]


def _numbers(shown: Shown, cite: Citer) -> Iterator[Block]:
    """The share that comes, with its interval, and each question that has been guessed at."""
    base = counted()
    low, high = _interval(base)
    said = gettext(
        "{ill} of {people} who came with back pain had a tumour{sources}. In a thousand that is {some} ({low} to "
        "{high})."
    )
    some = natural_frequency(prior().value)
    sources = cite(prior().sources)
    yield Say(said.format(ill=base.some, people=base.of, sources=sources, some=some, low=low, high=high))
    for name in shown.known:
        accuracy = QUESTIONS[name].accuracy
        yield Point(_question_told(name, accuracy, base, cite) if accuracy else _night_told(cite))
    worked_out = gettext(
        "The 95% intervals are worked out here, from {ill} and {others} people. What you have not guessed at stays "
        "hidden."
    )
    yield Say(worked_out.format(ill=base.some, others=base.of - base.some), "note")


def _question_told(name: str, accuracy: Accuracy, base: Tally, cite: Citer) -> str:
    """How many of the ill and of the others say yes, with intervals."""
    said = gettext(
        "{question}: yes from {ill} of 100 with a tumour ({low} to {high}), and from {others} of 100 without "
        "({least} to {most}){sources}."
    )
    others, wrong = base.of - base.some, 1 - accuracy.specificity
    low, high = _interval(Tally(round(accuracy.sensitivity * base.some), base.some), 100)
    least, most = _interval(Tally(round(wrong * others), others), 100)
    numbers = {"ill": round(100 * accuracy.sensitivity), "others": round(100 * wrong)}
    intervals = {"low": low, "high": high, "least": least, "most": most}
    return said.format(question=short_name(name), **numbers, **intervals, sources=cite((SOURCE,)))


def _interval(found: Tally, people: int = PEOPLE) -> tuple[int, int]:
    """Where so many of ``people`` may lie."""
    low, high = wilson(found.some, found.of)
    return natural_frequency(low, people), natural_frequency(high, people)


def _night_told(cite: Citer) -> str:
    night = tally(_HARDING, "night")
    said = gettext(
        "Worse at night: in one back-pain clinic {night} of {patients} people had pain at night, and none of them a "
        "serious cause{sources}. For those with a tumour we have found no figure."
    )
    return said.format(night=night.some, patients=night.of, sources=cite((_HARDING,)))


def _limits(cite: Citer) -> Iterator[Block]:
    """How little stands behind the rows, and what they must not be used for."""
    yield Point(where_counted(cite))
    few = gettext(
        "Behind every count of the ill stand {ill} people of one study of 1988{sources}. With one more or fewer among "
        "them a row looks different."
    )
    yield Point(few.format(ill=counted().some, sources=cite(prior().sources)))
    yield Point(
        gettext(
            "Nobody has published who says yes to two questions. Here the answers meet by chance, and real ones may go "
            "together. Never multiply what may overlap."
        )
    )
    none = gettext(
        "In that study all {ill} said yes to one of these or more: 50 or older, cancer before, weight lost, no "
        "better; of the others 40 of 100 did{four}. But in a spine clinic {share:g} of 100 cancers had no sign that "
        "points to them{clinic}. So even a no to everything is no all-clear."
    )
    share, four, clinic = published(_CLINIC, "unflagged"), cite(("deyo-combination",)), cite((_CLINIC,))
    yield Point(none.format(ill=counted().some, four=four, share=share, clinic=clinic))
    elsewhere = gettext(
        "Elsewhere other people come. Of those with cancer before, 33 of 100 had a tumour in emergency departments, "
        "and about 7 of 100 in primary care, a second-hand figure{sources}."
    )
    yield Point(elsewhere.format(sources=cite(("downie-2013-cancer",))))
