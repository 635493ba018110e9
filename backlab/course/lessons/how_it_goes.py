"""What is asked in "How it goes"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from backlab.course.ask import patient_question
from backlab.course.exercise import Exercise, Option
from backlab.course.guesses import Line
from backlab.course.kinds import Number, Several
from backlab.course.steps import StageStep
from backlab.knowledge.figures import COURSES, EFFECTS, POINTS, PREVENTIONS, RECURRENCES, Course, Effect, Figure
from backlab.language import gettext
from backlab.model import Disposition
from backlab.pictures.prevention import Share, share_of
from backlab.pictures.year.state import LASTED, NEW, NOTHING, OLDER, YEAR
from backlab.words import Block, Citer, Say

CITED: tuple[str, ...] = (
    "menezes-costa-2012-acute",
    "menezes-costa-2012-persistent",
    "henschke-2008-recovery",
    "wallwork-2024-scope",
    "wallwork-2024-acute",
    "wallwork-2024-subacute",
    "wallwork-2024-persistent",
    "spasm-duration",
    "vandergaag-2020-pain",
    "williams-2014-pace",
    "french-2006-blanket",
    "hayden-2021-pain",
    "hayden-2021-function",
    "dasilva-2019-recurrence",
    "steffens-2016-exed",
    "shiri-2018",
    "pocovi-2024-walkback",
)

_OLDER, _NEWER = COURSES["menezes-costa-2012-acute"], COURSES["wallwork-2024-acute"]
_SIX_WEEKS = 6
_ANY = RECURRENCES["any"].figure
_CLASS = 30
_EARLIER, _LATER = "exercise-education", "exercise-education-2018"
_START: dict[str, Any] = {"week": 0, "kind": NEW, "added": NOTHING, "keeps": NOTHING}

_WHEN = {0: "start", 6: "6 weeks", 26: "half a year", 52: "1 year"}
_YEAR = 52


def _at(course: Course, week: int) -> Figure:
    return dict(course.weeks)[week]


def _goes_on() -> list[float]:
    return [figure.value for _, figure in _OLDER.weeks]


def _why_six_weeks(cite: Citer) -> Iterator[Block]:
    said = gettext(
        "Mean pain was {first:g} ({first_low:g} to {first_high:g}) at the start, and {later:g} ({low:g} to {high:g}) of "
        "100 after {weeks} weeks."
    )
    first, later = _at(_OLDER, 0), _at(_OLDER, _SIX_WEEKS)
    told = said.format(
        first=first.value,
        first_low=first.low,
        first_high=first.high,
        later=later.value,
        low=later.low,
        high=later.high,
        weeks=_SIX_WEEKS,
    )
    yield Say(told + cite((later.source,)))
    newer = _at(_NEWER, _YEAR)
    said = gettext("A newer review ends higher: {value:g} ({low:g} to {high:g}) after a year, not verified.")
    yield Say(said.format(value=newer.value, low=newer.low, high=newer.high) + cite((newer.source,)))
    yield Say(
        gettext(
            "So both people of the story could expect to feel better. That is why feeling better does not show that the "
            "ointment did it."
        )
    )


def _again_in_class() -> int:
    return round(_CLASS * _ANY.value / 100)


def _why_again(cite: Citer) -> Iterator[Block]:
    said = gettext(
        "Of 100 who recover, {again:g} ({low:g} to {high:g}) have back pain again within a year. Of {people} that is "
        "about {expected}."
    )
    told = said.format(again=_ANY.value, low=_ANY.low, high=_ANY.high, people=_CLASS, expected=_again_in_class())
    yield Say(told + cite((_ANY.source,)))


def _ratio(review: str) -> Figure:
    found = PREVENTIONS[review].ratio
    assert found is not None
    return found


def _with_exercise(review: str) -> Share:
    """Of 100 people, those who have it again within a year although they exercise and were taught, by a review's ratio."""
    return share_of(round(_ANY.value), _ratio(review))


def _why_with_exercise(cite: Citer) -> Iterator[Block]:
    said = gettext("{base} of 100 times {ratio:g} is {share} ({review}).")
    for review in (_EARLIER, _LATER):
        ratio, name = _ratio(review), gettext(PREVENTIONS[review].label)
        told = said.format(base=round(_ANY.value), ratio=ratio.value, share=_with_exercise(review).told, review=name)
        yield Say(told + cite((_ANY.source, ratio.source)))
    yield Say(
        gettext(
            "The base rate comes from another study than the ratios: this shows the size of what exercise may do, and is no "
            "forecast (teaching estimate). The later review is not verified."
        )
    )


