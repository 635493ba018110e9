"""A crowd that is asked: one guesses, and they walk to yes and to no; below stands what each question did."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import prod
from typing import NamedTuple

from backlab.drawing.picture import Table
from backlab.drawing.walkers import Box, Extra, Group, Look, walkers
from backlab.knowledge.sources import SOURCES
from backlab.language import gettext
from backlab.markup import Markup, element, markup
from backlab.model import Disposition
from backlab.pictures.causes import grouped
from backlab.pictures.marks import level_icon
from backlab.pictures.waiting_room import door_name
from backlab.reasoning.crowd import FEW, NIGHT, PEOPLE, QUESTIONS, SOURCE, Heads, crowd, heads, prior, together

GUESSES = ("3", "10", "30", "60", "140")
"""So many people without a tumour at yes for each one with it."""
_HIGH = 46.0  # of the crowd; what is below it is for guesses, and for what was found
_BELOW = Box(0, _HIGH + 2, 100, 96 - _HIGH)  # clear of the key below it
_GAP, _LEAST = 1.2, 17.0  # between two places, and how wide one is at least, for its words
_ROOM = 1_200  # so that they are as large while they wait as they are later


class Shown(NamedTuple):
    """What the picture shows: the questions that are asked, and the ``guess`` at the last of them.

    ``known`` are the questions whose answers have been seen, with the guess at each. ``levels`` is what the rules say
    of those at yes, by question. ``follows``: two who are alike are marked. ``is_early``: somebody wanted to ask on
    before the guess at this question.
    """

    finding: str
    second: str
    guess: str
    known: Mapping[str, str]
    levels: Mapping[str, Disposition]
    follows: bool = False
    is_early: bool = False

    @property
    def is_split(self) -> bool:
        """Whether the first question has been answered."""
        return bool(self.finding and (self.guess or self.second))

    @property
    def is_split_twice(self) -> bool:
        """Whether the second one has been answered too."""
        return bool(self.second and self.guess)

    @property
    def yes(self) -> Heads:
        """Who says yes to the first question."""
        return heads(crowd().yes[self.finding])

    @property
    def both(self) -> Heads:
        """Who says yes to the first question and to the second."""
        return heads(crowd().yes[self.finding] & crowd().yes[self.second])


def short_name(question: str) -> str:
    """A question in two or three words."""
    return {
        "weight_loss": gettext("Weight lost"),
        NIGHT: gettext("Worse at night"),
        "days": gettext("Longer than a month"),
        "not_healing": gettext("No better after a month"),
        "no_better_resting": gettext("No better with rest"),
        "age": gettext("50 or older"),
        "cancer_history": gettext("Cancer before"),
    }[question]


def of(some: Heads) -> str:
    """How many of so many are ill."""
    return gettext("{count} of {all}").format(count=grouped(len(some.ill)), all=grouped(len(some.people)))


def asked_crowd(shown: Shown) -> Markup:
    """The picture as a figure."""
    below = _guesses(shown) if _is_open(shown) else _second_found(shown) if shown.second else _ledger(shown)
    looks = _looks()
    return walkers(
        "asked-crowd",
        gettext("A thousand adults with back pain"),
        _described(shown),
        [*_groups(shown)],
        looks,
        _look_of(shown, looks),
        Table((gettext("Where"), gettext("People"), gettext("With a tumour")), tuple(_rows(shown))),
        extras=(Extra(_BELOW, below),),
    )


def _is_open(shown: Shown) -> bool:
    """Whether a question is chosen of which nothing has been guessed."""
    return bool(shown.finding) and not shown.guess


def _looks() -> tuple[Look, ...]:
    return (
        Look("ill", gettext("tumour in the spine"), "emergency", ringed=True, mood="ill"),
        Look("alike", gettext("two who are alike"), "accent", shape="square", mood="worried"),
        Look("well", gettext("no tumour"), "edge"),
    )


def _look_of(shown: Shown, looks: tuple[Look, ...]) -> dict[int, Look]:
    ill, alike, well = looks
    who = crowd()
    marked = dict.fromkeys(who.alike, alike) if shown.follows else {}
    return dict.fromkeys(who.everyone, well) | marked | dict.fromkeys(who.ill, ill)


def _order(shown: Shown, some: Heads) -> list[int]:
    """The ill first, then the two who are followed, then the others."""
    alike = some.people & {*crowd().alike} if shown.follows else frozenset()
    return [*sorted(some.ill), *sorted(alike), *sorted(some.people - some.ill - alike)]


def _groups(shown: Shown) -> Iterator[Group]:
    """Who stands where: the wall between two places stands where so many need it."""
    if not shown.is_split:
        everybody = heads(crowd().everyone)
        words = gettext("All adults with back pain who walk into one clinic")
        yield _group(shown, "all", words, everybody)._replace(box=Box(0, 0, 100, _HIGH), room=_ROOM)
        return
    groups = [*(_night(shown) if shown.finding == NIGHT else _twice(shown) if shown.second else _once(shown))]
    boxes = _side_by_side([len(group.people) for group in groups])
    yield from (group._replace(box=box) for group, box in zip(groups, boxes, strict=True))


def _side_by_side(people: Sequence[int]) -> Iterator[Box]:
    """A place for each group, as wide as its part of everybody is, but never too narrow for its words."""
    free = 100 - _GAP * (len(people) - 1)
    wide = [max(free * count / PEOPLE, _LEAST) for count in people]
    spare = sum(wide) - free
    wide[wide.index(max(wide))] -= spare
    left = 0.0
    for each in wide:
        yield Box(left, 0, round(each, 2), _HIGH)
        left = round(left + each + _GAP, 2)


def _once(shown: Shown) -> Iterator[Group]:
    yes, level = _group(shown, "yes", gettext("Yes"), shown.yes), shown.levels[shown.finding]
    # That one yes is no reason to see anybody is no comfort: nothing green stands over the ill.
    yield yes._replace(note=door_name(level), mark=level_icon(level)) if level > Disposition.SELF_CARE else yes
    yield _group(shown, "no", gettext("No"), _no(shown), note=gettext("no all-clear"))


def _twice(shown: Shown) -> Iterator[Group]:
    """Those at yes are asked again; as long as nothing is guessed, they wait."""
    if shown.is_split_twice:
        yield _group(shown, "both", gettext("Yes, yes"), shown.both)
        yield _group(shown, "yes", gettext("Yes, no"), heads(shown.yes.people - shown.both.people))
    else:
        yield _group(shown, "yes", gettext("Yes"), shown.yes)
    yield _group(shown, "no", gettext("No"), _no(shown))


def _night(shown: Shown) -> Iterator[Group]:
    """Of the ill nobody has counted how many say yes, so they stay where they are."""
    who = crowd()
    yes = heads(who.yes[NIGHT])
    for name, words, some in (
        ("yes", gettext("Yes"), yes),
        ("no", gettext("No"), heads(who.others - yes.people)),
    ):
        group = _group(shown, name, words, some, note=gettext("without a tumour"))
        yield group._replace(total=grouped(len(some.people)))
    ill = _group(shown, "unknown", gettext("Not counted"), heads(who.ill), note=gettext("with a tumour"))
    yield ill._replace(total=grouped(len(who.ill)), colour="emergency", near=True, room=24)


def _no(shown: Shown) -> Heads:
    return heads(crowd().everyone - shown.yes.people)


def _group(shown: Shown, name: str, words: str, some: Heads, note: str = "") -> Group:
    said = gettext("{count} have a tumour in the spine").format(count=of(some))
    beside = note or gettext("with a tumour")
    return Group(name, words, of(some), Box(0, 0, 0, 0), _order(shown, some), beside, said)


def asked_to_guess(*, twice: bool = False) -> str:
    """What is to be guessed of those who say yes to one question, or to two."""
    if twice:
        return gettext("For each person with a tumour who says yes twice, how many without one say it too?")
    return gettext("For each person with a tumour who says yes, how many without one say it too?")


def _guesses(shown: Shown) -> Markup:
    """A row of people for each guess, to be tapped: one who is ill, and the others who stand around."""
    title, for_each = asked_to_guess(twice=bool(shown.second)), gettext("without a tumour for each one with it")
    rows = (
        element(
            "button",
            element("b", guess, element("span", " ", for_each, class_="bl-unseen")),
            element("span", _row(float(guess)), class_="bl-hay"),
            type="button",
            data_tap=f"guess={guess}",
        )
        for guess in GUESSES
    )
    kind = "bl-worth is-guess is-early" if shown.is_early else "bl-worth is-guess"
    return element("div", element("p", title), rows, class_=kind)


def _row(others: float | None, ghost: str = "") -> Markup:
    """One who is ill and so many others, to one scale, and the guess around them; without a number nobody is ill."""
    guessed = element("i", class_="bl-hay-ghost", style=f"--n:{ghost}") if ghost else None
    if others is None:
        return markup(element("em", gettext("nobody with a tumour")), guessed)
    return markup(element("i", class_="bl-needle"), element("i", class_="bl-straw", style=f"--n:{others:.1f}"), guessed)


def _for_each(some: Heads) -> str:
    """So many people without a tumour for each one with it: the unit of the guess."""
    return "–" if some.each is None else f"{some.each:.0f}"


def _ledger(shown: Shown) -> Markup:
    """Every question, a button: what it did once that was seen, and until then only its name."""
    title = (
        gettext("For each one with a tumour who says yes, so many without")
        if shown.known
        else gettext("Tap a question to ask")
    )
    rows = (_question(shown, name) for name in QUESTIONS)
    setting = element("p", _setting(), class_="bl-worth-told")
    kind = " ".join(("bl-worth", *["is-open"] * (not shown.finding), *["is-early"] * shown.is_early))
    return element("div", element("p", title, _key(shown)), _before(), rows, setting, class_=kind)


def _setting() -> str:
    """Of whom these numbers are, and of whom they are not."""
    return gettext("Counted in adults of one clinic. Under 18: not known.")


def _key(shown: Shown) -> Markup:
    """What the frame of dashes is, and that nobody of the project has read the answers' source, where it is so."""
    said = [gettext("dashed: your guess")] if shown.guess else []
    said += [] if SOURCES[SOURCE].verified or not shown.known else [gettext("not verified")]
    return markup(element("span", " · ", words, class_="bl-ghost-key") for words in said)


