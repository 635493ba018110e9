"""A muscle strain: one person rests in bed, one keeps moving, day by day, and what each thing adds that is laid on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from itertools import groupby
from typing import Any

from backlab.course.lessons.muscle_strain import stage_steps
from backlab.course.lessons.what_a_spasm_is import CANNOT_WAIT
from backlab.course.steps import StageStep
from backlab.drawing.intervals import doubted
from backlab.drawing.picture import picture_html
from backlab.kit.contract import Field, Panel
from backlab.kit.fields import boxes, radio, slider
from backlab.kit.lab import After, Answer, panel, spoken
from backlab.kit.linked import changing
from backlab.knowledge.effect_kinds import Cell
from backlab.knowledge.effects import BY_ID
from backlab.knowledge.sources import SOURCES
from backlab.knowledge.treatments import TREATMENTS
from backlab.labs.opening import opener
from backlab.labs.panels import cannot_wait, folded_sources, note
from backlab.labs.stepped import SteppedLab, steps_field
from backlab.language import gettext, ngettext, speaking
from backlab.markup import Markup, element, markup
from backlab.pictures.marks import level_icon, level_label
from backlab.pictures.strain.added import names
from backlab.pictures.strain.scene import answers, scene
from backlab.pictures.strain.state import (
    ABLE_AGAIN,
    ADDED,
    ALONE,
    ALSO,
    ARTICLE,
    BACK_AT_WORK,
    BEDS,
    CAN_DO,
    COURSE,
    FIRST_WEEK,
    IBUPROFEN,
    IN_BED,
    LAID,
    LAST,
    MISSED,
    PLANS,
    THINGS,
    TODAY,
    TWO,
    Strain,
    advice_with,
)
from backlab.pictures.strain.told import verdict
from backlab.words.choice import sentence, sureness

_ABOUT: Mapping[str, str] = {"bed": "more", "article": "plan", "switch": "plan", "nothing": "plan"}
FIRST: Mapping[str, Any] = {"day": 0, "bed": f"{TWO}", "put": [], "plan": ARTICLE, "answer": ALONE}


class StrainLab(SteppedLab):
    """Two people with the same strain: one rests in bed, one keeps moving, and each can be given more.

    ``language`` is "en" or "es", or else what the address asks for; of two on one page, give one a ``key`` of its own.
    ``after`` is a question to answer first, or its name.

    >>> from backlab.widgets import StrainLab
    >>> lab = StrainLab()
    >>> lab.set(day=7)
    >>> lab.said
    'Day 7: after one week the mean pain had come down from 52 to 36.'
    """

    look = "strain"

    def __init__(self, *, key: str = "strain", language: str | None = None, after: After | None = None) -> None:
        speaks = spoken(language)
        self._last = "day"
        with speaking(speaks):
            super().__init__(
                _fields(),
                {"step": stage_steps()[0].name, **FIRST},
                key=key,
                names=changing(gettext("A muscle strain")),
                language=speaks,
                stage={
                    "picture": "strain",
                    "first": ["day", "bed", "plan", "put"],
                    "more": gettext("One answer different"),
                    "warning": "never",
                },
                after=opener(after),
            )

    def settle(self, name: str, old: Any, values: Mapping[str, Any]) -> Mapping[str, Any]:
        """A step sets the stage; a plan brings what it lays on; and whoever goes on with the strain has it alone."""
        self._last = self._moved(name, old, values[name])
        if name == "step":
            return {**FIRST, **self.gone_to(values["step"]).sets}
        if name == "plan":
            return {"put": [*LAID[values["plan"]]], "answer": ALONE}
        return {} if name == "answer" else {"answer": ALONE}

    @contextmanager
    def trial(self) -> Iterator[None]:
        """The same; and the sentence is about what it was about before."""
        with super().trial():
            last = self._last
            try:
                yield
            finally:
                self._last = last

    def beside(self) -> dict[str, Any]:
        """What the sentence is about."""
        return {**super().beside(), "last": self._last}

    def take_beside(self, known: Mapping[str, Any]) -> None:
        """Have the sentence about the same again."""
        super().take_beside(known)
        match known:
            case {"last": str(last)} if last in self.values or any(last in laid for laid in LAID.values()):
                self._last = last

    def _moved(self, name: str, old: Any, new: Any) -> str:
        """What the sentence is about: a thing that was laid on by its own name, and after a step what it shows."""
        if name == "step":
            return _ABOUT.get(new, "day")
        laid = [thing for thing in new if thing not in old] if name == "put" else []
        return laid[-1] if laid else name

    def stage_steps(self) -> Sequence[StageStep]:
        """The steps of this lesson."""
        return stage_steps()

    def answer(self, values: Mapping[str, Any]) -> Answer:
        """Both people, a sentence on what was moved, and what stands behind it."""
        now = state(values)
        said = verdict(now, self._last)
        picture = scene(now, said)
        return Answer(
            (panel("strain", picture.title, picture_html(picture), folds=False), *_behind(self.lang, now.answer)),
            summary=_lead(now, said),
            said=said,
            told=self.led(values),
            query=self.to_query(values),
            handout=_on_paper(self.lang),
        )


def state(values: Mapping[str, Any]) -> Strain:
    """What the controls hold."""
    return Strain(values["day"], int(values["bed"]), values["plan"], tuple(values["put"]), values["answer"])


def _lead(now: Strain, said: str) -> Markup:
    """The sentence; with the sign of its level where care at home ends."""
    if not now.stops:
        return element("p", element("strong", said), class_="bl-lead")
    level = now.advice.disposition
    return element("p", level_icon(level), " ", element("strong", said), class_=f"bl-lead bl-is-{level.slug}")


def _fields() -> list[Field]:
    beds = [(f"{days}", ngettext("{count} day", "{count} days", days).format(count=days)) for days in BEDS]
    plans = zip(PLANS, (gettext("The article"), gettext("Guidelines today")), strict=True)
    return [
        steps_field(stage_steps()),
        slider("day", gettext("Let time pass"), 0, LAST, words=_days()),
        radio("bed", gettext("Days in bed"), beds),
        radio("plan", gettext("Look at the plan of"), plans),
        boxes("put", gettext("Add"), ((thing, _offered(thing)) for thing in THINGS)),
        radio("answer", gettext("The same strain. What would change the advice?"), answers().items(), stacked=True),
    ]


def _offered(thing: str) -> str:
    """A thing by its name; ibuprofen never without saying that it is not for everybody."""
    return gettext("Ibuprofen (not for all)") if thing == IBUPROFEN else names()[thing]


def _days() -> Iterable[str]:
    return (gettext("day {day}").format(day=day) for day in range(LAST + 1))


@cache
def _behind(language: str, answer: str) -> tuple[Panel, ...]:
    """What stands behind it, in this language."""
    with speaking(language):
        return (
            panel("never", gettext("What cannot wait"), cannot_wait(CANNOT_WAIT)),
            panel("todo", gettext("What to do"), _to_do(answer)),
            panel("numbers", gettext("Numbers"), _numbers()),
            panel("limits", gettext("Limits"), _limits()),
        )


_PLANNED = ("stay_active", "heat", "otc_ibuprofen", "ice", "rest", "paracetamol")


def _to_do(answer: str) -> Markup:
    """The level and its reasons; and for the strain alone what is said of each treatment."""
    advice = advice_with(answer)
    level = advice.disposition
    said = f"{level_label(level)}: {gettext(level.meaning)}."
    reasons = (element("p", gettext(reason.rule.because)) for reason in advice.reasons)
    head = element("p", level_icon(level), " ", element("strong", said), class_=f"bl-is-{level.slug}")
    if answer != ALONE:
        sources = dict.fromkeys(source for reason in advice.reasons for source in reason.rule.sources)
        return markup(head, reasons, folded_sources(sources))
    return markup(head, _choose(), map(_said_of, _PLANNED), folded_sources(_sources_of(_PLANNED)))


def _choose() -> Markup:
    """The choice itself is a lesson of its own."""
    link = element("a", gettext("Choose the treatment"), href="choose_the_treatment.ipynb?case=golf-swing")
    return element("p", gettext("To weigh them for a patient like this one:"), " ", link)


def _said_of(name: str) -> Markup:
    """What guidelines say of a treatment today, and what the article said."""
    each = TREATMENTS[name]
    article = gettext("The article: {says}").format(says=gettext(each.article.says))
    return markup(element("h4", gettext(each.label)), element("p", gettext(each.today.says)), note(article))


def _sources_of(names: Iterable[str]) -> list[str]:
    return [*dict.fromkeys(source for name in names for source in TREATMENTS[name].today.sources)]


_CELLS = (
    *(COURSE, FIRST_WEEK, BACK_AT_WORK, ABLE_AGAIN, BY_ID["acute-stay_active-pain-despite-pain"]),
    *(IN_BED, BY_ID["acute-rest-pain"], CAN_DO, *MISSED.values()),
    *(each for thing in THINGS for each in (ADDED[thing], *ALSO.get(thing, ()))),
)


def _numbers() -> Markup:
    """Every figure of the picture with its interval, its time, with what it was compared, and its source."""
    groups = groupby(_CELLS, lambda cell: cell.treatment)
    parts = (markup(element("h4", gettext(TREATMENTS[name].label)), map(_figure, cells)) for name, cells in groups)
    return markup(parts, _in_pairs(), folded_sources(dict.fromkeys(cell.source for cell in _CELLS)))


def _figure(cell: Cell) -> Markup:
    result = doubted(sentence(cell).rstrip("."), verified=SOURCES[cell.source].verified) + "."
    more = gettext(cell.note) if cell.has_figure and cell.note else ""
    against = gettext("Compared with: {other}.").format(other=gettext(cell.against.label))
    sure = gettext("How sure: {sureness}.").format(sureness=sureness(cell)) if cell.has_figure else ""
    return markup(element("p", f"{result} {more}".strip()), note(f"{against} {sure}".strip()))


@cache
def _on_paper(language: str) -> Markup:
    """A sheet for a class without computers: the empty chart to draw in, what was found, and who is seen how soon."""
    with speaking(language):
        empty, full = Strain(0, TWO, ARTICLE), Strain(LAST, TWO, TODAY, THINGS)
        asks = (
            markup(element("p", gettext("Draw both: the one in bed, and the one who keeps moving.")), _drawn(empty)),
            markup(element("p", gettext("What was found, with all four added for the one who moves.")), _drawn(full)),
            element("p", gettext("The same strain, and one answer different: how soon?"), " ", _levels()),
        )
        title = element("header", element("h2", gettext("A muscle strain")))
        return markup(title, element("ol", (element("li", each) for each in asks), class_="bl-worksheet"))


def _drawn(now: Strain) -> Markup:
    return element("figure", scene(now, verdict(now), by_hand=False).svg)


def _levels() -> str:
    told = ((words, advice_with(answer).disposition) for answer, words in answers().items())
    return " · ".join(f"{words}: {level_label(level)}" for words, level in told)


def _in_pairs() -> Markup:
    return note(
        gettext(
            "A difference in the usual spread can be told in pairs of people, one of each group. No difference is 50 "
            "of 100 pairs. As long as it is small, each 0.1 of it adds about 3 pairs (2.8), if values are spread like "
            "a bell (teaching estimate)."
        )
    )


def _limits() -> Markup:
    said = (
        gettext(
            "Between two points nobody counted: dots join them. How bent people are drawn follows these dots, and not "
            "what anybody saw."
        ),
        gettext(
            "The points come from several studies: a review of groups that were followed (start and week 6), the sham "
            "tablets of a trial (week 1), and a trial of two days in bed (week 12). "
            "All are of new back pain: none looks at strains alone."
        ),
        gettext(
            "The bar beside the last point is the interval of the difference, set on the pain of those who moved. The "
            "difference itself is adjusted, so it is not just one mean less the other."
        ),
        gettext("What each thing adds was found by itself, against shams. Nobody has tried the sum."),
        gettext("The people of ibuprofen and of paracetamol come from two trials, at two times: do not compare them."),
    )
    return markup(element("p", each) for each in said)
