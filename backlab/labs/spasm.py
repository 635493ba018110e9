"""What a spasm is: a person lifts a box, and one sees that the pain follows the alarm, and hardly the tissue."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache, lru_cache
from typing import Any

from backlab.advice import Advice, advise
from backlab.course.lessons.what_a_spasm_is import (
    CANNOT_WAIT,
    PAIN_IS_NOT_DAMAGE,
    goal,
    in_people,
    is_call,
    stage_steps,
)
from backlab.course.steps import StageStep
from backlab.drawing.picture import picture_html
from backlab.kit.contract import Field, Panel
from backlab.kit.fields import radio, slider, text
from backlab.kit.lab import After, Answer, panel, spoken
from backlab.kit.linked import changing
from backlab.knowledge.findings import CHOICES, in_topic
from backlab.knowledge.sources import SOURCES
from backlab.labs.opening import opener
from backlab.labs.panels import cannot_wait, note, sources_html, strong
from backlab.labs.stepped import STEP, SteppedLab, steps_field
from backlab.language import gettext, ngettext, speaking
from backlab.markup import Markup, element, markup
from backlab.pictures.marks import level_icon, level_label
from backlab.pictures.spasm.callers import AGAIN, QUESTIONS, SIGNS, TORN, question
from backlab.pictures.spasm.plane import A, B
from backlab.pictures.spasm.scene import Shown, spasm_scene
from backlab.pictures.spasm.state import (
    AGE,
    BEFORE,
    FIBRES,
    HEALED,
    LAST,
    LIFTED,
    MOST_TORN,
    STRONGEST,
    VIEWS,
    Spasm,
)
from backlab.pictures.spasm.weeks import moments
from backlab.presentation import Presentation
from backlab.words import lowered


class SpasmLab(SteppedLab):
    """A spasm with its tissue and its alarm on two sliders, from the person to the fibre.

    ``language`` is "en" or "es", or else what the address asks for; of two on one page, give one a ``key`` of its own.
    ``after`` is a question to answer first, or its name.

    >>> from backlab.widgets import SpasmLab
    >>> lab = SpasmLab()
    >>> lab.set(alarm=8)
    >>> lab.said
    'Pain 8 of 10, every fibre whole: severe, new pain.'
    """

    def __init__(self, *, key: str = "spasm", language: str | None = None, after: After | None = None) -> None:
        speaks = spoken(language)
        self._been: list[tuple[float, int]] = []
        with speaking(speaks):
            title = gettext("What a spasm is")
            begin = stage_steps()[0]
            first = {"step": begin.name, **begin.sets, "ask": ""}
            super().__init__(
                _fields(),
                first,
                key=key,
                names=changing(title),
                language=speaks,
                stage={
                    "picture": "spasm",
                    "first": ["look", "torn", "alarm", "moment"],
                    "more": gettext("What would you ask?"),
                    "warning": "never",
                },
                after=opener(after),
            )

    def settle(self, name: str, old: Any, values: Mapping[str, Any]) -> Mapping[str, Any]:
        """A step sets the stage, and a question brings those who are asked.

        Whatever is torn or rings has been so since the lift, which sets the alarm off.
        """
        if name == "step":
            return self.gone_to(values["step"]).sets
        if name == "ask":
            call = self.gone_to("ask")
            return {"step": call.name, **call.sets}
        if name in ("torn", "alarm") and values["moment"] < LIFTED:
            return {"moment": LIFTED}
        if name == "moment" and values["moment"] == BEFORE:
            return {"torn": 0, "alarm": 0}
        if name == "moment" and old == BEFORE:
            return {"alarm": SET_OFF}
        return {}

    def move(self, name: str, value: Any) -> None:
        """Move one control, and remember where in the plane of pain and tissue that leads."""
        super().move(name, value)
        now = _state(self.values)
        if now.has_begun and (now.open, now.pain) not in self._been:
            self._been.append((now.open, now.pain))

    def beside(self) -> dict[str, Any]:
        """Where in the plane it has been."""
        return {**super().beside(), "been": self._been}

    def take_beside(self, known: Mapping[str, Any]) -> None:
        """Have been there again."""
        super().take_beside(known)
        been = known.get("been")
        for each in been if isinstance(been, list) else ():
            match each:
                case [int(open_) | float(open_), int(pain)] if 0 <= open_ <= FIBRES and 0 <= pain <= STRONGEST:
                    self._been.append((open_, pain))

    def stage_steps(self) -> Sequence[StageStep]:
        """The steps of this lesson."""
        return stage_steps()

    def _shown(self, values: Mapping[str, Any]) -> Shown:
        """What this step has on the stage: the fields come with the step that looks for them, the weeks with time."""
        step = values["step"]
        is_late = step == "lasting" or values["moment"] > LIFTED
        asked = values["ask"] if is_call(values) else None
        return Shown(_FIELDS.get(step, (A, B)), self.done[STEP], self._been, is_late, asked)

    def answer(self, values: Mapping[str, Any]) -> Answer:
        """The scene, a sentence on what rings and what is torn, and what stands behind it."""
        now = _state(values)
        picture = spasm_scene(now, self._shown(values))._replace(notes=_beside(values["step"]))
        never, why, *others = _behind(self.lang)
        level = panel("level", gettext("What to do"), _level(now.patient, self.lang))
        shown = panel("spasm", picture.title, picture_html(picture), folds=False)
        asked, is_reached = goal(values)
        said = asked or verdict(now)
        tick = gettext("✓ Done.") if is_reached else ""
        return Answer(
            (shown, never, why, level, *others),
            summary=element("p", element("strong", f"{tick} {said}".strip()), class_="bl-lead"),
            said=said,
            told=self.led(values, html={"reply": _reply(values["ask"])}),
            query=self.to_query(values),
        )


@cache
def _behind(language: str) -> tuple[Panel, ...]:
    """What stands behind it, in this language, whatever is moved."""
    with speaking(language):
        return (
            panel("never", gettext("What cannot wait"), cannot_wait(CANNOT_WAIT)),
            panel("why", gettext("Why"), _why()),
            panel("numbers", gettext("Numbers"), _evidence()),
            panel("limits", gettext("Limits"), _limits()),
        )


def _beside(step: str) -> tuple[Markup, ...]:
    """Where strong pain with whole tissue is looked for: that this is not said of every strong pain."""
    if step not in ("whole", "torn", "lasting"):
        return ()
    said = gettext("Sudden worst pain, or pain with fainting, fever, a fall or numbness: do not wait, get help.")
    return (element("strong", said, class_="bl-also"),)


_FIELDS: Mapping[str, tuple[str, ...]] = {"lift": (), "fibre": (), "whole": (A,)}  # all from then on
SET_OFF = 7  # the alarm that the lift sets off, with nothing torn


def _state(values: Mapping[str, Any]) -> Spasm:
    return Spasm(values["look"], values["torn"], values["alarm"], values["moment"])


def _fields() -> list[Field]:
    names = zip(VIEWS, (gettext("Person"), gettext("Muscle"), gettext("Fibre")), strict=True)
    return [
        steps_field(stage_steps()),
        radio("look", gettext("Look at"), names),
        slider("torn", gettext("Fibres torn in the lift"), 0, MOST_TORN, colour="muscle"),
        slider("alarm", gettext("Alarm of the nerves"), 0, STRONGEST, colour="nerve"),
        slider("moment", gettext("Time"), 0, LAST, words=moments()),
        radio("ask", gettext("What do you ask the two people?"), _questions(), stacked=True),
        text("reply"),
    ]


def verdict(now: Spasm) -> str:
    """One sentence on how much it hurts and what is torn, and one on what such pain is called."""
    if not now.has_begun:
        return gettext("Before the lift: no pain, and every fibre is whole.")
    if not now.pain:
        said = gettext("Week {week}: no pain, {tissue}.") if now.weeks else gettext("No pain, {tissue}.")
        return said.format(week=now.weeks, tissue=_tissue(now))
    said = gettext("Pain {pain} of {most}, {tissue}: {called}.")
    if now.weeks:
        said = gettext("Week {week}: pain {pain} of {most}, {tissue}: {called}.")
    return said.format(week=now.weeks, pain=now.pain, most=STRONGEST, tissue=_tissue(now), called=_called(now))


def _tissue(now: Spasm) -> str:
    if not now.hurt:
        return gettext("every fibre whole")
    if now.weeks >= HEALED:
        return ngettext("{torn} fibre healed", "{torn} fibres healed", now.hurt).format(torn=now.hurt)
    said = gettext("{torn} of {count} fibres healing") if now.healing else gettext("{torn} of {count} fibres torn")
    return said.format(torn=now.hurt, count=FIBRES)


def _called(now: Spasm) -> str:
    if now.is_severe:
        return gettext("severe, lasting pain") if now.is_lasting else gettext("severe, new pain")
    return gettext("lasting pain") if now.is_lasting else gettext("new pain")


def _why() -> Markup:
    said = (
        gettext(
            "Pain is an alarm. The nerves ring it to protect you, and they can ring it loudly where nothing is torn."
        ),
        gettext(
            "In a spasm a muscle tightens by itself and does not let go. Its fibres shorten and lock. A "
            "strain is something else: there fibres are stretched too far, and some tear."
        ),
        gettext(
            "Severe is a word about strength, lasting (chronic) one about time. The course calls pain severe "
            "and lasting where its rules ask for more care; neither word says what is torn."
        ),
        gettext("So strong pain tells how soon somebody needs relief. Other signs tell what may be behind it."),
    )
    return markup(element("p", each) for each in said)


@lru_cache(maxsize=256)  # every pain at every time, in two languages
def _level(patient: Presentation, language: str) -> Markup:
    """What the rules say to this pain at this time alone, in this language, and which answer would change it."""
    with speaking(language):
        return _to_do(patient, advise(patient))


def _to_do(patient: Presentation, advice: Advice) -> Markup:
    level = advice.disposition
    said = f"{level_label(level)}: {gettext(level.meaning)}."
    because = [gettext(reason.rule.because) for reason in advice.reasons]
    told = because or [gettext("No rule asks for more, as far as this alone goes.")]
    only = gettext(
        "This is an example patient of {age}, of whom nothing else is known. Any other sign can only raise the level."
    )
    return markup(
        element("p", level_icon(level), " ", element("strong", said)),
        (element("p", each) for each in (*told, *_if_unable(patient, advice))),
        note(only.format(age=AGE)),
    )


def _if_unable(patient: Presentation, advice: Advice) -> tuple[str, ...]:
    """What the worst answer to how they can move would change."""
    levels = {move: advise(replace(patient, mobility=move.id)).disposition for move in in_topic(CHOICES["mobility"])}
    worst = max(levels, key=lambda move: levels[move])
    if levels[worst] <= advice.disposition:
        return ()
    said = gettext("Ask how they can move: if {answer}, the level is {level}.")
    return (said.format(answer=lowered(gettext(worst.label)), level=level_label(levels[worst])),)


def _evidence() -> Markup:
    nerves = gettext(
        "One nerve carries the alarm to the head, another one carries the order to tighten to the muscle. A spasm "
        "is felt as a lock; often it cannot be measured."
    )
    sources = sources_html(SOURCES[name] for name in PAIN_IS_NOT_DAMAGE)
    return markup((element("p", said) for said in (*in_people(), nerves)), sources)


def _limits() -> Markup:
    said = (
        gettext(
            "This is a teaching picture. Its numbers are made up: the pain is the alarm, plus 1 for some torn"
            " fibres and 2 for many, until they have healed. In a real back nobody can read either one off."
        ),
        gettext(
            "Fields A and B are drawn for this picture. The figures that are told there are of scans of discs, and of "
            "causes that were found: no source of this course has counted torn fibres."
        ),
        gettext(
            "A muscle has many thousand fibres, and not twelve. That torn ones heal within six weeks is drawn"
            " evenly; the course's rule says only that most of the healing is over by then."
        ),
        gettext(
            "That fibres shorten and lock is how a spasm is commonly told. Studies have hardly shown it: recordings of "
            "the muscles conflict."
        ),
        gettext(
            "Whether it is a muscle at all that hurts can rarely be told. Joints, discs and ligaments feel the same."
        ),
        gettext("How the person stands is drawn for one person in pain; others stand otherwise."),
    )
    return markup(element("p", each) for each in said)


def _questions() -> list[tuple[str, str]]:
    return [(name, question(name)) for name in QUESTIONS]


def _reply(asked: str) -> Markup:
    said = {
        AGAIN: gettext("You know that already, and it does not say what is behind it."),
        TORN: gettext(
            "Nobody can feel that, and no examination that was tested tells a strained muscle from a joint or a disc."
        ),
        SIGNS: gettext(
            "Yes: such answers can raise the level of care, at any pain. Numb there, or unable to pee: call an "
            "ambulance."
        ),
    }
    return strong(said[asked]) if asked else markup()
