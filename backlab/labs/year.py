"""A year of back pain: how it goes, what a treatment adds to that, and who has it again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from backlab.course.lessons.how_it_goes import stage_steps
from backlab.course.steps import StageStep
from backlab.drawing.picture import picture_html
from backlab.kit.contract import Field, Panel
from backlab.kit.fields import menu, radio, slider
from backlab.kit.lab import After, Answer, panel, spoken
from backlab.kit.linked import changing
from backlab.knowledge.figures import COURSES, EFFECTS, PREVENTIONS
from backlab.labs.opening import opener
from backlab.labs.panels import never_tab
from backlab.labs.stepped import STEP, SteppedLab, steps_field
from backlab.language import gettext, ngettext, speaking
from backlab.markup import Markup, element, markup
from backlab.pictures.evidence import effect, recovery_curves
from backlab.pictures.prevention import relapse
from backlab.pictures.year.scene import scene
from backlab.pictures.year.state import (
    AGAIN,
    HALF,
    KEEPS,
    LASTED,
    NEW,
    NEWER,
    NOTHING,
    OLDER,
    TREATMENTS,
    YEAR,
    Year,
    kind_for,
)

FIRST: Mapping[str, Any] = {"week": 0, "kind": NEW, "added": NOTHING, "keeps": NOTHING, "review": OLDER}


class YearLab(SteppedLab):
    """The year after a back began to hurt, and the year after it was well again.

    ``language`` is "en" or "es", or else what the address asks for; of two on one page, give one a ``key`` of its own.
    ``after`` is a question to answer first, or its name.

    >>> from backlab.widgets import YearLab
    >>> lab = YearLab()
    >>> lab.set(week=6)
    >>> lab.said
    'After 6 weeks: pain 23 of 100 (21 to 25) by the review of 2012; 26 (21 to 31) by that of 2024, not verified.'
    """

    def __init__(self, *, key: str = "year", language: str | None = None, after: After | None = None) -> None:
        speaks = spoken(language)
        self._question = opener(after)
        with speaking(speaks):
            super().__init__(
                _fields(),
                {STEP: stage_steps()[0].name, **FIRST},
                key=key,
                names=changing(gettext("The year after")),
                language=speaks,
                stage={
                    "picture": "year",
                    "first": ["week", "kind", "added", "keeps"],
                    "more": gettext("Which review"),
                    "warning": "never",
                },
                after=self._question,
            )

    def stage_steps(self) -> Sequence[StageStep]:
        """The steps of this lesson."""
        return stage_steps()

    def settle(self, name: str, old: Any, values: Mapping[str, Any]) -> Mapping[str, Any]:
        """A step sets the stage; a treatment brings the pain for which it was tried, prevention the year's end."""
        if name == STEP:
            return self.gone_to(values[STEP]).sets
        if name == "added" and values["added"]:
            return {"kind": kind_for(values["added"]), "keeps": NOTHING}
        if name == "kind" and values["added"] and kind_for(values["added"]) != values["kind"]:
            return {"added": NOTHING}
        if name == "keeps" and values["keeps"]:
            return {"week": YEAR, "added": NOTHING}
        return {}

    def answer(self, values: Mapping[str, Any]) -> Answer:
        """The scene, a sentence on what it shows, and the figures behind it."""
        return self.pictured(values, scene(self._year(values)), _behind(self.lang))

    def _year(self, values: Mapping[str, Any]) -> Year:
        """What is shown: those who come back from the step on that is about them, and until then the bars."""
        named = {name: values[name] for name in FIRST}
        steps = [step.name for step in self.stage_steps()]
        is_later = steps.index(values[STEP]) >= steps.index("again")
        counts = not values["added"] and (is_later or bool(values["keeps"]))
        return Year(**named, guess=self._guess(), counts=counts)

    def _guess(self) -> tuple[float, ...]:
        """The line that was drawn ahead of the lab, if one was."""
        given = getattr(self._question, "given", None)
        return tuple(given) if isinstance(given, list) else ()


def _fields() -> list[Field]:
    kinds = (NEW, gettext("is new")), (LASTED, gettext("has lasted for months"))
    added = (NOTHING, gettext("nothing")), *((each.id, gettext(each.label)) for each in TREATMENTS.values())
    keeps = (NOTHING, gettext("nothing")), *((name, gettext(PREVENTIONS[name].label)) for name in KEEPS)
    reviews = ((year, gettext("The review of {year}").format(year=year)) for year in (OLDER, NEWER))
    return [
        steps_field(stage_steps()),
        slider("week", gettext("Let time pass"), 0, YEAR, words=_weeks()),
        radio("kind", gettext("The pain"), kinds),
        menu("added", gettext("Add a treatment"), added),
        menu("keeps", gettext("So that it stays away"), keeps),
        radio("review", gettext("Which review"), reviews),
    ]


def _weeks() -> Iterable[str]:
    counted = (ngettext("{count} week", "{count} weeks", count).format(count=count) for count in range(1, YEAR + 1))
    return (gettext("start"), *counted)


@cache
def _behind(language: str) -> tuple[Panel, ...]:
    """What stands behind it, in this language."""
    with speaking(language):
        return (
            never_tab(),
            panel("numbers", gettext("Numbers"), _numbers()),
            panel("limits", gettext("Limits"), _limits()),
        )


def _numbers() -> Markup:
    """Every figure with its interval and source: the two reviews, the treatments, and who has it again."""
    pictures = recovery_curves(COURSES), effect(EFFECTS), relapse()
    return markup((element("h4", each.title), picture_html(each)) for each in pictures)


def _limits() -> Markup:
    said = (
        gettext(
            "A line is a mean. A mean of 6 can be many people at 0 and some at 50: it hides who is well after days, "
            "and who never is."
        ),
        gettext(
            "The review of 2024 is the newer and the less hopeful one. Nobody of the project has read its figures week "
            "by week in the source: until then, do not count on the better line."
        ),
        gettext(
            "Usual care also holds what these people did and took. Only a trial, in which chance decides who gets "
            "the treatment, tells the two apart."
        ),
        gettext("Between the points nobody measured: the line only joins them."),
        gettext(
            "Those who come back are other people than those of the curve. Half of them had it again after {weeks:.0f} "
            "weeks; how many by each other week is drawn along a line to that point and on to the year's end."
        ).format(weeks=HALF),
        gettext(
            "With exercise the ratio of a review is taken of the {again:.0f} of another study: it shows the size, and "
            "is no forecast (teaching estimate)."
        ).format(again=AGAIN.value),
        gettext("For back spasms by themselves no good figures were found; new back pain stands in for them here."),
    )
    return markup(element("p", each) for each in said)
