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
_WHOLE = Box(0, 0, 100, 100)
_GAP, _LEAST_WIDE, _LEAST_HIGH = 1.5, 19.0, 20.0  # between two places, and how small one is at least, for its words
# Asked once, those who say yes stand beside what they are worth; later there is a gate for each time.
_ONCE, _ASK_AGAIN = Box(0, 0, 37, 47), Box(0, 49, 37, 10)
_ONCE_NOES, _ONCE_BARS = Box(0, 61, 100, 39), Box(40, 0, 60, 59)
_GATES = Box(0, 0, 32, 54), Box(34, 0, 32, 54), Box(68, 0, 32, 54)
_NOES, _BARS = Box(0, 56, 42, 44), Box(45, 56, 55, 44)
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

    ``illness`` is what the ill have. ``ratio`` is what one yes is worth, where the same people always say it again;
    ``level`` what the rules say to it. ``is_read``: somebody of the project has read where its numbers are from.
    """

    people: Asked
    view: str
    bars: Sequence[Bar]
    illness: str
    ratio: str = ""
    level: Disposition | None = None
    is_read: bool = True


def view_name(view: str) -> str:
    """What a view is called."""
    return {
        ALL: gettext("Everyone"),
        PARTED: gettext("Ill or not"),
        SORTED: gettext("Yes or no"),
        YESES: gettext("The yeses"),
        LINE: gettext("The ruler of chances"),
    }[view]


def asked_people(shown: Shown) -> Markup:
    """The picture as a figure; raises ``ValueError`` for a view that shows no people."""
    views = {ALL: _all, PARTED: _parted, SORTED: _sorted, YESES: _yeses}
    if shown.view not in views:
        raise ValueError(f"no view {shown.view!r} of people: choose one of {', '.join(views)}")
    groups = [*views[shown.view](shown)]
    extras: list[Extra] = []
    if shown.view == YESES:
        extras = [Extra(_ONCE_BARS if _is_once(shown) else _BARS, _bars(shown)), *_gone_on(shown)]
    looks = _looks(shown.illness)
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


def line_place(svg: Markup) -> Markup:
    """A drawing in the place of the people, and the way back to them."""
    words = gettext("← The yeses")
    back = element("button", words, type="button", class_="bl-walkers-back", data_tap=f"look={YESES}")
    drawn = Extra(Box(0, 10, 100, 90), svg), Extra(Box(0, 0, 24, 9), back)
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


def _looks(illness: str) -> tuple[Look, ...]:
    return (
        Look("ill", illness, "emergency", ringed=True, mood="ill"),
        Look("false", gettext("false alarm"), "routine", shape="hollow", mood="worried"),
        Look("well", gettext("without it"), "edge"),
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
    yield Group("all", words, "", _WHOLE, [*range(PEOPLE)], said=ill, tap=f"look={PARTED}")


def _parted(shown: Shown) -> Iterator[Group]:
    tap, people = f"look={SORTED}", shown.people
    well = {*range(PEOPLE)} - people.ill
    left, right = _parted_boxes(len(people.ill))
    yield _group("ill", gettext("Ill"), people.ill, left, colour="emergency", tap=tap)
    yield _group("well", gettext("Without it"), well, right, note=gettext("tap: ask them"), tap=tap)


def _parted_boxes(ill: int) -> tuple[Box, Box]:
    """A place for the ill and one for the others, as wide as they are many."""
    wide = _within(_LEAST_WIDE, 100 * ill / PEOPLE)
    return Box(0, 0, wide, 100), Box(wide + _GAP, 0, 100 - wide - _GAP, 100)


def _within(least: float, size: float) -> float:
    """So large, but never too small for words, nor so large that the others have no room."""
    return round(min(max(size, least), 100 - least), 1)


def _sorted(shown: Shown) -> Iterator[Group]:
    """Both answers of both: the yeses above, each a way to the yeses."""
    tap, people = f"look={YESES}", shown.people
    yes = people.yes[0]
    well = {*range(PEOPLE)} - people.ill
    high = _within(_LEAST_HIGH, 100 * len(yes) / PEOPLE)
    left, right = (each._replace(high=high) for each in _parted_boxes(len(people.ill)))
    yield _group("ill-yes", gettext("Ill: yes"), yes & people.ill, left, colour="emergency", tap=tap)
    note, words = gettext("tap: bring the yeses together"), gettext("Without it: yes")
    yield _group("well-yes", words, yes - people.ill, right, colour="routine", tap=tap, note=note)
    left, right = (each._replace(y=high + _GAP, high=100 - high - _GAP) for each in (left, right))
    yield _group("ill", gettext("Ill: no"), people.ill - yes, left, colour="emergency")
    yield _group("well", gettext("Without it: no"), well - yes, right)


def _yeses(shown: Shown) -> Iterator[Group]:
    """A gate for each time they are asked: whoever says yes every time stands at the last, and the others below."""
    people, once = shown.people, _is_once(shown)
    for n in range(2 if once else MOST_ASKED):
        yield _gate(shown, n)
    noes = {*range(PEOPLE)} - people.yes[-1]
    ill = _of_them(len(noes & people.ill))
    stand = [*sorted(noes & people.ill), *sorted(noes - people.ill)]
    yield Group("no", gettext("No"), grouped(len(noes)), _ONCE_NOES if once else _NOES, stand, ill, ill, room=_CROWDED)


def _is_once(shown: Shown) -> bool:
    return len(shown.people.yes) == 1


def _of_them(ill: int) -> str:
    return gettext("{count} of them ill").format(count=ill)


def _gate(shown: Shown, n: int) -> Group:
    """The people at one gate: those at an earlier one have gone on, and nobody has come to a later one."""
    people, tap = shown.people, f"times={n + 1}"
    box = (_ONCE, _ASK_AGAIN)[n] if _is_once(shown) else _GATES[n]
    if n >= len(people.yes):
        is_next = n == len(people.yes)
        words = gettext("Tap: ask again") if is_next else ""
        return Group(f"yes-{n}", words, "", box, [], tap=tap if is_next else "", near=True)
    names = gettext("Yes"), gettext("Yes again"), gettext("Yes once more")
    here, is_last = people.yes[n], n + 1 == len(people.yes)
    stand = [*sorted(people.true), *sorted(people.false)] if is_last else []
    note = _of_them(len(here & people.ill))
    gate = Group(f"yes-{n}", names[n], grouped(len(here)), box, stand, note, note, near=True)
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
    title = gettext("How many of them are ill") if shown.is_read else gettext("How many are ill (not verified)")
    head = element("p", element("span", title), _level(shown))
    kind = "bl-thousand-bars is-once" if _is_once(shown) else "bl-thousand-bars"
    return element("div", head, map(_bar, shown.bars), class_=kind)


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
    rows = (gettext("Ill"), people.ill), (gettext("Without it"), well), (gettext("Together"), {*range(PEOPLE)})
    yes = people.yes[-1]
    head = gettext("Who"), gettext("People"), gettext("Yes every time"), gettext("Not")
    return Table(
        head, tuple((name, *(grouped(len(each)) for each in (who, who & yes, who - yes))) for name, who in rows)
    )