_TRIED = (
    Option(
        "nsaid",
        EFFECTS["nsaid"].label,
        "The interval crosses the dashed line, and the mean stays short of it: it may be too small to matter.",
    ),
    Option(
        "relaxant",
        EFFECTS["relaxant"].label,
        "The mean stays short of the dashed line, and side effects come more often.",
    ),
    Option(
        "blanket",
        EFFECTS["blanket"].label,
        "The whole interval is beyond the line. But look at the small print: one small trial, straight afterwards.",
    ),
    Option(
        "exercise",
        EFFECTS["exercise"].label,
        "It is tested in many trials, and its mean is larger. But its own review asks for a larger difference, and the "
        "interval starts below that.",
    ),
)


def _matters(effect: Effect) -> bool:
    return effect.matters is not None and effect.shown[1] >= effect.matters


def _that_matter() -> list[str]:
    """The treatments whose whole interval is at least the smallest difference that matters."""
    return [each.id for each in _TRIED if _matters(EFFECTS[each.id])]


def _why_matter(cite: Citer) -> Iterator[Block]:
    said = gettext("{treatment}: {value:g} ({low:g} to {high:g}) points less pain; it takes {least:g} to matter.")
    for option in _TRIED:
        effect = EFFECTS[option.id]
        value, low, high = effect.shown
        told = said.format(treatment=gettext(effect.label), value=value, low=low, high=high, least=effect.matters)
        sources = dict.fromkeys(filter(None, (effect.figure.source, effect.matters_source)))
        yield Say(told + cite(tuple(sources)))


_WEEKS = {
    0: Option(
        "0",
        "at the start",
        "The two intervals lie largely over each other: at the start both groups hurt about as much.",
    ),
    6: Option("6", "after 6 weeks", "The older review's whole interval still lies within that of the newer one."),
    26: Option(
        "26",
        "after 26 weeks",
        "The older review's highest value lies below the lowest of the newer one: they have parted.",
    ),
    52: Option("52", "after 52 weeks", "They have parted here as well, and the gap is wider than after 26 weeks."),
}


def _apart() -> list[str]:
    """The weeks at which the two reviews' intervals for new pain have no value in common."""
    pairs = {week: (_at(_OLDER, week), _at(_NEWER, week)) for week in _WEEKS}
    return [str(week) for week, (a, b) in pairs.items() if a.high < b.low or b.high < a.low]


def _why_apart(cite: Citer) -> Iterator[Block]:
    said = gettext("Week {week}: {old:g} ({old_low:g} to {old_high:g}) and {new:g} ({new_low:g} to {new_high:g}).")
    for week in _WEEKS:
        old, new = _at(_OLDER, week), _at(_NEWER, week)
        ends = {"old_low": old.low, "old_high": old.high, "new_low": new.low, "new_high": new.high}
        told = said.format(week=week, old=old.value, new=new.value, **ends)
        yield Say(told + cite((old.source, new.source)))
    yield Say(
        gettext(
            "An interval only says how far chance may have moved a figure. It does not know that two reviews chose other "
            "studies, or sorted people in other ways."
        )
    )