def _line(name: str, others: float | None, said: str, ghost: str = "", kind: str = "") -> Markup:
    return element("div", _cells(name, _row(others, ghost), said), class_=f"bl-worth-line {kind}".strip())


def _cells(name: str, drawn: Markup, said: str) -> Markup:
    return markup(element("span", name), element("span", drawn, class_="bl-hay"), element("b", said))


def _before() -> Markup:
    everyone = heads(crowd().everyone)
    return _line(gettext("Nobody asked"), everyone.each, _for_each(everyone), kind="is-base")


def _question(shown: Shown, name: str) -> Markup:
    is_here, found = name == shown.finding, heads(crowd().yes[name])
    if name not in shown.known:
        drawn, said = Markup(), "?"
    elif name == NIGHT:
        drawn, said = element("em", gettext("nobody has counted the ill")), "–"
    else:
        drawn, said = _row(found.each, shown.known[name] if is_here else ""), _for_each(found)
    return element(
        "button",
        _cells(short_name(name), drawn, said),
        type="button",
        data_tap=f"finding={name}",
        aria_pressed="true" if is_here else "false",
    )


def _second_found(shown: Shown) -> Markup:
    """What the second question added to the first."""
    title = element("p", gettext("For each one with a tumour who says yes, so many without"), _key(shown))
    first, both = shown.yes, shown.both
    two = gettext("and: {second}").format(second=short_name(shown.second))
    lines = (
        _before(),
        _line(short_name(shown.finding), first.each, _for_each(first)),
        _line(two, both.each, _for_each(both), shown.guess, "is-here"),
        element("p", _second_told(shown), class_="bl-worth-told"),
    )
    return element("div", title, lines, class_="bl-worth is-second")


