"""Guesses on a picture: the controls in which they are made, and what is laid over them once they are made."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from backlab.course.exercise import UNSURE, Exercise
from backlab.course.guesses import Line, People, Spot, between
from backlab.course.kinds import Choice, Order
from backlab.drawing.svg import drawing
from backlab.kit.contract import Field, Truth
from backlab.kit.fields import line, people, spot
from backlab.language import gettext
from backlab.markup import Markup
from backlab.pictures.disc.map import map_to_tap
from backlab.pictures.strain.people import people_to_tap


def line_of(id: str, prompt: str, exercise: Line) -> Field:
    """Empty axes to draw on."""
    return line(
        id,
        prompt,
        [(gettext(words), at) for words, at in exercise.xs],
        low=exercise.low,
        high=exercise.high,
        unit=gettext(exercise.unit),
        given=[round(each) for each in exercise.right()[: exercise.given]],
        cue=gettext("Draw your line here"),
        hint=gettext("Draw across the picture. By keys: left and right choose a point, up and down move it."),
        undrawn=gettext("not drawn yet"),
    )


def people_of(id: str, prompt: str, exercise: People) -> Field:
    """People of whom none is filled in."""
    return people(
        id,
        prompt,
        of=round(exercise.high),
        unit=gettext(exercise.unit),
        hint=gettext("Tap a person, draw across them, or use the slider."),
        undrawn=gettext("nobody filled in yet"),
    )


def spot_of(id: str, prompt: str, exercise: Spot) -> Field:
    """A picture with places to tap, and the list of them."""
    choices = [(option.id, option.shown) for option in exercise.choices]
    hint = gettext("Tap the place in the picture, or choose it in the list.")
    return spot(id, prompt, choices, svg=picture_of(exercise), hint=hint)


def picture_of(exercise: Spot) -> Markup:
    """What the places of an exercise stand on: one of our pictures, or a teacher's own."""
    return _PICTURES[exercise.picture]() if exercise.picture in _PICTURES else Markup(exercise.picture)


def truth_of(exercise: Exercise, given: Any) -> Truth | None:
    """What was found, to be laid over ``given``; None for the kinds that have neither a picture nor one right place."""
    yours = "" if given == UNSURE else gettext("your guess")
    match exercise:
        case People():
            low, high = exercise.interval or (exercise.right(), exercise.right())
            found = gettext("the answer: {answer}{range}")
            words = found.format(answer=exercise.said(exercise.right()), range=_range(exercise.interval))
            guess = gettext("your guess: {guess}").format(guess=exercise.said(given)) if yours else ""
            return _truth([exercise.right()], [low], [high], yours=guess, found=words)
        case Line():
            lows, highs = zip(*exercise.intervals(), strict=True)
            return _truth(exercise.right(), lows, highs, yours=yours, found=gettext("what was found"))
        case Order():
            places = [1 + exercise.right().index(option.id) for option in exercise.options]
            return _truth(places, yours=yours, found=gettext("its place"), over=exercise.is_prediction)
        case Spot() | Choice():
            is_over = isinstance(exercise, Spot) or exercise.is_prediction
            return _truth(place=exercise.right(), yours=yours, found=gettext("the answer"), over=is_over)
    return None


def _range(interval: tuple[float, float] | None) -> str:
    return between(interval) if interval else ""


def _truth(
    values: Any = (),
    low: Any = (),
    high: Any = (),
    *,
    place: str = "",
    yours: str,
    found: str,
    over: bool = True,
) -> Truth:
    numbers = [[float(each) for each in part] for part in (values, low, high)]
    return {
        "values": numbers[0],
        "low": numbers[1],
        "high": numbers[2],
        "place": place,
        "yours": yours,
        "found": found,
        "over": over,
    }


def _leg() -> Markup:
    title = gettext("The body from the waist down, from in front and from behind")
    return drawing(640, title, gettext("Each patch of colour is a place to choose."), map_to_tap(), width=400)


def _rest() -> Markup:
    title = gettext("Two people with the same strain")
    return drawing(272, title, gettext("Each person is a place to choose."), people_to_tap(), width=900)


_PICTURES: Mapping[str, Callable[[], Markup]] = {"leg": _leg, "rest": _rest}
