"""What keeps the next spasm away: the same hundred people with nothing done, and by what each review found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from backlab.course.lessons.overuse_and_a_weak_core import stage_steps
from backlab.course.steps import StageStep
from backlab.kit.contract import Field, Panel
from backlab.kit.fields import radio, slider
from backlab.kit.lab import After, Answer, panel, spoken
from backlab.kit.linked import changing
from backlab.knowledge.figures import PREVENTIONS
from backlab.knowledge.sources import SOURCES
from backlab.labs.opening import opener
from backlab.labs.panels import never_tab, sources_html
from backlab.labs.stepped import STEP, SteppedLab, steps_field
from backlab.language import gettext, speaking
from backlab.markup import Markup, element, markup
from backlab.pictures.prevention import PEOPLE, PREDICTORS
from backlab.pictures.spared import EXERCISE, NOTHING, PASSIVE, PUBLISHED, TAUGHT, WALKING, Spared, scene

FIRST: Mapping[str, Any] = {"what": NOTHING, "risk": PUBLISHED}


class PreventionLab(SteppedLab):
    """A hundred people who have got over their back pain, and what spares some of them the next.

    ``language`` is "en" or "es", or else what the address asks for; of two on one page, give one a ``key`` of its own.
    ``after`` is a question to answer first, or its name.

    >>> from backlab.widgets import PreventionLab
    >>> lab = PreventionLab()
    >>> lab.said
    'Nothing is done: 69 of 100 have it again within a year.'
    """

    def __init__(self, *, key: str = "prevention", language: str | None = None, after: After | None = None) -> None:
        speaks = spoken(language)
        with speaking(speaks):
            super().__init__(
                _fields(),
                {STEP: stage_steps()[0].name, **FIRST},
                key=key,
                names=changing(gettext("What keeps it away")),
                language=speaks,
                stage={"picture": "spared", "first": ["what", "risk"], "more": "", "warning": "never"},
                after=opener(after),
            )

    def stage_steps(self) -> Sequence[StageStep]:
        """The steps of this lesson."""
        return stage_steps()

    def answer(self, values: Mapping[str, Any]) -> Answer:
        """The same people beside each other, a sentence on who is spared, and what stands behind it."""
        return self.pictured(values, scene(Spared(values["what"], values["risk"])), _behind(self.lang))


def _fields() -> list[Field]:
    whats = (
        (NOTHING, gettext("Nothing")),
        (TAUGHT, gettext("Exercise and teaching")),
        (EXERCISE, gettext("Exercise alone")),
        (WALKING, gettext("Walking and teaching")),
        (PASSIVE, gettext("A belt, insoles, or teaching alone")),
    )
    return [
        steps_field(stage_steps()),
        radio("what", gettext("What is done"), whats, stacked=True),
        slider("risk", gettext("Risk within a year, in 100"), 0, PEOPLE),
    ]


@cache
def _behind(language: str) -> tuple[Panel, ...]:
    """What stands behind it, in this language."""
    with speaking(language):
        return (
            never_tab(),
            panel("before", gettext("What goes before it"), _before()),
            panel("limits", gettext("Limits"), _limits()),
        )


def _before() -> Markup:
    said = gettext("{fact}: {figures}.").format(fact=gettext(PREDICTORS.fact), figures=gettext(PREDICTORS.figures))
    mind = gettext("What predicts need not be what causes.")
    young = gettext(
        "Young people have two dangers of their own. Pain on leaning back, in a sport that arches the back, may be a "
        "stress fracture. Pain for over three months that wakes at night and eases with moving may be an inflamed "
        "spine. Both should be looked at."
    )
    sources = [PREDICTORS, SOURCES["spondylolysis-micheli"], SOURCES["nice-ng65-referral"]]
    return markup((element("p", each) for each in (said, mind, young)), sources_html(sources))


def _noted(name: str) -> str:
    """What there is to say of a study, with its name."""
    found = PREVENTIONS[name]
    return gettext("{what}: {note}").format(what=gettext(found.label), note=gettext(found.note))


def _limits() -> Markup:
    said = (
        gettext(
            "The ratio is taken of the risk on the slider, as if it held for every risk (teaching estimate). The "
            "{published} in 100 were counted in other people than those of the reviews."
        ).format(published=PUBLISHED),
        gettext("The interval is that of the ratio alone."),
        *(_noted(name) for name in (TAUGHT, EXERCISE, f"{EXERCISE}-2018", WALKING)),
        gettext("The exercise that is drawn is an example: no source of this course says which one is the best."),
        gettext(
            "No source of this course says how fast one may train: begin once the worst is over, a little more each "
            "week."
        ),
    )
    sources = (SOURCES[PREVENTIONS[name].source] for name in (TAUGHT, f"{TAUGHT}-2018", WALKING, PASSIVE))
    return markup((element("p", each) for each in said), sources_html(dict.fromkeys(sources)))