def _second_told(shown: Shown) -> str:
    """What may be read from it, and what may not."""
    if together(shown.finding, shown.second):
        said = gettext(
            "Who says yes to one says yes to the other: nothing new is asked. Multiplied, the two would promise "
            "{promised} others; {counted} are counted."
        )
        counts = {"promised": _promised(shown), "counted": round(shown.both.each or 0)}
        return said.format(**counts)
    if len(shown.both.people) <= FEW:
        said = gettext(
            "Only {count} of the thousand are left: too few to count on. And nobody has counted these two together."
        )
        return said.format(count=len(shown.both.people))
    if not shown.both.ill:
        return gettext(
            "None of the seven stands here: with so few, that may be luck. And nobody has counted these two together."
        )
    return gettext(
        "Nobody has counted these two together. Here they meet by chance; in real people they may go together."
    )


def _promised(shown: Shown) -> int:
    """So many others for each ill one there would be, if both questions were news."""
    ratios = [accuracy.positive for name in (shown.finding, shown.second) if (accuracy := QUESTIONS[name].accuracy)]
    return round((1 / prior().value - 1) / prod(ratios))


def _described(shown: Shown) -> str:
    """In a sentence or two."""
    if not shown.is_split:
        return gettext("{count} with back pain have a tumour in the spine; they stand together.").format(
            count=of(heads(crowd().everyone))
        )
    return " ".join(f"{group.words}: {group.total}." for group in _groups(shown))


def _rows(shown: Shown) -> Iterator[tuple[str, str, str]]:
    for group in _groups(shown):
        some = heads(group.people)
        yield group.words, grouped(len(some.people)), grouped(len(some.ill))
