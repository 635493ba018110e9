"""A thousand people who are asked: they part into ill and well, answer yes or no, and the yeses come together."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from backlab.drawing.picture import Table
from backlab.drawing.walkers import Box, Extra, Group, Look, extra_html, walkers
from backlab.language import gettext
from backlab.markup import Markup, element
from backlab.model import Disposition
from backlab.pictures.causes import grouped
from backlab.pictures.marks import level_icon
from backlab.reasoning.asking import PEOPLE, Asked

ALL, PARTED, SORTED, YESES, LINE = "all", "parted", "sorted", "yeses", "line"
VIEWS = (ALL, PARTED, SORTED, YESES, LINE)
MOST_ASKED = 3
_WAYS = Box(0, 0, 100, 10)
_BELOW = Box(0, 12, 100, 88)
_ILL, _WELL = Box(0, 12, 31, 88), Box(33, 12, 67, 88)
_ILL_YES, _WELL_YES = Box(0, 12, 31, 27), Box(33, 12, 67, 27)
_ILL_NO, _WELL_NO = Box(0, 41, 31, 59), Box(33, 41, 67, 59)
_GATES = Box(0, 12, 32, 48), Box(34, 12, 32, 48), Box(68, 12, 32, 48)
_NOES, _BARS = Box(0, 62, 42, 38), Box(45, 62, 55, 38)
_GATE_HEAD = 12.0  # of a gate, for its words
_CROWDED = 980  # those who say no, mostly


class Bar(NamedTuple):
    """How many of some people are ill: what they are called, counted, in words, and as a share (0 to 1).

    ``key`` is the same from state to state. One that is only ``thought`` was guessed, or reckoned wrongly.
    """

    key: str
    name: str
    counted: str
    words: str
    share: float
    thought: bool = False


class Shown(NamedTuple):
    """What the picture shows: people and their answers, which ``view`` of them, and how many of some are ill.

    ``ratio`` is what one yes is worth, where the same people always say it again; ``level`` what the rules say to it.
    """

    people: Asked
    view: str
    bars: Sequence[Bar]
    ratio: str = ""
    level: Disposition | None = None


def view_name(view: str) -> str:
    """What a view is called."""
    return {
        ALL: gettext("Everyone"),
        PARTED: gettext("Ill or not"),
        SORTED: gettext("Yes or no"),
        YESES: gettext("The yeses"),
        LINE: gettext("A line"),
    }[view]


def asked_people(shown: Shown) -> Markup:
    """The picture as a figure; raises ``ValueError`` for a view that shows no people."""
    views = {ALL: _all, PARTED: _parted, SORTED: _sorted, YESES: _yeses}
    if shown.view not in views:
        raise ValueError(f"no view {shown.view!r} of people: choose one of {', '.join(views)}")
    groups = [*views[shown.view](shown)]
    extras = [Extra(_WAYS, ways(shown.view))]
    if shown.view == YESES:
        extras += [Extra(_BARS, _bars(shown)), *_gone_on(shown)]
    looks = _looks()
    return walkers(
        "thousand",
        gettext("A thousand people who are asked"),
        told(shown.people),
        groups,
        looks,
        _look_of(shown, looks),
        _table(shown.people),
        extras=extras,
    )


def ways(view: str) -> Markup:
    """The way from everyone to the yeses, each view a button."""
    buttons = (
        element(
            "button",
            view_name(each),
            type="button",
            data_tap=f"look={each}",
            aria_pressed="true" if each == view else "false",
        )
        for each in VIEWS
    )
    return element("div", buttons, class_="bl-thousand-ways")


def line_place(svg: Markup) -> Markup:
    """A drawing in the place of the people, below the same way back to them."""
    drawn = Extra(_BELOW, svg), Extra(_WAYS, ways(LINE))
    return element("div", map(extra_html, drawn), class_="bl-walkers bl-thousand-line")


def told(people: Asked) -> str:
    """Who is ill, who says yes, and how many of these are ill."""
    ill, well = len(people.ill), PEOPLE - len(people.ill)
    said = gettext(
        "Of {all} people {ill} are ill, and {true} of these say yes; of the {well} others {false} say yes. Of {yes} "
        "yeses {true} come from the ill."
    )
    true, false = len(people.yes[0] & people.ill), len(people.yes[0] - people.ill)
    words = [said.format(all=grouped(PEOPLE), ill=ill, well=grouped(well), true=true, false=false, yes=true + false)]
    if len(people.yes) > 1:
        again = gettext("Asked {count} times").format(count=len(people.yes))
        stay = gettext("{again}, {yes} say yes every time; {true} of them are ill.")
        words.append(stay.format(again=again, yes=len(people.yes[-1]), true=len(people.true)))
    return " ".join(words)


def _looks() -> tuple[Look, ...]:
    return (
        Look("ill", gettext("ill"), "emergency", ringed=True, mood="ill"),
        Look("false", gettext("false alarm"), "routine", shape="hollow", mood="worried"),
        Look("well", gettext("not ill"), "edge"),
    )


def _look_of(shown: Shown, looks: Sequence[Look]) -> dict[int, Look]:
    ill, false, well = looks
    alarms = shown.people.false if shown.view in (SORTED, YESES) else ()
    return dict.fromkeys(range(PEOPLE), well) | dict.fromkeys(alarms, false) | dict.fromkeys(shown.people.ill, ill)


def _group(name: str, words: str, people: Collection[int], box: Box, **more: object) -> Group:
    return Group(name, words, grouped(len(people)), box, sorted(people), **more)  # type: ignore[arg-type]


def _all(shown: Shown) -> Iterator[Group]:
    ill = gettext("{ill} of {all} are ill").format(ill=len(shown.people.ill), all=grouped(PEOPLE))
    words = gettext("Tap: who is ill, and who is not?")
    yield Group("all", words, "", _BELOW, [*range(PEOPLE)], said=ill, tap=f"look={PARTED}")


def _parted(shown: Shown) -> Iterator[Group]:
    tap, people = f"look={SORTED}", shown.people
    well = {*range(PEOPLE)} - people.ill
    yield _group("ill", gettext("Ill"), people.ill, _ILL, colour="emergency", tap=tap)
    yield _group("well", gettext("Not ill"), well, _WELL, note=gettext("tap: ask them"), tap=tap)


def _sorted(shown: Shown) -> Iterator[Group]:
    """Both answers of both: the yeses above, each a way to the yeses."""
    tap, people = f"look={YESES}", shown.people
    yes = people.yes[0]
    well = {*range(PEOPLE)} - people.ill
    yield _group("ill-yes", gettext("Ill: yes"), yes & people.ill, _ILL_YES, colour="emergency", tap=tap)
    note = gettext("false alarms; tap: bring the yeses together")
    yield _group("well-yes", gettext("Not ill: yes"), yes - people.ill, _WELL_YES, colour="routine", tap=tap, note=note)
    yield _group("ill", gettext("Ill: no"), people.ill - yes, _ILL_NO, colour="emergency")
    yield _group("well", gettext("Not ill: no"), well - yes, _WELL_NO)


def _yeses(shown: Shown) -> Iterator[Group]:
    """A gate for each time they are asked: whoever says yes every time stands at the last, and the others below."""
    people = shown.people
    for n in range(MOST_ASKED):
        yield _gate(shown, n)
    noes = {*range(PEOPLE)} - people.yes[-1]
    ill = _of_them(len(noes & people.ill))
    stand = [*sorted(noes & people.ill), *sorted(noes - people.ill)]
    yield Group("no", gettext("No"), grouped(len(noes)), _NOES, stand, ill, ill, room=_CROWDED)


def _of_them(ill: int) -> str:
    return gettext("{count} of them ill").format(count=ill)


def _gate(shown: Shown, n: int) -> Group:
    """The people at one gate: those at an earlier one have gone on, and nobody has come to a later one."""
    people, tap = shown.people, f"times={n + 1}"
    if n >= len(people.yes):
        is_next = n == len(people.yes)
        words = gettext("Tap: ask the same again") if is_next else ""
        return Group(f"yes-{n}", words, "", _GATES[n], [], tap=tap if is_next else "", near=True)
    names = gettext("Yes"), gettext("Yes again"), gettext("Yes once more")
    here, is_last = people.yes[n], n + 1 == len(people.yes)
    stand = [*sorted(people.true), *sorted(people.false)] if is_last else []
    note = _of_them(len(here & people.ill))
    gate = Group(f"yes-{n}", names[n], grouped(len(here)), _GATES[n], stand, note, note, near=True)
    return gate._replace(colour="routine", tap="" if is_last else tap)


def _gone_on(shown: Shown) -> Iterator[Extra]:
    """What became of those who were at an earlier gate."""
    for n, (here, then) in enumerate(pairwise(shown.people.yes)):
        x, y, wide, high = _GATES[n]
        said = gettext("All {all} go on: the same people") if shown.ratio else gettext("{some} of {all} go on")
        worth = gettext("worth × 1, not {ratio}").format(ratio=shown.ratio) if shown.ratio else None
        words = element("span", said.format(some=len(then), all=len(here)))
        told = element(
            "p", words, element("b", "→", aria_hidden="true"), worth and element("span", worth), class_="bl-thousand-on"
        )
        yield Extra(Box(x, y + _GATE_HEAD, wide, high - _GATE_HEAD), told)


def _bars(shown: Shown) -> Markup:
    """How many of some people are ill, each a bar."""
    title = gettext("How many of them are ill")
    head = element("p", element("span", title), _level(shown))
    return element("div", head, map(_bar, shown.bars), class_="bl-thousand-bars")


def _level(shown: Shown) -> Markup | None:
    """What the rules say to everybody who says yes, the false alarms too."""
    if shown.level is None:
        return None
    said = gettext("{level} for all {yes}").format(level=gettext(shown.level.label), yes=len(shown.people.yes[-1]))
    return element("b", level_icon(shown.level), " ", said)


def _bar(bar: Bar) -> Markup:
    counted = bar.words and element("span", bar.words), element("b", bar.counted)
    part = element("i", style=f"width:{100 * bar.share:.2f}%", data_key=f"bar-{bar.key}")
    return element(
        "div",
        element("span", bar.name),
        element("span", counted, class_="bl-thousand-count"),
        element("span", part, class_="bl-thousand-bar"),
        class_="is-thought" if bar.thought else None,
    )


def _table(people: Asked) -> Table:
    well = {*range(PEOPLE)} - people.ill
    rows = (gettext("Ill"), people.ill), (gettext("Not ill"), well), (gettext("Together"), {*range(PEOPLE)})
    yes = people.yes[-1]
    head = gettext("Who"), gettext("People"), gettext("Yes every time"), gettext("Not")
    return Table(
        head, tuple((name, *(grouped(len(each)) for each in (who, who & yes, who - yes))) for name, who in rows)
    )
