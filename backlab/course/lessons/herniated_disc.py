"""What is asked in "Herniated disc"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from backlab.course.ask import patient_question, raising_question
from backlab.course.exercise import Exercise, Option
from backlab.course.guesses import Spot
from backlab.course.kinds import Number, Several
from backlab.course.steps import StageStep
from backlab.knowledge.cases import CASES
from backlab.knowledge.figures import (
    MATTERS,
    OFF_THE_MAP,
    ON_THE_MAP_S1,
    TIMELINES,
    Moment,
    Timeline,
    accuracy,
    published,
)
from backlab.knowledge.findings import FINDINGS
from backlab.knowledge.places import NERVE_ROOTS
from backlab.language import gettext
from backlab.model import Disposition
from backlab.pictures.disc.state import BREAK, LEVELS, LOOSE, MONTHS, SURGERY, TOUCH, WAITING, WAYS, Disc
from backlab.words import Block, Citer, Say

CITED: tuple[str, ...] = (
    "course-teaching",
    "windt-2010-slr",
    "windt-2010-cslr",
    "wang-2020-regression",
    "chiu-2015-regression",
    "jones-2023-opal-design",
    "jones-2023-opal-1y",
    "oliveira-2020-esi",
    "oliveira-2020-esi-numbers",
    "peul-2007-sciatica",
    "peul-2008-2y",
    "bailey-2020-chronic-sciatica",
    "liu-2023-sciatica-surgery",
    "dahm-2010-sciatica",
    "nhs-999",
    "acp-2011-imaging",
    "murphy-2009-dermatome",
    "taylor-2013-dermatome",
    "albert-2019-l5-s1",
    "iversen-2013-root",
    "nice-ng59-2020-sciatica",
    "nice-ng59-2020-why",
    "brinjikji-2015-asymptomatic",
)

_DRAWN = "taylor-2013-dermatome"
_LOWEST = NERVE_ROOTS["L5/S1"]
_LEGS = {
    "L4": "On the map that strip belongs to a nerve two floors further up.",
    "L5": "Close: on the map that strip belongs to the nerve that the disc one floor higher mostly presses on.",
    "S1": "Yes: so says the map. How many people keep to the map is another question.",
}
_BACK = Option(
    "back",
    "only in the back, where the disc is",
    "The back may hurt as well. But a pressed nerve root is mostly felt where that nerve goes to, and not where it is pressed.",
)


def _felt(cite: Citer) -> Iterator[Block]:
    said = gettext("The lowest disc mostly presses on the nerve root that is called {root}. On the map: {place}.")
    told = said.format(root=_LOWEST.name, place=gettext(_LOWEST.felt))
    yield Say(told)
    yield Say(gettext("How many people keep to that map? Step 2 of the lab asks a hundred."))
    yield Say(gettext("The map is common teaching.") + cite(_LOWEST.sources))


def _off_the_map(cite: Citer) -> Iterator[Block]:
    people = gettext(
        "That is the map. Of 100 pressed roots of the lower back {on:.0f} were felt where the map says. The lowest "
        "root, S1, is the exception: {s1:.0f} of 100."
    )
    yield Say(people.format(on=100 - OFF_THE_MAP.value, s1=ON_THE_MAP_S1.value) + cite((OFF_THE_MAP.source,)))
    drawn = gettext(
        "Where people drew their own pain, hardly anybody put more than half of the marks into the strip: {l5:g}% with a "
        "pressed L5, and {s1:g}% with S1."
    )
    shares = {"l5": published(_DRAWN, "l5_pain"), "s1": published(_DRAWN, "s1_pain")}
    yield Say(drawn.format(**shares) + cite((_DRAWN,)))


_HALL = 50


def _elsewhere_in_the_hall() -> int:
    """Of fifty people with a pressed root S1, those who feel it outside its strip."""
    return round(_HALL * (1 - ON_THE_MAP_S1.value / 100))


def _false_alarms() -> int:
    """Of 100 people without a herniated disc, those in whom the raised leg hurts."""
    return round(100 * (1 - accuracy("windt-2010-slr", "raised").specificity))


def _why_alarms(cite: Citer) -> Iterator[Block]:
    said = gettext(
        "The test is negative in only {spared} of 100 people without a herniated disc, so the other {alarms} are false "
        "alarms. It seldom misses a herniated disc, but it proves none."
    )
    yield Say(said.format(spared=100 - _false_alarms(), alarms=_false_alarms()) + cite(("windt-2010-slr",)))


def _why_no_test(cite: Citer) -> Iterator[Block]:
    yield from _off_the_map(cite)
    said = gettext(
        "So the place is no test of the root: shown where it hurt, clinicians told L5 from S1 no better than chance. What "
        "counts is whether a leg is weak or numb, and whether that is new."
    )
    yield Say(said + cite(("albert-2019-l5-s1",)))


_TRIALS = (
    Option(
        "injection.0",
        "an injection beside the nerve, after 2 weeks to 3 months",
        "It does better than a placebo, so the effect is there; but even the best end of the interval is too small to matter.",
    ),
    Option("surgery.1", "surgery, in the short term", "Surgery is quicker: that is what speaks for it."),
    Option(
        "surgery.2", "surgery, in the medium term", "The gain is fading here, but the interval still reaches the line."
    ),
    Option(
        "surgery.3",
        "surgery, in the long term",
        "By then those who were not operated on have nearly caught up: the difference is clear, and too small to matter.",
    ),
    Option(
        "opioid.0",
        "an opioid, after 6 weeks (tried in back or neck pain)",
        "If anything, there was more pain than with the placebo.",
    ),
)


def _timed(option: str) -> tuple[Timeline, Moment]:
    name, _, place = option.partition(".")
    return TIMELINES[name], TIMELINES[name].moments[int(place)]


def _shown(option: str) -> tuple[float, float, float]:
    """Points less pain, and the ends of the interval."""
    timeline, moment = _timed(option)
    assert moment.figure is not None
    return timeline.shown(moment.figure)


def _may_matter() -> list[str]:
    """The trials whose interval is all on the side of less pain, and reaches the smallest difference that matters."""
    return [each.id for each in _TRIALS if _shown(each.id)[1] > 0 and _shown(each.id)[2] >= MATTERS.value]


def _why_matter(cite: Citer) -> Iterator[Block]:
    least = gettext("The smallest difference that matters is taken as {least:g} points of 100.")
    yield Say(least.format(least=MATTERS.value) + cite((MATTERS.source,)))
    said = gettext("{treatment}, {when}: {value:g} ({low:g} to {high:g}) points less pain.")
    for name in _may_matter():
        (timeline, moment), (value, low, high) = _timed(name), _shown(name)
        treatment, when = gettext(timeline.label), gettext(moment.when)
        told = said.format(treatment=treatment, when=when, value=value, low=low, high=high)
        yield Say(told + cite((moment.source,)))


_FURTHER = {
    "crossed_leg_raise": "It speaks more strongly for a herniated disc than lifting the painful leg does, but it is no more "
    "urgent: the appointment covers it.",
    "worse_on_cough": "It is easily taken for a trifle, but it is on the list for urgent advice.",
    "leg_weakness": "Pain alone can wait for an appointment. A weak foot may mean that the nerve is under pressure.",
    "weak_core": "It can be trained, and it is no warning sign.",
    "difficulty_peeing": "The bladder seems to have nothing to do with the back, and that makes it so easy to miss.",
}

EXERCISES: tuple[Exercise, ...] = (
    Spot(
        "herniated_disc.predict",
        "Textbooks give each nerve of the lower back its own strip of the leg: a map. The lowest disc presses on the nerve "
        "behind it. Where does the map say that this is felt?",
        lambda: _LOWEST.name,
        _felt,
        (_BACK, *(Option(root.name, root.felt, _LEGS[root.name]) for root in NERVE_ROOTS.values())),
        picture="leg",
    ),
    Number(
        "herniated_disc.1",
        "A hundred people are about to have back surgery; none has a herniated disc. In how many does lifting the straight leg "
        "bring on leg pain all the same? Guess: whatever lies in the interval of the study is right.",
        _false_alarms,
        _why_alarms,
        interval=(60, 82),  # at the two ends of the published specificity, 0.40 and 0.18
        unit="of 100",
        high=100,
        is_share=True,
    ),
    Several(
        "herniated_disc.2",
        "Open Numbers in the lab. Where may the gain be large enough to matter? Tick all whose whole bar lies on the side of "
        "less pain, and reaches the dashed line. (The figures are not verified.)",
        _may_matter,
        _why_matter,
        _TRIALS,
    ),
    raising_question(
        "herniated_disc.3",
        CASES["herniated-disc"].presentation,
        _FURTHER,
        "Pain down one leg for seven weeks: an appointment is enough. Which of these signs would raise the level of care? "
        "Tick all that do.",
    ).changed(options=tuple(Option(name, FINDINGS[name].label, because) for name, because in _FURTHER.items())),
    patient_question(
        "herniated_disc.4",
        "Write a patient of 42 with pain 3 down one leg, who has to be seen the same day because the foot drops. The names are "
        "leg_pain and leg_weakness.",
        Disposition.URGENT,
        "advise(Presentation(age=42, pain=3, present={'leg_pain', 'leg_weakness'}))",
        start="advise(Presentation(age=42, pain=3, present={'leg_pain'}))",
        tests=("leg_pain", "leg_weakness"),
    ),
    Number(
        "herniated_disc.5",
        "Fifty people with a pressed root S1 point to where it hurts. How many point outside its strip? The lab says how "
        "many of 100 with S1 feel it inside; 3 more or fewer count as right.",
        _elsewhere_in_the_hall,
        _why_no_test,
        tolerance=3,
        unit="of 50",
        high=_HALL,
        is_share=True,
    ),
)


_AT_FIRST = {"look": LEVELS[2], "way": WAYS[0], "core": 0, "leg": 0, "months": 0, "care": WAITING}


def seen(now: Mapping[str, Any]) -> Disc:
    """The disc that one looks at."""
    return Disc(now["look"], now["way"], now["core"], now["leg"], now["months"], now["care"])


# From how far a push on a step can leave it as the student has made it, and the steps that fit every disc.
_STUDENTS: Mapping[str, int] = {"toe": TOUCH, "raise": TOUCH, "months": LOOSE, "care": LOOSE}
_ANY_LEVEL = ("months", "care", "never")
_TO_SIDE = WAYS[0]


def set_by(step: StageStep, now: Mapping[str, Any]) -> dict[str, Any]:
    """What a step sets, once what the student has made is left as it is wherever the step allows that."""
    disc = seen(now)
    enough = step.name in _STUDENTS and disc.core >= _STUDENTS[step.name] and disc.way == _TO_SIDE
    any_level = step.name in _ANY_LEVEL or (step.name == "raise" and disc.can_pull)
    kept = {name for name, keeps in (("core", enough), ("look", any_level)) if keeps}
    return {name: value for name, value in step.sets.items() if name not in kept}


def stage_steps() -> tuple[StageStep, ...]:
    """The steps of the lab in their order, in the language that is spoken."""
    pressed = {**_AT_FIRST, "core": BREAK + 10}
    return (
        StageStep(
            "push",
            gettext("Push the core"),
            gettext(
                "A disc is a cushion between two bones: a soft core in a tough ring. Drag the core outwards. What comes "
                "first: the ring gives way, or the nerve is pressed?"
            ),
            _AT_FIRST,
            lambda now: seen(now).core >= BREAK,
        ),
        StageStep(
            "toe",
            gettext("Whose is the big toe?"),
            gettext(
                "The map gives each nerve root a strip of the leg. Tap the discs on the left: which one reaches the big "
                "toe? Then look: how many of 100 feel it in their strip?"
            ),
            pressed,
            lambda now: seen(now).root.name == "L5" and seen(now).core >= TOUCH,
        ),
        StageStep(
            "raise",
            gettext("Raise the leg"),
            gettext(
                "A doctor lifts the straight leg. Drag the foot up until the root is pulled. In this model, then take the "
                "core back and lift again. No real one is pushed back."
            ),
            pressed,
            lambda now: seen(now).pulls,
            adds=("leg",),
        ),
        StageStep(
            "months",
            gettext("Let half a year pass"),
            gettext(
                "A piece has broken off: the worst picture of all. Do nothing for six months. What goes first, the pain or "
                "the piece?"
            ),
            {**pressed, "core": 100},
            lambda now: seen(now).core >= LOOSE and seen(now).months >= 6,
            adds=("months",),
        ),
        StageStep(
            "care",
            gettext("An operation, or waiting?"),
            gettext(
                "Choose Surgery. Let two months pass: who is ahead? Then let the year pass. What is left of the lead?"
            ),
            {**pressed, "core": 100},
            lambda now: seen(now).care == SURGERY and seen(now).months == MONTHS,
            adds=("care",),
        ),
        StageStep(
            "never",
            gettext("One thing differs"),
            gettext(
                "Two people, the same pain. In the second the core goes straight back, to the nerve bundle (cauda equina) "
                "of bladder and bowel. Push it. What sets them apart?"
            ),
            {**_AT_FIRST, "way": WAYS[1], "core": TOUCH - 10},
            lambda now: seen(now).presses_bundle,
        ),
    )
