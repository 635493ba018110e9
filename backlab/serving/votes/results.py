"""What a vote has brought, once it is revealed: both rounds side by side, why, and the class as one doctor."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from backlab.course.voting import (
    BY_SURENESS,
    EACH_ONE,
    KEYS,
    Answer,
    Ballots,
    Bar,
    Members,
    Poll,
    Sides,
    Step,
    beside,
    calibration,
    histogram,
    level_of,
    pooled,
    sides,
    standing,
)
from backlab.language import gettext, ngettext
from backlab.markup import Child, Markup, element, markup
from backlab.pictures.marks import level_icon
from backlab.serving.votes.store import Phase, Vote
from backlab.words import Block, Point, source_points
from backlab.words.html import blocks_html


def results(vote: Vote, votes: Sequence[Vote]) -> Markup:
    """All of it for a vote; ``votes`` are all of the class, this one among them."""
    poll, rounds = vote.poll, _rounds(vote)
    parts = (
        _part(gettext("The votes"), _histogram(poll, rounds), *_sides(poll, rounds)),
        _part(_as_one(poll), _pool(poll, rounds), _so_far(votes)),
        _part(gettext("How sure, how often right"), _calibration(poll, rounds)),
    )
    grid = element("div", parts, class_="vote-parts")
    return markup(_answer(poll), grid, _why(poll))


def _as_one(poll: Poll) -> str:
    return gettext("The class as one doctor") if poll.key in KEYS else gettext("The class as one")


def _rounds(vote: Vote) -> list[Ballots]:
    """The ballots alone, and where there was a second round those after the talk."""
    first, second = vote.rounds
    return [first, vote.last] if second else [first]


def round_names(count: int) -> list[str]:
    """What the rounds are called."""
    return [gettext("Alone"), gettext("After the talk")][:count]


def icon(poll: Poll, answer: Answer) -> Markup | None:
    """The sign of a level of care, where that is the answer."""
    return level_icon(level_of(answer)) if poll.is_triage else None


def _part(title: str, *inside: Child) -> Markup:
    return element("section", element("h2", title), *inside, class_="vote-part")


def _answer(poll: Poll) -> Markup:
    right = element("strong", icon(poll, poll.right), " ", poll.named(poll.right))
    means = f" ({poll.means(str(poll.right))})" if poll.answers and poll.means(str(poll.right)) else ""
    return element("p", gettext("The answer:"), " ", right, means, class_="vote-answer")


def _histogram(poll: Poll, rounds: Sequence[Ballots]) -> Markup:
    """A table whose cells are bars: a row for each answer, a column for each round."""
    counted = [histogram(poll, ballots) for ballots in rounds]
    most = max(bar.people for bars in counted for bar in bars)
    rows = (
        element(
            "tr", _bar_name(poll, bars[0]), (_bar(bar, most) for bar in bars), class_=_look(bars[0]), **_mine(bars[0])
        )
        for bars in zip(*counted, strict=True)
    )
    return _table(gettext("Answer"), round_names(len(rounds)), rows, "vote-bars")


def _look(bar: Bar) -> str | None:
    return "is-right" if bar.is_right else None


def _mine(bar: Bar) -> dict[str, str]:
    """By what a page finds the row of its own answer: an option, or the lowest and the highest number."""
    if isinstance(bar.answer, str):
        return {"data_answer": bar.answer}
    return {"data_low": str(bar.low), "data_high": str(bar.high)}


def _bar_name(poll: Poll, bar: Bar) -> Markup:
    name = poll.named(bar.answer) if isinstance(bar.answer, str) else f"{bar.low}–{bar.high}"
    said = gettext("the answer") if poll.limits else gettext("right")
    right = element("b", "✓ ", said, class_="vote-right") if bar.is_right else None
    yours = element("b", gettext("you"), class_="vote-yours", hidden=True)
    return element("th", icon(poll, bar.answer), " ", name, " ", right, " ", yours, scope="row")


def _bar(bar: Bar, most: int) -> Markup:
    return element("td", element("span", _length(bar.people, most), element("b", str(bar.people)), class_="vote-line"))


def _length(people: int, most: int, right: int | None = None) -> Markup | None:
    """A bar as long as there are people; of them so many ``right`` ones are filled."""
    if not people:
        return None
    filled = None if right is None else element("i", style=f"--part:{right / people:.3f}")
    kind = "vote-bar" if right is None else "vote-bar is-split"
    return element("span", filled, class_=kind, style=f"--part:{people / most:.3f}", aria_hidden="true")


def _table(first: str, columns: Iterable[str], rows: Iterable[Child], kind: str) -> Markup:
    head = element("tr", (element("th", name, scope="col") for name in (first, *columns)))
    return element("table", element("thead", head), element("tbody", rows), class_=kind)


def _numbers(name: Child, cells: Iterable[Child], kind: str | None = None) -> Markup:
    return element("tr", element("th", name, scope="row"), (element("td", cell) for cell in cells), class_=kind)


def _sides(poll: Poll, rounds: Sequence[Ballots]) -> Iterator[Markup]:
    """The two kinds of error apart, where the answers have an order."""
    found = [side for ballots in rounds if (side := sides(poll, ballots))]
    if not found:
        return
    kinds = _triage_kinds(found) if poll.is_triage else _number_kinds(found)
    rows = (
        _numbers(markup(name, element("small", " ", means) if means else None), cells, kind)
        for name, means, cells, kind in kinds
    )
    yield _table(gettext("Right and wrong"), round_names(len(rounds)), rows, "vote-numbers")


Kinds = Iterator[tuple[str, str, list[str], str]]


def _triage_kinds(found: Sequence[Sides]) -> Kinds:
    yield gettext("too low"), gettext("unsafe: care may come too late"), [str(each.under) for each in found], "is-under"
    yield gettext("right"), gettext("the door that is needed"), [str(each.right) for each in found], "is-right"
    yield gettext("too high"), gettext("safe, but not free"), [str(each.over) for each in found], "is-over"


def _number_kinds(found: Sequence[Sides]) -> Kinds:
    yield gettext("too low"), "", [str(each.under) for each in found], ""
    yield gettext("near enough"), "", [str(each.right) for each in found], "is-right"
    yield gettext("too high"), "", [str(each.over) for each in found], ""


def _pool(poll: Poll, rounds: Sequence[Ballots]) -> Markup:
    """What the class says as one, by two rules, and its members beside it."""
    ones = [pooled(poll, ballots, EACH_ONE) for ballots in rounds]
    sure = [pooled(poll, ballots, BY_SURENESS) for ballots in rounds]
    held = [beside(poll, ballots, one) for ballots, one in zip(rounds, ones, strict=True)]
    right = [sum(poll.is_right(ballot.answer) for ballot in ballots.values()) for ballots in rounds]
    of = gettext("{count} of {all}")
    rows = (
        _numbers(gettext("All as one"), [_one(poll, one) for one in ones], "is-one"),
        _numbers(gettext("Weighed by how sure"), [_one(poll, one) for one in sure], "is-one"),
        _numbers(gettext("Right alone"), [of.format(count=n, all=len(b)) for n, b in zip(right, rounds, strict=True)]),
        _numbers(gettext("Better than all as one"), [str(each.better) for each in held]),
        _numbers(gettext("Worse than all as one"), [str(each.worse) for each in held]),
    )
    table = _table(gettext("Who"), round_names(len(rounds)), rows, "vote-numbers")
    return markup(table, element("p", _rule(poll), class_="vote-note"))


def _one(poll: Poll, one: Answer | None) -> Child:
    if one is None:
        return gettext("no answer")
    mark = "✓" if poll.is_right(one) else "✗"
    said = gettext("right") if poll.is_right(one) else gettext("wrong")
    return markup(
        icon(poll, one),
        " ",
        poll.named(one),
        " ",
        element("b", mark, class_="vote-mark"),
        element("span", said, class_="page-unseen"),
    )


def _rule(poll: Poll) -> str:
    """How all become one, and when that helps."""
    if poll.limits:
        rule = gettext("All as one: the number in the middle, with as many below it as above.")
    elif poll.is_triage:
        rule = gettext("All as one: the answer with most votes; of two with as many, the more urgent.")
    else:
        rule = gettext("All as one: the answer with most votes; of two with as many, none.")
    weighed = gettext("Weighed: a vote at 80% counts twice as much as one at 40%.")
    helps = gettext("It helps where each errs in a way of their own, and not where one sign misleads all.")
    return f"{rule} {weighed} {helps}"


def _so_far(votes: Iterable[Vote]) -> Markup | None:
    """All votes so far, of the first answers: those that nobody had talked about."""
    shown = [(vote.poll, vote.rounds[0]) for vote in votes if vote.phase is Phase.REVEALED and vote.rounds[0]]
    if len(shown) < 2:
        return None
    found = standing(shown)
    said = gettext("So far, alone: all as one right in {right} of {of}. {members}")
    return element(
        "p", said.format(right=found.right, of=found.of, members=_members(found.members)), class_="vote-so-far"
    )


def _members(found: Members) -> str:
    all_ = found.better + found.same + found.worse
    said = ngettext(
        "Of {all} member {better} did better, {same} as well, {worse} worse.",
        "Of {all} members {better} did better, {same} as well, {worse} worse.",
        all_,
    )
    return said.format(all=all_, better=found.better, same=found.same, worse=found.worse)


def _calibration(poll: Poll, rounds: Sequence[Ballots]) -> Markup:
    """How sure people said they were, and how many of them were right, in people."""
    counted = [calibration(poll, ballots) for ballots in rounds]
    most = max((step.people for steps in counted for step in steps), default=0)
    rows = (
        element("tr", element("th", f"{steps[0].sure}%", scope="row"), (_sure(step, most) for step in steps))
        for steps in zip(*counted, strict=True)
    )
    table = _table(gettext("Sure"), round_names(len(rounds)), rows, "vote-bars is-sure")
    key = gettext("Filled: right. Whoever is as often right as sure has 8 of 10 right at 80%.")
    return markup(table, element("p", key, class_="vote-note"))


def _sure(step: Step, most: int) -> Markup:
    if not step.people:
        return element("td", element("b", "–"))
    said = gettext("{right} of {count} right").format(right=step.right, count=step.people)
    return element("td", _length(step.people, most, step.right), element("b", said))


def _why(poll: Poll) -> Markup:
    """The reasons of the one table, what is said of each option, and the sources."""
    blocks, sources = poll.explained()
    options = [*_of_options(poll)]
    told = (blocks_html(blocks), blocks_html(options) if options else None)
    cited = element("details", element("summary", gettext("Sources")), blocks_html(source_points(sources)))
    return element("section", element("h2", gettext("Why")), *told, cited if sources else None, class_="vote-why")


def _of_options(poll: Poll) -> Iterator[Block]:
    yield from (Point(because, mark=poll.named(each)) for each in poll.answers if (because := poll.because(each)))