def stage_steps() -> tuple[StageStep, ...]:
    """The steps through the lab, in the language that is spoken."""
    return (
        StageStep(
            "time",
            gettext("Two reviews, two ends"),
            gettext(
                "What you know is the review of {older}. A newer one, not verified here, is less hopeful. Let the year pass. "
                "How far apart do the two end? (A mean of {mean:g} can be many people at 0 and some at 50.)"
            ).format(older=OLDER, mean=_at(_OLDER, YEAR).value),
            _START,
            lambda now: now["week"] == YEAR,
        ),
        StageStep(
            "lasted",
            gettext("The same pain, but old"),
            gettext(
                "These people hurt about as much at the start. Only one thing differs: it has lasted for months. Choose "
                "“has lasted”. Where does their year end?"
            ),
            _START | {"week": YEAR},
            lambda now: now["kind"] == LASTED and now["week"] == YEAR,
            adds=("kind",),
        ),
        StageStep(
            "tablets",
            gettext("Was it the treatment?"),
            gettext(
                "Six weeks are over, and with usual care {points:g} points are gone: with the ointment or without it. Now add "
                "ibuprofen, which was tried against a sham. How much does it take away besides?"
            ).format(points=_at(_OLDER, 0).value - _at(_OLDER, _SIX_WEEKS).value),
            _START | {"week": _SIX_WEEKS},
            lambda now: now["added"] == "nsaid",
            adds=("added",),
        ),
        StageStep(
            "largest",
            gettext("The longest bar"),
            gettext("Which treatment adds the most? Find it. Then read when and in whom it was tried."),
            _START | {"week": _SIX_WEEKS, "added": "nsaid"},
            lambda now: now["added"] == _largest(),
        ),
        StageStep(
            "again",
            gettext("The door turns both ways"),
            gettext(
                "On the right stand a hundred who are well again. Guess how many will have it once more within a year. "
                "Then let the year pass."
            ),
            _START,
            lambda now: now["week"] == YEAR,
        ),
        StageStep(
            "keeps",
            gettext("What keeps them away"),
            gettext(
                "Two things were tried so that it stays away. One sends people back to the well, and one does nothing. "
                "Find the one that works."
            ),
            _START | {"week": YEAR},
            lambda now: now["keeps"] in (_EARLIER, _LATER),
            adds=("keeps",),
        ),
    )


def _largest() -> str:
    """The treatment whose mean is the largest, as far as the lab shows it."""
    shown = {each.id: each.shown[0] for each in EFFECTS.values() if each.scale is POINTS}
    return max(shown, key=lambda name: shown[name])


EXERCISES: tuple[Exercise, ...] = (
    Line(
        "how_it_goes.predict",
        "Thousands of people with new back pain were followed, whatever was or was not done for them. At the start their mean pain "
        "was 52 of 100. Draw how it went on over a year.",
        _goes_on,
        _why_six_weeks,
        xs=tuple((_WHEN[week], week / _YEAR) for week, _ in _OLDER.weeks),
        high=100,
        unit="Pain, 0 to 100, on average",
        tolerance=5,
        intervals=lambda: tuple((figure.low, figure.high) for _, figure in _OLDER.weeks),
    ),
    Number(
        "how_it_goes.1",
        f"{_CLASS} people have just recovered from back pain. How many of them can expect to have some back pain again within a "
        "year? Give a whole number; whatever lies in the study's interval is right.",
        _again_in_class,
        _why_again,
        interval=(_CLASS * _ANY.low / 100, _CLASS * _ANY.high / 100),  # 18.6 to 22.2
        unit="people",
        high=_CLASS,
        is_share=True,
    ),
    Several(
        "how_it_goes.2",
        "Add each treatment in the lab. For which of these does the whole interval lie beyond the smallest "
        "difference that matters? Tick all that do.",
        _that_matter,
        _why_matter,
        _TRIED,
    ),
    Several(
        "how_it_goes.3",
        "Open Numbers in the lab: two reviews followed new pain. At which times do their intervals have no value in common? "
        "Tick all. (The figures of the newer review are not verified.)",
        _apart,
        _why_apart,
        tuple(_WEEKS.values()),
    ),
    patient_question(
        "how_it_goes.4",
        "Write a patient of 30 whose pain is only 3 and who has no warning sign, but who should see somebody within days to "
        "weeks, because most of the healing time is over. The word for how long it has lasted is days.",
        Disposition.ROUTINE,
        "advise(Presentation(age=30, pain=3, days=42))",
        start="advise(Presentation(age=30, pain=3, days=7))",
    ),
    Number(
        "how_it_goes.5",
        f"Of 100 people who have recovered, {_ANY.value:g} have back pain again within a year. A review of 2016 gives exercise with "
        f"teaching a risk ratio of {_ratio(_EARLIER).value:g}, one of 2018 a ratio of {_ratio(_LATER).value:g}. How many of 100 is "
        "it with exercise and teaching, by the less hopeful of the two? A whole number; whatever lies in its interval is right.",
        lambda: _with_exercise(_LATER).marked,
        _why_with_exercise,
        interval=(_with_exercise(_LATER).low, _with_exercise(_LATER).high),
        unit="of 100",
        high=100,
        is_share=True,
    ),
)
