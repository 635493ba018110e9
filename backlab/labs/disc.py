"""A herniated disc: push the core and see what gives way, what is pressed, where it is felt, and what time does."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from backlab.course.lessons.herniated_disc import seen, set_by, stage_steps
from backlab.course.steps import StageStep
from backlab.drawing.parts import reached
from backlab.drawing.picture import Picture, picture_html
from backlab.kit.contract import Field, Panel
from backlab.kit.fields import radio, slider
from backlab.kit.lab import After, Answer, panel, spoken
from backlab.kit.linked import changing
from backlab.knowledge.figures import DISCS_SHRUNK, OFF_THE_MAP, ON_THE_MAP_S1, published
from backlab.knowledge.sources import SOURCES
from backlab.labs.opening import opener
from backlab.labs.panels import cannot_wait, note, sources_html
from backlab.labs.stepped import STEP, SteppedLab, steps_field
from backlab.language import gettext, ngettext, speaking
from backlab.markup import Markup, element, markup
from backlab.model import Disposition
from backlab.pictures.disc.care import EMERGENCIES, cares, gains, harm_sources, harms, label, notes
from backlab.pictures.disc.layout import CUT, LEG, MAP, PAIR, YEAR, shown
from backlab.pictures.disc.scene import scene, what_it_rests_on
from backlab.pictures.disc.state import CALM, LEVELS, LOOSE, MONTHS, STAGES, STEEPEST, SURGERY, WAITING, WAYS, Disc
from backlab.pictures.marks import level_icon
from backlab.words import capital

FIRST: Mapping[str, Any] = {
    "core": 0,
    "leg": 0,
    "months": 0,
    "care": WAITING,
    "look": LEVELS[2],
    "way": WAYS[0],
}
_ABOUT = {"push": CUT, "toe": MAP, "raise": LEG, "months": YEAR, "care": YEAR, "never": PAIR}
_IDLE = "months", "care"  # beside two people who are seen today neither time nor a treatment is to choose
_FOUND_BY = "toe"  # the step that asks how many keep to the map
_SCANS = "brinjikji-2015-asymptomatic"
_TREATED = "opioid", "injection", SURGERY
_DRAWN = "taylor-2013-dermatome"


class DiscLab(SteppedLab):
    """A disc whose core is pushed, the root and the leg that feel it, and what is done for it, against time.

    ``language`` is "en" or "es", or else what the address asks for; of two on one page, give one a ``key`` of its own.
    ``after`` is a question to answer first, or its name.

    >>> from backlab.widgets import DiscLab
    >>> lab = DiscLab()
    >>> lab.set(core=90)
    >>> lab.said
    'The ring has given way, and the core presses on the root S1.'
    """

    def __init__(self, *, key: str = "disc", language: str | None = None, after: After | None = None) -> None:
        speaks = spoken(language)
        with speaking(speaks):
            super().__init__(
                _fields(),
                {"step": stage_steps()[0].name, **FIRST},
                key=key,
                names=changing(gettext("A herniated disc")),
                language=speaks,
                stage={
                    "picture": "disc",
                    "first": ["core", "leg", "months", "care"],
                    "more": gettext("Which disc"),
                    "warning": "never",
                },
                after=opener(after),
            )

    def settle(self, name: str, old: Any, values: Mapping[str, Any]) -> Mapping[str, Any]:
        """A step sets the stage."""
        return set_by(self.gone_to(values["step"]), values) if name == "step" else {}

    def stage_steps(self) -> Sequence[StageStep]:
        """The steps of this lesson."""
        return stage_steps()

    def answer(self, values: Mapping[str, Any]) -> Answer:
        """The scene, a sentence on what it shows, and what stands behind it."""
        disc = seen(values)
        about = _ABOUT[values["step"]]
        picture = scene(disc, about, counted=self._is_counted(values["step"]))
        return Answer(
            (
                panel("disc", picture.title, picture_html(picture._replace(notes=_beside(disc, about))), folds=False),
                *_behind(self.lang),
            ),
            summary=_verdict(picture, disc),
            said=picture.description,
            told=self.led(values, hidden={name: [name] for name in _IDLE if about == PAIR}),
            query=self.to_query(values),
        )

    def _is_counted(self, step: str) -> bool:
        """How many keep to the map is seen once it has been looked for, or left behind."""
        names = [each.name for each in self.stage_steps()]
        return _FOUND_BY in self.done[STEP] or names.index(step) > names.index(_FOUND_BY)


@cache
def _behind(language: str) -> tuple[Panel, ...]:
    """What stands behind it, in this language."""
    with speaking(language):
        return (
            panel("never", gettext("What cannot wait"), cannot_wait(EMERGENCIES)),
            panel("numbers", gettext("Numbers"), _numbers()),
            panel("scans", gettext("Scans"), _without_pain()),
            panel("limits", gettext("Limits"), _limits()),
        )


def _verdict(picture: Picture, disc: Disc) -> Markup:
    """The sentence; with the sign of an emergency where it is one."""
    said = element("strong", picture.description)
    if disc.presses_bundle:
        level = Disposition.EMERGENCY
        return element("p", level_icon(level), " ", said, class_=f"bl-lead bl-is-{level.slug}")
    return element("p", said, class_="bl-lead")


def _beside(disc: Disc, about: str) -> tuple[Markup, ...]:
    """While time runs: what cannot wait, or what the treatment can do harm with; on a phone too."""
    said = harms(disc.care) if shown(disc, about) == YEAR else ""
    return (element("strong", said, class_="bl-also"),) if said else ()


def _fields() -> list[Field]:
    ways = zip(WAYS, (gettext("back and to the side"), gettext("straight back")), strict=True)
    degrees = [f"{each}°" for each in range(STEEPEST + 1)]
    return [
        steps_field(stage_steps()),
        slider("core", gettext("Push the core"), 0, 100, words=_pushes()),
        slider("leg", gettext("Raise the leg"), 0, STEEPEST, words=degrees),
        slider("months", gettext("Let time pass"), 0, MONTHS, words=_months()),
        radio("care", gettext("What is done"), ((name, _offered(name, words)) for name, words in cares())),
        radio("look", gettext("Which disc"), [(level, level) for level in LEVELS]),
        radio("way", gettext("Which way the core goes"), ways),
    ]


def _offered(name: str, words: str) -> str:
    """What can be chosen; opioid tablets never without saying that nobody advises them."""
    return gettext("Opioid tablets (not advised)") if name == "opioid" else capital(words)


def _pushes() -> Iterable[str]:
    """What has become of the ring at each place of the slider."""
    words = gettext("whole"), gettext("bulges"), gettext("presses"), gettext("broken"), gettext("piece loose")
    return (words[reached(STAGES, core)] for core in range(101))


def _months() -> Iterable[str]:
    counted = (ngettext("{count} month", "{count} months", count).format(count=count) for count in range(1, MONTHS + 1))
    return (gettext("start"), *counted)


def _without_pain() -> Markup:
    """How often a scan shows the same in people who have no pain, at 20 and at 80."""
    said = gettext(
        "Scans of people without any pain: at 20 years {protrusion_20:g} of 100 have a protrusion and {bulge_20:g} a "
        "bulge, at 80 years {protrusion_80:g} and {bulge_80:g}. So a scan alone does not say what hurts."
    )
    names = ("protrusion_20", "bulge_20", "protrusion_80", "bulge_80")
    shares = {name: published(_SCANS, name) for name in names}
    return markup(element("p", said.format(**shares)), sources_html([SOURCES[_SCANS]]))


def _numbers() -> Markup:
    """Every figure of the treatments with its interval, what else was found, and how many keep to the map."""
    picture = gains()
    return markup(
        _to_fill_in(),
        element("h4", picture.title),
        picture_html(picture),
        map(note, notes()),
        element("h4", gettext("Harms")),
        map(_of_harms, _TREATED),
        sources_html(SOURCES[each] for each in harm_sources()),
        element("h4", gettext("The map of the leg")),
        _of_map(),
    )


def _of_harms(chosen: str) -> Markup:
    """What a treatment can do harm with."""
    return element("p", element("strong", capital(label(chosen))), ". ", harms(chosen))


_BY_HAND = re.compile(r" data-(?:key|drag|along|tap)='[^']*'")


def _to_fill_in() -> Markup:
    """For paper alone, where no step brings its picture: all of them at once, the hundred and the year left open."""
    picture = scene(Disc(core=LOOSE), YEAR, counted=False)
    still = Markup(_BY_HAND.sub("", picture.svg))
    asked = gettext("To fill in: how many of 100 feel it in their strip, and who has not recovered, month by month?")
    return element("div", element("p", element("strong", asked)), still, class_="bl-on-paper")


def _of_map() -> Markup:
    """How many feel it where the map says: one figure for all roots, and one for S1 alone."""
    said = gettext(
        "Felt where the map says: {on:.0f} of 100 pressed roots of the lower back, all together, and {s1:.0f} of 100 "
        "roots S1. The source gives L4 and L5 no figure of their own."
    )
    shares = {"on": 100 - OFF_THE_MAP.value, "s1": ON_THE_MAP_S1.value}
    drawn = gettext(
        "Pain and pins and needles keep to it differently. Where people with a pressed L5 drew them, {l5_pain:g}% put "
        "more than half of the marks for pain into the strip, and {l5_tingling:g}% of those for pins and needles."
    )
    names = ("l5_pain", "l5_tingling")
    found = drawn.format(**{name: published(_DRAWN, name) for name in names})
    sources = sources_html([SOURCES[OFF_THE_MAP.source], SOURCES[_DRAWN]])
    return markup(element("p", said.format(**shares)), element("p", found), sources)


def _limits() -> Markup:
    shares = " · ".join(f"{gettext(count.label)}: {count.value:g}%" for count in DISCS_SHRUNK)
    said = (
        what_it_rests_on(),
        gettext(
            "Where more than half of such discs shrink, it shrinks here, evenly over ten months. How fast a real one "
            "does is not known beforehand: {shares}."
        ),
        gettext(
            "The pain fades until month {months}: by then half of those who waited in a trial had recovered. They had "
            "had strong sciatica for 6 to 12 weeks at its start."
        ),
        gettext("With surgery what presses is gone after a month, when half of those operated on had recovered."),
    )
    sources = sources_html([SOURCES["chiu-2015-regression"], SOURCES["peul-2007-sciatica"]])
    return markup((element("p", each.format(shares=shares, months=CALM)) for each in said), sources)
